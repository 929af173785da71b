"""Noun phrases and the lists that they form: what a sentence names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sgc.english.diagrams.pieces import key
from sgc.english.prose.parsing import place
from sgc.graph.plurals import singular
from sgc.source import Source, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

#: Words before a name that are no part of it.
_BEFORE = frozenset((
    "other", "several", "many", "some", "various", "own", "same", "different", "following", "single", "separate",
    "whole", "certain", "another", "latter", "former", "all", "both", "each", "every", "any",
))  # fmt: skip
#: Prepositions that the parser may take for a part of a name: "Inside src are …".
_PLACES = frozenset(("inside", "under", "below", "off", "within", "around", "beneath"))
#: What may stand between the members of a list.
_JOINS = frozenset((",", "and", "or", "&", "plus", "both", "either", "as", "well", "then", "also"))
_NAMED = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "acomp", "appos", "dative", "oprd", "ROOT"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_AMOUNTS = frozenset((
    "kind", "kinds", "type", "types", "number", "set", "series", "pair", "lot", "list", "group", "one", "each",
    "both", "some", "all", "ideas", "topics", "themes", "branches", "areas", "stages", "steps",
))  # fmt: skip
#: Nouns that say how two are joined: "a friend of Quinn" is Quinn.
TIES = frozenset((
    "friend", "neighbour", "neighbor", "sibling", "partner", "colleague", "ally", "cable", "link", "road", "line",
    "connection", "edge", "path", "wire",
))  # fmt: skip
#: What a diagram is called: what it is "of" is another thing.
_DIAGRAMS = frozenset(
    ("diagram", "chart", "map", "tree", "graph", "network", "picture", "drawing", "flowchart", "figure")
)
_CALLED = frozenset(("called", "named", "titled", "labelled", "labeled"))
_ARTICLES = frozenset(("det", "predet", "preconj", "cc", "punct", "advmod"))
_MODIFIES = frozenset(("det", "amod", "compound", "nummod", "poss", "nmod", "punct", "advmod"))
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head, and the tokens of its name, ``[first, last]``, without articles and the like; ``label``
    where it is called otherwise than its words say."""

    head: Token
    first: int
    last: int
    source: Source
    label: str = ""
    amount: Token | None = None  # "each" of "each of the services"

    @property
    def span(self) -> Span:
        doc = self.head.doc
        return Span(self.source, place(doc[self.first])[0], place(doc[self.last])[1])

    @property
    def name(self) -> str:
        return self.label or " ".join(self.span.text.split()).strip('"“”')

    @property
    def before(self) -> str:
        """The preposition before it, or empty."""
        found = [token for token in self.head.doc[max(self.head.sent.start, self.first - 2) : self.first]
                 if token.pos_ in ("ADP", "SCONJ", "ADV", "ADJ")]  # fmt: skip
        return found[-1].lower_ if found else ""

    @property
    def is_pronoun(self) -> bool:
        if self.head.text.isupper() and len(self.head) > 1:
            return False  # "IT"
        return (
            self.head.pos_ == "PRON"
            or self.head.lower_ == "there"
            or (self.head.tag_ in ("DT", "WDT", "WP") and self.first == self.last)
        )

    @property
    def is_plural(self) -> bool:
        return self.head.tag_ in ("NNS", "NNPS") or self.head.lower_ in ("people", "children")

    @property
    def is_definite(self) -> bool:
        return any(
            one.lower_ in ("the", "this", "that", "these", "those", "both", "each", "its", "their")
            for one in self.head.lefts
        )

    @property
    def count(self) -> int | None:
        """The number before it, if that is a small one in words or digits."""
        said = next((one.lower_ for one in self.head.lefts if one.dep_ == "nummod"), "")
        return _NUMBERS.get(said, int(said) if said.isdecimal() and len(said) < 3 else None)

    @property
    def count_or_both(self) -> int | None:
        """The number before it, which is two of "both"."""
        return self.count or (2 if any(left.lower_ == "both" for left in self.head.lefts) else None)


