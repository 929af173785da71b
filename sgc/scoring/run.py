"""Scoring a folder of images: which image is of which prompt, one row of results for each, and resuming.

A results file has one JSON object a line, with the names that GenEval's own programs use (``filename``, ``tag``,
``prompt``, ``correct``, ``reason``, ``metadata``, ``details``), so that its summary reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgc.graph.vocabulary import meaning
from sgc.scoring.color_naming import color_naming
from sgc.scoring.protocol import ColorNaming, Row, Rules, Task, rules_named
from sgc.source import SgcError, error
from sgc.source.codes import BENCHMARK_FILE, UNKNOWN_DETECTOR
from sgc.source.files import place_in_list, write_atomically

if TYPE_CHECKING:
    from sgc.verify import Detector

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".svg", ".pdf")

#: How every row begins: only what begins so can be the torn line of a run that was killed.
_BEGUN = '{"filename": '

_INDEX = re.compile(r"(\d+)(?:[_-]\d+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the scores depend on besides the images."""

    rules: str
    detector: str
    clip: str | None = None

    @property
    def colors(self) -> str:
        """How colours are named."""
        return f"CLIP {self.clip}" if self.clip else "our own measure"

    def __str__(self) -> str:
        from sgc import __version__

        return f"rules {self.rules}, detector {self.detector}, colours by {self.colors}, sgc {__version__}"


@dataclass(frozen=True, slots=True)
class Sample:
    """An image and what it has to show; ``name`` is its path within the folder."""

    path: Path
    name: str
    task: Task


@dataclass(frozen=True, slots=True)
class Failed:
    """An image that could not be looked at."""

    filename: str
    message: str


@dataclass(frozen=True, slots=True)
class Plan:
    """``samples`` in order; ``unknown`` are images that belong to no prompt, ``without`` prompts that have no image."""

    samples: tuple[Sample, ...]
    unknown: tuple[str, ...]
    without: int


def plan(images: Path, metadata: Path | None, rules: Rules) -> Plan:
    """Which images there are, and what each has to show.

    Laid out as the benchmarks do: ``00000/samples/0000.png`` beside ``00000/metadata.jsonl`` (GenEval), names that tell
    the prompt (``samples/PROMPT_000000.png``, T2I-CompBench) or the count (``4__donut__….png``, CoCoCount), or simply
    ``00000.png``, ``00000_1.png``, ``00000-a-cat.png``, …: numbers are places in the list of prompts, from 0. Raises
    OSError, and SgcError for a list of prompts that is none, and for a folder without images.
    """
    tasks = rules.tasks(metadata) if metadata is not None else ()
    own_tasks = {}
    samples, unknown, used = [], [], set()
    for path in _images(images):
        name = path.relative_to(images).as_posix()
        folder = path.parent.parent if path.parent.name == "samples" else path.parent
        own = folder / "metadata.jsonl"
        if folder != images and own not in own_tasks:
            own_tasks[own] = rules.tasks(own) if own.is_file() else ()
        task = next(iter(own_tasks.get(own, ())), None) or rules.task_of(path.stem)
        place = _place(folder.name if folder != images else path.stem)
        if place is not None and place < len(tasks):
            used.add(place)
            task = task or tasks[place]
        if task is None:
            unknown.append(name)
        else:
            samples.append(Sample(path, name, task))
    if not samples:
        hint = "Name the images 00000.png, 00001.png, … by their places in the list that --metadata gives."
        raise SgcError([error(BENCHMARK_FILE, f"{images} holds no image of a known prompt.", None, hint)])
    shown = {sample.task.prompt for sample in samples}
    without = sum(n not in used and task.prompt not in shown for n, task in enumerate(tasks))
    return Plan(tuple(samples), tuple(unknown), without)


def _place(stem: str) -> int | None:
    short = _INDEX.fullmatch(stem)
    return int(short[1]) if short is not None else place_in_list(stem)


def _images(folder: Path) -> Iterator[Path]:
    """Images in the folder, in its folders named by numbers, and in the ``samples`` of each."""
    folders = [folder, *(one for one in sorted(folder.iterdir()) if one.is_dir() and one.name.isdigit())]
    for one in folders:
        for place in (one, one / "samples"):
            if place.is_dir():
                yield from (p for p in sorted(place.iterdir()) if p.suffix.lower() in SUFFIXES and p.is_file())


