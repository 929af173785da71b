"""The shapes of Mermaid's flowcharts as words for nodes: by their brackets, and by their names in ``@{ shape: … }``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Openings, longest first, with their closings and the node's word for each.
BRACKETS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    ("(((", ((")))", "accepting"),)),
    ("((", (("))", "circle"),)),
    ("([", (("])", "pill"),)),
    ("(-", (("-)", "ellipse"),)),
    ("(", ((")", "rounded"),)),
    ("[[", (("]]", "subroutine"),)),
    ("[(", ((")]", "cylinder"),)),
    ("[/", (("/]", "parallelogram"), ("\\]", "trapezoid"))),
    ("[\\", (("\\]", "parallelogram"), ("/]", "trapezoid"))),
    ("[|", (("|]", "box"), ("]", "box"))),
    ("[", (("]", "box"),)),
    ("{{", (("}}", "hexagon"),)),
    ("{", (("}", "diamond"),)),
    (">", (("]", "box"),)),
)

_NAMES: Mapping[str, str] = {
    "box": "rect rectangle proc process square notch-rect card notched-rectangle tag-rect tagged-rectangle tag-proc "
           "tagged-process sl-rect manual-input sloped-rectangle odd win-pane internal-storage window-pane bow-rect "
           "bow-tie-rectangle stored-data flag paper-tape",
    "subroutine": "fr-rect framed-rectangle subproc subprocess subroutine lin-rect lined-rectangle lined-process "
                  "lin-proc shaded-process div-rect divided-rectangle div-proc divided-process",
    "collections": "st-rect stacked-rectangle procs processes",
    "rounded": "rounded event",
    "pill": "stadium pill terminal",
    "circle": "circle circ sm-circ small-circle f-circ filled-circle junction cross-circ crossed-circle summary",
    "accepting": "dbl-circ double-circle fr-circ framed-circle",
    "start": "start",
    "end": "stop",
    "fork": "fork join",
    "ellipse": "ellipse",
    "diamond": "diam diamond decision question hourglass collate",
    "hexagon": "hex hexagon prepare preparation",
    "cylinder": "cyl cylinder db database datastore lin-cyl lined-cylinder disk disk-storage",
    "queue": "das h-cyl horizontal-cylinder delay half-rounded-rectangle",
    "document": "doc document docs documents st-doc stacked-document lin-doc lined-document tag-doc tagged-document",
    "note": "comment brace brace-l brace-r braces",
    "cloud": "cloud",
    "parallelogram": "lean-r lean-right in-out lean-l lean-left out-in",
    "trapezoid": "trap-b trapezoid trapezoid-bottom priority trap-t trapezoid-top inv-trapezoid manual curv-trap "
                 "curved-trapezoid display",
    "triangle": "tri triangle extract flip-tri flipped-triangle manual-file",
    "text": "text",
}  # fmt: skip
_BY_NAME = {name: word for word, names in _NAMES.items() for name in names.split()}


def shape_named(name: str) -> str | None:
    """The word for a shape that has a name; None for an unknown one."""
    return _BY_NAME.get(name.lower())
