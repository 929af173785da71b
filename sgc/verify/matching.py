"""Which detection is which member: a proper assignment, in which things of one noun change places where the scene's
statements ask for it.

First the cheapest assignment by what can be seen of each thing alone (noun, colour, text). Where a statement does
not hold of it, like things swap as long as that brings them nearer to what statements say (``sgc.verify.hints``).
Where one still does not, every way in which few like things can change places is tried with the statements' own
formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from math import factorial, prod

from sgc.graph.heading import TITLE
from sgc.graph.members import Members
from sgc.graph.scene import CANVAS, SceneGraph
from sgc.measure.segments import reading
from sgc.verify.assignment import cheapest
from sgc.verify.boxes import gap
from sgc.verify.comparison import Comparison, Look, by_letters, letters
from sgc.verify.declared import is_words, label_of, texts_of
from sgc.verify.hints import Hint, Offences, hints_of
from sgc.verify.slots import Slot
from sgc.verify.types import Detection, Pixels

#: What it costs to leave a slot empty: one that has to be filled, and one beyond the least number of a range.
LEFT_OUT, OPTIONAL = 1000.0, 50.0
#: Passes over all pairs of like things, and ways of exchanging them that are tried exactly.
PASSES, WAYS = 20, 200


@dataclass(frozen=True, slots=True)
class Matching:
    """``found`` are the detections' indices by member; ``counts`` how many members of each object there are."""

    found: Mapping[str, int]
    counts: Mapping[str, int]

    def unclaimed(self, detections: Sequence[Detection]) -> tuple[int, ...]:
        claimed = set(self.found.values())
        return tuple(i for i in range(len(detections)) if i not in claimed)


def match(
    scene: SceneGraph, slots: Sequence[Slot], comparison: Comparison, detections: Sequence[Detection],
    size: tuple[float, float], score: Callable[[Matching], int],
) -> Matching:  # fmt: skip
    """The assignment with which the most statements hold, as ``score`` counts them, of those that fit what is
    seen of each thing alone; ``size`` is the canvas."""
    search = _Search(scene, slots, comparison, detections, size)
    search.assign()
    if any(one.container is not None for one in scene.objects):
        search.improve()
    best = search.matching()
    points, whole = score(best), len(scene.relations) + len(scene.arrangements) + len(scene.requirements)
    if points < whole:
        search.improve()
        for other in search.ways():
            if (reached := score(other)) > points:
                best, points = other, reached
            if points == whole:
                break
    return best


