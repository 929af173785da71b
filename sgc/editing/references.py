"""Finds who an instruction means, in the scene and in its picture: "the cup on the left" is where the solver put it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sgc.editing.operations import Target
from sgc.graph.colors import color_value
from sgc.graph.relations import PHRASES
from sgc.graph.scene import Kind, Relation, SceneGraph, SceneObject
from sgc.graph.vocabulary import is_a, lookup
from sgc.layout.types import Edges, Layout
from sgc.source import SgcError, error
from sgc.source.codes import AMBIGUOUS_THING, NO_SUCH_THING
from sgc.source.suggest import did_you_mean

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_SIDES = {
    "left": "left", "leftmost": "left", "left-most": "left", "lefthand": "left", "left-hand": "left",
    "right": "right", "rightmost": "right", "right-most": "right", "righthand": "right", "right-hand": "right",
    "top": "top", "topmost": "top", "upper": "top", "uppermost": "top", "highest": "top",
    "bottom": "bottom", "bottommost": "bottom", "lower": "bottom", "lowermost": "bottom", "lowest": "bottom",
}  # fmt: skip
_MIDDLE = {"middle", "central", "center", "centre"}
_SIZES: Mapping[str, Callable[[Edges], float]] = {
    "largest": lambda box: -(box[2] - box[0]) * (box[3] - box[1]),
    "biggest": lambda box: -(box[2] - box[0]) * (box[3] - box[1]),
    "smallest": lambda box: (box[2] - box[0]) * (box[3] - box[1]),
    "tallest": lambda box: box[1] - box[3],
    "widest": lambda box: box[0] - box[2],
}
#: Twice a box's middle, so that it is a whole number.
_ACROSS: Mapping[str, Callable[[Edges], int]] = {
    "left": lambda box: box[0] + box[2],
    "right": lambda box: -(box[0] + box[2]),
    "top": lambda box: box[1] + box[3],
    "bottom": lambda box: -(box[1] + box[3]),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The members that are meant, by id; ``whole`` are the objects of which all members are."""

    members: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def name(self) -> str | None:
        """What one reference may call them: the one object, or the one member."""
        if len(self.whole) == 1:
            return self.whole[0]
        return self.members[0] if len(self.members) == 1 and not self.whole else None


