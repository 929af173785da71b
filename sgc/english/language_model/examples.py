"""What a language model is told: the language in short, and prompts with their scenes from the language reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sgc.graph.documentation import REFERENCE
from sgc.graph.relations import PREDICATES
from sgc.graph.sorts import SORTS

_PAIR = re.compile(r"^```text prompt\n(.+)\n```\n+```sgc\n((?:.*\n)*?)```$", re.MULTILINE)

_TASK = """\
You write scene files. From the description of a picture or a diagram you write the scene that says the same: no more,
and no less. In a scene, first come the things, one a line: a name, a colon, how many, adjectives, the noun in the
singular, a label in quotes.
Then, after an empty line, the statements about them, one a line. A relation stands between two names:
{relations}.
Those marked * take a distance in pixels: cup left of plate by 20. What no relation says is a verb: dog chasing cat.
Several things in order: row a b, column a b, ring a around b. What must be absent: no person. The picture is canvas.
In a diagram, first come the nodes, one a line: a name, a colon, a shape, its text in quotes. Then, after an empty line,
the links: check -> pack "yes". Behind the word diagram stands its sort, if it is one of these: {sorts}.
In a sequence links are messages in their order, and answers are -->; in sets what is common stands inside both circles.
Write the scene file and nothing else."""


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """The prompts of the language reference, each with its scene file."""
    return tuple((prompt, scene) for prompt, scene in _PAIR.findall(REFERENCE.read_text(encoding="utf-8")))


def messages(prompt: str) -> Iterator[dict[str, str]]:
    """The conversation of which a scene for ``prompt`` is the next message."""
    relations = ", ".join(one.name + "*" * one.measured for one in PREDICATES.values())
    yield {"role": "system", "content": _TASK.format(relations=relations, sorts=", ".join(SORTS))}
    for asked, scene in examples():
        yield {"role": "user", "content": asked}
        yield {"role": "assistant", "content": scene}
    yield {"role": "user", "content": prompt}
