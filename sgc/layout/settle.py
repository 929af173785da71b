"""Settling: the best-looking positions that keep every chosen order, by a linear program.

The wishes are written down here; what each weighs is in ``taste``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from sgc.graph.box import Box
from sgc.graph.linear import Formula, Linear, Rational, atoms, plain
from sgc.graph.scene import Relation
from sgc.layout.choice import amount, chosen
from sgc.layout.composition import Composition
from sgc.layout.geometry import Geometry
from sgc.layout.problem import Problem
from sgc.layout.program import Program
from sgc.layout.taste import (
    ALIGN,
    ALIGN_ON,
    CENTER_ACROSS,
    CENTER_DOWN,
    CENTER_ON,
    COMFORT_GAP,
    COMFORT_MARGIN,
    CROWDED,
    DRAW_TOGETHER,
    EVEN_GAPS,
    EVEN_ROWS,
    GAP,
    GAPS_ALIKE,
    MARGIN,
    NEARLY,
    STAY,
    TIGHT,
    VIOLATION,
)


def settle(
    problem: Problem,
    geometry: Geometry,
    compositions: Sequence[Composition],
    values: Mapping[str, float],
    hard: Iterable[Formula],
    soft: Iterable[tuple[Formula, float]],
    *,
    orders: Iterable[Formula],
    home: Mapping[str, float],
    aim: tuple[float, float],
    elastic: bool,
) -> Mapping[str, float] | None:
    """Positions near ``home`` under the orders that ``values`` choose; None when there are none.

    ``orders`` are the ways in which pairs are kept apart. ``aim`` is how far off the canvas' middle the
    whole is centred (``Variation.aim``). With ``elastic`` the hard formulas and the orders may be violated
    at a price, so that there always is an answer.
    """
    program = Program()
    for formula in hard:
        for atom in chosen(formula, values):
            program.require(atom.linear, VIOLATION if elastic else None)
    for order in orders:
        for atom in atoms(order):
            program.require(atom.linear, VIOLATION if elastic else None)
    for formula, weight in soft:
        for atom in chosen(formula, values):
            program.require(atom.linear, weight)
    _stay(program, geometry, home)
    if problem.scene.figure.kind != "diagram":  # where a diagram's things should be is known from its links
        _center(program, problem, geometry, values, aim)
        _align(program, problem, geometry)
        for composition in compositions:
            _even(program, problem, geometry, composition, values)
        _comfort(program, problem, geometry, values)
        if not elastic and len(problem.members) <= CROWDED:
            _draw_together(program, geometry, values)
    found = program.solve()
    return found if found is None else {**values, **found}


def _stay(program: Program, geometry: Geometry, home: Mapping[str, float]) -> None:
    for member in geometry.open_members:
        box = geometry.box(member.id)
        if member.is_frame:
            program.minimise(box.width + box.height, TIGHT)
        weight = STAY * 20 if member.is_backdrop else STAY
        for edge, name in ((box.left, "left"), (box.top, "top")):
            place = home.get(f"{member.id}.{name}")
            if place is not None:
                program.minimise_distance(edge - round(place), weight)
        if box.order is not None:
            name = f"{member.id}.order"
            program.bound(name, 0, 10_000)
            program.minimise(box.order, 1e-3)


def _center(
    program: Program, problem: Problem, geometry: Geometry, values: Mapping[str, float], aim: tuple[float, float]
) -> None:
    boxes = [geometry.box(m.id) for m in problem.members if m.object.container is None and not m.is_backdrop]
    if not boxes:
        return
    width, height = problem.canvas
    boxes += list(geometry.open_labels.values())
    ends = (("left", "right", width, CENTER_ACROSS), ("top", "bottom", height, CENTER_DOWN))
    for (first, last, whole, weight), off in zip(ends, aim, strict=True):
        low = min(boxes, key=lambda b: amount(plain(b.edge(first)), values))  # used at once
        high = max(boxes, key=lambda b: amount(plain(b.edge(last)), values))
        program.minimise_distance(low.edge(first) + high.edge(last) - whole - round(2 * off * whole), weight)


def _align(program: Program, problem: Problem, geometry: Geometry) -> None:
    """Directions that are kept level are level: by their bottoms when both stand, else by centres."""
    for one in geometry.grounded:
        statement = one.statement
        if not isinstance(statement, Relation) or statement.negated or not statement.kept_level:
            continue
        sides = [problem.expand(argument.targets) for argument in statement.arguments]
        if len(sides) != 2 or not all(sides):
            continue  # the canvas is not level with anything
        boxes = [geometry.box(ids[0]) if len(ids) == 1 else geometry.joint(ids) for ids in sides]
        if statement.predicate in ("left of", "right of"):
            stand = all(problem.by_id[id].stance in ("ground", "rest") for ids in sides for id in ids)
            edge = "bottom" if stand else "cy"
        else:
            edge = "cx"
        program.minimise_distance(boxes[0].edge(edge) - boxes[1].edge(edge), ALIGN)


def _even(
    program: Program, problem: Problem, geometry: Geometry, composition: Composition, values: Mapping[str, float]
) -> None:
    stack = list(composition.blocks)
    usual = Linear(((f"gap {composition.frame}", 1),))
    while stack:
        block = stack.pop()
        rows = [block.ids[i : i + block.columns] for i in range(0, len(block.ids), block.columns)]
        gap = Linear(((f"gap {composition.frame} {block.name}", 1),))
        space = Linear(((f"rows {composition.frame} {block.name}", 1),))
        for one, many in ((gap, block.columns), (space, len(rows))):
            if many > 1:
                program.minimise_distance(one - usual, GAPS_ALIKE)
        for number, row in enumerate(rows):
            boxes = [geometry.box(id) for id in row]
            bottoms = problem.by_id[block.ids[0]].stance in ("ground", "rest")
            for a, b in pairwise(boxes):
                if _stacked(a, b, values):  # there was no room for a row
                    program.minimise_distance(a.cx - b.cx, EVEN_ROWS)
                    continue
                edge = "bottom" if bottoms else "cy"
                program.minimise_distance(a.edge(edge) - b.edge(edge), EVEN_ROWS)
                program.minimise_distance(b.left - a.right - gap, EVEN_GAPS)
            if number:
                above = [geometry.box(id) for id in rows[number - 1]]
                for a, b in zip(above, boxes, strict=False):
                    program.minimise_distance(a.cx - b.cx, EVEN_ROWS)
                    program.minimise_distance(b.top - a.bottom - space, EVEN_GAPS)
        attached = [(how, id) for how, child in block.attached for id in child.ids]
        if len(block.ids) == 1 and attached:
            root = geometry.box(block.ids[0])
            for kind in ("on", "inside"):
                ids = [id for how, id in attached if how == kind]
                boxes = [geometry.box(id) for id in ids]
                if not boxes or any(id not in problem.by_id for id in ids):
                    continue
                low = min(boxes, key=lambda b: amount(plain(b.left), values))
                high = max(boxes, key=lambda b: amount(plain(b.right), values))
                program.minimise_distance(low.left + high.right - root.left - root.right, CENTER_ON)
                if kind == "on":
                    for a, b in pairwise(boxes):
                        program.minimise_distance(a.bottom - b.bottom, ALIGN_ON)
                if kind == "inside":
                    top = min(boxes, key=lambda b: amount(plain(b.top), values))
                    bottom = max(boxes, key=lambda b: amount(plain(b.bottom), values))
                    program.minimise_distance(top.top + bottom.bottom - root.top - root.bottom, CENTER_ON)
        stack.extend(child for _, child in block.attached)


def _stacked(a: Box, b: Box, values: Mapping[str, float]) -> bool:
    """Whether one is rather above the other than beside it."""
    edges = (a.left, a.top, a.right, a.bottom, b.left, b.top, b.right, b.bottom)
    p, q = [amount(plain(edge), values) for edge in edges[:4]], [amount(plain(edge), values) for edge in edges[4:]]
    return max(q[1] - p[3], p[1] - q[3]) > max(0.0, q[0] - p[2], p[0] - q[2])


def _draw_together(program: Program, geometry: Geometry, values: Mapping[str, float]) -> None:
    """Edges and centres of siblings that nearly are in line become so, unless the two share a line there."""
    import numpy as np

    pairs, by_id = geometry.separations, geometry.problem.by_id
    reach = NEARLY * min(geometry.problem.canvas)
    boxes = pairs.numbers(values)[: len(pairs.ids)]
    for kinds, low, high in ((("left", "cx", "right"), 0, 2), (("top", "cy", "bottom"), 1, 3)):
        lines = np.stack([boxes[:, low], (boxes[:, low] + boxes[:, high]) / 2, boxes[:, high]], axis=1)
        apart = np.abs(lines[:, None] - lines[None])
        least = apart.min(axis=2)
        for a, b in np.argwhere(np.triu((least <= reach) & (least > 0), 1)).tolist():
            first, second = (by_id[pairs.ids[i]] for i in (a, b))
            if first.object.container == second.object.container:
                kind = kinds[int(apart[a, b].argmin())]
                program.minimise_distance(pairs.boxes[a].edge(kind) - pairs.boxes[b].edge(kind), DRAW_TOGETHER)


def _comfort(program: Program, problem: Problem, geometry: Geometry, values: Mapping[str, float]) -> None:
    """Gaps between things that face each other, and to the edges, beyond the least."""
    width, height = problem.canvas
    shorter = min(width, height)
    gap, margin = round(GAP * shorter), round(MARGIN * shorter)
    pairs = geometry.separations
    boxes = pairs.numbers(values).tolist()
    top = {m.id for m in problem.content(None) if not m.is_backdrop}
    free = [id in top for id in pairs.ids]
    for number, is_free in enumerate(free):
        if is_free:
            left, above, right, below = pairs.edges[number]
            for edge in (left, above):
                program.limit(_terms(edge, -1), float(edge.constant) - margin, COMFORT_MARGIN)
            for edge, far in ((right, width), (below, height)):
                program.limit(_terms(edge, 1), far - margin - float(edge.constant), COMFORT_MARGIN)
    for a, b, _ in pairs.pairs(values, 2 * gap):
        if not (a < len(free) > b and free[a] and free[b]):
            continue
        facing = _facing(boxes[a], boxes[b], 2 * gap)
        if facing is not None:
            first, second, axis = (a, b, facing[1]) if facing[0] else (b, a, facing[1])
            low, high = pairs.edges[first][axis + 2], pairs.edges[second][axis]
            least = float(high.constant - low.constant) - gap
            program.limit([*_terms(low, 1), *_terms(high, -1)], least, COMFORT_GAP)


def _terms(form: Linear, sign: int) -> Sequence[tuple[str, Rational]]:
    return form.coefficients if sign > 0 else (-form).coefficients


def _facing(a: Sequence[float], b: Sequence[float], reach: float) -> tuple[bool, int] | None:
    """Whether a comes first, and on which axis (0 across, 1 down), when they are near neighbours on one."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    if down > 0 >= across and -across < reach:
        return a[0] < b[0], 0
    if across > 0 >= down and -down < reach:
        return a[1] < b[1], 1
    return None
