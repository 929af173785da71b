"""Depth: what stands on land or on a floor in the far row and what in the near one, and what is loose in the air.

As an illustrator would, the large things (houses, trees, furniture) go to the back and the small ones before them, so
that neither is as small as one line for all would make it. What floats or flies is spread over the sky irregularly:
Mitchell's best-candidate sampling ("Spectrally optimal sampling for distribution ray tracing", SIGGRAPH 1991) gives
every next thing, the largest first, the place among random ones that is farthest from all that is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from math import ceil, inf
from random import Random

from sgc.layout.backdrops import FIRST_AND_LAST_ROW, HIGH_HORIZON
from sgc.layout.blocks import Block, Composition, members_of
from sgc.layout.composition import apart_from_headings, joined, pinned, with_headings
from sgc.layout.natural import natural_extents, natural_unit
from sgc.layout.problem import BEFORE, Problem, Sizes
from sgc.layout.ranking import rests
from sgc.layout.taste import GAP_IN_ROW, MARGIN, SHELVE, SHELVE_MORE

#: What stands in the near row is less than this share as high as the highest; unless it stands in several rows itself,
#: or there is no room for all in one.
LOW = 0.75
#: How deep on land or a floor things stand that are in one row, as a share from its far edge to the near one.
ONE_ROW = 0.35
#: How much smaller than they naturally are things may be to have room in fewer rows.
SCALES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: What stands along the wall of a room, and what of it in the midst of it.
AT_THE_WALL, AMID = ("furniture", "appliance", "electronics"), ("table", "chair", "stool")
#: So deep on a street is what stands along it, and what drives.
KERB_AND_LANE = 0.12, 0.66
#: So many places are tried for each loose thing.
CANDIDATES = 60
#: A distance from the edge of the sky counts so many times as one from another thing: nothing flies in a corner.
EDGE = 1.6

#: Left, top, right, bottom.
_Room = tuple[float, float, float, float]


def in_depth(problem: Problem, composition: Composition) -> Composition:
    """The same blocks with what floats freely loose, and with what stands in a far and a near row where that is no
    statement's business."""
    shown = any(one.is_backdrop and one.id not in problem.patches for one in problem.members)
    if not shown and not problem.lands:
        return composition
    spoken = joined(problem, composition)
    loose = {block.name for block in composition.blocks if _is_loose(problem, block, spoken)}
    blocks = [replace(block, loose=True) if block.name in loose else block for block in composition.blocks]
    composition = replace(composition, blocks=tuple(blocks))
    rows = _rows(problem, composition, spoken)
    if not rows:
        return composition
    headings, others = apart_from_headings(problem, blocks)
    air = max((block.row for block in others if not rests(problem, block)), default=-1)
    placed: list[Block] = []
    for block in sorted(others, key=lambda one: one.column):
        row = block.row if not rests(problem, block) else air + 1 + rows[block.name]
        placed.append(replace(block, row=row, column=len(placed)))
    return replace(composition, blocks=with_headings(problem, placed, headings), shelved=True)


def _is_loose(problem: Problem, block: Block, spoken: Mapping[str, str]) -> bool:
    """Whether it is in the air of a scene with a ground or a sky, or swims under water, and nothing says where."""
    shows = [one for one in problem.members if one.is_backdrop and one.id not in problem.patches]
    in_sky, in_water = any(one.stance == "air" for one in shows), any(one.is_water for one in shows)
    members = [problem.by_id[id] for id in block.ids]
    floats = all(one.swims if in_water else one.stance == "air" or (in_sky and one.stance == "free") for one in members)
    if not shows or not floats:
        return False
    alone = not block.attached and all(id not in spoken for id in block.ids)
    alone = alone or (not block.attached and what_is_below(problem, block) is not None)
    return alone and not any(pinned(problem, problem.by_id[id]) for id in block.ids)


def what_is_below(problem: Problem, block: Block) -> frozenset[str] | None:
    """What several are above, where no statement says more of where they are: stars above a village."""
    found: set[str] = set()
    for one in problem.scene.relations:
        ids = [set(problem.expand(argument.targets)) for argument in one.arguments]
        if one.checked and any(set(block.ids) & these for these in ids):
            backdrops = all(problem.by_id[id].is_backdrop for id in ids[-1] if id in problem.by_id)
            if one.predicate == "inside" and set(block.ids) == ids[0] and backdrops:
                continue
            if one.predicate != "above" or set(block.ids) != ids[0] or len(block.ids) < 3 or one.negated:
                return None
            found |= ids[1]
    arranged = any(set(block.ids) & set(problem.expand(one.targets)) for one in problem.scene.arrangements)
    return None if arranged else frozenset(found)


