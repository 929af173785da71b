"""Attachment: what a place, a verb or a further thing is said of, where English leaves it open.

The rules are these, and every other reading is kept as a choice:

- A place ("on the mat") is said of the nearest thing; after a verb with a place already ("sitting on a mat next to a
  dog"), and after rooms and landscapes ("in a kitchen next to a stove"), of the subject.
- "and" after an object goes on with that object ("on a mat and a rug"), unless a comma stands before it or what it adds
  has a verb or a place of its own ("a cat on a mat and a dog under a table").
- A participle is said of the nearest person or animal, else of the nearest thing.
- "it" is the subject, unless the clause speaks of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sgc.english import lexicon
from sgc.english.clause import Link, is_flown, is_held
from sgc.english.depths import Depths
from sgc.english.likelihood import is_likely, place_of
from sgc.english.meaning import Thing, named_by
from sgc.english.phrases import NounPhrase, Phrase
from sgc.english.tagging import PLACES_AMONG

#: Relations in which things lie on or in others: said of the nearest thing.
_NESTING = frozenset({"on", "inside", "under", "contains", "wearing", "made of", "surrounding"})
#: Relations to what stands on the same ground.
_SIDES = frozenset({"between", "beside", "near", "left of", "right of", "behind", "in front of"})
#: Relations to a place where something is done.
_DONE_AT = frozenset({"on", "inside", "under", "behind", "in front of", "beside", "near"})
#: Relations to what bears or shelters a thing with all that is on or in it.
_BEARING = ("on", "under")
#: Adverbs that are a place of their own.
ELSEWHERE = frozenset(("above", "below", "behind", "underneath", "nearby"))
#: What bears somebody is at least so large beside them.
BEARS = 0.6
_TOWARDS = frozenset(("into", "onto", "on to", "from", "by", "in between", "from under", "off"))
#: What a vehicle does, and nobody who is on it.
_DRAWING = ("pull", "tow", "haul", "drag")
#: Pronouns of somebody, in the words of a place.
_OF_SOMEBODY = frozenset(("her", "his", "him"))
_PREDICATES_AHEAD = ("relation", "participle", "verb", "place", "with")


class Attachment(Depths):
    """Chooses among the things before."""

    def _said_of(self, predicate: str, phrase: Phrase) -> tuple[Thing, ...]:
        """What a place is said of, where no verb says it."""
        if self.copula is not None or (self.joined and self.subject):
            return self.subject
        if self.last is None:
            return ()
        nearest = (self.last,)
        link = self.done
        if predicate == "above" and self.last.is_kind("bridge"):
            return nearest  # "a train crossing a bridge over a river"
        if link is None and (rest := [one for some, one in self.nouns.rest_of if some is self.last]):
            return (*nearest, *rest)  # "half of the eggs in the basket": all are in it
        if link is not None and link.subjects and self.last not in link.subjects:
            whole = link.subjects
            # What a thing stands on or in is not what it stands beside: "a mouse on a desk next to a keyboard".
            rests = link.predicate in ("on", "inside") and link.kind != "with"
            in_a_place = self.last.listed("place")
            subject_first = predicate not in _NESTING | {"-"} and (link.after_verb or rests or in_a_place)
            subject_first = subject_first or (in_a_place and predicate != "-")
            # Who does something is where it is done: "children playing soccer in the park".
            if link.kind == "verb" and self._names_place(self._peek()) and not self._lives_there(self._peek()):
                subject_first = True
            if link.kind == "verb" and self._does_there(link, predicate, phrase):
                subject_first = True
            # No part, nothing worn and no contents are where their whole is not: "a dog with a bow next to a tree".
            ahead = self._peek()
            shelf = isinstance(ahead, NounPhrase) and _tells_part(ahead)
            if link.kind == "with" and (self._peek_kind() == "pronoun" or self.last.article == "its" or shelf):
                return nearest  # "a child between them", "its paws on the table", "with milk on the top shelf"
            belongs = link.kind == "with" or link.predicate == "wearing"
            of_it = any(map(self.last.listed, ("part", "clothing", "mass")))
            of_it = of_it or (whole[0].listed("vessel") and (link.kind != "with" or is_held(whole[0], self.last, True)))
            contents = link.predicate == "contains" or (link.predicate == "inside" and link.swapped)
            if contents and whole[0].listed("vessel") and predicate == "on":
                subject_first = True  # "a jar full of marbles on a shelf"
            # "a kitchen with a fridge next to a stove", "a night with a moon over a lake"
            stands_in = link.kind == "with" and (whole[0].listed("place") or whole[0].is_backdrop)
            if belongs and (of_it or (predicate not in _NESTING and not stands_in)):
                subject_first = predicate != "-" and not self._names_own(self._peek())
            if link.kind == "with" and not stands_in and self._bears_whole(whole[0], predicate):
                subject_first = True
            held = predicate in _BEARING and is_held(whole[0], self.last, in_it=predicate != "under")
            held = held and not self._names_water(self._peek())  # "a boat with a fish under the water"
            if link.kind == "with" and held:
                subject_first = True  # "a nest with three eggs on a branch", "a blanket with a basket under a tree"
            again = self._names_again(self._peek()) or self._is_on_it_too(link, predicate)
            beside_it = any(
                self._names(self._peek(), one) for one in self.in_list
            )  # "a sign and a window above the sign"
            if link.kind == "with" and again and (not of_it or beside_it):
                subject_first = False  # "a clock with a vase on each side of the clock"
            if link.after_verb and (predicate == "-" or phrase.text.startswith("from ")):
                subject_first = True
            sees = link.kind == "verb" and predicate != "-" and _perceives(link)
            if sees and (self.last.is_living or self._names_water(self._peek())):
                subject_first = False  # "a dog watching a duck in the water", "a fox looks at its reflection in a lake"
            subject_first = self._likelier(predicate, whole, subject_first)
        elif len(self.group) > 1 and self.last in self.group and predicate != "-":
            whole = tuple(self.group)
            if self.i > 1 and self.phrases[self.i - 2].kind in ("elliptical", "pronoun"):  # "…, both taller than a bus"
                return whole
            # "… and a cone behind both of them" is said of the cone
            subject_first = predicate in _NESTING or (predicate in _DONE_AT and self._peek_kind() != "pronoun")
        else:
            return nearest
        options = (whole, nearest) if subject_first else (nearest, whole)
        said = tuple(f"'{phrase.text} …' is said of {_names(one)}" for one in options)
        return options[self._choose(said, phrase)]

    def _is_on_it_too(self, link: Link, predicate: str) -> bool:
        """Whether what a place is beside is on the whole as well: "a counter with a toaster between a kettle and …"."""
        if link.kind != "with" or predicate not in _SIDES:
            return False
        whole, things = link.subjects[0], (self.last, named_by(self._peek()))
        return all(one is not None and is_held(whole, one, False) and not is_held(whole, one, True) for one in things)

    def _likelier(self, predicate: str, whole: Sequence[Thing], subject_first: bool) -> bool:
        """Whether a place is said of the subject, where it is one for the subject only, or for the nearest only."""
        place, other = place_of(predicate), named_by(self._peek())
        if self.last is None or other is None:
            return subject_first
        borne = place == "on" and any(map(self._rests, whole))  # "a knight on a horse in front of a castle on a hill"
        if borne:
            return False
        of_whole = all(is_likely(one, place, other) for one in whole)
        return subject_first if of_whole == is_likely(self.last, place, other) else of_whole

    def _does_there(self, link: Link, predicate: str, phrase: Phrase) -> bool:
        """Whether a place is where somebody does something with a thing: "reading a book on a bench".

        What they lay, hang or throw is at the place itself.
        """
        verb = lexicon.verb_base(link.words.split()[0]) if link.words else ""
        moves = lexicon.listed("putting", verb) or lexicon.listed("placing", verb) or phrase.text in _TOWARDS
        acts = link.subjects[0].is_living and self.last is not None and not self.last.is_living
        at, other = predicate in _DONE_AT, named_by(self._peek())
        bearer, actor = other.entry if other is not None else None, link.subjects[0].entry
        if predicate in ("on", "inside") and bearer is not None and actor is not None:
            bears = bearer.size_cm >= BEARS * actor.size_cm or bearer.role == "backdrop" or bearer.is_seat
            at = at and bears  # "candles on a cake", but "knitting a sweater in a rocking chair"
        on_body = self._names_own(self._peek()) and (other is None or other.is_part)  # but "riding … on their board"
        return acts and not moves and at and not on_body

    def _bears_whole(self, whole: Thing, predicate: str) -> bool:
        """Whether what follows bears what has the thing before, too: "a cake with six candles on a table"."""
        other = named_by(self._peek())
        if predicate not in ("on", "inside") or other is None:
            return False
        bearer, entry = other.entry, whole.entry
        if bearer is None or entry is None or bearer.role not in ("surface", "backdrop", "hollow"):
            return False
        if self._rests(whole):
            return False  # "a woman in a chair, with a ball on the floor"
        if bearer.role == "backdrop":  # "a tree with a kite in the sky": no tree is there
            own = self.last.entry if self.last is not None else None  # "the moon with the earth in the sky"
            aloft = entry.stance == "ground" or (own is not None and own.stance in ("air", "free"))
            return entry.role != "backdrop" and not (bearer.stance == "air" and aloft)
        return entry.stance == "rest" and entry.size_cm < bearer.size_cm

    def _is_in(self, things: Sequence[Thing], other: Thing, relation: str) -> bool:
        """Whether "over them" is no place of these, who are in it: "in a pool, with water rushing over them"."""
        return relation in ("above", "below") and any(
            place_of(fact.predicate) == "inside" and fact.objects == (other,) and fact.subjects[0] in things
            for fact in self.meaning.facts if not fact.free
        )  # fmt: skip

    def _rests(self, thing: Thing) -> bool:
        """Whether it is said already what it is on or in."""
        places = (fact for fact in self.meaning.facts if fact.subjects == (thing,) and not (fact.free or fact.weak))
        return any(place_of(fact.predicate) in ("on", "inside") for fact in places)

    def _names_place(self, phrase: Phrase | None) -> bool:
        return isinstance(phrase, NounPhrase) and bool(phrase.nouns) and lexicon.listed("place", phrase.nouns[-1].lower)

    @staticmethod
    def _names_water(phrase: Phrase | None) -> bool:
        thing = named_by(phrase)
        return thing is not None and thing.is_kind("lake", "sea", "river", "pond", "water")

    def _lives_there(self, phrase: Phrase | None) -> bool:
        """Whether a place is no ground for all, but where those are for whom somebody cares: "ducks in a pond"."""
        if self.last is None or not self.last.is_living or not isinstance(phrase, NounPhrase):
            return False
        return not Thing(phrase.nouns, phrase.start, phrase.end).is_backdrop

    def _names_again(self, phrase: Phrase | None) -> bool:
        """Whether a phrase names something that the prompt has named before: "the clock", "each clock"."""
        if not isinstance(phrase, NounPhrase) or phrase.article not in ("the", "every"):
            return False
        again = named_by(phrase)
        return again is not None and any(one.noun == again.noun for one in self.meaning.things)

    @staticmethod
    def _names(phrase: Phrase | None, thing: Thing) -> bool:
        named = named_by(phrase)
        return named is not None and named.noun == thing.noun

    def _names_own(self, phrase: Phrase | None) -> bool:
        """Whether a phrase names a part of what was spoken of: "on its head"."""
        return isinstance(phrase, NounPhrase) and phrase.article == "its"

    def _with_subjects(self, phrase: Phrase) -> tuple[Thing, ...]:
        if (self.joined and self.subject) or (self.both and self.both == self.subject):
            return self.subject
        if self.last is None:
            return ()
        nearest = (self.last,)
        link = self.done
        if link is None or not link.subjects or self.last in link.subjects:
            return nearest
        if link.predicate == "part of":
            return link.subjects  # "a pizza cut into eight slices, with two slices missing"
        ahead = self._peek()
        its = isinstance(ahead, NounPhrase) and ahead.article == "its" and not self.last.is_living
        along = self._comes_along(link) or self._in_own_hand(link) or self._is_of(link.subjects[0])
        along = along or (its and link.subjects[0].is_living)  # "lying on a mat with its paws …"
        where = self._peek(1)  # "a woman on a chair with a basket at her feet"
        of_somebody = where is not None and where.kind == "place" and bool(_OF_SOMEBODY & {*where.text.split()})
        along = along or (of_somebody and link.subjects[0].is_living and not self.last.is_living)
        options = (link.subjects if along else nearest, nearest if along else link.subjects)
        said = tuple(f"'{phrase.text} …' is said of {_names(one)}" for one in options)
        return options[self._choose(said, phrase)]

    def _before_vessel(self, relation: str) -> Thing | None:
        """What "it" is of "a squirrel, a nest with three eggs beside it", where the eggs are in the nest."""
        if relation not in _SIDES or self.last is None or self.last not in self.objects:
            return None
        if not self.owner or len(self.heads) < 2:
            return None
        return self.heads[-2] if is_held(self.owner[0], self.last, in_it=True) else None

    def _in_own_hand(self, link: Link) -> bool:
        """Whether "with" names what somebody holds: "a cowboy on a horse with a lasso in his hand"."""
        hand = self._peek(2) if self._peek_kind(1) == "relation" else None
        own = isinstance(hand, NounPhrase) and hand.article == "its" and hand.tokens[0].lower in ("his", "her")
        return own and link.subjects[0].is_kind("person") and not (self.last and self.last.is_kind("person"))

    def _is_of(self, whole: Thing) -> bool:
        """Whether "with" names a part of what is in a landscape, and of no landscape: "a house in a forest with a red
        door", "a ship on the sea with a flag"."""
        thing = named_by(self._peek())
        if thing is None or self.last is None or not self.last.is_ground:
            return False
        return thing.is_part or is_flown(whole, thing)

    def _comes_along(self, link: Link) -> bool:
        """Whether "with" names company of the living subject: "a zebra grazing next to trees with a giraffe"."""
        companion = named_by(self._peek())
        if companion is None or self.last is None or self.last.is_living:
            return False
        where = self._peek(1)
        if where is not None and where.kind == "place" and (where.meaning in ("its inside", "its on", "at center of")):
            return False  # "a cat looking at a fishbowl with two fish in it"
        return companion.is_living and link.subjects[0].is_living

    def _subject_of_verb(self, finite: bool, phrase: Phrase) -> tuple[Thing, ...]:
        if self.relative and self.last is not None:
            self.relative = False
            return (self.last,)
        parks = lexicon.verb_base(phrase.tokens[0].lower) == "park"
        if parks and not any(one.is_kind("vehicle") for one in self.subject):
            parked = [one for one in self.meaning.things if one.is_kind("vehicle")]
            if parked:  # "a cat on the roof of a car parked in front of a garage"
                return (parked[-1],)
        following = self._peek()
        if self.joined == "comma" and self.last is not None and following is not None and following.text == "by":
            # "an elephant, followed by a lion, followed by a monkey", but "a fox jumping over a log, chased by a dog"
            lives = self.last.is_living or not any(one.is_living for one in self.subject)
            return (self.last,) if lives else self.subject
        if finite or self.joined or self.last is None:
            return self.subject
        if phrase.tokens[0].meaning == "perceived":
            return (self.last,)
        link = self.done
        if link is None and self.last in self.group:
            acting = [i for i, one in enumerate(self.group) if one in self.acting]
            return tuple(self.group[acting[-1] + 1 :] if acting else self.group) or (self.last,)
        hangs = phrase.tokens[0].lower == "hanging" and not self.last.listed("part")
        if link is not None and (link.kind == "with" or self.owner) and not hangs and self._is_of_whole(phrase):
            return self.owner
        if link is None or not link.subjects or self.last in link.subjects:
            return (self.last,)
        nearest = (self.last,)
        living = [one for one in (nearest, link.subjects) if one[0].is_living]
        if phrase.kind == "participle" and not phrase.meaning.startswith("wearing"):
            living = []  # "a man climbing a ladder leaning against a house"
        if self.last.is_kind("vehicle") and lexicon.verb_base(phrase.tokens[0].lower) in _DRAWING:
            living = []  # "a farmer on a tractor pulling a trailer"
        if lexicon.verb_base(phrase.tokens[0].lower) == "hang" and not self.last.is_living:
            living = []  # "a bird looking at a lamp hanging from the ceiling"
        first = living[0] if living and link.kind != "with" else nearest
        if first is nearest and link.kind == "verb" and self.last.listed("mass"):
            first = link.subjects  # "a truck carrying oil driving next to a train"
        options = (first, link.subjects if first is nearest else nearest)
        return options[self._choose(tuple(f"'{phrase.text} …' is said of {_names(one)}" for one in options), phrase)]

    def _is_of_whole(self, phrase: Phrase) -> bool:
        """Whether a participle is said of what has the thing before: "a bus with red stripes parked …". No part, no
        clothes and no contents stand, sit or park for themselves, and none of them juggles balls."""
        verb = next((one.lower for one in phrase.tokens if one.kind in ("ING", "PAST", "VERB", "PARTICIPLE")), "")
        verb = verb.partition(" ")[0]
        if self.last is None or not self.owner or self.last.is_living or self.last.article == "its":
            return False  # "with its head resting on a pillow"
        whole, ahead = self.owner[0], self._peek()
        of_it = any(map(self.last.listed, ("part", "clothing", "mass")))
        acts = whole.is_living and of_it and verb.endswith("ing") and isinstance(ahead, NounPhrase)
        if not lexicon.listed("posture", lexicon.verb_base(verb)):
            return acts and phrase.kind == "verb"
        return of_it or whole.is_living or whole.listed("vessel")

    def _goes_on(self, link: Link, thing: Thing, phrase: Phrase) -> bool:
        """Whether "and" after an object adds a further object."""
        if link.predicate == "between" and link.first is not None:
            return True
        if self.joined == "and" and isinstance(phrase, NounPhrase) and self._is_bare(phrase) and link.first is None:
            return True
        if not link.subjects:
            return False
        hollow = link.subjects[0].listed("vessel") and not link.subjects[0].is_kind("tray")
        if link.kind == "with" and hollow and thing.listed("vessel"):
            return False  # "a wine glass with red wine and a cup of tea"
        denies = self._peek_kind() == "ADV" and (adverb := self._peek()) is not None and adverb.text == "not"
        following = self._peek_kind(int(denies))
        comma = self.joined == "comma" or self._before_join() == "COMMA"
        if link.kind == "with" and comma and following == "verb" and thing.is_living:
            return link.subjects[0].is_backdrop  # "a table with a cake, and a clown juggling"
        ahead = self._peek()
        has = ahead is not None and ahead.kind == "with" and ahead.text != "with"
        finite = following == "copula" or has or (ahead is not None and following == "verb" and is_finite(ahead))
        worn = link.kind == "with" or link.predicate == "wearing"
        if link.predicate == "inside" and self.last is not None and self.last.listed("clothing"):
            worn = link.subjects[0].is_living  # "a man in a suit and a tie holding a book"
        wearer = link.subjects[0]
        somebody = wearer.has_body
        there = following == "relation" and self._names_place(self._peek(1))  # "wearing a scarf and a hat in a garden"
        if worn and (following == "verb" or there) and thing.listed("clothing") and somebody:
            return True
        held = link.kind == "verb" and lexicon.listed("holding", lexicon.verb_base(link.words.split()[0]))
        beside = ahead is not None and following == "relation" and ahead.meaning not in _NESTING
        if beside and self._peek_kind(1) != "pronoun" and self._has_on_it(wearer, thing, worn=worn, held=held):
            return True  # "wearing a hat and a scarf next to a tree", "holding a cup and a spoon near a fence"
        if finite and worn and not thing.is_living and (thing.listed("part") or thing.listed("clothing")):
            return True  # "a man wearing a suit and a tie is talking"
        if link.kind == "verb" and following == "relation" and self._names_own(self._peek(1)):
            return True  # "holding a sign in its left hand and a flower in its right hand"
        if link.kind == "place" and following == "ADV" and ahead is not None and ahead.text in ELSEWHERE:
            return False  # "surrounded by presents and a balloon above"
        if finite or (following in _PREDICATES_AHEAD and not (link.kind == "with" and following != "with")):
            return False
        if comma and link.kind == "place" and not link.after_verb:
            return self.joined == "never"
        if following in ("attributes", "WHO") and link.kind == "place":
            return False  # "pictures on a wall and a cat asleep on a rug"
        new = isinstance(phrase, NounPhrase) and phrase.article != "the"
        if new and link.kind == "place" and not (link.free or link.swapped):
            place = place_of(link.predicate)
            if not all(is_likely(one, place, thing) for one in link.subjects):
                return False  # "a plant in the corner and a lamp"
        subject = _names(link.subjects)
        option = self._choose(
            (f"{link.words} the {thing.noun}: {subject}", f"the {thing.noun} stands beside {subject}"), phrase
        )
        return option == 0

    def _lists_on(self, link: Link, thing: Thing, phrase: Phrase) -> bool:
        """Whether a list after "with" goes on behind the place of a thing in it: "a desk with a laptop, a cup on its
        left, and a lamp"."""
        comma = self.joined == "comma" or self._before_join() == "COMMA"
        comma = comma or (self.joined == "and" and len(self.in_list) > 1)
        of_list = self.done is None or (self.done.kind == "place" and set(self.done.subjects) <= set(self.in_list))
        ahead = self._peek()
        own = ahead is not None and (ahead.kind in ("copula", "with") or (ahead.kind == "verb" and is_finite(ahead)))
        apart = thing.is_living and not (link.subjects and link.subjects[0].is_backdrop)
        new = isinstance(phrase, NounPhrase) and phrase.article != "the"
        return comma and of_list and new and not own and not apart

    @staticmethod
    def _has_on_it(whole: Thing, thing: Thing, *, worn: bool, held: bool) -> bool:
        """Whether somebody who wears or holds things may wear or hold this one as well."""
        size = None if thing.entry is None else thing.entry.size_cm
        small = size is not None and (whole.entry is None or size < BEARS * whole.entry.size_cm)
        return whole.has_body and ((worn and thing.listed("clothing")) or (held and small and not thing.is_living))

    def _is_bare(self, phrase: NounPhrase) -> bool:
        """Whether it is one thing of a noun that wants an article, and has none of its own: "a shirt and tie"."""
        if phrase.article or phrase.count is not None or phrase.owner is not None or not phrase.nouns:
            return False
        noun = phrase.nouns[-1].lower
        return not (lexicon.is_plural(noun) or lexicon.listed("mass", noun) or lexicon.listed("paired", noun)) and bool(
            self.last and self.last.article and not self.last.is_several
        )

    def _before_join(self) -> str:
        i = self.i - 2
        while i >= 0 and self.phrases[i].kind == "AND":
            i -= 1
        return self.phrases[i].kind if i >= 0 else ""

    def _negative(self, copula: Phrase | None) -> bool:
        return copula is not None and copula.tokens[0].kind == "NOTBE"


def _perceives(link: Link) -> bool:
    """Whether somebody watches a thing, or looks or points at it, which may be elsewhere."""
    return link.words.endswith("ing at") or lexicon.listed("perceiving", lexicon.verb_base(link.words.split()[0]))


def _tells_part(phrase: NounPhrase) -> bool:
    """Whether it tells one of several parts by its place: "the top shelf"."""
    words = (*(one[-1].lower for one in phrase.adjectives), *(one.lower for one in phrase.nouns[:-1]))
    return phrase.article == "the" and any(word in PLACES_AMONG for word in words)


def is_finite(phrase: Phrase) -> bool:
    return any(one.kind in ("VERB", "AUXILIARY", "NOT") for one in phrase.tokens)


def is_singular(phrase: Phrase) -> bool:
    """Whether a finite verb is said of one thing: "sleeps", "is"."""
    first = phrase.tokens[0]
    if first.kind in ("BE", "NOTBE", "AUXILIARY"):
        return first.lower.split()[0] in ("is", "isn't")
    return first.kind == "VERB" and lexicon.third_person(lexicon.verb_base(first.lower)) == first.lower


def _names(things: Sequence[Thing]) -> str:
    return " and ".join(f"the {thing.noun}" for thing in things) or "nothing"
