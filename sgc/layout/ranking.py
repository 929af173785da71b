"""Ranking: the columns and rows in which blocks stand beside and above each other, from what statements say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import ceil

from sgc.graph.joining import Joined
from sgc.graph.scene import CANVAS, Relation
from sgc.layout.blocks import Block
from sgc.layout.gathering import denied
from sgc.layout.problem import Problem

#: (subject before object) on the horizontal and on the vertical axis.
HORIZONTAL, VERTICAL = {"left of": 1, "right of": -1}, {"above": 1, "below": -1}
#: So many things stand on one ground line, though no statement joins them.
ON_ONE_LINE = 8
#: Up to so many, what is in the middle of the canvas, or one above another, has the others to its left and right.
AROUND = 5
#: What is as wide as this share of the canvas leaves no room beside it.
WIDE = 0.8
BESIDE = {"beside", "near", "far from"}


def rank(problem: Problem, roots: list[Block], order: list[tuple[Relation, Block, Block]]) -> None:
    """Columns and rows from the directions: what is above shares a column, what is beside a row."""
    same_row, same_column = (Joined(block.name for block in roots) for _ in range(2))
    before_x: list[tuple[str, str]] = []
    before_y: list[tuple[str, str]] = []
    for relation, a, b in order:
        predicate = relation.predicate
        if predicate in HORIZONTAL:
            before_x.append((a.name, b.name) if HORIZONTAL[predicate] > 0 else (b.name, a.name))
            if relation.kept_level:
                same_row.join(a.name, b.name)
        elif predicate in VERTICAL:
            before_y.append((a.name, b.name) if VERTICAL[predicate] > 0 else (b.name, a.name))
            if relation.kept_level:
                same_column.join(a.name, b.name)
        elif predicate in BESIDE:
            same_row.join(a.name, b.name)
    before_x += _flanks(order)
    names = {name: block for block in roots for name in block.ids}
    for relation, middle, _ in order:
        if relation.predicate != "between" or len(relation.arguments) < 3:
            continue
        ends = [{names[t].name for t in one.targets if t in names} for one in relation.arguments[1:]]
        for pair in product(sorted(ends[0]), sorted(ends[1])):
            first, last = reversed(pair) if pair[::-1] in before_x else pair
            before_x += [(first, middle.name), (middle.name, last)]
            same_row.join(middle.name, first)
    for one in problem.scene.arrangements:
        line = dict.fromkeys(names[id].name for id in problem.expand(one.targets) if id in names)
        pairs = list(pairwise(line))
        if one.kind == "row" or (one.kind == "distribute" and one.axis == "horizontally"):
            before_x += pairs
            for a_name, b_name in pairs:
                same_row.join(a_name, b_name)
        elif one.kind in ("column", "stack") or one.kind == "distribute":
            before_y += pairs
            for a_name, b_name in pairs:
                same_column.join(a_name, b_name)
    linked = [*before_x, *before_y]
    spoken = {name for pair in linked for name in pair}
    for block in roots:
        block.ranked = block.name in spoken
        stance = problem.by_id[block.name].stance
        if stance == "air":
            before_y += [(block.name, other.name) for other in roots if rests(problem, other)]
    columns = _levels([b.name for b in roots], same_column, before_x)
    rows = _levels([b.name for b in roots], same_row, before_y)
    for block in roots:
        block.column, block.row = columns[block.name], rows[block.name]
    _shelve(problem, roots, linked)
    ordered = {name for pair in before_x for name in pair}
    _place_free(problem, roots, ordered, spoken)
    _give_rows_to_wide(problem, roots, ordered)


def _flanks(order: Sequence[tuple[Relation, Block, Block]]) -> Iterator[tuple[str, str]]:
    """Who comes first from left to right: the second beside the first; of several beside one, half on either side."""
    beside = [(relation, a.name, b.name) for relation, a, b in order if relation.predicate in BESIDE]
    single: list[tuple[str, str]] = []
    for relation in dict.fromkeys(relation for relation, _, _ in beside):
        pairs = [(a, b) for one, a, b in beside if one is relation]
        middles = set.intersection(*(set(pair) for pair in pairs))
        if len(pairs) == 1 or len(middles) != 1:
            single += pairs
            continue
        (middle,) = middles
        others = [a if b == middle else b for a, b in pairs]
        yield from ((other, middle) for other in others[: len(others) // 2])
        yield from ((middle, other) for other in others[len(others) // 2 :])
    times = Counter(name for pair in single for name in pair)
    turns: Counter[str] = Counter()
    for a, b in single:  # of several statements about one, the first puts what is beside it on its usual side
        middle = a if times[a] > times[b] else b
        yield (b, a) if turns[middle] % 2 == 0 else (a, b)
        turns[middle] += 1


def rests(problem: Problem, block: Block) -> bool:
    return problem.by_id[block.name].rests


def _shelve(problem: Problem, roots: list[Block], linked: Sequence[tuple[str, str]]) -> None:
    """Puts what no statement joins beside each other, and in rows of their own where that grows too long."""
    by_name = {block.name: block for block in roots}
    joining = Joined(by_name)
    for a, b in linked:
        joining.join(a, b)
    joined = [[by_name[name] for name in names] for names in joining.sets() if len(names) > 1]
    if len(joined) < 2:
        return
    per_row = _per_row(problem, roots)
    column = row = height = 0
    for group in joined:
        width = max(block.column for block in group) + 1
        longest = max(per_row, ON_ONE_LINE) if all(rests(problem, block) for block in group) else per_row
        if column and column + width > longest:
            column, row, height = 0, row + height, 0
        height = max(height, max(block.row for block in group) + 1)
        for block in group:
            block.column, block.row = block.column + column, block.row + row
        column += width


def _per_row(problem: Problem, roots: Sequence[Block]) -> int:
    """How many of so many stand in a row: the largest cells, then the fewest empty ones, then the longest rows."""
    (width, height), count = problem.canvas, max(1, len(roots))

    def merit(columns: int) -> tuple[float, int, int]:
        rows = ceil(count / columns)
        return min(width / columns, height / rows), -(rows * columns - count), columns

    return max(range(1, count + 1), key=merit)


def _place_free(problem: Problem, roots: list[Block], ordered: set[str], linked: set[str]) -> None:
    """Gives blocks that share a cell columns of their own: ordered ones keep theirs.

    What stands and is not ``linked`` by a direction stands beside the lowest that is, on its ground.
    """
    ground = max((block.row for block in roots if block.name in linked and rests(problem, block)), default=0)
    for block in roots:
        if block.name not in linked and rests(problem, block):
            block.row = max(block.row, ground)
    if not ordered and len(roots) <= AROUND:
        middle = [block for block in roots if _in_the_middle(problem, block)][:2]
        chain = [block for block in roots if block.name in linked]
        one_above_another = len({block.row for block in chain}) == len(chain) and not any(b.column for b in chain)
        if len(middle) == 1:
            _flank(middle, [block for block in roots if block is not middle[0]], 1)
            return
        if chain and one_above_another:
            _flank(chain, [block for block in roots if block.name not in linked], 0)
            return
    taken: set[tuple[int, int]] = set()
    per_row = _per_row(problem, roots)
    for block in sorted(roots, key=lambda b: b.name not in ordered):
        column, row = block.column, block.row
        while (column, row) in taken:
            column += 1
            if column >= max(per_row, block.column + 1) and not rests(problem, block):
                column, row = block.column, row + 1
        block.column, block.row = column, row
        taken.add((column, row))


def _give_rows_to_wide(problem: Problem, roots: Sequence[Block], ordered: set[str]) -> None:
    """What is nearly as wide as the canvas by its own words, and is said to be beside nothing, has a row of its own:
    what was declared before it goes above it, and what was declared later below it; as one what is in an order."""
    place = {member.id: number for number, member in enumerate(problem.members)}
    for number, wide in enumerate(roots):
        stated = problem.stated[problem.by_id[wide.name].object.id][0]
        if stated is None or stated < WIDE * problem.canvas[0] or len(wide.ids) > 1 or wide.name in ordered:
            continue
        beside = [one for one in roots if one.row == wide.row and one is not wide]
        first = min((place[one.name] for one in beside if one.name in ordered), default=0)
        before = [
            one for one in beside if (first if one.name in ordered else place[one.name]) < place[wide.name]
        ]  # fmt: skip
        row = wide.row
        for one in roots if beside else ():
            one.row += 2 * (one.row > row or (one.row == row and one not in before))
        wide.row, wide.column, wide.across = row + bool(beside), -len(roots) - number, True


def _flank(middle: Sequence[Block], others: Sequence[Block], more: int) -> None:
    """Gives what is in the middle one column, and each of the others one to its left or, for the last half, right."""
    half = (len(others) + more) // 2
    for block in middle:
        block.column = half
    for index, block in enumerate(others):
        block.column = index if index < half else index + 1


def _in_the_middle(problem: Problem, block: Block) -> bool:
    """Whether the person put it in the middle of the canvas."""
    member = problem.by_id[block.name]
    return any(
        one.predicate == "centered in" and one.arguments[1].targets == (CANVAS,) and not denied(one)
        and {member.id, member.object.id} & set(one.arguments[0].targets)
        for one in problem.scene.relations if one.checked and len(one.arguments) > 1
    )  # fmt: skip


def _levels(names: Sequence[str], classes: Joined[str], before: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Longest-path levels of the classes; edges that would close a cycle do not count."""
    level = {classes.stands_for(name): 0 for name in names}
    edges = [(classes.stands_for(a), classes.stands_for(b)) for a, b in before]
    for _ in range(len(level)):
        changed = False
        for a, b in edges:
            if a != b and level[b] <= level[a] and level[a] + 1 < len(level):
                level[b] = level[a] + 1
                changed = True
        if not changed:
            break
    return {name: level[classes.stands_for(name)] for name in names}
