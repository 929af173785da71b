"""Sequence figures in places: lifelines side by side, and below their heads one event after another.

Words stand in the room between two lifelines, so that they cover none.
"""

from __future__ import annotations

from sgc.graph.box import Box
from sgc.graph.linear import Formula, Term, at_most, conjunction, disjunction, equal
from sgc.graph.ordered.sequence import AREA, Bar, Event, Story, frame_word, lifeline, rule, story
from sgc.layout.ordered.lifelines import CORNER, FRAME, HALF, LOOP, PAD_WIDE, STEP, TAB, Lifelines
from sgc.layout.ordered.sheet import Sheet, px

#: How far a bar goes on below the only message that it is about; in pixels, as all that follow.
BRIEF = 6
#: The least room between words and the lifelines beside them, and between heads.
PAD, HEADS = 6, 14
#: Between events, and below the words of a frame; least and comfortable.
EVENTS, EVENTS_WIDE, INSIDE = 8, 16, 10
#: Below the heads, where groups are around some.
GROUPED = 36
#: From words to the line below them, and the lines of a divider.
ABOVE, DIVIDER = 3, 4
#: From the message that ends a lifeline to the cross at its end, or from the head where the message makes that too;
#: and from the cross to what comes next.
ENDING, BELOW, AFTER = 18, 30, 6
#: Lifelines go on so far below the last event, and dividers beyond the outer lifelines.
TAIL, BEYOND = 16, 24


