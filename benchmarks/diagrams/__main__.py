"""Diagrams: files that people have, read, laid out and verified; and how fast and how well, beside Graphviz dot.

    python benchmarks/diagrams --files [FOLDER]... [--record]
    python benchmarks/diagrams --graphs [--sizes 20 50 100] [--seeds 3] [--record]

The first takes files of every reader (by default those of the tests) through reading, layout and the verifier, which
looks at the finished SVG file only. The second lays random graphs out, with dot on the same graph in the same run. What
is counted in drawings (overlaps, links through nodes, covered labels, crossings, length) is measured alike for both.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from diagrams import graphviz  # noqa: E402
from diagrams.graphs import graph  # noqa: E402
from diagrams.measures import Drawn, flattened, measure  # noqa: E402
from results import record, table  # noqa: E402

from sgc.compiler import compile_scene, load, solve  # noqa: E402
from sgc.graph.scene import Kind, SceneGraph  # noqa: E402
from sgc.layout.types import Layout  # noqa: E402
from sgc.source import SgcError, Source  # noqa: E402

FILES = PROJECT / "tests" / "importing" / "files"


def drawn(scene: SceneGraph, layout: Layout) -> Drawn:
    """Our layout in pixels: leaves as nodes, lines as they are drawn, labels of links with their link."""
    groups = {one.id for one in scene.objects if one.kind is Kind.GROUP}
    number = {route.id: i for i, route in enumerate(layout.routes)}
    nodes, labels = {}, []
    for one in layout.objects:
        box = tuple(edge / 12 for edge in one.box)
        link = next((id for id in (one.id.removesuffix(" label"),) if id in number and one.id != id), None)
        if link is not None:
            labels.append((number[link], box))
        elif one.object not in groups:
            nodes[one.id] = box
    links = [(route.source, route.target, flattened(route.path)) for route in layout.routes]
    return Drawn(nodes, links, labels)  # type: ignore[arg-type]  # boxes have four edges


# ---------------------------------------------------------------- files


def files(folders: Sequence[Path]) -> str:
    from sgc.importing import format_of

    rows, told = [], []
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    seconds: dict[str, list[float]] = defaultdict(list)
    for path in sorted(one for folder in folders for one in folder.rglob("*") if one.is_file()):
        kind = format_of(Source(path.name, ""))
        if kind is None:
            continue
        tally = counts[kind]
        tally[0] += 1
        begun = time.process_time()
        try:
            scenes = load(path)
        except SgcError as problem:
            told.append(f"{path.name} not read: {str(problem).splitlines()[0]}")
            continue
        tally[1] += 1
        tally[2] += not any(scene.diagnostics for scene in scenes)
        for scene in scenes:
            compiled = compile_scene(scene)
            if not isinstance(compiled.layout, Layout):
                told.append(f"{path.name} not laid out: {type(compiled.layout).__name__}")
                break
            report = compiled.verify()
            tally[3] += 1
            tally[4] += report.verified
            if scene.figure.sort is None:  # sequences, sets and plans have things upon each other that belong there
                found = measure(drawn(scene, compiled.layout))
                tally[5] += found.overlaps
                tally[6] += found.through
                tally[7] += found.covered
            if not report.verified:
                told.append(f"{path.name}: {report.failed[0].statement if report.failed else 'unchecked facts'}")
        seconds[kind].append(time.process_time() - begun)
    for kind, tally in counts.items():
        rows.append([kind, *tally, f"{median(seconds[kind] or [0]):.2f}"])
    head = ["reader", "files", "read", "without a warning", "laid out", "verified", "node overlaps"]
    head += ["links through nodes", "covered labels", "median CPU s"]
    return "\n\n".join([table(head, rows), "\n".join(f"- {line}" for line in told[:40])]).strip()


# ---------------------------------------------------------------- graphs


def graphs(sizes: Sequence[int], seeds: int, grouped: bool) -> str:
    rows = []
    for nodes in sizes:
        found: dict[str, list[float]] = defaultdict(list)
        for seed in range(seeds):
            for name, value in _compared(nodes, seed, grouped):
                found[name].append(value)
        if not found["ours s"]:
            continue
        ours, theirs = median(found["ours s"]), median(found["dot s"]) if found["dot s"] else None
        cells = [
            f"{ours:.2f}",
            f"{theirs:.2f}" if theirs is not None else "–",
            f"{ours / theirs:.1f}" if theirs else "–",
        ]
        for name in ("overlaps", "through", "covered"):
            cells += [
                f"{sum(found[f'ours {name}']):.0f}",
                f"{sum(found[f'dot {name}']):.0f}" if found[f"dot {name}"] else "–",
            ]
        cells += [f"{_ratio(found, name):.2f}" if found[f"dot {name}"] else "–" for name in ("crossings", "length")]
        rows.append([nodes, round(1.5 * nodes), f"{len(found['ours s'])}/{seeds}", *cells])
    head = ["nodes", "links", "laid out", "ours, CPU s", "dot, CPU s", "ratio", "our overlaps", "dot's"]
    head += ["our links through nodes", "dot's", "our covered labels", "dot's", "crossings, ours to dot's"]
    head += ["length, ours to dot's"]
    return table(head, rows)


def _compared(nodes: int, seed: int, grouped: bool) -> Iterator[tuple[str, float]]:
    one = graph(nodes, seed, grouped=grouped)
    (scene,) = load(Source("graph", one.scene()))
    begun = time.process_time()
    layout = solve(scene)
    seconds = time.process_time() - begun
    if isinstance(layout, Layout) and not layout.violated:
        yield "ours s", seconds
        for name, value in _values(drawn(scene, layout)):
            yield f"ours {name}", value
    if graphviz.AVAILABLE:
        theirs, seconds = graphviz.drawn(one)
        yield "dot s", seconds
        if theirs is not None:
            for name, value in _values(theirs):
                yield f"dot {name}", value


def _values(one: Drawn) -> Iterator[tuple[str, float]]:
    found = measure(one)
    yield from (
        (name, float(getattr(found, name))) for name in ("overlaps", "through", "covered", "crossings", "length")
    )


def _ratio(found: dict[str, list[float]], name: str) -> float:
    return sum(found[f"ours {name}"]) / max(1.0, sum(found[f"dot {name}"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", nargs="*", type=Path, help="folders with files of the readers; default: the tests'")
    parser.add_argument("--graphs", action="store_true", help="random graphs, beside dot")
    parser.add_argument("--sizes", nargs="+", type=int, default=[20, 50, 100, 200, 500], help="numbers of nodes")
    parser.add_argument("--seeds", type=int, default=3, help="graphs of each size")
    parser.add_argument("--grouped", action="store_true", help="with groups of five nodes")
    parser.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    options = parser.parse_args()
    if options.files is None and not options.graphs:
        parser.error("say --files or --graphs")
    command = " ".join(["python benchmarks/diagrams", *(one for one in sys.argv[1:])])
    if options.graphs:
        title, text = "Diagrams beside Graphviz" + (", with groups" if options.grouped else ""), graphs(
            options.sizes, options.seeds, options.grouped)  # fmt: skip
    else:
        title, text = "Diagrams from files", files(options.files or [FILES])
    print(text)
    if options.record:
        record(title, command, text)


if __name__ == "__main__":
    main()
