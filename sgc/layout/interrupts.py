"""Ctrl-C and limits of time during long calls of a library: Python would wait for their end before it took notice."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread, Timer, current_thread, main_thread
from types import FrameType
from typing import TypeVar

Result = TypeVar("Result")


class TimeIsUp(BaseException):
    """The limit of time has passed. No failure: whoever set the limit catches it."""


def interruptible(work: Callable[[], Result], stop: Callable[[], object]) -> Result:
    """The result of ``work``, which ``stop`` (called from another thread) makes return early.

    The work is done in a thread of its own while this one waits, because waiting is what a signal can
    interrupt. At Ctrl-C or TimeIsUp the work is stopped and the exception goes on.
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
    except BaseException:
        while thread.is_alive():  # a call that is only about to begin takes no notice of being stopped
            stop()
            thread.join(0.05)
        raise
    if failures:
        raise failures[0]
    return results[0]


def _interrupt_main_thread() -> None:
    """Sends it what Ctrl-C sends, so that even waiting ends; where that cannot be aimed, it takes notice afterwards."""
    waiting = main_thread().ident
    if waiting is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(waiting, signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raises TimeIsUp within, once so many seconds have passed; None: never.

    Only the main thread can be stopped so; raises ValueError in any other.
    """
    if seconds is None:
        yield
        return
    if current_thread() is not main_thread():
        raise ValueError("a limit of time needs the main thread; elsewhere budgets of steps end a search")
    running, expired = True, Event()
    usual = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        """Handles the signal of the timer as well as the person's own."""
        if expired.is_set():
            if running:
                raise TimeIsUp
        elif callable(usual):
            usual(number, frame)

    def expire() -> None:
        expired.set()
        _interrupt_main_thread()

    timer = Timer(max(0.0, seconds), expire)
    timer.daemon = True
    signal.signal(signal.SIGINT, stop)
    timer.start()
    try:
        yield
    finally:
        running = False
        timer.cancel()
        timer.join()
        signal.signal(signal.SIGINT, usual)
