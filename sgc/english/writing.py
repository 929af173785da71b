"""Writes the meaning of a prompt as a scene: the tree that its scene file would have, with spans in the prompt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from sgc.english import lexicon
from sgc.english.meaning import CountComparison, Fact, Look, Meaning, Note, Proportion, Row, Thing, Total
from sgc.english.phrases import Count, NounPhrase
from sgc.english.showing import without_shown
from sgc.english.tokens import Token
from sgc.graph.colors import is_modifier
from sgc.graph.plurals import plural
from sgc.graph.relations import PHRASES
from sgc.graph.scene import CANVAS
from sgc.graph.vocabulary import classify_adjective
from sgc.source import Source, Span
from sgc.source.suggest import distance
from sgc.syntax import tree

#: The size in pixels of letters that are a thing of their own: of a few, the least, and of so many that fill a line.
LETTERS, LEAST_LETTERS, LINE = 96, 28, 560
#: So many texts at most are of large letters.
MOST_LARGE = 4
#: Relations that give every thing one of the others where both are as many, by their families.
PAIRING = ("support", "containment", "contact", "overlap", "depth", "place")
#: What is on a side of each of several is near that one, and nearer than to the others.
_NEAR = {"left of": "beside", "right of": "beside", "above": "near", "below": "near"}
#: So many of what belongs to each are told one by one.
MOST_PAIRS = 24
_NOT_OF_NAMES = re.compile(r"\W+")


def write(
    meaning: Meaning, source: Source, known: Mapping[Thing, str] | None = None, taken: Collection[str] = ()
) -> tree.SyntaxTree:
    """The scene in which everything holds that the prompt says.

    ``known`` things are declared elsewhere, under these names; new ones get none of the names ``taken`` there.
    """
    return _Writer(meaning, source, known or {}, taken).written()


class _Writer:
    def __init__(self, meaning: Meaning, source: Source, known: Mapping[Thing, str], taken: Collection[str]) -> None:
        self.meaning = meaning
        self.source = source
        self.known = known
        self.names = {**known, **dict(_names((one for one in meaning.things if one not in known), taken))}

    def written(self) -> tree.SyntaxTree:
        meaning = self.meaning
        body: list[tree.Statement] = [self._background(meaning.background)] if meaning.background else []
        body += (self._declaration(one) for one in meaning.things if one not in self.known)
        seen: set[tuple[object, ...]] = set()
        for fact in meaning.facts:
            if not fact.subjects or not all(one in self.names for one in (*fact.subjects, *fact.objects)):
                continue  # about a phrase that turned out to name something else once more
            if set(fact.subjects) & set(fact.objects):
                continue  # two words for one thing: "the sunset painted the sky"
            key = (*map(id, fact.subjects), fact.which, fact.predicate, *map(id, fact.objects), fact.negated)
            if key not in seen:
                seen.add(key)
                for one in _apart(fact):
                    body += self._for_each(one) or [self._relation(one)]
                body += self._proportion(fact)
        body += (self._row(row) for row in meaning.rows if all(one in self.names for one in row.things))
        body += map(self._of_sides, (one for one in meaning.proportions if {one.thing, one.than} <= self.names.keys()))
        body += map(self._comparison, meaning.comparisons)
        body += (self._total(one) for one in meaning.totals if self.names.keys() >= {*one.things})
        body += map(self._absence, meaning.absences)
        figure = tree.Figure(self.source.span(), "scene", None, None, None, tuple(body))
        return tree.SyntaxTree(self.source, (), (figure,))

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _of(self, token: Token) -> Span:
        return Span(self.source, token.start, token.end)

    def _background(self, color: Sequence[Token]) -> tree.Setting:
        words = tuple(tree.Word(self._of(one), one.lower) for one in color)
        span = self._span(color[0].start, color[-1].end)
        value = tree.Name(span, words[0].text) if len(words) == 1 else tree.Words(span, words)
        return tree.Setting(span, tree.Word(span, "background"), value)

    # ------------------------------------------------------------ declarations

    def _declaration(self, thing: Thing) -> tree.Declaration:
        span = self._span(thing.start, thing.end)
        label = None
        if thing.label is not None:
            label = tree.Text(self._of(thing.label), (thing.label.lower,))
        if label is not None and thing.is_written:  # the text itself, in its colour
            colors = [] if thing.ink is None else [(thing.ink,)]
            text = replace(thing.nouns[-1], lower="text")
            words = (*self._notes(thing.notes), *self._phrase([*colors, *thing.adjectives], (text,), True))
            phrase = tree.Phrase(
                span, self._count(thing.count, span), words, label=label, properties=(self._large(label, thing),)
            )
            return tree.Declaration(span, self._name(thing), phrase)
        words = (*self._notes(thing.notes), *self._phrase(thing.adjectives, thing.nouns, thing.label is not None))
        written: tuple[tree.Property, ...] = ()
        if thing.ink is not None:
            ink = self._of(thing.ink)
            written = (tree.Property(ink, tree.Word(ink, "ink"), tree.Name(ink, thing.ink.lower)),)
        written += tuple(self._property(name, look) for name, look in thing.properties.items())
        phrase = tree.Phrase(span, self._count(thing.count, span), words, label=label, properties=written)
        return tree.Declaration(span, self._name(thing), phrase)

    def _property(self, name: str, look: Look) -> tree.Property:
        span = self._span(look.start, look.end)
        is_truth = isinstance(look.value, bool)
        value = tree.Name(span, "true") if is_truth else tree.Number(span, Fraction(look.value))
        return tree.Property(span, tree.Word(span, name), value)

    def _large(self, label: tree.Text, thing: Thing) -> tree.Property:
        """The size of letters that are a thing of the picture; a title is larger than what is written besides, and
        words, or single letters, are as large as each other."""
        written = [one for one in self.meaning.things if one.is_written]
        first = written[0] is thing or (thing.noun == written[0].noun and not self.meaning.is_sheet)
        crowded = sum((one.count or (1, 1))[0] for one in written) > MOST_LARGE
        letters = max(1, sum(len(part) for part in label.parts if isinstance(part, str)))
        size = max(LEAST_LETTERS, min(LETTERS if first and not crowded else LETTERS // 2, LINE // letters))
        return tree.Property(label.span, tree.Word(label.span, "font"), tree.Number(label.span, Fraction(size)))

    def _count(self, count: Count | None, span: Span) -> tree.Expression | None:
        if count is None:
            return None
        least, most = count
        if least == most:
            return tree.Number(span, Fraction(least))
        end = None if most is None else tree.Number(span, Fraction(most))
        return tree.Range(span, tree.Number(span, Fraction(least)), end)

    def _notes(self, notes: Iterable[Note]) -> Iterator[tree.Word]:
        """What is kept of a thing in words of its own, each quoted, so that it stays together."""
        seen: set[str] = set()
        for note in notes:
            if note.text not in seen:
                seen.add(note.text)
                yield tree.Word(self._span(note.start, note.end), note.text, quoted=True)

    def _phrase(
        self, adjectives: Sequence[tuple[Token, ...]], nouns: Sequence[Token], labelled: bool = False
    ) -> Iterator[tree.Word]:
        """Attributes and a noun in the singular, quoted where the language would part them elsewhere.

        In the language an image has a file and a text has words; what only bears the name is called otherwise.
        """
        last = ""
        seen: set[str] = set()
        for tokens in adjectives:
            words = " ".join(one.lower for one in tokens)
            if words in seen:
                continue
            seen.add(words)
            quoted = len(tokens) > 1 or not words.isalpha()
            span = self._of(tokens[0]).to(self._of(tokens[-1]))
            last = "" if quoted else words
            yield tree.Word(span, words, quoted)
        noun = lexicon.one_of(" ".join(one.lower for one in nouns))
        noun = "picture" if noun == "image" else "writing" if noun == "text" and not labelled else noun
        if _reads_as_written(last, noun):
            texts = noun.split()
            for i, text in enumerate(texts):
                yield tree.Word(self._of(nouns[min(i, len(nouns) - 1)]), text)
        else:
            yield tree.Word(self._of(nouns[0]).to(self._of(nouns[-1])), noun, quoted=True)

    def _name(self, thing: Thing) -> tree.Name:
        return tree.Name(self._span(thing.start, thing.end), self.names[thing])

    # ------------------------------------------------------------ statements

    def _reference(self, thing: Thing, which: str = "") -> tree.Reference:
        span = self._span(thing.start, thing.end)
        name, bracket, number = self._name(thing).text.partition("[")
        if not bracket and which.isdecimal() and thing.is_several:
            bracket, number = "[", which
        if not bracket:
            some: tree.Quantifier | None = None
            if which == "some" and thing.is_several:
                some = tree.Quantifier(span, "some")
            elif which.endswith(" of"):
                some = tree.Quantifier(span, "exactly", tree.Number(span, Fraction(which.removesuffix(" of"))))
            return tree.Reference(span, self._name(thing), some)
        member = tree.Index(span, tree.Name(span, name), (tree.Number(span, Fraction(number.rstrip("]"))),))
        return tree.Reference(span, member)

    def _relation(self, fact: Fact, of: int = 0) -> tree.Statement:
        """A relation, with the members of that number on its other side where it is ``of`` one of them alone."""
        things = (*fact.subjects, *fact.objects)
        span = self._span(min(fact.start, *(one.start for one in things)), max(fact.end, *(one.end for one in things)))
        here = self._span(fact.start, fact.end)
        objects = tuple(self._reference(one, str(of) if of else "") for one in fact.objects)
        if not objects:
            objects = (tree.Reference(here, tree.Name(here, CANVAS)),)
        free = fact.free and not _is_bare_verb(fact.predicate)
        step = tree.Step(here, tree.Predicate(here, fact.predicate, free), objects)
        relation = tree.Relation(span, self._reference(fact.subjects[0], fact.which), (step,))
        return tree.Negation(span, relation) if fact.negated else relation

    def _for_each(self, fact: Fact) -> list[tree.Statement]:
        """What holds of each of several and what belongs to it, one by one: "two plates, each with a fork on the left".
        Nothing where the relation itself gives every thing one of the others."""
        if fact.predicate == "with" and fact.free and len(fact.objects) == 1 and fact.objects[0].of_each:
            fact = replace(fact, subjects=fact.objects, predicate="near", objects=fact.subjects, free=False)
        (one, *_), (other, *more) = fact.subjects, fact.objects or (None,)
        if other is None or more or len(fact.subjects) > 1 or fact.free or fact.which or fact.predicate not in PHRASES:
            return []
        whole = one.of_each or other.of_each
        shares = [1 if thing is whole else thing.share for thing in (one, other)]
        belong = whole is not None and all(thing is whole or thing.of_each is whole for thing in (one, other))
        if not belong or whole is None or (max(shares) == 1 and PHRASES[fact.predicate].family in PAIRING):
            return []
        number = (whole.count or (1, 1))[0]
        if shares[1] > 1 or number * shares[0] > MOST_PAIRS:
            return []
        near = _NEAR.get(fact.predicate) if not fact.negated else None
        told = [fact] if near is None else [fact, replace(fact, predicate=near)]
        pairs = [(i + 1, i // shares[0] + 1) for i in range(number * shares[0])]
        return [self._relation(replace(said, which=str(i)), k) for i, k in pairs for said in told]

    def _row(self, row: Row) -> tree.Statement:
        span = self._span(
            min(row.start, *(one.start for one in row.things)), max(row.end, *(one.end for one in row.things))
        )
        references = tuple(map(self._reference, row.things)) if not row.placed else tuple(self._placed(row))
        size = row.size and (tree.Number(span, Fraction(row.size[0])), tree.Number(span, Fraction(row.size[1])))
        around = row.around and self._reference(row.around)
        gap = None if row.gap is None else tree.Number(span, Fraction(row.gap))
        return tree.Arrangement(span, row.kind, references, size=size, around=around, gap=gap)  # type: ignore[arg-type]

    def _placed(self, row: Row) -> Iterator[tree.Reference]:
        """The members of a row one by one, those with a place of their own at their places."""
        others = [one for one in row.things if one not in row.placed.values()]
        numbers = (range(1, (one.count or (1, 1))[0] + 1) if one.is_several else (0,) for one in others)
        rest = [(one, number) for one, of_it in zip(others, numbers, strict=True) for number in of_it]
        placed: Counter[Thing] = Counter()
        for place in range(1, len(rest) + len(row.placed) + 1):
            one, number = (row.placed[place], 0) if place in row.placed or not rest else rest.pop(0)
            if not number and one.is_several:  # "alternating black and white": each place has another one of them
                placed[one] += 1
                number = placed[one]
            yield self._member(one, number) if number else self._reference(one)

    def _member(self, thing: Thing, number: int) -> tree.Reference:
        span = self._span(thing.start, thing.end)
        return tree.Reference(span, tree.Index(span, self._name(thing), (tree.Number(span, Fraction(number)),)))

    def _comparison(self, one: CountComparison) -> tree.Statement:
        span = self._span(one.start, one.end)
        more, than = (
            tree.Count(span, (tree.Word(span, self.names[thing]),))
            if one.named
            else tree.Count(span, tuple(self._phrase(thing.adjectives, thing.nouns)))
            for thing in (one.more, one.than)
        )
        if not one.times:
            return tree.Require(span, tree.Comparison(span, (more, than), (">",)))
        return _so_many_times(span, more, Fraction(one.times), than)

    def _proportion(self, fact: Fact) -> Iterator[tree.Statement]:
        """ "twice as large as": what the relation leaves open, of the heights or of the widths."""
        if fact.times is None or fact.negated:
            return
        span = self._span(fact.start, fact.end)
        dimension = tree.Name(span, "width" if fact.predicate in ("wider than", "narrower than") else "height")
        targets = [self._reference(thing).target for thing in (*fact.subjects, *fact.objects)]
        one, other = (tree.Member(span, at, dimension) for at in targets if not isinstance(at, tree.Selector))
        yield _so_many_times(span, one, fact.times, other)

    def _of_sides(self, one: Proportion) -> tree.Statement:
        """ "twice as wide as it is tall", "the outer circle three times as wide"."""
        span = self._span(one.start, one.end)
        first, second = (
            tree.Member(span, self._name(thing), tree.Name(span, side))
            for thing, side in ((one.thing, one.side), (one.than, one.other))
        )
        return _so_many_times(span, first, one.times, second)

    def _total(self, one: Total) -> tree.Statement:
        span = self._span(one.start, one.end)
        first, *more = (tree.Count(span, (tree.Word(span, self.names[thing]),)) for thing in one.things)
        several: tree.Expression = first
        for each in more:
            several = tree.Binary(span, "+", several, each)
        number = tree.Number(span, Fraction(one.number))
        return tree.Require(span, tree.Comparison(span, (several, number), ("==",)))

    def _absence(self, phrase: NounPhrase) -> tree.Statement:
        return tree.Absence(self._span(phrase.start, phrase.end), tuple(self._phrase(phrase.adjectives, phrase.nouns)))


def _so_many_times(span: Span, first: tree.Expression, times: Fraction, second: tree.Expression) -> tree.Require:
    """The first is so many times the second; where it is less, the second is so many times the first."""
    more, factor, less = (first, times, second) if times >= 1 else (second, 1 / times, first)
    product = less if factor == 1 else tree.Binary(span, "*", tree.Number(span, factor), less)
    return tree.Require(span, tree.Comparison(span, (more, product), ("==",)))


def _names(things: Iterable[Thing], others: Collection[str]) -> Iterator[tuple[Thing, str]]:
    """A readable name for each, that is none of the ``others``: "apples", "plate", "dog_2"."""
    taken = {CANVAS, *others, *(word for phrase in PHRASES for word in phrase.split())}
    for thing in things:
        noun = without_shown(thing.noun)
        noun = plural(noun) if thing.is_several else noun
        stem = _NOT_OF_NAMES.sub("_", noun).strip("_") or "thing"
        stem = f"_{stem}" if stem[0].isdigit() else stem
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name)
        yield thing, name


@lru_cache(maxsize=8192)
def _reads_as_written(before: str, noun: str) -> bool:
    """Whether the scene language takes exactly these words for the noun when they stand bare after an attribute."""
    if not all(word.isalpha() for word in noun.split()):
        return False
    known = lexicon.is_known_noun(noun)
    if " " in noun and not known:
        return False
    return not before or (
        (classify_adjective(before)[0] is not None or is_modifier(before))
        and not lexicon.is_known_noun(f"{before} {noun}")
    )


def _apart(fact: Fact) -> Iterator[Fact]:
    """A verb with a place as one relation ("sitting on"); as two where the verb would look like a misspelt relation."""
    verb, _, place = fact.predicate.partition(" ")
    if fact.free or not place or not verb.endswith("ing") or _is_bare_verb(verb) or fact.predicate in PHRASES:
        yield fact
        return
    yield replace(fact, free=True)
    yield replace(fact, predicate=place)


@lru_cache(maxsize=8192)
def _is_bare_verb(words: str) -> bool:
    """Whether a free relation can stand without quotes: one word in -ing that no relation is spelled like."""
    if not words.isalpha() or not words.endswith("ing") or len(words) < 5:
        return False
    return all(distance(words, phrase, 2) > 2 for phrase in PHRASES if " " not in phrase)
