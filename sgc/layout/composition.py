"""The composition: which things belong together, and in what columns and rows they would stand.

This is a proposal that a person would sketch before solving: things that stand on something form a
block with it, a collection forms a row or a small grid, directions order the blocks. It decides
sizes and starting positions, and nothing here has to be true for the layout to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import ceil

from sgc.graph.scene import CANVAS, Position, Relation
from sgc.layout.around import ring_radius
from sgc.layout.clusters import clusters, columns_of
from sgc.layout.contact import columns_of_cells, columns_under
from sgc.layout.gathering import Gathered, denied, gathered
from sgc.layout.problem import Member, Problem
from sgc.layout.variation import Variation

#: Predicates whose subject belongs to the object's block: it stands on it, is in it, or right at it.
ATTACHING = {
    "on", "inside", "under", "centered in", "overlapping", "behind", "in front of", "touching", "surrounding",
    "held by", "worn by",
}  # fmt: skip
#: (subject before object) on the horizontal and on the vertical axis.
HORIZONTAL, VERTICAL = {"left of": 1, "right of": -1}, {"above": 1, "below": -1}
#: So many things stand on one ground line, though no statement joins them.
ON_ONE_LINE = 8
#: Up to so many, what is in the middle of the canvas, or one above another, has the others to its left and right.
AROUND = 5
BESIDE = {"beside", "near", "far from"}


@dataclass
class Block:
    """A root with everything attached to it, as one thing in the grid.

    ``ids`` are the members of the root (one, or a whole collection in ``columns`` columns, or in a ``ring``);
    ``attached`` maps how (the predicate) to what, nearest first. ``gathered`` is how the root stands where it is
    said to be beside something; ``at`` the member of another root that it is attached to, if it is to one alone.
    All of the root are before what ``spans`` it. The members of a ``loose`` one are in no rows: they are in the air.
    """

    name: str
    ids: tuple[str, ...]
    columns: int
    attached: list[tuple[str, Block]] = field(default_factory=list)
    column: int = 0
    row: int = 0
    gathered: Gathered | None = None
    at: str | None = None
    spans: bool = False
    ring: bool = False
    loose: bool = False

    @property
    def is_in_rows(self) -> bool:
        """Whether some of its members stand above others."""
        return len(self.ids) > self.columns

    def as_one(self, how: str, child: Block) -> bool:
        """Whether a child is the only one behind, or before, all of several."""
        whole = child.at is None or self.is_in_rows  # of which it is behind the farthest
        return how in ("behind", "in front of") and len(child.ids) == 1 < len(self.ids) and whole

    @property
    def is_stacked(self) -> bool:
        """Whether it is level with its neighbours by the middle, as columns are."""
        return self.gathered is not None and self.gathered.stacked


@dataclass(frozen=True)
class Composition:
    """Blocks of one frame (the canvas, a group or a part instance, None for the canvas).

    In a ``shelved`` one every row is filled by itself: what is in one column does not stand below each other.
    """

    frame: str | None
    blocks: tuple[Block, ...]
    shelved: bool = False


def gatherings(composition: Composition) -> Iterator[tuple[Block, Block]]:
    """The neighbours, from left to right, of what is gathered in columns."""
    by_statement: dict[int, list[Block]] = {}
    for block in sorted(composition.blocks, key=lambda one: one.column):
        if block.gathered is not None and block.gathered.stacked:
            by_statement.setdefault(block.gathered.statement, []).append(block)
    for blocks in by_statement.values():
        yield from pairwise(blocks)


def compose(problem: Problem, variation: Variation) -> tuple[Composition, ...]:
    """One composition for the canvas and one for every frame, as the seed varies them."""
    frames = [None, *(m.id for m in problem.members if m.is_frame)]
    relations: dict[str | None, list[Relation]] = {frame: [] for frame in frames}
    for relation in problem.scene.relations:
        for frame in _frames_of(problem, relation):
            relations[frame].append(relation)
    spoken, near = named(problem), gathered(problem)
    return tuple(
        Composition(frame, _blocks(problem, frame, relations[frame], spoken, near, variation)) for frame in frames
    )


def joined(problem: Problem, composition: Composition) -> Mapping[str, str]:
    """By member id, the name of a block that stands for all that statements join with the one that the member is in;
    of those alone that any statement joins with another block."""
    root = {id: block.name for block in composition.blocks for one in members_of(block) for id in one.ids}
    parent = {block.name: block.name for block in composition.blocks}
    joining = (
        *(one.arguments for one in problem.scene.relations if one.checked),
        *(one.references for one in problem.scene.arrangements),
    )
    found: set[str] = set()
    for references in joining:
        members = problem.expand(target for reference in references for target in reference.targets)
        names = list(dict.fromkeys(root[id] for id in members if id in root))
        if len(names) > 1:
            found.update(names)
            for name in names[1:]:
                _join(parent, name, names[0])
    return {id: _find(parent, name) for id, name in root.items() if name in found}


def _frames_of(problem: Problem, relation: Relation) -> Mapping[str | None, None]:
    """The frames that hold what a relation speaks of, directly or not; the canvas holds everything."""
    found: dict[str | None, None] = {None: None}
    for id in problem.expand([target for argument in relation.arguments for target in argument.targets]):
        container = problem.by_id[id].object.container
        while container not in found:
            found[container] = None
            container = problem.by_id[container].object.container if container is not None else None
    return found


def named(problem: Problem) -> set[str]:
    """The targets of all references."""
    scene = problem.scene
    referring = (*(one.arguments for one in scene.relations), *(one.references for one in scene.arrangements))
    return {target for references in referring for reference in references for target in reference.targets}


def _blocks(
    problem: Problem, frame: str | None, spoken: Sequence[Relation], named: set[str], near: Mapping[str, Gathered],
    variation: Variation,
) -> tuple[Block, ...]:  # fmt: skip
    inside = [m for m in problem.content(frame) if not m.is_backdrop or m.id in problem.patches]
    blocks: dict[str, Block] = {}
    home: dict[str, Block] = {}
    for ids, how in clusters(problem, inside, named, near):
        columns = columns_of(problem, ids, variation) if how is None else min(how.columns, len(ids))
        block = Block(ids[0], ids, columns, gathered=how)
        blocks[ids[0]] = block
        for id in ids:
            home[id] = block
    attached = set(_rings(problem, blocks, home))
    relations = [(r, s, o) for r in spoken for s, o in _ends(problem, r, home, blocks)]
    for relation, subject, other in relations:
        if denied(relation) or relation.weight is not None:
            continue
        predicate = relation.predicate
        subject, other, predicate = _attached(problem, subject, other, predicate)
        if predicate == "inside" and problem.by_id[other.name].is_open:
            predicate = "on"
        if predicate in ATTACHING and subject.name not in attached and not _within(other, subject):
            subject.at = _at(problem, relation, other)
            subject.spans = relation.predicate == "in front of"
            share = ceil(len(subject.ids) / len(other.ids))
            if predicate == "on" and subject.name not in problem.arranged_as:  # side by side
                subject.columns = share
            elif predicate == "under" and subject.name not in problem.arranged_as:
                subject.columns = min(share, columns_under(problem, subject, other))
            other.attached.append((predicate, subject))
            attached.add(subject.name)
    for block in blocks.values():
        if len(block.ids) > 1 and block.gathered is None and block.name not in problem.arranged_as:
            block.columns = columns_of_cells(problem, block)
    roots = [block for block in blocks.values() if block.name not in attached]
    _rank_all(problem, roots, relations, variation)
    return tuple(roots)


def _attached(problem: Problem, subject: Block, other: Block, predicate: str) -> tuple[Block, Block, str]:
    """Who is attached to whom, and how: what is contained or farther, but for rows of it beyond one thing; of what
    meets, the more to the fewer."""
    if predicate == "contains":
        return other, subject, "inside"
    if predicate == "in front of" and len(other.ids) == 1:
        return other, subject, "behind"
    rows = subject.is_in_rows and (subject.columns > 1 or subject.name in problem.arranged_as)
    if predicate == "behind" and len(other.ids) == 1 and rows:
        return other, subject, "in front of"
    if predicate in ("touching", "overlapping") and len(subject.ids) < len(other.ids):
        return other, subject, predicate
    return subject, other, predicate


def _at(problem: Problem, relation: Relation, root: Block) -> str | None:
    """The one of a root's several members that a relation speaks of."""
    spoken = {id for argument in relation.arguments[:2] for id in problem.expand(argument.targets)}
    here = [id for id in root.ids if id in spoken]
    return here[0] if len(here) == 1 else None


