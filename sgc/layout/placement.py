"""What a search for places begins with and ends in: what is demanded and wished for, and values for every variable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sgc.graph.linear import Formula, plain
from sgc.layout.choice import amount
from sgc.layout.clauses import LABEL_GAP
from sgc.layout.geometry import Constraint, Geometry


@dataclass(frozen=True, slots=True)
class Placement:
    """Whole values for every variable, under which all required constraints hold exactly."""

    geometry: Geometry
    values: Mapping[str, int]


def demanded(constraints: Iterable[Constraint], firm: Collection[int]) -> list[Formula]:
    return [
        c.formula for c in constraints
        if c.weight is None or c.owner.index in firm
    ]  # fmt: skip


def wishes(geometry: Geometry) -> list[tuple[Formula, float]]:
    """Preferences with their weights."""
    return [
        (c.formula, c.weight) for c in geometry.spoken if c.weight is not None and not isinstance(c.formula, bool)
    ]  # fmt: skip


def start(geometry: Geometry, sketch: Mapping[str, float]) -> Mapping[str, float]:
    """Values for the variables that the sketch does not place: drawing orders, joint boxes and the ground line."""
    values = dict(sketch)
    is_diagram = geometry.problem.scene.figure.kind == "diagram"
    for member in geometry.open_members:  # what is in a frame is drawn after it
        around = geometry.overlaps.holders[member.id] if is_diagram else geometry.frames_of(member)[1:]
        values[f"{member.id}.order"] = float(len(around))
    for ids, joint in geometry.joints.items():
        boxes = [geometry.box(id) for id in ids]
        for edge, pick in (("left", min), ("top", min), ("right", max), ("bottom", max)):
            ((name, _),) = plain(joint.edge(edge)).coefficients
            values[name] = pick(amount(plain(b.edge(edge)), values) for b in boxes)
    bottoms = [
        amount(plain(geometry.box(m.id).bottom), values)
        for m in geometry.problem.members
        if m.rests and m.object.container is None and not m.is_backdrop
    ]
    if bottoms:
        values["ground line"] = max(bottoms)
    return values


def usual_side(geometry: Geometry, id: str) -> str:
    """Labels are below nodes and what stands free, and above what stands on something or lies in it."""
    if geometry.problem.scene.figure.kind == "diagram":
        return "below"
    return "above" if any(id == a for one in geometry.grounded for a, _ in one.rests) else "below"


def label_places(geometry: Geometry, values: Mapping[str, float]) -> Mapping[str, float]:
    """Labels start on their usual side."""
    places = dict(values)
    for id, label in geometry.open_labels.items():
        box = geometry.box(id)
        left, top, right, bottom = (amount(plain(e), values) for e in (box.left, box.top, box.right, box.bottom))
        width, height = amount(plain(label.width), {}), amount(plain(label.height), {})
        places[f"{id}.label.left"] = (left + right - width) / 2
        above = usual_side(geometry, id) == "above"
        places[f"{id}.label.top"] = top - height - LABEL_GAP if above else bottom + LABEL_GAP
    return places
