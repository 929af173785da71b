"""What verbs say of places: what somebody wears is on them, what they hold in a hand, what they ride under them.

The words of the verb stay a free relation of the two, of which here stands what can be drawn, but where that is all
that the verb says.
"""

from __future__ import annotations

from collections.abc import Iterator

from sgc.english import lexicon
from sgc.english.meaning import Fact, Meaning, Row, Thing
from sgc.graph.vocabulary import Noun

#: Somebody holds what is this much smaller than they are, by its longer side.
HELD = 0.85
#: Of whom more than this share is head, there is not enough to wear a coat on.
BUST = 0.6

_ACROSS = ("across", "through")
_AFTER = ("at", "with", "on", "of", "from")
_BESIDE = ("beside", "left of", "right of", "near")
#: Who leads: whether that is the subject of these words.
_LEADS = {"followed by": True, "following": False, "led by": False}
#: The words of which all is seen where these relations hold.
_SEEN = {"worn by": ("wearing",), "held by": ("holding", "with")}
#: What says of clothes that those of several people are of one kind.
_ALIKE = ("same", "matching", "identical", "similar")
#: How what is beyond a window is to it.
_BEYOND = ("outside", "through", "beyond", "seen through", "visible through")
#: What people are "on" who hold it: "talking on the phone".
_DEVICES = ("cell phone", "telephone", "telephone receiver", "laptop", "tablet")
_SHOWING = ("show", "depict", "display", "feature")
_PLACING = ("on", "inside", "under", "above", "below", "held by", "worn by", "behind", "in front of")


def pose(meaning: Meaning) -> None:
    """Adds the places that verbs imply, where nothing else says where the thing is."""
    _in_windows(meaning)
    _on_devices(meaning)
    for who, mount in _mounted(meaning):
        _ride_there(meaning, who, mount)
    placed = {
        id(thing)
        for fact in meaning.facts
        if not (fact.free or fact.weak)
        for thing in (fact.objects if fact.predicate == "contains" else fact.subjects)
    }
    placed |= {id(thing) for row in meaning.rows if len(row.things) > 1 for thing in row.things}
    own = {(one.objects[0], one.subjects[0]) for one in meaning.facts if one.predicate == "part of" and one.objects}
    for fact in list(meaning.facts):
        if not fact.free or fact.negated or len(fact.subjects) != 1 or len(fact.objects) != 1:
            continue
        (who,), (what,) = fact.subjects, fact.objects
        if (who, what) in own and what.listed("bodily"):  # "a dog chasing its tail"
            continue
        implied = _implied(fact.predicate, who, what)
        if implied is None:
            continue
        subject, place, other = implied
        if id(subject) not in placed and not _related(meaning, who, what) and _dealt(who, what, place):
            placed.add(id(subject))
            meaning.facts.append(Fact((subject,), place, (other,), fact.start, fact.end))
            if fact.predicate in _SEEN.get(place, ()):
                meaning.take_back(fact)
    _sides_of_rooms(meaning)
    _middle_of_floor(meaning)
    _over_bridges(meaning)
    _in_procession(meaning)
    _on_the_way(meaning)
    _in_crowns(meaning)
    _across(meaning, placed)
    fill_room(meaning)
    _on_roofs(meaning, placed)
    _stand_along(meaning)


def _in_windows(meaning: Meaning) -> None:
    """ "a bird outside the window", "through the window you can see a hill": what is beyond a window of a room is seen
    in it."""
    if any(one.is_backdrop and one.is_ground for one in meaning.things):
        return
    for fact in meaning.facts:
        single = len(fact.subjects) == len(fact.objects) == 1 and not fact.negated
        looks = any(
            one.free and one.subjects == fact.subjects and one is not fact
            and (one.predicate.endswith("ing at") or lexicon.listed("perceiving", lexicon.verb_base(one.predicate)))
            for one in meaning.facts
        )  # "a boy looking at a bird through a window"  # fmt: skip
        if single and fact.predicate in _BEYOND and fact.objects[0].is_kind("window") and not looks:
            fact.predicate, fact.free, fact.weak = "inside", False, False
            thing, seen = fact.subjects[0], [one for one in fact.subjects[0].notes if one.text in ("seen", "visible")]
            thing.notes = [one for one in thing.notes if one not in seen]
            meaning.told += [(one.start, one.end) for one in seen]


