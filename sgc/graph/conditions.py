"""Conditions of ``require``: linear arithmetic over edges and counts becomes formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

from sgc.graph.box import UNITS, Box, gap
from sgc.graph.evaluate import bounded, check_call, check_depth, evaluate, unknown_name, words_of
from sgc.graph.limits import ALTERNATIVES
from sgc.graph.linear import (
    Extreme,
    Formula,
    Linear,
    Term,
    absolute,
    at_most,
    conjunction,
    disjunction,
    equal,
    implication,
    less,
    maximum,
    minimum,
    negation,
    term,
    variable,
)  # fmt: skip
from sgc.graph.phrases import describe
from sgc.graph.references import EDGES, References
from sgc.graph.report import Refused, refuse
from sgc.graph.scope import Declared, Deferred, Family, Scope
from sgc.graph.values import Quantity, kind_of, number_text
from sgc.graph.wording import statement_text
from sgc.source import Span
from sgc.source.codes import LIMIT, MIXED_UNITS, NOT_LINEAR, UNKNOWN_NAME, WRONG_TYPE
from sgc.source.suggest import did_you_mean
from sgc.syntax import tree

Result = TypeVar("Result")

#: What a term measures. A plain number becomes whatever it is compared with or added to.
Measure = Literal["number", "length", "count"]

#: What ``a operator b`` says of terms.
_SAYS: dict[str, Callable[[Term, Term], Formula]] = {
    "<": less, "<=": at_most, "==": equal,
    "!=": lambda a, b: negation(equal(a, b)),
    ">=": lambda a, b: at_most(b, a), ">": lambda a, b: less(b, a),
}  # fmt: skip
#: What a product measures; two lengths make an area, which is none of these.
_PRODUCTS: dict[tuple[Measure, Measure], Measure] = {
    ("number", "number"): "number", ("number", "length"): "length", ("number", "count"): "count",
    ("length", "number"): "length", ("count", "number"): "count",
    ("length", "count"): "length", ("count", "length"): "length",
}  # fmt: skip
_TURNED = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A term with what it measures: lengths in layout units, counts and plain numbers as they are."""

    term: Term
    measure: Measure

    @property
    def constant(self) -> Fraction | None:
        """Its value, when it is known before solving."""
        known = isinstance(self.term, Linear) and self.term.is_constant
        return Fraction(self.term.constant) if known and isinstance(self.term, Linear) else None

    def measured(self, measure: Measure) -> Term:
        """The term, a plain number taken as pixels or as a number of things."""
        return self.term * UNITS if self.measure == "number" and measure == "length" else self.term


