"""How a command ends: the exit codes that other programs may rely on."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """A run over many files ends with the largest code of any."""

    DONE = 0  # done, and true
    NO = 1  # the answer is no: cannot be satisfied, not decided, would be reformatted
    WRONG = 2  # the input is wrong; diagnostics were printed
    MISSING = 3  # something is missing on this machine; how to get it was printed
    INTERNAL = 70  # a defect of sgc
    INTERRUPTED = 130  # Ctrl-C
    PIPE_CLOSED = 141  # the reader of the output went away, as in ``sgc layout … | head -1``
