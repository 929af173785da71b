"""Repair: where a finished picture does not show what it should, make it otherwise, look again, and keep the best.

The loop knows nothing of how pictures are made. ``Strategy`` says what could be changed for a fact that fails, in
whatever a maker makes pictures from; ``STRATEGIES`` are those of scenes that are laid out and drawn, and those of
generative models are in ``sgc.backends.repainting``. A change is one of the maker's own copy: every picture is judged
by the facts of the scene that the person wrote, so that none is ever loosened, and only a picture of which more facts
hold, and no more fail, is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, TypeVar

from sgc.graph.box import UNITS
from sgc.graph.colors import color_value, contrast
from sgc.graph.scene import Kind, Length, SceneGraph, SceneObject
from sgc.measure.measure import measure, measures_of
from sgc.measure.themes import theme_named
from sgc.measure.things import label_size
from sgc.verify.types import Fact, Repair, Report

#: So many pixels for one of the canvas are tried where something small is not seen, and a picture with so many along a
#: side is fine enough.
FINE, FINE_ENOUGH = 2.0, 2048

Plan = TypeVar("Plan")  #: what a picture is made from: a scene that is drawn, the parameters of a generative model
Made = TypeVar("Made")  #: what is made: a picture's bytes, or what has them


@dataclass(frozen=True, slots=True)
class Strategy(Generic[Plan]):
    """One thing that may help: ``change`` gives the changed plan, or None where there is nothing to change for a fact
    of a report.

    ``words`` say what is done; with ``{}`` in them it is done to the thing that the fact is about. What has another
    outcome each time is tried ``again`` when everything else was.
    """

    words: str
    change: Callable[[Plan, Fact, Report], Plan | None]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Repaired(Generic[Made]):
    """The best that was made, and the report on it, in which ``repairs`` says what was tried."""

    made: Made
    report: Report


def repair(
    made: Made, report: Report, plan: Plan, strategies: Sequence[Strategy[Plan]], tries: int,
    attempt: Callable[[Plan, Made, int], Made | None], look: Callable[[Made], Report],
    settled: Callable[[Plan], Plan] = lambda plan: plan,
    wrong: Callable[[Report], Sequence[Fact]] = lambda report: report.failed,
) -> Repaired[Made]:  # fmt: skip
    """Try to mend what is ``wrong``, by its ``report``, with what was ``made`` from ``plan``, at most so many times.

    A try does for each such fact the first of the ``strategies`` that was tried least for it. ``attempt`` makes
    another one, or gives None where the changed plan allows none; it is told the best so far, and the number of the
    try, from 1. ``look`` reports on what is made. ``settled`` is what stays of the plan of one that is kept.
    """
    done: list[Repair] = []
    used: Counter[tuple[str, str, str]] = Counter()
    while (facts := wrong(report)) and len(done) < tries:
        changed, words = _changed(plan, facts, report, strategies, used)
        if not words:
            break
        other = attempt(changed, made, len(done) + 1)
        found = look(other) if other is not None else None
        kept = other is not None and found is not None and _is_better(found, report)
        done.append(Repair(words, None if found is None else len(found.failed), kept))
        if kept and other is not None and found is not None:
            made, report, plan = other, found, settled(changed)
    return Repaired(made, replace(report, repairs=tuple(done)))


def _changed(
    plan: Plan, facts: Sequence[Fact], report: Report, strategies: Sequence[Strategy[Plan]],
    used: Counter[tuple[str, str, str]],
) -> tuple[Plan, tuple[str, ...]]:  # fmt: skip
    """The plan with what is tried next for each of the facts, and the words for it."""
    words: dict[str, None] = {}
    for fact in facts:
        keys = {(fact.kind, fact.statement, strategy.words): strategy for strategy in strategies}
        for key, strategy in sorted(keys.items(), key=lambda item: used[item[0]]):
            if used[key] and not strategy.again:
                continue
            said = strategy.words.format(f"“{fact.statement}”")
            changed = plan if said in words else strategy.change(plan, fact, report)
            used[key] += 1
            if changed is not None:
                plan = changed
                words[said] = None
                break
    return plan, tuple(words)


def _is_better(report: Report, than: Report) -> bool:
    """Whether more facts hold, and no more fail."""
    held, before = (sum(fact.verdict == "holds" for fact in one.facts) for one in (report, than))
    return held > before and len(report.failed) <= len(than.failed)


# ---------------------------------------------------------------- scenes that are laid out and drawn


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: a scene, and with how many pixels for one of its canvas, where that is open."""

    scene: SceneGraph
    scale: float | None = None


def _scenes(change: Callable[[SceneGraph, Fact], SceneGraph | None]) -> Callable[
    [Drawn, Fact, Report], Drawn | None
]:  # fmt: skip
    """The change of what is drawn that changes its scene."""

    def changed(plan: Drawn, fact: Fact, report: Report) -> Drawn | None:
        scene = change(plan.scene, fact)
        return replace(plan, scene=scene) if scene is not None else None

    return changed


def _objects(change: Callable[[SceneGraph, SceneObject, Fact], SceneObject | None]) -> Callable[
    [Drawn, Fact, Report], Drawn | None
]:  # fmt: skip
    """The change that changes each object of the scene that the fact is about."""

    def changed(scene: SceneGraph, fact: Fact) -> SceneGraph | None:
        meant = [one for one in scene.objects if one.span == fact.span]
        found = {one.id: other for one in meant if (other := change(scene, one, fact)) is not None}
        return replace(scene, objects=tuple(found.get(one.id, one) for one in scene.objects)) if found else None

    return _scenes(changed)


