"""Timelines in places: flags above the axis, dates and periods below it."""

from __future__ import annotations

from sgc.graph.linear import at_most, equal
from sgc.graph.ordered.gantt import AXIS, date_text, line
from sgc.graph.ordered.schedule import Task
from sgc.graph.ordered.timeline import Timeline, levels, name_text, pole, timeline, when_text
from sgc.layout.ordered.sheet import Sheet, px

#: The width of lines, how long those at dates are, and from an axis to dates, flags and periods; in pixels.
LINE, TICK, DATES, POLE, LANES = 1, 6, 9, 20, 14
#: A pole goes so far up behind the round corner of its flag.
CORNER = 7
#: Between a flag and its date, a period and its name; and between what is above each other or beside each other.
CLOSE, GAP, BESIDE = 3, 12, 16


def write(sheet: Sheet) -> None:
    """The rules and the places of a timeline."""
    found = timeline(sheet.problem.scene)
    if found.schedule.tasks:
        _Writing(sheet, found).write()


class _Writing:
    def __init__(self, sheet: Sheet, found: Timeline) -> None:
        self.sheet, self.found = sheet, found
        self.axis = sheet.box(AXIS)
        self.gap = max(sheet.room(GAP), sheet.problem.measures.spacing)

    def write(self) -> None:
        sheet, axis = self.sheet, self.axis
        sheet.about = "the axis of time", sheet.problem.scene.figure.span
        sheet.demand(equal(axis.width, self.found.axis.width), equal(axis.height, px(LINE)))
        sheet.put(AXIS, 0, 0, self.found.axis.width, px(LINE))
        low = self._dates()
        self._events()
        self._periods(low)

    def _about(self, task: Task) -> None:
        one = self.sheet.problem.by_id[task.id].object
        self.sheet.about = one.statement, one.span

    def _dates(self) -> int:
        """The dates below the axis; gives how far down they reach."""
        sheet, low = self.sheet, 0
        for number, tick in enumerate(self.found.axis.ticks):
            at, (width, height) = self.found.axis.at(tick.seconds), sheet.size(date_text(number))
            text, rule = sheet.box(date_text(number)), sheet.box(line(number))
            sheet.about = f"{tick.text} on the axis", sheet.problem.scene.figure.span
            sheet.demand(equal(text.left + text.right, self.axis.left * 2 + 2 * at),
                         equal(text.top, self.axis.bottom + px(DATES)),
                         equal(rule.left + rule.right, self.axis.left * 2 + 2 * at), equal(rule.width, px(LINE)),
                         equal(rule.top, self.axis.bottom), equal(rule.height, px(TICK)))  # fmt: skip
            sheet.put(date_text(number), at - width // 2, px(LINE) + px(DATES), width, height)
            sheet.put(line(number), at - px(LINE) // 2, px(LINE), px(LINE), px(TICK))
            low = max(low, px(LINE) + px(DATES) + height)
        return low

    def _events(self) -> None:
        sheet, events = self.sheet, self.found.events
        flags, sizes = [], []
        for task in events:
            left, (width, height), (wide, high) = (
                self.found.span(task)[0], sheet.size(task.id), sheet.size(when_text(task.id))
            )  # fmt: skip
            flags.append((left, left + max(width, wide, sheet.label_below(task.id)[0]) + self.gap))
            sizes.append(height + sheet.label_below(task.id)[1] + high + px(CLOSE))
        level = levels(flags)
        tall = [max((size for size, own in zip(sizes, level, strict=True) if own == at), default=0)
                for at in range(max(level, default=0) + 1)]  # fmt: skip
        for number, task in enumerate(events):
            self._about(task)
            bottom = -sheet.room(POLE) - sum(one + self.gap for one in tall[: level[number]])
            bottom -= sheet.label_below(task.id)[1]
            at, (width, height) = flags[number][0], sheet.size(task.id)
            flag, when, post = sheet.box(task.id), sheet.box(when_text(task.id)), sheet.box(pole(task.id))
            sheet.demand(equal(flag.left, self.axis.left + at), at_most(flag.bottom + px(POLE / 2), self.axis.top),
                         equal(when.left, flag.left), equal(when.bottom + px(CLOSE), flag.top),
                         equal(post.left, flag.left), equal(post.width, px(LINE)),
                         equal(post.top, flag.bottom - px(CORNER)), equal(post.bottom, self.axis.top))  # fmt: skip
            for later in range(number + 1, len(events)):
                if flags[later][0] < flags[number][1]:
                    other = sheet.box(when_text(events[later].id))
                    sheet.demand(at_most(flag.bottom + px(CLOSE), other.top))
            sheet.put(task.id, at, bottom - height, width, height)
            wide, high = sheet.size(when_text(task.id))
            sheet.put(when_text(task.id), at, bottom - height - px(CLOSE) - high, wide, high)
            sheet.put(pole(task.id), at, bottom - px(CORNER), px(LINE), px(CORNER) - bottom)

    def _periods(self, low: int) -> None:
        sheet = self.sheet
        ends: list[int] = []
        lane_of: list[int] = []
        for task in self.found.periods:
            left, right = self.found.span(task)
            right = max(right, left + sheet.size(name_text(task.id))[0]) + px(BESIDE)
            lane = next((lane for lane, end in enumerate(ends) if end <= left), len(ends))
            ends[lane : lane + 1] = [right]
            lane_of.append(lane)
        heights = [sheet.size(name_text(task.id))[1] + sheet.size(task.id)[1] for task in self.found.periods]
        pitch = max(heights, default=0) + px(CLOSE) + self.gap
        for number, task in enumerate(self.found.periods):
            self._about(task)
            left, _ = self.found.span(task)
            bar, name = sheet.box(task.id), sheet.box(name_text(task.id))
            (width, height), (wide, high) = sheet.size(task.id), sheet.size(name_text(task.id))
            sheet.demand(equal(bar.left, self.axis.left + left), equal(name.left, bar.left),
                         equal(name.bottom + px(CLOSE), bar.top),
                         at_most(self.axis.bottom + low + px(CLOSE), name.top))  # fmt: skip
            for other in range(number):
                if lane_of[other] != lane_of[number]:
                    above, below = sorted((other, number), key=lambda one: lane_of[one])
                    first, second = self.found.periods[above], self.found.periods[below]
                    sheet.demand(at_most(sheet.box(first.id).bottom + px(CLOSE), sheet.box(name_text(second.id)).top))
            top = low + sheet.room(LANES) + lane_of[number] * pitch
            sheet.put(name_text(task.id), left, top, wide, high)
            sheet.put(task.id, left, top + high + px(CLOSE), width, height)
