"""What Graphviz's attributes say, in the words of scene files: shapes, colours, lines and arrowheads."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from sgc.importing.colors import scene_color
from sgc.importing.dot_texts import (
    Fields,
    Label,
    as_lines,
    fields_of,
    html_table,
    is_without_lines,
    label_text,
    record,
)
from sgc.importing.draft import Link, Node, Value, ends
from sgc.importing.page import Page
from sgc.importing.texts import plain
from sgc.source import Span
from sgc.source.suggest import did_you_mean
from sgc.syntax.words import RANKDIRS

Attributes = Mapping[str, tuple[Label, Span]]

_ROUTINGS = {
    "line": "straight", "false": "straight", "no": "straight", "polyline": "straight", "ortho": "orthogonal",
    "curved": "curved", "spline": "curved", "splines": "curved", "true": "curved", "yes": "curved",
}  # fmt: skip
_SHAPES: Mapping[str, str] = {
    "box": "box rect rectangle square tab folder msquare house invhouse cds signature rarrow larrow lpromoter "
           "assembly underline pentagon polygon",
    "component": "component",
    "cuboid": "box3d",
    "ellipse": "ellipse oval egg mcircle",
    "circle": "circle",
    "accepting": "doublecircle",
    "diamond": "diamond mdiamond",
    "hexagon": "hexagon octagon doubleoctagon tripleoctagon septagon",
    "cylinder": "cylinder",
    "note": "note",
    "parallelogram": "parallelogram",
    "trapezoid": "trapezium invtrapezium",
    "triangle": "triangle invtriangle",
    "star": "star",
    "text": "plaintext none plain",
}  # fmt: skip
_WORDS = {name: word for word, names in _SHAPES.items() for name in names.split()}
_ARROWHEADS = {
    "normal": "arrow", "inv": "arrow", "dot": "circle", "invdot": "circle", "odot": "hollow circle",
    "invodot": "hollow circle", "diamond": "diamond", "odiamond": "hollow diamond", "ediamond": "hollow diamond",
    "onormal": "triangle", "empty": "triangle", "invempty": "triangle", "oinv": "triangle", "vee": "open",
    "open": "open", "halfopen": "open", "crow": "many", "tee": "bar", "box": "bar", "obox": "bar", "curve": "open",
    "icurve": "open", "none": "none",
}  # fmt: skip
_STYLES = ("solid", "dashed", "dotted", "bold", "rounded", "diagonals", "filled", "striped", "wedged", "invis",
           "invisible", "radial", "tapered", "setlinewidth")  # fmt: skip
#: The size of letters where none is stated, in points; the largest node that is made as large as it is said to be, in
#: pixels; and how much larger than a label shapes are whose corners it does not reach.
_FONT, _LARGEST = 14, 1000
_ROOMY = {"circle": 1.4, "accepting": 1.5, "ellipse": 1.4, "diamond": 2.0, "triangle": 2.0, "star": 3.0}
_RANKS, _WAYS = ("same", "min", "max", "source", "sink"), ("forward", "back", "both", "none")
_HEAD = re.compile("|".join(sorted(_ARROWHEADS, key=len, reverse=True)))

#: Cynthia Brewer's colours for kinds of things; a scheme of fewer has the first of them.
_BREWER: Mapping[str, str] = {
    "accent": "7fc97f beaed4 fdc086 ffff99 386cb0 f0027f bf5b17 666666",
    "dark2": "1b9e77 d95f02 7570b3 e7298a 66a61e e6ab02 a6761d 666666",
    "paired": "a6cee3 1f78b4 b2df8a 33a02c fb9a99 e31a1c fdbf6f ff7f00 cab2d6 6a3d9a ffff99 b15928",
    "pastel1": "fbb4ae b3cde3 ccebc5 decbe4 fed9a6 ffffcc e5d8bd fddaec f2f2f2",
    "pastel2": "b3e2cd fdcdac cbd5e8 f4cae4 e6f5c9 fff2ae f1e2cc cccccc",
    "set1": "e41a1c 377eb8 4daf4a 984ea3 ff7f00 ffff33 a65628 f781bf 999999",
    "set2": "66c2a5 fc8d62 8da0cb e78ac3 a6d854 ffd92f e5c494 b3b3b3",
    "set3": "8dd3c7 ffffb3 bebada fb8072 80b1d3 fdb462 b3de69 fccde5 d9d9d9 bc80bd ccebc5 ffed6f",
}
#: Colours that are others in X11 than in CSS.
_X11 = {"gray": "#c0c0c0", "grey": "#c0c0c0", "maroon": "#b03060", "purple": "#a020f0"}
_SCHEME = re.compile(rf"(?P<name>{'|'.join(_BREWER)})(?P<size>1?[0-9])")

#: Attributes of which nothing is seen, or that only guide Graphviz's own placing and letters: nobody misses them.
_UNSEEN = frozenset({
    "tooltip", "edgetooltip", "labeltooltip", "headtooltip", "tailtooltip", "url", "href", "edgeurl", "edgehref",
    "labelurl", "labelhref", "headurl", "headhref", "tailurl", "tailhref", "target", "id", "class", "comment",
    "charset", "layout", "fontname", "fontnames", "fontpath", "labelfontname", "nodesep", "ranksep", "size", "ratio",
    "margin", "pad", "dpi", "resolution", "center", "overlap", "sep", "esep", "model", "mode", "start", "epsilon",
    "k", "maxiter", "nslimit", "nslimit1", "mclimit", "searchsize", "remincross", "clusterrank", "newrank", "pack",
    "packmode", "outputorder", "weight", "minlen", "constraint", "group", "len", "labelloc", "labeljust",
})  # fmt: skip
#: Attributes that this module reads; of others a warning says that they are left out.
_OF_GRAPH = frozenset({"label", "rankdir", "splines", "bgcolor", "compound", "rank"})
_OF_FRAME = frozenset({
    "label", "bgcolor", "color", "fillcolor", "pencolor", "style", "rank", "cluster", "fontsize", "fontcolor",
    "penwidth",
})  # fmt: skip
_OF_NODE = frozenset({
    "label", "shape", "style", "color", "fillcolor", "fontsize", "fontcolor", "penwidth", "colorscheme", "peripheries",
    "width", "height", "fixedsize",
})  # fmt: skip
_OF_EDGE = frozenset({
    "label", "xlabel", "taillabel", "headlabel", "dir", "arrowhead", "arrowtail", "style", "color", "penwidth",
    "lhead", "ltail", "tailport", "headport", "fontsize", "fontcolor",
})  # fmt: skip


def graph_settings(attributes: Attributes, page: Page) -> dict[str, Value]:
    """The settings of the figure."""
    made: dict[str, Value] = {}
    direction = RANKDIRS.get(_known(attributes, "rankdir", RANKDIRS, page))
    if direction is not None and direction != "down":
        made["direction"] = direction
    routing = _ROUTINGS.get(_known(attributes, "splines", (*_ROUTINGS, "none"), page))
    if routing is not None and routing != "orthogonal":
        made["routing"] = routing
    background = _color(attributes, "bgcolor", page)
    if background is not None and background != "none":
        made["background"] = background
    _tell_others(attributes, _OF_GRAPH, "graphs", page)
    return made


def frame_look(attributes: Attributes, outer: Attributes, page: Page) -> dict[str, Value]:
    """The look of a cluster; what it has from the graph around it was told there."""
    own = {key: value for key, value in attributes.items() if outer.get(key) != value}
    made: dict[str, Value] = {}
    if "filled" in _styles(own):
        made["fill"] = _color(own, "fillcolor", page) or _color(own, "color", page) or "lightgray"
    else:
        _put(made, "fill", _color(own, "bgcolor", page))
    stroke = _color(own, "pencolor", page) or _color(own, "color", page)
    _put(made, "stroke", stroke)
    _outline(made, own)
    _font(made, own, page)
    _tell_others(own, _OF_FRAME, "clusters", page)
    return made


def is_nothing(name: str, attributes: Attributes) -> bool:
    """Whether nothing is seen of a node: it is hidden, or has no outline, no ground and no text."""
    if is_hidden(attributes):
        return True
    given, _ = attributes.get("label", (Label("\\N"), None))
    is_empty = not given.is_html and not label_text(given, {"N": name}).strip() and "xlabel" not in attributes
    return _WORDS.get(_word(attributes, "shape")) == "text" and is_empty and "filled" not in _styles(attributes)


def as_point(node: Node, color: str = "black") -> None:
    """Make a node the point that links begin or end at."""
    node.noun, node.label = "circle", ""
    node.properties.update(size=8, fill=color)


def is_record(attributes: Attributes) -> bool:
    """Whether a node has fields."""
    return _word(attributes, "shape") in ("record", "mrecord")


def is_across(attributes: Attributes, turned: bool) -> bool:
    """Whether the fields of a record lie side by side in a graph of these attributes."""
    return (_word(attributes, "rankdir") in ("lr", "rl")) is turned


def fields_of_node(attributes: Attributes) -> tuple[Fields, bool]:
    """The fields of a record, and whether they are turned."""
    given, _ = attributes.get("label", (Label("\\N"), None))
    return fields_of(plain(given.text) if given.is_html else given.text)


def node_look(node: Node, attributes: Attributes, graph: Attributes, page: Page) -> None:
    """Give a node its shape, its label and its colours; ``graph`` are the attributes of the graph."""
    shape = _word(attributes, "shape") or "ellipse"
    styles = _styles(attributes)
    given, _ = attributes.get("label", (Label("\\N"), None))
    table = html_table(given.text) if given.is_html else None
    if table is not None and _WORDS.get(shape) == "text" and is_without_lines(given.text):
        given = Label(as_lines(*table))
        table = None
    if is_record(attributes):
        fields, turned = fields_of_node(attributes)
        table = record(fields, is_across(graph, turned), {"N": node.id})
        if any(isinstance(one, list) for one in fields) and table[1] and all(len(row.cells) < 2 for row in table[1]):
            page.left_out("how fields of a record lie beside each other within it", attributes["label"][1])
    if table is not None:
        if given.is_html and "bgcolor" in given.text.lower():
            page.left_out("the colour of a cell", attributes["label"][1])
        node.label, node.rows = table
        is_ruled = all(row.cells for row in node.rows) and "\\l" not in given.text
        node.noun = ("table" if is_ruled else "class") if node.rows else "rounded" if shape == "mrecord" else "box"
    elif shape == "point" or is_nothing(node.id, attributes):
        as_point(node, _color(attributes, "color", page) or "black")
        return
    else:
        node.noun = _WORDS.get(shape, "box")
        if shape not in _WORDS:
            page.left_out(f"the shape '{shape}'", attributes["shape"][1])
        elif node.noun in ("ellipse", "circle") and (_number(attributes, "peripheries") or 1) > 1:
            node.noun = "accepting"
        elif "rounded" in styles and node.noun == "box":
            node.noun = "rounded"
        node.label = label_text(given, {"N": node.id})
        if node.noun == "text" and "filled" in styles:
            node.noun = "box"
        if node.noun != "text":
            _size(node, attributes, page)
    if "filled" in styles or "radial" in styles:
        key = "fillcolor" if "fillcolor" in attributes else "color"
        _put(node.properties, "fill", _color(attributes, key, page) or (None if key in attributes else "lightgray"))
    if "color" in attributes and shape not in ("plaintext", "none", "plain"):
        _put(node.properties, "stroke", _color(attributes, "color", page))
    _outline(node.properties, attributes)
    _font(node.properties, attributes, page)
    if "xlabel" in attributes and shape != "point":  # what stands beside a node stands in it here
        beside = label_text(attributes["xlabel"][0], {"N": node.id})
        node.label = "\n".join(one for one in (node.label or "", beside) if one.strip())
    _tell_others(attributes, _OF_NODE if shape == "point" else _OF_NODE | {"xlabel"}, "nodes", page)


def _size(node: Node, attributes: Attributes, page: Page) -> None:
    """Graphviz's sizes are the least that nodes have, in inches of 72 points; where the label needs more, they say
    nothing, unless they are fixed."""
    font = _number(attributes, "fontsize") or _FONT
    lines = (node.label or "").strip().split("\n")
    needed = {"width": max(map(len, lines)) * 0.6 * font + 2 * font, "height": len(lines) * 1.3 * font + font}
    share = _ROOMY.get(node.noun, 1.0) if any(lines) else 0.0
    said = {side: 72 * inches for side in needed if (inches := _number(attributes, side)) is not None}
    if _word(attributes, "shape") in ("circle", "doublecircle", "square") and said:
        said = dict.fromkeys(needed, max(said.values()))
    for side, pixels in said.items():
        if max(share * needed[side], 1) <= pixels <= _LARGEST:
            node.properties[side] = round(pixels)
    is_fixed = _word(attributes, "fixedsize") in ("true", "yes", "1", "shape")
    if is_fixed and not said.keys() <= node.properties.keys():
        page.attribute_left_out("fixedsize", "nodes", attributes["fixedsize"][1])


def edge_look(link: Link, attributes: Attributes, directed: bool, page: Page) -> None:
    """Give a link its ends, its label and its line."""
    way = _known(attributes, "dir", _WAYS, page) or ("forward" if directed else "none")
    tail = _arrowhead(attributes, "arrowtail", page) if way in ("back", "both") else "none"
    head = _arrowhead(attributes, "arrowhead", page) if way in ("forward", "both") else "none"
    link.arrow, found = ends(tail, head)
    link.properties.update(found)
    texts = [
        label_text(attributes[key][0], {"E": f"{link.source} -> {link.target}", "T": link.source, "H": link.target})
        for key in ("label", "xlabel") if key in attributes
    ]  # fmt: skip
    link.label = "\n".join(one for one in texts if one.strip()) or None
    link.texts = (_end_text(attributes, "taillabel"), _end_text(attributes, "headlabel"))
    styles = _styles(attributes)
    for name in ("dashed", "dotted", "bold"):
        if name in styles:
            link.properties[name] = True
    _put(link.properties, "stroke", _color(attributes, "color", page))
    width = _number(attributes, "penwidth")
    if width is not None and 0 < width < 100 and width != 1:
        link.properties["width"] = round(1.5 * width, 2)
    _font(link.properties, attributes, page)
    _tell_others(attributes, _OF_EDGE, "edges", page)


def _end_text(attributes: Attributes, key: str) -> str | None:
    """What stands at an end of an edge."""
    return label_text(attributes[key][0], {}).strip() or None if key in attributes else None


def known_rank(attributes: Attributes, page: Page) -> bool:
    """Whether the nodes of a subgraph stand in one layer."""
    return _known(attributes, "rank", _RANKS, page) != ""


def links_clusters(attributes: Attributes) -> bool:
    """Whether edges may lead to clusters by their names, as Graphviz's engine fdp has it."""
    return _word(attributes, "layout") == "fdp"


