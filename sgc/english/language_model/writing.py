"""Has a language model write the scene of a prompt, and checks what it wrote like any other file."""

from __future__ import annotations

from functools import lru_cache

from sgc.english.language_model.decoder import load
from sgc.english.language_model.examples import messages
from sgc.graph import resolve
from sgc.source import Source
from sgc.syntax import parse
from sgc.syntax.tree import SyntaxTree

#: Temperature and seed of each try: what is likeliest; and when that cannot be used, two more, drawn.
TRIES = ((0.0, 0), (0.7, 1), (0.7, 2))


@lru_cache(maxsize=64)
def write_scene(prompt: str, model: str) -> SyntaxTree | str:
    """The tree of the scene that a model writes for a prompt, or why no try can be used, in words.

    Raises MissingError as ``load`` does.
    """
    decoder = load(model)
    why = ""
    for temperature, seed in TRIES:
        text = decoder.write(messages(prompt), temperature, seed)
        if text is None:
            why = why or "its scene did not come to an end"
            continue
        tree = parse(Source("<language model>", text))
        wrong = [one.message for scene in resolve(tree) for one in scene.diagnostics if one.is_error]
        if not wrong:
            return tree
        why = why or f"its scene is wrong: {wrong[0]}"
    return why
