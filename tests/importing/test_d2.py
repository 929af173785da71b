"""What the reader of D2 makes of keys, edges and looks."""

from __future__ import annotations

import foreign_lines
import pytest

from sgc.compiler import compile_scene, load
from sgc.importing import read_foreign
from sgc.layout.types import Layout
from sgc.source import Source
from sgc.syntax import to_source


def lines(text: str) -> list[str]:
    return foreign_lines.lines(text, "some.d2")


def messages(text: str) -> list[str]:
    return foreign_lines.messages(text, "some.d2")


def test_keys_with_points_are_groups() -> None:
    found = lines("a.b.c -> a.d: hi\na: Title")
    assert found[1:3] == ['group a "Title" {', 'group b "b" {']
    assert 'c -> d "hi"' in found


def test_lists_in_markdown_keep_their_items() -> None:
    found = lines("a: |md\n  ## Rules\n  - allow *DNS*\n  * deny -all-\n  1. first\n|")
    assert r'a: box "Rules\n• allow DNS\n• deny -all-\n1. first"' in found


def test_classes_have_their_methods_below_their_fields() -> None:
    found = lines("A: {\n  shape: class\n  +go(): void\n  -x: int\n}")
    assert found[1:6] == ["A: class {", "-x: int", "--", "+go(): void", "}"]


def test_edges_are_seen_from_where_they_stand() -> None:
    found = lines("x: {\n  y -> z\n  y -> _.w\n}\nw")
    assert {"y -> z", "y -> w"} <= set(found)


def test_arrows_and_chains() -> None:
    found = lines("a -> b <- c -- d <-> e: all")
    assert {'a -> b "all"', 'b -- c "all" { tail: arrow }', 'c -- d "all"', 'd <-> e "all"'} <= set(found)


def test_an_edge_is_spoken_of_again() -> None:
    assert "a -> b { stroke: red }" in lines("a -> b\n(a -> b)[0].style.stroke: red")
    assert messages("a -> b\n(a -> b)[3].style.stroke: red") == ["there is no such edge"]


def test_patterns_hold_for_all_that_there_is_in_the_end() -> None:
    assert {"a -> y", "b -> y"} <= set(lines("a\n* -> y\nb"))
    assert {'a -> b "x"', 'b -> a "x"'} <= set(lines("a; b\n* -> *: x"))
    assert "style box { fill: red }" in lines("*.style.fill: red\na; b")
    assert "b: box { fill: blue }" in lines("*.style.fill: red\na\nb.style.fill: blue")
    assert {"m1: ellipse", "m2: ellipse", "n: box"} <= set(lines("m1; m2; n\nm*.shape: oval"))
    assert "c: circle" in lines("a.b.c\na.**: {\n  &leaf: true\n  shape: circle\n}")
    assert messages("* -> *: x\n" + "\n".join(f"n{i}" for i in range(60))) == ["this means more than 2000 edges"]


def test_filters_say_which_of_many_are_meant() -> None:
    board = "a.shape: person; a.class: hot; b; c.d\na -> b\nb -> c.d: to d\n"
    for sayings, found in (
        ("&shape: person", "a: person .hot"), ("!&shape: person", "b: box"), ("&class: hot", "a: person .hot"),
        ("&connected: true; &level: 0; &leaf: true; &shape: rect*", "b: box"),
    ):  # fmt: skip
        assert f"{found} {{ fill: red }}" in " ".join(lines(f"{board}*: {{ {sayings}; style.fill: red }}"))
    assert "a -> b { dashed }" in lines(board + "(** -> **)[*]: {\n  &src: a\n  style.stroke-dash: 3\n}")
    assert "a -> b { dashed }" in lines(board + "(** -> **)[*]: {\n  &src.shape: person\n  style.stroke-dash: 3\n}")


def test_what_is_suspended_is_not_drawn_and_nothing_is_said_of_it() -> None:
    board = "a -> b\na -> c.d: far\n**: suspend\n(** -> **)[*]: suspend\n"
    assert lines(board) == [""]
    shown = board + "**: unsuspend {\n  &level: 0\n}\n(** -> **)[*]: unsuspend {\n  &dst.level: 0\n}"
    assert lines(shown) == ["diagram {", "a: box", "b: box", "c: box", "", "a -> b", "}"]
    assert messages(shown) == []


