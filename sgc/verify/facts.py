"""What a scene demands, one fact after the other, with the verdict that the matched detections give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sgc.graph.measures import Measures
from sgc.graph.relations import PREDICATES, accepts
from sgc.graph.scene import Absence, Arrangement, Kind, Length, Position, Relation, SceneGraph, SceneObject
from sgc.graph.vocabulary import is_a, lookup
from sgc.graph.wording import phrase, several
from sgc.measure.extents import SIZE_WORDS
from sgc.measure.motifs import WORDS
from sgc.measure.segments import reading
from sgc.verify.colors import shows
from sgc.verify.judge import Judge, box_of, reason
from sgc.verify.labels import match_labels, wanted_labels
from sgc.verify.matching import Matching
from sgc.verify.slots import SEEN, Slot, could_be, is_backdrop, is_seen, label_of, reads, stated_color
from sgc.verify.types import PLACEHOLDER, TEXT, UNKNOWN_PATTERN, Detection, Fact, FactKind, Observation, Verdict

#: Stated lengths may be off by this many pixels, rounding of the layout included, besides the tolerance.
ROUNDING = 1.0


@dataclass(frozen=True)
class Case:
    """All that verdicts are made from: the scene, what was seen, and which detection is which member."""

    scene: SceneGraph
    observation: Observation
    slots: Sequence[Slot]
    matching: Matching
    judge: Judge
    knows: Callable[[str], bool]
    monochrome: bool

    @property
    def detections(self) -> Sequence[Detection]:
        return self.observation.detections

    def members(self, one: SceneObject) -> list[Slot]:
        """The object's slots that are filled, or have to be."""
        found = self.matching.found
        return [slot for slot in self.slots if slot.object is one and (slot.id in found or not slot.optional)]

    def evidence(self, one: SceneObject) -> tuple[int, ...]:
        return tuple(self.matching.found[slot.id] for slot in self.members(one) if slot.id in self.matching.found)

    @property
    def measures(self) -> Measures:
        return self.judge.measures(self.matching)

    @property
    def tolerance(self) -> float:
        """Of one edge, in pixels."""
        return self.measures.tolerance / 12 + ROUNDING / 2


def facts_of(case: Case) -> tuple[Fact, ...]:
    """Every fact of the scene, in the order of its statements: things, relations, the rest, and what is not there."""
    texts = _Texts(case)
    found: list[Fact] = []
    for one in case.scene.objects:
        if is_seen(one):
            found.append(_count(case, one))
            found += _attributes(case, one)
            found += texts.facts(one)
    found += _statements(case)
    found += _groups(case)
    found += [_absence(case, one) for one in case.scene.absences if not one.open]
    found.append(_nothing_else(case, texts.used))
    return tuple(found)


def _fact(kind: FactKind, one: SceneObject | Relation | Arrangement | Absence, statement: str, verdict: Verdict,
          why: str, expected: object = None, found: object = None, evidence: Sequence[int] = ()) -> Fact:  # fmt: skip
    return Fact(kind, statement, one.span, verdict, why, expected, found, tuple(evidence))


# ---------------------------------------------------------------- counts


def _count(case: Case, one: SceneObject) -> Fact:
    least, most = one.count
    words = phrase(one)
    statement = (f"{_numbers(least, most)} " if one.counted else "") + words
    own = [i for i in case.evidence(one) if _is_shown(case, one, case.detections[i])]
    more = [] if is_backdrop(one) else _alike(case, one)
    count = len(own) + len(more)
    expected = [least, most]
    evidence = sorted((*case.evidence(one), *more))
    noun = one.concept or one.noun
    right = count >= least and (most is None or count <= most)
    if one.kind is Kind.PICTURE and one.entry is None:
        if right and all(case.detections[i].noun == PLACEHOLDER for i in own):
            why = f"the vocabulary has no picture of “{one.noun}”; a frame with its name stands for it"
            return _fact("count", one, statement, "unchecked", why, expected, count, evidence)
    elif count < least and one.kind in (Kind.PICTURE, Kind.SHAPE) and not case.knows(noun):
        return _fact("count", one, statement, "unchecked", f"the detector does not know “{noun}”", expected, count)
    why = f"{several(count, 'is')[0:0]}{_seen_words(count, words)}"
    hidden = [i for i in case.evidence(one) if not _is_visible(case.detections[i]) and not is_backdrop(one)]
    if hidden:
        share = min(case.detections[i].visible for i in hidden)
        why += f"; {_hidden_words(len(hidden), share)}"
    wrong = len(case.evidence(one)) - len(own) - len(hidden)
    if not right and wrong > 0:
        why += f"; {wrong} of them {'is' if wrong == 1 else 'are'} not as stated"
    return _fact("count", one, statement, "holds" if right else "fails", why, expected, count, evidence)


