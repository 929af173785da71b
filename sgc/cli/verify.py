"""``sgc verify``: whether a finished picture shows what a scene says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import DETECTOR, Prompt, json_option, prompts_of, read_input, report_option, root_option
from sgc.source.files import place_in_list

if TYPE_CHECKING:
    from sgc.graph.scene import SceneGraph
    from sgc.source import Diagnostic
    from sgc.verify import PictureFile, Report


@dataclass(frozen=True, slots=True)
class Request:
    """The options of one run; ``scene_of`` says what the picture of a name should show."""

    scene_of: Callable[[str], SceneGraph]
    detector: str | None
    overlay: Path | None
    details: bool


@click.command("verify", short_help="Check a finished picture against its scene.")
@click.argument("pictures", metavar="PICTURE...", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option("--scene", "scene_file", metavar="IN", type=click.Path(allow_dash=True), help="The scene file, or -.")
@click.option("-p", "--prompt", metavar="TEXT", help="English instead of a scene file.")
@click.option(
    "--prompts", "prompt_file", metavar="FILE", type=click.Path(allow_dash=True, path_type=str),
    help="A file of prompts, one a line: in the order of the pictures, or of the numbers (00000…) in their names.",
)  # fmt: skip
@click.option("--figure", metavar="NAME", help="Which figure of a file with several: its name, or its number.")
@click.option("--detector", metavar="NAME", type=DETECTOR, help="What looks at the picture: see 'sgc detectors'.")
@click.option(
    "--overlay", metavar="FILE.png", type=click.Path(path_type=Path), help="Draw what was seen on the picture."
)
@report_option
@click.option("--all", "details", is_flag=True, help="List the facts that hold, too.")
@root_option
@json_option
def command(
    pictures: tuple[str, ...], scene_file: str | None, prompt: str | None, prompt_file: str | None, figure: str | None,
    detector: str | None, overlay: Path | None, report: Path | None, details: bool, root: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Look at pictures, ours or anyone's, and say of each statement of a scene whether it holds in them.

    Only the finished file is looked at: of several pages or frames the first. Ends with 0 when every fact holds, with
    1 when one fails or could not be checked.

    \b
    sgc verify breakfast.svg --scene breakfast.sgc
    sgc verify apples.svg -p "three red apples left of a blue plate" --report apples.html
    sgc verify painted/*.png --prompts prompts.txt --json > facts.jsonl
    """
    if sum(one is not None for one in (scene_file, prompt, prompt_file)) != 1:
        raise click.UsageError("Say what the pictures should show: --scene FILE, -p TEXT, or --prompts FILE.")
    if overlay is not None and len(pictures) > 1:
        raise click.UsageError("--overlay takes one picture.")
    if overlay is not None and overlay.suffix.lower() != ".png":
        raise click.UsageError(f"{overlay}: what was seen is drawn to a file named .png.")
    if prompt_file is not None:
        wanted = _prompts_of_pictures(pictures, prompt_file)
        request = Request(lambda name: _scene(wanted[name], figure, root), detector, overlay, details)
    else:
        scene = _scene(Prompt(prompt) if prompt is not None else scene_file or "-", figure, root)
        request = Request(lambda name: scene, detector, overlay, details)
    return answer_each(pictures, lambda name: answers(name, request), as_json, report=report)


def _prompts_of_pictures(pictures: tuple[str, ...], prompt_file: str) -> dict[str, Prompt]:
    """The prompt of each picture: by the number that begins the names of all, or else by their order."""
    prompts = [Prompt(one) for one in prompts_of(prompt_file)]
    numbers = [place_in_list(Path(name).stem) for name in pictures]
    if all(number is not None and number < len(prompts) for number in numbers):
        return {name: prompts[number or 0] for name, number in zip(pictures, numbers, strict=True)}
    if len(prompts) != len({*pictures}) or len({*pictures}) != len(pictures):
        held = f"{prompt_file} holds {len(prompts)} prompts, and {len({*pictures})} pictures are given"
        how = "one for each in their order, or number the pictures by the lines: 00000.png, 00001.png, …"
        raise click.UsageError(f"{held}: give {how}")
    return dict(zip(pictures, prompts, strict=True))


def _scene(name: str, figure: str | None, root: Path | None) -> SceneGraph:
    from sgc.compiler import load

    scenes = load(read_input(name), root=root)
    if figure is not None:
        named = {one.figure.name: one for one in scenes} | {str(n): one for n, one in enumerate(scenes, 1)}
        if figure not in named:
            raise click.UsageError(f"{name} has no figure '{figure}'.")
        return named[figure]
    if len(scenes) != 1:
        raise click.UsageError(f"{name} holds {len(scenes)} figures: choose one with --figure.")
    return scenes[0]


def answers(name: str, request: Request) -> Iterator[Answer]:
    """Verify one picture."""
    from sgc.verify import detector_named, read_picture, verify

    picture, scene = read_picture(Path(name)), request.scene_of(name)
    report = verify(picture, scene, detector_named(request.detector) if request.detector else None)
    if request.overlay is not None:
        from sgc.source.files import write_atomically
        from sgc.verify.overlay import overlay_png

        write_atomically(request.overlay, overlay_png(report, picture))
    told = () if request.detector or report.verified else _doubts(picture, report)
    yield Answer(
        report.to_json(), report_text(report, name, request.details), Exit.DONE if report.verified else Exit.NO,
        (*scene.diagnostics, *told), looked=((report, picture),),
    )  # fmt: skip


def _doubts(picture: PictureFile, report: Report) -> tuple[Diagnostic, ...]:
    """That nobody named a detector for what looks like a photograph."""
    from sgc.source import warning
    from sgc.source.codes import PHOTOGRAPH
    from sgc.verify.pixels import is_photograph

    if not is_photograph(picture):
        return ()
    message = f"{picture.name} looks like a photograph, in which '{report.detector}' sees little: it knows drawings"
    hint = "Name a detector that knows photographs: --detector photo (pip install 'sgc[photo]'), or owlv2:MODEL."
    return (warning(PHOTOGRAPH, message, None, hint),)


def report_text(report: Report, name: str, details: bool) -> str:
    """The report for people: a line that sums it up, and a table of the facts, what fails first; those that hold, and
    more than a few that fail only because of others, on demand."""
    from sgc.cli.terminal import table

    following = [fact for fact in report.facts if fact.follows]
    left_out = set() if details or len(following) <= FEW else {id(fact) for fact in following}
    shown = [fact for fact in report.ordered if (details or fact.verdict != "holds") and id(fact) not in left_out]
    rows = [(_MARKS[fact.verdict], fact.kind, fact.statement, fact.why) for fact in shown]
    more = f"  {len(left_out)} more fail because of what is missing: sgc verify --all shows them" if left_out else ""
    tried = [f"  tried: {one.said}" for one in report.repairs]
    return "\n".join(filter(None, (f"{name}: {report.said}", table(rows, "  ") if rows else "", more, *tried)))


#: So many facts that fail because of others are shown one by one.
FEW = 5
#: How verdicts are shown in a table.
_MARKS = {"holds": "holds", "fails": "FAILS", "unchecked": "not checked"}
