"""Parses scene files: an LALR(1) automaton over the grammar's table, which goes on after every error.

When a statement cannot be read, one diagnostic says why, and parsing resumes at the statement's end with
the stack as it was at its beginning. Where only the head of a block is wrong, its body is still read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sgc.source import Diagnostic, Severity, Source, Span, error
from sgc.source.codes import LIMIT, SYNTAX
from sgc.syntax import tree
from sgc.syntax.build import Builder
from sgc.syntax.failure import FIGURE, FIGURE_HEAD, FIGURE_KINDS
from sgc.syntax.lexer import CLOSING, END, NESTING, NEWLINE, OPENING, Token, kind_of, scene_lexer
from sgc.syntax.tables import scene_table

if TYPE_CHECKING:
    from sgc.syntax.recovery import Recovery

#: Characters of one file.
FILE_SIZE = 5_000_000
#: Errors of one file that are reported.
ERRORS = 100


def parse(source: Source) -> tree.SyntaxTree:
    """The syntax tree of a scene file, with every error of its text; never raises."""
    preamble: tuple[tree.Statement, ...] = ()
    figures: tuple[tree.Figure, ...] = ()
    if len(source.text) > FILE_SIZE:
        return tree.SyntaxTree(source, (), (), (_too_long(source),))
    parsing = _Parsing(source)
    parsed = parsing.run("file")
    if parsed is not None:
        preamble, figures = parsed
    return tree.SyntaxTree(source, preamble, figures, parsing.diagnostics)


def parse_statement(source: Source) -> tuple[tree.Statement | None, tuple[Diagnostic, ...]]:
    """The only statement of a text such as ``cup left of plate``; None when there are errors."""
    if len(source.text) > FILE_SIZE:
        return None, (_too_long(source),)
    parsing = _Parsing(source)
    statements: tuple[tree.Statement, ...] = parsing.run("fragment") or ()
    found = parsing.diagnostics
    if not any(one.is_error for one in found) and len(statements) != 1:
        place = statements[1].span if len(statements) > 1 else source.span()
        message = "one statement is wanted here" if statements else "there is no statement here"
        found = (*found, error(SYNTAX, message, place, "Write for example cup left of plate."))
    if any(one.is_error for one in found):
        return None, found
    return statements[0], found


def _too_long(source: Source) -> Diagnostic:
    return error(
        LIMIT, f"a file may have {FILE_SIZE:,} characters, this one has {len(source.text):,}", source.span(0, 0),
        "Make what is alike with 'for', and keep parts in files of their own with 'include'.",
    )  # fmt: skip


@cache
def _item_states() -> frozenset[int]:
    """The states between two statements of a block or a file."""
    return frozenset(state for row in scene_table().gotos for name, state in row.items() if name in _ITEMS)


_ITEMS = ("_items", "_file_items")

#: A production as the loop wants it: size, rule, children kept, lists among them, how it builds, its builder.
_Plan = tuple[int, str, tuple[int | None, ...], frozenset[int], int, Callable[..., Any]]
_PASS_ONLY, _PASS, _LIST, _NODE_OF_ALL, _NODE = range(5)


def _plans(builder: Builder) -> list[_Plan]:
    plans: list[_Plan] = []
    for one in scene_table().productions:
        whole = one.kept == tuple(range(one.size)) and not one.spliced
        if one.passed:
            how = _PASS_ONLY if one.size == 1 else _PASS
        elif one.listed:
            how = _LIST
        else:
            how = _NODE_OF_ALL if whole else _NODE
        action = getattr(builder, f"{one.node}_") if how in (_NODE, _NODE_OF_ALL) else list
        plans.append((one.size, one.origin, one.kept, one.spliced, how, action))
    return plans


def _gathered(children: Sequence[Any], kept: Sequence[int | None], spliced: frozenset[int]) -> list[Any]:
    """The children that reach the tree; a list at the front is taken over, so that long lists stay linear."""
    made: list[Any] = []
    for position in kept:
        if position is None:
            made.append(None)
        elif position not in spliced:
            made.append(children[position])
        elif made:
            made.extend(children[position])
        else:
            made = children[position]
    return made


class _Stack:
    """The automaton's stack, in columns: states; and for each but the first, its value and its place."""

    __slots__ = ("begins", "ends", "opened", "states", "values")

    def __init__(self, start: int) -> None:
        self.states = [start]
        self.values: list[Any] = []
        self.begins: list[int] = []
        self.ends: list[int] = []
        # The places of brackets that are not closed yet.
        self.opened: list[int] = []

    def push(self, state: int, value: Any, begin: int, end: int) -> None:
        self.states.append(state)
        self.values.append(value)
        self.begins.append(begin)
        self.ends.append(end)

    def item_level(self) -> int | None:
        """The highest state that stands between two statements."""
        return next((i for i in reversed(range(len(self.states))) if self.states[i] in _item_states()), None)

    def unwind(self, level: int, start: int) -> None:
        """Go back to the state at ``level``, in front of the statement that begins at ``start``."""
        del self.states[level + 1 :], self.values[level:], self.begins[level:], self.ends[level:]
        self.opened[:] = [offset for offset in self.opened if offset < start] if level > 1 else []


