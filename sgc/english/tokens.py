"""Splits a prompt into words, marks and fixed phrases, each with its place."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from sgc.english.lexicon import (
    ADJECTIVE,
    ADVERB,
    FINITE,
    NOUN,
    Entry,
    classes,
    corrected,
    is_known_noun,
    is_plural,
    phrases,
)
from sgc.graph.colors import is_color_word
from sgc.source import Source, Span

#: Units of length, as they follow figures: what is so long is no thing.
_UNITS = "[cmk]?m|px|pixels?|(?:centi|milli|kilo)?met(?:re|er)s?|inch(?:es)?"
_TOKEN = re.compile(
    r"""["“”](?P<text>[^"“”\n]{1,200})["“”]"""
    r"""|(?<![\w])['‘](?P<quoted>[^'‘’\n]{1,200})['’](?!\w)"""
    r"|(?P<sum>\d+(?:\s*(?:[+−÷=]|-(?=\s*\d+\s*=))\s*[\d?]+(?![\w.]))+)"
    rf"|(?P<length>\d+(?:\.\d+)?\s?(?:{_UNITS})(?![\w-]))"
    r"|(?P<number>[1-9]\d{0,2}(?:,\d{3})+(?![\w,-])|\d+(?![\w-]|\.\d))"
    r"|(?P<decimal>\d+\.\d+(?![\w.-]))"
    r"|(?P<word>[^\W_]+(?:['’\-][^\W_]+)*)"
    r"|(?P<mark>[^\w\s])"
)
#: Behind these words of the lexicon a text needs no quotes, as far as its words are capitalised (and those are not);
#: what somebody is reading, or is marked with, is a thing as often.
_SAYS = frozenset(("says", "saying", "that says", "which says", "that reads", "which reads"))
_SAID = re.compile(
    r"\s+(?P<said>[A-Z][\w'’-]*(?:\s+(?:(?:a|an|and|at|for|in|of|on|the|to|you)\s+){0,2}[A-Z][\w'’-]*)*[!?]?)(?![\w\"“])"
)
_SIZE = re.compile(r"([^\W_]+?)(?:x|×|-by-)([^\W_]+)")
#: What stands between the numbers of rows and columns.
BY = frozenset(("by", "x", "×"))
#: What numbers in letters are multiplied by.
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WRITTEN = frozenset(("letter", "number", "digit", "numeral"))
_LETTER = re.compile(r"(?P<letter>[A-Z])(?P<s>['’]?s)?")
_STOPS = frozenset(".;:!?\n")
#: What begins a noun phrase behind a verb.
_BEGINNING = frozenset(("a", "an", "the", "some", "many", "several", "two", "three", "four", "five", "six"))
_CLITIC = re.compile(r"(?:['’]s|s['’])$")


@dataclass(slots=True)
class Token:
    """A word, a mark or a fixed phrase with its class; ``kind`` "WORD" until it is tagged.

    ``lower`` is its text in lower case, ``meaning`` what the lexicon says of it. ``entries`` are all readings of a
    closed word, in the lexicon's order.
    """

    kind: str
    lower: str
    start: int
    end: int
    meaning: str = ""
    entries: tuple[Entry, ...] = field(default=())

    def span(self, source: Source) -> Span:
        return Span(source, self.start, self.end)


def tokenize(text: str) -> list[Token]:
    """Words and marks with fixed phrases joined; every visible character belongs to one token."""
    words = _sized(_spelled(_lettered(list(_words(text)), text)))
    i = _framing(words)
    joined = [Token("FRAME", " ".join(one.lower for one in words[:i]), words[0].start, words[i - 1].end)] if i else []
    while i < len(words):
        matches = [one for one in _matches(words, i) if one.kind != "FRAME" or _may_frame(one, joined)]
        if not matches:
            joined.append(words[i])
            i += 1
            continue
        length = len(matches[0].words)
        entries = tuple(one for one in matches if len(one.words) == length)
        last = words[i + length - 1]
        joined.append(Token(
            entries[0].kind, " ".join(entries[0].words), words[i].start, last.end, entries[0].meaning, entries
        ))  # fmt: skip
        i += length
        says = joined[-1].kind == "SAYS" and joined[-1].lower in _SAYS and text[last.start : last.end].islower()
        said = _SAID.match(text, last.end) if says else None
        if said is not None:
            joined.append(Token("TEXT", said["said"], *said.span("said")))
            i = next((k for k in range(i, len(words)) if words[k].start >= said.end()), len(words))
    return joined


