"""Which links are the main way of a flow: shortcuts and shorter branches give way to it, and loops go around it.

As people draw flow charts: the longer of two branches runs straight on, the other one leaves at a side, and a link that
leads back comes to the other side, around what it turns about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sgc.diagram.layers import Block, Joint
from sgc.diagram.ordering import crossings


def side_branches(
    arcs: Sequence[tuple[str, str]], level: Mapping[str, int], pointed: Collection[str]
) -> set[tuple[str, str]]:
    """Of two arcs that lead on from a ``pointed`` box the one that does not lead as far, or by a longer link; neither
    where both do alike."""
    after: dict[str, list[str]] = {}
    for a, b in arcs:
        if level[a] < level[b]:
            after.setdefault(a, []).append(b)
    reach: dict[str, int] = {}  # the last layer to which one link after another leads
    for id in sorted(level, key=level.__getitem__, reverse=True):
        reach[id] = max((reach[other] for other in after.get(id, ())), default=level[id])
    found = set()
    for id, others in after.items():
        if id in pointed and len(others) == 2:
            less, more = sorted((reach[other], -level[other], other) for other in others)
            if less[:2] != more[:2]:
                found.add((id, less[2]))
    return found


def shortcuts(arcs: Sequence[tuple[str, str]], level: Mapping[str, int]) -> set[tuple[str, str]]:
    """The arcs to later layers beside which others lead the longer way: the way of the flow, which they go around."""
    after: dict[str, set[str]] = {}
    for a, b in arcs:
        if level[a] < level[b]:
            after.setdefault(a, set()).add(b)
    bit = {id: 1 << number for number, id in enumerate(level)}
    reached: dict[str, int] = {}  # from a box, as bits
    found: set[tuple[str, str]] = set()
    for a in sorted(after, key=level.__getitem__, reverse=True):
        beyond = 0
        for b in after[a]:
            beyond |= reached.get(b, 0)
        found.update((a, b) for b in after[a] if beyond & bit[b])
        for b in after[a]:
            beyond |= bit[b]
        reached[a] = beyond
    return found


def loops_outside(
    layers: Sequence[Sequence[Block]], joints: Sequence[Joint], loops: Sequence[Sequence[str]]
) -> list[list[Block]]:
    """The layers, in which links that lead back do not come between what leads on from where they end.

    ``loops`` are the stops of such links: the box that they lead to, bends, the box that they come from. They go around
    the side on which they pass less, and on neither where they would cross more than before.
    """
    made = [list(layer) for layer in layers]
    for loop in loops:
        fewest = _crossings(made, joints)
        ways = [way for way in (_around(made, joints, loop, side) for side in (False, True)) if way is not None]
        for _, moved in sorted(ways, key=lambda way: way[0]):
            if _crossings(moved, joints) <= fewest:
                made = moved
                break
    return made


def _around(
    layers: Sequence[Sequence[Block]], joints: Sequence[Joint], loop: Sequence[str], is_behind: bool
) -> tuple[int, list[list[Block]]] | None:
    """The layers with a loop before (or behind) all that leads on from its end, and how much it then passes there; None
    where it does not come between, or something is in a frame."""
    box, *bends = loop[:-1]
    after: dict[str, set[str]] = {}
    for one in joints:
        after.setdefault(one.first, set()).add(one.second)
    place = {block.id: (number, at) for number, layer in enumerate(layers) for at, block in enumerate(layer)}
    number, at = place[bends[0]]
    others = [place[id][1] for id in after[box] if id != bends[0] and place[id][0] == number]
    if not others or not min(others) < at < max(others):
        return None
    passed = {id for id in after[box] if place[id][0] == number and (place[id][1] > at) == is_behind} - {bends[0]}
    made = [list(layer) for layer in layers]
    count = 0
    for bend in bends:
        number, at = place[bend]
        over = [i for i, block in enumerate(layers[number]) if block.id in passed and (i > at) == is_behind]
        if not over:
            break
        to = max(over) if is_behind else min(over)
        between = layers[number][min(at, to) : max(at, to) + 1]
        if len({block.around for block in between}) > 1:
            return None
        count += len(between) - 1
        made[number].insert(to, made[number].pop(at))
        passed = {other for id in passed for other in after.get(id, ())}
    return count, made


def _crossings(layers: Sequence[Sequence[Block]], joints: Sequence[Joint]) -> int:
    number = {id: at for at, id in enumerate(_ids(layers))}
    below: list[list[int]] = [[] for _ in number]
    for one in joints:
        below[number[one.first]].append(number[one.second])
    return crossings([[number[block.id] for block in layer] for layer in layers], below)


def _ids(layers: Sequence[Sequence[Block]]) -> Iterator[str]:
    return (block.id for layer in layers for block in layer)
