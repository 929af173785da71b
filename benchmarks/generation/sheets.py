"""Contact sheets, and shares as they stand in tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image


def share(values: Iterable[bool]) -> str:
    kept = list(values)
    return f"{100 * sum(kept) / max(1, len(kept)):.1f} %"


def sheet(path: Path, pictures: Sequence[object], columns: int = 4) -> None:
    """A contact sheet; small pictures are as large as large ones."""
    arrays = [np.asarray(one) for one in pictures]
    side = max(one.shape[0] for one in arrays)
    rows = -(-len(arrays) // columns)
    sheet = Image.new("RGB", (columns * (side + 4), rows * (side + 4)), "white")
    for i, one in enumerate(arrays):
        place = ((i % columns) * (side + 4), (i // columns) * (side + 4))
        sheet.paste(Image.fromarray(one).resize((side, side)), place)
    sheet.save(path)
