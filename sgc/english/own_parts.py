"""What is on somebody's own body: "a hat on his head", "a stick in its mouth", "a flower in her hair".

The picture of somebody shows head, hair and hands, so that none is drawn beside it for what is on it: a hat is worn, a
stick is held, and a bird sits on who has the head.
"""

from __future__ import annotations

from sgc.english import lexicon
from sgc.english.meaning import Fact, Meaning, Note, Thing
from sgc.english.poses import HELD, is_free, is_place, one_each

_ON = ("on", "inside", "surrounding", "over", "above", "around", "in front of")
#: So much of a picture is above the head of whom it shows with a hat, a crown or a helmet.
COVERED = 0.02
#: What says no more than that somebody has it where it is.
_HAVING = ("with", "wearing", "holding", "part of", "of")


def onto_bodies(meaning: Meaning) -> None:
    """Says of whom things are that are on a part of somebody, and forgets the part if nothing else is said of it."""
    _leave_hats(meaning)
    sides: dict[int, list[tuple[str, Thing]]] = {}
    for fact in [one for one in meaning.facts if is_place(one, *_ON)]:
        (thing,), (part,) = fact.subjects, fact.objects
        who = _whose(meaning, thing, part) if part.listed("bodily") else None
        if who is None or not _is_solid(thing, part) or (who.is_several and not one_each(who, thing)):
            continue
        if fact.predicate.startswith("looking "):  # "a dentist looking into the mouth of a crocodile", who is not in it
            fact.predicate, fact.objects, fact.free = f"{fact.predicate} the {part.noun} of", (who,), True
        elif who is thing:  # "a cat sleeping on its back"
            meaning.facts.remove(fact)
            who.notes.append(Note(f"{fact.predicate} {part.article} {part.noun}", fact.start, part.end))
        else:
            place = _place(meaning, fact.predicate, who, thing, part)
            if fact.predicate not in (*_ON, place):  # "sitting on her lap" is more than held by her
                words = f"{fact.predicate} the {part.noun} of"
                meaning.facts.append(Fact((thing,), words, (who,), fact.start, fact.end, free=True))
            fact.predicate, fact.objects = place, (who,)
            _forget_having(meaning, who, thing)
            if place == "held by" and (side := _side(part)):
                sides.setdefault(id(who), []).append((side, thing))
        _forget_part(meaning, part, who)
    for held in sides.values():
        _in_either_hand(meaning, held)


def _leave_hats(meaning: Meaning) -> None:
    """ "a wizard with a pointed hat": somebody whose picture has something on the head wears that, unless it is of a
    colour."""
    for fact in meaning.facts:
        if not is_free(fact, *_HAVING) or fact.objects[0] in meaning.undrawn:
            continue
        (who,), (hat,) = fact.subjects, fact.objects
        covered = who.entry is not None and who.entry.head is not None and who.entry.head[1] >= COVERED
        if covered and who.is_kind("person") and hat.is_kind("hat") and not (hat.is_colored or hat.is_several):
            fact.subjects, fact.predicate, fact.objects, fact.weak = (hat,), "part of", (who,), True
            hat.count = (0, None)
            meaning.undrawn[hat] = who


def _side(part: Thing) -> str:
    return next((one[-1].lower for one in part.adjectives if one[-1].lower in ("left", "right")), "")


def _in_either_hand(meaning: Meaning, held: list[tuple[str, Thing]]) -> None:
    """ "a cup in her left hand and a book in her right hand": who looks at us has the left hand on our right."""
    if len(held) != 2 or {side for side, _ in held} != {"left", "right"}:
        return
    (_, left), (_, right) = sorted(held, key=lambda one: one[0])
    meaning.facts.append(Fact((right,), "left of", (left,), right.start, right.end))
    for part in [one for one in meaning.things if one.listed("gripping") and _side(one)]:
        _drop(meaning, part, [fact for fact in meaning.facts if fact.subjects == (part,)])


def _whose(meaning: Meaning, thing: Thing, part: Thing) -> Thing | None:
    """Whose part it is: that is said of it ("a man's head"), or it is his who has the thing, or who was named last."""
    pairs = [
        (fact.subjects[0], fact.predicate, fact.objects[0])
        for fact in meaning.facts if len(fact.subjects) == len(fact.objects) == 1 and fact.free and not fact.negated
    ]  # fmt: skip
    owners = [whole for one, words, whole in pairs if one is part and words in ("part of", "of")]
    if part.article == "its" or (part.listed("gripping") and part.count is None and part.article in ("", "other")):
        owners += [one for one, _, other in pairs if other is thing]  # "in one hand … in the other"
        owners += [] if part.listed("gripping") else [thing]
        owners += [one for one in reversed(meaning.things) if one.start < thing.start]
    return next((one for one in owners if one.has_body), None)


def _is_solid(thing: Thing, part: Thing) -> bool:
    """Whether somebody can bear it: wind in their hair and sun on their face they cannot."""
    entry = thing.entry
    held = part.listed("gripping") and not thing.listed("mass")
    return held or thing.is_living or (entry is not None and entry.stance != "air" and entry.role != "backdrop")


def _place(meaning: Meaning, predicate: str, who: Thing, thing: Thing, part: Thing) -> str:
    """Where it is on who has the part."""
    in_hand = part.listed("gripping") and predicate.endswith("inside")
    if thing.entry is not None and thing.entry.is_garment and not in_hand:
        return "worn by"
    small = who.entry is None or thing.entry is None or thing.entry.size_cm <= HELD * who.entry.size_cm
    carried = any(
        lexicon.listed("holding", lexicon.verb_base(fact.predicate))
        for fact in meaning.facts if fact.free and fact.subjects == (who,) and fact.objects == (thing,)
    )  # fmt: skip
    top = part.listed("topmost")
    if part.listed("gripping") or (small and not top and (carried or predicate.endswith("inside"))):
        return "held by"
    if small and not (top or thing.is_living):
        return "worn by"
    return predicate if predicate.endswith("on") else "on"


def _forget_having(meaning: Meaning, who: Thing, thing: Thing) -> None:
    for fact in list(meaning.facts):
        if fact.free and fact.predicate in _HAVING and fact.subjects == (who,) and fact.objects == (thing,):
            meaning.take_back(fact)


def _forget_part(meaning: Meaning, part: Thing, who: Thing) -> None:
    """Takes back a part of which nothing is said but whose it is."""
    said = [fact for fact in meaning.facts if part in (*fact.subjects, *fact.objects)]
    owned = [fact for fact in said if fact.subjects == (part,) and fact.predicate in ("part of", "of")]
    if len(said) == len(owned) and not (part.adjectives or part.notes):
        _drop(meaning, part, owned)
    elif not owned:
        meaning.facts.append(Fact((part,), "part of", (who,), part.start, part.end, free=True, weak=True))


def _drop(meaning: Meaning, part: Thing, owned: list[Fact]) -> None:
    """Takes a part out of the scene, with the facts that say whose it is; its words are understood."""
    meaning.facts = [fact for fact in meaning.facts if fact not in owned]
    meaning.things.remove(part)
    meaning.told.append((part.start, part.end))
