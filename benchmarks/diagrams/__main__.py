"""Diagrams: files that people have, read, laid out and verified; and how fast and how well, beside Graphviz dot.

    python benchmarks/diagrams --files [FOLDER]... [--record]
    python benchmarks/diagrams --stay [--seeds 20] [--record]
    python benchmarks/diagrams --graphs [--sizes 20 50 100] [--seeds 3] [--record]

The first takes files of every reader (by default those of the tests) through reading, layout and the verifier, which
looks at the finished SVG file only. The second lays random graphs out: sgc by its own proposal, sgc with Graphviz's
and with ELK's (``--proposal``), and dot itself, on the same graph in the same run (``--ways`` takes some of them).
What is counted in drawings (overlaps, links through nodes, covered labels, crossings, length) is measured alike for
both.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from diagrams import graphviz  # noqa: E402
from diagrams.graphs import Graph, graph  # noqa: E402
from diagrams.measures import Drawn, flattened, measure  # noqa: E402
from diagrams.stability import stability  # noqa: E402
from results import record, table  # noqa: E402

from sgc.compiler import compile_scene, load, proposed_by, solve  # noqa: E402
from sgc.graph.scene import Kind, SceneGraph  # noqa: E402
from sgc.layout.types import Layout  # noqa: E402
from sgc.source import SgcError, Source  # noqa: E402

FILES = PROJECT / "tests" / "importing" / "files"
#: Who lays a graph out, by the name of the proposal.
WAYS = {"layers": "sgc", "graphviz": "sgc, proposal graphviz", "elk": "sgc, proposal elk", "dot": "dot"}


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


def graphs(sizes: Sequence[int], seeds: int, grouped: bool, ways: Sequence[str]) -> str:
    rows = []
    for way in ways:  # nobody's import counts
        list(_values(graph(5, 0), way))
    for nodes in sizes:
        found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for seed in range(seeds):
            one = graph(nodes, seed, grouped=grouped)
            for way in ways:
                for name, value in _values(one, way):
                    found[way][name].append(value)
        dot = found["dot"]
        for way in ways:
            ours = found[way]
            seconds = [f"{median(ours['s']):.2f}"] if ours["s"] else ["–"]
            times = [f"{median(ours['s']) / median(dot['s']):.1f}"] if ours["s"] and dot["s"] else ["–"]
            cells = [*seconds, *times]
            cells += [f"{sum(ours[name]):.0f}" for name in ("overlaps", "through", "covered")]
            cells += [_ratio(ours, dot, name) for name in ("crossings", "length")]
            rows.append([nodes, round(1.5 * nodes), WAYS[way], f"{len(ours['s'])}/{seeds}", *cells])
    head = ["nodes", "links", "laid out by", "done", "CPU s", "times dot's", "node overlaps", "links through nodes"]
    return table([*head, "covered labels", "crossings, to dot's", "length, to dot's"], rows)


def _values(one: Graph, way: str) -> Iterator[tuple[str, float]]:
    """CPU seconds, child processes included, and what is counted in the drawing; nothing for none."""
    if way == "dot":
        figure, seconds = graphviz.drawn(one)
    else:
        (scene,) = proposed_by(load(Source("graph", one.scene())), way)
        begun = _spent()
        layout = solve(scene)
        seconds = _spent() - begun
        figure = drawn(scene, layout) if isinstance(layout, Layout) and not layout.violated else None
    if figure is None:
        return
    yield "s", seconds
    found = measure(figure)
    names = ("overlaps", "through", "covered", "crossings", "length")
    yield from ((name, float(getattr(found, name))) for name in names)


def _spent() -> float:
    return sum(graphviz.spent(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _ratio(ours: dict[str, list[float]], dot: dict[str, list[float]], name: str) -> str:
    return f"{sum(ours[name]) / max(1.0, sum(dot[name])):.2f}" if ours[name] and dot[name] else "–"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", nargs="*", type=Path, help="folders with files of the readers; default: the tests'")
    parser.add_argument("--graphs", action="store_true", help="random graphs, beside dot")
    parser.add_argument("--stay", action="store_true", help="one node more in random graphs: what moves")
    parser.add_argument("--sizes", nargs="+", type=int, default=[20, 50, 100, 200, 500], help="numbers of nodes")
    parser.add_argument("--seeds", type=int, default=3, help="graphs of each size")
    parser.add_argument("--grouped", action="store_true", help="with groups of five nodes")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="who lays them out; dot: the peer")
    parser.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    options = parser.parse_args()
    if options.files is None and not options.graphs and not options.stay:
        parser.error("say --files, --graphs or --stay")
    command = " ".join(["python benchmarks/diagrams", *(one for one in sys.argv[1:])])
    if options.stay:
        title, text = "Diagrams that stay", stability(options.seeds)
    elif options.graphs:
        title, text = "Diagrams beside Graphviz" + (", with groups" if options.grouped else ""), graphs(
            options.sizes, options.seeds, options.grouped, options.ways)  # fmt: skip
    else:
        title, text = "Diagrams from files", files(options.files or [FILES])
    print(text)
    if options.record:
        record(title, command, text)


if __name__ == "__main__":
    main()
