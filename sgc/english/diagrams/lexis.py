"""The table of words of diagrams (``grammars/diagrams.tsv``), and the forms of its verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from sgc.english import lexicon


@cache
def table(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of a class, each with its meanings in the table's order."""
    found: dict[str, tuple[str, ...]] = {}
    text = (files("sgc.grammars") / "diagrams.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        columns = line.split("\t")
        if columns[0] == kind:
            for phrase in columns[2].split(", "):
                found[phrase] = (*found.get(phrase, ()), columns[1])
    return found


@cache
def _known() -> Mapping[str, tuple[frozenset[str], str]]:
    """The forms of the verbs of diagrams and their base, by the word."""
    found: dict[str, tuple[set[str], str]] = {}

    def add(word: str, form: str, base: str) -> None:
        found.setdefault(word, (set(), base))[0].add(form)

    for base in (*table("doing"), *table("done"), *table("action")):
        add(base, lexicon.BASE, base)
        add(lexicon.third_person(base), lexicon.THIRD, base)
        add(lexicon.ing_form(base), lexicon.ING, base)
        for word in _past(base):
            add(word, lexicon.PARTICIPLE, base)
            add(word, lexicon.PAST, base)
    return {word: (frozenset(forms), base) for word, (forms, base) in found.items()}


def _past(base: str) -> Iterator[str]:
    """The participle, of regular verbs with the letter that their form in -ing doubles."""
    yield lexicon.past_participle(base)
    if not base.endswith(("e", "y")):
        yield lexicon.ing_form(base)[:-3] + "ed"


@lru_cache(maxsize=16384)
def forms(word: str) -> frozenset[str]:
    """Everything that a word in lower case can be, as ``lexicon.classes`` says it, with the verbs of diagrams."""
    own = _known().get(word)
    if own is None:
        return lexicon.classes(word)
    is_noun = own[1] in table("done") or lexicon.is_known_noun(word)
    return own[0] | (lexicon.classes(word) - {lexicon.NOUN}) | ({lexicon.NOUN} if is_noun else set())


def base_of(word: str) -> str:
    """The base form of a form of a verb; another word stays."""
    own = _known().get(word)
    return own[1] if own is not None else lexicon.verb_base(word)
