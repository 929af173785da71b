"""``sgc verify``, ``sgc detectors``, and what ``sgc compile`` says of what it wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run
from PIL import Image

SCENE = 'scene 200x160 { apples: 3 red apple; cup: blue cup "Tea"; apples above cup; no knife }\n'


@pytest.fixture
def picture(run: Run) -> str:
    Path("tea.sgc").write_text(SCENE, encoding="utf-8")
    assert run("compile", "tea.sgc", "-o", "tea.svg").code == 0
    return Path("tea.svg").read_text(encoding="utf-8")


def test_a_true_picture_is_verified(run: Run, picture: str) -> None:
    result = run("verify", "tea.svg", "--scene", "tea.sgc")
    assert (result.code, result.out) == (0, "tea.svg: verified, all 8 facts hold\n")
    assert "3 red apple" in run("verify", "tea.svg", "--scene", "tea.sgc", "--all").out


def test_a_changed_picture_is_not(run: Run, picture: str) -> None:
    Path("tea.svg").write_text(picture.replace(">Tea<", ">Sea<"), encoding="utf-8")
    result = run("verify", "tea.svg", "--scene", "tea.sgc")
    assert result.code == 1
    assert "it reads “Sea”" in result.out


def test_json_is_as_documented(run: Run, picture: str) -> None:
    (data,) = run("verify", "tea.svg", "--scene", "tea.sgc", "--json").json
    assert data["verified"] is True
    assert data["detector"] == "vector"
    assert data["size"] == [200, 160]
    assert {"noun", "box", "score", "attributes"} == data["detections"][0].keys()
    count = data["facts"][0]
    assert count.keys() == {"kind", "statement", "span", "verdict", "expected", "found", "evidence", "why"}
    assert (count["kind"], count["statement"], count["expected"], count["found"]) == ("count", "3 red apple", [3, 3], 3)
    assert [data["detections"][i]["noun"] for i in count["evidence"]] == ["apple"] * 3
    assert {fact["kind"] for fact in data["facts"]} == {"count", "attribute", "text", "relation", "absence"}


def test_prompts_are_scenes_too(run: Run, picture: str) -> None:
    assert run("verify", "tea.svg", "-p", "three red apples above a blue cup").code == 1  # the label is not asked for
    assert run("compile", "-p", "a red apple", "-o", "one.svg").code == 0
    assert run("verify", "one.svg", "-p", "a red apple").code == 0
    assert run("verify", "one.svg", "-p", "a green apple").code == 1


def test_reports_are_written(run: Run, picture: str) -> None:
    result = run("verify", "tea.svg", "--scene", "tea.sgc", "--report", "tea.html", "--overlay", "seen.png")
    assert result.code == 0
    page = Path("tea.html").read_text(encoding="utf-8")
    assert page.count(" data-evidence=") == 8
    assert "http" not in page.replace("http://www.w3.org", "").split("base64,")[0]
    with Image.open("seen.png") as image:
        assert max(image.size) >= 800
    assert run("compile", "tea.sgc", "-o", "tea.pdf", "--report", "tea.json").code == 0
    assert json.loads(Path("tea.json").read_text(encoding="utf-8"))["verified"] is True


def test_one_report_is_of_all_pictures_and_shows_those_that_are_wrong(run: Run, picture: str) -> None:
    Path("sea.svg").write_text(picture.replace(">Tea<", ">Sea<"), encoding="utf-8")
    assert run("verify", "tea.svg", "sea.svg", "--scene", "tea.sgc", "--report", "all.html").code == 1
    page = Path("all.html").read_text(encoding="utf-8")
    assert "1 of 2 pictures are verified" in page
    assert page.count("<img") == 1
    assert "sea.svg: not verified" in page
    assert run("compile", "tea.sgc", "good.sgc", "-o", "all/", "--jobs", "2", "--report", "all.json").code == 0
    reports = json.loads(Path("all.json").read_text(encoding="utf-8"))
    assert [(Path(one["file"]).name, one["verified"]) for one in reports] == [("tea.svg", True), ("good.svg", True)]


def test_each_picture_is_held_against_its_own_prompt(run: Run) -> None:
    Path("prompts.txt").write_text("a red apple\ntwo dogs\n", encoding="utf-8")
    assert run("compile", "--prompts", "prompts.txt", "-o", "all/").code == 0
    numbered = ["all/00000-a-red-apple.svg", "all/00001-two-dogs.svg"]
    for some in (numbered, numbered[::-1], numbered[1:]):
        assert run("verify", *some, "--prompts", "prompts.txt").code == 0
    pictures = [str(Path(name).rename(f"all/{name[10:]}")) for name in numbered]
    assert run("verify", *pictures, "--prompts", "prompts.txt").code == 0
    found = run("verify", *reversed(pictures), "--prompts", "prompts.txt", "--json")
    assert (found.code, [one["verified"] for one in found.json]) == (1, [False, False])
    assert "holds 2 prompts, and 1 pictures are given" in run("verify", pictures[0], "--prompts", "prompts.txt").err


def test_people_s_words_are_escaped_in_the_page(run: Run) -> None:
    Path("a.sgc").write_text('scene { a: red circle "<script>x</script>" { size: 300 } }', encoding="utf-8")
    run("compile", "a.sgc", "-o", "a.svg", "--report", "a.html")
    page = Path("a.html").read_text(encoding="utf-8")
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_wrong_input_is_told(run: Run, picture: str) -> None:
    assert run("verify", "tea.sgc", "--scene", "tea.sgc").code == 2
    assert run("verify", "tea.svg").code == 2
    assert run("verify", "nowhere.svg", "--scene", "tea.sgc").code == 2
    assert run("verify", "tea.svg", "--scene", "tea.sgc", "--detector", "victor").code == 2
    assert run("verify", "tea.svg", "--scene", "tea.sgc", "--report", "tea.txt").code == 2
    assert run("verify", "tea.svg", "--scene", "tea.sgc", "--overlay", "tea.jpg").code == 2


def test_compile_says_what_it_did_not_look_at(run: Run, picture: str) -> None:
    assert "verified" not in run("compile", "tea.sgc", "-o", "tea.svg", "--no-verify").out
    assert run("compile", "tea.sgc", "-o", "tea.svg", "--json").json[0]["verified"] == [True]
    assert "not checked" in run("compile", "tea.sgc", "-o", "tea.tex").out


def test_detectors_are_listed(run: Run) -> None:
    rows = run("detectors", "--json").json
    assert rows[0]["name"] == "vector"
    assert rows[0]["reads"] == ["pdf", "svg"]
    assert rows[0]["nouns"] > 1000
    assert "vector" in run("detectors").out


def test_of_a_photograph_it_is_told_that_the_detector_knows_drawings(run: Run) -> None:
    from random import Random

    grain = Random(1)
    photo = Image.new("RGB", (160, 160))
    pixel = (grain.randrange(90, 160), grain.randrange(80, 150), grain.randrange(60, 130))
    photo.putdata([tuple(one + grain.randrange(40) for one in pixel) for _ in range(160 * 160)])
    photo.save("photo.png")
    told = run("verify", "photo.png", "-p", "a bus")
    assert "looks like a photograph" in told.err
    assert "FAILS" not in told.out, "what knows drawings refutes nothing of a photograph"
    named = run("verify", "photo.png", "-p", "a bus", "--detector", "renders")
    assert "looks like" not in named.err
    assert "FAILS" in named.out
    assert run("compile", "-p", "a bus", "-o", "bus.png", "--no-verify").code == 0
    assert "looks like" not in run("verify", "bus.png", "-p", "two buses").err
