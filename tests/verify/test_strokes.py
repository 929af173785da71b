"""Diagrams in pixels: nodes by their surfaces, links by following their strokes; what is not sure decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PIL import Image, ImageDraw

import sgc
from sgc.backends.raster import PngBackend
from sgc.compiler import compile_scene, load
from sgc.drawing.primitives import Drawing, Group
from sgc.source import Source
from sgc.verify import detector_named, picture_file
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import as_png, pixels_of
from sgc.verify.strokes.detector import StrokesDetector, is_pictured
from sgc.verify.strokes.ends import end_at
from sgc.verify.strokes.following import Strokes
from sgc.verify.strokes.forms import shapes_of
from sgc.verify.strokes.looking import grounded, look, with_dots
from sgc.verify.strokes.masks import without_bumps
from sgc.verify.strokes.runs import Runs
from sgc.verify.types import Detection, Line, Observation
from sgc.verify.verify import verify

FILES = Path(__file__).parent.parent / "importing" / "files" / "plantuml"


def drawn(text: str) -> Drawing:
    (scene,) = load(Source("a.sgc", text))
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    return drawing


def seen(drawing: Drawing) -> tuple[list[Detection], list[Line]]:
    view = look(grounded(pixels_of(picture_file("a.png", PngBackend().render(drawing)))), [], [])
    assert view.unsure == ()
    return list(view.sure), list(view.lines or ())


@pytest.mark.parametrize(
    ("word", "noun"),
    [("box", "rectangle"), ("rounded", "rounded"), ("pill", "pill"), ("decision", "diamond"), ("circle", "circle"),
     ("ellipse", "ellipse"), ("hexagon", "hexagon"), ("database", "database"), ("document", "document"),
     ("note", "note"), ("cloud", "cloud"), ("parallelogram", "parallelogram"), ("queue", "queue"),
     ("cuboid", "cuboid"), ("collections", "collection")],
)  # fmt: skip
def test_the_shape_of_a_node_is_seen(word: str, noun: str) -> None:
    things, _ = seen(drawn(f'diagram {{ a: {word} "Some text" ; b: box "B" }}'))
    assert len(things) == 2
    assert any(noun in one.nouns for one in things)


@pytest.mark.parametrize("sort", ["tree", "mindmap"])
def test_strokes_that_run_together_from_one_thing_lead_to_each_of_the_others(sort: str) -> None:
    body = '"Root" { "One" { "Deep" ; "Deeper" } ; "Two" ; "Three" ; "Four" }'
    (scene,) = load(Source("a.sgc", f"diagram {sort} {{ {body} }}"))
    picture = compile_scene(scene)
    assert picture.drawing is not None
    report = verify(picture_file("a.png", PngBackend().render(picture.drawing)), scene, detector_named("strokes"))
    assert report.verified, [(fact.statement, fact.why) for fact in report.facts if fact.verdict != "holds"]
    for link in scene.links:
        children = (one for one in picture.drawing.children if not (isinstance(one, Group) and one.id == link.id))
        shown = PngBackend().render(replace(picture.drawing, children=tuple(children)))
        report = verify(picture_file("a.png", shown), scene, detector_named("strokes"))
        assert [fact.span for fact in report.failed if fact.kind == "link"] == [link.span]


@pytest.mark.parametrize("shape", ["box", "rounded", "circle", "diamond", "hexagon"])
@pytest.mark.parametrize("fill", ["white", "#ffeeaa"])
def test_the_colour_of_an_outline_is_measured(shape: str, fill: str) -> None:
    picture, scene = (
        f'diagram {{ a: {shape} "One" {{ stroke: {stroke}; fill: {fill} }} ; b: {shape} "Another" ; a -> b }}'
        for stroke in ("#3b7a57", "#800080")
    )
    near = picture.replace("#3b7a57", "#4f9170")
    shown = picture_file("a.png", PngBackend().render(drawn(picture)))
    for said, verdict in ((picture, "holds"), (scene, "fails"), (near, "unchecked")):
        report = verify(shown, load(Source("a.sgc", said))[0], detector_named("strokes"))
        assert [fact.verdict for fact in report.facts if "stroke:" in fact.statement] == [verdict]


@pytest.mark.parametrize("head", ["arrow", "open", "triangle", "diamond", "circle", "none"])
def test_what_stands_at_an_end_is_seen(head: str) -> None:
    _, lines = seen(drawn(f'diagram {{ a: box "A" ; b: box "B" ; a -> b {{ head: {head} }} }}'))
    assert [tuple(sorted(one.ends)) for one in lines] == [tuple(sorted(("none", head)))]


@pytest.mark.parametrize("head", ["many", "one", "zero or one", "one or many", "zero or many", "diamond", "triangle"])
@pytest.mark.parametrize("style", ["", "dashed; ", "width: 2; "])
def test_crows_feet_and_diamonds_are_told_at_lines_of_any_style(head: str, style: str) -> None:
    _, lines = seen(drawn(f'diagram {{ a: box "A" ; b: box "B" ; a -> b {{ {style}tail: one; head: \'{head}\' }} }}'))
    assert [(tuple(sorted(one.ends)), one.sure) for one in lines] == [(tuple(sorted(("one", head))), True)]


def test_an_end_that_a_corner_leaves_less_room_is_told() -> None:
    links = "a -> c { head: 'zero or many' } ; b -> c { head: 'one or many' } ; a -> b { head: diamond }"
    _, lines = seen(drawn(f'diagram {{ a: box "One" ; b: box "Another" ; c: box "Third" ; {links} }}'))
    assert all(one.sure for one in lines)
    assert sorted(end for one in lines for end in one.ends if end != "none") == [
        "diamond",
        "one or many",
        "zero or many",
    ]


def test_arrows_at_the_shoulders_of_a_dot_are_two() -> None:
    """What is mixed with the dot's outline between their tips joins them not."""
    (scene,) = load(Path(__file__).parents[2] / "examples" / "order_states.sgc")
    picture = compile_scene(scene)
    report = verify(picture_file("a.png", picture.render("png")), picture.scene)
    assert {fact.verdict for fact in report.facts if fact.statement.endswith("-> finish")} == {"holds"}


