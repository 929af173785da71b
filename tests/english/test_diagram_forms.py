"""Diagrams in English as people say them: pronouns, verbs told once, forms that are known by their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.graph import resolve
from sgc.source import Source
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Block diagram: a sensor feeds an amplifier, which feeds a converter; a battery drives all three",
            {'sensor -> amplifier "feeds"', 'amplifier -> converter "feeds"', 'battery -> sensor "drives"',
             'battery -> amplifier "drives"', 'battery -> converter "drives"'},
        ),
        (
            "CI pipeline: commit triggers build; build triggers tests and lint in parallel; both trigger release",
            {'commit -> build "triggers"', 'build -> tests "triggers"', 'build -> lint "triggers"',
             'tests -> release "trigger"', 'lint -> release "trigger"'},
        ),
        (
            "Readings flow from the sensor to the gateway, then to the database and finally to a dashboard",
            {'sensor -> gateway "Readings"', "gateway -> database", "database -> dashboard"},
        ),
        ("Supply chain: farm to mill to bakery to shop", {"farm -> mill", "mill -> bakery", "bakery -> shop"}),
        (
            "Log pipeline: events are collected by Fluentd, stored in S3 and queried with Athena",
            {'events -> fluentd "collected"', 'fluentd -> s3 "stored"', 's3 -> athena "queried"'},
        ),
        (
            "The sulphur cycle: oxidation turns sulphide into sulphate, reduction turns sulphate into sulphide",
            {'sulphide -> sulphate "oxidation"', 'sulphate -> sulphide "reduction"'},
        ),
        (
            "A commutative diagram: A to B by f, B to C by g, A to C by h",
            {'a -> b "f"', 'b -> c "g"', 'a -> c "h"'},
        ),
        (
            "The client sends a ping to the server, the server replies with a pong",
            {'client -> server "ping"', 'server --> client "pong"'},
        ),
        (
            "Sequence: user -> app: open; app -> server: fetch data",
            {'user -> app "open"', 'app -> server "fetch data"'},
        ),
        (
            "A git graph with main and develop; develop branches from main, develop merges into main",
            {"main -> develop", 'develop -> main "merges into"'},
        ),
        (
            "State diagram of a ticket: open, solved, closed. From open it can go to solved or closed. "
            "After solved it returns to open",
            {"open_node -> solved", "open_node -> closed", "solved -> open_node"},
        ),
        (
            "A finite automaton with states s0 and s1, start state s0 and accepting state s1; on a s0 goes to s1, "
            "on b s1 stays in s1",
            {"start -> s0", 's0 -> s1 "a"', 's1 -> s1 "b"'},
        ),
        (
            "Activity diagram: take the order, then in parallel cook the meal and pour the drinks; "
            "when both are done, serve the guest",
            {"take_the_order -> cook_the_meal", "take_the_order -> pour_the_drinks",
             "cook_the_meal -> serve_the_guest", "pour_the_drinks -> serve_the_guest"},
        ),
        (
            "A flowchart: if x > 0 print plus, else if x < 0 print minus, else print zero",
            {'x_0 -> print_plus "yes"', 'x_0 -> x_0_2 "no"', 'x_0_2 -> print_minus "yes"', 'x_0_2 -> print_zero "no"'},
        ),
        (
            "A user opens the app. The app checks whether the user is known. If not, it shows a form.",
            {"user_opens_the -> user_known", 'user_known -> shows_a_form "no"'},
        ),
        (
            "ER diagram: students enroll in courses, each course is taught by one teacher",
            {'student -- course "enroll in" { head: zero or many }', 'course -- teacher "is taught by" { head: one }'},
        ),
        (
            "A class diagram with class Shape (name, area()), and subclasses Circle (radius) and Square (side)",
            {"circle -> shape { head: triangle }", "square -> shape { head: triangle }"},
        ),
        (
            "An org chart: a director, two managers, and two clerks under each manager",
            {"director -- manager_1", "director -- manager_2", "manager_1 -- clerk_1", "manager_1 -- clerk_2",
             "manager_2 -- clerk_3", "manager_2 -- clerk_4"},
        ),
        (
            "Org chart: boss at the top; below her the heads of Sales and Research; Research has teams Lab and Field",
            {"boss -- head_of_sales", "boss -- head_of_research",
             "head_of_research -- lab", "head_of_research -- field"},
        ),
        (
            "A Venn diagram comparing cats and dogs: both are pets, cats climb trees, dogs bark",
            {"pets inside cats", "pets inside dogs", "climb_trees inside cats", "bark inside dogs"},
        ),
        (
            "A family tree: Ann and Bob have two children, Cy and Dee. Dee's cousin waves.",
            {"ann -- circle", "bob -- circle", "circle -- cy", "circle -- dee"},
        ),
        (
            "A star topology with a central switch and three computers",
            {"switch -- computer_1", "switch -- computer_2", "switch -- computer_3"},
        ),
        ("A linked list with nodes 1, 2 and null", {"n1 -> n2", "n2 -> null"}),
        (
            "A state machine for a door with states open and shut; open -> shut on push; shut -> open on pull",
            {'open_node -> shut "push"', 'shut -> open_node "pull"'},
        ),
        (
            "Sequence diagram: the guest orders tea from the waiter; the waiter asks the kitchen to brew; "
            "the kitchen returns the tea; the waiter serves the guest",
            {'guest -> waiter "orders tea"', 'waiter -> kitchen "asks to brew"', 'kitchen --> waiter "tea"',
             'waiter -> guest "serves"'},
        ),
        (
            "An org chart with Ada as CEO, Bo and Cy reporting to Ada, and Di reporting to Bo",
            {"ada_ceo -- bo", "ada_ceo -- cy", "bo -- di"},
        ),
        (
            "A flowchart: start, set i to 1, while i < n print i, end",
            {"start -> set_i_to", "set_i_to -> i_n", 'i_n -> print_i "yes"', "print_i -> i_n", 'i_n -> end "no"'},
        ),
        (
            "A network with two routers, each connected to two switches",
            {"router_1 -- switch_1", "router_1 -- switch_2", "router_2 -- switch_3", "router_2 -- switch_4"},
        ),
        (
            "A class diagram: Post has title; Comment has text; a Post has many Comments",
            {'post "1" -- "0..*" comment'},
        ),
    ],
)  # fmt: skip
def test_what_people_leave_to_the_reader(text: str, joins: set[str]) -> None:
    """Groups, pronouns, verbs told once, ways of more than two stops, and forms that are known by their names."""
    _, found, _ = read(text)
    assert found == joins


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("a flowchart for bubble sort", ["bubble sort"]),
        ("A family tree: Ann and Bob have a son Cy. The dog sleeps.", ["The dog sleeps"]),
        ("a system diagram: the client calls the server; whatever it was behind the door",
         ["whatever it was behind the door"]),
    ],
)  # fmt: skip
def test_what_is_no_name_and_no_step_is_told(text: str, missed: list[str]) -> None:
    assert read(text)[2] == missed


def test_weeks_of_a_plan_are_counted_from_a_monday_that_is_told() -> None:
    prompt = "A project plan: Design takes weeks 1 to 3, Build weeks 2 to 6, Launch in week 9"
    reading = read_prompt(Source("prompt", prompt))
    text = to_source(reading.tree)
    assert "start: 2025-01-06, end: 2025-01-26" in text
    assert 'milestone "Launch" { start: 2025-03-03 }' in text
    assert [one.code.name for one in reading.tree.diagnostics] == ["no-year"]


def test_a_pyramid_is_narrower_the_higher_its_levels_are() -> None:
    text = "A pyramid of needs: food at the bottom, then safety, and love at the top"
    lines = [one.strip() for one in to_source(read_prompt(Source("prompt", text)).tree).splitlines()]
    widths = [int(one.split("width: ")[1].split(" ")[0]) for one in lines if "width: " in one]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 3
    assert "column love safety food gap 4" in lines


def test_lanes_are_groups_of_who_acts() -> None:
    text = "A swimlane diagram: the customer places an order, the shop packs it, and sends it"
    tree = to_source(read_prompt(Source("prompt", text)).tree)
    assert "place_an_order -> pack_it" in tree
    assert "pack_it -> send_it" in tree
    assert tree.index('group shop "Shop"') < tree.index('pack_it: rounded "Pack it"') < tree.index("send_it: rounded")


def _promised() -> list[str]:
    """The examples of the reference."""
    text = (Path(__file__).parents[2] / "grammars" / "README.md").read_text("utf-8")
    rows = text.split("| diagrams of | for example |\n| --- | --- |\n")[1].split("\n\n")[0].splitlines()
    return [one for row in rows for one in row.split("|")[2].strip().split("<br>")]


@pytest.mark.parametrize("text", _promised())
def test_what_the_reference_promises_is_read_whole(text: str) -> None:
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert to_source(reading.tree).startswith("diagram")
    assert not reading.not_understood
    assert len(resolve(reading.tree)) == 1
