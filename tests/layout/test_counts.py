"""Any number of things: what cannot hold of fewer is not searched for with more, and what can is found."""

from __future__ import annotations

from itertools import product

import pytest

from sgc.compiler import load, solve
from sgc.layout.rules import Budget
from sgc.layout.types import Conflict, Layout


@pytest.mark.parametrize(
    ("things", "said"),
    [
        ("a: 2.. flower; b: vase; c: table", ["a inside b", "a on c"]),
        ("a: 1.. cat; b: 1.. dog", ["a left of b", "a right of b"]),
        ("a: 2.. cat; b: 2.. dog", ["a touching b", "a far from b"]),
        ("a: 2.. cup; b: 2.. table", ["a on b", "a above b by 50"]),
        ("a: 2.. apple; b: 1.. bowl", ["a inside b", "a outside b"]),
        ("a: 2.. cat; b: house", ["a behind b", "a in front of b"]),
    ],
)
def test_what_excludes_itself_for_any_number_is_soon_explained(
    things: str, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spent: list[int] = []
    monkeypatch.setattr(Budget, "spend", lambda self, steps: spent.append(steps))
    (scene,) = load(f"scene {{ {things}; {'; '.join(said)} }}")
    found = solve(scene)
    assert isinstance(found, Conflict)
    assert [[words for words, _ in core.statements] for core in found.cores] == [said]
    assert sum(spent) < 5_000_000


@pytest.mark.parametrize(
    "said",
    [
        "a on b; a under b",  # on one and under another
        "a inside b; some a far from b",
        "b inside a; a inside c; b larger than c",
        "a touching b; a touching c; a left of b",
        "each a inside b; b left of c",
        "a behind b; b behind c; c left of a",
    ],
)
def test_a_number_is_found_whenever_one_of_them_has_a_layout(said: str) -> None:
    def answer(a: str, b: str) -> bool:
        (scene,) = load(f"scene {{ a: {a} apple; b: {b} box; c: crate; {said} }}")
        return isinstance(solve(scene), Layout)

    assert answer("1..3", "1..2") == any(answer(str(a), str(b)) for a, b in product((1, 2, 3), (1, 2)))
