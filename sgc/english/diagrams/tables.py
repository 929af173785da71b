"""Tables of a comparison: what is compared stands in the columns, by what it is compared in the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from sgc.english.diagrams.draft import CELL, RULE, Draft
from sgc.english.diagrams.grammar import Clause, clauses
from sgc.english.diagrams.naming import HEADED, LIST
from sgc.english.diagrams.phrasing import SENTENCE
from sgc.english.diagrams.pieces import bare, caption, fullmatch, key, named, past, search, split, trim, words_of
from sgc.source import Span

_ABOUT = re.compile(r"(?:(?:that\s+)?compar(?:es?|ing)|of|between|for|showing|about|on)\s+", re.IGNORECASE)
#: ", with rows for price and weight", "by price and weight": by what is compared.
_BY = re.compile(
    r"\s*,?\s+(?:(?:with|and|using)\s+(?:the\s+)?(?:rows|lines|criteria|features|properties)(?:\s+(?:for|of|on|about))?\s*:?"
    r"|by|in terms of|according to|regarding|with (?:respect|regard) to|with regards to|on)\s+(?P<list>[^.;:]+)$",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"(?:with|of|that has|having)?\s*(?:the\s+)?columns?\s*:?\s+(?P<columns>[^.;]+?)\s*[,;.]?\s+"
    r"(?:and\s+)?(?:with\s+)?(?:the\s+)?rows?\s*:?\s+(?P<rows>.+)",
    re.IGNORECASE | re.DOTALL,
)
_VERSUS = re.compile(LIST.pattern + r"|\s+(?:vs\.?|versus|with|to|against)\s+", re.IGNORECASE)
_ROW = re.compile(r"\s*;\s*|\s*\n\s*|\s+and\s+|\s*,\s*(?=[A-Z])")
_VALUE = re.compile(r"(?P<value>.+?)\s+(?:in|for|with|on|of|at)\s+(?P<item>.+)", re.IGNORECASE)
_COLON = re.compile(r":\s+")
_AS_TABLE = re.compile(r"\s+(?:in|as|with|using)\s+an?\s+(?:\w+\s+)?table\Z", re.IGNORECASE)
_BOTH = frozenset(("both", "all", "they", "each"))


def comparison(draft: Draft, span: Span) -> None:
    """ "three phones: A, B and C, with rows for price and weight", "Python and Java: typing is dynamic in Python …" """
    if (given := fullmatch(trim(span, "."), _COLUMNS)) is not None:
        _given(draft, named(span, given, "columns"), named(span, given, "rows"))
        return
    about = past(span, _ABOUT)
    draft.heard.append(Span(span.source, span.start, about.start))
    first, *further = split(about, SENTENCE) or [span]
    items, criteria, rest = _compared(draft, first)
    if len(items) < 2:
        draft.unread.append(span)
        return
    table = _Table(draft, items, criteria)
    for sentence in [*([rest] if rest is not None else []), *further]:
        for one in (
            () if table.lists(sentence) else clauses(sentence, frozenset(item.text.casefold() for item in items))
        ):
            table.take(one)
    table.write(span)


def _compared(draft: Draft, span: Span) -> tuple[list[Span], list[Span], Span | None]:
    """What is compared, by what, and the statements behind a colon."""
    by = search(span, _BY)
    criteria = split(named(span, by, "list"), LIST) if by is not None else []
    head = span if by is None else trim(Span(span.source, span.start, by.start()), ",")
    if (headed := fullmatch(head, HEADED)) is not None:
        draft.heard.append(Span(span.source, head.start, headed.start("list")))
        return split(named(head, headed, "list"), LIST), criteria, None
    before, *behind = split(head, _COLON)
    rest = behind[0].to(behind[-1]) if behind else None
    before, _ = draft.hear_behind(before, _AS_TABLE)
    if len(behind) == 1 and not any(one.verb for one in clauses(behind[0])):  # "cars: cost, range"
        criteria, rest = criteria or split(behind[0], LIST), None
    return [bare(one) for one in split(before, _VERSUS)], criteria, rest


class _Table:
    """The cells of a table while its statements are read."""

    def __init__(self, draft: Draft, items: Sequence[Span], criteria: Sequence[Span]) -> None:
        self.draft, self.items = draft, items
        self.rows: dict[str, list[str]] = {caption(bare(one).text): [""] * len(items) for one in criteria}
        self.said: list[list[str]] = [[] for _ in items]  # what is said of each, by no name
        self.latest: list[int] = []

    def lists(self, span: Span) -> bool:
        """Take the cells of a column or a row in their order: "Python: slow, easy", "price: 2, 3 and 5"."""
        head, *behind = split(trim(span, "."), _COLON)
        cells = split(behind[0], LIST) if len(behind) == 1 else []
        about, name = self._items(head), caption(bare(head).text)
        is_row = not about and len(cells) == len(self.items)
        if not (len(about) == 1 and len(cells) == len(self.rows)) and not is_row:
            return False
        if is_row:
            self.rows[name] = [cell.text for cell in cells]
        else:
            for row, cell in zip(self.rows.values(), cells, strict=True):
                row[about[0]] = cell.text
        self.draft.heard.append(span)
        return True

    def take(self, one: Clause) -> None:
        """Take a clause: what an item is or does, or what something is for each of them."""
        if not one.verb:
            self.draft.unread.append(one.span)
            return
        about = self._items(one.who) if one.subject else self.latest
        if about:
            self.latest = about
            does = Span(one.source.source, one.place.start, one.span.end)
            what = words_of(one.what if one.main.base == "be" else does)
            row = next((name for name in self.rows if key(name) in key(what)), None)
            for i in about:
                if row is not None and not self.rows[row][i]:
                    self.rows[row][i] = what
                else:
                    self.said[i].append(what)
            self.draft.heard.append(one.span)
            return
        told = [self._value(piece) for piece in split(one.what, LIST)]
        if not one.subject or not all(places for _, places in told):
            self.draft.unread.append(one.span)
            return
        cells = self.rows.setdefault(caption(bare(one.who).text), [""] * len(self.items))
        for value, places in told:
            for i in places:
                cells[i] = value
        self.draft.heard.append(one.span)

    def _value(self, piece: Span) -> tuple[str, list[int]]:
        """ "dynamic in Python": what something is, and for which items; for none if words do not say so."""
        match = fullmatch(piece, _VALUE)
        return (match["value"], self._items(named(piece, match, "item"))) if match is not None else ("", [])

    def _items(self, words: Span) -> list[int]:
        """Of which items words speak; none if they speak of something else."""
        if words.text.casefold() in _BOTH:
            return list(range(len(self.items)))
        sought = [key(bare(one).text) for one in split(words, LIST)]
        names = [key(one.text) for one in self.items]
        found = [[i for i, name in enumerate(names) if f"{name} ".startswith(f"{one} ")] for one in sought]
        return [some[0] for some in found] if all(len(some) == 1 for some in found) else []

    def write(self, span: Span) -> None:
        head = [caption(one.text) for one in self.items]
        unnamed = list(zip_longest(*self.said, fillvalue=""))
        if self.rows:
            lines = [*((name, *cells) for name, cells in self.rows.items()), *(("", *cells) for cells in unnamed)]
            _write(self.draft, span, ["", *head], lines)
        else:
            _write(self.draft, span, head, unnamed)


def _given(draft: Draft, columns: Span, rows: Span) -> None:
    """Cells by their columns: "columns Name and Age, rows Ann 30 and Bob 25"."""
    names = [caption(one.text) for one in split(columns, LIST)]
    lines: list[list[str]] = []
    for row in split(trim(rows, "."), _ROW):
        cells = row.text.replace("(", " ").replace(")", " ").replace(",", " ").split()
        if len(cells) not in (len(names), 1):
            draft.unread.append(row)
            continue
        lines.append(cells + [""] * (len(names) - len(cells)))
    _write(draft, columns.to(rows), names, lines)


def _write(draft: Draft, span: Span, head: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    node = draft.add(span, "table", draft.title or "Comparison")
    draft.title = ""
    node.rows = [CELL.join(head), RULE, *(CELL.join(line) for line in lines)]
