"""Training pictures: an endless, seeded stream of things on grounds, put together in milliseconds.

The truth that goes with each picture is what a detector has to find: the tight box of each thing as it would be were
nothing in front of it, how much of it is seen, and where there is lettering.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sgc.graph.colors import color_names, color_value, rgb
from sgc.measure.motifs import MOTIFS, tile_marks
from sgc.training.grounds import any_color, ground, worn
from sgc.training.sprites import Array, Classes, Sprite, fonts, sprite, stored_sprites
from sgc.verify.boxes import area, meeting
from sgc.verify.renders.glyphs import pixels, surface, trace
from sgc.verify.types import Pixels

#: The smallest thing, in pixels of its longer side.
SMALLEST = 14
#: What is seen less of than this is not asked for.
SEEN = 0.3
#: The side of a pattern's tile when it is painted, in pixels.
TILE = 64


@dataclass(frozen=True, slots=True)
class Thing:
    """``kind`` is its class's number; ``visible`` the share of its ink that is seen; ``degrees`` its clockwise turn."""

    kind: int
    box: Pixels
    visible: float
    degrees: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """``pixels`` are rows of red, green and blue bytes; ``texts`` are the boxes of lines of lettering."""

    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    things: tuple[Thing, ...]
    texts: tuple[Pixels, ...]


class Painter:
    """Makes scenes of the given classes; the same random numbers make the same scene."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self._sprites = [() if one.free else stored_sprites(one) for one in classes.glyphs]
        self._fonts = fonts()
        self._words = sorted({noun for one in classes.glyphs for noun in one.nouns})
        self._colors = tuple(v[:7] for name in color_names() if (v := color_value(name)) is not None)

    @cached_property
    def _shape_kinds(self) -> list[int]:
        return [i for i, one in enumerate(self.classes.glyphs) if one.name.startswith(("shape", "frame"))]

    def scene(self, random: Generator, width: int, height: int) -> Scene:
        return _Sheet(self, random, width, height).finished()

    def patch(self, random: Generator) -> Scene:
        """A small scene about one thing, which is the largest, and what may be around it."""
        side = random.uniform(18, 92)
        extent = round(side * random.uniform(1.5, 2.2))
        return _Sheet(self, random, extent, extent).patch(side)

    # ------------------------------------------------------------ what things are made of

    def kinds(self, random: Generator, count: int) -> list[int]:
        """Which classes: often several of the same, as in scenes that count."""
        palette = [self.kind(random) for _ in range(int(random.integers(1, 6)))]
        mixed = random.random() < 0.5
        return [self.kind(random) if mixed else int(random.choice(palette)) for _ in range(count)]

    def kind(self, random: Generator) -> int:
        chance = random.random()
        if chance < 0.14:
            return int(random.choice(self._shape_kinds))
        if chance < 0.16:
            return self.classes.placeholder
        if chance < 0.82:
            return int(random.integers(self.classes.common))
        return int(random.integers(len(self.classes.glyphs)))

    def aspect(self, random: Generator, kind: int) -> float:
        if kind == self.classes.placeholder:
            return float(random.uniform(0.7, 1.8))
        glyph = self.classes.glyphs[kind]
        return float(np.exp(random.uniform(-1.0, 1.3))) * min(glyph.aspect, 4.0) ** 0.5 if glyph.free else glyph.aspect

    def sprite(self, random: Generator, kind: int, width: int, height: int, degrees: float) -> Sprite:
        """The thing's ink over exactly this many pixels."""
        glyph = self.classes.glyphs[kind]
        if glyph.free:
            level = width / height if degrees % 180 != 90 else height / width
            return sprite(glyph.layers(0, level), width, height, degrees)
        looks = self._sprites[kind]
        look = int(random.integers(len(looks)))
        if degrees or max(width, height) > 1.3 * max(looks[look].alpha.shape):
            return sprite(glyph.looks[look], width, height, degrees)
        return looks[look].resized(width, height)

    def color(self, random: Generator) -> Array:
        if random.random() < 0.5:
            return any_color(random)
        return np.asarray(rgb(str(random.choice(self._colors))), np.float32)

    def words(self, random: Generator) -> str:
        text = " ".join(str(random.choice(self._words)) for _ in range(int(random.choice([1, 1, 1, 2, 3]))))
        return str(random.choice([text, text.capitalize(), text.upper(), text.title(), str(random.integers(1000))]))

    def font(self, random: Generator, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(random.choice(self._fonts)), max(6, round(size)))


