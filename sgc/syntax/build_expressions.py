"""Builds the nodes of words, numbers, texts, references and expressions, for ``sgc.syntax.build``."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sgc.source import Code, Diagnostic, Source, Span, error
from sgc.source.codes import LIMIT, SYNTAX
from sgc.syntax import tree
from sgc.syntax.texts import BadEscape, Insertion, normal, read_quoted, text_pieces
from sgc.syntax.words import RESERVED

#: Operators within each other in one expression.
EXPRESSION_DEPTH = 100
#: Digits of one number.
DIGITS = 18

_NUMBER = re.compile(r"(\d+)(\.\d+)?(\D+)?")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


@lru_cache(maxsize=4096)
def _number(text: str) -> tuple[Fraction, str | None] | None:
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > DIGITS:
        return None
    whole, decimals, unit = match.groups()
    return Fraction(whole + (decimals or "")) if decimals else Fraction(int(whole)), unit


def node(kind: Callable[..., Any], *first: Any, **fixed: Any) -> Callable[..., Any]:
    """The method for a node whose fields are, in order, ``first`` and its children; ``fixed`` fields have one value."""

    def build(builder: ExpressionBuilder, start: int, end: int, *children: Any) -> Any:
        return kind(Span(builder.source, start, end), *first, *children, **fixed)

    return build


class ExpressionBuilder:
    """Collects what is wrong with the nodes that it builds in ``diagnostics``.

    ``insertion`` parses the expression at ``[start, end)`` of the source, None where it has errors.
    ``explain`` words the error of a statement that begins at an offset and goes wrong at a span, where other terminals
    were due.
    """

    def __init__(
        self,
        source: Source,
        insertion: Callable[[int, int], tree.Expression | None],
        explain: Callable[[int, Span, frozenset[str]], Diagnostic],
    ) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        #: Branches without an ``if``: errors too, unless it is the ``if`` that could not be read.
        self.lone_branches: list[Diagnostic] = []
        #: How many figures were built.
        self.figures = 0
        self._insertion = insertion
        self._explain = explain
        # Verbs are judged where their whole relation is known; depths are those of finished expressions.
        self._verbs: list[tree.Predicate] = []
        self._depths: dict[int, int] = {}

    def forget(self, start: int) -> None:
        """Drop what was found wrong from ``start`` on: the statement there is reported as a whole."""
        self.diagnostics = [one for one in self.diagnostics if one.span is None or one.span.start < start]
        self._verbs.clear()
        self._depths.clear()

    def _span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def _report(self, code: Code, message: str, span: Span, *hints: str) -> None:
        self.diagnostics.append(error(code, message, span, *hints))

    # ------------------------------------------------------------ words, numbers, texts

    def word_(self, start: int, end: int, text: str) -> tree.Word:
        return tree.Word(Span(self.source, start, end), normal(text))

    def quoted_word_(self, start: int, end: int, raw: str) -> tree.Word:
        return tree.Word(self._span(start, end), read_quoted(raw), quoted=True)

    def inserted_word_(self, start: int, end: int, raw: str) -> tree.Word:
        return tree.Word(self._span(start, end), "", inserted=self.inserted_(start, end, raw))

    def inserted_(self, start: int, end: int, raw: str) -> tree.Expression:
        found = self._insertion(start + 1, end - 1)
        return found if found is not None else tree.Name(self._span(start, end), raw)

    def name_(self, start: int, end: int, text: str) -> tree.Name:
        if text[0] == "'":
            return tree.Name(self._span(start, end), read_quoted(text), quoted=True)
        return tree.Name(Span(self.source, start, end), normal(text))

    keyword_name_ = node(tree.Name)
    count_name_ = node(tree.Name, "count")
    date_ = node(tree.Date)

    def number_(self, start: int, end: int, text: str) -> tree.Number:
        span = Span(self.source, start, end)
        read = _number(text)
        if read is None:
            self._report(LIMIT, f"a number may have {DIGITS} digits", span)
            read = Fraction(0), None
        return tree.Number(span, *read)

    def _whole(self, digits: str, span: Span) -> int:
        if len(digits) > DIGITS:
            self._report(LIMIT, f"a number may have {DIGITS} digits", span)
            return 0
        return int(digits)

    def color_(self, start: int, end: int, text: str) -> tree.Color:
        span = self._span(start, end)
        if not _COLOR.fullmatch(text):
            self._report(
                SYNTAX,
                f"'{text}' is no colour",
                span,
                "Write three, six or eight hexadecimal digits: #f80, #ff8800 or #ff880080.",
                "A comment begins with //.",
            )
        return tree.Color(span, text)

    def text_(self, start: int, end: int, raw: str) -> tree.Text:
        parts: list[str | tree.Expression] = []
        for piece in text_pieces(raw):
            if isinstance(piece, str):
                parts.append(piece)
            elif isinstance(piece, Insertion):
                inserted = self._insertion(start + piece.start, start + piece.end)
                if inserted is not None:
                    parts.append(inserted)
            elif isinstance(piece, BadEscape):
                place = self._span(start + piece.start, start + piece.end)
                if place.text.startswith("\\("):
                    self._report(
                        SYNTAX, "this inserted value is not closed", place, "Write \\(name), with both parentheses."
                    )
                else:
                    self._report(SYNTAX, "this escape stands for no character", place, "Write \\u{1F34E}, hexadecimal.")
        return tree.Text(Span(self.source, start, end), tuple(parts))

    def words_(self, start: int, end: int, *words: Any) -> tuple[Any, ...]:
        return words

    late_words_ = style_words_ = some_classes_ = classes_ = words_
    properties_ = references_ = names_ = computed_size_ = words_

    def value_(self, start: int, end: int, value: Any) -> Any:
        return value

    insertion_ = weight_ = gap_ = radius_ = about_ = around_ = value_
    line_kind_ = figure_sort_ = activation_word_ = setting_name_ = compare_ = sign_ = product_sign_ = value_

    def arguments_(self, start: int, end: int, *values: tree.Expression | None) -> tuple[tree.Expression, ...]:
        return tuple(one for one in values if one is not None)

    # ------------------------------------------------------------ references

    def index_(self, start: int, end: int, base: Any, *indices: tree.Expression) -> Any:
        return self._deepened(tree.Index(Span(self.source, start, end), base, indices), base, *indices)

    def member_(self, start: int, end: int, base: tree.Expression, name: tree.Name) -> Any:
        return self._deepened(tree.Member(Span(self.source, start, end), base, name), base)

    def reference_(self, start: int, end: int, target: Any) -> tree.Reference:
        self._check_free(target)
        return tree.Reference(Span(self.source, start, end), target)

    def quantified_(self, start: int, end: int, quantifier: tree.Quantifier, target: Any) -> tree.Reference:
        self._check_free(target)
        return tree.Reference(self._span(start, end), target, quantifier)

    selected_ = node(tree.Reference)

    def _check_free(self, target: Any) -> None:
        if isinstance(target, tree.Name) and target.text in RESERVED and not target.quoted:
            self._report(
                SYNTAX,
                f"'{target.text}' is a word of the language here, not a name",
                target.span,
                f"To mean the object of this name, quote it: '{target.text}'.",
            )

    selector_ = node(tree.Selector)
    class_selector_ = node(tree.Selector, None)
    some_ = node(tree.Quantifier, "some")
    none_ = node(tree.Quantifier, "none")
    each_ = node(tree.Quantifier, "each")
    exactly_ = node(tree.Quantifier, "exactly")
    at_least_ = node(tree.Quantifier, "at least")
    at_most_ = node(tree.Quantifier, "at most")

    # ------------------------------------------------------------ expressions

    def _deepened(self, node: Any, *children: tree.Expression) -> Any:
        """The node, whose depth is remembered; an expression that nests too deeply is reported once."""
        depths = self._depths
        depth = 1 + max([depths.pop(id(child), 0) for child in children], default=0)
        depths[id(node)] = depth
        if depth == EXPRESSION_DEPTH + 1:
            self._report(
                LIMIT,
                f"an expression may nest {EXPRESSION_DEPTH} deep",
                node.span,
                "Give parts of it names with 'let'.",
            )
        return node

    def binary_(self, start: int, end: int, left: tree.Expression, operator: Any, right: tree.Expression) -> Any:
        return self._deepened(tree.Binary(Span(self.source, start, end), operator, left, right), left, right)

    def unary_(self, start: int, end: int, operator: Any, operand: tree.Expression) -> Any:
        return self._deepened(tree.Unary(self._span(start, end), operator, operand), operand)

    def comparison_(self, start: int, end: int, *parts: Any) -> Any:
        operators: Any = tuple("==" if one == "=" else one for one in parts[1::2])
        return self._deepened(tree.Comparison(self._span(start, end), parts[::2], operators), *parts[::2])

    def not_(self, start: int, end: int, operand: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "not", (operand,)), operand)

    def and_(self, start: int, end: int, *operands: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "and", operands), *operands)

    def or_(self, start: int, end: int, *operands: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "or", operands), *operands)

    def implies_(self, start: int, end: int, *operands: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "implies", operands), *operands)

    range_ = node(tree.Range)
    range_from_ = node(tree.Range, most=None)
    range_to_ = node(tree.Range, None)
    pair_ = node(tree.Pair)
    count_ = node(tree.Count)
    count_classes_ = node(tree.Count, ())

    def several_words_(self, start: int, end: int, *words: tree.Word) -> tree.Words:
        return tree.Words(self._span(start, end), words)

    def call_(self, start: int, end: int, function: tree.Name, *arguments: tree.Expression | None) -> Any:
        given = tuple(one for one in arguments if one is not None)
        return self._deepened(tree.Call(self._span(start, end), function, given), *given)
