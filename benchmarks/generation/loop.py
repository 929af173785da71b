"""What the loop of verifying and painting again makes of flow's first samples, and what the judge says of both."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from judge import Bench
from PIL import Image
from results import table
from sheets import share, sheet

from sgc.backends.conditions import conditions_of
from sgc.backends.flow.data import training_nouns
from sgc.compiler import compile_scene, load, prompt, repaired
from sgc.graph.colors import BASIC, rgb
from sgc.graph.scene import SceneGraph
from sgc.graph.vocabulary import lookup
from sgc.picture import Picture
from sgc.verify import picture_file, verify
from sgc.verify.renders.detector import RendersDetector

DATA = Path(os.environ.get("SGC_DATA", "../shared/data"))
METADATA = DATA / "geneval" / "evaluation_metadata.jsonl"
#: The seed of random scenes, and how many things they have.
SEED, MADE_COUNTS = 4242, (1, 2, 4, 6, 8)
#: On what things stand.
GROUNDS = ("grass", "street", "sand", "floor", "snow", "field")


def _sources(prompts: int, made: int) -> Iterator[tuple[str, str, SceneGraph]]:
    """Scenes for the loop, each with its kind and its words: prompts, and random things in random places."""
    if prompts:
        lines = METADATA.read_text(encoding="utf-8").splitlines()
        for line in lines[:: max(1, len(lines) // prompts)][:prompts]:
            text = json.loads(line)["prompt"]
            yield "GenEval", text, load(prompt(text))[0]
    for count in MADE_COUNTS if made else ():
        for number in range(made):
            text = _made(count, random.Random(f"{SEED} {count} {number}"))
            yield f"{count} things", text.replace("\n", "; "), load(f"scene 512x512 {{\n{text}\n}}")[0]
    for number in range(made):
        chance = random.Random(f"{SEED} ground {number}")
        text = f"g: {chance.choice(GROUNDS)}\n{_made(2, chance)}\no0 on g\no1 on g"
        yield "2 things on a ground", text.replace("\n", "; "), load(f"scene 512x512 {{\n{text}\n}}")[0]


def _made(count: int, chance: random.Random) -> str:
    """So many things with pictures of their own, two of three in a stated colour, each left of or above another."""
    nouns = [noun for noun in training_nouns() if noun.kind == "picture" and noun.curated and noun.role == "solid"]
    lines = []
    for i, noun in enumerate(chance.sample(nouns, count)):
        color = f"{chance.choice([*BASIC])} " if chance.random() < 2 / 3 else ""
        lines.append(f"o{i}: {color}'{noun.concept}'")
        if i:
            lines.append(f"o{chance.randrange(i)} {chance.choice(('left of', 'above'))} o{i}")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Looped:
    """What came of one scene: of the first sample, and ``after`` the loop. ``other`` is whether the scene before it
    holds of its picture as well, ``strangers`` how many things nobody asked for were seen in the first sample."""

    verified: bool
    after: bool
    judged: bool
    judged_after: bool
    real: bool
    tries: int
    other: bool
    strangers: int
    seconds: float
    wrong: str


def through_the_loop(bench: Bench, prompts: int, made: int, tries: int, sheets: Path | None) -> Iterator[str]:
    found: dict[str, list[Looped]] = {}
    pictures = []
    before: SceneGraph | None = None
    for kind, text, scene in _sources(prompts, made):
        one, data = _looped(bench, scene, before, text, tries)
        found.setdefault(kind, []).append(one)
        pictures.append(np.asarray(Image.open(BytesIO(data)).convert("RGB").resize((256, 256))))
        before = scene
    if sheets and pictures:
        sheet(sheets / "after-the-loop.png", pictures, 8)
    yield table(
        ["through the loop", "scenes", "first sample verified", f"verified after at most {tries} tries",
         "tries a picture", "first sample right, by the judge", "right after, by the judge",
         "SVG right, by the judge", "verified for another scene", "strangers in first samples", "CPU s a sample"],
        [
            (kind, len(ones), *(share(getattr(one, name) for one in ones) for name in ("verified", "after")),
             f"{np.mean([one.tries for one in ones]):.1f}",
             *(share(getattr(one, name) for one in ones) for name in ("judged", "judged_after", "real", "other")),
             sum(one.strangers for one in ones), f"{np.mean([one.seconds for one in ones]):.2f}")
            for kind, ones in found.items()
        ],
    )  # fmt: skip
    if wrong := [one.wrong for ones in found.values() for one in ones if one.wrong]:
        yield "Not verified after the loop:\n\n" + "\n".join(f"- {text}" for text in wrong)


def _looped(bench: Bench, scene: SceneGraph, before: SceneGraph | None, text: str, tries: int) -> tuple[Looped, bytes]:
    detector = RendersDetector()
    picture = compile_scene(scene)
    begun = time.process_time()
    data = picture.render("flow")
    seconds = time.process_time() - begun
    report = verify(picture_file("picture.png", data), scene, detector)
    made, after = repaired(picture, "flow", tries=tries, data=data, report=report, detector=detector)
    other = before is not None and verify(picture_file("picture.png", made.data), before, detector).verified
    wrong = [f"“{text}”: {fact.statement}: {fact.why}" for fact in (*after.failed, *after.unchecked)]
    return Looped(
        report.verified, after.verified, _judged(bench, picture, data), _judged(bench, made.picture, made.data),
        _judged(bench, picture, picture.render("png")), len(after.repairs), other, len(report.unmatched), seconds,
        "" if after.verified else wrong[0],
    ), made.data  # fmt: skip


def _judged(bench: Bench, picture: Picture, data: bytes) -> bool:
    things = []
    for one in conditions_of(picture.layout, picture.scene).regions:  # type: ignore[arg-type]  # it is satisfied
        noun = lookup(one.noun)
        if noun is not None and not one.backdrop:
            things.append((noun.concept, rgb(one.color) if one.color else None, one.box))
    pixels = np.asarray(Image.open(BytesIO(data)).convert("RGB"))
    return all(one.right for one in bench.verdicts(pixels, things))
