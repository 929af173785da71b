"""Every Hugging Face family by the real path, offline: a tiny model is saved, loaded by its name, and asked.

What the random weights say is replaced by an answer that is known, after the model has run, so that the places of boxes
and masks can be checked.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from tiny_detectors import FAMILIES, save

import sgc
from sgc.source import MissingError, SgcError
from sgc.verify import Detection, PictureFile, detector_named, picture_file, verify
from sgc.verify.hugging_face import meant
from sgc.verify.masks import mask_of

#: Of the picture, which is wider than it is high: its right half is red.
WIDTH, HEIGHT = 120, 90
#: The planted box: middle and extent as parts of the picture, and its edges in pixels.
PLACE, EDGES = (0.75, 0.5, 0.5, 0.5), (60, 22.5, 120, 67.5)
#: OWLv2 pads to a square.
PLACE_IN_SQUARE = (0.75, 0.5 * HEIGHT / WIDTH, 0.5, 0.5 * HEIGHT / WIDTH)


@pytest.fixture(scope="module")
def picture() -> PictureFile:
    pixels = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    pixels[:, 60:] = (220, 47, 60)
    data = BytesIO()
    Image.fromarray(pixels).save(data, "PNG")
    return picture_file("a.png", data.getvalue())


@pytest.fixture(scope="module")
def detector(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    made: dict[str, Any] = {}

    def of(family: str) -> Any:
        if family not in made:
            name = "detr" if family in DETR else family
            made[family] = detector_named(f"{name}:{save(tmp_path_factory.mktemp(family), family)}")
        return made[family]

    return of


DETR = [family for family in FAMILIES if family not in ("owlv2", "grounding-dino", "mask2former")]


def answer(monkeypatch: pytest.MonkeyPatch, detector: Any, change: Callable[[Any], None]) -> None:
    """What the model says from now on: its own answer, changed."""
    own = type(detector)._ask

    def ask(self: Any, *arguments: Any, **more: Any) -> Any:
        output, inputs = own(self, *arguments, **more)
        with torch.inference_mode():
            change(output)
        return output, inputs

    monkeypatch.setattr(type(detector), "_ask", ask)


def says(kind: int | list[int], *scores: float, place: tuple[float, ...] = PLACE) -> Callable[[Any], None]:
    """The class (or the tokens) at the place as often as there are scores; nothing else."""

    def change(output: Any) -> None:
        output.logits[:] = -20.0
        if output.logits.shape[-1] == 7:  # the last class is none: a softmax over all
            output.logits[..., -1] = 20.0
        for query, score in enumerate(scores):
            output.logits[0, query, :] = -20.0
            output.logits[0, query, kind] = float(np.log(score / (1 - score)))
            if output.logits.shape[-1] == 7:
                output.logits[0, query, -1] = 0.0
            output.pred_boxes[0, query] = torch.tensor(place)

    return change


def near(one: Detection, edges: tuple[float, ...] = EDGES) -> bool:
    return all(abs(a - b) < 0.1 for a, b in zip(one.box, edges, strict=True))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_saved_model_is_loaded_and_asked(family: str, detector: Any, picture: PictureFile) -> None:
    found = detector(family)
    seen = found.detect(picture, ("cat", "dog"))
    assert seen.size == (WIDTH, HEIGHT)
    assert seen.unmatched is None
    assert found.knows("cat")
    assert not found.knows("no such noun")
    assert found.name.partition(":")[0] in ("owlv2", "grounding-dino", "detr", "mask2former")


@pytest.mark.parametrize("family", DETR)
def test_classes_and_boxes_of_the_detr_family(
    family: str, detector: Any, picture: PictureFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, detector(family), says(2, 0.9, 0.8))
    (mouse,) = detector(family).detect(picture, ()).detections  # the double is suppressed
    assert (mouse.noun, round(mouse.score, 2)) == ("computer mouse", 0.9)
    assert near(mouse)
    assert mouse.attributes["color"] == "red"


def test_a_class_that_is_none_is_nothing(detector: Any, picture: PictureFile, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, detector("detr"), says(0, 0.9))
    assert detector("detr").detect(picture, ()).views[-1].detections == ()


def test_owlv2_looks_for_the_nouns_that_it_is_given(
    detector: Any, picture: PictureFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    owl = detector("owlv2")
    answer(monkeypatch, owl, says(1, 0.6, 0.5, place=PLACE_IN_SQUARE))
    (bear,) = owl.detect(picture, ("cat", "teddy bear", "no such noun")).detections
    assert (bear.noun, round(bear.score, 2)) == ("teddy bear", 0.6)
    assert near(bear)
    assert owl.detect(picture, ("no such noun",)).detections == ()


def test_grounding_dino_gives_back_the_words_that_it_was_told(
    detector: Any, picture: PictureFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told “[CLS] cat . teddy bear . [SEP]”, of which the words of the second noun are the tokens 3 and 4."""
    dino = detector("grounding-dino")
    answer(monkeypatch, dino, says([3, 4], 0.7, 0.6))
    (bear,) = dino.detect(picture, ("cat", "teddy bear")).detections
    assert (bear.noun, round(bear.score, 2)) == ("teddy bear", 0.7)
    assert near(bear)


