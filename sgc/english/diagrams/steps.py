"""Processes: steps one after the other, decisions and ways back ("if it is valid go to Save, otherwise to Start")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from sgc.english import lexicon
from sgc.english.diagrams.actions import (
    IN_ANY_CASE,
    actions,
    behind,
    condition_of,
    in_order,
    is_step,
    jump_of,
    plain,
    sentences,
    without_order,
)
from sgc.english.diagrams.arrows import course
from sgc.english.diagrams.beside import leads_beside
from sgc.english.diagrams.choices import ALL_DONE, IF, INNER_IF, YES, Choices, begins_with_case, fronted
from sgc.english.diagrams.conditions import OTHERWISE, answer_to, is_told, question
from sgc.english.diagrams.contrasts import ELSE, contrast
from sgc.english.diagrams.course import WHILE_BARE
from sgc.english.diagrams.draft import Node, reached
from sgc.english.diagrams.headings import ARROW, introduced, without_headings
from sgc.english.diagrams.labelled import Labelled, asked_of, labelled
from sgc.english.diagrams.notation import cases, decisions
from sgc.english.diagrams.occasions import AFTER, EVERY_ONE, event, for_each, is_measured, with_loops
from sgc.english.diagrams.phrasing import is_pronoun
from sgc.english.diagrams.pieces import (
    bare,
    caption,
    fullmatch,
    matches,
    named,
    part,
    past,
    search,
    trim,
)
from sgc.english.diagrams.position import Open
from sgc.english.diagrams.returns import limited
from sgc.english.diagrams.together import all_are_done
from sgc.english.diagrams.unnamed import stages
from sgc.english.diagrams.verbs import goes_on, predicate
from sgc.english.diagrams.words import SEVERAL
from sgc.source import Span

_NUMBER = re.compile(r"(?:step\s+)?(?P<number>\d{1,2})\s*[.):]\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_BULLET = re.compile(r"[-*•–]\s+")
#: A condition of its own within a sentence.
_CONDITION = re.compile(r"\bif\s+", re.IGNORECASE)
#: "decision: accept -> publish, revise -> submit": what each answer leads to.
_ANSWERS = re.compile(
    r"(?P<before>.+(?:->|→|=>))\s*(?P<question>[^:>→]{2,60})\s*:\s*(?P<answers>[^:>→,]{1,40}?\s*(?:->|→|=>).+)",
    re.DOTALL,
)
_ANSWER = re.compile(r"\b(?:if\s+)?(?P<answer>yes|no)\s*(?:→|->|=>|:|[-–—](?=\s))\s*", re.IGNORECASE)
_UNLESS = re.compile(r"unless\s+(?P<condition>.+?)\s*,\s*(?P<action>.+)", re.IGNORECASE)
_IN_ALL_CASES = re.compile(rf"(?:and\s+)?(?:finally|lastly|in the end|at the end|{IN_ANY_CASE})\b", re.IGNORECASE)
#: What is said of what was spoken of last.
_OF_IT = re.compile(
    r"(?:(?:and|then)\s+)*(?:it|they)\s+(?:(?:is|are|gets?|has|have|goes|go|then|can)\b|\w+s\b)", re.IGNORECASE
)
#: "After three failed attempts the account is locked."
_GIVEN_UP = re.compile(
    rf"(?:after|upon|if there are|on)\s+(?P<what>(?:\d+|{SEVERAL}|too many|several)\s+(?:\w+\s+)??"
    r"(?:attempts|tries|failures|retries|times)"
    r"|the\s+(?:second|third|fourth|fifth)\s+(?:(?:failed|wrong|unsuccessful|incorrect|failing)\s+\w+|attempt|try))"
    r"\s*,?\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
#: A condition on what was spoken of: "if the average is …".
_MADE = re.compile(r"(?:if|when|unless)\s+(?:the|its|their|his|her)\s+(?P<noun>[\w-]+)", re.IGNORECASE)
_AFTER_NAME = re.compile(r"(?:after|following)\s+(?:the\s+)?", re.IGNORECASE)
_THEN = re.compile(r"then\s*,?\s+", re.IGNORECASE)
#: "repeat these steps until the list is sorted: …"
_REPEAT = re.compile(
    r"(?:repeat|do)\s+(?:the following|these|this)?(?:\s+steps)?\s*(?P<word>until|while"
    r"|as long as)\s+(?P<condition>[^:]+):\s+(?P<action>.+)",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(r"(?P<letter>[a-z])\s*[.)]\s+(?P<rest>.+)", re.DOTALL)


#: Steps after which a branch is over, where what follows is said of another.
_ENDED = re.compile(
    r"\b(?:re(?:ject|fus)|declin|den(?:y|ied)|cancel|fail|abort|clos|notif|inform|end|stop)",
    re.IGNORECASE,
)
#: "When the loop ends, …"
_LOOP_ENDS = re.compile(
    r"(?:the|this)\s+(?:loop|repetition)\s+(?:ends|is\s+(?:over|done|finished)|has\s+(?:ended|finished)|finishes"
    r"|terminates)",
    re.IGNORECASE,
)
_EACH_BRANCH = re.compile(r"(?:either|both|each)(?:\s+of\s+(?:them|these|those))?(?:\s+\w+)?", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*,\s*(?:and\s+)?(?!then\b|finally\b|after)", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:no|not|cannot|never)\b|n['’]t\b")


def _with_whole_cases(pieces: Sequence[Span]) -> list[Span]:
    """What is done in order, where "and then" goes on with what is done in a case: "if it burns call us and then
    leave"."""
    merged: list[Span] = []
    for one in pieces:
        between = one.source.text[merged[-1].end : one.start].strip().casefold() if merged else ""
        if between == "and then" and search(merged[-1], INNER_IF) is not None:
            merged[-1] = merged[-1].to(one)
        else:
            merged.append(one)
    return merged


