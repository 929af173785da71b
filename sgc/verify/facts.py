"""What a scene demands, one fact after the other, with the verdict that the matched detections give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sgc.graph.colors import BASIC, basic_color
from sgc.graph.links import end_text_id
from sgc.graph.plurals import plural
from sgc.graph.relations import PREDICATES
from sgc.graph.scene import Absence, Arrangement, Kind, Relation, SceneObject
from sgc.graph.vocabulary import is_called, is_picture
from sgc.measure.segments import reading
from sgc.verify.attributes import attribute_facts
from sgc.verify.boxes import extent, holds, share_within
from sgc.verify.case import ILLEGIBLE, Case, color_words, fact_about
from sgc.verify.colors import shows
from sgc.verify.comparison import SEEN, reads
from sgc.verify.counts import count_fact
from sgc.verify.declared import has_frame, is_seen, is_words, label_of, nouns_of, opacity_of, solid
from sgc.verify.judge import reason
from sgc.verify.labels import match_labels, wanted_labels
from sgc.verify.links import link_facts, traced
from sgc.verify.rows import match_rows
from sgc.verify.types import MARK, PLACEHOLDER, TEXT, Cause, Detection, Fact, FactKind, Pixels, Verdict

#: What lies within a thing by this part of it may be of that thing.
WITHIN = 0.9


def facts_of(case: Case) -> tuple[Fact, ...]:
    """Every fact of the scene, in the order of its statements: things, relations, the rest, and what is not there."""
    tracer = traced(case)
    case = case if tracer is None else tracer.case
    texts = _Texts(case)
    found: list[Fact] = []
    for one in case.scene.objects:
        if is_seen(one):
            found += _of_known(case, one, (count_fact(case, one), *attribute_facts(case, one), *texts.facts(one)))
    found += _background(case)
    found += _statements(case)
    found += link_facts(case, tracer)
    found += _groups(case)
    found += [_absence(case, one) for one in case.scene.absences if not one.open]
    found.append(_nothing_else(case, texts.used))
    return tuple(found)


def _of_known(case: Case, one: SceneObject, facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts about a thing; what is said to fail because it is not seen is not decided where the detector does not
    know such things, and nothing is of what others show through, of which it may see no more than a piece."""
    in_pieces = opacity_of(one) < 1 and not case.sees_through(one)
    for fact in facts:
        is_unsure = one.id in case.touching or (fact.kind != "count" and (in_pieces or not fact.evidence))
        unknown = case.unknown(one) if fact.verdict == "fails" and is_unsure else None
        yield replace(fact, verdict="unchecked", why=unknown) if unknown is not None else fact


# ---------------------------------------------------------------- texts


class _Texts:
    """The labels of all things, matched once. ``used`` are the detections that are labels."""

    def __init__(self, case: Case) -> None:
        self.case = case
        wanted = wanted_labels(case.slots, case.matching, case.detections)
        self.found: Mapping[str, int] = match_labels(wanted, case.matching, case.detections, case.scene.figure.size)
        others = frozenset((*self.found.values(), *case.matching.found.values()))
        self.rows = match_rows(case.slots, case.matching, case.detections, others)
        self.used = frozenset((*self.found.values(), *(i for row in self.rows.values() for i in row)))

    def facts(self, one: SceneObject) -> Iterator[Fact]:
        text = one.label if is_words(one) else label_of(one)
        if text is None:
            return
        said = reading(text)
        statement = f"{one.noun if one.kind is not Kind.GROUP else 'group'} “{' '.join(said.split())}”"
        if not self.case.measures_attribute("text"):
            yield fact_about("text", one, statement, "unchecked", "the detector reads no text", said)
            return
        if text in self.case.observation.illegible:
            yield fact_about("text", one, statement, "unchecked", ILLEGIBLE, said)
            return
        places = self.case.matching.found if is_words(one) else self.found
        read = [places.get(slot.id) for slot in self.case.members(one)]
        seen = [i for i in read if i is not None]
        verdict, why, cause = self._read(text, seen, len(read))
        found = list(dict.fromkeys(self.case.detections[i].attributes.get("text", "") for i in seen))
        shown = found[0] if len(found) == 1 else found or None
        yield fact_about("text", one, statement, verdict, why, said, shown, seen, cause)
        yield from self._rows(one)

    def _rows(self, one: SceneObject) -> Iterator[Fact]:
        """Every row of a table or class stands in it, in its turn, and reads so."""
        for number, row in enumerate(one.rows):
            if not row.cells:
                continue
            said = " ".join(reading(cell) for cell in row.cells)
            statement = f"{one.noun} row “{' '.join(said.split())}”"
            seen = [self.rows.get((slot.id, number), ()) for slot in self.case.members(one)]
            indices = [i for row_seen in seen for i in row_seen]
            if not seen or not all(seen):
                yield fact_about("text", one, statement, "fails", "there is no such row, or not in its turn", said,
                                 None, indices, "absent")  # fmt: skip
            elif any(self.case.detections[i].visible < SEEN for i in indices):
                why = "the text is covered, or has the colour of its ground"
                yield fact_about("text", one, statement, "fails", why, said, said, indices, "hidden")
            else:
                yield fact_about("text", one, statement, "holds", "it reads so", said, said, indices)

    def _read(self, text: str, seen: Sequence[int], wanted: int) -> tuple[Verdict, str, Cause | None]:
        """What is to be said of the texts that were seen where ``wanted`` ought to be."""
        detections = [self.case.detections[i] for i in seen]
        if len(seen) < wanted:
            return "fails", "the text is not there", "absent"
        for one in detections:
            if not reads(one, text):
                return "fails", f"it reads “{one.attributes.get('text', '')}”", "misread"
        if any(one.visible < SEEN for one in detections):
            return "fails", "the text is covered, or has the colour of its ground", "hidden"
        return "holds", "it reads so" if wanted else "there is none, and none has to be", None


