"""Diagrams told as people tell them: in several sentences, with words around them that no diagram shows."""

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
            "Flow chart: the user enters a password. If it is wrong, an error appears and the user tries again. "
            "After three failed attempts the account is locked.",
            {
                "user_enters_a -> wrong", 'wrong -> error_appears "yes"', "error_appears -> three_failed_attempts",
                'three_failed_attempts -> user_enters_a "no"', 'three_failed_attempts -> account_is_locked "yes"',
            },
        ),
        (
            "Flow chart: enter the PIN. If the PIN is wrong, show an error and let the user retry.",
            {"enter_the_pin -> pin_wrong", 'pin_wrong -> show_an_error "yes"', "show_an_error -> enter_the_pin"},
        ),
        (
            "Process: Train model -> Accuracy above 90%? Yes -> Deploy, No -> Train model",
            {
                "train_model -> accuracy_above_90", 'accuracy_above_90 -> deploy "yes"',
                'accuracy_above_90 -> train_model "no"',
            },
        ),
        (
            "Flow chart: bake the cake. Check with a toothpick: if it comes out clean, let it cool, "
            "otherwise bake another five minutes and check again.",
            {
                "bake_the_cake -> check_with_a", "check_with_a -> comes_out_clean",
                'comes_out_clean -> let_it_cool "yes"', 'comes_out_clean -> bake_another_five "no"',
                "bake_another_five -> check_with_a",
            },
        ),
        (
            "Flow chart: the app checks if there is a saved token. If there isn't one, it shows the login screen; the "
            "server returns a token. If there is one the app opens the home screen.",
            {
                'saved_token -> shows_the_login "no"', "shows_the_login -> server_returns_a",
                'saved_token -> app_opens_the "yes"',
            },
        ),
    ],
)  # fmt: skip
def test_steps_of_prose(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "We are building a shop. Customers use a mobile app, which calls our API. Can you draw the architecture?",
            {'customers -> mobile_app "use"', 'mobile_app -> api "calls"'},
        ),
        (
            "Network diagram: There's also a smart bulb that talks to a hub. We have a server which calls the hub.",
            {'smart_bulb -> hub "talks to"', 'server -> hub "calls"'},
        ),
        (
            "Block diagram: ATP goes to the cycle together with carbon dioxide. Code comes out as a program.",
            {"atp -> cycle", "carbon_dioxide -> cycle", 'code -> program "comes out as"'},
        ),
        (
            "Show how DNS works: the browser asks the resolver for an address, the resolver asks the .com server, the "
            ".com server answers the resolver, and the resolver passes it on to the browser.",
            {
                'browser -> resolver "asks for an address"', 'resolver -> com_server "asks"',
                'com_server --> resolver "answers"', 'resolver -> browser "address"',
            },
        ),
    ],
)  # fmt: skip
def test_links_of_prose(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_what_there_is_stands_in_what_it_is_in() -> None:
    text = "Network: There are two subnets in the VPC. There is a zone with a gateway and a proxy. A user calls it."
    scene = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert "\n".join((
        '  group vpc "VPC" {', '    subnet_1: rounded "Subnet 1"', '    subnet_2: rounded "Subnet 2"', "  }",
        '  group zone "Zone" {', '    gateway: hexagon "Gateway"', '    proxy: hexagon "Proxy"', "  }",
    )) in scene  # fmt: skip


def written(text: str) -> str:
    return to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)


def test_a_task_beside_another_waits_for_the_same_and_takes_as_long() -> None:
    scene = written(
        "Project plan: research lasts 3 weeks, then writing lasts 5 weeks, and editing lasts 2 weeks and starts when "
        "writing is finished. Illustration runs in parallel with writing."
    )
    for line in ('illustration: task "Illustration" { weeks: 5 }', "research -> illustration", "writing -> editing"):
        assert line in scene


def test_a_heading_that_is_a_verb_too_has_its_branches() -> None:
    text = "Mind map of the climate with branches causes and effects. Causes: fuels, farms and cars. Effects: heat."
    assert read(text)[1:] == ({
        "climate -- causes", "climate -- effects", "causes -- fuels", "causes -- farms", "causes -- cars",
        "effects -- heat",
    }, [])  # fmt: skip


