"""Decides what belongs to what: phrases become things and facts, in one pass from left to right, as people read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sgc.english.afterwards import (
    be_empty,
    deal_out,
    express,
    head,
    leave_out,
    leave_to_pictures,
    name_each,
    order_on_parts,
    own_named_parts,
    quantify,
    recolor,
    stand_in_rows,
    strengthen,
    tell_apart,
    write_on,
)
from sgc.english.anaphora import SIDES_OF_IT, whose_place
from sgc.english.clause import INSIDE_IT, Link
from sgc.english.labels import label_each
from sgc.english.meaning import Meaning, Thing, is_counted
from sgc.english.members import place_among
from sgc.english.own_parts import onto_bodies
from sgc.english.phrases import Count, NounPhrase, Phrase
from sgc.english.poses import pose
from sgc.english.postures import drop_postures
from sgc.english.predicates import Predicates
from sgc.english.resting import rest_in_one_place
from sgc.english.settings import paint_background, paint_signs, set_scene
from sgc.english.shapes import form_shapes
from sgc.english.sums import reckon
from sgc.english.tokens import Token

#: Adverbs that leave a place what it is: "directly above".
OF_PLACE = frozenset((
    "directly", "immediately", "just", "right", "slightly", "partly", "partially", "closely", "tightly", "neatly",
    "far", "high", "close", "still",
))  # fmt: skip

#: What sets one of several apart from what was said of all.
_EXCEPTING = ("except", "except for", "apart from", "aside from", "but for")
#: Sides of a thing on which there may be nothing.
_DENIED = ("left of", "right of", "above", "below", "behind", "in front of", "beside", "near", "on", "inside", "under")


def interpret(phrases: Sequence[Phrase], chosen: Mapping[int, int] | None = None) -> Meaning:
    """What the phrases say. ``chosen`` takes another option of a choice, by its number in ``Meaning.choices``."""
    reader = _Reader(phrases, chosen or {})
    reader.read()
    return reader.meaning


class _Reader(Predicates):
    """The pass over the phrases; each kind of phrase has the method of its name."""

    def read(self) -> None:
        while self.i < len(self.phrases):
            phrase = self.phrases[self.i]
            self.i += 1
            getattr(self, "_" + phrase.kind.lower())(phrase)
            if phrase.kind not in ("AND", "COMMA", "BREAK", "ADV"):
                self.joined = ""
        self._stop(self.phrases[-1]) if self.phrases else self._end_clause()
        for link in self.forward:
            self._give_up(link)
        self._sides_of_namesakes()
        self._apart_in_depth()
        self._join_hands()
        self._rest_on_lowest()
        self._deny_sides()
        self._drop_counted()
        self.meaning.drop_weak()
        name_each(self.meaning, self.nouns, self.listed)
        quantify(self.meaning, self.nouns)
        paint_signs(self.meaning)
        write_on(self.meaning, self.nouns)
        label_each(self.meaning, self.nouns)
        if self.meaning.is_sheet:
            head(self.meaning)
        recolor(self.nouns)
        tell_apart(self.meaning, self.nouns)
        strengthen(self.meaning)
        express(self.meaning)
        reckon(self.meaning)
        be_empty(self.meaning)
        deal_out(self.meaning, self.nouns)
        stand_in_rows(self.meaning)
        form_shapes(self.meaning, self.nouns)
        paint_background(self.meaning)
        set_scene(self.meaning)
        leave_out(self.meaning, self.nouns)
        onto_bodies(self.meaning)
        pose(self.meaning)
        rest_in_one_place(self.meaning)
        own_named_parts(self.meaning)
        order_on_parts(self.meaning)
        leave_to_pictures(self.meaning)
        drop_postures(self.meaning)

    # ------------------------------------------------------------ marks

    def _and(self, phrase: Phrase) -> None:
        if self.link is not None and self._peek_kind() == "relation":  # "above and to the left of a dog"
            self.joined = "and"
            return
        self._flush_verb()
        self._drop_link()
        self.joined = "and"
        self.alternative = phrase if phrase.text == "or" else None

    def _comma(self, phrase: Phrase) -> None:
        self._flush_verb()
        self._drop_link()
        self.joined = "comma"

    def _break(self, phrase: Phrase) -> None:
        self._end_clause()
        self.joined = "break"

    def _stop(self, phrase: Phrase) -> None:
        self._end_clause()
        if self.heads:
            self._order(phrase)
        if phrase.text == ":":  # "three cups on a table: a red one, …": each "one" is one of them
            self.pool = next((one for one in reversed(self.meaning.things) if is_counted(one)), self.pool)
            several = next((one for one in reversed(self.meaning.things) if one.is_several), self.pool)
            self.listed += [] if several is None else [(several, phrase.start)]
        self.heads = []
        self.it = ()
        self.hanging = []
        self.last = None

    def _who(self, phrase: Phrase) -> None:
        self._flush_verb()
        if phrase.text == "who" and self.last is not None and not self.last.is_living:
            whole = (one.objects[0] for one in self.meaning.facts
                     if one.predicate == "part of" and one.subjects == (self.last,))  # fmt: skip
            self.last = next(whole, self.last)  # "the teeth of a boy who sits in a chair"
        self.relative = phrase.text != "whose"
        self.whose = None if self.relative else self.last

    def _there(self, phrase: Phrase) -> None:
        self._end_clause()
        self.exists = True

    def _frame(self, phrase: Phrase) -> None:
        self.meaning.framing += phrase.tokens

    def _style(self, phrase: Phrase) -> None:
        """ "in the style of …" speaks of the picture, up to the end of the clause."""
        self.meaning.framing += phrase.tokens
        while (following := self._peek()) is not None and following.kind in (
            "noun_phrase",
            "attributes",
            "elliptical",
            "of",
        ):
            self.meaning.framing += following.tokens
            self.i += 1

    def _else(self, phrase: Phrase) -> None:
        """ "nothing else", "nothing on it": a scene holds nothing else anyway; "nothing to its right" denies a side."""
        if phrase.text != "nothing":
            return
        self.link = None
        place = self._peek()
        own = place is not None and place.kind == "place" and place.meaning.startswith("its ")
        if place is None or not (own or (place.kind == "relation" and place.meaning in _DENIED)):
            self._unknown(phrase.start, phrase.end)
            return
        self.i += 1
        relation, other = place.meaning.removeprefix("its "), None
        if own:
            other = self._antecedent((), whose_place(place.text), relation)
        elif isinstance(named := self._peek(), NounPhrase) and named.nouns:  # "nothing to the left of the circle"
            other, _, self.i = self.nouns.read(named, self.i + 1, self.subject, self.owner)
        self.meaning.told.append((phrase.start, self.phrases[self.i - 1].end))
        if self.in_list and other is not None and other.entry is not None and other.entry.role == "surface":
            other = self.in_list[0]  # "a counter with a toaster, …, and nothing to its right": on the counter
        if other is not None and relation not in ("on", "inside"):
            self.denied.append(Link((other,), relation, "place", phrase.start, f"{phrase.text} {place.text}"))

    def _adv(self, phrase: Phrase) -> None:
        if self.verb is not None:
            self.verb.words += " " + phrase.text
            self.verb.end = phrase.end
        elif phrase.text == "not" and self._peek_kind() in ("relation", "participle", "place", "with", "verb"):
            self.negative = True
            self.meaning.told.append((phrase.start, phrase.end))
        elif (phrase.text in ("both", "just", "only", "simply") and isinstance(self._peek(), NounPhrase)) or (
            phrase.text in ("in", "on") and self._peek_kind() == "WHO"
        ):  # "both a cat and a dog", "no books, just a vase", "a grid in which the one on the left is red"
            self.meaning.told.append((phrase.start, phrase.end))
        elif phrase.text in INSIDE_IT and self.last is not None and self._lies_to_owner(phrase.text):
            ones = tuple(one for one in self.objects if not self._are_related(one, self.owner[0]))
            ones = ones if phrase.text in ("inside", "underneath") else (self.last,)
            for one, whole in self.dealt:
                self._state(Link((one,), phrase.text, "place", phrase.start, phrase.text), whole, phrase.end)
            if self.dealt:
                return
            self._state(Link(ones, phrase.text, "place", phrase.start, phrase.text), self.owner[0], phrase.end)
        elif phrase.text in SIDES_OF_IT and self.last is not None and len(self.meaning.things) > 1:
            side = replace(phrase.tokens[-1], kind="PLACE", meaning=f"its {SIDES_OF_IT[phrase.text]}")
            self._place(Phrase("place", (side,)))  # "a barn, and a scarecrow in the field behind"
        elif self._peek_kind() == "verb":
            self.adverb, self.adverb_place = phrase.text, (phrase.start, phrase.end)
        elif phrase.text in OF_PLACE and self._peek_kind() in ("relation", "place", "participle"):
            return
        elif self.last is not None:
            self._note((self.last,), phrase.text, phrase.start, phrase.end)
        else:
            self._unknown(phrase.start, phrase.end)

    def _lies_to_owner(self, place: str) -> bool:
        """Whether an adverb says where the thing just named is to what it is "with": "a basket with an egg inside"."""
        owned = bool(self.owner) and self.last in self.objects
        return owned and not (place == "outside" and self.owner[0].is_backdrop)

    def _text(self, phrase: Phrase) -> None:
        if self.last is not None and self.last.label is None and not self.last.labels:
            self.last.label = phrase.tokens[0]
            if self.last.count == (2, None) and replace(self.last, count=None).is_written:
                self.last.count = None  # "the words 'Happy birthday'"
        else:
            self._unknown(phrase.start, phrase.end)

    def _says(self, phrase: Phrase) -> None:
        if self.meaning.is_sheet and (self.last is None or self.last.label is not None):
            word = Token("NOUN", "title", phrase.start, phrase.end)
            title = Thing((word,), phrase.start, phrase.end, label=phrase.tokens[-1])
            self.meaning.things.append(title)
            self._begin(title)
            self.last = title
            return
        labels = phrase.tokens[1:]
        denied, self.copula = self._negative(self.copula), None
        if denied:
            self._unknown(phrase.start, phrase.end)
        elif len(labels) > 1:
            self._labels(labels, phrase)
        else:
            self.last = self._written_on()
            self._text(Phrase("TEXT", labels))

    def _labels(self, labels: tuple[Token, ...], phrase: Phrase) -> None:
        """ "three circles labelled 1, 2 and 3": as many labels as things are one for each."""
        options = [] if self.last is None else [self.last]
        options += self.done.subjects if self.done is not None else self.subject
        bearer = next((one for one in options if one.is_several and _can_be(one.count, len(labels))), None)
        if bearer is None or bearer.label is not None or bearer.labels:
            self._unknown(labels[0].start, labels[-1].end)
            return
        bearer.count, bearer.labels, self.last = (len(labels), len(labels)), labels, bearer
        self.meaning.told.append((phrase.start, phrase.end))

    def _written_on(self) -> Thing | None:
        """On what a text stands: on the last thing, if it can be written on, and else on what is said to be there. A
        sign is there to be read, and the door below it is not."""
        last, link = self.last, self.done
        if last is None or link is None or last in link.subjects or len(link.subjects) != 1:
            return last
        options = (link.subjects[0], last)
        read = [one for one in options if one.is_kind("sign") or one.listed("read")]
        room = [one for one in options if one.entry is not None and one.entry.writing is not None]
        return next((one for some in (read, room) if len(some) == 1 for one in some), last)

    def _mark(self, phrase: Phrase) -> None:
        if phrase.text in _EXCEPTING and self._names_exception():
            self.meaning.told.append((phrase.start, phrase.end))
            self._break(phrase)
            return
        self.meaning.not_understood += phrase.tokens

    _word = _mark

    def _names_exception(self) -> bool:
        """Whether it is told how the exception is: "five arrows, all pointing right except the middle one which …"."""
        one = self._peek()
        told = isinstance(one, NounPhrase) and one.article == "the" and bool(place_among(one))
        after = [self._peek_kind(k) for k in range(1, 4) if self._peek_kind(k) not in ("pronoun", "COMMA")]
        return told and after[:1] in (["WHO"], ["copula"], ["verb"])


def _can_be(count: Count | None, number: int) -> bool:
    """Whether a count allows for the number: "circles" are any, "three circles" three."""
    least, most = count or (1, 1)
    return least <= number and (most is None or number <= most)
