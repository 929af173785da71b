"""Along the ground: where something new, or something that has to move, has no room on the ground line, those that
stand there make room along it, in the order in which they stood, instead of anything that floats.

Every place in the row is tried for it; the one for which the others move least is taken. A linear program moves them,
and whole numbers next to its answer are checked exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from sgc.graph.box import UNITS
from sgc.graph.linear import Formula, at_most, conjunction, equal, plain, variable
from sgc.graph.linear import variables as variables_of
from sgc.layout.blocks import Composition
from sgc.layout.choice import amount, chosen, violation
from sgc.layout.geometry import Geometry
from sgc.layout.placement import Placement, demanded
from sgc.layout.problem import Problem, Sizes
from sgc.layout.program import Program
from sgc.layout.rules import Budget, Rules
from sgc.layout.separations import Pair
from sgc.layout.support import GROUND_LINE, on_one_line
from sgc.layout.types import EDGES, Edges

#: How often pairs that meet after a move are added to the question.
ROUNDS = 3
#: So much less a unit costs by which that moves for which room is made, or of which something is said that does not
#: hold.
FREE, ASKED = 0.05, 0.3
#: By so much everything shrinks where there is no room for all.
SHRINKING = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
#: Things nearer to each other than this share of the longer side are watched.
NEAR = 0.2


def ground_line(
    problem: Problem, before: Mapping[str, Edges], compositions: Callable[[], Sequence[Composition]]
) -> Sequence[str]:
    """Who stood on one line, or would if it is new; nobody, where nobody stood so. ``before`` has the boxes."""
    ids = on_one_line(problem, compositions)
    line = max((before[id][3] for id in ids if id in before), default=None)
    return [id for id in ids if line is not None and (id not in before or line - before[id][3] <= UNITS)]


def are_level(found: Placement, ids: Sequence[str]) -> bool:
    """Whether all of them stand on one line."""
    feet = [amount(plain(found.geometry.box(id).bottom), found.values) for id in ids]
    return max(feet) - min(feet) <= UNITS


def make_room(
    problem: Problem, line: Sequence[str], fresh: Sequence[str], sizes: Sizes, firm: Collection[int],
    at_home: Callable[[Geometry], Mapping[str, float]], budget: Budget,
) -> Placement | None:  # fmt: skip
    """Those on the line make room along it for what is new, or for one that has to move; all shrink alike for it.

    ``at_home`` tells where everything was, and where something new would best be.
    """
    spoken = _spoken_of(problem)
    for scale in SHRINKING:
        geometry = Geometry(problem, sizes if scale == 1 else _scaled(problem, sizes, scale))
        if not _have_room(geometry, line):
            continue
        values, hard = at_home(geometry), demanded(geometry.stated, firm)
        asked = _asked(hard, values, spoken)
        row = Row(geometry, hard, line, values, asked)
        ways: list[Sequence[str]] = [fresh] if fresh else [[id] for id in asked if id in line]
        ways = ways or [[]]  # something has grown
        found = [made for movers in ways if (made := row.with_room_for(movers, spoken)) is not None]
        for _, places in sorted(found, key=lambda one: one[0]):
            exact = row.rules.confirmed(places, budget)
            if exact is not None:
                return Placement(geometry, exact)
    return None


def _spoken_of(problem: Problem) -> Sequence[str]:
    """Of whom a relation speaks, in the order in which they are named."""
    arguments = [argument for one in problem.scene.relations for argument in one.arguments]
    return list(dict.fromkeys(id for argument in arguments for id in problem.expand(argument.targets)))


def _asked(hard: Sequence[Formula], values: Mapping[str, float], ids: Sequence[str]) -> Sequence[str]:
    """Of whom something is said that does not hold where they are."""
    names = {name for formula in hard if violation(formula, values) > 1 for name in variables_of(formula)}
    return [id for id in ids if f"{id}.left" in names]


def _have_room(geometry: Geometry, ids: Sequence[str]) -> bool:
    assert geometry.sizes is not None
    problem, sizes = geometry.problem, geometry.sizes
    whole = sum(sizes[id][0] for id in ids) + problem.measures.spacing * (len(ids) - 1)
    return whole <= problem.canvas[0] - 2 * problem.margin


def _scaled(problem: Problem, sizes: Sizes, scale: float) -> Sizes:
    """Everything but backdrops and what has a stated size, smaller by a factor."""
    found = {}
    for id, (width, height) in sizes.items():
        extent = problem.by_id[id].extent
        stated = extent.exact is not None or extent.width is not None or extent.height is not None
        if stated or problem.by_id[id].is_backdrop:
            found[id] = (width, height)
        else:
            found[id] = (2 * round(width * scale / 2), 2 * round(height * scale / 2))
    return found


class Row:
    """Those that ``stand`` on one ground line, from left to right as the values have them."""

    def __init__(
        self, geometry: Geometry, hard: Sequence[Formula], standing: Collection[str], values: Mapping[str, float],
        asked: Collection[str],
    ) -> None:  # fmt: skip
        """Those who are ``asked`` to move do so rather than others."""
        self._geometry, self._values, self._asked = geometry, values, asked
        line = [equal(geometry.box(id).bottom, GROUND_LINE) for id in standing]
        self.rules = Rules([*hard, *line], geometry.separations)
        self._number = {id: index for index, id in enumerate(geometry.separations.ids)}
        self._order = sorted((id for id in standing if id in self._number), key=self._middle)

    def _middle(self, id: str) -> float:
        box = self._geometry.box(id)
        return amount(plain(box.cx), self._values)

    def with_room_for(
        self, movers: Sequence[str], spoken_of: Collection[str]
    ) -> tuple[float, Mapping[str, float]] | None:
        """What it costs that these stand where the others have to move least, and all values then; None: they cannot.

        Of whom nothing is ``spoken`` stands at an end of the row, if there can be room.
        """
        order, values = [id for id in self._order if id not in movers], dict(self._values)
        if not movers:
            return self._moved(order, values, ())
        cost = 0.0
        for mover in movers:
            best: tuple[float, Mapping[str, float], Sequence[str]] | None = None
            places = range(len(order) + 1)
            for place in places if mover in spoken_of else sorted(places, key=lambda one: 0 < one < len(order)):
                if best is not None and 0 < place < len(order) and mover not in spoken_of:
                    break
                trial = [*order[:place], mover, *order[place:]]
                there = {**values, **self._between(mover, trial[:place], order[place:], values)}
                made = self._moved(trial, there, set(movers))
                if made is not None and (best is None or made[0] < best[0]):
                    best = (*made, trial)
            if best is None:
                return None
            cost, values, order = best[0], dict(best[1]), list(best[2])
        return cost, values

    def _between(
        self, mover: str, left: Sequence[str], right: Sequence[str], values: Mapping[str, float]
    ) -> Mapping[str, float]:
        """The mover in the middle between its neighbours, or at its goal beyond the last, with its foot on the line."""
        box, canvas = self._geometry.box, self._geometry.problem.canvas
        width, height = (amount(plain(one), {}) for one in (box(mover).width, box(mover).height))
        low = amount(plain(box(left[-1]).right), values) if left else 0.0
        high = amount(plain(box(right[0]).left), values) if right else float(canvas[0])
        return {f"{mover}.left": (low + high - width) / 2, f"{mover}.top": values["ground line"] - height}

    def _moved(
        self, order: Sequence[str], values: Mapping[str, float], movers: Collection[str]
    ) -> tuple[float, Mapping[str, float]] | None:
        """The least moves after which they stand in this order, and what they cost."""
        separations = self.rules.separations
        rank = {self._number[id]: index for index, id in enumerate(order)}
        atoms = [atom for formula in self.rules.hard for atom in chosen(formula, values)]
        reach = NEAR * max(separations.canvas)
        ways: dict[tuple[int, int], Formula] = {}
        places = values
        for _ in range(ROUNDS):
            for a, b, gap in separations.pairs(places, reach if places is values else 0):
                if a in rank and b in rank:
                    ways[a, b] = separations.atom(Pair(a, b, gap), 0 if rank[a] < rank[b] else 1)
                elif (a, b) not in ways:
                    ways |= separations.ways(values, [(a, b, gap)])
            program = Program()
            for atom in (*atoms, *(atom for way in ways.values() for atom in chosen(way, values))):
                program.require(atom.linear)
            cost = self._stay_put(program, values, movers)
            found = program.solve()
            if found is None:
                return None
            places = {**values, **found}
            if not separations.pairs(places, -1):
                return sum(weight * violation(form, places) for form, weight in cost), places
        return None

    def _stay_put(
        self, program: Program, values: Mapping[str, float], movers: Collection[str]
    ) -> Sequence[tuple[Formula, float]]:
        """Everything where it is, and what is on or in a thing where it is on it."""
        geometry, cost = self._geometry, []
        for member in geometry.problem.members:
            holders = geometry.overlaps.holders.get(member.id, ())
            holder = next((id for id in holders if id in geometry.problem.by_id), None)
            for edge in EDGES[: 4 if member.is_frame else 2]:
                form = plain(variable(f"{member.id}.{edge}"))
                if holder is not None:
                    form = plain(form - geometry.box(holder).edge(edge))
                here = round(amount(form, values))
                weight = FREE if member.id in movers else ASKED if member.id in self._asked else 1.0
                program.minimise_distance(form - here, weight)
                cost.append((conjunction(at_most(form, here), at_most(here, form)), weight))
        program.minimise_distance(GROUND_LINE - round(values["ground line"]), 0.5)
        return cost
