"""Counts: how many there are of things of which the person lets any number be, and which numbers need no search.

What cannot hold of two flowers cannot hold of three, where the statements speak of every flower: a figure in which
there are more only demands more. And what holds of several holds of one of each, chosen so that whoever is put in
something is put in that. But the lengths of a figure change with the number of its things, so that such smaller ones
are asked about again, with the lengths of the larger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sgc.graph.grounding import KEPT_LEVEL
from sgc.graph.linear import substitute, variable, variables
from sgc.graph.measures import Measures
from sgc.graph.relations import PHRASES, PREDICATES, Predicate
from sgc.graph.scene import Arrangement, Relation, Requirement, SceneGraph, Statement
from sgc.layout.problem import Problem
from sgc.layout.questions import Questions
from sgc.layout.rules import Budget
from sgc.layout.search import Search
from sgc.layout.stay import Before
from sgc.measure.extents import Extent
from sgc.measure.measure import measures_of

#: At most so many combinations of counts are tried, fewest things first.
COUNT_TRIES, OPEN_COUNT = 64, 40
#: So many surround something, where there may be any number.
ON_ALL_SIDES = 4
#: Resource units for asking whether a refuted figure is so with other lengths too.
STILL = 400_000
#: So many refuted figures are remembered.
REMEMBERED = 8


@dataclass
class _Refuted:
    """A figure that is impossible for the sake of ``core``, and the objects of which more only demand more."""

    problem: Problem
    core: Collection[str]
    growing: frozenset[str]


class Refutations:
    """Which counts cannot be, since fewer could not."""

    def __init__(self, scene: SceneGraph, budget: Budget) -> None:
        self._scene = scene
        self._budget = budget
        self._open = {one.id for one in scene.objects if one.count[0] != one.count[1]}
        self._refuted_any = False
        self._extents: Mapping[str, Extent] = {}
        self._refuted: list[_Refuted] = []
        self._known: dict[tuple[int, Measures], bool] = {}

    def add(self, search: Search) -> None:
        """A search that was refuted; its ``check`` has the core."""
        if not self._open or self._scene.figure.kind == "diagram":
            return
        self._refuted_any, self._extents = True, search.problem.extents
        if len(self._refuted) >= REMEMBERED:
            return
        questions = search.questions
        core: Collection[str] = [guard for guard in questions.guards if guard in search.check.core]
        growing = self._growing(questions, core)
        if not growing:
            core, _ = questions.minimal(core, self._budget)
            growing = self._growing(questions, core)
        if growing:
            self._refuted.append(_Refuted(search.problem, core, growing))

    def _growing(self, questions: Questions, core: Collection[str]) -> frozenset[str]:
        return frozenset(self._open.difference(*(self._bound(questions, guard) for guard in core)))

    def imply(self, counts: Mapping[str, int]) -> bool:
        """Whether there is no layout with these counts. Of a figure of which nothing was refuted nobody asks."""
        if not self._refuted_any:
            return False
        lengths = measures_of(self._scene, counts, self._extents)
        if not self._can_hold_of_one(counts, lengths):
            return True
        for index, one in reversed(list(enumerate(self._refuted))):  # the last is most like these
            before = one.problem.counts
            if all(counts[id] == before[id] or (id in one.growing and counts[id] > before[id]) for id in self._open):
                if (index, lengths) not in self._known:
                    self._known[index, lengths] = self._still(one, lengths)
                if self._known[index, lengths]:
                    return True
        return False

    def _can_hold_of_one(self, counts: Mapping[str, int], lengths: Measures) -> bool:
        """Whether it is not known to be impossible for one of each of those of which there may be any number."""
        alone = {**counts, **dict.fromkeys(self._open, 1)}
        questions = Questions(Problem(self._scene, alone, self._extents, lengths))
        whole = Problem(self._scene, counts, self._extents)
        chosen = _Choices()
        said = {
            index for index, one in enumerate(questions.geometry.grounded)
            if self._is_said_of_one(one.statement, whole, questions.problem, chosen)
        }  # fmt: skip
        number = len(questions.geometry.grounded)
        guards = [
            guard for guard in questions.guards for index, literal in [questions.owner[guard]]
            if index is None or index >= number or (index in said and literal == "")
        ]  # fmt: skip
        return questions.ask(guards, self._budget, STILL).answer != "unsat"

    def _is_said_of_one(self, statement: Statement, whole: Problem, alone: Problem, chosen: _Choices) -> bool:
        """Whether a statement that holds of a whole figure holds of some one of each in it, the ``chosen`` ones."""
        if not isinstance(statement, Relation):
            return isinstance(statement, Arrangement) and not any(self._bound_by(statement))
        predicate = _spoken_of_every(statement)
        if predicate is None or statement.negated:
            return False
        sides = [tuple(self._objects(one.targets)) for one in statement.arguments]
        if set(sides[0]) & set(sides[1]):
            return False
        placed = _placed(predicate)
        if placed is None or statement.arguments[0].quantifier == "each":
            return True
        numbers = [len(whole.expand(one.targets)) for one in statement.arguments]
        subject = max(placed, key=lambda place: (numbers[place], -place))
        if not sides[1 - subject]:
            return True
        single = len(alone.expand(statement.arguments[subject].targets)) == 1
        return single and len(sides[1 - subject]) == 1 and chosen.choose(sides[subject], sides[1 - subject][0])

    def _still(self, one: _Refuted, lengths: Measures) -> bool:
        """Whether a figure is still refuted with the lengths of a larger one."""
        if lengths == one.problem.measures:
            return True
        questions = Questions(Problem(self._scene, one.problem.counts, self._extents, lengths))
        return questions.ask(one.core, self._budget, STILL).answer == "unsat"

    def _bound(self, questions: Questions, guard: str) -> Iterator[str]:
        """The open objects of which more may demand less by the statement that a guard is of."""
        index, literal = questions.owner[guard]
        grounded = questions.geometry.grounded
        framed = {one.id for one in self._scene.objects if one.container is not None}
        yield from self._open & framed
        if index is None or index >= len(grounded):  # defaults and declarations speak of each by itself
            return
        statement = grounded[index].statement
        if isinstance(statement, Relation):
            for place in range(len(statement.arguments)):
                if literal == KEPT_LEVEL or not self._demands(questions.problem, statement, place):
                    yield from self._objects(statement.arguments[place].targets)
        else:
            yield from self._bound_by(statement)

    def _bound_by(self, statement: Statement) -> Iterator[str]:
        """The open objects that an arrangement or a requirement speaks of."""
        if isinstance(statement, Arrangement):
            yield from self._objects(target for one in statement.references for target in one.targets)
        elif isinstance(statement, Requirement):
            names = variables(statement.formula)
            yield from (id for id in self._open if any(name.startswith((id, f"count({id}")) for name in names))
        else:
            yield from self._open

    def _objects(self, targets: Iterable[str]) -> Iterator[str]:
        for target in targets:
            yield from self._open & {target, *self._scene.collections.get(target, ())}

    def _demands(self, problem: Problem, relation: Relation, place: int) -> bool:
        """Whether a relation demands the same of each member of an argument, however many there are."""
        predicate = _spoken_of_every(relation)
        if predicate is None or relation.negated:
            return False
        placed = _placed(predicate)
        if placed is None:
            return True
        other = relation.arguments[1 - place].targets
        return place in placed and len(problem.expand(other) or other) == 1 and not set(self._objects(other))


class _Choices:
    """Who chooses whom of several: one of each can stand for all as long as nobody is chosen twice, or by whoever he
    chooses."""

    def __init__(self) -> None:
        self._chooser: dict[str, Sequence[str]] = {}

    def choose(self, subjects: Sequence[str], chosen: str) -> bool:
        if chosen in self._chooser or any(chosen in self._before(subject) for subject in subjects):
            return False
        self._chooser[chosen] = subjects
        return True

    def _before(self, subject: str) -> Iterator[str]:
        """It, and all who chose it, directly or not."""
        yield subject
        for one in self._chooser.get(subject, ()):
            yield from self._before(one)


def _spoken_of_every(relation: Relation) -> Predicate | None:
    """The predicate of a relation between all of two arguments; None where it is another one, or may be said of both
    as groups: a smaller group need not stand where the larger one does."""
    predicate = PHRASES.get(relation.predicate)
    if predicate is None or predicate.arity != 2 or predicate.collective or predicate.grouping:
        return None
    return predicate if all(one.quantifier in ("every", "each") for one in relation.arguments) else None


def _placed(predicate: Predicate) -> Sequence[int] | None:
    """Of which arguments each gets one of the other; None where every pair is spoken of."""
    inverse = PREDICATES.get(predicate.inverse or "")
    if predicate.placing:
        return (0, 1) if inverse is predicate else (0,)
    return (1,) if inverse is not None and inverse.placing else None


def combinations(scene: SceneGraph, before: Before | None = None) -> Iterator[Mapping[str, int]]:
    """Combinations of counts that the requirements allow, fewest things first; those of the layout before if any.

    Where any number may be around something, one on each side comes before fewer.
    """
    if before is not None and (same := before.counts(scene)) and _allowed(scene, same):
        yield same
    fixed = {one.id: one.count[0] for one in scene.objects if one.count[0] == one.count[1]}
    open_ = [one for one in scene.objects if one.id not in fixed]
    ranges = [
        range(one.count[0], min(one.count[1] or OPEN_COUNT, OPEN_COUNT, one.count[0] + OPEN_COUNT) + 1) for one in open_
    ]
    around = _around(scene)
    usual = [ON_ALL_SIDES if one.count[1] is None and one.id in around else 0 for one in open_]

    def order(counts: Sequence[int]) -> tuple[int, int]:
        return sum(max(0, some - n) for n, some in zip(counts, usual, strict=True)), sum(counts)

    if len(open_) <= 2:
        combinations = sorted(product(*ranges), key=order)
    else:  # a little above the least everywhere, so that the list stays short
        combinations = sorted(product(*(r[:4] for r in ranges)), key=order)
    given = 0
    for combination in combinations:
        counts = {**fixed, **{one.id: n for one, n in zip(open_, combination, strict=True)}}
        if _allowed(scene, counts):
            yield counts
            given += 1
            if given >= COUNT_TRIES:
                return


def _around(scene: SceneGraph) -> set[str]:
    """What is said to surround something."""
    return {
        target for one in scene.relations if one.predicate == "surrounding" and one.checked and not one.negated
        for target in one.arguments[0].targets
    }  # fmt: skip


def _allowed(scene: SceneGraph, counts: Mapping[str, int]) -> bool:
    """Whether no required formula fails by the counts alone."""
    for one in scene.requirements:
        if one.weight is not None or one.negated:
            continue
        names = variables(one.formula)
        if not any(name.startswith("count(") for name in names):
            continue
        value = substitute(one.formula, lambda n: counts.get(n[6:-1], 1) if n.startswith("count(") else variable(n))
        if value is False:
            return False
    return True
