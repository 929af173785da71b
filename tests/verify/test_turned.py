"""Things that are turned by quarters, in pixels: they are known by what they are upright."""

from __future__ import annotations

import pytest

from sgc.backends.raster import PngBackend
from sgc.compiler import compile_scene, load
from sgc.layout.types import Layout
from sgc.picture import Picture
from sgc.source import Source
from sgc.verify import detector_for, picture_file
from sgc.verify.types import Report
from sgc.verify.verify import verify


def compiled(text: str) -> Picture:
    (scene,) = load(Source("a.sgc", text))
    return compile_scene(scene)


def report(of: Picture, asked: Picture) -> Report:
    assert of.drawing is not None
    file = picture_file("a.png", PngBackend().render(of.drawing))
    return verify(file, asked.scene, detector_for(file))


def scene(angle: int) -> str:
    return f"scene {{ cup: cup {{ rotate: {angle} }}; others: 2 cup; row others[1] cup others[2] }}"


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_what_is_turned_is_seen_to_be_turned(angle: int) -> None:
    picture = compiled(scene(angle))
    seen = report(picture, picture)
    assert seen.failed == ()
    assert seen.verified


def test_what_stands_upright_is_not_turned_and_no_more_is_there() -> None:
    turned, upright = compiled(scene(180)), compiled(scene(0))
    assert any("rotate: 180deg" in fact.statement for fact in report(upright, turned).failed)
    four = compiled("scene { cup: cup { rotate: 180 }; others: 3 cup; row others[1] cup others[2] others[3] }")
    assert report(four, turned).failed != ()


def test_arrows_of_one_row_look_alike_but_for_where_they_point() -> None:
    picture = compiled("scene { a: arrow { rotate: 180 }; b: 2 arrow { rotate: 0 }; row b[1] a b[2] }")
    assert report(picture, picture).verified
    assert isinstance(picture.layout, Layout)
    sizes = {(one.box[2] - one.box[0], one.box[3] - one.box[1]) for one in picture.layout.objects}
    assert len(sizes) == 1
