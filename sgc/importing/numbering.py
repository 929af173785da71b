"""Messages that number themselves, as ``autonumber`` of Mermaid and PlantUML has them do."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST = re.compile(r"(?P<before>(?:\d+[.;,:])*)(?P<number>\d+)")


@dataclass(slots=True)
class Numbering:
    """``before`` stands before each number: the "2." of ``autonumber 2.1``."""

    before: str = ""
    number: int = 1
    step: int = 1
    is_on: bool = False

    def command(self, words: str) -> None:
        """What stands behind the word: "", ``10``, ``10 5``, ``2.1``, ``stop`` or ``resume``."""
        first, *more = words.split() or [""]
        self.is_on = first.lower() not in ("off", "stop")
        if self.is_on and first.lower() != "resume":
            found = _FIRST.fullmatch(first)
            self.before, self.number = (found["before"], int(found["number"])) if found else ("", 1)
            self.step = int(more[0]) if more and more[0].isdecimal() else 1

    def numbered(self, text: str | None) -> str | None:
        """The text of the next message."""
        if not self.is_on:
            return text
        mark = f"{self.before}{self.number}"
        self.number += self.step
        return f"{mark}: {text}" if text else mark
