"""``sgc backends``: what pictures can be printed to."""

from __future__ import annotations

import click

from sgc.cli.answers import print_json


@click.command("backends", short_help="List what pictures can be printed to.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(as_json: bool) -> None:
    """List the back ends: what each is called, the files it writes, and its options.

    Packages add their own through the entry point group "sgc.backends".
    """
    from dataclasses import fields, is_dataclass

    from sgc.backends.protocol import backend_class, backends
    from sgc.cli.terminal import table

    rows = [("name", "files", "what it is")]
    for name in backends():
        backend = backend_class(name)
        summary = " ".join((backend.__doc__ or "").replace("``", "").partition("\n\n")[0].split())
        options: list[str] = [field.name for field in fields(backend)] if is_dataclass(backend) else []
        if as_json:
            print_json({"name": name, "suffixes": list(backend.suffixes), "options": options, "summary": summary})
        rows.append((name, " ".join(backend.suffixes), summary))
    if not as_json:
        click.echo(table(rows))
