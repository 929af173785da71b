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


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A flowchart: Start, then Check input. Valid input is saved, otherwise go back to Start.",
            {"start -> check_input", "check_input -> valid_input", 'valid_input -> saved "yes"',
             'valid_input -> start "no"'},
        ),
        (
            "Flowchart: the clerk reads the form. A valid form is stamped, an invalid one is sent back.",
            {"clerk_reads_the -> valid_form", 'valid_form -> stamped "yes"', 'valid_form -> sent_back "no"'},
        ),
        (
            "Hiring: the team votes; with a majority the candidate gets an offer, otherwise a rejection letter.",
            {"team_votes -> with_a_majority", 'with_a_majority -> candidate_gets_an "yes"',
             'with_a_majority -> candidate_gets_a "no"'},
        ),
        (
            "Flowchart: if it rains, stay in; if not, read the thermometer; below 15 degrees wear a jacket, otherwise a"
            " shirt.",
            {'it_rains -> stay_in "yes"', 'it_rains -> read_the_thermometer "no"',
             "read_the_thermometer -> below_15_degrees", 'below_15_degrees -> wear_a_jacket "yes"',
             'below_15_degrees -> wear_a_shirt "no"'},
        ),
        (
            "Flowchart: weigh the parcel. Over 20 kg it goes by truck, otherwise by bike. Then write the label.",
            {"weigh_the_parcel -> over_20_kg", 'over_20_kg -> goes_by_truck "yes"', 'over_20_kg -> goes_by_bike "no"',
             "goes_by_truck -> write_the_label", "goes_by_bike -> write_the_label"},
        ),
        (
            "Flowchart: look around. If you see nobody, go in. If you see somebody, wait outside.",
            {"look_around -> do_you_see", 'do_you_see -> go_in "yes"', 'do_you_see -> wait_outside "no"'},
        ),
    ],
)  # fmt: skip
def test_cases_are_said_by_kinds_and_by_what_a_sentence_begins_with(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Flowchart: Plan, Do, Check, Act, and after Act it starts again with Plan.", "act -> plan"),
        ("Flowchart: wake up, eat, work, sleep, and after sleep everything starts over.", "sleep -> wake_up"),
        ("Flowchart: wake up, eat, work, sleep. Then the cycle starts again.", "sleep -> wake_up"),
    ],
)
def test_a_list_of_steps_may_end_with_where_it_begins_again(text: str, back: str) -> None:
    _, joins, missed = read(text)
    assert (back in joins, len(joins), missed) == (True, 4, [])
