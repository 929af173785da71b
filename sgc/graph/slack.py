"""Slack: what misplaced edges can do to a formula, and so why solver and verifier agree.

Every relation and arrangement is one formula ``R(slack)``, negation-free and monotone: more slack
asks for more. The solver asserts ``R(+margin)`` for a statement, and ``not R(-margin)`` for its
negation and for whatever a quantifier excludes. The verifier sees each edge up to ``tolerance``
units from where it was laid out, and accepts exactly when ``R(0)`` holds of what it sees. With
``margin > tolerance`` two things must follow, whatever edges moved, each on its own:

(a) ``R(+margin)`` before the movement gives ``R(0)`` after it;
(b) ``not R(-margin)`` before the movement gives ``not R(0)`` after it.

They follow from one fact. A comparison is ``x <= 0`` with ``x`` linear over edges; moving every
edge by at most ``t`` changes ``x`` by at most ``t * |x|``, with ``|x|`` the sum of the absolute
coefficients. So ``loosened(R, t)``, in which every ``x <= 0`` has become ``x <= t * |x|``, holds
after any movement by ``t`` of whatever satisfied ``R``; conjunction, disjunction and "at least n
of" only ever grow when their parts do. Formulas are built in two ways, both growing as the slack falls:

- ``firm(R, slack) = loosened(R, -slack)``, for inequalities that are a matter of degree (a centre
  left of another). (a): ``loosened(R, -margin)`` moved by ``tolerance`` satisfies ``loosened(R,
  tolerance - margin)``, which is stronger than ``R``. (b): if ``loosened(R, margin)`` fails, then
  ``loosened(R, margin - tolerance)`` fails after the movement, and with it ``R``.
- ``close(R, slack) = loosened(R, max(0, tolerance - slack))``, for equalities (two inequalities),
  contact, containment and stated distances, which are to be exact in a layout and can be so only up
  to the tolerance in a picture. (a): at ``slack = margin`` it is ``R`` itself, and ``R`` moved
  satisfies ``loosened(R, tolerance)``, which is ``close(R, 0)``. (b): if ``loosened(R, tolerance +
  margin)`` fails, ``loosened(R, margin)`` fails after the movement, and so does ``loosened(R,
  tolerance)``. A denied equality is thus kept apart by more than two sides can be misplaced.

A formula may also ask for more when its slack is positive (a clear gap, where the verifier is
content with the order of the centres), as long as that implies the rest: (a) stays true, (b) does not
look at it. Quantifiers keep the scheme: "at most n of" and ``not`` turn the sign of the slack inside.
Tests prove (a) and (b) by Z3 for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sgc.graph.linear import (
    And,
    AtLeast,
    Atom,
    Formula,
    Linear,
    Or,
    at_least,
    at_most_of,
    conjunction,
    disjunction,
)
from sgc.graph.measures import Measures
from sgc.graph.scene import CANVAS

#: How variables that count things begin: ``count(apples)``.
COUNT = "count("


def movement(name: str) -> int:
    """How far the variable ``id.edge`` can be off when every edge can be off by one.

    Drawing orders, counts and the canvas are known, so they are never off.
    """
    owner, _, edge = name.rpartition(".")
    if name.startswith(COUNT) or owner == CANVAS or edge == "order":
        return 0
    return 2 if edge in ("width", "height") else 1


def loosened(formula: Formula, amount: int) -> Formula:
    """What the formula becomes when every edge may be ``amount`` units off (less than 0: tightened).

    The formula must be free of negation as its author sees it, and be over independent edges.
    """
    match formula:
        case Atom(linear) if amount:
            weight = sum(abs(int(coefficient)) * movement(name) for name, coefficient in linear.coefficients)
            return Atom(Linear(linear.coefficients, linear.constant - weight * amount))
        case And(parts):
            return conjunction(*(loosened(part, amount) for part in parts))
        case Or(parts):
            return disjunction(*(loosened(part, amount) for part in parts))
        case AtLeast(number, parts):
            return at_least(number, (loosened(part, amount) for part in parts))
        case _:
            return formula


def firm(formula: Formula, slack: int) -> Formula:
    """The formula with room to spare (slack above 0) or nearly so (below)."""
    return loosened(formula, -slack)


def close(formula: Formula, measures: Measures, slack: int) -> Formula:
    """The formula exactly where it is asserted, within the tolerance where it is seen."""
    return loosened(formula, max(0, measures.tolerance - slack))


def quantified(quantifier: str, number: int | None, parts: Callable[[int], Sequence[Formula]], slack: int) -> Formula:
    """``every``, ``each``, ``some``, ``exactly``, ``at least``, ``at most`` or ``none`` of the parts.

    ``parts(slack)`` gives them at a slack; what is counted out is judged at the opposite one.
    """
    match quantifier:
        case "every" | "each":
            return conjunction(*parts(slack))
        case "some":
            return disjunction(*parts(slack))
        case "none":
            return at_most_of(0, parts(-slack))
    assert number is not None, f"{quantifier} without a number"
    match quantifier:
        case "at least":
            return at_least(number, parts(slack))
        case "at most":
            return at_most_of(number, parts(-slack))
        case "exactly":
            return conjunction(at_least(number, parts(slack)), at_most_of(number, parts(-slack)))
    raise ValueError(f"unknown quantifier {quantifier!r}")
