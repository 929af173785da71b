"""Which ways there are to tell a pipeline of a layout, by its class.

Another way is a module, a row in ``WAYS``, and its name where it is the best.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.attended import Attended
from sgc.backends.diffusers.captions import Captioned
from sgc.backends.diffusers.control import Controlled, Shown
from sgc.backends.diffusers.drawn import CONTROLS
from sgc.backends.diffusers.gligen import Gligen
from sgc.backends.diffusers.inpainting import Inpainter
from sgc.backends.diffusers.loading import load_controlnet, load_pipeline
from sgc.backends.diffusers.regional import Regional
from sgc.backends.diffusers.siblings import can_inpaint
from sgc.source import SgcError, error
from sgc.source.codes import UNKNOWN_BACKEND

#: Every way, by its name.
WAYS: Mapping[str, type[Adapter]] = {
    "regional": Regional, "caption": Captioned, "gligen": Gligen, "control": Controlled, "shown": Shown,
    "attended": Attended, "inpainting": Inpainter, "prompt": Adapter,
}  # fmt: skip

#: The best way for each class of pipelines. Any that can inpaint can paint into boxes, and any can read a prompt.
BEST: Mapping[str, str] = {
    "FluxPipeline": "regional", "Flux2Pipeline": "regional", "Flux2KleinPipeline": "regional",
    "StableDiffusion3Pipeline": "regional",
    "BriaFiboPipeline": "caption", "BriaFibo2Pipeline": "caption", "Ideogram4Pipeline": "caption",
    "StableDiffusionGLIGENPipeline": "gligen", "StableDiffusionPipeline": "attended",
    "StableDiffusionControlNetPipeline": "control", "StableDiffusionXLControlNetPipeline": "control",
    "StableDiffusion3ControlNetPipeline": "control", "FluxControlNetPipeline": "control",
}  # fmt: skip

#: The pipelines that a ControlNet turns others into.
WITH_CONTROLNET: Mapping[str, str] = {
    "StableDiffusionPipeline": "StableDiffusionControlNetPipeline",
    "StableDiffusionXLPipeline": "StableDiffusionXLControlNetPipeline",
    "StableDiffusion3Pipeline": "StableDiffusion3ControlNetPipeline",
    "FluxPipeline": "FluxControlNetPipeline",
}


def ways_of(pipeline: Any) -> tuple[str, ...]:
    """The names of the ways to drive a pipeline, the best first."""
    name = type(pipeline).__name__
    best = (BEST[name],) if name in BEST else ()
    return (*best, *(("inpainting",) if can_inpaint(pipeline) else ()), *(() if "Inpaint" in name else ("prompt",)))


@cache
def adapter_for(model: str, way: str, side: int | None, controlnet: str, control: str, ip_adapter: str) -> Adapter:
    """The adapter that the options of the back end mean. Raises MissingError for what is not on this machine, and
    SgcError for options that do not go together."""
    if control not in CONTROLS:
        raise _wrong(f"there is no control “{control}”; choose one of {', '.join(CONTROLS)}")
    if side is not None and side < 1:
        raise _wrong(f"a side has at least one pixel, not {side}")
    pipeline = load_pipeline(model, ip_adapter)
    if controlnet:
        pipeline = _with_controlnet(pipeline, controlnet)
    ways = (*(("shown",) if ip_adapter else ()), *ways_of(pipeline))
    if way and way not in ways:
        raise _wrong(f"{type(pipeline).__name__} cannot be driven by “{way}”; choose one of {', '.join(ways)}")
    kind = WAYS[way or ways[0]]
    if kind is Inpainter:
        return Inpainter.of(Adapter(pipeline, side))
    return kind(pipeline, side, control=control) if kind is Controlled else kind(pipeline, side)


def _with_controlnet(pipeline: Any, name: str) -> Any:
    kind = type(pipeline).__name__
    if kind not in WITH_CONTROLNET:
        raise _wrong(f"{kind} takes no ControlNet")
    import diffusers

    made = getattr(diffusers, WITH_CONTROLNET[kind]).from_pipe(
        pipeline, controlnet=load_controlnet(name, kind), dtype=pipeline.dtype
    )
    made.set_progress_bar_config(disable=True)
    return made


def _wrong(what: str) -> SgcError:
    return SgcError([error(UNKNOWN_BACKEND, f"The diffusers back end cannot paint so: {what}.")])
