"""What is too small to be told: pieces of ink so small that any of the things that are asked for might look so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sgc.graph.vocabulary import is_picture
from sgc.verify.boxes import meet
from sgc.verify.renders.neighbours import grown
from sgc.verify.types import Detection, Pixels

#: What has a longer side, in pixels, could be told; less than that, or so few pixels of ink, are nothing.
SMALL, SMALLEST, LEAST = 20, 5, 10
#: Ink that is no farther apart, in pixels, is of one thing.
NEAR = 2


def too_small(loose: NDArray[np.bool_], nouns: Collection[str], known: Sequence[Pixels]) -> tuple[Detection, ...]:
    """The small pieces of ink that nothing explains (``loose``, height, width), each of which may be any of those
    ``nouns`` that are pictures. What is at the boxes that are ``known`` is rather of the things and grounds there."""
    pictured = sorted(noun for noun in nouns if is_picture(noun))
    return tuple(
        Detection(pictured[0], box, 0.0, tuple(pictured[1:])) for box in _pieces(loose)
        if pictured and not any(meet(box, other, NEAR) for other in known)
    )  # fmt: skip


def is_small(box: Pixels) -> bool:
    """Whether nothing in the box could be told."""
    return max(box[2] - box[0], box[3] - box[1]) <= SMALL


def _pieces(loose: NDArray[np.bool_]) -> Iterator[Pixels]:
    """The boxes of small pieces of ink."""
    from scipy import ndimage

    labels, _ = ndimage.label(grown(loose, (NEAR + 1) // 2), np.ones((3, 3)))
    for number, place in enumerate(ndimage.find_objects(labels), 1):
        rows, columns = np.nonzero(loose[place] & (labels[place] == number))
        if len(rows) >= LEAST and SMALLEST <= max(np.ptp(rows), np.ptp(columns)) + 1 <= SMALL:
            top, left = place[0].start, place[1].start
            yield (float(left + columns.min()), float(top + rows.min()),
                   float(left + columns.max() + 1), float(top + rows.max() + 1))  # fmt: skip
