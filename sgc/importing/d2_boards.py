"""The boards of a D2 file: its own, and its layers, scenarios and steps, each a diagram of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sgc.importing.d2_syntax import Entry, dotted
from sgc.importing.page import Page

#: What holds boards. A layer begins anew, a scenario with what its board has, a step with what the one before has.
_WORDS = ("layers", "scenarios", "steps")
#: Boards within each other, and all together, so that no file makes more of itself.
_DEEPEST, _MOST = 4, 200


def boards(found: Sequence[Entry], page: Page) -> Iterator[tuple[str | None, Sequence[Entry]]]:
    """Every board of a file that has more than looks on it, with its name (the file's own has none)."""
    for number, one in enumerate(_boards(found, None, 0, page)):
        if number == _MOST:
            page.not_understood(page.span(0, len(page.text)), f"more than {_MOST} boards; the others are left out")
            return
        yield one


def _boards(
    found: Sequence[Entry], name: str | None, depth: int, page: Page
) -> Iterator[tuple[str | None, Sequence[Entry]]]:
    own = [one for one in found if _word(one) not in _WORDS]
    shared = [one for one in own if _word(one) in ("vars", "classes")]
    if len(own) > len(shared) or depth == 0:
        yield name, own
    for holder in found:
        word, before = _word(holder), own
        if word in _WORDS and holder.body is None:
            page.not_understood(holder.span)
        for board in (holder.body or ()) if word in _WORDS else ():
            if board.body is None or board.arrows:
                page.not_understood(board.span)
            elif depth == _DEEPEST:
                page.left_out("a board this deep in others", board.span)
            else:
                inner = [*(shared if word == "layers" else before), *board.body]
                yield from _boards(inner, dotted(board.ends[0]), depth + 1, page)
                if word == "steps":
                    before = [one for one in inner if _word(one) not in _WORDS]


def _word(entry: Entry) -> str:
    """The only word of a key; "" where it is no such key."""
    (first, *rest) = entry.ends[0]
    return "" if entry.arrows or rest or first.quoted else first.text.lower()
