"""From objects in drawing order to primitives: every box is filled exactly with visible ink."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path as FilePath

from sgc.drawing import shades
from sgc.drawing.appearance import Look, edge_color, looks, varied
from sgc.drawing.backdrops import air, backdrop, tones_of
from sgc.drawing.geometry import drawn
from sgc.drawing.ground import Ground, inner, inset
from sgc.drawing.images import image_png
from sgc.drawing.labels import Pixels, pixels, set_label, text_at
from sgc.drawing.links import drawn_link
from sgc.drawing.marks import Marking, drawn_mark
from sgc.drawing.pictured import pictured
from sgc.drawing.primitives import Drawing, Ellipse, Group, Image, Paint, Path, Pattern, Primitive, Rectangle, Stroke
from sgc.drawing.violations import violation_marks
from sgc.drawing.wording import description, title_of
from sgc.graph.box import UNITS
from sgc.graph.colors import contrast
from sgc.graph.nodes import RECORD, RULED
from sgc.graph.ordered import completed
from sgc.graph.scene import Kind, Link, SceneGraph, SceneObject
from sgc.layout.types import Layout, PlacedLabel, PlacedObject, PlacedRoute
from sgc.measure.affine import onto, rotated
from sgc.measure.basic_shapes import rectangle
from sgc.measure.motifs import bar
from sgc.measure.paths import Commands, bounds, union
from sgc.measure.pictures import TWEMOJI
from sgc.measure.shapes import SHAPES, corner_radius, shape_outline
from sgc.measure.text import Typeset, colored_layers
from sgc.measure.themes import theme_named

#: The part of a box that an outline surely covers, for shapes that do not fill theirs.
SOLID = {"rectangle": 1.0, "square": 1.0, "rounded": 0.9, "circle": 0.7, "ellipse": 0.7, "hexagon": 0.7}
#: The width of the outlines of a diagram, in pixels.
NODE_STROKE = 1.1
#: By how much the fill of a container in another one is darker, or lighter where fills are dark.
NESTED = 0.035
#: How much darker (OKLCh lightness) the band of a table's title is than its rows.
BAND = -0.09
#: Letters of a stated colour get a plate under them where their contrast (WCAG's) with what is there is less.
UNREADABLE = 1.8
#: Pixels of an embedded image for one of the canvas, at most: enough for print.
IMAGE_DENSITY = 3


class Composition:
    """The drawing of one layout in the making: what was drawn so far decides what is seen on it."""

    def __init__(self, scene: SceneGraph, layout: Layout, root: FilePath | None) -> None:
        scene = completed(scene)
        self.scene, self.layout = scene, layout
        self.theme = theme_named(scene.figure.theme)
        self.root = root
        self.objects = {one.id: one for one in scene.objects}
        self.looks = looks(scene, self.theme)
        background = scene.figure.background or air(scene, self.theme)
        self.background = background[:7] if shades.opacity_of(background) else self.theme.background
        self.ground = Ground(self.background)
        self.stroke_width = NODE_STROKE if scene.figure.kind == "diagram" else max(
            1.0, self.theme.stroke * min(layout.size))  # fmt: skip
        self.boxes = {placed.id: pixels(placed.box) for placed in layout.objects}
        self.own_colors: dict[str, tuple[str, ...]] = {}
        self.credits: dict[str, None] = {}

    def drawing(self) -> Drawing:
        children = [group for placed in self.layout.objects if (group := self._object(placed))]
        links = {link.id: link for link in self.scene.links}
        children += [self._link(links[one.id], one) for one in self.layout.routes]
        if self.layout.title is not None:
            children.append(Group(tuple(self._label(self.layout.title)), None, ("title",)))
        children += violation_marks(self.scene, self.layout, self.boxes, self.theme)
        width, height = self.layout.size
        return Drawing(
            width, height, self.background, tuple(children), self.scene.figure.title,
            description(self.scene, self.layout), tuple(self.credits),
        )  # fmt: skip

    def _link(self, link: Link, route: PlacedRoute) -> Group:
        """A link, and the texts at its ends."""
        group = drawn_link(link, route, self.theme, self.background)
        texts = [part for label in route.texts if label is not None for part in self._label(label)]
        return replace(group, children=(*group.children, *texts))

    # ------------------------------------------------------------ one object

    def _object(self, placed: PlacedObject) -> Group | None:
        one = self.objects[placed.object]
        box = self.boxes[placed.id]
        children = tuple(self._ink(one, placed, box))
        if placed.label is not None and one.kind is not Kind.TEXT:
            own = self.own_colors.get(placed.id) if placed.label.inside else None
            children += tuple(self._label(placed.label, own, self.looks[one.id].ink))
        if not children:
            return None
        words = (one.noun if one.kind is not Kind.GROUP else "group", one.attributes.color)
        classes = (*(word for word in words if word), *one.classes)
        return Group(children, placed.id, classes, "img", title_of(one, *self._number(placed)))

    def _cover(self, placed: PlacedObject, colors: tuple[str, ...], box: Pixels, solid: Pixels | None) -> None:
        """Remember what was drawn; ``solid`` is the part of the box that now shows nothing else."""
        self.ground.cover(box, colors, solid)
        if solid is not None:
            self.own_colors[placed.id] = colors

    def _number(self, placed: PlacedObject) -> tuple[int, int]:
        """Which of how many members of its declaration it is."""
        count = self.layout.counts.get(placed.object, 1)
        members = self.objects[placed.object].members(count)
        return (members.index(placed.id) + 1 if placed.id in members else 1), count

    def _ink(self, one: SceneObject, placed: PlacedObject, box: Pixels) -> Iterator[Primitive]:
        look = varied(self.looks[one.id], one, self._number(placed)[0])
        match one.kind:
            case Kind.PART:
                return
            case Kind.MARK:
                yield from drawn_mark(Marking(one, box, self.boxes, self.theme))
            case Kind.GROUP:
                yield from self._frame(one, placed, look, box)
            case Kind.TEXT:
                yield from self._written(placed, look, box)
            case Kind.IMAGE:
                yield from self._image(one, placed, look, box)
            case Kind.SHAPE:
                yield from self._shape(one, placed, look, box)
            case Kind.PICTURE if one.entry is None:
                yield from self._placeholder(placed, look, box)
            case Kind.PICTURE if one.is_backdrop:
                yield from self._backdrop(one, placed, look, box)
            case Kind.PICTURE:
                yield from self._picture(one, placed, look, box)

    # ------------------------------------------------------------ shapes

    def _shape(self, one: SceneObject, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        width, height = box[2] - box[0], box[3] - box[1]
        shape = one.meaning
        under = self.ground.under(box)
        stroke = self._stroke(look, under, min(width, height))
        center = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        fill = look.paint(self.theme, center, min(width, height))
        paint = Paint(fill, stroke, look.opacity)
        inside = inset(box, stroke.width / 2) if stroke else box
        turn = placed.rotation % 360
        if shape in ("circle", "ellipse") and (turn % 90 == 0 or shape == "circle"):
            rx, ry = (inside[2] - inside[0]) / 2, (inside[3] - inside[1]) / 2
            yield Ellipse(round(center[0], 3), round(center[1], 3), round(rx, 3), round(ry, 3), paint)
        elif shape in ("square", "rectangle") and turn % 90 == 0:
            yield self._rectangle(inside, paint)
        elif shape == "line" and look.breaks and turn % 90 == 0:  # it is the line that is broken, and no outline of it
            yield Path(_shape_outline(shape, turn, box, look.breaks), Paint(fill, None, look.opacity))
        else:
            yield Path(_shape_outline(shape, turn, inside), paint)
        share = SOLID.get(shape, 0.5) if turn % 90 == 0 else 0.5
        solid = inner(box, share) if look.opacity == 1 and fill is not None else None
        self._cover(placed, _colors(fill), box, solid)
        if shape == RECORD:
            yield from self._rows(one, placed, look, inside, stroke)

    def _rows(
        self, one: SceneObject, placed: PlacedObject, look: Look, inside: Pixels, stroke: Stroke | None
    ) -> Iterator[Primitive]:
        """What is in a table or class: the band of its title, rules, and the texts of its rows."""
        if not placed.rows:
            return
        left, top, right, _ = inside
        head = placed.rows[0].box[1] / UNITS if one.noun in RULED else self._below_title(placed)
        tone = look.fill or self.background
        usual = None if look.stated else self.theme.nodes.get("record title")
        band = usual or shades.lighter(tone, BAND if shades.to_lch(tone)[0] > 0.6 else -BAND)
        band = tone if self.theme.monochrome else band
        yield self._rectangle((left, top, right, head), Paint(band, opacity=look.opacity))
        strong, faint = (stroke.width, stroke.width * 0.6) if stroke is not None else (1.0, 0.6)
        rules = [(head, strong)]
        for before, row in pairwise(placed.rows):
            if not row.cells:
                rules.append((row.box[1] / UNITS, strong))
            elif one.noun in RULED and before.cells:
                rules.append((row.box[1] / UNITS, faint))
        color = stroke.color if stroke is not None else self.theme.faint
        outline: Commands = tuple(
            command for y, width in rules for command in rectangle(left, y - width / 2, right, y + width / 2)
        )
        yield Path(outline, Paint(color, opacity=look.opacity))
        for row in placed.rows:
            for cell in row.cells:
                yield from self._label(cell, _colors(tone), look.ink)

    @staticmethod
    def _below_title(placed: PlacedObject) -> float:
        """Where the band of a class's title ends: as far below the title as its upper edge is above it."""
        label = placed.label
        if label is None:
            return placed.rows[0].box[1] / UNITS
        return (label.box[1] + label.box[3] - placed.box[1]) / UNITS

    def _stroke(self, look: Look, under: tuple[str, ...], extent: float) -> Stroke | None:
        """The outline of a shape: thinner on small shapes, and of a seen colour where the fill is not."""
        width = round(min(self.stroke_width, max(0.6, extent * 0.05)), 2)
        if look.stroke == "" and not self.theme.monochrome:
            return None
        if look.stroke is not None and not self.theme.monochrome:
            return look.outline(Stroke(look.stroke, round(min(width * 1.4, extent / 4), 2)))
        if not look.fill:
            color = shades.most_readable((self.theme.ink, self.theme.paper), under)
        else:
            color = self.theme.ink if self.theme.monochrome else edge_color(look.fill, under)
        return look.outline(Stroke(color, width))

    def _rectangle(self, box: Pixels, paint: Paint, radius: float = 0.0) -> Rectangle:
        left, top, right, bottom = box
        return Rectangle(
            round(left, 3), round(top, 3), round(right - left, 3), round(bottom - top, 3), paint, round(radius, 2)
        )

    # ------------------------------------------------------------ pictures

    def _picture(self, one: SceneObject, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        under = self.ground.under(box)
        width = round(min(0.7 * self.stroke_width, 0.04 * min(box[2] - box[0], box[3] - box[1])), 2)
        found = pictured(one, placed.rotation, look, self.theme, box, under, width)
        if found is None:
            yield from self._placeholder(placed, look, box)
            return
        yield from found.primitives
        self._cover(placed, found.colors, box, None)
        if placed.label is not None and placed.label.inside:
            left, top, right, bottom = pixels(placed.label.box)
            self.own_colors[placed.id] = found.written_on((left + right) / 2, (top + bottom) / 2)
        if found.attribution is not None:
            self.credits[found.attribution] = None

    # ------------------------------------------------------------ frames, placeholders, grounds

    def _frame(self, one: SceneObject, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        """A container is seen when it has a title, a fill or an outline of its own."""
        if look.fill is None and not look.stroke and one.label is None and not look.breaks:
            return
        under = self.ground.under(box)
        fill = look.fill or None
        if look.fill is None or self.theme.monochrome:
            fill = self._group_fill(under)
        edge = look.stroke or (
            self.theme.faint if look.fill is None else edge_color(look.fill or self.theme.group, under)
        )
        stroke = look.outline(Stroke(edge, round(min(self.stroke_width, 1.5), 2))) if look.stroke != "" else None
        radius = corner_radius(box[2] - box[0], box[3] - box[1])
        edge_inset = inset(box, stroke.width / 2) if stroke else box
        yield self._rectangle(edge_inset, Paint(fill, stroke, look.opacity), radius)
        self._cover(placed, _colors(fill), box, box if look.opacity == 1 else None)

    def _group_fill(self, under: Iterable[str]) -> str:
        """A container's fill, which is another one in a container of that fill."""
        fill, under = self.theme.group, set(under)
        while fill in under and not self.theme.monochrome:
            fill = shades.lighter(fill, NESTED if shades.to_lch(fill)[0] < 0.5 else -NESTED)
        return fill

    def _placeholder(self, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        """A noun that nobody drew yet: its word in a soft dashed box."""
        width = round(min(self.stroke_width, 1.5), 2)
        center = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        extent = min(box[2] - box[0], box[3] - box[1])
        fill = look.paint(self.theme, center, extent) if look.fill else self.theme.group
        under = self.ground.under(box)
        own = edge_color(look.fill, under, strong=True) if look.fill else self.theme.faint
        edge = self.theme.ink if self.theme.monochrome else look.stroke or own
        paint = Paint(fill, Stroke(edge, width, (4 * width, 3 * width)), look.opacity)
        yield self._rectangle(inset(box, width / 2), paint, min(10.0, extent / 6))
        self._cover(placed, _colors(fill), box, inner(box, 0.9) if look.opacity == 1 else None)

    def _backdrop(self, one: SceneObject, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        tone, second, motif = tones_of(one.meaning, look.fill, self.theme)
        yield from backdrop(box, tone, second, motif, look.opacity)
        self._cover(placed, (tone, second), box, box if look.opacity == 1 else None)

    # ------------------------------------------------------------ texts and images

    def _written(self, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        """A text object: its words are its ink."""
        label = placed.label
        if label is None:
            return
        stated = look.fill if look.stated and not self.theme.monochrome else None
        own = None if self.theme.monochrome else look.ink
        color = own or stated or self._text_color(self.ground.under(box))
        turn = placed.rotation % 360
        block = self._set(label)
        if turn == 0:
            yield text_at(block, box, color, self.theme.monochrome)
            return
        level = text_at(block, (0, 0, block.width, block.height), color, self.theme.monochrome)
        parts = [Path(rotated(level.outline, turn), Paint(color)), *(
            Path(rotated(part.commands, turn), part.paint) for part in level.colored
        )]  # fmt: skip
        found = union(bounds(part.commands) for part in parts)
        if found is None:
            return
        move = onto(found, _centered(found, box))
        for part in parts:
            if part.commands:
                yield Path(drawn(part.commands, move), part.paint)

    def _text_color(self, under: tuple[str, ...]) -> str:
        return shades.most_readable((self.theme.ink, self.theme.paper), under)

    def _label(
        self, label: PlacedLabel, own: tuple[str, ...] | None = None, ink: str | None = None
    ) -> Iterator[Primitive]:
        """The label in its room, on a plate of its own where it could not be read on all that is under it.
        ``own`` are the colours of the object that it stands in, ``ink`` is the stated colour of its letters."""
        box = pixels(label.box)
        under = own or self.ground.under(box)
        stated = None if self.theme.monochrome else ink
        color = stated or self._text_color(under)
        if min(contrast(color, other) for other in under) < (UNREADABLE if stated else 3):
            plain = self.theme.background if stated is None else self._text_color((stated,))
            color = stated or self._text_color((plain,))
            plate = inset(box, -0.2 * label.font_size)
            yield self._rectangle(
                plate, Paint(plain, opacity=1 if self.theme.monochrome else 0.88), 0.3 * label.font_size
            )
        yield text_at(self._set(label), box, color, self.theme.monochrome)

    def _set(self, label: PlacedLabel) -> Typeset:
        """The label as it was measured; its emoji are pictures, whose makers are named."""
        block = set_label(label)
        if colored_layers(block):
            self.credits[str(TWEMOJI)] = None
        return block

    def _image(self, one: SceneObject, placed: PlacedObject, look: Look, box: Pixels) -> Iterator[Primitive]:
        name = one.properties.get("image")
        if not isinstance(name, str):
            yield from self._placeholder(placed, look, box)
            return
        width, height = box[2] - box[0], box[3] - box[1]
        png = image_png(self._root(one), name, width / height, round(width * IMAGE_DENSITY), one.span)
        left, top = round(box[0], 3), round(box[1], 3)
        yield Image(left, top, round(width, 3), round(height, 3), png, title_of(one, *self._number(placed)))
        self._cover(placed, ("#808080",), box, None)

    def _root(self, one: SceneObject) -> FilePath:
        if self.root is not None:
            return self.root
        path = one.span.source.path
        return path.parent if path else FilePath()


def _shape_outline(noun: str, turn: int, box: Pixels, breaks: tuple[float, ...] = ()) -> Commands:
    """A basic shape whose tight bounds are the box once it is turned clockwise by ``turn`` degrees; ``breaks`` are the
    lengths of dashes and gaps along it, in its heights."""
    width, height = box[2] - box[0], box[3] - box[1]
    if turn % 180 == 90:
        outline = shape_outline(noun, height, width)
    elif turn % 180 == 0:
        outline = shape_outline(noun, width, height)
    else:
        outline = shape_outline(noun, SHAPES[noun].aspect, 1.0)
    outline = rotated(_dashes(outline, breaks) if breaks else outline, turn)
    found = bounds(outline)
    return drawn(outline, onto(found, box)) if found else ()


def _dashes(outline: Commands, breaks: tuple[float, ...]) -> Commands:
    """A bar as equal dashes along it, of which the first begins and the last ends it."""
    left, top, right, bottom = bounds(outline) or (0.0, 0.0, 1.0, 1.0)
    dash, gap = ((bottom - top) * max(1.0, length) for length in breaks)
    number = max(2, round((right - left + gap) / (dash + gap)))
    scale = (right - left) / (number * dash + (number - 1) * gap)
    starts = (left + scale * index * (dash + gap) for index in range(number))
    return tuple(command for x in starts for command in bar(x, top, x + scale * dash, bottom))


def _centered(ink: Pixels, box: Pixels) -> Pixels:
    """The ink's own size about the middle of the box."""
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    dx, dy = (ink[2] - ink[0]) / 2, (ink[3] - ink[1]) / 2
    return cx - dx, cy - dy, cx + dx, cy + dy


def _colors(fill: str | Pattern | None) -> tuple[str, ...]:
    if isinstance(fill, Pattern):
        return fill.background, fill.foreground
    return (fill,) if fill else ()
