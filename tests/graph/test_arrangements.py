"""Arrangements: proofs about slack as for relations, and examples of each kind."""

from __future__ import annotations

import pytest
import z3
from z3_proofs import counterexample, moved, satisfiable, seen, to_z3, valid

from sgc.graph.arrangements import Setting, arrangement_formula, grid_size, neighbours, no_stranger, rooms
from sgc.graph.box import Box, units
from sgc.graph.linear import Formula, negation, substitute, variable
from sgc.graph.measures import Measures

MEASURES = Measures.for_figure((512, 512))
MIDDLE = Box.symbolic("middle")
#: Kind, number of members, setting.
CASES = {
    "row": ("row", 4, Setting()),
    "row with a gap": ("row", 4, Setting(gap=units(2))),
    "column": ("column", 4, Setting()),
    "column with a gap": ("column", 4, Setting(gap=units(30))),
    "grid": ("grid", 6, Setting(size=(2, 3))),
    "grid with a gap": ("grid", 6, Setting(size=(2, 3), gap=units(12))),
    "part of a grid": ("grid", 5, Setting()),
    "ring": ("ring", 5, Setting()),
    "ring around": ("ring", 6, Setting(around=MIDDLE)),
    "ring of a radius": ("ring", 4, Setting(around=MIDDLE, radius=units(100))),
    "stack": ("stack", 3, Setting()),
    "pyramid": ("pyramid", 6, Setting()),
    "pyramid with a gap": ("pyramid", 4, Setting(gap=units(4))),
    "stack with a gap": ("stack", 3, Setting(gap=units(4))),
    "align top": ("align", 3, Setting(axis="top")),
    "align center": ("align", 3, Setting(axis="center")),
    "distribute horizontally": ("distribute", 4, Setting(axis="horizontally")),
    "distribute vertically": ("distribute", 4, Setting(axis="vertically", gap=units(9))),
    "mirror": ("mirror", 2, Setting(axis="vertical", about=variable("canvas.cx"))),
    "mirror about a thing": ("mirror", 3, Setting(axis="horizontal", about=variable("middle.cy"))),
}


def members(count: int) -> list[Box]:
    return [Box.symbolic(f"m{i}") for i in range(count)]


@pytest.mark.parametrize("case", CASES)
def test_what_is_asserted_is_accepted_and_what_is_denied_is_refuted(case: str) -> None:
    kind, count, setting = CASES[case]
    boxes = members(count)

    def formula(slack: int) -> Formula:
        made = arrangement_formula(kind, boxes, setting, MEASURES, slack)
        return substitute(made, lambda name: 3072 if name == "canvas.cx" else variable(name))

    asserted, allowed, accepted = formula(MEASURES.margin), formula(-MEASURES.margin), seen(formula(0))
    assumptions = [*valid([*boxes, MIDDLE]), *moved((asserted, allowed, accepted), MEASURES.tolerance)]
    assert counterexample([*assumptions, to_z3(asserted)], to_z3(accepted)) is None
    assert counterexample([*assumptions, to_z3(negation(allowed))], z3.Not(to_z3(accepted))) is None
    assert satisfiable(*valid([*boxes, MIDDLE]), to_z3(asserted))
    assert satisfiable(*valid([*boxes, MIDDLE]), to_z3(negation(allowed)))


def test_no_stranger_proved_likewise() -> None:
    a, b, other = members(3)
    asserted, allowed, accepted = (
        no_stranger([(a, b)], [other], MEASURES, slack) for slack in (MEASURES.margin, -MEASURES.margin, 0)
    )
    assumptions = [*valid([a, b, other]), *moved((asserted, allowed), MEASURES.tolerance)]
    assert counterexample([*assumptions, to_z3(asserted)], to_z3(seen(accepted))) is None
    assert counterexample([*assumptions, to_z3(negation(allowed))], z3.Not(to_z3(seen(accepted)))) is None


Pixels = tuple[float, float, float, float]


def holds(kind: str, boxes: list[Pixels], setting: Setting, slack: int | None = None) -> bool:
    """Of (left, top, width, height) in pixels; asserted unless a slack is given."""
    edges = {"canvas.cx": 3072}
    named: dict[str, Pixels] = {f"m{i}": box for i, box in enumerate(boxes)} | {"middle": (200, 200, 100, 100)}
    for name, (x, y, w, h) in named.items():
        edges |= {f"{name}.left": units(x), f"{name}.top": units(y)}
        edges |= {f"{name}.right": units(x + w), f"{name}.bottom": units(y + h), f"{name}.order": len(edges)}
    symbolic = arrangement_formula(
        kind, members(len(boxes)), setting, MEASURES, MEASURES.margin if slack is None else slack
    )
    verdict = substitute(symbolic, edges.__getitem__)
    assert isinstance(verdict, bool)
    return verdict


def test_row() -> None:
    row = [(0, 10, 20, 20), (40, 5, 40, 30), (100, 10, 10, 20)]
    assert holds("row", row, Setting())
    assert holds("row", row, Setting(gap=units(20)))
    assert not holds("row", row, Setting(gap=units(19)))
    assert not holds("row", row[::-1], Setting())
    assert not holds("row", [(0, 10, 20, 20), (40, 18, 20, 20)], Setting())
    assert not holds("row", [(0, 10, 20, 20), (40, 10, 20, 20), (90, 10, 20, 20)], Setting())


