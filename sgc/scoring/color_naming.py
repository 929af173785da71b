"""Naming the colour of what was detected as one of GenEval's ten: by our own measure, or by CLIP as GenEval does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sgc.source.hugging_face import load_local
from sgc.verify.colors import PLAIN, shows
from sgc.verify.pixels import pixels_of

if TYPE_CHECKING:
    from sgc.scoring.protocol import ColorNaming
    from sgc.verify import Detection, PictureFile

COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white")
#: What GenEval says to CLIP of a colour ``{c}`` and a class ``{noun}``, and what it puts where the thing is not.
TEMPLATES = ("a photo of a {c} {noun}", "a photo of a {c}-colored {noun}", "a photo of a {c} object")
GROUND = "#999999"


def color_naming(clip: str | None) -> ColorNaming:
    """Raises MissingError when there is no such CLIP model on this machine."""
    return measured if clip is None else ClipColors(clip)


def measured(picture: PictureFile, detections: Sequence[Detection], noun: str) -> list[str]:
    """By the paint that the detector measured on the thing; "" for none of the ten."""
    return [_measured(one) for one in detections]


def _measured(one: Detection) -> str:
    """What has a colour is called by it, whatever else is white or black on it."""
    own = one.attributes.get("color", "")
    words = sorted((own, *COLORS), key=lambda word: (word in PLAIN, word != own))
    return next((word for word in words if word in COLORS and shows(one.colors, word)), "")


@dataclass(frozen=True)
class ClipColors:
    """The colour that CLIP finds likeliest for the thing cut out of its picture, with grey where its mask is not.

    ``path`` is a folder with a Hugging Face CLIP model, or the name of one that was downloaded before. GenEval's is
    ``openai/clip-vit-large-patch14``. Raises MissingError when it is not on this machine.
    """

    path: str

    def __post_init__(self) -> None:
        self._model()

    def __call__(self, picture: PictureFile, detections: Sequence[Detection], noun: str) -> list[str]:
        import torch

        model, processor = self._model()
        if not detections:
            return []
        inputs = processor(images=_crops(picture, detections), return_tensors="pt").to(model.device)
        with torch.inference_mode():
            seen = _embedding(model.get_image_features(**inputs))
            return [COLORS[i] for i in (seen @ _texts(self.path, noun).T).argmax(1).tolist()]

    def _model(self) -> tuple[Any, Any]:
        return load_local(self.path, "CLIPModel", "CLIPProcessor")


@cache
def _texts(path: str, noun: str) -> Any:
    """One unit vector for each colour: the mean direction of its sentences."""
    import torch

    model, processor = load_local(path, "CLIPModel", "CLIPProcessor")
    vectors = []
    for color in COLORS:
        sentences = [template.format(c=color, noun=noun) for template in TEMPLATES]
        inputs = processor(text=sentences, padding=True, return_tensors="pt").to(model.device)
        with torch.inference_mode():
            vectors.append(_unit(_embedding(model.get_text_features(**inputs)).mean(0)))
    return torch.stack(vectors)


def _embedding(output: Any) -> Any:
    """Unit vectors of what a CLIP tower gives."""
    return _unit(getattr(output, "pooler_output", output))


def _unit(vectors: Any) -> Any:
    return vectors / vectors.norm(dim=-1, keepdim=True)


def _crops(picture: PictureFile, detections: Sequence[Detection]) -> list[Any]:
    from PIL import Image

    from sgc.verify.masks import mask_of

    whole = Image.fromarray(pixels_of(picture))
    blank = Image.new("RGB", whole.size, GROUND)
    crops = []
    for one in detections:
        mask = mask_of(one, whole.size)
        image = whole if mask is None else Image.composite(whole, blank, Image.fromarray(mask))
        left, top, right, bottom = (round(edge) for edge in one.box)
        crops.append(image.crop((left, top, max(left + 1, right), max(top + 1, bottom))))
    return crops
