"""The examples verified by their pixels, as ``sgc compile examples/NAME.sgc -o NAME.png`` does, and how long it takes.

    python benchmarks/verifier/examples.py [--record]

CPU seconds are of the verification alone. "first" is that of the first picture of a process, which loads what is
needed; "again" is that of the same picture once more. Diagrams have a table of their own (seen_diagrams.py).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import process_time

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from results import record, table  # noqa: E402

from sgc.compiler import compile_scene, load  # noqa: E402
from sgc.verify import picture_file, verify  # noqa: E402


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    arguments.add_argument("--one", type=Path, help="verify this file alone, and print its rows")
    given = arguments.parse_args()
    if given.one:
        for row in rows(given.one):
            print("\t".join(row))
        return
    found = []
    for path in sorted((PROJECT / "examples").glob("*.sgc")):
        run = [sys.executable, __file__, "--one", str(path)]
        out = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        found += [line.split("\t") for line in out.splitlines()]
    text = table(["example", "hold", "fail", "unchecked", "CPU s, first", "again"], found)
    print(text)
    if given.record:
        record("Verifier: examples from their pixels", "python benchmarks/verifier/examples.py --record", text)


def rows(path: Path) -> list[list[str]]:
    """One for each scene of a file that is no diagram and has a layout."""
    found = []
    for number, scene in enumerate(scenes := load(path), 1):
        picture = compile_scene(scene) if scene.figure.kind != "diagram" else None
        if picture is None or picture.drawing is None:
            continue
        file = picture_file(path.stem, picture.render("png"))
        spent = []
        for _ in range(2):
            start = process_time()
            report = verify(file, picture.scene)
            spent.append(process_time() - start)
        verdicts = Counter("free" if fact.free else fact.verdict for fact in report.facts)
        name = path.stem if len(scenes) == 1 else f"{path.stem} {number}"
        counts = [str(verdicts[verdict]) for verdict in ("holds", "fails", "unchecked")]
        found.append([name, *counts, *(f"{seconds:.2f}" for seconds in spent)])
    return found


if __name__ == "__main__":
    main()