def is_hidden(attributes: Attributes) -> bool:
    """Whether a node or an edge is not drawn."""
    return "invis" in _styles(attributes) or "invisible" in _styles(attributes)


def is_unseen(attributes: Attributes) -> bool:
    """Whether an edge is not drawn: it is hidden, or its line has no width."""
    return is_hidden(attributes) or _number(attributes, "penwidth") == 0


def is_ranked(attributes: Attributes) -> bool:
    """Whether an edge has a say in which layers its ends stand."""
    return _word(attributes, "constraint") not in ("false", "no", "0")


# ---------------------------------------------------------------- values


def _word(attributes: Attributes, key: str) -> str:
    found = attributes.get(key)
    return "" if found is None else found[0].text.strip().lower()


def _known(attributes: Attributes, key: str, words: Collection[str], page: Page) -> str:
    """The word of an attribute that has one of a few; of another one the page is told."""
    word = _word(attributes, key)
    if not word or word in words:
        return word
    page.not_understood(attributes[key][1], f"'{word}' is no value of '{key}'", *did_you_mean(word, words))
    return ""


def _styles(attributes: Attributes) -> list[str]:
    return re.findall(r"\w+", _word(attributes, "style"))


def _number(attributes: Attributes, key: str) -> float | None:
    try:
        return float(_word(attributes, key)) if key in attributes else None
    except ValueError:
        return None


