"""Linked boxes in layers: their order in each layer with few crossings, and where each stands across.

The second and third step of Sugiyama's method, in coordinates in which links run down: ``x`` is across, ``y`` along.
First every layer in turn is brought as near to what its boxes are linked with as their order allows, which for one
layer is solved exactly by pooling neighbours that would overlap; then a linear program makes links straight
(E. Gansner et al., "A Technique for Drawing Directed Graphs", 1993, whose weights these are).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any

from sgc.diagram.ordering import ordered

#: Sweeps up and down to place boxes across.
PLACE_SWEEPS = 12
#: How strongly links are straight: between two boxes, at one of their ends, and between bends of one long link.
STRAIGHT = (1.0, 2.0, 8.0)
#: How strongly a box stands in the middle of what it is linked with on one side, and where the sweeps put it.
CENTRED, SWEPT = 0.4, 0.01
#: Up to so many blocks the linear program is solved; of more, the sweeps' places are taken.
EXACT = 1500


@dataclass(frozen=True, slots=True)
class Block:
    """A box, or a place where a link passes a layer (``is_bend``): how far it reaches to each side of its middle
    line across (``before``, ``after``), and its ``length`` along the layers."""

    id: str
    before: float
    after: float
    length: float
    is_bend: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """A link between blocks of neighbouring layers, the earlier first, and how far from the middle line of each it
    ends."""

    first: str
    second: str
    off_first: float = 0.0
    off_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Layered:
    """Blocks by layer, in their order, and the links between blocks of neighbouring layers.

    ``ordered`` are pairs of blocks of which the first has to stand before the second where they share a layer;
    ``pulls`` are places across where something else wants a block to be.
    """

    layers: Sequence[Sequence[Block]]
    links: Sequence[Joint]
    ordered: Sequence[tuple[str, str]] = ()
    pulls: Mapping[str, float] = field(default_factory=dict)


def order(graph: Layered) -> list[list[Block]]:
    """The layers with their blocks in an order that has few crossings."""
    blocks = [block for layer in graph.layers for block in layer]
    number = {block.id: index for index, block in enumerate(blocks)}
    layers = [[number[block.id] for block in layer] for layer in graph.layers]
    links = [(number[one.first], number[one.second]) for one in graph.links]
    pairs = [(number[a], number[b]) for a, b in graph.ordered if a in number and b in number]
    return [[blocks[index] for index in layer] for layer in ordered(layers, links, pairs)]


def across(graph: Layered, layers: Sequence[Sequence[Block]], gap: float, bend_gap: float) -> dict[str, float]:
    """The middle line of every block: each layer in its order, with ``gap`` between boxes at least, and links straight
    where they can be."""
    number = {block.id: index for index, block in enumerate(block for layer in layers for block in layer)}
    blocks = [block for layer in layers for block in layer]
    rows = [[number[block.id] for block in layer] for layer in layers]
    pulls = {number[id]: at for id, at in graph.pulls.items() if id in number}
    above: list[list[tuple[int, float, float]]] = [[] for _ in blocks]
    below: list[list[tuple[int, float, float]]] = [[] for _ in blocks]
    for one in graph.links:
        a, b = number[one.first], number[one.second]
        weight = STRAIGHT[blocks[a].is_bend + blocks[b].is_bend]
        shift = one.off_second - one.off_first
        below[a].append((b, shift, weight))
        above[b].append((a, -shift, weight))
    spread = [_spread([blocks[i] for i in row], gap, bend_gap) for row in rows]
    places = _swept(rows, above, below, spread, pulls)
    if len(blocks) <= EXACT:
        places = _straightened(rows, above, below, spread, pulls, places)
    return {block.id: places[number[block.id]] for block in blocks}


def _spread(layer: Sequence[Block], gap: float, bend_gap: float) -> list[float]:
    """The places of a layer's blocks when they stand as close as they may, from 0 on."""
    at = [0.0]
    for a, b in pairwise(layer):
        at.append(at[-1] + a.after + b.before + (bend_gap if a.is_bend or b.is_bend else gap))
    return at


Near = Sequence[Sequence[tuple[int, float, float]]]


