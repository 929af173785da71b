"""Classes of immutable values, of which a figure makes tens of thousands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[T]) -> type[T]:
    """A dataclass with slots whose instances nobody changes, which type checkers see to.

    Frozen ones guard themselves at run time, too, and take four times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
