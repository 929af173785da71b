"""What PlantUML does to a text before it reads it: variables, macros, procedures, functions and conditions put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sgc.importing.page import Page

#: A line with its place in the file.
_Placed = tuple[str, int, int]

_VARIABLE = re.compile(r"\s*!(?:global\s+|local\s+)?(?P<name>\$\w+)\s*(?P<default>\?)?=\s*(?P<value>.*)")
_DEFINED = re.compile(r"\s*!define\s+(?P<name>\w+)(?:\((?P<parameters>[^)]*)\))?(?:\s+(?P<body>.*))?")
_OPENED = re.compile(
    r"\s*!(?P<unquoted>unquoted\s+)?(?P<kind>procedure|function|definelong)\s+(?P<name>[$\w]+)"
    r"\s*(?:\((?P<parameters>.*?)\))?\s*(?:!?return\s+(?P<value>.*))?"
)
_CLOSED = re.compile(r"\s*!end\s?(?:procedure|function|definelong)\b.*")
_CONDITION = re.compile(r"\s*!(?P<word>ifdef|ifndef|if|elseif|else|endif)\b\s*(?P<test>.*)")
_RETURN = re.compile(r"\s*!return\b\s*(?P<value>.*)")
_CALL = re.compile(r"(?<![\w$])(?P<name>[$%]?\w+)(?:(?P<open>\()|\b)")
_PIECE = re.compile(r'"[^"]*"|[^"]')
#: Calls within calls; calls of a page; characters of a line.
_DEEPEST, _MOST, _LONGEST = 12, 5_000, 4000
#: Functions of the language itself, of which more than a few have no say in what is drawn.
_BUILT_IN: Mapping[str, Callable[[str], str]] = {
    "%true": lambda _: "1", "%false": lambda _: "0", "%newline": lambda _: r"\n", "%breakline": lambda _: r"\n",
    "%upper": str.upper, "%lower": str.lower, "%strlen": lambda one: str(len(one)), "%string": str, "%intval": str,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Macro:
    """What a name stands for: lines, or for a function the ``value`` that they return. ``parameters`` are names with
    their defaults; None where the macro has no brackets."""

    parameters: Sequence[tuple[str, str]] | None
    lines: Sequence[_Placed] = ()
    value: str | None = None


@dataclass(slots=True)
class _Reading:
    """Goes through the lines in order; ``made`` is what it has put in their place."""

    macros: dict[str, _Macro] = field(default_factory=dict)
    made: list[_Placed] = field(default_factory=list)
    calls: int = 0

    def run(self, lines: Sequence[_Placed], scope: dict[str, str], place: tuple[int, int] | None, depth: int) -> str:
        """Put lines in with the variables of a scope; ``place`` is that of the call they are the body of. Gives what
        they return."""
        waiting = iter(lines)
        #: For each condition around a line whether it holds, and whether any of its branches did.
        conditions: list[tuple[bool, bool]] = []
        for text, start, end in waiting:
            if (found := _CONDITION.fullmatch(text)) is not None:
                self._branch(found["word"], found["test"], conditions, scope)
            elif not all(holds for holds, _ in conditions):
                continue
            elif (found := _OPENED.fullmatch(text)) is not None:
                self._define(found, waiting)
            elif (found := _DEFINED.fullmatch(text)) is not None:
                body = [(found["body"] or "", start, end)]
                self.macros[found["name"]] = _Macro(_parameters(found["parameters"]), body)
            elif (found := _VARIABLE.fullmatch(text)) is not None:
                if not (found["default"] and found["name"] in scope):
                    scope[found["name"]] = self._value(found["value"], scope, depth)
            elif (found := _RETURN.fullmatch(text)) is not None:
                return self._value(found["value"], scope, depth)
            else:
                self._put(text, place or (start, end), scope, depth)
        return ""

    def _branch(self, word: str, test: str, conditions: list[tuple[bool, bool]], scope: dict[str, str]) -> None:
        if word in ("if", "ifdef", "ifndef"):
            test = test.strip()
            holds = self._test(test, scope) if word == "if" else (test in self.macros or test in scope)
            holds = holds != (word == "ifndef")
            conditions.append((holds, holds))
        elif conditions and word == "endif":
            conditions.pop()
        elif conditions:
            _, was_any = conditions.pop()
            holds = not was_any and (word == "else" or self._test(test, scope))
            conditions.append((holds, was_any or holds))

    def _define(self, found: re.Match[str], rest: Iterator[_Placed]) -> None:
        parameters, value = _parameters(found["parameters"]), found["value"]
        body: list[_Placed] = []
        if value is None:
            for one in rest:
                if _CLOSED.fullmatch(one[0]):
                    break
                body.append(one)
        is_function = found["kind"] == "function"
        self.macros[found["name"]] = _Macro(parameters, body, value or "" if is_function else None)

    def _put(self, text: str, place: tuple[int, int], scope: dict[str, str], depth: int) -> None:
        """Put a line in; one that is a call and nothing else becomes the lines that it stands for."""
        bare = text.strip()
        call = _CALL.match(bare)
        macro = self.macros.get(call["name"]) if call is not None else None
        if call is not None and macro is not None and macro.value is None and self._may_call(depth):
            inner, end = _brackets(bare, call.end()) if call["open"] else ("", call.end())
            if end == len(bare) and (call["open"] is None) == (macro.parameters is None):
                given = self._given(macro, inner, scope, depth)
                body = [(_replaced(line, given), start, end) for line, start, end in macro.lines]
                self.run(body, {**scope, **given}, place, depth + 1)
                return
        self.made.append((self._expanded(text, scope, depth), *place))

    def _may_call(self, depth: int) -> bool:
        """Whether there is room for one more call: what calls itself comes to an end."""
        self.calls += 1
        return depth < _DEEPEST and self.calls < _MOST

    # ------------------------------------------------------------ within a line

    def _expanded(self, text: str, scope: Mapping[str, str], depth: int) -> str:
        """A text with all variables and calls put in."""
        made, position = [], 0
        while (found := _CALL.search(text, position)) is not None and len(text) <= _LONGEST:
            made.append(text[position : found.start()])
            name, end = found["name"], found.end()
            inner = None
            if found["open"]:
                inner, end = _brackets(text, end)
            said = self._said(name, inner, scope, depth)
            if said is None:  # what stands in brackets is looked at by itself
                end = found.end()
                said = found[0]
            made.append(said)
            position = end
        return "".join((*made, text[position:]))

    def _said(self, name: str, inner: str | None, scope: Mapping[str, str], depth: int) -> str | None:
        """What a name with the text in its brackets stands for; None where it stands for itself."""
        macro = self.macros.get(name)
        if name in scope:
            return scope[name] + (f"({self._expanded(inner, scope, depth)})" if inner is not None else "")
        if name.startswith("%") and inner is not None:
            if name in ("%variable_exists", "%function_exists"):
                return "1" if self._value(inner, scope, depth) in {*scope, *self.macros} else "0"
            if name == "%not":
                return "0" if self._test(inner, scope) else "1"
            return _BUILT_IN[name](self._value(inner, scope, depth)) if name in _BUILT_IN else None
        if macro is None or (macro.parameters is not None and inner is None) or not self._may_call(depth):
            return None
        given = self._given(macro, inner or "", scope, depth)
        if macro.value is not None:
            within = {**scope, **given}
            return (
                self._value(macro.value, within, depth + 1)
                if macro.value
                else self.run(macro.lines, within, None, depth + 1)
            )
        if len(macro.lines) != 1:
            return None
        body = _replaced(macro.lines[0][0], given)
        made = self._expanded(body, {**scope, **given}, depth + 1)
        return made + (f"({inner})" if macro.parameters is None and inner is not None else "")

    def _given(self, macro: _Macro, inner: str, scope: Mapping[str, str], depth: int) -> dict[str, str]:
        """The parameters of a macro with what a call gives for them."""
        parameters = macro.parameters or ()
        given = {name: self._value(default, scope, depth) for name, default in parameters}
        names = iter([name for name, _ in parameters])
        for one in _parted(inner, ",") if inner.strip() else ():
            key, sign, value = one.partition("=")
            if sign and key.strip() in given and not value.startswith("="):
                given[key.strip()] = self._value(value, scope, depth)
            elif (name := next(names, None)) is not None:
                given[name] = self._value(one, scope, depth)
        return given

    def _value(self, text: str, scope: Mapping[str, str], depth: int) -> str:
        """What an expression says: texts and variables, joined by ``+``."""
        parts = [one.strip() for one in _parted(text, "+")]
        texts = [self._expanded(_bare(one), scope, depth) for one in parts]
        numbers = [one.lstrip("-").isdigit() for one in texts]
        is_sum = len(parts) > 1 and all(numbers) and not any(one.startswith('"') for one in parts)
        return str(sum(int(one[:9]) for one in texts)) if is_sum else "".join(texts)

    def _test(self, text: str, scope: Mapping[str, str]) -> bool:
        """Whether a condition holds."""
        for sign, together in (("||", any), ("&&", all)):
            if len(parts := _parted(text, sign)) > 1:
                return together(self._test(one, scope) for one in parts)
        text = text.strip()
        if text.startswith("(") and _brackets(text, 1)[1] == len(text):
            return self._test(text[1:-1], scope)
        for sign in ("==", "!="):
            if len(parts := _parted(text, sign)) == 2:
                first, second = (self._value(one, scope, 0) for one in parts)
                return (first == second) == (sign == "==")
        return _holds(self._value(text, scope, 0))


def expand(page: Page) -> None:
    """Put what the text of a page defines in the place of what calls it."""
    lines, at = [], 0
    for text in page.text.split("\n"):
        lines.append((text, at, at + len(text)))
        at += len(text) + 1
    if any(one.fullmatch(text) for text, _, _ in lines for one in (_VARIABLE, _DEFINED, _OPENED, _CONDITION)):
        reading = _Reading()
        reading.run(lines, {}, None, 0)
        page.write(reading.made)


def _holds(text: str) -> bool:
    return text.strip().lower() not in ("", "0", "false")


def _parameters(text: str | None) -> list[tuple[str, str]] | None:
    """``$name, $kind = "box"``: the names with their defaults."""
    if text is None:
        return None
    halves = [one.partition("=") for one in _parted(text, ",") if one.strip()]
    return [(name.strip(), default.strip()) for name, _, default in halves]


def _bare(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _replaced(body: str, given: Mapping[str, str]) -> str:
    """The body of an old macro, whose parameters are plain words; ``##`` joins one to what is beside it."""
    for name, value in given.items():
        if not name.startswith("$"):
            body = re.sub(rf"(?:##)?\b{re.escape(name)}\b(?:##)?", value.replace("\\", r"\\"), body)
    return body


def _brackets(text: str, start: int) -> tuple[str, int]:
    """What stands up to the bracket that closes what is open before ``start``, and the offset behind it."""
    depth = 1
    for found in _PIECE.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return text[start : found.start()], found.end()
    return text[start:], len(text)


def _parted(text: str, sign: str) -> list[str]:
    """The parts of a text between signs that stand in no quotes and no brackets."""
    found, depth, begun, skip = [], 0, 0, 0
    for piece in _PIECE.finditer(text):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth == 0 and piece.start() >= skip and text.startswith(sign, piece.start()):
            found.append(text[begun : piece.start()])
            begun = skip = piece.start() + len(sign)
    return [*found, text[begun:]]
