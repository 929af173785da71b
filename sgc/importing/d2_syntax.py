"""The syntax of D2: a text to entries, each a key or a chain of edges with a value and a body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sgc.importing.page import Page
from sgc.importing.texts import literal, plain, without_emphasis
from sgc.source import Span

#: Maps within each other.
_DEEPEST = 60
_BLANKS = re.compile(r"(?:[ \t\r\f\v]|\\\n)*")
_COMMENT = re.compile(r"#([^\n]*)|\"\"\"([\s\S]*?)\"\"\"")
#: An arrow may go on in the next line.
_ARROW = re.compile(r"<-+(?:\\\n\s*-*)*>?|-+(?:\\\n\s*-*)*>|--+")
_QUOTED = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:''|[^'\n])*)'", re.DOTALL)
_BLOCK = re.compile(r"(\|+[`'\"!@$%^&*~=+<>?/;:.,-]*)([\w-]*)(?=\s)")
_INDEX = re.compile(r"\[(\d+|\*)\]")
_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_SPREAD, _FILTER = re.compile(r"\.\.\.\$\{([^{}\n]*)\}"), re.compile(r"!?&")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
#: What ends a key without quotes, and a value without quotes.
_KEY_END = re.compile(r"[:;{}\n.\[\]|#<>&]|->|--")
_BRACKETED_END = re.compile(r"[:;{}\n.\[\]()|#<>&]|->|--")
#: What may stand behind a key, and behind an entry.
_BEHIND_KEY, _BEHIND = re.compile(r"[:{};\n#]|$"), re.compile(r"[};\n#]|$")
#: What begins no entry: a variable, and remarks as other languages write them.
#: ``...@styles``, whose entries would stand there.
_OTHER_FILE = re.compile(r"\.\.\.@[^\s;{}]+")
_NO_ENTRY = re.compile(r"\.\.\.|@|\$\{|//|/\*")
_SIGNS = re.compile(r"[!-)+-/:-@\[-^`|~\s]+")
_VALUE_END = re.compile(r"[;{}\n]|\s#|\\\n")


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a key, or a value; a quoted one means no keyword."""

    text: str
    quoted: bool = False
    #: The language of a block such as ``|md … |``; "" for other texts.
    language: str = ""


@dataclass(slots=True)
class Entry:
    """``a.b: value { … }``, ``a -> b -> c: label { … }`` or ``(a -> b)[0].style.stroke: red``.

    ``ends`` are keys, one more than ``arrows``; ``index`` is that of an edge which the entry speaks of again, and
    ``rest`` the key behind it. A ``filter`` ("&", "!&") says which of many things a map is about; a ``spread``,
    ``...${x}``, is the name of a variable whose entries stand there.
    """

    ends: list[list[Word]]
    arrows: list[str]
    span: Span
    value: Word | None = None
    array: list[Word] = field(default_factory=list)
    body: list[Entry] | None = None
    index: str | None = None
    rest: list[Word] = field(default_factory=list)
    filter: str = ""
    spread: str | None = None


def entries(page: Page) -> list[Entry]:
    """The entries of a page; what cannot be read is told and left out."""
    return _Reading(page).map(0, top=True)


