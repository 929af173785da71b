"""Tables, classes and what stands at the ends of links: found again in the file, and planted faults are told."""

from __future__ import annotations

import re

import pytest
from planted import Drawn

import sgc
from sgc.graph.properties import HEADS
from sgc.verify import picture_file, verify

DRAWN = Drawn("""diagram {
  direction right
  users: table "Users" {
    id: int "PK"
    name: text
  }
  orders: table "Orders" {
    number: int "PK"
    user_id: int "FK"
    placed: date
  }
  shape: interface "Shape" {
    +name: String
    --
    +area(): float
  }
  users.id "1" -- "0..*" orders.user_id { tail: one, head: zero or many }
  orders.top -> shape.top
}""")


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_what_is_drawn_is_found_again(kind: str) -> None:
    found = DRAWN.picture.verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]
    rows = [fact.statement for fact in found.facts if " row “" in fact.statement]
    assert rows[:2] == ["table row “id int PK”", "table row “name text”"]
    assert len(rows) == 7


@pytest.mark.parametrize("end", [head for head in HEADS if head != "none"])
def test_every_end_of_links_is_read_back(end: str) -> None:
    found = sgc.compile(f"diagram {{ a: box; b: box; c: box; a -- b {{ head: {end} }}; c -- a {{ tail: {end} }} }}")
    report = found.verify()
    assert report.verified, [f"{fact.statement}: {fact.why}" for fact in report.failed]


def test_a_row_that_reads_otherwise_or_stands_in_another_turn_is_told() -> None:
    svg = DRAWN.picture.svg
    assert any("row “name text”: there is no such row" in one for one in DRAWN.failed(svg.replace(">name<", ">nome<")))
    swapped = svg.replace(">number<", ">\0<").replace(">placed<", ">number<").replace(">\0<", ">placed<")
    assert swapped != svg
    assert any("not in its turn" in one for one in DRAWN.failed(swapped))


def test_a_text_at_the_wrong_end_or_left_out_is_told() -> None:
    svg = DRAWN.picture.svg
    swapped = svg.replace(">1<", ">\0<").replace(">0..*<", ">1<").replace(">\0<", ">0..*<")
    told = DRAWN.failed(swapped)
    assert any("“1” does not stand at its end" in one or "“1” is not at its end" in one for one in told)
    lost = re.sub(r"<text[^>]*>1</text>", "", svg)
    assert lost != svg
    assert any("“1” is not at its end" in one for one in DRAWN.failed(lost))


def test_a_link_at_another_row_or_side_is_told() -> None:
    other = sgc.compile(DRAWN.text.replace("users.id", "users.name"))
    assert any("it does not end at its row of users" in one for one in DRAWN.failed(other.svg))
    beside = sgc.compile(DRAWN.text.replace("orders.top", "orders.bottom"))
    assert any("it does not end at the top of orders" in one for one in DRAWN.failed(beside.svg))


def test_a_text_that_the_end_of_a_line_covers_is_told() -> None:
    found = sgc.compile('diagram { a: box; b: box; a -> "role" b { head: triangle } }')
    assert found.verify().verified
    svg = found.svg
    text = re.search(r"<text [^>]*>role</text>", svg)
    assert text is not None
    nearer = re.sub(r'x="([\d.]+)"', lambda match: f'x="{float(match[1]) - 6.5:.3f}"', text[0])
    report = verify(picture_file("picture.svg", svg.replace(text[0], nearer).encode()), found.scene)
    assert [fact.why for fact in report.failed] == ["the end of a line covers “role”"]


def test_a_table_is_of_the_colour_of_its_rows_though_its_title_is_larger() -> None:
    one = 'diagram { a: table "A title" .deep {\n x: int\n }\n style .deep { fill: %s } }'
    red = sgc.compile(one % "#edb3ad")
    assert red.verify().verified
    other = verify(picture_file("picture.svg", sgc.compile(one % "#adedb3").svg.encode()), red.scene)
    assert "table: #edb3ad" in {fact.statement for fact in other.failed}