def _rings(problem: Problem, blocks: dict[str, Block], home: dict[str, Block]) -> Iterator[str]:
    """Joins the members of each ring to a block; of one around one thing, attaches it there, and gives its name."""
    for one in problem.scene.arrangements:
        if one.kind != "ring" or one.negated or one.weight is not None:
            continue
        ids = problem.expand(one.targets)
        own = {home[id].name: home[id] for id in ids if id in home}
        if {id for block in own.values() for id in block.ids} != set(ids):
            continue
        middle = problem.expand(one.around.targets) if one.around is not None else ()
        if one.around is not None and (len(middle) != 1 or middle[0] not in home or home[middle[0]].name in own):
            continue
        ring = Block(ids[0], ids, ceil(1 + 2 * ring_radius(len(ids), 1)), ring=True)
        for name in own.keys() - {ring.name}:
            del blocks[name]
        blocks[ring.name] = ring
        home.update(dict.fromkeys(ids, ring))
        if middle:
            home[middle[0]].attached.append(("ring", ring))
            yield ring.name


def _rank_all(
    problem: Problem, siblings: Sequence[Block], relations: Sequence[tuple[Relation, Block, Block]],
    variation: Variation,
) -> None:  # fmt: skip
    """Columns and rows of siblings, from what is said of them or of anything attached to them; then inside each."""
    root_of = {one.name: block for block in siblings for one in members_of(block)}
    order = [
        (relation, root_of[subject.name], root_of[other.name])
        for relation, subject, other in relations
        if not denied(relation) and subject.name in root_of and other.name in root_of
        and root_of[subject.name] is not root_of[other.name]
    ]  # fmt: skip
    _rank(problem, variation.shuffled(siblings, siblings[0].name if siblings else ""), order)
    for block in siblings:
        if block.attached:
            _rank_all(problem, [child for _, child in block.attached], relations, variation)


