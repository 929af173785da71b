"""Pieces of a prompt: spans that are cut, trimmed and matched without losing their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sgc.graph.plurals import singular
from sgc.source import Source, Span

_QUOTED = re.compile(r'["“][^"“”\n]*["”]' + r"|(?<!\w)['‘][^'‘’\n]*['’](?!\w)")
#: Words in parentheses or braces; the first may hold a pair of them: "(name, speak())".
_ENCLOSED = re.compile(
    r"\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\)|\{[^{}\n]*\}|(?<=\w)\s[-–]\s[^-–.;:\n]+\s[-–](?=\s(?:and|or)\s)"
)
_QUOTES = "\"“”'‘’"
#: A first word of small letters, and nothing of which code or formulas are made.
_PLAIN = re.compile(r"(?!\w\s*[<>=≤≥+*/]|[b-hj-z]\s)(?:[^\W\d_A-Z]|[-'’/])+(?![^\s,?!])")
#: Behind these a stop ends nothing.
NO_STOP = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bProf)(?<!\bSt)(?<!\bvs)(?<!\betc)(?<!\be\.g)(?<!\bi\.e)"
#: Where one statement ends and the next begins.
STATEMENT = re.compile(NO_STOP + r"(?<=[\w)\"”])[.;]+(?=\s|$)|\n+|;")
_ARTICLE = re.compile(
    r"(?:the\s+same|the|an?|its|their|his|her|our|my|your|this|that|these|those|one|some|another|several|many|multiple|various)"
    r"\s+(?!of\b)(?=[^\W_]|[\"“'‘]|\.\w)",
    re.IGNORECASE,
)

#: What joins a statement to the one behind it.
_JOINT = re.compile(r"\s*[,;]?\s*(?:\b(?:and|while|whereas|but)\s*)?$", re.IGNORECASE)


def trim(span: Span, marks: str = "") -> Span:
    """The span without blanks (and ``marks``) at its ends."""
    text = span.text
    left = len(text) - len(text.lstrip(" \t\r\n" + marks))
    right = len(text.rstrip(" \t\r\n" + marks))
    return Span(span.source, span.start + min(left, len(text)), span.start + max(left, right))


def split(span: Span, pattern: re.Pattern[str]) -> list[Span]:
    """The pieces between matches, trimmed, without empty ones; nothing is cut within quotation marks or parentheses."""
    return [one for one, _ in split_keeping(span, pattern)]


def split_keeping(span: Span, pattern: re.Pattern[str]) -> list[tuple[Span, str]]:
    """The same pieces, each with the text of the match before it ("" for the first)."""
    found: list[tuple[Span, str]] = []
    start, before = span.start, ""
    for match in matches(span, pattern):
        _add(found, Span(span.source, start, match.start()), before)
        start, before = match.end(), match.group()
    _add(found, Span(span.source, start, span.end), before)
    return found


def _add(found: list[tuple[Span, str]], piece: Span, before: str) -> None:
    piece = trim(piece)
    if piece.start < piece.end:
        found.append((piece, before))


def matches(span: Span, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where the pattern begins in the span, outside quotation marks and parentheses."""
    text, start, end = span.source.text, span.start, span.end
    closed: Sequence[re.Match[str]] | None = None  # looked for only where the pattern is
    for match in pattern.finditer(text, start, end):
        if closed is None:
            closed = (*_QUOTED.finditer(text, start, end), *_ENCLOSED.finditer(text, start, end))
        if not any(one.start() <= match.start() < one.end() for one in closed):
            yield match


def search(span: Span, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first match outside quotation marks."""
    return next(matches(span, pattern), None)


def fullmatch(span: Span, pattern: re.Pattern[str]) -> re.Match[str] | None:
    return pattern.fullmatch(span.source.text, span.start, span.end)


def part(span: Span, match: re.Match[str], name: str) -> Span | None:
    """What a named group of a match holds, trimmed; None where it took no part or is empty."""
    start, end = match.span(name)
    if start < 0:
        return None
    piece = trim(Span(span.source, start, end))
    return piece if piece.start < piece.end else None


def named(span: Span, match: re.Match[str], name: str) -> Span:
    """What a named group holds that took part, trimmed; it may be empty."""
    start, end = match.span(name)
    return trim(Span(span.source, start, end))


def past(span: Span, pattern: re.Pattern[str]) -> Span:
    """The span behind what it begins with, trimmed; itself if it does not begin so."""
    match = pattern.match(span.source.text, span.start, span.end)
    return trim(Span(span.source, match.end(), span.end)) if match is not None else span


def up_to(span: Span, pattern: re.Pattern[str]) -> Span:
    """The span before the first place of the pattern, trimmed; itself if there is none."""
    match = search(span, pattern)
    return trim(Span(span.source, span.start, match.start())) if match is not None else span


def bare(span: Span) -> Span:
    """A noun phrase without its article and quotation marks, and without the stop behind it."""
    piece = trim(span, ",.;:!")
    match = _ARTICLE.match(span.source.text, piece.start, piece.end)
    if match is not None:
        piece = Span(piece.source, match.end(), piece.end)
    is_quoted = piece.text[:1] in _QUOTES and not any(one in _QUOTES for one in piece.text[1:-1])
    return trim(piece, _QUOTES) if is_quoted else piece


def caption(text: str) -> str:
    """Words as a node shows them: single blanks, and a large first letter where the word has no form of its own, as
    "iPhone" and "q0" have, and letters."""
    words = " ".join(text.split())
    is_plain = len(words) > 1 and words[:1].islower() and _PLAIN.match(words) is not None
    return words[:1].upper() + words[1:] if is_plain else words


def key(text: str) -> str:
    """What two mentions of the same node have in common: letters and figures in lower case, nouns in the singular."""
    words = re.findall(r"[^\W_]+", text.casefold())
    if len(words) > 1 and words[0] in ("the", "a", "an", "its", "their"):
        words = words[1:]
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def without_enclosed(span: Span) -> Span:
    """The same places of a text of which the words in parentheses are blank; the span itself if it has none there."""
    if "(" not in span.text:
        return span
    masked = _ENCLOSED.sub(lambda one: " " * len(one.group()), span.text)
    source = Source(span.source.name, span.source.text[: span.start] + masked, is_prompt=span.source.is_prompt)
    return Span(source, span.start, span.end)


def without_joint(piece: Span) -> Span:
    """A statement without the comma and the "and" that join it to the next."""
    end = _JOINT.search(piece.text)
    return trim(Span(piece.source, piece.start, piece.start + end.start()) if end is not None else piece, ",")


def words_of(span: Span) -> str:
    """The text with single blanks."""
    return " ".join(span.text.split())
