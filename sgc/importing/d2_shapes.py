"""The shapes and edges of a D2 board, and which of them a pattern such as ``*`` or ``a.**`` and its filters mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from sgc.importing.d2_syntax import Entry, Word, dotted
from sgc.importing.draft import Row
from sgc.source import Span

#: By keyword, the value and where it is said.
Looks = dict[str, tuple[str, Span]]


@dataclass(slots=True, eq=False)
class Shape:
    """A shape, or the board itself, which is 0 deep; ``looks`` are its keywords' values, ``style.fill`` among them."""

    name: Word
    span: Span
    parent: Shape | None = None
    depth: int = 0
    label: str | None = None
    looks: Looks = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    children: dict[str, Shape] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    is_suspended: bool = False

    @property
    def id(self) -> str:
        return self.name.text if self.parent is None or self.parent.parent is None else (
            f"{self.parent.id}.{self.name.text}")  # fmt: skip

    @property
    def is_table(self) -> bool:
        return self.looks.get("shape", ("",))[0] in ("sql_table", "class")

    @property
    def is_shown(self) -> bool:
        """A suspended shape is drawn around what is in it, if that is."""
        return not self.is_suspended or any(one.is_shown for one in self.children.values())


@dataclass(slots=True, eq=False)
class Edge:
    source: Shape
    target: Shape
    arrow: str
    span: Span
    ports: tuple[str | None, str | None] = (None, None)
    label: str | None = None
    looks: Looks = field(default_factory=dict)
    classes: list[str] = field(default_factory=list)
    is_suspended: bool = False


def is_pattern(path: Iterable[Word]) -> bool:
    """Whether a key means many shapes."""
    return any("*" in word.text and not word.quoted for word in path)


def matching(path: Sequence[Word], scope: Shape) -> Iterator[Shape]:
    """The shapes within a scope that a key means, in the order of the board."""
    if not path:
        yield scope
        return
    word, rest = path[0], path[1:]
    found: list[Shape | None]
    if word.quoted or "*" not in word.text:
        found = [scope.parent if word.text == "_" and not word.quoted else scope.children.get(word.text.lower())]
    elif word.text in ("**", "***"):
        found = list(within(scope))
    else:
        found = [one for key, one in scope.children.items() if _fits(key, word.text)]
    for one in found:
        if one is not None:
            yield from matching(rest, one)


def lets_through(body: Iterable[Entry] | None, one: Shape | Edge, edges: Sequence[Edge]) -> bool:
    """Whether a thing is what the filters of a map ask for, ``&shape: person``; ``edges`` are those of the board."""
    return all(_answers(each, one, edges) == (each.filter == "&") for each in body or () if each.filter)


def _answers(wanted: Entry, one: Shape | Edge, edges: Sequence[Edge]) -> bool:
    asked = [word.text for word in (wanted.value, *wanted.array) if word is not None]
    has = list(_values(dotted(wanted.ends[0]).lower(), one, edges))
    return any(_fits(value, text) for value in has for text in asked)


def _values(key: str, one: Shape | Edge, edges: Sequence[Edge]) -> Iterator[str]:
    """What a thing has under a key that filters ask for."""
    end, _, rest = key.partition(".")
    if isinstance(one, Edge) and end in ("src", "dst"):
        shape = one.source if end == "src" else one.target
        yield from _values(rest, shape, edges) if rest else (shape.id,)
    elif key == "class":
        yield from one.classes
    elif key in one.looks:
        yield one.looks[key][0]
    elif isinstance(one, Shape):
        yield from _of_shape(key, one, edges)
    elif key == "label":
        yield one.label or ""


def _of_shape(key: str, one: Shape, edges: Sequence[Edge]) -> Iterator[str]:
    match key:
        case "shape":
            yield "rectangle"
        case "label":
            yield one.label if one.label is not None else one.name.text
        case "connected":
            yield str(any(one in (edge.source, edge.target) for edge in edges)).lower()
        case "leaf":
            yield str(not one.children).lower()
        case "level":
            yield str(one.depth - 1)


def within(scope: Shape) -> Iterator[Shape]:
    """All that is in a shape."""
    for one in scope.children.values():
        yield one
        yield from within(one)


def _fits(text: str, pattern: str) -> bool:
    """Case is nothing in D2, and only ``*`` is more than itself."""
    return fnmatchcase(text.lower(), pattern.lower().replace("[", "[[]").replace("?", "[?]"))
