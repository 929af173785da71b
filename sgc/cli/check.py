"""``sgc check``: whether everything a scene file says can hold, and if not, why not; and what else can or must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import inputs_argument, json_option, read_input, root_option

if TYPE_CHECKING:
    from sgc.entailment import Verdict

#: What is said for each answer of ``sgc.entailment``.
WORDS = {
    "must": "must hold, in every layout",
    "can": "can hold, and need not",
    "possible": "can hold; whether it must is not decided",
    "cannot": "cannot hold, in any layout",
    "impossible": "the figure has no layout, with or without it",
    "unknown": "not decided",
}


@click.command("check", short_help="Explain what cannot hold.")
@inputs_argument
@click.option("--can", metavar="STATEMENT", multiple=True, help="Ask whether this could hold as well.")
@click.option("--must", metavar="STATEMENT", multiple=True, help="Ask whether this holds in every layout.")
@root_option
@json_option
def command(
    inputs: tuple[str, ...], can: tuple[str, ...], must: tuple[str, ...], root: Path | None, as_json: bool
) -> int:
    """Say whether scene files can be drawn, and explain what cannot hold.

    Exit code 0 when everything can hold, 1 when not (or not decided), 2 when a file is wrong. With --can or --must
    the statement is asked about instead: 0 means yes.

    \b
    sgc check breakfast.sgc
    sgc check breakfast.sgc --can "cup left of plate" --must "cup on table"
    sgc check --json scenes/*.sgc
    """
    asked = [("can", one) for one in can] + [("must", one) for one in must]
    if asked:
        return answer_each(inputs, partial(verdicts, asked=asked, root=root), as_json)
    return answer_each(inputs, lambda name: answers(name, root), as_json)


def answers(name: str, root: Path | None) -> Iterator[Answer]:
    """Solve each figure of one input."""
    from sgc.compiler import draw, load, solve
    from sgc.graph.scene import Kind
    from sgc.layout.telling import explain
    from sgc.layout.to_json import layout_to_json

    scenes = load(read_input(name), root=root)
    for scene in scenes:
        layout = solve(scene)
        if any(one.kind is Kind.IMAGE for one in scene.objects):
            draw(scene, layout, root=root)  # which opens their files
        answer = layout_to_json(layout, scene)
        status = answer["status"]
        figure = scene.figure.name or scene.figure.title
        title = f"{name}: {figure}" if len(scenes) > 1 and figure else name
        verdict = {"satisfied": "everything can hold", "impossible": "this cannot hold", "unknown": "not decided"}
        data = {"figure": scene.figure.name, "status": status, "conflicts": answer["conflicts"]}
        exit_code = Exit.DONE if status == "satisfied" else Exit.NO
        yield Answer(data, f"{title}: {verdict[status]}", exit_code, scene.diagnostics, explain(scene, layout))


def verdicts(name: str, asked: Sequence[tuple[str, str]], root: Path | None) -> Iterator[Answer]:
    """Answer each question about each figure of one input."""
    from sgc.entailment import entailed
    from sgc.layout.telling import explain

    source = read_input(name)
    for question, statement in asked:
        for found in entailed(source, statement, root=root):
            yes = {"must": True, "cannot": False, "impossible": False}.get(found.answer)
            if found.answer in ("can", "possible"):
                yes = True if question == "can" else (False if found.answer == "can" else None)
            data = {
                "figure": found.scene.figure.name, "question": question, "statement": statement,
                "answer": {True: "yes", False: "no", None: "unknown"}[yes], "verdict": found.answer,
                "because": [{"statement": words, "span": span.to_json()} for words, span in found.because],
                "defaults": list(found.defaults),
            }  # fmt: skip
            text = f"{name}: {statement}: {WORDS[found.answer]}{_because(found)}"
            why = explain(found.scene, found.conflict) if found.conflict is not None else ()
            yield Answer(data, text, Exit.DONE if yes else Exit.NO, found.scene.diagnostics, why)


def _because(found: Verdict) -> str:
    """The statements, a line each, that decide it."""
    lines = [f"“{words}”" + ("" if span.source.is_prompt else f" in line {span.line}") for words, span in found.because]
    lines += [f"the default “{name}”" for name in found.defaults]
    return ": because of" + "".join(f"\n  {line}" for line in lines) if lines else ""
