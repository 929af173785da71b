"""``sgc format``: scene files in their one tidy form."""

from __future__ import annotations

from collections.abc import Iterator

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import files_argument, json_option, read_input


@click.command("format", short_help="Tidy scene files.")
@files_argument
@click.option("-w", "--write", is_flag=True, help="Write each file back instead of printing it.")
@click.option("--check", is_flag=True, help="Only say which files are not tidy (exit code 1).")
@json_option
def command(inputs: tuple[str, ...], write: bool, check: bool, as_json: bool) -> int:
    """Tidy scene files: spacing, indentation and quotes, comments kept. Prints the result, or writes it back.

    \b
    sgc format draft.sgc
    sgc format --write scenes/*.sgc
    sgc format --check scenes/*.sgc
    """
    if write and check:
        raise click.UsageError("--write changes files, --check only looks: choose one.")
    if write and "-" in inputs:
        raise click.UsageError("--write needs files, not standard input.")
    return answer_each(inputs, lambda name: answers(name, write, check), as_json)


def answers(name: str, write: bool, check: bool) -> Iterator[Answer]:
    """Format one file. Raises SgcError when it has syntax errors: then nothing is changed."""
    from sgc.importing import format_of
    from sgc.source.files import write_atomically
    from sgc.syntax import format_source

    source = read_input(name)
    if (foreign := format_of(source)) is not None:
        raise click.UsageError(f"{name} is a file of {foreign}, and no scene file: sgc import reads it.")
    text = format_source(source)
    changed = text != source.text
    if write and changed and source.path is not None:
        write_atomically(source.path, text.encode())
    data = {"changed": changed, "text": text}
    if check:
        yield Answer(data, f"{name}: not tidy" if changed else "", Exit.NO if changed else Exit.DONE)
    elif write:
        yield Answer(data, f"{name}: tidied" if changed else "")
    else:
        yield Answer(data, text.removesuffix("\n"))
