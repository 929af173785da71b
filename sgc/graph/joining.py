"""What is joined, directly or through others: disjoint sets (Tarjan's union and find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Joined(Generic[T]):
    """Sets of items, each in one of its own to begin with. One item of each set stands for it."""

    def __init__(self, items: Iterable[T]) -> None:
        self._over = {one: one for one in items}

    def join(self, one: T, other: T) -> None:
        """Make one set of theirs; what stands for the other's stands for it."""
        self._over[self.stands_for(one)] = self.stands_for(other)

    def stands_for(self, one: T) -> T:
        """What stands for the set that an item is in. Raises KeyError for what is no item."""
        over = self._over
        while over[one] != one:
            over[one] = over[over[one]]
            one = over[one]
        return one

    def sets(self) -> list[list[T]]:
        """The sets and what is in each, in the order of the items."""
        found: dict[T, list[T]] = {}
        for one in self._over:
            found.setdefault(self.stands_for(one), []).append(one)
        return list(found.values())
