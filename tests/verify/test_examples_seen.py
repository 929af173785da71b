"""Every example of a scene is verified by its pixels, as its readers will do who make a PNG of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import sgc
from sgc.compiler import load
from sgc.verify import picture_file, verify

pytest.importorskip("torch")
pytest.importorskip("rapidocr_onnxruntime")

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.sgc")), ids=lambda path: path.stem)
def test_nothing_fails_in_an_example(path: Path) -> None:
    for scene in load(path):
        picture = sgc.compile(scene)
        if scene.figure.kind != "scene" or picture.drawing is None:
            continue
        report = verify(picture_file(path.name, picture.png()), picture.scene)
        assert not report.failed, [(fact.statement, fact.why) for fact in report.failed]
