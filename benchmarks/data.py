"""Where the public data sets are that benchmarks read: in ``$SGC_DATA``, by default ``../shared/data``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("SGC_DATA", "../shared/data"))
#: GenEval's list of prompts, and what each has to show.
GENEVAL = DATA / "geneval" / "evaluation_metadata.jsonl"


def json_lines(path: Path) -> Iterator[Any]:
    """The values of a file of JSON lines."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
