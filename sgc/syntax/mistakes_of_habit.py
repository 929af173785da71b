"""Mistakes of habit: what people carry over from other languages and from English, where a scene file says the
same otherwise; rows of ``sgc.syntax.mistakes``, asked before all others."""

from __future__ import annotations

from itertools import takewhile

from sgc.source import Diagnostic, error
from sgc.source.codes import UNKNOWN_PREDICATE
from sgc.syntax.failure import ENDS, Failure
from sgc.syntax.lexer import UNCLOSED_QUOTE, Token
from sgc.syntax.mistake import Table, quoted
from sgc.syntax.words import ARRANGED, PREDICATE_STARTS, PREDICATES, SETTINGS, STATEMENT_STARTS, run_together

HABITS = Table()

#: What conditions know of a thing, and words that people write for it.
_MEASURES = ("left", "right", "top", "bottom", "cx", "cy", "width", "height")
_CENTRES = {"x": "cx", "y": "cy"}
#: Properties by the words of other languages.
_PROPERTIES = {
    "size": "size", "width": "width", "height": "height", "w": "width", "h": "height", "opacity": "opacity", "z": "z",
    "color": "fill", "colour": "fill", "fill": "fill", "stroke": "stroke", "rotate": "rotate", "rotated": "rotate",
    "rotation": "rotate", "angle": "rotate", "font": "font", "position": "position", "pos": "position",
}  # fmt: skip
_COMMANDS = ("put", "place", "draw", "move", "set", "make", "position", "keep")
_OF_BEING = ("is", "are", "be", "should", "must", "shall", "has", "have", "to", "not", "never", "always", "stays")
_VERBS_OF_PLACE = ("stands", "sits", "lies", "goes", "hangs", "comes")
_DENIALS = ("not", "never")
_LABELS = ("label", "text", "title", "name", "caption", "write")
_EDGES = ("left", "right", "top", "bottom", "center", "centre", "middle")
_ADJECTIVES = {
    "big": "width", "large": "width", "small": "width", "wide": "width", "tall": "height", "high": "height",
}  # fmt: skip
_FACTORS = {"twice": "2", "double": "2", "half": "0.5", "thrice": "3"}


def _is_named(f: Failure, one: Token) -> bool:
    return f.is_declared(one.text) or one.text == "canvas"


# ---------------------------------------------------------------- properties and conditions


@HABITS.row("member that is set", "a.width = 40")
def _member_set(f: Failure) -> Diagnostic | None:
    """ "a.left = 10" is a condition, "a.color = red" a property, "canvas.background = white" a setting."""
    line = f.line
    if not f.is_statement or [one.kind for one in line[1:3]] != [".", "NAME"] or f.at != 3 or len(line) < 5:
        return None
    if line[3].kind not in ("=", "COMPARE"):
        return None
    word, value = line[2].text, f.text(line[4], line[-1])
    if line[0].text == "canvas" and word in SETTINGS:
        return f.error("a setting is a statement of its own", f"Write {word} {value}.", at=line[0], to=line[-1])
    member = _CENTRES.get(word, word)
    if member in _MEASURES:
        sign = "==" if line[3].kind == "=" else line[3].text
        hint = f"Write require {line[0].text}.{member} {sign} {value}."
        return f.error("a condition begins with 'require'", hint, at=line[0], to=line[-1])
    return _as_property(f, line[0], word, value)


@HABITS.row("property as a statement", "rotate a 45")
def _property_stated(f: Failure) -> Diagnostic | None:
    """ "a width 40", "width a = 40", "a rotated 45", "rotate a 45"."""
    if not f.is_statement:
        return None
    plain = [one for one in f.line if one.text not in ("=", ":", "by", "to")]
    if len(plain) < 3 or plain[2].kind not in ("NUMBER", "COLOR"):
        return None
    for thing, word in ((plain[0], plain[1]), (plain[1], plain[0])):
        if _is_named(f, thing) and word.text in _PROPERTIES and not f.is_declared(word.text):
            return _as_property(f, thing, word.text, f.text(plain[2], plain[-1]))
    return None


def _as_property(f: Failure, thing: Token, word: str, value: str) -> Diagnostic:
    name = _PROPERTIES.get(word, word)
    written = f"({', '.join(value.replace(',', ' ').split())})" if name == "position" else value
    hint = f"Write it where {thing.text} is declared: {{ {name}: {written} }}."
    return f.error(f"'{word}' is a property, not a statement", hint, at=f.first, to=f.line[-1])


