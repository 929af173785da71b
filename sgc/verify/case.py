"""A case to be decided: the scene, what was seen, and which detection is which member."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from sgc.graph.box import UNITS
from sgc.graph.measures import Measures
from sgc.graph.scene import Absence, Arrangement, Kind, Length, Relation, SceneGraph, SceneObject
from sgc.measure.nearby import Nearby
from sgc.measure.segments import reading
from sgc.verify.colors import SAME, difference
from sgc.verify.comparison import Comparison, by_letters, letters
from sgc.verify.declared import opacity_of, solid, stated_color
from sgc.verify.judge import Judge
from sgc.verify.matching import Matching
from sgc.verify.slots import Slot
from sgc.verify.types import (
    DASHES,
    OVALS,
    PATTERNED,
    SEEN_THROUGH,
    TOUCHING,
    TURNED,
    Cause,
    Detection,
    Fact,
    FactKind,
    Observation,
    Verdict,
)

#: Stated lengths may be off by this many pixels, rounding of the layout included, besides the tolerance.
ROUNDING = 1.0
#: What is less wide than this, in pixels, may be taken for the end of a line.
SPECK, SLIM = 12, 8
#: The outlines of two things that are nearer to each other than this, in pixels, may be one.
OUTLINED = 4
#: Why nobody reads a text that has signs which a detector of texts does not know.
ILLEGIBLE = "the detector cannot read such letters"
#: What a detector may miss that does not measure such an attribute.
UNSEEN = {PATTERNED: "patterned fills", "opacity": "what other things show through", "rotation": "what is turned",
          "speck": "what is so small", DASHES: "dashes around nothing", TOUCHING: "what touches another"}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """All that verdicts are made from.

    ``knows`` is the detector's own; ``monochrome`` says that the scene's theme prints no colours.
    """

    scene: SceneGraph
    observation: Observation
    comparison: Comparison
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
        return self._members.get(one.id, [])

    def evidence(self, one: SceneObject) -> tuple[int, ...]:
        return tuple(self.matching.found[slot.id] for slot in self.members(one) if slot.id in self.matching.found)

    @cached_property
    def _members(self) -> Mapping[str, list[Slot]]:
        found: dict[str, list[Slot]] = {}
        for slot in self.slots:
            if slot.id in self.matching.found or not slot.optional:
                found.setdefault(slot.object.id, []).append(slot)
        return found

    @cached_property
    def near(self) -> Nearby:
        """Everything that was seen, by where it is."""
        return Nearby(one.box for one in self.detections)

    @cached_property
    def texts(self) -> Mapping[str, Sequence[int]]:
        """The texts that were seen, by what is compared of them."""
        return by_letters(self.detections)

    def saying(self, text: str) -> Sequence[int]:
        """The texts that were seen and read so."""
        return self.texts.get(letters(reading(text)), ())

    @cached_property
    def owners(self) -> Mapping[int, SceneObject]:
        """Whose member each claimed detection is."""
        found = self.matching.found
        return {found[slot.id]: slot.object for slot in self.slots if slot.id in found}

    @cached_property
    def uncolored(self) -> Mapping[str, frozenset[int]]:
        """The claimed detections of things whose declarations state no colour, by their noun."""
        found: dict[str, set[int]] = {}
        for i, one in self.owners.items():
            if stated_color(one) is None:
                found.setdefault(one.meaning, set()).add(i)
        return {noun: frozenset(seen) for noun, seen in found.items()}

    @cached_property
    def measures(self) -> Measures:
        return self.judge.measures(self.matching)

    @cached_property
    def tolerance(self) -> float:
        """Of one edge, in pixels."""
        return self.measures.tolerance / UNITS + ROUNDING / 2

    def length(self, index: int) -> float:
        """The longer side of a detection, in pixels."""
        left, top, right, bottom = self.detections[index].box
        return max(right - left, bottom - top)

    def scale_without(self, one: SceneObject) -> float | None:
        """How many pixels a natural size of 1 has in the picture, by the things of other nouns whose size nothing
        else decides; None where there are none."""
        shares = [
            self.length(i) / self.judge.extents[other.id].natural
            for other in self.scene.objects if self.is_sized_by_nature(other) and other.noun != one.noun
            for i in self.evidence(other)
        ]  # fmt: skip
        return median(shares) if shares else None

    def is_sized_by_nature(self, one: SceneObject) -> bool:
        """Surfaces, hollows and backdrops are as large as what they hold, a frame that stands for a noun without a
        picture as its name, what is worn as its wearer's room for it, and a stated size is what it is."""
        solid = one.entry is not None and one.kind is Kind.PICTURE and one.entry.role == "solid"
        return solid and one.id not in self._worn and not {"width", "height", "size"} & {*one.properties}

    @cached_property
    def _worn(self) -> frozenset[str]:
        return frozenset(
            target.partition("[")[0]
            for one in self.scene.relations if one.predicate == "worn by" for target in one.arguments[0].targets
        )  # fmt: skip

    def measures_attribute(self, name: str) -> bool:
        """Whether the detector measures such an attribute at all."""
        return name in self.observation.measures

    def sees_through(self, one: SceneObject) -> bool:
        """Whether the detector sees such a thing where other things show through it."""
        return self.measures_attribute("opacity") or (one.kind is Kind.SHAPE and self.measures_attribute(SEEN_THROUGH))

    def unknown(self, one: SceneObject) -> str | None:
        """Why nobody can say that such a thing is not there, when none is seen; None where that can be said."""
        if one.kind is Kind.TEXT and one.label in self.observation.illegible:
            return ILLEGIBLE
        if one.kind is Kind.TEXT:
            return None if self.measures_attribute("text") else "the detector reads no text"
        if one.kind is Kind.GROUP and not self.measures_attribute(DASHES) and self._is_only_dashes(one):
            return f"the detector does not see {UNSEEN[DASHES]}"
        if one.kind not in (Kind.PICTURE, Kind.SHAPE):
            return None
        if not self.knows(one.meaning):
            return f"the detector does not know “{one.noun}”"
        hard = {
            PATTERNED: one.attributes.pattern is not None or (self.monochrome and one.kind is Kind.PICTURE),
            "opacity": opacity_of(one) < 1 and not self.sees_through(one),
            "rotation": bool(one.properties.get("rotate")) and not (
                one.meaning in OVALS and self.measures_attribute(TURNED)
            ),
            "speck": self.scene.figure.kind == "diagram" and is_speck(one),
            TOUCHING: one.id in self.touching,
        }  # fmt: skip
        what = next((UNSEEN[name] for name, stated in hard.items() if stated and not self.measures_attribute(name)), "")
        return f"the detector does not see {what}" if what else None

    @cached_property
    def touching(self) -> frozenset[str]:
        """The objects of a diagram of which stated arrangements leave no room between, so that they share an outline,
        where the detector does not tell such ones apart."""
        if self.measures_attribute(TOUCHING) or self.scene.figure.kind != "diagram":
            return frozenset()
        close = (one for one in self.scene.arrangements if one.gap is not None and one.gap < OUTLINED)
        return frozenset(
            target.partition("[")[0] for one in close for reference in one.references for target in reference.targets
        )

    def _is_only_dashes(self, one: SceneObject) -> bool:
        """Whether all that is seen of a group is its broken outline: nothing fills it, or what is around it does."""
        broken, fill = one.properties.get("dashed") or one.properties.get("dotted"), one.properties.get("fill")
        if not broken or not isinstance(fill, str):
            return False
        ground = self.observation.ground
        return solid(fill) is None or (ground is not None and difference(fill[:7], ground) <= SAME)

    def shown(self, one: SceneObject) -> tuple[int, ...]:
        """The object's own detections that are seen and have the attributes that it states, as far as they were
        measured."""
        shown = self.comparison.shown(self.comparison.look(one))
        return tuple(i for i in self.evidence(one) if i in shown)


def is_speck(one: SceneObject) -> bool:
    """Whether a thing's stated size is that of the end of a line, for which it may be taken, or a side of it hardly
    more than its outlines."""
    size, *sides = (one.properties.get(name) for name in ("size", "width", "height"))
    return _is_shorter(size, SPECK) or any(_is_shorter(side, SLIM) for side in sides)


def _is_shorter(length: object, least: float) -> bool:
    return isinstance(length, Length) and not length.percent and length.value < least


def color_words(detection: Detection) -> str:
    """The measured colour for people."""
    return detection.attributes.get("color", "") or "no colour"


def fact_about(
    kind: FactKind, one: SceneObject | Relation | Arrangement | Absence, statement: str, verdict: Verdict, why: str,
    expected: object = None, found: object = None, evidence: Sequence[int] = (), cause: Cause | None = None,
) -> Fact:  # fmt: skip
    """A fact about what one statement of the scene says."""
    return Fact(kind, statement, one.span, verdict, why, expected, found, tuple(evidence), cause=cause)
