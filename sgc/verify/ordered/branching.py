"""Whether a tree stands in levels, with every parent in the middle of its children and these in their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sgc.graph.ordered.branching import Branching, branching
from sgc.verify.boxes import is_at
from sgc.verify.case import Case
from sgc.verify.ordered.ruling import AT, Look, Ruling
from sgc.verify.types import Line, Pixels

#: Lines end at what is no farther away than this, in pixels.
NEAR = 3.0


def ruled(case: Case) -> Ruling:
    """The facts of a tree or of a mind map. Their links are judged like those of any diagram."""
    return _Reading(case, branching(case.scene)).read()


class _Reading:
    def __init__(self, case: Case, tree: Branching) -> None:
        self.case, self.tree = case, tree
        self.look = Look(case)
        self.ruling = Ruling()
        self.is_map = case.scene.figure.sort == "mindmap"
        self._tell_apart()

    def read(self) -> Ruling:
        span = self.case.scene.figure.span
        sides = self._sides()
        for direction, nodes in sides.items():
            self._levels(direction, nodes)
        for parent, children in self.tree.children.items():
            for direction, nodes in sides.items():
                if own := [child for child in children if child in nodes]:
                    self._children(direction, parent, own)
        if self.is_map and self.tree.roots and len(self.tree.children[self.tree.roots[0]]) > 2:
            fault = None if len(sides) == 2 else "all are on one side"
            self.ruling.fact("arrangement", "branches to both sides", span, fault, "some are on either side")
        return self.ruling

    # ------------------------------------------------------------ who is who

    def _tell_apart(self) -> None:
        """Of nodes that read the same, each is the one that a line joins with its parent."""
        found = self.case.matching.found
        alike: dict[str, list[str]] = {}
        for id, one in self.look.objects.items():
            if one.label is not None and id in found and id in self.tree.children:
                alike.setdefault(one.label, []).append(id)
        for ids in alike.values():
            if len(ids) < 2:
                continue
            free = [found[id] for id in ids]
            for id in ids:
                link = self.tree.links.get(id)
                parent = self.look.box(link.source) if link is not None else None
                best = next((i for i in free if parent is not None and self._joined(parent, i)), free[0])
                free.remove(best)
                self.ruling.found[id] = best

    def _joined(self, parent: Pixels, child: int) -> bool:
        box = self.look.detections[child].box
        return any(_joins(line, parent, box) or _joins(line, box, parent) for line in self.look.lines)

    def _box(self, id: str) -> Pixels | None:
        if id in self.ruling.found:
            return self.look.detections[self.ruling.found[id]].box
        return self.look.box(id)

    # ------------------------------------------------------------ where they stand

    def _sides(self) -> dict[str, dict[str, int]]:
        """The nodes that grow in each direction, with their depths."""
        depths = dict(self.tree.depths())
        if not self.is_map:
            return {self.case.scene.figure.direction: depths}
        found: dict[str, dict[str, int]] = {}
        middle = self._box(self.tree.roots[0]) if self.tree.roots else None
        for branch in self.tree.children[self.tree.roots[0]] if self.tree.roots else ():
            box = self._box(branch)
            if box is not None and middle is not None:
                direction = "right" if box[0] >= middle[2] else "left"
                found.setdefault(direction, {}).update({id: depths[id] for id in self.tree.below(branch)})
        return found

    def _levels(self, direction: str, nodes: dict[str, int]) -> None:
        """Nodes that are as far from the root stand on one line."""
        by_depth: dict[int, list[tuple[str, float]]] = {}
        for id, depth in nodes.items():
            box = self._box(id)
            if box is not None:
                level = {"right": box[0], "left": box[2]}.get(direction, (box[1] + box[3]) / 2)
                by_depth.setdefault(depth, []).append((id, level))
        for depth, members in by_depth.items():
            if len(members) > 1:
                off = [id for id, level in members if abs(level - members[0][1]) > AT]
                where = f" {direction}" if self.is_map else ""
                fault = f"'{off[0]}' is not where '{members[0][0]}' is" if off else None
                statement, span = f"level {depth + 1}{where} on one line", self.case.scene.figure.span
                self.ruling.fact("arrangement", statement, span, fault, "they are")

    def _children(self, direction: str, parent: str, children: Sequence[str]) -> None:
        """Children stand beyond their parent, in their order, and the parent in the middle of them."""
        above = self._box(parent)
        boxes = [box for child in children if (box := self._box(child)) is not None]
        if above is None or len(boxes) < len(children):
            return  # their own facts say what is missing
        across = 1 if direction in ("right", "left") else 0
        middles = [(box[across] + box[across + 2]) / 2 for box in boxes]
        fault = None
        if any(first >= second for first, second in pairwise(middles)):
            fault = "its children are not in their order"
        elif abs(middles[0] + middles[-1] - above[across] - above[across + 2]) > 2 * AT:
            fault = "it is not in the middle of them"
        elif any(not _is_beyond(direction, above, box) for box in boxes):
            fault = f"not all of them are {_WORDS[direction]} it"
        one = self.tree.links[children[0]]
        self.ruling.fact("arrangement", f"children of {parent}", one.span, fault, "it is in the middle of them")


_WORDS = {"right": "right of", "left": "left of", "down": "below", "up": "above"}


def _is_beyond(direction: str, parent: Pixels, child: Pixels) -> bool:
    match direction:
        case "right":
            return parent[2] < child[0]
        case "left":
            return child[2] < parent[0]
        case "down":
            return parent[3] < child[1]
        case _:
            return child[3] < parent[1]


def _joins(line: Line, first: Pixels, last: Pixels) -> bool:
    return is_at(line.way[0], first, NEAR) and is_at(line.way[-1], last, NEAR)
