"""Verdicts: what holds, what fails and why, and what nobody could check."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

import pytest

import sgc
from sgc.graph.scene import SceneGraph
from sgc.source import SgcError
from sgc.verify import Detection, Fact, Observation, PictureFile, Report, picture_file, verify


def scene(text: str) -> SceneGraph:
    (found,) = sgc.load(f"scene 400x300 {{ {text} }}")
    return found


class Seen:
    """A detector that sees what a test says."""

    name = "seen"
    reads = frozenset(("raster",))

    def __init__(self, *detections: Detection, complete: bool = True, measures: tuple[str, ...] = ("color", "text")):
        self.detections, self.complete, self.measures = detections, complete, frozenset(measures)

    def knows(self, noun: str) -> bool:
        return noun != "dragon"

    def detect(self, picture: PictureFile, nouns: object, texts: object = ()) -> Observation:
        return Observation((400, 300), self.detections, () if self.complete else None, self.measures)


def thing(noun: str, x: float, y: float, color: str = "#dc2f3c", size: float = 40, **rest: object) -> Detection:
    box = (x - size / 2, y - size / 2, x + size / 2, y + size / 2)
    return Detection(noun, box, colors=((color, 1.0),), **rest)  # type: ignore[arg-type]  # a test's own words


PNG = picture_file("a.png", b"\x89PNG\r\n\x1a\n")
BLUE, GREEN = "#2f6fd6", "#34a04a"


def look(text: str, *detections: Detection, **options: bool) -> Report:
    return verify(PNG, scene(text), Seen(*detections, **options))


def fact(report: Report, kind: str, statement: str) -> Fact:
    return next(one for one in report.facts if (one.kind, one.statement) == (kind, statement))


def test_a_detector_is_told_of_nouns_in_the_order_of_the_scene() -> None:
    """Which is no matter of how sets are ordered in one run or another: where several may be meant, the first is."""
    told: list[str] = []

    class Asked(Seen):
        def detect(self, picture: PictureFile, nouns: Iterable[str], texts: object = ()) -> Observation:
            told.extend(nouns)
            return super().detect(picture, nouns, texts)

    words = ("snail", "rabbit", "duck", "otter", "bat", "bee", "shark")
    verify(PNG, scene(" ; ".join(f"{one}: {one}" for one in words) + "; ducks: 2 duck; no cat"), Asked())
    assert told == [*words, "cat"]


def test_like_things_take_the_places_that_statements_ask_for() -> None:
    text = "a: dog; b: dog; c: dog; a right of b; b right of c; c left of a"
    dogs = [thing("dog", x, 150) for x in (60, 200, 340)]
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        report = look(text, *(dogs[i] for i in order))
        assert report.verified, report.failed


def test_no_fact_holds_by_an_assignment_that_breaks_another() -> None:
    """The red ball is left, the blue one right: the statements ask for both at once the other way round."""
    report = look("r: red ball; b: blue ball; b left of r", thing("ball", 60, 150), thing("ball", 340, 150, BLUE))
    assert [one.kind for one in report.failed] == ["relation"]
    crossed = look(
        "a: cat; b: cat; d: dog; e: dog; a left of d; e left of b; a above b; d above e",
        thing("cat", 60, 60), thing("cat", 60, 240), thing("dog", 340, 60), thing("dog", 340, 240),
    )  # fmt: skip
    assert len(crossed.failed) == 1


def test_counts_are_of_things_with_their_attributes() -> None:
    red = [thing("apple", x, 150) for x in (60, 160, 260)]
    report = look("apples: 3 red apple", *red)
    assert fact(report, "count", "3 red apple").found == 3
    fewer = look("apples: 3 red apple", *red[:2], thing("apple", 260, 150, GREEN))
    assert fact(fewer, "count", "3 red apple").found == 2
    assert fact(fewer, "attribute", "apple: red").verdict == "fails"
    more = look("apples: 3 red apple", *red, thing("apple", 350, 150))
    assert (fact(more, "count", "3 red apple").found, fact(more, "absence", "nothing else").verdict) == (4, "fails")


def test_an_unstated_colour_is_not_a_sibling_s() -> None:
    text = "reds: 2 red apple; other: apple"
    two = (thing("apple", 60, 150), thing("apple", 160, 150))
    assert look(text, *two, thing("apple", 260, 150, GREEN)).verified
    assert fact(look(text, *two, thing("apple", 260, 150)), "count", "2 red apple").found == 3


def test_ranges_take_what_is_there() -> None:
    for count, verdict in ((1, "fails"), (2, "holds"), (4, "holds"), (5, "fails")):
        report = look("stars: 2..4 star", *(thing("star", 40 + 70 * i, 150) for i in range(count)))
        assert fact(report, "count", "2..4 star").verdict == verdict


def test_a_dog_is_an_animal() -> None:
    assert look("a: animal", thing("dog", 100, 100)).verified
    report = look("c: cup; no animal", thing("cup", 90, 90), thing("dog", 250, 99))
    assert fact(report, "absence", "no animal").found == 1


def test_what_is_hidden_is_not_seen() -> None:
    report = look("c: cup", thing("cup", 100, 100, visible=0.2))
    assert "hidden" in fact(report, "count", "cup").why


def test_of_a_backdrop_a_corner_will_do() -> None:
    for share, verdict in ((0.3, "holds"), (0.0, "fails")):
        report = look("s: sky", thing("sky", 100, 100, visible=share))
        assert fact(report, "count", "sky").verdict == verdict


def test_what_nobody_can_check_is_said_and_not_verified() -> None:
    wooden = look("t: wooden table", thing("table", 100, 100))
    assert (wooden.verified, [one.why for one in wooden.unchecked]) == (False, ["nothing here measures “wooden”"])
    unknown = look("d: 'dragon'", complete=False)
    assert {one.kind for one in unknown.unchecked} == {"count", "absence"}
    large = look("c: large cup", thing("cup", 100, 100))
    assert [one.kind for one in large.unchecked] == ["attribute"]


def test_free_relations_stay_unchecked_and_do_not_stand_in_the_way() -> None:
    report = look('d: dog; c: cat; d "looks at" c', thing("dog", 100, 100), thing("cat", 200, 100))
    assert report.verified
    assert [one.free for one in report.unchecked] == [True]


def test_size_words_are_an_order_among_siblings() -> None:
    text = "a: large ball; b: small ball; a left of b"
    assert look(text, thing("ball", 100, 150, size=80), thing("ball", 300, 150, size=40)).verified
    assert "attribute" in {one.kind for one in look(text, thing("ball", 100, 150, size=40),
                                                    thing("ball", 300, 150, size=80)).failed}  # fmt: skip


def test_labels_belong_to_the_nearest_thing() -> None:
    def text(words: str, x: float) -> Detection:
        return Detection("text", (x - 15, 125, x + 15, 140), attributes={"text": words})

    asked = 'a: cup "Tea"; b: jug "Milk"; a left of b'
    things = (thing("cup", 100, 150), thing("jug", 300, 150))
    assert look(asked, *things, text("Tea", 100), text("Milk", 300)).verified
    swapped = look(asked, *things, text("Milk", 100), text("Tea", 300))
    assert [one.why for one in swapped.failed] == ["it reads “Milk”", "it reads “Tea”"]


def test_the_canvas_may_be_of_another_size() -> None:
    """A picture of twice the size shows the same: boxes are told in pixels of the scene's canvas."""
    picture = sgc.compile("scene 300x200 { a: red circle { width: 60 }; b: blue square; a left of b by 30 }")
    large = picture.svg.replace('width="300" height="200" viewBox', 'width="600" height="400" viewBox', 1)
    report = verify(picture_file("large.svg", large.encode()), picture.scene)
    assert report.verified, report.failed
    assert report.size == (300, 200)


