"""What is said when a run cannot go on, and the exit code that goes with it."""

from __future__ import annotations

from sgc.cli.exits import Exit
from sgc.source import MissingError, SgcError


def exit_of(failure: Exception) -> Exit:
    if isinstance(failure, SgcError | OSError):
        return Exit.WRONG
    if isinstance(failure, MissingError):
        return Exit.MISSING
    return Exit.INTERNAL


def describe_failure(failure: Exception) -> str:
    """The failure in words for the person who ran the command."""
    if isinstance(failure, SgcError):
        from sgc.cli.terminal import diagnostics_text

        return diagnostics_text(failure.diagnostics)
    if isinstance(failure, OSError):
        place = f"{failure.filename}: " if failure.filename else ""
        return f"error: {place}{failure.strerror or failure}"
    if isinstance(failure, MissingError):
        return f"missing: {failure}"
    return (
        f"internal error: {type(failure).__name__}: {failure}\n"
        "This is a defect of sgc, not of your scene. Please report it with the scene file; "
        "SGC_DEBUG=1 shows where it happened."
    )
