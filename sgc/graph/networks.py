"""The scene graph as a networkx graph, and its connected parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

from sgc.graph.joining import Joined
from sgc.graph.linear import variables
from sgc.graph.scene import CANVAS, Reference, SceneGraph

if TYPE_CHECKING:
    import networkx


def network(graph: SceneGraph) -> networkx.MultiDiGraph[str]:
    """Objects as nodes, relations and containment as edges from subject to object.

    Nodes are the ids of declared objects, with ``object`` (the SceneObject), ``noun``, ``concept``,
    ``kind`` and ``count``; ``canvas`` is a node when a relation names it. Edges have ``predicate`` and
    ``relation`` (the Relation; None for containment, whose predicate is "member of"). A relation about
    members is an edge between their collections.
    """
    import networkx

    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for one in graph.objects:
        found.add_node(one.id, object=one, noun=one.noun, concept=one.concept, kind=str(one.kind), count=one.count)
    for one in graph.objects:
        if one.container is not None:
            found.add_edge(one.id, one.container, predicate="member of", relation=None)
    owners = _Owners(graph)
    for relation in graph.relations:
        subjects, *others = (owners.of(reference) for reference in relation.arguments)
        for subject, other in product(subjects, (id for ids in others for id in ids)):
            found.add_edge(subject, other, predicate=relation.predicate, relation=relation)
    return found


def components(graph: SceneGraph) -> tuple[tuple[str, ...], ...]:
    """The ids of declared objects in groups that no statement and no container joins.

    Groups and their members stand in the order of declaration; the canvas joins nothing.
    """
    joined = Joined(one.id for one in graph.objects)
    for ids in _joined(graph):
        for first, other in pairwise(id for id in ids if id != CANVAS):
            joined.join(other, first)
    return tuple(map(tuple, joined.sets()))


def _joined(graph: SceneGraph) -> Iterator[Sequence[str]]:
    """Sets of objects that something joins."""
    owners = _Owners(graph)
    for one in graph.objects:
        if one.container is not None:
            yield (one.id, one.container)
    for relation in graph.relations:
        yield owners.of_all(relation.arguments)
    for arrangement in graph.arrangements:
        around = (arrangement.around,) if arrangement.around is not None else ()
        yield owners.of_all((*arrangement.references, *around))
    for requirement in graph.requirements:
        names = sorted(variables(requirement.formula))
        ids = (name[len("count(") : -1] if name.startswith("count(") else name.rpartition(".")[0] for name in names)
        yield [owner for id in ids for owner in owners.of_target(id)]


class _Owners:
    """Which declared objects the ids in references belong to."""

    def __init__(self, graph: SceneGraph) -> None:
        self._ids = {one.id for one in graph.objects} | {CANVAS}
        self._collections = graph.collections

    def of(self, reference: Reference) -> tuple[str, ...]:
        return self.of_all((reference,))

    def of_all(self, references: Iterable[Reference]) -> tuple[str, ...]:
        """The objects of references, each once."""
        targets = (target for reference in references for target in reference.targets)
        return tuple(dict.fromkeys(owner for target in targets for owner in self.of_target(target)))

    def of_target(self, target: str) -> Iterable[str]:
        """The objects of an object's, a member's or a collection's id."""
        if target in self._ids:
            return (target,)
        if target in self._collections:
            return self._collections[target]
        collection, bracket, _ = target.rpartition("[")
        return (collection,) if bracket and collection in self._ids else ()
