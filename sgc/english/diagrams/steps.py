"""Processes: steps one after the other, decisions and ways back ("if it is valid go to Save, otherwise to Start")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.conditions import answer_to, is_alternative, question
from sgc.english.diagrams.draft import Draft, Edge, Node
from sgc.english.diagrams.pieces import (
    bare,
    caption,
    fullmatch,
    matches,
    named,
    part,
    past,
    search,
    split,
    split_keeping,
    trim,
)
from sgc.english.diagrams.words import is_base, table
from sgc.source import Span

_SENTENCE = re.compile(r"(?<=[\w)\"”'’?])[.;!]+(?=\s|$)|\n+|;|(?<=\w)\?(?=\s|$)")
_NUMBER = re.compile(r"(?:step\s+)?(?P<number>\d{1,2})\s*[.):]\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_INLINE_NUMBER = re.compile(r"(?<!\w)(?:step\s+)?(?P<number>\d{1,2})[.):]\s+(?=\D)", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–]\s+")
_ARROW = re.compile(r"\s*(?:->|-->|=>|→)\s*")
_THEN = re.compile(
    r"\s*,?\s*(?:and\s+)?\b(?:then|after that|afterwards|thereafter|next|finally|lastly|subsequently"
    r"|followed by|and after that)\b\s*,?\s*"
    r"|\s*(?:->|-->|=>|→|>)\s*",
    re.IGNORECASE,
)
_IF = re.compile(
    r"(?:and\s+|but\s+|then\s+)?(?:if|when|in case|whenever|once|as long as)\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL
)
_AFTER_CONDITION = re.compile(r"\s*,\s*(?:then\s+)?|\s+then\s+|\s*:\s*", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\s*[,;]?\s*(?:and\s+|or\s+|but\s+)?\b(?:(?:otherwise|or else|else)\b\s*[,:]?|if not?\b(?:\s*[,:]|(?=[^,:]*$)))"
    r"\s*(?:then\s+)?",
    re.IGNORECASE,
)
#: A condition of its own within a sentence.
_CONDITION = re.compile(r"\bif\s+", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"(?:with\s+|has\s+)?(?:the\s+|these\s+|\w+\s+)?(?:\w+\s+)?(?:steps|stages|phases)\s*:\s*", re.IGNORECASE
)
_INNER_IF = re.compile(r"\s*,\s*(?:and\s+|but\s+)?(?=(?:if|when|in case)\b)|\s+(?:and|but)\s+(?=if\b)", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?:(?:the (?:user|customer|person)|it|they|you|we)\s+)?(?P<verb>[\w-]+?)s?"
    r"(?:\s+(?:it|them|this|that|once more|for (?:it|them)))?\s+(?:again|once more)",
    re.IGNORECASE,
)
_RESTART = re.compile(r"(?:repeat|retry|start (?:again|over|anew)|restart|begin again)", re.IGNORECASE)
_POSTPOSED = re.compile(
    r"(?P<action>.+?)\s+(?P<word>if|unless|until|when|as long as|while)\s+(?P<condition>.+)", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?:check|test|decide|determine|ask|verify|see)s?\s+(?:whether|if)\s+(?P<condition>.+)", re.IGNORECASE
)
_ANSWER = re.compile(r"\b(?:if\s+)?(?P<answer>yes|no)\s*(?:→|->|=>|:)\s*", re.IGNORECASE)
_WHILE = re.compile(r"(?:while|as long as)\s+(?P<condition>.+?)\s*,\s*(?P<action>.+)", re.IGNORECASE)
_UNLESS = re.compile(r"unless\s+(?P<condition>.+?)\s*,\s*(?P<action>.+)", re.IGNORECASE)
_STEP_NUMBER = re.compile(r"(?:step|number)\s+(?P<number>\d{1,2})", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:and|but|so|first(?: of all)?|firstly|second(?:ly)?|third(?:ly)?|to begin(?: with)?|begin by|start by"
    r"|start with|starts with|begin with"
    r"|begins with|it (?:starts|begins) with|(?:the )?(?:steps|process) (?:are|is|starts with|begins with)|next"
    r"|finally|last(?:ly)?|after that|afterwards"
    r"|we|you|steps?)\s*[,:]?\s+(?=\S)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:ends?|finish(?:es)?|stops?)\s+(?:with|at|in|by)\s+(?P<rest>.+)", re.IGNORECASE)
_YES = frozenset(("yes", "so", "it is", "true", "this is the case", "that is the case", "they are", "it does", "ok"))
_NO = frozenset(("no", "not", "it is not", "it isn't", "false", "it does not", "it doesn't"))
_COMMA = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+and\s+(?:also\s+)?", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """Where the process stands: a node that what follows is linked from, with the label of that link."""

    node: Node
    label: str = ""


@dataclass(slots=True)
class Steps:
    """Reads a process into a draft."""

    draft: Draft
    ends: list[_Open] = field(default_factory=list)
    decision: Node | None = None
    answered: set[str] = field(default_factory=set)
    numbered: dict[int, Node] = field(default_factory=dict)
    waiting: list[tuple[_Open, int, Span]] = field(default_factory=list)
    number: int = 0
    condition: str = ""
    asked: list[tuple[str, Node]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)  # of all sentences
    aside: list[_Open] = field(default_factory=list)  # ends of branches around the latest decision

    def read(self, span: Span) -> None:
        span = past(span, _INTRODUCED)
        places = (Span(span.source, one.end(), span.end) for one in matches(span, _CONDITION))
        self.conditions = [_plain(_condition(one)[0]) for one in places]
        for sentence in _sentences(span):
            self._sentence(sentence)
        for source, number, place in self.waiting:
            if number in self.numbered:
                self._link(source, self.numbered[number], place)
            else:
                self.draft.unread.append(place)

    def _sentence(self, span: Span) -> None:
        numbered = fullmatch(span, _NUMBER)
        if numbered is not None and (rest := part(span, numbered, "rest")) is not None:
            self.number, span = int(numbered["number"]), rest
        span = past(trim(span, ",:"), _ARROW)
        answers = list(matches(span, _ANSWER)) if self.decision is not None else []
        if answers and not span.source.text[span.start : answers[0].start()].strip():
            for answer, start in zip(answers, [*(one.start() for one in answers[1:]), span.end], strict=True):
                self._branch(answer["answer"].casefold(), trim(Span(span.source, answer.end(), start), ",;"))
            return
        bullet = _BULLET.match(span.source.text, span.start, span.end)
        if bullet is not None:
            span = Span(span.source, bullet.end(), span.end)
        if otherwise := _starts(span, _OTHERWISE):
            self._branch("no", otherwise)
            return
        if (condition := fullmatch(span, _IF)) is not None and (rest := part(span, condition, "rest")) is not None:
            self._if(rest)
            return
        self._rejoin()
        if (loop := fullmatch(span, _WHILE)) is not None:
            self._loop(span, loop)
            return
        if (unless := fullmatch(span, _UNLESS)) is not None:
            self._decide(named(span, unless, "condition"))
            self._branch("no", named(span, unless, "action"))
            return
        for piece in split(span, _THEN):
            inner = search(piece, _INNER_IF)
            if inner is not None and inner.start() > piece.start:
                self._steps(trim(Span(piece.source, piece.start, inner.start())))
                self._sentence(trim(Span(piece.source, inner.end(), piece.end)))
            elif (condition := fullmatch(piece, _IF)) is not None and (
                rest := part(piece, condition, "rest")
            ) is not None:
                self._if(rest)
            else:
                self._steps(piece)

    # ------------------------------------------------------------ decisions

    def _if(self, rest: Span) -> None:
        """What stands behind "if": the condition, what follows from it, and what else."""
        inner = search(rest, _INNER_IF)
        otherwise = search(rest, _OTHERWISE)
        another = other = None
        if inner is not None and (otherwise is None or inner.start() < otherwise.start()):
            another = trim(Span(rest.source, inner.end(), rest.end))
            rest, otherwise = trim(Span(rest.source, rest.start, inner.start()), ",;"), None
        if otherwise is not None and otherwise.start() > rest.start:
            other = trim(Span(rest.source, otherwise.end(), rest.end))
            rest = trim(Span(rest.source, rest.start, otherwise.start()), ",;")
        condition, action = _condition(rest)
        said = " ".join(condition.text.casefold().split())
        answer = "yes" if said in _YES else "no" if said in _NO else ""
        for before, node in () if answer else reversed(self.asked):
            answer = answer_to(said, before)
            if answer and not any(one.first is node and one.label == answer for one in self.draft.edges):
                if node is not self.decision:
                    self.aside, self.ends, self.decision = [*self.aside, *self.ends], [_Open(node, answer)], node
                    self.answered = {"yes"} if answer == "no" else {"no"}
                break
            answer = ""
        if self.decision is None or not answer:
            no = [one for one in self.ends if one.node is self.decision and one.label == "no"]
            if no and is_alternative(said, self.condition):
                self.aside += [one for one in self.ends if one not in no]
                self.ends = no
            else:
                self._rejoin()
            self._decide(condition)
            answer = "yes"
        self._branch(answer, action)
        if other is not None:
            self._branch("no" if answer == "yes" else "yes", other)
        if another is not None:
            self._sentence(another)

    def _decide(self, condition: Span) -> None:
        self._ask(condition, question(condition))

    def _ask(self, place: Span, label: str) -> None:
        """A decision, which every end leads to."""
        node = self.draft.add(place, "decision", label)
        self._enter(node, place)
        self.decision, self.answered = node, set()
        self.condition = _plain(place)
        self.asked.append((self.condition, node))
        self.ends = [_Open(node, "no")]

    def _branch(self, answer: str, action: Span | None) -> None:
        """One answer to the latest decision, and what follows from it."""
        if self.decision is None:
            if action is not None:
                self.draft.unread.append(action)
            return
        others = [one for one in self.ends if one.node is not self.decision]
        self.answered.add(answer)
        self.ends = [_Open(self.decision, answer)]
        decision = self.decision
        if action is not None:
            for piece in split(action, _THEN):
                self._steps(piece)
        missing = {"yes", "no"} - self.answered
        missing -= self._answered_later(decision)
        if decision is self.decision:
            self.ends = [*others, *self.ends, *(_Open(decision, one) for one in sorted(missing))]
        else:
            self.aside += [*others, *(_Open(decision, one) for one in sorted(missing))]

    def _answered_later(self, decision: Node) -> set[str]:
        """The answers that a later condition takes up: "if income is above 50k, … if income is below 50k, …"."""
        said = next((said for said, node in self.asked if node is decision), "")
        later = self.conditions[self.conditions.index(said) + 1 :] if said in self.conditions else []
        if later and not answer_to(later[0], said) and is_alternative(later[0], said):
            return set()
        return {answer_to(one, said) for one in later}

    def _rejoin(self) -> None:
        """What comes next follows from all branches, those around the latest decision too."""
        self.ends += self.aside
        self.aside = []

    def _loop(self, span: Span, match: re.Match[str]) -> None:
        """ "while the queue is not empty, take an item" """
        self._decide(named(span, match, "condition"))
        decision = self.decision
        assert decision is not None
        self.ends = [_Open(decision, "yes")]
        for piece in split(named(span, match, "action"), _THEN):
            self._steps(piece)
        for one in self.ends:
            self._link(one, decision, span)
        self.answered = {"yes", "no"}
        self.ends = [_Open(decision, "no")]

    # ------------------------------------------------------------ steps

    def _steps(self, span: Span) -> None:
        """The steps of a clause: parted by commas and "and" where another action begins there."""
        for piece in actions(_without_leading(span)):
            self._step(piece)

    def _step(self, span: Span) -> None:
        span = _without_leading(trim(span, ",:"))
        if not re.search(r"\w", span.text):
            return
        jump = _jump(span)
        if jump is not None and self._is_place(jump):
            self._go(jump)
            return
        if (again := self._before(span)) is not None:
            self._enter(again, span)
            return
        if (asked := fullmatch(span, _ASKED)) is not None:
            self._decide(named(span, asked, "condition"))
            return
        if (late := fullmatch(span, _POSTPOSED)) is not None and not span.text.startswith(('"', "“")):
            self._late(span, late)
            return
        if (ending := fullmatch(span, _ENDING)) is not None and (rest := part(span, ending, "rest")) is not None:
            span = rest
        text = bare(span)
        if span.source.text[span.end : span.end + 1] == "?" or text.text.endswith("?"):
            self._ask(text, caption(text.text.rstrip("?")) + "?")
            node = self.draft.nodes[-1]
            self.ends = [_Open(node, "no"), _Open(node, "yes")]
            return
        node = self._named_or_new(text)
        self._enter(node, span)
        self.ends = [_Open(node)]

    def _before(self, span: Span) -> Node | None:
        """The step that "ask again" or "repeat" goes back to, where that is clear: the one with this verb, of "ask" and
        "try" the latest at which something is put in; the first of all to start again."""
        if not self.draft.nodes or self.decision is None:
            return None
        if fullmatch(bare(span), _RESTART) is not None:
            return self.draft.nodes[0]
        match = fullmatch(bare(span), _AGAIN)
        if match is None:
            return None
        verb = match["verb"].casefold()
        verbs = table("input") if verb in ("ask", "try", "prompt") else ()
        for node in reversed(self.draft.nodes):
            words = {lexicon.one_of(one) for one in node.label.casefold().split()}
            if node.word != "decision" and (verb in words or words.intersection(verbs)):
                return node
        return None

    def _is_place(self, target: Span) -> bool:
        """Whether a process can go on there; "go to work" is a step like others."""
        if fullmatch(bare(target), _STEP_NUMBER) is not None or self.draft.find(target) is not None:
            return True
        return bare(target).text[:1].isupper() or any(one.node is self.decision for one in self.ends)

    def _named_or_new(self, text: Span) -> Node:
        known = self.draft.find(text) if text.text[:1].isupper() or text.text.casefold() in table("end") else None
        if known is None:
            word = "pill" if text.text.casefold() in table("end") else "box"
            known = self.draft.add(text, word)
        if self.number and self.number not in self.numbered:
            self.numbered[self.number] = known
        return known

    def _late(self, span: Span, match: re.Match[str]) -> None:
        """ "go back to Start if it fails", "stir until it boils" """
        action, condition, word = (
            named(span, match, "action"),
            named(span, match, "condition"),
            match["word"].casefold(),
        )
        if word in ("until", "while", "as long as"):
            first = len(self.draft.nodes)
            repeated = re.match(r"repeat(?:ing)?(?:\s+this)?$", action.text.strip(), re.IGNORECASE)
            if repeated is None:
                self._steps(action)
            self._decide(condition)
            decision = self.decision
            target = self.draft.nodes[first] if repeated is None else self.draft.nodes[0]
            if decision is not None and target is not decision:
                again, on = ("no", "yes") if word == "until" else ("yes", "no")
                self._link(_Open(decision, again), target, span)
                self.answered, self.ends = {"yes", "no"}, [_Open(decision, on)]
            return
        self._decide(condition)
        self._branch("no" if word == "unless" else "yes", action)

    def _go(self, target: Span) -> None:
        """Go on at a step that is named, or by its number."""
        step = fullmatch(bare(target), _STEP_NUMBER)
        if step is not None and int(step["number"]) not in self.numbered:
            self.waiting += ((one, int(step["number"]), target) for one in self.ends)
            self.ends = []
            return
        node = self.numbered[int(step["number"])] if step is not None else self.draft.find(target)
        is_new = node is None
        if node is None:
            node = self._named_or_new(bare(target))
        self._enter(node, target)
        self.ends = [_Open(node)] if is_new else []

    def _enter(self, node: Node, span: Span) -> None:
        if self.number and self.number not in self.numbered:
            self.numbered[self.number] = node
        for one in self.ends:
            self._link(one, node, span)
        self.ends = []

    def _link(self, source: _Open, target: Node, span: Span) -> Edge | None:
        if source.label and source.node is self.decision:
            self.answered.add(source.label)
        if any(
            one.first is source.node and one.second is target and one.label == source.label for one in self.draft.edges
        ):
            return None
        return self.draft.link(source.node, target, span, label=source.label)


def _sentences(span: Span) -> list[Span]:
    """Sentences, lines and numbered steps."""
    found: list[Span] = []
    for sentence in (one for step in _counted(span) for one in split(step, _SENTENCE)):
        marks = [one.start() for one in _INLINE_NUMBER.finditer(sentence.source.text, sentence.start, sentence.end)]
        cuts = [sentence.start, *(one for one in marks if one > sentence.start), sentence.end]
        found += (trim(Span(span.source, start, end), ",") for start, end in pairwise(cuts))
    merged: list[Span] = []
    for one in found:  # "1." alone is the number of what follows
        if merged and re.fullmatch(r"(?:step\s+)?\d{1,2}", merged[-1].text.strip(), re.IGNORECASE):
            merged[-1] = merged[-1].to(one)
        else:
            merged.append(one)
    return [one for one in merged if one.start < one.end]


def _plain(span: Span) -> str:
    return " ".join(span.text.casefold().split())


def _counted(span: Span) -> list[Span]:
    """The span cut before numbers that go on from 1: "1. Collect data 2. Clean data"."""
    cuts = [span.start]
    for mark in _INLINE_NUMBER.finditer(span.source.text, span.start, span.end):
        if int(mark["number"]) == len(cuts):
            cuts.append(mark.start())
    return [Span(span.source, start, end) for start, end in pairwise([*cuts, span.end])]


def _condition(span: Span) -> tuple[Span, Span | None]:
    """The condition that a clause begins with, and the action behind it."""
    mark = search(span, _AFTER_CONDITION)
    if mark is not None:
        return trim(Span(span.source, span.start, mark.start())), trim(Span(span.source, mark.end(), span.end))
    words = list(re.finditer(r"\S+", span.source.text[span.start : span.end]))
    for i, word in enumerate(words[1:], 1):
        start = span.start + word.start()
        rest = Span(span.source, start, span.end)
        if _jump(rest) is not None or (i > 1 and is_action(rest)):
            return trim(Span(span.source, span.start, start)), rest
    return span, None


def _jump(span: Span) -> Span | None:
    """Where a clause goes on, if that is what it says."""
    words = span.text.split()
    for length in range(min(4, len(words) - 1), 0, -1):
        phrase = " ".join(words[:length]).casefold()
        if phrase in table("jump"):
            start = re.match(r"\s*" + r"\s+".join(map(re.escape, words[:length])), span.text)
            assert start is not None
            return trim(Span(span.source, span.start + start.end(), span.end))
    return None


def is_action(span: Span) -> bool:
    """Whether words begin with a verb in its base form, as instructions do."""
    words = span.text.split()
    return bool(words) and is_base(words[0].strip("\"'“,.").casefold())


def _goes_on(span: Span) -> bool:
    """Whether words say what the subject before them does, too: "enters a password", "is logged in"."""
    words = span.text.casefold().split()
    forms = lexicon.classes(words[0])
    return (
        is_action(span) or ("third" in forms and "noun" not in forms) or (words[0] in ("is", "are") and len(words) > 1)
    )


def actions(span: Span) -> list[Span]:
    """A clause cut before each further action: "boil the water, add the tea and serve"."""
    pieces = split_keeping(span, _COMMA)
    if len(pieces) < 2:
        return [span]
    every_capital = all(one.text[:1].isupper() or one.text[:1] in '"“' for one, _ in pieces)
    short = all(len(one.text.split()) <= 3 for one, _ in pieces) and len(pieces) > 2 and not is_action(pieces[0][0])
    found: list[Span] = []
    for piece, _ in pieces:
        if not found or every_capital or short or _goes_on(piece):
            found.append(piece)
        else:
            found[-1] = found[-1].to(piece)
    return found


def _starts(span: Span, pattern: re.Pattern[str]) -> Span | None:
    match = pattern.match(span.source.text, span.start, span.end)
    return trim(Span(span.source, match.end(), span.end)) if match is not None and match.end() > match.start() else None


def _without_leading(span: Span) -> Span:
    piece = span
    for _ in range(3):
        match = _LEADING.match(piece.source.text, piece.start, piece.end)
        if match is None or not piece.text.strip():
            break
        piece = Span(piece.source, match.end(), piece.end)
    return piece
