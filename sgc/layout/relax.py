"""Relaxation: things push each other apart, and pull where statements want them, until all is in place.

Positions are corrected again and again by what each constraint that does not hold asks for (projections after
Jacobi, as in position-based dynamics, Müller et al. 2007), with arrays, so that a thousand things take a second.
When it is hot, things start small and grow, which lets them pass each other, and what is in somebody's way, or where it
must not be, is shaken, less and less (simulated annealing, Kirkpatrick et al. 1983), which frees what is jammed. A few
things are relaxed in several copies at once, each shaken otherwise, which takes little longer than one; those in which
least is amiss are then shaken again, each twice, in place of the others (as in "go with the winners", Aldous and
Vazirani 1994). The outcome is a proposal like any other. Lengths are in layout units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, product
from math import inf, prod
from statistics import median
from typing import Any

from sgc.graph.linear import And, AtLeast, Atom, Formula, Or, atoms, conjuncts
from sgc.layout.choice import chosen
from sgc.layout.separations import Separations, apart

#: A sparse matrix and more: row numbers, columns, coefficients of its entries; constants and squared norms of the rows.
Rows = tuple[Any, Any, Any, Any, Any]
#: How many parts have to hold, and the parts: of each its branches, conjunctions of atoms.
_Choice = tuple[int, list[list[Sequence[Atom]]]]
#: Pairs that could meet, and which branch each disjunction takes, are looked at anew after so many rounds.
REFRESH = 10
#: What a pair may come nearer between two looks, as a share of the canvas.
WATCHED = 0.04
#: Rounds at most: without heat, which is soon enough or not at all; with heat, in a hurry and patiently. After those
#: with heat, so often so many more, or less often where more heat is near at hand.
COLD, BRIEF, HOT = 100, 150, 600
AGAIN, SELDOM, MORE = 8, 2, 60
#: Without heat it ends where the worst is still more than this share of what it was a look ago.
STALLED = 0.97
#: Things start at this share of their size, and have all of it after this share of the rounds.
SMALL, GROWN = 0.3, 0.2
#: What is shaken moves by this share of a usual thing's extent (standard deviation), at first and when it is shaken
#: again, less and less until this share of the rounds.
HEAT, WARMTH, COOLED = 1.1, 0.4, 0.75
#: Corrections are averaged where several meet, and taken too far by this factor, which is sooner there.
OVER = 1.9
#: Boxes of all copies together, and copies at most: of more, arrays are so long that a round takes longer for each.
TOGETHER, COPIES = 320, 8
#: Conjunctions of disjunctions are written out as disjunctions of so many conjunctions at most.
EXPANDED = 64
#: Near enough, in units; and what each pair should have besides its gap, so that rounding does no harm.
ENOUGH, ROOM = 0.5, 2


def relax(
    hard: Sequence[Formula], separations: Separations, values: Mapping[str, float], rounds: int, *, hot: bool,
    seed: int = 0, again: int = AGAIN,
) -> tuple[Mapping[str, float], bool]:  # fmt: skip
    """Values near which the formulas hold and the pairs are apart, and whether all nearly do.

    Unless it is ``hot``, things stay near where the values have them; if it is, they are shaken ``again`` so often.
    """
    import numpy as np

    if not separations.boxes:
        return values, True
    copies = max(1, min(COPIES, TOGETHER // len(separations.boxes))) if hot else 1
    state = _State(hard, separations, values, copies)
    random = np.random.default_rng(seed) if hot else None  # which takes a while to import
    worst = state.run(rounds, HEAT, random, growing=hot)
    for _ in range(again if hot else 0):
        if worst.min() < ENOUGH:
            break
        state.choose()
        worst = state.run(MORE, WARMTH, random)
    assert np.isfinite(state.at).all(), "the relaxation diverged"
    best = state.at.reshape(copies, -1)[worst.argmin()]
    return {**values, **dict(zip(state.number, best.tolist(), strict=True))}, bool(worst.min() < ENOUGH)


class _State:
    """The values as an array, the linear constraints as a sparse matrix, and the pairs to watch: of all copies, one
    after another."""

    def __init__(
        self, hard: Sequence[Formula], separations: Separations, values: Mapping[str, float], copies: int
    ) -> None:
        import numpy as np

        self.separations = separations
        self.copies = copies
        self.number: dict[str, int] = {}
        names, offset = separations.movable
        for name in names:
            self.number.setdefault(name, len(self.number))
        plain: list[Atom] = []
        self.open: list[Formula] = []
        choices: list[_Choice] = []
        for formula in hard:
            for part in conjuncts(formula):
                if isinstance(part, Atom):
                    plain.append(part)
                elif (choice := _choice(part)) is not None:
                    choices.append(choice)
                elif not isinstance(part, bool):
                    self.open.append(part)
        branches = [atom for _, parts in choices for part in parts for branch in part for atom in branch]
        every = [self.rows_of(plain, _rounding_room(plain)), self.rows_of(branches)]
        self.rows_of([atom for formula in self.open for atom in atoms(formula)])
        self.fixed, matrix = (self._copied(rows) for rows in every)
        self.choices = _Choices(matrix, choices * copies)
        one = np.array([values.get(name, 0.0) for name in self.number], dtype=float)
        self.at = np.tile(one, copies)
        first = len(one) * np.arange(copies).reshape(-1, 1, 1)
        self.offset = offset
        self.things = np.array([self.number[name] for name in names]).reshape(1, -1, 4) + first
        self.variable = self.things  # of each edge of boxes and rooms, in every copy
        self.room = np.array(separations.rooms, dtype=np.int64).reshape(-1, 2)
        boxes = self._boxes()[0, : len(offset)]
        extent = np.stack([boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]])
        self.usual = median(extent.ravel().tolist())  # numpy's own imports a lot
        own = np.concatenate([extent, np.zeros((2, len(self.room)))], axis=1)  # rooms do not grow by themselves
        self.extent = np.tile(own, copies)
        self.watched = WATCHED * max(separations.canvas)

    def _copied(self, rows: Rows) -> Rows:
        """The rows of one copy for all."""
        import numpy as np

        index, columns, coefficients, constants, squares = rows
        entries, numbers = len(index), np.arange(self.copies)
        return (
            np.tile(index, self.copies) + np.repeat(numbers * len(constants), entries),
            np.tile(columns, self.copies) + np.repeat(numbers * len(self.number), entries),
            np.tile(coefficients, self.copies), np.tile(constants, self.copies), np.tile(squares, self.copies),
        )  # fmt: skip

    def rows_of(self, atoms: Sequence[Atom], room: Sequence[float] = ()) -> Rows:
        """One row for each atom, its constant increased by ``room``."""
        import numpy as np

        rows: list[int] = []
        columns: list[int] = []
        coefficients: list[float] = []
        for row, atom in enumerate(atoms):
            for name, coefficient in atom.linear.coefficients:
                rows.append(row)
                columns.append(self.number.setdefault(name, len(self.number)))
                coefficients.append(float(coefficient))
        numbers = np.array(coefficients)
        index = np.array(rows, dtype=np.int64)
        squares = np.bincount(index, numbers**2, len(atoms)) if atoms else np.zeros(0)
        constants = np.array([float(atom.linear.constant) for atom in atoms])
        if len(room):
            constants += np.array(room)
        return index, np.array(columns, dtype=np.int64), numbers, constants, squares

    def _boxes(self) -> Any:
        """All boxes and rooms: an array of shape (copies, boxes + rooms, 4). A room moves by the variables of the
        member that bounds it there."""
        import numpy as np

        boxes = self.at[self.things] + self.offset
        if not len(self.room):
            return boxes
        first, last = self.room.T
        outer = boxes[:, first] <= boxes[:, last]
        outer[..., 2:] = boxes[:, first, 2:] >= boxes[:, last, 2:]
        bounding = np.where(outer, self.things[:, first], self.things[:, last])
        self.variable = np.concatenate([self.things, bounding], axis=1)
        return np.concatenate([boxes, np.where(outer, boxes[:, first], boxes[:, last])], axis=1)

    def look(self) -> None:
        """Which pairs to watch, and which way each disjunction is best met, from here on."""
        import numpy as np

        size = len(self.number)
        parts = [self.fixed, self.choices.best(self.at)]
        for copy in range(self.copies if self.open else 0):
            values = dict(zip(self.number, self.at[size * copy :][:size].tolist(), strict=True))
            index, columns, *rest = self.rows_of([atom for formula in self.open for atom in chosen(formula, values)])
            parts.append((index, columns + size * copy, *rest))
        parts = [part for part in parts if len(part[3])] or parts[:1]
        first = 0
        rows = []
        for part in parts:
            rows.append(part[0] + first)
            first += len(part[3])
        self.rows = np.concatenate(rows)
        self.columns, self.coefficients, self.constants, squares = (
            np.concatenate(column) for column in list(zip(*parts, strict=True))[1:]
        )
        self.pushes = -self.coefficients / squares[self.rows]  # of each entry for each unit that its row lacks
        self.copy_of_row = np.zeros(first, dtype=np.int64)
        self.copy_of_row[self.rows] = self.columns // size
        boxes = self._boxes()
        self.copy_of_pair, a, b, gap = self.separations.meeting_in_each(boxes, self.watched)
        self.a, self.b = (number + boxes.shape[1] * self.copy_of_pair for number in (a, b))
        self.gap = gap + ROOM
        # For each way to be apart, the edge that comes first and the one after it, in the boxes in a row.
        a, b = 4 * self.a, 4 * self.b
        self.before, self.after = np.array([a + 2, b + 2, a + 3, b + 3]), np.array([b, a, b + 1, a + 1])
        self.ends = np.stack([self.after.ravel(), self.before.ravel()])
        self.spare = ((self.extent[:, self.a] + self.extent[:, self.b]) / 2)[[0, 0, 1, 1]]

    def run(self, rounds: int, heat: float, random: Any, *, growing: bool = False) -> Any:
        """So many rounds, or fewer when all is in place in some copy; how far the worst is off in each. Without
        ``random`` numbers nothing is shaken, and what does not get better soon is left."""
        worst: Any = [inf]
        before = inf
        for turn in range(rounds):
            if turn % REFRESH == 0:
                self.look()
                if random is None and worst[0] > STALLED * before:
                    break
                before = worst[0]
                if random is not None and turn < COOLED * rounds:
                    self.shake(random, heat * (1 - turn / (COOLED * rounds)))
            grown = min(1.0, SMALL + (1 - SMALL) * turn / (GROWN * rounds)) if growing else 1.0
            worst = self.correct(grown)
            if min(worst) < ENOUGH and grown == 1.0:
                self.look()
                worst = self.correct(grown)
                if min(worst) < ENOUGH:
                    break
        return worst

    def choose(self) -> None:
        """Leaves the copies in which least is amiss in all, each twice."""
        import numpy as np

        forms, away = self._forms(), self._away()
        broken = np.bincount(self.copy_of_row, np.maximum(forms, 0.0), self.copies)
        meeting = np.bincount(self.copy_of_pair, np.maximum(self.gap - away.max(axis=0), 0.0), self.copies)
        best = (broken + meeting).argsort(kind="stable")[: (self.copies + 1) // 2]
        self.at = self.at.reshape(self.copies, -1)[np.resize(best, self.copies)].ravel()

    def shake(self, random: Any, heat: float) -> None:
        """Moves every box that stands in another's way, or of which something does not hold, at random."""
        import numpy as np

        way = apart(self._boxes().reshape(-1, 4), self.a, self.b).max(axis=0) < self.gap - ROOM
        variable = self.variable.reshape(-1, 4)
        amiss, moving = np.zeros(len(self.at), dtype=bool), np.zeros(len(self.at), dtype=bool)
        amiss[self.columns[self._forms()[self.rows] > ROOM]] = True
        boxes: Any = amiss[variable].any(axis=1)
        boxes[self.a[way]] = boxes[self.b[way]] = True
        moving[variable[boxes, :2]] = True
        self.at[moving] += random.normal(0.0, heat * self.usual, np.count_nonzero(moving))

    def correct(self, grown: float) -> Any:
        """One round: every constraint that does not hold moves what it is about; how far the worst was off in each
        copy."""
        import numpy as np

        size, forms = len(self.at), self._forms()
        worst = np.zeros(self.copies)
        lacking = forms > 0
        (entries,) = lacking[self.rows].nonzero()
        columns = self.columns[entries]
        moved: Any = np.bincount(columns, forms[self.rows[entries]] * self.pushes[entries], size)
        times: Any = np.bincount(columns, minlength=size)
        np.maximum.at(worst, self.copy_of_row[lacking], forms[lacking])
        if len(self.a):
            away = self._away()
            if grown < 1.0:
                away += (1 - grown) * self.spare
            lack = self.gap * grown - away.max(axis=0)
            (meets,) = (lack > 0).nonzero()
            if len(meets):
                way, lack = away[:, meets].argmax(axis=0), lack[meets]
                ends = self.ends[:, way * len(self.a) + meets]
                moving = self.variable.ravel()[ends.ravel()]
                moved = moved + np.bincount(moving, np.concatenate([lack, -lack]), size) / 2
                times += np.bincount(moving, minlength=size)
                np.maximum.at(worst, self.copy_of_pair[meets], lack)
        self.at = self.at + OVER * moved / np.maximum(times, 1)
        return worst

    def _forms(self) -> Any:
        """What each row comes to; more than 0 is amiss."""
        import numpy as np

        return np.bincount(self.rows, self.coefficients * self.at[self.columns], len(self.constants)) + self.constants

    def _away(self) -> Any:
        """The four distances of each pair that is watched."""
        edges = self._boxes().ravel()
        return edges[self.after] - edges[self.before]


