"""The fact of a declaration: as many things are seen as it says, with the attributes that it states."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.graph.scene import Kind, SceneObject
from sgc.graph.wording import phrase
from sgc.verify.case import Case, fact_about
from sgc.verify.comparison import is_hidden
from sgc.verify.declared import stated_color
from sgc.verify.types import PLACEHOLDER, Cause, Fact, Verdict


def count_fact(case: Case, one: SceneObject) -> Fact:
    """Whether as many are seen as declared. Things without a picture stay unchecked: nobody can see what they are."""
    least, most = one.count
    words = phrase(one)
    statement = (f"{_range(least, most)} " if one.counted else "") + words
    own = case.shown(one)
    more = [] if one.is_backdrop else _alike(case, one)
    count, expected = len(own) + len(more), [least, most]
    evidence = sorted((*case.evidence(one), *more))
    right = count >= least and (most is None or count <= most)
    verdict: Verdict = "holds" if right else "fails"
    why = _why(case, one, own, count, right)
    if one.kind is Kind.PICTURE and one.entry is None:
        named = any(one.noun == detection.attributes.get("text") for detection in case.detections)
        if all(case.detections[i].noun == PLACEHOLDER for i in own) and (right or (count < least and named)):
            verdict = "unchecked"
            why = f"the vocabulary has no picture of “{one.noun}”; a frame with its name stands for it"
    elif count < least and (unknown := case.unknown(one)) is not None:
        verdict, why = "unchecked", unknown
    cause: Cause | None = None
    if verdict == "fails" and count < least:
        look = case.comparison.look(one)
        cause = "hidden" if any(is_hidden(look, case.detections[i]) for i in case.evidence(one)) else "absent"
    return fact_about("count", one, statement, verdict, why, expected, count, evidence, cause)


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"{least}.."
    return str(least) if least == most else f"{least}..{most}"


def _why(case: Case, one: SceneObject, own: Sequence[int], count: int, right: bool) -> str:
    """How many are seen, how many are hidden, and how many are not as they should be."""
    parts = [f"{count} seen" if count else f"no {phrase(one)} is seen"]
    look = case.comparison.look(one)
    hidden = [i for i in case.evidence(one) if is_hidden(look, case.detections[i])]
    if hidden:
        share = min(case.detections[i].visible for i in hidden)
        parts.append(f"{len(hidden)} {'is' if len(hidden) == 1 else 'are'} hidden ({share:.0%} seen)")
    wrong = len(case.evidence(one)) - len(own) - len(hidden)
    if wrong > 0 and not right:
        parts.append(f"{wrong} {'is' if wrong == 1 else 'are'} not as stated")
    return "; ".join(parts)


def _alike(case: Case, one: SceneObject) -> list[int]:
    """Detections beyond the object's own members that are what it declares: things that nobody asked for, and
    things declared without a colour, which ought not to have the one that this one states."""
    if one.kind in (Kind.TEXT, Kind.GROUP):
        return []
    shown = case.comparison.shown(case.comparison.look(one))
    found = shown - case.owners.keys()
    if one.kind is Kind.PICTURE and stated_color(one) is not None:
        found |= shown & case.uncolored.get(one.meaning, frozenset())
    return sorted(i for i in found if case.detections[i].noun != PLACEHOLDER)
