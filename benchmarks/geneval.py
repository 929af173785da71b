"""Scores our own pictures of GenEval's prompts by GenEval's rules: our renders, our detector.

    python benchmarks/geneval.py [--detector renders] [--format png] [--every N] [--jobs 2] [--images DIR] [--record]

Each of the 553 prompts (``$SGC_DATA``, default ``../shared/data``), or every Nth, is read as English and compiled by
the SVG back end to a picture of 512 × 512 pixels. ``sgc score --rules geneval`` then looks at the files, and at nothing
else. What it measures is the compiler and the detector together, not how well images of a model are judged.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from data import GENEVAL, json_lines
from results import record, table

TITLE = "GenEval: our renders, our detector"


def draw(numbered: tuple[int, str], folder: Path, form: str) -> str:
    """Writes one picture; gives why there is none, where there is none."""
    from sgc.compiler import compile_scene, load, prompt

    number, text = numbered
    picture = compile_scene(load(prompt(text))[0])
    if not picture.satisfied:
        return f"“{text}” was not laid out"
    picture.save(folder / f"{number:05}.{form}")
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--detector", default="renders")
    parser.add_argument("--format", default="png", choices=("png", "svg", "pdf"))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth prompt")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--images", type=Path, help="keep the pictures and the rows here")
    parser.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.images or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        lines = GENEVAL.read_text(encoding="utf-8").splitlines()[:: options.every]
        metadata = folder / "metadata.jsonl"
        metadata.write_text("\n".join(lines) + "\n", encoding="utf-8")
        prompts = [json.loads(line)["prompt"] for line in lines]
        with ProcessPoolExecutor(options.jobs) as pool:
            work = partial(draw, folder=folder, form=options.format)
            undrawn = [why for why in pool.map(work, list(enumerate(prompts)), chunksize=8) if why]
        summary, seconds = score(folder, metadata, options.detector, options.jobs)
        scored = list(json_lines(folder / "results.jsonl"))
    wrong = [f"- “{row['prompt']}”: {row['reason']}" for row in scored if not row["correct"]]
    notes = "\n".join([*(f"- {why}" for why in undrawn), *wrong]) or "Every picture is right."
    text = table(
        ["", f"detector `{options.detector}`, {options.format}"],
        [(name, value if isinstance(value, int) else f"{value:.2%}") for name, value in summary.items()],
    )
    speed = f"{len(scored) / seconds:.1f} pictures a second, {options.jobs} at a time, start-up and all."
    print(f"{text}\n\n{speed}\n\n{notes}")
    if options.record:
        some = f" --every {options.every}" if options.every > 1 else ""
        command = f"python benchmarks/geneval.py --detector {options.detector} --format {options.format}{some} --record"
        about = __doc__.split("\n\n")[2].strip()
        record(f"{TITLE} `{options.detector}`", command, f"{about}\n\n{text}\n\n{speed}\n\n{notes}")
    return int(bool(wrong or undrawn))


def score(folder: Path, metadata: Path, detector: str, jobs: int) -> tuple[dict[str, float], float]:
    """The summary of ``sgc score``, and the seconds that it took."""
    begun = time.perf_counter()
    ran = subprocess.run(
        [
            sys.executable, "-m", "sgc", "score", "--rules", "geneval", "--images", str(folder),
            "--metadata", str(metadata), "--detector", detector, "--out", str(folder / "results.jsonl"),
            "--jobs", str(jobs), "--json",
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(ran.stdout)["summary"], time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
