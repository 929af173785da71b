"""Mistakes about where things are and how large: gaps, distances, positions and sizes; rows of
``sgc.syntax.mistakes``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sgc.source import Diagnostic
from sgc.syntax.failure import ENDS, Failure
from sgc.syntax.lexer import Token
from sgc.syntax.mistake import Table
from sgc.syntax.words import ARRANGED, PREDICATE_STARTS

PLACES = Table()

#: What people call the size of a figure, and how they write it.
_OF_HEAD = ("canvas", "size", "width", "height", "dimensions", "resolution")
_SIZE = re.compile(
    r"(?P<of>\w+)\s*[:=]?\s*\(?\s*(?P<width>\d+)(?:px)?(?:\s*(?:x|×|\*|,|by)?\s*(?P<height>\d+)(?:px)?)?\s*\)?"
)

#: What has a gap.
_WITH_GAPS = ("row", "column", "stack", "pyramid", "grid", "distribute")
#: Words for the room between things.
_GAPS = ("gap", "gaps", "spacing", "space", "spaced", "distance", "by")
#: The numbers of a grid by the words of other languages.
_OF_GRID = ("rows", "columns", "cols")


@PLACES.row("head inside of the block", "canvas: 400 x 300")
def _head_inside(f: Failure) -> Diagnostic | None:
    """The size of a figure as a statement of its block: "canvas 400x300", "width: 400"."""
    last = next((one for one in reversed(f.line) if one.kind not in ENDS), f.first)
    said = _SIZE.fullmatch(f.text(f.first, last)) if f.first.text in _OF_HEAD and f.place == "block" else None
    if said is None:
        return None
    width, height = said["width"], said["height"]
    if said["of"] == "height":
        width, height = "640", width
    size = f"{width}x{height or '480'}"
    message = "the size of a figure stands before its '{'"
    return f.error(message, f'Write {f.figure or "scene"} "Title" {size} {{ … }}.', at=f.first, to=last)


@PLACES.row("size of a grid before its members", "grid 2x2 a b plate spoon")
def _grid_size_first(f: Failure) -> Diagnostic | None:
    if f.first.text != "grid" or f.token.kind != "SIZE" or f.at != 1 or len(f.line) < 3:
        return None
    members = f.text(f.line[2], f.line[-1])
    return f.error("the size of a grid stands behind its members", f"Write grid {members} {f.token.text}.")


@PLACES.row("size of a grid in words", "grid a b plate spoon columns 2")
def _grid_size_in_words(f: Failure) -> Diagnostic | None:
    word = next((one for one in f.line[2:] if one.text in _OF_GRID), None)
    if f.first.text != "grid" or word is None or f.is_declared(word.text) or f.is_declaration:
        return None
    members = f.text(f.first, f.line[f.line.index(word) - 1])
    hint = f"Write its rows, an x and its columns: {members} 2x3."
    return f.error("the size of a grid is written as one", hint, at=word, to=f.line[-1])


@PLACES.row("members in parentheses", "row (a b plate) gap 10")
def _members_in_parentheses(f: Failure) -> Diagnostic | None:
    if f.first.text not in ARRANGED or f.token.kind not in ("(", "[") or f.at != 1:
        return None
    members = " ".join(one.text for one in f.line[2:] if one.kind in ("NAME", "QUOTED", "NUMBER"))
    return f.error("the members stand here without parentheses", f"Write {f.first.text} {members}.")


@PLACES.row("gap by another word", "row a b plate spacing 0")
def _gap(f: Failure) -> Diagnostic | None:
    """A gap with another word, with a sign, or with none: "row a b spacing 4", "row a b gap: 4", "row a b 4"."""
    if f.first.text not in (*_WITH_GAPS, "ring") or f.is_declaration:
        return None
    word = "radius" if f.first.text == "ring" else "gap"
    for i, number in enumerate(f.line[2:], 2):
        if number.kind != "NUMBER" or f.line[i - 1].text == word:
            continue
        first = i - 1 if f.line[i - 1].kind in (":", "=") else i
        if f.line[first - 1].text in (word, *_GAPS) and first > 2:
            first -= 1
        elif first < i or len(f.line) > i + 1 or f.line[i - 1].kind not in ("NAME", "QUOTED", "]"):
            continue
        members = f.text(f.first, f.line[first - 1])
        return f.error(
            f"the {word} of a {f.first.text} is written {word} and a number", f"Write {members} {word} {number.text}.",
            at=f.line[first], to=number,
        )  # fmt: skip
    return None


@PLACES.row("position without parentheses", "cup: cup { position: 100, 50% }")
def _position(f: Failure) -> Diagnostic | None:
    """Two numbers, bare or in brackets: "position: 100, 100", "position: 100 100", "position: [100, 100]"."""
    for name, sign, *rest in (f.line[i : i + 7] for i in range(min(f.at, len(f.line) - 1))):
        numbers = list(_numbers(rest))
        if (name.text, sign.kind) == ("position", ":") and len(numbers) == 2:
            x, y = numbers
            hint = f"Write position: ({x.text}, {y.text})."
            return f.error("a position is two numbers in parentheses", hint, at=x, to=y)
    return None


@PLACES.row("position as a relation", "spoon at (100, 50)")
def _at(f: Failure) -> Diagnostic | None:
    numbers = list(_numbers(f.line[2:7]))
    if f.place != "block" or f.at < 2 or len(numbers) != 2 or f.line[1].text != "at":
        return None
    x, y = numbers
    hint = f"Write it where {f.first.text} is declared: {{ position: ({x.text}, {y.text}) }}."
    return f.error("a position is a property", hint, at=f.line[1], to=f.line[-1])


@PLACES.row("two lengths in one", "cup: cup { size: 30x40 }")
def _two_lengths(f: Failure) -> Diagnostic | None:
    """A size has one length: "size: 30x40", "size: 30, 40"."""
    before = [one.text for one in f.tokens[max(0, f.at - 4) : f.at]]
    if f.token.kind == "SIZE" and before[-2:] == ["size", ":"]:
        first = f.token
        width, height = first.text.split("x")
    elif f.token.kind == "NUMBER" and before[:2] == ["size", ":"] and before[3:] == [","]:
        first = f.tokens[f.at - 2]
        width, height = first.text, f.token.text
    else:
        return None
    hint = f"Write width: {width}, height: {height}."
    return f.error("a size is one length, of the longer side", hint, at=first, to=f.token)


@PLACES.row("size without a property", "cup: cup 40")
def _bare_size(f: Failure) -> Diagnostic | None:
    """How large something is, without braces: "a: square 40", "a: rectangle 30x40", "a: 30x40 rectangle"."""
    if not f.is_declaration or f.token.kind not in ("NUMBER", "SIZE") or f.brace is not None:
        return None
    if f.kinds(-1)[0] not in ("NAME", ":") or f.kinds(1)[0] not in (*ENDS, "NAME"):
        return None
    text, before = f.token.text, f.tokens[f.at - 1].text
    side = before if before in ("width", "height") else "size"
    lengths = f"{side}: {text}" if f.token.kind == "NUMBER" else "width: {}, height: {}".format(*text.split("x"))
    return f.error("how large something is stands in braces", f"Write {{ {lengths} }} behind the noun.")


@PLACES.row("distance without by", "cup left of plate 10")
def _distance(f: Failure) -> Diagnostic | None:
    """How far, at the end of a relation, or with the words of a row: "a left of b 10", "a left of b gap 10"."""
    line = f.line
    plain = f.is_statement and all(one.kind not in "()" for one in line)
    if not plain or f.first.text in ARRANGED or len(line) < 4:
        return None
    first = -2 if line[-2].text in _GAPS else -1
    other = line[first - 1]
    is_relation = any(one.text in PREDICATE_STARTS for one in line[1 : first - 1])
    is_named = other.kind in ("NAME", "QUOTED", "]") and other.text not in PREDICATE_STARTS
    if line[-1].kind != "NUMBER" or not is_relation or not is_named:
        return None
    relation = f.text(f.first, other)
    hint = f"Write {relation} by {line[-1].text}."
    return f.error("a distance is written by and a number", hint, at=line[first], to=line[-1])


def _numbers(tokens: Iterable[Token]) -> Iterator[Token]:
    """The numbers in a list that is in brackets or in none; none where anything else is among them."""
    for one in tokens:
        if one.kind == "NUMBER":
            yield one
        elif one.kind not in (",", "[", "]", "("):
            return
