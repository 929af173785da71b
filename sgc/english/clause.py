"""What is remembered while a clause is read, and how what it says is written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sgc.english import lexicon
from sgc.english.meaning import Choice, Fact, Meaning, Note, Thing, is_counted
from sgc.english.noun_phrases import NounPhrases
from sgc.english.phrases import NounPhrase, Phrase
from sgc.english.postures import says_no_more

#: Places of the picture itself, by the relation that the words have to other things.
_ON_CANVAS = {
    "left of": "at left of", "right of": "at right of", "above": "at top of", "below": "at bottom of",
    **{f"at {place} of": f"at {place} of" for place in (
        "top", "bottom", "left", "right", "center", "top-left", "top-right", "bottom-left", "bottom-right",
    )},
}  # fmt: skip
_PICTURES = frozenset(("picture", "image", "photo", "photograph", "frame", "canvas", "scene", "drawing"))


#: Behind what people stand who are said to be with it.
_SERVING = ("counter", "market stall")
#: Land that things stand on, and that is drawn as a thing.
_HEIGHTS = ("hill", "mountain", "cliff")
#: Adverbs that are a place of what is "with" something: "a basket with five apples inside".
INSIDE_IT = frozenset(("inside", "outside", "underneath", "below", "above", "behind"))


@dataclass(slots=True, eq=False)
class Link:
    """A relation that waits for its object. ``kind`` is "place", "verb" or "with"; ``words`` are its words as they
    would be kept when the object names nothing to be seen."""

    subjects: tuple[Thing, ...]
    predicate: str
    kind: str
    start: int
    words: str
    free: bool = False
    swapped: bool = False
    negated: bool = False
    after_verb: bool = False
    first: Thing | None = None
    also: tuple[tuple[str, bool], ...] = ()  # further predicates of the same object, and whether they are swapped
    times: Fraction | None = None  # "twice as large as"


@dataclass(slots=True, eq=False)
class VerbText:
    """The words of a verb, which may go on ("adding a touch of elegance")."""

    subjects: tuple[Thing, ...]
    words: str
    start: int
    end: int
    negated: bool = False


class Clause:
    """The state of a reader: the subject of the clause, the last thing named, a verb whose words are still being
    read, and a relation that waits for its object."""

    def __init__(self, phrases: Sequence[Phrase], chosen: Mapping[int, int]) -> None:
        self.phrases = phrases
        self.chosen = chosen
        self.meaning = Meaning()
        self.nouns = NounPhrases(phrases, self.meaning)
        self.i = 0
        self.group: list[Thing] = []  # things joined by "and" that nothing was said of yet
        self.subject: tuple[Thing, ...] = ()
        self.last: Thing | None = None
        self.link: Link | None = None
        self.done: Link | None = None  # the relation that "and" may go on with
        self.verb: VerbText | None = None
        self.copula: Phrase | None = None
        self.added = ""  # how the last of the group was joined
        self.joined = ""  # "and", "comma" or "break", if nothing stood since
        self.relative = False
        self.forward: list[Link] = []  # relations said before their subject: "in a kitchen, a cat …"
        self.opening: list[Link] = []  # those that the clause began with
        self.adverb = ""  # before its verb: "carefully sewed"
        self.adverb_place = (0, 0)
        self.both: tuple[Thing, ...] = ()  # of whom something is said one by one: "both with a star inside"
        self.dealt: list[tuple[Thing, Thing]] = []  # what each of those has, and who has it
        self.owner: tuple[Thing, ...] = ()  # what "its" is after "with"
        self.stated = False  # something was said of the subject of the clause: another noun is another subject
        self.pool: Thing | None = None  # the rest of several, of which one was told apart: "one … the other"
        self.by_place: dict[tuple[str, str], Thing] = {}  # one of several, by its noun and what tells it
        self.negative = False  # "not" stood before a place: "a cat not on the table"
        self.exists = False  # "there is" begins the clause, so that what follows is its subject
        self.finite = False  # the clause has a finite verb, and is a sentence of its own
        self.before: tuple[Thing, ...] = ()  # the subject of the sentence before
        self.heads: list[Thing] = []  # what the sentence names first in its clauses, in their order
        self.order: Link | None = None  # "from left to right", said before the things
        self.alternative: Phrase | None = None  # "or", before a further thing
        self.each: tuple[Thing, ...] = ()  # what "each" is: a thing of its own for every one of these
        self.whose: Thing | None = None  # "a house whose door is green"
        self.it: tuple[Thing, ...] = ()  # what "it" was before in the sentence
        self.topic: Thing | None = None  # what "it" was in the sentence before: "To its left is a cat. To its right …"
        self.hanging: list[Fact] = []  # "a spoon to the left", before "and a fork to the right of a plate"
        self.objects: list[Thing] = []  # what the last relation has on its other side
        self.listing: Link | None = None  # "with", of which a list goes on after what is said of one thing in it
        self.in_list: list[Thing] = []  # what that list has so far
        self.denied: list[Link] = []  # "nothing to its right"
        self.depths: list[Link] = []  # "in the background" and "in the foreground"
        self.listed: list[tuple[Thing, int]] = []  # several, and where a colon follows them
        self.lying: list[tuple[Thing, tuple[int, tuple[Thing, ...]]]] = []  # on which surface, and where across it
        self.acting: list[Thing] = []  # of which a participle is said: of the next one another may be
        self.hand_in_hand: list[tuple[Thing, ...]] = []
        self.sided: tuple[str, Thing] | None = None  # the last relation to a side of a thing: "on the right of a table"

    # ------------------------------------------------------------ looking ahead

    def _peek(self, ahead: int = 0) -> Phrase | None:
        return self.phrases[self.i + ahead] if self.i + ahead < len(self.phrases) else None

    def _peek_kind(self, ahead: int = 0) -> str:
        phrase = self._peek(ahead)
        return phrase.kind if phrase is not None else "STOP"

    def _list_ahead(self) -> list[NounPhrase]:
        """What a list goes on with up to the first noun: "two yellow and three green peppers"; nothing without one."""
        found: list[NounPhrase] = []
        for one in self.phrases[self.i :]:
            if one.kind in ("AND", "COMMA"):
                continue
            if not isinstance(one, NounPhrase) or self._peek_kind() not in ("AND", "COMMA"):
                return []
            if self._peek_kind() == "COMMA" and one.count is None and one.article != "a":
                return []  # "the delicate, wispy clouds" are the same clouds
            found.append(one)
            if one.nouns:
                return found
            if one.kind != "elliptical" or not one.adjectives:
                return []
        return []

    def _choose(self, options: Sequence[str], phrase: Phrase) -> int:
        """The number of the option to take, the first if nothing else was asked for."""
        number = len(self.meaning.choices)
        self.meaning.choices.append(Choice(tuple(options), phrase.start, phrase.end))
        taken = self.chosen.get(number, 0)
        return taken if taken < len(options) else 0

    # ------------------------------------------------------------ writing down

    def _complete(self, link: Link, thing: Thing, end: int) -> None:
        if any(one.is_living for one in link.subjects):
            self._wear_glasses(link, thing)
        self.link = None
        if link.predicate in _ON_CANVAS and thing.article == "the" and thing.noun in _PICTURES:
            self.nouns.forget(thing)  # "on the left side of the picture"
            self.meaning.told.append((thing.start, thing.end))
            self._at(replace(link, predicate=_ON_CANVAS[link.predicate]), link.subjects)
            return
        self.objects = [*self.objects, thing] if link is self.done else [thing]
        if link.kind == "with":
            self.in_list = [*self.in_list, thing] if link is self.listing else [thing]
            self.listing = link
        self.done = link
        two = link.first is None and self._peek_kind() == "AND"  # "between the trees and the house"
        if link.words == "in the middle of" and link.first is None and not two and not thing.is_several:
            link.predicate = "at center of"
        if link.predicate.endswith("between") and (link.first is not None or two or not thing.is_several):
            if link.first is None:
                link.first = thing
                return
            for subject in link.subjects:
                self.meaning.facts.append(
                    Fact((subject,), link.predicate, (link.first, thing), link.start, end, negated=link.negated)
                )
            link.first = None
            return
        if not link.subjects:
            link.first = thing
            self.forward.append(link)
            self.done = None
            return
        self._state(link, thing, end)

    def _state(self, link: Link, thing: Thing, end: int) -> None:
        """Writes down a relation of every subject with the thing."""
        if self._one_each(link, thing, end):
            return
        if link.predicate == "roaming":  # "running around the field" goes about in it, and around anything else
            entry = thing.entry
            inside = entry is not None and entry.role in ("backdrop", "hollow")
            free = not inside and not any(one.is_several for one in link.subjects)
            link = replace(link, predicate="inside" if inside else link.words if free else "surrounding", free=free)
        if link.predicate == "among":
            link = replace(link, predicate=_among(link.subjects, thing))
            link.swapped = link.predicate == "surrounding"
        entry = thing.entry
        if link.predicate == "under" and thing.is_kind("water", "sea", "lake") and thing.article == "the":
            link = replace(link, predicate="inside")
        low = link.words in ("at the bottom", "at the bottom of")
        if low and entry is not None and entry.role in ("hollow", "backdrop"):
            several = any(one.is_several for one in link.subjects)  # "pebbles at the bottom of an aquarium"
            link = replace(link, predicate="inside" if several else "at bottom of")
        ground = entry is not None and (entry.role, entry.stance) == ("backdrop", "ground")
        if link.predicate == "surrounding" and ground and not any(one.is_several for one in link.subjects):
            link = replace(link, predicate="inside")  # "a fence around a garden"
        if link.predicate == "surrounding" and len(link.subjects) > 1 and not any(x.is_several for x in link.subjects):
            link = replace(link, predicate="near")  # none of "a chair, a stool and a bench around a table" surrounds it
        for subject in link.subjects:
            if subject is thing:
                continue
            if link.kind == "with" and link.negated:
                self.meaning.facts.append(Fact((subject,), "with", (thing,), link.start, end, free=True, negated=True))
                continue
            if link.kind == "with":
                self._belongs(subject, thing, link.start, end)
                continue
            if link.predicate == "inside" and thing.head == "mirror":  # nothing is inside its picture in a mirror
                link = replace(link, predicate=link.words, free=True)
            if link.predicate == "inside" and thing.listed("clothing") and subject.is_living:  # "a man in a hat"
                self.meaning.facts.append(
                    Fact((subject,), "wearing", (thing,), link.start, end, free=True, negated=link.negated)
                )
                continue
            for predicate, swapped in link.also:
                pair = (thing, subject) if swapped else (subject, thing)
                self.meaning.facts.append(Fact(pair[:1], predicate, pair[1:], link.start, end, negated=link.negated))
            one, other = (thing, subject) if link.swapped else (subject, thing)
            if link.predicate == "inside" and link.swapped:  # "full of"
                one.fill(other, full=True)
            self.meaning.facts.append(
                Fact(
                    (one,), link.predicate, (other,), link.start, end, free=link.free, negated=link.negated,
                    times=link.times,
                )
            )  # fmt: skip

    def _one_each(self, link: Link, thing: Thing, end: int) -> bool:
        """ "a cat and a dog, both wearing collars" wear one each, and "two squares, both with a star" have one each."""
        has = link.predicate == "wearing" or (link.free and lexicon.listed("holding", lexicon.verb_base(link.words)))
        ones = [one for one in link.subjects if not one.is_several]
        whole = thing.article == "a" if thing.count is None else thing.article == "" and is_counted(thing)
        both = link.kind == "with" and link.subjects == self.both and whole
        has = both or (has and thing.count == (2, None))
        if not has or link.negated or len(ones) < 2 or len(ones) < len(link.subjects):
            return False
        if thing.article == "the":
            return False
        thing.count = thing.count if both else None
        things = [thing, *(replace(thing, adjectives=list(thing.adjectives)) for _ in ones[1:])]
        at = self.meaning.things.index(thing)
        self.meaning.things[at : at + 1] = things
        for one, its in zip(ones, things, strict=True):
            self._state(replace(link, subjects=(one,)), its, end)
        self.dealt = list(zip(things, ones, strict=True)) if both else []
        return True

    def _wear_glasses(self, link: Link, thing: Thing) -> None:
        """ "wearing glasses", "a man with glasses": those for the eyes, and one pair of them."""
        worn = link.predicate == "wearing" or link.kind == "with"
        if worn and len(thing.nouns) == 1 and thing.nouns[0].lower == "glasses":
            thing.nouns = (replace(thing.nouns[0], lower="eyeglasses"),)
            thing.count = None

    def _belongs(self, whole: Thing, thing: Thing, start: int, end: int) -> None:
        """ "with": parts belong to their whole, clothes to who wears them, and what a place has is in it."""
        solid = whole.entry is not None and whole.entry.role in ("solid", "surface")  # a castle, no garden
        flies = thing.entry is not None and thing.entry.stance == "air" and thing.entry.role != "backdrop"
        over = flies and whole.entry is not None and (whole.entry.role, whole.entry.stance) == ("backdrop", "ground")
        if (whole.listed("place") or whole.is_backdrop) and not solid and not over and not thing.listed("clothing"):
            self.meaning.facts.append(Fact((thing,), "inside", (whole,), start, end, weak=True))
        elif thing.listed("clothing") and whole.has_body:
            self.meaning.facts.append(Fact((whole,), "wearing", (thing,), start, end, free=True, weak=True))
        elif thing.is_part:
            self.meaning.facts.append(Fact((thing,), "part of", (whole,), start, end, free=True, weak=True))
        elif is_flown(whole, thing):
            self.meaning.facts.append(Fact((thing,), "on", (whole,), start, end, weak=True))
        elif self._is_beside_full(whole, thing):
            self.meaning.facts.append(Fact((thing,), "beside", (whole,), start, end, weak=True))
        elif holds := _holding(whole, thing):
            if not thing.listed("vessel"):  # of which there are as many as are said
                thing.fill(whole)
            self.meaning.facts.append(Fact((thing,), holds, (whole,), start, end, weak=True))
        else:
            self.meaning.facts.append(Fact((whole,), "with", (thing,), start, end, free=True, weak=True))

    def _is_beside_full(self, whole: Thing, thing: Thing) -> bool:
        """ "a bottle of wine with two glasses", "a cup of tea with a biscuit": what holds a drink has room for no more
        than ice and straws."""
        drinks = [
            one.entry for fact in self.meaning.facts
            if fact.predicate == "contains" and fact.subjects == (whole,) for one in fact.objects
        ]  # fmt: skip
        own, room = thing.entry, whole.entry
        if own is None or room is None or own.stance != "rest" or thing.is_kind("cutlery", "straw"):
            return False
        fits = 2 * own.size_cm <= room.size_cm and not thing.listed("vessel")
        return not fits and any(one is not None and one.poured is not None for one in drinks)

    def _at(self, link: Link, things: tuple[Thing, ...]) -> None:
        """A place on the canvas, or a note said before its subject."""
        if link.kind == "note":
            self._note(things, link.words, link.start, link.start + len(link.words))
            return
        end = link.start + len(link.words)
        self.hanging = [Fact((thing,), link.predicate, (), link.start, end, negated=link.negated) for thing in things]
        self.meaning.facts += self.hanging

    def _note(self, things: Sequence[Thing], words: str, start: int, end: int) -> None:
        for thing in things:
            thing.notes.append(Note(words, start, end))

    def _unknown(self, start: int, end: int) -> None:
        for phrase in self.phrases:
            self.meaning.not_understood += [one for one in phrase.tokens if start <= one.start < end and one.lower]

    def _begin(self, thing: Thing) -> None:
        if self.finite:
            self.before = self.subject
        self.finite, self.exists = self.exists, False
        self.group = [thing]
        self.subject = (thing,)
        self.heads.append(thing)
        self.done = None
        self.relative = self.stated = False
        self.owner = ()
        self.topic = self.topic if self.forward else None
        self.opening, self.forward = self.forward, []
        self._open(thing)

    def _open(self, thing: Thing) -> None:
        """Says of a thing what was said before the first of its clause: "on the table there are a cup and a plate"."""
        for link in self.opening:
            link.subjects = (thing,)
            if link.first is not None:
                self._state(link, link.first, thing.end)
            elif link.kind in ("place", "note"):
                self._at(link, (thing,))

    # ------------------------------------------------------------ ending

    def _end_clause(self) -> None:
        self._flush_verb()
        self._drop_link()
        self.each = ()
        self.both = ()
        self.dealt = []
        self.group = []
        self.done = None
        self.copula = None
        self.listing = None
        self.relative = self.stated = self.negative = False

    def _go_on_with(self, things: tuple[Thing, ...]) -> None:
        """Begins a clause about things that were named before: "it is red"."""
        self._end_clause()
        self.subject = things
        self.last = things[0] if things else None
        self.group = list(things)

    def _flush_verb(self, keep: bool = False) -> None:
        """A verb without an object says how its subject is: an attribute."""
        verb, self.verb = self.verb, None
        if verb is not None and keep:
            self._how(verb)
        elif verb is not None:
            self._note(verb.subjects, ("not " if verb.negated else "") + verb.words, verb.start, verb.end)
            self.last = self.last or next(iter(verb.subjects), None)

    def _how(self, verb: VerbText) -> None:
        """A verb before a place is kept, unless it says no more than that place: "arranged in a row"."""
        if not verb.negated and says_no_more(verb.words, verb.subjects):
            self.meaning.told.append((verb.start, verb.end))
        else:
            self._note(verb.subjects, ("not " if verb.negated else "") + verb.words, verb.start, verb.end)

    def _drop_link(self) -> None:
        """A relation without its object was not understood."""
        link, self.link = self.link, None
        if link is None:
            return
        inside = link.kind == "place" and not link.free and link.words in INSIDE_IT and self.last in self.objects
        if inside and self.owner:  # "a hexagon with a star inside and a circle around it"
            whole = self.owner[0]  # "a tree with a star on top and presents underneath": the star is not
            ones = tuple(one for one in self.objects if not self._are_related(one, whole))
            self._state(replace(link, subjects=ones), whole, link.start + len(link.words))
        else:
            self._give_up(link)

    def _are_related(self, one: Thing, other: Thing) -> bool:
        """Whether a place of the one is said by the other."""
        pairs = ((fact.subjects[0], *fact.objects) for fact in self.meaning.facts if not (fact.free or fact.weak))
        return any(one in pair and other in pair for pair in pairs)

    def _give_up(self, link: Link) -> None:
        if link.kind == "verb" and link.subjects:
            self._note(link.subjects, link.words, link.start, link.start + len(link.words))
        else:
            self._unknown(link.start, link.start + 1)


def _among(subjects: Sequence[Thing], others: Thing) -> str:
    """The relation that "among" is: one thing among so many that they stand around it; two are on its sides."""
    entry = others.entry
    if entry is not None and entry.role in ("backdrop", "hollow"):
        return "inside"
    alone = len(subjects) == 1 and not subjects[0].is_several
    count = others.count or (1, 1)
    if alone and count == (2, 2):
        return "between"
    return "surrounding" if alone and count[0] > 2 else "near"


def is_flown(whole: Thing, thing: Thing) -> bool:
    """Whether it is a flag of what has flags on it."""
    return thing.is_kind("flag") and whole.is_kind("building", "ship")


def is_held(whole: Thing, thing: Thing, in_it: bool) -> bool:
    """Whether what is "with" a thing is in it, or else at least on it, and so nowhere else."""
    return _holding(whole, thing) in (("inside",) if in_it else ("inside", "on"))


def _holding(whole: Thing, thing: Thing) -> str:
    """How "with" says that a thing is held: flowers are in a vase, a lamp is on a table, and no saucer is in a cup."""
    holder, held = whole.entry, thing.entry
    if holder is None or held is None or whole.is_living or held.role == "backdrop":
        return ""
    if whole.is_kind(*_HEIGHTS) and held.stance in ("ground", "rest") and not thing.is_kind("vehicle"):
        return "on"
    stands = held.stance == "rest" or (holder.role == "hollow" and held.stance == "ground")  # plants in a fish tank
    stands = stands or (holder.role == "surface" and thing.is_kind("plant"))  # a shelf with a plant
    stands = stands or (thing.listed("vessel") and 2 * held.size_cm <= holder.size_cm)  # a stall with baskets
    if whole.is_kind(*_SERVING) and thing.is_kind("person"):  # a stall with a seller
        return "behind"
    if holder.role == "surface" and thing.is_living and not whole.is_kind("table", "desk"):  # a sofa with a cat
        return "on" if held.size_cm <= 2.5 * holder.size_cm else ""
    rises = holder.face is not None and holder.role == "hollow" and thing.is_kind("plant")  # tulips from a vase
    most = holder.size_cm * (2 if rises else 1)
    if held.poured is None and (held.size_cm > most or not stands):
        return ""
    return {"hollow": "inside", "surface": "on"}.get(holder.role, "")
