"""Class, object, component, deployment and use case diagrams of PlantUML: elements, containers and links alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sgc.importing.c4 import C4
from sgc.importing.draft import Arrangement, Group, Link, Node, Row, Unseen, Value, Words, compartments
from sgc.importing.levels import level
from sgc.importing.page import Line, Page
from sgc.importing.pieces import row_name
from sgc.importing.plantuml.arrows import ARROW, dress, is_short, unseen, way
from sgc.importing.plantuml.namespaces import Namespaces
from sgc.importing.plantuml.notes import Note
from sgc.importing.plantuml.reading import Reading
from sgc.importing.plantuml.texts import label, looks_of, member
from sgc.source import Span
from sgc.syntax import tree

#: Elements that have members, and all others, each with the node's word.
_CLASSES: Mapping[str, str] = {
    "class": "class", "abstract class": "class", "abstract": "class", "static class": "class",
    "annotation": "class", "enum": "enum", "interface": "interface", "struct": "struct", "exception": "class",
    "protocol": "interface", "metaclass": "class", "stereotype": "class", "object": "class", "map": "table",
    "entity": "entity", "dataclass": "class", "record": "class",
}  # fmt: skip
_ELEMENTS: Mapping[str, str] = {
    "component": "component", "node": "cuboid", "database": "database", "cloud": "cloud", "queue": "queue",
    "actor": "actor", "person": "person", "usecase": "usecase", "artifact": "document", "file": "document",
    "folder": "box", "package": "box", "rectangle": "box", "frame": "box", "card": "box", "agent": "box",
    "storage": "ellipse", "boundary": "circle", "control": "circle", "circle": "circle", "collections": "collections",
    "stack": "box", "hexagon": "hexagon", "label": "text", "process": "process", "action": "rounded",
    "diamond": "diamond", "port": "square", "portin": "square", "portout": "square", "namespace": "box",
    "together": "box", "participant": "box", "actor/": "actor", "usecase/": "usecase",
}  # fmt: skip
#: What is set above the name of an element that has no noun of its own here.
_STEREOTYPES = {
    "abstract class": "abstract", "abstract": "abstract", "annotation": "annotation", "exception": "exception",
}  # fmt: skip

_LONGEST_FIRST = sorted({*_CLASSES, *_ELEMENTS}, key=len, reverse=True)
_KEYWORDS = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in _LONGEST_FIRST)
_SHORT_NAME = r"(?:\[[^\]\n]+\]|\([^()\n]+\)|:[^:\n]+:|\(\)\s*(?:\"[^\"]*\"|[\w.]+))"
_NAME = rf"(?:\"[^\"]*\"|{_SHORT_NAME}|(?:[\w./\\@$-]|::)*[\w$](?:<[^\n<>]*(?:<[^\n<>]*>[^\n<>]*)*>)?)"
_TAIL = r"(?P<marks>(?:\s*<<[^>\n]*>>|\s*\$\w+|\s*\[\[[^\]\n]*\]\]|\s*#[\w#:;.\[\]-]+)*)"
_DECLARATION = re.compile(
    rf"(?:[-+#~]\s*)?(?P<kind>{_KEYWORDS})\s+(?P<name>{_NAME})(?P<template>\s+<(?!<)[^{{\n]*>)?(?:\s+as\s+(?P<alias>{_NAME}))?{_TAIL}"
    r"(?:\s+extends\s+(?P<extends>[^{#]+?)(?=\s+implements\b|\s*(?:[{#]|<<|$)))?"
    r"(?:\s+implements\s+(?P<implements>[^{#]+?)(?=\s*(?:[{#]|<<|$)))?\s*(?P<marks2>(?:<<[^>\n]*>>\s*|#[\w#:;.]+\s*)*)"
    r"(?P<open>\{|\[)?(?P<body>[^{}\[\]]*)(?P<close>\}|\])?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"(?:(?P<name>{_SHORT_NAME})(?:\s+as\s+(?P<alias>{_NAME}))?|(?P<quoted>\"[^\"]*\")\s+as\s+(?P<key>[\w.]+)){_TAIL}"
)
#: Between a name and an arrow: the name's end where it is plain that an arrow begins (``a--b``, not ``a-b``).
_PARTED = r"(?:(?<!\w)|(?=[-.=]{2}|[-.=]>|<[|-]|\*[-.]|[-.]\[|[-.](?:left|right|up|down|[lrud])[-.]))"
_LINK = re.compile(
    rf"(?P<source>{_NAME})\s*(?:\"(?P<tail>[^\"]*)\"\s*)?{_PARTED}{ARROW}"
    rf"\s*(?:\"(?P<head>[^\"]*)\"\s*)?(?P<target>{_NAME})\s*(?P<look>#[\w#:;.]+)?\s*(?:<<[^>\n]*>>\s*)?"
    r"(?::\s*(?P<label>.*))?",
    re.DOTALL,
)
_MEMBER = re.compile(rf"(?P<name>{_NAME})\s*:\s*(?P<member>.+)")
_GROUPING = re.compile(r"(?:together)\s*\{", re.IGNORECASE)
_ANONYMOUS = re.compile(rf"(?P<kind>{_KEYWORDS})\s*(?:#\w+)?\s*\{{", re.IGNORECASE)
#: Two classes whose link another one hangs on.
_PAIR = re.compile(r"\(\s*(?P<first>\w+)\s*,\s*(?P<second>\w+)\s*\)")
_RULE = re.compile(r"(?:--+|\.\.+|==+|__+)(?:\s*(?P<title>[^-.=_].*?)\s*(?:--+|\.\.+|==+|__+))?")
_COLUMN = re.compile(r"\*?\s*([\w ]+?)\s*(?::|=>)\s*([^<]+?)\s*((?:<<[\w, ]+>>\s*)*)")
#: Lines of one text in double quotes.
_LONGEST_TEXT = 40
#: How large a circle is that has its name below, in pixels.
_CIRCLE = 24
#: How large the point of a link is on which a class hangs, in pixels.
_POINT = 8
#: Between elements that stand in a row, and for a letter of what is written between them, in pixels.
_GAP, _LETTER = 50, 8
_LOLLIPOP = re.compile(r"\(\)\s*")
#: The circle of an interface behind its name, at the beginning of a link.
_LOLLIPOP_BEHIND = re.compile(r"(\"[^\"]*\"|[\w.]+)\s*\(\)\s*(?=[-.])")
#: A row of a map that is linked with another thing.
_POINTER = re.compile(r"(?P<name>[\w ]+?)\s*\*?-+(?:down|up|left|right)?-*>\s*(?P<target>\w+)")


def read(page: Page) -> tree.Figure | None:
    """The figure of a diagram of elements and links."""
    return _Graph(page).figure()


class _Graph(Reading):
    nothing = "there is nothing that can be drawn in this diagram"

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        begins = r"^\s*(?:abstract|class|enum|annotation|object|namespace)\b"
        crowfoot = r"(?:\|\||[|}]o|\}\|)(?:--|\.\.)|(?:--|\.\.)(?:\|\||o[|{]|\|\{)"
        self.is_classes = re.search(f"{begins}|{crowfoot}", page.text, re.M) is not None
        self.has_use_cases = re.search(r"^\s*(?:usecase\b|\([^()\n]+\))", page.text, re.M) is not None
        #: The containers around a line; None for a ``together``, which draws nothing.
        self.groups: list[Group | None] = []
        self.open: Node | None = None
        self.text_of: tuple[Node, list[str]] | None = None
        self.last: str | None = None
        #: What leads to the left or right.
        self.level: list[Link] = []
        #: The links of a single dash.
        self.beside: list[Link] = []
        self.calls = C4(self.draft, page, self.groups)
        self.spaces = Namespaces(self.draft, self.groups)

    def whole(self, line: Line, rest: Iterator[Line]) -> Line:
        """A line with those behind it in which a text between double quotes goes on."""
        text, more = line.text, 0
        while text.count('"') % 2 and more < _LONGEST_TEXT:
            following = next(rest, None)
            if following is None:
                break
            text, more = f"{text}\n{following.text.strip()}", more + 1
        return Line(text, line.start, line.length)

    def goes_on(self, line: Line) -> bool:
        if self.text_of is not None:
            self._in_text(line)
        elif self.open is not None:
            self._inside(line)
        else:
            return False
        return True

    @property
    def _around(self) -> Group | None:
        return next((one for one in reversed(self.groups) if one is not None), None)

    # ------------------------------------------------------------ statements

    def statement(self, line: Line, rest: Iterator[Line]) -> None:
        text, span = _LOLLIPOP_BEHIND.sub(r"() \1 ", line.text, count=1), self.page.place(line)
        if text == "}":
            if self.groups:
                self.groups.pop()
            else:
                self.page.not_understood(span, "nothing ends here")
        elif _GROUPING.fullmatch(text):
            self.groups.append(None)
        elif (found := _ANONYMOUS.fullmatch(text)) is not None:
            group = self.draft.group(f"{found['kind']} {span.start}", span, None, self._around)
            group.called = found["kind"].lower()
            self.groups.append(group)
        elif (found := _DECLARATION.fullmatch(text)) is not None and not _is_link(found):
            self._declare(found, span)
        elif (found := _SHORT.fullmatch(text)) is not None:
            self._short(found, span)
        elif self.calls.statement(text, span):
            return
        elif (found := _LINK.fullmatch(text)) is not None and not _assigns(found):
            self._link(found, span)
        elif (found := _MEMBER.fullmatch(text)) is not None and (self.is_classes or self._is_known(found["name"])):
            self._member(self._end(found["name"], span), found["member"])
        elif not (re.fullmatch(_NAME, text) and self._is_known(text)):
            self.page.not_understood(span)

    def _declare(self, found: re.Match[str], span: Span) -> None:
        kind = " ".join(found["kind"].lower().split())
        key, words = self._named(found["name"], found["alias"])
        marks = f"{found['marks'] or ''} {found['marks2'] or ''}"
        if not found["open"] and found["body"].strip():
            self.page.not_understood(span, "what stands behind the name is not understood and is left out")
        may_be_other = kind in ("interface", "entity") and not self.is_classes and found["open"] != "{"
        has_members = kind in _CLASSES and not may_be_other
        if found["open"] == "{" and not found["close"] and not has_members:
            if kind == "namespace":
                words, key = words or key, self.spaces.add(key)
            group = self.draft.group(key, span, words or key, self._around)
            group.properties.update(self._fill(marks, span))
            self.skin.dress(group, kind)
            for one in re.findall(r"<<\s*([^>]*?)\s*>>", marks):
                self.skin.dress(group, f"{kind}<<{one.lower()}>>")
            self.groups.append(group)
            return
        node = self.draft.node(key, span, self.spaces.home(key, self._around))
        self.last = key
        node.noun = _CLASSES[kind] if has_members else _ELEMENTS.get(kind, "circle")
        self.skin.dress(node, "class" if has_members and kind not in self.skin.looks else kind)
        stereotypes = [_STEREOTYPES[kind]] if kind in _STEREOTYPES else []
        stereotypes += [one.strip() for one in re.findall(r"<<([^>]*)>>", marks)]
        stereotypes = [re.sub(r"^\([^)]*\)\s*", "", one) for one in stereotypes]
        above = [f"«{label(one)}»" for one in stereotypes if one and label(one).lower() != node.noun]
        name = (words if words is not None else label(self.spaces.own(key))) + member((found["template"] or "").strip())
        node.label = "\n".join((*above, name))
        for one in stereotypes:
            self.skin.dress(node, f"{kind}<<{one.lower()}>>")
        node.properties.update(self._fill(marks, span))
        for names, dashed in ((found["extends"], False), (found["implements"], True)):
            for name in re.split(r"\s*,\s*", names.strip()) if names else ():
                parent = self._end(name, span)
                if parent.noun == "box":
                    parent.noun = "interface" if dashed else "class"
                link = Link(parent.id, key, span, "--", properties={"tail": "triangle"})
                if dashed:
                    link.properties["dashed"] = True
                self.draft.links.append(link)
        if found["open"] == "{":
            for each in filter(str.strip, re.split(r"[;\n]", found["body"])):
                self._member(node, each.strip())
            self.open = None if found["close"] else node
        elif found["open"] == "[":
            if found["close"]:
                node.label = label(found["body"])
            else:
                self.text_of = (node, [found["body"]])

    def _short(self, found: re.Match[str], span: Span) -> None:
        written = found["name"] or found["quoted"]
        key, words = self._named(written, found["alias"] or found["key"])
        node = self._element(written, key, span)
        if found["quoted"] and self.has_use_cases and node.noun == "box":
            node.noun = "actor"
        stereotypes = [label(one) for one in re.findall(r"<<([^>]*)>>", found["marks"])]
        node.label = "\n".join(
            (*(f"«{one}»" for one in stereotypes), words if words is not None else label(self.spaces.own(key)))
        )
        node.properties.update(self._fill(found["marks"], span))

    def _fill(self, marks: str, span: Span) -> dict[str, Value]:
        found = re.search(r"(?<!#)#([\w#:;.\[\]-]+)", re.sub(r"<<[^>]*>>|\[\[.*?\]\]", "", marks))
        if found is None:
            return {}
        looks = looks_of(found[1])
        if not looks:
            self.page.left_out(f"the colour '{found[1]}'", span)
        return looks

    def _link(self, found: re.Match[str], span: Span) -> None:
        if any(_PAIR.fullmatch(found[end]) for end in ("source", "target")):
            self._hangs(found, span)
            return
        source, target = self._end(found["source"], span), self._end(found["target"], span)
        link = Link(source.id, target.id, span)
        link.texts = (label(found["tail"] or "") or None, label(found["head"] or "") or None)
        words = re.sub(r"^[<>](?:\s+|$)|(?:^|\s+)[<>]$", "", (found["label"] or "").strip())
        link.label = label(words) or None
        if (hidden := unseen(link, found)) is not None:
            self.draft.unseen.append(hidden)
            return
        dress(link, found, self.page, leads=not self.draft.settings.get("direction"))
        if way(found) in ("l", "r") and not self.draft.settings.get("direction"):
            self.level.append(link)
        elif is_short(found):
            self.beside.append(link)
        self.draft.links.append(link)

    def _hangs(self, found: re.Match[str], span: Span) -> None:
        """A class that hangs on a link between two others: the link goes through a point, which it is linked with."""
        pairs = [_PAIR.fullmatch(found[end]) for end in ("source", "target")]
        pair, other = (pairs[0], found["target"]) if pairs[0] is not None else (pairs[1], found["source"])
        if pair is None or all(pairs):
            self.page.not_understood(span)
            return
        ends = [self._end(name, span) for name in (pair["first"], pair["second"], other)]
        first, second, hanging = (one.id for one in ends)
        point = self.draft.node(f"point {span.start}", span, ends[0].group if ends[0].group is ends[1].group else None)
        point.noun, point.label, point.called = "circle", "", "point"
        point.properties.update(size=_POINT, fill="black")
        joined = next((one for one in self.draft.links if {one.source, one.target} == {first, second}), None)
        if joined is None:
            joined = Link(first, second, span, "--")
            self.draft.links.append(joined)
        rest = Link(point.id, joined.target, span, "->" if joined.arrow in ("->", "<->") else "--")
        if joined.arrow == "<->":
            joined.properties["tail"] = "arrow"
        if "head" in joined.properties:
            rest.properties["head"] = joined.properties.pop("head")
        rest.texts, joined.texts = (None, joined.texts[1]), (joined.texts[0], None)
        rest.ports, joined.ports = (None, joined.ports[1]), (joined.ports[0], None)
        joined.target, joined.arrow = point.id, "--"
        self.draft.links += [rest, Link(point.id, hanging, span, "--", properties={"dashed": True})]

    def finish(self) -> None:
        """Circles have their names below; what arrows to the left and right join stands in a row, where it is in one
        container. Whoever acts is joined to use cases by straight lines, as is usual, unless others are asked for."""
        for one in (*self.groups, self.open, self.text_of and self.text_of[0]):
            if one is not None:
                self.page.not_understood(one.span, "this has no end")
        self._at_members()
        is_ortho = re.search(r"linetype\s+ortho", self.page.source.text, re.I) is not None
        if not is_ortho and {"actor", "usecase"} <= {node.noun for node in self.draft.nodes.values()}:
            self.draft.settings["routing"] = "straight"
        for node in self.draft.nodes.values():
            if node.noun in ("class", "interface", "struct"):
                node.rows = compartments(node.rows)
            if node.noun == "circle" and node.label != "":
                name = node.id if node.label is None else node.label
                node.properties |= {"caption": Words(name), "size": _CIRCLE}
        rows: dict[str, list[str]] = {}
        gap = _GAP
        for link in self.level:
            if {link.source, link.target} & self.draft.groups.keys():
                self.draft.unseen.append(Unseen(link.source, link.target, link.span, along=False))
                continue
            ends = [self.draft.nodes.get(key) for key in (link.source, link.target)]
            if ends[0] is None or ends[1] is None or ends[0].group is not ends[1].group:
                continue
            joined = [key for end in (link.source, link.target) for key in rows.get(end, [end])]
            rows.update((key, list(dict.fromkeys(joined))) for key in joined)
            gap = max(gap, _GAP // 2 + _LETTER * max(map(len, (link.label or "").split("\n"))))
        for together in {tuple(one): one for one in rows.values()}.values():
            self.draft.arrangements.append(Arrangement("row", together, self.draft.span, gap=gap))
        level(self.draft, self.beside)

    # ------------------------------------------------------------ elements

    def _end(self, written: str, span: Span) -> Node:
        """The element at an end of a link; brackets tell what kind a new one is."""
        key, words = self._named(written, None)
        node = self._element(written, key, span)
        if words is not None and node.label is None:
            node.label = words
        return node

    def _at_members(self) -> None:
        """Links end at members that are named by their class (``cities::Berlin``): at their row, or at the class."""
        members: dict[str, tuple[Node, str | None]] = {}
        for key, node in list(self.draft.nodes.items()):
            name, _, member = key.rpartition("::")
            known = self.draft.nodes.get(name)
            if known is not None and (known.rows or known.noun == "class") and node.mentioned:
                word = re.compile(rf"\b{re.escape(member)}\b")
                row = next((row.id for row in known.rows if word.search(" ".join(row.cells))), None)
                members[key] = known, row
                del self.draft.nodes[key]
        for link in self.draft.links:
            if link.source in members:
                node, row = members[link.source]
                link.source, link.ports = node.id, (row, link.ports[1])
            if link.target in members:
                node, row = members[link.target]
                link.target, link.ports = node.id, (link.ports[0], row)

    def _named(self, written: str, alias: str | None) -> tuple[str, str | None]:
        """The key of an element, by where its name is written, and the text that it shows, where that is another."""
        key, words = _named(written, alias)
        return self.spaces.whole(key) if re.fullmatch(r"[\w.]+", key) else key, words

    def _is_known(self, written: str) -> bool:
        key = self._named(written, None)[0]
        return key in self.draft.nodes or key in self.draft.groups

    def _element(self, written: str, key: str, span: Span) -> Node:
        space, _, last = key.rpartition(".")
        known = self.draft.nodes.get(last)
        if space and known is not None and known.group is not None and known.group.id == space:
            key = last  # by its name within a package
        is_new = key not in self.draft.nodes
        around = self.spaces.home(key, self._around) if is_new else None
        node = self.draft.node(key, span, around, mentioned=True)
        self.last = key
        if is_new:
            first = written[:1]
            node.noun = (
                "circle" if _LOLLIPOP.match(written) else {"[": "component", "(": "usecase", ":": "actor"}.get(first)
                or ("class" if self.is_classes else "box")
            )  # fmt: skip
            node.label = label(self.spaces.own(key))
            self.skin.dress(node, "rectangle" if node.noun == "box" else node.noun)
        return node

    def _inside(self, line: Line) -> None:
        """A line between the braces of a class."""
        assert self.open is not None
        text = line.text
        if text == "}":
            self.open = None
        elif text.endswith("}") and text.count("}") > text.count("{"):
            self._member(self.open, text[:-1].strip())
            self.open = None
        else:
            self._member(self.open, text)

    def _member(self, node: Node, text: str) -> None:
        if node.noun == "box":
            node.noun = "class"
        rule = _RULE.fullmatch(text)
        if rule is not None:
            node.rows.append(Row(()))
            if rule["title"]:
                node.rows.append(Row((label(rule["title"]),)))
            return
        if node.noun == "table" and (pointer := _POINTER.fullmatch(text)) is not None:
            node.rows.append(Row((pointer["name"],), pointer["name"]))
            target = self._end(pointer["target"], node.span)
            self.draft.links.append(Link(node.id, target.id, node.span, ports=(pointer["name"], None)))
            return
        text = re.sub(r"\{(?:field|method)\}\s*", "", text)
        cells = [text]
        column = _COLUMN.fullmatch(text) if node.noun in ("entity", "table") else None
        if column is not None:
            cells = [column[1], column[2], *re.findall(r"<<([\w, ]+)>>", column[3])]
        shown = tuple(member(one) for one in cells if one.strip())
        node.rows.append(Row(shown, row_name(shown)))

    def _in_text(self, line: Line) -> None:
        """A line of a label in brackets that goes over several lines."""
        assert self.text_of is not None
        node, lines = self.text_of
        lines.append(line.text.removesuffix("]"))
        if line.text.endswith("]"):
            node.label = label("\n".join(lines))
            self.text_of = None

    def note(self, note: Note, span: Span) -> None:
        if note.on_link:
            self.on_link(note, span)
        elif note.name is not None:
            node = self.draft.node(note.name, span, self._around)
            node.noun, node.label = "note", note.text
        elif note.beside is not None or self.last is not None:
            written = note.beside if note.beside is not None else self.last or ""
            beside = self._end(written, span) if note.beside is not None else self.draft.nodes[written]
            self.draft.note(note.text, beside.id, note.side, span, beside.group)
        else:
            self.page.not_understood(span, "this note stands beside nothing")


def _is_link(declared: re.Match[str]) -> bool:
    """Whether what begins like a declaration is a link of what is called by a keyword: ``Entity o-- Item``."""
    return not declared["open"] and bool(declared["body"].strip()) and _LINK.fullmatch(declared.string) is not None


def _assigns(found: re.Match[str]) -> bool:
    """Whether a single ``=`` without tips stands between names, as in the assignments of other languages."""
    return found["body"] == "=" and not (found["tip"] or found["point"])


def _named(written: str, alias: str | None) -> tuple[str, str | None]:
    """The key of an element, and the text that it shows, where that is another."""
    bare = _bare(written)
    if alias is None:
        generic = re.match(r"([\w.]+)<", bare)
        return (generic[1], label(bare)) if generic else (bare, None)
    other = re.sub(r"(?<=\w)<.*", "", _bare(alias))
    if alias.startswith('"') and not written.startswith('"'):  # ``component A as "Long name"``
        return bare, label(other)
    return other, label(bare)


def _bare(text: str) -> str:
    text = _LOLLIPOP.sub("", text.strip())
    if len(text) > 1 and (text[0], text[-1]) in (('"', '"'), ("[", "]"), ("(", ")"), (":", ":")):
        return text[1:-1].strip()
    return text
