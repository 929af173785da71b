"""Sequences in prose: who sends what to whom, in the order of telling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sgc.english.diagrams.draft import Draft, Edge, Frame, Node
from sgc.english.diagrams.messages import BY_ONESELF, HEARD
from sgc.english.diagrams.phrasing import REPLIES
from sgc.english.diagrams.words import table
from sgc.english.prose.cast import Cast
from sgc.english.prose.clauses import Clause
from sgc.english.prose.parsing import place, said
from sgc.english.prose.phrases import Phrase, Phrases

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

#: Verbs of which the object is whom a message goes to.
_TO_WHOM = frozenset((
    "ask", "tell", "call", "phone", "notify", "query", "inform", "contact", "alert", "message", "email", "remind",
    "warn", "update", "request", "thank", "greet", "invoke", "poll", "trigger", "redirect", "page", "assign", "answer",
))  # fmt: skip
#: Verbs of what is said or given to somebody, who is whoever spoke before if nobody is named.
_TALKS = frozenset((
    "bring", "reply", "respond", "answer", "return", "confirm", "acknowledge", "agree", "refuse", "give", "serve",
    "ask", "request", "prompt", "enter", "insert", "submit", "type", "provide", "display", "accept", "reject",
    "approve", "vote",
))  # fmt: skip
_OF_WHOM = frozenset(("request", "get", "receive", "fetch", "collect", "obtain", "take", "order", "draw", "download"))
_TOWARDS = ("to", "with", "from", "for", "at", "into", "through", "via", "by", "against", "on", "in")


class Messages:
    """Reads clauses into messages. Those on the same condition stand in a frame."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self.draft, self.phrases = draft, phrases
        self.cast = Cast(draft, "box", phrases.counted)
        self.frame: Frame | None = None
        self.there: list[Node] = []
        self.latest = ""  # the verb of the latest message

    def read(self, one: Clause) -> bool:
        self.cast.begin(one.verb.sent.start)
        is_part = (
            one.is_condition
            or one.verb.dep_ in ("xcomp", "acl")
            or (one.verb.dep_ == "ccomp" and one.verb.head.i < one.verb.i)
        )
        if not one.subjects or is_part:
            return is_part
        names, object_is_whom = self._whom(one)
        self.cast.hearer, self.latest = self._hearer(one), one.lemma
        if one.is_passive:
            senders = self.cast.nodes(one.behind("by")) or self.cast.answers[-1:]
            receivers = self.cast.nodes(one.behind("to") or (one.subjects if not one.behind("to") else ()))
            senders = senders or self.cast.first
        else:
            senders = self.cast.nodes(one.subjects, as_subject=True)
            receivers = self.cast.nodes(names) if names else []
            if any(token.lower_ == "there" for token in one.verb.doc[one.verb.i : one.verb.i + 7]):
                receivers = self.there or self.cast.answers
        if one.lemma in ("get", "receive") and senders:
            senders, receivers = (receivers or self.cast.answers), senders
        if not senders:
            return False
        if not receivers and (one.lemma in _TALKS or "send" in table("verb").get(one.lemma, ())):
            receivers = self._partner(senders[0])
        receivers = [node for node in receivers if node is not senders[0]] or senders[:1]
        edges = [
            self.draft.link(senders[0], other, one.whole, label=self._label(one, names, object_is_whom))
            for other in receivers
        ]
        self._framed(one, edges)
        self.there = receivers[-1:]
        self.cast.answers = receivers[-1:] if one.lemma not in ("get", "receive") else senders[-1:]
        return True

    def _hearer(self, one: Clause) -> Node | None:
        """Whom a pronoun points to that begins a sentence: who was sent something or asked goes on, unless more of the
        same is told of who did that."""
        edge = next(iter(reversed(self.draft.edges)), None)
        if edge is None or edge.first is edge.second or one.lemma in (*BY_ONESELF, self.latest):
            return None
        asked = any(other.first is edge.second and other.second is edge.first for other in self.draft.edges)
        goes_on = any(child.lower_ in ("also", "then", "next") for child in one.verb.children) and not asked
        heard = self.latest in HEARD | REPLIES or "send" in table("verb").get(self.latest, ())
        return edge.second if heard and not goes_on else None

    def fragment(self, tokens: Tokens) -> bool:
        """Nothing is sent without a verb."""
        return False

    def _framed(self, one: Clause, edges: list[Edge]) -> None:
        """What is said on a condition stands in a frame; "otherwise" is its other part."""
        condition = next((span for word, span in one.on if word in ("if", "unless", "whenever")), None)
        first = one.verb.sent[0].lower_
        if condition is not None:
            self.frame = Frame("opt", [(re.sub(r"^(?:the|an?)\s", "", condition.text), edges)])
            self.draft.frames.append(self.frame)
        elif first in ("otherwise", "else") and self.frame is not None:
            self.frame.word = "alt"
            self.frame.parts.append(("", edges))
        elif self.frame is not None and self.frame.parts[-1][1] and one.verb.dep_ == "conj":
            same = self.frame.parts[-1][1][0].span
            if same.start <= place(one.verb.head)[0] <= max(same.end, place(one.verb.sent[-1])[1]):
                self.frame.parts[-1][1].extend(edges)
        else:
            self.frame = None

    def _whom(self, one: Clause) -> tuple[Sequence[Phrase], bool]:
        """Who gets the message, and whether that is the verb's object."""
        if one.given:
            return one.given, False
        if names := one.behind("to"):
            return names, False
        if one.lemma in _OF_WHOM and (names := one.behind("from")):
            return names, False
        if one.objects and (one.lemma in _TO_WHOM or self.cast.known(one.objects[0]) or _is_person(one.objects[0])):
            return one.objects, True
        for word in _TOWARDS[1:]:
            names = one.behind(word)
            if not names or (word == "for" and one.lemma in ("ask", "wait", "prompt", "look")):
                continue
            is_whom = (
                word in ("with", "from", "for", "into", "in", "at", "on") and names[0].is_definite and bool(one.objects)
            )
            if self.cast.known(names[0]) or is_whom or names[0].is_pronoun:
                return names, False
        return (), False

    def _partner(self, sender: Node) -> list[Node]:
        """With whom the sender spoke last."""
        for edge in reversed(self.draft.edges):
            if edge.first is not edge.second and sender in (edge.first, edge.second):
                return [edge.first if edge.second is sender else edge.second]
        return []

    def _label(self, one: Clause, names: Sequence[Phrase], object_is_whom: bool) -> str:
        """The verb and what is behind it, without whom it is said to."""
        doc = one.verb.doc
        sent = "send" in table("verb").get(one.lemma, ()) and one.objects and not object_is_whom
        if sent and not one.objects[0].is_pronoun:
            return ", ".join(name.name for name in one.objects)
        last = max([one.verb.i, *(name.last for name in one.objects), *(p[-1].last for _, p in one.places)])
        left = {i for name in names for i in range(name.first - _articles(name), name.last + 1)}
        for name in names[:1]:
            before = doc[name.first - _articles(name) - 1]
            if before.lower_ in ("to", "by", "with", "into", "in", "from", "for") and before.i > one.verb.i:
                left.add(before.i)
        words = [
            token
            for token in doc[one.verb.i : max(last, one.verb.i + bool(one.particle)) + 1]
            if token.i not in left and token.lower_ not in ("it", "them")
        ]
        text = " ".join(said(token, self.draft.source.text) for token in words)
        return re.sub(r"\s+(?=[,.]|['’]s\b)", "", text).strip(" ,")


def _articles(name: Phrase) -> int:
    """How many tokens before a name are its articles and the like."""
    doc, first = name.head.doc, name.first
    count = 0
    while (
        first - count - 1 >= 0
        and doc[first - count - 1].dep_ in ("det", "poss", "nummod", "predet")
        and doc[first - count - 1].head.i >= first
    ):
        count += 1
    return count


def _is_person(name: Phrase) -> bool:
    return name.is_pronoun and name.head.lower_ in ("him", "her", "them")
