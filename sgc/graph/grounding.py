"""Statements about objects become formulas about the boxes of their members.

The same grounding serves both sides: ``ground`` with symbolic boxes is what the solver asserts,
``evaluate`` with the boxes of a picture is what the verifier decides. Only the slack differs
(``sgc.graph.slack``): a positive one asserts, 0 judges, and whatever a quantifier or a ``not`` counts out
is grounded at the opposite slack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, product

from sgc.graph.arrangements import arrangement_formula, neighbours, no_stranger, rooms, setting_of
from sgc.graph.box import Box
from sgc.graph.immutable import immutable
from sgc.graph.linear import Formula, Term, negation, substitute, variable, variables
from sgc.graph.measures import Measures
from sgc.graph.members import PILED, Members
from sgc.graph.predication import Pair, Predication
from sgc.graph.relations import PHRASES
from sgc.graph.scene import CANVAS, Arrangement, Kind, Relation, Requirement, SceneGraph, Statement
from sgc.graph.slack import COUNT, close

#: The names of literals that a statement has besides its main one.
KEPT_LEVEL, NO_STRANGER = "kept level", "no stranger"

BoxOf = Callable[[str], Box]
JointOf = Callable[[tuple[str, ...]], Box]


@immutable
class Literal:
    """One part of a statement that can be blamed by itself; the main one has no name."""

    name: str
    formula: Formula


@dataclass(frozen=True, slots=True)
class Clear:
    """No stranger reaches into the joint box of either pair of members: what an arrangement keeps clear.

    It is not spelled out, because a solver needs few of the many formulas (``no_stranger`` makes one for each pair
    and stranger).
    """

    between: tuple[tuple[str, str], ...]
    strangers: tuple[str, ...]


@immutable
class Grounded:
    """A statement over the boxes of members: all its literals hold, and what it keeps clear is, or it does not hold.

    A free relation, or one that attributes decide, has no literals.
    """

    statement: Statement
    literals: tuple[Literal, ...] = ()
    pairs: tuple[Pair, ...] = ()
    clear: Clear | None = None

    @property
    def exempt(self) -> tuple[tuple[str, str], ...]:
        """Pairs of members that may overlap."""
        return tuple((pair.a, pair.b) for pair in self.pairs if pair.kind != "replaced")

    @property
    def rests(self) -> tuple[tuple[str, str], ...]:
        """Those of them of which the first is on or in the second."""
        return tuple((pair.a, pair.b) for pair in self.pairs if pair.kind == "rests")

    @property
    def replaced(self) -> tuple[tuple[str, str], ...]:
        """Pairs of members whose spacing is replaced by what the statement says."""
        return tuple((pair.a, pair.b) for pair in self.pairs if pair.kind == "replaced")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a statement holds of a picture, and the names of its literals that do not."""

    statement: Statement
    holds: bool
    failed: tuple[str, ...] = ()


def ground(
    scene: SceneGraph, counts: Mapping[str, int], box: BoxOf, joint: JointOf, measures: Measures
) -> tuple[Grounded, ...]:
    """Every relation, arrangement and requirement of the scene, in this order, as the solver asserts it.

    ``counts`` are the chosen counts by object id (unnamed: the least count). ``box`` gives the box
    of a member, group or part instance, ``joint`` the joint box of two or more of them; both in layout
    units. A statement about a member that the counts do not have is false.
    """
    return _Grounding(Members(scene, counts), box, joint, measures, measures.margin, spells_out=False).all()


def evaluate(
    scene: SceneGraph, counts: Mapping[str, int], boxes: Mapping[str, Box], measures: Measures
) -> tuple[Verdict, ...]:
    """Whether each statement holds of numeric boxes within the tolerance: the statements of ``ground``, in its order.

    ``boxes`` by the id of member, group or part instance; a face or hollow that a box lacks is taken
    from its noun. Statements without geometry hold. Raises KeyError for a member without a box.
    """
    members = Members(scene, counts)
    entries = {id: one.entry for one in scene.objects for id in members.of_object[one.id]}

    def box(id: str) -> Box:
        seen, entry = boxes[id], entries[id]
        if entry is None:
            return seen
        face = seen.within(entry.face) if seen.face is None and entry.face else seen.face
        hollow = seen.within(entry.hollow) if seen.hollow is None and entry.hollow else seen.hollow
        head = seen.within(entry.head) if seen.head is None and entry.head else seen.head
        shade = seen.within(entry.shade) if entry.shade else None
        seat = seen.within(entry.seat) if entry.seat else None
        return replace(
            seen,
            face=face,
            hollow=hollow,
            head=head,
            worn=entry.worn,
            shade=shade,
            is_open=entry.is_open,
            seat=seat,
        )

    def joint(ids: tuple[str, ...]) -> Box:
        return Box.around(boxes[id] for id in ids)

    verdicts = []
    for one in _Grounding(members, box, joint, measures, 0, spells_out=True).all():
        assert all(isinstance(literal.formula, bool) for literal in one.literals), "boxes must be numbers"
        failed = tuple(literal.name for literal in one.literals if literal.formula is not True)
        verdicts.append(Verdict(one.statement, not failed, failed))
    return tuple(verdicts)


