"""A phrasebook of structure: the ways in which people say what is joined with what, what is in what and what is under
what, each in a short text of another subject."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.english.diagrams.normal_form import normal_form
from sgc.source import Source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Network diagram: the printer is connected to the router, and so are two laptops. The router "
            "is connected to the internet.",
            {"laptop_1 -- router", "laptop_2 -- router", "printer -- router", "router -- internet"},
        ),
        (
            "Network diagram of a café: the modem is linked to the internet and to a router. The router "
            "serves a till and a Wi-Fi access point.",
            {"modem -- internet", "modem -- router", 'router -> till "serves"', 'router -> wi_fi_access "serves"'},
        ),
        (
            "System diagram. The web app is used by customers and by staff. It reads from a cache and "
            "writes to a database.",
            {'customers -> web_app "uses"', 'staff -> web_app "uses"', 'web_app -> cache "reads from"',
             'web_app -> database "writes to"'},
        ),
        (
            "Data pipeline: two crawlers write into a queue. A worker takes messages from the queue and "
            "stores the results in S3.",
            {'crawler_1 -> queue "writes"', 'crawler_2 -> queue "writes"', 'queue -> worker "messages"',
             'worker -> s3 "stores results"'},
        ),
        (
            "Network: a firewall separates the internet from the LAN. In the LAN are a mail server and a "
            "web server.",
            {"firewall -- lan", "internet -- firewall"},
        ),
        (
            "Three clients access one server. The server logs to a file and is monitored by Nagios.",
            {'client_1 -> server "access"', 'client_2 -> server "access"', 'client_3 -> server "access"',
             'nagios -> server "monitors"', 'server -> file "logs to"'},
        ),
        (
            "Energy: wind turbines and solar panels feed the grid. A battery, too, is connected to the "
            "grid.",
            {"battery -- grid_node", 'solar_panels -> grid_node "feed"', 'wind_turbines -> grid_node "feed"'},
        ),
        (
            "Block diagram of a phone: the processor is at the center. It is connected to the display, "
            "the camera, the modem and the battery.",
            {"processor -- battery", "processor -- camera", "processor -- display", "processor -- modem"},
        ),
        (
            "Network of an office: to the main switch are connected six PCs. Behind the main switch "
            "stands a router.",
            {"main_switch -> router", "pc_1 -- main_switch", "pc_2 -- main_switch", "pc_3 -- main_switch",
             "pc_4 -- main_switch", "pc_5 -- main_switch", "pc_6 -- main_switch"},
        ),
        (
            "Server diagram: in front of the app server sits a reverse proxy; behind it there is a "
            "database.",
            {"reverse_proxy -> app_server", "reverse_proxy -> database"},
        ),
        (
            "Network diagram: attached to the hub are a scanner and a plotter. Also on the hub is a file "
            "server.",
            {"hub -- file_server", "plotter -- hub", "scanner -- hub"},
        ),
        (
            "Org chart: at the head of the firm stands the managing director. Under her are the heads of "
            "sales, production and IT.",
            {"managing_director -- head_of_it", "managing_director -- head_of_production",
             "managing_director -- head_of_sales"},
        ),
        (
            "Mind map for a birthday party. Branches are guests, food and music. Food branches into cake "
            "and pizza, and music into playlist and speakers.",
            {"birthday_party -- food", "birthday_party -- guests", "birthday_party -- music", "food -- cake",
             "food -- pizza", "music -- playlist", "music -- speakers"},
        ),
        (
            "Types of rock: igneous, sedimentary and metamorphic. Granite is an igneous rock. Limestone "
            "and sandstone belong to the sedimentary rocks. Show as tree.",
            {"igneous -- granite", "sedimentary -- limestone", "sedimentary -- sandstone",
             "types_of_rock -- igneous", "types_of_rock -- metamorphic", "types_of_rock -- sedimentary"},
        ),
        (
            "Tree: vehicles comprise land vehicles and watercraft. Cars, which are land vehicles, are "
            "either electric or fuel-driven. Sailboats are watercraft.",
            {"cars -- electric", "cars -- fuel_driven", "land_vehicles -- cars", "vehicles -- land_vehicles",
             "vehicles -- watercraft", "watercraft -- sailboats"},
        ),
        (
            "Mind map about marketing: central idea is marketing. It splits into online and offline; "
            "online is further divided into social media, search and email.",
            {"marketing -- offline", "marketing -- online", "online -- email", "online -- search",
             "online -- social_media"},
        ),
        (
            "Company org chart: Lisa Hart (CEO) is the boss of Jan (sales) and Uwe (support). Jan's team "
            "consists of Pia and Max.",
            {"jan_sales -- max", "jan_sales -- pia", "lisa_hart_ceo -- jan_sales", "lisa_hart_ceo -- uwe_support"},
        ),
        (
            "Organisation: director Olga Petrova leads the institute. The institute's departments are "
            "physics, chemistry and biology; chemistry is led by Prof. Stein.",
            {"director_olga_petrova -- institute", "institute -- biology", "institute -- chemistry_prof_stein",
             "institute -- physics"},
        ),
        (
            "Org chart of a newspaper: the editor-in-chief oversees the politics desk, the sports desk "
            "and the culture desk. Two reporters work at the sports desk.",
            {"editor_in_chief -- culture_desk", "editor_in_chief -- politics_desk",
             "editor_in_chief -- sports_desk", "sports_desk -- reporter_1", "sports_desk -- reporter_2"},
        ),
        (
            "Structure of the church: the pope stands above the cardinals; bishops are under the "
            "cardinals, and priests are subordinate to bishops.",
            {"bishops -- priests", "cardinals -- bishops", "pope -- cardinals"},
        ),
        (
            "Org chart: President → two vice presidents. The first vice president leads Marketing and the "
            "second leads Research.",
            {"president -- vice_president_1", "president -- vice_president_2", "vice_president_1 -- marketing",
             "vice_president_2 -- research"},
        ),
        (
            "ER: each department has several employees and every employee works in exactly one "
            "department. One employee manages each department.",
            {"department -- employee { tail: one, head: zero or many }"},
        ),
        (
            "Data model: a movie has a title, a year and a genre. Many actors play in a movie, and an "
            "actor can play in many movies.",
            {'actor -- movie "play in" { tail: zero or many, head: zero or many }'},
        ),
        (
            "Entity diagram: a recipe uses many ingredients, an ingredient can occur in many recipes. "
            "Each recipe is made up of one or more steps.",
            {'recipe -- ingredient "uses" { head: zero or many, tail: zero or many }',
             "recipe -- step { tail: one, head: one or many }"},
        ),
        (
            "ER diagram: flights and passengers are in a many-to-many relationship. A plane has many "
            "flights, and each flight uses one plane.",
            {"flight -- passenger { tail: zero or many, head: zero or many }",
             "plane -- flight { tail: one, head: zero or many }"},
        ),
        (
            "Block diagram: there is a pump, a valve and a tank. The pump is upstream of the valve; the "
            "valve controls the flow into the tank.",
            {'pump -> valve "is upstream of"', 'valve -> tank "controls flow"'},
        ),
    ],
)  # fmt: skip
def test_what_is_joined(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert ({one for one in found if not one.startswith("diagram")}, missed) == (joins, [])
    assert read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics == ()


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("On the switch there are two printers.", "two printers are on the switch."),
        ("A hub is here; behind it sits a firewall, which filters.",
         "A hub is here; a firewall, which filters, is behind it."),
        ("To the hub are connected six PCs.", "six PCs are connected to the hub."),
        ("The printer is new, and so are two laptops.", "The printer is new, and two laptops are new."),
        ("The portal trusts Keycloak, and so does the console.",
         "The portal trusts Keycloak, and the console trusts Keycloak."),
        ("It is linked to the internet and to a router.", "It is linked to the internet and a router."),
        ("Food branches into cake and pizza, and music into songs.",
         "Food branches into cake and pizza, and music branches into songs."),
        ("The shop calls stock and cart. The former uses Redis, the latter, too, uses it.",
         "The shop calls stock and cart. stock uses Redis, cart uses it."),
        ("In 1960 they were famous.", "In 1960 they were famous."),
    ],
)  # fmt: skip
def test_a_text_in_its_normal_form(text: str, normal: str) -> None:
    assert normal_form(Source("prompt", text, is_prompt=True).span()).rest.text == normal


def test_what_is_read_of_the_normal_form_is_said_of_the_words_of_the_text() -> None:
    text = "Network: on the switch there are xyzzying of and two printers."
    old = Source("prompt", text, is_prompt=True)
    found = normal_form(old.span())
    place = found.rest.text.index("two printers")
    back = found.back(found.rest.source.span(place, place + len("two printers")))
    assert (back.source, back.text) == (old, "two printers")
