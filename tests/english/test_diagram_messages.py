"""Messages between those who take part: whom a pronoun points to, what is asked for, and what is said to whom."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Sequence diagram: the ATM asks for the PIN, the customer enters it, and the ATM verifies it with the "
            "bank.",
            {'atm -> customer "asks for the PIN"', 'customer -> atm "enters PIN"', 'atm -> bank "verifies PIN"'},
        ),
        (
            "Sequence diagram: a customer asks the waiter for a table, the waiter checks with the host, the host says "
            "table 5 is free, and the waiter seats the customer.",
            {'customer -> waiter "asks for a table"', 'waiter -> host "checks"',
             'host -> waiter "says table 5 is free"', 'waiter -> customer "seats"'},
        ),
        (
            "Sequence diagram: Alice calls Bob, Alice asks him about the meeting, and Bob answers her.",
            {'alice -> bob "calls"', 'alice -> bob "asks about the meeting"', 'bob --> alice "answers"'},
        ),
        (
            "Draw the TCP handshake between a client and a server: SYN from the client, SYN-ACK from the server, and "
            "finally ACK from the client.",
            {'client -> server "SYN"', 'server -> client "SYN-ACK"', 'client -> server "ACK"'},
        ),
        (
            "Show what happens when a user logs in. The browser sends the password to the server, the server looks up "
            "the user in the database, the database returns the record, and the server replies with a cookie.",
            {'browser -> server "password"', 'server -> database "looks up the user"', 'database --> server "record"',
             'server --> browser "cookie"'},
        ),
    ],
)  # fmt: skip
def test_what_is_said_to_whom(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert {one for one in found if not one.startswith("diagram ")} == joins
    assert missed == []


@pytest.mark.parametrize(
    ("text", "join"),
    [
        ("Sequence diagram: the app asks the database for the record. It returns the record.", "database --> app"),
        ("Sequence diagram: the doctor sends a request to the nurse. She draws blood from the patient.",
         "nurse -> patient"),
        ("Sequence diagram: the client queries the resolver, which refers it to the root server. It then queries the "
         "root server.", "client -> root_server"),
        ("Sequence diagram: the client sends a request to the server. It then waits for the answer.",
         "client -> client"),
    ],
)  # fmt: skip
def test_whom_a_pronoun_points_to(text: str, join: str) -> None:
    assert any(one.startswith(join) for one in read(text)[1])


def test_a_talk_of_which_nothing_is_told_is_no_picture() -> None:
    tree = read_prompt(
        Source("prompt", "Picture the TCP handshake between a client and a server.", is_prompt=True)
    ).tree
    assert any("no message is told" in one.message for one in tree.diagnostics)
