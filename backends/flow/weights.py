"""The trained networks as files: ``autoencoder.safetensors`` and ``flow.safetensors``, half precise, and
``sprites.safetensors``, the sprites of all nouns that the model was taught, compressed.

The last one also holds the embeddings of all nouns of the vocabulary, so that the sentence encoder is only wanted for
other words. It alone changes when nouns or their pictures do.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from sgc.backends.flow.autoencoder import Autoencoder
from sgc.backends.flow.model import PLANES, SPRITE, FlowModel, Size, Sprites
from sgc.source import MissingError
from sgc.source.files import write_atomically

#: A folder of weights to use in place of the project's own.
VARIABLE = "SGC_FLOW"
AUTOENCODER, FLOW, SPRITES = "autoencoder.safetensors", "flow.safetensors", "sprites.safetensors"
#: The two commands that make the weights.
COMMANDS = "sgc train autoencoder --out DIR && sgc train flow --out DIR"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """``embeddings`` are those of known phrases, each (SIZE)."""

    autoencoder: Autoencoder
    model: FlowModel
    embeddings: Mapping[str, Tensor]


def store_autoencoder(path: Path, autoencoder: Autoencoder) -> None:
    write_atomically(path, save(_halved(autoencoder)))


def store_flow(folder: Path, model: FlowModel, embeddings: Mapping[str, Tensor]) -> None:
    write_atomically(folder / FLOW, save(_halved(model), {"size": json.dumps(asdict(model.size))}))
    sprites = model.sprites
    packed = zlib.compress(sprites.taught.cpu().numpy().tobytes(), 9)
    tensors = {
        "embeddings": torch.stack([*embeddings.values()]).half(), "text": sprites.text.half(),
        "stated": sprites.stated.half(), "sprites": torch.frombuffer(bytearray(packed), dtype=torch.uint8),
    }  # fmt: skip
    write_atomically(folder / SPRITES, save(tensors, {"phrases": json.dumps([*embeddings], ensure_ascii=False)}))


def read_autoencoder(path: Path) -> Autoencoder:
    """Raises MissingError for a file that holds none."""
    tensors, _ = _read(path)
    autoencoder = Autoencoder()
    _fill(autoencoder, tensors, path)
    return autoencoder


def own_folder() -> Path:
    """Where the weights are that come with sgc."""
    return Path(str(files("sgc.backends.flow")))


@cache
def weights() -> Weights:
    """Those of the folder that ``SGC_FLOW`` names, else the project's own. Raises MissingError where there are none."""
    return read(Path(os.environ.get(VARIABLE) or own_folder()))


def read(folder: Path) -> Weights:
    """The networks of a folder. Raises MissingError where there are none."""
    autoencoder = read_autoencoder(folder / AUTOENCODER)
    tensors, head = _read(folder / FLOW)
    try:
        size = json.loads(head["size"])
        model = FlowModel(Size(**size | {"widths": tuple(size["widths"])}))
    except (KeyError, TypeError) as problem:  # of a model of another make
        raise MissingError(_message(folder / FLOW, problem)) from None
    _fill(model, tensors, folder / FLOW)
    return Weights(autoencoder, model, _taught(model.sprites, folder / SPRITES))


def _taught(sprites: Sprites, path: Path) -> dict[str, Tensor]:
    """Teach sprites what a file says, and return its embeddings."""
    tensors, head = _read(path)
    try:
        text, pixels = tensors["text"].float(), zlib.decompress(tensors["sprites"].numpy().tobytes())
        shown = torch.frombuffer(bytearray(pixels), dtype=torch.uint8).reshape(len(text), PLANES, SPRITE, SPRITE)
        sprites.teach(text, tensors["stated"].float(), shown)
        return dict(zip(json.loads(head["phrases"]), tensors["embeddings"].float(), strict=True))
    except (KeyError, ValueError, RuntimeError, zlib.error) as problem:  # of a model of another make
        raise MissingError(_message(path, problem)) from None


def _halved(network: nn.Module) -> dict[str, Tensor]:
    return {name: value.detach().half().contiguous() for name, value in network.state_dict().items()}


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    try:
        with safe_open(path, "pt") as stream:
            tensors = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118  # it is no dictionary
            return tensors, stream.metadata() or {}
    except (OSError, SafetensorError) as problem:
        raise MissingError(_message(path, problem)) from None


def _fill(network: nn.Module, tensors: Mapping[str, Tensor], path: Path) -> None:
    try:
        network.load_state_dict({name: value.float() for name, value in tensors.items()})
    except RuntimeError as problem:
        raise MissingError(_message(path, problem)) from None
    network.eval()


def _message(path: Path, problem: Exception) -> str:
    return f"The weights of the flow back end, {path}, cannot be used ({problem}). Make some with: {COMMANDS}"
