"""Conditions said without "if": by a class and its opposite, by words before a clause, and where a branch ends."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "a flowchart: weigh it. Light parcels go to the bike, heavy parcels go to the van. Then deliver it.",
            {"weigh_it -> parcel", 'parcel -> bike "light"', 'parcel -> van "heavy"',
             "bike -> deliver_it", "van -> deliver_it"},
        ),
        (
            "a flowchart: a ticket comes in. Paid tickets are solved, everything else is closed",
            {"ticket_comes_in -> paid_ticket", 'paid_ticket -> solved "yes"', 'paid_ticket -> closed "no"'},
        ),
        (
            "a flowchart: count the votes. Votes below 10 are dropped; votes above that are kept",
            {"count_the_votes -> vote_below_10", 'vote_below_10 -> dropped "yes"', 'vote_below_10 -> kept "no"'},
        ),
        (
            "a flowchart: read it. If it is incomplete, reject it. If it is complete, sign it. Then file it.",
            {"read_it -> incomplete", 'incomplete -> reject_it "yes"', 'incomplete -> sign_it "no"',
             "sign_it -> file_it"},
        ),
        (
            "a flowchart: read it. If it is incomplete, reject it. If it is complete, sign it. Either way, file it.",
            {"read_it -> incomplete", 'incomplete -> reject_it "yes"', 'incomplete -> sign_it "no"',
             "sign_it -> file_it", "reject_it -> file_it"},
        ),
        (
            "Architecture: for new orders the shop calls the courier, for all others it calls the post",
            {'shop -> courier "calls for new orders"', 'shop -> post "calls for all others"'},
        ),
        (
            "System: on failure the worker calls the backup; if the queue is full, the gateway calls the proxy",
            {'worker -> backup "calls on failure"', 'gateway -> proxy "calls if the queue is full"'},
        ),
        (
            "Sequence: the app asks the server for a token; the server returns a token; the app calls the API with it",
            {'app -> server "asks for a token"', 'server --> app "token"', 'app -> api "calls with token"'},
        ),
    ],
)  # fmt: skip
def test_conditions_without_if(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert found == joins
    assert missed == []


def test_it_points_to_nothing_in_the_plural_and_to_no_person() -> None:
    _, found, missed = read("System: customers use a web app. It calls a backend")
    assert found == {'customers -> web_app "use"', 'web_app -> backend "calls"'}
    assert missed == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("a sales funnel with 900 visits, 90 offers and 9 deals", {"900 visits", "90 offers", "9 deals"}),
        ("Hiring funnel: applied -> invited -> hired", {"Applied", "Invited", "Hired"}),
    ],
)
def test_a_funnel_narrows_downward(text: str, labels: set[str]) -> None:
    nodes, _, missed = read(text)
    widths = {one.partition('"')[2].partition('"')[0]: int(one.partition("width: ")[2].rstrip(" }")) for one in nodes}
    assert set(widths) == labels
    assert sorted(widths.values(), reverse=True) == list(widths.values()) or len(set(widths.values())) == len(widths)
    assert missed == []


def test_a_funnel_of_oil_is_no_diagram() -> None:
    nodes, _, _ = read("a funnel with a bottle of oil")
    assert not any("width" in one for one in nodes)


def test_what_is_inside_is_read_of_a_diagram() -> None:
    nodes, _, missed = read("diagram of a house: the bed and the desk are in the bedroom, the oven is in the kitchen")
    assert {'rounded "Bed"', 'rounded "Desk"', 'rounded "Oven"'} <= nodes
    assert missed == []


def test_entities_are_read_one_clause_after_the_other() -> None:
    _, found, missed = read("ER diagram: a guest can book many rooms, each room has one or more beds")
    assert found == {
        'guest -- room "book" { head: zero or many }', "room -- bed { tail: one, head: one or many }",
    }  # fmt: skip
    assert missed == []


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Diagram: water from the lake enters a pump, goes to a filter, is pumped to a tower and flows to a tap",
            {'lake -> pump "water"', "pump -> filter", 'filter -> tower "pumped"', "tower -> tap"},
        ),
        (
            "System: behind the proxy sit a shop and a blog. The shop forwards to a queue; the mailer listens to it",
            {"proxy -> shop", "proxy -> blog", 'shop -> queue "forwards"', 'mailer -> queue "listens to"'},
        ),
        (
            "food web: seeds are eaten by mice, mice and voles are eaten by owls",
            {'seeds -> mice "are eaten by"', 'mice -> owls "are eaten by"', 'voles -> owls "are eaten by"'},
        ),
        (
            "network: a firewall between the internet and a switch; a printer is connected to the switch",
            {"internet -- firewall", "firewall -- switch", "printer -- switch"},
        ),
        (
            "data model: Author 1-n Book, Book n:m Shelf",
            {"author -- book { tail: one, head: zero or many }",
             "book -- shelf { tail: zero or many, head: zero or many }"},
        ),
        (
            "class diagram: Animal has a name. Dog extends Animal. Dog also implements Pet",
            {"dog -> animal { head: triangle }", "dog -> pet { head: triangle, dashed }"},
        ),
        (
            "org chart: Ann Lee is CEO. Under her are Bo (CTO) and Cy (CFO). Bo manages two teams, Web and App. "
            "Cy has no reports.",
            {"ann_lee_ceo -- bo_cto", "ann_lee_ceo -- cy_cfo", "bo_cto -- web", "bo_cto -- app"},
        ),
        (
            "mind map: Music. The main branches are Jazz and Rock. Jazz has bebop and swing",
            {"music -- jazz", "music -- rock", "jazz -- bebop", "jazz -- swing"},
        ),
        (
            "flowchart: HR posts the job, candidates apply; if the talk goes well we make an offer, otherwise we stop",
            {"hr_posts_the -> candidates_apply", "candidates_apply -> talk_goes_well",
             'talk_goes_well -> make_an_offer "yes"', 'talk_goes_well -> stop "no"'},
        ),
        (
            "flow chart: the bot reads it. If it's about money it goes to Sales, if it's technical it goes to Support, "
            "otherwise a human reads it. In all cases the customer gets a number.",
            {"bot_reads_it -> about_money", 'about_money -> sales "yes"', 'about_money -> technical "no"',
             'technical -> support "yes"', 'technical -> human_reads_it "no"', "sales -> customer_gets_a",
             "support -> customer_gets_a", "human_reads_it -> customer_gets_a"},
        ),
        (
            "decision tree: if it is above 30 swim; if it is between 15 and 30 walk; if it is below 15 stay home",
            {'above_30 -> swim "yes"', 'above_30 -> between_15_and "no"', 'between_15_and -> walk "yes"',
             'between_15_and -> below_15 "no"', 'below_15 -> stay_home "yes"'},
        ),
        (
            "customer journey: sees an ad, visits the website, signs up for a trial",
            {"sees_an_ad -> visits_the_website", "visits_the_website -> signs_up_for"},
        ),
        (
            "system architecture: clients connect to a gateway via a load balancer",
            {"clients -> load_balancer", "load_balancer -> gateway"},
        ),
        (
            "a diagram of a pump with two chambers: inlet, outlet. Water flows from the inlet to the outlet.",
            {'inlet -> outlet "Water"'},
        ),
        (
            "network diagram: behind the firewall there is a router, which sends traffic to a server; the server uses "
            "a disk, which is copied to a tape",
            {"firewall -> router", 'router -> server "traffic"', 'server -> disk "uses"', 'disk -> tape "copied"'},
        ),
        (
            "taxonomy of tools: cutting (saw, knife), holding (clamp)",
            {"tools -- cutting", "cutting -- saw", "cutting -- knife", "tools -- holding", "holding -- clamp"},
        ),
        (
            "mind map of health: food: fruit, nuts, sport: running",
            {"health -- food", "food -- fruit", "food -- nuts", "health -- sport", "sport -- running"},
        ),
        (
            "architecture: a phone talks to a server; the server gets names from a database and photos from a bucket",
            {'phone -> server "talks to"', 'database -> server "names"', 'bucket -> server "photos"'},
        ),
        (
            "network: two laptops connect to a router over wifi, and a printer and a disk are wired to it",
            {'laptop_1 -> router "wifi"', 'laptop_2 -> router "wifi"', 'printer -- router "are wired to"',
             'disk -- router "are wired to"'},
        ),
        (
            "concept map: density depends on mass and volume; mass is measured with a scale",
            {'density -> mass "depends on"', 'density -> volume "depends on"', 'mass -> scale "is measured with"'},
        ),
        (
            "sequence diagram: the app charges the card via Payment API; if the payment fails, the app shows an error",
            {'app -> payment_api "charges card"', 'app -> app "shows an error"'},
        ),
        (
            "cluster with two worker nodes; each worker node runs an agent; a server talks to both agents",
            {'worker_node_1 -> agent_1 "runs"', 'worker_node_2 -> agent_2 "runs"', 'server -> agent_1 "talks to"',
             'server -> agent_2 "talks to"'},
        ),
        (
            "sequence diagram: the app redirects to the login page, the login page sends a code to the app",
            {'app -> login_page "redirects to"', 'login_page -> app "code"'},
        ),
    ],
)  # fmt: skip
def test_what_leads_where(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert found == joins
    assert missed == []


def test_a_count_is_no_year() -> None:
    nodes, _, missed = read("timeline: launch in May 2024, first 1000 users in July 2024")
    assert 'event "First 1000 users" { start: 2024-07-01 }' in nodes or any("First 1000 users" in one for one in nodes)
    assert missed == []
