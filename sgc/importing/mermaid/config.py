"""The configuration of a Mermaid diagram, in a directive or in the front matter: themes, colours, the form of links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from sgc.graph.colors import color_value, luminance
from sgc.graph.nodes import node_noun
from sgc.importing import pieces
from sgc.importing.colors import scene_color
from sgc.importing.draft import Value, Words
from sgc.importing.page import Page
from sgc.source import Span
from sgc.syntax import tree

#: By theme other than the dark one, the colours of nodes: fill and stroke; "default" and "base" have our own.
_TINTS: Mapping[str, tuple[str, str]] = {"forest": ("#cde498", "#13540c"), "neutral": ("#eeeeee", "#999999")}
_CURVES: Mapping[str, str] = {
    "linear": "straight", "basis": "curved", "cardinal": "curved", "catmullRom": "curved", "natural": "curved",
    "monotoneX": "curved", "monotoneY": "curved", "bumpX": "curved", "bumpY": "curved",
}  # fmt: skip
#: By the name of a colour of a theme whose it is here, and which: of all nodes and links, of the notes, and of those of
#: sequences, which go before.
_COLORS: Mapping[str, tuple[str, str]] = {
    "background": ("board", "background"), "lineColor": ("links", "stroke"), "primaryColor": ("nodes", "fill"),
    "mainBkg": ("nodes", "fill"), "primaryBorderColor": ("nodes", "stroke"), "nodeBorder": ("nodes", "stroke"),
    "primaryTextColor": ("nodes", "ink"), "nodeTextColor": ("nodes", "ink"), "noteBkgColor": ("notes", "fill"),
    "noteBorderColor": ("notes", "stroke"), "noteTextColor": ("notes", "ink"), "actorBkg": ("actors", "fill"),
    "actorBorder": ("actors", "stroke"), "actorTextColor": ("actors", "ink"), "signalColor": ("signals", "stroke"),
    "signalTextColor": ("signals", "ink"),
}  # fmt: skip
#: What is about distances, fonts and pages, which are as a figure needs them here; and what another reader takes.
_NO_MATTER = re.compile(
    r"layout|elk\..*|look|fontFamily|securityLevel|logLevel|startOnLoad|maxTextSize|maxEdges|wrap|htmlLabels|gitGraph\..*"
    r"|[a-zA-Z0-9]+\.(?:\w*[mM]argin\w*|\w*[pP]adding\w*|\w*[sS]pacing\w*|\w*[wW]idth\w*|\w*[hH]eight\w*|useMaxWidth"
    r"|htmlLabels|defaultRenderer|wrap|wrappingWidth|mirrorActors|arrowMarkerAbsolute|titleTopMargin|topAxis|fontFamily"
    r"|\w*Font\w*|axisFormat|numberSectionStyles|c4ShapeInRow|c4BoundaryInRow)"
    r"|themeVariables\.(?:fontFamily|fontSize|darkMode)"
)
#: The luminance from which on letters are not read on a light page.
_LIGHT = 0.4
#: Maps within maps, and values of one configuration.
_NESTED, _MOST = 6, 500


@dataclass(slots=True)
class Config:
    """What configurations ask for: settings of a figure, and ``looks`` of what is in it, by whose they are."""

    settings: dict[str, Value] = field(default_factory=dict)
    looks: dict[str, dict[str, Value]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, text: str, page: Page, span: Span) -> None:
        """Take in a configuration, written as YAML or in braces; of what has no counterpart the page is told."""
        import yaml

        text = re.sub(r"([{,]\s*\w+)\s*:(?=\S)", r"\1: ", text.replace("\t", " "))
        try:
            found = yaml.load(text, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError):
            page.not_understood(span, "this configuration is not understood and is left out")
            return
        for name, value in islice(_flat(found), _MOST):
            self._take(name, value, page, span)

    def _take(self, name: str, value: str, page: Page, span: Span) -> None:
        group, _, own = name.rpartition(".")
        if name == "theme":
            if value == "dark":
                self.settings["theme"] = Words(value)
            elif value in _TINTS:
                self.looks["nodes"] |= dict(zip(("fill", "stroke"), _TINTS[value], strict=True))
        elif own == "curve":
            if value in _CURVES:
                self.settings["routing"] = _CURVES[value]
        elif group == "themeVariables" and own in _COLORS and (color := _color(own, value)) is not None:
            whose, what = _COLORS[own]
            (self.settings if whose == "board" else self.looks[whose])[what] = color
        elif name == "look" and value not in ("classic", "neo"):
            page.left_out(f"the look '{value}'", span)
        elif _NO_MATTER.fullmatch(name) is None:
            page.attribute_left_out(own, "the configuration", span)

    def dressed(self, figure: tree.Figure) -> tree.Figure:
        """The figure with the settings and the looks; what it says itself goes before."""
        span = figure.span
        own = {one.name.text for one in figure.body if isinstance(one, tree.Setting)}
        own |= {"routing"} if figure.sort is not None else set()
        settings = [
            tree.Setting(span, tree.Word(span, key), pieces.expression(value, span))
            for key, value in self.settings.items() if key not in own
        ]  # fmt: skip
        nodes, links, notes = (dict(self.looks[whose]) for whose in ("nodes", "links", "notes"))
        if figure.sort == "sequence":
            nodes |= self.looks["actors"]
            links |= self.looks["signals"]
        nouns = dict.fromkeys(_nouns(figure.body))
        looks = [(noun, notes if noun == "note" else nodes) for noun in nouns]
        if figure.sort in (None, "sequence"):
            looks.append(("link", links))
        styles = [
            tree.Style(span, pieces.words(words, span), (), pieces.properties(values, span, words == "link"))
            for words, values in looks if values
        ]  # fmt: skip
        body = figure.body
        first = next((number for number, one in enumerate(body) if isinstance(one, tree.Style)), len(body))
        return replace(figure, body=(*settings, *body[:first], *styles, *body[first:]))


def _color(name: str, value: str) -> str | None:
    """A colour of a theme; None for that of letters beside messages which only a dark page lets one read."""
    color = scene_color(value)
    shown = color_value(color) if color is not None and name == "signalTextColor" else None
    return None if shown is not None and luminance(shown) > _LIGHT else color


def _nouns(body: tuple[tree.Statement, ...]) -> Iterator[str]:
    """The words for shapes of all nodes, but for those whose looks mean something of their own."""
    for one in body:
        if isinstance(one, tree.Group | tree.Block):
            yield from _nouns(one.body or ())
            for branch in one.branches if isinstance(one, tree.Block) else ():
                yield from _nouns(branch.body)
        elif isinstance(one, tree.Declaration):
            noun = " ".join(word.text for word in one.phrase.words)
            if node_noun(noun) is not None and noun not in ("start", "end", "text", "fork", "join", "bar"):
                yield noun


def _flat(value: object, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The values of nested maps, each with its names joined by dots."""
    if isinstance(value, dict) and depth < _NESTED:
        for key, inner in value.items():
            is_head = not name and key in ("init", "initialize", "config")
            yield from _flat(inner, "" if is_head else f"{name}.{key}" if name else str(key), depth + 1)
    elif name and isinstance(value, str):
        yield name, value
