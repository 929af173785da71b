"""The field's own scoring rules for positions, as plain functions over boxes: for benchmarks and ``sgc score``.

Boxes are (left, top, right, bottom) in pixels, origin top-left, y down.
"""

from __future__ import annotations

from math import hypot

PixelBox = tuple[float, float, float, float]

#: GenEval discounts this share of the two extents from the offset of the centres.
GENEVAL_DISCOUNT = 0.1
#: T2I-CompBench: the overlap (intersection over union) from which a direction scores less than 1 …
OVERLAP_LIMIT = 0.1
#: … and the distance in pixels within which things are next to each other, whatever the picture's size.
NEXT_TO = 150.0

#: What T2I-CompBench's 2D rule scores, by the predicate of the scene language that means it. It has
#: no branch for "on", "inside" or any other relation.
COMPBENCH_LOCALITIES = {
    "left of": "on the left of", "right of": "on the right of", "above": "on the top of",
    "below": "on the bottom of", "beside": "next to", "near": "near",
}  # fmt: skip


def geneval_relations(a: PixelBox, b: PixelBox) -> frozenset[str]:
    """The positions of ``a`` relative to ``b`` that GenEval sees: left of, right of, above, below.

    Ghosh, Hajishirzi and Schmidt, "GenEval: An Object-Focused Framework for Evaluating Text-to-Image
    Alignment", NeurIPS 2023, and the authors' ``evaluate_images.py`` (``relative_position``): the
    offset of the centres is shrunk on each axis by a tenth of the sum of the extents and divided by
    its length before shrinking; a direction counts if more than half of it points there.
    """
    offset = [_centre(a, axis) - _centre(b, axis) for axis in (0, 1)]
    shrunk = [abs(offset[i]) - GENEVAL_DISCOUNT * (_extent(a, i) + _extent(b, i)) for i in (0, 1)]
    if max(shrunk) < 1e-3:
        return frozenset()
    names = (("left of", "right of"), ("above", "below"))
    clear = [axis for axis in (0, 1) if shrunk[axis] / hypot(*offset) > 0.5]
    return frozenset(names[axis][offset[axis] > 0] for axis in clear)


def compbench_score(predicate: str, a: PixelBox, b: PixelBox) -> float | None:
    """T2I-CompBench's 2D score of "``a`` predicate ``b``", 0 to 1; None for what the rule cannot score.

    Huang et al., "T2I-CompBench: A Comprehensive Benchmark for Open-world Compositional Text-to-image
    Generation", NeurIPS 2023, and the authors' ``2D_spatial_eval.py`` (``determine_position``). A
    direction wants the right sign and the longer component of the offset, and little overlap; things are
    next to each other when either component is below 150 pixels. The confidence of the detector, which
    the benchmark mixes in, is left out.
    """
    locality = COMPBENCH_LOCALITIES.get(predicate)
    if locality is None:
        return None
    right, down = (_centre(a, axis) - _centre(b, axis) for axis in (0, 1))
    if locality in ("next to", "near"):
        if abs(right) < NEXT_TO or abs(down) < NEXT_TO:
            return 1.0
        return NEXT_TO / max(abs(right), abs(down))
    along, across = (right, down) if locality in ("on the left of", "on the right of") else (down, right)
    if locality in ("on the left of", "on the top of"):
        along = -along
    if along <= 0 or along <= abs(across):
        return 0.0
    overlap = _intersection_over_union(a, b)
    return 1.0 if overlap < OVERLAP_LIMIT else OVERLAP_LIMIT / overlap


def _centre(box: PixelBox, axis: int) -> float:
    return (box[axis] + box[axis + 2]) / 2


def _extent(box: PixelBox, axis: int) -> float:
    return abs(box[axis + 2] - box[axis])


def _intersection_over_union(a: PixelBox, b: PixelBox) -> float:
    width, height = (max(0.0, min(a[i + 2], b[i + 2]) - max(a[i], b[i])) for i in (0, 1))
    shared = width * height
    union = _extent(a, 0) * _extent(a, 1) + _extent(b, 0) * _extent(b, 1) - shared
    return shared / union if union else 0.0
