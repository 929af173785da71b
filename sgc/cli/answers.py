"""What every command does with many inputs: go on after a failure, answer in order, end with the worst exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from sgc.cli.exits import Exit
from sgc.cli.failures import describe_failure, exit_of
from sgc.cli.terminal import diagnostics_text, progress
from sgc.source import Diagnostic, MissingError, SgcError


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says about one figure (or one file).

    ``data`` is printed with ``--json``, ``text`` without it, on standard output. ``diagnostics`` go into
    the JSON object, or to standard error; ``explanation`` says in words what ``data`` already holds, so
    that it is for standard error only.
    """

    data: dict[str, Any]
    text: str = ""
    exit: Exit = Exit.DONE
    diagnostics: tuple[Diagnostic, ...] = ()
    explanation: tuple[Diagnostic, ...] = ()


def answer_each(inputs: Sequence[str], answer: Callable[[str], Iterable[Answer]], as_json: bool) -> Exit:
    """Print the answers about each input, as they come, and give the exit code of the whole run.

    With ``as_json`` each is one JSON object on a line of its own, with the input's name as "file".
    """
    worst = Exit.DONE
    with progress(len(inputs)) as begin:
        for name in inputs:
            begin(name)
            try:
                for one in answer(name):
                    _print(one, name, as_json)
                    worst = max(worst, one.exit)
            except BrokenPipeError:
                raise
            except (SgcError, MissingError, OSError) as failure:
                worst = max(worst, _print_failure(failure, name, as_json))
            except Exception as failure:  # a defect of ours in one file must not end a batch of hundreds
                if len(inputs) == 1 or os.environ.get("SGC_DEBUG"):
                    raise
                worst = max(worst, _print_failure(failure, name, as_json))
    return worst


def print_json(data: dict[str, Any]) -> None:
    """One JSON object on one line of standard output."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(data, ensure_ascii=not utf8))


def _print(answer: Answer, name: str, as_json: bool) -> None:
    if as_json:
        diagnostics = [one.to_json() for one in answer.diagnostics]
        print_json({"file": name, **answer.data, "diagnostics": diagnostics})
        return
    if notes := (*answer.diagnostics, *answer.explanation):
        click.echo(diagnostics_text(notes), err=True)
    if answer.text:
        click.echo(answer.text)


def _print_failure(failure: Exception, name: str, as_json: bool) -> Exit:
    code = exit_of(failure)
    if not as_json:
        click.echo(describe_failure(failure), err=True)
    elif isinstance(failure, SgcError):
        print_json({"file": name, "status": "invalid", "diagnostics": [d.to_json() for d in failure.diagnostics]})
    else:
        status = {Exit.MISSING: "missing", Exit.WRONG: "unreadable"}.get(code, "failed")
        print_json({"file": name, "status": status, "message": describe_failure(failure), "diagnostics": []})
    return code
