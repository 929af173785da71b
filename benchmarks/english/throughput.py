"""How many prompts a minute the command line reads on one core."""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from results import table

#: Prompts in one run; start-up counts, as it does for people.
NUMBER = 20_000


def measured(prompts: Sequence[str]) -> str:
    """A table of the two commands that read a file of prompts, over the prompts of all sets in turn."""
    lines = list(itertools.islice(itertools.cycle(" ".join(one.split()) for one in prompts), NUMBER))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "prompts.txt")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for command in ("english", "graph"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            with open(os.devnull, "wb") as nothing:
                subprocess.run(
                    [sys.executable, "-m", "sgc", command, "--prompts", str(path), "--json"], check=True, stdout=nothing
                )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
            rows.append((f"`sgc {command} --prompts FILE --json`", NUMBER, f"{NUMBER / seconds * 60:,.0f}"))
    return table(["command", "prompts", "prompts a minute of one core"], rows)
