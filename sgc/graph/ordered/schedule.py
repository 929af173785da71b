"""Tasks in time: when each begins and ends, by its own dates, its duration and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from sgc.graph.moments import SECONDS_OF_DAY, day_of, iso, later
from sgc.graph.report import Report, refuse
from sgc.graph.scene import Kind, Moment, Port, SceneGraph, SceneObject, Step, Value
from sgc.source.codes import MISPLACED, UNKNOWN_NAME, WRONG_ARGUMENTS, WRONG_TYPE
from sgc.source.suggest import did_you_mean

#: Nouns of what happens at one moment.
MOMENTARY = ("milestone", "event")
_DAYS: Mapping[str, Fraction] = {
    "seconds": Fraction(1, SECONDS_OF_DAY), "minutes": Fraction(60, SECONDS_OF_DAY), "hours": Fraction(1, 24),
    "days": Fraction(1), "weeks": Fraction(7),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """One thing with its span in seconds since the year 1; a ``point`` has no length. ``section`` counts from 1."""

    id: str
    begin: int
    end: int
    section: int

    @property
    def is_point(self) -> bool:
        return self.end == self.begin

    @property
    def said(self) -> str:
        """When it is, in words; a last day is included."""
        if self.is_point:
            return f"on {iso(self.begin)}"
        last = self.end if self.end % SECONDS_OF_DAY else self.end - SECONDS_OF_DAY
        return f"from {iso(self.begin)} to {iso(max(self.begin, last))}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """Tasks in the order of writing, and the titles of the sections that they stand in (0 is none)."""

    tasks: tuple[Task, ...]
    sections: tuple[str, ...]

    @property
    def begin(self) -> int:
        return min((one.begin for one in self.tasks), default=0)

    @property
    def end(self) -> int:
        return max((one.end for one in self.tasks), default=0)

    @property
    def finest(self) -> str:
        """The kind of dates at which everything begins and ends: "seconds", "minutes", "hours", "days" or "years"."""
        moments = {moment for one in self.tasks for moment in (one.begin, one.end)}
        for kind, length in (("seconds", 60), ("minutes", 60 * 60), ("hours", SECONDS_OF_DAY)):
            if any(moment % length for moment in moments):
                return kind
        return "days" if any((day_of(moment).month, day_of(moment).day) != (1, 1) for moment in moments) else "years"


def schedule(graph: SceneGraph) -> Schedule:
    """When everything is; what cannot be known is at the beginning of the figure."""
    return _Scheduling(graph, Report()).schedule()


def checked(graph: SceneGraph, report: Report) -> None:
    """Reports dates that are missing or contradict each other, and what no figure of time can show."""
    found = _Scheduling(graph, report)
    found.schedule()
    values = [value for one in found.tasks.values() for value in one.properties.values()]
    wrong = any(one.is_error for one in report.diagnostics)
    if found.tasks and not wrong and not any(isinstance(value, Moment) for value in values):
        first = next(iter(found.tasks.values()))
        hint = f"Give one of them a beginning: {first.noun} {{ start: 2026-01-05 }}."
        report.add(*refuse(WRONG_ARGUMENTS, "nothing here has a date", first.span, hint).diagnostics)
    for one in graph.objects:
        if one.kind in (Kind.GROUP, Kind.PART):
            hint = 'Write section "Title" { … }.'
            report.add(*refuse(MISPLACED, "tasks are grouped by sections", one.span, hint).diagnostics)
        elif one.counted:
            report.add(*refuse(MISPLACED, "a task is one thing", one.span, "Leave out the count.").diagnostics)
    for link in graph.links:
        if link.label is not None or any(port != Port() for port in link.ports):
            report.add(*refuse(MISPLACED, "what waits for what has neither label nor side", link.span).diagnostics)


class _Scheduling:
    def __init__(self, graph: SceneGraph, report: Report) -> None:
        self.graph, self.report = graph, report
        self.tasks = {
            one.id: one for one in graph.objects if not one.derived and one.kind not in (Kind.GROUP, Kind.PART)
        }
        self.before = self._waiting()
        self.spans: dict[str, tuple[int, int]] = {}
        stated = (value.seconds for one in self.tasks.values()
                  if isinstance(value := one.properties.get("start"), Moment))  # fmt: skip
        self.first = min(stated, default=self._first_end())

    def _first_end(self) -> int:
        ends = (value.seconds for one in self.tasks.values() if isinstance(value := one.properties.get("end"), Moment))
        return min(ends, default=0)

    def _waiting(self) -> Mapping[str, list[str]]:
        """What each task waits for: by links that lead to it, and by its own words."""
        found: dict[str, list[str]] = {id: [] for id in self.tasks}
        for link in self.graph.links:
            if link.source in found and link.target in found:
                found[link.target].append(link.source)
        for one in self.tasks.values():
            named = one.properties.get("after")
            for name in named.split("\n") if isinstance(named, str) else ():
                if name in self.tasks:
                    found[one.id].append(name)
                else:
                    hints = did_you_mean(name, self.tasks)
                    problem = refuse(UNKNOWN_NAME, f"there is no task named '{name}'", one.span, *hints)
                    self.report.add(*problem.diagnostics)
        if self.graph.figure.sort == "gantt":
            for before, one in pairwise(self.tasks.values()):
                is_placed = found[one.id] or {"start", "end", "after"} & one.properties.keys()
                if not is_placed and not _waits(before.id, one.id, found):
                    found[one.id].append(before.id)
        return found

    def schedule(self) -> Schedule:
        for id in self.tasks:
            self._span(id, ())
        sections: list[str] = []
        tasks = tuple(self._rows(self.graph.steps, 0, sections))
        return Schedule(tasks, tuple(sections))

    def _rows(self, steps: Sequence[Step], section: int, sections: list[str]) -> Iterator[Task]:
        for one in steps:
            if one.kind == "object" and one.ids[0] in self.spans:
                yield Task(one.ids[0], *self.spans[one.ids[0]], section)
            elif one.kind == "block":
                for part in one.parts:
                    sections.append(part.text or "")
                    yield from self._rows(part.steps, len(sections), sections)

    def _span(self, id: str, waiting: tuple[str, ...]) -> tuple[int, int]:
        """Beginning and end of a task; those that wait for it are known."""
        if id in self.spans:
            return self.spans[id]
        one = self.tasks[id]
        if id in waiting:
            ring = " waits for ".join((*waiting[waiting.index(id) :][::-1], waiting[-1]))
            self.report.add(*refuse(WRONG_ARGUMENTS, f"these tasks wait for each other: {ring}", one.span).diagnostics)
            return self.first, self.first
        before = [self._span(other, (*waiting, id))[1] for other in self.before[id]]
        start, end = one.properties.get("start"), one.properties.get("end")
        begin = start.seconds if isinstance(start, Moment) else None
        final = (end.until if one.noun not in MOMENTARY else end.seconds) if isinstance(end, Moment) else None
        if begin is None:
            begin = max(before, default=self.first)
            if final is not None and not before:
                begin = final - (self._length(one, self.first) or SECONDS_OF_DAY)
        if final is None:
            final = begin + (self._length(one, begin) or _usual(one, start))
        if final < begin:
            self.report.add(*refuse(WRONG_TYPE, f"'{id}' ends before it begins: {iso(begin)} to {iso(final)}",
                                    one.span).diagnostics)  # fmt: skip
            final = begin
        self.spans[id] = begin, final
        return self.spans[id]

    @staticmethod
    def _length(one: SceneObject, begin: int) -> int:
        """The stated duration in seconds, 0 where none is."""
        days, months = Fraction(0), Fraction(0)
        for name, value in one.properties.items():
            if name in _DAYS and isinstance(value, Fraction):
                days += _DAYS[name] * value
            elif name == "months" and isinstance(value, Fraction):
                months += value
        return later(begin, months=months, days=days) - begin


def _waits(first: str, second: str, before: Mapping[str, Sequence[str]]) -> bool:
    """Whether the first of two tasks waits for the second, however many there are between them."""
    seen, left = {first}, [first]
    while left:
        new = set(before[left.pop()]) - seen
        seen |= new
        left += new
    return second in seen


def _usual(one: SceneObject, start: Value | None) -> int:
    """How long a task without a duration takes: the day or the year of its date, else a day."""
    if one.noun in MOMENTARY:
        return 0
    return start.until - start.seconds if isinstance(start, Moment) and start.is_whole else SECONDS_OF_DAY
