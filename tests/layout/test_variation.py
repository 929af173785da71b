"""Seeds propose layouts that differ to the eye, and say the same whenever they are asked."""

from __future__ import annotations

from itertools import combinations

import pytest

import sgc
from sgc.compiler import compile_variants, load
from sgc.layout import solve, variants
from sgc.layout.beauty import beauty
from sgc.layout.problem import Problem
from sgc.layout.types import Layout, PlacedObject
from sgc.layout.variation import Variation, difference
from sgc.measure.measure import measure

STIMULUS = 'scene "S" 400x400 { a: 7 red circle { size: 30 }; b: 5 blue triangle { size: 30 } }'


def test_seed_0_changes_nothing() -> None:
    plain = Variation(0)
    assert (plain.size, plain.aim, plain.shuffled([1, 2, 3], "x"), plain.columns(3, 7, "x")) == (
        1.0, (0.0, 0.0), [1, 2, 3], 3,
    )  # fmt: skip


def test_a_seed_says_the_same_again() -> None:
    for seed in range(1, 20):
        one, again = Variation(seed), Variation(seed)
        assert (one.size, one.aim, one.columns(3, 7, "x")) == (again.size, again.aim, again.columns(3, 7, "x"))
        assert sorted(one.shuffled(range(9), "x")) == list(range(9))
        assert one.shuffled(range(9), "x") == again.shuffled(range(9), "x")


def test_seeds_differ() -> None:
    assert len({Variation(seed).aim for seed in range(20)}) == 20


def test_variants_are_as_many_as_asked_for_and_all_true() -> None:
    (scene,) = load(STIMULUS)
    pictures = compile_variants(scene, 5)
    assert len(pictures) == 5
    places = set()
    for picture in pictures:
        assert picture.satisfied
        assert isinstance(picture.layout, Layout)
        places.add(tuple(one.box for one in picture.layout.objects))
    assert len(places) == 5


def layout(*centres: tuple[int, int], collection: bool = False) -> Layout:
    """Things of 10 by 10 units with these centres; all of one collection, or each by itself."""
    objects = tuple(
        PlacedObject(f"t{i}", "t" if collection else f"t{i}", (x - 5, y - 5, x + 5, y + 5), i)
        for i, (x, y) in enumerate(centres, 1)
    )
    return Layout((100, 100), objects)


def test_the_difference_of_layouts_is_that_of_their_orders() -> None:
    here = layout((0, 0), (100, 0), (0, 100))
    assert difference(here, here) == 0
    assert difference(here, layout((3, 2), (90, 1), (1, 80))) == 0  # moved, with the same orders
    assert difference(here, layout((100, 0), (0, 0), (0, 100))) == 1  # every pair stands otherwise
    assert difference(here, layout((0, 0), (100, 0), (0, -100))) == pytest.approx(2 / 3)


def test_members_of_a_collection_look_alike() -> None:
    here, swapped = ((0, 0), (100, 40)), ((100, 40), (0, 0))
    assert difference(layout(*here), layout(*swapped)) == 1
    assert difference(layout(*here, collection=True), layout(*swapped, collection=True)) == 0


def test_variants_differ_in_their_orders() -> None:
    objects = "; ".join(f"{name}: circle" for name in "abcdefgh")
    (scene,) = load(f"scene {{ {objects}; a left of b; c above d }}")
    found = [one for one in variants(scene, 6) if isinstance(one, Layout)]
    assert len(found) == 6
    assert min(difference(a, b) for a, b in combinations(found, 2)) >= 0.15


def test_the_plain_variant_is_first_and_the_others_follow_by_beauty() -> None:
    (scene,) = load(STIMULUS)
    found = [one for one in variants(scene, 5) if isinstance(one, Layout)]
    totals = [beauty(Problem(scene, one.counts, measure(scene)), one).total for one in found]
    assert found[0] == solve(scene)
    assert totals[1:] == sorted(totals[1:], reverse=True)
    assert len(set(totals[1:])) > 1  # there was something to put in order


def test_a_seed_in_the_file_is_the_seed_of_the_picture() -> None:
    stated = sgc.compile(STIMULUS.replace("{ a", "{ seed 3; a"))
    assert stated.svg == sgc.compile(STIMULUS, seed=3).svg
    assert stated.svg != sgc.compile(STIMULUS).svg


NINE = "scene 400x400 {" + "; ".join(
    f"{name}: {name}" for name in ("apple", "banana", "cat", "dog", "cup", "book", "clock", "key", "ball")
) + "}"  # fmt: skip


@pytest.mark.parametrize("seed", range(1, 7))
def test_many_things_are_spread_evenly_and_centred_with_any_seed(seed: int) -> None:
    (scene,) = load(NINE)
    found = solve(scene, seed=seed)
    assert isinstance(found, Layout)
    judged = beauty(Problem(scene, found.counts, measure(scene)), found)
    assert judged.balance > 0.85
    assert judged.margins > 0.7
    assert judged.alignment > 0.8
    assert len({one.box[3] // 1200 for one in found.objects}) > 1, "they are in rows, as with seed 0"


def test_the_order_of_what_stands_in_rows_differs_with_the_seed() -> None:
    (scene,) = load(NINE)
    orders = set()
    for seed in range(4):
        found = solve(scene, seed=seed)
        assert isinstance(found, Layout)
        orders.add(tuple(one.id for one in sorted(found.objects, key=lambda one: (one.box[3] // 600, one.box[0]))))
    assert len(orders) == 4


def test_a_shape_does_not_hang_below_a_row_of_things_that_stand() -> None:
    names = ("apple", "banana", "cat", "car", "cup", "star")
    (scene,) = load("scene 400x300 {" + "; ".join(f"{name}: {name}" for name in names) + "}")
    for seed in range(8):
        found = solve(scene, seed=seed)
        assert isinstance(found, Layout)
        (star,) = (one.box for one in found.objects if one.id == "star")
        level = [one for one in found.objects if one.box[1] < star[3] and star[1] < one.box[3] and one.id != "star"]
        assert level, f"nothing stands beside the star with seed {seed}"


def test_a_table_with_all_that_is_on_it_stands_elsewhere_in_its_variants() -> None:
    things = "table: table; plate: plate; apples: 3 apple"
    (scene,) = load(f"scene {{ {things}; plate on table; apples on table; apples left of plate; row apples }}")
    assert len(variants(scene, 4)) == 4
