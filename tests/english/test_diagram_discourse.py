"""Texts that name no diagram: which one their clauses ask for, and how it is read."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.english.diagrams.reader import named_diagram, read_as
from sgc.english.diagrams.sorts import asked
from sgc.english.diagrams.verbs import predicate, statements
from sgc.source import Source
from sgc.source.codes import DOUBTFUL
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("If the tank is full, close the valve. Otherwise open it. Then write the log.", "flow"),
        ("The clerk opens the letter. When both copies are signed, the archive stores them. Finally a bill "
         "is sent.", "flow"),
        ("Preheat the oven, mix the flour with water and bake it for an hour.", "flow"),
        ("The ministry has two departments: Health and Sport. Health has three units, A, B and C.", "tree"),
        ("Rocks are divided into igneous, sedimentary and metamorphic rocks.", "tree"),
        ("The dean heads the faculty. Two secretaries report to the dean.", "tree"),
        ("A valve goes from shut to open when the button is pressed. It goes from open to shut after a "
         "minute.", "states"),
        ("A zoo has many animals. Each animal belongs to one species.", "entities"),
        ("Hormone A stimulates gland B. Gland B secretes hormone C.", "links"),
        ("In 1900 the mill opens. In 1950 it burns down. In 2001 it is rebuilt.", "timeline"),
        ("Eve asks Max for the key. Max requests the key from Lea. Lea gives Max the key and Max sends the "
         "key to Eve.", "sequence"),
        ("The baker kneads dough, the shop sells the bread. Show it with one lane for each of them.", "lanes"),
        ("Planning takes 2 weeks, building takes 3 weeks, testing takes 1 week", "gantt"),
    ],
)  # fmt: skip
def test_what_clauses_ask_for(text: str, sort: str) -> None:
    source = Source("prompt", text, is_prompt=True)
    found = asked(source)
    assert found is not None
    assert read_as(source, found)[0] == sort


@pytest.mark.parametrize("text", [
    "A chef prepares a meal and a waiter serves the guests.",
    "A boy kicks the ball. The dog chases the ball. A girl watches them.",
    "Draw a cat. Draw a dog next to the cat. Put a bone between them.",
    "Place three apples in a bowl. Add a banana. Make the bowl blue.",
    "A shelf has three levels: books on the top, plants in the middle and toys at the bottom.",
    "A woman with three children, two sons and a daughter, waits at the bus stop.",
    "The sun rises over the sea; a boat sails to the harbor and gulls follow it.",
])  # fmt: skip
def test_what_can_be_seen_stays_a_picture(text: str) -> None:
    source = Source("prompt", text, is_prompt=True)
    assert asked(source) is None
    assert named_diagram(source) is None


def test_a_picture_in_place_of_what_cannot_be_seen_is_told() -> None:
    text = "A pan on a stove. Stir until it is hot."
    told = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert [one.code for one in told] == [DOUBTFUL]


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "After the alarm rings, the porter wakes the guests and, at the same time, the cook makes coffee. "
            "When both are done, the tour starts.",
            {'alarm_rings -> porter_wakes_the', 'alarm_rings -> cook_makes_coffee', 'porter_wakes_the -> tour_starts',
             'cook_makes_coffee -> tour_starts'},
        ),
        (
            "For each parcel in the van: scan the label, ring the bell. At the end park the van.",
            {'another_parcel_in -> scan_the_label "yes"', 'scan_the_label -> ring_the_bell',
             'ring_the_bell -> another_parcel_in', 'another_parcel_in -> park_the_van "no"'},
        ),
        (
            "A form is received. The system checks whether the form is complete. If it is, the form is stored. "
            "If it is not, the sender is informed. Then the case is closed.",
            {'form_is_received -> form_complete', 'form_complete -> form_is_stored "yes"',
             'form_complete -> sender_is_informed "no"', 'form_is_stored -> case_is_closed',
             'sender_is_informed -> case_is_closed'},
        ),
        ("the coffee cycle: grow, roast, brew, and back to grow", {"grow -> roast", "roast -> brew", "brew -> grow"}),
        (
            "Start -> Check? ; Check? -yes-> Save ; Check? -no-> Start",
            {"start -> check", 'check -> save "yes"', 'check -> start "no"'},
        ),
        (
            "A pump feeds the tank. The tank feeds the mill and is connected to a gauge.",
            {'pump -> tank "feeds"', 'tank -> mill "feeds"', "tank -- gauge"},
        ),
    ],
)  # fmt: skip
def test_what_follows_what(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert (found, missed) == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "org chart: Eva Lind is the director. Tom Roth (CTO) and Ida Berg report to Eva. Two testers, "
            "Ole and Pia, report to Tom.",
            {"eva_lind_director -- tom_roth_cto", "eva_lind_director -- ida_berg", "tom_roth_cto -- ole_tester",
             "tom_roth_cto -- pia_tester"},
        ),
        (
            "The CFO is Ann. The clerk, Bo, and the auditor, Cy, report to Ann. Di works for Bo.",
            {"ann_cfo -- bo_clerk", "ann_cfo -- cy_auditor", "bo_clerk -- di"},
        ),
        (
            "Our shop has bikes, boards and skates. The bikes are Lux and Pro. The skates "
            "are Ice and Road.",
            {"bikes -- lux", "bikes -- pro", "skates -- ice", "skates -- road"},
        ),
    ],
)  # fmt: skip
def test_who_stands_under_whom(text: str, joins: set[str]) -> None:
    assert joins <= read(text)[1]


def test_an_abstract_class_says_so_and_its_subclasses_have_their_own_rows() -> None:
    text = "UML class diagram: abstract class Tool with method use(). A Saw is a Tool with a blade."
    tree = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert "«abstract»\\nTool" in tree
    assert tree.index('"Saw"') < tree.index('"blade"')


def test_sub_steps_stand_in_their_step() -> None:
    text = "How to move\n1. Pack\n2. Drive\n   a. load the van\n   b. follow the map\n3. Unpack"
    tree = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert 'group drive "Drive" {' in tree
    assert "load_the_van -> follow_the_map" in tree
    assert "drive -> unpack" in tree


def test_sets_are_read_from_statements_and_from_what_is_in_them() -> None:
    _, stated, missed = read("Venn diagram of fruits and red things: cherries are in both, limes are only fruits")
    assert stated == {"cherries inside fruits", "cherries inside red_things", "limes inside fruits"}
    assert missed == []
    _, stated, _ = read("Venn diagram with fruits and red things; cherries are both, limes are only fruits")
    assert stated == {"cherries inside fruits", "cherries inside red_things", "limes inside fruits"}
    _, listed, _ = read("Venn: A = {1, 2}, B = {2, 3}")
    assert len(listed) == 4


@pytest.mark.parametrize(
    ("clause", "subject", "base", "passive"),
    [
        ("the gland secretes thyroxine", "the gland", "secrete", False),
        ("are assigned to rooms", "", "assign", True),
        ("Tom and Ann report to her", "Tom and Ann", "report", False),
        ("they only live in water", "they only", "live", False),
        ("team A writes the software", "team A", "write", False),
        ("orders are packed", "orders", "pack", True),
    ],
)
def test_the_verb_of_a_clause(clause: str, subject: str, base: str, passive: bool) -> None:
    found = predicate(Source("clause", clause).span())
    assert found is not None
    assert (found.subject.text, found.base, found.passive) == (subject, base, passive)


@pytest.mark.parametrize(
    "phrase", ["a red apple and a green cup", "order processing", "the reports of the team", "Stock price"]
)
def test_a_noun_phrase_has_no_verb(phrase: str) -> None:
    assert predicate(Source("phrase", phrase).span()) is None


def test_a_sentence_is_cut_by_its_subjects_and_lists_stay_whole() -> None:
    sentence = "Sales has two teams, Inside and Field, and Tom leads them"
    assert [one.text for one in statements(Source("s", sentence).span())] == [
        "Sales has two teams, Inside and Field", "Tom leads them",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("flowchart: If it rains, take an umbrella and wait. The bus comes. While i < 3, wave. Count the "
         "buses.", "repeated"),
        ('flowchart: the tasks "buy wood" and "hire help" are done after "permit", then "build" starts', "quotation"),
        ('The tasks "buy wood" and "hire help" can be done in parallel. Then "build" can start.', "quotation"),
    ],
)  # fmt: skip
def test_what_a_process_leaves_open_is_told(text: str, told: str) -> None:
    found = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert any(told in one.message for one in found), [one.message for one in found]
