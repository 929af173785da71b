"""A diagram while it is read: nodes, groups and links by their ids in the foreign file; then a figure with names.

Readers say what the file says, in its order; what a person would write (names, one style for what all nodes
share, a chain of links, ranks) is made here, once for all formats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from sgc.graph.nodes import node_noun
from sgc.importing.names import Names
from sgc.source import Span
from sgc.syntax import tree

#: What properties are given as: words or a colour, a number, a flag. Texts are ``Quoted``.
Value = str | int | float | bool | Fraction
#: What begins the class of groups that look alike; a blank parts it from what no file can say.
_FRAME = "frame "
Arrow = Literal["->", "<-", "<->", "--"]


class Quoted(str):
    """A text in double quotes as a property's value."""


@dataclass(slots=True, eq=False)
class Group:
    """A frame around nodes and other groups; without any of these it becomes a node. ``called`` is what its name is
    made from, where that is not the id."""

    id: str
    span: Span
    title: str | None = None
    parent: Group | None = None
    called: str | None = None
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Node:
    """A node; ``label`` None is its id. One that is only ``mentioned`` may turn out to be a group."""

    id: str
    span: Span
    group: Group | None = None
    noun: str = "box"
    label: str | None = None
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)
    mentioned: bool = True


@dataclass(slots=True, eq=False)
class Link:
    """A link between ids of nodes or groups."""

    source: str
    target: str
    span: Span
    arrow: Arrow = "->"
    label: str | None = None
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """One diagram as it is read, in the order of the file."""

    span: Span
    title: str | None = None
    settings: dict[str, Value] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    #: By class, what its nodes (and groups) look like.
    styles: dict[str, dict[str, Value]] = field(default_factory=dict)
    #: Ids that stand side by side.
    layers: list[tuple[Span, list[str]]] = field(default_factory=list)

    def node(self, id: str, span: Span, group: Group | None = None, *, mentioned: bool = False) -> Node:
        """The node of this id, made where it is first seen; the first group that holds it keeps it."""
        found = self.nodes.get(id)
        if found is None:
            found = self.nodes[id] = Node(id, span)
        if not mentioned:
            found.mentioned = False
        if group is not None and found.group is None:
            found.group = group
        return found

    def group(self, id: str, span: Span, title: str | None = None, parent: Group | None = None) -> Group:
        """The group of this id, made where it is first seen."""
        found = self.groups.get(id)
        if found is None:
            found = self.groups[id] = Group(id, span, title, parent)
        elif title is not None:
            found.title = title
        return found

    def figure(self) -> tree.Figure:
        """The figure that says all of this."""
        return _Writer(self).figure()


