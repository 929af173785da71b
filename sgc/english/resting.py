"""One thing rests in one place: where English says two, one of them is seen, or some of several are in each.

"A steak on the grill and the plate" lies on the grill; that it is on the plate stays said, and is checked by nothing.
"""

from __future__ import annotations

from collections import defaultdict

from sgc.english import lexicon
from sgc.english.meaning import Fact, Meaning, Thing
from sgc.english.poses import is_place

_OVER, _WITHIN = "above", ("on", "inside")
#: On what something in the air shines.
_SHONE_ON = ("on", "upon", "across")


def rest_in_one_place(meaning: Meaning) -> None:
    """Leaves each thing one place where it rests."""
    _sit_on_seats(meaning)
    _shine_from_above(meaning)
    _rest_on_first(meaning)
    _rest_once(meaning)


def _sit_on_seats(meaning: Meaning) -> None:
    """ "a man sitting in a chair": he is on it, and sits. What is in an open boat is seen on its benches."""
    for fact in meaning.facts:
        if not is_place(fact, "inside") or (bearer := fact.objects[0].entry) is None:
            continue
        seat = fact.objects[0].is_kind("furniture") and bearer.is_seat and fact.subjects[0].is_living
        if seat or (bearer.role == "surface" and fact.objects[0].is_kind("boat")):
            fact.predicate = f"{fact.predicate.removesuffix('inside')}on"


def _shine_from_above(meaning: Meaning) -> None:
    """ "the sun shines on the sea", "clouds cast shadows on a lake": what is in the air is over what it shines on."""
    for fact in list(meaning.facts):
        verb, _, place = fact.predicate.rpartition(" ")
        if len(fact.subjects) != 1 or len(fact.objects) != 1 or fact.negated or place not in _SHONE_ON:
            continue
        thing, within = fact.subjects[0], fact.objects[0].is_kind("room")  # where a lamp shines from within
        aloft = thing.entry is not None and (thing.entry.stance, thing.entry.role) == ("air", "solid")
        if not aloft or within or thing.is_living:
            continue
        verbs = [verb] if verb else [one.predicate for one in meaning.facts if one.free and one.subjects == (thing,)]
        if not any(lexicon.listed("shining", lexicon.verb_base(words.split()[0])) for words in verbs):
            continue
        if fact.free:
            meaning.facts.append(Fact((thing,), _OVER, fact.objects, fact.start, fact.end))
        else:
            fact.predicate = f"{verb} {_OVER}".strip()


def _rest_on_first(meaning: Meaning) -> None:
    """ "on the grill and the plate": of several there are some on each, and one thing is on the first. Grounds lie
    beside each other, and who is on both has a foot on each."""
    same: dict[tuple[Thing, str, int], list[Fact]] = defaultdict(list)
    for fact in meaning.facts:
        if is_place(fact, *_WITHIN) and not (fact.weak or fact.which):
            same[fact.subjects[0], fact.predicate, fact.start].append(fact)
    for (thing, _, _), facts in same.items():
        objects = {fact.objects[0] for fact in facts}
        nested = any(one.subjects[0] in objects and one.objects[0] in objects for one in meaning.facts if one.objects)
        grounds = sum(one.is_backdrop for one in objects)
        if len(objects) < 2 or nested or grounds == len(objects):
            continue
        least, most = thing.count or (1, 1)
        if not grounds and thing.is_several and (least >= len(objects) or most is None):
            thing.count = (max(least, len(objects)), most)
            for fact in facts:
                fact.which = "some"
        else:
            for fact in facts[1:]:
                fact.free = True


def _rest_once(meaning: Meaning) -> None:
    """ "a cube on a cylinder, …, all on a table", "a spoon in a bowl on a table": what stands on or in another thing
    that stands on the table does not stand there for itself."""

    def bears(one: Thing) -> list[tuple[Fact, Thing]]:
        return [(fact, fact.objects[0]) for fact in resting if fact.subjects == (one,)]

    resting = [
        fact for fact in meaning.facts
        if is_place(fact, *_WITHIN) and not fact.weak and not fact.objects[0].is_backdrop and not fact.which
    ]  # fmt: skip
    for fact in [one for one in resting if one.predicate == "on"]:
        others = [other for another, other in bears(fact.subjects[0]) if another is not fact]
        if any(below is fact.objects[0] for other in others for _, below in bears(other)):
            meaning.take_back(fact)
