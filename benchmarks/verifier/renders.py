"""What the renders detector sees, by size of thing and by seen or unseen family; and prompts verified by their pixels.

    python benchmarks/verifier/renders.py [--scenes 60] [--prompts 60] [--record]

Scenes are of the kind that it was trained on (any ground, overlaps, blur, noise, JPEG), with numbers that training
never uses, of families that it was trained on and of those that were held out. Prompts are GenEval's, evenly spread
(``$SGC_DATA``, default ``../shared/data``), compiled and printed as PNG.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from time import process_time

import numpy as np
from PIL import Image

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "benchmarks"))

from data import GENEVAL, json_lines  # noqa: E402
from results import record, table  # noqa: E402

from sgc.compiler import compile_scene, load, prompt  # noqa: E402
from sgc.training.scenes import Painter, Scene  # noqa: E402
from sgc.training.sprites import Classes, is_held_out  # noqa: E402
from sgc.verify import detector_named, picture_file, verify  # noqa: E402
from sgc.verify.boxes import overlap  # noqa: E402
from sgc.verify.renders.glyphs import shapes, vocabulary  # noqa: E402
from sgc.verify.renders.looking import look  # noqa: E402

#: Longer sides of things, in pixels: up to and with.
SIZES = (24, 32, 64, 10_000)
SEED = 1_000_003
#: How much of their union two boxes share when they are of one thing, and what has to be seen of it.
SAME, VISIBLE = 0.5, 0.7


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--record", action="store_true", help="write the tables to benchmarks/RESULTS.md")
    arguments.add_argument("--scenes", type=int, default=60, help="how many scenes of seen and of unseen families")
    arguments.add_argument("--prompts", type=int, default=60, help="how many of GenEval's prompts")
    given = arguments.parse_args()
    text = f"{_scenes(given.scenes)}\n\n{_prompts(given.prompts)}"
    print(text)
    if given.record:
        command = f"python benchmarks/verifier/renders.py --scenes {given.scenes} --prompts {given.prompts} --record"
        record("Verifier: renders detector on pixels", command, text)


def _scenes(count: int) -> str:
    rows = []
    for family, unseen in (("seen", False), ("unseen", True)):
        glyphs = [glyph for glyph in vocabulary() if is_held_out(glyph) == unseen and glyph not in shapes()]
        chosen = tuple(glyphs[:: max(1, len(glyphs) // 80)])
        painter = Painter(Classes((*chosen, *shapes()), len(chosen)))
        things: Counter[int] = Counter()
        found: Counter[int] = Counter()
        named: Counter[int] = Counter()
        extra = 0
        for number in range(count):
            scene = painter.scene(np.random.default_rng([SEED, number]), 512, 512)
            extra += _compare(scene, painter, things, found, named)
        for size in SIZES:
            if things[size]:
                share = [f"{n / things[size]:.1%}" for n in (found[size], named[size])]
                rows.append((family, f"to {size} px" if size < SIZES[-1] else "larger", str(things[size]), *share))
        rows.append((family, "seen where nothing is", str(extra), "", ""))
    return table(["family", "longer side", "things", "found", "found and named"], rows)


def _compare(scene: Scene, painter: Painter, things: Counter[int], found: Counter[int], named: Counter[int]) -> int:
    """Count what is found of the scene by size; returns how much is seen where nothing is."""
    left = list(look(scene.pixels, ()).detections)
    for one in scene.things:
        best = max(left, key=lambda seen: overlap(seen.box, one.box), default=None)
        hit = best is not None and overlap(best.box, one.box) >= SAME
        if hit and best is not None:
            left.remove(best)
        if one.visible < VISIBLE or one.kind == painter.classes.placeholder:
            continue
        size = next(limit for limit in SIZES if max(one.box[2] - one.box[0], one.box[3] - one.box[1]) <= limit)
        things[size] += 1
        if hit and best is not None:
            found[size] += 1
            named[size] += not {*best.nouns}.isdisjoint(painter.classes.glyphs[one.kind].nouns)
    return len(left)


def _prompts(count: int) -> str:
    prompts = [row["prompt"] for row in json_lines(GENEVAL)]
    detector = detector_named("renders")
    verdicts: Counter[str] = Counter()
    told, good, pictures, seconds = [], 0, 0, 0.0
    for text in prompts[:: max(1, len(prompts) // count)][:count]:
        picture = compile_scene(load(prompt(text))[0])
        if picture.drawing is None:
            continue
        for form in ("png", "jpeg"):
            data = picture.png()
            if form == "jpeg":
                stream = BytesIO()
                Image.open(BytesIO(data)).convert("RGB").save(stream, "JPEG", quality=85)
                data = stream.getvalue()
            start = process_time()
            report = verify(picture_file(form, data), picture.scene, detector)
            seconds += process_time() - start
            pictures += 1
            good += report.verified
            verdicts.update(fact.verdict for fact in report.facts if not fact.free)
            told += [f"- {form}: “{text}”: {fact.statement}: {fact.why}" for fact in report.failed]
    whole = sum(verdicts.values())
    head = (
        f"Of {pictures} pictures of GenEval's prompts (PNG, and JPEG of quality 85) {good} are verified by their "
        f"pixels; of {whole} facts {verdicts['holds']} hold, {verdicts['fails']} fail and {verdicts['unchecked']} "
        f"could not be checked. {seconds / pictures:.2f} CPU seconds a picture."
    )
    return "\n".join((head, "", *told[:30]))


if __name__ == "__main__":
    main()
