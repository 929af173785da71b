"""``sgc layout``: where everything goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.exits import Exit
from sgc.cli.options import (
    inputs_argument,
    json_option,
    limit_option,
    proposal_option,
    read_input,
    relaxed_option,
    root_option,
    seed_option,
)

if TYPE_CHECKING:
    from sgc.layout.types import LayoutResult


@click.command("layout", short_help="Print the box of every object.")
@inputs_argument
@seed_option
@relaxed_option
@limit_option
@proposal_option
@root_option
@json_option
def command(
    inputs: tuple[str, ...], seed: int | None, relaxed: bool, seconds: float | None, proposal: str | None,
    root: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Print the box of every object: left, top, right, bottom in pixels from the top left corner.

    \b
    sgc layout breakfast.sgc
    sgc layout --json --seed 3 breakfast.sgc
    """
    return answer_each(inputs, lambda name: answers(name, seed, relaxed, seconds, proposal, root), as_json)


def answers(
    name: str, seed: int | None, relaxed: bool, limit: float | None, proposal: str | None, root: Path | None
) -> Iterator[Answer]:
    """Solve each figure of one input."""
    from sgc.compiler import load, proposed_by, solve
    from sgc.layout.telling import explain
    from sgc.layout.to_json import layout_to_json
    from sgc.layout.types import Conflict, Interrupted

    for scene in proposed_by(load(read_input(name), root=root), proposal):
        begun = time.perf_counter()
        interrupted = False
        try:
            result = solve(scene, seed=seed, seconds=limit)
        except Interrupted as interrupt:
            if interrupt.best is None:
                raise
            result, interrupted = interrupt.best, True
        seconds = time.perf_counter() - begun
        data = layout_to_json(result, scene, seconds)
        explanation = explain(scene, result)
        exit_code = Exit.DONE if data["status"] == "satisfied" else Exit.NO
        if relaxed and isinstance(result, Conflict):
            result = solve(scene, seed=seed, relaxed=True)
            data = {**layout_to_json(result, scene, seconds), "conflicts": data["conflicts"]}
            explanation += explain(scene, result)
        yield Answer(data, boxes_table(result), exit_code, scene.diagnostics, explanation)
        if interrupted:
            raise KeyboardInterrupt


def boxes_table(layout: LayoutResult) -> str:
    """The boxes as a table for people, in drawing order; empty when there is no layout."""
    from sgc.cli.terminal import table
    from sgc.graph.box import UNITS
    from sgc.layout.types import Layout

    if not isinstance(layout, Layout):
        return ""
    rows: list[tuple[str, ...]] = [("object", "left", "top", "right", "bottom")]
    rows += [(one.id, *(f"{edge / UNITS:.1f}" for edge in one.box)) for one in layout.objects]
    return table(rows)
