"""The text detector: reads the lines of words in a picture's pixels (extra ``verify``).

Words are found and read by PP-OCRv4's small networks, whose weights come inside the package rapidocr-onnxruntime
(Apache-2.0). What is asked for decides only between signs that look alike (``0`` and ``O``, ``x`` and ``X`` alone).
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from sgc.graph.colors import basic_color
from sgc.measure.segments import reading
from sgc.source import MissingError
from sgc.verify.boxes import around, meet
from sgc.verify.comparison import letters
from sgc.verify.paint import foreground
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import TEXT, Detection, Observation, Pixels, scaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Pictures are enlarged until their shorter side has so many pixels, so that small labels can be read, but never more
#: than so many times, and not beyond the longer side that the networks are given.
SIDE, TIMES, LONGEST = 1024, 4, 2000
#: How sure the finder of lines has to be (of a pixel, of a line), how far it spreads a line, and how sure the reader
#: has to be. Measured on our own labels: lone letters within shapes are lost with the package's own values.
OPTIONS = {
    "det_thresh": 0.2, "det_box_thresh": 0.3, "det_unclip_ratio": 2.0, "text_score": 0.6,
    "det_limit_type": "max", "det_limit_side_len": LONGEST,
    "intra_op_num_threads": 2, "inter_op_num_threads": 1,
}  # fmt: skip
#: What can be read in any case, so that nobody has to load the networks to know.
PLAIN = frozenset(string.ascii_letters + string.digits + string.punctuation)
#: Signs that differ in nothing but size, or in less than pixels show.
_ALIKE = str.maketrans("0Il|‘’“”–—−•", "Oiii''\"\"---·")
_SAME_WHEN_LARGE = frozenset("cijkmopsuvwxyz")
#: Two lines are of one row when they share so much of the higher one's height.
ROW = 0.6
#: So many letters of a text at least have to be read where some of its signs cannot be.
LEGIBLE = 3


@dataclass(frozen=True, slots=True)
class TextDetector:
    """Reads labels: words in Latin letters, digits, common signs, and Chinese."""

    name: ClassVar[str] = "text"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def __post_init__(self) -> None:
        _package()

    def knows(self, noun: str) -> bool:
        return noun == TEXT

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        """The texts of a picture, where others left something to be explained; none where nobody asks for any, because
        reading takes longer than all the rest.

        Raises SgcError for a file that cannot be decoded.
        """
        pixels = pixels_of(picture)
        height, width = pixels.shape[:2]
        size = (float(width), float(height))
        wanted = [reading(text) for text in texts]
        if not wanted and TEXT not in nouns:
            return Observation(size, (), measures=frozenset(("text",)))
        lines = _lines(pixels, picture.left if picture.left is not None else [(0.0, 0.0, *size)])
        asked = {letters(text) for text in wanted}
        lines = _joined([part for line in lines for part in _parts(line, asked)], asked)
        found = tuple(_detection(block, wanted, pixels) for block in _blocks(lines))
        illegible = frozenset(text for text, said in zip(texts, wanted, strict=True) if not _can_be_read(said))
        return Observation(size, found, measures=frozenset(("text",)), illegible=illegible)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    box: Pixels
    score: float

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


@cache
def _package() -> Any:
    """What makes the networks, which takes its time. Raises MissingError without the extra ``verify``."""
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError as missing:
        if missing.name:
            message = "The text detector needs the package rapidocr-onnxruntime: pip install 'sgc[verify]'"
        else:  # a library of the system
            message = f"The text detector needs more of this system: {missing} (on Debian: libgl1, libglib2.0-0)"
        raise MissingError(message) from None
    return RapidOCR


@cache
def _reader() -> Any:
    return _package()(**OPTIONS)


@cache
def _signs() -> frozenset[str]:
    return frozenset(_reader().text_rec.postprocess_op.character)


def _can_be_read(text: str) -> bool:
    return all(sign in PLAIN or sign in _signs() for sign in _bare(letters(text)))


def _lines(pixels: NDArray[Any], places: Iterable[Pixels]) -> list[_Line]:
    """The lines from top to bottom, in pixels of the picture; only in some places."""
    import numpy as np
    from PIL import Image

    height, width = pixels.shape[:2]
    scale = min(max(1.0, SIDE / min(width, height)), TIMES, max(1.0, LONGEST / max(width, height)))
    found = []
    for place in places:
        left, top = max(0, round(place[0])), max(0, round(place[1]))
        part = Image.fromarray(pixels[top : round(place[3]), left : round(place[2])])
        size = (max(1, round(part.width * scale)), max(1, round(part.height * scale)))
        large = np.asarray(part.resize(size, Image.Resampling.LANCZOS))
        # The networks want blue first. Labels are upright: telling them from upside-down ones goes wrong on short ones.
        large = np.ascontiguousarray(large[:, :, ::-1])
        lines, _ = _reader()(large, use_cls=False)
        for line in _whole([_line(*one) for one in lines or () if one[1].strip()], large):
            x0, y0, x1, y1 = scaled(line.box, 1 / scale)
            found.append(replace(line, box=(x0 + left, y0 + top, x1 + left, y1 + top)))
    return sorted(found, key=lambda line: (line.box[1], line.box[0]))


def _line(corners: Sequence[tuple[float, float]], text: str, score: float) -> _Line:
    across, down = zip(*corners, strict=True)
    return _Line(text.strip(), (min(across), min(down), max(across), max(down)), float(score))


def _whole(lines: list[_Line], pixels: NDArray[Any]) -> list[_Line]:
    """The lines, where two of one row that share some of it, of which a letter was read twice or cut in two, are read
    once more as one."""
    found: list[_Line] = []
    for line in sorted(lines, key=lambda one: one.box[0]):
        before = next((one for one in found if _share_row(one.box, line.box)), None)
        if before is None:
            found.append(line)
            continue
        box = around(before.box, line.box)
        left, top, right, bottom = (max(0, round(edge)) for edge in box)
        read, _ = _reader()(pixels[top:bottom, left:right], use_det=False, use_cls=False)
        if read and read[0][0].strip() and read[0][1] >= OPTIONS["text_score"]:
            found[found.index(before)] = _Line(read[0][0].strip(), box, float(read[0][1]))
        else:
            found.append(line)
    return found


def _joined(lines: Sequence[_Line], wanted: Collection[str]) -> list[_Line]:
    """The lines, where words that stand one after the other are a text that is asked for, as that: wide blanks between
    large letters are taken for the end of a line."""
    found = [*lines]
    for first in lines:
        run = [first]
        while (after := next((one for one in found if one not in run and _follows(run[-1], one)), None)) is not None:
            run.append(after)
            said = " ".join(one.text for one in run)
            if letters(said) in wanted and all(one in found for one in run):
                whole = _Line(said, around(*(one.box for one in run)), min(one.score for one in run))
                found = [whole if one is first else one for one in found if one is first or one not in run]
                break
    return found


def _follows(line: _Line, other: _Line) -> bool:
    """Whether the other stands behind the line in its row, no farther than words do."""
    low = min(line.height, other.height)
    behind = -low / 2 < other.box[0] - line.box[2] < low and other.box[0] > line.box[0]
    return behind and _are_level(line.box, other.box)


def _share_row(a: Pixels, b: Pixels) -> bool:
    """Whether two boxes of one row, as high as each other, share some of it."""
    low = min(a[3] - a[1], b[3] - b[1])
    return meet(a, b) and _are_level(a, b) and min(a[2], b[2]) - max(a[0], b[0]) < low


def _are_level(a: Pixels, b: Pixels) -> bool:
    """Whether two boxes are of one row."""
    return min(a[3], b[3]) - max(a[1], b[1]) > ROW * max(a[3] - a[1], b[3] - b[1])


def _parts(line: _Line, wanted: Collection[str]) -> list[_Line]:
    """The line; or the texts that are asked for by themselves where it is several of them, one after the other: labels
    that stand near each other are read as one. How wide each is follows from how many signs it has."""
    words = line.text.split()
    ends: dict[int, list[int]] = {0: []}  # after how many words: where the texts before end
    for end in range(1, len(words) + 1):
        for start in (start for start in ends if letters("".join(words[start:end])) in wanted):
            ends.setdefault(end, [*ends[start], end])
            break
    places = ends.get(len(words), [])
    if len(places) < 2 or letters(line.text) in wanted:
        return [line]
    found, signs = [], 0
    left, top, right, bottom = line.box
    each = (right - left) / len(line.text)
    for start, end in pairwise((0, *places)):
        text = " ".join(words[start:end])
        box = (left + signs * each, top, left + (signs + len(text)) * each, bottom)
        found.append(_Line(text, box, line.score))
        signs += len(text) + 1
    return found


def _blocks(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that stand below each other as the lines of one text do."""
    blocks: list[list[_Line]] = []
    for line in lines:
        above = next((block for block in blocks if _continues(block[-1], line)), None)
        if above is None:
            blocks.append([line])
        else:
            above.append(line)
    return iter(blocks)


