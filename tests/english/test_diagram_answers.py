"""Processes: answers that are said in few words, of kinds of things, or in a question turned round."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A flowchart. Pupils heat the water and then add salt spoon by spoon. Has the salt dissolved? If not, they "
            "go back to adding salt; if it has, they filter the brine.",
            {"pupils_heat_the -> add_salt_spoon", "add_salt_spoon -> has_the_salt",
             'has_the_salt -> add_salt_spoon "no"',
             'has_the_salt -> filter_the_brine "yes"'},
        ),
        (
            "Flowchart: a form is filed. Is the sum above 90? If not, the form is refused. If so, we ask a second "
            "question, namely whether the address is known: when it is, the form is signed, and when it isn't, a "
            "letter is sent and the address is checked again.",
            {"form_is_filed -> is_the_sum", 'is_the_sum -> form_is_refused "no"', 'is_the_sum -> address_known "yes"',
             'address_known -> form_is_signed "yes"', 'address_known -> letter_is_sent "no"',
             "letter_is_sent -> address_known"},
        ),
        (
            "A flowchart. They pour the acid. If it fizzes, the stone is chalk. If it doesn't, they try a flame: "
            "should it turn red, it's lithium, and otherwise they weigh the stone.",
            {"pour_the_acid -> it_fizzes", 'it_fizzes -> stone_is_chalk "yes"', 'it_fizzes -> try_a_flame "no"',
             "try_a_flame -> turn_red", 'turn_red -> it_s_lithium "yes"', 'turn_red -> weigh_the_stone "no"'},
        ),
        (
            "A flowchart. A nurse looks at the plaster. Then she checks whether the plaster is dry: dry plasters are "
            "cut, and wet ones are left. Whichever way it went, the patient is called.",
            {"nurse_looks_at -> plaster_dry", 'plaster_dry -> cut "yes"', 'plaster_dry -> left_node "no"',
             "cut -> patient_is_called", "left_node -> patient_is_called"},
        ),
        (
            "A flowchart. A clerk opens the crate. Is the glass broken? Glasses that are broken are melted. Glasses "
            "that are not broken are washed.",
            {"clerk_opens_the -> is_the_glass", 'is_the_glass -> melted "yes"', 'is_the_glass -> washed "no"'},
        ),
        (
            "A flowchart. The author sends the text. The editor checks the text. Is the text clear? If no, it goes "
            "back to the author. If yes, a proof is printed before the text is archived.",
            {"author_sends_the -> editor_checks_the", "editor_checks_the -> is_the_text",
             'is_the_text -> author_sends_the "no"', 'is_the_text -> proof_is_printed "yes"',
             "proof_is_printed -> text_is_archived"},
        ),
        (
            "A flowchart. The clerk weighs the crate. If the load is under 90 kilos, the crate is rolled. If it is "
            "more, a crane lifts the crate.",
            {"clerk_weighs_the -> load_under_90", 'load_under_90 -> crate_is_rolled "yes"',
             'load_under_90 -> crane_lifts_the "no"'},
        ),
        (
            "A flowchart. The unit tests are run. If they pass, the code is merged; if they fail, a mail is sent.",
            {"unit_tests_are -> do_unit_tests", 'do_unit_tests -> code_is_merged "yes"',
             'do_unit_tests -> mail_is_sent "no"'},
        ),
    ],
)  # fmt: skip
def test_answers_lead_where_they_are_said_to(text: str, joins: set[str]) -> None:
    assert read(text)[1] == joins
