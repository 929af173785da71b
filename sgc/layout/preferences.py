"""Which preferences can hold together: as many as possible, the heaviest first."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.graph.linear import Formula, conjunction
from sgc.layout.geometry import SPACING, Geometry
from sgc.layout.rules import Budget
from sgc.layout.smt import Session

QUESTION = 3_000_000


def compatible(free: Geometry, budget: Budget) -> tuple[int, ...]:
    """The statement numbers of preferences that agree with every demand, lightest first.

    Sizes are free and the spacing is left out, so this only rules out what could never hold;
    placing decides about the rest.
    """
    weights: dict[int, float] = {}
    parts: dict[int, list[Formula]] = {}
    session = Session()
    for constraint in free.stated:
        index = constraint.owner.index
        if constraint.weight is not None and index is not None:
            weights[index] = constraint.weight
            parts.setdefault(index, []).append(constraint.formula)
        elif constraint.owner.name != SPACING:
            session.add(constraint.formula)
    for index, formulas in parts.items():
        session.guard(str(index), conjunction(*formulas))
    kept = sorted(parts, key=lambda index: (weights[index], -index))
    while kept:
        check = session.check([str(index) for index in kept], budget.share(QUESTION))
        budget.spend(check.steps)
        if check.answer == "sat":
            break
        kept.remove(_lightest(kept, check.core) if check.answer == "unsat" and check.core else kept[0])
    return tuple(kept)


def _lightest(kept: Sequence[int], core: frozenset[str]) -> int:
    return next(index for index in kept if str(index) in core)
