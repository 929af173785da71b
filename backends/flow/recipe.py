"""Recipes of the flow back end's training: read from TOML files, with what is wrong in them told."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, field, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from sgc.backends.flow.model import Size

#: What a value of a dataclass's type has to be. True is an int to Python, and no number to people.
_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "int": ((int,), "a whole number"), "float": ((int, float), "a number"), "bool": ((bool,), "true or false"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train one network. ``batch`` counts the pictures of a step over all processes; ``rate`` is the highest
    rate of learning of AdamW, and ``inner_rate`` that of Muon (see ``Learner.inner``); ``average`` how slowly the
    average of the weights follows (the average is what is kept). ``half`` computes in bfloat16; zero ``threads`` are
    torch's own number; zero ``evaluate_every`` is never. Raises ValueError where a checkpoint would lie between two
    lines of the log: what is resumed from it could not tell the mean of all their steps.
    """

    steps: int
    batch: int
    rate: float = 2e-3
    inner_rate: float = 1e-2
    decay: float = 0.01
    average: float = 0.999
    seed: int = 0
    side: int = 128
    half: bool = False
    workers: int = 0
    threads: int = 0
    save_every: int = 100
    log_every: int = 20
    evaluate_every: int = 0
    size: Size = field(default_factory=Size)

    def __post_init__(self) -> None:
        for name in ("batch", "side", "save_every", "log_every"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} ({getattr(self, name)}) has to be 1 at least")
        if self.save_every % self.log_every:
            raise ValueError(f"save_every ({self.save_every}) is no multiple of log_every ({self.log_every})")


def recipe_named(name: str, network: str) -> Recipe:
    """The table ``network`` of a recipe that comes with sgc ("cpu", "gpu"), or of a file of one's own.

    Raises ValueError for what is no recipe, OSError for a file that cannot be read.
    """
    packaged = files("sgc.backends.flow") / "recipes" / f"{name}.toml"
    try:
        text = packaged.read_text("utf-8") if packaged.is_file() else Path(name).read_text("utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no recipe “{name}”: give cpu, gpu, or the path of a TOML file") from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ValueError(f"{name} is no TOML file: {problem}") from None
    table = tables.get(network)
    if not isinstance(table, dict):
        raise ValueError(f"{name} has no table [{network}]")
    where = f"{name}: [{network}]"
    if "size" in table:
        size = _checked(Size, table["size"], f"{name}: [{network}.size]")
        widths = size.get("widths", Size().widths)
        if not (isinstance(widths, list | tuple) and len(widths) == 3 and all(type(one) is int for one in widths)):
            raise ValueError(f"{name}: [{network}.size] has widths {widths!r}, which ought to be three whole numbers")
        table["size"] = Size(**size | {"widths": tuple(widths)})
    return Recipe(**_checked(Recipe, table, where))


def _checked(kind: type[Recipe | Size], table: Any, where: str) -> dict[str, Any]:
    """A table of which every key is one of the dataclass, with a value of its kind, and none is missing."""
    if not isinstance(table, dict):
        raise ValueError(f"{where} is no table")
    known = {one.name: one for one in fields(kind)}
    if strange := [one for one in table if one not in known]:
        raise ValueError(f"{where} has no “{strange[0]}”; it has {', '.join(sorted(known))}")
    for name, value in table.items():
        types, wanted = _KINDS.get(str(known[name].type), (None, ""))
        if types is not None and type(value) not in types:
            raise ValueError(f"{where} has {name} = {value!r}, which ought to be {wanted}")
    for name, one in known.items():
        if name not in table and one.default is MISSING and one.default_factory is MISSING:
            raise ValueError(f"{where} does not say its {name}")
    return dict(table)
