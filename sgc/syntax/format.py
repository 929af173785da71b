"""Writes whole files: trees of programs as scene files, and scene files of people in their one tidy form.

A tree becomes *rows*, one for each line, which remember where in the source they come from. The formatter
puts the source's comments and blank lines back between them; without a source there are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sgc.source import SgcError, Source
from sgc.syntax import tree
from sgc.syntax.lexer import NEWLINE, Token, tokens
from sgc.syntax.parser import parse
from sgc.syntax.printer import Printer

INDENT = "  "
#: Columns of a line up to which a property list stays on it.
WIDTH = 100
_SPACED = re.compile(r"\s*:[ \t]{2,}")


def format_source(source: Source) -> str:
    """A scene file in its tidy form: every comment kept, no two blank lines in a row; declarations below each other
    have what they declare in one column where one of them had more than one blank before it.

    Formatting again changes nothing, and the tidy form has the same syntax tree (but for places).
    Raises SgcError with the diagnostics of a file that has errors.
    """
    found = parse(source)
    if any(one.is_error for one in found.diagnostics):
        raise SgcError(found.diagnostics)
    rows = list(_Rows(Printer(verbatim=True), _Places(source)).file(found))
    lines = _Lines(source.text)
    for row in rows:
        lines.row(row)
    return lines.finished()


def to_source(node: tree.SyntaxTree | tree.Figure | tree.Statement, comments: Iterable[tuple[int, str]] = ()) -> str:
    """A tree, a figure or a statement as a scene file.

    Parsing it gives the same tree (but for places). ``comments`` of one line each, with their offsets in the text
    that the spans are of, stand before what came after them there. Raises ValueError for what no scene file can
    say, such as a name of two lines.
    """
    rows = _Rows(Printer(), None)
    if isinstance(node, tree.SyntaxTree):
        made: list[_Row] = []
        for one in (*node.preamble, *node.figures):
            if made and isinstance(one, tree.Figure):
                made.append(_Row("", 0))
            made += rows.item(one, 0)
    else:
        made = list(rows.item(node, 0))
    lines: list[str] = []
    before, left = _before(made, comments)
    for number, row in enumerate(made):
        lines += (f"{INDENT * row.depth}// {comment}" for comment in before.get(number, ()))
        if row.closes and lines[-1].endswith(" {"):
            lines[-1] += "}"
        elif row.joins and lines[-1].strip() == "}":
            lines[-1] += f" {row.text}"
        else:
            lines.append((INDENT * row.depth + row.text).rstrip())
    return "\n".join((*lines, *(f"// {comment}" for comment in left))) + "\n"


def _before(rows: Sequence[_Row], comments: Iterable[tuple[int, str]]) -> tuple[dict[int, list[str]], list[str]]:
    """By the number of a row, the comments that stand before it; and those behind all rows."""
    places = sorted((row.start, number) for number, row in enumerate(rows) if row.text and not row.closes)
    found: dict[int, list[str]] = {}
    left = []
    for offset, comment in sorted(comments):
        place = bisect_left(places, (offset, 0))
        if place < len(places):
            found.setdefault(places[place][1], []).append(comment)
        else:
            left.append(comment)
    return found, left


@dataclass(frozen=True, slots=True)
class _Row:
    """One line: its text, how deep it stands, and the place ``[start, end)`` that it comes from.

    ``opens`` a block, ``closes`` one, or ``joins`` the line before it (``} else {``) if nothing is between. ``name`` is
    how long the name and the colon of a declaration are; it is ``spaced`` where several blanks follow in the source.
    """

    text: str
    depth: int
    start: int = 0
    end: int = 0
    opens: bool = False
    closes: bool = False
    joins: bool = False
    name: int = 0
    spaced: bool = False


# ---------------------------------------------------------------- rows


class _Places:
    """Where the braces of a source are: what rows need to know and trees do not tell."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self._opening: list[int] = []
        self._closing: dict[int, int] = {}
        self._words: list[Token] = []
        pending: list[int] = []
        for token in tokens(source.text):
            if token.kind == "{":
                self._opening.append(token.start)
                pending.append(token.start)
            elif token.kind == "}" and pending:
                self._closing[pending.pop()] = token.start
            elif token.text == "else":
                self._words.append(token)

    def block_end(self, head_end: int) -> int:
        """The ``}`` of the block whose head ends at an offset."""
        return self._closing[self._opening[bisect_left(self._opening, head_end)]]

    def next_else(self, offset: int) -> int:
        return self._words[bisect_left(self._words, offset, key=lambda token: token.start)].start


