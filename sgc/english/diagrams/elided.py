"""Steps that leave their verb out, because one before has it: "(is sent to the depot and then) to the customer"."""

from __future__ import annotations

import re

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.parts_of_speech import Tag, words
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named
from sgc.english.diagrams.verbs import predicate
from sgc.source import Span

_BOTH = (Tag.DET, Tag.PREP, Tag.NUM)


def sharing_verb(draft: Draft, span: Span, asked: Node | None) -> str:
    """The text of a step that shares a verb: the first in one case that of the other case of what was ``asked``; else
    that of the latest step that goes somewhere: "(is sent to the depot and then) to the customer". Empty if it has a
    verb of its own."""
    if asked is not None and (shared := _as_else(draft, asked, span)):
        return shared
    if (too := fullmatch(span, _DOES)) is not None:
        return _does_so(draft, named(span, too, "who"))
    word, _, rest = span.text.partition(" ")
    if word.casefold() not in ("to", "into", "onto", "through", "from") or predicate(span) is not None or not rest:
        return ""
    mark = f" {word.casefold()} "
    going = next((one for one in reversed([node.label for node in draft.nodes[-3:]]) if mark in one.casefold()), None)
    return caption(f"{going[: going.casefold().index(mark)]}{mark}{rest}") if going is not None else ""


#: "engineering does", "the boss does it"
_DOES = re.compile(r"(?P<who>.+?)\s+(?:does|do|will|did)(?:\s+(?:so|it|that|this))?", re.IGNORECASE)


def _does_so(draft: Draft, who: Span) -> str:
    """What the latest step says of somebody else, for whose verb "does" stands; empty if nobody does something in
    it."""
    latest = next((one for one in reversed(draft.nodes) if one.word == "box"), None)
    one = next(iter(clauses(latest.span)), None) if latest is not None else None
    if latest is None or one is None or not one.verb or not one.subject:
        return ""
    does = Span(one.source.source, one.place.start, latest.span.end)
    return caption(f"{bare(who).text} {does.text}")


def _as_else(draft: Draft, asked: Node, text: Span) -> str:
    """The text of the first step in one case, where its verb is said in the other: "(wear a coat, otherwise) a shirt",
    "(goes by truck, otherwise) by bike". Empty if it has a verb of its own."""
    other = next((one.second for one in draft.edges if one.first is asked), None)
    one = next(iter(clauses(other.span)), None) if other is not None and other.word == "box" else None
    begins = text.source.text[: text.start].rsplit(None, 1)[-1:]
    start = text.start - 1 - len(begins[0]) if begins and begins[0].casefold() in _ARTICLES else text.start
    whole = Span(text.source, start, text.end)
    said = next(iter(words(whole)), None)
    if one is None or not one.verb or not one.rest or said is None or predicate(text):
        return ""
    if said.tag not in _BOTH or said.tag is not one.rest[0].tag:
        return ""
    who = f"{bare(one.who).text} " if one.subject and one.subject[0].tag is not Tag.PRON else ""
    return caption(f"{who}{one.place.text} {whole.text}")


_ARTICLES = frozenset(("a", "an", "the"))
