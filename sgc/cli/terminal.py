"""Writing for people: colour and progress on terminals only, plain text everywhere else."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from sgc.source import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds before a run is long enough to be worth a progress display.
PATIENCE = 2.0


def has_color(stream: IO[str]) -> bool:
    """Whether to colour what is written: only a terminal, and never against ``NO_COLOR``."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def diagnostics_text(diagnostics: Iterable[Diagnostic]) -> str:
    """Diagnostics as they are shown on standard error, each with its line and caret."""
    from sgc.source.render import render

    return render(diagnostics, color=has_color(sys.stderr))


def table(rows: Sequence[Sequence[str]], indent: str = "") -> str:
    """Rows as aligned columns; a column of numbers is aligned to the right.

    Cells may be people's words: what would act on a terminal is made visible.
    """
    from sgc.source.render import visible

    rows = [[visible(cell) for cell in row] for row in rows]
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    right = [all(re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in column[1:]) for column in columns]
    lines = (
        indent + "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines)


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A display on standard error that appears once the work has taken two seconds.

    Gives a function to call with a name as each of ``total`` pieces begins. With several pieces
    the time left is shown, with one the time taken.
    """
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    display = _Display(total)
    try:
        yield display.begin
    finally:
        display.stop()


class _Display:
    """Started by a timer, so that quick runs neither import rich nor flicker."""

    def __init__(self, total: int) -> None:
        from threading import Lock, Timer

        self._total, self._begun, self._name = total, 0, ""
        self._lock, self._stopped = Lock(), False
        self._update: Callable[[], None] = lambda: None
        self._close: Callable[[], None] = lambda: None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            ProgressColumn,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        columns: tuple[ProgressColumn, ...] = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
        if self._total > 1:
            columns += (BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeRemainingColumn())
        # Answers printed meanwhile go through the display when both share a terminal, and never into it otherwise.
        both = sys.stdout.isatty()
        bar = Progress(
            *columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True, redirect_stdout=both
        )
        task = bar.add_task(self._name, total=self._total)
        with self._lock:
            if self._stopped:
                return
            self._update = lambda: bar.update(task, completed=self._begun - 1, description=self._name)
            self._close = bar.stop
            self._update()
            bar.start()

    def begin(self, name: str) -> None:
        with self._lock:
            self._begun += 1
            self._name = name
            self._update()

    def stop(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._stopped = True
            self._close()
