"""Muon: momentum whose every update is made orthogonal, for kernels and matrices between a network's ends.

K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks" (2024). torch's own takes matrices alone and
computes in bfloat16, which few processors have; this one takes the kernels of convolutions as matrices of one row for
each channel that they make, and computes in what they have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor, nn

#: How much of the last updates goes on, and what a parameter loses of itself in a step at a rate of 1.
MOMENTUM, DECAY = 0.95, 0.01
#: The polynomial that brings singular values between 0 and 1 near to 1 in so many rounds.
QUINTIC, ROUNDS = (3.4445, -4.7750, 2.0315), 5


class Muon(torch.optim.Optimizer):
    """``rate`` is how far a step goes, by the spectral norm of a matrix that is not taller than wide."""

    def __init__(self, parameters: Iterable[nn.Parameter], rate: float) -> None:
        super().__init__([*parameters], {"lr": rate})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]  # it never takes one
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._move(parameter, parameter.grad, group["lr"], self.state[parameter])

    def _move(self, parameter: Tensor, slope: Tensor, rate: float, state: dict[str, Any]) -> None:
        if not state:
            state["momentum"] = torch.zeros_like(slope)
        momentum = state["momentum"].mul_(MOMENTUM).add_(slope)
        update = orthogonal((slope + MOMENTUM * momentum).flatten(1))
        tall = max(1.0, update.shape[0] / update.shape[1]) ** 0.5
        parameter.mul_(1 - rate * DECAY).add_(update.reshape(parameter.shape), alpha=-rate * tall)


def orthogonal(matrix: Tensor) -> Tensor:
    """A matrix of the same singular vectors whose singular values are all about 1."""
    wide: Tensor = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    wide = wide / wide.norm().clamp(min=1e-7)
    a, b, c = QUINTIC
    for _ in range(ROUNDS):
        square = wide @ wide.T
        wide = a * wide + (b * square + c * square @ square) @ wide
    return wide if matrix.shape[0] <= matrix.shape[1] else wide.T
