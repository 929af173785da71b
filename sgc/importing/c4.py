"""The calls of the C4 model, which PlantUML's library and Mermaid share: ``Person(user, "User")``, ``Rel(a, b)``.

Libraries of pictures for PlantUML are called alike: ``DynamoDB(orders, "Orders", "on demand")``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sgc.importing.draft import Draft, Group, Link
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
_ABOUT_LAYOUT = ("Lay_", "LAYOUT_", "Update", "Add", "Set", "Show", "Hide", "SHOW_", "HIDE_")
_FRAMES = re.compile(r"(?:\w+_)?Boundary|(?:Deployment_)?Node(?:_[LR])?")
_RELATION = re.compile(r"(?P<both>Bi)?Rel(?P<index>Index)?(?P<back>_Back)?(?:_\w+)?")


class C4:
    """Reads the calls of one diagram into a draft; ``groups`` are the frames around the present line."""

    def __init__(self, draft: Draft, page: Page, groups: list[Group | None]) -> None:
        self._draft, self._page, self._groups = draft, page, groups

    def statement(self, text: str, span: Span) -> bool:
        """Read a call; False where the text is none."""
        found = _CALL.fullmatch(text)
        if found is None:
            return False
        name, (values, named) = found["name"], _arguments(found["arguments"])
        plain_name = name.removesuffix("_Ext")
        if plain_name in _ELEMENTS and values:
            self._element(plain_name, values, named, span)
        elif _FRAMES.fullmatch(name) and values:
            around = self._around
            group = self._draft.group(values[0], span, plain(values[1]) if len(values) > 1 else values[0], around)
            if found["open"]:
                self._groups.append(group)
        elif (relation := _RELATION.fullmatch(name)) is not None and len(values) > 1:
            self._relation(relation, values, named, span)
        elif (len(values) > 1 or (values and found["open"])) and re.fullmatch(r"[\w.]+", values[0]) and (
            not name.startswith(_ABOUT_LAYOUT)
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
        node.noun, has_technology = _ELEMENTS[name]
        shown = [*values[1:4]]
        shown[len(shown) :] = [""] * (3 - len(shown))
        title, second, third = shown
        technology = named.get("techn", second if has_technology else "")
        words = named.get("descr", third if has_technology else second)
        lines = [named.get("label", title) or values[0], f"[{technology}]" if technology else "", words]
        node.label = "\n".join(plain(line.replace("\\n", "\n")) for line in lines if line.strip())

    def _pictured(
        self, name: str, values: Sequence[str], named: Mapping[str, str], is_open: bool, span: Span
    ) -> None:
        """What a library of pictures knows: a thing with the name of its picture above its own, or a frame."""
        if is_open:
            title = values[1] if len(values) > 1 else re.sub(r"(?<=\w)Group$", "", name)
            self._groups.append(self._draft.group(values[0], span, plain(title), self._around))
            return
        self._page.left_out("a picture of another file", span)
        node = self._draft.node(values[0], span, self._around)
        node.noun = next((noun for ending, noun in _PICTURED if name.casefold().endswith(ending)), "box")
        shown = [f"«{name}»", named.get("label", values[1]) or values[0]]
        shown += [f"[{values[2]}]"] if len(values) > 2 and values[2] not in ("", values[1]) else []
        shown += values[3:4]
        node.label = "\n".join(plain(line.replace("\\n", "\n")) for line in shown if line.strip())

    def _relation(
        self, relation: re.Match[str], values: Sequence[str], named: Mapping[str, str], span: Span
    ) -> None:
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
        label = "\n".join(plain(line.replace("\\n", "\n")) for line in lines if line.strip())
        self._draft.links.append(Link(source, target, span, "<->" if relation["both"] else "->", label or None))


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
