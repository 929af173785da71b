"""When a task begins by the beginning or the end of another: "testing starts one week before coding ends"."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import bare, named, part, search, trim
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.source import Span

_OFFSET = re.compile(
    r"(?P<name>[^,]+?)\s+(?:(?:can|must|should|will)\s+)?(?P<verb>starts?|begins?|is|are|happens?|comes?|follows?)\s+"
    rf"(?P<number>\d+|an?|the|one|{SEVERAL})\s+(?P<unit>day|week|month)s?\s+(?P<way>before|after)\s+"
    r"(?P<other>[^,]+?)(?:\s+(?P<edge>starts?|begins?|ends?|finishes|is\s+(?:over|finished|done)))?"
    r"(?P<tail>,?\s+(?:and\s+)?(?:it\s+)?(?:takes?|lasts?|runs?|needs?|for)\s.+)?\.?\s*\Z",
    re.IGNORECASE,
)
#: "testing overlaps the last week of development and takes two": it begins so long before the other ends.
_OVERLAP = re.compile(
    r"(?P<name>[^,]+?)\s+(?P<verb>overlaps?(?:\s+with)?|(?:starts?|begins?)\s+(?:in|during|with))\s+the\s+last\s+"
    rf"(?:(?P<number>\d+|{SEVERAL})\s+)?(?P<unit>day|week|month)s?\s+of\s+(?P<other>[^,]+?)"
    r"(?P<tail>,?\s+(?:and\s+)?(?:it\s+)?(?:takes?|lasts?|runs?|needs?|goes on)\s.+)\.?\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Offset:
    """What begins on a day that is counted from another task's; ``tail`` says how long it takes, or is None.
    ``is_event`` says that it only happens, and takes no time."""

    name: Span
    day: date
    tail: Span | None
    is_event: bool


def is_offset(span: Span) -> bool:
    """Whether words say when something begins by a task that is named."""
    return search(span, _OFFSET) is not None or search(span, _OVERLAP) is not None


def offset(draft: Draft, span: Span) -> Offset | None:
    """What such words say; None if the other task is not known, or nothing says when it is."""
    match = search(span, _OFFSET)
    if match is None and (overlap := search(span, _OVERLAP)) is not None:
        return _overlapping(draft, span, overlap)
    other = None
    if match is not None:
        is_last = match["other"].casefold() in ("that", "this", "it") and bool(draft.nodes)
        other = draft.nodes[-1] if is_last else draft.find(bare(named(span, match, "other")))
    days = scheduled(draft).get(id(other)) if other is not None else None
    if match is None or days is None:
        return None
    at_start = (match["edge"] or "").casefold().startswith(("start", "begin"))
    number = numbered(match["number"]) or 1
    day = _later(days[0 if at_start else 1], match["unit"].casefold(), number if match["way"] == "after" else -number)
    if match["way"] == "after" and match["unit"].casefold() == "day" and not at_start:
        day -= timedelta(days=1)  # the day after the last is the first that is free
    is_event = match["verb"].casefold() in ("is", "are", "happens", "happen") and match["tail"] is None
    tail = part(span, match, "tail")
    return Offset(trim(named(span, match, "name"), ", "), day, tail, is_event)


def _overlapping(draft: Draft, span: Span, match: re.Match[str]) -> Offset | None:
    """What begins so long before another task ends."""
    other = draft.find(bare(named(span, match, "other")))
    days = scheduled(draft).get(id(other)) if other is not None else None
    if days is None:
        return None
    day = _later(days[1], match["unit"].casefold(), -(numbered(match["number"] or "one") or 1))
    return Offset(trim(named(span, match, "name"), ", "), day, part(span, match, "tail"), False)


def scheduled(draft: Draft) -> Mapping[int, tuple[date, date]]:
    """The first day of each task of which it is known, by ``id``, and the day behind its last."""
    found: dict[int, tuple[date, date]] = {}
    for node in draft.nodes:  # each stands behind those that it waits for
        before = [found[id(one.first)][1] for one in draft.edges if one.second is node and id(one.first) in found]
        start = _day(node.properties.get("start", "")) or max(before, default=None)
        if start is not None:
            found[id(node)] = start, _end(node, start)
    return found


def _end(node: Node, start: date) -> date:
    end = _day(node.properties.get("end", ""))
    if end is not None:
        return end + timedelta(days=1)
    for unit in ("day", "week", "month"):
        if (number := node.properties.get(f"{unit}s", "")).isdecimal():
            start = _later(start, unit, int(number))
    return start


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _later(day: date, unit: str, number: int) -> date:
    """The day so much later; of a month that has no such day its last."""
    if unit != "month":
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    years, months = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(years, months + 1, min(day.day, monthrange(years, months + 1)[1]))
