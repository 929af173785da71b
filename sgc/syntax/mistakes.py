"""The mistakes people make most, as a table: how each is recognised, and what is said about it.

Each row has an example, which the tests compile and the reference may print. The rows are asked in
their order; the first that recognises a failure words it, and what no row knows is described by what the
grammar expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sgc.source import Diagnostic, error
from sgc.source.codes import MISPLACED, UNKNOWN_PREDICATE
from sgc.source.suggest import distance, nearest
from sgc.syntax.expected import described
from sgc.syntax.failure import ENDS, Failure, declared_names
from sgc.syntax.lexer import END, JOINED_NUMBER, NEWLINE, STRAY, UNCLOSED_QUOTE, UNCLOSED_TEXT, Token
from sgc.syntax.words import PREDICATE_STARTS, PREDICATES, STATEMENT_STARTS

__all__ = ["MISTAKES", "Mistake", "declared_names", "explain", "misspelt_verb", "nearest_head", "outside"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One row. ``example`` is a statement of a block, or a file if it holds a figure."""

    name: str
    example: str
    recognise: Callable[[Failure], Diagnostic | None]


MISTAKES: list[Mistake] = []

_Recogniser = Callable[[Failure], Diagnostic | None]


def _mistake(name: str, example: str) -> Callable[[_Recogniser], _Recogniser]:
    def enter(recognise: _Recogniser) -> _Recogniser:
        MISTAKES.append(Mistake(name, example, recognise))
        return recognise

    return enter


def explain(failure: Failure) -> Diagnostic:
    """What is wrong, in the words of the row that knows it best."""
    for row in MISTAKES:
        found = row.recognise(failure)
        if found is not None:
            return found
    return described(failure)


# ---------------------------------------------------------------- words that were meant

_SINGLE_WORDS = tuple(phrase for phrase in PREDICATES if " " not in phrase)
#: Words in -ing that are words of their own, although a relation is within two letters.
_VERBS = frozenset({"coaching", "overlaying", "retouching", "teaching", "torching", "touting"})
#: Words that begin a statement and are likely to be meant where one of them is nearly written.
_KEYWORDS = (*STATEMENT_STARTS, "scene")


def misspelt_verb(words: str) -> str | None:
    """The relation that was meant by a word of a predicate, if it is one or two letters away."""
    word = words.split()[0]
    if word in PREDICATES or word in _VERBS:
        return None
    known: Iterable[str] = _SINGLE_WORDS
    if word.endswith("ing"):
        known = (one for one in _SINGLE_WORDS if one.endswith("ing"))
    limit = 1 if len(word) <= 3 else 2
    near = [(distance(word, one, limit), word[0] != one[0], one) for one in known]
    best = min(near, default=(limit + 1, True, ""))
    return best[2] if best[0] <= limit and best[0] * 2 < max(len(word), len(best[2])) else None


def nearest_head(word: str, heads: Iterable[str]) -> str | None:
    """The word among ``heads`` that was written or meant."""
    found = nearest(word, heads, 1)
    return found[0] if found and distance(word, found[0], 2) <= (1 if len(word) <= 4 else 2) else None


def outside(failure: Failure) -> Diagnostic:
    """A statement that stands in no figure."""
    last = failure.line[-1] if failure.line else failure.first
    return error(
        MISPLACED, "this stands outside of a figure", failure.span(failure.first, last),
        'Put it between the braces of a figure: scene "Title" { … }.',
    )  # fmt: skip


def _quoted(word: str) -> str:
    return f"'{word}'"


# ---------------------------------------------------------------- characters


@_mistake("smart quotes", "cup: white cup “Tea”")
def _smart_quotes(f: Failure) -> Diagnostic | None:
    if f.token.kind == STRAY and f.token.text in "“”„«»‘’‚‹›":
        straight = '"' if f.token.text in "“”„«»" else "'"
        return f.error(f"'{f.token.text}' is a typographic quotation mark", f"Write the straight one: {straight}")
    return None


