"""Running the command line inside the test process."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from command_line import GOOD, IMPOSSIBLE, TWO, WRONG, Result, Run

from sgc.cli import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """Run ``sgc`` with arguments in an empty folder that holds good.sgc, impossible.sgc, wrong.sgc and two.sgc."""
    for name, text in {"good": GOOD, "impossible": IMPOSSIBLE, "wrong": WRONG, "two": TWO}.items():
        (tmp_path / f"{name}.sgc").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, input: str = "") -> Result:
        monkeypatch.setattr(sys, "argv", ["sgc", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(input.encode()), encoding="utf-8"))
        capfdbinary.readouterr()
        code = main()
        sys.stdout.flush()
        sys.stderr.flush()
        out, err = capfdbinary.readouterr()
        return Result(int(code), out.decode(errors="replace"), err.decode(), out)

    return run
