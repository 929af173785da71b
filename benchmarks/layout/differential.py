"""Small random figures of all relations, on which ours, Z3 and CP-SAT must agree whether there is a layout."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from random import Random

from peers import cpsat_pairs, z3_int
from reference import demand, faults

from sgc.graph.scene import Arrangement, Figure, Kind, Length, Reference, Relation, SceneGraph, SceneObject
from sgc.layout import solve
from sgc.layout.types import Conflict, Layout

DIRECTIONS = ("left of", "right of", "above", "below")
PREDICATES = (
    *DIRECTIONS, *DIRECTIONS, "near", "far from", "beside", "outside", "centered in", "inside", "contains", "on",
    "aligned left with", "aligned right with", "aligned top with", "aligned bottom with", "aligned center with",
    "aligned middle with", "same width as", "between",
)  # fmt: skip


def figure(seed: int) -> SceneGraph:
    """At most six things on a canvas that is often too small for them, or for what is said of them."""
    random = Random(f"differential {seed}")
    side = random.choice((60, 90, 130, 200))
    ids = [f"x{index}" for index in range(random.randint(1, 6))]
    objects = []
    for id in ids:
        lengths = [Length(Fraction(random.randint(4, 30) * 2)) for _ in range(2)]
        properties = {"width": lengths[0], "height": lengths[1]}
        if random.random() < 0.2:
            objects.append(SceneObject(id, Kind.SHAPE, random.choice(("square", "rectangle")), statement=id))
        else:
            objects.append(SceneObject(id, Kind.SHAPE, "rectangle", properties=dict(properties), statement=id))
    counted = None
    if len(ids) < 4 and random.random() < 0.3:
        counted = SceneObject(
            "c", Kind.SHAPE, "circle", count=(3, 3), counted=True, statement="c",
            properties={"width": Length(Fraction(10)), "height": Length(Fraction(10))},
        )  # fmt: skip
        objects.append(counted)
    relations = []
    sized = [one.id for one in objects if one.properties and one is not counted]
    for _ in range(random.randint(0, 6) if len(ids) > 1 else 0):
        predicate = random.choice(PREDICATES)
        if predicate == "between":
            if len(ids) < 3:
                continue
            names = random.sample(ids, 3)
        else:
            names = random.sample(ids, 2)
        relations.append(_relation(predicate, *names, level=predicate in DIRECTIONS and random.random() < 0.5))
    if counted is not None and sized:
        quantifier, number = random.choice((("some", None), ("at least", 2), ("none", None), ("at most", 1)))
        subject = Reference(("c",), quantifier, number, f"{quantifier} of c")  # type: ignore[arg-type]
        predicate = random.choice(("left of", "below", "near"))
        other = random.choice(sized)
        arguments = (subject, Reference((other,), text=other))
        relations.append(Relation(f"{quantifier} c {predicate} {other}", predicate=predicate, arguments=arguments))
    arrangements = []
    if len(ids) > 2 and random.random() < 0.25:
        kind = random.choice(("row", "column", "grid") if len(ids) >= 4 else ("row", "column"))
        names = random.sample(ids, 4 if kind == "grid" else 3)
        references = tuple(Reference((id,), text=id) for id in names)
        size = (2, 2) if kind == "grid" else None
        arrangements.append(Arrangement(f"{kind} {' '.join(names)}", kind=kind, references=references, size=size))
    spacing = Fraction(random.choice((0, 2, 4)))
    head = Figure("diagram", size=(side, side), spacing=spacing, margin=Fraction(random.choice((0, 3))))
    return SceneGraph(head, tuple(objects), {}, tuple(relations), tuple(arrangements))


def _relation(predicate: str, *names: str, level: bool) -> Relation:
    words = f"{names[0]} {predicate} {' and '.join(names[1:])}"
    arguments = tuple(Reference((id,), text=id) for id in names)
    return Relation(words, predicate=predicate, arguments=arguments, kept_level=level)


def difference(seed: int, limit: float = 20.0) -> tuple[str, str | None]:
    """The answer on one figure, and what is wrong with it if anything is."""
    scene = figure(seed)
    wanted = demand(scene)
    peers = {peer.__name__: peer(wanted, limit)[0] for peer in (z3_int, cpsat_pairs)}
    known = {answer for answer in peers.values() if answer != "unknown"}
    result = solve(scene)
    ours = {Layout: "sat", Conflict: "unsat"}.get(type(result), "unknown")
    if ours == "unknown":
        return ours, f"ours does not know, the others say {peers}"
    if known - {ours}:
        return ours, f"ours says {ours}, the others {peers}"
    if isinstance(result, Layout):
        wrong = faults(scene, {one.id: one.box for one in result.objects}, result.counts)
        if wrong:
            return ours, f"the layout is wrong: {wrong[0]}"
    return ours, None


def compare(number: int, first: int) -> None:
    """Prints how often they agreed. Raises SystemExit when they did not."""
    answers: Counter[str] = Counter()
    wrong = 0
    for seed in range(first, first + number):
        answer, fault = difference(seed)
        answers[answer] += 1
        if fault is not None:
            wrong += 1
            print(f"seed {seed}: {fault}", flush=True)
    print(f"{number} figures: {dict(sorted(answers.items()))}, {wrong} differences")
    if wrong:
        raise SystemExit(1)
