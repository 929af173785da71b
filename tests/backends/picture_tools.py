"""How tests turn the output of each back end into pixels, and how two pictures are compared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from sgc.backends.matplotlib_script import to_script
from sgc.backends.raster import PngBackend
from sgc.backends.tikz import to_tikz
from sgc.drawing.primitives import Drawing, Group, Primitive, Text

#: Seconds that one run of TeX, poppler or Python may take.
TIME_LIMIT = 120

Pixels = NDArray[np.float64]


def program(name: str, package: str) -> str:
    """The path of a program. Tests fail without it: a picture that was never looked at is not right."""
    found = shutil.which(name)
    assert found is not None, f"These tests need the program {name}. Install it with: apt install {package}"
    return found


def pdflatex(source: bytes, folder: Path) -> bytes:
    """The PDF that pdfLaTeX makes of a file, without a shell and without access beyond its folder."""
    command = program("pdflatex", "texlive-latex-base texlive-pictures preview-latex-style")
    (folder / "picture.tex").write_bytes(source)
    environment = {"openin_any": "p", "openout_any": "p", "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
    run = subprocess.run(
        [command, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "picture.tex"],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, timeout=TIME_LIMIT, check=False,
    )  # fmt: skip
    log = run.stdout.decode(errors="replace")
    assert run.returncode == 0, f"pdflatex failed:\n{log[-3000:]}"
    return (folder / "picture.pdf").read_bytes()


def pdf_pages(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages of a PDF, 1/96 inch to a pixel."""
    command = program("pdftoppm", "poppler-utils")
    (folder / "pages.pdf").write_bytes(pdf)
    arguments = [command, "-png", "-r", "95.99", "pages.pdf", "page"]  # 96, less what would round pixels up
    subprocess.run(arguments, cwd=folder, timeout=TIME_LIMIT, check=True, capture_output=True)
    return [Image.open(page).convert("RGB") for page in sorted(folder.glob("page-*.png"))]


def python(sources: Sequence[bytes], folder: Path) -> list[Image.Image]:
    """The pictures that scripts save, run without sgc and what else is not matplotlib's."""
    for i, source in enumerate(sources):
        (folder / f"figure{i}.py").write_bytes(source)
    run = subprocess.run(
        [sys.executable, "-I", "-c", _RUN_SCRIPTS, str(len(sources))],
        cwd=folder, capture_output=True, timeout=TIME_LIMIT, check=False,
    )  # fmt: skip
    assert run.returncode == 0, f"A script failed:\n{run.stderr.decode(errors='replace')[-3000:]}"
    return [Image.open(folder / f"figure{i}.png").convert("RGB") for i in range(len(sources))]


#: Runs figure0.py and so on as their own programs, in one process, since matplotlib starts slowly.
_RUN_SCRIPTS = """
import runpy, sys
sys.modules["sgc"] = None  # importing it fails
for i in range(int(sys.argv[1])):
    sys.argv = [f"figure{i}.py", f"figure{i}.png"]
    runpy.run_path(f"figure{i}.py", run_name="__main__")
"""


def by_svg(drawings: Sequence[Drawing], folder: Path) -> list[Image.Image]:
    return [Image.open(BytesIO(PngBackend().render(drawing))).convert("RGB") for drawing in drawings]


def by_tikz(drawings: Sequence[Drawing], folder: Path) -> list[Image.Image]:
    """All drawings as the pages of one document, as a person would collect them."""
    pages = pdf_pages(pdflatex(one_document([to_tikz(drawing) for drawing in drawings]), folder), folder)
    assert len(pages) == len(drawings)
    for page, drawing in zip(pages, drawings, strict=True):
        assert page.size == (drawing.width, drawing.height)
    return pages


def by_matplotlib(drawings: Sequence[Drawing], folder: Path) -> list[Image.Image]:
    return python([to_script(drawing).encode() for drawing in drawings], folder)


def one_document(files: Sequence[str]) -> bytes:
    """The preambles of several files of the TikZ back end, each line once, and then their pictures."""
    heads, bodies = zip(*(file.split("\\begin{document}\n") for file in files), strict=True)
    preamble = dict.fromkeys(line for head in heads for line in head.split("\n") if not line.startswith("%"))
    pictures = "".join(body.removesuffix("\\end{document}\n") + "\n" for body in bodies)
    return ("\n".join(preamble) + "\n\\begin{document}\n" + pictures + "\\end{document}\n").encode()