class _Reading:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.at = 0

    # ------------------------------------------------------------ maps

    def map(self, depth: int, top: bool = False) -> list[Entry]:
        opened = self.at - 1
        found: list[Entry] = []
        while True:
            self._skip_lines()
            if self.at >= len(self.text):
                if not top:
                    self._unclosed(opened, "map", "}")
                return found
            if self.text[self.at] == "}":
                self.at += 1
                if top:
                    self.page.not_understood(self.page.span(self.at - 1, self.at), "no map ends here")
                    continue
                return found
            start = self.at
            one = self._entry(depth)
            if one is not None:
                found.append(one)
            if self.at == start:
                self._skip_rest(start)

    def _skip_lines(self) -> None:
        """Blanks, line ends, ``;`` and comments, which are kept for people."""
        while self.at < len(self.text):
            if self.text[self.at] in " \t\r\n\f\v;":
                self.at += 1
            elif (found := _COMMENT.match(self.text, self.at)) is not None:
                words = " ".join((found[1] or found[2] or "").split())
                if words:
                    self.page.comments.append((self.at, words))
                self.at = found.end()
            else:
                return

    def _skip_rest(self, start: int) -> None:
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        self.page.not_understood(self.page.span(start, end))
        self.at = max(end, self.at + 1)

    def _unclosed(self, start: int, what: str, missing: str) -> None:
        self.page.not_understood(self.page.span(start, start + 1), f"this {what} has no end: '{missing}' is missing")

    # ------------------------------------------------------------ entries

    def _entry(self, depth: int) -> Entry | None:
        start = self.at
        if (spread := _SPREAD.match(self.text, start)) is not None:
            self.at = spread.end()
            return Entry([[Word("")]], [], self.page.span(start, self.at), spread=spread[1].strip())
        if (other := _OTHER_FILE.match(self.text, start)) is not None:
            self.at = other.end()
            self.page.left_out("another file", self.page.span(start, self.at))
            return None
        if _NO_ENTRY.match(self.text, start) is not None:
            self._skip_rest(start)
            return None
        sign = _FILTER.match(self.text, start)
        if sign is not None:
            self.at = sign.end()
            entry = Entry([self._key()], [], self.page.span(start, self.at), filter=sign[0])
            if not entry.ends[0]:
                self._skip_rest(start)
                return None
            self._value(entry, depth)
            return entry
        in_brackets = self.text[start] == "("
        self.at += in_brackets
        ending = _BRACKETED_END if in_brackets else _KEY_END
        ends, arrows = [self._key(ending)], []
        while (arrow := _ARROW.match(self.text, self._blanks())) is not None:
            self.at = arrow.end()
            self._blanks()
            ends.append(self._key(ending))
            arrows.append(re.sub(r"\\\n\s*", "", arrow[0]))
        entry = Entry(ends, arrows, self.page.span(start, self.at))
        is_closed = in_brackets and self.text.startswith(")", self._blanks())
        if is_closed:
            self.at += 1
            if (index := _INDEX.match(self.text, self.at)) is not None:
                entry.index, self.at = index[1], index.end()
            if self.text.startswith(".", self.at):
                self.at += 1
                entry.rest = self._key()
        elif arrows and (index := _INDEX.match(self.text, self.at)) is not None:
            entry.index, self.at = index[1], index.end()
        is_sign = not arrows and all(_SIGNS.fullmatch(one.text) and not one.quoted for one in ends[0])
        is_key = all(ends) and not is_sign and is_closed is in_brackets and not any(map(_is_half, ends))
        if not is_key or _BEHIND_KEY.match(self.text, self._blanks()) is None:
            self._skip_rest(start)
            return None
        self._value(entry, depth)
        if _BEHIND.match(self.text, self._blanks()) is None:
            end = self.at + len(re.split(r"[};\n]", self.text[self.at :], maxsplit=1)[0])
            self.page.not_understood(self.page.span(self.at, end))
            self.at = end
        entry.span = self.page.span(start, self.at) if entry.body is None else entry.span
        return entry

    def _value(self, entry: Entry, depth: int) -> None:
        if self.text.startswith(":", self._blanks()):
            self.at += 1
            self._blanks()
            if self.text.startswith("[", self.at):
                self._array(entry)
            elif not self.text.startswith("{", self.at):
                entry.value = self._scalar()
                if entry.value is None:
                    place = self.page.span(entry.span.start, self.at)
                    self.page.not_understood(place, "nothing stands behind this ':'")
        if self.text.startswith("{", self._blanks()):
            self.at += 1
            if depth >= _DEEPEST:
                self._skip_rest(self.at)
                return
            entry.body = self.map(depth + 1)

    def _array(self, entry: Entry) -> None:
        end = self.text.find("]", self.at)
        if end < 0:
            self._unclosed(self.at, "list", "]")
            end = len(self.text)
        entry.array = [Word(one.strip().strip("\"'")) for one in re.split(r"[;\n,]", self.text[self.at + 1 : end])]
        self.at = min(len(self.text), end + 1)

    # ------------------------------------------------------------ words

    def _blanks(self) -> int:
        found = _BLANKS.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _key(self, ending: re.Pattern[str] = _KEY_END) -> list[Word]:
        """``a.b."c d"``; empty where no key stands."""
        found: list[Word] = []
        while True:
            self._blanks()
            quoted = _QUOTED.match(self.text, self.at)
            if quoted is not None:
                self.at = quoted.end()
                found.append(Word(_unquoted(quoted), True))
            else:
                text = self._bare(ending).strip()
                if not text or text.startswith('"'):
                    return []
                found.append(Word(text))
            if not self.text.startswith(".", self._blanks()):
                return found
            self.at += 1

    def _scalar(self) -> Word | None:
        quoted = _QUOTED.match(self.text, self.at)
        if quoted is not None:
            self.at = quoted.end()
            return Word(_unquoted(quoted), True)
        block = _BLOCK.match(self.text, self.at)
        if block is not None:
            closing = block[1][::-1]
            end = self.text.find(closing, block.end())
            if end < 0:
                self._unclosed(block.start(), "text", closing)
                end = len(self.text)
            self.at = min(len(self.text), end + len(closing))
            return Word(self.text[block.end() : end].strip(), True, block[2] or "md")
        if self.text.startswith('"', self.at):
            self._unclosed(self.at, "text", '"')
        text = self._bare(_VALUE_END).strip()
        return Word(text) if text else None

    def _bare(self, ending: re.Pattern[str]) -> str:
        """A text without quotes, up to what ends it; a backslash takes that from the next sign."""
        start, position = self.at, self.at
        while position < len(self.text):
            found = ending.search(self.text, position)
            stop = found.start() if found else len(self.text)
            escape = self.text.find("\\", position, stop)
            if 0 <= escape < stop and not self.text.startswith("\\\n", escape):
                position = escape + 2
                continue
            if self.text.startswith("${", stop - 1) and (closing := self.text.find("}", stop)) >= 0:
                position = closing + 1  # a variable
                continue
            position = stop
            break
        self.at = min(position, len(self.text))
        return _ESCAPE.sub(_escaped, self.text[start : self.at].replace("\\\n", " "))


