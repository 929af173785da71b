"""A finished picture as a verifier gets it: the bytes of a file, and what kind of file they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sgc.source import SgcError, error
from sgc.source.codes import PICTURE_FILE
from sgc.verify.types import Pixels

#: The largest picture that is read, in bytes.
LARGEST = 64 * 2**20

Kind = Literal["svg", "pdf", "raster"]

_RASTER_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """What a scene says of its figure, in pixels of its canvas: the ``canvas``, where its size is stated, and how wide
    its texts are. They are hints of how fine a picture of it is, and nothing of where anything stands."""

    canvas: tuple[int, int] | None
    widths: Mapping[str, float]


@dataclass(frozen=True, slots=True, repr=False)
class PictureFile:
    """A picture's bytes and kind, told by what is in it and not by its name; ``name`` is for messages. ``left`` are the
    boxes, in pixels, outside which others have explained all there is; None where nobody has. ``sizes`` are those of
    the figure that it may be of; None where there is no scene. ``patterned``: that speaks of patterns, so that what
    alternates may be one thing and not as many as there are stripes. ``layered``: that has shapes which others show
    through, so that where two overlap is no third thing."""

    name: str
    data: bytes
    kind: Kind
    left: tuple[Pixels, ...] | None = None
    sizes: Sizes | None = None
    patterned: bool = False
    layered: bool = False


def picture_file(name: str, data: bytes) -> PictureFile:
    """Raises SgcError for what is no picture that anybody could look at."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_RASTER_HEADS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return PictureFile(name, data, "raster")
    if head.startswith(b"%PDF-"):
        return PictureFile(name, data, "pdf")
    if head.startswith(b"<") and b"<svg" in data[:65536]:
        return PictureFile(name, data, "svg")
    hint = "Give an SVG, PDF, PNG or JPEG file."
    raise SgcError([error(PICTURE_FILE, f"{name} is no picture that can be looked at.", None, hint)])


def read_picture(path: Path) -> PictureFile:
    """The picture in a file. Raises OSError, and SgcError for what is no picture or is too large."""
    with open(path, "rb") as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise SgcError([error(PICTURE_FILE, f"{path} is larger than {LARGEST // 2**20} MiB.")])
    return picture_file(str(path), data)
