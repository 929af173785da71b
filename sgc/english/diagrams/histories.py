"""Histories of branches: commits in rows, and where a branch begins and is merged ("feature branches off main")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from sgc.english.diagrams.draft import Arranged, Draft, Node, Stated
from sgc.english.diagrams.naming import LIST, ORDINALS
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, fullmatch, named, part, search, split, split_keeping, trim
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.source import Span

_NUMBER = rf"\d{{1,2}}|an?(?:other)?|one|{SEVERAL}"
_VERB = (
    r"(?:has|have|had|gets?|got|receives?|is|are|was|were|gains?|branch(?:es|ed|ing)?\s+(?:off|out|from)|splits?|forks?"
    r"|starts?|begins?|comes?|merges?|creates?|adds?|makes?|tags?|there)"
)
#: Where another thing is told of a branch.
_NEXT = re.compile(
    rf"\s*[,;:]\s*(?:(?:and|then|finally|later|afterwards)\b,?\s*)*(?=.)|(?<!\bis)(?<!\bare)\s+(?:and\s+)?then\s+|\s+and\s+(?=(?:[\w/-]+\s+){{0,3}}?{_VERB}\b)",
    re.IGNORECASE,
)
_HAS_VERB = re.compile(rf"\b{_VERB}\b|\bmerged?\b|\bcommits?\b", re.IGNORECASE)
_COMMITS = re.compile(
    rf"(?:(?:(?P<who>.+?)\s+)?(?:has|have|had|gets?|got|receives?|gains?|makes?|with)\s+)?(?:on\s+(?P<before>[^,]+?)\s+)?"
    rf"(?:there\s+(?:is|are|were)\s+(?:then\s+)?|after\s+|make\s+|add\s+|with\s+)?(?P<count>{_NUMBER})\s+"
    r"(?:(?:more|further|new|other|initial)\s+)?commits?(?:\s+(?:are|is)\s+(?:made|added))?(?:\s+(?:on|to|in)\s+(?P<on>[^,]+))?",
    re.IGNORECASE,
)
_MERGE = re.compile(
    r"(?:merge\s+(?P<what>.+?)|(?P<who>.*?)\s*(?:\b(?:is|are|gets?|was|be)\s+)?(?:\w+ly\s+)?merge[sd]?)"
    r"(?:\s+(?:back|again))?\s+(?:in)?to\s+(?:both\s+)?(?P<into>[^,]+?)(?:\s+(?:again|afterwards|at the end))?",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?P<who>.*?)\s*\b(?:is|are|gets?)\s+tagged\s+(?:as\s+|with\s+)?(?P<tag>\S+)", re.IGNORECASE)
_NTH = (
    rf"(?:\s*(?:,\s*)?(?:after|at|from|behind|off)\s+(?:the|its|[\w/-]+['’]s)\s+(?P<nth>{'|'.join(ORDINALS)}|last|latest)"
    r"\s+(?:one|commit)(?:\s+(?:of|on|in)\s+(?P<on>[^,]+))?)?"
)
_BRANCH = re.compile(
    r"(?P<who>.*?)\s*\b(?:branch(?:es|ed)?(?:\s+(?:off|out))?|(?:is|are)\s+(?:then\s+)?(?:created|branched|started|made"
    r"|opened|cut|forked|added)(?:\s+off)?|splits?(?:\s+off)?|forks?(?:\s+off)?|starts?|begins?|comes?(?:\s+off)?)"
    r"(?:\s+(?:from|off|of|on|at)\s+(?P<of>(?!the\s+(?:first|second|third|fourth|fifth|sixth|last|latest)\b)[^,]+?))?"
    + _NTH,
    re.IGNORECASE,
)
_CREATED = re.compile(
    r"(?:create|make|start|open|add)s?\s+(?P<who>.*\bbranch\b.*?)(?:\s+(?:from|off|of|on)\s+(?P<of>[^,]+?))?" + _NTH,
    re.IGNORECASE,
)
_CALLED = re.compile(r"\bbranch(?:es)?\s*(?:,\s*)?(?:called\s+|named\s+)?[\"“]?(?P<name>[\w./-]+)", re.IGNORECASE)
_AROUND = re.compile(r"^(?:(?:an?|the|new|another|our|both)\s+(?=\w))+|\s+branch(?:es)?$|[\"“”]", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:it|this|that|which|they|both)?", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:{_NUMBER})\s+(?:\w+\s+)?branches", re.IGNORECASE)
#: What a history is of: branches that are merged or have commits.
OF_COMMITS = re.compile(r"\bcommits?\b", re.IGNORECASE)
OF_BRANCHES = re.compile(r"\b(?:branch(?:es|ed)?|merged?|main|master)\b", re.IGNORECASE)
#: The colours of branches, in turn; how wide a commit without words is, and a line, in pixels.
_COLORS = ("blue", "orange", "green", "purple", "red", "teal", "brown")
_DOT, _WIDE = "34", "2"


@dataclass(slots=True)
class _Branch:
    """A branch: its name, the commit that it begins at, and its own commits."""

    name: Node
    color: str
    parent: Node | None = None
    commits: list[Node] = field(default_factory=list)

    @property
    def head(self) -> Node | None:
        return self.commits[-1] if self.commits else self.parent


class History:
    """Reads sentences on branches into a draft, with time from left to right."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.branches: dict[str, _Branch] = {}
        self.latest: list[_Branch] = []

    def read(self, span: Span) -> None:
        self.draft.settings.update(direction="right", routing="straight")
        for sentence in split(span, SENTENCE):
            for piece in _told(trim(sentence, ",:-•*. ")):
                if self._event(piece):
                    self.draft.heard.append(piece)
                else:
                    self.draft.unread.append(piece)
        rows = [one for one in self.branches.values() if one.commits]
        for one in rows:
            self.draft.arranged.append(Arranged("align", [one.name, *one.commits], variant="middle"))
        for upper, lower in pairwise(rows):
            self.draft.stated.append(Stated(upper.name, "above", lower.name, lower.name.span))

    def _event(self, span: Span) -> bool:
        """Take one thing that is told: that a branch has commits, begins, is merged or has a tag."""
        if (merged := fullmatch(span, _MERGE)) is not None:
            who = part(span, merged, "what") or part(span, merged, "who")
            sources = self._named(who)
            into = [one for name in split(named(span, merged, "into"), LIST) for one in self._named(name)]
            for source in sources:
                for target in into:
                    self._merge(source, target, span)
            self.latest = sources
            return bool(sources and into)
        if (tagged := fullmatch(span, _TAG)) is not None:
            owners = self._named(part(span, tagged, "who"))
            for one in owners:
                (one.commits or [self._commit(one, span)])[-1].label = tagged["tag"].strip('"“”')
                one.commits[-1].word = f"{one.color} rounded"
                one.commits[-1].properties.clear()
            return bool(owners)
        if (begun := fullmatch(span, _CREATED) or fullmatch(span, _BRANCH)) is not None and begun["who"]:
            self.latest = self._begin(span, begun)
            return bool(self.latest)
        if (having := fullmatch(span, _COMMITS)) is not None:
            where = part(span, having, "on") or part(span, having, "before") or part(span, having, "who")
            owners = self._named(where)
            for one in owners:
                for _ in range(numbered(having["count"]) or 1):
                    self._commit(one, span)
            self.latest = owners
            return bool(owners)
        return False

    def _begin(self, span: Span, match: re.Match[str]) -> list[_Branch]:
        """Branches that begin at a commit of another: at its last, or at the one that is said."""
        of = part(span, match, "of") or part(span, match, "on")
        known = self._named(of) if of is not None else list(self.branches.values())
        parent = known[0] if known else self._branch("main", span)
        nth = (match["nth"] or "").casefold()
        count = ORDINALS.index(nth) + 1 if nth in ORDINALS else max(1, len(parent.commits))
        while len(parent.commits) < count:
            self._commit(parent, span)
        found: list[_Branch] = []
        for name in split(named(span, match, "who"), LIST):
            if _COUNTED.fullmatch(name.text) is None:
                found += self._named(name)
        for one in found:
            one.parent = one.parent or parent.commits[count - 1]
        return found

    def _merge(self, source: _Branch, target: _Branch, span: Span) -> None:
        if not source.commits:
            self._commit(source, span)
        made = self._commit(target, span)
        self.draft.link(source.commits[-1], made, span, "--", stroke=source.color, width=_WIDE)

    def _commit(self, branch: _Branch, span: Span) -> Node:
        """A commit behind the last one of a branch."""
        before = branch.head
        made = self.draft.add(span, f"{branch.color} circle", "")
        made.properties["size"] = _DOT
        if not branch.commits:
            self.draft.link(branch.name, made, span, "--", stroke=branch.color, width=_WIDE)
        if before is not None:
            self.draft.link(before, made, span, "--", stroke=branch.color, width=_WIDE)
        branch.commits.append(made)
        return made

    def _named(self, span: Span | None) -> list[_Branch]:
        """The branches that words name; those spoken of last where they name none."""
        if span is None or _PRONOUN.fullmatch(span.text.strip()) is not None:
            return self.latest or [*self.branches.values()][:1]
        called = search(span, _CALLED)
        name = part(span, called, "name") if called is not None else None
        text = " ".join(_AROUND.sub("", (name or bare(span)).text.strip()).split())
        return [self._branch(text, name or bare(span))] if text and len(text.split()) < 4 else []

    def _branch(self, name: str, span: Span) -> _Branch:
        if name.casefold() not in self.branches:
            color = _COLORS[len(self.branches) % len(_COLORS)]
            node = self.draft.add(span, "text", name)
            node.properties.update(ink=color, bold="true")
            self.branches[name.casefold()] = _Branch(node, color)
        return self.branches[name.casefold()]


def _told(span: Span) -> list[Span]:
    """A sentence cut where another thing is told; what has no verb belongs to the piece before it."""
    found: list[Span] = []
    for piece, _ in split_keeping(span, _NEXT):
        if found and _HAS_VERB.search(piece.text) is None:
            found[-1] = found[-1].to(piece)
        else:
            found.append(piece)
    return found
