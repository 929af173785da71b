"""What the loop of verifying and painting again makes of flow's first samples, and what the judge says of both.

Scenes have numbers: those of other numbers are other scenes, so that what is measured need not be what was worked on.
What came of each is kept in a folder as it comes, where one is given, and a run that was cut goes on from there.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from data import GENEVAL, json_lines
from judge import Bench
from numpy.typing import NDArray
from PIL import Image
from results import table
from sheets import share

from sgc.backends.conditions import conditions_of
from sgc.backends.flow.data import training_nouns
from sgc.compiler import compile_scene, load, prompt, repaired
from sgc.graph.colors import BASIC, rgb
from sgc.graph.scene import SceneGraph
from sgc.graph.vocabulary import lookup
from sgc.picture import Picture
from sgc.verify import Report, picture_file, verify
from sgc.verify.renders.detector import RendersDetector

#: The seed of random scenes, and how many things they have.
SEED, MADE_COUNTS = 4242, (1, 2, 4, 6, 8)
#: On what things stand.
GROUNDS = ("grass", "street", "sand", "floor", "snow", "field")


def _sources(prompts: int, made: int, start: int, counts: Sequence[int]) -> Iterator[tuple[str, str, SceneGraph]]:
    """Scenes for the loop from that number on, each with its kind and its words: prompts of a list that was shuffled
    once, and random things in random places."""
    if prompts:
        texts = [row["prompt"] for row in json_lines(GENEVAL)]
        random.Random(SEED).shuffle(texts)
        for number in range(start, start + prompts):
            text = texts[number % len(texts)]
            yield "GenEval", text, load(prompt(text))[0]
    for count in counts if made else ():
        for number in range(start, start + made):
            text = _made(count, random.Random(f"{SEED} {count} {number}"))
            yield f"{count} things", text.replace("\n", "; "), load(f"scene 512x512 {{\n{text}\n}}")[0]
    for number in range(start, start + made):
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
    holds of its picture as well, ``strangers`` how many things nobody asked for were seen in the first sample;
    ``missed`` and ``wrong`` say what was not seen of the first sample and after the loop, ``repairs`` what was done."""

    verified: bool
    after: bool
    judged: bool
    judged_after: bool
    real: bool
    other: bool
    strangers: int
    seconds: float
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    repairs: tuple[str, ...]


class Outcomes:
    """What came of the scenes so far, with their pictures; in a ``folder``, where there is one, that outlasts a run.
    So many were ``added`` in this one."""

    def __init__(self, folder: Path | None) -> None:
        self._lines = folder / "outcomes.jsonl" if folder else None
        self.added = 0
        self._known: dict[tuple[str, str], Looped] = {}
        self._pictures: dict[tuple[str, str], bytes] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        if self._lines and self._lines.exists():
            for line in self._lines.read_text(encoding="utf-8").splitlines():
                one = json.loads(line)
                key = one.pop("kind"), one.pop("text")
                self._known[key] = Looped(**one)
                self._pictures[key] = self._file(len(self._known) - 1, "after").read_bytes()

    def of(self, kind: str, text: str) -> Looped | None:
        return self._known.get((kind, text))

    def keep(self, kind: str, text: str, one: Looped, first: bytes, after: bytes) -> None:
        if self._lines:
            self._file(len(self._known), "first").write_bytes(first)
            self._file(len(self._known), "after").write_bytes(after)
            with self._lines.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps({"kind": kind, "text": text, **asdict(one)}, ensure_ascii=False) + "\n")
        self._known[kind, text] = one
        self._pictures[kind, text] = after
        self.added += 1

    def pictures(self) -> list[NDArray[np.uint8]]:
        """After the loop, all of one size."""
        found = (Image.open(BytesIO(data)).convert("RGB") for data in self._pictures.values())
        return [np.asarray(one.resize((256, 256))) for one in found]

    def _file(self, number: int, name: str) -> Path:
        assert self._lines is not None
        return self._lines.with_name(f"{number:04}-{name}.png")


def through_the_loop(
    bench: Bench, prompts: int, made: int, start: int, counts: Sequence[int], tries: int, outcomes: Outcomes
) -> Iterator[str]:
    """The tables of so many prompts, and random scenes of each of these numbers of things and of two on a ground, from
    that number on."""
    found: dict[str, list[Looped]] = {}
    wrong = []
    before: SceneGraph | None = None
    for kind, text, scene in _sources(prompts, made, start, counts):
        one = outcomes.of(kind, text)
        if one is None:
            one, first, after = _looped(bench, scene, before, tries)
            outcomes.keep(kind, text, one, first, after)
        found.setdefault(kind, []).append(one)
        before = scene
        if one.wrong:
            wrong.append(f"- “{text}”: {one.wrong[0]}")
    yield table(
        ["through the loop", "scenes", "first sample verified", f"verified after at most {tries} tries",
         "tries a picture", "first sample right, by the judge", "right after, by the judge",
         "SVG right, by the judge", "verified for another scene", "strangers in first samples", "CPU s a sample"],
        [
            (kind, len(ones), *(share(getattr(one, name) for one in ones) for name in ("verified", "after")),
             f"{np.mean([len(one.repairs) for one in ones]):.1f}",
             *(share(getattr(one, name) for one in ones) for name in ("judged", "judged_after", "real", "other")),
             sum(one.strangers for one in ones), f"{np.mean([one.seconds for one in ones]):.2f}")
            for kind, ones in found.items()
        ],
    )  # fmt: skip
    if wrong:
        yield "Not verified after the loop:\n\n" + "\n".join(wrong)


def _looped(bench: Bench, scene: SceneGraph, before: SceneGraph | None, tries: int) -> tuple[Looped, bytes, bytes]:
    """What came of a scene, its first sample and what the loop made of that."""
    detector = RendersDetector()
    picture = compile_scene(scene)
    begun = time.process_time()
    data = picture.render("flow")
    seconds = time.process_time() - begun
    report = verify(picture_file("picture.png", data), scene, detector)
    made, after = repaired(picture, "flow", tries=tries, data=data, report=report, detector=detector)
    other = before is not None and verify(picture_file("picture.png", made.data), before, detector).verified
    judged = _judged(bench, picture, data)
    return Looped(
        report.verified, after.verified, judged,
        judged if made.data == data else _judged(bench, made.picture, made.data),
        _judged(bench, picture, picture.render("png")), other, len(report.unmatched), seconds, _missed(report),
        _missed(after), tuple(one.said for one in after.repairs),
    ), data, made.data  # fmt: skip


def _missed(report: Report) -> tuple[str, ...]:
    """What is not seen to hold, and why; nothing of a picture that is verified."""
    return tuple(f"{fact.statement}: {fact.why}" for fact in (*report.failed, *report.unchecked) if not report.verified)


def _judged(bench: Bench, picture: Picture, data: bytes) -> bool:
    things = []
    for one in conditions_of(picture.layout, picture.scene).regions:  # type: ignore[arg-type]  # it is satisfied
        noun = lookup(one.noun)
        if noun is not None and not one.backdrop:
            things.append((noun.concept, rgb(one.color) if one.color else None, one.box))
    pixels = np.asarray(Image.open(BytesIO(data)).convert("RGB"))
    return all(one.right for one in bench.verdicts(pixels, things))
