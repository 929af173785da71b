"""The words by which English speaks of diagrams (``grammars/diagrams.tsv``), and the forms of its verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from sgc.english import lexicon
from sgc.source import Span


@cache
def _rows() -> Mapping[str, Sequence[tuple[str, Sequence[str]]]]:
    """The rows of each class: what they mean, and their phrases."""
    found: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for kind, meaning, phrases in lexicon.rows_of("diagrams.tsv"):
        found.setdefault(kind, []).append((meaning, phrases.split(", ")))
    return found


@cache
def table(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of a class, each with its meanings in the table's order."""
    found: dict[str, tuple[str, ...]] = {}
    for meaning, phrases in _rows()[kind]:
        for phrase in phrases:
            found[phrase] = (*found.get(phrase, ()), meaning)
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
    return {word: (frozenset(kinds), base) for word, (kinds, base) in found.items()}


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


#: So many letters of a word are compared, where what is done is spoken of by a noun.
_STEM = 5


def stem(word: str) -> str:
    """What words of one thing and of what is done share: "flocculation", "flocculated"; at most five letters."""
    return lexicon.one_of(base_of(word))[:_STEM]


#: Every sense of a verb that joins.
ALL_SENSES = ("both", "chain", "put", "send", "get", "hold", "inside", "with", "from", "to", "kind", "own")


@dataclass(frozen=True, slots=True)
class Verb:
    """What joins two nodes: its ``sense`` as the table says, its ``base`` form, and its place."""

    sense: str
    base: str
    span: Span

    @property
    def is_base(self) -> bool:
        """Whether it stands in its base form, as behind a subject in the plural."""
        return self.span.text.split()[0].casefold() == self.base.split()[0]


@cache
def series() -> Mapping[str, tuple[str, ...]]:
    """The members of what is well known, by its name in lower case."""
    return {name: tuple(members) for name, members in _rows()["series"]}


def plain_name(words: str) -> str:
    """What is called by words, without letters and articles that vary: the names of ``series`` are so."""
    return re.sub(r"\b(?:the|an?)\s+", "", " ".join(words.casefold().replace("’", "'").split()))


def shape_of(noun: str, otherwise: str) -> str:
    """The node word for a noun phrase, by its last words."""
    words = noun.casefold().split()
    shapes = table("shape")
    for i in range(len(words)):
        last = " ".join(words[i:])
        for one in (last, lexicon.one_of(last)):
            if one in shapes:
                return shapes[one][0]
    return otherwise


def may_join_technical(span: Span) -> bool:
    """Whether the span has two words that technical nouns may end with: a cheap look before it is read."""
    return len(list(islice(_technical_stems().finditer(span.source.text, span.start, span.end), 2))) == 2


@cache
def _technical_stems() -> re.Pattern[str]:
    """Words that begin as the last word of a technical noun does, without its last letter, which plurals change."""
    stems = sorted({phrase.split()[-1][:-1] for phrase in table("technical")})
    return re.compile(r"\b(?:" + "|".join(map(re.escape, stems)) + ")", re.IGNORECASE)


def is_technical(noun: str) -> bool:
    words = noun.casefold().split()
    known = table("technical")
    ends = (" ".join(words[i:]) for i in range(len(words)))
    return any(one in known or lexicon.one_of(one) in known for one in ends)  # "Postgres" is no plural


def is_base(word: str) -> bool:
    return "base" in lexicon.classes(word) or word in table("action") or word in table("doing")


def is_third(word: str) -> bool:
    """Whether a word in lower case can only be what a thing does, in the third person: "sends", "publishes"."""
    can = forms(word)
    if "third" in can:
        return "noun" not in can
    return (
        word.endswith("s")
        and not lexicon.is_known_noun(word)
        and any(base in table("verb") and not lexicon.is_known_noun(base) for base in (word[:-1], word[:-2]))
    )


def sends(participle: str) -> bool:
    """Whether something that "is routed" or "is sent" goes somewhere."""
    word = participle.casefold()
    base = lexicon.verb_base(word)
    known = table("verb")
    return any({"send", "put"} & set(known.get(one, ())) for one in (base, base + "e", base[:-1]))


def active(base: str) -> str:
    """ "be used by", said from the other side: "uses"; empty for what says no more than that there is a link."""
    words = base.split()
    verb = lexicon.verb_base(words[1]) if len(words) == 3 and words[0] == "be" and base not in table("silent") else ""
    return lexicon.third_person(verb) if verb else ""


def numbered(word: str) -> int | None:
    """What a number in figures or letters is."""
    if word.isdecimal():
        return int(word) if len(word) < 4 else None
    return _NUMBERS.get(word.casefold())


_NUMBERS = {
    word: i
    for i, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
#: More than so many of a noun are one node: "20 participants".
MANY = 12
#: A pattern of the numbers in letters from two on.
SEVERAL = "|".join(word for word, number in _NUMBERS.items() if number > 1)
