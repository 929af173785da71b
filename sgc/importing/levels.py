"""Links that lead to what stands beside their source: PlantUML's arrows of a single dash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sgc.importing.draft import Arrangement, Draft, Link

#: So many things stand in a line; what goes on from there stands below.
_LONGEST = 8


def level(draft: Draft, beside: Sequence[Link]) -> None:
    """Put what links lead to ``beside`` their sources on one level, where both ends are in one container."""
    nodes, here = draft.nodes, {id(link) for link in beside}
    joined = [link for link in beside if {link.source, link.target} <= nodes.keys()
              and nodes[link.source].group is nodes[link.target].group]  # fmt: skip
    for line in _lines(joined, (link for link in draft.links if id(link) not in here)):
        draft.arrangements.append(Arrangement("layer", line, draft.span))


def _lines(beside: Iterable[Link], onward: Iterable[Link]) -> list[list[str]]:
    """The things that stand in one line each, in its order: chains of links to what is ``beside``.

    Nothing stands beside what it leads ``onward`` to; and of two links that part or meet only the first lies in a line,
    for the other would have to go around something.
    """
    after: dict[str, list[str]] = {}
    for link in onward:
        after.setdefault(link.source, []).append(link.target)
    chains: dict[str, list[str]] = {}
    for link in beside:
        first, last = (chains.setdefault(end, [end]) for end in (link.source, link.target))
        is_chain = first is not last and first[-1] == link.source and last[0] == link.target
        if not is_chain or len(first) + len(last) > _LONGEST:
            continue
        if not _leads(first, last, chains, after) and not _leads(last, first, chains, after):
            first += last
            chains.update((key, first) for key in last)
    return [one for one in {id(one): one for one in chains.values()}.values() if len(one) > 1]


def _leads(
    first: Sequence[str], last: Sequence[str], chains: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> bool:
    """Whether links lead from something in a line to something in another, lines being as one on the way; ``after`` is
    what they lead to from each thing."""
    seen, waiting = set(first), list(first)
    while waiting:
        for key in after.get(waiting.pop(), ()):
            new = [one for one in chains.get(key, [key]) if one not in seen]
            seen.update(new)
            waiting += new
    return not seen.isdisjoint(last)
