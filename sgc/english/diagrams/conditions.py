"""Conditions: how a decision asks them, and which are answers to the same question ("if it is wrong …, if right …")."""

from __future__ import annotations

import re
from calendar import day_name, month_name

from sgc.english import lexicon
from sgc.english.diagrams.pieces import bare, caption
from sgc.english.diagrams.words import base_of, is_base, stem, table
from sgc.source import Span

#: Where it is told what is done in the other case.
OTHERWISE = re.compile(
    r"\s*[,;]?\s*(?:and\s+|or\s+|but\s+)?\b(?:(?:otherwise|or else"
    r"|(?<!one\s)(?<!body\s)(?<!thing\s)(?<!where\s)(?<!wh[oa]\s)(?<!what\s)else"
    r"|(?:above|over|below|under|beyond) that)\b\s*[,:]?|if not?\b(?:\s*[,:]|(?=[^,:]*$)))\s*(?:then\s+)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"n['’]t\b|[\w%€$.-]*\w[\w%]*")
_PRONOUN_IS = re.compile(
    r"(?:it|this|that|he|she|they|everything|the (?:answer|result|check))(?:\s+(?:is|are|was)|'s|['’]s)\s+(?P<rest>.+)",
    re.IGNORECASE,
)
_THERE_IS = re.compile(r"there\s+(?:is|are)\s+(?:already\s+)?(?:an?\s+|any\s+)?(?P<rest>.+)", re.IGNORECASE)
_IT_DOES = re.compile(r"(?:it|he|she)\s+(?P<rest>[a-z]+s\s.+)", re.IGNORECASE)
_IT_DO = re.compile(r"(?:it|this|that|he|she)\s+(?P<rest>[a-z]+(?:\s.+)?)", re.IGNORECASE)
_NOUN_IS = re.compile(
    r"(?:the\s+|an?\s+)?(?P<noun>[\w\s-]+?)\s+(?:is|are|was|were|has been|have been)\s+(?P<rest>.+)", re.IGNORECASE
)
_ASKS = re.compile(r"(?P<who>you|we|they|i|he|she)\s+(?P<verb>[\w'’]+)\s*(?P<rest>.*)", re.IGNORECASE)
_AUXILIARY = frozenset(("are", "can", "could", "should", "must", "may", "will", "would", "were", "am"))
#: What somebody wants, where only what is done then says what.
_WISH = re.compile(
    r"(?:you|we|they|i|he|she|the \w+) (?:likes?|wants?|wish(?:es)?|prefers?)(?: to| it| that)?", re.IGNORECASE
)
_TIME = re.compile(
    rf"(?:(?:next|this|end of|early|late|mid|the)\s+)*(?:(?:{'|'.join((*day_name, *month_name[1:]))})"
    r"|tomorrow|tonight|today|noon|midnight|evening|morning|week|month|year"
    r"|\d{1,2}(?:st|nd|rd|th|:\d\d)?)(?:\s+(?:of|am|pm|night|morning|evening|at|\d[\d:]*|[A-Z]\w+))*",
    re.IGNORECASE,
)
#: Words that say nothing of what is asked.
_EMPTY = frozenset((
    "the", "a", "an", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "it", "they",
    "this", "that", "he", "she", "there", "its", "their", "so", "then", "both", "all",
))  # fmt: skip
#: Words that say how things belong together.
_WAYS = frozenset((
    "by", "of", "to", "in", "for", "with", "from", "on", "at", "and", "or", "into", "who", "which", "not", "be",
))  # fmt: skip
#: Words that stand for what was named before.
_STANDING = frozenset(("one", "any", "some"))
_NOT = frozenset(("not", "n't", "n’t", "no", "never", "cannot", "without"))
_MEASURED = re.compile(r"(?:[<>=≤≥]|\b(?:above|below|over|under|between|more|less|fewer|least|most)\b).*\d")
_MORE = frozenset(("more", "above", "over", "higher", "larger", "bigger", "greater", "longer", "older"))
_LESS = frozenset(("less", "below", "under", "lower", "smaller", "fewer", "shorter", "younger"))
_PREFIX = re.compile(r"(?:un|in|im|ir|il|dis|non-?)(?=\w{3})")


_ONE_IS = re.compile(r"\s*(?:one|any|some|none)\s+(?:is|are|has|have)\b", re.IGNORECASE)
_OUT_OF = re.compile(
    r"\bout of (?=stock|range|order|service|date|memory|time|scope|bounds|warranty|budget|reach)", re.IGNORECASE
)


def is_time(condition: Span) -> bool:
    """Whether words name a time, which is no condition: "Friday", "the 3rd of May", "10 am"."""
    return _TIME.fullmatch(bare(condition).text) is not None


def question(condition: Span, action: Span | None = None) -> str:
    """A condition as a decision asks it: "it is valid" is "Valid?", "the order is paid" "Order paid?", and "add sugar
    if you like" "Add sugar?"."""
    is_one = _ONE_IS.match(condition.text) is not None  # "whether one is free": of those that were spoken of
    text = (condition if is_one else bare(condition)).text.rstrip("?")
    if action is not None and _WISH.fullmatch(text) is not None:
        return caption(bare(action).text) + "?"
    if (asks := _ASKS.fullmatch(text)) is not None:
        who, verb, rest = asks["who"], asks["verb"].casefold(), asks["rest"]
        if verb in _AUXILIARY and rest and who.casefold() != "they":
            return f"{caption(verb)} {who} {rest}?"
        if is_base(verb):
            return " ".join(filter(None, ("Do", who, verb, rest))) + "?"
    if (does := _IT_DO.fullmatch(text)) is not None and is_base(does["rest"].split()[0].casefold()):
        return caption(does["rest"]) + "?"  # "should it turn red"
    for form in (_PRONOUN_IS, _THERE_IS, _NOUN_IS, _IT_DOES):
        match = form.fullmatch(text)
        if match is not None:
            noun = match.groupdict().get("noun")
            return caption(f"{noun} {match['rest']}" if noun else match["rest"]) + "?"
    return caption(text) + "?"


#: "Unit tests are run": of whom "if they pass" is said next.
_OF_SEVERAL = re.compile(r"(?P<who>(?:[\w-]+\s){0,2}[\w-]+s)\s+(?:are|were)\s")


def of_several(asked: str, latest: str) -> str:
    """A question on several, by their name where the latest step names them: "Do they pass?" of tests that are run."""
    of = _OF_SEVERAL.match(latest)
    if of is None or not asked.startswith("Do they "):
        return asked
    return f"Do {of['who'][:1].lower()}{of['who'][1:]} {asked.removeprefix('Do they ')}"


def answer_to(condition: str, asked: str) -> str:
    """Whether a condition is the "yes" or the "no" of what was asked before; empty if it is about something else.

    The subject may have become a pronoun: "the card is accepted", and then "it is rejected".
    """
    (words, negated), (before, was_negated) = _words(condition), _words(asked)
    different = [(a, b) for a, b in zip(reversed(words), reversed(before), strict=False) if a != b]
    if len(words) == 1 and words[0] in _MORE | _LESS and _MEASURED.search(asked):  # "if it is more"
        is_more = not _MORE.isdisjoint(before) or ">" in asked
        return "no" if (words[0] in _MORE) != (is_more != was_negated) else "yes"
    if words and before and negated != was_negated and words[0] == before[-1]:
        return "no"  # "Bag located?", "Not located within 21 days?"
    if not words or not before or len(different) > 1:
        return ""
    different = [(a, b) for a, b in different if a not in _STANDING]  # "he does not have one"
    same = negated == was_negated
    if not different:
        return "yes" if same else "no"
    return ("no" if same else "yes") if is_opposite(*different[0]) else ""


def is_alternative(condition: str, asked: str) -> bool:
    """Whether a condition says another value of what was asked: "it is positive", "it is zero"."""
    words, before = _words(condition)[0], _words(asked)[0]
    different = [(a, b) for a, b in zip(reversed(words), reversed(before), strict=False) if a != b]
    if _MEASURED.search(condition) and _MEASURED.search(asked):
        return True  # "it is above 30", "it is between 15 and 30"
    return bool(words and before) and len(different) == 1 and words[-1] != before[-1] and all(
        re.search(r"\b(?:is|are)\b", one) for one in (condition, asked))  # fmt: skip


def is_on(condition: str, step: str, *, loosely: bool = True) -> bool:
    """Whether a condition speaks of what a step has: "the interview goes well", "invited to an interview"; ``loosely``
    also by another word of one stem: "revised papers", "ask for revisions"."""
    form = stem if loosely else lexicon.one_of
    words = {form(one) for one in condition.casefold().split() if one not in _EMPTY and one not in _WAYS}
    return not words.isdisjoint(map(form, step.casefold().split()))


def is_told(event: str, step: str) -> bool:
    """Whether what has happened is what a step says: "the drink is dispensed", "dispense the drink"."""
    words = {base_of(one)[:6] for one in _words(event)[0]}
    return bool(words) and words <= {base_of(one)[:6] for one in _words(step)[0]}


def _words(condition: str) -> tuple[list[str], bool]:
    """What a condition says, without what is empty, and whether it is denied."""
    condition = re.sub(
        r"\bout of (?=stock|range|order|service|date|memory|time|scope|bounds|warranty|budget|reach)",
        "not in ",
        condition.casefold(),
    )
    found = [one.casefold() for one in _WORD.findall(re.sub(r"(?<=\w)(?=n['’]t\b)|['’]s\b", " ", condition.casefold()))]
    denied = sum(one in _NOT for one in found) % 2 == 1
    return [_base(one) for one in found if one not in _EMPTY and one not in _NOT], denied


def _base(word: str) -> str:
    if {"third", "base"} & lexicon.classes(word):
        return lexicon.verb_base(word)
    is_done = word.endswith("ed") and len(word) > 4  # "they accept it", "it is accepted"
    return base_of(word) if is_done else lexicon.one_of(word)


def is_opposite(first: str, second: str) -> bool:
    pairs, verdicts = table("opposite"), table("verdict")
    if second in pairs.get(first, ()) or first in pairs.get(second, ()):
        return True
    if first in verdicts and second in verdicts and verdicts[first] != verdicts[second]:
        return True
    return any(_PREFIX.sub("", a, count=1) == b != a for a, b in ((first, second), (second, first)))
