"""Goes on after an error: one diagnostic for one mistake, and the place from where reading makes sense again.

A failed statement is left out, from its beginning to its end. If only the head of a block was wrong, its
body is read; if a brace is missing, guesses by lines and indentation keep the error from spreading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from sgc.source import Code, Diagnostic, Source, Span, error
from sgc.source.codes import LIMIT, NOT_YET, SYNTAX
from sgc.syntax import mistakes
from sgc.syntax.extent import indentation, is_further_left, matching, statement_end
from sgc.syntax.failure import FIGURE_KINDS, Failure, declared_names
from sgc.syntax.lexer import END, NESTING, OPENING, UNCLOSED_QUOTE, UNCLOSED_TEXT, Token, tokens
from sgc.syntax.mistake import nearest_head

_LATER_KINDS = ("chart", "geometry")
_FILE_HEADS = (*FIGURE_KINDS, "part", "style")
_BLOCK_HEADS = ("for", "if", "else", "part", "group")


@dataclass(frozen=True, slots=True)
class Resumption:
    """Where to go on reading: behind the "statement", in the "block" of which the head was wrong, or at
    the "figure" that begins inside of a block."""

    at: Literal["statement", "block", "figure"]
    position: int


class Recovery:
    """What the errors of one source have told so far; ``errors`` are their diagnostics.

    ``figures`` tells how many figures have been read.
    """

    def __init__(self, source: Source, figures: Callable[[], int]) -> None:
        self.errors: list[Diagnostic] = []
        self._source = source
        self._text = source.text
        self._declared: frozenset[str] | None = None
        # Statements outside of figures are reported once until the next figure: behind so many.
        self._figures = figures
        self._outside_behind: int | None = None
        # The indentations of heads without a brace: a ``}`` there closes nothing that was opened.
        self._owed: list[int] = []
        # Whether a text without its end has taken a ``}``: what that one closes is not told again.
        self._has_taken_brace = False
        # How many more braces are closed than opened, once that was asked for.
        self._surplus: int | None = None

    # ------------------------------------------------------------ one failure

    def resume(
        self,
        start: int,
        token: Token,
        place: Literal["file", "block"],
        expects: frozenset[str],
        opened: Sequence[int],
        limit: int,
    ) -> Resumption | None:
        """Report that the statement beginning at ``start`` went wrong at ``token``, unless that follows
        from an earlier error. ``opened`` are the brackets open there, ``expects`` what would have fitted.
        None where the text has ended."""
        failure = self._failure(start, token, place, expects, limit)
        if token.kind in (UNCLOSED_TEXT, UNCLOSED_QUOTE):
            self._has_taken_brace |= token.text.count("}") > token.text.count("{")
        opener = opened[-1] if opened else None
        if token.kind in OPENING and len(opened) >= NESTING:
            self._add(LIMIT, f"brackets may nest {NESTING} deep", token.start, token.end)
            return self._behind(token, statement_end(self._text, token.start, limit))
        if opener is not None and self._text[opener] == "{":
            if token.kind == END and token.start == start:
                if not self._has_taken_brace:
                    self._unclosed(self._misindented() or opener)
                return None
            if place == "block" and failure.begins_figure:
                self._unclosed(self._misindented(start) or opener)
                return Resumption("figure", start)
            line_start = self._text.rfind("\n", 0, token.start) + 1
            if start <= opener < line_start and self._looks_unclosed(opener):  # a property list
                self._unclosed(opener)
                return Resumption("statement", line_start)
        if place == "file":
            return self._resume_in_file(failure, token, limit)
        self.errors.append(mistakes.explain(failure))
        return self._resume_behind(failure, token, _BLOCK_HEADS, limit)

    def explained(self, start: int, token: Token, place: str, expects: frozenset[str], limit: int) -> Diagnostic:
        """What is wrong with a statement, or with an inserted expression."""
        return mistakes.explain(self._failure(start, token, place, expects, limit))

    def explained_word(self, start: int, at: Span, due: frozenset[str]) -> Diagnostic:
        """What is wrong with a word of a statement that could be read, where another is due: a relation or a name."""
        token = Token("NAME", at.text, at.start, at.end)
        return self.explained(start, token, "block", due, len(self._text))

    def _failure(self, start: int, token: Token, place: str, expects: frozenset[str], limit: int) -> Failure:
        return Failure.read(self._source, start, token, expects, limit, place, self._declared_names)

    def _declared_names(self) -> frozenset[str]:
        if self._declared is None:
            self._declared = declared_names(self._text)
        return self._declared

    def _resume_in_file(self, failure: Failure, token: Token, limit: int) -> Resumption:
        first, start = failure.first, failure.start
        if token.start == start:
            if first.text in _LATER_KINDS:
                self._outside_behind = None
                self._add(
                    NOT_YET,
                    f"a figure of kind '{first.text}' cannot be compiled yet",
                    start,
                    failure.head_end,
                    "This version compiles figures of the kinds 'scene' and 'diagram'.",
                )
                body = failure.brace_on_next_line if failure.brace is None else None
                return self._behind(token, statement_end(self._text, start if body is None else body, limit))
            if first.kind == "}":
                if not self._is_outside:
                    self._add(
                        SYNTAX,
                        "this '}' closes nothing",
                        start,
                        token.end,
                        "Remove it, or write the '{' that it closes.",
                    )
                return Resumption("statement", token.end)
            if not self._begins_with(failure, _FILE_HEADS):
                if not self._is_outside:
                    self.errors.append(mistakes.outside(failure))
                self._outside_behind = self._figures()
                return self._behind(token, statement_end(self._text, start, limit))
        self.errors.append(mistakes.explain(failure))
        resumption = self._resume_behind(failure, token, _FILE_HEADS, limit)
        # Where the head of a figure has no block, its statements follow, and its brace.
        self._outside_behind = None if resumption.at == "block" else self._figures()
        return resumption

    def _resume_behind(self, failure: Failure, token: Token, heads: Sequence[str], limit: int) -> Resumption:
        """In the failed statement's block, if only its head was wrong, or else behind the statement."""
        if self._begins_with(failure, heads):
            brace = failure.brace if failure.brace is not None else failure.brace_on_next_line
            if brace is None:
                self._owed.append(indentation(self._text, failure.start))
            elif brace >= token.start:
                return Resumption("block", brace)
        end = statement_end(self._text, failure.start, limit)
        if self._text[end : end + 1] == "}" and self._is_surplus(failure.start, end):
            end += 1
        return self._behind(token, end, failure.start)

    @staticmethod
    def _begins_with(failure: Failure, heads: Sequence[str]) -> bool:
        """Whether a statement begins with the head of a block, or with what was meant to be one."""
        if failure.first.text in heads:
            return not failure.is_declaration
        has_block = failure.brace is not None and not failure.is_declaration
        return has_block and nearest_head(failure.first.text, heads) is not None

    @staticmethod
    def _behind(token: Token, end: int, start: int | None = None) -> Resumption:
        """Behind a statement, and behind what failed at least where the statement is empty."""
        moved = end > (token.start if start is None else start)
        return Resumption("statement", end if moved else token.end)

    @property
    def _is_outside(self) -> bool:
        """Whether it was said already that statements stand outside of figures here."""
        return self._outside_behind == self._figures()

    def _add(self, code: Code, message: str, start: int, end: int, *hints: str) -> None:
        self.errors.append(error(code, message, self._source.span(start, end), *hints))

    # ------------------------------------------------------------ braces

    def _unclosed(self, opener: int) -> None:
        bracket = self._text[opener]
        self._add(
            SYNTAX, f"this '{bracket}' is not closed", opener, opener + 1, f"Write '{OPENING[bracket]}' where it ends."
        )

    def _looks_unclosed(self, opener: int) -> bool:
        """Whether a property list that goes on over lines is one whose ``}`` was forgotten: nothing closes
        it, or something that stands further left; in a text without indentation, when a property stands
        behind its ``{``."""
        close = matching(self._text, opener)
        if close is None or is_further_left(self._text, close, opener):
            return True
        line_end = self._text.find("\n", opener)
        behind = self._text[opener + 1 : line_end].partition("//")[0].strip()
        return bool(behind) and indentation(self._text, opener) == 0

    def _misindented(self, limit: int | None = None) -> int | None:
        """The first ``{`` whose ``}`` stands further left than its line: that one closed an outer block."""
        opened: list[int] = []
        for token in tokens(self._text, 0, limit):
            if token.kind == "{":
                opened.append(token.start)
            elif token.kind == "}" and opened:
                opener = opened.pop()
                if is_further_left(self._text, token.start, opener):
                    return opener
        return None

    def _is_surplus(self, start: int, close: int) -> bool:
        """Whether the ``}`` behind a failed statement, on its line, closes nothing but the statement: the
        text has more closing braces than opening ones."""
        if "\n" in self._text[start:close]:
            return False
        if self._surplus is None:
            kinds = [token.kind for token in tokens(self._text)]
            self._surplus = kinds.count("}") - kinds.count("{")
        self._surplus -= 1
        return self._surplus >= 0

    def closes_owed(self, close: int, opened: Sequence[int]) -> bool:
        """Whether a ``}`` closes the block of a head without ``{``, by its place in its line."""
        if not self._owed:
            return False
        before = self._text[self._text.rfind("\n", 0, close) + 1 : close]
        if before.strip() or len(before) != self._owed[-1]:
            return False
        if opened and indentation(self._text, opened[-1]) == len(before):
            return False
        self._owed.pop()
        return True
