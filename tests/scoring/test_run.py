"""Which image is of which prompt, results that are kept, and runs that go on."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from seen import Told, write

from sgc.scoring.protocol import RULES, Row, rules_named
from sgc.scoring.run import Failed, Plan, Results, Settings, look, plan
from sgc.source import SgcError
from sgc.verify.protocol import BUILT_IN

TASKS = [
    {"tag": "single_object", "include": [{"class": noun, "count": 1}], "prompt": f"a photo of a {noun}"}
    for noun in ("cat", "dog", "bird")
]
SETTINGS = Settings("geneval", "told")


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the images that were looked at."""
    monkeypatch.setattr("sgc.verify.protocol.BUILT_IN", {**BUILT_IN, "told": "seen:Told"})
    Told.looked.clear()
    return Told.looked


@pytest.fixture
def metadata(tmp_path: Path) -> Path:
    path = tmp_path / "evaluation_metadata.jsonl"
    path.write_text("".join(json.dumps(task) + "\n" for task in TASKS), encoding="utf-8")
    return path


def planned(folder: Path, metadata: Path | None, rules: str = "geneval") -> Plan:
    return plan(folder, metadata, rules_named(rules))


def told_of(found: Plan) -> list[tuple[str, str]]:
    return [(one.name, one.task.prompt.rsplit(" ", 1)[-1]) for one in found.samples]


def test_folders_as_geneval_lays_them_out(tmp_path: Path, metadata: Path) -> None:
    images = tmp_path / "images"
    for number in (0, 2):
        write(images / f"{number:05}" / "samples" / "0000.png")
        (images / f"{number:05}" / "metadata.jsonl").write_text(json.dumps(TASKS[number]), encoding="utf-8")
    (images / "notes").mkdir()
    found = [("00000/samples/0000.png", "cat"), ("00002/samples/0000.png", "bird")]
    assert told_of(planned(images, None)) == found
    both = planned(images, metadata)
    assert (told_of(both), both.without) == (found, 1)


def test_images_numbered_by_the_list(tmp_path: Path, metadata: Path) -> None:
    images = tmp_path / "images"
    for name in ("00000.png", "00000_1.png", "1.png", "7.png", "cover.png", "notes.txt"):
        write(images / name)
    found = planned(images, metadata)
    assert told_of(found) == [("00000.png", "cat"), ("00000_1.png", "cat"), ("1.png", "dog")]
    assert (found.unknown, found.without) == (("7.png", "cover.png"), 1)


def test_names_that_tell_the_prompt(tmp_path: Path) -> None:
    write(tmp_path / "samples" / "a dog next to a cat_000000.png")
    assert told_of(planned(tmp_path, None, "t2i-compbench-2d"))[0][1] == "cat"
    write(tmp_path / "b" / "4__donut__A_photo_of_four_donuts.png")
    assert told_of(planned(tmp_path / "b", None, "cococount"))[0][1] == "donuts"


