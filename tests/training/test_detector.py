"""Training of the renders detector: the same seed learns the same, also when it is stopped in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from sgc.training import batches, detector, sprites
from sgc.training.batches import Batches, maps_of
from sgc.training.detector import Progress, networks_of, train
from sgc.training.log import Log
from sgc.training.scenes import Painter
from sgc.training.sprites import HELD_OUT, Classes, is_held_out, training_classes
from sgc.verify.boxes import overlap
from sgc.verify.renders.glyphs import shapes, vocabulary
from sgc.verify.renders.model import STRIDE


@pytest.fixture(scope="module")
def few() -> Classes:
    glyphs = (*vocabulary()[:6], *shapes()[:6])
    return Classes(glyphs, len(glyphs))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(batches, "SIZES", ((64, 2, 1.0),))
    monkeypatch.setattr(batches, "CUT_OUTS", 8)
    monkeypatch.setattr(detector, "SAVE_EVERY", 2)
    monkeypatch.setattr(detector, "LOG_EVERY", 1)
    threads = torch.get_num_threads()
    yield
    torch.set_num_threads(threads)


def _weights(out: Path) -> list[torch.Tensor]:
    return list(networks_of(out).state_dict().values())


def test_a_batch_is_told_by_its_seed_and_number(few: Classes) -> None:
    painter = Painter(few)
    one, same, other = Batches(painter, 3)[7], Batches(painter, 3)[7], Batches(painter, 3)[8]
    assert np.array_equal(one.pictures, same.pictures)
    assert np.array_equal(one.cut_outs, same.cut_outs)
    assert np.array_equal(one.labels, same.labels)
    assert not np.array_equal(one.pictures, other.pictures)


def test_the_truth_is_where_the_ink_is(few: Classes) -> None:
    """The middle of every thing that is seen is asked for, with the distances to its edges."""
    painter, asked = Painter(few), 0
    for number in range(20):
        scene = painter.scene(np.random.default_rng(number), 128, 128)
        center, edges, _ = maps_of(scene)
        for row, column in zip(*np.nonzero(center == 1), strict=True):
            if not edges[:, row, column].all():
                continue
            x, y = (column + 0.5) * STRIDE, (row + 0.5) * STRIDE
            left, top, right, bottom = edges[:, row, column] * STRIDE
            box = (x - left, y - top, x + right, y + bottom)
            assert max(overlap(box, one.box) for one in scene.things) > 0.99
            asked += 1
    assert asked > 20


def test_a_run_that_was_stopped_ends_like_one_that_was_not(few: Classes, tmp_path: Path) -> None:
    train(few, tmp_path / "whole", 5, 1, workers=0)

    def stop(progress: Progress) -> None:
        if progress.step == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(few, tmp_path / "parts", 5, 1, workers=0, report=stop)
    train(few, tmp_path / "parts", 5, 1, resume=True, workers=0)
    for one, other in zip(_weights(tmp_path / "whole"), _weights(tmp_path / "parts"), strict=True):
        assert torch.equal(one, other)


def test_a_log_is_cut_where_a_run_goes_on(tmp_path: Path) -> None:
    log = Log(tmp_path / "log.jsonl")
    for step in (10, 20, 30):
        log.add(step, {"noun": step / 7}, 1.0)
    before = log.path.read_text()
    with open(log.path, "a") as stream:
        stream.write('{"step": 4')
    log.go_on_from(20)
    assert log.path.read_text() == "".join(line + "\n" for line in before.splitlines()[:2])
    log.add(30, {"noun": 30 / 7}, 1.0)
    assert log.path.read_text() == before


def test_another_seed_learns_otherwise_and_is_not_resumed(few: Classes, tmp_path: Path) -> None:
    train(few, tmp_path / "one", 2, 1, workers=0)
    train(few, tmp_path / "other", 2, 2, workers=0)
    pairs = zip(_weights(tmp_path / "one"), _weights(tmp_path / "other"), strict=True)
    assert any(not torch.equal(a, b) for a, b in pairs)
    with pytest.raises(ValueError, match="of a run of 2 steps with seed 1"):
        train(few, tmp_path / "one", 2, 2, resume=True, workers=0)
    with pytest.raises(FileNotFoundError, match="begin one without --resume"):
        train(few, tmp_path / "none", 2, 2, resume=True, workers=0)


def test_the_loss_falls(few: Classes, tmp_path: Path) -> None:
    seen: list[float] = []
    train(few, tmp_path, 40, 1, workers=0, report=lambda progress: seen.append(sum(progress.losses.values())))
    assert np.mean(seen[-10:]) < 0.9 * np.mean(seen[:5])


def test_what_is_held_out_is_in_no_training_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sprites, "BEYOND", 20)
    classes = training_classes()
    assert len(classes.glyphs) == classes.common + 20
    assert not any(is_held_out(glyph) for glyph in classes.glyphs)
    assert sum(is_held_out(glyph) for glyph in vocabulary()) > 5 * len(HELD_OUT)
