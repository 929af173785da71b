"""Trees that grow by a rule: parse trees from the productions of a grammar, and binary search trees from their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.pieces import bare, fullmatch, named, split, trim
from sgc.source import Span

_PRODUCTION = re.compile(r"(?P<symbol>[\w']+)\s*(?:->|→|::=)\s*(?P<parts>\S.*)")
#: The sentence that is parsed.
_SENTENCE = re.compile(r"\s*(?:the sentence\s+)?[\"“'‘](?P<sentence>[^\"”]+?)[\"”'’]\s*[:,]?\s*")
_NEXT = re.compile(r"\s*[,;.\n]\s*(?:and\s+)?(?=[\w']+\s*(?:->|→|::=))", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_KEYS = re.compile(
    r"(?:(?:with|of|from|containing|inserting)\s+)?(?:the\s+)?(?:(?:nodes|values|keys|numbers|elements|items)\s*:?\s+)?"
    r"(?P<keys>-?\d+(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)-?\d+)+)\s*\.?",
    re.IGNORECASE,
)
#: How deep productions are applied: a symbol may stand within itself.
_DEEPEST = 12


def parse_tree(draft: Draft, span: Span) -> bool:
    """ "S -> NP VP, NP -> Det N": each symbol over its parts, with each of its productions in turn, the last again."""
    if (heading := _SENTENCE.match(span.source.text, span.start, span.end)) is not None:
        draft.title, span = heading["sentence"], trim(Span(span.source, heading.end(), span.end))
    pieces = split(trim(span, "."), _NEXT)
    found = [(one, fullmatch(one, _PRODUCTION)) for one in pieces]
    if len(found) < 2 or not all(match is not None and "," not in match["parts"] for _, match in found):
        return False
    productions: dict[str, list[list[Span]]] = {}
    for piece, match in found:
        if match is not None:
            parts = split(named(piece, match, "parts"), _BLANK)
            productions.setdefault(match["symbol"], []).append(parts)
    first = next(piece for piece, _ in found)
    symbol = next(iter(productions))
    root = draft.add(first, "box", symbol)
    _grow(draft, root, productions, dict.fromkeys(productions, 0), _DEEPEST)
    return True


def _grow(draft: Draft, node: Node, productions: dict[str, list[list[Span]]], used: dict[str, int], depth: int) -> None:
    mine = productions.get(node.label, [])
    if not mine or depth == 0:
        return
    parts = mine[min(used[node.label], len(mine) - 1)]
    used[node.label] += 1
    for one in parts:
        child = draft.add(one, "box", one.text.strip("'\""))
        draft.link(node, child, one, "--")
        _grow(draft, child, productions, used, depth - 1)


def search_tree(draft: Draft, span: Span) -> bool:
    """Keys put into a binary search tree one after the other; the smaller stand at the left of what they are under."""
    match = fullmatch(span, _KEYS)
    if match is None:
        return False
    below: dict[int, list[int | None]] = {}
    places = {int(one.text): bare(one) for one in split(named(span, match, "keys"), LIST)}
    root = next(iter(places))
    for value in places:
        at: int | None = root
        while at is not None and value in places and value != at:
            sides = below.setdefault(at, [None, None])
            side = int(value > at)
            if sides[side] is None:
                sides[side] = value
            at = sides[side]
    nodes = {value: draft.add(places[value], "box") for value in _down(root, below)}
    for above, sides in below.items():
        for under in sides:
            if under is not None:
                draft.link(nodes[above], nodes[under], places[under], "--")
    return True


def _down(value: int, below: dict[int, list[int | None]]) -> Iterator[int]:
    """The keys of a tree, each before those under it."""
    yield value
    for one in below.get(value, ()):
        if one is not None:
            yield from _down(one, below)
