"""Several detectors at once: what any sees, or what all see, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from test_verify import PNG, Seen, fact, scene, thing

import sgc
from sgc.source import SgcError
from sgc.verify import Detection, Observation, PictureFile, Report, detector_named, picture_file, verify
from sgc.verify.boxes import overlap
from sgc.verify.ensemble import Agreement, Together
from sgc.verify.protocol import BUILT_IN


class Knows(Seen):
    """A detector that sees what a test says, and knows what a test says."""

    def __init__(self, nouns: str, *detections: Detection, unmatched: tuple[tuple[float, ...], ...] | None = None,
                 size: tuple[float, float] = (400, 300), measures: tuple[str, ...] = ("color",)):  # fmt: skip
        super().__init__(*detections, measures=measures)
        self.nouns, self.unmatched, self.size = nouns.split(), unmatched, size

    def knows(self, noun: str) -> bool:
        return noun in self.nouns

    def detect(self, picture: PictureFile, nouns: object, texts: object = ()) -> Observation:
        return Observation(self.size, self.detections, self.unmatched, self.measures)  # type: ignore[arg-type]


def look(text: str, *parts: Knows) -> Report:
    return verify(PNG, scene(text), Agreement(parts))


def verdicts(report: Report) -> Mapping[str, str]:
    return {one.statement: one.verdict for one in report.facts}


def words(text: str, x: float, y: float, width: float = 30) -> Detection:
    return Detection("text", (x, y, x + width, y + 12), attributes={"text": text})


TWO = (thing("cat", 60, 150), thing("cat", 200, 150))


def test_what_both_see_is_seen_and_once() -> None:
    nudged = tuple(thing("cat", x + 3, 152) for x in (200, 60))
    report = look("cats: 2 cat", Knows("cat", *TWO, unmatched=()), Knows("cat", *nudged))
    assert report.verified
    assert len(report.detections) == 2
    assert report.detector == "seen,seen"


def test_a_fact_that_hangs_on_what_one_sees_is_not_decided() -> None:
    more = (*TWO, thing("cat", 330, 150))
    for count in (2, 3):
        report = look(f"cats: {count} cat", Knows("cat", *TWO, unmatched=()), Knows("cat", *more))
        found = fact(report, "count", f"{count} cat")
        assert (found.verdict, report.verified) == ("unchecked", False)
        assert "not certain" in found.why
    sure = look("cats: 1 cat; d: dog", Knows("cat dog", *TWO), Knows("cat dog", *more))
    assert fact(sure, "count", "1 cat").verdict == "fails"


def test_two_that_see_different_things_do_not_agree_because_they_count_alike() -> None:
    three = (*TWO, thing("cat", 330, 150))
    other = (*TWO, thing("cat", 330, 40))
    report = look("cats: 3 cat", Knows("cat", *three), Knows("cat", *other))
    assert fact(report, "count", "3 cat").verdict == "unchecked"


def test_a_relation_between_what_all_see_is_decided_beside_a_dispute() -> None:
    text = "a: cat; d: dog; a left of d; c: cup"
    pair = (thing("cat", 60, 150), thing("dog", 300, 150))
    report = look(text, Knows("cat dog cup", *pair, thing("cup", 200, 40)), Knows("cat dog cup", *pair))
    assert verdicts(report)["a left of d"] == "holds"
    assert verdicts(report)["cup"] == "unchecked"


def test_who_does_not_know_a_noun_is_not_asked_about_it() -> None:
    report = look("cats: 2 cat", Knows("cat", *TWO, unmatched=()), Knows("dog"))
    assert report.verified


def test_what_a_detector_does_not_know_is_not_decided_by_it() -> None:
    """A detector of dogs says nothing about a red cat, nor about where it is."""
    report = verify(PNG, scene('c: red cat "Tom"; d: dog; c left of d'), Knows("dog", thing("dog", 200, 150)))
    assert verdicts(report) == {
        "red cat": "unchecked", "cat: red": "unchecked", "cat “Tom”": "unchecked", "dog": "holds",
        "c left of d": "unchecked", "nothing else": "unchecked",
    }  # fmt: skip


def test_colours_that_were_measured_differently_are_not_measured() -> None:
    def cat(color: str, name: str) -> Detection:
        return thing("cat", 60, 150, color, attributes={"color": name})

    report = look("a: red cat", Knows("cat", cat("#dc2f3c", "red")), Knows("cat", cat("#2f6fd6", "blue")))
    assert fact(report, "attribute", "cat: red").verdict == "unchecked"


def test_the_score_is_lower_for_what_only_one_sees() -> None:
    sure, doubtful = thing("cat", 60, 150, score=0.8), thing("cat", 200, 150, score=0.8)
    parts = (Knows("cat", sure, doubtful), Knows("cat", thing("cat", 61, 150, score=0.6)))
    seen = Agreement(parts).detect(PNG, ("cat",))
    assert [round(one.score, 2) for one in seen.detections] == [0.7]
    assert [[round(one.score, 2) for one in extra] for extra in seen.disputed] == [[0.4], []]
    assert [len(view.detections) for view in seen.views] == [1, 2, 1, 2]


def test_side_by_side_each_sees_what_the_other_does_not() -> None:
    things = Knows("cup", thing("cup", 100, 100), unmatched=((85, 126, 115, 136), (300, 200, 320, 220)))
    seen = Together((things, Knows("text", words("Tea", 84, 125), measures=("text",)))).detect(PNG, ())
    assert [one.noun for one in seen.detections] == ["cup", "text"]
    assert seen.unmatched == ((300, 200, 320, 220),)
    assert seen.measures == {"color", "text"}


def test_ink_without_a_name_before_a_backdrop_that_the_same_detector_saw_is_told() -> None:
    room = Detection("room", (0, 0, 400, 300))
    found = Together((Knows("room", room, unmatched=((50, 50, 90, 90),)), Knows("text")))
    (missing,) = verify(PNG, scene("r: room { width: 100%, height: 100% }"), found).failed
    assert missing.why == "there is also something that has no name (50–90 across and 50–90 down)"


def test_letters_are_no_things() -> None:
    letter = Detection("circle", (96, 128, 103, 136))
    seen = Together((Knows("circle", letter), Knows("text", words("Tool", 84, 125)))).detect(PNG, ())
    assert [one.noun for one in seen.detections] == ["text"]


def test_a_text_of_which_one_knows_only_the_place_is_read_by_the_other() -> None:
    blank = Detection("text", (84, 124, 114, 138), colors=(("#222226", 1.0),))
    (seen,) = Together((Knows("text", blank), Knows("text", words("Tea", 84, 125)))).detect(PNG, ()).detections
    assert (seen.attributes["text"], seen.colors) == ("Tea", (("#222226", 1.0),))


def test_pictures_that_were_looked_at_in_another_size_are_compared_in_one() -> None:
    small = Knows("cat", thing("cat", 30, 75, size=20), size=(200, 150))
    assert len(Agreement((Knows("cat", TWO[0]), small)).detect(PNG, ()).detections) == 1


def test_witnesses_of_one_file_agree_with_themselves() -> None:
    picture = sgc.compile('scene { a: red cup "Tea"; b: blue plate; a left of b; no knife }')
    file = picture_file("a.svg", picture.svg.encode())
    report = verify(file, picture.scene, detector_named("vector,vector"))
    assert report.verified
    assert report.facts == verify(file, picture.scene).facts
    assert verify(file, picture.scene, detector_named("vector+vector")).verified


def test_names_are_joined_and_folders_are_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    class Model:
        reads = frozenset(("raster",))

        def __init__(self, folder: str) -> None:
            self.name = f"model:{folder}"

    monkeypatch.setattr("sgc.verify.protocol.BUILT_IN", {**BUILT_IN, "model": "test_ensemble:Model"})
    monkeypatch.setattr("test_ensemble.Model", Model, raising=False)
    both = detector_named("vector+model:a+b,c,model:/x,y/z")
    assert both.name == "vector+model:a+b,c,model:/x,y/z"
    assert isinstance(both, Agreement)
    assert [type(part).__name__ for part in both.parts] == ["Together", "Model"]
    with pytest.raises(SgcError, match="needs a model"):
        detector_named("model")


def test_of_a_misspelt_company_the_misspelt_one_is_named() -> None:
    with pytest.raises(SgcError, match="no detector “vektor”"):
        detector_named("vector,vektor")


def test_overlap_is_intersection_over_union() -> None:
    assert overlap((0, 0, 2, 2), (1, 0, 3, 2)) == pytest.approx(1 / 3)
    assert overlap((0, 0, 1, 1), (2, 2, 3, 3)) == 0
    assert overlap((0, 0, 0, 0), (0, 0, 0, 0)) == 0
