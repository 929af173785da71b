"""Ways out of a conflict: its numbers changed by the least, or a statement left out, each proved by solving again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

from sgc.graph.box import UNITS
from sgc.graph.linear import at_most, conjunction, plain
from sgc.graph.scene import Length, Position, Reference, SceneGraph, SceneObject
from sgc.graph.values import number_text
from sgc.layout.choice import amount
from sgc.layout.crowding import is_overfull
from sgc.layout.geometry import IN_CANVAS, PROPORTIONS, Geometry
from sgc.layout.making_room import SUSPICION
from sgc.layout.node_sizes import grown
from sgc.layout.problem import Problem, place_of
from sgc.layout.questions import Questions
from sgc.layout.rules import Budget
from sgc.layout.smt import Check
from sgc.layout.types import Fix
from sgc.layout.witnesses import Witnesses
from sgc.measure.measure import measure
from sgc.source import NOWHERE, Span

#: At most so many fixes are given for a conflict.
MOST = 8
#: Resource units for one question about a conflict by itself; of more than FEW things, where what is next to the
#: least takes longest, the next larger number is taken sooner.
QUESTION, ROUGH_QUESTION = 2_000_000, 500_000
#: What a conflict and the whole figure need is found to the unit for so many things; of more, where each try takes
#: longer, to one part in so many.
FEW, ROUGHLY = 24, 16
#: No thing is shrunk below so many pixels.
LEAST = 6
#: On the smallest canvas, too, so many pixels more are tried.
SMALL = 256
#: What is said of both sides, and of one by the word for it.
SAME_SIZE = "same size as"
#: The properties that state how large something is.
LENGTHS = ("width", "height", "size")

Words = Mapping[int, tuple[str, Span]]
#: Whether a changed figure has a layout.
Solvable = Callable[[Problem], bool]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the figure that could be another, by up to ``most``: the figure with it, and the fix that says so.
    Of those that are ``alike`` each does what any other does."""

    most: int
    changed: Callable[[int], SceneGraph]
    template: Fix
    alike: str | None = None

    def fix(self, by: int) -> Fix:
        was = self.template.was
        return replace(self.template, by=by if was is None else was - by, proved=True)


