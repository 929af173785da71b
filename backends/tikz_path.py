"""Outlines as TikZ paths, within the lengths that TeX can hold."""

from __future__ import annotations

from sgc.backends.printing import number, path_data
from sgc.measure.paths import Commands
from sgc.source import SgcError, error
from sgc.source.codes import PICTURE_SIZE

#: TeX's lengths end at 16383.99998pt; some room is left for what TikZ adds.
LARGEST = 16_000


def length(value: float, digits: int = 2) -> str:
    """A coordinate or length in pixels. Raises SgcError where TeX cannot hold it."""
    if abs(value) > LARGEST:
        message = f"The drawing reaches to {value:.0f} px; TeX cannot go beyond {LARGEST} px."
        raise SgcError([error(PICTURE_SIZE, message, None, "Make the figure smaller, or write SVG or PDF instead.")])
    return number(value, digits)


def tikz_path(commands: Commands, scale: float = 1, digits: int = 2) -> list[str]:
    """An outline in TikZ's own notation, one piece a command. Raises SgcError as ``length`` does."""
    pieces = []
    for command in commands:
        numbers = [length(float(n) * scale, digits) for n in command[1:]]
        points = [f"({x}, {y})" for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        match command[0]:
            case "M":
                pieces.append(points[0])
            case "L":
                pieces.append(f"-- {points[0]}")
            case "C":
                pieces.append(f".. controls {points[0]} and {points[1]} .. {points[2]}")
            case _:
                pieces.append("-- cycle")
    return pieces


def svg_path(commands: Commands, scale: float = 1) -> list[str]:
    """An outline in SVG's notation, for TikZ's library ``svg.path``: shorter where there is much of it."""
    for command in commands:
        for n in command[1:]:
            length(float(n) * scale)
    pieces = path_data(commands, scale)
    return ["svg {" + pieces[0], *pieces[1:-1], pieces[-1] + "}"]
