"""Settling: the best-looking positions that keep every chosen order, by a linear program.

The wishes are written down here; what each weighs is in ``taste``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, product
from math import inf, sqrt
from typing import Any

from sgc.graph.box import Box
from sgc.graph.linear import Atom, Formula, Linear, Rational, Term, atoms, conjuncts, plain
from sgc.graph.links import label_id
from sgc.graph.scene import Relation
from sgc.layout.around import in_order, mirrored
from sgc.layout.blocks import Block, Composition, gatherings
from sgc.layout.choice import amount, chosen
from sgc.layout.clusters import IN_A_ROW
from sgc.layout.gathering import gathered
from sgc.layout.geometry import Geometry
from sgc.layout.ordered import has_order
from sgc.layout.problem import Member, Problem
from sgc.layout.program import Program, Terms
from sgc.layout.taste import (
    ALIGN,
    ALIGN_ON,
    CENTER_ACROSS,
    CENTER_DOWN,
    CENTER_ON,
    CENTER_ROWS,
    COMFORT_GAP,
    COMFORT_MARGIN,
    CROWDED,
    DRAW_TOGETHER,
    EVEN_GAPS,
    EVEN_ROWS,
    FOR_ROUNDING,
    GAP,
    GAPS_ALIKE,
    GO_ALONG,
    IN_THE_AIR,
    LIKE_PROPOSED,
    MARGIN,
    NEARLY,
    NO_OVERHANG,
    STAY,
    STAY_BEHIND,
    TIGHT,
    TIGHT_WITH_LINKS,
    VIOLATION,
)

#: An equality that leaves so many units is one all the same.
EQUAL = 2
#: The least and the most that a sum of variables may come to.
_Band = tuple[float, Terms, float]


class Settling:
    """Positions near ``home`` that look best, asked for again and again as the orders change.

    ``hard`` are formulas to hold, ``soft`` wishes with their weights. ``aim`` is how far off the canvas' middle a
    single thing is, with all that is joined to it (``Variation.aim``); several are as much less, since of many that
    would look like a mistake. What no order changes is written down once.
    """

    def __init__(
        self, problem: Problem, geometry: Geometry, compositions: Sequence[Composition], *,
        hard: Iterable[Formula], soft: Iterable[tuple[Formula, float]], home: Mapping[str, float],
        aim: tuple[float, float],
    ) -> None:  # fmt: skip
        self._problem, self._geometry, self._compositions = problem, geometry, compositions
        several = max(1, sum(len(one.blocks) for one in compositions if one.frame is None))
        self._soft, self._aim = tuple(soft), (aim[0] / several, aim[1] / several)
        self._loose = {id for one in compositions for block in one.blocks if block.loose for id in block.ids}
        plain, self._open = _parted(hard)
        self._always = Program()  # what no values change, first what has to hold
        bands = list(_bands(plain))
        for least, terms, most in bands:
            self._always.between(least, terms, most, VIOLATION)
        self._firm = len(self._always)
        _leave_to_rounding(self._always, bands)
        _stay(self._always, problem, geometry, home)
        if _is_led(problem) and not has_order(problem.scene):
            _go_along(self._always, problem, geometry, home)
        if not _is_led(problem):
            _align(self._always, problem, geometry)
            _set_headings(self._always, problem, geometry)
            _above_the_ground(self._always, problem, geometry)
            _on_the_ground(self._always, problem, geometry)
            _comfort_at_edges(self._always, problem, geometry)
        self._last: Program | None = None

    def near(
        self, values: Mapping[str, float], *, orders: Iterable[Formula], elastic: bool = False
    ) -> Mapping[str, float] | None:
        """The best positions under the orders that ``values`` choose; None when there are none.

        ``orders`` are the ways in which pairs are kept apart. When it is ``elastic``, the hard formulas and the
        orders may be violated at a price, so that there always is an answer.
        """
        problem, geometry = self._problem, self._geometry
        program = Program(self._always)
        if not elastic:
            program.forbid(self._firm)
        price = VIOLATION if elastic else None
        bands = list(_bands(atom for formula in self._open for atom in chosen(formula, values)))
        for least, terms, most in bands:
            program.between(least, terms, most, price)
        _leave_to_rounding(program, bands)
        for order in orders:
            for atom in atoms(order):
                program.require(atom.linear, price)
        for formula, weight in self._soft:
            for atom in chosen(formula, values):
                program.require(atom.linear, weight)
        if not _is_led(problem):
            boxes = geometry.separations.numbers(values)
            _center(program, problem, geometry, values, boxes, self._aim, self._loose)
            for composition in self._compositions:
                _even(program, problem, geometry, composition, values)
            _comfort(program, problem, geometry, boxes)
            if not elastic and len(problem.members) <= CROWDED:
                _draw_together(program, geometry, boxes)
        found = program.solve(self._last)
        self._last = program
        return found if found is None else {**values, **found}


def _parted(hard: Iterable[Formula]) -> tuple[Sequence[Atom], Sequence[Formula]]:
    """What holds in one way only, and what the positions have to choose in."""
    plain, open_ = [], []
    for formula in hard:
        for part in conjuncts(formula):
            if isinstance(part, Atom):
                plain.append(part)
            elif not isinstance(part, bool):
                open_.append(part)
    return plain, open_


def _bands(atoms: Iterable[Atom]) -> Iterator[_Band]:
    """What the atoms say of each sum of variables, of an equality, which is two of them, in one."""
    found: dict[Terms, tuple[float, float]] = {}
    for atom in atoms:
        upwards, constant = atom.linear.coefficients[0][1] > 0, float(atom.linear.constant)
        terms: Terms = _terms(atom.linear, 1 if upwards else -1)
        least, most = found.get(terms, (-inf, inf))
        found[terms] = (least, min(most, -constant)) if upwards else (max(least, constant), most)
    for terms, (least, most) in found.items():
        if least <= most:
            yield least, terms, most
        else:
            yield from ((least, terms, inf), (-inf, terms, most))


def _leave_to_rounding(program: Program, bands: Iterable[_Band]) -> None:
    """What an equality leaves (``within a unit``) is for rounding, so nothing else makes use of it."""
    for least, terms, most in bands:
        largest = max(abs(float(coefficient)) for _, coefficient in terms)
        if 0 < most - least <= EQUAL * largest:
            program.draw_to(terms, (least + most) / 2, FOR_ROUNDING / largest)


def _is_led(problem: Problem) -> bool:
    """Whether where things should be is known from links: then nothing else is wished for."""
    return problem.scene.figure.kind == "diagram"


def _stay(program: Program, problem: Problem, geometry: Geometry, home: Mapping[str, float]) -> None:
    by_links = _is_led(problem) and not has_order(problem.scene)
    for member in geometry.open_members:
        box = geometry.box(member.id)
        if member.is_frame:
            program.minimise(box.width + box.height, TIGHT_WITH_LINKS if by_links else TIGHT)
        weight = STAY_BEHIND if member.is_backdrop and member.id not in geometry.problem.patches else STAY
        for edge, name in ((box.left, "left"), (box.top, "top")):
            place = home.get(f"{member.id}.{name}")
            if place is None:
                continue
            if not (member.is_frame and by_links):
                program.minimise_distance(edge - round(place), weight)
            elif held := next((one.id for one in problem.members if one.object.container == member.id), None):
                apart = round(place) - round(home.get(f"{held}.{name}", place))  # it is where what is in it is
                program.minimise_distance(edge - geometry.box(held).edge(name) - apart, LIKE_PROPOSED)
        if box.order is not None:
            name = f"{member.id}.order"
            program.bound(name, 0, 10_000)
            program.minimise(box.order, 1e-3)


def _go_along(program: Program, problem: Problem, geometry: Geometry, home: Mapping[str, float]) -> None:
    """What is linked, and the label at a link, goes along with what a statement moves."""
    for link in problem.scene.links:
        ends = [id for id in (link.source, link.target, label_id(link)) if f"{id}.left" in home and id in problem.by_id]
        for one, other in pairwise(ends):
            a, b = geometry.box(one), geometry.box(other)
            for edge in ("left", "top"):
                apart = round(home[f"{other}.{edge}"]) - round(home[f"{one}.{edge}"])
                program.minimise_distance(b.edge(edge) - a.edge(edge) - apart, GO_ALONG)


def _center(
    program: Program, problem: Problem, geometry: Geometry, values: Mapping[str, float], boxes: Any,
    aim: tuple[float, float], loose: Collection[str],
) -> None:  # fmt: skip
    """What is leftmost and rightmost, and highest and lowest, is as far from the edges, but for what reaches from edge
    to edge and what is loose in the air, where it has no weight; and on the land that a figure shows things stand so
    deep as they were sketched."""
    free = _free(problem, geometry)
    weighty = [is_free and id not in loose for id, is_free in zip(geometry.separations.ids, free, strict=False)]
    free = weighty if any(weighty) else free
    lines = geometry.separations.edges
    outer = [
        (box, edges) for number, (box, edges) in enumerate(zip(boxes.tolist(), lines, strict=False))
        if number >= len(free) or free[number]
    ]  # fmt: skip
    for id in sorted(problem.patches):
        box = geometry.box(id)
        edges = tuple(plain(edge) for edge in (box.left, box.top, box.right, box.bottom))
        outer.append(([amount(edge, values) for edge in edges], edges))
    if not outer:
        return
    for axis, (whole, weight, off) in enumerate(zip(problem.canvas, (CENTER_ACROSS, CENTER_DOWN), aim, strict=True)):
        if axis == 1 and problem.lands:
            continue
        room = whole - 2 * problem.margin
        free_to_move = [one for one in outer if one[0][axis + 2] - one[0][axis] <= room] or outer
        _, low = min(free_to_move, key=lambda one: one[0][axis])
        _, high = max(free_to_move, key=lambda one: one[0][axis + 2])
        program.minimise_distance(low[axis] + high[axis + 2] - whole - round(2 * off * whole), weight)


def _align(program: Program, problem: Problem, geometry: Geometry) -> None:
    """Directions that are kept level are level, and so is what is beside each other: by their bottoms when both stand,
    else by centres; see ``_even`` for columns of them."""
    stacked = {name for name, how in gathered(problem).items() if how.stacked}
    for one in geometry.grounded:
        statement = one.statement
        if not isinstance(statement, Relation) or statement.negated:
            continue
        sides = [problem.expand(argument.targets) for argument in statement.arguments]
        if len(sides) != 2 or not all(sides):
            continue  # the canvas is not level with anything
        stand = all(problem.by_id[id].rests for ids in sides for id in ids)
        level = "bottom" if stand else "cy"
        if statement.kept_level and not problem.headings.keys() & {id for ids in sides for id in ids}:
            joints = [geometry.box(ids[0]) if len(ids) == 1 else geometry.joint(ids) for ids in sides]
            edge = level if statement.predicate in ("left of", "right of") else "cx"
            program.minimise_distance(joints[0].edge(edge) - joints[1].edge(edge), ALIGN)
        elif statement.predicate == "beside" and statement.weight is None and max(map(len, sides)) <= IN_A_ROW:
            if stacked & {target for argument in statement.arguments for target in argument.targets}:
                continue
            for a, b in product(*sides):
                program.minimise_distance(geometry.box(a).edge(level) - geometry.box(b).edge(level), ALIGN)


def _set_headings(program: Program, problem: Problem, geometry: Geometry) -> None:
    """A heading is in the middle of the figure, above or below everything else."""
    for id in problem.headings:
        heading = geometry.box(id)
        program.minimise_distance(heading.cx * 2 - problem.canvas[0], ALIGN)
        for member in problem.content(None):
            if member.is_backdrop or member.id in problem.headings:
                continue
            box = geometry.box(member.id)
            upper, lower = (heading, box) if problem.headings[id] else (box, heading)
            program.minimise_excess(upper.bottom - lower.top, IN_THE_AIR)


def _above_the_ground(program: Program, problem: Problem, geometry: Geometry) -> None:
    """What is in the air is seen above the ground, where the figure shows one, and in the sky, where it shows that."""
    skies = [m for m in problem.members if m.is_backdrop and m.stance == "air" and m.id not in problem.patches]
    for member in problem.content(None) if skies else ():
        if member.stance == "air" and not member.is_backdrop:
            program.minimise_excess(geometry.box(skies[0].id).top - geometry.box(member.id).top, IN_THE_AIR)
    for member in problem.content(None) if problem.grounds else ():
        if member.stance == "air" and not member.is_backdrop:
            ground = geometry.box(problem.grounds[0].id)
            program.minimise_excess(geometry.box(member.id).bottom - (ground.face or ground).top, IN_THE_AIR)


def _on_the_ground(program: Program, problem: Problem, geometry: Geometry) -> None:
    """What stands behind something stands on the ground that the figure shows, however high its foot is beside that;
    but not what is behind a ground, as mountains are behind a lake."""
    if problem.ground is None:
        return
    ground, low = geometry.box(problem.ground.id), problem.canvas[1] // 50
    grounds = {one.id for one in problem.grounds}
    far = {id for front, back in problem.said_before() if grounds.isdisjoint(front) for id in back}
    for member in problem.content(None):
        on_something = geometry.overlaps.holders.get(member.id)
        if member.id in far and member.stance == "ground" and not member.is_backdrop and not on_something:
            program.minimise_excess((ground.face or ground).top + low - geometry.box(member.id).bottom, IN_THE_AIR)


def _even(
    program: Program, problem: Problem, geometry: Geometry, composition: Composition, values: Mapping[str, float]
) -> None:
    for left, right in gatherings(composition):
        middles = [_mean([geometry.box(id).cy for id in block.ids]) for block in (left, right)]
        program.minimise_distance(middles[0] - middles[1], ALIGN)
    stack: list[tuple[str, Block]] = [("", block) for block in composition.blocks]
    usual = Linear(((f"gap {composition.frame}", 1),))
    while stack:
        how, block = stack.pop()
        for kind, child in block.attached:
            if kind == "surrounding" and len(child.ids) > 1:
                _ring(program, geometry, block, child, values)
        stack.extend(block.attached)
        if block.ring or block.loose or how == "surrounding":
            continue
        rows = [block.ids[i : i + block.columns] for i in range(0, len(block.ids), block.columns)]
        gap = Linear(((f"gap {composition.frame} {block.name}", 1),))
        space = Linear(((f"rows {composition.frame} {block.name}", 1),))
        for one, many in ((gap, block.columns), (space, len(rows))):
            if many > 1:
                program.minimise_distance(one - usual, GAPS_ALIKE)
        for number, row in enumerate(rows):
            boxes = [geometry.box(id) for id in row]
            bottoms = problem.by_id[block.ids[0]].rests
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
                    program.minimise_distance(b.top - a.bottom - space, EVEN_GAPS)
                    if len(above) == len(boxes):
                        program.minimise_distance(a.cx - b.cx, EVEN_ROWS)
                if len(above) > len(boxes):  # a last row that is not full stands below the middle
                    middles = [_mean([box.cx for box in row]) for row in (above, boxes)]
                    program.minimise_distance(middles[0] - middles[1], EVEN_ROWS)
        for bearer, borne in block.borne().items():
            _center_on(program, problem, geometry, bearer, borne, values)


def _center_on(
    program: Program, problem: Problem, geometry: Geometry, bearer: str, attached: Sequence[tuple[str, Block]],
    values: Mapping[str, float],
) -> None:  # fmt: skip
    """What is on, in or under one thing is in the middle of it, as a whole and row by row."""
    root = geometry.box(bearer)
    for kind in ("on", "inside", "under") if root.shade is not None else ("on", "inside"):
        ids = [id for how, child in attached if how == kind for id in child.ids]
        boxes = [geometry.box(id) for id in ids]
        if not boxes or any(id not in problem.by_id for id in ids):
            continue
        low = min(boxes, key=lambda b: amount(plain(b.left), values))
        high = max(boxes, key=lambda b: amount(plain(b.right), values))
        room = root.hollow if kind == "inside" and root.hollow is not None else root
        floor = _has_floor(problem.by_id[bearer]) and all(problem.by_id[id].rests for id in ids)
        standing = kind != "inside" or floor
        program.minimise_distance(low.left + high.right - room.left - room.right, CENTER_ON)
        if kind == "on":
            program.minimise_excess((root.face or root).left - low.left, NO_OVERHANG)
            program.minimise_excess(high.right - (root.face or root).right, NO_OVERHANG)
        for beside in _rows(boxes, values):
            if standing:
                for a, b in pairwise(beside):
                    program.minimise_distance(a.rest - b.rest, ALIGN_ON)
            ends = beside[0].left + beside[-1].right
            program.minimise_distance(ends - room.left - room.right, CENTER_ROWS)
        if kind == "inside":
            top = min(boxes, key=lambda b: amount(plain(b.top), values))
            bottom = max(boxes, key=lambda b: amount(plain(b.bottom), values))
            share, units = problem.by_id[bearer].extent.label_strip
            beneath = room.top + room.height * share + units
            middle = bottom.bottom - room.bottom if standing else top.top + bottom.bottom - beneath - room.bottom
            program.minimise_distance(middle, CENTER_ON)


def _has_floor(holder: Member) -> bool:
    """Whether what is in it stands at the foot of its opening: in a barn, a cave or a tent."""
    return holder.rests and not holder.is_backdrop and holder.extent.hollow is not None and holder.extent.face is None


def _ring(program: Program, geometry: Geometry, block: Block, child: Block, values: Mapping[str, float]) -> None:
    """What surrounds something stands about it, on the left as on the right, above as below."""
    roots, around = [geometry.box(id) for id in block.ids], [geometry.box(id) for id in child.ids]
    middle = _mean([box.cx for box in roots]), _mean([box.cy for box in roots])

    def seen(box: Box) -> tuple[float, float]:
        return amount(plain(box.cx - middle[0]), values), amount(plain(box.cy - middle[1]), values)

    order = in_order([seen(box) for box in around])
    for axis, (along, across) in enumerate((("cx", "cy"), ("cy", "cx"))):
        for a, b in mirrored(len(around), axis):
            one, other = around[order[a]], around[order[b]]
            program.minimise_distance(one.edge(along) + other.edge(along) - middle[axis] * 2, EVEN_ROWS)
            if a != b:
                program.minimise_distance(one.edge(across) - other.edge(across), EVEN_ROWS)


def _mean(terms: Sequence[Term]) -> Term:
    return sum(terms[1:], terms[0]) * Fraction(1, len(terms))


def _stacked(a: Box, b: Box, values: Mapping[str, float]) -> bool:
    """Whether one is rather above the other than beside it."""
    edges = (a.left, a.top, a.right, a.bottom, b.left, b.top, b.right, b.bottom)
    p, q = [amount(plain(edge), values) for edge in edges[:4]], [amount(plain(edge), values) for edge in edges[4:]]
    return max(q[1] - p[3], p[1] - q[3]) > max(0.0, q[0] - p[2], p[0] - q[2])


def _rows(boxes: Sequence[Box], values: Mapping[str, float]) -> list[list[Box]]:
    """Boxes that stand beside each other, each row from left to right."""
    edges = [(amount(plain(box.top), values), amount(plain(box.bottom), values)) for box in boxes]
    rows: list[list[Box]] = []
    reach = -inf
    for number in sorted(range(len(boxes)), key=edges.__getitem__):
        top, bottom = edges[number]
        if top >= reach:
            rows.append([])
        rows[-1].append(boxes[number])
        reach = max(reach, bottom)
    return [sorted(row, key=lambda box: amount(plain(box.left), values)) for row in rows]


def _draw_together(program: Program, geometry: Geometry, boxes: Any) -> None:
    """Edges and centres of siblings that nearly are in line become so, unless the two share a line there."""
    import numpy as np

    pairs, by_id = geometry.separations, geometry.problem.by_id
    reach = NEARLY * min(geometry.problem.canvas)
    frames = [by_id[id].object.container for id in pairs.ids]
    boxes = boxes[: len(pairs.ids)]
    for axis in (0, 1):
        low, high = boxes[:, axis], boxes[:, axis + 2]
        lines = np.stack([low, (low + high) / 2, high], axis=1)
        apart = np.abs(lines[:, None] - lines[None])
        least = apart.min(axis=2)
        near = np.triu((least <= reach) & (least > 0), 1)
        kinds = apart[near].argmin(axis=1).tolist()
        for (a, b), kind in zip(np.argwhere(near).tolist(), kinds, strict=True):
            if frames[a] == frames[b]:
                program.minimise_distance(pairs.line(a, axis, kind) - pairs.line(b, axis, kind), DRAW_TOGETHER)


def _comfort_at_edges(program: Program, problem: Problem, geometry: Geometry) -> None:
    """Gaps between things and the edges, beyond the least."""
    width, height = problem.canvas
    margin = round(MARGIN * min(width, height))
    pairs = geometry.separations
    for (left, above, right, below), is_free in zip(pairs.edges, _free(problem, geometry), strict=False):
        if is_free:
            for edge in (left, above):
                program.limit(_terms(edge, -1), float(edge.constant) - margin, COMFORT_MARGIN)
            for edge, far in ((right, width), (below, height)):
                program.limit(_terms(edge, 1), far - margin - float(edge.constant), COMFORT_MARGIN)


def _comfort(program: Program, problem: Problem, geometry: Geometry, boxes: Any) -> None:
    """Gaps between things that face each other, beyond the least; smaller where many have to share the canvas."""
    pairs = geometry.separations
    crowd = max(1.0, len(pairs.boxes) / CROWDED)
    gap = round(GAP * min(problem.canvas) / sqrt(crowd))
    free = _free(problem, geometry)
    firsts, seconds, _ = pairs.meeting(boxes, 2 * gap)
    boxes = boxes.tolist()
    for a, b in zip(firsts.tolist(), seconds.tolist(), strict=True):
        if not (a < len(free) > b and free[a] and free[b]):
            continue
        facing = _facing(boxes[a], boxes[b], 2 * gap)
        if facing is not None:
            first, second, axis = (a, b, facing[1]) if facing[0] else (b, a, facing[1])
            low, high = pairs.edges[first][axis + 2], pairs.edges[second][axis]
            least = float(high.constant - low.constant) - gap
            program.limit((*_terms(low, 1), *_terms(high, -1)), least, COMFORT_GAP)


def _free(problem: Problem, geometry: Geometry) -> Sequence[bool]:
    """Which of the members that keep apart are in no frame."""
    top = {m.id for m in problem.content(None) if not m.is_backdrop}
    return [id in top for id in geometry.separations.ids]


def _terms(form: Linear, sign: int) -> tuple[tuple[str, Rational], ...]:
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
