"""Arranging: rows, columns, rings, stacks and grids, orders "from left to right", and the two sides of a thing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from math import isqrt

from sgc.english import lexicon
from sgc.english.clause import Clause, Link
from sgc.english.meaning import MOST_SIZES, Fact, Row, Thing, is_counted
from sgc.english.noun_phrases import ORDINALS, kind_of_group
from sgc.english.phrases import Count, NounPhrase, Phrase, words_of
from sgc.english.postures import says_no_more

#: The lines of a grid at its edges, by their number.
_OUTER_LINES = {"top": 0, "upper": 0, "left": 0, "bottom": -1, "lower": -1, "right": -1, "last": -1}
_OPPOSITE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}
#: Where across a surface something lies.
_ACROSS = {"at left of": 0, "left of": 0, "at center of": 1, "at right of": 2, "right of": 2}
_ON_CANVAS_SIDES = {"at left of": "left of", "at right of": "right of", "at top of": "above", "at bottom of": "below"}
#: What several things can be arranged to form, and how many make rows of one, two, three … of them.
_FORMS = frozenset((
    "triangle", "square", "rectangle", "diamond", "pentagon", "hexagon", "octagon", "heart", "star", "cross", "arrow",
    "spiral", "wave", "zigzag", "crescent", "oval", "ellipse", "smiley",
))  # fmt: skip
_TRIANGULAR = (3, 6, 10, 15, 21)


class Arranging(Clause):
    """Reads how several things lie to each other, and what is said of both sides of one."""

    def _place_subjects(self, phrase: Phrase) -> tuple[Thing, ...]:
        """What a place is said of that names nothing else."""
        if self.verb is not None:
            return self.verb.subjects
        if self.copula is not None or phrase.meaning.startswith("each"):
            return self.subject
        if self.last is not None and self.last.listed("clothing") and self.done is not None:
            wearers = self.done.subjects  # "a farmer in a blue shirt to its left"
            if self.last not in wearers and any(one.is_living for one in wearers):
                return wearers
        if self.last is not None and self.last.is_backdrop and self.last in self.objects and self.done is not None:
            rests = self.done.kind == "place" and self.done.predicate.split()[-1] in ("on", "inside", "touching")
            if rests and self.done.subjects:
                return self.done.subjects  # "two pictures on the wall above it", "a ball on the floor to the left"
        return (self.last,) if self.last is not None else ()

    def _each(self, link: Link, things: tuple[Thing, ...], phrase: Phrase) -> None:
        """Among the members of a group: "next to each other", "lined up", "from right to left" ("~row")."""
        kind = link.predicate.lstrip("~")
        if len(things) == 1 and not things[0].is_several:
            things = self._told_one_by_one(things[0])
        one = len(things) == 1
        if kind == "sizes":
            self._by_size(link, things, phrase)
            return
        kind = {"beside": "row", "above": "column", "on": "stack"}.get(kind, kind) if one else kind
        if kind in lexicon.ARRANGEMENTS and (not one or things[0].is_several):
            if link.predicate.startswith("~"):
                things = things[::-1]
            self.meaning.rows.append(Row(kind, things, phrase.start, phrase.end))
            return
        pairs = list(itertools.pairwise(things))
        for first, second in pairs:
            self.meaning.facts.append(
                Fact((first,), kind, (second,), phrase.start, phrase.end, free=link.free, negated=link.negated)
            )
        if not pairs:
            self._note(things, f"{link.words} each other" if link.free else phrase.text, phrase.start, phrase.end)

    def _told_one_by_one(self, last: Thing) -> tuple[Thing, ...]:
        """Those of which the last was told: "four balloons: one red, one blue, …, from left to right". One thing alone
        has no order, and stands not side by side."""
        named = tuple(dict.fromkeys(reversed(self.heads)))[::-1]
        return named if last in named else (last,)

    def _orders_row(self, relation: str, phrase: Phrase) -> bool:
        """Whether it is the order of what was arranged and told one by one: "a stack of three blocks: red, green and
        blue from top to bottom"."""
        row = self.meaning.rows[-1] if self.meaning.rows else None
        if row is None or len(row.things) < 2 or any(one.is_several for one in row.things) or self.heads:
            return False
        if isinstance(self._peek(), NounPhrase) or row.kind not in ("row", "column", "stack"):
            return False
        kind, backwards = relation.lstrip("~"), relation.startswith("~")
        if row.kind == "stack" and kind == "column":  # a stack is told from the lowest upwards
            backwards = not backwards
        elif row.kind != kind:
            return False
        row.things = row.things[::-1] if backwards else row.things
        self.meaning.told.append((phrase.start, phrase.end))
        return True

    def _by_size(self, link: Link, things: tuple[Thing, ...], phrase: Phrase) -> None:
        """ "in a line from smallest to largest": each is smaller than the one after it, from left to right."""
        ones = things
        if len(things) == 1 and is_counted(things[0]) and (things[0].count or (1, 1))[0] <= MOST_SIZES:
            ones = tuple(self.nouns.one_by_one(things[0]))
        if len(ones) < 2 or any(one.is_several for one in ones):
            self._note(things, phrase.text, phrase.start, phrase.end)
            return
        if not any(set(ones) <= set(row.things) for row in self.meaning.rows):
            self.meaning.rows.append(Row("row", ones, phrase.start, phrase.end))
        for one, other in itertools.pairwise(ones[::-1] if link.predicate.startswith("~") else ones):
            self.meaning.facts.append(Fact((one,), "smaller than", (other,), phrase.start, phrase.end))

    def _order(self, phrase: Phrase) -> None:
        """The order of what the clause names, said before: "from left to right: a cat, a dog and a bird"."""
        order, self.order = self.order, None
        if order is not None:
            self.meaning.told.append((order.start, order.start + len(order.words)))
            self._each(order, tuple(self.heads), phrase)

    def _arranged_in(self, phrase: NounPhrase) -> bool:
        """Whether a phrase is how several things are arranged: "in a row", "in a 3 by 4 grid", "in two rows of six"."""
        link = self.link
        if link is None or link.words != "in" or not link.subjects or phrase.article not in ("a", "") or phrase.owner:
            return False
        kind = kind_of_group(phrase)
        things = link.subjects
        if not (len(things) > 1 or things[0].is_several) and self.last is not None and self.last.is_several:
            things = (self.last,)  # "a house with three windows in a row"
        if not kind and self._form(phrase, things):
            return True
        if not kind or not (len(things) > 1 or things[0].is_several):
            return False
        end, each, of_each = phrase.end, None, ""
        if self._peek_kind() == "of":
            following = self._peek(1)
            if not isinstance(following, NounPhrase) or following.nouns or following.count is None:
                return False  # "in a row of trees"
            each, end, of_each = following.count, following.end, f"of {following.text}"
            self.i += 2
        size = phrase.size
        if lexicon.is_plural(phrase.nouns[-1].lower):
            if each is None and self._one_line_each(kind, phrase, link, end):
                return True
            size = self._lines(kind, phrase, things, each)
            kind = "grid"
            if size is None:
                self._note(things, f"{link.words} {phrase.text} {of_each}".strip(), link.start, end)
                self.link = None
                return True
        if size is not None and len(things) == 1:
            things[0].count = (size[0] * size[1],) * 2
        for look in phrase.adjectives:
            if look[-1].lower not in ("vertical", "horizontal"):
                self._note(things, f"in a {words_of(look)} {phrase.nouns[-1].lower}", phrase.start, end)
        self.link = None
        verb, _, place = link.predicate.rpartition(" ")
        if verb and place and not says_no_more(verb, things):
            self._note(things, verb, link.start, link.start + len(verb))
        self.meaning.rows.append(Row(kind, things, link.start, end, size))
        self.last, self.stated = things[-1], True
        return True

    def _form(self, phrase: NounPhrase, things: tuple[Thing, ...]) -> bool:
        """Whether things are arranged so that they form a shape, which is not there itself: "six cups arranged in a
        triangle" are a pyramid, and "nine in a square" a grid. Of other shapes it is told that nothing draws them."""
        verb, link = self._peek(-3), self.link
        placed = (
            verb is not None and verb.kind == "verb" and lexicon.verb_base(verb.tokens[-1].lower) in lexicon.placing()
        )
        noun = phrase.nouns[-1].lower if phrase.nouns else ""
        if link is None or not placed or noun not in _FORMS or sum(1 + one.is_several for one in things) < 2:
            return False
        numbers = [one.count or (1, 1) for one in things]
        several = sum(least for least, _ in numbers) if all(least == most for least, most in numbers) else 0
        self.link, self.last = None, things[-1]
        side = isqrt(several)
        if noun == "triangle" and several in _TRIANGULAR:
            self.meaning.rows.append(Row("pyramid", things, link.start, phrase.end))
        elif noun == "square" and side > 1 and side * side == several:
            self.meaning.rows.append(Row("grid", things, link.start, phrase.end, (side, side)))
        else:
            self._note(things, f"arranged in {phrase.text}", link.start, phrase.end)
        return True

    def _one_line_each(self, kind: str, phrase: NounPhrase, link: Link, end: int) -> bool:
        """Whether as many lines as kinds of things are one of each: "7 apples and 5 pears in two rows"."""
        things, apart = link.subjects, {"row": "above", "column": "left of"}.get(kind)
        if apart is None or len(things) < 2 or not any(one.is_several for one in things):
            return False
        if phrase.count != (len(things),) * 2:
            return False
        self.meaning.rows += [Row(kind, (one,), link.start, end) for one in things if one.is_several]
        self.meaning.facts += [Fact((a,), apart, (b,), link.start, end) for a, b in itertools.pairwise(things)]
        self.link, self.last = None, things[-1]
        return True

    def _in_line(self, phrase: Phrase, relation: str) -> None:
        """ "five apples in the top row": they are a row there, or the top row of a grid."""
        things = self._place_subjects(phrase)
        if self.verb is not None:
            self._flush_verb(keep=True)
        side = relation.split()[1]
        kind = "column" if side in ("left", "right") else "row"
        if self._in_grid(things) and self._tell_line(self._line(kind, side), phrase):
            return
        if things and things[-1] in self.group:  # "a cat, a dog and a bird in the top row, and three fish below"
            placed = {id(fact.subjects[0]) for fact in self.meaning.facts if not (fact.free or fact.weak)}
            things = tuple(one for one in self.group if id(one) not in placed)
        if not things:
            self._unknown(phrase.start, phrase.end)
            return
        if len(things) > 1 or things[0].is_several:
            self.meaning.rows.append(Row(kind, things, phrase.start, phrase.end))
        self._at(Link(things, relation, "place", phrase.start, phrase.text), things)

    def _in_grid(self, things: tuple[Thing, ...]) -> bool:
        """Whether they are those of a grid: "twelve stars in a grid. The stars in the second row …"."""
        return bool(things) and any(row.kind == "grid" and set(things) <= set(row.things) for row in self.meaning.rows)

    def _in_its_row(self, phrase: NounPhrase) -> bool:
        """Whether it is the arrangement itself that was named: "a row of cups, of which the last two in the row …"."""
        link, kind = self.link, kind_of_group(phrase)
        if link is None or link.words != "in" or phrase.article != "the" or not link.subjects:
            return False
        known = any(row.kind == kind and set(link.subjects) <= set(row.things) | set(row.placed.values())
                    for row in self.meaning.rows)  # fmt: skip
        if known:
            self.link = None
            self.meaning.told.append((link.start, phrase.end))
            self._go_on_with(link.subjects)
        return known

    def _tell_line(self, line: Thing | None, phrase: Phrase) -> bool:
        """Whether there is such a line of a grid, of which the clause speaks then."""
        if line is not None:
            if self.link is not None:
                self.meaning.told.append((self.link.start, phrase.end))
            self.link = None
            self.meaning.told.append((phrase.start, phrase.end))
            self._go_on_with((line,))
        return line is not None

    def _line_of_grid(self, phrase: NounPhrase) -> Thing | None:
        """ "the top row", "the second column": those things of a grid, told apart from the others."""
        kind = lexicon.gathers(phrase.nouns[-1].lower) if phrase.nouns else ""
        words = [*(words_of(one) for one in phrase.adjectives), *(one.lower for one in phrase.nouns[:-1])]
        return self._line(kind, words[0]) if len(words) == 1 else None

    def _line(self, kind: str, word: str) -> Thing | None:
        """The things in a row or column of the last grid, told apart by "top" or "second"."""
        grid = next((row for row in reversed(self.meaning.rows) if row.kind == "grid"), None)
        if grid is None or kind not in ("row", "column"):
            return None
        if grid.size is None and len(grid.things) == 1 and is_counted(grid.things[0]):
            several = (grid.things[0].count or (1, 1))[0]
            grid.size = (isqrt(several),) * 2 if isqrt(several) ** 2 == several else None
        if grid.size is None:
            return None
        lines, long = grid.size if kind == "row" else grid.size[::-1]
        number: int | None = ORDINALS.index(word) if word in ORDINALS else _OUTER_LINES.get(word)
        number = lines // 2 if word in ("middle", "center") and lines % 2 else number
        places = [] if number is None else [
            1 + (number % lines) * (long if kind == "row" else 1) + k * (1 if kind == "row" else lines)
            for k in range(long)
        ]  # fmt: skip
        pool = next((one for one in grid.things if one not in grid.placed.values()), None)
        if pool is None or not places or number is None or number >= lines or any(one in grid.placed for one in places):
            return None
        some = self.nouns.some_of(pool, (long, long))
        grid.placed.update(dict.fromkeys(places, some))
        grid.things = tuple(dict.fromkeys((*grid.things, some)))
        return some

    def _lines(
        self, kind: str, phrase: NounPhrase, things: tuple[Thing, ...], each: Count | None
    ) -> tuple[int, int] | None:
        """Rows and columns of "three rows of four" or "three columns" of so many things, if that is said."""
        counts = [one.count or (1, 1) for one in things]
        several = sum(least for least, _ in counts) if all(least == most for least, most in counts) else 0
        lines = phrase.count[0] if phrase.count is not None and phrase.count[0] == phrase.count[1] else 0
        long = each[0] if each is not None else several // lines if lines and several % lines == 0 else 0
        lines = lines or (several // long if long and several % long == 0 else 0)
        if kind not in ("row", "column") or not lines or not long or (several and several != lines * long):
            return None
        return (lines, long) if kind == "row" else (long, lines)

    def _state(self, link: Link, thing: Thing, end: int) -> None:
        """Writes down a relation, unless it says how things are arranged around another, or on its two sides."""
        across = link.predicate in ("at center of", "at left of", "at right of") and "edge" not in link.words
        if across and link.kind == "place" and self._lie_on(link, thing, end):  # "a vase in the middle of the table"
            return
        if link.predicate in _OPPOSITE or link.words == "on one side of":
            self.sided = (link.predicate, thing)
        if link.predicate == "both sides":
            self._both_sides(link, thing, end)
            return
        if link.predicate == "corners":
            self._in_corners(link, link.subjects, end, thing)
            return
        if link.predicate == "other side":
            known = self.sided is not None and self.sided[1] is thing
            predicate = self._opposite(*self.sided) if self.sided is not None and known else ""
            link = replace(link, predicate=predicate or link.words, free=not predicate)
        for fact in self.hanging:
            opposite = _OPPOSITE.get(_ON_CANVAS_SIDES.get(fact.predicate, ""), "")
            words = "to the" if fact.end - fact.start < len("on the right") else ""
            if link.predicate == opposite and link.words.startswith(words) and not fact.objects:
                fact.predicate, fact.objects = _OPPOSITE[opposite], (thing,)
        self.hanging = []
        ring = next((row for row in self.meaning.rows if row.kind == "ring" and row.things == link.subjects), None)
        if link.predicate == "surrounding" and ring is not None and ring.around is None:
            ring.around = thing
            self.meaning.told.append((link.start, end))
            return
        super()._state(link, thing, end)

    def _both_sides(self, link: Link, thing: Thing, end: int) -> None:
        """ "a lamp on each side of a bed": one to its left and one to its right; of "two lamps on each side" two, and
        of "a fox and a hare on either side of a pond" one each."""
        subjects = link.subjects
        if len(self.group) == 2 and subjects == (self.group[1],) and thing not in self.group:
            subjects = tuple(self.group) if all(one.count is None for one in self.group) else subjects
        many = subjects[0].count if len(subjects) == 1 and "each" in link.words.split() else None
        on_each = many[0] if many is not None and many[0] == many[1] else 1
        rest = self.pool if len(subjects) == 1 and self.pool is not subjects[0] else None
        if rest is not None and on_each == 1 and rest.noun == subjects[0].noun:  # "two windows, one on each side"
            beside = ((*one.subjects, *one.objects) for one in self.meaning.facts)
            whole = (other for things in beside if rest in things for other in things if other is not rest)
            thing = next(whole, thing) if thing is rest else thing
            self._take_one(rest)
        if len(subjects) == 1 and (subjects[0].count is None or on_each > 1):
            subjects[0].count = (2 * on_each, 2 * on_each)
        bears = thing.entry is not None and thing.entry.role == "surface" and "end" in link.words
        if bears and link.words.startswith("on ") and len(subjects) == 2:  # "sitting on opposite ends of a sofa"
            for one in subjects:
                super()._state(replace(link, predicate="on", subjects=(one,)), thing, end)
            self.meaning.facts.append(Fact(subjects[:1], "left of", subjects[1:], link.start, end))
            return
        sides = ("left of", "right of")
        pairs = zip(subjects * 2 if len(subjects) == 1 else subjects[:2], sides, strict=False)
        which = "" if len(subjects) > 1 else f"{on_each} of" if on_each > 1 else "some"
        for one, side in pairs:
            self.meaning.facts.append(Fact((one,), side, (thing,), link.start, end, negated=link.negated, which=which))
        exactly = sum((one.count or (1, 1))[1] or 3 for one in subjects) <= 2
        if exactly and not (thing.is_backdrop or thing.is_several or link.negated):  # which stand level, as far from it
            left, right = subjects[0], subjects[-1]
            things = (*dict.fromkeys((left, thing, right)),)
            self.meaning.rows.append(Row("row", things, link.start, end, placed={1: left, 2: thing, 3: right}))
        if not exactly and on_each == 1:
            super()._state(replace(link, predicate="beside"), thing, end)

    def _take_one(self, rest: Thing) -> None:
        """One fewer of several, of which one was told apart before."""
        if rest.count is None or rest.count[0] != rest.count[1] or rest.count == (1, 1):
            self.nouns.forget(rest)
        else:
            rest.count = (rest.count[0] - 1, rest.count[0] - 1) if rest.count[0] > 2 else None

    def _side_of(self, said: str, things: tuple[Thing, ...]) -> tuple[str, Thing] | None:
        """The relation that "on the left side" means after "on the right side of the table"."""
        if self.sided is None or self.sided[1] in things:
            return None
        if self.copula is not None and said in ("at top of", "at bottom of"):
            return None  # "The cup is at the bottom": of the picture
        before, thing = self.sided
        if said == "other side":
            return self._opposite(before, thing), thing
        told = (fact.subjects for fact in self.meaning.facts if (fact.predicate, fact.objects) == (before, (thing,)))
        if any(one in things for subjects in told for one in subjects):
            return None  # what stands above the plate and at the bottom is not below the plate
        side = _ON_CANVAS_SIDES.get(said, "")
        return (side, thing) if side and side == _OPPOSITE[before] else None

    def _opposite(self, predicate: str, thing: Thing) -> str:
        """The other side; where no side was told ("on one side of the road"), the first is the left one."""
        if predicate in _OPPOSITE:
            return _OPPOSITE[predicate]
        for fact in self.meaning.facts:
            if fact.predicate == predicate and fact.objects == (thing,):
                fact.predicate = "left of"
        return "right of"

    def _in_corners(self, link: Link, things: tuple[Thing, ...], end: int, whole: Thing | None) -> None:
        """ "a star in each corner", of a thing or of the canvas: four, one in each."""
        if len(things) == 1 and self.pool is not None and self.pool.count == (3, 3):  # "four stars, one in each corner"
            self.nouns.forget(self.pool)
            things[0].count = (4, 4)
        if len(things) != 1 or (things[0].count or (4, 4)) != (4, 4):
            self._note(things, link.words, link.start, end)
            return
        things[0].count = (4, 4)
        of = () if whole is None else (whole,)
        for number, corner in enumerate(("top-left", "top-right", "bottom-left", "bottom-right"), 1):
            self.meaning.facts.append(Fact(things, f"at {corner} of", of, link.start, end, which=str(number)))

    def _whole_of(self, things: tuple[Thing, ...]) -> Thing | None:
        """Of what "in the center" is said that stands after "with": of a chessboard with a king in the center."""
        if not self.owner or set(map(id, things)) - set(map(id, self.objects)) or self.verb is not None:
            return None
        whole = self.owner[0]
        if any(self._stands_beside(one, whole) for one in things):
            return None  # "a word with a cross above it in the centre"
        hollow = whole.entry is not None and whole.entry.role == "hollow"  # an aquarium
        told = hollow or whole.listed("way") or not whole.listed("place")
        return whole if len(self.owner) == 1 and told else None

    def _stands_beside(self, thing: Thing, whole: Thing) -> bool:
        """Whether it is told on which side of a whole a thing is, so that it is not within."""
        told = [one for one in self.meaning.facts if (one.subjects, one.objects) == ((thing,), (whole,))]
        return any(one.predicate in (*_OPPOSITE, "beside", "near") and not one.negated for one in told)

    def _opposite_whole(self, said: str) -> tuple[Thing, ...]:
        """ "a ship on the left, an island with two palms on the right": the side is that of the island, as the other
        one is that of the ship."""
        owned = bool(self.owner) and self.verb is None and self.copula is None and self.last in self.objects
        sides = {
            id(fact.subjects[0]): fact.predicate for fact in self.meaning.facts
            if not fact.objects and fact.subjects[0] in self.heads
        }  # fmt: skip
        told = owned and self.owner[0] in self.heads and id(self.owner[0]) not in sides
        across = _OPPOSITE.get(_ON_CANVAS_SIDES.get(said, ""))
        if not told or across is None or across not in map(_ON_CANVAS_SIDES.get, sides.values()):
            return ()
        whole, self.owner, self.done, self.listing = self.owner, (), None, None  # what it is "with" is told
        return whole

    def _at_whole(self, link: Link, whole: Thing, end: int) -> None:
        if self._lie_on(link, whole, end):
            return
        side = _ON_CANVAS_SIDES.get(link.predicate)
        beside = side in ("left of", "right of") and not link.words.endswith("corner")
        self._state(replace(link, predicate=side if beside and side else link.predicate), whole, end)
        self.meaning.facts = [
            one for one in self.meaning.facts
            if not (one.weak and one.predicate == "inside" and one.subjects[0] in link.subjects)
        ]  # fmt: skip

    def _lie_on(self, link: Link, whole: Thing, end: int) -> bool:
        """ "a desk with a laptop in the middle and a mug on its right": both are on the desk, the mug on the right."""
        entry, place = whole.entry, _ACROSS.get(link.predicate)
        small = all(
            one.entry is not None and one.entry.stance == "rest" and entry and one.entry.size_cm < entry.size_cm
            for one in link.subjects
        )
        # What is left of a plate, or of a cow, is beside it.
        bears = entry is not None and entry.role == "surface" and entry.stance != "rest" and not whole.is_living
        if not bears or place is None or not small or link.negated:
            return False
        self._state(replace(link, predicate="on"), whole, end)
        if place == 1 and len(link.subjects) == 1 and not (link.subjects[0].is_several or whole.is_several):
            self.meaning.facts.append(Fact(link.subjects, "aligned center with", (whole,), link.start, end))
        for other, before in self.lying:
            if other is not whole or before[0] == place:
                continue
            predicate = "left of" if place < before[0] else "right of"
            for one in link.subjects:
                for neighbour in before[1]:
                    self.meaning.facts.append(Fact((one,), predicate, (neighbour,), link.start, end))
        told = {id(one) for _, (_, things) in self.lying for one in things}
        plain = tuple(one for one in self.objects if id(one) not in told and one not in link.subjects)
        if plain and place != 1:  # "a desk with a laptop and a lamp on the left"
            self.meaning.facts += [
                Fact((one,), "left of" if place == 0 else "right of", (other,), link.start, end)
                for one in link.subjects for other in plain
            ]  # fmt: skip
        self.lying.append((whole, (place, link.subjects)))
        return True

    def _rest_on_lowest(self) -> None:
        """What a stack stands on bears the lowest only; the others stand on each other."""
        for row in self.meaning.rows:
            if row.kind != "stack":
                continue
            resting = [
                fact for fact in self.meaning.facts
                if fact.subjects[0] in row.things and fact.predicate.split()[-1:] == ["on"] and not fact.free
                and not set(fact.objects) & set(row.things)
            ]  # fmt: skip
            for fact in resting:
                fact.which = "1"
            upper = [fact for fact in resting if fact.subjects[0] is not row.things[0]]
            self.meaning.facts = [fact for fact in self.meaning.facts if fact not in upper]