def _numbers(least: int, most: int | None) -> str:
    if most is None:
        return f"{least}.."
    return str(least) if least == most else f"{least}..{most}"


def _seen_words(count: int, words: str) -> str:
    if count == 0:
        return f"no {words} is seen"
    return f"{count} seen"


def _hidden_words(count: int, share: float) -> str:
    return f"{count} {'is' if count == 1 else 'are'} hidden ({share:.0%} seen)"


def _is_visible(detection: Detection) -> bool:
    return detection.visible >= SEEN


def _is_shown(case: Case, one: SceneObject, detection: Detection) -> bool:
    """Whether a detection is seen and has the attributes that the object states, as far as they were measured."""
    if not is_backdrop(one) and not _is_visible(detection):
        return False
    color, pattern = stated_color(one), WORDS.get(one.attributes.pattern or "")
    if color is not None and detection.colors and shows(detection.colors, color) is False:
        return False
    if pattern is None or not _measures(case, "pattern"):
        return True
    return detection.attributes.get("pattern") in (pattern, UNKNOWN_PATTERN)


def _alike(case: Case, one: SceneObject) -> list[int]:
    """Detections beyond the object's own members that are what it declares: things that nobody asked for, and
    things of another declaration that ought not to look like this one."""
    wanted = set(case.evidence(one))
    owner = {case.matching.found[slot.id]: slot.object for slot in case.slots if slot.id in case.matching.found}
    found = []
    for i, detection in enumerate(case.detections):
        if i in wanted or not could_be(one, detection) or not _is_shown(case, one, detection):
            continue
        if one.kind in (Kind.TEXT, Kind.GROUP) or detection.noun == PLACEHOLDER:
            continue
        other = owner.get(i)
        if other is None or _ought_to_differ(one, other):
            found.append(i)
    return found


def _ought_to_differ(one: SceneObject, other: SceneObject) -> bool:
    """Whether the other declaration is of the same noun without the colour that this one states."""
    stated = stated_color(one)
    same = (one.concept or one.noun) == (other.concept or other.noun)
    return same and one.kind is Kind.PICTURE and stated is not None and stated_color(other) is None


# ---------------------------------------------------------------- attributes


def _attributes(case: Case, one: SceneObject) -> Iterator[Fact]:
    words = phrase(one)
    color = stated_color(one)
    if color is not None:
        yield _color(case, one, color)
    elif one.attributes.color is not None:
        why = f"“{one.attributes.color}” is no colour that is known"
        yield _fact("attribute", one, words, "unchecked", why, one.attributes.color)
    if one.attributes.size is not None:
        yield _size_word(case, one, one.attributes.size)
    if one.attributes.pattern is not None:
        yield _pattern(case, one, one.attributes.pattern)
    for kind in ("material", "texture", "shape"):
        if (word := getattr(one.attributes, kind)) is not None:
            yield _fact("attribute", one, words, "unchecked", f"nothing here measures “{word}”", word)
    for word in one.attributes.other:
        yield _fact("attribute", one, words, "unchecked", f"nothing here measures “{word}”", word)
    yield from _lengths(case, one)
    position = one.properties.get("position")
    if isinstance(position, Position):
        yield _position(case, one, position)


def _color(case: Case, one: SceneObject, color: str) -> Fact:
    seen = [case.detections[i] for i in case.evidence(one)]
    words = one.attributes.color or color
    statement = f"{one.noun}: {words}" if one.kind is not Kind.GROUP else f"group: {words}"
    if case.monochrome:
        return _fact("attribute", one, statement, "unchecked", "the theme prints without colour", words)
    if not seen or not all(detection.colors for detection in seen):
        why = "it is not in the picture" if not seen else "its colour was not measured"
        return _fact("attribute", one, statement, "fails" if not seen else "unchecked", why, words)
    measured = [_color_words(detection) for detection in seen]
    wrong = [name for name, d in zip(measured, seen, strict=True) if shows(d.colors, color) is False]
    found = measured[0] if len(set(measured)) == 1 else measured
    why = f"{_several_words(len(wrong), len(seen))} {', '.join(dict.fromkeys(wrong))}" if wrong else f"{words} is seen"
    return _fact("attribute", one, statement, "fails" if wrong else "holds", why, words, found, case.evidence(one))