def test_things_of_different_height_stand_in_a_row() -> None:
    assert holds("row", [(0, 10, 20, 20), (40, 0, 40, 30), (100, 20, 10, 10)], Setting())


def test_equal_spacing_is_meant_within_one_unit() -> None:
    third = 1 / 12
    assert holds("row", [(0, 0, 20, 20), (40, 0, 20, 20), (80 + third, 0, 20, 20)], Setting())
    assert not holds("row", [(0, 0, 20, 20), (40, 0, 20, 20), (80 + 2 * third, 0, 20, 20)], Setting())
    assert holds("row", [(0, 0, 20, 20), (40, 0, 20, 20), (80 + 2 * third, 0, 20, 20)], Setting(), slack=0)


def test_column() -> None:
    assert holds("column", [(10, 0, 20, 20), (0, 40, 40, 30), (10, 90, 20, 10)], Setting())
    assert not holds("column", [(10, 0, 20, 20), (30, 40, 20, 30)], Setting())


def test_grid() -> None:
    grid = [(x, y, 20, 20) for y in (0, 40) for x in (0, 30, 60)]
    assert holds("grid", grid, Setting(size=(2, 3)), slack=0)
    assert not holds("grid", grid, Setting(size=(2, 3), gap=units(20)), slack=0)
    assert not holds("grid", grid, Setting(size=(3, 2)))
    assert not holds("grid", grid, Setting(size=(2, 2)))
    assert not holds("grid", [*grid[:5], (60, 48, 20, 20)], Setting(size=(2, 3)), slack=0)
    assert holds("grid", [(x, y, 20, 20) for y in (0, 40) for x in (0, 40, 80)], Setting(size=(2, 3), gap=units(20)))


def test_the_squarest_grid_when_no_size_is_stated() -> None:
    assert [grid_size(n, Setting()) for n in (1, 2, 4, 5, 9, 10)] == [(1, 1), (1, 2), (2, 2), (2, 3), (3, 3), (3, 4)]


def test_ring() -> None:
    around = [(240, 140, 20, 20), (340, 240, 20, 20), (240, 340, 20, 20), (140, 240, 20, 20)]
    middle = Setting(around=MIDDLE)
    assert holds("ring", around, middle)
    assert holds("ring", around, Setting())
    assert holds("ring", around, Setting(around=MIDDLE, radius=units(100)))
    assert not holds("ring", around, Setting(around=MIDDLE, radius=units(90)))
    assert not holds("ring", [*around[:3], (120, 240, 20, 20)], middle)


def test_stack_rises_from_its_first_member() -> None:
    assert holds("stack", [(0, 100, 40, 20), (10, 60, 20, 40), (15, 50, 10, 10)], Setting())
    assert not holds("stack", [(15, 50, 10, 10), (10, 60, 20, 40), (0, 100, 40, 20)], Setting())


def test_align_distribute_and_mirror() -> None:
    assert holds("align", [(0, 10, 40, 20), (90, 10, 20, 40)], Setting(axis="top"))
    assert not holds("align", [(0, 10, 40, 20), (90, 14, 20, 40)], Setting(axis="top"))
    even = [(0, 10, 40, 20), (60, 50, 20, 40), (100, 0, 5, 5)]
    assert holds("distribute", even, Setting(axis="horizontally"))
    assert not holds("distribute", even, Setting(axis="vertically"))
    mirror = Setting(axis="vertical", about=variable("canvas.cx"))
    assert holds("mirror", [(100, 10, 40, 20), (372, 10, 40, 20)], mirror)
    assert not holds("mirror", [(100, 10, 40, 20), (372, 20, 40, 20)], mirror)
    assert not holds("mirror", [(100, 10, 40, 20), (360, 10, 40, 20)], mirror)


def test_gaps_lie_between_neighbours() -> None:
    assert neighbours("row", 3, Setting()) == ((0, 1), (1, 2))
    assert neighbours("ring", 3, Setting()) == ((0, 1), (1, 2), (2, 0))
    assert set(neighbours("grid", 5, Setting(size=(2, 3)))) == {
        (0, 1), (1, 2), (3, 4), (0, 3), (1, 4), (0, 4), (1, 3), (2, 4),
    }  # fmt: skip
    assert neighbours("align", 3, Setting(axis="top")) == ()


def test_rooms_cover_the_gaps() -> None:
    assert rooms("row", 5, Setting()) == ((0, 4),)
    assert rooms("grid", 6, Setting(size=(2, 3))) == ((0, 5),)
    assert rooms("grid", 5, Setting(size=(2, 3))) == ((0, 2), (0, 4))
    assert rooms("grid", 2, Setting(size=(1, 3))) == ((0, 1),)
    assert rooms("ring", 3, Setting()) == ((0, 1), (1, 2), (2, 0))
    assert rooms("row", 1, Setting()) == rooms("align", 3, Setting(axis="top")) == ()


def test_pyramid_rises_in_courses_from_its_first_members() -> None:
    low, high, top = [(x, 40, 20, 20) for x in (0, 20, 40)], [(10, 20, 20, 20), (30, 20, 20, 20)], [(20, 0, 20, 20)]
    assert holds("pyramid", [*low, *high, *top], Setting())
    assert holds("pyramid", [*low, *high], Setting())
    assert not holds("pyramid", [*top, *high, *low], Setting())
    assert not holds("pyramid", [*low, (0, 20, 20, 20), (20, 20, 20, 20)], Setting())
    assert not holds("pyramid", [*low, *high, *top], Setting(gap=units(5)))
