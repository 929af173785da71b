"""Networks of a known form: stars, rings, meshes, buses and lines of so many alike ("a star topology with a hub and six
computers")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Arranged, Draft, Node
from sgc.english.diagrams.naming import singular_caption
from sgc.english.diagrams.pieces import caption, named
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.source import Span

_FORMS = r"star|ring|full mesh|fully connected|mesh|bus|line|linear|daisy chain|hub[- ]and[- ]spoke|token ring"
#: What networks are made of.
_OF_MACHINES = r"\w*(?:nodes|computers|servers|routers|switches|devices|pcs)\b"
#: How a prompt names a topology: "a ring topology", "a ring of five routers", "five routers connected in a ring".
NAMED = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?:\w+\s+)?(?P<form>" + _FORMS + r")\s+(?:network\s+)?"
    r"(?:topology|network|mesh)\b(?:\s+(?:diagram|layout))?|\s*(?:an?\s+)?(?P<mesh>(?:full )?mesh)\s+of"
    r"\s+(?=\w+\s+" + _OF_MACHINES + r")"
    r"|\s*(?:an?\s+)?(?P<shape>ring|star|bus|daisy chain)\s+of\s+(?=(?:\w+\s+){1,2}?" + _OF_MACHINES + r")"
    r"|\s*(?=(?:\w+\s+){1,2}?" + _OF_MACHINES + r"\s+(?:(?:are\s+)?(?:all\s+)?(?:connected|joined|linked|wired|arranged"
    r"|cabled)\s+)?(?:in|as)\s+an?\s+(?P<placed>" + _FORMS + r")\s*(?:\.|$))"
    r"|\s*(?:the\s+|an?\s+)?(?P<served>client[-–/ ]server)\s+(?:model|architecture|network|system|topology)\b"
    r"|\s*(?:the\s+|an?\s+)?(?P<complete>complete graph)\s+(?:K_?(?=\d)|(?:with|of|on)\s+)",
    re.IGNORECASE,
)
_QUANTITY = rf"\d{{1,2}}|{SEVERAL}|an?|one|the|single|central"
#: "three PCs", "a central switch", "one cable"
_MEMBER = re.compile(
    rf"\b(?P<count>{_QUANTITY})\s+(?:(?:central|single|shared|common)\s+)?(?P<noun>(?:[a-z]+\s+)??[A-Za-z]+)"
    r"(?=\s*(?:[,.;:]|$)|\s+(?:and|with|on|in|at|as|by|where|that|which|all|each|around|over|to|\w+ed|\w+ing)\b)",
    re.IGNORECASE,
)
_MEMBERS = re.compile(rf"\b(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>(?:[a-z]+\s+)?[A-Za-z]+s)\b", re.IGNORECASE)
#: What the others are joined to, in forms that have such a thing, and how it is called where nothing is said.
_MIDDLE = {
    "star": (re.compile(r"(?:\w+ )?(?:hub|switch|router|server|node|computer|broker)", re.IGNORECASE), "hub"),
    "bus": (re.compile(r"(?:\w+ )?(?:bus|cable|backbone|line|wire)", re.IGNORECASE), "bus"),
    "client-server": (re.compile(r"(?:\w+ )?server", re.IGNORECASE), "server"),
}
#: The radius of a ring of so many, in pixels.
_RADIUS = 50, 18


def members(span: Span) -> re.Match[str] | None:
    """How many of what a prompt speaks of."""
    complete = _COMPLETE.search(span.source.text, span.start, span.end)
    return complete or _MEMBERS.search(span.source.text, span.start, span.end)


_COMPLETE = re.compile(r"\bK_?(?P<count>\d{1,2})\b")


def topology(draft: Draft, span: Span) -> None:
    """The members, joined as the form has it. A star's are in a ring about its middle."""
    match = NAMED.match(span.source.text, span.start)
    assert match is not None
    draft.heard.append(Span(span.source, match.start(), match.end()))
    form = _form(match)
    draft.settings["routing"] = "straight"
    center, nodes = _read(draft, Span(span.source, match.end(), span.end), form)
    if center is not None:
        for node in nodes:
            draft.link(center, node, span, "--")
    for first, second in _JOINED.get(form, _none)(nodes):
        draft.link(first, second, span, "--")
    if form in ("bus", "client-server") or _JOINED.get(form) is pairwise:
        draft.arranged.append(Arranged("row", nodes, gap=40))
    elif len(nodes) > 2:
        radius = _RADIUS[0] + _RADIUS[1] * len(nodes)
        draft.arranged.append(Arranged("ring", nodes, radius=radius, around=center))


def _form(match: re.Match[str]) -> str:
    if match["served"]:
        return "client-server"
    form = (match["form"] or match["mesh"] or match["shape"] or match["placed"] or "mesh").casefold()
    return "star" if form.startswith("hub") else form


def _read(draft: Draft, span: Span, form: str) -> tuple[Node | None, list[Node]]:
    """What stands in the middle, if something does, and the others."""
    complete = re.match(r"\d+", span.text)
    if complete is not None:  # "K5"
        draft.heard.append(Span(span.source, span.start - 2, span.start + complete.end()))
        return None, [draft.add(span, "circle", str(i)) for i in range(1, int(complete.group()) + 1)]
    pattern, otherwise = _MIDDLE.get(form, (None, ""))
    center: Node | None = None
    nodes: list[Node] = []
    for one in _MEMBER.finditer(span.source.text, span.start, span.end):
        count = numbered(one["count"]) or 1
        noun = named(span, one, "noun")
        word = noun.text.casefold()
        if count == 1 and (word in _PLACES or lexicon.is_plural(word)):
            continue
        if pattern is not None and center is None and count == 1 and pattern.fullmatch(word):
            center = draft.add(noun, "rounded")
        else:
            name = singular_caption(noun)
            nodes += (draft.add(noun, "rounded", f"{name} {i}" if count > 1 else name) for i in range(1, count + 1))
    if pattern is not None and center is None:
        center = draft.add(span, "rounded", caption(otherwise))
    return center, nodes


#: "in the middle": where something is, and nothing that is there.
_PLACES = frozenset(("middle", "center", "centre", "core", "ring", "star", "mesh", "line", "row", "circle", "other"))


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
