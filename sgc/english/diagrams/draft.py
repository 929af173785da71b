"""A diagram being read: nodes, what joins them and what is stated of them, then written as a scene file's tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sgc.english import lexicon
from sgc.english.diagrams.pieces import bare, caption, key, search, trim
from sgc.graph.names import Names
from sgc.graph.nodes import NAMELESS, node_noun
from sgc.source import Diagnostic, Source, Span
from sgc.syntax import tree

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: The row that is a line across.
RULE = "--"
#: What parts the cells of a row.
CELL = "\t"
#: A name says what the node is in few letters.
_WORDS_OF_NAMES = 3


@dataclass(slots=True, eq=False)
class Node:
    """One node, or a group where it has ``members``. ``rows`` are those of a table or class; ``above`` stands over its
    name: "«abstract»"."""

    label: str
    word: str
    span: Span
    rows: list[str] = field(default_factory=list)
    members: list[Node] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    name: str = ""
    above: str = ""
    inside: Node | None = None

    def give(self, member: Node) -> None:
        """Take a node in, unless that would close a ring of groups."""
        above: Node | None = self
        while above is not None:
            if above is member:
                return
            above = above.inside
        if member.inside is not None:
            member.inside.members.remove(member)
        member.inside = self
        self.members.append(member)


@dataclass(slots=True, eq=False)
class Edge:
    """A link; ``label`` as it is shown, or empty; ``properties`` as the language has them, "" for a flag; ``texts`` at
    its two ends."""

    first: Node
    second: Node
    span: Span
    arrow: str = "->"
    label: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    texts: tuple[str, str] | None = None


@dataclass(slots=True, eq=False)
class Frame:
    """A frame around messages of a sequence, by its ``word`` in the language: its parts, each a text, which may be
    empty behind the first, and the links in it."""

    word: str
    parts: list[tuple[str, list[Edge]]]


@dataclass(slots=True, eq=False)
class Stated:
    """A relation of the language between nodes: ``predicate`` one of its table."""

    subject: Node
    predicate: str
    object: Node
    span: Span


@dataclass(slots=True, eq=False)
class Arranged:
    """Nodes in an arrangement of the language; ``gap`` and ``radius`` in pixels, 0 for those of the language; a grid
    has so many ``across``; ``variant`` is the word behind ``align``."""

    kind: str
    nodes: Sequence[Node]
    gap: int = 0
    radius: int = 0
    around: Node | None = None
    across: int = 0
    variant: str = ""


@dataclass(slots=True, eq=False)
class Draft:
    """What has been read of a diagram so far. ``sort`` is the word behind ``diagram``, or empty."""

    source: Source
    sort: str = ""
    title: str = ""
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    arranged: list[Arranged] = field(default_factory=list)
    styles: dict[str, dict[str, str]] = field(default_factory=dict)
    unread: list[Span] = field(default_factory=list)
    heard: list[Span] = field(default_factory=list)  # understood, and shown by no word
    told: list[Diagnostic] = field(default_factory=list)

    def add(self, span: Span, word: str, label: str | None = None) -> Node:
        """A new node that shows these words."""
        node = Node(caption(span.text) if label is None else label, word, span)
        self.nodes.append(node)
        return node

    def find(self, span: Span) -> Node | None:
        """The node that words point to: one with the same words, else the latest whose name ends with them."""
        sought = key(bare(span).text)
        if not sought:
            return None
        for node in self.nodes:
            if sought in self._called(node.label):
                return node
        for node in reversed(self.nodes):
            if _is_of_several(span.text) and not _is_of_several(node.label):
                continue  # "ministers", and one is called "Prime minister"
            for name in self._called(node.label):
                if name.endswith(" " + sought) and name.removesuffix(" " + sought).split()[-1:] != ["the"]:
                    return node  # and not of "address of the server"
        return None

    def labelled(self, text: str) -> Node | None:
        """The first node whose label has just these words."""
        sought = key(text)
        return next((node for node in self.nodes if key(node.label) == sought), None)

    def _called(self, label: str) -> list[str]:
        """The names of a node, as mentions are compared: of "Time series database (InfluxDB)" both. In a tree a person
        stands in parentheses, who is not called as others of the same office are."""
        noted = _NOTED.fullmatch(label) if self.sort != "tree" else None
        return [key(label)] if noted is None else [key(label), key(noted["name"]), key(noted["note"])]

    def one_of(self, span: Span) -> Node | None:
        """ "the north division", "Division A", of two divisions without names: the next of them, which is called so
        then."""
        words = key(span.text).split()
        lettered = len(words) > 1 and len(words[-1]) == 1 and words[-1].isalpha()
        if len(words) < 2 or words[0] in _ORDINARY or not (lettered or span.text.casefold().startswith("the ")):
            return None
        stem = caption(" ".join(words[:-1])) if lettered else caption(words[-1])
        counted = [one for one in self.nodes if re.fullmatch(rf"{re.escape(stem)} \d+", one.label)]
        if len(counted) < 1 or words[-1] in _IN_NUMBERS:
            return None
        counted[0].label = caption(bare(span).text)
        return counted[0]

    def named(self, span: Span, word: str) -> Node:
        """The node that words point to, new if there is none."""
        return self.find(span) or self.add(bare(span), word)

    def link(
        self, first: Node, second: Node, span: Span, arrow: str = "->", label: str = "", **properties: str
    ) -> Edge:
        edge = Edge(first, second, span, arrow, label, dict(properties))
        self.edges.append(edge)
        return edge

    def join(
        self, first: Sequence[Node], second: Sequence[Node], span: Span, arrow: str = "->", label: str = ""
    ) -> None:
        """Link each of the first with each of the second."""
        for one in first:
            for other in second:
                self.link(one, other, span, arrow, label)

    def hear_behind(self, span: Span, pattern: re.Pattern[str]) -> tuple[Span, bool]:
        """The span before the first place of the pattern, behind which all is heard; and whether there is one."""
        found = search(span, pattern)
        if found is None:
            return span, False
        self.heard.append(Span(span.source, found.start(), span.end))
        return trim(Span(span.source, span.start, found.start())), True

    def drop(self, links: Sequence[Edge]) -> None:
        """Take links back, those in frames, too."""
        self.edges = [one for one in self.edges if one not in links]
        for frame in self.frames:
            frame.parts = [(text, [one for one in inner if one not in links]) for text, inner in frame.parts]

    def missed(self) -> list[Span]:
        """What was not read, in the prompt's order, no part of it twice."""
        found: list[Span] = []
        for one in sorted(self.unread, key=lambda span: (span.start, -span.end)):
            if not found or one.end > found[-1].end:
                found.append(one)
        return found

    # ------------------------------------------------------------ writing

    def written(self) -> tree.SyntaxTree:
        """The scene file's tree."""
        self._name_nodes()
        whole = self.source.span()
        body: list[tree.Statement] = [
            tree.Setting(whole, tree.Word(whole, name), _value(whole, value)) for name, value in self.settings.items()
        ]
        body += (self._node(node) for node in self.nodes if node.inside is None)
        body += self._framed()
        body += (self._relation(one) for one in self.stated)
        body += map(self._arrangement, self.arranged)
        for word, properties in self.styles.items():
            body.append(tree.Style(whole, (tree.Word(whole, word),), (), tuple(_properties(whole, properties))))
        title = _text(whole, self.title) if self.title else None
        figure = tree.Figure(whole, "diagram", None, title, None, tuple(body), self.sort or None)
        return tree.SyntaxTree(self.source, (), (figure,), diagnostics=tuple(self.told))

    def _name_nodes(self) -> None:
        names = Names()
        for node in self.nodes:
            words = re.findall(r"\w+", node.label.lower())[:_WORDS_OF_NAMES]
            node.name = names.name(" ".join(words) or node.word.split()[-1], "node")

    def _node(self, node: Node) -> tree.Statement:
        span = node.span
        if node.members:
            body = tuple(map(self._node, node.members))
            return tree.Group(span, tree.Name(span, node.name), _text(span, node.label), (), body)
        words = tuple(tree.Word(span, word) for word in node.word.split())
        noun = node_noun(node.word.split()[-1])
        shows = noun is None or noun.concept not in NAMELESS  # and would show its name for want of a text
        label = _text(span, "\n".join(filter(None, (node.above, node.label)))) if node.label or shows else None
        rows = (
            tree.Row(span) if row == RULE else tree.Row(span, tuple(_text(span, cell) for cell in row.split(CELL)))
            for row in node.rows
        )
        braced: tuple[tree.Property | tree.Row, ...] = (*_properties(span, node.properties), *rows)
        phrase = tree.Phrase(span, None, words, label=label, properties=braced)
        return tree.Declaration(span, tree.Name(span, node.name), phrase)

    def _framed(self) -> Iterator[tree.Statement]:
        """The links in their order, those in a frame within it."""
        within = {id(edge): frame for frame in self.frames for _, edges in frame.parts for edge in edges}
        for edge in self.edges:
            frame = within.get(id(edge))
            if frame is None:
                yield self._edge(edge)
            elif frame.parts[0][1][0] is edge:
                yield self._frame(frame)

    def _frame(self, frame: Frame) -> tree.Statement:
        span = frame.parts[0][1][0].span
        (text, edges), *further = frame.parts
        branches = tuple(
            tree.Branch(span, "else", _text(span, words) if words else None, tuple(map(self._edge, inner)))
            for words, inner in further
        )
        word = tree.Reference(span, tree.Name(span, frame.word))
        return tree.Block(span, word, _text(span, text), (), tuple(map(self._edge, edges)), branches)

    def _edge(self, edge: Edge) -> tree.Statement:
        ends = tuple(_reference(edge.span, node) for node in (edge.first, edge.second))
        label = _text(edge.span, edge.label) if edge.label else None
        properties = tuple(_properties(edge.span, edge.properties))
        texts = () if edge.texts is None else (tuple(_text(edge.span, one) if one else None for one in edge.texts),)
        return tree.Link(edge.span, ends, (edge.arrow,), label, (), properties, texts)  # type: ignore[arg-type]

    def _relation(self, one: Stated) -> tree.Statement:
        step = tree.Step(one.span, tree.Predicate(one.span, one.predicate), (_reference(one.span, one.object),))
        return tree.Relation(one.span, _reference(one.span, one.subject), (step,))

    def _arrangement(self, one: Arranged) -> tree.Statement:
        span = self.source.span()
        gap, radius = (tree.Number(span, Fraction(value)) if value else None for value in (one.gap, one.radius))
        references = tuple(_reference(span, node) for node in one.nodes)
        around = _reference(span, one.around) if one.around is not None else None
        size: tuple[tree.Expression, tree.Expression] | None = None
        if one.across:
            rows = -(-len(one.nodes) // one.across)
            size = tree.Number(span, Fraction(rows)), tree.Number(span, Fraction(one.across))
        variant = tree.Word(span, one.variant) if one.variant else None
        return tree.Arrangement(span, one.kind, references, variant, size, gap, radius, around)  # type: ignore[arg-type]  # a kind


#: Words that tell which of several by its place.
_ORDINARY = frozenset((
    "first", "second", "third", "fourth", "fifth", "last", "other", "same", "next", "one", "two", "three", "four",
))  # fmt: skip
_IN_NUMBERS = frozenset(("step", "phase", "stage"))
_NOTED = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<note>[^()]+)\)")