def test_a_detector_is_not_given_what_it_does_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = picture_file("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    with pytest.raises(SgcError, match="does not look at"):
        verify(svg, scene("c: cup"), Seen())
    monkeypatch.setattr("sgc.verify.protocol.DEFAULTS", {"raster": ()})
    with pytest.raises(SgcError, match="No detector here can"):
        verify(PNG, scene("c: cup"))


def test_of_things_that_look_alike_each_is_the_one_with_its_label() -> None:
    """Nothing but its label tells which is which, in whatever order they were seen."""
    circles = [thing("circle", x, 100) for x in (60, 200, 340)]
    texts = [Detection("text", (x - 5, 95, x + 5, 105), attributes={"text": text}) for x, text in
             ((60, "C"), (200, "A"), (340, "B"))]  # fmt: skip
    scene = 'a: red circle "A"; b: red circle "B"; c: red circle "C"; a left of b; c left of a'
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        report = look(scene, *(circles[i] for i in order), *texts)
        assert report.verified, report.failed


def test_what_a_detector_cannot_see_is_not_said_to_be_missing() -> None:
    """One that measures no patterns may miss what has one; what it found instead may be that."""
    (fact, *rest) = verify(PNG, scene("q: striped teal square; c: cup"), Seen(thing("cup", 50, 50))).facts
    assert fact.verdict == "unchecked"
    assert fact.why == "the detector does not see patterned fills"
    assert all(one.verdict != "fails" for one in rest)


@pytest.mark.parametrize("count", [3, 8, 24])
@pytest.mark.parametrize("turn", [0, 1, 5])
def test_a_ring_is_seen_wherever_its_things_are_told_first(count: int, turn: int) -> None:
    angles = [2 * pi * ((index + turn) % count) / count for index in range(count)]
    things = [thing("star", 200 + 120 * sin(angle), 150 - 120 * cos(angle), size=24) for angle in angles]
    assert fact(look(f"a: {count} star; ring a", *things), "arrangement", "ring a").verdict == "holds"
    things[0], outside = thing("star", 200, 150, size=24), things[0]
    assert outside != things[0]
    assert fact(look(f"a: {count} star; ring a", *things), "arrangement", "ring a").verdict == "fails"


def test_what_is_there_besides_is_counted_and_called_as_people_do() -> None:
    circles = [thing("circle", x, 100, attributes={"color": "orange"}) for x in (50, 150)]
    more = [thing("rounded", 250, 100)]
    besides = fact(look("a: cat", thing("cat", 50, 200), *circles, *more), "absence", "nothing else")
    assert besides.why.startswith("there are also 2 orange circles, a rounded rectangle")
    alone = fact(look("a: cat", thing("cat", 50, 200), circles[0]), "absence", "nothing else")
    assert alone.why == "there is also an orange circle"
