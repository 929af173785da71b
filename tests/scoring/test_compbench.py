"""T2I-CompBench's rules for places in the plane and for numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from seen import PICTURE, box, seen

from sgc.scoring.color_naming import measured
from sgc.scoring.compbench import Numeracy, Spatial2D
from sgc.scoring.protocol import Judgement
from sgc.verify import Detection


def place(prompt: str, *detections: Detection) -> Judgement:
    task = Spatial2D().task_of(f"{prompt}_000003")
    assert task is not None
    assert task.prompt == prompt
    return Spatial2D().judge(task, PICTURE, seen(*detections), measured)


def numbers(prompt: str, *detections: Detection) -> Judgement:
    task = Numeracy().task_of(f"{prompt}_000003")
    assert task is not None
    return Numeracy().judge(task, PICTURE, seen(*detections), measured)


@pytest.mark.parametrize(
    ("prompt", "x", "y", "score"),
    [
        ("a dog on the left of a cat", 100, 300, 0.95 / 2 + 0.5),
        ("a dog on the right of a cat", 100, 300, 0.0),
        ("a dog on the top of a cat", 300, 100, 0.95 / 2 + 0.5),
        ("a dog on the bottom of a cat", 300, 100, 0.0),
        ("a dog next to a cat", 300, 100, 0.95 / 2 + 0.5),
        ("a dog near a cat", 0, 0, 0.95 / 2 + 0.25),
    ],
)
def test_half_of_the_score_is_for_the_place(prompt: str, x: float, y: float, score: float) -> None:
    found = place(prompt, box("dog", x, y), box("cat", 300, 300))
    assert found.score == pytest.approx(score)


def test_things_that_overlap_are_half_right() -> None:
    """Boxes of 40 with their middles 20 apart share a third of what they cover: 0.1 / (1/3) of the place."""
    found = place("a dog on the left of a cat", box("dog", 280, 300), box("cat", 300, 300))
    assert found.score == pytest.approx(0.95 / 2 + 0.15)
    assert found.reason == "“on the left of” is right by 0.30"


def test_one_thing_alone_is_nothing() -> None:
    found = place("a dog on the left of a cat", box("dog"))
    assert (found.score, found.reason) == (0.0, "no cat is seen")


def test_men_are_people() -> None:
    assert place("a horse on the right of a man", box("horse", 300, 0), box("person", 100, 0)).score > 0.9


def test_words_of_place_are_whole_words() -> None:
    task = Spatial2D().task_of("a nearsighted girl near a car_000003")
    assert task is not None
    assert task.nouns == ("person", "car")


def test_places_without_a_rule_are_told() -> None:
    found = place("a dog on top of a cat", box("dog", 300, 100), box("cat", 300, 300))
    assert (found.score, found.reason) == (0.0, "the benchmark has no rule for “on top of”")


def test_what_nobody_understands_scores_nothing() -> None:
    assert place("colourless green ideas", box("dog")).reason == "nothing is understood of “colourless green ideas”"
    task = Spatial2D().task_of("a dog to the left of a cat_000003")  # as no prompt of the benchmark says it
    assert task is not None
    assert not task.nouns, "so that images of such prompts are scored like all others"


def test_a_number_is_half_of_the_score_of_its_noun() -> None:
    dogs, cats = [box("dog", 100 * i) for i in range(3)], [box("cat", 100 * i, 300) for i in range(2)]
    assert numbers("three dogs and two cats", *dogs, *cats).score == 1
    fewer = numbers("three dogs and two cats", *dogs[1:], *cats)
    assert (fewer.score, fewer.reason) == (0.75, "expected 3 dog, found 2")
    assert numbers("three dogs and two cats", *dogs).score == 0.5


def test_boxes_of_one_thing_are_counted_once() -> None:
    inner = box("dog", 100, 100, 0.5, size=20)
    assert numbers("one dog", box("dog", 100, 100), inner).score == 1
    assert numbers("two dogs", box("dog", 100, 100), box("dog", 110, 100)).score == 1


def test_a_file_has_a_prompt_a_line(tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("two dogs\n\na cat and three birds\n", encoding="utf-8")
    tasks = Numeracy().tasks(tmp_path / "prompts.txt")
    assert [(task.prompt, task.tag, list(task.nouns)) for task in tasks] == [
        ("two dogs", "1 class", ["dog"]), ("a cat and three birds", "2 classes", ["cat", "bird"]),
    ]  # fmt: skip
