"""From syntax trees to scene graphs: the one entry to this phase, and its order of work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from sgc.graph import scene
from sgc.graph.evaluate import force, text_of
from sgc.graph.expand import Expansion, TooLarge
from sgc.graph.include import Includes
from sgc.graph.limits import SIDE
from sgc.graph.links import Links
from sgc.graph.nodes import NAMELESS, STEREOTYPES
from sgc.graph.ordered import ordered
from sgc.graph.phrases import Description
from sgc.graph.references import References
from sgc.graph.report import Refused, Report
from sgc.graph.rows import has_rows
from sgc.graph.scene import Kind, SceneGraph, SceneObject
from sgc.graph.scope import Declared, Names, Scope
from sgc.graph.sorts import sort_named
from sgc.graph.statements import Statements
from sgc.graph.styles import cascaded, in_order
from sgc.source import Diagnostic, Source, error
from sgc.source.codes import (
    CONTRADICTION,
    LIMIT,
    NO_FIGURE,
    NOT_CONSTANT,
    SYNTAX,
    UNKNOWN_NAME,
    WRONG_ARGUMENTS,
    WRONG_TYPE,
)
from sgc.syntax import tree


def resolve(syntax_tree: tree.SyntaxTree, root: Path | None = None) -> tuple[SceneGraph, ...]:
    """The scene graphs of a file's figures, in their order.

    ``root`` is the folder that includes and images may not leave; None allows neither. Whatever is
    wrong is in each graph's ``diagnostics``, those of the parse first; a graph with an error among
    them is what could be read, and not for drawing. A file without a figure gives one empty graph
    that says so. Never raises on wrong input.
    """
    if not syntax_tree.figures:
        diagnostics = syntax_tree.diagnostics
        if not any(one.is_error for one in diagnostics):
            message = error(NO_FIGURE, "the file holds no figure", syntax_tree.source.span(0, 0),
                            'Write scene "Title" { … }.')  # fmt: skip
            diagnostics = (*diagnostics, message)
        return (SceneGraph(scene.Figure(), diagnostics=diagnostics),)
    includes = Includes(root, syntax_tree)
    return tuple(_figure(figure, syntax_tree, includes) for figure in syntax_tree.figures)


def _figure(node: tree.Figure, syntax_tree: tree.SyntaxTree, includes: Includes) -> SceneGraph:
    report = Report(syntax_tree.diagnostics)
    top = Scope(Names(), figure=node.kind, sort=node.sort)
    head = _head(node, top, report)
    expansion = Expansion(report, includes.for_figure(), top)
    whole = True
    try:
        expansion.run(syntax_tree.preamble)
        expansion.run(node.body)
    except Refused as refused:  # a limit of the whole figure
        report.add(*refused.diagnostics)
        whole = not isinstance(refused, TooLarge)
    figure = _with_settings(head, expansion)
    references = References(expansion.things)
    constraints = list(_constraints(figure, expansion, references)) if whole else []
    drawn = list(_links(expansion, references)) if whole else []
    links = tuple(chain.from_iterable(drawn))
    relations = tuple(one for one in constraints if isinstance(one, scene.Relation))
    objects = tuple(_at_rest(tuple(_objects(expansion)), relations))
    _check_shares(figure, objects, report)
    _check_unused_lets(expansion)
    _check_absences(expansion)
    steps = expansion.outline.steps(references, drawn, in_order(expansion.styles), report)
    families = {family.id: tuple(one.id for one in family.members.values()) for family in expansion.families}
    graph = SceneGraph(
        figure,
        objects,
        {**families, **references.rows},
        relations,
        tuple(one for one in constraints if isinstance(one, scene.Arrangement)),
        tuple(one for one in constraints if isinstance(one, scene.Requirement)),
        links,
        tuple(expansion.absences),
        steps=steps,
    )
    graph = ordered(graph, report)
    return replace(graph, diagnostics=_without_cascade(report.diagnostics))


def _at_rest(
    objects: tuple[scene.SceneObject, ...], relations: tuple[scene.Relation, ...]
) -> Iterator[scene.SceneObject]:
    """The objects, of which what is poured looks as it does in its vessel, and who is on a seat sits."""
    entries = {one.id: one.entry for one in objects}
    vessels: dict[str, str] = {}
    seats: dict[str, str] = {}
    for one in relations:
        if not one.checked or one.negated:
            continue
        if one.predicate in ("inside", "contains"):
            inner, outer = one.arguments if one.predicate == "inside" else one.arguments[::-1]
            vessels |= dict.fromkeys(inner.targets, outer.targets[0])
        elif one.predicate == "on":
            seats |= dict.fromkeys(one.arguments[0].targets, one.arguments[1].targets[0])
    for thing in objects:
        vessel, seat = (entries.get(where.get(thing.id, "")) for where in (vessels, seats))
        entry = thing.entry
        if entry is not None and vessel is not None:
            entry = entry.poured_into(vessel)
        if entry is not None and seat is not None and seat.is_seat:
            entry = entry.sitting()
        yield replace(thing, entry=entry)


def _head(node: tree.Figure, scope: Scope, report: Report) -> scene.Figure:
    """The figure's kind, names and size."""
    size = node.size if node.size is not None else scene.Figure().size
    if not all(1 <= side <= SIDE for side in size):
        report.add(error(LIMIT, f"a figure's sides are 1 to {SIDE:,} pixels", node.span))
        size = scene.Figure().size
    title = node.title
    return scene.Figure(
        node.kind,
        node.name.text if node.name is not None else None,
        report.attempt(lambda: text_of(title, scope)) if title is not None else None,
        size,
        fitted=node.kind == "diagram" and node.size is None,
        routing=sort_named(node.sort).routing,
        span=node.span,
        sort=node.sort,
    )