class Phrases:
    """The noun phrases of a text, and the list that each is in, found by any of its tokens."""

    def __init__(self, doc: Doc, source: Source) -> None:
        self.doc, self.source = doc, source
        found = [part for one in _with_of(_phrases(doc, source)) for part in _parted(one)]
        self.all = _called(found)
        self.lists = [_entitled(_shared(group)) for group in _resumed(list(_lists(self.all)))]
        self.all = [one for group in self.lists for one in group]
        self._at: dict[int, Phrase] = {i: one for one in reversed(self.all) for i in range(one.first, one.last + 1)}
        for one in self.all:  # of "set, lighting and costume designers" all are meant by the noun
            self._at.setdefault(one.head.i, one)
            if one.amount is not None:
                self._at.setdefault(one.amount.i, one)
        self._lists = {id(one): group for group in self.lists for one in group}
        self.counted: dict[str, Sequence[Phrase]] = {}  # what "two core switches, A and B" are, by their noun

    def at(self, token: Token) -> Phrase | None:
        """The phrase in which a token stands."""
        return self._at.get(token.i)

    def listed(self, token: Token) -> Sequence[Phrase]:
        """The phrase of a token and those behind it in its list; of "three branches: …" those that it counts."""
        one = self.at(token)
        if one is None:
            return ()
        group = self._lists[id(one)]
        behind = group[group.index(one) :]
        count = one.count_or_both
        if count is not None and len(behind) > count and (one.is_plural or behind[1].is_definite):
            self.counted[singular(key(one.name))] = behind[1:]
            return behind[1:]  # "three children, Elena, Paolo and Marta"
        if (
            one.head.lower_ in ("all", "both", "each")
            and one.first
            and (named := self._at.get(one.first - 1)) is not None
        ):
            return self._lists[id(named)]  # "the cook, the waiter and the porter all report to her"
        return self._explained(behind[-1]) or behind

    def owner(self, token: Token) -> Phrase | None:
        """Whose something is: "Susan" of "Susan's son"."""
        return Phrase(token, token.left_edge.i, token.i, self.source) if token.tag_ != "PRP$" else None

    def inside(self, tokens: Tokens) -> Sequence[Phrase]:
        """Those that begin among some tokens."""
        return [one for one in self.all if tokens.start <= one.first < tokens.end]

    def next(self, start: int) -> Phrase | None:
        """The phrase that begins at a token or two behind it."""
        return next((one for one in self.all if start <= one.first <= start + 2), None)

    def _explained(self, one: Phrase) -> Sequence[Phrase]:
        """ "three branches: causes, effects and solutions": what stands behind the colon."""
        for i in range(one.last + 1, min(one.last + 7, len(self.doc))):
            mark = self.doc[i]
            if i > one.last + 1 and mark.pos_ in ("NOUN", "PROPN"):
                return ()
            if mark.lower_ in ("namely", "including"):
                behind = self.next(i + 1)
                return self._lists[id(behind)] if behind is not None else ()
            if (
                mark.is_sent_start
                or mark.text == ";"
                or (mark.text == "," and self.doc[i + 1 : i + 2].text.lower() not in ("namely", "including"))
            ):
                return ()
            if mark.text in (":", "(", "–", "—"):
                behind = self.next(i + 1)
                listed = self._lists[id(behind)] if behind is not None else ()
                is_counted = one.count is not None or one.head.lower_ in ("one", "these")
                return listed if is_counted or (len(listed) > 1 and mark.text == ":") else ()
        return ()


def _phrases(doc: Doc, source: Source) -> Iterator[Phrase]:
    """One for each noun chunk of the parser, and for words that stand as nouns do ("the supernatural", "G1")."""
    taken: set[int] = set()
    found: list[Phrase] = []
    for chunk in doc.noun_chunks:
        found.append(_trimmed(chunk.root, chunk.start, chunk.end - 1, source))
        taken.update(range(chunk.start, chunk.end))
    for token in doc:
        is_subject = token.dep_ in ("compound", "amod") and token.head.pos_ == "VERB"  # of "the kitchen rings"
        is_listed = token.dep_ == "conj" and token.head.i in taken  # "onshore and offshore"
        is_noun = token.pos_ in ("ADJ", "PROPN", "NOUN", "X", "NUM", "SYM") or (token.pos_ == "ADV" and is_listed)
        is_place = token.lower_ == "there" and token.dep_ in ("pobj", "pcomp")  # "from there"
        stands = ((token.dep_ in _NAMED or is_subject) and is_noun) or is_place
        if token.i in taken or not stands or not token.text[0].isalnum():
            continue
        first = token.i
        while first and first - 1 not in taken and doc[first - 1].head == token and doc[first - 1].dep_ in _MODIFIES:
            first -= 1
        found.append(_trimmed(token, first, token.i, source))
        taken.update(range(first, token.i + 1))
    yield from sorted(found, key=lambda one: one.first)


