"""The measures of beauty: each falls when its fault is planted in a layout that has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sgc.compiler as compiler
from sgc.layout.beauty import Beauty, beauty
from sgc.layout.problem import Problem
from sgc.layout.taste import SHARES
from sgc.layout.types import Edges, Layout
from sgc.measure.measure import measure

ROW = "scene 600x300 { a: dog; b: dog; c: dog }"
SQUARES = "scene 600x300 { s: 4 square { size: 60 }; t: square { size: 90 } }"


def problem_of(source: str) -> tuple[Problem, Layout]:
    (scene,) = compiler.load(source)
    layout = compiler.solve(scene)
    assert isinstance(layout, Layout)
    return Problem(scene, layout.counts, measure(scene)), layout


def moved(layout: Layout, boxes: Mapping[str, Edges]) -> Layout:
    """The layout with these boxes, in pixels."""
    return replace(
        layout,
        objects=tuple(
            replace(one, box=tuple(12 * edge for edge in boxes[one.id])) if one.id in boxes else one  # type: ignore[arg-type]
            for one in layout.objects
        ),
    )


COMPOSED = {
    "s[1]": (90, 120, 150, 180), "s[2]": (170, 120, 230, 180), "s[3]": (250, 120, 310, 180),
    "s[4]": (330, 120, 390, 180), "t": (420, 105, 510, 195),
}  # fmt: skip
FAULTS = {
    "balance": {id: (box[0] - 80, box[1], box[2] - 80, box[3]) for id, box in COMPOSED.items()},
    "margins": {id: (box[0] + 30, box[1], box[2] + 30, box[3]) for id, box in COMPOSED.items()},
    "alignment": {"t": (420, 20, 510, 110)},
    "spacing": {"s[2]": (155, 120, 215, 180)},
    "tangency": {"t": (420, 108, 510, 198)},
    "reading": {"t": (0, 105, 90, 195)},
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_lowers_its_quantity(name: str) -> None:
    problem, layout = problem_of(SQUARES)
    good = moved(layout, COMPOSED)
    bad = moved(good, FAULTS[name])
    assert getattr(beauty(problem, good), name) == 1 or name == "balance"
    assert getattr(beauty(problem, bad), name) < getattr(beauty(problem, good), name) - 0.05
    assert beauty(problem, bad).total < beauty(problem, good).total


def test_a_stranger_in_a_row_breaks_it() -> None:
    problem, layout = problem_of(SQUARES)
    row = {f"s[{i}]": (100 * i, 120, 100 * i + 60, 180) for i in range(1, 5)}
    apart = beauty(problem, moved(layout, {**row, "t": (480, 120, 570, 210)}))
    among = beauty(problem, moved(layout, {**row, "t": (262, 120, 298, 156)}))
    assert apart.spacing == 1
    assert among.spacing == pytest.approx(2 / 3)


def test_what_hovers_lowers_ground_and_what_shrank_lowers_sizes() -> None:
    problem, layout = problem_of(ROW)
    good = beauty(problem, layout)
    assert good.ground == 1
    left, top, right, bottom = (edge // 12 for edge in layout.box("b"))
    assert beauty(problem, moved(layout, {"b": (left, top - 30, right, bottom - 30)})).ground == pytest.approx(2 / 3)
    tiny = (left, bottom - (bottom - top) // 4, left + (right - left) // 4, bottom)
    assert beauty(problem, moved(layout, {"b": tiny})).sizes < good.sizes - 0.2


def test_a_figure_without_occasion_for_a_quantity_reaches_it() -> None:
    problem, layout = problem_of("scene 100x100 { a: circle { size: 20 } }")
    assert beauty(problem, layout).total == pytest.approx(1, abs=0.02)
    problem, layout = problem_of("scene { }")
    assert beauty(problem, layout).total == 1


def test_every_quantity_has_a_weight() -> None:
    assert list(SHARES) == [one.name for one in fields(Beauty)]


PLACE = st.tuples(st.integers(0, 500), st.integers(0, 200))


@given(st.lists(PLACE, min_size=5, max_size=5))
def test_quantities_stay_between_0_and_1_and_do_not_change_in_a_mirror(places: list[tuple[int, int]]) -> None:
    problem, layout = SHARED
    boxes = {
        id: (x, y, x + box[2] - box[0], y + box[3] - box[1])
        for (id, box), (x, y) in zip(COMPOSED.items(), places, strict=True)
    }
    mirrored = {id: (600 - box[2], box[1], 600 - box[0], box[3]) for id, box in boxes.items()}
    one, other = (beauty(problem, moved(layout, some)) for some in (boxes, mirrored))
    for field in fields(Beauty):
        value = getattr(one, field.name)
        assert 0 <= value <= 1
        if field.name not in ("reading", "spacing"):
            assert getattr(other, field.name) == pytest.approx(value)


SHARED = problem_of(SQUARES)
