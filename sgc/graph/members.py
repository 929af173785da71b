"""Whom references speak of: the members of a figure with chosen counts, and which of them may swap places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sgc.graph.linear import variables
from sgc.graph.scene import CANVAS, Arrangement, Kind, Relation, Requirement, SceneGraph, SceneObject, Statement

#: What puts things in an order in which they stand beside or beyond each other.
WHOLE = ("row", "column", "grid", "ring", "pyramid")
#: What lets its members touch each other where no gap is stated.
PILED = ("stack", "pyramid")
#: The axis along which an arrangement lines its members up, by its kind and by the word behind that.
_LINES = {
    "row": "across", "column": "down", "stack": "down", "horizontally": "across", "vertically": "down",
    "top": "across", "middle": "across", "bottom": "across", "left": "down", "center": "down", "right": "down",
}  # fmt: skip
_NONE: frozenset[int] = frozenset()


class Members:
    """The members of a scene's objects when there are ``counts`` of them (unnamed: the least count)."""

    def __init__(self, scene: SceneGraph, counts: Mapping[str, int]) -> None:
        self.scene = scene
        self._objects = {one.id: one for one in scene.objects}
        self.of_object = {one.id: one.members(counts.get(one.id, one.count[0])) for one in scene.objects}
        self._owner = {id: one for one, ids in self.of_object.items() for id in ids}
        self._backdrops = {one.id for one in scene.objects if one.is_backdrop}
        self._counted = {one.id for one in scene.objects if one.counted}
        self._pinned = self._named_singly()

    def expand(self, targets: Sequence[str]) -> tuple[str, ...] | None:
        """The members that ids stand for, each once; None if one of them is not in the figure."""
        found: dict[str, None] = {}
        for target in targets:
            inner: tuple[str, ...] | None
            if target in self.of_object:
                inner = self.of_object[target]
            elif target in self.scene.collections:
                inner = self.expand(self.scene.collections[target])
            else:
                inner = (target,) if target == CANVAS or target in self._owner else None
            if inner is None:
                return None
            found |= dict.fromkeys(inner)
        return tuple(found)

    def objects_of(self, ids: Iterable[str]) -> tuple[SceneObject, ...]:
        """The objects whose members these are, each once."""
        owners = dict.fromkeys(self._owner[id] for id in ids if id in self._owner)
        return tuple(self._objects[owner] for owner in owners)

    def shapes_of(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Which basic shape each of these members is, of those that are one."""
        owners = ((id, self._objects[self._owner[id]]) for id in ids if id in self._owner)
        return {id: one.concept for id, one in owners if one.kind is Kind.SHAPE and one.concept is not None}

    def are_backdrops(self, ids: Sequence[str]) -> bool:
        """Whether all of these members are sky, sea, grass and the like."""
        return all(self._owner.get(id) in self._backdrops for id in ids)

    def are_arranged(self, ids: Sequence[str]) -> bool:
        """Whether these members, several, are said to stand in a row, a grid or the like of their own."""
        return len(ids) > 1 and frozenset(ids) in self._arranged

    @cached_property
    def _arranged(self) -> frozenset[frozenset[str]]:
        said = (one for one in self.scene.arrangements if one.kind in WHOLE and one.is_required)
        return frozenset(frozenset(self.expand(one.targets) or ()) for one in said)

    def lined_up(self, one: Arrangement) -> tuple[tuple[str, ...], ...] | None:
        """What an arrangement lines up: each member by itself, but all members of a collection as one where an
        arrangement of its own leads across this line, as rows below each other do. None if any is not in the figure."""
        found: list[tuple[str, ...]] = []
        for reference in one.references:
            ids = self.expand(reference.targets)
            if ids is None:
                return None
            own = self._lines.get(reference.targets)
            line = _LINES.get(one.axis or one.kind) if len(one.references) > 1 else None
            as_one = ids and line is not None and own not in (None, line)
            found += [ids] if as_one else [(id,) for id in ids]
        return tuple(dict.fromkeys(found))

    def leads(self, targets: tuple[str, ...], line: str) -> bool:
        """Whether a collection is said to stand in a row (``across``) or a column (``down``) of its own, or in both."""
        return self._lines.get(targets) in (line, "both")

    @cached_property
    def _lines(self) -> Mapping[tuple[str, ...], str]:
        """How collections are arranged by themselves: ``across``, ``down``, or ``both``."""
        alone = (one for one in self.scene.arrangements if len(one.references) == 1 and not one.negated)
        lines = ((one.references[0].targets, one.kind) for one in alone if one.kind in (*WHOLE, "stack"))
        return {targets: _LINES.get(kind, "both") for targets, kind in lines}

    # ------------------------------------------------------------ who stands at no distance, or at a stated one

    def meet(self, subjects: Sequence[str], objects: Sequence[str]) -> bool:
        """Whether of each subject and each object it is said that they touch, or how far apart they are."""
        joined = self._joined
        return bool(joined) and not any(joined.get(s, _NONE).isdisjoint(joined.get(o, _NONE))
                                        for s in subjects for o in objects)  # fmt: skip

    def stand(self, upper: Sequence[str], lower: Sequence[str]) -> bool:
        """Whether each of these is said to stand on each of those."""
        return bool(self._standing) and all((s, o) in self._standing for s in upper for o in lower)

    @cached_property
    def _joined(self) -> Mapping[str, set[int]]:
        """The numbers of the statements that say that members touch, or how far apart they are."""
        said: list[Iterable[str]] = [
            (*subjects, object) for one, subjects, object in self._of_single_objects()
            if one.predicate == "touching" or one.distance is not None
        ]  # fmt: skip
        said += [
            self.expand(one.targets) or () for one in self.scene.arrangements
            if one.is_required and (one.gap is not None or one.kind in PILED)
        ]  # fmt: skip
        found: dict[str, set[int]] = {}
        for number, ids in enumerate(said):
            for id in ids:
                found.setdefault(id, set()).add(number)
        return found

    @cached_property
    def _standing(self) -> frozenset[tuple[str, str]]:
        found = (one for one in self._of_single_objects() if one[0].predicate == "on")
        return frozenset((subject, object) for _, subjects, object in found for subject in subjects)

    def _of_single_objects(self) -> Iterator[tuple[Relation, tuple[str, ...], str]]:
        """The relations that have to hold of every subject and one object, and their members."""
        for one in self.scene.relations:
            if one.checked and one.is_required and len(one.arguments) == 2:
                subjects, objects = (self.expand(reference.targets) or () for reference in one.arguments)
                if len(objects) == 1 and all(reference.quantifier in ("every", "each") for reference in one.arguments):
                    yield one, subjects, objects[0]

    # ------------------------------------------------------------ interchangeable members

    @property
    def pinned(self) -> frozenset[str]:
        """The counted objects whose members something tells apart; those of any other may be renamed."""
        return frozenset(self._pinned)

    def tie(self, subjects: Sequence[str], objects: Sequence[str]) -> bool:
        """Whether the i-th subject may be matched with the i-th object without loss; pins both then.

        It may when one side is a whole collection of interchangeable members: renaming them turns any
        matching into this one. Afterwards neither side may be renamed by itself.
        """
        sides = [{self._owner.get(id, id) for id in ids} for ids in (subjects, objects)]
        if not any(len(side) == 1 and side <= self._counted - self._pinned for side in sides):
            return False
        self._pinned |= sides[0] | sides[1]
        return True

    def _named_singly(self) -> set[str]:
        """The owners of members that a statement names by themselves, or whose order it speaks of."""
        scene = self.scene
        named: list[str] = []
        for relation in scene.relations:
            named += [target for reference in relation.arguments for target in reference.targets]
        ordered: set[str] = set()
        for arrangement in scene.arrangements:
            targets = arrangement.targets
            named += targets
            named += arrangement.around.targets if arrangement.around is not None else ()
            if arrangement.kind != "align":
                ordered |= {self._owner.get(id, id) for id in self.expand(targets) or ()}
        for requirement in scene.requirements:
            named += [name.rpartition(".")[0] for name in sorted(variables(requirement.formula))]
        for inside in scene.collections.values():
            named += inside
        singly = {self._owner[id] for id in named if id in self._owner and id not in self.of_object}
        return singly | ordered


def ids_of(statement: Statement) -> Iterator[str]:
    """The ids that a statement speaks of, as it names them: objects, members, groups, collections, the canvas."""
    match statement:
        case Relation(arguments=references) | Arrangement(references=references):
            yield from (id for one in references for id in one.targets)
            if isinstance(statement, Arrangement) and statement.around is not None:
                yield from statement.around.targets
        case Requirement(formula=formula):
            for name in sorted(variables(formula)):
                yield name[6:-1] if name.startswith("count(") else name.rpartition(".")[0]