def _with(one: SceneObject, **properties: object) -> SceneObject | None:
    """The object with more properties; None where one of them is stated, because that is the person's."""
    if {*properties} & {*one.properties}:
        return None
    return replace(one, properties={**one.properties, **properties})  # type: ignore[dict-item]  # their types are theirs


def _text_beside(scene: SceneGraph, one: SceneObject, fact: Fact) -> SceneObject | None:
    if fact.kind != "text" or one.kind is not Kind.SHAPE or one.label is None or one.caption is not None:
        return None
    return replace(one, label=None, caption=one.label)


def _text_larger(scene: SceneGraph, one: SceneObject, fact: Fact) -> SceneObject | None:
    if fact.kind != "text" or fact.cause == "hidden":
        return None
    now = label_size(scene) * (1.5 if one.kind is Kind.TEXT else 1.0)
    return _with(one, font=Length(Fraction(round(1.5 * now))))


def _other_ground(scene: SceneGraph, fact: Fact) -> SceneGraph | None:
    """A background from which the hidden thing's colour stands out, where the person left it open."""
    theme = theme_named(scene.figure.theme)
    if fact.cause != "hidden" or scene.figure.background is not None or scene.figure.theme != "default":
        return None
    fills = (one.properties.get("fill") or one.attributes.color for one in scene.objects if one.span == fact.span)
    colors = [value[:7] for fill in fills if isinstance(fill, str) and (value := color_value(fill))]
    grounds = (theme.background, theme.paper, theme.ink)
    best = max(grounds, key=lambda ground: min((contrast(ground, color) for color in colors), default=0.0))
    return replace(scene, figure=replace(scene.figure, background=best)) if colors and best != grounds[0] else None


def _painted_later(scene: SceneGraph, one: SceneObject, fact: Fact) -> SceneObject | None:
    if fact.cause != "hidden" or fact.kind != "count":
        return None
    stated = (value for other in scene.objects if isinstance(value := other.properties.get("z"), Fraction))
    return _with(one, z=max(stated, default=Fraction(0)) + 1)


def _outlined(scene: SceneGraph, one: SceneObject, fact: Fact) -> SceneObject | None:
    theme = theme_named(scene.figure.theme)
    if fact.cause not in ("hidden", "absent") or one.kind not in (Kind.PICTURE, Kind.SHAPE) or theme.monochrome:
        return None
    if "stroke" in one.properties:
        return None
    ground = scene.figure.background or theme.background
    return _with(one, stroke=max((theme.ink, theme.paper), key=lambda color: contrast(color, ground[:7])))


def _other_picture(scene: SceneGraph, one: SceneObject, fact: Fact) -> SceneObject | None:
    """The one-colour icon of a noun that has an emoji as well, or the other way round where a colour is stated."""
    entry = one.entry
    if fact.cause != "absent" or entry is None or entry.drawing or not (entry.emoji and entry.icon):
        return None
    other = replace(entry, icon=None) if one.attributes.color else replace(entry, emoji=None)
    return replace(one, entry=other)


def _larger(scene: SceneGraph, one: SceneObject, fact: Fact) -> SceneObject | None:
    sized = {"width", "height", "size"} & {*one.properties} or one.attributes.size
    if fact.cause != "absent" or fact.kind == "text" or sized or one.kind not in (Kind.PICTURE, Kind.SHAPE):
        return None
    return replace(one, attributes=replace(one.attributes, size="large"))


def _finer(plan: Drawn, fact: Fact, report: Report) -> Drawn | None:
    fine = plan.scale is None or plan.scale >= FINE or max(report.size) >= FINE_ENOUGH
    return None if fact.cause != "absent" or fine else replace(plan, scale=FINE)


def _more_space(scene: SceneGraph, fact: Fact) -> SceneGraph | None:
    return roomier(scene)


def roomier(scene: SceneGraph) -> SceneGraph | None:
    """The scene with more space between things; None where their space is stated.

    Twice as much as the figure has by itself: what a person states is left alone.
    """
    if scene.figure.spacing is not None:
        return None
    counts = {one.id: one.count[0] for one in scene.objects}
    twice = Fraction(2 * measures_of(scene, counts, measure(scene)).spacing, UNITS)
    return replace(scene, figure=replace(scene.figure, spacing=twice))


def _other_layout(scene: SceneGraph, fact: Fact) -> SceneGraph | None:
    return replace(scene, figure=replace(scene.figure, seed=(scene.figure.seed or 0) + 1))


#: In the order in which they are tried for a fact. One more is one more row.
STRATEGIES: tuple[Strategy[Drawn], ...] = (
    Strategy("the text of {} beside it", _objects(_text_beside)),
    Strategy("the text of {} larger", _objects(_text_larger)),
    Strategy("another background", _scenes(_other_ground)),
    Strategy("{} painted later", _objects(_painted_later)),
    Strategy("{} with an outline", _objects(_outlined)),
    Strategy("twice as many pixels", _finer),
    Strategy("another picture for {}", _objects(_other_picture)),
    Strategy("{} larger", _objects(_larger)),
    Strategy("more space between things", _scenes(_more_space)),
    Strategy("another layout", _scenes(_other_layout)),
)
