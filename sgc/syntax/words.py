"""The words that the grammar gives a meaning: which relations it knows, and which names need quotes."""

from __future__ import annotations

import re
from functools import cache

from sgc.source.suggest import distance
from sgc.syntax.tables import scene_table

_BLANKS = re.compile(r"(?:\s|//[^\n]*)+")
_PHRASES = scene_table().phrases

#: Every relation of the grammar in every spelling, in alphabetical order: "above", "adjacent to", …
PREDICATES = tuple(sorted({*_PHRASES["_place"], *_PHRASES["_other"], *_PHRASES["between"]}))
#: Words that a relation may begin with.
PREDICATE_STARTS = frozenset(phrase.split()[0] for phrase in PREDICATES)
#: Words that a statement may begin with.
STATEMENT_STARTS = tuple(sorted(_PHRASES["keyword_name"]))
#: Words that begin an arrangement.
ARRANGED = ("row", "column", "stack", "pyramid", "grid", "ring", "align", "distribute", "mirror")
#: Words that set something of their figure.
SETTINGS = tuple(sorted(_PHRASES["setting_name"]))
#: Names that are quoted where a statement refers to them.
RESERVED = PREDICATE_STARTS | {*STATEMENT_STARTS, "by", "and", "gap", "radius", "about"}


#: The directions of diagrams by Graphviz's ``rankdir``, and by the words of other languages, all in lower case.
RANKDIRS = {"tb": "down", "td": "down", "bt": "up", "lr": "right", "rl": "left"}
DIRECTIONS = {
    **RANKDIRS, "horizontal": "right", "vertical": "down",
    "left-to-right": "right", "right-to-left": "left", "top-to-bottom": "down", "bottom-to-top": "up",
    "top-down": "down", "bottom-up": "up", "left to right": "right", "top to bottom": "down",
}  # fmt: skip

_SINGLE_WORDS = tuple(phrase for phrase in PREDICATES if " " not in phrase)
#: Words in -ing that are words of their own, although a relation is within two letters.
_VERBS = frozenset({"coaching", "overlaying", "retouching", "teaching", "torching", "touting"})


@cache
def misspelt_relation(word: str) -> str | None:
    """The relation of one word that is one or two letters away from a word which is none."""
    if word in _SINGLE_WORDS or word in _VERBS:
        return None
    alike = [one for one in _SINGLE_WORDS if one.endswith("ing") or not word.endswith("ing")]
    limit = 1 if len(word) <= 3 else 2
    edits, _, best = min((distance(word, one, limit), word[0] != one[0], one) for one in alike)
    return best if edits <= limit and 2 * edits < max(len(word), len(best)) else None


#: Relations of several words by their letters alone: "leftof".
_RUN_TOGETHER = {re.sub("[ -]", "", phrase): phrase for phrase in PREDICATES if " " in phrase}


def run_together(word: str) -> str | None:
    """The relation of several words that was written as one: "left_of", "leftOf", "left-of"."""
    return _RUN_TOGETHER.get(re.sub("[_-]", "", word).lower())


def is_name(text: str) -> bool:
    """Whether a text is a name by itself, without quotes."""
    return re.fullmatch(scene_table().patterns["NAME"], text) is not None


def predicate_words(text: str) -> str:
    """A predicate as written, with single blanks and without comments: "at top-left of"."""
    return re.sub(r" ?- ?", "-", _BLANKS.sub(" ", text))
