"""Penrose, a numerical optimiser of diagrams, as a peer of the layout benchmark, where node and the package are.

    npm install --prefix benchmarks/layout/penrose

It is given figures of boxes that stay apart and meet linear rules. It proves nothing and is no exact solver: layouts
count when no edge has to be moved by more than ``TOLERANCE``. One node process per Python process solves figure after
figure, so that its start is not timed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any

from forms import UNITS, Apart, Atom, Formula, Least
from reference import Demand

FOLDER = Path(__file__).parent / "penrose"
#: Layout units by which an edge may be off: half a pixel.
TOLERANCE = UNITS // 2
#: What node may take, in MB.
MEMORY = 4096


def penrose(wanted: Demand, limit: float) -> tuple[str, Mapping[str, tuple[int, int, int, int]]]:
    """Boxes that Penrose found; "unknown" where its energy did not vanish, "not here" where it is not installed."""
    figure = _figure(wanted)
    if figure is None:
        return "not in it", {}
    process = _process()
    if process is None:
        return "not here", {}
    assert process.stdin is not None
    assert process.stdout is not None
    timer = Timer(limit, process.kill)
    timer.start()
    try:
        process.stdin.write(json.dumps(figure) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except BrokenPipeError:
        line = ""
    timer.cancel()
    if not line:  # out of time, or of memory
        _process.cache_clear()
        return "unknown", {}
    found = json.loads(line)
    if "error" in found:
        raise RuntimeError(found["error"])
    if found["worst"] * UNITS > TOLERANCE:
        return "unknown", {}
    boxes = {}
    for (id, size), centre in zip(_sizes(wanted).items(), found["centres"], strict=True):
        left, top = (
            round(c * UNITS + (whole - extent) / 2) for c, whole, extent in zip(centre, wanted.side, size, strict=True)
        )
        boxes[id] = (left, top, left + size[0], top + size[1])
    return "sat", boxes


@cache
def _process() -> subprocess.Popen[str] | None:
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").is_dir():
        return None
    command = [node, f"--max-old-space-size={MEMORY}", str(FOLDER / "peer.js")]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True)


def _figure(wanted: Demand) -> dict[str, Any] | None:
    """The demand as the script reads it, in pixels; None where it wants a choice that is no separation, or a size."""
    sizes = _sizes(wanted)
    number = {id: index for index, id in enumerate(sizes)}
    conjuncts = [part for formula in wanted.formulas for part in _conjuncts(formula)]
    apart = [one for one in conjuncts if isinstance(one, Apart)]
    gaps = {one.gap for one in apart}
    pairs = len(sizes) * (len(sizes) - 1) // 2
    if len(sizes) < len(wanted.boxes) or len(apart) < pairs or len(gaps) > 1:
        return None
    rules = []
    for one in conjuncts:
        if isinstance(one, Least):
            return None
        if isinstance(one, Atom):
            terms, constant = [], float(one.sum.constant)
            for name, c in one.sum.terms:
                id, _, edge = name.rpartition(".")
                axis = "lt".index(edge)
                terms.append((number[id], axis, c))
                constant += c * (wanted.side[axis] - sizes[id][axis]) / 2  # from its left edge to its centre
            rules.append({"terms": terms, "constant": constant / UNITS})
    return {
        "side": [side / UNITS for side in wanted.side], "gap": max(gaps, default=0) / UNITS,
        "boxes": [[extent / UNITS for extent in size] for size in sizes.values()], "rules": rules,
    }  # fmt: skip


def _sizes(wanted: Demand) -> dict[str, tuple[int, int]]:
    """Width and height of every box that has no other."""
    found = {}
    for id, box in wanted.boxes.items():
        across, down = box.right - box.left, box.bottom - box.top
        if not across.terms and not down.terms:
            found[id] = (across.constant, down.constant)
    return found


def _conjuncts(formula: Formula) -> Iterator[Formula]:
    if isinstance(formula, Least) and formula.number == len(formula.parts):
        for part in formula.parts:
            yield from _conjuncts(part)
    else:
        yield formula
