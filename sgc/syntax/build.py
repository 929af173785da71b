"""Builds syntax trees: one method for each node of the grammar, called as the parser reduces it.

A method is named like its rule (or the rule's alias) with a trailing underscore, takes the node's
place as offsets ``[start, end)`` and its children, and returns the node. What the grammar cannot say
(a verb ends in ``-ing``, ``else`` follows an ``if``) is checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sgc.source import Diagnostic, Span, error
from sgc.source.codes import BAD_NAME, LIMIT, MISPLACED, SYNTAX, UNKNOWN_PREDICATE
from sgc.syntax import tree
from sgc.syntax.build_expressions import ExpressionBuilder, node
from sgc.syntax.words import PREDICATE_STARTS, RESERVED, misspelt_relation, predicate_words

#: ``else if`` after each other.
BRANCHES = 64


@dataclass(frozen=True, slots=True)
class _Else:
    """A branch that is not yet joined to its ``if``, or to its block of a word."""

    span: Span
    text: tree.Text | None
    body: tuple[tree.Statement, ...] | tree.If
    joint: Literal["else", "and"] = "else"


@dataclass(frozen=True, slots=True)
class _Arrow:
    """An arrow, and the texts before and behind it."""

    sign: Any
    texts: tuple[tree.Text | None, tree.Text | None]


@dataclass(frozen=True, slots=True)
class _LinkLabel:
    span: Span
    text: tree.Text | None = None
    classes: tuple[tree.Word, ...] = ()


def _arrangement(*fields: str, **fixed: Any) -> Callable[..., tree.Arrangement]:
    """The method for an arrangement whose children are these fields, and whose other ones are ``fixed``."""

    def build(builder: Builder, start: int, end: int, *children: Any) -> tree.Arrangement:
        made = tree.Arrangement(Span(builder.source, start, end), **dict(zip(fields, children, strict=True)), **fixed)
        for one in made.references:
            if isinstance(one.target, tree.Name) and one.target.text in RESERVED and not one.target.quoted:
                builder.meant_otherwise(start, one.target.span)
                break
        return made

    return build


class Builder(ExpressionBuilder):
    """Builds the nodes of one source; ``fragment_`` and ``file_`` are what parsing comes to."""

    # ------------------------------------------------------------ files, figures, blocks

    def file_(self, start: int, end: int, *items: Any) -> tuple[tuple[tree.Statement, ...], tuple[tree.Figure, ...]]:
        figures = tuple(one for one in items if isinstance(one, tree.Figure))
        return tuple(one for one in items if one is not None and not isinstance(one, tree.Figure)), figures

    def fragment_(self, start: int, end: int, *items: Any) -> tuple[tree.Statement, ...]:
        return self._joined(items)

    def figure_(
        self,
        start: int,
        end: int,
        kind: Any,
        name: tree.Name | None,
        title: tree.Text | None,
        size: str | None,
        body: tuple[tree.Statement, ...],
    ) -> tree.Figure:
        self.figures += 1
        span = self._span(start, end)
        sides = None
        if size is not None:
            width, height = (self._whole(side, span) for side in size.split("x"))
            sides = width, height
        return tree.Figure(span, kind[0], name, title, sides, body, kind[1])

    def figure_kind_(self, start: int, end: int, kind: str, sort: str | None = None) -> tuple[str, str | None]:
        return kind, sort

    def block_(self, start: int, end: int, *statements: Any) -> tuple[tree.Statement, ...]:
        return self._joined(statements)

    def broken_(self, start: int, end: int, *_: Any) -> None:
        return None

    def _joined(self, statements: Sequence[Any]) -> tuple[tree.Statement, ...]:
        """The statements with every ``else`` joined to its ``if``, and every branch to its block of a word."""
        found: list[tree.Statement] = []
        chain: list[tree.If | _Else] = []
        open_chain = open_block = too_many = False
        for one in statements:
            if isinstance(one, _Else):
                if open_block and not isinstance(one.body, tree.If):
                    found[-1] = _continued(found[-1], one)
                    continue
                if not open_chain or one.joint == "and" or one.text is not None:
                    self.lone_branches.append(self._lone(one, open_chain))
                    continue
                if len(chain) <= BRANCHES:
                    chain.append(one)
                elif not too_many:
                    too_many = True
                    self._report(LIMIT, f"an 'if' may go on with {BRANCHES} branches", one.span)
                open_chain = isinstance(one.body, tree.If)
                continue
            if chain:
                found.append(_folded(chain))
                chain = []
            open_chain = isinstance(one, tree.If)
            open_block = isinstance(one, tree.Block) and one.body is not None
            if isinstance(one, tree.If):
                chain = [one]
            elif one is not None:
                found.append(one)
        if chain:
            found.append(_folded(chain))
        return tuple(found)

    def _lone(self, one: _Else, behind_if: bool) -> Diagnostic:
        """What is wrong with a branch that continues nothing."""
        word = self._span(one.span.start, one.span.start + len(one.joint))
        if one.joint == "and":
            return error(MISPLACED, "this 'and' continues no block", word,
                         'Write it behind the \'}\' of a block: par "mail" { … } and "log" { … }.')  # fmt: skip
        if behind_if and one.text is not None:
            return error(MISPLACED, "the 'else' of an 'if' has no words", one.text.span, "Leave them out: else { … }.")
        return error(MISPLACED, "this 'else' follows no 'if'", word, "Write 'else' behind the '}' of an 'if'.")

    # ------------------------------------------------------------ objects

    def declaration_(self, start: int, end: int, name: Any, phrase: tree.Phrase) -> tree.Declaration:
        base = name
        while isinstance(base, tree.Index):
            base = base.base
        if not isinstance(base, tree.Name):
            self._report(
                BAD_NAME,
                f"'{name.span.text}' cannot be declared",
                name.span,
                "A declared name is one word, with indices after it where it is made by loops: cell[i,j].",
            )
        return tree.Declaration(self._span(start, end), name, phrase)

    phrase_ = node(tree.Phrase)
    property_ = node(tree.Property)
    flag_ = node(tree.Property, value=None)
    member_row_ = node(tree.Row, ())

    def cells_(self, start: int, end: int, name: tree.Word, value: tree.Expression, *more: tree.Text) -> tree.Property:
        return tree.Property(Span(self.source, start, end), name, value, more)

    def texts_(self, start: int, end: int, *texts: tree.Text) -> tree.Row:
        return tree.Row(self._span(start, end), texts)

    def rule_(self, start: int, end: int, *_: Any) -> tree.Row:
        return tree.Row(self._span(start, end))

    # ------------------------------------------------------------ relations

    def relation_(self, start: int, end: int, subject: tree.Reference, *steps: tuple[tree.Step, ...]) -> tree.Relation:
        if self._verbs:
            # One message for the statement: a typing mistake in its first word makes verbs of all its words.
            wrong = next((one for one in self._verbs if not one.words.split()[0].endswith("ing")), None)
            wrong = wrong or next((one for one in self._verbs if misspelt_relation(one.words.split()[0])), None)
            self._verbs.clear()
            if wrong is not None:
                self.forget(start)
                told = self._explain(start, wrong.span, PREDICATE_STARTS)
                self.diagnostics.append(told)
                if told.code is not UNKNOWN_PREDICATE:
                    steps = ()  # it was meant otherwise, and its words are no names and relations
        return tree.Relation(Span(self.source, start, end), subject, tuple(one for step in steps for one in step))

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

    distance_ = node(tree.Distance)
    exact_distance_ = node(tree.Distance, exactly=True)

    def predicate_(self, start: int, end: int, *_: Any) -> tree.Predicate:
        return tree.Predicate(Span(self.source, start, end), predicate_words(self.source.text[start:end]))

    between_ = predicate_

    def verb_(self, start: int, end: int, *_: Any) -> tree.Predicate:
        made = self.predicate_(start, end)
        self._verbs.append(made)
        return made

    def free_predicate_(self, start: int, end: int, text: tree.Text) -> tree.Predicate:
        words = "".join(part for part in text.parts if isinstance(part, str)).strip()
        if any(not isinstance(part, str) for part in text.parts):
            self._report(SYNTAX, "a relation's words cannot insert values", text.span)
        elif not words:
            self._report(SYNTAX, "a relation in double quotes needs words", text.span)
        return tree.Predicate(self._span(start, end), words, free=True)

    negation_ = node(tree.Negation)
    preference_ = node(tree.Preference)

    # ------------------------------------------------------------ arrangement

    def meant_otherwise(self, start: int, at: Span) -> None:
        """Report an arrangement among whose members is a word of the language: "ring on finger", "row a and b"."""
        self.forget(start)
        self.diagnostics.append(self._explain(start, at, frozenset({"NAME"})))

    line_ = _arrangement("kind", "references", "gap")
    grid_ = _arrangement("references", "size", "gap", kind="grid")
    ring_ = _arrangement("references", "around", "radius", kind="ring")
    align_ = _arrangement("variant", "references", kind="align")
    distribute_ = _arrangement("variant", "references", "gap", kind="distribute")
    mirror_ = _arrangement("references", "about", kind="mirror")
    layer_ = _arrangement("references", kind="layer")

    variant_ = ExpressionBuilder.word_

    def grid_size_(self, start: int, end: int, size: str) -> tuple[tree.Expression, tree.Expression]:
        rows, columns = size.split("x")
        return self.number_(start, start + len(rows), rows), self.number_(end - len(columns), end, columns)

    # ------------------------------------------------------------ other statements

    def setting_(self, start: int, end: int, name: Any, value: tree.Expression) -> tree.Setting:
        word = name if isinstance(name, tree.Word) else tree.Word(self._span(start, start + len(name)), name)
        if isinstance(value, tree.Words) and value.words[0].text in PREDICATE_STARTS and not value.words[0].quoted:
            self._report(
                SYNTAX,
                f"'{word.text}' begins a setting here, and names no object",
                word.span,
                f"To mean the object of this name, quote it: '{word.text}'.",
            )
        return tree.Setting(self._span(start, end), word, value)

    setting_word_ = ExpressionBuilder.word_

    require_ = bare_requirement_ = node(tree.Require)
    absence_ = node(tree.Absence)
    open_noun_ = node(tree.Absence, open=True)
    let_ = node(tree.Let)
    include_ = node(tree.Include)
    for_ = node(tree.For)
    if_ = node(tree.If)
    else_ = node(_Else, None)
    titled_else_ = node(_Else)
    and_branch_ = node(_Else, joint="and")
    block_of_word_ = node(tree.Block)
    block_of_text_ = node(tree.Block, None)
    activation_ = node(tree.Activation)
    group_ = node(tree.Group)
    style_ = node(tree.Style)
    class_style_ = node(tree.Style, ())

    def block_of_word_alone_(self, start: int, end: int, word: tree.Reference, *rest: Any) -> tree.Block:
        """Classes may stand before its body."""
        *label, body = rest
        return tree.Block(self._span(start, end), word, None, label[0].classes if label else (), body)

    def part_(
        self,
        start: int,
        end: int,
        name: tree.Name,
        parameters: tuple[tree.Name, ...] | None,
        body: tuple[tree.Statement, ...],
    ) -> tree.Part:
        return tree.Part(self._span(start, end), name, parameters or (), body)

    def link_style_(self, start: int, end: int, link: tree.Link, properties: tuple[tree.Property, ...]) -> tree.Style:
        return tree.Style(self._span(start, end), (), (), properties, link)

    def arrow_(self, start: int, end: int, tail: tree.Word, arrow: Any, head: tree.Word) -> tree.Link:
        ends = tuple(tree.Reference(one.span, tree.Name(one.span, one.text, one.quoted)) for one in (tail, head))
        return tree.Link(self._span(start, end), ends, (arrow,))

    def link_(self, start: int, end: int, *parts: Any) -> tree.Link:
        properties = parts[-1] if isinstance(parts[-1], tuple) else ()
        label = next((one for one in parts if isinstance(one, _LinkLabel)), None)
        ends = tuple(one for one in parts if isinstance(one, tree.Reference))
        arrows = [one for one in parts if isinstance(one, _Arrow)]
        return tree.Link(
            self._span(start, end),
            ends,
            tuple(one.sign for one in arrows),
            label.text if label else None,
            label.classes if label else (),
            properties,
            tuple(one.texts for one in arrows) if any(any(one.texts) for one in arrows) else (),
        )

    def arrow_between_(
        self, start: int, end: int, before: tree.Text | None, sign: Any, after: tree.Text | None
    ) -> _Arrow:
        return _Arrow(sign, (before, after))

    link_label_ = node(_LinkLabel)

    def spaced_classes_(self, start: int, end: int, *classes: tree.Word) -> _LinkLabel:
        return _LinkLabel(self._span(start, end), None, classes)


def _continued(block: tree.Statement, branch: _Else) -> tree.Block:
    """A block with the branch that is written behind it."""
    assert isinstance(block, tree.Block)
    assert not isinstance(branch.body, tree.If)
    made = tree.Branch(branch.span, branch.joint, branch.text, branch.body)
    return replace(block, span=block.span.to(branch.span), branches=(*block.branches, made))


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
