"""What layout answers besides boxes: why not, what stays where it was, and what else there could be.

Seconds are of the processor, medians over the seeds. Every core is one that ``differential`` checks on small figures.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random
from statistics import median
from typing import Any

from families import FAMILIES
from results import table

from sgc.compiler import load
from sgc.graph.scene import Kind, Reference, Relation, SceneGraph
from sgc.layout import solve, variants
from sgc.layout.problem import Problem
from sgc.layout.questions import Questions
from sgc.layout.rules import Budget
from sgc.layout.stay import Before
from sgc.layout.types import Conflict, Layout
from sgc.layout.variation import difference
from sgc.measure.measure import measure

FILL = 0.4
STEPS = 120_000_000
#: Edits are timed so often.
AGAIN = 5
#: Figures that are impossible because of how much there is: what it is, and its scene file.
TOO_MUCH = {
    "10 squares of 30 px on a canvas for 9": "scene 100x100 { a: 10 square { size: 30 } }",
    "17 declared apart, on the same canvas": "scene 100x100 {"
    + "; ".join(f"a{i}: square {{ size: 30 }}" for i in range(17))
    + "}",
    "12 squares on a shelf for 5": "scene 400x300 { shelf: rectangle { width: 200; height: 20 }\n"
    "a: 12 square { size: 40 }; a on shelf }",
    "20 apples on a shelf of 30 px": "scene 400x300 { shelf: shelf { width: 30 }; a: 20 apple; a on shelf }",
    "a row wider than the canvas": "scene 300x100 { a: 10 square { size: 30 }; row a }",
    "2 squares in one that is too small": "scene 300x300 { b: square { size: 60 }\n"
    "a: 2 square { size: 50 }; a inside b }",
}


def print_answers(first: int, count: int) -> str:
    """All the tables; they are printed as they come."""
    solve(FAMILIES["related"](12, FILL, 0))  # imports
    seeds = range(first, first + count)
    sections = (
        ("Why not: named constraints of which four contradict each other", _explained(seeds)),
        ("Why not: more than there is room for", _too_much()),
        ("After an edit: one more direction, which does not hold in the layout before", _edited(seeds)),
        ("Eight variants", _varied(seeds)),
    )
    texts = []
    for title, (head, rows) in sections:
        texts.append(f"{title}:\n\n{table(head, list(rows))}")
        print(texts[-1] + "\n", flush=True)
    return "\n\n".join(texts)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and its seconds, among which is none of the collecting of what others left behind."""
    gc.collect()
    begun = time.process_time()
    result = work()
    return result, time.process_time() - begun


def _soonest(work: Callable[[], Any]) -> tuple[Any, float]:
    """The same of the soonest of a few times: a hundredth of a second is easily doubled by what else is at work."""
    return min((_timed(work) for _ in range(AGAIN)), key=lambda one: one[1])


Rows = tuple[list[str], Iterator[list[Any]]]


def _explained(seeds: range) -> Rows:
    def rows() -> Iterator[list[Any]]:
        for number in (10, 50, 200):
            scenes = [FAMILIES["impossible"](number - 4, FILL, seed) for seed in seeds]
            cores = [_timed(lambda scene=scene: _core(scene)) for scene in scenes]  # type: ignore[misc]
            whole = [_timed(lambda scene=scene: solve(scene)) for scene in scenes]  # type: ignore[misc]
            found = [result for result, _ in whole if isinstance(result, Conflict)]
            yield [
                number, f"{len(found)}/{len(scenes)}", f"{median(seconds for _, seconds in cores):.3f}",
                f"{sum(proved for (_, proved), _ in cores)}/{len(cores)}",
                f"{median(len(core) for (core, _), _ in cores):.0f}",
                f"{median(seconds for _, seconds in whole):.2f}",
                f"{median(sum(len(core.fixes) for core in one.cores) for one in found):.0f}",
            ]  # fmt: skip

    head = ["constraints", "explained", "core s", "proved irreducible", "members", "with proved fixes s", "fixes"]
    return head, rows()


