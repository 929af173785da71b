"""Runs an engine that proposes places in a child process: a question to its standard input, JSON from its output."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from sgc.source import MissingError


def answered(name: str, command: Sequence[str], question: str) -> Any:
    """What the engine of this name answers. Raises MissingError, with its last word, where it fails."""
    run = subprocess.run(command, input=question.encode(), capture_output=True, check=False)
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {run.returncode}"]
        raise MissingError(f"{name} could not lay this diagram out ({said[-1]}): leave --proposal away")
    return json.loads(run.stdout)
