"""Neural networks: layers of neurons, each joined to every neuron of the next layer ("a 3-4-2 neural network")."""

from __future__ import annotations

import re
from itertools import pairwise

from sgc.english.diagrams.draft import Arranged, Draft, Node
from sgc.english.diagrams.pieces import caption, trim
from sgc.english.diagrams.words import SEVERAL, numbered
from sgc.source import Span

_NUMBER = rf"\d{{1,2}}|one|{SEVERAL}|an?"
_OF = r"(?:\s+(?:neurons?|nodes?|units?|cells?|perceptrons?))"
_WHICH = r"input|output|(?:first |second |third |fourth )?hidden"
#: "two hidden layers with four neurons each", "an input layer of 3", "four hidden units", and sizes alone: "3-4-2".
_LAYER = re.compile(
    rf"(?P<times>{_NUMBER})\s+hidden\s+layers?\s*(?:with|of|has|have|having|containing|:|\(|,)?\s*"
    rf"(?P<each>{_NUMBER})(?:\s+and\s+(?P<other>{_NUMBER})\b(?!\s+(?:in|out)put))?{_OF}?(?:\s+each)?\)?"
    rf"|(?P<which>{_WHICH})\s+layer\s*(?:with|of|has|having|containing|:|\(|,)?\s*(?P<count>{_NUMBER})\b{_OF}?"
    rf"(?:\s+(?:inputs?|outputs?))?\)?"
    rf"|(?P<some>{_NUMBER})\s+(?P<kind>{_WHICH})s?\b(?!\s+layer){_OF}?"
    r"|(?<![\w-])(?P<sizes>\d{1,2}(?:(?:\s*[-–]\s*\d{1,2})+|(?:\s*[x×]\s*\d{1,2}){2,}))(?![\w-])",
    re.IGNORECASE,
)
#: Words that say nothing beyond layers of which every neuron is joined to the next layer's.
_FILLING = re.compile(
    r"(?:and|with|an?|the|its?|has|have|is|are|fully|densely|connected|dense|layers?|where|every|each|all"
    r"|neurons?|nodes?"
    r"|units?|to|of|in|next|following|networks?|neural|nets?|diagram|feed-?forward|feed|forward|multi-?layer|perceptron"
    r"|mlp|simple|that|this|one|other|deep|artificial|draw|show|make|create)",
    re.IGNORECASE,
)
_LETTERS = {"Input layer": "x", "Output layer": "y"}


def layers(span: Span) -> list[tuple[str, int]]:
    """The layers that words describe, from the inputs to the outputs: the name and the number of neurons of each."""
    found: list[tuple[str, int]] = []
    for match in _LAYER.finditer(span.source.text, span.start, span.end):
        if match["sizes"]:
            sizes = [int(one) for one in re.findall(r"\d+", match["sizes"])]
            names = ["Input layer", *(["Hidden layer"] * (len(sizes) - 2)), "Output layer"]
            found += zip(names, sizes, strict=True)
        elif match["times"]:
            each = _count(match["each"])
            found += [("Hidden layer", each)] * (1 if match["other"] else _count(match["times"]))
            found += [("Hidden layer", _count(match["other"]))] if match["other"] else []
        else:
            name = (match["which"] or match["kind"]).casefold().split()[-1]
            found.append((f"{caption(name)} layer", _count(match["count"] or match["some"])))
    order = ("Input layer", "Hidden layer", "Output layer")
    found.sort(key=lambda one: order.index(one[0]))
    hidden = [i for i, (name, _) in enumerate(found) if name == "Hidden layer"]
    for k, i in enumerate(hidden, 1):
        if len(hidden) > 1:
            found[i] = (f"Hidden layer {k}", found[i][1])
    return [one for one in found if one[1]]


def network(draft: Draft, span: Span) -> None:
    """Columns of circles, each in a group that shows the name of its layer."""
    draft.settings["direction"] = "right"
    draft.settings["routing"] = "straight"
    columns: list[list[Node]] = []
    for name, count in layers(span):
        group = draft.add(span, "box", name)
        number = name.split()[-1] if name[-1].isdigit() else ""
        letter = _LETTERS.get(name, "h" + number + ("." if number else ""))
        column = [draft.add(span, "circle", f"{letter}{i}") for i in range(1, count + 1)]
        for one in column:
            group.give(one)
        columns.append(column)
        if count > 1:
            draft.arranged.append(Arranged("column", column))
    for before, after in pairwise(columns):
        for first in before:
            for second in after:
                draft.link(first, second, span)
    _tell_rest(draft, span)


def _tell_rest(draft: Draft, span: Span) -> None:
    """What is said of the network beside its layers is not understood."""
    start = span.start
    for match in [*_LAYER.finditer(span.source.text, span.start, span.end), None]:
        piece = trim(Span(span.source, start, match.start() if match is not None else span.end), ",.;:()")
        if any(_FILLING.fullmatch(word) is None for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", piece.text)):
            draft.unread.append(piece)
        start = match.end() if match is not None else span.end


def _count(words: str) -> int:
    return 1 if words.casefold() in ("a", "an") else numbered(words) or 0
