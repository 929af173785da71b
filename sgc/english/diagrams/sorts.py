"""Which sort of diagram a prompt asks for, what it is called, and where its content begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sgc.english.diagrams.links import is_of_systems
from sgc.english.diagrams.pieces import caption, part, trim
from sgc.english.diagrams.words import series, table
from sgc.source import Source, Span

_BEFORE = (
    r"\s*(?:please\s+)?(?:(?:draw|make|create|generate|show|sketch|design|produce|give|build)(?:\s+me)?\s+"
    r"|(?:this|here)\s+is\s+|i\s+(?:want|need)\s+)?"
    r"(?:the\s+|an?\s+)?(?:(?:simple|small|short|detailed|basic|clean|new|vertical|horizontal|top-down"
    r"|left-to-right|nice|minimal|high-level)\s+)*"
)
_BEHIND = (
    r"(?:\s+(?P<form>with|of|for|about|on|where|in which|from|showing|that shows|which shows|that describes|describing"
    r"|depicting|explaining|to|titled|called)\b|\s*[:,\-–.\n]|\s*$)"
)
_TITLED = re.compile(
    r"\s*(?:how to\s+|how\s+|the process of\s+)?(?P<title>[^:.;\n]{2,80}?)\s*(?::|\.(?=\s)|\n|;"
    r"|,?\s+with (?=\w)|,\s*(?:where|in which)\s+)\s*",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"(?:^|\n|[.:;,]\s)\s*(?:step\s+)?1\s*[.):]\s+\S.*?(?:\n|[.;,]|\s)\s*(?:step\s+)?2\s*[.):]\s+\S",
    re.IGNORECASE | re.DOTALL,
)
_FIRST_THEN = re.compile(
    r"\s*first(?:ly)?\b[\s,].*?[.,;\n]\s*(?:and\s+)?(?:then|next|after that|second(?:ly)?|finally)\b",
    re.IGNORECASE | re.DOTALL,
)
_GO_TO = re.compile(r"\b(?:if|when)\b.+\b(?:go|goes|return|jump)\s+(?:back\s+)?to\b", re.IGNORECASE | re.DOTALL)
_INHERITS = re.compile(r"\b(?:inherits?\s+from|is\s+a\s+subclass\s+of|are\s+subclasses\s+of)\b", re.IGNORECASE)
_ARROWS = re.compile(r"\w[\w ]*\s*(?:->|-->|=>|→)\s*\w")
_STACK = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[\w/'’\- ]+?\s+)?(?:as\s+)?(?:an?\s+)?(?:stack|pile"
    r"|tower)\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:layers|levels|tiers)\b",
    re.IGNORECASE,
)
_AS_CYCLE = re.compile(
    r"\s*(?:the\s+|an?\s+)?(?P<title>[\w'’\- ]+?)\s+(?:as|in)\s+an?\s+(?:cycle|circle|ring|loop)\s+(?:diagram"
    r"|of\s+\w+\s*(?:steps|stages|phases)?)",
    re.IGNORECASE,
)
#: Words for other things, too, which name a diagram only as the first words of a prompt, or behind "as a".
_COMMON = frozenset(
    (
        "process",
        "diagram",
        "workflow",
        "cycle",
        "hierarchy",
        "taxonomy",
        "brainstorm",
        "timeline",
        "time line",
        "chronology",
    )
)
_QUESTION = re.compile(r"\?|\bif\b", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:left[- ]to[- ]right|horizontal)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The sort of diagram that a prompt asks for; ``rest`` is its content, ``frame`` the words that name it."""

    sort: str
    title: str
    rest: Span
    frame: Span
    across: bool = False


@cache
def _frame() -> re.Pattern[str]:
    names = sorted(table("sort"), key=len, reverse=True)
    return re.compile(
        _BEFORE + r"(?P<of>[\w'’\- ]+?\s+)??(?P<name>" + "|".join(map(re.escape, names)) + r")s?" + _BEHIND,
        re.IGNORECASE,
    )


