"""The scene between two operations: its text, what it means, and where everything stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from sgc.compiler import load, parse, solve
from sgc.editing.changes import Change, applied, statements, target_name, targets
from sgc.graph.scene import SceneGraph, SceneObject
from sgc.importing import format_of
from sgc.layout.stay import Before
from sgc.layout.types import Conflict, Edges, Layout
from sgc.source import SgcError, Source, Span, error
from sgc.source.codes import IMPOSSIBLE_EDIT
from sgc.syntax import to_source, tree


def impossible(span: Span, message: str, *hints: str) -> SgcError:
    return SgcError([error(IMPOSSIBLE_EDIT, message, span, *hints)])


@dataclass(frozen=True, slots=True)
class State:
    """A scene file with its only figure, resolved and laid out."""

    source: Source
    figure: tree.Figure
    scene: SceneGraph
    layout: Layout
    seed: int | None
    root: Path | None

    @property
    def boxes(self) -> dict[str, Edges]:
        """The box of every member, in layout units."""
        return {one.id: one.box for one in self.layout.objects}

    def object(self, id: str) -> SceneObject:
        return self.scene.object(id)

    def declaration(self, id: str, asked: Span) -> tree.Declaration:
        """Where an object is declared by a name of its own. Raises SgcError for what a loop, part or include made."""
        one = self.object(id)
        for statement in statements(self.figure):
            if isinstance(statement, tree.Declaration) and statement.span == one.span:
                if any(word.inserted is not None for word in statement.phrase.words):
                    raise impossible(asked, f"the words of '{id}' come from an expression, and are changed there")
                return statement
        raise impossible(asked, f"'{id}' is not declared in this file by itself, so that it cannot be changed alone")

    def mentions(self, name: str) -> list[tuple[tree.Statement, list[tree.Name | tree.Index]]]:
        """The statements that speak of a declared name, with each place where they do; declarations not among them."""
        found: list[tuple[tree.Statement, list[tree.Name | tree.Index]]] = []
        for statement in statements(self.figure):
            if isinstance(statement, (tree.For, tree.If, tree.Group, tree.Part, tree.Style, tree.Block)):
                continue  # what they hold is visited by itself
            places = [one for one in targets(statement) if target_name(one) == name]
            if places and not isinstance(statement, tree.Declaration):
                found.append((statement, places))
        return found


def opened(source: Source, seed: int | None, root: Path | None, boxes: Mapping[str, Edges] | None) -> State:
    """Reads and solves the scene as it is. Raises SgcError when it is wrong, impossible, or no single figure."""
    syntax, scene = _read(source, root)
    layout = solve(scene, seed=seed, before=Before(boxes) if boxes is not None else None)
    if not isinstance(layout, Layout):
        raise impossible(scene.figure.span, "the scene has no layout as it is, so that nobody sees what is meant")
    return State(source, syntax, scene, layout, seed, root)


def _resized(state: State, scene: SceneGraph) -> frozenset[str]:
    """The members of objects that have another word for their size than they had, or none any more."""
    words = {one.id: one.attributes.size for one in state.scene.objects}
    differing = {one.id for one in scene.objects if one.id in words and words[one.id] != one.attributes.size}
    return frozenset(id for id in state.boxes if id in differing or id.split("[")[0] in differing)


def changed(
    state: State, changes: Sequence[Change], asked: Span, *, moving: Collection[str] = (),
    boxes: Mapping[str, Edges] | None = None,
) -> State:  # fmt: skip
    """The state after changes of the text; what is not ``moving`` stays where ``boxes`` say (None: where it is)."""
    text = applied(state.source.text, changes)
    if text == state.source.text:
        raise impossible(asked, f"nothing changes by '{asked.text}': it is so already")
    source = Source(state.source.name, text, path=state.source.path)
    try:
        syntax, scene = _read(source, state.root)
    except SgcError as failure:
        wrong = next(one for one in failure.diagnostics if one.is_error)
        raise impossible(asked, f"after this change the scene would be wrong: {wrong.message}") from failure
    places = state.boxes if boxes is None else boxes
    layout = solve(scene, seed=state.seed, before=Before(places, frozenset(moving), _resized(state, scene)))
    if isinstance(layout, Conflict):
        core = layout.cores[0]
        said = [f"'{text}'" for text, _ in core.statements] + [f"the {name}" for name in core.defaults]
        raise impossible(
            asked, f"'{asked.text}' is not possible: {', '.join(said)} cannot hold together",
            "Change or remove one of these first; nothing was changed.",
        )  # fmt: skip
    if not isinstance(layout, Layout):
        raise impossible(asked, f"no layout was found after '{asked.text}'; nothing was changed")
    return State(source, syntax, scene, layout, state.seed, state.root)


def scene_file(source: Source) -> Source:
    """What an edit changes: a scene file as it is, of a prompt the scene file that says the same. Raises SgcError for a
    file of another tool, whose text is no scene file's."""
    if (format := format_of(source)) is not None:
        name = PurePath(source.name)
        hint = f"Make it one first: sgc import {name} -o {name.with_suffix('.sgc')}"
        told = f"{name} is a file of {format}, and an edit changes scene files"
        raise SgcError([error(IMPOSSIBLE_EDIT, told, None, hint)])
    return Source("<scene>", to_source(parse(source))) if source.is_prompt else source


def _read(source: Source, root: Path | None) -> tuple[tree.Figure, SceneGraph]:
    syntax = parse(source)
    scenes = load(source, root=root)
    if len(scenes) != 1:
        raise impossible(source.span(), f"the file holds {len(scenes)} figures, and an edit is of one")
    return syntax.figures[0], scenes[0]