def _lettered(words: list[Token], text: str) -> list[Token]:
    """The same words, where a capital alone is a letter that is written: "a sign with a white P", "eight Ts and one L",
    "five T letters"."""
    found: list[Token] = []
    end = 0
    for i, token in enumerate(words):
        if token.start < end:
            continue
        letter = _LETTER.fullmatch(text[token.start : token.end]) if token.kind == "WORD" and i > 0 else None
        before, after = words[i - 1].lower, words[i + 1] if i + 1 < len(words) else None
        called = after if after is not None and after.lower in ("letter", "letters") else None
        ends = after is None or after.kind != "WORD" or after.lower in phrases()
        counted = before in ("a", "an", "the", "another") or is_color_word(before) or _number(before)
        if letter is None or not counted or not (ends or called is not None):
            found.append(token)
            continue
        end = (called or token).end
        noun = called.lower if called is not None else "letters" if letter["s"] else "letter"
        found += [Token("WORD", noun, token.start, token.start), Token("TEXT", letter["letter"], token.start, end)]
    return found


def _spelled(words: list[Token]) -> list[Token]:
    """The same words, where "the letter A" and "the number 5" have what is written as a text."""
    for before, token in itertools.pairwise(words):
        short = token.kind in ("COUNT", "WORD") and (token.lower.isdecimal() or len(token.lower) == 1)
        if before.lower in _WRITTEN and short and token.end - token.start < 4:
            token.kind, token.lower = "TEXT", token.lower.upper()
    return words


def _sized(words: list[Token]) -> list[Token]:
    """The same words with rows and columns as one token each: "3 by 4", "three x four", "3x4"."""
    found: list[Token] = []
    end = 0
    for i, token in enumerate(words):
        if i < end:
            continue
        match = _SIZE.fullmatch(token.lower)
        if match is not None and (first := _number(match[1])) and (second := _number(match[2])):
            token = Token("SIZE", token.lower, token.start, token.end, f"{first}x{second}")
        elif (spoken := _spoken(words, i)) is not None:
            number, end = spoken
            said = " ".join(one.lower for one in words[i:end])
            token = Token("COUNT", said, token.start, words[end - 1].end, f"{number}..{number}")
        elif i > 1 and words[i - 1].lower in BY and len(found) > 1 and found[-1] is words[i - 1]:
            rows, columns = _number(words[i - 2].lower), _number(token.lower)
            if rows and columns:
                del found[-2:]
                words_of_it = f"{words[i - 2].lower} {words[i - 1].lower} {token.lower}"
                token = Token("SIZE", words_of_it, words[i - 2].start, token.end, f"{rows}x{columns}")
        found.append(token)
    return found


def _spoken(words: list[Token], i: int) -> tuple[int, int] | None:
    """The number in letters of several words that begins at a place, and where it ends: "twenty five", "a hundred and
    fifty", "ten thousand"."""
    total = group = 0
    at, scale, is_scaled = i, 0, False  # the scale right before, and whether there was one
    while at < len(words):
        word = words[at].lower
        following = words[at + 1] if at + 1 < len(words) else None
        if word in _SCALES and (at == i or group) and (word != "hundred" or group < 100):
            scale, is_scaled = _SCALES[word], True
            if word == "hundred":
                group = (group or 1) * scale
            else:
                total, group = total + (group or 1) * scale, 0
            at += 1
        elif at == i and word == "a" and following is not None and following.lower in _SCALES:
            group, at = 1, at + 1
        elif (at == i or scale) and (below := _tens(words[at], following)):
            group, scale, at = group + below, 0, at + (1 if "-" in word else 2)
            is_scaled = True
        elif (at == i or scale) and 0 < (below := _number(word)) < 100:
            group, scale, at = group + below, 0, at + 1
        elif scale and word == "and" and following is not None and 0 < _number(following.lower.split("-")[0]) < 100:
            at += 1
        else:
            break
    return (total + group, at) if is_scaled else None


def _tens(token: Token, following: Token | None) -> int:
    """What "twenty-five" and "twenty five" are, or 0."""
    first, hyphen, second = token.lower.partition("-")
    if not first.endswith("ty"):
        return 0
    if not hyphen:
        second = following.lower if following is not None else ""
    tens, ones = _number(first), _number(second)
    return tens + ones if tens >= 20 and 0 < ones < 10 and not second.isdecimal() else 0


def _number(word: str) -> int:
    """What a number in figures or letters is, or 0."""
    if word.isdecimal():
        return int(word) if len(word) < 4 else 0
    count = next((one.meaning for one in phrases().get(word, ()) if one.kind == "COUNT" and one.words == (word,)), "")
    least, _, most = count.partition("..")
    return int(least) if least and least == most else 0


def _framing(words: list[Token]) -> int:
    """How many words at the start call the picture by its kind: "a cinematic wide-angle photo of"."""
    for i, token in enumerate(words[:7]):
        if token.kind not in ("WORD", "COMMA") or (i and not _may_describe(token.lower)):
            return 0
        if token.lower in PICTURES and i + 1 < len(words):
            return i + 2 if words[i + 1].lower in ("of", "showing", "depicting") else 0
    return 0