def _trimmed(head: Token, first: int, last: int, source: Source) -> Phrase:
    """Without the articles, numbers and words of quantity before a name."""
    doc = head.doc
    while first < head.i:
        one = doc[first]
        is_number = one.dep_ == "nummod" and (head.tag_ in ("NNS", "NNPS") or one.lower_ == "one")
        if (
            one.dep_ in _ARTICLES
            or one.tag_ == "PRP$"
            or is_number
            or one.lower_ in _BEFORE | _PLACES
            or not one.text[0].isalnum()
        ):
            first += 1
        else:
            break
    while last + 1 < len(doc) and doc[last + 1].dep_ == "nummod" and first <= doc[last + 1].head.i <= last:
        last += 1  # "Year 7"
    return Phrase(head, first, last, source)


def _with_of(phrases: Iterator[Phrase]) -> Iterator[Phrase]:
    """Those parted by "of" alone are one: "loss of species"; "three of the servers" are servers."""
    before: Phrase | None = None
    for one in phrases:
        if before is not None:
            between = [token.lower_ for token in one.head.doc[before.last + 1 : one.first]]
            if between[:1] == ["of"] and all(word in ("of", "the", "a", "an", "those", "these") for word in between):
                if before.head.lower_ in _DIAGRAMS:
                    yield before
                    before = one
                    continue
                is_amount = before.head.lower_ in _AMOUNTS | {"charge"} or before.head.pos_ in ("NUM", "DET", "PRON")
                if is_amount or before.head.lemma_.lower() in TIES:
                    if not is_amount:
                        yield before
                    before = replace(one, amount=before.head) if is_amount else one
                else:
                    before = Phrase(before.head, before.first, one.last, one.source)
                continue
            yield before
        before = one
    if before is not None:
        yield before


def _parted(one: Phrase) -> Iterator[Phrase]:
    """ "set, lighting and costume designers" are three."""
    doc = one.head.doc
    before = doc[one.first : one.head.i]
    cut = [token.i for token in before if token.lower_ in (",", "and", "or")]
    is_joined = any(token.lower_ in ("and", "or") for token in before)
    if not is_joined or not one.is_plural or one.last != one.head.i:
        yield one
        return
    noun = singular(one.head.text)
    starts = [one.first, *(i + 1 for i in cut)]
    for first, last in zip(starts, [*(i - 1 for i in cut), one.head.i - 1], strict=True):
        if first <= last:
            name = doc[first : last + 1].text
            yield Phrase(one.head, first, last, one.source, f"{name} {noun}")


def _called(phrases: Sequence[Phrase]) -> list[Phrase]:
    """ "a folder named models", "one son, who was called Luca": by the name that is given."""
    found: list[Phrase] = []
    named: set[int] = set()
    for i, one in enumerate(phrases):
        if one.first in named:
            continue
        doc = one.head.doc
        words = [token.lower_ for token in doc[one.last + 1 : one.last + 5]]
        at = next((k for k, word in enumerate(words) if word in _CALLED), None)
        if at is not None and all(word in (",", "who", "which", "is", "was") for word in words[:at]):
            name = next((other for other in phrases[i + 1 :] if other.first > one.last + at), None)
            if name is not None and name.first <= one.last + at + 3:
                named.update(other.first for other in phrases[i + 1 :] if other.first < name.first)
                named.add(name.first)
                found.append(Phrase(one.head, one.first, name.last, one.source, name.name))
                continue
        found.append(one)
    return found


