"""Naming: what a noun phrase does in its clause. It completes what waits for it, is a further one, or begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sgc.english import lexicon
from sgc.english.attachment import Attachment, is_finite
from sgc.english.clause import Link, VerbText
from sgc.english.meaning import CountComparison, Note, Thing
from sgc.english.phrases import Comparison, Count, NounPhrase, Phrase, words_of
from sgc.graph.colors import is_color_word
from sgc.graph.vocabulary import classify_adjective


class Naming(Attachment):
    """Reads noun phrases, pronouns and comparisons of counts."""

    def _noun_phrase(self, phrase: Phrase) -> None:
        assert isinstance(phrase, NounPhrase)
        if phrase.negative and not phrase.nouns:
            self._unknown(phrase.start, phrase.end)
            return
        if phrase.negative:
            self._flush_verb()
            self.link = None
            self.meaning.absences.append(phrase)
            while (
                self._peek_kind() == "AND"
                and isinstance(following := self._peek(1), NounPhrase)
                and following.nouns
                and not following.article
            ):
                self.meaning.absences.append(following)
                self.i += 2
            return
        if self._arranged_in(phrase):
            return
        thing, words, self.i = self.nouns.read(phrase, self.i, self.subject or tuple(self.group), self.owner)
        end = self.phrases[self.i - 1].end
        if thing is not None and self._is_color_worn(thing):
            self.nouns.forget(thing)
            assert self.link is not None
            self.link.subjects = self.link.subjects[-1:]
            thing, words = None, words_of(phrase.tokens)
        if thing is None:
            self._unseen(words, phrase.start, end)
            return
        self._share_adjectives(thing, phrase)
        self._share_head(thing, phrase)
        self._named(thing, phrase)

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
        if self.link is not None:
            self._complete(self.link, thing, phrase.end)
        elif self.copula is not None and self.subject and thing not in self.subject and not self.forward:
            self._is_named(thing, phrase)
            return
        elif self.joined and self.done is not None and self._goes_on(self.done, thing, phrase):
            self._complete(self.done, thing, phrase.end)
        elif self.joined in ("and", "comma") and self.group and self.done is None and not self.stated:
            self.group.append(thing)
            self.heads.append(thing)
            self.subject = tuple(self.group)
            self._open(thing)
        else:
            self._begin(thing)
        self.copula = None
        self.last = thing

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
            self.verb = VerbText(
                self.link.subjects, f"{self.link.words} {words}", self.link.start, end, self.link.negated
            )
            if not self.link.subjects:
                self._unknown(start, end)
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

    def _elliptical(self, phrase: Phrase) -> None:
        """ "the other", "the red one": a phrase without a noun stands for one of the things before."""
        assert isinstance(phrase, NounPhrase)
        if self._peek_kind() == "of" and self._of_them(phrase):
            return
        if self._peek_kind() == "of":  # "two of the cups"
            self._noun_phrase(phrase)
            return
        if phrase.article == "other" and self.pool is not None:
            thing: Thing | None = self.pool
        else:
            thing = self.nouns.other(self.last) if phrase.article == "other" else None
        if thing is None and phrase.count is not None and self.link is None:
            thing = self._told_apart(phrase.count, phrase)  # "one red, two green"
        if thing is None and self._peek_kind() == "AND" and isinstance(following := self._peek(1), NounPhrase):
            self._borrow_noun(phrase, following)
            return
        whole = phrase.article == "every" or phrase.tokens[0].lower == "both"
        if whole and self.subject and self.verb is None and self.link is None:  # "Each is red."
            self._go_on_with(self._meant("both" if phrase.tokens[0].lower == "both" else "each"))
            self.meaning.told.append((phrase.start, phrase.end))
            return
        if thing is not None:
            thing.adjectives += phrase.adjectives
            self.meaning.told.append((phrase.start, phrase.end))
            self._begin(thing)
            self.last = thing
        elif self.verb is not None or self.copula is not None or self.link is not None:
            self._unseen(words_of(phrase.tokens), phrase.start, phrase.end)
        else:
            self._unknown(phrase.start, phrase.end)

    def _of_them(self, phrase: NounPhrase) -> bool:
        """ "one of them", "each of them": of the several things that were named."""
        pronoun = self._peek(1)
        if pronoun is None or pronoun.kind != "pronoun" or self.verb is not None or self.link is not None:
            return False
        some: Sequence[Thing] = ()
        if phrase.article == "every":
            some = self._meant("each")
        elif phrase.count is not None and (told := self._told_apart(phrase.count, phrase)) is not None:
            some = (told,)
        if some:
            self.i += 2
            self.meaning.told.append((phrase.start, pronoun.end))
            self._go_on_with(tuple(some))
        return bool(some)

    def _told_apart(self, count: Count, phrase: Phrase) -> Thing | None:
        """So many of the several things that were named last: "three balls: one red, two green"."""
        counted = (
            one for one in reversed(self.meaning.things) if one.count is not None and one.count[0] == one.count[1]
        )
        pool = self.pool or next(counted, None)
        if pool is None and len(self.meaning.things) == 2 and count == (1, 1):  # "a cat and a dog. One is black …"
            return self.meaning.things[
                self._choose([f"one is the {thing.noun}" for thing in self.meaning.things], phrase)
            ]
        if pool is None or (pool.count or (1, 1))[0] < count[0]:
            return None
        some = self.nouns.some_of(pool, count)
        self.pool = pool if some is not pool else None
        return some

    def _borrow_noun(self, phrase: NounPhrase, following: NounPhrase) -> None:
        """ "three red and two blue balls": the first has the noun of the second."""
        if not following.nouns or not phrase.adjectives:
            self._unknown(phrase.start, phrase.end)
            return
        made = replace(phrase, kind="noun_phrase", nouns=following.nouns)
        self.meaning.told.append((phrase.start, phrase.end))
        self._named(self.nouns.declare(made), phrase)

    def _attributes(self, phrase: Phrase) -> None:
        assert isinstance(phrase, NounPhrase)
        if self._is_colored(phrase):
            return
        if (
            self._peek_kind() == "pronoun"
            and (following := self._peek()) is not None
            and following.text in ("one", "ones")
        ):
            self._one(phrase, following)
            return
        if self.verb is not None:
            self.verb.words += " " + words_of(phrase.tokens)
            self.verb.end = phrase.end
            return
        if self.link is not None and self.link.subjects:  # "a woman in pink", "a blanket of white"
            link, self.link = self.link, None
            self._note(link.subjects[-1:], f"{link.words} {words_of(phrase.tokens)}", link.start, phrase.end)
            return
        things: tuple[Thing, ...] = ()
        if self.copula is not None or (self.joined in ("comma", "and", "break") and len(self.group) < 2):
            things = self.subject
        elif self.last is not None:
            things = (self.last,)
        negative = self.copula is not None and self._negative(self.copula)
        self.stated = self.stated or self.copula is not None
        for thing in things:
            if negative:
                thing.notes.append(Note("not " + words_of(phrase.tokens), phrase.start, phrase.end))
            else:
                thing.adjectives += phrase.adjectives
        if self.copula is not None and self._peek_kind() in ("relation", "with", "of"):
            return
        self.copula = None
        if not things:
            self._unknown(phrase.start, phrase.end)

    def _is_colored(self, phrase: NounPhrase) -> bool:
        """ "a wall painted red", "a light showing green": the verb says that the thing has the colour."""
        verb = self.verb
        colors = all(is_color_word(one[-1].lower) for one in phrase.adjectives)
        base = lexicon.verb_base(verb.words) if verb is not None else ""
        if verb is None or verb.negated or not colors or not lexicon.listed("coloring", base):
            return False
        for thing in verb.subjects:
            thing.adjectives += phrase.adjectives
        self.meaning.told.append((verb.start, verb.end))
        self.verb = None
        self.last = verb.subjects[-1]
        return True

    def _one(self, phrase: NounPhrase, pronoun: Phrase) -> None:
        """ "a red one" is another thing of the noun before."""
        self.i += 1
        before = self.last
        if before is None:
            self._unknown(phrase.start, pronoun.end)
            return
        made = NounPhrase(
            "noun_phrase", (*phrase.tokens, *pronoun.tokens), "a", phrase.count, False, phrase.adjectives, before.nouns
        )
        self._named(self.nouns.declare(made), made)

    def _pronoun(self, phrase: Phrase) -> None:
        if phrase.meaning == "each" and len(self.subject) > 1:
            verb, self.verb = self.verb, None
            link = self._verb_link(verb) if verb is not None else self.link
            self.link = None
            if link is not None:
                self._each(link, self.subject, phrase)
                return
        if self._is_share(phrase):
            return
        if phrase.meaning == "one":
            some = self._told_apart((1, 1), phrase) if phrase.text == "one" and not (self.verb or self.link) else None
            if some is not None:
                self._begin(some)
                self.last = some
                return
            if self.verb or self.link:
                self._unseen(phrase.text, phrase.start, phrase.end)
            else:
                self._unknown(phrase.start, phrase.end)
            if self._predicate_follows():
                self._forget_subject()
            return
        if self.verb is None and self.link is None:
            self._go_on_with(self._meant(phrase.text))
            return
        if phrase.text.endswith(("self", "selves")) or phrase.meaning in ("each", "both"):
            self._unseen(phrase.text, phrase.start, phrase.end)
            return
        thing = self._antecedent(
            self.link.subjects if self.link else self.verb.subjects if self.verb else (), phrase.text
        )
        if thing is None:
            self._unseen(phrase.text, phrase.start, phrase.end)
            return
        last = self.last
        self._named(thing, phrase)
        self.last = last

    def _is_share(self, phrase: Phrase) -> bool:
        """ "some of them are red"."""
        before = self.phrases[self.i - 2] if self.i > 1 else None
        if not isinstance(before, NounPhrase) or not before.share or before.nouns:
            return False
        whole = next((one for one in self._meant("each") if one.is_several), None)
        if whole is not None:
            self._go_on_with((self.nouns.share_of(whole, before),))
            self.meaning.told.append((phrase.start, phrase.end))
        return whole is not None

    def _go_on_with(self, things: tuple[Thing, ...]) -> None:
        """Begins a clause about things that were named before: "it is red"."""
        self._end_clause()
        self.subject = things
        self.last = things[0] if things else None
        self.group = list(things)

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
