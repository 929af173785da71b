"""The strokes detector: reads a diagram in pixels, whatever program made it: nodes, frames, texts, and lines between.

Surfaces say where nodes and frames are and of which shape, the text detector reads what they say, and strokes are
followed from node to node. What cannot be told is left undecided. Pictured nouns are seen as the renders detector
sees them, whose networks are asked only where it may be one and may not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING, ClassVar
from unicodedata import name

from sgc.graph.nodes import RECORD
from sgc.graph.vocabulary import lookup
from sgc.measure.pictures import aspect
from sgc.measure.segments import reading
from sgc.measure.shapes import SHAPES
from sgc.source import MissingError
from sgc.verify.boxes import is_at, meet, middle, share_within
from sgc.verify.comparison import letters
from sgc.verify.fineness import fineness
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import as_png
from sgc.verify.text_detector import TextDetector
from sgc.verify.types import FRAME, SEEN_THROUGH, TEXT, TURNED, Detection, Observation, Pixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sgc.verify.renders.regions import Flat
    from sgc.verify.renders.writing import Written
    from sgc.verify.strokes.looking import Ground, View

#: A text so like one that is asked for may be that one, read wrong.
ALIKE = 0.7
#: A line is at what its end is so near to, in pixels.
AT = 4.0
#: So much of what is a sign of a text is in the text's box.
WITHIN = 0.9
#: How high pictures of nodes are, about, in pixels.
USUAL = 46.0
#: Of what may be the box of one so much is painted.
INKED = 0.08
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
        from sgc.verify.pixels import coarser, pixels_of
        from sgc.verify.renders.behind import ground_color
        from sgc.verify.renders.regions import regions_of
        from sgc.verify.renders.spotting import Spotter
        from sgc.verify.renders.writing import without
        from sgc.verify.strokes.grounds import without_plates
        from sgc.verify.strokes.looking import grounded, look, straight

        pixels = pixels_of(picture)
        flat = regions_of(pixels)
        words = _words(pixels, flat, texts) if flat.is_plain else []
        # Letters are told by their finest pixels, lines by those in which they are as thick as usual.
        times = fineness(picture.sizes, pixels.shape[1::-1], (one.detection for one in words))
        bare = without_plates(without(pixels, words), flat, words)
        bare = bare if times == 1 else coarser(bare, times)
        ground = grounded(bare)
        painted = tuple(one.detection.scaled(1 / times) for one in words)
        if missing := _missing(texts, words):
            spotter = Spotter(bare, ground.strength, straight(ground.strength))
            painted += tuple(spotter.spotted(missing, {round(one.em / times, 1) for one in words}))
        blots = ground.pictures()
        icons, maybe, thin = _pictures(ground, [noun for noun in nouns if is_pictured(noun)],
                                       [one.box for one in painted], blots)  # fmt: skip
        known, pictures = [one.box for one in painted], [one.box for one in icons]
        view = look(ground, known, pictures)
        maybe = tuple(one for one in maybe if not ground.is_of(view.lines or (), one.box))
        if maybe:
            pictures += [one.box for one in maybe]
            view = look(ground, known, pictures)
        read: tuple[Detection, ...] = ()
        illegible: frozenset[str] = frozenset()
        if view.left:
            rest = replace(picture, data=as_png(bare), left=view.left)
            seen = TextDetector().detect(rest, [TEXT], texts)
            read, illegible = seen.detections, seen.illegible - {one.attributes["text"] for one in painted}
            view = look(ground, known + [one.box for one in read], pictures) if read else view
        maybe += tuple(one for one in thin if not ground.is_of(view.lines or (), one.box))
        wanted, more = ([letters(reading(text)) for text in some] for some in (texts, _missing(texts, words)))
        tables = [one.box for one in view.sure if one.noun == RECORD]
        misread = tuple(one for one in read if _is_doubtful(one, wanted, more, tables))
        sure = tuple(one for one in read if one not in misread)
        signs = _signs(view) if illegible else ()
        lettered = [one.box for one in (*painted, *read)]
        things = tuple(one for one in view.sure if one not in signs and not (
            _is_sign(one) and any(share_within(one.box, text) >= WITHIN for text in lettered)))  # fmt: skip
        nameless, unsure = _nameless(view, [*painted, *read])
        unsure += signs
        named = (*things, *unsure, *icons, *maybe, *painted, *read)
        # What is in a frame is not of it, and what is thick is hardly a letter that nobody asks for.
        known = [one.box for one in named if one.noun != FRAME and not (one in misread and _is_letter(one))]
        nameless += [box for box in blots[0] if not any(meet(box, one) for one in known)
                     and not ground.is_of(view.lines or (), box)]  # fmt: skip
        return Observation(
            (float(bare.shape[1]), float(bare.shape[0])), (*things, *icons, *painted, *sure), tuple(nameless),
            measures=frozenset(("color", "text", "stroke", SEEN_THROUGH, TURNED)),
            disputed=tuple(filter(None, (tuple(unsure), maybe, misread))),
            illegible=illegible, lines=view.lines, straight=view.straight,
            ground=ground_color(pixels, flat),
        )  # fmt: skip


def _words(pixels: NDArray[np.uint8], flat: Flat, texts: Sequence[str]) -> list[Written]:
    """The texts that are asked for, where they stand; those that straight lines are so near to that they seem to be of
    one, too: they are looked for where these lines are taken away."""
    from sgc.verify.renders.regions import regions_of
    from sgc.verify.renders.writing import written
    from sgc.verify.strokes.looking import without_lines

    found = written(pixels, flat, texts)
    missing = _missing(texts, found)
    bare = without_lines(pixels, flat) if missing else None
    if bare is not None:
        more = written(bare, regions_of(bare), missing)
        found += [one for one in more if not any(meet(one.box, other.box) for other in found)]
    return _without_bars(found, texts)


def _without_bars(words: Sequence[Written], texts: Sequence[str]) -> list[Written]:
    """The texts without those that are only a bar, as dashes are, and there more often than they are asked for: kept
    are those whose letters are as large as most."""
    usual = median([one.em for one in words] or [0.0])
    left = Counter(texts)
    kept = []
    for one in sorted(words, key=lambda one: abs(one.em - usual)):
        if left[one.text] > 0 or not _is_bar(one):
            kept.append(one)
        left[one.text] -= 1
    return [one for one in words if one in kept]


def _is_bar(word: Written) -> bool:
    """Whether all of a text's ink is one bar."""
    rows, columns = word.ink.inner.any(1), word.ink.inner.any(0)
    return bool(word.ink.inner[rows][:, columns].all())


