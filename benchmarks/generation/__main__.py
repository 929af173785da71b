"""How often the flow back end paints what a layout asks for: by number of things, by steps, and without its parts.

    python benchmarks/generation [--layouts 16] [--scenes 12] [--made 6] [--things 1 2 4 6 8] [--start 0] [--keep DIR]
                                 [--sheets DIR] [--record]

Layouts are drawn by a seed that no training has, 128 pixels wide for up to four things and 256 beyond, with things of
32 pixels and more that differ from the ground, some over each other. A box is right when a judge that nothing else
consults (benchmarks/generation/judge.py) names its noun among all nouns of the vocabulary that have a picture, and its
colour where one is stated. The scenes are GenEval's prompts ($SGC_DATA, default ../shared/data), in a shuffled order,
and random ones, compiled and repaired as `sgc compile --backend flow --repair 8` does it with the detector `renders`;
the judge then looks at the same pictures. They have numbers, so that those that were worked on are not those that are
measured: the table's begin with that of `--start`. Nothing is picked by hand.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent)]

from judge import Bench, Verdict  # noqa: E402
from loop import MADE_COUNTS, Outcomes, through_the_loop  # noqa: E402
from PIL import Image  # noqa: E402
from results import record, table  # noqa: E402
from sheets import share, sheet  # noqa: E402
from trial import trial, verdicts  # noqa: E402

from sgc.backends.flow.autoencoder import FACTOR, Autoencoder, as_bytes, scaled  # noqa: E402
from sgc.backends.flow.backend import STEPS  # noqa: E402
from sgc.backends.flow.critic import critic_of  # noqa: E402
from sgc.backends.flow.data import (  # noqa: E402
    Example,
    Scenes,
    Style,
    Thing,
    aspect_of,
    is_kept_out,
    painted,
)
from sgc.backends.flow.learners import AutoencoderLearner, condition_of  # noqa: E402
from sgc.backends.flow.meanings import relative_of  # noqa: E402
from sgc.backends.flow.model import Condition  # noqa: E402
from sgc.backends.flow.sampler import SOLVERS, Guidance, Loss, noise, sample  # noqa: E402
from sgc.backends.flow.weights import Weights, weights  # noqa: E402
from sgc.compiler import compile_scene, load, prompt  # noqa: E402
from sgc.graph.colors import BASIC, rgb  # noqa: E402
from sgc.graph.vocabulary import Noun  # noqa: E402

#: Of all, and of the loop alone.
TITLE, LOOP_TITLE = "Generation: what the flow back end paints", "Generation: through the loop"
#: The seed of layouts, and the side in pixels up to four things and beyond.
SEED, SIDES = 4242, (128, 256)
COUNTS = (1, 2, 3, 4, 6, 8)
#: What the gallery shows (examples/gallery/flow-seeds.png).
PROMPT = "two red apples to the left of a blue cup"
#: The longer side of the smallest thing, in pixels.
SMALLEST = 32
#: How far a thing's colours are from the ground's, in some channel, 0 to 1.
STANDS_OUT = 0.12


@dataclass(frozen=True, slots=True)
class Way:
    """How pictures are sampled; ``away`` from the noun that is most like each thing's, as if that had to be absent."""

    steps: int = STEPS
    solver: str = "multistep"
    guidance: float = 1.0
    away: bool = False
    critic: bool = False
    without: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--layouts", type=int, default=16, help="layouts for each number of things; 0: only the loop")
    parser.add_argument("--scenes", type=int, default=12, help="prompts of GenEval that go through the loop")
    parser.add_argument("--made", type=int, default=6, help="random scenes of each kind that do so, too")
    parser.add_argument("--things", type=int, nargs="+", default=MADE_COUNTS, help="how many things these have")
    parser.add_argument("--start", type=int, default=0, help="the number of the first of these scenes")
    parser.add_argument("--tries", type=int, default=8)
    parser.add_argument("--keep", type=Path, help="what comes of each scene stays here, and a cut run goes on from it")
    parser.add_argument("--sheets", type=Path, help="write contact sheets into this folder")
    parser.add_argument("--record", action="store_true", help="write the tables to benchmarks/RESULTS.md")
    options = parser.parse_args()
    torch.set_num_threads(1)  # several only wait for each other where a machine has other work to do
    if options.sheets:
        options.sheets.mkdir(parents=True, exist_ok=True)
    bench = Bench()
    text = "\n\n".join(_sections(bench, options))
    print(text)
    if options.record:
        given = f"--layouts {options.layouts} --scenes {options.scenes} --made {options.made} --start {options.start}"
        if options.things != MADE_COUNTS:
            given += f" --things {' '.join(map(str, options.things))}"
        command = f"python benchmarks/generation {given} --record"
        title = TITLE if options.layouts else LOOP_TITLE
        if not options.layouts and not options.scenes:
            title += f", {', '.join(map(str, options.things))} things"
        record(title, command, f"{__doc__.split(chr(10) * 2)[2].strip()}\n\n{text}")
    return 0