@cache
def _as_a() -> re.Pattern[str]:
    names = sorted((one for one in table("sort") if one != "diagram"), key=len, reverse=True)
    return re.compile(
        _BEFORE
        + r"(?P<title>[^.;:\n]{2,80}?)\s+as\s+(?:an?\s+)(?P<name>"
        + "|".join(map(re.escape, names))
        + r")"
        + _BEHIND,
        re.IGNORECASE,
    )


def asked(source: Source) -> Asked | None:
    """What sort of diagram a prompt asks for; None if it is of something to be seen."""
    whole = source.span()
    text = source.text
    stack = _STACK.match(text)
    if stack is not None:
        return Asked("stack", _title(whole, stack), whole, Span(source, 0, stack.end()))
    cycle = _AS_CYCLE.match(text)
    if cycle is not None:
        return Asked("cycle", _title(whole, cycle), Span(source, cycle.end(), whole.end), Span(source, 0, cycle.end()))
    as_a = _as_a().match(text)
    if as_a is not None:
        return _framed(whole, as_a, _title(whole, as_a))
    frame = _frame().match(text)
    if frame is not None and not _is_of_a_scene(source, frame):
        before = (frame["of"] or "").strip()
        return _framed(whole, frame, caption(before) if before else "")
    if _INHERITS.search(text):
        return Asked("classes", "", whole, Span(source, 0, 0))
    if _STEPS.search(text) or _FIRST_THEN.match(text) or _GO_TO.search(text):
        return Asked("flow", "", whole, Span(source, 0, 0))
    if is_of_systems(whole) or _ARROWS.search(text):
        return Asked("links", "", whole, Span(source, 0, 0))
    return None


def _is_of_a_scene(source: Source, frame: re.Match[str]) -> bool:
    """Whether a common word means something else here: it names a diagram first in a prompt, or before a colon."""
    name = frame["name"].casefold()
    if name == "diagram":
        rest = Span(source, frame.end(), len(source.text))
        return not is_of_systems(rest) and _ARROWS.search(source.text) is None
    return name in _COMMON and bool((frame["of"] or "").strip()) and not frame.group().rstrip().endswith(":")


def _framed(whole: Span, match: re.Match[str], title: str) -> Asked:
    source, text = whole.source, whole.text
    name = match["name"].casefold()
    sort = table("sort")[name][0]
    if name == "decision tree" and _QUESTION.search(text, match.end()):
        sort = "flow"
    rest = trim(Span(source, match.end(), whole.end), ":,.-–")
    frame = Span(source, 0, match.end())
    across = _LEFT.search(frame.text) is not None
    form = (match["form"] or "").casefold()
    titled = (
        _TITLED.match(text, rest.start, rest.end)
        if form in ("of", "for", "about", "on", "titled", "called", "showing", "describing", "to", "explaining")
        else None
    )
    if titled is not None and sort not in ("sets", "mindmap", "tree"):
        named = part(Span(source, rest.start, rest.end), titled, "title")
        assert named is not None
        known = _series(named.text)
        if (
            known is None
            and len(named.text.split()) <= 8
            and "," not in named.text
            and " and " not in f" {named.text} "
        ):
            return Asked(
                sort,
                title or _called(named.text),
                trim(Span(source, titled.end(), rest.end)),
                Span(source, 0, titled.end()),
                across,
            )
    if (
        form in ("of", "for", "about", "on")
        and not title
        and rest.text
        and "," not in rest.text
        and _series(rest.text) is not None
    ):
        title = _called(rest.text)
    return Asked(sort, title, rest, frame, across)


def _series(words: str) -> tuple[str, ...] | None:
    name = re.sub(r"^(?:the|an?)\s+", "", " ".join(words.casefold().split()))
    return series().get(name)


def _called(words: str) -> str:
    return caption(re.sub(r"^(?:the|an?)\s+", "", words.strip(), flags=re.IGNORECASE))


def _title(whole: Span, match: re.Match[str]) -> str:
    title = match["title"]
    return _called(re.sub(r"\s+(?:as|in)$", "", title.strip(), flags=re.IGNORECASE)) if title and title.strip() else ""
