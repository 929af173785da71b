"""What a thing shows where that is seen in its picture: the time of a clock, the lamp of a traffic light that is lit.

"A clock showing half past three" and "a traffic light with its green light on" are nouns of the vocabulary, so that
they are drawn, counted and told apart as other things are. What no picture shows, as other times, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.english.lexicon import is_known_noun, one_of
from sgc.english.tokens import Token
from sgc.graph.vocabulary import lookup

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HOUR = rf"(?:{'|'.join(_HOURS)}|1[0-2]|0?[1-9])"
_SHOWS = r"(?:(?:that|which)\s+)?(?:show(?:s|ing)|read(?:s|ing)|say(?:s|ing)|tell(?:s|ing)|set\s+to|at|with)(?:\s+the)?"
_TIME = re.compile(
    rf"\s+{_SHOWS}(?:\s+time)?(?:\s+of)?\s+[\"“']?(?:half[\s-]past\s+(?P<half>{_HOUR})|(?P<full>{_HOUR})\s+o['’]?clock"
    rf"|(?P<hour>{_HOUR})[:.](?P<minute>00|30))(?:\s+o['’]clock)?[\"”']?(?![\w:])",
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
        hour = match["half"] or match["full"] or match["hour"]
        name = _HOURS[int(hour) - 1] if hour.isdecimal() else hour.lower()
        return (f"half past {name}" if match["half"] or match["minute"] == "30" else name), match.end()
    lamp = match["lamp"].lower()
    with_word = re.match(r"\s+with", match[0], re.IGNORECASE)
    if with_word and not match["lit"]:  # "a traffic light with a red …": of something else
        return "", 0
    return ("amber" if lamp == "yellow" else lamp), match.end()
