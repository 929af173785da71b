"""Instructions about diagrams: links between nodes, nodes put into them, groups, and the way that links lead.

They come before all others where the scene is a diagram. Names of nodes are any words ("Check input"), so that who is
meant is left to those who know the diagram (``sgc.editing.references``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from sgc.editing.idioms import ANY_TEXT, TEXT, Match, Reader, Row, idioms, text_of
from sgc.editing.operations import (
    Caption,
    Connect,
    Disconnect,
    Ends,
    Gather,
    Insert,
    Operation,
    Restyle,
    Reverse,
    Scatter,
    Setting,
    Target,
)
from sgc.editing.wordings import link_looks
from sgc.english.diagrams.words import shape_of
from sgc.graph.colors import color_value
from sgc.graph.nodes import NODE_WORDS
from sgc.source import Span

LINK_IDIOMS: list[Row] = []
_idiom = idioms(LINK_IDIOMS)

_LOOKS = r"(?P<looks>(?:(?!(?:and|to|from|the)\b)[\w-]+[ ,]+(?:and )?)*?)"
_LINK = r"(?:arrow|link|line|edge|connection|transition|connector|relationship|message)s?"
_ENDS = (
    r"(?:(?:going |leading |pointing |that (?:goes|leads|points) )?from (?P<tail>.+?) (?:back )?to (?P<head>.+?)"
    r"|between (?P<one>.+?) and (?P<other>.+?))"
)
_A_LINK = rf"(?:(?:the|all|any|every) )?{_LINK}"
_THE_LINK = rf"{_A_LINK} {_ENDS}"
_LABELLED = rf"(?:,? (?:label(?:l?ed)?|called|named|saying|that says|with the (?:label|text)) (?:it )?{ANY_TEXT})?"
_NODE = (
    r"(?:an? |another |one )?(?:new )?(?:(?P<kind>[\w-]+(?: [\w-]+)?) (?:(?:called|named|labell?ed|saying) )?(?="
    rf"[\"“”']))?(?:{TEXT}|(?P<plain>(?:(?!\b(?:called|named|labell?ed|saying)\b)[^\"“”])+?)"
    r"(?: (?:called|named|labell?ed) (?P<name>[^\"“”]+?))?)"
)
_WHOLE_LINK = re.compile(_THE_LINK, re.IGNORECASE)
_DIRECTIONS = {
    "left to right": "right", "right to left": "left", "top to bottom": "down", "bottom to top": "up",
    "top down": "down", "top-down": "down", "bottom up": "up", "bottom-up": "up", "left-to-right": "right",
    "right-to-left": "left", "top-to-bottom": "down", "bottom-to-top": "up", "horizontally": "right",
    "horizontal": "right", "vertically": "down", "vertical": "down", "to the right": "right", "rightwards": "right",
    "downwards": "down", "to the left": "left", "upwards": "up", "sideways": "right",
}  # fmt: skip
_IT = (
    r"(?:it|everything|the (?:whole )?(?:diagram|graph|flowchart|flow chart|chart|figure|picture|drawing|layout|flow))"
)
#: Words for any node that say nothing of it.
_NODES = frozenset(("node", "step", "block", "element", "component", "stage", "shape"))


def _end(reader: Reader, found: Match, group: str) -> Target:
    """The nodes that a part of the text speaks of: one, or several with "and"."""
    start, end = found.span(group)
    at, pieces = start, list[tuple[int, int]]()
    for joint in re.compile(r",\s*(?:and\s+)?|\s+and\s+", re.I).finditer(reader.source.text, start, end):
        pieces.append((at, joint.start()))
        at = joint.end()
    made = reader.target(at, end)
    for piece in reversed(pieces):
        made = replace(reader.target(*piece), also=made)
    return made


def _ends(reader: Reader, found: Match) -> Ends:
    """What a link is said to join: from the one to the other, or where that is not said, whichever way it leads."""
    either = found.groupdict().get("tail") is None
    names = ("one", "other") if either else ("tail", "head")
    tail, head = (_end(reader, found, name) for name in names)
    return Ends(Span(reader.source, found.start(names[0]), found.end(names[1])), tail, head, either)


def _words(found: Match) -> str | None:
    """The text of a label, if there is one."""
    words = found.groupdict()
    return text_of(found) if any(words.get(name) for name in ("quoted", "single", "plain")) else None


@_idiom(r"(?:link|connect|join|wire) (?P<what>.+?) (?:(?:up )?(?:to|with) (?:each other|one another)|together)")
def _connect_all(reader: Reader, found: Match) -> Operation:
    every = _end(reader, found, "what")
    return Connect(reader.span, every, every, "--")


@_idiom(
    rf"(?:add|draw|put|insert|make|create) (?:an? |another )?{_LOOKS}{_LINK} {_ENDS}{_LABELLED}",
    rf"(?:link|connect|join|wire|attach) (?P<tail>.+?) (?:up )?(?:to|with) (?P<head>.+?)"
    rf"(?: (?:by|with|through|via) (?:an? )?{_LOOKS}{_LINK})?{_LABELLED}",
    rf"(?:link|connect|join|wire) (?P<one>.+?) and (?P<other>.+?)"
    rf"(?: (?:by|with|through|via) (?:an? )?{_LOOKS}{_LINK})?{_LABELLED}",
)
def _connect(reader: Reader, found: Match) -> Operation | None:
    looks = link_looks(found.groupdict().get("looks") or "")
    if looks is None:
        return None
    ends = _ends(reader, found)
    both = "two-way" in looks
    plain = "plain" in looks or (ends.either and re.search(r"\barrow", found.group(), re.I) is None)
    arrow = "<->" if both else "--" if plain else "->"
    kept = tuple(one for one in looks if one not in ("two-way", "plain"))
    return Connect(reader.span, ends.tail, ends.head, arrow, _words(found), kept)


@_idiom(rf"(?:remove|delete|erase|drop|cut|take away|get rid of) {_THE_LINK}")
def _disconnect(reader: Reader, found: Match) -> Operation:
    return Disconnect(reader.span, _ends(reader, found))


@_idiom(
    r"(?:disconnect|unlink|detach) (?P<tail>.+?) from (?P<head>.+)",
    r"(?:disconnect|unlink) (?P<one>.+?) and (?P<other>.+)",
)
def _disconnect_both(reader: Reader, found: Match) -> Operation:
    """Which says nothing of the way of a link."""
    return Disconnect(reader.span, replace(_ends(reader, found), either=True))


@_idiom(rf"(?:reverse|flip|invert|turn(?: round| around)?) (?:the direction of )?{_THE_LINK}(?: (?:round|around))?")
def _reverse(reader: Reader, found: Match) -> Operation:
    return Reverse(reader.span, _ends(reader, found))


@_idiom(
    rf"(?:label|name|call|rename|caption) {_THE_LINK} (?:to|as|with|into) {ANY_TEXT}",
    rf"(?:label|name|call|rename|caption) {_THE_LINK} {TEXT}",
    rf"(?:label|name|call|rename|caption) {_THE_LINK} (?P<plain>(?-i:[A-ZÀ-Þ0-9]).*)",
    rf"(?:change|set) the (?:label|text|name) (?:of|on) {_THE_LINK} to {ANY_TEXT}",
    rf"(?:write|put|add) (?:the (?:label|text) )?{TEXT} (?:on|to|onto|at|beside) {_THE_LINK}",
)
def _caption(reader: Reader, found: Match) -> Operation:
    return Caption(reader.span, _ends(reader, found), text_of(found))


@_idiom(rf"(?:remove|delete|drop|clear) the (?:label|text|caption) (?:of|on|from) {_THE_LINK}")
def _no_caption(reader: Reader, found: Match) -> Operation:
    return Caption(reader.span, _ends(reader, found), None)


@_idiom(rf"(?:make|turn|paint|colou?r|draw|change) (?P<link>{_A_LINK} .+)")
def _restyle(reader: Reader, found: Match) -> Operation | None:
    """The looks are the last words; how many of them, their meaning tells."""
    source, (start, end) = reader.source, found.span("link")
    for gap in re.compile(r"\s+(?:(?:into|to|as|an?)\s+)*", re.I).finditer(source.text, start, end):
        words = re.sub(r"\s+(?:line|arrow|link|one)s?$", "", source.text[gap.end() : end])
        ends = _WHOLE_LINK.fullmatch(source.text, start, gap.start())
        if ends is not None and (looks := link_looks(words)):
            return Restyle(reader.span, _ends(reader, ends), looks)
    return None


def _shape(words: str) -> str:
    """The language's words for what a node is, by its noun and colours before that; "" where that says nothing."""
    *before, last = words.lower().split()
    noun = "box" if before and last in _NODES else last if last in NODE_WORDS else shape_of(words, "")
    colors = [one for one in before if color_value(one)]
    return " ".join((*colors, noun)) if noun and (colors or last not in _NODES) else ""