def _on_devices(meaning: Meaning) -> None:
    """ "a woman talking on the phone": she holds it, and does not stand on it."""
    for fact in meaning.facts:
        if is_place(fact, "on") and fact.subjects[0].is_kind("person") and fact.objects[0].is_kind(*_DEVICES):
            who, what = fact.subjects[0].entry, fact.objects[0].entry
            fact.free = who is not None and what is not None and what.size_cm <= HELD * who.size_cm


def _sides_of_rooms(meaning: Meaning) -> None:
    """ "a room with a lamp on the left": it is in the room, left of the first of what else is there."""
    room = next((one for one in meaning.things if one.is_kind("room")), None)
    sides = {"left of": "left of", "right of": "right of", "at left of": "left of", "at right of": "right of"}
    for fact in list(meaning.facts) if room is not None else ():
        side = sides.get(fact.predicate) if fact.objects == (room,) or not fact.objects else None
        if side is None or room is None or len(fact.subjects) != 1 or fact.negated or fact.which:
            continue
        (thing,) = fact.subjects
        other = next(
            (one for one in meaning.things if one not in (thing, room) and not one.is_backdrop
             and one.entry is not None and one.entry.stance in ("ground", "rest")), None
        )  # fmt: skip
        if other is None or thing.entry is None or thing.entry.stance == "air":
            continue
        fact.predicate, fact.objects = side, (other,)
        if not any(one.subjects == (thing,) and one.objects == (room,) for one in meaning.facts):
            meaning.facts.append(Fact((thing,), "inside", (room,), fact.start, fact.end))


def _middle_of_floor(meaning: Meaning) -> None:
    """ "a bedroom with a bed in the middle": what stands is in the middle across, and on the floor all the same."""
    ground = next((one for one in meaning.things if (one.is_backdrop and one.is_ground) or one.is_kind("room")), None)
    for fact in meaning.facts:
        entry = fact.subjects[0].entry if len(fact.subjects) == 1 else None
        stands = entry is not None and entry.stance == "ground" and entry.role != "backdrop"
        central = fact.predicate == "at center of" and all(one.is_backdrop for one in fact.objects)
        if ground is not None and central and stands and not fact.free:
            fact.predicate, fact.objects = "aligned center with", (ground,)


def _over_bridges(meaning: Meaning) -> None:
    """ "walking over a bridge": who goes over what bears people is on it."""
    for fact in meaning.facts:
        verb, _, place = fact.predicate.rpartition(" ")
        goes = place == "above" and not fact.free and bool(verb) and lexicon.listed("going", lexicon.verb_base(verb))
        if goes and len(fact.objects) == 1 and fact.objects[0].is_kind("bridge", "pier"):
            fact.predicate = f"{verb} on"


def _in_procession(meaning: Meaning) -> None:
    """ "an elephant followed by a lion": one behind the other, who leads on the left, where most of them look."""
    ranks = [row for row in meaning.rows if row.kind == "row" and not row.placed]
    for fact in list(meaning.facts):
        if not is_free(fact, *_LEADS) or not all(_goes(one) for one in (*fact.subjects, *fact.objects)):
            continue
        (one,), (other,) = fact.subjects, fact.objects
        front, back = (one, other) if _LEADS[fact.predicate] else (other, one)
        before, after = (next((row for row in ranks if thing in row.things), None) for thing in (front, back))
        ordered = before is not None and before is after and before.things.index(front) < before.things.index(back)
        if not ordered and not _related(meaning, front, back) and (before is None or before is not after):
            row = before or Row("row", (front,), fact.start, fact.end)
            row.things = (*row.things, *(after.things if after is not None else (back,)))
            ranks = [*(one for one in ranks if one is not row and one is not after), row]
            meaning.rows = [*(one for one in meaning.rows if one is not row and one is not after), row]
            ordered = True
        if ordered and fact.predicate == "followed by":
            meaning.take_back(fact)


