"""Plans whose tasks begin by the beginning or the end of others, or on weekdays."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            "A Gantt chart: research takes two weeks, coding five weeks after research, and testing starts one week "
            "before coding ends and takes 3 days.",
            {'task "Testing" { start: 2025-02-17, days: 3 }'},
        ),
        (
            "Project plan: analysis from 5 January 2026 to 30 January 2026, building starts one week after analysis "
            "and takes two months, the launch is the day after building ends.",
            {'task "Building" { start: 2026-02-07, months: 2 }', 'milestone "Launch" { start: 2026-04-07 }'},
        ),
        (
            "Gantt chart: the walls are removed in three days. The plumber comes two days after that and needs a week. "
            "Painting starts the day after the plumber is done and takes four days.",
            {'task "Plumber" { start: 2025-01-10, weeks: 1 }', 'task "Painting" { start: 2025-01-17, days: 4 }'},
        ),
        (
            "Gantt chart: painting starts on Thursday and takes two days, the floor is laid on Monday, and cleaning is "
            "from Tuesday to Wednesday.",
            {
                'task "Painting" { start: 2025-01-09, days: 2 }',
                'milestone "Floor is laid" { start: 2025-01-13 }',
                'task "Cleaning" { start: 2025-01-14, end: 2025-01-15 }',
            },
        ),
        (
            "Gantt chart: design takes two weeks starting 1 March, then development for four weeks, testing overlaps "
            "the last week of development and runs for two weeks.",
            {'task "Development" { weeks: 4 }', 'task "Testing" { start: 2025-04-05, weeks: 2 }'},
        ),
        (
            "Gantt chart for a launch starting on 2024-05-06: research 10 days, design 15 days after research. ",
            {'task "Research" { days: 10, start: 2024-05-06 }', 'task "Design" { days: 15 }'},
        ),
        (
            "Gantt chart of my thesis with two tasks. Reading takes 2 months, writing takes 3 months after reading. It "
            "starts in October.",
            {'task "Reading" { months: 2, start: 2025-10-01 }', 'task "Writing" { months: 3 }'},
        ),
        (
            "Gantt chart: Monday and Tuesday data are collected, the report is written the following Monday.",
            {
                'task "Data are collected" { start: 2025-01-06, end: 2025-01-07 }',
                'milestone "Report is written" { start: 2025-01-13 }',
            },
        ),
        (
            "Make a Gantt chart. Task A takes 3 days. Task B takes 2 days and starts after A. Task C takes 4 days and "
            "can run parallel to B.",
            {'task "Task B" { days: 2 }', 'task "Task C" { days: 4 }'},
        ),
    ],
)
def test_a_task_begins_where_words_count_it(text: str, tasks: set[str]) -> None:
    nodes, _, missed = read(text)
    assert missed == []
    assert tasks <= nodes


def test_a_period_until_a_year_begins_where_the_one_before_ends() -> None:
    nodes, _, missed = read("A timeline of my life: born in 1990, school from 1996 to 2008, university until 2013.")
    assert missed == []
    assert 'period "University" { start: 2008, end: 2013 }' in nodes


def test_what_each_row_belongs_to_is_told_behind_the_tables() -> None:
    nodes, joins, missed = read(
        "Database schema with the tables users (id, name) and orders (id, total), where each order belongs to one user."
    )
    assert missed == []
    assert {'table "User" {', 'table "Order" {'} <= nodes
    assert "order -- user { tail: zero or many, head: one }" in joins


def test_a_list_ends_where_one_of_it_does_something() -> None:
    nodes, joins, missed = read(
        "ERD: a department has many employees, and employees work on several projects. Projects have a name."
    )
    assert missed == []
    assert 'table "Department"' in nodes
    assert 'employee -- project "work on" { head: zero or many }' in joins


def test_what_goes_on_beside_another_may_take_less() -> None:
    nodes, joins, missed = read(
        "Project plan as a Gantt chart. Planning: 1 week. Development starts after planning and takes 4 weeks. "
        "Documentation runs parallel to development for 2 weeks."
    )
    assert missed == []
    assert 'task "Documentation" { weeks: 2 }' in nodes
    assert "planning -> documentation" in joins


def test_what_a_timeline_is_of_stands_before_its_first_event() -> None:
    nodes, _, missed = read(
        "Make a timeline with our company history: founded in 2005, the boom lasted from 2007 to 2010."
    )
    assert missed == []
    assert nodes == {'event "Founded" { start: 2005 }', 'period "Boom" { start: 2007, end: 2010 }'}
