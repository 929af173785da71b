"""What a mistyped word was probably meant to be: the known words that are nearest to it."""

from __future__ import annotations

from collections.abc import Iterable


def distance(a: str, b: str, limit: int) -> int:
    """Letters to insert, delete, replace or swap with their neighbour to get from ``a`` to ``b``
    (optimal string alignment); ``limit + 1`` when there are more than ``limit``."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    two_before: list[int] = []
    before = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        two_before, before = before, row
    return min(before[-1], limit + 1)


def tolerance(word: str) -> int:
    """How many letters of a word may be mistyped: two, one in short words, three in very long ones."""
    return 0 if len(word) < 2 else 1 if len(word) <= 4 else 2 if len(word) <= 10 else 3


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Up to ``limit`` candidates within a typing mistake or two of ``word``, the nearest first.

    Upper and lower case count as the same letter. Equally near ones keep the order in which
    they were given; the word itself is the nearest of all.
    """
    folded = word.casefold()
    found: list[tuple[int, bool, int, str]] = []
    for order, candidate in enumerate(dict.fromkeys(candidates)):
        other = candidate.casefold()
        allowed = max(tolerance(folded), min(tolerance(other), 2))
        edits = distance(folded, other, allowed)
        # A word of which more than half would have to change is another word.
        if edits <= allowed and 2 * edits < max(len(folded), len(other)):
            found.append((edits, folded[:1] != other[:1], order, candidate))
    return [candidate for *_, candidate in sorted(found)[:limit]]


def did_you_mean(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """A hint with the nearest candidates, or none: ``("Did you mean 'on' or 'in'?",)``."""
    words = [f"'{one}'" for one in nearest(word, candidates, limit)]
    if not words:
        return ()
    return (f"Did you mean {words[0] if len(words) == 1 else ', '.join(words[:-1]) + ' or ' + words[-1]}?",)
