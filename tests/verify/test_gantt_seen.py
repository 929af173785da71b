"""Gantt figures: when tasks are, where their bars stand, and that a finished file is read and its faults are told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from planted import Drawn

import sgc
from sgc.graph import SceneGraph, resolve
from sgc.graph.moments import SECONDS_OF_DAY
from sgc.graph.ordered.axis import axis_of
from sgc.graph.ordered.schedule import schedule
from sgc.layout.types import Conflict
from sgc.source import Source
from sgc.syntax import parse

TEXT = """diagram gantt {
  section "One" {
    a: task "Plan" { start: 2026-03-02, days: 4, progress: 50% }
    b: task "Make" .critical { weeks: 1 }
  }
  section "Two" {
    c: task "Check" { end: 2026-03-20, days: 2 }
    d: milestone "Done"
  }
  a -> b
  c -> d
}"""
DRAWN = Drawn(TEXT)
failed, group, moved, without = DRAWN.failed, DRAWN.group, DRAWN.moved, DRAWN.without


def graph(body: str) -> SceneGraph:
    return resolve(parse(Source("d.sgc", f"diagram gantt {{\n{body}\n}}")))[0]


def when(body: str) -> dict[str, str]:
    found = graph(body)
    assert not found.diagnostics, [one.message for one in found.diagnostics]
    return {task.id: task.said for task in schedule(found).tasks}


def problems(body: str) -> list[str]:
    return [one.message for one in graph(body).diagnostics]


def test_times_follow_from_dates_durations_and_what_is_waited_for() -> None:
    assert when(TEXT.partition("{")[2].rpartition("}")[0]) == {
        "a": "from 2026-03-02 to 2026-03-05", "b": "from 2026-03-06 to 2026-03-12",
        "c": "from 2026-03-19 to 2026-03-20", "d": "on 2026-03-21",
    }  # fmt: skip


def test_months_are_those_of_the_calendar_and_after_is_a_link_that_is_not_drawn() -> None:
    found = when("a: task { start: 2026-01-31, months: 1 }\nb: task { after: a, hours: 6 }")
    assert found == {"a": "from 2026-01-31 to 2026-02-27", "b": "from 2026-02-28 to 2026-02-28T06:00"}


def test_a_task_follows_the_one_before_it_unless_that_waits_for_it() -> None:
    assert when("a: task { start: 2026-01-05, days: 2 }\nb: task { days: 1 }\nc: milestone") == {
        "a": "from 2026-01-05 to 2026-01-06", "b": "from 2026-01-07 to 2026-01-07", "c": "on 2026-01-08",
    }  # fmt: skip
    found = when("z: task { start: 2026-01-05 }\na: task { days: 2, after: b }\nb: task { days: 1 }")
    assert found["b"] == "from 2026-01-05 to 2026-01-05"


def test_dates_on_an_axis_are_no_finer_than_what_happens() -> None:
    days = schedule(graph("a: task { start: 2026-01-05, days: 2 }"))
    hours = schedule(graph("a: task { start: 2026-01-05, hours: 30 }"))
    assert [len(axis_of(one.begin, one.end, None, one.finest).ticks) for one in (days, hours)] == [3, 11]


def test_what_is_wrong_with_dates_is_told() -> None:
    assert problems("a: task { start: 2026-02-30 }") == ["there is no day 2026-02-30"]
    assert problems("a: task { start: 2026-02-03, end: 2026-02-01 }")[0].startswith("'a' ends before it begins")
    assert problems("a: task\nb: task\na -> b") == ["nothing here has a date"]
    assert problems("a: task { start: 2026-01-01 }\nb: task\nc: task\nb -> c\nc -> b")[0].startswith(
        "these tasks wait for each other: "
    )
    assert problems("a: task { start: 2026-01-01, after: bb }\nb: task") == ["there is no task named 'bb'"]
    assert problems('a: task { start: "soon" }') == ['the text "soon" is no whole number']


def test_a_task_that_begins_before_what_it_waits_for_has_ended_cannot_hold() -> None:
    found = sgc.compile("""diagram gantt {
      a: task { start: 2026-01-05, days: 5 }
      b: task { start: 2026-01-07, days: 5 }
      a -> b
    }""").layout
    assert isinstance(found, Conflict)
    assert "a -> b" in [text for text, _ in found.cores[0].statements]


def test_dates_have_room_at_every_length_of_time() -> None:
    for days in (0.0002, 0.01, 0.2, 1, 3, 20, 100, 400, 3000, 90_000):
        axis = axis_of(60_000_000_000, 60_000_000_000 + round(days * SECONDS_OF_DAY), None, "seconds")
        ticks = [axis.at(one.seconds) / 12 for one in axis.ticks]
        assert 1 <= len(ticks) <= 25
        assert all(b - a >= 40 for a, b in pairwise(ticks))


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_what_is_drawn_is_read(kind: str) -> None:
    found = DRAWN.picture.verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_a_bar_at_another_time_or_in_another_row_is_told() -> None:
    assert any(one.startswith("c: from 2026-03-19 to 2026-03-20: it is drawn at") for one in failed(moved(12, 0, "c")))
    assert any(one.startswith("d: on 2026-03-21: it is drawn at") for one in failed(moved(-9, 0, "d")))
    assert any("nothing stands for it in its row" in one for one in failed(moved(0, 14, "c")))


def test_a_date_at_the_wrong_place_or_without_its_line_is_told() -> None:
    assert any("on the axis: " in one for one in failed(moved(10, 0, "date-2")))
    assert any("no line goes down from it" in one for one in failed(without("date-2-line")))


def test_rows_that_change_places_and_a_missing_arrow_are_told() -> None:
    up = group("b-name").replace("<g ", '<g transform="translate(0 -28)" ')
    svg = moved(0, 28, "a-name").replace(group("b-name"), up)
    assert any("is not below the row before" in one for one in failed(svg))
    assert any(one.startswith("a -> b: no such line") for one in failed(without("a-b")))


def test_progress_that_is_not_as_said_is_told() -> None:
    whole = group("a-progress")
    svg = DRAWN.picture.svg.replace(whole, whole.replace("<g ", '<g transform="translate(200 0)" '))
    assert any(one.startswith("a is done by 50%") for one in failed(svg))
