"""Axes of time in a picture: a level line, dates at it, and what a place on it means."""

from __future__ import annotations

from sgc.graph.moments import iso
from sgc.graph.ordered.axis import Axis
from sgc.graph.ordered.schedule import Schedule, Task
from sgc.source import Span
from sgc.verify.case import Case
from sgc.verify.comparison import reads
from sgc.verify.ordered.ruling import AT, Look, Ruling, is_level, is_upright
from sgc.verify.types import Line, Pixels

#: Dates stand so near at the axis, a line at a date is at least so long, and a bar is seen to be; in pixels.
NEAR, TICK, BAR = 18.0, 3.0, 3.0


def is_unseen(case: Case, schedule: Schedule, ruling: Ruling) -> bool:
    """Whether the detector follows no lines: then no axis is seen, and every task is told to be unchecked."""
    if case.observation.lines is not None:
        return False
    for task in schedule.tasks:
        ruling.unchecked(
            "constraint", f"{task.id}: {task.said}", case.scene.object(task.id).span,
            "the detector follows no lines, so that there is no axis",
        )  # fmt: skip
    return True


class AxisReading:
    """The axis of a picture, whose dates stand above it or below: whether it ``is_there``, its ends ``left`` and
    ``right`` and its height ``y`` in pixels. A second is at ``first + seconds * each``."""

    def __init__(self, look: Look, ruling: Ruling, wanted: Axis, span: Span, *, above: bool) -> None:
        self.look, self.ruling, self.wanted, self.span, self.above = look, ruling, wanted, span, above
        self.left = self.right = self.y = self.first = self.each = 0.0
        line = self._line()
        self.is_there = line is not None
        if line is not None:
            self.left, self.right = ends(line)
            self.y = line.way[0][1]
            self._dates(line)

    def at(self, seconds: int) -> float:
        """Where a moment is on the axis, in pixels."""
        return self.first + seconds * self.each

    def when(self, x: float) -> str:
        """The date of a place on the axis, in words."""
        return iso(max(0, round((x - self.first) / self.each)))

    def fault(self, task: Task, bar: Pixels) -> str | None:
        """What is wrong with a bar that stands for a task from its beginning to its end."""
        begin = self.at(task.begin)
        end = max(self.at(task.end), begin + BAR)
        is_right = abs(bar[0] - begin) <= AT and abs(bar[2] - end) <= AT
        return None if is_right else f"it is drawn at {self.when(bar[0])} to {self.when(bar[2])}"

    def _line(self) -> Line | None:
        """The longest level line at which the first date stands."""
        text = self.wanted.ticks[0].text if self.wanted.ticks else None
        level = [
            (number, line) for number, line in enumerate(self.look.lines)
            if is_level(line) and line.ends == ("none", "none")
            and (text is None or self._date(text, line, None) is not None)
        ]  # fmt: skip
        best = max(level, key=lambda one: ends(one[1])[1] - ends(one[1])[0], default=None)
        self.ruling.fact("constraint", "an axis with dates", self.span,
                         None if best is not None else "no line with these dates at it is there")  # fmt: skip
        if best is None:
            return None
        self.ruling.lines.add(best[0])
        return best[1]

    def _date(self, text: str, line: Line, after: float | None) -> float | None:
        """The middle of a date at the axis; ``after`` the one before it."""
        y, middles = line.way[0][1], []
        for number in self.look.texts:
            box = self.look.detections[number].box
            away = y - box[3] if self.above else box[1] - y
            if -1 <= away <= NEAR and reads(self.look.detections[number], text):
                middles.append((box[0] + box[2]) / 2)
        return next((x for x in sorted(middles) if after is None or x > after), None)

    def _dates(self, line: Line) -> None:
        """Where a minute is, and the facts that dates are where they say."""
        seen: list[tuple[int, float]] = []
        for tick in self.wanted.ticks:
            x = self._date(tick.text, line, seen[-1][1] if seen else None)
            if x is not None:
                seen.append((tick.seconds, x))
        self.each = (self.right - self.left) / (self.wanted.end - self.wanted.begin)
        self.first = self.left - self.wanted.begin * self.each
        if len(seen) > 1:
            (t0, x0), (t1, x1) = seen[0], seen[-1]
            self.each = (x1 - x0) / (t1 - t0)
            self.first = x0 - t0 * self.each
        places = dict(seen)
        for tick in self.wanted.ticks:
            place = places.get(tick.seconds)
            fault = None
            if place is None:
                fault = "it is not at the axis"
            elif abs(place - self.at(tick.seconds)) > AT:
                fault = "it is not where the other dates say"
            elif not self._tick(place):
                fault = "no line goes down from it"
            self.ruling.fact("constraint", f"{tick.text} on the axis", self.span, fault, "it is there")

    def _tick(self, x: float) -> bool:
        """Whether a bare line goes down from the axis at a place; one may come down to it there, and be one with that.
        Where it crosses the axis near its end, that looks like a bar at its end."""
        for number, line in enumerate(self.look.lines):
            if is_upright(line) and {*line.ends} <= {"none", "bar"} and abs(line.way[0][0] - x) <= AT:
                top, bottom = sorted((line.way[0][1], line.way[-1][1]))
                if (top <= self.y + 2 * AT or self._is_hidden(x, top)) and bottom > self.y + TICK:
                    self.ruling.lines.add(number)
                    return True
        return False

    def _is_hidden(self, x: float, bottom: float) -> bool:
        """Whether what is right below the axis, and what is right below that, is in front of a tick down to there."""
        reached = self.y
        for box in sorted((one.box for one in self.look.detections), key=lambda box: box[1]):
            if box[0] - 2 * AT <= x <= box[2] + 2 * AT and box[1] - reached <= NEAR:
                reached = max(reached, box[3])
                if abs(bottom - box[3]) <= 2 * AT:
                    return True
        return False


def ends(line: Line) -> tuple[float, float]:
    """How far a line reaches to the left and to the right."""
    xs = [x for x, _ in line.way]
    return min(xs), max(xs)
