"""``sgc compile``: scene files to pictures."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import inputs_argument, json_option, read_input, relaxed_option, root_option, seed_option
from sgc.cli.outputs import Outputs, Target, figure_parts, plan

if TYPE_CHECKING:
    from sgc.graph.scene import SceneGraph
    from sgc.layout.types import LayoutResult
    from sgc.picture import Picture


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one run."""

    outputs: Outputs
    options: dict[str, Any]
    seed: int | None
    variants: int | None
    relaxed: bool
    root: Path | None


@click.command("compile")
@inputs_argument
@click.option("-o", "--output", metavar="OUT", help="A file, a folder for several inputs, or - for standard output.")
@click.option("--backend", metavar="NAME", help="Which back end prints (sgc backends). Default: by OUT's suffix, or svg.")
@click.option("--scale", metavar="X", type=click.FloatRange(min=0, min_open=True), help="Pixels for one canvas pixel (png).")
@seed_option
@click.option("--variants", metavar="K", type=click.IntRange(1, 100), help="Write K different layouts: OUT-v1, OUT-v2, …")
@relaxed_option
@click.option("--watch", is_flag=True, help="Compile again whenever a file changes, until Ctrl-C.")
@root_option
@json_option
def command(
    inputs: tuple[str, ...], output: str | None, backend: str | None, scale: float | None, seed: int | None,
    variants: int | None, relaxed: bool, watch: bool, root: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Compile scene files to pictures in which everything they say is true.

    IN is a scene file, or - for standard input. Without -o, a.sgc is written to a.svg. The figures of a
    file with several are written to OUT-NAME, by their names, or OUT-1, OUT-2, …

    \b
    sgc compile breakfast.sgc -o breakfast.png
    sgc compile examples/*.sgc -o pictures/ --backend pdf
    sgc compile poster.sgc -o poster.svg --variants 4
    sgc compile draft.sgc --watch
    """
    if watch and "-" in inputs:
        raise click.UsageError("--watch needs files, not standard input.")
    if variants and relaxed:
        raise click.UsageError("--variants shows layouts that hold, --relaxed one that does not: choose one.")
    request = Request(
        plan(inputs, output, backend), {} if scale is None else {"scale": scale}, seed, variants, relaxed, root
    )

    def run() -> Exit:
        return answer_each(inputs, lambda name: answers(name, request), as_json)

    if watch:
        from sgc.cli.watch import watch_files

        return watch_files(inputs, run)
    return run()


def answers(name: str, request: Request) -> Iterator[Answer]:
    """Compile one input and write its pictures; one answer for each figure."""
    from sgc.compiler import load

    scenes = load(read_input(name), root=request.root)
    for scene, parts in zip(scenes, figure_parts([scene.figure.name for scene in scenes]), strict=True):
        begun = time.perf_counter()
        results = list(_pictures(scene, request))
        written = []
        for number, picture in enumerate(results, 1):
            if picture.drawing is not None:
                variant = [f"v{number}"] if request.variants else []
                written.append(_write(picture, request.outputs.target(name, [*parts, *variant]), request.options))
        yield _answer(scene, results, written, time.perf_counter() - begun)


def _pictures(scene: SceneGraph, request: Request) -> Iterator[Picture]:
    """The picture of a figure, or its variants. A relaxed one stands after the conflict that it leaves out."""
    from sgc.compiler import compile_scene, compile_variants
    from sgc.layout.types import Conflict

    if request.variants:
        yield from compile_variants(scene, request.variants, seed=request.seed)
        return
    picture = compile_scene(scene, seed=request.seed)
    yield picture
    if request.relaxed and isinstance(picture.layout, Conflict):
        yield compile_scene(scene, seed=request.seed, relaxed=True)


def _write(picture: Picture, target: Target, options: dict[str, Any]) -> str:
    """Write one picture; gives the name of what was written."""
    if target.path is not None:
        target.path.parent.mkdir(parents=True, exist_ok=True)
        return str(picture.save(target.path, target.backend, **options))
    stream = click.get_binary_stream("stdout")
    stream.write(picture.render(target.backend, **options))
    stream.flush()
    return "-"


def _answer(scene: SceneGraph, results: list[Picture], written: list[str], seconds: float) -> Answer:
    from sgc.cli.explain import conflicts_json, explain, status_of

    layouts: list[LayoutResult] = [picture.layout for picture in results]
    first = layouts[0]
    data = {
        "figure": scene.figure.name,
        "status": status_of(first),
        "size": list(scene.figure.size),
        "seconds": round(seconds, 3),
        "outputs": written,
        "conflicts": conflicts_json(first),
    }
    done = status_of(first) == "satisfied"
    explanation = tuple(note for layout in layouts for note in explain(scene, layout))
    text = "\n".join(f"wrote {name}" for name in written if name != "-" and sys.stdout.isatty())
    return Answer(data, text, Exit.DONE if done else Exit.NO, scene.diagnostics, explanation)
