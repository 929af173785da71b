"""Makes the gallery: every example as a picture, beside its own text.

    python examples/gallery.py

writes ``examples/gallery/NAME.svg`` and the page ``examples/GALLERY.md``; an example that cannot hold stands
there with its explanation. Equal input gives equal bytes, so that a change shows in the diff.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import sgc
from sgc.source.files import write_atomically

HERE = Path(__file__).parent


def main() -> None:
    os.chdir(HERE)
    Path("gallery").mkdir(exist_ok=True)
    parts = ["# Gallery\n\nMade by `python examples/gallery.py` from the files beside it.\n"]
    parts += [section(path) for path in sorted(Path().glob("*.sgc"))]
    write_atomically(Path("GALLERY.md"), "\n".join(parts).encode())


def section(path: Path) -> str:
    """The part of the page about one example; writes its picture."""
    shown = f"```\n{path.read_text(encoding='utf-8').rstrip()}\n```\n"
    picture = sgc.compile(path)
    if not picture.satisfied:
        run = subprocess.run([sys.executable, "-m", "sgc", "check", path], capture_output=True, text=True, check=False)
        return f"## {path.name}\n\n{shown}\n```console\n$ sgc check {path.name}\n{run.stderr.rstrip()}\n```\n"
    picture.save(Path("gallery") / f"{path.stem}.svg")
    title = picture.scene.figure.title or path.stem
    return f"## {path.name}\n\n![{title}](gallery/{path.stem}.svg)\n\n{shown}"


if __name__ == "__main__":
    main()
