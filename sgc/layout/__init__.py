"""From a measured scene graph to exact boxes, or to the reason why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sgc.graph.scene import SceneGraph
    from sgc.layout.stay import Before
    from sgc.layout.types import LayoutResult


def solve(
    scene: SceneGraph, *, seed: int | None = None, relaxed: bool = False, before: Before | None = None,
    seconds: float | None = None, fixes: bool = True,
) -> LayoutResult:  # fmt: skip
    """See ``sgc.layout.solver.solve``; the solver is imported at the first call."""
    from sgc.layout import solver as phase

    return phase.solve(scene, seed=seed, relaxed=relaxed, before=before, seconds=seconds, fixes=fixes)


def variants(scene: SceneGraph, count: int, *, seed: int | None = None) -> tuple[LayoutResult, ...]:
    """See ``sgc.layout.solver.variants``."""
    from sgc.layout import solver as phase

    return phase.variants(scene, count, seed=seed)
