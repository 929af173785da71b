"""How long the command takes from a cold start, and how long long files take to parse and to solve.

    python benchmarks/speed.py [--record]

Commands are timed as a person waits for them, start-up included: the median of seven runs after one
that fills the caches of compiled Python.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from results import record, table

from sgc.compiler import compile_scene, load
from sgc.layout.types import Layout
from sgc.source import Source
from sgc.syntax import parse

RUNS = 7
COMPILED = (
    ("ten objects to SVG and verified, cold", ".svg"),
    ("ten objects to SVG, not looked at again, cold", ".svg", "--no-verify"),
    ("ten objects to PNG, cold", ".png"),
)

TEN = """scene 640x480 {
  table: table { width: 90% }
  apples: 4 red apple
  cups: 3 blue cup
  lamp: lamp
  book: green book
  apples on table
  cups on table
  lamp on table
  book on table
  apples left of cups
}
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    given = arguments.parse_args()
    with TemporaryDirectory() as folder:
        scene = Path(folder, "ten.sgc")
        scene.write_text(TEN, encoding="utf-8")
        rows = [
            ("`sgc --help`, cold", _seconds(_command("--help"))),
            *((what, _seconds(_command("compile", str(scene), "-o", f"{folder}/ten{suffix}", *options)))
              for what, suffix, *options in COMPILED),
        ]  # fmt: skip
    long = Source("long.sgc", _lines(10_000))
    rows.append(("10,000 lines parsed", _seconds(lambda: parse(long), 3)))
    rows += [(f"{n} objects, {n} relations, solved", _seconds(_solving(n), 3)) for n in (20, 40, 60)]
    text = table(["what", "seconds"], [(what, f"{seconds:.2f}") for what, seconds in rows])
    print(text)
    if given.record:
        record("Speed", "python benchmarks/speed.py --record", text)


def _seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return median(found)


def _command(*arguments: str) -> Callable[[], object]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "sgc", *arguments]
    return lambda: subprocess.run(command, env=environment, check=True, capture_output=True)


def _lines(count: int) -> str:
    pairs = (f'o{i}: red apple "A{i}" {{ width: {i % 50 + 10} }}\no{i} left of o{i + 1}' for i in range(count // 2 - 1))
    return "scene {\n" + "\n".join(pairs) + "\n}\n"


def _solving(count: int) -> Callable[[], object]:
    """Chains of directions through a grid of things: each is left of the next, and above the one below it."""
    columns = round((count * 1.5) ** 0.5)
    lines = [f"o{i}: {('red circle', 'blue square', 'cup', 'dog')[i % 4]}" for i in range(count)]
    right = [f"o{i} left of o{i + 1}" for i in range(count - 1) if (i + 1) % columns]
    down = [f"o{i} above o{i + columns}" for i in range(count - columns)]
    (scene,) = load("scene 1200x800 {\n" + "\n".join([*lines, *(right + down)[:count]]) + "\n}\n")

    def work() -> None:
        assert isinstance(compile_scene(scene).layout, Layout)

    return work


if __name__ == "__main__":
    main()
