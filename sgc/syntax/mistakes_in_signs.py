"""Mistakes in characters, punctuation and brackets: rows of the table in ``sgc.syntax.mistakes``."""

from __future__ import annotations

import re

from sgc.source import Diagnostic, error
from sgc.source.codes import SYNTAX
from sgc.syntax.failure import ENDS, Failure
from sgc.syntax.lexer import (
    BLOCK_COMMENT,
    JOINED_NUMBER,
    NEWLINE,
    STRAY,
    UNCLOSED_QUOTE,
    UNCLOSED_TEXT,
    Token,
)
from sgc.syntax.mistake import Table, quoted
from sgc.syntax.words import PREDICATE_STARTS, SETTINGS, STATEMENT_STARTS

SIGNS = Table()


# ---------------------------------------------------------------- characters


@SIGNS.row("smart quotes", "cup: white cup “Tea”")
def _smart_quotes(f: Failure) -> Diagnostic | None:
    if f.token.kind == STRAY and f.token.text in "“”„«»‘’‚‹›":
        straight = '"' if f.token.text in "“”„«»" else "'"
        return f.error(f"'{f.token.text}' is a typographic quotation mark", f"Write the straight one: {straight}")
    return None


@SIGNS.row("unclosed text", 'cup: white cup "Tea')
def _unclosed_text(f: Failure) -> Diagnostic | None:
    if f.token.kind == UNCLOSED_TEXT:
        return f.error(
            "this text is not closed", 'Write " where it ends; a text ends on its line, and \\n begins a new one.'
        )
    return None


@SIGNS.row("unclosed name", "'fire truck: red truck")
def _unclosed_quote(f: Failure) -> Diagnostic | None:
    if f.token.kind == UNCLOSED_QUOTE:
        return f.error("this single quote is not closed", "Write ' where the name ends; labels stand in double quotes.")
    return None


@SIGNS.row("block comment", "/* a cup */")
def _block_comment(f: Failure) -> Diagnostic | None:
    if f.token.kind != BLOCK_COMMENT:
        return None
    start = f.token.start
    return error(
        SYNTAX,
        "this begins no comment here",
        f.source.span(start, start + 2),
        "A comment begins with // and ends with its line.",
    )


@SIGNS.row("hash comment", "# a cup")
def _hash_comment(f: Failure) -> Diagnostic | None:
    hash_sign = f.token if f.token.text.startswith("#") else f.first
    if hash_sign.text.startswith("#") and (hash_sign.kind == STRAY or hash_sign is f.first):
        return f.error("'#' begins no comment here", "A comment begins with //.", at=hash_sign)
    return None


#: Pixels of units that lengths have elsewhere, as CSS has them.
_PIXELS = {"mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pt": 96 / 72}


