"""From noise to latents: solvers of the flow's differential equation, guidance, and painting only a part anew.

Every solver has the same signature, ``solver(denoise, z, times)``: it follows ``dz/dt = (denoise(z, t) - z) / (1 - t)``
from the first time to the last, which is 1, one step from each time to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from sgc.backends.flow.autoencoder import CHANNELS
from sgc.backends.flow.model import Condition, FlowModel, Laid, covered, reflected

#: ``denoise(z, t)``: what the latents z (n, channels, rows, columns) at time t, the same for all, are without noise.
Denoise = Callable[[Tensor, float], Tensor]
#: How far latents (n, channels, rows, columns) are from what is asked, as a number that can be differentiated.
Loss = Callable[[Tensor], Tensor]
Solver = Callable[[Denoise, Tensor, Sequence[float]], Tensor]


def euler(denoise: Denoise, z: Tensor, times: Sequence[float]) -> Tensor:
    """L. Euler's method: one look a step, of first order."""
    for t, s in pairwise(times):
        z = _toward(z, denoise(z, t), t, s)
    return z


def heun(denoise: Denoise, z: Tensor, times: Sequence[float]) -> Tensor:
    """K. Heun's method: the mean of the velocities at a step's start and end, of second order; two looks a step, but
    one in the last, at whose end there is no velocity."""
    for t, s in pairwise(times):
        velocity = (denoise(z, t) - z) / (1 - t)
        guess = z + (s - t) * velocity
        z = guess if s == 1 else z + (s - t) / 2 * (velocity + (denoise(guess, s) - guess) / (1 - s))
    return z


def multistep(denoise: Denoise, z: Tensor, times: Sequence[float]) -> Tensor:
    """DPM-Solver++ (2M) (C. Lu et al., 2022): what the last look said is carried on along a line, in the logarithm of
    the signal-to-noise ratio; of second order with one look a step."""
    before: tuple[Tensor, float] | None = None
    for t, s in pairwise(times):
        seen = denoise(z, t)
        ahead = seen
        if before is not None and s < 1:
            last, at = before
            step, previous = _log_ratio(s) - _log_ratio(t), _log_ratio(t) - _log_ratio(at)
            ahead = seen + step / (2 * previous) * (seen - last)
        before = (seen, t)
        z = _toward(z, ahead, t, s)
    return z


SOLVERS: Mapping[str, Solver] = {"euler": euler, "heun": heun, "multistep": multistep}


