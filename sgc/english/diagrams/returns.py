"""Where a process goes back to: the step that is done again, and questions that are pointed at."""

from __future__ import annotations

import re
from collections.abc import Collection

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import bare, caption, fullmatch, named, past, trim
from sgc.english.diagrams.words import SEVERAL, base_of, forms, is_base, stem, table
from sgc.source import Span

_AGAIN = re.compile(
    r"(?:(?:let|allow|have|ask)s?\s+(?:the\s+)?[a-z]+\s+(?:to\s+)?)?"
    r"(?:(?:the [a-z]+|user|customer|person|it|they|you|we|he|she)\s+)?(?:(?:can|may|must|should|has to"
    r"|have to)\s+)?(?P<verb>[\w-]+)"
    r"(?:\s+(?:it|them|this|that|once more|for (?:it|them)|(?:forward|back|up|down|on|in)))?\s+(?:again|once more)"
    r"(?:\s+(?:(?:up to|at most|for|until)\s.+|(?P<when>(?:in|after|within)\s.+|later|tomorrow|the next \w+)))?",
    re.IGNORECASE,
)
#: "revise it and resubmit"
_REDONE = re.compile(r"re-?(?P<verb>[a-z]{4,})(?:\s+(?:it|them|this|that))?", re.IGNORECASE)
#: "form a new one", of "form a hypothesis"
_NEW_ONE = re.compile(
    r"(?:(?:it|they|you|we|he|she)\s+)?(?P<verb>[a-z]+)\s+(?:a new|another|a different)\s+one", re.IGNORECASE
)
#: "can try another card", "let the user retry": what was put in is put in anew.
_TRY_ANOTHER = re.compile(
    r"(?:(?:let|allow|ask|have)s?\s+)?(?:(?:the |a )?[\w-]+\s+)??(?:to\s+)?"
    r"(?:(?:can|may|must|should|has to|have to)\s+)?"
    r"(?:(?:try|tries|use|uses|enters?|chooses?)\s+(?:with\s+)?(?:another|a different|a new)\s+(?P<what>[\w-]+)"
    r"|(?<!\A)(?:retry|retries))",
    re.IGNORECASE,
)
_RESTART = re.compile(
    r"(?:(?:it|everything|all|(?:(?:the|this)\s+)?(?:whole\s+)?(?:cycle|process|loop|game|procedure))\s+(?:then\s+)?)?"
    r"(?:repeats?(?: itself)?|retry|go(?:es)? (?:a?round|through (?:it|everything|all of it)) again"
    r"|(?:starts?|begins?) (?:all\s+)?"
    r"(?:again|over|anew|from (?:the (?:start|beginning|top)|scratch))"
    r"(?: again)?|restarts?)(?:\s*,?\s+(?:at most|up to)\s.+)?",
    re.IGNORECASE,
)
#: "the income is checked again"
_IS_ASKED = re.compile(
    r"(?:(?:the|its|their)\s+)?(?P<noun>[\w-]+(?:\s[\w-]+)??)\s+(?:is|are)\s+(?P<verb>[\w-]+)\s+(?:again|once more)",
    re.IGNORECASE,
)
_ASKING = frozenset(("check", "test", "verify", "measure", "examine", "inspect", "assess"))
#: "ask again, at most three times", behind which it is told what is done then.
LIMITED = re.compile(
    r"(?P<again>.+?)\s*,?\s+(?:at most|up to|no more than|not more than|a maximum of)\s+"
    rf"(?P<times>(?:\d+|{SEVERAL})\s+(?:more\s+)?(?:times|attempts|tries))",
    re.IGNORECASE,
)
_ONCE_MORE = re.compile(r"\s+(?:again|once more)$", re.IGNORECASE)
MORE = re.compile(r"\b(?:another|more|longer|further|again)\b", re.IGNORECASE)
_WHICH = ("first", "second", "third", "fourth")
_QUESTION = re.compile(
    r"(?P<which>first|second|third|fourth|last|previous|same)\s+(?:test|check|question|decision|condition|comparison)",
    re.IGNORECASE,
)


