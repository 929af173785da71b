"""Style sheets of PlantUML's mind maps and breakdowns: the looks of branches by their depth and by their stereotype."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sgc.importing.colors import scene_color
from sgc.importing.draft import Value
from sgc.importing.page import Page

_SHEET = re.compile(r"<style>(?P<said>[\s\S]*?)</style>", re.IGNORECASE)
_PIECE = re.compile(r"(?P<open>[^{}\n;]*)\{|(?P<close>\})|(?P<name>\w+)[ \t:]+(?P<value>[^{}\n;]+)")
_DEPTH = re.compile(r":depth\(\s*(\d+)\s*\)")
#: By the name of a colour in lower case what it is of a branch.
_COLORS = {"backgroundcolor": "fill", "fontcolor": "ink", "linecolor": "stroke"}
#: What is about distances and fonts, which are as a figure needs them here.
_NO_MATTER = re.compile(r"(?i)padding|margin|maximumwidth|font(?:name|size|style)|roundcorner|horizontalalignment")


@dataclass(slots=True)
class Sheet:
    """Looks by what they are said of: ``node`` for all branches, ``:depth(1)`` with the root at 0, ``.stereotype``."""

    looks: dict[str, dict[str, Value]] = field(default_factory=dict)

    def of(self, depth: int, stereotype: str | None) -> dict[str, Value]:
        """The looks of a branch; what is said of fewer goes before."""
        names = ["node", *(["rootnode"] if depth == 0 else []), f":depth({depth})", f".{(stereotype or '').lower()}"]
        found: dict[str, Value] = {}
        for name in names:
            found |= self.looks.get(name, {})
        return found


def sheet_of(page: Page) -> Sheet:
    """The style sheets of a page, taken out of its text; of what has no counterpart the page is told."""
    sheet = Sheet()
    for found in list(_SHEET.finditer(page.text)):
        around: list[str] = []
        is_whole = True
        for piece in _PIECE.finditer(found["said"]):
            if piece["open"] is not None:
                around.append(piece["open"].strip().lower())
            elif piece["close"]:
                del around[-1:]
            else:
                is_whole &= _take(sheet, around[-1] if around else "", piece["name"].lower(), piece["value"].strip())
        if not is_whole:
            page.left_out("a part of a style sheet", page.span(*found.span()))
        page.blank(*found.span())
    return sheet


def _take(sheet: Sheet, of: str, name: str, value: str) -> bool:
    """Take a property in; False where it has no counterpart."""
    if _NO_MATTER.fullmatch(name):
        return True
    depth = _DEPTH.search(of)
    key = f":depth({int(depth[1])})" if depth is not None else of
    color = scene_color(value)
    if color is None or name not in _COLORS or not (depth or key in ("node", "rootnode") or key.startswith(".")):
        return False
    sheet.looks.setdefault(key, {})[_COLORS[name]] = color
    return True
