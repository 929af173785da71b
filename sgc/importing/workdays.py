"""When tasks begin and end in charts that say more of it than a scene file can: free days, lags, "until"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from sgc.importing.draft import Day, Draft, Ids, Node

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)
#: Days in a row that a chart may close; one that closes more has no day to work on.
_LONGEST = 3700
#: Days of the units of durations, where free ones are left out of them; of those that are parts of a day, and of all.
_PARTS = {"hours": 1 / 24, "minutes": 1 / 1440, "seconds": 1 / 86400}
_UNITS = {"days": 1, "months": 30, **_PARTS}


@dataclass(slots=True)
class Workdays:
    """The days that a chart takes out: ``weekdays`` from 0 for Monday, and single dates; but none of ``opened``."""

    weekdays: set[int] = field(default_factory=set)
    dates: set[date] = field(default_factory=set)
    opened: set[date] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.weekdays or self.dates)

    def close(self, words: Iterable[str]) -> list[str]:
        """Take out weekdays by their names, ``weekends``, and dates of ISO; gives the words that are none of these."""
        left = []
        for word in words:
            name = word.lower()
            if name in ("weekends", "weekend"):
                self.weekdays |= {5, 6}
            elif name.removesuffix("s") in WEEKDAYS:
                self.weekdays.add(WEEKDAYS.index(name.removesuffix("s")))
            else:
                try:
                    self.dates.add(date.fromisoformat(name.replace("/", "-")))
                except ValueError:
                    left.append(word)
        return left

    def is_open(self, day: date) -> bool:
        return day in self.opened or not (day.weekday() in self.weekdays or day in self.dates)

    def first(self, day: date) -> date:
        """The day itself, or the next one that is worked on."""
        for _ in range(_LONGEST):
            if self.is_open(day):
                break
            day += _DAY
        return day

    def last(self, begin: date, days: int) -> date:
        """The last of so many days that are worked on, the first being ``begin`` or the next open one."""
        day = self.first(begin)
        for _ in range(days - 1):
            day = self.first(day + _DAY)
        return day


@dataclass(slots=True)
class Dates:
    """What a chart says of its tasks beside their properties, by their ids: the one before whose beginning a task ends
    (``until``), and how many days it begins after the end of those that it waits for (``lag``). A ``week`` of a
    duration has so many days that are worked on."""

    draft: Draft
    workdays: Workdays = field(default_factory=Workdays)
    until: dict[str, str] = field(default_factory=dict)
    lag: dict[str, int] = field(default_factory=dict)
    week: int = 7

    def settle(self) -> list[Node]:
        """Write the dates of what depends on any of this into the tasks; gives those whose end cannot be told, which
        take a day."""
        nodes, lost = self.draft.nodes, []
        known: dict[str, tuple[date, date]] = {}
        spans = {key: self._span(key, (), known) for key in (nodes if self.workdays else [*self.until, *self.lag])}
        for key, span in spans.items():
            node = nodes[key]
            if span is None or (key in self.until and span[0] >= span[1]):
                if key in self.until:
                    node.properties["days"] = 1
                    lost.append(node)
            elif not _PARTS.keys() & node.properties.keys():
                self._write(node, *span)
        return lost

    def _write(self, node: Node, begin: date, until: date) -> None:
        if node.id not in self.until or self.workdays:
            node.properties["start"] = Day(begin.isoformat())
        if node.noun != "milestone" and "end" not in node.properties:
            for unit in (*_UNITS, "weeks"):
                node.properties.pop(unit, None)
            node.properties["end"] = Day(max(begin, until - _DAY).isoformat())

    def _span(
        self, key: str, waiting: tuple[str, ...], known: dict[str, tuple[date, date]]
    ) -> tuple[date, date] | None:
        """The first day of a task and the one behind its last; None where they hang on themselves or on nothing."""
        if key not in known and (found := self._told(key, waiting, known)) is not None:
            known[key] = found
        return known.get(key)

    def _told(
        self, key: str, waiting: tuple[str, ...], known: dict[str, tuple[date, date]]
    ) -> tuple[date, date] | None:
        node = self.draft.nodes.get(key)
        if node is None or key in waiting:
            return None
        start, end, after = (node.properties.get(name) for name in ("start", "end", "after"))
        if not all(_is_day(one) for one in (start, end) if isinstance(one, Day)):
            return None
        if isinstance(start, Day):
            begin = date.fromisoformat(start[:10])
        else:
            before = [self._span(one, (*waiting, key), known) for one in (after if isinstance(after, Ids) else ())]
            ends = [one[1] for one in before if one is not None]
            if not ends:
                return None
            begin = self.workdays.first(self._later(max(ends), self.lag.get(key, 0)))
        if isinstance(end, Day):
            return begin, date.fromisoformat(end[:10]) + _DAY
        if key in self.until:
            other = self._span(self.until[key], (*waiting, key), known)
            return (begin, other[0]) if other is not None else None
        if node.noun == "milestone":
            return begin, begin
        units = {**_UNITS, "weeks": self.week}
        days = sum(float(str(node.properties.get(unit, 0))) * count for unit, count in units.items())
        return begin, self._later(begin, max(1, ceil(days)))

    def _later(self, day: date, days: int) -> date:
        """The day behind so many days that are worked on."""
        return self.workdays.last(day, days) + _DAY if days > 0 else day


def _is_day(said: Day) -> bool:
    """Whether its month has it; the scene itself is told of one that has not."""
    try:
        return bool(date.fromisoformat(said[:10]))
    except ValueError:
        return False
