"""One record for everything sgc has to say about its input: errors, warnings and notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sgc.source.codes import Code
from sgc.source.text import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A message in the person's words, with its place and, where there is one, a way out.

    ``related`` points at other places that explain the first ("first declared here").
    """

    code: Code
    message: str
    span: Span | None = None
    hints: tuple[str, ...] = ()
    related: tuple[tuple[Span, str], ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code.name,
            "severity": str(self.severity),
            "message": self.message,
            "span": self.span.to_json() if self.span else None,
            "hints": list(self.hints),
        }


def warning(code: Code, message: str, span: Span | None = None, *hints: str) -> Diagnostic:
    return Diagnostic(code, message, span, hints, severity=Severity.WARNING)


def error(code: Code, message: str, span: Span | None = None, *hints: str) -> Diagnostic:
    return Diagnostic(code, message, span, hints)


class SgcError(Exception):
    """The input is wrong; ``diagnostics`` say how, and as a text it shows their places and ways out. The command line
    ends with exit code 2."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        from sgc.source.render import render

        return render(self.diagnostics)

    @property
    def message(self) -> str:
        """What is wrong, to be said within another message."""
        return "; ".join(one.message for one in self.diagnostics)


class MissingError(Exception):
    """Something is missing on this machine; the message says what and how to get it (exit 3)."""
