"""Which layer each box of a directed graph stands in: links lead from earlier layers to later ones.

The first step of K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System
Structures" (1981).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from sgc.diagram.program import Program

Item = TypeVar("Item", bound=Hashable)

#: Where links are as short either way, earlier layers are better: by so much for all together.
EARLY = 0.5
#: What a layer more of a group costs, in layers that one link is longer.
COMPACT = 2.0
#: Links that pass more layers than this, in the mean, are a tangle.
TANGLED = 3


def ranks(
    items: Sequence[Item], links: Sequence[tuple[Item, Item]], before: Sequence[tuple[Item, Item]] = (),
    alike: Sequence[Sequence[Item]] = (), groups: Sequence[Sequence[Item]] = (), starts: Sequence[Item] = (),
) -> Mapping[Item, int]:  # fmt: skip
    """The layers from 0 on.

    ``before`` are pairs of which the first has to be in an earlier layer, ``alike`` sets of one layer each; both go
    before what links say. Links that would close a circle are led back; where that leaves a tangle of long links,
    those of circles are led away from where nothing leads to. ``groups`` take few layers where they can. Circles begin
    with one of the ``starts``, if they can, and else with the link that is written first.
    """
    home = _classes(items, alike)
    order = list(dict.fromkeys(home[item] for item in items))
    demanded = _acyclic(order, [(home[a], home[b]) for a, b in before if home[a] != home[b]], [])
    edges = [(home[a], home[b]) for a, b in links if home[a] != home[b]]
    together = [[home[item] for item in group] for group in groups]
    begins = [home[item] for item in (*starts, *(a for a, _ in links))]
    found = _layers(order, demanded, _acyclic(order, edges, demanded, begins), together)
    if _passed(found, edges) > TANGLED * len(edges):
        other = _layers(order, demanded, _outwards(order, edges), together)
        found = min(found, other, key=lambda one: _passed(one, edges))
    least = min(found.values(), default=0)
    return {item: found[home[item]] - least for item in items}


def _passed(layers: Mapping[Item, int], edges: Sequence[tuple[Item, Item]]) -> int:
    """How many layers all links together pass between their ends."""
    return sum(max(0, abs(layers[a] - layers[b]) - 1) for a, b in edges)


def _layers(
    order: Sequence[Item], demanded: Sequence[tuple[Item, Item]], led: Sequence[tuple[Item, Item]],
    groups: Sequence[Sequence[Item]],
) -> Mapping[Item, int]:  # fmt: skip
    """The best layers; links that close circles with what is demanded are turned round."""
    found = _shortest(order, demanded, led, groups) or _shortest(order, demanded, _beside(demanded, led), groups)
    assert found is not None, "edges without circles have layers"
    return found


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
    order: Sequence[Item], edges: Sequence[tuple[Item, Item]], fixed: Sequence[tuple[Item, Item]],
    begins: Sequence[Item] = (),
) -> list[tuple[Item, Item]]:  # fmt: skip
    """The edges, with those turned round that lead back to where a walk along all of them came from, which starts where
    nothing leads to, and then where it is said that it ``begins``; or there first, where fewer are turned round so."""
    following: dict[Item, list[tuple[Item, bool]]] = {item: [] for item in order}
    entered: set[Item] = set()
    for a, b in fixed:
        following[a].append((b, False))
        entered.add(b)
    for a, b in edges:
        following[a].append((b, True))
        entered.add(b)
    unled = [item for item in order if item not in entered]
    heads = dict.fromkeys(((*unled, *begins), (*begins, *unled)))  # one, where only one of them says where to begin
    walks = [_led_back(following, (*head, *order)) for head in heads]
    back = min(walks, key=lambda one: sum(edge in one for edge in edges))
    turned, kept = [(b, a) if (a, b) in back else (a, b) for a, b in edges], set(fixed)
    return [edge for edge in turned if (edge[1], edge[0]) not in kept]


def _led_back(
    following: Mapping[Item, Sequence[tuple[Item, bool]]], starts: Iterable[Item]
) -> set[tuple[Item, Item]]:  # fmt: skip
    """The edges that may be turned round and lead back to where a walk from these starts came from."""
    number: dict[Item, int] = {}
    back: set[tuple[Item, Item]] = set()
    open_: set[Item] = set()
    for start in starts:
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
    return back


def _outwards(order: Sequence[Item], edges: Sequence[tuple[Item, Item]]) -> list[tuple[Item, Item]]:
    """The edges, those turned round that are part of a circle and lead nearer to where nothing leads to, or to
    something that is met before from there."""
    import networkx as nx

    following: dict[Item, list[Item]] = {item: [] for item in order}
    for a, b in edges:
        following[a].append(b)
    entered = {b for _, b in edges}
    circles = nx.strongly_connected_components(nx.DiGraph(edges))
    circle = {item: number for number, items in enumerate(circles) for item in items}
    number: dict[Item, int] = {}  # in the order of the distance
    queue = deque(item for item in order if item not in entered)
    rest = iter(order)
    while queue or len(number) < len(order):
        item = queue.popleft() if queue else next(rest)
        if item not in number:
            number[item] = len(number)
            queue += following[item]
    return [(b, a) if circle[a] == circle[b] and number[b] < number[a] else (a, b) for a, b in edges]


def _beside(demanded: Sequence[tuple[Item, Item]], led: Sequence[tuple[Item, Item]]) -> list[tuple[Item, Item]]:
    """The led edges, those turned round that would close a circle with what is demanded and those before them."""
    following: dict[Item, list[Item]] = {}

    def leads(first: Item, last: Item) -> bool:
        seen, stack = {first}, [first]
        while stack:
            item = stack.pop()
            if item == last:
                return True
            new = [other for other in following.get(item, ()) if other not in seen]
            seen.update(new)
            stack += new
        return False

    for a, b in demanded:
        following.setdefault(a, []).append(b)
    found = []
    for a, b in led:
        first, second = (b, a) if leads(b, a) else (a, b)
        following.setdefault(first, []).append(second)
        found.append((first, second))
    return found


def _shortest(
    order: Sequence[Item], demanded: Sequence[tuple[Item, Item]], led: Sequence[tuple[Item, Item]],
    groups: Sequence[Sequence[Item]],
) -> dict[Item, int] | None:  # fmt: skip
    """Layers in which the links are shortest together: a linear program, whose corners are whole numbers (E. Gansner
    et al., "A Technique for Drawing Directed Graphs", 1993). None where the edges close a circle."""
    number = {item: index for index, item in enumerate(order)}
    program = Program(len(order), least=0.0)
    for edges, weight in ((demanded, 0.0), (led, 1.0)):
        for a, b in edges:
            program.apart(number[a], number[b], 1.0)
            program.pull(number[b], weight)
            program.pull(number[a], -weight)
    for group in groups:
        first, last = program.place(), program.place()
        program.pull(last, COMPACT)
        program.pull(first, -COMPACT)
        for item in dict.fromkeys(group):
            program.apart(first, number[item], 0.0)
            program.apart(number[item], last, 0.0)
    for place in range(len(order)):
        program.pull(place, EARLY / len(order))
    places = program.solved()
    if places is None:
        return None
    return {item: round(places[number[item]]) for item in order}
