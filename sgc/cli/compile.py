"""``sgc compile``: scene files to pictures."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import (
    BACKEND,
    DETECTOR,
    OUTPUT,
    Prompt,
    inputs_argument,
    json_option,
    limit_option,
    not_understood,
    nothing_understood,
    proposal_option,
    read_input,
    relaxed_option,
    report_option,
    root_option,
    seed_option,
    stay_option,
)
from sgc.cli.outputs import Outputs, Target, figure_parts, plan
from sgc.source import Diagnostic, SgcError
from sgc.source.codes import NOT_DRAWN, UNKNOWN_NOUN

if TYPE_CHECKING:
    from sgc.backends.generative import GenerativeBackend
    from sgc.graph.scene import SceneGraph
    from sgc.layout.stay import Before
    from sgc.picture import Picture
    from sgc.verify import Detector, PictureFile, Report


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one run."""

    outputs: Outputs
    options: dict[str, Any]
    seed: int | None
    variants: int | None
    relaxed: bool
    root: Path | None
    stay: Path | None
    seconds: float | None
    proposal: str | None
    verify: bool
    detector: str | None
    repair: int
    report: bool
    resume: bool
    painter: type[GenerativeBackend] | None


@dataclass(frozen=True, slots=True)
class Written:
    """One picture that was written, and what verification found in it: None where it did not look, because of
    ``unlooked``. ``file`` is what was looked at, where a report shows it."""

    name: str
    picture: Picture
    report: Report | None
    unlooked: str = ""
    file: PictureFile | None = None


