"""Relations, arrangements and constraints of a figure, with every reference and number resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sgc.graph import scene
from sgc.graph.conditions import Conditions
from sgc.graph.evaluate import number, whole_number
from sgc.graph.linear import Linear, Term
from sgc.graph.references import References, Target
from sgc.graph.relations import AFTER_ING, PHRASES, Predicate
from sgc.graph.report import Refusals, Refused, refuse
from sgc.graph.scene import CANVAS
from sgc.graph.scope import Scope
from sgc.graph.wording import several, statement_text
from sgc.source import Span
from sgc.source.codes import (
    MISPLACED,
    SELF_RELATION,
    UNKNOWN_PREDICATE,
    WRONG_ARGUMENTS,
    WRONG_COUNT,
    WRONG_TYPE,
)
from sgc.source.suggest import did_you_mean, distance
from sgc.syntax import tree

Constraint = scene.Relation | scene.Arrangement | scene.Requirement

#: Words after ``align`` and ``distribute``.
_AXES = {
    "align": ("left", "right", "top", "bottom", "center", "middle"),
    "distribute": ("horizontally", "vertically"),
}
#: Places that a verb implies: "standing in front of".
_AFTER_VERB = (*AFTER_ING, "in front of")
_HORIZONTAL = {"left of", "right of", "beside"}
_VERTICAL = {"above", "below", "under"}


@dataclass(frozen=True, slots=True)
class Strength:
    """How a statement is meant: its own words and place, negated or not, and its weight as a preference."""

    statement: str
    span: Span
    negated: bool = False
    weight: Fraction | None = None


class Statements:
    """Resolves the statements of one figure."""

    def __init__(self, figure: scene.Figure, references: References) -> None:
        self._figure = figure
        self._references = references
        self._conditions = Conditions(references)

    def resolve(self, node: tree.Statement, scope: Scope) -> list[Constraint]:
        """What a statement demands. Raises Refused with all that is wrong with it."""
        return self._resolve(node, scope, Strength(statement_text(node.span), node.span))

    def _resolve(self, node: tree.Statement, scope: Scope, how: Strength) -> list[Constraint]:
        match node:
            case tree.Relation():
                return list(self._relation(node, scope, how))
            case tree.Arrangement():
                return [self._arrangement(node, scope, how)]
            case tree.Require():
                formula = self._conditions.formula(node.condition, scope)
                return [scene.Requirement(how.statement, how.span, how.weight, how.negated, formula)]
            case tree.Negation():
                denied = Strength(how.statement, how.span, not how.negated, how.weight)
                return self._resolve(node.statement, scope, denied)
            case tree.Preference():
                weight = Fraction(1) if node.weight is None else number(node.weight, scope).value
                if weight <= 0 and node.weight is not None:
                    raise refuse(WRONG_TYPE, "a weight is more than 0", node.weight.span)
                return self._resolve(node.statement, scope, Strength(how.statement, how.span, how.negated, weight))
            case tree.Block() | tree.Activation():
                raise self._lone(node, scope)
            case _:
                raise refuse(MISPLACED, "this statement states nothing here", node.span)

    def _lone(self, node: tree.Block | tree.Activation, scope: Scope) -> Refused:
        """What is wrong with a statement that belongs to a figure with an order of its own."""
        hint = "Write for example diagram sequence { … }."
        if isinstance(node, tree.Activation):
            return refuse(MISPLACED, f"'{node.word}' belongs to a sequence", node.span, hint)
        head = node.word if node.word is not None else node.text
        if node.body is not None or node.word is None or node.text is None or head is None:
            name = node.word.target.text if node.word is not None and isinstance(node.word.target, tree.Name) else ""
            if scope.entity(name):
                return refuse(MISPLACED, f"'{name}' is declared already, and its properties stand there", node.span,
                              f"Write them behind its noun: {name}: … {{ … }}.")  # fmt: skip
            what = f"'{statement_text(head.span)}'" if head is not None else "this"
            return refuse(MISPLACED, f"{what} belongs to a figure with an order of its own", node.span, hint)
        word = node.word.target
        if isinstance(word, tree.Name) and word.text in ("title", "name") and scope.value(word.text) is None:
            kind = "diagram" if scope.is_diagram else "scene"
            return refuse(MISPLACED, f"the {word.text} of a figure stands before its '{{'", node.span,
                          f"Write {kind} {statement_text(node.text.span)} {{ … }}.")  # fmt: skip
        self._references.reference(node.word, scope)
        words = statement_text(node.text.span)
        return refuse(WRONG_ARGUMENTS, f"an object is missing behind {words}", node.span,
                      f"A label stands where its object is declared, behind the noun: cup {words}.",
                      "A text between two names is a relation of its own.")  # fmt: skip

    # ------------------------------------------------------------ relations

    def _relation(self, node: tree.Relation, scope: Scope, how: Strength) -> Iterator[scene.Relation]:
        """One relation for every step: chains go on from the last object, ``and`` from the first subject.

        There is no step where the parser has said already that the words are no relation.
        """
        if not node.steps:
            return
        refusals = Refusals()
        resolved: dict[int, tuple[scene.Reference, Target]] = {}
        objects = _shared_objects(node.steps)
        for reference in (node.subject, *(one for step in objects for one in step)):
            with refusals:
                resolved[id(reference)] = self._references.reference(reference, scope)
        spoken: list[tuple[tuple[str, Predicate | None], ...]] = []
        for step in node.steps:
            with refusals:
                spoken.append(_predicates(step.predicate))
        refusals.check()
        if how.negated and len(node.steps) > 1:
            raise refuse(WRONG_ARGUMENTS, "'not (…)' takes one relation", how.span,
                         "Write one 'not (…)' for each of them.")  # fmt: skip
        subject = first = node.subject
        for i, step in enumerate(node.steps):
            if step.joined == "and":
                subject = first
            arguments = [resolved[id(one)] for one in (subject, *objects[i])]
            level = not how.negated and self._figure.kind == "scene" and not _crossed(node.steps, objects, i)
            for words, predicate in spoken[i]:
                yield self._one_relation(step, words, predicate, arguments, scope, how, level)
            subject = objects[i][-1]
            following = node.steps[i + 1] if i + 1 < len(node.steps) else None
            if len(objects[i]) > 1 and following is not None and following.joined == "chain":
                raise refuse(WRONG_ARGUMENTS, "a chain cannot go on from two objects", following.span,
                             "Write a statement of its own.")  # fmt: skip

    def _one_relation(
        self, step: tree.Step, words: str, predicate: Predicate | None,
        arguments: Sequence[tuple[scene.Reference, Target]], scope: Scope, how: Strength, level: bool,
    ) -> scene.Relation:  # fmt: skip
        targets = [target for _, target in arguments]
        for target in targets[1:]:
            if target.is_one and target.ids == targets[0].ids:
                name = arguments[0][0].text
                raise refuse(SELF_RELATION, f"'{name}' is related to itself", how.span,
                             "Name another object on one side.")  # fmt: skip
        made = scene.Relation(
            how.statement, how.span, how.weight, how.negated,
            predicate.name if predicate is not None else words, tuple(reference for reference, _ in arguments),
            checked=predicate is not None,
        )  # fmt: skip
        if predicate is None:
            if step.distance is not None and len(_predicates(step.predicate)) == 1:
                raise refuse(WRONG_ARGUMENTS, "a relation that no geometry decides has no distance", step.distance.span)
            return made
        _check_arity(predicate, targets, step)
        distance_in_pixels, exactly = None, False
        if step.distance is not None:
            distance_in_pixels = self._distance(predicate, step.distance, scope)
            exactly = step.distance.exactly
        keeps_level = level and predicate.kept_level is not None and _between_wholes(arguments)
        return scene.Relation(
            made.statement, made.span, made.weight, made.negated, made.predicate, made.arguments,
            distance_in_pixels, exactly, keeps_level, checked=True,
        )  # fmt: skip

    def _distance(self, predicate: Predicate, node: tree.Distance, scope: Scope) -> Fraction:
        if not predicate.measured:
            raise refuse(WRONG_ARGUMENTS, f"'{predicate.name}' has no distance", node.span,
                         "'by' follows a direction or a distance: write left of b by 20.")  # fmt: skip
        axis = 0 if predicate.name in _HORIZONTAL else 1 if predicate.name in _VERTICAL else None
        return self._pixels(node.value, scope, "a distance", axis)

    def _pixels(self, node: tree.Expression, scope: Scope, what: str, axis: int | None = None) -> Fraction:
        """A length in pixels; per cent are of the figure along ``axis``."""
        quantity = number(node, scope)
        if quantity.unit == "%" and axis is not None:
            return quantity.value * self._figure.size[axis] / 100
        if quantity.unit in ("%", "deg"):
            raise refuse(WRONG_TYPE, f"{what} is in pixels here, not {quantity}", node.span)
        return quantity.value

    # ------------------------------------------------------------ arrangements

    def _arrangement(self, node: tree.Arrangement, scope: Scope, how: Strength) -> scene.Arrangement:
        if node.kind == "layer" and self._figure.kind != "diagram":
            raise refuse(MISPLACED, "layers belong to diagrams", node.span, "Write row or column in a scene.")
        resolved = self._all(node.references, scope)
        references = tuple(reference for reference, _ in resolved)
        for reference, one in zip(references, node.references, strict=True):
            if reference.quantifier not in ("every", "each"):
                raise refuse(WRONG_ARGUMENTS, f"'{node.kind}' takes objects and collections as wholes", one.span,
                             "Leave the quantifier out.")  # fmt: skip
            if CANVAS in reference.targets:
                raise refuse(WRONG_ARGUMENTS, f"the canvas cannot stand in a {node.kind}", one.span)
        seen: dict[str, None] = {}
        for reference, one in zip(references, node.references, strict=True):
            for target in reference.targets:
                if target in seen:
                    raise refuse(SELF_RELATION, f"'{target}' stands twice in the {node.kind}", one.span)
                seen[target] = None
        axis, about = self._axis(node, scope)
        self._check_number(node, [target for _, target in resolved])
        kind = node.kind
        if kind == "layer":  # one line across the direction in which the links run
            kind, axis = "align", "middle" if self._figure.direction in ("down", "up") else "center"
        rows_columns = self._grid_size(node, [target for _, target in resolved], scope)
        gap = None if node.gap is None else self._pixels(
            node.gap, scope, "a gap", {"row": 0, "column": 1, "stack": 1, "pyramid": 0}.get(node.kind))  # fmt: skip
        radius = None if node.radius is None else self._pixels(node.radius, scope, "a radius")
        for value, at in ((gap, node.gap), (radius, node.radius)):
            if value is not None and value < 0 and at is not None:
                raise refuse(WRONG_TYPE, "gaps and radii are 0 or more", at.span)
        around = self._references.reference(node.around, scope)[0] if node.around is not None else None
        return scene.Arrangement(
            how.statement, how.span, how.weight, how.negated, kind, references, axis, rows_columns, gap, radius,
            around, about,
        )  # fmt: skip

    def _all(self, nodes: Sequence[tree.Reference], scope: Scope) -> list[tuple[scene.Reference, Target]]:
        """All references, or all that is wrong with them."""
        found: list[tuple[scene.Reference, Target]] = []
        refusals = Refusals()
        for node in nodes:
            with refusals:
                found.append(self._references.reference(node, scope))
        refusals.check()
        return found

    def _check_number(self, node: tree.Arrangement, targets: Sequence[Target]) -> None:
        most = [target.size[1] for target in targets]
        total = None if None in most else sum(one for one in most if one is not None)
        if node.kind == "mirror" and (total != 2 or any(least != 1 for least, _ in (t.size for t in targets))):
            raise refuse(WRONG_ARGUMENTS, "'mirror' takes two objects", node.span,
                         "Write mirror a b about canvas.cx.")  # fmt: skip
        if total is not None and total < 2 and not any(target.naming == "collection" for target in targets):
            raise refuse(WRONG_ARGUMENTS, f"'{node.kind}' takes two objects or more, or a collection", node.span)

    def _axis(self, node: tree.Arrangement, scope: Scope) -> tuple[str | None, Term | None]:
        if node.kind == "mirror":
            return self._mirror_axis(node, scope)
        known = _AXES.get(node.kind)
        if known is None:
            return None, None
        word = node.variant.text if node.variant is not None else ""
        if word == "centre":
            word = "center"
        if word not in known:
            at = node.variant.span if node.variant is not None else node.span
            hints = did_you_mean(word, known) or (f"Write one of {', '.join(known)}.",)
            raise refuse(WRONG_ARGUMENTS, f"'{node.kind}' does not know '{word}'", at, *hints)
        return word, None

    def _mirror_axis(self, node: tree.Arrangement, scope: Scope) -> tuple[str, Term]:
        if node.about is None:
            return "vertical", Linear(((f"{CANVAS}.cx", 1),))
        about = self._conditions.amount(node.about, scope)
        edges = {name.rpartition(".")[2] for name in _variables(about.term)}
        if edges and edges <= {"left", "right", "cx", "width"}:
            return "vertical", about.term
        if edges and edges <= {"top", "bottom", "cy", "height"}:
            return "horizontal", about.term
        raise refuse(WRONG_TYPE, "this says not whether the axis stands or lies", node.about.span,
                     "Write canvas.cx for an upright axis, canvas.cy for a level one.")  # fmt: skip

    def _grid_size(self, node: tree.Arrangement, targets: Sequence[Target], scope: Scope) -> tuple[int, int] | None:
        if node.size is None:
            return None
        rows, columns = (whole_number(one, scope, "a number of rows or columns") for one in node.size)
        if rows < 1 or columns < 1:
            raise refuse(WRONG_COUNT, "a grid has a row and a column at least", node.size[0].span)
        most = [target.size[1] for target in targets]
        things = sum(one or 0 for one in most)
        if None not in most and things > rows * columns:
            raise refuse(WRONG_COUNT, f"a grid of {rows}x{columns} has room for {rows * columns}, not for {things}",
                         node.size[0].span.to(node.size[1].span),
                         f"Write {-(-things // columns)}x{columns}.")  # fmt: skip
        return rows, columns


# ---------------------------------------------------------------- predicates


def _predicates(node: tree.Predicate) -> tuple[tuple[str, Predicate | None], ...]:
    """The relations that a predicate's words state: a checked one, a free one (None), or a free one and
    the place that it implies ("sitting on"). Raises Refused."""
    words = node.words
    if node.free:
        return ((words, None),)
    if words in PHRASES:
        return ((words, PHRASES[words]),)
    first, _, rest = words.partition(" ")
    if not rest and (near := _typing_mistake(first)):
        raise refuse(UNKNOWN_PREDICATE, f"'{words}' is no relation", node.span, f"Did you mean '{near}'?",
                     f'For a relation that no geometry decides write "{words}" in double quotes.')  # fmt: skip
    if first.endswith("ing") and len(first) > 4:
        if not rest:
            return ((words, None),)
        if rest in PHRASES and PHRASES[rest].name in _AFTER_VERB:
            return ((words, None), (rest, PHRASES[rest]))
    hints = did_you_mean(words, PHRASES) or (f'For a relation that no geometry decides write "{words}" in quotes.',)
    raise refuse(UNKNOWN_PREDICATE, f"'{words}' is no relation", node.span, *hints)


def _typing_mistake(word: str) -> str | None:
    """The nearest relation of one word within two letters of this one, if there is any."""
    limit = 2 if len(word) > 3 else 1
    edits = [(distance(word, phrase, limit), phrase) for phrase in PHRASES if " " not in phrase]
    best = min(edits)
    return best[1] if best[0] <= limit else None


def _shared_objects(steps: Sequence[tree.Step]) -> list[tuple[tree.Reference, ...]]:
    """The objects of each step: one without any shares those of the next that has some."""
    found: list[tuple[tree.Reference, ...]] = []
    objects: tuple[tree.Reference, ...] = ()
    for step in reversed(steps):
        objects = step.objects or objects
        found.append(objects)
    return found[::-1]


def _crossed(steps: Sequence[tree.Step], objects: Sequence[tuple[tree.Reference, ...]], i: int) -> bool:
    """Whether step ``i`` is a direction joined with another one to the same object ("above and left of")."""

    def is_direction(step: tree.Step) -> bool:
        found = PHRASES.get(step.predicate.words)
        return found is not None and found.kept_level is not None

    return any(
        j != i and is_direction(step) and objects[j] is objects[i] and step.predicate.words != steps[i].predicate.words
        for j, step in enumerate(steps)
    )


def _between_wholes(arguments: Sequence[tuple[scene.Reference, Target]]) -> bool:
    """Whether a direction keeps level: between two single objects, or two collections as wholes."""
    whole = all(target.naming in ("whole", "collection") and reference.quantifier in ("every", "each")
                for reference, target in arguments)  # fmt: skip
    singles = {target.is_one for _, target in arguments}
    return whole and len(arguments) == 2 and len(singles) == 1


def _check_arity(predicate: Predicate, targets: Sequence[Target], step: tree.Step) -> None:
    if predicate.arity == 3:
        collection_of_two = len(targets) == 2 and targets[1].size[0] >= 2
        if len(targets) == 3 or collection_of_two:
            return
        raise refuse(WRONG_ARGUMENTS, f"'{predicate.name}' takes two objects, or a collection of two", step.span,
                     "Write a between b and c.")  # fmt: skip
    if len(targets) != 2:
        raise refuse(WRONG_ARGUMENTS, f"'{predicate.name}' takes {several(predicate.arity - 1, 'object')}", step.span)


def _variables(value: Term) -> Iterator[str]:
    if isinstance(value, Linear):
        yield from (name for name, _ in value.coefficients)
    else:
        for part in value.parts:
            yield from _variables(part)
