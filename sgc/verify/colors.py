"""Whether a thing shows the colour that a scene states: its measured paint beside the words people use.

Distances are Euclidean in CIELAB (D65, CIE 1976), where about 2.3 can just be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from math import dist

from sgc.graph.colors import BASIC, basic_color, color_value, linear_light

Lab = tuple[float, float, float]

#: Closer than this to the stated colour is that colour, whatever other words there are.
SAME = 8.0
#: The share of the ink at which people call a thing by a colour, if they call no more of it by another; and the
#: share at which it is that colour whatever the rest of it is.
NAMED, MOST = 0.3, 0.5
#: What is black has lights that are so far from that.
LIT = 38.0
#: What rims, letters and shades have on things of any colour: by them nobody calls a thing that has one.
PLAIN = ("white", "gray", "black")


def shows(colors: Sequence[tuple[str, float]], words: str) -> bool | None:
    """Whether paint of these colours (``#rrggbb`` with shares) is what the words say; None for no colour word.

    A basic term has to be what most of the ink is called, or just that colour has to be on much of it and, besides
    white, gray and black, no other colour on more. What is white somewhere is white in its shadows, too, and what is
    black in its lights. A finer word ("dark red", "teal", ``#f80``) has to be
    nearer to the ink's mean than every other word for a colour of that kind, or hardly different from it.
    """
    wanted = color_value(words)
    if wanted is None:
        return None
    wanted = wanted[:7]
    term = basic_color(wanted)
    exact = sum(share for color, share in colors if difference(color, wanted) <= SAME)
    shares: dict[str, float] = {}
    for color, share in colors:
        named = term if exact and _is_shade(color, term) else basic_color(color)
        shares[named] = shares.get(named, 0.0) + share
    if not shares:
        return False
    others = max((share for name, share in shares.items() if name not in (term, *PLAIN)), default=0.0)
    if exact >= MOST or exact >= max(NAMED, others):
        return True
    if shares.get(term, 0.0) < max(NAMED, max(shares.values())):
        return False
    if " ".join(words.casefold().split()) in (*BASIC, "grey"):
        return True
    mean = _mean([(color, share) for color, share in colors if basic_color(color) == term])
    own = dist(mean, lab(wanted))
    return own <= SAME or all(own <= dist(mean, lab(other)) for other in _rivals(term))


def _is_shade(color: str, term: str) -> bool:
    """Whether a gray is a shadow on what is white, nearer to that than to plain gray, or a light on what is black: the
    screen of a black monitor, for one, is no darker."""
    if term not in ("white", "black") or basic_color(color) != "gray":
        return False
    return difference(color, BASIC[term]) < (LIT if term == "black" else difference(color, BASIC["gray"]))


def main_color(colors: Sequence[tuple[str, float]]) -> str:
    """The basic colour term that most of the ink would be called by."""
    shares: dict[str, float] = {}
    for color, share in colors:
        term = basic_color(color)
        shares[term] = shares.get(term, 0.0) + share
    return max(shares, key=lambda term: (shares[term], term)) if shares else ""


def difference(one: str, other: str) -> float:
    """The distance of two colours ``#rrggbb``."""
    return dist(lab(one), lab(other))


@lru_cache(maxsize=4096)
def lab(color: str) -> Lab:
    """Lightness (0 to 100) and the axes green to red, blue to yellow."""
    r, g, b = linear_light(color)
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = _root(x), _root(y), _root(z)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116


def _mean(colors: Sequence[tuple[str, float]]) -> Lab:
    whole = sum(share for _, share in colors) or 1.0
    a, b, c = (sum(lab(color)[i] * share for color, share in colors) / whole for i in range(3))
    return a, b, c


@cache
def _rivals(term: str) -> tuple[str, ...]:
    """What else people would call a colour of that basic term: it, light, and dark."""
    return tuple(color for word in (term, f"light {term}", f"dark {term}") if (color := color_value(word)))
