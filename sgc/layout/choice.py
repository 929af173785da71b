"""What given positions make of terms and formulas: values, boxes, and in every disjunction the closest branch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from sgc.graph.box import Box
from sgc.graph.linear import And, AtLeast, Atom, Formula, Linear, Or, at_most, conjunction, disjunction, plain
from sgc.layout.smt import is_difference
from sgc.layout.types import Edges


def amount(linear: Linear, values: Mapping[str, float]) -> float:
    """The value of a linear form; a variable without a value counts as 0."""
    total = 0.0
    for name, coefficient in linear.coefficients:
        total += (coefficient if type(coefficient) is int else float(coefficient)) * values.get(name, 0.0)
    return float(linear.constant) + total


def edges(box: Box, values: Mapping[str, float]) -> Edges:
    """The whole numbers of a box under a solution."""
    found = []
    for edge in (box.left, box.top, box.right, box.bottom):  # in a loop, because there are so many
        linear = plain(edge)
        total: float | Fraction = linear.constant
        for name, coefficient in linear.coefficients:
            total += coefficient * values.get(name, 0)
        found.append(round(total))
    left, top, right, bottom = found
    return left, top, right, bottom


def violation(formula: Formula, values: Mapping[str, float]) -> float:
    """How far, in layout units, the values are from satisfying the formula (0: they do)."""
    match formula:
        case bool():
            return 0.0 if formula else 1e9
        case Atom(linear):
            return max(0.0, amount(linear, values))
        case And(parts):
            return sum(violation(part, values) for part in parts)
        case Or(parts):
            return min(violation(part, values) for part in parts)
        case AtLeast(number, parts):
            return sum(sorted(violation(part, values) for part in parts)[:number])


def chosen(formula: Formula, values: Mapping[str, float]) -> Iterator[Atom]:
    """The atoms that together imply the formula, taking the least violated branches.

    Among branches that hold, the one with the most room is taken, first ones first; so a later
    move has the best chance to keep it true.
    """
    match formula:
        case bool():
            return
        case Atom():
            yield formula
        case And(parts):
            for part in parts:
                yield from chosen(part, values)
        case Or(parts):
            lacking = [violation(part, values) for part in parts]
            least = min(lacking)
            best = [part for part, lack in zip(parts, lacking, strict=True) if lack == least]
            yield from chosen(best[0] if len(best) == 1 else max(best, key=lambda part: _room(part, values)), values)
        case AtLeast(number, parts):
            order = sorted(parts, key=lambda part: (violation(part, values), -_room(part, values)))
            for part in order[:number]:
                yield from chosen(part, values)


def _room(formula: Formula, values: Mapping[str, float]) -> float:
    """By how much a formula that holds could be tightened; 0 for equalities."""
    match formula:
        case Atom(linear):
            return max(0.0, -amount(linear, values))
        case And(parts):
            return min((_room(part, values) for part in parts), default=0.0)
        case Or(parts):
            return max((_room(part, values) for part in parts), default=0.0)
        case AtLeast(number, parts):
            rooms = sorted((_room(part, values) for part in parts), reverse=True)
            return rooms[number - 1]
    return 0.0


def simplified(formula: Formula, values: Mapping[str, float]) -> Formula:
    """A stronger formula in difference logic: an atom over both axes is split at the values.

    ``X + Y <= 0`` becomes ``X <= -t`` and ``Y <= t``, with t half-way between what the values give
    each side. Z3 is hundreds of times faster on such formulas; what it finds satisfies the original.
    """
    match formula:
        case Atom(linear) if not is_difference(formula):
            across = tuple((v, c) for v, c in linear.coefficients if v.endswith((".left", ".right")))
            down = tuple((v, c) for v, c in linear.coefficients if not v.endswith((".left", ".right")))
            if not across or not down:
                return formula
            x, y = Linear(across, linear.constant), Linear(down)
            split = round((amount(y, values) - amount(x, values)) / 2)
            return conjunction(at_most(x, Fraction(-split)), at_most(y, Fraction(split)))
        case And(parts):
            made = tuple(simplified(part, values) for part in parts)
            return formula if all(a is b for a, b in zip(made, parts, strict=True)) else conjunction(*made)
        case Or(parts):
            made = tuple(simplified(part, values) for part in parts)
            return formula if all(a is b for a, b in zip(made, parts, strict=True)) else disjunction(*made)
        case AtLeast(number, parts):
            made = tuple(simplified(part, values) for part in parts)
            same = all(a is b for a, b in zip(made, parts, strict=True))
            return formula if same else AtLeast(number, made)
    return formula
