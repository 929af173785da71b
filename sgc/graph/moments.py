"""Points of time: days and seconds of the Gregorian calendar, without time zones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from sgc.graph.scene import Moment

SECONDS_OF_DAY = 24 * 60 * 60
LAST_YEAR = 9998
_ORIGIN = datetime(1, 1, 1)
#: The day of charts that have times and no date: axes do not name it.
NO_DAY = date(1, 1, 1)


def moment_of(text: str) -> Moment | None:
    """The moment of ``2026-01-05``, or ``2026-01-05T14:30`` maybe with seconds; None where there is no such day."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    seconds = (found - _ORIGIN) // timedelta(seconds=1)
    return Moment(seconds, seconds if "T" in text else seconds + SECONDS_OF_DAY)


def year_of(year: int) -> Moment:
    return Moment(seconds_of(date(year, 1, 1)), seconds_of(date(year + 1, 1, 1)))


def seconds_of(day: date) -> int:
    """The beginning of a day."""
    return (day.toordinal() - 1) * SECONDS_OF_DAY


def day_of(seconds: int) -> datetime:
    """The day and the time of a second."""
    return _ORIGIN + timedelta(seconds=seconds)


def later(seconds: int, *, months: Fraction, days: Fraction) -> int:
    """So much later: whole months by the calendar, a part of one as so many thirtieths."""
    whole, rest = divmod(months, 1)
    at = day_of(seconds)
    number = at.year * 12 + at.month - 1 + int(whole)
    year, month = number // 12, number % 12 + 1
    first = date(year + month // 12, month % 12 + 1, 1)
    moved = at.replace(year=year, month=month, day=min(at.day, (first - timedelta(days=1)).day))
    return (moved - _ORIGIN) // timedelta(seconds=1) + round((days + rest * 30) * SECONDS_OF_DAY)


def iso(seconds: int) -> str:
    """As a person would write it: the day, the time where it is not midnight, and seconds where there are any."""
    at = day_of(seconds)
    if seconds % SECONDS_OF_DAY == 0:
        return at.date().isoformat()
    return at.isoformat(timespec="seconds" if at.second else "minutes")
