"""Gantt figures in places: names in a column, bars at their times, rows of one height."""

from __future__ import annotations

from fractions import Fraction

from sgc.graph.linear import at_most, equal
from sgc.graph.ordered.gantt import AXIS, Chart, band, chart, date_text, line, name_text, progress_mark
from sgc.graph.ordered.schedule import Task
from sgc.graph.scene import SceneObject
from sgc.layout.ordered.sheet import Sheet, px

#: The height of a row, of the dates, and of the axis' line; in pixels, as all that follow.
ROW, HEAD, LINE = 28, 24, 1
#: How far tasks are in from the titles of their sections, and the axis is from the names.
INDENT, GAP = 12, 18
#: Bands reach so far beyond names and axis.
BEYOND = 10
#: What waits for something may begin so much sooner, for rounding.
TOLERANCE = 1


def write(sheet: Sheet) -> None:
    """The rules and the places of a Gantt figure."""
    scene = sheet.problem.scene
    found = chart(scene)
    if found.schedule.tasks:
        _Writing(sheet, found, {one.id: one for one in scene.objects}).write()


class _Writing:
    def __init__(self, sheet: Sheet, found: Chart, objects: dict[str, SceneObject]) -> None:
        self.sheet, self.found, self.objects = sheet, found, objects
        self.axis = sheet.box(AXIS)
        names = [(one if isinstance(one, str) else name_text(one.id), isinstance(one, Task)) for one in found.rows]
        self.ids = [id for id, _ in names]
        self.indents = [px(INDENT) if is_task and found.schedule.sections else 0 for _, is_task in names]
        self.left = max(indent + sheet.size(id)[0] for id, indent in zip(self.ids, self.indents, strict=True)) + px(GAP)
        self.pitch = max(px(ROW), *(2 * (sheet.size(id)[1] // 2) + px(8) for id in self.ids))

    def write(self) -> None:
        sheet, axis = self.sheet, self.axis
        top = px(HEAD)
        sheet.demand(equal(axis.width, self.found.axis.width), equal(axis.height, px(LINE)))
        sheet.put(AXIS, self.left, top, self.found.axis.width, px(LINE))
        for number, row in enumerate(self.found.rows):
            self._row(number, row, top + px(LINE) + px(4) + number * self.pitch)
        bottom = top + px(LINE) + px(4) + len(self.ids) * self.pitch
        self._dates(top, bottom)
        self._waiting()

    def _row(self, number: int, row: Task | str, top: int) -> None:
        sheet, id = self.sheet, self.ids[number]
        name, (width, height) = sheet.box(id), sheet.size(id)
        about = self.objects[row.id if isinstance(row, Task) else id]
        sheet.about = about.statement or str(about.label), about.span
        first = sheet.box(self.ids[0])
        middle = top + self.pitch // 2
        sheet.demand(equal(name.left - self.indents[number], first.left - self.indents[0]),
                     at_most(name.right + px(GAP), self.axis.left))  # fmt: skip
        if number:
            before = sheet.box(self.ids[number - 1])
            sheet.demand(equal(before.top + before.bottom + 2 * self.pitch, name.top + name.bottom))
        else:
            sheet.demand(equal(name.top + name.bottom, self.axis.bottom * 2 + 2 * px(4) + self.pitch))
        sheet.put(id, self.indents[number], middle - height // 2, width, height)
        self._band(number, middle)
        if isinstance(row, Task):
            self._bar(row, id, middle)

    def _band(self, number: int, middle: int) -> None:
        if band(number) not in self.objects:
            return
        sheet, box = self.sheet, self.sheet.box(band(number))
        name, first = sheet.box(self.ids[number]), sheet.box(self.ids[0])
        sheet.demand(equal(box.top + box.bottom, name.top + name.bottom), equal(box.height, self.pitch),
                     equal(box.left + px(BEYOND), first.left - self.indents[0]),
                     equal(box.right, self.axis.right + px(BEYOND)))  # fmt: skip
        width = self.left + self.found.axis.width + 2 * px(BEYOND)
        sheet.put(band(number), -px(BEYOND), middle - self.pitch // 2, width, self.pitch)

    def _bar(self, task: Task, name: str, middle: int) -> None:
        sheet, box = self.sheet, self.sheet.box(task.id)
        left, right = self.found.span(task)
        width, height = sheet.size(task.id)
        row = sheet.box(name)
        sheet.demand(equal(box.top + box.bottom, row.top + row.bottom))
        if task.is_point:
            sheet.demand(equal(box.left + box.right, self.axis.left * 2 + 2 * left))
            left -= width // 2
        else:
            sheet.demand(equal(box.left, self.axis.left + left))
        sheet.put(task.id, self.left + left, middle - height // 2, width, height)
        share = self.objects[task.id].properties.get("progress")
        if progress_mark(task.id) in self.objects and isinstance(share, Fraction):
            done, made = sheet.box(progress_mark(task.id)), max(2, round(share * (right - left)))
            sheet.demand(equal(done.left, box.left), equal(done.width, made), equal(done.top, box.top),
                         equal(done.bottom, box.bottom))  # fmt: skip
            sheet.put(progress_mark(task.id), self.left + left, middle - height // 2, made, height)

    def _dates(self, top: int, bottom: int) -> None:
        sheet = self.sheet
        last = sheet.box(self.ids[-1])
        for number, tick in enumerate(self.found.axis.ticks):
            at = self.found.axis.at(tick.seconds)
            text, (width, height) = sheet.box(date_text(number)), sheet.size(date_text(number))
            rule = sheet.box(line(number))
            sheet.about = f"{tick.text} on the axis", sheet.problem.scene.figure.span
            sheet.demand(equal(text.left + text.right, self.axis.left * 2 + 2 * at),
                         equal(text.bottom + px(4), self.axis.top))  # fmt: skip
            sheet.demand(equal(rule.left + rule.right, self.axis.left * 2 + 2 * at), equal(rule.width, px(LINE)),
                         equal(rule.top, self.axis.bottom),
                         equal(rule.bottom * 2, last.top + last.bottom + self.pitch))  # fmt: skip
            sheet.put(date_text(number), self.left + at - width // 2, top - px(4) - height, width, height)
            sheet.put(line(number), self.left + at - px(LINE) // 2, top + px(LINE), px(LINE), bottom - top - px(LINE))

    def _waiting(self) -> None:
        """What waits for something begins when that has ended."""
        tasks = {task.id: task for task in self.found.schedule.tasks}
        for link in self.sheet.problem.scene.links:
            if link.source in tasks and link.target in tasks:
                first, second = self.sheet.box(link.source), self.sheet.box(link.target)
                end = first.cx if tasks[link.source].is_point else first.right
                begin = second.cx if tasks[link.target].is_point else second.left
                self.sheet.about = link.statement, link.span
                self.sheet.demand(at_most(end, begin + px(TOLERANCE)))
