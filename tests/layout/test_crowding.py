"""What counting shows of too much for its room: it holds in every layout, and refutes at once what search could not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sgc.compiler import load
from sgc.graph.linear import holds, variables
from sgc.layout import fixes, solve, solver
from sgc.layout.crowding import crowding
from sgc.layout.geometry import Geometry
from sgc.layout.problem import Problem
from sgc.layout.questions import Questions
from sgc.layout.rules import Budget
from sgc.layout.types import Conflict, Layout
from sgc.measure.measure import measure

SHELF = "shelf: rectangle {{ width: 200; height: 20 }}; a: {} square {{ size: 40 }}; a on shelf"
#: Where there is a face, things stand on it one behind the other too.
TABLE = "table: table {{ width: 300 }}; a: {} cup {{ size: 40 }}; a on table"
BOX = "b: square {{ size: 120 }}; a: {} square {{ size: 50 }}; a inside b"
#: The most of which there is a layout, and what is too much by so many that no search would tell.
MOST = [(SHELF, 5, 14), (BOX, 4, 12)]


def problem_of(text: str) -> Problem:
    (scene,) = load(f"scene 400x300 {{ {text} }}")
    return Problem(scene, {one.id: one.count[0] for one in scene.objects}, measure(scene))


@pytest.mark.parametrize("text", [SHELF.format(5), TABLE.format(6), BOX.format(4)])
def test_what_counting_demands_holds_in_a_layout(text: str) -> None:
    problem = problem_of(text)
    layout = solve(problem.scene)
    assert isinstance(layout, Layout)
    values = {}
    for one in layout.objects:
        left, top, right, bottom = one.box
        values |= {f"{one.id}.left": left, f"{one.id}.top": top}
        values |= {f"{one.id}.w": (right - left) // 2, f"{one.id}.h": (bottom - top) // 2}
    demanded = [formula for _, formula in crowding(Geometry(problem, None)) if variables(formula) <= values.keys()]
    assert demanded
    assert all(holds(formula, values) for formula in demanded)


@pytest.mark.parametrize(("text", "most", "too_many"), MOST)
def test_counting_refutes_what_search_would_not(text: str, most: int, too_many: int) -> None:
    for count, answer in ((most, "sat"), (most + 1, "unsat"), (too_many, "unsat")):
        questions = Questions(problem_of(text.format(count)))
        check = questions.ask(questions.guards, Budget(10_000_000), 300_000)
        assert check.answer == answer, count


def test_what_counting_shows_to_be_too_little_is_not_asked_of_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else hundreds of things are explained by a solver of hundreds of things for every number that is tried."""
    asked: list[int] = []
    dissolved = fixes._dissolved

    def counted(problem: Problem, core: Sequence[str], budget: Budget, number: fixes._Number, by: int) -> bool:
        asked.append(by)
        return dissolved(problem, core, budget, number, by)

    monkeypatch.setattr(fixes, "_dissolved", counted)
    (scene,) = load("scene 200x200 { spacing 2\nmargin 0\na: 144 square { size: 20 } }")
    found = solve(scene)
    assert isinstance(found, Conflict)
    said = {fix.action: fix.by for core in found.cores for fix in core.fixes}
    assert said["set"] == 81  # nine rows of nine, which counting allows as well
    assert said["shrink"] == 6
    assert len(asked) < 24


def test_nothing_is_demanded_where_there_is_room_for_all() -> None:
    assert not list(crowding(Geometry(problem_of("a: 20 square { size: 40 }"), None)))
    assert list(crowding(Geometry(problem_of("a: 90 square { size: 40 }"), None)))


def test_by_how_much_a_canvas_lacks_room_for_things_declared_apart_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A conflict has no more of them than are too many; by how much all need is not searched for by solving."""
    tried: list[Problem] = []
    possible = solver.solvable

    def counted(problem: Problem, budget: Budget) -> bool:
        tried.append(problem)
        return possible(problem, budget)

    monkeypatch.setattr(solver, "solvable", counted)
    (scene,) = load(f"scene 100x100 {{ {'; '.join(f'a{i}: square {{ size: 30 }}' for i in range(17))} }}")
    found = solve(scene)
    assert isinstance(found, Conflict)
    assert {fix.statement: fix.by for core in found.cores for fix in core.fixes} == {
        "canvas width": 94, "canvas height": 93,
    }  # fmt: skip
    assert len(tried) <= 4
