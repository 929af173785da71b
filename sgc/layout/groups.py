"""Groups solved apart: each as a figure of its own, then moved as a whole.

A figure of thousands of things in groups is many small figures and one of as many boxes as there are groups. That is
a proposal like any other, because where a group's things stand decides how large it is, and a group that was packed
tightly might have had to be long and thin: where it leads to nothing, the figure is solved as a whole. A group can be
solved apart when no statement speaks of its things and of anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, sqrt

from sgc.graph.box import UNITS
from sgc.graph.linear import plain, variables
from sgc.graph.scene import CANVAS, Arrangement, Kind, Position, Relation, Requirement, SceneGraph, Statement
from sgc.graph.slack import COUNT
from sgc.layout.blocks import Composition
from sgc.layout.choice import edges
from sgc.layout.clauses import with_label
from sgc.layout.geometry import Closed, Geometry
from sgc.layout.placement import Placement
from sgc.layout.problem import Member, Problem, Sizes
from sgc.layout.sketch import Sketch
from sgc.layout.types import Edges, shifted
from sgc.measure.extents import Extent
from sgc.source import NOWHERE

#: Places a figure, given its geometry and compositions; None when that leads to nothing.
Placing = Callable[[Geometry, Sequence[Composition]], Placement | None]

#: Groups are first as a person would sketch them, if together they take this share of the figure at most.
ROOMY = 0.75
#: Packed groups take this share of the cells in which they could stand in rows; their things at most that of a group.
PACKED, TIGHTEST = 0.8, 0.72
#: A name in the text of a value: that of a thing, and what follows of a member or an edge.
_QUOTED = re.compile(r"'([^'\[.]*)([^']*)'")
#: A packed group in which nothing fits is tried again with so many times the room.
MORE_ROOM = (1.0, 1.2, 1.5)


def solved_apart(
    problem: Problem, compositions: Sequence[Composition], sizes: Sizes, placing: Placing
) -> Iterator[Geometry]:
    """The figure's geometry with every group finished that can be: composed where there is room, then packed."""
    by_frame = {composition.frame: composition for composition in compositions}
    parts = _parts(problem)
    said = _said(problem, parts, sizes)
    for canvases in _canvases(problem, parts, by_frame, sizes) if parts else ():
        closed: dict[str, Closed] = {}
        extents = dict(sizes)
        first: dict[tuple[str, Sequence[tuple[int, int]]], str] = {}
        for frame, scene in parts.items():
            alike = first.setdefault((said[frame], tuple(canvases[frame])), frame)
            if alike != frame:
                if alike in extents:
                    extents[frame] = extents[alike]
                    for id, other in zip(_ids(problem, parts[alike]), _ids(problem, scene), strict=True):
                        closed[other] = replace(closed[id], frame=frame)
                continue
            for canvas in canvases[frame]:
                figure = replace(scene.figure, size=canvas)
                part = Problem(replace(scene, figure=figure), problem.counts, problem.extents, problem.measures)
                own = [Composition(None, by_frame[frame].blocks), *(by_frame[m.id] for m in part.members if m.is_frame)]
                found = placing(Geometry(part, {m.id: sizes[m.id] for m in part.members if not m.is_frame}), own)
                if found is not None:
                    extents[frame] = _finish(problem.by_id[frame], problem, found, closed)
                    break
        if closed:
            yield Geometry(problem, extents, closed)


# ---------------------------------------------------------------- which groups, and what is said in them


def _said(problem: Problem, parts: Mapping[str, SceneGraph], sizes: Sizes) -> Mapping[str, str]:
    """By group what is said in it: what is of no other sizes than another's in general, else its name."""
    extents = {frame: tuple(sizes.get(id) for id in _ids(problem, scene)) for frame, scene in parts.items()}
    shared = Counter(extents.values())
    return {
        frame: _in_general(problem, frame, scene, sizes) if shared[extents[frame]] > 1 else frame
        for frame, scene in parts.items()
    }


