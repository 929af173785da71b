"""Whether the verifier is right: faults planted in finished pictures, and pictures without any.

    python benchmarks/verifier [--record] [--prompts 60]

Scenes are the examples and prompts of GenEval and T2I-CompBench (``$SGC_DATA``, default ``../shared/data``). A fault
is missed when no fact fails. In an unchanged picture every fact that fails is an alarm: false, or a defect of the
picture itself (a label that something covers), so each is printed. Facts that could not be checked are counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from results import record, table  # noqa: E402
from verifier.planting import FAULTS, plant  # noqa: E402

from sgc.compiler import compile_scene, load, prompt  # noqa: E402
from sgc.picture import Picture  # noqa: E402
from sgc.verify import Report, picture_file, verify  # noqa: E402

DATA = Path(os.environ.get("SGC_DATA", "../shared/data"))
#: Numbers of objects that are reported together: to and with.
SIZES = (2, 5, 10, 1000)
NONE = "nothing (alarms)"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    arguments.add_argument("--prompts", type=int, default=60, help="how many prompts of each set")
    given = arguments.parse_args()
    planted: Counter[tuple[str, int]] = Counter()
    wrong: Counter[tuple[str, int]] = Counter()
    facts: Counter[str] = Counter()
    told: list[str] = []
    for seed, (name, picture) in enumerate(pictures(given.prompts)):
        size = next(limit for limit in SIZES if _objects(picture) <= limit)
        report = _report(picture, picture.svg.encode())
        planted[NONE, size] += 1
        facts.update(fact.verdict if not fact.free else "free" for fact in report.facts)
        if report.failed:
            wrong[NONE, size] += 1
            told.append(f"alarm: {name}: {report.failed[0].statement} ({report.failed[0].why})")
        for one in plant(picture, seed):
            planted[one.fault, size] += 1
            if not _report(picture, one.svg).failed:
                wrong[one.fault, size] += 1
                told.append(f"missed: {one.fault} ({one.what}) in {name}")
    text = "\n\n".join((_table(planted, wrong), _facts(facts), "\n".join(f"- {line}" for line in told[:40])))
    print(text)
    if given.record:
        record("Verifier: planted faults, vector detector on SVG", _command(given.prompts), text)


def pictures(count: int) -> Iterator[tuple[str, Picture]]:
    """The examples, and ``count`` prompts of each set, evenly spread."""
    for path in sorted((PROJECT / "examples").glob("*.sgc")):
        for scene in load(path):
            picture = compile_scene(scene)
            if picture.drawing is not None:
                yield path.name, picture
    lines = (DATA / "geneval/evaluation_metadata.jsonl").read_text(encoding="utf-8").splitlines()
    sets = [[json.loads(line)["prompt"] for line in lines]]
    for path in sorted((DATA / "t2i-compbench").glob("*.txt")):
        sets.append([line.split("\t")[0].strip() for line in path.read_text(encoding="utf-8").splitlines() if line])
    for prompts in sets:
        for text in prompts[:: max(1, len(prompts) // count)][:count]:
            picture = compile_scene(load(prompt(text))[0])
            if picture.drawing is not None:
                yield f"“{text}”", picture


def _objects(picture: Picture) -> int:
    return sum(max(1, one.count[0]) for one in picture.scene.objects)


def _report(picture: Picture, svg: bytes) -> Report:
    return verify(picture_file("picture.svg", svg), picture.scene)


def _table(planted: Counter[tuple[str, int]], wrong: Counter[tuple[str, int]]) -> str:
    rows = []
    for fault in (NONE, *FAULTS):
        whole = sum(planted[fault, size] for size in SIZES)
        cells = [f"{wrong[fault, size]} of {planted[fault, size]}" for size in SIZES]
        rate = f"{sum(wrong[fault, size] for size in SIZES) / whole:.1%}" if whole else "–"
        rows.append((fault, *cells, rate))
    head = ["planted fault", "1–2 objects", "3–5", "6–10", "more", "missed"]
    return table(head, rows)


def _facts(facts: Counter[str]) -> str:
    known = facts["holds"] + facts["fails"] + facts["unchecked"]
    return (
        f"Of {known:,} facts in unchanged pictures {facts['holds']:,} hold, {facts['fails']:,} fail and "
        f"{facts['unchecked']:,} could not be checked ({facts['unchecked'] / known:.1%}: adjectives that nothing "
        f"measures, nouns without a picture); {facts['free']:,} relations that no geometry decides are apart."
    )


def _command(prompts: int) -> str:
    return f"python benchmarks/verifier --prompts {prompts} --record"


if __name__ == "__main__":
    main()
