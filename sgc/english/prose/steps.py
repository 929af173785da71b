"""Processes in prose: what is done after what, and what that depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgc.english.diagrams.choices import answer_alone
from sgc.english.diagrams.conditions import answer_to
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import caption
from sgc.english.diagrams.returns import doing, meant
from sgc.english.prose.clauses import Clause
from sgc.english.prose.parsing import place, said
from sgc.english.prose.phrases import Phrases
from sgc.source import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_IF = frozenset(("if", "when", "whenever", "unless", "should", "where", "in"))
_ELSE = frozenset(("otherwise", "else", "instead"))
#: Verbs of what comes of a question, behind which nothing follows.
_ENDS = frozenset(("be", "mean", "end", "stop", "finish", "terminate", "abort", "exit", "indicate", "conclude"))
_ASKS = frozenset(
    ("check", "ask", "decide", "test", "determine", "see", "verify", "look", "inspect", "consider", "find")
)
_BACK = frozenset(("go", "return", "jump", "loop", "start", "repeat", "come", "move", "continue", "send", "skip"))
_WISHES = frozenset(("like", "want", "wish", "prefer", "desire"))
#: Of whom the steps are told.
_ANYBODY = frozenset(
    ("they", "we", "you", "i", "he", "she", "it", "one", "someone", "somebody", "people", "this", "that")
)
_MAIN = frozenset(("ROOT", "conj", "parataxis", "dep"))

Way = tuple[Node, str]


class Steps:
    """Reads clauses into steps. ``ends`` is where the next one goes on; ``other`` where what was done in the other case
    ends; ``unanswered`` is the way out of a question of which the text has not yet said where it leads."""

    def __init__(self, draft: Draft, phrases: Phrases) -> None:
        self.draft, self.phrases = draft, phrases
        self.ends: list[Way] = []
        self.other: list[Way] = []
        self.unanswered: Way | None = None
        self.asked = ""  # what the latest question asks
        self.sentence = -1

    def read(self, one: Clause) -> bool:
        verb = one.verb
        if not self._is_main(verb):
            return True  # told with the clause that it belongs to
        condition = next((child for child in verb.children if child.dep_ == "advcl" and _mark(child) in _IF), None)
        if (
            verb.dep_ == "ROOT"
            and not self.draft.nodes
            and condition is not None
            and _mark(condition) in ("when", "once")
        ):
            condition = None  # "when a request comes in": it begins with that
        is_else = any(child.lower_ in _ELSE and child.i < verb.i for child in verb.children)
        is_new = verb.sent.start != self.sentence
        self.sentence = verb.sent.start
        if condition is not None and self._take(self._answer(condition)):
            condition = None
        elif is_else and self.unanswered is not None:
            self.other += self.ends
            self.ends, self.unanswered = [self.unanswered], None
        elif is_new or condition is not None:
            self._join()
        if condition is not None and condition.lemma_ in _WISHES:  # "add sugar if you like"
            label, span = self._words(one)
            self._question(f"{caption(label)}?", span, "yes")
        elif condition is not None:
            self._ask(condition, "no" if _mark(condition) == "unless" else "yes")
        asked = next(
            (child for child in verb.children if child.dep_ == "ccomp" and _mark(child) in ("whether", "if")), None
        )
        if is_question(verb.sent) and not is_else:
            self._ask(verb, "yes")
        elif asked is not None and verb.lemma_ in _ASKS:
            self._ask(asked, "yes")
        elif not self._goes_back(one):
            self._step(one)
        return True

    def _is_main(self, verb: Token) -> bool:
        if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            return self._is_main(verb.head)
        return verb.dep_ in _MAIN or (verb.dep_ == "ccomp" and verb.head.i > verb.i)

    def _answer(self, condition: Token) -> str:
        """Which answer to the latest question a condition is: "if so", "when it isn't", "if the soil is dry"."""
        mark = condition.left_edge.i + 1 if _mark(condition) else condition.left_edge.i
        words = [token for token in condition.subtree if token.i >= mark and not token.is_punct]
        said = " ".join(self._span(words).text.split()) if words else _mark(condition)
        answer = answer_alone(said) or answer_to(said, self.asked)
        return {"yes": "no", "no": "yes"}.get(answer, "") if _mark(condition) == "unless" else answer

    def _take(self, answer: str) -> bool:
        """Go on at an answer to the latest question that leads nowhere yet, if there is one."""
        ways = [*self.ends, *self.other, *([self.unanswered] if self.unanswered is not None else [])]
        asked = next((node for node in reversed(self.draft.nodes) if node.word == "decision"), None)
        found = next((way for way in ways if way[0] is asked and way[1] == answer), None)
        if found is None:
            return False
        if found is self.unanswered:
            self.unanswered = None
        self.other = [way for way in (*self.other, *self.ends) if way is not found]
        self.ends = [found]
        return True

    def fragment(self, sentence: Tokens) -> bool:
        """Take a sentence in which the parser sees no verb, as in "Knead for ten minutes"."""
        tokens = list(sentence)
        while tokens and (tokens[-1].is_punct or tokens[0].is_punct):
            tokens = tokens[:-1] if tokens[-1].is_punct else tokens[1:]
        if len(tokens) < 2:
            return not tokens
        self._join()
        marks = (
            [token.i for token in tokens if token.text == ","]
            if all(token.dep_ != "ROOT" or token.pos_ != "VERB" for token in tokens)
            else []
        )
        for first, last in zip(
            [tokens[0].i, *(i + 1 for i in marks)], [*(i - 1 for i in marks), tokens[-1].i], strict=True
        ):
            part = [token for token in tokens if first <= token.i <= last]
            while part and part[0].lower_ in ("and", "then"):
                part = part[1:]
            if part:
                span = self._span(part)
                node = self.draft.add(span, "box")
                self._lead(node, span)
                self.ends = [(node, "")]
        return True

    def _join(self) -> None:
        """What follows is done in every case."""
        self.ends += self.other
        if self.unanswered is not None:
            self.ends.append(self.unanswered)
        self.other, self.unanswered = [], None

    def _ask(self, condition: Token, answer: str) -> None:
        mark = next(
            (child for child in condition.children if child.dep_ in ("mark", "advmod", "aux") and _starts(child)), None
        )
        tokens = [token for token in condition.subtree if mark is None or token.i > mark.i]
        span = self._span(tokens)
        self._question(f"{caption(' '.join(span.text.split())).rstrip('?')}?", span, answer)

    def _question(self, label: str, span: Span, answer: str) -> None:
        node = self.draft.add(span, "decision", label)
        self._lead(node, span)
        self.asked = span.text
        self.ends = [(node, answer)]
        self.unanswered = (node, "no" if answer == "yes" else "yes")

    def _step(self, one: Clause) -> None:
        label, span = self._words(one)
        known = self.draft.labelled(label)
        node = known or self.draft.add(span, "box", caption(label))
        self._lead(node, span)
        self.ends = [] if one.lemma in _ENDS and self.unanswered is not None else [(node, "")]

    def _lead(self, node: Node, span: Span) -> None:
        for before, label in self.ends:
            if before is not node and not any(
                edge.first is before and edge.second is node for edge in self.draft.edges
            ):
                self.draft.link(before, node, span, label=label)

    def _goes_back(self, one: Clause) -> bool:
        """ "go back to the check": to a step that was told."""
        if one.lemma not in _BACK:
            return False
        behind = [token for token in one.verb.sent if token.i > one.verb.i and not token.is_punct]
        at = next((i for i, token in enumerate(behind) if token.lower_ in ("to", "at", "from", "with")), None)
        if at is None or at > 2 or not behind[at + 1 :]:
            return False
        goal = behind[at + 1 :]
        ends = next((i for i, token in enumerate(goal) if i and token.dep_ in ("cc", "mark", "prep")), len(goal))
        span = self._span(goal[:ends])
        best = self.draft.find(span) or doing(self.draft, span) or meant(self.draft, span.text)
        if best is None:
            return False
        self._lead(best, span)
        self.ends = []
        return True

    def _words(self, one: Clause) -> tuple[str, Span]:
        """What a step says: its clause without conditions; without its subject where that is anybody."""
        verb, text = one.verb, self.draft.source.text
        left = {token.i for child in verb.children if _is_apart(child, verb) for token in child.subtree}
        inside = [token for token in verb.subtree if token.i not in left]
        own = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
        anybody = own is None or own.lower_ in _ANYBODY
        inside = [
            token for token in inside if token.i >= (verb.i if anybody else own.left_edge.i if own is not None else 0)
        ]
        if anybody and one.is_passive:
            inside = [token for token in verb.subtree if token.i not in left and token.i >= verb.i]
        while inside and (inside[-1].is_punct or inside[-1].lower_ in ("and", "or", "then", "so")):
            inside.pop()
        words = [
            said(token, text)
            for token in inside
            if not (token.dep_ == "advmod" and token.lower_ in ("then", "also", "next", "first", "finally"))
        ]
        if anybody and inside and inside[0] == verb and verb.tag_ in ("VBZ", "VBP") and not one.is_passive:
            words[0] = verb.lemma_
        if words[1:] and words[0] == "be":  # "it is hydrogen"
            words = words[1:]
        span = self._span(inside or [verb])
        label = " ".join(words) if words else span.text
        for mark in (",", "’s", "'s", "n't", "n’t", ")", "."):
            label = label.replace(f" {mark}", mark)
        if not anybody and label.lower().startswith("the "):
            label = label[4:]
        return label, span

    def _span(self, tokens: list[Token]) -> Span:
        while len(tokens) > 1 and tokens[-1].is_punct:
            tokens = tokens[:-1]
        return Span(self.draft.source, place(tokens[0])[0], place(tokens[-1])[1])


def is_question(sentence: Tokens) -> bool:
    return sentence[-1].text == "?" or any(token.text == "?" for token in sentence[-2:])


def _mark(verb: Token) -> str:
    """The word that begins a clause that says when: "if"."""
    first = verb.left_edge
    return first.lower_ if first.i < verb.i and _starts(first) else ""


def _starts(token: Token) -> bool:
    return token.lower_ in (*_IF, "whether", "once", "after", "until", "before", "while", "as", "because")


def _is_apart(child: Token, verb: Token) -> bool:
    """Whether a part of a clause is told by itself."""
    if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
        return True
    if child.dep_ == "advcl" and (_mark(child) in _IF or child.i < verb.i):
        return True
    return (
        child.dep_ in ("cc", "parataxis")
        or (child.dep_ == "ccomp" and child.i < verb.i)
        or (child.dep_ == "punct" and child.text in (":", ";", "–"))
    )
