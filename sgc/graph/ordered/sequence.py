"""Sequence figures: participants in a row, and what passes between them from the top down.

The *story* is the figure's steps as one list of events. It names everything that is drawn, and nothing of it has a
place yet: layout and verification each read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sgc.graph.links import label_id
from sgc.graph.ordered.making import mark, words
from sgc.graph.report import Report, refuse
from sgc.graph.scene import Kind, Link, Relation, SceneGraph, SceneObject, Step
from sgc.source import NOWHERE, Span
from sgc.source.codes import MISPLACED, WRONG_COUNT

#: Relations that put a note beside a lifeline, or over it.
_SIDES: Mapping[str, Literal["left", "right", "over"]] = {
    "left of": "left", "right of": "right", "beside": "right", "above": "over",
}  # fmt: skip

Side = Literal["left", "right", "over"]

#: The word of a frame that has none in its corner: a field of a colour behind what is in it; and its usual colour.
AREA, PALE = "area", "#f1f4f8"


@dataclass(frozen=True, slots=True)
class Event:
    """Something at one height: a message, a note, a divider; the begin of a frame, of a further part of it, its end.

    ``id`` is that of its mark, of the note, or of the frame; ``first`` and ``last`` are the numbers of the
    participants between which it happens. A message runs from ``source`` to ``target``. ``said`` are the words that
    stand at it, and ``text`` their id; a frame has its ``word`` too, and the ``number`` of its part. An area is a frame
    without a word, and has a ``fill``.
    """

    kind: Literal["message", "note", "divider", "open", "part", "close"]
    id: str
    first: int
    last: int
    text: str | None = None
    said: str = ""
    word: str = ""
    fill: str = ""
    number: int = 0
    link: Link | None = None
    source: int = 0
    target: int = 0
    side: Side = "right"
    statement: str = ""
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Bar:
    """A participant at work, from event ``begin`` to event ``end``; the ``level``-th bar at that time, from 1 on."""

    id: str
    participant: int
    begin: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Story:
    """``participants`` from left to right, the events from the top down, and the bars."""

    participants: tuple[str, ...]
    events: tuple[Event, ...]
    bars: tuple[Bar, ...]
    #: By participant the number of the message that creates it, and of that with which its lifeline ends.
    born: Mapping[int, int] = field(default_factory=dict)
    gone: Mapping[int, int] = field(default_factory=dict)

    def level(self, participant: int, event: int) -> int:
        """How many bars a participant has at an event."""
        return sum(one.participant == participant and one.begin <= event <= one.end for one in self.bars)

    @property
    def areas(self) -> tuple[Event, ...]:
        """Where each of the areas begins, the outer ones first."""
        return tuple(one for one in self.events if one.kind == "open" and one.word == AREA)

    @property
    def messages(self) -> tuple[Event, ...]:
        return tuple(one for one in self.events if one.kind == "message")


def lifeline(participant: str) -> str:
    """The id of a participant's lifeline."""
    return f"{participant} lifeline"


def prepared(graph: SceneGraph, report: Report) -> SceneGraph:
    """Notes get their places, which are no relations of boxes; what no sequence can show is reported."""
    notes = {one.id for one in graph.objects if _is_note(one)}
    groups = {one.id for one in graph.objects if one.kind in (Kind.GROUP, Kind.PART)}
    places: dict[str, tuple[Side, list[str]]] = {}
    relations: list[Relation] = []
    for relation in graph.relations:
        subjects = relation.arguments[0].targets
        side = _SIDES.get(relation.predicate)
        if side is None or relation.negated or relation.weight is not None or not set(subjects) <= notes:
            relations.append(relation)
            continue
        for note in subjects:
            _, others = places.setdefault(note, (side, []))
            others += relation.arguments[1].targets
    links: list[Link] = []
    for link in graph.links:
        if {link.source, link.target} & groups:
            report.add(*refuse(MISPLACED, "a message goes from participant to participant", link.span,
                               "Name the participant in the group.").diagnostics)  # fmt: skip
        elif link.source in notes or link.target in notes:
            note, other = (link.source, link.target) if link.source in notes else (link.target, link.source)
            places.setdefault(note, ("right", []))[1].append(other)
        else:
            links.append(link)

    def placed(steps: Sequence[Step]) -> tuple[Step, ...]:
        found = []
        for one in steps:
            if one.kind == "object" and one.ids[0] in places:
                side, others = places[one.ids[0]]
                one = replace(one, ids=(one.ids[0], *others), word=side)
            found.append(replace(one, parts=tuple(replace(part, steps=placed(part.steps)) for part in one.parts)))
        return tuple(found)

    made = replace(graph, relations=tuple(relations), links=tuple(links), steps=placed(graph.steps))
    told = story(made)
    for number, event in enumerate(told.events):
        _check_life(told, number, event, report)
    if told.events and not told.participants:
        report.add(*refuse(WRONG_COUNT, "a sequence has participants, and here are none", told.events[0].span,
                           'Declare some: user: person "User".').diagnostics)  # fmt: skip
    return made