def _missing(texts: Sequence[str], words: Sequence[Written]) -> list[str]:
    """Those of the texts that are there less often than they are asked for."""
    seen = Counter(one.text for one in words)
    return [text for text, times in Counter(texts).items() if seen[text] < times]


def _nameless(view: View, texts: Sequence[Detection]) -> tuple[list[Pixels], list[Detection]]:
    """Of what is like no shape: the boxes of what nobody says anything of, no text within it and no line at it; and
    what may be a node of which too little is seen."""
    nameless: list[Pixels] = []
    unsure: list[Detection] = []
    ends = [at for line in view.lines or () for at in (line.way[0], line.way[-1])]
    things = [one for one in view.sure if one.noun != FRAME]
    for one in view.unsure:
        at_line = any(is_at(end, one.box, AT) for end in ends)
        if at_line or any(meet(one.box, other.box) for other in (*texts, *things)):
            unsure.append(one)
        else:
            nameless.append(one.box)
    return nameless, unsure


def _signs(view: View) -> tuple[Detection, ...]:
    """The things as small as letters that no line touches: where some texts have signs that nobody here can read, they
    may be such."""
    ends = [at for line in view.lines or () for at in (line.way[0], line.way[-1])]
    return tuple(one for one in view.sure if _is_sign(one) and not any(is_at(end, one.box, AT) for end in ends))


def _is_sign(one: Detection) -> bool:
    from sgc.verify.strokes.surfaces import SIGN

    return max(one.box[2] - one.box[0], one.box[3] - one.box[1]) <= SIGN