def _goes(thing: Thing) -> bool:
    return thing.is_living or thing.is_kind("vehicle")


def _on_the_way(meaning: Meaning) -> None:
    """ "a bee flying from a flower to a hive": it is between them."""
    for fact in list(meaning.facts):
        if not (fact.free and fact.predicate.endswith(" from") and len(fact.subjects) == len(fact.objects) == 1):
            continue
        verb = lexicon.verb_base(fact.predicate.split()[0])
        to = next((one for one in meaning.facts if is_free(one, "to") and one.subjects == fact.subjects), None)
        if to is None or fact.negated or not (lexicon.listed("going", verb) or lexicon.listed("roaming", verb)):
            continue
        meaning.facts.append(Fact(fact.subjects, "between", (*fact.objects, *to.objects), fact.start, to.end))


def _across(meaning: Meaning, placed: set[int]) -> None:
    """ "across a pond", "through a forest": who goes there is in it, and whoever they follow or lead."""
    for fact in list(meaning.facts):
        if not fact.free or fact.negated or fact.predicate.split()[-1] not in _ACROSS or len(fact.objects) != 1:
            continue
        where = fact.objects[0].entry
        if where is None or where.role not in ("backdrop", "hollow") or not fact.subjects[0].is_living:
            continue
        along = [
            thing for other in meaning.facts if other.free and fact.subjects[0] in (*other.subjects, *other.objects)
            and lexicon.listed("leading", lexicon.verb_base(other.predicate.split()[0]))
            for thing in (*other.subjects, *other.objects)
        ]  # fmt: skip
        for thing in dict.fromkeys((fact.subjects[0], *along)):
            if id(thing) not in placed and thing is not fact.objects[0]:
                placed.add(id(thing))
                meaning.facts.append(Fact((thing,), "inside", fact.objects, fact.start, fact.end))


def fill_room(meaning: Meaning) -> None:
    """ "a classroom with a teacher, and six pupils sitting at desks": all of them are in the room that is shown."""
    room = meaning.things[0] if meaning.things else None
    entry = room.entry if room is not None else None
    if room is None or entry is None or not entry.is_room:
        return
    of_room = [fact for fact in meaning.facts if room in (*fact.subjects, *fact.objects)]
    if of_room and not any(fact.objects == (room,) and is_place(fact, "inside") for fact in of_room):
        return
    settled = {
        id(thing)
        for fact in meaning.facts
        if is_place(fact, *_PLACING, "contains", "centered in") or fact.predicate in ("part of", "wearing", "of")
        for thing in (fact.objects if fact.predicate in ("contains", "wearing") else fact.subjects)
    }  # fmt: skip
    for thing in meaning.things[1:]:
        own = thing.listed("part") and not thing.is_kind("window", "door")
        if id(thing) not in settled and not thing.is_backdrop and not own:
            meaning.facts.append(Fact((thing,), "inside", (room,), thing.start, thing.end))


def _on_roofs(meaning: Meaning, placed: set[int]) -> None:
    """ "smoke coming out of the chimney" of a house that the prompt names."""
    house = next((one for one in meaning.things if one.is_kind("building") and not one.is_kind("chimney")), None)
    for one in meaning.things:
        if house is not None and one.is_kind("chimney") and one.article == "the" and id(one) not in placed:
            meaning.facts.append(Fact((one,), "on", (house,), one.start, one.end))


