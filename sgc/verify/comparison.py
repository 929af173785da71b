"""Which detections could be which declared things: each kind of thing is compared once with each kind of detection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from sgc.graph.scene import Kind, Length, SceneObject
from sgc.graph.vocabulary import is_called
from sgc.measure.motifs import WORDS
from sgc.measure.segments import reading
from sgc.verify.boxes import holds
from sgc.verify.colors import shows
from sgc.verify.declared import is_words, label_of, nouns_of, opacity_of, stated_color, texts_of
from sgc.verify.types import FRAME, PLACEHOLDER, TEXT, UNKNOWN_PATTERN, Detection, Observation

#: A thing of which less than this is seen is hidden; of a backdrop or a frame, before which things stand, a corner
#: will do.
SEEN, CORNER = 0.5, 0.02
#: What it costs to take for a thing what has another colour or text, or is hidden.
WRONG = 100.0
#: And a frame without a title for one that has one, or the other way round: texts of others may be in it.
UNTITLED = 1.0
#: By this part of a stated length a thing may be off to be taken for it before others.
OFF = 0.2


@dataclass(frozen=True, slots=True)
class Look:
    """What a declaration says of how its things look, wherever they are: equal looks cannot be told apart."""

    nouns: frozenset[str]
    color: str | None
    pattern: str | None
    text: str | None
    backdrop: bool
    lengths: tuple[tuple[str, float], ...] = ()  #: stated in pixels: ``width``, ``height`` or ``size``
    named: bool = False  #: whether a thing of another text, or with one where it has none, is another thing


def look_of(one: SceneObject, named: bool) -> Look:
    """``text`` is what is read of the thing itself: of a text, and of the frame that stands for a noun; of everything
    where things are ``named`` by their labels."""
    own = one.label or "" if is_words(one) else (" ".join(texts_of(one)) or None) if named else None
    if one.kind is Kind.PICTURE and one.entry is None:
        own = label_of(one)
    color = None if opacity_of(one) < 1 else stated_color(one)
    lengths = tuple(
        (name, float(length.value)) for name in ("width", "height", "size")
        if isinstance(length := one.properties.get(name), Length) and not length.percent and one.kind is not Kind.TEXT
    )  # fmt: skip
    return Look(nouns_of(one), color, WORDS.get(one.attributes.pattern or ""), own, one.is_backdrop, lengths,
                named and one.kind not in (Kind.TEXT, Kind.GROUP))  # fmt: skip


class Comparison:
    """The objects of a scene beside what was seen; detections are named by their indices."""

    def __init__(self, objects: Sequence[SceneObject], observation: Observation, *, named: bool = False) -> None:
        self._looks = {one.id: look_of(one, named) for one in objects}
        self._detections = _labelled(observation.detections)
        self._patterned = "pattern" in observation.measures
        self._candidates: dict[Look, Mapping[int, float]] = self._settled(objects)
        self._shown: dict[Look, frozenset[int]] = {}
        settled = {i for found in self._candidates.values() for i in found}
        #: Other detections that differ in nothing that a look speaks of.
        self._alike: dict[object, list[int]] = {}
        for i, one in enumerate(self._detections):
            if i not in settled:
                self._alike.setdefault(_appearance(one), []).append(i)

    def _settled(self, objects: Sequence[SceneObject]) -> dict[Look, Mapping[int, float]]:
        """What looks and reads just as it should, where as many are seen as are declared and it could be nothing else:
        for these there are no other candidates, and they are none of other things."""
        wanted: dict[Look, float] = {}
        for one in objects:
            least, most = one.count
            look = self._looks[one.id]
            wanted[look] = wanted.get(look, 0) + (least if least == most else inf)
        reading_so: dict[str, list[int]] = {}
        for i, detection in enumerate(self._detections):
            if (text := detection.attributes.get("text")) is not None:
                reading_so.setdefault(letters(text), []).append(i)
        exact = {
            look: [i for i in reading_so.get(letters(reading(look.text)), ()) if self._is_exact(look, i)]
            for look in wanted if look.text is not None
        }  # fmt: skip
        times = Counter(i for found in exact.values() for i in found)
        others = [look for look in wanted if look.text is None and not look.named]
        return {
            look: dict.fromkeys(found, 0.0) for look, found in exact.items()
            if len(found) == wanted[look]
            and not any(times[i] > 1 or any(self._is_exact(other, i) for other in others) for i in found)
        }  # fmt: skip

    def _is_exact(self, look: Look, i: int) -> bool:
        one = self._detections[i]
        return _mismatch(look, one) == 0 and not _is_of_other_length(look, one)

    def look(self, one: SceneObject) -> Look:
        return self._looks[one.id]

    def candidates(self, look: Look) -> Mapping[int, float]:
        """The detections of the look's noun, with what speaks against each: nothing, or WRONG for each thing that
        does, and little for another size than is stated."""
        if look not in self._candidates:
            found = {
                i: cost + _is_of_other_length(look, self._detections[i]) for alike in self._alike.values()
                if (cost := _mismatch(look, self._detections[alike[0]])) is not None for i in alike
            }  # fmt: skip
            self._candidates[look] = dict(sorted(found.items()))
        return self._candidates[look]

    def shown(self, look: Look) -> frozenset[int]:
        """The candidates that are seen and have the attributes that the look states, as far as they were measured."""
        if look not in self._shown:
            found = self.candidates(look)
            self._shown[look] = frozenset(i for i in found if self._is_shown(look, self._detections[i]))
        return self._shown[look]

    def _is_shown(self, look: Look, detection: Detection) -> bool:
        if is_hidden(look, detection) or _has_other_color(look, detection):
            return False
        if look.pattern is None or not self._patterned:
            return True
        return detection.attributes.get("pattern") in (look.pattern, UNKNOWN_PATTERN)


def is_hidden(look: Look, detection: Detection) -> bool:
    """Whether too little is seen of what the thing was found to be."""
    return detection.visible < (CORNER if look.backdrop or FRAME in look.nouns else SEEN)


def reads(detection: Detection, text: str) -> bool:
    """Whether a detection says the text; how it is broken into lines does not matter."""
    return letters(detection.attributes.get("text", "")) == letters(reading(text))


def letters(text: str) -> str:
    """A text as it is compared: without blanks and breaks of lines."""
    return "".join(text.split())


def by_letters(detections: Sequence[Detection]) -> dict[str, list[int]]:
    """The texts that were seen, by what is compared of them."""
    found: dict[str, list[int]] = {}
    for i, one in enumerate(detections):
        if one.noun == TEXT:
            found.setdefault(letters(one.attributes.get("text", "")), []).append(i)
    return found


def _labelled(detections: Sequence[Detection]) -> list[Detection]:
    """What was seen; a frame that stands for a noun with the words that somebody else read in it, and nothing else."""
    texts = [one for one in detections if one.noun == TEXT]
    found = []
    for one in detections:
        if one.noun == PLACEHOLDER and not one.attributes.get("text"):
            within = [text.attributes.get("text", "") for text in texts if holds(one.box, text.box)]
            if len(within) == 1:
                one = replace(one, attributes={**one.attributes, "text": within[0]})
        found.append(one)
    return found


def _appearance(one: Detection) -> object:
    hidden = (one.visible < CORNER, one.visible < SEEN)
    return one.nouns, one.colors, hidden, one.attributes.get("text"), one.attributes.get("pattern")


def _mismatch(look: Look, detection: Detection) -> float | None:
    """What speaks against a detection; None for one of another noun."""
    if not _has_noun(look, detection):
        return None
    wrong = [is_hidden(look, detection), _has_other_color(look, detection)]
    if look.text is not None and "text" in detection.attributes:
        wrong.append(not reads(detection, look.text))
    elif look.named:
        wrong.append((look.text is None) == ("text" in detection.attributes))
    is_other_frame = FRAME in look.nouns and (look.text is None) == ("text" in detection.attributes)
    return WRONG * sum(wrong) + UNTITLED * is_other_frame


def _is_of_other_length(look: Look, detection: Detection) -> bool:
    left, top, right, bottom = detection.box
    sides = {"width": right - left, "height": bottom - top, "size": max(right - left, bottom - top)}
    return any(abs(sides[name] - length) > OFF * length for name, length in look.lengths)


def _has_noun(look: Look, detection: Detection) -> bool:
    if detection.noun == PLACEHOLDER:
        return PLACEHOLDER in look.nouns
    return any(is_called(noun, wanted) for noun in detection.nouns for wanted in look.nouns)


def _has_other_color(look: Look, detection: Detection) -> bool:
    return look.color is not None and bool(detection.colors) and shows(detection.colors, look.color) is False
