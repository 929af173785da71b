"""Whether a timeline is true to its dates: flags at their moments, bars over their periods, each with its words."""

from __future__ import annotations

from sgc.graph.ordered.schedule import Task
from sgc.graph.ordered.timeline import Timeline, name_text, timeline, when_text
from sgc.graph.scene import SceneObject
from sgc.verify.case import Case
from sgc.verify.declared import nouns_of
from sgc.verify.ordered.axis import AxisReading, is_unseen
from sgc.verify.ordered.ruling import AT, Look, Ruling, is_upright
from sgc.verify.types import Pixels

#: Words stand so near above what they are of, in pixels.
NEAR = 8.0


def ruled(case: Case) -> Ruling:
    """The facts of a timeline."""
    found, ruling = timeline(case.scene), Ruling()
    if found.schedule.tasks and not is_unseen(case, found.schedule, ruling):
        _Reading(case, found, ruling).read()
    return ruling


class _Reading:
    def __init__(self, case: Case, found: Timeline, ruling: Ruling) -> None:
        self.case, self.found, self.ruling = case, found, ruling
        self.look = Look(case)
        self.axis = AxisReading(self.look, ruling, found.axis, case.scene.figure.span, above=False)

    def read(self) -> None:
        if self.axis.is_there:
            for task in self.found.periods:
                self._period(task)
            for task in self.found.events:
                self._event(task)

    def _fact(self, task: Task, fault: str | None) -> None:
        span = self.case.scene.object(task.id).span
        self.ruling.fact("constraint", f"{task.id}: {task.said}", span, fault, "it is there")

    def _event(self, task: Task) -> None:
        """A flag hangs on a pole that stands at its moment, with its date above it."""
        box, date = self.look.box(task.id), self.case.scene.object(when_text(task.id)).label or ""
        if box is None:
            return  # its own facts say so
        x, fault = self.axis.at(task.begin), None
        if abs(box[0] - x) > AT:
            fault = f"its flag hangs at {self.axis.when(box[0])}"
        elif not self._pole(x, box):
            fault = "no pole leads from it to the axis"
        elif self.look.words(date, lambda words: _is_above(words, box)) is None:
            fault = "its date does not stand above it"
        self._fact(task, fault)

    def _pole(self, x: float, flag: Pixels) -> bool:
        """Whether a pole leads from a flag down to the axis; other flags may be in front of it."""
        at = flag[3] + AT
        for line in sorted(self.look.lines, key=lambda one: min(y for _, y in one.way)):
            top, bottom = sorted((line.way[0][1], line.way[-1][1]))
            bare = line.ends == ("none", "none") or not line.sure
            if not (is_upright(line) and bare and abs(line.way[0][0] - x) <= AT and bottom > flag[3]):
                continue
            if top > at and not self._is_hidden(x, at, top):
                continue
            at = max(at, bottom)
            self.ruling.lines |= {other for other, one in enumerate(self.look.lines) if one is line}
            if at >= self.axis.y - 2 * AT:
                return True
        return False

    def _is_hidden(self, x: float, top: float, bottom: float) -> bool:
        """Whether something is in front of all of a pole between two heights."""
        return any(
            one.box[0] - AT <= x <= one.box[2] + AT and one.box[1] - 2 * AT <= top and bottom <= one.box[3] + 2 * AT
            for one in self.look.detections
        )

    def _period(self, task: Task) -> None:
        """A bar lies below the axis from the beginning to the end, with its name above it."""
        one: SceneObject = self.case.scene.object(task.id)
        words = self.look.box(name_text(task.id))
        bars = [
            number for number, seen in enumerate(self.look.detections)
            if nouns_of(one) & {*seen.nouns} and seen.box[1] > self.axis.y
            and words is not None and _is_above(words, seen.box) and number not in self.ruling.found.values()
        ]  # fmt: skip
        if not bars:
            self._fact(task, "no bar lies below its name")
            return
        self.ruling.found[task.id] = bars[0]
        self._fact(task, self.axis.fault(task, self.look.detections[bars[0]].box))


def _is_above(words: Pixels, box: Pixels) -> bool:
    """Whether words stand right above the left end of something."""
    return -1 <= box[1] - words[3] <= NEAR and abs(words[0] - box[0]) <= NEAR
