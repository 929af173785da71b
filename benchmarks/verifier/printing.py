"""Drawings as finished files: by each back end, as vectors or as pixels. Slow programs get many at once."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from sgc.backends.matplotlib_script import to_script
from sgc.backends.raster import PdfBackend, PngBackend
from sgc.backends.svg import to_svg
from sgc.backends.tikz import to_tikz
from sgc.drawing.primitives import Drawing
from sgc.verify import PictureFile, picture_file

#: Seconds that one run of another program may take.
LIMIT = 600
#: Runs scripts 0.py, 1.py, … as programs of their own, in one process, since matplotlib starts slowly.
_RUN = """
import runpy, sys
count = int(sys.argv[1])
for i in range(count):
    sys.argv[1:] = [f"{i}.SUFFIX"]
    runpy.run_path(f"{i}.py", run_name="__main__")
"""


def _tikz(drawings: Sequence[Drawing], folder: Path) -> None:
    """The pages of one document, as a person would collect them: ``pages.pdf``."""
    heads, bodies = zip(*(to_tikz(one).split("\\begin{document}\n") for one in drawings), strict=True)
    preamble = dict.fromkeys(line for head in heads for line in head.split("\n") if not line.startswith("%"))
    pages = "".join(body.removesuffix("\\end{document}\n") + "\n" for body in bodies)
    source = "\n".join(preamble) + "\n\\begin{document}\n" + pages + "\\end{document}\n"
    (folder / "pages.tex").write_text(source, encoding="utf-8")
    _run(["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "pages.tex"], folder)


def _tikz_pdf(drawings: Sequence[Drawing], folder: Path) -> list[bytes]:
    from pypdf import PdfReader, PdfWriter

    _tikz(drawings, folder)
    found = []
    for page in PdfReader(folder / "pages.pdf").pages:
        writer, stream = PdfWriter(), BytesIO()
        writer.add_page(page)
        writer.write(stream)
        found.append(stream.getvalue())
    return found


def _tikz_png(drawings: Sequence[Drawing], folder: Path) -> list[bytes]:
    """A TeX point to a pixel, less what would round pixels up."""
    _tikz(drawings, folder)
    _run(["pdftoppm", "-png", "-r", "95.99", "pages.pdf", "page"], folder)
    return [page.read_bytes() for page in sorted(folder.glob("page-*.png"))]


def _matplotlib(suffix: str) -> Callable[[Sequence[Drawing], Path], list[bytes]]:
    def run(drawings: Sequence[Drawing], folder: Path) -> list[bytes]:
        for i, one in enumerate(drawings):
            (folder / f"{i}.py").write_text(to_script(one), encoding="utf-8")
        _run([sys.executable, "-I", "-c", _RUN.replace("SUFFIX", suffix), str(len(drawings))], folder)
        return [(folder / f"{i}.{suffix}").read_bytes() for i in range(len(drawings))]

    return run


def _run(command: Sequence[str], folder: Path) -> None:
    ran = subprocess.run(command, cwd=folder, capture_output=True, timeout=LIMIT, check=False)
    if ran.returncode:
        raise RuntimeError(f"{command[0]} failed: {(ran.stdout + ran.stderr).decode(errors='replace')[-2000:]}")


#: Every way to a finished file, by the name under which it stands in tables.
PRINTERS: Mapping[str, Callable[[Sequence[Drawing], Path], list[bytes]]] = {
    "svg": lambda drawings, _: [to_svg(one).encode() for one in drawings],
    "pdf": lambda drawings, _: [PdfBackend().render(one) for one in drawings],
    "tikz-pdf": _tikz_pdf,
    "matplotlib-svg": _matplotlib("svg"),
    "matplotlib-pdf": _matplotlib("pdf"),
    "svg-png": lambda drawings, _: [PngBackend().render(one) for one in drawings],
    "tikz-png": _tikz_png,
    "matplotlib-png": _matplotlib("png"),
}


def printed(way: str, drawings: Sequence[Drawing]) -> list[PictureFile]:
    """The finished files of drawings. Raises RuntimeError where a program fails."""
    with tempfile.TemporaryDirectory() as folder:
        return [picture_file(f"{i}.{way}", data) for i, data in enumerate(PRINTERS[way](drawings, Path(folder)))]
