"""Who may overlap whom, and who stands closer than the spacing: what statements say of pairs, and what follows.

What is on or in a thing may overlap whatever that may overlap; so may what somebody is on who is before or behind it,
and what has one centre with something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import permutations

from sgc.graph.grounding import Grounded
from sgc.graph.linear import Formula, conjunction, disjunction
from sgc.graph.scene import CANVAS, Relation
from sgc.layout.problem import Member


class Overlaps:
    """The pairs of a figure's members that its grounded statements free from the spacing."""

    def __init__(self, members: Sequence[Member], grounded: Sequence[Grounded]) -> None:
        self._members = members
        self._grounded = grounded

    @cached_property
    def _resting(self) -> Mapping[str, Mapping[str, Formula]]:
        """What each member is on or in, directly or not, and as far as what holds."""
        below: dict[str, dict[str, Formula]] = {}
        for one in self._grounded:
            for pair in one.pairs:
                if pair.kind == "rests":
                    known = below.setdefault(pair.a, {})
                    known[pair.b] = disjunction(known.get(pair.b, False), pair.when)
        for member in self._members:
            if member.object.container is not None:
                below.setdefault(member.id, {})[member.object.container] = True
        return {one.id: _reachable(one.id, below) if one.id in below else {} for one in self._members}

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """What each member is on or in, directly or not, by statements that hold whatever else does."""
        return {id: tuple(other for other, when in seen.items() if when is True) for id, seen in self._resting.items()}

    @cached_property
    def exempt(self) -> Mapping[frozenset[str], Formula]:
        """Pairs that may overlap, and as far as what holds: joined by a statement, inherited along on and in."""
        reach = {**self._resting, CANVAS: {}}
        above: dict[str, list[tuple[str, Formula]]] = {}  # what is on or in each, besides itself
        found: dict[frozenset[str], Formula] = {}

        def add(a: str, b: str, when: Formula) -> None:
            if a != b:
                pair = frozenset((a, b))
                found[pair] = disjunction(found.get(pair, False), when)

        for id, seen in reach.items():
            for other, when in seen.items():
                above.setdefault(other, []).append((id, when))
                add(id, other, when)
        centered: dict[str, list[tuple[str, Formula]]] = {}
        for one in self._grounded:
            here = [pair for pair in one.pairs if pair.kind == "centered"]
            for pair in here:  # not among the subjects of one statement: those would be seen as one thing
                for other, when in centered.get(pair.b, ()):
                    add(pair.a, other, conjunction(pair.when, when))
            for pair in here:
                centered.setdefault(pair.b, []).append((pair.a, pair.when))
            for pair in one.pairs:
                if pair.kind in ("overlaps", "centered"):
                    # What has the middle of something that is in another is in the midst of that, too.
                    below = reach[pair.b].items() if pair.kind == "centered" or _depth_of(one) else ()
                    # Where a rider is before a castle, so is the horse; and before the hill that it is on.
                    mount = reach[pair.a].items() if _depth_of(one) else ()
                    for x, first in ((pair.a, True), *above.get(pair.a, ()), *mount):
                        for y, second in ((pair.b, True), *above.get(pair.b, ()), *below):
                            add(x, y, conjunction(pair.when, first, second))
        return found

    @cached_property
    def mounts(self) -> tuple[tuple[str, str, bool], ...]:
        """What somebody is on who is said to be before or behind a thing, that thing, and whether it is before it."""
        return tuple(
            (mount, pair.b, _depth_of(one) == "in front of")
            for one in self._grounded if _depth_of(one) for pair in one.pairs for mount in self.holders.get(pair.a, ())
        )  # fmt: skip

    @cached_property
    def exempt_of(self) -> Mapping[str, tuple[str, ...]]:
        """The partners of each member in ``exempt``, in the order of their ids."""
        found: dict[str, list[str]] = {}
        for pair in self.exempt:
            for id, other in permutations(sorted(pair)):
                found.setdefault(id, []).append(other)
        return {id: tuple(sorted(others)) for id, others in found.items()}

    @cached_property
    def replaced(self) -> Mapping[frozenset[str], Formula]:
        """Pairs with a stated distance, gap or contact, which takes the place of the spacing."""
        found: dict[frozenset[str], Formula] = {}
        for one in self._grounded:
            for pair in one.pairs:
                if pair.kind == "replaced":
                    key = frozenset((pair.a, pair.b))
                    found[key] = disjunction(found.get(key, False), pair.when)
        return found

    @cached_property
    def centered(self) -> tuple[tuple[str, str], ...]:
        """Each that some statement has its middle in that of another, with that."""
        return tuple((pair.a, pair.b) for one in self._grounded for pair in one.pairs if pair.kind == "centered")

    @cached_property
    def meeting(self) -> tuple[tuple[str, str], ...]:
        """The pairs that some statement has overlap without saying which of both is nearer."""
        return tuple(
            (pair.a, pair.b)
            for one in self._grounded if not _depth_of(one) for pair in one.pairs if pair.kind == "overlaps"
        )  # fmt: skip

    @cached_property
    def beneath(self) -> frozenset[frozenset[str]]:
        """The pairs of which one is said to be under the other, and may be in the room under its top."""
        return frozenset(
            frozenset((pair.a, pair.b))
            for one in self._grounded
            if isinstance(one.statement, Relation) and one.statement.predicate == "under"
            for pair in one.pairs
        )


def _depth_of(one: Grounded) -> str | None:
    """Which of the two ways in which things are before each other a statement says."""
    said = one.statement.predicate if isinstance(one.statement, Relation) else ""
    return said if said in ("in front of", "behind") else None


def _reachable(start: str, edges: Mapping[str, Mapping[str, Formula]]) -> dict[str, Formula]:
    """What ``start`` rests on or is in, directly or not, and as far as what holds."""
    seen: dict[str, Formula] = {}
    stack: list[tuple[str, Formula]] = [(start, True)]
    while stack:
        current, so_far = stack.pop()
        for following, when in edges.get(current, {}).items():
            condition = conjunction(so_far, when)
            if following != start and seen.get(following) is not True and condition is not False:
                known = following in seen
                seen[following] = disjunction(seen.get(following, False), condition)
                if not known or condition is True:
                    stack.append((following, condition))
    return seen
