"""Regional attention for flow transformers: each phrase acts in its own box, by a mask over the joint attention.

FLUX, FLUX.2 and SD3 attend jointly over the tokens of text and image. The caption and each region's phrase are encoded
apart and joined; the mask (``sgc.backends.diffusers.placement``) lets a phrase be seen inside its box alone. The idea
is that of regional prompting for such models (A. Chen et al., "Training-free Regional Prompting for Diffusion
Transformers", 2024); ownership by depth, and isolation in the first steps only, are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, Any

from sgc.backends.conditions import Conditions
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.placement import attention_mask, owners
from sgc.backends.diffusers.prompts import caption_of, negative_of, said
from sgc.backends.generative import Abilities, Sampling

if TYPE_CHECKING:
    import torch

#: Tokens for the text of a region. That of FLUX.2 is told more than the phrase.
REGION_TOKENS = {"FluxPipeline": 64, "StableDiffusion3Pipeline": 64, "Flux2Pipeline": 128, "Flux2KleinPipeline": 64}
#: The share of the steps in which regions are isolated: where things are is decided early.
ISOLATED = 0.4


@dataclass(frozen=True)
class Regional(Adapter):
    """Drives a FLUX, FLUX.2 or SD3 pipeline with a phrase for each region."""

    isolated: float = ISOLATED

    @property
    def abilities(self) -> Abilities:
        # FLUX is distilled: it has no unconditional half that words for what is absent could stand in.
        multiple = lcm(self._multiple, self._pixels_per_token)
        return self._abilities(
            boxes=True, regions=True, depth_order=True, negative=self._is_sd3, size_multiple=multiple
        )

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        texts = [caption_of(conditions), *map(said, conditions.regions)]
        encoded = self._encoded(texts, negative_of(conditions))
        lengths = encoded.pop("lengths")
        columns, rows = (side // self._pixels_per_token for side in size)
        owner = owners(conditions, rows, columns).flatten().to(encoded["prompt_embeds"].device)
        strict, free = (
            attention_mask(owner, lengths[0], lengths[1:], isolated=isolated, text_first=not self._is_sd3)[None, None]
            for isolated in (True, False)
        )
        last = round(self.isolated * sampling.steps)
        mask = (strict if last > 0 else free).clone()

        def after(pipeline: Any, step: int, time: Any, tensors: Mapping[str, Any]) -> dict[str, Any]:
            """Lets the regions see each other once they have been isolated for long enough."""
            if step + 1 == last and last < sampling.steps:
                mask.copy_(free)
            return {}

        keyword = "attention_kwargs" if "attention_kwargs" in self._takes else "joint_attention_kwargs"
        return {**encoded, keyword: {"attention_mask": mask}, "callback_on_step_end": after}

    def _encoded(self, texts: Sequence[str], negative: str) -> dict[str, Any]:
        """The embeddings of all texts in a row (of the caption pooled, where the model wants that), and their
        ``lengths`` in tokens."""
        if self._is_sd3:
            _add_masks(self.pipeline.transformer)
        parts = [self._encode(text, negative if number == 0 else "", number == 0) for number, text in enumerate(texts)]
        joined = {"lengths": [part["prompt_embeds"].shape[1] for part in parts]}
        return joined | {
            name: _row([part[name] for part in parts]) if name.endswith("prompt_embeds") and "pooled" not in name
            else value
            for name, value in parts[0].items()
        }  # fmt: skip

    def _encode(self, text: str, negative: str, is_caption: bool) -> dict[str, Any]:
        """What the pipeline makes of one text, by the names under which it takes that again."""
        import torch

        kind = type(self.pipeline).__name__
        device = self.pipeline._execution_device
        length = self._takes["max_sequence_length"].default if is_caption else REGION_TOKENS[kind]
        with torch.no_grad():
            if self._is_sd3:
                kinds = ("prompt", "negative_prompt", "pooled_prompt", "negative_pooled_prompt")
                found = self.pipeline.encode_prompt(
                    text, text, text, device=device, negative_prompt=negative, max_sequence_length=length
                )
                return {f"{kind}_embeds": one for kind, one in zip(kinds, found, strict=True)}
            if kind == "FluxPipeline":
                embeds, pooled, _ = self.pipeline.encode_prompt(text, None, device, max_sequence_length=length)
                return {"prompt_embeds": embeds, "pooled_prompt_embeds": pooled}
            embeds, _ = self.pipeline.encode_prompt(text, device, max_sequence_length=length)
            if "negative_prompt_embeds" not in self._takes:
                return {"prompt_embeds": embeds}
            empty, _ = self.pipeline.encode_prompt("", device, max_sequence_length=length)
            return {"prompt_embeds": embeds, "negative_prompt_embeds": empty}

    @property
    def _is_sd3(self) -> bool:
        return type(self.pipeline).__name__ == "StableDiffusion3Pipeline"

    @property
    def _pixels_per_token(self) -> int:
        patch = self.pipeline.transformer.config.patch_size if self._is_sd3 else 2
        return int(self.pipeline.vae_scale_factor * patch)


def _row(embeddings: Sequence[torch.Tensor]) -> torch.Tensor:
    import torch

    return torch.cat(list(embeddings), dim=1)


def _add_masks(transformer: Any) -> None:
    """Give SD3's blocks an attention that heeds ``attention_mask``: the library's own takes it and forgets it."""
    from sgc.backends.diffusers.joint_attention import MaskedJointAttention

    if not all(isinstance(one, MaskedJointAttention) for one in transformer.attn_processors.values()):
        transformer.set_attn_processor(MaskedJointAttention())
