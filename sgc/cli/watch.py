"""Compiling again whenever a file changes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from sgc.cli.exits import Exit

#: Seconds between two looks at the files, and between two that nothing woke when watchfiles is installed.
INTERVAL, LONG_INTERVAL = 0.3, 2.0
QUOTED = re.compile(r'"([^"\\\n]{1,255})"')


def watch_files(inputs: Sequence[str], run: Callable[[], Exit]) -> Exit:
    """Run, then run again after each change of the inputs or of what they name, until Ctrl-C.

    Files are compared by time and size, which works on every file system and with editors that
    replace files; with the extra ``live`` the operating system wakes us at once.
    """
    while True:
        before = _state(inputs)
        run()
        click.echo("watching for changes, Ctrl-C ends", err=True)
        wait = _waiter({path.parent for path in before if path.parent.is_dir()})
        while _state(inputs) == before:
            wait()


def dependencies(inputs: Iterable[str]) -> set[Path]:
    """The inputs and every file that a quoted text in them names: includes, theirs in turn, and images.

    The text is looked at rather than compiled, so that nothing is lost while it has mistakes in it.
    """
    found: set[Path] = set()
    waiting = [Path(name) for name in inputs]
    while waiting:
        path = waiting.pop().absolute()
        if path in found:
            continue
        found.add(path)
        if path.suffix in (".sgc", ""):
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            named = (path.parent / name for name in QUOTED.findall(text) if "\0" not in name)
            waiting += [other for other in named if other.is_file()]
    return found


def _state(inputs: Iterable[str]) -> dict[Path, tuple[int, int] | None]:
    """Time of change and size of every file; None for one that is not there now."""
    state: dict[Path, tuple[int, int] | None] = {}
    for path in dependencies(inputs):
        try:
            status = path.stat()
            state[path] = (status.st_mtime_ns, status.st_size)
        except OSError:
            state[path] = None
    return state


def _waiter(folders: set[Path]) -> Callable[[], object]:
    """A function that returns when something may have changed."""
    try:
        from watchfiles import watch
    except ImportError:
        return lambda: time.sleep(INTERVAL)
    changes = watch(*folders, recursive=False, yield_on_timeout=True, rust_timeout=int(LONG_INTERVAL * 1000))
    return lambda: next(changes)
