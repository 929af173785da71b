"""Mistakes in words: misspelt, missing, too many, or in the wrong order; rows of ``sgc.syntax.mistakes``."""

from __future__ import annotations

from itertools import takewhile

from sgc.source import Diagnostic, error
from sgc.source.codes import UNKNOWN_PREDICATE
from sgc.source.suggest import distance
from sgc.syntax.failure import ENDS, Failure
from sgc.syntax.lexer import JOINED_NUMBER, Token
from sgc.syntax.mistake import Table, nearest_head, quoted
from sgc.syntax.words import PREDICATE_STARTS, PREDICATES, RESERVED, STATEMENT_STARTS, misspelt_relation

WORDS = Table()

#: Words that begin a statement and are likely to be meant where one of them is nearly written.
_KEYWORDS = (*STATEMENT_STARTS, "scene", "diagram")
#: Words of English for how many, with what to write for them.
_QUANTIFIERS = {
    "some": "Write some {name}.",
    "each": "Write each {name}.",
    "any": "Write some {name}.",
    "all": "A bare name speaks of all of them: write {name}.",
    "both": "A bare name speaks of all of them: write {name}.",
}
#: Words by which other languages begin a loop.
_LOOPS = ("repeat", "foreach", "while", "loop", "do")

# ---------------------------------------------------------------- words


@WORDS.row("quantifier of English", "some of cups left of plate")
def _quantifier(f: Failure) -> Diagnostic | None:
    """ "Some of cups", "all cups", "both of cups": quantifiers of other forms than the language has."""
    word, *rest = f.line[:3]
    named = [one for one in rest if one.text != "of"][:1]
    if word.text not in _QUANTIFIERS or f.is_declaration or f.place != "block" or f.is_declared(word.text):
        return None
    if not named or named[0].kind not in ("NAME", "QUOTED") or named[0].text in PREDICATE_STARTS:
        return None
    last = rest[0] if rest[0].text == "of" else word
    hint = _QUANTIFIERS[word.text].format(name=named[0].text)
    return f.error(f"'{f.text(word, last)}' is no quantifier", hint, at=word, to=last)


@WORDS.row("declared keyword", "none: cup\n  a left of none")
def _declared_keyword(f: Failure) -> Diagnostic | None:
    """The name of an object, free where it is declared, is a word of the language where something refers to it."""
    for one in (f.peek(-1), f.token):
        if one is not None and one.text in RESERVED and f.is_declared(one.text) and not f.is_declaration:
            return _keyword(f, one)
    return None


def _keyword(f: Failure, word: Token) -> Diagnostic:
    hint = f"To mean the object of this name, quote it: {quoted(word.text)}."
    return f.error(f"'{word.text}' is a word of the language here, not a name", hint, at=word)


@WORDS.row("keyword as a name", "ring on finger")
def _keyword_as_name(f: Failure) -> Diagnostic | None:
    first, second = f.first, f.tokens[1] if len(f.tokens) > 1 else f.first
    if f.place != "block" or first.text not in STATEMENT_STARTS or f.at == 0:
        return None
    if second.text == "[" and f.is_declared(first.text):
        index = f.text(second, next((one for one in f.tokens if one.text == "]"), second))
        written = f"{quoted(first.text)}{index}"
    elif second.text in PREDICATE_STARTS and first.text != "at":
        if second.text in ("left", "right") and first.text in ("align", "direction"):
            return None
        written = f"{quoted(first.text)} {second.text}"
    else:
        return None
    return f.error(
        f"'{first.text}' begins a statement of its own here, and names no object",
        f"To mean the object of this name, quote it: {written} …",
        at=first,
    )


@WORDS.row("subject missing", "left of plate")
def _subject_missing(f: Failure) -> Diagnostic | None:
    if f.first.kind != "NAME" or f.first.text not in PREDICATE_STARTS or f.is_declaration or f.place != "block":
        return None
    for count in range(min(6, len(f.line)), 0, -1):
        phrase = " ".join(one.text for one in f.line[:count])
        if phrase in PREDICATES and f.at >= 1 and f.first.text != "at":
            return f.error(
                f"a subject is missing before '{phrase}'",
                f"Write the name of an object first: cup {phrase} …",
                at=f.first,
                to=f.line[count - 1],
            )
    return None


@WORDS.row("loop of another language", "repeat i in 1..3 {\n  }")
def _loop(f: Failure) -> Diagnostic | None:
    if f.first.text in _LOOPS and f.brace is not None and f.place == "block" and not f.is_declaration and f.at > 0:
        return f.error(f"no statement begins with '{f.first.text}'", "Write for i in 1..3 { … }.", at=f.first)
    return None


