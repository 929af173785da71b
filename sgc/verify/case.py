"""A case to be decided: the scene, what was seen, and which detection is which member."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sgc.graph.box import UNITS
from sgc.graph.measures import Measures
from sgc.graph.scene import Absence, Arrangement, Relation, SceneGraph, SceneObject
from sgc.measure.motifs import WORDS
from sgc.verify.colors import shows
from sgc.verify.judge import Judge
from sgc.verify.matching import Matching
from sgc.verify.slots import Slot, is_hidden, stated_color
from sgc.verify.types import UNKNOWN_PATTERN, Detection, Fact, FactKind, Observation, Verdict

#: Stated lengths may be off by this many pixels, rounding of the layout included, besides the tolerance.
ROUNDING = 1.0


@dataclass(frozen=True)
class Case:
    """All that verdicts are made from.

    ``knows`` is the detector's own; ``monochrome`` says that the scene's theme prints no colours.
    """

    scene: SceneGraph
    observation: Observation
    slots: Sequence[Slot]
    matching: Matching
    judge: Judge
    knows: Callable[[str], bool]
    monochrome: bool

    @property
    def detections(self) -> Sequence[Detection]:
        return self.observation.detections

    def members(self, one: SceneObject) -> list[Slot]:
        """The object's slots that are filled, or have to be."""
        found = self.matching.found
        return [slot for slot in self.slots if slot.object is one and (slot.id in found or not slot.optional)]

    def evidence(self, one: SceneObject) -> tuple[int, ...]:
        return tuple(self.matching.found[slot.id] for slot in self.members(one) if slot.id in self.matching.found)

    @property
    def measures(self) -> Measures:
        return self.judge.measures(self.matching)

    @property
    def tolerance(self) -> float:
        """Of one edge, in pixels."""
        return self.measures.tolerance / UNITS + ROUNDING / 2

    def measures_attribute(self, name: str) -> bool:
        """Whether the detector measures such an attribute at all."""
        return name in self.observation.measures

    def is_shown(self, one: SceneObject, detection: Detection) -> bool:
        """Whether a detection is seen and has the attributes that the object states, as far as they were measured."""
        if is_hidden(one, detection):
            return False
        color, pattern = stated_color(one), WORDS.get(one.attributes.pattern or "")
        if color is not None and detection.colors and shows(detection.colors, color) is False:
            return False
        if pattern is None or not self.measures_attribute("pattern"):
            return True
        return detection.attributes.get("pattern") in (pattern, UNKNOWN_PATTERN)


def color_words(detection: Detection) -> str:
    """The measured colour for people."""
    return detection.attributes.get("color", "") or "no colour"


def fact_about(kind: FactKind, one: SceneObject | Relation | Arrangement | Absence, statement: str, verdict: Verdict,
          why: str, expected: object = None, found: object = None, evidence: Sequence[int] = ()) -> Fact:  # fmt: skip
    """A fact about what one statement of the scene says."""
    return Fact(kind, statement, one.span, verdict, why, expected, found, tuple(evidence))
