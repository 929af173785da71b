"""What tests of scoring share: observations that a test makes up, and a detector that reads them from the file."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import ClassVar

from sgc.source import SgcError, error
from sgc.source.codes import PICTURE_FILE
from sgc.verify import Detection, Observation, PictureFile, picture_file

PNG = b"\x89PNG\r\n\x1a\n"
PICTURE = picture_file("a.png", PNG)


def box(noun: str, x: float = 0, y: float = 0, score: float = 0.95, size: float = 40, color: str = "") -> Detection:
    """A thing around a place."""
    half = size / 2
    colors = ((color, 1.0),) if color else ()
    return Detection(noun, (x - half, y - half, x + half, y + half), score, colors=colors)


def seen(*detections: Detection) -> Observation:
    return Observation((512, 512), detections)


class Told:
    """A detector of files that tell what is to be seen: a noun, its middle and its score, a line for each."""

    name: ClassVar[str] = "told"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))
    looked: ClassVar[list[str]] = []

    def knows(self, noun: str) -> bool:
        return True

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        self.looked.append(Path(picture.name).name)
        try:
            return seen(*(box(*one) for one in json.loads(picture.data[len(PNG) :])))
        except ValueError:
            raise SgcError([error(PICTURE_FILE, f"{picture.name} cannot be read.")]) from None


def write(path: Path, *things: tuple[object, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PNG + json.dumps(things).encode())
