"""The lifelines of a sequence side by side: how much room each needs, and how far apart they stand for all words."""

from __future__ import annotations

from collections.abc import Iterator

from sgc.graph.ordered.sequence import AREA, Event, Story, frame_word, lifeline
from sgc.layout.ordered.sheet import Sheet, px

#: Half the width of a bar, and how far one on another stands out; in pixels, as all that follow.
HALF, STEP = 5, 4
#: Comfortable room between words and the lifelines beside them, and between heads.
PAD_WIDE, HEADS_WIDE = 12, 56
#: The way of a message to its own sender.
LOOP = (28, 18)
#: Around what is in a frame; its word from its corner, and what is right of the word.
FRAME, CORNER, TAB = 9, (8, 5), 9


class Lifelines:
    """The lifelines of one story on a sheet; ``xs`` are where they are proposed."""

    def __init__(self, sheet: Sheet, told: Story) -> None:
        self.sheet, self.told = sheet, told
        self.lines = [sheet.box(lifeline(id)) for id in told.participants]
        self.heads = [sheet.box(id) for id in told.participants]
        self.xs = self._across()

    def reach(self, number: int) -> int:
        """Half the room of a head with its label."""
        id = self.told.participants[number]
        return max(self.sheet.size(id)[0], self.sheet.label_below(id)[0]) // 2

    def right(self, number: int, event: int) -> int:
        """How far the bars of a participant, or its head, reach to the right of its lifeline about an event."""
        if self.told.born.get(number) == event:
            return self.reach(number)
        levels = max(self.told.level(number, event), self.told.level(number, event - 1))
        return px(HALF + (levels - 1) * STEP) if levels else 0

    def left(self, number: int, event: int) -> int:
        if self.told.born.get(number) == event:
            return self.reach(number)
        levels = max(self.told.level(number, event), self.told.level(number, event - 1))
        return px(HALF) if levels else 0

    def _across(self) -> list[int]:
        """Where the lifelines are proposed: far enough apart for all words between them."""
        told, sheet, many = self.told, self.sheet, len(self.told.participants)
        gaps = [self.reach(i) + self.reach(i + 1) + sheet.room(HEADS_WIDE) for i in range(many - 1)]
        wide = sheet.room(PAD_WIDE)

        def need(gap: int, room: int) -> None:
            if 0 <= gap < many - 1:
                gaps[gap] = max(gaps[gap], room)

        for first, last, title in self._groups():
            beside = [gap for gap in (first - 1, last) if 0 <= gap < many - 1]
            for gap in beside:
                need(gap, self.reach(gap) + self.reach(gap + 1) + 2 * sheet.problem.measures.padding + wide)
            spare = max(0, title - self.reach(first) - self.reach(last) - sum(gaps[first:last]))
            # The title of a group with one head reaches beyond that to both sides.
            for gap in range(first, last) if first < last else beside:
                gaps[gap] += spare // (last - first or 2)
        later: list[tuple[int, Event, int]] = []
        before, behind = [0] * (many + 1), [0] * (many + 1)  # the frames that are open and begin, or end, at each
        for number, event in enumerate(told.events):
            words = sheet.size(event.text)[0] if event.text is not None else 0
            bars = self.right(event.first, number) + max(px(HALF), self.left(event.last, number))
            around = behind[event.first] * px(FRAME)
            match event.kind:
                case "message" if event.first == event.last:
                    need(event.first, bars + px(LOOP[0]) + px(6) + words + wide + around)
                case "message" if event.last == event.first + 1:
                    need(event.first, bars + words + 2 * wide)
                case "note" if event.side == "right":
                    need(event.first, bars + sheet.size(event.id)[0] + 2 * wide + around)
                case "note" if event.side == "left":
                    need(event.first - 1, bars + sheet.size(event.id)[0] + 2 * wide)
                case "open":
                    tab = self._tab(event) + px(FRAME) + wide
                    before[event.first] += 1
                    behind[event.last] += 1
                    if event.first == event.last:
                        need(event.first, words + bars + 2 * wide + behind[event.last] * px(FRAME))
                    need(event.first - 1, before[event.first] * tab + px(HALF) + wide)
                    later.append((number, event, words + bars + 2 * wide))
                    continue
                case "close":
                    before[event.first] -= 1
                    behind[event.last] -= 1
            if event.text is not None and (event.kind != "message" or event.last > event.first + 1):
                later.append((number, event, words + bars + 2 * wide))
        for _, event, room in later:
            if event.last > event.first:
                best = max(range(event.first, event.last), key=lambda gap: (gaps[gap] - room, -gap))
                need(best, room)
        xs = [self.reach(0) if many else 0]
        for gap in gaps:
            xs.append(xs[-1] + gap + gap % 2)
        return xs

    def _tab(self, event: Event) -> int:
        """How far a frame reaches to the left of what is in it, for its word; an area has none."""
        return 0 if event.word == AREA else self.sheet.size(frame_word(event.id))[0] + px(CORNER[0] + TAB)

    def _groups(self) -> Iterator[tuple[int, int, int]]:
        """The groups around heads: the first and the last of these, and the width of the title."""
        by_id = self.sheet.problem.by_id
        of = [by_id[id].object.container for id in self.told.participants]
        for group in dict.fromkeys(one for one in of if one is not None):
            inside = [number for number, one in enumerate(of) if one == group]
            label = by_id[group].extent.label
            yield inside[0], inside[-1], label.width if label is not None else 0
