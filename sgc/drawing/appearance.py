"""How each declaration looks: its colour, its outline and its pattern, before anything is placed.

A stated colour is the colour seen. What states none gets a fitting one that no sibling of its noun
states, so that with ``2 red apple`` a plain ``apple`` is not red.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sgc.drawing import shades
from sgc.drawing.primitives import Pattern, Stroke
from sgc.graph.colors import MATERIALS, basic_color, color_value, contrast
from sgc.graph.nodes import NAMELESS
from sgc.graph.scene import Kind, Length, SceneGraph, SceneObject
from sgc.measure.motifs import WORDS
from sgc.measure.themes import Theme

#: A fill needs an outline to be seen on what differs less from it, both in luminance (WCAG's contrast) and in
#: colour (distance in OKLab).
VISIBLE, DISTINCT = 1.35, 0.14
#: Who wears what they like, what else is seldom twice of one colour, and the colours that there are.
VARIED = (
    "person", "man", "woman", "child", "boy", "girl", "old man", "old woman", "student", "car", "balloon", "kite",
    "butterfly", "tulip", "yarn", "t-shirt", "toy car",
)  # fmt: skip
VARIETY = ("#2f6690", "#3f8f5b", "#c98a1b", "#b5446e", "#7a5aa6", "#c8553d", "#3c8f98")
DASHED, DOTTED = (4.0, 3.0), (0.1, 2.2)


@dataclass(frozen=True, slots=True)
class Look:
    """``fill`` None is a picture in its own colours, "" no fill at all; ``avoid`` are the colours that
    such a picture must not show, since siblings state them. ``pattern`` is a motif on the fill.
    ``stroke`` is a stated outline colour, "" no outline, ``thickness`` its stated width in pixels, ``breaks`` how it is
    broken, in widths. ``ink`` is the stated colour of what is written. Colours are ``#rrggbb``."""

    fill: str | None
    stroke: str | None = None
    pattern: str | None = None
    opacity: float = 1.0
    stated: bool = False
    avoid: tuple[str, ...] = ()
    thickness: float | None = None
    breaks: tuple[float, ...] = ()
    ink: str | None = None

    def outline(self, stroke: Stroke) -> Stroke:
        """An outline as it is stated."""
        width = stroke.width if self.thickness is None else self.thickness
        return Stroke(stroke.color, width, tuple(round(part * width, 2) for part in self.breaks))

    def paint(self, theme: Theme, center: tuple[float, float], extent: float) -> str | Pattern | None:
        """The fill of an outline about ``center``, whose shorter side is ``extent`` pixels."""
        fill = self.fill
        if not fill:
            return None
        pattern, marks, ground = self.pattern, marks_of(fill), fill
        if theme.monochrome:
            hatching = hatching_of(fill, theme) if self.stated else "white"
            if hatching in ("black", "white"):
                marks, ground = ("#777777", "#000000") if hatching == "black" else ("#000000", "#ffffff")
            else:
                pattern, marks, ground = pattern or hatching, "#000000", "#ffffff"
        if pattern is None:
            return ground
        period = max(5.0, min(16.0, extent / 7)) * (0.7 if theme.monochrome else 1.0)
        x, y = center
        return Pattern(pattern, marks, ground, round(period, 2), round(x, 2), round(y, 2))


def looks(scene: SceneGraph, theme: Theme) -> Mapping[str, Look]:
    """The look of every declared object, by its id."""
    stated = {one.id: stated_color(one) for one in scene.objects}
    known = _stated_of(scene.objects, stated)
    found: dict[str, Look] = {}
    turn = 0
    for one in scene.objects:
        opacity = one.properties.get("opacity", 1)
        fill, clear = stated[one.id], 1.0
        if fill is not None:
            fill, clear = (fill[:7], shades.opacity_of(fill))
            fill = fill if clear else ""
        elif isinstance(tint := one.properties.get("tint"), str):  # what the figure's own order gives
            fill = tint
        elif one.kind is Kind.SHAPE and scene.figure.kind == "diagram":
            fill = theme.nodes.get(one.meaning, theme.nodes["other"])
        elif one.kind is Kind.SHAPE and (like := _arranged_with(one, scene, found)) is not None:
            fill = found[like].fill
        elif one.kind is Kind.SHAPE:
            taken = _siblings(one, known)
            own = one.entry.color if one.entry is not None else None
            if own is not None and basic_color(own) not in map(basic_color, taken):  # a star is yellow
                fill = own
            else:
                fill = _free_color(theme.palette, turn, taken)
                turn += 1
        found[one.id] = Look(
            fill,
            _stroke(one) if "stroke" in one.properties else _node_edge(one, scene, fill),
            _motif(one),
            (float(opacity) if isinstance(opacity, (int, Fraction)) else 1.0) * (clear or 1.0),
            stated[one.id] is not None or (one.kind is Kind.SHAPE and one.concept in NAMELESS),
            _siblings(one, known) if stated[one.id] is None else (),
            _thickness(one),
            breaks(one.properties),
            ink[:7] if isinstance(ink := one.properties.get("ink"), str) and shades.opacity_of(ink) else None,
        )
    return found


