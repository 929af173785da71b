"""Painting with the flow model: from the conditions of a layout to tensors, and from latents to pixels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from sgc.backends.conditions import Box, Conditions, Region
from sgc.backends.flow.autoencoder import FACTOR, as_bytes, scaled
from sgc.backends.flow.model import Condition
from sgc.backends.flow.phrases import SIZE, called, embed
from sgc.backends.flow.sampler import SOLVERS, Guidance, Kept, Loss, noise, sample
from sgc.backends.flow.weights import Weights, weights
from sgc.backends.generative import Sampling
from sgc.drawing.appearance import Look, is_faint, looks
from sgc.drawing.backdrops import air
from sgc.drawing.pictured import DISTINCT_SHARE, free_color
from sgc.graph.colors import color_value
from sgc.graph.scene import Kind, SceneGraph
from sgc.graph.vocabulary import Noun, lookup
from sgc.measure.themes import Theme, theme_named
from sgc.source import Diagnostic, SgcError, error, warning
from sgc.source.codes import NEVER_SEEN, UNKNOWN_BACKEND
from sgc.verify.boxes import share_within

#: Cells around a box that are painted anew with it, and over how many of them, to both sides of that rim, the new goes
#: over into the old.
MARGIN, FEATHER = 3, 2
#: The product of embeddings above which they are of one phrase, and from which on of things that are like each other.
SAME, KIN = 0.999, 0.6
#: The share of a thing's box that has a backdrop behind it where that is its ground.
BACKED = 0.8
#: Grounds for what is white, and the levels of red, green and blue in which things are compared with grounds.
SHADES, LEVELS = ("#9db9d4", "#c9d6e3"), 15


@dataclass(frozen=True, slots=True)
class Painter:
    """Paints with the solver of that name, and with ``critical`` by the guidance of a detector as well. Raises
    MissingError without weights."""

    solver: str
    critical: bool = False

    def __post_init__(self) -> None:
        if self.solver not in SOLVERS:
            message = f"There is no solver “{self.solver}”; the flow back end has {', '.join(SOLVERS)}."
            raise SgcError([error(UNKNOWN_BACKEND, message)])
        weights()

    def paint(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> NDArray[Any]:
        """A picture of that width and height, (height, width, 3) bytes."""
        return self._sampled(conditions, size, sampling, None)

    def repaint(
        self, image: NDArray[Any], boxes: tuple[Box, ...], conditions: Conditions, sampling: Sampling
    ) -> NDArray[Any]:
        """The picture with what is in the boxes, and a little around them, painted anew; the rest is as it was."""
        height, width = image.shape[:2]
        rows, columns = height // FACTOR, width // FACTOR
        anew = torch.zeros(1, 1, rows, columns)
        for left, top, right, bottom in boxes:
            x0, y0 = int(left * columns) - MARGIN, int(top * rows) - MARGIN
            x1, y1 = int(np.ceil(right * columns)) + MARGIN, int(np.ceil(bottom * rows)) + MARGIN
            anew[..., max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 1.0
        anew = F.avg_pool2d(F.pad(anew, (FEATHER,) * 4, mode="replicate"), 2 * FEATHER + 1, 1)
        with torch.inference_mode():
            latents = weights().autoencoder.encode(scaled(torch.from_numpy(image.copy())[None])).mean
        made = self._sampled(conditions, (width, height), sampling, Kept(latents, anew))
        share = F.interpolate(anew, (height, width), mode="bilinear")[0, 0, ..., None].numpy()
        blended: NDArray[Any] = np.rint(image + share * (made - image.astype(np.float32))).astype(np.uint8)
        return blended

    def _sampled(
        self, conditions: Conditions, size: tuple[int, int], sampling: Sampling, kept: Kept | None
    ) -> NDArray[Any]:
        found = weights()
        condition = condition_of(conditions, found)
        guidance = Guidance(
            sampling.guidance, away=_away(conditions, condition, found),
            loss=_loss(conditions, found) if self.critical else None,
        )  # fmt: skip
        start = noise([sampling.seed], size[1] // FACTOR, size[0] // FACTOR)
        latents = sample(found.model, condition, start, sampling.steps, SOLVERS[self.solver], guidance, kept)
        with torch.inference_mode():
            return as_bytes(found.autoencoder.decode(latents))[0].numpy()


def _loss(conditions: Conditions, found: Weights) -> Loss:
    """How far latents are from what a detector would have to see of a layout."""
    from sgc.backends.flow.critic import critic_of

    things = [one for one in conditions.regions if not one.backdrop]
    boxes = torch.tensor([one.box for one in things]).reshape(-1, 4)
    critic = critic_of([one.entry.concept if one.entry else one.noun for one in things], boxes)
    return lambda latents: critic.loss(found.autoencoder.decode(latents)[0])


def condition_of(conditions: Conditions, found: Weights) -> Condition:
    """What the model is told of a layout."""
    scene = conditions.scene
    theme = theme_named(scene.figure.theme)
    look, regions = looks(scene, theme), conditions.regions
    m = max(1, len(regions))
    text, color, boxes = torch.zeros(1, m, SIZE), torch.zeros(1, m, 4), torch.zeros(1, m, 4)
    for i, one in enumerate(regions):
        text[0, i] = _meaning(_called(one.noun, one.entry), found)
        tone = _color(one, look[one.object], theme)
        if tone is not None:
            color[0, i] = torch.tensor((*_rgb(tone), 1.0))
        boxes[0, i] = torch.tensor(one.box)
    present = torch.arange(m)[None] < len(regions)
    things = [i for i, one in enumerate(regions) if not one.backdrop and not _is_on_backdrop(one, regions)]
    shown = _colors(text[0, things], color[0, things], found)
    ground = torch.tensor([(*_rgb(scene.figure.background or _ground(shown, air(scene, theme), theme)), 1.0)])
    return Condition(text, color, boxes, present, ground)


def _is_on_backdrop(one: Region, regions: Sequence[Region]) -> bool:
    """Whether a thing has a backdrop behind it, so that it does not matter to it what is behind that."""
    return any(other.backdrop and share_within(one.box, other.box) > BACKED for other in regions)


def _ground(things: Sequence[Sequence[str]], usual: str, theme: Theme) -> str:
    """A ground on which none of these things, of each of which some colours are given, would be overlooked: where
    drawings have an outline, the model has only that. The usual one if it does; else that which does best."""
    found = (usual, *SHADES, theme.ink)
    seen = [min((_distinct(colors, ground) for colors in things), default=1.0) for ground in found]
    return next((ground for ground, one in zip(found, seen, strict=True) if one >= DISTINCT_SHARE),
                found[seen.index(max(seen))])  # fmt: skip


def _distinct(colors: Sequence[str], ground: str) -> float:
    """The share of a thing's colours that stand out from a ground."""
    counted = Counter(colors)
    faint = sum(count for color, count in counted.items() if is_faint(color, (ground,)))
    return 1 - faint / max(1, counted.total())


