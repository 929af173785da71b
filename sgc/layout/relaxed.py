"""A drawing of what cannot be: statements that conflict are given up, as few as dissolve the conflicts, and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import count
from typing import TypeVar

from sgc.graph.box import UNITS
from sgc.graph.scene import Position, SceneGraph, SceneObject, Statement
from sgc.layout.explain import Explanation
from sgc.layout.fixes import without
from sgc.layout.problem import place_of, stated_extent
from sgc.layout.types import Conflict, Edges, Layout, LayoutResult, Unknown
from sgc.measure.measure import measure
from sgc.source import Span

#: Conflicts are dissolved at most so often: what is left may hold others.
ROUNDS = 12
#: A statement that was given up is still a wish, of more weight than any usual preference.
WEIGHT = Fraction(8)

One = TypeVar("One", bound=Statement)


def relax(
    scene: SceneGraph, explanation: Explanation, solved: Callable[[SceneGraph], Layout | Explanation | Unknown]
) -> LayoutResult:
    """The layout of everything but one statement of each conflict; ``violated`` lists what does not hold in it.

    Where nothing but the canvas is too small, it is drawn larger.
    """
    given_up: set[int] = set()
    size = scene.figure.size
    result: Layout | Explanation | Unknown = explanation
    for _ in range(ROUNDS):
        if not isinstance(result, Explanation):
            break
        given_up.update(result.give_up)
        size = _larger(size, result.conflict)
        softer = _softened(scene, given_up)
        result = solved(replace(softer, figure=replace(scene.figure, size=size)))
    if not isinstance(result, Layout):
        return result if isinstance(result, Unknown) else result.conflict
    words = explanation.words
    violated = [words[index] for index in sorted(given_up) if _fails(scene, index, result, words[index])]
    if size != scene.figure.size:
        violated.append(("canvas {}x{}".format(*scene.figure.size), scene.figure.span))
    said = frozenset(violated)
    return replace(result, violated=tuple(violated), unmet=tuple(one for one in result.unmet if one not in said))


def _softened(scene: SceneGraph, numbers: set[int]) -> SceneGraph:
    """The scene with some statements as wishes, and some declarations silent about size and place."""
    index = count()

    def softer(items: tuple[One, ...]) -> tuple[One, ...]:
        return tuple(replace(one, weight=WEIGHT) if next(index) in numbers else one for one in items)

    return replace(
        scene, relations=softer(scene.relations), arrangements=softer(scene.arrangements),
        requirements=softer(scene.requirements), objects=without(scene, numbers).objects,
    )  # fmt: skip


def _larger(size: tuple[int, int], conflict: Conflict) -> tuple[int, int]:
    """The canvas on which the conflicts that hold no statement are gone."""
    width, height = size
    for core in conflict.cores:
        fix = next((fix for fix in core.fixes if fix.action == "enlarge" and fix.by), None)
        if not core.statements and fix is not None and fix.by is not None:
            width += fix.by if fix.statement != "canvas height" else 0
            height += fix.by if fix.statement != "canvas width" else 0
    return width, height


def _fails(scene: SceneGraph, index: int, layout: Layout, words: tuple[str, Span]) -> bool:
    """Whether a statement that was given up does not hold; a declaration, when a member has not the size or place."""
    declared = index - len(scene.relations) - len(scene.arrangements) - len(scene.requirements)
    if declared < 0:
        return words in layout.unmet
    one = scene.objects[declared]
    boxes = [layout.box(id) for id in one.members(layout.counts.get(one.id, 1))]
    return any(not _as_declared(one, box, scene) for box in boxes)


def _as_declared(one: SceneObject, box: Edges, scene: SceneGraph) -> bool:
    extent, canvas = measure(scene)[one.id], [side * UNITS for side in scene.figure.size]
    for axis, length in enumerate((extent.width, extent.height)):
        if length is not None and abs(stated_extent(length, canvas[axis]) - (box[axis + 2] - box[axis])) > 2:
            return False
    position = one.properties.get("position")
    if isinstance(position, Position):
        for axis, length in enumerate((position.x, position.y)):
            if abs(place_of(length, canvas[axis]) * 2 - box[axis] - box[axis + 2]) > 2:
                return False
    return True
