"""Flowcharts of Mermaid: nodes in their brackets, links in their many spellings, subgraphs, classes and styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from sgc.importing.css import declarations, link_look, node_look
from sgc.importing.directions import turn
from sgc.importing.draft import Draft, Group, Link, Node, Unseen, Value, ends
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.shapes import BRACKETS, shape_named
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.unseen import order
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_HEAD = re.compile(r"[ \t]*(TB|TD|BT|LR|RL|[<>^v])?[ \t]*(?=[;\n]|$)")
_BLANKS = re.compile(r"[ \t\r]*")
_END = re.compile(r"[ \t\r]*(?:[;\n]|$)")
_REST = re.compile(r"[^\n]*")
_LINES = re.compile(r"\s*")
_AMPERSAND = re.compile(r"[ \t]*&[ \t]*")
_QUOTED = re.compile(r"\s*\"([^\"]*)\"\s*")
#: A statement to its end; the ``;`` of an entity ends none.
_STATEMENT = re.compile(r"(?:\"[^\"\n]*\"|[^;\n\"]|&#?\w+;|#\w+;)*")
_ID = re.compile(r"(?:[^\W]|[!\"#$%'*+.`?\\/:]|-(?![->.])|=(?!=)|&(?=\w*;))+")
_WORDS = re.compile(
    r"(subgraph|end|direction|classDef|class|style|linkStyle|click|callback|href)\b(?![ \t]*(?:-->|---|-\.|==))"
)
_CLASS = re.compile(r":::[ \t]*([\w-]+(?:,[\w-]+)*)")
_DATA = re.compile(r"@\{(?P<data>(?:\"[^\"]*\"|'[^']*'|[^{}\"'])*)\}")
_ENTRY = re.compile(r"([\w-]+)\s*:\s*(\"[^\"]*\"|'[^']*'|[^,\n}]*)")
_EDGE_ID = re.compile(r"[\w-]+@(?=[ \t]*[<xo]?(?:--|==|-\.|~~~))")
#: What stands before the braces of what a template puts in: ``${name}`` is no decision called "$".
_PLACEHOLDERS = frozenset("$#")
#: A whole link, and one that a text follows; the tips are in the groups ``tail`` and ``head``.
_WHOLE = re.compile(
    r"(?P<tail>[xo<]?)(?:--+(?P<line>[-xo>])|==+(?P<thick>[=xo>])|-?\.+-(?P<dots>[xo>]?)|~~~+(?P<hidden>))"
)
_BEGUN = re.compile(r"(?P<tail>[xo<]?)(?:(?P<line>--)|(?P<thick>==)|(?P<dots>-\.))")
_LABELLED = {
    "line": re.compile(r"(?P<text>(?:\"[^\"]*\"|[^\n\"])*?)--+(?P<head>[-xo>])"),
    "thick": re.compile(r"(?P<text>(?:\"[^\"]*\"|[^\n\"])*?)==+(?P<head>[=xo>])"),
    "dots": re.compile(r"(?P<text>(?:\"[^\"]*\"|[^\n\"])*?)\.+-(?P<head>[xo>]?)"),
}
_PIPED = re.compile(r"[ \t]*\|(?P<text>\"[^\"]*\"|[^|]*)\|")
#: The word for an end, by what is written there.
_TIPS = {"x": "cross", "o": "circle", "<": "arrow", ">": "arrow", "-": "none", "=": "none", "": "none"}
_SUBGRAPH = re.compile(
    r"[ \t]+(?:(?P<id>[^\[\]\"\n;]+?)[ \t]*\[(?P<title>\"[^\"]*\"|[^\]\n]*)\]|\"(?P<quoted>[^\"]*)\""
    r"|(?P<words>[^\n;]+))?"
)


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a flowchart whose first word was read."""
    return Flowchart(page, title).figure()


