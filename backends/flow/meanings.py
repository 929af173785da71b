"""What the flow model was taught of words: the meaning by which each noun of a scene is painted."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from sgc.backends.flow.phrases import called, embed
from sgc.backends.flow.weights import Weights, weights
from sgc.graph.scene import Kind, SceneGraph
from sgc.graph.vocabulary import Noun, lookup
from sgc.source import Diagnostic, warning
from sgc.source.codes import NEVER_SEEN

#: The product of embeddings above which they are of one phrase, and from which on of things that are like each other.
SAME, KIN = 0.999, 0.6


def meaning(noun: str, entry: Noun | None, found: Weights) -> Tensor | None:
    """The embedding (SIZE) by which a noun is painted: its own, or of one that was never taught that of its relative.
    (Of its own there would be a sprite as well, but one that is the mean of many.) None where nothing is like it."""
    own = _embedding(_phrase(noun, entry), found)
    if _likeness(own, found) > SAME:
        return own
    relative = relative_of(own, found)
    return found.embeddings[relative] if relative else None


def strangers(scene: SceneGraph) -> tuple[Diagnostic, ...]:
    """A warning for each noun of a scene that the sprites were not taught."""
    found, told = weights(), {}
    for one in scene.objects:
        if one.kind not in (Kind.PICTURE, Kind.SHAPE):
            continue
        own = _embedding(_phrase(one.noun, one.entry), found)
        if _likeness(own, found) > SAME:
            continue
        relative = relative_of(own, found)
        instead = f": it paints '{relative}' in its place" if relative else ", nor anything like it: it writes the word"
        told[one.noun] = warning(NEVER_SEEN, f"the flow model was never shown '{one.noun}'{instead}", one.span)
    return (*told.values(),)


def relative_of(meant: Tensor, found: Weights) -> str | None:
    """The taught noun that is most like an embedding (SIZE), or None where none is like it."""
    if _likeness(meant, found) < KIN:
        return None
    nouns, known = _relatives(found)
    return nouns[int((known @ meant).argmax())]


@cache
def _relatives(found: Weights) -> tuple[tuple[str, ...], Tensor]:
    """The nouns of the vocabulary that the sprites were taught, without their forms, and their embeddings."""
    taught = {noun: one for noun, one in found.embeddings.items()
              if (entry := lookup(noun)) and called(entry) == noun and _likeness(one, found) > SAME}  # fmt: skip
    return tuple(taught), torch.stack([*taught.values()])


def _embedding(phrase: str, found: Weights) -> Tensor:
    """A phrase's own embedding."""
    known = found.embeddings.get(phrase)
    return known if known is not None else embed([phrase])[0]


def _likeness(meant: Tensor, found: Weights) -> float:
    """How like it is to the taught phrase that is most like it; 1 for one that was taught."""
    taught = found.model.sprites.text.float()
    return float((taught @ meant).max()) if len(taught) else 0.0


def _phrase(noun: str, entry: Noun | None) -> str:
    """The phrase by which the model knows a noun: known words are those of the vocabulary, whatever they are called."""
    return noun if entry is None else called(entry)
