"""Changes of how many there are: members taken out of a collection, made an object of their own, or added to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sgc.editing.changes import Change, deletion, free_name, index_of, insertion
from sgc.editing.links import kept_links
from sgc.editing.references import Found, References
from sgc.editing.state import State, impossible
from sgc.graph.builder import named, written_name
from sgc.layout.types import Edges
from sgc.source import Span
from sgc.syntax import tree


def emptied(state: State, references: References, found: Found, asked: Span) -> tuple[list[Change], dict[str, Edges]]:
    """Takes members away, and every statement that then speaks of nothing; with the boxes of the rest."""
    changes: list[Change] = []
    for id in found.whole:
        changes += _undeclared(state, id, asked)
    boxes = {id: box for id, box in state.boxes.items() if id not in found.members}
    for id, numbers in _parts(references, found).items():
        members = references.members(id)
        node = state.declaration(id, asked)
        changes.append(counted(node, len(members) - len(numbers), asked))
        left = {n: k for k, n in enumerate((n for n in range(1, len(members) + 1) if n not in numbers), 1)}
        boxes = _renumbered(boxes, id, left)
        for statement, places in state.mentions(id):
            indexed = {place: index_of(place) for place in places}
            if any(number in numbers for number in indexed.values()):
                changes += without(state, statement, [p for p, n in indexed.items() if n in numbers])
                continue
            for place, number in indexed.items():
                if number in left and left[number] != number:
                    changes.append(Change(place.span.start, place.span.end, f"{named(id)}[{left[number]}]"))
    return changes, boxes


def recounted(state: State, id: str, count: int, asked: Span) -> tuple[list[Change], dict[str, Edges]]:
    """Another number of members; the first ones stay where they are."""
    if count < 1:
        raise impossible(asked, "none is left then", f'Write "remove the {state.object(id).noun}" to take it away.')
    node = state.declaration(id, asked)
    boxes = state.boxes
    if not state.object(id).counted:
        boxes = {(f"{id}[1]" if key == id else key): box for key, box in boxes.items()}
    for statement, places in state.mentions(id):
        if any((index_of(place) or 0) > count for place in places):
            raise impossible(asked, f"'{statement.span.text}' speaks of one more than {count}", "Remove it first.")
    return [counted(node, count, asked)], boxes


def separated(
    state: State, references: References, found: Found, asked: Span
) -> tuple[list[Change], dict[str, Edges], list[str]]:
    """Makes members that are no whole object an object of their own, of which all is said that was said of them.

    The changes (none when all are whole), the boxes under the new names, and the names of what was found.
    """
    changes: list[Change] = []
    names = list(found.whole)
    boxes = state.boxes
    taken = {one.id for one in state.scene.objects}
    for id, numbers in _parts(references, found).items():
        node = state.declaration(id, asked)
        if not isinstance(node.name, tree.Name):
            raise impossible(asked, f"'{id}' is made by a loop, and its members are not declared alone")
        total = len(references.members(id))
        new = free_name(state.object(id).noun, taken)
        taken.add(new)
        names.append(new)
        changes.append(counted(node, total - len(numbers), asked))
        phrase = node.phrase
        words = state.source.text[phrase.words[0].span.start : phrase.span.end]
        several = f"{len(numbers)} " if len(numbers) > 1 else ""
        changes.append(insertion(state.source, state.figure, _own(state, node), [f"{named(new)}: {several}{words}"]))
        called = _called(id, new, total, numbers)
        boxes = {called.get(key, key): box for key, box in boxes.items()}
        everyone = [called[f"{id}[{n}]"] for n in range(1, total + 1)]
        for statement, places in state.mentions(id):
            changes += _shared(state, statement, places, id, new, everyone, called)
    return changes, boxes, names


def _parts(references: References, found: Found) -> Mapping[str, Sequence[int]]:
    """By collection, the numbers of the found members of those that are not found whole."""
    parts: dict[str, list[int]] = {}
    for id in found.members:
        base, bracket, number = id.rpartition("[")
        if bracket and base not in found.whole and number[:-1].isdigit() and id in references.members(base):
            parts.setdefault(base, []).append(int(number[:-1]))
    return parts


def counted(node: tree.Declaration, count: int, asked: Span) -> Change:
    """Another number in a declaration."""
    phrase = node.phrase
    if isinstance(phrase.count, (tree.Number, tree.Range)):
        return Change(phrase.count.span.start, phrase.count.span.end, str(count))
    if phrase.count is not None:
        raise impossible(asked, f"how many '{node.span.text}' is comes from an expression, and is changed there")
    start = phrase.words[0].span.start
    return Change(start, start, f"{count} ")


def _undeclared(state: State, id: str, asked: Span) -> Iterator[Change]:
    node = state.declaration(id, asked)
    if not isinstance(node.name, tree.Name):
        raise impossible(asked, f"'{id}' is made by a loop, and cannot be removed alone")
    yield deletion(state.source, node.span)
    for statement, places in state.mentions(node.name.text):
        yield from without(state, statement, places)


def without(state: State, statement: tree.Statement, places: Sequence[tree.Name | tree.Index]) -> Iterator[Change]:
    """A statement without some of those it speaks of: a shorter row, or none at all."""
    spans = {place.span for place in places}
    if isinstance(statement, tree.Link):
        gone = {
            i
            for i, end in enumerate(statement.ends)
            if any(end.span.start <= one.start < end.span.end for one in spans)
        }
        yield kept_links(state, statement, [i for i in range(len(statement.arrows)) if {i, i + 1} & gone], {})
        return
    if isinstance(statement, tree.Arrangement) and statement.around is None and statement.kind != "mirror":
        kept = [one for one in statement.references if one.target.span not in spans]
        if len(kept) > 1:
            text = state.source.text
            for one in statement.references:
                if one.target.span in spans:
                    end = one.span.end
                    while end < len(text) and text[end] in " \t":
                        end += 1
                    yield Change(one.span.start, end, "")
            return
    yield deletion(state.source, statement.span)


def _shared(
    state: State, statement: tree.Statement, places: Sequence[tree.Name | tree.Index], id: str, new: str,
    everyone: Sequence[str], called: Mapping[str, str],
) -> Iterator[Change]:  # fmt: skip
    """A statement about a collection after some of it became ``new``: of both, and of members by their new names."""
    for place in places:
        number = index_of(place)
        if number is not None:
            yield Change(place.span.start, place.span.end, written_name(called[f"{id}[{number}]"]))
        elif isinstance(statement, tree.Arrangement) and any(one.target is place for one in statement.references):
            yield Change(place.span.start, place.span.end, " ".join(map(written_name, everyone)))
        elif isinstance(statement, tree.Relation):
            text = statement.span.text
            at = place.span.start - statement.span.start
            twin = text[:at] + named(new) + text[at + len(place.span.text) :]
            own = _own(state, statement)
            yield insertion(state.source, state.figure, own, [twin])


def _own(state: State, statement: tree.Statement) -> tree.Statement:
    """The statement of the figure's own block that holds a statement."""
    for one in state.figure.body:
        if one.span.start <= statement.span.start and statement.span.end <= one.span.end:
            return one
    return statement


def _called(id: str, new: str, total: int, numbers: Sequence[int]) -> Mapping[str, str]:
    """The new id of every member of a collection of which some became an object of their own."""
    called = {}
    rest = taken = 0
    for n in range(1, total + 1):
        if n in numbers:
            taken += 1
            called[f"{id}[{n}]"] = f"{new}[{taken}]" if len(numbers) > 1 else new
        else:
            rest += 1
            called[f"{id}[{n}]"] = f"{id}[{rest}]"
    return called


def _renumbered(boxes: Mapping[str, Edges], id: str, left: Mapping[int, int]) -> dict[str, Edges]:
    called = {f"{id}[{n}]": f"{id}[{k}]" for n, k in left.items()}
    return {called.get(key, key): box for key, box in boxes.items()}
