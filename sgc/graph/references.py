"""What relations, arrangements and constraints speak of: references become the ids of objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from sgc.graph.evaluate import evaluate, unknown_name, whole_number, words_of
from sgc.graph.phrases import Description, describe
from sgc.graph.report import Refused, refuse
from sgc.graph.scene import CANVAS, Kind, Reference
from sgc.graph.scope import Declared, Entity, Family, Scope
from sgc.graph.values import Quantity, kind_of
from sgc.graph.vocabulary import lookup
from sgc.graph.wording import several, statement_text
from sgc.source.codes import NO_MEMBER, UNKNOWN_NAME, WRONG_COUNT, WRONG_TYPE
from sgc.source.suggest import did_you_mean, nearest
from sgc.syntax import tree

EDGES = ("left", "top", "right", "bottom", "width", "height", "cx", "cy")

#: The numbers of objects that a target may stand for: (least, most), most None when open.
Size = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference names, resolved: ids, how many objects they are, and what kind of naming it was.

    A ``whole`` is one object that belongs to no collection; a ``collection`` is one in full, however few they are; a
    ``member`` is one of a collection; a ``selection`` is put together by a selector.
    """

    ids: tuple[str, ...]
    size: Size = (1, 1)
    naming: Literal["whole", "collection", "member", "selection", "canvas"] = "whole"

    @property
    def is_one(self) -> bool:
        return self.size == (1, 1)