def fixes_of(
    questions: Questions, core: Sequence[str], others: frozenset[int], words: Words, witnesses: Witnesses,
    solvable: Solvable, budget: Budget,
) -> tuple[Fix, ...]:  # fmt: skip
    """Fixes of one core; the statements ``others`` of the other cores are set aside meanwhile."""
    problem = questions.problem
    numbers = questions.numbers(core)

    def solves(scene: SceneGraph, aside: frozenset[int]) -> bool:
        return solvable(problem_of(without(scene, aside), problem.counts))

    def whole(number: _Number, by: int) -> bool:
        return solves(number.changed(by), others)

    def least(number: _Number) -> int | None:
        """What the whole figure needs at least is counted at once, and what the conflict alone needs is soon known; the
        rest of the figure may need more."""
        few = len(problem.members) <= FEW
        part = None if few else ROUGHLY
        owners = {questions.owner[guard] for guard in questions.without(others)}
        vain = _most_in_vain(partial(_is_overfull, problem, owners, number), number.most)
        enough = _least(partial(_dissolved, problem, core, budget, number), number.most, vain, part)
        if enough is not None and not whole(number, enough):
            step = 1 if few else max(1, number.most // ROUGHLY)
            enough = _least(partial(whole, number), number.most, enough, part, step)
        return enough

    found: list[tuple[float, Fix]] = []
    asked: dict[str, int | None] = {}
    for number in _numbers(problem.scene, numbers, core, questions, words):
        if number.template.statement == "canvas" and any(fix.statement.startswith("canvas ") for _, fix in found):
            continue  # growing one way is enough
        enough = asked[number.alike] if number.alike in asked else least(number)
        if number.alike is not None:
            asked[number.alike] = enough
        if enough is not None:
            found.append((enough / number.most, number.fix(enough)))
    fixes = [fix for _, fix in sorted(found, key=lambda one: one[0])]
    said = len(questions.geometry.grounded)
    for index in reversed(numbers):
        if len(fixes) >= MOST:
            break
        if index >= said:
            pinned = _unpinned(problem.scene, index - said)
            if pinned is not None and solves(pinned[0], others):
                elsewhere = problem_of(without(pinned[0], others), problem.counts)
                moved = _moved(problem.scene, index - said, Questions(elsewhere), budget)
                if moved is not None and solves(moved[0], others):
                    fixes.append(replace(moved[1], proved=True))
                fixes.append(replace(pinned[1], proved=True))
            continue
        text, span = words[index]
        fixes += _of_one_side(problem.scene, index, core, questions, words, partial(solves, aside=others))
        if any(fix.span == span != NOWHERE for fix in fixes if fix.action == "remove"):
            continue  # a loop says it several times
        aside = others | {i for i in range(said) if i == index or words[i][1] == span != NOWHERE}
        known = _holds_without(questions, witnesses, aside, budget)
        if solves(problem.scene, aside) if known is None else known:
            fixes.append(Fix("remove", text, None, True, span))
            fixes.append(Fix("soften", f"prefer ({text})", None, True, span))
    return tuple(fixes[:MOST])


def _of_one_side(
    scene: SceneGraph, index: int, core: Sequence[str], questions: Questions, words: Words,
    solves: Callable[[SceneGraph], bool],
) -> Iterator[Fix]:  # fmt: skip
    """What keeps other proportions can be as high as something, or else as wide, where it cannot be both."""
    kept = any(questions.owner[guard][1] == PROPORTIONS for guard in core)
    text, span = words[index]
    if not kept or index >= len(scene.relations) or SAME_SIZE not in text:
        return
    for side in ("height", "width"):
        same = SAME_SIZE.replace("size", side)
        if solves(_changed(scene, "relations", index, predicate=same)):
            yield Fix("say", text.replace(SAME_SIZE, same), proved=True, span=span)
            return


def without(scene: SceneGraph, numbers: Collection[int]) -> SceneGraph:
    """The scene without some statements. A declaration keeps its objects: it only says no more how large they are,
    or where."""
    first = len(scene.relations)
    second = first + len(scene.arrangements)
    third = second + len(scene.requirements)
    return replace(
        scene,
        relations=tuple(one for i, one in enumerate(scene.relations) if i not in numbers),
        arrangements=tuple(one for i, one in enumerate(scene.arrangements, first) if i not in numbers),
        requirements=tuple(one for i, one in enumerate(scene.requirements, second) if i not in numbers),
        objects=tuple(
            one if i not in numbers else replace(one, properties={
                name: value for name, value in one.properties.items() if name not in (*LENGTHS, "position")
            }) for i, one in enumerate(scene.objects, third)
        ),
    )  # fmt: skip


def problem_of(scene: SceneGraph, counts: Mapping[str, int]) -> Problem:
    """The problem of a changed scene, with the counts there were where they are still asked for."""
    changed = {}
    for one in scene.objects:
        least, most = one.count
        count = max(least, counts.get(one.id, least))
        changed[one.id] = count if most is None else min(most, count)
    problem = Problem(scene, changed, measure(scene))
    return grown(problem) if scene.figure.kind == "diagram" else problem


def _dissolved(problem: Problem, core: Sequence[str], budget: Budget, number: _Number, by: int) -> bool:
    """Whether what is in the core can hold together once a number is changed."""
    questions = Questions(problem_of(number.changed(by), problem.counts))
    most = QUESTION if len(problem.members) <= FEW else ROUGH_QUESTION
    left = [guard for guard in core if guard in questions.guards]  # of fewer things a default may demand nothing
    return questions.ask(left, budget, most).answer == "sat"


def _is_overfull(problem: Problem, owners: Container[tuple[int | None, str]], number: _Number, by: int) -> bool:
    """Whether the canvas is too full for what is in a core, though a number is changed, as counting shows at once."""
    return is_overfull(Geometry(problem_of(number.changed(by), problem.counts), None), owners)


def _most_in_vain(fails: Callable[[int], bool], most: int) -> int:
    """The largest number below another up to which something fails; 0: it never does."""
    low, high = 0, most
    while high - low > 1 and (low or fails(1)):
        middle = (low + high) // 2
        low, high = (middle, high) if fails(middle) else (max(low, 1), middle)
    return low


def _holds_without(
    questions: Questions, witnesses: Witnesses, aside: frozenset[int], budget: Budget
) -> bool | None:  # fmt: skip
    """Whether all can hold but some statements, as far as layouts or the same solver tell; None where they do not."""
    known = witnesses.known_without(aside)
    if known is not None or not questions.can_leave_out(aside):
        return known
    most = QUESTION if len(questions.problem.members) <= FEW else SUSPICION
    answer = questions.ask(questions.without(aside), budget, most, spreading=most > SUSPICION).answer
    return None if answer == "unknown" else answer == "sat"


def _least(
    fits: Callable[[int], bool], most: int, above: int = 0, part: int | None = None, step: int = 1
) -> int | None:  # fmt: skip
    """The least number above one and up to another for which ``fits`` holds, by doubling a ``step`` and halving; None
    if none.

    Or one that is not larger than it by more than one ``part`` in so many.
    """
    if most <= above or not fits(most):
        return None
    low = above
    while low + step < most and not fits(low + step):
        low, step = low + step, 2 * step
    high = min(low + step, most)
    while high - low > max(1, high // part if part else 0):
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


# ---------------------------------------------------------------- numbers that could be others


def _numbers(
    scene: SceneGraph, numbers: Sequence[int], core: Sequence[str], questions: Questions, words: Words
) -> Iterator[_Number]:
    said, relations = len(questions.geometry.grounded), len(scene.relations)
    positions = [one - said for one in numbers]
    if (None, IN_CANVAS) in map(questions.owner.__getitem__, core):
        yield from _canvas(scene)
    for index in numbers:
        if index < relations:
            yield from _distance(scene, index, words[index])
        elif index < relations + len(scene.arrangements):
            yield from _gap(scene, index - relations, words[index])
        elif index >= said and _is_first(scene, index - said, positions):
            yield from _lengths(scene, index - said)
    named = {target for i in numbers if i < relations for r in scene.relations[i].arguments for target in r.targets}
    counted = [
        position for position, one in enumerate(scene.objects)
        if said + position in numbers or one.id in named or not numbers
    ]  # fmt: skip
    for position in counted:
        if _is_first(scene, position, counted):
            yield from _count(scene, position)


def _is_first(scene: SceneGraph, position: int, others: Sequence[int]) -> bool:
    """Whether a declaration is the first of these that its line makes: a loop makes many, which change together."""
    one = scene.objects[position]
    return not any(0 <= other < position and _is_of_one_line(scene.objects[other], one) for other in others)


def _is_of_one_line(one: SceneObject, other: SceneObject) -> bool:
    return one is other or (one.span == other.span != NOWHERE)


def _canvas(scene: SceneGraph) -> Iterator[_Number]:
    """Wider, higher, or both."""
    width, height = scene.figure.size

    def grown(across: int, down: int, by: int) -> SceneGraph:
        return replace(scene, figure=replace(scene.figure, size=(width + across * by, height + down * by)))

    for name, across, down in (("canvas width", 1, 0), ("canvas height", 0, 1), ("canvas", 1, 1)):
        fix = Fix("enlarge", name, span=scene.figure.span)
        yield _Number(max(SMALL, 8 * max(width, height)), partial(grown, across, down), fix)


def _distance(scene: SceneGraph, index: int, words: tuple[str, Span]) -> Iterator[_Number]:
    distance = scene.relations[index].distance
    if distance is not None and distance >= 1:
        was = int(distance)

        def nearer(by: int) -> SceneGraph:
            return _changed(scene, "relations", index, distance=Fraction(was - by))

        yield _Number(was, nearer, Fix("set", words[0], was=was, span=words[1]))


def _gap(scene: SceneGraph, index: int, words: tuple[str, Span]) -> Iterator[_Number]:
    for name in ("gap", "radius"):
        stated = getattr(scene.arrangements[index], name)
        if stated is not None and stated >= 1:
            was = int(stated)

            def smaller(by: int, name: str = name, was: int = was) -> SceneGraph:
                return _changed(scene, "arrangements", index, **{name: Fraction(was - by)})

            yield _Number(was - 1, smaller, Fix("set", words[0], was=was, span=words[1]))


def _lengths(scene: SceneGraph, position: int) -> Iterator[_Number]:
    """Smaller or larger than it says, in all the extents that it states in pixels, or as parts of the canvas."""
    one = scene.objects[position]
    across, down = scene.figure.size
    whole = {"width": across, "height": down, "size": min(across, down)}
    stated = {
        name: value.value if not value.percent else value.value * whole[name] / 100
        for name, value in one.properties.items()
        if name in LENGTHS and isinstance(value, Length) and not (value.percent and one.container)
    }  # fmt: skip
    if not stated:
        return

    def sized(sign: int, by: int) -> SceneGraph:
        lengths = {name: Length(value + sign * by) for name, value in stated.items()}
        return _declared(scene, one, lambda other: {"properties": {**other.properties, **lengths}})

    least, alike = int(min(stated.values())), _in_general(scene, one)
    if least > LEAST:
        fix = Fix("shrink", one.statement, span=one.span)
        yield _Number(least - LEAST, partial(sized, -1), fix, alike and f"shrink {alike}")
    fix = Fix("enlarge", one.statement, span=one.span)
    yield _Number(max(SMALL, *scene.figure.size), partial(sized, 1), fix, alike and f"enlarge {alike}")


def _in_general(scene: SceneGraph, one: SceneObject) -> str | None:
    """All that a figure says of a declaration of which no other statement speaks, without its name; None of others."""
    said: list[Sequence[Reference | None]] = [relation.arguments for relation in scene.relations]
    said += [(*arrangement.references, arrangement.around) for arrangement in scene.arrangements]
    targets = (target for references in said for reference in references if reference for target in reference.targets)
    spoken = {target.partition("[")[0] for target in targets}
    lines = sum(other.span == one.span for other in scene.objects) if one.span != NOWHERE else 1
    if one.id in spoken or lines > 1 or scene.requirements or scene.collections or scene.links:
        return None
    return repr(replace(one, id="", statement="", span=NOWHERE))


def _count(scene: SceneGraph, position: int) -> Iterator[_Number]:
    """Fewer of them."""
    one = scene.objects[position]
    was = one.count[0]

    def fewer(by: int) -> SceneGraph:
        return _declared(scene, one, lambda other: {"count": (was - by, was - by)})

    if one.count == (was, was) and was > 1:
        yield _Number(was - 1, fewer, Fix("set", one.statement, was=was, span=one.span))


def _unpinned(scene: SceneGraph, position: int) -> tuple[SceneGraph, Fix] | None:
    """The scene in which an object is not held where its declaration says, and the fix that says so."""
    one = scene.objects[position]
    pin = one.properties.get("position")
    if not isinstance(pin, Position):
        return None
    rest = {name: value for name, value in one.properties.items() if name != "position"}
    fix = Fix("remove", _words_of(pin), span=one.span, owner=one.id)
    return _changed(scene, "objects", position, properties=rest), fix


def _moved(scene: SceneGraph, position: int, elsewhere: Questions, budget: Budget) -> tuple[SceneGraph, Fix] | None:
    """The scene in which one object is held at the nearest place that is known to be possible, and the fix that says
    so: across or down alone, where that is enough. ``elsewhere`` are the questions on it where it is not held."""
    one = scene.objects[position]
    pin = one.properties["position"]
    if not isinstance(pin, Position) or one.count != (1, 1):  # several are not in one place
        return None
    box, canvas = elsewhere.geometry.box(one.id), elsewhere.problem.canvas
    centres = [(box.cx, place_of(pin.x, canvas[0])), (box.cy, place_of(pin.y, canvas[1]))]
    most = QUESTION if len(elsewhere.problem.members) <= FEW else ROUGH_QUESTION
    longest = max(canvas) // UNITS

    def within(across: int, down: int) -> Check:
        reach = [conjunction(at_most(centre, at + by * UNITS), at_most(at - by * UNITS, centre))
                 for by, (centre, at) in zip((across, down), centres, strict=True)]  # fmt: skip
        return elsewhere.ask_also(f"within {across} {down}", conjunction(*reach), budget, most)

    def nearest(*axes: int) -> tuple[int, ...] | None:
        by = _least(lambda by: within(*(by * axis for axis in axes)).answer == "sat", longest)
        return None if by is None else tuple(by * axis for axis in axes)

    straight = [reach for reach in (nearest(1, 0), nearest(0, 1)) if reach is not None]
    reach = min(straight, key=max) if straight else nearest(1, 1)
    if reach is None:
        return None
    values = within(*reach).values
    found = [round(amount(plain(centre), values) / UNITS) for centre, _ in centres]
    x, y = (Length(Fraction(there)) if by else was
            for there, by, was in zip(found, reach, (pin.x, pin.y), strict=True))  # fmt: skip
    place = Position(x, y)
    away = max(abs(there - at / UNITS) for there, (_, at) in zip(found, centres, strict=True))
    fix = Fix("move", _words_of(place), by=round(away), span=one.span, owner=one.id)
    return _changed(scene, "objects", position, properties={**one.properties, "position": place}), fix


def _words_of(pin: Position) -> str:
    x, y = (number_text(length.value) + "%" * length.percent for length in (pin.x, pin.y))
    return f"position: ({x}, {y})"


def _declared(scene: SceneGraph, one: SceneObject, changed: Callable[[SceneObject], Mapping[str, Any]]) -> SceneGraph:
    """The scene with an object changed, and all others that its line declares."""
    objects = (replace(other, **changed(other)) if _is_of_one_line(one, other) else other for other in scene.objects)
    return replace(scene, objects=tuple(objects))


def _changed(scene: SceneGraph, part: str, index: int, **values: Any) -> SceneGraph:
    """The scene with one of its statements or objects changed."""
    items = list(getattr(scene, part))
    items[index] = replace(items[index], **values)
    changed: dict[str, Any] = {part: tuple(items)}
    return replace(scene, **changed)
