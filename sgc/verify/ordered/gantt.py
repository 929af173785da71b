"""Whether a Gantt figure is true to its dates: the axis is read first, then every bar against it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sgc.graph.ordered.gantt import Chart, chart, name_text
from sgc.graph.ordered.schedule import Task
from sgc.graph.scene import SceneObject
from sgc.measure.segments import reading
from sgc.verify.case import Case
from sgc.verify.comparison import reads
from sgc.verify.declared import nouns_of
from sgc.verify.ordered.ruling import Look, Ruling, is_level, is_upright
from sgc.verify.types import Line

#: Two places are one when they are no farther apart than this, in pixels; a bar is seen to be at least so wide.
AT, LEAST = 1.6, 3.0
#: Dates stand so near above the axis; names and bars of one row are so nearly level.
ABOVE, ROW = 16.0, 3.0


def ruled(case: Case) -> Ruling:
    """The facts of a Gantt figure: its dates, its rows, when each task is, and how much of it is done."""
    found = chart(case.scene)
    ruling = Ruling()
    if case.observation.lines is None:
        for task in found.schedule.tasks:
            ruling.unchecked("constraint", f"{task.id}: {task.said}", case.scene.object(task.id).span,
                             "the detector follows no lines, so that there is no axis")  # fmt: skip
        return ruling
    return _Reading(case, found, ruling).read()


class _Reading:
    def __init__(self, case: Case, found: Chart, ruling: Ruling) -> None:
        self.case, self.found, self.ruling = case, found, ruling
        self.look = Look(case)
        self.objects: Mapping[str, SceneObject] = {one.id: one for one in case.scene.objects}
        self.named = {task.id: task for task in found.schedule.tasks}

    def read(self) -> Ruling:
        axis = self._axis()
        scale = self._dates(axis) if axis is not None else None
        if axis is not None and scale is not None:
            self._rows(axis, scale)
            self._bands(axis)
        return self.ruling

    # ------------------------------------------------------------ the axis

    def _axis(self) -> Line | None:
        """The longest level line above which the first date stands."""
        first = self.found.axis.ticks[0].text if self.found.axis.ticks else None
        level = [
            (number, line) for number, line in enumerate(self.look.lines)
            if is_level(line) and line.ends == ("none", "none")
            and (first is None or self._date(first, line, None) is not None)
        ]  # fmt: skip
        best = max(level, key=lambda one: _ends(one[1])[1] - _ends(one[1])[0], default=None)
        self.ruling.fact("constraint", "an axis with dates", self.case.scene.figure.span,
                         None if best is not None else "no line with these dates above it is there")  # fmt: skip
        if best is None:
            return None
        self.ruling.lines.add(best[0])
        return best[1]

    def _date(self, text: str, axis: Line, after: float | None) -> float | None:
        """The middle of a date above the axis; ``after`` the one before it."""
        y = axis.way[0][1]
        middles = sorted(
            (box[0] + box[2]) / 2 for number in self.look.texts
            if reads(self.look.detections[number], text)
            and -1 <= y - (box := self.look.detections[number].box)[3] <= ABOVE
        )  # fmt: skip
        return next((x for x in middles if after is None or x > after), None)

    def _dates(self, axis: Line) -> tuple[float, float]:
        """Where a minute is: at ``first + minutes * each``; and the facts that dates are where they say."""
        ticks, y = self.found.axis.ticks, axis.way[0][1]
        left, right = _ends(axis)
        each = (right - left) / (self.found.axis.end - self.found.axis.begin)
        first = left - self.found.axis.begin * each
        seen: list[tuple[int, float]] = []
        for tick in ticks:
            x = self._date(tick.text, axis, seen[-1][1] if seen else None)
            if x is not None:
                seen.append((tick.minutes, x))
        if len(seen) > 1:
            (t0, x0), (t1, x1) = seen[0], seen[-1]
            each = (x1 - x0) / (t1 - t0)
            first = x0 - t0 * each
        places = dict(seen)
        for tick in ticks:
            place = places.get(tick.minutes)
            fault = None
            if place is None:
                fault = "it is not at the axis"
            elif abs(place - first - tick.minutes * each) > AT:
                fault = "it is not where the other dates say"
            elif not self._grid(place, y):
                fault = "no line goes down from it"
            statement, span = f"{tick.text} on the axis", self.case.scene.figure.span
            self.ruling.fact("constraint", statement, span, fault, "it is there")
        return first, each

    def _grid(self, x: float, y: float) -> bool:
        for number, line in enumerate(self.look.lines):
            if is_upright(line) and line.ends == ("none", "none") and abs(line.way[0][0] - x) <= AT:
                top, bottom = sorted((line.way[0][1], line.way[-1][1]))
                if abs(top - y) <= 2 * AT and bottom > y + ROW:
                    self.ruling.lines.add(number)
                    return True
        return False

    # ------------------------------------------------------------ rows

    def _rows(self, axis: Line, scale: tuple[float, float]) -> None:
        """Titles and names stand below each other in the order of writing, each task's bar right of its name."""
        left, _ = _ends(axis)
        names = [i for i in self.look.texts if self.look.detections[i].box[2] <= left]
        names.sort(key=lambda i: self.look.detections[i].box[1])
        fault, at = None, 0
        for row in self.found.rows:
            id = row if isinstance(row, str) else name_text(row.id)
            wanted = self.objects[id].label or ""
            place = next((n for n in range(at, len(names)) if reads(self.look.detections[names[n]], wanted)), None)
            if place is None:
                fault = fault or f"“{reading(wanted)}” is not below the row before"
                if isinstance(row, Task):
                    self._fact(row, "its name is not in its row")
                continue
            at = place + 1
            self.ruling.found[id] = names[place]
            if isinstance(row, Task):
                box = self.look.detections[names[place]].box
                self._task(row, (box[1] + box[3]) / 2, axis, scale)
        self.ruling.fact("arrangement", "rows in the order of writing", self.case.scene.figure.span, fault,
                         "each is below the one before")  # fmt: skip

    def _task(self, task: Task, y: float, axis: Line, scale: tuple[float, float]) -> None:
        left, right = _ends(axis)
        wanted = nouns_of(self.objects[task.id])
        bars = [
            number for number, one in enumerate(self.look.detections)
            if wanted & {*one.nouns} and abs((one.box[1] + one.box[3]) / 2 - y) <= ROW
            and one.box[0] >= left - 20 and one.box[2] - one.box[0] <= right - left + AT
        ]  # fmt: skip
        bar = max(bars, key=lambda number: self.look.detections[number].box[2], default=None)
        if bar is None:
            self._fact(task, "nothing stands for it in its row")
            return
        self.ruling.found[task.id] = bar
        box = self.look.detections[bar].box
        first, each = scale
        begin, end = first + task.begin * each, first + task.end * each
        if task.is_point:
            fault = None if abs((box[0] + box[2]) / 2 - begin) <= AT else self._when((box[0] + box[2]) / 2, scale)
        else:
            end = max(end, begin + LEAST) if end - begin < LEAST else end
            fault = None if abs(box[0] - begin) <= AT and abs(box[2] - end) <= AT else (
                f"{self._when(box[0], scale)} to {self._when(box[2], scale)}")  # fmt: skip
        self._fact(task, fault if fault is None else f"it is drawn at {fault}", bar)
        self._progress(task, box)

    @staticmethod
    def _when(x: float, scale: tuple[float, float]) -> str:
        """The date of a place on the axis, in words."""
        from sgc.graph.moments import iso

        return iso(max(0, round((x - scale[0]) / scale[1])))

    def _fact(self, task: Task, fault: str | None, evidence: int | None = None) -> None:
        one = self.objects[task.id]
        self.ruling.fact("constraint", f"{task.id}: {task.said}", one.span, fault, "its bar is there",
                         () if evidence is None else (evidence,))  # fmt: skip

    def _progress(self, task: Task, bar: tuple[float, float, float, float]) -> None:
        share = self.objects[task.id].properties.get("progress")
        if not isinstance(share, Fraction) or share == 0 or task.is_point:
            return
        fault: str | None = "no line in its bar shows that"
        for number, line in enumerate(self.look.lines):
            low, high = _ends(line)
            plain = is_level(line) and line.ends == ("none", "none")
            inside = bar[1] <= line.way[0][1] <= bar[3] and abs(low - bar[0]) <= 2 * AT and high <= bar[2] + AT
            if plain and inside:
                self.ruling.lines.add(number)
                seen = (high - low) / (bar[2] - bar[0])
                right = abs(high - low - float(share) * (bar[2] - bar[0])) <= 2 * AT
                fault = None if right else f"{seen:.0%} are shown"
        self.ruling.fact("attribute", f"{task.id} is done by {float(share):.0%}", self.objects[task.id].span, fault)

    def _bands(self, axis: Line) -> None:
        """Fields as wide as everything are the grounds of rows."""
        left, right = _ends(axis)
        for number, one in enumerate(self.look.detections):
            if "rectangle" in one.nouns and one.box[0] < left - ROW and one.box[2] >= right - AT:
                self.ruling.things.add(number)


def _ends(line: Line) -> tuple[float, float]:
    xs = [x for x, _ in line.way]
    return min(xs), max(xs)