class _Rows:
    """Lays out statements in rows. Without ``places`` the tree comes from a program, and its spans mean nothing."""

    def __init__(self, printer: Printer, places: _Places | None) -> None:
        self._print = printer
        self._places = places

    def file(self, found: tree.SyntaxTree) -> Iterator[_Row]:
        for one in sorted((*found.preamble, *found.figures), key=lambda node: node.span.start):
            yield from self.item(one, 0)

    def item(self, node: tree.Figure | tree.Statement, depth: int) -> Iterator[_Row]:
        """The rows of a figure or a statement."""
        say = self._print
        match node:
            case tree.Figure():
                head: list[str] = [node.kind, *filter(None, (node.sort,))]
                head += [say.name(node.name)] if node.name is not None else []
                head += [say.text(node.title)] if node.title is not None else []
                head += ["x".join(map(str, node.size))] if node.size is not None else []
                last = node.title or node.name
                yield from self._block(
                    " ".join(head), node, last.span.end if last else node.span.start, node.body, depth
                )
            case tree.Declaration():
                phrase = node.phrase
                name = f"{say.target(node.name, frozenset())}:"
                end = (*phrase.words, *filter(None, (phrase.label,)), *phrase.classes)[-1].span.end
                end = max([end, *(one.span.end for one in phrase.arguments or ())])
                first, *rest = self._listed(f"{name} {say.phrase_head(phrase)}", node, end, phrase.properties, depth)
                yield replace(first, name=len(name), spaced=self._is_spaced(node))
                yield from rest
            case tree.Style():
                parts = (*node.selector, *node.classes, *filter(None, (node.link,)))
                yield from self._listed(
                    say.style_head(node), node, parts[-1].span.end, node.properties, depth, always=True
                )
            case tree.Link():
                link_parts = (*node.ends, *filter(None, (node.label,)), *node.classes)
                yield from self._listed(say.link(node), node, link_parts[-1].span.end, node.properties, depth)
            case tree.For():
                head_text = f"for {say.name(node.variable)} in {say.expression(node.values)}"
                yield from self._block(head_text, node, node.values.span.end, node.body, depth)
            case tree.Part():
                parameters = f"({', '.join(map(say.name, node.parameters))})" if node.parameters else ""
                end = (node.name, *node.parameters)[-1].span.end
                yield from self._block(f"part {say.name(node.name)}{parameters}", node, end, node.body, depth)
            case tree.Group():
                title = f" {say.text(node.title)}" if node.title is not None else ""
                end = (node.name, *filter(None, (node.title,)), *node.classes)[-1].span.end
                head_text = f"group {say.name(node.name)}{title}{say.classes(node.classes)}"
                yield from self._block(head_text, node, end, node.body, depth)
            case tree.If():
                yield from self._if(node, depth)
            case tree.Block(body=body, branches=()) if body is not None:
                head_text, end = self._print.block_head(node), _head_end(node)
                yield from self._block(head_text, node, end, body, depth)
            case tree.Block(body=body) if body is not None:
                yield from self._block_of_word(node, body, depth)
            case _:
                yield _Row(say.simple(node), depth, node.span.start, node.span.end)

    def _is_spaced(self, node: tree.Declaration) -> bool:
        """Whether more than one blank stands behind the colon of a declaration."""
        return self._places is not None and _SPACED.match(self._places.text, node.name.span.end) is not None

    def _block(
        self, head: str, node: tree.Node, head_end: int, body: Sequence[tree.Statement], depth: int
    ) -> Iterator[_Row]:
        """A head and its statements: on one line, or one a line if it was so or is too long."""
        rows = list(self._body(body, depth + 1))
        line = f"{head} {{ {'; '.join(row.text for row in rows)} }}"
        if self._is_on_one_line(node, rows) and len(INDENT) * depth + len(line) <= WIDTH:
            yield _Row(line, depth, node.span.start, node.span.end)
            return
        yield _Row(f"{head} {{", depth, node.span.start, head_end, opens=True)
        yield from rows
        yield _Row("}", depth, node.span.end - 1, node.span.end, closes=True)

    def _is_on_one_line(self, node: tree.Node, rows: Sequence[_Row]) -> bool:
        """Whether a block within a figure was written on one line, as all that is in it is here."""
        if self._places is None or isinstance(node, tree.Figure) or not rows:
            return False
        return "\n" not in self._places.text[node.span.start : node.span.end] and not any(row.opens for row in rows)

    def _body(self, body: Sequence[tree.Statement], depth: int) -> Iterator[_Row]:
        if self._places is None:
            for before, one in pairwise((None, *body)):
                assert one is not None
                if before is not None and _sort(before) != _sort(one):
                    yield _Row("", 0)
                yield from self.item(one, depth)
            return
        for one in body:
            yield from self.item(one, depth)

    def _if(self, node: tree.If, depth: int) -> Iterator[_Row]:
        """An ``if`` and its branches; a branch that is one ``if`` is written ``else if``."""
        start, word = node.span.start, "if"
        while True:
            end = node.condition.span.end
            yield _Row(
                f"{word} {self._print.expression(node.condition)} {{", depth, start, end, True, False, word != "if"
            )
            yield from self._body(node.then, depth + 1)
            close = self._places.block_end(end) if self._places else 0
            yield _Row("}", depth, close, close + 1, closes=True)
            if not node.otherwise:
                return
            start = self._places.next_else(close) if self._places else 0
            (first, *others) = node.otherwise
            if isinstance(first, tree.If) and not others and self._is_else_if(start, first):
                node, word = first, "else if"
                continue
            yield _Row("else {", depth, start, start + len("else"), True, False, True)
            yield from self._body(node.otherwise, depth + 1)
            close = self._places.block_end(start) if self._places else 0
            yield _Row("}", depth, close, close + 1, closes=True)
            return

    def _block_of_word(self, node: tree.Block, body: Sequence[tree.Statement], depth: int) -> Iterator[_Row]:
        """A block and its branches."""
        start, head = node.span.start, self._print.block_head(node)
        end = _head_end(node)
        for number, branch in enumerate((None, *node.branches)):
            if branch is not None:
                words = f" {self._print.text(branch.text)}" if branch.text is not None else ""
                start, head, body = branch.span.start, f"{branch.joint}{words}", branch.body
                end = branch.text.span.end if branch.text is not None else start + len(branch.joint)
            yield _Row(f"{head} {{", depth, start, end, True, False, number > 0)
            yield from self._body(body, depth + 1)
            close = self._places.block_end(end) if self._places else 0
            yield _Row("}", depth, close, close + 1, closes=True)

    def _is_else_if(self, start: int, branch: tree.If) -> bool:
        """Whether a branch of one ``if`` was written without a block (a program's always is)."""
        return self._places is None or "{" not in self._places.text[start : branch.span.start]

    def _listed(
        self,
        head: str,
        node: tree.Node,
        head_end: int,
        properties: Sequence[tree.Property | tree.Row],
        depth: int,
        always: bool = False,
    ) -> Iterator[_Row]:
        """A head and its property list: on one line, or one property a line if it was so or is too long."""
        span = node.span
        if not properties:
            yield _Row(f"{head} {{}}" if always else head, depth, span.start, span.end)
            return
        written = [self._print.property(one) for one in properties]
        line = f"{head} {{ {', '.join(written)} }}"
        stays = self._places is None or "\n" not in self._places.text[head_end : span.end]
        has_lines = any(isinstance(one, tree.Row) for one in properties)  # which end where the line does
        if stays and not has_lines and len(INDENT) * depth + len(line) <= WIDTH:
            yield _Row(line, depth, span.start, span.end)
            return
        yield _Row(f"{head} {{", depth, span.start, head_end, opens=True)
        for text, one in zip(written, properties, strict=True):
            yield _Row(text, depth + 1, one.span.start, one.span.end)
        yield _Row("}", depth, span.end - 1, span.end, closes=True)


