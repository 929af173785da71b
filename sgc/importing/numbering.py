"""Messages that number themselves, as ``autonumber`` of Mermaid and PlantUML has them do."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST = re.compile(r"(?P<before>(?:\d+[.;,:])*)(?P<number>\d+)")
_DIGITS = re.compile(r"[#0]*0|#+")


@dataclass(slots=True)
class Numbering:
    """``before`` stands before each number: the "2." of ``autonumber 2.1``. ``form`` is how a number is written, where
    that is said: ``[00]`` for "[07]"."""

    before: str = ""
    form: str = ""
    number: int = 1
    step: int = 1
    is_on: bool = False

    def command(self, words: str, form: str = "") -> None:
        """What stands behind the word: "", ``10``, ``10 5``, ``2.1``, ``stop`` or ``resume``; and the form of numbers,
        in which zeros stand for digits."""
        first, *more = words.split() or [""]
        self.is_on = first.lower() not in ("off", "stop")
        if self.is_on and _DIGITS.search(form):
            self.form = form
        if self.is_on and first.lower() != "resume":
            found = _FIRST.fullmatch(first)
            self.before, self.number = (found["before"], int(found["number"])) if found else ("", 1)
            self.step = int(more[0]) if more and more[0].isdecimal() else 1

    def numbered(self, text: str | None) -> str | None:
        """The text of the next message."""
        if not self.is_on:
            return text
        digits = _DIGITS.search(self.form)
        mark = f"{self.before}{self.number:0{digits[0].count('0') if digits else 0}}"
        mark, end = (_DIGITS.sub(mark, self.form, count=1), "") if digits else (mark, ":")
        self.number += self.step
        return f"{mark}{end} {text}" if text else mark