def _rows(problem: Problem, composition: Composition, group: Mapping[str, str]) -> Mapping[str, int]:
    """The number of the row of each block that stands, from the farthest, first what is on the farthest ground; none
    where all stand in one."""
    if not problem.lands or problem.is_said_of(problem.grounds, BEFORE):
        return {}
    standing = [block for block in composition.blocks if rests(problem, block) and not block.loose]
    if len({block.row for block in standing}) != 1 or any(block.is_stacked for block in standing):
        return {}
    if any(pinned(problem, problem.by_id[id]) for block in standing for id in block.ids):
        return {}
    parts: dict[str, list[Block]] = {}
    for block in standing:
        parts.setdefault(group.get(block.ids[0], block.name), []).append(block)
    on_ground: dict[int, list[list[Block]]] = {}
    for part in parts.values():
        grounds = {problem.ground_under[id] for block in part for id in block.ids}
        if len(grounds) != 1:
            return {}
        on_ground.setdefault(grounds.pop(), []).append(part)
    rows: list[Sequence[list[Block]]] = []
    for number, some in sorted(on_ground.items()):
        rows += _far_and_near(problem, some, number)
    if all(problem.grounds[number].is_ground for number in on_ground if number >= 0):
        rows = list(_with_room(problem, rows))
    if len(rows) < 2:
        return {}
    return {block.name: number for number, row in enumerate(rows) for part in row for block in part}


def _far_and_near(problem: Problem, parts: Sequence[list[Block]], number: int) -> Sequence[Sequence[list[Block]]]:
    """What stands on the ground of this number in the far row, and in a near one where some is low or there is no room
    in one; along a street, the vehicles."""
    if number < 0 or not problem.grounds[number].is_ground:
        return [parts]
    in_room = problem.grounds[number].is_room
    single = max((_height(problem, part) for part in parts if not _is_deep(part)), default=inf)
    ordered = sorted(parts, key=lambda part: (
        _is_deep(part) and _height(problem, part) <= single,  # a class is before its teacher, houses behind children
        _from_wall(problem, part) if in_room else 0, -_height(problem, part),
    ))  # fmt: skip
    if problem.grounds[number].is_paved:
        driven = [part for part in ordered if any(problem.by_id[one.name].is_kind(("vehicle",)) for one in part)]
        return [row for row in ([part for part in ordered if part not in driven], driven) if row]
    crowded = _width(problem, ordered) * natural_unit(problem) > problem.canvas[0]
    low = LOW * max(_height(problem, part) for part in ordered)
    best, least = 0, inf
    for split in range(1, len(ordered)):
        if crowded or all(
            _is_deep(part) or (_height(problem, part) < low and not (in_room and _from_wall(problem, part) == 0))
            for part in ordered[split:]
        ):
            longer = max(_width(problem, ordered[:split]), _width(problem, ordered[split:]))
            best, least = (split, longer) if longer < least else (best, least)
    return [ordered[:best], ordered[best:]] if best else [ordered]


def _with_room(problem: Problem, rows: Sequence[Sequence[list[Block]]]) -> Sequence[Sequence[list[Block]]]:
    """The same rows, of which those are several that are much broader than the figure, as far as that leaves everything
    larger: what shrinks to have room beside each other needs less of it below each other."""
    broad, high = (side * (1 - 2 * MARGIN) / natural_unit(problem) for side in problem.canvas)
    best: Sequence[Sequence[list[Block]]] = rows
    largest = 0.0
    for scale in SCALES:
        some = [each for row in rows for each in _evenly(problem, row, broad / scale)]
        wide = max((1 + GAP_IN_ROW) * _width(problem, row) for row in some)
        deep = sum(max(_depth(problem, part) for part in row) for row in some)
        reached = min(1.0, broad / wide, high * (1 - HIGH_HORIZON) / deep)
        if reached >= largest + (SHELVE if len(best) == 1 else SHELVE_MORE):
            best, largest = some, reached
    return best


def _evenly(problem: Problem, row: Sequence[list[Block]], room: float) -> Sequence[Sequence[list[Block]]]:
    """A row as so many as it fills, each about as broad as the others."""
    whole = (1 + GAP_IN_ROW) * _width(problem, row)
    number = min(len(row), ceil(whole / room))
    found: list[list[list[Block]]] = [[] for _ in range(number)]
    done = 0.0
    for part in row:
        width = (1 + GAP_IN_ROW) * _width(problem, [part])
        found[min(number - 1, int((done + width / 2) / whole * number))].append(part)
        done += width
    return [some for some in found if some]


