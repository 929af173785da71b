"""Anaphora: what "it", "both", "the other", "the red one" and "the second" stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from sgc.english.clause import Link
from sgc.english.meaning import Fact, Thing, is_counted
from sgc.english.members import MIDDLE, place_among
from sgc.english.naming import Naming
from sgc.english.noun_phrases import ORDINALS, kind_of_group
from sgc.english.phrases import NounPhrase, Phrase, words_of
from sgc.graph.colors import is_color_word

#: Relations to what stands somewhere, and not to a ground, the sea or the sky.
_OF_SOLIDS = frozenset(("behind", "in front of", "beside", "left of", "right of", "surrounding", "between"))
#: Relations in which one thing bears, holds or covers the other.
_NESTING = frozenset(("on", "inside", "under"))
#: Places of what was spoken of, where no object follows them.
SIDES_OF_IT = {
    "below": "below", "above": "above", "behind": "behind", "underneath": "below", "beneath": "below",
}  # fmt: skip
_PRONOUNS = frozenset(("it", "its", "them", "their", "him", "his", "her"))
_OF_SOMEBODY = ("he", "she", "him", "her", "his")


class Anaphora(Naming):
    """Reads pronouns, and phrases without a noun."""

    def _elliptical(self, phrase: Phrase) -> None:
        """ "the other", "the red one", "two of them": a phrase without a noun stands for one of the things before."""
        assert isinstance(phrase, NounPhrase)
        if self._colored_in_order():
            return
        if self._peek_kind() == "of":
            if not self._of_them(phrase) and not self._placed_of(phrase):
                self._noun_phrase(phrase)  # "two of the cups"
            return
        line = self._peek(1) if self._peek_kind() == "relation" and self._peek_kind(2) == "of" else None
        if isinstance(line, NounPhrase) and kind_of_group(line) and self._placed_of(phrase, 3):
            return
        ones = self._ones()
        if ones is not None:
            self.i += 1
        if phrase.tokens[0].lower == "each" and self._share_out(phrase):
            return
        whole = phrase.article == "every" or phrase.tokens[0].lower == "both"
        if whole and self.subject and self.verb is None and self.link is None:  # "Each is red."
            self._go_on_with(self._meant("both" if phrase.tokens[0].lower == "both" else "each"))
            ends = self._peek_kind() in ("COMMA", "STOP", "BREAK")
            shared = ends and isinstance(self.phrases[self.i - 2], NounPhrase)  # "… of four each, …"
            self.each = self.subject if phrase.tokens[0].lower == "each" and not shared else ()
            for one in self.subject:  # "a square and a circle, all red"
                one.adjectives += phrase.adjectives
            self.meaning.told.append((phrase.start, phrase.end))
            return
        if phrase.text in ("those", "these") and self.link is None and self.verb is None:
            self._go_on_with(self._meant("they"))
            self.meaning.told.append((phrase.start, (ones or phrase).end))
            return
        thing = self._stands_for(phrase, ones)
        if thing is None and phrase.adjectives and (named := self._list_ahead()):
            self._borrow_noun(phrase, named)
        elif thing is not None:
            self.meaning.told.append((phrase.start, (ones or phrase).end))
            if self.verb is not None or self.link is not None or self.copula is not None:
                self._named(thing, phrase)
            else:
                self._begin(thing)
            self.last = thing
        elif self.verb is not None or self.copula is not None or self.link is not None:
            self._unseen(words_of(phrase.tokens), phrase.start, phrase.end)
        else:
            self._unknown(phrase.start, (ones or phrase).end)

    def _ones(self) -> Phrase | None:
        following = self._peek()
        return following if following is not None and following.text in ("one", "ones") else None

    def _stands_for(self, phrase: NounPhrase, ones: Phrase | None) -> Thing | None:
        """The thing that a phrase without a noun, or with "one" for it, means."""
        free = self.link is None and self.verb is None
        thing = None
        if phrase.article == "other":
            thing = self.pool or self.nouns.other(self.last) or self._second_of_two()
        elif ones is not None and phrase.article == "a" and free and (place := place_among(phrase)) in ORDINALS:
            return self._one_more(phrase, ORDINALS.index(place))
        elif phrase.article == "the" and len(phrase.adjectives) > 1 and self._is_numbered(phrase):
            first, *further = phrase.adjectives  # "three lights: the first red, the second green"
            thing = self._placed_one(first[-1].lower, phrase)
            if thing is not None:
                thing.adjectives = [*thing.adjectives, *further]
            return thing
        elif ones is not None and phrase.article == "the" and (opposed := self._opposed(place_among(phrase))):
            return self.nouns.declare(replace(phrase, kind="noun_phrase", nouns=opposed.nouns))
        elif phrase.article in ("the", "") and (place := place_among(phrase)):
            return self._placed_one(place, phrase)  # its adjectives tell the place
        elif phrase.article == "the" and ones is not None and not phrase.adjectives and (place := self._place_behind()):
            return self._placed_one(place, phrase)  # "the one on the left"
        elif phrase.article == "the" and phrase.adjectives:
            words = {one[-1].lower for one in phrase.adjectives}
            thing = next(
                (one for one in self.meaning.things if words <= {word[-1].lower for word in one.adjectives}), None
            )
            thing = thing or (self._told_apart((1, 1), phrase) if free else None)
            if thing is None and ones is not None:
                return self._contrasted(phrase)
        elif ones is None and phrase.count is not None and free and (others := self._lies_to_them()):
            return self.nouns.declare(replace(phrase, kind="noun_phrase", article="a", nouns=others.nouns))
        elif ones is None and phrase.count is not None and free:
            thing = self._told_apart(phrase.count, phrase)  # "one red, two green"
        elif ones is not None and (self.pool or (free and self.last and is_counted(self.last))):
            thing = self._told_apart(phrase.count or (1, 1), phrase)  # "two mugs, a red one and a blue one"
        elif ones is not None and self.last is not None and (phrase.adjectives or phrase.count):
            made = replace(phrase, kind="noun_phrase", article=phrase.article or "a", nouns=self.last.nouns)
            if ones.text == "ones" and made.count is None:
                made.count = (2, None)
            return self.nouns.declare(made)
        if thing is not None:
            thing.adjectives += phrase.adjectives
        return thing

    def _lies_to_them(self) -> Thing | None:
        """ "two birds on a branch and one above them": the several to which one more has a place."""
        ahead = list(takewhile(lambda one: one.kind not in ("STOP", "COMMA", "AND"), self.phrases[self.i :]))
        beside = any(one.kind in ("place", "pronoun") and one.text.split()[-1] == "them" for one in ahead)
        several = self.pool or next((one for one in reversed(self.meaning.things) if one.is_several), None)
        return several if beside and self.joined else None

    def _is_numbered(self, phrase: NounPhrase) -> bool:
        several = self.pool is not None or any(map(is_counted, self.meaning.things))
        return several and phrase.adjectives[0][-1].lower in ORDINALS

    def _one_more(self, phrase: NounPhrase, number: int) -> Thing | None:
        """ "three children build a castle, a fourth one flies a kite": one more than were counted."""
        several = next((one for one in self.meaning.things if one.count == (number, number) or number == 1), None)
        if several is None:
            return None
        made = replace(phrase, kind="noun_phrase", article="other", nouns=several.nouns, adjectives=())
        made.nouns = (*several.nouns[:-1], replace(several.nouns[-1], lower=several.head))
        return self.nouns.declare(made)

    def _opposed(self, place: str) -> Thing | None:
        """ "a clock on the upper shelf and books on the lower one": what has the opposite place in its words."""
        pairs = (("upper", "lower"), ("top", "bottom"), ("left", "right"))
        words = next((pair for pair in pairs if place in pair), sum(pairs, ()) if place in MIDDLE else ())
        named = (one for one in self.meaning.things if not one.is_several)
        return next((one for one in named if any(self._is(one, word) for word in words if word != place)), None)

    def _contrasted(self, phrase: NounPhrase) -> Thing | None:
        """ "the bigger box is red, the smaller one is blue": another one."""
        before = self.last or next(iter(self.subject), None)
        if before is None or before.is_several:
            return None
        made = replace(phrase, kind="noun_phrase", article="a", nouns=before.nouns)
        return self.nouns.declare(made)

    def _second_of_two(self) -> Thing | None:
        """ "One cup is blue, the other is green"."""
        before = next(iter(self.subject), None)
        if before is None or before.count is not None or len(self.meaning.things) > 1:
            return None
        made = replace(before, count=None, adjectives=[], notes=[], label=None, article="other")
        self.meaning.things.append(made)
        return made

    def _of_them(self, phrase: NounPhrase) -> bool:
        """ "one of them", "each of them": of the several things that were named."""
        pronoun = self._peek(1)
        if pronoun is None or not (pronoun.kind == "pronoun" or pronoun.text in ("which", "whom")):
            return False
        if self.link is not None and phrase.count is not None and (told := self._told_apart(phrase.count, phrase)):
            self.i += 2  # "a chest between two of them"
            self.meaning.told.append((phrase.start, pronoun.end))
            self._named(told, phrase)
            return True
        if self.verb is not None or self.link is not None:
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
            self.each = self.subject if phrase.tokens[0].lower == "each" else ()
            self._colored_as(tuple(some))
        return bool(some)

    def _colored_as(self, things: tuple[Thing, ...]) -> None:
        """ "two of them orange": a colour that is a noun as well."""
        following = self._peek()
        if isinstance(following, NounPhrase) and _is_color(following):
            self.i += 1
            self.meaning.told.append((following.start, following.end))
            for thing in things:
                thing.adjectives.append(following.nouns)

    def _borrow_noun(self, phrase: NounPhrase, following: Sequence[NounPhrase]) -> None:
        """ "one red, three yellow and two blue balls": the first ones have the noun of the last."""
        *others, named = following
        for one in others:
            one.kind, one.nouns = "noun_phrase", named.nouns
        made = replace(phrase, kind="noun_phrase", nouns=named.nouns)
        self.meaning.told.append((phrase.start, phrase.end))
        self._named(self.nouns.declare(made), phrase)

    # ------------------------------------------------------------ pronouns

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
            self._one(phrase)
            return
        if phrase.meaning == "neither":
            self._neither(phrase)
            return
        if self.verb is None and self.link is None:
            self._go_on_with(self._meant(phrase.text))
            self.both = self.subject if phrase.text in ("both", "both of them", "all of them") else ()
            return
        if phrase.text.endswith(("self", "selves")) or phrase.meaning == "each":
            self._unseen(phrase.text, phrase.start, phrase.end)
            return
        if self._is_inverted(phrase):
            return
        speaking = self.link.subjects if self.link else self.verb.subjects if self.verb else ()
        things = self._antecedents(speaking, phrase.text, self.link.predicate if self.link else "")
        if not things:
            self._unseen(phrase.text, phrase.start, phrase.end)
            return
        last = self.last
        link = self.link or (self._verb_link(self.verb) if self.verb is not None else None)
        self.verb = None
        for thing in things:
            self.link = link
            self._named(thing, phrase)
        self.last = last

    def _neither(self, phrase: Phrase) -> None:
        """ "neither (of them) is wearing a hat": what follows is denied of both."""
        end = phrase.end
        if self._peek_kind() == "of" and self._peek_kind(1) == "pronoun":
            end = self.phrases[self.i + 1].end
            self.i += 2
        self.link = None
        self._go_on_with(self._meant("both" if phrase.text == "neither" else "all of them"))
        self.negative = True
        self.meaning.told.append((phrase.start, end))

    def _give_up(self, link: Link) -> None:
        """A side without its object is one of what was spoken of: "a title with a wheel below and flags above"."""
        if link.kind == "place" and link.words in SIDES_OF_IT and link.subjects:
            others = self._antecedents(link.subjects, "it", link.predicate)
            for one in others:
                self._state(link, one, link.start + len(link.words))
            if others:
                return
        super()._give_up(link)

    def _is_inverted(self, phrase: Phrase) -> bool:
        """ "…, and between them is a lemon": the thing stands after its place."""
        link, copula = self.link, self._peek_kind() == "copula"
        named = self._peek(1 if copula else 0)
        if link is None or link.kind != "place" or not isinstance(named, NounPhrase) or not named.nouns:
            return False
        things = self._antecedents((), phrase.text)
        self.link = None
        self.joined = ""
        self.i += 2 if copula else 1
        self._noun_phrase(named)
        if self.last is not None:
            link.subjects = (self.last,)
            for thing in things:
                self._complete(link, thing, named.end)
        return True

    def _one(self, phrase: Phrase) -> None:
        """ "one is black": one of the several things before."""
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

    def _share_out(self, phrase: NounPhrase) -> bool:
        """ "two plates with three apples each": so many for each of several, where nothing follows of them."""
        last, ends = self.last, self._peek_kind() in ("STOP", "COMMA", "BREAK", "AND")
        wholes = (one for one in (*self.subject, *self.objects) if is_counted(one) and one is not last)
        whole = next(wholes, None)
        if whole is None or last is None or last.start < whole.end or not ends:
            return False
        if last.is_several and not is_counted(last):
            return False
        for one in self.in_list if last in self.in_list else [last]:
            if one.of_each is None and (is_counted(one) or not one.is_several):
                one.give_each(whole, (one.count or (1, 1))[0])
        self.meaning.told.append((phrase.start, phrase.end))
        return True

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

    def _meant(self, word: str) -> tuple[Thing, ...]:
        """What "it", "they" or "both" is where it begins a clause: as a rule the subject of the clause before."""
        subject = self.subject
        if word in ("the former", "the latter") and len(self.meaning.things) > 1:
            return (self.meaning.things[-2 if word == "the former" else -1],)
        if word in ("both", "both of them", "they", "they're", "all of them", "each"):
            if len(subject) > 1 or any(one.is_several for one in subject):
                return subject
            if word.startswith("they") or word in ("all of them", "each"):
                several = next((one for one in reversed(self.meaning.things) if one.is_several), None)
                if several is not None:
                    return (several,)
                if len(subject) == 1 and (subject[0].is_kind("person") or subject[0].listed("person")):
                    return subject  # "a musician, as they play"
            named = [one for one in self.meaning.things if not one.listed("place") and not one.listed("part")]
            two = (self.heads if len(self.heads) > 1 else named)[-2:]
            return tuple(two if word.startswith("both") else named) or subject
        if all(_is_called(one, word) for one in subject):
            return subject
        return next(((one,) for one in reversed(self.meaning.things) if _is_called(one, word)), subject)

    def _antecedents(self, speaking: Sequence[Thing], word: str, predicate: str = "") -> tuple[Thing, ...]:
        """As ``_antecedent``, and all that "them" is of things named one by one: "a ball between them"."""
        if word in ("the former", "the latter"):
            return self._meant(word)
        both = word in ("both", "both of them", "all of them")
        if both or word in ("them", "they", "their"):
            groups = (self.owner, self.subject, self.before, self._named_before(speaking))
            of_several = (one for one in groups if len(one) > 1 and not set(map(id, one)) & set(map(id, speaking)))
            named = next((some for some in (self.objects, self.subject) if len(some) > 1), ())
            listed = tuple(one for one in named if one not in speaking)
            if predicate == "behind" and self.owner and self.owner[0].is_backdrop and self.owner[0].is_ground:
                return self.owner[:1]  # "a street with two cars and houses behind them": the houses are behind it
            if not both and len(listed) > 1 and predicate in _OF_SOLIDS:  # "two cats and a dog, a tree behind them"
                return listed
            heads = tuple(one for one in self.heads if one not in speaking)
            if predicate == "between" and len(heads) == 2 and not any(one.is_several for one in heads):
                return heads  # "a house, a tree with two nests, and a dog between them"
            if both or not any(one.is_several for one in self.meaning.things if one not in speaking):
                group = next(of_several, ())
                if group:
                    return group[-2:] if word.startswith("both") else group
        thing = self._antecedent(speaking, word, predicate)
        return (thing,) if thing is not None else ()

    def _named_before(self, speaking: Sequence[Thing]) -> tuple[Thing, ...]:
        return tuple(one for one in self.meaning.things if one not in speaking and not one.listed("place"))

    def _antecedent(self, speaking: Sequence[Thing], word: str, predicate: str = "") -> Thing | None:
        """What "it" is, where ``speaking`` are the things that something is being said of: one thing, of which "them"
        is several, if there are both. Behind or beside it is nothing that is a backdrop, if there are others."""
        if self.each and not set(map(id, self.each)) & set(map(id, speaking)) and len(self.each) == 1:
            return self.each[0]  # "cupcakes, each with a cherry on top"
        had = (one.subjects for one in reversed(self.meaning.facts) if one.predicate == "with" and one.weak
               and set(map(id, one.objects)) == set(map(id, speaking)))  # fmt: skip
        owner = next(had, ())
        if word == "it" and len(owner) == 1 and not (owner[0].is_several or owner[0].is_backdrop):
            return owner[0]  # "a cake on a table with four chairs around it"
        nested = not word and predicate in ("on", "inside")
        if nested and len(self.owner) == 1 and self.owner[0] not in speaking:
            return self.owner[0]  # "mountains with snow on top"
        named = (*self.owner, *self.it, *self.subject, *self.before, *reversed(self.meaning.things))
        of = set(map(id, speaking))
        held = {
            id(thing) for fact in self.meaning.facts for thing in fact.objects
            if fact.predicate in ("contains", "of") and id(fact.subjects[0]) in of and word not in _OF_SOMEBODY
        }  # "a glass of milk is to its right": not the milk's  # fmt: skip
        others = [one for one in named if one not in speaking and id(one) not in held]
        if predicate == "surrounding" and self.owner:  # "a fort on a hill with trees around it"
            within = {
                id(thing) for fact in self.meaning.facts if fact.objects == self.owner[:1] for thing in fact.subjects
                if fact.predicate.rpartition(" ")[2] in _NESTING or fact.predicate == "at center of"
            }  # fmt: skip
            others.sort(key=lambda one: id(one) not in within)
        rested = {
            id(thing) for fact in self.meaning.facts for thing in fact.objects
            if fact.predicate.rpartition(" ")[2] in _NESTING and set(map(id, fact.subjects)) & of
        }  # "a penguin on ice, and a whale in the water below": not below the water  # fmt: skip
        if predicate in ("above", "below"):
            others = [one for one in others if id(one) not in rested] or others
        if predicate in _OF_SOLIDS | {"above", "under"}:  # "a ship on the sea with the sun behind it"
            others = [one for one in others if one.entry is None or one.entry.role != "backdrop"] or others
            parts = {id(fact.subjects[0]) for fact in self.meaning.facts if fact.predicate == "part of"}
            others = [one for one in others if id(one) not in parts] or others  # "… and a door, with a tree before it"
            resting = {
                id(thing) for fact in self.meaning.facts for thing in fact.subjects
                if fact.predicate.rpartition(" ")[2] in ("on", "inside") and set(map(id, fact.objects)) & of
            }  # "a sofa and a cat sleeping on a rug in front of it": not in front of the cat  # fmt: skip
            others = [one for one in others if id(one) not in resting] or others
        if predicate == "on":  # "a blanket in a meadow with a basket on it"
            others = [one for one in others if one.entry is not None and one.entry.role == "surface"] or others
        if predicate in _NESTING:  # "a cat is on the sofa, and another cat is under it"
            nouns = {one.noun for one in speaking}
            others = [one for one in others if one.noun not in nouns] or others
        called = [one for one in others if _is_called(one, word)]
        if word in _OF_SOMEBODY:  # no owl, where there is a boy
            called = [one for one in called if one.is_kind("person") or one.listed("person")] or called
        found = next(iter(called or others), None)
        self.it = (found,) if found is not None and word in ("it", "its") else self.it
        return found

    def _sides_of_namesakes(self) -> None:
        """ "the left cup … the right cup": the one is left of the other, and "the middle cup" is between them."""
        for first, second, predicate in (
            ("left", "right", "left of"), ("top", "bottom", "above"), ("upper", "lower", "above"),
            ("leftmost", "rightmost", "left of"), ("taller", "shorter", "taller than"),
            ("larger", "smaller", "larger than"), ("bigger", "smaller", "larger than"),
        ):  # fmt: skip
            ones, others = ([one for one in self.meaning.things if self._is(one, word)] for word in (first, second))
            compares = predicate.endswith("than")
            if len(ones) != 1 or len(others) != 1 or (not compares and ones[0].noun != others[0].noun):
                continue
            middle = [one for one in self.meaning.things if self._is(one, "middle") and one.noun == ones[0].noun]
            chain = [(ones[0], first), *((one, "middle") for one in middle if not compares), (others[0], second)]
            for thing, word in chain:
                taken = next(one for one in thing.adjectives if one[-1].lower == word)
                thing.adjectives = [one for one in thing.adjectives if one is not taken]
                self.meaning.told.append((taken[0].start, taken[-1].end))
            for (one, _), (other, _) in pairwise(chain):
                self.meaning.facts.append(Fact((one,), predicate, (other,), one.start, one.end))

    def _deny_sides(self) -> None:
        """ "a kettle with nothing to its right": none of what else is there stands on that side."""
        for link in self.denied:
            (other,), end = link.subjects, link.start + len(link.words)
            for one in self.meaning.things:
                bears = any(
                    one in fact.objects and other in fact.subjects and fact.predicate.split()[-1] in _NESTING
                    for fact in self.meaning.facts
                )
                if one is not other and not one.is_backdrop and not bears:
                    self.meaning.facts.append(Fact((one,), link.predicate, (other,), link.start, end, negated=True))

    def _is(self, thing: Thing, word: str) -> bool:
        """Whether a place, or a size, tells the thing; of the parts of a whole its picture shows them."""
        told = any(one[-1].lower == word for one in thing.adjectives)
        owned = any(fact.subjects == (thing,) and fact.predicate == "part of" for fact in self.meaning.facts)
        return told and not owned


def whose_place(words: str) -> str:
    """The pronoun in the words of a place: "his" in "at his feet"; nothing in "on top"."""
    return next((one for one in words.split() if one in _PRONOUNS), "")


def _is_color(phrase: NounPhrase) -> bool:
    """Whether it is no more than the name of a colour: "orange"."""
    bare = not (phrase.article or phrase.count or phrase.adjectives or phrase.owner)
    return bare and len(phrase.nouns) == 1 and is_color_word(phrase.nouns[0].lower)


def _is_called(thing: Thing, pronoun: str) -> bool:
    """Whether a pronoun can stand for the thing: "it" for no person, "she" for someone, "them" for several."""
    if pronoun in ("them", "they", "their"):
        return thing.is_several
    if pronoun in _OF_SOMEBODY:
        return thing.is_living and not thing.is_several
    return not thing.is_several and not (thing.is_kind("person") or thing.listed("person"))
