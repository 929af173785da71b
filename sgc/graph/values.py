"""The values that expressions have before anything is solved: numbers with units, texts, ranges."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sgc.graph.limits import MAGNITUDE


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number; ``unit`` is "px", "%", "deg" or None for a plain number."""

    value: Fraction
    unit: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.value.denominator == 1

    def __str__(self) -> str:
        return number_text(self.value) + (self.unit or "")


@dataclass(frozen=True, slots=True)
class Interval:
    """A range, both ends included; an open end is None."""

    least: Fraction | None
    most: Fraction | None

    def __str__(self) -> str:
        ends = ("" if end is None else number_text(end) for end in (self.least, self.most))
        return "..".join(ends)


Value = Quantity | Interval | str | bool


def number_text(value: Fraction) -> str:
    """A number as a person writes it: whole or decimal, six digits where it never ends."""
    if value.denominator == 1:
        return str(value.numerator)
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"


def value_text(value: Value) -> str:
    """How a value reads where it is inserted into a text or a phrase."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def kind_of(value: Value) -> str:
    """What a value is, for messages: "the number 3", "the text 'red'"."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{value if len(value) <= 30 else value[:29] + "…"}"'
        case Interval():
            return f"the range {value}"
        case Quantity():
            return f"the number {value}"


def within_magnitude(value: Fraction) -> bool:
    """Whether a number is small enough to be computed with."""
    return abs(value.numerator) <= MAGNITUDE * value.denominator and value.denominator <= MAGNITUDE
