"""Sizes for everything: natural beside each other, together filling the figure, and fitting.

A linear program brings the wishes together with what the statements say about sizes alone and with
the room that columns, rows, surfaces and containers leave. Rounded to even units, its answer is a
proposal like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from math import ceil

from sgc.graph.linear import Atom, Extreme, Formula, Linear, Rational, Term, conjuncts, variable
from sgc.graph.vocabulary import Fractions
from sgc.layout.around import ring_radius
from sgc.layout.backdrops import FIRST_AND_LAST_ROW, backdrop_region
from sgc.layout.blocks import Block, Composition, gatherings
from sgc.layout.carried import fill
from sgc.layout.clauses import with_label
from sgc.layout.contact import MEETING, SEEN, beside, needs
from sgc.layout.gathering import GROUP_GAP, is_broad, is_crowd
from sgc.layout.geometry import Geometry
from sgc.layout.natural import borne, burdens, likeness, natural_extents, natural_unit, unit_of
from sgc.layout.problem import Member, Problem, Sizes
from sgc.layout.program import Program
from sgc.layout.ranking import rests
from sgc.layout.surfaces import front_height, rows_inside, rows_on
from sgc.layout.taste import GAP_IN_ROW, MARGIN

#: Sizes are rounded to this many units.
ROUNDING = 2
#: The share that the most shrunken thing lacks of its wish, and its price for each member.
SHRINKING, FAIR = "shrinking", 3.0
#: How much dearer it is for what is in a frame to lack less than that than to miss its wish.
EVEN = 2.0
#: The price of overflowing the figure once: in all, and for each member, since the wishes that should give in first
#: have a price for each.
ROOM, ROOM_EACH = 40.0, 6.0
#: How much dearer it is to change a size that was than to miss a wish.
KEEPING = 50.0
#: The width and height of a frame with nothing in it.
EMPTY = 600
#: Price of a unit by which members of a collection differ: wishes cost far less, room far more.
ALIKE = 0.03
#: Who sits leaves so much of the seat to be seen that it is this many times as wide as they are.
SEAT_SEEN = Fraction(7, 5)


def propose(
    problem: Problem, free: Geometry, compositions: Sequence[Composition], scale: float,
    kept: Sizes | None = None, roomy: bool = True,
) -> Sizes | None:  # fmt: skip
    """Width and height in units (even) of every member that is no frame; None when wishes clash.

    ``free`` is the problem's geometry without sizes: from it come the statements about sizes.
    ``scale`` shrinks every wish, when the figure did not fit otherwise. Those that have a size in ``kept`` keep it
    if they can; then ``scale`` is of the others, which are as large beside them as they naturally are. Unless
    ``roomy``, nobody asks whether there is room for all.
    """
    program = Program()
    unit = (unit_of(problem, kept) if kept else natural_unit(problem)) * scale
    program.bound(SHRINKING, 0, 1)
    program.minimise(variable(SHRINKING), FAIR * len(problem.members))
    bearing, burden = borne(problem), burdens(problem)
    compared = any(_in_depth(problem, composition) for composition in compositions)
    compared = compared or any(member.object.attributes.size for member in problem.members)
    for member in problem.members:
        if not member.is_frame:
            least = bearing.get(member.id, 0.0) * unit / 2
            own = unit * burden.get(member.id, 1.0)
            # a circle in one frame is as large as in another, what stands in a near row beside what is in a far one,
            # and what is small beside what is not
            alike = member.object.container is not None or compared
            _wish(program, problem, member, own, kept.get(member.id) if kept else None, least, alike)
    _alike(program, problem, _ordered(free))
    for constraint in free.stated:
        if constraint.weight is None:
            for atom in _size_atoms(constraint.formula):
                program.require(atom.linear)
                program.require(atom.linear + ROUNDING * _weight(atom), ALIKE)  # what rounding may cost
    width, height = problem.canvas
    for composition in compositions if roomy else ():
        if composition.frame is None:
            margin = max(problem.margin, round(MARGIN * min(width, height)))
            _rooms(program, problem, composition, width - 2 * margin, height - 2 * margin)
            _ground_rooms(program, problem, composition)
        else:
            _frame_rooms(program, problem, composition)
    values = program.solve()
    if values is None:
        return None
    sizes = {}
    for member in problem.members:
        if member.is_frame:
            continue
        if member.extent.exact is not None:
            sizes[member.id] = member.extent.exact
            continue
        w, h = (max(1, round(values[f"{member.id}.{axis}"])) for axis in "wh")
        sizes[member.id] = (2 * w, 2 * h)
    return sizes


def _wish(
    program: Program, problem: Problem, member: Member, unit: float, kept: tuple[int, int] | None, bears: float,
    alike: bool,
) -> None:  # fmt: skip
    """Bounds and wishes for the sizes of a member that wishes to be half of so many units wide for what it bears, and
    to shrink ``alike`` with the others."""
    extent, id = member.extent, member.id
    width, height = problem.canvas
    w, h = variable(f"{id}.w"), variable(f"{id}.h")
    program.bound(f"{id}.w", 1, width)
    program.bound(f"{id}.h", 1, height)
    if extent.exact is not None:
        program.bound(f"{id}.w", extent.exact[0] / 2, extent.exact[0] / 2)
        program.bound(f"{id}.h", extent.exact[1] / 2, extent.exact[1] / 2)
        return
    if member.is_backdrop:
        region = backdrop_region(problem, member)
        wish = ((region[2] - region[0]) / 2, (region[3] - region[1]) / 2)
    else:
        longer = extent.natural * unit / 2
        wish = (longer, longer / extent.aspect) if extent.aspect >= 1 else (longer * extent.aspect, longer)
        grow = max(extent.least[0] / 2 / wish[0], extent.least[1] / 2 / wish[1], bears / wish[0], 1.0)
        wish = (wish[0] * grow, wish[1] * grow)
    price = 1.0
    if kept is not None:
        wish, price = (kept[0] / 2, kept[1] / 2), KEEPING
    for axis, (form, wanted) in enumerate(((w, wish[0]), (h, wish[1]))):
        stated = problem.stated[member.object.id][axis]
        if stated is not None:
            program.bound(f"{id}.{'wh'[axis]}", stated / 2, stated / 2)
            continue
        program.require(extent.least[axis] // 2 - form)
        if id in problem.worn:
            continue
        program.minimise_distance(form - round(wanted), price / wanted)
        # Where room is short everything shrinks alike; else one thing would shrink to nothing for all. Backdrops go on
        # to the edge: a strip of paper beside them looks like a mistake.
        shrunken = round(wanted) - variable(SHRINKING) * round(wanted)
        if kept is None and not member.is_backdrop:
            program.require(shrunken - form)
        if kept is None and alike and not member.is_backdrop:
            program.minimise_distance(form - shrunken, EVEN / wanted)
    if not extent.free and not member.is_backdrop:
        # Half a unit of slack, as rounding has: stated sizes need not be exact multiples. What was there may have all.
        aspect = Fraction(extent.aspect).limit_denominator(10_000)
        slack = max(Fraction(1), aspect) / (2 if kept is None else 1)
        program.require(h * aspect - w - slack)
        program.require(w - h * aspect - slack)


def _alike(program: Program, problem: Problem, ordered: AbstractSet[tuple[str, str]]) -> None:
    """What is of one kind is as large as each other, unless a statement makes them differ: else the smallest of five
    houses in an order by size would be next to nothing, since the differences are the least then."""
    before: dict[tuple[str, str | None, float], list[Member]] = {}
    for member in problem.members:
        if member.is_frame or member.is_backdrop or member.extent.exact is not None:
            continue
        aspect = member.extent.aspect  # of what is turned by a quarter, the width is as large as the others' height
        kind = likeness(member), member.object.attributes.size, round(min(aspect, 1 / aspect), 2)
        others = before.setdefault(kind, [])
        like = next((one for one in others if ordered.isdisjoint(((one.id, member.id), (member.id, one.id)))), None)
        others.append(member)
        if like is not None:
            axes = "wh" if (like.extent.aspect >= 1) == (aspect >= 1) else "hw"
            for own, its in zip("wh", axes, strict=True):
                program.minimise_distance(variable(f"{member.id}.{own}") - variable(f"{like.id}.{its}"), ALIKE)


def _ordered(free: Geometry) -> AbstractSet[tuple[str, str]]:
    """The pairs of which the first must be smaller than the second, by one statement or by several in a chain."""
    larger: dict[str, set[str]] = {}
    for constraint in free.stated:
        for atom in _size_atoms(constraint.formula) if constraint.weight is None else ():
            sides = sorted(((Fraction(number), name) for name, number in atom.linear.coefficients), reverse=True)
            if len(sides) == 2 and sides[0][0] > -sides[1][0] > 0:
                larger.setdefault(sides[0][1].rpartition(".")[0], set()).add(sides[1][1].rpartition(".")[0])
    found: set[tuple[str, str]] = set()
    for first in larger:
        reached = [first]
        for id in reached:
            reached += sorted(larger.get(id, set()).difference(reached))
        found.update((first, id) for id in reached[1:])
    return found


def _weight(atom: Atom) -> int:
    return ceil(sum(abs(Fraction(coefficient)) for _, coefficient in atom.linear.coefficients))


def _size_atoms(formula: Formula) -> list[Atom]:
    """The conjuncts that speak of extents alone."""
    return [
        part for part in conjuncts(formula)
        if isinstance(part, Atom) and all(n.endswith((".w", ".h")) for n, _ in part.linear.coefficients)
    ]  # fmt: skip


def _rooms(program: Program, problem: Problem, composition: Composition, width: int, height: int) -> None:
    """Columns side by side fit the width, rows the height (at a price, so that wishes give in first)."""
    gap, price = 2 * problem.measures.spacing, max(ROOM, ROOM_EACH * len(problem.members))
    for block in composition.blocks:
        if not block.loose:  # the sky has room
            _block_rooms(program, problem, block)
    across, rows = _lanes(composition)
    between: Term = Linear()
    for neighbours in gatherings(composition):
        widest = max(neighbours, key=lambda block: problem.by_id[block.name].extent.natural)
        between = between + variable(f"{widest.ids[0]}.w") * (2 * Fraction(GROUP_GAP).limit_denominator(100))
    for lanes, axis, whole in (*((some, "w", width) for some in across), (rows, "h", height)):
        total = _side_by_side(program, problem, lanes, axis, gap, "", price / whole)
        program.minimise_excess(total + (between if axis == "w" else 0) - whole, price / whole)


def _ground_rooms(program: Program, problem: Problem, composition: Composition) -> None:
    """The rows in which things stand before each other fit on the ground, above whose far edge the first line rises."""
    ground, standing = problem.ground, _in_depth(problem, composition)
    if ground is None or not standing:
        return
    first = min(one.row for one in standing)
    total: Term = Linear()
    for row in sorted({one.row for one in standing}):
        deep = f"depth {row}"
        program.bound(deep, 0, 1e7)
        for block in (one for one in standing if one.row == row):
            line = variable(f"{block.ids[0]}.h") * 2 if row == first else 0
            for extent in _parts(_block_extent(problem, block, "h") - line):
                program.require(extent - variable(deep))
        total = total + variable(deep) + (problem.measures.spacing if row != first else 0)
    _, top, _, bottom = backdrop_region(problem, ground)
    _, y1, _, y2 = ground.extent.face or (0.0, 0.0, 1.0, 1.0)
    have = round((bottom - top) * (y2 - y1) * (1 - FIRST_AND_LAST_ROW[0])) - 2 * problem.measures.spacing
    program.minimise_excess(total - have, max(ROOM, ROOM_EACH * len(problem.members)) / max(1, have))


def _in_depth(problem: Problem, composition: Composition) -> Sequence[Block]:
    """What stands in several rows on the one ground of the figure."""
    standing = [one for one in composition.blocks if not one.loose and rests(problem, one)]
    on_it = problem.ground is not None and all(problem.ground_under[one.name] >= 0 for one in standing)
    return standing if composition.shelved and on_it and len({one.row for one in standing}) > 1 else ()


def _frame_rooms(program: Program, problem: Problem, composition: Composition) -> None:
    """A frame is as wide and as high as the columns and rows in it need, which is how the sketch measures it, too."""
    assert composition.frame is not None
    frame = problem.by_id[composition.frame]
    for block in composition.blocks:
        _block_rooms(program, problem, block)
    gap, padding = Fraction(3, 2) * problem.measures.spacing, 2 * problem.padding(frame)
    label = frame.extent.label
    across, rows = _lanes(composition)
    for lanes, axis in (*((some, "w") for some in across), (rows, "h")):
        total = _side_by_side(program, problem, lanes, axis, gap, f" in {frame.id}")
        title = label.height if label and axis == "h" else 0
        program.require(total + padding + title - _frame_extent(frame, axis))
    for axis in "wh":
        least = (label.width + padding if label and axis == "w" else 0) if composition.blocks else EMPTY
        program.bound(f"frame {axis} {frame.id}", least, 1e7)


def _side_by_side(
    program: Program, problem: Problem, lanes: Mapping[int, list[Block]], axis: str, gap: Rational, where: str,
    violation_cost: float | None = None,
) -> Term:  # fmt: skip
    """The extent of columns or rows of a figure or frame with the gaps between them, each as large as any block in it
    needs; with a cost it may be less at that price a unit."""
    total: Term = Linear((), gap * (len(lanes) - 1))
    for lane, blocks in sorted(lanes.items()):
        name = f"lane {axis} {lane}{where}"
        program.bound(name, 0, 1e7)
        for block in blocks:
            for extent in _parts(_block_extent(problem, block, axis)):
                program.require(extent - variable(name), violation_cost)
        total = total + variable(name)
    return total


def _lanes(composition: Composition) -> tuple[Sequence[Mapping[int, list[Block]]], Mapping[int, list[Block]]]:
    """The columns that share the width, those of each row by themselves where it is shelved; and the rows. What is
    loose is in none, and what goes across everything is in no column."""
    columns: dict[int, list[Block]] = {}
    rows: dict[int, list[Block]] = {}
    for block in composition.blocks:
        if block.loose:
            continue
        if not block.across:
            columns.setdefault(block.column, []).append(block)
        rows.setdefault(block.row, []).append(block)
    if not composition.shelved:
        return [columns], rows
    return [{block.column: [block] for block in row} for row in rows.values()], rows


def _block_extent(problem: Problem, block: Block, axis: str) -> Term:
    """Room that a block takes: its root (in rows and columns), plus what stands on it or hangs under."""
    gap = problem.measures.spacing
    count = block.columns if axis == "w" else len(block.lines)
    first = problem.by_id[block.ids[0]]
    root = _frame_extent(first, axis) if first.is_frame else _with_label(first, axis)
    root = root + _overhang(problem, block, axis)
    total: Term
    if block.ring:  # by the longer side: that of frames is not known here
        longer = axis if first.is_frame else "wh"[first.extent.aspect < 1]
        pitch = (root if first.is_frame else _with_label(first, longer)) + Fraction(3, 2) * gap
        total = root + pitch * Fraction(2 * ring_radius(len(block.ids), 1)).limit_denominator(100)
    elif axis == "w" and count > 1:  # gaps are shares of what stands there, but no smaller than the sketch has them
        gaps = (Fraction(GAP_IN_ROW).limit_denominator(100) * (count - 1), Fraction(3, 2) * gap * (count - 1))
        parts = [way for part in _parts(root) for way in (part * (count + gaps[0]), part * count + gaps[1])]
        total = Extreme(True, tuple(parts))
    else:
        total = root * count + gap * (count - 1)
    if axis == "h":
        on_top = [child for how, child in block.attached if how == "on"]
        under = [child for how, child in block.attached if how == "under" and first.extent.shade is None]
        for child in on_top[:1] + under[:1]:
            total = total + _block_extent(problem, child, "h")
    for how, child in block.attached:
        sides = 2 if axis == "w" else min(len(child.ids) - 2, 2)  # up to three stand left, right and in front
        if how == "surrounding" and len(child.ids) > 1:
            total = total + (_with_label(problem.by_id[child.ids[0]], axis) + gap) * sides
    return total


def _overhang(problem: Problem, block: Block, axis: str) -> Term:
    """How far all that meets one of a root reaches beyond it, with what meets that in turn."""
    found: Term = Linear()
    for how, child in block.attached:
        if how in MEETING and not block.as_one(how, child):
            like, root = (problem.by_id[one.ids[0]] for one in (child, block))
            each = ceil(len(child.ids) / len(block.ids))
            times = beside(how, each, natural_extents(like), natural_extents(root))["wh".index(axis)]
            found = found + _with_label(like, axis) * Fraction(times) + _overhang(problem, child, axis)
    return found


def _with_label(member: Member, axis: str) -> Term:
    """A thing's extent with the label that stands beside it."""
    across, down = with_label(member, variable(f"{member.id}.w") * 2, variable(f"{member.id}.h") * 2)
    return across if axis == "w" else down


