"""Where a process stands: the ends from which it goes on, and the steps at which it may go on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sgc.english.diagrams import occasions, returns
from sgc.english.diagrams.conditions import is_on
from sgc.english.diagrams.draft import Draft, Edge, Node
from sgc.english.diagrams.pieces import bare, fullmatch
from sgc.english.diagrams.words import table
from sgc.source import Span

_STEP_NUMBER = re.compile(r"(?:(?:step|number)\s+)?(?P<number>\d{1,2})", re.IGNORECASE)


@dataclass(slots=True)
class Open:
    """Where the process stands: a node that what follows is linked from, with the label of that link."""

    node: Node
    label: str = ""


@dataclass(slots=True)
class Position:
    """Where a process stands that is being read into a draft."""

    draft: Draft
    ends: list[Open] = field(default_factory=list)
    decision: Node | None = None
    answered: set[str] = field(default_factory=set)
    numbered: dict[int, Node] = field(default_factory=dict)
    waiting: list[tuple[Open, int, Span]] = field(default_factory=list)
    number: int = 0
    condition: str = ""
    drawn: bool = False  # with arrows, between which equal words are one step
    asked: list[tuple[str, Node]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)  # of all sentences
    over: list[Open] = field(default_factory=list)  # ends of branches in which nothing follows: "reject it"
    aside: list[Open] = field(default_factory=list)  # ends of branches around the latest decision
    each: tuple[Node, Span] | None = None  # the question of the loop that was told last, and its words
    branch: list[Open] = field(default_factory=list)  # ends of the branch that was told last
    answering: str = ""  # the answer to the latest decision that the next sentence says the step of
    whole: Node | None = None  # the step that the latest steps are parts of
    latest: Node | None = None  # the latest of those
    outcomes: list[Node] = field(default_factory=list)  # of the latest decision that was told by them
    labels: list[str] = field(default_factory=list)  # the answers that the latest choice named
    jumped: tuple[list[Edge], Span] | None = None  # the latest ways back, and the words that said so
    left: list[Node] = field(default_factory=list)  # places outside, where branches went that do not come back

    def _rejoin(self) -> None:
        """What comes next follows from all branches, those around the latest decision too."""
        self.ends += self.aside
        self.aside = []

    def _turns_to(self, asked: str) -> None:
        """A question that begins as the one before does is asked where that says no: "Is it new? Then store it. Is it
        old? Then …"."""
        no = [one for one in self.ends if one.node is self.decision and one.label == "no"]
        begins = asked.casefold().split()[:2]
        is_alike = self.decision is not None and self.decision.label.casefold().split()[:2] == begins
        if no and is_alike and len(no) < len(self.ends):
            self.aside += [one for one in self.ends if one not in no]
            self.ends = no

    def _is_past(self) -> bool:
        """Whether the latest decision has been answered."""
        return self.decision is not None and all(one.node is not self.decision for one in self.ends)

    def _is_place(self, target: Span) -> bool:
        """Whether a process can go on there; "go to work" is a step like others."""
        known = returns.known_step(self.draft, target) or returns.nth_question(self.draft, target)
        if known is not None or fullmatch(bare(target), _STEP_NUMBER) is not None:
            return True
        return bare(target).text[:1].isupper() or any(one.node is self.decision for one in self.ends)

    def _named_or_new(self, text: Span) -> Node:
        at_once = occasions.AT_ONCE.search(text.text)
        if at_once is not None and not self.drawn:  # "discharge her", and in the other case "discharge her right away"
            known = self.draft.find(Span(text.source, text.start, text.start + at_once.start()))
            if known is not None and known.word == "box":
                return known
        is_name = self.drawn or text.text[:1].isupper() or text.text.casefold() in table("end")
        known = self.draft.find(text) if is_name else None
        if known is None or (known.label.endswith("?") and not self.drawn):  # "add sugar?", and then that it is done
            word = "pill" if text.text.casefold() in table("end") else "box"
            known = self.draft.add(text, word)
        if self.number and self.number not in self.numbered:
            self.numbered[self.number] = known
        return known

    def _jump(self, node: Node, span: Span) -> None:
        """Go back to a step, behind which nothing is said of this branch, unless it is (see ``_stay``)."""
        before = len(self.draft.edges)
        self._enter(node, span)
        self.jumped = (self.draft.edges[before:], span)

    def _stay(self) -> None:
        """Make the latest jump a step of its own, since more is done behind it: "feed it again and wait an hour"."""
        if self.ends or self.jumped is None:
            return
        (edges, span), self.jumped = self.jumped, None
        self.draft.drop(edges)
        node = self.draft.add(bare(span), "box")
        for one in edges:
            self._link(Open(one.first, one.label), node, span)
        self.ends = [Open(node)] if edges else []

    def _go(self, target: Span) -> None:
        """Go on at a step that is named, or by its number."""
        asked = returns.nth_question(self.draft, target)
        if asked is not None:
            self.draft.heard.append(target)
            self._enter(asked, target)
            return
        step = fullmatch(bare(target), _STEP_NUMBER)
        if step is not None and int(step["number"]) not in self.numbered:
            self.waiting += ((one, int(step["number"]), target) for one in self.ends)
            self.ends = []
            return
        node = self.numbered[int(step["number"])] if step is not None else self.draft.find(target)
        node = node or returns.known_step(self.draft, target)
        is_new = node is None
        self.draft.heard += [target] if node is not None else []
        if node is None:
            node = self._named_or_new(bare(target))
            self.left += [node] if self.number else []  # of numbered steps none is there
        self._enter(node, target)
        self.ends = [Open(node)] if is_new else []

    def _enter(self, node: Node, span: Span) -> None:
        if self.number and self.number not in self.numbered:
            self.numbered[self.number] = node
        for one in self.ends:
            self._link(one, node, span)
        self.ends = []

    def _link(self, source: Open, target: Node, span: Span) -> Edge | None:
        if source.label and source.node is self.decision:
            self.answered.add(source.label)
        if any(
            one.first is source.node and one.second is target and one.label == source.label for one in self.draft.edges
        ):
            return None
        return self.draft.link(source.node, target, span, label=source.label)

    def _narrow(self, condition: str) -> None:
        """Of several branches only the one whose step a condition is on leads to it: "invited to an interview", "if the
        interview goes well"."""
        steps = [one for one in self.ends if one.node.word != "decision"]
        for loosely in (False, True):
            on = [one for one in steps if is_on(condition, one.node.label, loosely=loosely)]
            if len(on) == 1 < len(self.ends):
                self.aside += [one for one in self.ends if one is not on[0]]
                self.ends = on
                return
