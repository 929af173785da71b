"""Words that promise something of a diagram's form ("again", "in parallel", "left to right"), and whether it has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sgc.english.diagrams.draft import Draft, Node, reached
from sgc.source import Span


@dataclass(frozen=True, slots=True)
class _Promise:
    """Words, what a diagram that keeps their promise has, and in which sorts they promise it."""

    words: re.Pattern[str]
    is_kept: Callable[[Draft, str], bool]
    broken: str
    sorts: frozenset[str] = frozenset()


def promises(draft: Draft, sort: str, content: Span) -> Iterator[tuple[str, Span]]:
    """What the words of the whole prompt promise and the diagram does not have."""
    source = content.source
    for one in _PROMISES:
        if one.sorts and sort not in one.sorts:
            continue
        for match in one.words.finditer(source.text):
            if not one.is_kept(draft, match.group().casefold()) and not _is_shown(draft, match.group()):
                yield one.broken.format(match.group()), Span(source, match.start(), match.end())


def _is_shown(draft: Draft, words: str) -> bool:
    """Whether a link says the words: "asks again"."""
    said = " ".join(words.casefold().split())
    return any(said in one.label.casefold() for one in draft.edges)


def _goes_back(draft: Draft, _: str) -> bool:
    return goes_round(draft)


def goes_round(draft: Draft) -> bool:
    """Whether some way leads from a node to itself."""
    ways = [(one.first, one.second) for one in draft.edges]
    ways += [(one.second, one.first) for one in draft.edges if one.arrow in ("--", "<->")]
    return any(id(one) in reached(one, ways) for one in draft.nodes)


def _forks(draft: Draft, _: str) -> bool:
    """Whether two steps begin at the same time: ways out of one node that no answer parts, or two beginnings."""
    out: dict[tuple[int, str], int] = {}
    for one in draft.edges:
        way = (id(one.first), one.label if one.first.word == "decision" else "")
        out[way] = out.get(way, 0) + 1
    begun = {id(one) for one in draft.nodes} - {id(one.second) for one in draft.edges}
    return len(begun) > 1 or any(n > 1 for n in out.values())


def _runs_across(draft: Draft, _: str) -> bool:
    return draft.settings.get("direction") in ("right", "left")


def _is_dashed(draft: Draft, words: str) -> bool:
    return any(one.arrow.startswith("--") or words.split()[0] in one.properties for one in draft.edges)


#: What is done beside something else.
BESIDE = re.compile(r"\b(?:in parallel|at the same time|simultaneously|concurrently|meanwhile)\b", re.IGNORECASE)
#: Sorts in which an arrow says what comes next.
_IN_TIME = frozenset(("flow", "states"))

_PROMISES: Sequence[_Promise] = (
    _Promise(
        re.compile(
            r"\b(?:once more|start(?:s|ing)? over|(?<!sent )(?<!returned )(?<!given )(?<!handed )back to(?! back)"
            r"|(?<!never )again(?! and again)|re-?tr(?:y|ies|ied)|repeats?|loops?(?: back)?)\b",
            re.IGNORECASE,
        ),
        _goes_back, "“{}” leads back, and nothing in the diagram does", _IN_TIME,
    ),
    _Promise(
        BESIDE, _forks, "nothing is done “{}” with another in the diagram", frozenset(("flow",)),
    ),
    _Promise(
        re.compile(r"\b(?:left[- ]to[- ]right|from left to right|horizontal(?:ly)?)\b", re.IGNORECASE),
        _runs_across, "the diagram does not run “{}”", frozenset(("flow", "links", "states", "tree", "classes")),
    ),
    _Promise(
        re.compile(r"\bvertical(?:ly)?\b(?=\s+time)|\bfrom top to bottom\b", re.IGNORECASE),
        lambda draft, words: draft.settings.get("direction") == "down",
        "the diagram runs from left to right, and not “{}”", frozenset(("timeline",)),
    ),
    _Promise(
        re.compile(r"\b(?:dashed|dotted)\b", re.IGNORECASE), _is_dashed, "no link is {}",
        frozenset(("flow", "links", "states", "classes", "entities")),
    ),
    _Promise(
        re.compile(r"(?<=, )where (?:(?:it|they) (?!is\b|are\b)|he\b|she\b)", re.IGNORECASE),
        lambda draft, words: False,
        "“{}”: what this points to may be read otherwise", frozenset(("links", "states")),
    ),
    _Promise(
        re.compile(r"\bside by side\b", re.IGNORECASE), lambda draft, words: False,
        "what stands “{}” is drawn upon each other", frozenset(("stack",)),
    ),
    _Promise(
        re.compile(r"\b(?:who|which) can \w+ [^.,;]*?\bor\b", re.IGNORECASE),
        lambda draft, words: False,
        "which of both is done (“{}”) is asked by no decision", frozenset(("flow",)),
    ),
    _Promise(
        re.compile(r"\brespectively\b", re.IGNORECASE), lambda draft, words: False,
        "“{}”: which belongs to which may be read otherwise",
    ),
)  # fmt: skip


def ends_early(draft: Draft, sort: str, is_last: Callable[[str], bool]) -> Iterator[tuple[str, Span]]:
    """Steps of one answer behind which nothing follows, where the process goes on behind the other and they do not say
    that it is over."""
    if sort != "flow":
        return
    out = {id(one.first) for one in draft.edges}
    ways = [(one.first, one.second) for one in draft.edges]
    for one in draft.edges:
        if one.first.word != "decision":
            continue
        branch = _along(one.second, draft)
        others = [edge.second for edge in draft.edges if edge.first is one.first and edge is not one]
        goes_on = any(len(reached(other, ways)) > 0 for other in others)
        is_joint = any(other is branch or id(branch) in reached(other, ways) for other in others)
        stops = not is_joint and id(branch) not in out and branch.word in ("box", "rounded")
        if stops and goes_on and _MORE.search(branch.label) is not None and not is_last(branch.label):
            yield f"what follows “{branch.label}” is not said", branch.span


def _along(node: Node, draft: Draft) -> Node:
    """The last of the steps that follow each other without a choice."""
    seen = {id(node)}
    while True:
        further = [one.second for one in draft.edges if one.first is node]
        if len(further) != 1 or id(further[0]) in seen:
            return node
        node = further[0]
        seen.add(id(node))


#: Steps that are done for a while, after which one looks again.
_MORE = re.compile(r"\b(?:another|again|more|longer|further|wait|keep|continue|adjust|fix|correct)\b", re.IGNORECASE)
