"""What the words of English prompts can be: fixed phrases, and the open classes with their inflections.

Closed words and phrases are the rows of ``grammars/lexicon.tsv``, open words those of
``grammars/lexicon_words.tsv``; both files explain their columns. Nouns come from the vocabulary, and a word
that nothing knows is a noun.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sgc.graph.colors import is_color_word, is_modifier
from sgc.graph.plurals import singular
from sgc.graph.vocabulary import classify_adjective, lookup, noun_words
from sgc.source.suggest import distance

#: What an open word can be. A verb's forms are kept apart, because agreement decides between verb and noun.
NOUN, ADJECTIVE, ADVERB = "noun", "adjective", "adverb"
BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"
FINITE = frozenset({BASE, THIRD, PAST})

_VOWELS = "aeiou"
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "ive", "able", "ible", "ish", "esque", "like", "ular", "escent")
_COMPOUND_ENDINGS = (
    "-shaped", "-colored", "-coloured", "-sized", "-eyed", "-haired", "-like", "-style", "-free", "-themed", "-old",
    "-tone", "-filled", "-covered", "-made", "-lit", "-inspired", "-inspiring", "-inch", "-foot", "-story", "-looking",
    "-level", "-size", "-tiered", "-legged", "-faced", "-striped", "-painted", "-patterned", "-seat", "-piece",
    "-wheel",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A closed word or fixed phrase: its class (a terminal of ``english.lark``) and its meaning."""

    words: tuple[str, ...]
    kind: str
    meaning: str


