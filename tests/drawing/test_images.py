"""Images come only from within the project, and nothing of them comes along but their pixels."""

from __future__ import annotations

import os
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo
from scenes import Hand, groups

from sgc.drawing import images
from sgc.drawing.images import image_png
from sgc.drawing.primitives import Image, Rectangle
from sgc.graph.scene import Kind
from sgc.source import NOWHERE, SgcError


def picture(path: Path, size: tuple[int, int] = (80, 40), kind: str = "PNG") -> Path:
    image = Pillow.new("RGB", size, "#ff0000")
    image.paste("#0000ff", (size[0] // 2, 0, *size))
    info = PngInfo()
    info.add_text("Comment", "secret")
    image.save(path, kind, **({"pnginfo": info} if kind == "PNG" else {}))
    return path


def refusal(root: Path, name: str) -> str:
    with pytest.raises(SgcError) as caught:
        image_png(root, name, 1.0, 100, NOWHERE)
    (found,) = caught.value.diagnostics
    assert found.code.name == "image"
    assert found.hints
    assert str(root) not in found.message
    return found.message


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_image_is_cropped_about_its_centre_and_re_encoded(tmp_path: Path, kind: str) -> None:
    picture(tmp_path / "a.bin", kind=kind)
    data = image_png(tmp_path, "a.bin", 1.0, 100, NOWHERE)
    assert b"secret" not in data
    with Pillow.open(BytesIO(data)) as image:
        assert image.format == "PNG"
        assert image.width == image.height
        left, right = (image.convert("RGB").getpixel((image.width * k // 8, image.height // 2)) for k in (1, 7))
    assert left[0] > 200 > 50 > left[2]  # type: ignore[index]  # a colour image has channels
    assert right[2] > 200 > 50 > right[0]  # type: ignore[index]


def test_a_large_image_is_embedded_no_larger_than_print_needs(tmp_path: Path) -> None:
    picture(tmp_path / "a.png", (900, 300))
    with Pillow.open(BytesIO(image_png(tmp_path, "a.png", 3.0, 300, NOWHERE))) as image:
        assert image.size == (300, 100)


def test_what_is_outside_the_project_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    picture(tmp_path / "secret.png")
    os.symlink(tmp_path / "secret.png", root / "link.png")
    for name in ("../secret.png", str(tmp_path / "secret.png"), "link.png"):
        assert "outside" in refusal(root, name)


def test_what_is_no_image_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("<svg/>")
    (tmp_path / "cut.png").write_bytes(picture(tmp_path / "b.png").read_bytes()[:60])
    picture(tmp_path / "c.gif", kind="GIF")
    for name in ("a.png", "cut.png", "c.gif"):
        assert "no PNG or JPEG" in refusal(tmp_path, name)
    assert str(tmp_path) not in refusal(tmp_path, str(tmp_path / "a.png"))
    assert "no image file" in refusal(tmp_path, "missing.png")
    assert "no image file" in refusal(tmp_path, ".")
    assert "cannot be read" in refusal(tmp_path, "a\0b.png")


@pytest.mark.filterwarnings("error")
def test_too_large_an_image_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for side in (9_600, 30_000):  # of which Pillow warns, and which it refuses
        Pillow.new("1", (side, side)).save(tmp_path / "b.png")
        assert "too large" in refusal(tmp_path, "b.png")
    picture(tmp_path / "a.png")
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    assert "too large" in refusal(tmp_path, "a.png")
    monkeypatch.setattr(images, "MOST_BYTES", 10)
    assert "larger than" in refusal(tmp_path, "a.png")


def test_an_image_object_shows_its_file_or_says_that_it_has_none(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    hand = Hand().add("i", "image", 10, 20, 60, 60, kind=Kind.IMAGE, properties={"image": "a.png"})
    (image,) = groups(hand.drawing(root=tmp_path))["i"].children
    assert isinstance(image, Image)
    assert (image.x, image.y, image.width, image.height) == (10, 20, 60, 60)
    bare = Hand().add("i", "image", 10, 20, 60, 60, kind=Kind.IMAGE, properties={"opacity": Fraction(1)})
    assert isinstance(groups(bare.drawing(root=tmp_path))["i"].children[0], Rectangle)
