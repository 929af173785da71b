"""Ctrl-C ends a long solver call at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from sgc.layout.interrupts import interruptible

#: A pigeonhole of 14 in 13, which takes Z3 very long.
SOLVING = """
import z3
from sgc.layout.interrupts import interruptible
context = z3.Context()
solver = z3.SimpleSolver(ctx=context)
solver.set("ctrl_c", False)
holes = [[z3.Bool(f"p{i}_{j}", context) for j in range(13)] for i in range(14)]
for row in holes:
    solver.add(z3.Or(*row))
for column in zip(*holes):
    for i, a in enumerate(column):
        for b in column[:i]:
            solver.add(z3.Or(z3.Not(a), z3.Not(b)))
print("solving", flush=True)
try:
    interruptible(solver.check, context.interrupt)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_stops_z3() -> None:
    running = subprocess.Popen([sys.executable, "-c", SOLVING], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "solving\n"
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    begun = time.monotonic()
    out, _ = running.communicate(timeout=60)
    assert out == "interrupted\n"
    assert time.monotonic() - begun < 5


def test_results_and_failures_come_back() -> None:
    assert interruptible(lambda: 7, lambda: None) == 7
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 // 0, lambda: None)
