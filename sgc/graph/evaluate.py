"""Expressions whose value is known before anything is solved: counts, indices, labels, conditions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from operator import eq, ge, gt, le, lt, ne

from sgc.graph.limits import EXPRESSION_DEPTH, MAGNITUDE, TEXT
from sgc.graph.report import Refused, refuse
from sgc.graph.scope import Deferred, Scope
from sgc.graph.values import Interval, Quantity, Value, kind_of, value_text, within_magnitude
from sgc.graph.wording import several
from sgc.source import Span
from sgc.source.codes import LIMIT, MIXED_UNITS, NOT_CONSTANT, UNKNOWN_NAME, WRONG_ARGUMENTS, WRONG_TYPE
from sgc.source.suggest import did_you_mean, nearest
from sgc.syntax import tree

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lt, "<=": le, "==": eq, "!=": ne, ">=": ge, ">": gt,
}  # fmt: skip

#: What may be called in any expression, with the numbers of arguments: (least, most).
FUNCTIONS: dict[str, tuple[int, int | None]] = {
    "min": (1, None), "max": (1, None), "abs": (1, 1), "floor": (1, 1), "ceil": (1, 1), "round": (1, 1),
}  # fmt: skip


def evaluate(expression: tree.Expression, scope: Scope, depth: int = 0) -> Value:
    """The value of an expression. Raises Refused when it has none before solving, or is wrong."""
    check_depth(depth, expression.span)
    match expression:
        case tree.Number():
            return bounded(expression.value, expression.unit, expression.span)
        case tree.Text():
            return text_of(expression, scope, depth)
        case tree.Color():
            return expression.value
        case tree.Name():
            return _named(expression, scope, depth)
        case tree.Words():
            return " ".join(words_of(expression.words, scope, depth))
        case tree.Unary():
            operand = number(expression.operand, scope, depth + 1)
            return Quantity(-operand.value if expression.operator == "-" else operand.value, operand.unit)
        case tree.Binary():
            return _binary(expression, scope, depth)
        case tree.Comparison():
            return _comparison(expression, scope, depth)
        case tree.Logical():
            return _logical(expression, scope, depth)
        case tree.Range():
            least, most = (None if end is None else number(end, scope, depth + 1) for end in
                           (expression.least, expression.most))  # fmt: skip
            return Interval(least.value if least else None, most.value if most else None)
        case tree.Call():
            return _call(expression, scope, depth)
        case tree.Count():
            raise refuse(NOT_CONSTANT, "how many there are is only known after solving", expression.span,
                         "Use count(…) in a 'require' statement.")  # fmt: skip
        case tree.Index() | tree.Member():
            raise refuse(NOT_CONSTANT, "the edges of objects are only known after solving", expression.span,
                         "Use them in a 'require' statement.")  # fmt: skip
        case tree.Date():
            raise refuse(WRONG_TYPE, "a date is no number", expression.span,
                         "Dates are when things begin and end in diagram gantt and diagram timeline.")  # fmt: skip
        case tree.Pair():
            raise refuse(WRONG_TYPE, "a pair is no single value", expression.span,
                         "Only a position is a pair: write position: (10%, 20%).")  # fmt: skip


def check_depth(depth: int, span: Span) -> None:
    if depth > EXPRESSION_DEPTH:
        raise refuse(LIMIT, f"the expression is nested more than {EXPRESSION_DEPTH} deep", span,
                     "Give parts of it names with 'let'.")  # fmt: skip


def number(expression: tree.Expression, scope: Scope, depth: int = 0) -> Quantity:
    """The number that an expression is. Raises Refused."""
    value = evaluate(expression, scope, depth)
    if not isinstance(value, Quantity):
        raise refuse(WRONG_TYPE, f"{kind_of(value)} stands where a number is needed", expression.span)
    return value


def whole_number(expression: tree.Expression, scope: Scope, what: str) -> int:
    """The whole number that an expression is; ``what`` names its use. Raises Refused."""
    value = number(expression, scope)
    if not value.is_whole or value.unit is not None:
        raise refuse(WRONG_TYPE, f"{what} is a whole number, not {value}", expression.span)
    return int(value.value)


def truth(expression: tree.Expression, scope: Scope, depth: int = 0) -> bool:
    """Whether a condition holds. Raises Refused."""
    value = evaluate(expression, scope, depth)
    if not isinstance(value, bool):
        raise refuse(WRONG_TYPE, f"{kind_of(value)} is no condition", expression.span,
                     "Compare it with something: write n == 3.")  # fmt: skip
    return value


def text_of(text: tree.Text, scope: Scope, depth: int = 0) -> str:
    """A text with its inserted values. Raises Refused."""
    made = "".join(
        part if isinstance(part, str) else value_text(evaluate(part, scope, depth + 1)) for part in text.parts
    )
    if len(made) > TEXT:
        raise refuse(LIMIT, f"a text may have {TEXT:,} characters, this one has {len(made):,}", text.span)
    return made


def words_of(words: Sequence[tree.Word], scope: Scope, depth: int = 0) -> list[str]:
    """The words of a phrase, inserted values among them."""
    return [word.text if word.inserted is None else value_text(evaluate(word.inserted, scope, depth + 1))
            for word in words]  # fmt: skip


def bounded(value: Fraction, unit: str | None, span: Span) -> Quantity:
    """The number, unless it is beyond all measure: arithmetic must not run away."""
    if not within_magnitude(value):
        raise refuse(LIMIT, f"numbers go to {MAGNITUDE:,}, and as many parts of one", span)
    return Quantity(value, unit)


def unknown_name(name: tree.Name, scope: Scope, *hints: str) -> Refused:
    """The error for a name that nothing has; silent where its declaration was refused already."""
    if scope.is_broken(name.text):
        return Refused()
    return refuse(UNKNOWN_NAME, f"there is nothing named '{name.text}'", name.span,
                  *(hints or did_you_mean(name.text, scope.known_names())))  # fmt: skip


def force(deferred: Deferred, at: Span, depth: int = 0) -> Value:
    """The value of a ``let``. Raises Refused, also for one that is defined by itself."""
    if deferred.value is None:
        if deferred.broken:
            raise Refused()
        if deferred.in_work:
            raise refuse(UNKNOWN_NAME, f"'{deferred.name.text}' is defined by itself", deferred.name.span)
        deferred.in_work = True
        try:
            deferred.value = evaluate(deferred.expression, deferred.scope, depth + 1)
        except Refused:
            deferred.broken = True
            raise
        finally:
            deferred.in_work = False
    return deferred.value


def _named(name: tree.Name, scope: Scope, depth: int) -> Value:
    value = scope.value(name.text)
    if isinstance(value, Deferred):
        return force(value, name.span, depth)
    if value is not None:
        return value
    if scope.entity(name.text) is not None:
        raise refuse(NOT_CONSTANT, f"'{name.text}' is an object, and no value", name.span,
                     f"Name one of its edges in a 'require' statement: {name.text}.width.")  # fmt: skip
    if name.text in ("true", "false"):
        return name.text == "true"
    from sgc.graph.colors import color_value
    from sgc.graph.vocabulary import classify_adjective

    if color_value(name.text) is not None:
        return name.text
    if classify_adjective(name.text)[0] == "size":
        raise unknown_name(name, scope, f"A size in a word stands before the noun: {name.text} apple.")
    hints = () if nearest(name.text, scope.known_names()) else (f'For the word itself write "{name.text}".',)
    raise unknown_name(name, scope, *hints)


def _binary(expression: tree.Binary, scope: Scope, depth: int) -> Quantity:
    left, right = (number(side, scope, depth + 1) for side in (expression.left, expression.right))
    operator, a, b = expression.operator, left.value, right.value
    if operator in ("/", "mod") and b == 0:
        raise refuse(WRONG_TYPE, "this divides by zero", expression.span)
    if operator == "*":
        if left.unit and right.unit:
            raise refuse(MIXED_UNITS, f"{left} times {right} is no length", expression.span)
        return bounded(a * b, left.unit or right.unit, expression.span)
    if operator == "/":
        if right.unit and left.unit != right.unit:
            raise refuse(MIXED_UNITS, f"{left} cannot be divided by {right}", expression.span)
        return bounded(a / b, None if right.unit else left.unit, expression.span)
    unit = left.unit or right.unit
    if left.unit and right.unit and left.unit != right.unit:
        raise refuse(MIXED_UNITS, f"{left} and {right} have different units", expression.span)
    return bounded({"+": a + b, "-": a - b, "mod": a % b if b else a}[operator], unit, expression.span)


def _comparison(expression: tree.Comparison, scope: Scope, depth: int) -> bool:
    values = [evaluate(operand, scope, depth + 1) for operand in expression.operands]
    for operator, a, b in zip(expression.operators, values, values[1:], strict=False):
        if isinstance(a, Quantity) and isinstance(b, Quantity):
            if a.unit and b.unit and a.unit != b.unit:
                raise refuse(MIXED_UNITS, f"{a} and {b} have different units", expression.span)
            if not COMPARISONS[operator](a.value, b.value):
                return False
        elif operator in ("==", "!="):
            if (a == b) != (operator == "=="):
                return False
        else:
            wrong = b if isinstance(a, Quantity) else a
            raise refuse(WRONG_TYPE, f"only numbers are compared by '{operator}', not {kind_of(wrong)}",
                         expression.span)  # fmt: skip
    return True


def _logical(expression: tree.Logical, scope: Scope, depth: int) -> bool:
    def holds(operand: tree.Expression) -> bool:
        return truth(operand, scope, depth + 1)

    operands = expression.operands
    match expression.operator:
        case "and":
            return all(map(holds, operands))
        case "or":
            return any(map(holds, operands))
        case "not":
            return not holds(operands[0])
        case "implies":
            return not holds(operands[0]) or holds(operands[1])


def _call(call: tree.Call, scope: Scope, depth: int) -> Quantity:
    name = call.function.text
    check_call(call)
    if name == "distance":
        raise refuse(NOT_CONSTANT, "distances between objects are only known after solving", call.span,
                     "Use distance(…) in a 'require' statement.")  # fmt: skip
    arguments = [number(argument, scope, depth + 1) for argument in call.arguments]
    units = {argument.unit for argument in arguments if argument.unit}
    if len(units) > 1:
        raise refuse(MIXED_UNITS, f"{name}(…) is given {' and '.join(map(str, arguments))}", call.span)
    values = [argument.value for argument in arguments]
    result = {
        "min": lambda: min(values), "max": lambda: max(values), "abs": lambda: abs(values[0]),
        "floor": lambda: Fraction(floor(values[0])), "ceil": lambda: Fraction(ceil(values[0])),
        "round": lambda: Fraction(floor(values[0] + Fraction(1, 2))),
    }[name]()  # fmt: skip
    return bounded(result, next(iter(units), None), call.span)


def check_call(call: tree.Call) -> None:
    """Whether there is such a function, with so many arguments. Raises Refused."""
    name, given = call.function.text, len(call.arguments)
    known = {**FUNCTIONS, "distance": (2, 2)}
    if name not in known:
        raise refuse(UNKNOWN_NAME, f"there is no function '{name}'", call.function.span,
                     *(did_you_mean(name, known) or (f"The functions are {', '.join(known)} and count.",)))  # fmt: skip
    least, most = known[name]
    if given < least or (most is not None and given > most):
        wanted = f"at least {several(least, 'value')}" if most is None else several(least, "value")
        raise refuse(WRONG_ARGUMENTS, f"{name}(…) takes {wanted}, not {given}", call.span)
