"""CoCoCount's rule: as many things of one class as the prompt says, or not.

L. Binyamin et al., "Make It Count: Text-to-Image Generation with an Accurate Number of Objects", CVPR 2025, and the
authors' program (``evaluation_script.py``): the boxes of the class are counted, whatever else is seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from sgc.scoring.protocol import ColorNaming, Judgement, Line, Row, Task, amount, bad_metadata, of_class, share
from sgc.verify import Observation, PictureFile

#: How sure the detector has to be: the default of the program that the authors count with.
CONFIDENCE = 0.25

_NAME = re.compile(r"(\d+)__([^_].*?)(?:__(.*))?")


@dataclass(frozen=True)
class CountTask(Task):
    noun: str
    count: int

    @property
    def nouns(self) -> Collection[str]:
        return (self.noun,)


@dataclass(frozen=True)
class CoCoCount:
    """CoCoCount."""

    name: ClassVar[str] = "cococount"
    looks_at_color: ClassVar[bool] = False
    differences: ClassVar[tuple[str, ...]] = (
        "The detector is the one that you choose; the authors count with YOLOv9-E.",
        "A class is a noun of the vocabulary, and its kinds count as well: a puppy is a dog.",
    )

    def tasks(self, metadata: Path) -> Sequence[CountTask]:
        from sgc.source.files import read_source

        try:
            return [
                CountTask(str(row["prompt"]), str(int(row["int_number"])), str(row["object"]), int(row["int_number"]))
                for row in json.loads(read_source(metadata).text)
            ]
        except (KeyError, TypeError, ValueError) as problem:
            wanted = 'a JSON list of {"prompt": …, "object": …, "int_number": …}'
            raise bad_metadata(metadata, f"this is no list of CoCoCount's prompts, {wanted}") from problem

    def task_of(self, name: str) -> CountTask | None:
        told = _NAME.fullmatch(name)
        if told is None:
            return None
        count, noun, prompt = told.groups()
        return CountTask((prompt or f"{count} {noun}").replace("_", " "), count, noun.replace("_", " "), int(count))

    def judge(self, task: Task, picture: PictureFile, seen: Observation, colors: ColorNaming) -> Judgement:
        assert isinstance(task, CountTask)
        found = [one for one in of_class(seen, task.noun) if one.score > CONFIDENCE]
        right = len(found) == task.count
        reason = "" if right else f"expected {task.count} {task.noun}, found {len(found)}"
        return Judgement(float(right), reason, {task.noun: found})

    def summary(self, rows: Sequence[Row]) -> Sequence[Line]:
        lines = [amount("images", len(rows))]
        for count in sorted({row.tag for row in rows}, key=int):
            group = [row for row in rows if row.tag == count]
            lines.append(share(f"of {count}", sum(row.correct for row in group), len(group), f" ({len(group)})"))
        return [*lines, share("accuracy", sum(row.correct for row in rows), len(rows))]