def _pictures(
    ground: Ground, nouns: Sequence[str], words: Sequence[Pixels], blots: tuple[list[Pixels], list[Pixels]]
) -> tuple[tuple[Detection, ...], ...]:
    """The pictures of these nouns that are there, and those that may be: what has no name may be any of them; and what
    may be one or lines. Where they may be is where the ``blots`` are, which are thick or thin, and above words."""
    from sgc.verify.renders.looking import glance, look
    from sgc.verify.strokes.icons import fitted

    if not nouns:
        return (), (), ()
    sure = [one for one in glance(ground.picture, nouns) if {*one.nouns} & {*nouns}]
    nearly: list[Detection] = []
    thick, thin = blots
    above = [_above(box) for box in words if ground.is_bare(box)]
    for box in (*thick, *thin, *(box for box in above if ground.share(box) >= INKED)):
        if any(meet(box, one.box) for one in sure):
            continue
        for one in fitted(ground.picture, ground.behind, [box], nouns):
            if one.score == 1:
                sure.append(one)
            elif box in thick or box in thin:  # where something is painted
                nearly.append(one)
    maybe = _maybe(ground, nouns, sure, nearly, blots)
    if maybe[0]:  # the networks, which take their time, may tell
        seen = look(ground.picture, nouns)
        sure += [
            one for one in seen.detections
            if {*one.nouns} & {*nouns} and not any(meet(one.box, other.box) for other in sure)
        ]  # fmt: skip
        maybe = _maybe(ground, nouns, sure, nearly, ([*(seen.unmatched or ()), *thick], thin))
    return tuple(sure), *map(tuple, maybe)


def _maybe(
    ground: Ground, nouns: Sequence[str], sure: Sequence[Detection], nearly: Sequence[Detection],
    blots: tuple[list[Pixels], list[Pixels]],
) -> list[list[Detection]]:  # fmt: skip
    """What may be one of the nouns beside what is ``sure``: what is ``nearly`` one, thick blots, and thin ones."""
    nearly = [one for one in nearly if not any(meet(one.box, other.box) for other in sure)]
    known = [one.box for one in (*sure, *nearly)] + [one.box for one in ground.things if one.nouns and not one.is_open]
    maybe: list[list[Detection]] = [[*nearly], []]
    for some, found in zip(blots, maybe, strict=True):
        for box in some:
            own = [noun for noun in nouns if _is_as_wide(noun, box)]
            if own and not any(meet(box, one) for one in known):
                found.append(Detection(own[0], box, 0.0, tuple(own[1:])))
                known.append(box)
    return maybe


def _is_as_wide(noun: str, box: Pixels) -> bool:
    """Whether a box is about as wide for its height as the picture of a noun."""
    wide, entry = (box[2] - box[0]) / max(1.0, box[3] - box[1]), lookup(noun)
    return entry is not None and any(abs(wide / aspect(entry, tinted) - 1) <= SLACK for tinted in (False, True))


def _above(words: Pixels) -> Pixels:
    """Where a picture may stand above its words."""
    middle, top = (words[0] + words[2]) / 2, words[1]
    return middle - USUAL / 2, top - USUAL, middle + USUAL / 2, top


def _is_doubtful(text: Detection, wanted: Sequence[str], missing: Sequence[str], tables: Sequence[Pixels]) -> bool:
    """Whether a text may be one that is asked for and was read wrong, or several rows of a table read as one."""
    if any(is_at(middle(text.box), table) for table in tables):
        return True
    said = letters(text.attributes.get("text", ""))
    if _is_letter(text) and said not in missing:
        return True  # what is round is taken for a letter, and what is straight
    if said not in wanted and not _signs_of(said) <= _signs_of("".join(wanted)):
        return True  # and any mark for a sign of some script
    return said not in wanted and any(SequenceMatcher(None, said, other).ratio() >= ALIKE for other in wanted)


def _is_letter(text: Detection) -> bool:
    return len(letters(text.attributes.get("text", ""))) < 2


def _signs_of(text: str) -> frozenset[str]:
    """The scripts of a text's letters, by their Unicode names."""
    return frozenset(name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())


def is_pictured(noun: str) -> bool:
    """Whether a node of this noun is a picture; frames of groups are no picture frames."""
    entry = lookup(noun)
    if noun in SHAPES or noun in (TEXT, FRAME, RECORD) or entry is None or entry.kind != "picture":
        return False
    return bool(entry.icon or entry.emoji or entry.drawing)
