"""What the reader of PlantUML makes of each kind of diagram."""

from __future__ import annotations

import pytest
from plantuml_lines import lines, messages

from sgc.importing import read_foreign
from sgc.source import Source
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("A --|> B", "A -> B { head: triangle }"), ("A <|-- B", "A -- B { tail: triangle }"), ("A --> B", "A -> B"),
        ("A ..> B", "A -> B { dashed }"), ("A *-- B", "A -- B { tail: diamond }"),
        ("A o--> B", "A -> B { tail: hollow diamond }"), ('A "1" -- "0..*" B : has >', 'A "1" -- "0..*" B "has"'),
        ("A -[#red,dashed]-> B", "A -> B { stroke: red, dashed }"), ("A -right-> B", "A -> B"),
        ("A ||--o{ B", "A -- B { tail: one, head: zero or many }"), ("A -[hidden]- B", ""),
    ],
)  # fmt: skip
def test_arrows_of_classes(written: str, link: str) -> None:
    found = lines(f"class A\nclass B\n{written}")
    assert link in found if link else not any("--" in line or "->" in line for line in found)


def test_classes_have_rows_stereotypes_and_parents() -> None:
    found = lines("abstract class A <<root>> {\n  - x : int\n  --\n  + {abstract} go() : List<String>\n}\n"
                  "class B extends A implements C\nB : +more()\nenum E { ONE }")  # fmt: skip
    assert r'A: class "«abstract»\n«root»\nA" {' in found
    assert {"- x : int", '"+ {abstract} go() : List<String>"', "+more()", '"ONE"'} <= set(found)
    assert {"A -- B { tail: triangle }", "C -- B { tail: triangle, dashed }"} <= set(found)


def test_methods_stand_below_attributes_unless_lines_part_the_rows() -> None:
    found = lines("class A {\n  + go()\n  - x : int\n}\nclass B {\n  + go()\n  ..\n  - x : int\n}")
    assert found[1:6] == ["A: class {", "- x : int", "--", "+ go()", "}"]
    assert found[6:11] == ["B: class {", "+ go()", "--", "- x : int", "}"]


def test_lanes_stand_beside_each_other_as_they_are_written() -> None:
    found = lines("|Shop|\n|Customer|\nstart\n:Order;\n|Shop|\n:Pack;\n|Bank|\n|Carrier|\n:Deliver;\nstop")
    assert [line for line in found if " left of " in line] == ["Shop left of Customer", "Customer left of Carrier"]


def test_components_in_packages() -> None:
    found = lines('package "Front" as f #eef {\n  [Web app] as web\n  database "DB" as db\n}\n'
                  'actor User\n() "HTTP" as http\n'
                  "User --> web : uses\nnote right of db : all of it")  # fmt: skip
    assert {'web: component "Web app"', 'db: database "DB"', "User: actor"} <= set(found)
    assert 'http: circle { caption: "HTTP", size: 24 }' in found
    assert {'User -> web "uses"', "db_note -- db", "db_note right of db"} <= set(found)
    assert any(line.startswith('group f "Front" .look') for line in found)


def test_use_cases() -> None:
    found = lines("left to right direction\n:Main admin: as admin\nadmin --> (Log in)\n"
                  "(Log in) .> (Check) : <<include>>")  # fmt: skip
    assert {"direction right", 'admin: actor "Main admin"', 'Log_in: usecase "Log in"'} <= set(found)
    assert 'Log_in -> Check "«include»" { dashed }' in found


def test_states() -> None:
    found = lines('[*] --> A\nstate "Long name" as B #pink {\n  [*] --> C\n}\nA -down-> B : go\nB --> [*]\n'
                  "state f <<fork>>")  # fmt: skip
    assert {"start: start", "end: end", "A: state", "f: fork", 'A -> B "go"', "B_start -> C"} <= set(found)
    assert any(line.startswith('group B "Long name" .look') for line in found)


