"""Parts of sentences on states: one verb of change each, and the clauses on what it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sgc.english.prose.state_words import (
    AGAIN,
    ARTICLES,
    BRINGS,
    CASES,
    GOES,
    ON,
    PRONOUNS,
    STOPS,
    UNDER,
    base_form,
    is_finite,
    is_verb,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

Tokens = list["Token"]


@dataclass(slots=True)
class Part:
    """One verb with what stands before and behind it; ``when`` are the clauses on what it happens, ``or_else`` that it
    is another way out of the state that the part before began in."""

    verb: Token
    before: Tokens
    behind: Tokens
    when: list[Tokens] = field(default_factory=list)
    or_else: bool = False


def subject_of(before: Tokens) -> Tokens:
    """What stands before a verb, without adverbs and without phrases behind a preposition at its beginning."""
    words = list(before)
    while words and (words[0].pos_ in ("ADV", "CCONJ", "PUNCT") or words[0].lower_ in ("then", "also", "while")):
        words = words[1:]
    if words and words[0].pos_ in ("ADP", "SCONJ") and any(word.text == "," for word in words):
        at = max(i for i, word in enumerate(words) if word.text == ",")
        return subject_of(words[at + 1 :])
    if words and words[0].pos_ in ("ADP", "SCONJ"):  # "on checkout it", "from there an accept decision"
        start = next((i for i in range(2, len(words)) if words[i].pos_ in ("PRON", "DET")), len(words))
        return words[start:]
    while words and (words[-1].pos_ in ("AUX", "ADV") or words[-1].dep_ in ("aux", "auxpass")):
        words = words[:-1]
    return words


def phrases_on(words: Tokens) -> Iterator[Tokens]:
    """Phrases that say on what something happens: "after five seconds"."""
    i = 0
    while i < len(words):
        if words[i].lower_ in ON and i + 1 < len(words):
            end = i + 1
            while end < len(words) and (words[end].lower_ not in STOPS or words[end].lower_ in ("for", "of")):
                if end > i + 1 and words[end].pos_ == "PRON":
                    break
                end += 1
            if end > i + 1:  # "from off to on, and", where "on" is a state
                yield words[i:end]
            i = end
        else:
            i += 1


def past_small(sentence: Tokens, i: int) -> int:
    """Behind the articles, adverbs and small prepositions at a place."""
    while i < len(sentence) and sentence[i].lower_ in ARTICLES | AGAIN | {"as", "in", "at", "out", "off", "life"}:
        i += 1
    return i


def name_at(sentence: Tokens, start: int) -> Tokens:
    """The words of a name that begins at a place, up to what cannot be in one."""
    while start + 1 < len(sentence) and sentence[start].lower_ in ARTICLES | AGAIN:
        if sentence[start + 1].lower_ in PRONOUNS or not sentence[start + 1].text.isalnum():
            break
        start += 1
    end = start
    if end < len(sentence) and sentence[end].lower_ in UNDER:  # "under review"
        end += 1
    while end < len(sentence) and sentence[end].lower_ not in STOPS | AGAIN and sentence[end].text[0].isalnum():
        if end > start and sentence[end].lower_ in PRONOUNS:
            break
        end += 1
    return sentence[start:end] if end - start <= 4 else []


def listed_states(sentence: Tokens) -> tuple[Tokens, list[Tokens]] | None:
    """ "It can be open, closed or locked", "the states are idle and busy": of what states, and which."""
    words = [token.lower_ for token in sentence]
    has_verb = any(is_verb(token) and token.tag_ != "VBN" for token in sentence)
    start = next((i + 1 for i in range(len(words)) if _lists(words, i)), None if has_verb else 0)
    if start is None or any(word in CASES for word in words):
        return None
    while start < len(words) and (
        words[start] in ("either", ":", "are", "is", "always", "in", "called") or words[start] in ARTICLES
    ):
        colon = ":" in words[start:]
        if words[start] == "in" and not colon:
            break
        start += 1
    if ":" in words[start:]:
        start = words.index(":", start) + 1
    names: list[Tokens] = [[]]
    for token in sentence[start:]:
        if token.lower_ in (",", "and", "or"):
            names.append([])
        elif token.text[0].isalnum():
            names[-1] = (
                [token] if [one.lower_ for one in names[-1]] in (["a"], ["an"], ["the"]) else [*names[-1], token]
            )
    names = [one for one in names if one]
    verbs = any(is_verb(token) and token.tag_ in ("VBZ", "VBP") for token in sentence[start:])
    if len(names) < 2 or any(len(one) > 3 for one in names) or verbs:
        return None
    return sentence[:start], names


def _lists(words: list[str], i: int) -> bool:
    """Whether states are listed behind a word: behind "can be", "is either" and "states"."""
    behind = words[i + 1 :]
    if words[i] == "be":
        return bool(i) and words[i - 1] in ("can", "may", "might") and "or" in behind
    if words[i] in ("is", "are"):
        return "or" in behind and (behind[0] == "either" or "," in behind)
    return words[i] == "states" and ("," in behind or "and" in behind)


def parts(sentence: Tokens, verb_of: Callable[[Tokens], int | None]) -> Iterator[Part]:
    """The parts of a sentence, each with one verb of change and the clauses on what it happens."""
    mains, cases = split_cases(sentence)
    found: list[Part] = []
    for words in mains:
        verb = verb_of(words)
        if verb is not None:
            found.append(Part(words[verb], words[:verb], words[verb + 1 :]))
        elif found:
            found[-1].behind += words
    for case in cases:
        behind = next((one for one in found if one.verb.i > case[0].i), None)
        before = next((one for one in reversed(found) if one.verb.i < case[0].i), None)
        begins = before is None or sentence[case[0].i - sentence[0].i - 1].lower_ in (",", "and", "but", "or", ";")
        owner = behind if begins and behind is not None and not _is_apart(sentence, case, behind) else before or behind
        if owner is not None:
            owner.when.append(case)
    for before_part, part in pairwise(found):
        own = subject_of(part.before)
        is_event = (
            bool(own)
            and not all(token.lower_ in PRONOUNS for token in own)
            and not any(token.lower_ == "then" for token in part.before)
        )
        both_if = all(any(case[0].lower_ in ("if", "unless") for case in one.when) for one in (before_part, part))
        other = any(token.lower_ in ("otherwise", "else", "or", "while") for token in part.before[:2])
        part.or_else = is_event or both_if or other
    yield from found


def _is_apart(sentence: Tokens, case: Tokens, part: Part) -> bool:
    """Whether a clause that stands between two parts belongs to the first: "…, when it stops, and goes …"."""
    between = [token.lower_ for token in sentence if case[-1].i < token.i < part.verb.i]
    return between[:1] == [","] and between[1:2] in (["and"], ["or"], ["but"])


def split_cases(sentence: Tokens) -> tuple[list[Tokens], list[Tokens]]:
    """A sentence as its main parts and the clauses that say when."""
    mains: list[Tokens] = [[]]
    cases: list[Tokens] = []
    in_case = False
    for i, token in enumerate(sentence):
        word = token.lower_
        if word in CASES and _opens(sentence, i):
            if word == "while" and i and _is_contrast(sentence, i):
                mains.append([token])
                in_case = False
                continue
            if in_case and word == "while":
                cases[-1].append(token)
                continue
            cases.append([token])
            in_case = True
            continue
        if in_case:
            joins = (
                word in ("and", "or", "but")
                and i + 1 < len(sentence)
                and (sentence[i + 1].lower_ in CASES | {"then"} or sentence[i + 1].lower_ in ON)
            )
            is_said = _has_verb(cases[-1]) or cases[-1][0].lower_ == "once"
            ends_early = word in ("it", "they") and is_said and sentence[i - 1].lower_ not in CASES
            ends_early = ends_early and i + 1 < len(sentence) and sentence[i + 1].pos_ in ("VERB", "AUX")
            goes_on = cases[-1][0].lower_ == "while" and is_finite(token) and _is_whole(cases[-1], mains[-1])
            if goes_on:  # "opening the door while it is washing pauses it"
                in_case = False
                mains[-1].append(token)
            elif word in (",", ";", ":") or joins:
                in_case = False
                mains.append([])
            elif ends_early:
                in_case = False
                mains.append([token])
            else:
                cases[-1].append(token)
            continue
        is_lead = (
            word == "," and not any(map(is_finite, mains[-1])) and mains[-1] and mains[-1][0].pos_ in ("ADP", "SCONJ")
        )
        if word in (";", ":", "–") or (
            not is_lead and word in (",", "and", "or", "while", "but", "which") and _begins(sentence, i)
        ):
            mains.append([token] if word in ("or", "while", "then") else [])
            continue
        mains[-1].append(token)
    return [one for one in mains if one], [one for one in cases if len(one) > 1]


def _is_contrast(sentence: Tokens, i: int) -> bool:
    """ "a vote makes it passed while another makes it rejected": of two parts, and not of what goes on at once."""
    subject: Tokens = []
    for token in sentence[i + 1 :]:
        if is_verb(token) and token.tag_ in ("VBZ", "VBP", "MD"):
            is_thing = bool(subject) and not any(word.lower_ in PRONOUNS for word in subject)
            return is_thing and base_form(token) in GOES | BRINGS | {"become", "can"}
        if token.text in ",;":
            return False
        subject.append(token)
    return False


def _is_whole(case: Tokens, main: Tokens) -> bool:
    """Whether a clause has its verb, and what is around it none."""
    return any(map(is_finite, case)) and not any(map(is_finite, main)) and case[-1].pos_ not in ("AUX", "PRON")


def _has_verb(words: Tokens) -> bool:
    return any(token.pos_ in ("VERB", "AUX") for token in words)


def _opens(sentence: Tokens, i: int) -> bool:
    """Whether a word begins a clause that says when, and no phrase: "after it is paid", and not "after a day"."""
    word = sentence[i].lower_
    if word in ("after", "before", "until", "once", "as"):
        for token in sentence[i + 1 :]:
            if token.text in ",;.":
                return word == "once"
            if token.tag_ in ("VBZ", "VBP", "VBD", "MD"):
                return True
            if token.lower_ in ("it", "they") and token.i > sentence[i].i + 1:
                return word == "once"
        return word == "once"
    return True


def _begins(sentence: Tokens, i: int) -> bool:
    """Whether another part with a verb of its own begins behind a comma or "and"."""
    for token in sentence[i + 1 :]:
        if token.lower_ in (",", "and", "or", ";", ":") and token.i > sentence[i].i + 1:
            return False
        if token.lower_ in CASES:
            return token.i == sentence[i].i + 1
        if is_verb(token) and token.tag_ not in ("VBG",):
            is_name = token.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in token.children)
            if not is_name:
                return True
    return False


def is_new(before: Tokens) -> bool:
    """ "new ones (are in draft)" """
    return any(token.lower_ == "new" for token in before[:2])