class _Sheet:
    """One picture in the making. ``owner`` says which thing each pixel shows, -1 for none."""

    def __init__(self, painter: Painter, random: Generator, width: int, height: int) -> None:
        self.painter, self.random = painter, random
        self.width, self.height = width, height
        self.canvas = np.array(ground(random, width, height), np.float32)
        self.owner = np.full((height, width), -1, np.int32)
        self.things: list[Thing] = []
        self.inked: list[int] = []
        self.texts: list[Pixels] = []

    def patch(self, side: float) -> Scene:
        """One thing of that size, with up to three others beside, under and over it."""
        random = self.random
        others = int(random.choice([0, 0, 1, 2, 3]))
        first = int(random.integers(others + 1))
        main: Pixels | None = None
        for i in range(others + 1):
            kind = self.painter.kind(random)
            degrees = self._degrees(kind)
            width, height = self._extent(kind, side * (1.0 if i == first else random.uniform(0.3, 0.9)), degrees)
            left, top = random.uniform(0, self.width - width), random.uniform(0, self.height - height)
            box = (left, top, left + width, top + height)
            if i == first:
                main = box
            elif main is not None and area(meeting(main, box)) > 0.3 * area(main):
                continue
            self._put(kind, box, degrees)
        return self._scene(0.15)

    def finished(self) -> Scene:
        for kind, box, degrees in self._layout():
            self._put(kind, box, degrees)
        return self._scene(0.35)

    def _scene(self, lettered: float) -> Scene:
        """The scene as it is now, after labels were written with that chance."""
        if self.random.random() < lettered:
            self._write_labels()
        seen = np.bincount(self.owner[self.owner >= 0], minlength=len(self.things))
        things = tuple(
            replace(one, visible=float(seen[i] / max(1, self.inked[i]))) for i, one in enumerate(self.things)
        )
        return Scene(worn(self.random, self.canvas), things, tuple(self.texts))

    # ------------------------------------------------------------ where things are

    def _layout(self) -> Iterator[tuple[int, Pixels, float]]:
        random = self.random
        low, high = ((1, 4), (5, 12), (13, 28), (29, 60))[int(random.choice(4, p=(0.58, 0.28, 0.09, 0.05)))]
        count = min(int(random.integers(low, high + 1)), int(self.width * self.height / (SMALLEST * 2) ** 2))
        kinds = self.painter.kinds(random, count)
        side = (self.width * self.height / count) ** 0.5 * random.uniform(0.35, 0.95)
        if random.random() < 0.3:
            yield from self._rows(kinds, side)
        else:
            yield from self._scattered(kinds, side)

    def _rows(self, kinds: Sequence[int], side: float) -> Iterator[tuple[int, Pixels, float]]:
        """A grid, whose cells may be wider than high."""
        columns = max(1, min(len(kinds), int(self.random.integers(1, int(len(kinds) ** 0.5) + 3))))
        rows = -(-len(kinds) // columns)
        step = min(self.width / columns, self.height / rows)
        x0 = self.random.uniform(0, self.width - step * columns)
        y0 = self.random.uniform(0, self.height - step * rows)
        for i, kind in enumerate(kinds):
            degrees = self._degrees(kind)
            width, height = self._extent(kind, min(side, step * 0.92), degrees)
            if max(width, height) >= SMALLEST and max(width, height) <= step:
                left = x0 + (i % columns + 0.5) * step - width / 2
                top = y0 + (i // columns + 0.5) * step - height / 2
                yield kind, (left, top, left + width, top + height), degrees

    def _scattered(self, kinds: Sequence[int], side: float) -> Iterator[tuple[int, Pixels, float]]:
        """Anywhere, mostly clear of each other; in one picture in three some lie over others."""
        overlap = float(self.random.choice([0.0, 0.15, 0.45]))
        touching = float(self.random.choice([0.0, 0.5]))
        taken: list[Pixels] = []
        for kind in kinds:
            degrees = self._degrees(kind)
            size = max(SMALLEST, side * self.random.uniform(0.5, 1.5))
            for _ in range(12):
                width, height = self._extent(kind, size, degrees)
                size *= 0.93
                if width > self.width - 2 or height > self.height - 2 or max(width, height) < SMALLEST:
                    continue
                left = self.random.uniform(1, self.width - width - 1)
                top = self.random.uniform(1, self.height - height - 1)
                if taken and self.random.random() < touching:
                    left, top = self._beside(taken[int(self.random.integers(len(taken)))], width, height)
                    if min(left, top, self.width - left - width, self.height - top - height) < 0:
                        continue
                box = (left, top, left + width, top + height)
                if all(self._lets(other, box, overlap) for other in taken):
                    taken.append(box)
                    yield kind, box, degrees
                    break

    def _beside(self, other: Pixels, width: float, height: float) -> tuple[float, float]:
        """Where something touches the other: stands on it, or is right beside it."""
        x = self.random.uniform(other[0] - width / 2, other[2] - width / 2)
        y = self.random.uniform(other[1] - height / 2, other[3] - height / 2)
        places = [(x, other[1] - height), (x, other[1] - height), (other[0] - width, y), (other[2], y), (x, other[3])]
        return places[int(self.random.integers(len(places)))]

    def _lets(self, under: Pixels, over: Pixels, overlap: float) -> bool:
        shared = area(meeting(under, over))
        return shared <= overlap * min(area(under), area(over)) or (
            overlap > 0 and shared > 0.98 * area(over) and area(over) < 0.3 * area(under)
        )

    def _degrees(self, kind: int) -> float:
        chance = self.random.random()
        if chance < 0.87 or kind == self.painter.classes.placeholder:
            return 0.0
        if chance < 0.92:
            return float(self.random.choice([45, 90, 135, 180, 270]))
        return float(self.random.uniform(0, 360))

    def _extent(self, kind: int, side: float, degrees: float) -> tuple[float, float]:
        """Width and height, the longer of them ``side``; no thinner than a few pixels."""
        aspect = self.painter.aspect(self.random, kind)
        if degrees and not self.painter.classes.glyphs[kind].free:
            aspect = self.painter.classes.glyphs[kind].turned_aspect(degrees)
        width, height = (side, side / aspect) if aspect >= 1 else (side * aspect, side)
        return max(3.0, width), max(3.0, height)

    # ------------------------------------------------------------ ink

    def _put(self, kind: int, box: Pixels, degrees: float) -> None:
        left, top = round(box[0]), round(box[1])
        right, bottom = min(self.width, round(box[2])), min(self.height, round(box[3]))
        if right - left < 3 or bottom - top < 3 or left < 0 or top < 0:
            return
        if kind == self.painter.classes.placeholder:
            self._placeholder((left, top, right, bottom))
            return
        random = self.random
        ink = self.painter.sprite(random, kind, right - left, bottom - top, degrees)
        tint: Array = self.painter.color(random)
        if random.random() < 0.07:
            tint = self._pattern(tint, right - left, bottom - top)
        color = ink.tinted[..., None] * tint + ink.fixed
        alpha = ink.alpha
        room = self.canvas[top:bottom, left:right]
        is_shape = self.painter.classes.glyphs[kind].name.startswith(("shape", "frame"))
        contrast = _contrast(color, alpha, room)
        if contrast < 0.12 or random.random() < (0.5 if is_shape else 0.06):
            hollow = is_shape and random.random() < 0.12
            color, alpha = self._edged(color.astype(np.float32), alpha, room, hollow)
        if random.random() < 0.06:
            faded = random.uniform(0.4, 0.9)
            color, alpha = color * faded, alpha * faded
        self._lay(kind, (left, top, right, bottom), color, alpha, degrees)

    def _lay(self, kind: int, box: tuple[int, int, int, int], color: Array, alpha: Array, degrees: float) -> None:
        left, top, right, bottom = box
        room = self.canvas[top:bottom, left:right]
        room *= 1 - alpha[..., None]
        room += color
        inked = alpha > 0.3
        self.owner[top:bottom, left:right][inked] = len(self.things)
        self.inked.append(int(inked.sum()))
        self.things.append(Thing(kind, (float(left), float(top), float(right), float(bottom)), 1.0, degrees))

    def _edged(self, color: Array, alpha: Array, room: Array, hollow: bool) -> tuple[Array, Array]:
        """With an outline within the ink's own box; a hollow thing is nothing but its outline."""
        height, width = alpha.shape
        thick = max(1, round(min(width, height) * self.random.uniform(0.01, 0.05)))
        solid = Image.fromarray((np.clip(alpha, 0, 1) * 255).astype(np.uint8))
        small = solid.filter(ImageFilter.MinFilter(2 * thick + 1))
        inner = np.asarray(small, np.float32) / 255
        inner[:thick], inner[-thick:], inner[:, :thick], inner[:, -thick:] = 0, 0, 0, 0
        inner = np.minimum(inner, alpha)
        edge = any_color(self.random) * 0.5 + (0.5 if room.mean() < 0.5 else 0.0)
        line = alpha - inner
        share = np.divide(inner, alpha, out=np.zeros_like(alpha), where=alpha > 0.01)
        body = 0.0 * color if hollow else color * share[..., None]
        edged: Array = (body + line[..., None] * edge).astype(np.float32)
        return edged, line.astype(np.float32) if hollow else alpha

    def _pattern(self, tint: Array, width: int, height: int) -> Array:
        """The tint in two tones, as a motif of fill patterns: one tile, looked up at every pixel."""
        name = str(self.random.choice(list(MOTIFS)))
        side, angle = float(np.clip(min(width, height) / 7, 5, 16)), np.radians(MOTIFS[name].angle)
        y, x = np.mgrid[0:height, 0:width] / side
        u, v = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
        marks = _tile(name)[(v % 1 * TILE).astype(int), (u % 1 * TILE).astype(int), None]
        other = np.clip(tint + (0.22 if tint.mean() < 0.75 else -0.2), 0, 1)
        two_tone: Array = (tint * (1 - marks) + other * marks).astype(np.float32)
        return two_tone

    def _placeholder(self, box: tuple[int, int, int, int]) -> None:
        """A soft frame with a dashed edge, and a word in it."""
        left, top, right, bottom = box
        width, height = right - left, bottom - top
        if min(width, height) < 16:
            return
        line = float(np.clip(0.004 * min(self.width, self.height), 1, 1.5))
        radius = min(10.0, min(width, height) / 6)
        made, context = surface(width, height)
        _round_box(context, line / 2, width, height, radius)
        fill, edge = self._soft_colors()
        context.set_source_rgb(*fill.tolist())
        context.fill_preserve()
        context.set_source_rgb(*edge.tolist())
        context.set_line_width(line)
        context.set_dash([4 * line, 3 * line])
        context.stroke()
        ink = pixels(made)
        self._lay(self.painter.classes.placeholder, box, ink[..., :3], ink[..., 3], 0.0)
        self._write(self.painter.words(self.random), ((left + right) / 2, (top + bottom) / 2), height * 0.2, width)

    def _soft_colors(self) -> tuple[Array, Array]:
        ground = self.canvas.mean(axis=(0, 1))
        fill = np.clip(ground + self.random.normal(0, 0.05, 3), 0, 1)
        if self.random.random() < 0.3:
            fill = self.painter.color(self.random)
        edge = np.clip(fill + (0.45 if fill.mean() < 0.5 else -0.45) + self.random.normal(0, 0.05, 3), 0, 1)
        return fill, edge

    # ------------------------------------------------------------ lettering

    def _write_labels(self) -> None:
        random = self.random
        size = random.uniform(8, 16)
        for one in list(self.things):
            if random.random() < 0.7 and one.kind != self.painter.classes.placeholder:
                left, top, right, bottom = one.box
                middle = (left + right) / 2
                place = [(middle, bottom + size * 0.8), (middle, top - size * 0.8), (middle, (top + bottom) / 2)]
                self._write(self.painter.words(random), place[int(random.choice(3, p=(0.55, 0.25, 0.2)))], size, 1e9)
        for _ in range(int(random.integers(0, 3))):
            where = (random.uniform(0, self.width), random.uniform(0, self.height))
            self._write(self.painter.words(random), where, random.uniform(8, 40), 1e9)

    def _write(self, text: str, middle: tuple[float, float], size: float, room: float) -> None:
        font = self.painter.font(self.random, min(40.0, size))
        left, top, right, bottom = font.getbbox(text)
        width, height = int(right - left), int(bottom - top)
        x, y = int(middle[0] - width / 2), int(middle[1] - height / 2)
        if width > room or x < 0 or y < 0 or x + width > self.width or y + height > self.height or width < 1:
            return
        mask = Image.new("L", (width, height))
        ImageDraw.Draw(mask).text((-left, -top), text, 255, font)
        alpha = np.asarray(mask, np.float32)[..., None] / 255
        under = self.canvas[y : y + height, x : x + width]
        color = any_color(self.random)
        if self.random.random() < 0.8:
            color[:] = 0.1 if under.mean() > 0.45 else 0.95
        under *= 1 - alpha
        under += alpha * color
        self.texts.append((float(x), float(y), float(x + width), float(y + height)))


@cache
def _tile(motif: str) -> Array:
    """The marks of one tile, (TILE, TILE), before the motif's turn."""
    made, context = surface(TILE, TILE)
    context.scale(TILE, TILE)
    for part in tile_marks(MOTIFS[motif]):
        trace(context, part)
    context.set_source_rgb(1, 1, 1)
    context.fill()
    return pixels(made)[..., 3]


def _round_box(context: object, inset: float, width: float, height: float, radius: float) -> None:
    from sgc.measure.basic_shapes import rectangle
    from sgc.measure.paths import placed

    trace(context, tuple(placed(rectangle(0.0, 0.0, width - 2 * inset, height - 2 * inset, radius), 1.0, inset, inset)))


def _contrast(color: Array, alpha: Array, room: Array) -> float:
    """How much the ink differs from what is under it, on the average over the ink."""
    weight = float(alpha.sum()) or 1.0
    return float((np.abs(color - room * alpha[..., None]).sum(axis=2)).sum() / weight)