def _in_general(problem: Problem, frame: str, scene: SceneGraph, sizes: Sizes) -> str:
    """All that decides where things in a group stand, with numbers for their names: groups alike are solved once."""
    number = {one.id: str(index) for index, one in enumerate(scene.objects)}
    objects = [replace(one, statement="", span=NOWHERE, label=None, caption=None) for one in scene.objects]
    statements = [
        replace(one, statement="", span=NOWHERE) for one in (*scene.relations, *scene.arrangements, *scene.requirements)
    ]
    extents = [_without_words(one) for one in (problem.by_id[frame].extent, *(problem.extents[id] for id in number))]
    lengths = [sizes.get(id) for id in _ids(problem, scene)]
    counts = [problem.counts.get(one.id) for one in scene.objects]
    text = repr((objects, statements, extents, lengths, counts))
    return _QUOTED.sub(lambda found: f"'{number.get(found[1], found[1])}{found[2]}'", text)


def _without_words(extent: Extent) -> Extent:
    return extent if extent.label is None else replace(extent, label=replace(extent.label, text=""))


def _ids(problem: Problem, scene: SceneGraph) -> list[str]:
    """The members of a scene, in its order."""
    return [id for one in scene.objects for id in one.members(problem.counts.get(one.id, 1))]


def _parts(problem: Problem) -> Mapping[str, SceneGraph]:
    """The outermost groups of which nothing but their own statements speaks, and all bodies (``bodies``): each as a
    scene without a size yet."""
    outermost = _outermost(problem)
    parts: dict[str, list[Statement]] = {m.id: [] for m in problem.content(None) if _may_be_apart(problem, m)}
    tied = {outermost[m.id] for m in problem.members if m.id in outermost and tied_to_others(m)}
    for statement, members in _statements(problem):
        frames = {outermost.get(id) for id in members}
        if statement is not None and len(frames) == 1:
            parts.get(frames.pop() or "", []).append(statement)
        else:
            tied |= {frame for frame in frames if frame is not None and not problem.by_id[frame].object.derived}
    objects: dict[str, list[str]] = {}
    for one in problem.scene.objects:
        members_of = one.members(problem.counts.get(one.id, 1))
        if members_of and members_of[0] in outermost:
            objects.setdefault(outermost[members_of[0]], []).append(one.id)
    return {
        frame: _scene(problem, frame, objects[frame], statements)
        for frame, statements in parts.items() if frame not in tied
    }  # fmt: skip


def _may_be_apart(problem: Problem, member: Member) -> bool:
    is_group = member.object.kind in (Kind.GROUP, Kind.PART) and len(problem.content(member.id)) > 1
    return is_group and not (member.extent.width or member.extent.height)


def tied_to_others(member: Member) -> bool:
    """Whether its own declaration speaks of the canvas, of the group's extents, or of the order with others."""
    own = member.object.properties
    lengths = (member.extent.width, member.extent.height)
    return isinstance(own.get("position"), Position) or "z" in own or any(one and one.percent for one in lengths)


def _outermost(problem: Problem) -> Mapping[str, str]:
    """The outermost frame around each member that is in one."""
    found: dict[str, str] = {}
    for member in problem.members:
        container = member.object.container
        while container is not None:
            found[member.id] = container
            container = problem.by_id[container].object.container
    return found


def _statements(problem: Problem) -> Iterator[tuple[Statement | None, set[str]]]:
    """Each statement that has to hold (else None), and the members and the canvas that it speaks of."""
    scene = problem.scene
    said: list[tuple[Statement, set[str]]] = []
    said += [(one, {t for a in one.arguments for t in a.targets}) for one in scene.relations]
    for one in scene.arrangements:
        references = (*one.references, *([one.around] if one.around is not None else ()))
        axis = [name for name, _ in plain(one.about).coefficients] if one.about is not None else ()
        middle = {CANVAS} if one.kind == "mirror" and one.about is None else set()
        said.append((one, {t for r in references for t in r.targets} | _owners(axis) | middle))
    said += [(one, _owners(variables(one.formula))) for one in scene.requirements]
    for statement, targets in said:
        members = {*problem.expand(sorted(targets)), *({CANVAS} & targets)}
        yield statement if statement.weight is None else None, members


def _owners(names: Collection[str]) -> set[str]:
    return {name.rpartition(".")[0] for name in names if not name.startswith(COUNT)}