def _sections(bench: Bench, options: argparse.Namespace) -> Iterator[str]:
    found = weights()
    taught = [noun for noun in bench.nouns if not is_kept_out(noun.concept)]
    if options.layouts:
        layouts = {count: list(_layouts(count, options.layouts, taught)) for count in COUNTS}
        yield from _of_layouts(bench, found, layouts)
        if options.sheets:
            _sheets(options.sheets, found, layouts, taught)
    outcomes = Outcomes(options.keep)
    yield from through_the_loop(
        bench, options.scenes, options.made, options.start, options.things, options.tries, outcomes
    )
    if options.layouts or outcomes.added:  # who only reads what was kept needs no memory to speak of
        yield f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB."
    if options.sheets and (pictures := outcomes.pictures()):
        sheet(options.sheets / "after-the-loop.png", pictures, 8)


def _of_layouts(bench: Bench, found: Weights, layouts: Mapping[int, Sequence[Example]]) -> Iterator[str]:
    """The tables of first samples: by number of things, what the judge makes of real renders, by ways of sampling, of
    what was kept out of training, and of the autoencoder."""
    yield table(
        ["things", "pixels", "longer side of a thing (median)", "boxes right", "noun right", "colour right",
         "pictures all right", "real renders: boxes right"],
        [_by_count(bench, found, count, some) for count, some in layouts.items()],
    )  # fmt: skip
    yield trial(bench, [one for some in layouts.values() for one in some])
    few = [one for count in (1, 2, 3, 4) for one in layouts[count]]
    ways = {
        "1 step": Way(1), f"{STEPS} steps, as unless stated": Way(), "4 steps": Way(4), "8 steps": Way(8),
        "20 steps": Way(20), "8 steps, Euler": Way(8, "euler"), "8 steps, Heun (15 looks)": Way(8, "heun"),
        "guidance 1.25": Way(guidance=1.25), "guidance 1.5": Way(guidance=1.5), "guidance 2": Way(guidance=2.0),
        "guidance 1.25 away from look-alikes": Way(guidance=1.25, away=True),
        "guidance 1.5 away from look-alikes": Way(guidance=1.5, away=True), "led by the detector": Way(critic=True),
        "attention without its mask": Way(without="masked"), "no attention": Way(without="attending"),
        "no painted layout": Way(without="painted"),
    }  # fmt: skip
    yield table(["one to four things", "boxes right", "CPU seconds a picture"],
                [(name, *_by_way(bench, found, few, way)) for name, way in ways.items()])  # fmt: skip
    yield table(["never trained on", "boxes right", "of"], list(_unseen(bench, found, len(layouts[1]))))
    yield _codes(found)


def _sheets(folder: Path, found: Weights, layouts: Mapping[int, Sequence[Example]], nouns: Sequence[Noun]) -> None:
    """The benchmark's own pictures, a hundred of 1 to 8 things, and one layout and one prompt with many seeds."""
    for count, some in layouts.items():
        sheet(folder / f"things-{count}.png", list(_painted(found, some[:16], Way())))
    hundred = [one for count in range(1, 9) for one in _layouts(count, 13, nouns)][:100]
    sheet(folder / "flow-hundred.jpg", list(_painted(found, hundred, Way())), 10)
    varied = [next(_painted(found, [layouts[3][0]], Way(), first=seed)) for seed in range(16)]
    sheet(folder / "one-layout-16-seeds.png", varied)
    picture = compile_scene(load(prompt(PROMPT))[0])
    files = (picture.render("flow", seed=seed) for seed in range(8))
    sheet(folder / "flow-seeds.png", [np.asarray(Image.open(BytesIO(data)).convert("RGB")) for data in files])


# ---------------------------------------------------------------- layouts and pictures


def _layouts(count: int, most: int, nouns: Sequence[Noun]) -> Iterator[Example]:
    """Seeded layouts of just so many things, none smaller than SMALLEST, on plain ground and without light: what the
    SVG back end draws."""
    scenes, side = Scenes(SEED + count, nouns), SIDES[count > 4]
    scenes.side = side
    number = found = 0
    while found < most:
        example = scenes.of(number, count)
        number += 1
        longest = (side * max(one.box[2] - one.box[0], one.box[3] - one.box[1]) for one in example.things)
        if len(example.things) != count or min(longest) < SMALLEST:
            continue
        plain = painted(example.things, example.ground, side, Style())
        if all(_stands_out(plain, one) for one in example.things):
            found += 1
            yield plain


def _stands_out(layout: Example, thing: Thing) -> bool:
    """Whether most of a thing's ink differs from the ground, so that anybody could see what it is."""
    side = len(layout.pixels)
    left, top, right, bottom = (round(edge * side) for edge in thing.box)
    room = layout.pixels[top:bottom, left:right] / 255.0
    ink = layout.ink[top:bottom, left:right] > 0.5
    off = np.abs(room - np.asarray(layout.ground)).max(-1) > STANDS_OUT
    return bool(ink.any()) and bool((off & ink).sum() > 0.5 * ink.sum())


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
        guidance = Guidance(
            way.guidance, away=_look_alikes(found, condition) if way.away else None,
            loss=_loss(found, layout) if way.critic else None,
        )  # fmt: skip
        latents = sample(model, condition, noise([seed], cells, cells), way.steps, SOLVERS[way.solver], guidance)
        with torch.inference_mode():
            yield as_bytes(found.autoencoder.decode(latents))[0].numpy()
    model.masked = model.painted = model.attending = True


