"""Why not: irreducible sets of the person's own statements, and ways out that were proved.

All sizes are free here, so that "impossible" is a proof. A conflict is minimised by leaving out one
member after another, defaults first, so that what remains are the person's words wherever possible.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sgc.graph.linear import Formula, conjunction
from sgc.graph.scene import Relation, SceneGraph
from sgc.layout.place import Budget, Placement
from sgc.layout.problem import Geometry, Problem
from sgc.layout.smt import Check, Session, minimal_core
from sgc.layout.types import Conflict, Core, Fix, Unknown
from sgc.source import Span

#: At most so many independent conflicts are reported, and fixes of each.
MOST_CORES, MOST_FIXES = 6, 8
#: Resource units for one question.
QUESTION = 12_000_000


@dataclass(frozen=True)
class Explanation:
    """``answer`` is the conflict, a placement after all, or unknown; ``drop`` are the statement
    numbers whose softening dissolves every core; ``statements`` their words and spans."""

    answer: Conflict | Placement | Unknown
    drop: tuple[int, ...]
    statements: Mapping[int, tuple[str, Span]]
    names_counts: bool = False


class Questions:
    """One solver over a problem with free sizes; every statement and default is guarded by name."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.geometry = Geometry(problem, None)
        self.session = Session()
        self.guards: list[str] = []
        self.owner: dict[str, tuple[int | None, str]] = {}
        parts: dict[str, list[Formula]] = {}
        for constraint in self.geometry.constraints:
            if constraint.weight is not None:
                continue
            if constraint.owner.name == "definition":
                self.session.add(constraint.formula)
                continue
            index, name = constraint.owner.index, constraint.owner.name
            guard = f"default {name}" if index is None else f"{index} {name}"
            if guard not in parts:
                parts[guard] = []
                self.owner[guard] = (index, name)
            parts[guard].append(constraint.formula)
        for guard, formulas in parts.items():
            self.session.guard(guard, conjunction(*formulas))
        # Defaults stand last: minimising leaves them out first.
        self.guards = sorted(parts, key=lambda g: self.owner[g][0] is None)

    def ask(self, guards: Sequence[str], budget: Budget) -> Check:
        check = self.session.check(guards, budget.share(QUESTION))
        budget.spend(check.steps)
        return check

    def core(self, guards: Sequence[str], budget: Budget) -> list[str] | None:
        """An irreducible core of the guards; None when they hold together or the budget ran out."""
        check = self.ask(guards, budget)
        if check.answer != "unsat":
            return None
        found = [g for g in guards if g in check.core]
        kept, proved = minimal_core(self.session, found, (), QUESTION)
        return kept if proved or kept else None


def statements_of(problem: Problem, geometry: Geometry) -> Mapping[int, tuple[str, Span]]:
    """The words and spans of every owner number: grounded statements, then declarations."""
    found = {i: (one.statement.statement, one.statement.span) for i, one in enumerate(geometry.grounded)}
    for position, one in enumerate(problem.scene.objects):
        found[len(geometry.grounded) + position] = (one.statement, one.span)
    return found


def explain(problem: Problem, budget: Budget) -> Explanation:
    """All independent conflicts of a figure that could not be placed, with proved fixes."""
    questions = Questions(problem)
    words = statements_of(problem, questions.geometry)
    remaining = list(questions.guards)
    cores: list[list[str]] = []
    for _ in range(MOST_CORES):
        check = questions.ask(remaining, budget)
        if check.answer == "sat":
            if not cores:
                return Explanation(Placement(questions.geometry, check.values), (), words)
            break
        if check.answer == "unknown":
            if not cores:
                return Explanation(Unknown(check.steps), (), words)
            break
        found = [g for g in remaining if g in check.core]
        kept, _ = minimal_core(questions.session, found, (), QUESTION)
        stated = [g for g in kept if questions.owner[g][0] is not None]
        cores.append(kept)
        if not stated:  # nothing but defaults: the canvas cannot hold the objects as such
            break
        named = {questions.owner[g][0] for g in stated}
        remaining = [g for g in remaining if questions.owner[g][0] not in named]
    drop = tuple(sorted({_weakest(questions, core) for core in cores} - {-1}))
    made = tuple(_core(questions, core, cores, words, budget) for core in cores)
    return Explanation(Conflict(made), drop, words)


