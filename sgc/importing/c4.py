"""The calls of the C4 model, which PlantUML's library and Mermaid share: ``Person(user, "User")``, ``Rel(a, b)``.

Libraries of pictures for PlantUML are called alike: ``DynamoDB(orders, "Orders", "on demand")``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sgc.importing.colors import scene_color
from sgc.importing.draft import Draft, Group, Link, Unseen, Value
from sgc.importing.page import Page
from sgc.importing.texts import plain
from sgc.source import Span

_CALL = re.compile(r"(?P<name>[A-Z]\w*)\s*\((?P<arguments>.*)\)\s*(?P<open>\{)?", re.DOTALL)
_ARGUMENT = re.compile(r"\s*(?:\$(?P<key>\w+)\s*=\s*)?(?:\"(?P<text>[^\"]*)\"|(?P<bare>[^,\"]*))\s*(?:,|$)")
#: By the first part of an element's name, the node's word and whether its third argument is a technology.
_ELEMENTS: Mapping[str, tuple[str, bool]] = {
    "Person": ("person", False), "System": ("box", False), "SystemDb": ("database", False),
    "SystemQueue": ("queue", False), "Container": ("rounded", True), "ContainerDb": ("database", True),
    "ContainerQueue": ("queue", True), "Component": ("component", True), "ComponentDb": ("database", True),
    "ComponentQueue": ("queue", True),
}  # fmt: skip
#: How the name of a picture ends, and the node's word for what it shows.
_PICTURED: Sequence[tuple[str, str]] = (
    ("database", "database"), ("db", "database"), ("queue", "queue"), ("cloud", "cloud"), ("user", "person"),
    ("users", "person"), ("person", "person"),
)  # fmt: skip
#: How calls end that say where what is named second stands, seen from what is named first: whether along the direction
#: of links, and whether it comes after.
_WAYS: Mapping[str, tuple[bool, bool]] = {
    "D": (True, True), "Down": (True, True), "U": (True, False), "Up": (True, False),
    "R": (False, True), "Right": (False, True), "L": (False, False), "Left": (False, False),
}  # fmt: skip
#: The directions of whole diagrams, and calls that ask for what is so here anyway.
_DIRECTIONS: Mapping[str, str | None] = {
    "LAYOUT_TOP_DOWN": None, "LAYOUT_LEFT_RIGHT": "right", "LAYOUT_LANDSCAPE": "right", "LAYOUT_AS_SKETCH": None,
    "UpdateLayoutConfig": None,
}  # fmt: skip
#: Fill, border and letters of each kind of element, as the C4 model's own tools draw them; what is external is gray.
#: The words of a person stand below the picture, on the paper.
_COLORS: Mapping[str, tuple[str, str, str]] = {
    "Person": ("#08427b", "", ""), "System": ("#1168bd", "#0b4884", "white"),
    "Container": ("#438dd5", "#3c7fc0", "black"), "Component": ("#85bbf0", "#78a8d8", "black"),
    "External": ("#d5d5d5", "#999999", "black"),
}  # fmt: skip
#: By a named argument about looks, what it is called here.
_LOOKS: Mapping[str, str] = {
    "bgColor": "fill", "borderColor": "stroke", "fontColor": "ink", "lineColor": "stroke", "textColor": "ink",
}  # fmt: skip
_ABOUT_LAYOUT = ("LAYOUT_", "Update", "Add", "Set", "Show", "Hide", "SHOW_", "HIDE_")
_FRAMES = re.compile(r"(?:\w+_)?Boundary|(?:Deployment_)?Node(?:_[LR])?")
_RELATION = re.compile(r"(?P<both>Bi)?Rel(?P<index>Index)?(?P<back>_Back)?(?:_(?P<way>\w+))?")


class C4:
    """Reads the calls of one diagram into a draft; ``groups`` are the frames around the present line."""

    def __init__(self, draft: Draft, page: Page, groups: list[Group | None]) -> None:
        self._draft, self._page, self._groups = draft, page, groups
        #: By tag, the looks of what has it.
        self._tags: dict[str, dict[str, Value]] = {}

    def statement(self, text: str, span: Span) -> bool:
        """Read a call; False where the text is none."""
        found = _CALL.fullmatch(text)
        if found is None:
            return False
        name, (values, named) = found["name"], _arguments(found["arguments"])
        if name.removesuffix("_Ext") in _ELEMENTS and values:
            self._element(name, values, named, span)
        elif _FRAMES.fullmatch(name) and values:
            around = self._around
            group = self._draft.group(values[0], span, _text(values[1:2]) or values[0], around)
            if found["open"]:
                self._groups.append(group)
        elif name in _DIRECTIONS:
            self._draft.settings.update({"direction": way} if (way := _DIRECTIONS[name]) is not None else {})
        elif name in ("AddElementTag", "AddRelTag", "UpdateElementStyle", "UpdateRelStyle") and values:
            self._restyle(name, values, named)
        elif (placed := re.fullmatch(r"Lay_(\w+)", name)) is not None and placed[1] in _WAYS and len(values) > 1:
            along, is_after = _WAYS[placed[1]]
            ends = (values[0], values[1]) if is_after else (values[1], values[0])
            self._draft.unseen.append(Unseen(*ends, span, along))
        elif (relation := _RELATION.fullmatch(name)) is not None and len(values) > 1:
            self._relation(relation, values, named, span)
        elif (
            (len(values) > 1 or (values and found["open"]))
            and re.fullmatch(r"[\w.]+", values[0])
            and (not name.startswith(_ABOUT_LAYOUT))
        ):
            self._pictured(name, values, named, bool(found["open"]), span)
        else:
            self._page.left_out(f"'{name}'", span)
        return True

    @property
    def _around(self) -> Group | None:
        return next((one for one in reversed(self._groups) if one is not None), None)

    def _element(self, name: str, values: Sequence[str], named: Mapping[str, str], span: Span) -> None:
        node = self._draft.node(values[0], span, self._around)
        kind = name.removesuffix("_Ext")
        node.noun, has_technology = _ELEMENTS[kind]
        fill, stroke, ink = _COLORS["External" if kind != name else re.sub(r"(?:Db|Queue)$", "", kind)]
        node.properties.update(fill=fill, **({} if node.noun == "person" else {"stroke": stroke, "ink": ink}))
        node.properties.update(self._tagged(named))
        shown = [*values[1:4]]
        shown[len(shown) :] = [""] * (3 - len(shown))
        title, second, third = shown
        technology = named.get("techn", second if has_technology else "")
        words = named.get("descr", third if has_technology else second)
        lines = [named.get("label", title) or values[0], f"[{technology}]" if technology else "", words]
        node.label = _text(lines)

    def _restyle(self, name: str, values: Sequence[str], named: Mapping[str, str]) -> None:
        """Looks of what has a tag, of one element or of one relation."""
        looks: dict[str, Value] = {}
        for key, value in named.items():
            if key in _LOOKS and (color := scene_color(value)) is not None:
                looks[_LOOKS[key]] = color
        if name.endswith("Tag"):
            self._tags[values[0]] = looks
        elif name == "UpdateElementStyle":
            if values[0] in self._draft.nodes:
                self._draft.nodes[values[0]].properties.update(looks)
        else:
            for link in self._draft.links:
                if {link.source, link.target} == set(values[:2]):
                    link.properties.update(looks)

    def _tagged(self, named: Mapping[str, str]) -> dict[str, Value]:
        return {
            key: value for tag in named.get("tags", "").split("+") for key, value in self._tags.get(tag, {}).items()
        }

    def _pictured(self, name: str, values: Sequence[str], named: Mapping[str, str], is_open: bool, span: Span) -> None:
        """What a library of pictures knows: a thing with the name of its picture above its own, or a frame."""
        if is_open:
            title = values[1] if len(values) > 1 else re.sub(r"(?<=\w)Group$", "", name)
            self._groups.append(self._draft.group(values[0], span, _text([title]), self._around))
            return
        self._page.left_out("a picture of another file", span)
        node = self._draft.node(values[0], span, self._around)
        node.noun = next((noun for ending, noun in _PICTURED if name.casefold().endswith(ending)), "box")
        shown = [f"«{name}»", named.get("label", values[1]) or values[0]]
        shown += [f"[{values[2]}]"] if len(values) > 2 and values[2] not in ("", values[1]) else []
        shown += values[3:4]
        node.label = _text(shown)

    def _relation(self, relation: re.Match[str], values: Sequence[str], named: Mapping[str, str], span: Span) -> None:
        if relation["index"]:
            values = values[1:]
        if len(values) < 2:
            self._page.not_understood(span)
            return
        for key in values[:2]:
            self._draft.node(key, span, mentioned=True)
        source, target = (values[1], values[0]) if relation["back"] else (values[0], values[1])
        technology = named.get("techn", values[3] if len(values) > 3 else "")
        lines = [named.get("label", values[2] if len(values) > 2 else ""), f"[{technology}]" if technology else ""]
        label = _text(lines)
        link = Link(source, target, span, "<->" if relation["both"] else "->", label or None)
        link.properties.update(self._tagged(named))
        if _WAYS.get(relation["way"] or "") == (True, False):  # it is drawn upwards: what it leads to comes first
            link.source, link.target = target, source
            if link.arrow == "->":
                link.arrow, link.properties["tail"] = "--", "arrow"
        self._draft.links.append(link)


def _text(lines: Sequence[str]) -> str:
    """Several arguments below each other; breaks and tabs are written with a backslash."""
    return "\n".join(plain(line.replace("\\n", "\n").replace("\\t", " ")) for line in lines if line.strip())


def _arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """The arguments of a call: by their places, and by their names."""
    values, named, position = [], {}, 0
    while position < len(text):
        found = _ARGUMENT.match(text, position)
        if found is None or found.end() == position:
            break
        value = found["text"] if found["text"] is not None else found["bare"].strip()
        if found["key"]:
            named[found["key"]] = value
        else:
            values.append(value)
        position = found.end()
    return values, named
