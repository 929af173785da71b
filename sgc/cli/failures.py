"""What is said when a run cannot go on, and the exit code that goes with it."""

from __future__ import annotations

from pathlib import Path

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
        return _of_system(failure)
    if isinstance(failure, MissingError):
        return f"missing: {failure}"
    return (
        f"internal error: {type(failure).__name__}: {failure}\n"
        "This is a defect of sgc, not of your scene. Please report it with the scene file; "
        "SGC_DEBUG=1 shows where it happened."
    )


def _of_system(failure: OSError) -> str:
    """What the system refused, with what the person may have meant instead."""
    from sgc.source.render import visible

    path = Path(str(failure.filename or ""))
    name = visible(str(failure.filename or ""))
    if isinstance(failure, IsADirectoryError):
        return f"error: {name} is a folder\n  help: Name the files in it, as in: {name.rstrip('/') or name}/*"
    hints: tuple[str, ...] = ()
    if isinstance(failure, FileNotFoundError) and failure.filename:
        from sgc.source.files import names_near

        hints = names_near(path)
    place = f"{name}: " if name else ""
    return "\n  help: ".join((f"error: {place}{failure.strerror or failure}", *hints))
