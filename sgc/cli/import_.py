"""``sgc import``: diagrams of other tools as scene files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import OUTPUT, Named, files_argument, json_option, read_input


def _formats() -> Iterable[str]:
    from sgc.importing.formats import names

    return names()


@click.command("import", short_help="Turn diagrams of other tools into scene files.")
@files_argument
@click.option(
    "-o", "--output", metavar="OUT", type=OUTPUT, help="A file, or a folder for several inputs. Default: print it."
)
@click.option(
    "--from", "format", metavar="FORMAT", type=Named("format", _formats),
    help="mermaid, dot, d2, plantuml or markdown. Default: by the file's name, or else by its text.",
)  # fmt: skip
@json_option
def command(inputs: tuple[str, ...], output: str | None, format: str | None, as_json: bool) -> int:
    """Read diagrams of Mermaid, Graphviz, D2 and PlantUML, and the diagrams in the blocks of Markdown files, and
    write each as a scene file to go on with.

    What a scene file cannot say, or was not understood, is told with its place. Nothing that a file names is
    opened or run.

    \b
    sgc import flow.mmd -o flow.sgc
    sgc import README.md -o diagrams.sgc
    sgc import graphs/*.dot -o scenes/
    dot -Tcanon old.gv | sgc import - --from dot
    """
    several = len(inputs) > 1
    folder = Path(output) if output is not None and (several or output.endswith("/") or Path(output).is_dir()) else None
    if folder is not None and folder.is_file():
        raise click.UsageError(f"Several inputs need a folder to write to, and {output} is a file.")
    return answer_each(inputs, partial(answers, output=output, folder=folder, format=format), as_json)


def answers(name: str, output: str | None, folder: Path | None, format: str | None) -> Iterator[Answer]:
    """Read one file. Raises SgcError where no format is told; a diagram that cannot be read is a diagnostic."""
    from sgc.importing import imported
    from sgc.source import SgcError
    from sgc.source.files import write_atomically
    from sgc.syntax import to_source

    source = read_input(name)
    found, comments = imported(source, format)
    if any(one.is_error for one in found.diagnostics):
        raise SgcError(found.diagnostics)
    scene = to_source(found, comments)
    target = folder / f"{'stdin' if name == '-' else Path(name).stem}.sgc" if folder is not None else (
        Path(output) if output is not None and output != "-" else None)  # fmt: skip
    data: dict[str, object] = {"scene": scene.rstrip()}
    if target is None:
        yield Answer(data, scene.rstrip(), Exit.DONE, found.diagnostics)
        return
    if target.exists() and source.path is not None and target.samefile(source.path):
        raise click.UsageError(f"{target} is the file itself: -o would overwrite it.")
    write_atomically(target, scene.encode())
    yield Answer({**data, "written": str(target)}, f"wrote {target}", Exit.DONE, found.diagnostics)
