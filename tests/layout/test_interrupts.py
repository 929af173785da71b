"""Ctrl-C ends a long solver call at once."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from threading import Event, Thread

import pytest

from sgc.graph.scene import Figure, Kind, Length, SceneGraph, SceneObject
from sgc.layout import interrupts, solve
from sgc.layout.interrupts import TimeIsUp, interruptible, time_limit
from sgc.layout.to_json import layout_to_json
from sgc.layout.types import Interrupted, Layout

#: A pigeonhole of 14 in 13, which takes Z3 very long.
SOLVING = """
import z3
from sgc.graph.scene import Figure, Kind, Length, SceneGraph, SceneObject
from sgc.layout import solve
from sgc.layout.interrupts import TimeIsUp, interruptible, time_limit
from sgc.layout.to_json import layout_to_json
from sgc.layout.types import Interrupted, Layout
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
try:
    print("solving", flush=True)
    interruptible(solver.check, context.interrupt)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interrupt_stops_z3() -> None:
    running = subprocess.Popen([sys.executable, "-c", SOLVING], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    assert running.stdout.readline() == "solving\n"
    running.send_signal(signal.SIGINT)  # the call may run, or be about to begin: both have to end
    out, _ = running.communicate(timeout=60)
    assert out == "interrupted\n"


def test_results_and_failures_come_back() -> None:
    assert interruptible(lambda: 7, lambda: None) == 7
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 // 0, lambda: None)


def crowded() -> SceneGraph:
    """So full that neither a layout nor a proof is found soon."""
    extents = [(20 + 7 * i % 41, 20 + 17 * i % 41) for i in range(26)]
    objects = tuple(
        SceneObject(
            f"r{i}", Kind.SHAPE, "rectangle", statement=f"r{i}: rectangle",
            properties={"width": Length(Fraction(width)), "height": Length(Fraction(height))},
        )
        for i, (width, height) in enumerate(extents)
    )  # fmt: skip
    side = int((sum((w + 2) * (h + 2) for w, h in extents) / 0.97) ** 0.5)
    return SceneGraph(Figure(size=(side, side), spacing=Fraction(2), margin=Fraction(0)), objects)


class Work(Thread):
    """A timer that counts the seconds in which this process works, and not those of other programs."""

    def __init__(self, seconds: float, then: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._end, self._then, self._cancelled = time.process_time() + seconds, then, Event()

    def run(self) -> None:
        while not self._cancelled.wait(0.05):
            if time.process_time() >= self._end:
                self._cancelled.set()
                self._then()

    def cancel(self) -> None:
        self._cancelled.set()


def test_a_limit_of_time_gives_the_best_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts, "Timer", Work)
    scene = crowded()
    layout = solve(scene, seconds=1.5)
    assert isinstance(layout, Layout)
    assert not layout.reproducible
    assert layout.violated
    answer = layout_to_json(layout, scene)
    assert (answer["status"], answer["reproducible"], len(answer["boxes"])) == ("unknown", False, 26)
    assert answer["violated"]


def test_an_interrupt_has_the_best_that_is_known() -> None:
    Work(1.5, interrupts._interrupt_main_thread).start()
    with pytest.raises(KeyboardInterrupt) as caught:
        solve(crowded())
    assert isinstance(caught.value, Interrupted)
    assert isinstance(caught.value.best, Layout)
    assert not caught.value.best.reproducible


def test_what_is_found_in_time_is_reproducible() -> None:
    scene = SceneGraph(Figure(), crowded().objects[:2])
    assert solve(scene, seconds=600) == solve(scene)


def test_a_limit_ends_whatever_runs_and_leaves_no_trace() -> None:
    usual = signal.getsignal(signal.SIGINT)
    with pytest.raises(TimeIsUp), time_limit(0.05):
        time.sleep(60)
    with time_limit(600):
        pass
    assert signal.getsignal(signal.SIGINT) is usual


def test_a_limit_wants_the_main_thread() -> None:
    failures: list[BaseException] = []

    def limited() -> None:
        try:
            with time_limit(1):
                pass
        except ValueError as failure:
            failures.append(failure)

    thread = Thread(target=limited)
    thread.start()
    thread.join()
    assert failures


@pytest.mark.parametrize("seconds", [0.05, None])
def test_an_import_is_not_cut_short(seconds: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of a module would be left behind, and the best that is known could not be made with it."""
    interrupt = "" if seconds else "import signal; signal.raise_signal(signal.SIGINT)"
    name = f"takes_long_{seconds is None}"
    (tmp_path / f"{name}.py").write_text(f"{interrupt}\nimport time; time.sleep(0.3)\nwhole = True", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)

    def work() -> None:
        import_module(name)
        time.sleep(60)

    with pytest.raises(TimeIsUp if seconds else KeyboardInterrupt), time_limit(seconds):
        work()
    assert sys.modules[name].whole


def test_ctrl_c_at_the_end_of_an_import_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soon_there.py").write_text("import signal; signal.raise_signal(signal.SIGINT)", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(interrupts, "AGAIN", 600)
    with pytest.raises(KeyboardInterrupt), time_limit(None):
        import_module("soon_there")


def test_ctrl_c_in_a_finalizer_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    class Held:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def work() -> None:
        held = Held()
        del held
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt), time_limit(None):
        work()
    assert "Traceback" not in capfd.readouterr().err


def test_what_is_imported_itself_is_stopped_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limited = "import time\nfrom sgc.layout.interrupts import time_limit\nwith time_limit(0.05): time.sleep(60)"
    (tmp_path / "solves_at_once.py").write_text(limited, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(TimeIsUp):
        import_module("solves_at_once")
