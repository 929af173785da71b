"""What a process asks: conditions and their answers, what else is done, and what depends on something."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from sgc.english import lexicon
from sgc.english.diagrams.actions import behind, condition_of, ends_branch, in_order, plain, without_order
from sgc.english.diagrams.conditions import OTHERWISE, answer_to, is_alternative, is_on
from sgc.english.diagrams.contrasts import ELSE, may_be_opposite
from sgc.english.diagrams.course import Course
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.headings import ARROW
from sgc.english.diagrams.naming import LIST
from sgc.english.diagrams.options import answers, options
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, part, past, search, split, trim
from sgc.english.diagrams.position import Open
from sgc.english.diagrams.said import phrases
from sgc.english.diagrams.verbs import predicate
from sgc.source import Span

IF = re.compile(
    r"(?:and\s+|but\s+|then\s+)?(?:if|when|in case(?!\s+of\b)|in the event that|in (?:case|the event) of"
    r"|provided(?: that)?|whenever|once|as long as"
    r"|(?:up)?on(?=\s+(?:a\s+)?(?:success|failure|error|timeout|approval|rejection)\b)"
    r"|where(?=\s+(?:the|an?|this|that|no|any|there)\s(?:[^,]|,(?=\d))+,\s)"
    r"|should(?=\s+(?:it|they|he|she|this|that|there|you|the|any|an?|both|all|either|one|\w+\s+(?:be|not))\s))\s+"
    r"(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_CASE = re.compile(r"(?:if|when|in case|should)\s+", re.IGNORECASE)
INNER_IF = re.compile(
    r"\s*,?\s+(?:and|but)\s*,\s*(?=(?:if|when|in case)\b)|\s*:\s*(?=(?:if|when|should)\s)"
    r"|\s*,\s*(?:and\s+|but\s+)?(?=(?:if|when|in case)\b)|\s+(?:and|but)\s+(?=if\b)",
    re.IGNORECASE,
)
#: What waits for all that was done, and asks nothing.
ALL_DONE = re.compile(
    r"(?:both|all(?: of them)?|they|everything|all (?:the )?\w+s|both (?:steps|tasks))\s+(?:is|are|have"
    r"|has)\s+(?:been\s+)?"
    r"(?:done|finished|complete|completed|ready)",
    re.IGNORECASE,
)
_SUBJECT = r"(?:it|this|that|he|she|they|the (?:answer|result|check) is|any)"
YES = re.compile(
    rf"yes|so|true|ok|(?:it|the answer|the result|this|that) is (?:yes|true|the case)|any"
    rf"|{_SUBJECT}\s+(?:is|are|does|do|has|have|can|was|were|did|will|succeeds?)",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"no|not|false|(?:it|the answer|the result) is (?:no|false)"
    rf"|{_SUBJECT}\s+(?:(?:is|are|does|do|has|have|can|was|were|did|will)(?:\s*not|n['’]t)|cannot)|none",
    re.IGNORECASE,
)
#: What may be the opposite of what was asked: "it succeeds", of "the build fails".
_DOES = re.compile(r"(?:it|this|that|he|she|they)\s+\w+")
#: "depending on the weather, we walk or take the bus"
_DEPENDING = re.compile(
    r"depending on\s+(?P<what>[^,]+?)\s*,\s*(?P<first>[^,]+?)\s*,?\s+or\s+(?P<second>[^,]+)", re.IGNORECASE
)
_EITHER = re.compile(r"\beither\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def answer_alone(said: str) -> str:
    """The answer that words are to any question: "so", "it does not"; empty if they are none."""
    return "yes" if YES.fullmatch(said) is not None else "no" if _NO.fullmatch(said) is not None else ""


def begins_with_case(span: Span) -> bool:
    """Whether a sentence begins with the case in which something is done, and says so by no "if": "below 15 degrees
    wear a jacket", "with a majority the law passes, otherwise it fails"."""
    case, action = fronted(span)
    measures = re.match(r"(?!with)\w+\s+\d", case.text, re.IGNORECASE)
    return action is not None and (measures is not None or search(span, OTHERWISE) is not None)


def fronted(span: Span) -> tuple[Span, Span | None]:
    """What a sentence begins with before its subject or verb, and what is done then; the second is None where it begins
    with no case."""
    one = next(iter(clauses(span)), None)
    case = one.lead or one.subject if one is not None else ()
    if one is None or not one.verb or one.mark is not None or one.joined or not case or case[0].lower not in _IN_CASE:
        return span, None
    begins = one.subject[0].start if one.lead and one.subject else one.place.start
    return trim(Span(span.source, span.start, begins), ", "), Span(span.source, begins, span.end)


