"""The stretch of a foreign file that is one diagram, with offsets of the whole file; and what is said of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sgc.source import Diagnostic, Severity, Source, Span, error, warning
from sgc.source.codes import FOREIGN_SYNTAX, NOT_IMPORTED


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end; ``start`` is the file's offset of its first character, and ``length`` that of its
    place in the file, where that is not the text's."""

    text: str
    start: int
    length: int | None = None

    def stripped(self) -> Line:
        """The line without blanks around it."""
        text = self.text.lstrip()
        return Line(text.rstrip(), self.start + len(self.text) - len(text), self.length)

    def statement(self) -> Line:
        """The line without blanks around it and the ``;`` at its end, which may be one of an entity (``#quot;``)."""
        one = self.stripped()
        text = one.text if re.search(r"[#&]\w+;$", one.text) else one.text.rstrip("; \t")
        return Line(text, one.start, one.length)

    @property
    def indent(self) -> int:
        """How far its text is indented; a tab goes to the next column of eight."""
        text = self.text.expandtabs(8)
        return len(text) - len(text.lstrip())


@dataclass(frozen=True, slots=True)
class Written:
    """A line of a text that macros made: its offset there, and its place in the file, where it may stand as it is."""

    at: int
    start: int
    end: int
    is_as_written: bool


@dataclass(slots=True)
class Page:
    """What a reader reads: a text as long as the file's, in which all that is not of the diagram is blank.

    So every offset in ``text`` is one of the file, and its lines end alike on every system; but where macros of the
    file stand for something else, ``written`` are the lines of ``text`` with the places in the file that they come
    from. ``comments`` are the file's remarks to people, by offset.
    """

    source: Source
    text: str
    comments: list[tuple[int, str]] = field(default_factory=list)
    written: Sequence[Written] = ()
    _remarks: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)
    _places: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    _attributes: dict[str, dict[str, Span]] = field(default_factory=dict)

    @classmethod
    def whole(cls, source: Source) -> Page:
        return cls(source, source.text.replace("\r\n", " \n"))  # lines end as anywhere else, and every offset stays

    def part(self, start: int, end: int) -> Page:
        """A stretch of the page as a page of its own, with the same remarks."""
        text = _blank(self.text[:start]) + self.text[start:end] + _blank(self.text[end:])
        return Page(self.source, text, self.comments, self.written, self._remarks, self._places, self._attributes)

    # ------------------------------------------------------------ places and lines

    def span(self, start: int, end: int) -> Span:
        """The place ``[start, end)`` without blanks at its ends."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = max(start, start + len(text.strip()))
        if self.written:
            return Span(self.source, self._in_file(start, is_end=False), self._in_file(end, is_end=True))
        return Span(self.source, start, end)

    def _in_file(self, offset: int, *, is_end: bool) -> int:
        """Where in the file an offset of the text comes from: for what a macro makes, an end of the line it is in."""
        one = self.written[bisect_right(self.written, offset, key=lambda line: line.at) - 1]
        if one.is_as_written:
            return min(one.start + offset - one.at, one.end)
        return one.end if is_end else one.start

    def write(self, lines: Sequence[tuple[str, int, int]]) -> None:
        """Put other lines in place of the text, each with the place in the file that it comes from."""
        made, at = [], 0
        for text, start, end in lines:
            made.append(Written(at, start, end, text == self.text[start:end]))
            at += len(text) + 1
        self.text, self.written = "\n".join(text for text, _, _ in lines), made

    def place(self, line: Line) -> Span:
        return self.span(line.start, line.start + (len(line.text) if line.length is None else line.length))

    def lines(self) -> Iterator[Line]:
        """The lines that are not blank."""
        start = 0
        for text in self.text.split("\n"):
            if text.strip():
                yield Line(text, start)
            start += len(text) + 1

    def blank(self, start: int, end: int) -> None:
        """Take a stretch that was read out of the text."""
        self.text = self.text[:start] + _blank(self.text[start:end]) + self.text[end:]

    def blank_all(self, pattern: re.Pattern[str]) -> None:
        """Take all that fits a pattern out of the text; its group ``comment`` is for people."""
        found = list(pattern.finditer(self.text))
        pieces, position = [], 0
        for one in found:
            pieces += [self.text[position : one.start()], _blank(one[0])]
            position = one.end()
            comment = one.groupdict().get("comment")
            if comment and comment.strip():
                self.comments.append((one.start(), " ".join(comment.split())))
        self.text = "".join((*pieces, self.text[position:]))

    # ------------------------------------------------------------ remarks

    def left_out(self, what: str, span: Span, *hints: str) -> None:
        """Warn of what was understood and has no counterpart; of one kind once, with how often it occurs."""
        self._remark(("left out", what), warning(NOT_IMPORTED, f"{what} has no counterpart here and is left out",
                                                 span, *hints))  # fmt: skip

    def attribute_left_out(self, name: str, of: str, span: Span) -> None:
        """Warn of what is said of "nodes", "graphs", … and has no counterpart; one remark names all of their kind."""
        self._attributes.setdefault(of, {}).setdefault(name, span)

    def not_understood(self, span: Span, message: str = "this is not understood and is left out", *hints: str) -> None:
        """Warn of a place that was not understood."""
        self._remark((str(span.start), message), warning(FOREIGN_SYNTAX, message, span, *hints))

    def unreadable(self, span: Span, message: str, *hints: str) -> None:
        """The page cannot be read at all."""
        self._remark((str(span.start), message), error(FOREIGN_SYNTAX, message, span, *hints))

    def _remark(self, key: tuple[str, str], remark: Diagnostic) -> None:
        self._places.setdefault(key, set()).add(remark.span.start if remark.span is not None else 0)
        self._remarks.setdefault(key, remark)

    def diagnostics(self, some_read: bool) -> tuple[Diagnostic, ...]:
        """All remarks; one that was made at several places says at how many. Where some diagrams were read, that
        others could not is a warning."""
        made = []
        for key, remark in self._remarks.items():
            if (times := len(self._places[key])) > 1:
                remark = replace(remark, message=f"{remark.message} (at {times} places)")
            made.append(replace(remark, severity=Severity.WARNING) if some_read and remark.is_error else remark)
        for of, names in self._attributes.items():
            *others, last = (f"'{name}'" for name in names)
            listed, verb = (f"{', '.join(others)} and {last}", "have") if others else (last, "has")
            verbs = f"{verb} no counterpart here and {'are' if others else 'is'} left out"
            made.append(warning(NOT_IMPORTED, f"{listed} of {of} {verbs}", next(iter(names.values()))))
        return tuple(made)

    @property
    def is_misread(self) -> bool:
        """Whether something of it was not understood."""
        return any(remark.code is FOREIGN_SYNTAX for remark in self._remarks.values())

    @property
    def is_refused(self) -> bool:
        """Whether something of it could not be read at all."""
        return any(remark.is_error for remark in self._remarks.values())


def _blank(text: str) -> str:
    """As many characters, lines kept, nothing on them."""
    return "\n".join(" " * len(line) for line in text.split("\n"))
