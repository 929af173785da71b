"""What the words of a sentence are: of all ways to read it the one that costs least is taken.

Every word may be of several classes; each has a cost of its own, and so has each class behind another (a bigram model,
decoded by the algorithm of Viterbi). The state that is carried along also knows whether the clause has its finite verb,
and whether its subject is one or several, since both decide between nouns and verbs ("two deputy heads report to her").
The costs are set by hand: 0 is usual, 1 is rare, 3 and more hardly ever happens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from sgc.english import lexicon
from sgc.english.diagrams.word_classes import BEHIND_VERBS, FIXED, FOLLOWS, T, Tag
from sgc.english.diagrams.words import base_of, forms, numbered, table
from sgc.source import Span

__all__ = ["MEASURES", "STATEMENTS", "TIMES", "Tag", "Word", "words"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark with its class and place; a quoted text or one in parentheses is one word."""

    text: str
    tag: Tag
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.casefold()

    @property
    def base(self) -> str:
        """The base form of a verb."""
        if self.tag is Tag.BE and self.lower not in ("gets", "get"):
            return "be"
        if self.lower in ("has", "had"):
            return "have"
        base = base_of(self.lower)
        is_new = base == self.lower and self.tag is Tag.V3 and base.endswith("s")
        return base[:-1] if is_new else base  # "beeps", which no table has


class _State(NamedTuple):
    tag: Tag
    verb: int  # whether the clause wants its finite verb (0; -1 behind "if"; -2 behind "who"), has it (1; 3; 4 that of
    # "who", and wants its own), or may go on (2)
    many: int  # whether its subject is one (1), several (2, 3 before the last), or unknown (0)
    closed: bool  # whether that is decided: a preposition follows its noun
    acts: Tag | None = None  # the form of the clause's verb, which another verb behind a comma or "and" has as well
    listed: bool = False  # whether a noun in the plural stands before that comma or "and"


#: The name of a text that says how things are, and tells nobody to do anything.
STATEMENTS = "statements"

