"""What is said of collections as groups: one beside or near another, or a row, a grid or a crowd behind a thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_grounding import MEASURES, pixels, ref, said, scene, thing, true_of

from sgc.graph.box import Box
from sgc.graph.grounding import evaluate
from sgc.graph.scene import Arrangement, Reference, SceneGraph


def test_beside_and_near_speak_of_collections_as_groups_or_of_the_more_with_one_of_the_fewer_each() -> None:
    apples, bananas = ("apples", 3), ("bananas", 2)
    row = {f"apples_{i}": (20 + 50 * i, 200.0, 40.0, 40.0) for i in (1, 2, 3)}
    for predicate in ("beside", "near"):
        graph = scene(thing(*apples), thing(*bananas), statements=[said(predicate, "apples", "bananas")])
        beside = {f"bananas_{i}": (200 + 50 * i, 200.0, 40.0, 40.0) for i in (1, 2)}
        assert true_of(graph, pixels(**row, **beside))  # though the farthest two are no neighbours
        away = {f"bananas_{i}": (300 + 50 * i, 200.0, 40.0, 40.0) for i in (1, 2)}
        assert not true_of(graph, pixels(**row, **away))
        pairs = {"bananas_1": (120.0, 300.0, 40.0, 40.0), "bananas_2": (170.0, 200.0 + 240, 40.0, 40.0)}
        apart = {"apples_1": (70.0, 300.0, 40.0, 40.0), "apples_2": (170.0, 300.0, 40.0, 40.0)}
        assert true_of(graph, pixels(**apart, apples_3=(220, 440, 40, 40), **pairs))  # each has one
        assert not true_of(graph, pixels(**apart, apples_3=(400, 100, 40, 40), **pairs))  # one has none
        every = scene(
            thing(*apples), thing(*bananas),
            statements=[said(predicate, ref("apples", quantifier="each"), ref("bananas"))],
        )  # fmt: skip
        assert not true_of(every, pixels(**row, **beside))


def test_one_that_lies_within_a_group_is_not_beside_it() -> None:
    graph = scene(thing("apples", 4), thing("table"), statements=[said("beside", "apples", "table")])
    corners = {
        f"apples_{i}": (x, y, 30.0, 30.0)
        for i, (x, y) in enumerate([(100.0, 40.0), (400.0, 40.0), (100.0, 440.0), (400.0, 440.0)], 1)
    }
    assert not true_of(graph, pixels(**corners, table=(230, 230, 60, 60)))


@pytest.mark.parametrize("kind", ["row", "grid"])
def test_what_is_arranged_is_behind_as_a_whole(kind: str) -> None:
    """One of the cups is behind the plate, by a corner; the others are only farther."""
    objects = (thing("cups", 3), thing("plate"))
    arranged = Arrangement(kind, kind=kind, references=(Reference(("cups",)),), size=(1, 3) if kind == "grid" else None)
    loose, whole = (scene(*objects, statements=[said("behind", "cups", "plate"), *more]) for more in ([], [arranged]))

    def is_behind(graph: SceneGraph, boxes: dict[str, Box]) -> bool:
        return evaluate(graph, {}, boxes, MEASURES)[0].holds

    boxes = pixels(cups_1=(0, 0, 40, 40), cups_2=(60, 0, 40, 40), cups_3=(120, 0, 40, 40), plate=(150, 20, 60, 60))
    assert [is_behind(one, boxes) for one in (loose, whole)] == [False, True]
    assert not is_behind(whole, boxes | pixels(cups_1=(0, 50, 40, 40)))  # nearer
    assert not is_behind(whole, boxes | pixels(cups_3=(120, -80, 40, 40)))  # then none is behind it


@pytest.mark.parametrize("number", [4, 5])
def test_a_crowd_is_in_front_as_a_whole_and_of_a_few_each_one_is(number: int) -> None:
    people, stage = thing("people", number), thing("stage")
    graph = scene(people, stage, statements=[said("in front of", "people", "stage")])
    each = scene(people, stage, statements=[said("in front of", ref("people", quantifier="each"), ref("stage"))])
    rows = pixels(
        stage=(100, 20, 200, 60), people_1=(110, 60, 20, 40), people_2=(170, 60, 20, 40),
        **{f"people_{i}": (60.0 * i, 120.0, 20.0, 40.0) for i in range(3, number + 1)},
    )  # fmt: skip
    rows = {id: replace(box, order=int(id != "stage")) for id, box in rows.items()}
    assert true_of(graph, rows) == (number == 5)
    assert not true_of(each, rows)
    beyond = {**rows, "people[4]": replace(rows["people[4]"], top=0, bottom=480)}
    assert not true_of(graph, beyond), "one of them stands farther than the stage"