class Steps(Choices):
    """Reads the sentences of a process into a draft."""

    def read(self, span: Span) -> None:
        span = introduced(span)
        if decisions(self.draft, span) or cases(self.draft, span) or course(self.draft, span):
            return
        span = without_headings(self.draft, span)
        self.drawn = search(span, ARROW) is not None
        for stage in stages(self.draft.title, span) if not self.drawn else ():
            node = self.draft.add(bare(stage), "box")
            self._enter(node, stage)
            self.ends, span = [Open(node)], trim(Span(span.source, stage.end, span.end), ".;, ")
        found = ((one, sentence.end) for sentence in sentences(span) for one in matches(sentence, _CONDITION))
        places = (Span(span.source, one.end(), end) for one, end in found)
        self.conditions = [plain(condition_of(one)[0]) for one in places]
        self._sentences(span)
        self.looks_again()
        self._merge()
        for source, number, place in self.waiting:
            if number in self.numbered:
                self._link(source, self.numbered[number], place)
            else:
                self.draft.unread.append(place)

    def _merge(self) -> None:
        """Steps of one name in several branches, which go on alike, are one: "send rejection"."""
        first: dict[tuple[str, frozenset[int]], Node] = {}
        for node in list(self.draft.nodes):
            goals = frozenset(id(one.second) for one in self.draft.edges if one.first is node)
            known = first.setdefault((node.label, goals), node)
            if known is node or node.word != known.word or node.inside is not known.inside or node.word == "decision":
                continue
            if any(one.first is known and one.second is node for one in self.draft.edges):
                continue
            self.draft.drop([one for one in self.draft.edges if one.first is node])
            for edge in self.draft.edges:
                edge.second = known if edge.second is node else edge.second
            self.draft.nodes.remove(node)
            self.draft.heard.append(node.span)

    def _sentences(self, span: Span) -> None:
        found = contrast(span, parted=True) if not self.drawn else None
        if found is None:
            every = list(with_loops(sentences(span)))
            while every:
                cases = labelled(every)
                if cases is not None:
                    self._by_label(cases)
                else:
                    self._sentence(every[0])
                every = every[cases.sentences if cases is not None else 1 :]
            return
        before, classes, behind_both = found
        self._sentences(before)
        asked = (
            set(map(lexicon.one_of, self.condition.split()))
            if self.decision is not None and not self.answered
            else set()
        )
        *kind, noun = map(lexicon.one_of, classes.question.casefold().rstrip("?").split())
        if not set(kind or (noun,)) <= asked:
            self._rejoin()
            self._ask(classes.span, classes.question)
        else:
            self.draft.heard.append(classes.span)
        for answer, action in classes.answers:
            self._branch(answer, action)
        self.draft.heard += classes.others
        end = classes.answers[-1][1].end
        if _GOES_ON.fullmatch(span.source.text, end, behind_both.start) is not None:  # ", and the cheapest is picked"
            rest = next(iter(sentences(behind_both)))
            self._within_branch(partial(self.steps, rest))
            behind_both = trim(Span(span.source, rest.end, span.end), ".;, ")
        self._sentences(behind_both)

    def _by_label(self, found: Labelled) -> None:
        """What is done in each of the cases that are asked for by the step before them, or answer what it asks."""
        answers = self._labels(found.cases)
        self.draft.heard += found.cases
        for answer, action in zip(answers, found.actions, strict=True):
            self._branch(answer, action)

    def _labels(self, cases: Sequence[Span]) -> Sequence[str]:
        """The answers that cases are to the latest question, or to one that is asked by the first of them."""
        said = list(map(plain, cases))
        answers = [answer_to(one, self.condition) for one in said] if self.decision is not None else []
        if answers and all(answers) and len(set(answers)) == len(answers):
            return answers
        is_open = any(one.node is self.decision for one in self.ends)
        is_open = is_open and all(one.first is not self.decision for one in self.draft.edges)
        if not is_open:
            self._rejoin()
        if len(said) == 2 and answer_to(said[1], said[0]) == "no":  # "in stock", "out of stock"
            yes = 1 if _NEGATED.search(said[0]) is not None else 0
            if not is_open:
                self._decide(cases[yes])
            return ["yes" if i == yes else "no" for i in range(2)]
        if not is_open:
            latest = self.draft.nodes[-1].span if self.draft.nodes else None
            asked = asked_of(latest) if latest is not None else ""
            self._ask(cases[0], caption(asked or "which case") + "?")
        self.ends = []
        return said

    def _sentence(self, span: Span) -> None:
        numbered = fullmatch(span, _NUMBER)
        if numbered is not None and (rest := part(span, numbered, "rest")) is not None:
            self.number, span = int(numbered["number"]), rest
        if (lettered := fullmatch(span, _LETTER)) is not None and self.draft.nodes:
            self._under(named(span, lettered, "rest"), lettered["letter"])
            return
        span = past(trim(span, ",:"), ARROW)
        if _IN_ALL_CASES.match(span.source.text, span.start, span.end) is not None:
            self.aside, self.over = [*self.aside, *self.over], []
        if self.decision is not None:
            span = past(span, _BULLET)
        if self._goes_on_in_loop(span) or leads_beside(self.draft, span) or self._leads_by_case(span):
            return
        if self._in_case(span):
            return
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
        if otherwise := behind(span, OTHERWISE):
            self._else(self._other_answer(), otherwise)
            return
        if (given_up := fullmatch(span, _GIVEN_UP)) is not None:
            self._gives_up(span, given_up)
            return
        both = {one.label for one in self.ends if one.node is self.decision} == {"yes", "no"}
        cut = search(span, OTHERWISE) if both and fullmatch(span, IF) is None else None
        if cut is not None and cut.start() > span.start:  # "Is it strong? Add milk, otherwise drink it."
            self._branch("yes", trim(Span(span.source, span.start, cut.start()), ",;"))
            self._branch("no", trim(Span(span.source, cut.end(), span.end)))
            return
        if self.answering or (both and self._follows_question(span)):  # "Dry? Then water it."
            said, self.answering = self.answering or "yes", ""
            self._branch(said, past(span, _THEN))
            return
        before = self._behind_step(span) or event(span)
        if before is not None and before[0] in AFTER and is_measured(before[1]):
            before = None  # "after ten minutes each pair presents it": no step of its own
        if before is not None and self._happens(span, *before):
            return
        if (condition := fullmatch(span, IF)) is not None and (rest := part(span, condition, "rest")) is not None:
            self.draft.heard.append(Span(span.source, span.start, rest.start))
            self._if(rest)
            return
        if self._of_kind(span):
            return
        if begins_with_case(span):
            ask = partial(self._if, span, parted=fronted)
            if span.source.text[: span.start].rstrip().endswith(";") and any(one in self.ends for one in self.branch):
                self._within_branch(ask)  # "if not, check the temperature; below 15 degrees …"
            else:
                ask()
            return
        self._of_branch(span)
        self._rejoin()
        if self._depends(span) or self._in_which_case(span) or self._loops(span):
            return
        for piece in _with_whole_cases(in_order(span)):
            inner = search(piece, INNER_IF)
            if inner is not None and inner.start() > piece.start:
                self.steps(trim(Span(piece.source, piece.start, inner.start())))
                self._sentence(trim(Span(piece.source, inner.end(), piece.end)))
            elif (condition := fullmatch(piece, IF)) is not None and (
                rest := part(piece, condition, "rest")
            ) is not None:
                self._if(rest)
                if self.drawn:  # what the arrow leads to follows from the condition
                    self.ends = [one for one in self.ends if one.label != "no"] or self.ends
            else:
                before = self._behind_step(piece)
                if before is None or not self._happens(piece, *before):
                    self.steps(piece)

    def _follows_question(self, span: Span) -> bool:
        """Whether a sentence behind a question says what is done if it is so: it is no question, and begins no case."""
        text = span.source.text
        if text[span.end : span.end + 1] == "?" or fullmatch(span, IF) is not None or event(span) is not None:
            return _THEN.match(text, span.start, span.end) is not None
        return not begins_with_case(span) and fullmatch(span, ELSE) is None

    def _other_answer(self) -> str:
        """The answer that "otherwise" is: "yes", where only what is done if not has been said."""
        given = {one.label for one in self.draft.edges if one.first is self.decision} | self.answered
        return "yes" if given == {"no"} else "no"

    def _each(self, span: Span, what: Span, action: Span) -> None:
        """A loop that asks whether there is another: "for each file, open it and count the words"."""
        name = " ".join(past(what, EVERY_ONE).text.split())
        every = lexicon.one_of(name) if what.text.casefold().startswith("all") else name
        self._ask(what, f"Another {every}?" if past(what, EVERY_ONE) != what else f"Next {name}?")
        self._in_loop(span, action)

    def _in_loop(self, span: Span, action: Span) -> None:
        """What is done where the latest question says yes, and leads back to it."""
        decision = self.draft.nodes[-1]
        self.ends = [Open(decision, "yes")]
        for one in sentences(action):
            self._sentence(one)
        self._close(decision, span)

    def _close(self, decision: Node, span: Span) -> None:
        """Lead what was done for one back to the question whether there is another."""
        for end in (*self.ends, *self.aside):
            self._link(end, decision, span)
        self.aside, self.decision, self.each = [], decision, (decision, span)
        self.answered, self.ends = {"yes", "no"}, [Open(decision, "no")]

    def _goes_on_in_loop(self, span: Span) -> bool:
        """Take back where a loop ends, if the next sentence is on what is made in it: "for each pupil, compute the
        average. If the average is below 50, …"."""
        if self.each is None:
            return False
        decision, loop = self.each
        self.each = None
        made = _MADE.match(span.source.text, span.start, span.end)
        if made is None or made["noun"].casefold() not in loop.text.casefold():
            return False
        back = [one for one in self.draft.edges if one.second is decision and one.span == loop]
        self.draft.edges = [one for one in self.draft.edges if one not in back]
        self.ends, self.decision = [Open(one.first, one.label) for one in back], None
        self._sentence(span)
        self._close(decision, loop)
        return True

    def _of_branch(self, span: Span) -> None:
        """What is said on of "it" behind a condition is said of what was done in that case: "if it is valid, an account
        is made. It is then …"."""
        asked = [one for one in self.ends if one.node is self.decision and one.label == "no"]
        if asked and len(self.ends) > len(asked) and _OF_IT.match(span.text) is not None and len(self.answered) == 1:
            self.ends = [one for one in self.ends if one not in asked]
            self.over += asked

    def _loops(self, span: Span) -> bool:
        """What is done again, for each, while something is so, or unless it is."""
        if (repeat := fullmatch(span, _REPEAT)) is not None:
            self._repeated(span, repeat)
            return True
        if (each := for_each(span)) is not None:
            self._each(span, *each)
            return True
        if (loop := fullmatch(span, WHILE_BARE)) is not None:
            condition, action = condition_of(named(span, loop, "rest"))
            if action is not None and goes_on(condition):  # "while the dough rises, grate the cheese" is no loop
                self._together([[(condition, "")], [(one, "") for one in actions(without_order(action))]])
            elif action is not None and ";" in action.text:
                self._ask(condition, question(condition))
                self._in_loop(span, action)
            elif action is not None:
                self._repeat(span, condition, action)
            if action is not None:
                return True
        if (unless := fullmatch(span, _UNLESS)) is not None:
            self._decide(named(span, unless, "condition"))
            self._branch("no", named(span, unless, "action"))
            return True
        return False

    def _repeated(self, span: Span, match: re.Match[str]) -> None:
        """ "repeat these steps until it is sorted: …": the steps, and then the question whether they are done again."""
        first = len(self.draft.nodes)
        for piece in in_order(named(span, match, "action")):
            self.steps(piece)
        self.ends, self.aside = [*self.ends, *self.aside], []
        decision = self._decide(named(span, match, "condition"))
        again, on = ("no", "yes") if match["word"].casefold() == "until" else ("yes", "no")
        self._link(Open(decision, again), self.draft.nodes[first], span)
        self.answered, self.ends = {"yes", "no"}, [Open(decision, on)]

    def _under(self, span: Span, letter: str) -> None:
        """A part of the latest step, in which it stands: "a. choose the journal"."""
        if letter == "a" or self.whole is None:
            self.whole = self.draft.nodes[-1]
            self.ends, self.latest = [], None
        outer, self.ends = self.whole, [Open(self.latest)] if self.latest is not None else []
        number, self.number = self.number, 0
        self.steps(span)
        for node in self.draft.nodes[self.draft.nodes.index(outer) + 1 :]:
            if node.inside is None:
                outer.give(node)
        self.latest, self.number = (self.ends[-1].node if self.ends else self.latest), number
        self.ends = [Open(outer)]

    def _gives_up(self, span: Span, match: re.Match[str]) -> None:
        """ "After three failed attempts the account is locked": asked where the latest way back begins, or here."""
        what, ends = named(span, match, "what"), self.ends
        asked = limited(self.draft, what)
        if asked is not None:
            self.ends = [Open(asked, "yes")]
        else:
            self._ask(what, caption(what.text) + "?")
            self._branch("yes", named(span, match, "rest"))
            self.over += [one for one in self.ends if one.node is not self.decision]
            self.ends = [one for one in self.ends if one.node is self.decision]
            return
        self.steps(named(span, match, "rest"))
        self.over, self.ends = [*self.over, *self.ends], ends

    def _behind_step(self, span: Span) -> tuple[str, Span, Span] | None:
        """ "after evaluation go back to training": a known step by its name, and what is done behind it."""
        match = _AFTER_NAME.match(span.source.text, span.start, span.end)
        text = span.source.text[match.end() : span.end].casefold() if match is not None else ""
        names = [one.label.casefold() for one in self.draft.nodes if text.startswith(f"{one.label.casefold()} ")]
        if match is None or not names:
            return None
        end = match.end() + max(map(len, names))
        what, rest = Span(span.source, match.end(), end), trim(Span(span.source, end, span.end), ",")
        goes_on = is_step(rest) or jump_of(rest) is not None or predicate(rest) is not None
        return ("after", what, rest) if goes_on else None

    def _case_left(self, what: Span) -> str | None:
        """The answer to the latest question of which alone nothing is said, where words say how something is, or what
        that does which was spoken of ("they agree"), and the other answer leads back."""
        said = predicate(what)
        if said is None or said.passive or said.negated or not (said.base == "be" or is_pronoun(said.subject)):
            return None
        return self.ends[0].label if [one.node for one in self.ends] == [self.decision] else None

    def _happens(self, span: Span, word: str, what: Span, rest: Span) -> bool:
        """Take something that has happened as a step, or as what the step before it says; False if it is a question."""
        said = plain(what)
        if word == "on" and self.draft.nodes and EVERY_ONE.match(what.text) is None:
            return False  # a case: "on failure, …"
        joins = len(self.ends) > 1 and all(one.node.word != "decision" for one in self.ends) and all_are_done(what)
        if word in AFTER and len(self.ends) > 1 and fullmatch(what, _EACH_BRANCH) is not None:
            ways = [(one.first, one.second) for one in self.draft.edges]
            behind = reached(self.asked[-1][1], ways) if self.asked else set[int]()
            branches = [one for one in self.ends if id(one.node) in behind]
            if len(branches) > 1:  # "after either hint", and not after what ended the game
                self.over += [*(one for one in self.ends if one not in branches), *self.aside]
                self.ends, self.aside = branches, []
                joins = True
        if joins or fullmatch(what, _LOOP_ENDS) is not None:
            self.draft.heard.append(Span(span.source, span.start, what.end))
            self._sentence(rest)
            return True
        if word not in (*AFTER, "on"):
            asks = _NEGATED.search(said) is not None
            asks = asks or (search(rest, OTHERWISE) is not None and search(rest, _CONDITION) is None)
            asks = asks or fullmatch(what, ALL_DONE) is not None
            asks = asks or YES.fullmatch(said) is not None or any(answer_to(said, one) for one, _ in self.asked)
            if asks or word == "whenever" or said.startswith("there "):
                return False
            if (left := self._case_left(what)) is not None:  # "if it is dirty, wash it again. When it is clean, …"
                self.draft.heard.append(Span(span.source, span.start, what.end))
                self._branch(left, rest)
                return True
        self._rejoin()
        told = {id(one) for one in self.draft.nodes if one.word != "decision" and is_told(said, one.label)}
        if told:
            on = [one for one in self.ends if id(one.node) in told]
            others = [one for one in self.ends if id(one.node) not in told]
            if on and others and all(_ENDED.search(one.node.label) for one in others):  # only this branch goes on
                self.over, self.ends = [*self.over, *(one for one in self.ends if one not in on)], on
            self.draft.heard.append(Span(span.source, span.start, what.end))
        elif not self.draft.nodes and predicate(what) is None:  # what sets the process off
            self.draft.heard.append(Span(span.source, span.start, what.start))
            self.ends = [Open(self.draft.add(bare(what), "pill"))]
        else:
            self.steps(what)
        self._sentence(rest)
        return True
