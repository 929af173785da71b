"""What the reader of PlantUML makes of what is no diagram of UML: trees, charts and data."""

from __future__ import annotations

import pytest
from foreign_lines import lines, messages

from sgc.importing import read_foreign
from sgc.source import Source
from sgc.syntax import to_source


def test_mind_maps_and_breakdowns() -> None:
    found = read_foreign(Source("a.puml", "@startmindmap\n* R\n** A\n-- B\n@endmindmap\n@startwbs\n* R\n** A\n@endwbs"))
    assert [one.sort for one in found.figures] == ["mindmap", "tree"]
    assert to_source(found.figures[0]) == 'diagram mindmap {\n  "R" {\n    "A"\n    "B"\n  }\n}\n'


@pytest.mark.parametrize(
    "outline",
    [
        "* Tea\n * Leaves\n  * green\n  * black\n * Water",
        " * Tea\n  * Leaves\n    *** green\n    *** black\n  * Water",
        "* Tea\n\t* Leaves\n\t\t* green\n\t\t* black\n\t* Water",
        "* Tea\n  ** Leaves\n    *** green\n    *** black\n** Water",
    ],
)
def test_an_outline_goes_by_its_indent_where_one_sign_stands_before_each_text(outline: str) -> None:
    found = lines(f"@startmindmap\n{outline}\n@endmindmap", "some.puml")
    assert found[1:] == ['"Tea" {', '"Leaves" {', '"green"', '"black"', "}", '"Water"', "}", "}"]


def test_branches_have_the_colours_that_are_said_of_their_depth_of_their_stereotype_or_of_them() -> None:
    depth, wet = ":depth(1) { BackgroundColor gold\nFontColor black }", ".wet { BackgroundColor #abc; Padding 3 }"
    sheet = f"mindmapDiagram {{\n{depth}\n{wet}\n}}"
    items = "* Tea\n** Leaves\n***[#Orange] oolong\n** Water <<wet>>"
    text = f"@startmindmap\n<style>\n{sheet}\n</style>\n{items}\n@endmindmap"
    found = lines(text, "some.puml")
    assert found[:3] == ["diagram mindmap {", '"Tea" {', '"Leaves" .look_2 {']
    assert {'"oolong" .look', '"Water" .look_3'} <= set(found)
    assert found[-4:-1] == [
        "style .look { fill: orange }", "style .look_2 { fill: gold, ink: black }",
        "style .look_3 { fill: #abc, ink: black }",
    ]  # fmt: skip
    assert messages(text, "some.puml") == []
    told = messages(text.replace("Padding 3", "Shadowing 1"), "some.puml")
    assert told == ["a part of a style sheet has no counterpart here and is left out"]


def test_other_diagrams_are_an_error_beside_nothing_and_a_warning_beside_others() -> None:
    salt = "@startsalt\n{ [x] }\n@endsalt\n"
    assert [one.is_error for one in read_foreign(Source("a.puml", salt)).diagnostics] == [True]
    both = read_foreign(Source("a.puml", f"{salt}@startuml\n[A] --> [B]\n@enduml"))
    assert [one.is_error for one in both.diagnostics] == [False]
    assert len(both.figures) == 1


def test_sentences_about_tasks_make_a_gantt_chart() -> None:
    text = """@startgantt
Project starts 2026-01-05
-- Design --
[Draw] as [D] lasts 5 days and is 100% complete
then [Build] lasts 2 weeks
[Live] happens at [Build]'s end
[Test] starts at [D]'s end
[Build] -> [Test]
printscale weekly
@endgantt"""
    found = read_foreign(Source("some.puml", text))
    said = [line.strip() for line in to_source(found).splitlines()]
    for line in (
        "diagram gantt {", 'section "Design" {', "Draw: task .done { days: 5, start: 2026-01-05 }",
        "Build: task { after: Draw, weeks: 2 }", "Live: milestone { after: Build }",
        "Test: task { after: (Draw, Build), days: 1 }",
    ):  # fmt: skip
        assert line in said
    assert [one.span.text for one in found.diagnostics if one.span is not None] == ["printscale weekly"]


@pytest.mark.parametrize("day", ["2026-02-03", "the 3rd of february 2026", "February 3rd, 2026", "the 2026/02/03"])
def test_dates_may_be_told_in_words(day: str) -> None:
    text = f"@startgantt\nProject starts {day}\n[Sow] lasts 2 days\n@endgantt"
    assert "Sow: task { days: 2, start: 2026-02-03 }" in lines(text, "some.puml")


def test_what_happens_at_a_time_and_lasts_is_no_milestone() -> None:
    text = "@startgantt\n[Sow] lasts 2 days\n[Reap] lasts 3 days\n[Reap] happens at [Sow]'s end\n@endgantt"
    assert "Reap: task { days: 3, after: Sow }" in lines(text, "some.puml")


def test_json_is_tables_that_hold_each_other() -> None:
    text = '@startjson\n{"n": 17, "c": {"name": "Ada"}, "l": [1, {"x": "y"}], "e": []}\n@endjson'
    found = lines(text, "some.puml")
    assert found.count('"n" "17"') == 1
    assert {'"0" "1"', '"e" "[]"', "root.c -> c", "root.l -> l"} <= set(found)
    assert any("name: Ada" in line for line in found)
    (remark,) = read_foreign(Source("some.puml", "@startjson\n{\n@endjson")).diagnostics
    assert remark.message == "this is no JSON"


def test_yaml_is_tables_like_json_with_scalars_as_they_are_written() -> None:
    text = '@startyaml\n#highlight "n"\nn: 017\nmaybe: yes\nl:\n  - x: 1.50\n  - two\n@endyaml'
    found = to_source(read_foreign(Source("some.puml", text)))
    assert "017" in found
    assert "yes" in found
    assert "1.50" in found
    assert "two" in found
    (remark,) = read_foreign(Source("some.puml", "@startyaml\na: [\n@endyaml")).diagnostics
    assert remark.message == "this is no YAML"


def test_who_works_on_a_task_stands_behind_its_name() -> None:
    text = ("@startgantt\nProject starts 2026-01-05\n[A] on {Ann} lasts 8 days\n[B] on {Bob:50%} lasts 4 days\n"
            "[C] on {Ann} and {Bob} lasts 2 days\n@endgantt")  # fmt: skip
    found = read_foreign(Source("a.puml", text))
    said = [line.strip() for line in to_source(found).splitlines()]
    assert any(line.startswith('A: task "A {Ann}" {') and "days: 8" in line for line in said)
    assert any(line.startswith('B: task "B {Bob}" {') and "days: 8" in line for line in said)
    assert any(line.startswith('C: task "C {Ann} {Bob}" {') and "days: 2" in line for line in said)
    assert not found.diagnostics
