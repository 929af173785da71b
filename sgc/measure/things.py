"""How large the things of a scene are: the ink of pictures, texts, wishes, and the room that labels take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import sqrt

from sgc.graph.relations import PREDICATES
from sgc.graph.scene import Kind, Length, SceneGraph, SceneObject
from sgc.graph.vocabulary import Fractions
from sgc.measure import pictures
from sgc.measure.extents import Extent, LabelExtent, even
from sgc.measure.fitting import beside, fitted, in_a_room, room_for_each
from sgc.measure.proportions import SIZE_WORDS, natural_sizes, word_factors
from sgc.measure.shapes import SHAPES
from sgc.measure.stated import font_size, is_bold, pixels, stated_length, turn
from sgc.measure.text import Typeset, typeset

#: Shapes with room for a title along their upper edge; and the least width and height of what has one, as
#: multiples of it, so that a thing which stands before its lower corner leaves it free.
BOXES = ("square", "rectangle", "rounded")
TITLE_ROOM = (1.2, 3.0)

#: The width of the lines of a text that is wider than the figure, as a part of the figure's; and the margin beside it,
#: of the shorter side.
TEXT_LINE, TEXT_MARGIN = 0.9, 0.02
#: The least width and height of anything, in pixels, unless it is stated.
LEAST = 6.0
#: The part of the canvas, as its inverse, that backdrops cover at least, in width and height, unless it is stated.
BACKDROP = 10
#: Longer labels than so many times the size of their letters have several lines.
LINE = 11
#: A label goes beside a thing that would have to be so much larger than its share of the figure to hold it.
CRAMPED = 1.05
#: Words on a sign, a shirt or a screen are so much larger than labels.
LARGE = 1.6
#: Labels are no larger than this share of the side of the square that each labelled thing has for itself.
CROWDED = 0.13


def thing_extents(scene: SceneGraph) -> Mapping[str, Extent]:
    """The extent of every object of a scene, by its id."""
    holders, plain = _holders(scene), natural_sizes(scene)
    words = word_factors(scene, plain)
    natural = {id: size * words[id] for id, size in plain.items()}
    covered = _overlapped(scene, natural)
    return {
        one.id: replace(
            _extent(one, scene, one.id in holders, natural[one.id], covered=one.id in covered), worded=words[one.id]
        )
        for one in scene.objects
    }


def _holders(scene: SceneGraph) -> frozenset[str]:
    """The objects in whose box others come to lie, by the words of some statement: those would cover a label there."""
    found: set[str] = set()
    for one in scene.relations:
        row = PREDICATES.get(one.predicate)
        if row is None or one.negated or len(one.arguments) != 2:
            continue
        if row.rests is not None:
            found.update(one.arguments[row.rests[1]].targets)
        elif row.concentric:
            found.update(one.arguments[1].targets)
        elif row.family == "depth":
            found.update(one.arguments[0 if row.name == "behind" else 1].targets)
    return frozenset(_owners(scene, found))


def _owners(scene: SceneGraph, targets: Iterable[str]) -> Iterator[str]:
    """The objects that targets are members of, or are themselves, as those of a loop are: "tick[3]"."""
    ids = {one.id for one in scene.objects}
    return (id for id in (one if one in ids else one.partition("[")[0] for one in targets) if id in ids)


def _overlapped(scene: SceneGraph, natural: Mapping[str, float]) -> frozenset[str]:
    """Of things that overlap those over which another may be drawn, and over a label in it: over the first declared the
    others, and over what is larger whatever lies in it."""
    order = {one.id: place for place, one in enumerate(scene.objects)}
    pairs = (one.arguments for one in scene.relations if one.predicate == "overlapping" and not one.negated)
    ids = (list(_owners(scene, (target for argument in pair for target in argument.targets))) for pair in pairs)
    return frozenset(
        one for several in ids for one in several
        if any(order[one] < order[other] or _may_hold(scene, natural, one, other) for other in several)
    )  # fmt: skip


def _may_hold(scene: SceneGraph, natural: Mapping[str, float], one: str, other: str) -> bool:
    """Whether the one is larger than the other, as far as that is known before they are laid out."""
    lengths = []
    for id in (one, other):
        stated = (stated_length(scene.object(id), name) for name in ("width", "height", "size"))
        lengths.append([pixels(length, scene, axis % 2) or 0.0 for axis, length in enumerate(stated)])
    (a, b), known = map(max, lengths), all(map(any, lengths))
    return a > b if known else any(map(any, lengths)) or natural[one] > natural[other]


def label_size(scene: SceneGraph) -> float:
    """The size in pixels of ordinary labels: readable at the figure's size, and small enough for many of them."""
    width, height = scene.figure.size
    labelled = sum(max(1, one.count[0]) for one in scene.objects if one.label is not None)
    room = sqrt(width * height / max(1, labelled))
    return float(max(9.0, min(28.0, round(0.0285 * min(width, height), 1), round(CROWDED * room, 1))))


