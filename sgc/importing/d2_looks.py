"""What the keywords of D2 make of shapes and edges: properties of nodes and links, and which of them are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sgc.importing.colors import scene_color
from sgc.importing.d2_shapes import Edge, Looks
from sgc.importing.draft import Link, Value, ends
from sgc.importing.page import Page

#: Arrowheads, hollow and filled.
_HEADS: Mapping[str, tuple[str, str]] = {
    "triangle": ("triangle", "arrow"), "arrow": ("open", "open"), "diamond": ("hollow diamond", "diamond"),
    "circle": ("hollow circle", "circle"), "cf-one": ("zero or one", "zero or one"),
    "cf-one-required": ("one", "one"), "cf-many": ("zero or many", "zero or many"),
    "cf-many-required": ("one or many", "one or many"), "cross": ("cross", "cross"), "none": ("none", "none"),
}  # fmt: skip
ROUND = "style.border-radius"
#: Looks that make another shape of a box.
BACKS: Mapping[str, str] = {"style.3d": "cuboid", "style.multiple": "collections"}
#: What says which shape a thing has.
SHAPING = ("shape", ROUND, *BACKS)
#: What is so here anyway, or is seen in no picture that stands still.
_AS_HERE = (ROUND, "grid-gap", "vertical-gap", "horizontal-gap", "style.animated")


class Looking:
    """Looks of things on a page, with what the ``classes`` of its board say."""

    def __init__(self, classes: Mapping[str, Looks], page: Page) -> None:
        self.classes, self.page = classes, page

    def styles(self) -> dict[str, dict[str, Value]]:
        """What each class looks like."""
        return {
            name: self.look_of({key: one for key, one in looks.items() if key not in SHAPING}, of_edge=False)
            for name, looks in self.classes.items()
        }

    def link(self, edge: Edge) -> Link:
        """An edge with its ends, its label and its looks."""
        looks = {**self.of_classes(edge.classes), **edge.looks}
        backward, forward = edge.arrow.startswith("<"), edge.arrow.endswith(">")
        tail = self._head(looks, "source-arrowhead", "arrow" if backward else "none")
        head = self._head(looks, "target-arrowhead", "arrow" if forward else "none")
        made = Link(edge.source.id, edge.target.id, edge.span, label=edge.label)
        made.arrow, found = ends(tail if backward else "none", head if forward else "none")
        made.ports = edge.ports
        made.texts = self._end_text(looks, "source-arrowhead"), self._end_text(looks, "target-arrowhead")
        made.properties = {**found, **self.look_of(looks, of_edge=True)}
        return made

    def _head(self, looks: Looks, key: str, usual: str) -> str:
        said = looks.pop(f"{key}.shape", None)
        filled = next((looks.pop(name)[0] for name in (f"{key}.style.filled", f"{key}.filled") if name in looks), "")
        if said is None:
            return usual
        shape, span = said
        if shape not in _HEADS:
            self.page.left_out(f"the arrowhead '{shape}'", span)
            return usual
        hollow, full = _HEADS[shape]
        return full if filled == "true" or (shape == "triangle" and filled != "false") else hollow

    def _end_text(self, looks: Looks, key: str) -> str | None:
        """The text at an end of an edge: a multiplicity, a role."""
        found = [looks.pop(name)[0] for name in (f"{key}.label", key) if name in looks]
        return next((one for one in found if one), None)

    def of_classes(self, names: Sequence[str], only: Sequence[str] = ()) -> Looks:
        """What classes say; of nodes only what no style of a scene can (their shape)."""
        found: Looks = {}
        for name in names:
            found.update(self.classes.get(name, {}))
        return {key: value for key, value in found.items() if not only or key in only}

    def look_of(self, looks: Looks, of_edge: bool) -> dict[str, Value]:
        """The properties that keywords mean; the page is told of the others."""
        made: dict[str, Value] = {}
        known = {"shape", *self._looks(looks, of_edge, made)}
        self.tell_others(looks, "edges" if of_edge else "shapes", frozenset(known))
        return made

    def _looks(self, looks: Looks, of_edge: bool, made: dict[str, Value]) -> Iterator[str]:
        """Fill in the properties; gives the keys that were used."""
        for key, (text, _) in looks.items():
            name = key.removeprefix("style.")
            number = number_of(text)
            if name in ("fill", "stroke") and (color := scene_color(text)) is not None:
                if not (of_edge and name == "fill"):
                    made[name] = color
                yield key
            elif name == "opacity" and number is not None and 0 <= number <= 1:
                made["opacity"] = number
                yield key
            elif name == "font-size" and number is not None and 4 <= number <= 200:
                made["font"] = number
                yield key
            elif name == "bold":
                if text == "true":
                    made["bold"] = True
                yield key
            elif name == "font-color" and (color := scene_color(text)) is not None:
                made["ink"] = color
                yield key
            elif name == "stroke-width" and number is not None and 0 < number < 50:
                made["width" if of_edge else "thickness"] = number
                yield key
            elif name == "stroke-dash" and number is not None:
                if number > 0:
                    made["dotted" if number < 3 else "dashed"] = True
                yield key
            elif not of_edge and name in ("width", "height") and number is not None and 0 < number <= 2000:
                made[name] = number
                yield key

    def tell_others(self, looks: Looks, what: str, known: frozenset[str]) -> None:
        for key, (_, span) in looks.items():
            if key not in known and key not in _AS_HERE:
                self.page.attribute_left_out(key, what, span)


def number_of(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