# ---------------------------------------------------------------- statements


def _statements(case: Case) -> Iterator[Fact]:
    """Relations, arrangements and requirements. Wishes (``prefer``) are no facts: they may give way."""
    for judgement in case.judge.judgements(case.matching):
        stated = judgement.stated
        if stated.weight is not None:
            continue
        kind: FactKind = (
            "relation" if isinstance(stated, Relation)
            else "arrangement" if isinstance(stated, Arrangement) else "constraint"
        )  # fmt: skip
        found = case.matching.found
        evidence = tuple(dict.fromkeys(found[id] for id in judgement.members if id in found))
        if isinstance(stated, Relation) and not stated.checked:
            why = f"no geometry decides “{stated.predicate}”"
            yield Fact(kind, stated.statement, stated.span, "unchecked", why, evidence=evidence, free=True)
        elif isinstance(stated, Relation) and _is_of_color(stated):
            yield _same_color(case, stated, evidence)
        else:
            why = "it holds" if judgement.holds else reason(judgement, case.detections, case.matching)
            verdict: Verdict = "holds" if judgement.holds else "fails"
            lost = [slot.object for slot in case.slots if slot.id in judgement.missing]
            if verdict == "fails" and not lost:
                lost = [slot.object for slot in case.slots if slot.id in judgement.members]
                lost = [one for one in lost if _may_be_another(case, one)]
            if (unknown := next(filter(None, map(case.unknown, lost)), None)) is not None:
                verdict, why = "unchecked", unknown
            cause: Cause | None = "absent" if verdict == "fails" and judgement.missing else None
            yield Fact(kind, stated.statement, stated.span, verdict, why, evidence=evidence, cause=cause)


def _is_of_color(stated: Relation) -> bool:
    predicate = PREDICATES.get(stated.predicate)
    return predicate is not None and predicate.attribute is not None


def _same_color(case: Case, stated: Relation, evidence: tuple[int, ...]) -> Fact:
    seen = [case.detections[i] for i in evidence]
    if len(seen) < 2 or not all(detection.colors for detection in seen) or case.monochrome:
        return Fact("relation", stated.statement, stated.span, "unchecked", "the colours were not measured")
    named = list(dict.fromkeys(color_words(detection) for detection in seen))
    same = len(named) == 1
    holds = same != stated.negated
    why = f"all are {named[0]}" if same else f"they are {' and '.join(named)}"
    return Fact("relation", stated.statement, stated.span, "holds" if holds else "fails", why, None, named, evidence)


def _groups(case: Case) -> Iterator[Fact]:
    """A group whose frame is seen has all of its members inside."""
    for group in case.scene.objects:
        if group.kind is not Kind.GROUP or not has_frame(group) or not case.evidence(group):
            continue
        frame = case.detections[case.evidence(group)[0]].box
        inner = [i for one in case.scene.children(group.id) for i in case.evidence(one)]
        out = [i for i in inner if not holds(frame, case.detections[i].box, case.tolerance)]
        statement = f"{group.id} holds its members"
        why = f"{case.detections[out[0]].noun} is outside the frame" if out else "all are inside the frame"
        verdict: Verdict = "fails" if out else "holds"
        if out and (unknown := _unsure(case, out)) is not None:
            verdict, why = "unchecked", unknown
        evidence = (*case.evidence(group), *inner)
        yield fact_about("constraint", group, statement, verdict, why, evidence=evidence)
        yield _holds_nothing_else(case, group, frame)


