"""Relaxation brings things apart from wherever they begin, sides of disjunctions included, and the same each time."""

from __future__ import annotations

import pytest

from sgc.compiler import load
from sgc.layout.geometry import Geometry
from sgc.layout.placement import demanded
from sgc.layout.problem import Problem
from sgc.layout.relax import BRIEF, COLD, relax
from sgc.layout.rules import Rules
from sgc.measure.measure import measure

SQUARES = "a: 12 square { width: 40; height: 40 }"


def proposed(text: str, *, hot: bool, seed: int = 0) -> tuple[Rules, dict[str, float], bool]:
    """What comes of everything begun in the upper left corner."""
    (scene,) = load(f"scene 200x200 {{ margin 0; spacing 4; {text} }}")
    problem = Problem(scene, {one.id: one.count[0] for one in scene.objects}, measure(scene))
    assert problem.sizes is not None
    geometry = Geometry(problem, problem.sizes)
    rules = Rules([one for one in demanded(geometry.stated, ()) if not isinstance(one, bool)], geometry.separations)
    places, settled = relax(rules.hard, rules.separations, {}, BRIEF if hot else COLD, hot=hot, seed=seed)
    return rules, dict(places), settled


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "said",
    ["", "b: circle { width: 40; height: 40 }; at least 3 of a left of b; none of a above b"],
)
def test_what_is_jammed_comes_apart(said: str, seed: int) -> None:
    rules, places, settled = proposed(f"{SQUARES}; {said}", hot=True, seed=seed)
    assert settled
    assert rules.rounded(places) is not None
    assert proposed(f"{SQUARES}; {said}", hot=True, seed=seed)[1] == places


def test_what_has_no_room_does_not_settle() -> None:
    rules, places, settled = proposed("a: 17 square { width: 48; height: 48 }", hot=True)
    assert not settled
    assert rules.rounded(places) is None


def test_things_of_which_nothing_is_said_push_each_other_all_the_same() -> None:
    rules, *_ = proposed("a: 17 square { width: 48; height: 48 }", hot=False)
    _, settled = relax([], rules.separations, {}, BRIEF, hot=True, seed=0)
    assert settled  # without a canvas there is room
    many, *_ = proposed("a: 90 square { width: 48; height: 48 }", hot=False)
    relax([], many.separations, {}, 1, hot=True, seed=0)  # what has not settled chooses among its copies
