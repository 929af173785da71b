"""What some words are whatever stands around them: owners without an apostrophe, "nobody", "neither" and "none", the
half of a number, and the rows and columns of a grid."""

from __future__ import annotations

import re
from dataclasses import replace

from sgc.english import lexicon
from sgc.english.lexicon import NOUN
from sgc.english.tokens import BY, Token, tokenize
from sgc.graph.colors import is_color_word
from sgc.source.suggest import distance

#: How several things may lie to each other, said before their noun.
LYING = ("overlapping", "intersecting", "touching", "tangent", "concentric")
#: How wide something is beside its height, or how high beside its width.
SIDES = re.compile(
    r"(?:(?P<times>twice|half|(?:two|three|four|five|six|\d+) times) )?as (?P<side>wide|broad|long|tall|high) "
    r"as (?:(?:it|they) (?:is|are) )?(?P<other>wide|broad|long|tall|high)"
)


#: "each a little longer than the one before it": how the sizes of several things go on, from left to right.
_GROWING = re.compile(
    r"each (?:one |of them )?(?:is |being )?(?:(?:a little bit|a little|a bit|slightly|somewhat|much) )?"
    r"(?:(?P<more>larger|bigger|taller|longer|higher|wider)|smaller|shorter|lower|narrower) than "
    r"the (?:(?:one|previous|previous one|preceding one|last|last one) ?)(?:before|before it|(?:to|on) its left)?"
)


def possessives(tokens: list[Token]) -> list[Token]:
    """Marks an apostrophe after a plural ("the dogs' bowls"); "banana's" before no noun is a misspelt plural."""
    for before, token, following in zip(tokens, tokens[1:], tokens[2:], strict=False):
        plural = before.kind == "WORD" and before.lower.endswith("s")
        if token.lower in ("'", "’") and plural and following.kind == "WORD":
            token.kind = "POSSESSIVE"
    found: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1].kind if i + 1 < len(tokens) else "STOP"
        if token.kind == "POSSESSIVE" and found and after in ("STOP", "COMMA", "AND", "PREP"):
            found[-1] = replace(found[-1], lower=lexicon.one_of(found[-1].lower) + "s", end=token.end)
            continue
        found.append(token)
    return found


def nobody(tokens: list[Token]) -> list[Token]:
    """ "no one", "without anybody" and "nobody" are no person; "neither" and "none" deny what follows of all."""
    found: list[Token] = []
    rest = list(tokens)
    while rest:
        token = rest.pop(0)
        one = rest[0] if rest else token
        no_one = one.lower == "one" and token.lower.split()[-1:] == ["no"]  # and not "without one"
        if token.kind == "NO" and (no_one or one.lower in ("anyone", "anybody")):
            rest[0] = Token("NOUN", "person", one.start, one.end)
        elif token.lower in ("neither", "none") and not _names_one(rest):
            token.kind, token.meaning, token.entries = "PRONOUN", "neither", ()
            if one.kind == "WORD" and lexicon.classes(one.lower) == {NOUN}:  # "neither car"
                token.end = rest.pop(0).end
        elif token.lower in ("nobody", "no-one"):
            found.append(Token("NO", "no", token.start, token.start + 2))
            token = Token("NOUN", "person", token.start, token.end)
        found.append(token)
    return found


def _names_one(following: list[Token]) -> bool:
    """Whether "neither" is said of what follows: "neither of the cats", "neither a cat …"."""
    if not following:
        return True
    if following[0].kind == "OF":
        return not any(entry.kind == "PRONOUN" for one in following[1:2] for entry in one.entries)
    return any(entry.kind in ("ARTICLE", "COUNT") for entry in following[0].entries)


