"""Which marks of a page belong together and what they are, found by their outlines alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from sgc.graph.nodes import RECORD
from sgc.measure.affine import Transform, onto
from sgc.measure.backdrops import motif_marks
from sgc.measure.paths import Bounds, bounds, union
from sgc.measure.themes import themes
from sgc.verify.types import FRAME
from sgc.verify.vector.fitting import (
    BOX,
    Figure,
    canonical,
    contours,
    fit,
    is_box,
    points,
    same_edge,
    same_points,
    signature,
    tolerance,
    turn_of,
)  # fmt: skip
from sgc.verify.vector.page import Ink, Mark
from sgc.verify.vector.shapes import read_shape
from sgc.verify.vector.templates import Template, Templates

#: A rule across a table is no thicker than this, a point of a box no farther from its corner, and one of a backdrop's
#: motif no farther from where it should be; in pixels.
THIN, CORNER, MOTIF = 3.0, 0.02, 0.3


@dataclass(frozen=True)
class Group:
    """Marks that are one thing, by their places on the page, farthest first; ``nouns`` are all that it can be."""

    marks: tuple[int, ...]
    nouns: tuple[str, ...]
    rotation: float = 0.0


@dataclass(frozen=True)
class Sheet:
    """A page's marks with what of each is asked again and again."""

    marks: Sequence[Mark]

    @cached_property
    def signatures(self) -> tuple[str, ...]:
        """How each outline is written; empty for what is no outline."""
        return tuple(signature(mark.canonical) if isinstance(mark, Ink) else "" for mark in self.marks)

    def inks(self, start: int, count: int) -> list[Ink]:
        """The outlines from a place on, as many as there are up to ``count``, to the first that is none."""
        found: list[Ink] = []
        for mark in self.marks[start : start + count]:
            if not isinstance(mark, Ink):
                break
            found.append(mark)
        return found


def find_pictures(sheet: Sheet, templates: Templates, taken: set[int]) -> Iterator[Group]:
    """Every picture of the templates on the page, nearer marks last; what they consist of is added to ``taken``.

    A file keeps the layers of a picture in their order, because their order is what is seen.
    """
    return _one_after_another(_picture_at, sheet, templates, taken)


def _one_after_another(
    find_at: Callable[[Sheet, int, Templates, set[int]], Group | None],
    sheet: Sheet,
    templates: Templates,
    taken: set[int],
) -> Iterator[Group]:
    """What is found at one place after another; what it consists of is taken from then on."""
    at = 0
    while at < len(sheet.marks):
        group = None if at in taken else find_at(sheet, at, templates, taken)
        if group is None:
            at += 1
            continue
        taken.update(group.marks)
        yield group
        at = group.marks[-1] + 1


def _picture_at(sheet: Sheet, at: int, templates: Templates, taken: set[int]) -> Group | None:
    """The picture with the most layers that begins at a place."""
    if not sheet.signatures[at]:
        return None
    for template in templates.by_first.get(sheet.signatures[at], ()):
        matrix = _fit_at(sheet, at, template, taken)
        if matrix is not None:
            turn = turn_of(matrix)
            return _with_edge(sheet, at, template, turn if 0.05 < turn < 359.95 else 0.0, taken)
    return None


def _fit_at(sheet: Sheet, at: int, template: Template, taken: set[int]) -> Transform | None:
    count = template.length
    if sheet.signatures[at : at + count] != template.figure.signature or not taken.isdisjoint(range(at, at + count)):
        return None
    inks = sheet.inks(at, count)
    if any(ink.fill is None for ink in inks):
        return None
    seen = [point for ink in inks for point in points(ink.canonical)]
    box = union(ink.outline for ink in inks)
    return fit(template.figure, seen, tolerance(box)) if box is not None else None


def find_rewritten(sheet: Sheet, templates: Templates, taken: set[int]) -> Iterator[Group]:
    """Upright pictures whose outlines another program has written in commands of its own."""
    return _one_after_another(_rewritten_at, sheet, templates, taken)


def _rewritten_at(sheet: Sheet, at: int, templates: Templates, taken: set[int]) -> Group | None:
    for count, alike in templates.by_length.items():
        inks = sheet.inks(at, count)
        if len(inks) < count or not taken.isdisjoint(range(at, at + count)) or any(ink.fill is None for ink in inks):
            continue
        box = union(ink.outline for ink in inks)
        if box is None or box[2] - box[0] <= 0 or box[3] - box[1] <= 0:
            continue
        for template in alike:
            if _same_layers(template.figure, inks, box):
                return _with_edge(sheet, at, template, 0.0, taken)
    return None


