"""``sgc english``: an English prompt as the scene file that a person can keep and change."""

from __future__ import annotations

from collections.abc import Iterator

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.options import Prompt, inputs_argument, json_option, not_understood, nothing_understood, read_input
from sgc.source import SgcError


@click.command("english", short_help="Turn an English prompt into a scene file.")
@inputs_argument
@click.option("--readings", is_flag=True, help="Print the other readings of what is ambiguous, too.")
@json_option
def command(inputs: tuple[str, ...], readings: bool, as_json: bool) -> int:
    """Print the scene file that says what a prompt says; what no rule understood is listed with its place.

    \b
    sgc english -p "three red apples left of a blue plate" > apples.sgc
    sgc english -p "a client calls an API gateway, which calls two services" > services.sgc
    sgc english --prompts prompts.txt --json
    """
    if not all(isinstance(name, Prompt) for name in inputs):
        raise click.UsageError("Give the English with -p, or the file that has one prompt a line with --prompts.")
    return answer_each(inputs, lambda name: answers(name, readings), as_json)


def answers(name: str, others: bool) -> Iterator[Answer]:
    """Read one prompt, in one way or in all."""
    from sgc.english import readings
    from sgc.syntax import to_source

    chosen, *further = readings(read_input(name))
    if not any(figure.body for figure in chosen.tree.figures):
        raise SgcError([nothing_understood()])
    scene = to_source(chosen.tree).rstrip()
    missed = [{"text": span.text, "start": span.start, "end": span.end} for span in chosen.not_understood]
    data: dict[str, object] = {"scene": scene, "not_understood": missed}
    if others:
        data["readings"] = [to_source(one.tree).rstrip() for one in further]
        scene = "\n\n// or\n".join(dict.fromkeys([scene, *(to_source(one.tree).rstrip() for one in further)]))
    remark = not_understood(name, chosen.not_understood)
    yield Answer(data, scene, diagnostics=chosen.tree.diagnostics, remark=remark)
