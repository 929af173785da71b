"""What a detector is, and how one is found by its name or for a picture.

A detector is one module and one entry point in the group ``sgc.detectors``: a frozen dataclass whose fields are
its options. It looks at the finished file and at nothing else, and names what it sees; what that means for a scene
is decided elsewhere (``sgc.verify.facts``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from inspect import signature
from typing import Any, ClassVar, Protocol

from sgc.source import SgcError, error
from sgc.source.codes import UNKNOWN_DETECTOR
from sgc.verify.picture import PictureFile
from sgc.verify.types import Observation

GROUP = "sgc.detectors"

#: Our own detectors by name, as "module:class", in the order in which they are tried on a picture. They are found
#: without reading the metadata of installed packages, which costs time at every start, and from a source tree.
BUILT_IN: Mapping[str, str] = {
    "vector": "sgc.verify.vector.detector:VectorDetector",
}


class Detector(Protocol):
    """Looks at pictures.

    ``reads`` are the kinds of files (``PictureFile.kind``) that it can look at. Calling the class with no
    arguments, or with the text after the colon of ``name:ARGUMENT``, makes one.
    """

    name: ClassVar[str]
    reads: ClassVar[frozenset[str]]

    def knows(self, noun: str) -> bool:
        """Whether it would recognise the noun, so that not to find one means that there is none."""
        ...

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        """What is in the picture, in its own pixels.

        ``nouns`` and ``texts`` are what a scene speaks of: hints of what to look for first, never a promise that
        it is there. Raises SgcError for a file that it cannot read.
        """
        ...


def detectors() -> tuple[str, ...]:
    """The names of all detectors: ours first, then those of installed packages in alphabetical order."""
    return (*BUILT_IN, *sorted(_installed()))


def detector_named(name: str) -> Detector:
    """The detector of this name, or of ``name:ARGUMENT``. Raises SgcError for an unknown one, and for an argument
    that it does not take."""
    plain, colon, argument = name.partition(":")
    made: Any = detector_class(plain)
    if colon and not signature(made).parameters:
        message = f"The detector {plain} takes nothing after a colon, such as “{argument}”."
        raise SgcError([error(UNKNOWN_DETECTOR, message)])
    found: Detector = made(argument) if colon else made()
    return found


def detector_for(picture: PictureFile) -> Detector | None:
    """The first of our own detectors that can look at such a picture; None when there is none."""
    found = (detector_class(name) for name in BUILT_IN)
    return next((one() for one in found if picture.kind in one.reads), None)


def detector_class(name: str) -> type[Detector]:
    """The class of a detector. Raises SgcError for an unknown name."""
    target = BUILT_IN.get(name) or _installed().get(name)
    if target is None:
        close = get_close_matches(name.lower(), detectors(), 1, 0.5)
        hint = f"Did you mean {close[0]}?" if close else f"Choose one of {', '.join(detectors())}."
        raise SgcError([error(UNKNOWN_DETECTOR, f"There is no detector “{name}”.", None, hint)])
    module, _, attribute = target.partition(":")
    found: type[Detector] = getattr(import_module(module), attribute)
    return found


@cache
def _installed() -> Mapping[str, str]:
    """Detectors of other packages, as "module:class" by name; ours win over equal names."""
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUP) if point.name not in BUILT_IN}
