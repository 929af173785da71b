"""The clauses of a sentence: which words are its verbs, who acts, and where one clause ends and the next begins."""

from __future__ import annotations

import pytest

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
