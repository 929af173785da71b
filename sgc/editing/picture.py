"""Changes of the picture itself: its size, title and settings."""

from __future__ import annotations

import re

from sgc.editing.changes import Change, deletion, insertion
from sgc.editing.operations import Canvas, Setting, Title
from sgc.editing.state import State, changed
from sgc.graph.box import UNITS
from sgc.layout.types import Edges
from sgc.syntax import tree
from sgc.syntax.texts import written_text


def resized(state: State, operation: Canvas) -> State:
    """Another size of the figure; what is in it keeps its size, and its place about the middle."""
    width, height = state.layout.size
    if operation.size is not None:
        new = operation.size
    elif operation.square:
        new = (max(width, height),) * 2
    else:
        new = (round(width * operation.scale[0]), round(height * operation.scale[1]))
    words = f"{new[0]}x{new[1]}"
    start, end = _head(state)
    old = re.search(r"\d+x\d+\s*$", state.source.text[start:end])
    change = Change(start + old.start(), start + old.end(), words + " ") if old else Change(end, end, words + " ")
    across, down = (UNITS * (new[i] - (width, height)[i]) // 2 for i in (0, 1))
    boxes: dict[str, Edges] = {
        id: (box[0] + across, box[1] + down, box[2] + across, box[3] + down) for id, box in state.boxes.items()
    }
    return changed(state, [change], operation.span, boxes=boxes)


def titled(state: State, operation: Title) -> State:
    """Another title, or none."""
    old = state.figure.title
    if operation.text is None:
        changes = [Change(old.span.start, _behind(state, old.span.end), "")] if old is not None else []
        return changed(state, changes, operation.span)
    written = written_text([operation.text])
    if old is not None:
        return changed(state, [Change(old.span.start, old.span.end, written)], operation.span)
    start, _ = _head(state)
    name = state.figure.name
    at = _behind(state, name.span.end if name is not None else start + len(state.figure.kind))
    return changed(state, [Change(at, at, written + " ")], operation.span)


def set_to(state: State, operation: Setting) -> State:
    """Another value of a setting, or what it is when none is stated."""
    figure = state.figure
    settings = [one for one in figure.body if isinstance(one, tree.Setting) and one.name.text == operation.name]
    if operation.value is None:
        changes = [deletion(state.source, one.span) for one in settings]
    elif settings:
        value = settings[0].value.span
        changes = [Change(value.start, value.end, operation.value)]
    else:
        changes = [insertion(state.source, figure, None, [f"{operation.name} {operation.value}"])]
    return changed(state, changes, operation.span)


def _head(state: State) -> tuple[int, int]:
    """Where the figure begins, and its block."""
    start = state.figure.span.start
    begin = state.figure.title.span.end if state.figure.title is not None else start
    return start, state.source.text.index("{", begin)


def _behind(state: State, at: int) -> int:
    """Behind the blanks at a place."""
    text = state.source.text
    while text[at] in " \t":
        at += 1
    return at