def _color(attributes: Attributes, key: str, page: Page) -> str | None:
    """The first colour of a list, as scene files say it."""
    found = attributes.get(key)
    if found is None or not found[0].text.strip():
        return None
    text = re.split(r"[:;]", found[0].text.strip())[0]
    scheme, _, name = text[1:].rpartition("/") if text.startswith("/") else (_word(attributes, "colorscheme"), "", text)
    color = _of_scheme(scheme.strip("/").lower(), name) or _X11.get(name.lower()) or scene_color(name)
    if color is None:
        page.left_out(f"the colour '{text}'", found[1])
    elif found[0].text.count(":"):
        page.left_out("a list of colours, but for its first,", found[1])
    return color


def _of_scheme(scheme: str, number: str) -> str | None:
    """A colour of one of Brewer's schemes for kinds, such as number 2 of ``pastel19``."""
    found = _SCHEME.fullmatch(scheme)
    if found is None or not number.isdecimal() or not 1 <= int(number) <= int(found["size"]):
        return None
    colors = _BREWER[found["name"]].split()
    return f"#{colors[int(number) - 1]}" if int(number) <= len(colors) else None


def _arrowhead(attributes: Attributes, key: str, page: Page) -> str:
    word = _word(attributes, key)
    if not word:
        return "arrow"
    found = _ARROWHEADS.get(word)
    if found is None:
        first = _HEAD.match(word) or _HEAD.search(word)
        if first is None:
            page.not_understood(attributes[key][1], f"there is no arrowhead '{word}'", *did_you_mean(word, _ARROWHEADS))
        found = _ARROWHEADS[first[0]] if first else "arrow"
    return found


