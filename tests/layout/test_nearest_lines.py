"""A label that another line is nearer to is drawn to its own, where there is room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sgc.compiler import load
from sgc.diagram.routes import Place
from sgc.graph.scene import SceneGraph
from sgc.layout.nearest_lines import drawn_near
from sgc.layout.types import PlacedRoute

#: A link's label, which was given its place beside x = 1000; its line, which does not run there, and another below it.
LABEL = (1072, 800, 1500, 950)
OWN = PlacedRoute("a -> b", "a", "b", ((860, 480), (860, 1600)), ())
OTHER = PlacedRoute("c -> b", "c", "b", ((3000, 480), (3000, 1040), (1000, 1040), (1000, 1600)), ())


@pytest.fixture
def scene() -> SceneGraph:
    (found,) = load('diagram { a: box; b: box; c: box; a -> b "yes"; c -> b }')
    return found


@pytest.fixture
def place() -> Place:
    return Place({"a -> b label": LABEL, "a": (400, 0, 1400, 480), "b": (400, 1600, 1400, 2000)}, {}, {})


def test_it_moves_as_far_as_it_was_off(scene: SceneGraph, place: Place) -> None:
    assert drawn_near(scene.links, [OWN, OTHER], place) == {"a -> b label": (932, 800, 1360, 950)}


def test_where_nothing_else_is_near_or_something_is_in_the_way_it_stays(scene: SceneGraph, place: Place) -> None:
    assert drawn_near(scene.links, [OWN], place) == {}
    crowded = replace(place, things={**place.things, "d": (900, 700, 960, 1000)})
    assert drawn_near(scene.links, [OWN, OTHER], crowded) == {}
    framed = replace(place, frames={"g": (1000, 100, 2000, 1500)})
    assert drawn_near(scene.links, [OWN, OTHER], framed) == {}
