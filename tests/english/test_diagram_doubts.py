"""A diagram read from English is held against its prompt: every planted fault is told, and what is right is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sgc.english import read_prompt
from sgc.english.diagrams.accounts import unaccounted
from sgc.english.diagrams.doubts import doubts
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.links import Links
from sgc.english.diagrams.names import faults_of_name, faults_of_phrase, faults_of_row, faults_of_step
from sgc.english.diagrams.steps import Steps
from sgc.source import Source
from sgc.syntax import to_source

SYSTEM = "a browser calls a gateway; the gateway sends orders to a shop; the shop writes to a database"
PROCESS = "enter a name, check it; if it is valid, save it, otherwise reject it"
COUNTED = "a gateway calls three services; the gateway writes to a log"


def drafted(text: str, sort: str) -> Draft:
    source = Source("prompt", text, is_prompt=True)
    draft = Draft(source)
    (Steps(draft) if sort == "flow" else Links(draft, "rounded")).read(source.span())
    return draft


def told(draft: Draft, sort: str) -> list[str]:
    return [one.message for one in doubts(draft, sort, draft.source.span())]


def node(draft: Draft, label: str) -> Node:
    return next(one for one in draft.nodes if one.label == label)


def without_link(draft: Draft) -> None:
    """The link from the gateway to the shop goes from the browser."""
    draft.edges[1].first = node(draft, "Browser")
    draft.edges[1].label = ""


def merged(draft: Draft) -> None:
    one = node(draft, "Shop")
    one.label, one.span = "Shop writes to a database", Source("prompt", SYSTEM, is_prompt=True).span()


def looped(draft: Draft) -> None:
    draft.edges[0].second = draft.edges[0].first


def apart(draft: Draft) -> None:
    del draft.edges[2]


def without_answer(draft: Draft) -> None:
    draft.edges = [one for one in draft.edges if one.label != "yes"]


def same_answer(draft: Draft) -> None:
    for one in draft.edges:
        one.label = one.label and "yes"


def without_decision(draft: Draft) -> None:
    for one in draft.nodes:
        if one.word == "decision":
            one.word, one.label = "box", "Save"
    for edge in draft.edges:
        edge.label = ""


def one_fewer(draft: Draft) -> None:
    gone = node(draft, "Service 3")
    draft.nodes.remove(gone)
    draft.edges = [one for one in draft.edges if one.second is not gone]


def pronoun(draft: Draft) -> None:
    draft.edges[0].label = "calls with it"


def twice(draft: Draft) -> None:
    one = draft.edges[0]
    draft.link(one.first, one.second, one.span, one.arrow, one.label)


def without_one_of_two(draft: Draft) -> None:
    draft.edges = [one for one in draft.edges if one.second.label != "Cache"]
    draft.link(node(draft, "Shop"), node(draft, "Cache"), draft.source.span())


def shared_verb(draft: Draft) -> None:
    """Of two that are wired to it, one is joined with another thing."""
    draft.edges[-2].second = draft.add(draft.source.span(), "box", "Lamp")


def once(draft: Draft) -> None:
    """Both workers have the same agent."""
    first, second = (one for one in draft.nodes if one.label.startswith("Agent"))
    first.label = "Agent"
    draft.nodes.remove(second)
    for edge in draft.edges:
        edge.second = first if edge.second is second else edge.second


def turned_round(draft: Draft) -> None:
    one = draft.edges[0]
    one.first, one.second = one.second, one.first


def without_label(draft: Draft) -> None:
    draft.edges[0].label = ""


def to_what_is_named_elsewhere(draft: Draft) -> None:
    draft.edges[2].second = node(draft, "Browser")


WIRED = "a phone calls a router, and a printer and a disk are wired to it"
EACH = "two workers run; each worker runs an agent"
LISTED = "a browser and a shop call a gateway and a cache"


@pytest.mark.parametrize(
    ("text", "sort", "fault", "words"),
    [
        (SYSTEM, "links", without_link, "“Gateway” with “Shop”"),
        (SYSTEM, "links", merged, "drawn as one node"),
        (SYSTEM, "links", looped, "leads to itself"),
        (SYSTEM, "links", apart, "nothing joins “Database”"),
        (SYSTEM, "links", pronoun, "does not explain"),
        (SYSTEM, "links", twice, "twice"),
        (SYSTEM, "links", turned_round, "not the other way"),
        (SYSTEM, "links", without_label, "what “calls” says is not shown"),
        (SYSTEM, "links", to_what_is_named_elsewhere, "does not name “Browser”"),
        (LISTED, "links", without_one_of_two, "“Browser” with “Cache”"),
        (WIRED, "links", shared_verb, "nothing that is the same"),
        (EACH, "links", once, "not for each"),
        (PROCESS, "flow", without_answer, "one way out"),
        (PROCESS, "flow", same_answer, "the same answer"),
        (PROCESS, "flow", without_decision, "the condition behind “if”"),
        (COUNTED, "links", one_fewer, "three services"),
    ],
)
def test_what_the_diagram_has_otherwise_is_told(
    text: str, sort: str, fault: Callable[[Draft], None], words: str
) -> None:
    draft = drafted(text, sort)
    assert told(draft, sort) == []
    fault(draft)
    assert any(words in one for one in told(draft, sort))


@pytest.mark.parametrize(
    "label",
    [
        "Green after 30s", "Paid can be cancelled", "Update the read model", "Metamorphic rock: igneous rock",
        "MQTT to a broker", "12 ending in null", "Two neighbours", "Maria is CEO", "No direct reports",
        "> (yes) Process", "Open a closed one", "Cache which stores", "Orders, and",
        "User 1-n Post", "Penguin also", "One",
    ],
)  # fmt: skip
def test_a_clause_is_no_name(label: str) -> None:
    assert list(faults_of_name(label))


@pytest.mark.parametrize(
    "label",
    [
        "API gateway", "Order service", "Head of the department", "Add & norm", "Love and belonging", "Class A", "C++",
        "Two-factor check", "OAuth 2.0", "Bug reports", "Stores", "Unit tests", "q0", "Reads",
        "User (admin)", "Node.js app",
    ],
)  # fmt: skip
def test_a_name_is_one(label: str) -> None:
    assert not list(faults_of_name(label))


@pytest.mark.parametrize(
    ("label", "is_one"),
    [
        ("Send a confirmation email", True), ("Paper that turns red means acid", False), ("Customer is informed", True),
        ("Split it into train and test sets", True),
        ("Either way send an email", False), ("yes: go to work", False), ("For premium users it goes first", False),
        ("Damaged items get half, undamaged items get all", False), ("(fossil fuels, coal)", False),
        ("Mix flour, sugar and eggs", True), ("HR posts the job, candidates apply", False),
        ("Interview goes well we", False),
    ],
)  # fmt: skip
def test_a_step_is_one(label: str, is_one: bool) -> None:
    assert bool(list(faults_of_step(label))) is not is_one


def test_a_statement_is_no_phrase() -> None:
    assert list(faults_of_phrase("All squares are rectangles"))
    assert not list(faults_of_phrase("People who are tall"))
    assert not list(faults_of_phrase("What are cells?"))


def test_two_roots_of_a_tree_are_told() -> None:
    reading = read_prompt(Source("prompt", "org chart: the board oversees the CEO; VP sales has Ann", is_prompt=True))
    assert any("stands under nothing" in one.message for one in reading.tree.diagnostics)


def test_a_message_to_nobody_is_told() -> None:
    draft = drafted("the app calls the server", "links")
    draft.sort = "sequence"
    draft.edges[0].second, draft.edges[0].label = draft.edges[0].first, "redirects to the provider"
    assert any("to itself" in one for one in told(draft, "sequence"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Flowchart: an order is paid, then shipped and finally delivered. It can be cancelled before it is shipped.",
         "behind what it is done before"),
        ("State machine of an order: paid, shipped, delivered. It can be cancelled before it is shipped.",
         "which comes before it"),
        ("Venn diagram showing people who like tea, people who like milk and people who like both.",
         "speaks of the others"),
    ],
)  # fmt: skip
def test_what_stands_where_it_is_not_said_is_told(text: str, words: str) -> None:
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert any(words in one.message for one in reading.tree.diagnostics)


def test_a_large_number_is_seen_or_told() -> None:
    reading = read_prompt(Source("prompt", "block diagram: a server calls a cache of 4096 entries", is_prompt=True))
    assert "4096" in to_source(reading.tree) or any("4096" in one.text for one in reading.not_understood)


def test_a_clause_is_no_row() -> None:
    assert list(faults_of_row("every loan has a due date"))
    assert not list(faults_of_row("due date"))
    assert not list(faults_of_row("move(to, by)"))


def test_words_that_are_shown_for_another_sentence_only_are_told() -> None:
    text = "a browser calls a shop; the shop calls the browser"
    draft = drafted(text, "links")
    assert not list(unaccounted(draft, "links", draft.source.span()))
    del draft.edges[1]
    assert [one.text for one in unaccounted(draft, "links", draft.source.span())] == ["shop calls the browser"]


def test_what_is_not_shown_is_told() -> None:
    draft = drafted("a browser calls a gateway; the gateway never calls a shop", "links")
    assert any("never" in one for one in told(draft, "links"))


def test_a_denial_that_another_sentence_shows_is_told() -> None:
    draft = drafted("a browser calls a gateway; the gateway calls a shop without a key", "links")
    for one in (*draft.edges, *draft.nodes):
        one.label = one.label.replace(" without a key", "")
    draft.edges[0].label = "calls without a key"
    assert any("“without” is shown by nothing" in one for one in told(draft, "links"))


def test_a_picture_in_place_of_a_diagram_is_told() -> None:
    reading = read_prompt(Source("prompt", "a diagram of a shark", is_prompt=True))
    assert any("no diagram was read" in one.message for one in reading.tree.diagnostics)
    reading = read_prompt(Source("prompt", "a shark", is_prompt=True))
    assert reading.tree.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tree: Animals with Mammals with dogs, cats, Birds with owls, hens", "“Cats” is under “Mammals” is not said"),
        ("Sequence diagram: The client asks the resolver for example.org. The resolver queries a root server, which "
         "refers it to the .org server. The .org server answers the resolver.", "names “.org server”"),
        ("pump wont start. power on? no -> reset breaker, check again. yes -> check float switch. "
         "float stuck -> free it. float ok -> call",
         "goes on over the end of a sentence"),
        ("Chart how the browser, the server and the database talk.", "no diagram was read here"),
    ],
)  # fmt: skip
def test_what_may_be_meant_otherwise_is_told(text: str, words: str) -> None:
    told = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert any(words in one.message for one in told), [one.message for one in told]
