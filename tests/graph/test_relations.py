"""Every row of the table of relations: what was asserted is accepted, what was denied is refuted, by proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st
from z3_proofs import counterexample, moved, satisfiable, seen, to_z3, valid

from sgc.graph.box import Box, Worn, units
from sgc.graph.formulas import Distance
from sgc.graph.linear import conjunction, negation, variables
from sgc.graph.measures import Measures
from sgc.graph.relations import AFTER_ING, PHRASES, PREDICATES, Predicate, accepts, relation_formula
from sgc.graph.scoring import compbench_score, geneval_relations

MEASURES = {
    "default": Measures.for_figure((512, 512)),
    "no spacing": Measures.for_figure((640, 200), spacing=0),
    "icons": Measures.for_figure((300, 300), median_extent=units(20)),
}
PLAIN = MEASURES["default"]
GEOMETRIC = [row for row in PREDICATES.values() if row.attribute is None]


def symbolic(name: str, *, order: bool = False, face: bool = False, hollow: bool = False) -> Box:
    plain = Box.symbolic(name)
    return Box(
        plain.left, plain.top, plain.right, plain.bottom, plain.order if order else None,
        symbolic(f"{name}.face") if face else None, symbolic(f"{name}.hollow") if hollow else None,
    )  # fmt: skip


def cases(row: Predicate) -> Iterator[tuple[str, list[Box], Distance | None]]:
    """The boxes and distances at which a row's formula takes different shapes."""
    if row.collective:
        for count in (1, 2, 3, 4, 8):
            yield f"{count} around", [symbolic(str(i)) for i in range(count + 1)], None
        return
    names = [chr(ord("a") + i) for i in range(row.arity)]
    yield "plain", [symbolic(name) for name in names], None
    yield "ordered", [symbolic(name, order=True) for name in names], None
    if row.name == "worn by":
        for part in ("crown", "face", "body"):
            garment = replace(symbolic("a"), worn=Worn(part, (-0.1, 0.2, 1.1, 0.9)))
            yield f"on the {part}", [garment, replace(symbolic("b"), head=symbolic("b.head"))], None
    if row.rests is not None:
        yield "furnished", [symbolic(name, face=True, hollow=True) for name in names], None
    if row.measured:
        pixels = 300 if row.name == "far from" else 20
        for exactly in (False, True):
            said = f"by {'exactly ' * exactly}{pixels}"
            yield said, [symbolic(name) for name in names], Distance(units(pixels), exactly)


CASES = [
    pytest.param(row, boxes, by, id=f"{row.name}, {label}") for row in GEOMETRIC for label, boxes, by in cases(row)
]


@pytest.mark.parametrize("measures", MEASURES.values(), ids=MEASURES.keys())
@pytest.mark.parametrize(("row", "boxes", "by"), CASES)
def test_what_is_asserted_is_accepted_and_what_is_denied_is_refuted(
    row: Predicate, boxes: list[Box], by: Distance | None, measures: Measures
) -> None:
    asserted = row.formula(boxes, measures, measures.margin, by)
    allowed = row.formula(boxes, measures, -measures.margin, by)
    accepted = seen(row.formula(boxes, measures, 0, by))
    assumptions = [*valid(boxes), *moved((asserted, allowed, accepted), measures.tolerance)]
    assert counterexample([*assumptions, to_z3(asserted)], to_z3(accepted)) is None
    assert counterexample([*assumptions, to_z3(negation(allowed))], z3.Not(to_z3(accepted))) is None


@pytest.mark.parametrize("measures", MEASURES.values(), ids=MEASURES.keys())
@pytest.mark.parametrize(("row", "boxes", "by"), CASES)
def test_both_the_relation_and_its_negation_can_be_asserted(
    row: Predicate, boxes: list[Box], by: Distance | None, measures: Measures
) -> None:
    """Without this, a formula that is never true would prove everything."""
    assert satisfiable(*valid(boxes), to_z3(row.formula(boxes, measures, measures.margin, by)))
    assert satisfiable(*valid(boxes), to_z3(negation(row.formula(boxes, measures, -measures.margin, by))))


