"""CoCoCount's rule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from seen import PICTURE, box, seen

from sgc.scoring.cococount import CoCoCount
from sgc.scoring.color_naming import measured
from sgc.source import SgcError

RULES = CoCoCount()


def test_as_many_as_the_name_says_or_not() -> None:
    task = RULES.task_of("3__sports_ball__A_photo_of_three_sports_balls")
    assert task is not None
    assert (task.prompt, task.noun, task.count) == ("A photo of three sports balls", "sports ball", 3)
    balls = [box("sports ball", 90 * i) for i in range(3)]
    assert RULES.judge(task, PICTURE, seen(*balls, box("cat"), box("sports ball", 400, score=0.2)), measured).score == 1
    found = RULES.judge(task, PICTURE, seen(*balls[1:]), measured)
    assert (found.score, found.reason) == (0, "expected 3 sports ball, found 2")


def test_other_names_tell_nothing() -> None:
    assert RULES.task_of("00012") is None
    assert RULES.task_of("dog__3") is None


def test_the_list_of_prompts(tmp_path: Path) -> None:
    row = {"prompt": "A photo of ten dogs", "object": "dog", "int_number": 10, "seed": 1}
    (tmp_path / "a.json").write_text(json.dumps([row]), encoding="utf-8")
    (task,) = RULES.tasks(tmp_path / "a.json")
    assert (task.prompt, task.noun, task.count, task.tag) == ("A photo of ten dogs", "dog", 10, "10")
    (tmp_path / "b.json").write_text('[{"prompt": "p"}]', encoding="utf-8")
    with pytest.raises(SgcError, match="CoCoCount"):
        RULES.tasks(tmp_path / "b.json")