class _Choices:
    """Disjunctions and counts of conjunctions of atoms as one matrix, so that the best branches are found at once.

    Each is a number and parts, of which so many have to hold; a part holds when one of its branches does.
    """

    def __init__(self, matrix: Rows, choices: Sequence[_Choice]) -> None:
        """``matrix`` has a row for each atom of the choices, in their order."""
        import numpy as np

        parts = [part for _, parts in choices for part in parts]
        branches = [branch for part in parts for branch in part]
        self.matrix = matrix
        self.first_atom = np.cumsum([0, *map(len, branches)])[:-1]
        self.branch = np.repeat(np.arange(len(branches)), [len(branch) for branch in branches])
        self.first_branch = np.cumsum([0, *map(len, parts)])[:-1]
        self.part = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        many = [len(parts) for _, parts in choices]
        self.choice = np.repeat(np.arange(len(choices)), many)
        self.place = np.arange(len(parts)) - np.repeat(np.cumsum([0, *many])[:-1], many)  # of each part in its choice
        self.number = np.array([number for number, _ in choices], dtype=np.int64)[self.choice]

    def best(self, at: Any) -> Rows:
        """The rows of the branches that are least violated, or hold with the most room."""
        import numpy as np

        rows, columns, coefficients, constants, squares = self.matrix
        if not len(self.part):
            return self.matrix
        forms = np.bincount(rows, coefficients * at[columns], len(constants)) + constants
        violation = np.add.reduceat(np.maximum(forms, 0.0), self.first_atom)
        score = np.where(violation > 0, violation, np.maximum.reduceat(forms, self.first_atom))
        least = np.minimum.reduceat(score, self.first_branch)
        in_order = np.lexsort((least, self.choice))  # the parts of each choice, those that fit best first
        wanted = np.zeros(len(least), dtype=bool)
        wanted[in_order] = self.place < self.number
        fits = np.nonzero((score == least[self.part]) & wanted[self.part])[0]
        taken = np.zeros(len(score), dtype=bool)
        taken[fits[np.diff(self.part[fits], prepend=-1) > 0]] = True  # the first of those that fit equally well
        kept = taken[self.branch]
        renumbered = np.cumsum(kept) - 1
        entries = kept[rows]
        return renumbered[rows[entries]], columns[entries], coefficients[entries], constants[kept], squares[kept]


