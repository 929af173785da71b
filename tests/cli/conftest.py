"""Running the command line inside the test process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sgc.cli import main

GOOD = """scene "Tea" 320x240 {
  cup: red cup "Tea"
  plate: blue plate
  cup left of plate
}
"""
IMPOSSIBLE = """scene 320x240 {
  cup: red cup
  plate: blue plate
  cup left of plate
  plate left of cup
}
"""
WRONG = """scene {
  cup: red cup
  cupp left of cup
}
"""
TWO = "scene morning 100x100 { a: red circle }\nscene 100x100 { b: blue square }\n"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Result]


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