def test_activities_are_flowcharts() -> None:
    found = lines("start\n:one;\nif (ok?) then (yes)\n  :two;\nelse (no)\n  :three;\nendif\n"
                  "while (more?) is (yes)\n  :four;\nendwhile (no)\n"
                  "fork\n  :five;\nfork again\n  :six;\nend fork\nstop")  # fmt: skip
    assert {"start -> one", "one -> ok", 'ok -> two "yes"', 'ok -> three "no"'} <= set(found)
    assert {"two -> more", "three -> more"} <= set(found)
    assert {'more -> four "yes"', "four -> more", 'more -> fork "no"', "fork -> five", "fork -> six"} <= set(found)
    assert {"five -> join", "six -> join", "join -> end"} <= set(found)


def test_characters_by_their_number() -> None:
    assert 'card: box "a b"' in lines('card "<U+00A0>a<U+00A0>b" as card')


def test_mind_maps_and_breakdowns() -> None:
    found = read_foreign(Source("a.puml", "@startmindmap\n* R\n** A\n-- B\n@endmindmap\n@startwbs\n* R\n** A\n@endwbs"))
    assert [one.sort for one in found.figures] == ["mindmap", "tree"]
    assert to_source(found.figures[0]) == 'diagram mindmap {\n  "R" {\n    "A"\n    "B"\n  }\n}\n'


def test_nothing_that_a_file_names_is_opened() -> None:
    text = "@startuml\n!include /etc/passwd\n!includeurl http://x/y\n[A] <$sprite>\n@enduml"
    found = read_foreign(Source("a.puml", text))
    assert "passwd" not in to_source(found)
    told = [one.message for one in found.diagnostics]
    assert "another file has no counterpart here and is left out (at 2 places)" in told


def test_other_diagrams_are_an_error_beside_nothing_and_a_warning_beside_others() -> None:
    salt = "@startsalt\n{ [x] }\n@endsalt\n"
    assert [one.is_error for one in read_foreign(Source("a.puml", salt)).diagnostics] == [True]
    both = read_foreign(Source("a.puml", f"{salt}@startuml\n[A] --> [B]\n@enduml"))
    assert [one.is_error for one in both.diagnostics] == [False]
    assert len(both.figures) == 1


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("interface S {\n  #points: Point[]\n}\nclass C", "interface"), (":User: --> [Component]", "component"),
        ("class A {\n  repeat()\n}", "class"), ("participant A\ndatabase B\nA -> B : if (x)", "sequence"),
        ("A -> B : [x]\nB --> A", "sequence"), ("actor A\nA -> (B)", "usecase"), (":only;", "rounded"),
        ("[*] -> A", "start"), ("A -> B\nB -> C\nactivate A", "sequence"), ("[A] -> [B]", "component"),
    ],
)  # fmt: skip
def test_which_diagram_of_uml_it_is_is_seen(body: str, line: str) -> None:
    assert any(line in one for one in lines(body))


def test_sentences_about_tasks_make_a_gantt_chart() -> None:
    text = """@startgantt
Project starts 2026-01-05
-- Design --
[Draw] as [D] lasts 5 days and is 100% complete
then [Build] lasts 2 weeks
[Live] happens at [Build]'s end
[Test] starts at [D]'s end
[Build] -> [Test]
printscale weekly
@endgantt"""
    found = read_foreign(Source("some.puml", text))
    said = [line.strip() for line in to_source(found).splitlines()]
    for line in (
        "diagram gantt {", 'section "Design" {', "Draw: task .done { days: 5, start: 2026-01-05 }",
        "Build: task { after: Draw, weeks: 2 }", "Live: milestone { after: Build }",
        "Test: task { after: (Draw, Build), days: 1 }",
    ):  # fmt: skip
        assert line in said
    assert [one.span.text for one in found.diagnostics if one.span is not None] == ["printscale weekly"]


def test_skins_are_the_looks_of_kinds() -> None:
    text = (
        "skinparam backgroundColor #EEEBDC\nskinparam class {\n  BackgroundColor PaleGreen\n  BorderColor red\n}\n"
        "skinparam classFontColor blue\nskinparam arrowColor navy\nskinparam shadowing false\nskinparam dpi 200\n"
        "skinparam wrapWidth 200\nskinparam tabSize 4\n"
        "class A {\n}\nrectangle r\nA --> r"
    )
    found = lines(text)
    assert {"background #eeebdc", "A: class .class", "r: box", "A -> r { stroke: navy }"} <= set(found)
    assert "style .class { fill: palegreen, stroke: red, ink: blue }" in found
    assert messages(text) == ["'wrapwidth' and 'tabsize' of skinparam have no counterpart here and are left out"]


