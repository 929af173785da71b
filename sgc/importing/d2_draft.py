"""What the shapes and edges of a board of D2 become: nodes, groups and links, their looks and their places in grids."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from sgc.importing.colors import scene_color
from sgc.importing.d2_looks import BACKS, ROUND, SHAPING, Looking, number_of
from sgc.importing.d2_shapes import Edge, Looks, Shape, within
from sgc.importing.directions import turn
from sgc.importing.draft import Draft, Group, Unseen, compartments
from sgc.importing.page import Page
from sgc.importing.texts import plain
from sgc.importing.unseen import order, through
from sgc.source import Span

_SHAPES: Mapping[str, str] = {
    "rectangle": "box", "square": "square", "page": "document", "document": "document",
    "parallelogram": "parallelogram", "cylinder": "cylinder", "queue": "queue", "package": "box", "step": "step",
    "callout": "note", "stored_data": "queue", "person": "person", "c4-person": "person", "diamond": "diamond",
    "oval": "ellipse", "circle": "circle", "hexagon": "hexagon", "cloud": "cloud", "text": "text", "code": "box",
    "class": "class", "sql_table": "table", "image": "box",
}  # fmt: skip
#: By where something is ``near`` of all, its relation to everything else; said of no more than so many things.
_BEYOND: Mapping[str, str] = {
    "top-left": "above", "top-center": "above", "top-right": "above", "bottom-left": "below",
    "bottom-center": "below", "bottom-right": "below", "center-left": "left of", "center-right": "right of",
}  # fmt: skip
_MOST_BEYOND = 12
#: What is left of a shape that nobody sees where an edge ends at it, in pixels.
_DOT = 6
_GRID = ("grid-rows", "grid-columns")
_GAPS = ("grid-gap", "horizontal-gap", "vertical-gap")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Lines of cells: rows, or columns; those that are ``aligned`` stand in lines across as well. The ``gaps`` are what
    is between columns, and between rows, where that is said."""

    lines: Sequence[Sequence[str]] = ()
    are_columns: bool = False
    aligned: bool = False
    gaps: tuple[int | None, int | None] = (None, None)

    def arrange(self, draft: Draft, span: Span, gone: Collection[str]) -> None:
        """Put the cells in their places; of those that are ``gone`` only these are left."""
        if not self.aligned:
            lines = [[key for key in line if key not in gone] for line in self.lines]
            kind: Literal["row", "column"] = "column" if self.are_columns else "row"
            draft.rows([line for line in lines if line], span, kind, self.gaps[self.are_columns])
            return
        rows = zip_longest(*self.lines) if self.are_columns else self.lines
        cells = [
            [(column, 1, key) for column, key in enumerate(row) if key is not None and key not in gone] for row in rows
        ]
        draft.grid([row for row in cells if row], span, self.gaps)


def drawn(root: Shape, edges: Sequence[Edge], classes: Mapping[str, Looks], page: Page) -> Draft:
    """The diagram of all shapes in ``root``, of the edges between them, and of what classes look like."""
    return _Drawing(root, edges, classes, page).draft()


