"""Naming: what a noun phrase does in its clause. It completes what waits for it, is a further one, or begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from sgc.english import lexicon
from sgc.english.attachment import is_finite, is_singular
from sgc.english.clause import Link, VerbText
from sgc.english.meaning import CountComparison, Fact, Row, Thing, is_counted
from sgc.english.members import Members
from sgc.english.phrases import Comparison, NounPhrase, Phrase, words_of
from sgc.english.tokens import PICTURES, Token
from sgc.graph.colors import is_color_word
from sgc.graph.vocabulary import classify_adjective

#: What a text is written in.
_LETTERING = frozenset((
    "letters", "letter", "lettering", "text", "writing", "font", "script", "type", "capitals", "words", "print",
))  # fmt: skip
#: With what it is written, in these words: "in white chalk".
_WRITTEN_WITH = frozenset(("chalk", "paint", "ink", "pen", "pencil", "crayon", "marker", "handwriting", "neon"))
_NEITHER = ("neither", "nor")
_SHOWING = ("showing", "depicting", "featuring")
#: What may say what a sheet is for: "for counting to five", "about the letter 'A'".
_OF_TOPIC = frozenset(("relation", "noun_phrase", "verb", "TEXT", "AND"))


class Naming(Members):
    """Reads noun phrases, pronouns and comparisons of counts."""

    def _noun_phrase(self, phrase: Phrase) -> None:
        assert isinstance(phrase, NounPhrase)
        if phrase.negative and phrase.nouns and phrase.article == "the" and phrase.tokens[0].lower in _NEITHER:
            self.joined = "and" if self.group and phrase.tokens[0].lower == "nor" else self.joined
            self._noun_phrase(replace(phrase, negative=False))  # "neither the man nor the woman wears a hat"
            self.negative = True
            return
        if phrase.negative and not phrase.nouns:
            self._unknown(phrase.start, phrase.end)
            return
        if phrase.negative:
            self._absent(phrase)
            return
        if phrase.article == "a" and phrase.adjectives and self._colored_in_order():
            return
        within = self.link is not None and self.link.words == "in" and self._in_grid(self.link.subjects)
        if (within and self._tell_line(self._line_of_grid(phrase), phrase)) or self._in_its_row(phrase):
            return
        if self._arranged_in(phrase) or self._is_lettering(phrase) or self._does_with_own(phrase):
            return
        if self._frames(phrase):
            return
        if self._has_line() and (line := self._line_of_grid(phrase)) is not None:
            self.link = None
            self.meaning.told.append((phrase.start, phrase.end))
            self._begin(line)
            self.last = line
            return
        if (one := self._one_of_several(phrase)) is not None:
            self.meaning.told.append((phrase.start, phrase.end))
            if self.link is not None and self.link.kind == "with":
                self.link = None  # "…, with the middle square red"
            self._named(one, phrase)
            return
        if (some := self._some_of_those(phrase)) is not None:
            self._begin(some)
            self.last = some
            return
        thing, words, self.i = self.nouns.read(phrase, self.i, self.subject or tuple(self.group), self.owner)
        end = self.phrases[self.i - 1].end
        if thing is not None and self._is_color_worn(thing):
            self.nouns.forget(thing)
            assert self.link is not None
            self.link.subjects = self.link.subjects[-1:]
            thing, words = None, words_of(phrase.tokens)
        if thing is None:
            self._no_thing(words, phrase.start, end)
            return
        if self.whose is not None and thing is not self.whose:
            self.nouns.own(thing, self.whose, phrase)
            self.whose = None
        if self._is_between_each(thing):
            return
        self._count_out(thing, phrase)
        self._give_each(thing, phrase)
        self._share_adjectives(thing, phrase)
        self._share_head(thing, phrase)
        self._named(thing, phrase)

    def _absent(self, phrase: NounPhrase) -> None:
        """What must not be there: "no knives, forks or spoons"."""
        self._flush_verb()
        self.link = None
        self._bare(phrase)
        self.meaning.absences.append(phrase)
        while (
            self._peek_kind() == "AND"
            and isinstance(following := self._peek(1), NounPhrase)
            and following.nouns
            and not following.article
        ):
            self.meaning.absences.append(following)
            self.i += 2
        self._where_absent()

    def _frames(self, phrase: NounPhrase) -> bool:
        """Whether it says what the whole is or is about, and not what there is: "a poster for a concert"."""
        topic = self._topic()
        sheet = self._is_sheet(phrase, topic)
        if not sheet and not self._is_theme(phrase, topic):
            return False
        self.meaning.framing += (*phrase.tokens, *(token for one in topic for token in one.tokens))
        self.meaning.is_sheet = sheet
        if sheet:
            self._on_sheet(phrase)
        self.i += len(topic)
        if not sheet and topic and self._peek_kind() == "with":
            self.i += 1  # "a drawing for mum with a red heart"
        return True

    def _no_thing(self, words: str, start: int, end: int) -> None:
        """Words that name nothing that can be drawn."""
        begins = not self.meaning.things and self.link is None and self.verb is None
        self._unseen(words, start, end)
        if begins and (following := self._peek()) is not None and following.text == "with":
            self.meaning.told.append((following.start, following.end))  # "a rainy day with a girl"
            self.i += 1

    def _is_lettering(self, phrase: NounPhrase) -> bool:
        """Whether it says how a text is written: "a sign that says 'SALE' in red letters", "… in red"."""
        link = self.link
        if link is None or link.words not in ("in", "with"):
            return False
        colored = link.words == "in" and all(is_color_word(words[-1].lower) for words in phrase.adjectives)
        lettering = _LETTERING | _WRITTEN_WITH if link.words == "in" and phrase.article == "" else _LETTERING
        if phrase.nouns[-1].lower not in lettering if phrase.nouns else not colored:
            return False
        signs = [one for one in (*link.subjects, self.last) if one is not None and one.label is not None]
        signs = [one for one in signs if phrase.nouns or not one.is_living]  # "a girl called 'Ann' in pink"
        if not signs:
            return False
        self.link = None
        for words in phrase.adjectives:
            if is_color_word(words[-1].lower):
                signs[0].ink = words[-1]
            elif classify_adjective(words[-1].lower)[0] != "size":
                self._note(signs[:1], f"{words_of(words)} letters", words[0].start, words[-1].end)
        self.meaning.told.append((link.start, phrase.end))
        return True

    def _has_line(self) -> bool:
        """Whether a line of a grid may be the subject of what follows: "…, with the top row red"."""
        return self.verb is None and (self.link is None or self.link.kind == "with")

    def _topic(self) -> Sequence[Phrase]:
        """What a sheet or a picture is for or about, up to what it shows: "for counting:", "about the sea with …"."""
        if (ahead := self._peek()) is None or ahead.text in _SHOWING:
            return (ahead,) if ahead is not None else ()
        words = list(takewhile(lambda one: one.kind in _OF_TOPIC, self.phrases[self.i :]))
        end = self._peek(len(words))
        closed = end is not None and (end.text == ":" or end.kind == "with")
        return words if closed and ahead.text in ("for", "about") else ()

    def _is_sheet(self, phrase: NounPhrase, topic: Sequence[Phrase]) -> bool:
        """ "a poster with the title …", "a worksheet for counting: …": the sheet is the picture itself."""
        first = not self.meaning.things and self.link is None and self.verb is None and not self.forward
        if not first or not phrase.nouns or phrase.article not in ("a", "") or phrase.count is not None:
            return False
        told = len(phrase.nouns) > 1 or any(not is_color_word(one[-1].lower) for one in phrase.adjectives)
        noun = phrase.nouns[-1].lower
        kind = lexicon.listed("sheet", noun) or (told and lexicon.listed("leaf", noun))
        ahead = self._peek()
        if ahead is not None and ahead.kind == "says":  # but "a poster that says 'SALE' above a table"
            beyond = self._peek(1)
            return kind and (beyond is None or beyond.kind != "relation" or "title" in ahead.text)
        shows = ahead is not None and (ahead.kind == "with" or ahead.text == ":")
        return kind and (shows or bool(topic))

    def _on_sheet(self, phrase: NounPhrase) -> None:
        """What is said of a sheet is seen in the picture: "a pink card" has that ground, "a get well soon card" says
        so."""
        for words in phrase.adjectives:
            if is_color_word(words[-1].lower):
                self.meaning.background = words
            elif lexicon.listed("greeting", words[-1].lower.replace(" ", "_")):
                said = replace(words[-1], kind="TEXT", lower=words[-1].lower.capitalize())
                title = Token("NOUN", "title", words[-1].start, words[-1].end)
                self.meaning.things.append(Thing((title,), words[-1].start, words[-1].end, label=said))

    def _is_theme(self, phrase: NounPhrase, topic: Sequence[Phrase]) -> bool:
        """ "Halloween: a witch and a cat", "an illustration for a book: …": what a picture is or is about, and no thing
        in it, unless it is where they are."""
        ahead = self._peek()
        is_picture = not self.meaning.things and bool(phrase.nouns) and phrase.nouns[-1].lower in PICTURES
        if is_picture and (topic or (ahead is not None and ahead.text == ":")):
            return True
        if self.meaning.things or ahead is None or ahead.text != ":" or not phrase.nouns:
            return False
        thing = Thing(phrase.nouns, phrase.start, phrase.end)
        if thing.listed("abstract") and phrase.count is None and phrase.article == "a":  # "A birthday party: …"
            return True
        bare = not (phrase.article or phrase.count or phrase.adjectives or phrase.owner)
        place = thing.is_backdrop or thing.listed("place") or thing.listed("setting")
        plain = bare and len(phrase.nouns) == 1 and ahead.end - phrase.end <= 1
        return plain and not place and not lexicon.is_plural(thing.noun)

    def _does_with_own(self, phrase: NounPhrase) -> bool:
        """ "a girl brushing her teeth", "two children holding hands": a part of who acts is seen in their own picture,
        and nowhere else. Who hold or shake hands stand side by side."""
        verb = self.verb
        plain = len(phrase.nouns) == 1 and not (phrase.adjectives or phrase.count or phrase.owner)
        if verb is None or not plain or not lexicon.listed("bodily", phrase.nouns[0].lower):
            return False
        bare = not phrase.article and lexicon.is_plural(phrase.nouns[0].lower)
        its = phrase.tokens[0].lower == "its"  # "a girl brushing a horse and patting its neck"
        own = bare or (phrase.article == "its" and not (its and any(one.is_kind("person") for one in verb.subjects)))
        if not own or not all(one.is_living for one in verb.subjects):
            return False
        if verb.words in ("holding", "shaking") and phrase.nouns[0].lower == "hands":
            self.hand_in_hand.append(verb.subjects)
        thing = self.nouns.declare(phrase)
        for predicate, pair in ((verb.words, (verb.subjects, (thing,))), ("part of", ((thing,), verb.subjects[:1]))):
            self.meaning.facts.append(Fact(*pair[:1], predicate, pair[1], verb.start, phrase.end, free=True, weak=True))
        self.verb, self.done, self.last, self.group = None, None, verb.subjects[-1], list(verb.subjects)
        return True

    def _join_hands(self) -> None:
        """Places who holds hands side by side, unless it is said how they stand."""
        for things in self.hand_in_hand:
            arranged = any(one in row.things for row in self.meaning.rows for one in things)
            if not arranged and sum(1 + one.is_several for one in things) > 1:
                self.meaning.rows.append(Row("row", things, things[0].start, things[-1].end))

    def _give_each(self, thing: Thing, phrase: NounPhrase) -> None:
        """ "three children, each holding a balloon" hold three balloons, and "a lamp on each of two tables" is two."""
        number = sum((one.count or (1, 1))[0] for one in self.each)
        exactly = all(one.count is None or one.count[0] == one.count[1] for one in self.each)
        if phrase.article == "every" and thing.listed("gripping") and self.link is not None:  # one in each hand
            thing.article = "its"
            for one in self.link.subjects:
                one.count = (2, 2) if one.count is None else one.count
        if phrase.article == "every" and thing.is_several:
            self.each = (thing,)
            link = self.link
            for one in link.subjects if link is not None and not link.free else ():
                if one.count is None and one.article in ("a", ""):
                    one.give_each(thing, 1)
        elif number > 1 and phrase.article in ("a", "its", "") and thing.start >= phrase.start:
            share = (thing.count or (1, 1))[0]
            if len(self.each) == 1 and (is_counted(thing) or not thing.is_several):
                thing.give_each(self.each[0], share)
            elif not thing.is_several:
                thing.count = (number, number) if exactly else (number, None)

    def _is_between_each(self, thing: Thing) -> bool:
        """ "two plates, each with a fork, and a candle between them": one, between the several."""
        following, them = self._peek(), self._peek(1)
        if len(self.each) != 1 or following is None or them is None or them.text != "them":
            return False
        if following.meaning != "between":
            return False
        self.meaning.facts.append(Fact((thing,), "between", self.each, following.start, them.end))
        self.i += 2
        self._go_on_with((thing,))
        return True

    def _bare(self, phrase: NounPhrase) -> None:
        """ "a tree without leaves" looks otherwise than one with them."""
        tree = self.last
        leaves = bool(phrase.nouns) and lexicon.one_of(phrase.nouns[-1].lower) == "leaf" and not phrase.adjectives
        if leaves and tree is not None and tree.noun == "tree":
            tree.nouns = (replace(tree.nouns[0], lower="bare"), *tree.nouns)

    def _where_absent(self) -> None:
        """ "no clouds in the sky": a place of what is not there says nothing; the sky is there."""
        place, where = self._peek(), self._peek(1)
        if place is not None and place.kind == "place" and place.meaning in ("its on", "its inside"):
            self.meaning.told.append((place.start, place.end))  # "a bowl with no fruit in it"
            self.i += 1
            return
        nested = place is not None and place.kind == "relation" and place.meaning in ("on", "inside")
        if not nested or place is None or not isinstance(where, NounPhrase) or not where.nouns:
            return
        if any(one.is_living for one in self.subject):
            return  # "a man without a hat on a bench"
        thing, words, self.i = self.nouns.read(where, self.i + 2, self.subject, self.owner)
        if thing is None:  # "a tree with no leaves in winter"
            self._note(self.subject, f"{place.text} {words}", place.start, self.phrases[self.i - 1].end)
            return
        self.meaning.told.append((place.start, place.end))
        self.last = thing

    def _is_color_worn(self, thing: Thing) -> bool:
        """Whether it is the colour of what people wear: "a woman in orange"."""
        link = self.link
        return (
            link is not None and link.predicate == "inside" and not thing.article and not thing.adjectives
            and len(thing.nouns) == 1 and is_color_word(thing.noun) and any(one.is_living for one in link.subjects)
        )  # fmt: skip

    def _share_adjectives(self, thing: Thing, phrase: NounPhrase) -> None:
        """ "a white sink and door" has one article for both, and so the adjective before the first is said of both."""
        before = self.last
        if self.joined != "and" or before is None or not before.adjectives or not before.article:
            return
        if self._is_bare(phrase) and not phrase.adjectives and classify_adjective(thing.head)[0] != "material":
            words = " ".join(words_of(one) for one in before.adjectives)
            options = (f"the {thing.noun} is {words}, too", f"only the {before.noun} is {words}")
            if self._choose(options, phrase) == 0:
                thing.adjectives += before.adjectives

    def _share_head(self, thing: Thing, phrase: NounPhrase) -> None:
        """ "salt and pepper shakers": two compounds of one noun, where the vocabulary knows the first."""
        before = self.last
        if self.joined != "and" or before is None or self.group[-1:] != [before] or len(thing.nouns) < 2:
            return
        bare = not (before.article or before.adjectives or before.notes or phrase.article)
        if not bare or len(before.nouns) > 1 or not lexicon.is_plural(thing.nouns[-1].lower):
            return
        if before.count is None and lexicon.is_known_noun(f"{before.noun} {thing.head}"):
            one_each = before.listed("mass") and phrase.count in (None, (2, 2))
            before.nouns = (*before.nouns, thing.nouns[-1])
            thing.count = None if one_each else thing.count
            before.count = thing.count

    def _named(self, thing: Thing, phrase: Phrase) -> None:
        """A thing was named: it completes what waits for it, or is a further one, or begins a clause."""
        if self.verb is not None and self.link is None:
            self.link = self._verb_link(self.verb)
            self.verb = None
        again = isinstance(phrase, NounPhrase) and phrase.article == "every" and thing.start < phrase.start
        if again and self.link is None and self.copula is None:  # "two lions and three monkeys, each monkey with …"
            self._go_on_with((thing,))
            self.each = (thing,)
        elif self.link is not None:
            self._complete(self.link, thing, phrase.end)
        elif self.copula is not None and self.subject and thing not in self.subject and not self.forward:
            self._is_named(thing, phrase)
            return
        elif self.joined and self.done is not None and self._goes_on(self.done, thing, phrase):
            self._complete(self.done, thing, phrase.end)
        elif self.listing is not None and self._lists_on(self.listing, thing, phrase):
            self.owner = self.listing.subjects
            self._complete(self.listing, thing, phrase.end)
        elif self._joins_group():
            if self.joined == "and" and self.alternative is not None:  # both are shown, and that is said
                self.meaning.not_understood += self.alternative.tokens
            self.group.append(thing)
            self.added = self.joined
            self.heads.append(thing)
            self.subject = tuple(self.group)
            if self._peek_kind() in ("relation", "place"):  # "on the left a hut and a man next to it"
                self.opening = [one for one in self.opening if one.first is not None]
            self._open(thing)
        else:
            self._begin(thing)
        self.copula = None
        self.last = thing

    def _joins_group(self) -> bool:
        """Whether a thing is one more of those of which the clause is going to speak; a title is for itself."""
        further = self.joined in ("and", "comma") and self.done is None and not self.stated
        if self.opening and (ahead := self._peek()) is not None and ahead.kind in ("copula", "verb"):
            # "on one shelf is a vase, and another shelf is empty", "below it is a door, and a key hangs on a hook"
            further = further and not is_singular(ahead)
        return further and bool(self.group) and not self.group[-1].is_written

    def _is_named(self, thing: Thing, phrase: Phrase) -> None:
        """ "The bird is a parrot": the same thing, told more of."""
        if thing.start >= phrase.start:  # else it was named before, and stays
            self.nouns.forget(thing)
        told = [one for one in self.meaning.facts if one.subjects == (thing,)]
        if told:  # "the handle is part of the cup"
            for fact in told:
                words = [*map(words_of, thing.adjectives), thing.noun, "of"]
                fact.subjects, fact.predicate = self.subject, " ".join(words)
                fact.free, fact.weak, fact.negated = True, False, self._negative(self.copula)
            self.copula = None
            return
        note = words_of(phrase.tokens)
        self.verb = VerbText(self.subject, note, phrase.start, phrase.end, self._negative(self.copula))
        self.copula = None

    def _unseen(self, words: str, start: int, end: int) -> None:
        """A noun that names nothing to be seen stays in the words of what it belongs to."""
        if self.joined and self._predicate_follows():
            self._unknown(start, end)
            self._forget_subject()
        elif self.verb is not None:
            self.verb.words += " " + words
            self.verb.end = end
        elif self.link is not None:
            verb, _, place = self.link.predicate.partition(" ")  # "frowning in disappointment"
            does = f"{verb} " if place and verb.endswith("ing") and not self.link.free else ""
            self.verb = VerbText(
                self.link.subjects, f"{does}{self.link.words} {words}", self.link.start, end, self.link.negated
            )
            if not self.link.subjects:
                self._unknown(self.link.start, end)
                self.verb = None
            self.link = None
        elif self.copula is not None and self.subject:
            self.verb = VerbText(self.subject, words, start, end, self._negative(self.copula))
            self.copula = None
        elif self.joined and (self.done is not None or self.subject):
            self.verb = VerbText(self.done.subjects if self.done is not None else self.subject, words, start, end)
        elif self.done is not None and self.last is not None:  # "made it a stylish choice"
            self.verb = VerbText((self.last,), words, start, end)
        else:
            self._unknown(start, end)

    def _predicate_follows(self) -> bool:
        """Whether what comes next says something of what was just named."""
        following = self._peek()
        return following is not None and (
            following.kind == "copula"
            or (following.kind == "verb" and is_finite(following))
            or (following.kind == "with" and following.text != "with")
        )

    def _forget_subject(self) -> None:
        """The clause speaks of nothing to be seen, so that nothing seen may take what it says."""
        self._end_clause()
        self.subject = ()
        self.last = None

    def _verb_link(self, verb: VerbText) -> Link:
        return Link(
            verb.subjects, verb.words, "verb", verb.start, verb.words, True, negated=verb.negated, after_verb=True
        )

    def _comparison(self, phrase: Phrase) -> None:
        assert isinstance(phrase, Comparison)
        assert phrase.more is not None
        assert phrase.than is not None
        more, than = (self.nouns.declare(one, several=True) for one in (phrase.more, phrase.than))
        pair = (than, more) if phrase.fewer else (more, than)
        self.meaning.comparisons.append(CountComparison(*pair, phrase.times, phrase.start, phrase.end))
        if self.link is not None:
            link = self.link
            self._complete(link, more, phrase.end)
            self._complete(link, than, phrase.end)
        else:
            self._begin(more)
            self.group.append(than)
            self.subject = (more, than)
        self.last = than
