"""Points of time: days and minutes of the Gregorian calendar, without time zones."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from sgc.graph.scene import Moment

MINUTES_OF_DAY = 24 * 60
LAST_YEAR = 9998
_ORIGIN = datetime(1, 1, 1)


def moment_of(text: str) -> Moment | None:
    """The moment of ``2026-01-05`` or ``2026-01-05T14:30``; None where the calendar has no such day."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    minutes = (found - _ORIGIN) // timedelta(minutes=1)
    return Moment(minutes, minutes if "T" in text else minutes + MINUTES_OF_DAY)


def year_of(year: int) -> Moment:
    return Moment(minutes_of(date(year, 1, 1)), minutes_of(date(year + 1, 1, 1)))


def minutes_of(day: date) -> int:
    """The beginning of a day."""
    return (day.toordinal() - 1) * MINUTES_OF_DAY


def day_of(minutes: int) -> datetime:
    """The day and the time of a minute."""
    return _ORIGIN + timedelta(minutes=minutes)


def later(minutes: int, *, months: Fraction, days: Fraction) -> int:
    """So much later: whole months by the calendar, a part of one as so many thirtieths."""
    whole, rest = divmod(months, 1)
    at = day_of(minutes)
    number = at.year * 12 + at.month - 1 + int(whole)
    year, month = number // 12, number % 12 + 1
    first = date(year + month // 12, month % 12 + 1, 1)
    moved = at.replace(year=year, month=month, day=min(at.day, (first - timedelta(days=1)).day))
    return (moved - _ORIGIN) // timedelta(minutes=1) + round((days + rest * 30) * MINUTES_OF_DAY)


def iso(minutes: int) -> str:
    """As a person would write it: the day, and the time where it is not midnight."""
    at = day_of(minutes)
    return at.date().isoformat() if (at.hour, at.minute) == (0, 0) else at.isoformat(timespec="minutes")
