"""The arguments and options that several commands share, so that they are the same everywhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sgc.source import Source

inputs_argument = click.argument(
    "inputs", metavar="IN...", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=str)
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, in input order.")
root_option = click.option(
    "--root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project: includes and images may not leave this folder. Default: the folder of the file.",
)
seed_option = click.option(
    "--seed", metavar="N", type=click.IntRange(min=0), help="Which of many layouts. Default: the figure's own, or 0."
)
relaxed_option = click.option(
    "--relaxed", is_flag=True, help="Draw an impossible figure all the same; what does not hold is marked."
)


def read_input(name: str) -> Source:
    """The text of an input: a file, or standard input for ``-``."""
    from sgc.source.files import read_source, read_stream

    if name == "-":
        return read_stream(sys.stdin.buffer, "<stdin>")
    return read_source(Path(name))
