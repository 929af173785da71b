"""Seeds propose layouts that differ to the eye, and say the same whenever they are asked."""

from __future__ import annotations

import sgc
from sgc.compiler import compile_variants, load
from sgc.layout.types import Layout
from sgc.layout.variation import Variation

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


def test_a_seed_in_the_file_is_the_seed_of_the_picture() -> None:
    stated = sgc.compile(STIMULUS.replace("{ a", "{ seed 3; a"))
    assert stated.svg == sgc.compile(STIMULUS, seed=3).svg
    assert stated.svg != sgc.compile(STIMULUS).svg