def _look_alikes(found: Weights, condition: Condition) -> Condition:
    """The same layout of other nouns: of each thing's the nearest, by their embeddings."""
    others = torch.stack([*found.embeddings.values()])
    near = condition.text @ others.T
    return replace(condition, text=others[near.masked_fill(near > 1 - 1e-4, -1.0).argmax(-1)])


def _loss(found: Weights, layout: Example) -> Loss:
    """What the detector's networks ask of a layout's latents."""
    critic = critic_of([one.noun for one in layout.things], torch.tensor([one.box for one in layout.things]))
    return lambda latents: critic.loss(found.autoencoder.decode(latents)[0])


def _verdicts(bench: Bench, layouts: Sequence[Example], pictures: Sequence[object]) -> list[list[Verdict]]:
    return [verdicts(bench, layout, np.asarray(picture)) for layout, picture in zip(layouts, pictures, strict=True)]


def _by_count(bench: Bench, found: Weights, count: int, layouts: Sequence[Example]) -> tuple[object, ...]:
    seen = _verdicts(bench, layouts, list(_painted(found, layouts, Way())))
    real = _verdicts(bench, layouts, [layout.pixels for layout in layouts])
    boxes = [one for picture in seen for one in picture]
    side = len(layouts[0].pixels)
    sides = [(one.box[2] - one.box[0], one.box[3] - one.box[1]) for layout in layouts for one in layout.things]
    sizes = [side * max(one) for one in sides]
    return (
        count, side, f"{np.median(sizes):.0f} px", share(one.right for one in boxes),
        share(one.noun for one in boxes), share(one.color for one in boxes),
        share(all(one.right for one in picture) for picture in seen),
        share(one.right for picture in real for one in picture),
    )  # fmt: skip


def _by_way(bench: Bench, found: Weights, layouts: Sequence[Example], way: Way) -> tuple[str, str]:
    begun = time.process_time()
    pictures = list(_painted(found, layouts, way))
    seconds = (time.process_time() - begun) / len(layouts)
    seen = _verdicts(bench, layouts, pictures)
    return share(one.right for picture in seen for one in picture), f"{seconds:.2f}"


def _unseen(bench: Bench, found: Weights, most: int) -> Iterator[tuple[object, ...]]:
    """Pairs of a noun and a colour, and nouns, that no training picture has; one thing a picture."""
    own = bench.nouns
    pairs = [(noun, term) for noun in own if not is_kept_out(noun.concept) for term in BASIC
             if is_kept_out(noun.concept, term)][:: max(1, len(own) // (4 * most))]  # fmt: skip
    nouns = [(noun, "") for noun in own if is_kept_out(noun.concept)]
    by_name = {noun.concept: noun for noun in own}
    kin = [(by_name[one], "") for noun, _ in nouns if (one := relative_of(found.embeddings[noun.concept], found))]
    for name, chosen in (
        ("pairs of noun and colour", pairs[: 4 * most]), ("nouns, from their own embeddings", nouns[: 4 * most]),
        ("nouns, as the relatives that are painted for them", kin[: 4 * most]),
    ):  # fmt: skip
        layouts = [_alone(noun, term) for noun, term in chosen]
        seen = _verdicts(bench, layouts, list(_painted(found, layouts, Way())))
        yield name, share(one.right for picture in seen for one in picture), len(layouts)


def _codes(found: Weights) -> str:
    """How well pictures come back from their latents, beside the linear code that the autoencoder began with."""
    linear = AutoencoderLearner(0, SIDES[0]).learned.eval()
    unseen = Scenes(SEED)
    pictures = scaled(torch.from_numpy(np.stack([unseen[number].pixels for number in range(64)])))

    def decibels(code: Autoencoder) -> str:
        with torch.inference_mode():
            error = (code.decode(code.encode(pictures).mean) - pictures).square().mean((1, 2, 3)) / 4
        return f"{-10 * error.log10().mean():.1f} dB"

    rows = [("autoencoder", decibels(found.autoencoder)), ("the principal components it begins with", decibels(linear))]
    return table(["64 pictures of another seed come back", "PSNR"], rows)


def _alone(noun: Noun, term: str) -> Example:
    color = rgb(BASIC[term]) if term else rgb(BASIC["blue"]) if noun.kind == "shape" else None
    aspect = aspect_of(noun, color is not None)
    width, height = (0.5, 0.5 / aspect) if aspect >= 1 else (0.5 * aspect, 0.5)
    thing = Thing(noun.concept, color, (0.5 - width / 2, 0.5 - height / 2, 0.5 + width / 2, 0.5 + height / 2))
    return painted([thing], (0.98, 0.98, 0.96), SIDES[0])


if __name__ == "__main__":
    raise SystemExit(main())
