"""What stands at the ends of links, in pixels: how long it is along the link, and half of its width."""

from __future__ import annotations

from collections.abc import Mapping

#: By the word for an end.
HEAD_SIZES: Mapping[str, tuple[float, float]] = {
    "arrow": (9.0, 4.2), "triangle": (12.0, 6.0), "diamond": (15.0, 5.0), "hollow diamond": (15.0, 5.0),
    "circle": (8.0, 4.0), "hollow circle": (8.0, 4.0), "open": (9.0, 4.6), "bar": (9.0, 5.0), "cross": (12.0, 4.5),
    "many": (12.0, 6.0), "one": (12.0, 5.0), "zero or one": (18.0, 5.0), "one or many": (17.0, 6.0),
    "zero or many": (21.0, 6.0), "none": (0.0, 0.0),
}  # fmt: skip
