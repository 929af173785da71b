"""Whether the links of a diagram are there: traced lines from the right thing to the right one, with the right ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from sgc.graph.links import end_text_id, heads, label_id, text_ids
from sgc.graph.scene import Kind, Link, SceneGraph
from sgc.measure.heads import head_box
from sgc.measure.nearby import Nearby, around
from sgc.measure.nodes import OFF_LETTERS
from sgc.verify.boxes import area, is_at, meet, middle
from sgc.verify.case import Case
from sgc.verify.link_texts import BESIDE, NEARER, beginning, distance, rematched, texts_of_links
from sgc.verify.look_alikes import alike, pairs, told_by_links
from sgc.verify.rows import in_lines, match_rows
from sgc.verify.types import FRAME, TEXT, Detection, Fact, Line, Observation, Pixels

#: A line ends at a thing when it comes as near as this, in pixels; inside a shape's box as far as the shape may curve.
AT = 3.0
#: At a text that stands by itself, or below a thing, it ends so near, as lines keep off letters.
AT_LETTERS = AT + OFF_LETTERS
#: So many pairs of things that look alike are tried the other way round.
ALIKE = 30
#: A picture's label stands so near below it.
BELOW = 12.0
#: What stands at the end of a line is no longer than this, in pixels.
LONGEST_END = 24.0
#: A line that goes so far into a thing that is not its end crosses it.
INTO = 2.0


def with_texts(observation: Observation) -> Observation:
    """The things with the text that stands in each, or below a picture, as what tells them apart."""
    things = [i for i, one in enumerate(observation.detections) if one.noun != TEXT and "text" not in one.attributes]
    near = Nearby(observation.detections[i].box for i in things)
    texts: dict[int, list[Detection]] = {}
    for one in observation.detections:
        if one.noun != TEXT:
            continue
        there = [things[number] for number in near.meeting(one.box, BELOW)]
        if (holder := _holder(one, there, observation.detections)) is not None:
            texts.setdefault(holder, []).append(one)
    found = list(observation.detections)
    for i in things:
        held = [one for line in in_lines(texts.get(i, ()), lambda one: one.box) for one in line]
        if FRAME in found[i].nouns and len(held) > 1:
            held = held[:1]  # its title; what else is in it is at links
        if held:
            said = " ".join(one.attributes.get("text", "") for one in held)
            found[i] = replace(found[i], attributes={**found[i].attributes, "text": said})
    return replace(observation, detections=tuple(found))


def _holder(text: Detection, things: Sequence[int], detections: Sequence[Detection]) -> int | None:
    """The smallest thing that the text's middle is in; a picture right above it goes before a frame around both."""
    inside = [i for i in things if is_at(middle(text.box), detections[i].box)]
    smallest = min(inside, key=lambda i: area(detections[i].box), default=None)
    if smallest is not None and FRAME not in detections[smallest].nouns:
        return smallest
    below = [i for i in things if FRAME not in detections[i].nouns and _is_below(text.box, detections[i].box)]
    nearest = min(below, key=lambda i: text.box[1] - detections[i].box[3], default=None)
    return nearest if nearest is not None else smallest


# ---------------------------------------------------------------- facts


@dataclass(frozen=True, slots=True)
class _Match:
    line: int
    turned: bool


def traced(case: Case) -> Tracer | None:
    """The lines that the links of a case are; None where there are no links, or the detector follows no lines."""
    lines = case.observation.lines
    if lines is None or not (case.scene.links or (lines and case.scene.figure.sort is None)):
        return None
    best, groups = Tracer(case, lines), alike(case)
    if not groups or best.is_complete:
        return best
    best = _or_better(best, told_by_links(case, groups, lines, best.at))
    for a, b in pairs(groups)[:ALIKE]:
        if best.is_complete:
            break
        found = best.given.matching.found
        best = _or_better(best, {a: found[b], b: found[a]})
    return best


