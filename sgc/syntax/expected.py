"""Says what the grammar expected, where no known mistake explains an error."""

from __future__ import annotations

from sgc.source import Diagnostic
from sgc.source.suggest import nearest
from sgc.syntax.failure import Failure
from sgc.syntax.lexer import END, NEWLINE
from sgc.syntax.words import PREDICATE_STARTS, STATEMENT_STARTS

_OPERATORS = frozenset({"+", "-", "*", "/", "mod"})
#: What people call the terminals; those that are not here are words that stand for themselves.
_CALLED = {
    "NAME": "a name",
    "QUOTED": "a name",
    "NUMBER": "a number",
    "TEXT": "a text in double quotes",
    "COLOR": "a colour",
    "SIZE": "a size such as 640x480",
    "INSERTION": "a value in braces such as {n}",
    "ARROW": "an arrow such as ->",
    "COMPARE": "a comparison such as <=",
    "=": "a comparison such as <=",
    NEWLINE: "the end of the statement",
    ";": "the end of the statement",
    END: "the end of the statement",
}
_SHOWN = 5


def described(failure: Failure) -> Diagnostic:
    """The general message: what does not fit, or what is missing, and what could stand there."""
    expected = _groups(failure.expects)
    hints = []
    if expected:
        hints.append(f"Expected {_listed(expected)}.")
    if failure.ended:
        before = failure.peek(-1)
        what = f"something is missing behind '{_short(before.text)}'" if before else "a statement is missing"
        return failure.error(what, *hints)
    token = failure.token
    shown = _short(token.text) if token.text.isprintable() else f"U+{ord(token.text[0]):04X}"
    meant = nearest(token.text, sorted(one for one in failure.expects if one.isalpha() and one.islower()), 1)
    if meant and token.kind == "NAME":
        hints.insert(0, f"Did you mean '{meant[0]}'?")
    return failure.error(f"'{shown}' does not fit here", *hints)


def _groups(expects: frozenset[str]) -> list[str]:
    """The expected terminals as people call them, no more than a few."""
    found: dict[str, None] = {}
    rest = set(expects)
    if len(rest & PREDICATE_STARTS) > 9:
        found["a relation such as 'left of'"] = None
        rest -= PREDICATE_STARTS
    if len(rest & set(STATEMENT_STARTS)) > 9:
        found["a statement"] = None
        rest -= set(STATEMENT_STARTS) | {"NAME", "QUOTED", "NUMBER", "INSERTION"}
    if len(rest & _OPERATORS) > 2:
        rest -= _OPERATORS | {"COMPARE", "="}
        found["an operator such as + or <="] = None
    order = {name: i for i, name in enumerate(_CALLED)}
    for one in sorted(rest, key=lambda name: (order.get(name, len(order)), name)):
        called = _CALLED.get(one, f"'{one}'")
        if one.startswith("_") and one not in _CALLED:
            continue
        found[called] = None
    return list(found)


def _listed(expected: list[str]) -> str:
    if len(expected) > _SHOWN:
        expected = [*expected[: _SHOWN - 1], "more"]
        return ", ".join(expected[:-1]) + " and more"
    return expected[0] if len(expected) == 1 else ", ".join(expected[:-1]) + " or " + expected[-1]


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