def _lists(phrases: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Phrases with nothing but commas and "and" between them; a subject begins a clause, and so a list."""
    group: list[Phrase] = []
    for one in phrases:
        if group and _goes_on(group, one):
            group.append(one)
            continue
        if group:
            yield group
        group = [one]
    if group:
        yield group


def _resumed(groups: list[list[Phrase]]) -> list[list[Phrase]]:
    """ "Ann, who leads sales, and Bo, who leads support": a list that goes on behind what is said of its member."""
    for before, group in pairwise([one for one in groups if not one[0].is_pronoun]):
        last, first = group[-1], before[-1]
        is_listed = len(group) > 1 and _is_told_of(last) and _is_told_of(first)
        if is_listed and first.head.sent == last.head.sent and first.head.pos_ == last.head.pos_:
            before.append(group.pop())
    return groups


def _is_told_of(one: Phrase) -> bool:
    """Whether a relative clause behind a comma says something of a name."""
    behind = [token.lower_ for token in one.head.doc[one.last + 1 : one.last + 3]]
    return behind in ([",", "who"], [",", "which"], [",", "where"])


def _goes_on(group: Sequence[Phrase], one: Phrase) -> bool:
    """Whether a list goes on with a phrase."""
    doc, last = one.head.doc, group[-1].last
    between = doc[last + 1 : one.first]
    words = {token.lower_ for token in between}
    if not words & {",", "and", "or", "&", "plus", "as"} or ("as" in words and "well" not in words):
        return False
    if not all(map(_is_joining, between)) or any(token.is_sent_start for token in doc[last + 1 : one.first + 1]):
        return False
    first = group[0].head
    is_same = one.head == group[-1].head or (first.dep_ in (*_SUBJECTS, "ROOT") and first.head == one.head.head)
    if one.head.dep_ in _SUBJECTS and not is_same:
        return False
    # "into squares, and circles into arcs": the verb is left out, and it is no list
    behind = doc[one.last + 1].lower_ if one.last + 1 < len(doc) else ""
    before = doc[max(0, group[0].first - 2) : group[0].first]
    gaps = behind in ("to", "into", "by", "off", "back")
    return not (gaps and any(token.lower_ in (behind, "to") for token in before))


def _is_joining(token: Token) -> bool:
    is_of_name = token.dep_ in ("det", "nummod") or token.tag_ in ("PRP$", "CD", "DT")
    return is_of_name or token.lower_ in _JOINS | _BEFORE


def _shared(group: list[Phrase]) -> list[Phrase]:
    """ "the heads of Maths, English and Science": each is the head of something."""
    first = group[0]
    words = first.name.split(" of ")
    if len(group) < 2 or len(words) != 2 or first.head.tag_ != "NNS":
        return group
    if any(one.head.tag_ not in ("NNP", "NNPS", "JJ", "NN") or one.is_definite for one in group[1:]):
        return group
    noun = singular(words[0])
    return [
        replace(first, label=f"{noun} of {words[1]}"),
        *(replace(one, label=f"{noun} of {one.name}") for one in group[1:]),
    ]


def _entitled(group: list[Phrase]) -> list[Phrase]:
    """ "Tom, the CTO, and Lena, the CFO" are two, each with a title, and so are "the CTO, Tom, and the CFO, Lena"."""
    found: list[Phrase] = []
    for one in group:
        before = found[-1] if found else None
        if before is not None and _is_name(before) and not before.label and _has(one, "the", "a", "an", "our"):
            found[-1] = Phrase(before.head, before.first, one.last, one.source, f"{before.name} ({one.name})")
        elif before is not None and (_is_title(before) or _is_said_of(before, one)) and _is_name(one):
            found[-1] = Phrase(one.head, before.first, one.last, one.source, f"{one.name} ({before.name})")
        else:
            found.append(one)
    return found


def _has(one: Phrase, *words: str) -> bool:
    """Whether one of some articles stands before a name."""
    return any(left.lower_ in words for left in one.head.lefts)


def _is_name(one: Phrase) -> bool:
    """ "Tom", and not "the Pi"."""
    return one.head.pos_ == "PROPN" and not any(left.dep_ == "det" for left in one.head.lefts)


def _is_said_of(title: Phrase, name: Phrase) -> bool:
    """ "an external provider, Stripe": what a name is of."""
    return name.head.dep_ == "appos" and name.head.head == title.head and not title.is_plural and not title.label


def _is_title(one: Phrase) -> bool:
    """ "the CTO", before a name."""
    return not one.label and not one.is_plural and one.first == one.last and _has(one, "the", "our")