class Conditions:
    """Reads the conditions of one figure."""

    def __init__(self, references: References) -> None:
        self._references = references

    def formula(self, expression: tree.Expression, scope: Scope, depth: int = 0) -> Formula:
        """The formula of a condition. Raises Refused, also when it is not linear."""
        check_depth(depth, expression.span)
        match expression:
            case tree.Comparison():
                return self._comparison(expression, scope, depth)
            case tree.Logical():
                parts = [self.formula(operand, scope, depth + 1) for operand in expression.operands]
                match expression.operator:
                    case "and":
                        return conjunction(*parts)
                    case "or":
                        return disjunction(*parts)
                    case "not":
                        return negation(parts[0])
                    case "implies":
                        return implication(parts[0], parts[1])
            case tree.Name():
                value = scope.value(expression.text)
                if isinstance(value, Deferred) and isinstance(value.expression, (tree.Comparison, tree.Logical)):
                    return self._deferred(value, lambda one: self.formula(one.expression, one.scope, depth + 1))
        if isinstance(expression, _ARITHMETIC):
            self.amount(expression, scope, depth)  # what is wrong inside comes first
        elif isinstance(truth := evaluate(expression, scope, depth), bool):
            return truth
        raise refuse(WRONG_TYPE, f"'{_text(expression)}' is no condition", expression.span,
                     f"Compare it with something: write {_text(expression)} >= 20.")  # fmt: skip

    # ------------------------------------------------------------ comparisons

    def _comparison(self, comparison: tree.Comparison, scope: Scope, depth: int) -> Formula:
        try:
            amounts = [self.amount(operand, scope, depth + 1) for operand in comparison.operands]
        except Refused as refused:
            raise self._with_linear_form(refused, comparison) from None
        terms = _alike(amounts, comparison.span, comparison.operands)
        parts: list[Formula] = []
        for operator, a, b in zip(comparison.operators, terms, terms[1:], strict=False):
            _check_alternatives(a, b, comparison.span)
            parts.append(_SAYS[operator](a, b))
        return conjunction(*parts)

    def _with_linear_form(self, refused: Refused, comparison: tree.Comparison) -> Refused:
        """Names the linear form of ``a / b >= 2``, the commonest comparison that is not linear."""
        if len(comparison.operands) != 2 or not any(one.code is NOT_LINEAR for one in refused.diagnostics):
            return refused
        (left, right), (operator,) = comparison.operands, comparison.operators
        if isinstance(right, tree.Binary) and right.operator == "/":
            left, right, operator = right, left, _TURNED[operator]  # type: ignore[assignment]  # the same operators
        if not isinstance(left, tree.Binary) or left.operator != "/":
            return refused
        factor = _text(right) if isinstance(right, (tree.Number, tree.Name)) else f"({_text(right)})"
        form = f"{_text(left.left)} {operator} {factor} * {_text(left.right)}"
        return Refused(*(
            type(one)(one.code, one.message, one.span, (f"Write the linear form: {form}.",), one.related, one.severity)
            for one in refused.diagnostics
        ))  # fmt: skip

    # ------------------------------------------------------------ amounts

    def amount(self, expression: tree.Expression, scope: Scope, depth: int = 0) -> Amount:
        """The term of an arithmetic expression. Raises Refused."""
        check_depth(depth, expression.span)
        match expression:
            case tree.Number():
                return _number(bounded(expression.value, expression.unit, expression.span), expression)
            case tree.Member():
                return Amount(variable(self._edge(expression, scope)), "length")
            case tree.Count():
                return self._count(expression, scope)
            case tree.Unary():
                operand = self.amount(expression.operand, scope, depth + 1)
                return Amount(-operand.term, operand.measure) if expression.operator == "-" else operand
            case tree.Binary():
                return self._binary(expression, scope, depth)
            case tree.Call():
                return self._call(expression, scope, depth)
            case tree.Name():
                return self._named(expression, scope, depth)
            case tree.Index():
                raise self._no_edge(expression)
            case _:
                value = evaluate(expression, scope, depth)
                if isinstance(value, Quantity):
                    return _number(value, expression)
                raise refuse(WRONG_TYPE, f"{kind_of(value)} stands where a length or a count is needed",
                             expression.span)  # fmt: skip

    def _named(self, name: tree.Name, scope: Scope, depth: int) -> Amount:
        value = scope.value(name.text)
        if isinstance(value, Deferred):
            return self._deferred(value, lambda one: self.amount(one.expression, one.scope, depth + 1))
        if isinstance(value, Quantity):
            return _number(value, name)
        if value is not None:
            raise refuse(WRONG_TYPE, f"{kind_of(value)} stands where a length or a count is needed", name.span)
        if scope.entity(name.text) is None and name.text != "canvas":
            raise unknown_name(name, scope)
        raise self._no_edge(name)

    def _deferred(self, value: Deferred, read: Callable[[Deferred], Result]) -> Result:
        if value.in_work:
            raise refuse(UNKNOWN_NAME, f"'{value.name.text}' is defined by itself", value.name.span)
        value.in_work = True
        try:
            return read(value)
        finally:
            value.in_work = False

    def _no_edge(self, node: tree.Name | tree.Index) -> Refused:
        text = _text(node)
        return refuse(WRONG_TYPE, f"'{text}' is an object, and no number", node.span,
                      f"Name one of its edges, such as {text}.width, or count({text}).")  # fmt: skip

    def _edge(self, node: tree.Member, scope: Scope) -> str:
        """The variable ``id.edge`` of ``plate.width``."""
        edge = node.name.text
        if edge not in EDGES:
            target = self._references.target(node, scope) if not did_you_mean(edge, EDGES) else None
            if target is not None:
                raise refuse(WRONG_TYPE, f"'{_text(node)}' is an object, and no number", node.span,
                             f"Name one of its edges, such as {_text(node)}.width.")  # fmt: skip
            raise refuse(UNKNOWN_NAME, f"objects have no edge '{edge}'", node.name.span, *did_you_mean(edge, EDGES))
        return f"{self._one_box(node.base, scope)}.{edge}"

    def _one_box(self, node: tree.Expression, scope: Scope) -> str:
        """The id of the one object or collection that has a box."""
        ids = self._references.target(node, scope).ids
        if len(ids) != 1:
            raise refuse(WRONG_TYPE, f"'{_text(node)}' are several objects, without a common box", node.span,
                         "Name one of them, or put them into a group.")  # fmt: skip
        return ids[0]

    def _count(self, count: tree.Count, scope: Scope) -> Amount:
        """How many objects of the figure fit: a sum, because ranges are the solver's to choose."""
        ids = self._counted(count, scope)
        total: Term = Linear(tuple(sorted((f"count({id})", 1) for id in dict.fromkeys(ids))))
        return Amount(total, "count")

    def _counted(self, count: tree.Count, scope: Scope) -> list[str]:
        if len(count.phrase) == 1 and not count.classes:
            word = words_of(count.phrase, scope)[0]
            entity = scope.entity(word)
            if isinstance(entity, Declared):
                return [entity.id]
            if isinstance(entity, Family):
                return [one.id for one in entity.members.values()]
        return [one.id for one in self._references.matching(describe(count.phrase, count.classes, scope), scope)]

    # ------------------------------------------------------------ arithmetic

    def _binary(self, expression: tree.Binary, scope: Scope, depth: int) -> Amount:
        left, right = (self.amount(side, scope, depth + 1) for side in (expression.left, expression.right))
        operator, span = expression.operator, expression.span
        if operator in ("+", "-"):
            a, b = _alike([left, right], span, (expression.left, expression.right))
            _check_alternatives(a, b, span)
            measure: Measure = left.measure if left.measure != "number" else right.measure
            return Amount(a + b if operator == "+" else a - b, measure)
        divisor, factor = right.constant, left.constant
        if operator == "*":
            if divisor is None and factor is None:
                hint = "One factor must be a number: state the width and the height each for itself."
                raise refuse(NOT_LINEAR, f"'{_text(expression)}' multiplies two things that only the solver knows",
                             span, hint)  # fmt: skip
            product = _PRODUCTS.get((left.measure, right.measure))
            if product is None:
                raise refuse(MIXED_UNITS, f"'{_text(expression)}' is neither a length nor a number of things", span)
            known, other = (divisor, left) if divisor is not None else (factor or Fraction(0), right)
            return Amount(_scaled(other, known, span).term, product)
        if divisor is None or right.measure != "number":
            hint = f"Multiply instead: compare {_text(expression.left)} with 2 * {_text(expression.right)}."
            raise refuse(NOT_LINEAR, f"'{_text(expression)}' divides by something that only the solver knows", span,
                         hint)  # fmt: skip
        if divisor == 0:
            raise refuse(WRONG_TYPE, "this divides by zero", span)
        if operator == "/":
            return _scaled(left, 1 / divisor, span)
        if factor is None:
            raise refuse(NOT_LINEAR, f"'{_text(expression)}' is a remainder of something that only the solver knows",
                         span, "'mod' takes numbers only.")  # fmt: skip
        return Amount(term(factor % divisor), left.measure)

    def _call(self, call: tree.Call, scope: Scope, depth: int) -> Amount:
        check_call(call)
        name = call.function.text
        if name == "distance":
            a, b = (Box.symbolic(self._one_box(one, scope)) for one in call.arguments)
            return Amount(gap(a, b), "length")
        amounts = [self.amount(one, scope, depth + 1) for one in call.arguments]
        constants = [one.constant for one in amounts]
        if name in ("floor", "ceil", "round"):
            if constants[0] is None or amounts[0].measure != "number":
                raise refuse(NOT_LINEAR, f"{name}(…) takes numbers only", call.span)
            value = evaluate(call, scope, depth)
            assert isinstance(value, Quantity)
            return _number(value, call)
        measure: Measure = next((one.measure for one in amounts if one.measure != "number"), "number")
        terms = _alike(amounts, call.span, call.arguments)
        if sum(map(_alternatives, terms)) > ALTERNATIVES:
            raise _too_many(call.span)
        made = absolute(terms[0]) if name == "abs" else minimum(*terms) if name == "min" else maximum(*terms)
        return Amount(made, measure)


