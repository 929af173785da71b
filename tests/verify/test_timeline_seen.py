"""Timelines: where flags and bars stand, and what a verifier reads of them in a finished file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import Drawn

from sgc.graph import resolve
from sgc.graph.ordered.timeline import levels
from sgc.source import Source
from sgc.syntax import parse

TEXT = """diagram timeline {
  p: period "Long time" { start: 1950, end: 1980 }
  q: period "Short" { start: 1975, end: 1976 }
  a: event "Something with a long name" { start: 1960-05-01 }
  b: event "Soon after" { start: 1962 }
  c: event "The end" { start: 1990-12-31 }
}"""
DRAWN = Drawn(TEXT)
failed, moved, without = DRAWN.failed, DRAWN.moved, DRAWN.without


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=12))
def test_no_flag_meets_another_and_no_pole_goes_through_one(sizes: list[tuple[int, int]]) -> None:
    flags = sorted((left, left + width) for left, width in sizes)
    found = levels(flags)
    for i, (left, right) in enumerate(flags):
        for j, (other, end) in enumerate(flags):
            if i != j and found[i] == found[j]:
                assert right <= other or end <= left
            if found[i] > found[j]:
                assert not other < left < end


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_what_is_drawn_is_read(kind: str) -> None:
    found = DRAWN.picture.verify(kind)
    assert found.verified, [f"{fact.statement}: {fact.why}" for fact in found.facts if fact.verdict != "holds"]


def test_flags_and_bars_at_other_times_are_told() -> None:
    assert any(one.startswith("b: on 1962-01-01: its flag hangs at") for one in failed(moved(15, 0, "b", "b-date")))
    assert any(one.startswith("p: from 1950-01-01 to 1980-12-31: it is drawn") for one in failed(moved(6, 0, "p")))
    assert any("no pole leads from it" in one for one in failed(without("a-pole")))
    assert any("its date does not stand above it" in one for one in failed(moved(0, -30, "c-date")))


def test_what_has_no_place_on_a_timeline_is_told() -> None:
    text = "diagram timeline { a: event { start: 1950 }; b: event { start: 1960 }; a -> b }"
    (graph,) = resolve(parse(Source("d.sgc", text)))
    assert [one.message for one in graph.diagnostics] == ["what is on a timeline is not linked"]
