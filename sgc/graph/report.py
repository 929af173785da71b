"""Collecting what is wrong with a figure: one message for one mistake, however often it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from sgc.source import Code, Diagnostic, Span, error

Result = TypeVar("Result")


class Refused(Exception):
    """A statement or an expression means nothing. Without diagnostics, what is wrong was said elsewhere."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics = diagnostics
        super().__init__("; ".join(one.message for one in diagnostics))


def refuse(code: Code, message: str, span: Span, *hints: str, related: tuple[tuple[Span, str], ...] = ()) -> Refused:
    """The exception for one error, to be raised."""
    return Refused(Diagnostic(code, message, span, hints, related) if related else error(code, message, span, *hints))


class Refusals:
    """What is refused in several ``with refusals:``, so that all that is wrong is told at once."""

    def __init__(self) -> None:
        self._found: list[Refused] = []

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, refused: BaseException | None, trace: object) -> bool:
        if isinstance(refused, Refused):
            self._found.append(refused)
        return isinstance(refused, Refused)

    def check(self) -> None:
        """Raises Refused with all that was."""
        if self._found:
            raise Refused(*(one for refused in self._found for one in refused.diagnostics))


class Report:
    """The diagnostics of one figure, in the order in which they were found.

    A mistake in a loop's body is met in every turn, and one in a part's body in every instance; it is
    one mistake, so that a code is said once for a place.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic] = ()) -> None:
        self._found: dict[object, Diagnostic] = {}
        self.add(*diagnostics)

    def add(self, *diagnostics: Diagnostic) -> None:
        for one in diagnostics:
            place = (one.code.name, one.span) if one.span is not None else one
            self._found.setdefault(place, one)

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """The action's result; None when it was refused, which is then recorded."""
        try:
            return action()
        except Refused as refused:
            self.add(*refused.diagnostics)
            return None

    def has_error_in(self, span: Span) -> bool:
        """Whether something at a place is wrong already, of which more need not be said."""
        return any(
            one.is_error and one.span is not None and span.start <= one.span.start and one.span.end <= span.end
            for one in self._found.values()
        )

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found.values())
