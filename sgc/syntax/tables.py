"""The parse table of the scene grammar, made from ``grammars/scene.lark`` by Lark and kept as JSON.

Reading the table takes a few milliseconds where importing Lark and building it takes hundreds, and
needs neither Lark nor a cache at run time. A table that does not fit the grammar beside it (someone is
editing the grammar) is rebuilt in memory. ``python -m sgc.syntax.tables`` writes the file anew.
"""

from __future__ import annotations

import json
import re
from binascii import crc32
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

GRAMMAR = Path(__file__).parents[1] / "grammars" / "scene.lark"
STORED = Path(__file__).with_name("tables.json")

#: What the parser can be asked for; each is a rule of the grammar.
STARTS = ("file", "fragment", "insertion")
#: Rules that say only finitely many phrases, which the table lists.
LISTED = ("_place", "_other", "between", "keyword_name", "setting_name")


@dataclass(frozen=True, slots=True)
class Production:
    """One right-hand side of a rule.

    ``kept`` lists the positions of the children that reach the tree, ``None`` standing for an optional
    child that is absent; those in ``spliced`` are lists whose items take their place. A production
    that is ``passed`` on has one child and no node of its own; a ``listed`` one makes a list.
    """

    origin: str
    node: str
    size: int
    kept: tuple[int | None, ...]
    spliced: frozenset[int]
    passed: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """An LALR(1) table and the terminals it speaks of.

    ``actions[state][terminal]`` is the state to shift to, or ``~n`` to reduce by ``productions[n]``;
    ``defaults[state]`` is the only action of a state that can do nothing but reduce, whatever comes;
    ``gotos[state][rule]`` is the state after a reduction. Words and punctuation stand for themselves as
    terminals; ``patterns`` holds the others by name, first match first, and ``rare`` those of them that
    are tried only where the state has an action for them. ``phrases`` is all that the rules in LISTED say.
    """

    actions: tuple[Mapping[str, int], ...]
    gotos: tuple[Mapping[str, int], ...]
    defaults: tuple[int | None, ...]
    productions: tuple[Production, ...]
    starts: Mapping[str, int]
    ends: Mapping[str, int]
    keywords: frozenset[str]
    patterns: Mapping[str, str]
    rare: frozenset[str]
    blank: str
    phrases: Mapping[str, Sequence[str]]


@cache
def scene_table() -> Table:
    """The table of the scene grammar."""
    grammar = GRAMMAR.read_bytes()
    try:
        stored = json.loads(STORED.read_bytes())
    except (OSError, ValueError):
        stored = {}
    if stored.get("grammar") != crc32(grammar):
        stored = json.loads(tabulate(grammar))
    return _table(stored)


def _table(stored: Mapping[str, Any]) -> Table:
    symbols: Sequence[str] = stored["symbols"]

    def rows(packed: Sequence[Sequence[int]]) -> tuple[dict[str, int], ...]:
        return tuple({symbols[row[i]]: row[i + 1] for i in range(0, len(row), 2)} for row in packed)

    actions = rows(stored["actions"])
    return Table(
        actions=actions,
        defaults=tuple(_only_reduction(row) for row in actions),
        gotos=rows(stored["gotos"]),
        productions=tuple(
            Production(origin, node, size, tuple(kept), frozenset(spliced), passed, listed)
            for origin, node, size, kept, spliced, passed, listed in stored["productions"]
        ),
        starts=stored["starts"],
        ends=stored["ends"],
        keywords=frozenset(stored["keywords"]),
        patterns=stored["patterns"],
        rare=frozenset(stored["rare"]),
        blank=stored["blank"],
        phrases=stored["phrases"],
    )


def _only_reduction(row: Mapping[str, int]) -> int | None:
    actions = set(row.values())
    return actions.pop() if len(actions) == 1 and min(actions) < 0 else None


