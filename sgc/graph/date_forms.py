"""Forms of dates, "%d %b %Y": what each part of them writes, in English wherever a figure is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

WHOLE_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS = tuple(name[:3] for name in WHOLE_MONTHS)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PART = re.compile(r"%(-?)(.?)", re.DOTALL)


def _week(day: datetime, first: int) -> int:
    """The number of a week that begins with weekday ``first`` (0 is Monday); 0 before the first such day."""
    return (day.timetuple().tm_yday + 6 - (day.weekday() - first) % 7) // 7


#: The units of dates, the finest first.
FINENESS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")
#: By letter what it writes, and the finest unit that it tells apart.
DATE_PARTS: Mapping[str, tuple[Callable[[datetime], str], str]] = {
    "Y": (lambda day: str(day.year), "years"),
    "y": (lambda day: f"{day.year % 100:02}", "years"),
    "B": (lambda day: WHOLE_MONTHS[day.month - 1], "months"),
    "b": (lambda day: MONTHS[day.month - 1], "months"),
    "m": (lambda day: f"{day.month:02}", "months"),
    "q": (lambda day: str((day.month + 2) // 3), "months"),
    "d": (lambda day: f"{day.day:02}", "days"),
    "e": (lambda day: str(day.day), "days"),
    "j": (lambda day: f"{day.timetuple().tm_yday:03}", "days"),
    "a": (lambda day: _WEEKDAYS[day.weekday()][:3], "days"),
    "A": (lambda day: _WEEKDAYS[day.weekday()], "days"),
    "W": (lambda day: f"{_week(day, 0):02}", "weeks"),
    "U": (lambda day: f"{_week(day, 6):02}", "weeks"),
    "V": (lambda day: f"{day.isocalendar().week:02}", "weeks"),
    "H": (lambda day: f"{day.hour:02}", "hours"),
    "I": (lambda day: f"{(day.hour - 1) % 12 + 1:02}", "hours"),
    "p": (lambda day: "AM" if day.hour < 12 else "PM", "hours"),
    "M": (lambda day: f"{day.minute:02}", "minutes"),
    "S": (lambda day: f"{day.second:02}", "seconds"),
    "%": (lambda day: "%", "years"),
}


def unknown_part(form: str) -> str | None:
    """The first part of a form that writes nothing of a date; None where all do."""
    return next((found[0] for found in _PART.finditer(form) if found[2] not in DATE_PARTS), None)


def written(day: datetime, form: str) -> str:
    """A moment in a form; ``%-d`` leaves out the zeros before a number."""

    def part(found: re.Match[str]) -> str:
        text = DATE_PARTS[found[2]][0](day)
        return (text.lstrip("0") or "0") if found[1] else text

    return _PART.sub(part, form)


def finest_of(form: str) -> str:
    """The finest unit that dates in a form tell apart."""
    units = [DATE_PARTS[found[2]][1] for found in _PART.finditer(form)]
    return min(units, key=FINENESS.index, default=FINENESS[-1])
