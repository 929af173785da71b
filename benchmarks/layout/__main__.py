"""How layout scales, beside other solvers on the same figures, every layout checked exactly by ``checking``.

    python benchmarks/layout [--quick] [--seeds 9000 20] [--families sparse level …] [--sizes 20 50 …] [--record]
    python benchmarks/layout --differential 3000 [--record]
    python benchmarks/layout --answers [--seeds 9000 5] [--record]

Figures come from ``families``; seeds that were looked at while the solver was made are below 9000. Each row is solved
in a process of its own, for its memory, and checked in this one, because a check of a thousand things in grids takes
ten times the memory of the solution; times are seconds of the processor, without the start of Python and the
imports, of a whole solution from the scene graph to the layout. Of a peer that works in two threads it is half of
their sum, and Penrose, which works in a process of its own, goes by the clock. What ours does not solve counts as the
limit; of a peer it is what it worked in vain (">"). ``--differential`` compares small random figures instead: ours, Z3
and CP-SAT must agree on whether there is a layout.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any

HERE = Path(__file__).parent
sys.path += [str(HERE), str(HERE.parent)]

from answers import print_answers  # noqa: E402
from checking import faults  # noqa: E402
from differential import compare  # noqa: E402
from families import FAMILIES  # noqa: E402
from peers import ELSEWHERE, PEERS, TOLERANCES, WORKERS, apart  # noqa: E402
from reference import demand  # noqa: E402
from results import record, table  # noqa: E402

from sgc.graph.scene import Kind, SceneGraph  # noqa: E402
from sgc.layout import solve  # noqa: E402
from sgc.layout.types import Conflict, Layout  # noqa: E402

#: What is measured unless told otherwise: sizes by family, and fills; containers also go further.
SIZES = (20, 50, 100, 200, 500, 1000)
FILLS = (0.2, 0.4, 0.6)
#: Seconds of the processor for ours; for the peers longer, but by the clock, which is what they can be told. No peer is
#: asked beyond a size at which it solved nothing.
LIMIT, PEER_LIMIT = 30.0, 90.0
#: What is aimed at, in seconds, by the number of things: flat, and in containers. Within three times that is near it.
AIMS = {20: 0.05, 50: 0.2, 100: 0.4, 200: 1.5, 500: 4.0, 1000: 10.0}
AIMS_IN_CONTAINERS = {1000: 1.0, 5000: 6.0}
NEAR = 3
#: What a peer answers that cannot take part.
ABSENT = ("not in it", "not here")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="few seeds, small figures: some minutes")
    arguments.add_argument("--seeds", nargs=2, type=int, default=(9000, 20), metavar=("FIRST", "COUNT"))
    arguments.add_argument("--families", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    arguments.add_argument("--sizes", nargs="+", type=int)
    arguments.add_argument("--fills", nargs="+", type=float, default=FILLS)
    arguments.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    arguments.add_argument("--peer-seeds", type=int, default=3, help="peers are slow: so many seeds for them")
    arguments.add_argument("--answers", action="store_true", help="why not, what stays, and variants")
    arguments.add_argument("--differential", type=int, metavar="FIGURES")
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    arguments.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        method, family, size, fill, *seeds = given.one
        for seed in seeds:
            print(json.dumps(_measured(method, family, size, fill, seed)), flush=True)
    elif given.answers:
        first, count = given.seeds[0], min(given.seeds[1], 5)
        text = print_answers(first, count)
        if given.record:
            command = f"python benchmarks/layout --answers --seeds {first} {count} --record"
            record("Answers of the layout", command, text)
    elif given.differential:
        text = compare(given.differential, given.seeds[0])
        if given.record:
            command = f"python benchmarks/layout {shlex.join(sys.argv[1:])}"
            record("Layout: the same answers as Z3 and CP-SAT", command, text)
    else:
        _compare_sizes(given)


def _compare_sizes(given: argparse.Namespace) -> None:
    first, count = (given.seeds[0], 3) if given.quick else given.seeds
    sizes = given.sizes or ((20, 100) if given.quick else SIZES)
    fills = (0.4,) if given.quick else given.fills
    head = [
        "family", "things", "fill", "solved", "median s", "95 % s", "aim s", "near the aim", "MB", *given.peers,
        *(["best peer / ours"] if given.peers else []),
    ]  # fmt: skip
    rows = []
    lost: set[tuple[str, str, float]] = set()
    for family in given.families:
        for fill in fills:
            for size in sizes:
                ours = _runs("ours", family, size, fill, range(first, first + count))
                row = _row(family, size, fill, ours)
                times = []
                for peer in given.peers:
                    runs: list[dict[str, Any]] = []
                    if (peer, family, fill) not in lost:
                        runs = _runs(peer, family, size, fill, range(first, first + min(count, given.peer_seeds)))
                    answered = any(run["answered"] for run in runs)
                    if not answered:
                        lost.add((peer, family, fill))
                    if runs and runs[0]["answer"] not in ABSENT:
                        times.append((not answered, median(run["seconds"] for run in runs)))
                    row.append(_cell(runs))
                if given.peers:
                    unanswered, best = min(times, default=(True, 0.0))
                    row.append(f"{'>' * unanswered}{best / median(run['seconds'] for run in ours):.1f}" if best else "")
                rows.append(row)
                print(" | ".join(map(str, row)), flush=True)
    text = table(head, rows)
    print(text)
    if given.record:
        beside = given.peers[0] if len(given.peers) == 1 else "other solvers"
        title = f"Layout beside {beside}" if given.peers else "Layout"
        if len(given.families) < len(FAMILIES):
            title += f": {', '.join(given.families)}"
        elsewhere = [peer for peer in given.peers if peer in ELSEWHERE]
        by_the_clock = f" Those of {elsewhere[0]} go by the clock, which runs on meanwhile." if elsewhere else ""
        record(title, f"python benchmarks/layout {shlex.join(sys.argv[1:])}", f"{text}\n\n{_speed()}{by_the_clock}")


def _speed() -> str:
    """How fast this machine is, because aims are in seconds, and what else it did."""
    start, total = time.process_time(), 0
    for number in range(5_000_000):
        total += number
    seconds = time.process_time() - start
    load = f"{os.getloadavg()[2]:.1f} programs on {os.cpu_count()} cores"
    return (
        f"Seconds are of the processor. A Python loop of five million additions took it {seconds:.2f} when the table "
        f"was made; {load} were at work then."
    )


def _row(family: str, size: int, fill: float, runs: list[dict[str, Any]]) -> list[Any]:
    times = [run["seconds"] for run in runs]
    late = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    solved = sum(run["answered"] for run in runs)
    aim = (AIMS_IN_CONTAINERS if family == "containers" else AIMS).get(size)
    near = f"{sum(seconds <= NEAR * aim for seconds in times) / len(times):.0%}" if aim else ""
    return [
        family, size, f"{fill:.0%}", f"{solved}/{len(runs)}", f"{median(times):.3f}", f"{late:.3f}",
        aim or "", near, max(run["memory"] for run in runs),
    ]  # fmt: skip


def _cell(runs: list[dict[str, Any]]) -> str:
    """Solved share and median of a peer; ">" where some of it is what it worked in vain."""
    if not runs:
        return "–"
    if runs[0]["answer"] in ABSENT:
        return str(runs[0]["answer"])
    answered = sum(run["answered"] for run in runs)
    more = ">" if answered < len(runs) else ""
    return f"{answered}/{len(runs)} {more}{median(run['seconds'] for run in runs):.2f}"


def _runs(method: str, family: str, size: int, fill: float, seeds: range) -> list[dict[str, Any]]:
    """The figures of a row, in one process as long as it lives; what it was cut off at counts as the limit."""
    limit = LIMIT if method == "ours" else PEER_LIMIT
    found: list[dict[str, Any]] = []
    while len(found) < len(seeds):
        left = list(seeds)[len(found) :]
        command = [sys.executable, str(HERE), "--one", method, family, str(size), str(fill), *map(str, left)]
        try:
            time_for_all = (2 * limit + 30) * len(left)
            done = subprocess.run(command, capture_output=True, text=True, timeout=time_for_all, check=False)
            lines, code = done.stdout.splitlines(), done.returncode
        except subprocess.TimeoutExpired as late:
            lines, code = (late.stdout or b"").decode().splitlines(), -1
        if code > 0:
            raise RuntimeError(done.stderr)
        found += map(json.loads, lines)
        if code < 0 and len(found) < len(seeds):  # killed, for its memory or its time
            found.append({"answer": "cut off", "answered": False, "seconds": limit, "memory": 0})
    for seed, run in zip(seeds, found, strict=True):
        wrong = _wrong(method, family, size, fill, seed, run)
        if wrong:
            raise RuntimeError(f"{method} on {family} {size} {fill} {seed}: {wrong[:3]}")
        if not run["answered"] and method == "ours":
            run["seconds"] = limit
    return found


def _wrong(method: str, family: str, size: int, fill: float, seed: int, run: Mapping[str, Any]) -> list[str]:
    """What is wrong with an answer about a figure."""
    if run["answer"] == ("sat" if family == "impossible" else "unsat"):
        return [f"the answer is {run['answer']}"]
    if run["answer"] != "sat":
        return []
    return faults(FAMILIES[family](size, fill, seed), run["boxes"], run["counts"], TOLERANCES.get(method, 0))


def _measured(method: str, family: str, size: str, fill: str, seed: str) -> dict[str, Any]:
    """One figure by one method, in this process."""
    scene = FAMILIES[family](int(size), float(fill), int(seed))
    counts: Mapping[str, int] = {}
    if method == "ours":
        import z3  # noqa: F401

        solve(FAMILIES["related"](12, 0.4, 0))  # imports
        start = time.process_time()
        result = solve(scene)
        seconds = time.process_time() - start
        answer = {Layout: "sat", Conflict: "unsat"}.get(type(result), "unknown")
        boxes = {one.id: one.box for one in result.objects} if isinstance(result, Layout) else {}
        counts = result.counts if isinstance(result, Layout) else {}
    else:
        answer, boxes, seconds = _by_peer(method, scene)
    return {
        "answer": answer, "seconds": seconds,
        "answered": answer in ("sat", "unsat") and (method != "ours" or seconds <= LIMIT),
        "boxes": {id: tuple(box) for id, box in boxes.items()}, "counts": dict(counts),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }  # fmt: skip


def _by_peer(method: str, scene: SceneGraph) -> tuple[str, Any, float]:
    peer = PEERS[method]
    peer(demand(FAMILIES["related"](5, 0.2, 0)), 5.0)  # imports
    clock = time.perf_counter if method in ELSEWHERE else time.process_time
    start = clock()
    grouped = any(one.kind is Kind.GROUP for one in scene.objects)
    answer, boxes = apart(peer, scene, PEER_LIMIT) if grouped else peer(demand(scene), PEER_LIMIT)
    return answer, boxes, (clock() - start) / WORKERS.get(method, 1)


if __name__ == "__main__":
    main()
