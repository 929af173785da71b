"""Solving again after a change: everything stays where it was, and only what has to move does.

Most changes ask for a few moves one after another (``sgc.layout.shift``). Where more of many things have to give way,
they push each other, and a linear program brings them back as far as the orders allow to which that led. Else every
box of the layout before is an assumption. Z3's cores say which of them cannot be kept; those are given up, smallest
things first, until the rest holds. What is new is put where it is wanted and free. A linear program then brings what
was released as close to its old place as the orders allow. All but what is released are numbers meanwhile
(``sgc.layout.held``), so that a small change of a large figure is a small question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial

from sgc.diagram.plane import is_level
from sgc.graph.linear import Formula, at_most, conjunction, holds, plain, substitute, variable
from sgc.graph.linear import variables as variables_of
from sgc.graph.links import label_id
from sgc.graph.scene import CANVAS, SceneGraph
from sgc.layout.along import are_level, ground_line, make_room
from sgc.layout.blocks import Composition
from sgc.layout.choice import chosen, violation
from sgc.layout.clauses import label_sides
from sgc.layout.composition import compose
from sgc.layout.geometry import Geometry
from sgc.layout.held import Held
from sgc.layout.making_room import SOON
from sgc.layout.natural import unit_of
from sgc.layout.placement import Placement, demanded, label_places, start, usual_side, wishes
from sgc.layout.problem import Member, Problem, Sizes
from sgc.layout.program import Program
from sgc.layout.relax import COLD, relax
from sgc.layout.rules import Budget, Rules, confirm
from sgc.layout.shift import Shifts
from sgc.layout.sizes import propose
from sgc.layout.sketch import Sketch
from sgc.layout.support import supports
from sgc.layout.types import EDGES, Edges
from sgc.layout.variation import Variation
from sgc.layout.yielding import Yielding

#: What is new shrinks by these factors until there is room for it: first beside what keeps its size, then with room
#: made for all, as in a sketch.
SCALES = ((1.0, False), (0.8, False), (0.65, False), (1.0, True), (0.8, True), (0.6, True), (0.45, True), (0.3, True))
#: By this factor something is plainly larger or smaller than a word for its size says.
PLAINLY = 1.3
#: What is new is no smaller than this share of its natural size, unless nothing can make room for it.
NATURAL = 0.6
#: Where something new could stand is tried at this many places along each axis.
PLACES = 28
#: How far from its best place Z3 may put what is new, before it may put it anywhere, as a share of the canvas.
REACH = 0.06
#: How the names begin of rules that keep a label on its usual side, and end of those that keep something near its old
#: place.
LABEL_OF, NEARLY = "label of ", ", nearly"


@dataclass(frozen=True, slots=True)
class Before:
    """The boxes that were, by the id of the member, in layout units.

    The ids of ``moving`` are not held in their places, and those of ``resized`` members keep no size: the change speaks
    of them.
    """

    boxes: Mapping[str, Edges]
    moving: frozenset[str] = frozenset()
    resized: frozenset[str] = frozenset()

    def within(self, room: int) -> Before:
        """The same with so much room on every side, in layout units."""
        moved = {id: (a + room, b + room, c + room, d + room) for id, (a, b, c, d) in self.boxes.items()}
        return replace(self, boxes=moved)

    def extent(self, room: int) -> tuple[int, int]:
        """How far everything reaches, with so much room behind it."""
        wide, high = (max((box[i] for box in self.boxes.values()), default=0) for i in (2, 3))
        return wide + room, high + room

    def held(self, id: str) -> Edges | None:
        return None if id in self.moving else self.boxes.get(id)

    def counts(self, scene: SceneGraph) -> Mapping[str, int] | None:
        """How many there were of each object, where that is still asked for; None when all counts are fixed."""
        if all(one.count[0] == one.count[1] for one in scene.objects):
            return None
        counts = {}
        for one in scene.objects:
            least, most = one.count
            were = sum(f"{one.id}[{i}]" in self.boxes for i in range(1, len(self.boxes) + 1))
            counts[one.id] = max(least, were if most is None else min(were, most))
        return counts


def stay(
    problem: Problem, before: Before, firm: Collection[int], variation: Variation, budget: Budget
) -> Placement | None:
    """A placement with the fewest and smallest moves that could be found; None when none was found this way.

    Where one of those moves leads away from the ground, or what is new would be tiny, all that stand there make room.
    """
    compositions = cache(partial(compose, problem, variation))
    tried: list[Sizes] = []
    found: Placement | None = None
    large = True
    usual: Sizes | None = None  # the first that are as all statements about sizes ask for
    for sizes, natural in _sizes(problem, before, compositions):
        if sizes in tried:
            continue
        large = natural
        tried.append(sizes)

        @cache
        def sketch(sizes: Sizes = sizes) -> Mapping[str, float]:
            return Sketch(problem, compositions(), sizes, variation.seed).run()

        geometry = Geometry(problem, sizes)
        if usual is None and not any(formula is False for formula in demanded(geometry.spoken, firm)):
            usual = sizes
        found = _Staying(geometry, before, firm, budget).solved(sketch)
        if found is not None or budget.left == 0:
            break
    line = ground_line(problem, before.boxes, compositions) if len(problem.members) <= SOON else []
    if not line or usual is None or (found is not None and large and are_level(found, line)):
        return found

    def at_home(geometry: Geometry) -> Mapping[str, float]:
        return _Staying(geometry, before, firm, budget).at_home()

    fresh = [id for id in line if id not in before.boxes]
    return make_room(problem, line, fresh, usual, firm, at_home, budget) or found


def _sizes(
    problem: Problem, before: Before, compositions: Callable[[], Sequence[Composition]]
) -> Iterator[tuple[Sizes, bool]]:
    """The sizes that were, if there were any of everything; then others that keep what they can. And whether what is
    new is about as large as it naturally is."""
    kept = {id: (box[2] - box[0], box[3] - box[1]) for id, box in before.boxes.items() if id in problem.by_id}
    changed = before.resized | _of_other_words(problem, kept)
    if not changed.issuperset(kept):
        kept = {id: size for id, size in kept.items() if id not in changed}
    if problem.sizes is not None:
        yield problem.sizes, True
        return
    things = [member.id for member in problem.members if not member.is_frame]
    if all(id in kept and kept[id][0] % 2 == kept[id][1] % 2 == 0 for id in things):
        yield {id: kept[id] for id in things}, True
    free = Geometry(problem, None)
    fresh, unit = [id for id in things if id not in kept], unit_of(problem, kept)
    growing = {problem.by_id[id].object.id for id in fresh}
    firm = {id: size for id, size in kept.items() if problem.by_id[id].object.id not in growing}
    for scale, roomy in SCALES:  # the members of a collection shrink alike
        alike = firm if growing and (roomy or scale < 1) else kept
        sizes = propose(problem, free, compositions(), scale, alike or None, roomy)
        if sizes is not None:
            near = {id: kept[id] if id in kept and _alike(kept[id], size) else size for id, size in sizes.items()}
            large = all(max(sizes[id]) >= NATURAL * unit * problem.by_id[id].extent.natural for id in fresh)
            yield from ((near, large), (sizes, large))


def _of_other_words(problem: Problem, kept: Sizes) -> frozenset[str]:
    """Those with a word for their size that are plainly not as large as it says, beside the others: it is new."""
    worded = {id for id in kept if problem.by_id[id].object.attributes.size is not None}
    others = {id: size for id, size in kept.items() if id not in worded and not problem.by_id[id].is_frame}
    if not worded or not others:
        return frozenset()
    unit = unit_of(problem, others)
    shares = {id: max(kept[id]) / (unit * problem.by_id[id].extent.natural) for id in worded}
    return frozenset(id for id, share in shares.items() if not 1 / PLAINLY <= share <= PLAINLY)


def _alike(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two sizes differ by no more than rounding does."""
    return max(abs(x - y) for x, y in zip(a, b, strict=True)) <= 4