class _Writer:
    """Names what a draft holds and writes it down."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        for key in [key for key, one in draft.nodes.items() if key in draft.groups and one.mentioned]:
            del draft.nodes[key]
        self._settle_groups()
        names = Names()
        self.groups = {key: names.name(one.called or key, "group") for key, one in draft.groups.items()}
        self.names = {key: names.name(key, "node") for key in draft.nodes}
        self._class_names = Names()
        self.classes: dict[str, str] = {}
        self.inside: dict[Group | None, list[Node | Group]] = {}
        things: list[Node | Group] = [*draft.groups.values(), *draft.nodes.values()]
        for one in sorted(things, key=lambda one: one.span.start):
            around = one.parent if isinstance(one, Group) else one.group
            self.inside.setdefault(around, []).append(one)

    def _settle_groups(self) -> None:
        """A group without anything in it is a node."""
        draft = self.draft
        held = {one.group for one in draft.nodes.values()} | {one.parent for one in draft.groups.values()}
        for key, one in list(draft.groups.items()):
            if one not in held:
                del draft.groups[key]
                node = draft.nodes.setdefault(key, Node(key, one.span))
                node.group = node.group or one.parent
                node.label = node.label if node.label is not None else one.title
                node.classes += one.classes
                node.properties.update(one.properties)

    # ------------------------------------------------------------ the figure

    def figure(self) -> tree.Figure:
        draft = self.draft
        shared = self._shared_of_nodes()
        of_links = self._shared_of_links()
        body: list[tree.Statement] = [self._setting(name, value) for name, value in draft.settings.items()]
        body += self._body(None, shared)
        body += self._links(of_links)
        body += [tree.Arrangement(span, "layer", references) for span, references in self._layers()]
        body += [self._style(_words(noun, draft.span), (), values) for noun, values in shared.items()]
        if of_links:
            body.append(self._style(_words("link", draft.span), (), of_links))
        for name, values in draft.styles.items():
            if values and name in self.classes:
                body.append(self._style((), (tree.Word(draft.span, self.classes[name]),), values))
        title = None if not draft.title else _text(draft.title, draft.span)
        return tree.Figure(draft.span, "diagram", None, title, None, tuple(body))

    def _setting(self, name: str, value: Value) -> tree.Setting:
        return tree.Setting(self.draft.span, tree.Word(self.draft.span, name), _expression(value, self.draft.span))

    def _style(
        self, words: tuple[tree.Word, ...], classes: tuple[tree.Word, ...], values: Mapping[str, Value]
    ) -> tree.Style:
        of_links = bool(words) and words[0].text == "link"
        return tree.Style(self.draft.span, words, classes, _properties(values, self.draft.span, of_links))

    def _body(self, around: Group | None, shared: Mapping[str, Mapping[str, Value]]) -> Iterator[tree.Statement]:
        for one in self.inside.get(around, ()):
            if isinstance(one, Node):
                yield self._declaration(one, shared)
            else:
                name = tree.Name(one.span, self.groups[one.id])
                title = _text(one.title, one.span) if one.title else None
                yield tree.Group(one.span, name, title, self._classes(one, one.span), tuple(self._body(one, shared)))

    def _declaration(self, one: Node, shared: Mapping[str, Mapping[str, Value]]) -> tree.Declaration:
        name = self.names[one.id]
        label = one.id if one.label is None else one.label
        text = None if label == name and one.noun != "text" else _text(label, one.span)
        common = shared.get(_kind(one.noun), {})
        own = {key: value for key, value in one.properties.items() if common.get(key) != value}
        phrase = tree.Phrase(
            one.span, None, _words(one.noun, one.span), None, text, self._classes(one, one.span),
            _properties(own, one.span),
        )  # fmt: skip
        return tree.Declaration(one.span, tree.Name(one.span, name), phrase)

    def _classes(self, one: Node | Link | Group, span: Span) -> tuple[tree.Word, ...]:
        """The classes of a thing; a group has looks only through one, which groups of equal looks share."""
        found = list(dict.fromkeys(one.classes))
        if isinstance(one, Group) and one.properties:
            looks = self.draft.styles
            alike = (name for name, values in looks.items() if values == one.properties and name.startswith(_FRAME))
            own = next(alike, f"{_FRAME} {len(looks)}")
            looks[own] = one.properties
            found.append(own)
        for name in found:
            if name not in self.classes:
                self.classes[name] = self._class_names.name(_FRAME if name.startswith(_FRAME) else name, "class")
        return tuple(tree.Word(span, self.classes[name]) for name in found)

    # ------------------------------------------------------------ what many have in common

    def _shared_of_nodes(self) -> dict[str, dict[str, Value]]:
        """By the word for a shape, the looks that all nodes of that shape have, if there are several."""
        kinds: dict[str, list[Node]] = {}
        for one in self.draft.nodes.values():
            if node_noun(one.noun) is not None:
                kinds.setdefault(_kind(one.noun), []).append(one)
        classed = self._of_classes()
        shared: dict[str, dict[str, Value]] = {}
        for kind, nodes in kinds.items():
            found = _common([one.properties for one in nodes])
            if left := {key: value for key, value in found.items() if key not in classed}:
                shared[kind] = left
        return shared

    def _of_classes(self) -> set[str]:
        """Properties that classes give: they would go before those of a style for all."""
        return {key for values in self.draft.styles.values() for key in values}

    def _shared_of_links(self) -> dict[str, Value]:
        found = _common([one.properties for one in self.draft.links])
        return {key: value for key, value in found.items() if key not in self._of_classes()}

    # ------------------------------------------------------------ links and layers

    def _links(self, shared: Mapping[str, Value]) -> Iterator[tree.Link]:
        """The links; those of one statement that go on from each other and are alike are one chain."""
        chain: list[Link] = []
        for one in self.draft.links:
            if chain and not _goes_on(chain[-1], one):
                yield self._link(chain, shared)
                chain = []
            chain.append(one)
        if chain:
            yield self._link(chain, shared)

    def _link(self, chain: Sequence[Link], shared: Mapping[str, Value]) -> tree.Link:
        first = chain[0]
        span = first.span.to(chain[-1].span)
        ends = tuple(self._reference(id, span) for id in (first.source, *(one.target for one in chain)))
        own = {key: value for key, value in first.properties.items() if shared.get(key) != value}
        label = _text(first.label, span) if first.label else None
        arrows = tuple(one.arrow for one in chain)
        return tree.Link(span, ends, arrows, label, self._classes(first, span), _properties(own, span, True))

    def _reference(self, id: str, span: Span) -> tree.Reference:
        return tree.Reference(span, tree.Name(span, self.names.get(id) or self.groups[id]))

    def _layers(self) -> Iterator[tuple[Span, tuple[tree.Reference, ...]]]:
        for span, ids in self.draft.layers:
            known = [id for id in dict.fromkeys(ids) if id in self.names or id in self.groups]
            if len(known) > 1:
                yield span, tuple(self._reference(id, span) for id in known)


def _kind(noun: str) -> str:
    """The word that a style speaks of a noun's shape with: all words for a shape mean the same to it."""
    found = node_noun(noun)
    if found is None:
        return noun
    return _STYLED.get(found.concept, noun)


