"""The nouns that name the shapes of nodes in diagrams; every other noun is a node drawn as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from sgc.graph.plurals import singular
from sgc.graph.vocabulary import Noun, lookup

#: By the shape's name, the words for it: what stores data is drawn as a cylinder with its lid.
_WORDS: Mapping[str, str] = {
    "rectangle": "box process step task period rectangle rect",
    "record": "table entity class interface enum enumeration struct",
    "rounded": "rounded state service component event",
    "pill": "pill terminal terminator",
    "square": "square",
    "circle": "circle",
    "ellipse": "ellipse oval usecase",
    "diamond": "diamond decision choice rhombus milestone",
    "hexagon": "hexagon preparation",
    "database": "cylinder database db",
    "queue": "queue",
    "document": "document",
    "note": "note comment",
    "cloud": "cloud",
    "parallelogram": "parallelogram data io",
    "trapezoid": "trapezoid manual",
    "subroutine": "subroutine predefined",
    "cuboid": "cuboid",
    "collection": "collections",
    "double circle": "accepting",
    "start dot": "start initial",
    "end dot": "end final",
    "bar": "bar fork join",
}

#: The shape of tables and classes, which have rows; and the words for those whose rows are parted by rules.
RECORD, RULED = "record", ("table", "entity")

#: What is set above the name of a class, by the word for it.
STEREOTYPES: Mapping[str, str] = {
    "interface": "«interface»", "enum": "«enumeration»", "enumeration": "«enumeration»", "struct": "«struct»",
}  # fmt: skip

#: Shapes that show no name: the points of state machines where they begin, end, part and join.
NAMELESS = ("start dot", "end dot", "bar")

#: Words for people, who are pictures: by the word, what of the vocabulary is drawn.
_PEOPLE = {"actor": "stick figure", "person": "person", "user": "person"}

_SHAPES = {word: Noun(shape, kind="shape") for shape, words in _WORDS.items() for word in words.split()}

#: Every word for a node that has a shape of its own, or is a person.
NODE_WORDS = (*_SHAPES, *_PEOPLE)


def node_noun(word: str) -> Noun | None:
    """What the word means as a node, singular or plural; None for a word that means what it means in scenes."""
    name = word.casefold()
    for one in (name, singular(name)):
        if one in _SHAPES:
            return _SHAPES[one]
        if one in _PEOPLE:
            return _person(_PEOPLE[one])
    return None


@cache
def _person(noun: str) -> Noun:
    person = lookup(noun)
    assert person is not None, "the vocabulary knows people"
    return replace(person, stance="free")


def shape_words() -> Sequence[tuple[str, tuple[str, ...]]]:
    """Every shape with the words for it, for the reference."""
    return [(shape, tuple(words.split())) for shape, words in _WORDS.items()]
