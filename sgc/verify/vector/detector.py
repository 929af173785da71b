"""The vector detector: sees things in the outlines that an SVG or PDF file paints, whoever painted them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from sgc.graph.colors import basic_color
from sgc.graph.nodes import RECORD
from sgc.graph.vocabulary import lookup
from sgc.measure.basic_shapes import polygon
from sgc.measure.nearby import Nearby
from sgc.measure.paths import Bounds, union
from sgc.measure.segments import reading
from sgc.source import SgcError, error
from sgc.source.codes import PICTURE_FILE
from sgc.verify.boxes import gap, holds
from sgc.verify.colors import main_color
from sgc.verify.comparison import letters
from sgc.verify.picture import PictureFile
from sgc.verify.types import DASHES, FRAME, PATTERNED, PLACEHOLDER, TEXT, TOUCHING, Detection, Line, Observation
from sgc.verify.vector.coverage import blends_in, seen
from sgc.verify.vector.groups import Group, Sheet, find_backdrops, find_pictures, find_records, find_rewritten, shape_at
from sgc.verify.vector.joining import joined
from sgc.verify.vector.lettering import find_lettering
from sgc.verify.vector.lines import find_lines
from sgc.verify.vector.page import Ink, Page, Raster, Tile
from sgc.verify.vector.shapes import NAMES
from sgc.verify.vector.spelling import find_spelled
from sgc.verify.vector.templates import all_templates, templates_of
from sgc.verify.vector.tiles import motif_of
from sgc.verify.vector.words import Block, find_blocks, plate_of, with_paragraphs

#: What is seen behind everything when the file paints no ground of its own.
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class VectorDetector:
    """Compares outlines with those of the vocabulary's pictures, the basic shapes and the shipped fonts."""

    name: ClassVar[str] = "vector"
    reads: ClassVar[frozenset[str]] = frozenset(("svg", "pdf"))

    def knows(self, noun: str) -> bool:
        entry = lookup(noun)
        return noun in (*NAMES, RECORD, TEXT, "image") or (entry is not None and (
            entry.kind != "picture" or bool(entry.icon or entry.emoji or entry.drawing)))  # fmt: skip

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        page = read_page(picture)
        return _Scan(page, nouns, texts).observation()


def read_page(picture: PictureFile) -> Page:
    """What a vector file paints. Raises SgcError for a file that cannot be read."""
    from sgc.verify.vector.pdf_file import read_pdf_page
    from sgc.verify.vector.svg_file import read_svg_page

    try:
        page = read_svg_page(picture.data) if picture.kind == "svg" else read_pdf_page(picture.data)
        return replace(page, marks=joined(page.marks))
    except (ValueError, KeyError, IndexError) as problem:
        message = f"{picture.name} cannot be read: {problem}."
        raise SgcError([error(PICTURE_FILE, message)]) from problem


