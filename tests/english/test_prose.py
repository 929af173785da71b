"""Diagrams told in prose: what the parser's sentences say, and when that is preferred to what the rules read."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import prose, read_prompt
from sgc.english.prose.parsing import parsed
from sgc.english.prose.phrases import Phrases
from sgc.english.prose.requests import request
from sgc.source import Source


def edges(text: str, sort: str) -> set[str]:
    """What a text joins, read by the parser alone: "A > B", with the label behind it."""
    draft = prose.read(Source("prompt", text, is_prompt=True), sort)
    return {f"{one.first.label} > {one.second.label}" + (f" [{one.label}]" if one.label else "") for one in draft.edges}


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("I'm revising the play and want it all on one page as a mind map.", "mindmap"),
        ("Show, as a sequence chart, how an order moves through a small restaurant.", "sequence"),
        ("I'd like a tree of some European languages for a display.", "tree"),
        ("I study friendships and need the graph drawn, lines without arrowheads.", "links"),
        ("Biology handout: the cell cycle.", "cycle"),
        ("Three red apples lie on a table.", ""),
    ],
)
def test_a_request_names_its_sort(text: str, sort: str) -> None:
    found = request(parsed(text))
    assert (found.sort, bool(found.frames)) == (sort, bool(sort))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The heads of Maths, English and Science report to her.",
            ["head of Maths", "head of English", "head of Science"],
        ),
        ("The set, lighting and costume designers met.", ["set designer", "lighting designer", "costume designer"]),
        ("Under her are Tom, the CTO, and Lena, the CFO.", ["Tom (CTO)", "Lena (CFO)"]),
        ("Each of these services failed.", ["services"]),
        ("Paolo had one son, who was called Luca.", ["Luca"]),
    ],
)
def test_lists_have_a_name_for_each_member(text: str, names: list[str]) -> None:
    phrases = Phrases(parsed(text), Source("prompt", text, is_prompt=True))
    assert names in [[one.name for one in group] for group in phrases.lists]


@pytest.mark.parametrize(
    ("text", "sort", "joins"),
    [
        (
            "Make an organisation chart for our school. The headteacher has three people reporting to her: the "
            "pastoral deputy, the curriculum deputy and the business manager. The heads of Maths and Science "
            "answer to the "
            "curriculum deputy.",
            "tree",
            {
                "Headteacher > Pastoral deputy", "Headteacher > Curriculum deputy", "Headteacher > Business manager",
                "Curriculum deputy > Head of Maths", "Curriculum deputy > Head of Science",
            },
        ),
        (
            "Draw a tree of the vertebrates. They are divided into fish, birds and mammals. Mammals are further "
            "divided "
            "into marsupials and placentals.",
            "tree",
            {
                "Vertebrates > Fish", "Vertebrates > Birds", "Vertebrates > Mammals", "Mammals > Marsupials",
                "Mammals > Placentals",
            },
        ),
        (
            "Make a mind map about renewable energy. The main branches should be solar and wind. Under solar put "
            "photovoltaic panels and concentrated solar; under wind put towers.",
            "mindmap",
            {
                "Renewable energy > Solar", "Renewable energy > Wind", "Solar > Photovoltaic panels",
                "Solar > Concentrated solar", "Wind > Towers",
            },
        ),
        (
            "Each pupil's friends, as a graph without arrowheads. Mia is friends with Noah and Omar. Noah and Omar are "
            "friends too, and Petra is also a friend of Mia.",
            "links",
            {"Mia > Noah", "Mia > Omar", "Noah > Omar", "Petra > Mia"},
        ),
        (
            "The gateway routes requests to the order service and the user service. Each of these services has its own "
            "database: the order database and the user database.",
            "links",
            {
                "Gateway > Order service [requests]", "Gateway > User service [requests]",
                "Order service > Order database", "User service > User database",
            },
        ),
        (
            "Show, as a sequence chart, how an order moves. A diner tells the waiter what they'd like, and he "
            "passes the ticket "
            "to the kitchen. The kitchen rings the bell for the waiter, who carries the plates to the diner. The diner "
            "asks him for the bill and he brings it.",
            "sequence",
            {
                "Diner > Waiter [tells]", "Waiter > Kitchen [ticket]", "Kitchen > Waiter [rings the bell]",
                "Waiter > Diner [carries the plates]", "Diner > Waiter [asks for the bill]", "Waiter > Diner [brings]",
            },
        ),
        (
            "Draw the water cycle: evaporation leads to condensation, condensation leads to precipitation, "
            "precipitation "
            "to collection, and then it all begins again.",
            "cycle",
            {
                "Evaporation > Condensation", "Condensation > Precipitation", "Precipitation > Collection",
                "Collection > Evaporation",
            },
        ),
        (
            "Draw the states of a parcel. A parcel can be packed, in transit, delivered or lost. Handing a packed "
            "parcel to the courier puts it in transit. From there a signature makes it delivered, while a claim makes "
            "it lost.",
            "states",
            {
                "Packed > In transit [handing a packed parcel to the courier]", "In transit > Delivered [signature]",
                "In transit > Lost [claim]",
            },
        ),
        (
            "Model a library card as a state machine. New cards become active when the fee is paid; active ones become "
            "blocked when a book is late, and go back to active when it is returned. An active card becomes expired "
            "after a year, or cancelled when the reader asks for it.",
            "states",
            {
                "New > Active [fee is paid]", "Active > Blocked [book is late]", "Blocked > Active [returned]",
                "Active > Expired [after a year]", "Active > Cancelled [reader asks for it]",
            },
        ),
        (
            "I need a state machine of a gate. The gate begins shut. On a beep it starts rising; once fully up it is "
            "raised. After a minute it begins falling, and if a car is seen while it is falling, it goes back to "
            "rising. When it touches the ground, it is shut again.",
            "states",
            {
                " > Shut", "Shut > Rising [beep]", "Rising > Raised [fully up]", "Raised > Falling [after a minute]",
                "Falling > Rising [car is seen]", "Falling > Shut [touches the ground]",
            },
        ),
        (
            "The states of bread dough: kneading turns flour into dough, and drying does the reverse. Either locked or "
            "not, dough rises into loaf directly, through warmth.",
            "states",
            {"Flour > Dough [kneading]", "Dough > Flour [drying]", "Dough > Loaf [warmth]"},
        ),
        (
            "Draw the states of a phone. It can be idle, online or busy. An idle phone connects to online. An online "
            "phone goes to busy when a call comes.",
            "states",
            {"Idle > Online [connects]", "Online > Busy [call comes]"},
        ),
        (
            "Draw the network of our farm. There are two pumps, Pump A and Pump B, which are linked to each other. "
            "The barn and the stable are connected to both pumps. A valve connects Pump A to the river. Water goes "
            "from the river to the tank and from there to the trough.",
            "links",
            {
                "Pump A > Pump B", "Barn > Pump A", "Barn > Pump B", "Stable > Pump A", "Stable > Pump B",
                "Pump A > Valve", "Valve > River", "River > Tank [Water]", "Tank > Trough [Water]",
            },
        ),
        (
            "Please draw the organization chart. Our lab is run by Vera Holm. Vera manages Ann, who leads optics, and "
            "Bo, who leads lasers. Bo is in charge of the stores and IT.",
            "tree",
            {"Vera Holm > Ann", "Vera Holm > Bo", "Ann > Optics", "Bo > Lasers", "Bo > Stores", "Bo > IT"},
        ),
        (
            "Draw a tree of the animals. They are divided into fish, birds and mammals. The mammals branch has bats "
            "and cats.",
            "tree",
            {"Animals > Fish", "Animals > Birds", "Animals > Mammals", "Mammals > Bats", "Mammals > Cats"},
        ),
    ],
)  # fmt: skip
def test_prose_says_what_is_joined(text: str, sort: str, joins: set[str]) -> None:
    assert edges(text, sort) == joins


PROSE = (
    "I'd like a tree of some European languages. Indo-European is the root, and it splits into Romance and Slavic. "
    "French and Spanish are Romance; Slavic gives us Polish and Russian."
)


def test_the_reading_that_leaves_less_open_is_drawn() -> None:
    assert read(PROSE)[1:] == (
        {
            "indo_european -- romance", "indo_european -- slavic", "romance -- french", "romance -- spanish",
            "slavic -- polish", "slavic -- russian",
        },
        [],
    )  # fmt: skip


def test_words_that_say_little_are_missed_as_others_are() -> None:
    text = (
        "I need a state machine of a gate. The gate begins shut. On a beep it starts rising; once fully up it is "
        "raised. After a minute it begins falling. When it touches the ground, it is shut again."
    )
    assert read(text)[1:] == (
        {"start -> shut", 'shut -> rising "beep"', 'rising -> raised "fully up"', 'raised -> falling "after a minute"',
         'falling -> shut "touches the ground"'},
        [],
    )  # fmt: skip


def test_without_the_extra_the_rules_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "is_there", lambda: False)
    assert "indo_european -- romance" not in read(PROSE)[1]
    told = read_prompt(Source("prompt", PROSE, is_prompt=True)).tree.diagnostics
    assert [any("sgc[prose]" in hint for hint in one.hints) for one in told] == [*[False] * (len(told) - 1), True]


def test_a_sentence_of_which_nothing_was_taken_is_unread() -> None:
    text = "Draw an org chart. Ann manages Bob and Cy. The weather in Rome stays lovely."
    draft = prose.read(Source("prompt", text, is_prompt=True), "tree")
    assert [one.text for one in draft.unread] == ["The weather in Rome stays lovely."]


def test_each_has_as_many_of_its_own() -> None:
    found = edges("A cluster has two nodes. Each node runs two pods.", "links")
    assert {one for one in found if "Pod" in one} == {
        "Node 1 > Pod 1 [runs]", "Node 1 > Pod 2 [runs]", "Node 2 > Pod 3 [runs]", "Node 2 > Pod 4 [runs]",
    }  # fmt: skip


def test_a_sentence_as_the_first_stage_is_told_where_the_others_are_names() -> None:
    text = "Draw a cycle: our teams improve their work by going round Plan, Do, Check and Act."
    (told,) = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert told.message.endswith("is more than a name")
    happens = "Draw a cycle: water evaporates, condenses into clouds, falls as rain and flows back to the sea."
    assert read_prompt(Source("prompt", happens, is_prompt=True)).tree.diagnostics == ()
