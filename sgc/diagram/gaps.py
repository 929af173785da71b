"""The gaps between frames that stand in order across, as lanes do: a link from one to another passes layers there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sgc.diagram.nesting import Nesting


class Gaps:
    """``spans`` are the first and the last layer of each open frame."""

    def __init__(self, nesting: Nesting, spans: Mapping[str, tuple[int, int]]) -> None:
        self.spans, self.around = spans, nesting.around
        self.behind: dict[str, list[str]] = {}
        for _, first, second in nesting.ordered:
            if first in spans and second in spans:
                self.behind.setdefault(first, []).append(second)

    def passed(self, source: str, target: str, rank: int) -> tuple[str, str] | None:
        """The two frames, the first before the second, between which a link passes a layer that both reach: right
        beside the frame that it comes from. None where its ends are not in frames that stand in order."""
        own, other = self._parting(source, target)
        onwards, back = self._way(own, other, rank), self._way(other, own, rank)
        if len(onwards) > 1:
            return onwards[0], onwards[1]
        return (back[-2], back[-1]) if len(back) > 1 else None

    def _parting(self, source: str, target: str) -> tuple[str | None, str | None]:
        """The outermost frames around each of two boxes that are not around both."""
        paths = self.around[source], self.around[target]
        depth = next((depth for depth, (a, b) in enumerate(zip(*paths, strict=False)) if a != b), min(map(len, paths)))
        own, other = (path[depth] if depth < len(path) else None for path in paths)
        return own, other

    def _way(self, first: str | None, last: str | None, rank: int) -> Sequence[str]:
        """The frames in order from one to another, all of which reach a layer; none where no order is known."""
        if first is None or last is None:
            return ()
        came: dict[str, str | None] = {first: None} if self._reaches(first, rank) else {}
        waiting = list(came)
        for frame in waiting:
            new = [one for one in self.behind.get(frame, ()) if one not in came and self._reaches(one, rank)]
            came.update(dict.fromkeys(new, frame))
            waiting += new
        way: list[str] = []
        at = last if last in came else None
        while at is not None:
            way.append(at)
            at = came[at]
        return way[::-1]

    def _reaches(self, frame: str, rank: int) -> bool:
        first, last = self.spans[frame]
        return first <= rank <= last
