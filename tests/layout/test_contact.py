"""Collections that touch or overlap others, or are behind or before them: composed as one would draw them, not found by
search."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placing import placed

import sgc
from sgc.graph.box import Box
from sgc.graph.measures import Measures
from sgc.graph.relations import PREDICATES
from sgc.layout.contact import MEETING, offsets, overhang
from sgc.layout.dealing import dealt
from sgc.layout.rules import Budget

EXTENTS = st.tuples(st.integers(60, 400), st.integers(60, 400))
PAIRS = {"touching": "car person", "overlapping": "cat dog", "behind": "person car", "in front of": "dog house"}


@given(st.integers(0, 14), st.integers(1, 6))
def test_everybody_is_dealt_and_nobody_gets_two_more_than_another(count: int, number: int) -> None:
    ids = [str(index) for index in range(count)]
    shares = dealt(ids, number)
    assert [id for share in shares for id in share] == ids
    sizes = [len(share) for share in shares]
    assert max(sizes) - min(sizes) <= 1
    assert sizes == sizes[::-1] or count % number


@given(st.sampled_from(sorted(MEETING)), st.integers(1, 4), EXTENTS)
def test_up_to_four_alike_meet_where_they_are_put(how: str, count: int, root: tuple[int, int]) -> None:
    """Small ones meet a larger one as the relation says."""
    size = (root[0] // (4 if count > 2 else 3), root[1] // 2)
    measures = Measures(canvas=Box.of(0, 0, 512, 512), spacing=4, near=80, far=200, tolerance=1, padding=4)
    near = Box.of(-root[0] / 2, -root[1] / 2, root[0] / 2, root[1] / 2)
    for x, y in offsets(how, count, size, root, 4):
        box = Box.of(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
        assert PREDICATES[how].formula((box, near), measures, 0) is True


@given(st.sampled_from(sorted(MEETING)), st.integers(1, 14), EXTENTS, EXTENTS)
def test_a_cell_holds_all_that_is_in_it(how: str, count: int, size: tuple[int, int], root: tuple[int, int]) -> None:
    beyond = overhang(how, count, size, root, 10)
    for x, y in offsets(how, count, size, root, 10):
        assert x - size[0] / 2 >= -root[0] / 2 - beyond.left - 1e-6
        assert x + size[0] / 2 <= root[0] / 2 + beyond.right + 1e-6
        assert y - size[1] / 2 >= -root[1] / 2 - beyond.above - 1e-6
        assert y + size[1] / 2 <= root[1] / 2 + beyond.below + 1e-6


@pytest.mark.parametrize(("many", "few"), [(8, 6), (12, 2), (5, 3), (3, 1), (2, 5), (12, 12)])
@pytest.mark.parametrize("how", sorted(PAIRS))
def test_collections_that_meet_are_composed_without_a_search(
    how: str, many: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []
    monkeypatch.setattr(Budget, "spend", lambda self, steps: spent.append(steps))
    first, second = PAIRS[how].split()
    found = placed(f"a: {many} {first}; b: {few} {second}; a {how} b")
    assert sum(spent) < 3_000_000
    for name in "ab":
        boxes = [one.box for one in found.values() if one.object == name]
        assert len({(right - left, bottom - top) for left, top, right, bottom in boxes}) == 1
        assert min(right - left for left, _, right, _ in boxes) > 12 * 12


@pytest.mark.parametrize("near", ["car", "house", "bench", "elephant"])
def test_any_number_stand_behind_what_is_wide(near: str) -> None:
    for count in (3, 5):
        found = placed(f"a: {count} person; b: {near}; a behind b")
        people, before = [one.box for one in found.values() if one.object == "a"], found["b"].box
        assert len({bottom for *_, bottom in people}) == 1
        assert all(top < before[1] < bottom < before[3] for _, top, _, bottom in people)
        assert all(a[2] <= b[0] or b[2] <= a[0] for a, b in combinations(people, 2))


def test_of_what_touches_the_more_get_one_of_the_fewer_whoever_is_named_first() -> None:
    for said in ("a touching b", "b touching a"):
        found = placed(f"a: 3 square; b: circle {{ size: 60 }}; {said}")
        left, top, right, bottom = found["b"].box
        for one in (found[f"a[{number}]"].box for number in (1, 2, 3)):
            gaps = (one[0] - right, left - one[2], one[1] - bottom, top - one[3])
            assert max(gaps) == 0


def test_one_thing_before_several_is_before_the_middle_of_them() -> None:
    found = placed("a: dog; b: 3 house; a in front of b")
    dog, middle = found["a"].box, found["b[2]"].box
    assert middle[0] < dog[2]
    assert dog[0] < middle[2]
    assert dog[3] > middle[3]
    assert dog[2] - dog[0] < middle[2] - middle[0]


def test_many_behind_what_is_higher_look_over_it_in_one_row() -> None:
    found = placed("barn: barn; trees: 5 tree; trees behind barn", "900x600")
    trees = [one.box for one in found.values() if one.object == "trees"]
    assert len({top for _, top, _, _ in trees}) == 1
    assert trees[0][1] < found["barn"].box[1]


@pytest.mark.parametrize("number", [9, 16])
def test_many_in_a_square_are_a_square(number: int) -> None:
    found = placed(f"frame: square {{ size: 300 }}; dots: {number} circle {{ size: 20 }}; dots inside frame", "800x400")
    tops = [one.box[1] for one in found.values() if one.object == "dots"]
    assert {tops.count(top) ** 2 for top in tops} == {number}


@pytest.mark.parametrize(("who", "what"), [("man", "car"), ("teacher", "desk"), ("woman", "counter")])
def test_who_is_behind_what_is_low_and_broad_stands_in_its_middle(who: str, what: str) -> None:
    found = placed(f"one: {who}; thing: {what}; one behind thing")
    one, thing = found["one"].box, found["thing"].box
    assert abs(one[0] + one[2] - thing[0] - thing[2]) <= 60
    assert 2 * (thing[1] - one[1]) >= 0.8 * (one[3] - one[1])


def test_nobody_stands_where_what_is_on_a_thing_would_hide_them() -> None:
    picture = sgc.compile("scene { man: man; car: car; box: box; box on car; man behind car }")
    assert picture.verify().verified


def test_two_sellers_stand_beside_each_other_in_the_opening_of_a_stall() -> None:
    found = placed("sellers: 2 seller; stall: market stall; sellers behind stall")
    left, top, right, bottom = found["stall"].box
    one, other = found["sellers[1]"].box, found["sellers[2]"].box
    assert left < one[0] < one[2] <= other[0] < other[2] < right
    assert top + 0.2 * (bottom - top) < min(one[1], other[1])


def test_a_seller_is_seen_in_the_opening_of_a_stall() -> None:
    found = placed("seller: seller; stall: market stall; apples: 3 apple; apples on stall; seller behind stall")
    left, top, right, bottom = found["stall"].box
    opening = [left + 0.12 * (right - left), top + 0.33 * (bottom - top), left + 0.88 * (right - left)]
    counter = top + 0.62 * (bottom - top)
    one = found["seller"].box
    assert opening[0] <= one[0]
    assert opening[1] <= one[1]
    assert one[2] <= opening[2]
    assert counter - one[1] >= (one[3] - one[1]) / 2
    assert found["seller"].layer < found["stall"].layer


def test_an_umbrella_is_held_over_the_head() -> None:
    found = placed("woman: woman; umbrella: umbrella; umbrella held by woman")
    woman, umbrella = found["woman"], found["umbrella"]
    assert umbrella.box[0] < woman.box[0] + 0.27 * (woman.box[2] - woman.box[0])
    assert umbrella.box[2] > woman.box[0] + 0.73 * (woman.box[2] - woman.box[0])
    assert umbrella.box[1] < woman.box[1] < umbrella.box[3]
    assert umbrella.layer < woman.layer
