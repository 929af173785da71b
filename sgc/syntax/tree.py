"""The syntax tree of scene files: what was written, nothing resolved, every node with its span."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sgc.source import Diagnostic, Source, Span


@dataclass(frozen=True, slots=True)
class Node:
    """The base of all nodes: ``span`` covers exactly the node's own text."""

    span: Span


# ---------------------------------------------------------------- words and expressions


@dataclass(frozen=True, slots=True)
class Word(Node):
    """One word of a phrase. ``quoted`` words (single quotes) stand for themselves, blanks and
    all; an ``inserted`` word is ``{expression}`` and has no text of its own."""

    text: str
    quoted: bool = False
    inserted: Expression | None = None


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number as written; ``unit`` is "px", "%", "deg" or None."""

    value: Fraction
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Date(Node):
    """A day as written, ``2026-01-05``, or a minute of it, ``2026-01-05T14:30``; it need not exist."""

    value: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A double-quoted text: literal pieces (escapes already read) and inserted expressions."""

    parts: tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Color(Node):
    """A bare ``#rgb``, ``#rrggbb`` or ``#rrggbbaa``."""

    value: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name used in an expression or as a target: ``plate``, ``'t-shirt'``, ``canvas``, ``red``."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Index(Node):
    """``apples[2]``, ``cell[i, j]``, ``w[1]``."""

    base: Name | Index | Member
    indices: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Member(Node):
    """``plate.width``, ``w[1].rim``: an edge, a property or a part's member."""

    base: Expression
    name: Name


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``distance(cup, plate)``, ``min(a, b)``."""

    function: Name
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Count(Node):
    """``count(red apple)``: how many objects fit the phrase (or belong to the named collection)."""

    phrase: tuple[Word, ...]
    classes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Unary(Node):
    operator: Literal["-", "+"]
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: Literal["+", "-", "*", "/", "mod"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``1 <= x <= 3``: one operator fewer than operands; a single ``=`` is read as ``==``."""

    operands: tuple[Expression, ...]
    operators: tuple[Literal["<", "<=", "==", "!=", ">=", ">"], ...]


@dataclass(frozen=True, slots=True)
class Logical(Node):
    """``and``, ``or`` (any number of operands), ``not`` (one), ``implies`` (two)."""

    operator: Literal["and", "or", "not", "implies"]
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Range(Node):
    """``3..5``, ``3..``, ``..4``, both ends included; a missing end is None."""

    least: Expression | None
    most: Expression | None


@dataclass(frozen=True, slots=True)
class Pair(Node):
    """``(10%, 20%)``: a horizontal and a vertical value."""

    x: Expression
    y: Expression


@dataclass(frozen=True, slots=True)
class Words(Node):
    """Several bare words as a property's value: ``fill: dark red``."""

    words: tuple[Word, ...]


Expression = (
    Number
    | Date
    | Text
    | Color
    | Name
    | Index
    | Member
    | Call
    | Count
    | Unary
    | Binary
    | Comparison
    | Logical
    | Range
    | Pair
    | Words
)

# ---------------------------------------------------------------- references and relations


@dataclass(frozen=True, slots=True)
class Quantifier(Node):
    """``some``, ``none``, ``each``, ``2 of`` (exactly), ``at least 2 of``, ``at most 1 of``.

    ``number`` is None for the first three. A reference without one means every member.
    """

    kind: Literal["some", "none", "each", "exactly", "at least", "at most"]
    number: Expression | None = None


@dataclass(frozen=True, slots=True)
class Selector(Node):
    """``every apple``, ``every 'traffic light'``, ``every .tall``."""

    word: Word | None
    classes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """What a relation or an arrangement is about: a target, with its quantifier."""

    target: Name | Index | Member | Selector
    quantifier: Quantifier | None = None


@dataclass(frozen=True, slots=True)
class Predicate(Node):
    """The words of a predicate, blanks normalised (``left of``, ``next to``, ``chasing``), or a
    double-quoted text (``free``) for a relation that no geometry decides.

    ``words`` of a ``between … and …`` is "between"; a corner's is "at top-left of"; a same-as is
    "same width as"; an alignment's "aligned left with".
    """

    words: str
    free: bool = False


@dataclass(frozen=True, slots=True)
class Distance(Node):
    """``by 20`` (at least) or ``by exactly 20``."""

    value: Expression
    exactly: bool = False


@dataclass(frozen=True, slots=True)
class Step(Node):
    """One predicate with its objects: one reference, or two for ``between a and b``.

    ``joined`` tells how the step goes on: "chain" takes the previous step's object as its
    subject, "and" takes the statement's first subject. The first step is "chain". A predicate
    that shares the object of a later one (``above and left of plate``) has no objects of its own.
    """

    predicate: Predicate
    objects: tuple[Reference, ...]
    distance: Distance | None = None
    joined: Literal["chain", "and"] = "chain"


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """``cup above and left of plate by 20``, ``a left of b left of c``."""

    subject: Reference
    steps: tuple[Step, ...]


