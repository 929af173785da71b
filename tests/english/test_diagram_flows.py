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


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "CI pipeline: on push, build and lint run in parallel; when both have passed, tests run, and then deploy "
            "goes to staging and after approval to production.",
            {"push -> build", "push -> lint", "build -> tests_run", "lint -> tests_run", "tests_run -> deploy_goes_to",
             "deploy_goes_to -> approval", "approval -> deploy_goes_to_2"},
        ),
        (
            "Make a diagram of the morning:\n- wake up\n- in parallel: make coffee and fry eggs\n- leave",
            {"wake_up -> make_coffee", "wake_up -> fry_eggs", "make_coffee -> leave", "fry_eggs -> leave"},
        ),
        (
            "ETL diagram: Extract from the CRM and the ERP at the same time, then Transform.",
            {"extract_from_the -> transform", "extract_from_the_2 -> transform"},
        ),
        (
            "Flowchart: request, validate, authenticate in parallel with the rate limit check, then respond.",
            {"request -> validate", "validate -> authenticate", "validate -> rate_limit_check",
             "authenticate -> respond", "rate_limit_check -> respond"},
        ),
        (
            "Process: prepare the room, then do three things at once: heat the oven, mix the dough, and grease the pan;"
            " finally bake.",
            {"prepare_the_room -> heat_the_oven", "prepare_the_room -> mix_the_dough",
             "prepare_the_room -> grease_the_pan", "heat_the_oven -> bake", "mix_the_dough -> bake",
             "grease_the_pan -> bake"},
        ),
    ],
)  # fmt: skip
def test_what_is_done_at_the_same_time_by_whatever_words_say_so(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (
            "Show the steps of a compiler as a pipeline: lexer, parser, type checker, code generator. The symbol table "
            "is used by the parser.",
            {'parser -> symbol_table "uses"'},
        ),
        (
            "The human digestive system as a flow: mouth, stomach, small intestine, large intestine. The liver and the "
            "pancreas both feed into the small intestine.",
            {"liver -> small_intestine", "pancreas -> small_intestine"},
        ),
    ],
)
def test_what_leads_to_stages_stands_beside_them(text: str, beside: set[str]) -> None:
    _, joins, missed = read(text)
    assert (beside <= joins, sum("->" in one for one in joins), missed) == (True, 3 + len(beside), [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Flowchart of login: the user enters a password; if it is correct, show the dashboard; if not, show an "
            "error and ask again, at most three times, then lock the account.",
            {"user_enters_a -> correct", 'correct -> show_the_dashboard "yes"', 'correct -> show_an_error "no"',
             "show_an_error -> three_times", 'three_times -> user_enters_a "no"',
             'three_times -> lock_the_account "yes"'},
        ),
        (
            "Draw a flowchart that begins with Start and goes on to Check input, which leads to Save if the input is "
            "valid or back to Start if it isn't.",
            {"start -> check_input", "check_input -> input_valid", 'input_valid -> save "yes"',
             'input_valid -> start "no"'},
        ),
        (
            "Flowchart: fetch a page. While there are links, open one; if it is new, save it, otherwise skip it. When "
            "the loop ends, print the index and stop.",
            {"fetch_a_page -> links", 'links -> open_one "yes"', "open_one -> new", 'new -> save_it "yes"',
             'new -> skip_it "no"', "save_it -> links", "skip_it -> links", 'links -> print_the_index "no"',
             "print_the_index -> stop"},
        ),
        (
            "Draw how a bill becomes law: a member introduces the bill, a committee studies it, then the Senate votes, "
            "and the President either signs it or vetoes it.",
            {"member_introduces_the -> committee_studies_it", "committee_studies_it -> senate_votes",
             "senate_votes -> president_signs_it", "senate_votes -> president_vetoes_it"},
        ),
    ],
)  # fmt: skip
def test_ways_back_and_ways_out(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "The rock cycle: magma cools and becomes igneous rock. Igneous rock is weathered into sediment, sediment "
            "is compacted into sedimentary rock, and sedimentary rock melts back into magma.",
            {'magma -> igneous_rock "cools and becomes"', 'igneous_rock -> sediment "weathered into"',
             'sediment -> sedimentary_rock "compacted into"', 'sedimentary_rock -> magma "melts back into"'},
        ),
        (
            "Draw the water cycle: evaporation leads to condensation, condensation to rain, rain back to evaporation.",
            {"evaporation -> condensation", "condensation -> rain", "rain -> evaporation"},
        ),
        (
            "Draw the water cycle: evaporation, condensation and rain, after which it starts over with evaporation.",
            {"evaporation -> condensation", "condensation -> rain", "rain -> evaporation"},
        ),
        (
            "Draw the plan-do-check cycle, with plan leading to do, do to check, and check back to plan.",
            {"plan -> do", "do -> check", "check -> plan"},
        ),
        (
            "A traffic light goes from red to green after 30 seconds, from green to yellow after 25 and from yellow to "
            "red after 5.",
            {'red -> green "30 seconds"', 'green -> yellow "25"', 'yellow -> red "5"'},
        ),
    ],
)  # fmt: skip
def test_what_goes_round(text: str, joins: set[str]) -> None:
    assert {one for one in read(text)[1] if "->" in one and "start" not in one} == joins


