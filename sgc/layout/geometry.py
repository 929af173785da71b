"""The constraints of a figure as formulas, each owned by a statement or by a named default.

Edges are variables of the solver. With sizes given, everything that the relations say becomes
(nearly) difference logic, which Z3 solves fast; without, half-extents are variables too, and the
answer is a proof about all sizes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product

from sgc.graph.box import Box
from sgc.graph.grounding import NO_STRANGER, Grounded, ground
from sgc.graph.immutable import immutable
from sgc.graph.linear import Formula, Term, TermLike, at_most, conjunction, disjunction, equal, variable
from sgc.graph.scene import CANVAS, Kind, Position
from sgc.layout.clauses import LABEL_GAP, inside, joint_of, label_sides, near, separation, within
from sgc.layout.overlaps import Overlaps
from sgc.layout.problem import Member, Problem, Sizes, place_of
from sgc.layout.separations import Keeper, Separations
from sgc.layout.types import Edges

#: Names of the defaults that can be members of a conflict, as people read them. Support is none of them: where it is in
#: the way it is dropped, so that no figure is impossible for its sake.
IN_CANVAS, SPACING, LEAST_SIZE, LABELS, SIZE_WORDS = "canvas", "spacing", "least size", "room for labels", "size words"
#: That a picture is not stretched, unless both of its sides are stated.
PROPORTIONS = "kept proportions"


@immutable
class Owner:
    """Who demands a constraint: statement number ``index`` (and which literal of it), or a default."""

    index: int | None
    name: str = ""


#: Who demands that things are on the canvas.
ON_CANVAS = Owner(None, IN_CANVAS)


@immutable
class Constraint:
    owner: Owner
    formula: Formula
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Where a member in a finished frame stands: its box, and its label's, as seen from the frame's top left.

    It is drawn ``order`` steps after the frame.
    """

    frame: str
    box: Edges
    label: Edges | None = None
    order: int = 1


