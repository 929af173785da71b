"""Names of states in prose, collected from all sentences before what leads where is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgc.english.diagrams.pieces import key
from sgc.english.prose.state_parts import Tokens, is_new, listed_states, name_at, past_small, split_cases, subject_of
from sgc.english.prose.state_words import (
    AGAIN,
    ALONE,
    ARTICLES,
    BEGINS,
    BRINGS,
    CASES,
    EVERY,
    FIRST,
    GOES,
    INTO,
    LEADS,
    ON,
    PRONOUNS,
    STATED,
    STOPS,
    UNDER,
    base_form,
    is_verb,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Between one state that something leads to and the next: "to red, then to green".
_GOING_ON = frozenset((",", "then", "when", "once", "and"))
_SMALL_VERBS = frozenset(("be", "can", "do", "have", "may", "will", "might"))


class StateNames:
    """The names of states, by their words; ``machine`` are the nouns that name what has the states."""

    def __init__(self, machine: frozenset[str]) -> None:
        self.machine = set(machine)
        self.names: dict[tuple[str, ...], Tokens] = {}

    def collect(self, sentence: Tokens) -> None:
        """Take the names of states that a sentence lists, begins with, or speaks of as where something leads or comes
        from."""
        if (listed := listed_states(sentence)) is not None:
            subject, names = listed
            self.machine.update(token.lemma_.lower() for token in subject if token.pos_ in ("NOUN", "PROPN"))
            for one in names:
                self._name(one)
            return
        is_first = any(one.lower_ in FIRST for one in sentence)
        mains, cases = split_cases(sentence)
        for words in mains if cases else ():  # "once it is full, it is closed"
            if len(words) > 2 and words[0].lower_ in ("it", "they") and words[1].lower_ in ("is", "are"):
                self._name(name_at(words, 2), whole=True)
        for i, token in enumerate(sentence):
            lemma = base_form(token)
            if token.lower_ in ("from", "while") and sentence[i + 1].lower_ not in ARTICLES:
                self._name(name_at(sentence, i + 1), whole=token.lower_ == "while")
            if not is_verb(token):
                continue
            start = past_small(sentence, i + 1)
            if lemma in BEGINS and start < len(sentence):
                into = {one.lower_ for one in sentence[i + 1 : start]} & {"as", "in", "at", "out"}
                if into or sentence[start].tag_ in ("JJ", "VBN", "VBD") or sentence[start].lower_.endswith("ing"):
                    self._name(name_at(sentence, start))
            elif lemma == "become" or (lemma == "be" and (is_first or is_new(sentence[:i]))):
                self._name(name_at(sentence, start if lemma == "be" else i + 1))
                self._others(sentence, i)
            if lemma == "become" or (lemma in GOES and lemma not in BRINGS):
                self._described(sentence[:i])
            self._named_behind(sentence, i)

    def _others(self, sentence: Tokens, i: int) -> None:
        """ "becomes published when it is approved, or rejected when it is not" """
        for j in range(i + 2, len(sentence) - 1):
            name = name_at(sentence, j + 1) if sentence[j].lower_ == "or" else []
            behind = name[-1].i - sentence[0].i + 1 if name else 0
            if name and behind < len(sentence) and sentence[behind].lower_ in CASES | ON and len(name) < 3:
                self._name(name)

    def _described(self, before: Tokens) -> None:
        """ "new tickets become open": the state in which a thing is, by the adjective before its name."""
        words = [word for word in subject_of(before) if word.lower_ not in ARTICLES | EVERY]
        if len(words) == 2 and words[1].lemma_.lower() in self.machine | STATED and words[0].pos_ in ("ADJ", "VERB"):
            self._name(words[:1])

    def _named_behind(self, sentence: Tokens, i: int) -> None:
        """Names behind "to" and "into", and behind "makes it"; those that are changed into them."""
        verb, passed = base_form(sentence[i]), False
        for j in range(i + 1, min(len(sentence), i + 14)):
            word = sentence[j].lower_
            if word in INTO and (passed or verb in GOES | BRINGS or sentence[j - 1] is sentence[i] or word == "into"):
                self._name(name_at(sentence, j + 1))
                if not passed:
                    self._changed(sentence, i, j)
                passed = True
            elif word in STOPS - (_GOING_ON if passed else {"back"}):
                return
            elif word in ("it", "them") and verb in ("make", "render") and j == i + 1:
                self._name(name_at(sentence, j + 1))
                return

    def _changed(self, sentence: Tokens, i: int, j: int) -> None:
        """ "turns ice into water", "ice melts into water": what is changed, where that is a state."""
        between = [word for word in sentence[i + 1 : j] if word.lower_ not in AGAIN]
        subject = subject_of(sentence[:i])
        if between:
            words = [word for word in between if word.lower_ not in ("a", "an")]
            if words and words[-1].lemma_.lower() in self.machine and len(words) == 1:
                return
            if (
                base_form(sentence[i]) in BRINGS
                and not any(word.lower_ in ARTICLES for word in words)
                and len(words) < 3
            ):
                self._name(words)
        elif (
            base_form(sentence[i]) not in LEADS
            and len(subject) < 3
            and all(word.pos_ in ("NOUN", "PROPN", "ADJ", "DET") for word in subject)
        ):
            self._name([word for word in subject if word.lower_ not in ARTICLES | EVERY])

    def _name(self, words: Tokens, *, whole: bool = False) -> None:
        while len(words) > 1 and (words[-1].lemma_.lower() in self.machine | STATED or words[-1].lower_ in AGAIN):
            words = words[:-1]
        if not words or any(word.lower_ in PRONOUNS for word in words) or not words[0].text[0].isalnum():
            return
        said = key_of(words)
        if (
            (len(words) == 1 and words[0].lower_ in ALONE)
            or not said
            or (whole and len(words) > 1)
            or self.at(words, 0) is not None
        ):
            return
        if (said[0] in UNDER and said[1:] in self.names) or any((word, *said) in self.names for word in UNDER):
            return
        self.names[said] = words

    def at(self, words: Tokens, i: int) -> int | None:
        """Behind which of the words a known name ends that begins at one; None if none does."""
        longest = max((len(one) for one in self.names), default=0)
        for size in range(min(longest, len(words) - i), 0, -1):
            if self.called(words[i : i + size]) is not None:
                return i + size
        return None

    def called(self, words: Tokens) -> tuple[str, ...] | None:
        """The name that words are, behind "to" and "from" without the preposition that it may begin with."""
        said = key_of(words)
        if words[-1].lower_ in ARTICLES and _behind(words[-1]) in ("NOUN", "ADJ", "VERB", "PROPN"):
            return None
        if said in self.names:
            return said
        before = words[0].nbor(-1).lower_ if words[0].i else ""
        if before in INTO | {"from"}:
            return next((name for word in UNDER if (name := (word, *said)) in self.names), None)
        return None

    def found(self, words: Tokens) -> list[tuple[int, int]]:
        """Where known names stand among words, as ranges."""
        ranges: list[tuple[int, int]] = []
        i = 0
        while i < len(words):
            end = self.at(words, i)
            if end is not None:
                ranges.append((i, end))
            i = end or i + 1
        return ranges

    def verb(self, words: Tokens) -> int | None:
        """Which of the words of a part is its verb of change, if one is."""
        verbs = [i for i, token in enumerate(words) if is_verb(token) and (i == 0 or token.tag_ != "VBG")]
        verbs = [i for i in verbs if not i or words[i - 1].lower_ not in INTO or self.at(words, i) is None]
        verbs = [i for i in verbs if i or words[0].tag_ != "VBG"] or verbs
        for lemmas in (GOES | BRINGS | BEGINS | {"become"}, None):
            for i in verbs:
                lemma = base_form(words[i])
                if (lemma in lemmas) if lemmas is not None else (lemma not in _SMALL_VERBS):
                    return i
        return verbs[0] if verbs else None


def _behind(token: Token) -> str:
    """What kind of word stands behind one; empty at the end of the text."""
    return token.nbor(1).pos_ if token.i + 1 < len(token.doc) else ""


def key_of(words: Tokens) -> tuple[str, ...]:
    return tuple(key(word.text) or word.text for word in words)