#: By shape, the word of it that styles are written with.
_STYLED: Mapping[str, str] = {
    "rectangle": "box", "rounded": "rounded", "pill": "pill", "square": "square", "circle": "circle",
    "ellipse": "ellipse", "diamond": "diamond", "hexagon": "hexagon", "database": "cylinder", "queue": "queue",
    "document": "document", "note": "note", "cloud": "cloud", "parallelogram": "parallelogram",
}  # fmt: skip


def ends(tail: str, head: str) -> tuple[Arrow, dict[str, Value]]:
    """The arrow, and the properties beside it, of a link with these words for its ends."""
    arrow: Arrow
    if head == "none":
        arrow = "<-" if tail == "arrow" else "--"
    elif tail == "none":
        arrow = "->"
    else:
        arrow = "<->"
    made: dict[str, Value] = {}
    if tail not in ("none", "arrow"):
        made["tail"] = tail
    if head not in ("none", "arrow"):
        made["head"] = head
    return arrow, made


def _goes_on(before: Link, one: Link) -> bool:
    return (
        before.span.start == one.span.start and before.target == one.source and not before.label and not one.label
        and before.classes == one.classes and before.properties == one.properties
    )  # fmt: skip


def _common(all_properties: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """What can be said of several things at once: properties that all of them have, with their usual values."""
    if len(all_properties) < 2:
        return {}
    found: dict[str, Value] = {}
    for key in all_properties[0]:
        values = [one[key] for one in all_properties if key in one]
        usual, times = Counter(values).most_common(1)[0]
        if len(values) == len(all_properties) and times > 1:
            found[key] = usual
    return found


# ---------------------------------------------------------------- pieces of trees


def _words(text: str, span: Span) -> tuple[tree.Word, ...]:
    return tuple(tree.Word(span, word) for word in text.split())


def _text(text: str, span: Span) -> tree.Text:
    return tree.Text(span, (text,) if text else ())


def _properties(values: Mapping[str, Value], span: Span, flags: bool = False) -> tuple[tree.Property, ...]:
    """The properties of a thing; those of links may be ``flags``, which have no value."""
    return tuple(
        tree.Property(span, tree.Word(span, name), None if flags and value is True else _expression(value, span))
        for name, value in values.items()
    )


def _expression(value: Value, span: Span) -> tree.Expression:
    if isinstance(value, bool):
        return tree.Name(span, "true" if value else "false")
    if not isinstance(value, str):
        return tree.Number(span, Fraction(value).limit_denominator(1000))
    if isinstance(value, Quoted):
        return _text(value, span)
    if value.startswith("#"):
        return tree.Color(span, value)
    words = _words(value, span)
    return tree.Name(span, value) if len(words) == 1 else tree.Words(span, words)

