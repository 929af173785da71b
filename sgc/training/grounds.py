"""Backgrounds of training pictures, and what cameras, scalers and compression do to finished ones."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageFilter

from sgc.graph.colors import from_bytes, rgb
from sgc.measure.backdrops import MOTIFS, motif_marks
from sgc.measure.themes import themes
from sgc.training.sprites import Array
from sgc.verify.renders.glyphs import pixels, surface, trace

#: Motifs of backdrops that no training picture has.
HELD_OUT_MOTIFS = ("bricks", "dunes")


def ground(random: Generator, width: int, height: int) -> Array:
    """A background, (height, width, 3), 0 to 1."""
    kind = random.choice(6, p=(0.46, 0.1, 0.1, 0.1, 0.08, 0.16))
    first, second = base_color(random), any_color(random)
    if kind == 0:
        return np.broadcast_to(first, (height, width, 3)).astype(np.float32)
    if kind == 1:
        return _gradient(random, first, second, width, height)
    if kind == 2:
        return _clouds(random, first, random.uniform(0.03, 0.4), width, height, int(random.integers(2, 7)))
    if kind == 3:
        return _grain(random, first, random.uniform(0.01, 0.12), width, height)
    if kind == 4:
        return _photograph(random, width, height)
    return _backdrops(random, first, width, height)


def any_color(random: Generator) -> Array:
    return random.random(3, np.float32)


def base_color(random: Generator) -> Array:
    """Mostly what people take for paper; a third of all are anything."""
    kind = random.choice(3, p=(0.4, 0.25, 0.35))
    if kind == 0:
        return np.asarray(rgb(themes()[str(random.choice(list(themes())))].background), np.float32)
    if kind == 1:
        return np.clip(0.97 + random.normal(0, 0.02, 3), 0, 1).astype(np.float32)
    return any_color(random)


def _gradient(random: Generator, first: Array, second: Array, width: int, height: int) -> Array:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = random.uniform(0, 2 * np.pi)
    along = np.cos(angle) * x / width + np.sin(angle) * y / height
    along = (along - along.min()) / (np.ptp(along) or 1.0) * random.uniform(0.2, 1.0)
    found: Array = (first + (second - first) * along[..., None]).astype(np.float32)
    return found


def _clouds(random: Generator, color: Array, depth: float, width: int, height: int, cells: int) -> Array:
    small = random.normal(0, 1, (cells, cells, 3 if random.random() < 0.5 else 1)).repeat(3, 2)[..., :3]
    planes = [
        np.asarray(Image.fromarray(small[..., i].astype(np.float32), "F").resize((width, height), 3)) for i in range(3)
    ]
    return np.clip(color + depth * np.stack(planes, 2), 0, 1).astype(np.float32)


def _grain(random: Generator, color: Array, depth: float, width: int, height: int) -> Array:
    noise = random.normal(0, depth, (height, width, 1 if random.random() < 0.6 else 3))
    return np.clip(color + noise, 0, 1).astype(np.float32)


def _photograph(random: Generator, width: int, height: int) -> Array:
    """Light that falls off, blobs of all sizes, grain: nothing that has an outline."""
    found = _clouds(random, any_color(random), 0.3, width, height, 3)
    found = found + _clouds(random, np.zeros(3, np.float32), 0.15, width, height, 9) - 0.05
    return np.clip(found + random.normal(0, 0.02, (height, width, 1)), 0, 1).astype(np.float32)


def _backdrops(random: Generator, color: Array, width: int, height: int) -> Array:
    """One or two grounds with their motifs (a wall above a floor, grass below a sky), as scenes have them."""
    made, context = surface(width, height)
    context.set_source_rgb(*color.tolist())
    context.paint()
    cut = height * random.uniform(0.3, 0.8)
    boxes: list[tuple[float, float, float, float]] = [(0.0, 0.0 if random.random() < 0.3 else cut, width, height)]
    if random.random() < 0.5 and boxes[0][1]:
        boxes.append((0.0, 0.0, width, cut))
    if random.random() < 0.3:  # a ground that is not as wide as the picture
        left, top = random.uniform(0, width / 2), random.uniform(0, height / 2)
        boxes.append((left, top, random.uniform(left, width), random.uniform(top, height)))
    tones = [tone for theme in themes().values() for tone in theme.backdrops.values() if tone[2] not in HELD_OUT_MOTIFS]
    for box in boxes:
        tone, second, motif = tones[int(random.integers(len(tones)))]
        if random.random() < 0.3:
            tone, second = (from_bytes(random.integers(0, 256, 3).tolist()) for _ in range(2))
        if random.random() < 0.2:
            motif = str(random.choice([name for name in MOTIFS if name not in HELD_OUT_MOTIFS]))
        context.set_source_rgb(*rgb(tone))
        context.rectangle(box[0], box[1], box[2] - box[0], box[3] - box[1])
        context.fill()
        trace(context, motif_marks(motif, box))
        context.set_source_rgb(*rgb(second))
        context.fill()
    return pixels(made)[..., :3]


def worn(random: Generator, picture: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The picture after what may happen to it on its way: rows of red, green and blue bytes."""
    if random.random() < 0.15:
        picture = picture + random.normal(0, random.uniform(0.003, 0.04), picture.shape).astype(np.float32)
    image = Image.fromarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))
    width, height = image.size
    if random.random() < 0.2:
        by = random.uniform(0.6, 0.95)
        way = Image.Resampling(int(random.choice([2, 3, 4])))
        small = image.resize((max(1, round(width * by)), max(1, round(height * by))), way)
        image = small.resize((width, height), Image.Resampling.BICUBIC)
    if random.random() < 0.15:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.0)))
    if random.random() < 0.3:
        stream = BytesIO()
        image.save(stream, "JPEG", quality=int(random.integers(40, 96)))
        image = Image.open(stream)
    return np.asarray(image.convert("RGB"))
