"""Images as people have them: of sixteen bits, in any mode, turned by their EXIF."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from sgc.measure.rasters import TooLargeError, decoded


def saved(image: Image.Image, kind: str = "PNG", **more: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **more)
    return file.getvalue()


def test_sixteen_bits_keep_their_shades() -> None:
    shades = np.array([[0, 0x4040, 0x8080, 0xFFFF]], np.uint16)
    found = decoded(saved(Image.fromarray(shades)), 100)
    assert np.asarray(found)[0, :, :3].tolist() == [[shade] * 3 for shade in (0, 64, 128, 255)]


@pytest.mark.parametrize(("mode", "kind"), [("1", "PNG"), ("P", "GIF"), ("CMYK", "JPEG"), ("LA", "PNG"), ("L", "WEBP")])
def test_any_mode_becomes_red_green_and_blue(mode: str, kind: str) -> None:
    white = Image.new("RGB", (8, 8), "white").convert(mode)
    red, green, blue, alpha = np.asarray(decoded(saved(white, kind), 100))[4, 4]
    assert min(red, green, blue) > 250
    assert alpha == 255


def test_a_turned_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[274] = 6
    assert decoded(saved(Image.new("RGB", (8, 4)), "JPEG", exif=exif), 100).size == (4, 8)


def test_what_is_too_large_is_not_decoded_and_what_is_none_is_told() -> None:
    with pytest.raises(TooLargeError, match="20 × 10 pixels"):
        decoded(saved(Image.new("L", (20, 10))), 100)
    for wrong in (b"text", saved(Image.new("RGB", (8, 8), "red"))[:50]):
        with pytest.raises(ValueError, match=r"\w"):
            decoded(wrong, 100)
    with pytest.raises(ValueError, match="cannot identify"):
        decoded(saved(Image.new("L", (8, 8)), "GIF"), 100, ("PNG", "JPEG"))
