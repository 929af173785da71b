"""Shapes: what is said of their form, of their lines, and of how several of them lie.

"Twice as wide as it is tall" is a requirement, "dashed" and "vertical" are properties of the scene language, and
"concentric", "overlapping" and "parallel" are relations of each to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from sgc.english.lexicon import phrases
from sgc.english.meaning import MOST_SIZES, Fact, Look, Meaning, Note, Proportion, Row, Thing, is_counted
from sgc.english.noun_phrases import NounPhrases
from sgc.english.phrases import words_of
from sgc.english.places import FACTORS
from sgc.english.respelling import SIDES
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word

_SIDE = {"wide": "width", "broad": "width", "long": "width", "tall": "height", "high": "height"}
#: Adjectives of lines and arrows that are properties.
_LINES = {
    "vertical": ("rotate", 90), "upright": ("rotate", 90), "diagonal": ("rotate", -45), "slanted": ("rotate", -45),
    "dashed": ("dashed", True), "dotted": ("dotted", True), "thick": ("thickness", 10), "thin": ("thickness", 2),
}  # fmt: skip
_POINTING = {"up": -90, "upwards": -90, "upward": -90, "down": 90, "downwards": 90, "downward": 90, "left": 180,
             "right": 0, "to the left": 180, "to the right": 0}  # fmt: skip
_POINTED = ("arrow", "triangle")
_TURNED = ("upside down", "inverted", "upturned", "turned upside down", "flipped upside down", "turned over")
#: What is shaded is darker than paper; what is not is as light.
_SHADED = {"shaded": "gray", "unshaded": "white"}

#: What stands side by side, touching, to show parts of one; what such parts are called; and what some of them are.
_BARS, _PARTS = ("bar", "rectangle", "strip"), ("part", "section", "piece")
_DIVIDED = ("divided", "split", "cut", "partitioned")
_SHADING = ("shaded", "shading", "colored", "coloured", "filled")

_Lay = Callable[[Meaning, Sequence[Thing], Token], None]


def form_shapes(meaning: Meaning, nouns: NounPhrases) -> None:
    """Takes these words off the things that they are said of, and writes down what they say."""
    for thing in list(meaning.things):
        for words in list(thing.adjectives):
            if (sides := SIDES.fullmatch(words_of(words))) is not None:
                _take(thing, words)
                _proportion(meaning, nouns, thing, words[0], sides.groupdict())
            elif len(words) == 1 and thing.entry is not None and thing.entry.kind == "shape":
                _look(meaning, thing, words)
        _point(thing)
        _turn(thing)
    _divide(meaning)
    _equal(meaning, nouns)
    _as_large(meaning)
    for word in _words_of_lying(meaning):
        several = [thing for thing in meaning.things if any(word in words for words in thing.adjectives)]
        if not _are_told_apart(several):
            continue
        for thing in several:
            thing.adjectives = [words for words in thing.adjectives if word not in words]
        meaning.told.append((word.start, word.end))
        _LYING[word.lower](meaning, _one_by_one(several, nouns), word)


def _are_told_apart(several: Sequence[Thing]) -> bool:
    """Whether it is said how many there are of each, and all of them are at least two, and not too many to be told one
    by one."""
    numbers = [thing.count or (1, 1) for thing in several]
    return all(least == most for least, most in numbers) and 1 < sum(least for least, _ in numbers) <= MOST_SIZES


def _one_by_one(several: Sequence[Thing], nouns: NounPhrases) -> list[Thing]:
    return [one for thing in several for one in (nouns.one_by_one(thing) if is_counted(thing) else [thing])]


def _words_of_lying(meaning: Meaning) -> Sequence[Token]:
    """The words that say how several lie, each once, though it is said of each of them: "two touching circles, one red
    and one blue"."""
    said = (words[0] for thing in meaning.things for words in thing.adjectives if words_of(words) in _LYING)
    return list({word.start: word for word in said}.values())


def _equal(meaning: Meaning, nouns: NounPhrases) -> None:
    """ "two triangles of the same size", "a circle and a square of the same colour"."""
    for note in list({id(one): one for thing in meaning.things for one in thing.notes}.values()):
        same = _sameness(note.text)
        several = [thing for thing in meaning.things if note in thing.notes]
        if same is None or not _are_told_apart(several):
            continue
        for thing in several:
            thing.notes.remove(note)
        ones = _one_by_one(several, nouns)
        meaning.facts += [Fact((a,), same, (b,), note.start, note.end) for a, b in pairwise(ones)]


