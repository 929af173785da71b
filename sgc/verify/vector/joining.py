"""Marks that are one to the eye: an outline that is filled and then stroked, or filled and then given a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.measure.paths import Commands
from sgc.verify.vector.fitting import letters, points
from sgc.verify.vector.page import Ink, Mark, Tile

#: How far two outlines that are meant to be one may be apart, in pixels.
SAME = 0.05


def joined(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks, with each outline's stroke and pattern as its own; clips that hide nothing are dropped."""
    found: list[Mark] = []
    for mark in marks:
        last = found[-1] if found else None
        if isinstance(mark, Ink) and mark.clips:
            mark = replace(mark, clips=tuple(clip for clip in mark.clips if not _holds(clip, mark)))
        if isinstance(mark, Ink) and isinstance(last, Ink) and (one := _one_of(last, mark)) is not None:
            found[-1] = one
        else:
            found.append(mark)
    return tuple(found)


def _one_of(last: Ink, mark: Ink) -> Ink | None:
    """Both as one ink, if they are one."""
    is_line = mark.fill is None and mark.stroke is not None and last.fill is not None and last.stroke is None
    if is_line and _same(last.commands, mark.commands):
        return replace(last, stroke=mark.stroke, width=mark.width, dashed=mark.dashed)
    is_pattern = isinstance(last.fill, str) and isinstance(mark.fill, str) and mark.clips and mark.stroke is None
    if is_pattern and _same(last.commands, mark.clips[-1]):
        return replace(last, fill=Tile(str(last.fill), str(mark.fill), ()))
    return None


def _same(one: Commands, other: Commands) -> bool:
    if letters(one) != letters(other):
        return False
    return all(
        abs(x - u) <= SAME and abs(y - v) <= SAME
        for (x, y), (u, v) in zip(points(one), points(other), strict=True)
    )


def _holds(clip: Commands, mark: Ink) -> bool:
    """Whether an upright box that is clipped to has all of the mark in it."""
    corners = points(clip)
    if letters(clip) != "MLLLZ" or len({round(x, 2) for x, _ in corners}) != 2:
        return False
    left, top, right, bottom = mark.box
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (
        min(xs) - SAME <= left and right <= max(xs) + SAME and min(ys) - SAME <= top and bottom <= max(ys) + SAME
    )
