"""What the nouns of the vocabulary look like: the outlines of each noun's pictures, to be compared with a page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from sgc.graph.vocabulary import Noun, all_nouns, lookup
from sgc.measure.pictures import drawings
from sgc.source import MissingError
from sgc.verify.vector.fitting import Figure, canonical


@dataclass(frozen=True)
class Template:
    """A picture's outlines and every noun that is drawn by just these; the first is its name."""

    figure: Figure
    nouns: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.figure.layers)


class Templates:
    """Templates that can be asked for by what their layers are written in."""

    def __init__(self, nouns: Collection[Noun]) -> None:
        by_figure: dict[Figure, list[str]] = {}
        for noun in nouns:
            for figure in _figures(noun):
                named = by_figure.setdefault(figure, [])
                if noun.concept not in named:
                    named.append(noun.concept)
        self.all = tuple(Template(figure, tuple(named)) for figure, named in by_figure.items())
        first: dict[str, list[Template]] = {}
        for one in self.all:
            first.setdefault(one.figure.signature[0], []).append(one)
        #: By how the first layer is written; the templates with the most layers first.
        self.by_first: Mapping[str, tuple[Template, ...]] = {
            signature: tuple(sorted(found, key=lambda one: -one.length)) for signature, found in first.items()
        }

    @cached_property
    def by_length(self) -> Mapping[int, tuple[Template, ...]]:
        found: dict[int, list[Template]] = {}
        for one in self.all:
            found.setdefault(one.length, []).append(one)
        return {length: tuple(found[length]) for length in sorted(found, reverse=True)}


def templates_of(nouns: Collection[str]) -> Templates:
    """Templates of these nouns, of which those that no vocabulary knows have none."""
    return _templates(tuple(sorted(set(nouns))))


@lru_cache(maxsize=64)
def _templates(nouns: tuple[str, ...]) -> Templates:
    return Templates([noun for word in nouns if (noun := lookup(word)) is not None])


@cache
def all_templates() -> Templates:
    """Templates of every curated noun: a second of work, done only when a picture shows what nobody asked for."""
    return Templates(all_nouns())


@lru_cache(maxsize=4096)
def _figures(noun: Noun) -> tuple[Figure, ...]:
    """The outlines that drawings of the noun can have: with and without a stated colour they may differ."""
    try:
        found = (layers for form in noun.forms() for layers in drawings(form))
        return tuple(Figure(tuple(map(canonical, layers))) for layers in found)
    except (MissingError, FileNotFoundError):  # without its package nobody can have drawn it either
        return ()
