"""What the flow model is told of a layout, as tensors: meanings, colours, boxes, the ground, and finished sprites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from sgc.backends.conditions import Conditions, Region
from sgc.backends.flow.data import aspect_of
from sgc.backends.flow.finish import Finish, finished
from sgc.backends.flow.finish import ground as ground_of
from sgc.backends.flow.meanings import meaning
from sgc.backends.flow.model import Condition, colored
from sgc.backends.flow.phrases import SIZE, called
from sgc.backends.flow.weights import Weights
from sgc.drawing.appearance import Look, breaks, edge_color, is_faint, looks, varied
from sgc.drawing.backdrops import air, tones_of
from sgc.drawing.pictured import DISTINCT_SHARE, free_color
from sgc.graph.colors import color_value, from_bytes, rgb
from sgc.graph.scene import Kind, SceneGraph
from sgc.measure.themes import Theme, theme_named
from sgc.source import Diagnostic, warning
from sgc.source.codes import NOT_PAINTED
from sgc.verify.boxes import share_within
from sgc.verify.declared import has_frame

#: The shape that stands in the place of a noun that nobody knows, under its word.
PLATE = "rounded"
#: The share of a thing's box that has a backdrop behind it where that is its ground.
BACKED = 0.8
#: Grounds for what is white or pale, from which on things of any colour stand out, one or the other; over a ground in
#: the open the sky may have the first ones.
SHADES = ("#9db9d4", "#c9d6e3", "#a9c4a4", "#c3b1d1", "#d8a7b1", "#7fb5b0")
SKIES = SHADES[:2]
#: The share of every thing that has to stand out from a shade: else the ground may be the theme's ink.
ENOUGH = 0.9
#: The levels of red, green and blue in which things are compared with what is behind them, and the share of a thing
#: behind that is of a colour that counts.
LEVELS, BROAD = 15, 0.1


def condition_of(conditions: Conditions, found: Weights) -> Condition:
    """What the model is told of a layout."""
    scene = conditions.scene
    theme = theme_named(scene.figure.theme)
    seen, regions = _seen(conditions, theme), conditions.regions
    m = max(1, len(regions))
    text, color, boxes = torch.zeros(1, m, SIZE), torch.zeros(1, m, 4), torch.zeros(1, m, 4)
    free = []
    for i, one in enumerate(regions):
        meant = meaning(one.noun, one.entry, found)
        if meant is None:  # a plate, as in a drawing
            meant, seen[i] = found.embeddings[PLATE], _of_plate(seen[i], theme)
        elif not one.backdrop and not _is_on_backdrop(one, regions):
            free.append(i)
        text[0, i] = meant
        tone = _color(one, seen[i], theme)
        if tone is not None:
            color[0, i] = torch.tensor((*rgb(tone), 1.0))
        boxes[0, i] = torch.tensor(one.box)
    present = torch.arange(m)[None] < len(regions)
    with torch.no_grad():
        sprites = found.model.sprites(text[0], color[0, :, 3:])
        shown = colored(sprites, color[0])
    for i, one in enumerate(regions):
        if one.backdrop and one.entry is not None:
            shown[i] = ground_of(tones_of(one.entry.concept, seen[i].fill, theme), _extent(one, conditions),
                                 seen[i].opacity)  # fmt: skip
    tones = [_tones(one) for one in shown[: len(regions)]]
    usual = scene.figure.background or air(scene, theme)
    is_open = scene.figure.background is None and not any(map(_is_behind, regions))
    ground = _ground([tones[i] for i in free], usual, theme) if is_open else usual
    for i, look in enumerate(seen):
        if not regions[i].backdrop:
            how = _finish(i, conditions, look, tones, ground)
            if not how.plain:
                shown[i] = finished(sprites[i], color[0, i], how)
    return Condition(text, color, boxes, present, torch.tensor([(*rgb(ground), 1.0)]), shown[None])


def _of_plate(look: Look, theme: Theme) -> Look:
    return replace(look, fill=look.fill or theme.group, stroke=look.stroke or theme.faint)


def _seen(conditions: Conditions, theme: Theme) -> list[Look]:
    """How each region looks, as in a drawing."""
    scene, counts = conditions.scene, conditions.layout.counts
    found, objects = looks(scene, theme), {one.id: one for one in scene.objects}
    members = {one.id: one.members(counts.get(one.id, 1)) for one in scene.objects}
    return [varied(found[one.object], objects[one.object], members[one.object].index(one.id) + 1)
            for one in conditions.regions]  # fmt: skip


def _finish(
    number: int, conditions: Conditions, look: Look, tones: Sequence[Counter[str]], ground: str
) -> Finish:  # fmt: skip
    """What is done to the sprite of a region: what its look says, and where it would be overlooked on what is behind
    it, an outline, as in a drawing."""
    one = conditions.regions[number]
    if look.stroke is None and (edge := _edge(tones[number], _under(number, conditions.regions, tones, ground))):
        look = replace(look, stroke=edge)
    aspect = aspect_of(one.entry, look.fill is not None) if one.entry else 1.0
    hollow = look.fill == "" and one.entry is not None and one.entry.kind == "shape"
    return Finish(look, one.rotation, aspect, _extent(one, conditions), hollow)


def _extent(one: Region, conditions: Conditions) -> tuple[float, float]:
    """The width and height of a region's box in pixels of the canvas."""
    left, top, right, bottom = one.box
    return (right - left) * conditions.size[0], (bottom - top) * conditions.size[1]


