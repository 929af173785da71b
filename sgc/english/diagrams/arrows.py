"""Processes drawn with arrows, with questions and their answers: "read it -> is it empty? yes -> stop; no -> count".

A text is cut into chains, a chain into steps by its arrows. A step that is an answer says which way out of the latest
question goes on there, and a chain that begins with one goes on at the innermost question that still lacks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.pieces import bare, caption, matches, split, split_keeping, trim
from sgc.english.diagrams.words import table
from sgc.source import Span

_ANSWERS = r"yes|no|true|false"
#: An arrow, which may have a label: "->", "-- yes -->", "->|no|".
_ARROW = re.compile(
    r"\s*(?:--?[(\[\s]*(?P<label>[A-Za-z][\w ]{0,20}?)[)\]\s]*--?>"
    r"|(?:-{1,3}>|={1,2}>|→|⟶|➔)(?:\s*\|\s*(?P<behind>[^|\n]{1,30}?)\s*\|)?)\s*"
)
#: Where one chain ends and the next may begin; a comma only before an answer.
_CHAIN = re.compile(
    rf"\s*;\s*|\s*\n\s*(?:[-*•–]\s+)?|\s*[.,]\s+(?=(?:if\s+|and\s+)?(?:{_ANSWERS})\b\s*(?:[:,]|-|=|→))|(?<=[\w)])\.\s+(?=\S)",
    re.IGNORECASE,
)
_ANSWER = re.compile(rf"(?:and\s+)?(?:if\s+)?\(?(?P<answer>{_ANSWERS})\)?(?:\s*[:,]\s*|\s*\Z|(?<=\)))", re.IGNORECASE)
#: Between a question and the answer behind it.
_BEHIND_QUESTION = re.compile(rf"(?<=\?)[\s,:]+(?=(?:if\s+)?\(?(?:{_ANSWERS})\b)", re.IGNORECASE)
#: What is not told with arrows alone.
_CONDITION = re.compile(r"(?:if|when|unless|while|for)\s", re.IGNORECASE)
_PLAIN = {"true": "yes", "false": "no"}

Step = tuple[Span, str]


def course(draft: Draft, span: Span) -> bool:
    """Read a text that is wholly chains of arrows with answers to questions among them; False if it is not."""
    chains = _chains(span)
    if chains is None:
        return False
    open_: list[tuple[Node, set[str]]] = []
    for chain in chains:
        at: Node | None = None
        label = ""
        for place, answer in chain:
            if answer:
                if at is None:
                    lacking = (node for node, given in reversed(open_) if _sense(answer) not in given)
                    at = next(lacking, None)
                    if at is None:
                        draft.unread.append(place)
                        break
                elif at.word != "decision":
                    at.word, at.label = "decision", caption(at.label.rstrip("?")) + "?"
                _given(open_, at).add(_sense(answer))
                label = answer.casefold()
                draft.heard.append(place)
                continue
            node = _node(draft, place)
            if at is not None and not any(one.first is at and one.second is node for one in draft.edges):
                draft.link(at, node, place, label=label)
            if node.word == "decision":
                _given(open_, node)
            at, label = node, ""
    return True


def _given(open_: list[tuple[Node, set[str]]], asked: Node) -> set[str]:
    """The answers that a question has been given."""
    given = next((said for node, said in open_ if node is asked), None)
    if given is None:
        open_.append((asked, given := set()))
    return given


def is_course(span: Span) -> bool:
    """Whether a text is a process that is drawn with arrows and asks something."""
    return _chains(span) is not None


def _chains(span: Span) -> list[list[Step]] | None:
    chains = [list(_steps(one)) for one in split(trim(span, " ."), _CHAIN)]
    answered = any(answer for chain in chains for _, answer in chain)
    begun = all(len(chain) > 1 for chain in chains) and bool(chains) and not chains[0][0][1]
    plain = not any(_CONDITION.match(place.text) for chain in chains for place, answer in chain if not answer)
    has_arrows = next(matches(span, _ARROW), None) is not None
    # in "start, insert coin, enough money? no -> insert coin" commas lead on, too
    by_arrows = any(not one and not other for chain in chains for (_, one), (_, other) in pairwise(chain))
    by_commas = not by_arrows and any("," in place.text for chain in chains for place, _ in chain)
    return chains if answered and begun and plain and has_arrows and not by_commas else None


def _steps(chain: Span) -> Iterator[Step]:
    """The steps of a chain; an answer has itself behind its place, a step nothing."""
    marks = iter(matches(chain, _ARROW))
    for piece, arrow in split_keeping(chain, _ARROW):
        mark = next(marks) if arrow else None
        label = next((one for one in (mark["label"], mark["behind"]) if one), "") if mark is not None else ""
        if mark is not None and label:
            yield Span(chain.source, mark.start(), mark.end()), label
        for one in split(piece, _BEHIND_QUESTION):
            found = _ANSWER.match(one.source.text, one.start, one.end)
            if found is None:
                yield one, ""
                continue
            yield Span(one.source, found.start(), found.end()), found["answer"]
            rest = trim(Span(one.source, found.end(), one.end), ",: ")
            if rest.text:
                yield rest, ""


def _node(draft: Draft, place: Span) -> Node:
    text = bare(place)
    known = draft.labelled(text.text)
    if known is not None:
        return known
    if text.text.endswith("?"):
        return draft.add(text, "decision", caption(text.text.rstrip("? ")) + "?")
    return draft.add(text, "pill" if text.text.casefold() in table("end") else "box")


def _sense(answer: str) -> str:
    return _PLAIN.get(answer.casefold(), answer.casefold())
