"""Timelines of Mermaid: periods with what happened in each.

Where every period is a year, it is a timeline with an axis; else each period is a column with a row for each event, in
their order, because "Bronze Age" is no date.
"""

from __future__ import annotations

import re

from sgc.importing.draft import Draft, Item, Link, Row
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_PARTED = re.compile(r"\s*:\s+|\s*:$")
_YEAR = re.compile(r"[12]\d{3}")


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a timeline whose first word was read."""
    draft = Draft(page.span(0, len(page.text)), title)
    periods: list[tuple[str, Span, list[str], str | None]] = []
    section: str | None = None
    for line in page.lines():
        text, span = line.stripped().text, page.place(line)
        word, _, rest = text.partition(" ")
        if word == "title":
            draft.title = label(rest)
            continue
        if word == "section":
            section = label(rest)
            continue
        when, *events = (label(part) for part in _PARTED.split(text))
        if when:
            periods.append((when, span, [event for event in events if event], section))
        elif periods:  # a line that goes on
            periods[-1][2].extend(event for event in events if event)
        else:
            page.not_understood(span)
    if not periods:
        page.unreadable(draft.span, "this timeline has no period")
        return None
    if all(_YEAR.fullmatch(when) for when, _, _, _ in periods):
        draft.sort, draft.flow = "timeline", [*_sections(draft, periods), *_events(draft, periods)]
    else:
        _columns(draft, periods)
    return figure(draft)


def _sections(draft: Draft, periods: list[tuple[str, Span, list[str], str | None]]) -> list[Item]:
    """Each section as the time from its first year to its last."""
    years: dict[str, list[int]] = {}
    for when, _, _, section in periods:
        if section is not None:
            years.setdefault(section, []).append(int(when))
    found: list[Item] = []
    for section, known in years.items():
        node = draft.node(f"section {section}", draft.span)
        node.noun, node.label, node.called = "period", section, section
        node.properties = {"start": min(known), "end": max(known)}
        found.append(node)
    return found


def _events(draft: Draft, periods: list[tuple[str, Span, list[str], str | None]]) -> list[Item]:
    """Each event at its year, and a year without one as itself."""
    found: list[Item] = []
    for when, span, events, _ in periods:
        for event in events or [when]:
            node = draft.node(f"{event} {span.start} {len(found)}", span)
            node.noun, node.label, node.called = "event", event, event
            node.properties["start"] = int(when)
            found.append(node)
    return found


def _columns(draft: Draft, periods: list[tuple[str, Span, list[str], str | None]]) -> None:
    draft.settings["direction"] = "right"
    before: str | None = None
    for number, (when, span, events, section) in enumerate(periods):
        group = draft.group(f"section {section}", span, section) if section is not None else None
        node = draft.node(f"{when} {number}", span, group)
        node.noun, node.label, node.called = "table" if events else "rounded", when, when
        node.rows = [Row((event,)) for event in events]
        if before is not None:
            draft.links.append(Link(before, node.id, span))
        before = node.id
