"""The chain of phases, from source text to pictures: parse, resolve, solve, compose; back ends print."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgc.graph.scene import SceneGraph
from sgc.layout.types import Layout, LayoutResult
from sgc.picture import Picture
from sgc.source import SgcError, Source, Span
from sgc.syntax.tree import SyntaxTree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sgc.layout.stay import Before
    from sgc.verify import Detector, Report

#: What a person may give: the text of a scene file, the path of one (as a ``Path``, or a ``str`` that is nothing but
#: the name of a file ``.sgc``), or a text already read.
SourceLike = str | Path | Source


def compile(
    source: SourceLike | SceneGraph, *, seed: int | None = None, relaxed: bool = False, root: Path | None = None,
    proposal: str | None = None,
) -> Picture:  # fmt: skip
    """Compile the only figure of a scene file (or a scene graph) to a picture.

    ``seed`` chooses among layouts; None is the figure's own seed. With ``relaxed`` an impossible
    figure is drawn all the same, and ``layout.violated`` lists what does not hold. ``root`` is the
    folder that includes and images may not leave; None is the file's own folder. ``proposal`` names what
    proposes where a diagram's things would stand (``sgc.diagram.proposals``). An impossible or
    undecided figure gives a Picture without a drawing. Raises SgcError when the source is wrong,
    ValueError when the file has several figures, OSError when it cannot be read, MissingError when
    what proposes is not installed.
    """
    if isinstance(source, SceneGraph):
        (scene,) = proposed_by((source,), proposal)
        return compile_scene(scene, seed=seed, relaxed=relaxed, root=root)
    scenes = proposed_by(load(source, root=root), proposal)
    if len(scenes) != 1:
        raise ValueError(f"the file holds {len(scenes)} figures; use sgc.compile_all")
    return compile_scene(scenes[0], seed=seed, relaxed=relaxed, root=root)


def compile_all(
    source: SourceLike, *, seed: int | None = None, relaxed: bool = False, root: Path | None = None,
    proposal: str | None = None,
) -> tuple[Picture, ...]:  # fmt: skip
    """Compile every figure of a scene file, in their order; otherwise as ``compile``."""
    scenes = proposed_by(load(source, root=root), proposal)
    return tuple(compile_scene(scene, seed=seed, relaxed=relaxed, root=root) for scene in scenes)


def proposed_by(scenes: Sequence[SceneGraph], proposal: str | None) -> tuple[SceneGraph, ...]:
    """The scenes with another way to propose where a diagram's things would stand; None: as it is."""
    if proposal is None:
        return tuple(scenes)
    return tuple(replace(scene, figure=replace(scene.figure, proposal=proposal)) for scene in scenes)


def compile_scene(
    scene: SceneGraph, *, seed: int | None = None, relaxed: bool = False, root: Path | None = None,
    before: Before | None = None, seconds: float | None = None,
) -> Picture:  # fmt: skip
    """Lay out and draw one scene graph; near a layout ``before``, and within ``seconds``, where they are given.

    Ctrl-C raises Interrupted, which has the best layout that was known.
    """
    from sgc.layout.interrupts import having

    layout = solve(scene, seed=seed, relaxed=relaxed, before=before, seconds=seconds)
    with having(layout):
        return draw(scene, layout, root=root)


def compile_variants(
    scene: SceneGraph, count: int, *, seed: int | None = None, root: Path | None = None
) -> tuple[Picture, ...]:
    """Up to ``count`` pictures of one scene graph whose layouts differ visibly.

    Ctrl-C raises Interrupted, which has the best layout that was known.
    """
    from sgc.layout import variants
    from sgc.layout.interrupts import having

    layouts = variants(scene, count, seed=seed)
    with having(layouts[0]):
        return tuple(draw(scene, layout, root=root) for layout in layouts)


def read(source: SourceLike) -> Source:
    """The text of a scene file. Raises OSError, and SgcError when the file is not UTF-8."""
    from sgc.source.files import read_source

    if isinstance(source, Source):
        return source
    if not isinstance(source, str | Path):
        raise TypeError(f"a scene is the text of a scene file, a path, or sgc.prompt(…), not {type(source).__name__}")
    if isinstance(source, Path) or (source.endswith(".sgc") and "{" not in source):
        return read_source(Path(source))
    return Source("<text>", source)


def parse(source: SourceLike) -> SyntaxTree:
    """The syntax tree of a scene file, of a prompt, or of a file of another tool, told by its suffix; its
    ``diagnostics`` hold what is wrong with the text."""
    source = read(source)
    if source.is_prompt:
        from sgc.english import read_prompt

        return read_prompt(source).tree
    from sgc.importing.formats import format_of

    if (format := format_of(source)) is not None:
        from sgc.importing import read_foreign

        return read_foreign(source, format)
    import sgc.syntax

    return sgc.syntax.parse(source)


def prompt(text: str, *, llm: str | None = None) -> Source:
    """An English prompt as a source: ``sgc.compile(sgc.prompt("two cats on a sofa"))``.

    Rules read it, or the Hugging Face causal model ``llm``: a folder, or the name of one that was downloaded before.
    """
    return Source("<prompt>", text, is_prompt=True, reader=llm)


