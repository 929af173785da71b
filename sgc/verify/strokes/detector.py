"""The strokes detector: reads a diagram in pixels, whatever program made it: nodes, frames, texts, and lines between.

Surfaces say where nodes and frames are and of which shape, the text detector reads what they say, and strokes are
followed from node to node. What cannot be told is left undecided. Pictured nouns are left to the renders detector.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.util import find_spec
from typing import ClassVar

from sgc.graph.nodes import RECORD
from sgc.graph.vocabulary import lookup
from sgc.measure.segments import reading
from sgc.measure.shapes import SHAPES
from sgc.source import MissingError
from sgc.verify.comparison import letters
from sgc.verify.picture import PictureFile
from sgc.verify.text_detector import TextDetector
from sgc.verify.types import FRAME, TEXT, Detection, Observation, Pixels

#: A text so like one that is asked for may be that one, read wrong.
ALIKE = 0.7


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
        return noun in (TEXT, FRAME, RECORD) or noun in SHAPES or is_pictured(noun)

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        from sgc.verify.pixels import pixels_of
        from sgc.verify.strokes.looking import look

        pixels = pixels_of(picture)
        read = TextDetector().detect(picture, [*nouns, TEXT], texts)
        pictured = [noun for noun in nouns if is_pictured(noun)]
        seen = Observation(read.size, ())
        if pictured:
            from sgc.verify.renders.looking import look as look_for

            seen = look_for(pixels, pictured)
        icons = tuple(one for one in seen.detections if {*one.nouns} & {*pictured})
        sure, unsure, lines = look(pixels, [one.box for one in read.detections], icons)
        maybe = tuple(one for view in seen.disputed for one in view if {*one.nouns} & {*pictured})
        wanted = [letters(reading(text)) for text in texts]
        tables = [one.box for one in sure if one.noun == RECORD]
        misread = tuple(one for one in read.detections if _is_doubtful(one, wanted, tables))
        words = tuple(one for one in read.detections if one not in misread)
        return replace(
            read, detections=(*sure, *icons, *words), measures=frozenset(("color", "text")),
            disputed=tuple(filter(None, (tuple(unsure), maybe, misread))),
            lines=None if lines is None else tuple(lines),
        )  # fmt: skip


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
