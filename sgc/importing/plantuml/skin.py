"""``skinparam`` of PlantUML: how the page looks, and each kind of element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sgc.importing.colors import scene_color
from sgc.importing.draft import Draft, Group, Node, Value
from sgc.importing.page import Page
from sgc.source import Span

SKINPARAM = re.compile(
    r"^[ \t]*skinparam\b[ \t]*(?P<name>[\w.]*)[ \t]*(?P<of><<[^>\n]*>>)?[ \t]*"
    r"(?:\{(?P<body>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}|(?P<value>[^\n{]*))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_PAIR = re.compile(r"(?P<name>\w+)[ \t]*(?P<of><<[^>\n]*>>)?[ \t]+(?P<value>[^\n{}]+)")
_LOOK = re.compile(r"(?P<kind>\w*?)(?P<look>background|border|font|line)?(?P<what>color|thickness|size|style)")
#: What a look of an element is called here.
_PROPERTIES = {
    "backgroundcolor": "fill", "bordercolor": "stroke", "linecolor": "stroke", "fontcolor": "ink", "color": "stroke",
    "borderthickness": "thickness", "thickness": "thickness", "linethickness": "thickness", "fontsize": "font",
}  # fmt: skip
#: What says how it is drawn here anyway.
_AS_HERE = frozenset([
    "shadowing false", "handwritten false", "classattributeiconsize 0", "packagestyle rectangle", "packagestyle rect",
    "componentstyle rectangle", "componentstyle uml2", "linetype ortho", "style strictuml", "monochrome false",
    "defaulttextalignment center", "sequencemessagealign center", "roundcorner 0",
])  # fmt: skip

#: What only guides PlantUML's own placing and letters: nobody misses it.
_GUIDES = re.compile(r"nodesep|ranksep|\w*fontname")


@dataclass(slots=True)
class Skin:
    """The settings of the figure; by kind of element ("class", "arrow", "node<<old>>"), what it looks like."""

    settings: dict[str, Value] = field(default_factory=dict)
    looks: dict[str, dict[str, Value]] = field(default_factory=dict)

    def dress(self, one: Node | Group, kind: str) -> None:
        """Give an element the looks of its kind."""
        if kind in self.looks and kind not in one.classes:
            one.classes.append(kind)

    def finish(self, draft: Draft) -> None:
        """Put what was said of kinds, of lines and of all letters into a diagram."""
        elements: list[Node | Group] = [*draft.nodes.values(), *draft.groups.values()]
        used = {kind for one in elements for kind in one.classes}
        draft.settings.update(self.settings)
        for kind in sorted(filter(used.__contains__, self.looks), key=lambda kind: "<<" in kind):  # the last one wins
            draft.styles[kind] = {**self.looks[kind], **draft.styles.get(kind, {})}
        for link in (*draft.links, *draft.messages()):
            for name, value in self.looks.get("arrow", {}).items():
                link.properties.setdefault({"thickness": "width"}.get(name, name), value)
        for node in draft.nodes.values():
            for name, value in self.looks.get("default", {}).items():
                if not any(name in self.looks.get(kind, {}) for kind in node.classes):
                    node.properties.setdefault(name, value)


_THEME = re.compile(r"^[ \t]*!theme[ \t]+(?P<name>[\w-]+)[^\n]*$", re.MULTILINE | re.IGNORECASE)
#: Themes of PlantUML that draw black on white. They keep the colours that a page gives, which the theme for print does
#: not; so that their paper is all that is taken from them.
_PLAIN = ("plain", "mono")
#: Themes of PlantUML whose paper is dark.
_DARK = (
    "amiga", "black-knight", "blueprint", "crt-amber", "crt-green", "cyborg", "cyborg-outline", "hacker", "superhero",
    "superhero-outline", "reddress-darkblue", "reddress-darkgreen", "reddress-darkorange", "reddress-darkred",
)  # fmt: skip


def skin_of(page: Page) -> Skin:
    """What the page says of looks, which is taken out of its text; of the rest it is told."""
    made = Skin()
    for found in _THEME.finditer(page.text):
        if found["name"].lower() in _DARK:
            made.settings["theme"] = "dark"
        elif found["name"].lower() in _PLAIN:
            made.settings["background"] = "white"
        else:
            page.left_out(f"the theme '{found['name']}'", page.span(found.start(), found.end()))
    page.blank_all(_THEME)
    for found in SKINPARAM.finditer(page.text):
        span = page.span(found.start(), found.end())
        for name, value in _said(found):
            _take(name.lower(), value.strip().strip('"'), span, made, page)
    page.blank_all(SKINPARAM)
    return made


def _said(found: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Names and values; a name with a stereotype keeps it."""
    if found["body"] is None:
        yield found["name"] + (found["of"] or ""), found["value"]
        return
    for one in _PAIR.finditer(found["body"]):
        yield found["name"] + one["name"] + (found["of"] or one["of"] or ""), one["value"]


def _take(name: str, value: str, span: Span, made: Skin, page: Page) -> None:
    if f"{name} {value}".lower() in _AS_HERE or not value or _GUIDES.fullmatch(name):
        return
    if name == "linetype" and value.lower() == "polyline":
        made.settings["routing"] = "straight"
        return
    if name == "monochrome":
        made.settings["theme"] = "print"
        return
    plain, _, of = name.partition("<<")
    look = _LOOK.fullmatch(plain)
    kind = look["kind"] if look is not None else ""
    key = _PROPERTIES.get(plain.removeprefix(kind)) if look is not None else None
    found = None if key is None else _value(key, value)
    if found is None or key is None:
        page.attribute_left_out(name, "skinparam", span)
    elif kind:
        kind = kind.removesuffix("attribute").removesuffix("header") if kind.startswith("class") else kind
        kind = (kind.removeprefix("sequence") or kind) + (f"<<{of.removesuffix('>>').strip()}>>" if of else "")
        made.looks.setdefault(kind, {})[key] = found
    elif key == "fill" and found != "none":
        made.settings["background"] = found
    else:
        page.attribute_left_out(name, "skinparam", span)


def _value(key: str, value: str) -> Value | None:
    if key in ("fill", "stroke", "ink"):
        first = re.split(r"[-/|\\]", value)[0]
        return scene_color(first) or (scene_color(f"#{first}") if re.fullmatch(r"[0-9a-fA-F]{6}", first) else None)
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 < number < 100 else None