def step_again(draft: Draft, span: Span, asked: Node | None, condition: str) -> Node | None:
    """The step that "ask again" or "repeat" goes back to, where that is clear: the one with this verb, of "ask" and
    "try" the latest at which something is put in; the first of all to start again. ``asked`` is the latest decision,
    on this ``condition``."""
    if not draft.nodes:
        return None
    is_last = not span.source.text[span.end :].strip(" .!")
    if (asked is not None or is_last) and (same := _same_again(draft, span)) is not None:
        return same
    if (asked is not None or is_last) and fullmatch(bare(span), _RESTART) is not None:
        return draft.nodes[0]
    if asked is None:
        return None
    if (passive := fullmatch(bare(span), _IS_ASKED)) is not None and base_of(passive["verb"].casefold()) in _ASKING:
        return asked if passive["noun"].casefold().split()[-1] in condition.split() else None
    if (redone := fullmatch(bare(span), _REDONE)) is not None and is_base(verb := redone["verb"].casefold()):
        return _with_verbs(draft, {verb})
    if (new := fullmatch(bare(span), _NEW_ONE)) is not None and base_of(new["verb"].casefold()) not in ("try", "use"):
        return _with_verbs(draft, {new["verb"].casefold(), base_of(new["verb"].casefold())})
    tried = fullmatch(bare(span), _TRY_ANOTHER)
    another = tried is not None and (tried["what"] is None or _is_spoken_of(draft, tried["what"]))
    match = (fullmatch(span, _AGAIN) or fullmatch(bare(span), _AGAIN)) if not another else None
    if match is None and not another:
        return None
    if match is None:
        return _asked_of(draft, asked, condition) or _put_in(draft) or draft.nodes[0]
    verb = lexicon.base_of_third(match["verb"].casefold())
    if verb in _ASKING and _with_verbs(draft, {verb}) is None:
        return asked  # "wait an hour and test it again"
    if (latest := _asked_of(draft, asked, condition)) is not None:
        return latest
    if verb in ("ask", "try", "prompt"):
        return _put_in(draft, verb) or asked_about(draft, asked)
    return _with_verbs(draft, {verb, match["verb"].casefold()})


def _is_spoken_of(draft: Draft, noun: str) -> bool:
    """Whether a thing stands in a step or a question, so that another of it is put in where it was: "try another card",
    behind "insert the card"."""
    sought = stem(noun.casefold())
    return noun.casefold() in ("one", "time") or any(
        sought in map(stem, _content(one.label.rstrip("?"))) for one in draft.nodes
    )


def when_again(span: Span) -> str:
    """When a step is done once more, if a clause says that: "in an hour"."""
    match = fullmatch(span, _AGAIN) or fullmatch(bare(span), _AGAIN)
    return (match["when"] or "") if match is not None else ""


def done_more(draft: Draft, node: Node, is_last: bool) -> Node | None:
    """Where a step behind a question leads that does more of a step before: to the question again, or on with what
    follows that ("get another number"); None if it does not."""
    asked = next((one.first for one in draft.edges if one.second is node), None)
    if asked is None or asked.word != "decision" or node.word == "decision":
        return None
    if node.label.casefold() == "wait" and not is_last:
        return asked
    if MORE.search(node.label) is None:
        return None
    verb = base_of(node.label.split()[0].casefold())
    before = draft.nodes[: draft.nodes.index(node)]
    alike = [one for one in before if one.label and base_of(one.label.split()[0].casefold()) == verb]
    if not alike or is_last:
        return None
    return next((one.second for one in draft.edges if one.first is alike[0]), asked)


#: Words that say nothing of which step is meant.
_OF_STEPS = frozenset(
    ("step", "stage", "phase", "point", "again", "once", "more", "its", "their", "our", "this", "that")
)


def meant(draft: Draft, words: str) -> Node | None:
    """The step that a noun points to which is of what is done in it: "flocculation", of "Flocculated"; of several the
    latest, and none where a word of it stands in no step."""
    sought = {stem(one) for one in _content(words) if one not in _OF_STEPS and one.isalpha() and len(one) > 3}
    steps = (one for one in reversed(draft.nodes) if one.word != "decision")
    return next((one for one in steps if sought and sought <= set(map(stem, _content(one.label)))), None)


#: "the water is sent back to flocculation", "it goes back to the writer for another draft"
_BACK = re.compile(
    r"(?:.+\s)?(?:(?:is|are|gets?|be)\s+(?:\w+ly\s+)?(?:sent|returned|passed|brought|led|moved|put|taken|routed|fed"
    r"|given)|go(?:es)?|comes?|returns?|leads?|moves?)\s+(?:(?:straight|right|all the way)\s+)?(?:back\s+)?(?:in)?to\s+"
    r"(?P<target>.+)",
    re.IGNORECASE,
)


def sent_back(draft: Draft, span: Span) -> Node | None:
    """The step that a clause says somebody or something goes back to."""
    match = fullmatch(bare(span), _BACK) if _SAYS_BACK.search(span.text) is not None else None
    if match is None:
        return None
    target = named(bare(span), match, "target")
    return draft.find(target) or doing(draft, target) or meant(draft, WHAT_FOR.sub("", bare(target).text))


_SAYS_BACK = re.compile(r"\b(?:back|returns?|returned)\b", re.IGNORECASE)


def _acts(node: Node, who: str) -> bool:
    """Whether a step says what somebody does: "Author fixes the code"."""
    words = _content(node.label)
    return words[:1] == [who] and len(words) > 1 and lexicon.THIRD in forms(words[1])


