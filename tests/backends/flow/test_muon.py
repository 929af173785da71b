"""Muon's updates are orthogonal, whatever their shape, and lead downhill."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from sgc.backends.flow.muon import Muon, orthogonal


@pytest.mark.parametrize("shape", [(6, 20), (20, 6), (8, 8)])
def test_updates_are_about_orthogonal(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
    assert 0.5 < values.min() <= values.max() < 1.3


def test_a_kernel_finds_what_it_is_compared_with() -> None:
    torch.manual_seed(0)
    kernel, wanted = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 3)
    optimizer = Muon([kernel.weight], 0.03)
    pictures = torch.randn(8, 3, 8, 8)

    def loss() -> torch.Tensor:
        return (kernel(pictures) - wanted(pictures)).square().mean()

    before = loss().item()
    for _ in range(60):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
    assert loss().item() < 0.2 * before
