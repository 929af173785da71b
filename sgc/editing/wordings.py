"""The words of instructions: verbs, sizes, directions and shades, and how much each means."""

from __future__ import annotations

import re
from fractions import Fraction

from sgc.editing.operations import Shift, Target
from sgc.graph.colors import color_value
from sgc.graph.vocabulary import classify_adjective
from sgc.source import Span

VERBS = {
    "remove": r"remove|delete|erase|drop|take away|take out|get rid of|cut|hide",
    "add": r"add|insert|include|draw|put in",
    "move": r"move|shift|put|place|bring|send|set|slide|push|drag|nudge",
    "swap": r"swap|exchange|switch|interchange",
    "replace": r"replace|substitute",
    "make": r"make|paint|colou?r|dye|turn|change|recolou?r|let",
    "resize": r"enlarge|shrink|scale|resize|double|halve|grow|reduce",
    "label": r"label|name|call|rename|caption|title",
    "rotate": r"rotate|tilt|spin",
    "have": r"there should be|i want|have|use|give me",
    "link": r"link|connect|join|disconnect|unlink|reverse|group|ungroup",
}
ANY_VERB = "|".join(sorted("|".join(VERBS.values()).split("|"), key=len, reverse=True))
POLITE = re.compile(
    r"(?:\s*(?:please|now|also|then|and|could you|can you|would you|just|i want you to|i(?:'d| would) like you to"
    r"|let's)\b[ ,]*)+",
    re.I,
)
#: What goes on behind a question mark that is part of a name: "from Valid? to Save".
_ON = r"[\"”']|\s+(?:to|and|from|with|as|by|into|in|red|step|node|decision|box)\b"
#: Where one operation ends and the next begins.
BETWEEN = re.compile(
    rf"\s*(?:[;!\n]|\?(?!{_ON})|\.(?=\s|$)|,?\s+(?:and\s+)?then\s|,?\s+and\s+(?=(?:{ANY_VERB})\s))\s*", re.I
)

_NUMBER = r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>%|per ?cent|px|pixels?|points?|pt)?"
_DEGREE = r"(?P<degree>a (?:bit|little)|slightly|somewhat|much|a lot|far|way)?"
SIZE = re.compile(
    rf"\s*(?:by\s+)?(?:{_NUMBER}\s*)?{_DEGREE}\s*(?P<how>bigger|larger|smaller|greater|tinier|huger)"
    r"\s*(?:by\s+(?P<by>\d+)\s*%)?$"
    r"|\s*(?P<times>twice|half|double|three times|(?:\d+(?:\.\d+)?) times)\s+"
    r"(?:as (?:big|large|small)|(?:the|its) size)$",
    re.I,
)
DIRECTION = re.compile(
    rf"\s*(?:by\s+)?(?:{_NUMBER}\s+)?{_DEGREE}\s*(?:further\s+)?(?:to(?:wards?)? the )?"
    r"(?P<way>left|right|up|down|upwards?|downwards?|higher|lower|rightwards?|leftwards?)"
    r"(?:\s+by\s+(?P<by>\d+(?:\.\d+)?)\s*(?P<byunit>%|per ?cent|px|pixels?)?"
    r"|\s+(?P<after>a (?:bit|little)|slightly))?$",
    re.I,
)
CORNER = re.compile(
    r"\s+(?:in)?to(?:wards?)? the (?:(?:very )?(?P<vertical>top|bottom)?[ -]?(?P<across>left|right)?[ -]?"
    r"(?:hand)?\s*(?:corner|side|edge)?|cent(?:er|re)|middle)(?: of the (?:picture|image|canvas|scene))?$",
    re.I,
)
_WAYS = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1), "higher": (0, -1), "lower": (0, 1)}
#: How much words of degree say, in per cent.
DEGREES = {"a bit": 10, "a little": 10, "slightly": 10, "somewhat": 15, "much": 60, "a lot": 60, "far": 60, "way": 60}
#: How much bigger "bigger" is, and how far "to the left" goes, in per cent, when no number is said.
BIGGER, _FAR, _NEAR = 25, 15, 5
SHADES = {"darker": "darker", "lighter": "lighter", "brighter": "lighter", "paler": "lighter", "deeper": "darker"}
PICKS = frozenset((
    "left", "right", "leftmost", "rightmost", "top", "bottom", "topmost", "bottommost", "upper", "lower", "uppermost",
    "lowermost", "middle", "central", "center", "centre", "first", "second", "third", "fourth", "fifth", "sixth",
    "last", "largest", "biggest", "smallest", "tallest", "widest", "lefthand", "righthand", "highest",
    "lowest", "left-hand", "right-hand", "left-most", "right-most",
))  # fmt: skip
BUT = re.compile(r"\s+(?:but(?:\s+not)?|except(?:\s+for)?|other than|apart from|save(?: for|(?= the\b)))\s+", re.I)
ONE = re.compile(
    r"the\s+(?:(?P<words>[\w-]+(?:\s+[\w-]+)*?)\s+)?(?P<one>ones?)(?:\s+(?P<place>(?:on|at|in)\s.+))?", re.I
)
FROM = re.compile(r"\s+(?:counting\s+)?from (?:the )?(left|right|top|bottom)\b", re.I)


