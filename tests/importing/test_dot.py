"""The reader of DOT against another parser of it, and what it makes of attributes, ports and tables."""

from __future__ import annotations

from pathlib import Path

import pydot
import pytest

from sgc.compiler import compile_scene, load
from sgc.importing import read_foreign
from sgc.source import Source
from sgc.source.files import read_source
from sgc.syntax import to_source, tree

FILES = sorted((Path(__file__).parent / "files" / "dot").glob("*.*"))
#: pydot's grammar takes no list of nodes, and no ids with "+".
BEYOND_PYDOT = {"lists_and_joined.dot", "comments.dot"}


def scene(text: str) -> str:
    return to_source(read_foreign(Source("some.dot", text)))


def edges_of(graph: pydot.Graph) -> int:
    """How many edges a graph and its subgraphs have; one to or from a subgraph is one for each of its nodes."""

    def size(end: object) -> int:
        return len(nodes_in(end)) if isinstance(end, dict) else 1

    def nodes_in(end: dict[str, object]) -> set[str]:
        found = {name for name in end["nodes"] if name not in ("node", "edge", "graph")}  # type: ignore[union-attr]
        for one in end["edges"]:  # type: ignore[union-attr]
            found |= set(one)
        return found

    own = sum(size(one.get_source()) * size(one.get_destination()) for one in graph.get_edges())
    return own + sum(edges_of(one) for one in graph.get_subgraphs())


