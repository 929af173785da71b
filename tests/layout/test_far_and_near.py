"""Depth: far and near rows on a ground, and what floats in the sky."""

from __future__ import annotations

from itertools import combinations

from placing import placed


def test_what_is_high_stands_behind_what_is_low() -> None:
    found = placed("grass: grass; house: house; tree: tree; dog: dog; basket: basket")
    far, near = (found[id].box[3] for id in ("house", "dog"))
    assert far < near
    assert found["tree"].box[3] < found["basket"].box[3]


def test_one_above_another_as_said_is_left_so() -> None:
    found = placed("grass: grass; house: house; dog: dog; house left of dog; row house dog")
    assert abs(found["house"].box[3] - found["dog"].box[3]) <= 12


def test_clouds_are_in_the_sky_and_in_no_row() -> None:
    found = placed("grass: grass; sun: sun; clouds: 4 cloud; house: house")
    horizon = found["grass"].box[1]
    clouds = [found[f"clouds[{n}]"].box for n in range(1, 5)]
    assert all(box[3] <= horizon for box in (*clouds, found["sun"].box))
    assert any(abs(a[3] - b[3]) > 60 for a, b in combinations(clouds, 2))
    assert found["sun"].box[1] < min(box[3] for box in clouds)


def test_stars_of_a_night_sky_are_spread_over_it() -> None:
    found = placed("night: night; stars: 9 star; snow: snow; house: house; stars inside night")
    stars = [one.box for id, one in found.items() if id.startswith("stars")]
    for axis in (0, 1):
        assert len({box[axis] for box in stars}) > 4


def test_on_a_plain_page_things_are_in_rows() -> None:
    found = placed("clouds: 3 cloud; sun: sun")
    assert len({found[f"clouds[{n}]"].box[3] for n in range(1, 4)}) == 1


def test_what_is_held_is_no_larger_for_what_is_on_it() -> None:
    found = placed("cook: cook; tray: tray; loaves: 3 bread; tray held by cook; loaves on tray")
    cook, tray = (found[id].box for id in ("cook", "tray"))
    assert tray[2] - tray[0] < cook[3] - cook[1]


def test_of_two_at_two_each_has_its_own() -> None:
    found = placed("bed: bed; tables: 2 nightstand; lamps: 2 lamp; lamps on tables; row tables[1] bed tables[2]")
    bed, table = found["bed"].box, found["tables[1]"].box
    assert bed[2] - bed[0] > table[2] - table[0]


def test_what_swims_is_spread_through_the_water_and_a_chest_is_on_its_floor() -> None:
    found = placed("water: underwater; fish: 5 fish; whale: whale; chest: chest; crab: crab")
    _, top, _, bottom = found["water"].box
    floor = top + 0.84 * (bottom - top)
    fish = [found[f"fish[{n}]"].box for n in range(1, 6)]
    assert all(box[3] <= floor for box in (*fish, found["whale"].box))
    assert len({box[3] for box in fish}) > 3
    assert all(found[id].box[3] > floor for id in ("chest", "crab"))


def test_what_is_loose_in_the_sky_leaves_what_stands_in_the_middle() -> None:
    found = placed("night: night; grass: grass; village: village; moon: moon; stars: 3 star; stars inside night")
    left, _, right, _ = found["village"].box
    _, _, whole, _ = found["night"].box
    assert abs(left + right - whole) < 24


def test_the_sea_is_beyond_the_beach() -> None:
    found = placed("beach: beach; sea: sea; bucket: bucket")
    assert found["sea"].box[3] <= found["beach"].box[1] + 2
    assert found["bucket"].box[3] > found["beach"].box[1]


def test_boats_are_on_the_water_beyond_what_is_on_the_beach() -> None:
    found = placed(
        "beach: beach; sea: sea; boat: boat; parasol: parasol; chairs: 2 deck chair; castle: sandcastle; boat on sea; "
        "parasol inside beach; chairs inside beach; castle inside beach"
    )
    shore = found["beach"].box[1]
    assert abs(found["sea"].box[3] - shore) <= 24
    assert found["sea"].box[1] < found["boat"].box[3] <= shore
    assert all(found[id].box[3] > shore for id in ("parasol", "chairs[1]", "chairs[2]", "castle"))