def interchangeable(scene: SceneGraph, counts: Mapping[str, int]) -> frozenset[str]:
    """The counted objects of whose members ``ground`` makes no difference: a layout stays one when two swap places."""
    members = Members(scene, counts)
    for _ in _predications(members):
        pass
    return frozenset(one.id for one in scene.objects if one.counted) - members.pinned


def _predications(members: Members) -> Iterable[tuple[Relation, Predication | None, bool]]:
    """Each relation with what it says of members, and whether geometry decides it at all."""
    for relation in members.scene.relations:
        predicate = PHRASES.get(relation.predicate) if relation.checked else None
        geometric = predicate is not None and predicate.attribute is None
        said = Predication.of(relation, predicate, members) if predicate is not None and geometric else None
        yield relation, said, geometric


class _Grounding:
    """One pass over the statements, at one slack; ``spells_out`` makes formulas of what is kept clear, too."""

    def __init__(
        self, members: Members, box: BoxOf, joint: JointOf, measures: Measures, slack: int, *, spells_out: bool
    ) -> None:
        self.members, self.measures, self.slack, self.spells_out = members, measures, slack, spells_out
        self._box, self._joint = box, joint
        self._named: dict[str, Box] = {}
        self._relations: tuple[Grounded, ...] = ()

    def all(self) -> tuple[Grounded, ...]:
        scene = self.members.scene
        self._relations = tuple(self._relation(*one) for one in _predications(self.members))
        return (
            *self._relations,
            *(self._arrangement(one) for one in scene.arrangements),
            *(self._requirement(one) for one in scene.requirements),
        )

    @cached_property
    def _strangers(self) -> _Strangers:
        return _Strangers(self.members, self._relations)

    def box(self, id: str) -> Box:
        return self.measures.canvas if id == CANVAS else self._box(id)

    def joint(self, ids: tuple[str, ...]) -> Box:
        return self.box(ids[0]) if len(ids) == 1 else self._joint(ids)

    def _relation(self, one: Relation, said: Predication | None, geometric: bool) -> Grounded:
        if said is None:
            return Grounded(one, (Literal("", False),) if geometric else ())
        if one.negated:
            return Grounded(one, (Literal("", negation(said.formula(self, -self.slack))),))
        literals = [Literal("", said.formula(self, self.slack))]
        if one.kept_level and said.of_wholes:
            boxes = [self.joint(ids) for ids in said.arguments]
            literals.append(Literal(KEPT_LEVEL, said.predicate.level(boxes, self.measures, self.slack)))
        return Grounded(one, tuple(literals), tuple(said.pairs(self, self.slack)))

    # ------------------------------------------------------------ arrangements

    def _arrangement(self, one: Arrangement) -> Grounded:
        lined_up = self.members.lined_up(one)
        around = self.members.expand(one.around.targets) if one.around is not None else ()
        if lined_up is None or around is None:
            return Grounded(one, (Literal("", False),))
        about = one.about
        if one.kind == "mirror" and about is None:
            about = variable(f"{CANVAS}.{'cy' if one.axis == 'horizontal' else 'cx'}")
        middle = Box.around(self._symbolic((id,)) for id in around) if around else None
        setting = setting_of(one.gap, one.radius, one.size, one.axis, middle, about)
        boxes = [self._symbolic(ids) for ids in lined_up]

        def formula(slack: int) -> Formula:
            return substitute(arrangement_formula(one.kind, boxes, setting, self.measures, slack), self._edge)

        if one.negated:
            return Grounded(one, (Literal("", negation(formula(-self.slack))),))
        literals = [Literal("", formula(self.slack))]
        gaps = tuple(
            pair for i, j in rooms(one.kind, len(lined_up), setting)
            for pair in product(_ends(lined_up[i]), _ends(lined_up[j]))
        )  # fmt: skip
        clear = Clear(gaps, self._strangers.among((*chain.from_iterable(lined_up), *around))) if gaps else None
        if clear is not None and (one.weight is not None or self.spells_out):
            between = [(self.box(a), self.box(b)) for a, b in clear.between]
            others = [self.box(id) for id in clear.strangers]
            literals.append(Literal(NO_STRANGER, no_stranger(between, others, self.measures, self.slack)))
            clear = None
        pairs: tuple[Pair, ...] = ()
        if one.kind in PILED or one.gap is not None:
            when = True if one.weight is None else literals[0].formula
            sides = neighbours(one.kind, len(lined_up), setting)
            pairs = tuple(
                Pair("replaced", a, b, when) for i, j in sides for a, b in product(lined_up[i], lined_up[j])
            )  # fmt: skip
        return Grounded(one, tuple(literals), pairs, clear)

    def _symbolic(self, ids: tuple[str, ...]) -> Box:
        """The joint box of members with independent edges, which ``_edge`` fills in."""
        name = " ".join(ids)
        box = self._named.setdefault(name, self.joint(ids))
        plain = Box.symbolic(name)
        return Box(plain.left, plain.top, plain.right, plain.bottom, None if box.order is None else plain.order)

    def _edge(self, name: str) -> Term:
        """The term of a variable ``id.edge``, of a member or of all that an id stands for."""
        id, _, edge = name.rpartition(".")
        if id not in self._named:
            ids = self.members.expand((id,))
            assert ids, f"{id} has no box"
            self._named[id] = self.joint(ids)
        box = self._named[id]
        if edge != "order":
            return box.edge(edge)
        assert box.order is not None
        return box.order

    # ------------------------------------------------------------ requirements

    def _requirement(self, one: Requirement) -> Grounded:
        """Exact where it is asserted; within what the tolerance does to it where it is seen."""

        def value(name: str) -> Term | int:
            if name.startswith(COUNT):
                return len(self.members.expand((name[len(COUNT) : -1],)) or ())
            return self._edge(name)

        spoken_of = {name.rpartition(".")[0] for name in variables(one.formula) if not name.startswith(COUNT)}
        if not all(self.members.expand((id,)) for id in spoken_of):
            return Grounded(one, (Literal("", False),))
        slack = -self.slack if one.negated else self.slack
        formula = substitute(close(one.formula, self.measures, slack), value)
        return Grounded(one, (Literal("", negation(formula) if one.negated else formula),))


