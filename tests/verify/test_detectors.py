"""Detectors are found by name, for a picture, and by other programs."""

from __future__ import annotations

import tomllib
from inspect import signature
from pathlib import Path

import pytest

from sgc.graph.vocabulary import all_nouns
from sgc.source import SgcError
from sgc.verify import detector_for, detector_named, detectors, picture_file, read_picture
from sgc.verify.picture import LARGEST
from sgc.verify.protocol import BUILT_IN, GROUP, detector_class

PROJECT = Path(__file__).parent.parent.parent


def test_other_programs_find_the_same_detectors() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][GROUP] == BUILT_IN


#: What needs no model of one's own.
READY = [name for name in BUILT_IN if not signature(detector_class(name)).parameters]


@pytest.mark.parametrize("name", READY)
def test_every_detector_is_what_it_says(name: str) -> None:
    detector = detector_named(name)
    assert detector.name == name
    assert detector.reads <= {"svg", "pdf", "raster"}
    assert name in detectors()
    assert sum(detector.knows(noun.concept) for noun in all_nouns()) > (50 if name != "text" else 0)
    assert not detector.knows("no such noun")


def test_a_misspelt_name_is_told() -> None:
    with pytest.raises(SgcError) as caught:
        detector_named("vektor")
    assert "Did you mean 'vector'?" in str(caught.value.diagnostics[0].hints)


def test_an_argument_that_nobody_takes_is_told() -> None:
    with pytest.raises(SgcError, match="takes nothing after a colon"):
        detector_named("vector:yolo")


def test_a_picture_finds_what_can_look_at_it() -> None:
    svg = picture_file("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')
    assert svg.kind == "svg"
    found = detector_for(svg)
    assert found is not None
    assert found.name == "vector"


def test_pixels_of_scenes_and_of_diagrams_are_looked_at_by_their_own_detectors() -> None:
    png = picture_file("a.png", b"\x89PNG\r\n\x1a\n")
    found = detector_for(png)
    assert found is not None
    assert found.name == "renders+text"
    of_diagrams = detector_for(png, "diagram")
    assert of_diagrams is not None
    assert of_diagrams.name == "strokes"


@pytest.mark.parametrize(
    ("head", "kind"), [(b"\x89PNG\r\n\x1a\n", "raster"), (b"\xff\xd8\xff\xe0", "raster"), (b"%PDF-1.5\n", "pdf")]
)
def test_kinds_are_told_by_what_is_in_a_file(head: bytes, kind: str) -> None:
    assert picture_file("picture.svg", head).kind == kind


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SgcError):
        picture_file("notes.svg", b"not a picture")
    large = tmp_path / "large.svg"
    with open(large, "wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(SgcError, match="larger"):
        read_picture(large)
