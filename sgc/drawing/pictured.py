"""Pictured nouns as primitives: which colours they take, how they are turned, and their outline where it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sgc.drawing import shades
from sgc.drawing.appearance import Look, edge_color, is_faint
from sgc.drawing.geometry import drawn
from sgc.drawing.ground import inset
from sgc.drawing.labels import Pixels
from sgc.drawing.primitives import Paint, Path, Pattern, Picture, PictureLayer, Primitive, Stroke
from sgc.graph.colors import BASIC, basic_color, mix
from sgc.graph.scene import SceneObject
from sgc.graph.vocabulary import Noun, is_a
from sgc.measure import pictures
from sgc.measure.affine import composed, onto, rotated, rotation
from sgc.measure.outlines import stacks, visible_shares
from sgc.measure.paths import bounds, union
from sgc.measure.themes import Theme

#: Colours for a thing whose own is taken by a sibling's statement, in the order in which they are tried.
GROWN = ("green", "yellow", "red", "orange", "purple", "brown")
MADE = ("blue", "yellow", "green", "orange", "purple", "red", "gray")
#: The share of a picture's ink at which a colour is one that people would call it by.
NAMED_SHARE = 0.3
#: The part of a picture's box that a layer must span for its colour to count on a ground.
BROAD = 0.25
#: The share of a picture's ink that has to stand out from its ground by itself; else the whole gets an outline.
DISTINCT_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Pictured:
    """The primitives of one thing, the colours that are seen of it, and whom to name for it."""

    primitives: tuple[Primitive, ...]
    colors: tuple[str, ...]
    attribution: str | None

    def written_on(self, x: float, y: float) -> tuple[str, ...]:
        """The colour of the nearest opaque layer at a place on the canvas; all that are seen where none has one."""
        for part in self.primitives:
            if isinstance(part, Picture):
                for layer in reversed(part.layers):
                    left, top, right, bottom = bounds(drawn(layer.commands, part.transform)) or (0, 0, 0, 0)
                    here = left <= x <= right and top <= y <= bottom
                    if here and layer.opacity == 1 and isinstance(layer.fill, str):
                        return (layer.fill,)
        return self.colors


def pictured(
    one: SceneObject, turn: int, look: Look, theme: Theme, box: Pixels, under: Sequence[str], width: float
) -> Pictured | None:
    """The noun's picture, turned clockwise by ``turn`` degrees, with its ink exactly in ``box``; None
    when the noun has no picture.

    ``under`` are the colours on which it will be seen, and ``width`` that of an outline in case its own
    colours cannot be told from them.
    """
    assert one.entry is not None
    picture, tint = _choice(one.entry, one.attributes.color is not None, look)
    if picture is None:
        return None
    layers = tuple(
        PictureLayer(
            layer.commands, layer.color(tint or pictures.PLAIN), layer.rule, round(layer.opacity * look.opacity, 3)
        )
        for layer in picture.layers
    )
    colors = _broad_colors(layers, picture.aspect)
    name = picture.name + (f"-{tint[1:]}" if tint else "") + (f"-{look.opacity:g}" if look.opacity < 1 else "")
    if theme.monochrome or look.pattern is not None:
        body = _body(picture)
        fills = tuple(str(layer.fill) for layer in layers)
        layers = tuple(
            replace(layer, fill=_printed(fill, index in body, look, theme, box))
            for index, (layer, fill) in enumerate(zip(layers, fills, strict=True))
        )
        place = f"{box[0]:g}-{box[1]:g}"  # patterns are laid out on the canvas, so no two such pictures are equal
        name += f"-{theme.name}-{look.pattern or 'plain'}-{place}"
        colors = tuple(dict.fromkeys(color for layer in layers for color in _both(layer.fill)))
    edge = _edge(look, theme, colors, under, layers, picture.aspect)
    room = box if edge is None else inset(box, width)
    ink = union(bounds(rotated(layer.commands, turn)) for layer in layers)
    assert ink is not None, "every picture has ink"
    transform = composed(onto(ink, room), rotation(turn))
    shown: Primitive = Picture(name, layers, transform, picture.attribution)
    if edge is None:
        return Pictured((shown,), colors, picture.attribution)
    silhouette = tuple(command for layer in layers for command in drawn(layer.commands, transform))
    outline = Path(silhouette, Paint(None, Stroke(edge, round(2 * width, 2)), look.opacity))  # half of it is covered
    return Pictured((outline, shown), (*colors, edge), picture.attribution)


def _choice(noun: Noun, measured_tinted: bool, look: Look) -> tuple[pictures.Picture | None, str | None]:
    """The picture and its tint. Its proportions are those that were measured, whichever colour it takes:
    an adjective asks for the one-colour picture, any other colour is put on the noun's own."""
    own = replace(noun, icon=None) if noun.emoji else noun
    if look.fill:
        return pictures.picture(noun if measured_tinted else own, tinted=True), look.fill
    free = free_color(noun, look)
    return (pictures.picture(own, tinted=True), free) if free else (pictures.picture(noun), None)


