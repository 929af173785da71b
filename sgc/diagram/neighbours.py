"""What links within a layer ask of its order: that what they join stands side by side, and that they lead onwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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


def together(links: Iterable[tuple[int, int]], around: Sequence[tuple[int, ...]], frames: int) -> list[tuple[int, ...]]:
    """The frames around each block, of which there are so many, and as one more of them those that links join, where
    they stand in the same frames: so nothing comes between them."""
    found = list(around)
    joined: dict[int, list[int]] = {}
    for a, b in links:
        first, last = (joined.setdefault(end, [end]) for end in (a, b))
        if first is not last and around[a] == around[b]:
            first += last
            joined.update((block, first) for block in last)
    for number, blocks in enumerate({id(one): one for one in joined.values() if len(one) > 1}.values(), frames):
        for block in blocks:
            found[block] = (*around[block], number)
    return found
