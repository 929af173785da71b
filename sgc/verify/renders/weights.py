"""The trained detector as one file: its networks, the tables of all glyphs, and how the networks see these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch.nn import functional as F

from sgc.graph.colors import rgb
from sgc.source.files import write_atomically
from sgc.verify.renders.atlas import Atlas, Planes, atlas_of
from sgc.verify.renders.catalogue import catalogue_of
from sgc.verify.renders.glyphs import vocabulary
from sgc.verify.renders.model import DIRECTION, Networks, Recogniser
from sgc.verify.renders.tables import Tables, tables, unusable, weights_file

#: What a glyph is painted on and in, when the recogniser is shown what it looks like.
VIEWS = (("#ffffff", "#c62828"), ("#fbf9f4", "#2b6cb0"), ("#161c26", "#f0d27a"), ("#9ccc7e", "#222222"))


#: The directions of looks by how these are painted.
Known = Mapping[bytes, torch.Tensor]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """``directions`` (n, DIRECTION) belong to the looks of the atlas."""

    networks: Networks
    directions: torch.Tensor


def store(path: Path, networks: Networks, made: Tables | None = None, known: Known | None = None) -> None:
    """Write the networks, half precise, with the tables of the whole vocabulary and its directions; those that are
    ``known`` of these networks are taken as they are."""
    made = made or Tables(atlas_of(vocabulary()), catalogue_of(vocabulary()))
    networks.eval()
    tensors = {name: value.half() for name, value in networks.state_dict().items() if value.is_floating_point()}
    tensors |= {
        "directions": directions(networks.recogniser, made.atlas, known or {}).half(),
        "atlas": _bytes(made.atlas.to_bytes()),
        "catalogue": _bytes(made.catalogue.to_bytes()),
    }
    write_atomically(path, save(tensors))


@cache
def weights() -> Weights:
    """The networks of the file of weights. Raises MissingError where it cannot be used."""
    tables()
    try:
        with safe_open(weights_file(), "pt") as stream:
            names = [name for name in stream.keys() if name not in ("atlas", "catalogue")]  # noqa: SIM118  # no dictionary
            tensors = {name: stream.get_tensor(name).float() for name in names}
        known = tensors.pop("directions")
        networks = Networks()
        networks.load_state_dict(tensors, strict=False)
    except (OSError, SafetensorError, KeyError, ValueError, RuntimeError) as problem:
        raise unusable(problem) from None
    return Weights(networks.eval(), known)


def _bytes(content: bytes) -> torch.Tensor:
    return torch.frombuffer(bytearray(content), dtype=torch.uint8)


def directions(recogniser: Recogniser, atlas: Atlas, known: Known) -> torch.Tensor:
    """The mean direction of each look, seen on several grounds, (n, DIRECTION), each of length 1."""
    found = torch.zeros(len(atlas.looks), DIRECTION)
    for i, painted in enumerate(atlas.packed):
        if (before := known.get(painted.tobytes())) is not None:
            found[i] = before
            continue
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


def renew() -> None:
    """Makes the tables of the project's file anew, for a vocabulary that has changed: of looks that are painted as
    before everything is kept, and the networks stay as they are."""
    before, own = tables(), weights()
    numbers = {look.tobytes(): number for number, look in enumerate(before.atlas.packed)}
    atlas = atlas_of(vocabulary())
    same = {new: numbers[look.tobytes()] for new, look in enumerate(atlas.packed) if look.tobytes() in numbers}
    same = {new: old for new, old in same.items() if atlas.looks[new].aspect == before.atlas.looks[old].aspect}
    catalogue = catalogue_of(vocabulary(), {new: before.catalogue.of(old) for new, old in same.items()})
    known = {atlas.packed[new].tobytes(): own.directions[old] for new, old in same.items()}
    store(weights_file(), own.networks, Tables(atlas, catalogue), known)


if __name__ == "__main__":
    renew()
