"""What makes a layout look right beyond what was said: support, meeting backdrops, wheels, sizes, labels."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from statistics import fmean

import pytest
from placing import placed

import sgc
from sgc.compiler import load
from sgc.layout import making_room, solve
from sgc.layout.types import Conflict, Layout, PlacedObject
from sgc.measure.proportions import natural_sizes


def layout(body: str, size: str = "640x480") -> dict[str, PlacedObject]:
    return placed(body, size)


def test_backdrops_meet_and_fill_the_canvas() -> None:
    found = layout("sky: sky; street: street; car: car; sky above street; car on street")
    sky, street = found["sky"].box, found["street"].box
    assert (sky[:3], street[0], street[2:]) == ((0, 0, 640 * 12), 0, (640 * 12, 480 * 12))
    assert 0 <= street[1] - sky[3] <= 12


@pytest.mark.parametrize("ground", ["wall", "forest", "sea"])
def test_what_is_in_front_of_a_backdrop_stands_on_a_strip_below_it(ground: str) -> None:
    found = layout(f"g: {ground}; boy: boy; dog: dog; boy in front of g; dog in front of g")
    left, _, right, bottom = found["g"].box
    assert (left, right) == (0, 640 * 12)
    assert bottom < found["boy"].box[3] == found["dog"].box[3] < 480 * 12


def test_a_backdrop_behind_a_crowded_figure_still_reaches_its_edges() -> None:
    found = layout(
        "w: wall; t: table { width: 90% }; a: flask; b: 3 'test tube'; c: microscope; s: scientist; k: clock\n"
        "a on t; b on t; c on t; a left of b left of c; s behind t; k at top-right of canvas"
    )
    assert found["w"].box == (0, 0, 640 * 12, 480 * 12)


def test_a_backdrop_among_things_is_no_strip() -> None:
    found = layout("field: field; people: 2 person; people surrounding field")
    _, top, _, bottom = found["field"].box
    assert bottom - top >= 48 * 12
    own = layout("field: field { height: 20 }")["field"].box
    assert own[3] - own[1] == 20 * 12


def test_things_with_one_center_may_overlap() -> None:
    found = layout(
        "rim: circle { size: 60 }; tyre: circle { size: 40 }; hub: circle { size: 10 };"
        "tyre centered in rim; hub centered in rim"
    )
    assert len({(one.box[0] + one.box[2], one.box[1] + one.box[3]) for one in found.values()}) == 1
    assert list(found) == ["rim", "tyre", "hub"]


def test_several_subjects_of_one_center_would_be_seen_as_one() -> None:
    assert not sgc.compile("scene { a: 2 circle; b: square; a centered in b }").satisfied


def test_a_part_is_no_stranger_to_itself() -> None:
    found = sgc.compile(
        "part wheel() { rim: circle { size: 60 }; hub: circle { size: 10 }; hub centered in rim }\n"
        "scene { w: 3 wheel(); row w[1] w[2] w[3] }"
    )
    assert found.satisfied


def test_what_is_between_things_that_stand_stands_too() -> None:
    found = layout("a: man; b: woman; c: boy; c between a and b; a left of b")
    assert len({one.box[3] for one in found.values()}) == 1


def test_what_stands_behind_something_small_keeps_its_size() -> None:
    found = layout("girl: girl; home: house; girl in front of home")
    girl, home = (found[id].box for id in ("girl", "home"))
    assert home[3] - home[1] > girl[3] - girl[1]


def test_members_of_a_collection_are_as_large_as_each_other() -> None:
    found = layout("t: table { width: 90% }; a: 4 apple; c: 3 cup; l: lamp; a on t; c on t; l on t")
    for name in ("a", "c"):
        boxes = [one.box for one in found.values() if one.object == name]
        assert len({(right - left, bottom - top) for left, top, right, bottom in boxes}) == 1
    lamp = found["l"].box
    assert lamp[3] - lamp[1] > 40 * 12


def test_labels_stand_below_people() -> None:
    found = layout('a: man "Ann"; b: woman "Ben"; a left of b')
    for one in found.values():
        assert one.label is not None
        assert one.label.box[1] >= one.box[3]


def test_what_is_in_a_thing_may_have_its_label_there() -> None:
    found = layout('a: person "Ann"; b: tree; a inside b')
    assert found["a"].label is not None


def test_unconnected_chains_stand_in_rows_of_their_own() -> None:
    chains = "; ".join(f"{name}{i}: circle" for name in "abc" for i in range(6))
    orders = "; ".join(f"{name}{i} left of {name}{i + 1}" for name in "abc" for i in range(5))
    found = layout(f"{chains}; {orders}")
    rows = {name: {found[f"{name}{i}"].box[1] for i in range(6)} for name in "abc"}
    assert all(len(row) == 1 for row in rows.values())
    assert len(set.union(*rows.values())) == 3


def test_where_sizes_depend_on_positions_things_are_still_as_large_as_they_should_be() -> None:
    """What surrounds, is above and contains at once: no proposed sizes fit, and the solver's own would be dots."""
    found = layout("s: sky; b: skateboard; p: person; t: tree; s surrounding b; p inside s; p above t; t below s")
    for id in ("p", "t"):
        left, top, right, bottom = found[id].box
        assert max(right - left, bottom - top) > 60 * 12