class References:
    """Resolves the targets of one scene. ``layout`` is the picture that the person sees."""

    def __init__(self, scene: SceneGraph, layout: Layout, last: Found | None = None) -> None:
        self.scene = scene
        self.layout = layout
        #: What "it" is: what the operation before spoke of; where there was none, what was spoken of last.
        self.before = last
        self.last = last
        self._objects = {one.id: one for one in scene.objects}
        self._boxes = {one.id: one.box for one in layout.objects}
        #: Of each member its object; labels of links have a place, too, and are nobody's members.
        self._owner = {one.id: one.object for one in layout.objects if one.object in self._objects}

    def find(self, target: Target) -> Found:
        """Who is meant. Raises SgcError when nobody is, or one of several could be."""
        if target.nouns in ("one", "ones") and self.last is not None and not self.names(target.nouns):
            # "The right one" is of the kind that was spoken of before.
            target = replace(target, nouns=self.noun(self.last), plural=target.nouns == "ones")
        found = self._find(target)
        if target.without is not None:
            found = self._but(target, found)
        if target.also is not None:
            found = self.found(tuple(dict.fromkeys((*found.members, *self.find(target.also).members))))
        self.last = found
        return found

    def found(self, members: Sequence[str]) -> Found:
        """Members with the objects that they make up."""
        chosen = set(members)
        owners = dict.fromkeys(self._owner[id] for id in members)
        whole = [owner for owner in owners if all(id in chosen for id, of in self._owner.items() if of == owner)]
        return Found(tuple(members), tuple(whole))

    def noun(self, found: Found) -> str:
        """What the first of those found is."""
        return self._objects[self._owner[found.members[0]]].noun

    def box(self, id: str) -> Edges:
        """The box of a member in layout units."""
        return self._boxes[id]

    def members(self, id: str) -> list[str]:
        return [member for member, owner in self._owner.items() if owner == id]

    def names(self, noun: str) -> list[str]:
        """The members that a noun may speak of, by what they are, are called, or are labelled."""
        entry = lookup(noun)

        def is_it(one: SceneObject) -> bool:
            label = _label(one).lower()
            if noun in (one.noun, one.id.lower(), one.id.lower().replace("_", " "), label, _NUMBER.sub("", label)):
                return True
            return entry is not None and one.entry is not None and is_a(one.entry.concept, entry.concept)

        exact = [id for id, owner in self._owner.items() if noun in (self._objects[owner].noun, owner.lower())]
        return exact or [id for id, owner in self._owner.items() if is_it(self._objects[owner])]

    # ------------------------------------------------------------ steps

    def _but(self, target: Target, found: Found) -> Found:
        """All but some: the first ones, where only their number is said."""
        if isinstance(target.without, Target):
            kept = set(self.find(target.without).members)
        else:
            kept = set(found.members[: target.without])
        rest = [id for id in found.members if id not in kept]
        if not kept or not rest:
            raise self._missing(target, f"nothing is left of '{target.span.text}'")
        return self.found(rest)

    def _find(self, target: Target) -> Found:
        if target.pronoun == "everything":
            kinds = (Kind.GROUP, Kind.PART)
            return self.found([id for id, owner in self._owner.items() if self._objects[owner].kind not in kinds])
        if target.pronoun:
            meant = self.before or self.last
            if meant is None:
                raise self._ambiguous(target, [], f"'{target.span.text}' stands for nothing said before")
            return meant
        if called := self._called(target):
            return self.found(called)
        members = self._named(target)
        members = [id for id in members if self._has(id, target.adjectives)]
        if not members:
            words = " ".join((*target.adjectives, target.nouns))
            raise self._missing(target, f"there is no '{words}' in the scene")
        if target.other is not None:
            members = self._related(target, members)
        members = self._picked(target, members)
        if not members:
            raise self._missing(target, f"nothing in the scene is '{target.span.text}'")
        return self.found(self._number(target, members))

    def _called(self, target: Target) -> list[str]:
        """The members of what is called by all words of a target, as nodes of diagrams are: "the Check input node"."""
        words = _ARTICLE.sub("", " ".join(target.span.text.split())).strip("\"'“”?").lower()
        for name in (words, _NODE.sub("", words)):
            called = [one.id for one in self.scene.objects if name == _label(one).lower().rstrip("?")]
            if not called and not any(one.noun == name for one in self.scene.objects):
                called = [one.id for one in self.scene.objects if name == one.id.lower().replace("_", " ")]
            if len(called) == 1 and len(members := self.members(called[0])) == 1:
                return members
        return []

    def _named(self, target: Target) -> list[str]:
        members = self.names(target.nouns) or self.names(target.nouns.split()[-1])
        if not members:
            known = dict.fromkeys(one.noun for one in self.scene.objects)
            hints = did_you_mean(target.nouns, known) or (f"The scene holds: {', '.join(known)}.",)
            raise self._missing(target, f"there is no '{target.nouns}' in the scene", *hints)
        return members

    def _has(self, id: str, adjectives: Sequence[str]) -> bool:
        one = self._objects[self._owner[id]]
        stated = one.attributes
        words = {
            stated.color, stated.size, stated.material, stated.texture, stated.pattern, stated.shape, *stated.other,
            *one.classes,
        }  # fmt: skip
        colors = {color_value(stated.color or ""), one.properties.get("fill")} - {None}
        return all(word in words or color_value(word) in colors for word in adjectives)

    def _related(self, target: Target, members: list[str]) -> list[str]:
        """Those of which the relation is stated; if there are none, those of which the picture shows it."""
        assert target.other is not None
        others = References(self.scene, self.layout, self.last).find(target.other)
        known = PHRASES.get(target.relation)
        predicate = known.name if known is not None else target.relation
        stated = [id for id in members if any(self._states(one, predicate, id, others) for one in self.scene.relations)]
        if stated:
            return stated
        boxes = [self._boxes[id] for id in others.members]
        members = [id for id in members if id not in others.members]
        side = {"left of": "left", "right of": "right", "above": "top", "below": "bottom"}.get(predicate)
        if side is not None:
            at = _ACROSS[side]
            return [id for id in members if all(at(self._boxes[id]) < at(box) for box in boxes)]
        gaps = {id: min(_gap(self._boxes[id], box) for box in boxes) for id in members}
        if predicate in ("on", "inside", "touching", "overlapping", "under", "in front of", "behind"):
            return [id for id, gap in gaps.items() if gap == 0]
        closest = min(gaps.values(), default=0)
        return [id for id, gap in gaps.items() if gap == closest]

    def _states(self, relation: Relation, predicate: str, id: str, others: Found) -> bool:
        if relation.negated or relation.predicate != predicate or len(relation.arguments) < 2:
            return False
        subject, other = (set(one.targets) for one in relation.arguments[:2])
        names = {*others.members, *others.whole}
        inverse = predicate in ("beside", "near", "touching", "overlapping")
        mine = {id, self._owner[id]}
        return bool((mine & subject and names & other) or (inverse and mine & other and names & subject))

    def _picked(self, target: Target, members: list[str]) -> list[str]:
        """Those that the words of place, order and size choose."""
        sides = [_SIDES[word] for word in target.picks if word in _SIDES]
        place = target.place.removeprefix("at ").removesuffix(" of")
        sides += [one for one in place.split("-") if one in _ACROSS]
        several = target.plural and target.count != 1
        start = next((word.removeprefix("from ") for word in target.picks if word.startswith("from ")), None)
        number = next((_ORDINALS[word] for word in target.picks if word in _ORDINALS), None)
        if number is not None or "last" in target.picks:
            order = members if start is None else sorted(members, key=lambda id: _ACROSS[start](self._boxes[id]))
            at = len(order) if number is None else number
            return order[at - 1 : at]
        for word in target.picks:
            if word in _SIZES:
                members = _least(members, lambda id, of=_SIZES[word]: of(self._boxes[id]))  # type: ignore[misc]
        if sides:
            middle = {"left": self.layout.size[0], "top": self.layout.size[1]}
            whole = {side: 12 * middle.get(side, -middle.get(_OPPOSITE.get(side, ""), 0)) for side in sides}
            if several:
                return [id for id in members if all(_ACROSS[s](self._boxes[id]) < whole[s] for s in sides)]
            return _least(members, lambda id: sum(_ACROSS[side](self._boxes[id]) for side in sides))
        if place == "center" or _MIDDLE & set(target.picks):
            if not place and len(members) % 2 and len(members) > 1:
                return self._middle_one(members)
            width, height = (12 * extent for extent in self.layout.size)
            across, down = _ACROSS["left"], _ACROSS["top"]
            return _least(
                members, lambda id: abs(across(self._boxes[id]) - width) + abs(down(self._boxes[id]) - height)
            )
        return members

    def _middle_one(self, members: list[str]) -> list[str]:
        """The middle of an odd number, along the axis on which they spread most."""
        axis = max((_ACROSS["left"], _ACROSS["top"]), key=lambda at: _spread([at(self._boxes[id]) for id in members]))
        return [sorted(members, key=lambda id: axis(self._boxes[id]))[len(members) // 2]]

    def _number(self, target: Target, members: list[str]) -> list[str]:
        """As many as were said. Of things that are alike any will do, and the last ones are taken."""
        wanted = target.count if target.count is not None else None if target.plural else 1
        if wanted is None or target.article == "every" or len(members) == wanted:
            return members
        if len(members) < wanted:
            raise self._missing(target, f"there are only {len(members)} of '{target.nouns}', and not {wanted}")
        alike = len({self._owner[id] for id in members}) == 1
        if alike and (target.article in ("a", "one of", "") or (target.count is not None and target.plural)):
            return members[-wanted:]
        raise self._ambiguous(target, members, f"'{target.span.text}' could be any of {len(members)}")

    # ------------------------------------------------------------ failures

    def _missing(self, target: Target, message: str, *hints: str) -> SgcError:
        return SgcError([error(NO_SUCH_THING, message, target.span, *hints)])

    def _ambiguous(self, target: Target, members: Sequence[str], message: str) -> SgcError:
        places = ", ".join(f"{self.described(id)} ({id})" for id in members[:6])
        hints = (f"There are {places}.", f'Say which: "the {target.nouns} on the left", or "all {target.nouns}s".')
        return SgcError([error(AMBIGUOUS_THING, message, target.span, *(hints if members else ()))])

    def described(self, id: str) -> str:
        """Where a member is, in words: "the apple at the top left"."""
        box = self._boxes[id]
        width, height = (12 * extent for extent in self.layout.size)
        rows = ("top", "", "bottom")[min(2, 3 * ((box[1] + box[3]) // 2) // max(1, height))]
        columns = ("left", "", "right")[min(2, 3 * ((box[0] + box[2]) // 2) // max(1, width))]
        return f"the {self._objects[self._owner[id]].noun} at the {' '.join(filter(None, (rows, columns))) or 'centre'}"


#: What may stand around the name of a node, and behind the name of one of several.
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_NODE = re.compile(r"\s+(?:node|box|step|state|class|shape|block|element|component|participant)$")
_NUMBER = re.compile(r"\s+\d+$")


def _label(one: SceneObject) -> str:
    """What is written on a thing, on one line."""
    return " ".join((one.label or "").split())


_OPPOSITE = {"right": "left", "bottom": "top"}


def _least(members: list[str], key: Callable[[str], float]) -> list[str]:
    best = min(map(key, members), default=0.0)
    return [id for id in members if key(id) == best]


def _spread(values: Sequence[int]) -> int:
    return max(values) - min(values)


def _gap(a: Edges, b: Edges) -> int:
    """How far apart two boxes are, along the axis that parts them most; 0 when they meet."""
    return max(0, a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])
