"""What a prompt asks for: the sort of diagram, what it is called, and where its content begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sgc.english.diagrams.pieces import caption
from sgc.english.diagrams.words import SEVERAL, plain_name, series
from sgc.source import Span

#: What a diagram is of, with what leads to it and what ends it: "describes how a bill becomes law: …".
TITLED = re.compile(
    r"\s*(?:(?:shows?|describes?|explains?|illustrates?)\s+)?(?:how to\s+|how\s+|the process of\s+)?"
    r"(?P<title>[^:.;?\n]{2,80}?)\s*(?::|[.?](?=\s)|\n|;"
    r"|,?\s+with (?=\w)(?![^:.;\n]*:)(?=[^.;\n]*(?:,|\band\b|\d|$)|an?\s)|(?:,\s*|\s+)(?:where|in which)\s+)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The sort of diagram that a prompt asks for; ``rest`` is its content, ``frame`` the words that name it. Where no
    words name it the sort is empty: what is said, and what each reader leaves of it, decides it."""

    sort: str
    title: str
    rest: Span
    frame: Span
    across: bool = False


def starting_at(whole: Span, start: int, sort: str, title: str = "", across: bool = False) -> Asked:
    """A diagram whose content begins there; the words before name it."""
    return Asked(sort, title, Span(whole.source, start, whole.end), Span(whole.source, 0, start), across)


def by_colon(match: re.Match[str]) -> bool:
    """Whether what names a diagram ends with a colon."""
    return match.group().rstrip().endswith(":")


def known_series(words: str) -> tuple[str, ...] | None:
    return series().get(plain_name(words))


def called(words: str) -> str:
    """The words of a title, without an article before them, and without "please" or how it is drawn behind."""
    plain = _FOR_WHOM.sub("", _AROUND.sub("", words.strip()))
    return caption(plain if plain.casefold().startswith("how ") else _WORKS.sub("", plain))


_WORKS = re.compile(r"\s+works?$", re.IGNORECASE)
_AROUND = re.compile(
    rf"^(?:diagram\s+(?:of|showing)\s+)?(?:the|an?|our|my)\s+|,?\s+(?:please|pls|plz)$|\s+as\s+(?:an?\s+|\d+\s+|{SEVERAL}\s+)[\w\s-]+$"
    rf"|\s+with\s+(?:\d+|{SEVERAL})\s+(?:layers|levels|tiers)$",
    re.IGNORECASE,
)
#: For whom or what somebody draws: "for my biology class".
_FOR_WHOM = re.compile(
    r"\s+for\s+(?:my|our|the|a|an)\s+(?:[\w-]+\s+){0,3}(?:class|course|lecture|lesson|paper|thesis|presentation|talk|slides"
    r"|report|blog|poster|homework|students|book|website|wiki|docs|documentation|readme)$",
    re.IGNORECASE,
)


def title_of(match: re.Match[str]) -> str:
    title = match["title"]
    return called(re.sub(r"\s+(?:as|in)$", "", title.strip(), flags=re.IGNORECASE)) if title and title.strip() else ""