def _frame_extent(frame: Member, axis: str) -> Linear:
    """How large a frame will be, of which ``_frame_rooms`` says what it has to hold."""
    return variable(f"frame {axis} {frame.id}")


def _parts(extent: Term) -> tuple[Term, ...]:
    """The terms that a largest one is made of, each of which has to fit."""
    return extent.parts if isinstance(extent, Extreme) else (extent,)


def _block_rooms(program: Program, problem: Problem, block: Block) -> None:
    """A surface is as wide as what stands on it, a container as roomy as what is in it."""
    for part in block.by_bearer():
        _rooms_at(program, problem, part)


def _rooms_at(program: Program, problem: Problem, block: Block) -> None:
    """So it is with a block of which every member has as much on and in it."""
    gap = problem.measures.spacing
    root = problem.by_id[block.ids[0]]
    per_root = max(1, len(block.ids))
    standing: Term = Linear((), 0)
    spaced: Term = Linear((), 0)
    sheltered: Term = Linear((), 0)
    rows = rows_on(problem, block)
    inner = [child for how, child in block.attached if how == "inside" and child.ids[0] not in problem.worn]
    for how, child in block.attached:
        _block_rooms(program, problem, child)
        banded = root.is_backdrop and root.id not in problem.patches
        if problem.by_id[child.ids[0]].is_frame or root.is_frame or banded:
            continue
        share = max(1, ceil(len(child.ids) / per_root))
        if how == "on" and share == 1 and likeness(problem.by_id[child.ids[0]]) == likeness(root):
            continue  # a tower of boxes is as wide at its top as at its foot
        wide = variable(f"{child.ids[0]}.w") * (2 * share) + gap * (share + 1)
        if how == "on":
            sits = problem.by_id[child.ids[0]].extent.seat is not None  # with no gaps at the ends, and the seat seen
            ends, seen = (2 * gap, SEAT_SEEN) if sits else (0, Fraction(1))
            standing = standing + (wide - ends) * seen * Fraction(1, rows)
            spaced = spaced + (_with_gaps(problem, child, share) - ends) * seen * Fraction(1, rows)
            tall = natural_extents(problem.by_id[child.ids[0]])[1]
            if rows > 1 and root.extent.face is not None and tall <= front_height(problem, block, rows):
                deep = Fraction(round(1000 * (root.extent.face[3] - root.extent.face[1])), 1000)
                need = (variable(f"{child.ids[0]}.h") * 2 + gap) * (rows - 1)
                program.minimise_excess(need - variable(f"{root.id}.h") * 2 * deep * Fraction(3, 4), 0.05)
        elif how == "inside" and child.ids[0] not in problem.worn:
            _fit_inside(program, problem, root, child, share)
        if how in ("worn by", "inside"):
            fill(program, root, problem.by_id[child.ids[0]])
        seen_through = how == "behind" and root.extent.opening is not None
        if how in MEETING and share > 1 and not block.as_one(how, child) and not seen_through:
            ids = child.ids[0], root.id
            natural = [natural_extents(problem.by_id[id]) for id in ids]
            small, large = ([variable(f"{id}.{axis}") * 2 for axis in "wh"] for id in ids)
            for need in needs(how, share, natural, small, large, gap):
                program.minimise_excess(need, 0.05)
        elif how == "behind" and (opening := root.extent.opening) is not None:
            _fill_opening(program, root, opening, child, wide)
        elif how == "behind" and block.as_one(how, child) and _spans(problem, child, block):
            # What stands before it is before all of it.
            row = variable(f"{root.id}.w") * (2 * block.columns) + gap * (block.columns - 1)
            program.minimise_excess(row - variable(f"{child.ids[0]}.w") * 2, 0.05)
        elif how == "under" and (shade := root.extent.shade) is not None:  # all stand beside each other under it
            high = variable(f"{root.id}.h") * Fraction(round(1000 * (shade[3] - shade[1])), 1000)
            program.minimise_excess(variable(f"{child.ids[0]}.h") - high, 0.05)
            sheltered = sheltered + wide
            program.minimise_excess(sheltered - _width_of(root, shade), 0.05)
        elif how == "under" and share > 1:  # below it, but for half of the outer ones
            width = variable(f"{child.ids[0]}.w") * 2
            row = width * Fraction(1 + GAP_IN_ROW).limit_denominator(100) * (child.columns - 1)
            program.minimise_excess(row - variable(f"{root.id}.w") * 2, 0.05)
        elif how == "centered in":  # what is centred in something is hardly larger
            for axis in "wh":
                other = variable(f"{root.id}.{axis}")
                program.minimise_excess(variable(f"{child.ids[0]}.{axis}") - other * Fraction(5, 4), 0.01)
    _rows_have_room(program, problem, root, inner, per_root)
    if not standing.is_constant and not root.is_frame and not root.is_pointed:
        have = _width_of(root, root.extent.hollow or root.extent.face or (0.0, 0.0, 1.0, 1.0))
        program.minimise_excess(standing - have, 0.05)
        program.minimise_excess(spaced - have, 0.05)


