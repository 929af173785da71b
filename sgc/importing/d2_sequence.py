"""Sequence diagrams of D2: a map whose shape is ``sequence_diagram``, read in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sgc.importing.colors import scene_color
from sgc.importing.d2_syntax import Entry, Word, dotted, text_of
from sgc.importing.draft import DEEPEST, Activation, Arrow, Block, Draft, Item, Link
from sgc.importing.page import Page
from sgc.importing.texts import plain
from sgc.importing.writing import figure
from sgc.syntax import tree

_SHAPES = {"person": "person", "cylinder": "database", "queue": "queue", "cloud": "cloud", "c4-person": "person"}


def sequence_of(entries: Sequence[Entry]) -> tuple[Sequence[Entry], str | None] | None:
    """The steps of a sequence, where the board is one, or holds one thing that is, and its title."""
    if any(_says(one, "shape", "sequence_diagram") for one in entries):
        return entries, None
    things = [one for one in entries if _key(one) not in ("title", "direction", "vars", "classes")]
    if len(things) == 1 and things[0].body is not None and not things[0].arrows and len(things[0].ends[0]) == 1:
        (only,) = things
        if any(_says(one, "shape", "sequence_diagram") for one in only.body or ()):
            return only.body or (), text_of(only.value, {}) if only.value is not None else None
    return None


def taken_out(entries: Sequence[Entry]) -> tuple[list[Entry], list[tuple[Sequence[Entry], str]]]:
    """A board whose sequences are shapes with nothing in them, and the steps and the title of each sequence."""
    board, found = list[Entry](), list[tuple[Sequence[Entry], str]]()
    for one in entries:
        if one.arrows or one.body is None or _key(one) in ("layers", "scenarios", "steps"):
            board.append(one)
        elif any(_says(inner, "shape", "sequence_diagram") for inner in one.body):
            found.append((one.body, text_of(one.value, {}) if one.value is not None else plain(dotted(one.ends[0]))))
            board.append(replace(one, body=None))
        else:
            inside, inner_found = taken_out(one.body)
            board.append(replace(one, body=inside))
            found += inner_found
    return board, found


def sequence(steps: Sequence[Entry], title: str | None, page: Page) -> tree.Figure:
    """The figure of such steps."""
    draft = Draft(page.span(0, len(page.text)), title, sort="sequence")
    reading = _Steps(draft, page)
    reading.read(steps, draft.flow, 0)
    reading.activate()
    return figure(draft)


class _Steps:
    def __init__(self, draft: Draft, page: Page) -> None:
        self._draft, self._page = draft, page
        #: Of spans on lifelines (``alice.t1``) the messages that end there, with the flows that these stand in.
        self._spans: dict[tuple[str, str], list[tuple[list[Item], Link]]] = {}

    def read(self, steps: Sequence[Entry], body: list[Item], depth: int) -> None:
        for one in steps:
            if one.arrows:
                for ends, message in self._messages(one):
                    body.append(message)
                    for actor, *span in ends:
                        if span:
                            self._spans.setdefault((actor.text, dotted(span)), []).append((body, message))
            elif _key(one) in ("shape", "direction", "vars", "classes", "style", "near", "label"):
                if _key(one) not in ("shape", "direction"):
                    self._page.left_out(f"'{_key(one)}' of sequences", one.span)
            elif len(one.ends[0]) > 1:
                self._within(one, body)
            elif one.body is not None and _holds_steps(one.body):
                self._frame(one, body, depth)
            else:
                self._participant(one)

    def _participant(self, entry: Entry) -> None:
        word = entry.ends[0][0]
        node = self._draft.node(word.text, entry.span)
        if entry.value is not None:
            node.label = text_of(entry.value, {})
        for one in entry.body or ():
            if _key(one) == "shape" and one.value is not None:
                node.noun = _SHAPES.get(one.value.text, "box")
            elif _key(one) == "label" and one.value is not None:
                node.label = text_of(one.value, {})
            elif _is_fill(one) and one.value is not None and (color := scene_color(one.value.text)) is not None:
                node.properties["fill"] = color
            else:
                self._page.left_out(f"'{dotted(one.ends[0])}' of participants", one.span)

    def _within(self, entry: Entry, body: list[Item]) -> None:
        """``a.shape: person`` is a look; ``a."a text"`` is a note beside a participant."""
        first, second, *_ = entry.ends[0]
        if not second.quoted and second.text in ("shape", "label", "style", "class", "icon", "tooltip", "link"):
            rest = Entry([entry.ends[0][1:]], [], entry.span, entry.value, entry.array, entry.body)
            self._participant(Entry([[first]], [], entry.span, body=[rest]))
            return
        if entry.value is None and entry.body is None and not second.quoted:
            return  # a span by itself
        note = self._draft.node(f"note {entry.span.start}", entry.span)
        note.noun, note.called = "note", "note"
        note.label = text_of(entry.value, {}) if entry.value is not None else plain(second.text)
        self._draft.relations.append((entry.span, note.id, "over", self._named(first, entry)))
        body.append(note)

    def _frame(self, entry: Entry, body: list[Item], depth: int) -> None:
        """A group of messages."""
        title = text_of(entry.value, {}) if entry.value is not None else plain(dotted(entry.ends[0]))
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
        names = [self._named(end[0], entry) for end in entry.ends]
        label = text_of(entry.value, {}) if entry.value is not None else None
        dashed = any("stroke-dash" in dotted(one.ends[0]) for one in _all(entry.body or ()))
        stroke = next((one.value.text for one in _all(entry.body or ()) if one.value is not None
                       and dotted(one.ends[0]) in ("style.stroke", "stroke")), None)  # fmt: skip
        written = zip(entry.ends, entry.ends[1:], strict=False)
        for ends, source, target, arrow in zip(written, names, names[1:], entry.arrows, strict=False):
            sign: Arrow = "--" if set(arrow) == {"-"} else "<->" if arrow[0] == "<" and arrow[-1] == ">" else "->"
            if arrow[0] == "<" and arrow[-1] != ">":
                source, target = target, source
            made = Link(source, target, entry.span, sign, label)
            if dashed and sign == "->":
                made.arrow = "-->"
            if stroke is not None and (color := scene_color(stroke)) is not None:
                made.properties["stroke"] = color
            yield ends, made

    def _named(self, word: Word, entry: Entry) -> str:
        self._draft.node(word.text, entry.span)
        return word.text


def _key(entry: Entry) -> str:
    """The one word that an entry gives a value; "" for other entries, and words in quotes."""
    path = entry.ends[0]
    return path[0].text.lower() if not entry.arrows and len(path) == 1 and not path[0].quoted else ""


def _says(entry: Entry, key: str, value: str) -> bool:
    return _key(entry) == key and entry.value is not None and entry.value.text == value


def _is_fill(entry: Entry) -> bool:
    return dotted(entry.ends[0]) == "style.fill"


def _holds_steps(entries: Sequence[Entry]) -> bool:
    return any(one.arrows or (one.body is not None and _holds_steps(one.body)) for one in entries)


def _all(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, and those in their bodies with the whole key."""
    for one in entries:
        yield one
        for inner in one.body or ():
            yield Entry([[*one.ends[0], *inner.ends[0]]], [], inner.span, inner.value)
