"""A diagram while it is read: nodes, groups and links by their ids in the foreign file, in its order.

``sgc.importing.writing`` makes a figure of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from sgc.graph.nodes import node_noun
from sgc.source import Span

#: What properties are given as: words or a colour, a number, a flag. Dates are ``Day``, texts
#: ``Words``, names of things ``Ids``.
Value = str | int | float | bool | Fraction | tuple[str, ...]
Arrow = Literal["->", "<-", "<->", "--", "-->", "<--", "->>", "<<-"]
#: Groups and blocks within each other; what is deeper stands beside the deepest, for scene files have no room for it.
DEEPEST = 25
#: Sides of a node at which a link may end.
SIDES = ("left", "right", "top", "bottom")


#: Brackets behind the name of a member; ``::`` is within names.
_BRACKETS = re.compile(r"(?:[^:(]|::)*\(")


class Day(str):
    """A date as a property's value: ``2026-01-05``, or ``2026-01-05T14:30``."""


class Words(str):
    """A text as a property's value, which is written in quotes."""


class Ids(tuple[str, ...]):
    """One or two things as a property's value."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or a class: its cells, none for a line across; ``id`` is what links call it."""

    cells: tuple[str, ...]
    id: str | None = None


@dataclass(slots=True, eq=False)
class Group:
    """A frame around nodes and other groups; without any of these it becomes a node. ``called`` is what its name is
    made from, where that is not the id; ``direction`` where links lead within, and where that is said."""

    id: str
    span: Span
    title: str | None = None
    parent: Group | None = None
    called: str | None = None
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)
    order: int = 0
    depth: int = 0
    direction: tuple[str, Span] | None = None


@dataclass(slots=True, eq=False)
class Node:
    """A node; ``label`` None is its id. One that is only ``mentioned`` may turn out to be a group. ``called`` is what
    its name is made from, where that is not the id."""

    id: str
    span: Span
    group: Group | None = None
    noun: str = "box"
    label: str | None = None
    called: str | None = None
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    mentioned: bool = True
    order: int = 0


@dataclass(slots=True, eq=False)
class Link:
    """A link between ids of nodes or groups. ``texts`` stand at its ends; ``ports`` are ids of rows, or sides."""

    source: str
    target: str
    span: Span
    arrow: Arrow = "->"
    label: str | None = None
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)
    texts: tuple[str | None, str | None] = (None, None)
    ports: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Unseen:
    """A link that nobody sees and that puts its ends in order: ``along`` the direction of links, or across it."""

    source: str
    target: str
    span: Span
    along: bool = True


#: What no statement brings together keeps no more than this between it, in pixels.
_SPACING = 12


@dataclass(slots=True, eq=False)
class Arrangement:
    """Things of a layer, in a row or a column, in a grid of ``size`` (rows, columns), or with an ``edge`` in common;
    ``gap`` is what is between them."""

    kind: Literal["layer", "row", "column", "grid", "align"]
    ids: list[str]
    span: Span
    edge: Literal["top", "bottom", "left", "center", "middle"] | None = None
    gap: int | None = None
    size: tuple[int, int] | None = None


@dataclass(slots=True, eq=False)
class Activation:
    """Where the bar on a participant's lifeline begins ("activate"), or ends ("deactivate")."""

    word: Literal["activate", "deactivate"]
    id: str
    span: Span


@dataclass(slots=True, eq=False)
class Block:
    """A block of a figure with an order of its own: a word, or the node ``id``, a text, or both. ``body`` None: there
    are no braces; ``branches`` go on with ``else`` or ``and``; ``properties`` are looks."""

    span: Span
    word: str | None = None
    text: str | None = None
    id: str | None = None
    body: list[Item] | None = None
    branches: list[tuple[Literal["else", "and"], str | None, list[Item]]] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    properties: dict[str, Value] = field(default_factory=dict)


#: What stands in the flow of such a figure; a node is declared at its place.
Item = Link | Node | Block | Activation


