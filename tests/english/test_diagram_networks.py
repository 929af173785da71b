"""Systems as engineers describe them: what is passed on to whom, by what, and where it is."""

from __future__ import annotations

import pytest
from diagram_reading import read


def test_what_a_relative_clause_does_something_to_is_what_it_speaks_of() -> None:
    _, joins, missed = read("The shop writes to a queue that the worker reads, and the worker fills a cache.")
    assert missed == []
    assert {'shop -> queue "writes to"', 'worker -> queue "reads"'} <= joins


def test_all_of_them_are_those_named_before() -> None:
    _, joins, missed = read(
        "The load balancer spreads requests over two web servers, and all of them use one database."
    )
    assert missed == []
    assert joins == {
        'load_balancer -> web_server_1 "requests"', 'load_balancer -> web_server_2 "requests"',
        'web_server_1 -> database "uses"', 'web_server_2 -> database "uses"',
    }  # fmt: skip


def test_who_was_sent_something_passes_it_on() -> None:
    for text in (
        "The browser sends a request to the proxy, which passes it on to one of two servers.",
        "The browser sends a request to the proxy. It passes it on to one of two servers.",
    ):
        _, joins, missed = read(text)
        assert missed == []
        assert {one.partition(" ->")[0] for one in joins if "server" in one} == {"proxy"}


def test_a_protocol_is_said_by_the_link_and_is_no_name() -> None:
    _, joins, missed = read(
        "Network diagram: data flows from the sensors to a gateway over MQTT, and from the gateway to the cloud "
        "over HTTPS."
    )
    assert missed == []
    assert joins == {'sensors -> gateway "data over MQTT"', 'gateway -> cloud "HTTPS"'}


def test_what_is_said_in_a_known_place_is_there() -> None:
    _, joins, missed = read("The gateway sends readings to the cloud. In the cloud, a worker writes to a database.")
    assert missed == []
    assert 'worker -> database "writes to"' in joins
    _, joins, _ = read("The gateway sends readings to the cloud. In the morning, a worker writes to a database.")
    assert 'worker -> database "writes to in the morning"' in joins


def test_a_verb_that_is_left_out_is_the_one_before() -> None:
    for text in (
        "The food chain of a pond: algae are eaten by water fleas, water fleas by sticklebacks, sticklebacks by pike.",
        "Algae are eaten by water fleas, water fleas by sticklebacks, and sticklebacks by pike.",
    ):
        _, joins, missed = read(text)
        assert missed == []
        assert joins - {'diagram "Food chain of a pond" {'} == {
            'algae -> water_fleas "are eaten by"', 'water_fleas -> sticklebacks "are eaten by"',
            'sticklebacks -> pike "are eaten by"',
        }  # fmt: skip


def test_what_somebody_gets_comes_from_whom_they_spoke_to() -> None:
    _, joins, missed = read(
        "A client logs in with the identity provider and gets a token, then it calls the API with the token, and the "
        "API checks the token with the identity provider."
    )
    assert missed == []
    assert joins == {
        'client -> identity_provider "logs in with"', 'identity_provider -> client "token"',
        'client -> api "calls with the token"', 'api -> identity_provider "checks token"',
    }  # fmt: skip


def test_who_was_asked_says_it_to_whom_asked() -> None:
    _, joins, _ = read(
        "Sequence: the shop asks the bank for the money, the bank says yes, and the shop asks the driver."
    )
    assert 'bank -> shop "says yes"' in joins


def test_what_was_sent_goes_on_from_there() -> None:
    _, joins, missed = read(
        "Sensors in the field send readings over LoRaWAN to a gateway. From there they go to a cloud server, where "
        "they are stored in InfluxDB and shown in Grafana."
    )
    assert missed == []
    assert joins == {
        'sensors_in_the -> gateway "readings over LoRaWAN"', "gateway -> cloud_server",
        'cloud_server -> influxdb "stored"', 'cloud_server -> grafana "shown in"',
    }  # fmt: skip


