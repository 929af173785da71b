"""What the younger kinds of Mermaid's diagrams become: groups, grids, rows and trees; and what is no diagram."""

from __future__ import annotations

import pytest
from foreign_lines import lines, messages

from sgc.compiler import compile_scene, load
from sgc.graph.ordered.gantt import chart
from sgc.importing import read_foreign
from sgc.layout.types import Layout
from sgc.source import Source

FOLDER = __file__.rpartition("/")[0] + "/files/mermaid/"


def file(name: str) -> list[str]:
    with open(FOLDER + name, encoding="utf-8") as found:
        return lines(found.read())


def test_requirements_have_rows_and_what_contains_them_has_its_sign() -> None:
    found = file("lander_requirements.mmd")
    assert r'safe_landing: class "«Requirement»\nsafe_landing" {' in found
    assert '"Text: The lander touches down upright."' in found
    assert 'safe_landing -- slow_down "«contains»" { tail: circle }' in found
    assert 'thruster -> slow_down "«satisfies»" { dashed }' in found
    assert "style .hot { fill: #fdd }" in found


def test_services_stand_as_their_links_leave_them() -> None:
    found = file("services.mmd")
    assert "direction right" in found
    assert {'web: globe "Web site"', 'db: database "Photos"', 'bell: box "Alarm"'} <= set(found)
    assert "web -> api" in found
    assert "api -> db" in found  # the upper one first
    assert 'api -- middle_node "reads"' in found
    assert "inner <-> bell" in found
    assert "layer api db" in found


def test_sides_that_contradict_each_other_put_nothing_in_layers() -> None:
    found = lines("architecture-beta\nservice a(server)[A]\nservice b(server)[B]\na:R -- L:b\na:B -- T:b")
    assert found.count("a -- b") == 2
    assert not any(line.startswith("layer") for line in found)


def test_cards_stand_below_each_other_and_columns_side_by_side() -> None:
    found = file("board.mmd")
    assert r'docs: rounded "Write the guide\nG-12 · ada · High"' in found
    assert "column Write_the_tests docs gap 10" in found
    assert "todo left of Doing" in found
    assert "Doing left of done" in found


def test_blocks_stand_in_their_grid() -> None:
    found = file("grid_of_blocks.mmd")
    assert "front_node above middle_group" in found
    assert {"align middle middle_group c", "middle_group left of c"} <= set(found)  # a group has a width of its own
    assert {"column a b", "b same width as a"} <= set(found)
    assert 'down: text "↓ then"' in found
    assert 'a -> b "asks"' in found


def test_a_journey_is_a_chain_of_tasks_with_their_scores() -> None:
    found = file("commute.mmd")
    assert 'group Morning "Morning" {' in found
    assert any(line.startswith(r'Wake_up: rounded "Wake up\n2 of 5\nMe, Cat"') for line in found)
    assert "Wake_up -> Coffee" in found
    assert "Coffee -> Read" in found


def test_what_flows_is_as_wide_as_its_amount() -> None:
    found = file("water.mmd")
    assert 'Tank -> House_and_yard "40" { width: 10 }' in found
    assert 'Well -> Tank "10.5" { width: 3 }' in found


def test_what_is_in_two_sets_is_in_the_block_of_each() -> None:
    found = file("skills.mmd")
    assert found.count('"Types"') == found.count('"Full stack"') == 2
    assert found.count('"CSS"') == 1


def test_a_text_of_a_set_may_go_over_lines() -> None:
    found = lines('venn-beta\nset A["Tea"]\nset B["Cold\n  drinks"]\nunion A,B[" "]\nunion A,B["Iced tea"]')
    assert 'B: circle "Cold\\ndrinks"' in found
    assert found.count('"Iced tea"') == 2
    assert '""' not in found


@pytest.mark.parametrize("said", ['state a["On duty"]', 'state a as "On duty"', 'state "On duty" as a'])
def test_the_text_of_a_state_may_stand_before_or_behind_its_name(said: str) -> None:
    assert 'a: state "On duty"' in lines(f"stateDiagram-v2\n{said}\na --> b")
    assert 'group a "On duty" {' in lines(f"stateDiagram-v2\n{said} {{\nb\n}}")


