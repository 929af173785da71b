"""What holds others shows its label where they do not cover it, and what lies in a thing is painted after it."""

from __future__ import annotations

import pytest

import sgc
from sgc.layout.types import Layout, PlacedObject


def placed(text: str) -> dict[str, PlacedObject]:
    layout = sgc.compile(text).layout
    assert isinstance(layout, Layout)
    return {one.id: one for one in layout.objects}


def _shared(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ('home: yellow rectangle "Our home"; cups: 3 red cup; cups inside home', "home"),
        ('home: circle "Home"; cup: cup; cup inside home', "home"),
        ('home: square "Home" { width: 200 }; dog: dog; dog inside home', "home"),
        ("castel: castel; dog: dog; dog inside castel", "castel"),
        ("castel: castel; dog: dog; dog centered in castel", "castel"),
        ("castel: castel; dog: dog; dog in front of castel", "castel"),
        ("castel: castel; rug: rug; dog: dog; rug inside castel; dog on rug", "castel"),
    ],
)
def test_nothing_covers_the_label_of_what_holds_it(text: str, holder: str) -> None:
    found = placed(f"scene {{ {text} }}")
    label = found[holder].label
    assert label is not None
    for one in found.values():
        assert one.id == holder or not _shared(one.box, label.box), one.id


def test_a_backdrop_in_a_room_is_painted_after_the_room_and_before_what_stands_in_it() -> None:
    found = placed("scene { sky: sky; room: room; wall: blue wall; door: door; wall inside room; door inside room }")
    assert [found[id].layer for id in ("sky", "room", "wall", "door")] == [0, 1, 2, 3]


def test_two_walls_stand_side_by_side() -> None:
    found = placed("scene { walls: 2 wall; cup: cup }")
    assert not _shared(found["walls[1]"].box, found["walls[2]"].box)
