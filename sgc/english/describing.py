"""Scenes in English: sentences that read back to the same scene graph, and what English prompts cannot say, apart.

Every sentence is proved by reading it again. What does not come back as it was, or has no sentence, is not passed off
as English, but listed with the words of the scene file; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from sgc.english.diagrams import saying
from sgc.english.reading import read_by_rules
from sgc.graph import resolve
from sgc.graph.linear import Atom, Term, substitute, variable
from sgc.graph.members import ids_of
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
from sgc.graph.wording import listed
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
    "at top of": "at the top", "at bottom of": "at the bottom", "at left of": "at the left edge of the picture",
    "at right of": "at the right edge of the picture", "at center of": "in the center",
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
    if scene.figure.kind == "diagram":
        return _diagram(scene)
    scene, beyond = _sayable(scene)
    speaker = _Speaker(scene)
    beyond += speaker.beyond
    things = [] if speaker.things is None else [speaker.things]
    # A sentence that adds something is as wrong as one that is not understood.
    told = list(things)
    wanted = frozenset(said(scene))
    for one in speaker.statements:
        if _reads_back([*things, one], wanted):
            told.append(one)
        else:
            beyond.append(one.written)
    # Rarely, sentences that read well alone do not together.
    while len(told) > len(things) and not _reads_back(told, wanted):
        beyond.append(told.pop().written)
    return Description(_joined(told), tuple(dict.fromkeys(beyond)))


def _diagram(scene: SceneGraph) -> Description:
    """A diagram in English, each sentence proved like those on scenes."""
    sentences, beyond = saying.sentences(scene)
    wanted = frozenset(saying.said(scene))
    if frozenset().union(*(one.items for one in sentences)) <= saying.heard(sentences) <= wanted:
        return Description(" ".join(one.text for one in sentences), tuple(dict.fromkeys(beyond)))
    told: list[saying.Sentence] = []
    for one in sentences:  # some sentence is not understood as it was meant: the others are proved one by one
        items = frozenset().union(one.items, *(other.items for other in told))
        if items <= saying.heard([*told, one]) <= wanted:
            told.append(one)
        else:
            beyond.append(one.written or one.text)
    return Description(" ".join(one.text for one in told), tuple(dict.fromkeys(beyond)))


def reread(text: str) -> SceneGraph:
    """The scene graph of an English text."""
    said = read_by_rules(Source("<description>", text, is_prompt=True)).said
    (scene,) = resolve(said, None) or (SceneGraph(Figure()),)
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
        if one.caption is not None:
            yield ("caption", i, one.caption)
        if one.container is not None:
            yield ("inside", i, number.get(one.container))
        for name, value in sorted(one.properties.items()):
            if (one.noun, name) != ("text", "font"):  # which prompts leave open
                yield ("property", i, name, str(value))
    for relation in scene.relations:
        arguments = tuple(map(targets, relation.arguments))
        checked = relation.predicate if relation.checked else relation.predicate.lower()
        strength = (relation.negated, relation.weight, relation.distance, relation.exactly, relation.kept_level)
        yield ("relation", checked, relation.checked, arguments, strength)
    for row in scene.arrangements:
        how = (row.axis, row.size, row.gap, row.radius, row.about is None, row.around and targets(row.around))
        yield ("row", row.kind, tuple(map(targets, row.references)), how, row.negated, row.weight)
    for requirement in scene.requirements:
        yield ("require", _renumbered(requirement, number), requirement.negated, requirement.weight)
    for absence in scene.absences:
        yield ("absence", absence.noun, _stated(absence.attributes), absence.open)


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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """``items`` are what it says, ``written`` the words of the scene file; None where English has no words."""

    text: str | None
    items: frozenset[Item]
    written: str


def _joined(sentences: Sequence[_Sentence]) -> str:
    return " ".join(one.text or "" for one in sentences)


def _reads_back(sentences: Sequence[_Sentence], wanted: frozenset[Item]) -> bool:
    """Whether sentences say what they should, and nothing that is not ``wanted``."""
    if any(one.text is None for one in sentences):
        return False
    heard = frozenset(said(reread(_joined(sentences))))
    return frozenset().union(*(one.items for one in sentences)) <= heard <= wanted


def _sayable(scene: SceneGraph) -> tuple[SceneGraph, list[str]]:
    """The scene with things of which there is a sentence each, and what is left out for that, in words."""
    objects: list[SceneObject] = []
    left_out: list[str] = []
    for one in scene.objects:
        bare = replace(one, label=None)
        plain = replace(bare, attributes=Attributes())
        for kept in (one, bare, plain):
            alone = _Speaker(SceneGraph(scene.figure, (kept,))).things
            if alone is not None and _reads_back([alone], alone.items):
                objects.append(kept)
                if kept.label != one.label:
                    left_out.append(f'{one.id}: label "{one.label}"')
                if kept.attributes != one.attributes:
                    left_out.append(f"{one.id}: {' '.join(_adjectives(one.attributes))}")
                break
        else:
            left_out.append(f"{one.id}: {_counted(one.count)} {' '.join((*_adjectives(one.attributes), one.noun))}")
    ids = {one.id for one in objects}

    def spoken_of(statement: Statement) -> bool:
        named = {id.partition("[")[0] for id in ids_of(statement)}
        if named <= ids | {CANVAS}:
            return True
        left_out.append(statement.statement)
        return False

    return replace(
        scene, objects=tuple(objects), relations=tuple(filter(spoken_of, scene.relations)),
        arrangements=tuple(filter(spoken_of, scene.arrangements)),
        requirements=tuple(filter(spoken_of, scene.requirements)),
    ), left_out  # fmt: skip


class _Speaker:
    def __init__(self, scene: SceneGraph) -> None:
        self.scene = scene
        self.objects = {one.id: one for one in scene.objects}

    @property
    def things(self) -> _Sentence | None:
        """The sentence that names all things."""
        if not self.scene.objects:
            return None
        items = frozenset(one for one in said(self.scene) if one[0] == "object")
        return _Sentence(self._there(self.scene.objects), items, "")

    @property
    def statements(self) -> list[_Sentence]:
        scene = self.scene
        facts = (one for one in said(scene) if one[0] in ("relation", "row", "require", "absence"))
        spoken: list[tuple[Statement | Absence, str | None]] = [
            *((one, self._relation(one)) for one in scene.relations),
            *((one, self._row(one)) for one in scene.arrangements),
            *((one, self._comparison(one)) for one in scene.requirements),
            *((one, self._absence(one)) for one in scene.absences),
        ]
        return [
            _Sentence(text, frozenset((fact,)), one.statement) for (one, text), fact in zip(spoken, facts, strict=True)
        ]

    @property
    def beyond(self) -> list[str]:
        """What there are no sentences for."""
        return [*self._of_the_figure(self.scene.figure), *self._of_the_objects(self.scene.objects)]

    def _of_the_figure(self, figure: Figure) -> Iterator[str]:
        if figure.title:
            yield f"It is called “{figure.title}”."
        if figure.size != (512, 512):
            yield f"It is {figure.size[0]} pixels wide and {figure.size[1]} high."
        if figure.background is not None:
            yield f"Its background is {figure.background}."
        if figure.theme != Figure().theme:
            yield f"Its theme is {figure.theme}."
        for name in ("spacing", "margin", "seed"):
            if (value := getattr(figure, name)) is not None:
                yield f"Its {name} is {_value(Fraction(value))}."

    def _of_the_objects(self, objects: Sequence[SceneObject]) -> Iterator[str]:
        """Their own properties and what holds them, for which prompts have no words."""
        for one in objects:
            if one.container is not None:
                yield f"{one.id} is in {one.container}"
            if one.caption is not None:
                yield f'{one.id}: caption "{one.caption}"'
            if one.properties:
                yield f"{one.id}: " + ", ".join(f"{name} {_value(value)}" for name, value in one.properties.items())

    # ------------------------------------------------------------ things

    def _there(self, things: Sequence[SceneObject]) -> str:
        verb = "are" if _is_several(things[0]) else "is"
        return f"There {verb} {listed([self._introduced(one) for one in things])}."

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
        return listed([name for name in names if name]) if all(names) and names else None

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
        return _sentence(f"{listed([str(name) for name in names])} {'are' if several else 'is'} {_ROWS[one.kind]}")

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


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def same(one: SceneGraph, other: SceneGraph) -> bool:
    """Whether two scenes say the same, whatever their things are called."""
    return set(said(one)) == set(said(other))