def _with_settings(head: scene.Figure, expansion: Expansion) -> scene.Figure:
    """The figure with its settings, each of the type that ``properties.SETTINGS`` gave it."""
    settings = {name: value for name, (value, _) in expansion.settings.items()}
    if "seed" in settings:
        settings["seed"] = int(settings["seed"])  # type: ignore[arg-type, assignment]  # a seed is a whole number
    return replace(head, **settings)  # type: ignore[arg-type]


def _links(expansion: Expansion, references: References) -> Iterator[tuple[scene.Link, ...]]:
    """The links of each statement."""
    links = Links(expansion.things, references, expansion.link_styles)
    for node, scope, properties in expansion.links:
        try:
            yield tuple(links.resolve(node, scope, properties))
        except Refused as refused:
            expansion.report.add(*refused.diagnostics)
            yield ()


def _constraints(figure: scene.Figure, expansion: Expansion, references: References) -> Iterator[scene.Statement]:
    statements = Statements(figure, references)
    for node, scope in expansion.statements:
        try:
            yield from statements.resolve(node, scope)
        except Refused as refused:
            expansion.report.add(*refused.diagnostics)


def _objects(expansion: Expansion) -> Iterator[SceneObject]:
    """The things with their styles applied."""
    styles = in_order(expansion.styles)
    for thing in expansion.things:
        properties = cascaded(thing, styles)
        label = properties.pop("label", None)
        caption = properties.pop("caption", None)
        if label is None and caption is None and expansion.top.is_diagram:
            label = _node_label(thing)
        stereotype = STEREOTYPES.get(thing.noun) if has_rows(thing.entry.concept if thing.entry else None) else None
        made = SceneObject(
            thing.id, Kind.IMAGE if "image" in properties and thing.kind is not Kind.PART else thing.kind,
            thing.noun, thing.entry, thing.count, thing.counted, thing.attributes,
            _titled(stereotype, thing.label if thing.label is not None else label if isinstance(label, str) else None),
            caption if isinstance(caption, str) else None,
            thing.classes, properties, thing.container, thing.statement, thing.span, thing.rows,
        )  # fmt: skip
        if made.kind is Kind.TEXT and made.label is None:
            expansion.report.add(error(WRONG_ARGUMENTS, f"'{made.id}' is a text without words", made.span,
                                       'Write text "Hello".'))  # fmt: skip
        if made.kind is Kind.IMAGE and "image" not in properties and not expansion.report.has_error_in(made.span):
            expansion.report.add(error(WRONG_ARGUMENTS, f"'{made.id}' is an image without a file", made.span,
                                       'Write image { image: "photo.png" }.'))  # fmt: skip
        yield made


def _titled(stereotype: str | None, label: str | None) -> str | None:
    """The label, below what kind of class it is the label of."""
    return f"{stereotype}\n{label}" if stereotype is not None and label else label or None


def _node_label(thing: Declared) -> str | None:
    """What a node without a label of its own shows: its name."""
    if thing.kind in (Kind.TEXT, Kind.PART) or "image" in thing.properties:
        return None
    if thing.entry is not None and thing.entry.concept in NAMELESS:
        return None
    return re.sub(r"[\W_]+", " ", thing.id.rpartition(".")[2]).strip()


def _check_shares(figure: scene.Figure, objects: tuple[SceneObject, ...], report: Report) -> None:
    """A figure that is as large as what is in it has no size of which a thing could be a share."""
    for one in objects if figure.fitted else ():
        lengths = [value for value in one.properties.values() if isinstance(value, scene.Length)]
        for value in one.properties.values():
            lengths += [value.x, value.y] if isinstance(value, scene.Position) else []
        if any(length.percent for length in lengths):
            report.add(error(WRONG_TYPE, "the diagram has no size of which this could be a share", one.span,
                             "Write the diagram's size in its head, or a length in pixels."))  # fmt: skip


def _check_unused_lets(expansion: Expansion) -> None:
    """A value that nothing uses is looked at all the same, so that its mistakes are not passed over."""
    for deferred in expansion.lets:
        if deferred.value is None:
            try:
                force(deferred, deferred.name.span)
            except Refused as refused:
                expansion.report.add(*(one for one in refused.diagnostics if one.code is not NOT_CONSTANT))


def _check_absences(expansion: Expansion) -> None:
    """What must be absent is not declared."""
    for absence in expansion.absences:
        if absence.open:
            continue
        wanted = Description(absence.noun, absence.entry, absence.attributes)
        for thing in expansion.things:
            if thing.count[0] > 0 and thing.kind not in (Kind.GROUP, Kind.PART) and wanted.fits(thing):
                expansion.report.add(Diagnostic(
                    CONTRADICTION, f"'{absence.statement}' stands beside '{thing.id}', which is one", absence.span,
                    ("Remove one of the two.",), ((thing.span, "declared here"),),
                ))  # fmt: skip
                break


def _without_cascade(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Leaves out what only follows from a line that could not be read: names that stand in it."""
    unread: dict[Source, set[str]] = {}
    for one in diagnostics:
        if one.code is SYNTAX and one.is_error and one.span is not None:
            source = one.span.source
            last = source.position(one.span.end)[0]
            for line in range(one.span.line, last + 1):
                unread.setdefault(source, set()).update(re.findall(r"\w+", source.line(line)))
    return tuple(
        one for one in diagnostics
        if one.code is not UNKNOWN_NAME or one.span is None
        or one.span.text.strip("'") not in unread.get(one.span.source, ())
    )  # fmt: skip
