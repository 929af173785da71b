"""What ends in a point bears what balances on it, however wide that is, and stays small below it."""

import pytest

import sgc


@pytest.mark.parametrize(("board", "point"), [("plank", "fulcrum"), ("brown rectangle", "gray triangle")])
def test_a_wide_thing_balances_on_a_point(board: str, point: str) -> None:
    size = " { width: 70%, height: 16 }" if "rectangle" in board else ""
    picture = sgc.compile(f"scene 640x400 {{ board: {board}{size}; point: {point}; board on point }}")
    upper, lower = (next(one.box for one in picture.layout.objects if one.id == id) for id in ("board", "point"))
    assert upper[2] - upper[0] > 1.6 * (lower[2] - lower[0])
    assert abs(upper[0] + upper[2] - lower[0] - lower[2]) < 0.05 * (lower[2] - lower[0])
    assert picture.verify().verified


def test_a_riders_horse_is_before_what_the_rider_is_before() -> None:
    picture = sgc.compile("""
        scene { grass: grass; horse: horse; castle: castle; knight: knight; knight on horse; knight in front of castle }
    """)
    order = [one.id for one in picture.layout.objects]
    assert order.index("castle") < order.index("horse") < order.index("knight")
    castle, grass = (next(one.box for one in picture.layout.objects if one.id == id) for id in ("castle", "grass"))
    assert castle[3] > grass[1], "the castle stands on the grass"


def test_the_hill_with_a_castle_on_it_is_behind_who_is_before_the_castle() -> None:
    picture = sgc.compile("""
        scene 512x512 {
          grass: grass; knight: knight; horse: horse; castle: castle; hill: hill
          knight on horse; knight in front of castle; castle on hill
        }
    """)
    order = [one.id for one in picture.layout.objects]
    assert order.index("hill") < order.index("horse")
    hill, castle = (next(one.box for one in picture.layout.objects if one.id == id) for id in ("hill", "castle"))
    assert hill[2] - hill[0] > castle[2] - castle[0], "the hill has its natural size beside the castle"
    grass = next(one.box for one in picture.layout.objects if one.id == "grass")
    assert (grass[0], *grass[2:]) == (0, 512 * 12, 512 * 12), "no strip of sky is seen beside the ground"
