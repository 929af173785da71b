"""The trained detector as one file: its networks, the atlas of all glyphs, and how the networks see these."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch.nn import functional as F

from sgc.source import MissingError
from sgc.source.files import write_atomically
from sgc.verify.renders.atlas import Atlas, Planes, atlas_of
from sgc.verify.renders.glyphs import rgb, vocabulary
from sgc.verify.renders.model import DIRECTION, Networks, Recogniser

#: A file of weights to use in place of the project's own.
VARIABLE = "SGC_DETECTOR"
FILE = "renders.safetensors"
#: What a glyph is painted on and in, when the recogniser is shown what it looks like.
VIEWS = (("#ffffff", "#c62828"), ("#fbf9f4", "#2b6cb0"), ("#161c26", "#f0d27a"), ("#9ccc7e", "#222222"))


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """``directions`` (n, DIRECTION) belong to the looks of the ``atlas``."""

    networks: Networks
    atlas: Atlas
    directions: torch.Tensor


def store(path: Path, networks: Networks, atlas: Atlas | None = None) -> None:
    """Write the networks, half precise, with the atlas of the whole vocabulary and its directions."""
    atlas = atlas or atlas_of(vocabulary())
    networks.eval()
    tensors = {name: value.half() for name, value in networks.state_dict().items() if value.is_floating_point()}
    tensors |= {
        "directions": directions(networks.recogniser, atlas).half(),
        "atlas": torch.frombuffer(bytearray(atlas.to_bytes()), dtype=torch.uint8),
    }
    write_atomically(path, save(tensors))


@cache
def weights() -> Weights:
    """The file that ``SGC_DETECTOR`` names, else the project's own. Raises MissingError where it cannot be used."""
    given = os.environ.get(VARIABLE)
    path = Path(given) if given else Path(str(files("sgc.verify.renders") / FILE))
    try:
        with safe_open(path, "pt") as stream:
            tensors = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118  # it is no dictionary
        atlas = Atlas.from_bytes(tensors.pop("atlas").numpy().tobytes())
        known = tensors.pop("directions").float()
        networks = Networks()
        networks.load_state_dict({name: value.float() for name, value in tensors.items()}, strict=False)
    except (OSError, SafetensorError, KeyError, ValueError, RuntimeError, zlib.error) as problem:
        message = f"The weights of the renders detector, {path}, cannot be used ({problem})."
        hint = f"{VARIABLE} names them." if given else "Install sgc again, or run: sgc train detector --out DIR"
        raise MissingError(f"{message} {hint}") from None
    return Weights(networks.eval(), atlas, known)


def directions(recogniser: Recogniser, atlas: Atlas) -> torch.Tensor:
    """The mean direction of each look, seen on several grounds, (n, DIRECTION), each of length 1."""
    found = torch.zeros(len(atlas.looks), DIRECTION)
    for i in range(len(atlas.looks)):
        views = np.stack([_view(atlas.fine([i]), ground, tint) for ground, tint in VIEWS])
        with torch.inference_mode():
            found[i] = F.normalize(recogniser(as_input(views)).direction.mean(0), dim=0)
    return found


def as_input(pictures: NDArray[np.uint8]) -> torch.Tensor:
    """Bytes (n, height, width, 3) as what the networks take: (n, 3, height, width), -1 to 1."""
    return torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float().div_(127.5).sub_(1.0)


def _view(planes: Planes, ground: str, tint: str) -> NDArray[np.uint8]:
    ink = planes.fixed[0] + planes.tinted[0][..., None] * np.asarray(rgb(tint), np.float32)
    shown = ink + (1 - planes.alpha[0][..., None]) * np.asarray(rgb(ground), np.float32)
    found: NDArray[np.uint8] = np.rint(255 * shown).clip(0, 255).astype(np.uint8)
    return found
