"""Ctrl-C during a long call of a library: Python would wait for its end, and Z3 would swallow the signal."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread, current_thread, main_thread
from typing import TypeVar

Result = TypeVar("Result")


def interruptible(work: Callable[[], Result], stop: Callable[[], object]) -> Result:
    """The result of ``work``, which ``stop`` (called from another thread) makes return early.

    The work is done in a thread of its own while this one waits, because waiting is what a signal can
    interrupt. At Ctrl-C the work is stopped and KeyboardInterrupt raised.
    """
    if current_thread() is not main_thread():  # signals go to the main thread only
        return work()
    results: list[Result] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:  # handed on to the caller below
            failures.append(failure)

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        thread.join()
    except KeyboardInterrupt:
        stop()
        thread.join()
        raise
    if failures:
        raise failures[0]
    return results[0]
