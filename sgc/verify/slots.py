"""What a scene wants to be seen, one slot for each member."""

from __future__ import annotations

from dataclasses import dataclass

from sgc.graph.scene import SceneGraph, SceneObject
from sgc.verify.comparison import Comparison, Look
from sgc.verify.declared import is_seen


@dataclass(frozen=True, slots=True)
class Slot:
    """One member that the scene declares; ``optional`` beyond the least number of a range."""

    id: str
    object: SceneObject
    look: Look
    optional: bool = False


def slots_of(scene: SceneGraph, comparison: Comparison) -> tuple[Slot, ...]:
    """A slot for every member that can be seen by itself. An open range has as many as there are candidates."""
    found: list[Slot] = []
    for one in filter(is_seen, scene.objects):
        look = comparison.look(one)
        least, most = one.count
        if most is None:
            most = max(least, len(comparison.candidates(look)))
        found += [Slot(id, one, look, number >= least) for number, id in enumerate(one.members(most))]
    return tuple(found)
