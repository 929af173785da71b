"""Linear formulas over integers: written once, then solved by Z3 or folded to true or false.

A *term* is a linear form, or the largest or smallest of several terms. A comparison of terms is a
*formula*; with numbers for every variable it folds to a plain ``bool`` while it is being built, so
the same code that states a constraint to the solver evaluates it for the verifier. Comparisons are
over integers: the negation of ``x <= 0`` is ``x >= 1`` (when the coefficients are whole).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from math import lcm

from sgc.graph.immutable import immutable

Rational = int | Fraction


@immutable
class Linear:
    """``sum of coefficient * variable + constant``; variables sorted, no zero coefficient."""

    coefficients: tuple[tuple[str, Rational], ...] = ()
    constant: Rational = 0

    @property
    def is_constant(self) -> bool:
        return not self.coefficients

    def __add__(self, other: TermLike) -> Term:
        if type(other) is int:  # most often, so without making a term of it
            return Linear(self.coefficients, self.constant + other)
        return _add(self, term(other))

    def __radd__(self, other: TermLike) -> Term:
        return _add(term(other), self)

    def __sub__(self, other: TermLike) -> Term:
        if type(other) is int:
            return Linear(self.coefficients, self.constant - other)
        return _sum(self, other, -1) if isinstance(other, Linear) else _add(self, -term(other))

    def __rsub__(self, other: TermLike) -> Term:
        if type(other) is int:
            if len(self.coefficients) == 1:  # most often
                ((v, c),) = self.coefficients
                return Linear(((v, -c),), other - self.constant)
            return Linear(tuple([(v, -c) for v, c in self.coefficients]), other - self.constant)
        return _add(term(other), -self)

    def __neg__(self) -> Linear:
        return Linear(tuple((v, -c) for v, c in self.coefficients), -self.constant)

    def __mul__(self, factor: Rational) -> Linear:
        if factor == 0:
            return Linear()
        return Linear(tuple((v, times(c, factor)) for v, c in self.coefficients), times(self.constant, factor))

    __rmul__ = __mul__


@immutable
class Extreme:
    """The largest (``largest``) or the smallest of at least two terms."""

    largest: bool
    parts: tuple[Term, ...]

    is_constant = False

    def __add__(self, other: TermLike) -> Term:
        return _add(self, term(other))

    __radd__ = __add__

    def __sub__(self, other: TermLike) -> Term:
        return _add(self, -term(other))

    def __rsub__(self, other: TermLike) -> Term:
        return _add(term(other), -self)

    def __neg__(self) -> Extreme:
        return Extreme(not self.largest, tuple(-part for part in self.parts))

    def __mul__(self, factor: Rational) -> Term:
        if factor == 0:
            return Linear()
        return Extreme(self.largest == (factor > 0), tuple(part * factor for part in self.parts))

    __rmul__ = __mul__


Term = Linear | Extreme
TermLike = Linear | Extreme | int | Fraction


def _whole(value: Rational) -> Rational:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def times(value: Rational, factor: Rational) -> Rational:
    """The product; halves of whole numbers, of which layouts are full, without the slow arithmetic of fractions."""
    if type(value) is int and type(factor) is Fraction:
        product = value * factor.numerator
        whole, rest = divmod(product, factor.denominator)
        return Fraction(product, factor.denominator) if rest else whole
    return value * factor if type(factor) is int and type(value) is int else _whole(value * factor)


def term(value: TermLike) -> Term:
    return value if isinstance(value, (Linear, Extreme)) else Linear((), _whole(value))


def variable(name: str) -> Linear:
    return Linear(((name, 1),), 0)


def _add(a: Term, b: Term) -> Term:
    if isinstance(a, Extreme):
        return _extreme(a.largest, (_add(part, b) for part in a.parts))
    if isinstance(b, Extreme):
        return _extreme(b.largest, (_add(a, part) for part in b.parts))
    return _sum(a, b, 1)


def _sum(a: Linear, b: Linear, sign: int) -> Linear:
    """``a + sign * b``."""
    constant = a.constant + sign * b.constant
    if not b.coefficients:
        return Linear(a.coefficients, constant)
    if not a.coefficients:
        return Linear(b.coefficients if sign > 0 else tuple([(v, -c) for v, c in b.coefficients]), constant)
    if len(a.coefficients) == len(b.coefficients) == 1:  # most often
        (one,), ((name, coefficient),) = a.coefficients, b.coefficients
        other = (name, sign * coefficient)
        if one[0] != name:
            return Linear((one, other) if one[0] < name else (other, one), constant)
    merged = dict(a.coefficients)
    for name, coefficient in b.coefficients:
        merged[name] = merged.get(name, 0) + sign * coefficient
    return Linear(tuple(sorted([one for one in merged.items() if one[1]])), constant)


def _extreme(largest: bool, parts: Iterable[Term]) -> Term:
    """Folds constants together and flattens nested extremes of the same kind."""
    kept: list[Term] = []
    constant: Rational | None = None
    for part in parts:
        inner = part.parts if isinstance(part, Extreme) and part.largest == largest else (part,)
        for one in inner:
            if isinstance(one, Linear) and one.is_constant:
                value = one.constant
                constant = value if constant is None else max(constant, value) if largest else min(constant, value)
            elif one not in kept:
                kept.append(one)
    if constant is not None:
        kept.append(Linear((), constant))
    return kept[0] if len(kept) == 1 else Extreme(largest, tuple(kept))


def maximum(*terms: TermLike) -> Term:
    return _extreme(True, map(term, terms))


def minimum(*terms: TermLike) -> Term:
    return _extreme(False, map(term, terms))


def plain(value: Term) -> Linear:
    """The term as the linear form that it has to be. Raises TypeError for an extreme."""
    if not isinstance(value, Linear):
        raise TypeError("a linear form is needed here, not a maximum or minimum")
    return value


def absolute(value: TermLike) -> Term:
    value = term(value)
    return maximum(value, -value)


# ---------------------------------------------------------------- formulas


@immutable
class Atom:
    """``linear <= 0``, coefficients whole."""

    linear: Linear


@immutable
class And:
    parts: tuple[Formula, ...]


@immutable
class Or:
    parts: tuple[Formula, ...]


@immutable
class AtLeast:
    """At least ``number`` of the parts hold (a pseudo-Boolean constraint)."""

    number: int
    parts: tuple[Formula, ...]


Formula = bool | Atom | And | Or | AtLeast


def at_most(a: TermLike, b: TermLike) -> Formula:
    """``a <= b``."""
    return _not_positive(a - b if isinstance(a, Linear) else b.__rsub__(a) if isinstance(b, Linear) else term(a) - b)


def equal(a: TermLike, b: TermLike) -> Formula:
    return conjunction(at_most(a, b), at_most(b, a))


def less(a: TermLike, b: TermLike) -> Formula:
    """``a < b`` over the integers."""
    return negation(at_most(b, a))


def _not_positive(value: Term) -> Formula:
    if isinstance(value, Extreme):
        parts = (_not_positive(part) for part in value.parts)
        return conjunction(*parts) if value.largest else disjunction(*parts)
    if not value.coefficients:
        return value.constant <= 0
    if type(value.constant) is int:
        for _, coefficient in value.coefficients:  # in a loop, which is sooner than a generator
            if type(coefficient) is not int:
                break
        else:
            return Atom(value)
    denominators = [c.denominator for _, c in value.coefficients] + [value.constant.denominator]
    return Atom(value * lcm(*denominators))


def conjunction(*parts: Formula) -> Formula:
    kept: list[Formula] = []
    for part in parts:
        if part is False:
            return False
        if isinstance(part, And):
            kept.extend(part.parts)
        elif part is not True:
            kept.append(part)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else And(tuple(kept))


def disjunction(*parts: Formula) -> Formula:
    kept: list[Formula] = []
    for part in parts:
        if part is True:
            return True
        if isinstance(part, Or):
            kept.extend(part.parts)
        elif part is not False:
            kept.append(part)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else Or(tuple(kept))


def negation(formula: Formula) -> Formula:
    match formula:
        case bool():
            return not formula
        case Atom(linear):
            return Atom(Linear((), 1) - linear)  # type: ignore[arg-type]  # the difference of two linear forms is one
        case And(parts):
            return disjunction(*map(negation, parts))
        case Or(parts):
            return conjunction(*map(negation, parts))
        case AtLeast(number, parts):
            return at_least(len(parts) - number + 1, map(negation, parts))


def implication(a: Formula, b: Formula) -> Formula:
    return disjunction(negation(a), b)


def at_least(number: int, parts: Iterable[Formula]) -> Formula:
    kept: list[Formula] = []
    for part in parts:
        if part is True:
            number -= 1
        elif part is not False:
            kept.append(part)
    if number <= 0:
        return True
    if number > len(kept):
        return False
    if number == 1:
        return disjunction(*kept)
    return conjunction(*kept) if number == len(kept) else AtLeast(number, tuple(kept))


def at_most_of(number: int, parts: Iterable[Formula]) -> Formula:
    return negation(at_least(number + 1, parts))


def conjuncts(formula: Formula) -> tuple[Formula, ...]:
    """What has to hold together for the formula to hold."""
    return formula.parts if isinstance(formula, And) else (formula,)


def atoms(formula: Formula) -> Iterator[Atom]:
    if isinstance(formula, Atom):
        yield formula
    elif not isinstance(formula, bool):
        for part in formula.parts:
            yield from atoms(part)


def variables(formula: Formula) -> set[str]:
    found: set[str] = set()
    rest = [formula]
    while rest:  # in a loop, which is sooner than ``atoms``
        one = rest.pop()
        if isinstance(one, Atom):
            for name, _ in one.linear.coefficients:
                found.add(name)
        elif not isinstance(one, bool):
            rest += one.parts
    return found


def substitute(formula: Formula, value: Callable[[str], TermLike]) -> Formula:
    """The formula with every variable replaced by ``value(name)``; with numbers it folds to a bool."""
    match formula:
        case bool():
            return formula
        case Atom(linear):
            return _not_positive(_substituted(linear, value))
        case And(parts):
            return conjunction(*(substitute(part, value) for part in parts))
        case Or(parts):
            return disjunction(*(substitute(part, value) for part in parts))
        case AtLeast(number, parts):
            return at_least(number, (substitute(part, value) for part in parts))


def _substituted(linear: Linear, value: Callable[[str], TermLike]) -> Term:
    constant = linear.constant
    merged: dict[str, Rational] = {}
    extremes: list[Term] = []
    for name, coefficient in linear.coefficients:
        known = value(name)
        if type(known) is int and type(coefficient) is int:  # most often
            constant += known * coefficient
        elif isinstance(known, Linear):
            constant += known.constant if coefficient == 1 else times(known.constant, coefficient)
            for other, factor in known.coefficients:
                more = coefficient if factor == 1 else times(factor, coefficient)
                merged[other] = merged[other] + more if other in merged else more
        elif isinstance(known, Extreme):
            extremes.append(known * coefficient)
        else:
            constant += times(known, coefficient)
    total: Term = Linear(tuple(sorted([one for one in merged.items() if one[1]])), constant)
    for extreme in extremes:
        total = total + extreme
    return total


def holds(formula: Formula, values: Mapping[str, Rational]) -> bool:
    """Whether the formula is true when its variables have these values (all must be given)."""
    match formula:  # in loops, which are sooner than generators
        case Atom(linear):
            total = linear.constant
            for name, coefficient in linear.coefficients:
                total += coefficient * values[name]
            return total <= 0
        case And(parts):
            for part in parts:  # noqa: SIM110
                if not holds(part, values):
                    return False
            return True
        case Or(parts):
            return any(holds(part, values) for part in parts)
        case bool():
            return formula
        case AtLeast(number, parts):
            return sum(holds(part, values) for part in parts) >= number