def _core(scene: SceneGraph) -> tuple[list[str], bool]:
    problem = Problem(scene, {one.id: one.count[0] for one in scene.objects}, measure(scene))
    budget = Budget(STEPS)
    questions = Questions(problem)
    return questions.minimal(questions.ask(questions.guards, budget).core, budget)


def _too_much() -> Rows:
    def rows() -> Iterator[list[Any]]:
        for what, text in TOO_MUCH.items():
            (scene,) = load(text)
            result, seconds = _timed(lambda scene=scene: solve(scene))  # type: ignore[misc]
            fixes = [fix for core in result.cores for fix in core.fixes] if isinstance(result, Conflict) else []
            said = [f"{fix.action} {fix.statement.partition(' {')[0]}: {fix.by}" for fix in fixes if fix.by is not None]
            yield [what, type(result).__name__, f"{seconds:.2f}", "; ".join(said)]

    return ["figure", "answer", "s", "by how much"], rows()


def _edited(seeds: range) -> Rows:
    def rows() -> Iterator[list[Any]]:
        for family in ("sparse", "related", "level", "containers", "flexible"):
            for size in (20, 100):
                runs = [run for seed in seeds if (run := _edit(FAMILIES[family](size, FILL, seed), seed)) is not None]
                if not runs:
                    yield [family, size, "0", *["–"] * 5]
                    continue
                anew, kept, moved, far = (median(column) for column in zip(*runs, strict=True))
                yield [
                    family, size, len(runs), f"{anew:.3f}", f"{kept:.3f}", f"{anew / kept:.1f}", f"{moved:.1%}",
                    f"{far:.1%}",
                ]  # fmt: skip

    head = ["family", "things", "edits", "from scratch s", "staying s", "ratio", "moved", "farthest move, of the side"]
    return head, rows()


def _edit(scene: SceneGraph, seed: int) -> tuple[float, float, float, float] | None:
    """Seconds anew, seconds near the layout before, the share that moved, and how far; None: the edit is impossible."""
    before = solve(scene)
    if not isinstance(before, Layout):
        return None
    boxes = {one.id: one.box for one in before.objects}
    random = Random(seed)
    ids = [one.id for one in scene.objects if one.kind is not Kind.GROUP]
    for _ in range(500):
        a, b = random.sample(ids, 2)
        if boxes[a][2] > boxes[b][0] and scene.object(a).container == scene.object(b).container:
            break
    arguments = (Reference((a,), text=a), Reference((b,), text=b))
    said = Relation(f"{a} left of {b}", predicate="left of", arguments=arguments)
    edited = replace(scene, relations=(*scene.relations, said))
    anew, seconds = _soonest(lambda: solve(edited))
    if not isinstance(anew, Layout):
        return None
    after, staying = _soonest(lambda: solve(edited, before=Before(boxes)))
    assert isinstance(after, Layout)
    moves = [max(abs(x - y) for x, y in zip(one.box, boxes[one.id], strict=True)) for one in after.objects]
    side = 12 * max(scene.figure.size)
    return seconds, staying, sum(move > 0 for move in moves) / len(moves), max(moves) / side


def _varied(seeds: range) -> Rows:
    def rows() -> Iterator[list[Any]]:
        for family in ("sparse", "related", "chains", "flexible"):
            runs = [_timed(lambda seed=seed: variants(FAMILIES[family](20, FILL, seed), 8)) for seed in seeds]  # type: ignore[misc]  # noqa: B023
            least = [
                min((difference(a, b) for a, b in combinations(found, 2)), default=0.0)
                for found, _ in runs if isinstance(found[0], Layout)
            ]  # fmt: skip
            yield [
                family, 20, f"{median(len(found) for found, _ in runs):.0f}",
                f"{median(seconds for _, seconds in runs):.2f}", f"{min(least):.2f}", f"{median(least):.2f}",
            ]  # fmt: skip

    head = ["family", "things", "variants", "s", "least difference of two, worst seed", "median"]
    return head, rows()
