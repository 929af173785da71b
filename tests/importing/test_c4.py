"""The C4 model's calls, which PlantUML's library and Mermaid share."""

from __future__ import annotations

from foreign_lines import lines

from sgc.compiler import compile_scene, load
from sgc.importing import read_foreign
from sgc.layout.types import Layout
from sgc.source import Source

HEAD = "C4Container\n"


def test_elements_have_the_colors_of_the_model_and_what_is_external_is_gray() -> None:
    text = 'System(a, "A")\nSystem_Ext(b, "B")\nContainerDb(c, "C", "SQL")\nPerson_Ext(d, "D")'
    found = "\n".join(lines(HEAD + text))
    assert "{ fill: #1168bd, stroke: #0b4884, ink: white }" in found
    assert "{ fill: #d5d5d5, stroke: #999999, ink: black }" in found
    assert 'c: database "C\\n[SQL]" { fill: #438dd5, stroke: #3c7fc0, ink: black }' in found
    assert 'd: person "D" { fill: #d5d5d5 }' in found


def test_tags_and_updates_restyle_elements_and_relations() -> None:
    text = (
        'AddElementTag("old", $bgColor="#c0c0c0")\nAddRelTag("slow", $lineColor="red")\n'
        'System(a, "A", $tags="new+old")\nSystem(b, "B")\nRel(a, b, "asks", $tags="slow")\n'
        'UpdateElementStyle(b, $fontColor="red")\nUpdateRelStyle(a, b, $textColor="blue")'
    )
    found = "\n".join(lines(HEAD + text))
    assert 'a: box "A" { fill: #c0c0c0, ink: white }' in found
    assert "ink: red" in found
    assert 'a -> b "asks" { stroke: red, ink: blue }' in found
    assert not read_foreign(Source("some.mmd", HEAD + text)).diagnostics


def test_a_relation_upwards_ends_above_where_it_begins() -> None:
    text = HEAD + 'System(low, "Low")\nSystem(high, "High")\nRel_U(low, high, "asks")'
    (scene,) = load(Source("some.mmd", text))
    layout = compile_scene(scene).layout
    assert isinstance(layout, Layout)
    assert layout.box("high")[3] < layout.box("low")[1]
    assert 'high -- low "asks" { tail: arrow }' in lines(text)


def test_landscape_leads_to_the_right_and_tabs_are_blanks() -> None:
    text = '@startuml\nLAYOUT_LANDSCAPE()\nNode(n, "web\\tx4", "Linux") {\nSystem(a, "A")\n}\n@enduml'
    found = lines(text, "some.puml")
    assert "direction right" in found
    assert 'group n "web x4" {' in found


def test_a_sequence_of_the_model_has_its_participants_and_messages() -> None:
    said = 'Person(a, "Ann")\nPerson(b, "Bob")\nalt fine\nRel(a, b, "asks")\nend\nRel(b, a, "tells")'
    found = lines(f"@startuml\n{said}\n@enduml", "some.puml")
    assert found[:4] == ["diagram sequence {", 'a: person "Ann"', 'b: person "Bob"', ""]
    assert found[4:8] == ['alt "fine" {', 'a -> b "asks"', "}", 'b -> a "tells"']