@cache
def phrases() -> Mapping[str, tuple[Entry, ...]]:
    """Entries by their first word, the longest first; of equally long ones, in the order of the table."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for kind, meaning, listed in rows_of("lexicon.tsv"):
        for phrase in listed.split(", "):
            words = tuple(phrase.split())
            found[words[0]].append(Entry(words, kind, meaning))
    return {word: tuple(sorted(entries, key=lambda one: -len(one.words))) for word, entries in found.items()}


#: Groups that are an arrangement of the scene language.
ARRANGEMENTS = ("row", "column", "ring", "stack", "pyramid", "grid")


@lru_cache(maxsize=4096)
def gathers(noun: str) -> str:
    """What a noun that gathers others makes of them: an arrangement ("row"), or only so many ("2..x"), or nothing."""
    words = (one_of(noun),)
    return next((one.meaning for one in phrases().get(words[0], ()) if one.kind == "GROUP" and one.words == words), "")


@cache
def _open_words() -> Mapping[str, frozenset[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for kind, listed in rows_of("lexicon_words.tsv"):
        found[kind] += listed.split()
    return {kind: frozenset(words) for kind, words in found.items()}


def rows_of(name: str) -> Iterator[list[str]]:
    """The rows of a table of the grammars, each in its columns."""
    text = (files("sgc.grammars") / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("//"))


def listed(kind: str, word: str) -> bool:
    """Whether the table of open words has the word, or its singular, in a class ("place", "abstract" …)."""
    words = _open_words()[kind]
    return word in words or singular(word) in words


def words(kind: str) -> frozenset[str]:
    """The words of a class of the table of open words, as they are written there."""
    return _open_words()[kind]


@cache
def pairs(kind: str) -> Mapping[str, Sequence[str]]:
    """What stands behind "/" after each word of a class of the table of open words, "_" for a blank."""
    found: dict[str, list[str]] = {}
    for word, _, shown in (each.replace("_", " ").partition("/") for each in sorted(words(kind))):
        found.setdefault(word, []).append(shown)
    return found


# ---------------------------------------------------------------- verbs


def placing() -> frozenset[str]:
    """The verbs, in their base form, of which the participle says no more than the place after it."""
    return _open_words()["placing"]


@cache
def _verb_forms() -> Mapping[str, tuple[frozenset[str], str]]:
    """The forms that a word can be, and the base form, by the word."""
    found: dict[str, tuple[set[str], str]] = {}

    def add(word: str, form: str, base: str) -> None:
        found.setdefault(word, (set(), base))[0].add(form)

    for row in sorted(_open_words()["irregular"]):
        base, past, participle = row.split("/")
        add(past, PAST, base)
        add(participle, PARTICIPLE, base)
        for word, form in ((base, BASE), (third_person(base), THIRD), *((one, ING) for one in _ing_forms(base))):
            add(word, form, base)
        if past != base:
            _add_regular_past(base, add)
    for base in sorted(_open_words()["verb"]):
        for word, form in ((base, BASE), (third_person(base), THIRD), *((one, ING) for one in _ing_forms(base))):
            add(word, form, base)
        _add_regular_past(base, add)
    return {word: (frozenset(forms), base) for word, (forms, base) in found.items()}


def _add_regular_past(base: str, add: object) -> None:
    assert callable(add)
    for ing in _ing_forms(base):
        stem = ing[:-3]
        word = (
            base + "d"
            if base.endswith("e")
            else stem[:-1] + "ied"
            if stem.endswith("y") and _hard_y(base)
            else stem + "ed"
        )
        add(word, PAST, base)
        add(word, PARTICIPLE, base)


def _hard_y(base: str) -> bool:
    return base.endswith("y") and len(base) > 1 and base[-2] not in _VOWELS


def third_person(base: str) -> str:
    if _hard_y(base):
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def ing_form(base: str) -> str:
    """The present participle: "sit" gives "sitting", "chase" gives "chasing"."""
    return _ing_forms(base)[0]


def _ing_forms(base: str) -> tuple[str, ...]:
    """The present participle, and its other spelling where English has two ("traveling")."""
    if base.endswith("ie"):
        return (base[:-2] + "ying",)
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")) and base != "be":
        return (base[:-1] + "ing",)
    closed = len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    if not closed and not base.endswith(("quit", "quip")):
        return (base + "ing",)
    syllables = sum(a in _VOWELS + "y" and b not in _VOWELS + "y" for a, b in itertools.pairwise(base))
    doubled, plain = base + base[-1] + "ing", base + "ing"
    return (doubled, plain) if syllables == 1 or base.endswith(("gin", "mit", "fer", "pel")) else (plain, doubled)


#: How stems end that have a silent "e" behind them.
_BEFORE_E = (
    "os", "ys", "as", "iz", "yz", "v", "ac", "uc", "anc", "enc", "inc", "dg", "ag", "idat", "ivat", "icat", "lat",
    "rat",
)  # fmt: skip


def verb_base(word: str) -> str:
    """The base form of a word that is a form of a verb; an unknown word in -ing or -ed loses its ending, and gets the
    letter back that it lost before it: "decomposing" gives "decompose", "verified" gives "verify"."""
    known = _verb_forms().get(word)
    if known is not None:
        return known[1]
    if word.endswith("ied") and len(word) > 5:
        return f"{word[:-3]}y"
    stem = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else word
    return f"{stem}e" if stem != word and stem.endswith(_BEFORE_E) else stem


def base_of_third(word: str) -> str:
    """The base form of a verb in the third person, known or not: "locks" gives "lock", "carries" gives "carry"."""
    if word in _verb_forms():
        return _verb_forms()[word][1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "zes", "ches", "shes")) else word.removesuffix("s")


@cache
def past_participle(base: str) -> str:
    """The past participle of a base form: "lock" gives "locked", "break" gives "broken"."""
    for word, (forms, of) in _verb_forms().items():
        if of == base and PARTICIPLE in forms:
            return word
    if _hard_y(base):
        return base[:-1] + "ied"
    return base + "d" if base.endswith("e") else ing_form(base).removesuffix("ing") + "ed"


def to_ing(word: str) -> str:
    """Any form of a verb as its present participle: "sat" gives "sitting"; an unknown -ing word stays."""
    if word not in _verb_forms():
        return word if word.endswith("ing") else ing_form(verb_base(word))
    if word.endswith("ing") and ING in _verb_forms()[word][0]:
        return word
    return ing_form(verb_base(word))


@cache
def present_participles() -> tuple[str, ...]:
    """Every word in -ing that is a form of a verb of the lexicon, in alphabetical order."""
    return tuple(sorted(word for word, (forms, _) in _verb_forms().items() if ING in forms))


# ---------------------------------------------------------------- open classes


@cache
def _nouns() -> frozenset[str]:
    return frozenset(word.casefold() for word in noun_words())


@lru_cache(maxsize=16384)
def is_known_noun(words: str) -> bool:
    """Whether the vocabulary has the noun, singular or plural."""
    return words in _nouns() or one_of(words) in _nouns()


@lru_cache(maxsize=16384)
def is_curated_noun(words: str) -> bool:
    """Whether the vocabulary has the noun in a row of its own, and not only as a package's name for a picture."""
    entry = lookup(words) if is_known_noun(words) else None
    return entry is not None and entry.curated


def is_colored(words: str) -> bool:
    """Whether a noun of the vocabulary is no more than a colour and the noun that it is a kind of: "black cat"."""
    color, _, noun = words.partition(" ")
    entry, kind = lookup(words), lookup(noun)
    return is_color_word(color) and entry is not None and kind is not None and entry.parent == kind.concept


@cache
def longest_compound() -> int:
    """How many words the longest noun of the vocabulary has."""
    return max(noun.count(" ") + 1 for noun in _nouns())


