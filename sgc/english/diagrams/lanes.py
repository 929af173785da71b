"""Processes in lanes: who does what, one after the other ("the customer places an order, the warehouse packs it")."""

from __future__ import annotations

import re
from itertools import pairwise

from sgc.english import lexicon
from sgc.english.diagrams.draft import Arranged, Draft, Node, Stated
from sgc.english.diagrams.naming import LIST, is_name
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, caption, fullmatch, key, named, past, split
from sgc.english.diagrams.steps import Steps
from sgc.english.diagrams.verbs import Predicate, predicate
from sgc.english.diagrams.words import forms, is_third
from sgc.source import Span

#: "with two swimlanes, Author and Editor.", "lanes for Patient, Nurse and Doctor:"
_LISTED = re.compile(
    r"(?:(?:with|has|in|and|the|two|three|four|five|\d)\s+)*(?:(?:swim\s?)?lanes?|participants|parties|actors|roles)\b\s*"
    r"(?:are|for|called|named)?\s*[,:]?\s*(?P<list>[^.:;]+)[.:;]\s*(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_HEADED = re.compile(r"(?:(?:for|with|between|of)\s+)?(?P<list>[^.:;]+)[.:]\s+(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
#: "in three lanes.", "swimlanes:"
_COUNTED = re.compile(r"\s*(?:(?:in|with)\s+(?:\w+\s+)?)?(?:swim\s?)?lanes?\s*[.:\n]\s*", re.IGNORECASE)
#: "Author: write manuscript, revise"
_OF_ONE = re.compile(r"(?P<who>[^:,.]{2,40}?)\s*:\s*(?P<does>\S.*)", re.DOTALL)

#: Where another step begins.
_NEXT = re.compile(
    r"\s*[,;.]\s*(?:(?:and|then|finally|after that|afterwards|next|first)\b,?\s*)*|\s+(?:and\s+(?:then\s+)?|then\s+)",
    re.IGNORECASE,
)
_CASE = re.compile(r"\b(?:if|unless|whether|otherwise|until|when|either|or)\b", re.IGNORECASE)


def lanes(draft: Draft, span: Span) -> None:
    """The steps of a process, each in the lane of whoever does it, or of who did the one before; lanes lie below each
    other, all as long."""
    draft.settings["direction"] = "right"
    _read(draft, span)
    lying = [one for one in draft.nodes if one.members and one.inside is None]
    draft.stated += [Stated(upper, "above", lower, lower.span) for upper, lower in pairwise(lying)]
    if len(lying) > 1:
        draft.arranged += [Arranged("align", lying, variant=edge) for edge in ("left", "right")]


def _read(draft: Draft, span: Span) -> None:
    known: dict[str, Node] = {}
    span = past(span, _COUNTED)
    listed = fullmatch(span, _LISTED) or _headed(span)
    if listed is not None:
        for one in split(named(span, listed, "list"), LIST):
            known[key(bare(one).text)] = draft.add(bare(one), "box")
        span = named(span, listed, "rest")
        if _by_names(draft, span, known):
            return
    steps = Steps(draft)
    sentences = split(span, SENTENCE)
    headed = [fullmatch(one, _OF_ONE) for one in sentences]
    if len(sentences) > 1 and all(headed):
        for one, match in zip(sentences, headed, strict=True):
            assert match is not None
            _of_one(draft, steps, named(one, match, "who"), named(one, match, "does"), known)
        return
    places, draft.nodes = draft.nodes, []  # no step is in a relation to whoever has a lane
    steps.read(span)
    done, draft.nodes = draft.nodes, [*places, *draft.nodes]
    lane: Node | None = None
    for node in done:
        node.word = "rounded" if node.word == "box" else node.word
        lane = _lane_of(draft, node, known) or lane
        if lane is None:
            draft.unread.append(node.span)
        else:
            lane.give(node)


def _by_names(draft: Draft, span: Span, known: dict[str, Node]) -> bool:
    """Steps that each begin with the name of a lane, or go on in that of the one before: "the customer orders, sales
    confirms and ships"; False, and nothing is taken, if any says more."""
    names = "|".join(map(re.escape, sorted((one.label for one in known.values()), key=len, reverse=True)))
    behind = re.compile(rf"(?:(?:the|an?)\s+)?(?P<who>{names})\s+(?:then\s+|finally\s+)?(?P<does>\w.*)", re.IGNORECASE)
    found: list[tuple[Node, Span]] = []
    for piece in split(span, _NEXT):
        match = fullmatch(piece, behind)
        does = named(piece, match, "does") if match is not None else piece
        lane = known[key(match["who"])] if match is not None else found[-1][0] if found else None
        word = does.text.split()[0].casefold()
        acts = lexicon.THIRD in forms(word) if match is not None else is_third(word)
        if lane is None or not acts or _CASE.search(piece.text) is not None:
            return False
        found.append((lane, does))
    before: Node | None = None
    for lane, does in found:
        word, _, rest = does.text.partition(" ")
        step = draft.add(does, "rounded", caption(f"{lexicon.base_of_third(word.casefold())} {rest}".strip()))
        lane.give(step)
        if before is not None:
            draft.link(before, step, does)
        before = step
    return len(found) > 1


def _headed(span: Span) -> re.Match[str] | None:
    """Who has a lane, before what they do: "for sales and shipping: sales …", "with Sales and Shipping. Sales …"."""
    match = fullmatch(span, _HEADED)
    names = split(named(span, match, "list"), LIST) if match is not None else []
    is_list = len(names) > 1 and all(len(one.text.split()) < 4 and predicate(one) is None for one in names)
    said = named(span, match, "rest").text.casefold() if match is not None else ""
    return match if is_list and all(key(bare(one).text) in said for one in names) else None


def _of_one(draft: Draft, steps: Steps, who: Span, does: Span, known: dict[str, Node]) -> None:
    """What one does, listed behind who it is."""
    lane = known.setdefault(key(bare(who).text), draft.named(who, "box"))
    before = len(draft.nodes)
    for one in split(does, LIST):
        steps.steps(one)
    for node in draft.nodes[before:]:
        node.word = "rounded" if node.word == "box" else node.word
        found = predicate(node.span)
        node.label = _done(found) if found is not None and not found.subject.text else node.label
        lane.give(node)


def _lane_of(draft: Draft, node: Node, known: dict[str, Node]) -> Node | None:
    """The lane of whoever does a step, whose name the step loses; None where nobody is named."""
    found = predicate(node.span) if node.word != "decision" else None
    if found is not None and not found.passive:
        node.label = _done(found)
    name = key(bare(found.subject).text) if found is not None else ""
    if found is not None and found.passive and name in known:
        node.label = caption(Span(found.place.source, found.place.start, node.span.end).text)
        return known[name]
    if found is None or not found.subject.text or not is_name(bare(found.subject)) or found.passive:
        return next((lane for name, lane in known.items() if name and name == key(node.label).split()[0]), None)
    if (lane := known.get(name)) is None:
        lane = known[name] = draft.add(bare(found.subject), "box")
    return lane


def _done(found: Predicate) -> str:
    """What is done, without whoever does it: "Place an order"."""
    word, _, behind = Span(found.place.source, found.place.start, found.rest.end).text.partition(" ")
    base = lexicon.base_of_third(word.casefold()) if lexicon.THIRD in forms(word.casefold()) else word
    return caption(f"{base} {behind}".strip())
