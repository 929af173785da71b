"""Z3 behind one small interface: formulas in, a model, a core, or "unknown" out.

Formulas are handed over as SMT-LIB text, which costs a fifth of building terms with operators, in
a fresh context, so that the same input gives the same answer whatever was solved before. Budgets
are Z3's own resource units, which do not depend on the machine's speed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any, Literal

from sgc.graph.linear import And, AtLeast, Atom, Formula, Linear, Or, atoms
from sgc.layout.interrupts import interruptible

Answer = Literal["sat", "unsat", "unknown"]

#: One variable of a model's text, which is read twenty times faster than asked for.
_VALUE = re.compile(r"\(define-fun (v\d+) \(\) Int\s+(\d+|\(- \d+\))\)")


@dataclass(frozen=True, slots=True)
class Check:
    """What Z3 said. ``values`` on sat, ``core`` (names of guards) on unsat; ``steps`` were spent."""

    answer: Answer
    values: Mapping[str, int]
    core: frozenset[str]
    steps: int

    @property
    def found(self) -> Mapping[str, int] | None:
        """The values, if there are any."""
        return self.values if self.answer == "sat" else None


def is_difference(atom: Atom) -> bool:
    """Whether the atom compares the difference of two variables, or one variable, with a number."""
    signs = [c for _, c in _reduced(atom.linear).coefficients]
    return (len(signs) == 1 and abs(signs[0]) == 1) or sorted(signs) == [-1, 1]


def _reduced(linear: Linear) -> Linear:
    """``linear <= 0`` with coprime coefficients; over integers the constant rounds up."""
    divisor = gcd(*(int(c) for _, c in linear.coefficients))
    if divisor <= 1:
        return linear
    coefficients = tuple((v, int(c) // divisor) for v, c in linear.coefficients)
    return Linear(coefficients, -(-int(linear.constant) // divisor))


class Session:
    """One solver: hard formulas, and guarded ones that hold when their guard is assumed.

    With difference logic only, Z3's specialised arithmetic is used, which is many times faster;
    the text is scanned once, at the first check. A ``growing`` session takes more formulas after that.
    """

    def __init__(self, *, growing: bool = False) -> None:
        self._growing = growing
        self._names: dict[str, str] = {}
        self._guards: dict[str, str] = {}
        self._fresh: list[tuple[tuple[str, ...], Formula]] = []  # what Z3 has not been told yet
        self._known: set[str] = set()
        self._literals: dict[str, Any] = {}
        self._solver: Any = None

    def add(self, formula: Formula) -> None:
        self.imply((), formula)

    def guard(self, name: str, formula: Formula) -> None:
        """``formula`` holds whenever ``name`` is among the assumptions of a check."""
        self.imply((name,), formula)

    def imply(self, names: Sequence[str], formula: Formula) -> None:
        """``formula`` holds whenever all of the guards ``names`` are assumed together."""
        assert self._growing or self._solver is None, "this solver was chosen for the formulas it was given at first"
        for name in names:
            self._guards.setdefault(name, f"p{len(self._guards)}")
        self._fresh.append((tuple(names), formula))

    def check(self, assumptions: Iterable[str], steps: int, *, told: bool = True) -> Check:
        """Solves under the assumed guards, within a number of resource units.

        The values are ``told`` or not: to read them takes longer than many an answer.
        """
        import z3

        solver = self._loaded()
        solver.set("rlimit", max(1, steps))
        before = _resources(solver)
        assumed = {name: self._literal(name) for name in assumptions}
        answer = interruptible(lambda: solver.check(*assumed.values()), solver.ctx.interrupt)
        spent = max(0, _resources(solver) - before)
        if answer == z3.sat:
            return Check("sat", self._values(solver.model()) if told else {}, frozenset(), spent)
        if answer == z3.unsat:
            names = {literal.get_id(): name for name, literal in assumed.items()}
            return Check("unsat", {}, frozenset(names[literal.get_id()] for literal in solver.unsat_core()), spent)
        return Check("unknown", {}, frozenset(), spent)

    def _values(self, model: Any) -> Mapping[str, int]:
        """The values of all variables; what the formulas left open is 0."""
        shown = dict(_VALUE.findall(model.sexpr()))
        return {name: _integer(shown.get(short)) for name, short in self._names.items()}

    def _literal(self, name: str) -> Any:
        import z3

        if name not in self._literals:
            self._literals[name] = z3.Bool(self._guards[name], self._solver.ctx)
        return self._literals[name]

    def _loaded(self) -> Any:
        """The solver, told everything."""
        if self._solver is None:
            import z3

            context = z3.Context()
            simple = not self._growing and all(is_difference(atom) for _, one in self._fresh for atom in atoms(one))
            self._solver = z3.SolverFor("QF_IDL", ctx=context) if simple else z3.SimpleSolver(ctx=context)
            self._solver.set("random_seed", 0)
            self._solver.set("ctrl_c", False)  # see interruptible
        if self._fresh:
            self._solver.from_string(self._text())
            self._fresh.clear()
        return self._solver

    def _text(self) -> str:
        """What is fresh, after the declarations of the names that Z3 has not seen yet."""
        lines = [self._line(names, formula) for names, formula in self._fresh if formula is not True]
        kinds = {**dict.fromkeys(self._names.values(), "Int"), **dict.fromkeys(self._guards.values(), "Bool")}
        declared = [f"(declare-const {short} {kind})" for short, kind in kinds.items() if short not in self._known]
        self._known.update(kinds)
        return "\n".join([*declared, *lines])

    def _line(self, names: Sequence[str], formula: Formula) -> str:
        if not names:
            return f"(assert {self._print(formula)})"
        return f"(assert (=> (and true {' '.join(self._guards[name] for name in names)}) {self._print(formula)}))"

    def _print(self, formula: Formula) -> str:
        match formula:
            case bool():
                return "true" if formula else "false"
            case Atom(linear):
                return self._atom(_reduced(linear))
            case And(parts):
                return f"(and {' '.join(map(self._print, parts))})"
            case Or(parts):
                return f"(or {' '.join(map(self._print, parts))})"
            case AtLeast(number, parts):
                return f"((_ at-least {number}) {' '.join(map(self._print, parts))})"

    def _atom(self, linear: Linear) -> str:
        bound = -int(linear.constant)
        terms = [(self._short(name), int(c)) for name, c in linear.coefficients]
        if len(terms) == 2 and sorted(c for _, c in terms) == [-1, 1]:
            (plus,), (minus,) = [t for t, c in terms if c > 0], [t for t, c in terms if c < 0]
            return f"(<= (- {plus} {minus}) {_number(bound)})"
        shown = [name if c == 1 else f"(* {_number(c)} {name})" for name, c in terms]
        return f"(<= {shown[0] if len(shown) == 1 else '(+ ' + ' '.join(shown) + ')'} {_number(bound)})"

    def _short(self, name: str) -> str:
        """Names that people chose never reach the solver's text."""
        return self._names.setdefault(name, f"v{len(self._names)}")