def test_what_stands_on_one_table_stands_on_one_line_there() -> None:
    found = layout("t: table { width: 90% }; a: 3 apple; b: large plate; c: cup; a on t; b on t; c on t")
    assert len({one.box[3] for one in found.values() if one.object != "t"}) == 1


def test_a_line_that_would_make_things_tiny_becomes_rows_in_the_order_of_the_text() -> None:
    found = layout("a: 3 couch; b: man; c: rabbit; d: 3 bicycle; e: backpack", "512x512")
    names = ("a[1]", "b", "d[1]", "e")
    bottoms = [found[name].box[3] for name in names]
    assert bottoms == sorted(set(bottoms))
    left, _, right, _ = found["a[1]"].box
    assert right - left > 100 * 12


def test_a_row_that_fits_stays_one_line() -> None:
    found = layout("a: 2 cat; b: dog; c: horse", "900x400")
    assert len({one.box[3] for one in found.values()}) == 1


def test_what_is_denied_puts_nothing_together() -> None:
    found = layout("a: 7 circle { size: 46 }; b: 5 triangle { size: 46 }; c: cross { size: 26 };"
                   "c centered in canvas; none of a touching c", "512x512")  # fmt: skip
    assert len({found[f"a[{i}]"].box[1] for i in range(1, 8)}) == 2  # a grid of two rows, not a swarm around the cross


@pytest.mark.parametrize("said", ["house beside trees", "house near trees", "trees beside house"])
def test_several_beside_one_thing_are_a_group_and_alike(said: str) -> None:
    found = layout(f"house: house; trees: 3 pine tree; {said}")
    trees = [found[f"trees[{number}]"].box for number in (1, 2, 3)]
    house = found["house"].box
    assert len({(right - left, bottom - top) for left, top, right, bottom in trees}) == 1
    assert all(right < house[0] for _, _, right, _ in trees) or all(left > house[2] for left, *_ in trees)
    assert trees[0][3] - trees[0][1] > 100 * 12


def test_what_is_beside_one_thing_stands_on_its_ground_where_there_is_room_for_a_row() -> None:
    for body in ("a: car; b: 4 person; b near a", "a: house; b: 2 pine tree; b beside a"):
        assert len({one.box[3] for one in layout(body).values()}) == 1


@pytest.mark.parametrize("said", ["a beside b", "a near b", "b beside a"])
@pytest.mark.parametrize(("many", "few"), [(3, 2), (4, 2), (5, 3), (8, 1), (12, 2), (9, 7)])
def test_collections_beside_each_other_are_two_groups_of_natural_size(said: str, many: int, few: int) -> None:
    found = layout(f"a: {many} cat; b: {few} dog; {said}", "512x512")
    cats, dogs = ([one.box for one in found.values() if one.object == name] for name in "ab")
    assert len({(right - left, bottom - top) for left, top, right, bottom in cats}) == 1
    assert max(right for _, _, right, _ in dogs) < min(left for left, *_ in cats) or (
        max(right for _, _, right, _ in cats) < min(left for left, *_ in dogs)
    )
    assert cats[0][2] - cats[0][0] > 35 * 12
    middles = [(min(box[1] for box in boxes) + max(box[3] for box in boxes)) / 2 for boxes in (cats, dogs)]
    assert abs(middles[0] - middles[1]) < 28 * 12


