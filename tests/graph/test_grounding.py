"""Statements over members: quantifiers, collections and matchings, and that solver and verifier agree on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
import z3
from hypothesis import event, given, settings
from hypothesis import strategies as st
from z3_proofs import to_z3

from sgc.graph.arrangements import no_stranger
from sgc.graph.box import Box, units
from sgc.graph.grounding import KEPT_LEVEL, NO_STRANGER, Grounded, evaluate, ground, interchangeable
from sgc.graph.linear import at_most, conjunction, less, substitute, variable, variables
from sgc.graph.measures import Measures
from sgc.graph.relations import PREDICATES
from sgc.graph.scene import (
    CANVAS,
    Arrangement,
    Figure,
    Kind,
    Reference,
    Relation,
    Requirement,
    SceneGraph,
    SceneObject,
    Statement,
)

MEASURES = Measures.for_figure((512, 512))
EDGES = ("left", "top", "right", "bottom")
Pixels = tuple[float, float, float, float]


def thing(id: str, count: int | None = None) -> SceneObject:
    bounds = (1, 1) if count is None else (count, count)
    return SceneObject(id, Kind.SHAPE, "circle", count=bounds, counted=count is not None)


def ref(*targets: str, quantifier: str = "every", number: int | None = None) -> Reference:
    return Reference(targets, quantifier, number)  # type: ignore[arg-type]


def said(predicate: str, *arguments: str | Reference, **more: object) -> Relation:
    references = tuple(ref(one) if isinstance(one, str) else one for one in arguments)
    return Relation(predicate=predicate, arguments=references, **more)  # type: ignore[arg-type]


def scene(*objects: SceneObject, statements: Sequence[Statement] = ()) -> SceneGraph:
    return SceneGraph(
        Figure(), objects,
        relations=tuple(one for one in statements if isinstance(one, Relation)),
        arrangements=tuple(one for one in statements if isinstance(one, Arrangement)),
        requirements=tuple(one for one in statements if isinstance(one, Requirement)),
    )  # fmt: skip


def grounded(graph: SceneGraph, counts: Mapping[str, int] | None = None) -> tuple[Grounded, ...]:
    def joint(ids: tuple[str, ...]) -> Box:
        return Box.around(Box.symbolic(id) for id in ids)

    return ground(graph, counts or {}, Box.symbolic, joint, MEASURES)


def pixels(**boxes: Pixels) -> dict[str, Box]:
    """Boxes from (left, top, width, height); ``apples_2`` is ``apples[2]``."""
    named = {}
    for name, (x, y, w, h) in boxes.items():
        id, _, index = name.partition("_")
        named[f"{id}[{index}]" if index else id] = Box.of(units(x), units(y), units(x + w), units(y + h))
    return named


def true_of(graph: SceneGraph, boxes: Mapping[str, Box]) -> bool:
    (verdict,) = evaluate(graph, {}, boxes, MEASURES)
    return verdict.holds


# ---------------------------------------------------------------- solver and verifier agree

QUANTIFIERS = st.one_of(
    st.tuples(st.sampled_from(["every", "each", "some", "none"]), st.none()),
    st.tuples(st.sampled_from(["exactly", "at least", "at most"]), st.integers(0, 3)),
)
NUMBERS = {"a": None, "b": None, "apples": 2, "cups": 2, "jars": 3}


@st.composite
def relations(draw: st.DrawFn) -> Relation:
    """A relation between objects and collections, with quantifiers, distances and ``not``."""
    row = PREDICATES[draw(st.sampled_from([name for name, row in PREDICATES.items() if row.attribute is None]))]
    arguments = []
    for target in draw(st.lists(st.sampled_from(sorted(NUMBERS)), min_size=row.arity, max_size=row.arity, unique=True)):
        quantifier, number = draw(QUANTIFIERS) if NUMBERS[target] else ("every", None)
        arguments.append(ref(target, quantifier=quantifier, number=number))
    distance = draw(st.none() | st.integers(0, 60)) if row.measured else None
    return Relation(
        predicate=row.name, arguments=tuple(arguments), negated=draw(st.booleans()), exactly=draw(st.booleans()),
        distance=None if distance is None else Fraction(distance), kept_level=row.kept_level is not None,
    )  # fmt: skip


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    kind = draw(st.sampled_from(["row", "column", "grid", "ring", "stack", "pyramid", "align", "distribute", "mirror"]))
    axes = {"align": ["top", "center", "right"], "distribute": ["horizontally", "vertically"]}
    targets = draw(st.permutations(["a", "apples", "cups"]))[: draw(st.integers(1, 3))]
    return Arrangement(
        kind=kind, references=tuple(map(ref, targets)), negated=draw(st.booleans()),
        axis=draw(st.sampled_from(axes[kind])) if kind in axes else "vertical",
        gap=draw(st.none() | st.just(Fraction(5))), around=draw(st.none() | st.just(ref("b"))),
    )  # fmt: skip


def solved(statement: Grounded, ids: Sequence[str], seed: int) -> dict[str, Box] | None:
    """Boxes of 8 to 200 pixels on the canvas of which the statement is asserted."""
    solver = z3.Solver()
    solver.set("random_seed", seed)
    solver.set("timeout", 5000)
    for id in ids:
        box = Box.symbolic(id)
        for low, high in ((box.left, box.right), (box.top, box.bottom)):
            extent = conjunction(at_most(low + 96, high), at_most(high, low + 2400))
            solver.add(to_z3(conjunction(extent, at_most(0, low), at_most(high, 6144))))
    for literal in statement.literals:
        solver.add(to_z3(literal.formula))
    if statement.clear is not None:
        between = [(Box.symbolic(a), Box.symbolic(b)) for a, b in statement.clear.between]
        others = [Box.symbolic(id) for id in statement.clear.strangers]
        solver.add(to_z3(no_stranger(between, others, MEASURES, MEASURES.margin)))
    if solver.check() != z3.sat:
        return None
    model = solver.model()

    def value(name: str) -> int:
        return int(model.eval(z3.Int(name), model_completion=True).as_long())  # type: ignore[attr-defined]

    return {id: Box.of(*(value(f"{id}.{e}") for e in EDGES), order=value(f"{id}.order")) for id in ids}


def misplaced(boxes: Mapping[str, Box], shifts: Sequence[int]) -> dict[str, Box]:
    shift = iter(shifts * len(boxes))
    return {
        id: replace(box, **{edge: box.edge(edge) + next(shift) for edge in EDGES})  # type: ignore[arg-type]
        for id, box in boxes.items()
    }


SHIFTS = st.lists(st.integers(-MEASURES.tolerance, MEASURES.tolerance), min_size=4, max_size=16)


@settings(max_examples=250, deadline=None)
@given(relations() | arrangements(), SHIFTS, st.integers(0, 100))
def test_what_the_solver_asserts_is_accepted_however_it_is_seen(
    statement: Relation | Arrangement, shifts: list[int], seed: int
) -> None:
    graph = scene(*(thing(id, count) for id, count in NUMBERS.items()), statements=[statement])
    ids = [id for one in graph.objects for id in one.members(one.count[0])]
    (asserted,) = grounded(graph)
    boxes = solved(asserted, ids, seed)
    if boxes is None:
        event("cannot be asserted")
        return
    event("asserted")
    (verdict,) = evaluate(graph, {}, misplaced(boxes, shifts), MEASURES)
    assert verdict.holds, (verdict.failed, boxes)


coordinates = st.integers(0, 12).map(lambda step: step * 480)
extents = st.integers(1, 4).map(lambda step: step * 480)


@settings(max_examples=300, deadline=None)
@given(relations(), st.data())
def test_a_negation_is_the_opposite(statement: Relation, data: st.DataObject) -> None:
    plain = replace(statement, negated=False, kept_level=False)
    objects = [thing(id, count) for id, count in NUMBERS.items()]
    boxes = {}
    for one in objects:
        for id in one.members(one.count[0]):
            x, y, w, h = (data.draw(strategy) for strategy in (coordinates, coordinates, extents, extents))
            boxes[id] = Box.of(x, y, x + w, y + h, order=data.draw(st.integers(0, 9)))
    verdicts = [true_of(scene(*objects, statements=[one]), boxes) for one in (plain, replace(plain, negated=True))]
    assert verdicts[0] is not verdicts[1]


# ---------------------------------------------------------------- quantifiers

APPLES = pixels(
    apples_1=(0, 100, 20, 20), apples_2=(30, 100, 20, 20), apples_3=(400, 100, 20, 20), plate=(200, 90, 60, 40)
)


@pytest.mark.parametrize(
    ("quantifier", "number", "expected"),
    [
        ("every", None, False), ("each", None, False), ("some", None, True), ("none", None, False),
        ("exactly", 2, True), ("exactly", 1, False), ("exactly", 3, False),
        ("at least", 2, True), ("at least", 3, False), ("at most", 2, True), ("at most", 1, False),
    ],
)  # fmt: skip
def test_quantified_subjects(quantifier: str, number: int | None, expected: bool) -> None:
    subject = ref("apples", quantifier=quantifier, number=number)
    for one in (said("left of", subject, "plate"), said("right of", "plate", subject)):
        graph = scene(thing("apples", 3), thing("plate"), statements=[one])
        assert true_of(graph, APPLES) is expected


def test_the_subject_is_outermost() -> None:
    """Some apple left of every plate; every apple left of some plate."""
    boxes = pixels(
        apples_1=(0, 0, 20, 20), apples_2=(200, 0, 20, 20), plates_1=(100, 0, 20, 20), plates_2=(300, 0, 20, 20)
    )
    objects = thing("apples", 2), thing("plates", 2)
    some_every = said("left of", ref("apples", quantifier="some"), "plates")
    every_some = said("left of", "apples", ref("plates", quantifier="some"))
    some_none = said("left of", ref("apples", quantifier="some"), ref("plates", quantifier="none"))
    every_every = said("left of", "apples", "plates")
    said_so = (some_every, every_some, some_none, every_every)
    assert [true_of(scene(*objects, statements=[one]), boxes) for one in said_so] == [True, True, False, False]


def test_excluded_pairs_are_kept_clearly_out() -> None:
    """Just two apples left of the plate: the third is not even nearly so."""
    graph = scene(
        thing("apples", 3), thing("plate"),
        statements=[said("left of", ref("apples", quantifier="exactly", number=2), "plate")],
    )  # fmt: skip
    (one,) = grounded(graph)
    boxes = solved(one, ["apples[1]", "apples[2]", "apples[3]", "plate"], 0)
    assert boxes is not None
    left = [PREDICATES["left of"].formula((boxes[f"apples[{i}]"], boxes["plate"]), MEASURES, s)
            for s in (MEASURES.margin, -MEASURES.margin) for i in (1, 2, 3)]  # fmt: skip
    assert left.count(True) == 4


def test_members_collections_selectors_and_the_canvas_are_references() -> None:
    graph = scene(thing("apples", 3), thing("plate"))
    graph = replace(graph, collections={"fruit": ("apples",), "all": ("fruit", "plate")})
    wanted = {
        ("apples[2]",): {"apples[2]"}, ("fruit",): {"apples[1]", "apples[2]", "apples[3]"},
        ("all",): {"apples[1]", "apples[2]", "apples[3]", "plate"}, ("apples[1]", "plate"): {"apples[1]", "plate"},
    }  # fmt: skip
    for targets, members in wanted.items():
        stated = replace(graph, relations=(said("inside", ref(*targets), CANVAS),))
        (one,) = grounded(stated)
        assert {name.rpartition(".")[0] for name in variables(one.literals[0].formula)} == members


def test_a_member_that_the_counts_do_not_have_makes_its_statement_false() -> None:
    apples = SceneObject("apples", Kind.SHAPE, "circle", count=(1, None), counted=True)
    graph = scene(apples, thing("plate"), statements=[said("left of", "apples[3]", "plate")])
    assert [one.literals[0].formula for one in grounded(graph, {"apples": 2})] == [False]
    assert grounded(graph, {"apples": 3})[0].literals[0].formula is not False
    required = scene(apples, statements=[Requirement(formula=at_most(0, variable("apples[3].left")))])
    assert grounded(required, {"apples": 2})[0].literals[0].formula is False


def test_pairs_of_different_members_only() -> None:
    near = scene(thing("apples", 3), statements=[said("near", "apples", "apples")])
    assert true_of(near, pixels(apples_1=(0, 0, 20, 20), apples_2=(30, 0, 20, 20), apples_3=(60, 0, 20, 20)))
    assert not true_of(near, pixels(apples_1=(0, 0, 20, 20), apples_2=(30, 0, 20, 20), apples_3=(300, 0, 20, 20)))


# ---------------------------------------------------------------- collections

CUPS = (thing("cups", 2), thing("saucers", 2))
CROSSED = pixels(
    cups_1=(200, 80, 20, 20), cups_2=(100, 80, 20, 20), saucers_1=(90, 100, 40, 10), saucers_2=(190, 100, 40, 10)
)
SAME_SAUCER = CROSSED | pixels(cups_2=(196, 80, 20, 20))


def test_one_to_one_when_there_are_as_many() -> None:
    graph = scene(*CUPS, statements=[said("on", "cups", "saucers")])
    assert true_of(graph, CROSSED)
    assert not true_of(graph, SAME_SAUCER)


def test_one_of_the_collection_when_there_are_more_subjects() -> None:
    graph = scene(thing("cups", 2), thing("saucers", 3), statements=[said("on", "cups", "saucers")])
    assert true_of(graph, SAME_SAUCER | pixels(saucers_3=(400, 400, 10, 10)))


def test_each_on_every_asks_for_all_pairs() -> None:
    graph = scene(*CUPS, statements=[said("on", ref("cups", quantifier="each"), "saucers")])
    assert not true_of(graph, CROSSED)


def test_containers_share_what_they_contain() -> None:
    graph = scene(thing("boxes", 2), thing("apples", 3), statements=[said("contains", "boxes", "apples")])
    boxes = pixels(
        boxes_1=(0, 0, 100, 100), boxes_2=(200, 0, 100, 100),
        apples_1=(10, 10, 20, 20), apples_2=(50, 50, 20, 20), apples_3=(210, 10, 20, 20),
    )  # fmt: skip
    assert true_of(graph, boxes)
    assert not true_of(graph, boxes | pixels(apples_3=(120, 10, 20, 20)))
    single = scene(thing("box"), thing("apples", 2), statements=[said("contains", "box", "apples")])
    inside = pixels(box=(0, 0, 100, 100), apples_1=(10, 10, 20, 20), apples_2=(50, 50, 20, 20))
    assert true_of(single, inside)
    assert not true_of(single, inside | pixels(apples_2=(150, 50, 20, 20)))


def test_interchangeable_members_are_matched_by_index() -> None:
    graph = scene(*CUPS, statements=[said("on", "cups", "saucers")])
    (one,) = grounded(graph)
    assert one.rests == (("cups[1]", "saucers[1]"), ("cups[2]", "saucers[2]"))
    assert interchangeable(graph, {}) == frozenset()


def test_members_that_something_tells_apart_are_not_matched_by_index() -> None:
    rows = [Arrangement(kind="row", references=(ref(id),)) for id in ("cups", "saucers")]
    graph = scene(*CUPS, statements=[said("on", "cups", "saucers"), *rows])
    one = grounded(graph)[0]
    assert set(one.rests) == {(f"cups[{i}]", f"saucers[{j}]") for i in (1, 2) for j in (1, 2)}
    ordered = [said("left of", "cups[1]", "cups[2]"), said("right of", "saucers[1]", "saucers[2]")]
    crossing = scene(*CUPS, statements=[said("on", "cups", "saucers"), *ordered])
    both = Grounded(Statement(), tuple(literal for g in grounded(crossing) for literal in g.literals))
    boxes = solved(both, [*CROSSED], 0)
    assert boxes is not None, "a cup may stand on a saucer of another number"
    assert all(verdict.holds for verdict in evaluate(crossing, {}, boxes, MEASURES))


def test_a_matching_is_more_than_company_for_everyone() -> None:
    """Two cups touch the first saucer only and the third cup touches both others: nobody is alone."""
    rows = [Arrangement(kind="row", references=(ref(id),)) for id in ("cups", "saucers")]
    graph = scene(thing("cups", 3), thing("saucers", 3), statements=[said("touching", "cups", "saucers"), *rows])
    boxes = pixels(
        cups_1=(0, 0, 40, 40), saucers_1=(40, 0, 40, 40), cups_2=(80, 0, 40, 40),
        saucers_2=(200, 0, 40, 40), cups_3=(240, 0, 40, 40), saucers_3=(280, 0, 40, 40),
    )  # fmt: skip
    asserted = grounded(graph)[0].literals[0].formula

    def is_asserted(boxes: Mapping[str, Box]) -> bool:
        edges = {f"{id}.{edge}": box.edge(edge) for id, box in boxes.items() for edge in EDGES}
        return substitute(asserted, edges.__getitem__) is True

    apart = boxes | pixels(cups_2=(400, 400, 40, 40), saucers_3=(440, 400, 40, 40))
    for seen, matched in ((boxes, False), (apart, True)):
        assert is_asserted(seen) is matched
        assert evaluate(graph, {}, seen, MEASURES)[0].holds is matched


def test_a_chain_of_matchings_uses_each_freedom_once() -> None:
    """Cups on saucers, saucers on mats, cups touching mats: the last may not be renamed any more."""
    objects = (*CUPS, thing("mats", 2))
    chain = [said("on", "cups", "saucers"), said("on", "saucers", "mats"), said("touching", "cups", "mats")]
    first, second, third = grounded(scene(*objects, statements=chain))
    assert len(first.exempt) == len(second.exempt) == 2
    assert len(third.exempt) == 4
    assert interchangeable(scene(*objects, statements=chain[:1]), {}) == {"mats"}


def test_directions_between_collections_are_said_of_joint_boxes() -> None:
    stated = said("left of", "apples", "pears", kept_level=True)
    graph = scene(thing("apples", 5), thing("pears", 4), statements=[stated])
    asked: list[tuple[str, ...]] = []

    def joint(ids: tuple[str, ...]) -> Box:
        asked.append(ids)
        return Box.symbolic(ids[0].partition("[")[0])

    (one,) = ground(graph, {}, Box.symbolic, joint, MEASURES)
    assert [literal.name for literal in one.literals] == ["", KEPT_LEVEL]
    assert variables(one.literals[0].formula) == {"apples.right", "pears.left"}
    assert {len(ids) for ids in asked} == {5, 4}


def test_kept_level_is_a_literal_of_its_own() -> None:
    boxes = pixels(a=(0, 0, 20, 20), b=(40, 300, 20, 20))
    graph = scene(thing("a"), thing("b"), statements=[said("left of", "a", "b", kept_level=True)])
    (verdict,) = evaluate(graph, {}, boxes, MEASURES)
    assert verdict.failed == (KEPT_LEVEL,)
    free = scene(thing("a"), thing("b"), statements=[said("left of", "a", "b")])
    assert true_of(free, boxes)
    denied = scene(thing("a"), thing("b"), statements=[said("left of", "a", "b", kept_level=True, negated=True)])
    assert not true_of(denied, boxes)


def test_between_the_members_of_a_collection() -> None:
    trees = pixels(trees_1=(0, 0, 40, 100), trees_2=(300, 0, 40, 100), house=(150, 20, 60, 80))
    two = scene(thing("house"), thing("trees", 2), statements=[said("between", "house", "trees")])
    assert true_of(two, trees)
    assert not true_of(two, trees | pixels(house=(400, 20, 60, 80)))
    three = scene(thing("house"), thing("trees", 3), statements=[said("between", "house", "trees")])
    assert true_of(three, trees | pixels(trees_3=(400, 0, 40, 100)))


def test_a_collection_surrounds_together() -> None:
    sides = pixels(
        trees_1=(100, 180, 40, 40), trees_2=(180, 100, 40, 40), trees_3=(260, 180, 40, 40), trees_4=(180, 260, 40, 40),
        house=(160, 160, 80, 80),
    )  # fmt: skip
    together = said("surrounding", "trees", "house")
    graph = scene(thing("trees", 4), thing("house"), statements=[together])
    assert true_of(graph, sides)
    assert not true_of(graph, sides | pixels(trees_4=(300, 100, 40, 40)))
    each = said("surrounding", ref("trees", quantifier="each"), "house")
    assert not true_of(scene(thing("trees", 4), thing("house"), statements=[each]), sides)


# ---------------------------------------------------------------- what is freed from the spacing


def test_pairs_and_when_they_are_freed() -> None:
    def only(statement: Statement) -> Grounded:
        objects = [thing("cup"), thing("table"), thing("apples", 2)]
        return grounded(scene(*objects, statements=[statement]))[0]

    on = only(said("on", "cup", "table"))
    assert (on.rests, on.exempt, on.replaced) == ((("cup", "table"),), (("cup", "table"),), ())
    assert [pair.when for pair in on.pairs] == [True]
    contains = only(said("contains", "table", "cup"))
    assert contains.rests == (("cup", "table"),)
    assert only(said("left of", "cup", "table")).pairs == ()
    by = only(said("left of", "cup", "table", distance=Fraction(2)))
    assert (by.replaced, by.exempt) == ((("cup", "table"),), ())
    assert only(said("touching", "cup", "table")).exempt == (("cup", "table"),)
    assert only(said("on", "cup", "table", negated=True)).pairs == ()
    some = only(said("on", ref("apples", quantifier="some"), "table"))
    assert [pair.when not in (True, False) for pair in some.pairs] == [True, True]
    preferred = only(said("overlapping", "cup", "table", weight=Fraction(1)))
    assert [pair.when not in (True, False) for pair in preferred.pairs] == [True]
    row = only(Arrangement(kind="row", references=(ref("apples"), ref("cup")), gap=Fraction(1)))
    assert row.replaced == (("apples[1]", "apples[2]"), ("apples[2]", "cup"))
    fence = only(said("surrounding", "cup", "apples"))
    assert set(fence.rests) == {("apples[1]", "cup"), ("apples[2]", "cup")}


# ---------------------------------------------------------------- arrangements and requirements


def test_no_stranger_in_a_row() -> None:
    row = Arrangement(kind="row", references=(ref("apples"),))
    row_of = pixels(apples_1=(0, 100, 20, 20), apples_2=(100, 100, 20, 20), cup=(50, 105, 10, 10))
    objects = thing("apples", 2), thing("cup")
    (verdict,) = evaluate(scene(*objects, statements=[row]), {}, row_of, MEASURES)
    assert verdict.failed == (NO_STRANGER,)
    assert true_of(scene(*objects, statements=[row]), row_of | pixels(cup=(50, 140, 10, 10)))


def test_what_carries_a_row_is_no_stranger_but_what_stands_beside_it_is() -> None:
    row = Arrangement(kind="row", references=(ref("apples"),))
    statements = [said("inside", "apples", "tray"), said("inside", "cup", "tray"), row]
    graph = scene(thing("apples", 2), thing("tray"), thing("cup"), statements=statements)
    boxes = pixels(
        apples_1=(10, 100, 20, 20), apples_2=(100, 100, 20, 20), tray=(0, 80, 300, 80), cup=(200, 105, 10, 10)
    )
    assert [verdict.failed for verdict in evaluate(graph, {}, boxes, MEASURES)] == [(), (), ()]
    moved = boxes | pixels(cup=(50, 105, 10, 10))
    assert [verdict.failed for verdict in evaluate(graph, {}, moved, MEASURES)] == [(), (), (NO_STRANGER,)]


def test_requirements_read_edges_joint_boxes_counts_and_the_canvas() -> None:
    apples = variable("apples.width")
    wanted = conjunction(
        at_most(apples * 2, variable("canvas.width")), at_most(variable("count(apples)"), 3),
        less(variable("apples[1].left"), variable("apples[2].cx")),
    )  # fmt: skip
    graph = scene(thing("apples", 2), statements=[Requirement(formula=wanted)])
    assert true_of(graph, pixels(apples_1=(0, 0, 20, 20), apples_2=(200, 0, 20, 20)))
    assert not true_of(graph, pixels(apples_1=(0, 0, 20, 20), apples_2=(400, 0, 20, 20)))
    denied = replace(graph, requirements=(Requirement(formula=wanted, negated=True),))
    assert true_of(denied, pixels(apples_1=(0, 0, 20, 20), apples_2=(400, 0, 20, 20)))


def test_requirements_are_exact_for_the_solver_and_within_the_tolerance_for_the_verifier() -> None:
    formula = at_most(variable("a.right"), variable("b.left"))
    graph = scene(thing("a"), thing("b"), statements=[Requirement(formula=formula)])
    assert grounded(graph)[0].literals[0].formula == formula
    tolerance = Fraction(MEASURES.tolerance, 12)
    assert true_of(graph, pixels(a=(0, 0, 100 + tolerance, 20), b=(100 - tolerance, 0, 20, 20)))
    assert not true_of(graph, pixels(a=(0, 0, 101 + tolerance, 20), b=(100 - tolerance, 0, 20, 20)))


def test_free_relations_and_attributes_have_no_geometry() -> None:
    free = [said(words, "a", "b", checked=False) for words in ("looks at", "chasing", "sitting on")]
    statements = [*free, said("same color as", "a", "b")]
    for one in grounded(scene(thing("a"), thing("b"), statements=statements)):
        assert one.literals == one.pairs == ()


def test_statements_keep_their_order() -> None:
    statements = [
        said("left of", "a", "b"), Arrangement(kind="align", references=(ref("a"), ref("b")), axis="top"),
        Requirement(formula=True),
    ]  # fmt: skip
    graph = scene(thing("a"), thing("b"), statements=statements)
    assert [one.statement for one in grounded(graph)] == statements
    boxes = pixels(a=(0, 0, 10, 10), b=(50, 0, 10, 10))
    assert [one.statement for one in evaluate(graph, {}, boxes, MEASURES)] == statements
