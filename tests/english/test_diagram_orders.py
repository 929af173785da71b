"""Trees, sets, layers, cycles and plans as people ask for them: prompt, nodes and what joins them."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Org chart. CEO: Ann Berg. Under her: CTO (Ben), COO (Dan). The CTO leads Research, the COO leads Sales.",
            {"ceo_ann_berg -- cto_ben", "ceo_ann_berg -- coo_dan", "cto_ben -- research", "coo_dan -- sales"},
        ),
        (
            "company structure: board of directors at the top, then the CEO, then two VPs: VP Sales, VP Marketing",
            {"board_of_directors -- ceo", "ceo -- vp_sales", "ceo -- vp_marketing"},
        ),
        (
            "Show the hierarchy of the court system: Supreme Court over Courts of Appeals over District Courts",
            {"supreme_court -- courts_of_appeals", "courts_of_appeals -- district_courts"},
        ),
        (
            'parse tree for "the dog barks at me": S -> NP VP, NP -> Det N, VP -> V PP, PP -> P NP',
            {"s -- np", "s -- vp", "np -- det", "np -- n", "vp -- v", "vp -- pp", "pp -- p", "pp -- np_2",
             "np_2 -- det_2", "np_2 -- n_2"},
        ),
        (
            "binary search tree with 8, 3, 10, 1, 6, 14",
            {"n8 -- n3", "n8 -- n10", "n3 -- n1", "n3 -- n6", "n10 -- n14"},
        ),
        (
            "family tree of a grandmother Rosa with two sons Luis and Marco; Luis has a daughter Ana",
            {"rosa -- luis", "rosa -- marco", "luis -- ana"},
        ),
        ("PDCA cycle", {"plan -> do", "do -> check", "check -> act", "act -> plan"}),
        (
            "workflow for a paper: submit -> review -> decision: accept -> publish, revise -> submit, reject -> end",
            {"submit -> review", "review -> decision", 'decision -> publish "accept"', 'decision -> submit "revise"',
             'decision -> end "reject"'},
        ),
        (
            "Decision tree for choosing a pet: Do you have allergies? If yes, get a fish. If no, do you have a garden? "
            "If yes get a dog, if not get a cat.",
            {'do_you_have -> get_a_fish "yes"', 'do_you_have -> do_you_have_2 "no"',
             'do_you_have_2 -> get_a_dog "yes"', 'do_you_have_2 -> get_a_cat "no"'},
        ),
        (
            "Hiring process : post job , screen CVs , if good make offer , else reject",
            {"post_job -> screen_cvs", "screen_cvs -> good", 'good -> make_offer "yes"', 'good -> reject "no"'},
        ),
        (
            "bus topology: a server, a printer and two PCs on one cable",
            {"cable -- server", "cable -- printer", "cable -- pc_1", "cable -- pc_2"},
        ),
        ("Client-server model with 2 clients and one server", {"server -- client_1", "server -- client_2"}),
        ("complete graph K3", {"n1 -- n2", "n1 -- n3", "n2 -- n3"}),
        (
            "finite automaton: q0 on 1 stays in q0, on 0 goes to q1; q1 is accepting, on 0 goes to q0",
            {'q0 -> q0 "1"', 'q0 -> q1 "0"', 'q1 -> q0 "0"'},
        ),
        (
            "class diagram: an abstract class Shape with method area(), and subclasses Circle (radius) and Square (w)",
            {"circle -> shape { head: triangle }", "square -> shape { head: triangle }"},
        ),
        (
            "class diagram: Subject has attach and notify methods and keeps a list of Observers",
            {'subject -- "0..*" observer "keeps"'},
        ),
        ("linked list with nodes 3 and 7 ending in null", {"n3 -> n7", "n7 -> null"}),
        ("flow chart how to change a tire: park safely, remove the wheel", {"park_safely -> remove_the_wheel"}),
        (
            "types of learning: supervised (classification, regression), unsupervised (clustering, reduction)",
            {"types_of_learning -- supervised", "supervised -- classification", "supervised -- regression",
             "types_of_learning -- unsupervised", "unsupervised -- clustering", "unsupervised -- reduction"},
        ),
        (
            "Flowchart:\n1. Wake up\n2. Is it a weekday?\n   - yes: get dressed\n   - no: sleep on\n3. Have dinner",
            {"wake_up -> is_it_a", 'is_it_a -> get_dressed "yes"', 'is_it_a -> sleep_on "no"',
             "get_dressed -> have_dinner", "sleep_on -> have_dinner"},
        ),
        ("ETL process with extract, transform and load steps", {"extract -> transform", "transform -> load"}),
    ],
)  # fmt: skip
def test_what_joins_the_nodes(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert ({one for one in found if not one.startswith(("ring", "row", "diagram"))}, missed) == (joins, [])


@pytest.mark.parametrize(
    "text",
    ["A set diagram: all squares are rectangles, all rectangles are polygons",
     "Venn diagram: squares are a subset of rectangles; rectangles ⊂ polygons"],
)  # fmt: skip
def test_sets_within_sets_are_frames(text: str) -> None:
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    written = " ".join(to_source(reading.tree).split())
    assert not reading.not_understood
    assert 'group polygons "Polygons" { group rectangles "Rectangles" { squares: rounded "Squares" } }' in written


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        ("layered architecture: views on top of services on top of storage", "column views services storage"),
        ("layers of the earth", "column crust mantle outer_core inner_core"),
        ("three tier architecture", "column presentation_tier logic_tier data_tier"),
    ],
)
def test_layers_stand_on_each_other(text: str, layers: str) -> None:
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert not reading.not_understood
    assert f"{layers} gap" in to_source(reading.tree)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        (
            "Gantt chart for a thesis in 2026: review Jan to Feb, experiments Feb to May, defense in August",
            {"Review": ("2026-01-01", "2026-02-28"), "Experiments": ("2026-02-01", "2026-05-31"),
             "Defense": ("2026-08-01", "2026-08-31")},
        ),
        (
            "roadmap for 2026: Q1 research, Q2 prototype, Q4 launch",
            {"Research": ("2026-01-01", "2026-03-31"), "Prototype": ("2026-04-01", "2026-06-30"),
             "Launch": ("2026-10-01", "2026-12-31")},
        ),
    ],
)  # fmt: skip
def test_months_and_quarters_are_times(text: str, tasks: dict[str, tuple[str, str]]) -> None:
    nodes, _, missed = read(text)
    assert (nodes, missed) == (
        {f'task "{name}" {{ start: {start}, end: {end} }}' for name, (start, end) in tasks.items()}, [])  # fmt: skip


def test_a_plan_does_not_make_up_how_long_two_tasks_overlap() -> None:
    assert read("Gantt chart: Build takes 8 weeks, Testing overlaps the last 2 weeks of Build")[2] == [
        "Testing overlaps the last 2 weeks of Build"]  # fmt: skip


def test_a_plan_in_sentences_says_what_waits_for_what() -> None:
    text = (
        "The move: packing (3 days), then painting and cleaning in parallel (5 days each). Once both are finished "
        "the shelves are hung, which takes 2 days. Wiring takes 4 days "
        "and must be done before the lamps are hung (a day)."
    )
    nodes, joins, missed = read(text)
    assert nodes == {
        'task "Packing" { days: 3, start: 2025-01-06 }', 'task "Painting" { days: 5 }', 'task "Cleaning" { days: 5 }',
        'task "Shelves are hung" { days: 2 }', 'task "Wiring" { days: 4 }', 'task "Lamps are hung" { days: 1 }',
    }  # fmt: skip
    assert joins == {
        "packing -> painting", "packing -> cleaning", "painting -> shelves_are_hung", "cleaning -> shelves_are_hung",
        "wiring -> lamps_are_hung",
    }  # fmt: skip
    assert missed == []
