"""GenEval's rules, one after the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seen import PICTURE, box, seen

from sgc.scoring.color_naming import measured
from sgc.scoring.geneval import GenEval
from sgc.scoring.protocol import Judgement
from sgc.source import SgcError
from sgc.verify import Detection

RULES = GenEval()


def judge(tmp_path: Path, tag: str, include: object, exclude: object, *detections: Detection) -> Judgement:
    metadata = tmp_path / "metadata.jsonl"
    row = {"tag": tag, "include": include, "exclude": exclude, "prompt": "a prompt"}
    metadata.write_text(json.dumps(row), encoding="utf-8")
    (task,) = RULES.tasks(metadata)
    assert task.to_json() == row
    return RULES.judge(task, PICTURE, seen(*detections), measured)


@pytest.mark.parametrize(
    ("tag", "score", "right"),
    [("single_object", 0.31, 1), ("single_object", 0.3, 0), ("counting", 0.91, 1), ("counting", 0.9, 0)],
)
def test_things_have_to_be_surer_where_they_are_counted(tmp_path: Path, tag: str, score: float, right: int) -> None:
    found = judge(tmp_path, tag, [{"class": "cat", "count": 1}], [], box("cat", score=score))
    assert found.score == right
    assert found.reason == ("" if right else "expected cat>=1, found 0")


def test_kinds_of_a_class_are_of_it_and_others_are_not(tmp_path: Path) -> None:
    assert judge(tmp_path, "single_object", [{"class": "person", "count": 1}], [], box("girl")).score == 1
    assert judge(tmp_path, "single_object", [{"class": "dog", "count": 1}], [], box("cat")).score == 0


def test_too_many_are_wrong_only_where_they_are_excluded(tmp_path: Path) -> None:
    cats = [box("cat", 60 * i) for i in range(4)]
    assert judge(tmp_path, "single_object", [{"class": "cat", "count": 3}], [], *cats).score == 1
    found = judge(tmp_path, "counting", [{"class": "cat", "count": 3}], [{"class": "cat", "count": 4}], *cats)
    assert (found.score, found.reason) == (0, "expected cat<4, found 4")


def test_no_more_than_sixteen_of_a_class_are_looked_at(tmp_path: Path) -> None:
    cats = [box("cat", 30 * i) for i in range(20)]
    found = judge(tmp_path, "counting", [{"class": "cat", "count": 16}], [{"class": "cat", "count": 17}], *cats)
    assert found.score == 1
    assert found.used is not None
    assert len(found.used["cat"]) == 16


def test_colours_are_of_the_surest_boxes(tmp_path: Path) -> None:
    red, blue = box("cup", 50, 50, 0.9, color="#dc2f3c"), box("cup", 200, 50, 0.8, color="#2f6fd6")
    one = [{"class": "cup", "count": 1, "color": "red"}]
    assert judge(tmp_path, "colors", one, [], blue, red).score == 1
    one[0]["color"] = "blue"
    found = judge(tmp_path, "colors", one, [], blue, red)
    assert (found.score, found.reason) == (0, "expected blue cup>=1, found 1 red")
    rim = Detection("cup", (0, 0, 9, 9), colors=(("#ffffff", 0.5), ("#2f6fd6", 0.5)), attributes={"color": "white"})
    assert judge(tmp_path, "colors", one, [], rim).score == 1
    gray = judge(tmp_path, "colors", one, [], box("cup", color="#8c9097"))
    assert gray.reason == "expected blue cup>=1, found 1 of another colour"


POSITION = [{"class": "dog", "count": 1}, {"class": "cat", "count": 1, "position": ["left of", 0]}]


@pytest.mark.parametrize(
    ("x", "y", "reason"),
    [
        (100, 200, ""),
        (300, 200, "expected cat left of target, found right of target"),
        (195, 200, "expected cat left of target, found no direction"),
        (200, 60, "expected cat left of target, found above target"),
    ],
)
def test_places_are_by_the_middles_of_boxes(tmp_path: Path, x: float, y: float, reason: str) -> None:
    found = judge(tmp_path, "position", POSITION, [], box("dog", 200, 200), box("cat", x, y))
    assert (found.reason, found.score) == (reason, not reason)


def test_only_the_surest_of_each_stand_in_a_place(tmp_path: Path) -> None:
    sure, doubtful = box("cat", 300, 200, 0.9), box("cat", 60, 200, 0.8)
    assert judge(tmp_path, "position", POSITION, [], box("dog", 200, 200), sure, doubtful).score == 0


def test_nothing_is_beside_what_is_not_there(tmp_path: Path) -> None:
    found = judge(tmp_path, "position", POSITION, [], box("cat", 60, 200))
    assert found.reason == "expected dog>=1, found 0; no target for cat to be left of"


def test_what_only_one_of_several_detectors_saw_has_a_lower_score(tmp_path: Path) -> None:
    metadata = tmp_path / "metadata.jsonl"
    metadata.write_text(json.dumps({"tag": "a", "include": [{"class": "cat", "count": 1}], "prompt": "p"}))
    (task,) = RULES.tasks(metadata)
    for score, right in ((0.4, 1), (0.2, 0)):
        observation = seen()
        disputed = type(observation)((512, 512), (), disputed=((box("cat", score=score),), ()))
        assert RULES.judge(task, PICTURE, disputed, measured).score == right


@pytest.mark.parametrize(
    "row",
    ['{"tag": "a"}', "[]", '{"tag": "a", "prompt": "p"}',
     '{"tag": "a", "prompt": "p", "include": [{"class": "cat"}]}', "no JSON", "\n",
     '{"tag": "a", "prompt": "p", "include": [{"class": "cat", "count": 1, "position": ["left of", 0]}]}'],
)  # fmt: skip
def test_what_is_no_metadata_is_told(tmp_path: Path, row: str) -> None:
    metadata = tmp_path / "metadata.jsonl"
    metadata.write_text(row, encoding="utf-8")
    with pytest.raises(SgcError, match=r"metadata\.jsonl"):
        RULES.tasks(metadata)
