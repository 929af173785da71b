"""Texts of PlantUML: its wiki markup reduced to what it says; colours behind ``#``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import unescape

from sgc.importing.colors import scene_color
from sgc.importing.draft import Value
from sgc.importing.texts import literal, plain

_MARKUP: Sequence[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = (
    (re.compile(r"<U\+([0-9A-Fa-f]{2,5})>"), lambda found: chr(int(found[1], 16))),
    (re.compile(r"<<\s*([^<>\n]+?)\s*>>"), r"«\1»"),
    (re.compile(r"<(?:&|\$|img:|:)[^<>\n]*>"), ""),  # icons, sprites and pictures
    (re.compile(r"</?(?:color|size|font|back|b|i|u|s|w|plain|sub|sup)(?::[^<>\n]*)?>", re.IGNORECASE), ""),
    (re.compile(r"\[\[(?:[^\]{}\s]*(?:\{[^}]*\})?\s+)?([^\]\n]*?)\]\]"), r"\1"),
    (re.compile(r"(\*\*|//|__|~~|--|\"\")(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"^[ \t]*[=]+[ \t]*(.*?)[ \t]*=*$", re.MULTILINE), r"\1"),
    (re.compile(r"^[ \t]*(?:-{4,}|={4,}|_{4,}|\.{4,})[ \t]*\n?", re.MULTILINE), ""),
)
#: A line across within a text of several lines.
_ACROSS = re.compile(r"(?<=\n)[ \t]*(?:-{2,3}|={2,3}|_{2,3}|\.{2})[ \t]*\n")
#: What parts of ``#back:…;line:…`` are called here, and its words for lines.
_LOOKS = {"": "fill", "back": "fill", "background": "fill", "line": "stroke", "text": "ink"}
_LINES = {"line.dashed": "dashed", "line.dotted": "dotted"}
#: What is markup in the members of classes, too.
_OF_CODE = _MARKUP[:5]


def label(text: str) -> str:
    """What a label says."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') == 2:
        text = text[1:-1]
    return plain(_without_markup(text)).strip()


def member(text: str) -> str:
    """What a member of a class says; its angle brackets are those of generic types."""
    return literal(unescape(_without_markup(text, is_code=True))).strip()


def _without_markup(text: str, is_code: bool = False) -> str:
    """A text without wiki markup; in code ``__init__`` and ``//`` mean something else."""
    text = text.replace("\\n", "\n").replace("\\l", "\n").replace("\\r", "\n").replace("\\t", " ")
    text = text if is_code else _ACROSS.sub("", text)
    for pattern, made in _MARKUP if not is_code else _OF_CODE:
        text = pattern.sub(made, text)
    return text


def fill_of(text: str) -> str | None:
    """The fill of ``#LightBlue``, ``#ff0000`` or ``#back:lightblue;line:green``; None where there is none."""
    found = looks_of(text).get("fill")
    return found if isinstance(found, str) else None


def looks_of(text: str) -> dict[str, Value]:
    """The fill, and the outline and the letters, of ``#LightBlue`` or ``#pink;line:red;line.dashed;text:blue``."""
    looks: dict[str, Value] = {}
    for part in text.lstrip("#").split(";"):
        name, _, value = part.strip().rpartition(":")
        if part.strip().lower() in _LINES:
            looks[_LINES[part.strip().lower()]] = True
        elif (key := _LOOKS.get(name.strip().lower())) is not None:
            word = re.split(r"[-/|\\]", value)[0].strip()
            color = scene_color(word) or (scene_color(f"#{word}") if re.fullmatch(r"[0-9a-fA-F]{3,8}", word) else None)
            if color is not None:
                looks.setdefault(key, color)
    return looks