@_idiom(
    rf"(?:add|insert|put|place) {_NODE} (?P<where>between) (?P<one>.+?) and (?P<other>.+)",
    rf"(?:add|insert|put|place) {_NODE} (?:right |directly |just )?(?P<where>after|before|behind) (?P<one>.+)",
)
def _insert(reader: Reader, found: Match) -> Operation | None:
    kind, words = (found["kind"] or "").lower(), found["plain"] or ""
    if words.lower().startswith("the "):
        return None  # that is there, and moved
    if found["name"] is not None:
        kind, words = words.lower(), found["name"]
    is_quoted = found["plain"] is None
    first, _, rest = words.partition(" ")
    if not is_quoted and not kind and rest and first.lower() in _NODES:  # "a step Check stock"
        words = rest
    shape = _shape(kind or words.lower())
    text = text_of(found) if is_quoted else words[:1].upper() + words[1:]
    where = "after" if found["where"].lower() == "behind" else found["where"].lower()
    other = _end(reader, found, "other") if where == "between" else None
    return Insert(reader.span, text, shape, where, _end(reader, found, "one"), other)


@_idiom(
    r"(?:add|insert|create|draw|make) (?:an? |another |one )?(?:new )?(?P<kind>[\w-]+(?: [\w-]+){0,2})"
    rf"(?: (?:called|named|labell?ed) (?P<plain>[^\"“”']+)| (?:called |named |labell?ed )?{TEXT})"
)
def _named(reader: Reader, found: Match) -> Operation | None:
    last = found["kind"].lower().split()[-1]
    shape = _shape(found["kind"])
    if not shape and last not in _NODES:
        return None  # a picture of something, with a text
    return Insert(reader.span, text_of(found), shape, "alone", None)


