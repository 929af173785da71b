"""Set diagrams: what is in what, where that stands, and that a verifier sees it in the finished file."""

from __future__ import annotations

from itertools import chain, combinations

import cairosvg
import pytest
from planted import Drawn

import sgc
from sgc.graph import SceneGraph, resolve
from sgc.graph.ordered.sets import PATTERNS, memberships
from sgc.source import Source
from sgc.syntax import parse
from sgc.verify import detector_named, picture_file, verify

TEXT = """diagram sets {
  a "Alpha" { "one" ; "both" }
  b: circle "Beta"
  b { "both" ; c: cat "Tom" }
  "none"
}"""
DRAWN = Drawn(TEXT)
failed, moved = DRAWN.failed, DRAWN.moved


def graph(body: str) -> SceneGraph:
    return resolve(parse(Source("d.sgc", f"diagram sets {{\n{body}\n}}")))[0]


def problems(body: str) -> list[str]:
    return [one.message for one in graph(body).diagnostics]


def test_the_same_words_in_two_blocks_are_one_item_in_both_and_relations_say_as_much() -> None:
    found = memberships(graph(TEXT.partition("{")[2].rpartition("}")[0]))
    assert found.sets == ("a", "b")
    assert found.items == {"one": {0}, "both": {0, 1}, "c": {1}, "none": frozenset()}
    found = memberships(graph('a: circle\nb: circle\nx: text "x"\nx in a and in b\nb contains x'))
    assert found.items == {"x": {0, 1}}


@pytest.mark.parametrize("number", [2, 3, 4])
def test_every_region_of_a_pattern_is_there(number: int) -> None:
    ovals, grid = PATTERNS[number], [i / 60 - 0.85 for i in range(103)]
    seen = {tuple(i for i, oval in enumerate(ovals) if oval.holds(x, y)) for x in grid for y in grid}
    assert seen == set(chain.from_iterable(combinations(range(number), size) for size in range(number + 1)))


def test_what_is_no_diagram_of_sets_is_told() -> None:
    assert problems('"x"') == ["a diagram of sets has 1 to 4 of them, not 0"]
    assert problems("".join(f'{name} {{ "x" }}\n' for name in "abcde")) == [
        "a diagram of sets has 1 to 4 of them, not 5"
    ]
    assert problems('a { "x" }\nb { "y" }\na -> b') == ["sets and their items are not linked"]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_what_is_drawn_is_read_in_every_region(number: int, kind: str) -> None:
    names = "abcd"[:number]
    regions = ["".join(some) for size in range(1, number + 1) for some in combinations(names, size)]
    blocks = [f'{name} "Set {name}" {{ {" ; ".join(f"""{chr(34)}{r}{chr(34)}""" for r in regions if name in r)} }}'
              for name in names]  # fmt: skip
    found = sgc.compile("diagram sets {\n" + "\n".join(blocks) + "\n}").verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_what_is_drawn_is_read() -> None:
    found = DRAWN.picture.verify("svg")
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_items_of_loops_are_read() -> None:
    found = sgc.compile('diagram sets { a "A" { for i in 1..3 { x[i]: box "X\\(i)" } }\nb "B" { "y" } }').verify()
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_an_item_in_another_region_and_an_exchanged_name_are_told() -> None:
    assert any(one.startswith("one in a, and in no other set: ") for one in failed(moved(90, 0, "one")))
    assert any(one.startswith("both in a and b") for one in failed(moved(-80, 0, "both")))
    assert any(one.startswith("none in no set: ") for one in failed(moved(0, -110, "none")))
    assert failed(moved(0, -60, "a-title"))


def seen_in_pixels(svg: str) -> list[str]:
    picture = picture_file("picture.png", cairosvg.svg2png(svg.encode()))
    report = verify(picture, DRAWN.picture.scene, detector_named("strokes"))
    return [f"{fact.statement}: {fact.why}" for fact in report.facts if fact.verdict != "holds"]


def test_sets_are_seen_through_one_another_in_pixels_and_what_is_elsewhere_there_is_told() -> None:
    assert seen_in_pixels(DRAWN.picture.svg) == []
    assert any(one.startswith("one in a, and in no other set: ") for one in seen_in_pixels(moved(90, 0, "one")))
    assert any(one.startswith("both in a and b") for one in seen_in_pixels(moved(-80, 0, "both")))
    assert any(one.startswith("none in no set: ") for one in seen_in_pixels(moved(0, -110, "none")))


@pytest.mark.parametrize(("old", "new", "told"), [
    ('<g opacity=".3">', '<g opacity=".45">', "{ opacity: 30% }: it is 0.4"),
    ('fill="#e39b4e" stroke="#e39b4e"', 'fill="#e39b4e" stroke="#902020"', "{ stroke: #e39b4e }: it is #"),
    ('fill="#e39b4e" stroke="#e39b4e"', 'fill="#4e9be3" stroke="#4e9be3"', "{ stroke: #e39b4e }: it is #"),
])  # fmt: skip
def test_paint_of_sets_is_measured_in_pixels(old: str, new: str, told: str) -> None:
    found = seen_in_pixels(DRAWN.picture.svg.replace(DRAWN.group("b"), DRAWN.group("b").replace(old, new)))
    assert any(told in one for one in found), found


def test_what_hides_another_set_is_not_seen_through() -> None:
    group = DRAWN.group("b")
    found = seen_in_pixels(DRAWN.picture.svg.replace(group, group.replace('opacity=".3"', 'opacity="1"')))
    assert any("overlap" in one or one.startswith("circle") for one in found)
