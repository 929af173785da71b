"""The renders detector: sees the icons and shapes in a picture made of pixels, whatever program made it.

Pictures that are asked for are laid where they would stand, and are there where every pixel agrees
(``sgc.verify.renders.laying``). Flat regions say what else they are regions of (``sgc.verify.renders.explaining``); for
what is left, a network proposes where things are, and every picture of the vocabulary is tried there
(``sgc.verify.renders.searching``). What nothing explains has no name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import ClassVar

from sgc.graph.vocabulary import lookup
from sgc.source import MissingError
from sgc.verify.picture import PictureFile
from sgc.verify.types import TEXT, Observation


@dataclass(frozen=True, slots=True)
class RendersDetector:
    """Explains pixels by the pictures and shapes of the vocabulary, and compares.

    Raises MissingError without torch, or without its weights.
    """

    name: ClassVar[str] = "renders"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def __post_init__(self) -> None:
        for package in ("scipy", "safetensors", "torch"):  # the last is loaded only when it is needed
            if find_spec(package) is None:
                raise MissingError(f"The renders detector needs the package {package}: pip install 'sgc[verify]'")
        from sgc.verify.renders.tables import tables

        tables()

    def knows(self, noun: str) -> bool:
        entry = lookup(noun)
        if entry is None or noun in (TEXT, "image"):
            return False
        return entry.kind == "shape" or bool(entry.icon or entry.emoji or entry.drawing)

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        from sgc.verify.pixels import pixels_of
        from sgc.verify.renders.looking import look

        return look(pixels_of(picture), nouns, texts, patterned=picture.patterned, layered=picture.layered)
