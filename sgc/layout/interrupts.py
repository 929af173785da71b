"""Ctrl-C and limits of time during long calls of a library: Python would wait for their end before it took notice."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import currentframe
from threading import Event, Thread, Timer, current_thread, main_thread
from types import FrameType
from typing import TypeVar

from sgc.layout.types import Interrupted, Layout, LayoutResult

Result = TypeVar("Result")

#: What comes during an import or a finalizer comes again so many seconds later.
AGAIN = 0.02


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


def _to_be_ended(frame: FrameType | None) -> int:
    """In how many calls a frame is that are not to be cut short: those of what imports modules, which would leave half
    of one behind, and finalizers, out of which no exception comes."""
    number = 0
    while frame is not None:
        code = frame.f_code
        number += code.co_filename.startswith("<frozen importlib") or code.co_name == "__del__"
        frame = frame.f_back
    return number


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raises TimeIsUp within, once so many seconds have passed; None: never. That and Ctrl-C wait for the end of an
    import, and of a finalizer.

    Only the main thread can be stopped; raises ValueError in any other that is to have a limit.
    """
    usual = signal.getsignal(signal.SIGINT)
    is_main = current_thread() is main_thread()
    if seconds is not None and not is_main:
        raise ValueError("a limit of time needs the main thread; elsewhere budgets of steps end a search")
    if not is_main or (seconds is None and not callable(usual)):
        yield
        return
    around = _to_be_ended(currentframe())  # whoever sets the limit may be imported itself
    running, expired, owed = True, Event(), Event()
    timers: list[Timer] = []

    def begin(timer: Timer) -> None:
        timer.daemon = True
        timers.append(timer)
        timer.start()

    def stop(number: int, frame: FrameType | None) -> None:
        """Handles the signal of the timer as well as the person's own."""
        if running and _to_be_ended(frame) > around:
            owed.set()
            begin(Timer(AGAIN, _interrupt_main_thread))
            return
        owed.clear()
        if expired.is_set():
            if running:
                raise TimeIsUp
        elif callable(usual):
            usual(number, frame)

    def expire() -> None:
        expired.set()
        _interrupt_main_thread()

    signal.signal(signal.SIGINT, stop)
    if seconds is not None:
        begin(Timer(max(0.0, seconds), expire))
    try:
        yield
    finally:
        running = False
        for timer in timers:
            timer.cancel()
            timer.join()
        signal.signal(signal.SIGINT, usual)
        if owed.is_set() and not expired.is_set():
            signal.raise_signal(signal.SIGINT)


@contextmanager
def having(known: LayoutResult) -> Iterator[None]:
    """Ctrl-C within raises Interrupted, whose best layout is what was known before, if that is one.

    It waits for the end of an import: what is known is to be drawn with the same modules.
    """
    try:
        with time_limit(None):
            yield
    except KeyboardInterrupt as interrupt:
        raise Interrupted(known if isinstance(known, Layout) else None) from interrupt