@HABITS.row("word without a relation", "a red")
def _word_alone(f: Failure) -> Diagnostic | None:
    kinds = [one.kind for one in f.line]
    if not f.is_statement or not f.ended or kinds not in (["NAME", "NAME"], ["NAME", "NAME", "}"]):
        return None
    thing, word = f.line[:2]
    if word.text.startswith("cent") and _is_named(f, thing):
        return f.error("it is not said in what", f"Write {thing.text} {word.text} in canvas.", at=word)
    if thing.text in ("center", "centre") and _is_named(f, word):
        return f.error("this is a relation", f"Write {word.text} centered in canvas.", at=thing, to=word)
    if not _is_named(f, thing) or word.text in PREDICATE_STARTS or f.is_declared(word.text):
        return None
    hint = f"Write it where {thing.text} is declared: {thing.text}: {word.text} …"
    return f.error("a word alone states nothing", hint, "A relation stands between two names: cup on table.", at=word)


@HABITS.row("label as a statement", 'label a "Tea"')
def _label_stated(f: Failure) -> Diagnostic | None:
    line = f.line
    is_label = [one.kind for one in line] == ["NAME", "NAME", "TEXT"] and line[0].text in _LABELS
    if not f.is_statement or not is_label or f.is_declared(line[0].text) or not _is_named(f, line[1]):
        return None
    hint = f"Write it where {line[1].text} is declared: {line[1].text}: … {line[2].text}"
    return f.error("a label stands right behind the noun", hint, at=line[0], to=line[2])


@HABITS.row("text without a name", 'text "Hello" above a')
def _text_without_name(f: Failure) -> Diagnostic | None:
    """Words that are to be seen and were given no name: "text "Hello" at (10, 10)", ""Hello" above a"."""
    if not f.is_statement or f.figure != "scene" or f.is_declared("text"):
        return None
    at = 1 if f.first.text in ("text", "label", "write") else 0
    if len(f.line) <= at or f.line[at].kind != "TEXT":
        return None
    hint = f"Write words: text {f.line[at].text} on a line of its own, and its relations with that name."
    return f.error("a text needs a name here", hint, at=f.first, to=f.line[at])


# ---------------------------------------------------------------- relations


@HABITS.row("relation run together", "a left_of b")
def _run_together(f: Failure) -> Diagnostic | None:
    """ "left_of", "leftOf", "left-of", "leftof"."""
    if not f.is_statement:
        return None
    for i, one in enumerate(f.line[1 : f.at + 1], 1):
        end = i
        while [t.kind for t in f.line[end : end + 3]] == ["NAME", "-", "NAME"]:
            end += 2
        last = f.line[end]
        meant = run_together(f.text(one, last))
        if meant is not None and one.kind == "NAME" and not f.is_declared(one.text):
            free = f'For a relation that no geometry decides write "{f.text(one, last)}" in double quotes.'
            message = f"'{f.text(one, last)}' is no relation"
            return error(UNKNOWN_PREDICATE, message, f.span(one, last), f"Did you mean {quoted(meant)}?", free)
    return None


@HABITS.row("relation as a function", "left_of(a, b)")
def _function(f: Failure) -> Diagnostic | None:
    kinds = [one.kind for one in f.line]
    if not f.is_statement or kinds not in (["NAME", "(", "NAME", ",", "NAME", ")"], ["NAME", "(", "NAME", ")"]):
        return None
    word = f.first.text
    meant = run_together(word) or next((one for one in PREDICATES if one.split()[0] == word), None)
    if meant is None:
        return None
    other = f.line[4].text if len(kinds) > 4 else "canvas"
    hint = f"Write {f.line[2].text} {meant} {other}."
    return f.error("a relation stands between two names", hint, at=f.first, to=f.line[-1])


@HABITS.row("distance before the relation", "a 10 left of b")
def _distance_first(f: Failure) -> Diagnostic | None:
    if not f.is_statement or f.at > 5:
        return None
    for i, number in enumerate(f.line[1:3], 1):
        behind = i + 1 + (f.line[i + 1 : i + 2] != () and f.line[i + 1].text in ("px", "pixels"))
        rest = f.line[behind:]
        if number.kind != "NUMBER" or not rest or rest[0].text not in PREDICATE_STARTS or f.line[i - 1].kind == "{":
            continue
        if i == 2 and f.line[1].text not in _OF_BEING:
            continue
        hint = f"Write {f.first.text} {f.text(rest[0], rest[-1])} by {number.text}."
        return f.error("a distance stands behind its relation", hint, at=number, to=f.line[behind - 1])
    return None


@HABITS.row("far left of", "a far left of b")
def _far(f: Failure) -> Diagnostic | None:
    word = f.tokens[f.at - 1]
    is_far = f.at > 1 and word.text in ("far", "just", "directly") and f.token.text in PREDICATE_STARTS
    if not f.is_statement or not is_far:
        return None
    hint = f"Write how far: {f.first.text} {f.text(f.token, f.line[-1])} by 100."
    return f.error(f"'{word.text}' does not go with '{f.token.text}'", hint, at=word)


