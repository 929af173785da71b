"""Images of pixels that people give, decoded safely: upright, in eight bits a channel, no larger than is asked for."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

if TYPE_CHECKING:
    from PIL.Image import Image


class TooLargeError(ValueError):
    """An image has more pixels than are looked at."""


def decoded(data: bytes, most: int, formats: tuple[str, ...] | None = None) -> Image:
    """The image in a file, in mode RGBA, turned as its EXIF says; of several frames the first.

    Raises TooLargeError for more than ``most`` pixels, which are not decoded, and ValueError for what is no image, or
    none of the ``formats`` (Pillow's names).
    """
    from PIL import Image, ImageOps

    try:
        with catch_warnings():  # Pillow's own limit is another one
            simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=formats)
        if image.width * image.height > most:
            raise TooLargeError(f"it has {image.width} × {image.height} pixels")
        return _of_eight_bits(ImageOps.exif_transpose(image)).convert("RGBA")
    except Image.DecompressionBombError:
        raise TooLargeError(f"it has more than {most // 10**6} million pixels") from None
    except (OSError, SyntaxError) as problem:
        raise ValueError(str(problem)) from problem


def _of_eight_bits(image: Image) -> Image:
    """The image with 0 to 255 where it has 0 to 65535, which Pillow would cut off at 255."""
    import numpy as np
    from PIL import Image

    if not image.mode.startswith("I"):
        return image
    return Image.fromarray(np.round(np.asarray(image, np.float64) / 257).clip(0, 255).astype(np.uint8))
