"""What an adapter is: how one kind of pipeline is told of a layout. This one tells it in words alone.

An adapter says what goes into the pipeline for given conditions; size, seed, steps and guidance are the same for all,
and what the pipeline does with them is read off its own signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import Parameter, signature
from math import lcm
from typing import TYPE_CHECKING, Any

from sgc.backends.conditions import Conditions
from sgc.backends.diffusers.prompts import caption_of, negative_of
from sgc.backends.diffusers.siblings import can_inpaint
from sgc.backends.generative import Abilities, Sampling
from sgc.source import SgcError, error
from sgc.source.codes import NOT_PAINTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The scale of guidance of a pipeline that states none of its own.
USUAL_GUIDANCE = 7.0


@dataclass(frozen=True)
class Adapter:
    """Drives a ``pipeline`` by a caption: the baseline. ``side`` is the longer side of pictures in pixels, or None."""

    pipeline: Any
    side: int | None = None

    @property
    def abilities(self) -> Abilities:
        return self._abilities()

    def usual(self, seed: int) -> Sampling:
        """The pipeline's own steps and guidance."""
        steps, guidance = self._takes["num_inference_steps"].default, self._takes[self._guidance].default
        return Sampling(seed, steps, float(USUAL_GUIDANCE if guidance is None else guidance))

    def paint(self, conditions: Conditions, sampling: Sampling) -> NDArray[Any]:
        size = self.abilities.size_for(conditions.size)
        return self.ask(sampling, size, **self.inputs(conditions, size, sampling))

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        """What the pipeline gets for conditions, in a picture of ``size`` (width, height) pixels."""
        return {"prompt": caption_of(conditions), **self.negative(conditions)}

    def negative(self, conditions: Conditions) -> Mapping[str, Any]:
        """What must be absent, for a pipeline that heeds such words."""
        words = negative_of(conditions)
        return {"negative_prompt": words} if words and self._heeds_negative else {}

    def ask(self, sampling: Sampling, size: tuple[int, int], **inputs: Any) -> NDArray[Any]:
        """One picture of the pipeline. ``inputs`` that it does not take are left out. SgcError where it stops."""
        import numpy as np
        import torch

        # On the processor, so that a seed gives the same noise whatever device the model is on.
        noise = torch.Generator("cpu").manual_seed(sampling.seed)
        inputs |= {"generator": noise, "num_inference_steps": sampling.steps}
        inputs |= {"width": size[0], "height": size[1], "output_type": "pil"}
        if sampling.guidance != self.usual(0).guidance:  # what a pipeline does by itself may be more than a number
            inputs[self._guidance] = sampling.guidance
        try:
            made = self.pipeline(**{name: value for name, value in inputs.items() if name in self._takes})
        except RuntimeError as failure:  # of torch: no memory, parts whose widths do not fit
            raise _stopped(failure) from None
        return np.asarray(made.images[0].convert("RGB"))

    # ------------------------------------------------------------ what the pipeline is

    def _abilities(self, **more: Any) -> Abilities:
        """What every way of driving this pipeline can do, and ``more``."""
        common = {
            "negative": self._heeds_negative, "inpainting": can_inpaint(self.pipeline), "size_multiple": self._multiple,
            "longest_side": self.side or self._own_side, "writing": not hasattr(self.pipeline, "unet"),
        }  # fmt: skip
        return Abilities(**(common | more))

    @cached_property
    def _takes(self) -> Mapping[str, Parameter]:
        return signature(type(self.pipeline).__call__).parameters

    @property
    def _guidance(self) -> str:
        """The parameter by which words guide: a distilled model's ``true_cfg_scale`` is 1, which is none."""
        true = self._takes.get("true_cfg_scale")
        return "true_cfg_scale" if true is not None and true.default > 1 else "guidance_scale"

    @property
    def _heeds_negative(self) -> bool:
        return "negative_prompt" in self._takes and (
            "true_cfg_scale" not in self._takes or self._guidance == "true_cfg_scale"
        )

    @property
    def _multiple(self) -> int:
        processor = getattr(self.pipeline, "image_processor", None)
        found = getattr(getattr(processor, "config", None), "vae_scale_factor", None)
        return lcm(8, found or 1)  # many ask for eighths whatever their autoencoder does

    @property
    def _own_side(self) -> int | None:
        """The side of the pictures that the model was made for."""
        unet = getattr(self.pipeline, "unet", None)
        cells = getattr(self.pipeline, "default_sample_size", None) or (unet.config.sample_size if unet else None)
        return int(cells * self.pipeline.vae_scale_factor) if isinstance(cells, int) else None


def _stopped(failure: RuntimeError) -> SgcError:
    reason = (str(failure).strip().splitlines() or [type(failure).__name__])[0]
    hint = "Where memory ran out, paint smaller: -O side=512. Where sizes differ, a ControlNet is of another model."
    return SgcError([error(NOT_PAINTED, f"The diffusion model stopped: {reason}", None, hint)])