def _width_of(member: Member, room: Fractions) -> Term:
    """The width of a room in a thing; variables are halves of widths and heights."""
    return variable(f"{member.id}.w") * Fraction(round(2000 * (room[2] - room[0])), 1000)


def _height_of(member: Member, room: Fractions) -> Term:
    return variable(f"{member.id}.h") * Fraction(round(2000 * (room[3] - room[1])), 1000)


def _fit_inside(program: Program, problem: Problem, root: Member, child: Block, share: int) -> None:
    """What is in a thing has room there, in about as many rows as columns."""
    across = min(share, ceil(share**0.5))
    left, top, right, bottom = root.extent.hollow or (0.0, 0.0, 1.0, 1.0)
    margin = problem.measures.spacing + problem.measures.padding
    for axis, count, room in (("w", across, right - left), ("h", ceil(share / across), bottom - top)):
        need = variable(f"{child.ids[0]}.{axis}") * (2 * count) + margin * (count + 1)
        program.minimise_excess(need - _room_inside(root, axis, room), 0.05)


def _fill_opening(program: Program, root: Member, opening: Fractions, child: Block, wide: Term) -> None:
    """Who is seen through the opening of a stall has room beside each other there, and fills its height."""
    high = _height_of(root, opening)
    shown = variable(f"{child.ids[0]}.h") * (2 * Fraction(SEEN).limit_denominator(100))
    program.minimise_excess(wide - _width_of(root, opening), 0.05)
    program.minimise_excess(shown - high, 0.05)
    program.minimise_excess(high * Fraction(9, 10) - shown, 0.05)