def are_attributes(text: str) -> bool:
    """Whether words are attributes that the language knows, joined by commas or "and"."""
    words = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text)
    return all(color_value(one) or (one.isalpha() and classify_adjective(one)[0]) for one in words)


def factor_of(found: re.Match[str]) -> Fraction:
    if found["times"]:
        words = found["times"].lower()
        known = {"twice": Fraction(2), "double": Fraction(2), "half": Fraction(1, 2), "three times": Fraction(3)}
        return known.get(words) or Fraction(words.split()[0])
    number = found["number"] or found["by"]
    percent = Fraction(number) if number else Fraction(DEGREES.get((found["degree"] or "").lower(), BIGGER))
    if found["how"].lower() in ("smaller", "tinier"):
        return max(Fraction(1, 100), 1 - percent / 100)
    return 1 + percent / 100


def shift_of(span: Span, target: Target, found: re.Match[str]) -> Shift:
    way = re.sub(r"wards?$", "", found["way"].lower())
    across, down = _WAYS[way]
    number, unit = found["number"] or found["by"], found["unit"] or found["byunit"] or ""
    little = found["degree"] or found["after"]
    amount = Fraction(number) if number else Fraction(_NEAR if little else _FAR)
    percent = not number or unit in ("%", "percent", "per cent")
    return Shift(span, target, across * amount, down * amount, percent)


def positive(comparative: str) -> str | None:
    """The colour of which a word is the comparative: "bluer" is blue, "redder" red."""
    stems = (comparative[:-1], comparative[:-2], comparative[:-3])
    return next((stem for stem in stems if len(stem) > 2 and color_value(stem)), None)


def color_words(text: str) -> str | None:
    """The words of a colour, when a text is one."""
    words = re.sub(r"^(?:a|an)\s+", "", " ".join(text.lower().split())).removesuffix(" colour").removesuffix(" color")
    return words if color_value(words) else None


#: How a link looks, by words: properties of the language, and what is no property ("two-way", "plain": without a head).
_LINK_LOOKS = {
    "dashed": "dashed", "broken": "dashed", "dotted": "dotted", "thick": "width: 3", "thicker": "width: 3",
    "bold": "width: 3", "heavy": "width: 3", "thin": "width: 1", "thinner": "width: 1", "curved": "routing: curved",
    "straight": "routing: straight", "orthogonal": "routing: orthogonal", "two-way": "two-way",
    "bidirectional": "two-way", "double-headed": "two-way", "two-headed": "two-way", "both ways": "two-way",
    "plain": "plain", "undirected": "plain", "headless": "plain", "directed": "directed", "one-way": "directed",
    "solid": "solid",
}  # fmt: skip


def link_looks(words: str) -> tuple[str, ...] | None:
    """What words before a link say of it, as the language has it; None where one of them says nothing of the kind."""
    text = re.sub(r"[\s,]+", " ", words.lower().replace(" and ", " ")).strip()
    found: list[str] = []
    for word in text.replace("both ways", "two-way").replace("two way", "two-way").split():
        if word in ("simple", "single", "new", "directional", "a", "an"):
            continue
        look = _LINK_LOOKS.get(word)
        if look is None and color_value(word):
            look = f"stroke: {word}"
        if look is None:
            return None
        found.append(look)
    return tuple(found)