def _stand_along(meaning: Meaning) -> None:
    """ "five cups on a table next to a teapot": what is beside a thing on a table is on the table, too. No furniture
    stands on a seat: "a cat on a sofa next to a lamp"."""
    bearer = {
        id(fact.subjects[0]): fact.objects[0] for fact in meaning.facts
        if is_place(fact, "on") and ((entry := fact.objects[0].entry) is None or entry.role == "surface"
                                     or fact.objects[0].is_kind("tablecloth", "floor"))
    }  # fmt: skip
    placed = {id(thing) for fact in meaning.facts if is_place(fact, *_PLACING) for thing in fact.subjects}
    for fact in list(meaning.facts):
        first, between = fact.subjects[0], fact.predicate == "between" and not (fact.free or fact.negated)
        if not is_place(fact, *_BESIDE) and not between:
            continue
        pairs = [(one, first) for one in fact.objects] if between else []
        for one, other in pairs or ((first, fact.objects[0]), (fact.objects[0], first)):
            entry, table = one.entry, bearer.get(id(other))
            if table is None or table is one or entry is None or id(one) in placed or entry.stance != "rest":
                continue
            if table.entry is not None and table.entry.is_seat and one.is_kind("furniture"):
                continue
            if table.entry is None or table.is_backdrop or entry.size_cm < table.entry.size_cm:
                placed.add(id(one))
                meaning.facts.append(Fact((one,), "on", (table,), fact.start, fact.end))
                if fact.predicate in ("beside", "near") and _is_crowd(other):  # not all five cups are next to a pot
                    fact.subjects, fact.objects, fact.which = (other,), (one,), "some"


def _in_crowns(meaning: Meaning) -> None:
    """ "a tree with five apples on it", "ornaments hanging on a fir": they are in its crown, not on top of it."""
    for fact in list(meaning.facts):
        if len(fact.subjects) != 1 or len(fact.objects) != 1 or fact.negated:
            continue
        thing, tree = (fact.objects + fact.subjects) if fact.predicate == "with" else (fact.subjects + fact.objects)
        hangs = [note for note in thing.notes if note.text == "hanging"]
        grows = thing.is_kind("fruit", "flower") or thing.noun in ("ornament", "blossom")
        on = fact.predicate in ("on", "with", "hanging on", "growing on")
        if tree.is_kind("tree") and on and (grows or (hangs and fact.predicate == "on")):
            fact.subjects, fact.predicate, fact.objects = (thing,), "inside", (tree,)
            fact.free = fact.weak = False
            thing.notes = [note for note in thing.notes if note not in hangs]
            meaning.told += [(note.start, note.end) for note in hangs]


def _is_crowd(thing: Thing) -> bool:
    """Whether there are so many that not all of them are next to one thing."""
    return thing.count is not None and thing.count[0] > 2


def is_free(fact: Fact, *words: str) -> bool:
    """Whether it says so, in these words, of one thing and another."""
    single = len(fact.subjects) == len(fact.objects) == 1 and fact.subjects != fact.objects
    return fact.free and not fact.negated and single and fact.predicate in words


def is_place(fact: Fact, *relations: str) -> bool:
    """Whether it says that one thing is so placed to another."""
    known = not (fact.free or fact.negated) and len(fact.subjects) == len(fact.objects) == 1
    return known and any(fact.predicate == one or fact.predicate.endswith(" " + one) for one in relations)


def _mounted(meaning: Meaning) -> Iterator[tuple[Thing, Thing]]:
    """Who rides what."""
    for fact in meaning.facts:
        if fact.free and not fact.negated and len(fact.subjects) == len(fact.objects) == 1:
            implied = _implied(fact.predicate, fact.subjects[0], fact.objects[0])
            if implied is not None and implied[1] == "on":
                yield implied[0], implied[2]


