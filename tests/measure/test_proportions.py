"""How large things are beside each other before anything is placed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sgc.compiler import load
from sgc.measure.proportions import SEEN, SEEN_TINY, natural_sizes, word_factors


def sizes(text: str) -> Mapping[str, float]:
    (scene,) = load("scene 512x512 {\n" + text.replace("; ", "\n") + "\n}")
    natural = natural_sizes(scene)
    return {id: natural[id] * factor for id, factor in word_factors(scene, natural).items()}


def test_things_of_like_size_are_nearly_in_true_proportion() -> None:
    found = sizes("laptop: laptop; cup: cup")
    assert 2.2 < found["laptop"] / found["cup"] < 3.4, "a laptop is 3.4 times as long as a cup"


def test_far_smaller_things_are_drawn_larger_than_they_are_and_still_smaller() -> None:
    found = sizes("elephant: elephant; mouse: mouse")
    assert 4 < found["elephant"] / found["mouse"] < 1 / SEEN, "32 times in nature"


def test_the_more_there_are_the_less_they_differ() -> None:
    few, many = sizes("bed: bed; cup: cup"), sizes("beds: 9 bed; cups: 9 cup")
    assert many["beds"] / many["cups"] < few["bed"] / few["cup"]


@pytest.mark.parametrize(("word", "factor"), [("small", 0.65), ("huge", 2.2)])
def test_size_words_count_beside_that(word: str, factor: float) -> None:
    found = sizes(f"one: {word} cup; other: cup")
    assert found["one"] / found["other"] == pytest.approx(factor)


def test_what_is_tiny_is_seen_beside_what_is_huge() -> None:
    """As plain words say, a tiny mouse would be a 23rd of a huge elephant, on top of what nature makes of them."""
    plain, said = sizes("elephant: elephant; mouse: mouse"), sizes("elephant: huge elephant; mouse: tiny mouse")
    assert plain["elephant"] / plain["mouse"] < said["elephant"] / said["mouse"] < 0.8 / SEEN_TINY


def test_the_members_of_a_loop_are_alike_in_a_grid() -> None:
    found = sizes("animals[1]: ant; animals[2]: whale; animals[3]: cat; animals[4]: cow; grid animals 2x2")
    assert len(set(found.values())) == 1


CARDS = (
    "cards: 2 rounded; row cards; icons[1]: whale; icons[2]: ant; icons[1] inside cards[1]; icons[2] inside cards[2]"
)


def test_each_alone_on_a_card_of_a_row_is_of_one_size() -> None:
    found = sizes(CARDS)
    assert found["icons[1]"] == found["icons[2]"]


def test_several_on_a_card_and_cards_in_no_order_compare() -> None:
    shared = sizes(CARDS + "; boat: boat; boat inside cards[1]")
    loose = sizes(CARDS.replace("row cards; ", ""))
    assert all(found["icons[1]"] > 2 * found["icons[2]"] for found in (shared, loose))
