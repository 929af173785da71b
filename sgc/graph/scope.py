"""Names and what they stand for: objects, families of objects, values and parts, in nested scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgc.graph import scene
from sgc.graph.scene import Attributes, Kind
from sgc.graph.sorts import Sort, sort_named
from sgc.graph.values import Value
from sgc.source import Span
from sgc.syntax import tree

if TYPE_CHECKING:
    from sgc.graph.vocabulary import Noun


@dataclass(slots=True, eq=False)
class Declared:
    """A declared object while the figure is being read; styles complete it at the end.

    ``instance`` is the id of the innermost part instance around it. ``names`` are the members' names
    of a part instance.
    """

    id: str
    kind: Kind
    noun: str
    span: Span
    statement: str = ""
    entry: Noun | None = None
    count: tuple[int, int | None] = (1, 1)
    counted: bool = False
    attributes: Attributes = field(default_factory=Attributes)
    label: str | None = None
    classes: tuple[str, ...] = ()
    properties: Mapping[str, scene.Value] = field(default_factory=dict)
    container: str | None = None
    instance: str | None = None
    names: Names | None = None
    rows: tuple[scene.Row, ...] = ()


@dataclass(slots=True, eq=False)
class Family:
    """Objects under one name with indices, made by loops (``cell[i, j]``) or by a counted part."""

    id: str
    span: Span
    members: dict[tuple[int, ...], Declared] = field(default_factory=dict)


Entity = Declared | Family


@dataclass(slots=True, eq=False)
class Names:
    """The objects of a figure or of one part instance, whose ids start with ``prefix``.

    ``broken`` names belong to declarations that were refused: nothing is said about them again. When
    ``incomplete``, an included file is missing, and any unknown name may be one of its.
    """

    prefix: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    incomplete: bool = False


@dataclass(slots=True, eq=False)
class Deferred:
    """A ``let``: its expression, evaluated in its own scope when it is first needed.

    ``broken`` when it was found to be defined by itself, of which nothing is said again.
    """

    name: tree.Name
    expression: tree.Expression
    scope: Scope
    value: Value | None = None
    in_work: bool = False
    broken: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """What names mean at one place. A loop's turn adds values, a group a container, a part's instance
    names of its own; everything else is looked up further out. The outermost one knows the kind of ``figure``, and
    the ``sort`` of a diagram with an order of its own."""

    names: Names
    outer: Scope | None = None
    container: str | None = None
    instance: str | None = None
    is_turn: bool = False
    figure: str = "scene"
    sort: str | None = None
    values: dict[str, Value | Deferred] = field(default_factory=dict)
    parts: dict[str, tuple[tree.Part, Scope]] = field(default_factory=dict)

    def around(self) -> Iterator[Scope]:
        """This scope and those around it, innermost first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    @property
    def is_diagram(self) -> bool:
        """Whether nouns name nodes here."""
        *_, outermost = self.around()
        return outermost.figure == "diagram"

    @property
    def order(self) -> Sort:
        """What the figure's sort adds to the language: nothing, where it has no order of its own."""
        *_, outermost = self.around()
        return sort_named(outermost.sort)

    def value(self, name: str) -> Value | Deferred | None:
        """The value of a name, unless an object of that name stands nearer."""
        for scope in self.around():
            if name in scope.values:
                return scope.values[name]
            if name in scope.names.entities:
                return None
        return None

    def entity(self, name: str) -> Entity | None:
        """The object or family of a name, unless a value of that name stands nearer."""
        for scope in self.around():
            if name in scope.values:
                return None
            if name in scope.names.entities:
                return scope.names.entities[name]
        return None

    def part(self, name: str) -> tuple[tree.Part, Scope] | None:
        return next((scope.parts[name] for scope in self.around() if name in scope.parts), None)

    def is_broken(self, name: str) -> bool:
        """Whether a declaration of this name was refused."""
        return any(name in scope.names.broken or scope.names.incomplete for scope in self.around())

    def known_names(self) -> Iterator[str]:
        """Every name of an object or a value, nearest first."""
        for scope in self.around():
            yield from scope.values
            yield from scope.names.entities
