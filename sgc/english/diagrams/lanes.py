"""Processes in lanes: who does what, one after the other ("the customer places an order, the warehouse packs it")."""

from __future__ import annotations

from sgc.english import lexicon
from sgc.english.diagrams.draft import Draft, Node
from sgc.english.diagrams.naming import is_name
from sgc.english.diagrams.phrasing import CUT, SENTENCE, without_leading, without_trailing
from sgc.english.diagrams.pieces import bare, caption, split, trim
from sgc.english.diagrams.words import find_verb
from sgc.source import Span

#: Verbs of any sense may say what is done.
_SENSES = ("put", "send", "get", "to")


def lanes(draft: Draft, span: Span) -> None:
    """Every clause is a step in the lane of whoever does it, or of who did the one before; steps follow each other."""
    lane: Node | None = None
    latest: Node | None = None
    draft.settings["direction"] = "right"
    for sentence in split(span, SENTENCE):
        for piece in split(sentence, CUT):
            clause = without_trailing(without_leading(trim(piece, ",:")))
            verb = find_verb(clause, _SENSES, several=True, first=True)
            who = trim(Span(clause.source, clause.start, verb.span.start)) if verb is not None else clause
            if verb is None or (who.text and not is_name(bare(who))) or (not who.text and lane is None):
                draft.unread.append(clause)
                continue
            if who.text:
                lane = draft.named(who, "box")
            assert lane is not None
            word, _, rest = Span(clause.source, verb.span.start, clause.end).text.partition(" ")
            step = draft.add(clause, "rounded", caption(f"{lexicon.base_of_third(word.casefold())} {rest}"))
            lane.give(step)
            if latest is not None:
                draft.link(latest, step, clause)
            latest = step
