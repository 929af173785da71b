"""The sets of prompts with what their makers say of them, each cut into a developed and a held-out slice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from data import DATA, GENEVAL, json_lines

#: Positions of the sets in the words of the scene language. More than one where the words leave it open.
PLACES = {
    "left of": ("left of",),
    "right of": ("right of",),
    "above": ("above",),
    "below": ("below",),
    "on the left of": ("left of",),
    "on the right of": ("right of",),
    "on the top of": ("above", "on"),
    "on top of": ("on",),
    "on the bottom of": ("below",),
    "on side of": ("beside",),
    "next to": ("beside",),
    "near": ("near",),
}
#: NSR-1K's relations, for which its captions have many words.
NSR_PLACES = {
    "left": ("left of",),
    "right": ("right of",),
    "top": ("on", "above"),
    "bottom": ("below", "under"),
    "next to": ("beside",),
}


@dataclass(frozen=True)
class Gold:
    """What a set says of a prompt: nouns with their counts, phrases of attribute and noun, and one relation.

    With ``whole`` nothing else is in the scene. ``count`` None is not said.
    """

    nouns: tuple[tuple[str, int | None], ...]
    phrases: tuple[tuple[tuple[str, ...], str], ...] = ()
    relation: tuple[str, tuple[str, ...], str] | None = None
    whole: bool = False


@dataclass(frozen=True)
class Item:
    """One prompt of a set; without ``gold`` where the set has only prompts."""

    collection: str
    prompt: str
    gold: Gold | None

    @property
    def held_out(self) -> bool:
        """Whether it belongs to the quarter that nobody looks at while rules are written; the same in every set."""
        return hashlib.sha256(" ".join(self.prompt.casefold().split()).encode()).digest()[0] < 64


def items() -> Iterator[Item]:
    """Every prompt of every set, in a fixed order."""
    yield from _geneval()
    yield from _t2i_r1()
    yield from _nsr()
    for path in sorted((DATA / "t2i-compbench").glob("*_train.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line.split("\t")[0].strip()
            if text:
                yield Item(f"T2I-CompBench {path.stem.removesuffix('_train')}", text, None)


def _geneval() -> Iterator[Item]:
    for row in json_lines(GENEVAL):
        named = row["include"]
        phrases = tuple(((one["color"],), one["class"]) for one in named if "color" in one)
        relation = None
        for one in named:
            if "position" in one:
                place, other = one["position"]
                relation = (one["class"], PLACES[place], named[other]["class"])
        nouns = tuple((one["class"], one["count"]) for one in named)
        yield Item("GenEval", row["prompt"], Gold(nouns, phrases, relation, whole=True))


def _t2i_r1() -> Iterator[Item]:
    for row in json_lines(DATA / "t2i-r1" / "parses.jsonl"):
        counts = {one["obj_name"]: one["num"] for one in row.get("numeracy_info", ())}
        task = {"non": "non-spatial"}.get(row["task_type"], row["task_type"])
        whole = task in ("spatial", "object")
        nouns = tuple((noun, counts.get(noun, 1 if whole else None)) for noun in row["nouns"])
        phrases = tuple((tuple(one.split()[:-1]), one.split()[-1]) for one in row.get("attr_nouns", ()))
        said = row.get("spatial_info")
        relation = (said["obj1"], PLACES[said["locality"]], said["obj2"]) if said else None
        gold = Gold(nouns, phrases, relation, whole)
        yield Item(f"T2I-R1 {task}", row["prompt"], gold)


def _nsr() -> Iterator[Item]:
    for row in json.loads((DATA / "nsr-1k/spatial.train.json").read_text(encoding="utf-8")):
        one, other = row["obj1"][0], row["obj2"][0]
        relation = (one, NSR_PLACES[row["relation"]], other)
        gold = Gold(((one, None), (other, None)), (), relation)
        yield Item(f"NSR-1K {row['type']}", row["prompt"], gold)
