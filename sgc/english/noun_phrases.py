"""Noun phrases become things: what "of" joins, whose something is, and which thing a phrase names again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.english import lexicon
from sgc.english.meaning import SEVERAL, CountComparison, Fact, Meaning, Note, Row, Thing, kind_of
from sgc.english.phrases import Count, NounPhrase, Phrase, words_of
from sgc.english.tokens import Token
from sgc.graph.plurals import plural
from sgc.graph.vocabulary import lookup

#: "the second cup" is the second that was named.
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip

#: Nouns that speak of the picture where another stands before them: "a winter scene".
_SCENES = frozenset(("scene", "landscape", "scenery", "setting", "background", "backdrop", "view", "panorama"))
#: Those of them that name nothing to be seen by themselves.
_ALONE = frozenset(("scene", "scenery", "setting"))
#: What is behind all, and words for one of which nothing more is to be seen.
BACKGROUNDS = ("background", "backdrop")
PLAIN = frozenset(("plain", "solid", "simple", "clean", "blank", "uniform", "flat", "empty", "neutral"))
_COMPUTERS = ("computer", "computer keyboard", "laptop", "monitor", "mouse pad")


class NounPhrases:
    """Reads the noun phrases of one prompt into ``meaning.things``."""

    def __init__(self, phrases: Sequence[Phrase], meaning: Meaning) -> None:
        self._phrases = phrases
        self._meaning = meaning
        self.rest_of: list[tuple[Thing, Thing]] = []  # a share of several things, and the others of them
        self.parted: list[tuple[Thing, list[tuple[Token, ...]]]] = []  # those told apart, and how all were described
        self._seen: list[NounPhrase] = []  # of nouns that alone name nothing to be seen: the night of "a night scene"

    def read(
        self, phrase: NounPhrase, following: int, subject: Sequence[Thing], owner: Sequence[Thing]
    ) -> tuple[Thing | None, str, int]:
        """The thing that a phrase names with all "of …" after it, and the number of the phrase that goes on.

        ``following`` is the number of the phrase after it; ``subject`` is whose "its" is, ``owner`` whose it is after
        "with". For a noun that names nothing to be seen there is no thing, but its words.
        """
        part = self._of(following) or self._of_people(phrase, following)
        self._of_scene(phrase)
        _part_modifiers(phrase)
        if not phrase.nouns:  # "three of the cats"
            if part is None:
                return None, _words(phrase), following
            thing, words, after = self.read(part, following + 2, subject, owner)
            if thing is not None and phrase.count is not None:
                thing = self.some_of(thing, phrase.count)
                self._meaning.told += [(phrase.start, phrase.end), (part.start, part.end)]
            return thing, words, after
        if part is None:
            written = following < len(self._phrases) and self._phrases[following].kind == "TEXT"
            if not written and self._is_unseen(phrase):
                return None, _words(phrase), following
            thing = self._declare_owned(phrase, subject, owner)
            return (self.share_of(thing, phrase) if phrase.share else thing), "", following
        head = phrase.nouns[-1].lower
        if _gathers(phrase, part):
            thing, words, after = self.read(part, following + 2, subject, owner)
            if thing is not None:
                self._gathered(thing, phrase, part)
            return thing, words, after
        portion = lexicon.listed("portion", head) and not lexicon.listed("vessel", head)
        if portion and not part.article and not self._is_unseen(part):
            thing, words, after = self.read(part, following + 2, subject, owner)
            if thing is not None:
                self._take_over(thing, phrase)
                thing.count = phrase.count or ((2, None) if lexicon.is_plural(head) else None)
                thing.adjectives = [*phrase.adjectives, *thing.adjectives]
                thing.notes.append(self._note_of(phrase.nouns))
            return thing, words, after
        if self._is_unseen(phrase):
            thing, words, after = self.read(part, following + 2, subject, owner)
            if thing is None:
                return None, f"{_words(phrase)} of {words}", after
            thing.notes.append(Note(_words(phrase, articles=False) + " of", phrase.start, phrase.end))
            return thing, "", after
        whole = self._declare_owned(phrase, subject, owner)
        thing, words, after = self.read(part, following + 2, subject, ())
        if thing is None or thing is whole:
            words, after = self._and_more(words or _words(part), after)
            whole.notes.append(Note(f"of {words}", part.start, self._phrases[after - 1].end))
        elif whole.listed("vessel") and not thing.is_kind("building"):
            thing.fill(whole)
            self._meaning.facts.append(Fact((whole,), "contains", (thing,), phrase.start, part.end))
        elif whole.entry is not None and whole.entry.role == "surface" and thing.count and thing.entry is not None:
            self._meaning.facts.append(Fact((thing,), "on", (whole,), phrase.start, part.end))  # "a shelf of toys"
        else:
            predicate = "part of" if whole.listed("part") else "of"
            self._meaning.facts.append(Fact((whole,), predicate, (thing,), phrase.start, part.end, free=True))
        return whole, "", after

    def _and_more(self, words: str, following: int) -> tuple[str, int]:
        """ "of different sizes and colors": the words that go on with a noun of nothing to be seen."""
        if following + 1 < len(self._phrases) and self._phrases[following].kind == "AND":
            more = self._phrases[following + 1]
            if isinstance(more, NounPhrase) and more.nouns and not more.article and self._is_unseen(more):
                return f"{words} and {_words(more)}", following + 2
        return words, following

    def some_of(self, whole: Thing, count: Count) -> Thing:
        """ "two of the four cups": the two, and another two; what was said of all is true of both."""
        if whole.count is None or whole.count[0] != whole.count[1] or count[0] != count[1]:
            whole.count = count if count != (1, 1) else None
            return whole
        rest = whole.count[0] - count[0]
        if rest <= 0:
            return whole
        number = count if count[0] > 1 else None
        some = whole.like_it(number)
        whole.count = (rest, rest) if rest > 1 else None
        self.parted.append((some, list(whole.adjectives)))
        self._meaning.things.insert(self._meaning.things.index(whole), some)
        for row in self._meaning.rows:
            if whole in row.things:
                at = row.things.index(whole)
                row.things = (*row.things[:at], some, *row.things[at:])
        for fact in self._meaning.facts:
            if fact.predicate.endswith("between") and fact.objects == (whole,) and not (number or whole.count):
                fact.objects = (some, whole)  # "between two cars, one red and one blue"
        self._meaning.facts += [
            replace(
                one,
                subjects=tuple(some if thing is whole else thing for thing in one.subjects),
                objects=tuple(some if thing is whole else thing for thing in one.objects),
                predicate="near" if number is None and surrounds(one, whole) else one.predicate,
            )
            for one in self._meaning.facts
            if whole in (*one.subjects, *one.objects) and some not in one.objects and not deals(one, whole)
        ]  # fmt: skip
        return some

    def one_by_one(self, things: Thing) -> list[Thing]:
        """So many things as there are of several, in their order; what was said of all is true of each."""
        number = (things.count or (1, 1))[0]
        return [*(self.some_of(things, (1, 1)) for _ in range(number - 1)), things]

    def share_of(self, whole: Thing, phrase: NounPhrase) -> Thing:
        """ "half of the apples", "some of the stars": these, and the rest of them."""
        if not whole.is_several or whole.count is None:
            whole.notes.append(Note(f"{phrase.tokens[0].lower}", phrase.start, phrase.tokens[0].end))
            return whole
        self._meaning.told.append((phrase.start, phrase.end))
        some = self._share(whole, phrase)
        self.rest_of.append((some, whole))
        return some

    def _share(self, whole: Thing, phrase: NounPhrase) -> Thing:
        assert whole.count is not None
        part, _, parts = phrase.share.partition("/")
        least, most = whole.count
        if parts and least == most and least % int(parts) == 0 and least > int(parts):
            return self.some_of(whole, (least // int(parts),) * 2)
        some = whole.like_it((1, None))
        whole.count = (1, None)
        self._meaning.things.insert(self._meaning.things.index(whole), some)
        if parts:
            self._meaning.comparisons.append(
                CountComparison(whole, some, int(parts) - 1, phrase.start, phrase.end, named=True)
            )
        elif part == "most":
            self._meaning.comparisons.append(CountComparison(some, whole, 0, phrase.start, phrase.end, named=True))
        return some

    def declare(self, phrase: NounPhrase, several: bool = False) -> Thing:
        """A new thing, or the one that the phrase names again; ``several`` in a comparison of counts, which names
        kinds of things: those that are there already, if there are any."""
        known = self._again(phrase, compared=several)
        if known is not None:
            self._meaning.told.append((phrase.start, phrase.end))
            return known
        if (compared := self._compared(phrase)) is not None:
            compared.count = phrase.count
            self._meaning.told.append((phrase.start, phrase.end))
            return compared
        count = phrase.count
        if phrase.size is not None:
            count = (phrase.size[0] * phrase.size[1],) * 2
        if count is None and phrase.nouns and phrase.article in ("", "the", "its", "other", "every"):
            count = _plural_count(phrase)
        if several and count is None:
            count = (1, None)
        if phrase.pairs is not None and _is_pairless(phrase):
            count = phrase.pairs
        if count == (1, 1):
            count = None
        if phrase.pairs is not None and len(phrase.nouns) == 1 and phrase.nouns[0].lower == "glasses":
            phrase.nouns = (replace(phrase.nouns[0], lower="eyeglasses"),)
        self._of_a_computer(phrase)
        thing = Thing(phrase.nouns, phrase.start, phrase.end, count, list(phrase.adjectives), article=phrase.article)
        self._meaning.things.append(thing)
        if phrase.size is not None:
            self._meaning.rows.append(Row("grid", (thing,), phrase.start, phrase.end, phrase.size))
        return thing

    def _compared(self, phrase: NounPhrase) -> Thing | None:
        """ "more stars than moons, and at least three moons": what was compared, and is now told how many."""
        if phrase.count is None or phrase.article:
            return None
        looks = _looks(phrase.adjectives)
        compared = (thing for one in self._meaning.comparisons if not one.named for thing in (one.more, one.than))
        noun = lexicon.one_of(words_of(phrase.nouns))
        open_ones = (one for one in compared if one.count in ((1, None), (2, None)))
        return next((one for one in open_ones if one.noun == noun and _looks(one.adjectives) == looks), None)

    def _of_a_computer(self, phrase: NounPhrase) -> None:
        """ "a keyboard and a mouse": what is named after a part of a computer is no animal."""
        one = len(phrase.nouns) == 1 and lexicon.one_of(phrase.nouns[0].lower) == "mouse"
        if one and any(thing.is_kind(*_COMPUTERS) for thing in self._meaning.things):
            phrase.nouns = (replace(phrase.nouns[0], lower="computer"), *phrase.nouns)

    def forget(self, thing: Thing) -> None:
        """Takes back a thing that turned out to be another one told more of."""
        self._meaning.things = [one for one in self._meaning.things if one is not thing]

    def other(self, last: Thing | None) -> Thing | None:
        """ "the other": the thing named before that is not the last one."""
        others = [thing for thing in self._meaning.things if thing is not last]
        return others[-1] if others else None

    # ------------------------------------------------------------ parts of it

    def _of(self, following: int) -> NounPhrase | None:
        """The noun phrase after an "of" that follows."""
        if following + 1 < len(self._phrases) and self._phrases[following].kind == "of":
            part = self._phrases[following + 1]
            if isinstance(part, NounPhrase) and part.nouns and not part.negative:
                return part
        return None

    def _of_people(self, phrase: NounPhrase, following: int) -> NounPhrase | None:
        """ "a family of four": so many people."""
        number = self._phrases[following + 1 : following + 2] if self._phrases[following:] else []
        if not phrase.nouns or not lexicon.listed("person", phrase.nouns[-1].lower) or not number:
            return None
        (part,) = number
        bare = isinstance(part, NounPhrase) and not part.nouns and part.count is not None and not part.adjectives
        if self._phrases[following].kind != "of" or not bare or not lexicon.gathers(phrase.nouns[-1].lower):
            return None
        assert isinstance(part, NounPhrase)
        part.nouns = (replace(part.tokens[-1], kind="HEAD", lower="people"),)
        return part

    def _of_scene(self, phrase: NounPhrase) -> None:
        """ "a beach scene", "an underwater scene", "a night landscape": the last noun speaks of the picture."""
        last = phrase.nouns[-1] if phrase.nouns else None
        if last is None or last.lower not in _SCENES:
            return
        place = next((one for one in phrase.adjectives if lexicon.listed("place", words_of(one))), None)
        if len(phrase.nouns) == 1 and place is not None:
            phrase.adjectives = tuple(one for one in phrase.adjectives if one is not place)
            phrase.nouns = (*place, last)
        if len(phrase.nouns) == 2 and phrase.nouns[0].lower in PLAIN and last.lower in BACKGROUNDS:
            phrase.adjectives, phrase.nouns = (*phrase.adjectives, phrase.nouns[:1]), (last,)  # no plain of grass
        if len(phrase.nouns) > 1:
            self._meaning.told.append((last.start, last.end))
            phrase.nouns = phrase.nouns[:-1]
            if lexicon.is_known_noun(words_of(phrase.nouns)):
                self._seen.append(phrase)

    def _declare_owned(self, phrase: NounPhrase, subject: Sequence[Thing], owner: Sequence[Thing]) -> Thing:
        whose = phrase.owner
        _name_kin(phrase, subject)
        if whose is not None and self._classifies(whose, phrase):
            thing = self.declare(phrase)
            words = f"{words_of(whose.nouns)}'s"
            thing.adjectives.insert(0, (Token("ADJ", words, whose.nouns[0].start, whose.end),))
            return thing
        owned = self.declare(whose) if whose is not None and not self._is_unseen(whose) else None
        thing = self.declare(phrase)
        if owned is not None and owned is not thing:
            self.own(thing, owned, phrase)
        elif phrase.article == "its" and not owner and subject and thing not in subject:
            somebody = phrase.tokens[0].lower in ("his", "her") and not subject[0].is_living
            persons = (one for one in reversed(self._meaning.things) if somebody and one.is_living and one is not thing)
            self.own(thing, next(persons, subject[0]), phrase)
        return thing

    def _classifies(self, whose: NounPhrase, phrase: NounPhrase) -> bool:
        """Whether an owner only tells the kind of thing: "a doctor's office", "women's shoes", "a bird's nest"."""
        if lexicon.listed("part", phrase.nouns[-1].lower) or whose.adjectives or whose.count or whose.owner:
            return False
        noun = lexicon.one_of(words_of(whose.nouns))
        if whose.article == "the" and any(one.noun == noun for one in self._meaning.things):
            return False
        return whose.article in ("", "a") or (
            whose.article == "the" and lexicon.listed("place", phrase.nouns[-1].lower)
        )

    def own(self, thing: Thing, owner: Thing, phrase: NounPhrase) -> None:
        """Says whose the thing is."""
        predicate = "part of" if thing.listed("part") else "of"
        self._meaning.facts.append(Fact((thing,), predicate, (owner,), phrase.start, phrase.end, free=True, weak=True))

    def _gathered(self, thing: Thing, phrase: NounPhrase, part: NounPhrase) -> None:
        """ "a group of four people": the people, with what was said of the group; "a row of trees" arranges them."""
        each = thing.count
        if each is None and not thing.listed("mass"):
            each = thing.count = (2, None)
        lines = phrase.count[0] if phrase.count is not None and phrase.count[0] == phrase.count[1] else 1
        if each is not None and lines > 1:  # "two bunches of three flowers"
            thing.count = (lines * each[0], each[1] and lines * each[1])
        self._take_over(thing, phrase)
        kind, size = kind_of_group(phrase), phrase.size
        if size is not None:
            thing.count = (size[0] * size[1],) * 2
        if lexicon.is_plural(phrase.nouns[-1].lower):  # "two rows of five chairs"
            exactly = each is not None and each[0] == each[1]
            size = (lines, each[0]) if exactly and each and lines > 1 and kind in ("row", "column") else None
            kind, size = ("grid", size[::-1] if kind == "column" else size) if size else ("", None)
        if kind and thing.is_several and part.size is None:
            self._meaning.rows.append(Row(kind, (thing,), phrase.start, phrase.end, size))
            looks = [words_of(one) for one in phrase.adjectives if one[-1].lower not in ("vertical", "horizontal")]
            if looks:
                note = self._note_of(phrase.nouns)
                thing.notes.append(replace(note, text=f"{' '.join(looks)} {note.text}"))
        elif part.size is None:
            thing.adjectives = [*phrase.adjectives, *thing.adjectives]
            thing.notes.append(self._note_of(phrase.nouns))
        else:
            self._meaning.told.append((phrase.start, phrase.end))

    def _note_of(self, nouns: Sequence[Token]) -> Note:
        words = [*(one.lower for one in nouns[:-1]), lexicon.one_of(nouns[-1].lower)]
        return Note(" ".join(words) + " of", nouns[0].start, nouns[-1].end)

    def _take_over(self, thing: Thing, phrase: NounPhrase) -> None:
        thing.start = min(thing.start, phrase.start)
        thing.article = phrase.article

    def _is_quoted(self, phrase: NounPhrase) -> bool:
        """Whether the words themselves follow: "the word 'HELLO'"."""
        after = next((i for i, one in enumerate(self._phrases, 1) if one is phrase), len(self._phrases))
        return after < len(self._phrases) and self._phrases[after].kind == "TEXT"

    def _is_unseen(self, phrase: NounPhrase) -> bool:
        if not phrase.nouns:
            return True
        if any(phrase is one for one in self._seen) or self._is_listed(phrase):
            return False
        words = " ".join(one.lower for one in phrase.nouns)
        if words in _SCENES and any(one[-1].lower in lexicon.pairs("setting") for one in phrase.adjectives):
            return True  # "a rainy landscape with a girl", as "a rainy day with a girl"
        return (lexicon.listed("abstract", phrase.nouns[-1].lower) or phrase.nouns[-1].lower in _ALONE) and not (
            len(phrase.nouns) > 1 and lexicon.is_known_noun(words)
        )

    def _is_listed(self, phrase: NounPhrase) -> bool:
        """Whether it says how many things a colon is going to name: "four shapes in a row: a circle, …"."""
        noun = phrase.nouns[-1].lower
        if len(phrase.nouns) > 1 or not (lexicon.is_plural(noun) and lexicon.listed("anything", noun)):
            return False
        after = next((i for i, one in enumerate(self._phrases, 1) if one is phrase), len(self._phrases))
        stops = (one.text for one in self._phrases[after:] if one.kind == "STOP")
        return next(stops, "") == ":"

    def _again(self, phrase: NounPhrase, compared: bool = False) -> Thing | None:
        """The thing before that "the …" names: the same noun, and nothing said that it is not."""
        if not phrase.nouns or (phrase.article not in ("the", "every", "its") and not compared):
            return None
        noun = lexicon.one_of(" ".join(one.lower for one in phrase.nouns))
        words = {one[-1].lower for one in phrase.adjectives}
        ordinal = next((word for word in words if word in ORDINALS), None)
        if ordinal is not None and phrase.article == "the":
            others = words - {ordinal}
            alike = [one for one in self._meaning.things if one.noun == noun and others <= _described(one)]
            number = ORDINALS.index(ordinal)
            return alike[number] if len(alike) > max(1, number) else None
        if noun in ("text", "title", "word") and not words and not self._is_quoted(phrase):
            written = next((one for one in reversed(self._meaning.things) if one.is_written), None)
            if written is not None:
                return written
        for thing in reversed(self._meaning.things):
            same_count = phrase.count is None or phrase.count == thing.count
            if thing.noun == noun and words <= _described(thing) and same_count:
                return thing
        if phrase.article == "the" and not words and phrase.owner is None and not compared:
            called = [one for one in self._meaning.things if _may_be_called(one, noun, phrase)]
            if len(called) == 1:
                return called[0]
        for thing in reversed(self._meaning.things):  # "a beach … in the sand"
            entry = thing.entry
            ground = entry is not None and (entry.role, entry.stance) == ("backdrop", "ground")
            wet = noun == "water" and thing.is_kind("sea", "lake", "river", "pond")
            if ground and not words and (wet or thing.is_kind(noun)):
                return thing
        return None


def kind_of_group(phrase: NounPhrase) -> str:
    """The arrangement that a noun is ("row" for "a line"), or nothing: "a vertical line" is a column."""
    kind = lexicon.gathers(phrase.nouns[-1].lower) if len(phrase.nouns) == 1 else ""
    words = {one[-1].lower for one in phrase.adjectives}
    if kind not in lexicon.ARRANGEMENTS or "diagonal" in words:
        return ""
    return "column" if kind == "row" and "vertical" in words else "row" if "horizontal" in words else kind


def surrounds(fact: Fact, whole: Thing) -> bool:
    """Whether several surround something, which one of them alone does not."""
    return fact.predicate == "surrounding" and fact.subjects == (whole,)


def deals(fact: Fact, whole: Thing) -> bool:
    """Whether a fact gives each of several subjects one of the whole: "three pigs in front of three houses"."""
    return whole in fact.objects and any(one.is_several for one in fact.subjects) and not fact.free


def _part_modifiers(phrase: NounPhrase) -> None:
    """ "a mother duck", "a shop window": of a compound that the vocabulary has not, what it has can be drawn.

    The nouns before that tell more of it.
    """
    words = [one.lower for one in phrase.nouns]
    if len(words) > 1 and lexicon.gathers(words[-1]).endswith("..x") and kind_of(lexicon.one_of(words[-2]), "animal"):
        phrase.nouns = phrase.nouns[:-1]  # "a penguin family"
        phrase.count, phrase.adjectives = (SEVERAL, None), (*phrase.adjectives, (phrase.tokens[-1],))
        return
    first = next((i for i in range(len(words)) if _is_drawn(" ".join(words[i:]))), 0)
    if first and kind_of(lexicon.one_of(" ".join(words[:first])), lexicon.one_of(" ".join(words[first:]))):
        phrase.nouns = phrase.nouns[:first]  # "an oak tree" is an oak
        return
    if first and not lexicon.listed("abstract", words[-1]):
        phrase.adjectives = (*phrase.adjectives, *((one,) for one in phrase.nouns[:first]))
        phrase.nouns = phrase.nouns[first:]


def _name_kin(phrase: NounPhrase, subject: Sequence[Thing]) -> None:
    """ "ducklings following their mother": the mother of an animal is one of its kind."""
    of_animal = phrase.article == "its" and bool(subject) and subject[0].is_kind("animal")
    if not of_animal or len(phrase.nouns) != 1 or not lexicon.listed("kin", lexicon.one_of(phrase.nouns[0].lower)):
        return
    entry, token = subject[0].entry, phrase.nouns[0]
    if entry is None or entry.concept == "animal":
        return
    grown = entry.parent if lexicon.listed("young", entry.concept) and entry.parent else entry.concept
    phrase.adjectives = (*phrase.adjectives, (replace(token, lower=lexicon.one_of(token.lower)),))
    phrase.nouns = (replace(token, lower=plural(grown) if lexicon.is_plural(token.lower) else grown),)


def _is_drawn(words: str) -> bool:
    entry = lookup(words)
    return entry is not None and (entry.curated or " " in words)


def _gathers(phrase: NounPhrase, part: NounPhrase) -> bool:
    """Whether a noun with "of" gathers what stands after it: "a ring of candles", but not "a ring of gold"."""
    group, head = phrase.nouns[-1], part.nouns[-1].lower
    if group.kind == "HEAD" and group.meaning.endswith("..x"):
        return True
    several = lexicon.is_plural(head) or part.count not in (None, (1, 1)) or part.size is not None
    if lexicon.listed("abstract", head):
        return False
    living = Thing(part.nouns, part.start, part.end).is_living
    return lexicon.gathers(group.lower) in lexicon.ARRANGEMENTS and len(phrase.nouns) == 1 and (several or living)


def _may_be_called(thing: Thing, noun: str, phrase: NounPhrase) -> bool:
    """Whether "the …" may be short for the thing, or say what kind it is: a park bench is "the bench", a parrot "the
    bird"."""
    same = thing.is_several == lexicon.is_plural(phrase.nouns[-1].lower) and phrase.count in (None, thing.count)
    short = len(phrase.nouns) == 1 and len(thing.nouns) > 1 and thing.head == noun
    return same and not thing.is_backdrop and (short or (thing.is_living and kind_of(thing.noun, noun)))


def _described(thing: Thing) -> set[str]:
    return {one[-1].lower for one in thing.adjectives}


def _is_pairless(phrase: NounPhrase) -> bool:
    """Whether a pair of it is one thing: scissors, and reading glasses, but not wine glasses."""
    known = len(phrase.nouns) > 1 and lexicon.is_known_noun(words_of(phrase.nouns))
    return bool(phrase.nouns) and not known and lexicon.listed("pairless", phrase.nouns[-1].lower)


def _plural_count(phrase: NounPhrase) -> Count | None:
    """A bare plural is two or more; a pair of scissors is one."""
    noun = phrase.nouns[-1].lower
    if not lexicon.is_plural(noun):
        return None
    return 2, None


def _words(phrase: NounPhrase, articles: bool = True) -> str:
    tokens = phrase.tokens if articles else tuple(one for one in phrase.tokens if one.kind != "ARTICLE")
    return " ".join(one.lower for one in tokens if one.lower)


def _looks(adjectives: Sequence[Sequence[Token]]) -> list[str]:
    return sorted(" ".join(token.lower for token in one) for one in adjectives)