_TOKEN = re.compile(
    r"""["“][^"“”\n]*["”]|(?<!\w)['‘][^'‘’\n]*['’](?!\w)|\([^()\n]*\)"""
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof|St)\.(?=\s)|(?:(?<!\S)\.)?[^\W_]+(?:[-'’./&+_][^\W_]+)*\+*|[^\w\s]"
)


@lru_cache(maxsize=64)
def _token(names: frozenset[str]) -> re.Pattern[str]:
    """What the words and marks of a text are, where names of several words are one word each."""
    several = sorted((re.escape(one) for one in names if " " in one), key=len, reverse=True)
    return re.compile(rf"\b(?i:{'|'.join(several)})\b|{_TOKEN.pattern}") if several else _TOKEN


#: Adverbs of two words: "in turn", "for example".
_ADVERBIALS: Mapping[str, tuple[str, ...]] = {
    "in": ("turn", "parallel", "addition", "general", "particular"), "for": ("example", "instance"), "of": ("course",),
    "at": ("first", "last"),
}  # fmt: skip
#: Verbs behind which "as" says what something is.
_AS = frozenset(("start", "begin", "act", "serve", "work", "end", "use", "know"))
#: Prepositions that say a place alone, too: "a call from above".
_PLACES = frozenset(("behind", "above", "below", "inside", "outside"))
_SPANS = frozenset(("after", "before", "until"))
TIMES = frozenset(("morning", "evening", "night", "day", "week", "month", "year", "hour", "minute", "second", "time"))
#: Months that verbs are written as.
_MONTHS = frozenset(("March", "May"))
MEASURES = frozenset((
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months",
    "year", "years", "times", "min", "mins", "sec", "secs",
))  # fmt: skip
#: Verbs behind which "to" says where something goes.
_GOING = frozenset(("go", "come", "return", "move", "switch", "change", "transition", "lead", "flow", "pass", "connect",
                    "talk", "belong", "link"))  # fmt: skip
#: Verbs that a particle stands behind more often than a noun in the plural of the same form does.
_WITH_ON = frozenset(("turn", "switch", "log", "pick", "shut", "check", "roll", "sign"))
#: Forms of verbs that are nouns hardly ever: "yellow goes back".
_HARDLY_NOUNS = frozenset((
    "goes", "comes", "gets", "takes", "makes", "gives", "says", "becomes", "stays", "keeps", "lets",
))  # fmt: skip
#: Nouns of which the plural has no form of its own.
_ONE_FORM = frozenset((
    "fish", "sheep", "deer", "trout", "salmon", "perch", "pike", "cattle", "bacteria", "plankton", "zooplankton",
    "phytoplankton", "krill", "shrimp", "squid", "bison", "species", "staff",
))  # fmt: skip
#: Nouns in the plural that stand before others as one in the singular does: "sales report".
_BEFORE_NOUNS = frozenset(("sales", "news", "customs", "sports", "goods", "savings", "claims", "careers"))
#: Adverbs that are adjectives, too: "each monthly report".
_HOW_OFTEN = frozenset(("hourly", "daily", "nightly", "weekly", "monthly", "quarterly", "yearly", "early"))
_ARTICLES = frozenset(("the", "a", "an"))
_PARTICLES = frozenset(("on", "off", "in", "out", "up", "down"))
_OF_THEM = (["of", "them"], ["of", "these"], ["of", "those"], ["of", "the"])
_QUANTIFIERS = frozenset(("all", "both", "each", "some", "most", "none", "any", "either", "neither"))
_MARKS = {",": T.COMMA}
_VERBS = frozenset((T.V3, T.VP, T.VD, T.BE, T.MODAL))
#: Prepositions that a verb has before them, more often than a noun.
_WHERETO = frozenset(("to", "into", "onto"))
_SUBJECTS = frozenset(("it", "they", "he", "she", "we", "i", "you"))
_SUBJECT_PRONOUNS = frozenset(("they", "we", "you", "i", "these", "those", "both", "all", "others", "them"))

#: Of a state, that its clause has a verb (see ``_State``).
_HAVING = frozenset((1, 3, 4))
#: What a condition ends with before what is done then: "when they are green tag the commit".
_ENDING = frozenset((T.ADJ, T.NOUN, T.NOUNS, T.VN, T.V3, T.ADV, T.NUM, T.PRON))
#: What forms of verbs cost that may be others: of equal readings, somebody acts rather than is told to.
_VERBAL: Mapping[Tag, float] = {T.V3: 0.2, T.VP: 0.29}
_ASKING = frozenset(("whether", "if", "how", "who", "what", "which", "where", "when"))
_BETWEEN = frozenset((T.COMMA, T.AND, T.ALSO))
#: What it is worth that a verb has the form of the one before.
_PARALLEL = 0.8
_ACTIVE = frozenset((T.V3, T.VI, T.VP, T.VD, T.VG))


def words(span: Span, given: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """The words and marks of a sentence, each with its class; those ``given``, in lower case, are names, of which those
    of several words are one word each: the state "has coin"."""
    names = _names(span.source.text)
    if given:
        names = names | {one for one in re.findall(r"\w+", span.text) if one.casefold() in given}
    own = frozenset(one for one in re.findall(r"\w+", span.text) if one in names)
    own |= {one for one in given if " " in one and one in span.text.casefold()}
    begins = span.source.text[: span.start].rstrip()[-1:] in (*".:;!?", "")
    may_order = span.source.name != STATEMENTS or not begins
    found = ((text, tag, span.start + start) for text, tag, start in _tagged(span.text, own, may_order))
    return tuple(Word(text, tag, start, start + len(text)) for text, tag, start in found)


@lru_cache(maxsize=64)
def _names(text: str) -> frozenset[str]:
    """Words that are written with a capital where no sentence begins, or listed as what there is."""
    listed = re.findall(r"\bwith (\w+) and (\w+)\s*[;.,]", text)  # "with main and develop; …"
    written = re.findall(r"(?<=[a-z0-9,] )[A-Z]\w*", text)
    places = (one for match in _PLACE.finditer(text) for one in match.groups() if one)
    first = (one for one in _FIRST_NAME.findall(text) if not _may_be_first(one.casefold()))
    compound = [one for match in _compounds().finditer(text) for one in match.group().split()]
    compound += [one for match in _REPEATED.finditer(text) for one in match.group("name").split()]
    return frozenset((*written, *places, *first, *compound, *(one for pair in listed for one in pair)))


#: "Home Assistant subscribes": two words with capitals at the beginning of a sentence are a name, unless the first is
#: one that sentences begin with.
_FIRST_NAME = re.compile(r"(?:\A|[.;:!?\n]\s*)([A-Z][a-z]+)(?=\s+[A-Z][a-z])")


def _may_be_first(word: str) -> bool:
    return word in FIXED or lexicon.BASE in forms(word) or word.endswith("ly")


@cache
def _compounds() -> re.Pattern[str]:
    """Nouns of several words that name parts of systems: "access point"."""
    known = sorted((one for one in table("technical") if " " in one), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, known)) + r")s?\b", re.IGNORECASE)


