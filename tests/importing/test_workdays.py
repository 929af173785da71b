"""Charts that say more of dates than a scene file can: free days, lags, ends at the beginning of others."""

from __future__ import annotations

from datetime import date

from foreign_lines import lines

from sgc.compiler import compile_scene, load
from sgc.importing import read_foreign
from sgc.importing.workdays import Workdays
from sgc.layout.types import Layout
from sgc.source import Source


def test_free_days_are_weekdays_dates_and_neither_where_they_are_opened() -> None:
    days = Workdays()
    assert days.close(["weekends", "fridays", "2026-01-07", "noday"]) == ["noday"]
    days.opened.add(date(2026, 1, 10))
    assert [day for day in range(5, 13) if days.is_open(date(2026, 1, day))] == [5, 6, 8, 10, 12]
    assert days.last(date(2026, 1, 5), 4) == date(2026, 1, 10)
    assert days.first(date(2026, 1, 9)) == date(2026, 1, 10)


CHART = """gantt
    dateFormat YYYY-MM-DD
    excludes weekends 2026-01-14
    section One
    Draw    :a, 2026-01-05, 5d
    Build   :b, after a, 3d
    Live    :milestone, m, after b, 0d
    section Two
    Test    :t, after b, until fest
    Fest    :fest, 2026-01-24, 2026-01-26
"""


def test_tasks_of_mermaid_stop_on_free_days_and_end_where_others_begin() -> None:
    found = lines(CHART, "plan.mmd")
    assert 'a: task "Draw" { start: 2026-01-05, end: 2026-01-09 }' in found
    assert 'b: task "Build" { after: a, start: 2026-01-12, end: 2026-01-15 }' in found  # 14 January is free
    assert 'm: milestone "Live" { after: b, start: 2026-01-16 }' in found
    assert 't: task "Test" { after: b, start: 2026-01-16, end: 2026-01-23 }' in found
    assert 'fest: task "Fest" { start: 2026-01-24, end: 2026-01-25 }' in found  # what is said stays
    (scene,) = load(Source("plan.mmd", CHART))
    compiled = compile_scene(scene)
    assert isinstance(compiled.layout, Layout)
    assert compiled.verify().verified


def test_an_end_that_hangs_on_itself_or_on_nothing_is_told() -> None:
    for other in ("b", "nobody"):
        text = f"gantt\ndateFormat YYYY-MM-DD\na :a, 2026-01-05, 1d\nb :b, after a, until {other}"
        (remark,) = read_foreign(Source("plan.mmd", text)).diagnostics
        assert remark.message == "when this ends cannot be told"
        assert "b: task { after: a, days: 1 }" in lines(text, "plan.mmd")


def test_without_free_days_only_what_ends_with_another_has_a_date() -> None:
    text = "gantt\ndateFormat YYYY-MM-DD\na :a, 2026-01-05, 2d\nb :b, after a, until c\nc :c, 2026-01-12, 1d"
    assert "b: task { after: a, end: 2026-01-11 }" in lines(text, "plan.mmd")
    text = "gantt\ninclusiveEndDates\na :a, 2026-01-05, 2026-01-07"
    assert "a: task { start: 2026-01-05, end: 2026-01-07 }" in lines(text, "plan.mmd")


def test_sentences_close_days_and_say_lags_colours_and_shares() -> None:
    text = """@startgantt
Project starts 2026-01-05
saturday are closed
sunday are closed
2026/01/13 to 2026/01/14 is closed
[Draw] lasts 1 week
[Draw] is colored in Lavender/LightBlue
[Draw] is 40% complete
[Build] lasts 2 days and starts 1 day after [Draw]'s end
@endgantt"""
    found = lines(text, "plan.puml")
    at = found.index("Draw: task {")
    assert found[at + 1 : at + 6] == [
        "fill: lavender", "stroke: lightblue", "progress: 0.4", "start: 2026-01-05", "end: 2026-01-09",
    ]  # fmt: skip
    assert "Build: task { after: Draw, start: 2026-01-15, end: 2026-01-16 }" in found  # a day later, 13 and 14 free
    assert read_foreign(Source("plan.puml", text)).diagnostics == ()


def test_tasks_that_wait_for_several_are_worked_out_once_each() -> None:
    tasks = [f"    a{i} :a{i}, after a{i - 1} a{i - 2}, 1d" for i in range(2, 60)]
    head = ["gantt", "    dateFormat YYYY-MM-DD", "    excludes weekends", "    a0 :a0, 2026-01-05, 1d"]
    found = lines("\n".join([*head, "    a1 :a1, after a0, 1d", *tasks]), "chart.mmd")
    assert [line.split("start: ")[1][:10] for line in found if line.startswith("a59:")] == ["2026-03-27"]


def test_days_that_no_month_has_are_told() -> None:
    text = "@startgantt\n2026/02/31 to 2026/03/02 is closed\n[A] lasts 3 days\n@endgantt\n"
    assert any("2026/02/31" in one.span.text for one in read_foreign(Source("days.puml", text)).diagnostics)
    text = "@startgantt\nsaturday are closed\n[A] starts 2026-02-31\n[A] lasts 3 days\n@endgantt\n"
    assert any("start: 2026-02-31" in line for line in lines(text, "days.puml"))
