"""Contact: where things stand that touch or overlap another, or are behind or before it, as one would draw them.

A thing with all that meets it so is a cell. The fewer things meet one, the more of each is to be seen: two are at its
left and right, more of them at all its corners or sides. Lengths are in layout units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf

from sgc.graph.linear import Term
from sgc.layout.blocks import Block
from sgc.layout.clusters import IN_A_ROW
from sgc.layout.natural import natural_extents
from sgc.layout.problem import Problem
from sgc.layout.taste import GAP_IN_ROW

#: So much of the smaller one's extents is shared by what stands in front and the thing behind it.
BEHIND = 0.5
#: Who looks over a thing is seen behind what is on it, if that covers no more than this share of what is seen of them.
COVERED = 0.5
#: So much is seen of somebody through an opening, as of a seller in a stall.
SEEN = 0.6
#: Rows on a ground share so much of the figure's height.
DEPTH = 0.45
#: A thing has so many sides and corners.
SIDES = 4

Offsets = Sequence[tuple[float, float]]
Extents = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Overhang:
    """How far a cell reaches beyond the thing that it is made around, on each side."""

    left: float = 0.0
    above: float = 0.0
    right: float = 0.0
    below: float = 0.0

    def joined(self, other: Overhang) -> Overhang:
        return Overhang(
            max(self.left, other.left), max(self.above, other.above),
            max(self.right, other.right), max(self.below, other.below),
        )  # fmt: skip


def offsets(how: str, count: int, size: Extents, root: Extents, spacing: float) -> Offsets:
    """How far right and down of the centre of a thing of extents ``root`` the centres of so many of ``size`` are that
    meet it: ``how`` is one of the predicates in ``MEETING``."""
    return MEETING[how](count, size, root, spacing) if count else ()


def overhang(
    how: str, count: int, size: Extents, root: Extents, spacing: float, own: Overhang | None = None
) -> Overhang:  # fmt: skip
    """How far those, each with an overhang of its ``own``, reach beyond the thing that they meet."""
    found, own = Overhang(), own or Overhang()
    for x, y in offsets(how, count, size, root, spacing):
        across, down = ((a - b) / 2 for a, b in zip(size, root, strict=True))
        found = found.joined(
            Overhang(across - x + own.left, down - y + own.above, across + x + own.right, down + y + own.below)
        )
    return found


def _touching(count: int, size: Extents, root: Extents, spacing: float) -> Offsets:
    """On its ground right and left; more of them on all four sides, each side from where the one before it ends."""
    across, down = ((a + b) / 2 for a, b in zip(size, root, strict=True))
    level = (root[1] - size[1]) / 2
    beside, over = _on_each_side(count, size, root)
    inset = spacing if over else 0
    ys, xs = (_from_corner(*one, spacing, inset) for one in ((beside, size[1], root[1]), (over, size[0], root[0])))
    if beside == 1:
        ys = [level if over <= 1 else inset + (size[1] - root[1]) / 2]
    right = [(across, y) for y in ys]
    left = [(-across, y if over <= 1 and beside == 1 else -y) for y in ys]
    return _in_turn(count, (right, left, [(x, -down) for x in xs], [(-x, down) for x in xs]))


def _on_each_side(count: int, size: Extents, root: Extents) -> tuple[int, int]:
    """How many touch it on its left and right each, and above and below: so that they may be largest, few on top."""

    def room(along: int, axis: int) -> float:
        """How large they may be along a side, in their extent."""
        return root[axis] / size[axis] / (along - 0.75) if along else inf

    ways = [(beside, max(0, ceil((count - 2 * beside) / 2))) for beside in range(1, ceil(count / 2) + 1)]
    return max(ways, key=lambda way: (min(room(way[0], 1), room(way[1], 0), 1.0), way[0] < 2, -way[1]))


def _from_corner(count: int, size: float, root: float, spacing: float, inset: float) -> Sequence[float]:
    """The centres of so many along a side: one in its middle; or several, the last of which reaches beyond its far end,
    and the first keeps an ``inset`` from those that reach beyond its near end on the next side."""
    if count <= 1:
        return [0.0] * count
    first, pitch = (size - root) / 2 + inset, size + spacing
    spare = root - inset - (count - 1) * pitch - size  # below 0: what the last one reaches beyond the end
    return [first + index * (pitch + max(0.0, spare) / (count - 1)) for index in range(count)]


def _overlapping(count: int, size: Extents, root: Extents, spacing: float) -> Offsets:
    """Half over its right side; two over left and right, four over the corners, more of them all around its border."""
    if count == 1:
        return [(root[0] / 2, 0.0)]
    x, y = (_over(*pair, spacing) for pair in zip(size, root, strict=True))
    if count <= SIDES:
        lower = y if count > 2 else 0.0
        return [(x, lower), (-x, lower), (-x, -y), (x, -y)][:count]
    each = ceil(count / SIDES)
    wide, high = (side / 2 for side in root)
    steps = [2 * index / each for index in range(each)]
    above = [(wide * (step - 1), -high) for step in steps]
    below = [(wide * (1 - step), high) for step in steps]
    right = [(wide, high * (step - 1)) for step in steps]
    left = [(-wide, high * (1 - step)) for step in steps]
    return _in_turn(count, (above, below, right, left))


def _over(size: float, root: float, spacing: float) -> float:
    """How far from the middle the centre is of each of two that share their opposite ends with it: half of theirs, or
    what leaves the spacing between them, but a third of the smaller one at least."""
    shared = max(min(size, root) / 3 + 2, min(size / 2, (root - spacing) / 2))
    return (root + size) / 2 - shared


def _behind(count: int, size: Extents, root: Extents, spacing: float) -> Offsets:
    """Standing a little above its foot, their own feet covered: by its corners, and more of them all along it; or
    looking over it, where those in the middle would be hidden."""
    across, down = (_hidden(min(pair), spacing) for pair in zip(root, size, strict=True))
    y = (root[1] - size[1]) / 2 - down
    if count == 1:
        return [(across - (root[0] + size[0]) / 2, y)]
    if count > 2 and size[1] / 2 < root[1] - down:
        y = down - (root[1] + size[1]) / 2
    return [(x, y) for x in _along(count, size[0], root[0], spacing)]


def over(count: int, size: Extents, root: Extents, spacing: float, load: float) -> Offsets | None:
    """Where so many stand behind the middle of something and look over it; None where it is not low or broad enough,
    or where what stands on it, ``load`` high, would hide them."""
    hidden = _hidden(min(root[1], size[1]), spacing)
    if root[1] > size[1] or load > COVERED * (size[1] - hidden):
        return None
    if 2 * size[0] > root[0] or count * (size[0] + spacing) > root[0]:
        return None
    y, pitch = (root[1] - size[1]) / 2 - hidden, root[0] / (count + 1)
    return [(pitch * (index + 1) - root[0] / 2, y) for index in range(count)]


def _in_front(count: int, size: Extents, root: Extents, spacing: float) -> Offsets:
    """Standing before its foot: at its corners, and more of them all along it."""
    across, down = (_hidden(min(pair), spacing) for pair in zip(root, size, strict=True))
    y = (root[1] + size[1]) / 2 - down
    if count == 1:
        return [((root[0] + size[0]) / 2 - across, y)]
    return [(x, y) for x in _along(count, size[0], root[0], spacing)]


def _hidden(smaller: float, spacing: float) -> float:
    """What is hidden of the smaller one: so much that one before it, and one behind, leave the spacing between them."""
    return max(smaller / 3 + 2, BEHIND * (smaller - spacing))


def _along(count: int, size: float, root: float, spacing: float) -> Sequence[float]:
    """The centres of several from one end of it to the other, further apart where they would meet."""
    whole = max(root, (count - 1) * (size + spacing))
    return [whole * index / (count - 1) - whole / 2 for index in range(count)]


def _in_turn(count: int, sides: Sequence[Sequence[tuple[float, float]]]) -> Offsets:
    """So many places, one of each side in turn."""
    turns = (side[turn] for turn in range(max(map(len, sides))) for side in sides if turn < len(side))
    return [place for _, place in zip(range(count), turns, strict=False)]


MEETING: Mapping[str, Callable[[int, Extents, Extents, float], Offsets]] = {
    "touching": _touching, "overlapping": _overlapping, "behind": _behind, "in front of": _in_front,
}  # fmt: skip


def beside(how: str, count: int, size: Extents, root: Extents) -> Extents:
    """How many times their extents a cell is larger than the thing that so many meet, across and down. Of the extents
    only the proportions count."""
    if how == "touching":
        over = _on_each_side(count, size, root)[1]
        return min(count, 2), min(max(0, count - 2), 2) if over else 0
    if how == "overlapping":
        return 0.5 * min(count, 2), 0.5 * max(0, min(count - 1, 2))
    return 0.5 * min(count, 2), 0.5


def needs(how: str, count: int, natural: Sequence[Extents], size: Sequence[Term], root: Sequence[Term], gap: int,
          ) -> Iterator[Term]:  # fmt: skip
    """What has to be at most 0 for so many of a ``size`` to have room where they meet the ``root``, each across and
    down. ``natural`` are the extents that both naturally have."""
    each = ceil(count / SIDES)
    if how == "touching":
        for axis, along in enumerate(reversed(_on_each_side(count, *natural))):
            if along > 1:
                yield (size[axis] + gap) * (4 * (along - 1)) + size[axis] + gap * 4 - root[axis] * 4
    elif how == "overlapping" and each > 1:
        yield from ((size[axis] + gap) * each - root[axis] for axis in (0, 1))
    elif how == "overlapping" and count > 1:
        yield size[0] * 2 + gap * 3 - root[0] * 3
    elif how in ("behind", "in front of") and count > 1:
        yield (size[0] + gap) * (count - 1) - root[0]
        if count > 2:
            yield size[0] * 2 - root[0]


def columns_of_cells(problem: Problem, block: Block) -> int:
    """How many of a root with all that meets each stand in a row: those that leave them the largest."""
    meeting = [
        (how, child, ceil(len(child.ids) / len(block.ids))) for how, child in block.attached
        if how in MEETING and not block.as_one(how, child)
    ]  # fmt: skip
    if not meeting:
        return block.columns
    first = natural_extents(problem.by_id[block.name])
    across, down = first
    for how, child, number in meeting:
        size = natural_extents(problem.by_id[child.name])
        times = beside(how, number, size, first)
        across, down = across + times[0] * size[0], down + times[1] * size[1]
    (width, height), count = problem.canvas, len(block.ids)
    if problem.ground is not None and problem.by_id[block.name].rests:  # which is not as deep as the figure is high
        height = round(height * DEPTH)

    def merit(columns: int) -> tuple[float, int]:
        rows = ceil(count / columns)
        return min(width / columns / across, height / rows / down), -columns

    return max(range(1, count + 1), key=merit)


def columns_under(problem: Problem, subject: Block, other: Block) -> int:
    """How many stand beside each other below a thing, the outer ones by half of their width."""
    if problem.by_id[other.name].extent.shade is not None:
        return len(subject.ids)
    width, above = (natural_extents(problem.by_id[one.name])[0] for one in (subject, other))
    return max(1, int((above + width) / (width * (1 + GAP_IN_ROW))))


def columns_inside(problem: Problem, subject: Block, other: Block) -> int:
    """How many stand in a row within a thing: few all of them, and more so that they may be largest there."""
    count, holder = ceil(len(subject.ids) / len(other.ids)), problem.by_id[other.name]
    if count <= IN_A_ROW or holder.is_backdrop or holder.is_frame:
        return subject.columns
    left, top, right, bottom = holder.extent.hollow or (0.0, 0.0, 1.0, 1.0)
    (wide, high), (width, height) = (natural_extents(problem.by_id[one.name]) for one in (other, subject))
    across, down = (right - left) * wide / width, (bottom - top) * high / height

    def merit(columns: int) -> tuple[float, int]:
        return min(across / columns, down / ceil(count / columns)), -columns

    return max(range(1, count + 1), key=merit)
