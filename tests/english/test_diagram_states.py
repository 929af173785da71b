"""States of things, said in adjectives, by what can be done in them, and by how long they last."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A ticket starts as open. When somebody picks it up, it becomes in progress. When the fix is ready it "
            "moves to review. If the review fails it goes back to in progress, otherwise it is closed. A closed ticket "
            "can be reopened.",
            {"start -> open_node", 'open_node -> in_progress "somebody picks it up"',
             'in_progress -> review "fix is ready"', 'review -> in_progress "review fails"',
             'review -> closed "otherwise"', 'closed -> open_node "reopened"'},
        ),
        (
            "Traffic light: starts in red. After 30 seconds red changes to green. After 25 seconds green changes to "
            "yellow, and after 5 seconds yellow goes back to red. If a fault is detected in any state, it switches to "
            "flashing yellow.",
            {"start -> red", 'red -> green "30 seconds"', 'green -> yellow "25 seconds"', 'yellow -> red "5 seconds"',
             'red -> flashing_yellow "fault is detected in any state"',
             'green -> flashing_yellow "fault is detected in any state"',
             'yellow -> flashing_yellow "fault is detected in any state"'},
        ),
        (
            "Vending machine: idle until a coin is inserted, then it waits for a selection. After the selection it "
            "dispenses the product and returns to idle. If the user presses cancel while it waits for a selection, it "
            "returns the coin and goes back to idle.",
            {"start -> idle", 'idle -> waiting_for_a "coin is inserted"',
             'waiting_for_a -> dispensing_product "selection"',
             "dispensing_product -> idle", 'waiting_for_a -> returning_coin "user presses cancel"',
             "returning_coin -> idle"},
        ),
        (
            "A door can be open, closed or locked. An open door can be closed. A closed door can be opened or locked "
            "with the key. A locked door can only be unlocked with the key.",
            {"open_node -> closed", "closed -> open_node", 'closed -> locked "with the key"',
             'locked -> closed "unlocked with the key"'},
        ),
        (
            "The lamp changes from off to dim, then to bright and back to off.",
            {"off -> dim", "dim -> bright", "bright -> off"},
        ),
        (
            "A signal goes from green to yellow, from yellow to red and from red back to green.",
            {"green -> yellow", "yellow -> red", "red -> green"},
        ),
        (
            "Traffic light states: green goes to yellow after 30 s, yellow to red after 5 s, red to green after 40 s.",
            {'green -> yellow "30 s"', 'yellow -> red "5 s"', 'red -> green "40 s"'},
        ),
        (
            "A state chart for a player with Stopped, Playing and Paused. Play takes it from Stopped to Playing, pause "
            "from Playing to Paused, and stop from either back to Stopped.",
            {'stopped -> playing "play"', 'playing -> paused "pause"', 'playing -> stopped "stop"',
             'paused -> stopped "stop"'},
        ),
        (
            "A job can be new, ready, running or terminated. Starting moves it from new to ready, the scheduler moves "
            "it from ready to running and back, and exiting terminates it. Show the state diagram.",
            {'new -> ready "starting"', 'ready -> running "scheduler"', 'running -> ready "scheduler"',
             'running -> terminated "exiting"'},
        ),
        (
            "The states of water: ice melts into liquid water, liquid water evaporates into vapor, vapor condenses "
            "back to liquid, and liquid freezes to ice.",
            {'ice -> liquid_water "melts"', 'liquid_water -> vapor "evaporates"', 'vapor -> liquid_water "condenses"',
             'liquid_water -> ice "freezes"'},
        ),
        (
            "Draw the lifecycle of an order. An order starts as new. When it is paid it becomes confirmed, when it is "
            "sent it becomes shipped, and it can be cancelled before shipping.",
            {"start -> new", 'new -> confirmed "paid"',
             'confirmed -> shipped "sent"', "new -> cancelled", "confirmed -> cancelled"},
        ),
        (
            "State machine for a phone: on hook, dialing, connected. Lifting the handset takes it from on hook to "
            "dialing, an answer connects it, and hanging up returns it to on hook from any state.",
            {'on_hook -> dialing "lifting the handset"', 'dialing -> connected "answer"',
             'dialing -> on_hook "hanging up"', 'connected -> on_hook "hanging up"'},
        ),
        (
            "An order is paid, then shipped and finally delivered. It can be cancelled before it is shipped.",
            {"start -> paid", "paid -> shipped", "shipped -> delivered", "paid -> cancelled"},
        ),
        (
            "State machine of a locker: empty, reserved, full. A booking reserves an empty locker, and the courier "
            "fills it.",
            {'empty -> reserved "booking"', 'reserved -> full "courier"'},
        ),
        (
            "State machine of an account: it starts as active; three failed logins lock it; an admin can unlock it.",
            {"start -> active", 'active -> locked "three failed logins"', 'locked -> active "admin"'},
        ),
        (
            "State machine of a player: stopped, playing, paused. Stopping from any state returns it to stopped.",
            {'playing -> stopped "stopping"', 'paused -> stopped "stopping"'},
        ),
    ],
)  # fmt: skip
def test_which_state_leads_to_which(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert (found, missed) == (joins, [])
    assert not read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics


def test_what_it_is_at_first_is_the_first_state() -> None:
    for first in (
        "it is closed at first",
        "it is initially closed",
        "it is closed at the beginning",
        "it is closed initially",
    ):
        _, joins, missed = read(
            f"A state machine for a door: {first}; opening it makes it open, closing it makes it closed."
        )
        assert missed == []
        assert joins == {"start -> closed", 'closed -> open_node "opening"', 'open_node -> closed "closing"'}


def test_what_is_done_on_the_way_stands_behind_the_event() -> None:
    _, joins, missed = read(
        "State machine of a vending machine. It is idle until a coin is inserted. Then it waits for a selection. If "
        "the user presses cancel while it waits, the coin is returned and it is idle again."
    )
    assert missed == []
    assert 'waiting_for_a -> idle "user presses cancel / coin is returned"' in joins


def test_one_event_may_take_it_several_ways() -> None:
    _, joins, missed = read(
        "The lamp has three states: off, dim and bright. Pressing the button takes it from off to dim, from dim to "
        "bright and from bright back to off."
    )
    assert missed == []
    assert joins == {
        'off -> dim "pressing the button"', 'dim -> bright "pressing the button"',
        'bright -> off "pressing the button"',
    }  # fmt: skip
