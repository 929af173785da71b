"""The pixels of a raster picture, upright and on white paper, for the detectors that look at such."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sgc.measure.rasters import TooLargeError, decoded
from sgc.source import SgcError, error
from sgc.source.codes import PICTURE_FILE
from sgc.verify.picture import PictureFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The most pixels that are looked at: more than any camera's.
MOST = 2**26
#: How far a channel may be off its neighbour where a picture is smooth (0 to 255), and the share of smooth pixels
#: below which it is a photograph: of five photographs 10 to 59 % are, of drawings kept as JPEG 74 % and more.
SMOOTH, GRAIN = 2, 0.66


def pixels_of(picture: PictureFile) -> NDArray[Any]:
    """Red, green and blue of every pixel: an array of uint8, height × width × 3, turned as its EXIF says.

    Raises SgcError for a file that cannot be decoded, or that has more than ``MOST`` pixels.
    """
    return _decoded(picture.name, picture.data)


@lru_cache(maxsize=1)  # several detectors look at one picture, one after the other
def _decoded(name: str, data: bytes) -> NDArray[Any]:
    import numpy as np
    from PIL import Image

    try:
        whole = decoded(data, MOST)
    except TooLargeError as problem:
        raise SgcError([error(PICTURE_FILE, f"{name} is too large to be looked at: {problem}.")]) from None
    except ValueError as problem:
        raise SgcError([error(PICTURE_FILE, f"{name} cannot be read: {problem}.")]) from problem
    if whole.getchannel("A").getextrema() != (255, 255):
        paper = Image.new("RGBA", whole.size, "#ffffff")
        paper.alpha_composite(whole)
        whole = paper
    return np.asarray(whole.convert("RGB"))


def as_png(pixels: NDArray[Any]) -> bytes:
    """The PNG file of such an array."""
    from PIL import Image

    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def coarser(pixels: NDArray[Any], times: float) -> NDArray[Any]:
    """Such an array with so many times fewer pixels along each side; each is the mean of those that were there."""
    import numpy as np
    from PIL import Image

    height, width = (max(1, round(side / times)) for side in pixels.shape[:2])
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BOX))


def is_photograph(picture: PictureFile) -> bool:
    """Whether a picture of pixels has the grain of the world: that of drawings is smooth nearly everywhere, also after
    they were kept as JPEG."""
    import numpy as np

    if picture.kind != "raster":
        return False
    pixels = pixels_of(picture).astype(np.int16)
    steps = [np.abs(np.diff(pixels, axis=axis)).max(2) for axis in (0, 1)]
    smooth = (steps[0][:, :-1] <= SMOOTH) & (steps[1][:-1] <= SMOOTH)
    return bool(smooth.size and smooth.mean() < GRAIN)