class _Telling(Lifelines):
    """Writes the rules and the places of one story on a sheet, event by event."""

    def __init__(self, sheet: Sheet, told: Story) -> None:
        super().__init__(sheet, told)
        #: Below what the next event begins, as terms and as a number; and how far.
        self.above: list[Term] = []
        self.y = self.gap = 0
        self.frames: list[_Frame] = []
        self.closed: list[_Frame] = []
        #: Where the lifelines of those end that do so before the figure.
        self.ends: dict[int, int] = {}

    # ------------------------------------------------------------ the whole

    def write(self) -> None:
        sheet, told = self.sheet, self.told
        present = [number for number in range(len(told.participants)) if number not in told.born]
        lasting = [number for number in range(len(told.participants)) if number not in told.gone]
        begun = self.lines[present[0]]
        for number, id in enumerate(told.participants):
            member = sheet.problem.by_id[id].object
            sheet.about = member.statement, member.span
            head, line = self.heads[number], self.lines[number]
            width, height = sheet.size(id)
            below = sheet.label_below(id)[1]
            sheet.demand(equal(line.left + line.right, head.left + head.right), equal(line.width, px(1)),
                         equal(line.top, head.bottom + below))  # fmt: skip
            if number not in told.born:
                sheet.demand(equal(line.top, begun.top))
            if number not in told.gone:
                sheet.demand(equal(line.bottom, self.lines[lasting[0]].bottom))
            if number:
                other = self.heads[number - 1]
                apart = self.reach(number) + self.reach(number - 1) + px(HEADS)
                sheet.demand(at_most(other.cx + apart, head.cx))
        names = [told.participants[number] for number in present]
        self.y = top = max(sheet.size(id)[1] + sheet.label_below(id)[1] for id in names)
        for number in present:
            id = told.participants[number]
            width, height = sheet.size(id)
            sheet.put(id, self.xs[number] - width // 2, top - sheet.label_below(id)[1] - height, width, height)
        grouped = any(sheet.problem.by_id[id].object.container is not None for id in told.participants)
        self._end(top, begun.top, gap=GROUPED if grouped else EVENTS_WIDE)
        for number, event in enumerate(told.events):
            sheet.about = event.statement, event.span
            getattr(self, f"_{event.kind}")(number, event)
        for bar in told.bars:
            self._bar(bar)
        self.y += sheet.room(TAIL)
        member = sheet.problem.by_id[told.participants[0]].object
        sheet.about = member.statement, member.span
        if lasting:
            sheet.demand(*(at_most(one + px(TAIL / 2), self.lines[lasting[0]].bottom) for one in self.above))
        for number, id in enumerate(told.participants):
            first = sheet.boxes[id][3] + sheet.label_below(id)[1] if number in told.born else top
            last = self.ends.get(number, self.y)
            sheet.put(lifeline(id), self.xs[number] - px(0.5), first, px(1), last - first)
        held = {id for frame in self.closed for id in frame.inner}
        low, high = (pick(box[i] for box in sheet.boxes.values()) for pick, i in ((min, 0), (max, 2)))
        for event in told.events:  # dividers are as wide as everything
            if event.kind == "divider" and event.id not in held:
                sheet.put(event.id, low, sheet.boxes[event.id][1], high - low, px(DIVIDER))

    def _begin(self, *tops: Term) -> int:
        """A new event begins below the last one; gives where it is proposed to."""
        for term in tops:
            self.sheet.demand(*(at_most(one + px(EVENTS), term) for one in self.above))
        return self.y + self.gap

    def _end(self, y: int, *bottoms: Term, gap: float = EVENTS_WIDE) -> None:
        self.above, self.y = list(bottoms), y
        self.gap = max(self.sheet.room(gap), self.sheet.problem.measures.spacing)

    def _hold(self, *ids: str) -> None:
        """The innermost frame is around these; an outer one is around it."""
        if self.frames:
            self.frames[-1].inner += ids

    # ------------------------------------------------------------ where words may stand

    def _between(self, words: Box, gap: int, event: int) -> Formula:
        """Words stand right of one lifeline and left of the next."""
        parts = [at_most(self.lines[gap].cx + self.right(gap, event) + px(PAD), words.left)]
        if gap + 1 < len(self.lines):
            parts.append(at_most(words.right + self.left(gap + 1, event) + px(PAD), self.lines[gap + 1].cx))
        return conjunction(*parts)

    def _place(self, event: Event, number: int, *, first: bool) -> int:
        """The left edge of the words of an event, in a gap that has room: as near to the event's middle as may be, or
        right behind the ``first`` such lifeline. Behind the last lifeline they stand right beside it."""
        assert event.text is not None
        width, middle = self.sheet.size(event.text)[0], (self.xs[event.first] + self.xs[event.last]) // 2
        usual = self.sheet.room(PAD_WIDE)
        best: tuple[bool, int, int] | None = None
        for gap in range(event.first, max(event.first + 1, event.last)):
            low = self.xs[gap] + self.right(gap, number)
            if gap + 1 >= len(self.xs):
                return low + usual
            high = self.xs[gap + 1] - self.left(gap + 1, number)
            pad = min(usual, max(px(PAD), (high - low - width) // 2))
            left = min(max(middle - width // 2, low + pad), high - pad - width)
            if event.last == event.first + 1:
                left = (low + high - width) // 2
            left = low + pad if first else left
            merit = width + 2 * px(PAD) <= high - low, -abs(left + width // 2 - middle) if not first else -low, left
            best = merit if best is None or merit[:2] > best[:2] else best
        assert best is not None
        return best[2]

    def _words(self, event: Event, number: int, top: int, *, close: bool = False) -> None:
        """The words of an event, in one of the gaps that it reaches over: in its middle, or ``close`` to the first
        lifeline that has room behind it."""
        assert event.text is not None
        words, (width, height) = self.sheet.box(event.text), self.sheet.size(event.text)
        gaps = range(event.first, max(event.first + 1, event.last))
        self.sheet.demand(disjunction(*(self._between(words, gap, number) for gap in gaps)))
        self.sheet.put(event.text, self._place(event, number, first=close), top, width, height)
        self._hold(event.text)

    # ------------------------------------------------------------ events

    def _message(self, number: int, event: Event) -> None:
        sheet, line = self.sheet, self.sheet.box(event.id)
        first, last = self.lines[event.first], self.lines[event.last]
        if event.first == event.last:
            self._to_itself(number, event)
            self._ending(number, event)
            return
        if self.told.born.get(event.target) == number:
            self._creating(number, event)
            return
        from_left = self._edge(event.first, number, right=True)
        to_right = self._edge(event.last, number, right=False)
        sheet.demand(equal(line.left, first.cx + from_left), equal(line.right, last.cx - to_right),
                     equal(line.height, px(1)))  # fmt: skip
        height = 0
        if event.text is not None:
            words = sheet.box(event.text)
            height = sheet.size(event.text)[1] + px(ABOVE)
            sheet.demand(equal(words.bottom + px(ABOVE), line.top))
            y = self._begin(words.top)
            self._words(event, number, y)
        else:
            y = self._begin(line.top)
        left = self.xs[event.first] + from_left
        sheet.put(event.id, left, y + height, self.xs[event.last] - to_right - left, px(1))
        self._hold(event.id)
        self._end(y + height + px(1), line.bottom)
        self._ending(number, event)

    def _creating(self, number: int, event: Event) -> None:
        """A message that ends at the head of who begins with it, whose lifeline goes on below."""
        sheet, line, made = self.sheet, self.sheet.box(event.id), self.told.participants[event.target]
        head, (width, tall) = self.heads[event.target], sheet.size(made)
        is_last = event.target == event.last
        other = event.first if is_last else event.last
        out = self._edge(other, number, right=is_last)
        sheet.demand(equal(line.top + line.bottom, head.top + head.bottom), equal(line.height, px(1)))
        if is_last:
            sheet.demand(equal(line.left, self.lines[other].cx + out), equal(line.right, head.left))
            left, right = self.xs[other] + out, self.xs[event.target] - width // 2
        else:
            sheet.demand(equal(line.right, self.lines[other].cx - out), equal(line.left, head.right))
            left, right = self.xs[event.target] - width // 2 + width, self.xs[other] - out
        rise = (tall - px(1)) // 2  # the head begins so far above the message, which is in its middle
        lift, tops = rise, [head.top]
        words, height = None, 0
        if event.text is not None:
            words, height = sheet.box(event.text), sheet.size(event.text)[1] + px(ABOVE)
            sheet.demand(equal(words.bottom + px(ABOVE), line.top))
            sheet.demand(at_most(words.right + px(PAD), head.left) if is_last else
                         at_most(head.right + px(PAD), words.left))  # fmt: skip
            tops, lift = [*tops, words.top], max(lift, height)
        y = self._begin(*tops) + lift
        if words is not None:
            self._words(event, number, y - height)
        sheet.put(event.id, left, y, right - left, px(1))
        sheet.put(made, self.xs[event.target] - width // 2, y - rise, width, tall)
        self._hold(event.id, made)
        low = y - rise + tall + sheet.label_below(made)[1]
        self._end(low, line.bottom, self.lines[event.target].top)
        self._ending(number, event)

    def _ending(self, number: int, event: Event) -> None:
        """A little below the message with which lifelines end they do so, with a cross, and what comes then is below
        that."""
        gone = [one for one in dict.fromkeys((event.source, event.target)) if self.told.gone.get(one) == number]
        if not gone:
            return
        for one in gone:
            low = self.sheet.box(event.id).bottom, self.sheet.boxes[event.id][3]
            far = px(ENDING)
            if self.told.born.get(one) == number:  # its head is between
                low, far = (self.lines[one].top, self.y), px(BELOW)
            self.sheet.demand(equal(self.lines[one].bottom, low[0] + far))
            self.ends[one] = low[1] + far
        self.above = [*self.above, *(self.lines[one].bottom + px(AFTER) for one in gone)]
        self.y = max(self.y, *(self.ends[one] + px(AFTER) for one in gone))

    def _edge(self, participant: int, event: int, *, right: bool) -> int:
        """How far from the lifeline a message ends, at the bars of its participant."""
        levels = self.told.level(participant, event)
        return (px(HALF + (levels - 1) * STEP) if right else px(HALF)) if levels else 0

    def _to_itself(self, number: int, event: Event) -> None:
        sheet, line = self.sheet, self.sheet.box(event.id)
        edge = self._edge(event.first, number, right=True)
        (wide, high), out = (px(side) for side in LOOP), px(6)
        sheet.demand(equal(line.left, self.lines[event.first].cx + edge), equal(line.width, wide),
                     equal(line.height, high))  # fmt: skip
        left, lift = self.xs[event.first] + edge, 0
        tops, bottoms = [line.top], [line.bottom]
        if event.text is not None:
            words, (width, height) = sheet.box(event.text), sheet.size(event.text)
            sheet.demand(equal(words.left, line.right + out), equal(words.top + words.bottom, line.top + line.bottom))
            sheet.demand(self._between(words, event.first, number))
            tops, bottoms = [*tops, words.top], [*bottoms, words.bottom]
            lift = max(0, (height - high) // 2)
        y = self._begin(*tops)
        sheet.put(event.id, left, y + lift, wide, high)
        self._hold(event.id)
        if event.text is not None:
            sheet.put(event.text, left + wide + out, y + lift + (high - height) // 2, width, height)
            self._hold(event.text)
        self._end(y + high + 2 * lift, *bottoms)

    def _note(self, number: int, event: Event) -> None:
        sheet, note = self.sheet, self.sheet.box(event.id)
        width, height = sheet.size(event.id)
        y = self._begin(note.top)
        first, last, wide = self.lines[event.first], self.lines[event.last], sheet.room(PAD_WIDE)
        if event.side == "right":
            sheet.demand(self._between(note, event.first, number))
            left = self.xs[event.first] + self.right(event.first, number) + wide
        elif event.side == "left":
            sheet.demand(at_most(note.right + self.left(event.first, number) + px(PAD), first.cx))
            left = self.xs[event.first] - self.left(event.first, number) - wide - width
            if event.first:
                before = self.lines[event.first - 1]
                sheet.demand(at_most(before.cx + self.right(event.first - 1, number) + px(PAD), note.left))
        else:
            sheet.demand(at_most(note.left + px(PAD), first.cx), at_most(last.cx + px(PAD), note.right))
            for other in (event.first - 1, event.last + 1):
                if 0 <= other < len(self.lines):
                    line = self.lines[other].cx
                    sheet.demand(at_most(line + px(PAD), note.left) if other < event.first
                                 else at_most(note.right + px(PAD), line))  # fmt: skip
            left = (self.xs[event.first] + self.xs[event.last] - width) // 2
            needed = self.xs[event.last] - self.xs[event.first] + 2 * px(PAD_WIDE)
            if width < needed:
                sheet.widths[event.id] = needed + needed % 2, None
        sheet.put(event.id, left, y, width, height)
        self._hold(event.id)
        self._end(y + height, note.bottom)

    def _divider(self, number: int, event: Event) -> None:
        sheet, line = self.sheet, self.sheet.box(event.id)
        assert event.text is not None
        words, height = sheet.box(event.text), sheet.size(event.text)[1]
        sheet.demand(equal(words.bottom + px(ABOVE), line.top), equal(line.height, px(DIVIDER)))
        y = self._begin(words.top)
        self._words(event, number, y)
        first, last = self.lines[event.first], self.lines[event.last]
        sheet.demand(at_most(line.left + px(BEYOND / 2), first.cx), at_most(last.cx + px(BEYOND / 2), line.right))
        left, right = self.xs[event.first] - px(BEYOND), self.xs[event.last] + px(BEYOND)
        sheet.put(event.id, left, y + height + px(ABOVE), right - left, px(DIVIDER))
        self._hold(event.id)
        self._end(y + height + px(ABOVE + DIVIDER), line.bottom)

    # ------------------------------------------------------------ frames

    def _open(self, number: int, event: Event) -> None:
        sheet, frame = self.sheet, self.sheet.box(event.id)
        y = self._begin(frame.top)
        if event.word == AREA:
            self._open_area(number, event, y)
            return
        word = sheet.box(frame_word(event.id))
        (_width, height), (over, down) = sheet.size(frame_word(event.id)), (px(side) for side in CORNER)
        first = self.lines[event.first].cx - self.left(event.first, number)
        sheet.demand(equal(word.left, frame.left + over), equal(word.top, frame.top + down),
                     at_most(word.right + px(TAB), first))  # fmt: skip
        self._hold(event.id)
        self.frames.append(_Frame(event, y, []))
        bottoms = [word.bottom + down]
        if event.text is not None:
            words, tall = sheet.box(event.text), sheet.size(event.text)[1]
            if tall < 1.5 * height:
                sheet.demand(equal(words.top + words.bottom, word.top + word.bottom))
                self._words(event, number, y + down + (height - tall) // 2, close=True)
            else:  # of several lines
                sheet.demand(equal(words.top, word.top))
                self._words(event, number, y + down, close=True)
            bottoms.append(words.bottom)
            height = max(height, tall)
        self._end(y + height + 2 * down, *bottoms, gap=INSIDE)

    def _open_area(self, number: int, event: Event, y: int) -> None:
        frame, down = self.sheet.box(event.id), px(CORNER[1])
        self._hold(event.id)
        self.frames.append(_Frame(event, y, []))
        if event.text is None:
            self._end(y, frame.top, gap=INSIDE)
            return
        words = self.sheet.box(event.text)
        self.sheet.demand(equal(words.top, frame.top + down))
        self._words(event, number, y + down, close=True)
        self._end(y + down + self.sheet.size(event.text)[1], words.bottom, gap=INSIDE)

    def _part(self, number: int, event: Event) -> None:
        sheet, line, frame = self.sheet, self.sheet.box(rule(event)), self.sheet.box(event.id)
        y = self._begin(line.top)
        sheet.demand(equal(line.left, frame.left), equal(line.right, frame.right), equal(line.height, px(1)))
        self.frames[-1].rules.append((rule(event), y))
        bottoms, low = [line.bottom], y + px(1)
        if event.text is not None:
            words = sheet.box(event.text)
            sheet.demand(equal(words.top, line.bottom + px(CORNER[1])))
            self._words(event, number, low + px(CORNER[1]), close=True)
            bottoms, low = [words.bottom], low + px(CORNER[1]) + sheet.size(event.text)[1]
        self._end(low, *bottoms, gap=INSIDE)

    def _close(self, number: int, event: Event) -> None:
        sheet, frame, made = self.sheet, self.sheet.box(event.id), self.frames.pop()
        pad = px(FRAME)
        first, last = self.lines[event.first], self.lines[event.last]
        sheet.demand(at_most(frame.left + pad, first.cx), at_most(last.cx + pad, frame.right),
                     *(at_most(one + pad, frame.bottom) for one in self.above))  # fmt: skip
        boxes = [sheet.boxes[id] for id in made.inner if id in sheet.boxes]
        left = self.xs[event.first] - self.left(event.first, number) - max(self._tab(event), px(2 * FRAME))
        left = min([left - px(2), *(box[0] - pad for box in boxes)])
        right = max([self.xs[event.last] + px(HALF) + sheet.room(PAD_WIDE), *(box[2] + pad for box in boxes)])
        for id in made.inner:
            inner = sheet.box(id)
            sheet.demand(at_most(frame.left + pad, inner.left), at_most(inner.right + pad, frame.right))
        if event.first:
            edge = self.lines[event.first - 1].cx + self.right(event.first - 1, number)
            sheet.demand(at_most(edge + px(PAD), frame.left))
        if event.last + 1 < len(self.lines):
            sheet.demand(at_most(frame.right + px(PAD) + self.left(event.last + 1, number),
                                 self.lines[event.last + 1].cx))  # fmt: skip
        bottom = self.y + sheet.room(FRAME + 3)
        sheet.put(event.id, left, made.top, right - left, bottom - made.top)
        if event.word != AREA:
            word, (over, down) = frame_word(event.id), (px(side) for side in CORNER)
            sheet.put(word, sheet.boxes[event.id][0] + over, made.top + down, *sheet.size(word))
        for id, y in made.rules:
            sheet.put(id, left, y, right - left, px(1))
        self.closed.append(made)
        self._end(bottom, frame.bottom)

    # ------------------------------------------------------------ bars

    def _bar(self, bar: Bar) -> None:
        sheet, box, line = self.sheet, self.sheet.box(bar.id), self.lines[bar.participant]
        out = px((bar.level - 1) * STEP)
        begin, end = self.told.events[bar.begin], self.told.events[bar.end]
        sheet.about = begin.statement, begin.span
        sheet.demand(equal(box.left, line.cx + out - px(HALF)), equal(box.width, px(2 * HALF)),
                     at_most(box.top + px(8), box.bottom))  # fmt: skip
        top, bottom = self._height(begin, low=True), self._height(end, low=False)
        if self.told.born.get(bar.participant) == bar.begin:  # it begins below the head
            id = self.told.participants[bar.participant]
            top = line.top + px(BRIEF), sheet.boxes[id][3] + sheet.label_below(id)[1] + px(BRIEF)
        if bar.begin == bar.end:  # it is seen, and goes on beyond the end of a message to oneself
            sheet.demand(equal(box.top, top[0]), at_most(bottom[0] + px(BRIEF), box.bottom))
            bottom = box.bottom, max(top[1] + px(14), bottom[1] + px(BRIEF))
            self.above, self.y = [*self.above, box.bottom], max(self.y, bottom[1])
        else:
            sheet.demand(equal(box.top, top[0]), equal(box.bottom, bottom[0]))
        left = self.xs[bar.participant] + out - px(HALF)
        sheet.put(bar.id, left, top[1], px(2 * HALF), bottom[1] - top[1])

    def _height(self, event: Event, *, low: bool) -> tuple[Term, int]:
        """Where a bar that begins (or ends) with an event does so."""
        id = event.id
        box, (_, top, _, bottom) = self.sheet.box(id), self.sheet.boxes[id]
        if event.kind != "message" or event.first == event.last:
            return (box.top, top) if low else (box.bottom, bottom)
        return box.cy, (top + bottom) // 2


class _Frame:
    """A frame that is open: where it begins, what is in it, and the lines across it."""

    def __init__(self, event: Event, top: int, rules: list[tuple[str, int]]) -> None:
        self.event, self.top, self.rules = event, top, rules
        self.inner: list[str] = []


def write(sheet: Sheet) -> None:
    """The rules and the places of a sequence."""
    told = story(sheet.problem.scene)
    if told.participants:
        _Telling(sheet, told).write()
