"""What a figure's own order says of places: rules for the solver, and a proposal in which they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from sgc.graph.box import UNITS, Box
from sgc.graph.linear import Formula, conjunction
from sgc.graph.scene import Requirement
from sgc.layout.clauses import LABEL_GAP
from sgc.layout.problem import Problem
from sgc.layout.types import Edges
from sgc.source import NOWHERE, Span


@dataclass
class Sheet:
    """Collects the rules, each with the words and the place of the statement that it follows from, and the boxes that
    are proposed. All lengths are in layout units. ``widths`` are those that some nodes have to have (and their
    heights, or None), whatever their words ask for.
    """

    problem: Problem
    scale: float = 1.0
    requirements: list[Requirement] = field(default_factory=list)
    boxes: dict[str, Edges] = field(default_factory=dict)
    widths: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    about: tuple[str, Span] = ("", NOWHERE)

    @staticmethod
    def box(id: str) -> Box:
        """The edges of a member as the rules name them."""
        return Box.symbolic(id)

    def demand(self, *formulas: Formula) -> None:
        """These hold, because of what the figure is ``about`` at the moment."""
        statement, span = self.about
        self.requirements.append(Requirement(statement, span, formula=conjunction(*formulas)))

    def put(self, id: str, left: float, top: float, width: float, height: float) -> Edges:
        self.boxes[id] = (round(left), round(top), round(left) + round(width), round(top) + round(height))
        return self.boxes[id]

    def size(self, id: str) -> tuple[int, int]:
        """The size of a node or a text, which its words decide."""
        return self.problem.by_id[id].extent.exact or (0, 0)

    def label_below(self, id: str) -> tuple[int, int]:
        """The width of the label that stands below a node, and the height that it adds; 0 without one."""
        member = self.problem.by_id[id]
        label = member.extent.label
        return (label.width, label.height + LABEL_GAP) if member.outside_label and label is not None else (0, 0)

    def room(self, pixels: float) -> int:
        """A comfortable gap, which shrinks with the letters."""
        return round(pixels * self.scale * UNITS)


def px(pixels: float) -> int:
    """Pixels in layout units."""
    return round(pixels * UNITS)
