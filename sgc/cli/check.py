"""``sgc check``: whether everything a scene file says can hold, and if not, why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import inputs_argument, json_option, read_input, root_option


@click.command("check", short_help="Explain what cannot hold.")
@inputs_argument
@root_option
@json_option
def command(inputs: tuple[str, ...], root: Path | None, as_json: bool) -> int:
    """Say whether scene files can be drawn, and explain what cannot hold.

    Exit code 0 when everything can hold, 1 when not (or not decided), 2 when a file is wrong.

    \b
    sgc check breakfast.sgc
    sgc check --json scenes/*.sgc
    """
    return answer_each(inputs, lambda name: answers(name, root), as_json)


def answers(name: str, root: Path | None) -> Iterator[Answer]:
    """Solve each figure of one input."""
    from sgc.cli.explain import explain
    from sgc.compiler import load, solve
    from sgc.layout.to_json import layout_to_json

    scenes = load(read_input(name), root=root)
    for scene in scenes:
        layout = solve(scene)
        answer = layout_to_json(layout, scene)
        status = answer["status"]
        figure = scene.figure.name or scene.figure.title
        title = f"{name}: {figure}" if len(scenes) > 1 and figure else name
        verdict = {"satisfied": "everything can hold", "impossible": "this cannot hold", "unknown": "not decided"}
        data = {"figure": scene.figure.name, "status": status, "conflicts": answer["conflicts"]}
        exit_code = Exit.DONE if status == "satisfied" else Exit.NO
        yield Answer(data, f"{title}: {verdict[status]}", exit_code, scene.diagnostics, explain(scene, layout))