def _is_of_several(words: str) -> bool:
    return any(map(lexicon.is_plural, words.casefold().strip(",.;:!").split()[-1:]))


def _text(span: Span, words: str) -> tree.Text:
    return tree.Text(span, (words,))


def _value(span: Span, words: str) -> tree.Expression:
    if _DAY.fullmatch(words):
        return tree.Date(span, words)
    return tree.Number(span, Fraction(words)) if words.isdecimal() else tree.Name(span, words)


def _reference(span: Span, node: Node) -> tree.Reference:
    return tree.Reference(span, tree.Name(span, node.name))


def _properties(span: Span, values: dict[str, str]) -> Iterator[tree.Property]:
    for name, value in values.items():
        words = tuple(tree.Word(span, word) for word in value.split())
        said: tree.Expression | None = None
        if len(words) == 1:
            said = _value(span, value)
        elif " or " in value:  # "zero or many", as the language reads it
            said = tree.Logical(span, "or", tuple(tree.Name(span, one) for one in value.split(" or ")))
        elif words:
            said = tree.Words(span, words)
        yield tree.Property(span, tree.Word(span, name), said)


def reached(node: Node, ways: Sequence[tuple[Node, Node]]) -> set[int]:
    """The nodes, by ``id``, to which ways from one to the next lead from a node; itself only where one leads back."""
    onward: dict[int, list[Node]] = {}
    for first, second in ways:
        onward.setdefault(id(first), []).append(second)
    found: set[int] = set()
    waiting = [node]
    while waiting:
        further = [one for one in onward.get(id(waiting.pop()), ()) if id(one) not in found]
        found.update(map(id, further))
        waiting += further
    return found