#: How strong the noise is that a sample begins with: at its full strength grounds have stains and things blotches,
#: which nobody asked for (a low temperature: D. Kingma and P. Dhariwal, "Glow", 2018). MODEL_CARD.md has figures.
TEMPERATURE = 0.6
#: The time as of which a finished sample is looked at once more, so that what is left of its noise is taken off.
LAST = 0.7
#: Cells on every side of a sample that are painted with it and cut off: a convolution sees zeros beyond an edge, by
#: which what fills the picture up to it (a sky, a floor) would be another colour there.
RIM = 4
#: How far a loss leads in one look, in deviations of latents.
STRIDE = 0.05


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays when only a part is painted anew: ``latents`` (n, channels, rows, columns) stay where ``anew`` (n, 1,
    rows, columns; 0 to 1) is 0."""

    latents: Tensor
    anew: Tensor


@dataclass(frozen=True, slots=True)
class Guidance:
    """How far beyond the condition the model is led: 1 takes it as it is.

    ``scale`` is for the cells in which things are (a ground that is led as well turns white), and ``boxes`` (n, m),
    where it is more, for those of them that are in each thing's box. It is led away from ``away``, whose tokens are of
    what must not be seen, and from nothing at all where that is None. ``loss`` leads as well: what is seen goes down
    its gradient.
    """

    scale: float = 1.0
    boxes: Tensor | None = None
    away: Condition | None = None
    loss: Loss | None = None


def times(steps: int) -> list[float]:
    """Times from 0 to 1 of so many steps, a little denser where all is noise and where all but none is."""
    even = torch.linspace(0, 1, steps + 1, dtype=torch.float64)
    return [float(t) for t in 0.7 * even + 0.3 * (1 - torch.cos(torch.pi * even)) / 2]


def noise(seeds: Sequence[int], rows: int, columns: int) -> Tensor:
    """Standard noise (n, CHANNELS, rows, columns): a picture's depends on its seed alone, not on its place in the
    batch."""
    made = [torch.randn(CHANNELS, rows, columns, generator=torch.Generator().manual_seed(seed)) for seed in seeds]
    return torch.stack(made)


@torch.no_grad()
def sample(
    model: FlowModel, condition: Condition, start: Tensor, steps: int, solver: Solver = multistep,
    guidance: Guidance = Guidance(), kept: Kept | None = None,
) -> Tensor:  # fmt: skip
    """Latents of n layouts from the noise ``start``, after so many steps and a last look without new noise. With
    ``kept`` only a part of them is made anew."""
    start, grid = TEMPERATURE * start, start.shape[-2:]
    asked = model.lay(condition, *grid)
    weight = _weights(guidance, asked)
    away = None
    if weight is not None:
        away = _with_rim(model.lay(condition.nothing() if guidance.away is None else guidance.away, *grid))
    asked = _with_rim(asked)

    def look(z: Tensor, now: Tensor, laid: Laid) -> Tensor:
        rim = (laid.sketch.shape[-1] - grid[1]) // 2
        seen = model.look(reflected(z, rim), now, laid)
        return seen[..., rim : rim + grid[0], rim : rim + grid[1]]

    def denoise(z: Tensor, t: float) -> Tensor:
        if kept is not None:
            z = torch.lerp((1 - t) * start + t * kept.latents, z, kept.anew)
        now = torch.full((len(z),), t, device=z.device)
        seen = look(z, now, asked)
        if weight is not None and away is not None:
            seen = torch.lerp(look(z, now, away), seen, weight)
        if guidance.loss is not None and t > 0:
            seen = _led(seen, guidance.loss)
        return seen if kept is None else torch.lerp(kept.latents, seen, kept.anew)

    return denoise(LAST * solver(denoise, start, times(steps)), LAST)


def _with_rim(laid: Laid) -> Laid:
    """What lies around it, too; nothing is reflected that is no larger than its rim."""
    return laid.beyond(RIM) if min(laid.sketch.shape[-2:]) > RIM else laid


def _weights(guidance: Guidance, laid: Laid) -> Tensor | None:
    """The guidance of each cell, (n, 1, rows, columns), or None where there is none."""
    rows, columns = laid.sketch.shape[-2:]
    scale = torch.full((len(laid.sketch), 1, rows, columns), guidance.scale, device=laid.sketch.device)
    if guidance.boxes is not None:
        inside = covered(laid.condition.boxes, rows, columns) * guidance.boxes[:, None]
        scale = torch.maximum(scale, inside.amax(-1).reshape(scale.shape))
    return None if bool((scale == 1).all()) else 1 + (scale - 1) * laid.coverage


def _led(seen: Tensor, loss: Loss) -> Tensor:
    """A step down the gradient of the loss, of the length STRIDE for each picture as a deviation of its latents."""
    with torch.enable_grad():
        held = seen.detach().requires_grad_()
        (slope,) = torch.autograd.grad(loss(held), held)
    length = slope.square().mean((1, 2, 3), keepdim=True).sqrt()
    return seen - STRIDE * slope / length.clamp(min=1e-12)


def _toward(z: Tensor, goal: Tensor, t: float, s: float) -> Tensor:
    """Where the straight path from z at t to the goal at 1 is at s."""
    return torch.lerp(z, goal, (s - t) / (1 - t))


def _log_ratio(t: float) -> float:
    """Half the logarithm of the signal-to-noise ratio at a time; at 0 as if a little later, where it has one."""
    t = max(t, 1e-3)
    return float(torch.log(torch.tensor(t / (1 - t), dtype=torch.float64)))