def halves(tokens: list[Token]) -> list[Token]:
    """ "eight balloons, half red and half blue": the half of a number that was said is a number, too."""
    found: list[Token] = []
    number = 0
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else Token("STOP", "", token.end, token.end)
        if token.kind == "COUNT" and (count := token.meaning.split(".."))[0] == count[-1]:
            number = int(count[0])
        them = token.lower == "half of" and following.kind == "PRONOUN"
        alone = token.lower == "half" and (following.kind in _AFTER_ALL or is_color_word(following.lower))
        if number % 2 or number < 2 or not (them or alone):
            found.append(token)
            continue
        half = f"{number // 2}..{number // 2}"
        found.append(Token("COUNT", str(number // 2), token.start, token.start + len("half"), half))
        if them:
            found.append(Token("OF", "of", token.start + len("half"), token.end))
    return found


def forms(tokens: list[Token]) -> list[Token]:
    """What tells the form of a thing, or how several lie, is one adjective: "twice as wide as it is tall", and
    "overlapping" before a noun ("two overlapping circles")."""
    found: list[Token] = []
    rest = list(tokens)
    while rest:
        said = [n for n in range(2, 9) if SIDES.fullmatch(" ".join(one.lower for one in rest[:n]))]
        token = rest.pop(0)
        if said:
            words = [token, *rest[: said[-1] - 1]]
            del rest[: said[-1] - 1]
            token = Token("ADJ", " ".join(one.lower for one in words), token.start, words[-1].end)
        elif token.lower in LYING and rest and rest[0].kind == "WORD" and found and found[-1].kind == "COUNT":
            token = replace(token, kind="ADJ", entries=())
        found.append(token)
    return found


def respelt(tokens: list[Token]) -> list[Token]:
    """ "a wooden chiar …, left of the chair": a word that nobody knows is the noun of the prompt that it nearly is."""
    nouns = {one.lower for one in tokens if one.kind == "WORD" and lexicon.is_curated_noun(one.lower)}
    found: list[Token] = []
    for token in tokens:
        unknown = token.kind == "WORD" and len(token.lower) > 3 and not lexicon.classes(token.lower) - {NOUN}
        if unknown and token.lower.isalpha() and not lexicon.is_known_noun(token.lower):
            meant = [noun for noun in nouns if distance(token.lower, noun, 1) == 1]
            token = replace(token, lower=meant[0]) if len(meant) == 1 else token
        found.append(token)
    return found


def growing(tokens: list[Token]) -> list[Token]:
    """ "three ladders, each a bit shorter than the one before": an order by size."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        ends = range(min(len(tokens), i + 14), i + 3, -1) if tokens[i].lower.startswith("each") else ()
        matches = ((_GROWING.fullmatch(" ".join(one.lower for one in tokens[i:end])), end) for end in ends)
        match, end = next(((one, end) for one, end in matches if one is not None), (None, i + 1))
        if match is not None:
            order = "each sizes" if match["more"] else "each ~sizes"
            found.append(Token("PLACE", match[0], tokens[i].start, tokens[end - 1].end, order))
        else:
            found.append(tokens[i])
        i = end
    return found


def grids(tokens: list[Token]) -> list[Token]:
    """ "a grid of 3 rows and 4 columns of stars", "stars in 3 rows and 4 columns", "a grid of stars with 3 rows and 4
    columns" are a 3x4 grid of stars."""
    found = list(tokens)
    for i in range(len(found) - 5, -1, -1):
        if (lines := _rows_and_columns(found[i : i + 5])) is None:
            continue
        start, end = found[i].start, found[i + 4].end
        article, size, grid = (replace(one, start=start, end=end) for one in tokenize(f"a {lines} grid"))
        before = found[i - 1].kind if i else ""
        named = next((k for k in range(i - 2, max(i - 7, -1), -1) if lexicon.gathers(found[k].lower) == "grid"), i)
        if named == i - 2 and before in ("OF", "WITH"):
            found[named : i + 5] = [size, grid]
        elif named < i - 2 and before == "WITH" and found[named + 1].kind == "OF":
            size = replace(size, start=found[named].start, end=found[named].end)
            found[named : i + 5] = [size, *found[named : i - 2], replace(found[i - 2], end=end)]
        elif before == "PREP" or [one.kind for one in found[i + 5 : i + 6]] == ["OF"]:
            found[i : i + 5] = [article, size, grid]
    return found


def _rows_and_columns(tokens: list[Token]) -> str | None:
    """ "3x4" of "3 rows and 4 columns", whichever of them comes first."""
    if len(tokens) < 5:
        return None
    first, line, joiner, second, crossing = tokens
    words = lexicon.one_of(line.lower), lexicon.one_of(crossing.lower)
    joined = joiner.kind in ("AND", "COMMA", "WITH") or joiner.lower in BY
    if not joined or first.kind != "COUNT" or second.kind != "COUNT" or {*words} != {"row", "column"}:
        return None
    numbers = [count.meaning.split("..") for count in (first, second)]
    if any(least != most or not least for least, most in numbers):
        return None
    rows, columns = (one[0] for one in (numbers if words[0] == "row" else numbers[::-1]))
    return f"{rows}x{columns}"


#: What follows a word that stands for things without naming them.
_AFTER_ALL = ("BE", "NOTBE", "PREP", "PLACE", "STOP", "COMMA")