def _ride_there(meaning: Meaning, who: Thing, mount: Thing) -> None:
    """ "a man riding a horse on the beach": the horse is on the beach."""
    for fact in meaning.facts:
        there = len(fact.objects) == 1 and fact.objects[0].is_backdrop
        if fact.subjects == (who,) and not fact.free and there:
            fact.subjects = (mount,)


def _implied(words: str, who: Thing, what: Thing) -> tuple[Thing, str, Thing] | None:
    """What a verb says of a place: the subject, the relation and its object."""
    actor, thing = who.entry, what.entry
    verb, _, after = words.rpartition(" ") if " " in words else (words, "", "")
    base = lexicon.verb_base(verb.split()[0]) if after in _AFTER else lexicon.verb_base(words.split()[-1])
    after = after if after in _AFTER else ""
    if actor is None or thing is None or thing.role == "backdrop":
        return None
    if words == "part of":
        return _of_whole(who, what)
    if words == "with":
        return _of_whole(what, who) or _along(who, what)
    if words == "at" and thing.role == "surface":  # "three students at their desks"
        return _stays_at(who, what) if who.is_living else None
    if words == "at":  # "a knight at the gate"
        return (who, "beside", what) if who.is_living and not (who.is_several or what.is_several) else None
    if after == "from" and base == "hang":
        within = what.is_kind("tree") and thing.size_cm > actor.size_cm
        return who, "inside" if within else "under", what
    heights = thing.role == "surface" or (who.is_living and what.is_kind("hill", "mountain", "cliff", "branch"))
    if "from" in (after, words) and heights:  # "fishing from a boat", "watching the sunset from a cliff"
        return who, "on", what
    if after == "of" and verb.endswith("out"):
        return _out_of(who, what)
    if "on" in (after, words) and what.is_kind(*_DEVICES) and who.is_kind("person"):
        return what, "held by", who
    if lexicon.listed("writing", base) and after == "on":
        return None if who.is_several else (who, "beside", what)
    if lexicon.listed("climbing", base) and not after:
        return (who, "inside", what) if thing.size_cm > actor.size_cm else (who, "beside", what)
    if after == "at":
        return _stays_at(who, what) if lexicon.listed("staying", base) and who.is_living else None
    if base in _SHOWING and not who.is_living:  # "a sign showing a bicycle"
        return what, "inside", who
    if words == "wearing":
        if _fits(thing, actor):
            return what, "worn by", who
        hat = thing.worn is not None and thing.worn.part == "crown" and actor.head is None
        return (what, "on", who) if hat else None
    if lexicon.listed("riding", base) and thing.role == "surface" and not after:
        return who, "on", what
    if base == "fly" and not after and thing.stance == "air":  # a kite
        return None if who.is_several or what.is_several else (what, "above", who)
    in_hand = lexicon.listed("holding", base) or (base == "play" and what.is_kind("musical instrument"))
    if in_hand and what.head == "hand":  # their own
        return None
    if in_hand and who.is_several and who.is_living and not what.is_several:  # "two firefighters holding a hose"
        return what, "near", who
    if in_hand and not who.has_body and actor.role in ("hollow", "surface"):  # "the box holds two balls"
        return what, "inside" if actor.role == "hollow" else "on", who
    if in_hand and not after and thing.size_cm <= HELD * actor.size_cm:
        return what, "held by", who
    near = in_hand or lexicon.listed("meeting", base)
    acts = who.is_living or who.is_kind("vehicle")  # "a tractor pulling a trailer"
    return (what, "beside", who) if near and acts and not (who.is_several or what.is_several) else None


def _stays_at(who: Thing, what: Thing) -> tuple[Thing, str, Thing] | None:
    """ "sitting at a desk": one is beside it; of as many as there are desks each has one; more stand around one."""
    if what.entry is None or what.entry.role == "backdrop":
        return None
    if what.entry.role != "surface":  # a teacher at the blackboard
        return None if who.is_several or what.is_several else (who, "near", what)
    if not who.is_several:
        return None if what.is_several else (who, "beside", what)
    if what.count == (2, None):  # "six pupils sitting at desks" have one each
        what.count = who.count
    if what.is_several:
        return (who, "behind", what) if what.count == who.count else None
    return (who, "surrounding", what) if who.count is not None and who.count[0] > 1 else None