@_mistake("unclosed text", 'cup: white cup "Tea')
def _unclosed_text(f: Failure) -> Diagnostic | None:
    if f.token.kind == UNCLOSED_TEXT:
        return f.error("this text is not closed", 'Write " where it ends; a text ends on its line, and \\n begins a new one.')
    return None


@_mistake("unclosed name", "'fire truck: red truck")
def _unclosed_quote(f: Failure) -> Diagnostic | None:
    if f.token.kind == UNCLOSED_QUOTE:
        return f.error("this single quote is not closed", "Write ' where the name ends; labels stand in double quotes.")
    return None


@_mistake("block comment", "/* a cup */")
def _block_comment(f: Failure) -> Diagnostic | None:
    for one, other in zip(f.tokens[: f.at + 1], f.tokens[1:], strict=False):
        if (one.kind, other.kind) == ("/", "*") and one.end == other.start:
            return f.error("this is no comment here", "A comment begins with // and ends with its line.", at=one, to=other)
    return None


@_mistake("hash comment", "# a cup")
def _hash_comment(f: Failure) -> Diagnostic | None:
    hash_sign = f.token if f.token.text.startswith("#") else f.first
    if hash_sign.text.startswith("#") and (hash_sign.kind == STRAY or hash_sign is f.first):
        return f.error("'#' begins no comment here", "A comment begins with //.", at=hash_sign)
    return None