def tabulate(grammar: bytes) -> str:
    """The table of a grammar as JSON text. Raises ValueError when the grammar is not LALR(1)."""
    from lark import GrammarError, Lark
    from lark.parsers.lalr_analysis import Shift

    conflicts = _Conflicts()
    try:
        with conflicts:
            lark = Lark(
                grammar.decode(), parser="lalr", lexer="contextual", start=list(STARTS), maybe_placeholders=True,
                debug=True,
            )  # fmt: skip
    except GrammarError as failure:
        conflicts.found.append(str(failure))
    if conflicts.found:
        raise ValueError("the scene grammar is not LALR(1):\n" + "\n".join(conflicts.found))
    # Lark keeps its table private, but saves the very same object; no public door leads to it.
    table = lark.parser.parser._parse_table
    terminals = {one.name: one for one in lark.terminals}
    ignored = [terminals.pop(name).pattern.to_regexp() for name in lark.ignore_tokens]

    def symbol(name: str) -> str:
        one = terminals.get(name)
        return one.pattern.value if one is not None and one.pattern.type == "str" else name

    numbers = _numbered(table)
    rules = sorted(dict.fromkeys(lark.rules), key=repr)
    symbols = sorted({symbol(name) for row in table.states.values() for name in row})
    index = {name: i for i, name in enumerate(symbols)}
    rule_names = {rule.origin.name for rule in rules}
    actions, gotos = [], []
    for state in numbers:
        packed: tuple[list[int], list[int]] = ([], [])
        for name, (kind, argument) in sorted(table.states[state].items()):
            value = numbers[argument] if kind is Shift else ~rules.index(argument)
            packed[name in rule_names].extend((index[symbol(name)], value))
        actions.append(packed[0])
        gotos.append(packed[1])
    # The order in which Lark's own lexer tries terminals.
    ordered = sorted(
        terminals.values(), key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name)
    )
    word = re.compile(terminals["NAME"].pattern.to_regexp())
    keywords = [t.pattern.value for t in ordered if t.pattern.type == "str" and word.fullmatch(t.pattern.value)]
    return json.dumps(
        {
            "grammar": crc32(grammar),
            "symbols": symbols,
            "starts": {name: numbers[table.start_states[name]] for name in STARTS},
            "ends": {name: numbers[table.end_states[name]] for name in STARTS},
            "keywords": sorted(keywords),
            "patterns": {symbol(t.name): t.pattern.to_regexp() for t in ordered if t.pattern.value not in keywords},
            "rare": [t.name for t in ordered if t.priority > 0],
            "blank": "|".join(ignored),
            "phrases": {name: sorted(_phrases(rules, symbol, name)) for name in LISTED},
            "productions": [_packed(rule) for rule in rules],
            "actions": actions,
            "gotos": gotos,
        },
        separators=(",", ":"),
    )


def _numbered(table: Any) -> Mapping[Any, int]:
    """The states of Lark's table in the order in which they are reached, which is always the same: Lark itself numbers
    them by the order of sets."""
    from lark.parsers.lalr_analysis import Shift

    numbers = {state: number for number, state in enumerate(table.start_states[name] for name in STARTS)}
    reached = list(numbers)
    for state in reached:
        for _, (kind, argument) in sorted(table.states[state].items()):
            if kind is Shift and argument not in numbers:
                numbers[argument] = len(numbers)
                reached.append(argument)
    return numbers


def _phrases(rules: Sequence[Any], symbol: Callable[[str], str], name: str) -> set[str]:
    """Everything that a rule of fixed words says, the words parted by blanks."""
    found = set()
    for rule in rules:
        if rule.origin.name == name:
            choices = (
                [symbol(one.name)] if one.is_term else _phrases(rules, symbol, one.name) for one in rule.expansion
            )
            found |= {" ".join(words).replace(" - ", "-") for words in product(*choices)}
    return found


class _Conflicts:
    """Collects the conflicts that Lark resolves in silence, but logs."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def __enter__(self) -> None:
        import logging

        from lark import logger

        self._level = logger.level
        self._handler = logging.Handler()
        self._handler.emit = lambda record: self.found.append(record.getMessage())  # type: ignore[method-assign]
        logger.setLevel(logging.DEBUG)
        self._others, logger.handlers = logger.handlers, [self._handler]

    def __exit__(self, *_: object) -> None:
        from lark import logger

        logger.handlers = self._others
        logger.setLevel(self._level)


def _packed(rule: Any) -> list[Any]:
    """A rule of Lark as the fields of a Production, by Lark's own conventions for shaping trees.

    A rule whose name starts with ``_`` is spliced into its parent; one marked ``?`` passes an only child
    on; punctuation and fixed words are dropped, except in rules marked ``!``.
    """
    options = rule.options
    kept: list[int | None] = []
    symbols = enumerate(rule.expansion)
    for absent in options.empty_indices or (False,) * len(rule.expansion):
        if absent:
            kept.append(None)
            continue
        position, one = next(symbols)
        if options.keep_all_tokens or not (one.is_term and one.filter_out):
            kept.append(position)
    listed = rule.origin.name.startswith("_")
    lists = [i for i, one in enumerate(rule.expansion) if not one.is_term and one.name.startswith("_")]
    spliced = [i for i in kept if i in lists]
    passed = options.expand1 and rule.alias is None and len(kept) == 1 and not spliced and not listed
    return [rule.origin.name, rule.alias or rule.origin.name, len(rule.expansion), kept, spliced, passed, listed]


def main() -> None:
    STORED.write_text(tabulate(GRAMMAR.read_bytes()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
