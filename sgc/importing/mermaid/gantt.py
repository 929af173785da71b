"""Gantt charts of Mermaid: sections, tasks with dates and durations, milestones."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from math import ceil

from sgc.graph.date_forms import unknown_part
from sgc.graph.moments import NO_DAY
from sgc.importing.draft import Block, Day, Draft, Ids, Item, Node, Words
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.workdays import Dates, Workdays
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

#: What follows the name of a task has no colons but those of times, so that there may be others in the name.
_TASK = re.compile(r"(?P<name>.+?)\s*:(?P<data>[^:]*(?:(?<=\d):(?=\d)[^:]*)*)")
_SETTING = re.compile(r"(?P<word>axisFormat|tickInterval|todayMarker|weekday|weekend|topAxis|click)\b.*")
#: What says how it is drawn here anyway.
_AS_HERE = frozenset(("todayMarker off", "weekday monday"))
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|min|[smhdwMy])")
_TAGS = {"done": "done", "active": "active", "crit": "critical"}
#: How dayjs writes the parts of dates, as patterns of strptime.
_PARTS = (
    ("YYYY", "%Y"), ("YY", "%y"), ("MMMM", "%B"), ("MMM", "%b"), ("MM", "%m"), ("M", "%m"), ("DD", "%d"), ("D", "%d"),
    ("HH", "%H"), ("H", "%H"), ("mm", "%M"), ("ss", "%S"),
)  # fmt: skip
#: The units of durations.
_UNITS = {
    "d": "days", "w": "weeks", "h": "hours", "M": "months", "m": "minutes", "min": "minutes", "s": "seconds",
}  # fmt: skip
_MONTHS_OF_YEAR = 12
#: Numbers of seconds below this are times of a clock that begins with the chart, not seconds since 1970.
_FIRST_DATE = 100_000_000


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a Gantt chart whose first word was read."""
    return _Gantt(page, title).figure()


