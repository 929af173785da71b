"""Things that are turned by quarters: a picture of pixels is looked at again, turned as far back, and there they stand
upright, as a detector of pixels knows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from sgc.graph.scene import Kind, SceneGraph
from sgc.verify.boxes import overlap, share_within
from sgc.verify.declared import is_seen, nouns_of
from sgc.verify.picture import PictureFile
from sgc.verify.types import Detection, Observation, Pixels

if TYPE_CHECKING:
    from sgc.verify.protocol import Detector

#: The attribute that is measured where a picture was looked at from several sides.
ROTATION = "rotation"
#: Two boxes of one noun that share so much of their union are one thing, seen from two sides; and what has so much of
#: its box within a thing that is turned is no more than a part of it, where nobody asked for it.
ONE_THING, PART = 0.5, 0.8


def detected(
    detector: Detector, picture: PictureFile, scene: SceneGraph, nouns: Collection[str], texts: Sequence[str]
) -> Observation:
    """What a detector sees, with what a scene says is turned by 90, 180 or 270 degrees where it stands so."""
    seen = detector.detect(picture, nouns, texts)
    if picture.kind != "raster" or ROTATION in seen.measures:
        return seen
    for angle, names in sorted(_turned(scene).items()):
        seen = _with(seen, _back(detector.detect(_turned_back(picture, angle), names), angle), names, nouns)
    return seen


def _turned(scene: SceneGraph) -> Mapping[int, Collection[str]]:
    """The nouns of what is turned clockwise, by how far."""
    found: dict[int, dict[str, None]] = {}
    for one in scene.objects:
        angle = one.properties.get("rotate")
        turns = is_seen(one) and one.kind in (Kind.PICTURE, Kind.SHAPE) and not one.is_backdrop
        if turns and isinstance(angle, int | Fraction) and angle % 360 and angle % 90 == 0:
            found.setdefault(int(angle % 360), {}).update(dict.fromkeys(sorted(nouns_of(one))))
    return {angle: tuple(names) for angle, names in found.items()}


def _turned_back(picture: PictureFile, angle: int) -> PictureFile:
    """The picture turned by so much against the clock."""
    import numpy as np

    from sgc.verify.pixels import as_png, pixels_of

    pixels = np.ascontiguousarray(np.rot90(pixels_of(picture), angle // 90))
    return replace(picture, name=f"{picture.name}, turned", data=as_png(pixels), sizes=None)


def _back(seen: Observation, angle: int) -> Observation:
    """What was seen in a picture that was turned against the clock, where it is in the picture itself."""
    width, height = seen.size if angle == 180 else seen.size[::-1]
    place: Callable[[float, float], tuple[float, float]] = {
        90: lambda x, y: (width - y, x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (y, height - x),
    }[angle]

    def box(one: Pixels) -> Pixels:
        (a, b), (c, d) = place(one[0], one[1]), place(one[2], one[3])
        return min(a, c), min(b, d), max(a, c), max(b, d)

    return replace(
        seen, size=(width, height),
        detections=tuple(
            replace(one, box=box(one.box), mask=None, order=None, rotation=float(angle)) for one in seen.detections
        ),
    )  # fmt: skip


def _with(seen: Observation, turned: Observation, names: Collection[str], asked: Collection[str]) -> Observation:
    """Both together: of what looks alike from both sides, what fits better, and as it is told where both fit."""
    upright = [one if one.rotation is not None else replace(one, rotation=0.0) for one in seen.detections]
    found = [one for one in turned.detections if {*one.nouns} & {*names} and _is_new(one, upright)]

    def is_left(one: Detection) -> bool:
        same = any({*one.nouns} & {*other.nouns} and overlap(one.box, other.box) > ONE_THING for other in found)
        part = not {*one.nouns} & {*asked} and any(share_within(one.box, other.box) > PART for other in found)
        return not (same or part)

    def apart(box: Pixels) -> bool:
        return not any(share_within(box, other.box) > PART for other in found)

    return replace(
        seen,
        detections=(*filter(is_left, upright), *found),
        unmatched=None if seen.unmatched is None else tuple(filter(apart, seen.unmatched)),
        left=None if seen.left is None else tuple(filter(apart, seen.left)),
        disputed=tuple(tuple(filter(is_left, some)) for some in seen.disputed),
        tiny=tuple(filter(is_left, seen.tiny)),
        measures=seen.measures | {ROTATION},
    )  # fmt: skip


def _is_new(one: Detection, upright: Collection[Detection]) -> bool:
    """Whether nothing of its noun is seen upright at its place that fits better."""
    return not any(
        {*one.nouns} & {*other.nouns} and overlap(one.box, other.box) > ONE_THING and other.score > one.score
        for other in upright
    )
