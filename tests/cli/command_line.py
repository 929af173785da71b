"""What tests of the command line share: scenes, and the result of a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