class _Drawing:
    def __init__(self, root: Shape, edges: Sequence[Edge], classes: Mapping[str, Looks], page: Page) -> None:
        self.root, self.edges, self.page = root, edges, page
        self.looking = Looking(classes, page)
        self.made = Draft(root.span)
        #: Shapes that nobody sees, at whose places only the ends of edges are seen; and those without such ends, in
        #: the order of the board.
        self.unseen = dict.fromkeys(one for one in within(root) if self._is_clear(one))
        seen = [edge for edge in edges if not self._is_clear(edge)]
        self.dots = {one for edge in seen for one in (edge.source, edge.target) if one in self.unseen}
        self.gone = dict.fromkeys(one.id for one in self.unseen if one not in self.dots)

    def draft(self) -> Draft:
        made = self.made
        direction = self._direction(self.root.looks)
        if direction is not None and direction[0] != "down":
            made.settings["direction"] = direction[0]
        fill = scene_color(self.root.looks.pop("style.fill", ("none", self.root.span))[0])
        if fill not in (None, "none"):
            made.settings["background"] = fill
        grid = self._grid(self.root, self.root.looks)
        self.looking.tell_others(self.root.looks, "the board", frozenset())
        made.styles |= self.looking.styles()
        for one in self.root.children.values():
            if one.is_shown and not self._is_title(one, made):
                self._place(one, None, made)
        grid.arrange(made, self.root.span, self.gone)
        self._set_near()
        for edge in self.edges:
            if edge.is_suspended or not (edge.source.is_shown and edge.target.is_shown):
                continue
            if edge.source.id in self.gone or edge.target.id in self.gone:
                made.unseen.append(Unseen(edge.source.id, edge.target.id, edge.span))
            elif all(one.id in made.nodes or one.id in made.groups for one in (edge.source, edge.target)):
                link = self.looking.link(edge)
                if link.properties.get("opacity") == 0:
                    made.unseen.append(Unseen(link.source, link.target, edge.span))
                else:
                    made.links.append(link)
            else:
                self.page.not_understood(edge.span, "an edge ends at nothing that is drawn")
        made.unseen = through(made.unseen, self.gone)
        turn(made, self.page)
        order(made, self.page)
        return made

    def _is_clear(self, one: Shape | Edge) -> bool:
        """Whether nothing of a thing is seen, as people make room in D2."""
        if isinstance(one, Shape) and (one.children or one.is_table):
            return False
        looks = {**self.looking.of_classes(one.classes), **one.looks}
        return number_of(looks.get("style.opacity", ("",))[0]) == 0

    def _direction(self, looks: Looks) -> tuple[str, Span] | None:
        """Where edges of a board or a container lead, where that is said."""
        way, span = looks.pop("direction", ("", self.root.span))
        if way and way not in ("right", "up", "left", "down"):
            self.page.not_understood(span, f"there is no direction '{way}'")
            return None
        return (way, span) if way else None

    def _is_title(self, one: Shape, draft: Draft) -> bool:
        """Whether a text stands above or below all as the title, as people write it in D2."""
        near = one.looks.get("near", ("",))[0]
        linked = any(one in (edge.source, edge.target) for edge in self.edges)
        if not near.startswith(("top-", "bottom-center")) or linked or one.children or draft.title or one.label is None:
            return False
        draft.title = one.label
        return True

    def _set_near(self) -> None:
        """What is said to stand at an edge of all, such as a legend, stands beyond all else there."""
        here = [one for one in self.root.children.values() if one.id in self.made.nodes or one.id in self.made.groups]
        said = {one: _BEYOND[found[0]] for one in here if (found := one.looks.get("near")) and found[0] in _BEYOND}
        rest = [one for one in here if one not in said]
        for one, relation in said.items():
            if len(rest) <= _MOST_BEYOND:
                self.made.relations += [(one.looks["near"][1], one.id, relation, other.id) for other in rest]
            else:
                self.page.attribute_left_out("near", "shapes", one.looks["near"][1])

    def _place(self, one: Shape, around: Group | None, draft: Draft) -> None:
        if one in self.dots:
            node = draft.node(one.id, one.span, around)
            node.called, node.noun, node.label = one.name.text, "circle", ""
            node.properties = {"size": _DOT, "fill": "gray"}
            return
        if one in self.unseen:
            return
        looks = {**self.looking.of_classes(one.classes, SHAPING), **one.looks}
        if looks.get("near", ("",))[0] in _BEYOND and around is None:
            del looks["near"]
        label = one.label if one.label is not None else plain(one.name.text)
        if one.children and not one.is_table:
            group = draft.group(one.id, one.span, label, around)
            group.called, group.classes = one.name.text, one.classes
            group.direction = self._direction(looks)
            grid = self._grid(one, looks)
            group.properties = self.looking.look_of(looks, of_edge=False)
            if not label:
                group.properties.setdefault("stroke", "gray")  # else nobody would see the frame
            for child in one.children.values():
                if child.is_shown:
                    self._place(child, group, draft)
            grid.arrange(draft, one.span, self.gone)
            return
        node = draft.node(one.id, one.span, around)
        node.called, node.label, node.classes, node.rows = one.name.text, label, one.classes, one.rows
        shape = looks.pop("shape", ("rectangle", one.span))[0].lower()
        node.noun = _SHAPES.get(shape, "box")
        if node.noun == "class":
            node.rows = compartments(node.rows)
        if node.noun == "box" and (number_of(looks.get(ROUND, ("0", one.span))[0]) or 0) > 0:
            node.noun = "rounded"
        for key in [one for one in BACKS if one in looks]:
            if looks[key][0] != "true":
                looks.pop(key)
            elif node.noun in ("box", "rounded", "square"):
                looks.pop(key)
                node.noun = BACKS[key]
        if shape not in _SHAPES:
            self.page.left_out(f"the shape '{shape}'", one.looks.get("shape", ("", one.span))[1])
        node.properties = self.looking.look_of(looks, of_edge=False)
        if node.noun == "person":  # a person here is a picture, whose larger side is its size
            sides = [
                side for name in ("width", "height") if isinstance(side := node.properties.pop(name, None), int | float)
            ]
            node.properties |= {"size": max(sides)} if sides else {}

    def _grid(self, one: Shape, looks: Looks) -> _Grid:
        """How ``grid-rows`` and ``grid-columns`` put what is in a shape; the first of both says where cells go on."""
        said = {name: int(looks[name][0]) for name in looks if name in _GRID and looks[name][0].isdecimal()}
        for name in said:
            looks.pop(name)
        cells = [child.id for child in one.children.values() if child.is_shown]
        if not cells or not said or not all(said.values()):
            return _Grid()
        lines, *across = said.values()
        length = across[0] if across else -(-len(cells) // lines)
        found = [cells[start : start + length] for start in range(0, len(cells), length)]
        both, *gaps = (int(looks[name][0]) if name in looks and looks[name][0].isdecimal() else None for name in _GAPS)
        between = [both if gap is None else gap for gap in gaps]
        return _Grid(found, next(iter(said)) == "grid-columns", bool(across), (between[0], between[1]))