def _ends(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((ids[0], ids[-1])))


class _Strangers:
    """Who may not stand in the gaps of an arrangement: solid things that nothing joins to its members. What follows
    from links, as their labels do, is not a thing of its own there."""

    def __init__(self, members: Members, relations: Sequence[Grounded]) -> None:
        self._solid = tuple(
            id
            for one in members.scene.objects
            if one.kind not in (Kind.GROUP, Kind.PART)
            and (one.entry is None or one.entry.role == "solid")
            and not one.derived
            for id in members.of_object[one.id]
        )
        self._within: dict[str, set[str]] = {}
        for declared in members.scene.objects:
            if declared.container is not None:
                self._within.setdefault(declared.container, set()).update(members.of_object[declared.id])
        self._below: dict[str, set[str]] = {}
        self._above: dict[str, set[str]] = {}
        self._beside: dict[str, set[str]] = {}
        for one in relations:
            for a, b in one.rests:
                self._below.setdefault(a, set()).add(b)
                self._above.setdefault(b, set()).add(a)
            for a, b in one.exempt:
                self._beside.setdefault(a, set()).add(b)
                self._beside.setdefault(b, set()).add(a)

    def among(self, own: Sequence[str]) -> tuple[str, ...]:
        """All but the arrangement's own members, what they consist of, what they are on or in, what is
        on or in them, and what may overlap them."""
        own = (*own, *sorted(_reach(own, self._within)))
        joined = set(own) | _reach(own, self._below) | _reach(own, self._above)
        for id in own:
            joined |= self._beside.get(id, set())
        return tuple(id for id in self._solid if id not in joined)


def _reach(start: Iterable[str], steps: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        fresh = steps.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += fresh
    return seen
