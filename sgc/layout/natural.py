"""Natural sizes: how large things are beside each other, so that together they fill the figure as they should."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import fmean, median

from sgc.graph.scene import Kind
from sgc.layout.problem import Member, Problem, Sizes

#: Share of the figure that the solid things of a scene cover, by how many there are.
FILL = ((1, 0.28), (2, 0.22), (4, 0.235), (8, 0.25), (20, 0.30), (60, 0.34))
#: No single thing that may choose is longer than this share of the figure's shorter side.
LONGEST = 0.7
#: What stands on a thing is at most half as wide again (``sgc.graph.formulas.on``); it looks safe on a little more.
BEARS = 0.75
#: What is on or in a thing that somebody holds is together so wide beside it, in an open vessel so wide, and on a
#: table so wide; a shape on top of a thing that is no surface, as a star is on a tree, is so wide.
HELD, HEAPED, LAID, TOPPING = 0.62, 1.2, 1.5, 0.4


def natural_unit(problem: Problem) -> float:
    """The longer side, in units, of a thing of natural size 1: the figure is filled as it should be."""
    held = _held(problem)
    things = [
        m for m in problem.members
        if not (m.is_frame or m.is_backdrop or m.id in problem.worn or m.id in held)
    ]  # fmt: skip
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


def _held(problem: Problem) -> frozenset[str]:
    """What is inside a thing that is in the figure itself, and so takes no room of its own."""
    found: set[str] = set()
    for things, holders in problem.required("inside"):
        if all(id in problem.by_id and not problem.by_id[id].is_backdrop for id in holders):
            found.update(things)
    return frozenset(found)


def natural_extents(member: Member) -> tuple[float, float]:
    """Width and height of a thing beside others, as shares of the longer side of a thing of natural size 1."""
    extent = member.extent
    return extent.natural * min(1.0, extent.aspect), extent.natural * min(1.0, 1 / extent.aspect)


def likeness(member: Member) -> str:
    """The same of all that are naturally of one size: pictures of one noun, as clocks that show any time and faces that
    look anyhow, else what is declared at once."""
    one, extent = member.object, member.extent
    pictured = one.kind is Kind.PICTURE and one.concept is not None and extent.width is extent.height is None
    kind = (one.concept or "").partition(" showing ")[0]
    kind = "face" if kind.endswith(" face") else kind
    return f"{one.attributes.size} {kind}" if pictured else one.id.split("[")[0]


def borne(problem: Problem) -> Mapping[str, float]:
    """How wide a thing has to be for the widest that stands on it, as shares of the longer side of a thing of natural
    size 1: under an elephant, a ball is large."""
    found: dict[str, float] = {}
    for standing, bearers in problem.required("on"):
        members = (problem.by_id[id] for id in standing if id in problem.by_id)
        widest = max((natural_extents(member)[0] for member in members), default=0.0)
        for id in bearers:
            if id in problem.by_id and not (problem.by_id[id].is_backdrop or problem.by_id[id].is_pointed):
                found[id] = max(found.get(id, 0.0), BEARS * widest)
    _raise(problem, found)
    return found


def _raise(problem: Problem, widths: dict[str, float]) -> None:
    """What must be as large as something, or larger, is so by growing: beside a butterfly as high as a house, the
    house is no smaller than it is."""
    relations = problem.scene.relations
    compared = [one for one in relations if one.predicate in _COMPARED and one.checked and one.is_required]
    for one in compared * min(len(compared), 4):  # once for each in a chain
        ids = [[id for id in problem.expand(each.targets) if id in problem.by_id] for each in one.arguments]
        for a in ids[0]:
            for b in ids[1]:
                more, less = (a, b) if one.predicate.split()[0] in _MORE else (b, a)
                pairs = ((a, b), (b, a)) if one.predicate.startswith("same") else ((more, less),)
                for grown, than in pairs:
                    width = _COMPARED[one.predicate](*_sides(problem, than, widths), problem.by_id[grown].extent.aspect)
                    if width > _sides(problem, grown, widths)[0]:
                        widths[grown] = width


def _sides(problem: Problem, id: str, widths: Mapping[str, float]) -> tuple[float, float]:
    width, height = natural_extents(problem.by_id[id])
    times = max(1.0, widths.get(id, 0.0) / width)
    return width * times, height * times


#: How wide a thing of some aspect has to be to compare so with one of this width and height; and in which of these the
#: first is the larger one.
_COMPARED: Mapping[str, Callable[[float, float, float], float]] = {
    "same height as": lambda width, height, aspect: height * aspect,
    "same width as": lambda width, height, aspect: width,
    **dict.fromkeys(("larger than", "smaller than"), lambda width, height, aspect: 1.2 * max(width, height * aspect)),
    **dict.fromkeys(("taller than", "shorter than"), lambda width, height, aspect: 1.2 * height * aspect),
    **dict.fromkeys(("wider than", "narrower than"), lambda width, height, aspect: 1.2 * width),
}
_MORE = ("larger", "taller", "wider")


def burdens(problem: Problem) -> Mapping[str, float]:
    """By what factor things are smaller than they naturally are for what they are on or in.

    A tray that somebody holds is no broader for the loaves on it, and a bowl not much for all the fruit in it. A plain
    shape, which has no size of its own, is small on what is no surface.
    """
    held = {
        id for one in problem.scene.relations if one.predicate == "held by" and one.checked and not one.negated
        for id in problem.expand(one.arguments[0].targets)
    }  # fmt: skip
    loads: dict[tuple[str, ...], list[Member]] = {}
    for one in problem.scene.relations:
        at = {"on": 0, "inside": 0, "contains": 1}.get(one.predicate)
        if at is None or not one.checked or one.negated:
            continue
        borne_ids, ids = (problem.expand(one.arguments[k].targets) for k in (at, 1 - at))
        loads.setdefault(ids, []).extend(problem.by_id[id] for id in borne_ids if id in problem.by_id)
    found: dict[str, float] = {}
    for ids, things in loads.items():
        bearers = [problem.by_id[id] for id in ids if id in problem.by_id]
        if not things or not bearers or any(each.is_backdrop or each.is_frame for each in bearers):
            continue
        width = sum(natural_extents(thing)[0] for thing in things)
        room = sum(natural_extents(bearer)[0] for bearer in bearers)
        for thing in things:
            share = _share(thing, bearers, held)
            if share is not None:
                found[thing.id] = min(1.0, share * room / width)
    return found


def _share(thing: Member, bearers: Sequence[Member], held: Collection[str]) -> float | None:
    """How wide all that these bear is beside them; None where they are as wide as that needs."""
    if thing.object.entry is not None and thing.object.entry.poured is not None:
        return None
    if all(one.id in held for one in bearers):
        return HELD
    if all(one.is_open for one in bearers):
        return HEAPED
    if thing.extent.seat is None and all(map(_is_table, bearers)):
        return LAID
    solid = all(one.object.entry is not None and one.object.entry.role == "solid" for one in bearers)
    pictures = all(one.object.kind is Kind.PICTURE for one in bearers)
    return TOPPING if thing.object.kind is Kind.SHAPE and solid and pictures else None


def _is_table(bearer: Member) -> bool:
    """Whether it is a surface of a known size, for which what is on it is smaller rather than it larger."""
    extent, entry = bearer.extent, bearer.object.entry
    known = entry is not None and entry.role == "surface" and not bearer.is_pointed
    return known and extent.width is extent.height is None


def naturalness(problem: Problem, sizes: Sizes) -> float:
    """How near the members are to their natural size, where nobody stated another: smaller over larger, in the mean."""
    found = []
    for member in problem.members:
        extent = member.extent
        stated = extent.exact is not None or extent.width is not None or extent.height is not None
        if not (member.is_frame or member.is_backdrop or stated or member.id in problem.worn):
            found.append(max(sizes[member.id]) / extent.natural)
    if not found:
        return 1.0
    unit = max(natural_unit(problem), median(found))  # all of them larger is no less natural
    return fmean(min(one, unit) / max(one, unit) for one in found)


def unit_of(problem: Problem, kept: Sizes) -> float:
    """The longer side of a thing of natural size 1, as the things that have a size show it."""
    units = sorted(
        max(kept[m.id]) / m.extent.natural
        for m in problem.members
        if m.id in kept and not m.is_frame and not m.is_backdrop and m.extent.exact is None
    )
    return units[len(units) // 2] if units else natural_unit(problem)