def _color_words(detection: Detection) -> str:
    return detection.attributes.get("color", "") or "no colour"


def _several_words(wrong: int, all_of_them: int) -> str:
    if all_of_them == 1:
        return "it is"
    return f"{wrong} of {all_of_them} {'is' if wrong == 1 else 'are'}"


def _measures(case: Case, attribute: str) -> bool:
    return attribute in case.observation.measures


def _pattern(case: Case, one: SceneObject, word: str) -> Fact:
    seen = [case.detections[i] for i in case.evidence(one)]
    statement = f"{one.noun}: {word}"
    motif = WORDS.get(word)
    if motif is None or not _measures(case, "pattern") or case.monochrome:
        return _fact("attribute", one, statement, "unchecked", f"nothing here measures “{word}”", word)
    if not seen:
        return _fact("attribute", one, statement, "fails", "it is not in the picture", word)
    found = [detection.attributes.get("pattern", "plain") for detection in seen]
    if UNKNOWN_PATTERN in found:
        why = "it has a pattern, which this detector cannot name"
        return _fact("attribute", one, statement, "unchecked", why, word, None, case.evidence(one))
    wrong = [name for name in found if name != motif]
    why = f"{_several_words(len(wrong), len(seen))} {', '.join(dict.fromkeys(wrong))}" if wrong else f"{word} is seen"
    return _fact("attribute", one, statement, "fails" if wrong else "holds", why, word,
                 found[0] if len(set(found)) == 1 else found, case.evidence(one))  # fmt: skip


def _size_word(case: Case, one: SceneObject, word: str) -> Fact:
    """A large apple is larger than a plain one, and that than a small one."""
    statement = f"{one.noun}: {word}"
    factor = SIZE_WORDS.get(word, 1.0)
    others = [
        other for other in case.scene.objects
        if other is not one and other.kind is one.kind and (other.concept or other.noun) == (one.concept or one.noun)
        and SIZE_WORDS.get(other.attributes.size or "", 1.0) != factor and case.evidence(other)
        and not {"width", "height", "size"} & {*other.properties, *one.properties}
    ]  # fmt: skip
    own = case.evidence(one)
    if not own:
        return _fact("attribute", one, statement, "fails", "it is not in the picture", word)
    if not others:
        why = f"there is no other {one.noun} beside which it could be {word}"
        return _fact("attribute", one, statement, "unchecked", why, word, None, own)
    for other in others:
        larger = factor > SIZE_WORDS.get(other.attributes.size or "", 1.0)
        predicate = PREDICATES["larger than" if larger else "smaller than"]
        for i in own:
            for j in case.evidence(other):
                boxes = (box_of(case.detections[i]), box_of(case.detections[j]))
                if not accepts(predicate, boxes, case.measures):
                    why = f"it is not {predicate.name} the {phrase(other)}"
                    return _fact("attribute", one, statement, "fails", why, word, None, (i, j))
    return _fact("attribute", one, statement, "holds", f"its size is in the right order of every {one.noun}", word,
                 None, own)  # fmt: skip


def _lengths(case: Case, one: SceneObject) -> Iterator[Fact]:
    """Stated widths, heights and sizes, in pixels or parts of what is around."""
    if one.kind is Kind.TEXT:  # there a width says where lines break
        return
    for name in ("width", "height", "size"):
        length = one.properties.get(name)
        if not isinstance(length, Length) or (length.percent and one.container is not None):
            continue
        seen = case.evidence(one)
        found = []
        for i in seen:
            left, top, right, bottom = case.detections[i].box
            width, height = right - left, bottom - top
            found.append({"width": width, "height": height}.get(name, max(width, height)))
        whole = case.scene.figure.size[1 if name == "height" else 0]
        wanted = [float(length.value) * whole / 100 if length.percent else float(length.value)]
        if name == "size" and length.percent:
            wanted.append(float(length.value) * case.scene.figure.size[1] / 100)
        statement = f"{one.noun} {{ {name}: {float(length.value):g}{'%' if length.percent else ''} }}"
        off = [value for value in found if min(abs(value - w) for w in wanted) > 2 * case.tolerance]
        measured = [round(value, 1) for value in found]
        verdict: Verdict = "fails" if off or not seen else "holds"
        why = f"it is {off[0]:.0f} px" if off else "it is that long" if seen else "it is not in the picture"
        yield _fact("attribute", one, statement, verdict, why, round(wanted[0], 1), measured, seen)


