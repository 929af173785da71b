"""Whether a statement can, must or cannot hold in a figure, whatever its layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sgc.compiler import SourceLike, parse, read, resolved, solve
from sgc.graph.scene import SceneGraph
from sgc.layout.types import Conflict, Layout
from sgc.source import SgcError, Source, Span, error
from sgc.source.codes import MISPLACED
from sgc.syntax import tree
from sgc.syntax.parser import parse_statement

#: ``must``: in every layout; ``can``: in some and not in others; ``possible``: in some, of others nothing is known;
#: ``cannot``: in none; ``impossible``: the figure itself has no layout; ``unknown``: not decided.
Answer = Literal["must", "can", "possible", "cannot", "impossible", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one figure. ``because`` are the statements from which it follows ("must") or which are against
    it ("cannot"), and ``defaults`` those that play a part; ``conflict`` is the figure's own ("impossible")."""

    scene: SceneGraph
    answer: Answer
    because: tuple[tuple[str, Span], ...] = ()
    defaults: tuple[str, ...] = ()
    conflict: Conflict | None = None


def entailed(source: SourceLike, statement: str, *, root: Path | None = None) -> tuple[Verdict, ...]:
    """Whether a statement can, must or cannot hold in each figure of a scene file.

    Two questions are asked of the solver: the figure with the statement, and with ``not (statement)``. Wishes count
    for nothing here, nor does support, since both give way. Raises SgcError when the source or the statement is
    wrong.
    """
    whole = parse(read(source))
    said = _statement(statement)
    denied = said.statement if isinstance(said, tree.Negation) else tree.Negation(said.span, said)
    return tuple(map(_verdict, resolved(whole, root=root), _with(whole, said, root), _with(whole, denied, root)))


def _statement(text: str) -> tree.Relation | tree.Arrangement | tree.Require | tree.Negation:
    found, diagnostics = parse_statement(Source("<statement>", text))
    if found is None:
        raise SgcError(diagnostics)
    if not isinstance(found, tree.Relation | tree.Arrangement | tree.Require | tree.Negation):
        message = "whether this holds cannot be asked"
        raise SgcError([error(MISPLACED, message, found.span, "Ask about a relation: cup left of plate.")])
    return found


def _with(whole: tree.SyntaxTree, statement: tree.Statement, root: Path | None) -> tuple[SceneGraph, ...]:
    """The figures, each with one statement more."""
    figures = tuple(replace(one, body=(*one.body, statement)) for one in whole.figures)
    scenes = resolved(replace(whole, figures=figures), root=root)
    for scene in scenes:
        if any(not one.checked and one.span.source is statement.span.source for one in scene.relations):
            message = f"no geometry decides “{statement.span.text}”"
            raise SgcError([error(MISPLACED, message, statement.span, "Ask about places or sizes: cup left of plate.")])
    return scenes


def _verdict(plain: SceneGraph, asserted: SceneGraph, denied: SceneGraph) -> Verdict:
    with_it, without_it = solve(asserted, fixes=False), solve(denied, fixes=False)
    if isinstance(with_it, Conflict):
        # Where neither fits, it may be a matter of the margin between the two; or nothing has a layout at all.
        itself = solve(plain) if isinstance(without_it, Conflict) else None
        if isinstance(itself, Conflict):
            return Verdict(plain, "impossible", conflict=itself)
        return Verdict(plain, "cannot", *_grounds(with_it, plain))
    if isinstance(without_it, Conflict):
        return Verdict(plain, "must", *_grounds(without_it, plain))
    if isinstance(with_it, Layout):
        return Verdict(plain, "can" if isinstance(without_it, Layout) else "possible")
    return Verdict(plain, "unknown")


def _grounds(conflict: Conflict, plain: SceneGraph) -> tuple[tuple[tuple[str, Span], ...], tuple[str, ...]]:
    """The statements of the figure in the conflict that what was added takes part in, and the defaults."""
    parts = (plain.relations, plain.arrangements, plain.requirements, plain.objects)
    own = {one.span for part in parts for one in part}
    core = max(conflict.cores, key=lambda core: any(span not in own for _, span in core.statements))
    return tuple(one for one in core.statements if one[1] in own), core.defaults