def test_what_is_of_another_kind_is_told_and_files_of_c4_are_not_missed() -> None:
    assert messages('robust "API" as A\n@0\nA is Idle') == ["diagrams of timing are not read"]
    assert messages('!include <C4/C4_Context>\nPerson(a, "Ann")') == []
    assert messages('!include other.puml\nPerson(a, "Ann")') == ["another file has no counterpart here and is left out"]


def test_questions_go_on_over_lines_and_frames_end_by_their_name() -> None:
    found = lines("start\nif (first\nor second (both)?) then (yes)\n:go;\nendif\nstop")
    assert any(line.endswith(r'diamond "first\nor second (both)?"') for line in found)
    text = "Title Steps\nalt ok\na -> b: x\n|||\n& b --> a: y\nend alt"
    assert {'diagram sequence "Steps" {', 'alt "ok" {', 'a -> b "x"', 'b --> a "y"'} <= set(lines(text))
    assert messages(text) == []


def test_calls_of_a_library_of_pictures_are_nodes_with_the_name_of_the_picture() -> None:
    text = (
        '!include https://example.org/AWSCommon.puml\nUsers(sources, "Events", "")\n'
        'DynamoDB(store, "Event store", "on demand")\n'
        'VPCGroup(vpc, "Inner") {\nLambda(router, "Router", "")\n}\nsources --> store\nstore --> router'
    )
    found = lines(text)
    assert r'sources: person "«Users»\nEvents"' in found
    assert r'store: database "«DynamoDB»\nEvent store\n[on demand]"' in found
    assert found[found.index('group vpc "Inner" {') + 1] == r'router: box "«Lambda»\nRouter"'
    assert "sources -> store -> router" in found or {"sources -> store", "store -> router"} <= set(found)


def test_arrows_lead_where_they_say() -> None:
    found = lines("rectangle a\nrectangle b\nrectangle c\na -up-> b : x\na -left- c")
    assert 'b -- a "x" { tail: arrow }' in found
    assert "c -- a" in found
    assert "row c a gap 50" in found


def test_a_skin_of_a_stereotype_is_for_what_bears_it() -> None:
    skin = "skinparam component {\n BackgroundColor<<old>> #ffeeee\n}\n"
    found = lines(f"{skin}component a <<old>>\ncomponent b\na --> b")
    assert "style .component_old { fill: #ffeeee }" in found
    assert r'a: component "«old»\na" .component_old' in found
    assert "b: component" in found


def test_a_quoted_name_with_an_alias_is_an_element_and_one_who_acts_beside_use_cases() -> None:
    assert 'u: actor "The user"' in lines('"The user" as u\n(Log in) as l\nu --> l')


def test_a_template_of_a_class_is_part_of_its_name() -> None:
    assert 'Stack: class "Stack<template<typename T>>" {' in lines("class Stack <template<typename T>> {\n+push(T)\n}")


def test_a_line_of_endless_dashes_is_no_arrow() -> None:
    assert messages(f"class A\nA {'-' * 20000} B") == ["this is not understood and is left out"]


def test_json_is_tables_that_hold_each_other() -> None:
    text = '@startjson\n{"n": 17, "c": {"name": "Ada"}, "l": [1, {"x": "y"}], "e": []}\n@endjson'
    found = [line.strip() for line in to_source(read_foreign(Source("some.puml", text))).splitlines()]
    assert found.count('"n" "17"') == 1
    assert {'"0" "1"', '"e" "[]"', "root.c -> c", "root.l -> l"} <= set(found)
    assert any("name: Ada" in line for line in found)
    (remark,) = read_foreign(Source("some.puml", "@startjson\n{\n@endjson")).diagnostics
    assert remark.message == "this is no JSON"


