"""One kind of mistake: how it is recognised, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sgc.source import Diagnostic
from sgc.source.suggest import distance, nearest
from sgc.syntax.failure import Failure

Recogniser = Callable[[Failure], Diagnostic | None]


@dataclass(frozen=True, slots=True)
class Mistake:
    """``recognise`` gives the diagnostic for a failure that this mistake explains, None for others.
    ``example`` is a statement of a block that declares ``plate``, ``spoon``, ``a`` and ``b``, or a whole file."""

    name: str
    example: str
    recognise: Recogniser


class Table:
    """Mistakes in the order in which they are asked; ``row`` enters the function below it."""

    def __init__(self) -> None:
        self._rows: list[Mistake] = []

    def row(self, name: str, example: str) -> Callable[[Recogniser], Recogniser]:
        def enter(recognise: Recogniser) -> Recogniser:
            self._rows.append(Mistake(name, example, recognise))
            return recognise

        return enter

    def __iter__(self) -> Iterator[Mistake]:
        return iter(self._rows)


def nearest_head(word: str, heads: Iterable[str]) -> str | None:
    """The word among ``heads`` that was written or meant."""
    found = nearest(word, heads, 1)
    return found[0] if found and distance(word, found[0], 2) <= (1 if len(word) <= 4 else 2) else None


def quoted(word: str) -> str:
    """A word in single quotes, as messages show it and as scene files quote names."""
    return f"'{word}'"
