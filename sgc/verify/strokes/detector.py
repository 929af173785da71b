"""The strokes detector: reads a diagram in pixels, whatever program made it: nodes, frames, texts, and lines between.

Surfaces say where nodes and frames are and of which shape, the text detector reads what they say, and strokes are
followed from node to node. What cannot be told is left undecided. Pictured nouns are left to the renders detector.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.util import find_spec
from typing import TYPE_CHECKING, ClassVar

from sgc.graph.nodes import RECORD
from sgc.graph.vocabulary import lookup
from sgc.measure.segments import reading
from sgc.measure.shapes import SHAPES
from sgc.source import MissingError
from sgc.verify.boxes import meet
from sgc.verify.comparison import letters
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import as_png
from sgc.verify.text_detector import TextDetector
from sgc.verify.types import FRAME, TEXT, Detection, Observation, Pixels

if TYPE_CHECKING:
    from sgc.verify.strokes.looking import Ground

#: A text so like one that is asked for may be that one, read wrong.
ALIKE = 0.7
#: So much around what may be a picture is looked at as well, in pixels.
AROUND = 2
#: Shapes that may be so thin that they are no surface.
THIN = ("bar", "start dot")


@dataclass(frozen=True, slots=True)
class StrokesDetector:
    """Sees the nodes, texts and frames of a diagram, and follows the lines between them.

    Raises MissingError without the extra ``verify``.
    """

    name: ClassVar[str] = "strokes"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def __post_init__(self) -> None:
        if find_spec("scipy") is None:
            raise MissingError("The strokes detector needs the package scipy: pip install 'sgc[verify]'")
        TextDetector()

    def knows(self, noun: str) -> bool:
        return noun in (TEXT, FRAME, RECORD) or (noun in SHAPES and noun not in THIN) or is_pictured(noun)

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        from sgc.verify.pixels import pixels_of
        from sgc.verify.renders.regions import regions_of
        from sgc.verify.renders.writing import without, written
        from sgc.verify.strokes.looking import grounded, look

        pixels = pixels_of(picture)
        flat = regions_of(pixels)
        words = written(pixels, flat, texts) if flat.is_plain else []
        bare = without(pixels, words)
        painted = tuple(one.detection for one in words)
        ground = grounded(bare)
        icons, maybe = _pictures(ground, [noun for noun in nouns if is_pictured(noun)])
        known, pictures = [one.box for one in painted], [one.box for one in (*icons, *maybe)]
        view = look(ground, known, pictures)
        read: tuple[Detection, ...] = ()
        illegible: frozenset[str] = frozenset()
        if view.left:
            rest = replace(picture, data=as_png(bare), left=view.left)
            seen = TextDetector().detect(rest, [TEXT], texts)
            read, illegible = seen.detections, seen.illegible - {one.text for one in words}
            view = look(ground, known + [one.box for one in read], pictures) if read else view
        wanted = [letters(reading(text)) for text in texts]
        tables = [one.box for one in view.sure if one.noun == RECORD]
        misread = tuple(one for one in read if _is_doubtful(one, wanted, tables))
        sure = tuple(one for one in read if one not in misread)
        return Observation(
            (float(pixels.shape[1]), float(pixels.shape[0])), (*view.sure, *icons, *painted, *sure),
            measures=frozenset(("color", "text")), disputed=tuple(filter(None, (view.unsure, maybe, misread))),
            illegible=illegible, lines=view.lines,
        )  # fmt: skip


def _pictures(ground: Ground, nouns: Sequence[str]) -> tuple[tuple[Detection, ...], tuple[Detection, ...]]:
    """The pictures of these nouns that are there, and those that may be: what has no name may be any of them. What is
    not seen among all the rest is looked at once more by itself."""
    from sgc.verify.renders.looking import look as look_for

    if not nouns:
        return (), ()
    seen = look_for(ground.picture, nouns)
    sure = [one for one in seen.detections if {*one.nouns} & {*nouns}]
    boxes = [box for box in ground.pictures() if not any(meet(box, one.box) for one in sure)]
    if boxes:
        again = look_for(ground.only([_grown(box) for box in boxes]), nouns)
        sure += [one for one in again.detections if {*one.nouns} & {*nouns}]
    maybe = [box for box in (*(seen.unmatched or ()), *boxes) if not any(meet(box, one.box) for one in sure)]
    return tuple(sure), tuple(Detection(nouns[0], box, 0.0, tuple(nouns[1:])) for box in maybe)


def _grown(box: Pixels) -> Pixels:
    return box[0] - AROUND, box[1] - AROUND, box[2] + AROUND, box[3] + AROUND


def _is_doubtful(text: Detection, wanted: Sequence[str], tables: Sequence[Pixels]) -> bool:
    """Whether a text may be one that is asked for and was read wrong, or several rows of a table read as one."""
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in tables):
        return True
    said = letters(text.attributes.get("text", ""))
    return said not in wanted and any(SequenceMatcher(None, said, other).ratio() >= ALIKE for other in wanted)


def is_pictured(noun: str) -> bool:
    """Whether a node of this noun is a picture; frames of groups are no picture frames."""
    entry = lookup(noun)
    if noun in SHAPES or noun in (TEXT, FRAME, RECORD) or entry is None or entry.kind != "picture":
        return False
    return bool(entry.icon or entry.emoji or entry.drawing)
