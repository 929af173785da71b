"""Boxes that a statement sets edge to edge, in a row or a column, are one box to whoever proposes places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sgc.diagram.flow import Chain, Flow, Proposal
from sgc.diagram.plan import Arc, Box, Edges, Plan
from sgc.diagram.plane import is_level


@dataclass(frozen=True, slots=True)
class _Bar:
    """Boxes side by side, or one below the other; the first one's id stands for all."""

    boxes: tuple[Box, ...]
    lies: bool

    @property
    def whole(self) -> Box:
        wide, high = [one.width for one in self.boxes], [one.height for one in self.boxes]
        width, height = (sum(wide), max(high)) if self.lies else (max(wide), sum(high))
        return replace(self.boxes[0], width=width, height=height)

    def offset(self, id: str) -> float:
        """How far a box is behind the middle of all, along the bar."""
        lengths = [one.width if self.lies else one.height for one in self.boxes]
        at = next(number for number, one in enumerate(self.boxes) if one.id == id)
        return sum(lengths[:at]) + lengths[at] / 2 - sum(lengths) / 2

    def places(self, edges: Edges) -> Iterator[tuple[str, Edges]]:
        """The boxes at their places in that of all."""
        left, top, right, bottom = edges
        for one in self.boxes:
            if self.lies:
                yield one.id, (left, top, left + one.width, bottom)
                left += one.width
            else:
                yield one.id, (left, top, right, top + one.height)
                top += one.height


class Touching:
    """A plan in which boxes that touch are one, and what a proposal for it says of the plan as it was."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._bars = tuple(_bars(plan))
        self._of = {box.id: bar for bar in self._bars for box in bar.boxes}

    def _one(self, id: str) -> str:
        return self._of[id].boxes[0].id if id in self._of else id

    @property
    def plan(self) -> Plan:
        plan = self._plan
        if not self._bars:
            return plan
        boxes = [self._of[one.id].whole if one.id in self._of else one for one in plan.boxes
                 if self._one(one.id) == one.id]  # fmt: skip

        def pairs(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
            return [(a, b) for one, other in found if (a := self._one(one)) != (b := self._one(other))]

        def lines(found: Iterable[Sequence[str]]) -> list[list[str]]:
            return [line for one in found if len(line := list(dict.fromkeys(map(self._one, one)))) > 1]

        return replace(
            plan, boxes=boxes, arcs=[self._arc(one) for one in plan.arcs], above=pairs(plan.above),
            left=pairs(plan.left), level=lines(plan.level), upright=lines(plan.upright),
            apart={(self._one(a), self._one(b)): gap for (a, b), gap in plan.apart.items()
                   if self._one(a) != self._one(b)},
        )  # fmt: skip

    def _arc(self, arc: Arc) -> Arc:
        source, target = (arc.aside[number] + self._offset(id) for number, id in enumerate((arc.source, arc.target)))
        return replace(arc, source=self._one(arc.source), target=self._one(arc.target), aside=(source, target))

    def _offset(self, id: str) -> float:
        """How far behind the middle of all a box is, across the direction of links."""
        bar = self._of.get(id)
        return 0.0 if bar is None or bar.lies is is_level(self._plan.direction) else bar.offset(id)

    def proposal(self, found: Proposal) -> Proposal:
        """The proposal with each box for itself."""
        if not self._bars:
            return found
        boxes: dict[str, Edges] = dict(found.boxes)
        for bar in self._bars:
            boxes.update(bar.places(found.boxes[bar.boxes[0].id]))
        arcs = {one.id: one for one in self._plan.arcs}
        return replace(found, boxes=boxes, flows=tuple(self._flow(one, arcs) for one in found.flows))

    def _flow(self, flow: Flow, arcs: Mapping[str, Arc]) -> Flow:
        layers = tuple(tuple(box for id in layer for box in self._members(id)) for layer in flow.layers)
        return Flow(layers, tuple(self._chain(one, arcs[one.link]) for one in flow.chains))

    def _members(self, id: str) -> Iterator[str]:
        if id in self._of:
            yield from (one.id for one in self._of[id].boxes)
        else:
            yield id

    def _chain(self, chain: Chain, arc: Arc) -> Chain:
        """What a link passes, from the very box to the very box."""
        first, *passed, last = chain.stops
        ends = {self._one(arc.source): arc.source, self._one(arc.target): arc.target}
        return Chain(chain.link, (ends.get(first, first), *passed, ends.get(last, last)))


def _bars(plan: Plan) -> Iterator[_Bar]:
    """Boxes that follow each other without a gap, in one frame, with nothing beside them."""
    boxes = {one.id: one for one in plan.boxes if one.beside is None and not any(one.loops)}
    busy = {one.beside for one in plan.boxes}
    for pairs, lines, lies in ((plan.left, plan.level, True), (plan.above, plan.upright, False)):
        placed = set(pairs)
        follows = {
            a: b for line in lines for a, b in pairwise(line)
            if (a, b) in placed and plan.apart.get((a, b)) == 0 and a in boxes and b in boxes
            and boxes[a].frame == boxes[b].frame and not {a, b} & busy
        }  # fmt: skip
        for first in [one for one in follows if one not in {*follows.values()}]:
            chain = [first]
            while chain[-1] in follows:
                chain.append(follows.pop(chain[-1]))
            yield _Bar(tuple(boxes.pop(one) for one in chain), lies)
