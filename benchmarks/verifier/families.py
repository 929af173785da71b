"""Which nouns' pictures the renders detector never saw in its training."""

from __future__ import annotations

from sgc.graph.vocabulary import Noun, is_a
from sgc.training.sprites import HELD_OUT


def is_unseen(noun: Noun) -> bool:
    return any(is_a(noun.concept, family) for family in HELD_OUT)
