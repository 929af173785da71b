"""Surroundings: where no word says where a scene is, what stands in it does.

A house, a cow and a farmer are on grass, an igloo is on snow, planets are in space, a fireplace is in a room. A
backdrop is added to what tells a scene, which is three things or more; of one or two ("a tree left of a house") a
picture is asked, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sgc.english.company import keep_company
from sgc.english.meaning import Fact, Meaning, Thing
from sgc.english.poses import fill_room, is_place
from sgc.english.tokens import Token

#: What floats on the sea, or lies in it, and tells of it where nothing is on land; and what swims there, too.
AT_SEA = ("ship", "boat", "island", "whale", "shark", "dolphin", "submarine", "buoy", "iceberg")
SWIMMERS = ("fish", "duck", "octopus", "jellyfish", "turtle", "crab", "squid", "seal")
#: Backdrops, and the kinds of things that tell of them: the first of which there is one is where the scene is.
SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("snow", ("snowman", "igloo", "penguin", "polar bear", "sled", "snowflake")),
    ("room", ("christmas tree", "fireplace", "stove", "blackboard", "bathtub", "crib", "nightstand", "wardrobe")),
    ("desert", ("camel", "pyramid")),
    ("sea", AT_SEA),
    ("grass", (
        "tree", "building", "hill", "mountain", "campfire", "cow", "tractor", "scarecrow", "bush", "swing", "goal",
        "haystack", "horse", "sheep", "goat", "pig", "pond", "fence", "tent", "well", "wheelbarrow", "beehive",
    )),
    ("room", ("window", "bed", "curtain", "birthday cake", "couch", "bookshelf", "gift")),
    ("night", ("planet", "satellite", "comet", "galaxy")),
    ("grass", ("sun", "cloud", "rainbow")),
)  # fmt: skip
#: The rooms of buildings: who is in one is not seen in its front.
ROOMS: Mapping[str, str] = {
    "hospital": "hospital room", "school": "classroom", "house": "living room", "museum": "hall", "church": "hall",
    "shop": "room", "supermarket": "room", "factory": "workshop", "castle": "hall", "hotel": "bedroom",
    "office building": "office", "library": "room",
}  # fmt: skip
_SETTLEMENTS = ("village", "town", "city", "hamlet", "suburb", "neighborhood", "neighbourhood")
#: So many things tell a scene.
TELLS = 3
#: What is in, on or at another thing tells where that is, not where the scene is: a fir in a pot, a castle on a cake.
_BORNE = ("on", "inside", "held by", "worn by", "part of")


def surround(meaning: Meaning) -> bool:
    """Declares the backdrop that belongs to the things of a scene, where none is named; whether there is anything. A
    sheet has none, but what belongs on a table or on water is there on it as well."""
    if meaning.is_sheet:
        return keep_company(meaning)
    if meaning.background is not None or any(one.is_written for one in meaning.things):
        return False
    mended = (_join_skies, _join_floors, _furnish, _leave_to_houses, keep_company)  # one after the other, in this order
    found = [mend(meaning) for mend in mended]
    if not any(thing.is_backdrop and not thing.is_kind("sky") for thing in meaning.things):
        found.append(_enter(meaning) or ((len(meaning.things) >= TELLS or any(found)) and _place(meaning)))
    return any([*found, _darken(meaning)])


def _place(meaning: Meaning) -> bool:
    """Adds the backdrop of which the things are signs, after the sky if there is one."""
    sky = any(one.is_backdrop for one in meaning.things)
    found = _sign(meaning, sky)
    if found is None:
        return False
    backdrop, sign = found
    meaning.things.insert(sky, Thing((Token("NOUN", backdrop, sign.start, sign.end),), sign.start, sign.end))
    fill_room(meaning)
    return True


def _sign(meaning: Meaning, sky: bool) -> tuple[str, Thing] | None:
    """The backdrop that belongs to the things, and the first that tells of it."""
    borne = {
        id(thing) for fact in meaning.facts for thing in fact.subjects
        if fact.objects and not (fact.negated or fact.objects[0].is_backdrop)
        and (fact.predicate == "of" or fact.predicate.endswith(_BORNE))
    }  # fmt: skip
    afar = any(fact.predicate.endswith("on") and fact.objects[0].is_kind("moon", "planet") for fact in meaning.facts
               if fact.objects and not fact.free)  # fmt: skip
    if afar:  # "an astronaut on the moon", where no grass grows
        return None
    things = [one for one in meaning.things if not one.is_kind("sign")]
    for backdrop, kinds in SIGNS:
        if backdrop == "sea" and any(_is_ashore(one) and id(one) not in borne for one in things):
            continue
        signs = (one for one in things if one.is_kind(*kinds) and (backdrop == "room" or id(one) not in borne))
        sign = next(signs, None)
        if sign is not None and not (sky and backdrop == "room"):
            return None if sky and backdrop == "night" else (backdrop, sign)  # the sky shows where the planets are
    stands = (one for one in things if one.entry is not None and one.entry.stance == "ground" and not one.is_backdrop)
    standing = next((one for one in stands if id(one) not in borne), None)
    if not sky or standing is None or any(one.is_kind("astronaut") for one in things):
        return None
    return "grass", standing  # for nothing stands in a sky


def _is_ashore(thing: Thing) -> bool:
    """Whether it is neither at sea nor in the air, or is a toy of what floats."""
    toy = thing.entry is None or any(one[-1].lower in ("toy", "paper") for one in thing.adjectives)
    aloft = (thing.entry is not None and thing.entry.stance == "air") or thing.is_kind("star")
    return toy or not (aloft or thing.is_kind(*AT_SEA, *SWIMMERS))


def _enter(meaning: Meaning) -> bool:
    """ "a boy on a bed in a hospital": of a building in which somebody is, and of which nothing else is said, a room is
    shown."""
    for building in meaning.things:
        room = next((room for kind, room in ROOMS.items() if building.is_kind(kind)), None)
        said = [fact for fact in meaning.facts if building in (*fact.subjects, *fact.objects) and not fact.weak]
        if room is None or building.is_several or building.label is not None or not said:
            continue
        parts = [fact.subjects for fact in meaning.facts if fact.predicate == "part of"]  # "a house with a red door"
        within = all(
            fact.predicate.split()[-1] == "inside" and fact.objects == (building,) and fact.subjects not in parts
            for fact in said
        )
        if within:
            words = room.split()
            building.nouns = tuple(replace(building.nouns[-1], lower=word) for word in words)
            meaning.things.remove(building)
            meaning.things.insert(0, building)
            fill_room(meaning)
            return True
    return False


def _leave_to_houses(meaning: Meaning) -> bool:
    """ "a village with five houses": the houses are the village; what is in it stands among them, not in them."""
    village = next((one for one in meaning.things if one.noun in _SETTLEMENTS and one.count is None), None)
    houses = next((one for one in meaning.things if one.is_several and one.is_kind("building")), None)
    if village is None or houses is None or village.label is not None:
        return False
    meaning.things.remove(village)
    facts = []
    for fact in meaning.facts:
        if is_place(fact, "inside") and fact.objects == (village,):
            meaning.told.append((fact.start, fact.end))
            continue
        sides = [tuple(houses if one is village else one for one in side) for side in (fact.subjects, fact.objects)]
        if houses not in sides[0] or houses not in sides[1]:
            facts.append(replace(fact, subjects=sides[0], objects=sides[1]))
    meaning.facts = facts
    return True


def _join_skies(meaning: Meaning) -> bool:
    """ "at night …, stars in the sky": the sky is that of the night, and no second one above it."""
    plain = [one for one in meaning.things if one.noun == "sky" and not one.adjectives]
    other = next((one for one in meaning.things if one.is_kind("sky") and one not in plain), None)
    if other is None or not plain:
        return False
    meaning.things = [one for one in meaning.things if one not in plain]
    for fact in meaning.facts:
        fact.objects = tuple(other if one in plain else one for one in fact.objects)
    return True


def _join_floors(meaning: Meaning) -> bool:
    """ "a living room with a rug on the floor": the floor is that of the room, and no second one in it."""
    room = next((one for one in meaning.things if one.is_backdrop and one.is_kind("room")), None)
    floors = [one for one in meaning.things if one.noun == "floor" and one.count is None and not one.adjectives]
    if room is None or not floors:
        return False
    meaning.things = [one for one in meaning.things if one not in floors]
    facts: list[Fact] = []
    for fact in meaning.facts:
        if any(one in floors for one in fact.subjects):  # "the floor of the kitchen"
            meaning.told.append((fact.start, fact.end))
            continue
        if any(one in floors for one in fact.objects):
            words, _, place = fact.predicate.rpartition(" ")
            fact.predicate = f"{words} inside".strip() if place == "on" else fact.predicate
            fact.objects = (room,)
        facts.append(fact)
    within = {fact.subjects for fact in facts if fact.predicate.endswith(" inside") and fact.objects == (room,)}
    told: set[tuple[Thing, ...]] = set()
    meaning.facts = []
    for fact in facts:  # that they are in the room is said once
        plain = fact.predicate == "inside" and fact.objects == (room,)
        if not plain or fact.subjects not in within | told:
            meaning.facts.append(fact)
        told |= {fact.subjects} if plain else set()
    return True


def _furnish(meaning: Meaning) -> bool:
    """ "a clock on the wall above a sofa": a plain wall of which furniture stands before is that of a room."""
    walls = [one for one in meaning.things if one.noun == "wall" and one.count is None and not one.adjectives]
    others = [one for one in meaning.things if one.is_backdrop and one not in walls]
    furniture = next((one for one in meaning.things if one.is_kind("furniture", "appliance")), None)
    if len(walls) != 1 or furniture is None or len(others) > 1 or not all(one.is_kind("room") for one in others):
        return False
    (wall,) = walls
    said = [fact for fact in meaning.facts if wall in (*fact.subjects, *fact.objects)]
    if any(fact.objects != (wall,) or fact.predicate.split()[-1] not in ("on", "touching") for fact in said):
        return False
    meaning.things.remove(wall)
    if others:
        wall = others[0]
    else:
        wall.nouns = (replace(wall.nouns[-1], lower="room"),)
        meaning.things.insert(0, wall)
    for fact in said:
        fact.predicate, fact.objects = "inside", (wall,)
    _hang(meaning, [fact.subjects[0] for fact in said], furniture)
    fill_room(meaning)
    return True


def _hang(meaning: Meaning, things: Iterable[Thing], below: Thing) -> None:
    """ "a map on the wall, and four pupils at their desks": what would lie on the floor is above the furniture."""
    for thing in things:
        both = {thing, below}
        related = any(both <= {*fact.subjects, *fact.objects} for fact in meaning.facts if not fact.free)
        lies = thing.entry is not None and thing.entry.stance == "rest"
        if lies and below is not thing and not related:
            meaning.facts.append(Fact((thing,), "above", (below,), thing.start, thing.end))


def _darken(meaning: Meaning) -> bool:
    """Stars, and the moon above what stands on the ground, are seen at night."""
    skies = any(one.is_kind("sky", "sun", "rainbow", "room") for one in meaning.things)
    ground = any(one.is_backdrop and one.is_ground for one in meaning.things)
    stars = [one for one in meaning.things if one.noun == "star" and one.is_several]
    lights = [*stars, *(one for one in meaning.things if one.is_kind("moon"))]
    elsewhere = any(  # an astronaut on the moon, a star on a tree
        set(lights) & {*fact.subjects, *fact.objects} and fact.predicate.split()[-1] in ("on", "inside", "by")
        for fact in meaning.facts
    )
    if skies or not ground or not lights or elsewhere:
        return False
    token = Token("NOUN", "night", lights[0].start, lights[0].end)
    meaning.things.insert(0, Thing((token,), token.start, token.end))
    return True
