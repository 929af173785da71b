"""How much of real prompts the rules understand, and how fast.

    python benchmarks/english.py [--record]

GenEval's prompts are compared with its own metadata: the nouns with their counts, colours, and the position. Of
T2I-CompBench's prompts, which have no such key, only what no rule took is counted. Read from ``$SGC_DATA``
(default ``../shared/data``).
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from results import record, table

from sgc.compiler import load, prompt
from sgc.english import read_prompt
from sgc.graph.scene import SceneGraph
from sgc.graph.vocabulary import lookup

DATA = Path(os.environ.get("SGC_DATA", "../shared/data"))
#: GenEval's positions in the words of the scene language.
POSITIONS = {"left of": "left of", "right of": "right of", "above": "above", "below": "below"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    given = arguments.parse_args()
    lines = (DATA / "geneval/evaluation_metadata.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    wrong = [item["prompt"] for item in items if not _same(_scene(item["prompt"]), item)]
    sets = {"GenEval": [item["prompt"] for item in items]}
    for path in sorted((DATA / "t2i-compbench").glob("*.txt")):
        read = path.read_text(encoding="utf-8").splitlines()
        sets[path.stem] = [line.split("\t")[0].strip() for line in read if line.strip()]
    rows = []
    for name, prompts in sets.items():
        seconds, missed = [], 0
        for text in prompts:
            start = time.perf_counter()
            reading = read_prompt(prompt(text))
            seconds.append(time.perf_counter() - start)
            missed += bool(reading.not_understood)
        same = f"{1 - len(wrong) / len(items):.1%}" if name == "GenEval" else "no key"
        p95 = quantiles(seconds, n=20)[-1]
        rows.append((name, len(prompts), same, f"{1 - missed / len(prompts):.1%}", f"{median(seconds) * 1000:.1f}",
                     f"{p95 * 1000:.1f}"))  # fmt: skip
    head = ["prompts", "number", "graph equals the key", "every word taken by a rule", "median ms", "p95 ms"]
    text = table(head, rows)
    print(text)
    notes = "\n".join(f"- not as its key: {one}" for one in wrong) or "Every GenEval prompt was read as its key says."
    print(notes)
    if given.record:
        record("Prompts, read", "python benchmarks/english.py --record", f"{text}\n\n{notes}")


def _scene(text: str) -> SceneGraph:
    (found,) = load(prompt(text))
    return found


def _same(scene: SceneGraph, item: dict[str, Any]) -> bool:
    """Whether the graph has just the things of an item's metadata, and its position if it has one."""
    wanted = sorted((_concept(one["class"]), one["count"], one.get("color") or "") for one in item["include"])
    found = sorted((one.concept or one.noun, one.count[0], one.attributes.color or "") for one in scene.objects)
    if wanted != found:
        return False
    places = {one.id: one.concept or one.noun for one in scene.objects}
    for one in item["include"]:
        if "position" in one:
            predicate, other = one["position"]
            pair = (_concept(one["class"]), POSITIONS[predicate], _concept(item["include"][other]["class"]))
            said = {
                (places[r.arguments[0].targets[0]], r.predicate, places[r.arguments[1].targets[0]])
                for r in scene.relations
            }
            if pair not in said:
                return False
    return True


def _concept(word: str) -> str:
    entry = lookup(word)
    return word if entry is None else entry.concept


if __name__ == "__main__":
    main()