def test_yaml_is_tables_like_json_with_scalars_as_they_are_written() -> None:
    text = '@startyaml\n#highlight "n"\nn: 017\nmaybe: yes\nl:\n  - x: 1.50\n  - two\n@endyaml'
    found = to_source(read_foreign(Source("some.puml", text)))
    assert "017" in found
    assert "yes" in found
    assert "1.50" in found
    assert "two" in found
    (remark,) = read_foreign(Source("some.puml", "@startyaml\na: [\n@endyaml")).diagnostics
    assert remark.message == "this is no YAML"


@pytest.mark.parametrize("written", ["A--B", "A-->B", "A<|--B", "my-web--B", "A..B", "A-down->B", "A*--B"])
def test_arrows_need_no_blanks(written: str) -> None:
    found = lines(f"rectangle R\n{written}")
    assert any(("--" in line or "->" in line) and line.split("{")[0].strip().endswith("B") for line in found), found


def test_a_name_with_one_dash_is_a_name() -> None:
    assert not any("--" in line for line in lines("rectangle R\nmy-web"))


def test_what_looks_like_a_tag_of_nobody_is_text() -> None:
    found = lines('component [""<Domain>""Request] as r\ncomponent "<b>bold</b><br>x" as s')
    assert 'r: component "<Domain>Request"' in found
    assert r's: component "bold\nx"' in found


def test_states_are_dressed_by_their_stereotypes() -> None:
    body = "skinparam state {\n  BackgroundColor<<ok>> #00FF00\n}\nstate A <<ok>>\nA --> B"
    assert not messages(body)
    assert any("#00ff00" in line for line in lines(body))


def test_a_note_beside_a_member_is_beside_its_class() -> None:
    body = "class A {\n  go()\n}\nnote right of A::go\n  Set it\n\n  since: 3\nend note"
    assert not messages(body)
    assert "Set it" in "\n".join(lines(body))


#: A diagram of each kind, with a place for a line.
SEQUENCE, ACTIVITY = "A -> B : one\n{}\nB -> A : two", "start\n:one;\n{}\n:two;\nstop"
STATES, CLASSES, COMPONENTS = "[*] --> A\n{}\nA --> B", "class A\nclass B\n{}\nA --> B", "[A]\n{}\n[A] --> [B]"


@pytest.mark.parametrize(
    ("diagram", "line"),
    [
        *((SEQUENCE, one) for one in ("include('a-part.puml')", "well-known", "A - B : x", "=======", "x = 'a -> b'")),
        *((ACTIVITY, one) for one in ("1. item", "- item", "x = 5", "...", "}", "break", "thre;", "wile (x)")),
        *((STATES, one) for one in ("well-known", "A - B", "x = 5", "...", "A:", "stat D", "1. item")),
        *((CLASSES, one) for one in ("class", "endd", "D", "x = 5", "$name$", "clas D", ":D", "include('a.puml')")),
        *((COMPONENTS, one) for one in ("component", "TODO: mend this", "D", "x = 5", "end", "databse D")),
    ],
)
def test_a_line_that_is_nothing_of_its_diagram_draws_nothing_and_is_told(diagram: str, line: str) -> None:
    assert lines(diagram.format(line)) == lines(diagram.format(""))
    found = read_foreign(Source("some.puml", f"@startuml\n{diagram.format(line)}\n@enduml"))
    assert [one.span.text for one in found.diagnostics if one.span is not None] == [line]


@pytest.mark.parametrize("line", ["class D extens A", "class D E", "abstract clas D"])
def test_what_stands_behind_a_name_is_told(line: str) -> None:
    assert messages(CLASSES.format(line)) == ["what stands behind the name is not understood and is left out"]


@pytest.mark.parametrize("question", ["if (x) than (y)\n:a;\nendif", "while (x) iss (y)\n:a;\nendwhile"])
def test_a_misspelt_word_behind_a_question_is_told_and_no_part_of_it(question: str) -> None:
    (message,) = messages(ACTIVITY.format(question))
    assert message.endswith("is not understood behind a question; what follows it is left out")
    assert "x: diamond" in lines(ACTIVITY.format(question))


def test_brackets_within_a_question_are_of_it() -> None:
    body = ACTIVITY.format("if (is f(x) so?) then (y)\n:a;\nendif")
    assert not messages(body)
    assert any('diamond "is f(x) so?"' in line for line in lines(body))


