"""The verdict on every statement between things: their boxes in the picture, put into the formulas of the one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sgc.graph.box import Box, units
from sgc.graph.grounding import KEPT_LEVEL, NO_STRANGER, evaluate
from sgc.graph.linear import variables
from sgc.graph.measures import Measures
from sgc.graph.members import Members
from sgc.graph.scene import CANVAS, Arrangement, Relation, Requirement, SceneGraph
from sgc.graph.slack import COUNT
from sgc.graph.wording import listed
from sgc.measure.extents import Extent
from sgc.measure.measure import measures_of
from sgc.verify.boxes import extent
from sgc.verify.matching import Matching
from sgc.verify.types import Detection

Stated = Relation | Arrangement | Requirement

#: Where a missing thing is put, so that the statements about others can be decided: beyond every picture.
_NOWHERE = Box.of(*(-(10**7) + offset for offset in (0, 0, 12, 12)))


@dataclass(frozen=True)
class Judgement:
    """Whether one statement holds. ``missing`` are the members it speaks of that are not in the picture."""

    stated: Stated
    holds: bool
    failed: tuple[str, ...]
    missing: tuple[str, ...]
    members: tuple[str, ...]


class Judge:
    """Decides statements for a way of matching detections and members."""

    def __init__(self, scene: SceneGraph, extents: Mapping[str, Extent], detections: Sequence[Detection]) -> None:
        self.scene, self.extents, self.detections = scene, extents, detections
        self._last: tuple[Matching, tuple[Judgement, ...]] | None = None

    @cached_property
    def _inner(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the objects directly inside each container."""
        found: dict[str, list[str]] = {}
        for one in self.scene.objects:
            if one.container is not None:
                found.setdefault(one.container, []).append(one.id)
        return {id: tuple(ids) for id, ids in found.items()}

    def score(self, matching: Matching) -> int:
        """How many statements hold."""
        return sum(one.holds for one in self.judgements(matching))

    def measures(self, matching: Matching) -> Measures:
        return measures_of(self.scene, matching.counts, self.extents)

    def judgements(self, matching: Matching) -> tuple[Judgement, ...]:
        """One for each relation, arrangement and requirement, in this order; free relations hold."""
        if self._last is None or self._last[0] is not matching:
            self._last = matching, self._judged(matching)
        return self._last[1]

    def _judged(self, matching: Matching) -> tuple[Judgement, ...]:
        members = Members(self.scene, matching.counts)
        boxes = self.boxes(matching, members)
        known = {id: box or _NOWHERE for id, box in boxes.items()}
        verdicts = evaluate(self.scene, matching.counts, known, self.measures(matching))
        found = []
        for verdict in verdicts:
            stated = verdict.statement
            assert isinstance(stated, Relation | Arrangement | Requirement)
            spoken_of = members.expand(_targets(stated)) or ()
            missing = tuple(id for id in spoken_of if id != CANVAS and boxes.get(id) is None)
            found.append(Judgement(stated, verdict.holds and not missing, verdict.failed, missing, spoken_of))
        return tuple(found)

    def boxes(self, matching: Matching, members: Members) -> dict[str, Box | None]:
        """The box of every member in layout units; None for one that is not there."""
        found: dict[str, Box | None] = {}
        for ids in members.of_object.values():
            for id in ids:
                self._box(id, matching, members, found)
        return found

    def _box(self, id: str, matching: Matching, members: Members, found: dict[str, Box | None]) -> Box | None:
        if id not in found:
            found[id] = None
            if id in matching.found:
                found[id] = box_of(self.detections[matching.found[id]])
            else:  # a part, or a group without a frame, is as large as what is in it
                inside = [self._box(inner, matching, members, found) for one in self._inner.get(id, ())
                          for inner in members.of_object[one]]  # fmt: skip
                solid = [box for box in inside if box is not None]
                if solid and len(solid) == len(inside):
                    found[id] = Box.around(solid)
        return found[id]


def box_of(detection: Detection) -> Box:
    left, top, right, bottom = (units(edge) for edge in detection.box)
    return Box.of(left, top, right, bottom, detection.order)


def reason(judgement: Judgement, detections: Sequence[Detection], matching: Matching) -> str:
    """Why a statement fails, in plain words."""
    if judgement.missing:
        return f"{listed(judgement.missing)} {'is' if len(judgement.missing) == 1 else 'are'} not in the picture"
    what = {KEPT_LEVEL: "it is not level", NO_STRANGER: "something else stands between them"}
    parts = [] if "" in judgement.failed else [what[name] for name in judgement.failed]
    places = [
        f"{id} spans {extent(detections[matching.found[id]].box)}"
        for id in judgement.members[:4]
        if id in matching.found
    ]
    return ": ".join(filter(None, ("; ".join(parts), ", ".join(places)))) or "it does not hold"


def _targets(stated: Stated) -> list[str]:
    match stated:
        case Relation():
            return [target for reference in stated.arguments for target in reference.targets]
        case Arrangement():
            around = stated.around.targets if stated.around is not None else ()
            return [*(target for reference in stated.references for target in reference.targets), *around]
    names = (name for name in sorted(variables(stated.formula)) if not name.startswith(COUNT))
    return list(dict.fromkeys(name.rpartition(".")[0] for name in names))
