"""Links that nobody sees: people write them to say what stands before what, and so they become relations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Literal

from sgc.importing.draft import Draft, Unseen
from sgc.importing.page import Page

#: By an axis, the relation that says which of two things comes first on it.
_FIRST: Mapping[Literal["x", "y"], str] = {"x": "left of", "y": "above"}
#: By a relation its axis, and whether its subject comes first.
_ORDERS: Mapping[str, tuple[Literal["x", "y"], bool]] = {
    "left of": ("x", True), "right of": ("x", False), "above": ("y", True), "below": ("y", False),
}  # fmt: skip


def order(draft: Draft, page: Page) -> None:
    """Say what the unseen links of a draft are for: that one end stands before the other, along the direction of links
    or across it. Ends that have one layer stand side by side there. A link whose ends are in an order already needs no
    saying; one that would turn the order of others round is left out with a warning."""
    if not draft.unseen:
        return
    way = str(draft.settings.get("direction", "down"))
    known = {axis: _Order(draft, axis) for axis in _FIRST}
    led = _Walks((one.source, one.target) for one in draft.links)
    level = [frozenset(one.ids) for one in draft.arrangements if one.kind == "layer"]
    for one in draft.unseen:
        first, last = one.source, one.target
        if not _are_apart(draft, first, last):
            continue
        along = one.along and not any({first, last} <= layer for layer in level)
        if along and led.lead(last, first):
            page.left_out("a link that is not seen", one.span)
            continue
        axis: Literal["x", "y"] = "x" if along == (way in ("right", "left")) else "y"
        if along and way in ("left", "up"):
            first, last = last, first
        if any(other.leads(first, last) and not other.leads(last, first) for other in known.values()):
            continue
        if known[axis].leads(last, first):
            page.left_out("a link that is not seen", one.span)
        else:
            known[axis].add(first, last)
            draft.relations.append((one.span, first, _FIRST[axis], last))


def through(links: Iterable[Unseen], gone: Mapping[str, object]) -> list[Unseen]:
    """Unseen links between what is left when some ends are gone, one after another: what led to one of these leads to
    what it led to."""
    found = list(links)
    for key in gone:
        into = [one for one in found if one.target == key and one.source != key]
        out = [one for one in found if one.source == key and one.target != key]
        found = [one for one in found if key not in (one.source, one.target)]
        found += [Unseen(a.source, b.target, a.span, a.along) for a in into for b in out if a.source != b.target]
    return found


class _Walks:
    """What leads where, one step after another."""

    def __init__(self, steps: Iterable[tuple[str, str]] = ()) -> None:
        self.after: dict[str, list[str]] = {}
        for first, last in steps:
            self.after.setdefault(first, []).append(last)

    def lead(self, first: str, last: str) -> bool:
        seen, waiting = {first}, [first]
        while waiting:
            here = waiting.pop()
            if here == last:
                return True
            new = [one for one in self.after.get(here, ()) if one not in seen]
            seen.update(new)
            waiting += new
        return False


class _Order:
    """What a draft says of the order of things along one axis; what it puts on one line has one place in it."""

    def __init__(self, draft: Draft, axis: Literal["x", "y"]) -> None:
        self.places: dict[str, str] = {}
        self.walks = _Walks()
        along = {"x": "row", "y": "column"}[axis]
        is_level = str(draft.settings.get("direction", "down")) in ("right", "left")
        for one in draft.arrangements:
            lies = {"row": "y", "column": "x", "layer": "x" if is_level else "y", "align": None}[one.kind]
            if lies == axis:
                for other in one.ids[1:]:
                    self._join(one.ids[0], other)
        for one in draft.arrangements:
            if one.kind == along:
                for before, after in pairwise(one.ids):
                    self.add(before, after)
        for _, subject, words, object in draft.relations:
            of, is_first = _ORDERS.get(words, (None, True))
            if of == axis:
                self.add(*((subject, object) if is_first else (object, subject)))

    def _join(self, one: str, other: str) -> None:
        ours, theirs = self._place(one), self._place(other)
        self.places = {key: ours if place == theirs else place for key, place in self.places.items()}
        self.places[other] = ours

    def _place(self, key: str) -> str:
        return self.places.setdefault(key, key)

    def add(self, first: str, last: str) -> None:
        self.walks.after.setdefault(self._place(first), []).append(self._place(last))

    def leads(self, first: str, last: str) -> bool:
        """Whether the first is known to come before the last, or to have its place."""
        return self.walks.lead(self._place(first), self._place(last))


def _are_apart(draft: Draft, first: str, last: str) -> bool:
    """Whether both ends are things, and neither is in the other."""
    if first == last or not {first, last} <= draft.nodes.keys() | draft.groups.keys():
        return False
    return not (first in draft.around(last) or last in draft.around(first))