def _same_layers(figure: Figure, inks: Sequence[Ink], box: Bounds) -> bool:
    """Whether each outline runs where the figure's does when it fills the box; boxes are compared first."""
    x, _, _, y, dx, dy = matrix = onto(figure.box, box)
    limit = tolerance(box)
    for own, ink in zip(figure.boxes, inks, strict=True):
        placed = (own[0] * x + dx, own[1] * y + dy, own[2] * x + dx, own[3] * y + dy)
        if any(abs(p - q) > 1.5 * limit for p, q in zip(placed, ink.outline, strict=True)):
            return False
    layers = figure.moved(matrix)
    return all(same_edge(layer, ink.commands, limit) for layer, ink in zip(layers, inks, strict=True))


def _with_edge(sheet: Sheet, at: int, template: Template, turn: float, taken: set[int]) -> Group:
    """The group, and the line around it where one is painted before it to set it off from its ground."""
    marks = list(range(at, at + template.length))
    before = sheet.marks[at - 1] if at else None
    if isinstance(before, Ink) and at - 1 not in taken and before.fill is None and before.stroke is not None:
        box = union(ink.outline for ink in sheet.inks(at, template.length))
        if box is not None and all(abs(p - q) <= tolerance(box) for p, q in zip(box, before.outline, strict=True)):
            marks.insert(0, at - 1)
    return Group(tuple(marks), template.nouns, turn)


# ---------------------------------------------------------------- tables, backdrops, shapes


def find_records(sheet: Sheet, taken: set[int]) -> Iterator[Group]:
    """Tables and classes: a box with an edge, a band along its upper end, and rules across it in one outline."""
    for at in range(len(sheet.marks) - 2):
        inks = sheet.inks(at, 3)
        if len(inks) == 3 and taken.isdisjoint((at, at + 1, at + 2)) and _is_record(*inks):
            taken.update((at, at + 1, at + 2))
            yield Group((at, at + 1, at + 2), (RECORD,))


def _is_record(box: Ink, band: Ink, rules: Ink) -> bool:
    if box.fill is None or box.stroke is None or band.stroke is not None or rules.stroke is not None:
        return False
    if not _is_box(box) or not _is_box(band):
        return False
    left, top, right, bottom = box.outline
    head = band.outline
    limit = tolerance(box.outline)
    is_band = all(
        abs(p - q) <= limit for p, q in zip(head[:3], (left, top, right), strict=True)
    ) and head[3] <= bottom + limit  # fmt: skip
    lines = [bounds(line) for line in contours(rules.commands)]
    return is_band and bool(lines) and all(
        line is not None and abs(line[0] - left) <= limit and abs(line[2] - right) <= limit
        and line[3] - line[1] <= THIN and head[3] - THIN <= line[1] and line[3] <= bottom + THIN
        for line in lines
    )  # fmt: skip


def find_backdrops(sheet: Sheet, taken: set[int]) -> Iterator[Group]:
    """Full fills with the motif of a backdrop over them, or in a tone that is only a backdrop's."""
    for at, mark in enumerate(sheet.marks):
        if at in taken or not isinstance(mark, Ink) or mark.stroke is not None or mark.fill is None:
            continue
        if not _is_box(mark):
            continue
        following = sheet.marks[at + 1] if at + 1 < len(sheet.marks) else None
        motif = _motif(mark, following) if isinstance(following, Ink) and at + 1 not in taken else None
        marks = (at,) if motif is None else (at, at + 1)
        nouns = _backdrops(motif or "plain", str(mark.fill))
        if nouns:
            taken.update(marks)
            yield Group(marks, nouns)


def _motif(ground: Ink, marks: Ink) -> str | None:
    """The motif that the second outline is over the first."""
    if marks.stroke is not None:
        return None
    for motif in _tones():
        wanted = canonical(motif_marks(motif, ground.outline))
        if wanted and same_points(wanted, marks.canonical, MOTIF):
            return motif
    return None


def _backdrops(motif: str, tone: str) -> tuple[str, ...]:
    """The backdrops of that motif: those of that tone first. A plain fill must have a backdrop's own tone."""
    known = _tones().get(motif, {})
    exact = known.get(tone, ())
    if motif == "plain":
        return exact
    others = (noun for nouns in known.values() for noun in nouns)
    return tuple(dict.fromkeys((*exact, *others)))


@cache
def _tones() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By motif and main tone, the backdrops of all themes."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for theme in themes().values():
        for noun, (tone, _, motif) in theme.backdrops.items():
            nouns = found.setdefault(motif, {})
            nouns[tone] = tuple(dict.fromkeys((*nouns.get(tone, ()), noun)))
    return found


def _is_box(ink: Ink) -> bool:
    return signature(ink.canonical) == BOX and is_box(ink.commands, CORNER)


def shape_at(sheet: Sheet, at: int) -> Group | None:
    """The basic shape that one outline is; a rounded rectangle may be the frame of a group as well."""
    mark = sheet.marks[at]
    if not isinstance(mark, Ink):
        return None
    readings = read_shape(mark.commands)
    if not readings:
        return None
    nouns = tuple(dict.fromkeys(reading.name for reading in readings))
    if "rounded" in nouns:
        nouns = (*nouns, FRAME)
    return Group((at,), nouns, readings[0].turn)
