"""What shows through paint: the colour that it has by itself, of the colours that are seen of it and behind it."""

from __future__ import annotations

from collections.abc import Iterable

from sgc.graph.colors import from_rgb, rgb
from sgc.verify.types import Detection

#: The attribute of a thing whose colours are as they are seen upon that colour.
BEHIND = "behind"
#: How far a colour may be off (0 to 255) by what each of the two is rounded; and the least opacity of paint of which
#: enough is seen to say what it is.
ROUNDED, LEAST = 2.0, 0.1


def is_told(seen: Iterable[Detection], opacity: float) -> bool:
    """Whether things that are seen upon what is behind them are painted so that their own colours can be told."""
    return opacity >= LEAST or not any(BEHIND in one.attributes for one in seen)


def own_colors(seen: Detection, opacity: float) -> tuple[tuple[str, float], ...]:
    """The colours (``#rrggbb`` with shares) that paint of this opacity has to have to be seen as a thing is; without
    those that there are not."""
    own = ((own_color(seen, color, opacity), share) for color, share in seen.colors)
    return tuple((color, share) for color, share in own if color is not None)


def own_color(seen: Detection, color: str, opacity: float) -> str | None:
    """The colour that paint of this opacity has to have to be seen upon what is behind a thing as ``color``; None where
    there is none."""
    behind = seen.attributes.get(BEHIND)
    if behind is None or opacity >= 1:
        return color
    own = [(mixed - (1 - opacity) * under) / opacity for mixed, under in zip(rgb(color), rgb(behind), strict=True)]
    off = ROUNDED / 255 / opacity
    return from_rgb(own) if all(-off <= part <= 1 + off for part in own) else None
