"""Trees and mind maps in places: a parent in the middle of its children, no two subtrees in each other's way.

Places come from the contours of subtrees (E. Reingold and J. Tilford, "Tidier Drawings of Trees", 1981), packed from
both ends, whose mean leaves equal subtrees equally far apart. *Across* is the direction in which children stand side by
side, *along* the one in which the tree grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sgc.graph.box import Box
from sgc.graph.linear import Formula, Term, at_most, conjunction
from sgc.graph.links import label_id
from sgc.graph.ordered.branching import Branching, branching
from sgc.layout.ordered.sheet import Sheet, px

#: Between siblings, between cousins, and between parents and children; least and comfortable, in pixels.
SIBLINGS, SIBLINGS_WIDE, COUSINS_WIDE = 10, 22, 34
LEVELS, LEVELS_WIDE = 22, 46
#: The same for mind maps, whose leaves stand close.
MAP_SIBLINGS, MAP_COUSINS, MAP_LEVELS = 12, 24, 56
#: The middle child, where it is no farther from the middle of its parent, comes to stand there: its siblings make room.
#: In a mind map, whose links are curved, only where it is hardly seen.
STRAIGHT, MAP_STRAIGHT = 28, 6
#: From words at a link to the link and to the child, and the room that they need besides.
BESIDE, BEFORE, WORDS = 6, 10, 36


@dataclass(frozen=True, slots=True)
class _Room:
    """The room of a node about its anchor: ``before`` and ``after`` it across, ``back`` to its parent, in ``front``."""

    before: int
    after: int
    back: int
    front: int


@dataclass(frozen=True, slots=True)
class _Packed:
    """A subtree: where its nodes are across, and by depth below it how far it reaches on either side."""

    places: Mapping[str, float]
    low: Sequence[float]
    high: Sequence[float]


class _Side:
    """One tree (or one side of a mind map) that grows in a direction."""

    def __init__(self, sheet: Sheet, tree: Branching, direction: str, *, is_map: bool) -> None:
        self.sheet, self.tree, self.direction, self.is_map = sheet, tree, direction, is_map
        self.lies = direction in ("right", "left")
        self.rooms: dict[str, _Room] = {}
        for id in tree.children:
            self.rooms[id] = self._room(id)

    def _label(self, id: str) -> tuple[int, int]:
        """The words at the link to a node."""
        link = self.tree.links.get(id)
        if link is None or link.label is None:
            return 0, 0
        return self.sheet.size(label_id(link))

    def _room(self, id: str) -> _Room:
        (width, height), (wide, high) = self.sheet.size(id), self.sheet.label_below(id)
        over, words = max(0, (wide - width) // 2), self._label(id)
        if self.lies:
            above = height // 2
            if words[1]:
                above = max(above, words[1] + px(BESIDE))
            return _Room(above, height // 2 + high, over, width + over)
        right = width // 2 + over
        if words[0]:
            right = max(right, words[0] + px(BESIDE))
        down = self.direction == "down"
        return _Room(width // 2 + over, right, height // 2 + (0 if down else high), height // 2 + (high if down else 0))

    # ------------------------------------------------------------ across

    def packed(self, id: str) -> _Packed:
        """A node above its subtrees."""
        room = self.rooms[id]
        inner = self.beside([self.packed(child) for child in self.tree.children[id]])
        children = self.tree.children[id]
        middle = (inner.places[children[0]] + inner.places[children[-1]]) / 2 if children else 0.0
        places = {node: place - middle for node, place in inner.places.items()} | {id: 0.0}
        low, high = [one - middle for one in inner.low], [one - middle for one in inner.high]
        return _Packed(places, [-float(room.before), *low], [float(room.after), *high])

    def beside(self, parts: Sequence[_Packed]) -> _Packed:
        """Subtrees side by side, as close as they may stand, packed from either end."""
        if not parts:
            return _Packed({}, [], [])
        forth = self._shifts(parts)
        mirrored = [_Packed({}, [-one for one in part.high], [-one for one in part.low]) for part in parts[::-1]]
        back = [-shift for shift in self._shifts(mirrored)][::-1]
        offset = forth[-1] - back[-1]
        shifts = self._straightened([(a + b + offset) / 2 for a, b in zip(forth, back, strict=True)])
        depth = max(len(part.low) for part in parts)
        moved = [(part, shift) for part, shift in zip(parts, shifts, strict=True)]
        return _Packed(
            {id: place + shift for part, shift in moved for id, place in part.places.items()},
            [min(part.low[d] + s for part, s in moved if d < len(part.low)) for d in range(depth)],
            [max(part.high[d] + s for part, s in moved if d < len(part.high)) for d in range(depth)],
        )

    def _straightened(self, shifts: list[float]) -> list[float]:
        """The places of siblings, of which the middle one, where it is nearly in the middle of all, stands there: those
        on the side with less room move outwards."""
        number, is_even = divmod(len(shifts) - 1, 2)
        off = shifts[number] - (shifts[0] + shifts[-1]) / 2
        if is_even or abs(off) > self.sheet.room(MAP_STRAIGHT if self.is_map else STRAIGHT):
            return shifts
        aside = range(number + 1, len(shifts)) if off > 0 else range(number)
        return [shift + 2 * off if one in aside else shift for one, shift in enumerate(shifts)]

    def _shifts(self, parts: Sequence[_Packed]) -> list[float]:
        """How far each subtree is moved so that it stands behind those before it."""
        siblings, cousins = (MAP_SIBLINGS, MAP_COUSINS) if self.is_map else (SIBLINGS_WIDE, COUSINS_WIDE)
        shifts: list[float] = []
        high: list[float] = []
        for part in parts:
            shift = 0.0
            for depth, (reach, low) in enumerate(zip(high, part.low, strict=False)):
                both = depth == 0 and len(part.low) == 1
                shift = max(shift, reach - low + self.sheet.room(siblings if both else cousins))
            shifts.append(shift)
            for depth, reach in enumerate(part.high):
                if depth < len(high):
                    high[depth] = max(high[depth], reach + shift)
                else:
                    high.append(reach + shift)
        return shifts

    # ------------------------------------------------------------ along

    def levels(self, depths: Mapping[str, int], first: float = 0.0) -> list[float]:
        """Where the anchors of each depth are, with those of depth 0 at ``first``."""
        by_depth: list[list[str]] = [[] for _ in range(max(depths.values(), default=0) + 1)]
        for id, depth in depths.items():
            by_depth[depth].append(id)
        places = [first]
        for above, below in pairwise(by_depth):
            gap = self.sheet.room(MAP_LEVELS if self.is_map else LEVELS_WIDE)
            words = max(self._label(id)[0 if self.lies else 1] for id in below)
            gap = max(gap, words + px(WORDS)) if words else gap
            front, back = max(self.rooms[id].front for id in above), max(self.rooms[id].back for id in below)
            places.append(places[-1] + front + gap + back)
        return places

    # ------------------------------------------------------------ real places, and rules

    def put(self, id: str, across: float, along: float) -> None:
        """The box of a node, and the words at the link to it."""
        width, height = self.sheet.size(id)
        match self.direction:
            case "down":
                left, top = across - width / 2, along - height / 2
            case "up":
                left, top = across - width / 2, -along - height / 2
            case "right":
                left, top = along, across - height / 2
            case _:
                left, top = -along - width, across - height / 2
        left, top, right, bottom = self.sheet.put(id, left, top, width, height)
        link = self.tree.links.get(id)
        if link is None or link.label is None:
            return
        wide, high = self._label(id)
        middle = (left + right) // 2 if not self.lies else (top + bottom) // 2
        x, y = {
            "down": (middle + px(BESIDE), top - px(BEFORE) - high),
            "up": (middle + px(BESIDE), bottom + self.sheet.label_below(id)[1] + px(BEFORE)),
            "right": (left - px(BEFORE) - wide, middle - px(BESIDE) - high),
            "left": (right + px(BEFORE), middle - px(BESIDE) - high),
        }[self.direction]
        self.sheet.put(label_id(link), x, y, wide, high)

    def about(self, id: str) -> None:
        member = self.sheet.problem.by_id[id].object
        self.sheet.about = member.statement, member.span

    def middle(self, box: Box) -> Term:
        """Twice the middle of a box across."""
        return box.top + box.bottom if self.lies else box.left + box.right

    def rule(self, depths: Mapping[str, int], order: Sequence[str]) -> None:
        """Levels on one line, parents above their children and in their middle, nodes of a level in order."""
        first: dict[int, Box] = {}
        last: dict[int, str] = {}
        for id in order:
            self.about(id)
            box, depth = self.sheet.box(id), depths[id]
            if depth in first:
                self.sheet.demand(self._level(box, first[depth]), self._after(last[depth], id))
            else:
                first[depth] = box
            last[depth] = id
            children = [child for child in self.tree.children[id] if child in depths]
            for child in children:
                self.sheet.demand(self.below(id, child))
            if children:
                ends = [self.middle(self.sheet.box(child)) for child in (children[0], children[-1])]
                self.sheet.demand(near_zero(ends[0] + ends[1] - self.middle(box) * 2))

    def _level(self, box: Box, other: Box) -> Formula:
        """Nodes of one depth: their middles on one line, or in a tree that lies the edges nearer to the root."""
        if not self.lies:
            return near_zero(box.top + box.bottom - other.top - other.bottom)
        return near_zero(box.left - other.left if self.direction == "right" else box.right - other.right)

    def _after(self, before: str, id: str) -> Formula:
        first, second = self.rooms[before], self.rooms[id]
        apart = first.after + px(SIBLINGS) + second.before
        return at_most(self.middle(self.sheet.box(before)) + 2 * apart, self.middle(self.sheet.box(id)))

    def below(self, parent: str, child: str) -> Formula:
        above, below = self.sheet.box(parent), self.sheet.box(child)
        wide, high = self._label(child)
        gap = px(LEVELS) + (wide if self.lies else high)
        match self.direction:
            case "down":
                return at_most(above.bottom + self.sheet.label_below(parent)[1] + gap, below.top)
            case "up":
                return at_most(below.bottom + self.sheet.label_below(child)[1] + gap, above.top)
            case "right":
                return at_most(above.right + gap, below.left)
            case _:
                return at_most(below.right + gap, above.left)


def near_zero(value: Term) -> Formula:
    """Zero, up to what rounding to whole units costs."""
    return conjunction(at_most(value, 8), at_most(-value, 8))


def write(sheet: Sheet) -> None:
    """The rules and the places of a tree, or of a mind map."""
    tree = branching(sheet.problem.scene)
    if not tree.children:
        return
    if sheet.problem.scene.figure.sort == "mindmap":
        _write_map(sheet, tree)
    else:
        _write_tree(sheet, tree)


def _write_tree(sheet: Sheet, tree: Branching) -> None:
    side = _Side(sheet, tree, sheet.problem.scene.figure.direction, is_map=False)
    depths = tree.depths()
    whole = side.beside([side.packed(root) for root in tree.roots])
    levels = side.levels(depths)
    for id, place in whole.places.items():
        side.put(id, place, levels[depths[id]])
    side.rule(depths, [id for root in tree.roots for id in tree.below(root)])
    for id, link in tree.links.items():
        if link.label is not None:
            _rule_words(sheet, side, id, label_id(link))


def _rule_words(sheet: Sheet, side: _Side, id: str, label: str) -> None:
    """Words stand at the end of the link to a child."""
    side.about(id)
    words, box = sheet.box(label), sheet.box(id)
    middle = box.cy if side.lies else box.cx
    match side.direction:
        case "down":
            parts = [at_most(words.bottom + px(BEFORE), box.top), at_most(middle + px(BESIDE) - 2, words.left)]
        case "up":
            under = box.bottom + sheet.label_below(id)[1]
            parts = [at_most(under + px(BEFORE), words.top), at_most(middle + px(BESIDE) - 2, words.left)]
        case "right":
            parts = [at_most(words.right + px(BEFORE), box.left), at_most(words.bottom + px(BESIDE) - 2, middle)]
        case _:
            parts = [at_most(box.right + px(BEFORE), words.left), at_most(words.bottom + px(BESIDE) - 2, middle)]
    sheet.demand(*parts)


def _write_map(sheet: Sheet, tree: Branching) -> None:
    """Branches stand right and left of the middle, so that both sides are about as high."""
    root, depths = tree.roots[0], tree.depths()
    width, height = sheet.size(root)
    sheet.put(root, -width / 2, -height / 2, width, height)
    right = _Side(sheet, tree, "right", is_map=True)
    branches = tree.children[root]
    heights = [max(part.high) - min(part.low) for part in map(right.packed, branches)]
    split = len(branches)
    if len(branches) > 2:
        split = min(range(1, split), key=lambda k: (abs(sum(heights[:k]) - sum(heights[k:])), -k))
    for direction, part in (("right", branches[:split]), ("left", branches[split:])):
        if not part:
            continue
        side = _Side(sheet, tree, direction, is_map=True)
        whole = side.beside([side.packed(child) for child in part])
        own = {id: depths[id] - 1 for child in part for id in tree.below(child)}
        levels = side.levels(own, width / 2 + sheet.room(MAP_LEVELS))
        middle = (whole.places[part[0]] + whole.places[part[-1]]) / 2
        for id, place in whole.places.items():
            side.put(id, place - middle, levels[own[id]])
        side.rule(own, [id for child in part for id in tree.below(child)])
        side.about(root)
        box, ends = sheet.box(root), [side.middle(sheet.box(child)) for child in (part[0], part[-1])]
        sheet.demand(near_zero(ends[0] + ends[1] - side.middle(box) * 2))
        for child in part:
            side.about(child)
            sheet.demand(side.below(root, child))
