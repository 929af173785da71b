"""Diagrams as people ask for them who have read no manual."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source


def test_each_of_several_behind_a_comma_begins_a_clause() -> None:
    _, joins, missed = read(
        "Architecture diagram: two web servers behind a load balancer, each web server talks to a Redis cache."
    )
    assert missed == []
    assert joins == {
        "load_balancer -> web_server_1", "load_balancer -> web_server_2",
        'web_server_1 -> redis_cache "talks to"', 'web_server_2 -> redis_cache "talks to"',
    }  # fmt: skip


def test_causes_lead_to_effects_where_all_clauses_say_so() -> None:
    _, joins, _ = read(
        "Cause and effect diagram: smoking causes lung cancer. Stress causes insomnia, which leads to errors."
    )
    assert joins == {
        'smoking -> lung_cancer "causes"', 'stress -> insomnia "causes"', "insomnia -> errors",
    }  # fmt: skip


def test_a_place_and_what_is_done_from_there_are_two_clauses() -> None:
    nodes, joins, missed = read(
        "Kubernetes setup. Inside the cluster there are two nodes. Node A runs the api pod, node B runs the database. "
        "The ingress sits outside the cluster and routes to the api pod."
    )
    assert missed == []
    assert {'rounded "Node A"', 'rounded "Node B"'} <= nodes
    assert joins == {'ingress -> api_pod "routes"', 'node_a -> api_pod "runs"', 'node_b -> database "runs"'}


def test_what_a_switch_is_with_hangs_on_it() -> None:
    _, joins, missed = read(
        "A network diagram: a router connects to a firewall, behind the firewall is a switch with two PCs, a printer "
        "and a file server."
    )
    assert missed == []
    assert joins == {
        "router -> firewall", "firewall -> switch", "switch -> pc_1", "switch -> pc_2", "switch -> printer",
        "switch -> file_server",
    }  # fmt: skip


def test_a_heading_with_its_list_fills_a_region_or_a_column() -> None:
    _, joins, missed = read("Venn diagram comparing cats and dogs. Cats: purr, climb trees. Dogs: bark. Both: fur.")
    assert missed == []
    assert {"climb_trees inside cats", "bark inside dogs", "fur inside cats", "fur inside dogs"} <= joins
    table, _, missed = read("Compare online learning and school learning in a table with rows cost, contact. "
                            "Online: low, little. School: high, much.")  # fmt: skip
    assert missed == []
    assert 'table "Comparison" {' in " ".join(table)


def test_what_is_so_behind_a_case_that_leads_back_is_the_other_case() -> None:
    _, joins, missed = read("Flowchart: wash the car. If it is still dirty, wash it again. When it is clean, dry it.")
    assert missed == []
    assert joins == {
        "wash_the_car -> still_dirty", 'still_dirty -> wash_the_car "yes"', 'still_dirty -> dry_it "no"',
    }  # fmt: skip


def test_unknown_verbs_and_waiting_lead_back_where_a_question_says_no() -> None:
    _, joins, _ = read("Flowchart: test it. Is it working? If no, defrag the disk and test again. If yes, stop.")
    assert {'is_it_working -> defrag_the_disk "no"', "defrag_the_disk -> test_it"} <= joins
    _, joins, _ = read("Flowchart: boil water. If it is not hot enough, wait. Once it is hot enough, add the tea.")
    assert {'not_hot_enough -> wait "yes"', "wait -> not_hot_enough", 'not_hot_enough -> add_the_tea "no"'} <= joins


def test_questions_end_a_list_of_steps_and_answers_may_lead_back() -> None:
    _, joins, missed = read(
        "flowchart for a vending machine, start, insert coin, enough money? no -> insert coin, yes -> choose drink, is "
        "it in stock? no -> refund, yes -> give drink, end"
    )
    assert missed == []
    assert joins == {
        "start -> insert_coin", "insert_coin -> enough_money", 'enough_money -> insert_coin "no"',
        'enough_money -> choose_drink "yes"', "choose_drink -> is_it_in", 'is_it_in -> refund "no"',
        'is_it_in -> give_drink "yes"', "give_drink -> end", "refund -> end",
    }  # fmt: skip


def test_what_goes_from_state_to_state_is_the_title() -> None:
    _, joins, missed = read(
        "State machine for a lamp that goes from off to on after a click and from on to off at night."
    )
    assert missed == []
    assert joins == {'off -> on_node "click"', 'on_node -> off "night"'}


def test_a_name_with_a_letter_wrong_names_its_diagram() -> None:
    reading = read("pls draw a flowchrat of my day: wake up, brush teeth, if its a school day pack bag else read")
    assert reading[1:] == ({
        "wake_up -> brush_teeth", "brush_teeth -> a_school_day", 'a_school_day -> pack_bag "yes"',
        'a_school_day -> read "no"',
    }, [])  # fmt: skip


def test_what_is_listed_in_order_leads_from_one_to_the_next() -> None:
    _, joins, missed = read(
        "Digestive system in order: mouth, stomach, colon. The liver and the gall feed into the stomach."
    )
    assert missed == []
    assert joins == {"mouth -> stomach", "stomach -> colon", "liver -> stomach", "gall -> stomach"}


def test_amounts_behind_a_comma_and_verbs_that_share_a_class() -> None:
    _, joins, missed = read("ER diagram: students enroll in courses, many to many. A course has a code.")
    assert missed == []
    assert joins == {'student -- course "enroll in" { head: zero or many, tail: zero or many }'}
    _, joins, missed = read("Class diagram: Book has a title. A Member has a name and can borrow and return Books.")
    assert missed == []
    assert joins == {'member -- "0..*" book "borrow and return"'}


def test_those_who_are_counted_by_their_office_hold_it() -> None:
    nodes, _, missed = read(
        "Org chart: CFO Ann Berg. Ann has two accountants, Jim and Sue. Jim leads two teams, Pay and Tax."
    )
    assert missed == []
    assert {'box "Jim (Accountant)"', 'box "Sue (Accountant)"', 'box "Pay"', 'box "Tax"'} <= nodes


def test_what_is_done_in_passing_shares_the_next_object_and_many_are_one_node() -> None:
    _, joins, missed = read(
        "The research pipeline: raw data are collected from 20 participants, cleaned and split into a training "
        "set and a test set. The training set is used to fit the model."
    )
    assert missed == []
    assert joins == {
        'n20_participants -> raw_data "collected"', 'raw_data -> training_set "cleaned and split into"',
        'raw_data -> test_set "cleaned and split into"', 'training_set -> model "is used to fit"',
    }  # fmt: skip


def test_somebody_else_is_no_other_case() -> None:
    _, joins, missed = read("Flowchart: scan it. If it is reserved for someone else, keep it; if not, book the loan.")
    assert missed == []
    assert joins == {
        "scan_it -> reserved_for_someone", 'reserved_for_someone -> keep_it "yes"',
        'reserved_for_someone -> book_the_loan "no"',
    }  # fmt: skip


def test_what_each_of_several_has_stands_under_each() -> None:
    _, joins, missed = read(
        "Org chart: the director leads the departments of surgery and radiology, each of which has a head."
    )
    assert missed == []
    assert {"department_of_surgery -- head_1", "department_of_radiology -- head_2"} <= joins


def test_dashes_stand_behind_headings_and_bare_lists_are_names() -> None:
    _, joins, _ = read("Mind map health: food - vegetables, water; sport - walking, swimming; sleep - eight hours")
    assert {"health -- food", "food -- water", "sport -- walking", "sleep -- eight_hours"} <= joins
    _, joins, _ = read("Waterfall model: requirements, design, tests. Each phase flows into the next.")
    assert joins == {"requirements -> design", "design -> tests"}


def test_nouns_before_a_way_are_what_somebody_does() -> None:
    _, joins, _ = read("the rock cycle: magma cools to rock, rock weathers to sand, sand becomes stone.")
    assert {'magma -> rock "cools"', 'rock -> sand "weathers"', "sand -> stone"} <= joins


def test_what_something_is_found_to_be_ends_a_decision_tree() -> None:
    _, joins, missed = read(
        "A decision tree: Does it have feathers? Then it's a bird. If not, does it have fur? If so it is a mammal, "
        "otherwise it is a reptile."
    )
    assert missed == []
    assert joins == {
        'does_it_have -> bird "yes"', 'does_it_have -> does_it_have_2 "no"', 'does_it_have_2 -> mammal "yes"',
        'does_it_have_2 -> reptile "no"',
    }  # fmt: skip


def test_what_is_denied_is_not_led_to() -> None:
    _, joins, missed = read("A causal diagram: age influences income but not health. Income influences health.")
    assert missed == []
    assert joins == {'age -> income "influences"', 'income -> health "influences"'}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A layer diagram: hardware at the bottom, above it the kernel, on top the apps and the shell side by side.",
         "what stands “side by side” is drawn upon each other"),
        ("Flowchart: the bill goes to the President, who can sign it or veto it. Then it is printed.",
         "which of both is done (“who can sign it or”) is asked by no decision"),
    ],
)  # fmt: skip
def test_what_the_form_does_not_show_is_told(text: str, told: str) -> None:
    found = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert told in {one.message for one in found}


def test_what_is_where_circles_overlap_is_said_in_many_ways() -> None:
    _, joins, missed = read(
        "A Venn diagram with three circles called Fast, Good and Cheap; the middle says Impossible."
    )
    assert missed == []
    assert joins == {f"impossible inside {one}" for one in ("fast", "good", "cheap")}
    _, joins, missed = read("Draw a Venn diagram with two circles labeled Cats and Dogs; in the overlap write Pets.")
    assert missed == []
    assert joins == {"pets inside cats", "pets inside dogs"}
    _, joins, missed = read(
        "A Venn diagram with the circles Design, Business and Technology. Where all three overlap it says Product, and "
        "where design and technology overlap it says UX."
    )
    assert missed == []
    assert {"product inside business", "ux inside design", "ux inside technology"} <= joins
    assert "ux inside business" not in joins


def test_what_does_as_a_set_says_is_in_it() -> None:
    _, joins, missed = read(
        "Venn diagram of mammals and animals that live in water: the dog is only a mammal, the shark only lives in "
        "water, the whale is in both."
    )
    assert missed == []
    assert joins == {
        "dog inside mammals", "shark inside animals_that_live", "whale inside mammals",
        "whale inside animals_that_live",
    }  # fmt: skip


def test_each_step_is_in_the_lane_with_whose_name_it_begins() -> None:
    nodes, joins, missed = read(
        "A swimlane diagram with Customer, Sales and Warehouse: the customer orders, sales confirms, the warehouse "
        "ships, the customer pays."
    )
    assert missed == []
    assert {'rounded "Order"', 'rounded "Confirm"', 'rounded "Ship"', 'rounded "Pay"'} <= nodes
    assert {"order -> confirm", "confirm -> ship", "ship -> pay"} <= joins


def test_a_venn_diagram_shows_what_two_have_in_common() -> None:
    _, joins, missed = read(
        "A Venn diagram showing what dogs and cats have in common: both are pets and have four legs, only dogs bark "
        "and only cats purr."
    )
    assert missed == []
    assert joins == {
        "pets inside dogs", "pets inside cats", "four_legs inside dogs", "four_legs inside cats", "bark inside dogs",
        "purr inside cats",
    }  # fmt: skip
