"""How large the nodes of a diagram are: as large as their text asks, in the shape that holds it."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot

from sgc.graph.nodes import RECORD
from sgc.graph.ordered.making import NAME
from sgc.graph.scene import Kind, SceneGraph, SceneObject
from sgc.graph.vocabulary import Fractions
from sgc.measure import pictures
from sgc.measure.extents import Extent, LabelExtent, even
from sgc.measure.rows import record_extent
from sgc.measure.shapes import INNER, SHAPES
from sgc.measure.stated import font_size, is_bold, pixels, stated_length, turn
from sgc.measure.text import typeset

#: Sizes of letters in pixels: in nodes, in the titles of groups, at links, and of ``text`` nodes.
FONT, TITLE_FONT, LINK_FONT, TEXT_FONT = 14.0, 14.0, 12.0, 16.0
#: Texts of nodes and of links are wrapped at so many em; those that the author broke into lines, at so many times that.
NODE_WRAP, LINK_WRAP, BROKEN_WRAP = 13.0, 12.0, 1.5
#: Shapes that are as wide as they are high.
REGULAR = ("circle", "square", "double circle")
#: An ellipse is at least so wide, as a share of its height.
ROUND = 1.3
#: The longer side of a picture, and of a shape that holds no text, in pixels.
PICTURE, BARE = 46.0, 30.0
#: Points of state machines: how large they are across and along the direction of links, in pixels.
MARKS: Mapping[str, tuple[float, float]] = {"start dot": (18.0, 18.0), "end dot": (22.0, 22.0), "bar": (84.0, 7.0)}
#: No node with a text is smaller than this, in pixels.
LEAST_WIDTH, LEAST_HEIGHT = 60.0, 40.0
#: So far before a text that stands by itself the lines of links end, lest they touch its letters, in pixels.
OFF_LETTERS = 4.0
#: Where the text of a shape is that has no room of its own for it, and the room around the text in pixels.
ROOM, PADDING = (0.2, 0.25, 0.8, 0.75), 4.0


def node_extents(scene: SceneGraph, scale: float) -> Mapping[str, Extent]:
    """The extent of every object of a diagram, by its id; ``scale`` is that of letters and of the room around them."""
    return {one.id: _extent(one, scene, scale, is_link_label=one.derived) for one in scene.objects}


def _extent(one: SceneObject, scene: SceneGraph, scale: float, *, is_link_label: bool) -> Extent:
    """The exact size of a node (a group has none: its box follows from what is in it), and its label's room."""
    if one.kind in (Kind.GROUP, Kind.PART, Kind.MARK):
        return Extent(1.0, True, 1.0, (even(6), even(6)), label=_title(one, scale))
    if one.kind is Kind.TEXT:
        font, wrap = (LINK_FONT, LINK_WRAP) if is_link_label else (TEXT_FONT, 2 * NODE_WRAP)
        if one.noun == NAME:
            wrap = 2 * NODE_WRAP
        elif is_link_label:
            wrap = _wrap(one.label or "", wrap)
        return _text(one, scale, font, wrap)
    width, height = (_stated(one, name, scene, axis) for axis, name in enumerate(("width", "height")))
    longer = _stated(one, "size", scene, 0)
    if one.kind is Kind.SHAPE and one.concept == RECORD:
        return record_extent(one, font_size(one, FONT * scale), width, height)
    if one.kind is Kind.SHAPE and one.meaning in MARKS:
        return _mark(one.meaning, scene.figure.direction, scale, width, height, longer)
    if one.kind is Kind.SHAPE and one.label is not None:
        found = _shape(one, scale, width, height, longer)
        if found is not None:
            return found
    return _bare(one, scale, width, height, longer)


#: A diamond is so much wider than high, where its text allows.
FLAT = 1.5


def _shape(
    one: SceneObject, scale: float, width: float | None, height: float | None, longer: float | None
) -> Extent | None:
    """A shape around its text; None where a stated size leaves no room for it."""
    shape = one.meaning
    size = font_size(one, FONT * scale)
    bold = is_bold(one)
    row = SHAPES[shape]
    room, across, down = row.node_room or (row.label_room or ROOM, PADDING, PADDING)
    across, down = across * scale, down * scale
    wide = width if width is not None else longer
    text = one.label or ""
    limit = size * (_wrap(text, NODE_WRAP) if _share(shape, room) == 1.0 else NODE_WRAP)
    if wide is not None:
        limit = max(1.0, wide * _share(shape, room) - 2 * min(across, 6))
    block = typeset(text, size, bold=bold, max_width=limit)
    needed = _around(shape, room, block.width + 2 * across, block.height + 2 * down, scale)
    if longer is not None:
        width, height = (longer, longer * needed[1] / needed[0]) if needed[0] >= needed[1] else (
            longer * needed[0] / needed[1], longer)  # fmt: skip
    bare = _around(shape, room, block.width + 4, block.height, 0.0)
    final = width if width is not None else needed[0], height if height is not None else needed[1]
    if final[0] < bare[0] or final[1] < bare[1]:
        return None
    if shape in REGULAR:
        final = (max(final), max(final))
    elif shape == "ellipse" and width is None and height is None:  # one that stands on end looks like a mistake
        final = (max(final[0], ROUND * final[1]), final[1])
    exact = even(final[0]), even(final[1])
    label = LabelExtent(text, even(block.width), even(block.height), size, limit, bold, True, room)
    return Extent(exact[0] / exact[1], False, 1.0, exact, exact, label=label)


