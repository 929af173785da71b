"""Clauses: who does what to whom, how, and on what condition, from the parse of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgc.english.prose.parsing import lemma, place
from sgc.english.prose.phrases import Phrase, Phrases
from sgc.source import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
_OBJECTS = frozenset(("dobj", "attr", "acomp", "oprd"))
#: Prepositions behind a noun that say where the verb leads: "sends the report to the doctor".
_LEADS = frozenset(("to", "into", "from", "via", "through", "with", "onto", "for", "between", "among", "off"))
_RELATIVE = frozenset(("which", "that", "who", "whom"))


@dataclass(slots=True, eq=False)
class Clause:
    """One clause. ``verb`` is its verb, ``particle`` what belongs to it ("up"); ``objects`` stand behind it without a
    preposition, ``places`` behind one, each with it; ``given`` names one to whom something is given. ``on`` are the
    clauses and phrases that say when, with the word that begins them; ``whole`` are all its words."""

    verb: Token
    whole: Span
    subjects: Sequence[Phrase] = ()
    objects: Sequence[Phrase] = ()
    given: Sequence[Phrase] = ()
    places: list[tuple[str, Sequence[Phrase]]] = field(default_factory=list)
    on: list[tuple[str, Span]] = field(default_factory=list)
    particle: str = ""
    is_passive: bool = False
    is_negated: bool = False
    is_condition: bool = False

    @property
    def lemma(self) -> str:
        return lemma(self.verb)

    def behind(self, *prepositions: str) -> Sequence[Phrase]:
        """What stands behind one of these."""
        return next((names for word, names in self.places if word in prepositions), ())


def clauses(phrases: Phrases) -> list[Clause]:
    """The clauses of a text, in its order."""
    found: dict[int, Clause] = {}
    for token in phrases.doc:
        if _is_verb(token):
            found[token.i] = _clause(token, phrases, found)
    return [found[i] for i in sorted(found)]


def _is_verb(token: Token) -> bool:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "compound", "prep", "pobj"):
        return False
    return token.lower_ not in ("called", "named", "titled")


def _clause(verb: Token, phrases: Phrases, known: dict[int, Clause]) -> Clause:
    one = Clause(verb, Span(phrases.source, place(verb.left_edge)[0], place(verb.right_edge)[1]))
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            if not (one.subjects and _goes_on(phrases.at(child), one.subjects)):
                one.subjects = phrases.listed(child)
            one.is_passive |= child.dep_ == "nsubjpass"
        elif child.dep_ in _OBJECTS:
            if not one.objects:
                one.objects = phrases.listed(child)
        elif child.dep_ == "dative":
            one.given = phrases.listed(child) if child.pos_ != "ADP" else _behind(child, phrases)
        elif child.dep_ in ("prep", "agent"):
            _place(one, child, phrases)
        elif child.dep_ == "prt":
            one.particle = child.lower_
        elif child.dep_ == "neg" or child.lower_ == "never":
            one.is_negated = True
        elif child.dep_ == "advcl":
            mark = next((part for part in child.children if part.dep_ in ("mark", "advmod") and part.i < child.i), None)
            if mark is not None:
                one.on.append((mark.lower_, _subtree(child, phrases, after=mark.i)))
    for thing in one.objects[:1]:
        one.is_negated |= any(child.lower_ == "no" for child in thing.head.lefts)
        for child in thing.head.children:  # attached to the noun, and meant of the verb
            if child.dep_ == "prep" and child.lower_ in _LEADS and child.i > thing.last:
                _place(one, child, phrases)
    one.is_passive |= (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not any(c.dep_ == "aux" for c in verb.children)
    )
    stands = any(child.dep_ == "expl" for child in verb.children)
    if not one.subjects and verb.tag_ in ("VBZ", "VBP", "VBD") and verb.i:
        before = verb.nbor(-1)
        if before.head == verb and before.dep_ in ("compound", "amod") and before.pos_ in ("NOUN", "PROPN", "ADJ"):
            one.subjects = phrases.listed(before)
    if not one.subjects and not stands:
        one.subjects = _inherited(one, phrases, known)
    _relative(one, phrases)
    one.is_condition = verb.dep_ == "advcl" and any(part.dep_ in ("mark", "advmod") for part in verb.children)
    return one


def _goes_on(second: Phrase | None, first: Sequence[Phrase]) -> bool:
    """Whether a second subject is of the list that the first begins: "the library, the hall and the shop are …"."""
    return second is not None and any(second is one for one in first)


def _place(one: Clause, preposition: Token, phrases: Phrases) -> None:
    names = _behind(preposition, phrases)
    if names:
        one.places.append((preposition.lower_, names))
    inside = [
        child for name in names[:1] for child in name.head.children if child.dep_ == "prep" and child.lower_ == "to"
    ]
    for child in inside if one.verb.tag_ == "VBN" else ():  # "connected by radio to the tower"
        if goals := _behind(child, phrases):
            one.places.append((child.lower_, goals))
    for child in preposition.children:
        if child.dep_ == "conj" and child.lower_ != preposition.lower_:  # "to the gate and from there to the house"
            _place(one, child, phrases)
        if child.dep_ == "prep" and (inner := _behind(child, phrases)):
            one.places.append((f"{preposition.lower_} {child.lower_}", inner))


def _behind(preposition: Token, phrases: Phrases) -> Sequence[Phrase]:
    """What stands behind a preposition."""
    found: list[Phrase] = []
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and child.i > preposition.i and not found:
            found += phrases.listed(child)
        elif child.dep_ == "conj" and child.lower_ == preposition.lower_:  # "by tadpoles and by water fleas"
            found += _behind(child, phrases)
    return found


def _relative(one: Clause, phrases: Phrases) -> None:
    """ "which calls two services": what "which" stands for, as subject or as object."""
    verb = one.verb
    while verb.dep_ == "conj":
        verb = verb.head
    if verb.dep_ != "relcl":
        return
    before = phrases.at(verb.head)
    if before is None:
        return
    whose = any(left.lower_ == "whose" for name in one.subjects[:1] for left in name.head.lefts)
    if one.subjects and (one.subjects[0].head.lower_ in _RELATIVE or whose):
        one.subjects = (before,)
    elif (not one.objects and not one.is_passive) or (one.objects and one.objects[0].head.lower_ in _RELATIVE):
        one.objects = (before,)
    one.places = [
        (word, (before,) if names and names[0].head.lower_ in _RELATIVE else names) for word, names in one.places
    ]


def _inherited(one: Clause, phrases: Phrases, known: dict[int, Clause]) -> Sequence[Phrase]:
    """The subject of a verb that has none of its own: that of the verb before, or what it is said of."""
    verb = one.verb
    if verb.dep_ in ("acl", "relcl") and phrases.at(verb.head) is not None:
        return phrases.listed(verb.head)
    above = known.get(verb.head.i)
    if above is None or verb.head == verb:
        return ()
    if verb.dep_ in ("conj", "advcl", "dep", "parataxis"):
        return above.subjects
    if verb.dep_ in ("xcomp", "ccomp"):
        return above.objects if above.objects and above.objects[0].head.i < verb.i else above.subjects
    return ()


def _subtree(token: Token, phrases: Phrases, after: int = -1) -> Span:
    """The words of a clause, behind the word that begins it, up to the mark that ends it."""
    inside = [one for one in token.subtree if one.i > after]
    while inside and inside[-1].is_punct:
        inside.pop()
    first, last = inside[0] if inside else token, inside[-1] if inside else token
    return Span(phrases.source, place(first)[0], place(last)[1])


def gapped(one: Clause, phrases: Phrases) -> Iterator[Clause]:
    """Clauses that leave out the verb of the one before ("evaporation leads to rain, and rain to rivers"), and those
    that leave out the subject, too ("it writes sums to a database and pictures to a disk")."""
    word, names = next((place for place in one.places if place[0] in ("to", "into", "by", "off", "from")), ("", ()))
    if not names:
        return
    last = names[-1]
    while (first := phrases.next(last.last + 1)) is not None:
        doc = phrases.doc
        between = {token.lower_ for token in doc[last.last + 1 : first.first]}
        behind = [token.lower_ for token in doc[first.last + 1 : first.last + 3]]
        at = 1 if behind[:1] == [word] else 2 if behind == ["back", word] else 0
        goal = phrases.next(first.last + at + 1) if at else None
        is_clause = first.head.dep_ in _SUBJECTS and first.head.head != one.verb
        if (
            goal is None
            or is_clause
            or not between <= {",", ";", "and", "the", "a", "an"}
            or first.head.sent != one.verb.sent
        ):
            return
        goals = phrases.listed(goal.head)
        sent = bool(one.objects) and not one.is_passive
        yield Clause(
            one.verb, first.span.to(goals[-1].span), one.subjects if sent else (first,), (first,) if sent else (),
            places=[(word, goals)], particle=one.particle, is_passive=one.is_passive,
        )  # fmt: skip
        last = goals[-1]
