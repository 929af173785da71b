"""The log of a run of training: a line of JSON for every report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sgc.source.files import write_atomically


@dataclass(frozen=True, slots=True)
class Log:
    """The file at ``path``. However often a run is killed and resumed, it says of every step what one that was never
    stopped says of it; only speeds differ."""

    path: Path

    def go_on_from(self, step: int) -> None:
        """Keep what it says of the first so many steps. What it says of later ones, or was cut off while it was
        written, comes from a run that was killed after its last checkpoint, and will be written again."""
        kept = [line for line in self._lines() if (told := _step(line)) is not None and told <= step]
        write_atomically(self.path, b"".join(line + b"\n" for line in kept))

    def add(self, step: int, losses: Mapping[str, float], pictures_per_second: float) -> None:
        """One line more: after so many steps, the means of the losses since the last line."""
        rounded = {name: round(loss, 5) for name, loss in losses.items()}
        line = {"step": step, **rounded, "pictures/s": round(pictures_per_second, 2)}
        with open(self.path, "ab") as stream:
            stream.write(json.dumps(line).encode() + b"\n")

    def _lines(self) -> list[bytes]:
        return self.path.read_bytes().splitlines() if self.path.exists() else []


def _step(line: bytes) -> int | None:
    """How many steps a line speaks of, or None for one that was cut off."""
    try:
        return int(json.loads(line)["step"])
    except (ValueError, KeyError, TypeError):
        return None
