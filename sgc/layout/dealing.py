"""Dealing: whom of several things each of several others gets, when six apples lie on three plates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sgc.layout.blocks import Block


def dealt(ids: Sequence[str], number: int) -> Sequence[Sequence[str]]:
    """Whom of several each of so many others gets: six apples on three plates are two each; those in the middle get one
    more."""
    each, more = divmod(len(ids), number)
    first = (number - more) // 2
    ends = [index * each + min(max(0, index - first), more) for index in range(number + 1)]
    return [ids[first:last] for first, last in pairwise(ends)]


def shared_out(root: Block, children: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """What each member of a root gets of its children, in the order of their columns; if anything."""
    for index, id in enumerate(root.ids):
        shares = ((child, deal(child, root)[index]) for child in sorted(children, key=lambda one: one.column))
        parts = [replace(child, ids=tuple(ids), columns=len(ids)) for child, ids in shares if ids]
        if parts:
            yield id, parts


def deal(child: Block, root: Block) -> Sequence[Sequence[str]]:
    """Whom of a child each member of its root gets."""
    if child.at is not None:
        return [child.ids if id == child.at else () for id in root.ids]
    return dealt(child.ids, len(root.ids))
