"""Places: what prepositions, sides and depths say of the things in their clause, and of those around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from sgc.english import lexicon
from sgc.english.anaphora import Anaphora, whose_place
from sgc.english.clause import Link, VerbText
from sgc.english.meaning import Row, Thing, Total, is_counted
from sgc.english.phrases import NounPhrase, Phrase
from sgc.graph.relations import AFTER_ING

#: Where on the canvas is what is seen, or comes, from a side of it.
_FROM = {"row": "at left of", "~row": "at right of", "column": "at top of", "~column": "at bottom of"}
FACTORS = {"twice": Fraction(2), "half": Fraction(1, 2), "two": Fraction(2), "three": Fraction(3)}
#: Where something goes, and verbs of going besides those of the lexicon.
_TOWARDS, _MOVES = ("to the left", "to the right"), ("fly", "look", "face", "point", "turn", "swim")
#: Places that are one relation with the verb before them: "sitting on".
AFTER_VERB = frozenset({*AFTER_ING, "in front of"})


class Places(Anaphora):
    """Reads the phrases that say where things are."""

    def _relation(self, phrase: Phrase) -> None:
        predicate, swapped = phrase.meaning.lstrip("~"), phrase.meaning.startswith("~")
        predicate, _, second = predicate.partition(" & ")  # "to the upper left of"
        also = ((second, swapped),) if second else ()
        if self.link is not None and self.joined == "and":  # "above and to the left of a dog"
            before = self.link
            self.link = replace(
                before, predicate=predicate, swapped=swapped, also=(*before.also, (before.predicate, before.swapped))
            )
            return
        if self.link is not None:  # "from behind a tree"
            self.link.words += " " + phrase.text
            if predicate != "-" and self.link.free:
                self.link.predicate, self.link.free = predicate, False
            return
        which = self._peek()
        if which is not None and which.text in ("which", "whom") and self.verb is None and self.last is not None:
            self.i += 1  # "a vase in which there are three roses"
            first, self.last = self.last, None
            self._end_clause()
            free = predicate == "-"
            said = phrase.text if free else predicate
            self.forward.append(Link((), said, "place", phrase.start, phrase.text, free=free, first=first))
            return
        verb, self.verb = self.verb, None
        negated = (verb.negated if verb else False) or self._is_negative()
        free = predicate == "-"
        if verb is not None:
            self._after_verb(verb, phrase, predicate, swapped, negated)
            return
        inverted = self._begins_inverted()
        if inverted:
            self._end_clause()
            self.last = None
        subjects = () if inverted else self._said_of(predicate, phrase)
        self.copula = None
        times = FACTORS.get(phrase.tokens[0].lower.split()[0])
        if times is not None and any(one.is_several for one in subjects):  # of each, which no requirement says
            self._note(subjects, phrase.text, phrase.start, phrase.end)
            times = None
        self.link = Link(
            subjects, phrase.text if free else predicate, "place", phrase.start, phrase.text, free, swapped, negated,
            self.done is not None and self.done.after_verb, also=also, times=times,
        )  # fmt: skip

    def _begins_inverted(self) -> bool:
        """Whether a place is said before what is there: "…, on the middle shelf a vase", "and on it there is a cup"."""
        if not self.joined or self.copula is not None or not isinstance(self._peek(), NounPhrase):
            return False
        inverted = self._peek_kind(1) in ("copula", "verb") and isinstance(self._peek(2), NounPhrase)
        there = self._peek(1)
        return inverted or self._peek_kind(1) == "THERE" or (isinstance(there, NounPhrase) and bool(there.nouns))

    def _after_verb(self, verb: VerbText, phrase: Phrase, predicate: str, swapped: bool, negated: bool) -> None:
        """A place after a verb: "sitting on", "coming out of", "cut into"."""
        free = predicate == "-"
        also = ((phrase.meaning.partition(" & ")[2], swapped),) if " & " in phrase.meaning else ()
        subjects = verb.subjects
        # One thing does not surround what it turns around: "a dancer twirling around the stage".
        free = free or phrase.text == "out of"  # "smoke coming out of a chimney"
        if predicate == "surrounding" and lexicon.listed("roaming", lexicon.verb_base(verb.words.split()[-1])):
            predicate = "roaming"
        free = free or (predicate == "surrounding" and not any(one.is_several for one in subjects))
        words = f"{verb.words} {phrase.text}"
        writes = lexicon.listed("writing", lexicon.verb_base(verb.words.split()[-1]))
        free = free or (writes and predicate == "on" and any(one.is_living for one in subjects))
        free = free or (verb.words.startswith("casting ") and predicate in ("on", "above"))  # a shadow is not its thing
        if phrase.text == "across" and verb.words.endswith("each other"):  # "facing each other across a table"
            predicate, free = "both sides", False
        if free or phrase.text == "by":
            self.link = Link(subjects, words, "verb", verb.start, words, True, negated=negated, after_verb=True)
            return
        done = not verb.words.endswith("ing") or (verb.words == "cutting" and self._parts_follow())
        if verb.words == "stacked" and predicate == "on" and sum(1 + one.is_several for one in subjects) > 1:
            self.meaning.rows.append(Row("stack", subjects, verb.start, phrase.end))
        into = phrase.text == "into" or (phrase.text == "in" and self._parts_follow())
        if into and done and lexicon.listed("parting", lexicon.verb_base(verb.words)):
            self._how(replace(verb, words=lexicon.past_participle(lexicon.verb_base(verb.words))))
            self.link = Link(subjects, "part of", "place", verb.start, phrase.text, True, swapped=True)
            return
        after = verb.words.endswith("ing") and " " not in verb.words and predicate in AFTER_VERB and not swapped
        if after and not negated:
            predicate = f"{verb.words} {predicate}"
        elif not negated:
            self._how(verb)
        self.link = Link(
            subjects, predicate, "place", verb.start, phrase.text, swapped=swapped, negated=negated,
            after_verb=True, also=also,
        )  # fmt: skip

    def _parts_follow(self) -> bool:
        """Whether parts are named next: "cut into eight slices", of which the verb has one form for all times."""
        ahead = self._peek()
        return isinstance(ahead, NounPhrase) and bool(ahead.nouns) and lexicon.listed("portion", ahead.nouns[-1].lower)

    def _place(self, phrase: Phrase) -> None:
        said = phrase.meaning
        whose, _, relation = said.partition(" ")
        if said == "-":
            self._note_place(phrase)
            return
        if whose == "total":
            self._sum_up(phrase)
            return
        if whose == "depth":
            self._in_depth(phrase, relation)
            return
        if whose == "line":
            self._in_line(phrase, relation)
            return
        verb = self.verb
        negated = self._is_negative()
        goes = verb is not None and lexicon.verb_base(verb.words.split()[-1])
        if verb is not None and goes and phrase.text in _TOWARDS and (lexicon.listed("going", goes) or goes in _MOVES):
            self._note_place(phrase)  # "a bird flying to the right"
            return
        if verb is not None and verb.words == "stacked" and relation.lstrip("~") == "column":
            relation = "stack" if relation.startswith("~") else "~stack"  # a stack is told from the lowest upwards
        if whose == "each" and self._orders_row(relation, phrase):
            return
        if whose == "each" and relation.lstrip("~") in lexicon.ARRANGEMENTS and not self.heads:
            self.order = Link((), relation, "place", phrase.start, phrase.text)  # "from left to right: a cat, a dog"
            return
        if whose == "its" and self._begins_with_place() and (topic := self._topic_of_place()):
            self.topic = topic
            self.forward.append(Link((), relation, "place", phrase.start, phrase.text, first=topic))
            return
        if whose == "order":  # "a boy watches from the left"
            said = _FROM[relation]
        things: tuple[Thing, ...] = ()
        if self._begins_place(phrase):
            self.last = None
        else:
            denied = negated and verb is None and bool(self.subject)  # "a ball under the chair, not on it"
            things = self.subject if denied else self._opposite_whole(said) or self._place_subjects(phrase)
        aside = whose == "its" and things == (self.last,) and self._stands_aside()
        if aside and self.done is not None:
            things = self.done.subjects
        apart = self._before_vessel(relation) if whose == "its" else None
        if apart:
            things = self.owner
        if verb is not None:
            self._flush_verb(keep=True)
            self.stated = self.stated or whose == "its"  # "a boat passing under it and two people"
        link = Link(
            things, relation if whose in ("its", "each") else said, "place", phrase.start, phrase.text, negated=negated
        )
        bears = bool(self.owner) and not (relation == "on" and self.owner[0].is_backdrop)
        if whose == "its" and relation in ("on", "inside") and self.last in self.objects and bears:
            # "a table with a cup and a plate on it", but "a cage with its door open and a canary on it"
            things = tuple(one for one in self.objects if one.article != "its") or things
            link.subjects = things
        if whose == "each":
            self._each(link, things, phrase)
        elif whose == "its":
            others = self._antecedents(things, whose_place(phrase.text), relation)
            others = (self.last,) if aside and self.last is not None else (apart,) if apart else others
            if relation.startswith("same ") and (len(things) > 1 or any(one.is_several for one in things)):
                others = ()  # as each other: "a window with three hats of the same size"
            self._by_others(link, things, [one for one in others if not self._is_in(things, one, relation)], phrase)
        else:
            self._on_canvas(link, things, said, phrase)
        self.copula = None

    def _sum_up(self, phrase: Phrase) -> None:
        """ "more cats than dogs, 8 animals in all": so many of what was named before; "8 cats in all" are as many."""
        self.meaning.told.append((phrase.start, phrase.end))
        pool, self.last = self.last, None
        if pool is None or not is_counted(pool):
            return
        before = [one for one in self.meaning.things if one.start < pool.start and not one.is_backdrop]
        any_kind = pool.listed("anything")
        kinds = tuple(one for one in before if any_kind or one.noun == pool.noun or one.is_kind(pool.noun))
        if kinds:
            self.meaning.totals.append(Total(kinds, (pool.count or (1, 1))[0], pool.start, phrase.end))
            self.nouns.forget(pool)

    def _by_others(self, link: Link, things: tuple[Thing, ...], others: Sequence[Thing], phrase: Phrase) -> None:
        """Things stand by what was named before: "next to it", "on them"."""
        if len(others) > 1:  # "a doll on the chair next to them": not next to the doll
            others = [one for one in others if not any(self._are_related(one, thing) for thing in things)]
        whole = self._whole_of(things)
        if not others and self.meaning.is_sheet:
            self.meaning.told.append((phrase.start, phrase.end))  # "a poster with a sun on it"
        elif not others or not things:
            self._note(things, phrase.text, phrase.start, phrase.end)
        elif whole not in others or whole is None or not self._lie_on(link, whole, phrase.end):
            for thing in others:
                self._state(link, thing, phrase.end)

    def _on_canvas(self, link: Link, things: tuple[Thing, ...], said: str, phrase: Phrase) -> None:
        """Things stand at a place of the canvas, or of what they are parts of: "on the left", "in a corner"."""
        if (side := self._side_of(said, things)) is not None and things:
            self._state(replace(link, predicate=side[0]), side[1], phrase.end)
        elif said == "other side":
            self._note(things, phrase.text, phrase.start, phrase.end)
        elif said == "corners":
            self._in_corners(link, things, phrase.end, self._whole_of(things))
        elif things:
            whole, main = self._whole_of(things), self._main_beside(phrase, things)
            if whole is not None:
                self._at_whole(link, whole, phrase.end)
            elif main is not None:
                self._state(replace(link, predicate=said.removeprefix("at ")), main, phrase.end)
            else:
                self._at(link, things)
        elif side is not None:
            self.forward.append(replace(link, predicate=side[0], first=side[1]))
        else:
            self.forward.append(link)

    def _stands_aside(self) -> bool:
        """Whether "its" is the thing just named again, beside which another is: "outside the box, on its right"."""
        link, last = self.done, self.last
        return link is not None and link.kind == "place" and last in self.objects and last.start < link.start

    def _main_beside(self, phrase: Phrase, things: tuple[Thing, ...]) -> Thing | None:
        """ "a plate with two eggs, a glass to the left and a fork to the right": left and right of the plate."""
        main = self.heads[0] if self.heads else None
        if main is None or main in things or phrase.text not in ("to the left", "to the right"):
            return None
        placed = any(fact.subjects == (main,) and not fact.objects for fact in self.meaning.facts)
        return None if placed or main.is_backdrop or main.is_several else main

    def _note_place(self, phrase: Phrase) -> None:
        """A place that relates to nothing is kept as an attribute: "in the distance"."""
        things = self._place_subjects(phrase)
        if self.verb is not None:
            self._flush_verb(keep=True)
        if things:
            self._note(things, phrase.text, phrase.start, phrase.end)
        elif not self.meaning.things:
            self.forward.append(Link((), phrase.text, "note", phrase.start, phrase.text, free=True))
        else:
            self._unknown(phrase.start, phrase.end)

    def _topic_of_place(self) -> Thing | None:
        """What "it" is in a place that is said first: "Behind the counter stands a baker, and in front of it …"."""
        first = next((link.first for link in self.opening if link.first is not None), None)
        return self.topic or first or self._antecedent((), "it")

    def _begins_with_place(self) -> bool:
        """Whether a place of what was named before is said before what is there: "To its left there is a cat"."""
        if self.verb is not None:
            return False
        following = self._peek()
        inverted = self._peek_kind() in ("copula", "verb") and isinstance(self._peek(1), NounPhrase)
        named = isinstance(following, NounPhrase) and bool(following.nouns)
        begins = self.last is None and (inverted or self._peek_kind() == "THERE" or isinstance(following, NounPhrase))
        return begins or (self.joined != "" and (inverted or named))

    def _begins_place(self, phrase: Phrase) -> bool:
        """Whether a place on the canvas is said before what is there: "…, on the right a dog"."""
        ahead = self._peek(1) if self._peek_kind() == "copula" else self._peek()
        on_canvas = not phrase.meaning.startswith(("its", "each"))
        named = isinstance(ahead, NounPhrase) and bool(ahead.nouns)
        return bool(self.joined) and self.verb is None and on_canvas and named

    def _is_negative(self) -> bool:
        """Whether "not" was said of the place that is being read."""
        negative, self.negative = self.negative, False
        return negative or (self.copula is not None and self._negative(self.copula))
