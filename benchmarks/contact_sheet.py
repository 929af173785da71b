"""Contact sheets of the vocabulary's pictures, to see whether each one fits its noun.

    python benchmarks/contact_sheet.py OUT [--drawings] [NOUN ...]

writes OUT/sheet-1.png and so on: every noun as it is drawn by itself and with a stated colour, its face
(dashed) and hollow (dotted) outlined. Look at them after every change to the table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from sgc.graph.vocabulary import Noun, all_nouns, lookup
from sgc.measure.pictures import Picture, picture

CELL, COLUMNS, ROWS, LABEL = 118, 8, 8, 15
TINT = "#2f6fd6"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("out", type=Path)
    arguments.add_argument("nouns", nargs="*")
    arguments.add_argument("--drawings", action="store_true", help="only nouns with a drawing of our own")
    given = arguments.parse_args()
    nouns: Sequence[Noun] = [noun for word in given.nouns if (noun := lookup(word))] or all_nouns()
    nouns = [noun for noun in nouns if noun.kind == "picture" and (noun.drawing or not given.drawings)]
    given.out.mkdir(parents=True, exist_ok=True)
    size = COLUMNS * ROWS
    for page, start in enumerate(range(0, len(nouns), size), 1):
        write(given.out / f"sheet-{page}.png", nouns[start : start + size])


def write(path: Path, nouns: Sequence[Noun]) -> None:
    from cairosvg import svg2png

    width, height = COLUMNS * 2 * CELL, -(-len(nouns) // COLUMNS) * (CELL + LABEL)
    cells = (part for index, noun in enumerate(nouns) for part in cell(noun, index % COLUMNS, index // COLUMNS))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">' + "".join(cells) + "</svg>"
    svg2png(svg.encode(), write_to=str(path), background_color="#fbf9f4")


def cell(noun: Noun, column: int, row: int) -> Iterator[str]:
    left, top = column * 2 * CELL, row * (CELL + LABEL)
    for offset, tinted in ((0, False), (CELL, True)):
        found = picture(noun, tinted)
        if found is not None:
            yield from drawn(found, left + offset + 5, top + 3)
    style = 'font-size="11" font-family="sans-serif"'
    yield f'<text x="{left + 4}" y="{top + CELL + 9}" {style}>{escape(noun.concept)}</text>'


def drawn(found: Picture, left: float, top: float) -> Iterator[str]:
    room = CELL - 10
    scale = min(room / found.aspect, room)
    x, y = left + (room - found.aspect * scale) / 2, top + room - scale
    yield f'<g transform="matrix({scale} 0 0 {scale} {x} {y})">'
    for layer in found.layers:
        data = " ".join(str(part) for command in layer.commands for part in command)
        yield f'<path d="{data}" fill="{layer.color(TINT)}" fill-rule="{layer.rule}" opacity="{layer.opacity}"/>'
    for rectangle, dash in ((found.face, "0.04"), (found.hollow, "0.01")):
        if rectangle:
            a, b, c, d = rectangle
            yield (f'<rect x="{a * found.aspect}" y="{b}" width="{(c - a) * found.aspect}" height="{d - b}" '
                   f'fill="none" stroke="#ff00aa" stroke-width="0.008" stroke-dasharray="{dash}"/>')  # fmt: skip
    yield "</g>"


if __name__ == "__main__":
    main()
