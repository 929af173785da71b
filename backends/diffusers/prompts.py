"""What is said to a model in words: captions, phrases for parts of a picture, and structured captions in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sgc.backends.conditions import Box, Conditions, Region
from sgc.english.describing import describe
from sgc.graph.colors import basic_color, color_value

#: Names for the thirds of a picture, across and down.
_ACROSS, _DOWN = ("left", "center", "right"), ("top", "middle", "bottom")
#: How large a share of the picture is called what.
_SIZES = ((0.02, "tiny"), (0.08, "small"), (0.25, "medium"), (0.6, "large"), (1.0, "filling the frame"))


def caption_of(conditions: Conditions) -> str:
    """The scene in English. What must be absent is not in it: models paint what they are told of."""
    return describe(replace(conditions.scene, absences=())).text or background_of(conditions)


def negative_of(conditions: Conditions) -> str:
    """What must be absent."""
    return ", ".join(conditions.absent)


def said(region: Region) -> str:
    """A region's thing with its article, and the words on it: ``a red cup with the words "Tea" on it``."""
    if region.phrase.startswith("the "):
        return region.phrase
    words = f' with the words "{region.text}" on it' if region.text else ""
    return f"{'an' if region.phrase[0] in 'aeiou' else 'a'} {region.phrase}{words}"


def background_of(conditions: Conditions) -> str:
    """What is behind all things."""
    backdrops = [one.phrase for one in conditions.regions if one.backdrop]
    if backdrops:
        return " and ".join(dict.fromkeys(backdrops))
    value = color_value(conditions.scene.figure.background or "")
    return f"a plain {basic_color(value[:7])} background" if value else "a plain background"


def place_of(box: Box) -> str:
    """Where a box is: ``top left``, ``center``, ``middle right``."""
    x, y = (min(2, int(3 * (low + high) / 2)) for low, high in ((box[0], box[2]), (box[1], box[3])))
    return "center" if (x, y) == (1, 1) else f"{_DOWN[y]} {_ACROSS[x]}"


def size_of(box: Box) -> str:
    """How large a box is in the frame."""
    share = (box[2] - box[0]) * (box[3] - box[1])
    return next(word for most, word in _SIZES if share <= most + 1e-6)


# ---------------------------------------------------------------- structured captions


def fibo(conditions: Conditions) -> str:
    """The caption that Bria's FIBO models are trained on: JSON with an entry for each thing."""
    things = [one for one in conditions.regions if not one.backdrop]
    return _compact({
        "short_description": caption_of(conditions),
        "objects": [
            {
                "description": said(one), "location": _exact(one.box), "relationship": _relations(one, conditions),
                "relative_size": size_of(one.box), "shape_and_color": one.phrase, "number_of_objects": 1,
            }
            for one in things
        ],
        "background_setting": background_of(conditions),
        "text_render": [{"text": one.text, "location": _exact(one.box)} for one in things if one.text],
    })  # fmt: skip


def ideogram(conditions: Conditions) -> str:
    """The caption that Ideogram 4 is trained on: a description, and what the picture is composed of."""
    elements: list[Mapping[str, Any]] = []
    for one in conditions.regions:
        if one.backdrop:
            continue
        relations = _relations(one, conditions)
        elements.append({"type": "obj", "desc": f"{said(one)}, {size_of(one.box)}, at the {_exact(one.box)}"
                         + (f", {relations}" if relations else "")})  # fmt: skip
        if one.text:
            elements.append({"type": "text", "text": one.text, "desc": f"on {said(replace(one, text=None))}"})
    return _compact({
        "high_level_description": caption_of(conditions),
        "compositional_deconstruction": {"background": background_of(conditions), "elements": elements},
    })  # fmt: skip


#: How each kind of pipeline writes its captions.
CAPTIONS: Mapping[str, Callable[[Conditions], str]] = {
    "BriaFiboPipeline": fibo, "BriaFibo2Pipeline": fibo, "Ideogram4Pipeline": ideogram,
}  # fmt: skip


def _compact(caption: Mapping[str, Any]) -> str:
    return json.dumps(caption, separators=(",", ":"), ensure_ascii=False)


def _exact(box: Box) -> str:
    left, top, right, bottom = (round(100 * edge) for edge in box)
    return f"{place_of(box)}, from {left}% to {right}% across and from {top}% to {bottom}% down"


def _relations(region: Region, conditions: Conditions) -> str:
    """How the scene relates a thing to others: ``left of the blue plate``."""
    names = {key: f"the {one.phrase}" for one in conditions.regions for key in (one.object, one.id)}
    found = []
    for relation in conditions.scene.relations:
        subject, *others = relation.arguments
        if not (relation.negated or relation.weight) and {region.id, region.object} & {*subject.targets}:
            targets = [names[id] for other in others for id in other.targets if id in names]
            found.append(f"{relation.predicate} {' and '.join(dict.fromkeys(targets)) or 'the picture'}")
    return ", ".join(found)
