"""``sgc import``: foreign files in, scene files out; and foreign files as inputs of other commands."""

from __future__ import annotations

from pathlib import Path

from command_line import Run

FLOW = 'flowchart LR\n  %% how it goes\n  A[Start] --> B{Sure?}\n  B -->|yes| C\n  click A "https://example.org"\n'
SCENE = """diagram {
  direction right

  // how it goes
  A: box "Start"
  B: diamond "Sure?"
  C: box

  A -> B
  B -> C "yes"
}
"""


def test_a_file_is_printed_as_a_scene_file_and_what_is_left_out_is_told(run: Run) -> None:
    Path("flow.mmd").write_text(FLOW, encoding="utf-8")
    result = run("import", "flow.mmd")
    assert (result.code, result.out) == (0, SCENE)
    assert "warning[not-imported]: what a click does has no counterpart here and is left out" in result.err
    assert "flow.mmd:5:3" in result.err


def test_it_is_written_to_a_file_or_into_a_folder(run: Run) -> None:
    Path("flow.mmd").write_text(FLOW, encoding="utf-8")
    Path("graph.dot").write_text("graph { a -- b }", encoding="utf-8")
    assert run("import", "flow.mmd", "-o", "one.sgc").out == "wrote one.sgc\n"
    assert Path("one.sgc").read_text(encoding="utf-8") == SCENE
    assert run("import", "flow.mmd", "graph.dot", "-o", "scenes").code == 0
    assert {path.name for path in Path("scenes").iterdir()} == {"flow.sgc", "graph.sgc"}


def test_standard_input_has_a_format_that_is_told_or_seen(run: Run) -> None:
    assert run("import", "-", input=FLOW).out == SCENE
    assert "a -> b" in run("import", "-", "--from", "d2", input="a -> b").out
    result = run("import", "-", input="dear diary")
    assert result.code == 2
    assert "Say it with --from: plantuml, mermaid, dot, d2, markdown." in result.err


def test_a_file_that_cannot_be_read_is_an_error_and_writes_nothing(run: Run) -> None:
    Path("broken.dot").write_text("digraph {\n  a -> ;\n}", encoding="utf-8")
    result = run("import", "broken.dot", "-o", "broken.sgc")
    assert result.code == 2
    assert "error[foreign-syntax]: this does not follow the grammar of DOT" in result.err
    assert "broken.dot:2:8" in result.err
    assert not Path("broken.sgc").exists()


def test_programs_get_the_scene_and_the_remarks(run: Run) -> None:
    Path("flow.mmd").write_text(FLOW, encoding="utf-8")
    Path("broken.dot").write_text("digraph {", encoding="utf-8")
    good, bad = run("import", "flow.mmd", "broken.dot", "--json").json
    assert good["scene"] == SCENE.rstrip()
    assert [one["code"] for one in good["diagnostics"]] == ["not-imported"]
    assert (bad["status"], bad["diagnostics"][0]["code"]) == ("invalid", "foreign-syntax")


def test_the_file_itself_is_never_overwritten(run: Run) -> None:
    Path("flow.mmd").write_text(FLOW, encoding="utf-8")
    assert run("import", "flow.mmd", "-o", "flow.mmd").code == 2
    assert Path("flow.mmd").read_text(encoding="utf-8") == FLOW


def test_other_commands_read_foreign_files_as_they_are(run: Run) -> None:
    Path("flow.mmd").write_text(FLOW, encoding="utf-8")
    result = run("compile", "flow.mmd")
    assert result.code == 0
    assert "wrote flow.svg: verified" in result.out
    (graph,) = run("graph", "flow.mmd", "--json").json
    assert [one["source"] for one in graph["links"]] == ["A", "B"]
    assert graph["links"][1]["span"]["line"] == 4


def test_the_shell_completes_formats(run: Run) -> None:
    import click

    from sgc.cli.import_ import command

    option = next(one for one in command.params if one.name == "format")
    found = option.type.shell_complete(click.Context(command), option, "d")
    assert [one.value for one in found] == ["dot", "d2"]
