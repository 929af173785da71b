"""Darknet's networks in torch: as much of their two files, ``.cfg`` and ``.weights``, as the YOLO family of 2020 needs.

The forms are those of https://github.com/AlexeyAB/darknet: layers in the order of the ``.cfg``, whose weights follow
each other as float32 in the ``.weights`` (biases, scales, means, variances, then kernels), after a head of five
integers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor

#: Bytes before the first weight: version (three int32) and how many images were seen (int64).
HEAD = 20


@dataclass(frozen=True, slots=True)
class Layer:
    kind: str
    options: Mapping[str, str]

    def number(self, name: str, default: int) -> int:
        return int(self.options.get(name, default))

    def numbers(self, name: str) -> list[int]:
        return [int(part) for part in self.options[name].split(",")]


class Darknet:
    """A network that has been read. Raises OSError, and ValueError for files that are none or do not fit together."""

    def __init__(self, config: Path, weights: Path) -> None:
        import numpy as np
        import torch

        net, *self.layers = _read(config.read_text(encoding="utf-8"))
        self.width, self.height = net.number("width", 416), net.number("height", 416)
        left = torch.from_numpy(np.fromfile(weights, np.float32, offset=HEAD))
        self._weights: list[tuple[Tensor, ...]] = []
        channels = [net.number("channels", 3)]
        for at, layer in enumerate(self.layers):
            used, out = _weights_of(layer, at, channels, left)
            left = left[sum(part.numel() for part in used) :]
            self._weights.append(_folded(used))
            channels.append(out)
        if left.numel():
            raise ValueError(f"{weights} has more weights than {config} has room for")

    def __call__(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """The boxes (left, top, right, bottom as parts of the picture) and the scores of each class, for a batch of
        images (n × 3 × height × width, red first, 0 to 1)."""
        import torch

        outputs: list[Tensor] = []
        found: list[tuple[Tensor, Tensor]] = []
        value = images
        for at, (layer, weights) in enumerate(zip(self.layers, self._weights, strict=True)):
            if layer.kind == "yolo":
                found.append(_decoded(layer, value, self.width, self.height))
            else:
                value = _apply(layer, at, value, weights, outputs)
            outputs.append(value)
        boxes, scores = zip(*found, strict=True)
        return torch.cat(boxes, 1), torch.cat(scores, 1)


def _read(text: str) -> list[Layer]:
    """The sections of a ``.cfg``."""
    layers: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        line = line.split("#", 1)[0].strip()
        if head := re.fullmatch(r"\[(\w+)\]", line):
            layers.append((head[1], {}))
        elif line and layers:
            name, _, value = line.partition("=")
            layers[-1][1][name.strip()] = value.strip()
    if not layers or layers[0][0] != "net":
        raise ValueError("a network begins with [net]")
    return [Layer(kind, options) for kind, options in layers]


def _sources(layer: Layer, at: int) -> list[int]:
    """The places of the layers that a route joins; what is negative counts back from here."""
    return [number if number >= 0 else at + number for number in layer.numbers("layers")]


def _weights_of(layer: Layer, at: int, channels: Sequence[int], left: Tensor) -> tuple[list[Tensor], int]:
    """A layer's weights as they lie in the file, and its channels; ``channels[n + 1]`` are those of layer n."""
    if layer.kind == "route":
        groups = layer.number("groups", 1)
        return [], sum(channels[source + 1] for source in _sources(layer, at)) // groups
    if layer.kind != "convolutional":
        return [], channels[-1]
    filters, size = layer.number("filters", 1), layer.number("size", 1)
    vectors: list[tuple[int, ...]] = [(filters,)] * (4 if layer.number("batch_normalize", 0) else 1)
    parts, start = [], 0
    for shape in (*vectors, (filters, channels[-1], size, size)):
        parts.append(left[start : start + prod(shape)].reshape(shape))
        start += prod(shape)
    return parts, filters


def _folded(parts: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Kernels and biases, with the normalisation of the batch put into them."""
    if len(parts) != 5:
        return (parts[1], parts[0]) if parts else ()
    bias, scale, mean, variance, kernel = parts
    factor = scale / (variance + 1e-6).sqrt()
    return kernel * factor[:, None, None, None], bias - mean * factor


def _apply(
    layer: Layer, at: int, value: Tensor, weights: Sequence[Tensor], outputs: Sequence[Tensor]
) -> Tensor:  # fmt: skip
    import torch
    from torch.nn import functional

    match layer.kind:
        case "convolutional":
            kernel, bias = weights
            padding = kernel.shape[-1] // 2 if layer.number("pad", 0) else 0
            value = functional.conv2d(value, kernel, bias, layer.number("stride", 1), padding)
            return functional.leaky_relu(value, 0.1) if layer.options.get("activation") == "leaky" else value
        case "maxpool":
            return functional.max_pool2d(value, layer.number("size", 2), layer.number("stride", 2))
        case "upsample":
            return functional.interpolate(value, scale_factor=float(layer.number("stride", 2)))
        case "route":
            joined = torch.cat([outputs[source] for source in _sources(layer, at)], 1)
            return joined.chunk(layer.number("groups", 1), 1)[layer.number("group_id", 0)]
    raise ValueError(f"there is no layer of the kind {layer.kind}")


def _decoded(layer: Layer, value: Tensor, width: int, height: int) -> tuple[Tensor, Tensor]:
    """What a [yolo] layer says of each of its anchors in each cell."""
    import torch

    flat = layer.numbers("anchors")
    anchors = torch.tensor([flat[2 * n : 2 * n + 2] for n in layer.numbers("mask")], dtype=value.dtype)
    batch, _, rows, columns = value.shape
    value = value.view(batch, len(anchors), -1, rows, columns).permute(0, 1, 3, 4, 2)
    grow = float(layer.options.get("scale_x_y", 1))
    down, across = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    middle = value[..., :2].sigmoid() * grow - (grow - 1) / 2 + torch.stack((across, down), -1)
    middle = middle / torch.tensor([columns, rows])
    half = value[..., 2:4].exp() * anchors[:, None, None] / torch.tensor([width, height]) / 2
    boxes = torch.cat((middle - half, middle + half), -1).reshape(batch, -1, 4)
    scores: Any = value[..., 4:5].sigmoid() * value[..., 5:].sigmoid()
    return boxes, scores.reshape(batch, boxes.shape[1], -1)
