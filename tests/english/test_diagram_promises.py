"""Words that promise a form of a diagram, ways that are told shortly, and what is told where they were not read."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.english.diagrams.doubts import doubts
from sgc.english.diagrams.draft import Draft
from sgc.english.diagrams.links import Links
from sgc.english.diagrams.names import faults_of_label
from sgc.english.diagrams.sets import sets
from sgc.english.diagrams.states import States
from sgc.english.diagrams.steps import Steps
from sgc.english.diagrams.wholeness import falls_apart
from sgc.source import Source
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "a flowchart: brew it, taste it. If it is too weak brew it longer, otherwise filter it and serve",
            {"brew_it -> taste_it", "taste_it -> too_weak", 'too_weak -> brew_it_longer "yes"',
             "brew_it_longer -> taste_it", 'too_weak -> filter_it "no"', "filter_it -> serve"},
        ),
        (
            "Each shirt goes through three stages. First it is washed. Then it is dried. Finally it is folded. "
            "If it has stains, the shirt is soaked and washed again.",
            {"washed -> dried", "dried -> folded", "folded -> has_stains",
             'has_stains -> shirt_is_soaked "yes"', "shirt_is_soaked -> washed"},
        ),
        (
            "a decision tree: size? small -> price? (low -> buy, high -> skip); large -> skip",
            {'size_node -> price "small"', 'price -> buy "low"', 'price -> skip "high"', 'size_node -> skip_2 "large"'},
        ),
        (
            "Release: write notes -> if it is valid, tag it -> publish it -> tell people",
            {"write_notes -> valid", 'valid -> tag_it "yes"', "tag_it -> publish_it",
             "publish_it -> tell_people"},
        ),
        (
            "a flowchart: k = 1; is k < 5? no -> stop. yes -> print k, swap it if needed, k = k + 1, "
            "back to the first test",
            {"k_1 -> is_k_5", 'is_k_5 -> stop "no"', 'is_k_5 -> print_k "yes"', "print_k -> needed",
             'needed -> swap_it "yes"', "swap_it -> k_k_1", 'needed -> k_k_1 "no"', "k_k_1 -> is_k_5"},
        ),
        (
            "A guest arrives at the desk, where a clerk takes the coat. The clerk decides whether it is a member: "
            "members go to the lounge, all others wait outside. After the show the clerk returns the coat.",
            {"guest_arrives_at -> clerk_takes_the", "clerk_takes_the -> a_member", 'a_member -> lounge "yes"',
             'a_member -> wait_outside "no"', "lounge -> show", "wait_outside -> show", "show -> clerk_returns_the"},
        ),
        (
            "algorithm: read k; while k > 9 divide k by 2 and print k; stop",
            {"read_k -> k_9", 'k_9 -> divide_k_by "yes"', "divide_k_by -> print_k", "print_k -> k_9",
             'k_9 -> stop "no"'},
        ),
        (
            "sequence diagram: the browser sends a form to the server, the server asks the user db, the db returns the "
            "row, the server sends back a page, the browser stores it",
            {'browser -> server "form"', 'server -> user_db "asks"', 'user_db --> server "row"',
             'server -> browser "page"', 'browser -> browser "stores page"'},
        ),
        (
            "state machine of a lamp: on, off, broken. On goes to off after 5 min, off to on on touch, on to broken "
            "on a shock",
            {'on_node -> off "5 min"', 'off -> on_node "touch"', 'on_node -> broken "shock"'},
        ),
        (
            "state machine for a page: draft, review, online. A draft page can be sent to review; a page in review is "
            "online if accepted.",
            {'draft -> review "sent"', 'review -> online "accepted"'},
        ),
        (
            "state machine of a box: open, shut, locked. A shut box can be locked with a key, and a locked one "
            "unlocked. An open box can be shut.",
            {'shut -> locked "with a key"', 'locked -> shut "unlocked"', "open_node -> shut"},
        ),
        (
            "System: load balancer in front of two shops, both connect to a cache which copies to a disk",
            {"load_balancer -> shop_1", "load_balancer -> shop_2", "shop_1 -> cache", "shop_2 -> cache",
             'cache -> disk "copies to"'},
        ),
        (
            "System: the shop sends orders to a queue and the mailer subscribes to them",
            {'shop -> queue "orders"', 'mailer -> queue "subscribes to orders"'},
        ),
        (
            "state machine, lift: rest -> up (a call) ; up -> rest (at the floor)",
            {'rest -> up "a call"', 'up -> rest "at the floor"'},
        ),
        (
            "state chart of a player: off, on. start: off -> on, stop: on -> off",
            {'off -> on_node "start"', 'on_node -> off "stop"'},
        ),
        (
            "decision tree: is it warm? no: is it wet? yes: rain, no: snow. yes: is it dry? yes: sun, no: fog",
            {'is_it_warm -> is_it_wet "no"', 'is_it_wet -> rain "yes"', 'is_it_wet -> snow "no"',
             'is_it_warm -> is_it_dry "yes"', 'is_it_dry -> sun "yes"', 'is_it_dry -> fog "no"'},
        ),
        (
            "How does it greet? The phone sends a code. The tower answers with a key. Draw it as a sequence diagram.",
            {'phone -> tower "code"', 'tower --> phone "key"'},
        ),
        (
            "sequence diagram greeting: Ann -> Bo: hello; Bo --> Ann: hi",
            {'ann -> bo "hello"', 'bo --> ann "hi"'},
        ),
        (
            "Show the flow of goods in a town: farms sell milk to shops; shops pay rent to farms and wages to people",
            {'farms -> shops "sell milk"', 'shops -> farms "pay rent"', 'shops -> people "pay wages"'},
        ),
        (
            "a flowchart: water is cleaned, then dried, filtered in sand and packed",
            {"water_is_cleaned -> dried", "dried -> filtered_in_sand", "filtered_in_sand -> packed"},
        ),
        (
            "A pipeline with three stages: fetch, decode, write. Each stage passes its result to the next one.",
            {'fetch -> decode "passes"', 'decode -> write "passes"'},
        ),
        (
            "System: the shop puts orders on a queue which a mailer consumes; the shop tells the mailer of changes",
            {'shop -> queue "puts orders"', 'mailer -> queue "consumes"', 'shop -> mailer "tells of changes"'},
        ),
        (
            "company structure: CEO > CTO > (dev team, ops team); CEO > CFO",
            {"ceo -- cto", "cto -- dev_team", "cto -- ops_team", "ceo -- cfo"},
        ),
        (
            "mindmap holidays - place: sea, hills; cost",
            {"holidays -- place", "place -- sea", "place -- hills", "holidays -- cost"},
        ),
        (
            "Draw an org chart. The head is at the top. Two deputy heads report to her. The first deputy is "
            "responsible for maths, the second for arts.",
            {"head -- deputy_head_1", "head -- deputy_head_2", "deputy_head_1 -- maths", "deputy_head_2 -- arts"},
        ),
        (
            "gantt chart for a shed, start 1 April 2026: floor 3 weeks, walls and roof in parallel 4 weeks after "
            "floor, paint 2 weeks at the end",
            {"floor -> walls", "floor -> roof", "walls -> paint", "roof -> paint"},
        ),
        (
            "classes: Shape has area(). Box extends Shape: width. Page has 1..* Shapes. Dot and Line inherit from "
            "Shape and override area()",
            {"box -> shape { head: triangle }", 'page "1" -- "1..*" shape', "dot -> shape { head: triangle }",
             "line -> shape { head: triangle }"},
        ),
        (
            "flowchart: take a card k. is k red? if yes keep it, otherwise drop it. ask whether to go on; if yes take "
            "another card, if no stop",
            {"take_a_card -> is_k_red", 'is_k_red -> keep_it "yes"', 'is_k_red -> drop_it "no"', "keep_it -> to_go_on",
             "drop_it -> to_go_on", 'to_go_on -> take_another_card "yes"', 'to_go_on -> stop "no"',
             "take_another_card -> is_k_red"},
        ),
        (
            "Decision flow for a loan: income above 90 -> approve. Between 60 and 90 -> review. Below 60 -> reject.",
            {'income -> approve "above 90"', 'income -> review "between 60 and 90"', 'income -> reject "below 60"'},
        ),
        (
            "state machine: idle, busy, off. idle to busy on a job; busy to idle when done; any state to off "
            "on a click",
            {'idle -> busy "job"', 'busy -> idle "done"', 'idle -> off "click"', 'busy -> off "click"'},
        ),
        (
            "Create a diagram where A depends on B and C, C depends on D",
            {'a -> b "depends on"', 'a -> c "depends on"', 'c -> d "depends on"'},
        ),
        (
            "vending machine FSM\n- idle: coin -> paid\n- paid: push -> busy, refund -> idle\n- busy: done -> idle",
            {'idle -> paid "coin"', 'paid -> busy "push"', 'paid -> idle "refund"', 'busy -> idle "done"'},
        ),
        (
            "entities: Pupil, Class. Pupil attends Class (many to many).",
            {'pupil -- class "attends" { head: zero or many, tail: zero or many }'},
        ),
        (
            "A -> B, B -> C (dashed), A and C both to D",
            {"a -> b", "b -> c { dashed }", "a -> d", "c -> d"},
        ),
    ],
)  # fmt: skip
def test_ways_that_are_told_shortly(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a Venn diagram of birds and animals that swim. Penguins are in both, crows only in birds, cod only in the "
         "swim one.", {"cod": {"animals_that_swim"}, "crows": {"birds"}, "penguins": {"birds", "animals_that_swim"}}),
        ("Venn: tea, coffee. Ann likes both, Bo only coffee, Cy neither",
         {"ann": {"tea", "coffee"}, "bo": {"coffee"}, "cy": set()}),
    ],
)  # fmt: skip
def test_who_is_in_which_set(text: str, inside: dict[str, set[str]]) -> None:
    joins = read(text)[1]
    for item, circles in inside.items():
        found = {line.rpartition(" ")[2] for line in joins if line.startswith(f"{item} inside ")}
        assert found == circles


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("tcp/ip stack: application, transport, link (top to bottom)", ["application", "transport", "link"]),
        ("layers of the sea from ground up: mud, water, foam", ["foam", "water", "mud"]),
        ("A pyramid of needs with three levels: food, love and care, work at the top",
         ["work", "love_and_care", "food"]),
        ("Make a pyramid of needs, bottom to top: food, safety, esteem.", ["esteem", "safety", "food"]),
        ("layers of a tree trunk from the outside in: bark, cambium, sapwood", ["bark", "cambium", "sapwood"]),
        ("Show a tech stack: React on top, then Node, then Postgres at the bottom.", ["react", "node", "postgres"]),
        ("Stack diagram: push A, push B, push C, with C on top.", ["c", "b", "a"]),
        ("A layered architecture: the view layer sits on top of the business layer, which sits on top of the data "
         "layer, and the database is at the bottom.", ["view_layer", "business_layer", "data_layer", "database"]),
    ],
)  # fmt: skip
def test_layers_in_their_order(text: str, labels: list[str]) -> None:
    scene = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    (column,) = (line.split()[1:] for line in scene.splitlines() if line.strip().startswith("column "))
    assert column[: len(labels)] == labels


def told(text: str, sort: str) -> list[str]:
    """What the checks say of a text that one reader alone has read."""
    source = Source("prompt", text, is_prompt=True)
    draft = Draft(source, sort if sort in ("sets", "sequence") else "")
    if sort == "flow":
        Steps(draft).read(source.span())
    elif sort == "states":
        States(draft).read(source.span())
    elif sort == "sets":
        sets(draft, source.span())
    else:
        Links(draft, "rounded").read(source.span())
    if sort == "sets":
        last = draft.nodes[-1]
        draft.stated += [type(one)(last, "inside", circle, last.span) for one in draft.stated[:1]
                         for circle in draft.nodes[:2]]  # fmt: skip
    return [one.message for one in doubts(draft, sort, source.span())]


@pytest.mark.parametrize(
    ("text", "sort", "message"),
    [
        ("open it, read it, print it again", "flow", "“again” leads back, and nothing in the diagram does"),
        ("open it; lint + test in parallel; ship", "flow", "nothing is done “in parallel” with another in the diagram"),
        ("it has three steps, open it, read it", "flow", "says how many steps there are"),
        ("open it, the lid is a part, read it", "flow", "says what something is"),
        ("a shop calls a bank; rain falls from a cloud with label x; a cloud calls a shop", "links",
         "and not the other way"),
        ("A, B, left to right; A calls B", "links", "the diagram does not run “left to right”"),
        ("A and B call C and D respectively", "links", "“respectively”"),
        ("of A and B: x in both, y only in A", "sets", "“y” is drawn in"),
    ],
)  # fmt: skip
def test_what_words_promise_is_told_where_the_diagram_does_not_have_it(text: str, sort: str, message: str) -> None:
    assert any(message in one for one in told(text, sort)), told(text, sort)


def test_a_state_beside_those_that_are_listed_is_told() -> None:
    text = "state machine: idle, busy, done. Idle goes to busy; busy goes to paused"
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert any("not among the states" in one.message for one in reading.tree.diagnostics)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("gantt: week 1 plan; weeks 2-4 build; week 5 release (milestone)",
         ['task "Plan" { start: 2025-01-06, end: 2025-01-12 }', 'task "Build" { start: 2025-01-13, end: 2025-02-02 }',
          'milestone "Release" { start: 2025-02-03 }']),
        ("Gantt: Survey 1-10 June 2025, Report 12 June - 5 July 2025",
         ['task "Survey" { start: 2025-06-01, end: 2025-06-10 }',
          'task "Report" { start: 2025-06-12, end: 2025-07-05 }']),
        ("Timeline, 1914 war / 1917 revolution / 1919 treaty",
         ['event "War" { start: 1914 }', 'event "Revolution" { start: 1917 }', 'event "Treaty" { start: 1919 }']),
    ],
)  # fmt: skip
def test_when_tasks_are(text: str, tasks: list[str]) -> None:
    scene = to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree)
    assert [line.strip().partition(": ")[2] for line in scene.splitlines() if "start:" in line] == tasks


@pytest.mark.parametrize(
    ("label", "is_one"),
    [
        ("reads from", True), ("if the queue is full", True), ("is eaten by", True), ("for new orders", True),
        ("with the key, and a locked one unlocked", False), ("back a token", False), ("sends the", False),
        ("stores but drops", False),
    ],
)  # fmt: skip
def test_texts_of_links(label: str, is_one: bool) -> None:
    assert bool(list(faults_of_label(label))) is not is_one


def test_a_step_in_the_midst_to_which_nothing_leads_is_told() -> None:
    draft = Draft(Source("prompt", "One. Two. Three.", is_prompt=True), "")
    places = [draft.source.span(0, 3), draft.source.span(5, 8), draft.source.span(10, 15)]
    first, second, third = (draft.add(one, "box") for one in places)
    draft.link(first, second, places[1])
    draft.link(third, second, places[2])
    assert "nothing leads to “Three”" in [text for text, _ in falls_apart(draft, "flow")]