class Geometry:
    """The boxes of a problem's members as terms, and every constraint on them.

    With ``sizes`` (width and height in units, even) boxes have constant extents; without, they are
    ``2 * member.w`` by ``2 * member.h``. Frames, groups and joint boxes have four free edges, unless the
    frame is ``closed``: then it has a size too, and what is in it moves with it.
    """

    def __init__(self, problem: Problem, sizes: Sizes | None, closed: Mapping[str, Closed] | None = None) -> None:
        self.problem = problem
        self.sizes = sizes
        self.closed = closed or {}
        self.joints: dict[tuple[str, ...], Box] = {}
        self._boxes = {member.id: self._make(member) for member in problem.members}
        self.labels = {m.id: self._label(m) for m in problem.members if m.outside_label}

    # ------------------------------------------------------------ boxes

    def box(self, id: str) -> Box:
        return self.problem.measures.canvas if id == CANVAS else self._boxes[id]

    def joint(self, ids: tuple[str, ...]) -> Box:
        """The joint box of several members, as variables of its own (defined in ``definitions``)."""
        if len(ids) == 1:
            return self.box(ids[0])
        if ids not in self.joints:
            self.joints[ids] = Box.symbolic(f"joint {len(self.joints)}")
        return self.joints[ids]

    def _make(self, member: Member) -> Box:
        name = member.id
        if member.id in self.closed:
            known = self.closed[name]
            plain = self._moving_with(known.frame, known.box, variable(f"{known.frame}.order") + known.order)
            return self._with_rooms(plain, member)
        if member.is_frame:
            box = Box.symbolic(name)
            if self.sizes is not None and name in self.sizes:
                across, down = self.sizes[name]
                box = Box.of(box.left, box.top, box.left + across, box.top + down, box.order)
            inner = self._under_title(box, member.extent.head, 2 * self.problem.measures.padding)
            return Box(box.left, box.top, box.right, box.bottom, box.order, hollow=inner)
        left, top = variable(f"{name}.left"), variable(f"{name}.top")
        width, height = self.extent_terms(name)
        plain = Box(left, top, left + width, top + height, variable(f"{name}.order"))
        return self._with_rooms(plain, member) if member.extent.has_rooms else plain

    def _with_rooms(self, plain: Box, member: Member) -> Box:
        """The box with the face on which things stand, and the hollow in which they lie."""
        face, hollow, head = member.extent.face, member.extent.hollow, member.extent.head_room
        room = plain.within(hollow) if hollow else None
        if member.extent.head:
            room = self._under_title(plain, member.extent.head, self.problem.measures.padding)
        return Box(
            plain.left, plain.top, plain.right, plain.bottom, plain.order, plain.within(face) if face else None, room,
            plain.within(head) if head else None, member.extent.worn,
            plain.within(member.extent.shade) if member.extent.shade else None, member.extent.is_open,
            plain.within(member.extent.seat) if member.extent.seat else None,
        )  # fmt: skip

    @staticmethod
    def _under_title(box: Box, head: int, padding: int) -> Box:
        """The room in a box below its title."""
        return Box(box.left + padding, box.top + padding + head, box.right - padding, box.bottom - padding)

    @staticmethod
    def _moving_with(frame: str, edges: Edges, order: Term | None = None) -> Box:
        left, top = variable(f"{frame}.left"), variable(f"{frame}.top")
        return Box(left + edges[0], top + edges[1], left + edges[2], top + edges[3], order)

    @cached_property
    def finished(self) -> frozenset[str]:
        """The frames whose content has its place in them."""
        return frozenset(known.frame for known in self.closed.values())

    @cached_property
    def open_members(self) -> tuple[Member, ...]:
        """All but those that move with a finished frame."""
        return tuple(member for member in self.problem.members if member.id not in self.closed)

    @cached_property
    def open_labels(self) -> Mapping[str, Box]:
        """The labels of the open members that stand beside them."""
        return {member.id: self.labels[member.id] for member in self.open_members if member.id in self.labels}

    def extent_terms(self, id: str) -> tuple[TermLike, TermLike]:
        if self.sizes is not None:
            return self.sizes[id]
        return variable(f"{id}.w") * 2, variable(f"{id}.h") * 2

    def _label(self, member: Member) -> Box:
        label = member.extent.label
        assert label is not None
        known = self.closed.get(member.id)
        if known is not None and known.label is not None:
            return self._moving_with(known.frame, known.label)
        left, top = variable(f"{member.id}.label.left"), variable(f"{member.id}.label.top")
        return Box.of(left, top, left + label.width, top + label.height)

    # ------------------------------------------------------------ constraints

    @cached_property
    def grounded(self) -> tuple[Grounded, ...]:
        problem = self.problem
        return ground(problem.scene, problem.counts, self.box, self.joint, problem.measures)

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """Everything, statements first, in the order of the source; support comes from ``supports``."""
        pairs = (Constraint(owner_of(keeper), pair) for keeper, pair in self.separations.everything())
        return (*self.stated, *pairs)

    @cached_property
    def stated(self) -> tuple[Constraint, ...]:
        """All but the ``separations`` that nothing but a default asks for: as many as things and statements."""
        inside = (one for member in self.problem.members for one in self.on_canvas(member))
        return (*self._defined, *inside, *self._beside)

    @cached_property
    def spoken(self) -> tuple[Constraint, ...]:
        """What is ``stated`` but for what is ``on_canvas``, which needs no formula where it is seen from numbers."""
        return (*self._defined, *self._beside)

    @cached_property
    def overlaps(self) -> Overlaps:
        return Overlaps(self.problem.members, self.grounded)

    @cached_property
    def separations(self) -> Separations:
        return Separations(self)

    @cached_property
    def _defined(self) -> tuple[Constraint, ...]:
        """What statements ask for, and what the boxes are."""
        said = list(self._statements())  # first: grounding makes the joint boxes
        return (*said, *self._definitions(), *self._sizes())

    @cached_property
    def _beside(self) -> tuple[Constraint, ...]:
        """Where labels may stand, the drawing order, and the pairs of which some statement speaks."""
        special = (Constraint(owner_of(keeper), pair) for keeper, pair in self.separations.special)
        return (*self._labels(), *self.ordered, *special)

    def _statements(self) -> Iterator[Constraint]:
        for index, one in enumerate(self.grounded):
            weight = one.statement.weight
            for literal in one.literals:
                owner = Owner(index, literal.name)
                yield Constraint(owner, literal.formula, None if weight is None else float(weight))
        for member in self.problem.members:
            position = member.object.properties.get("position")
            if isinstance(position, Position):
                box, (width, height) = self.box(member.id), self.problem.canvas
                x, y = place_of(position.x, width), place_of(position.y, height)
                yield Constraint(Owner(self.declared(member)), conjunction(near(box.cx, x), near(box.cy, y)))

    def declared(self, member: Member) -> int:
        """The owner number of a declaration: they follow the grounded statements."""
        return len(self.grounded) + self.problem.number[member.object.id]

    def _definitions(self) -> Iterator[Constraint]:
        """What frames and joint boxes are; no statement, so no conflict ever names them alone."""
        definition = Owner(None, "definition")
        for ids, box in self.joints.items():
            yield Constraint(definition, joint_of(box, [self.box(id) for id in ids]))
        for member in self.problem.members:
            if not member.is_frame or member.id in self.closed or member.id in self.finished:
                continue
            box = self.box(member.id)
            inner = [self.box(child.id) for child in self.problem.content(member.id)]
            label = member.extent.label
            parts: list[Formula] = [at_most(box.left + 2, box.right), at_most(box.top + 2, box.bottom)]
            if member.object.kind is Kind.PART and inner:
                parts.append(joint_of(box, inner))
            elif box.hollow is not None:
                room = box.hollow
                for child in inner:
                    parts += [at_most(room.left, child.left), at_most(room.top, child.top)]
                    parts += [at_most(child.right, room.right), at_most(child.bottom, room.bottom)]
                if label is not None:
                    parts.append(at_most(room.left + label.width, room.right))
            if box.order is not None:
                parts += [at_most(box.order + 1, child.order) for child in inner if child.order is not None]
            yield Constraint(definition, conjunction(*parts))

    def _sizes(self) -> Iterator[Constraint]:
        """Stated sizes belong to the declaration; least sizes and proportions are defaults."""
        for member in self.problem.members:
            extent, id = member.extent, member.id
            stated, given = self.problem.stated[member.object.id], (self.sizes or {}).get(id)
            if given is not None and given == stated:  # most often
                continue
            owner = Owner(self.declared(member))
            for side, length, wanted, known in zip(
                ("width", "height"), (extent.width, extent.height), stated, given or (None, None), strict=True
            ):
                if wanted is not None and known is not None:
                    if known != wanted:
                        yield Constraint(owner, False)
                elif wanted is not None:
                    yield Constraint(owner, equal(self.box(id).edge(side), wanted))
                elif length is not None and member.object.container is not None:
                    whole = self.box(member.object.container).edge(side)
                    yield Constraint(owner, near(self.box(id).edge(side), whole * (length.value / 100)))
            if member.is_frame or self.sizes is not None:
                continue
            half_w, half_h = variable(f"{id}.w"), variable(f"{id}.h")
            yield Constraint(Owner(None, "definition"), conjunction(at_most(1, half_w), at_most(1, half_h)))
            if extent.exact is not None:
                yield Constraint(
                    owner, conjunction(equal(half_w * 2, extent.exact[0]), equal(half_h * 2, extent.exact[1]))
                )
                continue
            least = conjunction(at_most(extent.least[0], half_w * 2), at_most(extent.least[1], half_h * 2))
            yield Constraint(Owner(None, LEAST_SIZE), least)
            if not extent.free:
                p, q = round(extent.aspect * 1000), 1000
                slack = max(p, q)  # half a unit of rounding on either side
                yield Constraint(Owner(owner.index, PROPORTIONS), conjunction(
                    at_most(half_w * q - half_h * p, slack), at_most(half_h * p - half_w * q, slack)
                ))  # fmt: skip
        yield from self._size_words()

    def _size_words(self) -> Iterator[Constraint]:
        """A large apple is larger than a plain one, and that than a small one, unasked."""
        from sgc.graph.relations import relation_formula
        from sgc.measure.proportions import SIZE_WORDS as FACTORS

        alike: dict[str, list[tuple[Member, float]]] = {}
        for m in self.problem.members:
            if not m.is_frame and m.extent.exact is None and not (m.extent.width or m.extent.height):
                alike.setdefault(m.object.noun, []).append((m, FACTORS.get(m.object.attributes.size or "", 1.0)))
        varied = [group for group in alike.values() if len({factor for _, factor in group}) > 1]
        for (a, size_a), (b, size_b) in (pair for group in varied for pair in combinations(group, 2)):
            if size_a == size_b:
                continue
            larger, smaller = (a, b) if size_a > size_b else (b, a)
            boxes = (self.box(larger.id), self.box(smaller.id))
            formula = relation_formula("larger than", boxes, self.problem.measures)
            yield Constraint(Owner(None, SIZE_WORDS), formula)

    def on_canvas(self, member: Member) -> list[Constraint]:
        """A thing and its label on the canvas, with its margin; backdrops may touch the edge."""
        if member.object.container is not None and not member.outside_label:
            return []
        width, height = self.problem.canvas
        margin = 0 if member.is_backdrop or self.spans(member) else self.problem.margin
        boxes = [self.box(member.id), *([self.labels[member.id]] if member.id in self.labels else [])]
        return [Constraint(ON_CANVAS, within(box, margin, width, height)) for box in boxes]

    def spans(self, member: Member) -> bool:
        """An object that is as wide or as high as the figure by its own words needs no margin."""
        (width, height), (across, down) = self.problem.stated[member.object.id], self.problem.canvas
        room = 2 * self.problem.margin
        is_large = (width is not None and width > across - room) or (height is not None and height > down - room)
        return is_large or isinstance(member.object.properties.get("position"), Position)

    def _labels(self) -> Iterator[Constraint]:
        for id, label in self.open_labels.items():
            sides = label_sides(self.box(id), label)
            yield Constraint(Owner(None, LABELS), disjunction(*sides.values()))
        for id, holder in self.held:
            if (title := self._title(holder)) is not None:
                yield Constraint(Owner(None, LABELS), separation(title, self.box(id), 0))

    @cached_property
    def held(self) -> tuple[tuple[str, str], ...]:
        """What lies before what: each open thing with what it is on, in or centred in."""
        pairs = ((member.id, id) for member in self.open_members for id in self.overlaps.holders[member.id])
        return tuple(dict.fromkeys(pair for pair in (*pairs, *self.overlaps.centered) if CANVAS not in pair))

    def _title(self, id: str) -> Box | None:
        """The box of a title in a thing that holds others; in a frame, nothing is where its title is anyway."""
        member = self.problem.by_id[id]
        label, hollow = member.extent.label, self.box(id).hollow
        if member.is_frame or not member.extent.head or label is None or hollow is None:
            return None
        return Box.of(hollow.left, hollow.top - label.height, hollow.left + label.width, hollow.top)

    def apart(self, a: Member, b: Member) -> Formula:
        """The spacing that two members keep; True where they need not keep any."""
        pair = frozenset((a.id, b.id))
        overlap = self.overlaps.exempt.get(pair, False)
        if overlap is True or a.is_backdrop or b.is_backdrop:
            return True
        if a.object.container != b.object.container and self._frames_keep_apart(a, b):
            return True
        boxes = self.box(a.id), self.box(b.id)
        closer = self.overlaps.replaced.get(pair, False)
        is_text = not self.problem.link_texts.isdisjoint(pair)
        spacing = self.problem.text_spacing if is_text else self.problem.measures.spacing
        formula = separation(*boxes, 0 if closer is True else spacing)
        if not isinstance(closer, bool):
            formula = disjunction(formula, conjunction(closer, separation(*boxes, 0)))
        return disjunction(formula, overlap)

    def clear(self, id: str, other: Member) -> Formula:
        """How the label of the member ``id`` keeps clear of another member; True where it need not."""
        label = self.labels[id]
        if other.id == id or other.is_backdrop or other.id in self.frames_of(self.problem.by_id[id]):
            return True
        free = separation(label, self.box(other.id), LABEL_GAP)
        pair = frozenset((id, other.id))
        # What is in a thing may have its label there; in the room under a top things would cover it.
        if self.overlaps.exempt.get(pair) is True and pair not in self.overlaps.beneath:
            free = disjunction(free, inside(label, self.box(other.id)))
        return free

    @cached_property
    def ordered(self) -> tuple[Constraint, ...]:
        """What the statements of drawing order say."""
        return tuple(self._order())

    def _order(self) -> Iterator[Constraint]:
        """What has the greater ``z`` is drawn later; unstated it is 0."""
        things = [m for m in self.problem.members if not m.is_backdrop]
        stated = [m for m in things if "z" in m.object.properties]
        placed = {m.id for m in stated}
        for a, b in (*combinations(stated, 2), *product(stated, (m for m in things if m.id not in placed))):
            z_a, z_b = (_number(m.object.properties.get("z")) for m in (a, b))
            under, over = (a, b) if z_a < z_b else (b, a)
            lower, upper = self.box(under.id).order, self.box(over.id).order
            if z_a != z_b and lower is not None and upper is not None:
                yield Constraint(Owner(self.declared(a)), at_most(lower + 1, upper))

    def _frames_keep_apart(self, a: Member, b: Member) -> bool:
        """Whether enclosing frames already keep the two apart (their own pair is constrained)."""
        outer_a, outer_b = self.frames_of(a), self.frames_of(b)
        for x in outer_a:
            for y in outer_b:
                if x == y:
                    return False
                if (
                    self.overlaps.exempt.get(frozenset((x, y)), False) is False
                    and (x, y) != (a.id, b.id)
                    and x not in outer_b
                    and y not in outer_a
                ):
                    return True
        return False

    def frames_of(self, member: Member) -> list[str]:
        """The member itself and the frames around it, innermost first."""
        chain = [member.id]
        container = member.object.container
        while container is not None:
            chain.append(container)
            container = self.problem.by_id[container].object.container
        return chain


def owner_of(keeper: Keeper) -> Owner:
    """Who keeps a pair apart."""
    if isinstance(keeper, int):
        return Owner(keeper, NO_STRANGER)
    return Owner(None, SPACING if keeper == "spacing" else LABELS)


def _number(value: object) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(0)
