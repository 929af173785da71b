"""Diagrams in pixels, where things touch: pictures at lines, words at outlines, crow's feet, plates, what is extra."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sgc.backends.raster import PngBackend
from sgc.compiler import compile_scene, load
from sgc.drawing.primitives import Drawing, Group, Paint, Picture, PictureLayer, Rectangle, Stroke, Text
from sgc.graph.vocabulary import lookup
from sgc.measure.pictures import picture as picture_of
from sgc.picture import Picture as Compiled
from sgc.source import Source
from sgc.verify import detector_for, picture_file
from sgc.verify.pixels import pixels_of
from sgc.verify.renders.spotting import Spotter
from sgc.verify.strokes.looking import grounded, look, straight
from sgc.verify.types import Report
from sgc.verify.verify import verify


def compiled(text: str) -> Compiled:
    (scene,) = load(Source("a.sgc", text))
    picture = compile_scene(scene)
    assert picture.drawing is not None
    return picture


def report_of(picture: Compiled, drawing: Drawing | None = None) -> Report:
    """What is seen of the picture, or of another drawing of its scene, as compiling looks at it."""
    shown = drawing or picture.drawing
    assert shown is not None
    file = picture_file("a.png", PngBackend().render(shown))
    return verify(file, picture.scene, detector_for(file, "diagram"))


@pytest.mark.parametrize("head", ["one", "many", "zero or one", "one or many", "zero or many"])
def test_a_crows_foot_is_read_where_its_toes_touch_the_thing(head: str) -> None:
    text = f"diagram {{ a: box 'A' ; b: box 'B' ; a -- b {{ head: '{head}', tail: one }} ; b below a by 90 }}"
    picture = compiled(text.replace("'A'", '"A"').replace("'B'", '"B"'))
    assert picture.drawing is not None
    view = look(grounded(pixels_of(picture_file("a.png", PngBackend().render(picture.drawing)))), [], [])
    assert [tuple(sorted(line.ends)) for line in view.lines or ()] == [tuple(sorted((head, "one")))]


def test_a_person_whom_lines_touch_is_seen_and_another_is_missed() -> None:
    text = 'diagram { direction right ; p: person "Customer" ; a: box "Shop" ; b: box "Bank" ; p -> a ; p -> b }'
    picture = compiled(text)
    report = report_of(picture)
    assert report.failed == ()
    assert next(fact for fact in report.facts if fact.kind == "count" and "person" in fact.statement).verdict == "holds"
    other = compiled(text.replace("person", "bicycle"))
    assert report_of(picture, other.drawing).failed != ()


def test_words_are_spotted_across_a_line_and_no_other_words() -> None:
    picture = compiled('diagram { a: text "Doing" }')
    assert picture.drawing is not None
    box = next(one for one in picture.drawing.children if isinstance(one, Group))
    words = next(one for one in box.children if isinstance(one, Text))
    low = picture.drawing.height / 2 + 4  # through the feet of the letters
    line = Rectangle(0.0, low, picture.drawing.width, 1.5, Paint("#51606f"))
    crossed = replace(picture.drawing, children=(box, line))
    pixels = pixels_of(picture_file("a.png", PngBackend().render(crossed)))
    strength = np.abs(pixels.astype(int) - pixels[0, 0]).max(2).astype(np.float32)
    spotter, sizes = Spotter(pixels, strength, straight(strength)), [words.font_size]
    assert [one.attributes["text"] for one in spotter.spotted(["Doing"], sizes)] == ["Doing"]
    assert spotter.spotted(["Going", "Do", "oin"], sizes) == []


def test_a_label_that_three_dashed_lines_have_is_seen_three_times_and_one_is_missed() -> None:
    """The head of one line is so near to the label of another that both seem to be of one text."""
    links = " ; ".join(f'u{number} -> v "«include»" {{ dashed }}' for number in range(3))
    nodes = " ; ".join(f'u{number}: usecase "Pay by {word}"' for number, word in enumerate(("card", "cash", "note")))
    picture = compiled(f'diagram {{ direction right ; {nodes} ; v: usecase "Check" ; {links} }}')
    assert picture.drawing is not None
    assert report_of(picture).failed == ()
    kept = [one for one in picture.drawing.children if not isinstance(one, Group) or one.id != "u1 -> v label"]
    assert len(kept) == len(picture.drawing.children) - 1
    failed = report_of(picture, replace(picture.drawing, children=tuple(kept))).failed
    assert "text “«include»”" in [fact.statement for fact in failed]


def test_a_picture_that_nobody_asked_for_is_told() -> None:
    picture = compiled('diagram { a: box "A" ; b: box "B" ; a -> b ; b below a by 140 }')
    assert picture.drawing is not None
    noun = lookup("guitar")
    drawn = picture_of(noun) if noun is not None else None
    assert drawn is not None
    layers = tuple(PictureLayer(one.commands, one.color("#5b6673"), one.rule, one.opacity) for one in drawn.layers)
    wide = replace(picture.drawing, width=picture.drawing.width + 80)
    extra = Picture("extra", layers, (48 * drawn.aspect, 0.0, 0.0, 48.0, picture.drawing.width + 10, 60.0), "")
    failed = report_of(picture, replace(wide, children=(*wide.children, extra))).failed
    assert "nothing else" in [fact.statement for fact in failed]


def test_nested_frames_of_a_sequence_and_short_bars_are_seen() -> None:
    text = """diagram sequence {
        u: box "User" ; s: box "Shop"
        u -> s "order" ; alt "paid" { s --> u "thanks" ; loop "twice" { u -> s "again" ; s -> s "check" } }
    }"""
    report = report_of(compiled(text))
    assert report.failed == ()
    assert sum(fact.kind == "link" and fact.verdict == "holds" for fact in report.facts) >= 4


def test_a_box_with_an_outline_of_one_colour_is_no_table() -> None:
    ground = Drawing(120, 80, "#faf9f5", (Rectangle(21.0, 21.0, 70.0, 40.0, Paint("#e2ecf8", Stroke("#757b81", 2.0))),))
    (thing,) = grounded(pixels_of(picture_file("a.png", PngBackend().render(ground)))).things
    assert "rectangle" in thing.nouns