def on_grounds(
    problem: Problem, composition: Composition, places: Mapping[str, float], sizes: Sizes,
    heights: Mapping[int, tuple[float, float]],
) -> Mapping[int, float]:  # fmt: skip
    """By row, the bottoms of what stands on the figure's land, and of what floats on its water, from the far edge to
    the near one, as far apart as what is in the nearer is high: where the rows are no statement's. ``places`` are
    variables of the grounds, ``heights`` of each row above its foot and below."""
    rows = {block.row for block in composition.blocks}
    standing = sorted(rows - {block.row for block in composition.blocks if not rests(problem, block)})
    if not problem.lands or not standing or (len(standing) > 1 and not composition.shelved):
        return {}
    under = {block.row: problem.ground_under[block.ids[0]] for block in composition.blocks}
    found: dict[int, float] = {}
    for row in standing:
        if under[row] < 0:  # whose foot is behind the far edge
            found[row] = places[f"{problem.grounds[0].id}.top"] + problem.measures.spacing
    for number, ground in enumerate(problem.grounds):
        some = [row for row in standing if under[row] == number]
        if not some:
            continue
        far, near = (ONE_ROW, ONE_ROW) if len(some) == 1 else FIRST_AND_LAST_ROW
        if ground.is_paved and len(some) > 1:
            far, near = KERB_AND_LANE
        _, y1, _, y2 = ground.extent.face or (0.0, 0.0, 1.0, 1.0)
        depth, spacing = (y2 - y1) * sizes[ground.id][1], problem.measures.spacing
        lines = max(len(one.lines) for one in composition.blocks if one.row == some[0])
        first = heights[some[0]][0] * (1 - 1 / lines)
        behind = list(accumulate((first, *(heights[row][0] + spacing for row in some[1:]))))
        whole = behind[-1]
        near = max(near, min(far + whole / depth, 1 - spacing / depth))
        for row, before in zip(some, behind, strict=True):
            down = y1 * sizes[ground.id][1] + (far + (near - far) * before / max(1.0, whole)) * depth
            found[row] = places[f"{ground.id}.top"] + down
    return found


def _is_deep(blocks: Iterable[Block]) -> bool:
    """Whether some of them stand in rows of their own, as the desks of a class do."""
    return any(block.is_in_rows for block in blocks)


def _from_wall(problem: Problem, blocks: Iterable[Block]) -> int:
    """How far into a room things usually stand: most furniture along its wall, tables and chairs before it, and what
    is no furniture anywhere."""
    roots = [problem.by_id[block.name] for block in blocks]
    if any(one.is_kind(AMID) for one in roots):
        return 1
    return 0 if any(one.is_kind(AT_THE_WALL) for one in roots) else 2


def _height(problem: Problem, blocks: Iterable[Block]) -> float:
    """How high the highest of blocks, and of what is attached to them, naturally is."""
    everything = (one for block in blocks for one in members_of(block))
    return max(natural_extents(problem.by_id[id])[1] for one in everything for id in one.ids)


def _depth(problem: Problem, blocks: Iterable[Block]) -> float:
    """How much of the ground blocks in a row take, naturally: as high as they are, with all rows of their own."""
    return max(_height(problem, [block]) * len(block.lines) for block in blocks)


def _width(problem: Problem, parts: Iterable[Iterable[Block]]) -> float:
    """How broad a row of blocks naturally is."""
    return sum(natural_extents(problem.by_id[block.name])[0] * block.columns for part in parts for block in part)


def spread(
    blocks: Iterable[Block], heavenly: Collection[str], sizes: Sizes, room: _Room, taken: Sequence[_Room], seed: int
) -> Mapping[str, tuple[float, float]]:
    """Left and top of the members of loose blocks in a room of the canvas, away from the boxes that are taken; of what
    is ``heavenly``, sun or moon, in a corner of it."""
    random = Random(f"{seed} sky")
    ids = sorted((id for block in blocks for id in block.ids), key=lambda id: -max(sizes[id]))
    there = list(taken)
    found = {}
    left, top, right, bottom = room
    highest = next((id for id in ids if id in heavenly), None)
    if highest is not None:
        ids.sort(key=lambda id: id != highest)
    for id in ids:
        width, height = sizes[id]
        across, down = max(0.0, right - left - width), max(0.0, bottom - top - height)
        places = [(left + random.random() * across, top + random.random() * down) for _ in range(CANDIDATES)]

        if id == highest:  # the sun and the moon are in a corner
            places = [(x, top) for x in (left, left + across)]

        def merit(place: tuple[float, float], width: int = width, height: int = height) -> float:
            x, y = place
            box = (x, y, x + width, y + height)
            edges = EDGE * min(x - left, right - x - width, y - top, bottom - y - height) + width / 2
            return min(edges, *(_gap(box, other) for other in there)) if there else edges

        x, y = max(places, key=merit)
        found[id] = (x, y)
        there.append((x, y, x + width, y + height))
    return found


def _gap(a: _Room, b: _Room) -> float:
    """The distance of two boxes, negative where they meet."""
    across, down = max(a[0], b[0]) - min(a[2], b[2]), max(a[1], b[1]) - min(a[3], b[3])
    return max(across, down) if across <= 0 or down <= 0 else float((across**2 + down**2) ** 0.5)
