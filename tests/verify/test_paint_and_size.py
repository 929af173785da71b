"""Stated turns, outlines and opacities, size words without siblings, and what may stand in a group's frame."""

from __future__ import annotations

import pytest

import sgc
from sgc.picture import Picture
from sgc.verify import Fact, Report, detector_named, picture_file, verify


def verdicts(picture: Picture, other: str | None = None, backend: str = "svg") -> dict[str, Fact]:
    """The facts of a scene beside its own picture, or that of another scene."""
    drawn = sgc.compile(f"scene {{ {other} }}") if other is not None else picture
    report: Report = verify(picture_file("picture", drawn.render(backend)), picture.scene)
    return {one.statement: one for one in report.facts}


@pytest.mark.parametrize("backend", ["svg", "pdf"])
@pytest.mark.parametrize(
    ("scene", "other", "statement"),
    [
        ("a: dog { rotate: 40 }", "a: dog { rotate: 60 }", "dog { rotate: 40deg }"),
        ("a: arrow { rotate: 90 }", "a: arrow", "arrow { rotate: 90deg }"),
        ("a: white circle { stroke: red }", "a: white circle { stroke: blue }", "circle { stroke: #dc2f3c }"),
        ("a: circle { stroke: red, opacity: 50% }", "a: circle { stroke: red }", "circle { opacity: 50% }"),
        ("a: dog { opacity: 40% }", "a: dog { opacity: 80% }", "dog { opacity: 40% }"),
        ('a: square "x" { ink: red }', 'a: square "x" { ink: blue }', "square { ink: #dc2f3c }"),
    ],
)
def test_what_is_stated_of_the_paint_is_seen(scene: str, other: str, statement: str, backend: str) -> None:
    picture = sgc.compile(f"scene {{ {scene} }}")
    assert verdicts(picture, backend=backend)[statement].verdict == "holds"
    assert verdicts(picture, other, backend)[statement].verdict == "fails"


@pytest.mark.parametrize("paint", ["fill: #ff000080", "fill: #ff0000, opacity: 50%"])
def test_a_fill_that_is_seen_through_fails_for_no_mixture_however_it_is_written(paint: str) -> None:
    found = verdicts(sgc.compile(f"scene {{ a: circle {{ {paint} }} }}"))
    assert found["circle: #ff0000"].verdict == "unchecked"


def test_a_size_word_speaks_of_the_natural_size_beside_other_things() -> None:
    picture = sgc.compile("scene { dog: small dog; house: house; tree: tree }")
    assert verdicts(picture)["dog: small"].verdict == "holds"
    assert verdicts(picture, "dog: huge dog; house: house; tree: tree")["dog: small"].verdict == "fails"
    alone = sgc.compile("scene { dog: large dog }")
    assert verdicts(alone)["dog: large"].verdict == "unchecked"
    framed = sgc.compile("scene { tree: tree; thing: small 'zorgle' }")  # as large as its name
    assert verdicts(framed)["zorgle: small"].verdict == "unchecked"


def test_print_tells_colours_apart_by_patterns() -> None:
    picture = sgc.compile('scene {\n theme "print"\n a: red circle\n}')
    assert verdicts(picture)["circle: red"].verdict == "holds"
    blue = sgc.compile('scene {\n theme "print"\n a: blue circle\n}')
    report = verify(picture_file("a.svg", blue.svg.encode()), picture.scene)
    assert next(one for one in report.facts if one.statement == "circle: red").verdict == "fails"


def test_a_stranger_in_a_group_s_frame_is_seen() -> None:
    picture = sgc.compile('scene { group g "Zoo" { a: cat; b: dog }; c: apple }')
    assert verdicts(picture)["g holds nothing else"].verdict == "holds"
    inside = 'group g "Zoo" { a: cat; b: dog; c: apple }'
    assert verdicts(picture, inside)["g holds nothing else"].verdict == "fails"


def test_a_nine_is_no_six_on_its_head() -> None:
    picture = sgc.compile('scene { a: text "6"; b: text "9"; a left of b }')
    assert picture.verify("pdf").verified


def test_a_frame_is_seen_though_it_is_very_high_or_its_own_members_cover_most_of_it() -> None:
    boxes = "; ".join(f"a{i}: box {{ height: 600 }}" for i in range(4))
    high = sgc.compile(f'diagram {{ group g "High" {{ {boxes} }}\na0 -> a1 -> a2 -> a3 }}')
    assert verdicts(high)["group"].verdict == "holds"
    covered = sgc.compile('diagram { group g "Outer" { group h "Inner" { a: box { width: 400, height: 400 } } } }')
    assert {one.verdict for one in verdicts(covered).values()} == {"holds"}


@pytest.mark.parametrize("shape", ["star", "triangle", "diamond", "hexagon"])
@pytest.mark.parametrize("color", ["red", "yellow"])
def test_the_thin_line_around_a_small_shape_is_part_of_its_size(shape: str, color: str) -> None:
    """Half of such a line is mixed with the fill or the ground, all along."""
    text = f"scene 128x128 {{ s: {color} {shape} {{ width: 40 }} }}"
    (scene,) = sgc.load(text)
    report = verify(picture_file("a.png", sgc.compile(text).render("png")), scene, detector_named("renders"))
    assert report.verified, [fact.why for fact in report.failed]


@pytest.mark.parametrize("backend", ["svg", "pdf"])
@pytest.mark.parametrize("theme", ["default", "dark", "print"])
def test_where_a_state_machine_starts_is_no_end_of_a_line(theme: str, backend: str) -> None:
    picture = sgc.compile(f'diagram {{ theme "{theme}"; s: start; a: state; e: end; s -> a -> e }}')
    assert {one.verdict for one in verdicts(picture, backend=backend).values()} == {"holds"}


@pytest.mark.parametrize("backend", ["svg", "pdf"])
def test_a_small_circle_as_white_as_the_paper_is_no_end_of_the_line_at_it(backend: str) -> None:
    text = 'diagram { theme "print"; c: circle { caption: "X", size: 24 }; b: box "B"; b -> c }'
    found = verdicts(sgc.compile(text), backend=backend)
    assert {one.verdict for one in found.values()} == {"holds"}