@pytest.mark.parametrize("row", [row for row in GEOMETRIC if row.kept_level], ids=lambda row: row.name)
@pytest.mark.parametrize("measures", MEASURES.values(), ids=MEASURES.keys())
class TestKeptLevel:
    """A direction kept level passes the field's rules, whatever the sizes."""

    boxes = (symbolic("a"), symbolic("b"))

    def asserted(self, row: Predicate, measures: Measures) -> z3.BoolRef:
        formulas = row.formula(self.boxes, measures, measures.margin), row.level(self.boxes, measures, measures.margin)
        return to_z3(conjunction(*formulas), z3.Real)

    def offset(self, row: Predicate) -> tuple[z3.ArithRef, z3.ArithRef, z3.ArithRef, z3.ArithRef]:
        """Along and across the direction, and the sums of the extents on either axis."""
        edge = {f"{n}.{e}": z3.Real(f"{n}.{e}") for n in "ab" for e in ("left", "top", "right", "bottom")}
        right = (edge["b.left"] + edge["b.right"] - edge["a.left"] - edge["a.right"]) / 2
        down = (edge["b.top"] + edge["b.bottom"] - edge["a.top"] - edge["a.bottom"]) / 2
        wide = edge["a.right"] - edge["a.left"] + edge["b.right"] - edge["b.left"]
        high = edge["a.bottom"] - edge["a.top"] + edge["b.bottom"] - edge["b.top"]
        if row.name in ("left of", "right of"):
            return (right if row.name == "left of" else -right), down, wide, high
        return (down if row.name == "above" else -down), right, high, wide

    def positive(self) -> list[z3.BoolRef]:
        sides = (("left", "right"), ("top", "bottom"))
        return [z3.Real(f"{n}.{low}") < z3.Real(f"{n}.{high}") for n in "ab" for low, high in sides]

    def test_geneval(self, row: Predicate, measures: Measures) -> None:
        along, across, extent, _ = self.offset(row)
        shrunk = along - extent / 10
        # shrunk / hypot(along, across) > 1 / 2, without the root
        rule = z3.And(shrunk > 0, 4 * shrunk * shrunk > along * along + across * across)
        assert counterexample([self.asserted(row, measures), *self.positive()], rule) is None

    def test_separation_alone_is_not_enough_for_geneval(self, row: Predicate, measures: Measures) -> None:
        along, across, extent, _ = self.offset(row)
        shrunk = along - extent / 10
        rule = z3.And(shrunk > 0, 4 * shrunk * shrunk > along * along + across * across)
        only = to_z3(row.formula(self.boxes, measures, measures.margin), z3.Real)
        assert counterexample([only, *self.positive()], rule) is not None

    def test_compbench(self, row: Predicate, measures: Measures) -> None:
        """Right sign, the longer component, and no overlap at all."""
        along, across, extent, _ = self.offset(row)
        rule = z3.And(along > 0, along > across, along > -across, along >= extent / 2)
        assert counterexample([self.asserted(row, measures), *self.positive()], rule) is None

    def test_order_of_centres(self, row: Predicate, measures: Measures) -> None:
        along, _, extent, _ = self.offset(row)
        only = to_z3(row.formula(self.boxes, measures, measures.margin), z3.Real)
        assert counterexample([only, *self.positive()], along > extent / 10) is None


# ---------------------------------------------------------------- examples


def box(left: int, top: int, width: int, height: int, order: int | None = None) -> Box:
    """From pixels."""
    return Box.of(*(12 * edge for edge in (left, top, left + width, top + height)), order=order)