def test_what_is_exchanged_goes_between_those_who_do() -> None:
    _, joins, missed = read(
        "Draw a network: The clinic app exchanges patient data with the hospital system, and the hospital system sends "
        "reports to the insurer."
    )
    assert missed == []
    assert joins == {'clinic_app <-> hospital_system "patient data"', 'hospital_system -> insurer "reports"'}


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Draw how blood flows: blood flows from the right atrium to the right ventricle, to the lungs, to the left "
            "atrium and out to the body.",
            {'right_atrium -> right_ventricle "blood"', "right_ventricle -> lungs", "lungs -> left_atrium",
             "left_atrium -> body"},
        ),
        (
            "Show how electricity gets to our house: from the power plant to the substation, on to the transformer and "
            "finally into the house.",
            {"power_plant -> substation", "substation -> transformer", "transformer -> house"},
        ),
        (
            "Diagram of the water cycle: water evaporates from the ocean into clouds, falls from the clouds as rain "
            "onto mountains, and runs from the mountains back to the ocean through rivers.",
            {'ocean -> clouds "water"', 'clouds -> mountains "rain"', "mountains -> rivers", "rivers -> ocean"},
        ),
    ],
)  # fmt: skip
def test_where_something_goes_it_goes_on_from(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert {one for one in found if not one.startswith("diagram ")} == joins


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Show the food chain grass -> rabbit -> fox, with mushrooms decomposing all of them.",
            {"grass -> rabbit", "rabbit -> fox", 'mushrooms -> grass "decompose"', 'mushrooms -> rabbit "decompose"',
             'mushrooms -> fox "decompose"'},
        ),
        (
            "Network: A -> B -> C, and D is connected to all of them.",
            {"a -> b", "b -> c", "d -- a", "d -- b", "d -- c"},
        ),
    ],
)  # fmt: skip
def test_what_is_said_behind_a_chain_of_arrows_is_of_its_links(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert {one for one in found if not one.startswith("diagram ")} == joins


def test_a_system_is_called_by_its_name_alone() -> None:
    _, joins, _ = read(
        "Microservices overview: the lab system sends results to the record system. The billing system gets charges "
        "from the lab."
    )
    assert {'lab_system -> record_system "results"', 'lab_system -> billing_system "charges"'} <= joins


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Data flow diagram: the customer places an order with the shop, the shop checks the stock in the "
            "warehouse, and the warehouse ships the goods to the customer.",
            {'customer -> shop "order"', 'shop -> warehouse "checks stock"', 'warehouse -> customer "ships goods"'},
        ),
        (
            "Show how money flows in our club: members pay fees to the treasurer, the treasurer pays the trainer and "
            "the rent, and sponsors give donations to the club.",
            {'members -> treasurer "pay fees"', 'treasurer -> trainer "pays"', 'treasurer -> rent "pays"',
             'sponsors -> club "donations"'},
        ),
        (
            "Show the friendships in my class: Anna is friends with Ben and Carla, and Ben is friends with Dan.",
            {"anna -- ben", "anna -- carla", "ben -- dan"},
        ),
        (
            "Architecture: the door sensor reports to the hub, and the hub switches the lamps on over Zigbee.",
            {'door_sensor -> hub "reports to"', 'hub -> lamps "Zigbee"'},
        ),
    ],
)  # fmt: skip
def test_who_does_something_with_whom(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert {one for one in found if not one.startswith("diagram ")} == joins


def test_those_who_do_something_to_each_other_are_joined() -> None:
    _, joins, missed = read("Network: Ana knows Ben and Chloe. Ben and Chloe know each other.")
    assert missed == []
    assert joins == {'ana -> ben "knows"', 'ana -> chloe "knows"', 'ben -- chloe "know"'}


def test_what_is_taken_from_somewhere_by_another_goes_there() -> None:
    _, joins, missed = read(
        "Architecture: Raw logs are loaded from the data lake by the feature builder, which pushes a model to the "
        "registry. The prediction service pulls the model from there."
    )
    assert missed == []
    assert joins == {
        'data_lake -> feature_builder "raw logs"', 'feature_builder -> registry "model"',
        'registry -> prediction_service "model"',
    }  # fmt: skip
