"""Exports to diagram tools: what a reader of the format finds in them is the diagram, whatever its texts are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pydot
import pytest
from nasty_texts import NASTY

from sgc.compiler import compile, resolved
from sgc.graph.box import UNITS
from sgc.graph.links import heads
from sgc.graph.ordered.schedule import schedule
from sgc.graph.ordered.sequence import story
from sgc.graph.properties import HEADS
from sgc.graph.scene import Kind, SceneGraph, Step
from sgc.importing import read_foreign
from sgc.layout.types import Layout
from sgc.picture import Picture
from sgc.source import Source
from sgc.syntax.texts import written_text

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SHOP = """
diagram "Shop: it's open" {
  direction right
  client: person "Client"
  group cloud "Cloud" .pale {
    api: rounded "API\\nof all"
    group inner "Inner" {
      store: database "Orders" { fill: #ffeecc, stroke: red }
    }
  }
  ask: decision "Paid?"
  log: document
  client -> api "GET /orders"
  api <-> store { dashed, stroke: blue }
  api -- ask { width: 3 }
  ask -> log "yes" { head: open }
  log -> log
  client -> cloud
  style .pale { fill: #eef }
}
"""
CLASSES = """
diagram {
  animal: interface "Animal" {
    +name: String
    +eat(food: Food): bool
  }
  dog: class "Dog" {
    -tail: int
  }
  hint: note "barks"
  dog -> animal { head: triangle }
  dog "1" -- "0..*" animal "knows" { tail: diamond }
  hint -- dog
}
"""
ENTITIES = """
diagram {
  users: table "Users" {
    id: int "PK"
    name: varchar(80)
  }
  orders: table {
    id: int "PK"
    owner: int "FK"
  }
  orders.owner -- users.id "of" { tail: zero or many, head: one }
}
"""
LOGIN = """
diagram sequence "Login" {
  user: person "User"
  web: box "Web: the app"
  db: database
  user -> web "log in; now"
  activate web
  web ->> db
  hint: note "Passwords\\nare hashed"
  hint over web
  hint over db
  alt "found" {
    db --> web "row"
  } else "not found" {
    db -> web "nothing" { head: cross }
    loop "again" { web <-> web "try" }
  }
  deactivate web
}
"""
PLAN = """
diagram gantt "Plan" {
  section "One" {
    spec: task "Specify: all" .done { start: 2026-01-05, days: 5 }
    draw: task .critical { after: spec, weeks: 1 }
  }
  live: milestone "Go live" { after: draw }
}
"""
FORMATS = ("drawio", "dot", "mermaid")


def text_file(picture: Picture, format: str) -> str:
    return picture.render(format).decode()


def read_again(picture: Picture, format: str) -> SceneGraph:
    (scene,) = resolved(read_foreign(Source(f"again.{format}", text_file(picture, format)), format))
    return scene


def shown(scene: SceneGraph) -> list[tuple[str | None, str | None]]:
    """Every node with its text and that of the frame around it."""
    groups = {one.id: one.label for one in scene.objects if one.kind is Kind.GROUP}
    return sorted(((one.label, groups.get(one.container or "")) for one in scene.objects), key=str)


def linked(scene: SceneGraph) -> list[tuple[str | None, str, str | None, str | None]]:
    """Every link as the texts of its ends, its arrow and its label."""
    texts = {one.id: one.label for one in scene.objects}
    return sorted(((texts[one.source], one.arrow, texts[one.target], one.label) for one in scene.links), key=str)


@pytest.fixture(scope="module")
def shop() -> Picture:
    return compile(SHOP)


@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_a_flowchart_comes_back(shop: Picture, format: str) -> None:
    again = read_again(shop, format)
    assert shown(again) == shown(shop.scene)
    assert linked(again) == linked(shop.scene)
    assert again.figure.direction == "right"
    assert again.figure.title == "Shop: it's open"
    fills = {one.label: one.properties.get("fill") for one in again.objects}
    assert fills["Orders"] == "#ffeecc"
    assert fills["Cloud"] == "#eeeeff"


@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_shapes_come_back(shop: Picture, format: str) -> None:
    concepts = {one.label: one.concept for one in read_again(shop, format).objects}
    assert (concepts["Orders"], concepts["Paid?"]) == ("database", "diamond")


@pytest.mark.parametrize("name", ["animals", "order_states", "services", "shop"])
@pytest.mark.parametrize("format", ["dot", "mermaid"])
def test_what_the_examples_say_comes_back(name: str, format: str) -> None:
    picture = compile(EXAMPLES / f"{name}.sgc")
    again = read_again(picture, format)
    assert shown(again) == shown(picture.scene)
    assert ends(again) == ends(picture.scene)


def ends(scene: SceneGraph) -> list[tuple[set[str | None], str | None]]:
    """What every link joins, by texts, and what it says."""
    texts = {one.id: one.label for one in scene.objects}
    return sorted((({texts[one.source], texts[one.target]}, one.label) for one in scene.links), key=str)


def test_stereotypes_above_a_class_come_back() -> None:
    picture = compile(
        'diagram { a: interface "«api»\\nLent" { +lend() } ; b: class "«root»\\n«abstract»\\nBook" ; b -> a }'
    )
    assert "<<interface>>\n    <<api>>" in text_file(picture, "mermaid")
    assert {one.label for one in read_again(picture, "mermaid").objects} == {one.label for one in picture.scene.objects}


def test_no_bar_ends_that_has_not_begun() -> None:
    picture = compile(
        'diagram sequence { a: box ; b: box ; a -> b "x" ; activate b ; alt "1" { b -> a ; deactivate b } '
        "else { b -> a ; deactivate b } }"
    )
    assert text_file(picture, "mermaid").count("deactivate b") == 1


def test_mermaid_has_class_diagrams_for_classes() -> None:
    picture = compile(CLASSES)
    assert "classDiagram" in text_file(picture, "mermaid")
    again = read_again(picture, "mermaid")
    rows = {one.label: [" ".join(row.cells) for row in one.rows] for one in again.objects}
    assert rows["Dog"] == ["-tail: int"]
    assert "+eat(food: Food): bool" in rows["«interface»\nAnimal"]
    assert ("1", "0..*") in [one.texts for one in again.links]
    assert [one.label for one in again.objects if one.concept == "note"] == ["barks"]


def test_mermaid_has_entity_diagrams_for_tables() -> None:
    picture = compile(ENTITIES)
    assert "erDiagram" in text_file(picture, "mermaid")
    again = read_again(picture, "mermaid")
    assert {one.label: len(one.rows) for one in again.objects} == {"Users": 2, "orders": 2}
    (link,) = again.links
    assert (link.properties["tail"], link.properties["head"]) == ("zero or many", "one")


def told(scene: SceneGraph) -> list[tuple[str, tuple[str, ...], tuple[str | None, ...]]]:
    """The steps of a sequence, those of blocks too, with the texts of what they are about."""
    texts = {one.id: one.label for one in scene.objects}
    links = {one.id: one for one in scene.links}

    def steps(all_steps: tuple[Step, ...]) -> Iterator[tuple[str, tuple[str, ...], tuple[str | None, ...]]]:
        for one in all_steps:
            if one.kind == "link":
                for link in (links[id] for id in one.ids):
                    ends = texts[link.source], texts[link.target], link.label
                    yield " ".join((link.arrow, *heads(link))), (str(link.properties.get("dashed")),), ends
            elif one.kind == "block":
                yield one.word, (), tuple(part.text for part in one.parts)
                for part in one.parts:
                    yield from steps(part.steps)
            elif one.kind != "object" or len(one.ids) > 1:
                yield one.kind, (one.word,), tuple(texts[id] for id in one.ids)

    return list(steps(scene.steps))


def test_a_sequence_comes_back_step_by_step() -> None:
    picture = compile(LOGIN)
    assert told(read_again(picture, "mermaid")) == told(picture.scene)
    found = cells(picture)
    assert {cell.attrib["value"] for cell in found.values() if "umlLifeline" in cell.attrib.get("style", "")} == {
        "User", "Web: the app", "db",
    }  # fmt: skip


def test_who_comes_to_be_and_ends_comes_back() -> None:
    text = 'diagram sequence { a: box\nb: box\na -> b "make" { creates }\nb -> a "x"\na -> b { destroys }\na -> a }'
    again = read_again(compile(text), "mermaid")
    assert (story(again).born, story(again).gone) == ({1: 0}, {1: 2})


def test_a_plan_comes_back_with_its_dates() -> None:
    picture = compile(PLAN)
    again = read_again(picture, "mermaid")
    times = [[(one.begin, one.end) for one in schedule(scene).tasks] for scene in (picture.scene, again)]
    assert times[0] == times[1]
    assert [one.label for one in again.objects] == [one.label for one in picture.scene.objects]
    assert [one.classes for one in again.objects] == [("done",), ("critical",), ()]


def test_rows_are_ports_of_graphviz() -> None:
    again = read_again(compile(ENTITIES), "dot")
    (link,) = again.links
    assert [port.row for port in link.ports] == [1, 0]


def test_another_parser_reads_the_dot_file(shop: Picture) -> None:
    (graph,) = pydot.graph_from_dot_data(text_file(shop, "dot"))
    assert {one.get_label() for one in graph.get_subgraphs()} == {'"Cloud"'}
    assert len(graph.get_edges()) == 6


def cells(picture: Picture) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(text_file(picture, "drawio"))
    return {cell.attrib["id"]: cell for cell in root.iter("mxCell")}


def test_draw_io_has_real_nodes_containers_and_tied_edges(shop: Picture) -> None:
    found = cells(shop)
    texts = {key: cell.attrib.get("value", "") for key, cell in found.items()}
    edges = [cell for cell in found.values() if cell.attrib.get("edge") == "1"]
    assert len(edges) == len(shop.scene.links)
    assert all(cell.attrib["source"] in found and cell.attrib["target"] in found for cell in edges)
    store = next(cell for cell in found.values() if cell.attrib.get("value") == "Orders")
    assert texts[store.attrib["parent"]] == "Inner"
    assert texts[found[store.attrib["parent"]].attrib["parent"]] == "Cloud"
    assert "container=1" in found[store.attrib["parent"]].attrib["style"]


def test_places_in_draw_io_are_those_of_the_layout(shop: Picture) -> None:
    assert isinstance(shop.layout, Layout)
    found = cells(shop)
    for one in shop.layout.objects:
        if f"node-{one.id}" in found:
            left, top, _, _ = one.box
            assert corner(found, f"node-{one.id}") == pytest.approx((left / UNITS, top / UNITS), abs=0.01)


@pytest.mark.parametrize("format", FORMATS)
def test_every_end_of_links_has_a_word_elsewhere(format: str) -> None:
    links = "\n".join(f"a -- b {{ tail: {end}, head: {end} }}" for end in HEADS)
    picture = compile(f"diagram {{ a: box; b: box\n{links}\n}}")
    if format == "drawio":
        assert sum("edge" in cell.attrib for cell in cells(picture).values()) == len(HEADS)
    else:
        assert len(read_again(picture, format).links) == len(HEADS)


def test_ends_in_draw_io_are_those_of_the_layout() -> None:
    """At rows of tables, and below the words of a picture, too."""
    picture = compile("""diagram {
      a: actor "Ann"
      laptop: laptop "Her laptop"
      orders: table "Orders" { id: int ; user_id: int ; total: int }
      users: table "Users" { id: int ; name: text }
      a -> laptop -> orders
      orders.user_id -> users.id
    }""")
    assert isinstance(picture.layout, Layout)
    found = cells(picture)
    edges = [cell for cell in found.values() if cell.attrib.get("edge") == "1"]
    for cell, route in zip(edges, picture.layout.routes, strict=True):
        looks = dict(one.split("=", 1) for one in cell.attrib["style"].split(";") if "=" in one)
        for end, which, at in (("source", "exit", 0), ("target", "entry", -1)):
            node = cell.attrib[end]
            left, top = corner(found, node)
            geometry = found[node].find("mxGeometry")
            assert geometry is not None
            x = left + float(looks[f"{which}X"]) * float(geometry.attrib["width"])
            y = top + float(looks[f"{which}Y"]) * float(geometry.attrib["height"])
            there = [one / UNITS for one in route.points[at]]
            assert (x, y) == pytest.approx(there, abs=0.5)


def corner(found: dict[str, ElementTree.Element], key: str) -> tuple[float, float]:
    """Where a cell of draw.io begins on its page."""
    geometry = found[key].find("mxGeometry")
    if geometry is None:
        return 0.0, 0.0
    x, y = corner(found, found[key].attrib["parent"])
    return x + float(geometry.attrib["x"]), y + float(geometry.attrib["y"])


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_breaks_a_file(format: str) -> None:
    nasty = [text for text in NASTY if text.strip() and "$" not in text and text.isprintable() and len(text) < 60][::2]
    lines = "\n".join(f"  n{i}: box {_quoted(text)}" for i, text in enumerate(nasty))
    links = "\n".join(f"  n{i} -> n{i + 1} {_quoted(text)}" for i, text in enumerate(nasty[1:8]))
    picture = compile(f"diagram {{\n{lines}\n{links}\n}}")
    if format == "drawio":
        values = [cell.attrib.get("value") for cell in cells(picture).values()]
        assert all(one.label in values for one in picture.scene.objects)
    else:
        again, before = (
            sorted(" ".join((one.label or "").split()) for one in scene.objects)
            for scene in (read_again(picture, format), picture.scene)
        )
        assert again == before


def test_equal_layouts_give_equal_bytes(shop: Picture) -> None:
    for format in FORMATS:
        assert shop.render(format) == compile(SHOP).render(format)


@pytest.mark.parametrize("format", FORMATS)
def test_scenes_can_be_exported_too(format: str, tmp_path: Path) -> None:
    picture = compile('scene { cup: red cup "Tea"; plate: blue plate; cup left of plate }')
    path = picture.save(tmp_path / f"scene.{'mmd' if format == 'mermaid' else format}")
    assert "Tea" in path.read_text(encoding="utf-8")


def _quoted(text: str) -> str:
    return written_text([text])


def test_graphviz_is_asked_for_nothing_that_it_breaks_at() -> None:
    body = """group g { a: box ; b: box } ; group h { c: box } ; d: box ; a -> d ; layer a b ; layer b c"""
    plain = text_file(compile(f"diagram {{ {body} }}"), "dot")
    assert "splines" not in plain
    assert plain.count("rank=same") == 1
    assert '    { rank=same; "a"; "b" }\n  }' in plain
    curved = "diagram {{ routing curved ; {} }}"
    assert 'splines="curved"' in text_file(compile(curved.format(body)), "dot")
    for more in ("g -> d", 'a -> c "words"'):
        assert "splines" not in text_file(compile(curved.format(f"{body} ; {more}")), "dot")


def test_the_styles_of_dot_are_said_once_and_broken_outlines_stay_broken() -> None:
    source = """diagram {
      begin: start
      soft: box { dashed: true, fill: #eef }
      group part "Part" .loose { a: box }
      begin -> soft -> a
      style .loose { dotted: true }
    }"""
    text = compile(source).render("dot").decode()
    lines = {line.split()[0].strip('"'): line for line in text.splitlines() if "[" in line}
    assert 'style="filled,dashed"' in lines["soft"]
    assert lines["begin"].count("filled") == 1
    assert '    style="dotted";' in text
    (again,) = resolved(read_foreign(Source("again.dot", text)))
    soft = next(one for one in again.objects if one.label == "soft")
    assert soft.properties["dashed"]


def test_an_area_comes_back_with_its_colour() -> None:
    picture = compile("diagram sequence { a: box\nb: box\narea .x { a -> b }\nstyle .x { fill: #e8f1ff } }")
    (area,) = story(read_again(picture, "mermaid")).areas
    assert area.fill == "#e8f1ff"
    assert any("fillColor=#e8f1ff;" in cell.attrib.get("style", "") for cell in cells(picture).values())


def test_words_on_a_dark_node_are_light_in_dot_and_drawio() -> None:
    picture = compile('diagram { a: box "A" { fill: #203040 }; b: box "B" { ink: crimson }; c: box "C" }')
    dot = text_file(picture, "dot")
    assert [line.strip().split()[0] for line in dot.splitlines() if "fontcolor" in line] == ['"a"', '"b"']
    assert 'fontcolor="#dc143c"' in dot
    assert "fontColor=#dc143c" in text_file(picture, "drawio")