#: "by water fleas, water fleas by …": what stands behind a preposition and again is a name, whatever verbs are in it.
_REPEATED = re.compile(
    r"\b(?:by|from|into|onto|of|on)\s+(?P<name>[a-z]+\s[a-z]+s)\b(?=.*[,;.]\s+(?:and\s+)?(?P=name)\b)"
)
#: "branches off from develop", "into main and develop": what stands alone behind a preposition is a name.
_PLACE = re.compile(r"\b(?:from|into|onto)\s+([a-z]+)(?:\s+and\s+([a-z]+))?\s*(?=[.,;:!)]|$)")


@lru_cache(maxsize=1024)
def _tagged(text: str, names: frozenset[str], may_order: bool = True) -> tuple[tuple[str, Tag, int], ...]:
    tokens = [(match.group(), match.start()) for match in _token(names).finditer(text)]
    if not tokens:
        return ()
    beams: dict[_State | None, tuple[float, tuple[Tag, ...]]] = {None: (0.0, ())}
    for i, (token, _) in enumerate(tokens):
        own = _costs(token, i == 0 and token not in names, token in names)
        before = tokens[i - 1][0].casefold() if i else ""
        following = tokens[i + 1][0] if len(tokens) > i + 1 else ""
        may_be_noun = (not i or tokens[i - 1][0] == ":") and own.get(T.NOUN, 1) < 0.5
        if may_be_noun and T.VI in own and not _may_be_ordered(following):
            own = {**own, T.VI: own[T.VI] + 1.8}
        if not may_order and not i and T.VI in own and len(own) > 1:
            own = {**own, T.VI: own[T.VI] + 3}
        begins = not before or before in (",", "and", "then")
        if own.get(T.VI, 0) > 1 and (following.casefold() in ("it", "them") or (begins and following in _ARTICLES)):
            own = {**own, T.VI: 0.5}  # "parse it", "troubleshoot the pump": what no table has, before an object
        if token.casefold() == "as" and base_of(before) in _AS:
            own = {T.PREP: 0, T.SUB: 1}
        if is_adverbial(token, following) or is_adverbial(before, token):
            own = {T.ADV: 0}
        if token.casefold() in MEASURES and numbered(before) is not None:
            own = {T.NOUNS: 0}
        if token.casefold() in _QUANTIFIERS and [one.casefold() for one, _ in tokens[i + 1 : i + 3]] in _OF_THEM:
            own = {T.PRON: 0}  # "all of them use it"
        if before == "all" and numbered(token) is not None:
            own = {T.NUM: 0, T.NOUNS: 0.4}  # "all three report to her"
        if token.casefold() in TIMES and (before in ("every", "each") or T.VG in own):
            own = {T.NOUN: 0}  # "in the morning"
        if token.casefold() in _SPANS and _is_measured(tokens[i + 1 : i + 3]):
            own = {T.PREP: 0}  # "after 30 seconds"
        if token.casefold() == "there" and before.isalpha() and T.BE in FIXED.get(following.casefold(), ()):
            own = {T.PRON: 0}  # "if it is empty there is none"
        if token in _MONTHS and (T.PREP in FIXED.get(before, ()) or numbered(before.rstrip("stndrh")) is not None):
            own = {T.NOUN: 0}  # "12 May", "in March"
        if token.casefold() == "to" and (before == "back" or base_of(before) in _GOING):
            own = {**own, T.TO: own[T.TO] + 1}  # "goes back to draft"
        if token.casefold() in _PLACES:
            own = {T.ADV if T.PREP in FIXED.get(before, ()) or not following[:1].isalnum() else T.PREP: 0}
        is_phrasal = following.casefold() in _PARTICLES and base_of(token.casefold()) in _WITH_ON
        if is_phrasal and T.V3 in own and T.NOUNS in own:
            own = {**own, T.NOUNS: own[T.NOUNS] + 0.8}  # "and turns on the fan"
        if following.casefold() in _WHERETO and T.V3 in own and T.NOUNS in own:
            own = {**own, T.V3: own[T.V3] - 0.8}  # "rock weathers to sand"
        if before == "who" and not {T.V3, T.VP}.isdisjoint(own):  # "anyone who scores below 50"
            own = {tag: cost + (tag in (T.NOUN, T.NOUNS)) for tag, cost in own.items()}
        is_of_one = i > 1 and tokens[i - 2][0].casefold() in ("a", "an")
        if is_of_one and T.V3 in own and T.NOUNS in own and T.NOUN in _costs(tokens[i - 1][0], False):
            own = {**own, T.NOUNS: own[T.NOUNS] + 1}  # "a patient calls"
        if T.V3 in own and T.NOUNS in own and _acts_beside([one for one, _ in tokens[i + 1 : i + 4]]):
            own = {**own, T.NOUNS: own[T.NOUNS] + 1.6}  # "the president signs or vetoes it"
        reached: dict[_State | None, tuple[float, tuple[Tag, ...]]] = {}
        for state, (cost, path) in beams.items():
            for tag, cost_of_tag in own.items():
                further, added = _step(state, tag, token)
                added -= _PARALLEL if state is not None and _is_parallel(state, tag, following) else 0
                total = cost + cost_of_tag + added
                if further not in reached or total < reached[further][0]:
                    reached[further] = (total, (*path, tag))
        least = min(cost for cost, _ in reached.values())
        beams = {state: one for state, one in reached.items() if one[0] < least + 6}
    _, tags = min((cost + _end(state), _key(path)) for state, (cost, path) in beams.items())
    return tuple((token, Tag[name], start) for (token, start), name in zip(tokens, tags, strict=True))