def free_color(noun: Noun, look: Look) -> str | None:
    """A colour for a noun's picture that shows by itself one that siblings state; None where it may keep its own."""
    plain = pictures.picture(noun) if look.avoid else None
    taken = {basic_color(color) for color in look.avoid}
    if plain is None or not taken & _named_colors(plain):
        return None
    candidates = GROWN if any(is_a(noun.concept, kind) for kind in ("food", "fruit", "vegetable", "plant")) else MADE
    free = next((term for term in candidates if term not in taken), None)
    return BASIC[free] if free else None


def _named_colors(picture: pictures.Picture) -> set[str]:
    """The basic colour terms by which a person would call the picture: of what is seen, through what is glass, too."""
    seen: dict[str, float] = {}
    layers = [(layer.commands, layer.rule) for layer in picture.layers]
    for stack, share in stacks(layers, picture.aspect, 1.0).items():
        color = "#ffffff"
        for layer in (picture.layers[index] for index in stack):
            color = mix(color, layer.color(pictures.PLAIN), layer.opacity)
        term = basic_color(color)
        seen[term] = seen.get(term, 0.0) + share
    return {term for term, share in seen.items() if share >= NAMED_SHARE}


def _body(picture: pictures.Picture) -> set[int]:
    """The layers that take a pattern: what is tinted at full strength, else the largest that is seen."""
    tinted = {index for index, layer in enumerate(picture.layers) if layer.fill is None}
    if tinted:
        return tinted
    shares = _shares(picture)
    return {shares.index(max(shares))}


def _shares(picture: pictures.Picture) -> list[float]:
    return visible_shares([(layer.commands, layer.rule) for layer in picture.layers], picture.aspect, 1.0)


def _broad_colors(layers: Sequence[PictureLayer], aspect: float) -> tuple[str, ...]:
    """The colours of the layers that span much of the picture; of all of them when none does."""
    broad = []
    for layer in layers:
        box = bounds(layer.commands)
        if box is not None and (box[2] - box[0]) * (box[3] - box[1]) >= BROAD * aspect:
            broad.append(str(layer.fill))
    return tuple(dict.fromkeys(broad or [str(layer.fill) for layer in layers]))


def _printed(fill: str, body: bool, look: Look, theme: Theme, box: Pixels) -> str | Pattern:
    """A layer's fill with the pattern that its object has, or that stands for its colour in print."""
    if theme.monochrome and not look.stated and not (body and look.pattern):
        return shades.gray(fill)
    if not body:
        return shades.gray(fill) if theme.monochrome else fill
    center = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    own = look if theme.monochrome and look.stated else replace(look, fill=fill)
    return own.paint(theme, center, min(box[2] - box[0], box[3] - box[1])) or fill


def _edge(
    look: Look, theme: Theme, colors: Sequence[str], under: Sequence[str], layers: Sequence[PictureLayer], aspect: float
) -> str | None:
    """The colour of an outline, where one is stated or much of the picture would be overlooked without."""
    if theme.monochrome:
        return theme.ink if look.stated or look.pattern else None
    if look.stroke is not None:
        return look.stroke or None
    faint = [color for color in colors if is_faint(color, under)]
    if faint and _distinct_share(layers, aspect, under) < DISTINCT_SHARE:
        return edge_color(faint[0], under, strong=True)
    return None


def _distinct_share(layers: Sequence[PictureLayer], aspect: float, under: Sequence[str]) -> float:
    """The share of the visible ink whose colour stands out from all that is under it."""
    shares = visible_shares([(layer.commands, layer.rule) for layer in layers], aspect, 1.0)
    return sum(
        share for layer, share in zip(layers, shares, strict=True)
        if not any(is_faint(color, under) for color in _both(layer.fill))
    )  # fmt: skip


def _both(fill: str | Pattern) -> tuple[str, ...]:
    return (fill.background, fill.foreground) if isinstance(fill, Pattern) else (fill,)