def _check_life(told: Story, number: int, event: Event, report: Report) -> None:
    """Nobody takes part before the message that creates it, or after that with which it ends."""
    if event.kind != "message" or event.link is None:
        return
    name = told.participants[event.target]
    if event.link.properties.get("creates") is True and told.born.get(event.target) != number:
        report.add(*refuse(MISPLACED, f"'{name}' takes part before this message creates it", event.span,
                           "Let the message that creates it be its first.").diagnostics)  # fmt: skip
    for other in {event.source, event.target}:
        if told.gone.get(other, number) < number:
            report.add(*refuse(MISPLACED, f"'{told.participants[other]}' has ended before this message", event.span,
                               "Let the message that ends it be its last.").diagnostics)  # fmt: skip


def _is_note(one: SceneObject) -> bool:
    return one.kind is Kind.SHAPE and one.concept == "note"


class _Telling:
    """Goes through the steps and writes the story down."""

    def __init__(self, graph: SceneGraph) -> None:
        self.links = {link.id: link for link in graph.links}
        self.notes = {one.id for one in graph.objects if _is_note(one)}
        self.participants = tuple(
            id for one in graph.objects
            if not one.derived and one.kind not in (Kind.GROUP, Kind.PART, Kind.MARK) and one.id not in self.notes
            for id in one.members(one.count[0])
        )  # fmt: skip
        self.number = {id: number for number, id in enumerate(self.participants)}
        self.members = {one.id: one.members(one.count[0]) for one in graph.objects}
        self.events: list[Event] = []
        self.bars: list[Bar] = []
        self.open: dict[int, list[int]] = {}
        self.born: dict[int, int] = {}
        self.gone: dict[int, int] = {}
        self.frames = self.dividers = 0

    def story(self, steps: Sequence[Step]) -> Story:
        self._tell(steps)
        for number in list(self.open):
            while self.open[number]:
                self._rest(number)
        bars = tuple(sorted(self.bars, key=lambda bar: bar.level))
        return Story(self.participants, tuple(self.events), bars, self.born, self.gone)

    def _tell(self, steps: Sequence[Step]) -> None:
        for one in steps:
            match one.kind:
                case "link":
                    for id in one.ids:
                        if id in self.links:
                            self._message(self.links[id])
                case "object" if one.ids[0] in self.notes:
                    self._note(one)
                case "words":
                    self.dividers += 1
                    id = f"divider {self.dividers}"
                    self._add("divider", id, 0, max(0, len(self.participants) - 1), one, text=f"{id} words",
                              said=one.parts[0].text or "")  # fmt: skip
                case "block":
                    self._frame(one)
                case "activate" | "deactivate":
                    for number in self._numbers(one.ids):
                        if one.kind == "activate":
                            self._work(number)
                        elif self.open.get(number):
                            self._rest(number)

    def _numbers(self, ids: Sequence[str]) -> list[int]:
        members = (member for id in ids for member in self.members.get(id, (id,)))
        return [self.number[id] for id in members if id in self.number]

    def _add(self, kind: str, id: str, first: int, last: int, step: Step | Link, **more: object) -> None:
        self.events.append(Event(kind, id, first, last, statement=step.statement, span=step.span, **more))  # type: ignore[arg-type]

    def _message(self, link: Link) -> None:
        if link.source in self.number and link.target in self.number:
            source, target = self.number[link.source], self.number[link.target]
            text = label_id(link) if link.label is not None else None
            ends = min(source, target), max(source, target)
            if link.properties.get("creates") is True and source != target and not self._takes_part(target):
                self.born[target] = len(self.events)
            self._add("message", f"{link.id} line", *ends, link, text=text, link=link, source=source, target=target)
            for number, word in ((source, "ends"), (target, "destroys")):
                if link.properties.get(word) is True:
                    while self.open.get(number):
                        self._rest(number)
                    self.gone[number] = len(self.events) - 1

    def _takes_part(self, number: int) -> bool:
        """Whether anything happened between, or beside, a participant and others."""
        return any(one.kind in ("message", "note") and number in (one.first, one.last) for one in self.events)

    def _note(self, step: Step) -> None:
        beside = self._numbers(step.ids[1:])
        if not beside:
            before = [event.source for event in self.events if event.kind == "message"]
            beside = before[-1:] or [0]
        side = step.word or "right"
        if side != "over":
            beside = [max(beside) if side == "right" else min(beside)]
        self._add("note", step.ids[0], min(beside), max(beside), step, side=side)

    def _frame(self, step: Step) -> None:
        self.frames += 1
        id, begin, fill = f"frame {self.frames}", len(self.events), step.properties.get("fill")
        fill = fill[:7] if isinstance(fill, str) and fill != "none" else PALE
        for number, part in enumerate(step.parts):
            text = f"{id} words {number + 1}" if part.text else None
            self._add("part" if number else "open", id, 0, 0, step, text=text,
                      said=_said(step, part.text), word=step.word, number=number,
                      fill=fill)  # fmt: skip
            self._tell(part.steps)
        self._add("close", id, 0, 0, step, word=step.word)
        inner = [event for event in self.events[begin + 1 :] if event.id != id]
        first = min((event.first for event in inner), default=0)
        last = max((event.last for event in inner), default=max(0, len(self.participants) - 1))
        for number in range(begin, len(self.events)):
            if self.events[number].id == id:
                self.events[number] = replace(self.events[number], first=first, last=last)

    # ------------------------------------------------------------ bars

    def _work(self, number: int) -> None:
        """A bar begins with the message that came before, if that concerns its participant."""
        last = self.events[-1] if self.events else None
        concerns = last is not None and last.kind == "message" and number in (last.source, last.target)
        self.open.setdefault(number, []).append(len(self.events) - 1 if concerns else len(self.events))

    def _rest(self, number: int) -> None:
        begin, level = self.open[number].pop(), len(self.open[number]) + 1
        end = max((i for i, event in enumerate(self.events) if event.kind == "message"), default=0)
        if begin <= end:
            self.bars.append(Bar(f"bar {len(self.bars) + 1}", number, begin, end, level))


