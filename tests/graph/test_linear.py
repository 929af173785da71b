"""Formulas mean the same whether they are folded, evaluated, negated or given to Z3."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sgc.graph.box import Box, gap
from sgc.graph.linear import (
    Formula,
    Linear,
    Term,
    absolute,
    at_least,
    at_most,
    at_most_of,
    conjunction,
    disjunction,
    equal,
    holds,
    implication,
    less,
    maximum,
    minimum,
    negation,
    plain,
    substitute,
    variable,
    variables,
)

NAMES = ("x", "y", "z")


def terms() -> st.SearchStrategy[Term]:
    leaves = st.one_of(st.sampled_from(NAMES).map(variable), st.integers(-9, 9).map(lambda n: Linear((), n)))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(lambda p: p[0] + p[1]),
            st.tuples(inner, inner).map(lambda p: p[0] - p[1]),
            st.tuples(inner, st.sampled_from([-2, 3, Fraction(1, 2)])).map(lambda p: p[0] * p[1]),
            st.tuples(inner, inner).map(lambda p: maximum(*p)),
            st.tuples(inner, inner).map(lambda p: minimum(*p)),
        ),
        max_leaves=5,
    )


def formulas() -> st.SearchStrategy[Formula]:
    leaves = st.tuples(terms(), terms()).map(lambda p: at_most(*p))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda ps: conjunction(*ps)),
            st.lists(inner, min_size=1, max_size=3).map(lambda ps: disjunction(*ps)),
            st.tuples(st.integers(0, 3), st.lists(inner, max_size=3)).map(lambda p: at_least(*p)),
        ),
        max_leaves=4,
    )


assignments = st.fixed_dictionaries({name: st.integers(-20, 20) for name in NAMES})


@given(formulas(), assignments)
def test_folding_and_evaluating_agree(formula: Formula, values: dict[str, int]) -> None:
    assert substitute(formula, lambda name: values[name]) is holds(formula, values)


@given(formulas(), assignments)
def test_negation_is_the_opposite(formula: Formula, values: dict[str, int]) -> None:
    assert holds(negation(formula), values) is not holds(formula, values)


@given(terms(), terms(), assignments)
def test_terms_compute_what_python_does(a: Term, b: Term, values: dict[str, int]) -> None:
    def value(term: Term) -> int | Fraction:
        if isinstance(term, Linear):
            return term.constant + sum(c * values[name] for name, c in term.coefficients)
        return (max if term.largest else min)(value(part) for part in term.parts)

    assert value(maximum(a, b)) == max(value(a), value(b))
    assert value(absolute(a)) == abs(value(a))
    assert holds(equal(a, b), values) == (value(a) == value(b))
    assert value(a - b) == value(a) - value(b)


@given(st.lists(st.booleans(), max_size=5), st.integers(-1, 6))
def test_cardinalities_count(parts: list[bool], number: int) -> None:
    assert at_least(number, parts) is (sum(parts) >= number)
    assert at_most_of(number, parts) is (sum(parts) <= number)


def test_strict_comparison_is_over_integers() -> None:
    formula = less(variable("x"), 3)
    assert holds(formula, {"x": 2})
    assert not holds(formula, {"x": 3})
    assert variables(implication(formula, at_most(variable("y"), 0))) == {"x", "y"}


def test_plain_refuses_extremes() -> None:
    with pytest.raises(TypeError, match="linear form"):
        plain(maximum(variable("x"), variable("y")))


def test_boxes_measure_gaps_and_fractions() -> None:
    a, b = Box.of(0, 0, 12, 24), Box.of(30, 12, 42, 48)
    assert gap(a, b) == Linear((), 18)
    assert Box.around((a, b)).numbers() == (0, 0, 42, 48)
    assert a.within((0.5, 0.25, 1, 1)).numbers() == (6, 6, 12, 24)
    assert plain(a.cx).constant == 6
