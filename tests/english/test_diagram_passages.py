"""What links say of what somebody does with something, of what something is, and of several that are told apart."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (  # nobody in the diagram collects them
            "Logging setup: we collect logs from all servers with Filebeat. Filebeat sends them to Logstash, which in "
            "turn writes them to Elasticsearch.",
            {'servers -> filebeat "logs"', 'filebeat -> logstash "sends logs"',
             'logstash -> elasticsearch "writes logs"'},
        ),
        (  # an aim for which something is made is a link of its own
            "A cell has ribosomes and mitochondria. Mitochondria produce ATP. Ribosomes use mRNA to make proteins.",
            {"cell -> ribosomes", "cell -> mitochondria", 'mitochondria -> atp "produce"', 'ribosomes -> mrna "use"',
             'ribosomes -> proteins "to make"'},
        ),
        (
            "Rock cycle: magma cools to form igneous rock. Igneous rock erodes into sediment. Sediment melts into "
            "magma.",
            {'magma -> igneous_rock "cools to form"', 'igneous_rock -> sediment "erodes into"',
             'sediment -> magma "melts into"'},
        ),
        (  # what something is stands beside its name
            "The frontend is a React app served from S3. It calls the backend (Django) through an ALB. The backend "
            "uses Postgres to store orders and Redis as a cache.",
            {'frontend_react_app -> s3 "served from"', "frontend_react_app -> alb", 'alb -> backend_django "calls"',
             'backend_django -> postgres "uses to store orders"', 'backend_django -> redis "uses as a cache"'},
        ),
        (  # a name in parentheses is another for the same
            "Sensors send readings to a time series database (InfluxDB). Grafana queries the database. A job "
            "reads from InfluxDB.",
            {'sensors -> time_series_database "readings"', 'grafana -> time_series_database "queries"',
             'job -> time_series_database "reads from"'},
        ),
        (
            "Office network: there's a firewall between the internet and our LAN. A core switch connects to three "
            "access switches, one per floor, and to the firewall. The servers (mail and print) are connected directly "
            "to the core switch.",
            {"internet -- firewall", "firewall -- lan", "core_switch -> floor_1_access",
             "core_switch -> floor_2_access", "core_switch -> floor_3_access", "core_switch -> firewall",
             "mail_server -- core_switch", "print_server -- core_switch"},
        ),
        (  # what is done in the other case says so
            "The API reads from Redis. If Redis is empty, the API reads from Postgres, otherwise it sends a reply to "
            "the client.",
            {'api -> redis "reads from"', 'api -> postgres "reads from if Redis is empty"',
             'api -> client "reply otherwise"'},
        ),
    ],
)  # fmt: skip
def test_what_links_say(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_several_under_one_are_called_by_what_each_is_for() -> None:
    _, joins, missed = read(
        "Org chart: the principal leads two vice principals, one for the lower school and one for the upper school."
    )
    assert (joins, missed) == ({"principal -- lower_school_vice", "principal -- upper_school_vice"}, [])


def test_those_who_were_spoken_of_are_they() -> None:
    _, joins, missed = read("Light reactions take place in the thylakoid. They take in water and produce oxygen.")
    assert (joins, missed) == ({'light_reactions -> water "take in"', 'light_reactions -> oxygen "produce"'}, [])


def test_a_branch_that_rejects_and_tells_so_goes_nowhere() -> None:
    _, joins, missed = read(
        "Returns process: support checks whether the item is new. If not, the request is rejected and the customer is "
        "informed. If yes, the customer sends the item back. The warehouse inspects it."
    )
    assert missed == []
    assert {one for one in joins if one.startswith(("customer_is_informed", "customer_sends"))} == {
        "customer_sends_the -> warehouse_inspects_it"
    }


def test_a_wish_is_asked_by_what_is_done_and_a_day_is_no_condition() -> None:
    nodes, _, missed = read("Process: Anna brews coffee until Friday. Add sugar if you like. Serve it.")
    assert missed == []
    assert {'box "Anna brews coffee until Friday"', 'decision "Add sugar?"', 'box "Add sugar"'} <= nodes


def test_what_runs_in_parallel_runs_in_nothing() -> None:
    nodes, joins, missed = read(
        "The build pipeline has 4 stages. lint, build, test, deploy. test is split into unit tests and integration "
        "tests which run in parallel."
    )
    assert missed == []
    assert not {one for one in nodes if "arallel" in one}
    assert {"lint -> build", "build -> test", "test -> deploy", 'test -> unit_tests "is split into"'} <= joins


def test_the_types_of_something_stand_under_it() -> None:
    _, joins, missed = read(
        "Types of chemical bonds: ionic, covalent and metallic. Covalent bonds can be polar or nonpolar."
    )
    assert missed == []
    assert joins == {
        "types_of_chemical -- ionic", "types_of_chemical -- covalent", "types_of_chemical -- metallic",
        "covalent -- polar", "covalent -- nonpolar",
    }  # fmt: skip


def test_sets_may_be_told_of_in_a_clause_behind_while() -> None:
    _, joins, missed = read(
        "Mammals and birds are both warm-blooded. Mammals have fur, while birds have feathers. Show it as a Venn "
        "diagram."
    )
    assert missed == []
    assert joins == {"warm_blooded inside mammals", "warm_blooded inside birds", "fur inside mammals",
                     "feathers inside birds"}  # fmt: skip


def test_entities_are_those_of_which_something_is_said() -> None:
    _, joins, missed = read(
        "A hospital has departments. Every department has a name and employs doctors. A doctor treats many patients, "
        "and a patient can be treated by several doctors. Each patient has exactly one medical record."
    )
    assert missed == []
    assert joins == {
        "hospital -- department { tail: one, head: zero or many }",
        'department -- doctor "employs" { head: zero or many }',
        'doctor -- patient "treats" { head: zero or many, tail: zero or many }',
    }


def test_two_of_the_same_office_are_two() -> None:
    nodes, _, missed = read(
        "Org chart: Eva is head of sales. Under her are three teams: north (lead: Tom), south (lead: Ines) and west."
    )
    assert missed == []
    assert {'box "Lead (Tom)"', 'box "Lead (Ines)"'} <= nodes
