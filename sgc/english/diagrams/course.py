"""Where a process stands and goes on: steps, decisions, loops, and what is done at the same time."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence

from sgc.english.diagrams import occasions, returns
from sgc.english.diagrams.actions import (
    actions,
    behind,
    carried_on,
    condition_of,
    ends_branch,
    in_order,
    is_action,
    is_notice,
    jump_of,
    plain,
    with_whole_loops,
    without_order,
)
from sgc.english.diagrams.conditions import OTHERWISE, answer_to, is_alternative, is_on, is_time, of_several, question
from sgc.english.diagrams.contrasts import ELSE
from sgc.english.diagrams.draft import Node
from sgc.english.diagrams.elided import sharing_verb
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.options import answers
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, part, past, split, trim
from sgc.english.diagrams.position import Open, Position
from sgc.english.diagrams.together import Branch, either, together
from sgc.english.diagrams.verbs import goes_on, predicate
from sgc.source import Span

#: "those who do not fit", "the files that are empty"
_OF_SOME = re.compile(
    r"\b(?:those|the ones|all|everyone|everybody|\w+s)\s+(?:who|that|which)\s+(?P<condition>.+)", re.IGNORECASE
)
_POSTPOSED = re.compile(
    r"(?P<action>.+?)\s+(?P<word>if|unless|until|when|as long as|while)\s+(?P<condition>.+)", re.IGNORECASE
)
#: "a second question, namely whether …", "the question of whether …"
_WHAT_IS_ASKED = (
    r"(?:the|an?|one|another)\s+(?:[\w-]+\s+){0,2}?(?:question|check|test|decision)(?:\s*,\s*namely|\s+of)?\s+whether"
)
_ASKED = re.compile(
    r"(?:(?:(?:the|an?)\s[\w\s-]+?|[\w-]+(?:\s\w+)?)\s+)?(?:check|test|decide|determine|ask|verify|see)s?"
    rf"\s+(?:whether|if|{_WHAT_IS_ASKED})\s+(?P<condition>[^:]+)(?::\s*(?P<rest>.+))?"
    rf"|(?:there\s+)?(?:comes|is|arises|follows)\s+{_WHAT_IS_ASKED}\s+(?P<condition2>[^:]+)",
    re.IGNORECASE,
)
#: "move on to the next patient", before "until"
_NEXT_ONE = re.compile(
    r"(?:(?:move|go|carry)s?\s+on|continues?|proceeds?)\s+(?:to|with)\s+the\s+next\s+(?:[\w-]+\s+)?[\w-]+",
    re.IGNORECASE,
)
_BE_OR_GO = re.compile(r"\b(?:is|are|goes|go|gets?|comes?|returns?)\b")
_WHO_ASKS = re.compile(
    r"(?P<before>.+?)\s*,?\s+(?:who|which|where\s+(?:they|we|he|she|it))\s+(?:checks?|decides?|determines?|sees?|verif(?:y|ies))"
    r"\s+(?:whether|if)\s+(?P<condition>[^:]+)",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(r"\s*,?\s+in (?:that|this|the given) order\Z", re.IGNORECASE)
WHILE_BARE = re.compile(r"(?:while|as long as)\s+(?P<rest>.+)", re.IGNORECASE)
#: What something is found to be: "it is a mammal".
_IS_A = re.compile(r"(?:(?:it|that)['’]s|is|are)\s+an?\s+", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?:is|are|was|were|(?:it|that|he|she)['’]s|they['’]re)\s+(?=(?:\w+ly\s+)?\w+(?:ed|en|t|wn)\b)", re.IGNORECASE
)
_MEANWHILE = re.compile(r"(?:meanwhile|in the meantime)\s*,?\s+(?P<rest>.+)", re.IGNORECASE)
#: "repeat this", "repeat from the evaluation", before "until"
_REPEATED = re.compile(
    r"(?:repeat(?:ing)?|go(?:ing)? on|continu(?:e|ing))(?:\s+(?:this|these steps|all of this))?"
    r"(?:\s+(?:from|with)\s+(?P<where>.+))?",
    re.IGNORECASE,
)
#: "join them", where branches end.
_JOINED = re.compile(
    r"(?:(?:re)?join|merge|wait for)\s+(?:them|both|all|the (?:branches|tasks|two|three))(?:\s.*)?", re.IGNORECASE
)


class Course(Position):
    """A process that is being read into a draft."""

    def _decide(self, condition: Span, action: Span | None = None) -> Node:
        latest = self.draft.nodes[-1].label if self.draft.nodes else ""
        return self._ask(condition, of_several(question(condition, action), latest))

    def _ask(self, place: Span, label: str) -> Node:
        """A decision, which every end leads to."""
        node = self.draft.add(place, "decision", label)
        self._enter(node, place)
        self.decision, self.answered, self.labels = node, set(), []
        self.condition = plain(place)
        self.asked.append((self.condition, node))
        self.ends = [Open(node, "no")]
        return node

    def _branch(self, answer: str, action: Span | None) -> None:
        """One answer to the latest decision, and what follows from it."""
        if self.decision is None:
            if action is not None:
                self.draft.unread.append(action)
            return
        self._outer(answer)
        others = [one for one in self.ends if one.node is not self.decision]
        self.answered.add(answer)
        if answer == "no" and action is not None and jump_of(without_order(action)) is None:
            self.over += [one for one in others if one.node in self.left]
            others = [one for one in others if one.node not in self.left]
        self.ends = [Open(self.decision, answer)]
        decision, first = self.decision, len(self.draft.nodes)
        if action is not None:
            for piece in in_order(action):
                self.steps(piece)
            begun = {id(one.first) for one in self.draft.edges}
            self.ends = [
                one for one in self.ends if one.node not in self.draft.nodes[:first] or id(one.node) not in begun
            ]
            over = [one for one in self.ends if self._is_over(one.node, first)]
            self.over += over
            self.ends = [one for one in self.ends if one not in over]
        last = self.draft.nodes[-1]
        is_end = last.word == "pill" and last.label.casefold() in ("end", "the end", "finish", "done")
        if is_end and not self.ends and not last.span.source.text[last.span.end :].strip(" .!"):
            for one in (*others, *self.aside, *self.over):  # the end of all
                self._link(one, last, last.span)
            others, self.aside, self.over = [], [], []
        given = {answer, *(one.label for one in self.draft.edges if one.first is decision)}
        given |= self.answered if decision is self.decision else set()
        missing = {"yes", "no"} - given if answer in ("yes", "no") else set[str]()
        missing -= self._answered_later(decision)
        self.branch = list(self.ends)
        if decision is self.decision:
            self.ends = [*others, *self.ends, *(Open(decision, one) for one in sorted(missing))]
        else:
            self.aside += [*others, *(Open(decision, one) for one in sorted(missing))]

    def _is_over(self, node: Node, first: int) -> bool:
        """Whether nothing follows a step of the branch that began with this node of the draft: "it is rejected, and the
        customer is informed"."""
        branch = self.draft.nodes[first:]
        before = branch[: branch.index(node)] if node in branch and is_notice(node.label) else []
        return ends_branch(node.label) or any(ends_branch(one.label) for one in before[-1:])

    def _outer(self, answer: str) -> None:
        """Where the latest decision has this answer, it is one to the decision before it."""
        given = [(id(one.first), one.label) for one in self.draft.edges]
        if (id(self.decision), answer) not in given:
            return
        for _, node in reversed(self.asked):
            mine = {label for id_, label in given if id_ == id(node)}
            if answer not in mine and mine:
                self.aside, self.ends = [*self.aside, *self.ends], [Open(node, answer)]
                self.decision, self.answered = node, set(mine)
                return

    def _answered_later(self, decision: Node) -> set[str]:
        """The answers that a later condition takes up: "if income is above 50k, … if income is below 50k, …"."""
        said = next((said for said, node in self.asked if node is decision), "")
        later = self.conditions[self.conditions.index(said) + 1 :] if said in self.conditions else []
        if later and not answer_to(later[0], said) and is_alternative(later[0], said):
            return set()
        return {answer_to(one, said) for one in later}

    def _repeat(self, span: Span, condition: Span, action: Span) -> None:
        decision = self._decide(condition)
        self.ends = [Open(decision, "yes")]
        for piece in in_order(action):
            self.steps(piece)
        for one in self.ends:
            self._link(one, decision, span)
        self.answered, self.ends = {"yes", "no"}, [Open(decision, "no")]

    # ------------------------------------------------------------ steps

    def steps(self, span: Span) -> None:
        """The steps of a clause: parted by commas and "and" where another action begins there."""
        span, _ = self.draft.hear_behind(span, _IN_ORDER)
        if (found := together(span)) is not None and (found.beside is None or self.draft.nodes):
            self.draft.heard += [found.heard] if found.heard is not None else []
            for done in found.before:
                self._step(done)
            if found.beside is not None:  # "at the same time, melt …"
                self._beside(found.beside)
            else:
                self._together(found.branches)
            return
        if either(span) or answers(span) is not None:
            self._step(span)
            return
        listed = split(span, LIST)
        is_for = not listed[1:] and returns.WHAT_FOR.search(span.text) is not None
        if is_for and jump_of(without_order(span)) is not None:
            self._step(span)
            return
        if span.source.text[span.end : span.end + 1] == "?" and listed[1:] and all(map(is_action, listed[:-1])):
            for piece in listed:  # "insert a coin, enough money?"
                self._step(piece)
            return
        for piece in with_whole_loops(actions(without_order(span))):
            if (further := carried_on(piece)) is not None:
                done, does, label = further
                self._step(done)
                if not label:
                    self._step(does)
                    continue
                node = self.draft.add(does, "box", label)
                self._enter(node, does)
                self.ends = [Open(node)]
            elif piece != span and together(piece) is not None:  # one of a list
                self.steps(piece)
            else:
                self._step(piece)

    def _together(self, branches: Sequence[Branch]) -> None:
        """Branches that begin where the process stands, and all go on to what follows."""
        begun, ended = self.ends, list[Open]()
        for branch in branches:
            self.ends = list(begun)
            for piece, label in branch:
                if label:
                    self._enter(node := self.draft.add(piece, "box", label), piece)
                    self.ends = [Open(node)]
                else:
                    self._step(piece)
            ended += self.ends
        self.ends = ended

    def _either(self, span: Span) -> bool:
        """Take the two things of which a clause says that one is done, and go on behind those that end nothing."""
        branches = either(span)
        if not branches:
            return False
        self._narrow(Span(span.source, span.start, branches[0][0][0].start).text.casefold().replace("either", ""))
        self._together(branches)
        on = [one for one in self.ends if not ends_branch(one.node.label)]
        self.over += [one for one in self.ends if on and one not in on]
        self.ends = on or self.ends
        return True

    def _beside(self, span: Span) -> None:
        """What is done meanwhile: it begins where the latest step begins."""
        latest = self.ends[-1].node if self.ends else None
        before = [Open(one.first, one.label) for one in self.draft.edges if one.second is latest]
        ended = self.ends
        self.ends = before
        for piece in actions(without_order(span)):
            self._step(piece)
        self.ends = [*ended, *self.ends]

    def _step(self, span: Span) -> None:
        span = without_order(trim(span, ",:"))
        if not re.search(r"\w", span.text):
            return
        if fullmatch(span, _JOINED) is not None and len(self.ends) > 1:
            self.draft.heard.append(span)
            return
        if (meanwhile := fullmatch(span, _MEANWHILE)) is not None:
            self.draft.heard.append(Span(span.source, span.start, meanwhile.start("rest")))
            self._beside(named(span, meanwhile, "rest"))
            return
        if self._chooses(span):
            return
        if self._either(span):
            return
        given = [one.label for one in self.ends if one.node is self.decision and one.label]
        if given and (rest := behind(span, OTHERWISE)) is not None:  # "go back if it fails, otherwise go on"
            self._branch(given[0], rest)
            return
        if fullmatch(span, ELSE) is not None and not any(one.label == "no" for one in self.ends):
            self._ask_of_some()
        other = fullmatch(span, ELSE) if any(one.label == "no" for one in self.ends) else None
        if other is not None:  # "all others wait"
            self.draft.heard.append(Span(span.source, span.start, other.start("action")))
            self._branch("no", named(span, other, "action"))
            return
        self._stay()
        jump = jump_of(span)
        if jump is not None and self._is_place(jump):
            self._go(jump)
            return
        if (back := returns.sent_back(self.draft, span)) is not None and all(one.node is not back for one in self.ends):
            self.draft.heard.append(span)
            self._narrow(_BE_OR_GO.split(span.text.casefold(), maxsplit=1)[0])
            self._jump(back, span)
            return
        limit = fullmatch(span, returns.LIMITED)
        said = named(span, limit, "again") if limit is not None else span
        if (again := returns.step_again(self.draft, said, self.decision, self.condition)) is not None:
            self.draft.heard.append(said)
            self.ends = [Open(one.node, one.label or returns.when_again(said)) for one in self.ends]
            self._jump(again, span)
            if limit is not None:  # "ask again, at most three times, then …"
                often = returns.limited(self.draft, named(span, limit, "times"))
                self.ends = [Open(often, "yes")] if often is not None else self.ends
            return
        if (asked := fullmatch(span, _ASKED)) is not None:
            what = named(span, asked, "condition" if asked["condition"] else "condition2")
            self.draft.heard.append(Span(span.source, span.start, what.start))
            self._narrow(Span(span.source, span.start, what.start).text.casefold())
            self._decide(what)
            if (rest := part(span, asked, "rest")) is not None:
                self._answered_by(rest)
            return
        if (loop := fullmatch(span, WHILE_BARE)) is not None:
            condition, action = condition_of(named(span, loop, "rest"))
            if action is not None:
                self._repeat(span, condition, action)
                return
        if (both := occasions.done_before(span)) is not None:
            for one in both:
                self._step(one)
            return
        if (whose := fullmatch(span, _WHO_ASKS)) is not None:  # "it goes to the clerk, who decides whether …"
            self._step(named(span, whose, "before"))
            asks = named(span, whose, "condition")
            self.draft.heard.append(Span(span.source, whose.end("before"), asks.start))
            self._decide(asks)
            return
        late = fullmatch(span, _POSTPOSED) if not span.text.startswith(('"', "“")) else None
        if late is not None and not is_time(named(span, late, "condition")):  # "writes the spec until Friday"
            self._late(span, late)
            return
        text = bare(span)
        if span.source.text[span.end : span.end + 1] == "?" or text.text.endswith("?"):
            is_open = bool(self.asked) and self.asked[-1][1] is self.decision
            answer = answer_to(plain(text).rstrip("?"), self.condition) if is_open else ""
            if answer and answer not in self.answered:
                self.draft.heard.append(span)  # "Dry? Then water it. Still wet? Wait."
                self.answering = answer
                return
            self._turns_to(text.text)
            node = self._ask(text, caption(text.text.rstrip("?")) + "?")
            self.ends = [Open(node, "no"), Open(node, "yes")]
            return
        if (done := _PASSIVE.match(text.source.text, text.start, text.end)) is not None:  # "is sent": "Sent"
            text = Span(text.source, done.end(), text.end)
        text = past(text, _IS_A)
        if (after := fullmatch(text, occasions.AFTER_IT)) is not None and predicate(text) is None:
            self._step(named(text, after, "what"))
            text = named(text, after, "rest")
        first = [one.node for one in self.ends] == [self.decision]
        shared = sharing_verb(self.draft, text, self.decision if first else None)
        node = self.draft.add(text, "box", shared) if shared else self._named_or_new(text)
        again = returns.tried_anew(self.draft, node, self.decision) if self._is_past() else None
        self._enter(node, span)
        if again is not None:
            self._link(Open(node), again, span)
            return
        is_end = node.word == "pill" and not re.match(r"(?:the\s+)?(?:start|begin)", node.label, re.IGNORECASE)
        self.ends = [] if is_end else [Open(node)]

    def _ask_of_some(self) -> None:
        """What was done with those of whom something is said asks for that, where others are spoken of next: "rejects
        those who do not fit. The others …"."""
        last = self.ends[-1].node if len(self.ends) == 1 else None
        match = _OF_SOME.search(last.label) if last is not None else None
        if last is None or match is None or last.word == "decision":
            return
        asked = self.draft.add(last.span, "decision", caption(match["condition"]) + "?")
        self.draft.nodes.insert(self.draft.nodes.index(last), self.draft.nodes.pop())
        for edge in self.draft.edges:
            edge.second = asked if edge.second is last else edge.second
        self.draft.link(asked, last, last.span, label="yes")
        self.over += [] if ends_branch(last.label) else self.ends
        self.ends, self.decision, self.answered = [Open(asked, "no")], asked, {"yes"}

    def _answered_by(self, span: Span) -> None:
        """ "it is an emergency: emergencies go to the doctor": what is done in the case that was asked for."""
        said = predicate(span)
        if said is not None and is_on(self.condition, said.subject.text):
            self.draft.heard.append(said.subject)
            self._branch("yes", Span(span.source, said.place.start, span.end))
        else:
            self.steps(span)

    def looks_again(self) -> None:
        """ "if it is too weak, wait another minute": what does more of a step before, and leads nowhere, goes back."""
        for node in [one.node for one in (*self.ends, *self.aside, *self.over) if one.node not in self.outcomes]:
            is_last = node is self.draft.nodes[-1] and len(self.ends) == 1
            if (back := returns.done_more(self.draft, node, is_last)) is not None:
                self._link(Open(node), back, node.span)

    @abstractmethod
    def _chooses(self, span: Span) -> bool:
        """Take a choice that is said by its two outcomes; False if a step says none."""

    def _late(self, span: Span, match: re.Match[str]) -> None:
        """ "go back to Start if it fails", "stir until it boils" """
        action, condition = named(span, match, "action"), named(span, match, "condition")
        if match["word"].casefold() == "while" and goes_on(condition):
            self.steps(action)  # "it rises while we make the filling"
            self._beside(condition)
            return
        condition, *further = actions(condition)  # "swap if needed, j = j + 1"
        self._conditional(span, action, condition, match["word"].casefold())
        for one in further:
            self._step(one)

    def _conditional(self, span: Span, action: Span, condition: Span, word: str) -> None:
        if word in ("until", "while", "as long as"):
            first = len(self.draft.nodes)
            repeated = _REPEATED.fullmatch(action.text.strip()) or _NEXT_ONE.fullmatch(action.text.strip())
            if repeated is None:
                self.steps(action)
            else:
                self.draft.heard.append(action)
            self._decide(condition)
            decision = self.decision
            where = repeated.groupdict().get("where") if repeated is not None else None
            target = self.draft.nodes[first] if repeated is None else returns.first_again(self.draft, action, where)
            if decision is not None and target is not decision:
                again, on = ("no", "yes") if word == "until" else ("yes", "no")
                self._link(Open(decision, again), target, span)
                self.answered, self.ends = {"yes", "no"}, [Open(decision, on)]
            return
        self._decide(condition, action)
        self._branch("no" if word == "unless" else "yes", action)
