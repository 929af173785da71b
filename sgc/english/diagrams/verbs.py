"""Verbs of processes and systems in all their forms, and the predicate of a clause: who does what, or has it done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.lexis import base_of, forms, table
from sgc.english.diagrams.pieces import matches, split, trim
from sgc.english.diagrams.words import DETERMINERS, MODALS, Verb, is_technical, numbered
from sgc.source import Span

_WORD = re.compile(r"[^\W_]+(?:['’\-./][^\W_]+)*")
_BE = frozenset(("is", "are", "was", "were", "be", "gets", "get", "been"))
_HAVE = frozenset(("has", "have", "had"))
_BETWEEN = frozenset(
    ("not", "also", "then", "now", "only", "first", "finally", "never", "being", "been", "usually", "again")
)
#: What stands before a noun, and before no finite verb.
_BEFORE_NOUNS = frozenset((
    "the", "a", "an", "of", "in", "on", "with", "for", "by", "its", "their", "his", "her", "this", "these", "those",
    "many", "several", "no", "some", "any", "own", "from", "into", "via", "per", "at", "my", "our", "your", "more",
    "each", "every", "two", "three", "four", "five", "six", "one",
))  # fmt: skip
_SUBJECTS = frozenset((
    "it", "he", "she", "they", "we", "you", "i", "who", "which", "that", "this", "everybody", "both",
))  # fmt: skip
_PLURAL_SUBJECTS = frozenset(("they", "we", "you", "i", "both", "all", "people", "them"))
#: What stands behind a noun in the plural, and behind no verb.
_BEHIND_NOUNS = frozenset((
    "and", "or", "but", "nor", "than", "then", "which", "who", "when", "where", "while", "is", "are", "was", "were",
    "has", "have", "had", "can", "may", "must", "will", "should", "could", "would", "do", "does",
))  # fmt: skip
_PREPOSITIONS = frozenset((
    "to", "into", "onto", "from", "in", "on", "at", "with", "by", "through", "for", "about", "of", "as", "off", "up",
    "out", "back", "over", "until", "between", "down", "around", "via", "that", "whether", "if", "again", "against",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Predicate:
    """The finite verb of a clause: its ``base`` form, its ``place``, and the words before and behind it.

    ``passive`` says that it is done to the subject. A clause that goes on with the subject of another, or tells
    somebody to do something, has an empty ``subject``.
    """

    base: str
    place: Span
    subject: Span
    rest: Span
    passive: bool = False
    negated: bool = False


def is_doing(base: str) -> bool:
    """Whether a base form is a verb of diagrams."""
    return base in table("doing") or base in table("done") or base in table("action")


def predicate(span: Span, elided: bool = False) -> Predicate | None:
    """The first finite verb of a clause, in the third person, behind a modal, as an order, or in the past.

    Where subject and "is" may be ``elided``, a participle at the beginning is one, too: "(is built) and stored in a
    registry".
    """
    words = [(one.group().casefold(), one.start(), one.end()) for one in matches(span, _WORD)]
    if elided and len(words) > 1 and _is_participle(words[0][0]) and words[1][0] in _PREPOSITIONS:
        place = Span(span.source, words[0][1], words[0][2])
        rest = trim(Span(span.source, place.end, span.end))
        return Predicate(base_of(words[0][0]), place, Span(span.source, span.start, span.start), rest, passive=True)
    for i in range(len(words)):
        found = _at(words, i, span)
        if found is not None:
            last, base, passive, negated = found
            place = Span(span.source, words[i][1], words[last][2])
            subject = trim(Span(span.source, span.start, place.start), ",")
            return Predicate(base, place, subject, trim(Span(span.source, place.end, span.end)), passive, negated)
    return None


def _at(words: Sequence[tuple[str, int, int]], i: int, span: Span) -> tuple[int, str, bool, bool] | None:
    """The predicate that begins with a word: its last word, its base form, whether it is passive and denied."""
    word = words[i][0]
    k = i - 1
    while k > 0 and words[k][0] in _BETWEEN:  # "they only live in water"
        k -= 1
    before = words[k][0] if i else ""
    if before == "a" and k and span.source.text[words[k][1]] == "A":  # "team A writes"
        before = "team"
    after = words[i + 1][0] if i + 1 < len(words) else ""
    if word in _BE and word not in ("be", "been"):
        return _behind_be(words, i)
    if word in MODALS or word in ("cannot", "can't", "won't"):
        return _behind_modal(words, i)
    if word in _HAVE:
        last = _past_adverbs(words, i + 1)
        if last < len(words) and last > i and _is_participle(words[last][0]) and before != "to":
            return last, base_of(words[last][0]), False, False
        return (i, "have", False, False) if i else None
    if word in ("does", "do", "don't", "doesn't") and i:
        last = _past_adverbs(words, i + 1)
        is_verb = last < len(words) and lexicon.BASE in forms(words[last][0])
        return (last, base_of(words[last][0]), False, True) if is_verb else None
    if not word.isalpha() or (span.source.text[words[i][1]].isupper() and i):
        return None
    can = forms(word)
    opens = after in DETERMINERS or after in _PREPOSITIONS or numbered(after) is not None or after in _BEFORE_NOUNS
    if not i:
        starts = lexicon.BASE in can or (lexicon.THIRD in can and after != "")
        is_noun = lexicon.NOUN in can and not (opens and after not in ("of", "for", "that", "in", "with"))
        return (0, base_of(word), False, False) if starts and not is_noun else None
    if before in _BEFORE_NOUNS or before == "to":
        return None
    if lexicon.THIRD in can and lexicon.NOUN in can and _acts_behind(words, i):
        return None  # "two deputy heads report to her"
    if lexicon.THIRD in can:
        sure = lexicon.NOUN not in can or opens or before in _SUBJECTS or _begins_name(words, i + 1, span)
        sure = sure or (after.isalpha() and after not in _BEHIND_NOUNS and lexicon.THIRD not in forms(after))
        return (i, base_of(word), False, False) if sure else None
    if lexicon.BASE in can and (before in _PLURAL_SUBJECTS or lexicon.is_plural(before)):
        sure = lexicon.NOUN not in can or opens or before in _PLURAL_SUBJECTS or lexicon.is_plural(after)
        return (i, base_of(word), False, False) if sure else None
    if lexicon.BASE in can and any(one[0] == "and" for one in words[1 : i - 1]) and (opens or lexicon.NOUN not in can):
        return i, base_of(word), False, False  # "Tom and Ann report to her"
    if lexicon.PAST in can and lexicon.PARTICIPLE in can and opens and after not in ("by", "as", "with", "of", "for"):
        return (i, base_of(word), False, False) if before not in _BE else None
    unheard = word.endswith("s") and len(word) > 4 and not word.endswith(("ss", "us")) and after in DETERMINERS
    if unheard and not lexicon.is_known_noun(word) and not is_technical(word):
        return i, lexicon.base_of_third(word), False, False
    return None


def _acts_behind(words: Sequence[tuple[str, int, int]], i: int) -> bool:
    """Whether the word behind is the verb, in its base form before a preposition or an article."""
    if i + 2 >= len(words):
        return False
    verb, behind = words[i + 1][0], words[i + 2][0]
    is_verb = lexicon.BASE in forms(verb) and lexicon.THIRD not in forms(verb)
    return is_verb and (behind in _PREPOSITIONS or behind in DETERMINERS)


def _behind_be(words: Sequence[tuple[str, int, int]], i: int) -> tuple[int, str, bool, bool] | None:
    last = _past_adverbs(words, i + 1)
    negated = any(one[0] in ("not", "never") for one in words[i + 1 : last])
    if last < len(words) and _is_participle(words[last][0]):
        return last, base_of(words[last][0]), True, negated
    if last < len(words) and words[i][0] in ("gets", "get"):
        return i, "get", False, negated
    return i, "be", False, negated


def _behind_modal(words: Sequence[tuple[str, int, int]], i: int) -> tuple[int, str, bool, bool] | None:
    last = _past_adverbs(words, i + 1)
    negated = words[i][0] not in MODALS or any(one[0] in ("not", "never") for one in words[i + 1 : last])
    if last >= len(words):
        return None
    if words[last][0] == "be":
        participle = _past_adverbs(words, last + 1)
        if participle < len(words) and _is_participle(words[participle][0]):
            return participle, base_of(words[participle][0]), True, negated
        return last, "be", False, negated
    return (last, base_of(words[last][0]), False, negated) if i else None


def _past_adverbs(words: Sequence[tuple[str, int, int]], i: int) -> int:
    while i < len(words) and (words[i][0] in _BETWEEN or (words[i][0].endswith("ly") and words[i][0] != "reply")):
        i += 1
    return i


def _is_participle(word: str) -> bool:
    return lexicon.PARTICIPLE in forms(word) or (len(word) > 4 and word.endswith("ed"))


def _begins_name(words: Sequence[tuple[str, int, int]], i: int, span: Span) -> bool:
    """Whether a name, or a noun in the plural, stands there: "pays Bob", "reports numbers"."""
    if i >= len(words):
        return False
    return span.source.text[words[i][1]].isupper() or lexicon.is_plural(words[i][0])


def joining(span: Span, elided: bool = False) -> Verb | None:
    """The predicate of a clause as what joins two things, with the preposition behind it: "are assigned to"."""
    found = predicate(span, elided)
    if found is None or found.base in ("be", "have") or found.negated:
        return None
    behind = _BEHIND.match(found.rest.text)
    end = found.rest.start + behind.end() if behind is not None else found.place.end
    if not trim(Span(span.source, end, span.end)).text:
        return None
    place = trim(Span(span.source, found.place.start, end))
    return Verb("to", " ".join(place.text.casefold().split()), place)


def statements(span: Span) -> list[Span]:
    """A sentence cut where something is said of another subject, or something else of the same: lists stay whole."""
    found: list[Span] = []
    says = False  # whether the latest has a verb
    for piece in split(span, _BETWEEN_CLAUSES):
        own = predicate(piece)
        begins = own is not None and _NO_SUBJECT.match(piece.text) is None
        if not found or (begins and says):
            found.append(piece)
        else:
            found[-1] = found[-1].to(piece)
        says = says or begins
    return found


_BETWEEN_CLAUSES = re.compile(
    r"\s*[,;]\s*(?:(?:and|but|while|whereas)\s+)?|\s+(?:and|but|while|whereas)\s+", re.IGNORECASE
)
_NO_SUBJECT = re.compile(r"(?:to|from|in|into|on|at|with|by|for|of|as|or|not|who|which|that)\b", re.IGNORECASE)
_BEHIND = re.compile(r"(?:to|in|at|on|by|for|with|into|onto|from|as|of|about|through|against)\s+", re.IGNORECASE)