class Flowchart:
    """Reads one flowchart; what is like one in its nodes and links builds on it."""

    ID = _ID

    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.text = page.text
        whole = page.span(0, len(page.text))
        self.position = whole.start
        self.draft = Draft(whole, title)
        self.groups: list[Group] = []
        self.edges: dict[int, Link | None] = {}
        self.edge_names: set[str] = set()

    def figure(self) -> tree.Figure:
        self._head()
        while self.position < len(self.text):
            if (end := _END.match(self.text, self.position)) is not None:
                self.position = max(end.end(), self.position + 1)
                continue
            self._take(_BLANKS)
            self._statement()
        self._finish()
        return figure(self.draft)

    def _head(self) -> None:
        """What stands behind the first word."""
        head = self._take(_HEAD)
        direction = looks.DIRECTIONS[head[1] or "TB"] if head is not None else "down"
        if direction != "down":
            self.draft.settings["direction"] = direction

    def _finish(self) -> None:
        """What can be said when all is read."""
        for group in self.groups:
            self.page.not_understood(group.span, "this subgraph has no end")
        for link in self.draft.links:
            link.properties = {**self._default_link, **link.properties}
        looks.default_looks(self.draft)
        turn(self.draft, self.page)
        order(self.draft, self.page)

    # ------------------------------------------------------------ statements

    def _statement(self) -> None:
        start = self.position
        if (word := self._take(_WORDS)) is not None:
            getattr(self, f"_{word[1].lower()}")(start)
            return
        known, is_linked = len(self.draft.nodes), False
        before = self._nodes()
        if before is None:
            self._not_understood(start)
            return
        while (link := self._link_tips()) is not None:
            self._to_next_line()
            after = self._nodes()
            if after is None:
                self._not_understood(start)
                return
            self._join(before, after, link, start)
            before, is_linked = after, True
        is_whole = _END.match(self.text, self.position) is not None
        if not is_linked and not (is_whole and all(map(_is_name, before))) and self._forget(known):
            self.position, is_whole = start, False
        if not is_whole:
            self._not_understood(start)

    def _to_next_line(self) -> None:
        """Behind a link at the end of a line, what it leads to stands in the next one that is not empty."""
        start = self.position
        self._take(_LINES)
        if _WORDS.match(self.text, self.position) or self.ID.match(self.text, self.position) is None:
            self.position = start

    def _forget(self, known: int) -> bool:
        """Take back bare nodes that are words or signs of a line which is no statement; False where it has others."""
        new = list(islice(reversed(self.draft.nodes.values()), len(self.draft.nodes) - known))
        if not new or not all(one.mentioned or one.id in _PLACEHOLDERS for one in new):
            return False
        for one in new:
            del self.draft.nodes[one.id]
        return True

    def _not_understood(self, start: int) -> None:
        """Go on at the next line; the caret stands where reading ended."""
        here = min(self.position, len(self.text))
        end = self._rest()
        place = self.page.span(here, end) if self.text[here:end].strip() else self.page.span(start, end)
        self.page.not_understood(place)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What fits a pattern here, with the position behind it; None, and no move, where nothing does."""
        found = pattern.match(self.text, self.position)
        if found is not None:
            self.position = found.end()
        return found

    def _rest(self) -> int:
        """Go to the end of the line."""
        self._take(_REST)
        return self.position

    def _line(self) -> str:
        """What is left of a statement."""
        found = self._take(_STATEMENT)
        return found[0].strip() if found is not None else ""

    # ------------------------------------------------------------ nodes

    def _nodes(self) -> list[str] | None:
        """``A & B``: the ids of one end of a link; None where there is none."""
        ids: list[str] = []
        while True:
            self._take(_LINES if ids else _BLANKS)
            one = self._node()
            if one is None:
                return None
            ids.append(one)
            if self._take(_AMPERSAND) is None:
                return ids

    def _node(self) -> str | None:
        found = self.ID.match(self.text, self.position)
        if found is None:
            return None
        id = found[0]
        if ":::" in id:  # a class follows without a blank
            id = id[: id.index(":::")]
        id = id.rstrip(":")
        if not id:
            return None
        start = found.start()
        self.position = start + len(id)
        shown = self._brackets()
        data = self._take(_DATA)
        if data is not None and id in self.edge_names:
            self.page.left_out("the look of a named link", self.page.span(start, self.position))
            return id
        span = self.page.span(start, self.position)
        is_bare = shown is None and data is None
        node = self.draft.node(id, span, self._around, mentioned=is_bare)
        if shown is not None:
            node.noun, node.label, node.span = shown[0], label(shown[1]), span
        if data is not None:
            self._data(node, data["data"], span)
        self._class_of(node)
        return id

    def _class_of(self, node: Node) -> None:
        found = self._take(_CLASS)
        if found is not None:
            node.classes += found[1].split(",")

    def _brackets(self) -> tuple[str, str] | None:
        """The shape and the text in brackets after an id."""
        for opening, closings in BRACKETS:
            if not self.text.startswith(opening, self.position):
                continue
            inner = self.position + len(opening)
            quoted = _QUOTED.match(self.text, inner)
            found = None
            for closing, noun in closings:
                if quoted is not None and self.text.startswith(closing, quoted.end()):
                    found = (quoted.end(), closing, noun, quoted[1])
                    break
                end = self.text.find(closing, inner)
                line_end = self.text.find("\n", inner)
                if end >= 0 and (line_end < 0 or end < line_end or quoted) and (found is None or end < found[0]):
                    found = (end, closing, noun, self.text[inner:end])
            if found is not None:
                self.position = found[0] + len(found[1])
                text = found[3]
                return found[2], text.partition("|")[2] if opening == "[|" else text
        return None

    def _data(self, node: Node, data: str, span: Span) -> None:
        """``@{ shape: cyl, label: "Text" }``."""
        for name, value in _ENTRY.findall(data):
            value = value.strip().strip("\"'")
            if name == "shape":
                noun = shape_named(value)
                if noun is None:
                    self.page.left_out(f"the shape '{value}'", span)
                else:
                    node.noun = noun
            elif name == "label":
                node.label = label(value)
            else:
                self.page.attribute_left_out(name, "nodes", span)

    # ------------------------------------------------------------ links

    def _link_tips(self) -> Link | None:
        """The link that stands here, without its ends."""
        start, begun, said = self.position, None, None
        self._take(_LINES)
        name = self._take(_EDGE_ID)
        self._take(_BLANKS)
        if (whole := self._take(_WHOLE)) is not None:
            kind = next((one for one in ("thick", "dots", "hidden") if whole[one] is not None), "line")
            tail, head = whole["tail"], whole["line"] or whole["thick"] or whole["dots"] or ""
            said = self._take(_PIPED)
        elif (begun := self._take(_BEGUN)) is not None:
            kind = next(one for one in ("line", "thick", "dots") if begun[one])
            said = self._take(_LABELLED[kind])
            tail, head = begun["tail"], said["head"] if said is not None else ""
        if whole is None and (begun is None or said is None):
            self.position = start
            return None
        made = Link("", "", self.page.span(start, start), label=label(said["text"]) if said is not None else None)
        made.arrow, tips = ends(_TIPS[tail], _TIPS[head])
        made.properties = {**tips, **_LOOKS[kind]}
        if name is not None:
            self.edge_names.add(name[0][:-1])
        return made

    def _join(self, before: list[str], after: list[str], like: Link, start: int) -> None:
        span = self.page.span(start, self.position)
        for source in before:
            for target in after:
                number = len(self.edges)
                if like.properties.get("opacity") == 0:  # ``~~~`` only puts nodes in order
                    self.edges[number] = None
                    self.draft.unseen.append(Unseen(source, target, span))
                    continue
                one = Link(source, target, span, like.arrow, like.label, [], dict(like.properties))
                self.edges[number] = one
                self.draft.links.append(one)

    # ------------------------------------------------------------ subgraphs

    def _subgraph(self, start: int) -> None:
        found = self._take(_SUBGRAPH)
        id, title = None, None
        if found is not None and found["id"]:
            id, title = found["id"], label(found["title"])
        elif found is not None and (words := found["quoted"] or found["words"] or "").strip():
            title = label(words)
            id = words.strip() if found["words"] and re.fullmatch(r"\S+", words.strip()) else None
        self._rest()
        span = self.page.span(start, self.position)
        self.groups.append(self.draft.group(id or title or f"group {start}", span, title, self._around))

    def _end(self, start: int) -> None:
        if self.groups:
            self.groups.pop()
        else:
            self.page.not_understood(self.page.span(start, self.position), "no subgraph ends here")

    def _direction(self, start: int) -> None:
        words = self._line()
        looks.direction(words, self.page.span(start, self.position), self.draft, self.page, self._around)

    @property
    def _around(self) -> Group | None:
        return self.groups[-1] if self.groups else None

    # ------------------------------------------------------------ looks

    def _classdef(self, start: int) -> None:
        rest = self._line()
        looks.class_def(rest, self.page.span(start, self.position), self.draft, self.page)

    def _class(self, start: int) -> None:
        names, _, classes = self._line().rpartition(" ")
        if not names.strip():
            self._not_understood(start)
        for key in looks.ids(names):
            one = self._styled(key, start)
            if one is not None:
                one.classes += looks.ids(classes)

    def _style(self, start: int) -> None:
        names, _, look = self._line().partition(" ")
        if not look.strip():
            self._not_understood(start)
        found = node_look(declarations(look), self.page, self.page.span(start, self.position))
        for key in looks.ids(names):
            one = self._styled(key, start)
            if one is not None:
                one.properties.update(found)

    def _styled(self, id: str, start: int) -> Node | Group | None:
        """What a style speaks of; a link's name has no look of its own here."""
        if id in self.draft.groups or id in self.draft.nodes or id not in self.edge_names:
            return looks.thing(id, self.page.span(start, self.position), self.draft)
        self.page.left_out("the look of a named link", self.page.span(start, self.position))
        return None

    def _linkstyle(self, start: int) -> None:
        numbers, _, look = self._line().partition(" ")
        look = re.sub(r"^\s*interpolate\s+\w+", "", look)
        span = self.page.span(start, self.position)
        found = link_look(declarations(look), self.page, span)
        if numbers == "default":
            self._default_link = found
            return
        for number in numbers.split(","):
            if not number.strip().isdecimal() or int(number) not in self.edges:
                self.page.not_understood(span, f"there is no link {number.strip()}")
            elif (one := self.edges[int(number)]) is not None:
                one.properties.update(found)

    _default_link: Mapping[str, Value] = {}

    def _click(self, start: int) -> None:
        self._rest()
        self.page.left_out("what a click does", self.page.span(start, self.position))

    _callback = _href = _click


def _is_name(id: str) -> bool:
    """Whether what may stand for an id is one: it has letters, and no text that never ends."""
    return re.search(r"\w", id) is not None and '"' not in id


#: What a link looks like, by how it is written.
_LOOKS: Mapping[str, Mapping[str, Value]] = {
    "line": {}, "thick": {"bold": True}, "dots": {"dotted": True}, "hidden": {"opacity": 0},
}  # fmt: skip
