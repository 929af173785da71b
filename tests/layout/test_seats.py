"""People on what is made to sit on sit: their hips are on the seat, and their legs hang down before it."""

import pytest

import sgc
from sgc.graph.vocabulary import lookup


@pytest.mark.parametrize("seat", ["bench", "chair", "couch", "horse", "log"])
def test_who_is_on_a_seat_sits(seat: str) -> None:
    picture = sgc.compile(f"scene {{ who: boy; seat: {seat}; who on seat }}")
    boy, bench = (next(one.box for one in picture.layout.objects if one.id == id) for id in ("who", "seat"))
    entry, of_seat = lookup("boy").sitting(), lookup(seat)
    assert entry.seat is not None
    assert of_seat.face is not None
    hip = boy[1] + entry.seat[3] * (boy[3] - boy[1])
    top, bottom = (bench[1] + share * (bench[3] - bench[1]) for share in of_seat.face[1::2])
    assert top - 12 <= hip <= bottom + 12
    assert boy[3] > hip
    assert picture.verify().verified


def test_a_seat_is_seen_beside_those_who_sit_on_it() -> None:
    picture = sgc.compile("scene { children: 2 child; bench: bench; children on bench }")
    widths = {one.id: one.box[2] - one.box[0] for one in picture.layout.objects}
    assert widths["bench"] >= 1.3 * (widths["children[1]"] + widths["children[2]"])


def test_who_sits_is_less_high_and_seen_as_the_same_noun() -> None:
    standing, sitting = (
        sgc.compile(f"scene {{ who: girl; base: {noun}; who on base }}").layout for noun in ("box", "bench")
    )
    shapes = [next((b[2] - b[0]) / (b[3] - b[1]) for one in layout.objects if one.id == "who" for b in [one.box])
              for layout in (standing, sitting)]  # fmt: skip
    assert shapes[1] > 1.15 * shapes[0]


def test_animals_and_things_stand_on_seats() -> None:
    for noun in ("cat", "lamp", "baby"):
        assert lookup(noun).sitting() == lookup(noun)
