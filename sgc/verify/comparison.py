"""Which detections could be which declared things: each kind of thing is compared once with each kind of detection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sgc.graph.scene import Kind, Length, SceneObject
from sgc.graph.vocabulary import is_a, lookup
from sgc.measure.motifs import WORDS
from sgc.measure.segments import reading
from sgc.verify.colors import shows
from sgc.verify.declared import is_see_through, is_words, label_of, nouns_of, stated_color, texts_of
from sgc.verify.types import FRAME, PLACEHOLDER, UNKNOWN_PATTERN, Detection, Observation

#: A thing of which less than this is seen is hidden; of a backdrop or a frame, before which things stand, a corner
#: will do.
SEEN, CORNER = 0.5, 0.02
#: What it costs to take for a thing what has another colour or text, or is hidden.
WRONG = 100.0
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


def look_of(one: SceneObject, named: bool = False) -> Look:
    """``text`` is what is read of the thing itself: of a text, and of the frame that stands for a noun; of everything
    where things are ``named`` by their labels."""
    own = one.label or "" if is_words(one) else (" ".join(texts_of(one)) or None) if named else None
    if one.kind is Kind.PICTURE and one.entry is None:
        own = label_of(one)
    color = None if is_see_through(one) else stated_color(one)
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
        self._detections = observation.detections
        self._patterned = "pattern" in observation.measures
        #: Detections that differ in nothing that a look speaks of.
        self._alike: dict[object, list[int]] = {}
        for i, one in enumerate(observation.detections):
            self._alike.setdefault(_appearance(one), []).append(i)
        self._candidates: dict[Look, Mapping[int, float]] = {}
        self._shown: dict[Look, frozenset[int]] = {}

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
            groups = [alike for alike in self._alike.values() if self._is_shown(look, self._detections[alike[0]])]
            self._shown[look] = frozenset(self.candidates(look)).intersection(i for alike in groups for i in alike)
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
    return WRONG * sum(wrong)


def _is_of_other_length(look: Look, detection: Detection) -> bool:
    left, top, right, bottom = detection.box
    sides = {"width": right - left, "height": bottom - top, "size": max(right - left, bottom - top)}
    return any(abs(sides[name] - length) > OFF * length for name, length in look.lengths)


def _has_noun(look: Look, detection: Detection) -> bool:
    if detection.noun == PLACEHOLDER:
        return PLACEHOLDER in look.nouns
    return any(_is_one_of(noun, look.nouns) for noun in detection.nouns)


def _is_one_of(noun: str, wanted: frozenset[str]) -> bool:
    if noun in wanted:
        return True
    entry = lookup(noun)
    return entry is not None and any(is_a(entry.concept, other) for other in wanted)


def _has_other_color(look: Look, detection: Detection) -> bool:
    return look.color is not None and bool(detection.colors) and shows(detection.colors, look.color) is False