def _acts_beside(behind: Sequence[str]) -> bool:
    """Whether a verb in the third person with an object follows behind "and" or "or"."""
    if len(behind) < 3 or behind[0].casefold() not in ("and", "or") or T.V3 not in _costs(behind[1], False):
        return False
    return not {T.DET, T.PRON}.isdisjoint(FIXED.get(behind[2].casefold(), ()))


def is_adverbial(first: str, second: str) -> bool:
    """Whether two words are one adverb: "in turn"."""
    return second.casefold() in _ADVERBIALS.get(first.casefold(), ())


def _is_measured(tokens: Sequence[tuple[str, int]]) -> bool:
    """Whether two words say how long something takes: "30 seconds"."""
    return len(tokens) == 2 and numbered(tokens[0][0]) is not None and tokens[1][0].casefold() in MEASURES


def _may_be_ordered(following: str) -> bool:
    """Whether what is done to a thing may follow an order: "order processing" tells nobody to do anything."""
    if not following:
        return False
    kinds = FIXED.get(following.casefold(), ())
    opens = not kinds or not {T.DET, T.PRON, T.PREP, T.ADV, T.TO, T.AND}.isdisjoint(kinds)
    return opens and (bool(kinds) or numbered(following) is not None or lexicon.is_plural(following.casefold())
                      or following[:1] in "\"“" or not following[:1].isalpha())  # fmt: skip


