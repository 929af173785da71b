"""Namespaces of PlantUML's class diagrams: a name says which element is meant by where it is written."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.importing.draft import Draft, Group


class Namespaces:
    """The namespaces of a draft, whose groups have their whole names as ids; ``open_`` are the groups around a line."""

    def __init__(self, draft: Draft, open_: Sequence[Group | None]) -> None:
        self.draft, self.open = draft, open_
        self.known: set[str] = set()

    def add(self, name: str) -> str:
        """The whole name of a namespace that begins here."""
        whole = self.whole(name)
        self.known.add(whole)
        return whole

    def whole(self, name: str) -> str:
        """A name from the root on: ``.Base`` and ``net.Person`` are that anyway, ``Person`` belongs to what it stands
        in."""
        if name.startswith(".") and len(name) > 1:
            return name[1:]
        around = next((one.id for one in reversed(self.open) if one is not None and one.id in self.known), None)
        return name if around is None or "." in name else f"{around}.{name}"

    def own(self, whole: str) -> str:
        """What an element is called within its namespace."""
        space, _, last = whole.rpartition(".")
        return last if space in self.known else whole

    def home(self, whole: str, around: Group | None) -> Group | None:
        """The group that an element is in which is first named in the group ``around``."""
        space = whole.rpartition(".")[0]
        if space in self.known:
            return around if self._is_in(around, space) else self.draft.groups[space]
        while around is not None and around.id in self.known:
            around = around.parent
        return around

    def _is_in(self, group: Group | None, space: str) -> bool:
        while group is not None and group.id not in self.known:
            group = group.parent
        return group is not None and group.id == space
