"""T2I-CompBench's rules for places in the plane and for numbers, which score from 0 to 1.

K. Huang et al., "T2I-CompBench: A Comprehensive Benchmark for Open-world Compositional Text-to-image Generation",
NeurIPS 2023 (numbers: its extension "T2I-CompBench++", TPAMI 2025), and the authors' programs
(``UniDet_eval/2D_spatial_eval.py``, ``numeracy_eval.py``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sgc.graph.scoring import compbench_score
from sgc.scoring.protocol import ColorNaming, Judgement, Line, Row, Task, amount, of_class
from sgc.source import SgcError, Source
from sgc.verify import Detection, Observation, PictureFile

#: The predicate of the scene language for each locality, in the order in which the benchmark looks for them. It has
#: no rule for the last.
LOCALITIES = {
    "on side of": "beside", "next to": "beside", "near": "near", "on the left of": "left of",
    "on the right of": "right of", "on the bottom of": "below", "on the top of": "above", "on top of": "on",
}  # fmt: skip
#: What is less than this in the plane is nothing.
LEAST = 0.5
#: Two boxes of one noun are one thing from this overlap, or where one of them has so much of itself in the other.
SAME = 0.9
#: What the benchmark's detector calls these by.
CALLED = {
    "girl": "person", "boy": "person", "man": "person", "woman": "person", "ship": "boat", "goldfish": "fish",
    "painting": "picture",
}  # fmt: skip

_NAME = re.compile(r"(.*[^\W\d_].*)_(\d+)")
_DIFFERENCES = (
    "The detector is the one that you choose, and its confidence is part of a score in the plane; the benchmark's is "
    "UniDet.",
    "A class is a noun of the vocabulary, and its kinds count as well (a puppy is a dog); girl, boy, man and woman are "
    "looked for as people, as there.",
)


@dataclass(frozen=True)
class PlaceTask(Task):
    first: str
    locality: str
    second: str

    @property
    def nouns(self) -> Collection[str]:
        return (self.first, self.second)


@dataclass(frozen=True)
class Spatial2D:
    """T2I-CompBench, places in the plane."""

    name: ClassVar[str] = "t2i-compbench-2d"
    looks_at_color: ClassVar[bool] = False
    differences: ClassVar[tuple[str, ...]] = (
        *_DIFFERENCES,
        "The two things are the nouns before and after the words of place, as our English reader finds them; the "
        "benchmark takes the first and the last noun that spaCy finds.",
    )

    def tasks(self, metadata: Path) -> Sequence[Task]:
        return [_place_task(prompt) for prompt in _prompts(metadata)]

    def task_of(self, name: str) -> Task | None:
        told = _NAME.fullmatch(name)
        return None if told is None else _place_task(told[1])

    def judge(self, task: Task, picture: PictureFile, seen: Observation, colors: ColorNaming) -> Judgement:
        if not isinstance(task, PlaceTask):
            return Judgement(0.0, f"nothing is understood of “{task.prompt}”")
        first, second = (next(iter(of_class(seen, noun)), None) for noun in (task.first, task.second))
        score = 0.25 * sum(one.score for one in (first, second) if one is not None)
        reason = "; ".join(
            f"no {noun} is seen" for noun, one in ((task.first, first), (task.second, second)) if one is None
        )
        if first is not None and second is not None:
            place = compbench_score(LOCALITIES[task.locality], first.box, second.box)
            score += (place or 0.0) / 2
            if place is None:
                reason = f"the benchmark has no rule for “{task.locality}”"
            elif place < 1:
                reason = f"“{task.locality}” is right by {place:.2f}"
        used = {noun: [one] for noun, one in ((task.first, first), (task.second, second)) if one is not None}
        return Judgement(score if score >= LEAST else 0.0, reason, used)

    def summary(self, rows: Sequence[Row]) -> Sequence[Line]:
        return _means(rows)


@dataclass(frozen=True)
class NumbersTask(Task):
    counts: tuple[tuple[str, int], ...]

    @property
    def nouns(self) -> Collection[str]:
        return dict.fromkeys(noun for noun, _ in self.counts)


@dataclass(frozen=True)
class Numeracy:
    """T2I-CompBench, numbers."""

    name: ClassVar[str] = "t2i-compbench-numeracy"
    looks_at_color: ClassVar[bool] = False
    differences: ClassVar[tuple[str, ...]] = (
        *_DIFFERENCES,
        "Nouns and numbers are those that our English reader finds; the benchmark compares words with its own list of "
        "nouns, and takes a name that holds the noun's letters for the noun.",
    )

    def tasks(self, metadata: Path) -> Sequence[Task]:
        return [_numbers_task(prompt) for prompt in _prompts(metadata)]

    def task_of(self, name: str) -> Task | None:
        told = _NAME.fullmatch(name)
        return None if told is None else _numbers_task(told[1])

    def judge(self, task: Task, picture: PictureFile, seen: Observation, colors: ColorNaming) -> Judgement:
        if not isinstance(task, NumbersTask) or not task.counts:
            return Judgement(0.0, f"nothing is understood of “{task.prompt}”")
        score, reasons, used = 0.0, [], {}
        for noun, count in task.counts:
            found = _apart(of_class(seen, noun))
            used[noun] = found
            score += (0.5 * bool(found) + 0.5 * (len(found) == count)) / len(task.counts)
            if len(found) != count:
                reasons.append(f"expected {count} {noun}, found {len(found)}")
        return Judgement(score, "; ".join(reasons), used)

    def summary(self, rows: Sequence[Row]) -> Sequence[Line]:
        return _means(rows)


def _prompts(metadata: Path) -> list[str]:
    """One prompt a line."""
    from sgc.source.files import read_source

    return [line.strip() for line in read_source(metadata).text.splitlines() if line.strip()]


def _place_task(prompt: str) -> Task:
    told = next((found for words in LOCALITIES if (found := re.search(rf"\b{words}\b", prompt)) is not None), None)
    if told is None:
        return Task(prompt, "not understood")
    locality, before, after = told[0], _counted(prompt[: told.start()]), _counted(prompt[told.end() :])
    if not before or not after:
        return Task(prompt, "not understood")
    return PlaceTask(prompt, locality, before[0][0], locality, after[-1][0])


def _numbers_task(prompt: str) -> Task:
    counts = tuple(_counted(prompt))
    kinds = f"{len(counts)} {'class' if len(counts) == 1 else 'classes'}"
    return NumbersTask(prompt, kinds, counts) if counts else Task(prompt, "not understood")


def _counted(text: str) -> list[tuple[str, int]]:
    """The nouns of a text, as the benchmark calls them, with how many of each there are."""
    from sgc.compiler import load

    try:
        scenes = load(Source("<prompt>", text, is_prompt=True))
    except SgcError:
        return []
    nouns = [(one.meaning, one.count[0]) for scene in scenes for one in scene.objects]
    return [(CALLED.get(noun, noun), count) for noun, count in nouns]


def _apart(detections: Sequence[Detection]) -> list[Detection]:
    """The detections of one noun without those that are of the same thing as a surer one."""
    kept: list[Detection] = []
    for one in detections:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _same(a: Detection, b: Detection) -> bool:
    """By the benchmark's measure, which counts pixels: an edge has one more of them than it is long."""
    across = max(0.0, min(a.box[2], b.box[2]) - max(a.box[0], b.box[0]) + 1)
    down = max(0.0, min(a.box[3], b.box[3]) - max(a.box[1], b.box[1]) + 1)
    areas = [(one.box[2] - one.box[0] + 1) * (one.box[3] - one.box[1] + 1) for one in (a, b)]
    shared = across * down
    return shared > SAME * min(sum(areas) - shared, *areas)


def _means(rows: Sequence[Row]) -> Sequence[Line]:
    lines = [amount("images", len(rows))]
    for tag in sorted({row.tag for row in rows}):
        scores = [row.score for row in rows if row.tag == tag]
        lines.append(_mean(tag, scores, f" ({len(scores)})"))
    return [*lines, _mean("mean score", [row.score for row in rows])]


def _mean(name: str, scores: Sequence[float], told: str = "") -> Line:
    mean = sum(scores) / len(scores) if scores else None
    return Line(name, mean, ("–" if mean is None else f"{mean:.4f}") + told)
