"""The composition: which things belong together, and in what columns and rows they would stand.

This is a proposal that a person would sketch before solving: things that stand on something form a
block with it, a collection forms a row or a small grid, directions order the blocks. It decides
sizes and starting positions, and nothing here has to be true for the layout to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil

from sgc.graph.joining import Joined
from sgc.graph.scene import CANVAS, Position, Relation
from sgc.layout.around import ring_radius
from sgc.layout.blocks import Block, Composition, members_of
from sgc.layout.clusters import clusters, columns_of
from sgc.layout.contact import columns_inside, columns_of_cells, columns_under
from sgc.layout.gathering import Gathered, denied, gathered, is_broad, is_crowd
from sgc.layout.problem import Member, Problem
from sgc.layout.ranking import rank
from sgc.layout.variation import Variation

#: Predicates whose subject belongs to the object's block: it stands on it, is in it, or right at it.
ATTACHING = {
    "on", "inside", "under", "centered in", "overlapping", "behind", "in front of", "touching", "surrounding",
    "held by", "worn by",
}  # fmt: skip


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
    blocks = Joined(block.name for block in composition.blocks)
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
                blocks.join(name, names[0])
    return {id: blocks.stands_for(name) for id, name in root.items() if name in found}


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
        said = problem.arranged_as.get(ids[0])
        piled = said is not None and said.kind == "pyramid" and problem.expand(said.targets) == ids
        block = Block(ids[0], ids, columns, gathered=how, piled=piled)
        blocks[ids[0]] = block
        for id in ids:
            home[id] = block
    attached = set(_rings(problem, blocks, home))
    relations = [(r, s, o) for r in spoken for s, o in _ends(problem, r, home, blocks)]
    bearers = {s.name: o for r, s, o in relations if r.predicate == "on" and r.is_required}
    for relation, subject, other in relations:
        if denied(relation) or relation.weight is not None:
            continue
        predicate = relation.predicate
        subject, other, predicate = _attached(problem, subject, other, predicate)
        if predicate == "behind":  # what is behind a rider is behind the horse, as is the hill with a castle on it
            behind, before = bearers.get(subject.name, subject), bearers.get(other.name, other)
            subject, other = (behind, before) if behind is not before else (subject, other)
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
            elif predicate == "inside" and subject.name not in problem.arranged_as and not variation.seed:
                subject.columns = columns_inside(problem, subject, other)
            other.attached.append((predicate, subject))
            attached.add(subject.name)
    for block in blocks.values():
        if len(block.ids) > 1 and block.gathered is None and block.name not in problem.arranged_as:
            block.columns = columns_of_cells(problem, block)
    roots = [block for block in blocks.values() if block.name not in attached]
    headings, others = apart_from_headings(problem, roots)
    _rank_all(problem, others, relations, variation)
    return with_headings(problem, others, headings)


def apart_from_headings(problem: Problem, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The headings among the blocks, and the others."""
    headings = [block for block in blocks if block.name in problem.headings]
    return headings, [block for block in blocks if block.name not in problem.headings]


def with_headings(problem: Problem, blocks: Sequence[Block], headings: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks between those headings that are above all of them and those that are below."""
    rows = [block.row for block in blocks] or [0]
    placed = []
    for number, block in enumerate(headings):
        row = min(rows) - len(problem.headings) + number if problem.headings[block.name] else max(rows) + 1 + number
        placed.append(replace(block, row=row, column=-1 - number, across=True))
    return (*blocks, *placed)


def _attached(problem: Problem, subject: Block, other: Block, predicate: str) -> tuple[Block, Block, str]:
    """Who is attached to whom, and how: what is contained or farther, but for rows of it beyond one thing; of what
    meets, the more to the fewer."""
    if predicate == "contains":
        return other, subject, "inside"
    if predicate == "in front of" and len(other.ids) == 1:
        return other, subject, "behind"
    if predicate == "behind" and len(other.ids) == 1 and _reaches_beyond(problem, subject, other):
        return other, subject, "in front of"
    if predicate in ("touching", "overlapping") and len(subject.ids) < len(other.ids):
        return other, subject, predicate
    return subject, other, predicate


def _reaches_beyond(problem: Problem, block: Block, other: Block) -> bool:
    """Whether several do not all stand behind one thing: in rows, or in one along which it does not go."""
    if block.is_in_rows:
        return block.columns > 1 or block.name in problem.arranged_as
    return is_crowd(problem, block.ids) and not is_broad(problem, other.name, block.name, block.columns)


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
    rank(problem, variation.shuffled(siblings, siblings[0].name if siblings else ""), order)
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


def pinned(problem: Problem, member: Member) -> bool:
    """Whether the person said where it is: by position or by a place of the canvas."""
    return isinstance(member.object.properties.get("position"), Position) or bool(
        problem.at_places & {member.id, member.object.id}
    )