@pytest.mark.parametrize("path", [path for path in FILES if path.name not in BEYOND_PYDOT], ids=lambda path: path.name)
def test_it_finds_as_many_edges_as_another_parser(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    graphs = pydot.graph_from_dot_data(text)
    found = read_foreign(Source(path.name, text))
    links = sum(len(one.arrows) for figure in found.figures for one in figure.body if isinstance(one, tree.Link))
    if "invis" not in text and "strict" not in text:
        assert links == sum(map(edges_of, graphs))


def test_defaults_hold_for_what_comes_later() -> None:
    assert scene("digraph { a; node [shape=box]; b; a }") == "diagram {\n  a: ellipse\n  b: box\n}\n"


def test_clusters_are_groups_and_ranks_are_layers() -> None:
    found = scene('digraph { subgraph cluster_x { label="X"; a } b { rank=same; a; b } }')
    assert 'group x "X" {\n    a: ellipse\n  }' in found
    assert "layer a b" in found


def test_edges_of_subgraphs_join_all_their_nodes() -> None:
    found = scene("digraph { {a b} -> {c d} }")
    assert all(f"{source} -> {target}" in found for source in "ab" for target in "cd")


def test_records_whose_fields_lie_below_each_other_are_tables_with_ports() -> None:
    found = scene('digraph { a [shape=record label="{Name|<x> one|<y> two}"]; a:y -> b:n }')
    assert 'a: table "Name" {\n    "one"\n    "two"\n  }' in found
    assert "a.two -> b.top" in found
    lying = scene('digraph { rankdir=LR; a [shape=record label="Name|<x> one|<y> two"]; a:y -> b:n }')
    assert 'a: table "Name" {\n    "one"\n    "two"\n  }' in lying


def test_fields_side_by_side_are_boxes_that_touch() -> None:
    found = scene('digraph { node [shape=record]; a [label="<l>|<m> \\N|<r>"]; b [label="x|y"]; a:r -> b; '
                  "{rank=same a c} }")  # fmt: skip
    assert {
        'a_l: box ""', 'a_m: box "a"', 'a_r: box ""', "a_r -> b_2", "row a_l a_m a_r gap 0", "row b_1 b_2 gap 0",
        "a_m same height as a_l", "layer a_l c",
    } <= {line.strip() for line in found.splitlines()}  # fmt: skip
    chain = scene('digraph { rankdir=LR; node [shape=record]; a [label="{<d> 1|<n>}"]; b [label="{<d> 2|<n>}"]; '
                  "a:n -> b }")  # fmt: skip
    assert {"a_n -> b_d", "row a_d a_n gap 0"} <= {line.strip() for line in chain.splitlines()}


def test_rows_of_a_record_may_have_several_cells() -> None:
    found = scene('digraph { a [shape=record label="{Title|{key|<v> value}|{1|one}}"]; a:v -> b }')
    assert 'a: table "Title" {\n    key: value\n    "1" "one"\n  }' in found
    assert "a.key -> b" in found


def test_a_record_with_one_text_is_a_box_with_it() -> None:
    found = scene('digraph { node [shape=record]; a [label="{<l>|<m> G}"]; b [label="{<x>|<y>}"]; a:l -> b }')
    assert {'a: box "G"', 'b: box ""'} <= {line.strip() for line in found.splitlines()}
    assert "a -> b" in found


def test_columns_of_a_record_are_columns_of_a_table() -> None:
    label = r"conv: Conv2D\n|{input:|<o> output:}|{{(28, 1)}|{(26, 32)}}"
    found = scene(f'digraph {{ node [shape=record]; a [label="{label}"]; a:o -> b }}')
    assert 'a: table "conv: Conv2D" {\n    "input:" "(28, 1)"\n    "output:" "(26, 32)"\n  }' in found
    assert "a.output -> b" in found


def test_a_name_that_is_shown_has_its_line_ends() -> None:
    assert r'box "//a:b\n//a:c"' in scene(r'digraph { node [shape=box]; "//a:b\n//a:c" -> x }')


def test_a_ground_behind_a_text_is_a_box() -> None:
    found = scene("digraph { a [shape=plaintext, style=filled, fillcolor=pink, color=red]; b [shape=plaintext] }")
    assert "a: box { fill: pink }" in found
    assert "b: text" in found


def test_tables_of_html_are_tables() -> None:
    found = scene('digraph { a [shape=none label=<<TABLE><TR><TD>T</TD></TR><TR><TD PORT="p">x</TD><TD>int</TD></TR>'
                  "</TABLE>>]; b -> a:p }")  # fmt: skip
    assert 'a: table "T" { x: int }' in found
    assert "b -> a.x" in found


def test_markup_becomes_text_and_nothing_of_it_is_followed() -> None:
    found = scene('digraph { a [label=<<B>bold</B> &amp; <SCRIPT>x()</SCRIPT>> URL="http://x" image="/etc/passwd"] }')
    assert '"bold &"' in found
    assert "passwd" not in found
    assert "http" not in found


def test_what_is_left_out_is_told_once_with_its_place() -> None:
    found = read_foreign(Source("some.dot", "digraph {\n a [gradientangle=30]\n b [gradientangle=60]\n}"))
    (remark,) = found.diagnostics
    assert remark.message == "'gradientangle' of nodes has no counterpart here and is left out"
    assert remark.span is not None
    assert (remark.span.line, remark.span.text) == (2, "gradientangle=30")


def test_a_file_that_is_no_dot_is_an_error_with_its_place() -> None:
    found = read_foreign(Source("some.dot", "digraph {\n a -> ;\n}"))
    (remark,) = found.diagnostics
    assert remark.is_error
    assert remark.span is not None
    assert remark.span.line == 2


def test_what_is_written_first_stays_first_though_the_arrow_points_back() -> None:
    assert "a -- b { tail: arrow }" in scene("digraph { a -> b [dir=back] }")
    assert "a <-> b" in scene("digraph { a -> b [dir=both] }")


def test_records_of_html_have_their_fields_and_names_keep_their_underscores() -> None:
    found = scene("digraph { my_node [shape=record label=<{<b>Title</b>|+ x<br/>+ y|+ z()}>]; other_one }")
    assert 'my_node: class "Title" {' in found
    assert [line.strip() for line in found.splitlines() if line.startswith("    ")] == ["+ x", "+ y", "--", "+ z()"]
    assert 'other_one: ellipse "other_one"' in found


def test_numbers_are_colours_of_their_scheme() -> None:
    nodes = 'a [fillcolor=2]; b [fillcolor="/set13/1"]; c [fillcolor=12]'
    found = scene(f"digraph {{ node [colorscheme=pastel19 style=filled]; {nodes} }}")
    assert "a: ellipse { fill: #b3cde3 }" in found
    assert "b: ellipse { fill: #e41a1c }" in found
    assert "c: ellipse\n" in found


def test_texts_beside_nodes_and_at_ends_of_edges_are_kept() -> None:
    found = scene('digraph { a [label="", xlabel="Anna"]; b [xlabel="two"]; a -> b [taillabel="1", headlabel="*"] }')
    assert 'a: ellipse "Anna"' in found
    assert r'b: ellipse "b\ntwo"' in found
    assert 'a "1" -> "*" b' in found


def test_a_text_in_quotes_is_meant_as_it_stands() -> None:
    assert 'a: ellipse "x <b> & y"' in scene('digraph { a [label="x <b> &amp; y"] }')


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("egde [color=red]", "'egde' is read as a node", "Did you mean 'edge'?"),
        ("subgrap x { y }", "'subgrap' is read as a node", "Did you mean 'subgraph'?"),
        ("a -- b", "the edges of this graph are written '->'; this one is read as it is", None),
        ("<% if x %>", "a text of HTML is no name of a node, and is left out", None),
        ("rankdir=RL2", "'rl2' is no value of 'rankdir'", "Did you mean 'rl'?"),
        ("{rank=sam; a; b}", "'sam' is no value of 'rank'", "Did you mean 'same'?"),
        ("a -> b [dir=bak]", "'bak' is no value of 'dir'", "Did you mean 'back'?"),
        ("a -> b [style=dahsed]", "there is no style 'dahsed'", "Did you mean 'dashed'?"),
        ("a [style=fileld]", "there is no style 'fileld'", "Did you mean 'filled'?"),
        ("a -> b [arrowhead=nrmal]", "there is no arrowhead 'nrmal'", "Did you mean 'normal' or 'onormal'?"),
    ],
)
def test_a_misspelt_word_is_told_with_what_it_may_mean(line: str, message: str, hint: str | None) -> None:
    (found,) = read_foreign(Source("some.dot", f"digraph {{\na -> b\n{line}\n}}")).diagnostics
    assert (found.message, found.hints[:1]) == (message, () if hint is None else (hint,))
    assert found.span is not None
    assert found.span.text.strip() in line


