"""Changes of a scene file's text, as small as they can be: comments and formatting of all other lines stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from sgc.source import Source, Span
from sgc.syntax import tree


@dataclass(frozen=True, slots=True)
class Change:
    """``text`` instead of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def applied(text: str, changes: Sequence[Change]) -> str:
    """The text with all changes made; of two that overlap only the wider is."""
    wide = sorted(changes, key=lambda one: (one.start, one.end > one.start, -one.end))
    made: list[str] = []
    at = 0
    for one in wide:
        if one.start < at:
            continue
        made += [text[at : one.start], one.text]
        at = one.end
    return "".join([*made, text[at:]])


def statements(figure: tree.Figure) -> Iterator[tree.Statement]:
    """Every statement of a figure, also those in groups, loops, conditions and parts."""
    yield from _statements(figure.body)


def _statements(body: Sequence[tree.Statement]) -> Iterator[tree.Statement]:
    for one in body:
        yield one
        match one:
            case tree.Group(body=inner) | tree.For(body=inner) | tree.Part(body=inner):
                yield from _statements(inner)
            case tree.If():
                yield from _statements((*one.then, *one.otherwise))
            case tree.Block(body=inner, branches=branches):
                yield from _statements((*(inner or ()), *(each for branch in branches for each in branch.body)))


def within(node: object) -> Iterator[tree.Node]:
    """The node and all nodes below it, in the order of their fields."""
    if isinstance(node, tree.Node):
        yield node
        for field in fields(node):
            yield from within(getattr(node, field.name))
    elif isinstance(node, tuple):
        for one in node:
            yield from within(one)


def targets(node: object) -> Iterator[tree.Name | tree.Index]:
    """The names and indexed names that a statement mentions, each as far as it goes (``w[1]`` and not ``w``)."""
    match node:
        case tree.Declaration(phrase=phrase):
            yield from targets(phrase)
        case tree.Index(base=tree.Name()):
            yield node
        case tree.Member(base=base):
            yield from targets(base)
        case tree.Call(arguments=arguments):
            yield from targets(arguments)
        case tree.Name():
            yield node
        case tree.Node():
            for field in fields(node):
                yield from targets(getattr(node, field.name))
        case tuple():
            for one in node:
                yield from targets(one)


def target_name(target: tree.Name | tree.Index) -> str:
    """The declared name that a target begins with."""
    return target.text if isinstance(target, tree.Name) else target.base.text  # type: ignore[union-attr]


def index_of(target: tree.Name | tree.Index) -> int | None:
    """The number of the one member that a target names."""
    match target:
        case tree.Index(indices=(tree.Number(value=value),)) if value.denominator == 1:
            return int(value)
    return None


def deletion(source: Source, span: Span) -> Change:
    """Takes a statement away; with its whole line when it stands there alone."""
    text = source.text
    start, end = span.start, span.end
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[first:start], text[end:last]
    if not before.strip() and re.fullmatch(r"\s*;?\s*(?://.*)?", after):
        return Change(first, min(len(text), last + 1), "")
    if behind := re.match(r"\s*;[ \t]*", text[end:last]):
        return Change(start, end + behind.end(), "")
    if ahead := re.search(r"\s*;\s*$", before):
        return Change(first + ahead.start(), end, "")
    return Change(start, end, "")


def insertion(source: Source, figure: tree.Figure, after: tree.Statement | None, lines: Sequence[str]) -> Change:
    """New statements behind one of the figure's own, or at the start of its block; written as its neighbours are."""
    text = source.text
    if after is not None:
        at = _end_of_line(text, after.span.end)
        if at is not None:
            first = text.rfind("\n", 0, after.span.start) + 1
            indent = re.match(r"[ \t]*", text[first:])
            blanks = indent.group() if indent and not text[first : after.span.start].strip() else "  "
            return Change(at, at, "".join(f"\n{blanks}{line}" for line in lines))
        return Change(after.span.end, after.span.end, "".join(f"; {line}" for line in lines))
    brace = text.index("{", figure.span.start) + 1
    if not figure.body and "\n" not in text[brace : figure.span.end]:
        return Change(brace, figure.span.end, "".join(f"\n  {line}" for line in lines) + "\n}")
    return Change(brace, brace, "".join(f"\n  {line}" for line in lines))


def _end_of_line(text: str, at: int) -> int | None:
    """Where the line ends when nothing but a comment follows; None when another statement or "}" does."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end if re.fullmatch(r"\s*;?\s*(?://.*)?", text[at:end]) else None


def with_property(phrase: tree.Phrase, name: str, value: str) -> Change:
    """Sets a property of an object phrase."""
    source = phrase.span.source
    for one in phrase.named:
        if one.name.text == name and one.value is not None:
            return Change(one.value.span.start, one.value.span.end, value)
    if phrase.properties:
        last = phrase.properties[-1].span.end
        return Change(last, last, f", {name}: {value}")
    end = phrase.span.end
    rest = source.text[phrase.span.start : end]
    if re.search(r"\{\s*\}$", rest):
        return Change(phrase.span.start + rest.rindex("{"), end, f"{{ {name}: {value} }}")
    return Change(end, end, f" {{ {name}: {value} }}")


def free_name(noun: str, taken: set[str]) -> str:
    """A name made of a noun that nothing has yet."""
    stem = "_".join(noun.split())
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}_{number}"
    return name