def test_an_action_without_an_end_takes_no_other() -> None:
    assert messages("start\n:one\n:two;\nstop") == ["this action has no end: ';' is missing"]
    assert {"one: rounded", "two: rounded", "one -> two"} <= set(lines("start\n:one\n:two;\nstop"))


@pytest.mark.parametrize(
    ("diagram", "line", "message"),
    [(ACTIVITY, "partition X {", "this group has no end"), (COMPONENTS, "cloud C {", "this has no end"),
     (CLASSES, "class D {", "this has no end"), (CLASSES, "object D [", "this has no end")],
)  # fmt: skip
def test_what_is_never_closed_is_told(diagram: str, line: str, message: str) -> None:
    assert message in messages(diagram.format(line))


def test_words_of_notes_and_members_are_no_commands() -> None:
    found = lines("start\n:Clean;\nnote right\n  Remove comments\n  title of it\nend note\nstop")
    assert r'Clean_note: note "Remove comments\ntitle of it"' in found
    found = lines("entity Item {\n  title : VARCHAR(100)\n  scale : int\n}\nclass B")
    assert "Item: entity { title: VARCHAR(100), scale: int }" in found
    assert found[0] == "diagram {"


def test_interfaces_of_components_are_small_circles_with_their_names_below() -> None:
    found = lines('[Part]\ninterface "IPart" as i\nPart -- i')
    assert 'i: circle { caption: "IPart", size: 24 }' in found


def test_what_is_done_on_the_way_back_of_a_loop_stands_on_it() -> None:
    found = lines("start\nrepeat\n:Try;\nbackward: Wait;\nrepeat while (Again?) is (yes)\nstop")
    assert {'Again -> Wait "yes"', "Wait -> Try"} <= set(found)


def test_a_note_without_a_side_stands_beside_the_last_action() -> None:
    assert "Go_note left of Go" in lines("start\n:Go;\nnote: at once\nstop")


def test_what_stands_outside_stays_there_when_a_frame_mentions_it() -> None:
    found = lines('actor Ann\nrectangle "Shop" {\nAnn --> (Buy)\nusecase Sell\n}\nBuy --> Sell')
    inside = found[found.index('group Shop "Shop" {') : found.index("}")]
    assert "Buy: usecase" in inside
    assert "Ann: actor" not in inside
    assert "Ann: actor" in found


def test_links_end_at_rows_and_maps_point_from_theirs() -> None:
    text = "map cities {\n Berlin => 3.6\n Paris *--> capital\n}\nobject capital\nobject o\no --> cities::Berlin"
    found = lines(text)
    assert {"cities.Paris -> capital", "o -> cities.Berlin"} <= set(found)


def test_an_interface_may_be_a_circle_before_its_class() -> None:
    found = lines('class Foo\nPet ()-- Foo\nclass "Box<T>" as B<T extends Foo>\nB --> Foo')
    assert {"Pet -- Foo", "B -> Foo", 'B: class "Box<T>"'} <= set(found)
    assert any(line.startswith("Pet: circle") for line in found)


def test_regions_of_states_are_frames() -> None:
    found = lines("[*] --> Busy\nstate Busy {\n[*] --> a\n--\n[*] --> b\n}")
    assert [one for one in found if one.startswith("group")] == [
        'group Busy "Busy" {', 'group Busy_1 "" .look {', 'group Busy_2 "" .look {',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "what"), [("nwdiag {\nnetwork a {\nx;\n}\n}", "networks"), ("salt\n{\n[OK]\n}", "screens")]
)
def test_what_is_no_diagram_of_uml_is_told_once(text: str, what: str) -> None:
    assert messages(text) == [f"diagrams of {what} are not read"]


def test_business_variants_are_read_and_a_socket_in_a_link_leaves_the_link() -> None:
    found = lines('actor/ Boss\nusecase/ "Plan all" as P\nBoss --> P\n[A] -(0- [B]\n[A] -0)- [C]')
    assert {"Boss: actor", 'P: usecase "Plan all"', "Boss -> P", "A -- B", "A -- C"} <= set(found)