def _as_large(meaning: Meaning) -> None:
    """ "a butterfly as large as a house": as high, since a picture keeps its proportions."""
    for fact in meaning.facts:
        things = (*fact.subjects, *fact.objects)
        alike = len({one.noun for one in things}) == 1 or all(one.entry and one.entry.kind == "shape" for one in things)
        if fact.predicate == "same size as" and not alike:
            fact.predicate = "same height as"


def _sameness(words: str) -> str | None:
    """The relation of each to the next that is said with these words of several: "of the same size"."""
    entries = phrases().get(words.partition(" ")[0], ())
    said = (one.meaning for one in entries if " ".join(one.words) == words)
    return next((one.removeprefix("its ") for one in said if one.startswith("its same ")), None)


def _divide(meaning: Meaning) -> None:
    """ "a bar divided into four equal parts, one shaded": the parts are bars side by side that touch each other."""
    for whole in [one for one in meaning.things if one.noun in _BARS and not one.is_several]:
        divided = [note for note in whole.notes if note.text.split()[0] in _DIVIDED]
        facts = [fact for fact in meaning.facts if whole in (*fact.subjects, *fact.objects)]
        others = [one for fact in facts for one in (*fact.subjects, *fact.objects) if one is not whole]
        parts = sorted((one for one in meaning.things if one in others), key=lambda one: not _tones(one))
        known = all(one.head in _PARTS and (one.count is None or one.count[0] == one.count[1]) for one in others)
        if not divided or not known or not parts or len(parts) > 2:
            continue
        some, rest = parts[0], parts[-1]
        apart = [fact for fact in facts if fact.predicate == "with" and fact.objects == (some,)]
        if apart and some is not rest and rest.count is not None:  # "with two parts shaded" are two of them
            left = rest.count[0] - (some.count or (1, 1))[0]
            if left < 1:
                continue
            rest.count = (left, left) if left > 1 else None
        for part in parts:
            tones = _tones(part)
            words = [words for words in part.adjectives if is_color_word(words[-1].lower)]
            color = next((one for one in reversed(tones.split()) if is_color_word(one)), "gray" if tones else "white")
            meaning.told += [(part.start, part.end), *((one.start, one.end) for one in part.notes)]
            meaning.told += [(word.start, word.end) for words in part.adjectives for word in words]
            part.adjectives = words or [(replace(part.nouns[-1], lower=color),)]
            part.notes, part.nouns = [], (replace(part.nouns[-1], lower=whole.noun),)
        meaning.told += [(whole.start, whole.end), *((fact.start, fact.end) for fact in facts)]
        meaning.told += [(note.start, note.end) for note in divided]
        meaning.facts = [fact for fact in meaning.facts if fact not in facts]
        meaning.things.remove(whole)
        meaning.rows.append(Row("row", tuple(parts), whole.start, whole.end, gap=0))


def _tones(part: Thing) -> str:
    """The words by which a part is said to be shaded; none where it is not."""
    said = [*(note.text for note in part.notes), *map(words_of, part.adjectives)]
    return next((text for text in said if text.split()[0] in _SHADING or is_color_word(text.split()[-1])), "")


def _take(thing: Thing, words: tuple[Token, ...]) -> None:
    thing.adjectives = [one for one in thing.adjectives if one is not words]


def _proportion(meaning: Meaning, nouns: NounPhrases, thing: Thing, word: Token, sides: dict[str, str | None]) -> None:
    """ "a rectangle twice as wide as it is tall", of each where there are several."""
    side, other = (_SIDE[sides[name] or ""] for name in ("side", "other"))
    said = (sides["times"] or "one").split()[0]
    times = FACTORS.get(said, Fraction(said) if said.isdecimal() else Fraction(1))
    several = is_counted(thing) and (thing.count or (0, 0))[0] <= MOST_SIZES
    if side == other or (thing.is_several and not several):
        thing.notes.append(Note(word.lower, word.start, word.end))
        return
    for one in nouns.one_by_one(thing) if several else (thing,):
        meaning.proportions.append(Proportion(one, side, times, one, other, word.start, word.end))


