"""Text that people give, positions in it, and what sgc has to say about it."""

from sgc.source.codes import CODES, Code
from sgc.source.diagnostic import Diagnostic, Severity, error, warning
from sgc.source.errors import MissingError, SgcError
from sgc.source.text import NOWHERE, Source, Span

__all__ = [
    "CODES",
    "NOWHERE",
    "Code",
    "Diagnostic",
    "MissingError",
    "Severity",
    "SgcError",
    "Source",
    "Span",
    "error",
    "warning",
]
