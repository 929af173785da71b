"""What is known only when a prompt has been read: which words are labels, which colours differ, who was named, and
which parts are the pictures' own business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.meaning import MOST_SIZES, Fact, Meaning, Note, Row, Thing, is_counted, kind_of
from sgc.english.noun_phrases import NounPhrases, surrounds
from sgc.english.phrases import NounPhrase, words_of
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word

#: What says that no two of several things have one colour or one size, and the colours that they get then.
_VARIED = r"(different|various|assorted|varying|distinct)"
_COLOR_OR_SIZE = r"(colou?rs|sizes|lengths|heights)"
_NUMBER = r"(two |three |four |five |six |seven |eight |[2-8] )?"
_OF_DIFFERENT = re.compile(
    rf"(of|in|with) (many |all )?{_NUMBER}{_VARIED} {_COLOR_OR_SIZE}( and ({_VARIED} )?{_COLOR_OR_SIZE})?"
    r"|((of|in|with) )?a different (colou?r|size|length|height)"
)
_SIZES = ("size", "length", "height")
#: Parts that "the" says of what was named before.
_WHOLES = {
    "trunk": ("tree", "elephant"), "branch": ("tree",), "roof": ("building",),
    "shelf": ("bookshelf", "cupboard", "cabinet", "refrigerator"),
}  # fmt: skip
#: Parts that "the" says of whatever was named last that holds or bears things.
_BORDERS = ("edge", "rim", "brim")
#: What says of a thing that it is not in the picture.
_NOT_THERE = tuple(f"not {word}" for word in (
    "needed", "wanted", "required", "necessary", "desired", "shown", "drawn", "visible", "present", "included", "there",
    "allowed",
))  # fmt: skip
#: Adverbs that make a size word a stronger one.
_VERY = frozenset(("very", "extremely", "really", "incredibly", "super"))
_STRONGER = {"large": "huge", "big": "huge", "small": "tiny", "little": "tiny"}
#: How what is neither on a thing nor in it is to it, with "of" behind.
_BESIDES = ("of", "beside", "near", "between", "above", "below", "behind", "than", "as", "touching", "with")
_COLORS = ("red", "blue", "yellow", "green", "orange", "purple", "pink", "brown")


def write_on(meaning: Meaning, nouns: NounPhrases) -> None:
    """ "a door with the number '42' on it": what is written on a thing is its label."""
    for fact in list(meaning.facts):
        if fact.predicate == "under" and len(fact.objects) == 1 and fact.objects[0].is_written:
            fact.predicate = "below"  # not each under some letter
        written, on = fact.subjects[0], fact.objects[0] if len(fact.objects) == 1 else None
        if meaning.is_sheet and on is not None and fact.predicate == "with" and on.is_written and _is_blank(written):
            meaning.take_back(fact)  # "a card with a cake that has five candles, and the words …": they are the card's
            continue
        if fact.predicate == "with" and on is not None and on.is_written and not written.is_living:
            written, on = on, written  # "a book with the title 'Dune'"
        elif fact.predicate not in ("on", "inside", "at center of"):
            continue
        if on is None or fact.negated or not written.is_written or on.label is not None or on.is_backdrop:
            continue
        elsewhere = any(one is not fact and written in (*one.subjects, *one.objects) for one in meaning.facts)
        if elsewhere or len(fact.subjects) > 1:  # "a star next to the letter K, both in a circle"
            continue
        color = next((one[-1] for one in written.adjectives if is_color_word(one[-1].lower)), None)
        on.label, on.ink = written.label, written.ink or color
        meaning.told.append((written.start, fact.end))
        nouns.forget(written)


def _is_blank(thing: Thing) -> bool:
    return thing.entry is not None and thing.entry.writing is None


def head(meaning: Meaning) -> None:
    """The first text of a poster or card is at its top, unless a place is said of it."""
    title = next((one for one in meaning.things if one.is_written), None)
    facts = [fact for fact in meaning.facts if not (fact.free or fact.weak)]
    if title is not None and not any(title in (*fact.subjects, *fact.objects) for fact in facts):
        meaning.facts.append(Fact((title,), "at top of", (), title.start, title.end))


def own_named_parts(meaning: Meaning) -> None:
    """ "a tree and a ladder leaning against the trunk": the part that is spoken of is that of the tree."""
    for thing in meaning.things:
        said = [fact for fact in meaning.facts if fact.subjects == (thing,) and fact.predicate in ("part of", "of")]
        before = [one for one in meaning.things if one.start < thing.start]
        if thing.noun in _BORDERS:
            wholes = (one for one in reversed(before) if one.entry and one.entry.role in ("hollow", "surface"))
        else:
            wholes = (one for one in before if one.is_kind(*_WHOLES.get(thing.noun, ())))
        whole = next(wholes, None)
        if thing.article == "the" and whole is not None and not said:
            for fact in [one for one in meaning.facts if one.subjects == (whole,) and one.objects == (thing,)]:
                meaning.take_back(fact)  # "a house and a cat on the roof": the house is not
            meaning.facts.append(Fact((thing,), "part of", (whole,), thing.start, thing.end, free=True, weak=True))


def leave_out(meaning: Meaning, nouns: NounPhrases) -> None:
    """ "a man not wearing a hat", "neither holds a cup", "a frame is not needed": what nobody has, and nobody wants, is
    no thing of the picture."""
    for thing in list(meaning.things):
        unwanted = any(one.text in _NOT_THERE for one in thing.notes)
        if unwanted and not any(thing in (*one.subjects, *one.objects) for one in meaning.facts):
            nouns.forget(thing)
            if not any(one.noun == thing.noun for one in meaning.things):
                meaning.absences.append(_absent(thing))
            meaning.told += [(thing.start, thing.end), *((one.start, one.end) for one in thing.notes)]
    for fact in [one for one in meaning.facts if one.negated and len(one.objects) == 1]:
        (thing,) = fact.objects
        holds = lexicon.listed("holding", lexicon.verb_base(fact.predicate.split()[0]))
        has = holds or fact.predicate in ("with", "wearing", "contains")
        said = [one for one in meaning.facts if thing in (*one.subjects, *one.objects)]
        alike = any(one.noun == thing.noun for one in meaning.things if one is not thing)
        denied = all(one.negated and one.predicate == fact.predicate for one in said)
        new = fact.start <= thing.start < fact.end and thing.article in ("a", "")
        if not (has and denied and new) or alike or fact.predicate.endswith(" by") or thing not in meaning.things:
            continue
        for one in said:
            meaning.take_back(one)
        nouns.forget(thing)
        meaning.absences.append(_absent(thing))
        meaning.told.append((thing.start, thing.end))


def _absent(thing: Thing) -> NounPhrase:
    """The phrase that says that there is none of it."""
    phrase = NounPhrase("noun_phrase", thing.nouns, negative=True, nouns=thing.nouns)
    phrase.adjectives = tuple(thing.adjectives)
    return phrase


def leave_to_pictures(meaning: Meaning) -> None:
    """ "a robot with a round head", "a clock with black hands": a part is what the picture of its whole shows of it.

    It stays a thing of which any number may be seen, so that none is drawn beside its whole, and that is told. What
    is on it is on its whole ("a bird on the roof of a house"). What has a place of its own is drawn.
    """
    owned = [fact for fact in meaning.facts if fact.predicate == "part of" and len(fact.objects) == 1]
    wholes = {
        id(fact.subjects[0]): fact.objects[0]
        for fact in owned if len(fact.subjects) == 1 and fact.subjects[0].is_part
    }  # fmt: skip
    # An order of parts alone is the picture's own: "a bookshelf with three shelves, a plant on the middle one".
    ordered = [row for row in meaning.rows if all(id(one) in wholes for one in (*row.things, *row.placed.values()))]
    meaning.rows = [row for row in meaning.rows if row not in ordered]
    meaning.told += [(row.start, row.end) for row in ordered]
    for fact in meaning.facts:
        if fact.predicate.split()[-1] in ("on", "touching") and not fact.free and len(fact.objects) == 1:
            part, whole = fact.objects[0], wholes.get(id(fact.objects[0]), fact.objects[0])
            fact.objects = fact.objects if whole in fact.subjects else (whole,)
            on_branch = fact.predicate.endswith("on") and part.is_kind("branch")
            on_shelf = fact.predicate.endswith("on") and part.noun == "shelf" and part is not whole
            deep = whole.entry is not None and whole.entry.role == "hollow" and whole.entry.face is None
            on_rim = part.noun in _BORDERS and deep  # whose picture has no place for it
            # a bird on a branch is not on top of the tree
            if (on_branch and whole.is_kind("tree")) or on_shelf or on_rim:
                fact.predicate = f"{fact.predicate[:-2]}inside"
    for fact in list(meaning.facts):  # "a bookcase with a globe on the top shelf": in it, said once
        within = sum(_says_the_same(one, fact, "inside") for one in meaning.facts)
        if within > 1 if fact.predicate == "inside" else within and fact.weak and not fact.free:
            meaning.take_back(fact)
    placed = {
        id(thing)
        for fact in meaning.facts
        if not (fact.free or fact.negated)
        for thing in (*fact.subjects, *fact.objects)
    } | {id(thing) for row in meaning.rows for thing in row.things}
    for fact in owned:
        for part in fact.subjects:
            if fact.negated or not part.is_part or part.is_living or part.label is not None:
                continue
            whole = fact.objects[0]
            if id(part) in placed or whole.is_part or part in meaning.undrawn or part is whole:
                continue
            if part.count is not None and part.count[0] == part.count[1]:
                part.notes.append(Note(str(part.count[0]), part.start, part.end))
            part.count = (0, None)
            meaning.undrawn[part] = whole


def _says_the_same(one: Fact, other: Fact, predicate: str) -> bool:
    return (one.subjects, one.predicate, one.objects, one.negated, one.which) == (
        other.subjects, predicate, other.objects, other.negated, other.which
    )  # fmt: skip


def order_on_parts(meaning: Meaning) -> None:
    """ "a bookshelf with a clock on the upper shelf and books on the lower one": the order of parts that the picture of
    their whole shows is that of what is on them."""
    wholes = {one.subjects[0]: one.objects[0] for one in meaning.facts if one.predicate == "part of" and one.objects}
    for fact in list(meaning.facts):
        one, other = fact.subjects[0], fact.objects[0] if fact.objects else None
        if fact.predicate != "above" or other is None or one not in wholes or wholes[one] is not wholes.get(other):
            continue
        borne = [x for x in meaning.facts if x.predicate == "on"]
        upper, lower = ([x.subjects for x in borne if x.objects == (part,)] for part in (one, other))
        if upper and lower:
            meaning.take_back(fact)
            meaning.facts += [replace(fact, subjects=a, objects=b) for a in upper for b in lower]


def quantify(meaning: Meaning, nouns: NounPhrases) -> None:
    """ "Every child holds a flag; there are three boys and two girls": the boys and the girls hold flags."""
    for pool in [one for one in meaning.things if one.article == "every" and one.count is None]:
        kinds = [one for one in meaning.things if one is not pool and kind_of(one.noun, pool.noun)]
        said = [fact for fact in meaning.facts if fact.subjects == (pool,)]
        if not kinds or len(said) < sum(pool in (*fact.subjects, *fact.objects) for fact in meaning.facts):
            continue
        for fact in said:
            meaning.facts.remove(fact)
            for one in kinds:
                own = [x for x in fact.objects if x.article in ("a", "") and x.count is None]
                copies = {x: replace(x, count=one.count, adjectives=list(x.adjectives)) for x in own}
                for x, copy in copies.items():
                    meaning.things.insert(meaning.things.index(x), copy)
                objects = tuple(copies.get(x, x) for x in fact.objects)
                meaning.facts.append(replace(fact, subjects=(one,), objects=objects))
            for x in own:
                nouns.forget(x)
        meaning.told.append((pool.start, pool.end))
        nouns.forget(pool)


def recolor(nouns: NounPhrases) -> None:
    """ "nine blue squares …, the middle one red": what has a colour of its own has not that of the others."""
    for one, inherited in nouns.parted:
        shared = [words for words in one.adjectives if any(words is other for other in inherited)]
        own = [words for words in one.adjectives if words not in shared and is_color_word(words[-1].lower)]
        if own:
            dropped = [words for words in shared if is_color_word(words[-1].lower)]
            one.adjectives = [words for words in one.adjectives if not any(words is other for other in dropped)]


def tell_apart(meaning: Meaning, nouns: NounPhrases) -> None:
    """ "eight balloons of different colours", "five balls of different sizes": each has a colour, or a size, of its
    own; the sizes grow in the order in which things are named."""
    for thing in list(meaning.things):
        note = next((one for one in thing.notes if _OF_DIFFERENT.fullmatch(one.text)), None)
        if note is None or not is_counted(thing):
            continue
        number = (thing.count or (1, 1))[0]
        in_color, in_size = "colo" in note.text, any(word in note.text for word in _SIZES)
        if (in_color and (thing.is_colored or number > len(_COLORS))) or (in_size and number > MOST_SIZES):
            continue
        thing.notes.remove(note)
        around = [one for one in meaning.facts if surrounds(one, thing)]
        for fact in around:
            meaning.take_back(fact)
        ones = nouns.one_by_one(thing)
        for one, color in zip(ones if in_color else (), _COLORS, strict=False):
            one.adjectives = [*one.adjectives, (Token("ADJ", color, note.start, note.end),)]
        for one, other in pairwise(ones if in_size else ()):
            meaning.facts.append(Fact((one,), "smaller than", (other,), note.start, note.end))
        for fact in around:  # all of them together
            meaning.rows.append(Row("ring", tuple(ones), fact.start, fact.end, around=fact.objects[0]))


def strengthen(meaning: Meaning) -> None:
    """ "a very small cat" is a tiny one."""
    for thing in meaning.things:
        if thing.is_backdrop or thing.listed("place"):
            continue  # which has no size in a picture
        for words in [one for one in thing.adjectives if len(one) == 2]:
            degree, size = words
            if degree.lower in _VERY and size.lower in _STRONGER:
                stronger = replace(size, lower=_STRONGER[size.lower], start=degree.start)
                thing.adjectives = [(stronger,) if one is words else one for one in thing.adjectives]


def express(meaning: Meaning) -> None:
    """ "a sad face": the picture of such a face, as far as there is one."""
    for thing in meaning.things:
        if thing.noun not in ("face", "smiley", "emoji", "emoticon"):
            continue
        for words in list(thing.adjectives):
            if (shown := lexicon.pairs("expression").get(words[-1].lower)) and len(words) == 1:
                thing.adjectives.remove(words)
                thing.nouns = tuple(replace(words[0], lower=word) for word in shown[0].split())
                meaning.told.append((words[0].start, words[0].end))
                break


def stand_in_rows(meaning: Meaning) -> None:
    """ "a snowman, behind it three firs": of more than two, what is half as large hides none but one; they
    stand in a row behind it."""
    for fact in meaning.facts:
        if fact.predicate != "behind" or fact.negated or fact.free or len(fact.objects) != 1:
            continue
        (thing, *more), (other,) = fact.subjects, fact.objects
        if thing.entry is None or other.entry is None or other.is_several or other.is_backdrop or more:
            continue
        several = is_counted(thing) and (thing.count or (0, 0))[0] > 2
        arranged = any(thing in (*row.things, *row.placed.values()) for row in meaning.rows)
        if several and not arranged and 2 * other.entry.size_cm <= thing.entry.size_cm:
            meaning.rows.append(Row("row", (thing,), fact.start, fact.end))


def deal_out(meaning: Meaning, nouns: NounPhrases) -> None:
    """ "four cards showing a heart, a star, a cross and a diamond": one on each, where there are as many."""
    for thing in list(meaning.things):
        shown = [one for one in meaning.facts if one.predicate in ("showing", "bearing") and one.subjects == (thing,)]
        ones = [fact.objects[0] for fact in shown if len(fact.objects) == 1 and not fact.objects[0].is_several]
        if not is_counted(thing) or thing.count != (len(shown), len(shown)) or len({*ones}) < len(shown):
            continue
        within = [
            one for one in meaning.facts
            if one.predicate == "inside" and one.objects == (thing,) and one.subjects[0] in ones
        ]  # fmt: skip
        for fact in (*shown, *within):
            meaning.take_back(fact)
        for part, one, said in zip(nouns.one_by_one(thing), ones, shown, strict=True):
            meaning.facts.append(Fact((one,), "inside", (part,), said.start, said.end))


def be_empty(meaning: Meaning) -> None:
    """ "an empty plate", "an empty beach": nothing is said to be on it or in it, and so nothing is."""
    holders = [one for fact in meaning.facts if _is_borne(fact) for one in fact.objects]
    holders += [one for fact in meaning.facts if fact.predicate == "contains" for one in fact.subjects]
    for thing in meaning.things:
        role = thing.entry.role if thing.entry is not None else ""
        alone = thing.is_ground and all(one is thing or one.is_backdrop for one in meaning.things)
        holds = role in ("surface", "hollow") and thing not in holders
        if not (holds or alone) or thing.noun in lexicon.pairs("showing"):
            continue
        for words in [one for one in thing.adjectives if words_of(one) == "empty"]:
            thing.adjectives.remove(words)
            meaning.told.append((words[0].start, words[-1].end))


def _is_borne(fact: Fact) -> bool:
    """Whether it says that something is on or in its object, or may say it."""
    return not fact.negated and (fact.free or fact.predicate.split()[-1] not in _BESIDES)


def shown_anyway(meaning: Meaning) -> Iterator[tuple[NounPhrase, Thing]]:
    """Takes back that something is not there where the picture of a thing shows it: "a bookshelf with no books"."""
    for phrase in list(meaning.absences):
        noun = lexicon.one_of(words_of(phrase.nouns))
        shows = (one for one in meaning.things if noun in lexicon.pairs("showing").get(one.noun, ()))
        if (whole := next(shows, None)) is not None:
            meaning.absences.remove(phrase)
            meaning.told.append((phrase.start, phrase.end))
            yield phrase, whole


def _is_one_of(one: Thing, pool: Thing) -> bool:
    """Whether it may be one of what the pool is called: a lion of animals, a cup of objects, a red star of stars."""
    if one.noun == pool.noun:
        return bool(one.adjectives)
    if pool.listed("anything"):
        return not (one.is_backdrop or one.listed("part"))
    return one.is_kind("animal" if pool.noun in ("pet", "creature") else pool.noun)


def name_each(meaning: Meaning, nouns: NounPhrases, pools: Sequence[tuple[Thing, int]]) -> None:
    """ "three people waiting: a man, a woman and a boy": those named behind a colon are the three, one for one."""
    for pool, colon in pools:
        kinds = [one for one in meaning.things if one.start > colon and _is_one_of(one, pool)]
        number = sum((one.count or (1, 1))[0] for one in kinds)
        told = pool.count is not None and pool.count[0] <= number and pool.count[1] in (number, None)
        if not kinds or not told or pool.label is not None:
            continue
        for one in kinds:
            one.adjectives = [*pool.adjectives, *one.adjectives]
            one.notes += pool.notes
        facts = []
        for fact in meaning.facts:
            if fact.subjects == (pool,):
                facts += [replace(fact, subjects=(one,)) for one in kinds]
            elif fact.objects == (pool,):
                facts += [replace(fact, objects=(one,)) for one in kinds]
            else:
                facts.append(fact)
        meaning.facts = facts
        for row in meaning.rows:
            if pool in row.things:
                row.things = (*(one for one in row.things if one is not pool), *kinds)
        meaning.told.append((pool.start, pool.end))
        nouns.forget(pool)
