"""Whether items stand in the regions of their sets, and names at their sets."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin

from sgc.graph.ordered.sets import Oval, memberships, title
from sgc.measure.segments import reading
from sgc.verify.case import Case
from sgc.verify.declared import nouns_of
from sgc.verify.ordered.ruling import Look, Ruling
from sgc.verify.types import Pixels

#: An item may reach so far over an edge, and a name stands so near at its set; in pixels.
OVER, NEAR = 1.0, 22.0
#: So many points of an outline are looked at.
POINTS = 72


def ruled(case: Case) -> Ruling:
    """The facts of a diagram of sets: which set is which follows from the names beside them."""
    return _Reading(case).read()


class _Reading:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.look = Look(case)
        self.found = memberships(case.scene)
        self.ruling = Ruling()
        self.ovals = self._named()

    def read(self) -> Ruling:
        for number, id in enumerate(self.found.sets):
            self._name(number, id)
        for id, numbers in self.found.items.items():
            self._item(id, numbers)
        return self.ruling

    # ------------------------------------------------------------ which is which

    def _seen(self) -> Iterator[tuple[int, Oval]]:
        """Every circle and ellipse of the picture that could be a set."""
        one = self.case.scene.object(self.found.sets[0])
        for number, seen in enumerate(self.look.detections):
            if nouns_of(one) & {*seen.nouns}:
                yield number, _oval(seen.box, seen.rotation or 0.0)

    def _named(self) -> dict[int, Oval]:
        """The sets by their numbers: each is what its name stands nearest to."""
        if not self.found.sets:
            return {}
        free = dict(self._seen())
        ways: list[tuple[float, int, int]] = []
        for number, id in enumerate(self.found.sets):
            words = self.look.box(title(id))
            for index, oval in free.items():
                matched = self.case.matching.found.get(id) == index
                ways.append((_away(words, oval) if words is not None else 0.0 if matched else 1e6, number, index))
        found: dict[int, Oval] = {}
        for _, number, index in sorted(ways):
            if number not in found and index in free:
                found[number] = free.pop(index)
                self.ruling.found[self.found.sets[number]] = index
        return found

    # ------------------------------------------------------------ facts

    def _name(self, number: int, id: str) -> None:
        words, oval = self.look.box(title(id)), self.ovals.get(number)
        label = next((one.label for one in self.case.scene.objects if one.id == title(id)), None)
        if label is None:
            return
        fault = None
        one = self.case.scene.object(id)
        statement = f"“{reading(label)}” stands at its set"
        if oval is None and (unknown := self.case.unknown(one)) is not None:
            self.ruling.unchecked("constraint", statement, one.span, unknown)
            return
        if words is None or oval is None:
            fault = "one of the two is missing"
        elif _away(words, oval) > NEAR:
            fault = "it stands elsewhere"
        self.ruling.fact("constraint", statement, one.span, fault, "it stands there")

    def _item(self, id: str, numbers: frozenset[int]) -> None:
        names = self.found.sets
        box = self.look.box(id)
        own = [names[number] for number in sorted(numbers)]
        where = f"in {' and '.join(own)}, and in no other set" if own else "in no set"
        if box is None:
            return  # its own facts say so
        fault = None
        for number, oval in self.ovals.items():
            if number in numbers and not _is_in(box, oval):
                fault = f"it is not in {names[number]}"
            elif number not in numbers and _meets(box, oval):
                fault = f"it reaches into {names[number]}"
        self.ruling.fact("relation", f"{id} {where}", self.look.objects[id].span, fault, "it stands there")


def _oval(box: Pixels, turn: float) -> Oval:
    """The ellipse of a box, of which the turn is known: its axes are in the ratio that such a box has."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    w, h = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    c, s = cos(radians(turn)) ** 2, sin(radians(turn)) ** 2
    if abs(c - s) < 1e-6:  # half a right angle says nothing of the ratio
        return Oval(x, y, w, h)
    a, b = (w * w * c - h * h * s) / (c * c - s * s), (h * h * c - w * w * s) / (c * c - s * s)
    return Oval(x, y, max(a, 0.0) ** 0.5, max(b, 0.0) ** 0.5, turn)


def _outline(oval: Oval) -> Iterator[tuple[float, float]]:
    for number in range(POINTS):
        yield oval.at(oval.a * cos(2 * pi * number / POINTS), oval.b * sin(2 * pi * number / POINTS))


def _away(words: Pixels, oval: Oval) -> float:
    """How far words are from the outline."""
    return min(max(words[0] - x, 0.0, x - words[2]) + max(words[1] - y, 0.0, y - words[3]) for x, y in _outline(oval))


def _corners(box: Pixels) -> list[tuple[float, float]]:
    return [(x, y) for x in (box[0], (box[0] + box[2]) / 2, box[2]) for y in (box[1], (box[1] + box[3]) / 2, box[3])]


def _is_in(box: Pixels, oval: Oval) -> bool:
    return all(oval.holds(x, y, OVER) for x, y in _corners(box))


def _meets(box: Pixels, oval: Oval) -> bool:
    """Whether a box and an oval have more in common than an edge."""
    if any(oval.holds(x, y, -OVER) for x, y in _corners(box)):
        return True
    left, top, right, bottom = box
    return any(left + OVER < x < right - OVER and top + OVER < y < bottom - OVER for x, y in _outline(oval))