def _holds_nothing_else(case: Case, group: SceneObject, frame: Pixels) -> Fact:
    """Nothing that is declared outside a group stands in its frame, unless a statement puts it there."""
    within = {group.id}
    at_ends = {end_text_id(link, end) for link in case.scene.links for end in (0, 1)}  # which stand at either side
    for one in case.scene.objects:  # those around others come first
        if one.container in within:
            within.add(one.id)
    around = set()
    outer = group.container
    while outer is not None:
        around.add(outer)
        outer = next((one.container for one in case.scene.objects if one.id == outer), None)
    strangers = [
        i for i in case.near.meeting(frame, -case.tolerance)
        if (owner := case.owners.get(i)) is not None and owner.id not in within | around | at_ends
        and not owner.is_backdrop and not _may_overlap(case, owner, within)
    ]  # fmt: skip
    stranger = _counted(_called(case.detections[strangers[0]])) if strangers else None
    why = f"{stranger} is in it" if stranger is not None else "nothing else is in its frame"
    verdict: Verdict = "fails" if strangers else "holds"
    if strangers and (unknown := _unsure(case, strangers)) is not None:
        verdict, why = "unchecked", unknown
    evidence = (*case.evidence(group), *strangers)
    return fact_about("constraint", group, f"{group.id} holds nothing else", verdict, why, evidence=evidence)


def _may_overlap(case: Case, one: SceneObject, within: Collection[str]) -> bool:
    """Whether some statement lets a thing overlap a group or what is in it."""
    for relation in case.scene.relations:
        row = PREDICATES.get(relation.predicate)
        if row is not None and row.may_overlap and not relation.negated:
            names = [{target.partition("[")[0] for target in argument.targets} for argument in relation.arguments]
            if any(one.id in some for some in names) and any(some & {*within} for some in names):
                return True
    return False


def _background(case: Case) -> Iterator[Fact]:
    """A stated background is what is seen behind everything."""
    figure, found = case.scene.figure, case.observation.ground
    wanted = solid(figure.background) if figure.background is not None else None
    if wanted is None:
        return
    name = basic_color(wanted)
    words = name if BASIC[name] == wanted else wanted
    if found is None:
        verdict: Verdict = "unchecked"
        why = "the colour behind everything is not seen"
    else:
        verdict = "holds" if shows([(found, 1.0)], words) else "fails"
        why = f"{words} is seen" if verdict == "holds" else f"it is {basic_color(found)} ({found})"
    yield Fact("attribute", f"background: {words}", figure.span, verdict, why, words, found)


# ---------------------------------------------------------------- what is not there


def _absence(case: Case, one: Absence) -> Fact:
    claimed = set(case.matching.found.values())
    seen = [
        i for i, detection in enumerate(case.detections)
        if i not in claimed and _may_be(detection, one.meaning) and _has_color(detection, one)
    ]  # fmt: skip
    if seen:
        return fact_about("absence", one, one.statement, "fails", f"{len(seen)} seen", 0, len(seen), seen)
    if not case.knows(one.meaning):
        return fact_about("absence", one, one.statement, "unchecked", f"the detector does not know “{one.meaning}”", 0)
    if case.observation.unmatched:
        why = "none is seen, but something in the picture has no name"
        return fact_about("absence", one, one.statement, "unchecked", why, 0, 0)
    return fact_about("absence", one, one.statement, "holds", "none is seen", 0, 0)


def _may_be(detection: Detection, noun: str) -> bool:
    return any(is_called(name, noun) for name in detection.nouns)


def _has_color(detection: Detection, one: Absence) -> bool:
    color = one.attributes.color
    return color is None or not detection.colors or shows(detection.colors, color) is not False


