"""How a painted picture is mended: what failed is painted again, with more guidance, otherwise, or from another layout.

The loop itself, which looks at every try and keeps the best, is that of all makers (``sgc.repair``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sgc.backends.conditions import Box, Region, conditions_of
from sgc.backends.generative import GenerativeBackend, Sampling
from sgc.backends.lettering import has_words
from sgc.graph.members import ids_of
from sgc.graph.scene import SceneGraph
from sgc.layout import solve
from sgc.layout.types import Layout
from sgc.measure.themes import theme_named
from sgc.repair import Repaired, Strategy, repair, roomier
from sgc.verify.picture import picture_file
from sgc.verify.pixels import pixels_of
from sgc.verify.types import Fact, Report

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What is painted again reaches so far beyond a thing's box, as a share of the picture: its rim has to go, too.
RIM = 0.02
#: How many times as strong guidance is made, where a thing did not come.
STRONGER = 1.25


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture that was painted: the PNG file, the layout that it follows, and what the model itself painted of it
    where that is known."""

    layout: Layout
    data: bytes
    image: NDArray[Any] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is painted: all of a layout, or only what is in the ``boxes`` of the best picture so far, with more guidance
    for the regions whose ids are ``stronger``; what is painted ``anew`` may be ``larger`` than usual."""

    scene: SceneGraph
    layout: Layout
    boxes: tuple[Box, ...] = ()
    stronger: frozenset[str] = frozenset()
    anew: bool = False
    larger: bool = False


def repainted(
    backend: GenerativeBackend, scene: SceneGraph, first: Painted, report: Report, tries: int,
    look: Callable[[Painted], Report],
) -> Repaired[Painted]:  # fmt: skip
    """The ``first`` picture of a scene, of which ``report`` was found, or a better one. What is not seen for certain
    is painted again, too: another sample may be plainer. What fails only because something else did not come is not."""
    usual = backend.sampling(scene.figure.seed or 0)

    def attempt(plan: Plan, best: Painted, number: int) -> Painted | None:
        sampling = _raised(replace(usual, seed=usual.seed + number), plan.stronger, backend)
        conditions = backend.conditions(plan.layout, plan.scene)
        if plan.anew or not plan.boxes:
            image = (backend.enlarged(conditions) if plan.larger else backend).paint(conditions, sampling)
        else:
            before = _pixels(best, scene, backend)
            image = backend.repaint(before, plan.boxes, conditions, sampling)
        return Painted(plan.layout, backend.finished(image, plan.layout, scene), image)

    plan = Plan(scene, first.layout)
    return repair(
        first, report, plan, strategies(backend), tries, attempt, look,
        settled=lambda plan: Plan(plan.scene, plan.layout, larger=plan.larger),
        wrong=lambda report: (*(report.wrong or report.failed), *report.disputed),
    )  # fmt: skip


def strategies(backend: GenerativeBackend) -> tuple[Strategy[Plan], ...]:
    """In the order in which they are tried for a fact: from what changes least to what changes most."""
    parts = (
        Strategy("{} painted again", _again, again=True),
        Strategy("{} painted again with more guidance", _again_stronger, again=True),
    )
    sample = Strategy("another sample", _other_sample, again=True)
    stronger = Strategy("more guidance", _all_stronger, again=True)
    ground = Strategy("another background", _other_ground)
    roomy = Strategy("a roomier layout", _roomier)
    larger = (Strategy("a larger picture", _larger),) if backend.abilities.enlarging else ()
    if backend.abilities.inpainting:
        return (*parts, *larger, ground, sample, roomy)
    return (*larger, sample, stronger, ground, roomy)


def _again(plan: Plan, fact: Fact, report: Report) -> Plan | None:
    boxes = tuple(_widened(box) for box in places(plan, fact, report))
    return replace(plan, boxes=tuple(dict.fromkeys((*plan.boxes, *boxes)))) if boxes else None


def _again_stronger(plan: Plan, fact: Fact, report: Report) -> Plan | None:
    changed = _again(plan, fact, report)
    return _stronger(changed, fact, report) if changed is not None else None


def _larger(plan: Plan, fact: Fact, report: Report) -> Plan | None:
    return None if plan.larger else replace(plan, anew=True, larger=True)


def _other_ground(plan: Plan, fact: Fact, report: Report) -> Plan | None:
    """The theme's darkest ground, where nobody said what is behind: what is light, or gray, needs no outline there."""
    scene, figure = plan.scene, plan.scene.figure
    if figure.background is not None or any(one.is_backdrop for one in scene.objects):
        return None
    dark = replace(figure, background=theme_named(figure.theme).ink)
    return replace(plan, scene=replace(scene, figure=dark), anew=True)