def _number(value: Quantity, at: tree.Expression) -> Amount:
    if value.unit == "px":
        return Amount(term(value.value * UNITS), "length")
    if value.unit == "%":
        share = number_text(value.value / 100)
        raise refuse(WRONG_TYPE, f"{value} of what is not said here", at.span,
                     f"Write {share} * canvas.width, or {share} * canvas.height.")  # fmt: skip
    if value.unit == "deg":
        raise refuse(WRONG_TYPE, "angles are no lengths", at.span)
    return Amount(term(value.value), "number")


def _alike(amounts: list[Amount], span: Span, nodes: tuple[tree.Expression, ...]) -> list[Term]:
    """The terms in one measure. Raises Refused where lengths meet counts."""
    measures = [one.measure for one in amounts if one.measure != "number"]
    if len(set(measures)) > 1:
        length, count = (next(_text(n) for n, a in zip(nodes, amounts, strict=True) if a.measure == measure)
                         for measure in ("length", "count"))  # fmt: skip
        raise refuse(MIXED_UNITS, f"'{length}' is a length and '{count}' a number of things", span,
                     f"A length for each of them is a product with a unit, such as 20px * {count}.")  # fmt: skip
    return [one.measured(measures[0] if measures else "number") for one in amounts]


def _scaled(amount: Amount, factor: Fraction, span: Span) -> Amount:
    constant = amount.constant
    if constant is not None:
        bounded(constant * factor, None, span)
    return Amount(amount.term * factor, amount.measure)


def _alternatives(value: Term) -> int:
    return sum(map(_alternatives, value.parts)) if isinstance(value, Extreme) else 1


def _check_alternatives(a: Term, b: Term, span: Span) -> None:
    """Sums of largest and smallest values multiply out; there is an end to that."""
    if _alternatives(a) * _alternatives(b) > ALTERNATIVES:
        raise _too_many(span)


def _too_many(span: Span) -> Refused:
    return refuse(LIMIT, f"'min', 'max', 'abs' and 'distance' multiply to more than {ALTERNATIVES:,} cases here",
                  span, "Split the condition into several 'require' statements.")  # fmt: skip


#: Expressions that are terms whatever they are made of.
_ARITHMETIC = (tree.Number, tree.Member, tree.Count, tree.Unary, tree.Binary, tree.Call, tree.Index)


def _text(node: tree.Expression) -> str:
    return statement_text(node.span)