def _scene(problem: Problem, frame: str, objects: Sequence[str], statements: Sequence[Statement]) -> SceneGraph:
    scene = problem.scene
    inside = [scene.objects[problem.number[id]] for id in objects]
    return SceneGraph(
        replace(scene.figure, margin=Fraction(0), title=None),
        tuple(replace(one, container=None) if one.container == frame else one for one in inside),
        scene.collections,
        tuple(one for one in statements if isinstance(one, Relation)),
        tuple(one for one in statements if isinstance(one, Arrangement)),
        tuple(one for one in statements if isinstance(one, Requirement)),
    )


# ---------------------------------------------------------------- how large, and where in the whole


def _canvases(
    problem: Problem, frames: Collection[str], by_frame: Mapping[str | None, Composition], sizes: Sizes
) -> Iterator[Mapping[str, Sequence[tuple[int, int]]]]:
    """For each group the sizes in pixels in which its things may find room, to be tried in order; then other sizes."""
    spacing = problem.measures.spacing
    width, height = problem.canvas
    sketched = {frame: Sketch(problem, [by_frame[frame]], sizes, 0).extent_of(frame) for frame in frames}
    inner = {frame: [_room(m, sizes) for m in _within(problem, frame) if not m.is_frame] for frame in frames}

    def room(extents: Iterable[tuple[int, int]]) -> int:
        return sum((across + spacing) * (down + spacing) for across, down in extents)

    composed = {frame: [(ceil(w / UNITS), ceil(h / UNITS))] for frame, (w, h) in sketched.items()}
    loose = [frame for frame in frames if not problem.by_id[frame].object.derived]  # a body has a form of its own
    if not loose or sum(w * h for w, h in sketched.values()) <= ROOMY * width * height:
        yield composed
    if not loose:
        return
    columns, rows = _cells(len(sketched), width / height)
    cells = PACKED * width * height * len(sketched) / (columns * rows)
    everything = (_room(m, sizes) for m in problem.members if m.id in sizes and not m.is_backdrop)
    density = min(TIGHTEST, room(everything) / cells)
    shape = width * rows / (height * columns)
    packed = dict(composed)
    for frame in loose:
        widest, tallest = (max(extents) for extents in zip(*inner[frame], strict=True))
        for more in reversed(MORE_ROOM):
            area = room(inner[frame]) / density * more
            across = max(widest, sqrt(area * shape))
            extents = ceil(across / UNITS), ceil(max(tallest, area / across) / UNITS)
            packed[frame] = [extents, *packed[frame]]
    yield packed


def _cells(count: int, whole: float) -> tuple[int, int]:
    """Columns and rows of about square cells in a figure that is so many times as wide as it is high."""
    columns = max(1, round(sqrt(count * whole)))
    return columns, max(1, ceil(count / columns))


def _room(member: Member, sizes: Sizes) -> tuple[int, int]:
    """The room across and down that a thing takes with its label."""
    across, down = (int(plain(extent).constant) for extent in with_label(member, *sizes[member.id]))
    return across, down


def _within(problem: Problem, frame: str) -> Iterator[Member]:
    for member in problem.content(frame):
        yield member
        yield from _within(problem, member.id)


def _finish(frame: Member, problem: Problem, found: Placement, closed: dict[str, Closed]) -> tuple[int, int]:
    """Notes where everything in a group stands, as seen from its top left corner; returns the group's extents."""
    geometry, values = found.geometry, found.values
    boxes = {m.id: edges(geometry.box(m.id), values) for m in geometry.problem.members}
    labels = {id: edges(box, values) for id, box in geometry.labels.items()}
    left, top, right, bottom = _joint([*boxes.values(), *labels.values()])
    padding = problem.padding(frame)
    title = frame.extent.label
    x, y = padding - left, padding + (title.height if title is not None else 0) - top
    for id, box in boxes.items():
        order = values.get(f"{id}.order", 0) + 1
        label = shifted(labels[id], x, y) if id in labels else None
        closed[id] = Closed(frame.id, shifted(box, x, y), label, order)
    width = max(right - left, title.width if title is not None else 0) + 2 * padding
    return width + width % 2, bottom + y + padding + (bottom + y + padding) % 2


def _joint(boxes: Sequence[Edges]) -> Edges:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
