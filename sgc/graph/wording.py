"""The words of statements and of objects, on one line: what explanations, titles and reports quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sgc.graph.scene import Attributes, Kind, SceneObject
from sgc.source import Span

_PIECE = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|//[^\n]*|\s+|[^\s"\'/]+|.', re.DOTALL)


def statement_text(span: Span) -> str:
    """The text of a span on one line: comments left out, blanks joined, properties parted by ";"."""
    text = span.text
    if "\n" not in text and "  " not in text and "//" not in text and "\t" not in text:
        return text.strip()
    words: list[str] = []
    depth = 0
    gap = ""
    for piece in _PIECE.findall(text):
        if piece.startswith("//"):
            continue
        if piece.isspace():
            gap = "\n" if "\n" in piece or gap == "\n" else " "
            continue
        if words and gap:
            parted = depth > 0 and gap == "\n" and words[-1][-1] not in "{,;([" and piece[0] not in "},;)]"
            words.append("; " if parted else " ")
        gap = ""
        words.append(piece)
        if piece[0] not in "\"'":
            depth += piece.count("{") - piece.count("}")
    return "".join(words).strip()


def several(count: int, noun: str) -> str:
    """``3 members``, ``1 member``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"; nothing of none."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def adjectives(attributes: Attributes) -> list[str]:
    """All stated attributes in the order of English adjectives."""
    words = (
        attributes.size, *attributes.other, attributes.shape, attributes.color, attributes.pattern,
        attributes.texture, attributes.material,
    )  # fmt: skip
    return [word for word in words if word]


def phrase(one: SceneObject) -> str:
    """ "large blue plate", without count and article."""
    if one.kind is Kind.GROUP:
        return "group"
    return " ".join((*adjectives(one.attributes), one.noun))
