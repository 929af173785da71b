"""Training pictures of the flow model: an endless, seeded stream of scenes as sgc draws them, in light of many kinds.

A picture's *layout* is what the model is told (phrases, colours, boxes, the ground's colour); what it is not told
differs from picture to picture and is what the model has to make up from noise: how the ground goes on, whence the
light comes, whether things cast shadows and have outlines. Sprites are painted once, so that a picture takes a few
milliseconds; without light and with a plain ground it is what the SVG back end draws (a test compares them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from zlib import crc32

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from sgc.backends.flow.phrases import called
from sgc.graph.colors import BASIC, basic_color, from_rgb, rgb
from sgc.graph.vocabulary import Noun, all_nouns
from sgc.measure import pictures
from sgc.measure.pictures import Layer
from sgc.measure.shapes import SHAPES, shape_outline
from sgc.measure.themes import themes
from sgc.training.sprites import Array, Sprite, sprite
from sgc.verify.boxes import area, meeting

#: The side of a training picture, and the longer sides of things in it, in pixels.
SIDE, SMALLEST, LARGEST = 128, 12, 104
#: The longer side of a stored sprite, in pixels.
STORED = 96
#: Most things of a picture.
MOST = 12
#: One noun of so many is kept out of training (of those of several words: the single ones are what people ask for
#: most), and one pair of a noun and a basic colour, and one count of a picture.
NOUNS_KEPT, PAIRS_KEPT, COUNT_KEPT = 25, 12, 7

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a layout. ``color`` is its stated colour (red, green, blue; 0 to 1), or None for its own.

    ``box`` is left, top, right and bottom as parts of the picture's sides, y down: the tight box of its ink.
    """

    noun: str
    color: tuple[float, float, float] | None
    box: Box


@dataclass(frozen=True, slots=True)
class Example:
    """``pixels`` (side, side, 3) bytes; ``things`` farthest first; ``ground`` is the ground's colour, 0 to 1;
    ``ink`` (side, side) is the share of each pixel that things cover."""

    pixels: NDArray[np.uint8]
    things: tuple[Thing, ...]
    ground: tuple[float, float, float]
    ink: Array

    @property
    def caption(self) -> str:
        """What is in it, in words: "red apple, cup"."""
        return ", ".join(f"{color_term(one.color)} {one.noun}".strip() for one in self.things)


@dataclass(frozen=True, slots=True)
class Style:
    """What a picture's light does, which no layout says. ``light`` is where it comes from (x and y, y down, length up
    to 1); ``shade`` how much things darken away from it; ``shadow`` how dark the shadows they cast are;
    ``outline`` how dark their outlines are. Zeros are how the SVG back end draws."""

    light: tuple[float, float] = (0.0, -1.0)
    shade: float = 0.0
    shadow: float = 0.0
    outline: float = 0.0


def color_term(color: tuple[float, float, float] | None) -> str:
    """The basic term of a colour, "" for None."""
    return "" if color is None else basic_color(from_rgb(color))


# ---------------------------------------------------------------- what is trained on


def is_kept_out(noun: str, color: str | None = None) -> bool:
    """Whether a noun, or a pair of a noun and a basic colour, is never in a training picture."""
    if color is None:
        return " " in noun and crc32(noun.encode()) % NOUNS_KEPT == 0
    return crc32(f"{color} {noun}".encode()) % PAIRS_KEPT == 0


@cache
def known_nouns() -> tuple[Noun, ...]:
    """Every noun that has a picture of its own, shapes and grounds among them."""
    return tuple(noun for noun in all_nouns() if noun.concept not in ("text", "image") and noun.concept)


@cache
def training_nouns() -> tuple[Noun, ...]:
    """Those that are not kept out."""
    return tuple(noun for noun in known_nouns() if not is_kept_out(noun.concept))


def forms(nouns: Sequence[Noun]) -> tuple[Noun, ...]:
    """How nouns look on seats and in vessels, where that is otherwise; their concepts are the phrases by which the
    model knows them."""
    found: dict[str, Noun] = {}
    for noun in nouns:
        for form in noun.forms():
            if (phrase := called(form)) != noun.concept:
                found.setdefault(phrase, replace(form, concept=phrase))
    return tuple(found.values())


