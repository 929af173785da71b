"""The words by which English speaks of diagrams (``grammars/diagrams.tsv``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from sgc.english import lexicon
from sgc.english.diagrams.lexis import forms, table
from sgc.english.diagrams.pieces import matches
from sgc.source import Span

_WORD = re.compile(r"[^\W_]+(?:['’\-./][^\W_]+)*")
_BEFORE_BASES = frozenset((
    "both", "they", "we", "i", "you", "these", "those", "all", "can", "may", "must", "should", "will", "could", "would",
    "does", "do", "to", "then", "also", "that", "which", "who", "them",
))  # fmt: skip
_BE = frozenset(("is", "are", "was", "were", "be", "gets", "get"))


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
    text = (files("sgc.grammars") / "diagrams.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.startswith("series\t"))
    return {name: tuple(members.split(", ")) for _, name, members in rows}


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
    return any(lexicon.one_of(" ".join(words[i:])) in known for i in range(len(words)))


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
        and any(base in table("verb") and not lexicon.is_known_noun(base) for base in _bases(word, base=False))
    )


def find_verb(
    span: Span, senses: tuple[str, ...], several: bool = False, first: bool = False, opened: bool = True
) -> Verb | None:
    """The verb that joins what stands before it in a clause with what stands behind: of the table, of these ``senses``
    (the first that has it decides), else, if ``opened``, a verb in the third person behind other words. Base forms are
    verbs behind words in the plural, behind all words if the subject is ``several``, and as the ``first`` word if that
    is said."""
    words = [(match.group().casefold(), match.start(), match.end()) for match in matches(span, _WORD)]
    known = table("verb")
    for i in range(len(words)):
        if words[i][0].endswith("ing") and span.source.text[words[i][1]].isupper():
            continue  # the state Running
        if i and _is_quantity(words[i - 1][0], words[i][0]) and not span.source.text[words[i - 1][1]].isupper():
            continue  # "many posts", "2 switches", but not "A points to B"
        if (
            not i
            and len(words) > 1
            and lexicon.is_plural(words[0][0])
            and " ".join(one[0] for one in words[1:3]) in known
        ):
            continue  # "queries go to the server"
        best: Verb | None = None
        for length in range(1, min(4, len(words) - i) + 1):
            rest = [one[0] for one in words[i + 1 : i + length]]
            before = words[i - 1][0] if i else ""
            is_base = (several and i > 0) or (first and not i) or before in _BEFORE_BASES or _is_plural(words[:i])
            gets = words[i][0] in ("get", "gets") and not _PARTICIPLE.fullmatch(rest[0] if rest else "")
            for base in ["get"] if gets else _bases(words[i][0], is_base):
                phrase = " ".join([base, *rest])
                sense = next((one for one in senses if one in known.get(phrase, ())), None)
                if sense is not None:
                    place = Span(span.source, words[i][1], words[i + length - 1][2])
                    best = Verb(sense, phrase, place)
        if best is not None:
            return best
    return _open_verb(span, words) if opened else None


def _is_quantity(word: str, after: str) -> bool:
    """Whether a noun follows: "2 switches", "one control plane", but not "one calls the other"."""
    counts = numbered(word) is not None and (word != "one" or not after.endswith("s"))
    return word in _NEVER_BEFORE_VERBS or counts


def _is_plural(words: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a noun phrase is of several: by its last word, or by the one before its first preposition ("dashboards in
    Tableau")."""
    place = next((i for i, (word, _, _) in enumerate(words) if i and word in _OF_NOUNS), len(words))
    if words and words[-1][0] in _IN_S:
        return False
    return bool(words) and (lexicon.is_plural(words[-1][0]) or lexicon.is_plural(words[place - 1][0]))


