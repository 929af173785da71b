"""The scenes that faults are planted in: examples, prompts of others' benchmarks, and made ones of 1 to 100 things."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from random import Random

from data import DATA, GENEVAL, json_lines
from diagrams.graphs import graph
from verifier.families import is_unseen

from sgc.compiler import compile_scene, load, prompt
from sgc.graph.vocabulary import Noun, all_nouns
from sgc.measure.pictures import picture
from sgc.picture import Picture

PROJECT = Path(__file__).resolve().parent.parent.parent
SLICES = ("examples", "prompts", "made", "diagrams")
#: How many things the made scenes hold, and the side of their canvas in pixels: as large as whoever shows so many draws
#: it, for nearly all things to have a longer side of 32 pixels at least.
SIZES = {1: 256, 2: 320, 5: 512, 10: 640, 20: 832, 50: 1280, 100: 1824}
#: The longest of the things of a made scene is so many times as long as the shortest at most: nobody shows a hundred
#: things of which some are ants and some are cranes.
TOGETHER = 8.0
#: So many things stand in rows.
MANY = 20
COLORS = ("red", "blue", "green", "yellow", "purple", "orange", "brown", "pink")
GROUNDS = ("gray", "lightsteelblue", "black", "beige", "#2f4f4f")


def pictures(which: str, prompts: int, made: int) -> Iterator[tuple[str, Picture]]:
    """Compiled scenes with their names: of one slice or of all, so many prompts of each set, so many made of a size."""
    if which in ("examples", "all"):
        yield from _examples()
    if which in ("prompts", "all"):
        yield from _prompts(prompts)
    if which in ("diagrams", "all"):
        yield from _diagrams(5 * made)
    if which in ("made", "all"):
        for count in SIZES:
            for seed in range(made):
                yield f"{count} made, {seed}", made_scene(count, seed)


def _diagrams(count: int) -> Iterator[tuple[str, Picture]]:
    """Random diagrams of 4 to 20 nodes, every other with groups."""
    for seed in range(count):
        one = graph(4 + 4 * (seed % 5), seed, links=1.3, grouped=seed % 2 == 1)
        compiled = compile_scene(load(one.scene())[0])
        if compiled.drawing is not None:
            yield f"diagram {seed}", compiled


def _examples() -> Iterator[tuple[str, Picture]]:
    for path in sorted((PROJECT / "examples").glob("*.sgc")):
        for scene in load(path):
            compiled = compile_scene(scene)
            if compiled.drawing is not None:
                yield path.name, compiled


def _prompts(count: int) -> Iterator[tuple[str, Picture]]:
    sets = [[row["prompt"] for row in json_lines(GENEVAL)]]
    for path in sorted((DATA / "t2i-compbench").glob("*.txt")):
        sets.append([line.split("\t")[0].strip() for line in path.read_text(encoding="utf-8").splitlines() if line])
    for texts in sets:
        for text in texts[:: max(1, len(texts) // count)][:count] if count else ():
            compiled = compile_scene(load(prompt(text))[0])
            if compiled.drawing is not None:
                yield f"“{text}”", compiled


def made_scene(count: int, seed: int) -> Picture:
    """A scene of so many things, half of the scenes of families that the renders detector was not trained on:
    pictured nouns that are of like sizes, a third of them coloured, some labelled, some of a stated width, and a few
    directions; every third scene before a ground of a stated colour."""
    random = Random(f"made {count} {seed}")
    nouns = _nouns(unseen=seed % 2 == 1)
    shortest = random.choice(nouns).size_cm / TOGETHER**0.5
    nouns = [noun for noun in nouns if shortest <= noun.size_cm <= TOGETHER * shortest]
    chosen = random.sample(nouns, min(count, len(nouns)))
    chosen += random.choices(chosen[4:] or chosen, k=count - len(chosen)) if count > len(chosen) else []
    side = SIZES[count]
    width = round(0.5 * side / count**0.5 * 0.8)
    lines = []
    for i, noun in enumerate(chosen):
        color = f"{random.choice(COLORS)} " if i % 3 == 0 else ""
        label = f' "{random.choice(("Tea", "North", "Milk", "Lamp 7", "Exit", "Anna"))}"' if i % 4 == 1 else ""
        sized = f" {{ width: {width} }}" if i % 5 == 2 else ""
        lines.append(f"o{i}: {color}'{noun.concept}'{label}{sized}")
    if seed % 3 == 2:
        lines.append(f"background {GROUNDS[(count + seed) % len(GROUNDS)]}")
    if count < MANY:
        lines += [f"o{i} {words} o{i + 1}" for i, words in ((0, "left of"), (2, "above")) if i + 1 < count]
    else:
        long = ceil(count**0.5)
        rows = [[f"o{i}" for i in range(start, min(start + long, count))] for start in range(0, count, long)]
        lines += [f"row {' '.join(row)}" for row in rows]
        lines += [f"{upper[0]} above {lower[0]}" for upper, lower in pairwise(rows)]
    (scene,) = load(f"scene {side}x{side} {{\n" + "\n".join(lines) + "\n}")
    return compile_scene(scene)


@cache
def _nouns(unseen: bool) -> list[Noun]:
    """Curated nouns with a picture that are things by themselves, of the families that were seen in training or not."""
    found = []
    for noun in all_nouns():
        plain = noun.curated and noun.kind == "picture" and noun.role == "solid" and is_unseen(noun) == unseen
        drawn = picture(noun) if plain else None
        if drawn is not None and 0.4 <= drawn.aspect <= 2.5:
            found.append(noun)
    return found
