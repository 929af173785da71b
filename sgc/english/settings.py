"""Times of day, weather and seasons: "at night", "on a rainy day", "a winter landscape" are drawn as what shows them.

A setting is drawn once, and only where the prompt names no such thing itself. Words that say nothing else are not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from sgc.english import lexicon
from sgc.english.meaning import Fact, Meaning, Note, Thing
from sgc.english.noun_phrases import BACKGROUNDS, PLAIN
from sgc.english.tokens import Token
from sgc.graph.colors import color_value
from sgc.graph.vocabulary import is_a, lookup

#: What may stand beside the word of a setting: "on a sunny day", "during a storm", "in the early morning".
_AROUND = frozenset((
    "a", "an", "the", "on", "in", "at", "during", "under", "by", "late", "early", "day", "days", "night", "afternoon",
    "morning", "weather", "time", "sky", "season", "light", "of", "it", "is", "clear", "very", "scene", "when",
    "evening", "landscape", "scenery", "view", "background", "setting",
))  # fmt: skip
#: What is behind shapes, where there is nothing else.
_BEHIND_SHAPES = ("canvas", "screen", "field", "page", "paper", "display", "monitor", "surface")

#: So many of what falls are seen at least; of anything else three.
MANY_FALLING = {"snowflake": 9, "fallen leaf": 6}


def set_scene(meaning: Meaning) -> None:
    """Declares what shows the settings that the prompt speaks of, and drops the words that say no more."""
    found: dict[str, Token] = {}
    for thing in list(meaning.things):
        _let_fall(meaning, thing, found)
        for note in list(thing.notes):
            if (token := _setting(note)) is not None:
                found.setdefault(_shown()[token.lower], token)
                at, verb = thing.notes.index(note), _verb_before(note)
                thing.notes[at : at + 1] = [replace(note, text=verb)] if verb else []
        if thing.listed("place") or thing.is_backdrop:
            for words in list(thing.adjectives):
                if len(words) == 1 and words[0].lower in _shown():
                    found.setdefault(_shown()[words[0].lower], words[0])
                    thing.adjectives.remove(words)
    for run in list(_runs(meaning.not_understood)):
        token = next((one for one in run if one.lower in _shown()), None)
        if token is not None and all(one is token or one.lower in _AROUND for one in run):
            found.setdefault(_shown()[token.lower], token)
            meaning.not_understood = [one for one in meaning.not_understood if one not in run]
            meaning.told.append((run[0].start, run[-1].end))
    for name, token in found.items():
        _show(meaning, name, token)
    _tread_ice(meaning)
    _lie_on_things(meaning)


def paint_signs(meaning: Meaning) -> None:
    """ "a sign with white letters on a blue background": the colour of the sign, and of nothing else."""
    for fact in list(meaning.facts):
        ground = fact.objects[0] if len(fact.objects) == 1 else None
        if ground is None or fact.predicate != "on" or ground.noun not in BACKGROUNDS or fact.negated:
            continue
        whole = next((
            one.subjects[0] for one in meaning.facts
            if one.predicate == "with" and {*one.subjects, *one.objects} & {*fact.subjects}
            and any(thing.is_written or thing.head == "letter" for thing in one.objects)
        ), None)  # fmt: skip
        if whole is None or ground not in meaning.things:
            continue
        whole.adjectives = [*whole.adjectives, *ground.adjectives]
        meaning.things.remove(ground)
        meaning.take_back(fact)


def paint_background(meaning: Meaning) -> None:
    """ "on a light gray background": the colour of the figure, and no thing in it. What shapes alone are on, as in an
    experiment, is one as well: "two dots on a black screen"."""
    shapes = [one for one in meaning.things if one.entry is not None and one.entry.kind == "shape"]
    behind = BACKGROUNDS if len(shapes) + 1 != len(meaning.things) else (*BACKGROUNDS, *_BEHIND_SHAPES)
    for thing in [one for one in meaning.things if one.noun in behind and one.count is None and one not in shapes]:
        words = [one for words in thing.adjectives for one in words if one.lower not in PLAIN]
        if not thing.adjectives or (words and color_value(" ".join(one.lower for one in words)) is None):
            continue
        meaning.background = tuple(words)
        meaning.things.remove(thing)
        meaning.told += [(thing.start, thing.end), *((one.start, one.end) for one in words)]
        for fact in list(meaning.facts):
            if fact.objects == (thing,) and fact.predicate.startswith("at "):
                fact.objects = ()  # "in the centre of a white canvas"
            elif thing in (*fact.subjects, *fact.objects):
                meaning.take_back(fact)


def _lie_on_things(meaning: Meaning) -> None:
    """ "a tree with snow on it": snow is drawn as a ground, which lies on no tree, so that this is kept in words."""
    for fact in list(meaning.facts):
        on = len(fact.subjects) == len(fact.objects) == 1 and fact.predicate == "on"
        if on and fact.subjects[0].noun == "snow" and not fact.objects[0].is_backdrop and not fact.negated:
            fact.predicate, fact.free = "lying on", True


def _tread_ice(meaning: Meaning) -> None:
    """ "a polar bear on ice": what somebody is on is no cube of it."""
    for fact in meaning.facts:
        on = fact.predicate.split()[-1:] == ["on"] and len(fact.objects) == 1 and fact.objects[0].noun == "ice"
        if on and (fact.subjects[0].is_living or fact.subjects[0].is_kind("vehicle")):
            (ice,) = fact.objects
            ice.nouns = (*ice.nouns, replace(ice.nouns[0], lower="floe"))


def _let_fall(meaning: Meaning, thing: Thing, found: dict[str, Token]) -> None:
    """ "snow falling", "falling leaves": they are in the air, and no ground."""
    falling = [note for note in thing.notes if note.text == "falling"]
    words = [one for one in thing.adjectives if one[-1].lower == "falling"]
    facts = [fact for fact in meaning.facts if fact.subjects == (thing,) and fact.predicate.split()[0] == "falling"]
    name = _shown().get(f"falling {lexicon.one_of(thing.head)}")
    if name is None or thing.count not in (None, (2, None)) or not (falling or words or facts):
        return
    if len(words) < len(thing.adjectives):  # "fluffy snow": flakes cannot show that
        return
    for fact in facts:
        meaning.take_back(fact)
    found.setdefault(name, thing.nouns[-1])
    meaning.things.remove(thing)
    meaning.told += [(thing.start, thing.end), *((one.start, one.end) for one in falling)]
    meaning.told += [(one[0].start, one[-1].end) for one in words]


def _setting(note: Note) -> Token | None:
    """The word of a setting in a note that says nothing else, but what somebody does then."""
    words = note.text.removeprefix(_verb_before(note)).replace(",", " ").split()
    named = [word for word in words if word in _shown()]
    if not named or any(word not in named and word not in _AROUND for word in words):
        return None
    return Token("NOUN", named[0], note.start, note.end)


def _verb_before(note: Note) -> str:
    """ "chirping in the night": what is done then; nothing where only the time is said."""
    verb = note.text.partition(" ")[0]
    return verb if verb.endswith("ing") and verb not in _shown() and verb not in _AROUND else ""


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens that stand side by side, or with one short word between."""
    run: list[Token] = []
    for token in sorted(tokens, key=lambda one: one.start):
        if run and token.start - run[-1].end > len(" the "):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _show(meaning: Meaning, name: str, token: Token) -> None:
    """One more thing, unless there is one of its kind."""
    if name == "snow" and any(thing.is_ground and thing.is_backdrop for thing in meaning.things):
        name = "snowflakes"  # on another ground it snows
    noun = lexicon.one_of(name)
    falls = token.lower == "snow"  # which lies on the ground as well
    if any(thing.is_kind(noun) or (not falls and _covers(thing, noun)) for thing in meaning.things):
        meaning.told.append((token.start, token.end))
        return
    several = noun != name
    own, shown = lookup(token.lower), lookup(name)
    if own is not None and own == shown:  # "at sunrise", which looks as a sunset does
        name = token.lower
    nouns = tuple(Token("NOUN", word, token.start, token.end) for word in name.split())
    thing = Thing(nouns, token.start, token.end, (MANY_FALLING.get(noun, 3), None) if several else None)
    meaning.things.append(thing)
    sky = next((one for one in meaning.things if one is not thing and one.is_kind("sky")), None)
    if sky is not None and thing.entry is not None and (thing.entry.stance, thing.entry.role) == ("air", "solid"):
        meaning.facts.append(Fact((thing,), "inside", (sky,), token.start, token.end))


def _covers(thing: Thing, noun: str) -> bool:
    """Whether a thing of the prompt shows the setting as well: the moon and snow, or another sky."""
    entry = thing.entry
    if entry is None:
        return False
    if noun == "snowflake":
        return is_a(entry.concept, "snow") or is_a(entry.concept, "snowflake")
    return noun in ("night", "sunset") and is_a(entry.concept, "sky") and entry.concept != "sky"


@cache
def _shown() -> Mapping[str, str]:
    """What is drawn for the word of a setting; a plural is several of it."""
    return {word: shown for word, (shown,) in lexicon.pairs("setting").items()}
