"""What every command does with many inputs: go on after a failure, answer in order, end with the worst exit code."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sgc.cli.exits import Exit
from sgc.cli.failures import describe_failure, exit_of
from sgc.cli.options import Prompt
from sgc.cli.terminal import diagnostics_text, progress
from sgc.source import Diagnostic, MissingError, SgcError

if TYPE_CHECKING:
    from sgc.verify import PictureFile, Report


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says about one figure (or one file).

    ``data`` is printed with ``--json``, ``text`` without it, on standard output. ``diagnostics`` go into
    the JSON object, or to standard error; ``explanation`` and ``remark`` say in words what ``data``
    already holds, so that they are for standard error only. ``looked`` is for the page that reports on all pictures
    of a run, where one is asked for.
    """

    data: dict[str, Any]
    text: str = ""
    exit: Exit = Exit.DONE
    diagnostics: tuple[Diagnostic, ...] = ()
    explanation: tuple[Diagnostic, ...] = ()
    remark: str = ""
    looked: tuple[tuple[Report, PictureFile], ...] = ()


#: Answers about one input, by its name; picklable where a command takes ``--jobs``.
Answering = Callable[[str], Iterable[Answer]]


def answer_each(
    inputs: Sequence[str], answer: Answering, as_json: bool, jobs: int = 1, report: Path | None = None
) -> Exit:
    """Print the answers about each input, in order and as they come; gives the exit code of the run.

    With ``as_json`` each is one JSON object on a line of its own, with the input's name as "file". The ``report`` on
    what was looked at is written at the end, also at that which Ctrl-C makes.
    """
    worst = Exit.DONE
    looked: list[tuple[Report, PictureFile]] = []
    try:
        with progress(len(inputs)) as begin:
            for name, answers in _all(inputs, answer, jobs):
                begin(name)
                shown: set[Diagnostic] = set()  # the figures of a file share the diagnostics of its parse
                for one in answers:
                    if as_json:
                        _print_json(one, name)
                    else:
                        _print(one, shown)
                    looked += one.looked if report is not None else ()
                    worst = max(worst, one.exit)
    finally:
        if report is not None and looked:
            _write_report(report, looked)
    return worst


def _write_report(path: Path, looked: Sequence[tuple[Report, PictureFile]]) -> None:
    """A page, or JSON by the suffix: the report, or a list of them where there are several."""
    from sgc.source.files import write_atomically
    from sgc.verify.html import report_page

    if path.suffix == ".html":
        write_atomically(path, report_page(looked).encode())
        return
    several = [{"file": picture.name, **report.to_json()} for report, picture in looked]
    data = several if len(several) > 1 else looked[0][0].to_json()
    write_atomically(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def print_json(data: dict[str, Any]) -> None:
    """One JSON object on one line of standard output."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(data, ensure_ascii=not utf8))


def _all(inputs: Sequence[str], answer: Answering, jobs: int) -> Iterator[tuple[str, Iterable[Answer]]]:
    """Each input with its answers, worked out one after another or by several processes."""
    if jobs == 1 or len(inputs) == 1:
        yield from ((name, _answers(name, answer, len(inputs) > 1)) for name in inputs)
        return
    from sgc.cli.jobs import in_processes

    yield from zip(inputs, in_processes(_listed, [(name, answer) for name in inputs], jobs), strict=True)


def _listed(name: str, answer: Answering) -> list[Answer]:
    return list(_answers(name, answer, in_batch=True))


def _answers(name: str, answer: Answering, in_batch: bool) -> Iterator[Answer]:
    """The answers about one input; a failure becomes an answer too."""
    try:
        yield from answer(name)
    except BrokenPipeError:
        raise
    except (SgcError, MissingError, OSError) as failure:
        yield _of_failure(failure)
    except Exception as failure:  # a defect of ours in one file must not end a batch of hundreds
        if not in_batch or os.environ.get("SGC_DEBUG"):
            raise
        yield _of_failure(failure)


def _of_failure(failure: Exception) -> Answer:
    code = exit_of(failure)
    if isinstance(failure, SgcError):
        return Answer({"status": "invalid"}, "", code, failure.diagnostics)
    status = {Exit.MISSING: "missing", Exit.WRONG: "unreadable"}.get(code, "failed")
    words = describe_failure(failure)
    return Answer({"status": status, "message": words}, "", code, remark=words)


def _print_json(answer: Answer, name: str) -> None:
    given = "prompt" if isinstance(name, Prompt) else "file"
    found = sorted(answer.diagnostics, key=lambda one: one.span.start if one.span else -1)
    print_json({given: name, **answer.data, "diagnostics": [one.to_json() for one in found]})


def _print(answer: Answer, shown: set[Diagnostic]) -> None:
    notes = [one for one in dict.fromkeys((*answer.diagnostics, *answer.explanation)) if one not in shown]
    shown.update(notes)
    if notes:
        click.echo(diagnostics_text(notes), err=True)
    if answer.remark:
        click.echo(answer.remark, err=True)
    if answer.text:
        click.echo(answer.text)