class References:
    """Resolves the references of one figure, whose declared objects are ``things``."""

    def __init__(self, things: Iterable[Declared]) -> None:
        self._things = tuple(things)
        self._rows: dict[str, tuple[str, ...]] = {}
        self._found: dict[tuple[Description, str | None], list[Declared]] = {}

    @property
    def rows(self) -> Mapping[str, tuple[str, ...]]:
        """The rows that were named so far of collections with several indices (``cell[1]`` → all ``cell[1,j]``)."""
        return self._rows

    def reference(self, node: tree.Reference, scope: Scope) -> tuple[Reference, Target]:
        """A reference with its quantifier. Raises Refused."""
        target = self.target(node.target, scope)
        text = statement_text(node.span)
        quantifier = node.quantifier
        if quantifier is None:
            return Reference(target.ids, "every", None, text), target
        number = None
        if quantifier.number is not None:
            number = whole_number(quantifier.number, scope, "how many of them")
            most = target.size[1]
            if number < 0:
                raise refuse(WRONG_COUNT, "how many of them is 0 or more", quantifier.span)
            if quantifier.kind != "at most" and most is not None and number > most:
                raise refuse(WRONG_COUNT, f"{number} of them cannot be: there is at most {most}" if most > 1
                             else f"{number} of them cannot be: there is only one", node.span)  # fmt: skip
        return Reference(target.ids, quantifier.kind, number, text), target

    def target(self, node: tree.Expression | tree.Selector, scope: Scope) -> Target:
        """The objects that a name, an index, a part's member or a selector names. Raises Refused."""
        if isinstance(node, tree.Selector):
            return self._selected(node, scope)
        if isinstance(node, tree.Name) and node.text == CANVAS:
            return Target((CANVAS,), naming="canvas")
        if isinstance(node, tree.Index):
            if isinstance(node.base, (tree.Name, tree.Index, tree.Member)):
                return self._indexed(node, scope)
        elif isinstance(node, (tree.Name, tree.Member)):
            return self._of(self._entities(node, scope))
        raise refuse(WRONG_TYPE, "this names no object", node.span)

    def is_thing(self, node: tree.Member, scope: Scope) -> bool:
        """Whether the last name of a path is that of a part's or a group's member. Raises Refused for what is before it
        and names nothing."""
        owners = list(chain.from_iterable(_things(one) for one in self._entities(node.base, scope)))
        return any(self._inner(owner, node.name.text) for owner in owners)

    def _inner(self, owner: Declared, name: str) -> bool:
        if owner.kind is Kind.PART and owner.names is not None:
            return name in owner.names.entities or name in owner.names.broken
        return owner.kind is Kind.GROUP and any(
            one.container == owner.id and _last_name(one.id) == name for one in self._things
        )

    def matching(self, description: Description, scope: Scope) -> list[Declared]:
        """The objects that fit a description: those of the figure, or in a part's body those of the
        instance. What is inside a part's instance is not counted beside the instance itself."""
        key = (description, scope.instance)
        if key not in self._found:
            inner = (one for one in self._things if one.instance == scope.instance)
            self._found[key] = [one for one in inner if description.fits(one)]
        return self._found[key]

    # ------------------------------------------------------------ entities

    def _entities(self, node: tree.Expression, scope: Scope) -> list[Entity]:
        """What a name or a member path stands for: several things for a member of a whole family."""
        match node:
            case tree.Name():
                entity = scope.entity(node.text)
                if entity is None:
                    value = scope.value(node.text)
                    if value is not None:
                        raise refuse(WRONG_TYPE, f"'{node.text}' is a value, and no object", node.span)
                    raise unknown_name(node, scope, *self._noun_hints(node.text, scope))
                return [entity]
            case tree.Index():
                (owner,) = self._indexed_owner(node, scope)
                if isinstance(owner, Family):
                    return [self._family_member(owner, indices(node, scope), node, scope)]
                if not owner.counted:
                    raise _without_members(owner, node)
                raise refuse(WRONG_TYPE, f"'{statement_text(node.span)}' has no parts", node.span)
            case tree.Member():
                owners = chain.from_iterable(_things(one) for one in self._entities(node.base, scope))
                return [self._child(owner, node) for owner in owners]
            case _:
                raise refuse(WRONG_TYPE, "this names no object", node.span)

    def _child(self, owner: Declared, node: tree.Member) -> Entity:
        """The member of a part's instance or of a group, by its name."""
        name = node.name.text
        if owner.kind is Kind.PART and owner.names is not None:
            if name in owner.names.entities:
                return owner.names.entities[name]
            if name in owner.names.broken:
                raise unknown_name(node.name, Scope(owner.names))
            known: Iterable[str] = owner.names.entities
        elif owner.kind is Kind.GROUP:
            inner = {_last_name(one.id): one for one in self._things if one.container == owner.id}
            if name in inner:
                return inner[name]
            known = inner
        else:
            if name in EDGES:
                raise refuse(WRONG_TYPE, f"'{statement_text(node.span)}' is a number, and no object", node.span,
                             "Edges are compared in 'require' statements.")  # fmt: skip
            raise refuse(UNKNOWN_NAME, f"'{owner.id}' has no parts", node.span)
        raise refuse(UNKNOWN_NAME, f"'{owner.id}' has no part '{name}'", node.name.span, *did_you_mean(name, known))

    def _of(self, entities: list[Entity]) -> Target:
        """The target that entities are together."""
        if len(entities) == 1:
            only = entities[0]
            if isinstance(only, Family):
                return Target((only.id,), _total(only.members.values()), "collection")
            if only.counted:
                return Target((only.id,), only.count, "collection")
            return Target((only.id,), only.count, "member" if only.id.endswith("]") else "whole")
        things = tuple(chain.from_iterable(_things(one) for one in entities))
        return Target(tuple(one.id for one in entities), _total(things), "selection")

    # ------------------------------------------------------------ indices

    def _indexed(self, node: tree.Index, scope: Scope) -> Target:
        (owner,) = self._indexed_owner(node, scope)
        if isinstance(owner, Family):
            index = indices(node, scope)
            row = None if index in owner.members else self._row(owner, index)
            return row or self._of([self._family_member(owner, index, node, scope)])
        if not owner.counted:
            raise _without_members(owner, node)
        index = indices(node, scope)
        least, most = owner.count
        if len(index) != 1:
            raise refuse(NO_MEMBER, f"the members of '{owner.id}' have one index, not {len(index)}", node.span)
        if not 1 <= index[0] <= least:
            if index[0] > 0 and (most is None or index[0] <= most):
                raise refuse(NO_MEMBER, f"'{owner.id}' may have as few as {several(least, 'member')}, so that "
                             f"{owner.id}[{index[0]}] need not exist", node.span,
                             f"Raise the least count to {index[0]}, or say 'some {owner.id}'.")  # fmt: skip
            raise refuse(NO_MEMBER, f"'{owner.id}' has {several(least, 'member')}, and no [{index[0]}]", node.span,
                         "Members are counted from 1.")  # fmt: skip
        return Target((f"{owner.id}[{index[0]}]",), naming="member")

    def _row(self, owner: Family, index: tuple[int, ...]) -> Target | None:
        """The members of which these are the first indices; None where there are none."""
        members = [
            one for key, one in owner.members.items() if key[: len(index)] == index and len(key) > len(index)
        ]  # fmt: skip
        if not members:
            return None
        id = f"{owner.id}[{_joined(index)}]"
        self._rows[id] = tuple(one.id for one in members)
        return Target((id,), _total(members), "collection")

    def _family_member(self, owner: Family, index: tuple[int, ...], node: tree.Index, scope: Scope) -> Declared:
        """The object with these indices. Raises Refused."""
        found = owner.members.get(index)
        if found is None:
            first, last = next(iter(owner.members)), next(reversed(owner.members))
            if scope.is_broken(_last_name(owner.id)):
                raise Refused()  # its declaration was refused, which is said there
            if len(first) != len(index):
                wanted = "one index" if len(first) == 1 else f"{len(first)} indices"
                message = f"the members of '{owner.id}' have {wanted}, not {len(index)}"
                raise refuse(NO_MEMBER, message, node.span)
            raise refuse(NO_MEMBER, f"'{owner.id}' has no member [{_joined(index)}]", node.span,
                         f"Its members run from [{_joined(first)}] to [{_joined(last)}].")  # fmt: skip
        return found

    def _indexed_owner(self, node: tree.Index, scope: Scope) -> list[Entity]:
        owners = self._entities(node.base, scope)
        if len(owners) != 1:
            raise refuse(NO_MEMBER, f"'{statement_text(node.base.span)}' are several collections", node.span,
                         "Index the part first: write w[1].spokes[2].")  # fmt: skip
        return owners

    # ------------------------------------------------------------ selectors

    def _selected(self, selector: tree.Selector, scope: Scope) -> Target:
        words = (selector.word,) if selector.word is not None else ()
        if selector.word is not None and not selector.classes and not selector.word.quoted:
            name = words_of(words, scope)[0]
            entity = scope.entity(name)
            if isinstance(entity, Family) or (isinstance(entity, Declared) and entity.counted):
                return self._of([entity])
        description = describe(words, selector.classes, scope)
        found = self.matching(description, scope)
        if not found:
            text = statement_text(selector.span)
            nouns = dict.fromkeys(one.noun for one in self._things if one.instance is None)
            raise refuse(UNKNOWN_NAME, f"'{text}' fits nothing in the figure", selector.span,
                         *did_you_mean(description.noun or "", nouns))  # fmt: skip
        return Target(tuple(one.id for one in found), _total(found), "selection")

    def _noun_hints(self, word: str, scope: Scope) -> tuple[str, ...]:
        """What to write for a word that is no name: the name of an object with nearly or exactly this noun, or, where
        no name is near, a declaration."""
        owners = {one.noun: one for one in reversed(self._things) if one.instance is None}
        for noun in nearest(word, owners, limit=1):
            owner = owners[noun]
            if owner.id != noun:
                return (f"Did you mean '{owner.id}'? (The {noun} is named '{owner.id}'.)",)
        if did_you_mean(word, scope.known_names()):
            return ()
        if scope.is_diagram:
            return (f'Declare it on a line of its own: {word}: box "{word}".',)
        return (f"Declare it on a line of its own: {word}: {word}.",) if lookup(word) is not None else ()


def _without_members(owner: Declared, node: tree.Index) -> Refused:
    return refuse(NO_MEMBER, f"'{owner.id}' is one object, without members", node.span, f"Write {owner.id} alone.")


def indices(node: tree.Index, scope: Scope) -> tuple[int, ...]:
    """The whole numbers in the brackets. Raises Refused."""
    found = []
    for one in node.indices:
        value = evaluate(one, scope)
        if not isinstance(value, Quantity) or not value.is_whole or value.unit is not None:
            raise refuse(WRONG_TYPE, f"an index is a whole number, not {kind_of(value)}", one.span)
        found.append(int(value.value))
    return tuple(found)


def _things(entity: Entity) -> Iterable[Declared]:
    return entity.members.values() if isinstance(entity, Family) else (entity,)


def _total(things: Iterable[Declared]) -> Size:
    """How many objects these are together."""
    least, most = 0, 0
    is_open = False
    for one in things:
        least += one.count[0]
        is_open = is_open or one.count[1] is None
        most += one.count[1] or 0
    return least, None if is_open else most


def _joined(index: tuple[int, ...]) -> str:
    return ",".join(map(str, index))


def _last_name(id: str) -> str:
    return id.rpartition(".")[2]
