"""A statement that could not be read: its tokens, where it went wrong, and what might have stood there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sgc.source import Diagnostic, Source, Span, error
from sgc.source.codes import SYNTAX
from sgc.syntax.lexer import END, NEWLINE, Token, tokens

FIGURE_KINDS = ("scene", "diagram", "chart", "geometry")
#: What the head of a figure looks like, and what the parser takes its first word for inside of a block.
FIGURE_HEAD = re.compile(r"""\w+(?:[^\S\n]+[^\W\d]\w*)*[^\S\n]*(?:"[^"\n]*")?[^\S\n]*(?:\d+x\d+)?[^\S\n]*\{""")
_HEADS = re.compile(rf"^[^\S\n]*({'|'.join(FIGURE_KINDS)})\b", re.MULTILINE)
FIGURE = "FIGURE"
ENDS = (NEWLINE, ";", "}", END)
#: Tokens that a failure looks at behind the place where it went wrong.
_FOLLOWING = 100

_DECLARED = re.compile(r"(?:^|[{;}\n])\s*([^\W\d]\w*|'[^'\n]+')\s*(?:\[[^\]\n]*\])?\s*:")


@dataclass(frozen=True)
class Failure:
    """``tokens`` are those of the statement, by shape alone (keywords are names), and what ends it;
    ``at`` is the index of the one that did not fit. ``expects`` are the terminals that would have.
    ``place`` is "file", "block" or "insertion".
    """

    source: Source
    tokens: tuple[Token, ...]
    at: int
    expects: frozenset[str]
    place: str
    declared_names: Callable[[], frozenset[str]]

    @staticmethod
    def read(
        source: Source,
        start: int,
        token: Token,
        expects: frozenset[str],
        limit: int,
        place: str,
        declared_names: Callable[[], frozenset[str]],
    ) -> Failure:
        found: list[Token] = []
        at = behind = 0
        for one in tokens(source.text, start, limit):
            found.append(one)
            if one.start <= token.start:
                at = len(found) - 1
                continue
            behind += 1
            # One token more than the statement: a brace on the next line tells something.
            if (found[-2].kind in ENDS and len(found) - 2 >= at) or behind > _FOLLOWING:
                break
        return Failure(source, tuple(found), at, expects, place, declared_names)

    # ------------------------------------------------------------ looking around

    @property
    def token(self) -> Token:
        """The token that did not fit."""
        return self.tokens[self.at]

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def start(self) -> int:
        return self.first.start

    def peek(self, offset: int) -> Token | None:
        """The token so many places behind (or before) the one that did not fit."""
        index = self.at + offset
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def kinds(self, *offsets: int) -> tuple[str, ...]:
        """The kinds of tokens around the one that did not fit; "" where there is none."""
        around = (self.peek(offset) for offset in offsets)
        return tuple(one.kind if one is not None else "" for one in around)

    @property
    def ended(self) -> bool:
        """Whether the statement stopped too early, and no word of it is wrong."""
        return self.token.kind in ENDS

    @cached_property
    def line(self) -> tuple[Token, ...]:
        """The statement's tokens on its first line."""
        end = next((i for i, one in enumerate(self.tokens) if one.kind in (NEWLINE, ";", END)), len(self.tokens))
        return self.tokens[:end]

    @property
    def is_declaration(self) -> bool:
        return ":" in [one.kind for one in self.line[1:2]] or self._colon_behind_index

    @property
    def is_statement(self) -> bool:
        """Whether this is a statement of a block, of several words, that declares nothing."""
        return self.place == "block" and not self.is_declaration and len(self.line) > 1

    @property
    def _colon_behind_index(self) -> bool:
        kinds = [one.kind for one in self.line]
        return kinds[1:2] == ["["] and "]" in kinds and kinds[kinds.index("]") + 1 :][:1] == [":"]

    @property
    def brace(self) -> int | None:
        """The place of the first ``{`` on the statement's line."""
        return next((one.start for one in self.line if one.kind == "{"), None)

    @property
    def brace_on_next_line(self) -> int | None:
        """The place of a ``{`` that begins the next line."""
        end = len(self.line)
        following = self.tokens[end : end + 2]
        if len(following) == 2 and following[0].kind == NEWLINE and following[1].text.startswith("{"):
            return following[1].start
        return None

    @property
    def head_end(self) -> int:
        """Where the head of a block ends: before its ``{``, or with its line."""
        kept = [one for one in self.line if self.brace is None or one.start < self.brace]
        return kept[-1].end if kept else self.first.end

    @property
    def begins_figure(self) -> bool:
        """Whether the statement reads like the head of a figure."""
        kinds = [one.kind for one in self.line]
        if self.first.text not in FIGURE_KINDS:
            return False
        rest = kinds[2:] if kinds[1:2] == ["NAME"] else kinds[1:]
        return bool(rest) and rest[0] in ("TEXT", "SIZE", "{") and "{" in rest

    @cached_property
    def figure(self) -> str:
        """The kind of the figure that the statement stands in; "" outside of figures."""
        heads = _HEADS.findall(self.source.text, 0, self.start)
        return heads[-1] if heads and self.place != "file" else ""

    def is_declared(self, name: str) -> bool:
        """Whether a name, in single quotes or without, seems to be declared anywhere in the text."""
        return name.strip("'") in self.declared_names()

    # ------------------------------------------------------------ saying it

    def error(self, message: str, *hints: str, at: Token | None = None, to: Token | None = None) -> Diagnostic:
        """An error at a token, or from one token to another."""
        one = at or self.token
        return error(SYNTAX, message, self.span(one, to or one), *hints)

    def span(self, first: Token, last: Token) -> Span:
        # The end of a line is marked right behind its last token.
        if first is last and first.kind in (NEWLINE, END) and self.at > 0:
            before = self.tokens[self.tokens.index(first) - 1]
            return self.source.span(before.end, before.end)
        if first.kind == NEWLINE and first is last:
            return self.source.span(first.start, first.start)
        return self.source.span(first.start, last.end)

    def text(self, first: Token, last: Token) -> str:
        return self.source.text[first.start : last.end]


def declared_names(text: str) -> frozenset[str]:
    """The names that a text seems to declare, found without parsing it."""
    return frozenset(match[1].strip("'") for match in _DECLARED.finditer(text))
