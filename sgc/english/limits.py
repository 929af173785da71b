"""How much a prompt or an instruction may hold, so that nobody's text fills the machine."""

from __future__ import annotations

import re

from sgc.source import SgcError, Source, error
from sgc.source.codes import LIMIT
from sgc.syntax.build_expressions import DIGITS

#: Characters of one text.
PROMPT_SIZE = 10_000
_TOO_LONG = re.compile(rf"\d{{{DIGITS + 1},}}")


def check_limits(source: Source) -> None:
    """Raises SgcError for a text that is too long, or has a number of too many digits."""
    if len(source.text) > PROMPT_SIZE:
        message = f"a prompt may have {PROMPT_SIZE:,} characters, this one has {len(source.text):,}"
        hint = "Write what is so large as a scene file, or as several prompts."
        raise SgcError([error(LIMIT, message, source.span(0, 0), hint)])
    if (number := _TOO_LONG.search(source.text)) is not None:
        message = f"a number may have {DIGITS} digits"
        raise SgcError([error(LIMIT, message, source.span(number.start(), number.start() + DIGITS))])
