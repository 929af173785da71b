"""What is known of the vocabulary's pictures before any is looked at: the stored atlas and catalogue, and outlines."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from safetensors import SafetensorError, safe_open

from sgc.graph.vocabulary import lookup
from sgc.source import MissingError
from sgc.verify.renders.atlas import Atlas, Look, atlas_of
from sgc.verify.renders.catalogue import Catalogue, catalogue_of
from sgc.verify.renders.glyphs import Glyph, beyond_vocabulary, glyphs_of, shapes
from sgc.verify.renders.inks import Ink, ink_of

#: A file of weights to use in place of the project's own.
VARIABLE = "SGC_DETECTOR"
FILE = "renders.safetensors"


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The ``catalogue`` has its entries in the order of the looks of the ``atlas``."""

    atlas: Atlas
    catalogue: Catalogue


def weights_file() -> Path:
    """The file that ``SGC_DETECTOR`` names, else the project's own."""
    given = os.environ.get(VARIABLE)
    return Path(given) if given else Path(str(files("sgc.verify.renders") / FILE))


def unusable(problem: object) -> MissingError:
    """What is said of a file of weights that cannot be used."""
    message = f"The weights of the renders detector, {weights_file()}, cannot be used ({problem})."
    named = f"{VARIABLE} names them." if os.environ.get(VARIABLE) else None
    return MissingError(f"{message} {named or 'Install sgc again, or run: sgc train detector --out DIR'}")


@cache
def tables() -> Tables:
    """Those of the file of weights. Raises MissingError where it cannot be used."""
    try:
        with safe_open(weights_file(), "np") as stream:
            atlas = Atlas.from_bytes(stream.get_tensor("atlas").tobytes())
            return Tables(atlas, Catalogue.from_bytes(stream.get_tensor("catalogue").tobytes()))
    except (OSError, SafetensorError, KeyError, ValueError, zlib.error) as problem:
        raise unusable(problem) from None


@lru_cache(maxsize=8)
def tables_with(words: tuple[str, ...]) -> Tables:
    """Those of the vocabulary, with the pictures of words that are not of it."""
    own, more = tables(), beyond_vocabulary(words)
    if not more:
        return own
    return Tables(own.atlas.joined(atlas_of(more)), own.catalogue.joined(catalogue_of(more), len(own.atlas.looks)))


def ink_in(looks: tuple[Look, ...], number: int, aspect: float) -> Ink | None:
    """One of an atlas's looks ready to be painted, a free shape as it is in a box of that aspect; None where the
    vocabulary has changed since the atlas was made."""
    look = looks[number]
    first = number
    while first and looks[first - 1] == look:
        first -= 1
    return _ink(look, number - first, aspect if look.free else None)


@lru_cache(maxsize=8192)
def _ink(look: Look, coloring: int, aspect: float | None) -> Ink | None:
    glyph = _glyph(look)
    return None if glyph is None or coloring >= len(glyph.looks) else ink_of(glyph.layers(coloring, aspect))


@lru_cache(maxsize=4096)
def _glyph(look: Look) -> Glyph | None:
    noun = None if look.is_shape else lookup(look.nouns[0])
    made = shapes() if look.is_shape else glyphs_of([noun]) if noun is not None else ()
    return next((glyph for glyph in made if glyph.name == look.name), None)
