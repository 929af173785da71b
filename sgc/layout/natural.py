"""Natural sizes: how large things are beside each other, so that together they fill the figure as they should."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

from sgc.layout.problem import Member, Problem, Sizes

#: Share of the figure that the solid things of a scene cover, by how many there are.
FILL = ((1, 0.19), (2, 0.22), (4, 0.23), (8, 0.25), (20, 0.30), (60, 0.34))
#: No single thing that may choose is longer than this share of the figure's shorter side.
LONGEST = 0.62
#: What stands on a thing is at most half as wide again (``sgc.graph.formulas.on``); it looks safe on a little more.
BEARS = 0.75


def natural_unit(problem: Problem) -> float:
    """The longer side, in units, of a thing of natural size 1: the figure is filled as it should be."""
    things = [m for m in problem.members if not m.is_frame and not m.is_backdrop and m.id not in problem.worn]
    width, height = problem.canvas
    if not things:
        return min(width, height) / 4
    area = 0.0
    for member in things:
        aspect = member.extent.aspect
        area += member.extent.natural**2 * min(aspect, 1 / aspect)
    count = len(things)
    share = next((f for n, f in reversed(FILL) if count >= n), FILL[0][1])
    unit = (share * width * height / area) ** 0.5
    longest = max(m.extent.natural for m in things)
    return float(min(unit, LONGEST * min(width, height) / longest))


def natural_extents(member: Member) -> tuple[float, float]:
    """Width and height of a thing beside others, as shares of the longer side of a thing of natural size 1."""
    extent = member.extent
    return extent.natural * min(1.0, extent.aspect), extent.natural * min(1.0, 1 / extent.aspect)


def borne(problem: Problem) -> Mapping[str, float]:
    """How wide a thing has to be for the widest that stands on it, as shares of the longer side of a thing of natural
    size 1: under an elephant, a ball is large."""
    found: dict[str, float] = {}
    for one in problem.scene.relations:
        if one.predicate != "on" or not one.checked or one.negated or one.weight is not None:
            continue
        standing = (problem.by_id[id] for id in problem.expand(one.arguments[0].targets) if id in problem.by_id)
        widest = max((natural_extents(member)[0] for member in standing), default=0.0)
        for id in problem.expand(one.arguments[1].targets):
            if id in problem.by_id and not problem.by_id[id].is_backdrop:
                found[id] = max(found.get(id, 0.0), BEARS * widest)
    return found


def naturalness(problem: Problem, sizes: Sizes) -> float:
    """How near the members are to their natural size, where nobody stated another: smaller over larger, in the mean."""
    unit = natural_unit(problem)
    shares = []
    for member in problem.members:
        extent = member.extent
        stated = extent.exact is not None or extent.width is not None or extent.height is not None
        if not (member.is_frame or member.is_backdrop or stated or member.id in problem.worn):
            less, more = sorted((max(sizes[member.id]), extent.natural * unit))
            shares.append(less / more)
    return fmean(shares) if shares else 1.0


def unit_of(problem: Problem, kept: Sizes) -> float:
    """The longer side of a thing of natural size 1, as the things that have a size show it."""
    units = sorted(
        max(kept[m.id]) / m.extent.natural
        for m in problem.members
        if m.id in kept and not m.is_frame and not m.is_backdrop and m.extent.exact is None
    )
    return units[len(units) // 2] if units else natural_unit(problem)