def _wrap(text: str, usual: float) -> float:
    """At how many em a text is wrapped: lines that the author ended stay whole for longer."""
    return usual * (BROKEN_WRAP if "\n" in text else 1.0)


def _mark(
    mark: str, direction: str, scale: float, width: float | None, height: float | None, longer: float | None
) -> Extent:
    """A point of a state machine; a bar lies across the direction of links."""
    across, along = MARKS[mark]
    if direction in ("left", "right"):
        across, along = along, across
    share = longer / max(across, along) if longer is not None else scale
    exact = even(width or share * across), even(height or share * along)
    return Extent(exact[0] / exact[1], False, 1.0, exact, exact)


def _share(shape: str, room: Fractions) -> float:
    """The part of a shape's width that one line of text may take."""
    return {"circle": 0.8, "double circle": 0.72, "ellipse": 0.72, "diamond": 0.6}.get(shape, room[2] - room[0])


def _around(shape: str, room: Fractions, width: float, height: float, scale: float) -> tuple[float, float]:
    """The shape's width and height so that a text with such room fits."""
    if shape in ("circle", "double circle"):
        side = hypot(width, height) * (1.0 if shape == "circle" else 1 / INNER)
        return max(side, LEAST_HEIGHT * scale), max(side, LEAST_HEIGHT * scale)
    if shape == "ellipse":
        return 1.3 * width, 1.55 * height
    if shape == "diamond":  # the corners of the text lie on its edges, at such parts of its width and height
        across = min(2 / 3, max(1 / 2, 1 / (1 + FLAT * height / max(1.0, width))))
        return width / across, height / (1 - across)
    full = width / (room[2] - room[0]), height / (room[3] - room[1])
    if shape == "square":
        side = max(*full, LEAST_WIDTH * scale)
        return side, side
    return max(full[0], LEAST_WIDTH * scale), max(full[1], LEAST_HEIGHT * scale)


def _bare(one: SceneObject, scale: float, width: float | None, height: float | None, longer: float | None) -> Extent:
    """A picture, or a shape without a text in it; a label stands below."""
    placeholder = one.kind is Kind.PICTURE and one.entry is None
    if placeholder:
        plain = _shape_like_placeholder(one, scale, width, height)
        if plain is not None:
            return plain
    aspect = _aspect(one)
    longest = longer if longer is not None else scale * (BARE if one.kind is Kind.SHAPE else PICTURE)
    size = (longest, longest / aspect) if aspect >= 1 else (longest * aspect, longest)
    if width is not None or height is not None:
        size = (width if width is not None else (height or 0.0) * aspect,
                height if height is not None else (width or 0.0) / aspect)  # fmt: skip
    exact = even(size[0]), even(size[1])
    text = one.label or one.caption or (one.noun if placeholder else None)
    label = None
    if text is not None:
        font = font_size(one, FONT * scale)
        bold = is_bold(one)
        block = typeset(text, font, bold=bold, max_width=NODE_WRAP * font)
        label = LabelExtent(text, even(block.width), even(block.height), font, NODE_WRAP * font, bold, False, None)
    return Extent(exact[0] / exact[1], False, 1.0, exact, exact, rotation=turn(one), label=label)


def _shape_like_placeholder(one: SceneObject, scale: float, width: float | None, height: float | None) -> Extent | None:
    """The frame that stands for a noun of which there is no picture, around its text."""
    font = font_size(one, FONT * scale)
    text = one.label or one.noun
    block = typeset(text, font, max_width=NODE_WRAP * font)
    least = block.width + 36 * scale, block.height + 24 * scale
    exact = even(width or max(least[0], LEAST_WIDTH * scale)), even(height or max(least[1], LEAST_HEIGHT * scale))
    if exact[0] < even(block.width) or exact[1] < even(block.height):
        return None
    label = LabelExtent(
        text, even(block.width), even(block.height), font, NODE_WRAP * font, False, True, (0.0, 0.0, 1.0, 1.0)
    )
    return Extent(exact[0] / exact[1], False, 1.0, exact, exact, label=label)


def _title(one: SceneObject, scale: float) -> LabelExtent | None:
    if not one.label or one.kind in (Kind.PART, Kind.MARK):
        return None
    size = font_size(one, TITLE_FONT * scale)
    block = typeset(one.label, size, bold=True)
    return LabelExtent(one.label, even(block.width), even(block.height), size, None, True, True, None)


def _text(one: SceneObject, scale: float, font: float, wrap: float) -> Extent:
    size = font_size(one, font * scale)
    bold = is_bold(one)
    block = typeset(one.label or one.noun, size, bold=bold, max_width=wrap * size)
    exact = even(block.width), even(block.height)
    label = LabelExtent(one.label or one.noun, exact[0], exact[1], size, wrap * size, bold, True, (0.0, 0.0, 1.0, 1.0))
    return Extent(exact[0] / exact[1], False, 1.0, exact, exact, label=label)


def _aspect(one: SceneObject) -> float:
    """Width over height of a picture or a bare shape."""
    shape = SHAPES.get(one.meaning) if one.kind is Kind.SHAPE else None
    if shape is not None:
        return shape.aspect
    if one.kind is Kind.IMAGE or one.entry is None or one.is_backdrop:
        return 4 / 3
    return pictures.aspect(one.entry, tinted=one.attributes.color is not None)


def _stated(one: SceneObject, name: str, scene: SceneGraph, axis: int) -> float | None:
    """A stated length in pixels."""
    return pixels(stated_length(one, name), scene, axis)