def test_an_edge_that_is_not_seen_puts_its_ends_in_order() -> None:
    text = "a -> b: x {\n  style.opacity: 0\n}"
    assert lines(text) == ["diagram {", "a: box", "b: box", "", "a above b", "}"]
    assert messages(text) == []


def test_maps_of_variables_are_spread_and_keys_of_a_label_are_no_label() -> None:
    found = lines("vars: { look: { shape: circle; label: round } }\na: {\n  ...${look}\n}\nb.label.near: top-left")
    assert {'a: circle "round"', "b: box"} <= set(found)
    assert messages("a: { ...${none} }") == ["this is not understood and is left out"]


def test_what_is_null_is_gone() -> None:
    assert lines("a -> b -> c\nb: null") == ["diagram {", "a: box", "c: box", "}"]


def test_tables_and_classes() -> None:
    found = lines("t: {\n  shape: sql_table\n  id: int {constraint: primary_key}\n  owner: int\n}\n"
                  "u: { shape: sql_table; id: int }\nt.owner -> u.id\n"
                  "k: {\n  shape: class\n  +go(x int): bool\n}")  # fmt: skip
    assert any('id: int "PK"' in line for line in found)
    assert "t.owner -> u.id" in found
    assert "+go(x int): bool" in found


def test_looks_of_shapes_edges_and_classes() -> None:
    found = lines('classes: { hot: { style.fill: "#fdd" } }\na: { class: hot; shape: cylinder }\n'
                  "a -> b: { style: { stroke-dash: 3; stroke: blue } }\nb.style.opacity: 0.5")  # fmt: skip
    assert "a: cylinder .hot" in found
    assert "style .hot { fill: #fdd }" in found
    assert "a -> b { dashed, stroke: blue }" in found
    assert "b: box { opacity: 0.5 }" in found


def test_texts_are_reduced_to_what_they_say() -> None:
    found = lines('a: |md\n  # Head\n  **bold** <script>x</script>\n|\nvars: { n: "7" }\nb: no ${n}')
    assert r'a: box "Head\nbold"' in found
    assert 'b: box "no 7"' in found


def test_files_are_never_opened() -> None:
    assert messages("...@secret\na: @other\nb -> a") == [
        "another file has no counterpart here and is left out (at 2 places)"
    ]


def test_sequences() -> None:
    found = lines('shape: sequence_diagram\na: Ann\na -> b: hi\nb -> a: ok { style.stroke-dash: 3 }\nb."thinks"\n'
                  "again: { a -> a: x }")  # fmt: skip
    assert found[0] == "diagram sequence {"
    assert {'a: box "Ann"', 'a -> b "hi"', 'b --> a "ok"', "note over b", 'a -> a "x"'} <= set(found)
    assert 'section "again" {' in found


def test_boards_are_diagrams_of_their_own() -> None:
    found = lines("a -> b\nlayers: { in: { c -> d } }\nscenarios: { alt: { b -> z } }\n"
                  "steps: { 1: { b -> s }; 2: { s -> t } }")  # fmt: skip
    assert [line for line in found if line.startswith("diagram")] == [
        "diagram {", 'diagram "in" {', 'diagram "alt" {', 'diagram "1" {', 'diagram "2" {',
    ]  # fmt: skip
    last = found[found.index('diagram "2" {') :]
    assert {"a -> b", "b -> s", "s -> t"} <= set(last)
    assert "c -> d" not in last


def test_an_arrow_goes_on_in_the_next_line() -> None:
    assert "a -> b" in lines("a --\\\n  -> b")


@pytest.mark.parametrize(
    "line",
    ["a => b", "a - > b", "<% if x %>", "<<<<<<< HEAD", "${name}", "=======", "// a remark", "/* a remark */",
     "a -> b.", "a.b.", '"half', "(half", "include('a.b')", "a -", "* item", "(a -> b)[x]: y", "vars: x", "layers: x",
     "classes: x", "direction: rigth", "a b [x]"],
)  # fmt: skip
def test_a_line_that_is_no_entry_draws_nothing_and_is_told(line: str) -> None:
    assert lines(f"a -> b\n{line}\nb -> a") == lines("a -> b\n\nb -> a")
    found = read_foreign(Source("some.d2", f"a -> b\n{line}\nb -> a")).diagnostics
    assert [one.span.text for one in found if one.span is not None] == [line]