class _Search:
    def __init__(
        self, scene: SceneGraph, slots: Sequence[Slot], comparison: Comparison, detections: Sequence[Detection],
        size: tuple[float, float],
    ) -> None:  # fmt: skip
        self.scene, self.slots, self.detections = scene, slots, detections
        self.canvas: Pixels = (0.0, 0.0, *size)
        self.texts = by_letters(detections)
        #: What speaks against each candidate of each slot; slots of one look share theirs.
        self.costs = [comparison.candidates(slot.look) for slot in slots]
        self.alike: dict[tuple[Look, bool], list[int]] = {}
        for row, slot in enumerate(slots):
            self.alike.setdefault((slot.look, slot.optional), []).append(row)
        #: For each slot the detection that fills it, or None.
        self.filled: list[int | None] = [None] * len(slots)

    def assign(self) -> None:
        """The cheapest assignment by what each thing is alone; of equal ones that in the order of painting.

        Slots of one look are given once, as are detections that cost the same everywhere.
        """
        classes = list(self.alike.values())
        prices: dict[int, list[tuple[int, float]]] = {}
        for number, rows in enumerate(classes):
            for i, cost in self.costs[rows[0]].items():
                prices.setdefault(i, []).append((number, cost))
        columns: dict[tuple[tuple[int, float], ...], list[int]] = {}
        for i in sorted(prices):
            columns.setdefault(tuple(prices[i]), []).append(i)
        kinds = list(columns.values())
        costs = [{-1 - number: OPTIONAL if optional else LEFT_OUT} for number, (_, optional) in enumerate(self.alike)]
        for column, price in enumerate(columns):
            for number, cost in price:
                costs[number][column] = cost
        flows = cheapest(costs, [len(rows) for rows in classes], {i: len(kind) for i, kind in enumerate(kinds)})
        takers: dict[int, list[int]] = {}
        for rows, flow in zip(classes, flows, strict=True):
            given = [column for column in sorted(flow) if column >= 0 for _ in range(flow[column])]
            for row, column in zip(rows, given, strict=False):  # the last ones are left out
                takers.setdefault(column, []).append(row)
        for number, taking in takers.items():
            self._fill(sorted(taking), kinds[number])
        for rows in classes:
            held = sorted(found for row in rows if (found := self.filled[row]) is not None)
            self._fill(rows, held)
            if len(rows) > 1 and any(label_of(self.slots[row].object) for row in rows):
                self._sort_by_labels([row for row in rows if self.filled[row] is not None])
        self._leave_labels()
        self._close_ranges()

    def _sort_by_labels(self, rows: Sequence[int]) -> None:
        """Of things that look alike, each is taken that has the slot's label nearest to it."""
        held = [i for row in rows if (i := self.filled[row]) is not None]
        costs = []
        for number, row in enumerate(rows):
            words = label_of(self.slots[row].object)
            alike = self.texts.get(letters(reading(words)), ()) if words is not None else ()
            labels = [self.detections[i].box for i in alike]
            costs.append({
                column: min((gap(self.detections[i].box, label) for label in labels), default=0.0)
                + 0.001 * abs(column - number) for column, i in enumerate(held)
            })  # fmt: skip
        for row, flow in zip(rows, cheapest(costs, [1] * len(rows), dict.fromkeys(range(len(rows)), 1)), strict=True):
            self.filled[row] = held[next(iter(flow))]

    def _leave_labels(self) -> None:
        """Of texts that read the same each thing keeps the one nearest to it as its label, the title of a diagram is
        the uppermost, and other texts are what is left."""
        titles, others, labels = (dict[str, list[int]]() for _ in range(3))
        for row, slot in enumerate(self.slots):
            if (held := self.filled[row]) is None:
                continue
            if not is_words(slot.object):
                for text in texts_of(slot.object):
                    labels.setdefault(letters(reading(text)), []).append(held)
                continue
            words = letters(reading(slot.object.label or ""))
            if held in self.texts.get(words, ()):
                (titles if slot.object.id == TITLE else others).setdefault(words, []).append(row)
        for words in dict.fromkeys((*titles, *others)):
            if (words in titles or words in labels) and len(self.texts[words]) > 1:
                self._share(titles.get(words, []), others.get(words, []), labels.get(words, []), self.texts[words])

    def _share(self, titles: list[int], others: list[int], things: Sequence[int], texts: Sequence[int]) -> None:
        """Give the rows of the title and of others those of equal ``texts`` that are not the labels of ``things``."""
        boxes = {i: self.detections[i].box for i in texts}
        top = min(box[1] for box in boxes.values())
        costs: list[dict[int, float]] = [{i: box[1] - top for i, box in boxes.items()}, dict.fromkeys(texts, 0.0)]
        costs += [
            {i: gap(self.detections[thing].box, box) for i, box in boxes.items()} | {-1 - number: LEFT_OUT}
            for number, thing in enumerate(things)
        ]  # fmt: skip
        amounts = [len(titles), len(others), *(1 for _ in things)]
        flows = cheapest(costs, amounts, dict.fromkeys((*texts, *range(-len(things), 0)), 1))
        self._fill(titles, sorted(flows[0]))
        self._fill(others, sorted(flows[1]))

    def _fill(self, rows: Sequence[int], detections: Sequence[int]) -> None:
        for row, detection in zip(rows, detections, strict=False):  # what is left over stays as it is
            self.filled[row] = detection

    def _components(self) -> list[list[int]]:
        """Slots that share candidates, directly or through others."""
        classes = list(self.alike.values())
        joined = list(range(len(classes)))  # with which class each shares a candidate, or itself

        def first(number: int) -> int:
            while joined[number] != number:
                number = joined[number] = joined[joined[number]]
            return number

        known: dict[int, int] = {}
        for number, rows in enumerate(classes):
            for i in self.costs[rows[0]]:
                joined[first(number)] = first(known.setdefault(i, number))
        parts: dict[int, list[int]] = {}
        for number, rows in enumerate(classes):
            parts.setdefault(first(number), []).extend(rows)
        return sorted(sorted(rows) for rows in parts.values())

    def _close_ranges(self) -> None:
        """Members of a range are numbered from 1: the filled slots of an object come first."""
        of_object: dict[str, list[int]] = {}
        for row, slot in enumerate(self.slots):
            of_object.setdefault(slot.object.id, []).append(row)
        for rows in of_object.values():
            found = sorted((self.filled[row] for row in rows), key=lambda i: i is None)
            if any(self.slots[row].optional for row in rows):
                for row, detection in zip(rows, found, strict=True):
                    self.filled[row] = detection

    # ------------------------------------------------------------ improvement

    def improve(self) -> None:
        """Like things swap while the hints gain by it."""
        hints = self._hints()
        if not hints:
            return
        row_of = {slot.id: row for row, slot in enumerate(self.slots)} | {CANVAS: len(self.slots)}
        boxes = [None if i is None else self.detections[i].box for i in self.filled]
        rows_of = [(one.offence, [row_of.get(id) for id in one.members]) for one in hints]
        offences = Offences([*boxes, self.canvas], rows_of)
        classes = [rows for rows in self._classes() if len(rows) > 1]
        for _ in range(PASSES):
            gained = False
            for rows in classes:
                for number, a in enumerate(rows):
                    for b in rows[number + 1 :]:
                        gained |= self._swap_if_better(a, b, offences)
            if not gained:
                return

    def _swap_if_better(self, a: int, b: int, offences: Offences) -> bool:
        if not offences.are_about(a, b) or not self._may_swap(a, b):
            return False
        before = self._cost(a) + self._cost(b)
        self._swap(a, b)
        if offences.swapped(a, b, self._cost(a) + self._cost(b) - before):
            return True
        self._swap(a, b)
        return False

    def _swap(self, a: int, b: int) -> None:
        self.filled[a], self.filled[b] = self.filled[b], self.filled[a]

    def _may_swap(self, a: int, b: int) -> bool:
        first, second = self.filled[a], self.filled[b]
        return first is not None and second is not None and second in self.costs[a] and first in self.costs[b]

    def _cost(self, row: int) -> float:
        detection = self.filled[row]
        return 0.0 if detection is None else self.costs[row][detection]

    def _hints(self) -> tuple[Hint, ...]:
        return hints_of(self.scene, Members(self.scene, self.matching().counts))

    def _classes(self) -> list[list[int]]:
        """Slots whose detections could change places."""
        return [rows for rows in self._components() if len(rows) > 1]

    # ------------------------------------------------------------ exact search

    def matching(self) -> Matching:
        found: dict[str, int] = {}
        counts: dict[str, int] = {}
        for row, slot in enumerate(self.slots):
            detection = self.filled[row]
            if detection is not None:
                found[slot.id] = detection
                counts[slot.object.id] = counts.get(slot.object.id, 0) + 1
        for one in self.scene.objects:
            counts[one.id] = max(one.count[0], counts.get(one.id, 0))
        return Matching(found, counts)

    def ways(self) -> Iterator[Matching]:
        """The present assignment, then others that fit each thing alone just as well, where there are few enough."""
        yield self.matching()
        classes = []
        for rows in self._classes():
            alike = [row for row in rows if self.filled[row] is not None]
            if len(alike) > 1:
                classes.append(alike)
        while classes and prod(factorial(len(rows)) for rows in classes) > WAYS:
            classes.remove(max(classes, key=len))
        if not classes:
            return
        held = list(self.filled)
        least = [sum(self._cost(row) for row in rows) for rows in classes]
        for orders in product(*(permutations([held[row] for row in rows]) for rows in classes)):
            fits = True
            for rows, order, cost in zip(classes, orders, least, strict=True):
                for row, detection in zip(rows, order, strict=True):
                    self.filled[row] = detection
                fits = fits and all(self.filled[row] in self.costs[row] for row in rows)
                fits = fits and sum(self._cost(row) for row in rows) <= cost + 1e-9
            if fits:
                yield self.matching()
        self.filled = held