def _position(case: Case, one: SceneObject, position: Position) -> Fact:
    wanted = tuple(
        float(length.value) * whole / 100 if length.percent else float(length.value)
        for length, whole in zip((position.x, position.y), case.scene.figure.size, strict=True)
    )
    statement = f"{one.noun} {{ position: ({wanted[0]:g}, {wanted[1]:g}) }}"
    seen = case.evidence(one)
    found = [_middle(case.detections[i]) for i in seen]
    off = [place for place in found if max(abs(p - w) for p, w in zip(place, wanted, strict=True)) > case.tolerance]
    verdict: Verdict = "fails" if off or not seen else "holds"
    why = f"its centre is at ({off[0][0]:.0f}, {off[0][1]:.0f})" if off else "its centre is there"
    if not seen:
        why = "it is not in the picture"
    return _fact("attribute", one, statement, verdict, why, [round(w, 1) for w in wanted],
                 [[round(x, 1), round(y, 1)] for x, y in found], seen)  # fmt: skip


def _middle(detection: Detection) -> tuple[float, float]:
    left, top, right, bottom = detection.box
    return (left + right) / 2, (top + bottom) / 2


# ---------------------------------------------------------------- texts


class _Texts:
    """The labels of all things, matched once. ``used`` are the detections that are labels."""

    def __init__(self, case: Case) -> None:
        self.case = case
        wanted = wanted_labels(case.slots, case.matching, case.detections)
        self.found: Mapping[str, int] = match_labels(wanted, case.matching, case.detections, case.scene.figure.size)
        self.used = frozenset(self.found.values())

    def facts(self, one: SceneObject) -> Iterator[Fact]:
        text = one.label if one.kind is Kind.TEXT else label_of(one)
        if text is None:
            return
        said = reading(text)
        statement = f"{one.noun if one.kind is not Kind.GROUP else 'group'} “{' '.join(said.split())}”"
        if not _measures(self.case, "text"):
            yield _fact("text", one, statement, "unchecked", "the detector reads no text", said)
            return
        places = self.case.matching.found if one.kind is Kind.TEXT else self.found
        read = [places.get(slot.id) for slot in self.case.members(one)]
        seen = [i for i in read if i is not None]
        wrong = [i for i in seen if not reads(self.case.detections[i], text)]
        hidden = [i for i in seen if not _is_visible(self.case.detections[i])]
        found = [self.case.detections[i].attributes.get("text", "") for i in seen]
        if len(seen) < len(read) or not read:
            verdict, why = "fails", "the text is not there"
        elif wrong:
            verdict, why = "fails", f"it reads “{self.case.detections[wrong[0]].attributes.get('text', '')}”"
        elif hidden:
            verdict, why = "fails", "the text is covered, or has the colour of its ground"
        else:
            verdict, why = "holds", "it reads so"
        shown = found[0] if len(set(found)) == 1 else found
        yield Fact("text", statement, one.span, verdict, why, said, shown or None, tuple(seen))  # type: ignore[arg-type]


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
            yield Fact(kind, stated.statement, stated.span, verdict, why, evidence=evidence)


def _is_of_color(stated: Relation) -> bool:
    predicate = PREDICATES.get(stated.predicate)
    return predicate is not None and predicate.attribute is not None


def _same_color(case: Case, stated: Relation, evidence: tuple[int, ...]) -> Fact:
    seen = [case.detections[i] for i in evidence]
    if len(seen) < 2 or not all(detection.colors for detection in seen) or case.monochrome:
        return Fact("relation", stated.statement, stated.span, "unchecked", "the colours were not measured")
    named = list(dict.fromkeys(_color_words(detection) for detection in seen))
    same = len(named) == 1
    holds = same != stated.negated
    why = f"all are {named[0]}" if same else f"they are {' and '.join(named)}"
    return Fact("relation", stated.statement, stated.span, "holds" if holds else "fails", why, None, named, evidence)


