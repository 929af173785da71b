"""Clauses of prompts for diagrams: what each of several has, who gets what, and that no word is dropped in silence."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "draw three web servers behind a load balancer, each with its own database",
            {"load_balancer -> web_server_1", "load_balancer -> web_server_2", "load_balancer -> web_server_3",
             "web_server_1 -> database_1", "web_server_2 -> database_2", "web_server_3 -> database_3"},
        ),
        (
            "A system architecture: the site calls the cart service and the order service. "
            "Each service has its own database.",
            {'site -> cart_service "calls"', 'site -> order_service "calls"',
             "cart_service -> cart_service_database", "order_service -> order_service_database"},
        ),
        (
            "Two services, orders and billing, each with its own database, communicate through a queue",
            {"orders -> orders_database", "billing -> billing_database", "orders -- queue", "billing -- queue"},
        ),
        (
            "Data pipeline: logs land in S3, dashboards in Tableau read from S3",
            {'logs -> s3 "land in"', 'dashboards_in_tableau -> s3 "read from"'},
        ),
        (
            "RAG pipeline: documents are chunked and embedded into a vector store; the chunks are retrieved from the "
            "vector store, and an LLM generates the answer from the question and the chunks",
            {'documents -> vector_store "chunked and embedded into"', 'vector_store -> chunks "retrieved"',
             "question -> llm", "chunks -> llm", 'llm -> answer "generates"'},
        ),
        (
            "A diagram of a GAN: noise goes to the generator, the generator produces fake images, the discriminator "
            "receives real images and fake images and outputs a verdict",
            {"noise -> generator", 'generator -> fake_images "produces"', "real_images -> discriminator",
             "fake_images -> discriminator", 'discriminator -> verdict "outputs"'},
        ),
        (
            "company network with 2 switches, each connected to 2 PCs, both switches connected to one router",
            {"switch_1 -- pc_1", "switch_1 -- pc_2", "switch_2 -- pc_3", "switch_2 -- pc_4", "switch_1 -- router",
             "switch_2 -- router"},
        ),
        (
            "Docker architecture: the host runs an engine with two containers; each container has an app and its libs",
            {'host -> engine "runs"', "engine -> container_1", "engine -> container_2", "container_1 -> app_1",
             "container_2 -> app_2", "container_1 -> libs_1", "container_2 -> libs_2"},
        ),
        (
            "Home network: the internet goes to a modem, the modem to a router, and the router to a laptop and a TV",
            {"internet -> modem", "modem -> router", "router -> laptop", "router -> tv"},
        ),
        (
            "block diagram: the gateway calls the user service, order service and stock service",
            {'gateway -> user_service "calls"', 'gateway -> order_service "calls"', 'gateway -> stock_service "calls"'},
        ),
        (
            "CQRS model: commands go to the write model, queries go to the read model",
            {"commands -> write_model", "queries -> read_model"},
        ),
        (
            "state machine of a light: red -> green after 30s, green -> yellow after 25s, yellow -> red after 5s",
            {'red -> green "30s"', 'green -> yellow "25s"', 'yellow -> red "5s"'},
        ),
        (
            "block diagram: CPU, memory and I/O connected by a bus",
            {"cpu -- bus", "memory -- bus", "i_o -- bus"},
        ),
        (
            "TCP handshake sequence: client sends SYN, server answers SYN-ACK, client sends ACK",
            {'client -> server "SYN"', 'server --> client "answers SYN-ACK"', 'client -> server "ACK"'},
        ),
        (
            "sequence diagram: Shop asks Bank to charge the card, Bank confirms",
            {'shop -> bank "asks to charge the card"', 'bank --> shop "confirms"'},
        ),
    ],
)  # fmt: skip
def test_what_joins_the_nodes(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert (found, missed) == (joins, [])


@pytest.mark.parametrize("order", ["Please draw: ", "Could you draw me ", "I need a diagram: ", "show me ", ""])
def test_an_order_is_no_part_of_the_diagram(order: str) -> None:
    assert read(f"{order}Client -> Server -> Database")[:2] == read("Client -> Server -> Database")[:2]


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("A diagram of a GAN: noise goes to the generator; xylophone; the generator makes images", ["xylophone"]),
        ("block diagram: the client calls the server, the question is embedded", ["the question is embedded"]),
        ("a star topology with a hub and four computers painted by Rembrandt", ["painted by Rembrandt"]),
    ],
)
def test_words_that_no_node_shows_are_told(text: str, missed: list[str]) -> None:
    assert read(text)[2] == missed


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (  # what "them" points to is several, and was taken from the one thing that stands there
            "block diagram: the worker reads values from a disk, sorts them and calls a printer",
            {'worker -> disk "reads values from"', 'worker -> worker "sorts values"', 'worker -> printer "calls"'},
        ),
        (
            "block diagram: a probe sends values to a filter, whose output goes to a valve",
            {'probe -> filter "values"', 'filter -> valve "output"'},
        ),
        (
            "block diagram: every night a timer starts a script that loads files from a server",
            {'timer -> script "starts every night"', 'script -> server "loads files from"'},
        ),
        (
            "block diagram: grass feeds mice, mice feed owls, and worms recycle all of them",
            {'grass -> mice "feeds"', 'mice -> owls "feed"', 'worms -> grass "recycle"', 'worms -> mice "recycle"',
             'worms -> owls "recycle"'},
        ),
        (  # the thing that something was done to is nearer than what was sent
            "block diagram: Ann sends Ben a key. Ben fills a box with the key and sends it back to Ann.",
            {'ann -> ben "key"', 'ben -> box "fills with the key"', 'ben -> ann "sends box"'},
        ),
        (
            "Org chart: the mill is led by Eva, the owner. Ole, the head of sales, and Pia, the head of stores, "
            "report to her.",
            {"eva_owner -- ole_head_of", "eva_owner -- pia_head_of"},
        ),
    ],
)  # fmt: skip
def test_what_words_point_to(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])
