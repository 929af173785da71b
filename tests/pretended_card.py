"""A card that is not there: tensors are said to be on it, and whatever takes some that are and some that are not fails.

All is computed by the processor, so that what would stop a program on a real card is found on a machine without one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

CARD = torch.device("cuda", 0)
CPU = torch.device("cpu")


class PretendedCard(TorchFunctionMode):
    """While it is entered, ``CARD`` is a device like others."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if func == Tensor.device.__get__:  # type: ignore[attr-defined]
            return CARD if _is_on_card(args[0]) else CPU
        if name in ("_parse_to", "_has_compatible_shallow_copy_type"):  # how a module is moved
            return func(*args, **kwargs)
        if name == "__set__":
            func(*args)
            if func == Tensor.data.__set__:  # type: ignore[attr-defined]
                _put(args[0], _is_on_card(args[1]))
            return None
        given = [*_tensors((args, kwargs))]
        on_card = any(map(_is_on_card, given))
        moved = next((one for one in (*args, *kwargs.values()) if isinstance(one, torch.device)), None)
        if name in ("cpu", "numpy"):
            moved = CPU
        elif name not in ("to", "copy_") and on_card:
            strange = [one for one in given if one.ndim and not _is_on_card(one)]
            if strange:
                where = [(tuple(one.shape), _is_on_card(one)) for one in given]
                raise RuntimeError(f"{name}: tensors on the card and not, {where}")
        if moved == CARD and kwargs.get("generator") is not None:
            raise RuntimeError(f"{name}: a generator of the processor for numbers on the card")
        args = tuple(CPU if isinstance(one, torch.device) else one for one in args)
        kwargs = {key: CPU if isinstance(one, torch.device) else one for key, one in kwargs.items()}
        made = func(*args, **kwargs)
        target = args[0] if name == "copy_" else None
        for one in _tensors(made):
            _put(one, _is_on_card(target) if target is not None else moved == CARD if moved else on_card)
        return made


def _is_on_card(one: Tensor) -> bool:
    return bool(one.__dict__.get("on_card"))


def _put(one: Tensor, on_card: bool) -> None:
    one.__dict__["on_card"] = on_card


def _tensors(found: Any) -> Iterator[Tensor]:
    if isinstance(found, Tensor):
        yield found
    elif isinstance(found, list | tuple):
        for one in found:
            yield from _tensors(one)
    elif isinstance(found, dict):
        yield from _tensors(list(found.values()))