def _said(step: Step, text: str | None) -> str:
    """What stands at a part of a frame: a condition in brackets, the title of a section or an area without."""
    return text if text and step.word in ("section", AREA) else f"[{text}]" if text else ""


def story(graph: SceneGraph) -> Story:
    """What the figure tells; it may be completed or not."""
    return _Telling(graph).story(graph.steps)


# ---------------------------------------------------------------- what is drawn


def completed(graph: SceneGraph) -> SceneGraph:
    """The figure with areas, lifelines and bars behind its participants, notes and words, and frames and dividers
    before them."""
    told = story(graph)
    areas = [replace(mark(one.id, AREA, one.statement, one.span), properties={"fill": one.fill}) for one in told.areas]
    ended = {told.participants[number] for number in told.gone}
    lines = [replace(mark(lifeline(id), "lifeline"), properties={"head": "cross"} if id in ended else {})
             for id in told.participants]  # fmt: skip
    bars = [mark(one.id, "bar") for one in told.bars]
    groups = [one for one in graph.objects if one.kind is Kind.GROUP]  # around heads; words of messages are in none
    others = [replace(one, container=None) if one.derived else one for one in graph.objects if one not in groups]
    return replace(graph, objects=(*groups, *areas, *lines, *bars, *others, *_marks(told)))


def _marks(told: Story) -> Iterator[SceneObject]:
    """Lines, frames and words, event by event."""
    for event in told.events:
        about = event.statement, event.span
        match event.kind:
            case "message":
                yield mark(event.id, "message", *about)
                continue  # its words are the link's label
            case "divider":
                yield mark(event.id, "divider", *about)
            case "open" if event.word != AREA:
                yield mark(event.id, "frame", *about)
                yield words(frame_word(event.id), event.word, *about, {"bold": True})
            case "part":
                yield mark(rule(event), "rule", *about)
        if event.text is not None:
            yield words(event.text, event.said, *about)


def frame_word(frame: str) -> str:
    """The id of the word in a frame's corner."""
    return f"{frame} word"


def rule(event: Event) -> str:
    """The id of the line above a further part of a frame."""
    return f"{event.id} rule {event.number}"
