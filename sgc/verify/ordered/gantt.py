"""Whether a Gantt figure is true to its dates: the axis is read first, then every bar against it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sgc.graph.ordered.gantt import Chart, chart, name_text
from sgc.graph.ordered.schedule import Task
from sgc.graph.scene import SceneObject
from sgc.measure.segments import reading
from sgc.verify.boxes import middle
from sgc.verify.case import Case
from sgc.verify.comparison import reads
from sgc.verify.declared import nouns_of
from sgc.verify.ordered.axis import AxisReading, ends, is_unseen
from sgc.verify.ordered.ruling import AT, Look, Ruling, is_level
from sgc.verify.types import FRAME, Pixels

NO_LINE = "no line in its bar shows that"
#: Names and bars of one row are so nearly level.
ROW = 3.0


def ruled(case: Case) -> Ruling:
    """The facts of a Gantt figure: its dates, its rows, when each task is, and how much of it is done."""
    found, ruling = chart(case.scene), Ruling()
    if found.schedule.tasks and not is_unseen(case, found.schedule, ruling):
        _Reading(case, found, ruling).read()
    return ruling


class _Reading:
    def __init__(self, case: Case, found: Chart, ruling: Ruling) -> None:
        self.case, self.found, self.ruling = case, found, ruling
        self.look = Look(case)
        self.objects: Mapping[str, SceneObject] = {one.id: one for one in case.scene.objects}
        self.axis = AxisReading(self.look, ruling, found.axis, case.scene.figure.span, above=True)

    def read(self) -> None:
        if self.axis.is_there:
            self._rows()
            self._bands()

    # ------------------------------------------------------------ rows

    def _rows(self) -> None:
        """Titles and names stand below each other in the order of writing, each task's bar right of its name."""
        names = [i for i in self.look.texts if self.look.detections[i].box[2] <= self.axis.left]
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
                self._task(row, (box[1] + box[3]) / 2)
        self.ruling.fact("arrangement", "rows in the order of writing", self.case.scene.figure.span, fault,
                         "each is below the one before")  # fmt: skip

    def _task(self, task: Task, y: float) -> None:
        left, right = self.axis.left, self.axis.right
        wanted = nouns_of(self.objects[task.id])
        bars = [
            number for number, one in enumerate(self.look.detections)
            if wanted & {*one.nouns} and abs((one.box[1] + one.box[3]) / 2 - y) <= ROW
            and one.box[0] >= left - 20 and one.box[2] - one.box[0] <= right - left + AT
        ]  # fmt: skip
        bar = max(bars, key=lambda number: self.look.detections[number].box[2], default=None)
        one = self.objects[task.id]
        if bar is None and (unknown := self.case.unknown(one)) is not None:
            self.ruling.unchecked("constraint", f"{task.id}: {task.said}", one.span, unknown)
            return
        if bar is None:
            self._fact(task, "nothing stands for it in its row")
            return
        self.ruling.found[task.id] = bar
        box = self.look.detections[bar].box
        fault = self._point_fault(task, box) if task.is_point else self.axis.fault(task, box)
        self._fact(task, fault, bar)
        self._progress(task, box)

    def _point_fault(self, task: Task, box: Pixels) -> str | None:
        x, _ = middle(box)
        return None if abs(x - self.axis.at(task.begin)) <= AT else f"it is drawn at {self.axis.when(x)}"

    def _fact(self, task: Task, fault: str | None, evidence: int | None = None) -> None:
        one = self.objects[task.id]
        self.ruling.fact("constraint", f"{task.id}: {task.said}", one.span, fault, "its bar is there",
                         () if evidence is None else (evidence,))  # fmt: skip

    def _progress(self, task: Task, bar: Pixels) -> None:
        share = self.objects[task.id].properties.get("progress")
        if not isinstance(share, Fraction) or share == 0 or task.is_point:
            return
        fault: str | None = NO_LINE
        for number, line in enumerate(self.look.lines):
            low, high = ends(line)
            plain = is_level(line) and line.ends == ("none", "none")
            inside = bar[1] <= line.way[0][1] <= bar[3] and abs(low - bar[0]) <= 2 * AT and high <= bar[2] + AT
            if plain and inside:
                self.ruling.lines.add(number)
                seen = (high - low) / (bar[2] - bar[0])
                right = abs(high - low - float(share) * (bar[2] - bar[0])) <= 2 * AT
                fault = None if right else f"{seen:.0%} are shown"
        statement, span = f"{task.id} is done by {float(share):.0%}", self.objects[task.id].span
        if fault == NO_LINE and self.case.observation.straight is not None:
            self.ruling.unchecked("attribute", statement, span, "the detector sees not every line within a bar")
            return
        self.ruling.fact("attribute", statement, span, fault)

    def _bands(self) -> None:
        """Fields as wide as everything are the grounds of rows."""
        left, right = self.axis.left, self.axis.right
        for number, one in enumerate(self.look.detections):
            if {"rectangle", FRAME} & {*one.nouns} and one.box[0] < left - ROW and one.box[2] >= right - AT:
                self.ruling.things.add(number)