def test_phrases_stand_for_the_noun_of_which_they_have_most() -> None:
    nouns = ("cat", "teddy bear", "bear")
    assert [meant(words, nouns) for words in ("cat", "teddy bear", "bear", "cat teddy", "cow", "")] == [
        "cat", "teddy bear", "bear", "cat", None, None,
    ]  # fmt: skip


def test_mask2former_gives_masks(detector: Any, picture: PictureFile, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(output: Any) -> None:
        output.class_queries_logits[:] = -20.0
        output.class_queries_logits[..., -1] = 20.0
        output.class_queries_logits[0, 0, 5], output.class_queries_logits[0, 0, -1] = 20.0, -20.0
        output.masks_queries_logits[:] = -20.0
        half = output.masks_queries_logits.shape[-1] // 2
        output.masks_queries_logits[0, 0, :half, half:] = 20.0

    answer(monkeypatch, detector("mask2former"), change)
    (cat,) = detector("mask2former").detect(picture, ()).detections
    assert (cat.noun, cat.attributes["color"]) == ("cat", "red")
    assert cat.score > 0.9
    assert all(abs(a - b) <= 2 for a, b in zip(cat.box, (60, 0, 120, 45), strict=True))
    mask = mask_of(cat, (WIDTH, HEIGHT))
    assert mask is not None
    assert bool(mask[20, 90])
    assert not mask[20, 30]
    assert not mask[70, 90]


def test_what_is_not_certain_is_not_decided(
    detector: Any, picture: PictureFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scene,) = sgc.load("scene { a: cat }")
    for score, verdict in ((0.9, "holds"), (0.4, "unchecked"), (0.1, "fails")):
        with monkeypatch.context() as patch:
            answer(patch, detector("rt-detr"), says(5, score))
            report = verify(picture, scene, detector("rt-detr"))
        assert next(fact.verdict for fact in report.facts if fact.kind == "count") == verdict


@pytest.mark.parametrize("family", ["owlv2", "grounding-dino", "detr", "mask2former"])
def test_what_is_missing_is_told(family: str, tmp_path: Path) -> None:
    with pytest.raises(MissingError, match="hf download nobody/nothing"):
        detector_named(f"{family}:nobody/nothing")
    with pytest.raises(MissingError, match="There is no folder"):
        detector_named(f"{family}:../no/such/folder")
    with pytest.raises(MissingError, match=f"is no model for {family}"):
        detector_named(f"{family}:{tmp_path}")
    with pytest.raises(SgcError, match="needs a model"):
        detector_named(family)


def test_a_model_of_another_family_is_told(detector: Any) -> None:
    with pytest.raises(MissingError, match="is no model for mask2former"):
        detector_named(f"mask2former:{detector('detr').path}")
