"""State machines in prose: which state leads to which, and on what.

A sentence is read from left to right in parts with one verb of change each. First the names of states are collected
from all sentences, since a state is often named as where something leads before it is told what leads out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import caption, key
from sgc.english.prose.parsing import place
from sgc.english.prose.state_names import StateNames, key_of
from sgc.english.prose.state_parts import Part, Tokens, is_new, listed_states, parts, phrases_on, subject_of
from sgc.english.prose.state_words import (
    AGAIN,
    ARTICLES,
    BEGINS,
    BRINGS,
    FIRST,
    GOES,
    INTO,
    IS,
    ON,
    PRONOUNS,
    REVERSE,
    STAYS,
    STRAIGHT,
    base_form,
)
from sgc.source import Span


@dataclass(frozen=True, slots=True)
class _Goal:
    """A state that something leads to, on what is said in clauses; ``goes_on`` from the goal before. What is said of it
    stands before the token at which the next goal begins, ``end``, and behind that at which it does, ``start``."""

    node: Node
    when: Sequence[Tokens]
    goes_on: bool = False
    start: int = -1
    end: int = 1_000_000


class States(StateNames):
    """Reads sentences into states and transitions. ``current`` are the states that were reached last, ``latest`` those
    before, and ``begun`` those in which the latest part began."""

    def __init__(self, draft: Draft, machine: frozenset[str]) -> None:
        super().__init__(machine)
        self.draft = draft
        self.nodes: dict[tuple[str, ...], Node] = {}
        self.current: list[Node] = []
        self.begun: list[Node] = []
        self.latest: list[Node] = []

    def node(self, words: Tokens) -> Node:
        said = self.called(words) or key_of(words)
        if said not in self.nodes:
            own = self.names.get(said, words)
            span = self._span(own)
            self.nodes[said] = self.draft.add(span, "state", caption(" ".join(span.text.split())))
        return self.nodes[said]

    # ------------------------------------------------------------ sentences

    def read(self, sentence: Tokens) -> bool:
        """Take a sentence, or say that it tells of no state."""
        if (listed := listed_states(sentence)) is not None:
            listed_nodes = [self.node(one[: self.at(one, 0) or len(one)]) for one in listed[1]]
            self.current = self.current or listed_nodes[:1]
            return True
        taken = False
        first: list[Node] = []
        left: list[Part] = []
        for part in parts(sentence, self.verb):
            self.latest = self.current
            if part.or_else and first:
                self.current = first
            begun = list(self.current)
            if self._read(part):
                taken = True
            else:
                left.append(part)
            first = first if part.or_else and first else (self.begun or begun)
        for part in left if taken else ():
            self.draft.unread.append(self._span([*part.before, part.verb, *part.behind]))
        return taken

    def _read(self, one: Part) -> bool:
        lemma = base_form(one.verb)
        if any(token.dep_ == "neg" for token in one.verb.children):
            return False
        goals = self._reached(one)
        if lemma in STAYS:
            return False
        is_start = lemma in BEGINS or (lemma == "be" and (_has(FIRST, one) or is_new(one.before)))
        if is_start and not one.when and not self.current and not any(token.lower_ in ON for token in one.before):
            return bool(goals) and self._starts(one, goals[0].node)
        sources, event = self._whence(one)
        if not goals and _has(REVERSE, one) and self.draft.edges:
            last = self.draft.edges[-1]
            sources, goals = [last.second], [_Goal(last.first, one.when)]
        if not goals and (known := self._by_verb(one)) is not None:
            sources = [node for node in sources or self.current if node is not known]
            sources = sources or [node for node in self.latest if node is not known]
            goals = [_Goal(known, one.when)]
            event = event or self._doing(one)
        if not goals and (made := self._made(one)) is not None:
            goals = [_Goal(made, one.when)]
        if not goals or (lemma == "be" and not one.when and not one.or_else):
            return False
        sources = sources or self.current or self._only_other(goals[0].node)
        if not sources:
            return False
        self.begun = sources
        span = self._span([one.verb, *one.before, *one.behind])
        reached = {id(edge.second) for edge in self.draft.edges}
        is_exception = any(case[0].lower_ == "if" for case in one.when) and all(
            id(goal.node) in reached for goal in goals
        )
        drawn = len(self.draft.edges)
        for goal in goals:
            if goal.goes_on:
                sources = self.current
            label = ", ".join(dict.fromkeys(filter(None, (event, *self._events(one, goal)))))
            if not label and lemma not in GOES | BRINGS | {"be", "become"} and one.before:
                label = self._text([one.verb]).lower()
            for first in sources:
                if first is not goal.node:
                    self.draft.link(first, goal.node, span, label=label)
            self.current = [goal.node]
        if len(goals) > 1 and not any(goal.goes_on for goal in goals):
            self.current = [goal.node for goal in goals]
        if is_exception and len(sources) == 1:  # "if it is blocked while closing it opens. When it is shut …"
            self.current = sources
        self.draft.heard.append(self._span([one.verb]))
        return len(self.draft.edges) > drawn

    def _only_other(self, node: Node) -> list[Node]:
        """Of two states the other."""
        if len(self.names) != 2:
            return []
        return [other for words in self.names.values() if (other := self.node(words)) is not node]

    def _starts(self, one: Part, node: Node) -> bool:
        self.machine.update(token.lemma_.lower() for token in one.before if token.pos_ in ("NOUN", "PROPN"))
        point = self.draft.add(self._span([one.verb]), "start", "")
        self.draft.link(point, node, self._span([one.verb]))
        self.draft.heard.append(self._span([*one.before, one.verb]))
        self.current = self.begun = [node]
        return True

    # ------------------------------------------------------------ parts of a sentence

    def _reached(self, one: Part) -> list[_Goal]:
        """The states that a part leads to, each with the clauses on what it does: "published when it is approved, or
        rejected when it is not"."""
        lemma, words = base_form(one.verb), one.behind
        places: list[tuple[int, int, bool]] = []
        straight = lemma in STRAIGHT
        for i, end in self.found(words):
            before = [word.lower_ for word in words[:i] if word.lower_ not in ARTICLES | (AGAIN - {"then"})]
            word = before[-1] if before else ""
            is_object = lemma in BRINGS and word in ("it", "them")
            is_let = lemma in ("let", "allow") and before[:1] == ["it"]
            is_next = bool(places) and word in ("or", "and", "then")
            goes_on = bool(places) and "then" in before[-2:]
            if word in INTO or is_object or is_let or is_next or (straight and word in ("", "in", "as", "at", "out")):
                places.append((i, end, goes_on))
        goals: list[_Goal] = []
        for at, (i, end, goes_on) in enumerate(places):
            start = words[i].i
            stop = words[places[at + 1][0]].i if at + 1 < len(places) else one.verb.sent[-1].i + 1
            own = [when for when in one.when if start < when[0].i < stop]
            shared = [when for when in one.when if when[0].i < one.verb.i] if not goes_on else []
            goals.append(_Goal(self.node(words[i:end]), own + shared, goes_on, start if at else -1, stop))
        return goals

    def _by_verb(self, one: Part) -> Node | None:
        """The state that the verb says: what is closed is "closed", what it "locks" is "locked"."""
        base = base_form(one.verb)
        for name in (base, lexicon.past_participle(base), lexicon.ing_form(base), one.verb.lower_):
            words = self.names.get((key(name),))
            if words is not None:
                return self.node(words)
        return None

    def _made(self, one: Part) -> Node | None:
        """A state that only a verb names: "opening the door pauses it"."""
        subject = subject_of(one.before)
        if (
            not subject
            or subject[0].tag_ != "VBG"
            or [word.lower_ for word in one.behind[:1]] not in (["it"], ["them"])
        ):
            return None
        name = caption(lexicon.past_participle(base_form(one.verb)))
        return self.draft.add(self._span([one.verb]), "state", name)

    def _whence(self, one: Part) -> tuple[list[Node], str]:
        """From which states a part leads, if it says so, and what of it is the event: "pressing stop"."""
        sources: list[Node] = []
        for words in (one.before, one.behind, *one.when):
            for i, end in self.found(words):
                word = next((w.lower_ for w in reversed(words[:i]) if w.lower_ not in ARTICLES), "")
                listed = bool(sources) and words is not one.behind and word in ("or", "and")
                in_case = (
                    words is not one.before
                    and words is not one.behind
                    and (
                        word in ("while", "in", "as") or words[0].lower_ == "while" or words[max(0, i - 1)].lower_ in IS
                    )
                )
                if word in ("from", "while", "during") or listed or in_case:
                    sources.append(self.node(words[i:end]))
        subject = subject_of(one.before)
        inside = [(i, end) for i, end in self.found(subject)]
        happens = bool(subject) and subject[0].tag_ == "VBG" and len(subject) > 1
        into = next((i for i, word in enumerate(one.behind) if word.lower_ in INTO), len(one.behind))
        is_straight = base_form(one.verb) in STRAIGHT
        objects = [
            self.node(one.behind[i:end]) for i, end in self.found(one.behind)
            if i < into and not is_straight and all(word.lower_ in ARTICLES for word in one.behind[:i])
        ]  # fmt: skip
        if inside and not sources:
            sources = [self.node(subject[i:end]) for i, end in inside]
        if not sources and objects:
            sources = objects
        nouns = [token for token in subject if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")]
        is_machine = all(token.lemma_.lower() in self.machine or token.lower_ in PRONOUNS for token in nouns)
        if one.verb.lemma_ in ("show", "add", "include") and sources:
            comma = next((i for i, word in enumerate(one.behind) if word.text == ","), 0)
            return sources, self._text(one.behind[:comma])
        if happens or (subject and not inside and nouns and not is_machine):
            at = inside[0][0] if inside else len(subject)
            cut = next((i for i, word in enumerate(subject[:at]) if i and word.lower_ in ("in", "while", "from")), at)
            is_part = cut == at and inside and any(word.lower_ not in ARTICLES for word in subject[:cut])
            return sources, self._text(subject if is_part else subject[: cut or len(subject)])
        return sources, ""

    def _doing(self, one: Part) -> str:
        """What is done, where a verb says it and the state: "unlocked with the key"."""
        behind = [word for word in one.behind if word.lower_ not in AGAIN]
        at = next((i for i, word in enumerate(behind) if word.lower_ in ON), len(behind))
        return self._text([one.verb, *behind[at:]]) if not one.when and at < len(behind) else ""

    def _events(self, one: Part, goal: _Goal) -> Iterator[str]:
        """On what a part happens: the clauses that say so, and what stands behind "on", "after" and the like."""
        for words in goal.when:
            if words[0].lower_ in ("while", "during"):
                continue
            inner = words[1:]
            cut = next((i for i, word in enumerate(inner) if word.lower_ == "while"), len(inner))
            ends = {self.at(inner, i) for i, word in enumerate(inner) if word.lower_ in IS}
            if cut and len(inner) not in ends:
                yield self._text(inner[:cut])
        subject = subject_of(one.before)
        lead = [word for word in one.before if not subject or word.i < subject[0].i]
        behind = [word for word in one.behind if goal.start < word.i < goal.end]
        for words in (lead if goal.start < 0 else [], behind):
            states = [range(words[i].i, words[end - 1].i + 1) for i, end in self.found(words)]
            for phrase in phrases_on(words):
                if not any(phrase[0].i in one or phrase[1].i in one for one in states):
                    yield self._text(phrase if phrase[0].lower_ in ("after", "within", "with") else phrase[1:])

    def _text(self, words: Tokens) -> str:
        """Words as a transition says them: without articles, "it is" and a large letter for the sentence."""
        while words and words[0].lower_ in ARTICLES | {"it", "they"}:
            if words[0].lower_ in ("it", "they") and len(words) > 1 and words[1].lower_ in IS:
                words = words[1:]
            words = words[1:]
        if not words:
            return ""
        text = " ".join(self._span(words).text.split()).rstrip(" ,;.")
        return text[:1].lower() + text[1:] if words[0].is_sent_start and words[0].pos_ != "PROPN" else text

    def _span(self, words: Tokens) -> Span:
        ordered = sorted(words, key=lambda token: token.i)
        return Span(self.draft.source, place(ordered[0])[0], place(ordered[-1])[1])


def _has(words: frozenset[str], one: Part) -> bool:
    return any(token.lower_ in words for token in (*one.before, *one.behind))