def test_a_node_that_an_edge_leads_to_may_be_called_as_it_likes() -> None:
    text = 'digraph { egde -> b; style [style="setlinewidth(2),bold"] }'
    assert not read_foreign(Source("some.dot", text)).diagnostics


def test_comments_begin_anywhere_on_a_line() -> None:
    found = read_foreign(Source("some.dot", "digraph {\n  K=1.0; # a constant\n  a -> b # they are linked\n}"))
    assert "a -> b" in to_source(found)


def test_a_cluster_without_a_label_has_no_title_and_one_that_is_not_seen_no_frame() -> None:
    found = scene("digraph { subgraph cluster_a { x } subgraph cluster_b { style=invis; label=B; y } x -> y }")
    assert 'group a "" .look' in found
    assert "stroke: gray" in found
    assert 'group b "" {' in found


def test_clusters_in_clusters_have_their_lines_unless_these_look_as_their_ground() -> None:
    nested = "digraph { subgraph cluster_a { %s subgraph cluster_b { %s x } y } }"
    assert scene(nested % ("", "")).count('"" .look') == 2
    ground = "style=filled; color=lightgrey;"
    assert 'group b "" {' in scene(nested % (ground, ground))


def test_what_leads_to_a_hidden_node_is_seen() -> None:
    inside = "digraph { compound=true; subgraph cluster_a { p [style=invis] x } y -> p [lhead=cluster_a] }"
    assert "y -> a" in scene(inside)
    found = scene("digraph { start [style=invis]; start -> a; gone [style=invis]; a -> gone [style=invis] }")
    assert "start -> a" in found
    assert 'start: circle "" { size: 8, fill: black }' in found
    assert "gone" not in found


def test_a_node_of_which_nothing_is_seen_is_the_point_where_its_links_begin() -> None:
    (found,) = load(Source("some.dot", 'digraph { rankdir=LR; s [shape=none label=""]; s -> a }'))
    assert found.objects[0].properties["size"]
    assert compile_scene(found).verify().verified
    assert scene('digraph { s [shape=none label="" xlabel="go"]; s -> a }').count("point") == 0


def test_a_table_without_lines_is_its_texts() -> None:
    cells = "<tr><td>  </td><td>kept</td></tr><tr><td>  </td><td>new</td></tr>"
    table = f'digraph {{ a [shape=plaintext label=<<table border="0" %s>{cells}</table>>] }}'
    assert 'a: text "kept\\nnew"' in scene(table % 'cellborder="0"')
    assert "a: text" not in scene(table % 'cellborder="1"')


