"""Boards, matrices and charts in English: cards in columns, four fields, and what is not drawn."""

from __future__ import annotations

import pytest

from sgc.english import read_prompt
from sgc.graph import resolve
from sgc.graph.scene import Kind, SceneGraph
from sgc.source import Severity, Source
from sgc.source.codes import NOT_YET


def _scene(text: str) -> SceneGraph:
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert not reading.not_understood
    (scene,) = resolve(reading.tree, None)
    assert scene is not None
    return scene


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (
            "Kanban board with three columns: To do (Write spec, Design logo), In progress (Build API), Done (Set up)",
            {"To do": ["Write spec", "Design logo"], "In progress": ["Build API"], "Done": ["Set up"]},
        ),
        (
            "Kanban board\nTo do:\n- Write spec\n- Design logo\nDone:\n- Set up repo",
            {"To do": ["Write spec", "Design logo"], "Done": ["Set up repo"]},
        ),
        (
            "Kanban: To do has Write spec and Design logo, Doing has Build API",
            {"To do": ["Write spec", "Design logo"], "Doing": ["Build API"]},
        ),
        (
            "Draw a kanban board. Columns To do, Doing. In To do: write tests, fix login. In Doing: deploy.",
            {"To do": ["Write tests", "Fix login"], "Doing": ["Deploy"]},
        ),
        (
            "pros and cons of remote work: Pros: flexible hours, no commute; Cons: loneliness",
            {"Pros": ["Flexible hours", "No commute"], "Cons": ["Loneliness"]},
        ),
        (
            "SWOT analysis for a shop: strengths: location; weaknesses: rent; opportunities: web; threats: rivals",
            {"Strengths": ["Location"], "Weaknesses": ["Rent"], "Opportunities": ["Web"], "Threats": ["Rivals"]},
        ),
    ],
)
def test_cards_stand_in_their_columns(text: str, columns: dict[str, list[str]]) -> None:
    scene = _scene(text)
    heads = {one.id: one.label for one in scene.objects if one.kind is Kind.GROUP}
    found: dict[str | None, list[str | None]] = {label: [] for label in heads.values()}
    for one in scene.objects:
        if one.container is not None:
            found[heads[one.container]].append(one.label)
    assert found == columns


def test_headings_without_cards_are_boxes() -> None:
    assert [one.label for one in _scene("a kanban board with To do, Doing and Done").objects] == [
        "To do", "Doing", "Done"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "2x2 matrix with axes urgent and important",
            ["Urgent, important", "Not urgent, important", "Urgent, not important", "Not urgent, not important"],
        ),
        (
            "a quadrant chart of effort and value",
            ["High effort, high value", "Low effort, high value", "High effort, low value", "Low effort, low value"],
        ),
    ],
)
def test_two_axes_have_four_fields(text: str, fields: list[str]) -> None:
    assert [one.label for one in _scene(text).objects] == fields


@pytest.mark.parametrize("text", ["a bar chart of sales: January 10, February 20", "pie chart with 40% rent, 60% food"])
def test_charts_of_data_are_told_not_to_be_drawn(text: str) -> None:
    (told,) = read_prompt(Source("prompt", text, is_prompt=True)).tree.diagnostics
    assert (told.code, told.severity) == (NOT_YET, Severity.ERROR)


def test_a_chart_on_a_wall_is_a_thing() -> None:
    assert read_prompt(Source("prompt", "a pie chart on a wall", is_prompt=True)).tree.figures[0].kind == "scene"