def layers_of(noun: Noun, tinted: bool, aspect: float | None = None) -> tuple[Layer, ...]:
    """The layers by which the SVG back end draws a noun; shapes and grounds always have a tint."""
    if noun.kind == "shape":
        shape = SHAPES[noun.concept]
        return (Layer(shape_outline(noun.concept, aspect if aspect and shape.free else shape.aspect, 1.0)),)
    found = pictures.picture(noun, tinted) if noun.kind == "picture" else None
    if found is not None:
        return found.layers
    return (Layer((("M", 0.0, 0.0), ("L", 1.0, 0.0), ("L", 1.0, 1.0), ("L", 0.0, 1.0), ("Z",))),)


@cache
def aspect_of(noun: Noun, tinted: bool) -> float:
    """Width over height of its ink."""
    if noun.kind == "shape":
        return SHAPES[noun.concept].aspect
    return pictures.aspect(noun, tinted) if noun.kind == "picture" else 2.0


# ---------------------------------------------------------------- the stream


class Scenes:
    """Examples by their number: equal seeds and numbers give equal examples. ``nouns`` are what is in them."""

    def __init__(self, seed: int, nouns: Sequence[Noun] | None = None, side: int = SIDE) -> None:
        self.seed, self.side = seed, side
        self.nouns = tuple(nouns if nouns is not None else training_nouns())
        self._own = [one for one in self.nouns if one.kind != "backdrop"]
        self._grounds = [one for one in self.nouns if one.kind == "backdrop"]

    def __getitem__(self, number: int) -> Example:
        random = np.random.default_rng([self.seed, number])
        ground = _ground_color(random)
        things = [*self._things(random, min(int(random.geometric(0.24)), MOST), 0.2)]
        if sum(_by_name()[one.noun].kind != "backdrop" for one in things) == COUNT_KEPT:
            things.pop()
        return painted(things, ground, self.side, style(random), random)

    def of(self, number: int, count: int) -> Example:
        """The example with about so many things (fewer where there is no room), no grounds among them."""
        random = np.random.default_rng([self.seed, number, count])
        ground = _ground_color(random)
        return painted([*self._things(random, count, 0.0)], ground, self.side, style(random), random)

    def _things(self, random: Generator, count: int, grounded: float) -> Iterator[Thing]:
        if self._grounds and random.random() < grounded:
            yield self._ground(random)
            count = min(count, MOST - 1)
        if not self._own:
            return
        palette = [self._kind(random) for _ in range(int(random.integers(1, 5)))]
        extent = min(LARGEST, self.side * random.uniform(0.3, 1.0) / count**0.5) * self.side / SIDE
        overlap = float(random.choice([0.0, 0.1, 0.35]))
        taken: list[Box] = []
        for _ in range(count):
            noun, color = palette[int(random.integers(len(palette)))] if random.random() < 0.6 else self._kind(random)
            box = self._place(random, noun, color is not None, extent, taken, overlap)
            if box is not None:
                taken.append(box)
                yield Thing(noun.concept, color, box)

    def _kind(self, random: Generator) -> tuple[Noun, tuple[float, float, float] | None]:
        noun = self._own[int(random.integers(len(self._own)))]
        if noun.kind == "picture" and random.random() < 0.35:
            return noun, None
        terms = [term for term in BASIC if not is_kept_out(noun.concept, term)]
        color = np.array(rgb(BASIC[str(random.choice(terms))]))
        if random.random() < 0.3:  # near the term's colour, so that shades are learned as well
            near = np.clip(color + random.normal(0, 0.06, 3), 0, 1)
            color = near if color_term(_triple(near)) in terms else color
        return noun, _triple(color)

    def _ground(self, random: Generator) -> Thing:
        """Grass below, a wall above, …, in the tone that the themes give it."""
        noun = self._grounds[int(random.integers(len(self._grounds)))]
        tones = [theme.backdrops[noun.concept][0] for theme in themes().values()
                 if noun.concept in theme.backdrops and not theme.monochrome]  # fmt: skip
        color = rgb(tones[int(random.integers(len(tones)))]) if tones else _triple(random.random(3))
        cut = float(random.uniform(0.3, 0.8))
        return Thing(noun.concept, color, (0.0, cut, 1.0, 1.0) if random.random() < 0.7 else (0.0, 0.0, 1.0, cut))

    def _place(self, random: Generator, noun: Noun, tinted: bool, extent: float, taken: list[Box],
               overlap: float) -> Box | None:  # fmt: skip
        aspect = aspect_of(noun, tinted)
        if noun.kind == "shape" and SHAPES[noun.concept].free:
            aspect *= float(np.exp(random.uniform(-0.7, 0.7)))
        longer = max(SMALLEST, extent * random.uniform(0.6, 1.25))
        for _ in range(10):
            width, height = (longer, longer / aspect) if aspect >= 1 else (longer * aspect, longer)
            longer = max(SMALLEST, longer * 0.93)
            if width > self.side - 2 or height > self.side - 2 or min(width, height) < 3:
                continue
            left, top = (round(random.uniform(1, self.side - 1 - length)) for length in (width, height))
            right, bottom = left + max(3, round(width)), top + max(3, round(height))
            box = left / self.side, top / self.side, right / self.side, bottom / self.side
            if all(area(meeting(box, other)) <= overlap * min(area(box), area(other)) for other in taken):
                return box
        return None


