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
from unicodedata import name

from sgc.graph.nodes import RECORD
from sgc.graph.vocabulary import lookup
from sgc.measure.pictures import aspect
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
    import numpy as np
    from numpy.typing import NDArray

    from sgc.verify.renders.regions import Flat
    from sgc.verify.renders.writing import Written
    from sgc.verify.strokes.looking import Ground

#: A text so like one that is asked for may be that one, read wrong.
ALIKE = 0.7
#: So much around what may be a picture is looked at as well, in pixels.
AROUND = 2
#: How much wider or narrower than a noun's picture what may be one is at most.
SLACK = 0.25
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
        from sgc.verify.renders.writing import without
        from sgc.verify.strokes.looking import grounded, look

        pixels = pixels_of(picture)
        flat = regions_of(pixels)
        words = _words(pixels, flat, texts) if flat.is_plain else []
        bare = without(pixels, words)
        painted = tuple(one.detection for one in words)
        ground = grounded(bare)
        icons, maybe, thin = _pictures(ground, [noun for noun in nouns if is_pictured(noun)])
        known, pictures = [one.box for one in painted], [one.box for one in (*icons, *maybe)]
        view = look(ground, known, pictures)
        read: tuple[Detection, ...] = ()
        illegible: frozenset[str] = frozenset()
        if view.left:
            rest = replace(picture, data=as_png(bare), left=view.left)
            seen = TextDetector().detect(rest, [TEXT], texts)
            read, illegible = seen.detections, seen.illegible - {one.text for one in words}
            view = look(ground, known + [one.box for one in read], pictures) if read else view
        maybe += tuple(one for one in thin if not ground.is_of(view.lines or (), one.box))
        wanted = [letters(reading(text)) for text in texts]
        tables = [one.box for one in view.sure if one.noun == RECORD]
        misread = tuple(one for one in read if _is_doubtful(one, wanted, tables))
        sure = tuple(one for one in read if one not in misread)
        return Observation(
            (float(pixels.shape[1]), float(pixels.shape[0])), (*view.sure, *icons, *painted, *sure),
            measures=frozenset(("color", "text")), disputed=tuple(filter(None, (view.unsure, maybe, misread))),
            illegible=illegible, lines=view.lines,
        )  # fmt: skip


def _words(pixels: NDArray[np.uint8], flat: Flat, texts: Sequence[str]) -> list[Written]:
    """The texts that are asked for, where they stand; those that straight lines are so near to that they seem to be of
    one, too: they are looked for where these lines are taken away."""
    from sgc.verify.renders.regions import regions_of
    from sgc.verify.renders.writing import written
    from sgc.verify.strokes.looking import without_lines

    found = written(pixels, flat, texts)
    missing = [text for text in texts if text not in {one.text for one in found}]
    bare = without_lines(pixels, flat) if missing else None
    if bare is not None:
        more = written(bare, regions_of(bare), missing)
        found += [one for one in more if not any(meet(one.box, other.box) for other in found)]
    return found


def _pictures(ground: Ground, nouns: Sequence[str]) -> tuple[tuple[Detection, ...], ...]:
    """The pictures of these nouns that are there, and those that may be: what has no name may be any of them; and what
    may be one or lines. What is not seen among all the rest is looked at once more by itself."""
    from sgc.verify.renders.looking import look as look_for

    if not nouns:
        return (), (), ()
    seen = look_for(ground.picture, nouns)
    sure = [one for one in seen.detections if {*one.nouns} & {*nouns}]
    thick, thin = ground.pictures()
    for lines in (True, False):
        if boxes := [box for box in (*thick, *thin) if not any(meet(box, one.box) for one in sure)]:
            again = look_for(ground.only([_grown(box) for box in boxes], lines=lines), nouns)
            sure += [one for one in again.detections if {*one.nouns} & {*nouns}]
    known = [one.box for one in sure] + [one.box for one in ground.things if one.nouns and not one.is_open]
    maybe = []
    for some in ((*(seen.unmatched or ()), *thick), thin):
        left = [box for box in some if not any(meet(box, one) for one in known)]
        may_be = [(box, [noun for noun in nouns if _is_as_wide(noun, box)]) for box in left]
        maybe.append(tuple(Detection(own[0], box, 0.0, tuple(own[1:])) for box, own in may_be if own))
    return tuple(sure), *maybe


def _is_as_wide(noun: str, box: Pixels) -> bool:
    """Whether a box is about as wide for its height as the picture of a noun."""
    wide, entry = (box[2] - box[0]) / max(1.0, box[3] - box[1]), lookup(noun)
    return entry is not None and any(abs(wide / aspect(entry, tinted) - 1) <= SLACK for tinted in (False, True))


def _grown(box: Pixels) -> Pixels:
    return box[0] - AROUND, box[1] - AROUND, box[2] + AROUND, box[3] + AROUND


def _is_doubtful(text: Detection, wanted: Sequence[str], tables: Sequence[Pixels]) -> bool:
    """Whether a text may be one that is asked for and was read wrong, or several rows of a table read as one."""
    x, y = (text.box[0] + text.box[2]) / 2, (text.box[1] + text.box[3]) / 2
    if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in tables):
        return True
    said = letters(text.attributes.get("text", ""))
    if said not in wanted and (len(said) < 2 or not _signs_of(said) <= _signs_of("".join(wanted))):
        return True  # what is round is taken for a letter, and any mark for a sign of some script
    return said not in wanted and any(SequenceMatcher(None, said, other).ratio() >= ALIKE for other in wanted)


def _signs_of(text: str) -> frozenset[str]:
    """The scripts of a text's letters, by their Unicode names."""
    return frozenset(name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())


def is_pictured(noun: str) -> bool:
    """Whether a node of this noun is a picture; frames of groups are no picture frames."""
    entry = lookup(noun)
    if noun in SHAPES or noun in (TEXT, FRAME, RECORD) or entry is None or entry.kind != "picture":
        return False
    return bool(entry.icon or entry.emoji or entry.drawing)
