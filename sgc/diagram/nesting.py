"""Which boxes of a diagram are laid out together, in which layer each stands, and which frames links pass.

A frame whose border no link crosses is closed: what is in it is laid out by itself, and then it is a box like others.
What is in the other, open frames has its place in the layers of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, sqrt

from sgc.diagram.plan import Arc, Box, Plan
from sgc.diagram.plane import is_level
from sgc.diagram.ranks import ranks
from sgc.graph.joining import Joined


class Nesting:
    """``inside`` a closed frame (None: the figure) are boxes and closed frames, whatever open frames are ``around``
    them; the ``members`` of an open frame are all that is in it. ``arcs`` and ``before`` are the links and the
    statements of order in each closed frame, between what stands for their ends there; ``notes`` stand beside a box.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        lies = is_level(plan.direction)
        self.open = _open_frames(plan)
        self.notes: dict[str, list[Box]] = {}
        for one in plan.boxes:
            if one.beside is not None and one.beside not in self.open:
                self.notes.setdefault(one.beside, []).append(one)
        beside = {note.id for notes in self.notes.values() for note in notes}
        self.inside: dict[str | None, list[str]] = {None: []}
        self.inside |= {frame.id: [] for frame in plan.frames if frame.id not in self.open}
        self.around: dict[str, tuple[str, ...]] = {}
        self.members: dict[str, list[str]] = {frame.id: [] for frame in plan.frames if frame.id in self.open}
        for id in plan.around:
            home, *path = self.homes(id)
            self.around[id] = tuple(one for one in path if one is not None)
            if id not in self.open and id not in beside:
                self.inside[home].append(id)
                for frame in self.around[id]:
                    self.members[frame].append(id)
        self.arcs: dict[str | None, list[tuple[str, str, Arc]]] = {frame: [] for frame in self.inside}
        for arc in plan.arcs:
            if not {arc.source, arc.target} & beside:
                for home, a, b in self.joined(arc.source, arc.target):
                    self.arcs[home].append((a, b, arc))
                    break
        flipped = plan.direction in ("up", "left")
        along, over = (plan.left, plan.above) if lies else (plan.above, plan.left)
        self.before: dict[str | None, list[tuple[str, str]]] = {frame: [] for frame in self.inside}
        for a, b in along:
            for home, first, second in self.joined(a, b) if not {a, b} & beside else ():
                self.before[home].append((second, first) if flipped else (first, second))
        #: What stands behind each other along the direction of links, on one line.
        self.lined = plan.level if lies else plan.upright
        over = self._between_lines(over)
        self.ordered = [found for a, b in over if not {a, b} & beside and (found := plan.lifted(a, b)) is not None]
        asides = {one.id for one in plan.boxes if one.beside in self.open}  # notes at the side of an open frame
        self.alike = [
            *(plan.upright if lies else plan.level),
            *((arc.source, arc.target) for arc in plan.arcs if {arc.source, arc.target} & asides),
        ]

    def _between_lines(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Pairs in order across, and all that is on one line with the first of each beside all on the second's line."""
        lines: dict[str, Sequence[str]] = {}
        for line in self.lined:
            lines |= dict.fromkeys(line, line)
        return list(dict.fromkeys(
            (one, other) for a, b in pairs for one in lines.get(a, (a,)) for other in lines.get(b, (b,)) if one != other
        ))  # fmt: skip

    # ------------------------------------------------------------ frames

    def homes(self, id: str) -> list[str | None]:
        """The closed frame around a box or frame, or None; then the open ones in between, outermost first."""
        path: list[str | None] = []
        frame = self.plan.around[id]
        while frame in self.open:
            path.append(frame)
            frame = self.plan.around[frame or ""]
        return [frame, *path[::-1]]

    def joined(self, a: str, b: str) -> Iterator[tuple[str | None, str, str]]:
        """What stands for two boxes or frames in the closed frame where they part: for an open frame all that is in it,
        by itself first."""
        found = self.plan.lifted(a, b)
        if found is None:
            return
        parted = found[0]
        home = self.homes(parted)[0] if parted in self.open else parted
        for first in self._standing_for(a, home):
            for second in self._standing_for(b, home):
                if first != second:
                    yield home, first, second

    def _standing_for(self, id: str, home: str | None) -> Sequence[str]:
        if id in self.open and self.homes(id)[0] == home:
            return self.members[id]
        return [next(one for one in self.plan.chain(id) if one not in self.open and self.homes(one)[0] == home)]

    def innermost_first(self) -> list[str | None]:
        return sorted(self.inside, key=lambda frame: 0 if frame is None else -len(self.plan.chain(frame)))

    def parts(self, home: str | None) -> list[list[str]]:
        """What is in a closed frame, in sets that nothing joins, in the order of the source."""
        items = self.inside[home]
        here = set(items)
        pairs = [(a, b) for a, b, _ in self.arcs[home]] + self.before[home]
        pairs += [(a, b) for _, a, b in self.ordered if a in here and b in here]
        sets = [*self._alike(home), *(members for members in self.members.values() if members and members[0] in here)]
        pairs += [(group[0], other) for group in sets for other in group[1:]]
        joined = Joined(items)
        for a, b in pairs:
            joined.join(b, a)
        return joined.sets()

    def _alike(self, home: str | None) -> list[list[str]]:
        inside = set(self.inside[home])
        sets = ([id for id in group if id in inside] for group in self.alike)
        return [group for group in sets if len(group) > 1]

    # ------------------------------------------------------------ layers

    def beads(self, home: str | None, items: Sequence[str]) -> list[list[str]]:
        """Linked boxes in the smallest sets, layers after layers, of which each is joined to the next by one link and
        by nothing else."""
        inside = set(items)
        arcs = [arc for arc in self.arcs[home] if arc[0] in inside]
        level = self.levels(home, items, arcs)
        joined = [*((a, b) for a, b, _ in arcs), *self.before[home], *((a, b) for _, a, b in self.ordered)]
        spans = [sorted((level[a], level[b])) for a, b in joined if a in inside and b in inside]
        whole = [sorted(level[id] for id in members) for members in self.members.values() if inside & {*members}]
        found: list[list[str]] = [[]]
        for rank in sorted({*level.values()}):
            cut = sum(low < rank <= high for low, high in spans)
            if found[-1] and cut == 1 and not any(ranks[0] < rank <= ranks[-1] for ranks in whole):
                found.append([])
            found[-1] += [id for id in items if level[id] == rank]
        return found

    def middle(self, start: str, end: str, level: Mapping[str, int]) -> int:
        """The layer of a link's label: half-way, outside the frames that only one of its ends is in, if it can be."""
        common = len(_common(self.around[start], self.around[end]))
        low = max([level[id] for frame in self.around[start][common:] for id in self.members[frame]] or [level[start]])
        high = min([level[id] for frame in self.around[end][common:] for id in self.members[frame]] or [level[end]])
        if low >= high:
            low, high = level[start], level[end]
        return low + (high - low - 1) // 4 * 2 + 1

    def passing(self, start: str, end: str, rank: int, level: Mapping[str, int], label: int | None) -> tuple[str, ...]:
        """The frames in which a link passes a layer: of those that only one of its ends is in, it leaves one by its
        last layer, or enters it by the first, where it and its ``label`` lead beyond."""
        found = _common(self.around[start], self.around[end])
        for one, other, sign in ((start, end, 1), (end, start, -1)):
            beyond = min(sign * level[other], sign * (level[other] if label is None else label))
            passed = list(found)
            for frame in self.around[one][len(found) :]:
                edge = max(sign * level[id] for id in self.members[frame])
                if not sign * rank <= edge < beyond:
                    break
                passed.append(frame)
            if len(passed) > len(found):
                return tuple(passed)
        return found

    def levels(
        self, home: str | None, items: Sequence[str], arcs: Sequence[tuple[str, str, Arc]], first: Sequence[str] = ()
    ) -> Mapping[str, int]:
        """The layer of everything. What nothing is said of stands in rows in its frame, about as many as in each; what
        only leads into one frame, or is only led to from there, stands before or behind all of it. Circles of links
        begin with what is ``first``, or else outside of frames, with what is not written as led to first."""
        inside = set(items)
        links = [(a, b) for a, b, _ in arcs]
        before = [pair for pair in self.before[home] if inside.issuperset(pair)]
        alike = [group for group in self._alike(home) if group[0] in inside]
        named = {id for pair in (*links, *before) for id in pair} | {id for group in alike for id in group}
        groups = {frame: members for frame, members in self.members.items() if members and members[0] in inside}
        for frame, members in groups.items():
            free = [id for id in members if id not in named and self.around[id][-1] == frame]
            wide = ceil(sqrt(len(free)))
            before += zip(free, free[wide:], strict=False)
        before += self._outsiders(links, groups)
        written = [(a, b) for a, b, _ in self.arcs[home] if {a, b} <= inside]
        leads: dict[str, bool] = {}
        for a, b in written:
            leads.setdefault(a, True)
            leads.setdefault(b, False)
        users = [a for a, leading in leads.items() if leading and not self.around[a]]  # they stand before what they use
        starts = (*first, *users, *(a for a, _ in written))
        return ranks(items, links, before, alike, list(groups.values()), starts)

    def _outsiders(
        self, links: Sequence[tuple[str, str]], groups: Mapping[str, Sequence[str]]
    ) -> Iterator[tuple[str, str]]:
        """What stands outside a frame with links to or from that alone, before or behind each of its members."""
        after: dict[str, list[str]] = {}
        before: dict[str, list[str]] = {}
        level = {id for group in self.alike for id in group}
        for a, b in links:
            after.setdefault(a, []).append(b)
            before.setdefault(b, []).append(a)
        for near, far in ((after, before), (before, after)):
            for one, others in near.items():
                frames = {self.around[other][:1] for other in others}
                if one in far or len(frames) > 1 or self.around[one] or one in level:
                    continue
                for frame in frames.pop():
                    yield from ((one, member) if near is after else (member, one) for member in groups[frame])


def _open_frames(plan: Plan) -> set[str]:
    """The frames that something crosses: a link, or a statement of order."""
    found: set[str] = set()
    pairs = [(arc.source, arc.target) for arc in plan.arcs] + [*plan.above, *plan.left]
    pairs += [(group[0], other) for group in (*plan.level, *plan.upright) for other in group[1:]]
    for a, b in pairs:
        if a in plan.around and b in plan.around:
            first, second = plan.chain(a), plan.chain(b)
            found |= (set(first[1:]) ^ set(second[1:])) - {a, b}
    return found


def _common(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """The frames that are around both."""
    return tuple(one for one, other in zip(first, second, strict=False) if one == other)
