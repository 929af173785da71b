"""The latent space that flow runs in: a small variational autoencoder of pictures, four pixels to a cell.

Its linear part are the principal components of 4 × 4 patches, so that training begins from the best linear code there
is; convolutions, zero at the start, learn what neighbours say of each other. Without training it is exactly PCA
(measured side by side in MODEL_CARD.md). D. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2013).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

#: Pixels of a latent cell's side, and its channels.
FACTOR, CHANNELS = 4, 16
#: How far channels are brought to equal variance: 0 leaves a component its own, 1 makes all alike. In between, what
#: is coarse stands out of the noise first.
EVENING = 0.5


@dataclass(frozen=True, slots=True)
class Gaussian:
    """What the encoder says of each cell: ``mean`` and ``log_variance``, (n, CHANNELS, rows, columns)."""

    mean: Tensor
    log_variance: Tensor

    def sample(self, generator: torch.Generator | None = None) -> Tensor:
        noise = torch.randn(self.mean.shape, generator=generator).to(self.mean.device)  # equal on every device
        return self.mean + noise * (0.5 * self.log_variance).exp()

    def divergence(self) -> Tensor:
        """From the standard Gaussian, in nats a number, on the average."""
        return 0.5 * (self.mean.square() + self.log_variance.exp() - 1 - self.log_variance).mean()


class Residual(nn.Module):
    """Two convolutions whose result is added; the second begins with zeros, so that nothing is added at first."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(8, width)
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        for parameter in self.second.parameters():
            nn.init.zeros_(parameter)

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = self.second(F.silu(self.first(F.silu(self.norm(x)))))
        return x + added


class Autoencoder(nn.Module):
    """Pictures (n, 3, height, width), -1 to 1, sides multiples of FACTOR, to latents (n, CHANNELS, height / FACTOR,
    width / FACTOR) of about unit variance, and back."""

    def __init__(self, width: int = 64, blocks: int = 2) -> None:
        super().__init__()
        patch = 3 * FACTOR**2
        self.components = nn.Conv2d(patch, CHANNELS, 1)
        self.encode_in = nn.Conv2d(patch, width, 3, padding=1)
        self.encode_out = nn.Conv2d(width, 2 * CHANNELS, 1)
        self.patches = nn.Conv2d(CHANNELS, patch, 1)
        self.decode_in = nn.Conv2d(CHANNELS, width, 3, padding=1)
        self.decode_blocks = nn.Sequential(*(Residual(width) for _ in range(blocks)))
        self.decode_out = nn.Conv2d(width, patch, 3, padding=1)
        for last in (self.encode_out, self.decode_out):
            for parameter in last.parameters():
                nn.init.zeros_(parameter)
        assert self.encode_out.bias is not None
        nn.init.constant_(self.encode_out.bias[CHANNELS:], -6.0)

    def encode(self, pictures: Tensor) -> Gaussian:
        patches = F.pixel_unshuffle(pictures, FACTOR)
        learned = self.encode_out(F.silu(self.encode_in(patches)))
        mean, log_variance = learned.chunk(2, dim=1)
        return Gaussian(self.components(patches) + mean, log_variance.clamp(-12, 4))

    def decode(self, latents: Tensor) -> Tensor:
        learned = self.decode_out(F.silu(self.decode_blocks(self.decode_in(latents))))
        return F.pixel_shuffle(self.patches(latents) + learned, FACTOR)

    @torch.no_grad()
    def begin_with_components(self, pictures: Tensor) -> None:
        """Set the linear part to the principal components of these pictures' patches, (n, 3, height, width)."""
        patches = F.pixel_unshuffle(pictures, FACTOR).permute(0, 2, 3, 1).flatten(0, 2)
        mean = patches.mean(0)
        _, spread, basis = torch.linalg.svd((patches - mean).double(), full_matrices=False)
        deviation = (spread[:CHANNELS] / len(patches) ** 0.5).float()
        scale = deviation**EVENING * deviation.square().mean().sqrt() ** (1 - EVENING)
        basis = basis[:CHANNELS].float()
        assert self.components.bias is not None
        assert self.patches.bias is not None
        self.components.weight.copy_((basis / scale[:, None])[..., None, None])
        self.components.bias.copy_(-(basis @ mean) / scale)
        self.patches.weight.copy_((basis * scale[:, None]).T[..., None, None])
        self.patches.bias.copy_(mean)


def scaled(pixels: Tensor) -> Tensor:
    """Bytes (n, height, width, 3) as the autoencoder takes them: (n, 3, height, width), -1 to 1."""
    return pixels.permute(0, 3, 1, 2).float().div(127.5).sub(1.0)


def as_bytes(pictures: Tensor) -> Tensor:
    """(n, 3, height, width), -1 to 1, as bytes (n, height, width, 3)."""
    return pictures.add(1.0).mul(127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1)
