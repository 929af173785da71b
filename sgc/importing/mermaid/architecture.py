"""Architecture diagrams of Mermaid: services with their pictures in groups, and links between their sides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sgc.importing.draft import Arrangement, Draft, Link, ends
from sgc.importing.mermaid import looks
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_THING = re.compile(
    r"(?P<kind>group|service)\s+(?P<id>[\w-]+)\s*(?:\((?P<icon>[^)]*)\)|\"(?P<sign>[^\"]*)\")?\s*"
    r"(?:\[(?P<title>[^\]]*)\])?\s*(?:\(?in\s+(?P<parent>[\w-]+)\)?)?"
)
_JUNCTION = re.compile(r"junction\s+(?P<id>[\w-]+)(?:\s+in\s+(?P<parent>[\w-]+))?")
_EDGE = re.compile(
    r"(?P<source>[\w-]+)(?P<of>\{group\})?\s*:\s*(?P<from>[TBLR])\s*(?P<tail><)?\s*-(?:\[(?P<label>[^\]]*)\])?-\s*"
    r"(?P<head>>)?\s*(?P<to>[TBLR])\s*:\s*(?P<target>[\w-]+)(?P<at>\{group\})?"
)
#: By the name of an icon, the node's word; names of icon sets end in one of these words, too.
_ICONS: Mapping[str, str] = {
    "database": "database", "disk": "cylinder", "cloud": "cloud", "internet": "globe", "server": "server",
}  # fmt: skip


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of an architecture diagram whose first word was read."""
    return _Architecture(page, title).figure()


@dataclass(frozen=True, slots=True)
class _Edge:
    """A link as it is written: its ends, whether each has a tip, and the sides that it leaves and reaches."""

    ends: tuple[str, str]
    tips: tuple[str, str]
    sides: tuple[str, str]
    label: str | None
    span: Span

    @property
    def is_across(self) -> bool:
        return set(self.sides) == {"L", "R"}

    @property
    def is_down(self) -> bool:
        return set(self.sides) == {"T", "B"}

    def link(self) -> Link:
        """The link, from the end that stands further left, or higher."""
        ends_, tips = (self.ends[::-1], self.tips[::-1]) if self.sides[0] in "LT" else (self.ends, self.tips)
        link = Link(*ends_, self.span, label=self.label)
        link.arrow, properties = ends(*tips)
        link.properties.update(properties)
        return link


class _Architecture:
    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.draft = Draft(page.span(0, len(page.text)), title)
        self.edges: list[_Edge] = []

    def figure(self) -> tree.Figure:
        for line in self.page.lines():
            one, span = line.statement(), self.page.place(line)
            if (found := _THING.fullmatch(one.text)) is not None:
                self._thing(found, span)
            elif (found := _JUNCTION.fullmatch(one.text)) is not None:
                node = self.draft.node(found["id"], span, self.draft.groups.get(found["parent"] or ""))
                node.noun, node.label = "circle", ""
                node.properties.update(width=12, height=12)
            elif (found := _EDGE.fullmatch(one.text)) is not None:
                self._edge(found, span)
            elif one.text.startswith("title "):
                self.draft.title = label(one.text.removeprefix("title "))
            elif one.text and not looks.statement(one.text, span, self.draft, self.page):
                self.page.not_understood(span)
        self._arrange()
        return figure(self.draft)

    def _thing(self, found: re.Match[str], span: Span) -> None:
        parent = self.draft.groups.get(found["parent"] or "")
        if found["parent"] and parent is None:
            self.page.not_understood(span, f"there is no group '{found['parent']}' yet")
        if found["kind"] == "group":
            self.draft.group(found["id"], span, label(found["title"] or found["id"]), parent)
            return
        node = self.draft.node(found["id"], span, parent)
        node.label = label(found["title"] or found["sign"] or found["id"])
        icon = re.split(r"[:-]", found["icon"] or "")[-1].strip().lower()
        node.noun = _ICONS.get(icon, "box")
        if icon and icon not in _ICONS:
            self.page.left_out(f"the icon '{found['icon']}'", span)

    def _edge(self, found: re.Match[str], span: Span) -> None:
        keys = (self._end(found["source"], found["of"], span), self._end(found["target"], found["at"], span))
        tips = ("arrow" if found["tail"] else "none", "arrow" if found["head"] else "none")
        words = label(found["label"] or "") or None
        self.edges.append(_Edge(keys, tips, (found["from"], found["to"]), words, span))

    def _end(self, key: str, whole: str | None, span: Span) -> str:
        """What a link ends at: a service, or with ``{group}`` the group that it is in."""
        if key in self.draft.groups:
            return key
        node = self.draft.node(key, span, mentioned=True)
        return node.group.id if whole and node.group is not None else key

    def _arrange(self) -> None:
        """Most links lead along the direction; what the others join across it is of one layer.

        Where the sides contradict each other, because the picture would have to be folded, only links are left.
        """
        self.draft.links = [one.link() for one in self.edges]
        along = [one for one in self.edges if one.is_across]
        level = [one for one in self.edges if one.is_down]
        if len(along) >= len(level) and along:
            self.draft.settings["direction"] = "right"
        else:
            along, level = level, along
        layers = {key: {key} for one in self.edges for key in one.ends}
        for one in level:
            joined = layers[one.ends[0]] | layers[one.ends[1]]
            layers.update((key, joined) for key in joined)
        if any(one.ends[1] in layers[one.ends[0]] for one in along):
            return
        for together in {id(one): one for one in layers.values()}.values():
            if not together & self.draft.groups.keys():
                keys = [key for key in self.draft.nodes if key in together]
                self.draft.arrangements.append(Arrangement("layer", keys, self.draft.span))
