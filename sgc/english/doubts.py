"""A picture that was read is held against its prompt: what is perhaps not what was said is told, with its place.

No word is dropped in silence (``reading._overlooked``); here are readings in which every word has a part, and perhaps
not its own: a relation stitched over other things to something that hardly has that place, and a "no" of which
nothing came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from sgc.english.likelihood import SIDES, is_likely, place_of
from sgc.english.meaning import Fact, Meaning
from sgc.english.tokens import Token
from sgc.source import Diagnostic, Source, Span, warning
from sgc.source.codes import DOUBTFUL

_HINT = "Say it in a sentence of its own, or edit the scene file."
_NEGATIVE = frozenset(("none", "nobody", "neither", "nor", "never"))


def doubts(tokens: Sequence[Token], meaning: Meaning, source: Source) -> Iterator[Diagnostic]:
    """What to tell of the reading, each at its place in the prompt, in the order of the prompt."""
    told = [*_unlikely(meaning), *_without_effect(tokens, meaning)]
    for start, end, text in sorted(dict.fromkeys(told)):
        yield warning(DOUBTFUL, text, Span(source, start, end), _HINT)


_Doubt = tuple[int, int, str]


# ---------------------------------------------------------------- places


def _unlikely(meaning: Meaning) -> Iterator[_Doubt]:
    placed = [fact for fact in meaning.facts if len(fact.objects) == 1 and not (fact.free or fact.negated or fact.weak)]
    resting = {
        (fact.subjects[0], fact.objects[0]) for fact in placed if place_of(fact.predicate) in ("on", "inside")
    }  # fmt: skip
    for fact in placed:
        thing, other, place = fact.subjects[0], fact.objects[0], place_of(fact.predicate)
        pair = {(thing, other), (other, thing)}
        clash = place in SIDES and bool(pair & resting) and not other.is_backdrop and not thing.is_backdrop
        if clash or (_is_stitched(meaning, fact) and not is_likely(thing, place, other)):
            words = f"{thing.noun} {fact.predicate} {other.noun}"
            yield fact.start, fact.end, f"this was read as “{words}”, which is perhaps not what it says"


def _is_stitched(meaning: Meaning, fact: Fact) -> bool:
    """Whether something else is named between the two, so that the rules of attachment chose them."""
    if fact.predicate.startswith("hanging"):
        return False
    if any(one.free and one.subjects == fact.objects and one.objects == fact.subjects for one in meaning.facts):
        return False  # "carrying a ladder on his shoulder"
    first, second = sorted((fact.subjects[0], fact.objects[0]), key=lambda one: one.start)
    last = max(second.start, fact.start)
    return any(first.end <= one.start and one.end <= last for one in meaning.things if one is not second)


# ---------------------------------------------------------------- negation


def _without_effect(tokens: Sequence[Token], meaning: Meaning) -> Iterator[_Doubt]:
    """Every "no", "not" and "neither" makes an absence, or a relation or an attribute that does not hold."""
    effects = [
        *(one.start for one in meaning.absences),
        *(fact.start for fact in meaning.facts if fact.negated),
        *(note.start for one in meaning.things for note in one.notes if _says_no(note.text)),
        *(one.start for one in meaning.things if one.count == (0, 0)),
    ]  # fmt: skip
    listed = {one.start for one in meaning.not_understood}
    for _, sentence in groupby(_in_sentences(tokens), key=lambda pair: pair[0]):
        words = [token for _, token in sentence]
        heard = [one for one in effects if words[0].start <= one <= words[-1].end]
        neither = any(one.lower == "neither" for one in words)  # which denies what "nor" does
        for token in (one for one in words if _is_negative(one) and not (neither and one.lower == "nor")):
            nearest = min(heard, key=lambda one: abs(one - token.start), default=None)
            if nearest is not None:
                heard.remove(nearest)
            elif token.start not in listed:
                yield token.start, token.end, f"what “{token.lower}” denies is not in the scene"


def _in_sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    number = 0
    for token in tokens:
        yield number, token
        number += token.kind == "STOP"


def _is_negative(token: Token) -> bool:
    return token.kind in ("NO", "NOT", "NOTBE") or token.lower in _NEGATIVE


def _says_no(text: str) -> bool:
    words = text.split()
    return bool({"not", "no", "without", *_NEGATIVE} & set(words)) or any(one.endswith("n't") for one in words)
