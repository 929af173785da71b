"""Networks of a known form: stars, rings, meshes, buses and lines of so many alike ("a star topology with a hub and six
computers")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Arranged, Draft, Node
from sgc.english.diagrams.pieces import caption
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.source import Span

_FORMS = r"star|ring|full mesh|fully connected|mesh|bus|line|linear|daisy chain|hub[- ]and[- ]spoke|token ring"
#: How a prompt names a topology.
NAMED = re.compile(
    r"\s*(?:(?:draw|show|make|create)\s+)?(?:the\s+|an?\s+)?(?:\w+\s+)?(?P<form>" + _FORMS + r")\s+(?:network\s+)?"
    r"(?:topology|network|mesh)\b(?:\s+(?:diagram|layout))?|\s*(?:an?\s+)?(?P<mesh>(?:full )?mesh)\s+of"
    r"\s+(?=\w+\s+\w*(?:nodes|computers|servers|routers|switches|devices|pcs)\b)",
    re.IGNORECASE,
)
_CENTER = re.compile(
    r"\b(?:an?|one|the|single|central)\s+(?:central\s+|single\s+)?(?P<noun>hub|switch|router|server|node"
    r"|computer|broker)\b(?!s)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(rf"\b(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>(?:[a-z]+\s+)?[A-Za-z]+s)\b", re.IGNORECASE)
#: The radius of a ring of so many, in pixels.
_RADIUS = 50, 18


def members(span: Span) -> re.Match[str] | None:
    """How many of what a prompt speaks of."""
    return _MEMBERS.search(span.source.text, span.start, span.end)


def topology(draft: Draft, span: Span) -> None:
    """The members, joined as the form has it. A star's are in a ring about its middle."""
    named, counted = NAMED.match(span.source.text), members(span)
    assert named is not None
    assert counted is not None
    form = (named["form"] or named["mesh"]).casefold()
    noun = counted["noun"]
    one = caption(lexicon.one_of(noun.casefold()) if noun.islower() else noun.removesuffix("s"))
    count = numbered(counted["count"]) or 1
    nodes = [draft.add(span, "rounded", f"{one} {i}") for i in range(1, count + 1)]
    draft.settings["routing"] = "straight"
    middle: Node | None = None
    if form in ("star", "hub and spoke", "hub-and-spoke", "bus"):
        center = _CENTER.search(span.source.text, span.start, span.end)
        name = center["noun"] if center is not None else "bus" if form == "bus" else "hub"
        middle = draft.add(span, "rounded", caption(name.casefold()))
        for node in nodes:
            draft.link(middle, node, span, "--")
    for first, second in _JOINED.get(form, _none)(nodes):
        draft.link(first, second, span, "--")
    if form in ("bus", "line", "linear", "daisy chain"):
        draft.arranged.append(Arranged("row", nodes, gap=40))
    elif count > 2:
        draft.arranged.append(Arranged("ring", nodes, radius=_RADIUS[0] + _RADIUS[1] * count, around=middle))


def _ring(nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    yield from pairwise(nodes)
    if len(nodes) > 2:
        yield nodes[-1], nodes[0]


def _all(nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    yield from combinations(nodes, 2)


def _none(nodes: list[Node]) -> Iterator[tuple[Node, Node]]:
    yield from ()


#: Which members of a form are joined with each other.
_JOINED: Mapping[str, Callable[[list[Node]], Iterator[tuple[Node, Node]]]] = {
    "ring": _ring, "token ring": _ring, "mesh": _all, "full mesh": _all, "fully connected": _all,
    "line": pairwise, "linear": pairwise, "daisy chain": pairwise,
}  # fmt: skip