def _put(properties: dict[str, Value], name: str, value: Value | None) -> None:
    if value is not None:
        properties[name] = value


def _outline(properties: dict[str, Value], attributes: Attributes) -> None:
    """How thick the outline of a node or a cluster is, and how it is broken."""
    styles = _styles(attributes)
    for name in ("dashed", "dotted"):
        if name in styles:
            properties[name] = True
    width = _number(attributes, "penwidth") or (2 if "bold" in styles else None)
    if width is not None and 0 < width < 100 and width != 1:
        properties["thickness"] = round(1.2 * width, 2)


def _font(properties: dict[str, Value], attributes: Attributes, page: Page) -> None:
    """Graphviz's letters are 14 points high by default, as those of nodes are 14 pixels."""
    _put(properties, "ink", _color(attributes, "fontcolor", page))
    size = _number(attributes, "fontsize")
    if size is not None and 4 <= size <= 200 and size != 14:
        properties["font"] = size


def _tell_others(attributes: Attributes, known: frozenset[str], what: str, page: Page) -> None:
    for word in _styles(attributes):
        if word not in _STYLES and not word.isdecimal():
            page.not_understood(attributes["style"][1], f"there is no style '{word}'", *did_you_mean(word, _STYLES))
    for key, (value, span) in attributes.items():
        if key not in known and key not in _UNSEEN and value.text.strip():
            page.attribute_left_out(key, what, span)
