"""Links of diagrams: ends, arrows, properties and styles; nodes and their labels; what belongs to diagrams alone."""

from __future__ import annotations

import pytest

from sgc.graph import SceneGraph, resolve
from sgc.graph.links import heads, label_id, with_link_labels
from sgc.graph.scene import Kind
from sgc.source import Source
from sgc.syntax import parse


def diagram(body: str) -> SceneGraph:
    return resolve(parse(Source("d.sgc", f"diagram {{\n{body}\n}}")))[0]


def sound(body: str) -> SceneGraph:
    found = diagram(body)
    assert not found.diagnostics, [one.message for one in found.diagnostics]
    return found


def problems(body: str) -> list[str]:
    return [one.code.name for one in diagram(body).diagnostics if one.is_error]


ABC = "a: box\nb: box\nc: box\n"


def test_a_chain_is_a_link_for_each_arrow_with_one_label() -> None:
    found = sound(ABC + 'a -> b <-> c "x"')
    assert [(one.source, one.arrow, one.target, one.label) for one in found.links] == [
        ("a", "->", "b", "x"), ("b", "<->", "c", "x"),
    ]  # fmt: skip


def test_an_arrow_to_the_left_leads_from_the_other_end() -> None:
    (link,) = sound(ABC + "a <- b").links
    assert (link.source, link.arrow, link.target) == ("b", "->", "a")


def test_collections_are_linked_member_by_member() -> None:
    found = sound("a: box\nb: 2 box\na -> b\nb[1] -- b[2]")
    assert [one.id for one in found.links] == ["a -> b[1]", "a -> b[2]", "b[1] -- b[2]"]


def test_rows_of_nodes_are_linked_member_by_member() -> None:
    found = sound("for i in 1..2 { n[i, 1]: box\nn[i, 2]: 2 box }\nn[1] -> n[2]")
    ends = [(one.source, one.target) for one in found.links]
    assert ends == [(a, b) for a in ("n[1,1]", "n[1,2][1]", "n[1,2][2]") for b in ("n[2,1]", "n[2,2][1]", "n[2,2][2]")]


def test_links_between_the_same_two_and_loops_have_names_of_their_own() -> None:
    assert [one.id for one in sound(ABC + "a -> b\na -> b\na -> a").links] == ["a -> b", "a -> b 2", "a -> a"]


def test_ends_of_links_follow_the_arrow_unless_stated() -> None:
    found = sound(ABC + "a -> b\na <-> b\na -- b\na -> c { head: hollow diamond, tail: circle }")
    assert [heads(one) for one in found.links] == [
        ("none", "arrow"), ("arrow", "arrow"), ("none", "none"), ("circle", "hollow diamond"),
    ]  # fmt: skip


def test_styles_of_links_stand_in_order_of_what_they_speak_of() -> None:
    found = sound(ABC + (
        "style a -> b { width: 3 }\nstyle link .hot { stroke: #ff0000, width: 2 }\n"
        "style link { stroke: #0000ff, dashed }\n"
        'a -> b "x" .hot\nb -> c\nb -> a { dotted }'
    ))  # fmt: skip
    first, second, third = (dict(one.properties) for one in found.links)
    assert (first["stroke"], float(first["width"].value), first["dashed"]) == ("#ff0000", 3.0, True)
    assert second == {"stroke": "#0000ff", "dashed": True}
    assert third["dotted"] is True


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("a -> d", "unknown-name"), ("a -> canvas", "wrong-arguments"), ("some a -> b", "wrong-arguments"),
        ("a -> b { dashd }", "unknown-property"), ("a -> b { head: fish }", "wrong-type"),
        ("a -> b { stroke }", "wrong-type"), ('a -> b "x" { label: "y" }', "duplicate-name"),
        ("direction north", "wrong-type"), ("routing wavy", "wrong-type"),
    ],
)  # fmt: skip
def test_mistakes_in_links(line: str, code: str) -> None:
    assert problems(ABC + line) == [code]


@pytest.mark.parametrize(("line", "meant"), [
    ("direction LR", "Write direction right."), ("direction top-to-bottom", "Write direction down."),
    ("a -> q", 'q: box "q"'), ('d: box Q', 'A label stands in double quotes: box "Q".'),
])  # fmt: skip
def test_what_was_meant_in_a_diagram_is_written_out(line: str, meant: str) -> None:
    (found,) = diagram(ABC + line).diagnostics
    assert meant in " ".join(found.hints)


def test_a_rounded_box_is_a_shape_of_its_own() -> None:
    found = sound('a: rounded box "A"\nb: rect "B"\nc: round rectangle').objects
    assert [one.entry.concept for one in found] == ["rounded", "rectangle", "rounded"]


def test_a_diagram_without_a_size_has_no_shares() -> None:
    assert problems("a: box { width: 20% }") == ["wrong-type"]
    assert not resolve(parse(Source("d.sgc", "diagram 300x300 { a: box { width: 20% } }")))[0].diagnostics


def test_settings_of_diagrams_are_no_settings_of_scenes() -> None:
    found = resolve(parse(Source("s.sgc", "scene {\ndirection right\n}")))[0]
    assert [one.code.name for one in found.diagnostics] == ["unknown-setting"]


def test_nodes_are_shapes_or_pictures_and_show_their_names() -> None:
    found = sound('api_gateway: decision\nbob: actor\nstore: database "Sales"\nsun: sun\nempty: circle ""')
    assert [(one.kind, one.concept, one.label) for one in found.objects] == [
        (Kind.SHAPE, "diamond", "api gateway"), (Kind.PICTURE, "stick figure", "bob"),
        (Kind.SHAPE, "database", "Sales"),
        (Kind.PICTURE, "sun", "sun"), (Kind.SHAPE, "circle", None),
    ]  # fmt: skip


def test_the_same_words_mean_pictures_in_a_scene() -> None:
    (cloud,) = resolve(parse(Source("s.sgc", "scene { c: cloud }")))[0].objects
    assert cloud.kind is Kind.PICTURE


def test_a_layer_is_a_line_across_the_direction() -> None:
    (down,) = sound(ABC + "layer a b c").arrangements
    (right,) = sound("direction right\n" + ABC + "layer a b c").arrangements
    assert (down.kind, down.axis, right.axis) == ("align", "middle", "center")


def test_the_label_of_a_link_stands_in_the_innermost_group_around_both_ends() -> None:
    body = 'group g { group h { a: box\nb: box }\nc: box }\na -> b "x"\nb -> c "y"\na -> g "z"\n'
    found = with_link_labels(sound(body))
    places = {one.id: one.container for one in found.objects if one.kind is Kind.TEXT}
    assert places == {"a -> b label": "h", "b -> c label": "g", "a -> g label": "g"}
    assert with_link_labels(found) == found
    assert label_id(found.links[0]) == "a -> b label"
