"""What is found out about the order of a figure, and what of the picture has been explained by that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from sgc.graph.scene import SceneObject
from sgc.source import NOWHERE, Span
from sgc.verify.case import Case
from sgc.verify.comparison import reads
from sgc.verify.types import MARK, TEXT, Detection, Fact, FactKind, Line, Observation, Pixels

#: Two places are one when they are no farther apart than this, in pixels.
AT = 1.6
#: A piece of a line is straight when each step is by no more than this aside; and at least so long (pixels).
STRAIGHT, PIECE = 0.2, 8.0
#: How near the parts of a line that turns twice come to each other at its corners, and how far its ends are from each
#: other across (pixels).
CORNER, TURN = 4.0, 12.0


@dataclass
class Ruling:
    """Facts, and the detections and lines that are marks of the figure. ``links`` tells whether its links are judged
    as well; ``found`` which detection is which member, where only the order tells that."""

    facts: list[Fact] = field(default_factory=list)
    things: set[int] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    links: bool = False
    found: dict[str, int] = field(default_factory=dict)

    def fact(
        self, kind: FactKind, statement: str, span: Span = NOWHERE, fault: str | None = None, good: str = "it is so",
        evidence: Iterable[int] = (),
    ) -> None:  # fmt: skip
        """A fact that holds unless there is a ``fault``."""
        self.facts.append(
            Fact(kind, statement, span, "holds" if fault is None else "fails", fault or good, evidence=tuple(evidence))
        )

    def unchecked(self, kind: FactKind, statement: str, span: Span, why: str) -> None:
        self.facts.append(Fact(kind, statement, span, "unchecked", why))

    def rest(self, observation: Observation) -> Observation:
        """What is left to be explained: marks are called so, and their lines are gone."""
        detections = tuple(
            replace(one, noun=MARK, also=()) if number in self.things else one
            for number, one in enumerate(observation.detections)
        )
        lines = observation.lines
        if lines is not None:
            lines = tuple(one for number, one in enumerate(lines) if number not in self.lines)
        return replace(observation, detections=detections, lines=lines)


class Look:
    """What a case shows, as the rules of orders ask for it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.detections: Sequence[Detection] = case.detections
        self.lines: Sequence[Line] = case.observation.lines or ()
        self.texts = [i for i, one in enumerate(case.detections) if one.noun == TEXT]
        self.notes = sorted((one.box for one in case.detections if "note" in one.nouns), key=lambda box: box[1])
        self.objects: Mapping[str, SceneObject] = {
            slot.id: slot.object for slot in case.slots
        }  #: by their members' ids
        claimed = set(case.matching.found.values())
        self.free = [i for i, one in enumerate(case.detections) if i not in claimed and one.noun != TEXT]

    def box(self, id: str) -> Pixels | None:
        """Where a member was seen."""
        index = self.case.matching.found.get(id)
        return None if index is None else self.detections[index].box

    def words(self, text: str, fits: Callable[[Pixels], bool]) -> int | None:
        """The detection of a text that reads so, in a fitting place."""
        for number in self.texts:
            one = self.detections[number]
            if reads(one, text) and fits(one.box):
                return number
        return None


def in_pieces(line: Line) -> Iterator[Line]:
    """The level and upright pieces of a line without ends that bends; a straight one, or one with ends, as it is."""
    if line.ends != ("none", "none") or is_level(line) or is_upright(line):
        yield line
        return
    for axis in (1, 0):
        steps = [abs(b[axis] - a[axis]) <= STRAIGHT for a, b in pairwise(line.way)]
        for straight, group in groupby(range(len(steps)), steps.__getitem__):
            numbers = list(group)
            way = line.way[numbers[0] : numbers[-1] + 2]
            if straight and abs(way[-1][1 - axis] - way[0][1 - axis]) >= PIECE:
                yield replace(line, way=way)


def with_turns(straight: Sequence[Line]) -> list[Line]:
    """Straight lines, and as one each the three that lead from a line back to it."""
    left = list(straight)
    found: list[Line] = []
    for side in filter(is_upright, straight):
        level = [line for line in left if is_level(line)]
        arms = [_arm(level, end) for end in sorted((side.way[0], side.way[-1]), key=lambda point: point[1])]
        if arms[0] is None or arms[1] is None or arms[0][0] is arms[1][0]:
            continue
        (first, out), (second, back) = arms[0], arms[1]
        if abs(out.way[0][0] - back.way[0][0]) <= TURN and side.ends == ("none", "none"):
            way = (out.way[0], out.way[-1], back.way[-1], back.way[0])
            leads, told = first.leads and second.leads, first.told and second.told
            found.append(replace(out, way=way, ends=(out.ends[0], back.ends[0]), leads=leads, told=told))
            left = [line for line in left if line not in (first, second, side)]
    return [*left, *found]


def _arm(level: Sequence[Line], end: tuple[float, float]) -> tuple[Line, Line] | None:
    """The level line that comes to an end of another, and the same so that it ends there."""
    for line in level:
        for one in (line, replace(line, way=line.way[::-1], ends=line.ends[::-1])):
            if max(abs(a - b) for a, b in zip(one.way[-1], end, strict=True)) <= CORNER and one.ends[1] == "none":
                return line, one
    return None


def is_level(line: Line) -> bool:
    return max(y for _, y in line.way) - min(y for _, y in line.way) <= 1.0


def is_upright(line: Line) -> bool:
    return max(x for x, _ in line.way) - min(x for x, _ in line.way) <= 1.0
