"""At the same time: how a clause says that several things are done beside each other."""

from __future__ import annotations

import re

from sgc.english.diagrams.actions import actions, without_order
from sgc.english.diagrams.pieces import fullmatch, named
from sgc.english.diagrams.verbs import goes_on, predicate
from sgc.source import Span

_BESIDE = "in parallel|at the same time|simultaneously|concurrently"
_TOGETHER = rf"(?:{_BESIDE}|at once)"
#: "three things happen at once: …", "fork into three tasks that run in parallel: …"
LISTED = re.compile(rf"[^:]*\b{_TOGETHER}\b[^:]*:\s*(?P<rest>.+)", re.IGNORECASE)
#: "in parallel, …"
AHEAD = re.compile(rf"(?:(?:and|then|do)\s+)*(?:{_BESIDE})\s*[,:]?\s*(?P<rest>.+)", re.IGNORECASE)
#: "… in parallel"
BEHIND = re.compile(rf"(?P<rest>.+?)\s+(?:{_BESIDE})", re.IGNORECASE)
#: "reviews the terms and, at the same time, finance prepares the invoice"
_WITHIN = re.compile(
    rf"(?P<first>.+?)\s*,?\s*(?:and|while)?\s*,?\s*(?:{_TOGETHER}|meanwhile)\s*,?\s+(?P<second>.+)", re.IGNORECASE
)
_WHILE = re.compile(r"(?P<first>[^,]+?)\s*,?\s+(?:while|whereas)\s+(?P<second>[^,]+)", re.IGNORECASE)


def said_of(span: Span) -> re.Match[str] | None:
    """A match of ``LISTED``, ``AHEAD`` or ``BEHIND``, whose ``rest`` is done at the same time."""
    return fullmatch(span, LISTED) or fullmatch(span, AHEAD) or fullmatch(span, BEHIND)


def two_of(span: Span) -> list[list[Span]] | None:
    """The steps of the two sides of "… and, at the same time, …" and "… while …"; None of other clauses."""
    within = fullmatch(span, _WITHIN)
    if within is None and (within := fullmatch(span, _WHILE)) is not None:
        within = within if goes_on(named(span, within, "second")) else None
    if within is None or predicate(named(span, within, "second")) is None:
        return None
    return [actions(without_order(named(span, within, one))) for one in ("first", "second")]
