"""Processes: steps one after the other, decisions and ways back ("if it is valid go to Save, otherwise to Start")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sgc.english import lexicon
from sgc.english.diagrams.actions import (
    actions,
    behind,
    condition_of,
    ends_branch,
    jump_of,
    plain,
    sentences,
    without_order,
)
from sgc.english.diagrams.conditions import answer_to, is_alternative, is_on, question
from sgc.english.diagrams.contrasts import contrast
from sgc.english.diagrams.draft import Draft, Edge, Node
from sgc.english.diagrams.lexis import table
from sgc.english.diagrams.naming import LIST
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
    trim,
)
from sgc.source import Span

_NUMBER = re.compile(r"(?:step\s+)?(?P<number>\d{1,2})\s*[.):]\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_BULLET = re.compile(r"[-*•–]\s+")
_ARROW = re.compile(r"\s*(?:->|-->|=>|→)\s*")
_THEN = re.compile(
    r"\s*,?\s*(?:and\s+)?\b(?:then|after that|afterwards|thereafter|next|finally|lastly|subsequently"
    r"|followed by|and after that)\b\s*,?\s*"
    r"|\s*(?:->|-->|=>|→|(?<=[A-Za-z\d)])\s+>(?=\s+[A-Z]))\s*",
    re.IGNORECASE,
)
_IF = re.compile(
    r"(?:and\s+|but\s+|then\s+)?(?:if|when|in case|whenever|once|as long as)\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL
)
_OTHERWISE = re.compile(
    r"\s*[,;]?\s*(?:and\s+|or\s+|but\s+)?\b(?:(?:otherwise|or else|else)\b\s*[,:]?|if not?\b(?:\s*[,:]|(?=[^,:]*$)))"
    r"\s*(?:then\s+)?",
    re.IGNORECASE,
)
#: A condition of its own within a sentence.
_CONDITION = re.compile(r"\bif\s+", re.IGNORECASE)
#: "extract, transform and load steps"
_OF_STEPS = re.compile(r"\s+(?:steps|stages|phases)\s*\.?$", re.IGNORECASE)
#: "decision: accept -> publish, revise -> submit": what each answer leads to.
_ANSWERS = re.compile(
    r"(?P<before>.+(?:->|→|=>))\s*(?P<question>[^:>→]{2,60})\s*:\s*(?P<answers>[^:>→,]{1,40}?\s*(?:->|→|=>).+)",
    re.DOTALL,
)
_INTRODUCED = re.compile(
    r"(?:with\s+|has\s+)?(?:the\s+|these\s+|\w+\s+)?(?:\w+\s+)?(?:steps|stages|phases)\s*:\s*", re.IGNORECASE
)
_INNER_IF = re.compile(r"\s*,\s*(?:and\s+|but\s+)?(?=(?:if|when|in case)\b)|\s+(?:and|but)\s+(?=if\b)", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?:(?:the (?:user|customer|person)|it|they|you|we)\s+)?(?P<verb>[\w-]+?)s?"
    r"(?:\s+(?:it|them|this|that|once more|for (?:it|them)))?\s+(?:again|once more)"
    r"(?:\s+(?:up to|at most|for|until)\s.+)?",
    re.IGNORECASE,
)
_RESTART = re.compile(r"(?:repeat|retry|start (?:again|over|anew)|restart|begin again)", re.IGNORECASE)
_POSTPOSED = re.compile(
    r"(?P<action>.+?)\s+(?P<word>if|unless|until|when|as long as|while)\s+(?P<condition>.+)", re.IGNORECASE
)
_ASKED = re.compile(
    r"(?:(?:(?:the|an?)\s[\w\s-]+?|it|we|you|they)\s+)?(?:check|test|decide|determine|ask|verify|see)s?"
    r"\s+(?:whether|if)\s+(?P<condition>.+)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\b(?:if\s+)?(?P<answer>yes|no)\s*(?:→|->|=>|:)\s*", re.IGNORECASE)
_WHILE = re.compile(r"(?:while|as long as)\s+(?P<condition>.+?)\s*,\s*(?P<action>.+)", re.IGNORECASE)
_WHILE_BARE = re.compile(r"(?:while|as long as)\s+(?P<rest>.+)", re.IGNORECASE)
_UNLESS = re.compile(r"unless\s+(?P<condition>.+?)\s*,\s*(?P<action>.+)", re.IGNORECASE)
_STEP_NUMBER = re.compile(r"(?:step|number)\s+(?P<number>\d{1,2})", re.IGNORECASE)
_ENDING = re.compile(r"(?:ends?|finish(?:es)?|stops?)\s+(?:with|at|in|by)\s+(?P<rest>.+)", re.IGNORECASE)
#: Where steps begin that are done at the same time.
_PARALLEL = re.compile(
    r"(?:(?:and|then|do)\s+)*(?:in parallel|at the same time|simultaneously|concurrently)\s*[,:]?\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_PARALLEL_BEHIND = re.compile(
    r"(?P<rest>.+?)\s+(?:in parallel|at the same time|simultaneously|concurrently)",
    re.IGNORECASE,
)
#: What waits for all that was done, and asks nothing.
_ALL_DONE = re.compile(
    r"(?:both|all(?: of them)?|they|everything|all (?:steps|tasks)|both (?:steps|tasks))\s+(?:is|are|have"
    r"|has)\s+(?:been\s+)?"
    r"(?:done|finished|complete|completed|ready)",
    re.IGNORECASE,
)
_IN_ALL_CASES = re.compile(
    r"(?:and\s+)?(?:finally|lastly|in the end|at the end|either way|in (?:any|either|both|every|all) cases?)\b",
    re.IGNORECASE,
)
_YES = frozenset(("yes", "so", "it is", "true", "this is the case", "that is the case", "they are", "it does", "ok"))
_NO = frozenset(("no", "not", "it is not", "it isn't", "false", "it does not", "it doesn't"))


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
    drawn: bool = False  # with arrows, between which equal words are one step
    asked: list[tuple[str, Node]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)  # of all sentences
    over: list[_Open] = field(default_factory=list)  # ends of branches in which nothing follows: "reject it"
    aside: list[_Open] = field(default_factory=list)  # ends of branches around the latest decision

    def read(self, span: Span) -> None:
        span = past(span, _INTRODUCED)
        if (named_so := _OF_STEPS.search(span.text)) is not None and "," in span.text:
            span = Span(span.source, span.start, span.start + named_so.start())
        self.drawn = search(span, _ARROW) is not None
        places = (Span(span.source, one.end(), span.end) for one in matches(span, _CONDITION))
        self.conditions = [plain(condition_of(one)[0]) for one in places]
        self._sentences(span)
        for source, number, place in self.waiting:
            if number in self.numbered:
                self._link(source, self.numbered[number], place)
            else:
                self.draft.unread.append(place)

    def _sentences(self, span: Span) -> None:
        found = contrast(span) if not self.drawn else None
        if found is None:
            for sentence in sentences(span):
                self._sentence(sentence)
            return
        before, classes, behind_both = found
        self._sentences(before)
        asked = set(self.condition.split()) if self.decision is not None and not self.answered else set()
        if not set(classes.question.casefold().rstrip("?").split()) <= asked:
            self._rejoin()
            self._ask(classes.span, classes.question)
        for answer, action in classes.answers:
            self._branch(answer, action)
        self.draft.heard += classes.others
        self._sentences(behind_both)

    def _sentence(self, span: Span) -> None:
        numbered = fullmatch(span, _NUMBER)
        if numbered is not None and (rest := part(span, numbered, "rest")) is not None:
            self.number, span = int(numbered["number"]), rest
        span = past(trim(span, ",:"), _ARROW)
        if _IN_ALL_CASES.match(span.source.text, span.start, span.end) is not None:
            self.aside, self.over = [*self.aside, *self.over], []
        if self.decision is not None:
            span = past(span, _BULLET)
        answers = list(matches(span, _ANSWER)) if self.decision is not None else []
        if answers and not span.source.text[span.start : answers[0].start()].strip():
            for answer, start in zip(answers, [*(one.start() for one in answers[1:]), span.end], strict=True):
                self._branch(answer["answer"].casefold(), trim(Span(span.source, answer.end(), start), ",;"))
            return
        if (answers_of := fullmatch(span, _ANSWERS)) is not None:
            self._answers(span, answers_of)
            return
        bullet = _BULLET.match(span.source.text, span.start, span.end)
        if bullet is not None:
            span = Span(span.source, bullet.end(), span.end)
        if otherwise := behind(span, _OTHERWISE):
            self._else("no", otherwise)
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

    def _answers(self, span: Span, match: re.Match[str]) -> None:
        """A question at the end of a chain, and the chain that each of its answers begins."""
        for piece in split(named(span, match, "before"), _THEN):
            self._steps(piece)
        place = bare(named(span, match, "question"))
        self._ask(place, caption(place.text.rstrip("?")) + "?")
        decision = self.draft.nodes[-1]
        ended: list[_Open] = []
        for branch in split(named(span, match, "answers"), LIST):
            answer, *steps = split(branch, _ARROW)
            self.ends = [_Open(decision, answer.text)]
            for one in steps:
                self._step(one)
            ended += self.ends
        self.ends, self.decision = ended, None

    def _if(self, rest: Span, otherwise_if: bool = False) -> None:
        """What stands behind "if": the condition, what follows from it, and what else; behind "else if" it is asked
        where the latest decision says no."""
        inner = search(rest, _INNER_IF)
        otherwise = search(rest, _OTHERWISE)
        another = other = None
        if inner is not None and (otherwise is None or inner.start() < otherwise.start()):
            another = trim(Span(rest.source, inner.end(), rest.end))
            rest, otherwise = trim(Span(rest.source, rest.start, inner.start()), ",;"), None
        if otherwise is not None and otherwise.start() > rest.start:
            other = trim(Span(rest.source, otherwise.end(), rest.end))
            rest = trim(Span(rest.source, rest.start, otherwise.start()), ",;")
        condition, action = condition_of(rest)
        if action is not None and fullmatch(condition, _ALL_DONE) is not None:
            self.draft.heard.append(condition)
            self._steps(action)
            return
        said = plain(condition)
        answer = "yes" if said in _YES else "no" if said in _NO else ""
        for before, node in () if answer or otherwise_if else reversed(self.asked):
            answer = answer_to(said, before)
            if answer and not any(one.first is node and one.label == answer for one in self.draft.edges):
                if node is not self.decision:
                    self.aside, self.ends, self.decision = [*self.aside, *self.ends], [_Open(node, answer)], node
                    self.answered = {"yes"} if answer == "no" else {"no"}
                break
            answer = ""
        if self.decision is None or not answer:
            no = [one for one in self.ends if one.node is self.decision and one.label == "no"]
            if no and (otherwise_if or is_alternative(said, self.condition)):
                self.aside += [one for one in self.ends if one not in no]
                self.ends = no
            else:
                self._rejoin()
                self._narrow(said)
            self._decide(condition)
            answer = "yes"
        else:
            self.draft.heard.append(condition)
        self._branch(answer, action)
        if other is not None:
            self._else("no" if answer == "yes" else "yes", other)
        if another is not None:
            self._sentence(another)

    def _else(self, answer: str, action: Span) -> None:
        """What is done, or asked, if the latest decision says this."""
        condition = fullmatch(action, _IF)
        rest = part(action, condition, "rest") if condition is not None else None
        if rest is None or self.decision is None or answer == "yes":
            self._branch(answer, action)
        else:
            self._if(rest, otherwise_if=True)

    def _decide(self, condition: Span) -> None:
        self._ask(condition, question(condition))

    def _ask(self, place: Span, label: str) -> None:
        """A decision, which every end leads to."""
        node = self.draft.add(place, "decision", label)
        self._enter(node, place)
        self.decision, self.answered = node, set()
        self.condition = plain(place)
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
            self.over += (one for one in self.ends if ends_branch(one.node.label))
            self.ends = [one for one in self.ends if not ends_branch(one.node.label)]
        missing = {"yes", "no"} - self.answered if answer in ("yes", "no") else set[str]()
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

    def _narrow(self, condition: str) -> None:
        """Of several branches only the one whose step a condition is on leads to it: "invited to an interview", "if the
        interview goes well"."""
        on = [one for one in self.ends if one.node.word != "decision" and is_on(condition, one.node.label)]
        if len(on) == 1 < len(self.ends):
            self.aside = [one for one in self.ends if one is not on[0]]
            self.ends = on

    def _rejoin(self) -> None:
        """What comes next follows from all branches, those around the latest decision too."""
        self.ends += self.aside
        self.aside = []

    def _loop(self, span: Span, match: re.Match[str]) -> None:
        """ "while the queue is not empty, take an item" """
        self._repeat(span, named(span, match, "condition"), named(span, match, "action"))

    def _repeat(self, span: Span, condition: Span, action: Span) -> None:
        self._decide(condition)
        decision = self.decision
        assert decision is not None
        self.ends = [_Open(decision, "yes")]
        for piece in split(action, _THEN):
            self._steps(piece)
        for one in self.ends:
            self._link(one, decision, span)
        self.answered = {"yes", "no"}
        self.ends = [_Open(decision, "no")]

    # ------------------------------------------------------------ steps

    def _steps(self, span: Span) -> None:
        """The steps of a clause: parted by commas and "and" where another action begins there."""
        parallel = fullmatch(span, _PARALLEL) or fullmatch(span, _PARALLEL_BEHIND)
        if parallel is not None and len(branches := actions(named(span, parallel, "rest"))) > 1:
            begun, ended = self.ends, []
            for piece in branches:
                self.ends = list(begun)
                self._step(piece)
                ended += self.ends
            self.ends = ended
            return
        for piece in actions(without_order(span)):
            self._step(piece)

    def _step(self, span: Span) -> None:
        span = without_order(trim(span, ",:"))
        if not re.search(r"\w", span.text):
            return
        jump = jump_of(span)
        if jump is not None and self._is_place(jump):
            self._go(jump)
            return
        if (again := self._before(span)) is not None:
            self._enter(again, span)
            return
        if (asked := fullmatch(span, _ASKED)) is not None:
            self._decide(named(span, asked, "condition"))
            return
        if (loop := fullmatch(span, _WHILE_BARE)) is not None:
            condition, action = condition_of(named(span, loop, "rest"))
            if action is not None:
                self._repeat(span, condition, action)
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
        is_end = node.word == "pill" and not re.match(r"(?:the\s+)?(?:start|begin)", node.label, re.IGNORECASE)
        self.ends = [] if is_end else [_Open(node)]

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
        if (latest := self._asked_of()) is not None:
            return latest
        verbs = table("input") if verb in ("ask", "try", "prompt") else ()
        for node in reversed(self.draft.nodes):
            words = {lexicon.one_of(one) for one in node.label.casefold().split()}
            if node.word != "decision" and (verb in words or words.intersection(verbs)):
                return node
        return None

    def _asked_of(self) -> Node | None:
        """The step before the latest decision, if that is on what it does: "pay", "payment fails"."""
        before = next((one.first for one in reversed(self.draft.edges) if one.second is self.decision), None)
        stem = before.label.casefold().split()[0] if before is not None else ""
        return before if len(stem) > 2 and any(one.startswith(stem) for one in self.condition.split()) else None

    def _is_place(self, target: Span) -> bool:
        """Whether a process can go on there; "go to work" is a step like others."""
        if fullmatch(bare(target), _STEP_NUMBER) is not None or self.draft.find(target) is not None:
            return True
        return bare(target).text[:1].isupper() or any(one.node is self.decision for one in self.ends)

    def _named_or_new(self, text: Span) -> Node:
        is_name = self.drawn or text.text[:1].isupper() or text.text.casefold() in table("end")
        known = self.draft.find(text) if is_name else None
        if known is None:
            word = "pill" if text.text.casefold() in table("end") else "box"
            known = self.draft.add(text, word)
        if self.number and self.number not in self.numbered:
            self.numbered[self.number] = known
        return known

    def _late(self, span: Span, match: re.Match[str]) -> None:
        """ "go back to Start if it fails", "stir until it boils" """
        action, condition = named(span, match, "action"), named(span, match, "condition")
        word = match["word"].casefold()
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
