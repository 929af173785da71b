"""Edits of a scene by English instructions, each the least change of its text; what is not mentioned stays in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from sgc.compiler import SourceLike, read
from sgc.editing import looks
from sgc.editing.additions import added
from sgc.editing.changes import (
    Change,
    deletion,
    free_name,
    insertion,
    statements,
    target_name,
    targets,
    with_property,
)
from sgc.editing.instructions import read_instruction
from sgc.editing.links import DIAGRAM_EDITS
from sgc.editing.members import counted, emptied, recounted, separated, without
from sgc.editing.operations import (
    Add,
    Allow,
    Arrange,
    Canvas,
    Describe,
    Layer,
    Measure,
    Move,
    Operation,
    Recount,
    Release,
    Remove,
    Rename,
    Replace,
    Resize,
    Rotate,
    Setting,
    Shift,
    Swap,
    Target,
    Title,
)
from sgc.editing.picture import resized, set_to, titled
from sgc.editing.references import Found, References
from sgc.editing.state import State, changed, impossible, opened, scene_file
from sgc.editing.statements import allowed, arranged, released
from sgc.editing.swapping import swapped
from sgc.graph.box import UNITS
from sgc.graph.builder import written_name
from sgc.graph.plurals import plural
from sgc.graph.relations import PHRASES
from sgc.graph.rows import has_rows
from sgc.graph.scene import CANVAS, Kind, SceneGraph
from sgc.layout.types import Edges, Layout
from sgc.source import Source, Span
from sgc.syntax import tree
from sgc.syntax.printer import number_text
from sgc.syntax.words import is_name

#: A place that a thing leaves when it is moved.
_PLACES = frozenset((
    "on", "inside", "under", "centered in", "touching", "overlapping", "behind", "in front of", "between",
    "surrounding", "beside", "near", "left of", "right of", "above", "below", "outside", "contains", "far from",
))  # fmt: skip
#: What ties a thing to one place, and the moves along which it may stay tied.
_ATTACHED = frozenset(("on", "inside", "under", "centered in", "between"))
_SIDEWAYS = frozenset(("left of", "right of", "beside", "near", "far from", "between"))


@dataclass(frozen=True, slots=True)
class Edit:
    """What an instruction made of a scene.

    ``text`` is the new scene file, ``layout`` its layout; ``moved`` the ids of what was there before and stands
    elsewhere now, and ``dropped`` the statements of what is still there that gave way and are no longer said.
    """

    text: str
    scene: SceneGraph = field(repr=False)
    layout: Layout = field(repr=False)
    moved: tuple[str, ...]
    dropped: tuple[str, ...] = ()


def edit(
    source: SourceLike, instruction: str, *, seed: int | None = None, root: Path | None = None,
    boxes: Mapping[str, Edges] | None = None,
) -> Edit:  # fmt: skip
    """Does what an English instruction says to the only figure of a scene file: its text, a path to it, or a prompt, of
    which the scene file that says the same is changed.

    >>> edit("scene { cup: red cup }", "make the cup blue").text
    'scene { cup: blue cup }'

    ``boxes`` (layout units) is the picture that the person sees; None is the one that ``seed`` gives. Raises SgcError
    when the instruction is not understood, speaks of what is not there or of one of several, or leaves a scene that
    is impossible; then nothing is changed.
    """
    edited = scene_file(read(source))
    first = state = opened(edited, seed, root, boxes)
    operations = read_instruction(Source("<instruction>", instruction), first.scene.figure.kind == "diagram")
    last: Found | None = None
    for operation in operations:
        editor = _Editor(state, last)
        state = editor.apply(operation)
        last = editor.spoken_of(state)
    before = first.boxes
    declared = {one.id for one in first.scene.objects}  # and labels of links go with these
    moved = tuple(
        one.id for one in state.layout.objects
        if one.object in declared and one.id in before and before[one.id][:2] != one.box[:2]
    )  # fmt: skip
    return Edit(state.source.text, state.scene, state.layout, moved, tuple(_dropped(first, state)))


def _dropped(before: State, after: State) -> Iterator[str]:
    """The relations that are gone, of things that are there and have no new relation to each other in their place."""
    ids = {one.id for one in after.scene.objects}
    kept = {one.span.text for one in statements(after.figure)}

    def speaks_of(statement: tree.Statement) -> set[str]:
        return {target_name(one) for one in targets(statement)}

    new = [speaks_of(one) for one in statements(after.figure) if isinstance(one, (tree.Relation, tree.Negation))]
    for one in statements(before.figure):
        if isinstance(one, tree.Relation) and one.span.text not in kept:
            names = speaks_of(one)
            if names <= ids | {CANVAS} and names not in new:
                yield one.span.text


class _Editor:
    """Applies one operation to one state; each kind has the method of its name."""

    def __init__(self, state: State, last: Found | None) -> None:
        self.state = state
        self.references = References(state.scene, state.layout, last)

    def apply(self, operation: Operation) -> State:
        if (edit_diagram := DIAGRAM_EDITS.get(type(operation))) is not None:
            return edit_diagram(self.state, self.references, operation)
        done: State = getattr(self, f"_{type(operation).__name__.lower()}")(operation)
        return done

    def spoken_of(self, after: State) -> Found | None:
        """What "it" is in the next operation."""
        last = self.references.last
        if last is None:
            return None
        members = [id for id in last.members if id in after.boxes]
        return References(after.scene, after.layout).found(members) if members else None

    # ------------------------------------------------------------ looks

    def _describe(self, operation: Describe) -> State:
        target = operation.target
        state, ids = self._alone(target)

        def changes(phrase: tree.Phrase, id: str) -> list[Change]:
            one = state.object(id)
            found: list[Change] = []
            for word in operation.adjectives:
                found += looks.adjective(phrase, one, word)
            for word in operation.shades:
                found += looks.shade(phrase, one, word)
            return found

        return self._looking(state, ids, changes, operation.span)

    def _resize(self, operation: Resize) -> State:
        factor = operation.factor
        if operation.target.pronoun != "everything":
            state, ids = self._alone(operation.target)
            return self._looking(
                state,
                ids,
                lambda phrase, id: looks.sized(
                    phrase, state.object(id), self._a_box(state, id), factor, operation.axis
                ),
                operation.span,
            )
        state = self.state
        things = (one for one in state.scene.objects if one.kind not in (Kind.GROUP, Kind.PART))
        ids = [one.id for one in things if not one.is_backdrop]
        declared = {state.declaration(id, operation.span).span: id for id in ids}
        changes = [
            change
            for id in declared.values()
            for change in looks.sized(
                state.declaration(id, operation.span).phrase, state.object(id), self._a_box(state, id), factor
            )
        ]
        center = [UNITS * extent for extent in (*state.layout.size, *state.layout.size)]
        boxes: dict[str, Edges] = {
            id: tuple(round(c / 2 + (edge - c / 2) * factor) for edge, c in zip(box, center, strict=True))  # type: ignore[misc]
            for id, box in state.boxes.items()
        }
        return changed(state, changes, operation.span, boxes=boxes)

    def _measure(self, operation: Measure) -> State:
        state, ids = self._alone(operation.target)
        return self._looking(
            state, ids, lambda phrase, _: [looks.measured(phrase, operation.name, operation.length)], operation.span
        )

    def _layer(self, operation: Layer) -> State:
        state, ids = self._alone(operation.target)
        orders = [int(str(one.properties.get("z", 0))) for one in state.scene.objects if one.id not in ids]
        order = max(orders, default=0) + 1 if operation.front else min(orders, default=0) - 1
        return self._looking(state, ids, lambda phrase, _: [with_property(phrase, "z", str(order))], operation.span)

    def _replace(self, operation: Replace) -> State:
        state, ids = self._alone(operation.target)
        changes: list[Change] = []
        for id in ids:
            node = state.declaration(id, operation.span)
            one = state.object(id)
            changes.append(looks.another(node.phrase, operation.adjectives, operation.noun))
            several = one.counted if operation.count is None else operation.count > 1
            if operation.count is not None and (one.counted or several):
                changes.append(counted(node, operation.count, operation.span))
            if self.state.figure.kind == "diagram" and one.label:
                continue  # it has a name of its own
            if isinstance(node.name, tree.Name) and node.name.text in (one.noun, plural(one.noun)):
                changes += self._renamed(state, node.name, operation.noun, several)
        return changed(state, changes, operation.span)

    def _rename(self, operation: Rename) -> State:
        state, ids = self._alone(operation.target)
        return self._looking(state, ids, lambda phrase, _: looks.labelled(phrase, operation.text), operation.span)

    def _rotate(self, operation: Rotate) -> State:
        state, ids = self._alone(operation.target)
        return self._looking(
            state, ids, lambda phrase, id: [looks.turned(phrase, state.object(id), operation.degrees)], operation.span
        )

    # ------------------------------------------------------------ how many

    def _remove(self, operation: Remove) -> State:
        found = self.references.find(operation.target)
        changes, boxes = emptied(self.state, self.references, found, operation.span)
        return changed(self.state, changes, operation.span, boxes=boxes)

    def _recount(self, operation: Recount) -> State:
        found = self.references.find(operation.target)
        if len(found.whole) != 1:
            noun = operation.target.nouns
            often = "as one of several" if not found.whole else f"{len(found.whole)} times, each with its number"
            raise impossible(operation.span, f"'{noun}' is declared {often}")
        now, said = len(found.members), operation.count
        known = {
            "by": now + said, "times": now * said, "at least": max(now, said), "at most": min(now, said),
        }  # fmt: skip
        count = known.get(operation.how, said)
        changes, boxes = recounted(self.state, found.whole[0], count, operation.span)
        return changed(self.state, changes, operation.span, boxes=boxes)

    def _add(self, operation: Add) -> State:
        done, self.references.last = added(self.state, self.references, operation)
        return done

    # ------------------------------------------------------------ the picture, and what is said

    def _canvas(self, operation: Canvas) -> State:
        return resized(self.state, operation)

    def _title(self, operation: Title) -> State:
        return titled(self.state, operation)

    def _setting(self, operation: Setting) -> State:
        return set_to(self.state, operation)

    def _release(self, operation: Release) -> State:
        others = [name for one in operation.others for name in self._names(one)]
        return released(self.state, self.references, operation, others or [CANVAS])

    def _arrange(self, operation: Arrange) -> State:
        around = self._one(operation.around) if operation.around is not None else ""
        state, members = arranged(self.state, self.references, operation, around)
        self.references.last = References(state.scene, state.layout).found(members)
        return state

    def _allow(self, operation: Allow) -> State:
        return allowed(self.state, operation)

    # ------------------------------------------------------------ where

    def _move(self, operation: Move) -> State:
        others = [self._one(other) for other in operation.others]
        found = self.references.find(operation.target)
        changes, boxes, names = self._apart(found, operation.span)
        state = changed(self.state, changes, operation.span, boxes=boxes) if changes else self.state
        changes = []
        lines = []
        moving: list[str] = []
        for name in names:
            for statement, mentions in state.mentions(name.partition("[")[0]):
                if isinstance(statement, tree.Relation) and _gives_way(statement, name, others, operation.predicate):
                    changes.append(deletion(state.source, statement.span))
                elif operation.negated or not _placed(operation.predicate):
                    continue
                elif isinstance(statement, tree.Arrangement) and len(statement.references) > 1:
                    changes += without(state, statement, mentions)  # it leaves its row
            if "[" not in name and _placed(operation.predicate):
                changes += self._unpinned(state, name, operation.span)
            words = operation.predicate if operation.predicate in PHRASES else f'"{operation.predicate}"'
            objects = " and ".join(map(written_name, others)) if others else CANVAS
            line = " ".join(filter(None, (written_name(name), words, objects, operation.distance)))
            lines.append(f"not ({line})" if operation.negated else line)
            moving += [one.id for one in state.layout.objects if one.object == name or one.id == name]
        last = state.figure.body[-1] if state.figure.body else None
        gone = [(one.start, one.end) for one in changes]
        kept = [one for one in state.figure.body if not any(a <= one.span.start < b for a, b in gone)]
        last = kept[-1] if kept else last
        changes.append(insertion(state.source, state.figure, last, lines))
        self.references.last = References(state.scene, state.layout).found(moving)
        return changed(state, changes, operation.span, moving=moving)

    def _shift(self, operation: Shift) -> State:
        state, ids = self._alone(operation.target)
        width, height = state.layout.size
        changes: list[Change] = []
        boxes = state.boxes
        for id in ids:
            members = [one for one in state.layout.objects if one.object == id]
            if len(members) != 1:
                raise impossible(operation.span, f"a place is for one thing, and '{id}' is {len(members)}")
            box = members[0].box
            share = (Fraction(width, 100), Fraction(height, 100)) if operation.percent else (Fraction(1), Fraction(1))
            offsets = (operation.right * share[0], operation.down * share[1])
            center = []
            for i, (offset, whole) in enumerate(zip(offsets, (width, height), strict=True)):
                half = Fraction(box[i + 2] - box[i], 2 * UNITS)
                middle = Fraction(box[i + 2] + box[i], 2 * UNITS) + offset
                center.append(Fraction(round(min(max(middle, half), whole - half))))
            at = f"({number_text(center[0])}, {number_text(center[1])})"
            changes.append(with_property(state.declaration(id, operation.span).phrase, "position", at))
        return changed(state, changes, operation.span, moving=ids, boxes=boxes)

    def _swap(self, operation: Swap) -> State:
        one, other = self._one(operation.one), self._one(operation.other)
        state = self.state
        if one == other or "[" in one + other:
            raise impossible(operation.span, "two things that are alike have nothing to swap")
        if operation.colors:
            return self._swap_colors(operation.span, one, other)
        return swapped(state, operation, one, other)

    def _swap_colors(self, asked: Span, *names: str) -> State:
        objects = [self.state.object(name) for name in names]
        colors = [one.attributes.color for one in objects]
        changes: list[Change] = []
        for one, own, color in zip(objects, colors, reversed(colors), strict=True):
            if own is None or color is None:
                name = objects[colors.index(None)].noun
                raise impossible(asked, f"no colour is said of the {name}", f'Write for example "make the {name} red".')
            changes += looks.adjective(self.state.declaration(one.id, asked).phrase, one, color)
        return changed(self.state, changes, asked)

    # ------------------------------------------------------------ help

    def _names(self, target: Target) -> tuple[str, ...]:
        found = self.references.find(target)
        return (*found.whole, *found.members)

    def _one(self, target: Target) -> str:
        """The one reference that means a target."""
        found = self.references.find(target)
        if found.name is None:
            raise impossible(target.span, f"'{target.span.text}' is several things here, which one name does not mean")
        return found.name

    def _alone(self, target: Target) -> tuple[State, list[str]]:
        """The target as whole objects; what is one of several becomes an object of its own."""
        found = self.references.find(target)
        changes, boxes, names = self._apart(found, target.span)
        if not changes:
            return self.state, names
        return changed(self.state, changes, target.span, boxes=boxes), names

    def _apart(self, found: Found, asked: Span) -> tuple[list[Change], dict[str, Edges], list[str]]:
        return separated(self.state, self.references, found, asked)

    def _looking(
        self, state: State, ids: Sequence[str], look: Callable[[tree.Phrase, str], object], asked: Span
    ) -> State:
        changes: list[Change] = []
        for id in {state.declaration(id, asked).span: id for id in ids}.values():
            phrase = state.declaration(id, asked).phrase
            made: Iterable[Change] = look(phrase, id)  # type: ignore[assignment]
            for change in made:
                if _is_in_braces(change, phrase) and has_rows(state.object(id).concept):
                    raise impossible(asked, f"the braces of '{id}' hold its rows, and no properties",
                                     "Give it a class, and say how it looks in a style of that class.")  # fmt: skip
                changes.append(change)
        return changed(state, changes, asked)

    def _a_box(self, state: State, id: str) -> Edges:
        return next(one.box for one in state.layout.objects if one.object == id)

    def _renamed(self, state: State, name: tree.Name, noun: str, several: bool) -> list[Change]:
        taken = {one.id for one in state.scene.objects} | {CANVAS}
        words = free_name(plural(noun) if several else noun, taken)
        if not is_name(words):
            return []
        changes = [Change(name.span.start, name.span.end, words)]
        for _, places in state.mentions(name.text):
            for place in places:
                base = place if isinstance(place, tree.Name) else place.base
                changes.append(Change(base.span.start, base.span.end, words))
        return changes

    def _unpinned(self, state: State, id: str, asked: Span) -> list[Change]:
        """A pinned place is left."""
        properties = state.declaration(id, asked).phrase.named
        for i, one in enumerate(properties):
            if one.name.text == "position" and len(properties) > 1:
                neighbour = properties[i + 1].span.start if i + 1 < len(properties) else one.span.end
                start = one.span.start if i + 1 < len(properties) else properties[i - 1].span.end
                return [Change(start, neighbour, "")]
            if one.name.text == "position":
                text = state.source.text
                start = text.rindex("{", 0, one.span.start)
                return [Change(start - (text[start - 1] == " "), text.index("}", one.span.end) + 1, "")]
        return []


def _gives_way(statement: tree.Relation, name: str, others: Sequence[str], new: str) -> bool:
    """Whether a statement says where the moved thing was: how the two stood to each other, or what it stood on.

    What is moved to the side stays on what it stands on.
    """
    if len(statement.steps) != 1 or not _placed(new):
        return False
    step = statement.steps[0]
    subject = _reference_name(statement.subject)
    objects = [_reference_name(one) for one in step.objects]
    known = PHRASES.get(step.predicate.words)
    if step.predicate.free or known is None or not _placed(known.name):
        return False
    if subject == name:
        held = known.name in ("on", "inside", "under") and PHRASES[new].name in _SIDEWAYS
        attached = known.name in _ATTACHED or known.name.startswith("at ")
        return (attached and not held) or bool(set(objects) & set(others))
    return subject in others and name in objects


def _placed(predicate: str) -> bool:
    known = PHRASES.get(predicate)
    return known is not None and (known.name in _PLACES or known.name.startswith("at "))


def _reference_name(reference: tree.Reference) -> str:
    return reference.target.span.text.replace(" ", "").strip("'")


def _is_in_braces(change: Change, phrase: tree.Phrase) -> bool:
    """Whether a change is one of what stands in the braces of a phrase, or adds them."""
    head = (*phrase.words, *filter(None, (phrase.label,)), *phrase.classes)[-1].span.end
    return change.start > head or change.text.startswith(" {")