def _extent(one: SceneObject, scene: SceneGraph, holds: bool, natural: float, *, covered: bool) -> Extent:
    width, height, size = stated_length(one, "width"), stated_length(one, "height"), stated_length(one, "size")
    turned = turn(one)
    if one.kind is Kind.TEXT:
        return _text(one, scene, SIZE_WORDS.get(one.attributes.size or "", 1.0), turned)
    aspect, free = _aspect(one, turned)
    if size is not None and width is None and height is None:
        if aspect >= 1:
            width, height = size, size if free and aspect == 1 else None
        else:
            height = size
    if width is not None and height is not None:
        free = True
    entry = one.entry
    stated = width is not None or height is not None
    label = _label(one, scene, width, height, aspect, free, holds and not stated, covered)
    across, down = pixels(width, scene, 0), pixels(height, scene, 1)
    if not free:  # what one side states, both follow
        across, down = across or (down and down * aspect), down or (across and across / aspect)
    least = (_least(across), _least(down))
    if one.kind is Kind.PICTURE and one.is_backdrop:  # a strip is no garden
        across, down = (side / BACKDROP for side in scene.figure.size)
        least = (least[0] if width else max(least[0], even(across)), least[1] if height else max(least[1], even(down)))
    if label is not None and label.inside and label.room is not None:
        left, top, right, bottom = label.room
        least = (even(label.width / 12 / (right - left)), even(label.height / 12 / (bottom - top)))
    elif label is not None and label.inside and one.kind is not Kind.GROUP:
        least = (even(TITLE_ROOM[0] * label.width / 12), even(TITLE_ROOM[1] * label.height / 12))
    if label is not None and label.inside and not free:  # the proportions are kept, so the larger need decides
        least = (max(least[0], even(least[1] / 12 * aspect)), max(least[1], even(least[0] / 12 / aspect)))
    return Extent(
        aspect, free, natural, least, None, width, height, turned,
        entry.face if entry is not None else None, entry.hollow if entry is not None else None,
        entry.head if entry is not None else None, entry.worn if entry is not None else None,
        entry.shade if entry is not None else None, entry is not None and entry.is_open,
        entry.seat if entry is not None else None, label,
    )  # fmt: skip


_LEAST = even(LEAST)


def _least(stated: float | None) -> int:
    """The least width or height; what is stated, in pixels, may be thinner: a line, an axis."""
    return _LEAST if stated is None or stated >= LEAST else even(stated)


def _aspect(one: SceneObject, rotation: int) -> tuple[float, bool]:
    """Width over height of the visible ink, and whether it may change."""
    if one.kind in (Kind.GROUP, Kind.PART):
        return 1.0, True
    if one.kind is Kind.PICTURE and one.entry is None:
        return 1.4, False  # a labelled placeholder
    if one.kind is Kind.PICTURE and one.is_backdrop:
        return 1.5, True
    shape = SHAPES.get(one.meaning) if one.kind is not Kind.PICTURE else None
    if shape is not None and shape.free and "rotate" not in one.properties:  # so that one turned is as wide as another
        return shape.aspect, True
    noun = one.entry or one.noun
    return pictures.aspect(noun, tinted=one.attributes.color is not None, rotation=rotation), False