@SIGNS.row("number and letters", "cup: 3d cup")
def _joined_number(f: Failure) -> Diagnostic | None:
    if f.token.kind != JOINED_NUMBER:
        return None
    text = f.token.text
    number, rest = re.fullmatch(r"([0-9.]+(?:x[0-9]+)?%?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    if rest in _PIXELS:
        pixels = "x".join(str(round(float(side) * _PIXELS[rest])) for side in re.findall(r"[0-9.]*[0-9]", number))
        hint = f"Write it in pixels, of which 96 make an inch, as in PDF files: {pixels}."
        return f.error(f"lengths are in pixels, not in {rest}", hint)
    if "x" in number:
        return f.error(f"'{text}' is no size", f"Write a size in pixels without unit: {number}.")
    return f.error(
        f"a letter follows the number in '{text}'",
        f"For a word write {quoted(text)} in single quotes; for a count put a blank: {number} {rest}.",
        "The units of numbers are px, % and deg.",
    )


@SIGNS.row("unit apart", "cup: cup { width: 20 px }")
def _unit_apart(f: Failure) -> Diagnostic | None:
    for one in [f.token, *f.line[-1:]]:  # a relation may go on with a name, so that it fails only behind it
        before = f.tokens[max(0, f.tokens.index(one) - 1)]
        if before.kind == "NUMBER" and one.text in ("px", "deg", "%", "percent", "pixels"):
            unit = {"percent": "%", "pixels": "px"}.get(one.text, one.text)
            return f.error(
                "the unit belongs to its number", f"Write {before.text}{unit} without a blank.", at=before, to=one
            )
    return None


@SIGNS.row("number without a digit before its point", "cup: cup { opacity: .5 }")
def _bare_point(f: Failure) -> Diagnostic | None:
    following = f.peek(1)
    if f.token.kind == "." and following is not None and following.kind == "NUMBER":
        return f.error("a number begins with a digit", f"Write 0.{following.text}.", to=following)
    return None


@SIGNS.row("comma behind a statement", "cup: red cup,")
def _comma_at_end(f: Failure) -> Diagnostic | None:
    if f.token.kind == "," and f.token is f.line[-1]:
        return f.error("a statement ends without ','", "Leave it out: the end of the line ends a statement.")
    return None


@SIGNS.row("stray percent", "require cup.width == % 50")
def _stray_percent(f: Failure) -> Diagnostic | None:
    if f.token.text == "%":
        return f.error("'%' stands right behind a number", "Write 50% for a share, and a mod b for a remainder.")
    return None


@SIGNS.row("other operators", "require a.width >= 3 && b.width >= 3")
def _other_operators(f: Failure) -> Diagnostic | None:
    known = {
        "&": "and",
        "|": "or",
        "!": "not",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "×": "*",
        "·": "*",
        "÷": "/",
        "−": "-",
        "→": "->",
        "–": "-",
        "—": "-",
        "…": "..",
    }
    meant = known.get(f.token.text) if f.token.kind == STRAY else None
    if f.token.text == "×" and f.kinds(-1, 1) == ("NUMBER", "NUMBER"):
        return None
    if meant:
        following = f.peek(1)
        last = following if following and following.text == f.token.text and following.start == f.token.end else f.token
        return f.error(f"'{f.text(f.token, last)}' means nothing here", f"Write {meant}.", to=last)
    return None


# ---------------------------------------------------------------- punctuation


@SIGNS.row("size with another sign", 'scene "Tea" 640*480 {\n}')
def _size(f: Failure) -> Diagnostic | None:
    first, last = f.peek(-1), f.peek(1)
    is_sign = f.token.text in ("*", "×", "x", "X", ",", "by")
    if first is None or last is None or not is_sign or (first.kind, last.kind) != ("NUMBER", "NUMBER"):
        if f.token.kind == "NUMBER" and f.kinds(1, 2) in (
            ("*", "NUMBER"),
            ("NAME", "NUMBER"),
            (",", "NUMBER"),
            (STRAY, "NUMBER"),
        ):
            first, last = f.token, f.peek(2)
        if first is not f.token or last is None or ("SIZE" not in f.expects):
            return None
    if f.first.text not in ("scene", "diagram", "grid") and f.token.text != "×":
        return None
    return f.error(
        "a size is written with an x between its numbers",
        f"Write {first.text}x{last.text}, without blanks.",
        at=first,
        to=last,
    )


@SIGNS.row("brace on the next line", "if 1 == 1\n{\n}")
def _brace_on_next_line(f: Failure) -> Diagnostic | None:
    if f.token.kind == NEWLINE and "{" in f.expects and f.brace_on_next_line is not None:
        brace = f.peek(1)
        return f.error("'{' stands on the line of its statement", "Move it to the end of the line before.", at=brace)
    return None


@SIGNS.row("block missing", "if 1 == 1")
def _block_missing(f: Failure) -> Diagnostic | None:
    if f.ended and "{" in f.expects and f.brace is None and not f.is_declaration and f.at > 0:
        return f.error(f"'{f.first.text}' needs a block", "Write { and the statements of the block, and } behind them.")
    return None


@SIGNS.row("setting with a sign", "margin: 10")
def _setting_with_sign(f: Failure) -> Diagnostic | None:
    """A setting is a name and a value: "margin = 10" and "theme: "dark"" have a sign too many."""
    sign, value = f.line[1:2], f.line[2:3]
    is_value = len(f.line) == 3 and value[0].kind in ("NUMBER", "TEXT", "COLOR")
    if f.first.text not in SETTINGS or f.place != "block" or not is_value or sign[0].kind not in (":", "="):
        return None
    return f.error(
        f"a setting is written without '{sign[0].text}'", f"Write {f.first.text} {value[0].text}.", at=sign[0]
    )


@SIGNS.row("label of a link behind a colon", 'a -> b: "yes"')
def _label_behind_colon(f: Failure) -> Diagnostic | None:
    if f.token.kind == ":" and any(one.kind == "ARROW" for one in f.line[: f.at]):
        following = f.peek(1)
        label = following.text if following is not None and following.kind == "TEXT" else '"…"'
        return f.error("the label of a link stands right behind it", f"Leave out the ':' and write {label}.")
    return None


@SIGNS.row("equals for colon", "cup = white cup")
def _equals_for_colon(f: Failure) -> Diagnostic | None:
    before = f.peek(-1)
    if f.token.kind == "=" and before is not None and (":" in f.expects or f.at == 1):
        rest = f.peek(1)
        value = rest.text if rest is not None and rest.kind not in ENDS else "…"
        is_number = rest is not None and rest.kind == "NUMBER"
        hints = [f"Write {before.text}: {value}{' …' if f.at == 1 and not is_number else ''}"]
        if f.at == 1 and is_number:
            hints.append(f"For a value that expressions use, write let {before.text} = {value}.")
        return f.error("a name and what it names are joined by ':'", *hints)
    return None


@SIGNS.row("hyphen in a name", "t-shirt: white shirt")
def _hyphen(f: Failure) -> Diagnostic | None:
    before, after = f.peek(-1), f.peek(1)
    if (
        f.token.text not in ("-", "--")
        or before is None
        or after is None
        or (before.kind, after.kind) != ("NAME", "NAME")
    ):
        return None
    first = f.at - 1
    last = f.at + 1
    while f.tokens[last + 1 : last + 2] and f.tokens[last + 1].text == "-" and f.tokens[last + 2].kind == "NAME":
        last += 2
    name = f.text(f.tokens[first], f.tokens[last])
    return f.error(
        f"'{name}' has a hyphen, which names cannot have",
        f"Quote it: {quoted(name)}, or write {name.replace('-', '_')}.",
        at=f.tokens[first],
        to=f.tokens[last],
    )


@SIGNS.row("list of subjects", "cup, plate left of spoon")
def _list_of_subjects(f: Failure) -> Diagnostic | None:
    if f.token.kind != "," or f.is_declaration or f.first.text in ("scene", "diagram", "style", "part"):
        return None
    if f.first.text in STATEMENT_STARTS and f.first.text not in ("some", "none", "each", "every", "at"):
        return f.error(
            "names stand here without commas between them",
            "Put blanks between them: row a b c."
            if f.first.text not in ("no", "open")
            else f"Write a statement of its own: {f.first.text} …",
        )
    before = f.text(f.first, f.tokens[f.at - 1]) if f.at else "a"
    return f.error(
        "a relation has one subject and one object",
        f"Write one statement for each: {before} … on a line of its own.",
        "Counted objects (apples: 3 apple) take part in a relation together.",
    )


@SIGNS.row("objects joined by and", "cup and plate on table")
def _joined_objects(f: Failure) -> Diagnostic | None:
    """``and`` joins predicates; behind an object it begins the next one, of which the word is then no verb."""
    for i, one in enumerate(f.line[: f.at + 1]):
        if one.text != "and" or i == 0:
            continue
        following = f.line[i + 1] if i + 1 < len(f.line) else None
        if following is None or following.kind not in ("NAME", "QUOTED") or following.text in PREDICATE_STARTS:
            continue
        if following.text.endswith("ing") and i + 2 < len(f.line):
            continue
        if i == 1 or (f.at in (i + 1, i + 2) and any(t.text in PREDICATE_STARTS for t in f.line[:i])):
            return f.error(
                "'and' joins relations, not objects",
                "Write one statement for each object.",
                "Two relations are joined like this: cup above and left of plate.",
                at=one,
            )
    return None


@SIGNS.row("parenthesis not closed", "require (cup.width + 3 >= 40")
def _unclosed_parenthesis(f: Failure) -> Diagnostic | None:
    open_tokens: list[Token] = []
    for one in f.tokens[: f.at]:
        if one.kind in ("(", "["):
            open_tokens.append(one)
        elif one.kind in (")", "]") and open_tokens:
            open_tokens.pop()
    if not open_tokens:
        return None
    line_end = f.source.text.find("\n", open_tokens[-1].start)
    if f.token.kind in ENDS or 0 <= line_end < f.token.start:
        close = ")" if open_tokens[-1].kind == "(" else "]"
        return f.error(
            f"this '{open_tokens[-1].kind}' is not closed", f"Write '{close}' where it ends.", at=open_tokens[-1]
        )
    return None
