"""Whatever the text is, parsing gives a tree and diagnostics, and never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sgc.source import SgcError, Source
from sgc.source.render import render
from sgc.syntax import format_source, parse, parse_statement
from sgc.syntax.lexer import tokens

EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.sgc"))
]  # fmt: skip
WORDS = """
scene { } ( ) [ ] cup plate : = , ; on left of and between by 20 3..5 .. . "Tea" 'x' " ' // /* */ # #fff 3d
if else for i in 1..3 part style .tall row gap require prefer ( not -> -- {c} { dashed } diagram \\ $ “ % é
every some 2 at most top -ing chasing let include weight 🍎
"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n", "\0", "\r", "\t", "\ufeff", "\u200b"]), max_size=60).map(
    " ".join
)


def check(text: str) -> int:
    source = Source("scene.sgc", text)
    found = parse(source)
    shown = render(found.diagnostics, color=True)
    assert shown or not found.diagnostics
    for one in found.diagnostics:
        assert one.span is not None
        assert 0 <= one.span.start <= one.span.end <= len(text)
    parse_statement(source)
    errors = [one for one in found.diagnostics if one.is_error]
    try:
        tidy = format_source(source)
    except SgcError:
        assert errors
    else:
        assert not errors
        assert not parse(Source("scene.sgc", tidy)).diagnostics
    return len(errors)


@given(st.text(max_size=200))
@example('"\\')
@example("scene{a:{")
@example("'")
@settings(deadline=None)
def test_any_text(text: str) -> None:
    check(text)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes(data: bytes) -> None:
    check(data.decode("utf-8", errors="surrogateescape"))


@given(PIECES)
@settings(deadline=None, max_examples=300)
def test_any_words_of_the_language(text: str) -> None:
    check(text)
    check(f"scene {{ {text}")


@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=150)
def test_an_example_with_any_token_changed(text: str, chance: random.Random) -> None:
    found = list(tokens(text))
    token, other = chance.choice(found), chance.choice(found)
    changed = chance.choice(["", other.text, f"{token.text} {other.text}"])
    check(text[: token.start] + changed + text[token.end :])


def test_a_missing_word_is_one_error() -> None:
    """Of all ways to leave a word out of the examples, nearly none gives more than one error."""
    counts = []
    for text in EXAMPLES:
        for token in list(tokens(text))[:-1:7]:
            if token.kind in ("NAME", "NUMBER", "TEXT", ":", "{", "}", "(", ")"):
                counts.append(check(text[: token.start] + text[token.end :]))
    assert max(counts) <= 3
    assert sum(count > 1 for count in counts) <= 0.03 * len(counts)
    assert sum(count == 1 for count in counts) >= 0.3 * len(counts)