def test_what_several_statements_put_beside_each_other_is_composed_together() -> None:
    found = layout("a: 7 sheep; b: 3 tree; c: barn; a near b; a near c", "512x512")
    sheep = [one.box for one in found.values() if one.object == "a"]
    assert len({top for _, top, *_ in sheep}) > 1  # in one row with all the others they would be dots
    assert min(right - left for left, _, right, _ in sheep) > 35 * 12


@pytest.mark.parametrize("said", ["b in front of a", "a behind b"])
@pytest.mark.parametrize("many", [1, 2, 3, 6])
def test_any_number_stand_in_a_row_in_front_of_one_thing(said: str, many: int) -> None:
    found = layout(f"a: house; b: {many} cat; {said}", "512x512")
    house, cats = found["a"].box, [one.box for one in found.values() if one.object == "b"]
    assert len({bottom for *_, bottom in cats}) == 1
    for left, top, right, bottom in cats:
        assert left < house[2]
        assert right > house[0]
        assert top < house[3] < bottom
        assert right - left > 25 * 12


def test_what_is_centered_in_one_of_a_grid_is_there() -> None:
    found = layout(
        "for r in 1..3 { for c in 1..3 { cell[r,c]: square { size: 60 } } }; grid cell 3x3 gap 0; "
        "a: circle { size: 30 }; a centered in cell[2,3]"
    )
    a, cell = found["a"].box, found["cell[2,3]"].box
    assert (a[0] + a[2], a[1] + a[3]) == (cell[0] + cell[2], cell[1] + cell[3])


def test_what_would_have_to_be_tiny_near_the_sketch_is_placed_elsewhere() -> None:
    found = layout("cats: 3 cat; dogs: 2 dog; cats beside dogs")
    assert min(box[3] - box[1] for box in (one.box for one in found.values())) > 40 * 12


def test_a_grid_of_things_named_one_by_one_is_composed_as_one() -> None:
    names = [f"{grid}{number}" for grid in "ab" for number in range(1, 7)]
    things = "; ".join(f"{name}: square {{ size: 40 }}" for name in names)
    grids = "; ".join(f"grid {' '.join(names[i : i + 6])} 2x3" for i in (0, 6))
    found = layout(f"{things}; {grids}; a1 left of b1")
    for grid in "ab":
        boxes = [found[f"{grid}{number}"].box for number in range(1, 7)]
        gaps = {after[0] - before[2] for before, after in pairwise(boxes[:3])}
        assert len(gaps) == 1
        assert gaps.pop() < 40 * 12


def test_a_last_row_that_is_not_full_stands_below_the_middle() -> None:
    found = layout("a: 5 balloon; b: girl; a above b", "512x512")
    boxes = [found[f"a[{number}]"].box for number in range(1, 6)]
    first, last = boxes[:3], boxes[3:]
    assert max(bottom for *_, bottom in first) <= min(top for _, top, *_ in last)
    middles = [min(box[0] for box in row) + max(box[2] for box in row) for row in (first, last)]
    assert abs(middles[0] - middles[1]) <= 4


def test_ten_on_one_table_stand_in_one_row_and_ten_in_the_air_in_two_full_ones() -> None:
    on = layout("t: table; a: 10 apple; a on t", "512x512")
    assert len({one.box[3] for one in on.values() if one.object == "a"}) == 1
    free = layout("a: 10 star; m: moon; a above m", "512x512")
    rows = [one.box[1] for one in free.values() if one.object == "a"]
    assert sorted(rows.count(top) for top in set(rows)) == [5, 5]


def test_a_collection_that_has_room_on_the_ground_stands_on_it_in_one_row() -> None:
    assert len({one.box[3] for one in layout("a: 7 person", "512x512").values()}) == 1
    assert len({one.box[3] for one in layout("a: 8 dog", "512x512").values()}) == 2


def test_what_is_beside_things_on_a_table_stands_on_the_ground_and_they_at_the_tables_end() -> None:
    found = layout("a: 3 apple; t: table; v: vase; a on t; a beside v", "512x512")
    assert found["v"].box[3] == found["t"].box[3]


