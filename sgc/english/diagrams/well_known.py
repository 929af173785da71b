"""Prompts that say no more than the name of what is well known and has an order of its own: "the nitrogen cycle"."""

from __future__ import annotations

import re

from sgc.english.diagrams.asking import Asked, called, known_series, title_of
from sgc.english.diagrams.pieces import fullmatch, trim
from sgc.english.diagrams.unnamed import BEFORE
from sgc.english.diagrams.words import SEVERAL
from sgc.source import Span

_KNOWN = re.compile(
    BEFORE + r"(?P<layers>(?:layers|levels)\s+of\s+(?:the\s+)?)?(?P<title>[\w'’ -]+?)(?:\s+(?:diagram|model))?"
    r"(?:\s+from\s+(?:the\s+)?(?:bottom|top)(?:\s+to\s+(?:the\s+)?(?:top|bottom)|\s+up|\s+down))?",
    re.IGNORECASE,
)
_LAYERED = re.compile(r"\b(?:stack(?:ed)?|layers?|levels)\b", re.IGNORECASE)
#: What may be said of well-known layers without saying what they are.
_OF_LAYERS_ONLY = re.compile(
    r"\b(?:the|an?|as|of|in|its|with|(?:on|upon)(?: top of)? each other|stack(?:ed)?|layer(?:s|ed)?"
    rf"|levels?|tower|diagram|please|draw|show|sketch|all|\d+|{SEVERAL})\b|[,.!]",
    re.IGNORECASE,
)


def _known_layers(whole: Span) -> Asked | None:
    """ "The OSI model as seven layers stacked on each other": nothing but the name of what has known layers."""
    if _LAYERED.search(whole.text) is None:
        return None
    name = " ".join(_OF_LAYERS_ONLY.sub(" ", whole.text).split())
    if not name.casefold().endswith("model") or known_series(name) is None:
        return None
    start = whole.source.text.casefold().find(name.casefold(), whole.start)
    if start < 0:
        return None
    return Asked("stack", called(name), Span(whole.source, whole.end, whole.end), whole)


def by_what_is_known(whole: Span) -> Asked | None:
    """Nothing but the name of something well known that has an order of its own: "the nitrogen cycle"."""
    if (layered := _known_layers(whole)) is not None:
        return layered
    match = fullmatch(trim(whole, "."), _KNOWN)
    if match is None or (known_series(match["title"]) or known_series(f"{match['title']} model")) is None:
        return None
    name = match["title"].casefold()
    if match["layers"] or "architecture" in name or whole.text.casefold().rstrip(". ").endswith("model"):
        sort = "stack"
    elif "cycle" in name:
        sort = "cycle"
    else:
        return None
    return Asked(sort, title_of(match), Span(whole.source, whole.end, whole.end), whole)