#: How each back end's pictures are made.
PRINTERS: Mapping[str, Callable[[Sequence[Drawing], Path], list[Image.Image]]] = {
    "svg": by_svg, "tikz": by_tikz, "matplotlib": by_matplotlib,
}  # fmt: skip


# ---------------------------------------------------------------- comparison

#: Pixels of blur, so that it does not matter how edges are smoothed.
BLUR = 1.5
#: Side of the squares of which each must agree.
TILE = 16
#: The largest mean difference of colour (0 to 1) over such a square.
MOST_IN_TILE = 0.09
#: Ink is what differs so much from the background.
INK = 0.12
#: Pixels by which the edges of an object's ink may differ; by how much its area, in proportion, and its mean colour.
MOST_MOVED, MOST_GROWN, MOST_TINTED = 2.0, 0.12, 0.09
#: The same for texts: fonts differ in weight and in their letters' heights, and thin strokes take less colour.
MOST_MOVED_TEXT, MOST_GROWN_TEXT, MOST_TINTED_TEXT = 4.0, 0.4, 0.1


def parts(drawing: Drawing) -> list[Drawing]:
    """The drawing, and each of its objects alone on its background."""
    return [drawing, *(replace(drawing, children=(child,)) for child in drawing.children)]


def complaints(drawing: Drawing, right: Sequence[Image.Image], found: Sequence[Image.Image]) -> list[str]:
    """In what the pictures of a drawing's ``parts`` differ; empty when they are the same to the eye.

    Compared are the whole picture in small squares (without texts, whose fonts differ), and of every
    object the box, the area and the colour of its ink.
    """
    said = []
    worst = _worst_tile(drawing, right[0], found[0])
    if worst > MOST_IN_TILE:
        said.append(f"a part of the picture differs by {worst:.2f}")
    for child, one, other in zip(drawing.children, right[1:], found[1:], strict=True):
        name = child.id if isinstance(child, Group) else type(child).__name__
        said += [f"{name}: {what}" for what in _object_complaints(drawing.background, child, one, other)]
    return said


def _worst_tile(drawing: Drawing, right: Image.Image, found: Image.Image) -> float:
    difference = np.abs(blurred(right) - blurred(found)).max(axis=2)
    for text in texts(drawing.children):
        left, top, width, height = text.x, text.y, text.width, text.height
        difference[max(0, int(top) - 4) : int(top + height) + 5, max(0, int(left) - 4) : int(left + width) + 5] = 0
    rows, columns = (size // TILE * TILE for size in difference.shape)
    tiles = difference[:rows, :columns].reshape(rows // TILE, TILE, columns // TILE, TILE).mean(axis=(1, 3))
    return float(tiles.max())


def _object_complaints(background: str, child: Primitive, right: Image.Image, found: Image.Image) -> Iterator[str]:
    one, other = _ink(right, background), _ink(found, background)
    if other is None or one is None:
        if one is not other:
            yield "it is missing" if other is None else "it should not be seen"
        return
    written = any(True for _ in texts((child,)))
    moved = max(abs(a - b) for a, b in zip(one.box, other.box, strict=True))
    if moved > (MOST_MOVED_TEXT if written else MOST_MOVED):
        yield f"an edge is {moved:.0f} px off"
    grown = abs(other.area / one.area - 1)
    if grown > (MOST_GROWN_TEXT if written else MOST_GROWN):
        yield f"its area differs by {grown:.0%}"
    tinted = float(np.abs(one.color - other.color).max())
    if tinted > (MOST_TINTED_TEXT if written else MOST_TINTED):
        yield f"its colour differs by {tinted:.2f}"


@dataclass(frozen=True)
class _Ink:
    """What is seen of an object: its box, its area in pixels and its mean colour from 0 to 1."""

    box: tuple[float, float, float, float]
    area: float
    color: Pixels


def _ink(picture: Image.Image, background: str) -> _Ink | None:
    pixels = np.asarray(picture, dtype=np.float64) / 255
    ground = np.array([int(background[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    seen = np.abs(pixels - ground).max(axis=2) > INK
    if not seen.any():
        return None
    ys, xs = np.nonzero(seen)
    box = (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
    return _Ink(box, float(seen.sum()), pixels[seen].mean(axis=0))


def texts(children: Iterable[Primitive]) -> Iterator[Text]:
    for child in children:
        if isinstance(child, Group):
            yield from texts(child.children)
        elif isinstance(child, Text):
            yield child


def blurred(picture: Image.Image) -> Pixels:
    """Colours from 0 to 1 (height, width, 3)."""
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float64) / 255
