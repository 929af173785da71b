"""Repair: what fails is mended where it can be, no fact is lost or loosened, and what was tried is told."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

import sgc
from sgc.compiler import repaired
from sgc.repair import Strategy, repair
from sgc.source import NOWHERE
from sgc.verify import Fact, Report, picture_file, verify

Plan = frozenset[str]

#: Pictures in which a fact fails as they are first drawn, and what mends them.
MENDED = {
    'scene { home: square "Home" { width: 90 }; lid: red square { width: 80 }; lid centered in home }': "beside it",
    "scene { a: square { fill: #fbf9f4, stroke: #fbf9f4 }; b: red circle }": "another background",
    'scene { a: text "Hello" { fill: #fbf9f4 } }': "another background",
    "scene { a: red circle { width: 60, position: (50%, 50%) }; b: blue square { width: 60, position: (50%, 50%) }; "
    "a overlapping b }": "painted later",
}


@pytest.mark.parametrize("source", MENDED)
def test_what_fails_for_a_reason_that_a_strategy_knows_is_mended(source: str) -> None:
    picture = sgc.compile(source)
    assert picture.verify().failed
    printed, report = repaired(picture)
    best = printed.picture
    assert not report.failed
    assert MENDED[source] in " ".join(words for one in report.repairs for words in one.changes)
    assert report.repairs[-1].kept
    assert printed.data == best.svg.encode()
    assert best.verify() == verify(picture_file("a.svg", printed.data), picture.scene)
    assert best.scene == picture.scene, "the facts are those of the scene as it was written"


def test_what_is_too_small_to_be_seen_gets_more_pixels_unless_their_number_is_stated() -> None:
    source = "scene { cake: cake { width: 120 }; candles: 5 candle; candles on cake }"
    picture = sgc.compile(source)
    printed, report = repaired(picture, "png")
    assert not report.failed
    assert "twice as many pixels" in report.repairs[-1].changes
    assert size_of(printed.data) == (1024, 1024)
    printed, report = repaired(picture, "png", options={"scale": 1.0})
    assert report.failed
    assert size_of(printed.data) == (512, 512)


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(data)).size


# ---------------------------------------------------------------- the loop by itself


def fact(name: str, holds: bool) -> Fact:
    return Fact("count", name, NOWHERE, "holds" if holds else "fails", "")


def report(plan: Plan, *names: str) -> Report:
    """Every named fact holds that the plan names."""
    return Report("test", (1, 1), (1, 1), (), tuple(fact(name, name in plan) for name in names))


def adds(name: str, *without: str) -> Strategy[Plan]:
    return Strategy(" without ".join((f"add {name}", *without)), lambda plan, *_: (plan | {name}) - {*without})


def test_the_best_is_kept() -> None:
    start: Plan = frozenset({"b"})
    strategies = [adds("a", "b"), adds("a"), adds("c")]  # what adds a first takes b away
    best = repair(start, report(start, "a", "b"), start, strategies, 9, lambda plan, *_: plan,
                  lambda plan: report(plan, "a", "b"))  # fmt: skip
    assert best.made == {"a", "b"}
    assert not best.report.failed
    assert [one.kept for one in best.report.repairs] == [False, True]


def test_tries_are_bounded_and_none_is_made_twice() -> None:
    start: Plan = frozenset()
    strategies = [adds(name) for name in "xyz"]
    made: list[Plan] = []

    def attempt(plan: Plan, best: Plan, number: int) -> Plan | None:
        made.append(plan)
        return None if "y" in plan else plan

    best = repair(start, report(start, "a"), start, strategies, 2, attempt, lambda plan: report(plan, "a"))
    assert best.made is start
    assert made == [{"x"}, {"y"}]
    assert [one.failed for one in best.report.repairs] == [1, None]
    every = repair(start, report(start, "a"), start, strategies, 99, attempt, lambda plan: report(plan, "a"))
    assert len(every.report.repairs) == 3


def test_where_all_holds_nothing_is_tried() -> None:
    start: Plan = frozenset({"a"})
    before = report(start, "a")
    best = repair(start, before, start, [adds("b")], 3, lambda plan, *_: plan, lambda plan: report(plan, "a"))
    assert best.report.repairs == ()


def test_what_has_another_outcome_each_time_is_tried_again_when_everything_else_was() -> None:
    again: Strategy[Plan] = Strategy("try", lambda plan, fact, report: plan, again=True)
    numbers: list[int] = []

    def attempt(plan: Plan, best: Plan, number: int) -> Plan | None:
        numbers.append(number)
        return best | {"a"} if number == 4 else plan

    start: Plan = frozenset()
    best = repair(start, report(start, "a"), start, [again, adds("x")], 9, attempt, lambda plan: report(plan, "a"))
    assert [one.changes for one in best.report.repairs] == [("try",), ("add x",), ("try",), ("try",)]
    assert numbers == [1, 2, 3, 4]


def test_a_picture_of_which_less_is_known_is_not_better() -> None:
    def seen(plan: Plan) -> Report:
        unknown = replace(fact("b", True), verdict="unchecked")
        return Report("test", (1, 1), (1, 1), (), (fact("a", "a" in plan), unknown if "a" in plan else fact("b", True)))

    start: Plan = frozenset()
    best = repair(start, seen(start), start, [adds("a")], 3, lambda plan, *_: plan, seen)
    assert best.made == start