class _Gantt:
    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.draft = Draft(page.span(0, len(page.text)), title, sort="gantt")
        self.body: list[Item] = self.draft.flow
        self.form = "%Y-%m-%d"
        #: What counts as a second in dates that are numbers; 0 where dates are none.
        self.second = 0
        self.last: Node | None = None
        self.dates = Dates(self.draft)
        self.ends_are_included = False

    def figure(self) -> tree.Figure | None:
        for line in self.page.lines():
            text, span = line.stripped().text.rstrip(";"), self.page.place(line)
            word, _, rest = text.partition(" ")
            if word == "title":
                self.draft.title = label(rest)
            elif word == "dateFormat":
                self._date_format(rest.strip(), span)
            elif word == "section":
                block = Block(span, "section", label(rest), body=[])
                self.draft.flow.append(block)
                self.body = block.body if block.body is not None else []
            elif word in ("excludes", "includes"):
                self._days(word, rest, span)
            elif word == "inclusiveEndDates":
                self.ends_are_included = True
            elif word == "axisFormat" and unknown_part(form := rest.strip().strip("\"'")) is None:
                self.draft.settings["axis"] = Words(form)
            elif " ".join(text.split()) in _AS_HERE:
                continue
            elif _SETTING.fullmatch(text):
                self.page.left_out(f"'{word}' of Gantt charts", span)
            elif (found := _TASK.fullmatch(text)) is not None:
                self._task(found["name"], found["data"], span)
            else:
                self.page.not_understood(span)
        if self.last is None:
            self.page.unreadable(self.draft.span, "this Gantt chart has no task")
            return None
        self._check_references()
        for node in self.dates.settle():
            self.page.not_understood(node.span, "when this ends cannot be told")
        return figure(self.draft)

    def _days(self, word: str, names: str, span: Span) -> None:
        """Days on which nobody works, or does after all."""
        days = Workdays()
        left = [one for one in days.close(re.split(r"[\s,]+", names.strip())) if one]
        for one in left:
            self.page.not_understood(span, f"'{one}' is no day")
        if word == "includes":
            self.dates.workdays.opened |= days.dates
        else:
            self.dates.workdays.weekdays |= days.weekdays
            self.dates.workdays.dates |= days.dates

    def _date_format(self, words: str, span: Span) -> None:
        form, position = "", 0
        while position < len(words):
            for part, pattern in _PARTS:
                if words.startswith(part, position):
                    form, position = form + pattern, position + len(part)
                    break
            else:
                form, position = form + words[position].replace("%", "%%"), position + 1
        self.form = form
        self.second = {"X": 1, "x": 1000}.get(words, 0)
        if "SSS" in words:
            self.page.left_out("what of a date is less than a second", span)

    def _task(self, name: str, data: str, span: Span) -> None:
        parts = [one.strip() for one in data.split(",") if one.strip()]
        tags = []
        while parts and parts[0] in ("done", "active", "crit", "milestone", "vert"):
            tags.append(parts.pop(0))
        if "vert" in tags:
            self.page.left_out("a line across the chart", span)
            return
        key = parts.pop(0) if len(parts) > 2 or (len(parts) == 2 and not self._is_time(parts[0])) else None
        words = label(name)
        node = self.draft.node(key or f"{words} {span.start}", span)
        node.noun = "milestone" if "milestone" in tags else "task"
        node.label, node.called = words, key or words
        node.classes += [_TAGS[one] for one in tags if one in _TAGS]
        before, self.last = self.last, node
        start, length = (parts[0], parts[1]) if len(parts) > 1 else (None, parts[0] if parts else None)
        self._start(node, start, before, span)
        self._length(node, length, span)
        self.body.append(node)

    def _is_time(self, text: str) -> bool:
        return text.startswith(("after ", "until ")) or bool(_DURATION.fullmatch(text)) or self._date(text) is not None

    def _start(self, node: Node, start: str | None, before: Node | None, span: Span) -> None:
        if start is None:
            if before is not None:
                node.properties["after"] = Ids((before.id,))
        elif start.startswith("after "):
            keys = start.removeprefix("after ").split()
            if len(keys) > 2:
                self.page.left_out("more than two tasks that one comes after, the others", span)
            node.properties["after"] = Ids(keys[:2])
        elif (day := self._date(start)) is not None:
            node.properties["start"] = Day(_written(day))
        else:
            self.page.not_understood(span, f"'{start}' is no date in the form that the file says")

    def _length(self, node: Node, length: str | None, span: Span) -> None:
        if node.noun == "milestone" or length is None:
            return
        found = _DURATION.fullmatch(length)
        if found is not None:
            number, unit = float(found[1]), found[2]
            if unit in _UNITS:
                node.properties[_UNITS[unit]] = number
            elif unit == "y":
                node.properties["months"] = number * _MONTHS_OF_YEAR
            else:
                node.properties["seconds"] = max(1, ceil(number / 1000))
                if number % 1000:
                    self.page.left_out("what of a duration is less than a second", span)
        elif (day := self._date(length)) is not None:  # Mermaid's last day is the first that is not worked on
            is_first_free = not (_has_time(day) or self.ends_are_included)
            last = day - timedelta(days=1) if is_first_free else day
            begin = node.properties.get("start")
            node.properties["end"] = Day(max(_written(last), begin) if isinstance(begin, Day) else _written(last))
        elif length.startswith("until "):
            self.dates.until[node.id] = length.removeprefix("until ").strip()
        else:
            self.page.not_understood(span, f"'{length}' is no duration and no date in the form that the file says")
            node.properties["days"] = 1

    def _date(self, text: str) -> datetime | None:
        if self.second:
            return self._counted(text)
        for form in (self.form, "%Y-%m-%d", "%Y-%m-%d %H:%M"):
            try:
                found = datetime.strptime(text, form)
                return found if "%Y" in form or "%y" in form else datetime.combine(NO_DAY, found.time())
            except (ValueError, re.error):  # the second for a form that names a part twice
                continue
        return None

    def _counted(self, text: str) -> datetime | None:
        """A date that is a number of seconds."""
        try:
            seconds = int(float(text)) // self.second
            origin = datetime(1970, 1, 1) if seconds >= _FIRST_DATE else datetime.combine(NO_DAY, time())
            return origin + timedelta(seconds=seconds)
        except (ValueError, OverflowError):
            return None

    def _check_references(self) -> None:
        """Drop what comes after tasks that are nowhere, and in circles."""
        for node in self.draft.nodes.values():
            after = node.properties.get("after")
            if isinstance(after, Ids) and (missing := [key for key in after if key not in self.draft.nodes]):
                self.page.not_understood(node.span, f"there is no task '{missing[0]}'")
                kept = Ids(key for key in after if key in self.draft.nodes)
                node.properties.pop("after")
                if kept:
                    node.properties["after"] = kept


def _written(day: datetime) -> str:
    if not _has_time(day):
        return day.date().isoformat()
    return day.isoformat(timespec="seconds" if day.second else "minutes")


def _has_time(day: datetime) -> bool:
    """Whether a date is a moment of its day and not all of it; it is where there are no days."""
    return day.time() != time() or day.date() == NO_DAY
