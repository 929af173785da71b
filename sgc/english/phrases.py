"""Parses classified tokens by ``grammars/english.lark`` into phrases: noun phrases, verbs, relations and marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Transformer, UnexpectedInput
from lark.lexer import Lexer
from lark.lexer import Token as LarkToken

from sgc.english.tokens import Token

#: least, most; most None is open.
Count = tuple[int, int | None]


@dataclass(slots=True)
class Phrase:
    """The tokens of one phrase; ``kind`` is its rule in the grammar, or the class of a mark."""

    kind: str
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def text(self) -> str:
        """Its words in lower case."""
        return words_of(self.tokens)

    @property
    def meaning(self) -> str:
        """What the lexicon says of its last word."""
        return self.tokens[-1].meaning


@dataclass(slots=True)
class NounPhrase(Phrase):
    """A noun with what stands before it. ``nouns`` is empty in a phrase without one ("the other two").

    ``article`` is "a", "the", "other", "every", "its" or empty; ``count`` is None when no number is said. Each of the
    ``adjectives`` holds its adverbs of degree before it. ``size`` is (rows, columns) of "3 by 4 eggs"; ``pairs`` how
    many pairs are said, which ``count`` counts as two each; ``share`` is "some", "most" or a fraction of the things.
    """

    article: str = ""
    count: Count | None = None
    negative: bool = False
    adjectives: tuple[tuple[Token, ...], ...] = ()
    nouns: tuple[Token, ...] = ()
    owner: NounPhrase | None = None
    size: tuple[int, int] | None = None
    pairs: Count | None = None
    share: str = ""

    @property
    def head(self) -> Token:
        return self.tokens[-1]


@dataclass(slots=True)
class Comparison(Phrase):
    """ "more cars than trucks" (``times`` 0), "twice as many forks as knives" (2)."""

    more: NounPhrase | None = None
    than: NounPhrase | None = None
    times: int = 0
    fewer: bool = False


def words_of(tokens: Sequence[Token]) -> str:
    """The words of tokens in lower case, without gaps."""
    return " ".join(one.lower for one in tokens if one.lower)


@dataclass(slots=True)
class _Part:
    kind: str
    tokens: list[Token] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)


def parse_phrases(tokens: Sequence[Token]) -> tuple[list[Phrase], list[Token]]:
    """The phrases of classified tokens in their order, and the tokens that the grammar has no place for."""
    rest = list(tokens)
    dropped: list[Token] = []
    while True:
        try:
            return _parser().parse(rest), dropped  # type: ignore[return-value]  # our lexer
        except UnexpectedInput as error:
            token = getattr(getattr(error, "token", None), "value", None)
            place = next((i for i, one in enumerate(rest) if one is token), len(rest) - 1)
            dropped.append(rest.pop(place))
            if not rest:
                return [], dropped


@cache
def _parser() -> Lark:
    grammar = (files("sgc.grammars") / "english.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start="prompt", lexer=_Tokens, transformer=_Phrases(), maybe_placeholders=False)


class _Tokens(Lexer):
    """Hands on tokens that have their class already."""

    def __init__(self, _configuration: object) -> None: ...

    def lex(self, tokens: list[Token]) -> Iterator[LarkToken]:  # type: ignore[override]
        for token in tokens:
            yield LarkToken(token.kind, token)


def _tokens(children: list[Any]) -> tuple[Token, ...]:
    """The tokens below, in their order."""
    found: list[Token] = []
    for child in children:
        found += child.tokens if isinstance(child, (_Part, Phrase)) else [child.value]
    return tuple(found)


def _noun_phrase(children: list[Any]) -> NounPhrase:
    phrase = NounPhrase("noun_phrase", tuple(one for one in _tokens(children) if one.kind != "GAP"))
    before = None
    least = most = None
    for child in children:
        if isinstance(child, NounPhrase):
            phrase.owner = child
        elif isinstance(child, _Part):
            if child.kind == "noun":
                phrase.nouns = tuple(child.tokens)
            else:
                phrase.adjectives = tuple(tuple(one.tokens) for one in child.parts)
        else:
            token: Token = child.value
            if token.kind == "LEAST":
                least = int(token.meaning)
            elif token.kind == "MOST":
                most = int(token.meaning)
            elif token.kind == "ARTICLE":
                phrase.article = token.meaning
            elif token.kind == "NO":
                phrase.negative = True
            elif token.kind == "COUNT":
                said = _count(token)
                if token.lower.endswith(("pair of", "pairs of")):
                    phrase.pairs = phrase.count or ((2, None) if token.lower == "pairs of" else (1, 1))
                    said = (2 * phrase.pairs[0], phrase.pairs[1] and 2 * phrase.pairs[1])
                phrase.count = (before[0], said[1]) if before is not None else said
                if least is not None:
                    phrase.count = (said[0] + least, None)
                if most is not None and said[1] is not None:
                    phrase.count = (1, max(1, said[1] + most))  # what is named is there
                before = None
            elif token.kind == "SHARE":
                phrase.share = token.meaning
            elif token.kind == "SIZE":
                rows, _, columns = token.meaning.partition("x")
                phrase.size = (int(rows), int(columns))
            elif token.kind == "RANGE_AND":
                before = phrase.count
    return phrase


def _count(token: Token) -> Count:
    least, _, most = token.meaning.partition("..")
    return int(least), None if most == "x" else int(most)


class _Phrases(Transformer[LarkToken, list[Phrase]]):
    """Builds phrases while the parser reduces."""

    def prompt(self, children: list[Any]) -> list[Phrase]:
        return children

    def noun_phrase(self, children: list[Any]) -> NounPhrase:
        return _noun_phrase(children)

    def elliptical(self, children: list[Any]) -> NounPhrase:
        phrase = _noun_phrase(children)
        phrase.kind = "elliptical"
        return phrase

    def owner(self, children: list[Any]) -> NounPhrase:
        phrase = _noun_phrase(children[:-1])
        phrase.tokens = (*phrase.tokens, children[-1].value)
        return phrase

    def adjective(self, children: list[Any]) -> _Part:
        return _Part("adjective", [child.value for child in children if child.type != "JOIN"])

    def adjectives(self, children: list[Any]) -> _Part:
        return _Part("adjectives", list(_tokens(children)), children)

    def noun(self, children: list[Any]) -> _Part:
        return _Part("noun", [child.value for child in children])

    def attributes(self, children: list[Any]) -> NounPhrase:
        phrase = _noun_phrase(children)
        phrase.kind = "attributes"
        return phrase

    def comparison(self, children: list[Any]) -> Comparison:
        split = next(
            i for i, child in enumerate(children) if isinstance(child, LarkToken) and child.type in ("THAN", "AS")
        )
        first: Token = children[0].value
        more, than = _noun_phrase(children[1:split]), _noun_phrase(children[split + 1 :])
        half, _, times = first.meaning.rpartition("/") if first.kind == "TWICE" else ("", "", "0")
        more, than = (than, more) if half else (more, than)  # half as many forks as knives: twice as many knives
        return Comparison("comparison", _tokens(children), more, than, int(times), first.lower in ("fewer", "less"))

    ratio = comparison

    def mark(self, children: list[Any]) -> Phrase:
        return Phrase(children[0].type, (children[0].value,))


def _plain(kind: str) -> Callable[[_Phrases, list[Any]], Phrase]:
    return lambda _, children: Phrase(kind, _tokens(children))


for _kind in ("relation", "participle", "place", "verb", "copula", "with", "of", "pronoun", "says"):
    setattr(_Phrases, _kind, _plain(_kind))
