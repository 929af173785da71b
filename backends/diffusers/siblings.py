"""The inpainting pipelines that share the weights of others."""

from __future__ import annotations

from functools import cache
from inspect import signature
from typing import Any

#: By the pipeline, the one that can inpaint with its weights.
SIBLINGS = {
    "FluxPipeline": "FluxInpaintPipeline", "FluxControlNetPipeline": "FluxInpaintPipeline",
    "Flux2KleinPipeline": "Flux2KleinInpaintPipeline",
    "StableDiffusion3Pipeline": "StableDiffusion3InpaintPipeline",
    "StableDiffusion3ControlNetPipeline": "StableDiffusion3InpaintPipeline",
    "StableDiffusionPipeline": "StableDiffusionInpaintPipeline",
    "StableDiffusionControlNetPipeline": "StableDiffusionInpaintPipeline",
    "StableDiffusionGLIGENPipeline": "StableDiffusionInpaintPipeline",
    "StableDiffusionXLPipeline": "StableDiffusionXLInpaintPipeline",
    "StableDiffusionXLControlNetPipeline": "StableDiffusionXLInpaintPipeline",
    "QwenImagePipeline": "QwenImageInpaintPipeline",
}  # fmt: skip


def can_inpaint(pipeline: Any) -> bool:
    return type(pipeline).__name__ in {*SIBLINGS, *SIBLINGS.values()} or _takes_masks(pipeline)


@cache
def inpainting(pipeline: Any) -> Any:
    """The pipeline itself, or the inpainting one that shares its weights."""
    sibling = SIBLINGS.get(type(pipeline).__name__)
    if sibling is None:
        return pipeline
    import diffusers

    made = getattr(diffusers, sibling).from_pipe(pipeline, dtype=pipeline.dtype)
    made.set_progress_bar_config(disable=True)
    return made


def _takes_masks(pipeline: Any) -> bool:
    return "mask_image" in signature(type(pipeline).__call__).parameters
