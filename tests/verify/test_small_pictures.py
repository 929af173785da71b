"""Pictures of a few pixels are told by the mixed colours of their edges, without the networks; what is another is not
taken for them."""

from __future__ import annotations

import pytest

import sgc
from sgc.compiler import load
from sgc.layout.types import Layout
from sgc.verify import Report, detector_named, picture_file, verify
from sgc.verify.renders import looking

SCENE = "scene 400x300 {{ house: house {{ width: 150 }}; a: {} {{ width: {} }}; a right of house by 40 }}"


def report(drawn: str, said: str) -> Report:
    return verify(picture_file("x.png", sgc.compile(drawn).png()), load(said)[0], detector_named("renders"))


@pytest.mark.parametrize("what", ["red cup", "purple rose", "bee", "strawberry", "yellow snowflake"])
@pytest.mark.parametrize("width", [7, 11, 23])
def test_they_are_seen_with_their_colours(what: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking._Look, "_search", lambda *rest: pytest.fail("the networks were asked"))
    scene = SCENE.format(what, width)
    assert [(fact.statement, fact.why) for fact in report(scene, scene).facts if fact.verdict != "holds"] == []


@pytest.mark.parametrize(("drawn", "said"), [("fox", "wolf"), ("red cup", "blue cup"), ("plum", "cherry")])
@pytest.mark.parametrize("width", [8, 12])
def test_another_one_is_none_of_them(drawn: str, said: str, width: int) -> None:
    assert not report(SCENE.format(drawn, width), SCENE.format(said, width)).verified


def test_each_of_several_is_counted() -> None:
    drawn, said = (f"scene 400x300 {{ house: house {{ width: 150 }}; a: {n} rose {{ width: 9 }} }}" for n in (2, 3))
    assert [fact.found for fact in report(drawn, drawn).facts if fact.kind == "count"] == [1, 2]
    assert any(fact.kind == "count" for fact in report(drawn, said).failed)


@pytest.mark.parametrize("what", ["purple 'candy cane'", "mitochondrion", "pink hairbrush", "monitor"])
@pytest.mark.parametrize("width", [10, 18, 30, 73])
def test_what_has_a_line_around_it_is_seen_with_its_line(
    what: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking._Look, "_search", lambda *rest: pytest.fail("the networks were asked"))
    scene = f"scene 400x300 {{ house: house {{ width: 150 }}; a: {what} {{ width: {width} }}; a right of house by 20 }}"
    drawn = sgc.compile(scene)
    seen = verify(picture_file("x.png", drawn.png()), drawn.scene, detector_named("renders"))
    assert [(fact.statement, fact.why) for fact in seen.facts if fact.verdict != "holds"] == []
    (one,) = (found for found in seen.detections if found.noun != "house")
    assert isinstance(drawn.layout, Layout)
    assert one.box == pytest.approx([edge / 12 for edge in drawn.layout.box("a")], abs=0.1)


@pytest.mark.parametrize("what", ["red doorbell { height: 40 }", "badminton racket { width: 76 }"])
def test_what_is_in_pieces_is_one_thing(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A button in its frame, a shuttlecock beside its racket: also where lettering is as near as they are."""
    monkeypatch.setattr(looking._Look, "_explained", lambda look: [])
    beside = 'a right of house; t: text "Lamp 7"; t above a by 1'
    scene = f"scene 400x300 {{ house: house {{ width: 150 }}; a: {what}; {beside} }}"
    facts = report(scene, scene).facts
    assert [
        (one.statement, one.why) for one in facts if one.kind in ("count", "attribute") and one.verdict != "holds"
    ] == []


def test_a_disc_of_one_colour_is_no_sign_with_a_thick_line() -> None:
    drawn = (
        "scene 400x300 { background #222; house: house { width: 150 }; a: orange circle { width: 18; stroke: none } }"
    )
    said = "scene 400x300 { background #222; house: house { width: 150 }; a: orange 'prohibited sign' { width: 18 } }"
    assert any(fact.kind == "count" for fact in report(drawn, said).failed)