def style(random: Generator) -> Style:
    """A light of any kind; one picture in four has none."""
    if random.random() < 0.25:
        return Style()
    angle = random.uniform(-2.4, -0.7)  # from above
    return Style(
        (float(np.cos(angle)), float(np.sin(angle))), float(random.choice([0.0, random.uniform(0.05, 0.22)])),
        float(random.choice([0.0, random.uniform(0.15, 0.45)])), float(random.choice([0.0, 0.0, 0.6])),
    )  # fmt: skip


# ---------------------------------------------------------------- painting


def painted(things: Sequence[Thing], ground: tuple[float, float, float], side: int, how: Style = Style(),
            random: Generator | None = None) -> Example:  # fmt: skip
    """The picture of a layout; with ``random`` its ground goes on somehow, else it is plain."""
    canvas = _ground(random, ground, side) if random is not None else _plain(ground, side)
    ink = np.zeros((side, side), np.float32)
    for one in things:
        noun = _by_name()[one.noun]
        left, top, right, bottom = (round(edge * side) for edge in one.box)
        if right - left < 1 or bottom - top < 1:
            continue
        form = _sprite(noun, one.color is not None, right - left, bottom - top)
        tint = np.asarray(one.color if one.color is not None else (0, 0, 0), np.float32)
        color, alpha = form.tinted[..., None] * tint + form.fixed, form.alpha
        if noun.kind != "backdrop":
            color = _lit(color, alpha, how)
            if how.shadow:
                _cast(canvas, alpha, (left, top), how)
        room = canvas[top:bottom, left:right]
        room *= 1 - alpha[..., None]
        room += color
        if noun.kind != "backdrop":
            ink[top:bottom, left:right] = np.maximum(ink[top:bottom, left:right], alpha)
    pixels = (np.clip(canvas, 0, 1) * 255 + 0.5).astype(np.uint8)
    return Example(pixels, tuple(things), ground, ink)


def _lit(color: Array, alpha: Array, how: Style) -> Array:
    """Premultiplied colours, darker away from the light and at their outline."""
    height, width = alpha.shape
    if how.shade:
        x = (np.arange(width, dtype=np.float32) + 0.5) / width - 0.5
        y = (np.arange(height, dtype=np.float32) + 0.5) / height - 0.5
        toward = how.light[0] * x[None, :] + how.light[1] * y[:, None]
        color = (color * np.clip(1 + 2 * how.shade * toward, 0, 1.3)[..., None]).astype(np.float32)
    if how.outline and min(width, height) >= 16:
        solid = Image.fromarray((np.pad(alpha, 2) * 255).astype(np.uint8))
        inner = np.asarray(solid.filter(ImageFilter.MinFilter(3)), np.float32)[2:-2, 2:-2] / 255
        line = np.clip(alpha - inner, 0, 1)[..., None]
        color = (color * (1 - how.outline * line)).astype(np.float32)
    return np.clip(color, 0, alpha[..., None]).astype(np.float32)