def _head_end(node: tree.Block) -> int:
    return (*filter(None, (node.word, node.text)), *node.classes)[-1].span.end


def _sort(node: tree.Statement) -> int:
    """What a program's statements are grouped by: settings, objects, groups, and what is said about them."""
    if isinstance(node, tree.Setting):
        return 0
    return 1 if isinstance(node, tree.Declaration) else 3 if isinstance(node, tree.Group) else 2


# ---------------------------------------------------------------- comments and blank lines


class _Lines:
    """Puts rows, comments and blank lines together in the order of the source."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._comments = list(_comments(text))
        self._next = 0
        self._lines: list[str] = []
        self._declared: dict[int, _Row] = {}  # by the numbers of their lines
        self._end = 0  # where in the source the last line comes from
        self._opened = True  # nothing, or the head of a block, stands right above
        self._commented = False

    def row(self, row: _Row) -> None:
        self._comment_rows(
            row.end if not row.opens and not row.closes else row.start, row.start, row.depth + row.closes
        )
        if row.joins and not self._commented and self._lines[-1].strip() == "}":
            self._lines[-1] += f" {row.text}"
        elif not (row.closes and self._opened and self._fold()):
            self._blank(row.start, row.closes)
            if row.name:
                self._declared[len(self._lines)] = row
            self._lines.append(INDENT * row.depth + row.text)
        self._end, self._opened, self._commented = max(self._end, row.end), row.opens, False

    def finished(self) -> str:
        self._comment_rows(len(self._text), len(self._text), 0)
        self._align()
        return "\n".join(self._lines) + "\n" if self._lines else ""

    def _align(self) -> None:
        """Give declarations below each other one column, where the source has them so."""
        runs: list[list[int]] = []
        for number, row in self._declared.items():
            if runs and runs[-1][-1] == number - 1 and self._declared[number - 1].depth == row.depth:
                runs[-1].append(number)
            else:
                runs.append([number])
        for run in runs:
            rows = [self._declared[number] for number in run]
            column = max(row.name for row in rows) if any(row.spaced for row in rows) else 0
            for number, row in zip(run, rows, strict=True):
                at = len(INDENT) * row.depth + row.name
                line = self._lines[number]
                self._lines[number] = line[:at] + " " * (column - row.name) + line[at:]

    def _fold(self) -> bool:
        """Close a block in which nothing stands on the line of its head."""
        if self._commented or not self._lines[-1].endswith(" {"):
            return False
        self._lines[-1] += "}"
        return True

    def _comment_rows(self, limit: int, start: int, depth: int) -> None:
        """The comments before ``limit``: behind the last row if they stand on its line of the source, else
        on lines of their own, before the row that begins at ``start``."""
        while self._next < len(self._comments) and self._comments[self._next][0] < limit:
            begin, end = self._comments[self._next]
            self._next += 1
            if begin < start and not self._commented and self._lines and "\n" not in self._text[self._end : begin]:
                self._lines[-1] += f" {self._text[begin:end].rstrip()}"
                self._end, self._commented = end, True
                continue
            self._blank(min(begin, start), False)
            self._end = end if begin < start else start
            self._lines.append(INDENT * depth + self._text[begin:end].rstrip())
            self._opened = False
            self._commented = True

    def _blank(self, start: int, closes: bool) -> None:
        """One blank line where the source has some, except at the edges of blocks."""
        if not self._opened and not closes and self._text.count("\n", self._end, start) > 1:
            self._lines.append("")


def _comments(text: str) -> Iterable[tuple[int, int]]:
    """The places of all comments: what the lexer skips or takes into newlines, and begins with ``//``."""
    position = 0
    for token in tokens(text):
        yield from _in_blanks(text[position : token.start], position)
        if token.kind == NEWLINE:
            yield from _in_blanks(token.text, token.start)
        position = token.end


def _in_blanks(blanks: str, offset: int) -> Iterator[tuple[int, int]]:
    """The comments in a stretch that holds nothing else."""
    start = blanks.find("//")
    while start >= 0:
        end = blanks.find("\n", start)
        end = len(blanks) if end < 0 else end
        yield offset + start, offset + end
        start = blanks.find("//", end)