def _other_sample(plan: Plan, fact: Fact, report: Report) -> Plan:
    return replace(plan, anew=True)


def _stronger(plan: Plan, fact: Fact, report: Report) -> Plan:
    """More guidance for the things that a fact speaks of, or for all where it is about what nobody asked for."""
    regions = conditions_of(plan.layout, plan.scene).regions
    meant = _meant(plan, fact, regions) or regions
    return replace(plan, stronger=plan.stronger.union(one.id for one in meant))


def _all_stronger(plan: Plan, fact: Fact, report: Report) -> Plan:
    return replace(_stronger(plan, fact, report), anew=True)


def _raised(sampling: Sampling, stronger: Collection[str], backend: GenerativeBackend) -> Sampling:
    """More guidance for these regions, or for the whole picture where a model cannot guide each by itself."""
    more = sampling.guidance * STRONGER
    if not stronger:
        return sampling
    if backend.abilities.guiding_boxes:
        return replace(sampling, of_boxes=dict.fromkeys(sorted(stronger), more))
    return replace(sampling, guidance=more)


def _roomier(plan: Plan, fact: Fact, report: Report) -> Plan | None:
    scene = roomier(plan.scene)
    layout = solve(scene) if scene is not None else None
    if scene is None or not isinstance(layout, Layout) or layout.violated:
        return None
    return replace(plan, scene=scene, layout=layout, anew=True)


# ---------------------------------------------------------------- where a fact is seen


def places(plan: Plan, fact: Fact, report: Report) -> Sequence[Box]:
    """Where something has to be painted again for a fact: where the things that it speaks of should be, where they
    were seen, and where something is seen that should not be."""
    width, height = plan.layout.size
    planned = [one.box for one in _meant(plan, fact, conditions_of(plan.layout, plan.scene).regions)]
    seen = [report.detections[i].box for i in fact.evidence if i < len(report.detections)]
    seen += report.unmatched if fact.kind == "absence" else ()
    return [*planned, *((box[0] / width, box[1] / height, box[2] / width, box[3] / height) for box in seen)]


def _meant(plan: Plan, fact: Fact, regions: Sequence[Region]) -> list[Region]:
    ids = _spoken_of(plan.scene, fact)
    return [one for one in regions if {one.id, one.object} & ids]


def _spoken_of(scene: SceneGraph, fact: Fact) -> set[str]:
    """The ids of objects and members that a fact is about."""
    ids = {one.id for one in scene.objects if one.span == fact.span}
    for stated in (*scene.relations, *scene.arrangements, *scene.requirements):
        if stated.span == fact.span and stated.statement == fact.statement:
            ids |= set(ids_of(stated))
    for id in tuple(ids):
        ids |= set(scene.collections.get(id, ()))
    return ids


def _widened(box: Box) -> Box:
    left, top, right, bottom = box
    return max(0.0, left - RIM), max(0.0, top - RIM), min(1.0, right + RIM), min(1.0, bottom + RIM)


def _pixels(painted: Painted, scene: SceneGraph, backend: GenerativeBackend) -> NDArray[Any]:
    """The picture as the model painted it, before its proportions were made exact and words were laid over it."""
    import numpy as np
    from PIL import Image

    if painted.image is not None:
        return painted.image
    conditions = backend.conditions(painted.layout, scene)
    if has_words(scene) and not backend.abilities.writing:  # equal seeds paint equal pictures
        return backend.paint(conditions, backend.sampling(scene.figure.seed or 0))
    pixels, size = pixels_of(picture_file("picture.png", painted.data)), backend.size(conditions)
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))