class _Staying:
    """One try with given sizes."""

    def __init__(self, geometry: Geometry, before: Before, firm: Collection[int], budget: Budget) -> None:
        self.geometry = geometry
        self.problem = geometry.problem
        self.before = before
        self.budget = budget
        self.spoken = demanded(geometry.spoken, firm)
        self.soft = wishes(geometry)
        self.home: dict[str, float] = {}

    def at_home(self) -> Mapping[str, float]:
        """Everything where it was, and what the rest of a figure follows from that."""
        for member in self.problem.members:
            self._put_home(member)
        return label_places(self.geometry, start(self.geometry, self.home))

    @cached_property
    def hard(self) -> list[Formula]:
        inside = (one for member in self.problem.members for one in self.geometry.on_canvas(member))
        return [*self.spoken, *demanded(inside, ())]

    @cached_property
    def apart(self) -> Yielding:
        return Yielding(self.geometry)

    def solved(self, sketch: Callable[[], Mapping[str, float]]) -> Placement | None:
        if any(formula is False for formula in self.spoken):
            return None
        members = self.problem.members
        for member in members:
            self._put_home(member)
        grounds = supports(self.problem, self.geometry)
        fresh = [member for member in members if self.before.held(member.id) is None]
        shifted = self._shifted(fresh, grounds, sketch)
        if shifted is not None:
            return Placement(self.geometry, shifted)
        if not fresh and len(members) > SOON and (eased := self._eased(grounds)) is not None:
            return Placement(self.geometry, eased)
        sketched = sketch() if fresh else {}
        pairs: list[Formula] = []
        for member in fresh:
            own = self.apart.of([member.id])
            self._put_new(member, sketched, [*self.hard, *grounds.values(), *own])
            pairs += own
        staying = [member.id for member in self._smallest_first() if self.before.held(member.id) is not None]
        labels = self.geometry.open_labels
        # In this order they are given up.
        yielding = [
            [_label_of(id) for id in labels], [f"support of {id}" for id in grounds],
            [f"place of {member.id}" for member in fresh], staying, [id + NEARLY for id in staying],
        ]  # fmt: skip
        places = label_places(self.geometry, start(self.geometry, self.home))
        where = {name: round(value) for name, value in places.items()}
        held = Held(where, self._holders(staying))
        for formula in self.hard:
            held.add(formula)
        for id, label in labels.items():
            held.add(label_sides(self.geometry.box(id), label)[usual_side(self.geometry, id)], _label_of(id))
        for id, rule in grounds.items():
            held.add(rule, f"support of {id}")
        for member in fresh:
            held.add(self._about(member), f"place of {member.id}")
        for pair in [*pairs, *self.apart.at(where)]:
            held.add(pair)
        solved = self._release(held, yielding, where)
        if solved is None:
            return None
        soft = [(held.substituted(formula), weight) for formula, weight in self.soft]
        final: Mapping[str, int] = {**where, **solved}
        if (closest := self._closest(held.said, soft, final, where)) is not None:
            final = confirm(held.said, closest, self.budget) or final
        holding = all(holds(formula, final) for formula in self.hard) and self.geometry.separations.hold(final)
        return Placement(self.geometry, final) if holding else None

    def _shifted(
        self, fresh: Sequence[Member], grounds: Mapping[str, Formula], sketch: Callable[[], Mapping[str, float]]
    ) -> Mapping[str, int] | None:
        """Everything in its old place but what is new and a few things that make room; None where that does not do."""
        if any(member.is_frame or member.is_backdrop for member in fresh):
            return None
        assert self.geometry.sizes is not None
        for member in fresh:
            width, height = self.geometry.sizes[member.id]
            x, y = self._goal(member, sketch)
            self.home |= {f"{member.id}.left": x - width / 2, f"{member.id}.top": y - height / 2}
        places = label_places(self.geometry, start(self.geometry, self.home))
        where = {name: round(value) for name, value in places.items()}
        new = {member.id for member in fresh}
        standing = [rule for id, rule in grounds.items() if id in new or holds(rule, where)]
        shifted = Shifts(self.geometry, [*self.spoken, *standing], new).all_in_place(where)
        wished = shifted is not None and all(holds(formula, shifted) for formula, _ in self.soft)
        if not wished:
            for member in fresh:
                for name, _ in self._variables(member):
                    self.home.pop(name, None)
        return shifted if wished else None

    def _eased(self, grounds: Mapping[str, Formula]) -> Mapping[str, int] | None:
        """As near to home as it can be in the orders to which things push each other; None where those do not do."""
        where = {name: round(value) for name, value in self.at_home().items()}
        rules = Rules([*self.hard, *(one for one in grounds.values() if holds(one, where))], self.geometry.separations)
        pushed, _ = relax(rules.hard, rules.separations, where, COLD, hot=False)
        hard = [*rules.hard, *rules.orders(pushed).values()]
        closest = self._closest(hard, self.soft, pushed, where)
        eased = None if closest is None else confirm(hard, closest, self.budget)
        return eased if eased is not None and rules.hold(eased) else None

    def _holders(self, staying: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What keeps each variable at its number: the things, and the usual side of a label, that stay."""
        held = set(staying)
        found: dict[str, tuple[str, ...]] = {}
        for member in self.problem.members:
            if member.id in held:
                found.update((name, (member.id,)) for name, _ in self._variables(member))
                if member.id in self.geometry.open_labels:
                    keepers = (member.id, _label_of(member.id))
                    found.update({f"{member.id}.label.{edge}": keepers for edge in ("left", "top")})
        for ids, joint in self.geometry.joints.items():
            if held.issuperset(ids):
                found.update((name, ids) for edge in EDGES for name, _ in plain(joint.edge(edge)).coefficients)
        return found

    # ------------------------------------------------------------ places

    def _variables(self, member: Member) -> Sequence[tuple[str, int]]:
        """The variables of a member's box, each with the number of its edge."""
        edges = EDGES if member.is_frame else EDGES[:2]
        return [(f"{member.id}.{edge}", i) for i, edge in enumerate(edges)]

    def _put_home(self, member: Member) -> None:
        """Where it was; with another size it keeps its middle, and its foot if it stands on something."""
        id, box = member.id, self.before.boxes.get(member.id)
        if box is None:
            return
        left, top, right, bottom = box
        if member.is_frame:
            self.home |= {f"{id}.{edge}": value for edge, value in zip(EDGES, box, strict=True)}
            return
        width, height = self.geometry.sizes[id] if self.geometry.sizes is not None else (right - left, bottom - top)
        self.home[f"{id}.left"] = (left + right - width) // 2
        self.home[f"{id}.top"] = bottom - height if member.stance == "ground" else (top + bottom - height) // 2

    def _put_new(self, member: Member, sketch: Mapping[str, float], hard: Sequence[Formula]) -> None:
        """The place nearest to what is said of it where it breaks nothing, seen from what has a place already."""
        if member.is_frame or member.is_backdrop:
            self.home.update((name, sketch[name]) for name, _ in self._variables(member) if name in sketch)
            return
        left, top = (name for name, _ in self._variables(member))
        self.home.pop(left, None)
        self.home.pop(top, None)
        about = [
            substitute(formula, lambda name: round(self.home[name]) if name in self.home else variable(name))
            for formula in hard
            if (names := variables_of(formula)) & {left, top} and names - {left, top} <= self.home.keys()
        ]
        assert self.geometry.sizes is not None
        size = self.geometry.sizes[member.id]
        goal = self._goal(member, lambda: sketch)
        places = [
            {left: float(x), top: float(y)}
            for y in _steps(self.problem.margin, self.problem.canvas[1] - self.problem.margin - size[1])
            for x in _steps(self.problem.margin, self.problem.canvas[0] - self.problem.margin - size[0])
        ]
        places.append({left: goal[0] - size[0] / 2, top: goal[1] - size[1] / 2})

        def badness(place: dict[str, float]) -> float:
            away = abs(place[left] + size[0] / 2 - goal[0]) + abs(place[top] + size[1] / 2 - goal[1])
            return 8 * sum(violation(formula, place) for formula in about) + away

        best = min(places, key=badness)
        self.home.update(best)

    def _goal(self, member: Member, sketch: Callable[[], Mapping[str, float]]) -> tuple[float, float]:
        """Where its middle would best be: where it was, beside what it is related to, or where the sketch has it."""
        box = self.before.boxes.get(member.id)
        if box is not None and not self._related(member):
            return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if (linked := self._beside_linked(member)) is not None:
            return linked
        near = [self._middle(id, self.home) for id in self._related(member) or self._brothers(member)]
        if not near:
            return self._middle(member.id, sketch()) or (self.problem.canvas[0] / 2, self.problem.canvas[1] / 2)
        known = [one for one in near if one is not None]
        if not known:
            return self.problem.canvas[0] / 2, self.problem.canvas[1] / 2
        return sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)

    def _beside_linked(self, member: Member) -> tuple[float, float] | None:
        """As the proposal of a diagram has it along the direction of links, from the things that it is linked with and
        that have a place, and across as near to them as can be; None where there are none."""
        proposal, scene = self.problem.proposal, self.problem.scene
        ends = [
            end for link in scene.links for end in (link.source, link.target)
            if end != member.id and member.id in (link.source, link.target, label_id(link))
        ]  # fmt: skip
        near = [(end, middle) for end in ends if (middle := self._middle(end, self.home)) is not None]
        if proposal is None or not near or not {member.id, *ends} <= proposal.boxes.keys():
            return None
        across = int(is_level(scene.figure.direction))
        found = [0.0, 0.0]
        for end, middle in near:
            (a, b, c, d), (e, f, g, h) = proposal.boxes[member.id], proposal.boxes[end]
            steps = [(a + c - e - g) / 2, (b + d - f - h) / 2]
            most = ((c - a, d - b)[across] + (g - e, h - f)[across]) / 2
            steps[across] = max(-most, min(most, steps[across]))
            found = [one + (place + step) / len(near) for one, place, step in zip(found, middle, steps, strict=True)]
        return found[0], found[1]

    def _related(self, member: Member) -> list[str]:
        """What has a place and is related to it by a statement that geometry decides."""
        found: dict[str, None] = {}
        for relation in self.problem.scene.relations:
            if not relation.checked or relation.negated:
                continue
            sides = [self.problem.expand(one.targets) for one in relation.arguments]
            if any(member.id in side for side in sides):
                found.update((id, None) for side in sides if member.id not in side for id in side)
        return [id for id in found if id != CANVAS and f"{id}.left" in self.home]

    def _brothers(self, member: Member) -> list[str]:
        """The members of its own collection that have a place."""
        ids = [m.id for m in self.problem.members if m.object.id == member.object.id and m.id != member.id]
        return [id for id in ids if f"{id}.left" in self.home][-1:]

    def _middle(self, id: str, places: Mapping[str, float]) -> tuple[float, float] | None:
        left, top = places.get(f"{id}.left"), places.get(f"{id}.top")
        if left is None or top is None:
            return None
        if f"{id}.right" in places:
            return (left + places[f"{id}.right"]) / 2, (top + places[f"{id}.bottom"]) / 2
        assert self.geometry.sizes is not None
        width, height = self.geometry.sizes.get(id, (0, 0))
        return left + width / 2, top + height / 2

    # ------------------------------------------------------------ rules

    def _about(self, member: Member) -> Formula:
        reach = round(REACH * max(self.problem.canvas))
        near = [(variable(n), round(self.home[n])) for n, _ in self._variables(member) if n in self.home]
        return conjunction(
            *(
                bound
                for edge, wanted in near
                for bound in (at_most(edge, wanted + reach), at_most(wanted - reach, edge))
            )
        )

    def _smallest_first(self) -> list[Member]:
        def area(member: Member) -> int:
            left, top, right, bottom = self.before.boxes.get(member.id, (0, 0, 0, 0))
            return (right - left) * (bottom - top)

        return sorted(self.problem.members, key=area)

    def _release(
        self, held: Held, yielding: Sequence[Sequence[str]], where: Mapping[str, int]
    ) -> Mapping[str, int] | None:
        """Z3's values once enough is given up."""
        order = [name for tier in yielding for name in tier]
        tier_of = {name: i for i, tier in enumerate(yielding) for name in tier}
        by_id = self.problem.by_id
        while True:
            check = held.check(order, self.budget)
            if check.answer != "unsat":
                return check.found
            core = [name for name in order if name in check.core]
            if not core:
                return None
            first = tier_of[core[0]]
            # Of old places only the smallest thing's is given up; the rest of a tier is given up at once.
            given_up = core[:1] if first >= len(yielding) - 2 else [one for one in core if tier_of[one] == first]
            for name in given_up:
                held.release(name)
                if name in by_id:  # it stays nearly where it was
                    held.add(self._about(by_id[name]), name + NEARLY)
                    pairs = self.apart.near([name], where, REACH * max(self.problem.canvas))
                else:  # only what has left its place can get into anybody's way
                    pairs = self.apart.of([name.removeprefix(LABEL_OF).removesuffix(NEARLY)])
                for pair in pairs:
                    held.add(pair)

    def _closest(
        self, hard: Sequence[Formula], soft: Sequence[tuple[Formula, float]], values: Mapping[str, float],
        where: Mapping[str, int],
    ) -> Mapping[str, float] | None:  # fmt: skip
        """As close to home as the choices allow that the values make in the formulas."""
        program = Program()
        for formula in hard:
            for atom in chosen(formula, values):
                program.require(atom.linear)
        for formula, weight in soft:
            for atom in chosen(formula, values):
                program.require(atom.linear, weight)
        for name in sorted(set().union(*map(variables_of, hard))):
            if name.endswith(".order"):
                program.bound(name, 0, 10_000)
                program.minimise(variable(name), 1e-3)
            elif name in where:
                weight = 1.0 if name in self.home else 0.05
                program.minimise_distance(variable(name) - where[name], weight)
        settled = program.solve()
        return None if settled is None else {**values, **settled}


def _label_of(id: str) -> str:
    """The name under which a label is on its usual side."""
    return LABEL_OF + id


def _steps(first: int, last: int) -> list[int]:
    """Evenly spaced whole numbers from first to last."""
    if last <= first:
        return [(first + last) // 2]
    return [first + (last - first) * i // (PLACES - 1) for i in range(PLACES)]