def _rows_have_room(program: Program, problem: Problem, root: Member, inner: Sequence[Block], per_root: int) -> None:
    """Things of several kinds in one have room beside each other in their rows, and the rows below each other."""
    if len(inner) < 2:
        return
    gap, rows = problem.measures.spacing, rows_inside(problem, inner)
    left, top, right, bottom = root.extent.hollow or (0.0, 0.0, 1.0, 1.0)
    down: Term = Linear((), gap * (len(rows) + 1))
    for row in rows:
        shares = [ceil(len(child.ids) / per_root) for child in row]
        wide: Term = Linear((), gap * (sum(shares) + 1))
        for child, share in zip(row, shares, strict=True):
            wide = wide + variable(f"{child.ids[0]}.w") * (2 * share)
        program.minimise_excess(wide - _room_inside(root, "w", right - left), 0.05)
        highest = max(row, key=lambda child: natural_extents(problem.by_id[child.ids[0]])[1])
        down = down + variable(f"{highest.ids[0]}.h") * 2
    program.minimise_excess(down - _room_inside(root, "h", bottom - top), 0.05)


def _room_inside(root: Member, axis: str, share: float) -> Term:
    """What a thing's room, which is this share of it, has for others beside its title or its label at the top."""
    strip, head = root.extent.label_strip if axis == "h" else (Fraction(0), 0)
    room = variable(f"{root.id}.{axis}") * Fraction(round(2000 * share), 1000) * (1 - strip)
    return room - (root.extent.head + head if axis == "h" else 0)


def _with_gaps(problem: Problem, child: Block, share: int) -> Term:
    """What so many of a child take with the gaps that a row has where no statement says other ones."""
    gap, arranged = problem.measures.spacing, problem.arranged_as.get(child.ids[0])
    free = arranged is None or arranged.gap is None
    between = Fraction(GAP_IN_ROW).limit_denominator(100) * (share - 1) if free else 0
    return variable(f"{child.ids[0]}.w") * (2 * (share + between)) + 2 * gap


def _spans(problem: Problem, block: Block, others: Block) -> bool:
    """Whether what is behind several is as wide as their row: it has to be, or naturally is as wide as one of a few."""
    if is_crowd(problem, others.ids):
        return is_broad(problem, block.name, others.name, others.columns)
    width, least = (natural_extents(problem.by_id[one.ids[0]])[0] for one in (block, others))
    return block.spans or width >= least