class _Parsing:
    """One run over a source: ``run`` may be called again for the expressions that the text inserts."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._builder = Builder(source, self._insertion, self._explain)
        self._plans = _plans(self._builder)
        self._recovery: Recovery | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All errors, in the order of the text; a note is the last when there were too many."""
        failed = self._recovery.errors if self._recovery is not None else []
        found = sorted(
            dict.fromkeys((*failed, *self._builder.diagnostics, *(() if failed else self._builder.lone_branches))),
            key=lambda one: (one.span.start, one.span.end) if one.span else (0, 0),
        )
        if len(found) > ERRORS:
            rest = Diagnostic(
                SYNTAX, f"only the first {ERRORS} errors are shown", found[ERRORS].span, severity=Severity.NOTE
            )
            found = [*found[:ERRORS], rest]
        return tuple(found)

    # ------------------------------------------------------------ the automaton

    def run(self, start: str, position: int = 0, limit: int | None = None) -> Any:
        """What the rule ``start`` makes of the text; None when it was given up."""
        table, plans = scene_table(), self._plans
        actions, gotos, defaults, end_state = table.actions, table.gotos, table.defaults, table.ends[start]
        limit = len(self._text) if limit is None else limit
        stack = _Stack(table.starts[start])
        states, values, begins, ends, opened = stack.states, stack.values, stack.begins, stack.ends, stack.opened
        last_end = position
        if position == 0 and self._text[:1] == "\ufeff":
            position = 1
        kind: str | None = None  # of the token at hand; None when the next one is still to be read
        value, begin, end = "", position, position
        while True:
            state = states[-1]
            action = defaults[state]
            if action is None:
                row = actions[state]
                if kind is None:
                    kind, value, begin, end = self._token(stack, row, position, limit)
                action = row.get(kind)
                if action is None or (kind in OPENING and action >= 0 and len(opened) >= NESTING):
                    if kind == END and state == end_state:
                        return values[-1]
                    resumed = self._recover(Token(kind, value, begin, end), stack, limit)
                    if resumed is None:
                        return None
                    position, kind = resumed, None
                    continue
            if action >= 0:  # ---- shift
                if kind in OPENING:
                    opened.append(begin)
                elif kind in CLOSING:
                    opened.pop()
                states.append(action)
                values.append(value)
                begins.append(begin)
                ends.append(end)
                position = last_end = end
                kind = None
                continue
            # ---- reduce
            size, rule, kept, spliced, how, build = plans[~action]
            if how == _PASS_ONLY:
                states.pop()
            elif size == 0:
                values.append([] if how == _LIST else build(last_end, last_end, *[None] * len(kept)))
                begins.append(last_end)
                ends.append(last_end)
            else:
                children = values[-size:]
                first, last = begins[-size], ends[-1]
                del states[-size:], values[-size:], begins[-size:], ends[-size:]
                if how == _NODE_OF_ALL:
                    made = build(first, last, *children)
                elif how == _NODE:
                    made = build(first, last, *_gathered(children, kept, spliced))
                elif how == _LIST:
                    made = _gathered(children, kept, spliced)
                else:
                    made = children[kept[0] or 0]
                values.append(made)
                begins.append(first)
                ends.append(last)
            states.append(gotos[states[-1]][rule])

    def _token(self, stack: _Stack, row: Mapping[str, int], position: int, limit: int) -> tuple[str, str, int, int]:
        """The next token that means something in the state of ``row``: its kind, value, and place ``[begin, end)``."""
        lexer, table, text, states, opened = scene_lexer(), scene_table(), self._text, stack.states, stack.opened
        while True:
            match = lexer.match(text, position, limit)
            group = match.lastgroup or ""
            kind, value = lexer.names[group], match[group]
            begin, end = match.span(group)
            if kind == "NAME":
                if value in table.keywords and value in row and self._accepts(states, value):
                    kind = value
                elif value in FIGURE_KINDS and states[-1] in _item_states() and FIGURE_HEAD.match(text, begin):
                    kind = FIGURE  # no statement begins so: a block before it was not closed
            elif (kind == NEWLINE and opened and text[opened[-1]] != "{") or (
                kind == "}" and self._recovery is not None and self._recovery.closes_owed(begin, opened)
            ):
                position = end
                continue
            elif kind in table.rare and not (kind in row and self._accepts(states, kind)):
                match = lexer.match_plain(text, position, limit)
                group = match.lastgroup or ""
                kind, value = lexer.names[group], match[group]
                begin, end = match.span(group)
            if kind in ("NUMBER", "SIZE") and end < limit:
                kind = kind_of(kind, text[end])
            return kind, value, begin, end

    def _accepts(self, states: list[int], kind: str) -> bool:
        """Whether a token can really be shifted. An action alone does not say so: LALR states are merged
        ones, and may reduce before a token that only another place has room for."""
        table = scene_table()
        action = table.actions[states[-1]].get(kind)
        depth = len(states)  # how much of the stack is still there; ``above`` is what was put on it
        above: list[int] = []
        while action is not None and action < 0:
            production = table.productions[~action]
            taken = min(production.size, len(above))
            del above[len(above) - taken :]
            depth -= production.size - taken
            state = table.gotos[above[-1] if above else states[depth - 1]][production.origin]
            above.append(state)
            action = table.actions[state].get(kind)
        return action is not None

    def _insertion(self, start: int, end: int) -> tree.Expression | None:
        """The expression that a text or a phrase inserts."""
        return self.run("insertion", start, end)  # type: ignore[no-any-return]

    # ------------------------------------------------------------ errors

    def _recover(self, token: Token, stack: _Stack, limit: int) -> int | None:
        """Report what is wrong at ``token`` and unwind the stack to the beginning of its statement.

        Returns where to go on reading, None when that makes no sense.
        """
        table = scene_table()
        recovery = self._recovering()
        expects = frozenset(kind for kind in table.actions[stack.states[-1]] if self._accepts(stack.states, kind))
        level = stack.item_level()
        if level is None:  # an inserted expression; the statement around it goes on
            start = stack.begins[0] if stack.begins else token.start
            recovery.errors.append(recovery.explained(start, token, "insertion", expects, limit))
            return None
        start = stack.begins[level] if level < len(stack.begins) else token.start
        self._builder.forget(start)
        in_file = stack.states[level] == table.gotos[table.starts["file"]]["_file_items"]
        resumption = recovery.resume(start, token, "file" if in_file else "block", expects, stack.opened, limit)
        if resumption is None or len(recovery.errors) > ERRORS:
            return None
        stack.unwind(1 if resumption.at == "figure" else level, start)
        if resumption.at == "block":
            stack.push(table.actions[stack.states[-1]]["_BROKEN"], None, start, resumption.position)
        return resumption.position

    def _recovering(self) -> Recovery:
        """The memory of recovery, which a text without errors never needs."""
        if self._recovery is None:
            from sgc.syntax.recovery import Recovery

            self._recovery = Recovery(self._source, lambda: self._builder.figures)
        return self._recovery

    def _explain(self, start: int, at: Span, due: frozenset[str]) -> Diagnostic:
        return self._recovering().explained_word(start, at, due)
