"""Layout guidance without training: the latents are moved so that each phrase is attended to in its own box.

Between the steps of a Stable Diffusion pipeline the gradient of an energy over its cross-attention maps is followed: of
what share of a phrase's attention lies outside its box (J. Xie et al., "BoxDiff", 2023; M. Chen et al., "Training-Free
Layout Control with Cross-Attention Guidance", 2024), and of how far each phrase is from having a place inside where it
is attended to most (H. Chefer et al., "Attend-and-Excite", 2023).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sgc.backends.conditions import Box, Conditions, Region
from sgc.backends.diffusers.adapter import Adapter
from sgc.backends.diffusers.placement import cells_of
from sgc.backends.diffusers.prompts import background_of, said
from sgc.backends.generative import Abilities, Sampling

if TYPE_CHECKING:
    import torch

#: Maps of at most so many places are looked at: where things are is decided in the coarse ones.
COARSE = 16 * 16
#: The share of the steps in which latents are moved, and how far: so many gradients at first (as in Attend-and-Excite),
#: and less from step to step.
GUIDED, STRIDE = 0.5, 20.0


@dataclass(frozen=True)
class Attended(Adapter):
    """Drives a Stable Diffusion pipeline by a phrase for each thing, and moves its latents to where those are."""

    stride: float = STRIDE

    @property
    def abilities(self) -> Abilities:
        return self._abilities(boxes=True)

    def inputs(self, conditions: Conditions, size: tuple[int, int], sampling: Sampling) -> Mapping[str, Any]:
        things = [one for one in conditions.regions if not one.backdrop]
        prompt, spans = spoken(things, background_of(conditions))
        heard = [
            (numbers, one.box)
            for numbers, one in zip(tokens_of(self.pipeline.tokenizer, prompt, spans), things, strict=True)
            if numbers
        ]
        tokens, boxes = [numbers for numbers, _ in heard], [box for _, box in heard]
        guided = round(GUIDED * sampling.steps)

        def after(pipeline: Any, step: int, time: Any, tensors: Mapping[str, Any]) -> dict[str, Any]:
            """Moves the latents for the step that comes next."""
            import torch

            if step + 1 >= sampling.steps or step >= guided or not heard:
                return {}
            latents, words = tensors["latents"], tensors["prompt_embeds"][-1:]
            with torch.enable_grad():
                moved = latents.detach().clone().requires_grad_(True)
                found = self.energy(moved, words, pipeline.scheduler.timesteps[step + 1], tokens, boxes)
                (slope,) = torch.autograd.grad(found, moved)
            return {"latents": latents - self.stride * (1 - step / guided) * slope.to(latents.dtype)}

        return {
            "prompt": prompt, **self.negative(conditions), "callback_on_step_end": after,
            "callback_on_step_end_tensor_inputs": ["latents", "prompt_embeds"],
        }  # fmt: skip

    def energy(
        self, latents: torch.Tensor, words: torch.Tensor, time: Any, tokens: Sequence[Sequence[int]],
        boxes: Sequence[Box],
    ) -> torch.Tensor:  # fmt: skip
        """How far the attention to each phrase's ``tokens`` is from being in its box and strong there: 0 when it is.

        ``latents`` are 1 × channels × height × width, ``words`` the caption's embeddings, 1 × tokens × width.
        """
        import torch

        pipeline = self.pipeline
        with _maps(pipeline.unet) as maps:
            pipeline.unet(pipeline.scheduler.scale_model_input(latents, time), time, encoder_hidden_states=words)
        rows, columns = latents.shape[-2:]
        total = latents.new_zeros(())
        for one in _coarse(maps):
            down, across = _grid(one.shape[0], rows, columns)
            phrases = torch.stack([one[:, list(numbers)].sum(dim=1) for numbers in tokens])
            for seen, among, box in zip(phrases, phrases / phrases.sum(dim=0), boxes, strict=True):
                cells = cells_of(box, down, across)
                inside = seen.view(down, across)[cells].sum() / seen.sum().clamp_min(1e-8)
                total = total + (1 - inside) ** 2 + (1 - among.view(down, across)[cells].max())
        return total / len(boxes)


def spoken(things: Sequence[Region], background: str) -> tuple[str, list[tuple[int, int]]]:
    """A prompt that names each thing by itself, and where in it each is named, by characters."""
    prompt, spans = "", []
    for one in things:
        prompt += ", " if prompt else ""
        spans.append((len(prompt), len(prompt) + len(said(one))))
        prompt += said(one)
    return f"{prompt}, {background}" if prompt else background, spans


def tokens_of(tokenizer: Any, prompt: str, spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The numbers of the tokens that lie in each span; none for what a tokenizer leaves off at the end."""
    found = tokenizer(prompt, truncation=True, max_length=tokenizer.model_max_length, return_offsets_mapping=True)
    places = [(number, start, end) for number, (start, end) in enumerate(found["offset_mapping"]) if end > start]
    return [[number for number, start, end in places if low <= start and end <= high] for low, high in spans]


@contextmanager
def _maps(unet: Any) -> Iterator[list[torch.Tensor]]:
    """The cross-attention of a U-Net while the context is open: of every layer, places × tokens, the mean of heads."""
    kept: list[torch.Tensor] = []
    before = unet.attn_processors
    unet.set_attn_processor({
        name: _Watching(kept) if name.endswith("attn2.processor") else one for name, one in before.items()
    })  # fmt: skip
    try:
        yield kept
    finally:
        unet.set_attn_processor(before)


class _Watching:
    """Attention that keeps what attends to what, for one picture."""

    def __init__(self, kept: list[torch.Tensor]) -> None:
        self.kept = kept

    def __call__(
        self, attn: Any, hidden_states: torch.Tensor, encoder_hidden_states: torch.Tensor, **unused: Any
    ) -> torch.Tensor:
        query = attn.head_to_batch_dim(attn.to_q(hidden_states))
        key = attn.head_to_batch_dim(attn.to_k(encoder_hidden_states))
        value = attn.head_to_batch_dim(attn.to_v(encoder_hidden_states))
        share = attn.get_attention_scores(query, key)
        self.kept.append(share.mean(dim=0))
        mixed: torch.Tensor = attn.to_out[1](attn.to_out[0](attn.batch_to_head_dim(share @ value)))
        return mixed


def _coarse(maps: Sequence[torch.Tensor]) -> list[torch.Tensor]:
    """The maps of few places, or those of the fewest."""
    least = min((one.shape[0] for one in maps), default=0)
    return [one for one in maps if one.shape[0] <= max(COARSE, least)]


def _grid(places: int, rows: int, columns: int) -> tuple[int, int]:
    """The rows and columns of a map over latents of so many: the same, halved so often."""
    while rows * columns > places:
        rows, columns = (rows + 1) // 2, (columns + 1) // 2
    return rows, columns
