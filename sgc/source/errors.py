"""What is raised where sgc cannot go on: the input is wrong, or something is missing on this machine."""

from __future__ import annotations

from collections.abc import Iterable

from sgc.source.diagnostic import Diagnostic
from sgc.source.render import render


class SgcError(Exception):
    """The input is wrong; ``diagnostics`` say how, and as a text it shows their places and ways out. The command line
    ends with exit code 2."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return render(self.diagnostics)

    @property
    def message(self) -> str:
        """What is wrong, to be said within another message."""
        return "; ".join(one.message for one in self.diagnostics)


class MissingError(Exception):
    """Something is missing on this machine; the message says what and how to get it (exit 3)."""
