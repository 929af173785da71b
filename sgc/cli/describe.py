"""``sgc describe``: a scene in English that reads back to the same scene."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.options import inputs_argument, json_option, read_input, root_option


@click.command("describe", short_help="Describe a scene in English.")
@inputs_argument
@root_option
@json_option
def command(inputs: tuple[str, ...], root: Path | None, as_json: bool) -> int:
    """Describe each scene in English that reads back to the same scene graph.

    What English prompts cannot say (exact sizes, formulas, preferences) is told apart, in the words of the scene file.

    \b
    sgc describe breakfast.sgc
    sgc describe breakfast.sgc --json
    """
    return answer_each(inputs, lambda name: answers(name, root), as_json)


def answers(name: str, root: Path | None) -> Iterator[Answer]:
    """Describe each figure of one input."""
    from sgc.compiler import load
    from sgc.english.describing import describe

    for scene in load(read_input(name), root=root):
        said = describe(scene)
        data = {"figure": scene.figure.name, "text": said.text, "beyond": list(said.beyond)}
        beyond = "\n".join(["Not said in English:", *(f"- {one}" for one in said.beyond)]) if said.beyond else ""
        yield Answer(data, said.text, diagnostics=scene.diagnostics, remark=beyond)
