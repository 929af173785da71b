"""Describing a scene and reading the description gives the same scene; what English cannot say is told apart."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sgc.compiler import load, prompt
from sgc.english.describing import describe, reread, said, same
from sgc.graph.relations import PREDICATES
from sgc.graph.scene import SceneGraph

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.sgc"))
#: None of them has a seat or a bench: English has what is in a boat or a chair on that, and no sentence says that it is
#: inside.
NOUNS = (
    "apple", "plate", "cup", "dog", "cat", "tree", "car", "house", "ball", "table", "book", "kite", "bird",
    "flower", "'teddy bear'", "'stop sign'", "'wine glass'", "bus", "sheep", "knife", "person", "box", "star",
)  # fmt: skip


def scene(text: str) -> SceneGraph:
    (found,) = load("scene {\n" + text + "\n}")
    return found


@st.composite
def scenes(draw: st.DrawFn) -> str:
    """The text of a scene of what prompts can say: counted things with attributes and labels, and statements."""
    names = [f"o{i}" for i in range(draw(st.integers(1, 5)))]
    lines = []
    for name in names:
        count = draw(st.sampled_from(["", "", "2", "3", "12", "40", "2..5", "3..", "..4", "0..4"]))
        words = [
            draw(st.sampled_from(["", "", "small", "large"])),
            draw(st.sampled_from(["", "red", "dark blue", "light gray", "pink"])),
            draw(st.sampled_from(["", "", "wooden", "striped", "shiny", "round"])),
            draw(st.sampled_from(NOUNS)),
            draw(st.sampled_from(["", "", "", '"Start"', '"Room 12"'])),
        ]
        lines.append(f"{name}: {' '.join(filter(None, [count, *words]))}")
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    for _ in range(draw(st.integers(0, 3)) if len(names) > 1 else 0):
        one, other = draw(pairs)
        # "In the center of the table" is on it, in English, and unlike things of the same size are of the same height.
        predicate = draw(st.sampled_from([
            *(one for one in PREDICATES if one not in ("between", "at center of", "same size as")),
            '"admiring"', '"looking at"', '"afraid of"',
        ]))  # fmt: skip
        relation = f"{one} {predicate} {other}"
        lines.append(f"not ({relation})" if draw(st.booleans()) and draw(st.booleans()) else relation)
    if len(names) > 2 and draw(st.booleans()):
        lines.append("{} between {} and {}".format(*draw(st.permutations(names))[:3]))
    if len(names) > 1 and draw(st.booleans()):
        # In English a stack stands on something by its lowest thing alone: that each of them does is told apart.
        kinds = ["row", "column", "ring", *(["stack"] if not any(" on " in line for line in lines) else [])]
        lines.append(" ".join([draw(st.sampled_from(kinds)), *draw(pairs)]))
    if draw(st.booleans()):
        place = draw(st.sampled_from(["top-left", "top", "left", "center", "bottom-right", "right", "bottom"]))
        lines.append(f"{draw(st.sampled_from(names))} at {place} of canvas")
    if draw(st.booleans()):
        lines.append("no red spoon")
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(scenes())
@example("o0: apple\no1: chair\no2: apple\no3: apple\no0 at left of o1")
def test_describing_and_reading_again_gives_the_same_scene(text: str) -> None:
    asked = scene(text)
    found = describe(asked)
    assert found.beyond == ()
    assert same(asked, reread(found.text)), found.text


#: What has no sentence, or not always: statements of two things "a" and "b", of which "a" are three.
BEYOND = (
    "some a left of b", "2 of a near b", "at most 1 of a touching b", "none of a above b", "a left of b by 20",
    "b below a by exactly 12", "prefer (b above a) weight 2", "row a gap 8", "grid a 1x3", "ring a around b radius 90",
    "align top a b", "distribute horizontally a", "mirror a[1] a[2] about canvas.cx", "require a.width >= 20",
    "require distance(a, b) <= 90", "require count(a) >= 2", "not (row a)", "a[2] left of b", "b above and left of a",
    "every 'dog' left of a", 'a "Is Over There" b', "open knife", "no red cat", "b at center of canvas",
    "b left of canvas", "b sitting on a", "b near a", "not (a chasing b)",
)  # fmt: skip
SETTINGS = ("spacing 9", "margin 7", "background ivory", 'theme "dark"', "seed 3")
ODD = (
    'cup "say \\"hi\\""', "cup { width: 40 }", 'cup { caption: "No. 12" }', "circle { fill: #ff8800, rotate: 30 }",
    "'t-shirt'", "very odd 'zorgle' \"x\"", "cup .tall", "cup { opacity: 50% }", 'text "Hello, $x^2$"',
    "2..5 small star", "cup { position: (20%, 30%) }",
)  # fmt: skip


@st.composite
def odd_scenes(draw: st.DrawFn) -> str:
    """The text of a scene that says more than prompts can."""
    lines = [*draw(st.lists(st.sampled_from(SETTINGS), unique=True, max_size=2)), "a: 3 cup", "b: dog"]
    lines += [f"o{i}: {phrase}" for i, phrase in enumerate(draw(st.lists(st.sampled_from(ODD), max_size=3)))]
    if draw(st.booleans()):
        lines.append('group g "Group" { c: cat }')
        lines.append(draw(st.sampled_from(["g left of b", "c above a", "row b g"])))
    return "\n".join([*lines, *draw(st.lists(st.sampled_from(BEYOND), unique=True, max_size=4))])


@settings(max_examples=120, deadline=None)
@given(odd_scenes())
def test_all_that_a_scene_says_is_said_in_english_or_told_apart(text: str) -> None:
    asked = scene(text)
    found = describe(asked)
    told = "\n".join(found.beyond)
    heard = set(said(reread(found.text))) if found.text else set()
    facts = [one for one in said(asked) if one[0] in ("relation", "row", "require", "absence")]
    statements = (*asked.relations, *asked.arrangements, *asked.requirements, *asked.absences)
    for fact, statement in zip(facts, statements, strict=True):
        assert fact in heard or statement.statement in found.beyond, statement.statement
    for number, one in enumerate(asked.objects):
        whole = [fact for fact in said(asked) if fact[:2] == ("object", number)]
        assert set(whole) <= heard or f"{one.id}: " in told, one.id
        assert one.caption is None or one.caption in told
        assert all(f"{name} " in told for name in one.properties)
        assert one.container is None or f"{one.id} is in {one.container}" in found.beyond
    figure = asked.figure
    stated = {"spacing": figure.spacing, "margin": figure.margin, "background": figure.background, "seed": figure.seed}
    assert all(value is None or f"Its {name} is" in told for name, value in stated.items())
    assert figure.theme == "default" or f"Its theme is {figure.theme}." in found.beyond

    # And nothing is said that is not so: what is heard is in the scene, but for labels and words that were told apart.
    def bare(facts: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
        return {fact if fact[0] != "object" else ("object", *fact[2:4]) for fact in facts}

    assert bare({fact for fact in heard if fact[0] == "object"}) <= bare(set(said(asked)))


def test_a_thing_that_has_no_english_is_told_apart_with_what_is_said_of_it() -> None:
    found = describe(scene("a: 'of the'\nb: cup\nc: dog\na left of b\nb left of c"))
    assert found.text == "There is a cup and a dog. The cup is to the left of the dog."
    assert found.beyond == ("a: a of the", "a left of b")


def test_it_reads_as_a_person_would_write() -> None:
    asked = scene("apples: 3 red apple\nplate: blue plate\napples left of plate\nnot (plate above apples)\nno knife")
    assert describe(asked).text == (
        "There are three red apples and a blue plate. The apples are to the left of the plate. "
        "The plate is not above the apples. There are no knives."
    )


def test_things_that_are_alike_are_counted_off() -> None:
    asked = scene("a: cup\nb: cup\nc: dog\nb right of c\na left of c")
    assert describe(asked).text == (
        "There is a cup, a cup and a dog. The second cup is to the right of the dog. "
        "The first cup is to the left of the dog."
    )


def test_more_of_one_than_of_the_other() -> None:
    asked = scene("a: 2.. star\nb: 2.. cup\nrequire count(star) > count(cup)")
    assert describe(asked).text.endswith("There are more stars than cups.")
    assert same(asked, reread(describe(asked).text))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a left of b by 20", "a left of b by 20"),
        ("prefer (a left of b)", "prefer (a left of b)"),
        ("require a.width >= 2 * b.width", "require a.width >= 2 * b.width"),
        ("c: 3 star { width: 20 }", "c: width 20"),
        ("c: 3 star\nsome c left of a", "some c left of a"),
        ("row a b gap 8", "row a b gap 8"),
    ],
)
def test_what_no_prompt_can_say_is_told_apart(line: str, told: str) -> None:
    asked = scene(f"a: cup\nb: dog\n{line}")
    found = describe(asked)
    assert found.beyond == (told,)
    assert set(said(reread(found.text))) < set(said(asked))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_is_said_of_an_example_that_it_does_not_say(path: Path) -> None:
    for asked in load(path):
        found = describe(asked)
        if found.text and asked.figure.kind == "scene":  # test_diagram_prompts.py has the diagrams
            assert set(said(reread(found.text))) <= set(said(_without_unsaid_objects(asked)))


def _without_unsaid_objects(asked: SceneGraph) -> SceneGraph:
    """The scene with the objects that have a sentence, numbered as there, and the labels that can be said."""
    alone = replace(asked, relations=(), arrangements=(), requirements=(), links=(), absences=())
    found = {one.id: describe(replace(alone, objects=(one,))) for one in asked.objects}
    return replace(asked, objects=tuple(
        replace(one, label=None) if any(line.startswith(f"{one.id}: label") for line in found[one.id].beyond) else one
        for one in asked.objects if found[one.id].text
    ))  # fmt: skip


def test_prompts_come_back_as_they_were_understood() -> None:
    """GenEval's prompts, read, described and read again."""
    data = Path(os.environ.get("SGC_DATA", Path(__file__).parents[3] / "shared" / "data"))
    (listed,) = data.joinpath("geneval").glob("*.jsonl")
    for line in listed.read_text().splitlines()[::7]:
        (asked,) = load(prompt(json.loads(line)["prompt"]))
        assert same(asked, reread(describe(asked).text))
