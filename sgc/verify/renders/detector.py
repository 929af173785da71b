"""The renders detector: sees the icons and shapes in a picture made of pixels, whatever program made it.

A network proposes where things are, another puts their boxes right and says whether they are whole; then every
picture of the vocabulary is tried on each (``sgc.verify.renders.fitting``). What nothing explains has no name here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sgc.graph.vocabulary import lookup
from sgc.source import MissingError
from sgc.verify.picture import PictureFile
from sgc.verify.types import TEXT, Observation


@dataclass(frozen=True, slots=True)
class RendersDetector:
    """Looks at PNG, JPEG and other files of pixels. Raises MissingError without torch, or without its weights."""

    name: ClassVar[str] = "renders"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def __post_init__(self) -> None:
        try:
            from sgc.verify.renders.weights import weights
        except ImportError as missing:
            message = f"The renders detector needs the package {missing.name}: pip install 'sgc[verify]'"
            raise MissingError(message) from None
        weights()

    def knows(self, noun: str) -> bool:
        entry = lookup(noun)
        if entry is None or noun in (TEXT, "image"):
            return False
        return entry.kind == "shape" or bool(entry.icon or entry.emoji or entry.drawing)

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        from sgc.verify.pixels import pixels_of
        from sgc.verify.renders.looking import look

        return look(pixels_of(picture), nouns)