def test_each_row_in_a_container_stands_in_its_middle() -> None:
    found = layout(
        "c: ellipse { width: 520, height: 380 }; n: circle { size: 120 }; v: circle { size: 110 }; "
        "m: 3 ellipse { width: 70, height: 36 }; n inside c; v inside c; m inside c; n left of v"
    )
    middle = found["c"].box[0] + found["c"].box[2]
    for row in (["n", "v"], ["m[1]", "m[2]", "m[3]"]):
        boxes = [found[id].box for id in row]
        assert abs(min(box[0] for box in boxes) + max(box[2] for box in boxes) - middle) <= 24


def test_what_flies_is_in_the_sky_that_the_figure_shows() -> None:
    found = layout(
        "kids: 2 kid; kites: 2 kite; park: park; sky: sky; clouds: 2 cloud\n"
        "kids inside park; kids under sky; clouds inside sky"
    )
    assert found["sky"].box[1] == 0
    for id in ("kites[1]", "kites[2]"):
        assert found[id].box[3] <= found["park"].box[1] + 12


def test_what_is_between_something_and_what_a_child_stands_before_stands_on_their_ground() -> None:
    found = layout("home: house; barn: barn; t: tree; girl: girl; t between home and barn; girl in front of home")
    assert found["t"].box[3] == found["barn"].box[3]


