"""``sgc edit``: an English instruction changes a scene file; what it does not mention stays where it was."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.options import OUTPUT, json_option, read_input, root_option, seed_option, stay_option

if TYPE_CHECKING:
    from sgc.editing import Edit
    from sgc.layout.types import Edges


@click.command("edit", short_help="Change a scene by an English instruction.")
@click.argument("scene", metavar="IN", type=click.Path(allow_dash=True, path_type=str))
@click.argument("instruction", metavar="INSTRUCTION")
@click.option(
    "-o", "--output", metavar="OUT", type=OUTPUT, help="Write the new scene file there instead of printing it."
)
@click.option("-w", "--write", is_flag=True, help="Write the scene file back.")
@click.option("--diff", is_flag=True, help="Print what changes instead of the whole file.")
@click.option(
    "--picture", metavar="FILE", type=OUTPUT, help="Draw the new scene, too: what was not mentioned is where it was."
)
@stay_option
@seed_option
@root_option
@json_option
def command(
    scene: str, instruction: str, output: str | None, write: bool, diff: bool, picture: str | None,
    stay: Path | None, seed: int | None, root: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Change the one figure of a scene file by an English instruction, and print the new file.

    Lines that the instruction does not concern keep their formatting and comments. Which thing is meant ("the cup on
    the left") is looked up in the picture. What is not understood, ambiguous or impossible changes nothing.

    \b
    sgc edit breakfast.sgc "make the apples green"
    sgc edit services.sgc "add a cache between the gateway and the services"
    sgc edit breakfast.sgc "remove the cup on the left" --diff
    sgc edit breakfast.sgc "add two forks next to the plate" --write --picture breakfast.svg
    sgc edit breakfast.sgc "swap the dog and the cat; make everything 20% smaller" -o smaller.sgc
    """
    if write and (output is not None or scene == "-"):
        raise click.UsageError("--write changes the file IN itself: give a file, and no -o.")
    target = Path(scene) if write else Path(output) if output is not None and output != "-" else None

    def answer(name: str) -> Iterator[Answer]:
        return answers(name, instruction, target, diff, picture, stay, seed, root)

    return answer_each([scene], answer, as_json)


def answers(
    name: str, instruction: str, target: Path | None, diff: bool, picture: str | None, stay: Path | None,
    seed: int | None, root: Path | None,
) -> Iterator[Answer]:  # fmt: skip
    """Edit one file. Raises SgcError when nothing is changed, because the instruction cannot be followed."""
    from sgc.editing import edit
    from sgc.source.files import write_atomically

    source = read_input(name)
    done = edit(source, instruction, seed=seed, root=root, boxes=boxes_before(stay))
    written = _draw(done, picture, root or (source.path.parent if source.path else None)) if picture else []
    if target is not None:
        write_atomically(target, done.text.encode())
        written.append(str(target))
    lines = unified_diff(source.text.splitlines(), done.text.splitlines(), name, name, n=0, lineterm="")
    data = {"text": done.text, "moved": list(done.moved), "dropped": list(done.dropped), "outputs": written}
    text = "\n".join(lines) if diff else "" if target is not None else done.text.removesuffix("\n")
    notes = [f"wrote {one}" for one in written]
    notes += [f"had to move: {', '.join(done.moved)}"] if done.moved else []
    notes += [f"no longer said: {', '.join(done.dropped)}"] if done.dropped else []
    yield Answer(data, text, diagnostics=done.scene.diagnostics, remark="\n".join(notes))


def boxes_before(path: Path | None) -> dict[str, Edges] | None:
    """The boxes of a layout that was written before. Raises SgcError when the file holds none."""
    from sgc.layout.to_json import read_boxes

    return read_boxes(path) if path is not None else None


def _draw(done: Edit, picture: str, root: Path | None) -> list[str]:
    from sgc.compiler import draw

    return [str(draw(done.scene, done.layout, root=root).save(picture))]
