"""Starting positions: the composition's blocks put on the canvas with even gaps, as one would sketch.

All numbers are layout units; positions are floats and bind nobody.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, cos, pi, sin

from sgc.graph.box import UNITS
from sgc.graph.scene import CANVAS
from sgc.graph.vocabulary import Fractions
from sgc.layout.around import offsets, ring_radius
from sgc.layout.backdrops import FIRST_AND_LAST_ROW, backdrop_region
from sgc.layout.blocks import Block, Composition
from sgc.layout.carried import HAND, held_at, worn_at
from sgc.layout.clauses import LABEL_GAP
from sgc.layout.composition import pinned
from sgc.layout.contact import BEHIND, MEETING, SEEN, Offsets, Overhang, over, overhang
from sgc.layout.contact import offsets as offsets_of
from sgc.layout.dealing import deal, shared_out
from sgc.layout.depth import on_grounds, spread, what_is_below
from sgc.layout.problem import Problem, Sizes
from sgc.layout.ranking import rests
from sgc.layout.surfaces import rows_inside, rows_on
from sgc.layout.taste import GAP_IN_ROW, MARGIN

#: Gaps between blocks grow to this share of the shorter side where there is room.
COMFORT = 0.11
#: With other seeds than 0 a row or column may be out of place by such a share of the gap beside it.
UNEVEN = 0.3
#: How far down the middle of what hangs on the wall of a room is, as a share of the figure.
WALL = 0.3


@dataclass(frozen=True)
class _Extent:
    """A block's extent around its root's centre line: width, and height above and below the root."""

    width: float
    root: float
    above: float
    below: float

    @property
    def height(self) -> float:
        return self.above + self.root + self.below


class Sketch:
    """Puts blocks down, from the canvas inwards; ``places`` maps variables to proposed values."""

    def __init__(self, problem: Problem, compositions: Sequence[Composition], sizes: Sizes, seed: int) -> None:
        self.problem = problem
        self.sizes = dict(sizes)
        self.by_frame = {c.frame: c for c in compositions}
        self.random = random.Random(seed)
        self.seed = seed
        self.places: dict[str, float] = {}
        self._extents: dict[int, tuple[Block, _Extent]] = {}  # by the identity of blocks, which are kept for that

    def run(self) -> Mapping[str, float]:
        """Variables ``id.left``, ``id.top`` (and right, bottom of frames) with proposed values."""
        width, height = self.problem.canvas
        for member in self.problem.members:
            if member.is_backdrop:
                left, top, _, _ = backdrop_region(self.problem, member)
                self.places[f"{member.id}.left"], self.places[f"{member.id}.top"] = left, top
        for frame in reversed([f for f in self.by_frame if f is not None]):
            self._measure_frame(frame)
        self._frame(self.by_frame[None], 0, 0, width, height)
        return self.places

    # ------------------------------------------------------------ extents

    def extent_of(self, frame: str) -> tuple[int, int]:
        """Width and height of a frame whose content is laid out tightly."""
        for inner in reversed([f for f in self.by_frame if f is not None]):
            self._measure_frame(inner)
        return self.sizes[frame]

    def _measure_frame(self, frame: str) -> None:
        """A frame's size follows from its own blocks, laid out tightly."""
        blocks = self.by_frame[frame].blocks
        columns, rows = self._lanes(blocks)
        gap = 1.5 * self.problem.measures.spacing
        padding = 2 * self.problem.padding(self.problem.by_id[frame])
        label = self.problem.by_id[frame].extent.label
        head = label.height if label is not None else 0
        width = sum(columns.values()) + gap * (len(columns) - 1) + padding
        height = sum(a + b for a, b in rows.values()) + gap * (len(rows) - 1) + padding + head
        least = label.width + padding if label is not None else 0
        self.sizes[frame] = (round(max(width, least, 24)), round(max(height, 24)))
        self._extents.clear()

    def _extent(self, block: Block) -> _Extent:
        if id(block) not in self._extents:
            self._extents[id(block)] = block, self._measured(block)
        return self._extents[id(block)][1]

    def _measured(self, block: Block) -> _Extent:
        spacing = self.problem.measures.spacing
        widths, heights = zip(*(self.sizes[id] for id in block.ids), strict=True)
        rows = len(block.lines)
        first = self.problem.by_id[block.ids[0]]
        label_width = label_height = 0
        if first.outside_label and first.extent.label is not None:
            label_width, label_height = first.extent.label.width, first.extent.label.height + LABEL_GAP
        gap, cell = self._gap(block), self._overhang(block)
        pitch = max(max(widths), label_width) + gap + cell.left + cell.right
        width = pitch * block.columns - gap
        root = (max(heights) + label_height) * rows + (gap + cell.above + cell.below) * (rows - 1)
        if block.ring:
            radius = self._radius(block)
            width, root = 2 * radius + max(widths), 2 * radius + max(heights)
        above, below = cell.above, cell.below
        standing = [self._extent(child) for how, child in block.attached if how == "on"]
        for how, child in block.attached:
            extent = self._extent(child)
            if how == "under" and first.extent.shade is None:
                below = max(below, extent.height + spacing)
            if how == "ring":
                radius = self._radius(child, block)
                around = self.sizes[child.ids[0]]
                width = max(width, 2 * radius + around[0])
                over = radius + around[1] / 2 - root / 2
                above, below = max(above, over), max(below, over)
            if how == "held by":
                width += 2 * extent.width
                above = max(above, extent.height - HAND * max(heights))
            if block.as_one(how, child):
                width, seen = max(width, extent.width), extent.height - BEHIND * max(heights)
                above, below = (max(above, seen), below) if how == "behind" else (above, max(below, seen))
            if how == "surrounding" and len(child.ids) > 1:
                around = self.sizes[child.ids[0]]
                places = self._places_around(child, (width, root))
                width = max(width, max(abs(x) for x, _ in places) * 2 + around[0])
                above = max(above, around[1] / 2 - root / 2 - min(y for _, y in places))
                below = max(below, around[1] / 2 - root / 2 + max(y for _, y in places))
        if standing:
            face_top = (first.extent.face or (0, 0, 1, 1))[1] * max(heights)
            above = max(above, max(e.height for e in standing) - face_top)
            across = sum(e.width for e in standing) + spacing * (len(standing) - 1)
            width = max(width, across / rows_on(self.problem, block))
        return _Extent(width, root, above, below)

    def _overhang(self, block: Block) -> Overhang:
        """How far what meets a member of the root reaches beyond it."""
        found = Overhang()
        for how, child in block.attached:
            if how in MEETING and not block.as_one(how, child):
                count = max(map(len, deal(child, block)))
                size, root = self.sizes[child.ids[0]], self.sizes[block.ids[0]]
                own, spacing = self._overhang(child), self.problem.measures.spacing
                places = self._over(how, block, child, count)
                above = Overhang(above=(size[1] - root[1]) / 2 - places[0][1]) if places else None
                found = found.joined(above or overhang(how, count, size, root, spacing, own))
        return found

    def _gap(self, block: Block) -> float:
        """What is between the things of a row: a comfortable gap, or what the canvas has room for."""
        problem, spacing = self.problem, self.problem.measures.spacing
        one = problem.arranged_as.get(block.ids[0])
        if one is not None and one.gap is not None:
            return float(one.gap * UNITS)
        if block.piled:
            return 0.0
        width = self.sizes[block.ids[0]][0]
        room = (problem.canvas[0] - 2 * problem.margin - width * block.columns) / max(1, block.columns - 1)
        return max(spacing, min(max(spacing * 1.5, GAP_IN_ROW * width), room))

    def _lanes(self, blocks: Sequence[Block]) -> tuple[dict[int, float], dict[int, tuple[float, float]]]:
        """Widths of columns; heights of rows as (above and at the root, below it)."""
        columns: dict[int, float] = {}
        rows: dict[int, tuple[float, float]] = {}
        for block in blocks:
            extent = self._extent(block)
            columns[block.column] = max(columns.get(block.column, 0.0), extent.width)
            top, bottom = rows.get(block.row, (0.0, 0.0))
            rows[block.row] = (max(top, extent.above + extent.root), max(bottom, extent.below))
        return dict(sorted(columns.items())), dict(sorted(rows.items()))

    # ------------------------------------------------------------ placing

    def _frame(self, composition: Composition, left: float, top: float, width: float, height: float) -> None:
        if not composition.blocks:
            return
        loose = [block for block in composition.blocks if block.loose]
        composition = replace(composition, blocks=tuple(one for one in composition.blocks if not one.loose))
        columns, rows = self._lanes(composition.blocks)
        spacing = self.problem.measures.spacing
        comfort, apart = COMFORT * min(width, height), self._apart()
        most = comfort * (1 - apart) + max(width, height) * apart
        gap_y = _comfortable(height, sum(a + b for a, b in rows.values()), len(rows), spacing, most * 0.7)
        centers: dict[int, float] = {}
        for line in self._lines(composition, columns):
            gap_x = _comfortable(width, sum(line.values()), len(line), spacing, most)
            x = left + (width - sum(line.values()) - gap_x * (len(line) - 1)) / 2
            for column, wide in line.items():
                centers[column] = x + wide / 2 + self._jitter(gap_x)
                x += wide + gap_x
        y = top + (height - sum(a + b for a, b in rows.values()) - gap_y * (len(rows) - 1)) / 2
        bottoms = {}
        for row, (above, below) in rows.items():
            bottoms[row] = y + above + self._jitter(gap_y)
            y += above + below + gap_y
        if composition.frame is None:
            bottoms |= on_grounds(self.problem, composition, self.places, self.sizes, rows)
        for block in sorted(composition.blocks, key=lambda b: (b.row, b.column)):
            extent = self._extent(block)
            base = bottoms[block.row]
            if not rests(self.problem, block) or block.is_stacked:  # centred in its row
                base -= (rows[block.row][0] - extent.root - extent.above) / 2
                if self._on_wall(composition):
                    base = WALL * height + extent.root / 2
            ground = self.problem.ground
            if ground is not None and self.problem.by_id[block.name].is_flat:  # all of it is on the ground
                base = max(base, self.places[f"{ground.id}.top"] + extent.root + self.problem.measures.spacing)
            self._block(block, centers[block.column], base)
        self._loose(loose)

    def _loose(self, blocks: Sequence[Block]) -> None:
        """What is loose in the air, spread over the sky; or in the water, spread above its floor."""
        if not blocks:
            return
        width, height = self.problem.canvas
        margin = MARGIN * min(width, height)
        edges = (
            self.places[f"{one.id}.top"] + (one.extent.face or (0, 0, 1, 1))[1] * self.sizes[one.id][1]
            for one in self.problem.grounds
        )
        horizon = min(edges, default=height - margin)
        there = [
            (left, self.places[f"{id}.top"], left + self.sizes[id][0], self.places[f"{id}.top"] + self.sizes[id][1])
            for id, left in ((one.id, self.places.get(f"{one.id}.left")) for one in self.problem.members
                             if not one.is_backdrop)
            if left is not None
        ]  # fmt: skip
        below = (self.places[f"{id}.top"] for one in blocks for id in what_is_below(self.problem, one) or ())
        lowest = min([horizon, *below])
        room = margin, margin, width - margin, max(lowest, height / 4)
        heavenly = {one.id for one in self.problem.members if one.object.concept in ("sun", "moon")}
        for id, (left, top) in spread(blocks, heavenly, self.sizes, room, there, self.seed).items():
            self._put(id, left + self.sizes[id][0] / 2, top + self.sizes[id][1])

    def _on_wall(self, composition: Composition) -> bool:
        """Whether what does not stand hangs on the wall of the one room that the figure shows."""
        ground = self.problem.ground
        return composition.frame is None and ground is not None and ground.is_room and not ground.is_water

    @staticmethod
    def _lines(composition: Composition, columns: Mapping[int, float]) -> Iterator[Mapping[int, float]]:
        """The widths of columns that share the width of the frame: those of each row by itself where it is shelved,
        and a heading by itself anyway."""
        if not composition.shelved:
            headings = {block.column for block in composition.blocks if block.across}
            yield from ({column: columns[column]} for column in sorted(headings))
            yield {column: width for column, width in columns.items() if column not in headings}
            return
        for row in sorted({block.row for block in composition.blocks}):
            yield {block.column: columns[block.column] for block in composition.blocks if block.row == row}

    def _apart(self) -> float:
        """How far apart rows and columns are: from as is comfortable (0), as with seed 0, to all over the frame (1)."""
        return self.random.random() if self.seed else 0.0

    def _jitter(self, gap: float) -> float:
        """With other seeds than 0 a row or column may be somewhat nearer to one of its neighbours."""
        return self.random.uniform(-UNEVEN, UNEVEN) * gap if self.seed else 0.0

    def _block(self, block: Block, cx: float, bottom: float) -> None:
        """The root's members in rows around ``cx``, or in a ring, standing on ``bottom``; then what is attached."""
        if block.ring:
            radius = self._radius(block)
            self._ring(block, cx, bottom - radius - max(self.sizes[id][1] for id in block.ids) / 2, radius)
            return
        gap, cell = self._gap(block), self._overhang(block)
        tall = max(self.sizes[id][1] for id in block.ids) + cell.above + cell.below
        first = self.problem.by_id[block.ids[0]]
        label = first.extent.label if first.outside_label else None
        label_width, label_height = (label.width, label.height + LABEL_GAP) if label is not None else (0, 0)
        for row, ids in enumerate(block.lines):
            widths = [max(self.sizes[id][0], label_width) for id in ids]
            pitch = gap + cell.left + cell.right
            x = cx - (sum(widths) + pitch * len(ids) - gap) / 2 + cell.left
            base = bottom - (len(block.lines) - 1 - row) * (tall + label_height + gap) - label_height
            for id, wide in zip(ids, widths, strict=True):
                self._put(id, x + wide / 2, base + self._hanging(id))
                x += wide + pitch
        self._attach(block)

    def _hanging(self, id: str) -> float:
        """How far the legs of who sits hang down from where they are."""
        seat = self.problem.by_id[id].extent.seat
        return (1 - seat[3]) * self.sizes[id][1] if seat is not None else 0.0

    def _put(self, id: str, cx: float, bottom: float) -> None:
        width, height = self.sizes[id]
        if pinned(self.problem, self.problem.by_id[id]):
            cx, bottom = self._pinned(id, cx, bottom)
        left, top = cx - width / 2, bottom - height
        self.places |= {f"{id}.left": left, f"{id}.top": top, f"{id}.right": left + width, f"{id}.bottom": bottom}
        if id in self.by_frame:
            label = self.problem.by_id[id].extent.label
            padding, head = self.problem.padding(self.problem.by_id[id]), label.height if label is not None else 0
            room = width - 2 * padding, height - 2 * padding - head
            self._frame(self.by_frame[id], left + padding, top + padding + head, *room)

    def _pinned(self, id: str, cx: float, bottom: float) -> tuple[float, float]:
        width, height = self.problem.canvas
        member = self.problem.by_id[id]
        for relation in self.problem.scene.relations:
            if relation.predicate.startswith("at ") and relation.arguments[1].targets == (CANVAS,):
                if not {id, member.object.id} & set(relation.arguments[0].targets):
                    continue
                words = relation.predicate
                x = 0.16 if "left" in words else 0.84 if "right" in words else 0.5
                y = 0.16 if "top" in words else 0.84 if "bottom" in words else 0.5
                return x * width, y * height + self.sizes[id][1] / 2
        return cx, bottom

    def _attach(self, block: Block) -> None:
        """What stands on, lies in or is near the root, member by member."""
        self._on(block, [child for how, child in block.attached if how == "on"])
        shade = self.problem.by_id[block.ids[0]].extent.shade
        if shade is not None:
            self._under(block, [child for how, child in block.attached if how == "under"], shade)
        inner = [child for how, child in block.attached if how == "inside" and child.ids[0] not in self.problem.worn]
        if len(inner) > 1:
            self._inside(block, inner)
        for how, child in block.attached:
            if how == "on" or (how == "under" and shade is not None) or (len(inner) > 1 and child in inner):
                continue
            if block.as_one(how, child):
                self._meeting_all(how, block, child)
                continue
            if how == "surrounding" and len(child.ids) > 1:
                self._around(block, child)
                continue
            shares = deal(child, block)
            for root, ids in zip(block.ids, shares, strict=True):
                if not ids:
                    continue
                left, top = self.places[f"{root}.left"], self.places[f"{root}.top"]
                width, height = self.sizes[root]
                part = replace(child, ids=tuple(ids), columns=min(child.columns, len(ids)))
                extent = self._extent(part)
                cx, cy = left + width / 2, top + height / 2
                if how == "inside":
                    x1, y1, x2, y2 = self.problem.by_id[root].extent.hollow or (0.0, 0.0, 1.0, 1.0)
                    middle = top + ((y1 + y2) * height + self.problem.by_id[root].extent.head) / 2
                    self._block(part, left + (x1 + x2) / 2 * width, middle + extent.root / 2)
                elif how == "under":
                    self._block(part, cx, top + height + self.problem.measures.spacing + extent.height)
                elif how == "behind" and (opening := self.problem.by_id[root].extent.opening) is not None:
                    foot = opening[3] + (1 - SEEN) * self.sizes[ids[0]][1] / height
                    self._row_on(root, [part], (opening[0], foot, opening[2], foot), 0.0)
                elif how in MEETING:
                    self._meeting(how, block, part, (cx, cy))
                elif how == "ring":
                    self._ring(part, cx, cy, self._radius(part, block))
                elif how in ("held by", "worn by"):
                    self._carried(how, root, part)
                else:
                    self._block(part, cx, cy + extent.root / 2)

    def _carried(self, how: str, root: str, part: Block) -> None:
        """What somebody wears or holds, at its place on them."""
        box, members = (self.places[f"{root}.left"], self.places[f"{root}.top"], *self.sizes[root]), self.problem.by_id
        if how == "held by":
            places = list(held_at(members[root], [(members[id], self.sizes[id][0]) for id in part.ids], box))
        else:
            places = [worn_at(members[root], members[id], box, self.sizes[id][1]) for id in part.ids]
        for id, (middle, bottom) in zip(part.ids, places, strict=True):
            self._put(id, middle, bottom)
        self._attach(part)

    def _over(self, how: str, block: Block, child: Block, count: int) -> Offsets | None:
        """Where so many look over a root, where they do."""
        size, root = self.sizes[child.ids[0]], self.sizes[block.ids[0]]
        load = max((self.sizes[id][1] for on, one in block.attached if on == "on" for id in one.ids), default=0.0)
        return over(count, size, root, self.problem.measures.spacing, load) if how == "behind" else None

    def _meeting(self, how: str, block: Block, part: Block, middle: tuple[float, float]) -> None:
        """The members of a part where they meet a root with this middle."""
        size, root = self.sizes[part.ids[0]], self.sizes[block.ids[0]]
        count, spacing = len(part.ids), self.problem.measures.spacing
        places = self._over(how, block, part, count) or offsets_of(how, count, size, root, spacing)
        for id, (x, y) in zip(part.ids, places, strict=True):
            self._put(id, middle[0] + x, middle[1] + y + self.sizes[id][1] / 2)
        self._attach(part)

    def _meeting_all(self, how: str, block: Block, child: Block) -> None:
        """One thing behind the middle of several, whose upper halves cover its foot; or before their feet."""
        edges = {edge: [self.places[f"{id}.{edge}"] for id in block.ids] for edge in ("left", "top", "right", "bottom")}
        height = self.sizes[child.ids[0]][1]
        shared = BEHIND * min(height, *(self.sizes[id][1] for id in block.ids))
        foot = min(edges["top"]) + shared if how == "behind" else max(edges["bottom"]) - shared + height
        self._block(child, (min(edges["left"]) + max(edges["right"])) / 2, foot)

    def _radius(self, ring: Block, middle: Block | None = None) -> float:
        """Of the circle of centres: as stated, or with room between neighbours and to what is in the middle."""
        spacing = 1.5 * self.problem.measures.spacing
        for one in self.problem.scene.arrangements:
            if one.kind == "ring" and one.radius is not None and ring.ids[0] in self.problem.expand(one.targets):
                return float(one.radius * UNITS)
        longest = max(max(self.sizes[id]) for id in ring.ids)
        least = ring_radius(len(ring.ids), longest + spacing)
        if middle is None:
            return least
        return max(least, 1.1 * (max(max(self.sizes[id]) for id in middle.ids) + longest) / 2 + spacing)

    def _ring(self, part: Block, cx: float, cy: float, radius: float) -> None:
        """Clockwise from the top."""
        for index, id in enumerate(part.ids):
            angle = 2 * pi * index / len(part.ids)
            self._put(id, cx + radius * sin(angle), cy - radius * cos(angle) + self.sizes[id][1] / 2)
        self._attach(part)

    def _around(self, block: Block, child: Block) -> None:
        """The members of a child around all of the root, and what stands on it."""
        ids = [*block.ids, *(id for how, one in block.attached if how == "on" for id in one.ids)]
        boxes = [[self.places[f"{id}.{edge}"] for id in ids] for edge in ("left", "top", "right", "bottom")]
        left, top, right, bottom = min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])
        for id, (x, y) in zip(child.ids, self._places_around(child, (right - left, bottom - top)), strict=True):
            self._put(id, (left + right) / 2 + x, (top + bottom) / 2 + y + self.sizes[id][1] / 2)
        self._attach(child)

    def _places_around(self, child: Block, middle: tuple[float, float]) -> Sequence[tuple[float, float]]:
        """Where the centres of a child's members stand around a root of such extents."""
        measures, first = self.problem.measures, self.problem.by_id[child.ids[0]]
        return offsets(
            len(child.ids), self.sizes[first.id], middle, 1.5 * measures.spacing, 0.9 * measures.near,
            stands=first.rests,
        )  # fmt: skip

    def _on(self, block: Block, standing: Sequence[Block]) -> None:
        """Everything that stands on one root side by side, in the order of its columns; on one of which much is seen in
        rows, the highest behind."""
        for root, parts in shared_out(block, standing):
            holder = self.problem.by_id[root]
            face = holder.extent.face or (0.0, 0.0, 1.0, 0.0)
            rows, depth = [parts], 0.55 if holder.is_backdrop else 0.9 if holder.is_open else 0.35
            number = rows_on(self.problem, block)
            if number > 1:
                ones = [replace(part, ids=(id,), columns=1) for part in parts for id in part.ids]
                ones.sort(key=lambda one: -self._extent(one).height)
                each = ceil(len(ones) / number)
                rows = [ones[first : first + each] for first in range(0, len(ones), each)]
            first, last = (depth, depth) if number == 1 else FIRST_AND_LAST_ROW
            for row, some in enumerate(rows):
                self._row_on(root, some, face, first + (last - first) * row / max(1, len(rows) - 1))

    def _inside(self, block: Block, inner: Sequence[Block]) -> None:
        """Things of several kinds in one root, in rows."""
        for root, parts in shared_out(block, inner):
            x1, y1, x2, y2 = self.problem.by_id[root].extent.hollow or (0.0, 0.0, 1.0, 1.0)
            rows = rows_inside(self.problem, parts)
            high = [max(self._extent(part).height for part in row) for row in rows]
            tall, spacing = self.sizes[root][1], self.problem.measures.spacing
            gap = _comfortable((y2 - y1) * tall, sum(high), len(rows), spacing, 2 * spacing)
            foot = ((y1 + y2) * tall - sum(high) - gap * (len(rows) - 1)) / 2
            for row, down in zip(rows, high, strict=True):
                foot += down
                self._row_on(root, row, (x1, foot / tall, x2, foot / tall), 0.0)
                foot += gap

    def _under(self, block: Block, sheltered: Sequence[Block], shade: Fractions) -> None:
        """Everything that stands under one root side by side, at its foot."""
        for root, parts in shared_out(block, sheltered):
            self._row_on(root, parts, (shade[0], 1.0, shade[2], 1.0), 0.0)

    def _row_on(self, root: str, parts: Sequence[Block], face: Fractions, depth: float) -> None:
        """A row of what stands at something, so deep on this part of its box."""
        left, top = self.places[f"{root}.left"], self.places[f"{root}.top"]
        width, height = self.sizes[root]
        x1, y1, x2, y2 = face
        widths = [self._extent(part).width for part in parts]
        room = (x2 - x1) * width
        gap = _comfortable(room, sum(widths), len(widths), self.problem.measures.spacing, room)
        x = left + x1 * width + (room - sum(widths) - gap * (len(widths) - 1)) / 2
        base = top + (y1 + depth * (y2 - y1)) * height
        for part, wide in zip(parts, widths, strict=True):
            self._block(part, x + wide / 2, base)
            x += wide + gap


def _comfortable(whole: float, used: float, count: int, least: float, most: float) -> float:
    """The gap that makes gaps and margins equal, between the least and a comfortable one."""
    return max(least, min(most, (whole - used) / (count + 1)))
