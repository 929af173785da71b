"""Two things that take each other's place: in a scene all that is said of one is then said of the other.

In a diagram the links say what leads where, and it is the drawing in which two nodes change places: what leads to one
leads to it still. Only where one of the two comes after the other along the links do they change places among these,
as two steps of a process do; unless it is their places, by that word, that are asked for. Participants stand in the
order in which they are declared.
"""

from __future__ import annotations

from collections.abc import Mapping

from sgc.diagram.plane import is_level
from sgc.editing.changes import Change, insertion, target_name, targets
from sgc.editing.operations import Swap
from sgc.editing.state import State, changed
from sgc.graph.builder import written_name
from sgc.graph.links import label_id
from sgc.layout.types import Edges
from sgc.syntax import tree


def swapped(state: State, asked: Swap, one: str, other: str) -> State:
    """The state in which two things, by their names, have each other's place."""
    figure = state.scene.figure
    first, second = (next(placed.box for placed in state.layout.objects if placed.object == id) for id in (one, other))
    across, down = (second[i] + second[i + 2] - first[i] - first[i + 2] for i in (0, 1))
    along, beside = (across, down) if is_level(figure.direction) else (down, across)
    if figure.sort == "sequence":
        return changed(state, _exchanged(state, asked, one, other), asked.span)
    is_drawn = figure.kind == "diagram" and figure.sort is None and (asked.places or abs(beside) >= abs(along))
    both = {one: other, other: one}
    changes = [
        Change(place.span.start, place.span.end, written_name(both[name]))
        for name in both for statement, places in state.mentions(name) for place in places
        if isinstance(place, tree.Name) and not _is_of_one(statement)
        and not (is_drawn and _is_content(state, statement, both))
    ]  # fmt: skip
    boxes = state.boxes
    boxes[one], boxes[other] = _at_place_of(first, second), _at_place_of(second, first)
    moving = [label_id(link) for link in state.scene.links if {link.source, link.target} & both.keys()]
    if not changes:
        words = ("right of", "left of") if abs(across) >= abs(down) else ("below", "above")
        line = f"{written_name(one)} {words[0 if max(across, down, key=abs) > 0 else 1]} {written_name(other)}"
        changes.append(insertion(state.source, state.figure, state.figure.body[-1], [line]))
    return changed(state, changes, asked.span, moving=moving, boxes=boxes)


def _exchanged(state: State, asked: Swap, one: str, other: str) -> list[Change]:
    """Two participants, who stand in the order of their declarations, at each other's place in it."""
    spans = [state.declaration(id, asked.span).span for id in (one, other)]
    return [Change(here.start, here.end, there.text) for here, there in zip(spans, reversed(spans), strict=True)]


def _is_of_one(statement: tree.Statement) -> bool:
    """Whether a statement arranges one collection, which another thing could not take the place of."""
    return isinstance(statement, tree.Arrangement) and len(statement.references) == 1


def _is_content(state: State, statement: tree.Statement, both: Mapping[str, str]) -> bool:
    """Whether a statement says what a diagram tells, not where it stands: a link; and where a note is that is linked
    with one of the two."""
    if isinstance(statement, tree.Link):
        return True
    ends = [{link.source, link.target} for link in state.scene.links]
    linked = {id for pair in ends if pair & both.keys() for id in pair - both.keys()}
    notes = {one.id for one in state.scene.objects if one.meaning == "note"} & linked
    return any(target_name(one) in notes for one in targets(statement))


def _at_place_of(box: Edges, other: Edges) -> Edges:
    """A box with its middle, and its foot, where the other's are."""
    width, height = box[2] - box[0], box[3] - box[1]
    left, bottom = (other[0] + other[2] - width) // 2, other[3]
    return left, bottom - height, left + width, bottom