def _choice(formula: Formula) -> _Choice | None:
    """How many of which parts have to hold; None when they are not all disjunctions of conjunctions of atoms."""
    if isinstance(formula, AtLeast):
        parts = [_branches(part) for part in formula.parts]
        return (formula.number, [part for part in parts if part]) if all(parts) else None
    branches = _branches(formula)
    return (1, [branches]) if branches else None


def _branches(formula: Formula) -> list[Sequence[Atom]] | None:
    """The conjunctions of atoms of which one has to hold; None when there are too many, or things to be counted."""
    match formula:
        case Atom():
            return [(formula,)]
        case Or(parts):
            inner = [_branches(part) for part in parts]
            return None if None in inner else [branch for branches in inner for branch in branches or ()]
        case And(parts):
            inner = [_branches(part) for part in parts]
            if None in inner or prod(len(branches or ()) for branches in inner) > EXPANDED:
                return None
            return [tuple(chain(*picked)) for picked in product(*(branches or () for branches in inner))]
    return None


def _rounding_room(atoms: Sequence[Atom]) -> list[float]:
    """By how much each atom should hold so that it still does when all is rounded; what equalities leave is halved."""
    known = {atom.linear.coefficients: atom.linear.constant for atom in atoms}
    found = []
    for atom in atoms:
        coefficients, constant = atom.linear.coefficients, atom.linear.constant
        room = sum([abs(float(coefficient)) for _, coefficient in coefficients]) / 2
        opposite = known.get(tuple([(name, -coefficient) for name, coefficient in coefficients]))
        if opposite is not None:
            room = min(room, max(0.0, -float(constant + opposite) / 2))
        found.append(room)
    return found
