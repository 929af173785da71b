"""Whether a picture of a sequence tells its story: messages in their order between lifelines, frames, bars, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from sgc.graph.links import heads
from sgc.graph.ordered.sequence import AREA, Bar, Event, story
from sgc.graph.vocabulary import is_picture
from sgc.measure.segments import reading
from sgc.source import NOWHERE
from sgc.verify.boxes import is_at
from sgc.verify.case import Case
from sgc.verify.colors import shows
from sgc.verify.comparison import Look as Appearance
from sgc.verify.links import enters, seen_boxes
from sgc.verify.ordered.bars import BAR, SeenBar, seen_bars, seen_sides
from sgc.verify.ordered.ruling import AT, Look, Ruling, is_level, is_upright
from sgc.verify.types import FRAME, Line, Pixels

#: A lifeline begins so near below its head, and words stand so near at their line, in pixels.
BELOW, BESIDE = 14.0, 14.0
#: The corner of a frame in which its word stands, how near lines of a frame come to its edge, and how far the corner
#: around its word reaches at most, in pixels.
CORNER, NEARLY, WORD = 16.0, 6.0, 90.0
#: So much of a lifeline between a head and a note, or two notes, may be too little to be seen as a line (pixels).
LEFT = 22.0


def ruled(case: Case) -> Ruling:
    """The facts of a sequence, and the lines and rectangles that are its marks."""
    ruling = Ruling(links=True)
    if case.observation.lines is None:
        for event in story(case.scene).messages:
            ruling.unchecked("link", event.statement, event.span, "the detector follows no lines")
        return ruling
    return _Reading(case, ruling).read()


class _Reading:
    def __init__(self, case: Case, ruling: Ruling) -> None:
        self.told = story(case.scene)
        ruling.found |= _in_order(case, self.told.participants)
        case = replace(case, matching=replace(case.matching, found={**case.matching.found, **ruling.found}))
        self.case, self.ruling = case, ruling
        self.look = Look(case)
        self.heads = seen_boxes(case)
        self.xs = [self._lifeline(id) for id in self.told.participants]
        self.bars = list(seen_bars(self.look, self.xs))
        self.edges = seen_sides(self.look, self.xs)
        #: Whether nobody could say of a message whether it is there, and the detections that may be of such a bar.
        self.undecided, self.unsure = False, set[int]()
        #: Where each event was seen: its upper and its lower end.
        self.heights: dict[int, tuple[float, float]] = {}

    def read(self) -> Ruling:
        self._messages()
        for number, event in enumerate(self.told.events):
            if event.kind == "note":
                self._note(number, event)
            elif event.kind == "divider":
                self._divider(number, event)
        frames = self._frames()
        for bar in self.told.bars:
            self._bar(bar)
        self.ruling.things |= self.unsure
        self._order()
        self._others(frames)
        return self.ruling

    # ------------------------------------------------------------ lifelines

    def _lifeline(self, id: str) -> float | None:
        """Where the line is that goes straight down from a participant; and the fact that there is one."""
        boxes = self.heads.get(id, ())
        ended = self.told.participants.index(id) in self.told.gone
        x, is_doubtful = None, False
        for number, line in enumerate(self.look.lines):
            down = line
            if line.way[0][1] > line.way[-1][1]:
                down = replace(line, way=line.way[::-1], ends=line.ends[::-1])
            (at, top), (_, bottom) = down.way[0], down.way[-1]
            if number in self.ruling.lines or bottom <= top + 8 or not self._is_below(boxes, at, top):
                continue
            is_told = is_upright(down) and down.ends == ("none", "cross" if ended else "none")
            if is_told and (line.sure or not ended):
                self.ruling.lines.add(number)
                x, is_doubtful = at, False
                break
            if not line.sure and x is None:  # what it comes across may be taken for its way or its end
                x, is_doubtful = at, True
                if is_upright(replace(down, way=_straight(down.way))):
                    self.ruling.lines.add(number)
        if is_doubtful:
            why = "how the line that goes down from it goes on is not certain"
            self.ruling.unchecked("constraint", f"{id} has its lifeline", NOWHERE, why)
            return x
        ending = " with a cross at its end" if ended else ""
        self.ruling.fact("constraint", f"{id} has its lifeline", fault=None if x is not None else
                         f"no line{ending} goes down from it", good=f"a line{ending} goes down from it")  # fmt: skip
        return x

    def _is_below(self, boxes: Sequence[Pixels], x: float, y: float) -> bool:
        """Whether a point is right below the middle of a head, or below its label; or below notes that hide how a line
        goes on from there, of which between two of them too little may be left to be a line."""
        for box in boxes:
            reached = box[3]
            for note in self.look.notes:
                if note[0] <= x <= note[2] and -2 * AT <= note[1] - reached <= LEFT and note[3] <= y + 2 * AT:
                    reached = note[3]
            if abs(x - (boxes[0][0] + boxes[0][2]) / 2) <= AT and -2 * AT <= y - reached <= BELOW:
                return True
        return False

    def _is_at(self, point: tuple[float, float], participant: int) -> bool:
        """Whether a message's end is on a lifeline, or at the side of a bar on it."""
        x = self.xs[participant]
        if x is None:
            return False
        if abs(point[0] - x) <= AT:
            return True
        for left, top, right, bottom in (bar.box for bar in self.bars):
            here = left - AT <= x <= right + AT or abs((left + right) / 2 - x) <= BAR / 2 + AT
            at_edge = min(abs(point[0] - left), abs(point[0] - right)) <= 2 * AT and top - AT <= point[1] <= bottom + AT
            if here and at_edge:
                return True
        return any(
            abs(point[0] - line.way[0][0]) <= 2 * AT
            and min(y for _, y in line.way) - AT <= point[1] <= max(y for _, y in line.way) + AT
            for line in self._edges_at(x)
        )  # fmt: skip

    def _bars_at(self, x: float) -> list[SeenBar]:
        return [bar for bar in self.bars if abs((bar.box[0] + bar.box[2]) / 2 - x) <= BAR]

    def _edges_at(self, x: float) -> list[Line]:
        return [line for line in self.edges if abs(line.way[0][0] - x) <= BAR / 2]

    def _is_at_head(self, point: tuple[float, float], participant: int) -> bool:
        """Whether a message's end is at the side of who begins with it."""
        return any(
            min(abs(point[0] - left), abs(point[0] - right)) <= 2 * AT and top <= point[1] <= bottom
            for left, top, right, bottom in self.heads.get(self.told.participants[participant], ())
        )

    # ------------------------------------------------------------ messages

    def _messages(self) -> None:
        """Each gets a line that leads so; of several the one at which its words stand, and the higher one first."""
        options: dict[int, list[int]] = {}
        for number, event in enumerate(self.told.events):
            if event.kind == "message":
                options[number] = sorted(self._options(event), key=lambda one: (self._y(one), one))
        used: set[int] = set()
        for number, found in options.items():
            event = self.told.events[number]
            free = [one for one in found if one not in used]
            good = [one for one in free if self._label_fault(event, one) is None]
            assert event.link is not None
            statement = f"{event.link.source} {event.link.arrow} {event.link.target}"
            if not free:
                if self._is_doubtful(event, used):
                    self.undecided = True
                    self.ruling.unchecked("link", statement, event.span, "a line there may be it, or not")
                else:
                    self.ruling.fact("link", statement, event.span, "no such line is in the picture")
                continue
            best = (good or free)[0]
            used.add(best)
            ys = [y for _, y in self.look.lines[best].way]
            self.heights[number] = min(ys), max(ys)
            self.ruling.fact("link", statement, event.span, self._label_fault(event, best), "its line leads there")
        self.ruling.lines |= used

    def _y(self, line: int) -> float:
        return min(y for _, y in self.look.lines[line].way)

    def _options(self, event: Event) -> Iterator[int]:
        """The lines that could be a message."""
        assert event.link is not None
        wanted = heads(event.link)
        for number, line in enumerate(self.look.lines):
            if number in self.ruling.lines or (event.source != event.target and not is_level(line)):
                continue
            for way, ends in ((line.way, line.ends), (line.way[::-1], line.ends[::-1])):
                creates = event.target in self.told.born and event is self.told.events[self.told.born[event.target]]
                is_there = self._is_at_head if creates else self._is_at
                there = self._is_at(way[0], event.source) and is_there(way[-1], event.target)
                if ends == wanted and there and (event.source != event.target or way[-1][1] > way[0][1] + AT):
                    yield number
                    break

    def _is_doubtful(self, event: Event, used: set[int]) -> bool:
        """Whether a line that is not certain joins the two."""
        for number, line in enumerate(self.look.lines):
            if line.sure or number in self.ruling.lines or number in used:
                continue
            first, last = sorted((line.way[0], line.way[-1]))
            if self._is_near(first, event.first) and self._is_near(last, event.last):
                return True
        return False

    def _is_near(self, point: tuple[float, float], participant: int) -> bool:
        """Whether what is not certain ends at a lifeline: a bar or the head of a message may hide that it does so."""
        x = self.xs[participant]
        return (x is not None and abs(point[0] - x) <= BAR) or self._is_at_head(point, participant)

    def _label_fault(self, event: Event, line: int) -> str | None:
        """What is wrong with the words of a message: they stand right above it, or beside one to its sender."""
        link = event.link
        if link is None or link.label is None:
            return None
        xs, ys = _xs_and_ys(self.look.lines[line])

        def fits(box: Pixels) -> bool:
            if event.source == event.target:
                return -1 <= box[0] - max(xs) <= BESIDE and box[1] <= max(ys) and box[3] >= min(ys)
            return -1 <= ys[0] - box[3] <= BESIDE and min(xs) - 2 <= box[0] and box[2] <= max(xs) + 2

        text = self.look.words(link.label, fits)
        if text is None:
            return f"“{reading(link.label)}” does not stand at its line"
        if any(enters(one, self.look.detections[text].box) for one in self.look.lines):
            return f"a line goes through “{reading(link.label)}”"
        return None

    # ------------------------------------------------------------ notes, dividers, bars

    def _note(self, number: int, event: Event) -> None:
        box = self.look.box(event.id)
        if box is None:
            return  # its own facts say so
        self.heights[number] = box[1], box[3]
        first, last = self.xs[event.first], self.xs[event.last]
        fault = None
        if first is not None and last is not None:
            after, before = self._next(event.last, 1), self._next(event.first, -1)
            free = (before is None or before < box[0]) and (after is None or box[2] < after)
            sides = {
                "right": first < box[0] and (after is None or box[2] < after),
                "left": box[2] < first and (before is None or before < box[0]),
                "over": box[0] < first and last < box[2] and free,
            }
            if not sides[event.side]:
                fault = "it stands elsewhere"
        where = {"right": "right of", "left": "left of", "over": "over"}[event.side]
        ends = self.told.participants[event.first : event.last + 1]
        names = ends[0] if len(ends) == 1 else f"{ends[0]} to {ends[-1]}"
        self.ruling.fact("constraint", f"{event.id} {where} {names}", event.span, fault, "it stands there")

    def _next(self, participant: int, step: int) -> float | None:
        """The lifeline beside a participant's."""
        at = participant + step
        return self.xs[at] if 0 <= at < len(self.xs) else None

    def _divider(self, number: int, event: Event) -> None:
        """A line, or two close together, across all lifelines, with words above."""
        xs = [x for x in self.xs if x is not None]
        text = None
        for numbers, low, high, y in self._levels():
            if not xs or low > min(xs) or high < max(xs):
                continue
            found = self.look.words(event.said, partial(_is_above, y))
            if found is not None:
                text = found
                self.ruling.lines.update(numbers)
                self.heights[number] = self.look.detections[found].box[1], y
        fault = None if text is not None else "no line goes across under these words"
        self.ruling.fact("constraint", event.statement, event.span, fault, "a line goes across")

    def _levels(self) -> list[tuple[tuple[int, ...], float, float, float]]:
        """The level lines without ends that nothing is known of yet, with their left and right ends and their height;
        the pieces that a bar leaves of one are one, and a second close to it is of it."""
        found: list[tuple[tuple[int, ...], float, float, float]] = []
        free = [
            (min(line.way)[0], max(line.way)[0], line.way[0][1], number)
            for number, line in enumerate(self.look.lines)
            if number not in self.ruling.lines and is_level(line) and line.ends == ("none", "none")
        ]
        for low, high, y, number in sorted(free):
            for at, (numbers, first, last, height) in enumerate(found):
                bars = [bar.box for bar in self.bars if bar.box[1] < y < bar.box[3]]
                goes_on = last < low and any(box[0] <= last + 2 * AT and low - 2 * AT <= box[2] for box in bars)
                if abs(y - height) <= 2 * AT and (goes_on or high <= last):
                    found[at] = (*numbers, number), first, max(high, last), height
                    break
            else:
                found.append(((number,), low, high, y))
        return found

    def _bar(self, bar: Bar) -> None:
        begin, end = self.told.events[bar.begin], self.told.events[bar.end]
        x, name = self.xs[bar.participant], self.told.participants[bar.participant]
        statement = f"{name} is active"
        if x is None or bar.begin not in self.heights or bar.end not in self.heights:
            here = [] if x is None else self._bars_at(x)
            if x is not None and not here and not self._edges_at(x):
                self.ruling.fact("constraint", statement, begin.span, "no bar is at its lifeline")
                return
            self.ruling.unchecked("constraint", statement, begin.span, "what begins or ends it is not seen")
            self.unsure.update(number for seen in here for number in seen.numbers)
            return
        (first, second), (third, last) = self.heights[bar.begin], self.heights[bar.end]
        if self.told.born.get(bar.participant) == bar.begin:  # it begins below the head
            boxes = self.heads.get(self.told.participants[bar.participant], ())
            second = max([second, *(box[3] + BELOW for box in boxes)])
        for seen in self._bars_at(x):
            _, top, _, bottom = seen.box
            until = bar.begin == bar.end or third - AT <= bottom <= last + AT
            if self.ruling.things.isdisjoint(seen.numbers) and first - AT <= top <= second + AT and until:
                self.ruling.things.update(seen.numbers)
                good = "a bar shows from when to when"
                self.ruling.fact("constraint", statement, begin.span, None, good, seen.numbers)
                return
        if any(first - AT <= min(line.way[0][1], line.way[-1][1]) <= second + AT for line in self._edges_at(x)):
            self.ruling.unchecked("constraint", statement, begin.span, "too little of its bar is seen")
            return
        self.ruling.fact("constraint", statement, begin.span, f"no bar shows that from “{begin.statement}” to "
                         f"“{end.statement}”")  # fmt: skip

    # ------------------------------------------------------------ frames

    def _frames(self) -> list[Pixels]:
        """Each frame has its word in its corner, or its colour if it is an area; everything of it is inside, and
        nothing else."""
        boxes: list[Pixels] = []
        for begin, event in enumerate(self.told.events):
            if event.kind != "open":
                continue
            end = next(i for i, one in enumerate(self.told.events) if one.kind == "close" and one.id == event.id)
            is_area = event.word == AREA
            fault, best = "no field has this colour" if is_area else "no frame has this word in its corner", None
            for number in self.look.free:
                one = self.look.detections[number]
                if number in self.ruling.things or not {"rectangle", "rounded", FRAME} & {*one.nouns}:
                    continue
                if is_area:
                    if shows(one.colors, event.fill) is False:
                        continue
                elif self.look.words(event.word, partial(_is_in_corner, one.box)) is None:
                    continue
                wrong = self._frame_fault(one.box, begin, end)
                if best is None or wrong is None:
                    fault, best = wrong or "", number
                if wrong is None:
                    break
            if best is not None:
                self.ruling.things.add(best)
                box = self.look.detections[best].box
                boxes.append(box)
                self.heights[begin], self.heights[end] = (box[1], box[1]), (box[3], box[3])
                fault = fault or self._words_fault(event, end, box) or ""
            good = "the frame is around what it says"
            self.ruling.fact("constraint", event.statement, event.span, fault or None, good)
        return boxes

    def _frame_fault(self, box: Pixels, begin: int, end: int) -> str | None:
        for number, (top, bottom) in self.heights.items():
            event = self.told.events[number]
            if event.kind not in ("message", "note"):
                continue
            inside = box[1] < top and bottom < box[3]
            if begin < number < end and not inside:
                return f"“{event.statement}” is not in it"
            if not begin < number < end and inside:
                return f"“{event.statement}” is in it"
        return None

    def _words_fault(self, event: Event, end: int, box: Pixels) -> str | None:
        """The words of each part stand above what is in it."""
        for number in range(self.told.events.index(event), end):
            part = self.told.events[number]
            if part.id != event.id or part.text is None:
                continue
            following = min((self.heights[i][0] for i in range(number + 1, end) if i in self.heights
                             and self.told.events[i].kind in ("message", "note")), default=box[3])  # fmt: skip
            found = self.look.words(part.said, partial(_is_between, box[1], following))
            if found is None:
                return f"“{part.said}” does not stand above its part"
            text = self.look.detections[found].box
            self.heights.setdefault(number, (text[1], text[3]))
        return None

    # ------------------------------------------------------------ order, and what nobody asked for

    def _order(self) -> None:
        """What is written later happens further down."""
        seen = [(number, self.heights[number]) for number in sorted(self.heights)]
        fault = None
        for (a, (_, above)), (b, (below, _)) in pairwise(seen):
            if below < above - AT:
                fault = f"“{self.told.events[b].statement}” comes before “{self.told.events[a].statement}”"
                break
        self.ruling.fact("arrangement", "events in the order of writing", self.case.scene.figure.span, fault,
                         "each is below the one before")  # fmt: skip

    def _others(self, frames: list[Pixels]) -> None:
        """Lines of frames belong to them, and pieces of lifelines; any other is one that nobody asked for."""
        left_over = [line for number, line in enumerate(self.look.lines) if number not in self.ruling.lines]
        extra = [line for line in left_over if not self._is_mark(line, frames) and not self._is_of_thing(line)]
        sure = [line for line in extra if line.sure]
        self.ruling.lines |= set(range(len(self.look.lines)))
        span = self.case.scene.figure.span
        if extra and (not sure or self.undecided):  # what is left may be of a message that is not decided
            self.ruling.unchecked("link", "no other messages", span, "a line is not certain")
            return
        fault = None if not sure else f"there {'is' if len(sure) == 1 else 'are'} also {len(sure)} more"
        self.ruling.fact("link", "no other messages", span, fault, "every line has its meaning")

    def _is_mark(self, line: Line, frames: list[Pixels]) -> bool:
        """Whether a line is of a frame, of a lifeline, or of both where they touch."""
        if any(_goes_across(line, box) for box in frames) or self._is_piece(line, frames):
            return True
        if line in self.edges or any(_is_along(line, bar.box) for bar in self.bars):
            return True
        return line.ends == ("none", "none") and all(
            any(known is not None and abs(x - known) <= AT for known in self.xs)
            or any(_is_at_word(x, y, box) for box in frames) for x, y in line.way
        )  # fmt: skip

    def _is_of_thing(self, line: Line) -> bool:
        """Whether a line is within a picture, and so a stroke of it; or may be one, and is within a head or words."""
        pictures = [one.box for one in self.look.detections if is_picture(one.noun)]
        texts = [self.look.detections[number].box for number in self.look.texts]
        heads = [box for boxes in self.heads.values() for box in boxes]
        return any(
            all(is_at(point, box, AT) for point in line.way)
            for box in (pictures if line.sure else (*pictures, *texts, *heads))
        )

    def _is_piece(self, line: Line, frames: list[Pixels]) -> bool:
        """Whether a line is a piece in the middle of one between the parts of a frame: another is level with it."""
        if not is_level(line) or line.ends != ("none", "none"):
            return False
        y, (low, high) = line.way[0][1], sorted((line.way[0][0], line.way[-1][0]))
        return any(
            _goes_across(one, box) and abs(one.way[0][1] - y) <= AT and box[0] <= low and high <= box[2]
            for box in frames
            for one in self.look.lines
        )