# ---------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class Property(Node):
    """``name: value``; ``value`` is None for a flag such as ``dashed``. A row of a table may have ``more`` cells."""

    name: Word
    value: Expression | None
    more: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table or a class that is no ``name: type``: its ``texts``, one for each cell; a ``line`` as it stands
    (``+eat(food: Food)``); or neither, which is a rule across (``--``)."""

    texts: tuple[Text, ...] = ()
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase(Node):
    """An object phrase: ``3 red apple "Label" .class { … }``; ``arguments`` call a part."""

    count: Expression | None
    words: tuple[Word, ...]
    arguments: tuple[Expression, ...] | None = None
    label: Text | None = None
    classes: tuple[Word, ...] = ()
    properties: tuple[Property | Row, ...] = ()

    @property
    def named(self) -> tuple[Property, ...]:
        """What stands in its braces under a name."""
        return tuple(one for one in self.properties if isinstance(one, Property))


@dataclass(frozen=True, slots=True)
class Declaration(Node):
    """``name: phrase``; the name may have indices (``cell[i, j]: white square``)."""

    name: Name | Index
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """``margin 16``, ``theme "dark"``, ``background ivory``, ``direction right``."""

    name: Word
    value: Expression


@dataclass(frozen=True, slots=True)
class Arrangement(Node):
    """``row a b c gap 12``, ``grid apples 2x3 gap 4``, ``ring apples around plate radius 40``,
    ``align top a b``, ``distribute horizontally a b c``, ``mirror a b about canvas.cx``, ``layer a b``.

    ``variant`` is the word after ``align`` or ``distribute``; ``size`` is (rows, columns).
    """

    kind: Literal["row", "column", "grid", "ring", "stack", "pyramid", "align", "distribute", "mirror", "layer"]
    references: tuple[Reference, ...]
    variant: Word | None = None
    size: tuple[Expression, Expression] | None = None
    gap: Expression | None = None
    radius: Expression | None = None
    around: Reference | None = None
    about: Expression | None = None


@dataclass(frozen=True, slots=True)
class Require(Node):
    condition: Expression


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``not (relation or arrangement)``."""

    statement: Relation | Arrangement | Require


@dataclass(frozen=True, slots=True)
class Preference(Node):
    """``prefer (constraint) weight 2``."""

    statement: Relation | Arrangement | Negation | Require
    weight: Expression | None


@dataclass(frozen=True, slots=True)
class Absence(Node):
    """``no red knife``; ``open`` is True for ``open knife``, which takes the noun out of the check."""

    words: tuple[Word, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Let(Node):
    name: Name
    value: Expression


@dataclass(frozen=True, slots=True)
class For(Node):
    variable: Name
    values: Expression
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Expression
    then: tuple[Statement, ...]
    otherwise: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Part(Node):
    """``part wheel(c) { … }``."""

    name: Name
    parameters: tuple[Name, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Include(Node):
    path: Text


@dataclass(frozen=True, slots=True)
class Style(Node):
    """``style apple {…}``, ``style .tall {…}``, ``style a -> b {…}`` (then ``link`` is set)."""

    selector: tuple[Word, ...]
    classes: tuple[Word, ...]
    properties: tuple[Property, ...]
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Link(Node):
    """``a -> b "1" -- "0..*" c "label" { dashed }``; one arrow fewer than ends, and for each arrow the texts before and
    behind it (``texts`` is empty where none has any)."""

    ends: tuple[Reference, ...]
    arrows: tuple[Literal["->", "<-", "<->", "--", "-->", "<--", "->>", "<<-"], ...]
    label: Text | None = None
    classes: tuple[Word, ...] = ()
    properties: tuple[Property, ...] = ()
    texts: tuple[tuple[Text | None, Text | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Group(Node):
    """``group cloud "Cloud" .class { statements }``."""

    name: Name
    title: Text | None
    classes: tuple[Word, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """How a block goes on: ``else "not found" { … }`` or ``and "log" { … }``."""

    joint: Literal["else", "and"]
    text: Text | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Block(Node):
    """``loop "every minute" { … }``, ``divider "Later"``, ``"Travel" { … }``: a word, a text or both, in figures with
    an order of their own. ``body`` is None where there are no braces."""

    word: Reference | None
    text: Text | None
    classes: tuple[Word, ...]
    body: tuple[Statement, ...] | None = None
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Activation(Node):
    """``activate web``, ``deactivate web``: where the bar on a participant's lifeline begins and ends."""

    word: Literal["activate", "deactivate"]
    references: tuple[Reference, ...]


Statement = (
    Declaration
    | Setting
    | Relation
    | Arrangement
    | Require
    | Negation
    | Preference
    | Absence
    | Let
    | For
    | If
    | Part
    | Include
    | Style
    | Link
    | Group
    | Block
    | Activation
)


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """``scene name "Title" 640x480 { … }``; ``size`` is (width, height) in pixels or None. A diagram may be of a
    ``sort`` with an order of its own: ``diagram sequence "Login" { … }``."""

    kind: Literal["scene", "diagram", "chart", "geometry"]
    name: Name | None
    title: Text | None
    size: tuple[int, int] | None
    body: tuple[Statement, ...]
    sort: str | None = None


@dataclass(frozen=True, slots=True)
class SyntaxTree:
    """One file: what stands before the figures (lets, parts, styles, includes), and the figures.

    ``diagnostics`` hold every error and warning of the parse; with an error among them the tree
    is what could be recovered, good for further checks and never for drawing.
    """

    source: Source
    preamble: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
