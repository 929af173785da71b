"""Sets as circles, and what is in which of their regions ("A and B with x in both")."""

from __future__ import annotations

import re

from sgc.english.diagrams.draft import Draft, Node, Stated
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import (
    bare,
    fullmatch,
    key,
    named,
    part,
    past,
    split,
    trim,
)
from sgc.source import Span

_IN_BOTH = re.compile(
    r"(?P<items>.+?)\s+(?:(?:are|is|being|lies?|belongs?|stands?)\s+)?(?:(?:only|just)\s+)?(?:in|to|inside"
    r"|within)\s+(?:only\s+|just\s+)?"
    r"(?P<sets>both|all(?: three| four)?|neither|none|the (?:middle|overlap|intersection|center|centre)"
    r"|.+?)(?:\s+(?:only|alone|sets|of them))?",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"(?:of\s+)?(?:(?:two|three|four|2|3|4)\s+)?(?:sets?|circles?)?\s*(?:called|named|labell?ed|for"
    r"|:)?\s*(?P<sets>.+?)(?:\s*(?:,|:)?\s+(?:with|where|in which)\s+(?P<items>.+))?",
    re.IGNORECASE | re.DOTALL,
)
#: "both: JavaScript", "Frontend only: CSS"
_REGION = re.compile(
    r"(?:only\s+)?(?P<sets>[^:]+?)(?:\s+(?:only|alone))?\s*:\s*(?P<items>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "the middle is Product"
_MIDDLE = re.compile(
    r"(?:the\s+|their\s+)?(?:middle|overlap|intersection|cent(?:er|re)|(?:common|shared) (?:part|area))"
    r"(?:\s+of (?:all|both)(?: \w+)?)?\s+(?:is|shows|contains|:)\s+(?P<item>.+)",
    re.IGNORECASE,
)
#: "comparing cats and dogs: both are pets, cats climb"
_COMPARED = re.compile(
    r"(?:comparing\s+|of\s+)?(?P<sets>[^:]+?)\s*:\s*(?P<items>(?:both|all|they)\s.+|.+\bboth\s.+)",
    re.IGNORECASE | re.DOTALL,
)
#: "all squares are rectangles", "A ⊂ B"
_WITHIN = re.compile(
    r"(?:(?:all|every|each)\s+(?P<inner>.+?)\s+(?:are|is(?:\s+an?)?)\s+(?P<outer>.+)"
    r"|(?P<inner2>.+?)\s*(?:(?:is|are)?\s*(?:an?\s+)?(?:proper\s+)?(?:subsets?|part)\s+of|⊂|⊆)\s*(?P<outer2>.+))",
    re.IGNORECASE,
)
_TRAITS = re.compile(r"\s*[,;]\s*(?:and\s+|but\s+|while\s+)?", re.IGNORECASE)
_SHOWING = re.compile(r"(?:showing\s+)?(?:that\s+)", re.IGNORECASE)
#: Where another statement on sets begins: "and that", "and all".
_FURTHER = re.compile(r"\s*[,;]?\s+and\s+(?:that\s+|(?=(?:all|every|each)\b))|\s*[,;]\s*", re.IGNORECASE)
_ALL_ARE = re.compile(r"(?P<inner>[\w -]+?)\s+are\s+(?P<outer>[\w -]+?)(?:\s+(?:too|also|as well))?", re.IGNORECASE)
_SAID_OF = re.compile(r"(?P<who>both|all|they|(?:only\s+)?[\w-]+)\s+(?P<what>[^:]+)", re.IGNORECASE)
_COPULA = re.compile(r"(?:are|is|have|has|can)\s+", re.IGNORECASE)
_SEVERAL_ITEMS = re.compile(
    r"\s*[,;]\s*(?:and\s+|with\s+)?(?=(?:[^,;]|,\s*(?!.*\bin\b))+?\s(?:in|inside)\s)"
    r"|\s+and\s+(?=[^,;]+?\s(?:only\s+)?in\s)|;\s*|\.\s+",
    re.IGNORECASE,
)


def sets(draft: Draft, span: Span) -> None:
    """ "A and B with x in both, y only in A": circles, and items in their regions."""
    sentences = split(span, re.compile(r"(?<=\w)\.(?:\s+|$)|\n+|;\s*(?=[^;]*(?:\bis\b|:))"))
    if not sentences:
        return
    sentences[0] = past(sentences[0], _SHOWING)
    if _nested(draft, sentences):
        return
    compared = fullmatch(sentences[0], _COMPARED)
    match = compared or fullmatch(sentences[0], _SETS)
    assert match is not None  # the second takes any words
    circled = part(sentences[0], match, "sets")
    circles = [draft.add(bare(one), "circle") for one in split(circled, LIST)] if circled is not None else []
    said = [one for one in (part(sentences[0], match, "items"), *sentences[1:]) if one is not None]
    for sentence in said:
        for piece in split(trim(sentence, "."), _SEVERAL_ITEMS if compared is None else _TRAITS):
            if compared is None or not _trait(draft, circles, piece):
                _item(draft, circles, trim(piece, ","))


def _nested(draft: Draft, sentences: list[Span]) -> bool:
    """ "all squares are rectangles", "A is a subset of B": sets that lie within each other, and are
    frames."""
    pieces = [one for sentence in sentences for one in split(trim(sentence, "."), _FURTHER)]
    found = [(one, fullmatch(one, _WITHIN)) for one in pieces]
    if any(match is not None for _, match in found):  # beside those, "rhombuses are quadrilaterals" says it, too
        found = [(one, match or fullmatch(one, _ALL_ARE)) for one, match in found]
    if not all(match is not None for _, match in found):
        return False
    draft.sort = ""
    for piece, match in found:
        if match is not None:
            number = "2" if match.re is _WITHIN and match["inner"] is None else ""
            inner, outer = (draft.named(named(piece, match, end + number), "rounded") for end in ("inner", "outer"))
            outer.give(inner)
    return True


def _trait(draft: Draft, circles: list[Node], span: Span) -> bool:
    """ "both are pets", "cats climb trees": what is so of all circles, or of one alone."""
    said = fullmatch(span, _SAID_OF)
    if said is None:
        return False
    name = key(bare(named(span, said, "who")).text)
    own = circles if name in ("both", "all", "they") else [one for one in circles if key(one.label) == name]
    for place in split(past(named(span, said, "what"), _COPULA), LIST) if own else ():
        node = draft.named(place, "text")
        draft.stated += (Stated(node, "inside", circle, span) for circle in own)
    return bool(own)


def _item(draft: Draft, circles: list[Node], span: Span) -> None:
    middle = fullmatch(span, _MIDDLE)
    if middle is not None:
        node = draft.add(bare(named(span, middle, "item")), "text")
        draft.stated += (Stated(node, "inside", circle, span) for circle in circles)
        return
    match = fullmatch(span, _IN_BOTH) or fullmatch(span, _REGION)
    items, where = (part(span, match, "items"), part(span, match, "sets")) if match is not None else (None, None)
    if items is None or where is None:
        draft.unread.append(span)
        return
    words = " ".join(where.text.casefold().split())
    inside: list[Node] = []
    if words.startswith(("both", "all", "the ")):
        inside = list(circles)
    elif words not in ("neither", "none"):
        names = {key(one.label): one for one in circles}
        for one in split(where, LIST):
            circle = names.get(key(bare(one).text))
            if circle is None:
                draft.unread.append(span)
                return
            inside.append(circle)
    for item in split(items, LIST):
        node = draft.named(item, "text")
        draft.stated += (Stated(node, "inside", circle, span) for circle in inside)
