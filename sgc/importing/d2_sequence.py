"""Sequence diagrams of D2: a map whose shape is ``sequence_diagram``, read in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sgc.importing.d2_board import KEYWORDS, Board, is_keyword
from sgc.importing.d2_looks import Looking
from sgc.importing.d2_shapes import Edge, Shape, is_pattern
from sgc.importing.d2_syntax import Entry, Word, dotted, text_of
from sgc.importing.draft import DEEPEST, Activation, Block, Draft, Item, Link
from sgc.importing.texts import plain
from sgc.importing.writing import figure
from sgc.syntax import tree

_SHAPES = {"person": "person", "cylinder": "database", "queue": "queue", "cloud": "cloud", "c4-person": "person"}


def sequence_of(entries: Sequence[Entry]) -> tuple[Sequence[Entry], str | None] | None:
    """The steps of a sequence, where the board is one, or holds one thing that is, and its title."""
    if any(_says(one, "shape", "sequence_diagram") for one in entries):
        return entries, None
    things = [one for one in entries if key_of(one) not in ("title", "direction", "vars", "classes")]
    if len(things) == 1 and things[0].body is not None and not things[0].arrows and len(things[0].ends[0]) == 1:
        (only,) = things
        if any(_says(one, "shape", "sequence_diagram") for one in only.body or ()):
            return only.body or (), text_of(only.value, {}) if only.value is not None else None
    return None


def taken_out(entries: Sequence[Entry]) -> tuple[list[Entry], list[tuple[Sequence[Entry], str]]]:
    """A board whose sequences are shapes with nothing in them, and the steps and the title of each sequence."""
    board, found = list[Entry](), list[tuple[Sequence[Entry], str]]()
    for one in entries:
        if one.arrows or one.body is None or key_of(one) in ("layers", "scenarios", "steps"):
            board.append(one)
        elif any(_says(inner, "shape", "sequence_diagram") for inner in one.body):
            found.append((one.body, text_of(one.value, {}) if one.value is not None else plain(dotted(one.ends[0]))))
            board.append(replace(one, body=None))
        else:
            inside, inner_found = taken_out(one.body)
            board.append(replace(one, body=inside))
            found += inner_found
    return board, found


def sequence(steps: Sequence[Entry], title: str | None, board: Board) -> tree.Figure:
    """The figure of such steps; variables and classes are those of the board."""
    draft = Draft(board.root.span, title, sort="sequence")
    reading = _Steps(draft, board)
    reading.read(steps, draft.flow, 0)
    reading.activate()
    return figure(draft)


class _Steps:
    def __init__(self, draft: Draft, board: Board) -> None:
        self._draft, self._board, self._page = draft, board, board.page
        self._looking = Looking(board.classes, board.page)
        draft.styles |= self._looking.styles()
        #: Of spans on lifelines (``alice.t1``) the messages that end there, with the flows that these stand in.
        self._spans: dict[tuple[str, str], list[tuple[list[Item], Link]]] = {}

    def read(self, steps: Sequence[Entry], body: list[Item], depth: int) -> None:
        for one in steps:
            if one.index is not None or any(is_pattern(end) for end in one.ends):
                self._page.left_out("what is said of many things, or of a message again, in sequences", one.span)
            elif one.arrows:
                for ends, message in self._messages(one):
                    body.append(message)
                    for actor, *span in ends:
                        if span:
                            self._spans.setdefault((actor.text, dotted(span)), []).append((body, message))
            elif key_of(one) in KEYWORDS:
                if key_of(one) not in ("shape", "direction", "vars", "classes"):
                    self._page.left_out(f"'{key_of(one)}' of sequences", one.span)
            elif len(one.ends[0]) > 1:
                self._within(one, body)
            elif one.body is not None and _holds_steps(one.body):
                self._frame(one, body, depth)
            else:
                self._participant(one)

    def _participant(self, entry: Entry) -> None:
        shape = Shape(entry.ends[0][0], entry.span)
        self._board.of_shape(entry, shape)
        node = self._draft.node(shape.id, entry.span)
        if shape.label is not None:
            node.label = shape.label
        looks = {**self._looking.of_classes(shape.classes, ("shape",)), **shape.looks}
        if "shape" in looks:
            node.noun = _SHAPES.get(looks.pop("shape")[0], "box")
        node.classes += shape.classes
        node.properties |= self._looking.look_of(looks, of_edge=False)
        for inner in shape.children.values():
            self._page.left_out(f"'{inner.name.text}' of participants", inner.span)

    def _within(self, entry: Entry, body: list[Item]) -> None:
        """``a.shape: person`` is a look; ``a."a text"`` is a note beside a participant."""
        first, second, *_ = entry.ends[0]
        if is_keyword(second):
            rest = Entry([entry.ends[0][1:]], [], entry.span, entry.value, entry.array, entry.body)
            self._participant(Entry([[first]], [], entry.span, body=[rest]))
            return
        if entry.value is None and entry.body is None and not second.quoted:
            return  # a span by itself
        note = self._draft.node(f"note {entry.span.start}", entry.span)
        note.noun, note.called = "note", "note"
        note.label = self._board.text(entry.value) if entry.value is not None else plain(second.text)
        self._draft.relations.append((entry.span, note.id, "over", self._named(first, entry)))
        body.append(note)

    def _frame(self, entry: Entry, body: list[Item], depth: int) -> None:
        """A group of messages."""
        title = self._board.text(entry.value) if entry.value is not None else plain(dotted(entry.ends[0]))
        if depth >= DEEPEST:
            self.read(entry.body or (), body, depth)
            return
        block = Block(entry.span, "section", title or None, body=[])
        body.append(block)
        self.read(entry.body or (), block.body if block.body is not None else [], depth + 1)

    def activate(self) -> None:
        """Bars for spans, from the first of their messages to the last."""
        for (actor, _), messages in self._spans.items():
            (body, first), (other, last) = messages[0], messages[-1]
            if body is not other or first is last:
                self._page.left_out("a span of one message, or in several groups,", first.span)
                continue
            body.insert(body.index(first) + 1, Activation("activate", actor, first.span))
            body.insert(body.index(last) + 1, Activation("deactivate", actor, last.span))

    def _messages(self, entry: Entry) -> Iterator[tuple[tuple[Sequence[Word], Sequence[Word]], Link]]:
        """Each message with both of its ends as they are written."""
        shapes = [Shape(Word(self._named(end[0], entry)), entry.span) for end in entry.ends]
        written = zip(entry.ends, entry.ends[1:], strict=False)
        for ends, source, target, arrow in zip(written, shapes, shapes[1:], entry.arrows, strict=False):
            is_backward = arrow.startswith("<") and not arrow.endswith(">")
            edge = Edge(target, source, "->", entry.span) if is_backward else Edge(source, target, arrow, entry.span)
            self._board.of_edge(entry, edge)
            made = self._looking.link(edge)
            if made.arrow == "->" and (made.properties.pop("dashed", False) or made.properties.pop("dotted", False)):
                made.arrow = "-->"
            yield ends, made

    def _named(self, word: Word, entry: Entry) -> str:
        self._draft.node(word.text, entry.span)
        return word.text


def key_of(entry: Entry) -> str:
    """The one word that an entry gives a value; "" for other entries, and words in quotes."""
    path = entry.ends[0]
    return path[0].text.lower() if not entry.arrows and len(path) == 1 and not path[0].quoted else ""


def _says(entry: Entry, key: str, value: str) -> bool:
    return key_of(entry) == key and entry.value is not None and entry.value.text == value


def _holds_steps(entries: Sequence[Entry]) -> bool:
    return any(one.arrows or (one.body is not None and _holds_steps(one.body)) for one in entries)
