"""Mermaid's diagrams with an order of their own: sequences and Gantt charts, from what the figure tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sgc.backends.diagram_parts import Part, Parts
from sgc.graph.links import heads
from sgc.graph.moments import SECONDS_OF_DAY, day_of
from sgc.graph.ordered.schedule import schedule
from sgc.graph.ordered.sequence import AREA, PALE
from sgc.graph.scene import Link, SceneGraph, Step, Value

#: The forms of dates, by what all dates of a chart are whole multiples of, in seconds.
_DATES = ((SECONDS_OF_DAY, "YYYY-MM-DD"), (60, "YYYY-MM-DDTHH:mm"), (1, "YYYY-MM-DDTHH:mm:ss"))
#: What a section of a sequence is in Mermaid, which has none; and what begins a further part of a frame.
_FRAMES, _FURTHER = {"section": "opt"}, {"par": "and", "critical": "option"}
_TAGS: Mapping[str, str] = {"done": "done", "active": "active", "critical": "crit"}
#: What means something in a text that has no quotes.
_CODES = {"#": "#35;", ";": "#59;", ":": "#58;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "%": "#37;"}


class SequenceDiagram:
    """The lines of a sequence diagram."""

    def __init__(self, scene: SceneGraph, parts: Parts) -> None:
        self.scene, self.parts = scene, parts
        self.links = {link.id: link for link in scene.links}
        self.texts = {part.object.id: part.text for part in parts.all}
        self.notes = {one.id for one in scene.objects if one.concept == "note"}
        self.created = {link.target for link in scene.links if link.properties.get("creates") is True}
        #: The participants whose bars have begun, as often as they have: Mermaid ends no other.
        self.active: list[str] = []

    def lines(self) -> Iterator[str]:
        yield "sequenceDiagram"
        for part in self.parts.all:
            if part.object.id not in {*self.notes, *self.created} and not part.is_frame:
                yield f"  {self._declared(part)}"
        yield from self._steps(self.scene.steps, 1)

    def _declared(self, part: Part) -> str:
        kind = "actor" if part.object.concept in ("person", "stick figure") else "participant"
        return f"{kind} {part.key} as {escaped(part.text)}"

    def _steps(self, steps: Sequence[Step], depth: int) -> Iterator[str]:
        indent = "  " * depth
        for one in steps:
            match one.kind:
                case "link":
                    for id in one.ids:
                        if id in self.links:
                            yield from (indent + line for line in self._message(self.links[id]))
                case "object" if one.ids[0] in self.notes:
                    yield indent + self._note(one)
                case "words":
                    yield f"{indent}Note over {self._ends()}: {escaped(one.parts[0].text or '')}"
                case "block" if one.word == AREA:
                    yield f"{indent}rect {_rgb(one.properties.get('fill'))}"
                    if one.parts[0].text:
                        yield f"{indent}  Note over {self._ends()}: {escaped(one.parts[0].text)}"
                    yield from self._steps(one.parts[0].steps, depth + 1)
                    yield f"{indent}end"
                case "block":
                    for number, part in enumerate(one.parts):
                        begun = one.word or ""
                        word = _FURTHER.get(begun, "else") if number else _FRAMES.get(begun, begun)
                        yield f"{indent}{word} {escaped(part.text or '')}".rstrip()
                        yield from self._steps(part.steps, depth + 1)
                    yield f"{indent}end"
                case "activate":
                    self.active += one.ids
                    yield from (f"{indent}activate {self.parts.key(id)}" for id in one.ids)
                case "deactivate":
                    for id in one.ids:
                        if id in self.active:
                            self.active.remove(id)
                            yield f"{indent}deactivate {self.parts.key(id)}"

    def _message(self, link: Link) -> Iterator[str]:
        if link.properties.get("creates") is True:
            yield f"create {self._declared(next(one for one in self.parts.all if one.object.id == link.target))}"
        for word, end in (("ends", link.source), ("destroys", link.target)):
            if link.properties.get(word) is True:
                self.active = [one for one in self.active if one != end]
                yield f"destroy {self.parts.key(end)}"
        tail, head = heads(link)
        line = "--" if link.properties.get("dashed") is True or link.properties.get("dotted") is True else "-"
        arrow = f"{line}>>"
        if tail != "none" and head != "none":
            arrow = f"<<{line}>>"
        elif head == "none":
            arrow = f"{line}>"
        elif head == "cross":
            arrow = f"{line}x"
        elif head == "open" and line == "-":
            arrow = "-)"
        ends = f"{self.parts.key(link.source)}{arrow}{self.parts.key(link.target)}"
        yield f"{ends}: {escaped(link.label or '')}".rstrip()

    def _note(self, step: Step) -> str:
        note, *beside = step.ids
        side = {"left": "left of", "right": "right of"}.get(step.word, "over")
        names = ",".join(self.parts.key(id) for id in (beside if side == "over" else beside[:1])) or self._ends()
        return f"Note {side if beside else 'over'} {names}: {escaped(self.texts.get(note, ''))}"

    def _ends(self) -> str:
        """The first and the last participant."""
        keys = [part.key for part in self.parts.all if part.object.id not in self.notes]
        return ",".join(dict.fromkeys((keys[0], keys[-1]))) if keys else ""


class Gantt:
    """The lines of a Gantt chart; every date is stated, so that nothing hangs on the order of tasks."""

    def __init__(self, scene: SceneGraph, parts: Parts) -> None:
        self.scene, self.parts = scene, parts

    def lines(self) -> Iterator[str]:
        found = schedule(self.scene)
        moments = [moment for one in found.tasks for moment in (one.begin, one.end)]
        form = next(form for length, form in _DATES if not any(moment % length for moment in moments))
        yield "gantt"
        yield f"  dateFormat {form}"
        if self.scene.figure.axis is not None:
            yield f"  axisFormat {escaped(self.scene.figure.axis)}"
        section = 0
        for task in found.tasks:
            if task.section != section:
                section = task.section
                yield f"  section {escaped(found.sections[section - 1])}"
            one = next(part for part in self.parts.all if part.object.id == task.id)
            tags = [_TAGS[name] for name in one.object.classes if name in _TAGS]
            tags += ["milestone"] if task.is_point else []
            length = "0d" if task.is_point else _date(task.end, form)
            yield f"  {escaped(one.text)} :{', '.join((*tags, one.key, _date(task.begin, form), length))}"


def _date(seconds: int, form: str) -> str:
    """A moment in a form of Mermaid, which is as long as it."""
    return day_of(seconds).isoformat()[: len(form)]


def _rgb(fill: Value | None) -> str:
    """The colour of an area as Mermaid has it."""
    value = fill if isinstance(fill, str) and fill.startswith("#") else PALE
    return f"rgb({', '.join(str(int(value[i : i + 2], 16)) for i in (1, 3, 5))})"


def escaped(text: str) -> str:
    """A text that ends with its line."""
    return "".join(_CODES.get(letter, letter) for letter in text).replace("\n", "<br>")
