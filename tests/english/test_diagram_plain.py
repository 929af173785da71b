"""Diagrams of the plain sort that people ask for most: pipelines, services in groups, messages in cases, machines."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.syntax import to_source


def scene(text: str) -> str:
    return to_source(read_prompt(prompt(text)).tree)


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            'Flowchart: read a number n, check if n is even. If yes print "even", if no print "odd".',
            {"read_a_number -> n_even", 'n_even -> print_even "yes"', 'n_even -> print_odd "no"'},
        ),
        (
            "A flowchart: roll the dice. If the guess is correct the player wins, if not roll again.",
            {"roll_the_dice -> guess_correct", 'guess_correct -> player_wins "yes"',
             'guess_correct -> roll_the_dice "no"'},
        ),
        (
            "A machine learning pipeline: data collection, training, evaluation. After evaluation go back to training "
            "if the accuracy is too low, otherwise deploy the model.",
            {"data_collection -> training", "training -> evaluation", "evaluation -> accuracy_too_low",
             'accuracy_too_low -> training "yes"', 'accuracy_too_low -> deploy_the_model "no"'},
        ),
        (
            "A pipeline with the stages commit, build, unit tests and deploy to production.",
            {"commit -> build", "build -> unit_tests", "unit_tests -> deploy_to_production"},
        ),
        (
            "Block diagram of a CNN: input image, max pooling, fully connected layer.",
            {"input_image -> max_pooling", "max_pooling -> fully_connected_layer"},
        ),
        (
            "A client connects to a load balancer, behind it are two servers, and all servers use one cache.",
            {"client -> load_balancer", "load_balancer -> server_1", "load_balancer -> server_2",
             'server_1 -> cache "uses"', 'server_2 -> cache "uses"'},
        ),
        (
            "A producer puts jobs on a queue; two workers behind it take jobs from the queue.",
            {'producer -> queue "puts jobs"', 'queue -> worker_1 "jobs"', 'queue -> worker_2 "jobs"'},
        ),
        (
            "Sequence diagram of an ATM: the user inserts the card, the ATM asks for the PIN, the user enters the PIN, "
            "the ATM verifies it with the bank, the bank confirms, and the ATM gives out the money.",
            {'user -> atm "inserts card"', 'atm -> user "asks for the PIN"', 'user -> atm "enters PIN"',
             'atm -> bank "verifies PIN"', 'bank --> atm "confirms"', 'atm -> user "money"'},
        ),
        (
            "State machine of a traffic light: red goes to green, green to yellow and yellow back to red.",
            {"red -> green", "green -> yellow", "yellow -> red"},
        ),
        (
            "State machine with the states idle, has coin and dispensing. Inserting a coin goes from idle to has coin, "
            "and pressing a button goes from has coin to dispensing.",
            {'idle -> has_coin "inserting a coin"', 'has_coin -> dispensing "pressing a button"'},
        ),
        (
            "State diagram: closed, listen, open. From closed it goes to listen on a call, then to open on ACK, and to "
            "closed on FIN.",
            {'closed -> listen "call"', 'listen -> open_node "ACK"', 'open_node -> closed "FIN"'},
        ),
        (
            "State machine for a light switch: on and off. Pressing the switch toggles between them.",
            {'on_node -> off "pressing the switch"', 'off -> on_node "pressing the switch"'},
        ),
        (
            "State diagram: draft, in review, approved. An author submits a draft for review, a reviewer can approve "
            "it or send it back to draft.",
            {'draft -> in_review "author"', 'in_review -> approved "reviewer"', 'in_review -> draft "send"'},
        ),
    ],
)  # fmt: skip
def test_plain_prompts(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_groups_hold_what_stands_before_them() -> None:
    text = "Inside a VPC there is a public subnet with a proxy and a private subnet with two servers and a database"
    said = " ".join(scene(f"{text}. The proxy calls the servers.").split())
    assert 'group vpc "VPC" { group public_subnet "Public subnet" { proxy:' in said
    assert 'group private_subnet "Private subnet" { server_1: rounded "Server 1" server_2:' in said


def test_messages_of_a_case_stand_in_a_frame() -> None:
    said = scene(
        "Sequence diagram: the user sends credentials to the server. If they are valid the server returns a token, "
        "otherwise it returns an error. The user pings the server three times."
    )
    assert (
        ' alt "credentials are valid" {\n    server --> user "token"\n  } else {\n    server --> user "error"' in said
    )
    assert ' loop "three times" {\n    user -> server "pings"\n  }' in said


def test_a_frame_stays_where_the_next_message_says_more_than_its_first() -> None:
    said = scene(
        "Sequence diagram: the user calls the server. If the key is valid, the server checks the key and each of them "
        "logs in, the server stops."
    )
    assert ' opt "key is valid" {\n    server -> server "checks the key' in said


def test_the_opposite_of_a_case_is_its_other_part() -> None:
    said = scene(
        "Sequence diagram: the shop asks the bank for a check. If the card is valid, the bank accepts the card. If it "
        "is invalid, the bank rejects the card. For each item the shop sends a letter to the user."
    )
    assert 'alt "card is valid" {' in said
    assert '} else "invalid" {' in said
    assert 'loop "for each item" {' in said


def test_who_takes_part_stands_in_the_order_of_naming() -> None:
    said = scene("A sequence diagram with Bank, Shop and Customer. The customer pays the shop, the shop pays the bank.")
    assert said.index("bank:") < said.index("shop:") < said.index("customer:")


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Mind map for a wedding. The main branches are venue, food and music. Under food put menu and cake.",
            {"wedding -- venue", "wedding -- food", "wedding -- music", "food -- menu", "food -- cake"},
        ),
        (
            "Organization chart of a school with a principal at the top, two vice principals below, and one clerk "
            "under each vice principal.",
            {"principal -- vice_principal_1", "principal -- vice_principal_2", "vice_principal_1 -- clerk_1",
             "vice_principal_2 -- clerk_2"},
        ),
        (
            "Mind map of learning with the branches supervised learning and deep learning. Deep learning splits into "
            "vision and language.",
            {"learning -- supervised_learning", "learning -- deep_learning", "deep_learning -- vision",
             "deep_learning -- language"},
        ),
        (
            "Fishbone diagram for late deliveries: causes are people and process.",
            {"late_deliveries -- people", "late_deliveries -- process"},
        ),
        (
            "Gantt chart: design takes two weeks, testing takes one week after design, and launch is a milestone at "
            "the end.",
            {"design -> testing", "testing -> launch"},
        ),
        (
            "Class diagram: a Shape class with a method area(). A Car is composed of one Engine and four Wheels.",
            {'car "1" -> "1" engine { tail: diamond, head: none }',
             'car "1" -> "4" wheel { tail: diamond, head: none }'},
        ),
        (
            "A class diagram: a Student has a name and takes several Courses.",
            {'student -- "0..*" course "takes"'},
        ),
        (
            "Venn diagram: sets A, B and C. The overlap of all three is x. A and B overlap in y.",
            {"x inside a", "x inside b", "x inside c", "y inside a", "y inside b"},
        ),
        (
            "Family tree: Homer and Marge have a son Bart. Abe is Homer's father. Bart's daughter is Zia.",
            {"homer -- circle", "marge -- circle", "circle -- bart", "abe -- homer", "bart -- zia"},
        ),
        (
            "Use case diagram: a customer can browse products, place orders and pay.",
            {"customer -- browse_products", "customer -- place_orders", "customer -- pay"},
        ),
        (
            "AWS architecture with an S3 bucket and a Lambda function. Uploading a file to S3 triggers the "
            "Lambda function.",
            {'s3_bucket -> lambda_function "triggers on uploading a file"'},
        ),
        (
            "Block diagram: the input goes to the plant, and the output is fed back through a sensor to the input.",
            {"input -> plant", "plant -> output", "output -> sensor", "sensor -> input"},
        ),
        (
            "Mind map with “Marketing” in the middle and the branches social media, email and events.",
            {"marketing -- social_media", "marketing -- email", "marketing -- events"},
        ),
        (
            "Hierarchy: company, departments, teams, employees.",
            {"company -- departments", "departments -- teams", "teams -- employees"},
        ),
        (
            "Gantt chart: design 3 weeks, building 6 weeks, testing 2 weeks, one after the other.",
            {"design -> building", "building -> testing"},
        ),
        (
            "Venn diagram of fruits, red things. Apples are in both, cherries are red fruits.",
            {"apples inside fruits", "apples inside red_things", "cherries inside fruits",
             "cherries inside red_things"},
        ),
        (
            "Flowchart of a loop: set i to 0, while i is less than 9 print i and increase i by 1, then end.",
            {"set_i_to -> i_less_than", 'i_less_than -> print_i "yes"', "print_i -> increase_i_by",
             "increase_i_by -> i_less_than", 'i_less_than -> end "no"'},
        ),
        (
            "A flowchart for login with two-factor authentication. The user enters a password. Then a code is sent.",
            {"user_enters_a -> code_is_sent"},
        ),
        (
            "Two web servers behind a load balancer, all connected to the same database with a read replica.",
            {"load_balancer -> web_server_1", "load_balancer -> web_server_2", "web_server_1 -- database",
             "web_server_2 -- database", "database -> read_replica"},
        ),
        (
            "A pipeline where sensors send data to a broker, a worker consumes it, and results go to a database.",
            {'sensors -> broker "data"', 'worker -> broker "consumes"', "worker -> results", "results -> database"},
        ),
        (
            "CI pipeline with build, unit tests and deploy stages.",
            {"build -> unit_tests", "unit_tests -> deploy"},
        ),
        (
            "Block diagram of a data pipeline in order: fetch, clean, store. If it fails, go back to fetch.",
            {"fetch -> clean", "clean -> store", "store -> it_fails", 'it_fails -> fetch "yes"'},
        ),
        (
            "ETL pipeline: it extracts data from MySQL and loads it into a data warehouse.",
            {'mysql -> etl_pipeline "data"', 'etl_pipeline -> data_warehouse "loads data"'},
        ),
        (
            "Sequence diagram: the client redirects the user to the server, the user logs in, the server returns "
            "a code to the client.",
            {'client -> user "redirects to the server"', 'user -> server "logs in"', 'server --> client "code"'},
        ),
        (
            "Draw the life cycle of a thread: ready, running and blocked. A ready thread becomes running. A running "
            "thread can become blocked or ready.",
            {'diagram "Life cycle of a thread" {', "ready -> running", "running -> blocked", "running -> ready"},
        ),
        (
            "A decision tree: look outside. If humidity is high do not play, else play.",
            {"look_outside -> humidity_high", 'humidity_high -> do_not_play "yes"', 'humidity_high -> play "no"'},
        ),
        (
            "UML class diagram: Subject has methods attach and notify, Observer is an interface with a method update, "
            "and Subject has many Observers.",
            {'subject "1" -- "0..*" observer'},
        ),
        (
            "Database schema with authors and books: an author has a name; a book has a title. One author writes many "
            "books.",
            {'author -- book "writes" { head: zero or many }'},
        ),
    ],
)  # fmt: skip
def test_plain_trees_plans_and_sets(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A comparison table of two phones: iPhone and Pixel, with rows for price and battery.",
         ['"" "iPhone" "Pixel"', "--", '"Price" "" ""', '"Battery" "" ""']),
        ("A comparison of Python and Java as a table: typing is dynamic in Python and static in Java.",
         ['"" "Python" "Java"', "--", '"Typing" "dynamic" "static"']),
        ("A table comparing cats and dogs: cats are independent, dogs need walks. Both are pets.",
         ['"Cats" "Dogs"', "--", '"independent" "need walks"', '"pets" "pets"']),
        ("Make a table with the columns Name and Age and the rows Ann 30 and Bob 25.",
         ['"Name" "Age"', "--", '"Ann" "30"', '"Bob" "25"']),
    ],
)  # fmt: skip
def test_what_is_compared_stands_in_a_table(text: str, rows: list[str]) -> None:
    assert [one.strip() for one in scene(text).splitlines()[2:-2]] == rows
    assert read(text)[2] == []


def test_a_table_of_wood_is_no_diagram() -> None:
    assert scene("a wooden table with rows of plates").startswith("scene")


def test_a_plan_without_a_date_begins_at_one_that_is_told() -> None:
    tree = read_prompt(prompt("Gantt chart: design takes two weeks, testing takes one week.")).tree
    assert "{ weeks: 2, start: 2025-01-06 }" in to_source(tree)
    assert [one.code.name for one in tree.diagnostics][:1] == ["no-year"]


def test_what_is_doubtful_is_told_with_words_that_would_be_read() -> None:
    tree = read_prompt(prompt("State diagram: a, b and c. From a it goes to b.")).tree
    (told,) = tree.diagnostics
    assert "from idle it goes to busy when a call comes" in told.hints[0]