def test_names_of_numbers_tell_a_place_in_the_list_for_every_benchmark(tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("two dogs\nthree cats\n", encoding="utf-8")
    write(tmp_path / "images" / "00001_0.png")
    assert told_of(planned(tmp_path / "images", tmp_path / "prompts.txt", "t2i-compbench-numeracy"))[0][1] == "cats"


def test_a_folder_without_images_is_told(tmp_path: Path, metadata: Path) -> None:
    with pytest.raises(SgcError, match="no image of a known prompt"):
        planned(tmp_path, metadata)


def test_a_row_tells_what_geneval_tells(tmp_path: Path, metadata: Path) -> None:
    write(tmp_path / "images" / "00001.png", ("dog", 100, 100, 0.8))
    row = look(planned(tmp_path / "images", metadata).samples[0], SETTINGS)
    assert isinstance(row, Row)
    assert (row.correct, row.tag, row.prompt) == (True, "single_object", "a photo of a dog")
    assert json.loads(row.metadata) == TASKS[1]
    assert json.loads(row.details) == {"dog": [[80, 80, 120, 120, 0.8]]}


def run(found: Plan, out: Path, settings: Settings = SETTINGS) -> tuple[Row, ...]:
    results = Results(out, settings, found.samples)
    for sample in found.samples:
        if results.row_of(sample) is None:
            row = look(sample, settings)
            assert isinstance(row, Row)
            results.add(row)
    return results.close(found.samples)


def test_what_was_looked_at_is_not_looked_at_again(tmp_path: Path, metadata: Path, told: list[str]) -> None:
    images, out = tmp_path / "images", tmp_path / "results.jsonl"
    write(images / "00000.png", ("cat", 100, 100))
    write(images / "00001.png", ("cat", 100, 100))
    first = run(planned(images, metadata), out)
    assert [row.correct for row in first] == [True, False]
    told.clear()
    assert run(planned(images, metadata), out) == first
    assert told == []
    write(images / "00001.png", ("dog", 100, 100))
    write(images / "00000_1.png", ("cat", 100, 100))
    again = run(planned(images, metadata), out)
    assert told == ["00000_1.png", "00001.png"]
    assert [row.correct for row in again] == [True, True, True]
    assert [json.loads(line)["filename"] for line in out.read_text().splitlines()] == [row.filename for row in again]


def test_a_torn_line_is_dropped_and_looked_at_again(tmp_path: Path, metadata: Path, told: list[str]) -> None:
    images, out = tmp_path / "images", tmp_path / "results.jsonl"
    for number in range(2):
        write(images / f"{number}.png", ("cat", 100, 100))
    whole = run(planned(images, metadata), out)
    out.write_bytes(out.read_bytes()[:-40])
    told.clear()
    assert run(planned(images, metadata), out) == whole
    assert told == ["1.png"]


def test_other_settings_and_other_files_are_left_alone(tmp_path: Path, metadata: Path) -> None:
    images, out = tmp_path / "images", tmp_path / "results.jsonl"
    write(images / "0.png", ("cat", 100, 100))
    run(planned(images, metadata), out)
    with pytest.raises(SgcError, match="other settings"):
        run(planned(images, metadata), out, replace(SETTINGS, clip="some"))
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes\n", encoding="utf-8")
    with pytest.raises(SgcError, match="no row of results"):
        run(planned(images, metadata), notes)
    assert notes.read_text(encoding="utf-8") == "my notes\n"


def test_scores_of_other_images_are_not_overwritten(tmp_path: Path, metadata: Path) -> None:
    out = tmp_path / "results.jsonl"
    for model, noun in (("one", "cat"), ("two", "dog")):
        write(tmp_path / model / "0.png", (noun, 100, 100))
    run(planned(tmp_path / "one", metadata), out)
    before = out.read_bytes()
    with pytest.raises(SgcError, match="scores of other images"):
        run(planned(tmp_path / "two", metadata), out)
    assert out.read_bytes() == before


def test_before_the_first_row_there_is_no_file(tmp_path: Path, metadata: Path) -> None:
    write(tmp_path / "images" / "0.png", ("cat", 100, 100))
    results = Results(tmp_path / "results.jsonl", SETTINGS, planned(tmp_path / "images", metadata).samples)
    assert results.close(()) == ()
    assert not results.path.exists()


def test_a_noun_that_the_detector_does_not_know_is_told(
    tmp_path: Path, metadata: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Told, "knows", lambda self, noun: noun == "dog")
    write(tmp_path / "0.png", ("dog", 100, 100))
    write(tmp_path / "1.png")
    cat, dog = run(planned(tmp_path, metadata), tmp_path / "r.jsonl")
    assert (cat.reason, cat.not_known) == ("expected cat>=1, found 0; the detector does not know cat", ["cat"])
    assert (dog.reason, dog.not_known) == ("expected dog>=1, found 0", [])


def test_an_image_that_cannot_be_read_is_told(tmp_path: Path, metadata: Path) -> None:
    images = tmp_path / "images"
    write(images / "0.png", ("cat", 100, 100))
    (images / "1.png").write_bytes(b"\x89PNG\r\n\x1a\n torn")
    (images / "2.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    found = [look(sample, SETTINGS) for sample in planned(images, metadata).samples]
    assert [isinstance(one, Failed) for one in found] == [False, True, True]
    assert isinstance(found[2], Failed)
    assert "does not look at a svg file" in found[2].message


def test_a_summary_counts_images_prompts_and_tasks(tmp_path: Path, metadata: Path) -> None:
    images = tmp_path / "images"
    write(images / "0.png", ("cat", 100, 100))
    write(images / "0_1.png")
    write(images / "1.png")
    rows = [*run(planned(images, metadata), tmp_path / "r.jsonl")]
    rows.append(replace(rows[0], tag="colors", metadata="{}"))
    lines = rules_named("geneval").summary(rows)
    assert {line.name: line.text for line in lines} == {
        "images": "4", "prompts": "3", "correct images": "50.00%", "correct prompts": "66.67%",
        "single_object": "33.33% (1 / 3)", "colors": "100.00% (1 / 1)", "overall score (mean of the tasks)": "0.66667",
    }  # fmt: skip
    assert [line.value for line in lines] == pytest.approx([4, 3, 1 / 2, 2 / 3, 1 / 3, 1, 2 / 3])


@pytest.mark.parametrize("name", RULES)
def test_every_set_of_rules_is_what_it_says(name: str) -> None:
    rules = rules_named(name)
    assert rules.name == name
    assert rules.differences
    assert rules.summary([]) is not None
