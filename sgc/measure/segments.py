"""What a text is made of: plain text, mathematics between dollars, and colour emoji.

``$…$`` is mathematics when the first dollar has no blank after it and the second none before it and no
digit after it, all on one line (so ``from $5 to $6`` stays text); ``\\$`` is a dollar in any case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sgc.measure.emoji import emoji_name
from sgc.measure.faces import face_for

#: Characters below U+1F000 that Unicode shows as emoji unasked; others there need U+FE0F after them.
_EMOJI_BY_DEFAULT = frozenset(
    "⌚⌛⏩⏪⏫⏬⏰⏳◽◾☔☕♈♉♊♋♌♍♎♏♐♑♒♓♿⚓⚡⚪⚫⚽⚾⛄⛅⛎⛔⛪⛲⛳⛵⛺⛽✅✊✋✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕"
)
_ELEMENT = "[©®‼⁉™ℹ↔-↪⌚-⏿Ⓜ▪-◾☀-➿⤴⤵⬅-⭕〰〽㊗㊙\U0001f000-\U0001faff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
_FLAG_TAGS = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
_SPECIAL = re.compile(
    r"(?P<dollar>\\\$)"
    r"|(?P<mathematics>\$(?!\s)(?:\\.|[^$\\\n])+(?<!\s)\$(?!\d))"
    rf"|(?P<emoji>[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_FLAG_TAGS}|{_ELEMENT}(?:\u200d{_ELEMENT})*)"
)

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
# Embeddings, overrides and isolates would make a text read differently from how it is written.
_DROPPED = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_FORBIDDEN = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, as it is read: without the dollars of mathematics or the backslash of ``\\$``."""

    kind: Literal["text", "mathematics", "emoji"]
    text: str

    @property
    def source(self) -> str:
        """The segment as it is written in a text, so that ``segments`` finds it again."""
        if self.kind == "mathematics":
            return f"${self.text}$"
        return self.text.replace("$", r"\$")


def clean(text: str) -> str:
    """The text with ``\\n`` as its only line end, ordinary blanks, and nothing that acts unseen.

    Control characters and what is no character become U+FFFD, which is seen; explicit directional
    formatting is dropped. Applying it again changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    return _FORBIDDEN.sub("\ufffd", _DROPPED.sub("", text))


def segments(text: str) -> tuple[Segment, ...]:
    """The text, cleaned, as segments; neighbouring text is joined, and newlines stay in text segments."""
    text = clean(text)
    found: list[Segment] = []
    plain = ""
    at = 0
    while match := _SPECIAL.search(text, at):
        plain += text[at : match.start()]
        at = match.end()
        special: Segment | None = None
        if match["mathematics"]:
            special = Segment("mathematics", match[0][1:-1])
        elif match["emoji"] and (emoji := _emoji_prefix(match[0])):
            special = Segment("emoji", emoji)
            at = match.start() + len(emoji)
        elif match["dollar"]:
            plain += "$"
        else:  # it only looked like emoji; what follows its first character may be one
            plain += match[0][0]
            at = match.start() + 1
        if special is not None:
            found += [Segment("text", plain), special] if plain else [special]
            plain = ""
    plain += text[at:]
    return (*found, Segment("text", plain)) if plain else tuple(found)


def reading(text: str) -> str:
    """The text for people who hear it or search for it: ``\\$`` as a dollar, mathematics as its TeX."""
    return "".join(s.text for s in segments(text))


def _emoji_prefix(sequence: str) -> str | None:
    """The longest start of the sequence that is one picture, if it is to be shown as such."""
    elements = re.split("(\u200d)", sequence)
    for count in range(len(elements), 0, -2):
        prefix = "".join(elements[:count])
        if emoji_name(prefix) is None:
            continue
        if count == 1 and not _shown_as_picture(prefix):
            return None
        return prefix
    return None


def _shown_as_picture(element: str) -> bool:
    if element[-1] == "\ufe0e":
        return False
    return (
        len(element) > 1 or element >= "\U0001f000" or element in _EMOJI_BY_DEFAULT or face_for(element, False) is None
    )
