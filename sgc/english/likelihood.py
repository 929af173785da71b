"""Likelihood: whether a thing may well have a place to another, which decides where English leaves it open."""

from __future__ import annotations

from sgc.english.meaning import Thing

SIDES = frozenset(("left of", "right of"))
_PLACES = (*SIDES, "inside", "on", "above", "beside", "in front of")
#: What bears a thing is at least so large beside it, by the longer sides.
_BEARS = 0.5
#: The same of what is made to bear things.
_SPREADS = 0.3


def place_of(predicate: str) -> str:
    """The place that a predicate says, where its likelihood is known: "on" of "sitting on"; else nothing."""
    return next((one for one in _PLACES if predicate == one or predicate.endswith(f" {one}")), "")


def is_likely(thing: Thing, place: str, other: Thing) -> bool:
    """Whether the one may well have that place to the other, as far as both are known."""
    own, its = thing.entry, other.entry
    if place and thing.is_backdrop and not other.is_backdrop:  # no floor is on, in or left of a ball
        return thing.is_kind("snow", "grass") and place == "on"
    if not place or own is None or its is None:
        return True
    if thing.noun == other.noun and place in ("on", "inside"):  # no desk on a desk
        return bool(thing.adjectives or other.adjectives)
    if place == "above":  # no man is above a woman
        return not thing.is_living or own.stance != "ground" or its.stance != "ground" or other.is_kind("bridge")
    if place == "inside":
        sheet = its.kind == "shape" or its.writing is not None  # "a star in a circle", "a heart on a card"
        within = sheet or its.role in ("hollow", "backdrop") or its.is_room or other.listed("place")
        return within or other.is_kind("building", "vehicle", "plant", "sign", "person", "window", "shape")
    if place == "on" and its.role != "backdrop":
        surface = its.role == "surface"
        rests = surface or not (other.is_living and own.stance in ("free", "ground"))
        return rests and its.size_cm >= (_SPREADS if surface else _BEARS) * own.size_cm
    return True
