"""Company: where things are of which no word says it, by what else there is.

What is eaten at a picnic lies on its blanket, the cups of a kitchen stand on its table, and the ducks of a park swim
on its pond. Only where one thing alone can bear them, and where no word puts them elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from sgc.english.meaning import Fact, Meaning, Thing
from sgc.english.poses import is_place

#: What bears things, and what is laid there if it is this much smaller, by its longer side.
TABLES, LAID = ("table", "desk", "counter", "blanket", "picnic blanket"), 0.4
_LAID = ("food", "tableware", "container", "stationery", "candle", "science", "electronics", "flower")
#: What swims or floats, and where: of these, the first that there is.
WATERS = ("pond", "lake", "river", "sea", "water")
_AFLOAT = ("duck", "swan", "goose", "frog", "boat", "ship", "lily pad", "fish", "whale", "dolphin")
#: The last word of what leaves things beside where they might be: "croaking by a pond".
_BESIDE = ("by", "near", "along", "past", "toward", "towards", "from", "over")
#: Facts that leave open where on a stretch of land, or in a room, something is.
_LOOSE = ("inside", "with")


def keep_company(meaning: Meaning) -> bool:
    """Puts on the only table, or on the water, what belongs there; whether there is any."""
    found = [_spread_picnic(meaning)]
    tables = [one for one in meaning.things if one.is_kind(*TABLES)]
    if len(tables) == 1 and tables[0].count is None:
        found.append(_gather(meaning, tables[0], (one for one in meaning.things if _is_laid(one, tables[0]))))
    waters = [one for kind in WATERS for one in meaning.things if one.is_kind(kind) and one.count is None]
    if waters:
        found.append(_gather(meaning, waters[0], (one for one in meaning.things if one.is_kind(*_AFLOAT))))
        found.append(_leave_land(meaning, waters[0]))
    return any(found)


def _spread_picnic(meaning: Meaning) -> bool:
    """ "a picnic on a blanket": the blanket, which is spread out, is all that is seen of the picnic itself."""
    for fact in list(meaning.facts):
        if is_place(fact, "on") and fact.objects[0].noun == "blanket" and fact.subjects[0].noun == "picnic":
            (picnic,), (blanket,) = fact.subjects, fact.objects
            meaning.take_back(fact)
            meaning.things.remove(picnic)
            meaning.told.append((picnic.start, picnic.end))
            blanket.nouns = (picnic.nouns[-1], blanket.nouns[-1])
            for one in meaning.facts:
                one.subjects, one.objects = (
                    tuple(blanket if each is picnic else each for each in side) for side in (one.subjects, one.objects)
                )
            return True
    return False


def _is_laid(thing: Thing, table: Thing) -> bool:
    entry, bearer = thing.entry, table.entry
    if entry is None or bearer is None or (entry.stance != "rest" and not thing.is_kind("basket")):
        return False
    return thing.is_kind(*_LAID) and entry.poured is None and entry.size_cm <= LAID * bearer.size_cm


def _gather(meaning: Meaning, bearer: Thing, things: Iterable[Thing]) -> bool:
    """Says of each that it is on the bearer, if nothing says where it is; whether there was any."""
    placed = {id(one) for row in meaning.rows for one in row.things}
    placed |= {id(one) for each in meaning.comparisons for one in (each.more, each.than)}  # who are only counted
    for fact in meaning.facts:
        if bearer in fact.subjects and not fact.free:  # "a table left of a bowl", "a pond behind a duck"
            placed |= {id(one) for one in fact.objects}
        loose = not fact.objects or (fact.predicate in _LOOSE and _is_land(fact.objects))
        there = bearer in fact.objects and (
            is_place(fact, "on", "inside") or fact.predicate.rpartition(" ")[2] in _BESIDE
        )  # fmt: skip
        nowhere = fact.free and (fact.weak or bearer in (*fact.subjects, *fact.objects))
        if there or not (loose or nowhere):
            placed |= {id(one) for one in (fact.objects if fact.predicate == "contains" else fact.subjects)}
    gathered = [one for one in things if id(one) not in placed and one is not bearer]
    for one in gathered:
        meaning.facts.append(Fact((one,), "on", (bearer,), one.start, one.end))
        for fact in list(meaning.facts):
            if fact.free and fact.predicate == "with" and (fact.subjects, fact.objects) == ((bearer,), (one,)):
                meaning.take_back(fact)
    return bool(gathered)


def _is_land(things: Iterable[Thing]) -> bool:
    """Whether it is a room, or a stretch of land, in which things may be anywhere."""
    return all(one.is_backdrop and not one.is_kind(*WATERS) for one in things)


def _leave_land(meaning: Meaning, water: Thing) -> bool:
    """ "a beach with a boat on the sea": what is on the water is not on the land that lies beside it, too."""
    afloat = {id(one.subjects[0]) for one in meaning.facts if is_place(one, "on", "inside") and one.objects == (water,)}
    ashore = [
        one for one in meaning.facts
        if is_place(one, "inside") and id(one.subjects[0]) in afloat
        and one.objects[0].is_backdrop and one.objects[0].is_ground and one.objects[0] is not water
    ] if water.is_backdrop else []  # fmt: skip
    for one in ashore:
        meaning.take_back(one)
    return bool(ashore)
