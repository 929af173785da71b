"""Random graphs as people draw them: mostly layered, with labels, a few links back, and groups."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_WORDS = [
    "order",
    "stock",
    "mail",
    "user",
    "cart",
    "ship",
    "bill",
    "report",
    "cache",
    "queue",
    "store",
    "gateway",
    "login",
    "audit",
    "search",
    "price",
    "offer",
    "review",
    "sensor",
    "filter",
    "merge",
    "parse",
    "token",
    "index",
    "batch",
    "stream",
    "model",
    "train",
    "check",
    "store",
    "queue",
    "page",
    "form",
    "route",
    "event",
]


@dataclass(frozen=True)
class Graph:
    """Nodes by number with their texts, links as pairs with a label or "", and groups of consecutive nodes."""

    labels: tuple[str, ...]
    links: tuple[tuple[int, int, str], ...]
    groups: tuple[tuple[int, ...], ...] = ()

    def scene(self) -> str:
        """The scene file of the graph."""
        lines = ["diagram {"]
        inside = {node for group in self.groups for node in group}
        for number, group in enumerate(self.groups):
            lines.append(f'  group g{number} "Group {number}" {{')
            lines += (f'    n{node}: box "{self.labels[node]}"' for node in group)
            lines.append("  }")
        lines += (f'  n{node}: box "{label}"' for node, label in enumerate(self.labels) if node not in inside)
        lines += (f"  n{a} -> n{b}" + (f' "{label}"' if label else "") for a, b, label in self.links)
        return "\n".join([*lines, "}"])


def graph(nodes: int, seed: int, links: float = 1.5, grouped: bool = False) -> Graph:
    """A graph of so many nodes and ``links`` times as many links: most lead on to a node soon after, a tenth leads
    back, a fifth has a label."""
    random = Random(f"{nodes} {seed} {links} {grouped}")
    labels = tuple(f"{random.choice(_WORDS).title()} {i}" for i in range(nodes))
    wanted = round(links * nodes)
    pairs: dict[tuple[int, int], str] = {}
    for node in range(1, nodes):  # everything hangs together
        pairs[max(0, node - random.randint(1, 6)), node] = ""
    while len(pairs) < min(wanted, nodes * (nodes - 1) // 2):
        first = random.randrange(nodes)
        second = first + random.randint(1, 12)
        if second >= nodes:
            continue
        pair = (second, first) if random.random() < 0.1 else (first, second)
        pairs.setdefault(pair, "")
    named = {pair: random.choice(_WORDS) if random.random() < 0.2 else "" for pair in pairs}
    groups: tuple[tuple[int, ...], ...] = ()
    if grouped:
        groups = tuple(tuple(range(i, min(i + 5, nodes))) for i in range(0, nodes - 4, 12))
    return Graph(labels, tuple((a, b, named[a, b]) for a, b in pairs), groups)