class _Scan:
    """One look at one page: what was recognised is taken, until only unknown ink is left."""

    def __init__(self, page: Page, nouns: Collection[str], texts: Sequence[str]) -> None:
        self.page, self.nouns, self.texts = page, nouns, texts
        self.framed = PLACEHOLDER not in nouns and not {FRAME, "rounded"}.isdisjoint(nouns)
        self.sheet = Sheet(page.marks)
        self.inks = [(at, mark) for at, mark in enumerate(page.marks) if isinstance(mark, Ink)]
        self.near = Nearby(mark.box for _, mark in self.inks)
        self.taken: set[int] = set()
        self.ground = self._ground()
        self.blocks: list[Block] = []
        self.lettering: set[int] = set()
        self.lines: tuple[Line, ...] = ()

    def observation(self) -> Observation:
        self._read()
        groups = list(self._groups())
        found = [self._detection(group) for group in groups]
        found += [self._raster(at, mark) for at, mark in enumerate(self.page.marks) if isinstance(mark, Raster)]
        found += [self._words(block) for block in self.blocks]
        found.sort(key=lambda one: -1 if one.order is None else one.order)
        return Observation(
            (self.page.width, self.page.height), tuple(found), self._unmatched(),
            frozenset(("color", "pattern", PATTERNED, "text", "rotation", "stroke", "opacity", "speck", DASHES,
                       TOUCHING)),
            lines=self.lines, ground=self.ground,
        )  # fmt: skip

    def _ground(self) -> str:
        """The colour behind everything: that of an outline which fills the page before any other."""
        first = self.page.marks[0] if self.page.marks else None
        if isinstance(first, Ink) and isinstance(first.fill, str) and first.is_opaque and first.stroke is None:
            left, top, right, bottom = first.outline
            if left <= 0.5 and top <= 0.5 and right >= self.page.width - 0.5 and bottom >= self.page.height - 0.5:
                self.taken.add(0)
                return first.fill
        return PAPER

    def _read(self) -> None:
        self.blocks = with_paragraphs(list(find_blocks(self.sheet)), self.texts)
        read = {letters(block.text) for block in self.blocks}
        drawn = [text for text in self.texts if letters(reading(text)) not in read]
        self.blocks += find_lettering(self.sheet, drawn, self.taken)
        read = {block.text for block in self.blocks}
        drawn = [text for text in drawn if reading(text) not in read]
        self.blocks += find_spelled(self.sheet, drawn, self.taken)
        for block in self.blocks:
            marks = set(block.marks)
            if (plate := plate_of(self.sheet, block, self.taken)) is not None:
                marks.add(plate)
            self.taken |= marks
            self.lettering |= marks

    # ------------------------------------------------------------ things

    def _groups(self) -> Iterator[Group]:
        """What the scene speaks of first; the whole vocabulary only where that leaves something over."""
        wanted = templates_of(self.nouns)
        yield from find_pictures(self.sheet, wanted, self.taken)
        self.lines = tuple(find_lines(self.page.marks, self.taken))
        yield from find_records(self.sheet, self.taken)
        yield from find_backdrops(self.sheet, self.taken)
        shapes = {at: group for at in self._left() if (group := shape_at(self.sheet, at)) is not None}
        if not shapes.keys() >= set(self._left()):
            yield from find_rewritten(self.sheet, wanted, self.taken)
        if not shapes.keys() >= set(self._left()):
            asked = {one.marks: one for one in shapes.values() if not {*self.nouns}.isdisjoint(one.nouns)}
            for group in find_pictures(self.sheet, all_templates(), self.taken):
                yield asked.get(group.marks, group)  # a box that is asked for is no minus sign
            yield from find_rewritten(self.sheet, all_templates(), self.taken)
        for at, group in shapes.items():
            if at not in self.taken:
                self.taken.add(at)
                yield self._placeholder(at, group)

    def _left(self) -> list[int]:
        return [at for at, mark in enumerate(self.page.marks) if isinstance(mark, Ink) and at not in self.taken]

    def _placeholder(self, at: int, group: Group) -> Group:
        """A dashed frame around a text stands for what the text says, unless frames are what is looked for."""
        mark = self.page.marks[at]
        assert isinstance(mark, Ink)
        if mark.dashed and "rounded" in group.nouns and not self.framed and self._text_in(at):
            return Group(group.marks, (PLACEHOLDER,))
        return group

    def _text_in(self, at: int) -> str | None:
        """The text that a frame is painted for: the first after it that it holds."""
        frame = self.page.marks[at]
        assert isinstance(frame, Ink)
        held = [block for block in self.blocks if block.marks[0] > at and holds(frame.outline, block.box)]
        return min(held, key=lambda block: block.marks[0]).text if held else None

    # ------------------------------------------------------------ detections

    def _detection(self, group: Group) -> Detection:
        inks = [mark for at in group.marks if isinstance(mark := self.page.marks[at], Ink)]
        box = union(ink.box for ink in inks)
        assert box is not None
        last = group.marks[-1]
        over = [ink for at, ink in self._inks_near(box) if at > last and at not in self.lettering]
        body = [ink for ink in inks if ink.fill is not None] or inks
        if group.nouns == (RECORD,):  # the band of its title is a shade of what it is painted with
            body = body[:1]
        visible, colors = seen(body, over, self.ground)
        if blends_in(inks, self._before(group.marks[0], box), self.ground):
            visible = 0.0
        attributes = {"color": main_color(colors)}
        if (opacity := max(ink.opacity for ink in body)) < 0.995:
            attributes["opacity"] = f"{opacity:.2f}"
        if (edge := next((ink.stroke for ink in inks if ink.stroke is not None), None)) is not None:
            attributes["stroke"] = edge
        tiles = [ink.fill for ink in inks if isinstance(ink.fill, Tile)]
        if tiles:
            attributes["pattern"] = motif_of(tiles[0])
        if group.nouns == (PLACEHOLDER,):
            attributes["text"] = self._text_in(group.marks[0]) or ""
        return Detection(
            group.nouns[0], box, 1.0, group.nouns[1:], attributes, colors, visible * self._on_page(box), last,
            group.rotation,
        )  # fmt: skip

    def _raster(self, at: int, mark: Raster) -> Detection:
        return Detection("image", mark.box, order=at, visible=self._on_page(mark.box))

    def _words(self, block: Block) -> Detection:
        """A text, which is hidden by what is painted over it and by a colour that is its ground's."""
        left, top, right, bottom = block.box
        room = Ink(polygon((left, top), (right, top), (right, bottom), (left, bottom)), block.color)
        over = [ink for at, ink in self._inks_near(block.box) if at > block.marks[-1]]
        visible, _ = seen([room], over, self.ground)
        if blends_in([room], self._before(block.marks[0], block.box), self.ground):
            visible = 0.0
        return Detection(
            TEXT, block.box, 1.0, (), {"text": block.text, "color": basic_color(block.color)}, ((block.color, 1.0),),
            visible * self._on_page(block.box), block.marks[-1],
        )  # fmt: skip

    def _before(self, at: int, box: Bounds) -> list[Ink]:
        """The outlines near a box that are painted before a mark."""
        return [ink for before, ink in self._inks_near(box) if before < at]

    def _inks_near(self, box: Bounds) -> Iterator[tuple[int, Ink]]:
        """The outlines that meet a box, in the order of painting, by their marks."""
        return (self.inks[number] for number in self.near.meeting(box))

    def _on_page(self, box: Bounds) -> float:
        """The share of a box that is on the page."""
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        across = min(right, self.page.width) - max(left, 0.0)
        down = min(bottom, self.page.height) - max(top, 0.0)
        return max(0.0, across) * max(0.0, down) / ((width * height) or 1.0) if across < width or down < height else 1.0

    def _unmatched(self) -> tuple[Bounds, ...]:
        """The boxes of what is left over, joined where they meet."""
        boxes: list[Bounds] = []
        for at in self._left():
            mark = self.page.marks[at]
            assert isinstance(mark, Ink)
            box = mark.box
            while (other := next((b for b in boxes if not gap(b, box)), None)) is not None:
                boxes.remove(other)
                box = union((box, other)) or box
            boxes.append(box)
        return tuple(sorted(boxes))