def test_houses_line_a_street_and_cars_drive_on_it() -> None:
    found = placed("road: street; houses: 2 house; tree: tree; cars: 2 car; bus: bus")
    _, top, _, bottom = found["road"].box
    lane = top + (bottom - top) / 4
    assert all(found[id].box[3] < lane for id in ("houses[1]", "houses[2]", "tree"))
    assert all(found[id].box[3] > lane for id in ("cars[1]", "cars[2]", "bus"))


def test_each_is_on_the_ground_that_it_is_said_to_be_on() -> None:
    found = placed("grass: grass; road: road; houses: 3 house; child: child; bus: bus; houses on grass; bus on road")
    edge = found["road"].box[1]
    assert found["houses[1]"].box[3] < found["child"].box[3] < edge < found["bus"].box[3]


def test_mountains_are_beyond_the_water_on_which_ducks_swim() -> None:
    found = placed("lake: lake; sand: beach; ducks: 2 duck; peaks: 2 mountain; hut: cabin; ducks on lake\n"
                   "peaks behind lake; hut on sand")  # fmt: skip
    assert found["peaks[1]"].box[3] < found["lake"].box[1] + 200 < found["hut"].box[3]


def test_furniture_stands_along_the_wall_and_the_table_before_it() -> None:
    found = placed("kitchen: kitchen; sink: sink; fridge: fridge; stove: stove; table: table; chairs: 2 chair")
    wall = [found[id].box[3] for id in ("sink", "fridge", "stove")]
    assert max(wall) < min(found[id].box[3] for id in ("table", "chairs[1]"))


def test_a_boat_is_in_the_middle_wherever_the_gulls_are() -> None:
    found = placed("sea: sea; boat: sailboat; gulls: 2 seagull")
    left, _, right, _ = found["boat"].box
    assert abs(left + right - found["sea"].box[2]) <= 24


def test_many_different_things_stand_in_as_many_rows_as_leave_them_large() -> None:
    names = (
        "bench", "tree", "lamp", "dog", "cat", "boy", "girl", "bicycle", "horse", "cow", "pig", "sheep", "goat",
        "rabbit", "chair", "table", "car", "bus", "truck", "house",
    )  # fmt: skip
    found = placed("; ".join(["grass: grass", *(f"{name}: {name}" for name in names)]))
    sides = {name: (box[2] - box[0], box[3] - box[1]) for name, box in ((name, found[name].box) for name in names)}
    assert min(map(max, sides.values())) > 20 * 12  # they were 6 px wide
    assert sides["house"] > sides["horse"] > sides["rabbit"]
    assert found["house"].box[3] < found["horse"].box[3] < found["rabbit"].box[3]


def test_rows_of_several_kinds_stay_rows() -> None:
    found = placed("farm: farm; cows: 5 cow; sheep: 6 sheep; pigs: 4 pig; horses: 3 horse; hens: 8 chicken")
    for name, number in (("cows", 5), ("sheep", 6), ("pigs", 4), ("horses", 3), ("hens", 8)):
        assert len({found[f"{name}[{n}]"].box[3] for n in range(1, number + 1)}) == 1


def test_a_ground_is_deeper_where_much_stands_on_it() -> None:
    few = placed("grass: grass; trees: 3 tree; dog: dog")
    many = placed("grass: grass; trees: 25 tree; flock: 40 sheep")
    assert many["grass"].box[1] < few["grass"].box[1] - 60 * 12
    assert many["grass"].box[1] <= many["trees[1]"].box[3]


def test_rows_of_what_is_high_are_behind_what_is_low_and_those_of_what_is_low_before_what_is_high() -> None:
    found = placed("grass: grass; trees: 12 tree; horse: horse")
    assert all(found[f"trees[{n}]"].box[3] < found["horse"].box[3] for n in range(1, 13))
    found = placed("grass: grass; sheep: 12 sheep; farmer: farmer; dog: dog")
    assert all(found[f"sheep[{n}]"].box[3] > found["farmer"].box[3] for n in range(1, 13))
