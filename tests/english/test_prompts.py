"""English prompts: what is named, of what, how many, how it stands to the rest; and what was not understood."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sgc.compiler import load, prompt, resolved
from sgc.english import read_prompt, readings
from sgc.graph.scene import SceneGraph
from sgc.source import Source
from sgc.syntax import parse, to_source


def scene(text: str) -> SceneGraph:
    reading = read_prompt(prompt(text))
    (found,) = resolved(reading.said, reading.not_understood)
    return found


def things(text: str) -> list[tuple[tuple[int, int | None], str | None, str]]:
    return [(one.count, one.attributes.color, one.noun) for one in scene(text).objects]


def relations(text: str) -> set[tuple[str, str, str]]:
    found = scene(text)
    nouns = {one.id: one.noun for one in found.objects} | {"canvas": "canvas"}
    return {
        (nouns[r.arguments[0].targets[0]], r.predicate, nouns[r.arguments[1].targets[0]])
        for r in found.relations if r.checked
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a photo of four toothbrushs", [((4, 4), None, "toothbrush")]),
        ("a airplane", [((1, 1), None, "airplane")]),
        ("a pair of shoes", [((2, 2), None, "shoe")]),
        ("a dozen eggs", [((12, 12), None, "egg")]),
        ("at least three dogs", [((3, None), None, "dog")]),
        ("a red car and a blue bus", [((1, 1), "red", "car"), ((1, 1), "blue", "bus")]),
        ("two green cups and three black dogs", [((2, 2), "green", "cup"), ((3, 3), "black", "dog")]),
        ("a stop sign and a teddy bear", [((1, 1), None, "stop sign"), ((1, 1), None, "teddy bear")]),
        ("a cup that is blue", [((1, 1), "blue", "cup")]),
        ("a dog. The dog is brown.", [((1, 1), "brown", "dog")]),
    ],
)
def test_counts_and_attributes_belong_to_their_noun(text: str, expected: object) -> None:
    assert things(text) == expected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("a cat to the left of a dog", ("cat", "left of", "dog")),
        ("a cat on the right side of a dog", ("cat", "right of", "dog")),
        ("a cat left of a dog", ("cat", "left of", "dog")),
        ("a bird above a car", ("bird", "above", "car")),
        ("a dog below a bench", ("dog", "below", "bench")),
        ("a dog under the table", ("dog", "under", "table")),
        ("a cup on top of a table", ("cup", "on", "table")),
        ("a cat next to a dog", ("cat", "beside", "dog")),
        ("a cat beside a dog", ("cat", "beside", "dog")),
        ("a ball inside a box", ("ball", "inside", "box")),
        ("a car behind a tree", ("car", "behind", "tree")),
        ("a car in front of a house", ("car", "in front of", "house")),
        ("a cat is sitting on a sofa", ("cat", "on", "sofa")),
        ("a bench in the top left corner", ("bench", "at top-left of", "canvas")),
    ],
)
def test_relations_in_their_phrasings(text: str, relation: tuple[str, str, str]) -> None:
    assert relation in relations(text)


def test_a_decimal_counts_nothing_and_is_told_whole() -> None:
    reading = read_prompt(prompt("2.5 apples on a plate"))
    assert [span.text for span in reading.not_understood] == ["2.5"]
    assert "apples: 2.. apple\n" in to_source(reading.tree)


def test_each_clause_has_its_own_relation() -> None:
    assert relations("a dog under the table and a cat on the chair") == {
        ("dog", "under", "table"), ("cat", "on", "chair"),
    }  # fmt: skip


def test_verbs_are_kept_and_not_checked() -> None:
    free = [r for r in scene("a dog chasing a cat").relations if not r.checked]
    assert [one.predicate for one in free] == ["chasing"]


def test_what_must_not_be_seen_is_absent() -> None:
    found = scene("a street with no people")
    assert [one.noun for one in found.absences] == ["person"]
    assert [one.noun for one in found.objects] == ["street"]


def test_more_of_one_than_of_the_other_is_a_requirement() -> None:
    assert len(scene("there are more cars than trucks").requirements) == 1


def test_pronouns_stand_for_what_was_named() -> None:
    assert relations("a cat to the left of a dog. It is next to a tree.") >= {("cat", "left of", "dog")}
    assert len(scene("a cat to the left of a dog. It is next to a tree.").objects) == 3


def test_what_no_rule_took_is_listed_with_its_place() -> None:
    reading = read_prompt(prompt("a cat ; %% left of a dog"))
    assert [span.text for span in reading.not_understood]
    assert all(span.source.is_prompt for span in reading.not_understood)


def test_an_ambiguous_place_gives_the_other_reading_too() -> None:
    first, *others = readings(prompt("a cat on a mat next to a dog"))
    assert first.alternatives
    assert others
    assert to_source(others[0].tree) != to_source(first.tree)


def test_the_printed_scene_means_what_the_prompt_means() -> None:
    text = "three red apples to the left of a blue plate on a table"
    printed = to_source(read_prompt(prompt(text)).tree)
    (again,) = load(Source("scene.sgc", printed))
    first = scene(text)
    assert [(o.id, o.noun, o.count, o.attributes) for o in again.objects] == [
        (o.id, o.noun, o.count, o.attributes) for o in first.objects
    ]
    assert [(r.predicate, [one.targets for one in r.arguments]) for r in again.relations] == [
        (r.predicate, [one.targets for one in r.arguments]) for r in first.relations
    ]


WORDS = st.sampled_from((
    "a", "the", "two", "no", "red", "blue", "wooden", "cat", "dogs", "apple", "plate", "table", "left", "of",
    "right", "on", "top", "next", "to", "and", "with", "is", "are", "that", "sitting", "chasing", "it", "they",
    "of", "between", "above", ",", ".", "more", "than", "as", "many", "each", "other", "in", "front", "corner",
    ";", "%", "'x'", "12",
))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=18).map(" ".join) | st.text(max_size=60))
def test_any_text_gives_a_scene_that_can_be_written_and_read(text: str) -> None:
    assume(not re.search(r"\d{19}", text))  # which no number may have
    tree = read_prompt(prompt(text)).tree
    printed = parse(Source("scene.sgc", to_source(tree)))
    assert not printed.diagnostics, (text, to_source(tree))
