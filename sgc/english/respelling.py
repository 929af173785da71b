"""What some words are whatever stands around them: owners without an apostrophe, "nobody", "neither" and "none", the
half of a number, and a letter that is written somewhere."""

from __future__ import annotations

from dataclasses import replace

from sgc.english import lexicon
from sgc.english.lexicon import NOUN
from sgc.english.tokens import Token
from sgc.graph.colors import is_color_word


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


#: What follows a word that stands for things without naming them.
_AFTER_ALL = ("BE", "NOTBE", "PREP", "PLACE", "STOP", "COMMA")
