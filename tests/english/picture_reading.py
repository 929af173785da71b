"""What the tests of prompts for pictures look at."""

from __future__ import annotations

from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.syntax import to_source


def lines(text: str) -> list[str]:
    """The lines of the scene file of what a prompt says, all of it understood."""
    reading = read_prompt(prompt(text))
    assert not reading.not_understood
    written = to_source(reading.said).splitlines()[1:-1]
    return [line.strip() for line in written if line.strip()]


def drawn(text: str) -> set[str]:
    """The lines of the scene file that is drawn of a prompt, with surroundings that no word of it names."""
    written = to_source(read_prompt(prompt(text)).tree).splitlines()[1:-1]
    return {line.strip() for line in written if line.strip()}
