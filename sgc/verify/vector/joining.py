"""Marks that are one to the eye: an outline that is filled and then stroked, or filled and then given a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.measure.paths import Command, Commands
from sgc.verify.types import UNKNOWN_PATTERN
from sgc.verify.vector.fitting import BOX, points, same_points, signature
from sgc.verify.vector.page import Ink, Mark, Tile
from sgc.verify.vector.tiles import motif_of

#: How far two outlines that are meant to be one may be apart, in pixels; a clip is rounded to where its marks are.
SAME, CLIP = 0.05, 0.6


def joined(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks, with each outline's stroke and pattern as its own; clips that hide nothing are dropped."""
    found: list[Mark] = []
    for mark in marks:
        last = found[-1] if found else None
        if isinstance(mark, Ink) and isinstance(last, Ink) and (one := _one_of(last, mark)) is not None:
            found[-1] = one
        elif isinstance(mark, Ink) and mark.clips:
            found.append(replace(mark, clips=tuple(clip for clip in mark.clips if not _holds(clip, mark))))
        else:
            found.append(mark)
    return tuple(found)


def _one_of(last: Ink, mark: Ink) -> Ink | None:
    """Both as one ink, if they are one."""
    is_line = mark.fill is None and mark.stroke is not None and last.fill is not None and last.stroke is None
    if is_line and _same(last.commands, mark.commands, SAME):
        return replace(last, stroke=mark.stroke, width=mark.width, dashed=mark.dashed)
    if isinstance(last.fill, str) and isinstance(mark.fill, str) and mark.clips and mark.stroke is None:
        tile = Tile(last.fill, mark.fill, drawn=mark.commands)
        # What is all inside may be clipped to the page, and painted on its ground: then only a motif is a pattern.
        is_pattern = not _holds(mark.clips[-1], mark) or motif_of(tile) != UNKNOWN_PATTERN
        if is_pattern and _same(last.commands, mark.clips[-1], CLIP):
            return replace(last, fill=tile)
    return None


def _same(one: Commands, other: Commands, limit: float) -> bool:
    return same_points(_closed(one), _closed(other), limit)


def _closed(commands: Commands) -> Commands:
    """The outlines without a line back to the start where they are closed there anyway."""
    found: list[Command] = []
    start: Command = ()
    for command in commands:
        if command[0] == "M":
            start = command
        elif command[0] == "Z" and found[-1][0] == "L" and found[-1][1:] == start[1:]:
            found.pop()
        found.append(command)
    return tuple(found)


def _holds(clip: Commands, mark: Ink) -> bool:
    """Whether an upright box that is clipped to has all of the mark in it."""
    corners = points(clip)
    if signature(clip) != BOX or len({round(x, 2) for x, _ in corners}) != 2:
        return False
    left, top, right, bottom = mark.box
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs) - SAME <= left and right <= max(xs) + SAME and min(ys) - SAME <= top and bottom <= max(ys) + SAME
