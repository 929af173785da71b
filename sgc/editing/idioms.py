"""Instructions of a fixed form: numbers of things, lengths, labels, rows, and changes of the picture itself.

A row is a pattern for the whole instruction and what it asks for; the first that fits is taken. What has no row is
read by its verb (``sgc.editing.instructions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Protocol

from sgc.editing.operations import (
    Add,
    Allow,
    Arrange,
    Canvas,
    Layer,
    Measure,
    Move,
    Operation,
    Recount,
    Release,
    Rename,
    Resize,
    Rotate,
    Setting,
    Swap,
    Target,
    Title,
)
from sgc.editing.wordings import BIGGER, DEGREES, color_words
from sgc.english import lexicon
from sgc.graph.properties import THEMES
from sgc.graph.vocabulary import lookup
from sgc.source import Source, Span


class Reader(Protocol):
    """What a row asks of the reader of an instruction: the text, and who a part of it speaks of."""

    span: Span
    source: Source

    def target(self, start: int, end: int) -> Target: ...

    def become(self, target: Target, start: int, end: int) -> Operation:
        """What something is made: attributes, another thing, or another number of it."""

    def where(self, start: int, end: int) -> tuple[str, tuple[Target, ...]] | None:
        """A relation with its objects ("left of the plate"), or None."""


Match = re.Match[str]
Make = Callable[[Reader, Match], Operation | None]
Row = tuple[re.Pattern[str], Make]
IDIOMS: list[Row] = []

_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS, 1)}
_N = rf"(?P<n>\d+|{'|'.join(NUMBERS)}|an?|a dozen)"
_WHAT, _OTHER = r"(?P<what>.+?)", r"(?P<other>.+)"
_PICTURE = r"(?:the )?(?:whole |entire )?(?:picture|image|canvas|scene|drawing|figure)"
_LENGTH = r"(?P<length>\d+(?:\.\d+)?) ?(?P<unit>%|per ?cent|px|pixels?|points?)?"
#: A text in quotation marks, and one that may stand without.
TEXT = r"""(?:["“”](?P<quoted>[^"“”]*)["“”]|'(?P<single>[^']*)')"""
ANY_TEXT = rf"(?:{TEXT}|(?P<plain>[^\"“”']+))"
_CAPITALS = rf"(?:{TEXT}|(?P<plain>(?-i:[A-ZÀ-Þ0-9][\w'’-]*(?: [A-ZÀ-Þ0-9][\w'’-]*)*)))"
_MORE = r"(?P<how>bigger|larger|smaller|wider|taller|higher|narrower|shorter|thinner|longer|broader)"
_BY = r"(?: by (?P<percent>\d+) ?(?:%|per ?cent))?"
_AXES = {
    "wide": "width", "broad": "width", "across": "width", "long": "width", "width": "width", "in width": "width",
    "tall": "height", "high": "height", "height": "height", "in height": "height", "size": "size",
}  # fmt: skip
_GROWS = {"wider": "width", "broader": "width", "longer": "width", "taller": "height", "higher": "height"}
_SHRINKS = {"narrower": "width", "thinner": "width", "shorter": "height"}
#: What helps against "too small" and its like.
_REMEDIES = {
    "small": "bigger", "little": "bigger", "tiny": "bigger", "big": "smaller", "large": "smaller", "huge": "smaller",
    "narrow": "wider", "thin": "wider", "wide": "narrower", "short": "taller", "low": "taller", "tall": "shorter",
    "high": "shorter",
}  # fmt: skip
_THAN = {"bigger": "larger", "higher": "taller", "thinner": "narrower", "longer": "wider", "broader": "wider"}
_KINDS = {
    "row": "row", "line": "row", "column": "column", "circle": "ring", "ring": "ring", "grid": "grid",
    "stack": "stack", "pile": "stack",
}  # fmt: skip
_EDGES = {"centre": "center", "centers": "center", "centres": "center", "middles": "middle"}


def idioms(rows: list[Row]) -> Callable[..., Callable[[Make], Make]]:
    """A decorator that puts what reads some patterns into the rows."""

    def idiom(*patterns: str) -> Callable[[Make], Make]:
        def add(make: Make) -> Make:
            rows.extend((re.compile(pattern, re.IGNORECASE), make) for pattern in patterns)
            return make

        return add

    return idiom


_idiom = idioms(IDIOMS)


def _target(reader: Reader, found: Match, group: str = "what") -> Target:
    return reader.target(*found.span(group))


def _number(words: str) -> int:
    words = words.lower()
    return int(words) if words.isdigit() else NUMBERS.get(words, 12 if words == "a dozen" else 1)


def _all_of(target: Target) -> Target:
    """The things of the noun, however many they are now."""
    return replace(target, count=None, article="the", plural=True)


# ---------------------------------------------------------------- the picture itself


@_idiom(
    rf"(?:make|set|change|resize|scale|crop) (?:the size of )?{_PICTURE}(?:'s)?(?: size)?(?: to)?(?: be)? "
    r"(?P<width>\d+) ?(?:px|pixels)? ?(?:x|×|by|\*) ?(?P<height>\d+) ?(?:px|pixels)?"
)
def _canvas_size(reader: Reader, found: Match) -> Operation:
    return Canvas(reader.span, (int(found["width"]), int(found["height"])))


@_idiom(rf"(?:make|turn|change) {_PICTURE} (?:to be |into a )?square")
def _canvas_square(reader: Reader, found: Match) -> Operation:
    return Canvas(reader.span, square=True)


@_idiom(rf"make {_PICTURE} (?:(?P<share>\d+) ?(?:%|per ?cent) )?(?:{'|'.join(DEGREES)})? ?{_MORE}{_BY}")
def _canvas_scale(reader: Reader, found: Match) -> Operation:
    factor, axis = _growth(found)
    one = Fraction(1)
    return Canvas(reader.span, scale=(one if axis == "height" else factor, one if axis == "width" else factor))


@_idiom(
    rf"(?:make|set|change|paint|colou?r|turn) (?:the )?background(?: colou?r)?(?: of {_PICTURE})? "
    r"(?:to |in |into )?(?:be )?(?P<color>.+)",
    r"(?:the )?background(?: colou?r)? (?:should be |must be )?(?P<color>.+)",
)
def _background(reader: Reader, found: Match) -> Operation | None:
    color = color_words(found["color"])
    return Setting(reader.span, "background", color) if color else None


@_idiom(
    r"(?:make|let) it (?:be )?(?P<what>night|nighttime|sunset|sunrise|winter|autumn)",
    r"(?:set|change|turn|make) the background (?:to|into)(?: be)? (?P<what>an? .+)",
)
def _backdrop(reader: Reader, found: Match) -> Operation | None:
    """A time of day, or a place, that the picture shows behind its things."""
    entry = lookup(re.sub(r"^an? ", "", found["what"], flags=re.IGNORECASE))
    if entry is None or entry.role != "backdrop":
        return None
    return Add(reader.span, Span(reader.source, *found.span("what")))


@_idiom(r"(?:remove|delete|drop|clear|hide) the background(?: colou?r)?")
def _no_background(reader: Reader, found: Match) -> Operation:
    return Setting(reader.span, "background", None)


@_idiom(
    rf"(?:change|set|rename) the title(?: of {_PICTURE})? (?:to|as) {ANY_TEXT}",
    rf"(?:call|name|rename|title) {_PICTURE}(?: to| as)? {ANY_TEXT}",
    rf"(?:add|give {_PICTURE}) the title {ANY_TEXT}",
    rf"give {_PICTURE} the title {ANY_TEXT}",
)
def _title(reader: Reader, found: Match) -> Operation:
    return Title(reader.span, text_of(found))


@_idiom(rf"(?:remove|delete|drop|hide) the title(?: of {_PICTURE})?")
def _no_title(reader: Reader, found: Match) -> Operation:
    return Title(reader.span, None)


@_idiom(
    rf"(?:use|set|apply|switch to|change to|make it)(?: (?:the|a))? (?P<theme>{'|'.join(THEMES)}) theme",
    rf"(?:set|change) the theme to (?P<theme>{'|'.join(THEMES)})",
)
def _theme(reader: Reader, found: Match) -> Operation:
    return Setting(reader.span, "theme", f'"{found["theme"].lower()}"')


@_idiom(r"(?:set|change|make) the (?P<name>spacing|margin|seed) (?:to |be )?(?P<value>\d+) ?(?:px|pixels?)?")
def _setting(reader: Reader, found: Match) -> Operation:
    return Setting(reader.span, found["name"].lower(), found["value"])


# ---------------------------------------------------------------- lengths


@_idiom(
    rf"(?:make|scale|resize|let) {_WHAT} (?:be )?(?:to )?{_LENGTH} ?(?P<axis>wide|broad|across|long|tall|high|in width"
    r"|in height)",
    rf"{_WHAT} (?:should|must) be {_LENGTH} ?(?P<axis>wide|broad|across|long|tall|high)",
    rf"(?:set|change|make) the (?P<axis>width|height|size) of {_WHAT} (?:to |be )*{_LENGTH}",
    rf"(?:resize|scale) {_WHAT} to (?P<length>\d+(?:\.\d+)?) ?(?P<unit>px|pixels?)?",
)
def _measure(reader: Reader, found: Match) -> Operation:
    name = _AXES[(found.groupdict().get("axis") or "size").lower()]
    unit = "%" if found["unit"] and found["unit"].lower() in ("%", "percent", "per cent") else ""
    return Measure(reader.span, _target(reader, found), name, found["length"] + unit)


@_idiom(
    rf"make {_WHAT} (?:(?P<share>\d+) ?(?:%|per ?cent) )?(?P<degree>(?:{'|'.join(DEGREES)}) )?"
    rf"(?P<how>{'|'.join((*_GROWS, *_SHRINKS))}){_BY}"
)
def _stretch(reader: Reader, found: Match) -> Operation:
    factor, axis = _growth(found)
    return Resize(reader.span, _target(reader, found), factor, axis)


@_idiom(
    rf"(?:make )?{_WHAT} (?P<times>twice|half|(?:\d+(?:\.\d+)?|{'|'.join(NUMBERS)}) times) as "
    r"(?P<axis>wide|broad|tall|high|long)"
    r"(?: as (?:it is|they are)(?: now)?)?",
)
def _times(reader: Reader, found: Match) -> Operation:
    words = found["times"].lower().removesuffix(" times")
    known = {"twice": Fraction(2), "half": Fraction(1, 2)}
    factor = known.get(words) or Fraction(NUMBERS.get(words) or words)
    return Resize(reader.span, _target(reader, found), factor, _AXES[found["axis"].lower()])


@_idiom(rf"{_WHAT} (?:is|are|looks?) (?P<degree>a (?:bit|little) |much |far |way )?too (?P<how>{'|'.join(_REMEDIES)})")
def _too_large(reader: Reader, found: Match) -> Operation:
    how = _REMEDIES[found["how"].lower()]
    factor = 1 + _percent(found) / 100
    if how not in ("bigger", *_GROWS):
        factor = 1 / factor
    return Resize(reader.span, _target(reader, found), factor, {**_GROWS, **_SHRINKS}.get(how, ""))


def _percent(found: Match) -> Fraction:
    """By how much, as a number or a word of degree says it."""
    words = found.groupdict()
    degree = (words.get("degree") or "").strip().lower()
    return Fraction(words.get("share") or words.get("percent") or DEGREES.get(degree, BIGGER))


def _growth(found: Match) -> tuple[Fraction, str]:
    """The factor of a comparative and the axis that it is about."""
    how, percent = found["how"].lower(), _percent(found)
    if how in _SHRINKS or how == "smaller":
        return max(Fraction(1, 100), 1 - percent / 100), _SHRINKS.get(how, "")
    return 1 + percent / 100, _GROWS.get(how, "")


@_idiom(rf"make {_WHAT} (?:half[ -]|semi-?)?(?:transparent|translucent|see-through)")
def _see_through(reader: Reader, found: Match) -> Operation:
    return Measure(reader.span, _target(reader, found), "opacity", "50%")


# ---------------------------------------------------------------- comparisons


@_idiom(rf"make {_WHAT} {_MORE} than {_OTHER}")
def _comparison(reader: Reader, found: Match) -> Operation:
    how = found["how"].lower()
    return Move(reader.span, _target(reader, found), f"{_THAN.get(how, how)} than", (_target(reader, found, "other"),))


@_idiom(
    rf"(?:make|let) {_WHAT} and {_OTHER} (?:have |be |of )?the same (?P<what_same>size|width|height|colou?r)",
    rf"(?:make|let) {_WHAT} (?:have |be )?the same (?P<what_same>size|width|height|colou?r) as {_OTHER}",
    rf"(?:make|let) {_WHAT} (?:be )?as (?P<as>big|large|tall|high|wide) as {_OTHER}",
)
def _same(reader: Reader, found: Match) -> Operation:
    words = found.groupdict()
    kind = (words.get("what_same") or "").lower().replace("colour", "color")
    kind = kind or {"tall": "height", "high": "height", "wide": "width"}.get((words.get("as") or "").lower(), "size")
    return Move(reader.span, _target(reader, found), f"same {kind} as", (_target(reader, found, "other"),))


@_idiom(
    rf"(?:make|change|set|turn) {_WHAT}['’]s colou?r (?:to |into )?(?P<how>.+)",
    rf"(?:change|turn|make) {_WHAT} from [\w ]+? (?:to|into) (?P<how>.+)",
)
def _recolored(reader: Reader, found: Match) -> Operation:
    return reader.become(_target(reader, found), *found.span("how"))


@_idiom(rf"i(?:['’]d| would)? (?:like|want) {_WHAT} to be (?P<how>.+)")
def _wanted(reader: Reader, found: Match) -> Operation:
    where = reader.where(*found.span("how"))
    if where is not None:
        return Move(reader.span, _target(reader, found), *where)
    return reader.become(_target(reader, found), *found.span("how"))


@_idiom(rf"(?:swap|exchange|switch|interchange) (?:the )?colou?rs (?:of|between) {_WHAT} (?:and|with) {_OTHER}")
def _swapped_colors(reader: Reader, found: Match) -> Operation:
    return Swap(reader.span, _target(reader, found), _target(reader, found, "other"), colors=True)


# ---------------------------------------------------------------- how many


@_idiom(rf"(?:duplicate|double the number of|clone|copy) {_WHAT}")
def _duplicate(reader: Reader, found: Match) -> Operation:
    return Recount(reader.span, _target(reader, found), 2, "times")


@_idiom(rf"(?:reduce|increase|change|set|raise|lower|cut) (?:the number of )?{_WHAT} to (?P<n>\d+|{'|'.join(NUMBERS)})")
def _count(reader: Reader, found: Match) -> Operation:
    return Recount(reader.span, _all_of(_target(reader, found)), _number(found["n"]))


@_idiom(
    r"(?:(?:there (?:should|must|can|may) be|i want|keep|leave|have|make it|show) )?"
    rf"(?P<how>no more than|not more than|at most|at least|no fewer than|no less than|only|exactly|just) {_N} {_WHAT}"
)
def _limit(reader: Reader, found: Match) -> Operation:
    how = found["how"].lower()
    limits = {"at least": "at least", "no fewer than": "at least", "no less than": "at least"}
    how = limits.get(how, "to" if how in ("only", "exactly", "just") else "at most")
    return Recount(reader.span, _all_of(_target(reader, found)), _number(found["n"]), how)


@_idiom(
    rf"(?:add )?{_N} more (?P<what>[^\W\d]+(?: [^\W\d]+)?)",
    rf"{_N} (?P<fewer>fewer|less) {_WHAT}",
    rf"{_N} {_WHAT} (?P<fewer>fewer|less)",
)
def _by(reader: Reader, found: Match) -> Operation | None:
    target = _target(reader, found)
    if target.other is not None or target.place or target.also is not None:
        return None
    sign = -1 if found.groupdict().get("fewer") else 1
    return Recount(reader.span, _all_of(target), sign * _number(found["n"]), "by")


# ---------------------------------------------------------------- labels


@_idiom(
    rf"(?:change|set) the (?:label|text|caption|name) (?:of|on|from) {_WHAT} to {ANY_TEXT}",
    rf"give {_WHAT} the (?:label|text|caption|name) {ANY_TEXT}",
    rf"(?:add|put|write) (?:(?:a|the) (?:label|text|caption|title|words?) )?{TEXT} (?:to|on|onto) {_WHAT}",
    rf"(?:make )?{_WHAT} (?:should |must )?(?:say|read) {ANY_TEXT}",
    rf"(?:call|name|label|rename|caption|title) {_WHAT} (?:to|as|with|into) {ANY_TEXT}",
    rf"(?:call|name|label|rename|caption|title) {_WHAT} {_CAPITALS}",
)
def _label(reader: Reader, found: Match) -> Operation:
    return Rename(reader.span, _target(reader, found), text_of(found))


def text_of(found: Match) -> str:
    """The text that is given, in quotation marks or without."""
    words = found.groupdict()
    return next(words[name] for name in ("quoted", "single", "plain") if words.get(name) is not None).strip()


# ---------------------------------------------------------------- what is said of things


@_idiom(
    rf"{_WHAT} (?:need not|needn['’]t|do(?:es)?n['’]t (?:have|need) to|do(?:es)? not (?:have|need) to) "
    r"(?:be |stand |lie |sit )?(?P<where>.+)",
    rf"{_WHAT} (?:is |are )?no longer (?:has to |have to |needs? to )?(?:be |stand |lie |sit )?(?P<where>.+)",
)
def _release(reader: Reader, found: Match) -> Operation | None:
    row = re.fullmatch(rf"in an? (?P<kind>{'|'.join(_KINDS)})", found["where"], re.IGNORECASE)
    if row:
        return Release(reader.span, _target(reader, found), _KINDS[row["kind"].lower()])
    where = reader.where(*found.span("where"))
    return Release(reader.span, _target(reader, found), *where) if where else None


@_idiom(rf"(?:remove|undo|delete|break up|dissolve) the (?P<kind>{'|'.join(_KINDS)})(?: of {_WHAT})?")
def _release_row(reader: Reader, found: Match) -> Operation:
    target = _target(reader, found) if found["what"] else None
    return Release(reader.span, target, _KINDS[found["kind"].lower()])


@_idiom(
    rf"take {_WHAT} (?P<off>off|out of) {_OTHER}",
    rf"{_WHAT} (?:must|should|may|can|shall) ?not be (?P<where>.+)",
    rf"{_WHAT} (?:mustn['’]t|shouldn['’]t|can['’]t|cannot) be (?P<where>.+)",
)
def _denied(reader: Reader, found: Match) -> Operation | None:
    words = found.groupdict()
    if words.get("off"):
        predicate = "on" if words["off"].lower() == "off" else "inside"
        return Move(reader.span, _target(reader, found), predicate, (_target(reader, found, "other"),), negated=True)
    where = reader.where(*found.span("where"))
    return Move(reader.span, _target(reader, found), *where, negated=True) if where else None


@_idiom(
    rf"(?:put|arrange|place|set|order|line up|show) {_WHAT} (?:up )?(?:in|into|as) an? (?:straight |single )?"
    rf"(?P<kind>{'|'.join(_KINDS)})(?: around {_OTHER})?",
    rf"line up {_WHAT}",
    rf"line {_WHAT} up",
    rf"(?P<kind>stack) {_WHAT}(?: up)?",
)
def _arrange(reader: Reader, found: Match) -> Operation | None:
    words = found.groupdict()
    kind = _KINDS[(words.get("kind") or "row").lower()]
    around = _target(reader, found, "other") if words.get("other") else None
    return Arrange(reader.span, _target(reader, found), kind, around) if around is None or kind == "ring" else None


@_idiom(
    rf"align {_WHAT} (?:at|to|by|along|on) (?:the |their )?(?P<edge>left|right|top|bottom|cent(?:er|re)s?|middles?)"
    r"(?: sides?| edges?)?",
    rf"align {_WHAT}",
)
def _align(reader: Reader, found: Match) -> Operation:
    edge = (found.groupdict().get("edge") or "bottom").lower()  # what stands is level by its foot
    return Arrange(reader.span, _target(reader, found), f"align {_EDGES.get(edge, edge)}")


@_idiom(r"(?:allow|permit) (?P<what>.+)", r"there may be (?P<what>.+)")
def _allow(reader: Reader, found: Match) -> Operation:
    return Allow(reader.span, lexicon.one_of(found["what"].lower().removeprefix("a ").removeprefix("any ")))


# ---------------------------------------------------------------- where


@_idiom(rf"hide {_WHAT} (?P<where>(?:behind|under|underneath|beneath|below|inside|in) .+)")
def _out_of_sight(reader: Reader, found: Match) -> Operation | None:
    where = reader.where(*found.span("where"))
    return Move(reader.span, _target(reader, found), *where) if where else None


@_idiom(rf"(?:bring|move|put|send) {_WHAT} (?:in)?to the (?P<end>front|foreground|back)")
def _layer(reader: Reader, found: Match) -> Operation:
    return Layer(reader.span, _target(reader, found), found["end"].lower() != "back")


@_idiom(rf"cent(?:er|re) {_WHAT}(?: in {_PICTURE})?")
def _center(reader: Reader, found: Match) -> Operation:
    return Move(reader.span, _target(reader, found), "at center of", ())


@_idiom(rf"(?:move|bring|put) {_WHAT} (?:closer|nearer) to {_OTHER}")
def _closer(reader: Reader, found: Match) -> Operation:
    return Move(reader.span, _target(reader, found), "near", (_target(reader, found, "other"),))


@_idiom(
    rf"(?:move|put|place|set) {_WHAT} (?P<least>at least )?(?P<far>\d+) ?(?:px|pixels?|points?) (?P<where>.+)",
    rf"{_WHAT} (?:should|must) be (?P<least>at least )?(?P<far>\d+) ?(?:px|pixels?|points?) (?P<where>.+)",
)
def _apart(reader: Reader, found: Match) -> Operation | None:
    where = reader.where(*found.span("where"))
    if where is None or not where[1]:
        return None  # "40 pixels to the left" is a shift
    distance = f"by {'' if found['least'] else 'exactly '}{found['far']}"
    return Move(reader.span, _target(reader, found), *where, distance=distance)


@_idiom(rf"(?:turn|flip|put) {_WHAT} upside[ -]down")
def _upside_down(reader: Reader, found: Match) -> Operation:
    return Rotate(reader.span, _target(reader, found), Fraction(180))
