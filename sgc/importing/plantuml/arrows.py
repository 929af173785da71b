"""Arrows of PlantUML's class, component and state diagrams: ``-->``, ``<|--``, ``-[#red,dashed]down->``."""

from __future__ import annotations

import re

from sgc.importing.colors import scene_color
from sgc.importing.draft import Link, Unseen, ends
from sgc.importing.page import Page

_TAILS = {
    "<|": "triangle", "<<": "open", "<": "arrow", "^": "triangle", "*": "diamond", "o": "hollow diamond", "+": "circle",
    "#": "bar", "x": "cross", "0": "hollow circle", "@": "circle", "(0": "hollow circle", "(": "hollow circle",
    ")": "hollow circle", "|o": "zero or one", "||": "one", "}o": "zero or many", "}|": "one or many", "}": "many",
    "<|:": "triangle",
}  # fmt: skip
_HEADS = {
    "|>": "triangle", ">>": "open", ">": "arrow", "^": "triangle", "*": "diamond", "o": "hollow diamond", "+": "circle",
    "#": "bar", "x": "cross", "0": "hollow circle", "@": "circle", "0)": "hollow circle", ")": "hollow circle",
    "(": "hollow circle", "o|": "zero or one", "||": "one", "o{": "zero or many", "|{": "one or many", "{": "many",
    ":|>": "triangle",
}  # fmt: skip


def _any(words: dict[str, str], *, is_tail: bool) -> str:
    """One of the signs, the longest first; one of a letter is parted from a name beside it."""
    return "|".join(
        (r"(?<!\w)" if is_tail and one[0].isalnum() else "")
        + re.escape(one)
        + (r"(?!\w)" if not is_tail and one[-1].isalnum() else "")
        for one in sorted(words, key=len, reverse=True)
    )


_TAIL, _HEAD = _any(_TAILS, is_tail=True), _any(_HEADS, is_tail=False)
#: Where an arrow leads, written within it: what follows its last dash is the name of a thing.
_WAY = r"(?:left|right|up|down|le|ri|do|[lrud])(?=[-.=~0()\[])"
#: An arrow.
ARROW = (
    rf"(?P<tip>{_TAIL})?(?P<body>[-.=~]{{1,60}}"
    rf"(?:(?:\[(?P<style>[^\]\n]*)\](?P<way>{_WAY})?|(?P<turn>{_WAY})(?:\[(?P<turned>[^\]\n]*)\])?)[-.=~]{{0,60}})?"
    r"(?:(?P<socket>\(0\)?|0\)?)(?P<on>[-.=~]{1,60}))?)"
    rf"(?P<point>{_HEAD})?"
)


def way(found: re.Match[str]) -> str:
    """Where an arrow leads: "u", "d", "l" or "r"; nothing where it does not say so."""
    return (found["way"] or found["turn"] or "")[:1].lower()


def is_short(found: re.Match[str]) -> bool:
    """Whether an arrow of a single dash leads to what stands beside its source."""
    return not way(found) and len(_dashes(found)) == 1


def _dashes(found: re.Match[str]) -> str:
    return re.sub(r"\[.*?\]|[\w()]", "", found["body"])


def _style(found: re.Match[str]) -> list[str]:
    """The words in the brackets of an arrow, which stand before or behind its way."""
    return re.split(r"[,;]", found["style"] or found["turned"] or "")


def unseen(link: Link, found: re.Match[str]) -> Unseen | None:
    """What a hidden arrow puts in order; None for one that is seen. One of a single dash leads across."""
    words = _style(found)
    if not {"hidden", "invisible"} & {one.strip() for one in words}:
        return None
    turned = way(found)
    ends = (link.target, link.source) if turned in ("u", "l") else (link.source, link.target)
    return Unseen(*ends, link.span, turned in ("u", "d") or not (turned or is_short(found)))


def dress(link: Link, found: re.Match[str], page: Page, *, leads: bool = False, back: str = "ul") -> None:
    """Give a link what its arrow says.

    One that ``leads`` ``back``, which is up or to the left, is written from its other end, which stands first then.
    """
    if found["socket"]:
        page.left_out("the socket in the middle of a link", link.span)
    tail, head = _TAILS.get(found["tip"] or "", "none"), _HEADS.get(found["point"] or "", "none")
    if way(found) and not leads:
        page.left_out("the direction of an arrow", link.span)
    elif way(found) and way(found) in back:
        link.source, link.target, tail, head = link.target, link.source, head, tail
        link.texts, link.ports = link.texts[::-1], link.ports[::-1]
    link.arrow, properties = ends(tail, head)
    link.properties.update(properties)
    body = re.sub(r"\[.*?\]|[()0]", "", found["body"])
    if "." in body:
        link.properties["dashed"] = True
    elif "~" in body:
        link.properties["dotted"] = True
    elif "=" in body:
        link.properties["bold"] = True
    words = _style(found)
    words += [f"#{one}" for one in re.split(r"[;]", (found.groupdict().get("look") or "").lstrip("#"))]
    for word in words:
        word = re.sub(r"^#line[:.]", "#", word.strip())
        word = word.lstrip("#") if word.lstrip("#") in ("bold", "dashed", "dotted", "") else word
        if word in ("dashed", "dotted", "bold"):
            link.properties[word] = True
        elif word.startswith("#") and (color := scene_color(word[1:]) or scene_color(word)) is not None:
            link.properties["stroke"] = color
        elif (width := re.fullmatch(r"thickness=(\d{1,2})", word)) is not None:
            link.properties["width"] = int(width[1]) or 1
        elif word and word not in ("plain", "norank", "single"):
            page.left_out(f"'{word}' of links", link.span)
