"""What flat regions explain, without any network: places, colours, what is in front, lines around, and what is not."""

from __future__ import annotations

import subprocess
import sys
from functools import cache, partial
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

import sgc
from sgc.graph.vocabulary import lookup
from sgc.verify import detector_named, picture_file, verify
from sgc.verify.renders.atlas import atlas_of
from sgc.verify.renders.catalogue import Catalogue, catalogue_of
from sgc.verify.renders.explaining import Explainer
from sgc.verify.renders.glyphs import Glyph, glyphs_of, shapes
from sgc.verify.renders.hypotheses import Explained
from sgc.verify.renders.neighbours import highest, lowest
from sgc.verify.renders.regions import regions_of
from sgc.verify.renders.tables import ink_in

NOUNS = ("apple", "dog", "cup", "car", "tree", "cat", "bench", "sofa", "plate", "comb")


@cache
def _glyphs() -> tuple[Glyph, ...]:
    known = [noun for word in NOUNS if (noun := lookup(word)) is not None]
    return (*glyphs_of(known), *shapes())


@cache
def _catalogue() -> Catalogue:
    return catalogue_of(_glyphs())


def _explained(pixels: NDArray[np.uint8], nouns: tuple[str, ...] = ()) -> list[Explained]:
    atlas = atlas_of(_glyphs())
    return Explainer(pixels, regions_of(pixels), atlas, _catalogue(), partial(ink_in, atlas.looks), nouns).explain()


def _drawn(scene: str) -> NDArray[np.uint8]:
    picture = sgc.compile(scene)
    return np.asarray(Image.open(BytesIO(picture.render("png"))).convert("RGB"))


def _nouns(found: list[Explained]) -> list[str]:
    return sorted(one.looks[0].nouns[0] for one in found)


def test_a_region_says_where_its_outline_is_to_parts_of_a_pixel() -> None:
    image = Image.new("RGB", (600, 400), "#fbf9f4")
    ImageDraw.Draw(image).rectangle((101, 50, 301, 249), fill="#2f6fd6")
    small = np.asarray(image.resize((300, 200), Image.Resampling.BOX))
    region = regions_of(small).regions[0]  # the others are strips of mixed colours along its edges
    assert region.place == pytest.approx((50.5, 25, 151, 125), abs=0.02)


def test_neighbours_are_the_eight_around() -> None:
    plane = np.zeros((5, 6), bool)
    plane[2, 3] = True
    assert highest(plane).sum() == 9
    assert (lowest(highest(plane)) == plane).all()


def test_things_are_found_with_their_colours() -> None:
    found = _explained(_drawn("scene { a: red apple; d: dog; c: blue car; a left of d; d left of c }"))
    assert _nouns(found) == ["apple", "car", "dog"]
    assert next(one.tint for one in found if one.looks[0].nouns[0] == "car") == (47, 111, 214)
    assert all(one.visible > 0.99 for one in found)


def test_a_white_thing_is_found_though_its_lights_are_seen_no_more() -> None:
    """Parts that differ in any other colour are one region in white."""
    found = _explained(_drawn("scene { background #202020 ; a: white comb }"))
    assert _nouns(found) == ["comb"]


def test_what_is_behind_something_is_found_by_what_is_seen_of_it() -> None:
    pixels = _drawn("scene { s: sofa; p: plate; s in front of p }")
    found = {one.looks[0].nouns[0]: one for one in _explained(pixels, ("sofa", "plate", "comb"))}
    assert {*found} == {"couch", "plate"}
    assert found["couch"].visible > 0.99


def test_lines_around_things_are_no_part_of_them() -> None:
    (square,) = _explained(_drawn("scene 200x200 { q: red square { size: 80; stroke: black } }"))
    assert square.thick is not None
    assert square.thick > 0
    assert square.outer[2] - square.outer[0] == pytest.approx(80, abs=1)


def test_holes_are_nothing() -> None:
    image = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(image).ellipse((40, 40, 160, 160), outline="#8b5a33", width=30)  # a ring, which no noun here is
    assert _explained(np.asarray(image)) == []


def test_nothing_is_explained_where_nothing_is_flat() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (80, 80, 3), np.uint8)
    assert _explained(noise) == []


def test_plain_pictures_are_looked_at_without_torch(tmp_path: object) -> None:
    code = """
import sys, sgc
from sgc.verify import detector_named, picture_file, verify
picture = sgc.compile("scene { a: red apple; d: dog; a left of d }")
report = verify(picture_file("a.png", picture.render("png")), picture.scene, detector_named("renders"))
assert report.verified, report.failed
assert "torch" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_is_in_front_of_a_thing_and_has_its_colour_is_another_thing() -> None:
    found = _explained(_drawn(
        "scene 200x200 { r: black circle { size: 120 }; t: white circle { size: 90 }; h: black circle { size: 30 }\n"
        "t centered in r; h centered in r }"
    ))  # fmt: skip
    assert sorted(one.outer[2] - one.outer[0] for one in found) == pytest.approx([30, 90, 120], abs=3)
    assert all(any("circle" in look.nouns for look in one.looks) for one in found)


def test_squares_of_a_board_have_the_lines_between_them() -> None:
    board = "; ".join(f"s{i}: {('tan', 'ivory')[(i + i // 3) % 2]} square {{ size: 50 }}" for i in range(9))
    names = " ".join(f"s{i}" for i in range(9))
    found = _explained(_drawn(f"scene 200x200 {{ spacing 0; {board}; grid {names} 3x3 gap 0 }}"))
    assert [one.outer[2] - one.outer[0] for one in found] == pytest.approx([50] * 9, abs=1.5)


@pytest.mark.parametrize(("stated", "verdict"), [("blue", "holds"), ("orange", "fails")])
def test_the_line_around_a_shape_has_its_colour(stated: str, verdict: str) -> None:
    drawn = sgc.compile("scene 200x160 { a: red circle { stroke: blue; width: 80 } }")
    (asked,) = sgc.load(f"scene 200x160 {{ a: red circle {{ stroke: {stated}; width: 80 }} }}")
    report = verify(picture_file("a.png", drawn.render("png")), asked, detector_named("renders"))
    assert [fact.verdict for fact in report.facts if "stroke" in fact.statement] == [verdict]


def test_a_thin_thing_is_seen_before_lines_of_its_ground() -> None:
    """A bicycle's frame has hardly any pixel whose neighbours are all of it."""
    scene = """scene 400x200 {
      road: rectangle { fill: #7d838c, width: 100%, height: 100% }
      lane: rectangle { fill: #f3f1e8, width: 90, height: 6 }
      bike: bicycle { width: 60 }
      bike on lane
      bike in road
      lane in road
    }"""
    data = sgc.compile(scene).render("png")
    report = verify(picture_file("x.png", data), sgc.compile(scene).scene, detector_named("renders"))
    assert next(fact for fact in report.facts if fact.statement == "bicycle").verdict == "holds"


def test_words_on_a_picture_of_two_colors_are_read() -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    scene = 'scene 512x512 { board: chalkboard "Hello" { width: 260 } }'
    data = sgc.compile(scene).render("png")
    report = verify(picture_file("x.png", data), sgc.compile(scene).scene, detector_named("renders+text"))
    assert [fact.verdict for fact in report.facts if fact.kind == "text"] == ["holds"]
