"""Each command: its answers for people and programs, its exit codes, its files."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from command_line import GOOD, Run

from sgc.cli.root import command_line
from sgc.layout.search import Search

PNG = b"\x89PNG\r\n\x1a\n"


def test_compile_writes_the_file_that_was_asked_for(run: Run) -> None:
    result = run("compile", "good.sgc", "-o", "tea.png")
    assert (result.code, result.err) == (0, "")
    assert Path("tea.png").read_bytes().startswith(PNG)
    assert [p.name for p in Path().glob("*tea*")] == ["tea.png"]


def test_compile_reads_standard_input_and_writes_standard_output(run: Run) -> None:
    result = run("compile", "-", "--backend", "png", input=GOOD)
    assert result.code == 0
    assert result.raw.startswith(PNG)


def test_compile_twice_gives_the_same_bytes(run: Run) -> None:
    first, second = run("compile", "good.sgc", "-o", "-"), run("compile", "good.sgc", "-o", "-")
    assert first.raw == second.raw
    assert first.code == 0


@pytest.mark.parametrize("folder", [".", "..", "/"])
def test_a_folder_in_place_of_a_file_is_told(run: Run, folder: str) -> None:
    result = run("compile", folder)
    assert (result.code, "is a folder" in result.err) == (2, True)


def test_names_of_files_do_not_act_on_a_terminal(run: Run) -> None:
    assert run("check", "\x1b[31mred.sgc").err == "error: ␛[31mred.sgc: No such file or directory\n"


def test_an_option_that_the_back_end_does_not_have_is_told_before_anything_is_solved(run: Run) -> None:
    for call in (("-O", "fragmnt=true"), ("--scale", "2")):
        result = run("compile", "impossible.sgc", "-o", "a.tex", *call)
        assert (result.code, "has no option" in result.err, "cannot hold" in result.err) == (2, True, False)
    assert "Did you mean 'fragment'?" in run("compile", "good.sgc", "-o", "a.tex", "-O", "fragmnt=true").err


def test_check_opens_the_images_of_a_scene(run: Run) -> None:
    Path("a.png").write_text("no image", encoding="utf-8")
    Path("a.sgc").write_text('scene { a: image { image: "a.png" } }', encoding="utf-8")
    result = run("check", "a.sgc")
    assert (result.code, "“a.png” is no PNG or JPEG image" in result.err) == (2, True)


def test_compile_many_goes_on_after_a_failure(run: Run) -> None:
    result = run("compile", "wrong.sgc", "impossible.sgc", "nowhere.sgc", "good.sgc", "-o", "out/", "--json")
    assert result.code == 2
    assert [(one["file"], one["status"]) for one in result.json] == [
        ("wrong.sgc", "invalid"), ("impossible.sgc", "impossible"), ("nowhere.sgc", "unreadable"),
        ("good.sgc", "satisfied"),
    ]  # fmt: skip
    assert [path.name for path in Path("out").iterdir()] == ["good.svg"]
    assert result.json[3]["outputs"] == [str(Path("out/good.svg"))]
    assert result.err == ""


def test_compile_with_several_processes_gives_the_same(run: Run) -> None:
    names = ["good.sgc", "wrong.sgc", "two.sgc", "impossible.sgc"]
    one, two = (run("compile", *names, "-o", f"{jobs}/", "--json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.code == two.code == 2
    assert [(a["file"], a["status"]) for a in one.json] == [(b["file"], b["status"]) for b in two.json]
    first, second = ({path.name: path.read_bytes() for path in Path(jobs).iterdir()} for jobs in ("1", "2"))
    assert first == second


def test_compile_writes_every_figure_of_a_file(run: Run) -> None:
    assert run("compile", "two.sgc").code == 0
    assert {path.name for path in Path().glob("*.svg")} == {"two-morning.svg", "two-2.svg"}


def test_compile_variants_differ(run: Run) -> None:
    Path("many.sgc").write_text("scene {\n" + "\n".join(f"o{i}: red circle" for i in range(6)) + "\n}\n")
    assert run("compile", "many.sgc", "--variants", "3", "-o", "tea.svg").code == 0
    written = sorted(Path().glob("tea-v*.svg"))
    assert [path.name for path in written] == ["tea-v1.svg", "tea-v2.svg", "tea-v3.svg"]
    assert len({path.read_bytes() for path in written}) == 3


def test_fewer_variants_than_asked_for_are_told(run: Run) -> None:
    Path("full.sgc").write_text("scene 100x100 {\n margin 0\n a: red square { width: 100 }\n}\n")
    result = run("compile", "full.sgc", "--variants", "2", "-o", "full.svg")
    assert result.code == 0
    assert "full.sgc: only one layout was found" in result.err


def test_compile_with_a_seed_gives_another_layout(run: Run) -> None:
    assert run("compile", "good.sgc", "-o", "-", "--seed", "1").raw != run("compile", "good.sgc", "-o", "-").raw


def test_a_canvas_without_room_is_told_with_what_it_lacks(run: Run) -> None:
    Path("dot.sgc").write_text("scene 1x1 { a: square }\n")
    err = run("compile", "dot.sgc").err
    assert "The figure has no room for its things, given these defaults: least size, canvas." in err
    assert "Make the canvas 6 px wider and higher." in err


def test_what_only_spacing_keeps_apart_may_be_said_to_overlap(run: Run) -> None:
    text = "scene {\n bar: rectangle\n dot: circle\n require dot.cx == bar.cx\n require dot.cy == bar.cy\n"
    Path("bar.sgc").write_text(f"{text} }}\n")
    assert "(a overlapping b)" in run("check", "bar.sgc").err
    Path("bar.sgc").write_text(f"{text} dot overlapping bar\n}}\n")
    assert run("check", "bar.sgc").code == 0


def test_an_impossible_figure_is_explained_and_not_drawn(run: Run) -> None:
    result = run("compile", "impossible.sgc", "-o", "tea.svg")
    assert result.code == 1
    assert not Path("tea.svg").exists()
    assert "cup left of plate" in result.err
    assert "plate left of cup" in result.err


def test_relaxed_draws_it_and_still_says_no(run: Run) -> None:
    result = run("compile", "impossible.sgc", "-o", "tea.svg", "--relaxed")
    assert result.code == 1
    assert Path("tea.svg").exists()
    assert "does not hold" in result.err


def test_a_wrong_file_leaves_the_old_picture(run: Run) -> None:
    Path("tea.svg").write_text("old")
    result = run("compile", "wrong.sgc", "-o", "tea.svg")
    assert result.code == 2
    assert "cupp" in result.err
    assert Path("tea.svg").read_text() == "old"


def test_check_says_yes(run: Run) -> None:
    result = run("check", "good.sgc")
    assert (result.code, result.out) == (0, "good.sgc: everything can hold\n")


def test_check_explains_with_spans_and_proved_fixes(run: Run) -> None:
    result = run("check", "--json", "impossible.sgc")
    assert result.code == 1
    (conflict,) = result.json[0]["conflicts"]
    statements = {one["statement"]: one["span"]["line"] for one in conflict["core"]}
    assert statements == {"cup left of plate": 4, "plate left of cup": 5}
    assert conflict["fixes"]
    assert all(fix["proved"] for fix in conflict["fixes"])


def test_check_shows_the_statements_and_the_ways_out(run: Run) -> None:
    result = run("check", "impossible.sgc")
    assert (result.code, result.out) == (1, "impossible.sgc: this cannot hold\n")
    assert "^" in result.err
    assert "Remove “plate left of cup” in line 5, or make it a wish: “prefer (plate left of cup)”." in result.err


def test_a_limit_shows_what_is_known_by_then(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (answer,) = run("layout", "--json", "--limit", "600", "good.sgc").json
    assert (answer["status"], answer["reproducible"]) == ("satisfied", True)
    things = "; ".join(f"r{i}: rectangle {{ width: {20 + 7 * i % 41}; height: {20 + 17 * i % 41} }}" for i in range(26))
    Path("full.sgc").write_text(f"scene 216x216 {{ spacing 2; margin 0; {things} }}")

    def too_slow(search: Search) -> None:
        time.sleep(60)

    monkeypatch.setattr(Search, "anywhere", too_slow)
    result = run("layout", "--json", "--limit", "0.2", "full.sgc")
    assert result.code == 1
    assert (result.json[0]["status"], result.json[0]["reproducible"]) == ("unknown", False)
    assert len(result.json[0]["boxes"]) == 26
    assert "cut-short" in result.err or "cut short" in run("layout", "--limit", "0.2", "full.sgc").err


def test_check_answers_what_can_and_must_hold(run: Run) -> None:
    assert run("check", "good.sgc", "--must", "cup left of plate").code == 0
    assert run("check", "good.sgc", "--can", "plate left of cup").code == 1
    assert run("check", "good.sgc", "--can", "cup below plate").code == 1
    assert run("check", "good.sgc", "--can", "pot left of cup").code == 2
    (answer,) = run("check", "--json", "good.sgc", "--must", "cup near plate").json
    assert (answer["question"], answer["answer"], answer["verdict"]) == ("must", "no", "can")
    result = run("check", "good.sgc", "--can", "plate left of cup")
    assert "cannot hold, in any layout: because of\n  “cup left of plate” in line 4" in result.out


def test_graph_json_has_the_documented_keys(run: Run) -> None:
    (graph,) = run("graph", "--json", "good.sgc").json
    assert {
        "figure", "objects", "relations", "constraints", "links", "absent", "not_understood", "diagnostics"
    } <= graph.keys()  # fmt: skip
    assert graph["relations"][0]["predicate"] == "left of"
    assert graph["objects"][0]["span"] == {"line": 2, "column": 3, "end_line": 2, "end_column": 21}


def test_graph_for_people_names_objects_and_statements(run: Run) -> None:
    result = run("graph", "good.sgc")
    assert result.code == 0
    assert "cup left of plate" in result.out
    assert "red" in result.out


def test_layout_json_has_the_documented_keys(run: Run) -> None:
    (layout,) = run("layout", "--json", "good.sgc").json
    assert {"status", "size", "reproducible", "solve_seconds", "boxes", "routes", "conflicts"} <= layout.keys()
    assert (layout["status"], layout["size"], layout["conflicts"]) == ("satisfied", [320, 240], [])
    boxes = {one["id"]: one["box"] for one in layout["boxes"]}
    assert boxes["cup"][2] < boxes["plate"][0]
    assert {"id", "object", "noun", "box", "layer", "rotation", "label"} <= layout["boxes"][0].keys()


def test_layout_of_an_impossible_figure_has_its_conflicts(run: Run) -> None:
    result = run("layout", "--json", "impossible.sgc")
    assert result.code == 1
    assert result.json[0]["status"] == "impossible"
    assert len(result.json[0]["conflicts"]) == 1


def test_layout_for_people_is_a_table(run: Run) -> None:
    lines = run("layout", "good.sgc").out.splitlines()
    assert lines[0].split() == ["object", "left", "top", "right", "bottom"]
    assert {line.split()[0] for line in lines[1:]} == {"cup", "plate"}


def test_format_prints_and_changes_nothing(run: Run) -> None:
    Path("draft.sgc").write_text("scene   {\ncup:red   cup // mine\n}\n")
    result = run("format", "draft.sgc")
    assert result.code == 0
    assert "cup: red cup" in result.out
    assert "// mine" in result.out
    assert Path("draft.sgc").read_text().startswith("scene   {")


def test_format_write_then_check(run: Run) -> None:
    Path("draft.sgc").write_text("scene   {\ncup:red   cup\n}\n")
    assert run("format", "--check", "draft.sgc").code == 1
    assert run("format", "--write", "draft.sgc").code == 0
    assert run("format", "--check", "draft.sgc").code == 0


def test_format_leaves_a_file_with_mistakes(run: Run) -> None:
    Path("draft.sgc").write_text("scene {\n cup red cup: \n}\n")
    assert run("format", "--write", "draft.sgc").code == 2
    assert Path("draft.sgc").read_text() == "scene {\n cup red cup: \n}\n"


def test_backends_are_listed(run: Run) -> None:
    listed = {one["name"]: one for one in run("backends", "--json").json}
    assert {"svg", "png", "pdf", "tikz", "matplotlib", "json"} <= listed.keys()
    assert all(one["summary"] for one in listed.values())
    assert "tikz" in run("backends").out


def test_vocabulary_knows_a_word_and_its_plural(run: Run) -> None:
    apple, plural = run("vocabulary", "--json", "apple", "apples").json
    assert apple["concept"] == plural["concept"] == "apple"


def test_vocabulary_suggests_for_an_unknown_word(run: Run) -> None:
    result = run("vocabulary", "--json", "aple")
    assert result.code == 1
    assert "apple" in result.json[0]["nearest"]


def test_licenses_name_what_asks_for_attribution(run: Run) -> None:
    result = run("licenses")
    assert result.code == 0
    assert "CC-BY" in result.out
    assert "Apache-2.0" in result.out


def test_doctor_tries_every_back_end(run: Run) -> None:
    result = run("doctor", "--json")
    assert result.code == 0
    (report,) = result.json
    missing = [name for name, check in report["back_ends"].items() if not check["good"]]
    assert missing == []
    assert {"neural", "test", "all"} - report["extras"].keys() == {"all"}


def test_doctor_prints_every_code(run: Run) -> None:
    from sgc.source import CODES

    table = run("doctor", "--codes").out
    assert all(name in table for name in CODES)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(run: Run, shell: str) -> None:
    result = run("completion", shell)
    assert result.code == 0
    assert "_SGC_COMPLETE" in result.out


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("compile --backend sv", "svg"),
        ("verify a.png --detector re", "renders"),
        ("score --detector ph", "photo"),
        ("import --from mer", "mermaid"),
    ],
)
def test_a_shell_completes_names_that_are_looked_up(words: str, completed: str) -> None:
    command, *words_before, last = words.split()
    found = ShellComplete(command_line, {}, "sgc", "_SGC_COMPLETE").get_completions([command, *words_before], last)
    assert [one.value for one in found] == [completed]


@pytest.mark.parametrize("words", ["compile a.sgc -o", "edit a.sgc x -o", "edit a.sgc x --picture", "import a.mmd -o"])
def test_a_shell_completes_the_files_that_are_written(words: str) -> None:
    (found,) = ShellComplete(command_line, {}, "sgc", "_SGC_COMPLETE").get_completions(words.split(), "b")
    assert found.type == "file"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compil"], "Did you mean 'compile'?"),
        (["compile"], "Name a scene file"),
        (["compile", "good.sgc", "--seed", "x"], "--seed"),
        (["compile", "good.sgc", "-o", "tea.docx"], "docx"),
        (["compile", "nowhere.sgc"], "nowhere.sgc"),
        (["check", "god.sgc"], "Did you mean 'good.sgc'?"),
        (["check", "folder"], "folder is a folder\n  help: Name the files in it, as in: folder/*"),
        (["compile", "good.sgc", "two.sgc", "-o", "all.pdf"], "-o all/ --backend pdf"),
        (["compile", "good.sgc", "good.sgc", "-o", "all/"], "good.sgc is named twice"),
        (["check", "--prompts", "empty.txt"], "empty.txt holds no prompt"),
        (["compile", "good.sgc", "-o", "good.sgc/tea.svg"], "good.sgc: File exists"),
        (["compile", "good.sgc", "wrong.sgc", "-o", "good.sgc/"], "good.sgc"),
        (["format", "--write", "-"], "standard input"),
    ],
)
def test_mistakes_on_the_command_line_end_with_2(run: Run, arguments: list[str], words: str) -> None:
    Path("folder").mkdir()
    Path("empty.txt").write_text("\n\n", encoding="utf-8")
    result = run(*arguments)
    assert result.code == 2
    assert words in result.err


def test_help_has_an_example_for_every_command(run: Run) -> None:
    from sgc.cli.root import COMMANDS

    listing = run("--help").out
    for name in COMMANDS:
        assert f"\n  {name}" in listing
        assert name in run(name, "--help").out


def test_json_output_is_one_object_a_line(run: Run) -> None:
    result = run("graph", "--json", "two.sgc", "good.sgc")
    assert [one["file"] for one in result.json] == ["two.sgc", "two.sgc", "good.sgc"]


def test_the_compiled_json_is_the_layout(run: Run) -> None:
    assert run("compile", "good.sgc", "-o", "tea.json").code == 0
    written = json.loads(Path("tea.json").read_text(encoding="utf-8"))
    (layout,) = run("layout", "--json", "good.sgc").json
    assert written["boxes"] == layout["boxes"]


@pytest.mark.filterwarnings("error")
def test_a_box_as_large_as_its_picture_is_looked_at(run: Run) -> None:
    body = "a: orange rectangle { width: 100%; height: 100% }\n b: circle { size: 10 }\n b inside a"
    Path("full.sgc").write_text(f"scene 300x200 {{\n {body}\n}}\n")
    assert "facts hold" in run("compile", "full.sgc", "-o", "full.png").out


def test_json_says_how_large_a_diagram_became_and_which_figure_it_is(run: Run) -> None:
    Path("d.sgc").write_text("diagram way { a: box; b: box; a -> b }", encoding="utf-8")
    (compiled,), (laid_out,) = run("compile", "d.sgc", "--json").json, run("layout", "d.sgc", "--json").json
    assert compiled["size"] == laid_out["size"] != [512, 512]
    (graph,) = run("graph", "d.sgc", "--json").json
    assert graph["figure"] == {"kind": "diagram", "name": "way", "title": None, "size": None}
    assert run("graph", "d.sgc").out.startswith("diagram way\n")


def test_what_commands_are_called_elsewhere_is_understood(run: Run) -> None:
    assert "Did you mean 'sgc format'?" in run("fmt", "good.sgc").err
    assert "Did you mean 'sgc --help'?" in run("help").err


def test_a_file_of_another_tool_is_not_formatted(run: Run) -> None:
    Path("a.mmd").write_text("flowchart TD\n  A --> B\n", encoding="utf-8")
    result = run("format", "a.mmd")
    assert (result.code, "sgc import" in result.err) == (2, True)


def test_a_prompt_by_a_stranger_does_not_fill_the_machine(run: Run) -> None:
    result = run("english", "-p", "a red cup and " * 800)
    assert result.code == 2
    assert "error[limit]: a prompt may have 10,000 characters" in result.err


@pytest.mark.parametrize("prompt", ["9{} cats", "boxes labelled 1 to 9{}", "page 9{}", "a flowchart with step 9{}"])
def test_a_number_of_thousands_of_digits_is_refused_as_in_scene_files(run: Run, prompt: str) -> None:
    result = run("english", "-p", prompt.format("9" * 5000))
    assert result.code == 2
    assert "error[limit]: a number may have 18 digits" in result.err
    Path("a.sgc").write_text("scene { a: cat }", encoding="utf-8")
    assert run("edit", "a.sgc", "add " + prompt.format("9" * 5000)).code == 2
