"""What links within a layer ask of its order: that what they join stands side by side, and that they lead onwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sgc.graph.joining import Joined


def in_order(said: Sequence[tuple[int, int]], links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is said of the order of blocks, and that the first end of each link stands before the second, as far as that
    contradicts nothing before it."""
    found = list(said)
    after: dict[int, list[int]] = {}
    for a, b in found:
        after.setdefault(a, []).append(b)
    for a, b in links:
        reached, waiting = {b}, [b]
        while waiting:
            new = set(after.get(waiting.pop(), ())) - reached
            reached |= new
            waiting += new
        if a not in reached:
            found.append((a, b))
            after.setdefault(a, []).append(b)
    return found


def together(links: Sequence[tuple[int, int]], around: Sequence[tuple[int, ...]], frames: int) -> list[tuple[int, ...]]:
    """The frames around each block, of which there are so many, and as one more of them those that links join, where
    they stand in the same frames: so nothing comes between them."""
    found = list(around)
    joined = Joined(end for link in links for end in link)
    for a, b in links:
        if around[a] == around[b]:
            joined.join(b, a)
    for number, blocks in enumerate((one for one in joined.sets() if len(one) > 1), frames):
        for block in blocks:
            found[block] = (*around[block], number)
    return found
