"""How often the flow back end paints what a layout asks for: by number of things, by steps, and without its parts.

    python benchmarks/generation [--layouts 16] [--scenes 12] [--tries 8] [--sheets DIR] [--judge FILE] [--record]

Layouts are drawn by a seed that no training has, 128 pixels wide for up to four things and 256 beyond. A box is right
when a judge that nothing else consults (benchmarks/generation/judge.py) names its noun among all nouns of the
vocabulary that have a picture, and its colour where one is stated. The scenes are GenEval's prompts ($SGC_DATA,
default ../shared/data), evenly taken from their list, compiled and repaired as `sgc compile --backend flow --repair 8`
does it with the detector `renders`; the judge then looks at the same pictures. Nothing is picked by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from judge import Bench, Verdict
from PIL import Image
from results import record, table

from sgc.backends.flow.autoencoder import FACTOR, as_bytes
from sgc.backends.flow.data import Example, Scenes, Style, Thing, color_term, is_kept_out, known_nouns, painted
from sgc.backends.flow.learners import condition_of
from sgc.backends.flow.sampler import SOLVERS, Guidance, noise, sample
from sgc.backends.flow.weights import Weights, weights
from sgc.graph.colors import BASIC
from sgc.graph.vocabulary import Noun
from sgc.verify.renders.glyphs import rgb

DATA = Path(os.environ.get("SGC_DATA", "../shared/data"))
METADATA = DATA / "geneval" / "evaluation_metadata.jsonl"
TITLE = "Generation: what the flow back end paints"
#: The seed of layouts, and the side in pixels up to four things and beyond.
SEED, SIDES = 4242, (128, 256)
COUNTS = (1, 2, 3, 4, 6, 8)


@dataclass(frozen=True, slots=True)
class Way:
    """How pictures are sampled."""

    steps: int = 8
    solver: str = "multistep"
    guidance: float = 1.0
    without: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--layouts", type=int, default=16, help="layouts for each number of things")
    parser.add_argument("--scenes", type=int, default=12, help="prompts of GenEval that go through the loop")
    parser.add_argument("--tries", type=int, default=8)
    parser.add_argument("--sheets", type=Path, help="write contact sheets into this folder")
    parser.add_argument("--judge", type=Path, default=Path("judge.pt"), help="where the judge is kept, once it learned")
    parser.add_argument("--record", action="store_true", help="write the tables to benchmarks/RESULTS.md")
    options = parser.parse_args()
    torch.set_num_threads(min(2, os.cpu_count() or 1))
    bench = Bench()
    bench.learn(options.judge)
    text = "\n\n".join(_sections(bench, options))
    print(text)
    if options.record:
        command = f"python benchmarks/generation --layouts {options.layouts} --scenes {options.scenes} --record"
        record(TITLE, command, f"{__doc__.split(chr(10) * 2)[2].strip()}\n\n{text}")
    return 0


def _sections(bench: Bench, options: argparse.Namespace) -> Iterator[str]:
    found = weights()
    layouts = {count: list(_layouts(count, options.layouts)) for count in COUNTS}
    yield table(
        ["things", "pixels", "longer side of a thing (median)", "boxes right", "noun right", "colour right",
         "pictures all right", "real renders: boxes right"],
        [_by_count(bench, found, count, layouts[count]) for count in COUNTS],
    )  # fmt: skip
    few = [one for count in (1, 2, 3, 4) for one in layouts[count]]
    ways = {
        "2 steps": Way(2), "4 steps": Way(4), "8 steps": Way(), "20 steps": Way(20),
        "8 steps, Euler": Way(solver="euler"), "8 steps, Heun (15 looks)": Way(solver="heun"),
        "8 steps, guidance 1.5": Way(guidance=1.5), "8 steps, guidance 2": Way(guidance=2.0),
        "8 steps, attention without its mask": Way(without="masked"), "8 steps, no attention": Way(without="attending"),
        "8 steps, no painted layout": Way(without="painted"),
    }  # fmt: skip
    yield table(["one to four things", "boxes right", "CPU seconds a picture"],
                [(name, *_by_way(bench, found, few, way)) for name, way in ways.items()])  # fmt: skip
    yield table(["never trained on", "boxes right", "of"], list(_unseen(bench, found, options.layouts)))
    if options.scenes:
        yield _loop(bench, options.scenes, options.tries, options.sheets)
    yield f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB."
    if options.sheets:
        options.sheets.mkdir(parents=True, exist_ok=True)
        for count in COUNTS:
            _sheet(options.sheets / f"things-{count}.png", list(_painted(found, layouts[count][:16], Way())))
        one = layouts[3][0]
        varied = [next(_painted(found, [one], Way(), first=seed)) for seed in range(16)]
        _sheet(options.sheets / "one-layout-16-seeds.png", varied)


# ---------------------------------------------------------------- layouts and pictures


def _layouts(count: int, most: int, nouns: Sequence[Noun] | None = None) -> Iterator[Example]:
    """Seeded layouts of just so many things, on plain ground and without light: what the SVG back end draws."""
    scenes, side = Scenes(SEED + count, nouns), SIDES[count > 4]
    scenes.side = side
    number = found = 0
    while found < most:
        example = scenes.of(number, count)
        number += 1
        if len(example.things) == count:
            found += 1
            yield painted(example.things, example.ground, side, Style())


def _painted(
    found: Weights, layouts: Sequence[Example], way: Way, first: int = 0
) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    """One sample of each layout, with the seeds first, first + 1, …"""
    model = found.model
    for switch in ("masked", "painted", "attending"):
        setattr(model, switch, switch != way.without)
    for seed, layout in enumerate(layouts, first):
        condition = condition_of([layout], found.embeddings)
        cells = len(layout.pixels) // FACTOR
        latents = sample(
            model, condition, noise([seed], cells, cells), way.steps, SOLVERS[way.solver], Guidance(way.guidance)
        )
        with torch.inference_mode():
            yield as_bytes(found.autoencoder.decode(latents))[0].numpy()
    model.masked = model.painted = model.attending = True


def _verdicts(bench: Bench, layouts: Sequence[Example], pictures: Sequence[object]) -> list[list[Verdict]]:
    return [
        bench.verdicts(np.asarray(picture), [(one.noun, color_term(one.color), one.box) for one in layout.things])
        for layout, picture in zip(layouts, pictures, strict=True)
    ]


def _by_count(bench: Bench, found: Weights, count: int, layouts: Sequence[Example]) -> tuple[object, ...]:
    seen = _verdicts(bench, layouts, list(_painted(found, layouts, Way())))
    real = _verdicts(bench, layouts, [layout.pixels for layout in layouts])
    boxes = [one for picture in seen for one in picture]
    side = len(layouts[0].pixels)
    sides = [(one.box[2] - one.box[0], one.box[3] - one.box[1]) for layout in layouts for one in layout.things]
    sizes = [side * max(one) for one in sides]
    return (
        count, side, f"{np.median(sizes):.0f} px", _share(one.right for one in boxes),
        _share(one.noun for one in boxes), _share(one.color for one in boxes),
        _share(all(one.right for one in picture) for picture in seen),
        _share(one.right for picture in real for one in picture),
    )  # fmt: skip


def _by_way(bench: Bench, found: Weights, layouts: Sequence[Example], way: Way) -> tuple[str, str]:
    begun = time.process_time()
    pictures = list(_painted(found, layouts, way))
    seconds = (time.process_time() - begun) / len(layouts)
    seen = _verdicts(bench, layouts, pictures)
    return _share(one.right for picture in seen for one in picture), f"{seconds:.2f}"


def _unseen(bench: Bench, found: Weights, most: int) -> Iterator[tuple[object, ...]]:
    """Pairs of a noun and a colour, and nouns, that no training picture has; one thing a picture."""
    own = [noun for noun in known_nouns() if noun.kind != "backdrop"]
    pairs = [(noun, term) for noun in own if not is_kept_out(noun.concept) for term in BASIC
             if is_kept_out(noun.concept, term)][:: max(1, len(own) // (4 * most))]  # fmt: skip
    nouns = [(noun, "") for noun in own if is_kept_out(noun.concept)]
    for name, chosen in (("pairs of noun and colour", pairs[: 4 * most]), ("nouns", nouns[: 4 * most])):
        layouts = [_alone(noun, term) for noun, term in chosen]
        seen = _verdicts(bench, layouts, list(_painted(found, layouts, Way())))
        yield name, _share(one.right for picture in seen for one in picture), len(layouts)


def _alone(noun: Noun, term: str) -> Example:
    from sgc.backends.flow.data import aspect_of

    color = rgb(BASIC[term]) if term else rgb(BASIC["blue"]) if noun.kind == "shape" else None
    aspect = aspect_of(noun, color is not None)
    width, height = (0.5, 0.5 / aspect) if aspect >= 1 else (0.5 * aspect, 0.5)
    thing = Thing(noun.concept, color, (0.5 - width / 2, 0.5 - height / 2, 0.5 + width / 2, 0.5 + height / 2))
    return painted([thing], (0.98, 0.98, 0.96), SIDES[0])


# ---------------------------------------------------------------- the loop


def _loop(bench: Bench, most: int, tries: int, sheets: Path | None) -> str:
    from sgc.compiler import compile_scene, load, prompt, repaired
    from sgc.verify import picture_file, verify
    from sgc.verify.renders.detector import RendersDetector

    prompts = [json.loads(line)["prompt"] for line in METADATA.read_text(encoding="utf-8").splitlines()]
    rows, failures, pictures = [], [], []
    detector = RendersDetector()
    for text in prompts[:: max(1, len(prompts) // most)][:most]:
        scene = load(prompt(text))[0]
        picture = compile_scene(scene)
        begun = time.process_time()
        data = picture.render("flow")
        seconds = time.process_time() - begun
        report = verify(picture_file("picture.png", data), scene, detector)
        made, after = repaired(picture, "flow", tries=tries, data=data, report=report, detector=detector)
        judged = _judged(bench, picture, data), _judged(bench, made.picture, made.data)
        rows.append((len(report.failed) == 0, len(after.failed) == 0, *judged, len(after.repairs), seconds))
        pictures.append(np.asarray(Image.open(BytesIO(made.data)).convert("RGB").resize((256, 256))))
        failures += [f"- “{text}”: {fact.statement}: {fact.why}" for fact in after.failed[:1]]
    if sheets:
        sheets.mkdir(parents=True, exist_ok=True)
        _sheet(sheets / "geneval.png", pictures)
    head = ["", "before the loop", f"after at most {tries} tries"]
    text = table(head, [
        ("pictures without a failed fact, by the loop's detector", *(_share(row[i] for row in rows) for i in (0, 1))),
        ("pictures in which every thing is right, by the judge", *(_share(row[i] for row in rows) for i in (2, 3))),
        ("tries a picture", "0", f"{np.mean([row[4] for row in rows]):.1f}"),
    ])  # fmt: skip
    speed = f"{np.mean([row[5] for row in rows]):.2f} CPU seconds a sample of 256 × 256 pixels, 8 steps."
    return "\n\n".join([f"{len(rows)} prompts of GenEval:", text, speed, *(["\n".join(failures)] if failures else [])])


def _judged(bench: Bench, picture: object, data: bytes) -> bool:
    from sgc.backends.conditions import conditions_of
    from sgc.graph.vocabulary import lookup
    from sgc.picture import Picture

    assert isinstance(picture, Picture)
    things = []
    for one in conditions_of(picture.layout, picture.scene).regions:  # type: ignore[arg-type]  # it is satisfied
        noun = lookup(one.noun)
        term = color_term(rgb(one.color)) if one.color else ""
        if noun is not None and not one.backdrop:
            things.append((noun.concept, term, one.box))
    pixels = np.asarray(Image.open(BytesIO(data)).convert("RGB"))
    return all(one.right for one in bench.verdicts(pixels, things))


def _share(values: Iterator[bool]) -> str:
    kept = list(values)
    return f"{100 * sum(kept) / max(1, len(kept)):.1f} %"


def _sheet(path: Path, pictures: Sequence[object], columns: int = 4) -> None:
    arrays = [np.asarray(one) for one in pictures]
    side = max(one.shape[0] for one in arrays)
    rows = -(-len(arrays) // columns)
    sheet = Image.new("RGB", (columns * (side + 4), rows * (side + 4)), "white")
    for i, one in enumerate(arrays):
        sheet.paste(Image.fromarray(one), ((i % columns) * (side + 4), (i // columns) * (side + 4)))
    sheet.save(path)


if __name__ == "__main__":
    raise SystemExit(main())
