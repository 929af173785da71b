"""Which prompts are plainly of a picture, so that nothing of what reads diagrams is loaded for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sgc.english.seen import is_plainly_seen


@pytest.mark.parametrize(
    "text", ["a red cup", "two cats and a dog", "a cup on a plate, a fork to the left of the cup."]
)
def test_things_and_their_places_are_seen(text: str) -> None:
    assert is_plainly_seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "a family tree", "the water cycle", "a server and a database", "a dog chases a cat", "cup -> plate",
        "a flowchart of a cup", "cups: red", "the solar system", "a stack of plates", "",
    ],
)  # fmt: skip
def test_what_may_be_a_diagram_is_not_plainly_seen(text: str) -> None:
    assert not is_plainly_seen(text)


def test_the_reader_of_diagrams_is_loaded_only_for_what_may_be_one() -> None:
    program = (
        "import sys; from sgc.english import read_prompt; from sgc.source import Source; "
        "read_prompt(Source('prompt', 'a red cup', is_prompt=True)); "
        "print(any(one.startswith('sgc.english.diagrams') for one in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