def _look(meaning: Meaning, thing: Thing, words: tuple[Token, ...]) -> None:
    (word,) = words
    if thing.noun in ("line", "arrow") and word.lower in _LINES:
        name, value = _LINES[word.lower]
    elif word.lower == "dashed":
        name, value = "dashed", True
    elif word.lower in _SHADED:
        colour = () if thing.is_colored else ((replace(word, lower=_SHADED[word.lower]),),)
        _take(thing, words)
        thing.adjectives = [*colour, *thing.adjectives]
        meaning.told.append((word.start, word.end))
        return
    else:
        return
    _take(thing, words)
    thing.properties[name] = Look(value, word.start, word.end)


def _point(thing: Thing) -> None:
    """ "an arrow pointing up", "five arrows, all pointing right", "a triangle pointing down"."""
    if thing.noun not in _POINTED:
        return
    before = 0 if thing.noun == "arrow" else 90  # where a triangle points unless it is turned
    for said, side in pairwise([*thing.adjectives]):
        if words_of(said) in ("pointing", "facing") and words_of(side) in _POINTING:
            _take(thing, said)
            _take(thing, side)
            _rotate(thing, _POINTING[words_of(side)] + before, said[0].start, side[-1].end)
    for words in list(thing.adjectives):
        way, hyphen, verb = words_of(words).partition("-")
        if hyphen and verb in ("pointing", "facing") and way in _POINTING:
            _take(thing, words)
            _rotate(thing, _POINTING[way] + before, words[0].start, words[-1].end)
    for note in list(thing.notes):  # of one alone, which counts more than what is said of all
        verb, _, way = note.text.partition(" ")
        if verb in ("pointing", "facing") and way in _POINTING:
            thing.notes = [one for one in thing.notes if one is not note]  # others may have the same
            _rotate(thing, _POINTING[way] + before, note.start, note.end)


def _turn(thing: Thing) -> None:
    """ "an upside-down cup": a picture is turned as well."""
    for words in list(thing.adjectives):
        if words_of(words).replace("-", " ") in _TURNED:
            _take(thing, words)
            _rotate(thing, 180, words[0].start, words[-1].end)
    for note in list(thing.notes):
        if note.text.replace("-", " ") in _TURNED:
            thing.notes = [one for one in thing.notes if one is not note]
            _rotate(thing, 180, note.start, note.end)


def _rotate(thing: Thing, degrees: int, start: int, end: int) -> None:
    """Turns it clockwise. What its noun shows anyway is no property of it, but its words are told."""
    thing.properties = {**thing.properties, "rotate": Look(degrees, start, end)}


# ---------------------------------------------------------------- how several lie


def _concentric(meaning: Meaning, ones: Sequence[Thing], word: Token) -> None:
    """From the inmost outwards, each wider than the one in it by as much."""
    for inner, outer in pairwise(ones):
        for predicate in ("centered in", "inside"):
            meaning.facts.append(Fact((inner,), predicate, (outer,), word.start, word.end))
    for number, one in enumerate(ones[1:], 2):
        part = Proportion(one, "width", Fraction(number), ones[0], "width", word.start, word.end)
        meaning.proportions.append(part)


def _overlapping(meaning: Meaning, ones: Sequence[Thing], word: Token) -> None:
    pairs = combinations(ones, 2) if len(ones) <= 3 else pairwise(ones)
    meaning.facts += [Fact((a,), "overlapping", (b,), word.start, word.end) for a, b in pairs]


def _touching(meaning: Meaning, ones: Sequence[Thing], word: Token) -> None:
    meaning.facts += [Fact((a,), "touching", (b,), word.start, word.end) for a, b in pairwise(ones)]


def _parallel(meaning: Meaning, ones: Sequence[Thing], word: Token) -> None:
    """Below each other, or beside each other where they are upright."""
    upright = "rotate" in ones[0].properties
    if not any(set(ones) & set(row.things) for row in meaning.rows):
        meaning.rows.append(Row("row" if upright else "column", tuple(ones), word.start, word.end))


def _perpendicular(meaning: Meaning, ones: Sequence[Thing], word: Token) -> None:
    """They cross in their middles."""
    for one in ones[1::2]:
        one.properties = {**one.properties, "rotate": Look(90, word.start, word.end)}
    for a, b in pairwise(ones):
        meaning.facts.append(Fact((a,), "centered in", (b,), word.start, word.end))
        meaning.proportions.append(Proportion(a, "width", Fraction(1), b, "height", word.start, word.end))


_LYING: dict[str, _Lay] = {
    "concentric": _concentric, "overlapping": _overlapping, "intersecting": _overlapping, "touching": _touching,
    "tangent": _touching, "parallel": _parallel, "perpendicular": _perpendicular,
}  # fmt: skip
