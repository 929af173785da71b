"""Proofs by Z3 about formulas: for all boxes, and all ways in which their edges can be misplaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

from sgc.graph.box import Box
from sgc.graph.linear import And, AtLeast, Atom, Formula, Or, at_most, conjunction, substitute, variable, variables

Made = Callable[[str], z3.ArithRef]


def to_z3(formula: Formula, make: Made = z3.Int) -> z3.BoolRef:
    match formula:
        case bool():
            return z3.BoolVal(formula)
        case Atom(linear):
            terms = [z3.Q(c.numerator, c.denominator) * make(n) if c.denominator != 1 else int(c) * make(n)
                     for n, c in linear.coefficients]  # fmt: skip
            return z3.Sum(*terms) + linear.constant <= 0
        case And(parts):
            return z3.And(*(to_z3(part, make) for part in parts))
        case Or(parts):
            return z3.Or(*(to_z3(part, make) for part in parts))
        case AtLeast(number, parts):
            return z3.AtLeast(*(to_z3(part, make) for part in parts), number)


def counterexample(assumptions: Iterable[z3.BoolRef], claim: z3.BoolRef) -> z3.ModelRef | None:
    """A model of the assumptions in which the claim fails, or None: the claim is proved."""
    solver = z3.Solver()
    solver.set("rlimit", 200_000_000)
    solver.add(*assumptions, z3.Not(claim))
    answer = solver.check()
    assert answer != z3.unknown, "Z3 gave up"
    return solver.model() if answer == z3.sat else None


def satisfiable(*formulas: z3.BoolRef) -> bool:
    solver = z3.Solver()
    solver.add(*formulas)
    return bool(solver.check() == z3.sat)


def seen(formula: Formula) -> Formula:
    """The formula of the boxes as they are seen: edges renamed, drawing orders as they were."""
    return substitute(formula, lambda name: variable(name if name.endswith(".order") else f"seen {name}"))


def moved(formulas: Iterable[Formula], tolerance: int) -> list[z3.BoolRef]:
    """Each edge is seen at most ``tolerance`` from where it is, on its own."""
    names = {n.removeprefix("seen ") for formula in formulas for n in variables(formula) if not n.endswith(".order")}
    return [
        z3.And(z3.Int(f"seen {n}") - z3.Int(n) <= tolerance, z3.Int(n) - z3.Int(f"seen {n}") <= tolerance)
        for n in sorted(names)
    ]


def valid(boxes: Iterable[Box]) -> list[z3.BoolRef]:
    """Boxes have area, as laid out and as seen; faces and hollows are boxes within theirs."""
    rules: list[Formula] = []
    for box in boxes:
        for inner in (box, *(one for one in (box.face, box.hollow) if one is not None)):
            rules += [at_most(inner.left + 1, inner.right), at_most(inner.top + 1, inner.bottom)]
            rules += [at_most(box.left, inner.left), at_most(inner.right, box.right)]
            rules += [at_most(box.top, inner.top), at_most(inner.bottom, box.bottom)]
    rule = conjunction(*rules)
    return [to_z3(rule), to_z3(seen(rule))]