def test_frames_and_boxes_of_the_colour_of_the_frame_around_are_seen_by_their_outlines() -> None:
    inner = 'group h "Inner" { a: circle "A" } ; b: box "Box" ; a -> b'
    style = "{ fill: aliceblue; stroke: navy }"
    source = f'diagram {{ group g "Outer" {{ {inner} }} ; style g {style} ; style h {style} ; style b {style} }}'
    report = verify(picture_file("a.png", PngBackend().render(drawn(source))), load(Source("a.sgc", source))[0])
    assert [fact.statement for fact in report.failed] == []
    assert {fact.verdict for fact in report.facts if fact.kind in ("count", "link", "text")} == {"holds"}


def test_what_cannot_be_read_is_not_refuted() -> None:
    source = 'diagram { a: box "🚀 Launch" ; b: box "Ready" ; a -> b "ok 👍" }'
    report = verify(picture_file("a.png", PngBackend().render(drawn(source))), load(Source("a.sgc", source))[0])
    assert [fact.statement for fact in report.failed] == []
    assert [fact.verdict for fact in report.facts if fact.statement == "a -> b"] == ["holds"]


def test_a_small_dot_is_round_though_a_line_leaves_it() -> None:
    dot = np.hypot(*np.mgrid[-8:9, -8:9]) <= 8
    assert {"circle", "start dot"} <= {*shapes_of(np.hstack((dot, np.arange(17)[:, None] // 2 == 4)), 1.0, False)}


@pytest.mark.parametrize("style", ["", "{ dashed }", "{ dotted }", "{ bold }"])
def test_a_line_is_followed_from_thing_to_thing(style: str) -> None:
    _, lines = seen(drawn(f'diagram {{ a: box "A" ; b: box "B" ; c: box "C" ; a -> b ; b -> c ; a -> c {style} }}'))
    assert len(lines) == 3
    assert all("arrow" in one.ends for one in lines)


def test_frames_hold_what_is_in_them() -> None:
    things, lines = seen(drawn('diagram { group g "G" { a: box "A" ; b: box "B" ; a -> b } ; c: box "C" ; b -> c }'))
    assert sorted(one.noun for one in things) == ["frame", "rectangle", "rectangle", "rectangle"]
    assert len(lines) == 2


def test_a_frame_goes_on_below_links_that_cut_it() -> None:
    source = """diagram { direction right; users: person "Users"
        group vpc "VPC" { lb: box "Load balancer"; group web "Web tier" { w1: box "web-1"; w2: box "web-2" }
            db: cylinder "Postgres"; q: queue "Jobs"; worker: box "Worker" }
        users -> lb "HTTPS"; lb -> w1; lb -> w2; w1 -> db; w2 -> db; web -> q "enqueue"; q -> worker
        worker -> db "write" }"""
    picture = sgc.compile(source)
    report = verify(picture_file("a.png", PngBackend().render(picture.drawing)), picture.scene)
    assert not report.failed


def test_frames_of_groups_are_no_pictures() -> None:
    assert StrokesDetector().knows("frame")
    assert not is_pictured("frame")
    assert is_pictured("person")


def test_a_link_that_is_gone_or_cut_is_missed_and_no_other() -> None:
    """Two of three links are there; the detector's verdict on those that are is not 'fails'."""
    text = 'diagram { a: box "Start" ; b: box "Middle" ; c: box "Finish" ; a -> b ; b -> c ; a -> c }'
    (scene,) = load(Source("a.sgc", text))
    picture = compile_scene(scene)
    assert picture.drawing is not None
    whole = picture_file("a.png", PngBackend().render(picture.drawing))
    report = verify(whole, scene, StrokesDetector())
    assert [fact.statement for fact in report.failed] == []
    assert sum(fact.kind == "link" and fact.verdict == "holds" for fact in report.facts) >= 3
    gone = next(one.id for one in scene.links if one.target == "c" and one.source == "a")
    children = tuple(
        one for one in picture.drawing.children if not (isinstance(one, Group) and one.id == gone)
    )  # fmt: skip
    without = picture_file("b.png", PngBackend().render(replace(picture.drawing, children=children)))
    failed = verify(without, scene, StrokesDetector()).failed
    assert [fact.statement for fact in failed] == ["a -> c"]


def test_words_are_found_by_painting_them_without_any_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'diagram { a: box "Start here" ; b: decision "Why not?" ; c: pill "End" ; a -> b "so" ; b -> c "yes" }'
    (scene,) = load(Source("a.sgc", text))
    picture = picture_file("a.png", PngBackend().render(drawn(text)))

    def unwanted(*_: object) -> Observation:
        raise AssertionError("nothing is left to be read")

    monkeypatch.setattr("sgc.verify.strokes.detector.TextDetector.detect", unwanted)
    report = verify(picture, scene, StrokesDetector())
    assert report.failed == ()
    assert all(fact.verdict == "holds" for fact in report.facts if fact.kind in ("text", "count", "link"))


@pytest.mark.parametrize("scale", [1.5, 2, 3])
def test_a_diagram_is_read_with_any_number_of_pixels(scale: float) -> None:
    source = """diagram { a: rounded "Take the order"; b: diamond "In stock?"; c: cylinder "Orders";
        d: box "Tell the customer"; group shop "Shop" { e: box "Pack the parcel" }
        a -> b; b -> e "yes"; b -> d "no"; a -> c "keep"; e -> c }"""
    picture = sgc.compile(source)
    report = verify(picture_file("a.png", PngBackend(scale=scale).render(picture.drawing)), picture.scene)
    assert not report.failed
    assert report.verified or scale == 1.5, "between pixels a line may be unclear"


def test_an_end_beside_a_corner_is_told_from_the_corner() -> None:
    """The last piece of a line is shorter than most ends are long: what is behind it is no part of the end."""
    ink = np.zeros((80, 80), np.float32)
    ink[39:41, 10:41] = 1
    ink[39:48, 39:41] = 1
    points = ((10.0, 40.0), (40.0, 40.0), (40.0, 48.0))
    assert end_at(ink, np.ones((80, 80), bool), (40.0, 48.0), (0.0, 1.0), points, 2.0, 38.0) == ("none", True)


def test_heads_right_behind_corners_and_beside_each_other_are_seen() -> None:
    """Who follows such a line cuts the corner, comes to the tip aslant, or turns into the next head."""
    nodes = "".join(f'{one}: box "{one.upper()} box" ; ' for one in "abcdef")
    links = 'a -> d ; b -> d ; c -> d ; a -> e "x" ; b -> f "y" ; f -> d ; e -> d "z"'
    _, lines = seen(drawn(f"diagram {{ {nodes} {links} }}"))
    assert [line.sure for line in lines] == [True] * 7
    assert all("arrow" in line.ends for line in lines)


def test_where_a_line_leads_that_parts_is_not_certain() -> None:
    """Lines that leave one thing may run together; nothing false is claimed of which goes where."""
    tree = 'diagram { a: box "Root" ; b: box "Left" ; c: box "Middle" ; d: box "Right" ; a -> b ; a -> c ; a -> d }'
    (scene,) = load(Source("a.sgc", tree))
    report = verify(picture_file("a.png", PngBackend().render(drawn(tree))), scene, StrokesDetector())
    assert report.failed == ()


def test_a_small_circle_where_a_line_ends_at_nothing_else_is_a_thing() -> None:
    empty = Strokes(*(np.zeros((40, 80), np.float32) for _ in range(3)), np.full((40, 80), -1, np.int32),
                    *(np.zeros((40, 80), bool) for _ in range(2)),
                    Runs(np.zeros((40, 80), np.float32), np.full((40, 80), -1, np.int32)))  # fmt: skip
    empty.away[:] = 40
    line = Line(((10.0, 20.0), (70.0, 20.0)), ("circle", "arrow"))
    (without,), (dot,) = with_dots([line], empty)
    assert without.ends == ("none", "arrow")
    assert (dot.noun, dot.box) == ("circle", (10.0, 16.0, 18.0, 24.0))


@pytest.mark.parametrize(("head", "verdict"), [("arrow", "holds"), ("none", "fails")])
def test_a_line_that_is_not_sure_decides_nothing(head: str, verdict: str) -> None:
    """Where a detector is sure, a link holds or fails by its line; where it is not, it stays unchecked."""
    (scene,) = load(Source("a.sgc", 'diagram { a: box "A" ; b: box "B" ; a -> b }'))
    things = (
        Detection("rectangle", (0, 0, 40, 20)), Detection("text", (10, 5, 20, 15), attributes={"text": "A"}),
        Detection("rectangle", (0, 80, 40, 100)), Detection("text", (10, 85, 20, 95), attributes={"text": "B"}),
    )  # fmt: skip
    for sure in (True, False):
        line = Line(((20, 20), (20, 80)), ("none", head), told=sure)
        report = verify(WHITE, scene, Told(Observation((40, 100), things, lines=(line,))))
        (fact,) = (one for one in report.facts if one.statement == "a -> b")
        assert fact.verdict == (verdict if sure else "unchecked")


def test_a_line_whose_end_is_not_certain_is_no_other_link() -> None:
    """Where it leads is certain: not from a to b, which is missing then; as it is where no line touches b."""
    (scene,) = load(Source("a.sgc", 'diagram { a: box "A" ; b: box "B" ; c: box "C" ; a -> b ; a -> c }'))
    things = tuple(
        one for name, x in (("A", 0), ("B", 60), ("C", 120)) for one in
        (Detection("rectangle", (x, 0, x + 40, 20)), Detection("text", (x, 5, x + 9, 15), attributes={"text": name}))
    )  # fmt: skip
    way = ((20.0, 20.0), (20.0, 40.0), (140.0, 40.0), (140.0, 20.0))
    stub = Line(((80.0, 20.0), (80.0, 35.0), (100.0, 40.0)), leads=False)
    for leads, more, verdict in ((True, (), "fails"), (False, (), "fails"), (False, (stub,), "unchecked")):
        line = Line(way, ("none", "arrow"), leads=leads, told=False)
        report = verify(WHITE, scene, Told(Observation((160, 100), things, lines=(line, *more))))
        found = {one.statement: one.verdict for one in report.facts if one.kind == "link"}
        assert (found["a -> b"], found["a -> c"]) == (verdict, "unchecked")


@dataclass(frozen=True)
class Told:
    """A detector that sees what it is told."""

    seen: Observation
    name: ClassVar[str] = "told"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def knows(self, noun: str) -> bool:
        return True

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        return self.seen


WHITE = picture_file("a.png", PngBackend().render(Drawing(40, 100, "#ffffff", ())))


def test_a_circle_is_told_from_two_rings_and_from_a_line_around_its_side() -> None:
    things, lines = seen(drawn('diagram { a: circle "A" ; b: accepting "B" ; a -> b ; a -> a }'))
    assert sorted("double circle" in one.nouns for one in things) == [False, True]
    assert len(lines) == 2


@pytest.mark.parametrize("words", ["go", "accepting", "Waiting for somebody", "A state that has a very long name"])
def test_a_double_circle_is_one_thing_however_far_its_rings_are_apart(words: str) -> None:
    things, _ = seen(drawn(f'diagram {{ a: accepting "{words}" ; b: circle "b" ; a -> b }}'))
    assert sorted("double circle" in one.nouns for one in things) == [False, True]


def test_a_frame_that_has_the_colour_around_it_is_seen_by_its_outline() -> None:
    things, _ = seen(drawn('diagram { group g "G" { group h "H" { a: box "A" ; b: box "B" } } ; c: box "C" ; c -> a }'))
    assert sorted(one.noun for one in things) == ["frame", "frame", "rectangle", "rectangle", "rectangle"]


@pytest.mark.parametrize("name", ["no_participants", "all_of_sequence"])
def test_a_sequence_is_read_where_dots_have_lifelines_and_messages_begin_below_bars(name: str) -> None:
    (scene,) = load(FILES / f"{name}.puml")
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    report = verify(picture_file("a.png", PngBackend().render(drawing)), scene, StrokesDetector())
    assert [fact.statement for fact in report.failed] == []


def test_messages_so_close_that_their_heads_touch_are_not_certain() -> None:
    body = 'a: box "A" ; b: box "B" ; c: box "C" ; c right of b by 100 ; a -> b "x" ; a -> b ; a -> b'
    open_ = "a -> b { head: open } ; a -> b { head: none }"
    (scene,) = load(Source("a.sgc", f'diagram sequence {{ {body} ; {open_} ; b -> c "done" ; c --> b }}'))
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    report = verify(picture_file("a.png", PngBackend().render(drawing)), scene, StrokesDetector())
    assert [fact.statement for fact in report.failed] == []
    lifelines = {"b has its lifeline", "c has its lifeline"}
    assert {fact.statement for fact in report.unchecked} <= {"a -> b", "no other messages", *lifelines}


def test_small_dots_and_bars_are_things() -> None:
    things, lines = seen(drawn("diagram { a: start ; b: fork ; c: end ; a -> b ; b -> c }"))
    assert [any(noun in one.nouns for one in things) for noun in ("start dot", "bar", "end dot")] == [True] * 3
    assert len(lines) == 2


def test_a_box_whose_outline_has_one_colour_is_closed() -> None:
    """The outline of one that is aligned to whole pixels is no line within it."""
    paint = Image.new("RGB", (120, 80), "#f1eee6")
    ImageDraw.Draw(paint).rectangle((20, 20, 99, 59), "#e2ecf8", "#757b81", 2)
    (thing,) = grounded(np.asarray(paint)).things
    assert "rectangle" in thing.nouns
    assert not thing.is_open


def test_a_box_beside_which_lines_cut_a_frame_is_none_of_it() -> None:
    paint = Image.new("RGB", (300, 200), "#fafaf5")
    pen = ImageDraw.Draw(paint)
    pen.rectangle((20, 20, 279, 179), "#f1eee6", "#9aa0a8", 1)
    pen.rectangle((120, 80, 199, 119), "#e2ecf8", "#757b81", 2)
    for side in (-1, 1):  # round the box at both sides, so near that hardly anything is left between
        x = 160 + side * 52
        pen.line([(160, 21), (160, 50), (x, 50), (x, 150), (160, 150), (160, 178)], "#51606f", 2)
    things = grounded(np.asarray(paint)).things
    assert [one.nouns[:1] for one in things] == [("frame",), ("rectangle",)]


def test_a_stroke_ends_where_nothing_is_ahead_though_a_thing_is_beside() -> None:
    things = np.full((60, 80), -1, np.int32)
    things[20:, :30] = 0
    empty = (np.zeros((60, 80), np.float32) for _ in range(3))
    strokes = Strokes(*empty, things, *(np.zeros((60, 80), bool) for _ in range(2)),
                      Runs(np.zeros((60, 80), np.float32), things))  # fmt: skip
    assert strokes.is_clear((42.0, 25.0), (0.0, 1.0), broken=False)
    assert not strokes.is_clear((42.0, 25.0), (0.0, 1.0), broken=True)  # it may go on beyond a gap
    assert not strokes.is_clear((35.0, 25.0), (0.0, 1.0), broken=False)


@pytest.mark.parametrize(("cut", "verdict"), [(False, "holds"), (True, "fails")])
def test_a_link_that_ends_half_way_is_none(cut: bool, verdict: str) -> None:
    """What was rubbed out of the line is nothing that may go on unseen."""
    (scene,) = load(Source("a.sgc", 'diagram { a: box "A" ; b: box "B" ; a -> b ; b below a by 120 }'))
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    pixels = pixels_of(picture_file("a.png", PngBackend().render(drawing))).copy()
    (line,) = look(grounded(pixels), [], []).lines or ()
    top, bottom = sorted((line.way[0][1], line.way[-1][1]))
    x, middle = round(line.way[0][0]), round((top + bottom) / 2)
    if cut:
        pixels[middle : round(bottom) - 2, x - 12 : x + 12] = pixels[0, 0]
    report = verify(picture_file("a.png", as_png(pixels)), scene, StrokesDetector())
    assert next(fact for fact in report.facts if fact.kind == "link").verdict == verdict


@pytest.mark.parametrize(("body", "boxes"), [
    ('direction right; a: box "12"; n: box ""; b: box "9"; m: box ""; row a n gap 0; row b m gap 0; n -> b', 4),
    ('a: box "A long label"; b: box; c: box; d: box; e: box; f: box; c same width as a; e same width as a; '
     "grid a b c d e f 3x2 gap 0", 6),
    ("a: box; b: box; c: box; d: box; column a b c gap 0; b -> d", 4),
])  # fmt: skip
def test_boxes_that_touch_are_told_from_each_other(body: str, boxes: int) -> None:
    (scene,) = load(Source("a.sgc", f"diagram {{ {body} }}"))
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    report = verify(picture_file("a.png", PngBackend().render(drawing)), scene, StrokesDetector())
    assert not report.failed, [f"{fact.statement}: {fact.why}" for fact in report.failed]
    assert sum(fact.kind == "count" and fact.verdict == "holds" for fact in report.facts) == boxes


def test_rounded_corners_are_seen_where_nodes_have_the_colour_around_them() -> None:
    things, _ = seen(drawn('diagram { theme "print" ; a: box "A" ; b: rounded "Beta" ; c: rounded "Gamma delta" }'))
    assert sorted(one.noun for one in things) == ["rectangle", "rounded", "rounded"]


@pytest.mark.parametrize(("noun", "size"), [("target", 48), ("bacteria", 20)])
def test_a_picture_in_a_frame_of_which_nothing_is_said_is_told(noun: str, size: int) -> None:
    asked = 'diagram {{ group g "G" {{ a: box "A" ; {} b: box "B" ; a -> b }} }}'
    (scene,) = load(Source("a.sgc", asked.format("")))
    shown = drawn(asked.format(f'c: {noun} "" {{ size: {size} }} ;'))
    report = verify(picture_file("a.png", PngBackend().render(shown)), scene)
    assert [fact.verdict for fact in report.facts if fact.kind == "absence"] == ["fails"]


@pytest.mark.parametrize("shape", ["cylinder", "queue", "document", "cloud", "note"])
@pytest.mark.parametrize("text", ["A", "A longer label"])
def test_small_shapes_with_lines_of_their_own_are_no_tables(shape: str, text: str) -> None:
    picture = sgc.compile(f'diagram {{ a: {shape} "{text}" ; b: box "x" ; a -> b }}')
    assert not verify(picture_file("a.png", picture.png()), picture.scene, detector_named("strokes")).failed


@pytest.mark.parametrize("opacity", [60, 100])
def test_the_dashes_around_a_box_that_is_seen_through_are_no_waves(opacity: int) -> None:
    look = "fill: honeydew; stroke: #f4a261; thickness: 2; dashed: true; font: 20"
    picture = f'diagram {{ a: rounded "x" {{ {look}; opacity: 60% }} ; b: box "y" ; a -> b }}'
    shown = picture_file("a.png", PngBackend().render(drawn(picture.replace("60%", f"{opacity}%"))))
    report = verify(shown, load(Source("a.sgc", picture))[0], detector_named("strokes"))
    failed = [fact.statement for fact in report.failed]
    assert failed == ([] if opacity == 60 else ["rounded: #f0fff0", "rounded { stroke: #f4a261 }"])
    assert report.verified is (opacity == 60)


@pytest.mark.parametrize("scale", [1, 1.5, 2, 3])
def test_the_ring_of_an_end_dot_is_no_start_dot_however_fine_the_pixels_are(scale: float) -> None:
    (scene,) = load(Source("a.mmd", "stateDiagram-v2\n[*] --> Idle\nIdle --> Busy : start\nBusy --> [*]"))
    drawing = compile_scene(scene).drawing
    assert drawing is not None
    report = verify(picture_file("a.png", PngBackend(scale=scale).render(drawing)), scene, StrokesDetector())
    assert [
        fact.statement for fact in report.facts if fact.verdict != "holds" and fact.statement != "nothing else"
    ] == []
    assert not report.failed


def test_what_ends_at_a_bar_leaves_its_edge_as_it_is_and_dashes_do_not() -> None:
    bar, dashed = np.ones((80, 10), bool), np.ones((80, 10), bool)
    bar[[20, 21, 40, 41, 60, 61], 0] = False  # where messages end
    dashed[:, 0] = np.arange(80) % 10 < 4
    assert without_bumps((0, 0, 10, 80), bar)[0] == (0, 0, 10, 80)
    assert without_bumps((0, 0, 10, 80), dashed)[0] == (1, 0, 10, 80)


def test_lines_of_the_colour_of_the_many_things_that_they_join_are_lines() -> None:
    names = "abcdef"
    things = " ; ".join(f"{name}: blue circle {{ size: 34 }}" for name in names)
    _, lines = seen(
        drawn(f"diagram {{ direction right ; {things} ; {' -- '.join(names)} {{ stroke: blue, width: 2 }} }}")
    )
    assert len(lines) == len(names) - 1
    assert all(one.sure for one in lines)