def _open_verb(span: Span, words: Sequence[tuple[str, int, int]]) -> Verb | None:
    """A verb that no table has, with the preposition behind it: "enrols in", "is taught by"."""
    found: list[tuple[bool, int, int]] = []  # whether it may be a noun, and the first and last word
    for i in range(len(words)):
        word, before = words[i][0], words[i - 1][0] if i else ""
        after = words[i + 1][0] if i + 1 < len(words) else ""
        in_third = (
            len(word) > 3
            and word not in _LAYERS
            and word.endswith("s")
            and not word.endswith("ss")
            and before not in _BEFORE_NOUNS
        )
        if (in_third and after in DETERMINERS) or (not i and after and is_third(word)):
            found.append((False, i, i))  # "aggregates them", "renders a page", "erodes into", "which reads products"
            continue
        if not i or word in _BE or word in _LAYERS or _is_quantity(before, word):
            continue
        can = forms(word)
        if before in _BE and after != "by" and i == 1:  # "are assigned to", behind the subject of the clause before
            if "participle" in can and after in _WITH_VERBS | {"to", "from", "as"}:
                found.append((False, i - 1, i))
            continue
        unknown = i == 1 and not lexicon.is_known_noun(word) and word.isalpha() and word not in _NEVER_VERBS
        acts = "third" in can or (after in _PARTICLES and lexicon.base_of_third(word) in table("action"))
        may = before in MODALS and word not in _NO_VERBS
        if acts or may or (("base" in can or unknown) and lexicon.is_plural(before)):
            found.append(("noun" in can and not may, i, i))
        elif before in _BE and after == "by":
            found.append((False, i - 1, i))
    if not found:
        return None
    _, first, last = min(found)
    is_passive = words[first][0] in _BE and words[last + 1 : last + 2] and words[last + 1][0] in ("to", "from", "as")
    if last + 1 < len(words) and (words[last + 1][0] in _WITH_VERBS or is_passive):
        last += 1
    return Verb("to", words[first][0], Span(span.source, words[first][1], words[last][2]))


#: What follows a verb, and no noun in the plural.
DETERMINERS = frozenset((
    "a", "an", "the", "it", "them", "its", "their", "this", "these", "those", "each", "every", "all", "both", "any",
    "one", "two", "three", "many", "several", "multiple", "exactly", "into", "onto",
))  # fmt: skip
#: Names that end as plurals do.
_IN_S = frozenset(("redis", "postgres", "kubernetes", "jenkins", "aws", "dns", "https", "css", "js", "ios", "paris"))
#: Words that join others, and are no verb that nobody has heard of.
_NEVER_VERBS = frozenset((
    "in", "at", "on", "by", "for", "with", "about", "through", "against", "into", "onto", "and", "or", "but", "nor",
    "of", "to", "from", "than", "as", "per", "via", "not", "also", "only", "too", "without", "between", "plus",
))  # fmt: skip
_BEFORE_NOUNS = frozenset((
    "the", "a", "an", "of", "to", "from", "in", "on", "with", "for", "by", "its", "their", "these", "those", "all",
    "both", "many", "several", "two", "three", "four", "five", "and", "or", "via", "through", "into",
))  # fmt: skip
#: Nouns in the plural of which the verb is rare in diagrams: "two conv layers each".
_LAYERS = frozenset(("layers", "levels", "tiers", "nodes", "stages", "states"))
_NEVER_BEFORE_VERBS = frozenset(("the", "a", "an", "many", "several", "multiple", "of", "its", "their", "no", "some"))
#: Prepositions that join a noun to the noun it is of.
_OF_NOUNS = frozenset(("of", "in", "on", "at", "from", "for"))
_PARTICIPLE = re.compile(r"\w{2,}(?:[^e]ed|ing)")
MODALS = frozenset(("can", "may", "must", "should", "will", "could", "would"))
#: What stands between those and their verb.
_NO_VERBS = frozenset(("be", "not", "only", "also", "have", "then", "either", "both"))
#: What makes a verb of a word that may be a noun: "logs in".
_PARTICLES = frozenset(("in", "out", "up", "off", "on", "down"))
#: Prepositions that belong to the verb before them, as far as they lead to what it is about.
_WITH_VERBS = frozenset(("in", "at", "on", "by", "for", "with", "about", "through", "against", "into", "onto"))


def _bases(word: str, base: bool) -> Iterator[str]:
    """What the base form of a verb's first word may be; the word itself only where a base form can stand."""
    if word in _BE:
        yield "be"
        return
    if base or _PARTICIPLE.fullmatch(word) or word in ("behind", "in"):
        yield word
    if word == "has":
        yield "have"
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


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
#: A pattern of the numbers in letters from two on.
SEVERAL = "|".join(word for word, number in _NUMBERS.items() if number > 1)
