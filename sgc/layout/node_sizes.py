"""Nodes larger than their text, where statements ask for it: ``a same width as b``, or both edges aligned.

A node's text decides how small it may be. What the statements demand of edges and sizes is a linear program, and its
least answer makes the nodes as large as they have to be. Statements without an answer change nothing: then the search
finds the contradiction, and explains it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sgc.diagram.plane import is_level
from sgc.diagram.routes import room_for_loops
from sgc.graph.linear import Atom, conjuncts, variable
from sgc.graph.nodes import RECORD
from sgc.graph.scene import Kind, SceneObject
from sgc.layout.geometry import Geometry
from sgc.layout.problem import Problem
from sgc.layout.program import FARTHEST, Program
from sgc.measure.nodes import MARKS, REGULAR, ROUND

#: The properties that state a width and a height.
STATED = (("width", "size"), ("height", "size"))


def grown(problem: Problem) -> Problem:
    """The same diagram with extents for which its statements can hold, as far as they leave no choice; none is smaller
    than it was, and all together they are as small as can be.

    Members of one collection stay as large as each other. Pictures, texts and points keep their sizes, and so does each
    side that is stated; a table is as high as its rows.
    """
    scene = problem.scene
    if not (scene.relations or scene.arrangements or scene.requirements):
        return problem
    grounded = Geometry(problem, None).grounded
    literals = [literal for one in grounded if one.statement.weight is None for literal in one.literals]
    atoms = [part for one in literals for part in conjuncts(one.formula) if isinstance(part, Atom)]
    if not atoms:
        return problem
    program = Program()
    for atom in atoms:
        program.require(atom.linear)
    least: dict[str, float] = {}
    first: dict[str, str] = {}  # member of each declaration
    for member in problem.members:
        if member.extent.exact is None:
            continue
        growing, like = _may_grow(member.object), first.setdefault(member.object.id, member.id)
        for axis, may in enumerate(growing):
            side = f"{member.id}.{'wh'[axis]}"
            least[side] = member.extent.exact[axis] // 2
            program.bound(side, least[side], FARTHEST if may else least[side])
            program.minimise(variable(side))
            if like != member.id:
                program.require_equal(variable(side), variable(f"{like}.{'wh'[axis]}"))
        if any(growing) and member.object.meaning in REGULAR:
            program.require_equal(variable(f"{member.id}.w"), variable(f"{member.id}.h"))
    values = program.solve()
    if values is None or all(values[side] <= low + 0.01 for side, low in least.items()):
        return problem
    values = program.solve(whole=True)
    if values is None:
        return problem
    extents = dict(problem.extents)
    for id, member_id in first.items():
        wide, high = (2 * round(values[f"{member_id}.{axis}"]) for axis in "wh")
        extents[id] = replace(extents[id], exact=(wide, high), least=(wide, high), aspect=wide / high)
    return replace(problem, extents=extents)


def with_room_for_loops(problem: Problem) -> Problem:
    """The same diagram with nodes on whose sides there is room for the ends of all their loops."""
    loops = Counter(link.source for link in problem.scene.links if link.source == link.target)
    axis = 0 if is_level(problem.scene.figure.direction) else 1
    extents = dict(problem.extents)
    for member in problem.members:
        room, exact = room_for_loops(loops[member.id]), member.extent.exact
        if exact is None or exact[axis] >= room or not _may_grow(member.object)[axis]:
            continue
        size = [room if i == axis or member.object.meaning in REGULAR else side for i, side in enumerate(exact)]
        wide, high = size
        if member.object.meaning == "ellipse":
            wide = max(wide, 2 * round(ROUND * high / 2))
        extents[member.object.id] = replace(
            extents[member.object.id], exact=(wide, high), least=(wide, high), aspect=wide / high
        )
    return replace(problem, extents=extents)


def _may_grow(one: SceneObject) -> tuple[bool, bool]:
    """Whether a node may be wider, and higher, than its text asks."""
    if one.kind is not Kind.SHAPE or one.concept in MARKS:
        return False, False
    wider, higher = (all(name not in one.properties for name in names) for names in STATED)
    return wider, higher and one.concept != RECORD
