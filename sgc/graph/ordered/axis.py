"""Axes of time: how long a day is drawn, and which dates stand at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import takewhile

from sgc.graph.box import UNITS
from sgc.graph.date_forms import FINENESS, MONTHS, finest_of, written
from sgc.graph.moments import LAST_YEAR, NO_DAY, SECONDS_OF_DAY, day_of, seconds_of

#: How wide an axis is in pixels: so much for a day, but no less and no more than this.
DAY, NARROWEST, WIDEST = 18, 480, 900
#: The share of a figure of stated width that its axis takes.
SHARE = 0.62
#: Steps that dates may stand at.
_STEPS = {
    "seconds": (1, 5, 10, 20, 30), "minutes": (1, 5, 10, 15, 30), "hours": (1, 3, 6, 12), "days": (1,),
    "weeks": (1, 2), "months": (1, 3, 6), "years": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
}  # fmt: skip
#: The least room for a date, in pixels.
_ROOM = {"seconds": 64, "minutes": 44, "hours": 44, "days": 48, "weeks": 48, "months": 64, "years": 44}
#: What steps shorter than a month are made of, in seconds.
_SECONDS = {"seconds": 1, "minutes": 60, "hours": 60 * 60, "days": SECONDS_OF_DAY, "weeks": 7 * SECONDS_OF_DAY}
#: How wide a letter of a date is taken to be, in pixels.
_LETTER = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on an axis, and the words for it."""

    seconds: int
    text: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``begin`` to ``end`` (seconds since the year 1), ``width`` layout units long, with its dates."""

    begin: int
    end: int
    width: int
    ticks: tuple[Tick, ...]

    def at(self, seconds: int) -> int:
        """How far from the axis' left end a moment is, in layout units."""
        return round(Fraction(self.width * (seconds - self.begin), max(1, self.end - self.begin)))


def axis_of(begin: int, end: int, figure_width: int | None, finest: str = "hours", form: str | None = None) -> Axis:
    """An axis around a span; ``figure_width`` in pixels is that of a figure whose size is stated. Its dates are no
    finer than what it is the axis of: "seconds", "minutes", "hours", "days" or "years"; or than what is told apart by
    the ``form`` in which they are written."""
    if end <= begin:
        end = begin + SECONDS_OF_DAY
    days = (end - begin) / SECONDS_OF_DAY
    pixels = round(max(NARROWEST, min(WIDEST, DAY * days))) if figure_width is None else round(SHARE * figure_width)
    if form is not None:
        finest = max(finest, finest_of(form), key=FINENESS.index)
        room = _LETTER * (2 + len(written(day_of(begin), form)))
        kind, step = _step(days, pixels, finest, room)
        marks = (at for at in takewhile(lambda at: at <= end, _moments(kind, step, begin)) if at >= begin)
        return Axis(begin, end, pixels * UNITS, tuple(Tick(at, written(day_of(at), form)) for at in marks))
    kind, step = _step(days, pixels, finest)
    roomy = pixels * _length(kind, step) / days >= 90
    return Axis(begin, end, pixels * UNITS, tuple(_ticks(kind, step, begin, end, roomy=roomy)))


def _length(kind: str, step: int) -> float:
    """A step in days."""
    long = {"months": 30.0, "years": 365.0}
    return step * (long[kind] if kind in long else _SECONDS[kind] / SECONDS_OF_DAY)


def _step(days: float, pixels: int, finest: str, room: int = 0) -> tuple[str, int]:
    """The smallest step at which dates have room, which is so many pixels at least."""
    kinds = FINENESS[FINENESS.index(finest) :]
    every = [(kind, step) for kind in kinds for step in _STEPS[kind]]
    return next((one for one in every if pixels * _length(*one) / days >= max(room, _ROOM[one[0]])), every[-1])


def _ticks(kind: str, step: int, begin: int, end: int, *, roomy: bool) -> Iterator[Tick]:
    before: datetime | None = None
    for at in _moments(kind, step, begin):
        if at > end:
            return
        if at >= begin:
            day = day_of(at)
            yield Tick(at, _words(kind, day, before, roomy=roomy))
            before = day


def _moments(kind: str, step: int, begin: int) -> Iterator[int]:
    """The moments of a step, from one at or before ``begin`` on."""
    first = day_of(begin)
    if kind in _SECONDS:
        size = step * _SECONDS[kind]
        start = first.date()
        if kind == "weeks":
            start -= timedelta(days=start.weekday())
        at = seconds_of(start)
        at += (begin - at) // size * size
        while True:
            yield at
            at += size
    number = first.year * 12 + first.month - 1
    size = step if kind == "months" else 12 * step
    number -= number % size
    while number < LAST_YEAR * 12:
        if number >= 12:
            yield seconds_of(date(number // 12, number % 12 + 1, 1))
        number += size


def _words(kind: str, day: datetime, before: datetime | None, *, roomy: bool) -> str:
    """A date in words; the year only where it is new and there is room for it."""
    new_year = (before is None or before.year != day.year) and roomy
    match kind:
        case "seconds" | "minutes" | "hours":
            is_midnight = (day.hour, day.minute, day.second) == (0, 0, 0)
            if is_midnight and day.date() != NO_DAY:
                return f"{day.day} {MONTHS[day.month - 1]}"
            return f"{day.hour:02}:{day.minute:02}" + (f":{day.second:02}" if kind == "seconds" else "")
        case "days" | "weeks":
            return f"{day.day} {MONTHS[day.month - 1]}{f' {day.year}' if new_year else ''}"
        case "months":
            return f"{MONTHS[day.month - 1]} {day.year}"
        case _:
            return str(day.year)
