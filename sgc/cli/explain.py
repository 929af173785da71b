"""Why a figure has no true picture, in words: what cannot hold together, and the ways out."""

from __future__ import annotations

from sgc.graph.scene import SceneGraph
from sgc.layout.types import Conflict, Core, Fix, Layout, LayoutResult
from sgc.source import Diagnostic, Severity, error, warning
from sgc.source.codes import CANNOT_HOLD, NOT_DECIDED, RELAXED


def explain(scene: SceneGraph, layout: LayoutResult) -> tuple[Diagnostic, ...]:
    """Why there is no true picture, as diagnostics to show: one for each conflict, none when all holds."""
    if isinstance(layout, Conflict):
        return tuple(_explain_core(scene, core) for core in layout.cores)
    if isinstance(layout, Layout):
        return tuple(
            warning(RELAXED, f"“{statement}” does not hold in this picture.", span)
            for statement, span in layout.violated
        )
    return (
        error(
            NOT_DECIDED,
            "The solver's budget ran out before an answer: the figure may be possible or not.",
            scene.figure.span,
            "Use fewer objects, or say less exactly where they are.",
        ),
    )


def _explain_core(scene: SceneGraph, core: Core) -> Diagnostic:
    hints = [_way_out(fix) for fix in core.fixes]
    if len(hints) > 1:
        hints = ["Any one of these makes it possible:", *(f"  {hint}" for hint in hints)]
    defaults = f" (together with: {', '.join(core.defaults)})" if core.defaults else ""
    if not core.statements:
        return error(CANNOT_HOLD, f"The figure cannot hold its objects{defaults}.", scene.figure.span, *hints)
    (first, span), *rest = core.statements
    if not rest:
        message = f"“{first}” cannot hold{defaults}."
    else:
        message = f"These {len(core.statements)} statements cannot hold together{defaults}."
    related = tuple((other, "and this") for _, other in rest)
    return Diagnostic(CANNOT_HOLD, message, span, tuple(hints), related, Severity.ERROR)


def _way_out(fix: Fix) -> str:
    line = f" in line {fix.span.line}" if fix.span is not None and not fix.span.source.is_prompt else ""
    match fix.action:
        case "remove":
            return f"Remove “{fix.statement}”{line}."
        case "soften":
            return f"Make it a wish{line}: write “{fix.statement}”."
        case "enlarge":
            return f"Make the {fix.statement} {fix.by} px wider and higher."
        case "shrink":
            return f"Make “{fix.statement}” {fix.by} px smaller."
        case "set":
            return f"Write {fix.by} for the distance in “{fix.statement}”{line}."
