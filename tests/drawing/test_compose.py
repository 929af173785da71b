"""Drawings show what scenes state: exact boxes, stated colours, readable labels, words for everyone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from scenes import APPLE, CAT, CHESS_KING, SKY, Hand, flat, groups, ink

from sgc.backends import backend_for
from sgc.compiler import load, solve
from sgc.drawing import compose
from sgc.drawing.labels import pixels
from sgc.drawing.primitives import Drawing, Group, Paint, Path, Pattern, Picture, Rectangle, Text
from sgc.graph.colors import BASIC, basic_color, contrast
from sgc.graph.scene import Kind, Length, Reference, Relation
from sgc.graph.vocabulary import Noun, lookup
from sgc.layout.types import Layout
from sgc.measure.paths import union
from sgc.measure.shapes import SHAPES

OUTLINED = sorted(set(SHAPES) - {"text", "image"})


def colors(drawing: Drawing) -> set[str]:
    """Every colour that any primitive names."""
    found = {drawing.background}
    for one in flat(drawing.children):
        if isinstance(one, Picture):
            fills = [layer.fill for layer in one.layers]
        elif isinstance(one, Text):
            fills = [one.color, *(part.paint.fill for part in one.colored)]
        else:
            paint: Paint = one.paint  # type: ignore[union-attr]  # no image is in these drawings
            fills = [paint.fill, paint.stroke.color if paint.stroke else None]
        for fill in fills:
            found |= {fill.foreground, fill.background} if isinstance(fill, Pattern) else {fill} if fill else set()
    return found


def seen_colors(drawing: Drawing) -> Counter[str]:
    """How many pixels of a PNG people would call by each basic term, the background apart."""
    png = backend_for("png")
    with Image.open(BytesIO(png.render(drawing))) as image:  # type: ignore[union-attr]  # png prints drawings
        pixels = Counter(image.convert("RGB").get_flattened_data())
    counts: Counter[str] = Counter()
    for (r, g, b), count in pixels.items():
        color = f"#{r:02x}{g:02x}{b:02x}"
        if color != drawing.background:
            counts[basic_color(color)] += count
    return counts


def seen_color(drawing: Drawing) -> str:
    """The basic term of most of what is seen."""
    return seen_colors(drawing).most_common(1)[0][0]


# ---------------------------------------------------------------- boxes


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(OUTLINED), st.integers(4, 200), st.integers(4, 200), st.integers(0, 359),
    st.sampled_from([None, "red", "white"]), st.sampled_from(["default", "dark", "print"]),
)  # fmt: skip
def test_a_shape_fills_its_box_exactly(
    noun: str, width: int, height: int, turn: int, color: str | None, theme: str
) -> None:
    hand = Hand(theme=theme).add("a", noun, 40.5, 30.25, width, height, turn=turn, color=color)
    (shape,) = groups(hand.drawing())["a"].children
    assert ink(shape) == pytest.approx(pixels(hand.placed[0].box), abs=0.02)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from([APPLE, CAT, CHESS_KING]), st.integers(8, 200), st.integers(0, 359),
    st.sampled_from([None, "red", "white", "black"]), st.sampled_from(["default", "dark", "print"]),
)  # fmt: skip
def test_a_picture_fills_its_box_exactly(noun, width, turn, color, theme) -> None:  # type: ignore[no-untyped-def]
    hand = Hand(theme=theme).add("a", noun, 40, 30, width, turn=turn, color=color)
    box = union(ink(one) for one in groups(hand.drawing())["a"].children)
    assert box == pytest.approx(pixels(hand.placed[0].box), abs=0.1)


def test_objects_are_drawn_in_the_order_of_the_layout() -> None:
    hand = Hand().add("near", "circle", 10, 10, 50, 50).add("far", "square", 20, 20, 50, 50)
    hand.placed.reverse()
    assert [one.id for one in hand.drawing().children if isinstance(one, Group)] == ["far", "near"]


def test_a_backdrop_covers_its_box_with_one_tone_and_stays_in_it() -> None:
    hand = Hand().add("sky", SKY, 0, 0, 400, 120)
    ground, *motif = groups(hand.drawing())["sky"].children
    assert isinstance(ground, Rectangle)
    assert (ground.x, ground.y, ground.width, ground.height) == (0, 0, 400, 120)
    for one in motif:
        left, top, right, bottom = ink(one) or (0, 0, 0, 0)
        assert left >= -0.01
        assert top >= -0.01
        assert right <= 400.01
        assert bottom <= 120.01


# ---------------------------------------------------------------- colours


@pytest.mark.parametrize("color", BASIC)
@pytest.mark.parametrize("noun", ["circle", "star", APPLE, CHESS_KING], ids=["circle", "star", "apple", "king"])
def test_the_stated_colour_is_the_colour_seen(color: str, noun) -> None:  # type: ignore[no-untyped-def]
    hand = Hand(size=(140, 140)).add("a", noun, 10, 10, 110, 110 if isinstance(noun, str) else None, color=color)
    assert seen_color(hand.drawing()) == color


@pytest.mark.parametrize("color", ["red", "green", "blue", "white"])
@pytest.mark.parametrize("pattern", ["striped", "dotted", "checkered"])
def test_a_pattern_keeps_the_stated_colour(color: str, pattern: str) -> None:
    hand = Hand(size=(140, 140)).add("a", "square", 10, 10, 120, 120, color=color, pattern=pattern)
    counts = seen_colors(hand.drawing())
    assert counts[color] >= 0.45 * counts.total()
    (square,) = groups(hand.drawing())["a"].children
    assert isinstance(square, Rectangle)
    assert isinstance(square.paint.fill, Pattern)


def test_a_fill_wins_over_the_adjective() -> None:
    hand = Hand().add("a", "circle", 10, 10, 50, 50, color="red", properties={"fill": "#0000ff"})
    assert "#0000ff" in colors(hand.drawing())


def test_a_colour_picture_serves_a_noun_without_a_stated_colour() -> None:
    drawing = Hand().add("a", APPLE, 10, 10, 80).drawing()
    (picture,) = groups(drawing)["a"].children
    assert isinstance(picture, Picture)
    assert len(picture.layers) > 1
    assert len(drawing.attributions) == 1
    assert "CC-BY" in drawing.attributions[0]


def test_an_object_of_no_stated_colour_matches_no_sibling() -> None:
    """With ``red apple``, a plain ``apple`` is not red; the same for shapes and every colour of the palette."""
    for color in BASIC:
        hand = Hand(size=(140, 140)).add("a", APPLE, 10, 10, 110, color=color).add("b", APPLE, 10, 10, 110)
        hand.placed.pop(0)
        assert seen_color(hand.drawing()) != color
        hand = Hand(size=(140, 140)).add("a", "circle", 10, 10, 99, 99, color=color).add("b", "circle", 10, 10, 99, 99)
        hand.placed.pop(0)
        assert seen_color(hand.drawing()) != color
    for name, color in (("dragonfly", "blue"), ("test tube rack", "brown")):  # as seen through wings and glass
        noun = lookup(name)
        assert noun is not None
        hand = Hand(size=(140, 140)).add("a", noun, 10, 10, 110, color=color).add("b", noun, 10, 10, 110)
        hand.placed.pop(0)
        assert seen_color(hand.drawing()) != color
    alone = Hand(size=(140, 140)).add("b", APPLE, 10, 10, 110)
    assert seen_color(alone.drawing()) == "red"


def test_what_could_be_overlooked_gets_an_outline() -> None:
    plain, outlined = (
        groups(Hand(theme=theme).add("k", CHESS_KING, 10, 10, 60, color="white").drawing())["k"].children
        for theme in ("dark", "default")
    )
    assert [type(one) for one in plain] == [Picture]
    assert [type(one) for one in outlined] == [Path, Picture]
    scissors = Hand().add("s", Noun("scissors", emoji="✂"), 10, 10, 60, color="white").drawing()
    assert [type(one) for one in groups(scissors)["s"].children] == [Path, Picture]  # only a rivet is not white


def test_opacity_reaches_the_paint() -> None:
    hand = Hand().add("a", "circle", 10, 10, 50, 50, properties={"opacity": Fraction(2, 5)})
    (circle,) = groups(hand.drawing())["a"].children
    assert circle.paint.opacity == pytest.approx(0.4)  # type: ignore[union-attr]


def test_print_uses_no_colour() -> None:
    hand = Hand(theme="print").add("s", SKY, 0, 0, 400, 60).add("c", APPLE, 10, 80, 60)
    for i, color in enumerate(BASIC):
        hand.add(f"a{i}", APPLE, 10 + 30 * i, 160, 28, color=color)
        hand.add(
            f"b{i}", "circle", 10 + 30 * i, 200, 28, 28, color=color, text="x", pattern="striped" if i % 2 else None
        )
        hand.add(f"n{i}", "zorblax", 10 + 30 * i, 240, 28, 28, kind=Kind.PICTURE, color=color)
    hand.add("t", "text", 200, 80, 60, 20, kind=Kind.TEXT, color="red", text="words")
    found = colors(hand.drawing())
    assert len(found) > 3
    assert all(one[1:3] == one[3:5] == one[5:7] for one in found)


def test_print_tells_basic_colours_apart_by_pattern() -> None:
    hand = Hand(theme="print")
    for color in BASIC:
        hand.add(color, "circle", 10, 10, 50, 50, color=color)
    fills = [group.children[0].paint.fill for group in groups(hand.drawing()).values()]  # type: ignore[union-attr]
    assert len({fill.name if isinstance(fill, Pattern) else fill for fill in fills}) == len(BASIC)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize("theme", ["default", "dark", "print"])
@pytest.mark.parametrize("color", [*BASIC, "navy", "gold", "ivory", "teal", None])
def test_a_label_is_readable_on_its_shape(theme: str, color: str | None) -> None:
    hand = Hand(theme=theme).add("a", "rectangle", 10, 10, 120, 60, color=color, text="Words")
    shape, *rest = groups(hand.drawing())["a"].children
    text = rest[-1]
    assert isinstance(text, Text)
    plate = rest[0] if len(rest) > 1 else shape
    assert isinstance(plate, Rectangle)
    fill = plate.paint.fill
    under = (fill.foreground, fill.background) if isinstance(fill, Pattern) else (str(fill),)
    assert min(contrast(text.color, color) for color in under) >= 3


def test_titles_count_members() -> None:
    hand = Hand().add("apples", APPLE, 10, 10, 40, color="red", count=3, classes=("tall",))
    found = groups(hand.drawing())
    assert [one.title for one in found.values()] == ["red apple 1 of 3", "red apple 2 of 3", "red apple 3 of 3"]
    assert {one.classes for one in found.values()} == {("apple", "red", "tall")}
    assert {one.role for one in found.values()} == {"img"}


def test_the_description_counts_and_repeats_what_holds() -> None:
    hand = Hand().add("sky", SKY, 0, 0, 400, 90).add("a", APPLE, 10, 10, 40, color="red", count=3)
    hand.add("c", "circle", 200, 10, 40, 40, text="O")
    drawing = hand.drawing(Relation("a left of c", predicate="left of"))
    assert drawing.description == "A scene titled “By hand” with sky, 3 red apples and a circle “O”. a left of c."


def test_an_unknown_noun_is_a_dashed_placeholder_with_its_word() -> None:
    hand = Hand().add("d", "dragon fruit", 10, 10, 140, 60, kind=Kind.PICTURE)
    frame, text = groups(hand.drawing())["d"].children
    assert isinstance(frame, Rectangle)
    assert frame.paint.stroke is not None
    assert frame.paint.stroke.dash
    assert isinstance(text, Text)
    assert text.text == "dragon fruit"
    assert ink(frame) == pytest.approx((10, 10, 150, 70), abs=0.01)


def test_a_group_is_drawn_when_it_has_a_title_fill_or_outline() -> None:
    bare = Hand().add("g", "group", 10, 10, 100, 80, kind=Kind.GROUP)
    assert "g" not in groups(bare.drawing())
    for options in ({"text": "Cloud"}, {"properties": {"fill": "#ff0000"}}, {"properties": {"stroke": "#ff0000"}}):
        hand = Hand().add("g", "group", 10, 10, 100, 80, kind=Kind.GROUP, **options)  # type: ignore[arg-type]
        frame = groups(hand.drawing())["g"].children[0]
        assert ink(frame) == pytest.approx((10, 10, 110, 90), abs=0.01)


def test_outlines_are_as_thick_and_broken_as_stated_and_stay_in_their_box() -> None:
    stated = {"thickness": Length(Fraction(4)), "dashed": True}
    for noun, kind in (("rectangle", Kind.SHAPE), ("group", Kind.GROUP)):
        hand = Hand().add("a", noun, 10, 10, 100, 80, kind=kind, properties=stated)
        frame = groups(hand.drawing())["a"].children[0]
        assert isinstance(frame, Rectangle)
        assert frame.paint.stroke is not None
        assert frame.paint.stroke.width == 4
        assert frame.paint.stroke.dash
        assert ink(frame) == pytest.approx((10, 10, 110, 90), abs=0.01)


@pytest.mark.parametrize("letters", ["#dc143c", "#ffffff", "#f8f8ff"])
def test_letters_have_the_stated_ink_and_can_be_read(letters: str) -> None:
    hand = Hand().add("a", "square", 10, 10, 90, 90, text="word", properties={"fill": "#ffffff", "ink": letters})
    *below, text = groups(hand.drawing())["a"].children
    assert isinstance(text, Text)
    assert text.color == letters
    assert isinstance(below[-1], Rectangle)
    assert isinstance(below[-1].paint.fill, str)
    assert contrast(letters, below[-1].paint.fill) > 3


def test_a_turned_text_is_its_outlines_about_the_same_centre() -> None:
    hand = Hand().add("t", "text", 100, 50, 20, 120, kind=Kind.TEXT, text="upright", turn=90)
    (path,) = groups(hand.drawing())["t"].children
    left, top, right, bottom = ink(path) or (0, 0, 0, 0)
    assert bottom - top > 2 * (right - left)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((110, 110), abs=0.01)


# ---------------------------------------------------------------- relaxed layouts


def test_what_is_violated_is_marked_and_named() -> None:
    hand = (
        Hand().add("a", "circle", 50, 50, 40, 40).add("b", "square", 150, 50, 40, 40).add("c", "star", 250, 50, 40, 40)
    )
    broken = Relation("b left of a", predicate="left of", arguments=(Reference(("b",)), Reference(("a",))))
    drawing = hand.drawing(broken, violated=True)
    (marks,) = [one for one in drawing.children if isinstance(one, Group) and "violated" in one.classes]
    dashed = [
        one for one in marks.children if isinstance(one, Rectangle) and one.paint.stroke and one.paint.stroke.dash
    ]
    assert sorted((one.x, one.y) for one in dashed) == [(46, 46), (146, 46)]
    assert any(isinstance(one, Text) and "b left of a" in one.text for one in flat(marks.children))
    assert "Not satisfied: b left of a." in drawing.description
    assert hand.drawing(broken).description.endswith("b left of a.")
    assert not any(isinstance(one, Group) and "violated" in one.classes for one in hand.drawing(broken).children)


def test_a_shape_may_be_without_an_outline() -> None:
    hand = Hand().add("a", "square", 10, 10, 40, color="red", properties={"stroke": "#00000000"})
    (shape,) = [one for one in flat(hand.drawing().children) if isinstance(one, Rectangle)]
    assert (shape.paint.stroke, shape.width, shape.height) == (None, 40, 40)


def test_equal_scenes_give_equal_drawings() -> None:
    one, two = (
        Hand().add("a", APPLE, 10, 10, 40, count=3).add("b", APPLE, 10, 90, 40, color="red", text="<b>").drawing()
        for _ in range(2)
    )
    assert one == two


def test_a_stated_background_is_drawn() -> None:
    hand = Hand()
    scene = replace(hand.scene, figure=replace(hand.scene.figure, background="#123456"))
    assert compose(scene, hand.layout).background == "#123456"


def clothes(statements: str) -> list[str]:
    """The fills of the broadest layer of every picture of a scene, in the order of drawing."""
    (scene,) = load(f"scene {{ {statements} }}")
    layout = solve(scene)
    assert isinstance(layout, Layout)
    found = flat(compose(scene, layout).children)
    return [one.name.rpartition("-")[2] for one in found if isinstance(one, Picture)]


def test_several_people_wear_different_clothes_and_uniforms_are_alike() -> None:
    assert len(set(clothes("children: 4 child"))) == 4
    assert len(set(clothes("cars: 3 car"))) == 3
    assert len(set(clothes("guards: 3 police officer"))) == 1
    assert len(set(clothes("children: 3 red child"))) == 1


def test_the_first_of_several_wears_what_one_alone_wears_and_none_what_another_statement_says() -> None:
    assert clothes("children: 3 child")[0] == clothes("child: child")[0]
    others = clothes("sam: blue child; children: 6 child; sam left of children")[1:]
    assert not {basic_color(f"#{one}") for one in others} & {"blue"}
