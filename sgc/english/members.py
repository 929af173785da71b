"""Members: one of several things, told from the others by its place, its size or its number among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.english import lexicon
from sgc.english.attachment import Attachment
from sgc.english.meaning import Fact, Row, Thing, is_counted
from sgc.english.noun_phrases import ORDINALS
from sgc.english.phrases import Count, NounPhrase, Phrase, words_of
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word

#: The place among others that an adjective says, by the relation to each of them.
_OUTERMOST = {
    "leftmost": "left of", "rightmost": "right of", "topmost": "above", "uppermost": "above", "bottommost": "below",
    "lowermost": "below", "lowest": "below", "highest": "above",
}  # fmt: skip
_SIDES = {"left": "left of", "right": "right of", "top": "above", "bottom": "below", "upper": "above", "lower": "below"}
#: What one is beside each of the others, by the adjective that tells it by its size.
_MOST = {
    "tallest": "taller than", "shortest": "shorter than", "largest": "larger than", "biggest": "larger than",
    "smallest": "smaller than", "tiniest": "smaller than", "widest": "wider than", "longest": "wider than",
    "narrowest": "narrower than",
}  # fmt: skip
#: The same of one of two.
_MORE = {
    "taller": "taller than", "shorter": "shorter than", "larger": "larger than", "bigger": "larger than",
    "smaller": "smaller than", "wider": "wider than", "longer": "wider than", "narrower": "narrower than",
}  # fmt: skip
#: Where so many of several are counted from: "the last two".
_ENDS = ("first", "last")
MIDDLE = ("middle", "center", "centre", "central")
#: The places of the first and of the last in an arrangement, and what joins one to the one before.
_ENDS_OF = {
    "row": ("at left of", "at right of"), "column": ("at top of", "at bottom of"),
    "stack": ("at bottom of", "at top of"),
}  # fmt: skip
_NEXT = ("then", "next", "finally", "lastly")
_CORNERS = ("top left", "top right", "bottom left", "bottom right")
#: "the cup on the left": the place behind a noun that tells one of several, and the adjective that says the same.
_TOLD_BY = {f"at {place} of": place.replace("-", " ") for place in (
    "left", "right", "top", "bottom", "center", "top-left", "top-right", "bottom-left", "bottom-right",
)}  # fmt: skip
#: What gives several things colours by turns.
ALTERNATING = ("alternating", "alternately")


class Members(Attachment):
    """Tells one of several apart, and what is left of them."""

    #: One thing that was told by its number from a side before the others of its row: the order, and the number.
    counted: tuple[Thing, str, int, NounPhrase] | None = None

    def _one_of_several(self, phrase: NounPhrase) -> Thing | None:
        """ "three squares in a row, …, the middle square", "the cup on the left": one of several that were named."""
        several = phrase.count is not None and place_among(phrase) not in _ENDS
        if phrase.article != "the" or several or phrase.owner is not None or not phrase.nouns:
            return None
        noun = lexicon.one_of(phrase.nouns[-1].lower if place_among(phrase) else words_of(phrase.nouns))
        named = [one for one in (self.pool, *reversed(self.meaning.things)) if one is not None and one.noun == noun]
        if (labelled := self._labelled(named)) is not None:
            return labelled
        pool = next((one for one in named if one is self.pool or is_counted(one)), None)
        place = place_among(phrase) or _more_of_two(phrase, pool)
        there = [fact.subjects[0] for fact in self.meaning.facts if fact.predicate == f"at {place} of"]
        if (known := next((one for one in named if place and not one.is_several and one in there), None)) is not None:
            return known  # "a cat on the left and a cat on the right. The left cat …"
        all_of_them = lexicon.is_plural(phrase.nouns[-1].lower) and phrase.count is None
        if all_of_them or (place in ORDINALS and len({*map(id, named)}) > 1):
            return None
        if not place and not phrase.adjectives and named and self._stands_elsewhere(named):
            return self.nouns.declare(replace(phrase, article="a"))
        if pool is None and place and not named:
            return self._counted_from(place, phrase)
        if pool is None or not (place := place or ("" if phrase.adjectives else self._place_behind())):
            return None
        if (noun, place) not in self.by_place:
            self.pool = pool
            one = self._placed_one(place, phrase)
            if one is not None:
                self.by_place[noun, place] = one
        return self.by_place.get((noun, place))

    def _labelled(self, named: Sequence[Thing]) -> Thing | None:
        """ "the circle labelled B": the one that bears that label, or one of those of which it was said."""
        says = self._peek()
        if says is None or says.kind != "says" or len(says.tokens) != 2:
            return None
        label = says.tokens[-1]
        one = next((one for one in named if one.label is not None and one.label.lower == label.lower), None)
        pool = next((one for one in named if label.lower in [each.lower for each in one.labels]), None)
        if one is None and pool is not None:
            one = self.nouns.some_of(pool, (1, 1))
            one.label = label
        if one is not None:
            self.i += 1
            self.meaning.told.append((says.start, says.end))
        return one

    def _placed_one(self, place: str, phrase: NounPhrase) -> Thing | None:
        """ "the second", "the leftmost one": one of several things, by the order in which they are, or were named."""
        pool = self.pool or next((one for one in reversed(self.meaning.things) if is_counted(one)), None)
        pool = pool or self._open_pool(place)
        if pool is None:
            named = [one for one in self.meaning.things if not one.listed("place")]
            if place in ORDINALS:
                number = ORDINALS.index(place)
                if number < len(named):
                    return named[number]
                if self.last is None or number != len(named):
                    return None
                made = replace(self.last, count=None, adjectives=[], notes=[], label=None)
                self.meaning.things.append(made)
                return made
            return None
        number = (pool.count or (1, 1))[0]
        many = phrase.count[0] if isinstance(phrase, NounPhrase) and phrase.count is not None else 1
        some = self.nouns.some_of(pool, (many, many))
        self.pool = pool if some is not pool else None
        row = next((one for one in self.meaning.rows if pool in one.things or some in one.things), None)
        if some is pool:
            return some
        order = self._order_said()
        if row is None and (order or place in ORDINALS or place == "last"):  # an order is one from left to right
            row = Row(order.lstrip("~") or "row", (pool,), phrase.start, phrase.end)
            self.meaning.rows.append(row)
        whole = number + len(row.placed) if row is not None else 0
        if row is not None and many > 1 and place in _ENDS:
            row.things = tuple(one for one in row.things if one is not some)
            row.placed |= {k + 1 if place == "first" else whole - k: some for k in range(many)}
            return some
        position = _position(place, whole, row) if row is not None else 0
        if row is not None and position:
            row.things = tuple(one for one in row.things if one is not some)
            row.placed[whole + 1 - position if order.startswith("~") else position] = some
            return some
        predicate = _OUTERMOST.get(place) or _SIDES.get(place) or _MOST.get(place) or _MORE.get(place)
        if predicate is not None:
            self.meaning.facts.append(Fact((some,), predicate, (pool,), phrase.start, phrase.end))
        elif place in MIDDLE and number > 2 and number % 2:
            middle = {(number + 1) // 2: some}
            self.meaning.rows.append(Row("row", (pool,), phrase.start, phrase.end, placed=middle))
        elif place in MIDDLE and number == 2:  # "the top shelf …, the middle one …": the middle one is above the last
            ends = [one.predicate for one in self.meaning.facts if one.objects == (pool,)]
            end = next((one for one in ends if one in _SIDES.values()), "")
            self.meaning.facts += [Fact((some,), end, (pool,), phrase.start, phrase.end)] if end else []
        return some

    def _stands_elsewhere(self, named: Sequence[Thing]) -> bool:
        """Whether a side behind the noun tells another one: "the child on the left …, the child on the right"."""
        following = self._peek()
        if following is None or following.kind != "place" or following.meaning not in _TOLD_BY:
            return False
        sides = [
            fact.predicate for fact in self.meaning.facts
            if fact.subjects[0] in named and not fact.objects and fact.predicate in _TOLD_BY
        ]  # fmt: skip
        return len(sides) == len({*map(id, named)}) and following.meaning not in sides

    def _counted_from(self, place: str, phrase: NounPhrase) -> Thing | None:
        """ "the second car from the left is red", before the others are named."""
        order = self._order_said() if place in ORDINALS else ""
        if not order:
            return None
        words = tuple(one for one in phrase.adjectives if one[-1].lower != place)
        thing = self.nouns.declare(replace(phrase, adjectives=words, article="a"))
        self.counted = (thing, order, ORDINALS.index(place) + 1, phrase)
        return thing

    def _count_out(self, thing: Thing, phrase: NounPhrase) -> None:
        """ "…, the other four cars are white": a row, of which one was told by its number."""
        if self.counted is None or self.counted[0].noun != thing.noun or not is_counted(thing):
            return
        one, order, number, first = self.counted
        whole = 1 + (thing.count or (1, 1))[0]
        if phrase.article != "other" or number > whole:
            return
        place = whole + 1 - number if order.startswith("~") else number
        row = Row(order.lstrip("~"), (one, thing), first.start, phrase.end, placed={place: one})
        self.meaning.rows.append(row)
        self.meaning.told.append((first.start, first.end))
        self.counted = None

    def _drop_counted(self) -> None:
        """The number of one of several that were never named is kept in words."""
        if self.counted is not None:
            thing, _, _, phrase = self.counted
            self._note((thing,), place_among(phrase), phrase.start, phrase.end)

    def _place_behind(self) -> str:
        """The place that is said behind one of several: "the one on the left"."""
        following = self._peek()
        if following is None or following.kind != "place" or following.meaning not in _TOLD_BY:
            return ""
        self.i += 1
        self.meaning.told.append((following.start, following.end))
        return _TOLD_BY[following.meaning]

    def _placed_of(self, phrase: NounPhrase, ahead: int = 1) -> bool:
        """ "the third of five balloons", "the last two in a row of five cups": one of them, or some, at their place.

        ``ahead`` is how far the several are from the phrase."""
        whole, place = self._peek(ahead), place_among(phrase)
        counted = isinstance(whole, NounPhrase) and bool(whole.nouns) and whole.count is not None
        if not counted or not place or phrase.article != "the" or self.verb is not None or self.link is not None:
            return False
        assert isinstance(whole, NounPhrase)
        self.i += ahead + 1
        self.pool = self.nouns.declare(whole)
        thing = self._placed_one(place, phrase)
        if thing is not None:
            self.meaning.told.append((phrase.start, whole.end))
            self._begin(thing)
            self.last = thing
        return True

    def _open_pool(self, place: str) -> Thing | None:
        """ "a row of houses, the third one …": so many that there is one more."""
        pool = next((one for one in reversed(self.meaning.things) if one.is_several and one is self.last), None)
        if pool is None or pool.count is None or pool.count[1] is not None:
            return None
        number = ORDINALS.index(place) + 2 if place in ORDINALS else 5 if place == "middle" else 3
        pool.count = (max(pool.count[0], number),) * 2
        return pool

    def _order_said(self) -> str:
        """The order in which "the second from the right" counts; nothing where none is said."""
        following = self._peek()
        if following is None or following.kind != "place" or not following.meaning.startswith("order "):
            return ""
        self.i += 1
        self.meaning.told.append((following.start, following.end))
        return following.meaning.removeprefix("order ")

    def _each_colored(self, phrase: NounPhrase) -> bool:
        """ "three circles: red, green and blue": as many colours as things are one for each."""
        pool = self.meaning.things[-1] if self.meaning.things else None
        colors = [one for one in phrase.adjectives if is_color_word(one[-1].lower)]
        number = len(colors)
        if pool is None or number < 2 or number < len(phrase.adjectives) or pool.count != (number, number):
            return False
        for one, color in zip(self.nouns.one_by_one(pool), colors, strict=True):
            one.adjectives = [*one.adjectives, color]
        return True

    def _colored_in_order(self) -> bool:
        """ "three blocks in a stack: red at the bottom, then blue, and green on top": one of each colour, at its place.

        What has no place of its own follows what was named before it.
        """
        pool = self.pool or next((one for one in reversed(self.meaning.things) if one.is_several), None)
        told, end = self._colors_ahead(pool)
        least, most = (pool.count or (1, 1)) if pool is not None else (0, 0)
        waits = self.verb is not None or (self.link is not None and self.link.kind != "with")
        if pool is None or len(told) < 2 or not any(place for _, place in told) or waits:
            return False
        if not (least == most == len(told) or (most is None and least <= len(told))):
            return False
        row = next((one for one in self.meaning.rows if pool in one.things), None)
        across = any(place in _ENDS_OF["row"] for _, place in told)
        kind = row.kind if row is not None else "row" if across else "column"
        if kind not in _ENDS_OF or (row is not None and (row.things != (pool,) or row.placed)):
            return False
        first, last = _ENDS_OF[kind]
        middle = (len(told) + 1) // 2
        known = {first: 1, last: len(told), "at center of": middle, "its on": len(told) if kind == "stack" else 1}
        if any(place and place not in known for _, place in told):
            return False
        taken = [known[place] if place else 0 for _, place in told]
        free = [k for k in range(1, len(told) + 1) if k not in taken]
        backwards = taken[0] == len(told) or taken[-1] == 1
        free = free[::-1] if backwards else free
        places = [k or free.pop(0) for k in taken]
        if len(set(places)) < len(places):
            return False
        start = self.phrases[self.i - 1].start
        pool.count = (len(told),) * 2
        things = self.nouns.one_by_one(pool)
        for one, (color, _) in zip(things, told, strict=True):
            one.adjectives = [*one.adjectives, color]
        if row is None:
            row = Row(kind, (), start, end)
            self.meaning.rows.append(row)
        row.things, row.placed = tuple(things), dict(zip(places, things, strict=True))
        self.meaning.told.append((start, end))
        self.pool, self.last, self.link = None, pool, None
        while self.i < len(self.phrases) and self.phrases[self.i].start < end:
            self.i += 1
        return True

    def _colors_ahead(self, pool: Thing | None) -> tuple[list[tuple[tuple[Token, ...], str]], int]:
        """The colours listed from the last phrase on, each with its place if it has one, and where they end."""
        found: list[tuple[tuple[Token, ...], str]] = []
        end = 0
        for phrase in self.phrases[self.i - 1 :]:
            if isinstance(phrase, NounPhrase) and phrase.article in ("a", "") and not phrase.count:
                named = pool is not None and lexicon.one_of(words_of(phrase.nouns)) == pool.noun  # "a red block"
                words = [*phrase.adjectives, *((phrase.nouns,) if phrase.nouns and not named else ())]
                if not words or not all(is_color_word(one[-1].lower) for one in words):
                    break
                found += [(one[-1:], "") for one in words]
            elif phrase.kind == "place" and found and not found[-1][1]:
                found[-1] = (found[-1][0], phrase.meaning)
            elif phrase.kind in ("COMMA", "AND") or phrase.text in _NEXT:
                continue
            elif phrase.text != "one" or not found:
                break
            end = phrase.end
        return found, end

    def _alternating(self, phrase: NounPhrase) -> bool:
        """ "nine squares in a grid, alternating black and white": the first has the first colour, and so on."""
        pool = next((one for one in reversed(self.meaning.things) if is_counted(one)), None)
        first = phrase.adjectives[0] if phrase.adjectives else ()
        colors = [one[-1:] for one in phrase.adjectives]
        alternates = len(first) > 1 and first[0].lower in ALTERNATING and self.link is None and self.verb is None
        number = (pool.count or (1, 1))[0] if pool is not None else 0
        if pool is None or not alternates or not all(is_color_word(one[0].lower) for one in colors):
            return False
        if not 1 < len(colors) <= number:
            return False
        row = next((one for one in self.meaning.rows if pool in one.things and not one.placed), None)
        if row is None:
            row = Row("row", (pool,), phrase.start, phrase.end)
            self.meaning.rows.append(row)
        before = row.things[: row.things.index(pool)]
        first_place = 1 + sum((one.count or (1, 1))[0] for one in before)
        after = row.things[len(before) + 1 :]
        things = []
        for k, color in enumerate(colors):
            share = len(range(k, number, len(colors)))
            one = pool if k == len(colors) - 1 else self.nouns.some_of(pool, (share, share))
            one.adjectives = [*one.adjectives, color]
            things.append(one)
        row.things = (*before, *things, *after)
        row.placed = {first_place + k: things[k % len(things)] for k in range(number)}
        self.meaning.told.append((phrase.start, phrase.end))
        self.last = pool
        return True

    def _some_of_those(self, phrase: NounPhrase) -> Thing | None:
        """ "a grid of circles in which exactly one circle is red": so many of those that were counted."""
        bare = not (phrase.article or phrase.adjectives or phrase.owner or phrase.size or phrase.negative)
        free = self.link is None and self.verb is None and self._peek_kind() == "copula"
        noun = lexicon.one_of(words_of(phrase.nouns))
        named = [one for one in self.meaning.things if one.noun == noun and is_counted(one)]
        if not (bare and free and named and phrase.count is not None and phrase.count[0] == phrase.count[1]):
            return None
        if phrase.count[0] >= (named[-1].count or (1, 1))[0]:
            return None
        self.pool = named[-1]
        self.meaning.told.append((phrase.start, phrase.end))
        return self._told_apart(phrase.count, phrase)

    def _told_apart(self, count: Count, phrase: Phrase) -> Thing | None:
        """So many of the several things that were named last: "three balls: one red, two green"."""
        pool = self.pool or next((one for one in reversed(self.meaning.things) if is_counted(one)), None)
        if pool is None and len(self.meaning.things) == 2 and count == (1, 1):  # "a cat and a dog. One is black …"
            return self.meaning.things[
                self._choose([f"one is the {thing.noun}" for thing in self.meaning.things], phrase)
            ]
        if pool is None or (pool.count or (1, 1))[0] < count[0]:
            return None
        some = self.nouns.some_of(pool, count)
        self.pool = pool if some is not pool else None
        return some


def place_among(phrase: NounPhrase) -> str:
    """The adjectives that tell one of several things by its place or its size: "the second", "the tallest one"."""
    words = " ".join((*(one[-1].lower for one in phrase.adjectives), *(one.lower for one in phrase.nouns[:-1])))
    corner = words.replace("upper", "top").replace("lower", "bottom").replace("-", " ")
    if corner in _CORNERS:
        return corner
    return words if words in {*ORDINALS, *_OUTERMOST, *_SIDES, *_MOST, *MIDDLE, "last"} else ""


def _more_of_two(phrase: NounPhrase, pool: Thing | None) -> str:
    """The size that tells one of two: "the smaller penguin"."""
    word = phrase.adjectives[0][-1].lower if len(phrase.adjectives) == 1 else ""
    return word if word in _MORE and pool is not None and pool.count == (2, 2) else ""


def _position(place: str, whole: int, row: Row) -> int:
    """Where the one that a place tells is among so many, counted from 1 and row by row, and from the lowest of a stack;
    0 where the place is none."""
    size = row.size
    if place in ORDINALS:
        return ORDINALS.index(place) + 1
    if row.kind == "stack" and place in ("top", "bottom"):
        return whole if place == "top" else 1
    if size is not None:
        rows, columns = size
        corners = (1, columns, whole - columns + 1, whole)
        odd = rows % 2 and columns % 2
        positions = {"last": whole, **dict(zip(_CORNERS, corners, strict=True))}
        return (whole + 1) // 2 if place in MIDDLE and odd else positions.get(place, 0)
    if place in MIDDLE:
        return (whole + 1) // 2
    return {"last": whole, "leftmost": 1, "rightmost": whole, "left": 1, "right": whole, "top": 1, "bottom": whole}.get(
        place, 0
    )