def _cast(canvas: Array, alpha: Array, corner: tuple[int, int], how: Style) -> None:
    """Darken the canvas where the ink, moved away from the light and blurred, would be."""
    height, width = alpha.shape
    reach = 3 + round(0.06 * max(width, height))
    blurred = Image.fromarray((np.pad(alpha, 2 * reach) * 255).astype(np.uint8))
    dark = np.asarray(blurred.filter(ImageFilter.GaussianBlur(0.6 * reach)), np.float32) / 255
    left = corner[0] - 2 * reach - round(how.light[0] * reach)
    top = corner[1] - 2 * reach - round(how.light[1] * reach)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(canvas.shape[1], left + dark.shape[1]), min(canvas.shape[0], top + dark.shape[0])
    if x0 < x1 and y0 < y1:
        canvas[y0:y1, x0:x1] *= 1 - how.shadow * dark[y0 - top : y1 - top, x0 - left : x1 - left, None]


def _plain(color: tuple[float, float, float], side: int) -> Array:
    return np.broadcast_to(np.asarray(color, np.float32), (side, side, 3)).copy()


def _ground(random: Generator, color: tuple[float, float, float], side: int) -> Array:
    """About the colour: plain, one way darker or brighter, or like clouds."""
    kind = random.choice(3, p=(0.4, 0.3, 0.3))
    canvas = _plain(color, side)
    if kind == 1:
        angle = random.uniform(0, 2 * np.pi)
        x = np.linspace(-0.5, 0.5, side, dtype=np.float32)
        along = (np.cos(angle) * x[None, :] + np.sin(angle) * x[:, None]).astype(np.float32)
        canvas += along[..., None] * random.normal(0, 0.18, 3).astype(np.float32)
    elif kind == 2:
        cells = int(random.integers(2, 6))
        small = random.normal(0, random.uniform(0.02, 0.09), (cells, cells)).astype(np.float32)
        clouds = np.asarray(Image.fromarray(small, "F").resize((side, side), Image.Resampling.BICUBIC))
        canvas += clouds[..., None]
    return np.clip(canvas, 0, 1)


def _ground_color(random: Generator) -> tuple[float, float, float]:
    """Mostly what people take for paper; a third are anything."""
    kind = random.choice(3, p=(0.4, 0.25, 0.35))
    if kind == 0:
        return rgb(themes()[str(random.choice(list(themes())))].background)
    if kind == 1:
        return _triple(np.clip(0.97 + random.normal(0, 0.02, 3), 0, 1))
    return _triple(random.random(3))


# ---------------------------------------------------------------- sprites


@cache
def _by_name() -> dict[str, Noun]:
    return {noun.concept: noun for noun in (*known_nouns(), *forms(known_nouns()))}


@cache
def stored(noun: str, tinted: bool) -> Sprite:
    """A noun's sprite, its longer side STORED pixels; ``tinted`` has a stated colour."""
    entry = _by_name()[noun]
    aspect = aspect_of(entry, tinted)
    width, height = (STORED, STORED / aspect) if aspect >= 1 else (STORED * aspect, STORED)
    return sprite(layers_of(entry, tinted), max(4, round(width)), max(4, round(height)))


def _sprite(noun: Noun, tinted: bool, width: int, height: int) -> Sprite:
    if noun.kind == "shape" and SHAPES[noun.concept].free:
        return sprite(layers_of(noun, tinted, width / height), width, height)
    if noun.kind == "backdrop":
        full = np.ones((height, width), np.float32)
        return Sprite(full, np.zeros((height, width, 3), np.float32), full)
    found = stored(noun.concept, tinted)
    return found if found.alpha.shape == (height, width) else found.resized(width, height)


def _triple(color: NDArray[np.floating] | Sequence[float]) -> tuple[float, float, float]:
    return float(color[0]), float(color[1]), float(color[2])