def _key(path: tuple[Tag, ...]) -> tuple[str, ...]:
    """A path as names, which have an order: equal costs are decided alike on every run."""
    return tuple(tag.name for tag in path)


def _end(state: _State | None) -> float:
    """What it costs to end so: a clause wants its verb."""
    if state is None or state.tag is T.MARK:
        return 0
    others, known = FOLLOWS[state.tag]
    known = BEHIND_VERBS if state.tag in _ACTIVE else known
    return _wanting(state) + min(known.get(T.MARK, others), 1.5) - (0.6 if state.tag is T.VI else 0)


def _wanting(state: _State) -> float:
    return 0 if state.verb > 0 else 0.8


def _step(state: _State | None, tag: Tag, token: str) -> tuple[_State, float]:
    """The state behind a word of this class, and what the class costs there."""
    if state is not None and token[:1] == "(" and len(token) > 1:
        return state, 0  # a note on what stands before it
    before = state.tag if state is not None else None
    others, known = FOLLOWS[before]
    cost = (BEHIND_VERBS if before in _ACTIVE else known).get(tag, others)
    verb, many, closed = (state.verb, state.many, state.closed) if state is not None else (0, 0, False)
    is_measure = before is T.NUM and tag is T.NOUNS and token.casefold() in MEASURES
    if tag in (T.SUB, T.REL, T.MARK):
        cost += _wanting(state) if state is not None and tag is T.MARK and token != ":" else 0
        cost += 0.5 if tag is T.SUB and verb == 0 and before in (T.COMMA, T.AND) else 0  # nothing is said yet
        cost -= 0.6 if before is T.VI and tag is T.MARK else 0  # "add it and wait."
        is_within = tag is T.REL and before in (T.NOUN, T.NOUNS, T.PRON)
        is_within = is_within and verb in ((0, -2, 2, 4) if before is T.PRON else (0, -2, 4))
        verb, many, closed = -2 if is_within else -(tag is T.SUB), 0, False
        if is_within:
            many = 2 if before is T.NOUNS or (before is T.PRON and state is not None and state.many == 2) else 1
    elif tag is T.PRON and token.casefold() in _SUBJECTS and before not in _ACTIVE and before is not T.PREP:
        verb = 0 if verb in _HAVING else verb
        many = 2 if token.casefold() in _SUBJECT_PRONOUNS else 1
    elif tag in (T.COMMA, T.AND):
        if verb == 4:
            closed = True
        elif verb > 0:
            many = 3 if verb == 2 and tag is T.AND and before in (T.NOUN, T.NOUNS) else many
            verb, closed = 2, True
        elif tag is T.AND and many:
            many, closed = 2, True
        else:
            closed = closed and many == 2  # "a clerk, Bo, and an auditor, Cy,"
    elif is_measure:
        pass  # no subject
    elif tag is T.DET and verb == 3 and before in (T.ADJ, T.VN):
        verb, many, closed = 0, 0, False  # "if the guess is correct | the player wins"
    elif tag is T.DET and before is T.COMMA and verb not in _HAVING and token.casefold() in ("each", "every"):
        many, closed = 1, False  # "three clients, | each client talks to a server"
    elif tag in (T.NOUN, T.NOUNS, T.PRON) and verb not in _HAVING:
        own = 2 if tag is T.NOUNS or token.casefold() in _SUBJECT_PRONOUNS else 1
        if many == 3 or (tag is T.NOUN and before in (T.NUM, T.NOUN) and many == 2):
            own = 2  # "two deputy heads", "…, and A and B"
        if verb == 2 and before in (T.DET, T.ADJ, T.NUM, T.COMMA, T.AND, T.NOUN, T.VN, T.VG, T.ADV):
            many = own  # perhaps the subject of the next clause
        elif not closed:
            many = own
    elif tag is T.NUM and verb not in _HAVING and not closed:
        many = 1 if token.casefold() in ("one", "1") else 2
    elif tag is T.PREP:
        closed = closed or bool(many)
        cost += 0.3 if token.casefold() in _WHERETO and verb == 2 and before in (T.NOUN, T.NOUNS) else 0
    if token.casefold() in ("both", "all") and verb not in _HAVING:
        many = 2
    is_behind = tag is T.V3 and verb == 3 and before in (T.ADJ, T.VN)
    if is_behind or (tag in (T.V3, T.VP) and verb == 4 and before in (T.V3, T.VP, T.ADV)):
        cost = min(cost, 0.8)  # "if it is right | shows the page", "anything that fails | goes back"
    if tag in _VERBS:
        after_helper = before in (T.MODAL, T.BE, T.NOT, T.TO, T.HAVE, T.ADV) and tag is T.BE
        cost += 0 if after_helper else 2.5 if verb == 1 else 0.3 if verb == 3 else 0
        cost += 1.6 if tag is T.V3 and many == 2 and before not in (T.AND, T.COMMA) else 0
        cost += 1.4 if tag is T.VP and many == 1 and before is not T.AND else 0
        cost -= 1.5 if tag is T.VP and many == 2 and before is T.NOUN else 0
        cost -= 0.9 if tag is T.VP and many == 2 and before is T.COMMA and verb == 0 and closed else 0
        verb = {-1: 3, -2: 4}.get(verb, 1)  # "a clerk who finds one | moves it"
    elif tag is T.VI and verb == 3 and before in _ENDING:
        cost = min(cost, 0.8) + 0.3
    elif tag is T.VI and before not in (T.MODAL, T.TO, T.NOT):
        cost += 1.5 if verb in (1, 4) else 1 if verb < 1 and before in (T.AND, T.COMMA) else 0
        verb = 3 if verb == -1 else 1
    is_between = tag in (T.ADV, T.NOT) and before in (T.BE, T.MODAL, T.HAVE)  # "is not read"
    acts = state.acts if state is not None and tag not in (T.SUB, T.REL, T.MARK) else None
    if tag in (T.V3, T.VI, T.VP) and (acts is None or before in _BETWEEN):
        acts = tag
    elif tag in _VERBS and tag is not T.BE:
        acts = None
    listed = before is T.NOUNS if tag in _BETWEEN and before not in _BETWEEN else state is not None and state.listed
    carried = before if is_between and before is not None else T.ALSO if tag is T.AND and before is T.PRON else tag
    # behind a time begins something new
    return _State(T.ADV if is_measure else carried, verb, many, closed, acts, listed), cost


