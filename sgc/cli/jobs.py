"""Many inputs on many cores: a pool of processes that survives the death of one and ends at Ctrl-C."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sgc.source import MissingError

Result = TypeVar("Result")


def in_processes(work: Callable[..., Result], calls: Sequence[tuple[Any, ...]], jobs: int) -> Iterator[Result]:
    """The results of ``work(*call)`` in the order of the calls. Raises MissingError without the extra ``batch``."""
    try:
        from loky import get_reusable_executor
    except ImportError:
        raise MissingError("--jobs needs the package loky: pip install 'sgc[batch]'") from None
    pool = get_reusable_executor(max_workers=jobs, initializer=_ignore_interrupts)
    try:
        yield from (future.result() for future in [pool.submit(work, *call) for call in calls])
    finally:
        pool.shutdown(wait=True, kill_workers=True)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; the first one decides what happens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
