"""Blocks: what would stand together as one thing, in the columns and rows of a composition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sgc.graph.arrangements import pyramid_courses
from sgc.layout.gathering import Gathered


@dataclass
class Block:
    """A root with everything attached to it, as one thing in the grid.

    ``ids`` are the members of the root (one, or a whole collection in ``columns`` columns, or in a ``ring``);
    ``attached`` maps how (the predicate) to what, nearest first. ``gathered`` is how the root stands where it is
    said to be beside something; ``at`` the member of another root that it is attached to, if it is to one alone.
    All of the root are before what ``spans`` it. The members of a ``loose`` one are in no rows: they are in the air.
    One that is ``across`` the figure, as a heading is, has a row of its own and is in no column. The place of a
    ``ranked`` one among its siblings is said by statements. A ``piled`` one is a pyramid.
    """

    name: str
    ids: tuple[str, ...]
    columns: int
    attached: list[tuple[str, Block]] = field(default_factory=list)
    column: int = 0
    row: int = 0
    gathered: Gathered | None = None
    at: str | None = None
    spans: bool = False
    ring: bool = False
    loose: bool = False
    across: bool = False
    ranked: bool = False
    piled: bool = False

    @property
    def lines(self) -> Sequence[tuple[str, ...]]:
        """Its members in rows, from the farthest, or highest, to the nearest."""
        if self.piled:
            courses = reversed(pyramid_courses(len(self.ids)))
            return [tuple(self.ids[i] for i in course) for course in courses]
        return [self.ids[i : i + self.columns] for i in range(0, len(self.ids), self.columns)]

    @property
    def is_in_rows(self) -> bool:
        """Whether some of its members stand above others."""
        return len(self.ids) > self.columns

    def as_one(self, how: str, child: Block) -> bool:
        """Whether a child is the only one behind, or before, all of several."""
        whole = child.at is None or self.is_in_rows  # of which it is behind the farthest
        return how in ("behind", "in front of") and len(child.ids) == 1 < len(self.ids) and whole

    def borne(self) -> Mapping[str, list[tuple[str, Block]]]:
        """What is attached to one member of the root alone, and how, by that member."""
        found: dict[str, list[tuple[str, Block]]] = {}
        for how, child in self.attached:
            bearer = self.ids[0] if len(self.ids) == 1 else child.at
            if bearer is not None:
                found.setdefault(bearer, []).append((how, child))
        return found

    def by_bearer(self) -> Iterator[Block]:
        """Each member of the root that has something on or in it alone, with that; and the whole with everything else.
        The block itself where nothing is at one of several alone."""
        own = [(how, child) for how, child in self.attached if child.at is not None and how in ("on", "inside")]
        if len(self.ids) == 1 or not own:
            yield self
            return
        for id in self.ids:
            borne = [(how, child) for how, child in own if child.at == id]
            if borne:
                yield replace(self, name=id, ids=(id,), columns=1, attached=borne)
        yield replace(self, attached=[pair for pair in self.attached if pair not in own])

    @property
    def is_stacked(self) -> bool:
        """Whether it is level with its neighbours by the middle, as columns are."""
        return self.gathered is not None and self.gathered.stacked


@dataclass(frozen=True)
class Composition:
    """Blocks of one frame (the canvas, a group or a part instance, None for the canvas).

    In a ``shelved`` one every row is filled by itself: what is in one column does not stand below each other.
    """

    frame: str | None
    blocks: tuple[Block, ...]
    shelved: bool = False


def gatherings(composition: Composition) -> Iterator[tuple[Block, Block]]:
    """The neighbours, from left to right, of what is gathered in columns."""
    by_statement: dict[int, list[Block]] = {}
    for block in sorted(composition.blocks, key=lambda one: one.column):
        if block.gathered is not None and block.gathered.stacked:
            by_statement.setdefault(block.gathered.statement, []).append(block)
    for blocks in by_statement.values():
        yield from pairwise(blocks)


def members_of(block: Block) -> list[Block]:
    """A block and all that is attached to it, directly or not."""
    return [block, *(inner for _, child in block.attached for inner in members_of(child))]