@WORDS.row("misspelt keyword", "requre cup.width >= 20")
def _misspelt_keyword(f: Failure) -> Diagnostic | None:
    word = f.first
    if (
        word.kind != "NAME"
        or word.text in _KEYWORDS
        or word.text in PREDICATE_STARTS
        or (f.at == 0 and f.place == "block")
        or f.is_declared(word.text)
    ):
        return None
    # What is followed by a relation is a name, however much it looks like a keyword.
    second = f.tokens[1]
    if second.text in PREDICATE_STARTS or second.kind in (":", "="):
        return None
    known = [one for one in _KEYWORDS if one != "at"]
    if f.place == "file":
        known = ["scene", "diagram", "let", "include", "part", "style"]
    meant = nearest_head(word.text, known)
    if meant is None:
        return None
    return f.error(f"no statement begins with '{word.text}'", f"Did you mean {quoted(meant)}?", at=word)


@WORDS.row("article", "cup on the table")
def _article(f: Failure) -> Diagnostic | None:
    for one in (f.peek(-1), f.token):
        if one is not None and one.kind == "NAME" and one.text in ("the", "a", "an") and not f.is_declaration:
            following = f.tokens[f.tokens.index(one) + 1]
            if following.kind in ("NAME", "QUOTED") and not f.is_declared(one.text):
                return f.error(
                    f"objects are named without '{one.text}'", f"Write only the name: {following.text}.", at=one
                )
    return None


@WORDS.row("misspelt relation", "cup onn plate")
def _misspelt_relation(f: Failure) -> Diagnostic | None:
    """The word where a relation should stand is nearly one."""
    if f.is_declaration:
        return None
    for one in f.tokens[1 : f.at + 1]:
        if one.kind != "NAME" or one.text in PREDICATE_STARTS or f.is_declared(one.text):
            continue
        before = f.tokens[f.tokens.index(one) - 1]
        if before.kind not in ("NAME", "QUOTED", "]", "and") or before.text in PREDICATE_STARTS:
            continue
        if before is f.first and before.text in ("not", "prefer"):  # "not cat left of dog"
            continue
        meant = misspelt_relation(one.text) or _misspelt_start(one.text, f.tokens[f.tokens.index(one) + 1])
        if meant is not None:
            return error(
                UNKNOWN_PREDICATE,
                f"'{one.text}' is no relation",
                f.span(one, one),
                f"Did you mean {quoted(meant)}?",
                f'For a relation that no geometry decides write "{one.text}" in double quotes.',
            )
    return None


def _misspelt_start(word: str, following: Token) -> str | None:
    """The relation of several words that was meant, by its first one: "lft of"."""
    limit = 1 if len(word) <= 4 else 2
    for phrase in PREDICATES:
        first, _, rest = phrase.partition(" ")
        if rest and rest.split()[0] == following.text and 0 < distance(word, first, limit) <= limit:
            return phrase
    return None


@WORDS.row("colon missing", 'cup white cup "Tea"')
def _colon_missing(f: Failure) -> Diagnostic | None:
    first = f.first
    if first.kind not in ("NAME", "QUOTED") or f.is_declaration or f.place != "block" or f.at == 0:
        return None
    if first.text in STATEMENT_STARTS or f.is_declared(first.text):
        return None
    plain = [one for one in f.line if one.kind in ("NAME", "NUMBER", "QUOTED", "SIZE", JOINED_NUMBER)]
    second = f.line[1] if len(f.line) > 1 else first
    if (
        len(plain) < 2
        or second.kind not in ("NAME", "NUMBER", "QUOTED")
        or any(t.text in PREDICATE_STARTS for t in plain)
    ):
        return None
    hints = [f"Write {first.text}: {second.text} …"]
    last = plain[-1]
    if last.kind == "NAME" and last is f.line[-1] and last.text != first.text and not f.is_declared(last.text):
        first_named = f"Where '{first.text}' is the name, write {first.text}: {second.text} …"
        hints = [f"Write {last.text}: {f.text(first, last)}", first_named]
    elif second.kind == "NAME":
        hints.append(f"Where '{second.text}' is the name, write {second.text}: {first.text} …")
    return f.error(f"a ':' is missing behind '{first.text}'", *hints, at=first)


@WORDS.row("keyword as a member", "row a b on")
def _keyword_as_member(f: Failure) -> Diagnostic | None:
    return _keyword(f, f.token) if f.expects == {"NAME"} and f.token.text in RESERVED else None


@WORDS.row("words of a noun", "every traffic light left of cup")
def _several_words(f: Failure) -> Diagnostic | None:
    if f.first.text == "every" and f.at >= 2 and f.kinds(0) == ("NAME",) and f.kinds(-2)[0] == "NAME":
        noun = f.text(f.tokens[f.at - 1], f.token)
        return f.error(
            "'every' takes one word", f"Quote a noun of several words: every {quoted(noun)}.", at=f.tokens[f.at - 1]
        )
    return None


@WORDS.row("no relation", "plate table spoon")
def _no_relation(f: Failure) -> Diagnostic | None:
    """A word between two names that neither ends in -ing nor is nearly a relation."""
    if f.token.kind == "NAME" and f.at >= 1 and f.expects >= PREDICATE_STARTS:
        word = f.token.text.split()[0]
        if word in ("is", "are"):  # "cup is red"
            said = f.line[f.at + 1].text if f.at + 1 < len(f.line) else "red"
            hint = f"Write it before the noun there: {said} …"
            return f.error("what a thing is like stands where it is declared", hint, at=f.token)
        return error(
            UNKNOWN_PREDICATE,
            f"'{word}' is no relation",
            f.source.span(f.token.start, f.token.start + len(word)),
            f'For a relation that no geometry decides write "{word}" in double quotes.',
        )
    return None


