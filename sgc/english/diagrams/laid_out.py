"""Nodes of which words say where they stand in the picture: "Model in the middle, with View to the left"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sgc.english.diagrams.draft import Arranged, Draft, Node, Stated
from sgc.english.diagrams.naming import Cast, is_name
from sgc.english.diagrams.pieces import bare, fullmatch, named, split
from sgc.source import Span

_NEXT = re.compile(r"\s*[,;]\s*(?:(?:and|with)\s+)*|\s+(?:and|with)\s+(?!its\b)", re.IGNORECASE)
_OF = r"(?:\s+of\s+(?:it|that|them|(?:the\s+)?\w+))?"
_PLACED = re.compile(
    r"(?:there\s+(?:is|are)\s+)?(?:(?:with|an?|the)\s+)*(?P<shape>(?:box|block|node|rectangle|circle|bubble)\s+)?"
    r"(?:(?:label+ed|called|named|that says|with the label)\s+)?(?P<name>[^,;]+?)\s+"
    r"(?:(?:is|are|stands?|sits?|goes)\s+)?"
    r"(?:(?P<middle>(?:in|at)\s+(?:the\s+|its\s+)?(?:middle|cent(?:er|re)))"
    rf"|(?P<left>(?:to|on|at)\s+(?:the|its)\s+left(?:\s+side)?{_OF}|left\s+of\s+it)"
    rf"|(?P<right>(?:to|on|at)\s+(?:the|its)\s+right(?:\s+side)?{_OF}|right\s+of\s+it)"
    rf"|(?P<above>(?:at|on)\s+(?:the\s+)?top{_OF}|above(?:\s+it)?)"
    rf"|(?P<below>at\s+the\s+bottom{_OF}|(?:below|underneath|under)(?:\s+it)?))\.?",
    re.IGNORECASE,
)
_PLACES = ("middle", "left", "right", "above", "below")
#: Shapes that have a text: what is said of them is said of a diagram where they lead to each other.
LABELLED = re.compile(
    r"\b(?:box|block|node|rectangle|circle|bubble)(?:e?s)?\s+(?:label+ed|called|named|that says)\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A name, the word of its shape, or empty, and where it stands: one of ``_PLACES``."""

    name: Span
    shape: str
    place: str


def placed(span: Span) -> list[Placed]:
    """The names that all words of a sentence place in the picture, two at least; nothing where they say more."""
    found: list[Placed] = []
    for piece in split(span, _NEXT):
        match = fullmatch(piece, _PLACED)
        if match is None or not is_name(bare(named(piece, match, "name"))):
            return []
        place = next(one for one in _PLACES if match[one])
        found.append(Placed(named(piece, match, "name"), (match["shape"] or "").strip().casefold(), place))
    return found if len(found) > 1 else []


def lay_out(draft: Draft, cast: Cast, found: list[Placed], span: Span) -> None:
    """Draw the names, and state where each stands beside the one in the middle, or else beside its opposite."""
    at: dict[str, list[Node]] = {one: [] for one in _PLACES}
    for one in found:
        nodes = cast.named(one.name)
        for node in nodes if one.shape == "circle" else ():
            node.word = "circle"
        at[one.place] += nodes
    draft.heard.append(span)
    middle = at["middle"][:1]
    for before, behind, predicate, variant in (
        ("left", "right", "left of", "middle"),
        ("above", "below", "above", "center"),
    ):
        row = [*at[before][:1], *middle, *at[behind][:1]]
        for first, second in pairwise(row):
            draft.stated.append(Stated(first, predicate, second, span))
        if len(row) > 1:
            draft.arranged.append(Arranged("align", row, variant=variant))
