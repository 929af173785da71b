"""What is too much is said by how much, independent conflicts are all told, and odd figures have an answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sgc.compiler import load, solve
from sgc.layout import fixes as ways_out
from sgc.layout.problem import Problem
from sgc.layout.rules import Budget
from sgc.layout.types import Conflict, Fix, Layout

NINE = "scene 100x100 {{ a: {} square {{ size: 30 }} }}"


def conflict(text: str) -> Conflict:
    (scene,) = load(text)
    found = solve(scene)
    assert isinstance(found, Conflict)
    return found


def fixes(text: str) -> list[Fix]:
    return [fix for core in conflict(text).cores for fix in core.fixes]


def test_a_row_wider_than_the_canvas_says_by_how_much() -> None:
    text = "scene {}x100 {{ margin 0; spacing 5; a: 10 square {{ size: 30 }}; row a }}"
    (wider,) = [fix for fix in fixes(text.format(300)) if fix.statement == "canvas width"]
    assert wider.by == 45  # nine gaps of 5 px
    (scene,) = load(text.format(345))
    assert isinstance(solve(scene), Layout)


def test_too_many_things_are_counted_without_trying_every_permutation() -> None:
    fewer = [fix for fix in fixes(NINE.format(10)) if fix.action == "set"]
    assert [(fix.by, fix.was) for fix in fewer] == [(9, 10)]
    apart = "; ".join(f"a{i}: square {{ size: 30 }}" for i in range(10))
    assert "canvas" in conflict(f"scene 100x100 {{ {apart} }}").cores[0].defaults


def test_what_is_in_a_box_that_is_too_small_shrinks_or_the_box_grows() -> None:
    found = fixes("scene { margin 0; spacing 0; b: square { size: 60 }; a: square { size: 80 }; a inside b }")
    assert {(fix.action, fix.statement[:1]): fix.by for fix in found if fix.by is not None} == {
        ("enlarge", "b"): 20, ("shrink", "a"): 20,
    }  # fmt: skip
    assert all(fix.proved for fix in found)


def test_independent_conflicts_are_all_told_and_share_no_statement() -> None:
    text = "scene { a: cat; b: dog; c: cup; d: star; a left of b; b left of a; c above d; d above c; a above c }"
    cores = [{words for words, _ in core.statements} for core in conflict(text).cores]
    assert cores == [{"a left of b", "b left of a"}, {"c above d", "d above c"}]


def test_kept_proportions_are_named() -> None:
    (core,) = conflict("scene { a: cup { width: 30, height: 60 }; b: plate; a same size as b }").cores
    assert core.defaults == ("kept proportions",)
    (core,) = conflict("scene { a: cup { width: 30, height: 60 }; b: square { width: 40 }; a same size as b }").cores
    assert core.defaults == ()  # the widths alone contradict each other


def test_what_has_other_proportions_can_be_as_high_if_not_of_the_same_size() -> None:
    found = fixes("scene { a: cat; b: dog; a same size as b; a left of b }")
    assert [(fix.statement, fix.proved) for fix in found if fix.action == "say"] == [("a same height as b", True)]
    flat = "scene { margin 0; a: square { size: 300 }; b: giraffe; b same size as a; require b.height <= 100 }"
    assert not [fix for fix in fixes(flat) if fix.action == "say" and "height" in fix.statement]


def test_kept_level_and_the_least_size_are_named() -> None:
    level = "scene { a: circle; b: circle; a left of b; require b.cy >= a.cy + 300; require b.cx <= a.cx + 100 }"
    assert conflict(level).cores[0].defaults == ("kept level",)
    assert "least size" in conflict("scene 60x60 { a: circle; require a.width <= 2 }").cores[0].defaults


def test_a_relaxed_drawing_gives_up_a_declaration_or_the_canvas_where_nothing_else_can() -> None:
    (pinned,) = load("scene 200x200 { a: square { size: 40; position: (50, 50) }\n require a.left >= 120 }")
    found = solve(pinned, relaxed=True)
    assert isinstance(found, Layout)
    assert len(found.violated) == 1
    (small,) = load("scene 16x16 { a: 9 circle }")
    larger = solve(small, relaxed=True)
    assert isinstance(larger, Layout)
    assert larger.violated[0][0] == "canvas 16x16"
    assert larger.size > (16, 16)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("scene 1x1 { a: circle }", False),
        ("scene 100x100 { margin 0; a: square { size: 100 } }", True),
        ("scene 100x100 { a: square { size: 100 } }", True),
        ("scene { spacing 0; a: square; b: square; a left of b }", True),
        ("scene { a: square { position: (10, 10) }; b: square { position: (10, 10) } }", False),
        ("scene { a: cat }", True),
    ],
)
def test_odd_figures_have_an_answer(text: str, possible: bool) -> None:
    (scene,) = load(text)
    assert isinstance(solve(scene), Layout if possible else Conflict)


def _chain(depth: int, relation: str) -> str:
    things = [f"a{index}: square" for index in range(depth)]
    return "; ".join([*things, *(f"a{index + 1} {relation} a{index}" for index in range(depth - 1))])


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"group g{index} {{ " for index in range(30)) + "a: circle" + " }" * 30,
        _chain(50, "on"), _chain(50, "inside"), _chain(50, "behind"), _chain(50, "touching"),
    ],
)  # fmt: skip
def test_deep_nesting_is_laid_out_without_much_search(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[int] = []
    monkeypatch.setattr(Budget, "spend", lambda self, steps: spent.append(steps))
    (scene,) = load(f"scene 800x800 {{ {body} }}")
    assert isinstance(solve(scene), Layout)
    assert sum(spent) < 6_000_000


def test_of_many_things_what_a_canvas_lacks_is_nearly_the_least() -> None:
    text = "scene 200x{} {{ p: 30 person; column p }}"
    (more,) = [fix.by for fix in fixes(text.format(100)) if fix.action == "enlarge"]
    assert more is not None
    assert isinstance(solve(load(text.format(100 + more))[0]), Layout)
    assert isinstance(solve(load(text.format(100 + round(0.85 * more)))[0]), Conflict)


def test_what_is_pinned_twice_into_one_place_may_be_unpinned() -> None:
    pins = "a: square { size: 50; position: (100, 100) }; b: square { size: 50; position: (110, 20%) }"
    fixes = [fix for fix in conflict(f"scene {{ {pins} }}").cores[0].fixes if fix.action == "remove"]
    assert {(fix.statement, fix.owner) for fix in fixes} == {
        ("position: (100, 100)", "a"), ("position: (110, 20%)", "b"),
    }  # fmt: skip
    assert all(fix.proved for fix in fixes)


@pytest.mark.parametrize(
    ("body", "place", "by"),
    [
        ("a: square { size: 50; position: (50%, 60) }; require a.bottom >= 100", "(50%, 75)", 15),  # down alone
        ("a: square { size: 50; position: (30, 30) }; require a.cx >= 90; require a.cy >= 95", "(90, 95)", 65),
    ],
)
def test_a_pin_may_be_moved_to_the_nearest_place_that_is_possible(body: str, place: str, by: int) -> None:
    moved = [fix for fix in fixes(f"scene {{ {body} }}") if fix.action == "move"]
    assert [(fix.statement, fix.owner, fix.by) for fix in moved][:1] == [(f"position: {place}", "a", by)]
    assert all(fix.proved for fix in moved)


def test_of_two_pins_in_one_place_each_may_be_moved_beside_the_other() -> None:
    pins = "a: square {{ size: 50; position: (100, 100) }}; b: square {{ size: 50; position: {} }}"
    found = fixes(f"scene {{ {pins.format('(110, 100)')} }}")
    moved = {fix.owner: fix.statement for fix in found if fix.action == "move"}
    assert moved.keys() == {"a", "b"}
    (scene,) = load(f"scene {{ {pins.format(moved['b'].removeprefix('position: '))} }}")
    assert isinstance(solve(scene), Layout)


def test_no_default_is_named_where_words_are_enough() -> None:
    found = conflict("scene { a: cup; b: plate; a left of b; b left of a }")
    assert [core.defaults for core in found.cores] == [()]


def test_of_declarations_alike_one_is_asked_about_and_all_have_its_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    dissolved = ways_out._dissolved

    def noted(problem: Problem, core: Sequence[str], budget: Budget, number: ways_out._Number, by: int) -> bool:
        asked.add(number.template.statement)
        return dissolved(problem, core, budget, number, by)

    monkeypatch.setattr(ways_out, "_dissolved", noted)
    declared = [f"{name}: square {{ size: 40 }}" for name in "abc"]
    found = solve(load("\n".join(["scene 130x50 {", *declared, "d: square { size: 40 }", "d left of a", "}"]))[0])
    assert isinstance(found, Conflict)
    shrunk = {fix.statement: fix.by for core in found.cores for fix in core.fixes if fix.action == "shrink"}
    assert asked.isdisjoint(declared[2:])
    assert len({shrunk[statement] for statement in declared[1:]}) == 1


def test_what_a_loop_says_is_removed_as_a_whole_and_once() -> None:
    found = fixes(
        "scene { bar: rectangle { width: 300, height: 20 }\nfor i in 1..4 {\ndot[i]: circle { size: 20 }\n"
        "require dot[i].cx == bar.left + 60 * i\nrequire dot[i].cy == bar.cy\n} }"
    )
    removed = [fix.statement for fix in found if fix.action == "remove"]
    assert removed == ["require dot[i].cy == bar.cy", "require dot[i].cx == bar.left + 60 * i"]
    assert all(fix.proved for fix in found)


def test_what_a_loop_declares_is_changed_together_and_once() -> None:
    source = "scene 200x100 { spacing 0; margin 0\nfor i in 1..4 {\n a[i]: square { size: 60 }\n}\nrow a gap 0 }"
    found = solve(load(source)[0])
    assert isinstance(found, Conflict)
    (core,) = found.cores
    shrinking = [fix for fix in core.fixes if fix.action == "shrink"]
    assert [fix.by for fix in shrinking] == [10]


@pytest.mark.parametrize(
    "body",
    [
        "a: 6 box; b: 6 crate; a inside b; b inside a",
        "a: 5 cat; b: 4 dog; a behind b; b behind a",
        "a: 5 box; b: 4 crate; a on b; b on a",
        "a: 3 box; b: 3 crate; c: 2 basket; a contains b; c inside b; a inside c",
    ],
)
def test_collections_in_a_circle_are_refuted_without_trying_who_is_on_whom(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []
    monkeypatch.setattr(Budget, "spend", lambda self, steps: spent.append(steps))
    (core,) = conflict(f"scene {{ {body} }}").cores
    assert len(core.statements) == body.count(";") - body.count(":") + 1
    assert sum(spent) < 20_000_000