def _ends(
    problem: Problem, relation: Relation, home: Mapping[str, Block], blocks: Mapping[str, Block]
) -> list[tuple[Block, Block]]:
    """The pairs of blocks that a relation speaks of, subject first."""
    if len(relation.arguments) < 2 or not relation.checked:
        return []
    subjects, others = (
        list(dict.fromkeys(
            home[id].name for target in argument.targets for id in _members(problem, target, home) if id in home
        ))
        for argument in relation.arguments[:2]
    )  # fmt: skip
    if len(subjects) == len(others) and len(subjects) > 1:
        pairs = list(zip(subjects, others, strict=True))
    else:
        pairs = [(s, o) for s in subjects for o in others]
    return [(blocks[s], blocks[o]) for s, o in pairs if s != o]


def _members(problem: Problem, target: str, home: Mapping[str, Block]) -> tuple[str, ...]:
    """The member ids of a target, lifted to the frame in which ``home`` lives."""
    if target == CANVAS:
        return ()
    if target in problem.scene.collections:
        ids = problem.scene.collections[target]
    elif target in problem.by_id:
        ids = (target,)
    else:
        ids = tuple(m.id for m in problem.members if m.object.id == target)
    found = []
    for id in ids:
        current: str | None = id
        while current is not None and current not in home and current in problem.by_id:
            current = problem.by_id[current].object.container
        if current is not None:
            found.append(current)
    return tuple(found)


def _within(block: Block, other: Block) -> bool:
    return any(one is block for one in members_of(other))


def members_of(block: Block) -> list[Block]:
    """A block and all that is attached to it, directly or not."""
    return [block, *(inner for _, child in block.attached for inner in members_of(child))]


