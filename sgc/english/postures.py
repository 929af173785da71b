"""What verbs say of how things are that their pictures show anyway: a lamp stands, a bird in the air flies.

Of such a verb nothing is left to check but the place after it, which is measured: "a lamp standing on a table" is on
the table. How somebody is otherwise ("a cat sitting on a sofa") stays said.
"""

from __future__ import annotations

from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.meaning import Meaning, Thing

#: Verbs for how everything is that stands on the ground, and that is in the air.
_BY_STANCE = {
    "ground": frozenset(("stand",)),
    "air": frozenset(("fly", "hover", "soar", "glide", "float", "land", "perch")),
}
#: How things without life are upon others, how what hangs is, and how vehicles are that nobody drives.
_OF_THINGS, _HUNG, _OF_VEHICLES = frozenset(("stand", "sit", "rest")), "hang", frozenset(("park", "moor", "dock"))
#: How what lives or goes on water is there.
_AFLOAT = frozenset(("swim", "float", "sail"))


def says_no_more(verb: str, subjects: Sequence[Thing]) -> bool:
    """Whether a verb before a place adds nothing to it: "arranged in a row", "standing" of who stands anyway."""
    return " " not in verb and (lexicon.verb_base(verb) in lexicon.placing() or _all_show(subjects, verb))


def drop_postures(meaning: Meaning) -> None:
    """Leaves of "standing on" the place, and nothing of "a flying bird", where the pictures show it."""
    for fact in meaning.facts:
        verb, _, place = fact.predicate.partition(" ")
        if place and verb.endswith("ing") and not (fact.free or fact.negated) and _all_show(fact.subjects, verb):
            fact.predicate = place
    for thing in meaning.things:
        for note in [one for one in thing.notes if _shows(thing, lexicon.verb_base(one.text))]:
            thing.notes.remove(note)
            meaning.told.append((note.start, note.end))
        for words in [one for one in thing.adjectives if len(one) == 1 and _is_posture(thing, one[0].lower)]:
            thing.adjectives = [one for one in thing.adjectives if one is not words]
            meaning.told.append((words[0].start, words[0].end))


def _all_show(things: Sequence[Thing], verb: str) -> bool:
    return all(_shows(one, lexicon.verb_base(verb)) for one in things)


def _is_posture(thing: Thing, word: str) -> bool:
    verbal = lexicon.classes(word) & {lexicon.ING, lexicon.PARTICIPLE}
    return bool(verbal) and _shows(thing, lexicon.verb_base(word))


def _shows(thing: Thing, base: str) -> bool:
    """Whether every picture of the thing shows that it does what the verb says."""
    entry = thing.entry
    if entry is None or entry.role == "backdrop":
        return False
    if base in _BY_STANCE.get(entry.stance, ()):
        return True
    if (base in _AFLOAT and thing.is_kind(*lexicon.words("afloat"))) or (
        base in _OF_VEHICLES and thing.is_kind("vehicle")
    ):
        return True
    if thing.is_living:
        return False
    lies = base == "lie" and entry.stance == "rest" and entry.role == "solid" and not thing.listed("vessel")
    return lies or base in _OF_THINGS or (base == _HUNG and entry.stance == "air")