def _is_along(line: Line, box: Pixels) -> bool:
    """Whether a line is an edge of a bar, or in it."""
    return is_upright(line) and all(is_at(point, box, AT) for point in line.way)


def _xs_and_ys(line: Line) -> tuple[list[float], list[float]]:
    return [x for x, _ in line.way], [y for _, y in line.way]


def _is_above(y: float, words: Pixels) -> bool:
    return -1 <= y - words[3] <= BESIDE


def _is_in_corner(box: Pixels, words: Pixels) -> bool:
    return 0 <= words[0] - box[0] <= CORNER and 0 <= words[1] - box[1] <= CORNER


def _is_between(top: float, bottom: float, words: Pixels) -> bool:
    return top <= words[1] and words[3] <= bottom + 1


def _goes_across(line: Line, frame: Pixels) -> bool:
    """Whether a line is one between the parts of a frame, or a piece of it: what is in front may hide some."""
    xs, ys = _xs_and_ys(line)
    at_left, at_right = abs(min(xs) - frame[0]) <= NEARLY, abs(max(xs) - frame[2]) <= NEARLY
    bare = line.ends == ("none", "none")
    ends = (at_left and at_right) or (bare and (at_left or at_right))
    return ends and is_level(line) and frame[1] < ys[0] < frame[3]


def _is_at_word(x: float, y: float, frame: Pixels) -> bool:
    """Whether a point is where the cut corner of a frame is, around its word."""
    return abs(x - frame[0]) <= WORD and abs(x - frame[0]) <= frame[2] - frame[0] and -AT <= y - frame[1] <= 3 * CORNER


def _straight(way: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """A way without the points right before its lower end."""
    low = max(y for _, y in way) - CORNER
    kept = tuple(point for point in way if point[1] <= low)
    return kept if len(kept) > 1 else tuple(way)


def _in_order(case: Case, participants: Sequence[str]) -> dict[str, int]:
    """Which detection is which participant, of those that look alike: they stand in their order from left to right."""
    alike: dict[Appearance, list[str]] = {}
    found = case.matching.found
    for slot in case.slots:
        if slot.id in participants and slot.id in found and slot.look.text is None:
            alike.setdefault(slot.look, []).append(slot.id)
    moved: dict[str, int] = {}
    for ids in alike.values():
        ids.sort(key=participants.index)
        seen = sorted((found[id] for id in ids), key=lambda i: case.detections[i].box)
        moved |= dict(zip(ids, seen, strict=True))
    return moved