def _is_parallel(state: _State, tag: Tag, following: str) -> bool:
    """Whether a verb goes on behind a comma or "and" with the form of the one before, and what may be its object
    follows: "scan the book, check whether it is damaged", "leaves the building and gathers outside"."""
    if tag is not state.acts or state.tag not in _BETWEEN or not following:
        return False
    kinds = FIXED.get(following.casefold(), ())
    if {T.DET, T.PRON}.intersection(kinds) or following.casefold() in _ASKING:
        return True
    return not state.listed and (T.PREP in kinds or numbered(following) is not None)


@lru_cache(maxsize=16384)
def _costs(token: str, is_first: bool, is_name: bool = False) -> Mapping[Tag, float]:
    """What each class costs that a word may be of, alone."""
    word = token.casefold()
    if token[:1] == "(" and len(token) > 1:
        return {T.MARK: 0}
    if (token[:1] in "\"“'‘" and len(token) > 1) or " " in token:
        return {T.NOUN: 0}
    if token == "A":
        return {T.DET: 0.3 if is_first else 1, T.NOUN: 0.4}
    if token in ("IT", "US"):
        return {T.NOUN: 0, T.PRON: 0.8}
    if is_name and word in _PARTICLES:  # the states "on" and "off"
        return {T.NOUN: 0, T.PREP: 0.6, T.ADV: 0.6}
    if word in FIXED:
        kinds = FIXED[word]
        is_particle = is_first and kinds[:1] == (T.PREP,)  # "on close it returns"
        return {tag: 0 if not i else 1.5 if is_particle else 0.3 for i, tag in enumerate(kinds)}
    if not any(letter.isalnum() for letter in word):
        return {_MARKS.get(word, T.MARK): 0}
    if numbered(word) is not None or re.fullmatch(r"[\d.,%]+", word):
        return {T.NUM: 0, T.NOUN: 0.8}
    return _open(token, word, is_name or (token[:1].isupper() and not is_first))


