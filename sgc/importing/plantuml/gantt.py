"""Gantt charts of PlantUML: sentences about tasks in brackets."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from sgc.graph.date_forms import MONTHS
from sgc.importing.draft import Block, Day, Draft, Ids, Item, Node
from sgc.importing.page import Page
from sgc.importing.plantuml import page_settings
from sgc.importing.plantuml.texts import fill_of, label
from sgc.importing.workdays import Dates, Workdays
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_MONTHS = [name.lower() for name in MONTHS]
_MONTH, _NUMBER = rf"(?:{'|'.join(_MONTHS)})[a-z]*,?", r"\d{1,2}(?:st|nd|rd|th)?"
#: ``2026-01-31``, ``31st of january 2026``, ``january 31st, 2026``
_DAY = (
    rf"(?:\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|{_NUMBER}\s+(?:of\s+)?{_MONTH}\s+\d{{4}}|{_MONTH}\s+{_NUMBER},?\s+\d{{4}})"
)
_PROJECT = re.compile(rf"(?:the\s+)?project\s+starts?\s+(?:on\s+|the\s+)*(?P<day>{_DAY})", re.I)
_SECTION = re.compile(r"--\s*(?P<name>.*?)\s*--")
_SENTENCE = re.compile(r"(?P<then>then\s+)?\[(?P<name>[^\]]+)\](?:\s+as\s+\[(?P<alias>[^\]]+)\])?\s*(?P<said>.*)", re.I)
_DURATION = re.compile(r"(?:lasts|requires)\s+(?P<number>\d+)\s+(?P<unit>day|week|month)s?", re.I)
_DATE = re.compile(rf"(?P<what>starts|ends|happens)\s+(?:at|on|the|\s)*(?P<day>{_DAY})", re.I)
_OTHER = re.compile(
    r"(?P<what>starts|happens)\s+(?:(?P<lag>\d{1,4})\s+(?P<unit>day|week)s?\s+)?(?:at|on|after|\s)*"
    r"\[(?P<name>[^\]]+)\](?:'s)?\s*(?P<which>start|end)?",
    re.I,
)
#: ``on {Alice} {Bob:50%}``: who works on a task, and with how much of the time.
_ON = re.compile(r"\{([^{}:]*)(?::(\d{1,3})%)?\}")
_DONE = re.compile(r"(?:is\s+)?(?P<share>\d+)\s*%\s+complet\w+|is\s+completed", re.I)
_COLOR = re.compile(r"is\s+colou?red\s+in\s+(?P<fill>#?\w+)(?:/(?P<edge>#?\w+))?", re.I)
_CLOSED = re.compile(
    rf"(?:the\s+)?(?P<first>{_DAY}|[\w/-]+)(?:\s+to\s+(?:the\s+)?(?P<last>{_DAY}))?\s+(?:are|is)\s+(?P<what>closed|open(?:ed)?)",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\[(?P<first>[^\]]+)\]\s*-+>\s*\[(?P<second>[^\]]+)\]")

#: Days of one sentence.
_MOST_FREE = 1000


def read(page: Page) -> tree.Figure | None:
    """The figure of a Gantt chart."""
    title, _, _ = page_settings(page)
    draft = Draft(page.span(0, len(page.text)), title, sort="gantt")
    body: list[Item] = draft.flow
    start: str | None = None
    aliases: dict[str, str] = {}
    before: Node | None = None
    dates = Dates(draft)
    for line in page.lines():
        text, span = line.stripped().text, page.place(line)
        if (found := _PROJECT.fullmatch(text)) is not None:
            start = _day(found["day"])
        elif (found := _SECTION.fullmatch(text)) is not None:
            block = Block(span, "section", label(found["name"]), body=[])
            draft.flow.append(block)
            body = block.body if block.body is not None else []
        elif (found := _CLOSED.fullmatch(text)) is not None:
            _close(page, dates.workdays, found, span)
        elif (found := _ARROW.fullmatch(text)) is not None:
            first, second = (aliases.get(found[end], found[end]) for end in ("first", "second"))
            if {first, second} <= draft.nodes.keys():
                known = draft.nodes[second].properties.get("after")
                draft.nodes[second].properties["after"] = Ids((*(known if isinstance(known, Ids) else ())[:1], first))
            else:
                page.not_understood(span, "there is no such task")
        elif (found := _SENTENCE.fullmatch(text)) is not None:
            name = aliases.get(found["name"], found["name"])
            if found["alias"]:
                aliases[found["alias"]] = name
            is_new = name not in draft.nodes
            node = draft.node(name, span)
            if is_new:
                node.noun, node.label = "task", label(name)
                body.append(node)
            if found["then"] and before is not None:
                node.properties["after"] = Ids((before.id,))
            _told(page, dates, node, found["said"], aliases)
            before = node
        else:
            page.left_out("a sentence about the chart", span)
    if not draft.nodes:
        page.unreadable(draft.span, "this Gantt chart has no task")
        return None
    for node in draft.nodes.values():
        if node.noun == "milestone" and {"days", "weeks", "months"} & node.properties.keys():
            node.noun = "task"  # what happens there and lasts has no one moment
        if not {"start", "after"} & node.properties.keys() and not ({"end", "days"} <= node.properties.keys()):
            node.properties["start"] = Day(start or "2000-01-01")
        if node.noun == "task" and not {"days", "weeks", "months", "end"} & node.properties.keys():
            node.properties["days"] = 1
    dates.week = 7 - len(dates.workdays.weekdays)
    dates.settle()
    if start is None:
        page.left_out("a chart without a date (its days are counted from 2000-01-01)", draft.span)
    return figure(draft)


def _told(page: Page, dates: Dates, node: Node, said: str, aliases: dict[str, str]) -> None:
    """What one sentence says of a task; of what is not understood the page is told."""
    rest, draft = said, dates.draft
    for found in _DURATION.finditer(said):
        node.properties[f"{found['unit'].lower()}s"] = int(found["number"])
        rest = rest.replace(found[0], "")
    for found in _DATE.finditer(said):
        what = found["what"].lower()
        node.properties["end" if what == "ends" else "start"] = Day(_day(found["day"]))
        node.noun = "milestone" if what == "happens" else node.noun
        rest = rest.replace(found[0], "")
    for found in _OTHER.finditer(said):
        other = aliases.get(found["name"], found["name"])
        rest = rest.replace(found[0], "")
        if other not in draft.nodes or other == node.id:
            page.not_understood(node.span, f"there is no task '{other}'")
        elif (found["which"] or "end").lower() == "end":
            node.properties["after"] = Ids((other,))
            if found["lag"]:
                dates.lag[node.id] = int(found["lag"]) * (7 if found["unit"].lower() == "week" else 1)
        elif "start" in draft.nodes[other].properties:
            node.properties["start"] = draft.nodes[other].properties["start"]
        elif "after" in draft.nodes[other].properties:
            node.properties["after"] = draft.nodes[other].properties["after"]
        node.noun = "milestone" if found["what"].lower() == "happens" else node.noun
    for found in _COLOR.finditer(said):
        for name, said_color in (("fill", found["fill"]), ("stroke", found["edge"])):
            if said_color and (color := fill_of(said_color)) is not None:
                node.properties[name] = color
        rest = rest.replace(found[0], "")
    for found in _DONE.finditer(said):
        if found["share"] is None or found["share"] == "100":
            node.classes.append("done")
        else:
            node.properties["progress"] = Fraction(int(found["share"]), 100)
        rest = rest.replace(found[0], "")
    if people := _ON.findall(rest):  # as PlantUML has it: who works stands behind the name, and half of one takes twice
        node.label = f"{node.label} {' '.join(f'{{{label(name)}}}' for name, _ in people)}"
        share = sum(int(share or 100) for _, share in people)
        rest = _ON.sub("", rest)
        for unit in ("days", "weeks"):
            if isinstance(long := node.properties.get(unit), int) and share != 100 * len(people) and share:
                node.properties[unit] = -(-long * 100 // share)
    if re.sub(r"\band\b|\bon\b|[\s,.]", "", rest, flags=re.IGNORECASE):
        page.left_out(f"'{rest.strip()}' of a task", node.span)


def _close(page: Page, workdays: Workdays, found: re.Match[str], span: Span) -> None:
    """Days that are free, or are not after all: ``saturday are closed``, ``2026/01/01 to 2026/01/06 is closed``."""
    days = Workdays()
    if found["last"]:
        try:
            day, last = (date.fromisoformat(_day(found[end])) for end in ("first", "last"))
        except ValueError:  # the 31st of February
            page.not_understood(span)
            return
        while day <= last and len(days.dates) < _MOST_FREE:
            days.dates.add(day)
            day += timedelta(days=1)
    elif days.close([_day(found["first"])]):
        page.not_understood(span)
    if found["what"].lower() == "closed":
        workdays.weekdays |= days.weekdays
        workdays.dates |= days.dates
    else:
        workdays.opened |= days.dates


def _day(text: str) -> str:
    """A date as ``2026-01-31``; what is none, such as the name of a day, as it is."""
    if not re.fullmatch(_DAY, text, re.IGNORECASE):
        return text
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    if (named := re.search(r"[a-z]{3}", re.sub(r"\d+(?:st|nd|rd|th)?|\bof\b", "", text.lower()))) is not None:
        numbers = [numbers[1], _MONTHS.index(named[0]) + 1, numbers[0]]
    year, month, day = numbers
    return f"{year}-{month:02}-{day:02}"