@HABITS.row("relation that is denied", "a not left of b")
def _denied(f: Failure) -> Diagnostic | None:
    """ "a not left of b", "a must not be left of b", "a isn't left of b"."""
    if not f.is_statement:
        return None
    words = _being(f)
    rest = f.line[1 + len(words) :]
    if f.token.kind == UNCLOSED_QUOTE and f.token.text.startswith("'t ") and f.at == 2:
        relation, last = f.token.text[3:].strip(), f.token
    elif words and rest and rest[0].text in PREDICATE_STARTS and any(one.text in _DENIALS for one in words):
        relation, last = f.text(rest[0], rest[-1]), words[-1]
    else:
        return None
    hint = f"Write not ({f.first.text} {relation})."
    return f.error("a relation is denied by 'not' and parentheses", hint, at=f.line[1], to=last)


@HABITS.row("is", "cup is left of plate")
def _is(f: Failure) -> Diagnostic | None:
    """ "a is left of b", "a should be left of b", "a has to be left of b"."""
    words = _being(f) if f.is_statement and f.at >= 1 else []
    rest = f.line[1 + len(words) :]
    if not words or not rest or rest[0].text not in PREDICATE_STARTS:
        return None
    verb = " ".join(one.text for one in words)
    hint = f"Write {f.first.text} {f.text(rest[0], rest[-1])}."
    return f.error(f"relations are written without '{verb}'", hint, at=words[0], to=words[-1])


def _being(f: Failure) -> list[Token]:
    """The words of being that stand behind the first name: "is", "must not be", "stands"; "to" of "to the left of"
    belongs to the relation."""
    found: list[Token] = []
    for one, following in zip(f.line[1:5], (*f.line[2:6], None), strict=False):
        starts_relation = one.text == "to" and following is not None and following.text == "the"
        if starts_relation or one.text not in (*_OF_BEING, *_VERBS_OF_PLACE) or f.is_declared(one.text):
            break
        found.append(one)
    return found


@HABITS.row("command", "put a left of b")
def _command(f: Failure) -> Diagnostic | None:
    if not f.is_statement or f.first.text not in _COMMANDS or f.is_declared(f.first.text):
        return None
    rest = [one for one in f.line[1:] if one.text not in ("the", "an") or f.is_declared(one.text)]
    if len(rest) < 3 or not _is_named(f, rest[0]) or not any(one.text in PREDICATE_STARTS for one in rest[1:3]):
        return None
    hint = f"Leave the word out: {' '.join(one.text for one in rest)}."
    return f.error("a statement says what holds, not what to do", hint, at=f.first)


@HABITS.row("comparison with as", "a twice as big as b")
def _as_big_as(f: Failure) -> Diagnostic | None:
    """ "a as big as b", "a is twice as wide as b", "a half as tall as b", "a 2x bigger than b"."""
    words = [one.text for one in f.line]
    if not f.is_statement or not _is_named(f, f.first) or len(words) < 5:
        return None
    adjective = next((a for a in _ADJECTIVES for i in range(1, 4) if words[i : i + 3] == ["as", a, "as"]), None)
    times = next((w for w in words[1:3] if w in _FACTORS or w.rstrip("x").isdigit()), None)
    if adjective is None and (times is None or "than" not in words):
        return None
    measure = _ADJECTIVES[adjective] if adjective else "width"
    if times is None:
        hint = f"Write {f.first.text} same {measure} as {words[-1]}."
    else:
        factor = _FACTORS.get(times, times.rstrip("x"))
        hint = f"Write require {f.first.text}.{measure} == {factor} * {words[-1]}.{measure}."
    return f.error("sizes are compared otherwise here", hint, at=f.line[1], to=f.line[-1])


@HABITS.row("count before the name", "3 apples: red apple")
def _count_before_name(f: Failure) -> Diagnostic | None:
    if [one.kind for one in f.line[:3]] != ["NUMBER", "NAME", ":"]:
        return None
    count, name, colon, *phrase = f.line
    rest = f.text(phrase[0], phrase[-1]) if phrase else "…"
    return f.error("a count stands behind the ':'", f"Write {name.text}: {count.text} {rest}.", at=count, to=colon)