def test_things_that_go_somewhere_at_the_end_of_a_list() -> None:
    _, joins, _ = read(
        "The mail is sorted. Letters go to the offices, parcels go to the store room, and everything addressed to "
        "nobody goes back to the sender."
    )
    assert {'which_kind -> offices "letters"', 'which_kind -> store_room "parcels"'} <= joins


def test_a_first_sentence_that_only_asks_is_no_step() -> None:
    _, joins, missed = read("I need a flowchart my pupils can follow. They fill the tube and light the gas.")
    assert (joins, missed) == ({"fill_the_tube -> light_the_gas"}, [])
    _, joins, _ = read(
        "Show the steps a returned parcel goes through at our shop. It is scanned, and then it is shelved."
    )
    assert joins == {"scanned -> shelved"}


def test_what_goes_back_to_somebody_for_something_goes_back_to_what_they_did() -> None:
    _, joins, missed = read(
        "The author fixes the code. Then we ask whether the change is approved: an approved change is merged, and one "
        "that isn't goes back to the author to be fixed."
    )
    assert ('change_approved -> author_fixes_the "no"' in joins, missed) == (True, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "How does a washing machine work? It fills with water, heats the water, washes, drains and spins.",
            {"fills_with_water -> heats_the_water", "heats_the_water -> washes", "washes -> drains", "drains -> spins"},
        ),
        (
            "Onboarding steps: sign contract, get laptop, meet team, start work.",
            {"sign_contract -> get_laptop", "get_laptop -> meet_team", "meet_team -> start_work"},
        ),
        (
            "Algorithm: set max to zero; for each number, if it is larger than max, set max to it; finally output max.",
            {"set_max_to -> another_number", 'another_number -> larger_than_max "yes"',
             'larger_than_max -> set_max_to_2 "yes"', "set_max_to_2 -> another_number",
             'larger_than_max -> another_number "no"', 'another_number -> output_max "no"'},
        ),
        (
            "Order process: 1. Employee requests it. 2. Manager approves or rejects. 3. If approved, IT buys it. 4. "
            "Invoice is paid.",
            {"employee_requests_it -> manager_approves", 'manager_approves -> rejects "no"',
             'manager_approves -> it_buys_it "yes"', "it_buys_it -> invoice_is_paid"},
        ),
    ],
)  # fmt: skip
def test_lists_of_what_is_done_and_what_stands_behind_loops_and_choices(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Process for claims:\n* Employee fills in the form\n* Manager reviews the form\n   - approved: finance "
            "pays the amount\n   - rejected: employee is informed\n* Claim is archived",
            {"employee_fills_in -> manager_reviews_the", "manager_reviews_the -> approved",
             'approved -> finance_pays_the "yes"', 'approved -> employee_is_informed "no"',
             "finance_pays_the -> claim_is_archived", "employee_is_informed -> claim_is_archived"},
        ),
        (
            "Draw a flowchart that starts with “Enter PIN”. If the PIN is wrong, it goes back to “Enter PIN”; after "
            "the third wrong PIN the card is kept. If it is right, the customer takes the money.",
            {"enter_pin -> pin_wrong", 'pin_wrong -> third_wrong_pin "yes"', 'third_wrong_pin -> enter_pin "no"',
             'third_wrong_pin -> card_is_kept "yes"', 'pin_wrong -> customer_takes_the "no"'},
        ),
        (
            "How to bake bread: mix flour, water and yeast; knead the dough; bake it.",
            {"mix_flour_water -> knead_the_dough", "knead_the_dough -> bake_it"},
        ),
        (
            "Build pipeline: checkout, compile, then package, then publish.",
            {"checkout -> compile", "compile -> package", "package -> publish"},
        ),
        (
            "Fire alarm: 1) Stop work. 2) If somebody is missing, tell the brigade. 3) Wait at the assembly point.",
            {"stop_work -> somebody_missing", 'somebody_missing -> tell_the_brigade "yes"',
             "tell_the_brigade -> wait_at_the", 'somebody_missing -> wait_at_the "no"'},
        ),
    ],
)  # fmt: skip
def test_cases_in_lists_and_what_is_listed_in_one_step(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])
