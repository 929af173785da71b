"""What a scene wants to be seen, one slot for each member, and which detections could fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sgc.graph.colors import color_value
from sgc.graph.scene import Kind, SceneGraph, SceneObject
from sgc.graph.vocabulary import is_a, lookup
from sgc.measure.paths import bounds
from sgc.measure.segments import reading
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.measure.svg import transformed, turn
from sgc.verify.colors import shows
from sgc.verify.types import FRAME, PLACEHOLDER, TEXT, Detection

#: What a shape is called when its width and height are stated apart.
STRETCHED = {"square": "rectangle", "circle": "ellipse"}
#: A thing of which less than this is seen is hidden; of a backdrop, before which things stand, a corner will do.
SEEN, CORNER = 0.5, 0.02
#: What it costs to fill a slot with what has another colour, pattern or text, and to leave it empty.
WRONG, LEFT_OUT, OPTIONAL = 100.0, 1000.0, 50.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One member that the scene declares; ``optional`` beyond the least number of a range."""

    id: str
    object: SceneObject
    optional: bool = False


def slots_of(scene: SceneGraph, detections: Sequence[Detection]) -> tuple[Slot, ...]:
    """A slot for every member that can be seen by itself. An open range has as many as there are candidates."""
    found: list[Slot] = []
    for one in scene.objects:
        if not is_seen(one):
            continue
        least, most = one.count
        if most is None:
            most = max(least, sum(could_be(one, detection) for detection in detections))
        found += [Slot(id, one, number >= least) for number, id in enumerate(one.members(most))]
    return tuple(found)


def is_seen(one: SceneObject) -> bool:
    """Whether the object has ink of its own: part instances have none, and groups only what they state."""
    if one.kind is Kind.PART:
        return False
    if one.kind is not Kind.GROUP:
        return True
    return one.label is not None or isinstance(one.properties.get("fill"), str) or "stroke" in one.properties


def is_backdrop(one: SceneObject) -> bool:
    return one.entry is not None and one.entry.role == "backdrop"


def nouns_of(one: SceneObject) -> frozenset[str]:
    """The nouns by which a detector may call the object."""
    match one.kind:
        case Kind.TEXT:
            return frozenset((TEXT,))
        case Kind.GROUP:
            return frozenset((FRAME,))
        case Kind.PICTURE if one.entry is None:
            return frozenset((one.noun, PLACEHOLDER))
    noun = one.concept or one.noun
    if one.kind is not Kind.SHAPE:
        return frozenset((noun,))
    nouns = {noun}
    if "width" in one.properties and "height" in one.properties and noun in STRETCHED:
        nouns.add(STRETCHED[noun])
    turned = one.properties.get("rotate")
    if turned is not None:
        nouns |= _same_when_turned(noun, float(str(turned)) % 360)
    return frozenset(nouns)


@lru_cache(maxsize=256)
def _same_when_turned(noun: str, degrees: float) -> frozenset[str]:
    """The shapes that the shape looks like once it is turned: a square on its corner is a diamond."""
    if noun not in SHAPES:
        return frozenset()
    outline = transformed(shape_outline(noun, SHAPES[noun].aspect, 1.0), turn(degrees))
    return frozenset(name for name in SHAPES if name not in ("image", TEXT) and _looks_like(outline, name))


def _looks_like(outline: tuple[tuple[str | float, ...], ...], name: str) -> bool:
    """Whether all corners of the outline are corners of the upright shape in the same box, as many as it has."""
    box = bounds(outline)
    if box is None:
        return False
    width, height = box[2] - box[0], box[3] - box[1]
    corners = [_end(command) for command in shape_outline(name, width, height) if len(command) > 1]
    own = [(x - box[0], y - box[1]) for x, y in (_end(command) for command in outline if len(command) > 1)]
    return len(own) == len(corners) and all(
        any(abs(x - u) + abs(y - v) < 0.02 for u, v in corners) for x, y in own
    )  # fmt: skip


def _end(command: tuple[str | float, ...]) -> tuple[float, float]:
    return float(command[-2]), float(command[-1])


def could_be(one: SceneObject, detection: Detection) -> bool:
    """Whether a detection is of the object's noun, whatever it looks like otherwise."""
    wanted = nouns_of(one)
    if detection.noun == PLACEHOLDER:
        return PLACEHOLDER in wanted
    return any(_is_one_of(noun, wanted) for noun in detection.nouns)


def _is_one_of(noun: str, wanted: frozenset[str]) -> bool:
    if noun in wanted:
        return True
    entry = lookup(noun)
    return entry is not None and any(is_a(entry.concept, other) for other in wanted)


def mismatch(one: SceneObject, detection: Detection) -> float:
    """What speaks against a detection of the right noun: nothing, or WRONG for each thing that does."""
    against = 0.0
    if is_hidden(one, detection):
        against += WRONG
    if one.kind is Kind.TEXT and not reads(detection, one.label or ""):
        against += WRONG
    if one.kind is Kind.PICTURE and one.entry is None and detection.noun == PLACEHOLDER:
        against += 0.0 if reads(detection, label_of(one) or "") else WRONG
    color = stated_color(one)
    if color is not None and detection.colors and shows(detection.colors, color) is False:
        against += WRONG
    return against


def is_hidden(one: SceneObject, detection: Detection) -> bool:
    """Whether too little is seen of what the object was found to be."""
    return detection.visible < (CORNER if is_backdrop(one) else SEEN)


def label_of(one: SceneObject) -> str | None:
    """The text at the object: its label, its caption, or the noun that a placeholder shows."""
    if one.kind is Kind.PICTURE and one.entry is None:
        return one.label or one.caption or one.noun
    return one.label or one.caption


def stated_color(one: SceneObject) -> str | None:
    """The colour that has to be seen, as it was stated: a fill that is no plain transparency, else the word."""
    fill = one.properties.get("fill")
    if isinstance(fill, str):
        return fill[:7] if len(fill) == 7 or int(fill[7:9], 16) else None
    color = one.attributes.color
    return color if color is not None and color_value(color) is not None else None


def reads(detection: Detection, text: str) -> bool:
    """Whether a detection says the text; how it is broken into lines does not matter."""
    return plain(detection.attributes.get("text", "")) == plain(reading(text))


def plain(text: str) -> str:
    return "".join(text.split())
