"""How much of real prompts the rules read as the prompts' makers say, and how fast.

    python benchmarks/english [--misses FILE] [--slice developed|held-out] [--sets NAME …] [--speed] [--record]

Sets are read from ``$SGC_DATA`` (default ``../shared/data``). A prompt agrees when the scene graph has the things of
its set with their counts, every attribute on its thing, the relation with its direction and arguments, and no word
that the prompt does not have. In GenEval and in T2I-R1's spatial, object and numeracy prompts the graph has nothing
else; elsewhere the sets do not list everything. ``wrong_gold.tsv`` lists, with a reason, what a set itself has wrong:
such prompts count as misses in "as given" and are left out of "right gold". T2I-CompBench's prompts have no key: of
them it is counted which compile to a satisfiable scene with no word left over.

A quarter of the prompts, chosen by their hash, is held out: nobody looks at its misses while rules are written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(HERE), str(HERE.parent)]

from agreement import beyond, differences  # noqa: E402
from results import record, table  # noqa: E402
from sets import Item, items  # noqa: E402
from throughput import measured  # noqa: E402

from sgc.compiler import load, prompt, resolved  # noqa: E402
from sgc.english import read_prompt  # noqa: E402
from sgc.graph.scene import SceneGraph  # noqa: E402
from sgc.layout import solve  # noqa: E402
from sgc.layout.types import Layout  # noqa: E402
from sgc.source import SgcError  # noqa: E402
from sgc.source.files import write_atomically  # noqa: E402


@dataclass(frozen=True)
class Outcome:
    """What came of one prompt: what differs from its set, words left over, things that the set does not list."""

    item: Item
    differences: tuple[str, ...]
    left_over: tuple[str, ...]
    beyond: tuple[str, ...]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--misses", type=Path, metavar="FILE", help="write every miss to a file, tab-separated")
    arguments.add_argument("--slice", choices=("developed", "held-out"), help="only one of the two slices")
    arguments.add_argument("--sets", nargs="+", metavar="NAME", help="only sets whose name has one of these in it")
    arguments.add_argument("--speed", action="store_true", help="only the throughput")
    arguments.add_argument("--record", action="store_true", help="write the table to benchmarks/RESULTS.md")
    given = arguments.parse_args()
    chosen = [
        one for one in items()
        if (given.slice is None or one.held_out == (given.slice == "held-out"))
        and (given.sets is None or any(name in one.collection for name in given.sets))
    ]  # fmt: skip
    if given.speed:
        show("Prompts, how fast", measured([one.prompt for one in chosen]), given)
        return
    outcomes, wrong = [outcome(one) for one in chosen], wrong_gold()
    keyed = [one for one in outcomes if one.item.gold is not None]
    if keyed:
        show("Prompts, read", agreement_table(keyed, wrong), given)
    if len(keyed) < len(outcomes):
        show("Prompts, compiled", agreement_table([one for one in outcomes if one.item.gold is None], wrong), given)
    if given.misses:
        write_atomically(given.misses, "".join(missed(outcomes, wrong)).encode())


def show(title: str, text: str, given: argparse.Namespace) -> None:
    """Prints a table, and records it when that was asked for."""
    print(f"{text}\n", flush=True)
    if given.record:
        record(title, f"python benchmarks/english {' '.join(sys.argv[1:])}", text)


def read(item: Item) -> tuple[SceneGraph, ...]:
    """What a prompt is read as; for sets with a key what it says, without the surroundings that no word of it names."""
    source = prompt(item.prompt)
    if item.gold is None:
        return load(source)
    reading = read_prompt(source)
    return resolved(reading.said, reading.not_understood)


def outcome(item: Item) -> Outcome:
    """Reads one prompt; lays it out too when that is all there is to measure."""
    try:
        (scene,) = read(item)
    except SgcError as error:
        return Outcome(item, (f"no scene: {error}",), (), ())
    left_over = tuple(span.text for span in scene.not_understood)
    if item.gold is None:
        found = differences(scene, item)
        if not isinstance(solve(scene), Layout):
            found.append("no layout")
        return Outcome(item, (*found, *(f"'{text}' was not understood" for text in left_over)), left_over, ())
    return Outcome(item, tuple(differences(scene, item)), left_over, tuple(beyond(scene, item.gold)))


def wrong_gold() -> dict[tuple[str, str], str]:
    """The reason why a set is wrong, by set and prompt."""
    rows = (HERE / "wrong_gold.tsv").read_text(encoding="utf-8").splitlines()
    split = (row.split("\t") for row in rows if row and not row.startswith("//"))
    return {(collection, text): reason for collection, text, reason in split}


def agreement_table(outcomes: Iterable[Outcome], wrong: dict[tuple[str, str], str]) -> str:
    """One row for each set: how many agree in each slice, as given and where the set is right."""
    sets: dict[str, list[Outcome]] = {}
    for one in outcomes:
        sets.setdefault(one.item.collection, []).append(one)
    rows = []
    for name, found in sets.items():
        right = [one for one in found if (name, one.item.prompt) not in wrong]
        slices = [
            share([not one.differences for one in group if one.item.held_out == held])
            for group in (found, right) for held in (False, True)
        ]  # fmt: skip
        said = share([not one.left_over for one in found])
        rows.append((name, len(found), *slices, len(found) - len(right), said))
    head = ["set", "prompts", "developed, as given", "held out, as given", "developed, right gold",
            "held out, right gold", "wrong gold", "every word taken by a rule"]  # fmt: skip
    return table(head, rows)


def missed(outcomes: Iterable[Outcome], wrong: dict[tuple[str, str], str]) -> Iterable[str]:
    """One line for each miss: the set, the prompt, what differs, things that the set does not list, and the reason
    where the set is wrong."""
    for one in outcomes:
        if one.differences or one.left_over:
            reason = wrong.get((one.item.collection, one.item.prompt), "")
            cells = (one.item.collection, one.item.prompt, "; ".join(one.differences), ", ".join(one.left_over),
                     ", ".join(one.beyond), reason)  # fmt: skip
            yield "\t".join(cells) + "\n"


def share(truths: list[bool]) -> str:
    """Per cent of the truths that are true."""
    return f"{sum(truths) / len(truths):.1%}" if truths else "–"


if __name__ == "__main__":
    main()
