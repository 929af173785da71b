"""What is said beside a list of stages of things that lead to them: "… The liver feeds into the small intestine"."""

from __future__ import annotations

from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.grammar import clauses
from sgc.english.diagrams.links import Links
from sgc.english.diagrams.naming import LIST, can_be_named
from sgc.english.diagrams.parts_of_speech import Tag
from sgc.english.diagrams.pieces import bare, key, split
from sgc.english.diagrams.verbs import verb_of
from sgc.source import Span

_LINKING = ("both", "chain", "put", "send", "get", "with", "from", "to")


def leads_beside(draft: Draft, span: Span) -> bool:
    """Read a sentence into a draft of stages, if it says which of them, and what else, lead to each other; False if it
    does not, or if something is done in the draft."""
    if len(draft.nodes) < 3 or any(map(_is_done, draft.nodes)):
        return False
    names = {key(node.label) for node in draft.nodes}
    said = [one for one in clauses(span) if one.verb]
    for one in said:
        verb = verb_of(one, _LINKING, opened=False)
        if verb is None or not one.subject or one.mark is not None or one.negated or not can_be_named(one.who):
            return False
        behind = Span(span.source, verb.span.end, max(one.span.end, verb.span.end))
        firsts, seconds = ([key(bare(name).text) for name in split(side, LIST)] for side in (one.who, behind))
        if names.isdisjoint(firsts) and names.isdisjoint(seconds):
            return False
    if not said:
        return False
    Links(draft, "rounded").read(span)
    return True


def _is_done(node: Node) -> bool:
    """Whether a node is something that is done or asked; "code generator" is a thing."""
    said = [one for one in clauses(node.span) if one.verb]
    return node.word == "decision" or any(one.subject or (one.rest and one.rest[0].tag in _BEGINS) for one in said)


_BEGINS = (Tag.DET, Tag.PRON, Tag.PREP, Tag.TO, Tag.NUM)
