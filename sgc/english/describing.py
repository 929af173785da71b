"""Scenes in English: sentences that read back to the same scene graph, and what English prompts cannot say, apart.

Every sentence is proved by reading it again. What does not come back as it was is not passed off as a prompt, but
listed with the words of the scene file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction

from sgc.english.reading import read_prompt
from sgc.graph import resolve
from sgc.graph.linear import Atom, Term, substitute, variable
from sgc.graph.plurals import plural
from sgc.graph.scene import (
    CANVAS,
    Absence,
    Arrangement,
    Attributes,
    Figure,
    Kind,
    Length,
    Position,
    Reference,
    Relation,
    Requirement,
    SceneGraph,
    SceneObject,
    Statement,
    Value,
)
from sgc.source import Source

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
#: How relations are said; what is not here is said as in a scene file.
_WORDS = {
    "left of": "to the left of", "right of": "to the right of", "beside": "next to",
    "same width as": "the same width as", "same height as": "the same height as", "same size as": "the same size as",
    "same color as": "the same color as", "at top-left of": "in the top left corner of",
    "at top-right of": "in the top right corner of", "at bottom-left of": "in the bottom left corner of",
    "at bottom-right of": "in the bottom right corner of", "at top of": "at the top of",
    "at center of": "in the center of", "at bottom of": "at the bottom edge of", "at left of": "at the left edge of",
    "at right of": "at the right edge of",
}  # fmt: skip
_PLACES = {
    "at top-left of": "in the top left corner", "at top-right of": "in the top right corner",
    "at bottom-left of": "in the bottom left corner", "at bottom-right of": "in the bottom right corner",
    "at top of": "at the top", "at bottom of": "at the bottom", "at left of": "on the left",
    "at right of": "on the right", "at center of": "in the center",
}  # fmt: skip
_ROWS = {"row": "in a row", "column": "in a column", "ring": "in a circle", "stack": "in a stack"}

#: What a scene says, so that two scenes can be compared: objects by their number, and not by their names.
Item = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """``text`` reads back to the scene, all but what ``beyond`` says in other words."""

    text: str
    beyond: tuple[str, ...] = ()


def describe(scene: SceneGraph) -> Description:
    """A scene graph in English."""
    sentences, beyond = _Speaker(scene).sentences()
    wanted = {one for _, items in sentences for one in items}
    while True:
        text = _joined([sentence for sentence, _ in sentences])
        heard = set(said(reread(text)))
        wrong = [one for one in sentences if not set(one[1]) <= heard]
        if not wrong and heard <= wanted:
            break
        # A sentence that adds something is as wrong as one that is not understood: one that read well alone goes.
        wrong = wrong or [one for one in sentences[1:] if _adds(one, sentences[0], wanted)] or sentences[-1:]
        beyond += [sentence for sentence, _ in wrong]
        sentences = [one for one in sentences if one not in wrong]
        wanted = {one for _, items in sentences for one in items}
    return Description(text, tuple(dict.fromkeys(beyond)))


def reread(text: str) -> SceneGraph:
    """The scene graph of an English text."""
    (scene,) = resolve(read_prompt(Source("<description>", text, is_prompt=True)).tree, None) or (SceneGraph(Figure()),)
    return scene


def said(scene: SceneGraph) -> Iterator[Item]:
    """What a scene says, without names, places in the text, and the order of its statements."""
    number = {one.id: i for i, one in enumerate(scene.objects)}

    def targets(reference: Reference) -> Item:
        ids = (number.get(id.partition("[")[0], id) if id not in number else number[id] for id in reference.targets)
        members = [id for id in reference.targets if id not in number and id != CANVAS]
        return (tuple(ids), tuple(members), _quantifier(reference), reference.number)

    for i, one in enumerate(scene.objects):
        yield ("object", i, one.noun, one.count, _stated(one.attributes), one.label)
        if one.container is not None:
            yield ("inside", i, number.get(one.container))
        for name, value in sorted(one.properties.items()):
            yield ("property", i, name, str(value))
    for relation in scene.relations:
        arguments = tuple(map(targets, relation.arguments))
        checked = relation.predicate if relation.checked else relation.predicate.lower()
        strength = (relation.negated, relation.weight, relation.distance, relation.exactly)
        yield ("relation", checked, relation.checked, arguments, strength)
    for row in scene.arrangements:
        how = (row.axis, row.size, row.gap, row.radius, row.about is None, row.around and targets(row.around))
        yield ("row", row.kind, tuple(map(targets, row.references)), how, row.negated, row.weight)
    for requirement in scene.requirements:
        yield ("require", _renumbered(requirement, number), requirement.negated, requirement.weight)
    for absence in scene.absences:
        yield ("absence", absence.noun, _stated(absence.attributes), absence.open)
    yield from ((("link", one.source, one.target, one.arrow, one.label)) for one in scene.links)


def _quantifier(reference: Reference) -> str:
    return "every" if reference.quantifier == "each" else reference.quantifier


def _stated(attributes: Attributes) -> Item:
    return tuple(getattr(attributes, one.name) for one in fields(attributes))


def _renumbered(requirement: Requirement, number: Mapping[str, int]) -> str:
    """The formula about things by their numbers."""

    def renamed(name: str) -> Term:
        counted = name.startswith("count(")
        id, _, edge = (name[6:-1], "", "count") if counted else name.rpartition(".")
        return variable(f"{number.get(id, id)}.{edge}")

    return str(substitute(requirement.formula, renamed))


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(sentences)


def _adds(one: tuple[str, list[Item]], first: tuple[str, list[Item]], wanted: set[Item]) -> bool:
    """Whether a sentence says more than it should, when only the things are said before it."""
    return not set(said(reread(_joined([first[0], one[0]])))) <= wanted


class _Speaker:
    def __init__(self, scene: SceneGraph) -> None:
        self.scene = scene
        self.objects = {one.id: one for one in scene.objects}

    def sentences(self) -> tuple[list[tuple[str, list[Item]]], list[str]]:
        """Sentences with what each says, the things first; and what there are no sentences for."""
        scene = self.scene
        facts = list(said(scene))
        things = [one for one in facts if one[0] == "object"]
        rest = [one for one in facts if one[0] not in ("object", "inside", "property")]
        sentences = [(self._there(scene.objects), things)] if scene.objects else []
        beyond = [*self._of_the_figure(scene.figure), *self._of_the_objects(scene.objects)]
        spoken = [
            *map(self._relation, scene.relations), *map(self._row, scene.arrangements),
            *map(self._comparison, scene.requirements), *map(self._absence, scene.absences),
        ]  # fmt: skip
        stated: list[Statement | Absence] = [
            *scene.relations, *scene.arrangements, *scene.requirements, *scene.absences,
        ]  # fmt: skip
        for sentence, statement, fact in zip(spoken, stated, rest, strict=False):
            if sentence is None:
                beyond.append(statement.statement)
            else:
                sentences.append((sentence, [fact]))
        beyond += [f"{one.source} {one.arrow} {one.target}" for one in scene.links]
        return sentences, beyond

    def _of_the_figure(self, figure: Figure) -> Iterator[str]:
        if figure.title:
            yield f"It is called “{figure.title}”."
        if figure.size != (512, 512):
            yield f"It is {figure.size[0]} pixels wide and {figure.size[1]} high."
        if figure.background is not None:
            yield f"Its background is {figure.background}."

    def _of_the_objects(self, objects: Sequence[SceneObject]) -> Iterator[str]:
        """Their own properties and what holds them, for which prompts have no words."""
        for one in objects:
            if one.container is not None:
                yield f"{one.id} is in {one.container}"
            if one.properties:
                yield f"{one.id}: " + ", ".join(f"{name} {_value(value)}" for name, value in one.properties.items())

    # ------------------------------------------------------------ things

    def _there(self, things: Sequence[SceneObject]) -> str:
        verb = "are" if _is_several(things[0]) else "is"
        return f"There {verb} {_listed([self._introduced(one) for one in things])}."

    def _introduced(self, one: SceneObject) -> str:
        words = [*_adjectives(one.attributes), plural(one.noun) if _is_several(one) else one.noun]
        phrase = " ".join(words)
        counted = _counted(one.count)
        if counted == "a":
            counted = "an" if phrase[0] in "aeiou" else "a"
        label = f' labeled "{one.label}"' if one.label else ""
        return f"{counted} {phrase}{label}".strip()

    def _the(self, id: str) -> str | None:
        """What a thing is called after all are named."""
        if id == CANVAS:
            return "the picture"
        one = self.objects.get(id)
        if one is None or one.kind in (Kind.GROUP, Kind.PART):
            return None
        alike = [other.id for other in self.scene.objects if other.noun == one.noun]
        noun = plural(one.noun) if _is_several(one) else one.noun
        if len(alike) == 1:
            return f"the {noun}"
        place = alike.index(id)
        return f"the {_ORDINALS[place]} {noun}" if place < len(_ORDINALS) else None

    def _referred(self, reference: Reference) -> str | None:
        if reference.quantifier not in ("every", "each"):
            return None
        names = [self._the(id) for id in reference.targets]
        return _listed([name for name in names if name]) if all(names) and names else None

    def _are(self, reference: Reference, negated: bool) -> str:
        several = len(reference.targets) > 1 or any(
            _is_several(self.objects[id]) for id in reference.targets if id in self.objects
        )
        return ("are" if several else "is") + (" not" if negated else "")

    # ------------------------------------------------------------ statements

    def _relation(self, one: Relation) -> str | None:
        names = [self._referred(reference) for reference in one.arguments]
        if one.weight is not None or one.distance is not None or not all(names) or not names:
            return None
        subject, *others = (str(name) for name in names)
        verb = self._are(one.arguments[0], one.negated)
        if one.checked and others == ["the picture"] and (place := _PLACES.get(one.predicate)):
            return _sentence(f"{subject} {verb} {place}")
        words = _WORDS.get(one.predicate, one.predicate) if one.checked else one.predicate
        if one.checked and one.predicate == "contains" and not one.negated:
            return _sentence(f"{subject} {'contain' if verb.startswith('are') else 'contains'} {others[0]}")
        return _sentence(f"{subject} {verb} {words} {' and '.join(others)}")

    def _row(self, one: Arrangement) -> str | None:
        plain = (one.axis, one.size, one.gap, one.radius, one.around, one.about, one.weight) == (None,) * 7
        names = [self._referred(reference) for reference in one.references]
        if not plain or one.negated or one.kind not in _ROWS or not all(names):
            return None
        several = len(names) > 1 or self._are(one.references[0], False) == "are"
        return _sentence(f"{_listed([str(name) for name in names])} {'are' if several else 'is'} {_ROWS[one.kind]}")

    def _comparison(self, one: Requirement) -> str | None:
        """ "There are more stars than moons": a difference of two counts that is at least one."""
        if one.weight is not None or one.negated or not isinstance(one.formula, Atom):
            return None
        linear = one.formula.linear
        signs = {value: name for name, value in linear.coefficients}
        if len(linear.coefficients) != 2 or set(signs) != {1, -1} or linear.constant != 1:
            return None
        nouns = []
        for sign in (-1, 1):
            thing = self.objects.get(signs[sign].removeprefix("count(").removesuffix(")"))
            if thing is None or sum(other.noun == thing.noun for other in self.scene.objects) != 1:
                return None
            nouns.append(plural(thing.noun))
        return f"There are more {nouns[0]} than {nouns[1]}."

    def _absence(self, one: Absence) -> str | None:
        return None if one.open else f"There are no {' '.join((*_adjectives(one.attributes), plural(one.noun)))}."


def _value(value: Value) -> str:
    match value:
        case Length():
            return f"{float(value.value):g}{'%' if value.percent else ''}"
        case Position():
            return f"({_value(value.x)}, {_value(value.y)})"
        case Fraction():
            return f"{float(value):g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_several(one: SceneObject) -> bool:
    return one.count != (1, 1)


def _adjectives(attributes: Attributes) -> list[str]:
    kinds = (
        *attributes.other, attributes.size, attributes.shape, attributes.color, attributes.pattern, attributes.texture,
        attributes.material,
    )  # fmt: skip
    return [word for word in kinds if word]


def _counted(count: tuple[int, int | None]) -> str:
    least, most = count
    if most == least:
        return "a" if least == 1 else _number(least)
    if most is None:
        return f"at least {_number(least)}"
    return f"zero to {_number(most)}" if least == 0 else f"between {_number(least)} and {_number(most)}"


def _number(value: int) -> str:
    return _NUMBERS[value] if 0 < value < len(_NUMBERS) else str(value)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def same(one: SceneGraph, other: SceneGraph) -> bool:
    """Whether two scenes say the same, whatever their things are called."""
    return set(said(one)) == set(said(other))