@lru_cache(maxsize=16384)
def one_of(words: str) -> str:
    """The singular, also of a plural that got a second ending ("bootses")."""
    if words in _open_words()["paired"]:
        return words
    if words.endswith("ses") and words[:-2] != singular(words[:-2]) and singular(words[:-2]) in _nouns():
        return singular(words[:-2])
    if words.endswith("ses") and (words[:-2] in _nouns() or words[:-2] in _open_words()["paired"]):
        return words[:-2]
    last = words.rpartition(" ")[2]
    return words if last in _open_words()["paired"] else singular(words)


@lru_cache(maxsize=16384)
def is_plural(word: str) -> bool:
    """Whether the noun is a plural by its form; words of one form ("sheep") and pairs ("scissors") are not."""
    return one_of(word) != word


@lru_cache(maxsize=16384)
def is_adjective(word: str) -> bool:
    """Whether the word is known as an adjective or a colour, or is spelled like an adjective."""
    if classify_adjective(word)[0] is not None or is_color_word(word) or is_modifier(word):
        return True
    if word in _open_words()["adjective"] or ("-" in word and word.endswith(_COMPOUND_ENDINGS)):
        return True
    if "-" in word:
        last = word.rpartition("-")[2]
        return PARTICIPLE in _forms(last) or is_adjective(last)
    if (
        word.endswith(("er", "est"))
        and len(word) > 4
        and not (
            is_known_noun(word)
            or word in (*_open_words()["abstract"], *_open_words()["noun"])  # "number" is not of "numb"
        )
    ):
        stem = word[:-2] if word.endswith("er") else word[:-3]
        stems = {
            stem,
            stem + "e",
            stem[:-1] if stem[-1] == stem[-2] else stem,
            stem[:-1] + "y" if stem[-1] == "i" else stem,
        }
        return any(one in _open_words()["adjective"] or classify_adjective(one)[0] is not None for one in sorted(stems))
    named = is_known_noun(word) or word in _open_words()["abstract"]
    return word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 5 and not named


def _forms(word: str) -> frozenset[str]:
    return _verb_forms().get(word, (frozenset[str](), ""))[0]


@lru_cache(maxsize=16384)
def classes(word: str) -> frozenset[str]:
    """Everything that an open word (lower case) can be; a word that nothing knows is a noun."""
    found: set[str] = set(_forms(word))
    if is_adjective(word):
        found.add(ADJECTIVE)
    if word in _open_words()["adverb"] or (
        word.endswith("ly") and len(word) > 4 and not found and not is_known_noun(word)
    ):
        found.add(ADVERB)
    if is_known_noun(word) or any(
        word in _open_words()[kind] or one_of(word) in _open_words()[kind] for kind in _NOUNS
    ):
        found.add(NOUN)
    if not found and word.endswith("ing") and len(word) > 5:
        found |= {ING, NOUN}
    if not found and word.endswith("ed") and len(word) > 4:
        found |= {PAST, PARTICIPLE}
    # The base and the -s form of most verbs are nouns as well ("a walk"); "a sitting" is rare.
    return frozenset(found) if found else frozenset({NOUN})


@lru_cache(maxsize=16384)
def corrected(word: str) -> str:
    """The known noun that an unknown word misspells, else the word itself."""
    return spelt(word, _nouns())


def spelt(word: str, names: Iterable[str]) -> str:
    """The only one of these names that an unknown word misspells, else the word itself.

    Six letters or more may have two neighbours swapped or a letter doubled or undoubled ("toliet", "umbrela"), eight
    or more one letter too many or too few ("bathtube"). Shorter words, and those with another letter ("chapstick"),
    are too often words of their own.
    """
    one = one_of(word)
    if len(one) < 6 or not word.isalpha() or _is_known(word):
        return word
    found = [known for known in names if " " not in known and distance(one, known, 1) == 1]
    found = [
        known for known in found
        if sorted(known) == sorted(one) or _singled(known) == _singled(one) or len(known) != len(one) > 7
    ]  # fmt: skip
    return found[0] if len(found) == 1 else word


def _singled(word: str) -> str:
    return "".join(letter for letter, _ in itertools.groupby(word))


def _is_known(word: str) -> bool:
    """Whether any table or any ending of English explains the word."""
    listed = any(word in words or one_of(word) in words for words in _open_words().values())
    stem = word[:-2] if word.endswith(("er", "ly")) else word[:-3]
    derived = word.endswith(("er", "ers", "ly")) and (bool(_forms(stem) or _forms(stem + "e")) or is_adjective(stem))
    endings = word.endswith(("ing", "ed")) or derived
    return listed or bool(_forms(word)) or endings or is_adjective(word) or lookup(word) is not None


_NOUNS = ("noun", "abstract", "person", "place", "part", "portion", "vessel", "mass", "paired", "clothing")
