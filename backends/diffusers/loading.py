"""Pipelines of this machine: a folder, or what was downloaded before. Nothing is ever fetched.

Only weights in safetensors are read, and code that comes with a model is not run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sgc.source import MissingError
from sgc.source.hugging_face import local_folder

EXTRA = "neural"


@cache
def load_pipeline(name: str, ip_adapter: str) -> Any:
    """The diffusers pipeline in a folder or of a name, on the fastest device there is, with the IP-Adapter in a file
    where one is named: the encoder of images that it needs is in the model, or in a folder beside the file.

    Raises MissingError without the packages of the extra ``neural``, without such a model, and when the files are no
    pipeline or no IP-Adapter for it.
    """
    pipeline = _load(name, "DiffusionPipeline", "diffusers pipeline")
    if not ip_adapter:
        return pipeline
    from safetensors import SafetensorError

    path = Path(ip_adapter)
    if not path.is_file() or path.suffix != ".safetensors":
        raise MissingError(f"There is no file '{ip_adapter}' with an IP-Adapter in safetensors.")
    try:
        pipeline.load_ip_adapter(
            str(path.parent), subfolder="", weight_name=path.name, local_files_only=True,
            image_encoder_folder="image_encoder" if (path.parent / "image_encoder").is_dir() else None,
        )  # fmt: skip
    except (OSError, ValueError, KeyError, AttributeError, RuntimeError, SafetensorError) as failure:
        raise _unusable(ip_adapter, "IP-Adapter for this model", failure) from None
    return pipeline


@cache
def load_controlnet(name: str, pipeline: str) -> Any:
    """The ControlNet in a folder or of a name, of the class that goes with a pipeline's. Raises MissingError."""
    model = next((model for start, model in _CONTROLNETS.items() if pipeline.startswith(start)), "ControlNetModel")
    return _load(name, model, "ControlNet")


_CONTROLNETS = {"Flux": "FluxControlNetModel", "StableDiffusion3": "SD3ControlNetModel"}


def _load(name: str, kind: str, what: str) -> Any:
    if Path(name).is_file():
        raise MissingError(f"'{name}' is a file, and a {what} is a folder. {_unpacking(Path(name), kind)}")
    folder = local_folder(name, EXTRA, what)
    try:
        import diffusers
        import torch
        import transformers
        from safetensors import SafetensorError
    except ImportError as missing:
        raise MissingError(f"'{name}' needs the package {missing.name}: pip install 'sgc[{EXTRA}]'") from None
    _check_index(name, Path(folder), kind, what)
    for library in (diffusers, transformers):
        library.utils.logging.set_verbosity_error()
        library.utils.logging.disable_progress_bar()
    on_gpu = torch.cuda.is_available()
    try:
        loaded = getattr(diffusers, _class_of(Path(folder), kind)).from_pretrained(
            folder, local_files_only=True, use_safetensors=True, trust_remote_code=False,
            variant=_variant_of(Path(folder)), dtype=torch.bfloat16 if on_gpu else torch.float32,
        )  # fmt: skip
    except (ImportError, OSError, ValueError, KeyError, AttributeError, TypeError, SafetensorError) as failure:
        raise _pickled(name, Path(folder), kind) or _unusable(name, what, failure) from None
    if hasattr(loaded, "set_progress_bar_config"):
        loaded.set_progress_bar_config(disable=True)
    return loaded.to("cuda") if on_gpu else loaded


def _class_of(folder: Path, kind: str) -> str:
    """The class to load a folder by. GLIGEN's models were published as plain pipelines of Stable Diffusion; that they
    take boxes is said by the attention of their U-Net."""
    is_gated = str(_said_in(folder / "unet" / "config.json").get("attention_type", "")).startswith("gated")
    is_plain = _class_in(folder / "model_index.json") == "StableDiffusionPipeline"
    return "StableDiffusionGLIGENPipeline" if kind == "DiffusionPipeline" and is_gated and is_plain else kind


def _variant_of(folder: Path) -> str | None:
    """The variant "fp16" where a part has its weights as that alone."""
    parts: dict[Path, list[bool]] = {}
    for path in folder.rglob("*.safetensors"):
        parts.setdefault(path.parent, []).append(".fp16" in path.name)
    return "fp16" if any(all(found) for found in parts.values()) else None


#: How a checkpoint in one file becomes a folder.
_UNPACK = (
    "From a checkpoint in one file, diffusers makes one (and fetches the settings of such models for it): "
    "python -c \"import diffusers; diffusers.{}.from_single_file('{}').save_pretrained('FOLDER')\""
)
#: By what a tensor's name has in it, of which class a checkpoint in one file is; the first that fits.
_MADE_OF = {
    "joint_blocks.": "StableDiffusion3Pipeline", "double_blocks.": "FluxPipeline",
    "conditioner.embedders.": "StableDiffusionXLPipeline", "": "StableDiffusionPipeline",
}  # fmt: skip


def _unpacking(path: Path, kind: str) -> str:
    """The command that makes a folder of a checkpoint in one file."""
    try:
        from safetensors import SafetensorError, safe_open

        with safe_open(path, "np") as stream:
            names = [*stream.keys()] or [""]
    except (ImportError, OSError, SafetensorError):  # it is told all the same how such files are read
        names = [""]
    made = next(made for part, made in _MADE_OF.items() if any(part in name for name in names))
    return _UNPACK.format(made if kind == "DiffusionPipeline" else kind, path)


#: How weights become safetensors.
_REWRITE = (
    "If you trust whoever made them, rewrite them: python -c "
    "\"from diffusers import {} as P; P.from_pretrained('{}', use_safetensors=False).save_pretrained('FOLDER')\""
)


def _check_index(name: str, folder: Path, kind: str, what: str) -> None:
    """Raises MissingError where the file that says of what class a folder's model is has no such class."""
    index = "model_index.json" if kind == "DiffusionPipeline" else "config.json"
    found = _class_in(folder / index)
    if found is None:
        part = _class_in(folder / "config.json")
        of = f"is a {part}, which is a part of one" if part else f"has no {index} that names its class"
        files = sorted(folder.glob("*.safetensors")) if part is None else []
        way_out = f" {_unpacking(files[0], kind)}" if files else ""
        raise MissingError(f"The folder '{name}' is no {what}: it {of}.{way_out}")
    if kind not in ("DiffusionPipeline", found):
        raise MissingError(f"The folder '{name}' is a {found}, and this model takes a {kind}.")


def _class_in(path: Path) -> str | None:
    """The class that a file of diffusers says, or None."""
    found = _said_in(path).get("_class_name")
    return found if isinstance(found, str) else None


def _said_in(path: Path) -> Mapping[str, Any]:
    """What a file of JSON says; nothing where there is no such file."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _unusable(name: str, what: str, failure: Exception) -> MissingError:
    reason = (str(failure).strip().splitlines() or [type(failure).__name__])[0]
    return MissingError(f"'{name}' is no {what} that can be used: {reason}")


def _pickled(name: str, folder: Path, kind: str) -> MissingError | None:
    """What is wrong where a part has its weights as pickled files alone, which may hold code and are not read."""
    parts = {path.parent for path in folder.rglob("*pytorch_model*.bin")}
    if all(any(part.glob("*.safetensors")) for part in parts):
        return None
    command = _REWRITE.format(kind, name)
    return MissingError(f"Weights of '{name}' are in files *.bin, and only safetensors are read. {command}")
