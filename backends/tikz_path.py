"""Outlines as TikZ paths, within the lengths that TeX can hold."""

from __future__ import annotations

from sgc.backends.printing import number, path_data
from sgc.measure.paths import Commands
from sgc.source import SgcError, error
from sgc.source.codes import PICTURE_SIZE

#: TikZ's numbers end at 16383.99998; some room is left for what it adds.
LARGEST = 16_000
#: A pixel is 1/96 inch, as in the PDF file of the same figure: so many big points, and TeX's points.
BIG_POINTS, POINTS = 0.75, 72.27 / 96
#: Outlines in SVG's notation are in TeX's points, whatever the units of the picture are.
SVG_SCALE = f"scale={POINTS:.5f}"


def _held(value: float) -> float:
    """A number of pixels. Raises SgcError where TikZ cannot hold it."""
    if abs(value) > LARGEST:
        message = f"The drawing reaches to {value:.0f} px; TeX cannot go beyond {LARGEST} px."
        raise SgcError([error(PICTURE_SIZE, message, None, "Make the figure smaller, or write SVG or PDF instead.")])
    return value


def coordinate(value: float, digits: int = 2) -> str:
    """A coordinate in pixels, without a unit. Raises SgcError where TikZ cannot hold it."""
    return number(_held(value), digits)


def dimension(value: float) -> str:
    """A length in pixels, as TeX measures it. Raises SgcError where TikZ cannot hold it."""
    return f"{number(_held(value) * BIG_POINTS)}bp"


def tikz_path(commands: Commands, scale: float = 1, digits: int = 2) -> list[str]:
    """An outline in TikZ's own notation, one piece a command. Raises SgcError as ``coordinate`` does."""
    pieces = []
    for command in commands:
        numbers = [coordinate(float(n) * scale, digits) for n in command[1:]]
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


def svg_path(commands: Commands, scale: float) -> list[str]:
    """An outline in SVG's notation, for TikZ's library ``svg.path``: shorter where there is much of it."""
    for command in commands:
        for n in command[1:]:
            _held(float(n) * scale)
    pieces = path_data(commands, scale)
    return [f"svg[{SVG_SCALE}] {{" + pieces[0], *pieces[1:-1], pieces[-1] + "}"]