def _weakest(questions: Questions, core: Sequence[str]) -> int:
    """The statement of a core that is given up first: the last one written that is no declaration."""
    indices = [questions.owner[g][0] for g in core if questions.owner[g][0] is not None]
    relations = [i for i in indices if i is not None and i < len(questions.geometry.grounded)]
    return max(relations, default=-1)


def _core(
    questions: Questions, core: Sequence[str], cores: Sequence[Sequence[str]], words: Mapping[int, tuple[str, Span]],
    budget: Budget,
) -> Core:  # fmt: skip
    owners = [questions.owner[g] for g in core]
    indices = sorted({i for i, _ in owners if i is not None})
    defaults = tuple(dict.fromkeys(name for index, name in owners if index is None or name))
    others = {questions.owner[g][0] for other in cores if other is not core for g in other}
    elsewhere = others - set(indices) - {None}
    rest = [g for g in questions.guards if questions.owner[g][0] not in elsewhere]
    fixes: list[Fix] = []
    for index in reversed(indices):
        without = [g for g in rest if questions.owner[g][0] != index]
        if questions.ask(without, budget).answer == "sat":
            text, span = words[index]
            if index < len(questions.geometry.grounded):
                fixes.append(Fix("remove", text, None, True, span))
                fixes.append(Fix("soften", f"prefer ({text})", None, True, span))
            else:
                fixes.append(Fix("remove", text, None, True, span))
    dropped = frozenset(i for i in others if i is not None) - set(indices)
    if "canvas" in defaults:
        fixes += _enlarge(questions.problem, dropped, budget)
    fixes += _distances(questions.problem, indices, dropped, words, budget)
    return Core(tuple(words[i] for i in indices), defaults, tuple(fixes[:MOST_FIXES]))


def _holds(problem: Problem, dropped: frozenset[int], budget: Budget) -> bool:
    questions = Questions(problem)
    guards = [g for g in questions.guards if questions.owner[g][0] is None or questions.owner[g][0] not in dropped]
    return questions.ask(guards, budget).answer == "sat"


def _enlarge(problem: Problem, dropped: frozenset[int], budget: Budget) -> list[Fix]:
    """The least growth of the canvas, in steps of 8 pixels, with which the figure is possible."""
    width, height = problem.scene.figure.size
    if width * height == 0:
        return []

    def fits(by: int) -> bool:
        return _holds(_sized(problem, (width + by, height + by)), dropped, budget)

    by = _least(fits, 8, 8 * max(width, height))
    return [] if by is None else [Fix("enlarge", "canvas", by, True)]


def _sized(problem: Problem, size: tuple[int, int]) -> Problem:
    scene = replace(problem.scene, figure=replace(problem.scene.figure, size=size))
    return Problem(scene, problem.counts, problem.extents)


def _distances(
    problem: Problem,
    indices: Sequence[int],
    dropped: frozenset[int],
    words: Mapping[int, tuple[str, Span]],
    budget: Budget,
) -> list[Fix]:
    """For a stated "by n" in the core: the largest distance that is possible."""
    fixes = []
    for index in indices:
        if index >= len(problem.scene.relations):
            continue
        relation = problem.scene.relations[index]
        if relation.distance is None or relation.distance <= 0:
            continue
        whole = int(relation.distance)

        def fits(by: int, index: int = index, whole: int = whole) -> bool:
            return _holds(_respaced(problem, index, whole - by), dropped, budget)

        by = _least(fits, 1, whole)
        if by is not None:
            fixes.append(Fix("set", words[index][0], whole - by, True, words[index][1]))
    return fixes


def _respaced(problem: Problem, index: int, distance: int) -> Problem:
    scene: SceneGraph = problem.scene
    changed: Relation = replace(scene.relations[index], distance=Fraction(distance))
    relations = (*scene.relations[:index], changed, *scene.relations[index + 1 :])
    return Problem(replace(scene, relations=relations), problem.counts, problem.extents)


def _least(fits: Callable[[int], bool], step: int, most: int) -> int | None:
    """The least multiple of ``step`` for which ``fits`` holds, by doubling and halving; None above ``most``."""
    low, high = 0, step
    while not fits(high):
        low, high = high, high * 2
        if low >= most:
            return None
    high = min(high, max(most, step))
    while high - low > step:
        middle = low + max(step, (high - low) // 2 // step * step)
        if middle >= high:
            break
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
