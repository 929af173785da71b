"""Linear formulas and boxes as ``reference`` and the peers write them. Lengths are whole layout units, 1/12 pixel."""

from __future__ import annotations

from dataclasses import dataclass

UNITS = 12


@dataclass(frozen=True)
class Sum:
    """``sum of coefficient * variable + constant``."""

    terms: tuple[tuple[str, int], ...] = ()
    constant: int = 0

    def __add__(self, other: Sum | int) -> Sum:
        if isinstance(other, int):
            return Sum(self.terms, self.constant + other)
        merged = dict(self.terms)
        for name, coefficient in other.terms:
            merged[name] = merged.get(name, 0) + coefficient
        return Sum(tuple((n, c) for n, c in sorted(merged.items()) if c), self.constant + other.constant)

    def __mul__(self, factor: int) -> Sum:
        return Sum(tuple((n, c * factor) for n, c in self.terms if factor), self.constant * factor)

    def __sub__(self, other: Sum | int) -> Sum:
        return self + (-other if isinstance(other, int) else other * -1)


@dataclass(frozen=True)
class Atom:
    """``sum <= 0``."""

    sum: Sum


@dataclass(frozen=True)
class Least:
    """At least ``number`` of the parts hold: all of them for "and", one for "or"."""

    number: int
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Apart:
    """Two boxes with at least ``gap`` between them on one axis."""

    a: str
    b: str
    gap: int


Formula = Atom | Least | Apart


def le(a: Sum | int, b: Sum | int) -> Atom:
    first = a if isinstance(a, Sum) else Sum((), a)
    return Atom(first - b)


def both(*parts: Formula) -> Formula:
    return Least(len(parts), parts)


def either(*parts: Formula) -> Formula:
    return Least(1, parts)


def same(a: Sum, b: Sum | int) -> Formula:
    return both(le(a, b), le(a * -1, b * -1 if isinstance(b, Sum) else -b))


@dataclass(frozen=True)
class Box:
    left: Sum
    top: Sum
    right: Sum
    bottom: Sum

    @property
    def across(self) -> Sum:
        """Twice the horizontal centre."""
        return self.left + self.right

    @property
    def down(self) -> Sum:
        """Twice the vertical centre."""
        return self.top + self.bottom

    @property
    def turned(self) -> Box:
        return Box(self.top, self.left, self.bottom, self.right)

    @property
    def width(self) -> Sum:
        return self.right - self.left
