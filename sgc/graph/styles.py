"""The cascade: what styles give to objects, the more general first, an object's own properties last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sgc.graph.phrases import Description
from sgc.graph.scene import Value
from sgc.graph.scope import Declared


@dataclass(frozen=True, slots=True)
class Style:
    """Properties for everything that fits a description; in a part's body, of that instance only."""

    description: Description
    properties: Mapping[str, Value]
    instance: str | None = None

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Styles of classes come after those of nouns, nearer nouns after wider ones."""
        one = self.description
        return bool(one.classes), one.depth, one.detail

    def is_of(self, classes: Sequence[str]) -> bool:
        """Whether it speaks of classes alone, which are all among these."""
        one = self.description
        return one.noun is None and bool(one.classes) and set(one.classes) <= set(classes)

    def fits(self, thing: Declared) -> bool:
        inside = self.instance is None or thing.id.startswith(f"{self.instance}.")
        return inside and self.description.fits(thing)


def in_order(styles: Iterable[Style]) -> tuple[Style, ...]:
    """The styles as they are laid over each other; of equal rank, later ones over earlier ones."""
    return tuple(sorted(styles, key=lambda style: style.rank))


def cascaded(thing: Declared, styles: Sequence[Style]) -> dict[str, Value]:
    """A thing's properties, with those of the styles (in order) that it does not give itself."""
    found: dict[str, Value] = {}
    for style in styles:
        if style.fits(thing):
            found.update(style.properties)
    found.update(thing.properties)
    return found
