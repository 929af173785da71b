"""From the classes of a trained detector to nouns of the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence

from sgc.graph.vocabulary import meaning

#: What COCO's classes mean where their bare word means something else to us, and darknet's spellings of them.
_COCO = {
    "mouse": "computer mouse", "remote": "tv remote", "keyboard": "computer keyboard", "pottedplant": "potted plant",
    "tvmonitor": "tv",
}  # fmt: skip


def nouns_of_classes(labels: Sequence[str]) -> tuple[str, ...]:
    """The noun for each class: its concept where the vocabulary has it, else its name. Where ``mouse`` stands beside
    ``keyboard`` and ``remote``, the classes are COCO's, and it is no animal."""
    is_coco = {"mouse", "keyboard", "remote"} <= {label.casefold() for label in labels}
    return tuple(_noun(label.casefold().replace("_", " "), is_coco) for label in labels)


def _noun(label: str, is_coco: bool) -> str:
    return meaning(_COCO.get(label, label) if is_coco else label)
