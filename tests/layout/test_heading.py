"""The title of a diagram stands above all that is in it, and is looked for in the picture."""

from __future__ import annotations

import pytest

from sgc.compiler import Picture, compile
from sgc.layout.types import Layout
from sgc.verify.picture import PictureFile

BODIES = {
    "diagram": "{ a: box\n b: box\n a -> b }",
    "diagram sequence": '{ a: box\n b: box\n a -> b "hi" }',
    "diagram mindmap": '{ "Root" { "x" } }',
    "diagram gantt": "{ a: task { start: 2026-01-05, days: 3 } }",
}  # fmt: skip


def laid(text: str) -> Layout:
    layout = compile(text).layout
    assert isinstance(layout, Layout)
    return layout


@pytest.mark.parametrize("head", BODIES)
def test_a_title_is_above_everything_and_seen(head: str) -> None:
    picture = compile(f'{head} "How it all hangs together" {BODIES[head]}')
    layout = picture.layout
    assert isinstance(layout, Layout)
    assert layout.title is not None
    left, _, right, bottom = layout.title.box
    assert all(bottom < one.box[1] for one in layout.objects)
    assert left >= 0
    assert right <= layout.size[0] * 12
    assert picture.verify().verified


def test_a_long_title_is_broken_and_widens_a_narrow_canvas() -> None:
    plain, titled = laid("diagram { a: box }"), laid(f'diagram "{"many words " * 9}" {{ a: box }}')
    assert titled.title is not None
    assert "\n" not in titled.title.text
    assert plain.size[0] < titled.size[0] < 400


def test_without_a_title_there_is_none() -> None:
    assert laid("diagram { a: box }").title is None


@pytest.mark.parametrize(
    "text",
    ['diagram "T" 300x240 { a: box; b: box; a -> b }', 'diagram "T" { a: box; b: box; a -> b; a at left of canvas }'],
)
def test_a_title_finds_room_on_a_canvas_that_does_not_follow_what_is_in_it(text: str) -> None:
    picture = compile(text)
    layout = picture.layout
    assert isinstance(layout, Layout)
    assert layout.title is not None
    assert layout.title.box[1] >= 0
    assert all(layout.title.box[3] <= one.box[1] for one in layout.objects)
    assert picture.verify().verified


def test_another_title_in_the_picture_fails() -> None:
    picture = compile('diagram "Right words" { a: box }')
    assert fails(picture, "Right words</text>", "Other words</text>")
    assert not fails(picture, "", "")


def fails(picture: Picture, words: str, others: str) -> bool:
    from sgc.verify import verify

    data = picture.render("svg").decode()
    assert words in data
    file = PictureFile("p.svg", data.replace(words, others).encode() if words else data.encode(), "svg")
    return not verify(file, picture.scene).verified
