"""The clauses of a sentence: who does what, said once for every reader of diagrams.

A sentence is read from left to right over the classes of its words. A comma or "and" either goes on with a list of
things, or begins another clause; which of both is decided by what stands behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.english.diagrams.clause import Clause, phrase_start
from sgc.english.diagrams.parts_of_speech import MEASURES, TIMES, Tag, Word, words
from sgc.english.diagrams.words import forms
from sgc.english.lexicon import PARTICIPLE, THIRD
from sgc.source import Span

__all__ = ["PARTICLES", "Clause", "clauses"]

_FINITE = frozenset((Tag.V3, Tag.VP, Tag.VD, Tag.BE, Tag.MODAL, Tag.HAVE))
#: What a group of verbs goes on with: "can also be sent", "has not been read".
_GROUP = _FINITE | {Tag.VI, Tag.VN, Tag.NOT, Tag.ADV}
_PHRASE = frozenset((Tag.DET, Tag.NUM, Tag.ADJ, Tag.NOUN, Tag.NOUNS, Tag.PRON))
_HEADS = frozenset((Tag.NOUN, Tag.NOUNS, Tag.PRON))
_SOME = frozenset(("all", "both", "each", "some", "one", "two", "three", "four"))
_SPEAKERS = frozenset(("i", "we", "you", "they"))
#: Words that part one thing that is done from the one before.
_IN_TURN = frozenset(("then", "finally", "later", "afterwards", "next", "eventually"))
#: Adverbs that belong to a verb: "comes out as".
PARTICLES = frozenset(("up", "down", "off", "on", "out", "in", "away", "back", "over"))
_SEPARATORS = frozenset((Tag.COMMA, Tag.AND))


def clauses(span: Span, names: frozenset[str] = frozenset()) -> list[Clause]:
    """The clauses of a sentence in their order; those within others stand behind the words that they speak of. Words
    that are ``names``, in lower case, are nouns."""
    return _Reader(span, names).read()


class _Reader:
    """The pass over the words of a sentence."""

    def __init__(self, span: Span, names: frozenset[str] = frozenset()) -> None:
        self.span = span
        self.names = names
        self.words = list(words(span, names))
        self.found: list[Clause] = []
        self.current = Clause(span)
        self.lists = False  # whether what was counted before a colon is listed: "three parts: …"

    def read(self) -> list[Clause]:
        i = 0
        while i < len(self.words):
            word = self.words[i]
            if self.lists and word.text not in ";.":
                self.current.rest.append(word)
                i += 1
                continue
            if word.tag in _SEPARATORS:
                i = self._separated(i)
                continue
            if word.tag is Tag.MARK:
                self._mark(word)
            elif word.tag is Tag.SUB:
                self._begin(mark=word)
            elif word.tag is Tag.REL and self._is_after_which():
                self.current.adverbs += [self.current.mark, word]  # type: ignore[list-item]  # one stands there
                self.current.mark = None
            elif word.tag is Tag.REL and self.current.verb and not self.current.rest:
                self._begin(mark=word)  # "decides who gets it"
            elif word.tag is Tag.REL and (self.current.subject or self.current.rest):
                self._relative(word, self._of_which())
            elif self._is_verb(i):
                i = self._verb(i)
                continue
            elif word.tag is Tag.ADV and not self.current.verb and not self.current.subject:
                self.current.adverbs.append(word)
            elif self.current.verb:
                self.current.rest.append(word)
            else:
                self.current.subject.append(word)
            i += 1
        self._close()
        return self.found

    # ------------------------------------------------------------ where clauses begin

    def _mark(self, mark: Word) -> None:
        """Take a mark: a colon or a semicolon ends what stands before it, and others belong to what they stand in."""
        self.lists = mark.text == ":" and any(word.tag is Tag.NUM for word in self.current.rest[-3:])
        if self.lists:
            self.current.rest.append(mark)
        elif mark.text in ":;.!?":
            self._begin(mark.text)
        elif self.current.verb:
            self.current.rest.append(mark)
        else:
            self.current.subject.append(mark)

    def _close(self) -> None:
        one = self.current
        while one.rest and one.rest[-1].tag in _SEPARATORS:
            one.rest.pop()
        if one.mark is not None or one.subject or one.verb or one.adverbs:
            self.found.append(one)

    def _begin(self, joined: str = "", mark: Word | None = None) -> None:
        self._close()
        self.current = Clause(self.span, joined, mark)

    def _resume(self, outer: Clause) -> None:
        """Go on with the clause around a relative one, which is over."""
        self._close()
        self.found = [one for one in self.found if one is not outer]
        self.current = outer

    def _relative(self, mark: Word, some: list[Word]) -> None:
        around = self.current
        before = around.rest if around.verb else around.subject
        leads = bool(before) and (before[-1].tag is Tag.PREP or before[-1].lower in ("on", "in", "by"))
        lead = [before.pop()] if leads else []  # "a wall, behind which …"
        while lead and before and before[-1].tag is Tag.COMMA:
            before.pop()
        self._begin(mark=mark)
        self.current.lead = lead
        self.current.around, self.current.adverbs = around, some

    def _is_after_which(self) -> bool:
        """Whether "after" stands alone before a relative pronoun, so that a clause of its own follows."""
        one = self.current
        return one.mark is not None and one.mark.lower == "after" and not one.subject and not one.verb

    def _of_which(self) -> list[Word]:
        """ "all of" before "which", taken from the words before."""
        before = self.current.rest or self.current.subject
        if [one.lower for one in before[-1:]] != ["of"] or before[-2:-1] == [] or before[-2].lower not in _SOME:
            return []
        some = [before[-2]]
        del before[-2:]
        return some

    def _separated(self, i: int) -> int:
        """Take commas and "and", and decide whether a clause begins behind them; the place of the next word."""
        k = i
        while k < len(self.words) and self.words[k].tag in _SEPARATORS:
            k += 1
        joined = " ".join(one.lower for one in self.words[i:k])
        if self.words[i].tag is Tag.COMMA and self.current.subject and self._is_of_each(k):
            self._begin(joined)
            return k
        begins = self._clause_at(k) if self.current.verb or self.current.mark or self._goes_with_no_list(k) else None
        outer = self.current.around
        if begins == "verb" and outer is not None and not outer.verb and outer.subject and joined == ",":
            self._resume(outer)  # "the server, which holds the data, calls …"
        elif begins is not None:
            self._begin(joined)
        elif self.current.verb:
            self.current.rest += self.words[i:k]
        else:
            self.current.subject += self.words[i:k]
        return k

    def _goes_with_no_list(self, i: int) -> bool:
        """Whether a pronoun or an order stands here that no list goes on with: ", both connect to …"."""
        return i < len(self.words) and self.words[i].tag in (Tag.PRON, Tag.VI) and bool(self.current.subject)

    def _is_of_each(self, i: int) -> bool:
        """Whether words of each of those before stand here: ", each with its own disk"."""
        said = [one.lower for one in self.words[i : i + 3]]
        return said[:1] in (["each"], ["both"], ["all"]) and said[2:] not in (["which"], ["whom"])

    def _clause_at(self, i: int) -> str | None:
        """How another clause begins here: with its verb, or with its subject; None if none does."""
        k = i
        while k < len(self.words) and self.words[k].tag in (Tag.ADV, Tag.NOT):
            k += 1
        if k >= len(self.words) or (self.words[k].tag is Tag.COMMA and self.words[k - 1].lower == "back"):
            return None  # "(from off to on) and back, and …"
        tag = self.words[k].tag
        if tag is Tag.VN and any(one.lower in _IN_TURN for one in self.words[i:k]) and self._is_done_too(k):
            return "verb"  # "(is paid when he agrees,) then shipped when …"
        if tag in (Tag.SUB, Tag.REL):
            return None  # begins by itself
        may_act = tag is Tag.NOUNS and THIRD in forms(self.words[k].lower) and self._next_subject(i) is None
        if may_act and self.current.verb and not self.current.rest:
            self.words[k] = replace(self.words[k], tag=Tag.V3)  # "rinses and spins": nothing is done to a noun
            return "verb"
        if tag is Tag.VI and self._is_said_of_one(i):  # "is split into training and test sets"
            self.words[i] = replace(self.words[i], tag=Tag.NOUN)
            return None
        if tag in _FINITE or tag is Tag.VI:
            return "verb"
        if self.current.passive and self._is_done_too(k):
            self.words[k] = replace(self.words[k], tag=Tag.VN)
            return "verb"
        return "subject" if self._next_subject(i) is not None else None

    def _is_said_of_one(self, i: int) -> bool:
        """Whether the clause before says what something does or has done, so that nobody is told to do something behind
        a bare "and"."""
        one = self.current
        says = bool(one.verb) and one.verb[0].tag in (Tag.V3, Tag.BE, Tag.VN, Tag.VD)
        says = says or (bool(self.found) and self.found[-1].passive and bool(one.verb) and not one.subject)
        is_list = self.words[i - 1].tag is Tag.AND and self.words[i - 2].tag in (*_HEADS, Tag.VG)
        return says and one.mark is None and is_list and self._has_noun(i + 1)

    def _is_done_too(self, i: int) -> bool:
        """Whether a participle shares "is" with the clause before: "are washed, dried and weighed"."""
        word = self.words[i]
        ends = i + 1 == len(self.words) or self.words[i + 1].tag not in (*_PHRASE, Tag.VN)
        may_be = word.tag is Tag.ADJ or (word.tag is Tag.NOUN and word.lower in self.names)  # "opened or locked"
        return ends and (word.tag is Tag.VN or (may_be and PARTICIPLE in forms(word.lower)))

    def _next_subject(self, i: int) -> int | None:
        """Where the verb stands before which the words from here are a subject; None if they are none.

        A list before it belongs to the verb if that is of several, and else to what stands before.
        """
        k = i
        while k < len(self.words) and self.words[k].tag in (Tag.ADV, *_SEPARATORS):
            k += 1
        k += _measure_end(self.words[k:])
        k = self._behind_lead(k)
        end = self._phrase_end(k)
        if end is None:
            return None
        lists, ended = 0, True  # a list ends with "and"
        while end < len(self.words) and self.words[end].tag in _SEPARATORS:
            start = end
            if (
                ended
                and self.words[end].tag is Tag.COMMA
                and self.words[end + 1 : end + 2] != []
                and (self.words[end + 1].tag is Tag.AND and self.current.verb)
            ):
                return None  # "(supplies shops and) kiosks, and people buy", "(are A,) B and C, and D are"
            while start < len(self.words) and self.words[start].tag in _SEPARATORS:
                ended = self.words[start].tag is Tag.AND
                start += 1
            following = self._phrase_end(start)
            if following is None:
                return None
            lists, end = lists + 1, following
        if not ended:
            return None  # "(are elements and) compounds, mixtures are": the comma parts the clauses
        end = self._behind_relative(end)
        while end < len(self.words) and self.words[end].tag is Tag.ADV:
            end += 1
        if end >= len(self.words) or self.words[end].tag not in _FINITE:
            return None
        if lists and self.current.verb and not self._is_of_several(end):
            return None
        return end

    def _behind_lead(self, i: int) -> int:
        """Where a pronoun stands as the subject behind a preposition and its noun that begin here: "in the morning | we
        go"; the place itself if none does."""
        if i >= len(self.words) or self.words[i].tag is not Tag.PREP:
            return i
        k = i + 1
        while k < len(self.words) and self.words[k].tag in (Tag.DET, Tag.ADJ, Tag.NUM, Tag.NOUN, Tag.NOUNS):
            k += 1
        is_one = i + 1 < k < len(self.words) and self.words[k].tag is Tag.PRON
        return k if is_one and self.words[k].lower in (*_SPEAKERS, "it", "he", "she") else i

    def _behind_relative(self, i: int) -> int:
        """The place behind a relative clause that begins here with its verb, if another verb follows it: "those who
        fail | repeat it"."""
        if i + 1 >= len(self.words) or self.words[i].tag is not Tag.REL or self.words[i + 1].tag not in _FINITE:
            return i
        k = i + 2
        while k < len(self.words) and self.words[k].tag not in (*_FINITE, *_SEPARATORS, Tag.MARK, Tag.SUB, Tag.REL):
            k += 1
        return k if k < len(self.words) and self.words[k].tag in _FINITE else i

    def _is_of_several(self, i: int) -> bool:
        return self.words[i].tag is Tag.VP or self.words[i].lower in ("are", "were", "have")

    def _phrase_end(self, i: int) -> int | None:
        """The place behind a noun phrase that begins here, with what "of" and other prepositions add to it."""
        k, head = i, False
        while k < len(self.words):
            tag = self.words[k].tag
            if tag in _PHRASE or (tag in (Tag.VN, Tag.VG) and not head and self._has_noun(k + 1)):
                head = head or tag in _HEADS
            elif tag is Tag.VG and not head and self._acts_itself(k + 1):
                head = True  # "hanging up returns to idle"
            elif (
                (tag is Tag.PREP and head and (self._phrase_end(k + 1) is not None or self._is_adverb(k + 1)))
                or (head and [one.lower for one in self.words[k : k + 2]] == ["out", "of"])
                or (tag is Tag.ADV and head and self.words[k - 1].tag is Tag.PREP)
                or (tag is Tag.ADV and head and self.words[k - 1].tag is Tag.VG and self.words[k].lower in PARTICLES)
            ):
                pass
            else:
                break
            k += 1
        return k if head or (k > i and self.words[k - 1].tag in (Tag.NUM, Tag.DET)) else None

    def _acts_itself(self, i: int) -> bool:
        """Whether a verb follows what is done, perhaps behind adverbs and what it is done to: "pulling it opens it"."""
        while i < len(self.words) and self.words[i].tag in (Tag.ADV, *_PHRASE, Tag.PREP):
            i += 1
        return i < len(self.words) and self.words[i].tag in (Tag.V3, Tag.MODAL)

    def _is_adverb(self, i: int) -> bool:
        """Whether an adverb says where from: "a call from above"."""
        return i < len(self.words) and self.words[i].tag is Tag.ADV

    def _has_noun(self, i: int) -> bool:
        return i < len(self.words) and self.words[i].tag in (Tag.NOUN, Tag.NOUNS, Tag.ADJ)

    # ------------------------------------------------------------ verbs

    def _is_verb(self, i: int) -> bool:
        word, one = self.words[i], self.current
        if word.tag in _FINITE:
            return True
        if word.tag is Tag.VI:
            return not one.verb or self._is_told(i) or self.words[i - 1].tag not in (Tag.TO, *_PHRASE)
        return word.tag is Tag.VN and not one.verb and self._passive_goes_on(i)

    def _is_told(self, i: int) -> bool:
        """Whether somebody is told to do something behind a condition: "when they are green tag the commit"."""
        is_case = self.current.mark is not None and self.current.mark.tag is Tag.SUB
        return is_case and bool(self.current.verb) and self.words[i - 1].tag not in (Tag.TO, Tag.MODAL, Tag.DET)

    def _passive_goes_on(self, i: int) -> bool:
        """Whether a participle is the verb of a clause that has neither subject nor "is" of its own."""
        one = self.current
        if one.subject or self._phrase_end(i) is not None:
            return False
        return one.mark is not None or bool(one.joined) or not self.found

    def _verb(self, i: int) -> int:
        """Take a group of verbs; the place behind it."""
        one = self.current
        asks = one.verb and not one.subject and one.verb[0].tag in (Tag.MODAL, Tag.BE) and one.rest
        if asks and one.verb[0].text.isalpha() and self._asks(i):
            one.subject, one.rest = one.rest, []  # "do you have a garden?"
            one.verb += [self.words[i]]
            return i + 1
        if one.verb and self.words[i].tag is Tag.VI and self._is_told(i) and self.words[i - 1].lower not in _SPEAKERS:
            self._begin()
        elif one.verb:
            self._another_verb(i)
        self._after_phrase()
        end = i
        while end < len(self.words) and self.words[end].tag in _GROUP and (end == i or self._goes_on(i, end)):
            end += 1
        while end > i + 1 and self.words[end - 1].tag in (Tag.ADV, Tag.NOT) and self.words[end - 1].lower != "not":
            end -= 1
        self.current.verb = list(self.words[i:end])
        while (  # "the lab then runs"
            self.current.subject
            and self.current.subject[-1].tag is Tag.ADV
            and [one.tag for one in self.current.subject[-2:-1]] != [Tag.PREP]
            and not (self.current.subject[-1].lower in PARTICLES and self.current.subject[0].tag is Tag.VG)
        ):
            self.current.adverbs.append(self.current.subject.pop())
        return end

    def _after_phrase(self) -> None:
        """Part the subject from a phrase before it: "on close | it returns", "after changes | it is …", which is a
        clause of its own where a word subordinates it."""
        one = self.current
        if one.subject and one.subject[0].tag is Tag.PREP and any(word.lower == "each" for word in one.adverbs):
            self._begin()  # "two shops, each with its own database, use …"
            return
        k = max((i for i, word in enumerate(one.subject) if word.tag is Tag.COMMA), default=-1) + 1
        k = k or _measure_end(one.subject) or phrase_start(one.subject)
        is_time = bool(one.subject) and _measure_end(one.subject) > 0
        leads = one.mark is not None or is_time or (bool(one.subject) and one.subject[0].tag is Tag.PREP)
        if not leads or not 0 < k < len(one.subject) or one.subject[0].tag is Tag.PREP is one.subject[k - 1].tag:
            return
        before, subject = one.subject[:k], one.subject[k:]
        if one.mark is None:
            one.lead, one.subject = before, subject
        elif before[-1].tag in (*_HEADS, Tag.VG):
            one.subject = before
            self._begin()
            self.current.subject = subject

    def _asks(self, i: int) -> bool:
        """Whether a verb belongs to one that stands before its subject."""
        return self.words[i].tag in (Tag.VI, Tag.VP, Tag.VN) and self.current.rest[-1].tag in _HEADS

    def _goes_on(self, start: int, i: int) -> bool:
        """Whether a group of verbs goes on with this word."""
        tag = self.words[i].tag
        main = [one for one in self.words[start:i] if one.tag not in (Tag.ADV, Tag.NOT)]
        if tag in (Tag.ADV, Tag.NOT):
            following = self.words[i + 1 : i + 3]
            helps = main[-1].tag in (Tag.BE, Tag.MODAL, Tag.HAVE)
            return helps and any(one.tag in (Tag.VN, Tag.VI, Tag.BE) for one in following)
        last = main[-1].tag
        if tag is Tag.VN:
            return last in (Tag.BE, Tag.HAVE) and not (self._phrase_end(i) is not None and last is not Tag.HAVE)
        if tag in (Tag.VI, Tag.HAVE):
            return last is Tag.MODAL
        return tag is Tag.BE and last in (Tag.MODAL, Tag.HAVE, Tag.BE)

    def _is_order_behind(self, i: int, k: int) -> bool:
        """Whether a verb tells somebody to do something behind a condition, since the words before it, which begin at
        ``k`` of what was said, belong to a preposition, or are how long it takes."""
        one, word = self.current, self.words[i]
        is_case = one.mark is not None and one.mark.tag is Tag.SUB
        if is_case and one.rest[-1:] and one.rest[-1].tag in (Tag.ADJ, Tag.ADV, Tag.VN):
            only = word.tag is Tag.V3 and not any(one.tag in (*_HEADS, Tag.DET) for one in one.rest)
            if only or word.lower in ("do", "don't", "don’t"):
                return True  # "if it is right shows the page", "if it is high do not play"
        if not is_case or word.tag not in (Tag.VP, Tag.VI) or not 0 < k < len(one.rest):
            return False
        last = one.rest[-1]
        return one.rest[k - 1].tag is Tag.PREP and (last.tag is not Tag.NOUNS or last.lower in MEASURES)

    def _another_verb(self, i: int) -> None:
        """A second verb without anything between: the clause around a relative one goes on, or a subject was taken for
        an object ("if the test fails the patient leaves")."""
        one = self.current
        if one.around is not None and not one.around.verb:
            self._resume(one.around)
            return
        k = phrase_start(one.rest)
        if self._is_order_behind(i, k):
            self._begin()  # "if you land on a ladder climb up"
            return
        subject, before = one.rest[k:], one.rest[:k]
        comma = max((i for i, word in enumerate(before) if word.tag is Tag.COMMA), default=k)
        is_lead = before[comma + 1 : comma + 2] and before[comma + 1].tag is Tag.PREP  # "…, for others it …"
        one.rest = before[:comma] if is_lead else before
        self._begin()
        self.current.subject, self.current.lead = subject, before[comma + 1 :] if is_lead else []


def _measure_end(given: Sequence[Word]) -> int:
    """The place behind the time that words begin with, if more follows: "after 30 seconds | red", "every morning | a
    job"; 0 if none does."""
    is_time = len(given) > 3 and given[0].tag is Tag.PREP and given[1].tag is Tag.NUM and given[2].lower in MEASURES
    is_each = len(given) > 3 and given[0].lower in ("every", "each") and given[1].lower in TIMES
    return 3 if is_time else 2 if is_each else 0