def _continues(above: _Line, line: _Line) -> bool:
    size = min(above.height, line.height)
    left, right = (above.box[i] - line.box[i] for i in (0, 2))
    aligned = min(abs(left), abs(right), abs(left + right) / 2) <= 0.5 * size
    alike = max(above.height, line.height) <= 1.6 * size
    return alike and aligned and -0.5 * size <= line.box[1] - above.box[3] <= 0.4 * size


def _detection(block: Sequence[_Line], wanted: Sequence[str], pixels: NDArray[Any]) -> Detection:
    boxes = [line.box for line in block]
    said = " ".join(line.text for line in block)
    color = foreground(pixels, boxes[0])
    read = next((text for text in wanted if letters(text) == letters(said)), None)
    read = read or next((text for text in wanted if _folded(text) == _folded(said)), None)
    attributes = {"text": read or _with_illegible(said, wanted), "color": basic_color(color)}
    return Detection(TEXT, around(*boxes), min(line.score for line in block), (), attributes, ((color, 1.0),))


def _with_illegible(said: str, wanted: Sequence[str]) -> str:
    """The only text that is asked for of which this is all that can be read, or what was read: signs that the reader
    does not know, as pictographs are, it passes over."""
    parts = {text: "".join(sign for sign in letters(text) if _can_be_read(sign)) for text in wanted}
    same = [text for text, part in parts.items() if part != letters(text) and _folded(part) == _folded(said)]
    return same[0] if len(same) == 1 and len(parts[same[0]]) >= LEGIBLE else said


def _folded(text: str) -> str:
    """The text with one sign for each set of those that cannot be told apart here."""
    bare = _bare(letters(text)).translate(_ALIKE)
    large = "".join(sign.upper() if sign in _SAME_WHEN_LARGE else sign for sign in bare)
    return large if len(bare) < 3 or not bare.isalpha() else bare


def _bare(text: str) -> str:
    """The text without accents: they are less than a pixel or two."""
    return "".join(unicodedata.normalize("NFKD", sign)[0] for sign in text)
