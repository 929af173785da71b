"""The clauses of a sentence: which words are its verbs, who acts, and where one clause ends and the next begins."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english.diagrams.grammar import clauses
from sgc.source import Source


def parts(text: str) -> list[tuple[str, str, str]]:
    """Subject, verb and rest of each clause."""
    found = clauses(Source("prompt", text, is_prompt=True).span())
    return [(one.who.text, one.place.text, one.what.text) for one in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the lab then runs a test", [("the lab", "runs", "a test")]),
        ("team A writes the software", [("team A", "writes", "the software")]),
        ("two deputy heads report to her", [("two deputy heads", "report", "to her")]),
        ("a shop has bikes, boards and skates", [("a shop", "has", "bikes, boards and skates")]),
        (
            "the work has three parts: background, experiments and results",
            [("the work", "has", "three parts: background, experiments and results")],
        ),
        ("order processing", [("order processing", "", "")]),
        ("the gateway forwards them to the cloud", [("the gateway", "forwards", "them to the cloud")]),
        ("A depends on B and C, C depends on D", [("A", "depends", "on B and C"), ("C", "depends", "on D")]),
        (
            "a web app and a phone both talk to a server and write to a log",
            [("a web app and a phone", "talk", "to a server"), ("", "write", "to a log")],
        ),
        (
            "an X calls a Y, and A and B call a Z",
            [("an X", "calls", "a Y"), ("A and B", "call", "a Z")],
        ),
        (
            "the sample is taken from a patient, labelled and stored",
            [("the sample", "is taken", "from a patient"), ("", "labelled", ""), ("", "stored", "")],
        ),
        (
            "a server that holds the data sends it to a client",
            [("", "holds", "the data"), ("a server", "sends", "it to a client")],
        ),
        ("if the test fails the nurse calls him", [("the test", "fails", ""), ("the nurse", "calls", "him")]),
        ("after changes it is in review", [("changes", "", ""), ("it", "is", "in review")]),
        ("on close it returns to idle", [("it", "returns", "to idle")]),
    ],
)
def test_who_does_what(text: str, said: list[tuple[str, str, str]]) -> None:
    assert parts(text) == said


def test_what_is_done_and_by_whom_is_known_of_each_verb() -> None:
    first, second = clauses(Source("prompt", "the page is not read by Bob, and Eve reads it").span())
    assert (first.passive, first.negated, first.main.base) == (True, True, "read")
    assert (second.passive, second.negated, second.main.base) == (False, False, "read")


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A phone and a tablet both talk to a gateway. The gateway calls a cart service and a user service. Each of "
            "them has its own database.",
            {'phone -> gateway "talks to"', 'tablet -> gateway "talks to"', 'gateway -> cart_service "calls"',
             'gateway -> user_service "calls"', "cart_service -> cart_service_database",
             "user_service -> user_service_database"},
        ),
        (
            "System: a balancer distributes requests among two servers, all of which share one cache",
            {'balancer -> server_1 "requests"', 'balancer -> server_2 "requests"', 'server_1 -> cache "shares"',
             'server_2 -> cache "shares"'},
        ),
        (
            "System: a sensor sends readings to a gateway, where they are stored in a database and shown on a display",
            {'sensor -> gateway "readings"', 'gateway -> database "stored"', 'gateway -> display "shown on"'},
        ),
        (
            "network: a modem is connected to a router, and the router to a switch",
            {"modem -- router", "router -- switch"},
        ),
        (
            "The parcel goes from the shop to the depot, then to the train, and from there to the customer.",
            {'shop -> depot "parcel"', "depot -> train", "train -> customer"},
        ),
        (
            "state machine: an order starts as pending. After payment it becomes paid, and a pending order can be "
            "cancelled.",
            {"start -> pending", 'pending -> paid "payment"', "pending -> cancelled"},
        ),
        (
            "System: a camera sends frames to a hub. The hub filters the frames. They are copied to a disk and then "
            "to a tape.",
            {'camera -> hub "frames"', 'hub -> hub "filters frames"', 'hub -> disk "copied"', "disk -> tape"},
        ),
        (
            "Water flows from the lake through a pump to a tank, then to a tap, and back to the lake.",
            {'lake -> pump "Water"', "pump -> tank", "tank -> tap", "tap -> lake"},
        ),
        (
            "System: a reader passes lines to a parser, the parser passes a tree to a checker, and the checked tree "
            "goes to a printer",
            {'reader -> parser "lines"', 'parser -> checker "tree"', 'checker -> printer "checked tree"'},
        ),
        (
            "a flowchart: read it. Unless a line is empty, frobnicate it and add it to the list. Close it.",
            {"read_it -> line_empty", 'line_empty -> frobnicate_it "no"', "frobnicate_it -> add_it_to",
             "add_it_to -> close_it", 'line_empty -> close_it "yes"'},
        ),
        (
            "The clerk opens the letter. The head then reads it. The owner either accepts or declines the offer. When "
            "accepted, it is signed; when declined, it is filed.",
            {"clerk_opens_the -> head_then_reads", "head_then_reads -> offer_accepted",
             'offer_accepted -> signed "yes"', 'offer_accepted -> filed "no"'},
        ),
        (
            "Study pipeline: scans are filtered, then stacked, masks are removed, and the images are stored.",
            {"scans_are_filtered -> stacked", "stacked -> masks_are_removed", "masks_are_removed -> images_are_stored"},
        ),
    ],
)  # fmt: skip
def test_what_clauses_say_of_diagrams(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert (found, missed) == (joins, [])


def test_a_clause_says_when_it_holds_on_either_side() -> None:
    _, found, missed = read("System: a client calls a server when it starts; if it fails, the server calls a monitor")
    assert found == {'client -> server "calls when it starts"', 'server -> monitor "calls if it fails"'}
    assert missed == []
