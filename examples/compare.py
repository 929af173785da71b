"""Makes the page of diagrams: each drawn by sgc, and beside it what other tools make of the same input.

    python examples/compare.py

writes ``examples/DIAGRAMS.md`` and ``examples/gallery/diagrams/``. Inputs are the diagrams among the examples, and the
files of ``examples/diagrams/``: English (.txt), Mermaid, DOT, D2 and PlantUML. Graphviz draws its own files, and what
``sgc compile -o NAME.dot`` exports of the others; Mermaid draws its own, where ``mmdc`` is on the path (else they
stay as they were). What is better and what is worse was written by people who looked: ``diagrams/remarks.md``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from sgc.compiler import compile_scene, load, prompt
from sgc.graph.scene import SceneGraph
from sgc.source.files import write_atomically

HERE = Path(__file__).parent
OUT = Path("gallery/diagrams")
KINDS = {
    ".txt": "English",
    ".mmd": "Mermaid",
    ".dot": "DOT",
    ".d2": "D2",
    ".puml": "PlantUML",
    ".sgc": "the scene language",
}


def main() -> None:
    os.chdir(HERE)
    OUT.mkdir(parents=True, exist_ok=True)
    remarks = _remarks(Path("diagrams/remarks.md"))
    parts = [f"# Diagrams\n\nMade by `python examples/compare.py`. {remarks.get('', '')}\n"]
    paths = [one for one in sorted(Path().glob("*.sgc")) if load(one)[0].figure.kind == "diagram"]
    paths += sorted(one for one in Path("diagrams").iterdir() if one.suffix in KINDS)
    parts += [section(path, remarks.get(path.name, "")) for path in paths]
    write_atomically(Path("DIAGRAMS.md"), "\n".join(parts).encode())


def section(path: Path, remark: str) -> str:
    """The part of the page about one input; writes its pictures."""
    text = path.read_text(encoding="utf-8").strip()
    scene = load(prompt(text) if path.suffix == ".txt" else path)[0]
    compiled = compile_scene(scene)
    compiled.save(OUT / f"{path.name}.svg")
    report = compiled.verify()
    shown = [f"![sgc](gallery/diagrams/{path.name}.svg)"]
    if _graphviz(path, scene):
        shown.append(f"![Graphviz](gallery/diagrams/{path.name}.graphviz.svg)")
    if path.suffix == ".mmd" and _mermaid(path):
        shown.append(f"![Mermaid](gallery/diagrams/{path.name}.mermaid.png)")
    fence = f"```\n{text}\n```" if path.suffix != ".txt" else f"> {text}".replace("\n", "\n> ")
    verdict = f"{'verified' if report.verified else 'not verified'}: {len(report.facts)} facts"
    head = " | ".join(("sgc", "Graphviz", "Mermaid")[i] for i in range(len(shown)))
    table = f"| {head} |\n|{' --- |' * len(shown)}\n| {' | '.join(shown)} |"
    return "\n\n".join(filter(None, (
        f"## {path.stem}, from {KINDS[path.suffix]}", fence, table, f"sgc's picture is {verdict}. {remark}".strip(),
    ))) + "\n"  # fmt: skip


def _graphviz(path: Path, scene: SceneGraph) -> bool:
    """Graphviz's picture of the input, or of what is exported of it; False where it has none."""
    if shutil.which("dot") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        source = path
        if path.suffix != ".dot":
            source = Path(folder) / "export.dot"
            compile_scene(scene).save(source)
        target = OUT / f"{path.name}.graphviz.svg"
        return subprocess.run(["dot", "-Tsvg", source, "-o", target], capture_output=True, check=False).returncode == 0


def _mermaid(path: Path) -> bool:
    command = shutil.which("mmdc")
    target = OUT / f"{path.name}.mermaid.png"
    if command is None:
        return target.exists()
    options = ["-p", os.environ["MMDC_BROWSER"]] if "MMDC_BROWSER" in os.environ else []
    run = subprocess.run([command, *options, "-q", "-i", path, "-o", target], capture_output=True, check=False)
    return run.returncode == 0


def _remarks(path: Path) -> dict[str, str]:
    """What people wrote of each input, by its name; "" is on all."""
    if not path.exists():
        return {}
    parts = re.split(r"^## (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {"": parts[0].strip(), **dict(zip(parts[1::2], map(str.strip, parts[2::2]), strict=True))}


if __name__ == "__main__":
    main()