def _open(token: str, word: str, named: bool) -> Mapping[Tag, float]:
    can = forms(word)
    if "-" in word and not named:
        can |= forms(word.rpartition("-")[2]) - {lexicon.NOUN}  # "desk-rejects"
    plural = lexicon.is_plural(word) and not word.endswith(("ss", "data")) and not token.isupper()
    noun = T.NOUNS if plural else T.NOUN
    verbal = {
        tag: _VERBAL.get(tag, 0.3)
        for form, tags in (
            (lexicon.THIRD, (T.V3,)), (lexicon.BASE, (T.VP, T.VI)), (lexicon.PAST, (T.VD,)),
            (lexicon.PARTICIPLE, (T.VN,)), (lexicon.ING, (T.VG,)),
        )
        if form in can
        for tag in tags
    }  # fmt: skip
    inflected = bool(verbal) and word.endswith(("ed", "ing"))
    found: dict[Tag, float] = dict(verbal)
    if named and word.isalpha():
        found = {tag: cost + (0.4 if tag is T.VN and token.islower() else 1.5) for tag, cost in verbal.items()}
    if lexicon.ADVERB in can or (word.endswith("ly") and len(word) > 4 and not verbal):
        found[T.ADV] = 0.5 if verbal else 0
    if lexicon.ADJECTIVE in can or word in table("quality"):
        found[T.ADJ] = 0
    is_noun = (lexicon.NOUN in can and (not inflected or lexicon.is_known_noun(word))) or named or not found
    found[noun] = (0.2 if verbal else 0) if is_noun else 1.5 if word.endswith("ed") else 0.7
    if word in _HARDLY_NOUNS:
        found[noun] = 1.5
    if word in _ONE_FORM:
        found[T.NOUNS] = 0.1
    if word in _BEFORE_NOUNS:
        found[T.NOUN] = 0.1
    if word in _HOW_OFTEN:
        found[T.ADJ] = 0.2
    if named and plural:
        found[T.NOUN] = 0.2
    if word.endswith("ed") and len(word) > 4:
        found.setdefault(T.VN, 0.4)
        found.setdefault(T.VD, 0.8)
    if named and T.ADV in found:
        found[T.ADV] += 1.5  # "Home Assistant"
    if T.VN in found and T.VD in found:
        found[T.VD] += 0.9
    if not verbal and word.isalpha() and not named and word not in table("technical"):  # a verb that no table has
        found.setdefault(T.ADJ, 1.2)
        if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
            acts = lexicon.is_adjective(word[:-1]) and not lexicon.is_known_noun(word)  # "compacts"
            found.setdefault(T.V3, 0.2 if acts else 1.6 if lexicon.is_known_noun(word) else 1.1)
        elif word.endswith("ing") and len(word) > 5:
            found.setdefault(T.VG, 0.5)
        elif len(word) > 2:
            found.setdefault(T.VP, 2.2)
            found.setdefault(T.VI, 2.2)
    return found