@dataclass(slots=True)
class Draft:
    """One diagram, in the order of the file; one of a ``sort`` with an order of its own has a ``flow``."""

    span: Span
    title: str | None = None
    settings: dict[str, Value] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)
    #: By class, what its nodes (and groups) look like.
    styles: dict[str, dict[str, Value]] = field(default_factory=dict)
    #: Relations between two ids, by their words.
    relations: list[tuple[Span, str, str, str]] = field(default_factory=list)
    arrangements: list[Arrangement] = field(default_factory=list)
    sort: str | None = None
    flow: list[Item] = field(default_factory=list)

    def node(self, id: str, span: Span, group: Group | None = None, *, mentioned: bool = False) -> Node:
        """The node of this id, made where it is first seen; the first group that holds it keeps it."""
        found = self.nodes.get(id)
        if found is None:
            found = self.nodes[id] = Node(id, span, order=len(self.nodes) + len(self.groups))
        if not mentioned:
            found.mentioned = False
        if group is not None and found.group is None:
            found.group = group
        return found

    def group(self, id: str, span: Span, title: str | None = None, parent: Group | None = None) -> Group:
        """The group of this id, made where it is first seen."""
        found = self.groups.get(id)
        while parent is not None and parent.depth >= DEEPEST:
            parent = parent.parent
        if found is None:
            order = len(self.nodes) + len(self.groups)
            found = self.groups[id] = Group(id, span, title, parent, order=order)
            found.depth = 0 if parent is None else parent.depth + 1
        elif title is not None:
            found.title = title
        return found

    def around(self, id: str) -> Iterator[str]:
        """The groups that a thing is in, innermost first."""
        holder = self.groups[id].parent if id in self.groups else self.nodes[id].group
        while holder is not None:
            yield holder.id
            holder = holder.parent

    def messages(self, items: Sequence[Item] | None = None) -> Iterator[Link]:
        """The links in the flow of a figure with an order of its own, in that order."""
        for one in self.flow if items is None else items:
            if isinstance(one, Link):
                yield one
            elif isinstance(one, Block):
                for body in (one.body or (), *(branch for _, _, branch in one.branches)):
                    yield from self.messages(body)

    def heads(self, title: str, fill: str | None, span: Span, around: Group | None = None) -> Group:
        """A box around participants of a sequence, which is a group around their heads; maybe in another one."""
        made = self.group(f"box {span.start}", span, title or None, around)
        made.called = title or "box"
        if fill is not None:
            made.properties["fill"] = fill
        return made

    def rows(
        self, lines: Sequence[Sequence[str]], span: Span, kind: Literal["row", "column"] = "row", gap: int | None = None
    ) -> None:
        """Put things in rows one below the other, or in columns side by side; ``gap`` is what is between those of one
        line."""
        for line in lines:
            self.arrangements.append(Arrangement(kind, list(line), span, gap=gap))
        for before, after in pairwise(lines):
            self.relations.append((span, before[0], "above" if kind == "row" else "left of", after[0]))

    def grid(
        self, rows: Sequence[Sequence[tuple[int, int, str]]], span: Span,
        gaps: tuple[int | None, int | None] = (None, None),
    ) -> None:  # fmt: skip
        """Put things in the cells of a grid, by rows: the first column of each, how many it takes, and its id; and what
        is between columns, and between rows.

        What is in one column is of one width, so that the gaps of every row can be equal; where something has a
        width of its own (a group, a text, a picture), all stand in lines whatever the gaps.
        """
        singles = [{column: key for column, width, key in row if width == 1} for row in rows]
        columns = [[row[at] for row in singles if at in row] for at in sorted({at for row in singles for at in row})]
        if all(map(self._can_widen, (key for row in rows for _, _, key in row))):
            lines, size = [[key for *_, key in row] for row in rows], (len(rows), len(columns))
            across, down = gaps
            if across is not None and across == down and all(len(row) == size[1] for row in singles):
                cells = [key for line in lines for key in line]
                self.arrangements.append(Arrangement("grid", cells, span, gap=across, size=size))
            else:
                if max(across or 0, down or 0) < _SPACING:  # those that meet at a corner would be too near
                    across = down = None
                self.arrangements += [Arrangement("row", line, span, gap=across) for line in lines]
                self.arrangements += [Arrangement("column", column, span, gap=down) for column in columns]
            self.relations += [(span, key, "same width as", column[0]) for column in columns for key in column[1:]]
        else:
            self._lines([[key for *_, key in row] for row in rows], "middle", "left of", span)
            self._lines(columns, "center", "above", span)
        for number, (above, below) in enumerate(pairwise(rows)):
            if not singles[number].keys() & singles[number + 1].keys():
                self.relations.append((span, above[0][2], "above", below[0][2]))

    def _can_widen(self, key: str) -> bool:
        noun = self.nodes[key].noun if key in self.nodes and key not in self.groups else "text"
        return noun != "text" and node_noun(noun) is not None

    def _lines(self, lines: Sequence[Sequence[str]], edge: Literal["center", "middle"], order: str, span: Span) -> None:
        for line in lines:
            self.arrangements.append(Arrangement("align", list(line), span, edge=edge))
            self.relations += [(span, before, order, after) for before, after in pairwise(line)]

    def note(self, text: str, beside: str, side: str, span: Span, group: Group | None = None) -> Node:
        """A note that stands beside a thing: ``side`` is "left of", "right of", "above", "below" or "over"."""
        note = self.node(f"note {span.start} {len(self.nodes)}", span, group)
        known = self.nodes.get(beside)
        note.noun, note.label, note.called = "note", text, f"{known.called or beside if known else beside}_note"
        self.links.append(Link(note.id, beside, span, "--"))
        if side != "over":
            self.relations.append((span, note.id, side, beside))
        return note


def compartments(rows: Sequence[Row]) -> list[Row]:
    """The members of a class: attributes, a line across, and then methods, which have brackets behind their name; those
    behind a colon are of a type. Rows that lines part as they are written stay so."""
    attributes, methods = list[Row](), list[Row]()
    for row in rows:
        (methods if any(_BRACKETS.match(cell) for cell in row.cells) else attributes).append(row)
    if not attributes or not methods or not all(row.cells for row in rows):
        return list(rows)
    return [*attributes, Row(()), *methods]


def ends(tail: str, head: str) -> tuple[Arrow, dict[str, Value]]:
    """The arrow, and the properties beside it, of a link with these words for its ends."""
    arrow: Arrow
    if head == "arrow":
        arrow = "<->" if tail == "arrow" else "->"
    elif tail == "arrow":  # what was written first stays first, as it does in the tools that the files are for
        arrow = "--" if head == "none" else "<->"
    else:
        arrow = "->" if tail == "none" and head != "none" else "--"
    made: dict[str, Value] = {}
    if tail not in ("none", "arrow") or (tail == "arrow" and arrow == "--"):
        made["tail"] = tail
    if head not in ("none", "arrow"):
        made["head"] = head
    return arrow, made
