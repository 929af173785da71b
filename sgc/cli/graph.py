"""``sgc graph``: what was understood of a scene file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sgc.cli.answers import Answer, answer_each
from sgc.cli.options import inputs_argument, json_option, read_input, root_option

if TYPE_CHECKING:
    from sgc.graph.scene import SceneGraph
    from sgc.source import Source


@click.command("graph", short_help="Show what was understood.")
@inputs_argument
@click.option("--readings", is_flag=True, help="Of prompts also the other readings of what is ambiguous.")
@root_option
@json_option
def command(inputs: tuple[str, ...], readings: bool, root: Path | None, as_json: bool) -> int:
    """Show the scene graph: objects, relations and constraints with every name, count and word resolved.

    \b
    sgc graph breakfast.sgc
    sgc graph --json breakfast.sgc | jq .relations
    sgc graph -p "a cat on a mat next to a dog" --readings
    """
    return answer_each(inputs, lambda name: answers(name, root, readings), as_json)


def answers(name: str, root: Path | None, readings: bool) -> Iterator[Answer]:
    """Resolve one input; one answer for each figure."""
    from sgc.compiler import load
    from sgc.graph import to_json

    source = read_input(name)
    others = list(_other_readings(source)) if readings and source.is_prompt else []
    for scene in load(source, root=root):
        data = {**to_json(scene), "readings": others} if readings else to_json(scene)
        lines = [f"  at '{one['text']}': {one['chosen']}; or {' or '.join(one['others'])}" for one in others]
        yield Answer(data, "\n".join([describe(scene), *lines]), diagnostics=scene.diagnostics)


def _other_readings(source: Source) -> Iterator[dict[str, Any]]:
    """Every ambiguous place of a prompt, with the reading that was taken and the others."""
    from sgc.english import read_prompt

    for one in read_prompt(source).alternatives:
        place = {"text": one.span.text, "start": one.span.start, "end": one.span.end}
        yield {**place, "chosen": one.chosen, "others": list(one.others)}


def describe(scene: SceneGraph) -> str:
    """The scene graph as a short text for people: its head, a table of objects, and every statement."""
    from sgc.cli.terminal import table
    from sgc.source.render import visible

    figure = scene.figure
    name = f" {figure.name}" if figure.name else ""
    title = f" “{figure.title}”" if figure.title else ""
    size = "" if figure.fitted else f" {figure.size[0]}x{figure.size[1]}"
    lines = [visible(f"{figure.kind}{name}{title}{size}")]
    if scene.objects:
        rows = [("object", "count", "noun", "attributes", "label")]
        for one in scene.objects:
            least, most = one.count
            count = str(least) if least == most else f"{least}..{'' if most is None else most}"
            known = one.attributes
            words = (known.size, known.color, known.material, known.texture, known.pattern, known.shape, *known.other)
            label = f'"{one.label}"' if one.label is not None else ""
            rows.append((one.id, count, one.noun, " ".join(filter(None, words)), label))
        lines.append(table(rows, indent="  "))
    stated = [(one.span.start, one.statement) for one in scene.absences]
    stated += [(one.span.start, one.statement) for one in (*scene.arrangements, *scene.requirements)]
    stated += [(r.span.start, r.statement + ("" if r.checked else "  (not checked)")) for r in scene.relations]
    stated += list(dict.fromkeys((link.span.start, link.statement) for link in scene.links))
    lines += [f"  {visible(statement)}" for _, statement in sorted(stated)]
    lines += [f"  not understood: {visible(span.text)}" for span in scene.not_understood]
    return "\n".join(lines)