@pytest.mark.parametrize(
    ("text", "message"),
    [("a: {\nb", "this map has no end: '}' is missing"), ("a: [b", "this list has no end: ']' is missing"),
     ("a: |md b", "this text has no end: '|' is missing"), ('a: "b', "this text has no end: '\"' is missing"),
     ("a:\nb", "nothing stands behind this ':'"), ('a: "b" c', "this is not understood and is left out"),
     ("a -> b: { x }", "this is not understood and is left out")],
)  # fmt: skip
def test_half_an_entry_is_told(text: str, message: str) -> None:
    assert messages(text) == [message]


def test_what_stands_behind_a_value_ends_with_its_map() -> None:
    assert lines('a: { b: "x" y }\nc') == lines('a: { b: "x" }\nc')


def test_a_grid_of_many_widths_is_possible_and_people_keep_their_shape() -> None:
    text = "g: {\ngrid-rows: 2\ngrid-columns: 3\na; b; a long name\nanother long name; e; f\n}\nx -> g.b"
    found = lines(text)
    assert {"row a b a_long_name", "another_long_name same width as a"} <= set(found)
    (scene,) = load(Source("some.d2", text))
    assert isinstance(compile_scene(scene).layout, Layout)
    assert any(line.startswith("p: person") and "size: 130" in line for line in lines("p: {shape: person; width: 130}"))


def test_spans_of_sequences_are_bars_from_their_first_message_to_their_last() -> None:
    text = "shape: sequence_diagram\na -> b.s: one\nb.s -> b.s: two\nb.s -> a.t: three\na -> b: four"
    assert [line for line in lines(text) if "activate" in line or "->" in line] == [
        'a -> b "one"', "activate b", 'b -> b "two"', 'b -> a "three"', "deactivate b", 'a -> b "four"',
    ]  # fmt: skip
    assert messages(text) == ["a span of one message, or in several groups, has no counterpart here and is left out"]


def test_the_direction_of_a_container_puts_a_chain_in_it_in_a_row() -> None:
    assert "row a b c" in lines("x -> s\ns: { direction: right; a -> b -> c }")


def test_sequences_beside_other_things_are_figures_of_their_own() -> None:
    text = "f: Login {\n  shape: sequence_diagram\n  x -> y: hi\n}\nin: {g: {shape: sequence_diagram; p -> q}}\nf -> z"
    found = lines(text)
    assert {"f -> z", 'diagram sequence "Login" {', 'x -> y "hi"', 'diagram sequence "g" {', "p -> q"} <= set(found)
    assert found.index("f -> z") < found.index('diagram sequence "Login" {')


def test_a_board_of_nothing_but_sequences_is_these() -> None:
    two = (f"{x}: {{shape: sequence_diagram; x -> y}}" for x in "ab")
    found = lines("\n".join(("t: All {near: top-center}", *two)))
    figures = [line for line in found if line.startswith("diagram")]
    assert figures == ['diagram sequence "a" {', 'diagram sequence "b" {']


def test_boxes_with_round_corners_are_rounded_and_gaps_are_not_told() -> None:
    text = """classes: { soft: { style.border-radius: 8 } }
a: { style.border-radius: 12 }
b.class: soft
g: { grid-rows: 1; grid-gap: 20; style.border-radius: 4; c; d }
a -> b: { style.animated: true }"""
    found = read_foreign(Source("a.d2", text))
    assert not found.diagnostics
    assert {"a: rounded", "b: rounded .soft"} <= {line.strip() for line in to_source(found).splitlines()}