def _or_better(best: Tracer, told: Mapping[str, int]) -> Tracer:
    """The tracer, or the one for which these things are other detections, where that finds lines for more links."""
    case = best.given
    found = {**case.matching.found, **told}
    if found == case.matching.found:
        return best
    other = Tracer(replace(case, matching=replace(case.matching, found=found)), best.lines)
    return other if len(other.matches) > len(best.matches) else best


def link_facts(case: Case, tracer: Tracer | None) -> Iterator[Fact]:
    """One for every link, and one for lines that no link asks for."""
    for link in case.scene.links:
        if tracer is not None:
            yield tracer.fact(link)
        else:
            yield Fact("link", link.statement, link.span, "unchecked", "the detector follows no lines")
    if tracer is not None:
        yield tracer.others()


class Tracer:
    """Which line is which link, and which text which link's; ``case`` is the one that was given, with the texts of
    links matched by where they stand."""

    def __init__(self, case: Case, lines: Sequence[Line]) -> None:
        self.case, self.given, self.lines = case, case, lines
        self.boxes = seen_boxes(case)
        self.objects = {one.id: one for one in case.scene.objects}
        self.frames = {one.id for one in case.scene.objects if one.kind is Kind.GROUP}
        self.used: set[int] = set()
        self.letters = {slot.id for slot in case.slots if slot.object.kind is Kind.TEXT}
        of_things = [(id, box) for id, boxes in self.boxes.items() for box in boxes]
        self.names = [id for id, _ in of_things]
        self.near_things = Nearby(box for _, box in of_things)
        self.at = [(frozenset(self._at(line.way[0])), frozenset(self._at(line.way[-1]))) for line in lines]
        pieces = [(line, piece) for line in lines for piece in pairwise(line.way)]
        self.of_pieces = [line for line, _ in pieces]
        self.near_pieces = Nearby(around(piece) for _, piece in pieces)
        self.heads = Nearby(head for line in lines if line.leads for head in _heads(line))
        self.lines_at: dict[str, list[int]] = {}
        for number, ends in enumerate(self.at):
            for id in ends[0] | ends[1]:
                self.lines_at.setdefault(id, []).append(number)
        self.matches = self._assign(case.scene)
        self.texts = texts_of_links(case, case.scene.links, self._line_of)
        labels = frozenset(self.texts.values())
        self.rows = match_rows(case.slots, case.matching, case.detections, labels)
        self.case = replace(case, matching=rematched(case, self.texts))

    @property
    def is_complete(self) -> bool:
        """Whether a line was found for every link."""
        return len(self.matches) == len(self.case.scene.links)

    def _at(self, point: tuple[float, float]) -> Iterator[str]:
        """The things at which a line ends that ends at a point."""
        ids = dict.fromkeys(self.names[number] for number in self.near_things.meeting((*point, *point), AT_LETTERS))
        return (id for id in ids if self._ends_at(point, id))

    def _lines_near(self, box: Pixels, reach: float = 0.0) -> list[Line]:
        """The lines of which a piece comes so near to a box, and some that do not."""
        found = (self.of_pieces[number] for number in self.near_pieces.meeting(box, reach))
        return list({id(line): line for line in found}.values())

    def _ends_at(self, point: tuple[float, float], id: str) -> bool:
        """Whether a line that ends at the point ends at the thing: at a frame's border, anywhere in another's box."""
        boxes = [(box, AT_LETTERS if label or id in self.letters else AT) for label, box in enumerate(self.boxes[id])]
        near = (box for box, at in boxes if is_at(point, box, at))
        return any(id not in self.frames or _from_edge(point, box) <= AT for box in near)

    def _assign(self, scene: SceneGraph) -> Mapping[str, _Match]:
        """A line for every link: first where few will do, and of several the one that is beside the link's label."""
        options = {link.id: list(self._options(link)) for link in scene.links}
        found: dict[str, _Match] = {}
        for link in sorted(scene.links, key=lambda one: (len(options[one.id]), one.label is None)):
            free = [match for match in options[link.id] if match.line not in self.used]
            if not free:
                continue
            best = min(
                free, key=lambda match: (not self.lines[match.line].sure, self._away(link, match.line), match.line)
            )
            self.used.add(best.line)
            found[link.id] = best
        return found

    def _options(self, link: Link) -> Iterator[_Match]:
        tail, head = heads(link)
        for number in self.lines_at.get(link.source, ()):
            line, (first, last) = self.lines[number], self.at[number]
            if (line.ends == (tail, head) or not line.sure) and link.source in first and link.target in last:
                yield _Match(number, False)
            elif (line.ends == (head, tail) or not line.sure) and link.source in last and link.target in first:
                yield _Match(number, True)

    def _away(self, link: Link, line: int) -> float:
        """How far the line is from the nearest text that could be the link's label."""
        if link.label is None:
            return 0.0
        boxes = [self.case.detections[i].box for i in self.case.saying(link.label)]
        return min((distance(self.lines[line].way, box) for box in boxes), default=inf)

    def _line_of(self, link: Link) -> tuple[Line, bool] | None:
        match = self.matches.get(link.id)
        return None if match is None else (self.lines[match.line], match.turned)

    # ------------------------------------------------------------ verdicts

    def fact(self, link: Link) -> Fact:
        match = self.matches.get(link.id)
        statement = f"{link.source} {link.arrow} {link.target}"
        unseen = [self.objects[id] for id in (link.source, link.target) if id in self.objects and id not in self.boxes]
        unknown = next((why for one in unseen if (why := self.case.unknown(one))), None)
        if match is None and unknown is not None:
            return Fact("link", statement, link.span, "unchecked", unknown)
        if match is None and self._is_doubtful(link):
            return Fact("link", statement, link.span, "unchecked", "a line there may be it, or not", disputed=True)
        if match is None:
            return Fact("link", statement, link.span, "fails", self._missing(link))
        line = self.lines[match.line]
        if not line.sure:
            return Fact("link", statement, link.span, "unchecked", "its line is not certain", disputed=True)
        crossing = self._crossed(line, link)
        if crossing:
            return Fact("link", statement, link.span, "fails", f"its line goes through {crossing[0]}")
        why = self._port_fault(link, match)
        if why is None and (why := self._text_fault(link, match.line)) and self._may_be_another(link):
            return Fact("link", statement, link.span, "unchecked", f"{why}, but another line may be it", disputed=True)
        if why is not None:
            return Fact("link", statement, link.span, "fails", why)
        return Fact("link", statement, link.span, "holds", "its line leads there")

    def _is_doubtful(self, link: Link) -> bool:
        """Whether lines of which nobody is certain where they lead may be the link: one at either of its things, or at
        nothing. Where no line joins the two, the other one has to be touched by such a line as well; frames may be
        touched by what goes on within."""
        unsure = [ends for line, ends in zip(self.lines, self.at, strict=True) if not line.leads]
        if any(not first or not last for first, last in unsure):
            return True
        own = {link.source, link.target}
        if any(self._passes(number, own) for number, line in enumerate(self.lines) if not line.leads):
            return True
        touched = own & {id for first, last in unsure for id in first | last}
        is_joined = any(own <= first | last for first, last in self.at)
        return bool(touched) and (is_joined or own <= touched | self.frames or not own <= self.boxes.keys())

    def _passes(self, number: int, own: set[str]) -> bool:
        """Whether a line ends at one of two things and comes by where others end at the other one, as near as what
        stands there is long: heads that are so near to each other hide which of their lines leads where."""
        ends = self.at[number][0] | self.at[number][1]
        others = [
            way[-end] for id in own - ends for other in self.lines_at.get(id, ()) for end in (0, 1)
            if other != number and id in self.at[other][end] for way in (self.lines[other].way,)
        ]  # fmt: skip
        return bool(own & ends) and any(
            distance(self.lines[number].way, (*point, *point)) <= LONGEST_END for point in others
        )

    def _may_be_another(self, link: Link) -> bool:
        """Whether a line of which nobody is certain where it leads begins or ends where the link does, and is no
        other's."""
        own = {link.source, link.target}
        return any(
            not line.leads and own & (ends[0] | ends[1]) and number not in self.used
            for number, (line, ends) in enumerate(zip(self.lines, self.at, strict=True))
        )

    def _missing(self, link: Link) -> str:
        """Why no line will do, from those that nearly do."""
        for number, _ in enumerate(self.lines):
            if number in self.used:
                continue
            first, last = self.at[number]
            if (link.source in first and link.target in last) or (link.source in last and link.target in first):
                return "a line joins the two, but not with such ends"
        return "no such line is in the picture"

    def _crossed(self, line: Line, link: Link) -> list[str]:
        own = {link.source, link.target}
        ends = [box for id in own for box in self.boxes.get(id, ())]
        near = sorted({number for piece in pairwise(line.way) for number in self.near_things.meeting(around(piece))})
        ids = dict.fromkeys(self.names[number] for number in near)
        return [
            id for id in ids
            if id not in own and id not in self.frames and any(
                enters(line, box) for box in self.boxes[id] if not any(meet(box, end) for end in ends)
            )
        ]  # fmt: skip

    def _port_fault(self, link: Link, match: _Match) -> str | None:
        """What is wrong with where on its things the line ends: at which side, at which row."""
        way = self.lines[match.line].way
        for end, (id, port) in enumerate(zip((link.source, link.target), link.ports, strict=True)):
            x, y = way[-1] if (end == 1) != match.turned else way[0]
            left, top, right, bottom = self.boxes[id][0]
            sides = {"left": x - left, "right": right - x, "top": y - top, "bottom": bottom - y}
            if port.side is not None and abs(sides[port.side]) > AT:
                return f"it does not end at the {port.side} of {id}"
            if port.row is not None:
                row = [self.case.detections[i].box for i in self.rows.get((id, port.row), ())]
                if row and not min(box[1] for box in row) - AT <= y <= max(box[3] for box in row) + AT:
                    return f"it does not end at its row of {id}"
        return None

    def _text_fault(self, link: Link, line: int) -> str | None:
        """What is wrong with where its texts are: they have to be at their own line, and to cover none."""
        texts = [(label_id(link), link.label, False)]
        texts += [(end_text_id(link, end), text, True) for end, text in enumerate(link.texts)]
        for id, text, at_end in texts:
            if text is None:
                continue
            index = self.texts.get(id)
            if index is None and text in self.case.observation.illegible:
                continue  # its own fact says so
            if index is None:
                return f"“{text}” is not at {'its end' if at_end else 'its line'}"
            box = self.case.detections[index].box
            way: Sequence[tuple[float, float]] = self.lines[line].way
            if at_end:
                match = self.matches[link.id]
                first = (id == end_text_id(link, 0)) != match.turned
                way = beginning(way if first else way[::-1])
            away = distance(way, box)
            others = (one for one in self._lines_near(box, away) if one.leads)
            if away > BESIDE or any(distance(one.way, box) < away - NEARER for one in others):
                return f"“{text}” does not stand at {'its end' if at_end else 'its line'}"
            if any(enters(one, box) for one in self._lines_near(box) if one.leads):
                return f"a line goes through “{text}”"
            if self.heads.meeting(box, -INTO):
                return f"the end of a line covers “{text}”"
        return None

    def _is_certain(self, number: int) -> bool:
        """Whether a line is there, and a whole one. In pixels, where nobody sees what was painted after what, one that
        ends at nothing may go on."""
        line = self.lines[number]
        return line.sure and (line.order is not None or all(self.at[number]))

    def _is_of_thing(self, number: int) -> bool:
        """Whether a line without ends is within a thing, or along its outline."""
        line = self.lines[number]
        return line.ends == ("none", "none") and any(
            all(is_at(point, box, AT) for point in line.way)
            for id in self.at[number][0] & self.at[number][1]
            if id not in self.frames
            for box in self.boxes[id]
        )

    def _is_of_text(self, number: int) -> bool:
        """Whether a line that is not certain is within a text, and so of its letters."""
        line = self.lines[number]
        texts = (one.box for one in self.case.detections if one.noun == TEXT)
        return not line.leads and any(all(is_at(point, box, 0) for point in line.way) for box in texts)

    def _may_be_asked_for(self, number: int) -> bool:
        """Whether a line may be of a link that nobody could decide: at one of its things, and at what is not seen."""
        ends = frozenset().union(*self.at[number])
        return any(
            ends & {link.source, link.target} and self.fact(link).verdict == "unchecked"
            and (ends >= {link.source, link.target} or not {link.source, link.target} <= self.boxes.keys())
            for link in self.case.scene.links if link.id not in self.matches
        )  # fmt: skip

    def _are_of_touching(self, numbers: Sequence[int]) -> bool:
        """Whether all of these lines join things that the detector does not tell apart: their outlines look so."""
        owners = {slot.id: slot.object.id for slot in self.case.slots}
        return all(
            self.at[number][end] and all(owners.get(id) in self.case.touching for id in self.at[number][end])
            for number in numbers for end in (0, 1)
        )  # fmt: skip

    def others(self) -> Fact:
        """No line is there that the diagram does not ask for."""
        unused = (number for number in range(len(self.lines)) if number not in self.used)
        left = [number for number in unused if not self._is_of_thing(number) and not self._is_of_text(number)]
        span, said = self.case.scene.figure.span, "no other links" if self.case.scene.links else "no links"
        extra = [number for number in left if self._is_certain(number) and not self._may_be_asked_for(number)]
        if left and (not extra or self._are_of_touching(extra)):
            return Fact("link", said, span, "unchecked", "a line is not certain", 0, disputed=True)
        if not extra:
            return Fact("link", said, span, "holds", "every line is one of the diagram's links", 0, 0)
        ends = [" and ".join(sorted(self.at[extra[0]][i]) or ["nothing"]) for i in (0, 1)]
        why = f"there is also a line between {ends[0]} and {ends[1]}"
        more = f", and {len(extra) - 1} more" if len(extra) > 1 else ""
        return Fact("link", said, span, "fails", why + more, 0, len(extra))


