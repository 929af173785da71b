"""Compares the scene graph of a prompt with what its set says of it, and says in words what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sets import Gold, Item

from sgc.english.lexicon import verb_base
from sgc.graph.plurals import singular
from sgc.graph.scene import SceneGraph, SceneObject
from sgc.graph.vocabulary import classify_adjective, is_a, lookup
from sgc.source.suggest import distance

_WORD = re.compile(r"[^\W_]+")
#: What other words of a prompt say of a noun: a mouse beside a keyboard, a tree without leaves.
_UNSAID = re.compile(r"^(?:computer(?= mouse$)|bare(?= tree$))")
#: Relations that mean the same when their arguments change places.
_SYMMETRIC = ("beside", "near")


def differences(scene: SceneGraph, item: Item) -> list[str]:
    """What is missing, bound to the wrong thing or too much; nothing when the graph is as the set says."""
    found = list(_invented(scene, item.prompt))
    gold = item.gold
    if gold is not None:
        found += _nouns(scene, gold)
        found += _phrases(scene, gold)
        found += _relation(scene, gold)
    return found


def beyond(scene: SceneGraph, gold: Gold) -> list[str]:
    """Things of the scene that the set does not list."""
    rest = list(scene.objects)
    for noun, _ in gold.nouns:
        _take(rest, noun)
    return [one.noun for one in rest]


def _invented(scene: SceneGraph, prompt: str) -> Iterator[str]:
    """Words of things and attributes that the prompt does not have, and things whose word it has less often."""
    there = _WORD.findall(prompt.casefold())
    nouns = Counter(
        _normal(word) for one in scene.objects for word in _WORD.findall(_UNSAID.sub("", one.noun.casefold()))
    )
    for word, times in nouns.items():
        written = sum(_is_form(one, word) for one in there) + sum(one in ("one", "other") for one in there)
        if written < times:
            yield f"'{word}' is {times} times a noun of the scene and {written} times in the prompt"
    said = {form for word in there for form in (_attribute(word), verb_base(word))}
    for word in {word for one in scene.objects for word in _WORD.findall(" ".join(_attributes(one)))}:
        if _attribute(word) not in said:
            yield f"the attribute '{word}' is not in the prompt"


def _is_form(written: str, noun: str) -> bool:
    """Whether a written word is the noun, its plural, or either with a typing mistake ("gloveses", "toliet")."""
    return noun in (_normal(written), _normal(_normal(written))) or written.startswith(noun) or (
        len(noun) > 5 and distance(_normal(written), noun, 1) == 1
    )  # fmt: skip


def _nouns(scene: SceneGraph, gold: Gold) -> Iterator[str]:
    rest = list(scene.objects)
    for noun, count in gold.nouns:
        one = _take(rest, noun)
        if one is None:  # "a slice of bread" is one thing, of which a set may list both nouns
            one = next((one for one in scene.objects if _portions(one) and _ends_in(one, noun)), None)
        if one is None:
            yield f"no thing is a '{noun}'"
        elif count is not None and one.count != (count, count):
            yield f"'{noun}' is counted {one.count[0]}..{one.count[1]}, not {count}"
    numbers = any(count is not None for _, count in gold.nouns)
    for one in rest:
        if gold.whole or (numbers and 1 < one.count[0] == one.count[1]):
            yield f"'{one.noun}' is too much"


def _take(rest: list[SceneObject], noun: str) -> SceneObject | None:
    """Takes the thing out that is best called so: by the very noun first, then by its head, then by its meaning."""
    for same in (lambda one, noun: _normal(one.noun) == _normal(noun), _has_head, _ends_in):
        for one in rest:
            if same(one, noun):
                rest.remove(one)
                return one
    return None


def _phrases(scene: SceneGraph, gold: Gold) -> Iterator[str]:
    """Each attribute belongs to a thing of its noun, and to as many as the set says."""
    for attributes, noun in gold.phrases:
        wanted = {_attribute(word) for word in attributes}
        if not any(_ends_in(one, noun) and wanted <= set(map(_attribute, _words(one))) for one in scene.objects):
            yield f"no '{noun}' is '{' '.join(attributes)}'"
    said = Counter(_attribute(word) for attributes, _ in gold.phrases for word in attributes)
    bound = Counter(word for one in scene.objects for word in set(map(_attribute, _attributes(one))))
    for word, times in bound.items():
        if times > said[word] and (word in said or gold.whole):
            yield f"{times} things are '{word}', not {said[word]}"


def _relation(scene: SceneGraph, gold: Gold) -> Iterator[str]:
    things = {one.id: one for one in scene.objects}
    stated = []
    for relation in scene.relations:
        if relation.checked and not relation.negated and len(relation.arguments) == 2:
            one, other = (things.get(argument.targets[0].partition("[")[0]) for argument in relation.arguments)
            if one is not None and other is not None:
                stated.append((one, relation.predicate, other))
    wanted = gold.relation
    if wanted is not None:
        first, places, second = wanted
        pairs = [(one, place, other) for one, place, other in stated if place in places]
        if not gold.whole:
            pairs += [(other, place, one) for one, place, other in pairs if place in _SYMMETRIC]
        if not any(_is_kind(one, first) and _is_kind(other, second) for one, _, other in pairs):
            yield f"not '{first} {' or '.join(places)} {second}'"
    if gold.whole and len(stated) > (wanted is not None):
        yield "relations that the set does not have"


def _words(one: SceneObject) -> list[str]:
    return [*_attributes(one), *one.noun.split()]


def _attributes(one: SceneObject) -> list[str]:
    known = one.attributes
    said = (known.size, known.color, known.material, known.texture, known.pattern, known.shape, *known.other)
    return [word for phrase in said if phrase for word in phrase.split()]


def _is_called(one: SceneObject, noun: str) -> bool:
    return _normal(one.noun) == _normal(noun) or (one.concept is not None and one.concept == _concept(noun))


def _has_head(one: SceneObject, noun: str) -> bool:
    """Whether its last noun is the noun, and its attributes and other nouns are the words before that, if any."""
    *before, head = noun.split()
    words = _words(one)
    return _normal(words[-1]) == _normal(head) and {*map(_attribute, before)} <= {*map(_attribute, words)}


def _ends_in(one: SceneObject, noun: str) -> bool:
    """Whether the thing is one of the noun: "bench" of a park bench, "slice" of a slice of pizza."""
    return _is_called(one, noun) or _has_head(one, noun) or _normal(noun) in _portions(one)


def _portions(one: SceneObject) -> list[str]:
    """ "slice" of a slice of bread."""
    return [_normal(phrase.split()[-2]) for phrase in one.attributes.other if phrase.endswith(" of")]


def _is_kind(one: SceneObject, noun: str) -> bool:
    concept = _concept(noun)
    return _ends_in(one, noun) or (one.concept is not None and concept is not None and is_a(one.concept, concept))


def _concept(word: str) -> str | None:
    entry = lookup(word)
    return None if entry is None else entry.concept


def _normal(word: str) -> str:
    """The same for singular and plural, also of what the sets call "a pant"."""
    return singular(word.casefold()).removesuffix("s")


def _attribute(word: str) -> str:
    """The same for adjectives of one meaning ("big", "large"), and for the forms of a verb."""
    kind, canonical = classify_adjective(word.casefold())
    return canonical if kind is not None else verb_base(_normal(word))
