"""Things that look alike and read the same, told apart by the lines that lead to them from others that are known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from sgc.graph.links import heads
from sgc.graph.scene import Kind, Link
from sgc.verify.case import Case
from sgc.verify.declared import texts_of
from sgc.verify.types import Line

#: The things at both ends of a line, by their ids.
Ends = tuple[frozenset[str], frozenset[str]]


def alike(case: Case) -> list[list[str]]:
    """The things that nothing but their links can tell apart, in groups: they look alike, and have the same texts if
    any."""
    linked = {id for link in case.scene.links for id in (link.source, link.target)}
    groups: dict[object, list[str]] = {}
    for one in case.slots:
        if one.id in linked and one.id in case.matching.found and one.object.kind is not Kind.GROUP:
            groups.setdefault((one.look, texts_of(one.object), one.object.container), []).append(one.id)
    return [ids for ids in groups.values() if len(ids) > 1]


def pairs(groups: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [pair for ids in groups for pair in combinations(ids, 2)]


def told_by_links(
    case: Case, groups: Sequence[Sequence[str]], lines: Sequence[Line], ends: Sequence[Ends]
) -> dict[str, int]:  # fmt: skip
    """Which detection is which thing of these groups: one that has a line, as each of its links asks for, from what is
    known. Where several have, it is the first, and what is left over stays in its order. ``ends`` are of the
    ``lines``, by the ids that the case's matching gives."""
    return _Telling(case, groups, lines, ends).found()


class _Telling:
    def __init__(
        self, case: Case, groups: Sequence[Sequence[str]], lines: Sequence[Line], ends: Sequence[Ends]
    ) -> None:
        held = case.matching.found
        self.group_of = {id: number for number, ids in enumerate(groups) for id in ids}
        self.left = {number: [held[id] for id in ids] for number, ids in enumerate(groups)}
        self.known: dict[str, int] = {id: i for id, i in held.items() if id not in self.group_of}
        self.pending = list(self.group_of)
        #: What stands at both ends of the lines between two detections, in their order; None where that is not certain.
        self.between: dict[tuple[int, int], list[tuple[str, str] | None]] = {}
        for line, (first, last) in zip(lines, ends, strict=True):
            for a in (held[id] for id in sorted(first) if id in held):
                for b in (held[id] for id in sorted(last) if id in held):
                    self.between.setdefault((a, b), []).append(line.ends if line.sure else None)
        self.links: dict[str, list[Link]] = {}
        for link in case.scene.links:
            for id in {link.source, link.target}:
                self.links.setdefault(id, []).append(link)

    def found(self) -> dict[str, int]:
        while self.pending:
            options = {id: self._options(id) for id in self.pending}
            asked = [id for id in self.pending if options[id]]
            if not asked:
                break
            id = min(asked, key=lambda one: len(options[one]))
            self._take(id, options[id][0])
        for id in [*self.pending]:
            self._take(id, self.left[self.group_of[id]][0])
        return {id: self.known[id] for id in self.group_of}

    def _take(self, id: str, i: int) -> None:
        self.known[id] = i
        self.left[self.group_of[id]].remove(i)
        self.pending.remove(id)

    def _options(self, id: str) -> list[int]:
        """The detections to which lines lead as the thing's links to what is known ask; none where it has no such."""
        asked = [link for link in self.links.get(id, ()) if self._other(link, id) in self.known]
        free = self.left[self.group_of[id]]
        return [i for i in free if all(self._joined(link, id, i) for link in asked)] if asked else []

    @staticmethod
    def _other(link: Link, id: str) -> str:
        return link.target if link.source == id else link.source

    def _joined(self, link: Link, id: str, i: int) -> bool:
        other = self.known[self._other(link, id)]
        a, b = (i, other) if link.source == id else (other, i)
        wanted = heads(link)
        return any(ends in (None, wanted) for ends in self.between.get((a, b), ())) or any(
            ends in (None, wanted[::-1]) for ends in self.between.get((b, a), ())
        )
