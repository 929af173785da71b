"""Which text is the label of which thing: by nearness, over all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sgc.measure.segments import reading
from sgc.verify.assignment import cheapest
from sgc.verify.boxes import area, gap
from sgc.verify.comparison import by_letters, letters, reads
from sgc.verify.declared import is_words, label_of
from sgc.verify.matching import Matching
from sgc.verify.slots import Slot
from sgc.verify.types import PLACEHOLDER, Detection, Pixels

#: Between two texts that are as near as each other, the one that reads right is taken; in pixels.
PREFERENCE = 4.0
#: A label farther from its thing than this part of the shorter side is none.
FAR = 0.15


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that a thing (its member's id) has to show, and where the thing is."""

    member: str
    text: str
    place: Pixels


def wanted_labels(slots: Sequence[Slot], matching: Matching, detections: Sequence[Detection]) -> tuple[Wanted, ...]:
    """Every label of a thing that is there."""
    found = []
    for slot in slots:
        text = label_of(slot.object)
        if text is None or is_words(slot.object) or slot.id not in matching.found:
            continue
        found.append(Wanted(slot.id, text, detections[matching.found[slot.id]].box))
    return tuple(found)


def match_labels(
    wanted: Sequence[Wanted], matching: Matching, detections: Sequence[Detection], size: tuple[float, float]
) -> Mapping[str, int]:
    """The text's detection by the member that it belongs to, each text used once: what stands in a thing and reads
    right is its label, the uppermost of several, since titles stand above rows; and of all the others the nearest ones
    over all."""
    claimed = set(matching.found.values())
    limit = FAR * min(size)
    found: dict[str, int] = {}
    free = {said: [i for i in alike if i not in claimed] for said, alike in by_letters(detections).items()}
    for one in sorted(wanted, key=lambda one: area(one.place)):
        alike = free.get(letters(reading(one.text)), [])
        inside = [i for i in alike if not gap(one.place, detections[i].box)]
        if inside:
            own = min(inside, key=lambda i: detections[i].box[1])
            found[one.member] = own
            alike.remove(own)
    texts = sorted(i for alike in free.values() for i in alike)
    others = [one for one in wanted if one.member not in found]
    costs: list[dict[int, float]] = []
    for number, one in enumerate(others):
        near = ((i, gap(one.place, detections[i].box)) for i in texts)
        costs.append({
            i: apart + (0.0 if reads(detections[i], one.text) else PREFERENCE) for i, apart in near if apart <= limit
        } | {-1 - number: 4 * limit})  # fmt: skip
    flows = cheapest(costs, [1] * len(others), dict.fromkeys(texts, 1))
    found |= {one.member: i for one, flow in zip(others, flows, strict=True) for i in flow if i >= 0}
    for one in wanted:  # a frame around its text was seen with it
        if one.member not in found and one.member in matching.found:
            frame = detections[matching.found[one.member]]
            if frame.noun == PLACEHOLDER:
                found[one.member] = matching.found[one.member]
    return found