@HABITS.row("thing without a name", "3 red apples")
def _thing_without_name(f: Failure) -> Diagnostic | None:
    """ "3 red apples", "2..4 dogs left of a", "2 of dogs"; in a tree or a set also "3" for a text."""
    if f.place != "block" or f.first.kind != "NUMBER" or f.is_declaration:
        return None
    kept = list(takewhile(lambda one: one.kind not in (*ENDS, "{"), f.line))
    words = [one for one in kept if one.kind in ("NAME", "QUOTED") and one.text != "of"]
    if not words and f.figure == "diagram":
        return f.error("a number alone states nothing", f'Write "{f.first.text}" for a text, as of a node.', at=f.first)
    if not words or _is_named(f, words[0]):
        return None
    count = [one for one in takewhile(lambda one: one is not words[0], kept) if one.text != "of"]
    behind = next((one for one in words[1:] if one.text in PREDICATE_STARTS), None)
    phrase = list(takewhile(lambda one: one is not behind, kept[kept.index(words[0]) :]))
    name = next(one.text for one in reversed(phrase) if one in words)
    said = f"{f.text(count[0], count[-1])} {f.text(phrase[0], phrase[-1])}"
    hints = [f"Write {name}: {said}."]
    if f.figure == "diagram" and '"' not in said:
        hints.append(f'In a tree, a mind map or a set a text is a node: "{said}".')
    return f.error("what a figure holds is declared with a name and a ':'", *hints, at=f.first, to=kept[-1])


@HABITS.row("preposition without of", "a on top b")
def _of_missing(f: Failure) -> Diagnostic | None:
    if f.expects != {"of"} or f.token.kind not in ("NAME", "QUOTED") or not f.is_statement:
        return None
    if f.tokens[f.at - 1].kind == "NUMBER":  # "grid cups 2 by 2", which is told elsewhere
        return None
    before = f.text(f.first, f.tokens[f.at - 1])
    return f.error("'of' is missing here", f"Write {before} of {f.token.text}.")


# ---------------------------------------------------------------- arrangements, loops and values


@HABITS.row("row as a relation", "a in row with b")
def _in_row(f: Failure) -> Diagnostic | None:
    words = [one.text for one in f.line if one.text not in ("a", "the", "is", "are") or f.is_declared(one.text)]
    kind = words[2] if len(words) > 4 else ""
    if not f.is_statement or kind not in ARRANGED or words[1] != "in" or words[3] != "with":
        return None
    hint = f"Write {kind} {words[0]} {' '.join(one for one in words[4:] if one != 'and')}."
    return f.error(f"'{kind}' begins a statement of its own", hint, at=f.line[1], to=f.line[-1])


@HABITS.row("members joined by and", "row a and b")
def _joined_members(f: Failure) -> Diagnostic | None:
    if not f.is_statement or f.first.text not in ARRANGED or f.token.text != "and" or f.is_declared("and"):
        return None
    members = " ".join(one.text for one in f.line if one.text not in ("and", ","))
    return f.error("names stand here without 'and' between them", f"Write {members}.")


@HABITS.row("edge behind the members", "align a b left")
def _edge_behind(f: Failure) -> Diagnostic | None:
    if not f.is_statement or f.first.text != "align" or f.token.text not in _EDGES or f.at < 2 or _is_named(f, f.token):
        return None
    edge = "center" if f.token.text == "centre" else f.token.text
    members = " ".join(one.text for one in f.line[1:] if one.kind in ("NAME", "QUOTED") and one is not f.token)
    return f.error("the edge stands right behind 'align'", f"Write align {edge} {members}.")


@HABITS.row("second statement without a break", "row a b align top a b")
def _second_statement(f: Failure) -> Diagnostic | None:
    if not f.is_statement or f.first.text not in ARRANGED or f.at < 3 or f.token.text not in STATEMENT_STARTS:
        return None
    if _is_named(f, f.token) or f.token.text == "and":
        return None
    hint = f"Write ; before {f.token.text}, or begin a new line, and name again what it is about."
    return f.error(f"'{f.token.text}' begins a statement of its own", hint)


@HABITS.row("value without a sign", "let w 20")
def _let(f: Failure) -> Diagnostic | None:
    if f.first.text != "let" or f.expects != {"="} or len(f.line) < 3 or f.at != 2:
        return None
    value = [one for one in f.line[2:] if one.text not in (":", "be", "is")]
    if not value:
        return None
    return f.error("'=' is missing here", f"Write let {f.line[1].text} = {f.text(value[0], value[-1])}.")


@HABITS.row("numbers of a loop", "for i in 1 to 3 {\n  }")
def _loop_numbers(f: Failure) -> Diagnostic | None:
    other = ("to", "(", "=", ":", "until", "through", "range")
    if f.first.text != "for" or f.is_declaration or f.token.text not in other:
        return None
    return f.error("a loop names its numbers by their first and last", "Write for i in 1..3 { … }.")
