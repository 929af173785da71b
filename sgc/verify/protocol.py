"""What a detector is, and how one is found by its name or for a picture.

A detector is one module and one entry point in the group ``sgc.detectors``: a frozen dataclass whose fields are
its options. It looks at the finished file and at nothing else, and names what it sees; what that means for a scene
is decided elsewhere (``sgc.verify.facts``). Names are joined to let several look (``sgc.verify.ensemble``):
``renders+text`` side by side, ``photo,detr:PATH`` as witnesses who must agree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import import_module
from inspect import signature
from typing import Any, Protocol

from sgc.source import MissingError, SgcError, error
from sgc.source.codes import UNKNOWN_DETECTOR
from sgc.source.suggest import did_you_mean
from sgc.verify.ensemble import Agreement, Together
from sgc.verify.picture import Kind, PictureFile
from sgc.verify.types import Observation

GROUP = "sgc.detectors"

#: Our own detectors by name, as "module:class". They are found without reading the metadata of installed packages,
#: which costs time at every start, and from a source tree.
BUILT_IN: Mapping[str, str] = {
    "vector": "sgc.verify.vector.detector:VectorDetector",
    "renders": "sgc.verify.renders.detector:RendersDetector",
    "text": "sgc.verify.text_detector:TextDetector",
    "strokes": "sgc.verify.strokes.detector:StrokesDetector",
    "photo": "sgc.verify.photo:PhotoDetector",
    "owlv2": "sgc.verify.hugging_face:Owlv2Detector",
    "grounding-dino": "sgc.verify.hugging_face:GroundingDinoDetector",
    "detr": "sgc.verify.hugging_face:DetrDetector",
    "mask2former": "sgc.verify.hugging_face:Mask2FormerDetector",
}

#: What looks at a picture when nobody says what shall: the first of these whose packages are installed.
DEFAULTS: Mapping[Kind, tuple[str, ...]] = {
    "svg": ("vector",), "pdf": ("vector",), "raster": ("renders+text", "renders"),
}  # fmt: skip
#: And what looks at the pixels of figures of some kinds before these: a diagram's links are strokes to be followed.
OF_FIGURES: Mapping[str, tuple[str, ...]] = {"diagram": ("strokes",)}


class Detector(Protocol):
    """Looks at pictures.

    Calling the class with no arguments, or with the text after the colon of ``name:ARGUMENT``, makes one; MissingError
    says which package or model is not on this machine.
    """

    @property
    def name(self) -> str:
        """What it is called by, with the argument where it has one."""
        ...

    @property
    def reads(self) -> frozenset[str]:
        """The kinds of files (``PictureFile.kind``) that it can look at; the class has it, too."""
        ...

    def knows(self, noun: str) -> bool:
        """Whether it would recognise the noun, so that not to find one means that there is none."""
        ...

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        """What is in the picture, in its own pixels.

        ``nouns`` and ``texts`` are what a scene speaks of, in its order, a text as often as it is stated: hints of what
        to look for first, never a promise that it is there. Raises SgcError for a file that it cannot read.
        """
        ...


def detectors() -> tuple[str, ...]:
    """The names of all detectors: ours first, then those of installed packages in alphabetical order."""
    return (*BUILT_IN, *sorted(_installed()))


def detector_named(name: str) -> Detector:
    """The detector of this name, of ``name:ARGUMENT``, or of several of them joined by ``+`` or ``,``, where ``+``
    binds more closely. Raises SgcError for an unknown one, for an argument that it does not take, and for the want of
    one; MissingError when a package or model that it needs is not on this machine."""
    witnesses = _parts(name, ",")
    if len(witnesses) > 1:
        return Agreement(tuple(map(detector_named, witnesses)))
    side_by_side = _parts(name, "+")
    if len(side_by_side) > 1:
        return Together(tuple(map(detector_named, side_by_side)))
    plain, colon, argument = name.partition(":")
    made = detector_class(plain)
    takes = signature(made).parameters.values()
    if colon and not takes:
        message = f"The detector {plain} takes nothing after a colon, such as “{argument}”."
        raise SgcError([error(UNKNOWN_DETECTOR, message)])
    if not argument and any(one.default is one.empty for one in takes):
        message = f"The detector {plain} needs a model."
        hint = f"Write {plain}:FOLDER, or {plain}:NAME for one that was downloaded before."
        raise SgcError([error(UNKNOWN_DETECTOR, message, None, hint)])
    found: Detector = made(argument) if colon else made()
    return found


def detector_for(picture: PictureFile, figure: str = "scene") -> Detector | None:
    """What looks at such a picture of such a kind of ``figure`` when nobody says what shall; None when nothing that is
    installed can."""
    usual = DEFAULTS[picture.kind]
    for name in OF_FIGURES.get(figure, usual) if picture.kind == "raster" else usual:
        try:
            return detector_named(name)
        except MissingError:
            continue
    return None


def detector_class(name: str) -> Any:
    """The class of a detector. Raises SgcError for an unknown name."""
    target = BUILT_IN.get(name) or _installed().get(name)
    if target is None:
        unknown = next((part for part in re.split("[+,]", name) if part not in detectors()), name)
        hints = did_you_mean(unknown, detectors()) or (f"Choose one of {', '.join(detectors())}.",)
        raise SgcError([error(UNKNOWN_DETECTOR, f"There is no detector “{unknown}”.", None, *hints)])
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)


def _parts(name: str, sign: str) -> list[str]:
    """The names that the sign joins. In a folder's name it joins nothing, unless a detector's name follows it."""
    if sign not in name:
        return [name]
    known = "|".join(map(re.escape, detectors()))
    return re.split(rf"{re.escape(sign)}(?=(?:{known})(?:[:+,]|$))", name)


@cache
def _installed() -> Mapping[str, str]:
    """Detectors of other packages, as "module:class" by name; ours win over equal names."""
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=GROUP) if point.name not in BUILT_IN}
