"""The table of relations: every predicate with its words, its formula and what follows from it.

Parser, solver, verifier, documentation and explanations read this table; a relation is added by its
formula (``sgc.graph.formulas``) and its row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import product
from operator import attrgetter
from typing import Literal

from sgc.graph import formulas as say
from sgc.graph.box import Box, Worn
from sgc.graph.formulas import Boxes, Distance, LevelFormula, RelationFormula
from sgc.graph.linear import Formula, Term, substitute, variable
from sgc.graph.measures import Measures


@dataclass(frozen=True, slots=True)
class Predicate:
    """One relation.

    - ``phrases``: all its spellings, ``name`` first; ``meaning`` is its sentence in the reference.
    - ``arity``: how many boxes it joins, subject first; a ``collective`` one takes all members of its
      subject instead, and the object last.
    - ``placing``: each subject gets one object of a collection, not every one.
    - ``grouping``: it may as well be said of two collections as wholes, by their joint boxes.
    - ``of_rest``: of a crowd, or what stands in a row or grid, it holds when it holds of some, and this of all.
    - ``exempts``: the pair may overlap; ``exempts_where``: as far as this holds. ``rests``: (carried, carrier), the
      argument that is on or in the other, so that what stands on it may overlap the other as well.
    - ``concentric``: what has the same object may overlap each other too, as rim and hub of a wheel do, or a
      coat and a scarf.
    - ``measured``: takes ``by d``, which replaces the spacing for its pair. ``spaced``: asks for the spacing where no
      distance is written.
    - ``attribute``: no geometry decides it; this attribute of both has to agree.
    """

    name: str
    phrases: tuple[str, ...]
    family: str
    meaning: str
    relation: RelationFormula
    arity: int = 2
    inverse: str | None = None
    placing: bool = False
    grouping: bool = False
    collective: bool = False
    exempts: bool = False
    exempts_where: LevelFormula | None = None
    rests: tuple[int, int] | None = None
    concentric: bool = False
    measured: bool = False
    spaced: bool = False
    attribute: str | None = None
    kept_level: LevelFormula | None = None
    of_rest: RelationFormula | None = None

    @property
    def may_overlap(self) -> bool:
        """Whether the two may overlap, if need be in some places only."""
        return self.exempts or self.exempts_where is not None

    @property
    def frees(self) -> Literal["overlaps", "centered", "replaced"]:
        """What the statement does to the spacing of a pair (``sgc.graph.predication.Pair``)."""
        if self.concentric:
            return "centered"
        return "overlaps" if self.exempts else "replaced"

    def formula(self, boxes: Boxes, measures: Measures, slack: int, by: Distance | None = None) -> Formula:
        """``R(slack)`` of these boxes: True or False when all edges are numbers.

        The boxes are in the order of the arguments; ``slack`` and ``by`` in layout units.
        """
        shapes = tuple(
            (box.order is not None, box.face is not None, box.hollow is not None, box.head is not None, box.worn,
             box.shade is not None, box.is_open, box.seat is not None)
            for box in boxes
        )  # fmt: skip
        return _filled(_relation_template(self.name, shapes, measures, slack, by), boxes)

    def level(self, boxes: Boxes, measures: Measures, slack: int) -> Formula:
        """The second literal of a direction, "kept level"; True for other relations."""
        if self.kept_level is None:
            return True
        return _filled(_level_template(self.name, measures, slack), boxes)


Shape = tuple[bool, bool, bool, bool, Worn | None, bool, bool, bool]
_PLAIN: Shape = (False, False, False, False, None, False, False, False)


@lru_cache(maxsize=4096)
def _relation_template(
    name: str, shapes: tuple[Shape, ...], measures: Measures, slack: int, by: Distance | None
) -> Formula:
    boxes = [_symbolic(str(i), shape) for i, shape in enumerate(shapes)]
    return PREDICATES[name].relation(boxes, measures, slack, by)


def within_disc(boxes: Boxes, measures: Measures, slack: int) -> Formula:
    """``R(slack)`` of the first being in the circle that fills the second."""
    return _filled(_disc_template(measures, slack), boxes)


@lru_cache(maxsize=256)
def _disc_template(measures: Measures, slack: int) -> Formula:
    return say.within_disc([_symbolic(str(i), _PLAIN) for i in range(2)], measures, slack)


@lru_cache(maxsize=256)
def _level_template(name: str, measures: Measures, slack: int) -> Formula:
    kept_level = PREDICATES[name].kept_level
    assert kept_level is not None
    return kept_level([_symbolic(str(i), _PLAIN) for i in range(2)], measures, slack)


def _symbolic(name: str, shape: Shape) -> Box:
    order, face, hollow, head, worn, shade, is_open, seat = shape
    plain = Box.symbolic(name)
    return Box(
        plain.left, plain.top, plain.right, plain.bottom,
        order=variable(f"{name}.order") if order else None,
        face=_symbolic(f"{name}.face", _PLAIN) if face else None,
        hollow=_symbolic(f"{name}.hollow", _PLAIN) if hollow else None,
        head=_symbolic(f"{name}.head", _PLAIN) if head else None,
        worn=worn,
        shade=_symbolic(f"{name}.shade", _PLAIN) if shade else None,
        is_open=is_open,
        seat=_symbolic(f"{name}.seat", _PLAIN) if seat else None,
    )  # fmt: skip


def _filled(template: Formula, boxes: Boxes) -> Formula:
    def value(name: str) -> Term:
        number, edge = _edge(name)
        return edge(boxes[number])

    return substitute(template, value)


@cache
def _edge(name: str) -> tuple[int, Callable[[Box], Term]]:
    """Of which box a variable of a template is an edge, as of 1 in "1.face.top", and how to find it there."""
    number, _, path = name.partition(".")
    return int(number), attrgetter(path)


def _directions() -> Iterable[Predicate]:
    words = {
        "left of": ("right of", "to the left of", "on the left of", "on the left side of", "to the left side of"),
        "right of": ("left of", "to the right of", "on the right of", "on the right side of", "to the right side of"),
        "above": ("below", "over", "higher than", "on the top of"),
        "below": ("above", "beneath", "lower than", "on the bottom of"),
    }  # fmt: skip
    for name, (inverse, *phrases) in words.items():
        axis = "horizontally" if name.endswith(" of") else "vertically"
        yield Predicate(
            name, (name, *phrases), "direction",
            f"The first lies wholly {name} the second, and rather {axis} than otherwise where they are single.",
            partial(say.direction, name), inverse=inverse, measured=True, spaced=True,
            kept_level=partial(say.kept_level, name),
        )  # fmt: skip


def _places() -> Iterable[Predicate]:
    columns, rows = ("left", "", "right"), ("top", "", "bottom")
    for row, column in product(range(3), repeat=2):
        ninth = "-".join(word for word in (rows[row], columns[column]) if word) or "center"
        spaced = ninth.replace("-", " ")
        yield Predicate(
            f"at {ninth} of",
            tuple(dict.fromkeys((
                f"at {ninth} of", f"at {spaced} of", f"at the {ninth} of", f"at the {spaced} of",
                *((f"in the {spaced} corner of", f"in the {ninth} corner of") if "-" in ninth else ()),
                *(("at centre of", "at the centre of") if ninth == "center" else ()),
            ))),
            "place",
            f"The centre of the first lies in the {spaced} ninth of the second.",
            partial(say.at_ninth, column, row), placing=True, exempts=True,
        )  # fmt: skip


def _comparisons() -> Iterable[Predicate]:
    for what, dimensions in (("width", ("width",)), ("height", ("height",)), ("size", ("width", "height"))):
        name = f"same {what} as"
        both = "width and height are" if what == "size" else f"{what} is"
        yield Predicate(
            name, (name, f"the same {what} as"), "size",
            f"The first one's {both} equal to the second one's.", partial(say.same_extent, dimensions), inverse=name,
        )  # fmt: skip
    yield Predicate(
        "same color as", ("same color as", "same colour as", "the same color as", "the same colour as"), "attribute",
        "Both have one color; compared as attributes, not as geometry.",
        say.by_attribute, inverse="same color as", attribute="color",
    )  # fmt: skip
    pairs = (
        (("larger than", "bigger than"), ("smaller than",), ("width", "height"), "both wider and taller"),
        (("wider than", "broader than"), ("narrower than",), ("width",), "wider"),
        (("taller than",), ("shorter than",), ("height",), "taller"),
    )
    for more, fewer, dimensions, how in pairs:
        yield Predicate(
            more[0], more, "size", f"The first is {how}, by 15 % at least.",
            partial(say.more_extent, dimensions), inverse=fewer[0],
        )  # fmt: skip
        yield Predicate(
            fewer[0], fewer, "size", f"The second is {how}, by 15 % at least.",
            partial(say.less_extent, dimensions), inverse=more[0],
        )  # fmt: skip


def _alignments() -> Iterable[Predicate]:
    for word, edge in ALIGNED_EDGES.items():
        name = f"aligned {word} with"
        what = {"center": "centers share a vertical line", "middle": "centers share a horizontal line"}.get(
            word, f"{word} edges share a line"
        )
        yield Predicate(
            name, (name,), "alignment", f"Their {what}.", partial(say.aligned, edge),
            inverse=name,
        )  # fmt: skip


#: The word of an alignment and the edge that it makes equal.
ALIGNED_EDGES = {"left": "left", "right": "right", "top": "top", "bottom": "bottom", "center": "cx", "middle": "cy"}

_ROWS: tuple[Predicate, ...] = (
    *_directions(),
    Predicate(
        "on", ("on", "on top of", "upon", "atop"), "support",
        "The first stands on the second: on its upper edge, or within the face of a surface; its center above it. "
        "Who is on a seat or rides sits: it is the hips that are there.",
        say.on, placing=True, exempts=True, rests=(0, 1),
    ),
    Predicate(
        "under", ("under", "underneath"), "support",
        "The first lies below the second, and half of the narrower one's width is shared; or within the room under its "
        "crown or its top.",
        say.under, placing=True, exempts_where=say.sheltered, measured=True, spaced=True,
    ),
    Predicate(
        "inside", ("inside", "inside of", "in", "within", "contained in"), "containment",
        "All of the first lies within the second, its outline or its hollow; in an open one it stands and rises.",
        say.inside, inverse="contains", placing=True, exempts=True, rests=(0, 1),
    ),
    Predicate(
        "contains", ("contains", "containing", "contain"), "containment",
        "All of the second lies within the first, its outline or its hollow; in an open one it stands and rises.",
        say.contains,
        inverse="inside", exempts=True, rests=(1, 0),
    ),
    Predicate(
        "outside", ("outside", "outside of"), "containment",
        "The two share no area.", say.outside, inverse="outside", measured=True,
    ),
    Predicate(
        "beside", ("beside", "next to", "alongside", "on side of", "on the side of", "adjacent to"),
        "distance",
        "The first lies left or right of the second, level with it and near.",
        say.beside, inverse="beside", placing=True, grouping=True, measured=True, spaced=True,
    ),
    Predicate(
        "near", ("near", "near to", "close to"), "distance",
        "At most 15 % of the figure's shorter side lies between their borders.", say.near_to, inverse="near",
        placing=True, grouping=True, measured=True,
    ),
    Predicate(
        "far from", ("far from", "far away from"), "distance",
        "At least 40 % of the figure's shorter side lies between their borders.", say.far_from, inverse="far from",
        measured=True,
    ),
    Predicate(
        "touching", ("touching", "touches", "in contact with"), "contact",
        "Their borders meet along a quarter of the shorter of the two sides; they share no area.",
        say.touching, inverse="touching", placing=True, exempts=True,
    ),
    Predicate(
        "held by", ("held by", "carried by"), "contact",
        "The first is in a hand of the second: at its left or right edge, its foot below the middle; an umbrella is "
        "over the head.",
        say.held, placing=True, exempts=True, rests=(0, 1),
    ),
    Predicate(
        "worn by", ("worn by",), "contact",
        "The first fills the place on the second, or its head, where it is worn; if that is not known, they overlap.",
        say.worn, placing=True, exempts=True, rests=(0, 1), concentric=True,
    ),
    Predicate(
        "overlapping", ("overlapping", "overlaps"), "overlap",
        "They share a third of the width and of the height of one of the two.",
        say.overlapping, inverse="overlapping", placing=True, exempts=True,
    ),
    Predicate(
        "behind", ("behind", "hidden by", "in back of"), "depth",
        "The second covers a corner of the first, or its foot if one is at most half as wide, and is drawn after it; a "
        "stall shows half of who is in it.",
        say.behind, inverse="in front of", placing=True, exempts=True, of_rest=say.farther,
    ),
    Predicate(
        "in front of", ("in front of",), "depth",
        "The first covers a corner of the second, or its foot if one is at most half as wide, and is drawn after it.",
        say.in_front, inverse="behind", placing=True, exempts=True, of_rest=say.nearer,
    ),
    Predicate(
        "between", ("between", "in between", "in the middle of"), "place",
        "Its center lies in the gap between the other two.", say.between, arity=3,
    ),
    Predicate(
        "surrounding", ("surrounding", "surrounds", "around", "all around"), "place",
        "One contains it; two or three stand on different sides, two of them opposite; four or more on all sides.",
        say.surrounding, collective=True, exempts=True,
    ),
    Predicate(
        "centered in", ("centered in", "centred in", "centered on", "centred on"), "place",
        "Their centers are the same point.", say.centered, placing=True, exempts=True,
        concentric=True,
    ),
    *_places(),
    *_comparisons(),
    *_alignments(),
)  # fmt: skip

#: Every relation by its name.
PREDICATES: dict[str, Predicate] = {row.name: row for row in _ROWS}

#: Every spelling, with the relation it means.
PHRASES: dict[str, Predicate] = {phrase: row for row in _ROWS for phrase in row.phrases}

#: What may follow a word in ``-ing`` and then holds as well: "sitting on".
AFTER_ING = ("on", "under", "inside", "beside", "near", "behind", "above", "below")


def relation_formula(name: str, boxes: Boxes, measures: Measures) -> Formula:
    """What the solver asserts for the relation ``name``: ``R(+margin)``. Raises KeyError."""
    return PREDICATES[name].formula(boxes, measures, measures.margin)


def accepts(predicate: Predicate, boxes: Boxes, measures: Measures, by: Distance | None = None) -> bool:
    """Whether the verifier takes the relation to hold of numeric boxes: ``R(0)``."""
    verdict = predicate.formula(boxes, measures, 0, by)
    assert isinstance(verdict, bool), "accepts needs boxes whose edges are numbers"
    return verdict
