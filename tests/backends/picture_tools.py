"""How tests turn the output of each back end into pixels, and how two pictures are compared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from sgc.backends.raster import PngBackend
from sgc.drawing.primitives import Drawing

#: Seconds that one run of TeX, poppler or Python may take.
TIME_LIMIT = 120

Pixels = NDArray[np.float64]


def program(name: str, package: str) -> str:
    """The path of a program. Tests fail without it: a picture that was never looked at is not right."""
    found = shutil.which(name)
    assert found is not None, f"These tests need the program {name}. Install it with: apt install {package}"
    return found


def pdflatex(source: bytes, folder: Path, name: str = "picture") -> bytes:
    """The PDF that pdfLaTeX makes of a file, without a shell and without access beyond its folder."""
    command = program("pdflatex", "texlive-latex-base texlive-pictures preview-latex-style")
    (folder / f"{name}.tex").write_bytes(source)
    environment = {"openin_any": "p", "openout_any": "p", "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    run = subprocess.run(
        [command, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, timeout=TIME_LIMIT, check=False,
    )  # fmt: skip
    log = run.stdout.decode(errors="replace")
    assert run.returncode == 0, f"pdflatex failed:\n{log[-3000:]}"
    return (folder / f"{name}.pdf").read_bytes()


def pdf_pages(pdf: bytes, width: int, height: int, folder: Path) -> list[Image.Image]:
    """The pages of a PDF, each drawn at the given size in pixels."""
    command = program("pdftoppm", "poppler-utils")
    (folder / "pages.pdf").write_bytes(pdf)
    size = ["-scale-to-x", str(width), "-scale-to-y", str(height)]
    subprocess.run(
        [command, "-png", *size, "pages.pdf", "page"], cwd=folder, timeout=TIME_LIMIT, check=True, capture_output=True
    )
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob("page-*.png"))]


def python(source: bytes, folder: Path, name: str = "figure") -> Image.Image:
    """The picture that a script saves, run alone: without sgc, in a folder of its own."""
    (folder / f"{name}.py").write_bytes(source)
    run = subprocess.run(
        [sys.executable, "-I", f"{name}.py", f"{name}.png"],
        cwd=folder, capture_output=True, timeout=TIME_LIMIT, check=False,
    )  # fmt: skip
    assert run.returncode == 0, f"The script failed:\n{run.stderr.decode(errors='replace')[-3000:]}"
    return Image.open(folder / f"{name}.png").convert("RGB")


def by_svg(drawing: Drawing, folder: Path) -> Image.Image:
    return Image.open(BytesIO(PngBackend().render(drawing))).convert("RGB")


def by_tikz(drawing: Drawing, folder: Path) -> Image.Image:
    from sgc.backends.tikz import TikzBackend

    pdf = pdflatex(TikzBackend().render(drawing), folder)
    (page,) = pdf_pages(pdf, drawing.width, drawing.height, folder)
    return page


def by_matplotlib(drawing: Drawing, folder: Path) -> Image.Image:
    from sgc.backends.matplotlib_script import MatplotlibBackend

    return python(MatplotlibBackend().render(drawing), folder)


#: How each back end's picture is made.
PRINTERS: Mapping[str, Callable[[Drawing, Path], Image.Image]] = {
    "svg": by_svg, "tikz": by_tikz, "matplotlib": by_matplotlib,
}  # fmt: skip


def blurred(picture: Image.Image, radius: float) -> Pixels:
    """Colours from 0 to 1 (height, width, 3), blurred so that how edges are smoothed does not matter."""
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float64) / 255