def test_a_layer_before_another_has_one_size() -> None:
    text = "A neural network with an input layer of 2 neurons, a hidden layer of 3 and an output layer of 1."
    assert "Hidden layer 2" not in written(text)


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "State diagram: a document starts as a draft. When the author submits it, it is under review. The reviewer "
            "can approve it, which makes it published, or send it back to draft.",
            {
                "start -> draft", 'draft -> under_review "author submits"',
                'under_review -> published "reviewer approves"', 'under_review -> draft "send"',
            },
        ),
        (
            "A thermostat state machine. It starts in idle. If the room is cold it switches to heating, if it rises "
            "above 25 it switches to cooling. From both it returns to idle at 20 degrees. Pressing the button turns it "
            "off from any state.",
            {
                "start -> idle", 'idle -> heating "room is cold"', 'idle -> cooling "rises above 25"',
                'heating -> idle "20 degrees"', 'cooling -> idle "20 degrees"', 'idle -> off "pressing the button"',
                'heating -> off "pressing the button"', 'cooling -> off "pressing the button"',
            },
        ),
        (
            "States of a process: new, ready, running and waiting. A new process is admitted to ready; the scheduler "
            "dispatches a ready process to running; an interrupt puts it back to ready; a request moves it to waiting.",
            {
                'new -> ready "admitted"', 'ready -> running "scheduler dispatches"', 'running -> ready "interrupt"',
                'running -> waiting "request"',
            },
        ),
        (
            "State machine of a light: it goes from green to yellow after a minute, from yellow to red after 5 seconds "
            "and from red back to green.",
            {'green -> yellow "minute"', 'yellow -> red "5 seconds"', "red -> green"},
        ),
        (
            "State machine of a fan: initially it is off. A button turns it on. When the door is closed and start is "
            "pressed, it begins washing. After washing it goes to rinsing, then to spinning.",
            {
                "start -> off", 'off -> on_node "button"', 'on_node -> washing "door is closed and start is pressed"',
                "washing -> rinsing", "rinsing -> spinning",
            },
        ),
    ],
)  # fmt: skip
def test_states_of_prose(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Org chart: the director at the top, under her the heads of surgery and nursing. Surgery has two surgeons.",
            {
                "director -- head_of_surgery", "director -- head_of_nursing", "head_of_surgery -- surgeon_1",
                "head_of_surgery -- surgeon_2",
            },
        ),
        (
            "Matter as a tree: matter is either a pure substance or a mixture; pure substances are elements and "
            "compounds, mixtures are homogeneous or heterogeneous.",
            {
                "matter -- pure_substance", "matter -- mixture", "pure_substance -- elements",
                "pure_substance -- compounds", "mixture -- homogeneous", "mixture -- heterogeneous",
            },
        ),
        (
            "Structure of a paper as a tree diagram with title, body and references, where the body contains methods "
            "and results.",
            {
                "structure_of_a -- title", "structure_of_a -- body", "structure_of_a -- references", "body -- methods",
                "body -- results",
            },
        ),
        (
            "Mind map: Marketing in the middle; around it product, price and promotion; promotion has social media.",
            {
                "marketing -- product", "marketing -- price", "marketing -- promotion", "promotion -- social_media",
            },
        ),
    ],
)  # fmt: skip
def test_trees_of_prose(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_a_list_behind_then_goes_on_from_one_to_the_next() -> None:
    text = "The heart: blood flows from the body to the lungs, then to the atrium, the ventricle and back to the body."
    assert read(text)[1] == {
        'body -> lungs "blood"', "lungs -> atrium", "atrium -> ventricle", "ventricle -> body",
    }  # fmt: skip


def test_a_publisher_behind_a_books_columns_is_a_table() -> None:
    text = "ER diagram: an author writes books, a book has a title and a year, a publisher publishes many books."
    assert read(text)[1] == {
        'author -- book "writes" { head: zero or many }', 'publisher -- book "publishes" { head: zero or many }',
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Git workflow: feature branches are created from develop, merged back into develop, and develop is merged "
            "into main.",
            {
                'develop -> feature_branches "created"', 'feature_branches -> develop "merged back into"',
                'develop -> main "is merged into"',
            },
        ),
        (
            "Diagram: a client submits messages to a server, the server relays them to a mail server, the recipient "
            "fetches them with IMAP.",
            {
                'client -> server "messages"', 'server -> mail_server "relays messages"',
                'recipient -> mail_server "messages with IMAP"',
            },
        ),
        (
            "Block diagram: the lexer outputs tokens, the embedding layer maps tokens to vectors.",
            {'lexer -> tokens "outputs"', "tokens -> embedding_layer", 'embedding_layer -> vectors "maps"'},
        ),
    ],
)  # fmt: skip
def test_what_goes_on_from_clause_to_clause(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_what_stands_behind_a_preposition_and_which_is_led_to() -> None:
    text = (
        "Network diagram: a modem feeds a firewall, behind which is a switch. The firewall emits an event, on which a "
        "logger updates a file."
    )
    assert read(text)[1:] == ({
        'modem -> firewall "feeds"', "firewall -> switch", 'firewall -> event "emits"', "event -> logger",
        'logger -> file "updates"',
    }, [])  # fmt: skip


def test_a_stack_told_by_places_stands_so() -> None:
    text = "A stack diagram of an app: on top the user interface, below it the logic, and at the bottom the database."
    assert "column user_interface logic database" in written(text)


def test_headings_with_under_are_the_branches() -> None:
    text = "Mind map for a party: guests, food, games. Under food: cake and pizza. Under games: chess."
    assert read(text)[1] == {
        "party -- guests", "party -- food", "party -- games", "food -- cake", "food -- pizza", "games -- chess",
    }  # fmt: skip


def test_a_question_may_be_the_title() -> None:
    scene = written("Can you draw a flowchart that shows how our refund process works? The customer asks. We pay it.")
    assert 'diagram "Refund process" {' in scene


def test_what_belongs_to_what_is_in_its_sets() -> None:
    text = "Venn diagram in which dolphins are both mammals and sea animals, sharks are sea animals, cats are mammals."
    assert read(text)[1:] == ({
        "dolphins inside mammals", "dolphins inside sea_animals", "sharks inside sea_animals", "cats inside mammals",
    }, [])  # fmt: skip


def test_what_is_done_to_it_or_else_is_a_question() -> None:
    text = (
        "Flow chart: a manager reads the request and either approves it or sends it back. If it is approved, finance "
        "pays it."
    )
    assert read(text)[1] == {
        "manager_reads_the -> approved", 'approved -> sends_it_back "no"', 'approved -> finance_pays_it "yes"',
    }  # fmt: skip


def test_many_projects_are_joined_though_their_preposition_is_another() -> None:
    text = "Entities: Employee(id), Unit(id), Project(id). An employee works in one unit and on many projects."
    assert "On many" not in written(text)


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A web application with a React frontend, a Node backend and a database. The frontend talks to the backend "
            "over HTTPS and the backend writes to the database.",
            {'react_frontend -> node_backend "HTTPS"', 'node_backend -> database "writes to"'},
        ),
        (
            "Microservices: the order service publishes events to Kafka, and the mail service and the stock service "
            "each subscribe to them.",
            {
                'order_service -> kafka "events"', 'mail_service -> kafka "subscribes to events"',
                'stock_service -> kafka "subscribes to events"',
            },
        ),
        (
            "Interface Payment with a method pay(amount); Card and PayPal implement it. An Order uses a Payment.",
            {
                "card -> payment { head: triangle, dashed }", "paypal -> payment { head: triangle, dashed }",
                "order -> payment { head: open, dashed }",
            },
        ),
        (
            "Class Shape has a method area(). Circle, Square and Line are subclasses of Shape.",
            {"circle -> shape { head: triangle }", "square -> shape { head: triangle }",
             "line -> shape { head: triangle }"},
        ),
        (
            "ER diagram: teachers belong to departments.",
            {"teacher -- department { tail: zero or many, head: one }"},
        ),
        (
            "Supply chain diagram: a farm sells milk to a dairy. The dairy supplies shops and kiosks, and people buy "
            "from both.",
            {
                'farm -> dairy "sells milk"',
                'dairy -> shops "supplies"', 'dairy -> kiosks "supplies"', 'people -> shops "buy from"',
                'people -> kiosks "buy from"',
            },
        ),
    ],
)  # fmt: skip
def test_systems_and_models_of_prose(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_layers_on_top_of_that_are_named_without_it() -> None:
    text = "Software stack with the hardware at the bottom, the system above it, the shell on top of that and the app."
    assert "column app shell system hardware" in written(text)


def test_people_report_too_where_the_verb_is_said_once() -> None:
    text = (
        "Org chart: the owner at the top, the chef and the manager report to the owner, two cooks report to the chef, "
        "and a waiter to the manager."
    )
    assert read(text)[1:] == ({
        "owner -- chef", "owner -- manager", "chef -- cook_1", "chef -- cook_2", "manager -- waiter",
    }, [])  # fmt: skip


def test_each_actor_has_its_cases() -> None:
    text = "Use case diagram: a pupil takes courses and views grades, a teacher enters grades, the office prints them."
    assert read(text)[1] == {
        "pupil -- take_courses", "pupil -- view_grades", "teacher -- enter_grades", "office -- print_them",
    }  # fmt: skip


def test_counted_layers_are_a_stack() -> None:
    text = "The three layers of the model from top to bottom: application, transport, physical."
    assert "column application transport physical" in written(text)


def test_what_is_on_the_way_is_a_node_where_its_word_has_a_shape() -> None:
    text = "Network diagram: a hub calls the router; a phone controls the hub through the cloud."
    assert read(text)[1] == {'hub -> router "calls"', "phone -> cloud", 'cloud -> hub "controls"'}


def test_a_state_lasts_until_something_happens() -> None:
    text = (
        "State diagram of a press: it is idle until a job arrives, then it prints. If it runs out of paper it goes to "
        "the error state. When paper is added, it continues printing, and when the job is done it returns to idle."
    )
    assert read(text)[1:] == ({
        "start -> idle", 'idle -> printing "job arrives"', 'printing -> error "runs out of paper"',
        'error -> printing "paper is added"', 'printing -> idle "job is done"',
    }, [])  # fmt: skip
