"""Rows, columns, grids and rings of large figures as bodies: each in a frame, solved apart and moved as a whole.

What an arrangement leaves open is its gaps. Once they are chosen it is as rigid as one thing, while its members, each
pushed by its own neighbours, have to find their line again after every push. As of groups that is a proposal like any
other: where it leads to nothing, the figure is solved as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from sgc.graph.linear import plain
from sgc.graph.scene import Kind, SceneObject
from sgc.layout.choice import amount
from sgc.layout.composition import pinned
from sgc.layout.geometry import Geometry
from sgc.layout.groups import tied_to_others
from sgc.layout.placement import Placement, start
from sgc.layout.problem import Problem
from sgc.measure.extents import Extent

#: The arrangements that keep others out of their gaps.
RIGID = ("row", "column", "stack", "pyramid", "grid", "ring")
#: A body is as large as what is in it.
OPEN = Extent(aspect=1.0, free=True, natural=1.0, least=(2, 2))


def with_bodies(geometry: Geometry) -> Problem | None:
    """The same figure with each of its arrangements, and all that meets their members, in a frame; None where there is
    nothing to be gained."""
    problem = geometry.problem
    bodies = list(_bodies(geometry))
    if not bodies or len(bodies[0]) == len(problem.scene.objects):
        return None
    body_of = {id: f"body {number}" for number, ids in enumerate(bodies) for id in ids}
    frames = {body: SceneObject(body, Kind.PART, "body", derived=True) for body in body_of.values()}
    things = [replace(one, container=body_of.get(one.id, one.container)) for one in problem.scene.objects]
    scene = replace(problem.scene, objects=(*frames.values(), *things))
    return replace(
        problem, scene=scene, extents={**problem.extents, **dict.fromkeys(frames, OPEN)}, lengths=problem.measures
    )


def without_bodies(geometry: Geometry, found: Placement) -> Mapping[str, int]:
    """The values of the figure as it is, where everything stands as in the one with bodies."""
    values: dict[str, float] = {}
    for member in geometry.problem.members:
        box = found.geometry.box(member.id)
        for name in ("left", "top", "right", "bottom", "order") if member.is_frame else ("left", "top", "order"):
            edge = box.order if name == "order" else box.edge(name)
            if edge is not None:
                values[f"{member.id}.{name}"] = amount(plain(edge), found.values)
    for id in geometry.labels:
        label = found.geometry.labels[id]
        for name in ("left", "top"):
            values[f"{id}.label.{name}"] = amount(plain(label.edge(name)), found.values)
    return {name: round(value) for name, value in {**start(geometry, values), **values}.items()}


def _bodies(geometry: Geometry) -> Iterator[Collection[str]]:
    """The declarations of each body: the members of arrangements that share any, and what overlaps those or stands
    closer to them than to others. None is where something else decides."""
    problem = geometry.problem
    own = [
        {*one.targets, *(one.around.targets if one.around is not None else ())}
        for one in problem.scene.arrangements
        if one.kind in RIGID and one.is_required
    ]  # fmt: skip
    arranged = _declared(problem, chain(*own))
    body_of: dict[str, set[str]] = {}
    for ids in (*own, *geometry.overlaps.exempt, *geometry.overlaps.replaced):
        joined = _declared(problem, ids)
        together = joined.union(*(body_of.get(id, ()) for id in joined))
        body_of.update(dict.fromkeys(together, together))
    tied = {m.object.id for m in problem.members if m.is_frame or tied_to_others(m) or pinned(problem, m)}
    held = {one.id for one in problem.scene.objects if one.container is not None}
    for body in {min(one): one for one in body_of.values()}.values():
        if len(body) > 1 and body & arranged and not body & (tied | held):
            yield body


def _declared(problem: Problem, ids: Iterable[str]) -> set[str]:
    """The declarations of the things that the ids stand for; a backdrop has its own place."""
    members = (problem.by_id[id] for id in problem.expand(ids) if id in problem.by_id)
    return {member.object.id for member in members if not member.is_backdrop}
