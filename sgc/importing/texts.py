"""Texts of foreign files as plain text: markup reduced to what it says, entities decoded, nothing followed."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(r"<[A-Za-z/!]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: Tags after which a new line begins; and cells, which are parted by blanks.
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr"})
_CELLS = frozenset({"td", "th"})
#: Tags whose content is no text for people.
_SILENT = frozenset({"script", "style", "head", "title"})
#: Tags that say how a label looks; ``<branch>`` and ``List<T>`` are texts.
_KNOWN = _BREAKS | _CELLS | _SILENT | frozenset({
    "a", "abbr", "b", "big", "blockquote", "body", "center", "cite", "code", "col", "colgroup", "del", "dd", "dl",
    "dt", "em", "figure", "font", "html", "i", "img", "ins", "kbd", "label", "mark", "nobr", "o", "pre", "q", "s",
    "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "svg", "table", "tbody", "tfoot", "thead",
    "tt", "u", "var", "vr", "wbr",
})  # fmt: skip


def plain(text: str) -> str:
    """What a label with HTML in it says, as a scene file's text: lines kept, blanks joined, dollars literal."""
    if _MARKUP.search(text):
        text = _without_tags(text)
    elif "&" in text:
        text = unescape(text)
    return literal(text)


def literal(text: str) -> str:
    """A text that is meant as it stands; a pair of dollars must not become mathematics."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n"))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    made = "\n".join(lines).strip("\n")
    return made.replace("$", "\\$") if made.count("$") > 1 else made


def _without_tags(text: str) -> str:
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except AssertionError:  # what the library's parser does with some broken declarations
        return unescape(_TAG.sub(" ", text))
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    """Gathers the text of HTML; entities are decoded by the base class."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _KNOWN:
            self.handle_data(f"</{tag}>")
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag != "br" or self.pieces[-1:] != ["\n"]:  # what browsers make of ``</br>``, but not behind ``<br>``
            self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)

    def _break(self, tag: str) -> None:
        if tag in _CELLS:
            self.pieces.append(" ")
        elif tag == "br" or (tag in _BREAKS and "".join(self.pieces[-1:]).strip(" ")[-1:] not in ("", "\n")):
            self.pieces.append("\n")


_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])(\*|_)(?=\S)(.+?)(?<=\S)\3(?![\w*])")


def without_emphasis(text: str) -> str:
    """Markdown's ``**bold**`` and ``*italic*`` without their marks."""
    return _EMPHASIS.sub(lambda found: found[2] or found[4], text)
