"""Layers by what is said of each: what it is on, above or below, and which is at an end ("Linux is at the bottom,
Docker runs on Linux")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, fullmatch, key, named, split, trim
from sgc.source import Span

_PIECE = re.compile(r"\s*[,;]\s*|\s+and\s+", re.IGNORECASE)
_LEADING = re.compile(r"(?:(?:and|then|finally|lastly|next|again)\s+)+", re.IGNORECASE)
_STANDS = r"(?:(?:is|are|lies?|sits?|stands?|comes?|runs?|rests?|follows?)\s+)?(?:directly\s+|right\s+|then\s+)?"
_HOW = r"(?P<how>on top of|on|upon|above|over|below|beneath|under|underneath)"
_UPON = re.compile(
    r"(?P<who>[^:]+?)\s+(?:which\s+)?" + _STANDS + _HOW + r"\s+"
    r"(?P<where>(?!the\s+(?:very\s+)?(?:top|bottom)\b).+)"
    r"|(?P<how2>on top of|on|upon|above|over|below|beneath|under|underneath)\s+(?P<where2>it|that|this|them)\s+"
    r"(?:(?:is|are|comes?|lies?|sits?)\s+)?(?P<who2>.+)",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"(?P<who>[^:]+?)\s+" + _STANDS + r"(?:at|on)\s+(?:the\s+)?(?:very\s+)?(?P<end>top|bottom|base)"
    r"|(?:the\s+)?(?P<end2>lowest|highest|bottom|top|uppermost|topmost|outermost|innermost)(?:\s+(?:layer|level|tier))?\s+(?:is|are)"
    r"\s+(?P<who2>.+)"
    r"|(?:at|on)\s+(?:the\s+)?(?:very\s+)?(?P<end4>top|bottom|base)\s*,?\s+(?:(?:is|are|comes?|sits?|lies?)\s+)?"
    r"(?P<who4>.+)"
    r"|(?P<who3>[^:]+?)\s+(?:is|are|forms?)\s+the\s+"
    r"(?P<end3>lowest|highest|bottom|top|uppermost|topmost|outermost|base|foundation)(?:\s+\w+)?",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"\s+(?:is\s+|are\s+)?in\s+the\s+(?:middle|cent(?:er|re))\Z", re.IGNORECASE)
_LOW = frozenset(("bottom", "base", "lowest", "innermost", "foundation"))
_ABOVE = frozenset(("on top of", "on", "upon", "above", "over"))
_POINTING = frozenset(("it", "that", "this", "them", "these", "those", "which"))


def layers_by_place(span: Span) -> list[Span] | None:
    """The layers from the bottom to the top; None unless all words say where one is."""
    order: list[Span] = []
    last: list[Span] = []
    goes_up, told = True, 0
    for sentence in split(span, SENTENCE):
        waiting: list[Span] = []
        for piece in split(sentence, _PIECE):
            then = _LEADING.match(piece.text)
            plain = piece if then is None else trim(Span(piece.source, piece.start + then.end(), piece.end))
            upon = fullmatch(plain, _UPON)
            at_end = fullmatch(plain, _AT_END) if upon is None else None
            if upon is None and at_end is None:
                waiting.append(Span(plain.source, plain.start, plain.start + len(_MIDDLE.sub("", plain.text))))
                continue
            told += 1
            if upon is not None:
                n = "" if upon["how"] else "2"
                where, who = named(plain, upon, f"where{n}"), [*waiting, named(plain, upon, f"who{n}")]
                goes_up = upon[f"how{n}"].casefold() in _ABOVE
                anchor = last if where.text.casefold() in _POINTING else [where]
                if not anchor or (at := _place(order, anchor, goes_up)) is None:
                    return None
            else:
                assert at_end is not None
                n = next(one for one in ("", "2", "3", "4") if at_end[f"end{one}"])
                who = [*waiting, named(plain, at_end, f"who{n}")]
                goes_up = at_end[f"end{n}"].casefold() in _LOW
                at = 0 if goes_up else len(order)
                goes_up = goes_up or bool(order)  # what is named before the top is below it
            last, waiting = _put(order, who, at, goes_up), []
        if waiting:
            if not last:
                return None
            at = _place(order, last, goes_up)
            assert at is not None
            last = _put(order, waiting, at, goes_up)
    return order if told > 1 and len(order) > 1 else None


def _place(order: list[Span], anchor: Sequence[Span], above: bool) -> int | None:
    """Where what is above or below another is put; what is not known yet is only put into an empty order."""
    if not order:
        order.append(bare(anchor[-1]))
    names = [key(bare(one).text) for one in order]
    places = [names.index(name) for one in anchor if (name := key(bare(one).text)) in names]
    if not places:
        return None
    return max(places) + 1 if above else min(places)


def _put(order: list[Span], who: Sequence[Span], at: int, above: bool) -> list[Span]:
    """Put layers into the order, each above or below the one before."""
    names = [key(bare(one).text) for one in order]
    new = [bare(one) for one in who if key(bare(one).text) not in names]
    order[at:at] = new if above else list(reversed(new))
    return new or [bare(one) for one in who]
