"""Groups in which links lead another way than around them: what is a chain there is put in a row or a column."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from sgc.importing.draft import Arrangement, Draft, Group
from sgc.importing.page import Page

#: The directions that lie along rows; and those along which things are read backwards.
_LEVEL, _BACKWARDS = ("right", "left"), ("left", "up")


def turn(draft: Draft, page: Page) -> None:
    """Arrange what is in groups that have a ``direction`` of their own.

    A group keeps the direction around it, as in Mermaid, where anything in it is linked with what is outside. One that
    branches, or leads the opposite way, keeps it with a warning.
    """
    for group in draft.groups.values():
        if group.direction is None:
            continue
        way, span = group.direction
        around = _around(draft, group)
        things = _Things(draft, group)
        if way == around or things.is_linked_outside:
            continue
        chains = things.chains()
        if chains is None or (way in _LEVEL) == (around in _LEVEL):
            page.left_out("the direction of such a group", span)
            continue
        along: Literal["row", "column"] = "row" if way in _LEVEL else "column"
        across: Literal["row", "column"] = "column" if way in _LEVEL else "row"
        if way in _BACKWARDS:
            chains = [chain[::-1] for chain in chains]
        if all(len(chain) == 1 for chain in chains):
            draft.arrangements.append(Arrangement(across, [one for chain in chains for one in chain], span))
        elif things.inner & {step for chain in chains for step in pairwise(chain)}:
            first = "left of" if along == "row" else "above"  # in one line, frames would be stretched to meet
            draft.relations += [(span, a, first, b) for chain in chains for a, b in pairwise(chain)]
        else:
            draft.rows(chains, span, along)


def _around(draft: Draft, group: Group) -> str:
    """The direction of what a group is in."""
    parent = group.parent
    while parent is not None:
        if parent.direction is not None:
            return parent.direction[0]
        parent = parent.parent
    return str(draft.settings.get("direction", "down"))


class _Things:
    """What is right in a group, and the links between."""

    def __init__(self, draft: Draft, group: Group) -> None:
        self.ids = [
            one.id for one in sorted(
                [node for node in draft.nodes.values() if node.group is group and node.id not in draft.groups]
                + [other for other in draft.groups.values() if other.parent is group],
                key=lambda one: one.order,
            )
        ]  # fmt: skip
        holders = {id: id for id in self.ids}
        for id in (*draft.groups, *draft.nodes):
            holder = _holder(draft, id, group)
            if holder is not None:
                holders[id] = holder
        led = [(link.source, link.target) for link in draft.links]
        led += [(link.source, link.target) for link in draft.unseen]
        ends = [(holders.get(source), holders.get(target)) for source, target in led]
        self.is_linked_outside = any((a is None) != (b is None) for a, b in ends)
        self.pairs = {(a, b) for a, b in ends if a is not None and b is not None and a != b}
        #: Those between which no link leads from one itself to the other, but from or to what is in them.
        self.inner = self.pairs - set(led)

    def chains(self) -> list[list[str]] | None:
        """The things along their links, chain by chain in the order of the file; None where they branch or go round."""
        after: dict[str, str] = {}
        before: dict[str, str] = {}
        for a, b in sorted(self.pairs):
            if a in after or b in before:
                return None
            after[a], before[b] = b, a
        found = [self._chain(id, after) for id in self.ids if id not in before]
        return found if sum(map(len, found)) == len(self.ids) and found else None

    def _chain(self, first: str, after: dict[str, str]) -> list[str]:
        found = [first]
        while found[-1] in after:
            found.append(after[found[-1]])
        return found


def _holder(draft: Draft, id: str, group: Group) -> str | None:
    """What right in a group holds a thing, or is it; None where the thing is outside."""
    here: str = id
    parent = draft.groups[id].parent if id in draft.groups else draft.nodes[id].group
    while parent is not None:
        if parent is group:
            return here
        here, parent = parent.id, parent.parent
    return None