def test_colours_of_frames_and_partitions_are_no_part_of_their_words() -> None:
    found = lines("alt#Gold #LightBlue valid\na -> b\nelse #Pink not valid\nb -> a\nend")
    assert {'alt "valid" {', '} else "not valid" {'} <= set(found)
    assert 'group Delivery "Delivery" {' in lines('partition "Delivery" #lightgray {\n:Ship;\n}')


def test_links_end_at_members_wherever_their_class_is_described() -> None:
    found = lines("Order::id <-- Line::order\nclass Order {\n+UUID id\n}\nclass Line {\norder : UUID\n}")
    assert "Order.UUID -- Line.order { tail: arrow }" in found
    assert not any("::" in line for line in found)


def test_a_note_on_a_link_is_said_beside_it() -> None:
    text = "class a\na --> b : uses\nnote left of b : y\nnote on link #red: since 2020"
    assert r'a -> b "uses\nsince 2020"' in lines(text)
    assert r'start -> A "one\ntwo"' in lines("[*] --> A\nnote right on link\n  one\n  two\nend note")


def test_lines_across_in_a_text_are_none_of_its_words() -> None:
    found = lines('usecase U as "Search\n--\nby title\n==\nor author"\n(Other)')
    assert r'U: usecase "Search\nby title\nor author"' in found


def test_a_connector_is_where_a_way_goes_on() -> None:
    found = lines("start\n:one;\n(A)\ndetach\n(A)\n:two;\nstop")
    assert {'connector_A: circle "A"', "one -> connector_A", "connector_A -> two"} <= set(found)


def test_what_nothing_leads_to_has_no_end() -> None:
    found = lines("start\nif (ok?) then\n:fine;\nkill\nelse\nend\nendif\nstop")
    assert sum(line.endswith(": end") for line in found) == 1


def test_a_class_hangs_on_a_point_of_its_link() -> None:
    found = lines('class S\nclass C\nS "1" --> "2" C : attends\n(S, C) .. E\nclass E')
    assert {'S "1" -- point "attends"', 'point -> "2" C', "point -- E { dashed }"} <= set(found)
    assert any(line.startswith('point: circle "" { size: 8') for line in found)
    inside = lines("package P {\nclass A\nclass B\n}\nclass E\nA -- B\n(A, B) .. E")
    assert inside[inside.index('group P "P" {') : inside.index("}")][-1].startswith("point: circle")
    alone = lines("class E\nE .. (A, B)")
    assert {"A -- point -- B", "point -- E { dashed }"} <= set(alone)


def test_a_call_of_a_library_that_opens_a_brace_is_a_frame() -> None:
    found = lines('!include x.puml\nAWSCloudGroup(cloud) {\nLambda(f, "F", "")\n}\nnode n\nn --> f')
    assert found[found.index('group cloud "AWSCloud" {') + 1].startswith("f: box")


def test_a_legend_is_a_note_and_its_table_lines_of_it() -> None:
    text = "node a\nlegend right\n  |= Colour |= Meaning |\n  |<#red>| hot |\n  plain -> words\nendlegend\na --> b"
    assert r'legend: note "Colour – Meaning\nhot\nplain -> words"' in lines(text)
    assert messages(text) == []
    assert messages("a -> b: x\nlegend\n a\nend legend") == ["a legend has no counterpart here and is left out"]


def test_lines_that_end_as_on_windows_are_read_alike() -> None:
    text = ("@startuml\nset namespaceSeparator none\nclass A {\n  x : int\n}\nA --> B : uses\nnote right of A\n  one\n"
            "end note\n@enduml\n")  # fmt: skip
    one, other = (read_foreign(Source("a.puml", said)) for said in (text, text.replace("\n", "\r\n")))
    assert not one.diagnostics
    assert not other.diagnostics
    assert to_source(one) == to_source(other)


def test_looks_behind_an_element_are_its_fill_its_line_and_its_letters() -> None:
    found = read_foreign(Source("a.puml", "scale max 800 width\nclass A #pink;line:red;line.dashed;text:7F8C8D\n"
                                          "class B #line.dotted\nA --> B"))  # fmt: skip
    assert not found.diagnostics
    text = to_source(found)
    assert "{ fill: pink, stroke: red, dashed: true, ink: #7f8c8d }" in text
    assert "{ dotted: true }" in text