@click.command("compile", short_help="Compile scene files to pictures.")
@inputs_argument
@click.option(
    "-o", "--output", metavar="OUT", type=OUTPUT, help="A file, a folder for several inputs, or - for standard output."
)
@click.option(
    "--backend", metavar="NAME", type=BACKEND, help="Which back end prints. Default: by OUT's suffix, or svg."
)
@click.option(
    "-O", "--option", "given", metavar="NAME=VALUE", multiple=True,
    help="An option of the back end: see 'sgc backends --json'.",
)  # fmt: skip
@click.option("--scale", metavar="X", type=click.FloatRange(0, min_open=True), help="Pixels for a canvas pixel (png).")
@seed_option
@click.option("--variants", metavar="K", type=click.IntRange(1, 100), help="Write K different layouts: OUT-v1, …")
@relaxed_option
@stay_option
@limit_option
@proposal_option
@click.option(
    "--repair", metavar="N", type=click.IntRange(0, 100), default=3, show_default=True,
    help="How often to try to mend a picture in which a fact fails.",
)  # fmt: skip
@click.option("--no-verify", is_flag=True, help="Do not look at the written picture again.")
@click.option(
    "--detector", metavar="NAME", type=DETECTOR, help="What looks at the written picture: see 'sgc detectors'."
)
@report_option
@click.option(
    "--resume",
    is_flag=True,
    help="Go on where a run ended: leave out what has its picture, and write each picture only when it is finished.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), default=1, help="Processes for many inputs.")
@click.option("--watch", is_flag=True, help="Compile again whenever a file changes, until Ctrl-C.")
@root_option
@json_option
def command(
    inputs: tuple[str, ...], output: str | None, backend: str | None, given: tuple[str, ...], scale: float | None,
    seed: int | None, variants: int | None, relaxed: bool, stay: Path | None, seconds: float | None,
    proposal: str | None, repair: int, no_verify: bool, detector: str | None, report: Path | None, resume: bool,
    jobs: int, watch: bool, root: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Compile scene files to pictures in which everything they say is true.

    What was written is then looked at again, and every statement is checked against what is seen. Where a fact
    fails, the picture is made otherwise and looked at, a few times, and the best is kept. Ends with 1 where a fact
    still fails, and for a picture that a model painted, where not everything was seen to hold.

    IN is a scene file, or - for standard input. Without -o, a.sgc is written to a.svg. The figures of a
    file with several are written to OUT-NAME, by their names, or OUT-1, OUT-2, …

    \b
    sgc compile breakfast.sgc -o breakfast.png
    sgc compile -p "three red apples left of a blue plate" -o apples.svg
    sgc compile examples/*.sgc -o pictures/ --backend pdf
    sgc compile poster.sgc -o poster.svg --variants 4
    sgc compile draft.sgc --watch
    sgc compile room.sgc -o room.png --backend diffusers:MODEL --detector owlv2:MODEL --repair 8
    """
    if watch and any(name == "-" or isinstance(name, Prompt) for name in inputs):
        raise click.UsageError("--watch needs files, not standard input or a prompt.")
    if stay is not None and variants:
        raise click.UsageError("--stay keeps one layout, --variants asks for others: choose one.")
    if variants and relaxed:
        raise click.UsageError("--variants shows layouts that hold, --relaxed one that does not: choose one.")
    if report is not None and no_verify:
        raise click.UsageError("--report says what was seen, --no-verify that nothing looks: choose one.")
    if resume and (output == "-" or watch):
        raise click.UsageError("--resume goes on with files: leave out --watch, and -o -.")
    if no_verify and detector is not None:
        raise click.UsageError("--detector says what looks at the picture, --no-verify that nothing does: choose one.")
    from sgc.backends.protocol import option_values, painter_class

    outputs = plan(inputs, output, backend)
    options = option_values(backend or outputs.suffix, given if scale is None else (*given, f"scale={scale}"))
    painter = painter_class(backend or outputs.suffix)
    if painter is not None and seed is not None:
        options = {"seed": seed, **options}
    request = Request(
        outputs, options, seed, variants, relaxed, root, stay, seconds, proposal, not no_verify, detector, repair,
        report is not None, resume, painter,
    )  # fmt: skip

    def run() -> Exit:
        return answer_each(inputs, partial(answers, request=request), as_json, jobs, report)

    if watch:
        from sgc.cli.watch import watch_files

        return watch_files(inputs, run)
    return run()


def answers(name: str, request: Request) -> Iterator[Answer]:
    """Compile one input and write its pictures; one answer for each figure."""
    from sgc.compiler import load, proposed_by

    scenes = proposed_by(load(read_input(name), root=request.root), request.proposal)
    if isinstance(name, Prompt) and not any(map(_shows_something, scenes)):
        raise SgcError([nothing_understood()])
    for scene, parts in zip(scenes, figure_parts([scene.figure.name for scene in scenes]), strict=True):
        if request.resume and (there := _there(name, parts, request)):
            told = f"{', '.join(there)}: there already"
            yield Answer({"figure": scene.figure.name, "status": "there", "outputs": there}, told)
            continue
        begun = time.perf_counter()
        before = _before(request)  # which a picture may take the place of
        results, interrupted = _results(scene, request, before)
        written = []
        for number, picture in enumerate(results, 1):
            if picture.drawing is not None:
                target = request.outputs.target(name, [*parts, *_variant(number, request)])
                one, interrupted = _finished(picture, target, request, before, interrupted)
                written.append(one)
                results[number - 1] = one.picture
        fewer = bool(written) and len(written) < (request.variants or 1) and not interrupted
        found = "one layout was" if len(written) == 1 else f"{len(written)} layouts that differ visibly were"
        remark = f"{name}: only {found} found" if fewer else ""
        missed = not_understood(name, scene.not_understood)  # the picture shows the rest of the prompt
        remark = "\n".join(filter(None, (missed, _without_a_place(scene, before, request), remark)))
        yield _answer(scene, results, written, time.perf_counter() - begun, remark, request)
        if interrupted:
            raise KeyboardInterrupt


def _variant(number: int, request: Request) -> list[str]:
    return [f"v{number}"] if request.variants else []


def _there(name: str, parts: list[str], request: Request) -> list[str]:
    """The pictures of a figure, where an earlier run wrote all of them, after its file was changed last; or nothing."""
    numbers = range(1, (request.variants or 1) + 1)
    paths = [request.outputs.target(name, [*parts, *_variant(number, request)]).path for number in numbers]
    changed = 0.0 if name == "-" or isinstance(name, Prompt) else Path(name).stat().st_mtime
    done = all(path is not None and path.exists() and path.stat().st_mtime >= changed for path in paths)
    return [str(path) for path in paths] if done else []


def _shows_something(scene: SceneGraph) -> bool:
    return bool(scene.objects or scene.absences or scene.figure.background)


def _results(scene: SceneGraph, request: Request, before: Before | None) -> tuple[list[Picture], bool]:
    """The pictures of a figure, and whether Ctrl-C cut the search short: then the last is the best that was known."""
    from sgc.compiler import draw
    from sgc.layout.types import Interrupted

    results: list[Picture] = []
    try:
        for picture in _pictures(scene, request, before):
            results.append(picture)
    except Interrupted as interrupt:
        if interrupt.best is None:
            raise
        return [*results, draw(scene, interrupt.best, root=request.root)], True
    return results, False


def _pictures(scene: SceneGraph, request: Request, before: Before | None) -> Iterator[Picture]:
    """The picture of a figure, or its variants. A relaxed one stands after the conflict that it leaves out."""
    from sgc.compiler import compile_scene, compile_variants
    from sgc.layout.types import Conflict

    if request.variants:
        yield from compile_variants(scene, request.variants, seed=request.seed, root=request.root)
        return
    picture = compile_scene(scene, seed=request.seed, root=request.root, before=before, seconds=request.seconds)
    yield picture
    if request.relaxed and isinstance(picture.layout, Conflict):
        yield compile_scene(scene, seed=request.seed, relaxed=True, root=request.root)


def _without_a_place(scene: SceneGraph, before: Before | None, request: Request) -> str:
    """That the layout near which to stay holds nothing of a figure, where it does not."""
    known = () if before is None else (*before.boxes, *(id.rpartition("[")[0] for id in before.boxes))
    if before is None or not scene.objects or any(one.id in known for one in scene.objects):
        return ""
    return (
        f"--stay {request.stay}: nothing of this figure is in that layout, so that nothing stays where it was; give "
        "what 'sgc compile -o FILE.json' wrote of the figure before its change"
    )


def _before(request: Request) -> Before | None:
    """The layout near which to stay, where one is given."""
    if request.stay is None:
        return None
    from sgc.layout.stay import Before
    from sgc.layout.to_json import read_boxes

    return Before(read_boxes(request.stay))


def _finished(
    picture: Picture, target: Target, request: Request, before: Before | None, interrupted: bool
) -> tuple[Written, bool]:
    """Write a picture, and look at it unless Ctrl-C was pressed before or is meanwhile; and whether it was."""
    from sgc.layout.interrupts import time_limit

    if not interrupted:
        try:
            with time_limit(None):
                return _done(picture, target, request, before), False
        except KeyboardInterrupt:
            if request.painter is not None:  # which would paint once more, for minutes
                raise
    if request.resume:  # for which a file is a finished one
        raise KeyboardInterrupt
    return _unlooked(picture, target, request), True


def _done(picture: Picture, target: Target, request: Request, before: Before | None) -> Written:
    """Write a picture, look at the finished file, and mend it where a fact fails and it can be.

    A file is written before it is looked at, so that there is one whatever happens, unless the run may be resumed, for
    which a file is a finished one. Standard output gets the best.
    """
    from sgc.compiler import repaired
    from sgc.layout.types import Layout
    from sgc.verify import detector_named, picture_file

    detector = detector_named(request.detector) if request.detector else None
    data = picture.render(target.backend, **request.options)
    written = None if request.resume else _written(data, target)
    report, unlooked = _looked_at(picture, target, data, request, detector)
    cut_short = isinstance(picture.layout, Layout) and not picture.layout.reproducible
    if report is not None and not _is_good(report, request) and not (request.variants or cut_short):
        best, report = repaired(
            picture, target.backend, tries=request.repair, data=data, report=report, detector=detector,
            seed=request.seed, root=request.root, before=before, options=request.options,
        )  # fmt: skip
        if best.data != data:
            picture, data = best.picture, best.data
    if data != written:
        _written(data, target)
    if target.path is None:
        _print(data)
    file = picture_file(_name(target), data) if report is not None and request.report else None
    return Written(_name(target), picture, report, unlooked, file)


def _unlooked(picture: Picture, target: Target, request: Request) -> Written:
    """Whoever pressed Ctrl-C wants an end at once, and no verdict."""
    data = _written(picture.render(target.backend, **request.options), target)
    if target.path is None:
        _print(data)
    return Written(_name(target), picture, None, "interrupted")


def _name(target: Target) -> str:
    return str(target.path) if target.path is not None else "-"


def _written(data: bytes, target: Target) -> bytes:
    """Write a picture to its file, where it has one; gives back what was written."""
    from sgc.source.files import write_atomically

    if target.path is not None:
        write_atomically(target.path, data)
    return data


def _print(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _looked_at(
    picture: Picture, target: Target, data: bytes, request: Request, detector: Detector | None
) -> tuple[Report | None, str]:
    """What is seen in a finished file; or nothing, and why nobody looked."""
    from sgc.verify import detector_for, picture_file, verify

    if not request.verify:
        return None, "--no-verify"
    if not picture.satisfied:
        return None, ""
    try:
        finished = picture_file(_name(target), data)
    except SgcError:
        return None, "it is for another program, and no picture yet"
    kind = picture.scene.figure.kind
    unlike = request.painter is not None and not request.painter.like_drawings
    if detector is None and (unlike or detector_for(finished, kind) is None):
        what = "paintings" if unlike else f"{finished.kind} files of a {kind}"
        how = "unless --detector names one" if unlike else "without sgc[verify]"
        return None, f"no detector here looks at {what} {how}"
    return verify(finished, picture.scene, detector), ""


def _answer(
    scene: SceneGraph, results: list[Picture], written: list[Written], seconds: float, remark: str, request: Request
) -> Answer:
    from sgc.layout.telling import explain
    from sgc.layout.to_json import layout_to_json

    first, last = results[0], results[-1]
    reports = [one.report for one in written]
    data = {
        "figure": scene.figure.name,
        "status": layout_to_json(last.layout, scene)["status"],
        "size": None if last.size is None else list(last.size),
        "seconds": round(seconds, 3),
        "not_understood": [span.text for span in scene.not_understood],
        "outputs": [one.name for one in written],
        "verified": [None if report is None else report.verified for report in reports],
        "facts": [None if report is None else report.to_json()["facts"] for report in reports],
        "repairs": [None if report is None else report.to_json()["repairs"] for report in reports],
        "conflicts": layout_to_json(first.layout, scene)["conflicts"],
    }
    explanation = tuple(note for picture in results for note in explain(scene, picture.layout))
    text = "\n".join(_said(one) for one in written if one.name != "-")
    done = first.satisfied and all(_is_good(report, request) for report in reports)
    diagnostics = scene.diagnostics
    unable: tuple[Diagnostic, ...] = ()
    if request.painter is not None:
        others = (UNKNOWN_NOUN,) if request.painter.like_drawings else (UNKNOWN_NOUN, NOT_DRAWN)
        drawn = tuple(one for one in diagnostics if one.code not in others)  # others may well paint what is not drawn
        unable = request.painter.warnings(scene) if first.satisfied else ()
        diagnostics = (*drawn, *unable)
    looked = tuple(
        (replace(one.report, warnings=tuple(one.message for one in unable)), one.file)
        for one in written if one.report is not None and one.file is not None
    )  # fmt: skip
    return Answer(data, text, Exit.DONE if done else Exit.NO, diagnostics, explanation, remark, looked)


def _is_good(report: Report | None, request: Request) -> bool:
    """A drawing is right until something is seen that is not; a painting is not before all of it is seen to be."""
    if request.painter is not None and request.verify:
        return report is not None and report.verified
    return report is None or not report.failed


def _said(written: Written) -> str:
    from sgc.cli.verify import report_text

    if written.report is None:
        return f"wrote {written.name}" + (f", not checked: {written.unlooked}" if written.unlooked else "")
    return f"wrote {report_text(written.report, written.name, details=False)}"