def test_gaps_of_grids_are_those_between_cells() -> None:
    cells = "grid-rows: 2; grid-columns: 2; a; b; c; d"
    assert "grid a b c d 2x2 gap 0" in lines(f"g: {{ grid-gap: 0; {cells} }}")
    found = lines(f"g: {{ grid-gap: 4; vertical-gap: 40; {cells} }}")
    assert {"row a b gap 4", "row c d gap 4", "column a c gap 40", "column b d gap 40"} <= set(found)
    assert "row a b gap 30" in lines("g: { grid-rows: 2; horizontal-gap: 30; a; b; c; d }")
    found = lines("g: { grid-rows: 2; grid-columns: 2; grid-gap: 2; a; b; c }")  # "a" and "d" would be too near
    assert "row a b" in found


def test_a_container_with_an_empty_label_is_a_frame_without_a_title() -> None:
    found = lines('a: "" { b }\nc -> a')
    assert 'group a "" .look {' in found
    assert "style .look { stroke: gray }" in found


def test_what_is_in_a_sequence_has_the_variables_the_classes_and_the_looks_of_its_board() -> None:
    text = (
        'vars: {c: {red: "#fd9891"}}\nclasses: {back: {style.stroke-dash: 5}; part: {style.opacity: 0.5}}\n'
        "s: {\n  shape: sequence_diagram\n  a: {style.stroke: ${c.red}; shape: person}\n  again: {\n    class: part\n"
        "    a -> b: ${c.red}\n    b -> a: {class: back; style.stroke: blue}\n  }\n}"
    )
    found = lines(text)
    assert "a: person { stroke: #fd9891 }" in found
    at = found.index('section "again" {')
    assert found[at + 1 : at + 4] == ['a -> b "#fd9891"', "b --> a { stroke: blue }", "}"]
    assert messages(text) == ["'class' of sequences has no counterpart here and is left out"]


def test_what_is_said_of_a_message_again_makes_no_other_message() -> None:
    found = lines("shape: sequence_diagram\na -> b: hi\n(a -> b)[0].style.stroke: red\n*.style.fill: blue")
    assert [line for line in found if "->" in line] == ['a -> b "hi"']
    assert "*" not in "".join(found)


def test_a_legend_is_told() -> None:
    assert messages("vars: {d2-legend: {a: {label: Service}}}\nb -> c") == [
        "a legend has no counterpart here and is left out"
    ]


def test_a_shape_that_nobody_sees_is_room_or_the_end_of_an_edge() -> None:
    found = lines(
        "a -> b: {target-arrowhead.shape: circle}\nb.style.opacity: 0\nb -> c: {style.opacity: 0}\nc.style.opacity: 0"
    )
    assert 'b: circle "" { size: 6, fill: gray }' in found
    assert not any(line.startswith("c") for line in found)
    grid = lines("grid-rows: 2\ngrid-columns: 2\na\ns: {style.opacity: 0}\nb\nc\na -> c")
    assert not any(line.startswith("s:") for line in grid)
    assert {"row b c", "column a b"} <= set(grid)


def test_what_unseen_shapes_put_in_order_is_said_in_the_order_of_the_board() -> None:
    gap = "a{0} -> x{0} -> b{0}: {{style.opacity: 0}}\nx{0}.style.opacity: 0\na{0} -> a{1}\n"
    found = lines("".join(gap.format(number, number + 1) for number in range(6)))
    assert [line for line in found if " above " in line] == [f"a{number} above b{number}" for number in range(6)]


def test_depth_and_copies_are_shapes_of_boxes() -> None:
    text = (
        "a.style.3d: true\nb: {class: many}\nclasses.many.style: {multiple: true; fill: red}\nc.style.multiple: false"
    )
    assert {"a: cuboid", "b: collections .many", "c: box", "style .many { fill: red }"} <= set(lines(text))
    assert messages("a: {shape: cylinder; style.3d: true}") == [
        "'style.3d' of shapes has no counterpart here and is left out"
    ]


def test_what_is_near_an_edge_of_all_stands_beyond_it() -> None:
    found = lines("a -> b.c\nlegend: |md\n  - one\n| {near: bottom-right}\nmap.near: center-left")
    assert {"legend below a", "legend below b", "map left of a", "map left of b"} <= set(found)


def test_texts_are_plain_outside_of_markdown() -> None:
    found = lines('a: "<b>x</b> & `y`"\nb: |md\n  `y` <b>x</b>\n|')
    assert {'a: box "<b>x</b> & `y`"', 'b: box "y x"'} <= set(found)
