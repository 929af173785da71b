"""Other ways to solve the same figures: Z3 with all pairs, in two arithmetics, CP-SAT in two encodings, and Penrose.

They get what ``reference`` reads from a figure. ``solve`` gives "sat", "unsat" or "unknown", and the boxes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import ceil
from typing import Any

from checking import value
from forms import UNITS, Apart, Atom, Box, Formula, Least, Sum
from penrose import TOLERANCE, penrose
from reference import Demand, demand

from sgc.graph.scene import Figure, Kind, Length, SceneGraph
from sgc.layout.types import shifted

Answer = tuple[str, Mapping[str, tuple[int, int, int, int]]]
#: The share of a container's room that its members take, with their gaps, when it is solved apart.
DENSITY = 0.7
#: Threads of CP-SAT: its search is a portfolio.
THREADS = 2


def ways(formula: Apart, boxes: Mapping[str, Box]) -> tuple[Atom, ...]:
    a, b = boxes[formula.a], boxes[formula.b]
    pairs = ((a.right, b.left), (b.right, a.left), (a.bottom, b.top), (b.bottom, a.top))
    return tuple(Atom(first - second + formula.gap) for first, second in pairs)


def atoms(formula: Formula, boxes: Mapping[str, Box]) -> Iterator[Atom]:
    if isinstance(formula, Atom):
        yield formula
    else:
        for part in formula.parts if isinstance(formula, Least) else ways(formula, boxes):
            yield from atoms(part, boxes)


def numbers(wanted: Demand, values: Mapping[str, int]) -> Mapping[str, tuple[int, int, int, int]]:
    return {
        id: (value(b.left, values), value(b.top, values), value(b.right, values), value(b.bottom, values))
        for id, b in wanted.boxes.items()
    }  # fmt: skip


# ---------------------------------------------------------------- Z3


def z3_int(wanted: Demand, limit: float) -> Answer:
    """Z3 as it comes, integers, all pairs."""
    import z3

    return _z3(wanted, limit, lambda context: z3.Solver(ctx=context))


def z3_differences(wanted: Demand, limit: float) -> Answer:
    """Z3's difference logic, where the figure is in it."""
    import z3

    for formula in wanted.formulas:
        for atom in atoms(formula, wanted.boxes):
            signs = sorted(c for _, c in atom.sum.terms)
            if signs and len({abs(c) for c in signs}) == 1:
                signs = [c // abs(signs[0]) for c in signs]
            if len(signs) > 2 or (len(signs) == 2 and signs != [-1, 1]) or (len(signs) == 1 and abs(signs[0]) != 1):
                return "not in it", {}
    return _z3(wanted, limit, lambda context: z3.SolverFor("QF_IDL", ctx=context))


def _z3(wanted: Demand, limit: float, solver_in: Callable[[Any], Any]) -> Answer:
    import z3

    context = z3.Context()
    solver = solver_in(context)
    solver.set("timeout", round(limit * 1000))
    short = {name: f"v{index}" for index, name in enumerate(wanted.bounds)}
    lines = [f"(declare-const {name} Int)" for name in short.values()]
    lines += [f"(assert {_text(formula, wanted.boxes, short)})" for formula in wanted.formulas]
    solver.from_string("\n".join(lines))
    answer = str(solver.check())
    if answer != "sat":
        return answer, {}
    model = solver.model()
    found = {d.name(): model[d].as_long() for d in model.decls() if d.name().startswith("v")}
    return answer, numbers(wanted, {name: found.get(one, 0) for name, one in short.items()})


def _text(formula: Formula, boxes: Mapping[str, Box], short: Mapping[str, str]) -> str:
    if isinstance(formula, Atom):
        terms = [f"(* {_integer(c)} {short[name]})" if c != 1 else short[name] for name, c in formula.sum.terms]
        positive = [short[name] for name, c in formula.sum.terms if c == 1]
        negative = [short[name] for name, c in formula.sum.terms if c == -1]
        if len(terms) == len(positive) + len(negative) == 2 and len(positive) == 1:
            return f"(<= (- {positive[0]} {negative[0]}) {_integer(-formula.sum.constant)})"
        return f"(<= (+ 0 {' '.join(terms)}) {_integer(-formula.sum.constant)})"
    parts = formula.parts if isinstance(formula, Least) else ways(formula, boxes)
    least = formula.number if isinstance(formula, Least) else 1
    texts = " ".join(_text(part, boxes, short) for part in parts)
    if not parts or least <= 0:
        return "true" if least <= 0 else "false"
    if least in (1, len(parts)):
        return f"({'and' if least == len(parts) else 'or'} {texts})"
    return f"((_ at-least {least}) {texts})"


def _integer(number: int) -> str:
    return str(number) if number >= 0 else f"(- {-number})"


# ---------------------------------------------------------------- CP-SAT


def cpsat_pairs(wanted: Demand, limit: float) -> Answer:
    """CP-SAT with four literals a pair."""
    return _cpsat(wanted, limit, plane=False)


def cpsat_plane(wanted: Demand, limit: float) -> Answer:
    """CP-SAT with its constraint for rectangles in the plane."""
    return _cpsat(wanted, limit, plane=True)


def _cpsat(wanted: Demand, limit: float, plane: bool) -> Answer:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    column = {name: model.new_int_var(low, high, name) for name, (low, high) in wanted.bounds.items()}

    def linear(form: Sum) -> Any:
        return sum(c * column[name] for name, c in form.terms) + form.constant

    def require(formula: Formula, literal: Any | None) -> None:
        if isinstance(formula, Atom):
            if not formula.sum.terms:
                if formula.sum.constant > 0:
                    model.add_bool_or([] if literal is None else [literal.negated()])
                return
            constraint = model.add(linear(formula.sum) <= 0)
            if literal is not None:
                constraint.only_enforce_if(literal)
            return
        parts = formula.parts if isinstance(formula, Least) else ways(formula, wanted.boxes)
        least = formula.number if isinstance(formula, Least) else 1
        if least >= len(parts):
            if least > len(parts):
                model.add_bool_or([] if literal is None else [literal.negated()])
            for part in parts:
                require(part, literal)
            return
        chosen = [model.new_bool_var("") for _ in parts]
        for part, one in zip(parts, chosen, strict=True):
            require(part, one)
        counted = model.add_bool_or(chosen) if least == 1 else model.add(sum(chosen) >= least)
        if literal is not None:
            counted.only_enforce_if(literal)

    groups: dict[tuple[str, ...], None] = {}
    if plane:
        groups = dict.fromkeys(_cliques(wanted))
    together = {pair for group in groups for pair in _pairs(group)}
    for formula in wanted.formulas:
        if not (isinstance(formula, Apart) and (formula.a, formula.b) in together):
            require(formula, None)
    gap = next((f.gap for f in wanted.formulas if isinstance(f, Apart)), 0)
    for group in groups:
        spans: tuple[list[Any], list[Any]] = ([], [])
        for id in group:
            box = wanted.boxes[id]
            for axis, (low, high) in enumerate(((box.left, box.right), (box.top, box.bottom))):
                start, end = linear(low), linear(high) + gap
                spans[axis].append(model.new_interval_var(start, linear(high - low) + gap, end, ""))
        model.add_no_overlap_2d(*spans)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = THREADS
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "sat", numbers(wanted, {name: solver.value(one) for name, one in column.items()})
    return ("unsat" if status == cp_model.INFEASIBLE else "unknown"), {}


def _pairs(group: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for index, a in enumerate(group):
        for b in group[index + 1 :]:
            yield a, b


def _cliques(wanted: Demand) -> Iterator[tuple[str, ...]]:
    """Sets of which all pairs are kept apart, greedily: whole containers, unless a statement frees a pair."""
    joined: dict[str, set[str]] = {}
    for formula in wanted.formulas:
        if isinstance(formula, Apart):
            joined.setdefault(formula.a, set()).add(formula.b)
            joined.setdefault(formula.b, set()).add(formula.a)
    left = dict.fromkeys(joined)
    while left:
        group: list[str] = []
        for id in left:
            if all(other in joined[id] for other in group):
                group.append(id)
        for id in group:
            del left[id]
        if len(group) > 1:
            yield tuple(group)


# ---------------------------------------------------------------- containers apart


def apart(solver: Callable[[Demand, float], Answer], scene: SceneGraph, limit: float) -> Answer:
    """Each group alone, in a square that it fills well, and then the groups as boxes: what any peer is helped by."""
    boxes: dict[str, tuple[int, int, int, int]] = {}
    top = []
    for one in scene.objects:
        if one.kind is not Kind.GROUP:
            if one.container is None:
                top.append(one)
            continue
        held = scene.children(one.id)
        inside = {id.id for id in held}
        relations = tuple(r for r in scene.relations if {t for a in r.arguments for t in a.targets} <= inside)
        sizes = [tuple(length.value for length in child.properties.values()) for child in held]
        assert scene.figure.spacing is not None
        gap = float(scene.figure.spacing)
        area = sum((float(w) + gap) * (float(h) + gap) for w, h in sizes)  # type: ignore[misc, arg-type]
        side = ceil((area / DENSITY) ** 0.5)
        figure = Figure(scene.figure.kind, size=(side, side), spacing=scene.figure.spacing, margin=scene.figure.margin)
        part = SceneGraph(figure, tuple(replace(child, container=None) for child in held), relations=relations)
        answer, found = solver(demand(part), limit)
        if answer != "sat":
            return "unknown", {}
        padding = 2 * (round(gap * UNITS) // 2)
        edge = Length((side * UNITS + 2 * padding) / UNITS)  # type: ignore[arg-type]
        top.append(replace(one, kind=Kind.SHAPE, noun="rectangle", properties={"width": edge, "height": edge}))
        boxes |= {id: shifted(box, padding, padding) for id, box in found.items()}
    names = {one.id for one in top}
    relations = tuple(r for r in scene.relations if {t for a in r.arguments for t in a.targets} <= names)
    answer, found = solver(demand(SceneGraph(scene.figure, tuple(top), relations=relations)), limit)
    if answer != "sat":
        return answer, {}
    containers = {one.id: one.container for one in scene.objects}
    return "sat", {
        **found, **{id: shifted(box, *found[containers[id] or ""][:2]) for id, box in boxes.items()}
    }  # fmt: skip


#: The threads of what uses several; what works in a process of its own.
WORKERS = {"CP-SAT pairs": THREADS, "CP-SAT 2D": THREADS}
ELSEWHERE = ("Penrose",)
#: Layout units by which an edge may be off: none, except for what is no exact solver.
TOLERANCES = {"Penrose": TOLERANCE}
PEERS: dict[str, Callable[[Demand, float], Answer]] = {
    "Z3 Int": z3_int, "Z3 IDL": z3_differences, "CP-SAT pairs": cpsat_pairs, "CP-SAT 2D": cpsat_plane,
    "Penrose": penrose,
}  # fmt: skip
