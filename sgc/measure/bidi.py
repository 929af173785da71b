"""The order of left-to-right and right-to-left text in a line: the Unicode Bidirectional Algorithm (UAX #9).

Written out here because shaping needs the levels, and libraries only give the reordered string. Explicit
embeddings, overrides and isolates are not known: ``segments.clean`` takes them out of every text, since
they make a text read differently from how it is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}  # numbers count as R beside neutrals (N1)
_NEUTRAL = {"B", "S", "WS", "ON"}
_BRACKETS = {
    "(": ")", "[": "]", "{": "}", "⁅": "⁆", "⁽": "⁾", "₍": "₎", "⌈": "⌉", "⌊": "⌋", "❨": "❩", "❪": "❫", "❬": "❭",
    "❮": "❯", "❰": "❱", "❲": "❳", "❴": "❵", "⟅": "⟆", "⟦": "⟧", "⟨": "⟩", "⟪": "⟫", "⟬": "⟭", "⟮": "⟯", "⦃": "⦄",
}  # fmt: skip
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
_OPEN_BRACKETS = 63  # UAX #9, BD16


def is_plain(text: str) -> bool:
    """Whether nothing in the text runs from right to left, so that all levels are 0."""
    return text.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


def levels(text: str) -> list[int]:
    """The embedding level of each character of one paragraph: even runs rightwards, odd leftwards."""
    original = [unicodedata.bidirectional(c) or "L" for c in text]
    base = next((0 if t == "L" else 1 for t in original if t in ("L", "R", "AL")), 0)
    # X9: boundary neutrals take no part; at the end they follow their predecessor.
    kept = [i for i, t in enumerate(original) if t != "BN"]
    types = _weak([original[i] for i in kept], "LR"[base])
    _brackets(types, [text[i] for i in kept], [original[i] for i in kept], "LR"[base])
    _neutral(types, "LR"[base])
    result = [base] * len(text)
    for i, kind in zip(kept, types, strict=True):
        if base == 0:
            result[i] = {"L": 0, "R": 1}.get(kind, 2)
        else:
            result[i] = 1 if kind == "R" else 2
    for i, kind in enumerate(original):
        if kind == "BN" and i > 0:
            result[i] = result[i - 1]
    return result


def visual_order(items: Sequence[T], of_level: Sequence[int]) -> list[T]:
    """The items of one line from left to right (rule L2); each has one level."""
    order = list(range(len(items)))
    for level in range(max(of_level, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and of_level[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [items[i] for i in order]


def _weak(types: list[str], base: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and what belongs to numbers."""
    previous = strong = base
    for i, kind in enumerate(types):
        if kind == "NSM":  # W1
            types[i] = kind = previous
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":  # W2
            types[i] = "AN"
        previous = kind
    types = ["R" if kind == "AL" else kind for kind in types]  # W3
    for i in range(1, len(types) - 1):  # W4
        before, after = types[i - 1], types[i + 1]
        if before == after and ((types[i] == "ES" and before == "EN") or (types[i] == "CS" and before in ("EN", "AN"))):
            types[i] = before
    for i, kind in enumerate(types):  # W5, forwards and then backwards
        if kind == "ET" and i > 0 and types[i - 1] == "EN":
            types[i] = "EN"
    for i in range(len(types) - 2, -1, -1):
        if types[i] == "ET" and types[i + 1] == "EN":
            types[i] = "EN"
    strong = base
    for i, kind in enumerate(types):
        if kind in ("ET", "ES", "CS"):  # W6
            types[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            types[i] = "L"
    return types


def _brackets(types: list[str], characters: list[str], original: list[str], base: str) -> None:
    """Rule N0: both brackets of a pair get one direction."""
    for opening, closing in _pairs(types, characters):
        inside = {_STRONG[t] for t in types[opening + 1 : closing] if t in _STRONG}
        if base in inside:
            direction = base
        elif inside:
            before = next((_STRONG[t] for t in reversed(types[:opening]) if t in _STRONG), base)
            direction = before
        else:
            continue
        for place in (opening, closing):
            types[place] = direction
            after = place + 1
            while after < len(types) and original[after] == "NSM":
                types[after] = direction
                after += 1


def _pairs(types: list[str], characters: list[str]) -> list[tuple[int, int]]:
    """The paired brackets by place, in the order of their opening brackets."""
    waiting: list[tuple[str, int]] = []
    found = []
    for i, character in enumerate(characters):
        if types[i] != "ON":
            continue
        if character in _BRACKETS:
            if len(waiting) == _OPEN_BRACKETS:
                break
            waiting.append((character, i))
        elif (wanted := _CLOSING.get(character)) is not None:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == wanted:
                    found.append((waiting[depth][1], i))
                    del waiting[depth:]
                    break
    return sorted(found)


def _neutral(types: list[str], base: str) -> None:
    """Rules N1 and N2: neutrals between equal directions take that one, others the paragraph's."""
    start = 0
    while start < len(types):
        if types[start] not in _NEUTRAL:
            start += 1
            continue
        end = start
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        before = _STRONG[types[start - 1]] if start else base
        after = _STRONG[types[end]] if end < len(types) else base
        types[start:end] = [before if before == after else base] * (end - start)
        start = end