def _tones(shown: Tensor) -> Counter[str]:
    """The colours of what is opaque in a sprite (4, rows, columns), in few levels, each with its number of pixels."""
    there = shown[3] > 0.5
    tones = (shown[:3, there] / shown[3, there]).clamp(0, 1).mul(LEVELS).round()
    levels, counts = torch.unique(tones.mul(255 / LEVELS).round().int(), dim=1, return_counts=True)
    return Counter({from_bytes(one): n for one, n in zip(levels.T.tolist(), counts.tolist(), strict=True)})


def _ground(things: Sequence[Counter[str]], usual: str, theme: Theme) -> str:
    """A ground on which nothing would be overlooked of these things: the usual one, else that shade, or the theme's
    ink, on which the fewest would be, and of them most is seen. Each that would gets an outline, in which what is fine
    of it is lost. Over a ground in the open it is a sky in any case."""

    def unseen(ground: str) -> tuple[int, float]:
        seen = [_distinct(one, (ground,)) for one in things]
        return sum(share < DISTINCT_SHARE for share in seen), -min(seen, default=1.0)

    if unseen(usual)[0] == 0:
        return usual
    shade: str = min(SKIES if usual == theme.air else SHADES, key=unseen)
    if usual == theme.air or -unseen(shade)[1] >= ENOUGH:
        return shade
    return min(shade, theme.ink, key=unseen)


def _is_behind(one: Region) -> bool:
    """Whether it is a sky, a wall or a room: in what it leaves free a ground of another tone would be a band."""
    return one.backdrop and one.entry is not None and not one.entry.is_open


def _is_on_backdrop(one: Region, regions: Sequence[Region]) -> bool:
    """Whether a thing has a backdrop behind it, so that it does not matter to it what is behind that."""
    return any(other.backdrop and share_within(one.box, other.box) > BACKED for other in regions)


def _distinct(tones: Counter[str], under: Sequence[str]) -> float:
    """The share of a thing's colours that stand out from all that is under it."""
    faint = sum(count for tone, count in tones.items() if is_faint(tone, under))
    return 1 - faint / max(1, tones.total())


def _under(number: int, regions: Sequence[Region], tones: Sequence[Counter[str]], ground: str) -> tuple[str, ...]:
    """The colours on which a region is seen: of what reaches behind it, and of the ground, unless a backdrop hides
    that there."""
    found: list[str] = []
    for i in reversed(range(number)):
        share = share_within(regions[number].box, regions[i].box)
        if share > 0:
            found += [tone for tone, count in tones[i].items() if count > BROAD * tones[i].total()]
        if share > BACKED and regions[i].backdrop:
            return (*found,)
    return (*found, ground)


def _edge(tones: Counter[str], under: Sequence[str]) -> str | None:
    """The colour of an outline for a thing of these colours, where much of it would be overlooked without."""
    if _distinct(tones, under) >= DISTINCT_SHARE:
        return None
    return edge_color(max((tone for tone in tones if is_faint(tone, under)), key=tones.__getitem__), under, strong=True)


def unpainted(scene: SceneGraph) -> Iterator[Diagnostic]:
    """A warning for all of a scene's looks that is not painted as a drawing has it."""
    if theme_named(scene.figure.theme).monochrome:
        message = f"the theme {scene.figure.theme} is black and white, and the flow model paints in colour"
        yield warning(NOT_PAINTED, message, scene.figure.span)
    for one in scene.objects:
        if one.kind is Kind.IMAGE:
            message = f"the flow model paints no files: where '{one.id}' is, it paints a drawing of a picture"
            yield warning(NOT_PAINTED, message, one.span)
        elif one.kind is Kind.GROUP and has_frame(one):
            yield warning(NOT_PAINTED, f"the flow model paints no frame around what is in '{one.id}'", one.span)
        elif breaks(one.properties):
            yield warning(NOT_PAINTED, f"the flow model paints the outline of '{one.id}' whole", one.span)


def away_of(conditions: Conditions, condition: Condition, found: Weights) -> Condition | None:
    """Negative tokens: in each thing's place the absent noun that is most like it, in the colour in which it must not
    be seen. Where nothing must be absent that the model knows there are none."""
    absent = [(one.attributes.color, meant) for one in conditions.scene.absences
              if not one.open and (meant := meaning(one.noun, one.entry, found)) is not None]  # fmt: skip
    if not absent:
        return None
    texts = torch.stack([meant for _, meant in absent])
    nearest = (condition.text[0] @ texts.T).argmax(1).tolist()
    color = condition.color.clone()
    for i, k in enumerate(nearest):
        if (stated := color_value(absent[k][0] or "")) is not None:
            color[0, i] = torch.tensor((*rgb(stated), 1.0))
    return replace(condition, text=texts[nearest][None], color=color, looks=None)


def _color(one: Region, look: Look, theme: Theme) -> str | None:
    """The colour that a thing takes; a picture has its own where none is stated and no sibling states that, what is
    poured its liquid's, a ground that of the theme, and a shape that is not filled that of its outline."""
    entry = one.entry
    if look.fill or entry is None:
        return look.fill or None
    if one.backdrop and entry.concept in theme.backdrops:
        return theme.backdrops[entry.concept][0]
    if look.fill is not None and entry.kind == "shape":
        return look.stroke or theme.ink
    return entry.color if called(entry) != entry.concept else free_color(entry, look)