@_mistake("number and letters", "cup: 3d cup")
def _joined_number(f: Failure) -> Diagnostic | None:
    if f.token.kind != JOINED_NUMBER:
        return None
    text = f.token.text
    number, rest = re.fullmatch(r"([0-9.]+(?:x[0-9]+)?%?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    if "x" in number:
        return f.error(f"'{text}' is no size", f"Write a size in pixels without unit: {number}.")
    return f.error(
        f"a letter follows the number in '{text}'",
        f"For a word write {_quoted(text)} in single quotes; for a count put a blank: {number} {rest}.",
        "The units of numbers are px, % and deg.",
    )


@_mistake("unit apart", "cup: cup { width: 20 px }")
def _unit_apart(f: Failure) -> Diagnostic | None:
    before = f.peek(-1)
    if before is not None and before.kind == "NUMBER" and f.token.text in ("px", "deg", "%", "percent", "pixels"):
        unit = {"percent": "%", "pixels": "px"}.get(f.token.text, f.token.text)
        return f.error("the unit belongs to its number", f"Write {before.text}{unit} without a blank.", at=before, to=f.token)
    return None


@_mistake("stray percent", "require cup.width == % 50")
def _stray_percent(f: Failure) -> Diagnostic | None:
    if f.token.text == "%":
        return f.error("'%' stands right behind a number", "Write 50% for a share, and a mod b for a remainder.")
    return None


@_mistake("other operators", "require a.width >= 3 && b.width >= 3")
def _other_operators(f: Failure) -> Diagnostic | None:
    known = {"&": "and", "|": "or", "!": "not", "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "·": "*", "÷": "/", "−": "-",
             "→": "->", "–": "-", "—": "-", "…": ".."}  # fmt: skip
    meant = known.get(f.token.text) if f.token.kind == STRAY else None
    if f.token.text == "×" and f.kinds(-1, 1) == ("NUMBER", "NUMBER"):
        return None
    if meant:
        following = f.peek(1)
        last = following if following and following.text == f.token.text and following.start == f.token.end else f.token
        return f.error(f"'{f.text(f.token, last)}' means nothing here", f"Write {meant}.", to=last)
    return None


# ---------------------------------------------------------------- punctuation


@_mistake("size with another sign", 'scene "Tea" 640*480 {\n}')
def _size(f: Failure) -> Diagnostic | None:
    first, last = f.peek(-1), f.peek(1)
    is_sign = f.token.text in ("*", "×", "x", "X", ",", "by")
    if first is None or last is None or not is_sign or (first.kind, last.kind) != ("NUMBER", "NUMBER"):
        if f.token.kind == "NUMBER" and f.kinds(1, 2) in (("*", "NUMBER"), ("NAME", "NUMBER"), (",", "NUMBER"), (STRAY, "NUMBER")):
            first, last = f.token, f.peek(2)
        if first is not f.token or last is None or ("SIZE" not in f.expects):
            return None
    if f.first.text not in ("scene", "grid") and f.token.text != "×":
        return None
    return f.error("a size is written with an x between its numbers", f"Write {first.text}x{last.text}, without blanks.",
                   at=first, to=last)  # fmt: skip


@_mistake("brace on the next line", "if 1 == 1\n{\n}")
def _brace_on_next_line(f: Failure) -> Diagnostic | None:
    if f.token.kind == NEWLINE and "{" in f.expects and f.brace_on_next_line is not None:
        brace = f.peek(1)
        return f.error("'{' stands on the line of its statement", "Move it to the end of the line before.", at=brace)
    return None


@_mistake("block missing", "if 1 == 1")
def _block_missing(f: Failure) -> Diagnostic | None:
    if f.ended and "{" in f.expects and f.brace is None and not f.is_declaration and f.at > 0:
        return f.error(f"'{f.first.text}' needs a block", "Write { and the statements of the block, and } behind them.")
    return None


@_mistake("equals for colon", "cup = white cup")
def _equals_for_colon(f: Failure) -> Diagnostic | None:
    before = f.peek(-1)
    if f.token.kind == "=" and before is not None and (":" in f.expects or f.at == 1):
        rest = f.peek(1)
        value = rest.text if rest is not None and rest.kind not in ENDS else "…"
        hints = [f"Write {before.text}: {value} …"] if f.at == 1 else [f"Write {before.text}: {value}"]
        if f.at == 1 and f.place != "file":
            hints.append(f"For a value that expressions use, write let {before.text} = {value}.")
        return f.error("a name and what it names are joined by ':'", *hints)
    return None


@_mistake("hyphen in a name", "t-shirt: white shirt")
def _hyphen(f: Failure) -> Diagnostic | None:
    before, after = f.peek(-1), f.peek(1)
    if f.token.text not in ("-", "--") or before is None or after is None or (before.kind, after.kind) != ("NAME", "NAME"):
        return None
    first = f.at - 1
    last = f.at + 1
    while f.tokens[last + 1 : last + 2] and f.tokens[last + 1].text == "-" and f.tokens[last + 2].kind == "NAME":
        last += 2
    name = f.text(f.tokens[first], f.tokens[last])
    return f.error(f"'{name}' has a hyphen, which names cannot have", f"Quote it: {_quoted(name)}, or write "
                   f"{name.replace('-', '_')}.", at=f.tokens[first], to=f.tokens[last])  # fmt: skip


@_mistake("list of subjects", "cup, plate left of spoon")
def _list_of_subjects(f: Failure) -> Diagnostic | None:
    if f.token.kind != "," or f.is_declaration or f.first.text in ("scene", "style", "part"):
        return None
    if f.first.text in STATEMENT_STARTS and f.first.text not in ("some", "none", "each", "every", "at"):
        return f.error("names stand here without commas between them", "Put blanks between them: row a b c."
                       if f.first.text not in ("no", "open") else f"Write a statement of its own: {f.first.text} …")  # fmt: skip
    before = f.text(f.first, f.tokens[f.at - 1]) if f.at else "a"
    return f.error("a relation has one subject and one object", f"Write one statement for each: {before} … on a line of its own.",
                   "Counted objects (apples: 3 apple) take part in a relation together.")  # fmt: skip


@_mistake("objects joined by and", "cup and plate on table")
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
        if i == 1 or f.at in (i + 1, i + 2) and any(t.text in PREDICATE_STARTS for t in f.line[:i]):
            return f.error("'and' joins relations, not objects", "Write one statement for each object.",
                           "Two relations are joined like this: cup above and left of plate.", at=one)  # fmt: skip
    return None


# ---------------------------------------------------------------- words


@_mistake("keyword as a name", "ring on finger")
def _keyword_as_name(f: Failure) -> Diagnostic | None:
    first, second = f.first, f.tokens[1] if len(f.tokens) > 1 else f.first
    if f.place == "block" and first.text in STATEMENT_STARTS and second.text in PREDICATE_STARTS and f.at > 0:
        if first.text == "at" or second.text in ("left", "right") and first.text in ("align", "direction"):
            return None
        return f.error(f"'{first.text}' begins a statement of its own here, and names no object",
                       f"To mean the object of this name, quote it: {_quoted(first.text)} {second.text} …", at=first)  # fmt: skip
    return None


@_mistake("misspelt keyword", "requre cup.width >= 20")
def _misspelt_keyword(f: Failure) -> Diagnostic | None:
    word = f.first
    if word.kind != "NAME" or word.text in _KEYWORDS or f.at == 0 and f.place == "block" or f.is_declared(word.text):
        return None
    # What is followed by a relation is a name, however much it looks like a keyword.
    second = f.tokens[1]
    if second.text in PREDICATE_STARTS or second.kind in (":", "="):
        return None
    known = [one for one in _KEYWORDS if one != "at"]
    if f.place == "file":
        known = ["scene", "let", "include", "part", "style"]
    meant = nearest_head(word.text, known)
    if meant is None:
        return None
    return f.error(f"no statement begins with '{word.text}'", f"Did you mean {_quoted(meant)}?", at=word)


@_mistake("is", "cup is left of plate")
def _is(f: Failure) -> Diagnostic | None:
    around = (f.peek(0), f.peek(-1))
    verb = next((one for one in around if one and one.text.split(" ")[0] in ("is", "are", "stands", "sits", "lies")), None)
    if verb is not None and f.at >= 1 and verb is not f.first and not f.is_declaration:
        following = f.tokens[f.tokens.index(verb) + 1]
        if following.text in PREDICATE_STARTS:
            return f.error(f"a relation stands without '{verb.text}'", f"Write it without that word: {f.first.text} {following.text} …",
                           at=verb)  # fmt: skip
    return None


@_mistake("article", "cup on the table")
def _article(f: Failure) -> Diagnostic | None:
    for one in (f.peek(-1), f.token):
        if one is not None and one.kind == "NAME" and one.text in ("the", "a", "an") and not f.is_declaration:
            following = f.tokens[f.tokens.index(one) + 1]
            if following.kind in ("NAME", "QUOTED") and not f.is_declared(one.text):
                return f.error(f"objects are named without '{one.text}'", f"Write only the name: {following.text}.", at=one)
    return None


@_mistake("misspelt relation", "cup onn plate")
def _misspelt_relation(f: Failure) -> Diagnostic | None:
    """The word where a relation should stand is nearly one."""
    if f.is_declaration:
        return None
    candidates = [one for one in (f.token, f.peek(-1), f.peek(-2)) if one is not None and one is not f.first]
    for one in candidates:
        if one.kind != "NAME" or one.text in PREDICATE_STARTS or f.is_declared(one.text):
            continue
        before = f.tokens[f.tokens.index(one) - 1]
        if before.kind not in ("NAME", "QUOTED", "]", "and") or before.text in PREDICATE_STARTS:
            continue
        meant = misspelt_verb(one.text) or _misspelt_start(one.text, f.tokens[f.tokens.index(one) + 1])
        if meant is not None:
            return error(UNKNOWN_PREDICATE, f"'{one.text}' is no relation", f.span(one, one), f"Did you mean {_quoted(meant)}?",
                         f'For a relation that no geometry decides write "{one.text}" in double quotes.')  # fmt: skip
    return None


def _misspelt_start(word: str, following: Token) -> str | None:
    """The relation of several words whose first one was meant: "lft of" is "left of"."""
    limit = 1 if len(word) <= 4 else 2
    for phrase in PREDICATES:
        first, _, rest = phrase.partition(" ")
        if rest and rest.split()[0] == following.text and 0 < distance(word, first, limit) <= limit:
            return phrase
    return None


@_mistake("colon missing", 'cup white cup "Tea"')
def _colon_missing(f: Failure) -> Diagnostic | None:
    first = f.first
    if first.kind not in ("NAME", "QUOTED") or f.is_declaration or f.place != "block" or f.at == 0:
        return None
    if first.text in STATEMENT_STARTS or f.is_declared(first.text.strip("'")):
        return None
    plain = [one for one in f.line if one.kind in ("NAME", "NUMBER", "QUOTED", "SIZE", JOINED_NUMBER)]
    second = f.line[1] if len(f.line) > 1 else first
    if len(plain) < 2 or second.kind not in ("NAME", "NUMBER", "QUOTED") or any(t.text in PREDICATE_STARTS for t in plain):
        return None
    return f.error(f"a ':' is missing behind '{first.text}'", f"Write {first.text}: {second.text} …", at=first)


@_mistake("words of a noun", "every traffic light left of cup")
def _several_words(f: Failure) -> Diagnostic | None:
    if f.first.text == "every" and f.at >= 2 and f.kinds(0) == ("NAME",) and f.kinds(-2)[0] == "NAME":
        noun = f.text(f.tokens[f.at - 1], f.token)
        return f.error("'every' takes one word", f"Quote a noun of several words: every {_quoted(noun)}.",
                       at=f.tokens[f.at - 1])  # fmt: skip
    return None


@_mistake("no relation", "cup table plate")
def _no_relation(f: Failure) -> Diagnostic | None:
    """A word between two names that neither ends in -ing nor is nearly a relation."""
    if f.token.kind == "NAME" and f.at >= 1 and f.expects >= PREDICATE_STARTS:
        word = f.token.text.split()[0]
        return error(UNKNOWN_PREDICATE, f"'{word}' is no relation", f.source.span(f.token.start, f.token.start + len(word)),
                     f'For a relation that no geometry decides write "{word}" in double quotes.')  # fmt: skip
    return None


# ---------------------------------------------------------------- what is missing or in the wrong order


@_mistake("object missing", "cup left of")
def _object_missing(f: Failure) -> Diagnostic | None:
    if not f.ended or f.is_declaration or f.at < 1 or "NAME" not in f.expects or f.place == "file":
        return None
    words = [one.text for one in f.line[: f.at]]
    for count in range(min(6, len(words) - 1), 0, -1):
        phrase = " ".join(words[-count:]).replace(" - ", "-")
        if phrase in PREDICATES and "every" in f.expects:
            return f.error(f"an object is missing behind '{phrase}'", f"Write the name of an object: {' '.join(words)} plate.")
    return None


@_mistake("subject missing", "left of plate")
def _subject_missing(f: Failure) -> Diagnostic | None:
    if f.first.kind != "NAME" or f.first.text not in PREDICATE_STARTS or f.is_declaration or f.place != "block":
        return None
    for count in range(min(6, len(f.line)), 0, -1):
        phrase = " ".join(one.text for one in f.line[:count])
        if phrase in PREDICATES and f.at >= 1 and f.first.text != "at":
            return f.error(f"a subject is missing before '{phrase}'", f"Write the name of an object first: cup {phrase} …",
                           at=f.first, to=f.line[count - 1])  # fmt: skip
    return None


@_mistake("parentheses missing", "prefer cup left of plate")
def _parentheses_missing(f: Failure) -> Diagnostic | None:
    if f.first.text in ("prefer", "not") and f.at == 1 and "(" in f.expects:
        rest = f.text(f.token, f.line[-1]) if len(f.line) > 1 else "…"
        return f.error(f"what '{f.first.text}' is about stands in parentheses", f"Write {f.first.text} ({rest}).")
    return None


@_mistake("property without a value", "cup: white cup { dashed }")
def _property_without_value(f: Failure) -> Diagnostic | None:
    name = f.peek(-1)
    if f.expects == {":"} and name is not None and f.token.kind in (*ENDS, ",") and f.is_declaration:
        return f.error(f"the property '{name.text}' has no value", f"Write {name.text}: and its value.", at=name)
    return None


@_mistake("properties without commas", "cup: white cup { width: 20 height: 30 }")
def _comma_missing(f: Failure) -> Diagnostic | None:
    if f.token.kind == "NAME" and f.kinds(1) == (":",) and "," in f.expects and "}" in f.expects:
        return f.error("properties are separated", f"Write a comma before {f.token.text}, or begin a new line.")
    if f.token.kind == ":" and "," in f.expects and "}" in f.expects and f.kinds(-1) == ("NAME",):
        name = f.peek(-1)
        assert name is not None
        return f.error("properties are separated", f"Write a comma before {name.text}, or begin a new line.", at=name)
    return None


@_mistake("two statements on a line", "cup: white cup plate: blue plate")
def _two_statements(f: Failure) -> Diagnostic | None:
    if f.token.kind == ":" and f.is_declaration and f.brace is None and f.kinds(-1) == ("NAME",) and f.at > 2:
        name = f.peek(-1)
        assert name is not None
        return f.error("a second statement begins here", f"Write ; before {name.text}, or begin a new line.", at=name)
    return None


@_mistake("blanks in an insertion", "cup: { c } cup")
def _insertion_blanks(f: Failure) -> Diagnostic | None:
    if f.token.kind == "{" and f.kinds(1, 2) == ("NAME", "}") and "INSERTION" in f.expects:
        name, close = f.peek(1), f.peek(2)
        assert name is not None and close is not None
        return f.error("a value is inserted without blanks", f"Write {{{name.text}}}.", to=close)
    return None


@_mistake("label in single quotes", "client -> server 'GET'")
def _label_in_single_quotes(f: Failure) -> Diagnostic | None:
    if f.token.kind == "QUOTED" and "TEXT" in f.expects:
        label = f.token.text[1:-1]
        return f.error("a label stands in double quotes", f'Write "{label}".')
    return None


@_mistake("label behind classes", 'cup: white cup .tall "Tea"')
def _label_order(f: Failure) -> Diagnostic | None:
    if f.token.kind == "TEXT" and f.is_declaration:
        return f.error("a label stands right behind the noun", "The order is: count, words, label, classes, properties.")
    return None


@_mistake("noun missing", 'cup: "Tea"')
def _noun_missing(f: Failure) -> Diagnostic | None:
    if f.is_declaration and f.at >= 2 and "QUOTED" in f.expects and "NAME" in f.expects:
        behind = f.peek(-1)
        if behind is not None and (behind.kind in (":", "NUMBER", "..") and (f.ended or f.token.kind in ("TEXT", "{", "."))):
            return f.error(f"it is not said what '{f.first.text}' is", f"Write a noun behind ':', for example {f.first.text}: cup.")
    return None


@_mistake("number without a digit before its point", "cup: cup { opacity: .5 }")
def _bare_point(f: Failure) -> Diagnostic | None:
    following = f.peek(1)
    if f.token.kind == "." and following is not None and following.kind == "NUMBER":
        return f.error("a number begins with a digit", f"Write 0.{following.text}.", to=following)
    return None


@_mistake("parenthesis not closed", "require (cup.width + 3 >= 40")
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
        return f.error(f"this '{open_tokens[-1].kind}' is not closed", f"Write '{close}' where it ends.", at=open_tokens[-1])
    return None


@_mistake("text for a relation", 'cup "beside"')
def _free_object_missing(f: Failure) -> Diagnostic | None:
    before = f.peek(-1)
    if f.ended and f.at == 2 and before is not None and before.kind == "TEXT" and f.first.kind in ("NAME", "QUOTED"):
        if f.is_declared(f.first.text):
            return f.error(f"an object is missing behind {before.text}", "A text between two names is a relation of its own.")
        return f.error(f"it is not said what '{f.first.text}' is", f"Write a noun: {f.first.text}: cup {before.text}.", at=f.first)
    return None


_ = END
