"""The smallest move: nothing smaller would do, and what it pushes gives way."""

from __future__ import annotations

from itertools import product

import pytest

from sgc.compiler import load
from sgc.graph.box import UNITS
from sgc.graph.scene import SceneGraph
from sgc.layout import shift, solve
from sgc.layout.geometry import Geometry
from sgc.layout.problem import Problem
from sgc.layout.rules import Rules
from sgc.layout.shift import Shifts
from sgc.layout.smt import Session
from sgc.layout.stay import Before
from sgc.layout.types import Layout
from sgc.measure.measure import measure

FIXED = {"a": (20, 20), "b": (60, 26), "c": (34, 62)}


def figure(body: str) -> tuple[Geometry, Rules]:
    """Squares of 16 px on a canvas of 100 px, 2 px apart."""
    things = "".join(f"{id}: square {{ size: 16 }}\n" for id in "abcd")
    (scene,) = load(f"scene 100x100 {{ spacing 2\nmargin 0\n{things}{body} }}")
    problem = Problem(scene, dict.fromkeys("abcd", 1), measure(scene))
    geometry = Geometry(problem, dict.fromkeys("abcd", (16 * UNITS, 16 * UNITS)))
    return geometry, Rules([one.formula for one in geometry.stated if one.formula is not True], geometry.separations)


def places(**pixels: tuple[int, int]) -> dict[str, int]:
    found = {}
    for id, (left, top) in pixels.items():
        found |= {f"{id}.left": UNITS * left, f"{id}.top": UNITS * top, f"{id}.order": 0}
    return found


@pytest.mark.parametrize("body", ["", "d left of b", "d below a", "not (d left of a)", "d near a", "a left of d by 7"])
@pytest.mark.parametrize("at", [(22, 24), (58, 40), (40, 60)])
def test_no_smaller_move_would_do(body: str, at: tuple[int, int]) -> None:
    geometry, rules = figure(body)
    where = places(**FIXED, d=at)
    found = Shifts(geometry, rules.hard, {"d"}).all_in_place(where)
    assert found is not None
    assert rules.hold(found)
    assert {name: value for name, value in found.items() if not name.startswith("d.")} == places(**FIXED)
    moved = sum(abs(found[f"d.{edge}"] - where[f"d.{edge}"]) for edge in ("left", "top"))
    for x, y in product(range(0, 85, 2), repeat=2):
        if UNITS * (abs(x - at[0]) + abs(y - at[1])) < moved:
            assert not rules.hold(where | places(d=(x, y)))


@pytest.mark.parametrize("at", [(-30, 40), (90, 90), (60, -8)])
def test_what_moves_comes_onto_the_canvas_unasked(at: tuple[int, int]) -> None:
    geometry, rules = figure("d right of a")
    where = places(**FIXED, d=at)
    spoken = [one.formula for one in geometry.spoken]
    assert len(spoken) < len(rules.hard)
    found = Shifts(geometry, spoken, set()).all_in_place(where)
    assert found is not None
    assert rules.hold(found)
    assert found == Shifts(geometry, rules.hard, set()).all_in_place(where)


def test_what_is_in_the_way_is_pushed() -> None:
    geometry, rules = figure("a left of b by exactly 30\nb right of c")
    where = places(a=(20, 20), b=(40, 20), c=(70, 26), d=(0, 80))
    found = Shifts(geometry, rules.hard, set()).all_in_place(where)
    assert found is not None
    assert rules.hold(found)
    assert (found["d.left"], found["d.top"]) == (0, 80 * UNITS)


def test_where_no_few_moves_do_nothing_is_found() -> None:
    geometry, rules = figure("a left of b\nb left of a")
    assert Shifts(geometry, rules.hard, set()).all_in_place(places(**FIXED, d=(0, 80))) is None


def test_a_group_grows_to_hold_what_moves_and_its_neighbour_gives_way() -> None:
    (scene,) = load(
        "scene 300x100 { spacing 2\nmargin 0\n"
        "group g { a: square { size: 16 }\nb: square { size: 16 } }\ngroup h { c: square { size: 16 } } }"
    )
    before = solve(scene)
    assert isinstance(before, Layout)
    boxes = {one.id: one.box for one in before.objects}
    (edited,) = load(
        "scene 300x100 { spacing 2\nmargin 0\n"
        "group g { a: square { size: 16 }\nb: square { size: 16 }\na left of b by 60 }\n"
        "group h { c: square { size: 16 } } }"
    )
    after = solve(edited, before=Before(boxes))
    assert isinstance(after, Layout)
    now = {one.id: one.box for one in after.objects}
    a, b, g, h = (next(box for id, box in now.items() if id.split(".")[-1] == name) for name in "abgh")
    assert b[0] - a[2] >= 60 * UNITS
    assert g[0] < a[0] < b[2] < g[2]
    assert g[2] <= h[0] or h[2] <= g[0] or g[3] <= h[1] or h[3] <= g[1]


@pytest.mark.parametrize("fixed", ["a", "b"])
@pytest.mark.parametrize("said", ["a left of b by 60", "b left of a by 60", "a above b by 40", "b above a by 40"])
def test_a_group_grows_for_whichever_of_two_moves(said: str, fixed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of them is at a stated place; the first move of the other that is tried does."""
    place = "position: (150, 100)"
    things = "".join(f"{id}: square {{ size: 16; {place if id == fixed else ''} }}\n" for id in "ab")

    def figure(more: str) -> SceneGraph:
        return load(f"scene 300x200 {{ spacing 2\nmargin 0\ngroup g {{ {things}{more} }} }}")[0]

    before = solve(figure(""))
    assert isinstance(before, Layout)
    monkeypatch.setattr(shift, "TRIES", 4)  # for each of the two, without the group and with it
    monkeypatch.setattr(Session, "check", None)  # Z3 is not asked
    after = solve(figure(said), before=Before({one.id: one.box for one in before.objects}))
    assert isinstance(after, Layout)
    assert sum(one.box != other.box for one, other in zip(after.objects, before.objects, strict=True)) == 2
