"""Hugging Face models of this machine: a folder, or what was downloaded before. Nothing is ever fetched.

Only weights in safetensors are read, and code that comes with a model is not run. Heavy imports are inside functions.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sgc.source.errors import MissingError

#: transformers has RF-DETR's own processor for torchvision only. This one does the same to a picture by the same
#: settings, and to what the model gives.
_WITHOUT_TORCHVISION = {"rf_detr": "RTDetrImageProcessorPil"}


def local_folder(name: str, extra: str, what: str) -> str:
    """The folder of a model: ``name`` itself, or where it was downloaded to. Raises MissingError as ``load_local``."""
    if Path(name).is_dir():
        return name
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError
    except ImportError as missing:
        raise _package(name, extra, missing) from None
    try:
        return str(snapshot_download(name, local_files_only=True))
    except HFValidationError:
        raise MissingError(f"There is no folder '{name}' with a {what}.") from None
    except LocalEntryNotFoundError:
        raise MissingError(
            f"The model '{name}' is not on this machine, and is not downloaded unasked. Get it with: hf download {name}"
        ) from None


def _package(name: str, extra: str, missing: ImportError) -> MissingError:
    return MissingError(f"'{name}' needs the package {missing.name}: pip install 'sgc[{extra}]'")


@cache
def load_local(
    name: str, model: str, processor: str, extra: str = "verify", what: str = "model of this kind", **options: str
) -> tuple[Any, Any]:
    """A model, ready to be asked on the fastest device there is, and its processor (or tokenizer), by the names of
    their classes in transformers; ``options`` are for the model's ``from_pretrained``.

    ``name`` is a folder, or the name of a model that was downloaded before. Raises MissingError without the packages
    of the ``extra``, when there is no such model (with the command that gets it), and when the files are no ``what``.
    """
    folder = local_folder(name, extra, what)
    try:
        import torch
        import transformers
        from safetensors import SafetensorError
    except ImportError as missing:
        raise _package(name, extra, missing) from None
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    local: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        kind = transformers.AutoConfig.from_pretrained(folder, **local).model_type
        prepared = getattr(transformers, _WITHOUT_TORCHVISION.get(kind, processor)).from_pretrained(folder, **local)
        loaded = getattr(transformers, model).from_pretrained(folder, use_safetensors=True, **options, **local)
    except (ImportError, OSError, ValueError, KeyError, SafetensorError) as failure:
        reason = (str(failure).strip().splitlines() or [type(failure).__name__])[0]
        raise MissingError(f"'{name}' is no {what} that can be used: {reason}") from None
    return loaded.to("cuda" if torch.cuda.is_available() else "cpu").eval(), prepared
