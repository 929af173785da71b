"""Composite states within each other while a file is read, and the regions that lines part them into."""

from __future__ import annotations

from sgc.importing.draft import Draft, Group
from sgc.source import Span


class Composites:
    """The composite states that are open at a place of the file, the innermost last.

    What is parted by a line happens at the same time: each part becomes a frame of its own within the state.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._open: list[Group] = []
        self._regions: dict[Group, list[Group]] = {}

    @property
    def around(self) -> Group | None:
        """What a state that is written here stands in."""
        if not self._open:
            return None
        regions = self._regions.get(self._open[-1])
        return regions[-1] if regions else self._open[-1]

    def named(self, key: str) -> Group | None:
        """The open state of this id."""
        return next((one for one in self._open if one.id == key), None)

    def open(self, group: Group) -> None:
        self._open.append(group)

    def close(self) -> bool:
        """Leave the innermost state; False where none is open."""
        return bool(self._open) and self._open.pop() is not None

    def part(self, span: Span) -> bool:
        """Go on in the next region; False where no state is open. The first takes what was in the state so far."""
        if not self._open:
            return False
        inside = self._open[-1]
        regions = self._regions.setdefault(inside, [])
        if not regions:
            inner = [one for one in self.draft.groups.values() if one.parent is inside]
            first = self._region(inside, regions, span)
            first.order = inside.order
            for node in self.draft.nodes.values():
                node.group = first if node.group is inside else node.group
            for group in inner:
                group.parent = first
        self._region(inside, regions, span)
        return True

    def unclosed(self) -> tuple[Group, ...]:
        return tuple(self._open)

    def _region(self, inside: Group, regions: list[Group], span: Span) -> Group:
        made = self.draft.group(f"{inside.id} region {len(regions) + 1}", span, "", inside)
        made.called = f"{inside.called or inside.id}_{len(regions) + 1}"
        made.properties = {"dashed": True}
        regions.append(made)
        return made
