"""What stands near a box is found as by asking every box."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sgc.measure.nearby import Nearby

numbers = st.floats(-1e4, 1e4)
sides = st.floats(0, 3e3) | st.just(0.0)
boxes = st.builds(lambda x, y, width, height: (x, y, x + width, y + height), numbers, numbers, sides, sides)


@given(st.lists(boxes, max_size=20), st.lists(boxes, max_size=5), st.sets(st.integers(0, 19)), boxes, sides)
def test_those_that_meet_a_box_are_found(first, later, dropped, box, reach) -> None:
    near = Nearby(first)
    assert [near.add(one) for one in later] == list(range(len(first), len(first) + len(later)))
    every = [*first, *later]
    for number in dropped & set(range(len(every))):
        near.drop(number)
    left, top, right, bottom = box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach
    assert near.meeting(box, reach) == [
        i for i, one in enumerate(every)
        if i not in dropped and one[0] <= right and left <= one[2] and one[1] <= bottom and top <= one[3]
    ]  # fmt: skip
