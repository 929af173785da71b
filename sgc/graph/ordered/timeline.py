"""Timelines: events as flags on poles that stand on an axis of time, and periods as bars below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sgc.graph.box import UNITS
from sgc.graph.colors import mix
from sgc.graph.date_forms import MONTHS
from sgc.graph.moments import SECONDS_OF_DAY, day_of
from sgc.graph.ordered.axis import Axis, axis_of
from sgc.graph.ordered.branching import BRANCHES
from sgc.graph.ordered.gantt import AXIS, LEAST, date_text, line
from sgc.graph.ordered.making import NAME, mark, words
from sgc.graph.ordered.schedule import Schedule, Task, checked, schedule
from sgc.graph.report import Report, refuse
from sgc.graph.scene import Kind, Length, Moment, SceneGraph, SceneObject
from sgc.source.codes import MISPLACED

#: The height of a period's bar in pixels.
BAR = 12
#: How much of its colour an event shows.
_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a timeline shows: what happens when, on its axis."""

    schedule: Schedule
    axis: Axis

    @property
    def events(self) -> tuple[Task, ...]:
        """What happens at one moment, in the order of time."""
        return tuple(sorted((one for one in self.schedule.tasks if one.is_point), key=lambda one: one.begin))

    @property
    def periods(self) -> tuple[Task, ...]:
        return tuple(sorted((one for one in self.schedule.tasks if not one.is_point), key=lambda one: one.begin))

    def span(self, task: Task) -> tuple[int, int]:
        """Left and right end from the axis' left end, in layout units."""
        left, right = self.axis.at(task.begin), self.axis.at(task.end)
        return left, left + (0 if task.is_point else max(LEAST, 2 * round((right - left) / 2)))


def timeline(graph: SceneGraph) -> Timeline:
    found = schedule(graph)
    width = None if graph.figure.fitted else graph.figure.size[0]
    return Timeline(found, axis_of(found.begin, found.end, width, found.finest, graph.figure.axis))


def prepared(graph: SceneGraph, report: Report) -> SceneGraph:
    """Events and periods get colours, one after the other."""
    checked(graph, report)
    for link in graph.links:
        report.add(*refuse(MISPLACED, "what is on a timeline is not linked", link.span).diagnostics)
    return replace(graph, objects=tuple(_painted(one, number) for number, one in enumerate(graph.objects)))


def _painted(one: SceneObject, number: int) -> SceneObject:
    if one.kind is not Kind.SHAPE or "fill" in one.properties or one.attributes.color is not None:
        return one
    color = BRANCHES[number % len(BRANCHES)]
    look = {"fill": color} if one.noun == "period" else {"fill": mix("#ffffff", color, _SHARE), "stroke": color}
    return replace(one, properties={**look, **one.properties})


def completed(graph: SceneGraph) -> SceneGraph:
    """The figure with its axis and dates, poles, the date of every event and the name of every period."""
    found = timeline(graph)
    if not found.schedule.tasks:
        return graph
    spans = {task.id: found.span(task) for task in found.periods}
    poles = [mark(pole(task.id), "pole") for task in found.events]
    ticks = [mark(line(number), "grid") for number in range(len(found.axis.ticks))]
    objects = tuple(_bar(one, *spans[one.id]) if one.id in spans else one for one in graph.objects)
    return replace(graph, objects=(*poles, *ticks, mark(AXIS, "axis"), *objects, *_around(graph, found)))


def _bar(one: SceneObject, left: int, right: int) -> SceneObject:
    """A period as its bar, whose name stands above it."""
    sides = {"width": Length(Fraction(right - left, UNITS)), "height": Length(Fraction(BAR))}
    kept = {key: value for key, value in one.properties.items() if key != "size"}
    return replace(one, label=None, caption=None, properties={**kept, **sides})


def _around(graph: SceneGraph, found: Timeline) -> Iterator[SceneObject]:
    named = {one.id: one for one in graph.objects}
    for number, tick in enumerate(found.axis.ticks):
        yield words(date_text(number), tick.text)
    for task in found.events:
        one = named[task.id]
        yield words(when_text(task.id), _when(one, task), one.statement, one.span, noun=NAME)
    for task in found.periods:
        one = named[task.id]
        yield words(name_text(task.id), one.label or one.caption or task.id, one.statement, one.span, noun=NAME)


def _when(one: SceneObject, task: Task) -> str:
    """The date of an event in words, as exactly as it was given."""
    at, stated = day_of(task.begin), one.properties.get("start")
    if isinstance(stated, Moment) and stated.until - stated.seconds > SECONDS_OF_DAY:
        return str(at.year)
    time = f", {at.hour}:{at.minute:02}" if task.begin % SECONDS_OF_DAY else ""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}{time}"


def levels(flags: Sequence[tuple[int, int]]) -> list[int]:
    """How high flags hang, from 0: an earlier one above all later ones that it reaches over.

    ``flags`` are their left and right ends, in the order of time; a flag hangs to the right of its pole, so that no
    pole goes through another flag.
    """
    found = [0] * len(flags)
    for number in reversed(range(len(flags))):
        _, right = flags[number]
        over = [found[later] for later in range(number + 1, len(flags)) if flags[later][0] < right]
        found[number] = max(over, default=-1) + 1
    return found


def pole(event: str) -> str:
    return f"{event} pole"


def when_text(event: str) -> str:
    return f"{event} date"


def name_text(period: str) -> str:
    return f"{period} name"
