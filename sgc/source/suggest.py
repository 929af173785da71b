"""What a mistyped word was probably meant to be: the known words that are nearest to it."""

from __future__ import annotations

from collections.abc import Iterable


def distance(a: str, b: str, limit: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour to get from ``a`` to ``b``
    (optimal string alignment); ``limit + 1`` when there are more than ``limit``."""
    from rapidfuzz.distance import OSA  # takes 20 ms to import, and few texts have a word that nothing knows

    return OSA.distance(a, b, score_cutoff=limit)


def tolerance(word: str) -> int:
    """How many letters of a word may be mistyped: two, one in short words, three in very long ones."""
    return 0 if len(word) < 2 else 1 if len(word) <= 4 else 2 if len(word) <= 10 else 3


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Up to ``limit`` candidates within a typing mistake or two of ``word``, the nearest first.

    Upper and lower case count as the same letter. Equally near ones keep the order in which
    they were given; the word itself is the nearest of all.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = word.casefold()
    unique = list(dict.fromkeys(candidates))
    others = [candidate.casefold() for candidate in unique]
    found: list[tuple[int, bool, int, str]] = []
    for other, edits, order in process.extract(folded, others, scorer=OSA.distance, score_cutoff=3, limit=None):
        # A word of which more than half would have to change is another word.
        if edits <= max(tolerance(folded), min(tolerance(other), 2)) and 2 * edits < max(len(folded), len(other)):
            found.append((edits, folded[:1] != other[:1], order, unique[order]))
    return tuple(candidate for *_, candidate in sorted(found)[:limit])


def did_you_mean(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """A hint with the nearest candidates, or none: ``("Did you mean 'on' or 'in'?",)``."""
    words = [f"'{one}'" for one in nearest(word, candidates)]
    if not words:
        return ()
    return (f"Did you mean {words[0] if len(words) == 1 else ', '.join(words[:-1]) + ' or ' + words[-1]}?",)