def _is_half(key: Sequence[Word]) -> bool:
    """Whether a key ends in half an arrow, or its dots part what stands in brackets."""
    bare = [one.text for one in key if not one.quoted]
    parts = any(one.count("(") != one.count(")") for one in bare) and len(key) > 1
    return parts or any(re.search(r"\s-$", one) for one in bare)


def _escaped(found: re.Match[str]) -> str:
    return {"n": "\n", "t": " "}.get(found[1], found[1])


def _unquoted(found: re.Match[str]) -> str:
    return _ESCAPE.sub(_escaped, found[1]) if found[1] is not None else found[2].replace("''", "'")


def text_of(value: Word, variables: Mapping[str, str]) -> str:
    """A value as a text: variables put in, Markdown reduced to what it says."""
    text = _VARIABLE.sub(lambda found: variables.get(found[1].strip(), found[0]), value.text)
    if value.language in ("md", "markdown"):
        text = re.sub(r"^\s*(?:#+|>)\s+", "", without_emphasis(text), flags=re.MULTILINE)
        text = re.sub(r"^\s*[-*]\s+", "• ", text, flags=re.MULTILINE)
        return plain(re.sub(r"`([^`\n]+)`", r"\1", text).replace("\\n", "\n"))
    return literal(text.replace("\\n", "\n"))


def dotted(words: Sequence[Word]) -> str:
    """A key as it would be written."""
    return ".".join(one.text for one in words)


def is_null(value: Word | None) -> bool:
    """Whether a value takes away what its key names."""
    return is_word(value, "null")


def is_word(value: Word | None, *words: str) -> bool:
    """Whether a value is one of some words, and no text in quotes."""
    return value is not None and not value.quoted and value.text in words
