"""Titles: what stands before the content of a text and names it only."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.english.diagrams.titles import headed
from sgc.source import Source
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Photosynthesis lecture notes: light enters the leaf.", "Photosynthesis lecture notes"),
        ("Rules of the game: roll the dice.", "Rules of the game"),
        ("Meeting notes 12 May: Anna writes the spec.", "Meeting notes 12 May"),
        ("How a ticket is handled. A user opens it. An agent answers.", "How a ticket is handled"),
        ("What to do when the site is down:\n1. Check the status page", "What to do when the site is down"),
        ("Set up the printer\n- plug it in\n- turn it on", "Set up the printer"),
    ],
)
def test_words_that_only_name_a_text_are_its_title(text: str, title: str) -> None:
    found = headed(Source("prompt", text).span())
    assert found is not None
    assert found["title"] == title


@pytest.mark.parametrize(
    "text",
    [
        "A user logs in: the browser sends the password.",
        "the user pays: the shop ships the order.",
        "user clicks login: the app sends a request.",
        "The company has three departments. Sales is one. Support is another.",
        "If it rains: take an umbrella.",
    ],
)
def test_what_says_something_is_no_title(text: str) -> None:
    assert headed(Source("prompt", text).span()) is None


def test_the_title_is_no_part_of_the_first_name() -> None:
    text = (
        "Class design for our library app: A Library has many Books. Each Book has a title. A Member has a name. "
        "EBook and AudioBook are kinds of Book."
    )
    nodes, joins, missed = read(text)
    assert ('class "Library"' in nodes, 'library "1" -- "0..*" book' in joins, missed) == (True, True, [])
    written = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert 'diagram "Class design for our library app"' in written


def test_tables_with_their_columns_are_no_tree_where_more_is_said_of_them() -> None:
    _, joins, missed = read("Database: customers (id, name), orders (id, date). A customer has many orders.")
    assert missed == []
    assert joins == {"customer -- order { tail: one, head: zero or many }"}


def test_what_is_done_in_a_case_may_stand_behind_a_place_or_a_time_without_a_comma() -> None:
    nodes, _, missed = read(
        "Rules of the game: roll the dice. If you land on a ladder climb up. If you cannot move within 15 minutes call "
        "the judge."
    )
    assert missed == []
    assert {'box "Climb up"', 'box "Call the judge"', 'decision "Do you land on a ladder?"'} <= nodes


def test_a_sentence_that_only_asks_is_no_content() -> None:
    asks = "Sketch the architecture of our ticket shop. Buyers use a web page, and the page calls the till."
    assert read(asks)[1:] == ({'buyers -> web_page "use"', 'web_page -> till "calls"'}, [])
    tells = "Our shop works like this. A page talks to a till, which writes to a database and to a log."
    assert read(tells)[1:] == (
        {'page -> till "talks to"', 'till -> database "writes to"', 'till -> log "writes to"'},
        [],
    )


def test_where_a_diagram_begins_is_no_title() -> None:
    text = "Draw a flowchart that begins with Start and goes on to Check stock. If there is stock, ship the order."
    written = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert written.startswith("diagram {"), written
    asked = "Draw a flowchart that starts with a question: is it raining? If yes, take an umbrella. If no, go out."
    nodes, _, missed = read(asked)
    assert ({'box "Take an umbrella"', 'box "Go out"'} <= nodes, missed) == (True, [])


def test_map_asks_as_draw_does() -> None:
    rest = "these railway connections as a network: Hamburg is linked to Bremen, and Munich connects to Berlin."
    for verb in ("Draw", "Map"):
        assert read(f"{verb} {rest}")[1:] == ({"hamburg -- bremen", "munich -> berlin"}, [])


def test_a_diagram_that_the_first_sentence_names_is_of_that_sort() -> None:
    text = "For my class, sketch a state diagram of water: melting turns ice into liquid, and freezing turns it back."
    written = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert written.startswith("diagram states"), written