#: What somebody goes back for: "to the author to be fixed".
WHAT_FOR = re.compile(r"\s+(?:to be|for)\s.*", re.IGNORECASE)


def doing(draft: Draft, target: Span) -> Node | None:
    """The latest step that "adding acid" is, of this verb with these words, or that "the author" does."""
    said = _content(WHAT_FOR.sub("", bare(target).text))
    if len(said) == 1:
        acts = (one for one in reversed(draft.nodes) if one.word == "box" and _acts(one, said[0]))
        return next(acts, None)
    if not said or lexicon.ING not in forms(said[0]):
        return None
    base = lexicon.verb_base(said[0])
    for node in reversed(draft.nodes):
        words = _content(node.label)
        at = next((i for i, word in enumerate(words[:4]) if base_of(word) == base), None)
        if at is not None and node.word != "decision" and set(said[1:]) <= set(words):
            return node
    return None


def asked_about(draft: Draft, asked: Node | None) -> Node | None:
    """The step behind which a decision asks."""
    return next((one.first for one in draft.edges if one.second is asked), None)


def limited(draft: Draft, times: Span) -> Node | None:
    """A question, where the latest way back begins, whether that was done so often; None if none leads back."""
    order = {id(node): i for i, node in enumerate(draft.nodes)}
    back = next((one for one in reversed(draft.edges) if order[id(one.second)] <= order[id(one.first)]), None)
    if back is None:
        return None
    asked = draft.add(times, "decision", caption(bare(times).text) + "?")
    again, back.second = back.second, asked
    draft.link(asked, again, times, label="no")
    return asked


def tried_anew(draft: Draft, node: Node, asked: Node | None) -> Node | None:
    """Where "pushes again" leads behind a question that what came before did not pass: to what was asked about."""
    is_again = MORE.search(node.label) is not None and node.label.casefold().endswith(("again", "once more"))
    return asked_about(draft, asked) if is_again else None


def known_step(draft: Draft, target: Span) -> Node | None:
    """The step that words behind "go to", or "back to", point to; "the start" is the first of all."""
    known = draft.find(target) or doing(draft, target)
    if known is None and draft.nodes and bare(target).text.casefold() in ("start", "beginning", "top", "first step"):
        return draft.nodes[0]
    is_back = re.search(r"\b(?:back|return(?:s|ed)?)\s+(?:in)?to\s*\Z", target.source.text[: target.start]) is not None
    return known or (meant(draft, WHAT_FOR.sub("", bare(target).text)) if is_back else None)


def first_again(draft: Draft, span: Span, where: str | None) -> Node:
    """The step from which "repeat from the evaluation" does all again: one that is named, or the first."""
    known = draft.find(trim(past(span, _FROM))) or meant(draft, where) if where else None
    return known or draft.nodes[0]


_FROM = re.compile(r".*?\s(?:from|with)\s+", re.IGNORECASE)


def nth_question(draft: Draft, target: Span) -> Node | None:
    """The decision that "the second test" is."""
    match = fullmatch(bare(target), _QUESTION)
    questions = [one for one in draft.nodes if one.word == "decision"]
    if match is None or not questions:
        return None
    i = _WHICH.index(match["which"].casefold()) if match["which"].casefold() in _WHICH else -1
    return questions[i] if i < len(questions) else None


def _put_in(draft: Draft, *verbs: str) -> Node | None:
    """The latest step in which something is put in: "enter the password"."""
    return _with_verbs(draft, {*table("input"), *verbs})


def _same_again(draft: Draft, span: Span) -> Node | None:
    """The latest step that is said once more: "read the sensor again", of "Read sensor"."""
    said = _ONCE_MORE.sub("", bare(span).text)
    again = _content(said) if said != bare(span).text else []
    alike = (
        one for one in reversed(draft.nodes) if one.word != "decision" and _content(one.label)[-len(again) :] == again
    )
    return next(alike, None) if len(again) > 1 else None


def _content(words: str) -> list[str]:
    """The words of a step without articles."""
    return [one for one in words.casefold().split() if one not in ("the", "a", "an")]


def _with_verbs(draft: Draft, verbs: Collection[str]) -> Node | None:
    """The latest step that has one of these verbs."""
    for node in reversed(draft.nodes):
        words = {lexicon.one_of(one) for one in node.label.casefold().split()}
        if node.word != "decision" and words.intersection(verbs):
            return node
    return None


def _asked_of(draft: Draft, asked: Node, condition: str) -> Node | None:
    """The step before a decision, if that is on what it does: "pay", "payment fails"."""
    before = next((one.first for one in reversed(draft.edges) if one.second is asked), None)
    stem = base_of(before.label.casefold().split()[0]) if before is not None else ""
    return before if len(stem) > 2 and any(one.startswith(stem) for one in condition.split()) else None