def _colors(text: Tensor, color: Tensor, found: Weights) -> list[list[str]]:
    """The colours of what is opaque in things' sprites, of phrases (k, SIZE) and colours (k, 4), in few levels."""
    with torch.inference_mode():
        drawn = found.model.sprites(text, color[:, 3:])
    tint = color[:, :3, None, None] * color[:, 3:, None, None]
    opacity = drawn[:, 4:]
    tones = ((drawn[:, :1] * tint + drawn[:, 1:4]) / opacity.clamp(min=1e-3)).clamp(0, 1).mul(LEVELS).round()
    levels = tones.mul(255 / LEVELS).round().int()
    return [[f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in one[:, there[0] > 0.5].T.tolist()]
            for one, there in zip(levels, opacity, strict=True)]  # fmt: skip


def _away(conditions: Conditions, condition: Condition, found: Weights) -> Condition | None:
    """Negative tokens: in each thing's place the absent noun that is most like it, in the colour in which it must not
    be seen. Where nothing must be absent there are none."""
    absent = [one for one in conditions.scene.absences if not one.open]
    if not absent:
        return None
    texts = torch.stack([_meaning(one.noun, found) for one in absent])
    nearest = (condition.text[0] @ texts.T).argmax(1).tolist()
    color = condition.color.clone()
    for i, k in enumerate(nearest):
        if (stated := color_value(absent[k].attributes.color or "")) is not None:
            color[0, i] = torch.tensor((*_rgb(stated), 1.0))
    return replace(condition, text=texts[nearest][None], color=color)


def _meaning(phrase: str, found: Weights) -> Tensor:
    """The embedding by which a phrase is painted: its own, or of one that was never taught that of its relative. (Of
    its own there would be a sprite as well, but one that is the mean of many.)"""
    own = _embedding(phrase, found)
    relative = relative_of(own, found) if _likeness(own, found) <= SAME else None
    return found.embeddings[relative] if relative else own


def _embedding(phrase: str, found: Weights) -> Tensor:
    """A phrase's own embedding."""
    known = found.embeddings.get(phrase)
    return known if known is not None else embed([phrase])[0]


def strangers(scene: SceneGraph) -> tuple[Diagnostic, ...]:
    """A warning for each noun of a scene that the sprites were not taught."""
    found, told = weights(), {}
    for one in scene.objects:
        own = _embedding(_called(one.noun, one.entry), found)
        if one.kind not in (Kind.PICTURE, Kind.SHAPE) or _likeness(own, found) > SAME:
            continue
        relative = relative_of(own, found)
        instead = f": it paints '{relative}' in its place" if relative else ", nor anything like it: it paints a guess"
        told[one.noun] = warning(NEVER_SEEN, f"the flow model was never shown '{one.noun}'{instead}", one.span)
    return (*told.values(),)


def relative_of(meaning: Tensor, found: Weights) -> str | None:
    """The taught noun that is most like a meaning, or None where none is like it."""
    if _likeness(meaning, found) < KIN:
        return None
    nouns, known = _relatives(found)
    return nouns[int((known @ meaning).argmax())]


@cache
def _relatives(found: Weights) -> tuple[tuple[str, ...], Tensor]:
    """The nouns of the vocabulary that the sprites were taught, without their forms, and their embeddings."""
    taught = {noun: one for noun, one in found.embeddings.items()
              if (entry := lookup(noun)) and called(entry) == noun and _likeness(one, found) > SAME}  # fmt: skip
    return tuple(taught), torch.stack([*taught.values()])


def _likeness(meaning: Tensor, found: Weights) -> float:
    """How like it is to the taught phrase that is most like it; 1 for one that was taught."""
    taught = found.model.sprites.text.float()
    return float((taught @ meaning).max()) if len(taught) else 0.0


def _called(noun: str, entry: Noun | None) -> str:
    """The phrase by which the model knows a noun: known words are those of the vocabulary, whatever they are called."""
    return noun if entry is None else called(entry)


def _color(one: Region, look: Look, theme: Theme) -> str | None:
    """The colour that a thing takes; a picture has its own where none is stated and no sibling states that, what is
    poured its liquid's, and a ground that of the theme."""
    entry = one.entry
    if look.fill or entry is None:
        return look.fill or None
    if one.backdrop and entry.concept in theme.backdrops:
        return theme.backdrops[entry.concept][0]
    return entry.color if called(entry) != entry.concept else free_color(entry, look)


def _rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
