"""Why not: irreducible sets of the person's own statements that cannot hold together, all that are independent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sgc.layout.fixes import fixes_of
from sgc.layout.problem import Problem
from sgc.layout.questions import Questions
from sgc.layout.rules import Budget
from sgc.layout.search import Search
from sgc.layout.types import Conflict, Core
from sgc.layout.witnesses import Witnesses
from sgc.source import Span

#: At most so many independent conflicts are reported.
MOST_CORES = 20
#: Resource units for asking whether there is one more; where that is not known, none is claimed.
FURTHER = 2_000_000


@dataclass(frozen=True, slots=True)
class Explanation:
    """``give_up`` are the numbers of statements, one of each core that holds any, without which these cores are gone;
    ``words`` the words and spans of all statements, by number."""

    conflict: Conflict
    give_up: tuple[int, ...]
    words: Mapping[int, tuple[str, Span]]


def explain(search: Search, solvable: Callable[[Problem], bool] | None, budget: Budget) -> Explanation:
    """The conflicts of a figure of which a search found that it is impossible.

    A core is minimised by leaving out one member after another, defaults first, so that what remains are the
    person's words wherever possible. Then its statements are set aside, and the rest is asked about again.
    ``solvable`` proves fixes: whether a changed figure has a layout. Without it there are none.
    """
    questions, core = search.questions, search.check.core
    witnesses = Witnesses(search, budget)
    cores: list[list[str]] = []
    numbers: list[list[int]] = []
    aside: set[int] = set()
    remaining = list(questions.guards)
    while len(cores) < MOST_CORES:
        kept, _ = questions.minimal(core, budget)
        named = questions.numbers(kept)
        cores.append(kept)
        numbers.append(named)
        # Where defaults alone do not fit, the first of them is set aside: what else conflicts is asked without it.
        remaining = [g for g in remaining if (questions.owner[g][0] not in named if named else g != kept[0])]
        aside.update(named)
        if named and witnesses.known_without(aside):
            break
        check = questions.ask(remaining, budget, FURTHER)
        if check.answer != "unsat":
            break
        core = check.core
    words = statements_of(questions)
    found = []
    for one, these in zip(cores, numbers, strict=True):
        others = frozenset(i for other in numbers if other is not these for i in other)
        members = tuple(questions.owner[guard] for guard in one)
        defaults = tuple(dict.fromkeys(name for i, name in members if i is None or name))
        fixes = fixes_of(questions, one, others, words, witnesses, solvable, budget) if solvable is not None else ()
        found.append(Core(tuple(words[i] for i in these), defaults, fixes, members))
    give_up = tuple(sorted(_weakest(questions, these) for these in numbers if these))
    return Explanation(Conflict(tuple(found)), give_up, words)


def _weakest(questions: Questions, numbers: Sequence[int]) -> int:
    """The statement that is given up first: the last one written that is no declaration, or else the last of them."""
    said = len(questions.geometry.grounded)
    return max((i for i in numbers if i < said), default=numbers[-1])


def statements_of(questions: Questions) -> Mapping[int, tuple[str, Span]]:
    """The words and spans of every owner number: grounded statements, then declarations."""
    said = [(one.statement.statement, one.statement.span) for one in questions.geometry.grounded]
    declared = [(one.statement, one.span) for one in questions.problem.scene.objects]
    return dict(enumerate([*said, *declared]))
