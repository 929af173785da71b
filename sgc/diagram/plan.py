"""What is to be placed in a diagram: boxes and frames, links between them, and what room they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

#: left, top, right, bottom; y down.
Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Something to be placed, in a frame (None: the figure). ``loops`` is the room that its own loops take: behind
    it across the direction of links, then before it.

    A note stands ``beside`` another box or frame, across the direction of links: before it where ``is_before``. One
    that is ``pointed`` has a corner in the middle of each side, where links reach it.
    """

    id: str
    width: float
    height: float
    frame: str | None = None
    loops: tuple[float, float] = (0.0, 0.0)
    beside: str | None = None
    is_before: bool = False
    pointed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame around boxes; its title takes ``head`` (width, height) above them, and its ``loops`` are as a box's."""

    id: str
    frame: str | None = None
    head: tuple[float, float] = (0.0, 0.0)
    loops: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Arc:
    """A link between two boxes or frames; its label is a box of its own: id, width and height. It ends so far behind
    the middle of each, across the direction of links (``aside``). One that is ``at`` the side of a thing, a loop or
    a link with a frame around it, has room there up to ``loop`` from its border: they are on either side of it in turn,
    each around those before it there."""

    id: str
    source: str
    target: str
    label: tuple[str, float, float] | None = None
    aside: tuple[float, float] = (0.0, 0.0)
    at: str | None = None
    loop: float = 0.0


@dataclass(frozen=True, slots=True)
class Gaps:
    """``between`` neighbours in a layer, ``layers``, bends (``lane``), frames and what is in them (``padding``), and a
    label and its link (``label``)."""

    between: float
    layers: float
    lane: float
    padding: float
    label: float


@dataclass(frozen=True)
class Plan:
    """What is known: boxes, frames, links, and of the author's statements what speaks of order: pairs of which one
    is ``above`` or ``left`` of the other, and sets that are ``level`` or ``upright`` (centres on one line); between
    which neighbours there is how much room (``apart``); and which frames have an edge (an index of ``Edges``) on one
    line, as lanes have (``flush``). The figure has the ``aspect`` (width over height), where that is stated."""

    boxes: Sequence[Box]
    frames: Sequence[Frame]
    arcs: Sequence[Arc]
    gaps: Gaps
    direction: str = "down"
    above: Sequence[tuple[str, str]] = ()
    left: Sequence[tuple[str, str]] = ()
    level: Sequence[Sequence[str]] = ()
    upright: Sequence[Sequence[str]] = ()
    aspect: float | None = None
    apart: Mapping[tuple[str, str], float] = field(default_factory=dict)
    flush: Sequence[tuple[int, Sequence[str]]] = ()

    @cached_property
    def around(self) -> Mapping[str, str | None]:
        """The frame of every box and frame, in the order of the source: a frame comes where its first box does."""
        holders = {one.id: one.frame for one in self.frames}
        found: dict[str, str | None] = {}
        for box in self.boxes:
            path = [box.frame]
            while path[-1] is not None:
                path.append(holders[path[-1]])
            for frame in reversed(path[:-1]):
                if frame is not None:
                    found.setdefault(frame, holders[frame])
            found[box.id] = box.frame
        return {**found, **holders}

    @cached_property
    def heads(self) -> Mapping[str, tuple[float, float]]:
        """The room of each frame's title: width, height."""
        return {one.id: one.head for one in self.frames}

    @cached_property
    def loops(self) -> Mapping[str, tuple[float, float]]:
        """The room that the loops of each box and frame take: behind it across the direction of links, then before."""
        return {**{one.id: one.loops for one in self.boxes}, **{one.id: one.loops for one in self.frames}}

    def chain(self, id: str) -> list[str]:
        """The box and the frames around it, innermost first."""
        found: list[str] = []
        at: str | None = id
        while at is not None:
            found.append(at)
            at = self.around[at]
        return found

    def lifted(self, a: str, b: str) -> tuple[str | None, str, str] | None:
        """The frame in which two boxes part, and what each of them is or is in there; None for one in the other."""
        first, second = self.chain(a)[::-1], self.chain(b)[::-1]
        depth = 0
        while depth < min(len(first), len(second)) and first[depth] == second[depth]:
            depth += 1
        if depth in (len(first), len(second)):
            return None
        return (first[depth - 1] if depth else None), first[depth], second[depth]
