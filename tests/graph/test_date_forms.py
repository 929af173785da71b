"""The forms in which the dates of an axis are written."""

from __future__ import annotations

from datetime import datetime

import pytest

from sgc.compiler import load
from sgc.graph.date_forms import finest_of, unknown_part, written
from sgc.graph.ordered.gantt import chart
from sgc.source import SgcError, Source

TASKS = 'a: task "A" { start: 2026-01-01, days: 30 }\n  b: task "B" { after: a, days: 300 }'


def texts(setting: str) -> list[str]:
    (scene,) = load(Source("some.sgc", f"diagram gantt {{\n  {setting}\n  {TASKS}\n}}"))
    return [tick.text for tick in chart(scene).axis.ticks]


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%a %d %b %y", "%H:%M:%S", "%j %A %B", "%I %p", "%U %W %V", "100%%"])
def test_parts_write_what_those_of_python_do(form: str) -> None:
    for day in (datetime(2026, 1, 5, 0, 7, 9), datetime(2024, 12, 30, 13, 0), datetime(2023, 1, 1)):
        assert written(day, form) == day.strftime(form)


def test_zeros_are_left_out_where_that_is_asked_for() -> None:
    assert written(datetime(2026, 3, 4, 0, 5), "%-d.%-m. %-H:%M Q%q") == "4.3. 0:05 Q1"


def test_an_axis_has_no_more_dates_than_its_form_tells_apart() -> None:
    months = texts('axis "%b %Y"')
    assert months[:2] == ["Jan 2026", "Feb 2026"] or months[:2] == ["Jan 2026", "Apr 2026"]
    assert len(set(months)) == len(months)
    assert texts('axis "%Y"') == ["2026"]
    assert finest_of("%d %H") == "hours"


def test_what_is_no_part_of_a_date_is_refused_with_those_that_are() -> None:
    assert unknown_part("%d %Q") == "%Q"
    with pytest.raises(SgcError, match="'%Q' is no part of a date"):
        texts('axis "%Q"')
    with pytest.raises(SgcError, match="is a setting of figures with dates"):
        load(Source("some.sgc", 'diagram {\n  axis "%d"\n  a: box\n}'))
