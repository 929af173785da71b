"""Backdrops: where sky, ground, water and walls lie, and how much of the figure the ground takes."""

from __future__ import annotations

from sgc.layout.natural import natural_extents, natural_unit
from sgc.layout.problem import BEFORE, INTO, Member, Problem

#: The share of the figure above the ground, where things are all in it or below the sky, and where they are before it.
HORIZON, HIGH_HORIZON, FAR_HORIZON = 0.58, 0.34, 0.22
#: What puts all of something below a sky, and which of its arguments that is.
BELOW = {"under": 0, "below": 0, "above": 1}
#: The share of the figure above the strip on which things stand that are before a backdrop.
STRIP = 0.74
#: What a backdrop among things takes across and down.
PATCH = 0.5, 0.3
#: How deep on land or a floor things stand that are in several rows, as shares from its far edge to the near one.
FIRST_AND_LAST_ROW = 0.2, 0.75
#: So many rows of what stands, each as wide as the figure, a ground below the usual horizon bears; from there on it
#: rises, and from so many on it is high.
FEW_ROWS, MANY_ROWS = 2.0, 5.0


def backdrop_region(problem: Problem, member: Member) -> tuple[int, int, int, int]:
    """Where a backdrop lies unless told otherwise: sky above the horizon, grounds below, walls side by side; a patch in
    the middle."""
    width, height = problem.canvas
    if member.id in problem.patches:
        across, down = (_even(side * (1 - share) / 2) for side, share in zip(problem.canvas, PATCH, strict=True))
        return across, down, width - across, height - down
    backdrops = [m for m in problem.members if m.is_backdrop and m.id not in problem.patches]
    grounds = problem.grounds
    skies = [m for m in backdrops if m.stance == "air"]
    stands_before = problem.is_said_of(grounds, BEFORE)
    seas = [m for m in grounds if not m.is_ground]  # what is in one does not rise above it
    share = FAR_HORIZON if stands_before else HIGH_HORIZON if problem.is_said_of(seas, INTO) else _horizon(problem)
    horizon = _even(height * share)
    if member.stance == "air":
        ends = bool(grounds) or _stands(problem)  # a house does not stand in the sky
        lowest = _even(height * HIGH_HORIZON) if problem.is_said_of(skies, BELOW) else horizon if ends else height
        index = skies.index(member)
        return 0, _even(index * lowest / len(skies)), width, _even((index + 1) * lowest / len(skies))
    rooms = [m for m in grounds if m.is_room]
    if member in rooms:
        band, index = width / len(rooms), rooms.index(member)
        return _even(index * band), 0, _even((index + 1) * band), height
    if member.stance == "ground":
        lowest = _even(height * STRIP) if stands_before else height
        band = (lowest - horizon) / len(grounds)
        index = grounds.index(member)
        bottom = lowest if index == len(grounds) - 1 else _even(horizon + (index + 1) * band)
        return 0, _even(horizon + index * band), width, bottom
    walls = [m for m in backdrops if m.stance not in ("air", "ground")]
    band, index = width / len(walls), walls.index(member)
    bottom = _even(height * STRIP) if problem.is_said_of(walls, BEFORE) else height
    if rooms and rooms[0].extent.face is not None:  # whose floor is below its walls
        bottom = _even(height * rooms[0].extent.face[1])
    return _even(index * band), 0, _even((index + 1) * band), bottom


def _horizon(problem: Problem) -> float:
    """The share of the figure above the ground, which is less where more stands on it than has room in a few rows."""
    unit = natural_unit(problem)
    standing = (
        one for one in problem.members
        if one.rests and not (one.is_backdrop or one.is_frame or one.id in problem.borne)
    )  # fmt: skip
    rows = unit * sum(natural_extents(one)[0] for one in standing) / problem.canvas[0]
    crowd = min(1.0, max(0.0, (rows - FEW_ROWS) / (MANY_ROWS - FEW_ROWS)))
    return HORIZON + crowd * (HIGH_HORIZON - HORIZON)


def _stands(problem: Problem) -> bool:
    """Whether something stands on the ground, and in or on nothing."""
    supported = {
        id for one in problem.scene.relations if one.predicate in ("inside", "on") and not one.negated
        for id in problem.expand(one.arguments[0].targets)
    }  # fmt: skip
    return any(
        one.stance == "ground" and not one.is_backdrop and not one.is_frame and one.id not in supported
        for one in problem.members
    )


def _even(value: float) -> int:
    return 2 * round(value / 2)
