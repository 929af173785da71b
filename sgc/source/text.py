"""Source text and positions in it: where every later value says it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One text that a person gave: a scene file, standard input, or an English prompt.

    ``path`` is None for text that did not come from a file. ``reader`` is the language model that reads a prompt, by
    its folder or name; None: rules do. Two sources are equal only when
    they are the same object, so that spans of different files never compare equal by accident.
    """

    name: str
    text: str = field(repr=False)
    path: Path | None = None
    is_prompt: bool = False
    reader: str | None = None
    _starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts = [0]
        find = self.text.find
        position = find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = find("\n", position + 1)
        object.__setattr__(self, "_starts", starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a code-point offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def span(self, start: int = 0, end: int | None = None) -> Span:
        return Span(self, start, len(self.text) if end is None else end)


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """A half-open range of code points ``[start, end)`` in a source."""

    source: Source
    start: int
    end: int

    def __repr__(self) -> str:
        return f"<{self.source.name}:{self.line}:{self.column}>"

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    def to(self, other: Span) -> Span:
        """The smallest span over both; they must be of the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))

    def overlaps(self, other: Span) -> bool:
        """Whether they have a code point in common; they must be of the same source."""
        return self.start < other.end and other.start < self.end

    def to_json(self) -> dict[str, int]:
        """``{line, column, end_line, end_column}``, or ``{start, end}`` in a prompt."""
        if self.source.is_prompt:
            return {"start": self.start, "end": self.end}
        line, column = self.source.position(self.start)
        end_line, end_column = self.source.position(self.end)
        return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}


#: The span of values that no person wrote (built by a program).
NOWHERE = Span(Source("<program>", ""), 0, 0)