def _of_whole(part: Thing, whole: Thing) -> tuple[Thing, str, Thing] | None:
    """Where a part is: a nose in a face, a door in a house."""
    entry, body = part.entry, whole.entry
    if part.is_kind("curtain") and part.count == (2, None):  # of which two are drawn as one
        part.count = whole.count
    if entry is None or body is None or part.is_several or whole.is_several:
        return None
    if entry.is_garment and body.head is not None:
        own = part.is_kind("nose", "mouth") and not part.is_colored  # every face has one
        own = own or (part.is_kind("tail") and whole.is_kind("animal"))
        return None if own else (part, "worn by", whole)
    if whole.is_kind("window") and part.is_kind("curtain"):
        return part, "centered in", whole
    if not whole.is_kind("building") or entry.size_cm >= body.size_cm:
        return None
    place = "on" if part.is_kind("chimney") else "inside" if part.is_kind("door", "window", "clock", "sign") else ""
    return (part, place, whole) if place else None


def _along(who: Thing, what: Thing) -> tuple[Thing, str, Thing] | None:
    """ "a boy with a balloon" has it in his hand."""
    actor, thing = who.entry, what.entry
    if actor is None or thing is None or what.is_living or not who.is_kind("person"):
        return None
    small = thing.stance != "ground" and thing.role != "surface" and thing.size_cm <= HELD * actor.size_cm
    return (what, "held by", who) if small and not what.listed("part") and thing.stance != "free" else None


def _out_of(who: Thing, what: Thing) -> tuple[Thing, str, Thing] | None:
    """ "a rabbit jumping out of a hat", "smoke coming out of a chimney": it is over what it comes from."""
    actor, thing = who.entry, what.entry
    if actor is None or thing is None or what.is_several:
        return None
    if what.is_kind("window"):
        return (who, "inside", what) if actor.size_cm < thing.size_cm else None
    if what.is_kind("building") and not what.is_kind("chimney"):
        return who, "beside", what
    return (who, "inside", what) if thing.role == "hollow" and thing.face else (who, "on", what)


def _fits(garment: Noun, wearer: Noun) -> bool:
    """Whether it is known where the one is worn, and the other has that to be seen."""
    if garment.worn is None or not garment.is_garment or wearer.head is None:
        return False
    return garment.worn.on_head or wearer.head[3] <= BUST


def _related(meaning: Meaning, who: Thing, what: Thing) -> bool:
    """Whether the prompt itself says how the two lie to each other."""
    pair = {id(who), id(what)}
    return any(
        {id(thing) for thing in (*fact.subjects, *fact.objects)} == pair
        for fact in meaning.facts if not (fact.free or fact.weak)
    )  # fmt: skip


def one_each(who: Thing, what: Thing) -> bool:
    """Whether each of several has one: of "three boys wearing hats" there are three hats."""
    if what.count == (2, None):
        what.count = who.count
    return who.count == what.count or (what.of_each is who and what.share == 2)  # one in each hand


def _dealt(who: Thing, what: Thing, place: str) -> bool:
    """Whether it is clear what each has: one thing, one in each hand, or as many as they are."""
    if place not in ("held by", "worn by"):
        return True
    if who.is_several:
        if place == "worn by" and what.count is None:  # "two girls wearing the same dress" wear one each
            what.count = who.count
            what.adjectives = [one for one in what.adjectives if one[-1].lower not in _ALIKE]
        return one_each(who, what)
    if place != "held by" and what.is_several:
        return False
    return what.count is None or what.count in ((1, 1), (2, 2))
