"""``sgc score``, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

from sgc.cli.score import RULES as OFFERED
from sgc.scoring.protocol import RULES

TASK = {"tag": "colors", "include": [{"class": "cup", "count": 1, "color": "red"}], "prompt": "a photo of a red cup"}


@pytest.fixture
def images(run: Run) -> None:
    """Pictures of a red cup, of none, and of nothing at all."""
    tasks = [TASK, TASK, {**TASK, "prompt": "a photo of another red cup"}]
    Path("m.jsonl").write_text("".join(json.dumps(task) + "\n" for task in tasks), encoding="utf-8")
    Path("images").mkdir()
    run("compile", "good.sgc", "-o", "images/0.svg")
    Path("blue.sgc").write_text("scene { cup: blue cup }", encoding="utf-8")
    run("compile", "blue.sgc", "-o", "images/1.svg")


SCORE = ("score", "--rules", "geneval", "--images", "images", "--metadata", "m.jsonl", "--detector", "vector")


def test_people_get_the_table_and_what_is_different(run: Run, images: None) -> None:
    found = run(*SCORE)
    assert found.code == 0
    assert "50.00% (1 / 2)" in found.out
    assert "colours by our own measure" in found.out
    assert "Prompts without an image: 1." in found.out
    assert "What is wrong in each image: results.jsonl" in found.out
    assert "mmdetection" in found.out
    rows = [json.loads(line) for line in Path("results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["reason"] for row in rows] == ["", "expected red cup>=1, found 1 blue"]


def test_a_broken_image_is_told_and_the_rest_goes_on(run: Run, images: None) -> None:
    Path("images/2.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", encoding="utf-8")
    found = run(*SCORE, "--json")
    assert found.code == 2
    assert "2.svg" in found.err
    (summary,) = found.json
    assert summary["summary"]["overall score (mean of the tasks)"] == 0.5
    assert summary["summary"]["images"] == 2
    assert list(summary["failed"]) == ["2.svg"]
    assert "could not be looked at, and count nowhere: 1." in run(*SCORE).out


def test_a_run_in_which_nothing_could_be_looked_at_leaves_no_file_and_no_score(run: Run, images: None) -> None:
    Path("images/0.svg").write_text("<svg>", encoding="utf-8")
    Path("images/1.svg").unlink()
    found = run(*SCORE)
    assert (found.code, Path("results.jsonl").exists()) == (2, False)
    assert "overall score (mean of the tasks)  –" in found.out
    assert run(*SCORE[:-1], "detr:no/such-model").code == 3
    assert not Path("results.jsonl").exists()


def test_nouns_that_the_detector_does_not_know_are_counted(run: Run, images: None) -> None:
    Path("images/4__donut__x.png").write_bytes(run("compile", "good.sgc", "-o", "-", "--backend", "png").raw)
    call = ("score", "--rules", "cococount", "--images", "images", "--detector", "text")
    assert run(*call, "--json").json[0]["not_known"] == {"donut": 1}
    assert "in how many images it saw none: donut (1)." in run(*call).out


def test_many_processes_come_to_the_same_rows(run: Run, images: None) -> None:
    run(*SCORE)
    run(*SCORE, "--out", "two.jsonl", "--jobs", "2")
    assert Path("two.jsonl").read_bytes() == Path("results.jsonl").read_bytes()


def test_wrong_calls_are_told(run: Run, images: None) -> None:
    assert run("score", "--rules", "cococount", "--images", "images", "--detector", "vector", "--clip", "x").code == 2
    assert run(*SCORE, "--clip", "no/such-model").code == 3
    assert run(*SCORE[:-1], "victor").code == 2
    Path("results.jsonl").write_text("notes", encoding="utf-8")
    assert run(*SCORE).code == 2
    assert Path("results.jsonl").read_text(encoding="utf-8") == "notes"


def test_the_command_offers_every_set_of_rules() -> None:
    assert tuple(RULES) == OFFERED