def _may_describe(word: str) -> bool:
    """Whether a word can stand before a noun, and is no article, verb or preposition."""
    if word in ("and", ","):
        return True
    closed = any(entry.words == (word,) and entry.kind not in ("GROUP", "ADJ") for entry in phrases().get(word, ()))
    return not closed and bool(classes(word) & {NOUN, ADJECTIVE, ADVERB})


def _may_frame(entry: Entry, before: list[Token]) -> bool:
    """Talk about the picture stands first, or is "in the picture"; "a man with a painting of a dog" has a painting."""
    if entry.words == ("it", "is"):  # later it is one of the things that were named
        return not before
    return entry.words[0] == "in" or not before or before[-1].kind in ("FRAME", "STOP", "COMMA")


def _matches(words: list[Token], i: int) -> list[Entry]:
    """The entries that stand here, the longest first."""
    found: list[Entry] = []
    if words[i].kind == "TEXT":
        return found
    for entry in phrases().get(words[i].lower, ()):
        length = len(entry.words)
        if (
            i + length <= len(words)
            and all(
                word == words[i + k].lower and (k == 0 or words[i + k].kind == "WORD")
                for k, word in enumerate(entry.words)
            )
            and not _tells_one(entry, words[i + length : i + length + 2])
            and not _acts(entry, words[i - 1 : i] if i else [], words[i + length : i + length + 1])
        ):
            found.append(entry)
    return found


def _acts(entry: Entry, before: list[Token], following: list[Token]) -> bool:
    """Whether the first word does something to what follows: "a horse riding an astronaut", but "a girl horse
    riding"."""
    begins = bool(before) and before[0].lower in _BEGINNING
    return entry.kind == "ING" and begins and bool(following) and following[0].lower in _BEGINNING


def _tells_one(entry: Entry, following: list[Token]) -> bool:
    """Whether a side is an adjective of the noun after it: "on the top shelf", but "on the left stand two men"."""
    if entry.kind != "PLACE" or len(entry.words) != 3 or entry.words[1] != "the" or not following:
        return False
    noun = following[0]
    verb = bool(classes(noun.lower) & FINITE)
    if noun.kind != "WORD" or NOUN not in classes(noun.lower) or is_plural(noun.lower) or not is_known_noun(noun.lower):
        return False
    begins = following[1:] and (following[1].kind == "COUNT" or following[1].lower in _BEGINNING)
    return not (verb and begins)


def _words(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        text = match["text"] or match["quoted"] or match["sum"]
        if text is not None:
            found.append(Token("TEXT", text, start, end))
        elif match["number"] is not None:
            number = match["number"].replace(",", "")
            found.append(Token("COUNT", number, start, end, f"{number}..{number}"))
        elif (amount := match["length"] or match["decimal"]) is not None:  # which counts nothing
            found.append(Token("MARK", amount, start, end))
        elif match["word"] is not None:
            found += _word(match["word"], start)
        elif match["mark"] == ",":
            found.append(Token("COMMA", ",", start, end))
        elif match["mark"] in _STOPS:
            found.append(Token("STOP", match["mark"], start, end))
        elif match["mark"] == "&":
            found.append(Token("WORD", "&", start, end))
        elif match["mark"] in "[]" and found and found[-1].lower in ("a", "an", "the"):
            continue  # "a [red] car"
        elif match["mark"] in "()[]-–—/":
            found.append(Token("COMMA", ",", start, end))
        else:
            found.append(Token("MARK", match["mark"], start, end))
    return found


def _word(text: str, start: int) -> list[Token]:
    """One word, with a possessive ending as a token of its own; "it's" and its like are one word."""
    lower = text.casefold().replace("’", "'")
    end = start + len(text)
    clitic = _CLITIC.search(lower)
    if clitic is None or lower in _CONTRACTIONS:
        return [Token("WORD", corrected(lower), start, end)]
    cut = start + clitic.start() + (1 if clitic.group().startswith("s") else 0)
    return [Token("WORD", lower[: cut - start], start, cut), Token("POSSESSIVE", "'s", cut, end)]


PICTURES = frozenset((
    "photo", "photograph", "picture", "image", "painting", "drawing", "sketch", "illustration", "render", "rendering",
    "portrait", "shot", "close-up", "closeup", "snapshot", "watercolor", "watercolour", "cartoon", "poster", "view",
    "artwork", "photography", "selfie", "scene", "wallpaper", "print", "diagram",
))  # fmt: skip
_CONTRACTIONS = frozenset({"it's", "there's", "that's", "who's", "he's", "she's", "let's", "what's", "here's"})
