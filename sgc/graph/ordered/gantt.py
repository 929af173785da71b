"""Gantt figures: a row for each task, with its name before it and its bar where its time is on the axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sgc.graph.box import UNITS
from sgc.graph.ordered.axis import Axis, axis_of
from sgc.graph.ordered.making import NAME, mark, words
from sgc.graph.ordered.schedule import Schedule, Task, checked, schedule
from sgc.graph.report import Report
from sgc.graph.scene import Length, SceneGraph, SceneObject

#: The height of a bar, and the size of what has no length; in pixels.
BAR, POINT = 16, 18
#: A bar is at least so wide, in layout units.
LEAST = 24
#: How tasks look by their classes, unless they say otherwise; the last is the usual look.
_FILLS: Mapping[str, str] = {
    "critical": "#e07a5f", "done": "#b9c4cf", "active": "#5b8bd6", "milestone": "#3d4f66", "": "#a5c1e6",
}  # fmt: skip
AXIS = "axis"


@dataclass(frozen=True, slots=True)
class Chart:
    """What a Gantt figure shows: its schedule on its axis."""

    schedule: Schedule
    axis: Axis

    def span(self, task: Task) -> tuple[int, int]:
        """Left and right end of a bar from the axis' left end, in layout units; of a point twice the same."""
        left, right = self.axis.at(task.begin), self.axis.at(task.end)
        if task.is_point:
            return left, left
        width = max(LEAST, 2 * round((right - left) / 2))
        return left, left + width

    @property
    def rows(self) -> tuple[Task | str, ...]:
        """Titles of sections, and below each its tasks."""
        found: list[Task | str] = []
        section = 0
        for task in self.schedule.tasks:
            while section < task.section:
                section += 1
                found.append(title(section))
            found.append(task)
        return tuple(found)


def chart(graph: SceneGraph) -> Chart:
    found = schedule(graph)
    width = None if graph.figure.fitted else graph.figure.size[0]
    return Chart(found, axis_of(found.begin, found.end, width, found.finest, graph.figure.axis))


def prepared(graph: SceneGraph, report: Report) -> SceneGraph:
    """Tasks get the looks of their classes."""
    checked(graph, report)
    return replace(graph, objects=tuple(_painted(one) for one in graph.objects))


def _painted(one: SceneObject) -> SceneObject:
    if "fill" in one.properties or one.attributes.color is not None:
        return one
    look = next((name for name in (*one.classes, one.noun) if name in _FILLS), "")
    return replace(one, properties={**one.properties, "fill": _FILLS[look]})


def completed(graph: SceneGraph) -> SceneGraph:
    """The figure with names and titles before the rows, the axis above them, and lines at its dates behind them."""
    found = chart(graph)
    if not found.schedule.tasks:
        return graph
    spans = {task.id: found.span(task) for task in found.schedule.tasks}
    titled = bool(found.schedule.sections)
    behind = [
        mark(band(number), "band") for number, row in enumerate(found.rows)
        if (isinstance(row, str) if titled else number % 2 == 0)
    ]  # fmt: skip
    behind += [mark(line(number), "grid") for number in range(len(found.axis.ticks))]
    bars = [_bar(one, *spans[one.id]) if one.id in spans else one for one in graph.objects]
    return replace(graph, objects=(*behind, *bars, *_around(graph, found)))


def _bar(one: SceneObject, left: int, right: int) -> SceneObject:
    """A task as its bar, whose name stands before the row."""
    size = (right - left, BAR * UNITS) if right > left else (POINT * UNITS, POINT * UNITS)
    own = {name: Length(Fraction(side, UNITS)) for name, side in zip(("width", "height"), size, strict=True)}
    properties = {key: value for key, value in one.properties.items() if key != "size"}
    return replace(one, label=None, caption=None, properties={**properties, **own})


def _around(graph: SceneGraph, found: Chart) -> Iterator[SceneObject]:
    named = {one.id: one for one in graph.objects}
    yield mark(AXIS, "axis")
    for number, tick in enumerate(found.axis.ticks):
        yield words(date_text(number), tick.text)
    for number, text in enumerate(found.schedule.sections, 1):
        if any(task.section >= number for task in found.schedule.tasks):
            yield words(title(number), text or "…", properties={"bold": True}, noun=NAME)
    for task in found.schedule.tasks:
        one = named[task.id]
        yield words(name_text(task.id), one.label or one.caption or task.id, one.statement, one.span, noun=NAME)
        progress = one.properties.get("progress")
        if isinstance(progress, Fraction) and progress > 0 and not task.is_point:
            yield mark(progress_mark(task.id), "progress", one.statement, one.span)


def title(section: int) -> str:
    return f"section {section} title"


def name_text(task: str) -> str:
    return f"{task} name"


def progress_mark(task: str) -> str:
    return f"{task} progress"


def date_text(number: int) -> str:
    return f"date {number + 1}"


def line(number: int) -> str:
    return f"date {number + 1} line"


def band(row: int) -> str:
    return f"row {row + 1}"
