"""Texts for a TeX back end: whether plain pdfLaTeX can set one, and how it is written safely for it."""

from __future__ import annotations

import re
import unicodedata

from sgc.measure.mathematics import safe_tex
from sgc.measure.mathematics_commands import CHARACTERS
from sgc.measure.segments import Segment, clean, segments

#: What pdfLaTeX sets beyond ASCII in its standard encoding with outline fonts, without further packages.
_LETTERS = frozenset(
    "¡¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿĀāĂăĆćĈĉĊċČčĎďĒēĔĕĖėĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭİıĲĳĴĵĶķĹĺĻļĽľ"
    "ŁłŃńŅņŇňŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŴŵŶŷŸŹźŻżŽžǍǎǏǐǑǒǓǔǦǧǨǩǰǴǵȘșȚțȲȳ–—‘’“”…"
)

# \symbol picks a letter of the font in use; \$ would ask for a second encoding, whose fonts are bitmaps. \_ would be
# a rule, which nobody can search for; without the x, a text of nothing else would have no height to be scaled.
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\symbol{36}", "%": r"\%", "&": r"\&",
    "_": r"{\ttfamily\vphantom{x}\symbol{95}}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\symbol{34}",
    "\u00a0": "~", "°": r"\ensuremath{^\circ}",
    **{c: rf"\ensuremath{{{tex}}}" for c, tex in CHARACTERS.items() if unicodedata.category(c) in ("Sm", "So")},
    "·": r"\ensuremath{\cdot}", "•": r"\ensuremath{\bullet}",
}  # fmt: skip

# TeX would join these to one sign (dashes, quotes, turned marks), or to one blank.
_LIGATURES = re.compile(r"(?<=-)-|(?<=[`?!])`|(?<=')'|(?<=,),")
_BLANKS = re.compile(r"(?<= ) ")


def tex_can_set(text: str) -> bool:
    """Whether plain pdfLaTeX sets the text as it reads: Latin letters, common signs and sound mathematics.

    The document needs the packages named in ``mathematics_commands.PACKAGES``.
    """
    try:
        for segment in segments(text):
            tex_of(segment)
    except ValueError:
        return False
    return True


def tex_of(segment: Segment) -> str:
    """The segment in TeX that does nothing but set it; mathematics with its dollars.

    Raises ValueError (MathematicsError for mathematics) where TeX cannot set it.
    """
    if segment.kind == "mathematics":
        return f"${safe_tex(segment.text)}$"
    if segment.kind == "emoji":
        raise ValueError(f"TeX has no emoji {segment.text}")
    return tex_escape(segment.text)


def tex_escape(text: str) -> str:
    """Plain text (dollars are dollars) with all that TeX would act on written out; newlines stay newlines.

    Raises ValueError for characters that plain pdfLaTeX cannot set.
    """
    text = unicodedata.normalize("NFC", clean(text))
    for character in text:
        if not (character in _ESCAPES or character in _LETTERS or character.isascii()):
            raise ValueError(f"plain TeX cannot set '{character}' (U+{ord(character):04X})")
    text = _LIGATURES.sub(lambda match: "\0" + match[0], text)
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return _BLANKS.sub(r"\\ ", escaped).replace("\0", "{}")
