"""What each clause of a prompt claims of the nodes that it names, held against what is drawn of them: that they are
joined, which way, and by what.

The clauses come from the grammar and the nodes from their names, not from the readers, so that a link that a reader
left out, turned round or gave to another node is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sgc.english.diagrams.accounts import stems
from sgc.english.diagrams.draft import Draft, Edge
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.mentions import Mention, joined, mentions
from sgc.english.diagrams.parts_of_speech import Tag, Word
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import split
from sgc.english.diagrams.verbs import FEEDING, verb_of
from sgc.english.diagrams.words import Verb, table
from sgc.source import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """That somebody does something to others: the nodes that a clause names before and behind its verb."""

    clause: Clause
    subjects: Sequence[Mention]
    objects: Sequence[Mention]
    verb: Verb | None
    is_sure: bool  # whether all of the subjects are, and not perhaps one of them


def claims(named: Sequence[Mention], content: Span) -> Iterator[Claim]:
    """What the clauses claim that have a verb and are not denied. Of those without a subject any that the clause before
    it, or around it, names may be the subject."""
    for sentence in split(content, SENTENCE):
        before: Sequence[Mention] = []
        for one in clauses(sentence):
            if not one.verb:
                continue
            end = next((i for i, word in enumerate(one.subject) if word.tag is Tag.PREP), len(one.subject))
            subjects: Sequence[Mention] = _among(named, one.subject[:end])  # of "a switch with a printer" the switch
            objects = _among(named, one.rest)
            is_sure = bool(one.subject)
            if not is_sure and one.around is not None:
                noun = _among(named, [*one.around.subject, *one.around.rest])
                subjects = [mention for mention in noun if mention.span.end <= one.span.start]
            elif not is_sure:
                subjects = before
            is_named = any(other.span.start <= one.main.start < other.span.end for other in named)
            is_said = (one.mark is None or one.around is not None) and not is_named  # "air to plants"
            if is_said and not one.negated and not _is_fronted(one) and not _is_short(one):
                yield Claim(one, subjects, objects, verb_of(one), is_sure)
            if one.around is None:
                before = [*subjects, *objects] if subjects else []


def _is_fronted(one: Clause) -> bool:
    """Whether a clause begins with a place: "behind the wall is a server"."""
    return bool(one.lead) or (bool(one.subject) and one.subject[0].tag is Tag.PREP)


def _is_short(one: Clause) -> bool:
    """Whether the verb is a participle or an infinitive alone, which may be a name as well: "draft, approved"."""
    return one.main.tag in (Tag.VN, Tag.VI) and len(one.verb) == 1 and bool(one.subject)


def _among(named: Sequence[Mention], words: Sequence[Word]) -> list[Mention]:
    if not words:
        return []
    found = [one for one in named if words[0].start <= one.span.start and one.span.end <= words[-1].end]
    return [one for one in found if one.node.word != "state" or not _is_thing(one.span)]


def _is_thing(span: Span) -> bool:
    """Whether the name of a state is said of a thing: "submits a draft"."""
    return span.source.text[: span.start].casefold().endswith((" a ", " an "))


#: Verbs of which the object leads to the subject.
_TAKING = frozenset(("from", "get"))


def untrue(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """What is claimed and not drawn."""
    for claim in claims(mentions(draft, content, series=True), content):
        for first, second in _apart(draft, claim):
            yield f"nothing joins “{first.node.label}” with “{second.node.label}”", first.span.to(second.span)
        if _is_unlabelled(draft, claim):
            yield f"what “{claim.clause.place.text}” says is not shown", claim.clause.place
        if _is_turned(draft, claim):
            first, second = claim.subjects[-1], claim.objects[0]
            yield (
                f"“{first.node.label}” leads to “{second.node.label}”, and not the other way",
                first.span.to(second.span),
            )


def unfounded(draft: Draft, content: Span) -> Iterator[tuple[str, Span]]:
    """Links of which the sentence that says them names one end by no word, and points to nothing by any."""
    if len(draft.nodes) < 3:
        return
    for sentence in split(content, SENTENCE):
        if _POINTING.search(sentence.text) is not None or not any(one.verb for one in clauses(sentence)):
            continue
        said = stems(sentence.text)
        edges = [one for one in draft.edges if sentence.start <= one.span.start and one.span.end <= sentence.end]
        for edge in edges:
            ends = [edge.first] if edge.arrow == "-->" else [edge.first, edge.second]
            for end in ends:
                is_new = sentence.start <= end.span.start < sentence.end
                if is_new or end.word in ("start", "end") or not end.label or not said.isdisjoint(stems(end.label)):
                    continue
                if draft.sort in _ROOTED and edge.first is end is draft.nodes[0] and _begins(edge, edges):
                    continue
                other = edge.second if end is edge.first else edge.first
                yield f"what is said here of “{other.label}” does not name “{end.label}”", edge.span
                break


def _begins(edge: Edge, edges: Sequence[Edge]) -> bool:
    """Whether a link from the first node of all is one that a sentence need not say: to what it goes on with."""
    firsts = [one.first for one in edges]
    return edge.first not in firsts or edge.second in firsts or all(one is edge.first for one in firsts)


#: Sorts with a first node under which others stand.
_ROOTED = frozenset(("tree", "mindmap"))
#: Words by which a sentence speaks of what others name.
_POINTING = re.compile(
    r"\b(?:its?|the(?:y|m|ir|se|re|n)|th(?:is|at|ose)|s?he|h(?:im|er|is)|wh(?:ich|om?|ere)|each|every|both|all|ones?|an?other|others?"
    r"|next|back|first|second|same|former|latter|finally|also|again|otherwise|if|w?e|you|are|is|any)\b",
    re.IGNORECASE,
)


def _apart(draft: Draft, claim: Claim) -> Iterator[tuple[Mention, Mention]]:
    """The subjects that nothing joins with an object, and the objects that nothing joins with a subject or with another
    object."""
    subjects, objects = claim.subjects, claim.objects
    if not subjects or not objects:
        return
    for one in subjects if claim.is_sure else ():
        if not any(one.node is other.node or joined(draft, one.node, other.node) for other in objects):
            yield one, objects[0]
    for other in objects:
        ends = [*subjects, *(one for one in objects if one is not other)]
        if not any(one.node is other.node or joined(draft, one.node, other.node) for one in ends):
            yield subjects[-1], other


def _is_unlabelled(draft: Draft, claim: Claim) -> bool:
    """Whether the links of those whom a clause names show nothing, though its verb says more than that they are."""
    verb, base = claim.verb, claim.clause.main.base
    if verb is None or verb.base in table("silent") or verb.sense in _BOTH | _TAKING or base in _EMPTY:
        return False
    starts, ends = ({id(one.node) for one in some} for some in (claim.subjects, claim.objects))
    ways = [one for one in draft.edges if {id(one.first), id(one.second)} <= starts | ends]
    return bool(starts and ends and ways) and not any(one.label or one.properties or one.texts for one in ways)


#: Verbs that say no more of two nodes than an arrow or a line does.
_EMPTY = frozenset((
    "be", "have", "go", "come", "lead", "connect", "link", "join", "follow", "move", "flow", "pass", "separate",
    "branch", "edge", "eat",
))  # fmt: skip


def _is_turned(draft: Draft, claim: Claim) -> bool:
    """Whether the only links of a subject and the first object lead against the verb."""
    verb = claim.verb
    if verb is None or verb.sense in _BOTH or not claim.is_sure or not claim.subjects or not claim.objects:
        return False
    first, second = claim.subjects[-1].node, claim.objects[0].node
    before = [word.lower for word in claim.clause.rest if word.end <= claim.objects[0].span.start]
    mark = next((word for word in reversed(before) if word in _MARKS), "")
    if first is second or mark in ("by", "off", "of", "for", "with"):
        return False
    if claim.clause.main.base in FEEDING and not any(one.label for one in draft.edges):
        return False  # what is eaten leads to who eats it
    start = second if verb.sense in _TAKING or mark == "from" else first
    ways: list[Edge] = [one for one in draft.edges if {one.first, one.second} == {first, second}]
    goes_on = any(one.first is first and one.second is other.node for one in draft.edges for other in claim.objects[1:])
    return (
        bool(ways)
        and not goes_on
        and all(one.first is not start and one.arrow in ("->", "-->") and "head" not in one.properties for one in ways)
        and not any(mark == "from" and "from" in one.label.split() for one in ways)
    )


#: Senses of verbs that say no direction, or that a link shows otherwise.
_BOTH = frozenset(("with", "both", "hold", "inside", "own", "kind", "gather"))
_MARKS = frozenset(("by", "off", "of", "for", "with", "from", "to", "into", "in", "on", "at"))
