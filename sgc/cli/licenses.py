"""``sgc licenses``: whose pictures and fonts stand in what sgc draws, and what their licences ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sgc.cli.answers import Answer, answer_each, print_json
from sgc.cli.options import json_option, read_input, root_option

#: The fonts that are shipped: family, makers, licence, file with its text.
FONTS = (
    ("Open Sans", "Steve Matteson", "Apache-2.0", "sgc/measure/fonts/LICENSE-OpenSans.txt"),
    ("DejaVu Sans", "the DejaVu fonts team", "Bitstream Vera and Arev", "sgc/measure/fonts/LICENSE-DejaVu.txt"),
    ("Droid Sans Fallback", "Google", "Apache-2.0", "sgc/measure/fonts/LICENSE-OpenSans.txt"),
)


@click.command("licenses", short_help="List whose pictures and fonts are used.")
@click.argument("inputs", metavar="[IN]...", nargs=-1, type=click.Path(allow_dash=True, path_type=str))
@root_option
@json_option
def command(inputs: tuple[str, ...], root: Path | None, as_json: bool) -> int:
    """List the sources of pictures and fonts; with scene files, whom their pictures have to name.

    What has to be named also stands in the metadata of the files that sgc writes.

    \b
    sgc licenses
    sgc licenses poster.sgc
    """
    if inputs:
        return answer_each(inputs, lambda name: answers(name, root), as_json)
    from sgc.cli.terminal import table
    from sgc.measure.pictures import attributions

    rows = [(one.title, one.authors, one.license, one.url, one.required) for one in attributions()]
    rows += [(*font, False) for font in FONTS]
    if as_json:
        for title, authors, license, source, required in rows:
            print_json({"title": title, "authors": authors, "license": license, "source": source, "required": required})
    else:
        click.echo(table([("", *row[:4]) if not row[4] else ("name it:", *row[:4]) for row in rows]))
    return 0


def answers(name: str, root: Path | None) -> Iterator[Answer]:
    """Compile one input and read what its drawings have to say."""
    from sgc.compiler import compile_scene, load

    for scene in load(read_input(name), root=root):
        drawing = compile_scene(scene, relaxed=True, root=root).drawing
        credits = drawing.attributions if drawing is not None else ()
        data = {"figure": scene.figure.name, "attributions": list(credits)}
        yield Answer(data, "\n".join(credits) or f"{name}: nobody has to be named", diagnostics=scene.diagnostics)
