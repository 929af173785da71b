"""Builds syntax trees: one method for each node of the grammar, called as the parser reduces it.

A method is named like its rule (or the rule's alias) with a trailing underscore, takes the node's
place as offsets ``[start, end)`` and its children, and returns the node. What the grammar cannot say
(a verb ends in ``-ing``, ``else`` follows an ``if``) is checked here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sgc.source import Code, Diagnostic, Source, Span, error
from sgc.source.codes import BAD_NAME, LIMIT, MISPLACED, SYNTAX
from sgc.syntax import tree
from sgc.syntax.texts import BadEscape, Insertion, normal, read_quoted, text_pieces
from sgc.syntax.words import PREDICATE_STARTS, RESERVED, predicate_words

#: Operators within each other in one expression.
EXPRESSION_DEPTH = 100
#: ``else if`` after each other.
BRANCHES = 64
#: Digits of one number.
DIGITS = 18

_NUMBER = re.compile(r"(\d+)(\.\d+)?(\D+)?")
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


@dataclass(frozen=True, slots=True)
class _Else:
    """A branch that is not yet joined to its ``if``."""

    span: Span
    body: tuple[tree.Statement, ...] | tree.If


@lru_cache(maxsize=4096)
def _number(text: str) -> tuple[Fraction, str | None] | None:
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > DIGITS:
        return None
    whole, decimals, unit = match.groups()
    return Fraction(whole + (decimals or "")) if decimals else Fraction(int(whole)), unit


class Builder:
    """Builds the nodes of one source and collects what is wrong with them in ``diagnostics``.

    ``insertion`` parses the expression at ``[start, end)`` of the source, None where it has errors.
    ``explain`` words the error of a statement that begins at an offset and goes wrong at a span.
    """

    def __init__(
        self,
        source: Source,
        insertion: Callable[[int, int], tree.Expression | None],
        explain: Callable[[int, Span], Diagnostic],
    ) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
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

    # ------------------------------------------------------------ files, figures, blocks

    def file_(self, start: int, end: int, *items: Any) -> tuple[tuple[tree.Statement, ...], tuple[tree.Figure, ...]]:
        figures = tuple(one for one in items if isinstance(one, tree.Figure))
        return tuple(one for one in items if one is not None and not isinstance(one, tree.Figure)), figures

    def fragment_(self, start: int, end: int, *items: Any) -> tuple[tree.Statement, ...]:
        return self._joined(items)

    def insertion_(self, start: int, end: int, value: tree.Expression) -> tree.Expression:
        return value

    def figure_(
        self, start: int, end: int, name: tree.Name | None, title: tree.Text | None, size: str | None,
        body: tuple[tree.Statement, ...],
    ) -> tree.Figure:  # fmt: skip
        span = self._span(start, end)
        sides = None
        if size is not None:
            width, height = (self._whole(side, span) for side in size.split("x"))
            sides = width, height
        return tree.Figure(span, "scene", name, title, sides, body)

    def block_(self, start: int, end: int, *statements: Any) -> tuple[tree.Statement, ...]:
        return self._joined(statements)

    def broken_(self, start: int, end: int, *_: Any) -> None:
        return None

    def _joined(self, statements: Sequence[Any]) -> tuple[tree.Statement, ...]:
        """The statements with every ``else`` joined to its ``if``."""
        found: list[tree.Statement] = []
        chain: list[tree.If | _Else] = []
        open_chain = False
        for one in statements:
            if isinstance(one, _Else):
                if not open_chain:
                    self._report(MISPLACED, "this 'else' follows no 'if'", self.source.span(one.span.start, one.span.start + 4),
                                 "Write 'else' behind the '}' of an 'if'.")  # fmt: skip
                    continue
                chain.append(one)
                open_chain = isinstance(one.body, tree.If)
                if len(chain) == BRANCHES + 1:
                    self._report(LIMIT, f"an 'if' may go on with {BRANCHES} branches", one.span)
                    open_chain = False
                continue
            if chain:
                found.append(_folded(chain))
                chain = []
            open_chain = isinstance(one, tree.If)
            if isinstance(one, tree.If):
                chain = [one]
            elif one is not None:
                found.append(one)
        if chain:
            found.append(_folded(chain))
        return tuple(found)

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

    def keyword_name_(self, start: int, end: int, text: str) -> tree.Name:
        return tree.Name(self._span(start, end), text)

    def count_name_(self, start: int, end: int) -> tree.Name:
        return tree.Name(self._span(start, end), "count")

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
            self._report(SYNTAX, f"'{text}' is no colour", span,
                         "Write three, six or eight hexadecimal digits: #f80, #ff8800 or #ff880080.",
                         "A comment begins with //.")  # fmt: skip
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
                    self._report(SYNTAX, "this inserted value is not closed", place, "Write \\(name), with both parentheses.")
                else:
                    self._report(SYNTAX, "this escape stands for no character", place, "Write \\u{1F34E}, hexadecimal.")
        return tree.Text(Span(self.source, start, end), tuple(parts))

    # ------------------------------------------------------------ objects

    def declaration_(self, start: int, end: int, name: Any, phrase: tree.Phrase) -> tree.Declaration:
        base = name
        while isinstance(base, tree.Index):
            base = base.base
        if not isinstance(base, tree.Name):
            self._report(BAD_NAME, f"'{name.span.text}' cannot be declared", name.span,
                         "A declared name is one word, with indices after it where it is made by loops: cell[i,j].")  # fmt: skip
        return tree.Declaration(self._span(start, end), name, phrase)

    def phrase_(
        self, start: int, end: int, count: tree.Expression | None, words: tuple[tree.Word, ...],
        arguments: tuple[tree.Expression, ...] | None, label: tree.Text | None, classes: tuple[tree.Word, ...],
        properties: tuple[tree.Property, ...] = (),
    ) -> tree.Phrase:  # fmt: skip
        return tree.Phrase(Span(self.source, start, end), count, words, arguments, label, classes, properties)

    def words_(self, start: int, end: int, *words: tree.Word) -> tuple[tree.Word, ...]:
        return words

    late_words_ = style_words_ = some_classes_ = classes_ = words_

    def properties_(self, start: int, end: int, *properties: tree.Property) -> tuple[tree.Property, ...]:
        return properties

    def property_(self, start: int, end: int, name: tree.Word, value: tree.Expression) -> tree.Property:
        return tree.Property(Span(self.source, start, end), name, value)

    def flag_(self, start: int, end: int, name: tree.Word) -> tree.Property:
        return tree.Property(self._span(start, end), name, None)

    def arguments_(self, start: int, end: int, *values: tree.Expression | None) -> tuple[tree.Expression, ...]:
        return tuple(one for one in values if one is not None)

    # ------------------------------------------------------------ references

    def index_(self, start: int, end: int, base: Any, *indices: tree.Expression) -> tree.Index:
        return self._deepened(tree.Index(Span(self.source, start, end), base, indices), base, *indices)

    def member_(self, start: int, end: int, base: tree.Expression, name: tree.Name) -> tree.Member:
        return self._deepened(tree.Member(Span(self.source, start, end), base, name), base)

    def reference_(self, start: int, end: int, target: Any) -> tree.Reference:
        self._check_free(target)
        return tree.Reference(Span(self.source, start, end), target)

    def quantified_(self, start: int, end: int, quantifier: tree.Quantifier, target: Any) -> tree.Reference:
        self._check_free(target)
        return tree.Reference(self._span(start, end), target, quantifier)

    def selected_(self, start: int, end: int, selector: tree.Selector) -> tree.Reference:
        return tree.Reference(self._span(start, end), selector)

    def _check_free(self, target: Any) -> None:
        if isinstance(target, tree.Name) and target.text in RESERVED and not target.quoted:
            self._report(SYNTAX, f"'{target.text}' is a word of the language here, not a name", target.span,
                         f"To mean the object of this name, quote it: '{target.text}'.")  # fmt: skip

    def selector_(self, start: int, end: int, word: tree.Word, classes: tuple[tree.Word, ...]) -> tree.Selector:
        return tree.Selector(self._span(start, end), word, classes)

    def class_selector_(self, start: int, end: int, classes: tuple[tree.Word, ...]) -> tree.Selector:
        return tree.Selector(self._span(start, end), None, classes)

    def some_(self, start: int, end: int) -> tree.Quantifier:
        return tree.Quantifier(self._span(start, end), "some")

    def none_(self, start: int, end: int) -> tree.Quantifier:
        return tree.Quantifier(self._span(start, end), "none")

    def each_(self, start: int, end: int) -> tree.Quantifier:
        return tree.Quantifier(self._span(start, end), "each")

    def exactly_(self, start: int, end: int, number: tree.Expression) -> tree.Quantifier:
        return tree.Quantifier(self._span(start, end), "exactly", number)

    def at_least_(self, start: int, end: int, number: tree.Expression) -> tree.Quantifier:
        return tree.Quantifier(self._span(start, end), "at least", number)

    def at_most_(self, start: int, end: int, number: tree.Expression) -> tree.Quantifier:
        return tree.Quantifier(self._span(start, end), "at most", number)

    # ------------------------------------------------------------ relations

    def relation_(
        self, start: int, end: int, subject: tree.Reference, *steps: tuple[tree.Step, ...]
    ) -> tree.Relation:  # fmt: skip
        if self._verbs:
            # One message for the statement: a typing mistake in its first word makes verbs of all its words.
            wrong = next((one for one in self._verbs if not one.words.split()[0].endswith("ing")), None)
            wrong = wrong or next((one for one in self._verbs if self._is_typing_mistake(one)), None)
            if wrong is not None:
                self.diagnostics.append(self._explain(start, wrong.span))
            self._verbs.clear()
        return tree.Relation(Span(self.source, start, end), subject, tuple(one for step in steps for one in step))

    @staticmethod
    def _is_typing_mistake(verb: tree.Predicate) -> bool:
        from sgc.syntax.mistakes import misspelt_verb

        return misspelt_verb(verb.words) is not None

    def joined_(self, start: int, end: int, step: tuple[tree.Step, ...]) -> tuple[tree.Step, ...]:
        return (replace(step[0], joined="and"), *step[1:])

    def step_(self, start: int, end: int, *parts: Any) -> tuple[tree.Step, ...]:
        """The predicates that share the objects, each a step; only the last one holds them."""
        *words, distance = parts
        predicates = [one for one in words if isinstance(one, tree.Predicate)]
        objects = tuple(one for one in words if not isinstance(one, tree.Predicate))
        steps = [tree.Step(one.span, one, (), None, "and") for one in predicates[:-1]]
        last = predicates[-1]
        steps.append(tree.Step(Span(self.source, last.span.start, end), last, objects, distance, "and"))
        steps[0] = replace(steps[0], joined="chain")
        return tuple(steps)

    def distance_(self, start: int, end: int, value: tree.Expression) -> tree.Distance:
        return tree.Distance(self._span(start, end), value)

    def exact_distance_(self, start: int, end: int, value: tree.Expression) -> tree.Distance:
        return tree.Distance(self._span(start, end), value, exactly=True)

    def predicate_(self, start: int, end: int, *_: Any) -> tree.Predicate:
        return tree.Predicate(Span(self.source, start, end), predicate_words(self.source.text[start:end]))

    between_ = predicate_

    def verb_(self, start: int, end: int, *_: Any) -> tree.Predicate:
        made = self.predicate_(start, end)
        self._verbs.append(made)
        return made

    def free_predicate_(self, start: int, end: int, text: tree.Text) -> tree.Predicate:
        if any(not isinstance(part, str) for part in text.parts):
            self._report(SYNTAX, "a relation's words cannot insert values", text.span)
        words = "".join(part for part in text.parts if isinstance(part, str)).strip()
        if not words:
            self._report(SYNTAX, "a relation in double quotes needs words", text.span)
        return tree.Predicate(self._span(start, end), words, free=True)

    def negation_(self, start: int, end: int, statement: Any) -> tree.Negation:
        return tree.Negation(self._span(start, end), statement)

    def preference_(self, start: int, end: int, statement: Any, weight: tree.Expression | None) -> tree.Preference:
        return tree.Preference(self._span(start, end), statement, weight)

    def value_(self, start: int, end: int, value: tree.Expression) -> tree.Expression:
        return value

    weight_ = gap_ = radius_ = about_ = around_ = value_

    # ------------------------------------------------------------ arrangement

    def _arranged(
        self, start: int, end: int, kind: Any, references: tuple[tree.Reference, ...], **how: Any
    ) -> tree.Arrangement:
        first = references[0].target
        if isinstance(first, tree.Name) and first.text in PREDICATE_STARTS and not first.quoted:
            # "ring on finger": the keyword is meant as a name.
            self.forget(start)
            self.diagnostics.append(self._explain(start, first.span))
        return tree.Arrangement(self._span(start, end), kind, references, **how)

    def line_(
        self, start: int, end: int, kind: Any, references: tuple[tree.Reference, ...], gap: tree.Expression | None
    ) -> tree.Arrangement:
        return self._arranged(start, end, kind, references, gap=gap)

    def line_kind_(self, start: int, end: int, kind: str) -> str:
        return kind

    setting_name_ = compare_ = sign_ = product_sign_ = line_kind_

    def references_(self, start: int, end: int, *references: tree.Reference) -> tuple[tree.Reference, ...]:
        return references

    def grid_(
        self, start: int, end: int, references: tuple[tree.Reference, ...],
        size: tuple[tree.Expression, tree.Expression] | None, gap: tree.Expression | None,
    ) -> tree.Arrangement:  # fmt: skip
        return self._arranged(start, end, "grid", references, size=size, gap=gap)

    def grid_size_(self, start: int, end: int, size: str) -> tuple[tree.Expression, tree.Expression]:
        rows, columns = size.split("x")
        return self.number_(start, start + len(rows), rows), self.number_(end - len(columns), end, columns)

    def computed_size_(self, start: int, end: int, rows: tree.Expression, columns: tree.Expression) -> Any:
        return rows, columns

    def ring_(
        self, start: int, end: int, references: tuple[tree.Reference, ...], around: tree.Reference | None,
        radius: tree.Expression | None,
    ) -> tree.Arrangement:  # fmt: skip
        return self._arranged(start, end, "ring", references, around=around, radius=radius)

    def align_(
        self, start: int, end: int, variant: tree.Word, references: tuple[tree.Reference, ...]
    ) -> tree.Arrangement:
        return self._arranged(start, end, "align", references, variant=variant)

    def distribute_(
        self, start: int, end: int, variant: tree.Word, references: tuple[tree.Reference, ...],
        gap: tree.Expression | None,
    ) -> tree.Arrangement:  # fmt: skip
        return self._arranged(start, end, "distribute", references, variant=variant, gap=gap)

    variant_ = word_

    def mirror_(
        self, start: int, end: int, references: tuple[tree.Reference, ...], about: tree.Expression | None
    ) -> tree.Arrangement:
        return self._arranged(start, end, "mirror", references, about=about)

    def layer_(self, start: int, end: int, references: tuple[tree.Reference, ...]) -> tree.Arrangement:
        return self._arranged(start, end, "layer", references)

    # ------------------------------------------------------------ other statements

    def setting_(self, start: int, end: int, name: Any, value: tree.Expression) -> tree.Setting:
        word = name if isinstance(name, tree.Word) else tree.Word(self._span(start, start + len(name)), name)
        if isinstance(value, tree.Words) and value.words[0].text in PREDICATE_STARTS and not value.words[0].quoted:
            self._report(SYNTAX, f"'{word.text}' begins a setting here, and names no object", word.span,
                         f"To mean the object of this name, quote it: '{word.text}'.")  # fmt: skip
        return tree.Setting(self._span(start, end), word, value)

    setting_word_ = word_

    def require_(self, start: int, end: int, condition: tree.Expression) -> tree.Require:
        return tree.Require(self._span(start, end), condition)

    bare_requirement_ = require_

    def absence_(self, start: int, end: int, words: tuple[tree.Word, ...]) -> tree.Absence:
        return tree.Absence(self._span(start, end), words)

    def open_noun_(self, start: int, end: int, words: tuple[tree.Word, ...]) -> tree.Absence:
        return tree.Absence(self._span(start, end), words, open=True)

    def let_(self, start: int, end: int, name: tree.Name, value: tree.Expression) -> tree.Let:
        return tree.Let(self._span(start, end), name, value)

    def include_(self, start: int, end: int, path: tree.Text) -> tree.Include:
        return tree.Include(self._span(start, end), path)

    def for_(
        self, start: int, end: int, variable: tree.Name, values: tree.Expression, body: tuple[tree.Statement, ...]
    ) -> tree.For:
        return tree.For(self._span(start, end), variable, values, body)

    def if_(self, start: int, end: int, condition: tree.Expression, then: tuple[tree.Statement, ...]) -> tree.If:
        return tree.If(self._span(start, end), condition, then)

    def else_(self, start: int, end: int, body: tuple[tree.Statement, ...] | tree.If) -> _Else:
        return _Else(self._span(start, end), body)

    def part_(
        self, start: int, end: int, name: tree.Name, parameters: tuple[tree.Name, ...] | None,
        body: tuple[tree.Statement, ...],
    ) -> tree.Part:  # fmt: skip
        return tree.Part(self._span(start, end), name, parameters or (), body)

    def names_(self, start: int, end: int, *names: tree.Name) -> tuple[tree.Name, ...]:
        return names

    def group_(
        self, start: int, end: int, name: tree.Name, title: tree.Text | None, classes: tuple[tree.Word, ...],
        body: tuple[tree.Statement, ...],
    ) -> tree.Group:  # fmt: skip
        return tree.Group(self._span(start, end), name, title, classes, body)

    def style_(
        self, start: int, end: int, words: tuple[tree.Word, ...], classes: tuple[tree.Word, ...],
        properties: tuple[tree.Property, ...],
    ) -> tree.Style:  # fmt: skip
        return tree.Style(self._span(start, end), words, classes, properties)

    def class_style_(
        self, start: int, end: int, classes: tuple[tree.Word, ...], properties: tuple[tree.Property, ...]
    ) -> tree.Style:
        return tree.Style(self._span(start, end), (), classes, properties)

    def link_style_(
        self, start: int, end: int, link: tree.Link, properties: tuple[tree.Property, ...]
    ) -> tree.Style:
        return tree.Style(self._span(start, end), (), (), properties, link)

    def arrow_(self, start: int, end: int, tail: tree.Word, arrow: Any, head: tree.Word) -> tree.Link:
        ends = tuple(tree.Reference(one.span, tree.Name(one.span, one.text, one.quoted)) for one in (tail, head))
        return tree.Link(self._span(start, end), ends, (arrow,))

    def link_(
        self, start: int, end: int, *parts: Any
    ) -> tree.Link:  # fmt: skip
        properties = parts[-1] if isinstance(parts[-1], tuple) else ()
        label = next((one for one in parts if isinstance(one, _LinkLabel)), None)
        ends = tuple(one for one in parts if isinstance(one, tree.Reference))
        arrows = tuple(one for one in parts if isinstance(one, str))
        return tree.Link(
            self._span(start, end), ends, arrows, label.text if label else None, label.classes if label else (), properties
        )  # fmt: skip

    def link_label_(
        self, start: int, end: int, text: tree.Text | None = None, classes: tuple[tree.Word, ...] = ()
    ) -> _LinkLabel:
        return _LinkLabel(text, classes)

    # ------------------------------------------------------------ expressions

    def _deepened(self, node: Any, *children: tree.Expression) -> Any:
        """The node, whose depth is remembered; an expression that nests too deeply is reported once."""
        depths = self._depths
        depth = 1 + max([depths.pop(id(child), 0) for child in children], default=0)
        depths[id(node)] = depth
        if depth == EXPRESSION_DEPTH + 1:
            self._report(LIMIT, f"an expression may nest {EXPRESSION_DEPTH} deep", node.span,
                         "Give parts of it names with 'let'.")  # fmt: skip
        return node

    def binary_(self, start: int, end: int, left: tree.Expression, operator: Any, right: tree.Expression) -> Any:
        return self._deepened(tree.Binary(Span(self.source, start, end), operator, left, right), left, right)

    def unary_(self, start: int, end: int, operator: Any, operand: tree.Expression) -> Any:
        return self._deepened(tree.Unary(self._span(start, end), operator, operand), operand)

    def comparison_(self, start: int, end: int, *parts: Any) -> Any:
        operators = tuple("==" if one == "=" else one for one in parts[1::2])
        return self._deepened(tree.Comparison(self._span(start, end), parts[::2], operators), *parts[::2])

    def not_(self, start: int, end: int, operand: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "not", (operand,)), operand)

    def and_(self, start: int, end: int, *operands: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "and", operands), *operands)

    def or_(self, start: int, end: int, *operands: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "or", operands), *operands)

    def implies_(self, start: int, end: int, *operands: tree.Expression) -> Any:
        return self._deepened(tree.Logical(self._span(start, end), "implies", operands), *operands)

    def range_(self, start: int, end: int, least: tree.Expression, most: tree.Expression) -> tree.Range:
        return tree.Range(self._span(start, end), least, most)

    def range_from_(self, start: int, end: int, least: tree.Expression) -> tree.Range:
        return tree.Range(self._span(start, end), least, None)

    def range_to_(self, start: int, end: int, most: tree.Expression) -> tree.Range:
        return tree.Range(self._span(start, end), None, most)

    def pair_(self, start: int, end: int, x: tree.Expression, y: tree.Expression) -> tree.Pair:
        return tree.Pair(self._span(start, end), x, y)

    def several_words_(self, start: int, end: int, *words: tree.Word) -> tree.Words:
        return tree.Words(self._span(start, end), words)

    def call_(self, start: int, end: int, function: tree.Name, *arguments: tree.Expression | None) -> Any:
        given = tuple(one for one in arguments if one is not None)
        return self._deepened(tree.Call(self._span(start, end), function, given), *given)

    def count_(self, start: int, end: int, words: tuple[tree.Word, ...], classes: tuple[tree.Word, ...]) -> tree.Count:
        return tree.Count(self._span(start, end), words, classes)

    def count_classes_(self, start: int, end: int, classes: tuple[tree.Word, ...]) -> tree.Count:
        return tree.Count(self._span(start, end), (), classes)


@dataclass(frozen=True, slots=True)
class _LinkLabel:
    text: tree.Text | None
    classes: tuple[tree.Word, ...]


def _folded(chain: list[tree.If | _Else]) -> tree.If:
    """An ``if`` with the branches that follow it, the last ones innermost."""
    otherwise: tuple[tree.Statement, ...] = ()
    end = chain[-1].span
    for one in reversed(chain):
        branch = one.body if isinstance(one, _Else) else one
        if isinstance(branch, tree.If):
            otherwise = (tree.If(branch.span.to(end), branch.condition, branch.then, otherwise),)
        else:
            otherwise = branch
    (made,) = otherwise
    assert isinstance(made, tree.If)
    return made
