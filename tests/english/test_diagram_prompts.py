"""Diagrams in English: what is read of them, what is not taken for one, and that nothing is dropped in silence."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from diagram_reading import read
from hypothesis import assume, given
from hypothesis import strategies as st

from sgc.compiler import load
from sgc.english import read_prompt
from sgc.english.describing import describe, reread
from sgc.english.diagrams.asking import Asked
from sgc.english.diagrams.conditions import answer_to
from sgc.english.diagrams.reader import read_as
from sgc.english.diagrams.saying import said
from sgc.english.diagrams.sorts import asked
from sgc.graph import resolve
from sgc.source import Source, Span
from sgc.syntax import parse, to_source

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.sgc"))


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "a flowchart with Start, then Check input; if it is valid go to Save, otherwise back to Start",
            {"start -> check_input", "check_input -> valid", 'valid -> save "yes"', 'valid -> start "no"'},
        ),
        (
            "1. Boil water\n2. Add tea\n3. If it is strong enough, pour it, otherwise go back to step 2\n4. Serve",
            {"boil_water -> add_tea", "add_tea -> strong_enough",
             'strong_enough -> pour_it "yes"', 'strong_enough -> add_tea "no"',
             "pour_it -> serve"},
        ),
        (
            "a flowchart for tea: boil the water, add the tea and wait. If it is too weak, wait longer. Then serve it.",
            {"boil_the_water -> add_the_tea", "add_the_tea -> wait",
             "wait -> too_weak", 'too_weak -> wait_longer "yes"',
             "wait_longer -> serve_it", 'too_weak -> serve_it "no"'},
        ),
        (
            "draw a flowchart: start → read n → is n even? yes → print even, no → print odd",
            {"start -> read_n", "read_n -> is_n_even", 'is_n_even -> print_even "yes"', 'is_n_even -> print_odd "no"'},
        ),
        (
            "First, melt the butter. Then mix flour, sugar and eggs. Finally bake it until it is golden.",
            {"melt_the_butter -> mix_flour_sugar", "mix_flour_sugar -> bake_it",
             "bake_it -> golden", 'golden -> bake_it "no"'},
        ),
        (
            "1. Collect data 2. Clean data 3. Train it. If accuracy is above 90% deploy, otherwise go back to step 2",
            {"collect_data -> clean_data", "clean_data -> train_it", "train_it -> accuracy_above_90",
             'accuracy_above_90 -> deploy "yes"', 'accuracy_above_90 -> clean_data "no"'},
        ),
        (
            "a flowchart: enter a name; check it; if it is valid, save it and stop, if it is invalid, ask again",
            {"enter_a_name -> check_it", "check_it -> valid", 'valid -> save_it "yes"', "save_it -> stop",
             'valid -> enter_a_name "no"'},
        ),
        (
            "a flowchart: Start -> Is n even? -> yes: print even -> End; no: print odd -> End",
            {"start -> is_n_even", 'is_n_even -> print_even "yes"', "print_even -> end",
             'is_n_even -> print_odd "no"', "print_odd -> end"},
        ),
        (
            "a flowchart: boil water. If you like milk, add milk. Then serve.",
            {"boil_water -> do_you_like", 'do_you_like -> add_milk "yes"', "add_milk -> serve",
             'do_you_like -> serve "no"'},
        ),
        (
            "a decision tree: Is it raining? If yes, take a hat. If no, is it sunny? If yes, swim, otherwise walk.",
            {'is_it_raining -> take_a_hat "yes"', 'is_it_raining -> is_it_sunny "no"',
             'is_it_sunny -> swim "yes"', 'is_it_sunny -> walk "no"'},
        ),
        (
            "a client talks to an API gateway, which calls two services; both use one database",
            {'client -> api_gateway "talks to"', 'api_gateway -> service_1 "calls"', 'api_gateway -> service_2 "calls"',
             'service_1 -> database "uses"', 'service_2 -> database "uses"'},
        ),
        (
            "The web app sends a message to a queue. Three workers read from the queue and write to the database.",
            {'web_app -> queue "message"', *(f'worker_{i} -> queue "reads from"' for i in (1, 2, 3)),
             *(f'worker_{i} -> database "writes to"' for i in (1, 2, 3))},
        ),
        (
            "two servers behind a load balancer, each server reads from its own database",
            {"load_balancer -> server_1", "load_balancer -> server_2", 'server_1 -> database_1 "reads from"',
             'server_2 -> database_2 "reads from"'},
        ),
        (
            "A client sends a request to a load balancer, which forwards it to one of two web servers.",
            {'client -> load_balancer "request"', 'load_balancer -> web_server_1 "forwards request"',
             'load_balancer -> web_server_2 "forwards request"'},
        ),
        (
            "data flow diagram: sensors send readings to a hub, the hub aggregates them and uploads them to the cloud",
            {'sensors -> hub "readings"', 'hub -> hub "aggregates readings"', 'hub -> cloud "uploads readings"'},
        ),
        (
            "An architecture with a gateway, a user service and an order service. The gateway routes requests to all "
            "services. The user and order services each have their own database.",
            {'gateway -> user_service "requests"', 'gateway -> order_service "requests"',
             "user_service -> user_service_database", "order_service -> order_service_database"},
        ),
        (
            "a compiler pipeline: source code goes through a lexer, a parser and a generator to become machine code",
            {"source_code -> lexer", "lexer -> parser", "parser -> generator", "generator -> machine_code"},
        ),
        (
            "a block diagram: the reference goes into a junction, then a controller, then the plant",
            {"reference -> junction", "junction -> controller", "controller -> plant"},
        ),
        (
            "The browser requests a page from the web server; the web server renders a template; "
            "the page is returned to the browser",
            {'browser -> web_server "requests page from"', 'web_server -> template "renders"',
             'web_server -> browser "page"'},
        ),
        (
            "Food chain: grass is eaten by the rabbit, the rabbit is eaten by the fox",
            {'grass -> rabbit "is eaten by"', 'rabbit -> fox "is eaten by"'},
        ),
        (
            "The pipeline has three stages: ingest, clean and train. Each stage feeds the next one.",
            {"ingest -> clean", "clean -> train"},
        ),
        (
            "A state machine for a turnstile: it starts locked; a coin unlocks it; pushing locks it again",
            {"start -> locked", 'locked -> unlocked "coin"', 'unlocked -> locked "pushing"'},
        ),
        (
            "A door can be open, closed or locked. Closing an open door makes it closed; locking a closed door makes "
            "it locked.",
            {'open_node -> closed "closing"', 'closed -> locked "locking"'},
        ),
        (
            "Traffic light states: Green goes to Yellow after 30 s, Yellow goes to Red after 5 s, Red goes to Green",
            {'green -> yellow "30 s"', 'yellow -> red "5 s"', "red -> green"},
        ),
        (
            "a block diagram where the sensor feeds the controller, and the motor is to the right of the controller",
            {'sensor -> controller "feeds"', "motor right of controller"},
        ),
        (
            "a directed graph with nodes A, B and C, edges from A to B, from B to C and from C to A",
            {"a -> b", "b -> c", "c -> a"},
        ),
        (
            "a state machine with states Idle and Running; from Idle to Running on start; "
            "Running goes to Idle when finished; it starts in Idle",
            {'idle -> running "start"', 'running -> idle "finished"', "start -> idle"},
        ),
        (
            "a class diagram: Animal with name and age; Dog and Cat inherit from it",
            {"dog -> animal { head: triangle }", "cat -> animal { head: triangle }"},
        ),
        (
            "a UML class diagram: A Library has many Books. Each Book has one or more Authors.",
            {'library "1" -- "0..*" book', 'book "1" -- "1..*" author'},
        ),
        (
            "an ER diagram: a customer with id and name has many orders; each order with a date is paid by one card",
            {"customer -- order { tail: one, head: zero or many }", 'order -- card "is paid by" { head: one }'},
        ),
        (
            "A class diagram with Circle and Square. Both extend Shape, which has an area method.",
            {"circle -> shape { head: triangle }", "square -> shape { head: triangle }"},
        ),
        (
            "A tree with root A, children B and C; B has children D and E",
            {"a -- b", "a -- c", "b -- d", "b -- e"},
        ),
        (
            "a flowchart: compute it. If it is positive, take two. If it is zero, take one. If it is negative, stop.",
            {"compute_it -> positive", 'positive -> take_two "yes"', 'positive -> zero "no"', 'zero -> take_one "yes"',
             'zero -> negative "no"', 'negative -> stop "yes"'},
        ),
        (
            "a decision tree: if income is above 50k, check the score; if the score is good approve, if it is bad "
            "reject; if income is below 50k decline",
            {'income_above_50k -> check_the_score "yes"', "check_the_score -> score_good",
             'score_good -> approve "yes"', 'score_good -> reject "no"', 'income_above_50k -> decline "no"'},
        ),
        (
            "a flowchart: check stock; if it is in stock, ship it; if it is out of stock, order it; close the order",
            {"check_stock -> in_stock", 'in_stock -> ship_it "yes"', 'in_stock -> order_it "no"',
             "ship_it -> close_the_order", "order_it -> close_the_order"},
        ),
        (
            "State diagram of an order: New orders become Paid when money arrives; New or Paid orders can be Cancelled",
            {'new -> paid "money arrives"', "new -> cancelled", "paid -> cancelled"},
        ),
        (
            "Water states: ice melts to water, water evaporates to vapor, vapor condenses to water",
            {'ice -> water "melts"', 'water -> vapor "evaporates"', 'vapor -> water "condenses"'},
        ),
        (
            "A class diagram: Vehicle (speed), Wheel (size). Car and Bike are Vehicles; a Car has four Wheels",
            {"car -> vehicle { head: triangle }", "bike -> vehicle { head: triangle }", 'car "1" -- "4" wheel'},
        ),
        ("an org chart: the CTO manages two developers", {"cto -- developer_1", "cto -- developer_2"}),
        (
            "a use case diagram: a customer can browse products and check out; an admin can manage products. "
            "Checking out includes logging in.",
            {"customer -- browse_products", "customer -- check_out", "admin -- manage_products",
             'check_out -> log_in "«include»" { dashed, head: open }'},
        ),
        (
            "a neural network: an input layer with two neurons, a hidden layer of one, and one output, fully connected",
            {"x1 -> h1", "x2 -> h1", "h1 -> y1"},
        ),
        ("a 1-2-1 neural network", {"x1 -> h1", "x1 -> h2", "h1 -> y1", "h2 -> y1"}),
        ("an org chart: Ann leads Bob and Cy; Bob manages Dee", {"ann -- bob", "ann -- cy", "bob -- dee"}),
        (
            "mind map of Trips\n- Rome\n  - Forum\n- Paris",
            {"trips -- rome", "rome -- forum", "trips -- paris"},
        ),
        ("a Venn diagram of A and B with x in both", {"x inside a", "x inside b"}),
        (
            "a sequence diagram: the user sends a login request to the server; the server checks the password; "
            "the server asks the database; the database returns the row",
            {'user -> server "login request"', 'server -> server "checks the password"', 'server -> database "asks"',
             'database --> server "row"'},
        ),
        (
            "a sequence diagram: the user clicks login in the app, the app returns a code to the user",
            {'user -> app "clicks login"', 'app --> user "code"'},
        ),
        (
            "The rock cycle: magma cools into rock, rock erodes into sediment, sediment compacts into magma",
            {'magma -> rock "cools into"', 'rock -> sediment "erodes into"', 'sediment -> magma "compacts into"'},
        ),
        (
            "Draw a learning pipeline with data collection, training and evaluation",
            {"data_collection -> training", "training -> evaluation"},
        ),
        (
            "An org chart of a school: the head leads two deans; each dean leads two teachers",
            {"head -- dean_1", "head -- dean_2", "dean_1 -- teacher_1", "dean_1 -- teacher_2", "dean_2 -- teacher_3",
             "dean_2 -- teacher_4"},
        ),
        (
            "Taxonomy of life: life is divided into plants and animals; animals into birds and fish",
            {"life -- plants", "life -- animals", "animals -- birds", "animals -- fish"},
        ),
        (
            "a mind map about studying: techniques: cards, tests; health: sleep",
            {"studying -- techniques", "techniques -- cards", "techniques -- tests", "studying -- health",
             "health -- sleep"},
        ),
        (
            "Use case diagram of an ATM: a customer withdraws cash and checks the balance; a technician refills it",
            {"customer -- withdraw_cash", "customer -- check_the_balance", "technician -- refill_it"},
        ),
        (
            "the water cycle as a cycle diagram",
            {"evaporation -> condensation", "condensation -> precipitation",
             "precipitation -> collection", "collection -> evaporation"},
        ),
    ],
)  # fmt: skip
def test_what_joins_the_nodes(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert (found, missed) == (joins, [])


@pytest.mark.parametrize(
    ("condition", "before", "answer"),
    [
        ("they are right", "they are wrong", "no"),
        ("it is rejected", "the card is accepted", "no"),
        ("the test fails", "the test passes", "no"),
        ("it doesn't work", "it works", "no"),
        ("it is not empty", "the queue is empty", "no"),
        ("it is unavailable", "the room is available", "no"),
        ("the number is odd", "the number is even", "no"),
        ("it isn't full", "it isn't empty", "no"),
        ("it is valid", "it is valid", "yes"),
        ("the card is valid", "the code is valid", ""),
        ("it is raining", "it is valid", ""),
        ("the user exists", "the card is valid", ""),
    ],
)
def test_opposite_conditions_answer_one_question(condition: str, before: str, answer: str) -> None:
    assert answer_to(condition, before) == answer


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("a flowchart: Start, Save, End", {'pill "Start"', 'box "Save"', 'pill "End"'}),
        ("users call the API gateway, which reads from a message queue and a database",
         {'person "Users"', 'hexagon "API gateway"', 'queue "Message queue"', 'database "Database"'}),
        ("the OSI model as a stack of seven layers",
         {f'box "{one}"' for one in (
             "Physical", "Data link", "Network", "Transport", "Session", "Presentation", "Application")}),
        ("a stack of three layers", {'box "Layer 1"', 'box "Layer 2"', 'box "Layer 3"'}),
        ("a block diagram: a red diamond called \"Sorter\" is connected to a Bin",
         {'red diamond "Sorter"', 'rounded "Bin"'}),
    ],
)  # fmt: skip
def test_what_the_nodes_are(text: str, nodes: set[str]) -> None:
    found, _, missed = read(text)
    assert (found, missed) == (nodes, [])


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("Gantt chart: Design from 2026-01-05 for 10 days; Build after Design takes 3 weeks; milestone Go after Build",
         {'task "Design" { start: 2026-01-05, days: 10 }', 'task "Build" { weeks: 3 }', 'milestone "Go"'}),
        ("a project plan with Writing from 1 March 2026 to 20 March 2026, and Review on May 10, 2026",
         {'task "Writing" { start: 2026-03-01, end: 2026-03-20 }', 'milestone "Review" { start: 2026-05-10 }'}),
        ("Gantt chart: Design from 1 March to 14 March, Build for 4 weeks after Design, Test for 2 weeks after Build",
         {'task "Design" { start: 2025-03-01, end: 2025-03-14 }', 'task "Build" { weeks: 4 }',
          'task "Test" { weeks: 2 }'}),
        ("a Gantt chart: Design from 1 March 2027 to 14 March 2027, Go on 2 May",
         {'task "Design" { start: 2027-03-01, end: 2027-03-14 }', 'milestone "Go" { start: 2027-05-02 }'}),
        ("a timeline of the web: 1989 proposal by Tim Berners-Lee, 1993 Mosaic, May 10, 1995 JavaScript",
         {'event "Proposal by Tim Berners-Lee" { start: 1989 }', 'event "Mosaic" { start: 1993 }',
          'event "JavaScript" { start: 1995-05-10 }'}),
        ("Gantt chart: reading in May and June 2026, exam on 3 July 2026",
         {'task "Reading" { start: 2026-05-01, end: 2026-06-30 }', 'milestone "Exam" { start: 2026-07-03 }'}),
        ("Gantt chart: review January to March 2026, defence on 10 December 2026",
         {'task "Review" { start: 2026-01-01, end: 2026-03-31 }', 'milestone "Defence" { start: 2026-12-10 }'}),
        ("Timeline: telegraph (May 1844), telephone (March 1876), radio (1895)",
         {'event "Telegraph" { start: 1844-05-01 }', 'event "Telephone" { start: 1876-03-01 }',
          'event "Radio" { start: 1895 }'}),
        ("Gantt chart: Walls take 3 weeks; Roof takes 2 weeks and starts after Walls; it starts on 2 March 2026",
         {'task "Walls" { weeks: 3, start: 2026-03-02 }', 'task "Roof" { weeks: 2 }'}),
        ("a timeline of space flight: 1957: Sputnik; in 1969 the Moon landing; 1955 to 1975: Space race",
         {'event "Sputnik" { start: 1957 }', 'event "Moon landing" { start: 1969 }',
          'period "Space race" { start: 1955, end: 1975 }'}),
    ],
)  # fmt: skip
def test_when_things_are(text: str, nodes: set[str]) -> None:
    found, _, missed = read(text)
    assert (found, missed) == (nodes, [])


def test_days_without_a_year_are_told() -> None:
    text = "a project plan: Design from 1 March to 14 March"
    (told,) = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert (told.code.name, told.severity, told.span.text) == ("no-year", "warning", "1 March")


def test_the_first_of_a_stack_is_at_the_bottom_unless_it_is_said() -> None:
    for words, order in (("from bottom to top", "column c b a gap 4"), ("from top to bottom", "column a b c gap 4")):
        tree = read_prompt(Source("prompt", f"a stack of three layers {words}: a, b, c", is_prompt=True)).tree
        assert order in to_source(tree)


def test_what_is_called_by_a_title_has_it() -> None:
    tree = read_prompt(Source("prompt", "a flowchart of the login process: Start, then End", is_prompt=True)).tree
    assert to_source(tree).startswith('diagram "Login process" {')
    tree = read_prompt(Source("prompt", "the HTTP stack as four layers: a, b, c and d", is_prompt=True)).tree
    assert to_source(tree).startswith('diagram "HTTP stack" {')


def test_a_diagram_of_which_nothing_was_read_is_no_scene() -> None:
    text = "Timeline: Cambrian 541 to 485 million years ago"
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert to_source(reading.tree).strip() == "diagram timeline {}"
    assert [one.text for one in reading.not_understood] == ["Cambrian 541 to 485 million years ago"]


def test_what_no_rule_took_is_told_with_its_place() -> None:
    text = "a class diagram: Dog inherits from Animal. Mostly harmless it would seem to some people here"
    (missed,) = read_prompt(Source("prompt", text, is_prompt=True)).not_understood
    assert missed.text == "Mostly harmless it would seem to some people here"


@pytest.mark.parametrize("text", [
    "a man riding a bicycle through the process of life", "a stack of three books", "a photo of a server room",
    "a waiter serves a client", "a tree with three branches", "a diagram of the heart", "five dogs in a circle",
    "a chart on a wall", "a computer connected to a printer", "a cloud above a house",
    "a man drawing a flowchart on a whiteboard",
    "a laptop showing a flowchart, a cup and a plant", "a poster of a food chain with a lion",
])  # fmt: skip
def test_what_can_be_seen_is_no_diagram(text: str) -> None:
    assert asked(Source("prompt", text, is_prompt=True)) is None


def test_no_prompt_for_images_is_taken_for_a_diagram() -> None:
    data = Path(os.environ.get("SGC_DATA", Path(__file__).parents[3] / "shared" / "data")) / "t2i-compbench"
    prompts = [
        line.split("\t")[0] for file in sorted(data.rglob("*.txt")) for line in file.read_text("utf-8").splitlines()
    ]
    assert len(prompts) > 1000
    assert [one for one in prompts if asked(Source("prompt", one, is_prompt=True)) is not None] == []


_SAID = (
    "a the flowchart diagram of with : ; , . if then otherwise go back to Start Save check and which calls sends "
    'server two services both inherit from class has many is in " ( ) -> 1. 2. yes no until it stack layers Venn cycle '
    "mind map \n - root sequence state machine between own each"
)
_WORDS = st.lists(st.sampled_from(_SAID.split(" ")), max_size=25).map(" ".join)


@given(
    _WORDS | st.text(max_size=60).map("a flowchart: ".__add__) | st.text(max_size=60).map("a system diagram: ".__add__)
)
def test_any_words_give_a_file_that_can_be_read(text: str) -> None:
    assume(re.search(r"\d{19}", text) is None)  # numbers of so many digits are refused
    tree = read_prompt(Source("prompt", text, is_prompt=True)).tree
    again = parse(Source("scene", to_source(tree)))
    assert not [one for one in again.diagnostics if one.severity == "error"]
    assert to_source(again) == to_source(tree)


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("links", "before ; means a is Mr. was in who"),
        ("flow", ". , while -> or 5 inherit team's"),
        ("flow", "they the \" -> team's takes parallel many"),
        ("flow", "parallel is reports start off married a or stop on"),
        ("entities", 'days : goes takes only for Ann is in : "'),
        ("sets", ":"),
        ("states", "by of reports ( server is reporting they they reporting reports"),
        ("tree", "while ; until reporting goes B goes from"),
        ("tree", "with who first start has Mr. stop on client in has"),
    ],
)
def test_every_reader_makes_something_of_any_words(sort: str, text: str) -> None:
    source = Source("prompt", text, is_prompt=True)
    whole = source.span()
    _, draft = read_as(source, Asked(sort, "", whole, Span(source, 0, 0)))
    again = parse(Source("scene", to_source(draft.written())))
    assert not [one for one in again.diagnostics if one.severity == "error"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_is_said_of_a_diagram_that_it_does_not_say(path: Path) -> None:
    for scene in load(path):
        if scene.figure.kind == "diagram" and (described := describe(scene)).text:
            assert set(said(reread(described.text))) <= set(said(scene))


def test_all_nodes_and_links_of_a_diagram_are_said() -> None:
    (scene,) = load(EXAMPLES[0].with_name("checkout.sgc"))
    assert set(said(reread(describe(scene).text))) == set(said(scene))


def test_what_diagrams_have_beyond_english_is_told() -> None:
    (scene,) = load(Source("s", 'diagram {\n a: box "A"\n b: box "B"\n a -> b { dashed }\n align top a b\n}'))
    described = describe(scene)
    assert described.text == 'A block diagram with a box called "A" and a box called "B". "A" leads to "B".'
    assert described.beyond == ("a -> b: dashed", "align top a b")


def test_what_classes_have_are_rows() -> None:
    text = (
        "class diagram: Animal with name and age and methods eat() and sleep(); "
        "Dog inherits from Animal and can bark, Cat inherits from Animal and has a tail"
    )
    tree = read_prompt(Source("prompt", text, is_prompt=True)).tree
    rows = [one.strip() for one in to_source(tree).splitlines() if one.strip().startswith(('"', "--"))]
    assert rows == ['"name"', '"age"', "--", '"eat()"', '"sleep()"', '"bark()"', '"tail"']


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("a mind map of Trips\n- Rome\n  - Forum\n- Paris", "mindmap"),
        ("an org chart: Ann leads Bob and Cy; Bob manages Dee", "tree"),
        ("a Venn diagram of A and B with x in both", "sets"),
        ("a timeline: Sputnik in 1957, then the Moon landing in 1969", "timeline"),
        ("a sequence diagram: the user asks the server for a page", "sequence"),
    ],
)
def test_what_has_an_order_of_its_own_is_a_figure_of_that_sort(text: str, sort: str) -> None:
    tree = read_prompt(Source("prompt", text, is_prompt=True)).tree
    assert to_source(tree).startswith(f"diagram {sort} ")
    (graph,) = resolve(tree)
    assert not graph.diagnostics
