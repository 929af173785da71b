"""Detectors from Hugging Face, one small adapter for each family, such as ``--detector owlv2:PATH`` (extra ``verify``).

PATH is a folder, or the name of a model that was downloaded before; nothing is ever fetched. transformers turns what a
model gives into boxes; it suppresses no doubles, so that is done here (``sgc.verify.boxes``), or nothing could be
counted. What scores less than a family's limit of certainty leaves facts undecided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sgc.graph.vocabulary import is_picture
from sgc.source.hugging_face import load_local
from sgc.verify.boxes import area, suppressed
from sgc.verify.classes import nouns_of_classes
from sgc.verify.masks import runs_of
from sgc.verify.paint import painted
from sgc.verify.picture import PictureFile
from sgc.verify.pixels import pixels_of
from sgc.verify.types import Detection, Observation, Pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The most nouns that a grounding model is asked for at once: its text is short.
AT_ONCE = 20
#: What COCO's models call the numbers that no class has.
NO_CLASS = ("", "n/a")


@dataclass(frozen=True)
class _HuggingFace:
    """What the families share. ``seen`` and ``certain`` are scores: from the first on something is seen, from the
    second on it is certain. Making one loads the model; raises MissingError when that is not on this machine."""

    path: str

    family: ClassVar[str]
    reads: ClassVar[frozenset[str]] = frozenset(("raster",))
    model: ClassVar[str]
    processor: ClassVar[str]
    seen: ClassVar[float]
    certain: ClassVar[float]

    def __post_init__(self) -> None:
        self._load()

    @property
    def name(self) -> str:
        return f"{self.family}:{self.path}"

    def detect(self, picture: PictureFile, nouns: Collection[str], texts: Sequence[str] = ()) -> Observation:
        """Raises SgcError for a file that cannot be decoded."""
        pixels = pixels_of(picture)
        height, width = pixels.shape[:2]
        real = [one for one in self._detections(pixels, nouns) if one.noun not in NO_CLASS and area(one.box) >= 1]
        found = painted(pixels, suppressed(real))
        return Observation.of_scores((width, height), found, self.certain, measures=("color",))

    def _load(self) -> tuple[Any, Any]:
        return load_local(self.path, self.model, self.processor, what=f"model for {self.family}")

    def _detections(self, pixels: NDArray[Any], nouns: Collection[str]) -> Iterator[Detection]:
        raise NotImplementedError

    def _ask(self, pixels: NDArray[Any], **more: Any) -> tuple[Any, Any]:
        """What the model says, and what it was told."""
        import torch
        from PIL import Image

        model, processor = self._load()
        inputs = processor(images=Image.fromarray(pixels), return_tensors="pt", **more).to(model.device)
        with torch.inference_mode():
            return model(**inputs), inputs


class _OpenVocabulary(_HuggingFace):
    """Looks for the nouns that a scene speaks of, whatever they are."""

    model = "AutoModelForZeroShotObjectDetection"
    processor = "AutoProcessor"

    def knows(self, noun: str) -> bool:
        return is_picture(noun)


class Owlv2Detector(_OpenVocabulary):
    """OWLv2 (and OWL-ViT): looks for the nouns that a scene speaks of."""

    family = "owlv2"
    seen, certain = 0.1, 0.25

    def _detections(self, pixels: NDArray[Any], nouns: Collection[str]) -> Iterator[Detection]:
        asked = [noun for noun in dict.fromkeys(nouns) if self.knows(noun)]
        if not asked:
            return
        output, _ = self._ask(pixels, text=[asked])
        (found,) = self._load()[1].post_process_grounded_object_detection(
            output, threshold=self.seen, target_sizes=[pixels.shape[:2]], text_labels=[asked]
        )
        for noun, score, box in zip(found["text_labels"], found["scores"], found["boxes"], strict=True):
            yield Detection(noun, _inside(box.tolist(), pixels), float(score))


class GroundingDinoDetector(_OpenVocabulary):
    """Grounding DINO (and MM Grounding DINO): looks for the nouns that a scene speaks of."""

    family = "grounding-dino"
    seen, certain = 0.25, 0.35

    def _detections(self, pixels: NDArray[Any], nouns: Collection[str]) -> Iterator[Detection]:
        asked = [noun for noun in dict.fromkeys(nouns) if self.knows(noun)]
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            output, inputs = self._ask(pixels, text=[some])
            (found,) = self._load()[1].post_process_grounded_object_detection(
                output, inputs["input_ids"], threshold=self.seen, text_threshold=self.seen,
                target_sizes=[pixels.shape[:2]], text_labels=[some],
            )  # fmt: skip
            for words, score, box in zip(found["text_labels"], found["scores"], found["boxes"], strict=True):
                noun = meant(words, some)
                if noun is not None:
                    yield Detection(noun, _inside(box.tolist(), pixels), float(score))


class _OfClasses(_HuggingFace):
    """A model that sees the classes that it was trained on, whatever a scene speaks of."""

    processor = "AutoImageProcessor"
    seen, certain = 0.25, 0.5

    def knows(self, noun: str) -> bool:
        return noun in _classes(self._load()[0])


class DetrDetector(_OfClasses):
    """DETR, RT-DETR, D-FINE, RF-DETR and their like: sees the classes that it was trained on."""

    family = "detr"
    model = "AutoModelForObjectDetection"

    def _detections(self, pixels: NDArray[Any], nouns: Collection[str]) -> Iterator[Detection]:
        model, processor = self._load()
        output, _ = self._ask(pixels)
        (found,) = processor.post_process_object_detection(
            output, threshold=self.seen, target_sizes=[pixels.shape[:2]]
        )  # fmt: skip
        classes = _classes(model)
        for kind, score, box in zip(found["labels"].tolist(), found["scores"], found["boxes"], strict=True):
            yield Detection(classes[kind], _inside(box.tolist(), pixels), float(score))


class Mask2FormerDetector(_OfClasses):
    """Mask2Former: sees the classes that it was trained on, each thing with its mask; GenEval's own detector is one."""

    family = "mask2former"
    model = "AutoModelForUniversalSegmentation"

    def _detections(self, pixels: NDArray[Any], nouns: Collection[str]) -> Iterator[Detection]:
        model, processor = self._load()
        output, _ = self._ask(pixels)
        (found,) = processor.post_process_instance_segmentation(
            output, threshold=self.seen, target_sizes=[pixels.shape[:2]], return_binary_maps=True
        )
        classes = _classes(model)
        for segment in found["segments_info"]:  # whose numbers are places among the maps
            runs = runs_of(found["segmentation"][segment["id"]].cpu().numpy() > 0.5)
            if runs is not None:
                box, mask = runs
                yield Detection(classes[segment["label_id"]], box, segment["score"], mask=mask)


def meant(words: str, nouns: Sequence[str]) -> str | None:
    """The noun that a grounding model's phrase stands for: it gives back some of the words that it was told, at times
    of several nouns. The one of which most words are there is taken, of equal ones the first; None where none is."""
    said = set(words.casefold().split())
    shares = {noun: len(said & {*noun.casefold().split()}) / len(noun.split()) for noun in nouns}
    best = max(nouns, key=lambda noun: shares[noun])
    return best if shares[best] > 0 else None


def _classes(model: Any) -> tuple[str, ...]:
    labels = model.config.id2label
    return nouns_of_classes([labels.get(number, "") for number in range(max(labels) + 1)])


def _inside(box: Sequence[float], pixels: NDArray[Any]) -> Pixels:
    """The box without what is beyond the picture."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    return max(0.0, left), max(0.0, top), min(float(width), right), min(float(height), bottom)
