"""Marks of a relaxed layout: what is involved in a statement that does not hold, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sgc.drawing.ground import inset
from sgc.drawing.labels import Pixels, text_at
from sgc.drawing.primitives import Group, Paint, Rectangle, Stroke
from sgc.graph.linear import variables
from sgc.graph.scene import CANVAS, Arrangement, Relation, Requirement, SceneGraph
from sgc.layout.types import Layout
from sgc.measure.text import typeset
from sgc.measure.themes import Theme

#: Statements named in the legend; the rest are counted.
MOST_LINES = 3
SIZE = 12.0


def violation_marks(scene: SceneGraph, layout: Layout, boxes: Mapping[str, Pixels], theme: Theme) -> tuple[Group, ...]:
    """A dashed outline around each object of a violated statement, and a legend at the lower left edge."""
    broken = set(layout.violated)
    if not broken:
        return ()
    members = {one.id: set(one.members(layout.counts.get(one.id, 1))) for one in scene.objects}
    marked: dict[str, None] = {}
    stated: tuple[Relation | Arrangement | Requirement, ...]
    stated = (*scene.relations, *scene.arrangements, *scene.requirements)
    for one in stated:
        if (one.statement, one.span) in broken:
            for target in _targets(one):
                named = scene.collections.get(target, (target,))
                ids = {id for name in named for id in members.get(name, {name})}
                marked.update(dict.fromkeys(id for id in boxes if id in ids))
    for declared in scene.objects:
        if (declared.statement, declared.span) in broken:
            marked.update(dict.fromkeys(id for id in boxes if id in members[declared.id]))
    whole = (0.0, 0.0, float(layout.size[0]), float(layout.size[1]))
    stroke = Stroke(theme.mark, 2.0, (6.0, 4.0))
    outlines = tuple(_outline(boxes[id], whole, stroke) for id in marked)
    legend = _legend([text for text, _ in layout.violated], whole, theme)
    words = "statements that do not hold: " + "; ".join(text for text, _ in layout.violated)
    return (Group((*outlines, *legend), None, ("violated",), "img", words),)


def _targets(one: Relation | Arrangement | Requirement) -> Iterable[str]:
    if isinstance(one, Requirement):
        return sorted({name.rpartition(".")[0] or name.removeprefix("count(").rstrip(")")
                       for name in variables(one.formula)})  # fmt: skip
    references = one.arguments if isinstance(one, Relation) else one.references
    return [target for reference in references for target in reference.targets if target != CANVAS]


def _outline(box: Pixels, whole: Pixels, stroke: Stroke) -> Rectangle:
    left, top, right, bottom = inset(box, -4)
    left, top = max(left, whole[0] + 1), max(top, whole[1] + 1)
    right, bottom = min(right, whole[2] - 1), min(bottom, whole[3] - 1)
    return Rectangle(round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2),
                     Paint(None, stroke), 4.0)  # fmt: skip


def _legend(statements: Sequence[str], whole: Pixels, theme: Theme) -> tuple[Rectangle | Group, ...]:
    shown = [" ".join(text.split()) for text in statements[:MOST_LINES]]
    text = "Does not hold: " + "; ".join(_literal(one) for one in shown)
    if len(statements) > MOST_LINES:
        text += f" and {len(statements) - MOST_LINES} more"
    size = min(SIZE, max(8.0, (whole[2] - whole[0]) / 32))
    block = typeset(text, size, max_width=whole[2] - whole[0] - 32, align="left")
    width, height = min(block.width + 16, whole[2]), block.height + 8
    left, top = 6.0, whole[3] - height - 6
    plate = Rectangle(left, round(top, 2), round(width, 2), round(height, 2),
                      Paint(theme.background, Stroke(theme.mark, 1.0)), 4.0)  # fmt: skip
    words = text_at(block, (left, top, left + width, top + height), theme.mark)
    return (plate, Group((words,), None, ("legend",)))


def _literal(text: str) -> str:
    """The person's words as they are: a dollar is no mathematics here."""
    return text.replace("$", r"\$")
