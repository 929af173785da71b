"""Writes the nodes of a syntax tree as text, each in the one form that the formatter gives it.

What a node cannot say on one line (blocks, long property lists) is laid out by ``sgc.syntax.format``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from sgc.syntax import tree
from sgc.syntax.texts import written_quoted, written_text
from sgc.syntax.words import RESERVED, STATEMENT_STARTS, is_name

# How tightly an expression binds; an operand that binds less tightly is put in parentheses.
_VALUE, _IMPLIES, _OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _UNARY, _ATOM = range(10)
_LOGIC = {"implies": _IMPLIES, "or": _OR, "and": _AND, "not": _NOT}
_OPERATOR_WORDS = frozenset({"and", "or", "not", "implies", "mod", "exactly"})
_PREFIXES = frozenset({"not", "count"})
#: Digits behind the point of a number that no finite decimal is equal to.
_DECIMALS = 6


class Printer:
    """``verbatim`` keeps double-quoted texts as they were written, with the escapes the person chose."""

    def __init__(self, verbatim: bool = False) -> None:
        self._verbatim = verbatim

    # ------------------------------------------------------------ words

    def word(self, word: tree.Word) -> str:
        if word.inserted is not None:
            return self.insertion(word.inserted)
        return written_quoted(word.text) if word.quoted or not is_name(word.text) else word.text

    def words(self, words: Iterable[tree.Word]) -> str:
        return " ".join(map(self.word, words))

    def classes(self, classes: Iterable[tree.Word]) -> str:
        return "".join(f" .{self.word(one)}" for one in classes)

    def name(self, name: tree.Name, also_quoted: frozenset[str] = frozenset()) -> str:
        """A name; in quotes if it was, is no name by itself, or is one of ``also_quoted``."""
        quoted = name.quoted or not is_name(name.text) or name.text in also_quoted
        return written_quoted(name.text) if quoted else name.text

    def text(self, text: tree.Text) -> str:
        if self._verbatim:
            return text.span.text
        literals = [part if isinstance(part, str) else None for part in text.parts]
        inserted = [self.expression(part) for part in text.parts if not isinstance(part, str)]
        return written_text(literals, inserted)

    def insertion(self, expression: tree.Expression) -> str:
        """``{expression}``, which has no blanks."""
        return "{" + _Compact().expression(expression) + "}"

    # ------------------------------------------------------------ expressions

    def expression(self, node: tree.Expression, least: int = _VALUE) -> str:
        """An expression, in parentheses if it binds less tightly than ``least``."""
        binding, text = self._expression(node)
        return text if binding >= least else f"({text})"

    def _expression(self, node: tree.Expression) -> tuple[int, str]:
        match node:
            case tree.Number():
                return (_UNARY if node.value < 0 else _ATOM), number_text(node.value) + (node.unit or "")
            case tree.Date():
                return _ATOM, node.value
            case tree.Text():
                return _ATOM, self.text(node)
            case tree.Color():
                return _ATOM, node.value
            case tree.Name() | tree.Index() | tree.Member():
                return _ATOM, self.target(node, _OPERATOR_WORDS)
            case tree.Call():
                return _ATOM, f"{self.name(node.function)}({self._listed(node.arguments)})"
            case tree.Count():
                return _ATOM, f"count({(self.words(node.phrase) + self.classes(node.classes)).strip()})"
            case tree.Unary():
                # A second sign in a row looks like a link.
                return _UNARY, node.operator + self.expression(node.operand, _ATOM)
            case tree.Binary():
                return self._binary(node)
            case tree.Comparison():
                made = self.expression(node.operands[0], _SUM)
                for operator, operand in zip(node.operators, node.operands[1:], strict=True):
                    made += self._operator(operator) + self.expression(operand, _SUM)
                return _COMPARISON, made
            case tree.Logical():
                return self._logical(node)
            case tree.Range():
                ends = ("" if end is None else self.expression(end, _UNARY) for end in (node.least, node.most))
                return _VALUE, "..".join(ends)
            case tree.Pair():
                return _VALUE, f"({self._listed((node.x, node.y), _SUM)})"
            case tree.Words():
                return _VALUE, self._value_words(node.words)

    def _value_words(self, words: Sequence[tree.Word]) -> str:
        """Several words as a value; where an expression might begin, its words are quoted."""
        written = [self.words([word]) for word in words]
        for i, operators in enumerate((_PREFIXES, _OPERATOR_WORDS)):
            if written[i : i + 1] and written[i] in operators:
                written[i] = written_quoted(written[i])
        return " ".join(written)

    def _listed(self, nodes: Sequence[tree.Expression], least: int = _VALUE) -> str:
        return ", ".join(self.expression(node, least) for node in nodes)

    def _operator(self, operator: str) -> str:
        return f" {operator} "

    def _binary(self, node: tree.Binary) -> tuple[int, str]:
        own = _SUM if node.operator in ("+", "-") else _PRODUCT

        def operand(child: tree.Expression, least: int) -> str:
            # ``mod`` binds like ``*``, which few people know: beside others of its kind it gets parentheses.
            if isinstance(child, tree.Binary) and own == _PRODUCT and "mod" in (node.operator, child.operator):
                least = _ATOM
            return self.expression(child, least)

        left, right = operand(node.left, own), operand(node.right, own + 1)
        return own, left + self._operator(node.operator) + right

    def _logical(self, node: tree.Logical) -> tuple[int, str]:
        own = _LOGIC[node.operator]
        if node.operator == "not":
            return own, "not " + self.expression(node.operands[0], _ATOM)
        if node.operator == "implies":
            left, right = node.operands
            return own, self.expression(left, _OR) + self._operator("implies") + self.expression(right, _IMPLIES)
        # ``and`` within ``or`` gets parentheses too, for the reader.
        return own, self._operator(node.operator).join(self.expression(one, _NOT) for one in node.operands)

    # ------------------------------------------------------------ references and relations

    def target(self, node: tree.Expression | tree.Selector, also_quoted: frozenset[str] = RESERVED) -> str:
        match node:
            case tree.Selector():
                word = f" {self.word(node.word)}" if node.word is not None else ""
                return f"every{word}{self.classes(node.classes)}"
            case tree.Name():  # in parentheses, a condition may begin with "count"
                return self.name(node, also_quoted | {"count"})
            case tree.Index():
                return f"{self._base(node.base, also_quoted)}[{self._listed(node.indices, _SUM)}]"
            case tree.Member():
                return f"{self._base(node.base, also_quoted)}.{self.name(node.name)}"
            case _:
                return self.expression(node, _ATOM)

    def _base(self, node: tree.Expression, also_quoted: frozenset[str]) -> str:
        if isinstance(node, tree.Name):  # a name before a bracket or a point can be no keyword, but for these
            return self.name(node, frozenset(also_quoted & {*_OPERATOR_WORDS, *STATEMENT_STARTS}) | {"count"})
        return self.target(node, also_quoted)

    def reference(self, node: tree.Reference) -> str:
        target = self.target(node.target)
        quantifier = node.quantifier
        if quantifier is None:
            return target
        if quantifier.number is None:
            return f"{'none of' if quantifier.kind == 'none' else quantifier.kind} {target}"
        words = "" if quantifier.kind == "exactly" else f"{quantifier.kind} "
        return f"{words}{self.bound(quantifier.number)} of {target}"

    def bound(self, node: tree.Expression) -> str:
        """A number of things: as such, or a value in braces."""
        return self.expression(node) if isinstance(node, tree.Number) else self.insertion(node)

    def relation(self, node: tree.Relation) -> str:
        made = self.reference(node.subject)
        shares = False
        for i, step in enumerate(node.steps):
            made += " and " if shares or (i > 0 and step.joined == "and") else " "
            made += self.predicate(step.predicate)
            if step.objects:
                made += " " + " and ".join(map(self.reference, step.objects))
            if step.distance is not None:
                exactly = "exactly " if step.distance.exactly else ""
                made += f" by {exactly}{self.expression(step.distance.value, _SUM)}"
            shares = not step.objects
        return made

    def predicate(self, node: tree.Predicate) -> str:
        if not node.free:
            return node.words
        return node.span.text if self._verbatim else written_text([node.words])

    # ------------------------------------------------------------ statements on one line

    def count(self, node: tree.Expression) -> str:
        if isinstance(node, tree.Range):
            return "..".join("" if end is None else self.bound(end) for end in (node.least, node.most))
        return self.bound(node)

    def phrase_head(self, node: tree.Phrase) -> str:
        """An object phrase without its properties."""
        count = f"{self.count(node.count)} " if node.count is not None else ""
        arguments = f"({self._listed(node.arguments)})" if node.arguments is not None else ""
        label = f" {self.text(node.label)}" if node.label is not None else ""
        return f"{count}{self.words(node.words)}{arguments}{label}{self.classes(node.classes)}"

    def property(self, node: tree.Property | tree.Row) -> str:
        """A property, or a row of a table."""
        if isinstance(node, tree.Row):
            return node.line or " ".join(map(self.text, node.texts)) or "--"
        value = f": {self.expression(node.value)}" if node.value is not None else ""
        return self.word(node.name) + value + "".join(f" {self.text(one)}" for one in node.more)

    def simple(self, node: tree.Statement) -> str:
        """A statement that always stands on one line."""
        match node:
            case tree.Setting():
                return f"{self.word(node.name)} {self.expression(node.value)}"
            case tree.Relation():
                return self.relation(node)
            case tree.Arrangement():
                return self._arrangement(node)
            case tree.Require():
                return f"require {self.expression(node.condition, _IMPLIES)}"
            case tree.Negation():
                return f"not ({self._constraint(node.statement)})"
            case tree.Preference():
                weight = f" weight {self.expression(node.weight, _SUM)}" if node.weight is not None else ""
                return f"prefer ({self._constraint(node.statement)}){weight}"
            case tree.Absence():
                return f"{'open' if node.open else 'no'} {self.words(node.words)}"
            case tree.Let():
                return f"let {self.name(node.name)} = {self.expression(node.value)}"
            case tree.Include():
                return f"include {self.text(node.path)}"
            case tree.Activation():
                return f"{node.word} {' '.join(map(self.reference, node.references))}"
            case tree.Block(body=None):
                return self.block_head(node)
            case _:
                raise TypeError(f"{type(node).__name__} has a block of its own")

    def _constraint(self, node: tree.Statement) -> str:
        made = self.simple(node)
        if isinstance(node, tree.Require) and isinstance(node.condition, tree.Comparison):
            bare = made.removeprefix("require ")
            if re.split(r"\W", bare, maxsplit=1)[0] not in RESERVED:
                return bare
        return made

    def _arrangement(self, node: tree.Arrangement) -> str:
        variant = f" {self.word(node.variant)}" if node.variant is not None else ""
        made = f"{node.kind}{variant} {' '.join(map(self.reference, node.references))}"
        if node.size is not None:
            rows, columns = node.size
            plain = all(
                isinstance(one, tree.Number) and one.unit is None and one.value.denominator == 1 for one in node.size
            )
            between = "x" if plain else ", "
            size = f"{self.expression(rows, _SUM)}{between}{self.expression(columns, _SUM)}"
            made += f" {size}" if plain else f" ({size})"
        if node.around is not None:
            made += f" around {self.reference(node.around)}"
        for word, value in (("gap", node.gap), ("radius", node.radius), ("about", node.about)):
            if value is not None:
                made += f" {word} {self.expression(value, _SUM)}"
        return made

    def link(self, node: tree.Link) -> str:
        """A link without its properties."""
        made = self.reference(node.ends[0])
        texts = node.texts or ((None, None),) * len(node.arrows)
        for arrow, between, end in zip(node.arrows, texts, node.ends[1:], strict=True):
            before, after = (f" {self.text(one)}" if one is not None else "" for one in between)
            made += f"{before} {arrow}{after} {self.reference(end)}"
        label = f" {self.text(node.label)}" if node.label is not None else ""
        return made + label + self.classes(node.classes)

    def block_head(self, node: tree.Block) -> str:
        """The word and the text before a block."""
        parts = [self.reference(node.word)] if node.word is not None else []
        parts += [self.text(node.text)] if node.text is not None else []
        return " ".join(parts) + self.classes(node.classes)

    def style_head(self, node: tree.Style) -> str:
        if node.link is not None:
            tail, head = node.link.ends
            ends = [self.target(one.target, frozenset()) for one in (tail, head)]
            return f"style {f' {node.link.arrows[0]} '.join(ends)}"
        return "style" + (f" {self.words(node.selector)}" if node.selector else "") + self.classes(node.classes)


class _Compact(Printer):
    """Writes expressions without blanks, for ``{expression}`` in phrases. Raises ValueError when there is
    no such form: for texts and quoted names."""

    def text(self, text: tree.Text) -> str:
        raise ValueError("a phrase cannot insert an expression that holds a text")

    def name(self, name: tree.Name, also_quoted: frozenset[str] = frozenset()) -> str:
        made = super().name(name, also_quoted)
        if made[0] == "'":
            raise ValueError(f"a phrase cannot insert an expression that holds the quoted name {made}")
        return made

    def _operator(self, operator: str) -> str:
        return operator

    def _listed(self, nodes: Sequence[tree.Expression], least: int = _VALUE) -> str:
        return ",".join(self.expression(node, least) for node in nodes)

    def _binary(self, node: tree.Binary) -> tuple[int, str]:
        if node.operator == "mod":
            return _PRODUCT, f"({self.expression(node.left)})mod({self.expression(node.right)})"
        return super()._binary(node)

    def _logical(self, node: tree.Logical) -> tuple[int, str]:
        operands = [f"({self.expression(one)})" for one in node.operands]
        return _LOGIC[node.operator], f"not{operands[0]}" if node.operator == "not" else node.operator.join(operands)

    def words(self, words: Iterable[tree.Word]) -> str:
        found = list(words)
        if len(found) > 1:
            raise ValueError("a phrase cannot insert several words")
        return super().words(found)

    def classes(self, classes: Iterable[tree.Word]) -> str:
        return super().classes(classes).replace(" ", "")


def number_text(value: Fraction) -> str:
    """A number as decimals: exact where it ends, else rounded to six digits behind the point."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest > 1:
        value = Fraction(round(value * 10**_DECIMALS), 10**_DECIMALS)
    digits = 0
    while (value * 10**digits).denominator > 1:
        digits += 1
    scaled = abs(value * 10**digits).numerator
    text = f"{scaled:0{digits + 1}d}"
    return ("-" if value < 0 else "") + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
