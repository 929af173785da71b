"""What the tests of prompts for pictures look at."""

from __future__ import annotations

from sgc.compiler import prompt
from sgc.english import read_prompt
from sgc.syntax import to_source
from sgc.syntax.tree import SyntaxTree


def lines(text: str) -> list[str]:
    """The lines of the scene file of what a prompt says, all of it understood."""
    reading = read_prompt(prompt(text))
    assert not reading.not_understood
    return _statements(reading.said)


def drawn(text: str) -> set[str]:
    """The lines of the scene file that is drawn of a prompt, with surroundings that no word of it names."""
    return set(_statements(read_prompt(prompt(text)).tree))


def _statements(tree: SyntaxTree) -> list[str]:
    return [line.strip() for line in to_source(tree).splitlines()[1:-1] if line.strip()]
