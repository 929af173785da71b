"""What a thing shows where that is seen in its picture: the time of a clock, the lamp of a traffic light that is lit.

"A clock showing half past three" and "a traffic light with its green light on" are nouns of the vocabulary, so that
they are drawn, counted and told apart as other things are. What no picture shows, as other times, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.english.lexicon import is_known_noun, one_of
from sgc.english.tokens import Token
from sgc.graph.times import HOURS, MINUTES, time_words
from sgc.graph.vocabulary import lookup

_HOUR = rf"(?:{'|'.join(HOURS)}|1[0-2]|0?[1-9])"
_SHOWS = (
    r"(?:,?\s+(?:that|which)\s+(?:shows|reads|says|tells|is\s+set\s+to)|\s+(?:showing|reading|saying|telling|set\s+to|at|with))"
    r"(?:\s+the)?"
)
_TIME = re.compile(
    rf"{_SHOWS}(?:\s+time)?(?:\s+of)?\s+[\"“']?(?:half[\s-]past\s+(?P<half>{_HOUR})|(?P<full>{_HOUR})\s+o['’]?clock"
    rf"|(?:a\s+)?(?P<five>quarter|twenty[\s-]five|twenty|ten|five|25|20|10|5)(?:\s+minutes)?\s+(?P<way>past|to)"
    rf"\s+(?P<near>{_HOUR})|(?P<hour>{_HOUR})[:.](?P<minute>[0-5][05]))(?:\s+o['’]clock)?[\"”']?(?![\w:])",
    re.IGNORECASE,
)
_LAMP = re.compile(
    r"\s+(?:(?:that|which)\s+)?(?:(?:is\s+)?show(?:s|ing)|(?:is\s+)?on|with)(?:\s+(?:a|the|its|only\s+the))?"
    r"\s+(?P<lamp>red|amber|yellow|green)(?P<light>\s+(?:light|lamp|signal))?(?P<lit>\s+(?:on|lit|shining))?\b",
    re.IGNORECASE,
)


def find_shown(tokens: Sequence[Token], text: str) -> list[Token]:
    """The same tokens, where what a clock or a traffic light in ``text`` shows is one noun with it."""
    found: list[Token] = []
    end = 0
    for i, token in enumerate(tokens):
        if token.start < end:
            continue
        noun, start = _bearer(tokens, i)
        shown, end = _shown(noun, text, token.end) if noun else ("", 0)
        if not shown:
            found.append(token)
            continue
        del found[len(found) - (i - start) :]
        name = f"{noun} showing {shown}"
        found.append(Token("WORD", name, tokens[start].start, end))
        rest = [one for one in tokens[i + 1 :] if one.start >= end][:2]
        if [one.kind for one in rest] == ["COMMA", "AND"]:  # "…, and a lorry waiting": of which the clock does nothing
            found.append(Token("STOP", ";", rest[0].start, rest[0].end))
            end = rest[0].end
    return found


def without_shown(noun: str) -> str:
    """A noun without what it shows: "clock"."""
    return noun.partition(" showing ")[0]


def _bearer(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The noun that ends with this token, if its picture may show something, and where it begins."""
    if tokens[i].kind != "WORD":
        return "", i
    word = one_of(tokens[i].lower)
    before = tokens[i - 1].lower if i else ""
    if word == "clock" and (entry := lookup(f"{before} clock")) is not None:
        return ("clock", i - 1) if entry.concept == "clock" and is_known_noun(f"{before} clock") else ("", i)
    if word == "clock":
        return "clock", i
    if f"{before} {word}" in ("traffic light", "stop light"):
        return "traffic light", i - 1
    return ("traffic light", i) if word == "stoplight" else ("", i)


def _shown(noun: str, text: str, start: int) -> tuple[str, int]:
    """What a noun that ends at ``start`` shows, in the words of the vocabulary, and where that ends."""
    match = (_TIME if noun == "clock" else _LAMP).match(text, start)
    if match is None:
        return "", 0
    if noun == "clock":
        return _time(match), match.end()
    lamp = match["lamp"].lower()
    with_word = re.match(r"\s+with", match[0], re.IGNORECASE)
    if with_word and not match["lit"]:  # "a traffic light with a red …": of something else
        return "", 0
    return ("amber" if lamp == "yellow" else lamp), match.end()


def _time(match: re.Match[str]) -> str:
    """The time that was said, as the vocabulary says it."""
    said = match["half"] or match["full"] or match["hour"] or match["near"]
    hour = int(said) if said.isdecimal() else 1 + HOURS.index(said.lower())
    minute = int(match["minute"] or 0) if match["half"] is None else 30
    if match["five"]:
        words = " ".join(match["five"].lower().replace("-", " ").split())
        minute = int(words) if words.isdecimal() else next(k for k, word in MINUTES.items() if word == words)
        if match["way"].lower() == "to":
            hour, minute = (hour + 10) % 12 + 1, 60 - minute
    return time_words(hour, minute)
