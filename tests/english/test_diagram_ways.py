"""Processes, states and messages in ways that people say them: each text is whole, and nothing of it is left over."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Flowchart for returning a book: scan the book, check whether it is damaged. If so, charge a fee. In both"
            " cases put it back on the shelf.",
            {"charge_a_fee -> put_it_back", 'damaged -> charge_a_fee "yes"', 'damaged -> put_it_back "no"',
             "scan_the_book -> damaged"},
        ),
        (
            "Make tea: boil water, pour it over the leaves, let it steep for three minutes, then remove the leaves "
            "and serve.",
            {"boil_water -> pour_it_over", "let_it_steep -> remove_the_leaves", "pour_it_over -> let_it_steep",
             "remove_the_leaves -> serve"},
        ),
        (
            "Data processing: first the data is loaded. Next, missing values are removed. After that, a model is "
            "trained.",
            {"data_is_loaded -> missing_values_are", "missing_values_are -> model_is_trained"},
        ),
        (
            "An invoice is received by accounting, who match it with the purchase order. If they agree the invoice is"
            " paid. If not it is sent back to the vendor.",
            {"accounting_match_it -> do_they_agree", 'do_they_agree -> invoice_is_paid "yes"',
             'do_they_agree -> sent_back_to "no"', "invoice_is_received -> accounting_match_it"},
        ),
        (
            "Flowchart: To water the plants, check the soil first. Dry? Then water them. Still wet? Do nothing. Then "
            "put the can away.",
            {"check_the_soil -> dry", "do_nothing -> put_the_can", 'dry -> do_nothing "no"',
             'dry -> water_them "yes"', "water_them -> put_the_can"},
        ),
        (
            "Flowchart: We measure the water. Depending on the result, the beach is either closed or kept open. Then "
            "we write a report.",
            {"beach_is_closed -> write_a_report", "beach_is_kept -> write_a_report", "measure_the_water -> result",
             'result -> beach_is_closed "closed"', 'result -> beach_is_kept "kept open"'},
        ),
        (
            "Flowchart: get up. Depending on the weather, walk or take the bus.",
            {"get_up -> weather", "weather -> take_the_bus", "weather -> walk"},
        ),
        (
            "For each student, read the marks and compute the average. If the average is below 50, write a letter, "
            "otherwise file it.",
            {'another_student -> read_the_marks "yes"', 'average_below_50 -> file_it "no"',
             'average_below_50 -> write_a_letter "yes"', "compute_the_average -> average_below_50",
             "file_it -> another_student", "read_the_marks -> compute_the_average",
             "write_a_letter -> another_student"},
        ),
        (
            "The proposal gets submitted to the board, which votes on it. A proposal that wins a majority is adopted."
            " One that does not is dropped.",
            {"board_votes_on -> wins_a_majority", "proposal_gets_submitted -> board_votes_on",
             'wins_a_majority -> adopted "yes"', 'wins_a_majority -> dropped "no"'},
        ),
        (
            "Draw the process: Sales sends a quote to the customer. The customer may accept or decline it. If they "
            "accept, sales creates an order; if they decline, the quote is archived.",
            {'accepted -> quote_is_archived "no"', 'accepted -> sales_creates_an "yes"', "sales_sends_a -> accepted"},
        ),
        (
            "State machine of a door: it can be open or closed. Pushing it closes it, pulling it opens it. A closed "
            "door can be locked with a key and unlocked again.",
            {'closed -> locked "with a key"', 'closed -> open_node "pulling"', 'locked -> closed "unlocked"',
             'open_node -> closed "pushing"'},
        ),
        (
            "A traffic light is red, then green, then yellow, then red again. Draw the states.",
            {"green -> yellow", "red -> green", "start -> red", "yellow -> red"},
        ),
        (
            "State diagram of a document: It starts as a draft. Submitting it puts it under review. The reviewer "
            "approves it, in which case it is published, or rejects it, which makes it a draft again.",
            {'draft -> under_review "submitting"', "start -> draft", 'under_review -> draft "rejects"',
             'under_review -> published "reviewer approves"'},
        ),
        (
            "States of a lamp: off, dim, bright. Each press goes to the next state; from bright a press turns it off.",
            {'bright -> off "press"', 'dim -> bright "press"', 'off -> dim "press"'},
        ),
        (
            "State diagram of an elevator: it is idle, moving up or moving down. From idle, a call from above makes "
            "it move up and a call from below makes it move down. On arrival it becomes idle.",
            {'idle -> moving_down "call from below"', 'idle -> moving_up "call from above"',
             'moving_down -> idle "arrival"', 'moving_up -> idle "arrival"'},
        ),
        (
            "States: a connection goes from closed to connecting when it is opened, to connected on success and back "
            "to closed on failure.",
            {'closed -> connecting "opened"', 'connecting -> closed "failure"', 'connecting -> connected "success"'},
        ),
        (
            "Tasks begin in the backlog. A developer who picks one moves it to doing. Once it is finished it is in "
            "review, and after approval in done. Draw the states.",
            {'backlog -> doing "developer picks one"', 'doing -> review "finished"', 'review -> done "approval"',
             "start -> backlog"},
        ),
        (
            "As a sequence: The teacher asks Tom a question. Tom does not know the answer and asks Ann. Ann whispers "
            "it to him, and he tells the teacher.",
            {'ann -> tom "whispers"', 'teacher -> tom "asks question"', 'tom -> ann "asks"',
             'tom -> teacher "tells"', 'tom -> tom "does not know the answer"'},
        ),
        (
            "Sequence diagram: the app sends the password to the auth service; the auth service verifies it against "
            "the user store and answers with a token; the app stores the token.",
            {'app -> app "stores the token"', 'app -> auth_service "password"', 'auth_service --> app "token"',
             'auth_service -> user_store "verifies password"'},
        ),
        (
            "Show the messages: Alice greets Bob, Bob replies, then Alice tells Carol that Bob is well.",
            {'alice -> bob "greets"', 'alice -> carol "tells that Bob is well"', 'bob --> alice "replies"'},
        ),
        (
            "Our job pulls orders from a queue, checks them with Joi, stores them in MongoDB and plots them in "
            "Grafana.",
            {'queue -> job "orders"', 'job -> joi "checks orders"', 'job -> mongodb "stores orders"',
             'job -> grafana "plots orders"'},
        ),
        ("Food chain with grass, a mouse and a cat", {"grass -> mouse", "mouse -> cat"}),
        ("Food chain: krill, herring, seal", {"krill -> herring", "herring -> seal"}),
        (
            "Supply chain: the farm ships to the mill, and the mill ships to the bakery.",
            {'farm -> mill "ships to"', 'mill -> bakery "ships to"'},
        ),
        (
            "Automaton with states a0 (start), a1 and a2 (accepting); a0 -> a1 on x, a1 -> a2 on y",
            {"start -> a0", 'a0 -> a1 "x"', 'a1 -> a2 "y"'},
        ),
        (
            "UML: Shape is the parent of Circle and Square",
            {"circle -> shape { head: triangle }", "square -> shape { head: triangle }"},
        ),
        (
            "UML: class Plant (name), class Tree (height), Tree extends Plant",
            {"tree_node -> plant { head: triangle }"},
        ),
        ("ER diagram: Author 1-n Book, Book has a title", {"author -- book { tail: one, head: zero or many }"}),
        (
            "Swimlane diagram. Cook: chop, fry. Waiter: serve, clear.",
            {"chop -> fry", "fry -> serve", "serve -> clear", "cook above waiter"},
        ),
        (
            "A swimlane diagram with Guest and Kitchen. The guest places an order. The kitchen cooks it.",
            {"place_an_order -> cook_it", "guest above kitchen"},
        ),
        (
            "Swimlane diagram with Guest, Kitchen and Waiter. The guest places an order. The kitchen checks it. If it "
            "is fine, the kitchen cooks it, otherwise the waiter tells the guest.",
            {"place_an_order -> check_it", "check_it -> fine", 'fine -> cook_it "yes"', 'fine -> tell_the_guest "no"',
             "guest above kitchen", "kitchen above waiter"},
        ),
        (
            "Process with swimlanes: guests place orders, the kitchen cooks them, the waiter brings them",
            {"place_orders -> cook_them", "cook_them -> bring_them", "guests above kitchen", "kitchen above waiter"},
        ),
        (
            "The meter sends counts over LoRaWAN to a gateway, which forwards them to a dashboard.",
            {'meter -> gateway "counts over LoRaWAN"', 'gateway -> dashboard "forwards counts"'},
        ),
        (
            "The four stages of sleep are drowsiness, light sleep, deep sleep and dreams.",
            {'diagram "Stages of sleep" {', "drowsiness -> light_sleep", "light_sleep -> deep_sleep",
             "deep_sleep -> dreams"},
        ),
        (
            "Mind map. Topic: baking. Branches: bread, cake.",
            {"baking -- bread", "baking -- cake"},
        ),
        (
            "Use case diagram with the actors reader and editor. Readers can comment. Editors can delete posts.",
            {"reader -- comment", "editor -- delete_posts"},
        ),
        (
            "For each letter: open it; stamp it; file it. Then send the folder.",
            {'another_letter -> open_it "yes"', "open_it -> stamp_it", "stamp_it -> file_it",
             "file_it -> another_letter", 'another_letter -> send_the_folder "no"'},
        ),
        (
            "Sequence diagram: the app sends a code to the server, and the server looks it up in the database.",
            {'app -> server "code"', 'server -> database "looks code up"'},
        ),
        (
            "Sequence diagram: the clerk types his name into the app; the app sends it to the register; the register "
            "checks it against the list.",
            {'clerk -> app "types name"', 'app -> register "name"', 'register -> list "checks name"'},
        ),
        (
            "How to mend a bike: loosen the bolts, jack up the frame, take off the wheel.",
            {"loosen_the_bolts -> jack_up_the", "jack_up_the -> take_off_the"},
        ),
        (
            "Diagram: Ada asks Bert for the key and Bert answers with a code",
            {'ada -> bert "asks for the key"', 'bert --> ada "code"'},
        ),
        (
            "Flowchart: Repeat these steps until the deck is sorted: compare two cards, swap them if needed.",
            {"compare_two_cards -> needed", 'needed -> swap_them "yes"', "swap_them -> deck_sorted",
             'needed -> deck_sorted "no"', 'deck_sorted -> compare_two_cards "no"'},
        ),
        (
            "Flowchart: boil the rice. Meanwhile, chop the onions. Then mix them.",
            {"boil_the_rice -> mix_them", "chop_the_onions -> mix_them"},
        ),
        (
            "Flowchart: print the badge. At the same time, greet the guest. Then join them and sign.",
            {"print_the_badge -> sign", "greet_the_guest -> sign"},
        ),
        (
            "Family tree: Jo and Ida are married and have two children, Eve and Ben. Eve married Tom and their son is "
            "Max.",
            {"jo -- circle", "ida -- circle", "circle -- eve", "circle -- ben", "eve -- circle_2", "tom -- circle_2",
             "circle_2 -- max"},
        ),
        (
            "Family tree of Lea: her parents are Eva and Jan. She has a daughter Pia.",
            {"eva -- circle", "jan -- circle", "circle -- lea", "lea -- pia"},
        ),
        (
            "A ring topology with three computers",
            {"computer_1 -- computer_2", "computer_2 -- computer_3", "computer_3 -- computer_1"},
        ),
        (
            "Draw a network diagram: three routers connected in a ring.",
            {"router_1 -- router_2", "router_2 -- router_3", "router_3 -- router_1"},
        ),
        (
            "A ring of three routers",
            {"router_1 -- router_2", "router_2 -- router_3", "router_3 -- router_1"},
        ),
        (
            "The lifecycle of an order: placed, then paid, then shipped and finally delivered.",
            {"placed -> paid", "paid -> shipped", "shipped -> delivered"},
        ),
        (
            "1. Read the number. 2. If it is negative, go to step 4. 3. Print it. 4. Stop.",
            {"read_the_number -> negative", 'negative -> print_it "no"', 'negative -> stop "yes"',
             "print_it -> stop"},
        ),
        (
            "Flowchart: ask for the name. If it is empty, start over. Save the name.",
            {"ask_for_the -> empty", 'empty -> ask_for_the "yes"', 'empty -> save_the_name "no"'},
        ),
    ],
)  # fmt: skip
def test_ways_to_say_it(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])
