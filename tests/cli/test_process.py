"""The command as a process: interrupts, closed pipes, terminals, defects, and how fast it starts."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

SGC = [sys.executable, "-c", "import sys; from sgc.cli import main; sys.exit(main())"]
#: What colours a terminal; a run that takes long moves its cursor, too.
COLOR = re.compile(r"\x1b\[[\d;]*m")
SCENE = 'scene { cup: red cup "Tea"; plate: blue plate; cup left of plate }\n'


def process(*arguments: str, cwd: Path, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*SGC, *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cup.sgc").write_text(SCENE)
    return tmp_path


def wait_for(path: Path, text: str = "") -> None:
    """Wait until a file is there and holds the text."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if path.exists() and text in path.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    raise AssertionError(f"{path} did not come to hold {text!r} within a minute")


def test_watch_compiles_again_after_a_change_until_interrupted(folder: Path) -> None:
    (folder / "part.sgc").write_text("")
    (folder / "cup.sgc").write_text('include "part.sgc"\n' + SCENE)
    running = process("compile", "cup.sgc", "--watch", cwd=folder)
    try:
        wait_for(folder / "cup.svg", "Tea")
        (folder / "cup.sgc").write_text('include "part.sgc"\nscene {')
        time.sleep(1)
        (folder / "cup.sgc").write_text('include "part.sgc"\n' + SCENE.replace("Tea", "Milk"))
        wait_for(folder / "cup.svg", "Milk")
        (folder / "cup.svg").unlink()
        (folder / "part.sgc").write_text("let gap = 12\n")
        wait_for(folder / "cup.svg", "Milk")
    finally:
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "before",
    [
        "class Finder:\n    def find_spec(self, name, *rest):\n        if name == 'click': interrupt()\n"
        "sys.meta_path.insert(0, Finder())\n",
        "import atexit; atexit.register(interrupt)\n",
    ],
    ids=["loading", "ending"],
)
def test_an_interrupt_before_and_after_the_command_is_quiet_too(folder: Path, before: str) -> None:
    code = f"import os, signal, sys\ndef interrupt(): os.kill(os.getpid(), signal.SIGINT)\n{before}"
    code += "from sgc.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "--version"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "\ninterrupted\n")


def test_an_interrupt_while_solving_leaves_a_whole_picture_that_is_said_to_be_cut_short_or_none(folder: Path) -> None:
    """How soon it ends depends on the machine, and on what it was doing; what it leaves does not."""
    extents = [(20 + 7 * i % 41, 20 + 17 * i % 41) for i in range(26)]  # so full that minutes find nothing
    side = int((sum((width + 2) * (height + 2) for width, height in extents) / 0.97) ** 0.5)
    things = "\n".join(f"r{i}: rectangle {{ width: {w}; height: {h} }}" for i, (w, h) in enumerate(extents))
    (folder / "hard.sgc").write_text(f"scene {side}x{side} {{\nspacing 2; margin 0\n{things}\n}}\n")
    code = "import sys; from sgc.cli import main; open('started', 'x').close(); sys.exit(main())"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "compile", "hard.sgc", "-o", "hard.svg"], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(folder / "started")
    time.sleep(1.0)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "Traceback" not in err
    left = {path.name for path in folder.iterdir()} - {"cup.sgc", "hard.sgc", "started"}
    assert left <= {"hard.svg"}  # and no temporary file
    if left:
        ET.parse(folder / "hard.svg")
        assert "cut short" in err
        assert "hard.svg, not checked: interrupted" in out


def test_a_closed_pipe_ends_quietly(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    running = subprocess.run(
        [*SGC, "graph", "cup.sgc"], cwd=folder, stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert running.returncode == 141
    assert running.stderr == ""


def in_terminal(command: list[str], cwd: Path, **environment: str) -> str:
    """What a program writes to its standard error when that is a terminal, read as it comes: one whose program has
    ended may hand on nothing any more."""
    outer, inner = pty.openpty()
    usual = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    running = subprocess.Popen(
        command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=inner, env={**usual, "TERM": "xterm", **environment}
    )
    os.close(inner)
    output = b""
    with os.fdopen(outer, "rb", buffering=0) as stream, suppress(OSError):  # Linux ends a terminal with an error
        while chunk := stream.read(4096):
            output += chunk
    running.wait()
    return output.decode()


def test_colour_is_for_terminals_only(folder: Path) -> None:
    (folder / "wrong.sgc").write_text("scene {\n  cup: red cup\n  cupp left of cup\n}\n")
    plain = subprocess.run([*SGC, "check", "wrong.sgc"], cwd=folder, capture_output=True, text=True, check=False)
    assert "\x1b" not in plain.stderr
    check = [*SGC, "check", "wrong.sgc"]
    assert COLOR.search(in_terminal(check, folder))
    bare = in_terminal(check, folder, NO_COLOR="1")
    assert "cupp" in bare
    assert not COLOR.search(bare)


def test_progress_is_shown_when_a_run_takes_long_and_only_on_a_terminal(folder: Path) -> None:
    code = (
        "import time; from sgc.cli import terminal; terminal.PATIENCE = 0.1\n"
        "with terminal.progress(3) as begin:\n"
        "    for name in ('first.sgc', 'second.sgc', 'third.sgc'): begin(name); time.sleep(0.4)"
    )
    shown = in_terminal([sys.executable, "-c", code], folder)
    assert "third.sgc" in shown
    assert "2/3" in shown
    hidden = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert hidden.stderr == b""


def test_a_defect_asks_to_be_reported_without_a_traceback(folder: Path) -> None:
    code = (
        "import sys, sgc.compiler; sgc.compiler.load = lambda *a, **k: 1 / 0;"
        "from sgc.cli import main; sys.argv = ['sgc', 'check', 'cup.sgc']; sys.exit(main())"
    )
    plain = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert plain.returncode == 70
    assert "report" in plain.stderr
    assert "Traceback" not in plain.stderr
    traced = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "SGC_DEBUG": "1"},
    )  # fmt: skip
    assert "ZeroDivisionError" in traced.stderr
    assert "Traceback" in traced.stderr


def test_what_is_missing_ends_with_3(folder: Path) -> None:
    code = (
        "import sys; sys.modules['cairosvg'] = None;"
        "from sgc.cli import main; sys.argv = ['sgc', 'compile', 'cup.sgc', '-o', 'cup.png']; sys.exit(main())"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 3, result.stderr
    assert "install" in result.stderr
    assert not (folder / "cup.png").exists()


def test_a_picture_loads_only_what_draws_it(folder: Path) -> None:
    """How long that takes is measured by ``benchmarks/speed.py``; that nothing else is loaded holds on any machine."""
    others = ("torch", "matplotlib", "transformers", "networkx", "scipy", "lark", "cairosvg")
    code = (
        "import sys; from sgc.cli import main; sys.argv = ['sgc', 'compile', 'cup.sgc', '-o', 'cup.svg'];"
        f"code = main(); loaded = [m for m in {others} if m in sys.modules]; assert not loaded, loaded; sys.exit(code)"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert (folder / "cup.svg").exists()
