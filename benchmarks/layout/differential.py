"""Small random figures of all relations, on which ours, Z3 and CP-SAT must agree whether there is a layout.

Where there is one, ours has to satisfy ``reference``; where there is none, every core has to be unsatisfiable by
itself and satisfiable without any one of its members, as plain Z3 finds from the reference's formulas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from itertools import product
from multiprocessing import get_context
from random import Random
from typing import Any

from checking import faults
from peers import cpsat_pairs, z3_int
from reference import DEFINITION, Demand, Owner, demand, label_of
from results import table

from sgc.graph.linear import at_most, disjunction, variable
from sgc.graph.scene import (
    Arrangement,
    Figure,
    Kind,
    Length,
    Reference,
    Relation,
    Requirement,
    SceneGraph,
    SceneObject,
)
from sgc.layout import solve
from sgc.layout.types import Conflict, Core, Layout

DIRECTIONS = ("left of", "right of", "above", "below")
PREDICATES = (
    *DIRECTIONS, *DIRECTIONS, "near", "far from", "beside", "outside", "centered in", "inside", "contains", "on",
    "aligned left with", "aligned right with", "aligned top with", "aligned bottom with", "aligned center with",
    "aligned middle with", "same width as", "taller than", "larger than", "between", "surrounding",
)  # fmt: skip
#: One or two more may be said of a figure: who lies below, touches, shares a part or covers, other sizes,
#: and ninths, each of which is said as often as a third of one of the others.
NINTHS = ("top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right")
MEETING = (
    *3 * (
        "under", "touching", "overlapping", "behind", "in front of", "same height as", "same size as", "wider than",
        "narrower than", "shorter than", "smaller than",
    ),
    *(f"at {ninth} of" for ninth in NINTHS),
)  # fmt: skip
#: "sat", "unsat" or "unknown" for what is demanded, within seconds.
Judge = Callable[[Demand, float], str]


def judged_by_z3(wanted: Demand, limit: float) -> str:
    return z3_int(wanted, limit)[0]


def judged_by_cpsat(wanted: Demand, limit: float) -> str:
    return cpsat_pairs(wanted, limit)[0]


# ---------------------------------------------------------------- figures


def figure(seed: int) -> SceneGraph:
    """At most six declared things on a canvas that is often too small for them, or for what is said of them."""
    return _Drawn(Random(f"differential {seed}")).scene()


class _Drawn:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.side = random.choice((60, 90, 130, 200))
        self.objects: list[SceneObject] = []
        self.relations: list[Relation] = []
        self.arrangements: list[Arrangement] = []
        self.requirements: list[Requirement] = []

    def scene(self) -> SceneGraph:
        random = self.random
        number = random.randint(1, 6)
        if random.random() < 0.15:
            self.objects.append(SceneObject("g", Kind.GROUP, "group", statement="group g"))
        for index in range(number):
            self._thing(f"x{index}")
        ids = [one.id for one in self.objects if one.kind is not Kind.GROUP]
        for _ in range(random.randint(0, 6) if number > 1 else 0):
            self._relate(ids)
        if number < 4 and random.random() < 0.3:
            self._collection(ids)
        if number > 2 and random.random() < 0.3:
            self._arrange(ids)
        for _ in range(random.choice((0, 0, 0, 1, 2)) if number > 1 else 0):
            self._require(ids)
        figure = Figure(
            "scene", size=(self.side, self.side), spacing=Fraction(random.choice((0, 2, 4))),
            margin=Fraction(random.choice((0, 3))),
        )  # fmt: skip
        for _ in range(random.choice((0, 0, 1, 2)) if number > 1 else 0):
            self._meet(ids)
        return SceneGraph(
            figure, tuple(self.objects), {}, tuple(self.relations), tuple(self.arrangements), tuple(self.requirements)
        )

    def _thing(self, id: str) -> None:
        random = self.random
        grouped = bool(self.objects) and self.objects[0].kind is Kind.GROUP and random.random() < 0.4
        size = {name: Length(Fraction(random.randint(4, 28) * 2)) for name in ("width", "height")}
        stated = random.random() < 0.7
        noun = "rectangle" if stated else random.choice(("square", "rectangle", "circle"))
        container = "g" if grouped else None
        label = random.choice(("A", "tea", "Engine 4")) if stated and random.random() < 0.2 else None
        properties = size if stated else {}
        self.objects.append(
            SceneObject(id, Kind.SHAPE, noun, properties=properties, container=container, label=label, statement=id)
        )

    def _said(self, words: str) -> str:
        """No two statements have the same words, so that cores tell them apart."""
        return f"{len(self.relations) + len(self.arrangements) + len(self.requirements)}: {words}"

    def _relate(self, ids: list[str]) -> None:
        random = self.random
        predicate = random.choice(PREDICATES)
        if predicate == "surrounding":
            around = random.choice((1, 2, 4))
            if len(ids) <= around:
                return
            *subjects, other = random.sample(ids, around + 1)
            arguments = (Reference(tuple(subjects), text=" ".join(subjects)), Reference((other,), text=other))
            words = self._said(f"{' '.join(subjects)} surrounding {other}")
            self.relations.append(Relation(words, predicate=predicate, arguments=arguments))
            return
        if predicate == "between" and len(ids) < 3:
            return
        names = random.sample(ids, 3 if predicate == "between" else 2)
        distance, exactly, level = None, False, False
        if predicate in DIRECTIONS:
            level = random.random() < 0.5
            if random.random() < 0.2:
                distance, exactly = Fraction(random.choice((1, 5, 20))), random.random() < 0.4
        self.relations.append(
            Relation(
                self._said(f"{names[0]} {predicate} {' and '.join(names[1:])}"), predicate=predicate,
                arguments=tuple(Reference((id,), text=id) for id in names),
                distance=distance, exactly=exactly, kept_level=level,
            )
        )  # fmt: skip

    def _meet(self, ids: list[str]) -> None:
        a, b = self.random.sample(ids, 2)
        predicate = self.random.choice(MEETING)
        arguments = (Reference((a,), text=a), Reference((b,), text=b))
        self.relations.append(Relation(self._said(f"{a} {predicate} {b}"), predicate=predicate, arguments=arguments))

    def _collection(self, ids: list[str]) -> None:
        """Circles of a stated size, three or so, of which some, two or none are somewhere."""
        random = self.random
        ten = Length(Fraction(10))
        least = random.choice((2, 3))
        most = least if random.random() < 0.6 else least + 2
        self.objects.append(
            SceneObject(
                "c", Kind.SHAPE, "circle", count=(least, most), counted=True, statement="c",
                properties={"width": ten, "height": ten},
            )
        )  # fmt: skip
        quantifier, number = random.choice((("some", None), ("at least", 2), ("none", None), ("at most", 1)))
        predicate = random.choice(("left of", "below", "near"))
        other = random.choice(ids)
        subject = Reference(("c",), quantifier, number, f"{quantifier} of c")  # type: ignore[arg-type]
        arguments = (subject, Reference((other,), text=other))
        words = self._said(f"{quantifier} c {predicate} {other}")
        self.relations.append(Relation(words, predicate=predicate, arguments=arguments))

    def _arrange(self, ids: list[str]) -> None:
        random = self.random
        kinds = ("row", "column") if len(ids) < 4 else ("row", "column", "grid", "ring")
        kind = random.choice(kinds)
        names = random.sample(ids, 4 if kind == "grid" else 3)
        around = None
        if kind == "ring":
            middle = next(id for id in ids if id not in names)
            around = Reference((middle,), text=middle)
        references = tuple(Reference((id,), text=id) for id in names)
        self.arrangements.append(
            Arrangement(
                self._said(f"{kind} {' '.join(names)}"), kind=kind, references=references,
                size=(2, 2) if kind == "grid" else None, around=around,
            )
        )  # fmt: skip

    def _require(self, ids: list[str]) -> None:
        random = self.random

        def form() -> Any:
            edge = random.choice(("left", "top", "right", "bottom", "width", "height", "cx", "cy"))
            return variable(f"{random.choice(ids)}.{edge}")

        bounds = [at_most(form() + 12 * random.randint(-20, 20), form()) for _ in range(random.choice((1, 1, 2)))]
        self.requirements.append(Requirement(self._said("require"), formula=disjunction(*bounds)))


# ---------------------------------------------------------------- agreement


def difference(scene: SceneGraph, judges: Mapping[str, Judge], limit: float = 20.0) -> tuple[str, str | None]:
    """The answer on one figure, and what is wrong with it if anything is."""
    verdicts = {name: _judged(scene, judge, limit) for name, judge in judges.items()}
    known = set(verdicts.values()) - {"unknown"}
    result = solve(scene)
    ours = {Layout: "sat", Conflict: "unsat"}.get(type(result), "unknown")
    if ours == "unknown" and known:
        return ours, f"ours does not know, the others say {verdicts}"
    if known - {ours}:
        return ours, f"ours says {ours}, the others {verdicts}"
    if isinstance(result, Layout):
        layers = {one.id: one.layer for one in result.objects}
        boxes = {one.id: one.box for one in result.objects}
        boxes |= {label_of(one.id): one.label.box for one in result.objects if one.label and not one.label.inside}
        wrong = faults(scene, boxes, result.counts, layers=layers)
        if wrong:
            return ours, f"the layout is wrong: {wrong[0]}"
    if isinstance(result, Conflict):
        for core in result.cores:
            fault = reducible(scene, core, judges["z3"], limit)
            if fault is not None:
                return ours, fault
    return ours, None


def _judged(scene: SceneGraph, judge: Judge, limit: float) -> str:
    """The first answer but "unsat" for any counts that are asked for, fewest things first."""
    ranges = [range(one.count[0], (one.count[1] or one.count[0]) + 1) for one in scene.objects]
    for numbers in sorted(product(*ranges), key=sum):
        counts = {one.id: number for one, number in zip(scene.objects, numbers, strict=True)}
        answer = judge(demand(scene, counts), limit)
        if answer != "unsat":
            return answer
    return "unsat"


def reducible(scene: SceneGraph, core: Core, judge: Judge, limit: float) -> str | None:
    """What is wrong with a core of the figure with its least counts: it can hold, or does so only in part."""
    members = list(core.members)

    def answer(named: list[Owner]) -> str:
        wanted = demand(scene, free=True)
        kept = [i for i, owner in enumerate(wanted.owners) if owner in named or owner == DEFINITION]
        owners, formulas = ([items[i] for i in kept] for items in (wanted.owners, wanted.formulas))
        return judge(Demand(wanted.boxes, tuple(formulas), wanted.bounds, wanted.side, tuple(owners)), limit)

    if answer(members) == "sat":
        return f"the core {members} can hold"
    for one in members:
        if answer([other for other in members if other != one]) == "unsat":
            return f"the core {members} does not need {one}"
    return None


def compare(number: int, first: int) -> str:
    """How often they agreed, as a table. Raises SystemExit when they did not."""
    answers: Counter[str] = Counter()
    wrong = 0
    # CP-SAT brings a build of HiGHS under the names of ours, so it has a process of its own.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        judges: dict[str, Judge] = {
            "z3": judged_by_z3,
            "cpsat": lambda wanted, limit: apart.submit(judged_by_cpsat, wanted, limit).result(),
        }
        for seed in range(first, first + number):
            answer, fault = difference(figure(seed), judges)
            answers[answer] += 1
            if fault is not None:
                wrong += 1
                print(f"seed {seed}: {fault}", flush=True)
    kinds = ("sat", "unsat", "unknown")
    text = table(["figures", *kinds, "differences"], [[number, *(answers[kind] for kind in kinds), wrong]])
    print(text)
    if wrong:
        raise SystemExit(1)
    return text
