"""sgc, the structured generation compiler: scene files in, pictures and proofs out.

>>> import sgc
>>> picture = sgc.compile('scene { cup: red cup; plate: blue plate; cup left of plate }')
>>> picture.save("breakfast.png")
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in ``typing``, which takes longer to load than all of this
if TYPE_CHECKING:
    from typing import Any

    from sgc.compiler import compile, compile_all, load, parse, prompt
    from sgc.editing import edit
    from sgc.picture import CannotHoldError, Picture
    from sgc.source import Diagnostic, MissingError, SgcError

__version__ = "0.1.0"

__all__ = [
    "CannotHoldError", "Diagnostic", "MissingError", "Picture", "SgcError", "__version__",
    "compile", "compile_all", "edit", "load", "parse", "prompt",
]  # fmt: skip

#: Where each public name lives: ``import sgc`` costs nothing until one is used.
_HOMES = {
    "CannotHoldError": "sgc.picture",
    "Diagnostic": "sgc.source",
    "MissingError": "sgc.source",
    "Picture": "sgc.picture",
    "SgcError": "sgc.source",
    "compile": "sgc.compiler",
    "compile_all": "sgc.compiler",
    "edit": "sgc.editing",
    "load": "sgc.compiler",
    "parse": "sgc.compiler",
    "prompt": "sgc.compiler",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'sgc' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
