"""From a draft to a figure as a person would write it: names, one style for what many share, chains of links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sgc.graph.names import Names
from sgc.graph.nodes import node_noun
from sgc.importing import pieces
from sgc.importing.draft import SIDES, Activation, Block, Draft, Group, Ids, Item, Link, Node, Value
from sgc.source import Span
from sgc.syntax import tree

#: What begins the class of things that look alike; the blank keeps it apart from the classes of files.
_LOOKS = "look "
#: Nouns in whose braces rows stand, and nouns of nodes that show no name.
ROWED = ("table", "entity", "class", "interface", "enum", "struct")
NAMELESS = ("start", "end", "fork", "join", "bar")


def figure(draft: Draft) -> tree.Figure:
    """The figure that says all that a draft holds."""
    return _Writer(draft).figure()


class _Writer:
    """Names what a draft holds and writes it down."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        for key in [key for key, one in draft.nodes.items() if key in draft.groups and one.mentioned]:
            del draft.nodes[key]
        self._settle_groups()
        names = Names()
        self.groups = {key: names.name(_called(one), "group") for key, one in draft.groups.items()}
        self.names = {key: names.name(_called(one), "node") for key, one in draft.nodes.items()}
        self._class_names = Names()
        self.classes: dict[str, str] = {}
        self.inside: dict[Group | None, list[Node | Group]] = {}
        flowing = set(_nodes_of(draft.flow))
        #: What is said of nodes that are declared in the flow.
        self.placed = [said for said in draft.relations if draft.nodes.get(said[1]) in flowing]
        things: list[Node | Group] = [*draft.groups.values(), *draft.nodes.values()]
        for one in sorted((one for one in things if one not in flowing), key=lambda one: one.order):
            around = one.parent if isinstance(one, Group) else one.group
            self.inside.setdefault(around, []).append(one)

    def _settle_groups(self) -> None:
        """A group without anything in it is a node; in a sequence, where groups are around participants, nothing."""
        draft = self.draft
        held = {one.group for one in draft.nodes.values()} | {one.parent for one in draft.groups.values()}
        for key, one in list(draft.groups.items()):
            if one not in held:
                del draft.groups[key]
                if draft.sort == "sequence":
                    continue
                node = draft.nodes.setdefault(key, Node(key, one.span, called=one.called, order=one.order))
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
        body += self._flow(draft.flow, shared, of_links)
        body += self._links(draft.links, of_links)
        body += self._relations([said for said in draft.relations if said not in self.placed])
        body += self._arrangements()
        body += [self._style(pieces.words(noun, draft.span), (), values) for noun, values in shared.items()]
        if of_links:
            body.append(self._style(pieces.words("link", draft.span), (), of_links))
        for name, values in draft.styles.items():
            if values and name in self.classes:
                body.append(self._style((), (tree.Word(draft.span, self.classes[name]),), values))
        title = None if not draft.title else pieces.text(draft.title, draft.span)
        return tree.Figure(draft.span, "diagram", None, title, None, tuple(body), draft.sort)

    def _setting(self, name: str, value: Value) -> tree.Setting:
        span = self.draft.span
        return tree.Setting(span, tree.Word(span, name), pieces.expression(value, span))

    def _style(
        self, words: tuple[tree.Word, ...], classes: tuple[tree.Word, ...], values: Mapping[str, Value]
    ) -> tree.Style:
        of_links = bool(words) and words[0].text == "link"
        return tree.Style(self.draft.span, words, classes, pieces.properties(values, self.draft.span, of_links))

    def _body(self, around: Group | None, shared: Mapping[str, Mapping[str, Value]]) -> Iterator[tree.Statement]:
        for one in self.inside.get(around, ()):
            if isinstance(one, Node):
                yield self._declaration(one, shared)
            else:
                name = tree.Name(one.span, self.groups[one.id])
                title = pieces.text(one.title, one.span) if one.title is not None else None
                classes = self._looks(one, one.properties)
                yield tree.Group(one.span, name, title, classes, tuple(self._body(one, shared)))

    def _declaration(self, one: Node, shared: Mapping[str, Mapping[str, Value]]) -> tree.Declaration:
        name = self.names[one.id]
        label = one.id if one.label is None else one.label
        is_said = label == name and "_" not in name and one.noun != "text"
        bare = one.noun in NAMELESS or "caption" in one.properties or is_said
        common = shared.get(_kind(one.noun), {})
        own = {key: self._value(value) for key, value in one.properties.items() if common.get(key) != value}
        inner: tuple[tree.Property | tree.Row, ...] = pieces.properties(own, one.span)
        if one.noun in ROWED:  # what stands in the braces of such a node are rows
            classes = self._looks(one, own)
            inner = tuple(pieces.row(each.cells, one.span) for each in one.rows)
        else:
            classes = self._classes(one.classes, one.span)
        shown = None if bare else pieces.text(label, one.span)
        phrase = tree.Phrase(one.span, None, pieces.words(one.noun, one.span), None, shown, classes, inner)
        return tree.Declaration(one.span, tree.Name(one.span, name), phrase)

    def _value(self, value: Value) -> Value:
        """A property's value; ids in it become names."""
        return Ids(self.names[key] for key in value) if isinstance(value, Ids) else value

    def _classes(self, names: Sequence[str], span: Span) -> tuple[tree.Word, ...]:
        for name in names:
            if name not in self.classes:
                plain = _LOOKS if name.startswith(_LOOKS) else name
                self.classes[name] = self._class_names.name(plain, "class")
        return tuple(tree.Word(span, self.classes[name]) for name in dict.fromkeys(names))

    def _looks(self, one: Node | Group | Block, properties: Mapping[str, Value]) -> tuple[tree.Word, ...]:
        """The classes of a thing that can have looks only through one; things of equal looks share it."""
        names = list(one.classes)
        if properties:
            styles = self.draft.styles
            alike = (name for name, values in styles.items() if name.startswith(_LOOKS) and values == properties)
            own = next(alike, f"{_LOOKS} {len(styles)}")
            styles[own] = dict(properties)
            names.append(own)
        return self._classes(names, one.span)

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
        found = _common([one.properties for one in (*self.draft.links, *_links_of(self.draft.flow))])
        return {key: value for key, value in found.items() if key not in self._of_classes()}

    # ------------------------------------------------------------ figures with an order of their own

    def _flow(
        self, items: Sequence[Item], shared: Mapping[str, Mapping[str, Value]], of_links: Mapping[str, Value]
    ) -> Iterator[tree.Statement]:
        """What happens one after another; a note stands at its place, with what is said of it."""
        for one in items:
            match one:
                case Link():
                    yield self._link([one], of_links)
                case Node():
                    yield self._declaration(one, shared)
                    yield from self._relations([said for said in self.placed if said[1] == one.id])
                case Activation():
                    yield tree.Activation(one.span, one.word, (self._reference(one.id, one.span),))
                case Block():
                    word = tree.Reference(one.span, tree.Name(one.span, one.word)) if one.word is not None else (
                        self._reference(one.id, one.span) if one.id is not None else None)  # fmt: skip
                    title = pieces.text(one.text, one.span) if one.text is not None else None
                    body = None if one.body is None else tuple(self._flow(one.body, shared, of_links))
                    branches = tuple(
                        tree.Branch(one.span, joint, pieces.text(words, one.span) if words else None,
                                    tuple(self._flow(inner, shared, of_links)))
                        for joint, words, inner in one.branches
                    )  # fmt: skip
                    yield tree.Block(one.span, word, title, self._looks(one, one.properties), body, branches)

    # ------------------------------------------------------------ links and arrangements

    def _links(self, links: Sequence[Link], shared: Mapping[str, Value]) -> Iterator[tree.Link]:
        """The links; those of one statement that go on from each other and are alike are one chain."""
        chain: list[Link] = []
        for one in links:
            if chain and not _goes_on(chain[-1], one):
                yield self._link(chain, shared)
                chain = []
            chain.append(one)
        if chain:
            yield self._link(chain, shared)

    def _link(self, chain: Sequence[Link], shared: Mapping[str, Value]) -> tree.Link:
        first = chain[0]
        span = first.span.to(chain[-1].span)
        ends = (
            self._end(first.source, first.ports[0], span),
            *(self._end(one.target, one.ports[1], span) for one in chain),
        )
        own = {key: value for key, value in first.properties.items() if shared.get(key) != value}
        label = pieces.text(first.label, span) if first.label else None
        arrows = tuple(one.arrow for one in chain)
        tail, head = (pieces.text(one, span) if one else None for one in first.texts)
        texts = ((tail, head),) if tail or head else ()
        classes = self._classes(first.classes, span)
        return tree.Link(span, ends, arrows, label, classes, pieces.properties(own, span, True), texts=texts)

    def _end(self, key: str, port: str | None, span: Span) -> tree.Reference:
        """An end of a link: a thing, or a row or a side of it."""
        reference = self._reference(key, span)
        if port is None:
            return reference
        node = self.draft.nodes.get(key)
        rows = {one.id: pieces.row_name(one.cells) for one in node.rows} if node is not None else {}
        name = rows.get(port) or (port if port in SIDES else None)
        if name is None or not isinstance(reference.target, tree.Name):
            return reference
        return tree.Reference(span, tree.Member(span, reference.target, tree.Name(span, name)))

    def _reference(self, id: str, span: Span) -> tree.Reference:
        return tree.Reference(span, tree.Name(span, self.names.get(id) or self.groups[id]))

    def _relations(self, relations: Sequence[tuple[Span, str, str, str]]) -> Iterator[tree.Relation]:
        for span, subject, words, object in relations:
            step = tree.Step(span, tree.Predicate(span, words), (self._reference(object, span),))
            yield tree.Relation(span, self._reference(subject, span), (step,))

    def _arrangements(self) -> Iterator[tree.Arrangement]:
        for one in self.draft.arrangements:
            known = [id for id in dict.fromkeys(one.ids) if id in self.names or id in self.groups]
            if len(known) > 1:
                references = tuple(self._reference(id, one.span) for id in known)
                edge = tree.Word(one.span, one.edge) if one.edge is not None else None
                gap = pieces.expression(one.gap, one.span) if one.gap is not None else None
                rows, columns = (pieces.expression(side, one.span) for side in one.size or (0, 0))
                size = (rows, columns) if one.size is not None else None
                yield tree.Arrangement(one.span, one.kind, references, edge, size, gap)