@pytest.mark.parametrize("body", ["a: 10 dot; ring a", "group g { a: 8 star; ring a }; b: 5 heart; row b"])
def test_a_ring_about_nothing_is_sketched_as_a_ring(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It needs no relaxation: from rows and columns that took seconds."""
    monkeypatch.setattr(making_room, "relax", None)
    found = layout(body)
    ring = [one.box for id, one in found.items() if "a[" in id]
    middles = [((a + c) / 2, (b + d) / 2) for a, b, c, d in ring]
    x, y = (fmean(values) for values in zip(*middles, strict=True))
    radii = [hypot(u - x, v - y) for u, v in middles]
    assert max(radii) - min(radii) <= 12


@pytest.mark.parametrize(("body", "side"), [("a: square { size: 1 }", 1), ("a: apple { size: 4 }", 4)])
def test_a_stated_size_may_be_less_than_the_least(body: str, side: int) -> None:
    left, top, right, bottom = layout(body)["a"].box
    assert max(right - left, bottom - top) == side * 12


def test_a_mark_in_the_middle_of_a_square_on_a_board_lies_on_both() -> None:
    found = layout(
        "board: square { size: 400 }; cells: 9 square { size: 100 }; grid cells 3x3 gap 10; cells inside board\n"
        'x: text "X"; x centered in cells[5]'
    )
    cell, mark = found["cells[5]"].box, found["x"].box
    assert (cell[0] + cell[2], cell[1] + cell[3]) == (mark[0] + mark[2], mark[1] + mark[3])
    assert found["board"].layer < found["cells[5]"].layer < found["x"].layer


@pytest.mark.parametrize("frames", ["frame: 2 {}", "for i in 1..2 {{ frame[i]: {} }}"])
def test_what_is_in_one_of_several_frames_is_in_its_middle(frames: str) -> None:
    found = layout(
        f"{frames.format('square { size: 200 }')}\nrow frame\n"
        "for k in 1..3 { dot[k]: circle { size: 20 }\ndot[k] inside frame[2] }"
        "\nstar: star { size: 40 }\nstar inside frame[1]"
    )
    for number, names in ((1, ("star",)), (2, ("dot[1]", "dot[2]", "dot[3]"))):
        frame, boxes = found[f"frame[{number}]"].box, [found[name].box for name in names]
        for axis in (0, 1):
            low, high = min(box[axis] for box in boxes), max(box[axis + 2] for box in boxes)
            assert abs(low + high - frame[axis] - frame[axis + 2]) <= 24


@pytest.mark.parametrize("other", ["a: red circle\nbar: ", "bar: "])
def test_what_is_as_wide_as_the_figure_has_a_row_of_its_own(other: str) -> None:
    found = layout(f"{other}navy rectangle {{ width: 600, height: 50 }}\nb: star; c: cat\nb right of c")
    assert min(one.box[2] - one.box[0] for one in found.values()) > 90 * 12
    bar = found["bar"].box
    assert all(one.box[3] <= bar[1] or bar[3] <= one.box[1] for one in found.values() if one.id != "bar")


def test_what_is_as_wide_as_the_figure_leaves_the_rest_in_the_middle() -> None:
    found = layout("bar: rectangle { width: 640, height: 50 }; a: 3 square { size: 60 }; row a gap 10; a below bar")
    boxes = [found[f"a[{number}]"].box for number in (1, 2, 3)]
    assert abs(boxes[0][0] + boxes[2][2] - 640 * 12) <= 24


def test_a_label_stands_at_the_top_where_things_would_cover_it() -> None:
    body = 'box: square "Fruit" { size: 160 }; apples: 3 apple; apples inside box; cup: square "Cup" { size: 90 }'
    found = layout(body)
    for name in ("box", "cup"):
        label, box = found[name].label, found[name].box
        assert label is not None
        assert label.inside
        assert abs(label.box[0] + label.box[2] - box[0] - box[2]) <= 24
    box = found["box"].label.box  # type: ignore[union-attr]
    assert all(one.box[1] >= box[3] for one in found.values() if one.object == "apples")
    cup, label = found["cup"].box, found["cup"].label
    assert abs(label.box[1] + label.box[3] - cup[1] - cup[3]) <= 24, "nothing covers the middle"  # type: ignore[union-attr]


def test_rows_below_each_other_are_lined_up_as_wholes() -> None:
    found = layout(
        "low: 5 square; high: 3 circle; star: star; row low gap 6; row high gap 6\n"
        "column star high low gap 10; align center star high low"
    )

    def joint(name: str) -> list[int]:
        boxes = [one.box for one in found.values() if one.object == name]
        return [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]

    star, high, low = map(joint, ("star", "high", "low"))
    assert high[1] - star[3] == low[1] - high[3] == 10 * 12
    assert max(box[0] + box[2] for box in (star, high, low)) - min(box[0] + box[2] for box in (star, high, low)) <= 24


def test_an_exact_distance_along_a_row_is_from_all_of_it() -> None:
    found = layout("a: 3 square { size: 40 }; row a gap 10; b: star; b left of a by exactly 30; c: circle\n"
                   "c above a by exactly 20")  # fmt: skip
    assert found["a[1]"].box[0] - found["b"].box[2] == 30 * 12
    assert {found[f"a[{number}]"].box[1] - found["c"].box[3] for number in (1, 2, 3)} == {20 * 12}


def test_one_collection_is_no_row_and_column_at_once() -> None:
    found = sgc.compile("scene { dots: 3 circle; row dots; column dots }").layout
    assert isinstance(found, Conflict)


@pytest.mark.parametrize("said", ["trees behind house", "house in front of trees"])
def test_rows_of_trees_are_behind_a_house_as_a_whole(said: str) -> None:
    found = layout(f"house: house; trees: 15 tree; grid trees 3x5; {said}")
    house, trees = found["house"], [one for one in found.values() if one.object == "trees"]
    assert all(tree.layer < house.layer and tree.box[3] < house.box[3] for tree in trees)
    covered = [tree for tree in trees if tree.box[3] > house.box[1] and tree.box[2] > house.box[0] and
               tree.box[0] < house.box[2]]  # fmt: skip
    assert 1 <= len(covered) <= 3
    assert {tree.box[3] for tree in covered} == {max(tree.box[3] for tree in trees)}, "they are in the nearest row"
    assert house.box[2] - house.box[0] > trees[0].box[2] - trees[0].box[0]


def test_a_crowd_stands_in_rows_before_a_stage_that_is_as_broad() -> None:
    found = layout("stage: stage; people: 30 person; people in front of stage")
    stage, people = found["stage"].box, [one.box for one in found.values() if one.object == "people"]
    assert len({box[3] for box in people}) == 3
    assert all(box[3] > stage[3] and box[3] - box[1] > 12 * 40 for box in people)
    assert sum(box[1] < stage[3] for box in people) == 10, "the farthest row covers its foot"
    assert stage[2] - stage[0] > 12 * 300


def test_before_a_house_a_row_of_trees_is_larger_than_what_is_small() -> None:
    found = layout("house: small house; trees: 10 tree; row trees; trees behind house")
    house, tree = (found[id].box for id in ("house", "trees[1]"))
    assert 0.5 < (house[2] - house[0]) / (tree[2] - tree[0]) < 2


def test_cells_of_a_grid_are_of_one_size() -> None:
    names = ["ant", "whale", "house", "bee", "cat", "tree"]
    declared = "; ".join(f'{name}: {name} "{name * (1 + 4 * (name == "cat"))}"' for name in names)
    found = layout(f"{declared}; grid {' '.join(names)} 2x3")
    longer = [longer_side(one) for one in found.values()]
    assert max(longer) <= 1.1 * min(longer)


def test_words_for_sizes_count_beside_the_size_of_cells() -> None:
    found = layout("a: large ant; b: bee; c: small cow; d: dog; grid a b c d 2x2")
    assert longer_side(found["c"]) < 0.85 * longer_side(found["b"]) < 0.85 * longer_side(found["a"])


@pytest.mark.parametrize("noun", ["block", "box"])
def test_a_tower_is_as_wide_at_its_top_as_at_its_foot(noun: str) -> None:
    found = layout(
        f"{' '.join(f'{name}: {noun};' for name in 'abcde')} b on a; c on b; d on c; e on d; t: table; a on t"
    )
    widths = [found[name].box[2] - found[name].box[0] for name in "abcde"]
    assert max(widths) <= 1.05 * min(widths)


def longer_side(one: PlacedObject) -> int:
    left, top, right, bottom = one.box
    return max(right - left, bottom - top)


GROUPS = """scene 500x400 {
  group zoo "Zoo" { lion: lion; zebra: zebra; bear: bear }
  group farm "Farm" { cow: cow; pig: pig; hen: 3 hen }
  zoo left of farm
}"""


def test_no_thing_in_a_frame_pays_for_the_others_with_its_size() -> None:
    """The room of a frame was guessed from the first thing in it, which alone had to shrink."""
    (scene,) = load(GROUPS)
    found = solve(scene)
    assert isinstance(found, Layout)
    natural = natural_sizes(scene)
    longer = {one.id: max(one.box[2] - one.box[0], one.box[3] - one.box[1]) for one in found.objects}
    shares = [longer[id] / natural[id] for id in ("lion", "zebra", "bear", "cow", "pig")]
    assert min(shares) > 0.9 * max(shares)


def test_things_in_a_frame_stand_in_rows_where_one_line_would_leave_them_small() -> None:
    (scene,) = load(GROUPS)
    found = solve(scene)
    assert isinstance(found, Layout)
    boxes = {one.id: one.box for one in found.objects}
    assert boxes["bear"][0] < boxes["zebra"][0], "the bear, which comes third, is below the lion"
    assert boxes["zebra"][3] - boxes["zebra"][1] > 80 * 12, "on one line it is 60 px high"
    assert boxes["hen[1]"][1] >= boxes["cow"][3]
    (scene,) = load("scene 600x200 { group zoo { lion: lion; zebra: zebra; bear: bear } }")
    found = solve(scene)
    assert isinstance(found, Layout)
    assert len({one.box[3] for one in found.objects if one.id != "zoo"}) == 1, "there is room for them on one line"


def test_where_room_is_short_no_thing_by_itself_shrinks_to_a_speck() -> None:
    (scene,) = load("""scene {
      glove: glove; snowman: snowman; sheep: sheep; starfish: starfish; iron: iron; engine: engine
      'rice ball': 'rice ball'; flag: 'checkered flag'
      glove left of snowman; snowman above sheep; sheep above starfish; glove left of iron; glove left of engine
      starfish left of 'rice ball'; snowman left of flag
    }""")
    found = solve(scene)
    assert isinstance(found, Layout)
    natural = natural_sizes(scene)
    shares = [max(one.box[2] - one.box[0], one.box[3] - one.box[1]) / natural[one.id] for one in found.objects]
    assert min(shares) > 0.6 * max(shares), "the starfish was 6 pixels wide, and the others 100"