PLATE = box(200, 200, 100, 100, 1)
EXAMPLES = {
    "left of": (box(100, 220, 60, 60), box(320, 220, 60, 60)),
    "right of": (box(320, 220, 60, 60), box(100, 220, 60, 60)),
    "above": (box(220, 50, 60, 60), box(220, 320, 60, 60)),
    "below": (box(220, 320, 60, 60), box(220, 50, 60, 60)),
    "on": (box(230, 140, 40, 60, 2), box(230, 320, 40, 60, 2)),
    "under": (box(220, 330, 60, 60), box(320, 330, 60, 60)),
    "inside": (box(220, 220, 50, 50, 2), box(180, 220, 50, 50, 2)),
    "contains": (box(150, 150, 200, 200, 0), box(250, 150, 200, 200, 0)),
    "outside": (box(100, 220, 60, 60), box(180, 220, 60, 60)),
    "beside": (box(320, 220, 60, 60), box(220, 320, 60, 60)),
    "near": (box(330, 330, 60, 60), box(400, 200, 60, 60)),
    "far from": (box(0, 510, 2, 2), box(330, 330, 60, 60)),
    "touching": (box(300, 220, 60, 60), box(310, 220, 60, 60)),
    "held by": (box(290, 220, 60, 50, 2), box(290, 110, 60, 50, 2)),
    "worn by": (box(260, 260, 80, 80, 2), box(310, 310, 80, 80, 2)),
    "overlapping": (box(260, 260, 80, 80), box(310, 310, 80, 80)),
    "behind": (box(260, 160, 80, 80, 0), box(260, 260, 80, 80, 0)),
    "in front of": (box(260, 260, 80, 80, 2), box(260, 260, 80, 80, 0)),
    "surrounding": (box(150, 150, 200, 200, 0), box(220, 150, 200, 200, 0)),
    "centered in": (box(220, 230, 60, 40), box(230, 230, 60, 40)),
    "same width as": (box(0, 0, 100, 30), box(0, 0, 120, 100)),
    "same height as": (box(0, 0, 30, 100), box(0, 0, 100, 120)),
    "same size as": (box(0, 0, 100, 100), box(0, 0, 100, 120)),
    "larger than": (box(0, 0, 120, 120), box(0, 0, 120, 105)),
    "smaller than": (box(0, 0, 80, 80), box(0, 0, 80, 95)),
    "wider than": (box(0, 0, 120, 10), box(0, 0, 105, 200)),
    "narrower than": (box(0, 0, 80, 200), box(0, 0, 95, 10)),
    "taller than": (box(0, 0, 10, 120), box(0, 0, 200, 105)),
    "shorter than": (box(0, 0, 200, 80), box(0, 0, 10, 95)),
    "aligned left with": (box(200, 0, 20, 20), box(205, 0, 20, 20)),
    "aligned right with": (box(280, 0, 20, 20), box(275, 0, 20, 20)),
    "aligned top with": (box(0, 200, 20, 20), box(0, 205, 20, 20)),
    "aligned bottom with": (box(0, 280, 20, 20), box(0, 275, 20, 20)),
    "aligned center with": (box(240, 0, 20, 20), box(250, 0, 20, 20)),
    "aligned middle with": (box(0, 240, 20, 20), box(0, 250, 20, 20)),
} | {
    f"at {name} of": (box(x, y, 10, 10), box(x + (40 if x < 285 else -40), y, 10, 10))
    for name, x, y in (
        ("top-left", 205, 205), ("top", 245, 205), ("top-right", 285, 205),
        ("left", 205, 245), ("center", 245, 245), ("right", 285, 245),
        ("bottom-left", 205, 285), ("bottom", 245, 285), ("bottom-right", 285, 285),
    )
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_clear_case_is_accepted_and_a_clear_miss_is_not(name: str) -> None:
    hit, miss = EXAMPLES[name]
    assert accepts(PREDICATES[name], (hit, PLATE), PLAIN)
    assert not accepts(PREDICATES[name], (miss, PLATE), PLAIN)


def test_every_row_of_two_boxes_has_an_example() -> None:
    assert {row.name for row in GEOMETRIC if row.arity == 2} == set(EXAMPLES)


@pytest.mark.parametrize(
    ("centre", "expected"), [((250, 250), True), ((250, 420), False), ((120, 250), False), ((250, 310), True)]
)
def test_between(centre: tuple[int, int], expected: bool) -> None:
    cup = box(centre[0] - 20, centre[1] - 20, 40, 40)
    left, right = box(100, 220, 60, 60), box(340, 240, 60, 80)
    assert accepts(PREDICATES["between"], (cup, left, right), PLAIN) is expected
    assert accepts(PREDICATES["between"], (cup, right, left), PLAIN) is expected


def test_a_hat_is_worn_on_the_head_and_as_wide_as_it() -> None:
    man = replace(PLATE, head=PLATE.within((0.2, 0.0, 0.8, 0.4)))  # 220 to 280, 200 to 240

    def is_worn(left: int, top: int, width: int, height: int) -> bool:
        hat = replace(box(left, top, width, height, 2), worn=Worn("crown", (0.0, -1.0, 1.0, 0.25)))
        return accepts(PREDICATES["worn by"], (hat, man), PLAIN)

    assert is_worn(222, 170, 56, 40)
    assert not is_worn(222, 130, 56, 40)  # in the air above
    assert not is_worn(222, 240, 56, 40)  # on the chest
    assert not is_worn(240, 190, 20, 20)  # too small to be worn


def test_surrounding_wants_opposite_sides() -> None:
    left, right, above = box(130, 230, 40, 40), box(330, 230, 40, 40), box(230, 130, 40, 40)
    surrounding = PREDICATES["surrounding"]
    assert accepts(surrounding, (left, right, PLATE), PLAIN)
    assert not accepts(surrounding, (left, above, PLATE), PLAIN)
    assert accepts(surrounding, (left, above, right, PLATE), PLAIN)
    assert not accepts(surrounding, (left, above, right, above, PLATE), PLAIN)
    assert accepts(surrounding, (left, above, right, box(230, 330, 40, 40), PLATE), PLAIN)


def test_a_surface_is_stood_on_within_its_face() -> None:
    table = box(100, 200, 300, 200)
    table = Box(table.left, table.top, table.right, table.bottom, face=table.within((0.0, 0.0, 1.0, 0.25)))
    assert accepts(PREDICATES["on"], (box(200, 180, 40, 60), table), PLAIN)
    assert not accepts(PREDICATES["on"], (box(200, 280, 40, 60), table), PLAIN)
    assert not accepts(PREDICATES["on"], (box(390, 180, 40, 60), table), PLAIN)


def test_a_container_holds_in_its_hollow() -> None:
    bowl = box(100, 200, 300, 200)
    bowl = Box(bowl.left, bowl.top, bowl.right, bowl.bottom, hollow=bowl.within((0.1, 0.0, 0.9, 0.6)))
    assert accepts(PREDICATES["inside"], (box(200, 210, 40, 60), bowl), PLAIN)
    assert not accepts(PREDICATES["inside"], (box(200, 300, 40, 60), bowl), PLAIN)


def test_a_stated_distance_replaces_the_spacing() -> None:
    left, right = PREDICATES["left of"], box(200, 0, 50, 50)
    at_least, exactly = Distance(units(20)), Distance(units(20), exactly=True)
    assert accepts(left, (box(0, 0, 180, 50), right), PLAIN, exactly)
    assert not accepts(left, (box(0, 0, 150, 50), right), PLAIN, exactly)
    assert accepts(left, (box(0, 0, 150, 50), right), PLAIN, at_least)
    assert not accepts(left, (box(0, 0, 190, 50), right), PLAIN, at_least)
    close = Distance(units(2))
    assert left.formula((box(0, 0, 198, 50), right), PLAIN, PLAIN.margin, close) is True


def test_drawing_order_decides_what_is_behind() -> None:
    far, near = box(100, 100, 100, 100, 3), box(160, 160, 100, 100, 2)
    unordered = [Box(one.left, one.top, one.right, one.bottom) for one in (far, near)]
    assert not accepts(PREDICATES["behind"], (far, near), PLAIN)
    assert accepts(PREDICATES["behind"], unordered, PLAIN)
    assert not accepts(PREDICATES["in front of"], unordered, PLAIN)


@pytest.mark.parametrize("name", ["behind", "in front of", "on", "inside", "contains"])
def test_a_denial_can_be_seen_without_the_drawing_order(name: str) -> None:
    """What is not behind may not be so merely because it is drawn later."""
    boxes = symbolic("a", order=True), symbolic("b", order=True)
    orders = {"a.order", "b.order"}
    assert orders <= variables(PREDICATES[name].formula(boxes, PLAIN, PLAIN.margin))
    assert not orders & variables(PREDICATES[name].formula(boxes, PLAIN, -PLAIN.margin))


# ---------------------------------------------------------------- the table itself


def test_inverses_mean_the_same() -> None:
    """Two rows that name each other say the same of the boxes in the other order."""
    for row in GEOMETRIC:
        if row.inverse is None:
            continue
        inverse = PREDICATES[row.inverse]
        assert inverse.inverse == row.name
        a, b = symbolic("a", order=True), symbolic("b", order=True)
        for slack in (PLAIN.margin, 0, -PLAIN.margin):
            one, other = row.formula((a, b), PLAIN, slack), inverse.formula((b, a), PLAIN, slack)
            assert counterexample([], to_z3(one) == to_z3(other)) is None, row.name


def test_no_phrase_means_two_relations() -> None:
    phrases = [phrase for row in PREDICATES.values() for phrase in row.phrases]
    assert len(phrases) == len(set(phrases)) == len(PHRASES)
    assert all(row.phrases[0] == row.name for row in PREDICATES.values())


def test_what_may_follow_a_word_in_ing_is_a_relation() -> None:
    assert all(PHRASES[word].name == word for word in AFTER_ING)


def test_a_relation_of_attributes_has_no_geometry() -> None:
    row = PREDICATES["same color as"]
    assert row.attribute == "color"
    assert row.formula((symbolic("a"), symbolic("b")), PLAIN, PLAIN.margin) is True


def test_directions_without_kept_level_are_difference_logic() -> None:
    """Two variables with coefficients 1 and -1: what Z3 decides fast."""
    formula = relation_formula("left of", (symbolic("a"), symbolic("b")), PLAIN)
    assert variables(formula) == {"a.right", "b.left"}


# ---------------------------------------------------------------- measures and scoring


@given(st.integers(1, 4000), st.integers(1, 4000), st.none() | st.fractions(0, 200), st.none() | st.integers(2, 20000))
def test_margin_exceeds_tolerance(width: int, height: int, spacing: Fraction | None, median: int | None) -> None:
    measures = Measures.for_figure((width, height), spacing, median)
    assert measures.margin > measures.tolerance >= 1
    if measures.spacing > 24:
        assert measures.tolerance >= 12
    if measures.spacing > 2:
        assert 2 * measures.tolerance < measures.spacing


def test_default_measures() -> None:
    assert PLAIN.spacing == 6144 // 50
    assert (PLAIN.near, PLAIN.far) == (6144 * 15 // 100, 6144 * 40 // 100)
    assert MEASURES["icons"].spacing == units(2)


edges = st.tuples(*[st.integers(0, 500)] * 2, *[st.integers(1, 200)] * 2)


@given(edges, edges)
def test_layouts_that_keep_level_pass_the_scores(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    first, second = box(*a), box(*b)
    pixels = [(x, y, x + w, y + h) for x, y, w, h in (a, b)]
    for name in ("left of", "right of", "above", "below"):
        row = PREDICATES[name]
        boxes = (first, second)
        if row.formula(boxes, PLAIN, PLAIN.margin) is True and row.level(boxes, PLAIN, PLAIN.margin) is True:
            assert name in geneval_relations(*pixels)
            assert compbench_score(name, *pixels) == 1.0


def test_scores_by_hand() -> None:
    a, b = (0, 0, 10, 10), (100, 0, 110, 10)
    assert geneval_relations(a, b) == {"left of"}
    assert geneval_relations(b, a) == {"right of"}
    assert geneval_relations(a, a) == frozenset()
    assert geneval_relations(a, (100, 100, 110, 110)) == {"left of", "above"}
    assert compbench_score("left of", a, b) == 1.0
    assert compbench_score("right of", a, b) == 0.0
    assert compbench_score("above", a, b) == 0.0
    assert compbench_score("beside", a, (400, 400, 410, 410)) == pytest.approx(150 / 400)
    assert compbench_score("on", a, b) is None
    half = (5, 0, 15, 10)
    assert compbench_score("left of", a, half) == pytest.approx(0.1 / (50 / 150))
