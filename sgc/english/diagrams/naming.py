"""Noun phrases of a diagram: which nodes they name, new ones or those that were named before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import bare, caption, fullmatch, key, named, part, split, trim
from sgc.english.diagrams.words import SEVERAL, numbered, shape_of
from sgc.graph.colors import is_color_word
from sgc.graph.nodes import NODE_WORDS
from sgc.source import Span

LIST = re.compile(r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+and\s+|\s+as well as\s+|\s*&\s*", re.IGNORECASE)
COUNTED = re.compile(
    rf"(?:the\s+)?(?P<count>\d{{1,2}}|{SEVERAL})\s+(?P<noun>\D.*)",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?:both|all(?: of)?|each(?: of)?|every|either)(?:\s+(?:the|these|those|of|them|one))*(?:\s+(?:\d+|two"
    r"|three|four|five))?"
                  r"(?:\s+(?P<noun>\D.*))?", re.IGNORECASE)  # fmt: skip
_SOME = re.compile(r"(?:one|any|some|each|every one)\s+of\s+(?P<noun>.+)", re.IGNORECASE)
_OWN = re.compile(r"(?:its|their|his|her)\s+own\s+(?P<noun>.+)", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:an?|the|one)\s+(?P<word>[\w\s-]+?)\s+(?:called|named|labell?ed(?: with)?|that says|saying|for)\s+(?P<name>.+)",
    re.IGNORECASE,
)
_ONE = frozenset(("it", "this", "that", "he", "she", "the latter", "itself", "the same"))
_MANY = frozenset(("they", "them", "these", "those", "which"))


@dataclass(slots=True)
class Cast:
    """Who has been named, and what pronouns point to. ``word`` is the node word of nouns that have none of their own;
    if nothing is ``shaped``, of all."""

    draft: Draft
    word: str
    shaped: bool = True
    subjects: list[Node] = field(default_factory=list)
    latest: list[Node] = field(default_factory=list)
    several: list[Node] = field(default_factory=list)

    def named(self, span: Span, members: list[Node] | None = None) -> list[Node]:
        """The nodes that a noun phrase names, in the prompt's order; new ones are added to the draft."""
        pieces = split(trim(span, ",.;:"), LIST)
        found: list[Node] = self._sharing(pieces)
        for piece in () if found else pieces:
            found += (one for one in self._one(piece, members) if one not in found)
        if len(found) > 1:
            self.several = found
        if found:
            self.latest = found
        return found

    def _sharing(self, pieces: list[Span]) -> list[Node]:
        """ "the user and order services" are the user service and the order service, where those are known."""
        if len(pieces) < 2 or len(pieces[-1].text.split()) < 2:
            return []
        noun = lexicon.one_of(pieces[-1].text.split()[-1].casefold())
        if noun == pieces[-1].text.split()[-1].casefold():
            return []
        names = [f"{key(bare(one).text)} {noun}" for one in pieces[:-1]] + [key(bare(pieces[-1]).text)]
        by_name = {key(node.label): node for node in self.draft.nodes}
        return [by_name[one] for one in names] if all(one in by_name for one in names) else []

    def _one(self, span: Span, owners: list[Node] | None) -> list[Node]:
        text = " ".join(span.text.casefold().split())
        if text in _ONE:
            before = [] if text == "the latter" else self.subjects
            return [one for one in (*before, *reversed(self.latest)) if one not in (owners or ())][:1]
        if text in _MANY:
            return self.several or self.latest
        if (own := fullmatch(span, _OWN)) is not None and owners:
            noun = part(span, own, "noun")
            assert noun is not None
            if len(owners) == 1:
                return [self._new(noun)]
            return [self._new(noun, label=f"{one.label} {noun.text}") for one in owners]
        if (some := fullmatch(span, _SOME)) is not None:
            return self._one(named(span, some, "noun"), owners)
        if (every := fullmatch(span, _ALL)) is not None:
            noun = part(span, every, "noun")
            alike = self._alike(noun.text) if noun is not None else self.several
            if alike:
                return alike
            span = noun or span
        if (called := fullmatch(span, _CALLED)) is not None:
            word, name = named(span, called, "word"), named(span, called, "name")
            known = self._node_word(word.text)
            if known:
                return [self.draft.find(bare(name)) or self._new(bare(name), known)]
        if (counted := fullmatch(span, COUNTED)) is not None:
            noun = part(span, counted, "noun")
            count = numbered(counted["count"]) or 1
            assert noun is not None
            alike = self._alike(noun.text)
            if len(alike) == count:
                return alike
            one = caption(lexicon.one_of(noun.text.casefold()) if noun.text.islower() else noun.text)
            return [self._new(noun, label=f"{one} {i}" if count > 1 else one) for i in range(1, count + 1)]
        piece = bare(span)
        if not re.search(r"\w", piece.text):
            return []
        if lexicon.is_plural(piece.text.split()[-1].casefold()) and (alike := self._alike(piece.text)):
            return alike
        known_node = self.draft.find(piece)
        return [known_node] if known_node is not None else [self._new(piece)]

    def _alike(self, noun: str) -> list[Node]:
        """The nodes of this noun: "Service 1", "Service 2" for "the services", or "User service", "Order service"."""
        stem = re.escape(key(noun))
        found = [one for one in self.draft.nodes if re.fullmatch(rf"(?:.* )?{stem} \d+", one.label.casefold())]
        if len(found) < 2:
            found = [one for one in self.draft.nodes if key(one.label).endswith(f" {key(noun)}")]
        return found if len(found) > 1 else []

    def _new(self, span: Span, word: str = "", label: str | None = None) -> Node:
        noun = label.rsplit(" ", 1)[0] if label and label[-1:].isdigit() else span.text
        shape = word or (shape_of(noun, self.word) if self.shaped else self.word)
        return self.draft.add(span, shape, label)

    @staticmethod
    def _node_word(text: str) -> str:
        """The language's node words for "red rounded box": attributes before a word for a shape."""
        words = text.casefold().split()
        if not words or (words[-1] not in NODE_WORDS and not lexicon.is_known_noun(words[-1])):
            return ""
        colors = [one for one in words[:-1] if is_color_word(one)]
        return " ".join([*colors, words[-1]]) if len(colors) == len(words) - 1 else ""