def _swept(
    rows: Sequence[Sequence[int]], above: Near, below: Near, spread: Sequence[Sequence[float]],
    pulls: Mapping[int, float],
) -> list[float]:  # fmt: skip
    """Places from sweeps up and down, at last with regard to both sides."""
    places = [0.0] * sum(map(len, rows))
    for row, at in zip(rows, spread, strict=True):
        for block, place in zip(row, at, strict=True):
            places[block] = place - at[-1] / 2
    for sweep in range(PLACE_SWEEPS):
        settled = sweep >= PLACE_SWEEPS - 4
        ahead, behind = (above, below) if sweep % 2 == 0 else (below, above)
        for number in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
            wishes, weights = [], []
            for block in rows[number]:
                near = [*above[block], *below[block]] if settled else ahead[block] or behind[block]
                total = sum(weight for _, _, weight in near)
                wish = sum((places[other] + shift) * weight for other, shift, weight in near)
                if block in pulls:
                    total, wish = total + 0.2, wish + 0.2 * pulls[block]
                wishes.append(wish / total if total else places[block])
                weights.append(total or 0.05)
            for block, place in zip(rows[number], pooled(wishes, weights, spread[number]), strict=True):
                places[block] = place
    return places


def _straightened(
    rows: Sequence[Sequence[int]], above: Near, below: Near, spread: Sequence[Sequence[float]],
    pulls: Mapping[int, float], swept: Sequence[float],
) -> list[float]:  # fmt: skip
    """The places with the straightest links, in a fixed order: a linear program."""
    program = _Program(len(swept))
    for row, at in zip(rows, spread, strict=True):
        for i in range(len(row) - 1):
            program.apart(row[i], row[i + 1], at[i + 1] - at[i])
    for block, near in enumerate(below):
        for other, shift, weight in near:
            program.same([(block, 1.0), (other, -1.0)], shift, weight)
    for near_side in (above, below):
        for block, near in enumerate(near_side):
            if len(near) > 1:
                terms = [(block, float(len(near))), *((other, -1.0) for other, _, _ in near)]
                program.same(terms, sum(shift for _, shift, _ in near), CENTRED / len(near))
    for block, place in enumerate(swept):
        program.same([(block, 1.0)], place, SWEPT)
    for block, place in pulls.items():
        program.same([(block, 1.0)], place, 0.2)
    return program.solved() or list(swept)


class _Program:
    """Places on a line: some so far apart at least, sums of others as near to a number as can be."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.costs: list[float] = []
        self.starts: list[int] = []
        self.at: list[int] = []
        self.coefficients: list[float] = []
        self.least: list[float] = []
        self.most: list[float] = []

    def apart(self, first: int, second: int, by: float) -> None:
        self._row([(second, 1.0), (first, -1.0)], by, inf)

    def same(self, terms: Sequence[tuple[int, float]], value: float, weight: float) -> None:
        """Adds ``weight * |sum of terms - value|`` to what is minimised."""
        slack = self.count + len(self.costs)
        self.costs += [weight, weight]
        self._row([*terms, (slack, -1.0), (slack + 1, 1.0)], value, value)

    def _row(self, terms: Sequence[tuple[int, float]], least: float, most: float) -> None:
        self.starts.append(len(self.at))
        row: dict[int, float] = {}
        for column, coefficient in terms:  # each column once: links may be several between the same two
            row[column] = row.get(column, 0.0) + coefficient
        self.at += row.keys()
        self.coefficients += row.values()
        self.least.append(least)
        self.most.append(most)

    def solved(self) -> list[float] | None:
        import highspy
        import numpy as np

        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        model = highspy.HighsLp()
        slacks = len(self.costs)
        model.num_col_, model.num_row_ = self.count + slacks, len(self.least)
        model.col_cost_ = np.array([0.0] * self.count + self.costs)
        model.col_lower_ = np.array([-inf] * self.count + [0.0] * slacks)
        model.col_upper_ = np.array([inf] * (self.count + slacks))
        model.row_lower_, model.row_upper_ = np.array(self.least), np.array(self.most)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([*self.starts, len(self.at)], dtype=np.int32)
        model.a_matrix_.index_ = np.array(self.at, dtype=np.int32)
        model.a_matrix_.value_ = np.array(self.coefficients)
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(solver.getSolution().col_value[: self.count])


def pooled(wishes: Sequence[float], weights: Sequence[float], least: Sequence[float]) -> list[float]:
    """The places nearest to the wishes (by weighted squares) that keep the order and the ``least`` distances, which are
    given as places themselves: pool adjacent violators."""
    pools: list[tuple[float, float, int]] = []
    for wish, weight, offset in zip(wishes, weights, least, strict=True):
        mean, total, count = wish - offset, weight, 1
        while pools and pools[-1][0] > mean:
            other, more, many = pools.pop()
            mean = (mean * total + other * more) / (total + more)
            total, count = total + more, count + many
        pools.append((mean, total, count))
    at = [mean for mean, _, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(at, least, strict=True)]
