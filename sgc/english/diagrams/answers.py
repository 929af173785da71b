"""Conditions that are asked once: "if they are wrong …, if they are right …" are two answers to one question."""

from __future__ import annotations

import re

from sgc.english import lexicon
from sgc.english.diagrams.words import table

_WORD = re.compile(r"n['’]t\b|[\w%€$.-]*\w[\w%]*")
#: Words that say nothing of what is asked.
_EMPTY = frozenset((
    "the", "a", "an", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "it", "they",
    "this", "that", "he", "she", "there", "its", "their", "so", "then",
))  # fmt: skip
_NOT = frozenset(("not", "n't", "n’t", "no", "never", "cannot", "without"))
_PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non-?)(?=\w{3})")


def answer_to(condition: str, asked: str) -> str:
    """Whether a condition is the "yes" or the "no" of what was asked before; empty if it is about something else.

    The subject may have become a pronoun: "the card is accepted", and then "it is rejected".
    """
    (words, negated), (before, was_negated) = _words(condition), _words(asked)
    different = [(a, b) for a, b in zip(reversed(words), reversed(before), strict=False) if a != b]
    if not words or not before or len(different) > 1:
        return ""
    same = negated == was_negated
    if not different:
        return "yes" if same else "no"
    return ("no" if same else "yes") if _opposite(*different[0]) else ""


def _words(condition: str) -> tuple[list[str], bool]:
    """What a condition says, without what is empty, and whether it is denied."""
    found = [one.casefold() for one in _WORD.findall(re.sub(r"(?<=\w)(?=n['’]t\b)|['’]s\b", " ", condition.casefold()))]
    denied = sum(one in _NOT for one in found) % 2 == 1
    return [_base(one) for one in found if one not in _EMPTY and one not in _NOT], denied


def _base(word: str) -> str:
    return lexicon.verb_base(word) if {"third", "base"} & lexicon.classes(word) else lexicon.one_of(word)


def _opposite(first: str, second: str) -> bool:
    pairs = table("opposite")
    if second in pairs.get(first, ()) or first in pairs.get(second, ()):
        return True
    return any(_PREFIX.sub("", a, count=1) == b != a for a, b in ((first, second), (second, first)))