def _inner(items: Sequence[Item]) -> Iterator[Item]:
    """Everything in a flow, what is in blocks too."""
    for one in items:
        yield one
        if isinstance(one, Block):
            yield from _inner(one.body or ())
            for _, _, inner in one.branches:
                yield from _inner(inner)


def _nodes_of(items: Sequence[Item]) -> Iterator[Node]:
    return (one for one in _inner(items) if isinstance(one, Node))


def _links_of(items: Sequence[Item]) -> Iterator[Link]:
    return (one for one in _inner(items) if isinstance(one, Link))


def _called(one: Node | Group) -> str:
    """What the name of a thing is made from: an id of digits and signs says less than the text that is shown."""
    wanted = one.called or one.id
    text = (one.title if isinstance(one, Group) else one.label) or ""
    return wanted if any(map(str.isalpha, wanted)) or not any(map(str.isalpha, text)) else text.partition("\n")[0]


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
    "document": "document", "note": "note", "cloud": "cloud", "parallelogram": "parallelogram", "record": "table",
    "trapezoid": "trapezoid", "subroutine": "subroutine", "double circle": "accepting",
    "cuboid": "cuboid", "collection": "collections",
}  # fmt: skip


def _goes_on(before: Link, one: Link) -> bool:
    return (
        before.span.start == one.span.start and before.target == one.source and not before.label and not one.label
        and before.classes == one.classes and before.properties == one.properties
        and not any((*before.texts, *one.texts, *before.ports, *one.ports))
    )  # fmt: skip


#: Looks of which the usual value is said of all; of others only what three things or more have all alike.
_USUAL = ("fill", "stroke", "font", "opacity", "width", "height")


def _common(all_properties: Sequence[Mapping[str, Value]]) -> dict[str, Value]:
    """What can be said of several things at once: properties that all of them have, with their usual values."""
    if len(all_properties) < 2:
        return {}
    found: dict[str, Value] = {}
    for key in all_properties[0]:
        values = [one[key] for one in all_properties if key in one]
        usual, times = Counter(values).most_common(1)[0]
        enough = 2 if key in _USUAL else max(3, len(values))
        if len(values) == len(all_properties) and times >= enough:
            found[key] = usual
    return found
