"""The photo detector on the photographs that its package brings, and the files that its network is read from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

import sgc
from sgc.source import MissingError
from sgc.verify import Observation, PictureFile, detector_named, read_picture, verify
from sgc.verify.boxes import overlap
from sgc.verify.classes import nouns_of_classes
from sgc.verify.darknet import HEAD, Darknet
from sgc.verify.photo import PhotoDetector, package


def photograph(name: str) -> PictureFile:
    return read_picture(package() / "samples" / f"{name}.jpg")


@pytest.fixture(scope="module")
def bus() -> Observation:
    return PhotoDetector().detect(photograph("bus"), ())


def test_people_before_a_bus(bus: Observation) -> None:
    assert bus.size == (810, 1080)
    assert sorted(one.noun for one in bus.detections) == ["bus", "person", "person", "person"]
    truth = {"bus": (4, 227, 801, 745), "person": (54, 395, 248, 901)}
    for noun, box in truth.items():
        assert max(overlap(box, one.box) for one in bus.detections if one.noun == noun) > 0.7


def test_one_thing_is_seen_once(bus: Observation) -> None:
    boxes = [one.box for one in bus.views[-1].detections if one.noun == "person"]
    assert all(overlap(a, b) <= 0.5 for a in boxes for b in boxes if a is not b)


def test_a_prompt_is_checked_against_a_photograph() -> None:
    (scene,) = sgc.load("scene { p: 3 person; b: bus; no dog; no castle }")
    report = verify(photograph("bus"), scene, PhotoDetector())
    verdicts = {one.statement: one.verdict for one in report.facts}
    assert verdicts["3 person"] == verdicts["bus"] == verdicts["no dog"] == "holds"
    assert verdicts["no castle"] == verdicts["nothing else"] == "unchecked"
    (wrong,) = sgc.load("scene { p: 7 person; c: cat }")
    assert {one.statement for one in verify(photograph("bus"), wrong, PhotoDetector()).failed} >= {"7 person", "cat"}


def test_what_is_doubtful_is_not_decided() -> None:
    """The ties of two men: one is seen, but not certain."""
    (scene,) = sgc.load("scene { t: tie }")
    report = verify(photograph("zidane"), scene, PhotoDetector())
    count = next(one for one in report.facts if one.kind == "count")
    assert (count.verdict, count.why.split(":")[0]) == ("unchecked", "what is seen is not certain")


def test_it_knows_the_nouns_of_coco_by_our_names() -> None:
    photo = PhotoDetector()
    nouns = ("computer mouse", "tv remote", "potted plant", "tv", "dining table", "couch")
    assert all(map(photo.knows, nouns))
    assert not photo.knows("animal")
    assert nouns_of_classes(["mouse", "cat"]) == ("mouse", "cat")


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sgc.verify.photo.find_spec", lambda name: None)
    with pytest.raises(MissingError, match=r"pip install 'sgc\[photo\]'"):
        detector_named("photo")


CONFIG = """
[net]
width=8
height=8
channels=3
[convolutional]
batch_normalize=1
filters=4
size=3
stride=1
pad=1
activation=leaky
[route]
layers=-1
groups=2
group_id=1
[maxpool]
size=2
stride=2
[upsample]
stride=2
[route]
layers=-1,0
[convolutional]
filters=7
size=1
activation=linear
[yolo]
mask=1
anchors=1,2, 4,2
scale_x_y=1.1
"""


def test_layers_are_those_of_darknet(tmp_path: Path) -> None:
    """Every layer against torch's own, with normalisation left apart, and a box worked out by hand."""
    torch.manual_seed(0)
    bias, scale, mean, variance = torch.rand(4), torch.rand(4), torch.rand(4), torch.rand(4) + 0.5
    kernel, last_bias, last = torch.randn(4, 3, 3, 3), torch.randn(7), torch.randn(7, 6, 1, 1)
    parts = [part.flatten().numpy() for part in (bias, scale, mean, variance, kernel, last_bias, last)]
    (tmp_path / "a.cfg").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "a.weights").write_bytes(bytes(HEAD) + np.concatenate(parts).tobytes())
    image = torch.rand(1, 3, 8, 8)
    boxes, scores = Darknet(tmp_path / "a.cfg", tmp_path / "a.weights")(image)

    first = functional.batch_norm(functional.conv2d(image, kernel, padding=1), mean, variance, scale, bias, eps=1e-6)
    first = functional.leaky_relu(first, 0.1)
    pooled = functional.max_pool2d(first[:, 2:], 2).repeat_interleave(2, 2).repeat_interleave(2, 3)
    out = functional.conv2d(torch.cat([pooled, first], 1), last, last_bias)[0, :, 3, 5]
    x = (5 + 1.1 * out[0].sigmoid() - 0.05) / 8
    y = (3 + 1.1 * out[1].sigmoid() - 0.05) / 8
    width, height = 4 * out[2].exp() / 8, 2 * out[3].exp() / 8
    expected = torch.stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2])
    torch.testing.assert_close(boxes[0, 3 * 8 + 5], expected, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(scores[0, 3 * 8 + 5], out[4].sigmoid() * out[5:].sigmoid(), rtol=1e-4, atol=1e-5)


def test_files_that_do_not_fit_together_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.cfg").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "a.weights").write_bytes(bytes(HEAD + 4 * 4000))
    with pytest.raises(ValueError, match="more weights"):
        Darknet(tmp_path / "a.cfg", tmp_path / "a.weights")
    with pytest.raises(ValueError, match="begins with"):
        Darknet(tmp_path / "a.weights", tmp_path / "a.weights")