def seen_boxes(case: Case) -> Mapping[str, Sequence[Pixels]]:
    """What was seen of each member that links may end at, the label below a picture with it."""
    found: dict[str, list[Pixels]] = {}
    at_links = text_ids(case.scene.links)
    texts = [one.box for one in case.detections if one.noun == TEXT]
    near = Nearby(texts)
    for slot in case.slots:
        index = case.matching.found.get(slot.id)
        if index is None or slot.id in at_links:
            continue
        box = case.detections[index].box
        found[slot.id] = [box]
        if slot.object.kind is not Kind.GROUP:
            found[slot.id] += [text for i in near.meeting(box, BELOW) if _is_below(text := texts[i], box)]
    return found


def _is_below(text: Pixels, box: Pixels) -> bool:
    """Whether a text stands right below a box, with its middle below the box's."""
    return 0 <= text[1] - box[3] <= BELOW and abs(middle(text)[0] - middle(box)[0]) < 4


def enters(line: Line, box: Pixels) -> bool:
    """Whether a line goes into a box, beyond its edge."""
    left, top, right, bottom = box[0] + INTO, box[1] + INTO, box[2] - INTO, box[3] - INTO
    for (x0, y0), (x1, y1) in pairwise(line.way):
        low, high = 0.0, 1.0
        for start, step, near, far in ((x0, x1 - x0, left, right), (y0, y1 - y0, top, bottom)):
            if abs(step) < 1e-9:
                if not near < start < far:
                    high = -1.0
                continue
            first, last = sorted(((near - start) / step, (far - start) / step))
            low, high = max(low, first), min(high, last)
        if low < high:
            return True
    return False


def _from_edge(point: tuple[float, float], box: Pixels) -> float:
    """How far a point at a box is from the nearest of its four edges."""
    return min(abs(at - edge) for axis, at in enumerate(point) for edge in box[axis::2])


def _heads(line: Line) -> Iterator[Pixels]:
    """The boxes of what stands at both ends of a line."""
    for kind, (tip, inner) in zip(line.ends, (line.way[:2], line.way[-1:-3:-1]), strict=True):
        if kind != "none":
            yield head_box(kind, tip, inner)
