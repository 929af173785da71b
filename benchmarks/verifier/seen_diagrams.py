"""Diagrams verified by their pixels: the examples and the files of the readers' tests, drawn as PNG files.

    python benchmarks/verifier/seen_diagrams.py [--half developed|kept] [--name PART] [--record]

Every other file is *kept*: of these only the counts were looked at while the detector was being made, until those with
alarms were mended at last. CPU seconds are of the verification alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from results import record, table  # noqa: E402

from sgc.compiler import compile_scene, load  # noqa: E402
from sgc.importing import format_of  # noqa: E402
from sgc.picture import Picture  # noqa: E402
from sgc.source import SgcError, Source  # noqa: E402
from sgc.verify import detector_named, picture_file, verify  # noqa: E402

EXAMPLES, FILES = PROJECT / "examples", PROJECT / "tests" / "importing" / "files"
HALVES = ("developed", "kept")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the tables to benchmarks/RESULTS.md")
    arguments.add_argument("--half", choices=HALVES, help="only these files")
    arguments.add_argument("--name", default="", help="only files with this in their name")
    given = arguments.parse_args()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    told = []
    detector = detector_named("strokes")
    for name, half, picture in pictures(given.half, given.name):
        file = picture_file(name, picture.render("png"))
        begun = process_time()
        report = verify(file, picture.scene, detector)
        key = half, picture.scene.figure.sort or "plain"
        seconds[key].append(process_time() - begun)
        counts[key].update("free" if fact.free else fact.verdict for fact in report.facts)
        counts[key]["figures"] += 1
        counts[key]["with an alarm"] += bool(report.failed)
        told += [f"{name}: {fact.statement} ({fact.why})" for fact in report.failed[:2]]
    rows = []
    for (half, sort), tally in sorted(counts.items()):
        whole = sum(tally[verdict] for verdict in ("holds", "fails", "unchecked"))
        shares = (f"{tally[verdict]} ({tally[verdict] / whole:.1%})" for verdict in ("fails", "unchecked"))
        rows.append([half, sort, tally["figures"], tally["holds"], *shares, tally["with an alarm"],
                     f"{median(seconds[half, sort]):.1f}"])  # fmt: skip
    head = ["files", "sort", "figures", "hold", "false alarms", "unchecked", "figures with an alarm", "median CPU s"]
    text = "\n\n".join(filter(None, [table(head, rows), "\n".join(f"- {line}" for line in told)]))
    print(text)
    if given.record:
        record("Verifier: diagrams from their pixels", "python benchmarks/verifier/seen_diagrams.py --record", text)


def pictures(wanted: str | None, part: str) -> Iterator[tuple[str, str, Picture]]:
    """Every diagram that has a layout, of one half of the files or all, with that part in their names: its name, the
    half its file is in, and the picture."""
    files = [*sorted(EXAMPLES.glob("*.sgc")), *sorted(EXAMPLES.glob("diagrams/*")), *sorted(FILES.rglob("*.*"))]
    number = -1
    for path in files:
        if path.suffix != ".sgc" and format_of(Source(path.name, "")) is None:
            continue
        try:
            scenes = [scene for scene in load(path) if scene.figure.kind == "diagram"]
        except SgcError:  # a document without a diagram in it
            continue
        number += bool(scenes)
        if wanted not in (None, HALVES[number % 2]) or part not in path.name:
            continue
        for scene in scenes:
            picture = compile_scene(scene)
            if picture.drawing is not None:
                yield str(path.relative_to(PROJECT)), HALVES[number % 2], picture


if __name__ == "__main__":
    main()
