"""The table of nouns is sound, and words find their way into it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.graph.colors import is_color_word
from sgc.graph.plurals import plural, singular
from sgc.graph.vocabulary import (
    Noun,
    adjective_words,
    all_nouns,
    classify_adjective,
    is_a,
    longest_noun,
    lookup,
    nearest_nouns,
)

#: The classes of COCO, as GenEval spells them.
COCO = """
person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign,
parking meter, bench, bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe, backpack, umbrella, handbag,
tie, suitcase, frisbee, skis, snowboard, sports ball, kite, baseball bat, baseball glove, skateboard, surfboard,
tennis racket, bottle, wine glass, cup, fork, knife, spoon, bowl, banana, apple, sandwich, orange, broccoli, carrot,
hot dog, pizza, donut, cake, chair, couch, potted plant, bed, dining table, toilet, tv, laptop, computer mouse,
tv remote, computer keyboard, cell phone, microwave, oven, toaster, sink, refrigerator, book, clock, vase, scissors,
teddy bear, hair drier, toothbrush
""".replace("\n", " ").strip().split(", ")  # fmt: skip

NOUNS = {noun.concept: noun for noun in all_nouns()}


def test_the_vocabulary_is_large() -> None:
    assert len(COCO) == 80
    pictured = [noun for noun in all_nouns() if noun.kind == "picture" and (noun.drawing or noun.emoji or noun.icon)]
    assert len(pictured) >= 600


@pytest.mark.parametrize("name", COCO)
def test_coco_classes_are_nouns_of_their_own(name: str) -> None:
    noun = lookup(name)
    assert noun is not None
    assert noun.concept == name
    assert noun.curated
    assert lookup(plural(name)) == noun


def test_every_picture_noun_can_be_drawn() -> None:
    without = [n.concept for n in all_nouns() if n.kind == "picture" and not (n.drawing or n.emoji or n.icon)]
    assert without == []


def test_no_two_rows_claim_the_same_word() -> None:
    words = Counter(word for n in all_nouns() for word in {n.concept.replace("-", " "), *n.synonyms})
    assert [word for word, count in words.items() if count > 1] == []


def test_every_name_leads_to_its_own_row() -> None:
    astray = [(name, n.concept) for n in all_nouns() for name in (n.concept, *n.synonyms) if lookup(name) != n]
    assert astray == []


def test_plurals_lead_to_the_same_row() -> None:
    astray = [(n.concept, plural(n.concept)) for n in all_nouns() if lookup(plural(n.concept)) != n]
    assert astray == [("glass", "glasses")]  # more often what one wears


def test_the_tree_of_concepts_has_no_gaps_and_no_rings() -> None:
    for noun in all_nouns():
        seen = {noun.concept}
        parent = noun.parent
        while parent is not None:
            assert parent in NOUNS, f"{noun.concept} is a {parent}, which has no row"
            assert parent not in seen, f"{noun.concept} is a kind of itself"
            seen.add(parent)
            parent = NOUNS[parent].parent


def test_values_of_the_table_are_sensible() -> None:
    for noun in all_nouns():
        assert noun.kind in ("picture", "shape", "backdrop")
        assert noun.stance in ("ground", "rest", "air", "free"), noun.concept
        assert noun.role in ("solid", "surface", "hollow", "backdrop"), noun.concept
        assert 0 < noun.size_cm <= 10_000, noun.concept
        assert noun.concept == " ".join(noun.concept.split()) == noun.concept.casefold()
        for box in (noun.face, noun.hollow):
            if box is not None:
                left, top, right, bottom = box
                assert 0 <= left < right <= 1, noun.concept
                assert 0 <= top < bottom <= 1, noun.concept


def test_surfaces_have_faces_and_containers_have_room() -> None:
    roles = {"surface", "hollow", "backdrop"}
    shown = [n for n in all_nouns() if n.kind != "shape"]
    assert [n.concept for n in shown if n.face is not None and n.role not in roles] == []
    assert [n.concept for n in all_nouns() if n.role == "surface" and n.face is None] == []
    assert [n.concept for n in all_nouns() if n.role == "hollow" and n.hollow is None] == []


def test_one_colour_pictures_have_a_natural_colour() -> None:
    bare = [n.concept for n in all_nouns() if n.kind == "picture" and not n.emoji and n.color is None]
    assert bare == []


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("Apples", "apple"), ("wine glasses", "wine glass"), ("glasses", "glasses"), ("people", "person"),
        ("mice", "mouse"), ("computer mice", "computer mouse"), ("t shirt", "t-shirt"), ("T-Shirts", "t-shirt"),
        ("traffic_lights", "traffic light"), ("knives", "knife"), ("sheeps", "sheep"), ("television", "tv"),
        ("sofa", "couch"), ("fridge", "refrigerator"), ("plane", "airplane"), ("buses", "bus"), ("ski", "skis"),
        ("fire trucks", "fire truck"), ("hotdog", "hot dog"), ("teddy", "teddy bear"), ("ladies", "woman"),
    ],
)  # fmt: skip
def test_words_are_found(words: str, concept: str) -> None:
    noun = lookup(words)
    assert noun is not None
    assert noun.concept == concept


def test_pictures_of_the_packages_are_found_by_their_names() -> None:
    icon = lookup("gantry crane")
    assert icon is not None
    assert (icon.icon, icon.curated) == ("gantry-crane", False)
    emoji = lookup("military medals")
    assert emoji is not None
    assert emoji.emoji == "\N{MILITARY MEDAL}"
    assert lookup("zqxv") is None
    assert lookup("") is None


def test_a_curated_noun_comes_before_a_logo_of_the_same_name() -> None:
    apple = lookup("apple")
    assert apple is not None
    assert apple.emoji == "\N{RED APPLE}"
    assert apple.icon is None


@pytest.mark.parametrize(
    ("phrase", "start", "concept"),
    [
        ("red traffic light", 1, "traffic light"), ("brown wooden table", 2, "table"), ("fire truck", 0, "fire truck"),
        ("large blue wine glass", 2, "wine glass"), ("dragon fruit", 1, "fruit"), ("orange orange", 1, "orange"),
        ("light blue light bulb", 2, "light bulb"), ("gold fish", 1, "fish"), ("glass table", 1, "table"),
    ],
)  # fmt: skip
def test_the_longest_known_run_from_the_right_is_the_noun(phrase: str, start: int, concept: str) -> None:
    found, noun = longest_noun(phrase.split())
    assert noun is not None
    assert (found, noun.concept) == (start, concept)


def test_an_unknown_noun_is_its_last_word() -> None:
    assert longest_noun(["shiny", "zqxv"]) == (1, None)
    assert longest_noun(["zqxv"]) == (0, None)


def test_kinds_of_things() -> None:
    assert is_a("dog", "animal")
    assert is_a("dog", "dog")
    assert is_a("baseball glove", "clothing")
    assert not is_a("animal", "dog")
    assert not is_a("hot dog", "animal")
    assert not is_a("zqxv", "animal")


def test_nearest_nouns() -> None:
    assert nearest_nouns("girafe")[0] == "giraffe"
    assert nearest_nouns("aple")[0] == "apple"
    assert "table" in nearest_nouns("tabels")
    assert nearest_nouns("xxxxxxxxxx") == ()


@pytest.mark.parametrize(
    ("word", "kind", "canonical"),
    [
        ("red", "color", "red"), ("Crimson", "color", "crimson"), ("big", "size", "large"), ("tiny", "size", "tiny"),
        ("wood", "material", "wooden"), ("rusty", "texture", "rusty"), ("polka-dot", "pattern", "dotted"),
        ("round", "shape", "round"), ("dark", None, "dark"), ("happy", None, "happy"),
    ],
)  # fmt: skip
def test_adjectives(word: str, kind: str | None, canonical: str) -> None:
    assert classify_adjective(word) == (kind, canonical)


def test_no_adjective_is_also_a_colour() -> None:
    assert [word for word in adjective_words() if is_color_word(word)] == []


def test_singulars_lead_to_the_same_row() -> None:
    changed = [n.concept for n in all_nouns() if lookup(singular(n.concept)) != n]
    assert changed == []


def test_drawings_are_all_used() -> None:
    folder = Path(__file__).parents[2] / "grammars" / "pictures"
    used = {form.drawing for noun in all_nouns() for form in noun.forms() if form.drawing}
    assert used == {path.stem for path in folder.glob("*.svg")}


@given(st.text())
def test_any_words_can_be_looked_up(words: str) -> None:
    noun = lookup(words)
    assert noun is None or noun.concept


@pytest.mark.parametrize("words", ["\udc80", "keycap digit one", "a" * 5000, "null", "digit one", "../../etc/passwd"])
def test_odd_words_are_no_nouns(words: str) -> None:
    noun = lookup(words)
    assert noun is None or noun.emoji is None


def test_nouns_are_values() -> None:
    noun = lookup("cup")
    assert isinstance(noun, Noun)
    assert noun == lookup("cups")
    assert hash(noun) == hash(lookup("mug"))