@_idiom(
    r"(?:add|insert|put) (?:an? |another )?(?:new )?(?:child|branch|sub-?topic|topic|leaf|sub-?branch|report)"
    rf"(?: called| named| labell?ed)? {ANY_TEXT} (?:to|under|of|below|for|on) (?P<one>.+)",
)
def _child(reader: Reader, found: Match) -> Operation:
    return Insert(reader.span, text_of(found), "", "under", _end(reader, found, "one"))


@_idiom(
    rf"(?:add|attach|put) (?:an? |another )?(?:note|comment) (?:to|for|on|beside|at|next to) (?P<one>.+?)"
    rf"(?:,)? (?:saying|that says|with the text|reading|with|labell?ed) {ANY_TEXT}",
    rf"(?:add|attach|put) (?:an? |another |the )?(?:note|comment) {TEXT} (?:to|for|on|beside|at|next to) (?P<one>.+)",
)
def _note(reader: Reader, found: Match) -> Operation:
    return Insert(reader.span, text_of(found), "note", "at", _end(reader, found, "one"))


@_idiom(
    rf"(?:put|place|move|gather|collect|wrap|enclose) (?P<what>.+?) (?:in|into|inside|within) (?:an? |the )?"
    r"(?:new )?(?:group|frame|box|cluster|container|subgraph|package)"
    rf"(?: (?:called|named|labell?ed|titled))? {ANY_TEXT}",
    r"(?:put|place|move) (?P<what>.+?) (?:in|into|inside|to) (?:the )?(?P<plain>[^\"“”']+?) "
    r"(?:group|frame|cluster|container|subgraph|package)",
    rf"(?:group|cluster|frame) (?P<what>.+?) (?:together )?(?:as|into|under|in a group called) {ANY_TEXT}",
    r"(?:group|cluster|frame) (?P<what>.+?)(?: together)?",
)
def _gather(reader: Reader, found: Match) -> Operation:
    return Gather(reader.span, _end(reader, found, "what"), _words(found) or "")


@_idiom(rf"(?:ungroup|dissolve|(?:remove|delete) the (?:group|frame|cluster)(?: called| named)?) {ANY_TEXT}")
def _scatter(reader: Reader, found: Match) -> Operation:
    return Scatter(reader.span, text_of(found))


@_idiom(
    rf"(?:make|lay|draw|turn|let|arrange|have|set) {_IT} (?:out )?(?:go |run |flow |lead |read )?(?:from )?"
    rf"(?P<way>{'|'.join(_DIRECTIONS)})",
    rf"(?:change|set) the direction (?:of {_IT} )?to (?P<way>{'|'.join(_DIRECTIONS)}|right|left|down|up)",
)
def _direction(reader: Reader, found: Match) -> Operation:
    way = found["way"].lower()
    return Setting(reader.span, "direction", _DIRECTIONS.get(way, way))
