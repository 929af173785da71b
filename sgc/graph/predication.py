"""One relation said of members: quantifiers, collections and matchings over the formula of its predicate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import chain, combinations, product
from typing import Literal, Protocol

from sgc.graph.box import Box, units
from sgc.graph.formulas import Distance
from sgc.graph.immutable import immutable
from sgc.graph.linear import Formula, at_most_of, conjunction, disjunction
from sgc.graph.measures import Measures
from sgc.graph.members import Members
from sgc.graph.relations import PREDICATES, Predicate, within_disc
from sgc.graph.scene import Relation
from sgc.graph.slack import quantified


class Boxes(Protocol):
    """Where a predication finds its boxes."""

    @property
    def measures(self) -> Measures: ...

    def box(self, id: str) -> Box: ...

    def joint(self, ids: tuple[str, ...]) -> Box: ...


@immutable
class Pair:
    """Two members that a statement frees from the usual spacing, as far as ``when`` holds.

    - ``rests``: ``a`` is on or in ``b``; they may overlap, and so may ``b`` and what is on or in ``a``.
    - ``overlaps``: the two may overlap.
    - ``centered``: the center of ``a`` is that of ``b``; they may overlap, and so may whatever else has it.
    - ``replaced``: a stated distance, gap or contact takes the place of the spacing.

    ``when`` is True if the statement is required to hold of just this pair.
    """

    kind: Literal["rests", "overlaps", "centered", "replaced"]
    a: str
    b: str
    when: Formula = True


#: Which argument of a relation contains the other.
CONTAINER = {"inside": 1, "contains": 0}
#: Of so many before or behind one thing not each covers it, or is covered: they stand there in rows, as a crowd does.
CROWD = 5
#: What is round is in a round thing where its box is in that one's.
ROUND = ("circle", "ellipse")


@immutable
class Predication:
    """A relation with the members of its arguments.

    ``tied``: subjects and objects are as many, each subject gets one object, and it loses nothing to
    say that the i-th gets the i-th. ``meeting``: the distance that is asked for where none is written, instead of the
    spacing: none between backdrops (the sky ends where the sea begins), and where another statement has them touch or
    says how far apart they are. ``as_crowd``: the subjects are many, or stand in a row, a grid or the like, so
    that not all of them can be at the one object as each by itself would be. ``in_line``: an exact distance along the
    line in which a collection stands by itself, so that it is from the collection as a whole. ``shapes``: which of them
    are basic shapes, and which, where one contains another.
    """

    relation: Relation
    predicate: Predicate
    arguments: tuple[tuple[str, ...], ...]
    tied: bool = False
    meeting: Distance | None = None
    as_crowd: bool = False
    in_line: bool = False
    shapes: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def of(relation: Relation, predicate: Predicate, members: Members) -> Predication | None:
        """None when an argument names a member that the chosen counts do not have."""
        found = [members.expand(reference.targets) for reference in relation.arguments]
        arguments = tuple(ids for ids in found if ids is not None)
        if len(arguments) < len(found):
            return None
        meeting = _meeting(predicate, arguments, members) if predicate.spaced else None
        shapes = members.shapes_of(chain(*arguments)) if predicate.name in CONTAINER else {}
        said = Predication(relation, predicate, arguments, meeting=meeting, shapes=shapes)
        if predicate.family == "direction":
            line = "across" if predicate.name in ("left of", "right of") else "down"
            in_line = relation.exactly and any(members.leads(one.targets, line) for one in relation.arguments)
            return replace(said, in_line=True) if in_line and said.of_wholes else said
        inverse = PREDICATES.get(predicate.inverse or "")
        if inverse is not None and inverse.placing and said._collections_only and said._reversed(inverse):
            said = replace(said, predicate=inverse, arguments=tuple(reversed(arguments)))
        if predicate.of_rest is not None and said._collections_only and len(arguments[1]) == 1:
            crowd = len(arguments[0]) >= CROWD or members.are_arranged(arguments[0])
            return replace(said, as_crowd=True) if crowd else said
        tied = said._one_each and relation.is_required and members.tie(*said.arguments)
        return replace(said, tied=True) if tied else said

    def _reversed(self, inverse: Predicate) -> bool:
        """Whether the objects are those that get one of the subjects each.

        "The boxes contain the apples" places apples: each is inside one of the boxes. Where the predicate says the same
        from either side, those that are more get one of the fewer: nobody who touches or overlaps is left out.
        """
        if inverse is not self.predicate:
            return not self.predicate.placing
        subjects, objects = self.arguments[0], self.arguments[-1]
        return len(subjects) < len(objects)

    # ------------------------------------------------------------ what is said

    @property
    def quantifiers(self) -> tuple[str, ...]:
        return tuple(reference.quantifier for reference in self.relation.arguments)

    @property
    def by(self) -> Distance | None:
        distance = self.relation.distance
        if distance is None:
            return self.meeting
        return Distance(units(distance), self.relation.exactly)

    @property
    def of_wholes(self) -> bool:
        """Two arguments, all members of both, none in both: their joint boxes can speak for them."""
        whole = len(self.arguments) == 2 and all(quantifier in ("every", "each") for quantifier in self.quantifiers)
        return whole and all(self.arguments) and not set(self.arguments[0]) & set(self.arguments[1])

    @property
    def _grouped(self) -> bool:
        """Two collections, or one and a thing, of which it may be said as wholes."""
        several = any(len(ids) > 1 for ids in self.arguments)
        return self.predicate.grouping and several and self._collections_only and self.of_wholes

    @property
    def _collections_only(self) -> bool:
        return all(reference.quantifier == "every" for reference in self.relation.arguments)

    @property
    def _chooses(self) -> bool:
        """Each subject gets one of the objects; "each … on every …" asks for all pairs instead."""
        return self.predicate.placing and self.quantifiers[0] != "each" and self.quantifiers[1] == "every"

    @property
    def _one_each(self) -> bool:
        """As many subjects as objects, to be matched one to one."""
        if not self._chooses or not self._collections_only:
            return False
        subjects, objects = self.arguments
        return len(subjects) == len(objects) > 1 and not set(subjects) & set(objects)

    # ------------------------------------------------------------ its formula

    def formula(self, boxes: Boxes, slack: int) -> Formula:
        """What is said, at a slack, without any ``not`` before it."""
        if self.predicate.arity == 3:
            return self._between(boxes, slack)
        if self.predicate.collective:
            return self._collective(boxes, slack)
        if self._grouped:
            return disjunction(self._of_groups(boxes, slack), self._of_members(boxes, slack))
        return self._of_crowd(boxes, slack) if self.as_crowd else self._of_members(boxes, slack)

    def _of_crowd(self, boxes: Boxes, slack: int) -> Formula:
        """Of some, and the others are beyond them, or before."""
        subjects, (object,) = self.arguments
        of_rest = self.predicate.of_rest
        assert of_rest is not None
        rest = (of_rest((boxes.box(id), boxes.box(object)), boxes.measures, slack, None) for id in subjects)
        return conjunction(disjunction(*(self.holds(boxes, id, object, slack) for id in subjects)), *rest)

    def _of_groups(self, boxes: Boxes, slack: int) -> Formula:
        """Of two collections as wholes, of which none is within the other."""
        groups = tuple(boxes.joint(ids) for ids in self.arguments)
        apart = PREDICATES["outside"].formula(groups, boxes.measures, slack)
        return conjunction(apart, self.predicate.formula(groups, boxes.measures, slack, self.by))

    def _of_members(self, boxes: Boxes, slack: int) -> Formula:
        subjects, objects = self.arguments
        if len(subjects) == len(objects) == 1 and subjects != objects and self._collections_only:  # most often
            return self.holds(boxes, subjects[0], objects[0], slack)
        if self._one_each:
            return self._matched(boxes, slack)
        if self.in_line or self._said_of_joint_boxes(slack):
            return self.predicate.formula((boxes.joint(subjects), boxes.joint(objects)), boxes.measures, slack, self.by)

        def one(subject: str, k: int) -> Formula:
            others = [object for object in objects if object != subject]
            return self._quantified(1, others, lambda object, i: self.holds(boxes, subject, object, i), k)

        return self._quantified(0, subjects, one, slack)

    def holds(self, boxes: Boxes, subject: str, object: str, slack: int) -> Formula:
        """The predicate of one pair."""
        pair = [boxes.box(subject), boxes.box(object)]
        at = CONTAINER.get(self.predicate.name)
        shape = None if at is None else self.shapes.get((subject, object)[at])
        if at is None or shape is None:
            return self.predicate.formula(pair, boxes.measures, slack, self.by)
        is_round = shape in ROUND and self.shapes.get((object, subject)[at]) in ROUND
        room = None if is_round or shape == "circle" else pair[at].hollow
        pair[at] = replace(pair[at], face=None, hollow=room)  # on the tip of a triangle nothing in it stands
        held = self.predicate.formula(pair, boxes.measures, slack, self.by)
        if shape == "circle" and not is_round:
            return conjunction(held, within_disc((pair[1 - at], pair[at]), boxes.measures, slack))
        return held

    def _quantified(
        self, argument: int, members: Sequence[str], part: Callable[[str, int], Formula], slack: int
    ) -> Formula:
        reference = self.relation.arguments[argument]
        quantifier = "some" if argument == 1 and self._chooses else reference.quantifier
        return quantified(quantifier, reference.number, lambda k: [part(id, k) for id in members], slack)

    def _said_of_joint_boxes(self, slack: int) -> bool:
        """A clear gap between all members is one between the joint boxes, which is said more cheaply."""
        of_pairs = self.by is not None and (self.by.exactly or self.by.standing)
        return slack > 0 and self.predicate.family == "direction" and self.of_wholes and not of_pairs

    def _matched(self, boxes: Boxes, slack: int) -> Formula:
        """There is a matching of subjects and objects.

        Of numbers, that is found out. Asserted: the i-th with the i-th where that loses nothing;
        else every subject has an object and every object just one subject, which forces a matching. To
        deny that there is one, some subject or object has to be left alone.
        """
        subjects, objects = self.arguments
        if slack > 0 and self.tied:
            return conjunction(*(self.holds(boxes, s, o, slack) for s, o in zip(subjects, objects, strict=True)))
        table = [[self.holds(boxes, s, o, slack) for o in objects] for s in subjects]
        if slack == 0:
            return _has_matching([[cell is True for cell in row] for row in table])
        served = conjunction(*(disjunction(*line) for line in (*table, *zip(*table, strict=True))))
        if slack < 0:
            return served
        alone = (at_most_of(1, [self.holds(boxes, s, o, -slack) for s in subjects]) for o in objects)
        return conjunction(served, *alone)

    def _between(self, boxes: Boxes, slack: int) -> Formula:
        """Between two arguments, or between the two members of one (of more: some two of them)."""

        def middle(subject: str, a: Box, b: Box, k: int) -> Formula:
            return self.predicate.formula((boxes.box(subject), a, b), boxes.measures, k)

        def one(subject: str, k: int) -> Formula:
            if len(self.arguments) == 2:
                ends = [boxes.box(id) for id in self.arguments[1] if id != subject]
                return disjunction(*(middle(subject, a, b, k) for a, b in combinations(ends, 2)))
            return self._as_a_whole(
                boxes, 1, lambda a, i: self._as_a_whole(boxes, 2, lambda b, j: middle(subject, a, b, j), i), k
            )

        return self._quantified(0, self.arguments[0], one, slack)

    def _collective(self, boxes: Boxes, slack: int) -> Formula:
        """All subjects together around the object, unless a quantifier speaks of single ones."""

        def around(subjects: Sequence[str], slack: int) -> Formula:
            members = tuple(boxes.box(id) for id in subjects)
            return self._as_a_whole(
                boxes, 1, lambda b, k: self.predicate.formula((*members, b), boxes.measures, k), slack
            )

        subjects = self.arguments[0]
        if self.quantifiers[0] == "every" and subjects:
            return around(subjects, slack)
        return self._quantified(0, subjects, lambda s, k: around((s,), k), slack)

    def _as_a_whole(self, boxes: Boxes, argument: int, part: Callable[[Box, int], Formula], slack: int) -> Formula:
        """A plain collection is spoken of by its joint box, a quantified one member by member."""
        ids = self.arguments[argument]
        if self.quantifiers[argument] == "every" and ids:
            return part(boxes.joint(ids), slack)
        return self._quantified(argument, ids, lambda id, k: part(boxes.box(id), k), slack)

    # ------------------------------------------------------------ what it frees from the spacing

    def pairs(self, boxes: Boxes, slack: int) -> Iterator[Pair]:
        """The pairs of members that the statement exempts from the spacing, or whose spacing it replaces."""
        predicate = self.predicate
        if self.relation.negated or not (predicate.may_overlap or self.by is not None):
            return
        subjects, objects = self.arguments[0], self.arguments[-1]
        together = predicate.collective and self.quantifiers[0] == "every" and len(subjects) > 1
        rests = (1, 0) if predicate.collective and not together else predicate.rests
        for pair in zip(subjects, objects, strict=True) if self.tied else product(subjects, objects):
            if pair[0] == pair[1]:
                continue
            if predicate.exempts_where is not None and self.by is None:
                free = predicate.exempts_where((boxes.box(pair[0]), boxes.box(pair[1])), boxes.measures, slack)
                if free is not False:
                    yield Pair("overlaps", *pair, free)
                continue
            when: Formula = True
            if together and self.relation.weight is not None:
                when = self.formula(boxes, slack)
            elif not together and not self._certain:
                members = (boxes.box(pair[0]), boxes.box(pair[1]))
                when = predicate.formula(members, boxes.measures, slack, self.by)
                when = disjunction(self._of_groups(boxes, slack), when) if self._grouped else when
            if rests is not None:
                yield Pair("rests", pair[rests[0]], pair[rests[1]], when)
            if rests is None or predicate.concentric:
                yield Pair(predicate.frees, pair[0], pair[1], when)

    @property
    def _certain(self) -> bool:
        """Whether the statement, when it holds, holds of each of its pairs."""
        if self.relation.weight is not None or any(q not in ("every", "each") for q in self.quantifiers):
            return False
        if self._grouped or self.as_crowd:
            return False
        return self.tied or not self._chooses or len(self.arguments[1]) == 1


def _meeting(predicate: Predicate, arguments: Sequence[Sequence[str]], members: Members) -> Distance | None:
    """What other statements leave of the spacing that this one would ask for."""
    subjects, objects = arguments
    if predicate.family == "direction" and all(map(members.are_backdrops, arguments)):
        return Distance(0)
    if members.meet(subjects, objects):
        return Distance(0)
    upper, lower = (subjects, objects) if predicate.name == "above" else (objects, subjects)
    stands = predicate.name in ("above", "below", "under") and members.stand(upper, lower)
    return Distance(0, standing=True) if stands else None


def _has_matching(table: Sequence[Sequence[bool]]) -> bool:
    """Whether rows and columns can be matched one to one along true cells (augmenting paths)."""
    row_of: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column, allowed in enumerate(table[row]):
            if allowed and column not in tried:
                tried.add(column)
                if column not in row_of or place(row_of[column], tried):
                    row_of[column] = row
                    return True
        return False

    return all(place(row, set()) for row in range(len(table)))
