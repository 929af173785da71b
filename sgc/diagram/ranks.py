"""Which layer each box of a directed graph stands in: links lead from earlier layers to later ones.

The first step of K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System
Structures" (1981).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

#: How often boxes are moved to where their links are shorter.
ROUNDS = 12


def ranks(
    items: Sequence[Item], links: Sequence[tuple[Item, Item]], before: Sequence[tuple[Item, Item]] = (),
    alike: Sequence[Sequence[Item]] = (),
) -> Mapping[Item, int]:  # fmt: skip
    """The layers from 0 on.

    ``before`` are pairs of which the first has to be in an earlier layer, ``alike`` sets of one layer each; both go
    before what links say. Links that would close a circle are led back.
    """
    home = _classes(items, alike)
    order = list(dict.fromkeys(home[item] for item in items))
    demanded = _acyclic(order, [(home[a], home[b]) for a, b in before if home[a] != home[b]], [])
    led = _acyclic(order, [(home[a], home[b]) for a, b in links if home[a] != home[b]], demanded)
    found = _longest(order, [*demanded, *led])
    _shorten(order, demanded, led, found)
    least = min(found.values(), default=0)
    return {item: found[home[item]] - least for item in items}


def _classes(items: Sequence[Item], alike: Sequence[Sequence[Item]]) -> dict[Item, Item]:
    """One item for each set of those that share a layer."""
    home = {item: item for item in items}
    for group in alike:
        known = {home[item] for item in group if item in home}
        first = next((item for item in items if home[item] in known), None)
        if first is not None:
            home.update((item, home[first]) for item in items if home[item] in known)
    return home


def _acyclic(
    order: Sequence[Item], edges: Sequence[tuple[Item, Item]], fixed: Sequence[tuple[Item, Item]]
) -> list[tuple[Item, Item]]:
    """The edges, with those turned round that lead back to where a walk along all of them came from."""
    following: dict[Item, list[tuple[Item, bool]]] = {item: [] for item in order}
    entered: set[Item] = set()
    for a, b in fixed:
        following[a].append((b, False))
        entered.add(b)
    for a, b in edges:
        following[a].append((b, True))
        entered.add(b)
    number: dict[Item, int] = {}
    back: set[tuple[Item, Item]] = set()
    open_: set[Item] = set()
    for start in (*(item for item in order if item not in entered), *order):
        if start in number:
            continue
        stack = [(start, iter(following[start]))]
        number[start] = len(number)
        open_.add(start)
        while stack:
            item, rest = stack[-1]
            for other, may_turn in rest:
                if other in open_:
                    if may_turn:
                        back.add((item, other))
                elif other not in number:
                    number[other] = len(number)
                    open_.add(other)
                    stack.append((other, iter(following[other])))
                    break
            else:
                open_.discard(item)
                stack.pop()
    turned = [(b, a) if (a, b) in back else (a, b) for a, b in edges]
    return [edge for edge in turned if (edge[1], edge[0]) not in set(fixed)]


def _longest(order: Sequence[Item], edges: Sequence[tuple[Item, Item]]) -> dict[Item, int]:
    """Every item as early as its edges let it; an edge that still closes a circle does not count."""
    following: dict[Item, list[Item]] = {item: [] for item in order}
    waiting = dict.fromkeys(order, 0)
    for a, b in edges:
        following[a].append(b)
        waiting[b] += 1
    found = dict.fromkeys(order, 0)
    ready = [item for item in order if not waiting[item]]
    done: set[Item] = set()
    while len(done) < len(order):
        if not ready:
            ready = [next(item for item in order if item not in done)]
        item = ready.pop(0)
        if item in done:
            continue
        done.add(item)
        for other in following[item]:
            if other in done:
                continue
            found[other] = max(found[other], found[item] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return found


def _shorten(
    order: Sequence[Item], demanded: Sequence[tuple[Item, Item]], led: Sequence[tuple[Item, Item]],
    found: dict[Item, int],
) -> None:  # fmt: skip
    """Moves each item within the room that its edges leave to where the links are shortest together."""
    into: dict[Item, list[Item]] = {item: [] for item in order}
    out: dict[Item, list[Item]] = {item: [] for item in order}
    pull = dict.fromkeys(order, 0)
    for edges, weight in ((demanded, 0), (led, 1)):
        for a, b in edges:
            if found[a] < found[b]:
                out[a].append(b)
                into[b].append(a)
                pull[a] += weight
                pull[b] -= weight
    for _ in range(ROUNDS):
        moved = False
        for item in sorted(order, key=lambda one: -found[one]):
            earliest = max((found[a] + 1 for a in into[item]), default=None)
            latest = min((found[b] - 1 for b in out[item]), default=None)
            wish = latest if pull[item] > 0 else earliest if pull[item] < 0 else None
            if wish is not None and wish != found[item]:
                found[item], moved = wish, True
        if not moved:
            break
