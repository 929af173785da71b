"""Processes as people type them: arrows with answers, kinds of things, what is done at once, where it goes back to."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Start -> Read file -> Is it empty? yes: stop; no: count the lines -> print the result -> stop.",
            {"start -> read_file", "read_file -> is_it_empty", 'is_it_empty -> stop "yes"',
             'is_it_empty -> count_the_lines "no"', "count_the_lines -> print_the_result", "print_the_result -> stop"},
        ),
        (
            "check payment -> ok? -- yes --> ship -> done; no --> cancel -> done",
            {"check_payment -> ok", 'ok -> ship "yes"', "ship -> done", 'ok -> cancel "no"', "cancel -> done"},
        ),
        (
            "Process: draft -> approved ->|yes| publish\napproved ->|no| draft",
            {"draft -> approved", 'approved -> publish "yes"', 'approved -> draft "no"'},
        ),
        (
            "Flowchart “Mammal?”: Does it have fur? No -> not a mammal. Yes -> does it lay eggs? Yes -> platypus. "
            "No -> look closer.",
            {'does_it_have -> not_a_mammal "no"', 'does_it_have -> does_it_lay "yes"', 'does_it_lay -> platypus "yes"',
             'does_it_lay -> look_closer "no"'},
        ),
    ],
)  # fmt: skip
def test_answers_between_arrows_are_ways_out_of_the_innermost_question(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])