def _groups(case: Case) -> Iterator[Fact]:
    """A group whose frame is seen has all of its members inside."""
    for group in case.scene.objects:
        if group.kind is not Kind.GROUP or not is_seen(group) or not case.evidence(group):
            continue
        frame = case.detections[case.evidence(group)[0]].box
        inner = [i for one in case.scene.children(group.id) for i in case.evidence(one)]
        out = [i for i in inner if not _within(case.detections[i].box, frame, case.tolerance)]
        statement = f"{group.id} holds its members"
        why = f"{case.detections[out[0]].noun} is outside the frame" if out else "all are inside the frame"
        yield _fact("constraint", group, statement, "fails" if out else "holds", why, None, None,
                    (*case.evidence(group), *inner))  # fmt: skip


def _within(box: tuple[float, ...], frame: tuple[float, ...], by: float) -> bool:
    return (
        box[0] >= frame[0] - by and box[1] >= frame[1] - by and box[2] <= frame[2] + by and box[3] <= frame[3] + by
    )


# ---------------------------------------------------------------- what is not there


def _absence(case: Case, one: Absence) -> Fact:
    noun = one.entry.concept if one.entry is not None else one.noun
    claimed = set(case.matching.found.values())
    seen = [
        i for i, detection in enumerate(case.detections)
        if i not in claimed and _is_called(detection, noun) and _has_color(detection, one)
    ]  # fmt: skip
    if seen:
        return _fact("absence", one, one.statement, "fails", f"{len(seen)} seen", 0, len(seen), seen)
    if not case.knows(noun):
        return _fact("absence", one, one.statement, "unchecked", f"the detector does not know “{noun}”", 0)
    if case.observation.unmatched:
        why = "none is seen, but something in the picture has no name"
        return _fact("absence", one, one.statement, "unchecked", why, 0, 0)
    return _fact("absence", one, one.statement, "holds", "none is seen", 0, 0)


def _is_called(detection: Detection, noun: str) -> bool:
    entries = [(name, lookup(name)) for name in detection.nouns]
    return any(name == noun or (entry is not None and is_a(entry.concept, noun)) for name, entry in entries)


def _has_color(detection: Detection, one: Absence) -> bool:
    color = one.attributes.color
    return color is None or not detection.colors or shows(detection.colors, color) is not False


def _nothing_else(case: Case, labels: frozenset[int]) -> Fact:
    """The world is closed: a figure holds what it declares, and nothing else."""
    statement = "nothing else"
    open_nouns = [one.entry.concept if one.entry else one.noun for one in case.scene.absences if one.open]
    extra = [
        i for i in case.matching.unclaimed(case.detections)
        if i not in labels and not any(_is_called(case.detections[i], noun) for noun in open_nouns)
    ]  # fmt: skip
    span = case.scene.figure.span
    unmatched = case.observation.unmatched
    parts = [_called(case.detections[i]) for i in extra]
    if unmatched:
        left, top, right, bottom = (round(edge) for edge in unmatched[0])
        where = f"{left}–{right} across and {top}–{bottom} down"
        more = f" and {len(unmatched) - 1} more" if len(unmatched) > 1 else ""
        parts.append(f"something that has no name ({where}){more}")
    count = len(extra) + len(unmatched or ())
    if parts:
        why = f"there is also {', '.join(parts[:4])}" + (f" and {len(parts) - 4} more" if len(parts) > 4 else "")
        return Fact("absence", statement, span, "fails", why, 0, count, tuple(extra))
    if unmatched is None:
        return Fact("absence", statement, span, "unchecked", "the detector cannot tell what else is there", 0)
    return Fact("absence", statement, span, "holds", "everything in the picture is accounted for", 0, 0)


def _called(detection: Detection) -> str:
    if detection.noun in (TEXT, PLACEHOLDER):
        return f"the text “{detection.attributes.get('text', '')}”"
    color = detection.attributes.get("color")
    return f"a {color + ' ' if color else ''}{detection.noun}"
