"""What the reader of PlantUML makes of classes, components and use cases, and of what is in diagrams of any kind."""

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
    assert "routing straight" in found
    assert not any("routing" in line for line in lines("skinparam linetype ortho\n:Ann: --> (Log in)"))
    assert 'Log_in -> Check "«include»" { dashed }' in found


def test_characters_by_their_number() -> None:
    assert 'card: box "a b"' in lines('card "<U+00A0>a<U+00A0>b" as card')


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


@pytest.mark.parametrize("written", ["A--B", "A-->B", "A<|--B", "my-web--B", "A..B", "A-down->B", "A*--B"])
def test_arrows_need_no_blanks(written: str) -> None:
    found = lines(f"rectangle R\n{written}")
    assert any(("--" in line or "->" in line) and line.split("{")[0].strip().endswith("B") for line in found), found


@pytest.mark.parametrize("name", ["leaf", "red_oak", "upper", "d"])
def test_a_name_behind_an_arrow_keeps_letters_that_could_be_a_way(name: str) -> None:
    assert f"root -- {name}" in lines(f"[root]\n[{name}]\nroot--{name}")


def test_entities_with_crow_feet_are_those_of_data_and_others_are_of_components() -> None:
    assert 'r: entity "river"' in lines('entity "river" as r\nentity lake\nr ||--o{ lake : feeds')
    assert not any("r: entity" in line for line in lines('entity "river" as r\n[Mill]\nr --> [Mill]'))


def test_a_colon_behind_a_name_begins_the_label_of_its_link() -> None:
    assert 'Tree -> Fruit "bears"' in lines("class Tree\nTree --> Fruit:bears")


def test_a_name_with_one_dash_is_a_name() -> None:
    assert not any("--" in line for line in lines("rectangle R\nmy-web"))


def test_what_looks_like_a_tag_of_nobody_is_text() -> None:
    found = lines('component [""<Domain>""Request] as r\ncomponent "<b>bold</b><br>x" as s')
    assert 'r: component "<Domain>Request"' in found
    assert r's: component "bold\nx"' in found


def test_a_note_beside_a_member_is_beside_its_class() -> None:
    body = "class A {\n  go()\n}\nnote right of A::go\n  Set it\n\n  since: 3\nend note"
    assert not messages(body)
    assert "Set it" in "\n".join(lines(body))


def test_words_of_notes_and_members_are_no_commands() -> None:
    found = lines("start\n:Clean;\nnote right\n  Remove comments\n  title of it\nend note\nstop")
    assert r'Clean_note: note "Remove comments\ntitle of it"' in found
    found = lines("entity Item {\n  title : VARCHAR(100)\n  scale : int\n}\nclass B")
    assert "Item: entity { title: VARCHAR(100), scale: int }" in found
    assert found[0] == "diagram {"


def test_interfaces_of_components_are_small_circles_with_their_names_below() -> None:
    found = lines('[Part]\ninterface "IPart" as i\nPart -- i')
    assert 'i: circle { caption: "IPart", size: 24 }' in found


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


def test_names_belong_to_the_namespace_in_which_they_are_written() -> None:
    found = lines("namespace net.dummy {\n.Base <|-- Person\n}\nnamespace net.foo {\nnet.dummy.Person <|- Person\n}")
    assert {'net_dummy_Person: class "Person"', 'net_foo_Person: class "Person"', "Base: class"} <= set(found)
    assert {
        "Base -- net_dummy_Person { tail: triangle }", "net_dummy_Person -- net_foo_Person { tail: triangle }",
    } <= set(found)  # fmt: skip


def test_a_label_in_tags_keeps_its_letters() -> None:
    assert {'A -> B "HTTPS"', 'A -> B "reads"'} <= set(lines("[A] --> [B] : <b>HTTPS</b>\n[A] --> [B] : reads >"))


def test_looks_of_arrows_are_those_of_messages_and_a_stereotype_wins_over_its_kind() -> None:
    body = "skinparam sequence {\n  ArrowColor red\n}\nactor A\nalt ok\nA -> B : go\nend"
    assert 'A -> B "go" { stroke: red }' in lines(body)
    body = "skinparam rectangle<<ext>> {\n  BackgroundColor #ddd\n}\nskinparam rectangleBackgroundColor #eee\n"
    styles = [line for line in lines(f"{body}rectangle A <<ext>>\nrectangle B") if line.startswith("style")]
    assert styles == ["style .rectangle { fill: #eee }", "style .rectangle_ext { fill: #ddd }"]


def test_brackets_of_a_type_make_no_method() -> None:
    found = lines("class Post {\n+title : VARCHAR(255)\n+id : int\n+save() : bool\n}")
    at = found.index("Post: class {") + 1
    assert found[at : at + 4] == ["+title : VARCHAR(255)", "+id : int", "--", "+save() : bool"]
