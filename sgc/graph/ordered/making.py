"""Things that a figure's own order draws: marks, and texts that stand at them."""

from __future__ import annotations

from collections.abc import Mapping

from sgc.graph.scene import Kind, SceneObject, Value
from sgc.graph.vocabulary import lookup
from sgc.source import NOWHERE, Span

#: The noun of words that belong to what they stand at, so closely that they keep no distance of their own.
NAME = "name"


def mark(id: str, noun: str, statement: str = "", span: Span = NOWHERE) -> SceneObject:
    """A line or a field, which is drawn as its noun says."""
    return SceneObject(id, Kind.MARK, noun, statement=statement, span=span, derived=True)


def words(
    id: str, text: str, statement: str = "", span: Span = NOWHERE, properties: Mapping[str, Value] | None = None,
    *, noun: str = "text",
) -> SceneObject:  # fmt: skip
    """A text, in the letters of links."""
    return SceneObject(
        id, Kind.TEXT, noun, lookup("text"), label=text, properties=properties or {}, statement=statement, span=span,
        derived=True,
    )  # fmt: skip
