"""A figure with chosen counts: the members that are to be placed, their extents, and what holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sgc.diagram.flow import Proposal
from sgc.graph.box import UNITS
from sgc.graph.immutable import immutable
from sgc.graph.linear import times
from sgc.graph.links import label_id
from sgc.graph.measures import Measures
from sgc.graph.ordered.making import NAME
from sgc.graph.scene import CANVAS, Arrangement, Kind, Length, SceneGraph, SceneObject
from sgc.graph.vocabulary import is_a
from sgc.measure.extents import Extent
from sgc.measure.measure import NODE_SPACING, measures_of

#: Width and height of members by their id, in layout units.
Sizes = Mapping[str, tuple[int, int]]

#: With one of these a backdrop is said to be among things, not before or behind them: a patch of the figure.
AMONG = {"surrounding", "beside", "left of", "right of", "near", "far from", "touching"}

#: What puts all of something in another, and which of its arguments that is.
INTO = {"inside": 0, "contains": 1}

#: What puts all of something before another, and which of its arguments that is.
BEFORE = {"in front of": 0, "behind": 1}

#: What swims in the water under its surface, and what of it is on the floor there.
SWIMMERS, ON_THE_SEABED = ("animal", "boat", "mermaid"), ("crab", "lobster", "starfish", "oyster", "seashell")

#: So much of the height of what lies flat is its top.
FLAT = 0.5
#: What ends in a point has a face so wide, as a share of its width.
POINT = 0.021

#: The margin of a diagram that states none, in layout units.
DIAGRAM_MARGIN = 24 * UNITS

#: Whose box follows from what is in them, or from rules about them.
FRAMES = (Kind.GROUP, Kind.PART, Kind.MARK)


@immutable
class Member:
    """One thing to place: an instance of a declared object."""

    id: str
    object: SceneObject
    extent: Extent

    @property
    def is_backdrop(self) -> bool:
        return self.object.kind is Kind.PICTURE and self.object.is_backdrop

    @property
    def is_room(self) -> bool:
        """Whether it is a backdrop that shows its walls too."""
        return self.is_backdrop and self.object.entry is not None and self.object.entry.is_room

    @property
    def is_water(self) -> bool:
        """Whether it is the room under water, in which things swim above its floor."""
        return self.is_room and self.object.entry is not None and is_a(self.object.entry.concept, "water")

    @property
    def is_ground(self) -> bool:
        """Whether it is a backdrop on which things stand: land, or a room."""
        entry = self.object.entry
        return self.is_backdrop and entry is not None and (entry.is_land or entry.is_room)

    @property
    def is_paved(self) -> bool:
        """Whether it is land along which houses stand: a street."""
        return self.is_backdrop and self.object.entry is not None and is_a(self.object.entry.concept, "road")

    def is_kind(self, concepts: Iterable[str]) -> bool:
        """Whether its noun is one of these, or of a kind of one."""
        entry = self.object.entry
        return entry is not None and any(is_a(entry.concept, concept) for concept in concepts)

    @property
    def is_frame(self) -> bool:
        """Groups, part instances and marks: their box follows from what is in them, or from rules about them."""
        return self.object.kind in FRAMES

    @property
    def is_mark(self) -> bool:
        """Lines, fields and names that keep no distance from anything: rules say where they are."""
        return self.object.kind is Kind.MARK or (self.object.derived and self.object.noun == NAME)

    @property
    def stance(self) -> str:
        return self.object.entry.stance if self.object.entry is not None else "free"

    @property
    def rests(self) -> bool:
        """Whether it stands on the ground or lies on things, so that its foot says where it is."""
        return self.stance in ("ground", "rest")

    @property
    def swims(self) -> bool:
        """Whether it floats where the water is seen down to its floor, and does not stand there: an animal, a boat."""
        concept = self.object.entry.concept if self.object.entry is not None else ""
        return (
            self.stance == "rest"
            and any(is_a(concept, kind) for kind in SWIMMERS)
            and not any(is_a(concept, kind) for kind in ON_THE_SEABED)
        )

    @property
    def is_pointed(self) -> bool:
        """Whether what is on it balances on a point, however wide it is."""
        face = self.extent.face
        return face is not None and face[2] - face[0] <= POINT

    @property
    def is_flat(self) -> bool:
        """Whether it lies on the ground, and most of what is seen of it is its top: a pond, a rug."""
        face = self.extent.face
        return self.stance == "ground" and face is not None and face[3] - face[1] > FLAT

    @property
    def is_boat(self) -> bool:
        return self.object.entry is not None and is_a(self.object.entry.concept, "boat")

    @property
    def is_open(self) -> bool:
        """Whether things stand in it, and rise from it: a vessel, open at the top."""
        is_shape = self.is_backdrop or self.object.kind is Kind.SHAPE  # on whose tip something may stand
        return self.extent.face is not None and self.extent.hollow is not None and not is_shape

    @property
    def outside_label(self) -> bool:
        return self.extent.label is not None and not self.extent.label.inside


@dataclass(frozen=True)
class Problem:
    """A figure with chosen counts: its members, and the constraints between their boxes."""

    scene: SceneGraph
    counts: Mapping[str, int]
    extents: Mapping[str, Extent]
    lengths: Measures | None = None  #: those of a larger figure that this one is a part of
    proposal: Proposal | None = None  #: where the things of a diagram would stand, and its links run
    scale: float = 1.0  #: that of a diagram's letters
    measures: Measures = field(init=False)
    members: tuple[Member, ...] = field(init=False)

    def __post_init__(self) -> None:
        made = tuple(
            Member(id, one, self.extents[one.id])
            for one in self.scene.objects
            for id in one.members(self.counts.get(one.id, 1))
        )
        object.__setattr__(self, "members", made)
        object.__setattr__(self, "measures", self.lengths or measures_of(self.scene, self.counts, self.extents))

    @cached_property
    def by_id(self) -> Mapping[str, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def canvas(self) -> tuple[int, int]:
        width, height = self.scene.figure.size
        return width * UNITS, height * UNITS

    @cached_property
    def margin(self) -> int:
        stated = self.scene.figure.margin
        if stated is not None:
            return round(stated * UNITS)
        return DIAGRAM_MARGIN if self.scene.figure.kind == "diagram" else self.measures.spacing

    @cached_property
    def link_texts(self) -> frozenset[str]:
        """The labels of links, which are things of their own."""
        return frozenset(label_id(link) for link in self.scene.links if link.label is not None)

    @property
    def text_spacing(self) -> int:
        """What the label of a link keeps from everything else: it belongs to its link, however far apart nodes are."""
        return min(self.measures.spacing, NODE_SPACING * UNITS)

    @cached_property
    def _of_object(self) -> Mapping[str, tuple[str, ...]]:
        return {one.id: one.members(self.counts.get(one.id, 1)) for one in self.scene.objects}

    @cached_property
    def _contents(self) -> Mapping[str | None, tuple[Member, ...]]:
        found: dict[str | None, list[Member]] = {}
        for member in self.members:
            found.setdefault(member.object.container, []).append(member)
        return {id: tuple(members) for id, members in found.items()}

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each declaration in the scene, by its id."""
        return {one.id: index for index, one in enumerate(self.scene.objects)}

    @cached_property
    def stated(self) -> Mapping[str, tuple[int | None, int | None]]:
        """The width and height that each declaration states, by its id; None for a share of a frame, which is open."""

        def length(one: SceneObject, stated: Length | None, whole: int) -> int | None:
            if stated is None or (stated.percent and one.container is not None):
                return None
            return stated_extent(stated, whole)

        across, down = self.canvas
        return {
            one.id: (length(one, extent.width, across), length(one, extent.height, down))
            for one in self.scene.objects for extent in (self.extents[one.id],)
        }  # fmt: skip

    @cached_property
    def sizes(self) -> Sizes | None:
        """Every size, where the statements of the declarations leave no choice; None where they leave some."""
        found = {}
        for member in self.members:
            if member.is_frame:
                continue
            extent, (width, height) = member.extent, self.stated[member.object.id]
            if extent.exact is not None:
                found[member.id] = extent.exact
            elif width is None or height is None:
                return None
            else:
                found[member.id] = (max(extent.least[0], width), max(extent.least[1], height))
        return found

    @cached_property
    def patches(self) -> frozenset[str]:
        """Backdrops that things are said to be around or beside: they have a size like things, and are no band of the
        canvas."""
        found: set[str] = set()
        for one in self.scene.relations:
            if not one.checked or one.negated or one.weight is not None or one.predicate not in AMONG:
                continue
            sides = [self.expand(argument.targets) for argument in one.arguments]
            if one.predicate == "surrounding" and len(sides[0]) < 2:  # it contains the other
                continue
            members = [[self.by_id[id] for id in ids if id != CANVAS] for ids in sides]
            if any(not member.is_backdrop for side in members for member in side):
                found |= {member.id for side in members for member in side if member.is_backdrop}
        return frozenset(found)

    def is_said_of(self, backdrops: Iterable[Member], predicates: Mapping[str, int]) -> bool:
        """Whether one of these predicates, each with the number of its subject, says of anything that is no backdrop
        that it stands so to one of these."""
        ids = {member.id for member in backdrops}
        for one in self.scene.relations:
            at = predicates.get(one.predicate)
            if at is None or not one.checked or one.negated:
                continue
            subject, other = one.arguments[at], one.arguments[1 - at]
            things = [id for id in self.expand(subject.targets) if id in self.by_id]
            if ids & set(self.expand(other.targets)) and not all(self.by_id[id].is_backdrop for id in things):
                return True
        return False

    def required(self, *predicates: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Of each statement by one of these predicates that has to hold, in their order, the members of which it is
        said, and to which they stand so."""
        for one in self.scene.relations:
            if one.predicate in predicates and one.checked and one.is_required:
                subjects, objects = (self.expand(argument.targets) for argument in one.arguments[:2])
                yield subjects, objects

    def said_before(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What has to be before what: those in front, and those behind them."""
        for predicate, at in BEFORE.items():
            yield from ((sides[at], sides[1 - at]) for sides in self.required(predicate))

    @cached_property
    def worn(self) -> frozenset[str]:
        """What somebody wears, or fills a vessel: it is as large as its place there, whatever its natural size."""
        said = (one for one in self.scene.relations if one.checked and one.is_required)
        ids = {id for one in said if one.predicate == "worn by" for id in self.expand(one.arguments[0].targets)}
        fills = {one.id for one in self.members if (at := one.extent.worn) is not None and at.part == "vessel"}
        return frozenset(fills | {id for id in ids if self.by_id[id].extent.worn is not None})

    @cached_property
    def grounds(self) -> tuple[Member, ...]:
        """The land, water and rooms that the figure shows, and no patches of them; the water is beyond the land."""
        backdrops = (one for one in self.members if one.is_backdrop and one.id not in self.patches)
        return tuple(sorted((one for one in backdrops if one.stance == "ground"), key=lambda one: one.is_ground))

    @cached_property
    def ground(self) -> Member | None:
        """The land, or the room, on which the figure shows its things; None where there is none, or more than one."""
        return self.lands[0] if len(self.lands) == 1 else None

    @cached_property
    def lands(self) -> tuple[Member, ...]:
        """Those of the grounds on which things stand: no water."""
        return tuple(one for one in self.grounds if one.is_ground)

    @cached_property
    def ground_under(self) -> Mapping[str, int]:
        """Which of the grounds statements put things on or in, by its number; and that on which boats float. What no
        statement puts anywhere is on the farthest land, and what is beyond a ground is at -1."""
        numbers = {one.id: number for number, one in enumerate(self.grounds)}
        usual = next((number for number, one in enumerate(self.grounds) if one.is_ground), 0)
        found = dict.fromkeys((one.id for one in self.members), usual)
        for things, holders in self.required("on", "inside"):
            found.update((id, numbers[holder]) for holder in holders if holder in numbers for id in things)
        return {**found, **dict.fromkeys(self.afloat, 0), **dict.fromkeys(self.beyond[0], -1)}

    @cached_property
    def borne(self) -> frozenset[str]:
        """What is on or in a thing of the figure that is no backdrop."""
        required = self.required("on", "inside")
        things = ((ids, [self.by_id[one] for one in holders if one in self.by_id]) for ids, holders in required)
        return frozenset(id for ids, holders in things if not all(one.is_backdrop for one in holders) for id in ids)

    @cached_property
    def afloat(self) -> frozenset[str]:
        """What is on or in the water that the figure shows; boats are, too, of which nothing says where they are."""
        waters = {one.id for one in self.grounds if not one.is_ground}
        if not waters:
            return frozenset()
        placed: set[str] = set()
        found: set[str] = set()
        for one in self.scene.relations:
            if one.predicate in ("on", "inside") and one.checked and not one.negated:
                ids = set(self.expand(one.arguments[0].targets))
                placed |= ids
                found |= ids if waters & set(self.expand(one.arguments[1].targets)) else set()
        return frozenset(found | {one.id for one in self.members if one.is_boat and one.id not in placed})

    @cached_property
    def beyond(self) -> tuple[frozenset[str], frozenset[str]]:
        """What is behind land or water, whose far edge covers its foot; and that land or water."""
        far: set[str] = set()
        near: set[str] = set()
        grounds = {one.id for one in self.grounds if not one.is_room}
        for front, back in self.said_before():
            if not grounds.isdisjoint(front):
                near |= grounds.intersection(front)
                far |= {id for id in back if id in self.by_id and not self.by_id[id].is_backdrop}
        return frozenset(far), frozenset(near)

    @cached_property
    def at_places(self) -> frozenset[str]:
        """What some relation puts at a place of the canvas."""
        return frozenset(
            target for one in self.scene.relations
            if one.checked and one.predicate.startswith("at ") and one.arguments[1].targets == (CANVAS,)
            for target in one.arguments[0].targets
        )  # fmt: skip

    @cached_property
    def headings(self) -> Mapping[str, bool]:
        """The texts that stand across the figure in a row of their own, and whether over all else or below it: those
        that statements put at its top or bottom alone, or the only one, above or below whatever it is."""
        if self.scene.figure.kind == "diagram" or all(one.object.kind is Kind.TEXT for one in self.members):
            return {}
        arranged = {id for one in self.scene.arrangements for id in self.expand(one.targets)}
        texts = [one.id for one in self.members if one.object.kind is Kind.TEXT and one.object.container is None]
        found: dict[str, bool] = {}
        for id in texts:
            ways = list(self._ways_across(id))
            at_edges = ways and all(way is not None and way[0] for way in ways)
            if id not in arranged and (at_edges or (len(texts) == 1 and ways and None not in ways)):
                found[id] = any(way is not None and way[1] for way in ways)
        return found

    def _ways_across(self, id: str) -> Iterator[tuple[bool, bool] | None]:
        """What each statement about a text says of where it stands up and down: whether at the edge of the canvas, and
        whether it is the upper of the two; None where it says anything else."""
        for one in self.scene.relations:
            sides = [self.expand(argument.targets) for argument in one.arguments]
            at = next((number for number, ids in enumerate(sides) if id in ids), None)
            if at is None:
                continue
            firm = one.checked and one.is_required and one.distance is None
            edges = ("at top of", "at bottom of")
            if firm and at == 0 and one.predicate in edges and one.arguments[1].targets == (CANVAS,):
                yield True, one.predicate == edges[0]
            elif firm and one.predicate in ("above", "below") and len(sides[at]) == 1:
                yield False, (one.predicate == "above") == (at == 0)
            else:
                yield None

    @cached_property
    def arranged_as(self) -> Mapping[str, Arrangement]:
        """The row, column, stack, pyramid or grid that each member is in; that of its own collection before others."""
        found: dict[str, Arrangement] = {}
        lines = [one for one in self.scene.arrangements if one.kind in ("row", "column", "stack", "pyramid", "grid")]
        for one in sorted(lines, key=lambda one: len(one.references) > 1):
            for id in self.expand(one.targets):
                found.setdefault(id, one)
        return found

    def expand(self, targets: Iterable[str]) -> tuple[str, ...]:
        """The members that ids of objects, collections, members and frames stand for."""
        found: dict[str, None] = {}
        for target in targets:
            if target in self.scene.collections:
                found |= dict.fromkeys(self.expand(self.scene.collections[target]))
            elif target in self.by_id:
                found[target] = None
            else:
                found |= dict.fromkeys(self._of_object.get(target, ()))
        return tuple(found)

    def padding(self, frame: Member) -> int:
        """The room on each side between a frame and what is in it: part instances are exactly around that."""
        return 0 if frame.object.kind is Kind.PART else 2 * self.measures.padding

    def content(self, id: str | None) -> tuple[Member, ...]:
        """The members directly inside a group or part instance; None: those in none."""
        return self._contents.get(id, ())


def place_of(length: Length, whole: int) -> int:
    """A stated length in layout units."""
    return round(length.value * whole / 100) if length.percent else round(times(UNITS, length.value))


def stated_extent(length: Length, whole: int) -> int:
    """A stated width or height in layout units, as the even number that extents are."""
    return max(2, 2 * round(place_of(length, whole) / 2))
