"""Several things of one noun in an order by size: each is larger than the one before, and all are to be seen."""

from itertools import pairwise

from placing import placed

from sgc.layout.types import PlacedObject


def width(one: PlacedObject) -> int:
    return one.box[2] - one.box[0]


def test_the_smallest_of_five_is_not_next_to_nothing() -> None:
    names = "abcde"
    order = "; ".join(f"{one} smaller than {other}" for one, other in pairwise(names))
    boxes = placed("; ".join(f"{name}: house" for name in names) + f"; {order}; row a b c d e")
    widths = [width(boxes[name]) for name in names]
    assert widths == sorted(widths)
    assert 4 * widths[0] >= widths[-1]


def test_those_of_which_no_order_is_said_are_as_large_as_each_other() -> None:
    boxes = placed("big: mouse; others: 4 mouse; big larger than others")
    assert len({width(boxes[f"others[{k}]"]) for k in range(1, 5)}) == 1


def test_what_is_as_high_as_a_house_has_grown_and_the_house_is_no_smaller() -> None:
    boxes = placed("a: butterfly; b: house; a same height as b; b beside a")
    assert width(boxes["b"]) > 512 * 12 // 5
    boxes = placed("a: mouse; b: elephant; a larger than b")
    assert width(boxes["b"]) > 512 * 12 // 5