#: Prepositions that begin a case: "below 10 degrees", "without a ticket".
_IN_CASE = frozenset(("below", "above", "under", "over", "with", "without"))


#: "which leads to Save if the input is valid or back to Start if it isn't"
_LEADS_BY_CASE = re.compile(
    r"(?:(?P<before>.+?)\s*,?\s+(?=which\s))?(?:which|it|this|that)\s+(?:leads?|goes|continues?|proceeds?|moves?|returns?)"
    r"\s+(?:on\s+|back\s+)?to\s+(?P<first>(?:(?!\sif\s|\swhen\s).)+?)\s+(?:if|when)\s+(?P<condition>[^,;]+?)\s*,?\s+"
    r"(?:(?:or|and|but)\s+)(?:else\s+)?(?:otherwise\s+)?(?:it\s+)?(?:(?:leads?|goes|returns?)\s+)?(?:back\s+)?to\s+"
    r"(?P<second>.+?)\s*,?\s+(?:(?:if|when)\s+(?:[^,;]+?)|otherwise)",
    re.IGNORECASE,
)


#: "approved: …"
_CASE_OF = re.compile(
    r"(?:[-*•–]\s*)?(?:if\s+)?(?!(?:yes|no)\b)(?P<case>(?:not\s+)?[\w-]+)\s*:\s+(?P<action>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_IN_WHICH_CASE = re.compile(
    r"(?P<what>.+?)\s*,?\s+in which case\s+(?P<then>.+?)(?:\s*,?\s+or\s+(?:else\s+)?(?P<other>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_MAY = re.compile(r"\s+(?:(?:can|may|might|could|either|also)\s+)+", re.IGNORECASE)
_WHETHER_TO = re.compile(r"\bwhether\s+(?=to\s)", re.IGNORECASE)
_POINTS = re.compile(r"(?:it|them|him|her)\b", re.IGNORECASE)


_NOT = re.compile(r"not\s+", re.IGNORECASE)
#: Those of whom something is so.
_ANY = frozenset((
    "anything", "anyone", "anybody", "everything", "everyone", "everybody", "whoever", "whatever", "those",
))  # fmt: skip
_ELSE = re.compile(r"else\b", re.IGNORECASE)
_WHO = re.compile(r"(?:who|that|which)\s+(?:(?:is|are|was|were)\s+)?", re.IGNORECASE)
_JOINED = re.compile(r"(?:and|but|while|then)\b", re.IGNORECASE)


def _is_denied_beside(quality: Span) -> bool:
    """Whether a text begins one clause with a word, and another with that it is not so: "suitable: …", "not suitable:
    …"."""
    word = re.escape(quality.text)
    both = (rf"(?<!\bnot\s)\b{word}\s*[:?]", rf"\bnot\s+{word}\s*[:?]")
    return all(re.search(one, quality.source.text, re.IGNORECASE) is not None for one in both)


_WHILE_OTHERS = re.compile(
    r"\s*,?\s+(?:while|whereas|and|but)\s+(?=(?:all\s+)?(?:the\s+)?(?:rest|others?|remaining)\b|every\w+ else\b)",
    re.IGNORECASE,
)


def _is_of_some(one: Clause, relative: Clause | None) -> bool:
    """Whether a clause speaks of those among several of which something is so: "items that are damaged"."""
    is_state = relative is not None and relative.main.base == "be" and relative.rest != []
    return is_state and one.subject[-1].tag is Tag.NOUNS and one.subject[0].tag is not Tag.DET


class Choices(Course):
    """Reads what a process asks into a draft."""

    @abstractmethod
    def _sentence(self, span: Span) -> None:
        """Take a sentence."""

    def _answers(self, span: Span, match: re.Match[str]) -> None:
        """A question at the end of a chain, and the chain that each of its answers begins."""
        for piece in in_order(named(span, match, "before")):
            self.steps(piece)
        place = bare(named(span, match, "question"))
        self._ask(place, caption(place.text.rstrip("?")) + "?")
        decision = self.draft.nodes[-1]
        ended: list[Open] = []
        for branch in split(named(span, match, "answers"), LIST):
            answer, *steps = split(branch, ARROW)
            self.ends = [Open(decision, answer.text)]
            for one in steps:
                self._step(one)
            ended += self.ends
        self.ends, self.decision = ended, None

    def _if(
        self,
        rest: Span,
        otherwise_if: bool = False,
        parted: Callable[[Span], tuple[Span, Span | None]] = condition_of,
    ) -> None:
        """What stands behind "if": the condition, what follows from it, and what else; behind "else if" it is asked
        where the latest decision says no. ``parted`` are the condition and what is done."""
        inner = search(rest, INNER_IF)
        otherwise = search(rest, OTHERWISE)
        another = other = None
        if inner is not None and (otherwise is None or inner.start() < otherwise.start()):
            another = trim(Span(rest.source, inner.end(), rest.end))
            rest, otherwise = trim(Span(rest.source, rest.start, inner.start()), ",;"), None
        if otherwise is not None and otherwise.start() > rest.start:
            other = trim(Span(rest.source, otherwise.end(), rest.end))
            rest = trim(Span(rest.source, rest.start, otherwise.start()), ",;")
        condition, action = parted(rest)
        if action is not None and fullmatch(condition, ALL_DONE) is not None:
            self.draft.heard.append(condition)
            self.steps(action)
            return
        said = plain(condition)
        if self._of_label(said, action) or self._of_outcome(said, action):
            self.draft.heard.append(condition)
            return
        answer = answer_to(said, self.condition) if self.decision is not None and _DOES.fullmatch(said) else ""
        answer = answer or answer_alone(said)
        answer = answer or ("" if otherwise_if else self._answer_before(said))
        if self.decision is None or not answer:
            no = [one for one in self.ends if one.node is self.decision and one.label == "no"]
            if no and (otherwise_if or is_alternative(said, self.condition)):
                self.aside += [one for one in self.ends if one not in no]
                self.ends = no
            else:
                self._rejoin()
                self._narrow(said)
            self._decide(condition, action)
            answer = "yes"
        else:
            self.draft.heard.append(condition)
        self._branch(answer, action)
        if other is not None:
            self._else("no" if answer == "yes" else "yes", other)
        if another is not None:
            if inner is not None and ":" in inner.group():  # "if not, try a splint: if it relights, …"
                self._within_branch(partial(self._sentence, another))
                return
            case = behind(another, _CASE)
            is_other = case is not None and not answer_to(plain(condition_of(case)[0]), self.condition)
            if case is not None and is_other and inner is not None and inner.group().strip() == ",":  # "if …, …, if …"
                self._if(case, otherwise_if=True)
            else:
                self._sentence(another)

    def _in_case(self, span: Span) -> bool:
        """ "approved: finance pays", "rejected: tell the employee": what is done in a case, and in its opposite."""
        match = fullmatch(span, _CASE_OF)
        case = named(span, match, "case") if match is not None else span
        quality = past(case, _NOT)
        if match is None or not (may_be_opposite(quality.text.casefold()) or _is_denied_beside(quality)):
            return False
        answer = answer_to(plain(case), self.condition) if self.decision is not None else ""
        if not answer or answer in self.answered:
            answer = "yes" if quality == case else "no"
            self._rejoin()
            self._decide(quality)
        self.draft.heard.append(case)
        self._branch(answer, named(span, match, "action"))
        return True

    def _leads_by_case(self, span: Span) -> bool:
        """ "go on to the check, which leads to Save if it is valid or back to Start if it is not": what each case leads
        to, behind the step that says so."""
        match = fullmatch(span, _LEADS_BY_CASE)
        if match is None:
            return False
        before, first, second = (part(span, match, one) for one in ("before", "first", "second"))
        for piece in in_order(before) if before is not None else ():
            self.steps(piece)
        decision = self._decide(named(span, match, "condition"))
        self.draft.heard.append(span)
        ended: list[Open] = []
        for answer, target in (("yes", first), ("no", second)):
            self.ends = [Open(decision, answer)]
            if target is not None:
                self._go(target)
            ended += self.ends
        self.ends, self.answered = ended, {"yes", "no"}
        return True

    def _within_branch(self, read: Callable[[], None]) -> None:
        """Read what is asked behind a step of the latest branch, and of no other."""
        others, aside = [one for one in self.ends if one not in self.branch], self.aside
        self.ends, self.aside = [one for one in self.ends if one in self.branch], []
        read()
        self.ends, self.aside = [*self.ends, *others], [*aside, *self.aside]

    def _answer_before(self, said: str) -> str:
        """The answer that words are to the latest question that was not given it, where the process goes on; empty if
        there is none."""
        for before, node in reversed(self.asked):
            answer = answer_to(said, before)
            if answer and not any(one.first is node and one.label == answer for one in self.draft.edges):
                if node is not self.decision:
                    self.aside, self.ends, self.decision = [*self.aside, *self.ends], [Open(node, answer)], node
                    self.answered = {"yes"} if answer == "no" else {"no"}
                return answer
        return ""

    def _of_any(self, span: Span) -> bool:
        """ "anything out of scope is rejected", "anyone who is late pays a fine": what is done with those of which
        something is so, as with "it" if it is."""
        found = clauses(span)
        one = next((one for one in found if one.subject and one.verb and one.around is None), None)
        relative = next((other for other in found if other.around is one and other.verb), None)
        if one is None or one.mark is not None or not (one.subject[0].lower in _ANY or _is_of_some(one, relative)):
            return False
        behind = trim(Span(span.source, one.subject[0].end, one.place.start), ", ")
        if not behind.text or _ELSE.match(behind.text) is not None:
            return False  # "everyone waits", "everyone else waits"
        case = behind if relative is None else past(behind, _WHO)
        before = trim(Span(span.source, span.start, one.subject[0].start), ", ")
        if re.search(r"\w", past(before, _JOINED).text):
            return False
        does = Span(span.source, (one.main if one.passive else one.place).start, span.end)
        cut = search(does, _WHILE_OTHERS)
        other = fullmatch(Span(span.source, cut.end(), span.end), ELSE) if cut is not None else None
        rest = does if cut is None or other is None else Span(span.source, does.start, cut.start())
        answer = self._answer_before(f"it is {plain(case)}") or self._answer_before(f"it {plain(case)}")
        self.draft.heard.append(Span(span.source, one.subject[0].start, case.end if answer else case.start))
        if not answer:
            self._decide(case)
            answer = "yes"
        self._branch(answer, rest)
        if other is not None and cut is not None:  # "… while the rest are sold"
            self.draft.heard.append(Span(span.source, cut.start(), other.start("action")))
            self._branch("no" if answer == "yes" else "yes", Span(span.source, *other.span("action")))
        return True

    def _of_kind(self, span: Span) -> bool:
        """ "Admitted patients are moved to a ward", "papers that are in scope are sent out": what is done in the case
        that a question before asks for."""
        found = clauses(span)
        one = next((one for one in found if one.subject and one.verb and one.around is None), None)
        if one is None or one.mark is not None or not self.asked or one.subject[-1].tag is not Tag.NOUNS:
            return False
        of = next((other for other in found[: found.index(one)] if other.around is one and other.verb), None)
        if len(one.subject) != 2 and of is None:
            return False
        said = plain(of.unmarked) if of is not None else f"is {one.subject[0].lower}"
        answer = self._answer_before(f"it {said}")
        if not answer:
            return False
        self.draft.heard.append(one.who)
        self._branch(answer, Span(span.source, (one.main if one.passive else one.place).start, span.end))
        return True

    def _else(self, answer: str, action: Span) -> None:
        """What is done, or asked, if the latest decision says this."""
        condition = fullmatch(action, IF)
        rest = part(action, condition, "rest") if condition is not None else None
        if rest is None or self.decision is None or answer == "yes":
            self._branch(answer, action)
        else:
            self._if(rest, otherwise_if=True)

    def _depends(self, span: Span) -> bool:
        """ "depending on the result, the beach is closed or kept open": what is asked, and what each answer is."""
        match = fullmatch(span, _DEPENDING)
        if match is None:
            return False
        place, first, second = (named(span, match, one) for one in ("what", "first", "second"))
        one = next((one for one in clauses(first) if one.verb), None)
        if one is None:
            return False
        self._ask(place, caption(bare(place).text) + "?")
        decision, ended = self.draft.nodes[-1], list[Open]()
        helps = Span(span.source, first.start, one.main.start).text if one.passive else ""
        kept = "" if predicate(second) is not None and one.subject else helps or f"{one.who.text} ".lstrip()
        for piece, label in ((first, first.text), (second, f"{kept}{second.text}")):
            node = self.draft.add(piece, "box", caption(_ARTICLE.sub("", _EITHER.sub("", label))))
            answer = one.main.text if one.passive and piece is first else second.text if one.passive else ""
            self._link(Open(decision, answer), node, piece)
            ended.append(Open(node))
        self.ends, self.decision = ended, None
        return True

    def _offers(self, span: Span) -> bool:
        """ "the editor makes a decision: accept, reject or ask for revisions": each outcome is a step of its own, which
        later sentences may go on from."""
        found = options(span)
        if found is None:
            return False
        if found.before is not None:
            self.steps(found.before)
        self.draft.heard.append(found.place)
        self._ask(found.place, found.question)
        decision, self.ends, self.outcomes = self.draft.nodes[-1], [], []
        for one in found.outcomes:
            node = self.draft.add(one, "box")
            self._link(Open(decision, bare(one).text.split()[0].casefold()), node, one)
            self.outcomes.append(node)
            (self.over if ends_branch(node.label) else self.ends).append(Open(node))
        self.decision = None
        return True

    def _in_which_case(self, span: Span) -> bool:
        """ "the clerk can reject it, in which case we are told, or sign it": what is done, or not, and what follows."""
        match = fullmatch(span, _IN_WHICH_CASE)
        if match is None:
            return False
        what = past(without_order(named(span, match, "what")), _EITHER)
        self._ask(what, caption(_MAY.sub(" ", bare(what).text)) + "?")
        self._branch("yes", named(span, match, "then"))
        if (other := part(span, match, "other")) is not None:
            self._branch("no", other)
        return True

    def _may_answer(self, span: Span) -> bool:
        """ "the candidate accepts, declines or negotiates": each is an answer, and later cases say what follows it."""
        found = answers(span)
        if found is None:
            return False
        self.draft.heard.append(span)
        self._ask(found.place, found.question)
        self.ends, self.condition = [], ""
        self.labels = [one.text.casefold() for one in found.outcomes]
        return True

    def _of_label(self, said: str, action: Span | None) -> bool:
        """Go on at the answer of the latest choice that a condition says: "if they decline, …"."""
        label = next((one for one in self.labels if is_on(said, one)), None)
        if label is None or action is None or self.decision is None:
            return False
        self._branch(label, action)
        return True

    def _of_outcome(self, said: str, action: Span | None) -> bool:
        """Go on behind the outcome that a condition says: "if it is accepted, …"."""
        node = next((one for one in self.outcomes if is_on(said, one.label)), None)
        if node is None or action is None:
            return False
        self.aside = [one for one in (*self.aside, *self.ends) if one.node is not node]
        self.over = [one for one in self.over if one.node is not node]
        self.ends = [Open(node)]
        for piece in in_order(action):
            self.steps(piece)
        return True

    def _chooses(self, span: Span) -> bool:
        """What is done with those of which something is so, or a choice: "she either approves or rejects the estimate",
        "decides whether to approve or reject it" is what is asked, where it is said what each leads to."""
        if self._of_any(span) or self._offers(span) or self._may_answer(span):
            return True
        _, *whether = split(span, _WHETHER_TO)
        found = clauses(whether[0] if whether else span)
        if len(found) != 2 or found[1].joined != "or" or not found[0].verb:
            return False
        done, other = (lexicon.past_participle(one.main.base) for one in found)
        what = bare(next((words for _, words in phrases(found[1])), found[1].what))
        verb = found[0].main.base  # "if they accept", "if it is accepted"
        later = re.compile(
            rf"(?:\b(?:if|when|once)\b[^.;]*\b|[.;]\s+)(?:{re.escape(done)}|{re.escape(verb)}s?)\b", re.IGNORECASE
        )
        if found[1].subject or later.search(span.source.text, span.end) is None:
            return False
        points = not what.text or _POINTS.match(what.text) is not None  # "approves it or sends it back"
        who = f"{bare(found[0].who).text} {found[0].main.text}" if not what.text and found[0].subject else done
        self._ask(span, caption(who if points else f"{what.text} {done}") + "?")
        self.draft.heard.append(span)
        self.condition = f"it is {done}" if points else f"{what.text} is {done}".casefold()
        self.asked[-1] = (self.condition, self.asked[-1][1])
        is_last = points or ends_branch(other)
        verbs = "|".join(re.escape(one) for one in (other, found[1].main.base))
        if is_last and re.search(rf"\b(?:{verbs})s?\b", span.source.text[span.end :], re.IGNORECASE) is None:
            self._branch("no", found[1].span)
        return True
