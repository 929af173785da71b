"""Singulars and plurals, the irregular ones above all."""

from __future__ import annotations

import pytest

from sgc.graph.plurals import plural, singular

PAIRS = """
apple apples, bus buses, box boxes, dish dishes, knife knives, leaf leaves, shelf shelves, wolf wolves, scarf scarves,
person people, child children, man men, woman women, snowman snowmen, mouse mice, goose geese, foot feet, tooth teeth,
ox oxen, die dice, cactus cactuses, octopus octopuses, potato potatoes, piano pianos, photo photos, kangaroo kangaroos,
berry berries, monkey monkeys, axe axes, tie ties, pie pies, cookie cookies, vase vases, house houses, shoe shoes,
glove gloves, olive olives, wave waves, chef chefs, roof roofs, canvas canvases, glass glasses, lens lenses, gas gases,
toothbrush toothbrushes, watch watches, compass compasses, walrus walruses
""".replace("\n", " ").strip().split(", ")  # fmt: skip
SAME = (
    "sheep", "fish", "deer", "moose", "scissors", "skis", "trousers", "jeans", "shorts", "sunglasses", "binoculars",
    "headphones", "broccoli", "shrimp", "aircraft", "goldfish", "series", "salmon",
)  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_pairs(pair: str) -> None:
    one, several = pair.split()
    assert plural(one) == several
    assert plural(several) == several
    if one != "glass":  # "glasses" is a noun of its own
        assert singular(several) == one
    assert singular(one) == one


@pytest.mark.parametrize("word", SAME)
def test_words_that_are_their_own_plural(word: str) -> None:
    assert singular(word) == word
    assert plural(word) == word


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("wine glasses", "wine glass"), ("glasses", "glasses"), ("Computer Mice", "computer mouse"),
        ("t-shirts", "t-shirt"), ("flip-flops", "flip-flop"), ("toothbrushs", "toothbrush"), ("sheeps", "sheep"),
        ("octopi", "octopus"), ("cacti", "cactus"), ("fire men", "fire man"), ("", ""), ("s", "s"), ("3d", "3d"),
    ],
)  # fmt: skip
def test_phrases_and_common_mistakes(words: str, one: str) -> None:
    assert singular(words) == one