def test_outlines_are_trees() -> None:
    assert file("folders.mmd")[:4] == ["diagram tree {", '"project/" {', '"src/" {', '"main.py"']
    assert file("causes.mmd")[:5] == ["diagram tree {", '"Late train" {', '"Weather" {', '"Snow"', "}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pie title Pets\n\"Dogs\" : 3", "'pie' is a chart of data"),
        ("xychart-beta\nbar [1, 2]", "'xychart-beta' is a chart of data"),
        ("wardley-beta\ntitle T", "'wardley-beta' is a diagram of Mermaid that is not read"),
        ("flowchrt TD\na --> b", "'flowchrt' begins no diagram of Mermaid"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_called_by_its_kind(text: str, said: str) -> None:
    (remark,) = read_foreign(Source("some.mmd", text)).diagnostics
    assert remark.is_error
    assert said in remark.message
    assert any("kanban" in hint for hint in remark.hints)


@pytest.mark.parametrize(
    "name", ["services.mmd", "board.mmd", "grid_of_blocks.mmd", "water.mmd", "lander_requirements.mmd"]
)
def test_what_is_read_can_be_drawn(name: str) -> None:
    with open(FOLDER + name, encoding="utf-8") as found:
        (scene,) = load(Source(name, found.read()))
    assert isinstance(compile_scene(scene).layout, Layout)


def test_branches_lose_marks_of_markdown() -> None:
    assert '"Bold" { "plain" }' in " ".join(lines("mindmap\n  root\n    **Bold**\n      plain"))


def test_a_destructor_keeps_its_sign_beside_generic_types() -> None:
    found = lines("classDiagram\nclass A {\n  +~A()\n  +List~int~ all\n}")
    assert any("+~A()" in line for line in found)
    assert any("+List<int> all" in line for line in found)


def test_what_is_no_tag_is_text() -> None:
    found = lines('flowchart TD\n  a["data/<id>/ <b>bold</b>"]')
    assert 'a: box "data/<id>/ bold"' in found


def test_long_names_of_tasks_that_follow_each_other_have_room() -> None:
    tasks = [
        f"  The {word} task has quite a long name {word * 9} : t{i}, {'2026-04-01' if not i else f'after t{i - 1}'}, 7d"
        for i, word in enumerate(("first", "second", "third"))
    ]
    (scene,) = load(Source("plan.mmd", "\n".join(["gantt", " section A", *tasks])))
    assert isinstance(compile_scene(scene).layout, Layout)


def test_keys_and_comments_of_attributes_have_columns_of_their_own() -> None:
    found = lines('erDiagram\n  A {\n    int id PK\n    string name "of it"\n    string code UK "short"\n  }')
    assert 'A: entity { id: int "PK", name: string "" "of it", code: string "UK" "short" }' in found
    found = lines('erDiagram\n  A {\n    int id\n    string name "of it"\n  }')
    assert 'A: entity { id: int, name: string "of it" }' in found


def test_a_note_about_the_state_that_it_stands_in_is_beside_that() -> None:
    (scene,) = load(Source("s.mmd", "stateDiagram-v2\n  state A {\n    x --> y\n    note right of A\n      why\n"
                                    "    end note\n  }\n  A --> b"))  # fmt: skip
    assert isinstance(compile_scene(scene).layout, Layout)


def test_durations_of_less_than_a_day() -> None:
    found = lines("gantt\n  dateFormat HH:mm\n  a :a, 17:45, 90m\n  b :b, 17:46, 1s\n  c :c, after a, 1y")
    assert "a: task { start: 0001-01-01T17:45, minutes: 90 }" in found
    assert "b: task { start: 0001-01-01T17:46, seconds: 1 }" in found
    assert "c: task { after: a, months: 12 }" in found


def test_seconds_are_read_and_their_axis_names_no_day_where_there_is_none() -> None:
    dated = "gantt\n  dateFormat YYYY-MM-DD HH:mm:ss\n  a :2025-01-01 00:00:00, 2025-01-01 00:00:20"
    assert "a: task { start: 2025-01-01, end: 2025-01-01T00:00:20 }" in lines(dated)
    counted = "gantt\n  dateFormat X\n  a :0, 5\n  b :5, 12"
    assert "b: task { start: 0001-01-01T00:00:05, end: 0001-01-01T00:00:12 }" in lines(counted)
    (scene,) = load(Source("s.mmd", counted))
    assert [tick.text for tick in chart(scene).axis.ticks] == ["00:00:00", "00:00:05", "00:00:10"]


def test_a_table_with_an_empty_cell_is_verified() -> None:
    (scene,) = load(Source("s.mmd", 'erDiagram\n  A {\n    int id PK\n    string name "of it"\n  }'))
    assert compile_scene(scene).verify().verified


def test_blocks_of_many_widths_stand_in_a_grid() -> None:
    text = 'block-beta\ncolumns 3\na b cc["A long block"]\nd["Another long block"] e f'
    (scene,) = load(Source("some.mmd", text))
    assert isinstance(compile_scene(scene).layout, Layout)


def test_a_block_of_blocks_is_seen_so_that_a_link_can_end_at_it() -> None:
    found = lines("block-beta\nblock:inner\n  a\n  b\nend\nc\ninner --> c")
    assert {'group inner "" .look {', "style .look { stroke: gray }", "inner -> c"} <= set(found)


def test_a_colon_in_the_name_of_a_task_is_part_of_it() -> None:
    found = lines("gantt\n  Test 1: Headline :2026-10-15, 14d\n  b :crit, 2026-10-15 08:30, 2h")
    assert found[1].endswith('task "Test 1: Headline" { start: 2026-10-15, days: 14 }')
    assert found[2].endswith(".critical { start: 2026-10-15T08:30, hours: 2 }")


def test_dates_of_gantt_charts_have_the_form_that_the_file_says() -> None:
    text = "gantt\ndateFormat YYYY-MM-DD\naxisFormat %d.%m.\ntodayMarker off\nA :a1, 2026-01-01, 5d"
    assert 'axis "%d.%m."' in lines(text)
    assert messages(text, "some.mmd") == []
    assert messages(text.replace("%m", "%L"), "some.mmd") == [
        "'axisFormat' of Gantt charts has no counterpart here and is left out"
    ]
