"""One record for everything sgc has to say about its input: errors, warnings and notes."""

from __future__ import annotations

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