def load(source: SourceLike, *, root: Path | None = None) -> tuple[SceneGraph, ...]:
    """The scene graphs of a file's figures, every name, count and word resolved.

    Raises SgcError with every diagnostic when one of them is an error.
    """
    source = read(source)
    if source.is_prompt:
        from sgc.english import read_prompt

        reading = read_prompt(source)
        return resolved(reading.tree, reading.not_understood, root=root)
    return resolved(parse(source), root=root)


def resolved(
    tree: SyntaxTree, not_understood: tuple[Span, ...] = (), *, root: Path | None = None
) -> tuple[SceneGraph, ...]:
    """The scene graphs of a syntax tree's figures; otherwise as ``load``."""
    from sgc.graph import resolve

    scenes = tuple(
        replace(_with_texts_checked(scene), not_understood=not_understood)
        for scene in resolve(tree, root or _folder(tree.source))
    )
    found = tuple(dict.fromkeys(diagnostic for scene in scenes for diagnostic in scene.diagnostics))
    if any(diagnostic.is_error for diagnostic in found):
        raise SgcError(found)
    return scenes


def _with_texts_checked(scene: SceneGraph) -> SceneGraph:
    """The scene with what is wrong with its texts: mathematics that cannot be set, letters that no font has."""
    from sgc.measure.text import problems

    texts = [(scene.figure.title, scene.figure.span)]
    texts += [(text, one.span) for one in scene.objects for text in (one.label, one.caption)]
    found = [problem for text, span in texts if text for problem in problems(text, span)]
    return replace(scene, diagnostics=(*scene.diagnostics, *found)) if found else scene


def solve(
    scene: SceneGraph, *, seed: int | None = None, relaxed: bool = False, before: Before | None = None,
    seconds: float | None = None, fixes: bool = True,
) -> LayoutResult:  # fmt: skip
    """The layout of a scene graph, or why there is none; near a layout ``before`` where one is given.

    After so many ``seconds`` it is the best that is known by then, and ``reproducible`` is False. Without ``fixes``
    a conflict is told without ways out, which is sooner.
    """
    import sgc.layout

    return sgc.layout.solve(scene, seed=seed, relaxed=relaxed, before=before, seconds=seconds, fixes=fixes)


def draw(scene: SceneGraph, layout: LayoutResult, *, root: Path | None = None) -> Picture:
    """The picture of a layout; without a drawing when there is no layout.

    Images are read from under ``root``, or the scene file's folder. Raises SgcError for one that cannot be used.
    """
    if not isinstance(layout, Layout):
        return Picture(scene, layout, None, scene.diagnostics)
    from sgc.drawing import compose

    return Picture(scene, layout, compose(scene, layout, root), scene.diagnostics)


@dataclass(frozen=True, slots=True)
class Printed:
    """A picture, and the file that a back end made of it."""

    picture: Picture
    data: bytes


def repaired(
    picture: Picture, backend: str = "svg", *, tries: int = 3, data: bytes | None = None, report: Report | None = None,
    detector: Detector | None = None, seed: int | None = None, root: Path | None = None, before: Before | None = None,
    options: Mapping[str, Any] | None = None,
) -> tuple[Printed, Report]:  # fmt: skip
    """The picture as the back end prints it and what is seen of that; or a better one, where a fact fails and one of
    so many ``tries`` mends that. The report tells what was tried.

    ``data`` is the file where it is printed already, and ``report`` what is known of it; ``seed`` is the one that the
    layout was made with. Raises SgcError where no detector looks at such pictures.
    """
    from sgc.backends.generative import GenerativeBackend
    from sgc.backends.protocol import backend_for
    from sgc.verify import picture_file, verify

    def look(data: bytes) -> Report:
        return verify(picture_file("picture", data), picture.scene, detector)

    options = dict(options or {})
    first = Printed(picture, picture.render(backend, **options) if data is None else data)
    report = report or look(first.data)
    plan = picture.scene
    if seed is not None:
        plan = replace(plan, figure=replace(plan.figure, seed=seed))
    painter = backend_for(backend, **options)
    if isinstance(painter, GenerativeBackend) and isinstance(picture.layout, Layout):
        from sgc.backends.repainting import Painted, repainted

        painted = Painted(picture.layout, first.data)
        best = repainted(painter, plan, painted, report, tries, lambda made: look(made.data))
        if best.made is not painted:
            first = Printed(draw(picture.scene, best.made.layout, root=root), best.made.data)
        return first, best.report
    from sgc.repair import STRATEGIES, Drawn, repair

    def attempt(plan: Drawn, best: Printed, number: int) -> Printed | None:
        made = compile_scene(plan.scene, root=root, before=before)
        made = replace(made, scene=picture.scene)
        given = options if plan.scale is None else options | {"scale": plan.scale}
        return Printed(made, made.render(backend, **given)) if made.satisfied else None

    scale = None if "scale" in options else getattr(painter, "scale", None)
    drawn = repair(first, report, Drawn(plan, scale), STRATEGIES, tries, attempt, lambda made: look(made.data))
    return drawn.made, drawn.report


def _folder(source: Source) -> Path:
    return source.path.parent if source.path else Path.cwd()