# ---------------------------------------------------------------- what is missing or in the wrong order


@WORDS.row("object missing", "cup left of")
def _object_missing(f: Failure) -> Diagnostic | None:
    if not f.ended or f.is_declaration or f.at < 1 or "NAME" not in f.expects or f.place == "file":
        return None
    words = [one.text for one in f.line[: f.at]]
    for count in range(min(6, len(words) - 1), 0, -1):
        phrase = " ".join(words[-count:]).replace(" - ", "-")
        if phrase in PREDICATES and "every" in f.expects:
            return f.error(
                f"an object is missing behind '{phrase}'", f"Write the name of an object: {' '.join(words)} plate."
            )
    return None


@WORDS.row("parentheses missing", "prefer cup left of plate")
def _parentheses_missing(f: Failure) -> Diagnostic | None:
    if f.first.text in ("prefer", "not") and f.at == 1 and "(" in f.expects:
        rest = f.text(f.token, f.line[-1]) if len(f.line) > 1 else "…"
        return f.error(f"what '{f.first.text}' is about stands in parentheses", f"Write {f.first.text} ({rest}).")
    return None


@WORDS.row("property without a value", "cup: white cup { dashed }")
def _property_without_value(f: Failure) -> Diagnostic | None:
    name = f.peek(-1)
    if f.expects == {":"} and name is not None and f.token.kind in (*ENDS, ",") and f.is_declaration:
        return f.error(f"the property '{name.text}' has no value", f"Write {name.text}: and its value.", at=name)
    return None


@WORDS.row("properties without commas", "cup: white cup { width: 20 height: 30 }")
def _comma_missing(f: Failure) -> Diagnostic | None:
    if f.token.kind == "NAME" and f.kinds(1) == (":",) and "," in f.expects and "}" in f.expects:
        return f.error("properties are separated", f"Write a comma before {f.token.text}, or begin a new line.")
    if f.token.kind == ":" and "," in f.expects and "}" in f.expects and f.kinds(-1) == ("NAME",):
        name = f.tokens[f.at - 1]
        return f.error("properties are separated", f"Write a comma before {name.text}, or begin a new line.", at=name)
    return None


@WORDS.row("two statements on a line", "cup: white cup plate: blue plate")
def _two_statements(f: Failure) -> Diagnostic | None:
    if f.token.kind == ":" and f.is_declaration and f.brace is None and f.kinds(-1) == ("NAME",) and f.at > 2:
        name = f.tokens[f.at - 1]
        return f.error("a second statement begins here", f"Write ; before {name.text}, or begin a new line.", at=name)
    return None


@WORDS.row("blanks in an insertion", "cup: { c } cup")
def _insertion_blanks(f: Failure) -> Diagnostic | None:
    if f.token.kind != "{" or "INSERTION" not in f.expects:
        return None
    inner = list(takewhile(lambda one: one.kind != "}", f.line[f.at + 1 :]))
    if not inner or len(inner) == len(f.line[f.at + 1 :]) or any(one.kind in (":", ";", "{") for one in inner):
        return None
    written = "".join(one.text for one in inner)
    return f.error("a value is inserted without blanks", f"Write {{{written}}}.", to=f.line[f.at + 1 + len(inner)])


@WORDS.row("label in single quotes", "client -> server 'GET'")
def _label_in_single_quotes(f: Failure) -> Diagnostic | None:
    if f.token.kind == "QUOTED" and "TEXT" in f.expects:
        label = f.token.text[1:-1]
        return f.error("a label stands in double quotes", f'Write "{label}".')
    return None


@WORDS.row("noun missing", 'cup: "Tea"')
def _noun_missing(f: Failure) -> Diagnostic | None:
    if f.is_declaration and f.at >= 2 and "INSERTION" in f.expects and "QUOTED" in f.expects and "NAME" in f.expects:
        behind = f.peek(-1)
        if behind is not None and (
            behind.kind in (":", "NUMBER", "..") and (f.ended or f.token.kind in ("TEXT", "{", "."))
        ):
            label = f.token.text if f.token.kind == "TEXT" else ""
            noun = "box" if f.figure == "diagram" else "cup"
            return f.error(
                f"it is not said what '{f.first.text}' is",
                f"Write a noun behind ':', for example {f'{f.first.text}: {noun} {label}'.strip()}",
            )
    return None


@WORDS.row("label behind classes", 'cup: white cup .tall "Tea"')
def _label_order(f: Failure) -> Diagnostic | None:
    if f.token.kind == "TEXT" and f.is_declaration:
        return f.error(
            "a label stands right behind the noun", "The order is: count, words, label, classes, properties."
        )
    return None
