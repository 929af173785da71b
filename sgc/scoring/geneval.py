"""GenEval's rules: things, counts, colours and places, each either right or wrong.

D. Ghosh, H. Hajishirzi and L. Schmidt, "GenEval: An Object-Focused Framework for Evaluating Text-to-Image Alignment",
NeurIPS 2023, and the authors' program (``evaluation/evaluate_images.py``, ``summary_scores.py``): what is told there
is done here, with any detector.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sgc.graph.scoring import geneval_relations
from sgc.scoring.protocol import (
    ColorNaming,
    Judgement,
    Line,
    Row,
    Task,
    amount,
    bad_metadata,
    json_lines,
    of_class,
    share,
)
from sgc.verify import Detection, Observation, PictureFile

#: How sure the detector has to be, and how sure where things are counted.
CONFIDENCE, CONFIDENCE_OF_COUNTS = 0.3, 0.9
#: The most boxes of one class.
MOST = 16
POSITIONS = ("left of", "right of", "above", "below")


@dataclass(frozen=True, slots=True)
class Clause:
    """At least (or, excluded: fewer than) so many of a class; ``position`` is relative to another clause."""

    noun: str
    count: int
    color: str | None = None
    position: tuple[str, int] | None = None


@dataclass(frozen=True)
class GenEvalTask(Task):
    include: tuple[Clause, ...]
    exclude: tuple[Clause, ...]
    row: Any

    @property
    def nouns(self) -> Collection[str]:
        return dict.fromkeys(one.noun for one in (*self.include, *self.exclude))

    def to_json(self) -> Any:
        return self.row


@dataclass(frozen=True)
class GenEval:
    """GenEval."""

    name: ClassVar[str] = "geneval"
    looks_at_color: ClassVar[bool] = True
    differences: ClassVar[tuple[str, ...]] = (
        "The detector is the one that you choose; GenEval's is Mask2Former (Swin-S, COCO) of mmdetection, and its two "
        "confidences were chosen for that one.",
        "A class is a noun of the vocabulary, and its kinds count as well: a puppy is a dog.",
        "Without --clip colours are measured in CIELAB on the thing's own pixels; GenEval asks CLIP ViT-L/14.",
    )

    def tasks(self, metadata: Path) -> Sequence[GenEvalTask]:
        return [_task(row, number, metadata) for number, row in enumerate(json_lines(metadata), 1)]

    def task_of(self, name: str) -> None:
        return None

    def judge(self, task: Task, picture: PictureFile, seen: Observation, colors: ColorNaming) -> Judgement:
        assert isinstance(task, GenEvalTask)
        least = CONFIDENCE_OF_COUNTS if task.tag == "counting" else CONFIDENCE
        found = {
            noun: [one for one in of_class(seen, noun) if one.score > least][:MOST] for noun in task.nouns
        }  # fmt: skip
        reasons: list[str] = []
        groups: list[Sequence[Detection] | None] = []
        for clause in task.include:
            own = found[clause.noun][: clause.count]
            wrong = _wrong(clause, own, groups, lambda boxes, noun: colors(picture, boxes, noun))
            groups.append(None if wrong else own)
            reasons += [wrong] if wrong else []
        for clause in task.exclude:
            if len(found[clause.noun]) >= clause.count:
                reasons.append(f"expected {clause.noun}<{clause.count}, found {len(found[clause.noun])}")
        return Judgement(float(not reasons), "; ".join(reasons), {noun: own for noun, own in found.items() if own})

    def summary(self, rows: Sequence[Row]) -> Sequence[Line]:
        prompts: dict[str, bool] = {}
        for row in rows:
            prompts[row.metadata] = prompts.get(row.metadata, False) or row.correct
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.tag, []).append(row)
        lines = [
            amount("images", len(rows)), amount("prompts", len(prompts)),
            share("correct images", sum(row.correct for row in rows), len(rows)),
            share("correct prompts", sum(prompts.values()), len(prompts)),
        ]  # fmt: skip
        rates = []
        for tag, group in groups.items():
            right = sum(row.correct for row in group)
            rates.append(right / len(group))
            lines.append(share(tag, right, len(group), f" ({right} / {len(group)})"))
        overall = sum(rates) / len(rates) if rates else None
        told = "–" if overall is None else f"{overall:.5f}"
        return [*lines, Line("overall score (mean of the tasks)", overall, told)]


def _task(row: Any, number: int, path: Path) -> GenEvalTask:
    try:
        include = tuple(_clause(one) for one in row["include"])
        exclude = tuple(_clause(one) for one in row.get("exclude", ()))
        task = GenEvalTask(str(row["prompt"]), str(row["tag"]), include, exclude, row)
    except KeyError as problem:
        raise bad_metadata(path, f"task {number} has no {problem}") from None
    except (TypeError, ValueError, AttributeError):
        wanted = '{"tag": …, "include": [{"class": …, "count": 1}], "prompt": …}'
        raise bad_metadata(path, f"task {number} is no task of GenEval, such as {wanted}") from None
    for place, clause in enumerate(include):
        if clause.position and (clause.position[0] not in POSITIONS or not 0 <= clause.position[1] < place):
            raise bad_metadata(
                path, f"“{task.prompt}” has a position that is none of GenEval's: {list(clause.position)}"
            )
    return task


def _clause(one: Mapping[str, Any]) -> Clause:
    position = one.get("position")
    return Clause(
        str(one["class"]), int(one["count"]), one.get("color"),
        (str(position[0]), int(position[1])) if position is not None else None,
    )  # fmt: skip


def _wrong(clause: Clause, own: Sequence[Detection], groups: Sequence[Sequence[Detection] | None], colors: Any) -> str:
    """What is wrong with what was found of a clause; "" for nothing. A position is asked for only when the rest is
    right, and has to hold between every two."""
    noun, count = clause.noun, clause.count
    if len(own) < count:
        return f"expected {noun}>={count}, found {len(own)}"
    if clause.color is not None:
        named = list(colors(own, noun))
        if named.count(clause.color) < count:
            listed = ", ".join(f"{named.count(name)} {name or 'of another colour'}" for name in dict.fromkeys(named))
            return f"expected {clause.color} {noun}>={count}, found {listed}"
    if clause.position is not None:
        wanted, number = clause.position
        targets = groups[number]
        if targets is None:
            return f"no target for {noun} to be {wanted}"
        for one in own:
            for target in targets:
                relations = geneval_relations(one.box, target.box)
                if wanted not in relations:
                    where = f"{' and '.join(sorted(relations))} target" if relations else "no direction"
                    return f"expected {noun} {wanted} target, found {where}"
    return ""
