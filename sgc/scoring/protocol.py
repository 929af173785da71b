"""What a benchmark's rules are, and how they are found by name.

A set of rules is one module with a frozen dataclass and a row in ``RULES``: it reads the benchmark's list of prompts,
says of one image how well it shows its prompt, and sums up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from sgc.graph.vocabulary import is_called, meaning
from sgc.source import SgcError, error
from sgc.source.codes import BENCHMARK_FILE

if TYPE_CHECKING:
    from sgc.verify import Detection, Observation, PictureFile

#: The rules by name, as "module:class".
RULES: Mapping[str, str] = {
    "geneval": "sgc.scoring.geneval:GenEval",
    "t2i-compbench-2d": "sgc.scoring.compbench:Spatial2D",
    "t2i-compbench-numeracy": "sgc.scoring.compbench:Numeracy",
    "cococount": "sgc.scoring.cococount:CoCoCount",
}

#: Names the colour of each detection of a class, as one of GenEval's ten, or "" for none of them.
ColorNaming = Callable[["PictureFile", Sequence["Detection"], str], Sequence[str]]


@dataclass(frozen=True)
class Task:
    """What one image has to show. ``tag`` is the group under which the benchmark lists it."""

    prompt: str
    tag: str

    @property
    def nouns(self) -> Collection[str]:
        """What a detector has to look for; nothing where a prompt is not understood."""
        return ()

    def to_json(self) -> Any:
        """As the benchmark writes it, for the results."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How well an image shows its task, 0 to 1, and why it is not better; ``used`` are the detections by noun."""

    score: float
    reason: str = ""
    used: Mapping[str, Sequence[Detection]] | None = None


@dataclass(frozen=True)
class Line:
    """One line of a benchmark's table: ``value`` is a count, or a share or mean from 0 to 1, None of nothing at all;
    ``text`` is how the benchmark's own program writes it."""

    name: str
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """What was found out about one image. ``metadata`` and ``details`` are JSON: boxes and scores by noun, null for a
    noun that the detector does not know. ``image`` is a checksum of the file."""

    filename: str
    tag: str
    prompt: str
    score: float
    correct: bool
    reason: str
    metadata: str
    details: str
    settings: str
    image: str

    @property
    def not_known(self) -> list[str]:
        """The nouns that the detector does not know, so that it found none of them."""
        return [noun for noun, boxes in json.loads(self.details).items() if boxes is None]


class Rules(Protocol):
    """One benchmark's rules. ``differences`` from the benchmark's own program are those that were chosen, in words."""

    name: ClassVar[str]
    differences: ClassVar[tuple[str, ...]]
    looks_at_color: ClassVar[bool]

    def tasks(self, metadata: Path) -> Sequence[Task]:
        """The tasks of a file, in order. Raises OSError, and SgcError for what is no such file."""
        ...

    def task_of(self, name: str) -> Task | None:
        """The task that an image's file name tells (without suffix), where the benchmark names files so."""
        ...

    def judge(self, task: Task, picture: PictureFile, seen: Observation, colors: ColorNaming) -> Judgement: ...

    def summary(self, rows: Sequence[Row]) -> Sequence[Line]:
        """The lines of the benchmark's table."""
        ...


def rules_named(name: str) -> Rules:
    module, _, attribute = RULES[name].partition(":")
    found: Rules = getattr(import_module(module), attribute)()
    return found


def of_class(seen: Observation, noun: str) -> list[Detection]:
    """What was seen of a noun or of its kinds, the surest first; what only some of several detectors saw counts with
    the lower score that it has."""
    concept = meaning(noun)
    everything = seen.views[-1].detections
    found = [one for one in everything if any(is_called(name, concept) for name in one.nouns)]
    return sorted(found, key=lambda one: -one.score)


def json_lines(path: Path) -> list[Any]:
    """The values of a file of JSON lines. Raises OSError, and SgcError for one that is none."""
    from sgc.source.files import read_source

    found = []
    for number, line in enumerate(read_source(path).text.splitlines(), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except ValueError as problem:
                raise bad_metadata(path, f"line {number} is no JSON ({problem})") from None
    if not found:
        raise bad_metadata(path, "there is no prompt in it")
    return found


def bad_metadata(path: Path, what: str) -> SgcError:
    return SgcError([error(BENCHMARK_FILE, f"{path}: {what}.")])


def amount(name: str, count: int) -> Line:
    return Line(name, count, str(count))


def share(name: str, part: int, whole: int, told: str = "") -> Line:
    """The line for so many of a whole, in per cent; ``told`` stands behind."""
    return Line(name, part / whole if whole else None, (f"{part / whole:.2%}" if whole else "–") + told)
