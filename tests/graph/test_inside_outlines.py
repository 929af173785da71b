"""Being inside a basic shape: within its outline, and not only within the box around it."""

from __future__ import annotations

import pytest

from sgc.compiler import load
from sgc.graph.box import Box, units
from sgc.graph.grounding import evaluate
from sgc.graph.measures import Measures

MEASURES = Measures.for_figure((512, 512))


@pytest.mark.parametrize(
    ("inner", "outer", "box", "holds"),
    [
        ("square", "circle", (15, 15, 70, 70), True),
        ("square", "circle", (10, 10, 80, 80), False),  # its corners are beyond it
        ("square", "circle", (40, 3, 20, 20), True),
        ("square", "circle", (3, 3, 20, 20), False),
        ("circle", "circle", (0, 0, 100, 100), True),
        ("square", "triangle", (26, 53, 46, 46), True),
        ("square", "triangle", (5, 5, 90, 90), False),
        ("square", "rectangle", (0, 0, 100, 100), True),
    ],
)
def test_what_is_inside_a_shape_is_inside_its_outline(
    inner: str, outer: str, box: tuple[int, int, int, int], holds: bool
) -> None:
    (scene,) = load(f"scene {{ a: {inner}; b: {outer}\na inside b }}")
    left, top, width, height = map(units, box)
    boxes = {"a": Box.of(left, top, left + width, top + height), "b": Box.of(0, 0, units(100), units(100))}
    (verdict,) = evaluate(scene, {}, boxes, MEASURES)
    assert verdict.holds == holds