def _text(one: SceneObject, scene: SceneGraph, factor: float, rotation: int) -> Extent:
    """A ``text`` object: its ink decides its box. One that is wider than the figure is broken into lines."""
    size = font_size(one, 1.5 * label_size(scene) * factor)
    wrap = pixels(stated_length(one, "width"), scene, 0)
    block = typeset(one.label or one.noun, size, bold=is_bold(one), max_width=wrap)
    if wrap is None and not scene.figure.fitted:
        room = scene.figure.size[1 if rotation in (90, 270) else 0]
        if block.width > room - 2 * (scene.figure.margin or TEXT_MARGIN * min(scene.figure.size)):
            wrap = TEXT_LINE * room
            block = typeset(one.label or one.noun, size, bold=is_bold(one), max_width=wrap)
    exact = (even(block.width), even(block.height))
    if rotation in (90, 270):
        exact = (exact[1], exact[0])
    label = LabelExtent(one.label or one.noun, exact[0], exact[1], size, wrap, is_bold(one), True, (0, 0, 1, 1))
    return Extent(exact[0] / exact[1], False, 1.0, exact, exact, rotation=rotation, label=label)


def _label(
    one: SceneObject, scene: SceneGraph, width: Length | None, height: Length | None, aspect: float, free: bool,
    holds: bool, covered: bool,
) -> LabelExtent | None:  # fmt: skip
    """The label beside or inside the object; an unknown noun's placeholder shows its noun. What holds others has
    it where they do not cover it: a box as its title, anything else beside it, as has what another is drawn over."""
    placeholder = one.kind is Kind.PICTURE and one.entry is None
    text = one.label or one.caption or (one.noun if placeholder else None)
    if text is None or (one.kind is Kind.PART and not text):
        return None
    size = font_size(one, label_size(scene))
    bold = is_bold(one)
    shape_room = SHAPES[one.meaning].label_room if one.kind is Kind.SHAPE else None
    written = one.entry.writing if one.entry is not None and one.caption is None else None
    room = (0.08, 0.1, 0.92, 0.9) if placeholder else written or shape_room
    if written is not None and not holds:
        size *= LARGE
    if one.kind is Kind.GROUP:
        block = typeset(text, size, bold=True)
        return LabelExtent(text, even(block.width), even(block.height), size, None, True, True, None)
    inside = room is not None and one.caption is None and not (covered and one.label)
    if inside and holds:
        titled = placeholder or one.meaning in BOXES
        wrap = None if titled else LINE * size
        block = typeset(text, size, bold=bold, max_width=wrap)
        return LabelExtent(text, even(block.width), even(block.height), size, wrap, bold, titled, None)
    if width is None and height is None and stated_length(one, "font") is None:
        each = room_for_each(one, scene)
        if inside and room is not None:
            needed = in_a_room(room, None if free else aspect)
            block, size, limit = fitted(text, size, bold, LINE, needed, each)
            inside = all(need <= CRAMPED * have for need, have in zip(needed(block), each, strict=True))
        if not inside:
            block, size, limit = fitted(text, label_size(scene), bold, LINE, beside, each)
    else:
        stated = pixels(width, scene, 0), pixels(height, scene, 1)
        block, limit, inside = _in_stated(text, size, bold, room if inside else None, stated, aspect)
    return LabelExtent(text, even(block.width), even(block.height), size, limit, bold, inside, room if inside else None)


def _in_stated(
    text: str, size: float, bold: bool, room: Fractions | None, stated: tuple[float | None, float | None], aspect: float
) -> tuple[Typeset, float, bool]:
    """A label for what has a stated width or height in pixels, or letters of a stated size: as it is set, where its
    lines end, and whether it is inside. What is too small for its text has it outside, never through the edge."""
    limit = LINE * size
    if room is not None:
        wide, tall = stated
        given = wide if wide is not None else tall * aspect if tall is not None else None
        if given is not None:
            limit = given * (room[2] - room[0])
        block = typeset(text, size, bold=bold, max_width=limit)
        high = tall if tall is not None else wide / aspect if wide is not None else None
        if block.width <= limit + 0.01 and (high is None or block.height <= high * (room[3] - room[1])):
            return block, limit, True
        limit = LINE * size
    return typeset(text, size, bold=bold, max_width=limit), limit, False