def test_a_file_that_says_so_is_read_as_latin_1(tmp_path: Path) -> None:
    file = tmp_path / "old.dot"
    file.write_bytes('digraph { charset="latin1"; a [label="caf\u00e9"] }'.encode("latin-1"))
    found = read_foreign(read_source(file))
    assert 'a: ellipse "café"' in to_source(found)
    assert not found.diagnostics


def test_listings_are_rows_below_their_first_line() -> None:
    found = scene(r'digraph { a [shape=record,label="{entry:\l  %1 = load i32\l  ret\l|{<s0>T|<s1>F}}"]; a:s1 -> b }')
    rows = [line.strip() for line in found.splitlines()]
    at = rows.index('a: class "entry:" {')
    assert rows[at + 1 : at + 7] == ['"%1 = load i32"', '"ret"', "--", '"T"', "--", '"F"']
    apart = scene(r'digraph { a [shape=record,label="{if:\l|  %1 = load i32\l  br %1\l|{<s0>T|<s1>F}}"]; a:s1 -> b }')
    rows = [line.strip() for line in apart.splitlines()]
    at = rows.index('a: class "if:" {')
    assert rows[at + 1 : at + 5] == ['"%1 = load i32"', '"br %1"', "--", "T: F"]


def test_edges_end_at_the_sides_that_their_attributes_say() -> None:
    found = scene("digraph { a -> b [tailport=s, headport=w]; c [peripheries=2] }")
    assert "a.bottom -> b.left" in found
    assert "c: accepting" in found


def test_what_nobody_sees_and_what_guides_other_engines_is_not_told() -> None:
    found = read_foreign(Source("some.dot", "digraph { nodesep=1; a [fontname=Arial, tooltip=x]; a -> b [weight=2] }"))
    assert not found.diagnostics


def test_a_link_to_the_title_of_a_table_of_html_ends_at_the_table() -> None:
    table = '<<table><tr><td port="top">T</td></tr><tr><td port="x">row</td></tr></table>>'
    found = read_foreign(Source("some.dot", f"digraph {{ a [shape=plain label={table}]; b -> a:top; b -> a:x }}"))
    assert not found.diagnostics
    assert {"b -> a", "b -> a.row"} <= {line.strip() for line in to_source(found).splitlines()}


def test_nodes_are_as_large_as_they_are_said_to_be_where_their_labels_have_room() -> None:
    found = scene('digraph { a [width=2 height=1.5 shape=box]; b [width=0.3]; c [shape=circle width=.4 label=""] }')
    assert "a: box { width: 144, height: 108 }" in found
    assert "b: ellipse\n" in found
    assert 'c: circle "" { width: 29, height: 29 }' in found
    told = read_foreign(
        Source("s.dot", "digraph { b [width=0.3]; a [width=2 height=1.5]; d [width=.1 fixedsize=true] }")
    )
    assert ["'fixedsize' of nodes" in one.message for one in told.diagnostics] == [True]


def test_edges_lead_to_clusters_where_the_engine_takes_them_so() -> None:
    text = "digraph { layout=%s; cluster_a -> cluster_b; subgraph cluster_a { x } subgraph cluster_b { y } }"
    assert "a -> b" in scene(text % "fdp")
    assert "cluster_a -> cluster_b" in scene(text % "dot")


def test_an_edge_without_a_width_is_not_seen() -> None:
    found = scene("digraph { a -> b [penwidth=0] }")
    assert "->" not in found
    assert "a above b" in found


def test_a_small_circle_without_words_is_no_end_of_the_wide_lines_at_it() -> None:
    looks = "node [color=black shape=circle]; edge [arrowhead=none penwidth=1.6 color=black]"
    (found,) = load(Source("some.dot", f'digraph {{ {looks}; x [label=""]; x -> a; x -> b }}'))
    assert compile_scene(found).verify().verified


def test_fields_of_a_record_that_lie_side_by_side_within_others_are_told() -> None:
    ragged = read_foreign(Source("a.dot", 'digraph { a [shape=record label="{Title|one|{two|{x|y}}}"] }'))
    assert [one.message for one in ragged.diagnostics] == [
        "how fields of a record lie beside each other within it has no counterpart here and is left out"
    ]
    table = read_foreign(Source("a.dot", 'digraph { a [shape=record label="{Title|{x|y}|{z|u}}"] }'))
    assert not table.diagnostics