def _rank(problem: Problem, roots: list[Block], order: list[tuple[Relation, Block, Block]]) -> None:
    """Columns and rows from the directions: what is above shares a column, what is beside a row."""
    same_row: dict[str, str] = {b.name: b.name for b in roots}
    same_column: dict[str, str] = dict(same_row)
    before_x: list[tuple[str, str]] = []
    before_y: list[tuple[str, str]] = []
    for relation, a, b in order:
        predicate = relation.predicate
        if predicate in HORIZONTAL:
            before_x.append((a.name, b.name) if HORIZONTAL[predicate] > 0 else (b.name, a.name))
            if relation.kept_level:
                _join(same_row, a.name, b.name)
        elif predicate in VERTICAL:
            before_y.append((a.name, b.name) if VERTICAL[predicate] > 0 else (b.name, a.name))
            if relation.kept_level:
                _join(same_column, a.name, b.name)
        elif predicate in BESIDE:
            _join(same_row, a.name, b.name)
    before_x += _flanks(order)
    names = {name: block for block in roots for name in block.ids}
    for relation, middle, _ in order:
        if relation.predicate != "between" or len(relation.arguments) < 3:
            continue
        ends = [{names[t].name for t in one.targets if t in names} for one in relation.arguments[1:]]
        for pair in product(sorted(ends[0]), sorted(ends[1])):
            first, last = reversed(pair) if pair[::-1] in before_x else pair
            before_x += [(first, middle.name), (middle.name, last)]
            _join(same_row, middle.name, first)
    for one in problem.scene.arrangements:
        if len(one.references) < 2:
            continue
        line = [names[t].name for r in one.references for t in r.targets if t in names]
        pairs = list(pairwise(line))
        if one.kind == "row" or (one.kind == "distribute" and one.axis == "horizontally"):
            before_x += pairs
            for a_name, b_name in pairs:
                _join(same_row, a_name, b_name)
        elif one.kind in ("column", "stack") or one.kind == "distribute":
            before_y += pairs
            for a_name, b_name in pairs:
                _join(same_column, a_name, b_name)
    linked = [*before_x, *before_y]
    for block in roots:
        stance = problem.by_id[block.name].stance
        if stance == "air":
            before_y += [(block.name, other.name) for other in roots if rests(problem, other)]
    columns = _levels([b.name for b in roots], same_column, before_x)
    rows = _levels([b.name for b in roots], same_row, before_y)
    for block in roots:
        block.column, block.row = columns[block.name], rows[block.name]
    _shelve(problem, roots, linked)
    _place_free(problem, roots, {n for pair in before_x for n in pair}, {n for pair in linked for n in pair})


def _flanks(order: Sequence[tuple[Relation, Block, Block]]) -> Iterator[tuple[str, str]]:
    """Who comes first from left to right: the second beside the first; of several beside one, half on either side."""
    beside = [(relation, a.name, b.name) for relation, a, b in order if relation.predicate in BESIDE]
    for relation in dict.fromkeys(relation for relation, _, _ in beside):
        pairs = [(a, b) for one, a, b in beside if one is relation]
        middles = set.intersection(*(set(pair) for pair in pairs))
        if len(pairs) == 1 or len(middles) != 1:
            yield from ((b, a) for a, b in pairs)
            continue
        (middle,) = middles
        others = [a if b == middle else b for a, b in pairs]
        yield from ((other, middle) for other in others[: len(others) // 2])
        yield from ((middle, other) for other in others[len(others) // 2 :])


def rests(problem: Problem, block: Block) -> bool:
    return problem.by_id[block.name].rests


def _shelve(problem: Problem, roots: list[Block], linked: Sequence[tuple[str, str]]) -> None:
    """Puts what no statement joins beside each other, and in rows of their own where that grows too long."""
    component = {block.name: block.name for block in roots}
    for a, b in linked:
        _join(component, a, b)
    groups: dict[str, list[Block]] = {}
    for block in roots:
        groups.setdefault(_find(component, block.name), []).append(block)
    joined = [group for group in groups.values() if len(group) > 1]
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


def _join(parent: dict[str, str], a: str, b: str) -> None:
    parent[_find(parent, a)] = _find(parent, b)


def _find(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        name = parent[name]
    return name


def _levels(names: Sequence[str], classes: dict[str, str], before: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Longest-path levels of the classes; edges that would close a cycle do not count."""
    level = {_find(classes, name): 0 for name in names}
    edges = [(_find(classes, a), _find(classes, b)) for a, b in before]
    for _ in range(len(level)):
        changed = False
        for a, b in edges:
            if a != b and level[b] <= level[a] and level[a] + 1 < len(level):
                level[b] = level[a] + 1
                changed = True
        if not changed:
            break
    return {name: level[_find(classes, name)] for name in names}


def pinned(problem: Problem, member: Member) -> bool:
    """Whether the person said where it is: by position or by a place of the canvas."""
    return isinstance(member.object.properties.get("position"), Position) or bool(
        problem.at_places & {member.id, member.object.id}
    )