def _number(value: int) -> str:
    return str(value) if value >= 0 else f"(- {-value})"


def _integer(value: str | None) -> int:
    """A number of a model's text; what the formulas left open is 0."""
    return 0 if value is None else int(value.strip("()").replace(" ", ""))


def _resources(solver: Any) -> int:
    """What a solver has spent so far. It is asked for before and after each question, so that Python walks over no
    other of the numbers."""
    import z3

    context, found = solver.ctx.ref(), solver.statistics()
    for number in reversed(range(len(found))):  # it is one of the last
        if z3.Z3_stats_get_key(context, found.stats, number) == "rlimit count":
            return int(z3.Z3_stats_get_uint_value(context, found.stats, number))
    return 0


def minimal_core(ask: Callable[[Sequence[str]], Check], core: Sequence[str]) -> tuple[list[str], bool]:
    """Removes members of an unsatisfiable set one by one, last first, while it stays unsatisfiable.

    ``ask`` answers for a part of the set. Returns the members left and whether irreducibility was proved for each
    (no question stayed open). The order of ``core`` decides which of several minimal cores is found, so the
    caller's order makes the result deterministic.
    """
    kept = list(core)
    proved = True
    for candidate in reversed(core):
        if candidate not in kept:
            continue
        trial = [name for name in kept if name != candidate]
        check = ask(trial)
        if check.answer == "unsat":
            kept = [name for name in trial if name in check.core]
        elif check.answer == "unknown":
            proved = False
    return kept, proved