def _arranged_with(one: SceneObject, scene: SceneGraph, known: Iterable[str]) -> str | None:
    """The shape of the same noun before it that stands in one arrangement with it, and of which no colour is stated
    either: what only points elsewhere, or is larger, looks as the others do."""
    rows = [row.targets for row in scene.arrangements if row.is_required]
    together = {
        id.partition("[")[0] for ids in rows for id in ids if one.id in {each.partition("[")[0] for each in ids}
    }
    others = (other for other in scene.objects if other.id in known and other.id in together)
    alike = (x.id for x in others if (x.meaning, x.kind) == (one.meaning, one.kind) and stated_color(x) is None)
    return next((id for id in alike if id != one.id), None)


def varied(look: Look, one: SceneObject, number: int) -> Look:
    """The look of the member of this number, from 1: of several people of whose colours nothing is said, each wears
    other clothes than the one before, and the first those that one alone would wear; so it is with balloons and cars.
    Uniforms are all alike."""
    if look.fill is not None or not one.counted or one.entry is None or one.concept not in VARIED:
        return look
    own = one.entry.color
    taken = {basic_color(color) for color in (*look.avoid, *([own] if own is not None else []))}
    colors = [own, *(color for color in VARIETY if basic_color(color) not in taken)]
    return replace(look, fill=colors[(number - 1) % len(colors)]) if number > 1 else look


def breaks(properties: Mapping[str, object]) -> tuple[float, ...]:
    """The lengths of strokes and gaps of a broken line or outline, in its widths; none where it is whole."""
    return DASHED if properties.get("dashed") is True else DOTTED if properties.get("dotted") is True else ()


def _thickness(one: SceneObject) -> float | None:
    stated = one.properties.get("thickness")
    return float(stated.value) if isinstance(stated, Length) else None


def _stroke(one: SceneObject) -> str | None:
    stroke = one.properties["stroke"]
    return (stroke[:7] if shades.opacity_of(stroke) else "") if isinstance(stroke, str) else None


def _node_edge(one: SceneObject, scene: SceneGraph, fill: str | None) -> str | None:
    """The outline of a node, which is always seen: a deep shade of its fill."""
    if scene.figure.kind != "diagram" or one.kind is not Kind.SHAPE or not fill:
        return None
    if one.concept in NAMELESS:
        return fill
    return shades.lighter(fill, -0.36 if shades.to_lch(fill)[0] > 0.6 else 0.28)


def stated_color(one: SceneObject) -> str | None:
    """The colour that the person asked for, ``#rrggbb`` or ``#rrggbbaa``: the fill, else the adjective,
    else that of the material."""
    fill = one.properties.get("fill")
    if isinstance(fill, str):
        return fill
    if one.attributes.color:
        return color_value(one.attributes.color)
    return MATERIALS.get(one.attributes.material or "")


def edge_color(fill: str, under: Iterable[str], strong: bool = False) -> str:
    """The outline of a fill: a deeper shade of it, or what can be seen where the fill itself cannot."""
    under = tuple(under)
    if not strong and not is_faint(fill, under):
        return shades.lighter(fill, -0.14)
    return shades.most_readable((shades.lighter(fill, -0.42), shades.lighter(fill, 0.36)), under)


def is_faint(fill: str, under: Iterable[str]) -> bool:
    """Whether the fill alone could be overlooked on some colour under it."""
    return any(contrast(fill, other) < VISIBLE and shades.distance(fill, other) < DISTINCT for other in under)


def hatching_of(color: str, theme: Theme) -> str:
    """The pattern that stands for a colour in print: that of the nearest basic colour term."""
    return theme.hatching[basic_color(color)]


def _motif(one: SceneObject) -> str | None:
    return WORDS.get(one.attributes.pattern or "")


def marks_of(fill: str) -> str:
    """The second colour of a pattern on a fill, which stays the colour that is seen."""
    return shades.lighter(fill, 0.2 if shades.to_lch(fill)[0] < 0.8 else -0.16)


def _stated_of(objects: Iterable[SceneObject], stated: Mapping[str, str | None]) -> Mapping[str, Mapping[str, str]]:
    """The colours that are stated of things, by what they mean and by their ids."""
    found: dict[str, dict[str, str]] = {}
    for one in objects:
        if (color := stated[one.id]) is not None:
            found.setdefault(one.meaning, {})[one.id] = color[:7]
    return found


def _siblings(one: SceneObject, known: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """The colours that other declarations of the same noun state."""
    return tuple(dict.fromkeys(color for id, color in known.get(one.meaning, {}).items() if id != one.id))


def _free_color(palette: tuple[str, ...], turn: int, taken: Iterable[str]) -> str:
    """The palette's next colour that is called by another name than those taken, or the next when all are taken."""
    named = {basic_color(color) for color in taken}
    order = [palette[(turn + i) % len(palette)] for i in range(len(palette))]
    return next((color for color in order if basic_color(color) not in named), order[0])
