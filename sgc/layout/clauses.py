"""Formulas that several rules of a layout share: apart, within, around, and where a label may stand.

Boxes are in layout units; their edges are terms of the solver.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgc.graph.box import UNITS, Box
from sgc.graph.linear import Formula, Term, TermLike, at_most, conjunction, disjunction, equal, maximum, term

if TYPE_CHECKING:
    from sgc.layout.problem import Member

LABEL_GAP = 3 * UNITS


def separation(a: Box, b: Box, apart: int) -> Formula:
    """Left of, right of, above or below, by at least ``apart`` units."""
    return disjunction(
        at_most(a.right + apart, b.left), at_most(b.right + apart, a.left),
        at_most(a.bottom + apart, b.top), at_most(b.bottom + apart, a.top),
    )  # fmt: skip


def with_label(member: Member, width: TermLike, height: TermLike) -> tuple[Term, Term]:
    """The room across and down that a thing takes with the label that stands beside it: below or above, so that the
    wider of the two counts."""
    label = member.extent.label
    if not member.outside_label or label is None:
        return term(width), term(height)
    return maximum(width, label.width), term(height) + label.height + LABEL_GAP


def label_sides(box: Box, label: Box) -> dict[str, Formula]:
    """Where a label may stand beside its object, by side."""
    level, centered = near(label.cy, box.cy), near(label.cx, box.cx)
    return {
        "below": conjunction(centered, equal(label.top, box.bottom + LABEL_GAP)),
        "above": conjunction(centered, equal(label.bottom + LABEL_GAP, box.top)),
        "right": conjunction(level, equal(label.left, box.right + LABEL_GAP)),
        "left": conjunction(level, equal(label.right + LABEL_GAP, box.left)),
    }


def within(box: Box, margin: int, width: int, height: int) -> Formula:
    return conjunction(
        at_most(margin, box.left), at_most(margin, box.top),
        at_most(box.right, width - margin), at_most(box.bottom, height - margin),
    )  # fmt: skip


def inside(inner: Box, outer: Box) -> Formula:
    """All of one box within the other."""
    return conjunction(
        at_most(outer.left, inner.left), at_most(outer.top, inner.top),
        at_most(inner.right, outer.right), at_most(inner.bottom, outer.bottom),
    )  # fmt: skip


def joint_of(box: Box, parts: list[Box]) -> Formula:
    found: list[Formula] = []
    for part in parts:
        found += [at_most(box.left, part.left), at_most(box.top, part.top)]
        found += [at_most(part.right, box.right), at_most(part.bottom, box.bottom)]
    found.append(disjunction(*(at_most(part.left, box.left) for part in parts)))
    found.append(disjunction(*(at_most(part.top, box.top) for part in parts)))
    found.append(disjunction(*(at_most(box.right, part.right) for part in parts)))
    found.append(disjunction(*(at_most(box.bottom, part.bottom) for part in parts)))
    return conjunction(*found)


def near(a: TermLike, b: TermLike) -> Formula:
    """Equal up to the unit that even extents and halves may cost."""
    difference = term(a) - b
    return conjunction(at_most(difference, 1), at_most(-difference, 1))