def _nothing_else(case: Case, labels: frozenset[int]) -> Fact:
    """The world is closed: a figure holds what it declares, and nothing else."""
    statement = "nothing else"
    open_nouns = [one.meaning for one in case.scene.absences if one.open]
    extra = [
        i for i in case.matching.unclaimed(case.detections)
        if i not in labels and case.detections[i].noun != MARK
        and not any(_may_be(case.detections[i], noun) for noun in open_nouns)
    ]  # fmt: skip
    span = case.scene.figure.span
    unmatched = case.observation.unmatched
    seen = Counter(_called(case.detections[i]) for i in extra)
    parts = [_counted(words, times) for words, times in seen.items()]
    if unmatched:
        more = f" and {len(unmatched) - 1} more" if len(unmatched) > 1 else ""
        parts.append(f"something that has no name ({extent(unmatched[0])}){more}")
    count = len(extra) + len(unmatched or ())
    if parts:
        verb = "are" if next(iter(seen.values()), 1) > 1 else "is"
        why = f"there {verb} also {', '.join(parts[:4])}" + (f" and {len(parts) - 4} more" if len(parts) > 4 else "")
        unseen = _unseen(case, [case.detections[i] for i in extra] if not unmatched else [])
        verdict: Verdict = "fails" if unseen is None else "unchecked"
        why += f"; it may be of what is stated, since {unseen}" if unseen is not None else ""
        return Fact("absence", statement, span, verdict, why, 0, count, tuple(extra))
    if unmatched is None:
        return Fact("absence", statement, span, "unchecked", "the detector cannot tell what else is there", 0)
    return Fact("absence", statement, span, "holds", "everything in the picture is accounted for", 0, 0)


def _may_be_another(case: Case, one: SceneObject) -> bool:
    """Whether what was taken for a thing may be another of its noun that was not seen, and cannot be told from it."""
    return case.unknown(one) is not None and any(
        other is not one and not nouns_of(one).isdisjoint(nouns_of(other)) and case.unknown(other) is not None
        and len(case.shown(other)) < other.count[0] for other in case.scene.objects
    )  # fmt: skip


def _unsure(case: Case, seen: Sequence[int]) -> str | None:
    """Why nobody can say which things these are, if that is so of all of them."""
    owners = [case.owners[i] for i in seen]
    return case.unknown(owners[0]) if all(_may_be_another(case, one) for one in owners) else None


def _unseen(case: Case, extra: Sequence[Detection]) -> str | None:
    """Why what nobody asks for may be something that the scene states: the detector cannot see such things, and one of
    them was not seen, or all that is ``extra`` is within what was. None where there is no such thing."""
    if case.scene.links and case.observation.lines is None:
        return "the detector follows no lines"
    for one in filter(is_seen, case.scene.objects):
        reason = case.unknown(one)
        fewer = len(case.shown(one)) < one.count[0]
        if reason is not None and (_may_be_ground(case, one, extra) if one.is_backdrop else
                                   fewer or _are_within(case, one, extra)):  # fmt: skip
            return reason
        if fewer and case.observation.straight is not None:
            return f"not every {one.noun} is seen"  # what lines touch may have no name
    return None


def _may_be_ground(case: Case, one: SceneObject, extra: Sequence[Detection]) -> bool:
    """Whether all that is ``extra`` may be a backdrop or marks on it: words, frames and pictures of things stand before
    it, and so does everything else where it was seen, told from its marks. Two of one tone are seen as one."""
    before = (is_picture(part.noun) or part.noun in (TEXT, PLACEHOLDER) for part in extra)
    return not case.shown(one) and not any(before)


def _are_within(case: Case, one: SceneObject, extra: Sequence[Detection]) -> bool:
    """Whether all that is ``extra`` is within what was seen of a thing, of which it may be a part: what stands for a
    word has none."""
    pictured = one.kind is not Kind.PICTURE or one.entry is not None
    boxes = [case.detections[i].box for i in case.evidence(one)] if pictured else []
    return bool(extra) and all(any(share_within(part.box, box) >= WITHIN for box in boxes) for part in extra)


def _called(detection: Detection) -> str:
    """A thing in words, without an article."""
    text = detection.attributes.get("text", "")
    if detection.noun == TEXT or (detection.noun == PLACEHOLDER and text):
        return f"the text “{text}”"
    if detection.noun == PLACEHOLDER:
        return "dashed frame"
    noun = "rounded rectangle" if detection.noun == "rounded" else detection.noun
    return " ".join(filter(None, (detection.attributes.get("color"), noun)))


def _counted(words: str, times: int = 1) -> str:
    """ "an orange circle", "3 orange circles"; words that are quoted are said as often as they are there."""
    if words.startswith("the "):
        return words if times == 1 else f"{words} {times} times"
    return f"{times} {plural(words)}" if times > 1 else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"
