"""D2: the diagrams of a file, which are its boards and the sequences on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sgc.importing.d2_board import Board
from sgc.importing.d2_boards import boards
from sgc.importing.d2_draft import drawn
from sgc.importing.d2_sequence import key_of, sequence, sequence_of, taken_out
from sgc.importing.d2_syntax import Entry, entries
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.syntax import tree


def read(page: Page) -> tuple[tree.Figure, ...]:
    """The boards of the page on which something is, each with the sequences on it behind it."""
    return tuple(one for name, found in boards(entries(page), page) for one in _read(found, name, page))


def _read(found: Sequence[Entry], name: str | None, page: Page) -> Iterator[tree.Figure]:
    board = Board(page)
    if (steps := sequence_of(found)) is not None:
        board.entries([one for one in found if key_of(one) in ("vars", "classes")], board.root)
        yield sequence(steps[0], steps[1] or name, board)
        return
    rest, sequences = taken_out(found)
    board.entries(rest, board.root)
    board.patterns()
    made = drawn(board.root, board.edges, board.classes, page)
    made.title = made.title or name
    if made.links or len(made.nodes) + len(made.groups) > len(sequences):  # else these alone are on the board
        yield figure(made)
    for inner, title in sequences:
        yield sequence(inner, title, board)
