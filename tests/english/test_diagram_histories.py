"""Histories of branches and commits, as people tell them."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Git branches: feature branches off main after the second commit, gets two commits and is merged back into "
            "main.",
            {"main": 3, "feature": 2},
        ),
        (
            "On main there are two commits, then a branch called login is created. After three commits on login, it is "
            "merged into main, and main is tagged v1.0.",
            {"main": 3, "login": 3},
        ),
        (
            "A git history: main with three commits, a bugfix branch starts from the second commit of main, has one "
            "commit and is merged into main.",
            {"main": 4, "bugfix": 1},
        ),
        (
            "Commit history: main has two commits. Create a branch named develop from main, add three commits on "
            "develop and merge it into main. On main there is then one more commit.",
            {"main": 4, "develop": 3},
        ),
    ],
)
def test_each_branch_has_its_commits_in_a_row(text: str, rows: dict[str, int]) -> None:
    from sgc.english import read_prompt
    from sgc.source import Source
    from sgc.syntax import to_source

    reading = read_prompt(Source("prompt", text, is_prompt=True))
    assert not reading.not_understood
    assert not reading.tree.diagnostics
    lines = [one.split() for one in to_source(reading.tree).splitlines()]
    assert {one[2]: len(one) - 3 for one in lines if one[:2] == ["align", "middle"]} == rows


def test_a_merge_joins_the_last_commits_of_both() -> None:
    _, joins, _ = read("Git branches: feature branches off main, gets one commit and is merged into main.")
    assert joins == {
        "main -- circle { stroke: blue, width: 2 }", "feature -- circle_2 { stroke: orange, width: 2 }",
        "circle -- circle_2 { stroke: orange, width: 2 }", "circle -- circle_3 { stroke: blue, width: 2 }",
        "circle_2 -- circle_3 { stroke: orange, width: 2 }", "main above feature",
    }  # fmt: skip


def test_what_is_told_of_no_branch_is_not_understood() -> None:
    _, _, missed = read("Git branches: main has two commits, feature is rebased onto main by Ann.")
    assert missed == ["feature is rebased onto main by Ann"]
