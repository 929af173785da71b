"""Several detectors at once: side by side, where each sees what another does not, or as witnesses who must agree.

``renders+text`` sees what either sees. ``photo,owlv2:PATH`` takes for seen what every one of them sees that knows
such things; the rest is disputed, and a fact that hangs on it is not decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sgc.graph.vocabulary import is_picture
from sgc.measure.segments import reading
from sgc.verify.boxes import area, meeting, overlap
from sgc.verify.comparison import letters
from sgc.verify.picture import PictureFile
from sgc.verify.types import TEXT, Detection, Fact, Observation, Pixels

if TYPE_CHECKING:
    from sgc.verify.protocol import Detector

#: Two detectors see one thing where their boxes share this much of their union (PASCAL VOC's measure of a hit).
SAME_PLACE = 0.5
#: Ink is accounted for when this share of its box is in the box of something that was named.
ACCOUNTED = 0.8
#: The share of a line's box that things within it fill when they are no letters.
FILLED = 0.5


@dataclass(frozen=True, slots=True)
class _Seen:
    """One thing, with what each detector (by its number) says of it, and whether one of them is sure."""

    by: dict[int, Detection] = field(default_factory=dict)
    sure: bool = True

    @property
    def first(self) -> Detection:
        return next(iter(self.by.values()))


@dataclass(frozen=True)
class _Several:
    """What both kinds share."""

    parts: tuple[Detector, ...]

    @property
    def reads(self) -> frozenset[str]:
        return frozenset.intersection(*(part.reads for part in self.parts))

    def knows(self, noun: str) -> bool:
        return any(part.knows(noun) for part in self.parts)

    def _things(self, seen: Sequence[Observation]) -> tuple[list[Observation], list[_Seen]]:
        """What each saw, in pixels of the first, and the things that these are."""
        observations = [one.scaled(seen[0].size[0] / one.size[0]) for one in seen]
        things: list[_Seen] = []
        for number, observation in enumerate(observations):
            _add(things, number, observation.detections, True)
        for number, observation in enumerate(observations):
            _add(things, number, observation.views[-1].detections[len(observation.detections) :], False)
        return observations, things


@dataclass(frozen=True)
class Together(_Several):
    """Detectors side by side: what any sees is seen, and what two see at one place is one thing. Each is told what
    those before it have left unexplained."""

    @property
    def name(self) -> str:
        return "+".join(part.name for part in self.parts)

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        seen: list[Observation] = []
        for part in self.parts:
            seen.append(part.detect(picture, nouns, texts))
            picture = replace(picture, left=seen[-1].left if seen[-1].left is not None else picture.left)
        observations, things = self._things(seen)
        tiny = tuple(small for one in observations for small in one.tiny)
        found = _untangled([_joined(list(one.by.values())) for one in things if one.sure], texts, tiny)
        lines = [one.box for one in found if one.noun == TEXT]
        doubtful = tuple(_joined(list(one.by.values())) for one in things if not one.sure)
        return Observation(
            observations[0].size, found, _unmatched(observations), _measures(observations),
            (doubtful,) if doubtful else (), _illegible(observations),
            tiny=tuple(one for one in tiny if not _in_any(one.box, lines)),
            bands=_bands(observations), ground=_ground(observations),
        )  # fmt: skip


@dataclass(frozen=True)
class Agreement(_Several):
    """Detectors as witnesses: what all that know such things see is seen, the rest is disputed.

    The score is the mean over those that know such things, with 0 of one that does not see it.
    """

    @property
    def name(self) -> str:
        return ",".join(part.name for part in self.parts)

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        observations, things = self._things([part.detect(picture, nouns, texts) for part in self.parts])
        agreed: list[Detection] = []
        disputed: list[list[Detection]] = [[] for _ in self.parts]
        for one in things:
            asked = {n for n, part in enumerate(self.parts) if n in one.by or part.knows(one.first.noun)}
            score = sum(seen.score for seen in one.by.values()) / len(asked)
            detection = replace(_undisputed(list(one.by.values())), score=score)
            if asked <= one.by.keys() and one.sure:
                agreed.append(detection)
            else:
                for number in one.by:
                    disputed[number].append(detection)
        return Observation(
            observations[0].size, tuple(agreed), _unmatched(observations), _measures(observations),
            tuple(map(tuple, disputed)), _illegible(observations), bands=_bands(observations),
            ground=_ground(observations),
        )  # fmt: skip


def decided(views: Sequence[Sequence[Fact]]) -> tuple[Fact, ...]:
    """The facts on which every view of what is in the picture comes to the same verdict; the others are unchecked.

    The views are those of ``Observation.views``, so that evidence of the first one is good for the last one, too.
    """
    if len(views) == 1:
        return tuple(views[0])
    keyed = [dict(_keyed(facts)) for facts in views]
    found = []
    for key in dict.fromkeys(key for facts in keyed for key in facts):
        said = [facts[key] for facts in keyed if key in facts]
        if len(said) == len(views) and len({fact.verdict for fact in said}) == 1:
            found.append(said[0])
        else:
            reasons = dict.fromkeys(fact.why for fact in said)
            why = f"what is seen is not certain: {', or '.join(reasons)}"
            fact = keyed[-1].get(key, said[0])
            found.append(replace(fact, verdict="unchecked", why=why, found=None, disputed=not fact.free))
    return tuple(found)


def doubted(facts: Sequence[Fact], others: Sequence[Fact], why: str) -> tuple[Fact, ...]:
    """The facts; those that fail and would not if there were more in the picture, of which nobody knows what it is, are
    unchecked, and ``why``."""
    known = dict(_keyed(others))
    return tuple(
        replace(fact, verdict="unchecked", why=f"{fact.why}; {why}")
        if fact.verdict == "fails" and key in known and known[key].verdict != "fails" else fact
        for key, fact in _keyed(facts)
    )  # fmt: skip


def _keyed(facts: Iterable[Fact]) -> Iterable[tuple[object, Fact]]:
    """Facts by what they are about; a statement in a loop is about several things, one after the other."""
    times: Counter[object] = Counter()
    for fact in facts:
        key = (fact.kind, fact.statement, fact.span)
        yield (*key, times[key]), fact
        times[key] += 1


def _add(things: list[_Seen], number: int, detections: Sequence[Detection], sure: bool) -> None:
    """Each detection goes to the thing that others see at its place, the closest pairs first (as COCO matches what was
    detected to what is there), or is a thing of its own."""
    pairs = [
        (-overlap(one.box, thing.first.box), row, column)
        for row, one in enumerate(detections)
        for column, thing in enumerate(things)
        if _alike(one, thing.first)
    ]
    alone = dict(enumerate(detections))
    for closeness, row, column in sorted(pairs):
        if -closeness >= SAME_PLACE and row in alone and number not in things[column].by:
            things[column].by[number] = alone.pop(row)
    things += [_Seen({number: one}, sure) for one in alone.values()]


def _alike(a: Detection, b: Detection) -> bool:
    """Whether both may be one thing by what they are called, and by what is read there."""
    texts = {one.attributes["text"] for one in (a, b) if "text" in one.attributes}
    return bool({*a.nouns} & {*b.nouns}) and len(texts) < 2


def _joined(seen: Sequence[Detection]) -> Detection:
    """One thing as the first detector sees it, with what others measured besides."""
    first = seen[0]
    attributes = {name: word for one in reversed(seen) for name, word in one.attributes.items()}
    colors = next((one.colors for one in seen if one.colors), ())
    mask = next((one.mask for one in seen if one.mask and one.box == first.box), None)
    return replace(
        first, score=max(one.score for one in seen), attributes=attributes, colors=colors, mask=mask,
        visible=min(one.visible for one in seen),
    )  # fmt: skip


def _undisputed(seen: Sequence[Detection]) -> Detection:
    """One thing without the attributes that were measured differently."""
    joined = _joined(seen)
    differ = {
        name for name in joined.attributes if len({one.attributes[name] for one in seen if name in one.attributes}) > 1
    }
    attributes = {name: word for name, word in joined.attributes.items() if name not in differ}
    return replace(joined, attributes=attributes, colors=() if "color" in differ else joined.colors)


def _untangled(
    found: Sequence[Detection], texts: Sequence[str], tiny: Sequence[Detection]
) -> tuple[Detection, ...]:  # fmt: skip
    """What is left when letters are no things, and pictures no letters.

    A thing within a line of words is one of its letters. But where things fill most of a line, or a line lies on a
    picture, somebody read words into the picture, unless they are words that are asked for. What is too small to be
    told is a picture, too.
    """
    wanted = {letters(reading(text)) for text in texts}
    things = [*(one for one in found if one.noun != TEXT), *tiny]
    words = [
        one for one in found
        if one.noun == TEXT and (letters(one.attributes.get("text", "")) in wanted or not _is_picture(one.box, things))
    ]  # fmt: skip
    lines = [one.box for one in words]
    return tuple(one for one in found if (one in words if one.noun == TEXT else not _in_any(one.box, lines)))


def _is_picture(line: Pixels, things: Sequence[Detection]) -> bool:
    within = sum(area(meeting(line, one.box)) for one in things if _in_any(one.box, [line]))
    pictures = [one.box for one in things if is_picture(one.noun)]
    return within >= FILLED * area(line) or _in_any(line, pictures)


def _illegible(observations: Sequence[Observation]) -> frozenset[str]:
    """The texts that nobody of those who read can read."""
    told = [one.illegible for one in observations if "text" in one.measures]
    return frozenset.intersection(*told) if told else frozenset()


def _measures(observations: Sequence[Observation]) -> frozenset[str]:
    return frozenset().union(*(one.measures for one in observations))


def _ground(observations: Sequence[Observation]) -> str | None:
    """The colour behind everything, by the first who saw it."""
    return next((one.ground for one in observations if one.ground is not None), None)


def _bands(observations: Sequence[Observation]) -> tuple[Detection, ...]:
    """What may be a thing or no more than ground, by the first who saw some."""
    return next((one.bands for one in observations if one.bands), ())


def _unmatched(observations: Sequence[Observation]) -> tuple[Pixels, ...] | None:
    """The ink that some could not name and none of the others could; None where nobody looks for such. What one named
    itself, as the backdrop behind that ink, says nothing of it."""
    if all(one.unmatched is None for one in observations):
        return None
    left: list[Pixels] = []
    for one in observations:
        named = [
            seen.box for other in observations if other is not one
            for seen in (*other.detections, *(disputed for more in other.disputed for disputed in more))
        ]  # fmt: skip
        for box in one.unmatched or ():
            if not _in_any(box, named) and not any(overlap(box, other) >= SAME_PLACE for other in left):
                left.append(box)
    return tuple(left)


def _in_any(box: Pixels, others: Iterable[Pixels]) -> bool:
    return any(area(meeting(box, other)) >= ACCOUNTED * area(box) for other in others)
