"""The arguments and options that several commands share, so that they are the same everywhere."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from sgc.source import Diagnostic, Source, Span, error
from sgc.source.codes import NO_FIGURE


class Named(click.ParamType[str]):
    """A name that a shell completes from a table, which is read only when it is wanted. What is no such name is told by
    whoever looks it up."""

    def __init__(self, name: str, names: Callable[[], Iterable[str]]) -> None:
        self.name, self.names = name, names

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(one) for one in self.names() if one.startswith(incomplete)]


def _backends() -> Iterable[str]:
    from sgc.backends.protocol import backends

    return backends()


def _detectors() -> Iterable[str]:
    from sgc.verify.protocol import detectors

    return detectors()


BACKEND, DETECTOR = Named("backend", _backends), Named("detector", _detectors)
#: Where something is written to; shells complete the names of files.
OUTPUT = click.Path(allow_dash=True, readable=False, path_type=str)

files_argument = click.argument(
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
stay_option = click.option(
    "--stay", metavar="PREVIOUS.json", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A layout from before (compile -o x.json): what can stay where it was does.",
)  # fmt: skip
limit_option = click.option(
    "--limit", "seconds", metavar="SECONDS", type=click.FloatRange(0, min_open=True),
    help="Show the best that is known after so long. Ctrl-C does so at any time.",
)  # fmt: skip
proposal_option = click.option(
    "--proposal", metavar="NAME", type=click.Choice(["layers", "graphviz", "elk"]),
    help="What proposes where the nodes of a diagram stand: layers (default); graphviz or elk, if they are there.",
)  # fmt: skip
relaxed_option = click.option(
    "--relaxed", is_flag=True, help="Draw an impossible figure all the same; what does not hold is marked."
)


def _report_path(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix not in (".html", ".json"):
        raise click.UsageError(f"{value}: a report is written to a file named .html or .json.")
    return value


report_option = click.option(
    "--report", metavar="FILE", type=click.Path(path_type=Path), callback=_report_path,
    help="Write what was verified, of all pictures: .html or .json.",
)  # fmt: skip


class Prompt(str):
    """An English prompt that stands where the name of a file could; ``reader`` is the language model that reads it,
    ``number`` tells it from those before that give the same name, ``place`` is that of a line in a file of prompts,
    from 0."""

    reader: str | None = None
    number: int = 1
    place: int | None = None

    @classmethod
    def read_by(cls, reader: str | None, texts: Sequence[str], lines: Sequence[str]) -> list[Prompt]:
        """Prompts given one by one, and the lines of a file of them."""
        single, listed, times = [cls(text) for text in texts], [cls(text) for text in lines], Counter[str]()
        for prompt in single:
            times[prompt.stem] += 1
            prompt.number = times[prompt.stem]
        for place, prompt in enumerate(listed):
            prompt.place = place
        for prompt in (*single, *listed):
            prompt.reader = reader
        return [*single, *listed]

    @property
    def stem(self) -> str:
        """The name of its picture: its words, as many as make a file's name. Of a file's line its place goes before, so
        that pictures sort as their prompts do, and ``sgc score`` and ``sgc verify`` know whose they are."""
        words = "-".join(re.findall(r"\w+", self.casefold()))[:60].strip("-") or "prompt"
        if self.place is not None:
            return f"{self.place:05}-{words}"
        return words if self.number == 1 else f"{words}-{self.number}"


def inputs_argument(command: Callable[..., int]) -> Callable[..., int]:
    """Scene files, and prompts given with ``-p`` or as the lines of a file, all as ``inputs``."""

    @click.argument("inputs", metavar="[IN]...", nargs=-1, type=click.Path(allow_dash=True, path_type=str))
    @click.option("-p", "--prompt", "prompts", metavar="TEXT", multiple=True, help="English instead of a scene file.")
    @click.option(
        "--prompts", "prompt_file", metavar="FILE", type=click.Path(allow_dash=True, path_type=str),
        help="A file of prompts, one a line.",
    )  # fmt: skip
    @click.option(
        "--llm", metavar="MODEL",
        help="Have a language model read the prompts: the folder of a Hugging Face causal model, or the name of one "
        "that was downloaded before. What it cannot do, the rules do.",
    )  # fmt: skip
    @wraps(command)
    def with_prompts(
        inputs: tuple[str, ...], prompts: tuple[str, ...], prompt_file: str | None, llm: str | None, **rest: Any
    ) -> int:
        lines = prompts_of(prompt_file) if prompt_file is not None else []
        read = Prompt.read_by(llm, prompts, lines)
        if llm is not None and not read:
            raise click.UsageError("--llm reads prompts: give one with -p, or a file of them with --prompts.")
        given = (*inputs, *read)
        if not given:
            raise click.UsageError("Name a scene file, or give a prompt with -p.")
        return command(inputs=given, **rest)

    return with_prompts


def prompts_of(name: str) -> list[str]:
    """The prompts of a file, one a line."""
    lines = [line for line in read_input(name).text.splitlines() if line.strip()]
    if not lines:
        raise click.UsageError(f"{name} holds no prompt: write one a line.")
    return lines


def read_input(name: str) -> Source:
    """The text of an input: a file, standard input for ``-``, or a prompt."""
    from sgc.source.files import read_source, read_stream

    if isinstance(name, Prompt):
        return Source("<prompt>", str(name), is_prompt=True, reader=name.reader)
    if name == "-":
        return read_stream(sys.stdin.buffer, "<stdin>")
    return read_source(Path(name))


def nothing_understood() -> Diagnostic:
    """That a prompt says nothing that could be drawn."""
    hint = 'Name what is to be seen, as in "two red apples left of a blue plate".'
    return error(NO_FIGURE, "nothing in this prompt could be understood", None, hint)


def not_understood(name: str, spans: Sequence[Span]) -> str:
    """What of a prompt no rule took, with its places, and of which prompt where it is one of many; or nothing."""
    from sgc.source.render import visible

    if not spans:
        return ""
    words = ", ".join(f"'{visible(one.text)}' (at {one.start})" for one in spans)
    among = isinstance(name, Prompt) and name.place is not None
    return f"not understood: {words}" + (f" in “{visible(name)}”" if among else "")
