"""Stripes, dots and checks in pixels: what has a pattern is seen as what it is, with its pattern, and another fails."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sgc.backends.raster import PngBackend
from sgc.compiler import compile_scene, load
from sgc.drawing.primitives import Drawing, Ellipse, Group, Pattern, Picture, Primitive, Rectangle
from sgc.measure.motifs import MOTIFS
from sgc.verify import Report, detector_named, picture_file, verify

pytest.importorskip("torch")

from sgc.verify.renders.lattices import Lattice, lattice_of

SCENE = """scene 480x320 {
  ball: striped red circle { size: 90 }
  apple: checkered green apple { width: 90 }
  mug: zigzag yellow mug { width: 90 }
  box: blue square { size: 60 }
  ball left of apple
  apple left of mug
  mug left of box
}"""


def seen(scene: str, drawing: Drawing | None = None) -> Report:
    """The report on a scene's PNG, or on that of another drawing."""
    picture = compile_scene(load(scene)[0])
    shown = drawing or picture.drawing
    assert shown is not None
    return verify(picture_file("x.png", PngBackend().render(shown)), picture.scene, detector_named("renders"))


def with_motif(one: Primitive, motif: str | None) -> Primitive:
    """A thing with another motif, or with none."""

    def changed(fill: str | Pattern | None) -> str | Pattern | None:
        return (replace(fill, name=motif) if motif else fill.background) if isinstance(fill, Pattern) else fill

    if isinstance(one, Group):
        return replace(one, children=tuple(with_motif(child, motif) for child in one.children))
    if isinstance(one, Ellipse | Rectangle):
        return replace(one, paint=replace(one.paint, fill=changed(one.paint.fill)))
    if isinstance(one, Picture):
        layers = tuple(replace(layer, fill=changed(layer.fill) or "") for layer in one.layers)
        return replace(one, layers=layers, name=f"{one.name}-{motif}")
    return one


def drawn_with(scene: str, id: str, motif: str | None) -> Drawing:
    """The drawing of a scene in which one thing has another motif, or none."""
    drawing = compile_scene(load(scene)[0]).drawing
    assert drawing is not None
    children = tuple(
        with_motif(one, motif) if isinstance(one, Group) and one.id == id else one for one in drawing.children
    )
    assert children != drawing.children
    return replace(drawing, children=children)


@pytest.mark.parametrize("motif", ["stripes", "upright", "plaid", "dots", "checks", "zigzag", "stars"])
def test_a_lattice_is_found_with_its_side(motif: str) -> None:
    y, x = np.mgrid[0:60, 0:60] + 0.5
    shares = Lattice(motif, 8.37, 3.1, 5.9).shares(x, y)
    found = lattice_of(shares, (x - 30) ** 2 + (y - 30) ** 2 < 29**2)
    assert found is not None
    assert found.motif == motif
    assert found.side == pytest.approx(8.37, rel=0.01)


def test_nothing_that_does_not_repeat_is_a_pattern() -> None:
    shares = np.random.default_rng(1).random((60, 60))
    assert lattice_of(shares, np.ones((60, 60), bool)) is None


def test_things_with_patterns_are_seen_in_pixels() -> None:
    report = seen(SCENE)
    assert report.verified, [fact for fact in report.facts if fact.verdict != "holds"]
    assert [one.attributes.get("pattern") for one in report.detections] == ["stripes", "checks", "zigzag", None]


@pytest.mark.parametrize(("id", "motif"), [("ball", "falling"), ("ball", None), ("apple", "dots"), ("mug", None)])
def test_another_pattern_and_none_fail(id: str, motif: str | None) -> None:
    assert motif is None or motif in MOTIFS
    report = seen(SCENE, drawn_with(SCENE, id, motif))
    noun = {"ball": "circle"}.get(id, id)
    assert any(fact.verdict == "fails" and fact.statement.startswith(f"{noun}: ") for fact in report.facts)
    assert not [fact for fact in report.failed if fact.kind == "relation"]


def test_a_pattern_that_is_too_fine_to_be_named_is_not_decided() -> None:
    report = seen("scene 300x200 { s: speckled blue star { width: 40 } }")
    (fact,) = (fact for fact in report.facts if fact.statement == "star: speckled")
    assert fact.verdict == "unchecked"
    assert not report.failed


@pytest.mark.parametrize("behind", ["", "board: gold square { size: 260 }\n  patch inside board"])
def test_tiles_whose_stripes_are_in_line_are_striped_each(behind: str) -> None:
    scene = f"""scene 320x320 {{
  spacing 2
  for r in 1..2 {{ for c in 1..2 {{ patch[r, c]: striped teal square {{ size: 72 }} }} }}
  {behind}
  grid patch 2x2 gap 6
}}"""
    report = seen(scene)
    facts = [fact for fact in report.facts if fact.statement == "square: striped"]
    assert [fact.verdict for fact in facts] == ["holds"] * 4
    assert not [fact for fact in report.failed if fact.kind in ("count", "attribute")]
    report = seen(scene, drawn_with(scene, "patch[1,2]", None))
    assert [fact.why for fact in report.failed if fact.statement == "square: striped"] == ["it is plain"]