def look(sample: Sample, settings: Settings) -> Row | Failed:
    """Looks at one image. Raises MissingError when the detector or CLIP needs what is not on this machine."""
    from sgc.verify import read_picture

    rules, detector, colors = _tools(settings)
    try:
        picture = read_picture(sample.path)
        if picture.kind not in detector.reads:
            message = f"The detector {detector.name} does not look at a {picture.kind} file."
            raise SgcError([error(UNKNOWN_DETECTOR, message)])
        seen = detector.detect(picture, sample.task.nouns)
    except (SgcError, OSError) as failure:
        return Failed(sample.name, failure.message if isinstance(failure, SgcError) else str(failure))
    found = rules.judge(sample.task, picture, seen, colors)
    details: dict[str, list[list[float]] | None] = {
        noun: [[*(round(edge, 2) for edge in one.box), round(one.score, 4)] for one in detections]
        for noun, detections in (found.used or {}).items()
    }
    reason = found.reason
    for noun in sample.task.nouns:
        if not details.get(noun) and not detector.knows(meaning(noun)):
            details[noun] = None
            reason += f"; the detector does not know {noun}" if reason else ""
    return Row(
        sample.name, sample.task.tag, sample.task.prompt, round(found.score, 6), found.score >= 1, reason,
        json.dumps(sample.task.to_json(), ensure_ascii=False), json.dumps(details), str(settings),
        checksum(sample.path),
    )  # fmt: skip


def checksum(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:16]


@cache
def _tools(settings: Settings) -> tuple[Rules, Detector, ColorNaming]:
    """Loaded once in each process."""
    from sgc.verify import detector_named

    return rules_named(settings.rules), detector_named(settings.detector), color_naming(settings.clip)


class Results:
    """A results file of some images: what is in it already, and each row written as it comes. There is none before
    the first row.

    Raises OSError, and SgcError for a file that holds something else, scores by other settings, or scores of other
    images alone, which would be lost.
    """

    def __init__(self, path: Path, settings: Settings, samples: Sequence[Sample]) -> None:
        self.path = path
        self._rows: dict[str, Row] = {row.filename: row for row in _read(path)}
        for row in self._rows.values():
            if row.settings != str(settings):
                message = f"{path} holds scores by other settings ({row.settings})."
                raise SgcError([error(BENCHMARK_FILE, message, None, "Name another file with --out.")])
        if not self._rows:
            return
        if all(self.row_of(sample) is None for sample in samples):
            hint = "Name another file with --out, or delete this one."
            raise SgcError([error(BENCHMARK_FILE, f"{path} holds scores of other images, or tasks.", None, hint)])
        self._write(self._rows.values())  # without the torn line of a run that was killed

    def row_of(self, sample: Sample) -> Row | None:
        """What an earlier run found out about the very same image and task."""
        row = self._rows.get(sample.name)
        if row is None or json.loads(row.metadata) != json.loads(json.dumps(sample.task.to_json())):
            return None
        return row if row.image == checksum(sample.path) else None

    def add(self, row: Row) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._rows[row.filename] = row
        with open(self.path, "a", encoding="utf-8") as stream:
            stream.write(_line(row))

    def close(self, samples: Sequence[Sample]) -> tuple[Row, ...]:
        """The rows of these images in their order, which is also that of the file from now on."""
        rows = tuple(self._rows[one.name] for one in samples if one.name in self._rows)
        if rows:
            self._write(rows)
        return rows

    def _write(self, rows: Iterable[Row]) -> None:
        write_atomically(self.path, "".join(map(_line, rows)).encode())


def _line(row: Row) -> str:
    return json.dumps(asdict(row), ensure_ascii=False) + "\n"


def _read(path: Path) -> Iterator[Row]:
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            values: dict[str, Any] = json.loads(line)
            yield Row(**values)
        except (TypeError, ValueError):
            if number < len(lines) or not line.startswith(_BEGUN[: len(line)]):
                message = f"{path}: line {number} is no row of results."
                raise SgcError([error(BENCHMARK_FILE, message, None, "Name another file with --out.")]) from None