def test_a_page_without_colours_has_the_theme_for_print() -> None:
    found = read_foreign(Source("a.puml", "skinparam monochrome true\nclass A\nclass B\nA --> B"))
    assert not found.diagnostics
    assert "theme print" in to_source(found)


def test_titles_with_a_colon_and_notes_without_a_side() -> None:
    found = lines("title: Both\n:one;\nnote\nsaid\nend note\n:two;")
    assert found[0] == 'diagram "Both" {'
    assert 'one_note: note "said"' in found
    assert lines("title\nTwo\nlines\nend title\n[a]")[0] == r'diagram "Two\nlines" {'


def test_what_an_arrow_to_the_side_joins_stands_side_by_side_but_a_container_is_not_stretched_for_it() -> None:
    assert "row a b gap 50" in lines("[a] -right-> [b]")
    found = lines("package a {\n[x]\n}\npackage b {\n[y]\n}\na -right-> b")
    assert "a left of b" in found
    assert not any(line.startswith("row") for line in found)


def test_who_works_on_a_task_stands_behind_its_name() -> None:
    text = ("@startgantt\nProject starts 2026-01-05\n[A] on {Ann} lasts 8 days\n[B] on {Bob:50%} lasts 4 days\n"
            "[C] on {Ann} and {Bob} lasts 2 days\n@endgantt")  # fmt: skip
    found = read_foreign(Source("a.puml", text))
    said = [line.strip() for line in to_source(found).splitlines()]
    assert any(line.startswith('A: task "A {Ann}" {') and "days: 8" in line for line in said)
    assert any(line.startswith('B: task "B {Bob}" {') and "days: 8" in line for line in said)
    assert any(line.startswith('C: task "C {Ann} {Bob}" {') and "days: 2" in line for line in said)
    assert not found.diagnostics


def test_dark_themes_have_a_counterpart_and_engines_do_not_matter() -> None:
    assert "theme dark" in lines("!theme cyborg\n!pragma layout smetana\n[a]")
    assert messages("!theme hacker\n!pragma teoz true\n[a]") == []
    assert messages("!theme minty\n[a]") == ["the theme 'minty' has no counterpart here and is left out"]


def test_a_class_that_is_called_by_a_keyword_may_begin_a_link() -> None:
    assert lines('class Entity\nEntity o-- Item\nNode *-- Process : has\nPerson "1" o-- "n" Card')[-4:-1] == [
        "Entity -- Item { tail: hollow diamond }",
        'Node -- Process "has" { tail: diamond }',
        'Person "1" -- "n" Card { tail: hollow diamond }',
    ]


def test_the_way_past_a_question_has_no_text_that_the_file_does_not_say() -> None:
    found = lines("start\nif (ok?) then (no)\n  :one;\nendif\n:two;\nif (a?) then (y)\n:x;\n"
                  "(n) elseif (b?) then (y)\n:z;\nendif\nstop")  # fmt: skip
    assert {"ok -> two", 'a -> b "n"', "b -> end"} <= set(found)


def test_an_arrow_of_one_dash_leads_to_what_stands_beside() -> None:
    assert "layer a b c" in lines("[a] -> [b]\n[b] - [c]\n[a] --> [d]")
    # two that part, one that other links lead onwards, and one into another container stand below
    found = lines(
        "[a] -> [b]\n[a] -> [c]\n[b] --> [d]\n[c] -> [d]\n[c] --> [e]\n[e] --> [d]\nnode n {\n[f]\n}\n[e] -> [f]"
    )
    assert [line for line in found if line.startswith("layer")] == ["layer a b"]
    assert "layer start Idle Running" in lines("[*] -> Idle\nIdle -> Running\nRunning --> [*]")


def test_fonts_and_distances_are_not_told() -> None:
    assert (
        messages(
            "skinparam nodesep 30\nskinparam defaultFontName Arial\nskinparam class {\n FontName Arial\n}\nclass A"
        )
        == []
    )
