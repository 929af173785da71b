"""SVG files that other programs wrote: Graphviz's boxes and heads, and matplotlib's letters, each an outline."""

from __future__ import annotations

from io import BytesIO

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from sgc.compiler import load
from sgc.verify import Report, picture_file, verify

#: What Graphviz 2.43 makes of two boxes with round corners and an edge.
GRAPHVIZ = """<svg width="84pt" height="116pt" viewBox="0.00 0.00 84.00 116.00" xmlns="http://www.w3.org/2000/svg">
<g id="graph0" class="graph" transform="scale(1 1) rotate(0) translate(4 112)">
<polygon fill="white" stroke="transparent" points="-4,4 -4,-112 80,-112 80,4 -4,4"/>
<path fill="#dbeafe" stroke="black" d="M64,-108C64,-108 12,-108 12,-108 6,-108 0,-102 0,-96 0,-96 0,-84 0,-84 0,-78
 6,-72 12,-72 12,-72 64,-72 64,-72 70,-72 76,-78 76,-84 76,-84 76,-96 76,-96 76,-102 70,-108 64,-108"/>
<text text-anchor="middle" x="38" y="-86.3" font-family="Helvetica,sans-Serif" font-size="14.00">Order</text>
<path fill="#dbeafe" stroke="black" d="M53,-36C53,-36 23,-36 23,-36 17,-36 11,-30 11,-24 11,-24 11,-12 11,-12 11,-6 17,0
 23,0 23,0 53,0 53,0 59,0 65,-6 65,-12 65,-12 65,-24 65,-24 65,-30 59,-36 53,-36"/>
<text text-anchor="middle" x="38" y="-14.3" font-family="Helvetica,sans-Serif" font-size="14.00">Ship</text>
<path fill="none" stroke="black" d="M38,-71.7C38,-63.98 38,-54.71 38,-46.11"/>
<polygon fill="black" stroke="black" points="41.5,-46.1 38,-36.1 34.5,-46.1 41.5,-46.1"/>
{more}</g></svg>"""
#: Something else that is drawn, which no shape is like: so that the whole vocabulary is looked through.
BLOT = '<path fill="red" d="M5,-20C9,-40 -9,-10 3,-2C4,-9 9,-7 5,-20"/>'


def told(data: str | bytes, said: str) -> Report:
    return verify(picture_file("others.svg", data.encode() if isinstance(data, str) else data), load(said)[0])


def boxes(second: str = "Ship", links: str = "a -> b") -> str:
    return f'diagram {{ a: rounded "Order" ; b: rounded "{second}" ; {links} }}'


def test_what_graphviz_draws_is_what_was_said() -> None:
    svg = GRAPHVIZ.format(more="")
    assert told(svg, boxes()).verified
    for other in (boxes(second="Shop"), boxes(links="b -> a"), boxes(links="a -- b"), boxes(links="")):
        assert told(svg, other).failed


def test_a_rounded_box_is_no_minus_sign_where_something_else_has_no_name() -> None:
    failed = told(GRAPHVIZ.format(more=BLOT), boxes()).failed
    assert [fact.statement for fact in failed] == ["nothing else"]


def test_a_line_that_is_drawn_where_nothing_is_linked_is_told() -> None:
    dot = '<circle cx="50" cy="50" r="20" fill="red"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{dot}{{}}'
    said = "scene 200x100 { a: red circle }"
    assert told(svg.format("</svg>"), said).verified
    assert told(svg.format('<path d="M90 20 L150 80" stroke="black" fill="none"/></svg>'), said).failed


def plotted(first: str, second: str) -> bytes:
    """Two boxes with an arrow between them, by matplotlib as it is set up."""
    figure = Figure(figsize=(6.4, 4.8))
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 640), ylim=(480, 0))
    axes.set_axis_off()
    for x, y, text in ((60, 60, first), (400, 300, second)):
        axes.add_patch(FancyBboxPatch((x, y), 180, 90, boxstyle="round,pad=0,rounding_size=16", fc="lightblue"))
        axes.text(x + 90, y + 45, text, ha="center", va="center", fontsize=18)
    arrow = {"arrowstyle": "-|>", "lw": 2, "color": "k", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=(400, 345), xytext=(240, 105), arrowprops=arrow)
    stream = BytesIO()
    figure.savefig(stream, format="svg")
    return stream.getvalue()


def test_letters_that_are_outlines_by_themselves_are_read() -> None:
    svg = plotted("Start here", "Finish")
    said = 'diagram {{ a: rounded "{}" ; b: rounded "{}" ; {} }}'
    assert told(svg, said.format("Start here", "Finish", "a -> b")).verified
    for first, second in (("Start here", "Finish."), ("Starthere", "Finish"), ("Finish", "Start here")):
        assert told(svg, said.format(first, second, "a -> b")).failed
    assert told(svg, said.format("Start here", "Finish", "b -> a")).failed


@pytest.mark.parametrize("text", ["illicit fill", "AVATAR To", "mm 10,000.5"])
def test_letters_may_be_kerned_and_no_more_than_strokes(text: str) -> None:
    said = f'diagram {{ a: rounded "{text}" ; b: rounded "Tea" ; a -> b }}'
    assert told(plotted(text, "Tea"), said).verified
    assert told(plotted(text.replace("i", "l").replace("T", "I").replace("5", "6"), "Tea"), said).failed


#: A link from a box to the next one with a head that has a notch, as draw.io writes it and as Graphviz does ("vee").
BARBED = {
    "draw.io": '<path d="M 120 40 L 193.63 40" fill="none" stroke="#000000"/>'
    '<path d="M 198.88 40 L 191.88 43.5 L 193.63 40 L 191.88 36.5 Z" fill="#000000" stroke="#000000"/>',
    "vee": '<path d="M120,40 L189.9,40" fill="none" stroke="#000000"/><polygon fill="#000000" stroke="#000000" '
    'points="200,40 190,35.5 195,40 190,40 190,40 190,40 195,40 190,44.5 200,40 200,40"/>',
}


@pytest.mark.parametrize("link", BARBED.values(), ids=BARBED)
def test_heads_with_a_notch_are_arrows(link: str) -> None:
    nodes = "".join(
        f'<rect x="{x}" y="5" width="119" height="70" fill="#ffffff" stroke="#000000"/>'
        f'<text x="{x + 60}" y="44" font-family="Helvetica" font-size="12" text-anchor="middle">{word}</text>'
        for x, word in ((1, "Start"), (200, "End"))
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="321" height="81">{nodes}{link}</svg>'
    for said, is_so in (("a -> b", True), ("b -> a", False), ("a -- b", False)):
        asked = f'diagram {{ direction right; a: box "Start"; b: box "End"; {said} }}'
        assert told(svg, asked).verified is is_so, said
