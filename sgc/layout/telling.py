"""Why a figure has no true picture, in words: what cannot hold together, and the ways out."""

from __future__ import annotations

from collections.abc import Iterator

from sgc.graph.scene import SceneGraph
from sgc.layout.types import Conflict, Core, Fix, Layout, LayoutResult
from sgc.source import Diagnostic, error, warning
from sgc.source.codes import CANNOT_HOLD, CUT_SHORT, NOT_DECIDED, NOT_KEPT, RELAXED


def explain(scene: SceneGraph, layout: LayoutResult) -> tuple[Diagnostic, ...]:
    """Why there is no true picture, as diagnostics to show: one for each conflict, none when all holds."""
    if isinstance(layout, Conflict):
        return tuple(_explain_core(scene, core) for core in layout.cores)
    if isinstance(layout, Layout):
        broken = tuple(
            warning(RELAXED, f"“{statement}” does not hold in this picture.", span)
            for statement, span in layout.violated
        )
        told = (*broken, *_not_kept(layout))
        return told if layout.reproducible else (_cut_short(scene, layout), *told)
    return (
        error(
            NOT_DECIDED,
            "The solver's budget ran out before an answer: the figure may be possible or not.",
            scene.figure.span,
            "Use fewer objects, or say less exactly where they are.",
        ),
    )


def _not_kept(layout: Layout) -> Iterator[Diagnostic]:
    """What gave way, though nothing says that it had to hold."""
    for statement, span in layout.unmet:
        yield warning(NOT_KEPT, f"“{statement}” is not kept in this picture.", span)
    for statement, span in layout.floating:
        yield warning(NOT_KEPT, f"“{statement}” does not stand on the ground here: no room was found for that.", span)


def _cut_short(scene: SceneGraph, layout: Layout) -> Diagnostic:
    state = "not everything holds in it, and whether that is possible is not known"
    message = f"The search was cut short. This is the best that was known: {state if layout.violated else 'all holds'}."
    return warning(CUT_SHORT, message, scene.figure.span, "Without a limit of time the result is always the same.")


def _explain_core(scene: SceneGraph, core: Core) -> Diagnostic:
    given = f", given these defaults: {', '.join(core.defaults)}" if core.defaults else ""
    said = tuple(dict.fromkeys(core.statements))  # what a line says twice, or a loop, is told once
    (first, span), *rest = said or (("", scene.figure.span),)
    subject = f"“{first}” cannot hold" if first else "The figure has no room for its things"
    if rest:
        subject = f"These {len(said)} statements cannot hold together"
    related = tuple((other, "and this") for _, other in rest)
    hints = (*_ways_out(core.fixes), *((_APART,) if core.defaults == ("spacing",) else ()))
    return Diagnostic(CANNOT_HOLD, f"{subject}{given}.", span, hints, related)


def _ways_out(fixes: tuple[Fix, ...]) -> tuple[str, ...]:
    """The fixes as hints. Making a statement a wish is said beside removing it, since both are about it alone."""
    softened = {fix.span: fix.statement for fix in fixes if fix.action == "soften"}
    removed = {fix.span for fix in fixes if fix.action == "remove"}
    hints = []
    for fix in fixes:
        if fix.action == "soften" and fix.span in removed:
            continue
        wish = f", or make it a wish: “{softened[fix.span]}”" if fix.action == "remove" and fix.span in softened else ""
        hints.append(f"{_way_out(fix)}{wish}.")
    return tuple(hints) if len(hints) < 2 else ("Any one of these makes it possible:", *(f"  {h}" for h in hints))


def _way_out(fix: Fix) -> str:
    line = f" in line {fix.span.line}" if fix.span is not None and not fix.span.source.is_prompt else ""
    match fix.action:
        case "remove":
            owner = f" of {fix.owner}" if fix.owner is not None else ""
            return f"Remove “{fix.statement}”{owner}{line}"
        case "move":
            return f"Write “{fix.statement}” for {fix.owner}{line}, which is {fix.by} px away"
        case "soften":
            return f"Make it a wish{line}: write “{fix.statement}”"
        case "say":
            return f"Write “{fix.statement}”{line} instead"
        case "enlarge" if fix.statement in _LARGER:
            return f"Make the canvas {fix.by} px {_LARGER[fix.statement]}"
        case "enlarge":
            return f"Make “{fix.statement}”{line} {fix.by} px larger"
        case "shrink":
            return f"Make “{fix.statement}”{line} {fix.by} px smaller"
        case "set":
            return f"Write {fix.by} instead of {fix.was} in “{fix.statement}”{line}"


_APART = "Where two of these may overlap, say so: what no statement brings together (a overlapping b) is kept apart."
_LARGER = {"canvas width": "wider", "canvas height": "higher", "canvas": "wider and higher"}
