"""Which of the texts seen is whose: the label of which link, and which text at which end of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, inf

from sgc.graph.links import end_text_id, label_id, text_ids
from sgc.graph.scene import Link
from sgc.verify.assignment import cheapest
from sgc.verify.case import Case
from sgc.verify.comparison import reads
from sgc.verify.matching import Matching
from sgc.verify.types import TEXT, Line, Pixels

#: A text is that of a line that is no farther away, in pixels, and by so much at most not the nearest; a text at an end
#: stands beside so much of the line at most.
BESIDE, NEARER, NEAR_END = 22.0, 5.0, 130.0
#: What it costs to leave a text without one.
NONE = 1e4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that a link has to show: its id, and the part of the line that it stands beside."""

    id: str
    text: str
    way: Sequence[tuple[float, float]]


def texts_of_links(
    case: Case, links: Sequence[Link], line_of: Callable[[Link], tuple[Line, bool] | None]
) -> Mapping[str, int]:
    """The detection of every text of a link, by its id: of those that read so, the nearest ones over all."""
    wanted = [one for link in links if (line := line_of(link)) is not None for one in _wanted(link, *line)]
    texts = [i for i, one in enumerate(case.detections) if one.noun == TEXT]
    costs = []
    for number, one in enumerate(wanted):
        near = {i: distance(one.way, case.detections[i].box) for i in case.saying(one.text)}
        costs.append({**near, -1 - number: NONE})
    flows = cheapest(costs, [1] * len(wanted), dict.fromkeys(texts, 1))
    return {one.id: i for one, flow in zip(wanted, flows, strict=True) for i in flow if i >= 0}


def rematched(case: Case, texts: Mapping[str, int]) -> Matching:
    """The matching with the texts of links as they were found by where they stand; others that read the same share
    what is left, and no text is of two."""
    at_links, taken, held = text_ids(case.scene.links), {*texts.values()}, case.matching.found
    moved = {id: i for id, i in held.items() if id not in texts and (id in at_links or i in taken)}
    left = sorted({i for id, i in held.items() if id in at_links or id in moved} - taken)
    found = {id: i for id, i in held.items() if id not in at_links and id not in moved} | dict(texts)
    labels = {slot.id: slot.object.label or "" for slot in case.slots if slot.id in moved}
    for id in moved:
        one = next((i for i in left if reads(case.detections[i], labels.get(id, ""))), None)
        if one is not None:
            found[id] = one
            left.remove(one)
    return replace(case.matching, found=found)


def _wanted(link: Link, line: Line, turned: bool) -> list[Wanted]:
    """The texts of a link; ``turned`` where the line begins at its target."""
    found = [] if link.label is None else [Wanted(label_id(link), link.label, line.way)]
    way = line.way[::-1] if turned else line.way
    for end, text in enumerate(link.texts):
        if text is not None:
            found.append(Wanted(end_text_id(link, end), text, beginning(way[::-1] if end else way)))
    return found


def beginning(way: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The first part of a way beside which a text at that end stands: at most half of it."""
    whole = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(way))
    left = min(NEAR_END, whole / 2)
    found = [way[0]]
    for a, b in pairwise(way):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step >= left:
            share = left / step if step else 0.0
            found.append((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share))
            break
        found.append(b)
        left -= step
    return found


def distance(way: Sequence[tuple[float, float]], box: Pixels) -> float:
    """How far a way is from a box."""
    return min((_piece_distance(a, b, box) for a, b in pairwise(way)), default=inf)


def _piece_distance(a: tuple[float, float], b: tuple[float, float], box: Pixels) -> float:
    if a[0] == b[0] or a[1] == b[1]:  # exactly, as it is for most
        left, right = min(a[0], b[0]), max(a[0], b[0])
        top, bottom = min(a[1], b[1]), max(a[1], b[1])
        return hypot(max(box[0] - right, 0.0, left - box[2]), max(box[1] - bottom, 0.0, top - box[3]))
    steps = max(1, int(hypot(b[0] - a[0], b[1] - a[1]) / 4))
    best = inf
    for i in range(steps + 1):
        x, y = a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps
        best = min(best, hypot(max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3])))
    return best
