"""Printing and parsing are each other's inverse, and the formatter changes nothing but the looks."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from trees import bare, files, settled

from sgc.source import Source
from sgc.source.render import render
from sgc.syntax import format_source, parse, to_source, tree
from sgc.syntax.format import _comments


def parsed(text: str) -> tree.SyntaxTree:
    found = parse(Source("scene.sgc", text))
    assert not found.diagnostics, render(found.diagnostics) + "\n" + text
    return found


@given(files)
@settings(max_examples=250, deadline=None)
def test_a_printed_tree_parses_to_itself(made: tree.SyntaxTree) -> None:
    assert settled(bare(parsed(to_source(made)))) == settled(bare(made))


@given(files)
@settings(max_examples=100, deadline=None)
def test_printing_what_was_parsed_changes_nothing(made: tree.SyntaxTree) -> None:
    found = parsed(to_source(made))
    assert bare(parsed(to_source(found))) == bare(found)


def untidy(text: str, chance: random.Random) -> str:
    """The text with other blanks, and with comments and blank lines between its lines."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        lines += ["\n"] * chance.choice([0, 0, 0, 1, 3])
        if chance.random() < 0.2:
            lines.append(" " * chance.randrange(5) + f"// before {number}\n")
        line = line.lstrip().rjust(len(line.lstrip()) + chance.randrange(5))
        lines.append(line + chance.choice(["", "", "  ", f"  // behind {number}"]) + "\n")
    return "".join(lines)


@given(files, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_formatting_keeps_the_tree_and_every_comment_and_is_done_once(
    made: tree.SyntaxTree, chance: random.Random
) -> None:
    text = untidy(to_source(made), chance)
    tidy = format_source(Source("scene.sgc", text))
    assert bare(parsed(tidy)) == bare(parsed(text))
    assert comments(tidy) == comments(text)
    assert format_source(Source("scene.sgc", tidy)) == tidy
    assert "\n\n\n" not in tidy


def comments(text: str) -> list[str]:
    return sorted(text[start:end].strip() for start, end in _comments(text))
