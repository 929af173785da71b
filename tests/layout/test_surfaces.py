"""What stands on something of which much of the top is seen stands there in rows."""

from __future__ import annotations

from placing import placed

import sgc
from sgc.compiler import load, solve
from sgc.layout.types import Edges, Layout


def boxes(text: str) -> dict[str, Edges]:
    return {id: one.box for id, one in placed(text).items()}


def test_many_on_a_pond_are_in_rows_and_no_specks() -> None:
    found = boxes("pond: pond; ducks: 6 duck; ducks on pond")
    ducks = [found[f"ducks[{n}]"] for n in range(1, 7)]
    pond = found["pond"]
    assert len({box[3] for box in ducks}) == 2
    assert all(box[2] - box[0] > 0.13 * (pond[2] - pond[0]) for box in ducks)


def test_a_few_on_a_table_are_in_one_line() -> None:
    found = boxes("table: table; cups: 6 cup; cups on table")
    assert len({found[f"cups[{n}]"][3] for n in range(1, 7)}) == 1


def test_people_of_one_kind_in_two_declarations_are_of_one_size() -> None:
    found = boxes("doctor: doctor; nurse: nurse; dog: dog; doctor left of dog; dog left of nurse")
    doctor, nurse = found["doctor"], found["nurse"]
    assert abs((doctor[3] - doctor[1]) - (nurse[3] - nurse[1])) <= 2


def test_two_beside_one_in_two_statements_are_at_both_its_sides() -> None:
    found = boxes("king: king; lion: lion; dog: dog; lion beside king; dog beside king")
    king = found["king"]
    sides = {found[id][0] > king[0] for id in ("lion", "dog")}
    assert sides == {True, False}


def test_much_on_a_desk_is_smaller_rather_than_the_desk_a_giants() -> None:
    def shares(books: int) -> float:
        layout = sgc.compile(f"scene {{ desk: desk; b: {books} book; chair: chair; b on desk }}").layout
        desk, chair = (next(one.box for one in layout.objects if one.id == id) for id in ("desk", "chair"))
        return (desk[2] - desk[0]) / (chair[3] - chair[1])

    assert shares(6) < 2.3 * shares(1)


def test_what_stands_on_shelves_of_one_column_does_not_reach_beyond_them() -> None:
    shelf = "scene 600x700 { boards: 3 brown rectangle { width: 80%, height: 16 }; column boards gap 150; "
    things = "books: 7 book; vases: 2 vase; jars: 4 jar; books on boards[1]; vases on boards[2]; jars on boards[3] }"
    (scene,) = load(shelf + things)
    found = solve(scene)
    assert isinstance(found, Layout)
    left, _, right, _ = found.box("boards[1]")
    for one in found.objects:
        assert left <= one.box[0]
        assert one.box[2] <= right
    assert {found.box(f"jars[{n}]")[3] for n in range(1, 5)} == {found.box("boards[3]")[1]}
