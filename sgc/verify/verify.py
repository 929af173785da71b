"""The phase itself: a finished picture and a scene graph in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sgc.graph.heading import with_heading
from sgc.graph.links import with_end_texts
from sgc.graph.ordered import completed
from sgc.graph.scene import Kind, SceneGraph
from sgc.measure.extents import Extent
from sgc.measure.measure import measure
from sgc.measure.motifs import WORDS
from sgc.measure.themes import theme_named
from sgc.source import SgcError, error
from sgc.source.codes import UNKNOWN_DETECTOR
from sgc.verify.case import Case
from sgc.verify.comparison import Comparison
from sgc.verify.declared import is_seen, nouns_of, opacity_of, texts_of
from sgc.verify.ensemble import decided, doubted
from sgc.verify.facts import facts_of
from sgc.verify.fineness import enlargement, sizes_of
from sgc.verify.judge import Judge
from sgc.verify.links import with_texts
from sgc.verify.matching import match
from sgc.verify.ordered import prepared, ruled
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import is_photograph
from sgc.verify.protocol import Detector, detector_for
from sgc.verify.slots import slots_of
from sgc.verify.turned import detected
from sgc.verify.types import Detection, Fact, Observation, Report

#: What is said where what is too small to be told may be what is not seen.
TOO_SMALL = "but something is too small to be told, and may be it: more pixels would show that"
#: What is said of a photograph where nobody named a detector for such.
PHOTOGRAPHED = "it looks like a photograph, and '{}' knows drawings"
#: Two things are as large when their sides differ by no more than this, in pixels.
EVEN = 2.0


def verify(picture: PictureFile, scene: SceneGraph, detector: Detector | None = None) -> Report:
    """Whether the picture shows what the scene says, fact by fact.

    Nothing is known of how the picture came to be: the detector sees the file, the facts come from the scene.
    Without a ``detector`` the first of our own that can look at such a file is taken. Raises SgcError where
    there is none, and for a file that it cannot read.
    """
    is_named = detector is not None
    detector = detector or detector_for(picture, scene.figure.kind)
    if detector is None or picture.kind not in detector.reads:
        which = f"The detector {detector.name} does not" if detector is not None else "No detector here can"
        message = f"{which} look at {picture.name}, a {picture.kind} file."
        hint = "See 'sgc detectors' for what there is. Pixels are looked at with: pip install 'sgc[verify]'."
        raise SgcError([error(UNKNOWN_DETECTOR, message, None, hint)])
    scene = with_heading(with_end_texts(completed(scene)))
    things = (noun for one in scene.objects if one.kind is not Kind.MARK for noun in sorted(nouns_of(one)))
    nouns = tuple(dict.fromkeys((*things, *(one.meaning for one in scene.absences))))
    texts = tuple(text for one in scene.objects for text in texts_of(one))
    monochrome = theme_named(scene.figure.theme).monochrome
    extents = measure(scene)
    sizes = sizes_of(scene, extents)
    patterned = any(one.attributes.pattern in WORDS for one in scene.objects)
    layered = any(one.kind is Kind.SHAPE and opacity_of(one) < 1 for one in scene.objects)
    told = replace(picture, sizes=sizes, patterned=patterned, layered=layered)
    seen = detected(detector, told, scene, nouns, texts)
    if scene.figure.fitted:  # it is as large as it is
        seen = seen.scaled(1 / enlargement(sizes.widths, seen.detections))
        scene = replace(scene, figure=replace(scene.figure, size=(round(seen.size[0]), round(seen.size[1]))))
        extents = measure(scene)
    observation = _on_canvas(seen, scene.figure.size, monochrome)
    views = observation.views
    if scene.figure.kind == "diagram":
        views = tuple(map(with_texts, views))
    trial = _Trial(scene, extents, detector.knows, monochrome)
    if observation.bands:
        views = tuple(map(trial.with_bands, views))
    facts = decided([trial.facts(view) for view in views])
    if observation.tiny and any(fact.verdict == "fails" for fact in facts):
        facts = doubted(facts, trial.facts(trial.with_claimed(views[-1], observation.tiny)), TOO_SMALL)
    if not is_named and is_photograph(picture):
        facts = tuple(_of_photograph(fact, detector.name) for fact in facts)
    return Report(
        detector.name,
        scene.figure.size,
        observation.size,
        views[-1].detections,
        facts,
        observation.unmatched or (),
        not_understood=tuple(span.text for span in scene.not_understood),
    )


def _of_photograph(fact: Fact, detector: str) -> Fact:
    """The fact, undecided where it would fail by what a detector of drawings makes of a photograph; words are words."""
    if fact.verdict != "fails" or fact.kind == "text":
        return fact
    return replace(fact, verdict="unchecked", why=PHOTOGRAPHED.format(detector), cause=None)


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is the same for every view of a picture: the scene, what its things measure, and what the detector
    ``knows``; ``monochrome`` where the scene's theme prints no colours."""

    scene: SceneGraph
    extents: Mapping[str, Extent]
    knows: Callable[[str], bool]
    monochrome: bool

    def facts(self, view: Observation) -> tuple[Fact, ...]:
        """The facts of one view; those of a figure's own order come last, and what they explain is not asked again."""
        view = prepared(self.scene, view)
        case = self._case(view)
        ruling = ruled(case)
        if ruling is None:
            return facts_of(case)
        rest = replace(self, scene=replace(self.scene, links=())) if ruling.links else self
        case = rest._case(ruling.rest(view))
        if ruling.found:
            taken = set(ruling.found.values())
            others = {id: i for id, i in case.matching.found.items() if i not in taken and id not in ruling.found}
            case = replace(case, matching=replace(case.matching, found={**others, **ruling.found}))
        return (*facts_of(case), *ruling.facts)

    def with_bands(self, view: Observation) -> Observation:
        """One view with those of its bands and holes that are things: others that look like one of these are, too."""
        found = self.with_claimed(view, view.bands)
        claimed = found.detections[len(view.detections) :]
        alike = (one for one in view.bands if one not in claimed and any(_looks_alike(one, other) for other in claimed))
        return replace(found, detections=(*found.detections, *alike))

    def with_claimed(self, view: Observation, maybe: Sequence[Detection]) -> Observation:
        """One view with as much of what ``maybe`` is a thing as is one that is not seen otherwise, and looks as it
        should."""
        known = len(view.detections)
        case = self._case(replace(view, detections=(*view.detections, *maybe)))
        claimed = sorted({i for one in self.scene.objects if is_seen(one) for i in case.shown(one) if i >= known})
        return replace(view, detections=(*view.detections, *(case.detections[i] for i in claimed)))

    def _case(self, view: Observation) -> Case:
        """What was seen, matched with what the scene declares."""
        scene, detections = self.scene, view.detections
        named = scene.figure.kind == "diagram"  # whose nodes are told apart by their texts
        comparison = Comparison([one for one in scene.objects if is_seen(one)], view, named=named)
        slots = slots_of(scene, comparison)
        judge = Judge(scene, self.extents, detections)
        matching = match(scene, slots, comparison, detections, scene.figure.size, judge.score)
        return Case(scene, view, comparison, slots, matching, judge, self.knows, self.monochrome)


def _looks_alike(one: Detection, other: Detection) -> bool:
    sides = [(box[2] - box[0], box[3] - box[1]) for box in (one.box, other.box)]
    even = all(abs(a - b) <= EVEN for a, b in zip(*sides, strict=True))
    return even and one.nouns == other.nouns and one.colors == other.colors


def _on_canvas(observation: Observation, canvas: tuple[int, int], monochrome: bool) -> Observation:
    """The observation in pixels of the scene's canvas, and without colours where the theme prints none."""
    scale = min(side / own for side, own in zip(canvas, observation.size, strict=True))
    found = observation.scaled(scale)
    if not monochrome:
        return found
    return replace(
        found,
        detections=tuple(replace(one, colors=()) for one in found.detections),
        disputed=tuple(tuple(replace(one, colors=()) for one in seen) for seen in found.disputed),
    )
