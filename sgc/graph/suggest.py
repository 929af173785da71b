"""The nearest known words to one that is not known: what "did you mean" is made of."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


def distance(a: str, b: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) from ``a`` to ``b``; ``limit + 1`` when more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        following = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return row[-1]


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` known words within a typing mistake or two of ``word``, the nearest first."""
    folded = word.casefold()
    limit = 1 if len(word) <= 3 else 2 if len(word) <= 8 else 3
    found = []
    for candidate in dict.fromkeys(known):
        edits = distance(folded, candidate.casefold(), limit)
        if edits <= limit and edits < max(len(word), len(candidate)) / 1.5:
            likeness = SequenceMatcher(None, folded, candidate.casefold()).ratio()
            found.append((edits, -likeness, candidate))
    return tuple(candidate for _, _, candidate in sorted(found)[:most])


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """A hint with the nearest known words, or no hint."""
    words = [f"'{one}'" for one in nearest(word, known)]
    if not words:
        return ()
    return (f"Did you mean {words[0] if len(words) == 1 else ', '.join(words[:-1]) + ' or ' + words[-1]}?",)
